"""Questions on the part Networks: what a network costs and sees, how its training and its answers are judged."""

import numpy as np

from imagen_course import formulas
from imagen_course.exams.arithmetic import written
from imagen_course.exams.drawing import code, number
from imagen_course.exams.texts import listed, table
from imagen_course.exercises.declared.a_cnn_in_keras import stack_parameters
from imagen_course.exercises.declared.deep_networks import receptive_field
from imagen_course.exercises.declared.judged_well import precision_and_recall
from imagen_course.exercises.declared.photographs import top_losses
from imagen_course.exercises.declared.trained_well import best_epoch

__all__ = ["KINDS"]

KINDS = []  # the decorators fill it


@number("a_cnn_in_keras", steps=3)
def parameters_of_a_stack(draw, way):
    """How many parameters a small CNN has."""
    side, channels = draw.randint(8, 24), draw.choice([3, 4, 6])
    filters, units = draw.randint(4, 20), draw.randint(5, 30)
    convolution = way(f"(3 * 3 * {channels} + 1) * {filters}")
    flat = way(f"({side} - 2) * ({side} - 2) * {filters}")
    way(f"{convolution} + ({flat} + 1) * {units}")
    text = f"A network takes pictures of {side} x {side} pixels with {channels} channels. Its layers are `Conv2D({filters}, 3)` without padding, `Flatten()` and `Dense({units})`; both have biases.\n\nHow many parameters does it have?"
    shape, layers = (side, side, channels), [("conv", filters), ("flatten", None), ("dense", units)]
    wrong = {
        "the biases are forgotten": 9 * channels * filters + flat * units,
        "the maps stay as large as the picture": convolution + (side * side * filters + 1) * units,
        "the channels of the picture are forgotten": 10 * filters + (flat + 1) * units,
        "only the dense layer is counted": (flat + 1) * units,
        "each place has a kernel of its own": convolution * (side - 2) ** 2 + (flat + 1) * units,
    }
    return text, stack_parameters(shape, layers), wrong


@number("deep_networks", steps=2)
def field_of_three_convolutions(draw, way):
    """The receptive field of convolutions with strides."""
    sizes = [draw.choice([3, 5, 7, 9, 11]) for _ in range(3)]
    strides = [draw.choice([2, 3, 4, 5]), draw.choice([2, 3, 4]), draw.choice([1, 2])]
    field = way(f"{sizes[0]} + ({sizes[1]} - 1) * {strides[0]}")
    way(f"{field} + ({sizes[2]} - 1) * {strides[0]} * {strides[1]}")
    text = f"Three convolutions follow one another. Their kernels are {listed(sizes)} pixels wide, and their strides are {listed(strides)}.\n\nHow wide is the receptive field of a number of the last map, in pixels of the picture?"
    k, s = sizes, strides
    wrong = {
        "the strides are forgotten": receptive_field([(size, 1) for size in sizes]),
        "a layer's own stride is counted, too": 1 + (k[0] - 1) * s[0] + (k[1] - 1) * s[0] * s[1] + (k[2] - 1) * s[0] * s[1] * s[2],
        "the strides are added, not multiplied": k[0] + (k[1] - 1) * s[0] + (k[2] - 1) * (s[0] + s[1]),
        "only the stride just before is counted": k[0] + (k[1] - 1) * s[0] + (k[2] - 1) * s[1],
        "the widths are not lowered by one": k[0] + k[1] * s[0] + k[2] * s[0] * s[1],
    }
    return text, receptive_field(list(zip(sizes, strides, strict=True))), wrong


@number("trained_well", steps=2)
def gap_where_it_stops(draw, way):
    """The curves of a training, read where early stopping stops."""
    patience, best = draw.choice([2, 3]), draw.randint(3, 4)
    falling = sorted(draw.sample(range(700, 1400), best), reverse=True)
    waiting = [falling[-1] + draw.randint(10, 250) for _ in range(patience)]
    validation = [*falling, *waiting, falling[-1] - draw.randint(50, 200), falling[-1] + draw.randint(10, 90)]
    training = sorted(draw.sample(range(150, 650), len(validation)), reverse=True)
    validation, training = ([loss / 1000 for loss in losses] for losses in (validation, training))
    lowest = way(f"min({', '.join(map(str, validation[: best + patience]))})")
    way(f"{lowest} - {training[best - 1]}")
    text = (
        f"The losses of a training, epoch by epoch (the columns): the training set in the first row, the validation set in the second."
        f"\n\n{table([training, validation])}\n\nEarly stopping with a patience of {patience} ends the training and keeps the weights of "
        "the best epoch it has seen. How much larger is the validation loss than the training loss at the epoch that is kept?"
    )
    kept, later = best_epoch(validation, patience) - 1, int(np.argmin(validation))
    gaps = [other - one for one, other in zip(training, validation, strict=True)]
    wrong = {
        "the lowest loss of all, which was never seen": gaps[later],
        "the last epoch that was run is kept": gaps[best + patience - 1],
        "the difference is turned round": -gaps[kept],
        "the epoch after the best one": gaps[kept + 1],
        "the gap to the lowest training loss": validation[kept] - min(training),
    }
    return text, gaps[kept], wrong


@number("judged_well", steps=3)
def f1_of_a_detector(draw, way):
    """Precision, recall and F1 of a confusion matrix."""
    hits, alarms, missed = draw.randint(20, 90), draw.randint(5, 90), draw.randint(5, 90)
    rest = draw.randint(300, 2000)
    precision = way(f"{hits} / ({hits} + {alarms})")
    recall = way(f"{hits} / ({hits} + {missed})")
    way(f"2 * {precision} * {recall} / ({precision} + {recall})")
    text = f"A detector has {hits} true positives, {alarms} false positives, {missed} false negatives and {rest} true negatives.\n\nWhat is its F1, the harmonic mean of precision and recall?"
    (_, p), (_, r) = precision_and_recall(np.array([[rest, alarms], [missed, hits]]))
    wrong = {
        "it is the accuracy": (hits + rest) / (hits + alarms + missed + rest),
        "it is the precision": float(p),
        "it is the recall": float(r),
        "it is the product of both": float(p * r),
        "the 2 is forgotten": float(p * r / (p + r)),
    }
    return text, 2 * p * r / (p + r), wrong


@number("judged_well", steps=2)
def alarms_that_are_right(draw, way):
    """The precision of a detector where what it looks for is rare."""
    positives, negatives = draw.randint(5, 60), 100 * draw.randint(20, 120)
    recall, rate = draw.randint(60, 98) / 100, draw.randint(2, 60) / 1000
    found = way(f"{positives} * {recall}")
    way(f"{found} / ({found} + {negatives} * {rate})")
    text = f"Of {positives + negatives} windows {positives} hold a face. A detector finds {round(100 * recall)} % of the faces, and it takes {100 * rate:g} % of the other windows for a face.\n\nWhat share of its alarms is right, on average?"
    counts = [[negatives * (1 - rate), negatives * rate], [positives * (1 - recall), positives * recall]]
    right = float(precision_and_recall(np.array(counts))[0][1])
    wrong = {
        "faces are taken to be as frequent as other windows": recall / (recall + rate),
        "it is the share of false alarms": 1 - right,
        "it is the accuracy": (counts[0][0] + counts[1][1]) / (positives + negatives),
        "it is the recall": recall,
    }
    return text, right, wrong


@number("photographs", steps=2)
def mean_of_top_losses(draw, way):
    """The top losses of a classifier."""
    chances = [draw.randint(1, 98) / 100 for _ in range(5)]
    low, next_one = sorted(chances)[:2]
    total = way(f"-log({low}) - log({next_one})")
    way(f"{written(total)} / 2")
    text = f"The head of a network gives the true class of five photographs the probabilities {listed(chances)}.\n\nWhat is the mean cross-entropy of its two top losses?"
    both = np.array([[chance, 1 - chance] for chance in chances])
    first = top_losses(both, np.zeros(5, int), 2)

    def loss(rows):
        return formulas.cross_entropy(np.log(both[rows]), np.zeros(len(rows), int))

    right = float(loss(first))
    wrong = {
        "the two largest probabilities": float(loss(np.argsort(both[:, 0])[-2:])),
        "the mean over all five": float(loss(np.arange(5))),
        "the sum of both": 2 * right,
        "the logarithm is one to the base 10": right / np.log(10),
        "the logarithm of the mean probability": -np.log((low + next_one) / 2),
    }
    return text, right, wrong


@code("judged_well")
def price(draw):
    """What the mistakes of a classifier cost."""
    missed, alarm = draw.randint(6, 40), draw.randint(2, 5)

    def price(labels, calls):
        misses = np.sum((labels == 1) & (calls == 0))
        alarms = np.sum((labels == 0) & (calls == 1))
        return (missed * misses + alarm * alarms) / len(labels)

    def cases():
        rng = np.random.default_rng(9)
        fixed = [([1], [0]), ([0], [1]), ([1, 1], [1, 0]), ([0, 1, 0], [1, 1, 0])]
        return [(np.array(labels), np.array(calls)) for labels, calls in fixed] + [tuple(rng.integers(0, 2, (2, n))) for n in (7, 30)]

    def of(*, swapped=False, divided=True):
        def answer(labels, calls):
            prices = (alarm, missed) if swapped else (missed, alarm)
            wrong = [np.sum((labels == 1) & (calls == 0)), np.sum((labels == 0) & (calls == 1))]
            return (prices[0] * wrong[0] + prices[1] * wrong[1]) / (len(labels) if divided else 1)

        return answer

    text = f"Write `price(labels, calls)`. Both are arrays of 0 and 1: what is true, and what the classifier calls it. A missed 1 costs {missed}, a false alarm costs {alarm}, the rest costs nothing. It returns what an example costs on average."
    slips = [
        ("the prices are swapped", of(swapped=True), "Which of the two is dearer, and which mistake is that?"),
        ("it is not divided by the number of examples", of(divided=False), "On average: by what do you divide?"),
        ("false alarms cost as much", lambda y, calls: missed * np.mean(y != calls), "Do both mistakes cost the same?"),
        ("false alarms cost nothing", lambda y, calls: missed * np.mean((y == 1) & (calls == 0)), "What does a false alarm cost?"),
    ]
    return text, price, cases, slips


@code("a_cnn_in_keras")
def parameters(draw):
    """How many parameters a row of convolutions has."""
    kernel, units = draw.choice([3, 5, 7]), draw.randint(2, 60)

    def parameters(channels):
        before, after = np.array(channels[:-1]), np.array(channels[1:])
        kernels = np.sum((kernel * kernel * before + 1) * after)
        return kernels + (channels[-1] + 1) * units

    def of(size, bias=1, last=1):
        def answer(channels):
            return np.sum((size * np.array(channels[:-1]) + bias) * channels[1:]) + (channels[-1] + last) * units

        return answer

    text = (
        f"Write `parameters(channels)`. `channels` lists the channels of a network: `[3, 16, 32]` is a picture of 3 channels and two "
        f"convolutions, which make 16 and 32 maps. All kernels are {kernel} x {kernel}. The last maps are averaged over all places, and "
        f"a dense layer of {units} units reads the means. All these layers have biases. It returns how many parameters there are."
    )
    slips = [
        ("the biases are forgotten", of(kernel**2, 0, 0), "How many numbers does one kernel have, with its bias?"),
        ("the biases of the dense layer are forgotten", of(kernel**2, 1, 0), "Does the dense layer have biases, too?"),
        ("a kernel has one row", of(kernel), "How many weights does a kernel have for one channel?"),
        ("the dense layer is forgotten", lambda c: of(kernel**2)(c) - (c[-1] + 1) * units, "What comes after the last maps?"),
    ]
    return text, parameters, lambda: [([1, 2],), ([3, 4],), ([1, 2, 3],), ([3, 16, 32],), ([4, 8, 8, 5],)], slips
