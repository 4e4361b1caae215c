"""Questions on the part Further: boxes and their average precision, normalisation, smaller networks, reasons, many machines."""

import numpy as np

from imagen_course import compress, explain, formulas, metrics
from imagen_course.exams.arithmetic import terms, written
from imagen_course.exams.drawing import code, number
from imagen_course.exams.texts import listed, table
from imagen_course.exercises.declared.many_machines import speedup

__all__ = ["KINDS"]

KINDS = []  # the decorators fill it


@number("every_pixel_and_every_box", steps=3)
def average_precision_of_detections(draw, way):
    """The average precision of a few detections."""
    n, detections = draw.randint(4, 9), draw.randint(6, 10)
    one, two, three = sorted(draw.sample(range(1, detections + 1), 3))
    second = way(f"max(2 / {two}, 3 / {three})")
    first = way(f"max(1 / {one}, {second})")
    way(f"({first} + {second} + 3 / {three}) / {n}")
    text = (
        f"A detector of one class puts {detections} boxes into pictures that show {n} things. In order of falling scores, the boxes "
        f"{one}, {two} and {three} are hits, each of another thing; the others are false alarms.\n\nWhat is its average precision? "
        "(At each recall, the precision counts that is the highest from there on.)"
    )

    def ap(hits):
        things = [(0, 10 * k, 5, 10 * k + 5) for k in range(n)]
        found = iter(things)
        boxes = [next(found) if place in hits else (90, 90, 95, 95) for place in range(1, detections + 1)]
        falling = np.linspace(1, 0.1, detections)
        return float(metrics.average_precision([things], [[0] * n], [boxes], [[0] * detections], [falling]))

    right = ap({one, two, three})
    wrong = {
        "it is divided by the hits, not by the things": right * n / 3,
        "it is the precision of all boxes": 3 / detections,
        "it is the recall": 3 / n,
        "it is divided by the number of boxes": right * n / detections,
    }
    return text, right, wrong


@number("in_another_hand", steps=3)
def normalised_place(draw, way):
    """One place of feature maps after instance normalisation."""
    maps = [[draw.randint(0, 30) for _ in range(4)] for _ in range(2)]
    channel, place = draw.randint(0, 1), draw.randint(0, 3)
    own = maps[channel]
    mean = way(f"({terms(own)}) / 4")
    variance = way("(" + " + ".join(f"({value} - {written(mean)}) ** 2" for value in own) + ") / 4")
    way(f"({own[place]} - {written(mean)}) / sqrt({written(variance)})")
    row, column = divmod(place, 2)
    channels = "\n\n".join(f"Channel {k}:\n\n{table(np.reshape(values, (2, 2)))}" for k, values in enumerate(maps))
    text = f"The feature maps of one picture are 2 x 2 x 2.\n\n{channels}\n\nInstance normalisation is applied (with an epsilon of 0). What stands in channel {channel}, row {row}, column {column}? Rows and columns are counted from 0."
    array = np.array(maps, float).T.reshape(1, 2, 2, 2)
    normal = formulas.instance_normalisation(array, epsilon=1e-12)
    value, values = own[place], np.array(maps, float)
    spread = values[channel].std()
    wrong = {
        "both channels share a mean and a variance": float((value - values.mean()) / values.std()),
        "it is divided by the variance": float((value - values[channel].mean()) / spread**2),
        "the sum of squares is divided by 3": float((value - values[channel].mean()) / values[channel].std(ddof=1)),
        "the mean is not taken off": float(value / spread),
        "it is not divided": float(value - values[channel].mean()),
    }
    return text, float(normal[0, row, column, channel]), wrong


@number("smaller", steps=2)
def bytes_of_a_pruned_layer(draw, way):
    """How large the file of a pruned and quantised layer is."""
    n, percent, bits = 800 * draw.randint(5, 60), draw.choice([50, 60, 70, 80, 90]), draw.choice([2, 3, 4, 5, 6])
    kept = way(f"{n} * {100 - percent} // 100")
    way(f"({kept} * {bits} + {n}) // 8")
    text = f"A layer has {n} weights. {percent} % of them are pruned, and those that are left are quantised to {bits} bits. A file keeps one bit for each weight, which says whether it is left, and then the weights that are left, one behind the other.\n\nHow many bytes are that? (The scales are left out.)"
    left = int(np.count_nonzero(compress.prune(np.arange(1.0, n + 1), percent / 100)))
    wrong = {
        "the bits that say which are left are forgotten": left * bits // 8,
        "it is counted in bits": left * bits + n,
        "those that are pruned are kept": ((n - left) * bits + n) // 8,
        "all weights are kept": (n * bits + n) // 8,
        "a weight that is left has 32 bits": (left * 32 + n) // 8,
    }
    return text, (left * bits + n) // 8, wrong


@number("smaller", steps=2)
def bits_of_a_text(draw, way):
    """How long a text is in Huffman's words."""
    counts = draw.sample(range(3, 60), 4)
    (a, b, first), (c, d, second), (_, _, total) = compress.joins(counts)
    way(f"{counts[a]} + {counts[b]}")
    joined = [*counts, first]
    way(f"{first} + ({joined[c]} + {joined[d]}) + {total}")
    text = f"In a text of {total} symbols, four symbols come {listed(counts)} times. Huffman's method gives each of them a word.\n\nHow many bits long is the text in these words?"
    lengths = np.array([len(word) for word in compress.code_words(counts)])
    wrong = {
        "all words have two bits": 2 * total,
        "it is the entropy of the text": float(compress.entropy(counts) * total),
        "the last branching is forgotten": first + second,
        "the most frequent symbol gets the longest word": int(np.sort(counts) @ np.sort(lengths)),
        "it is the number of symbols": total,
    }
    return text, int(lengths @ counts), wrong


@number("why", steps=2)
def shapley_value_of_a_region(draw, way):
    """What a region adds, in all orders of showing three of them."""
    alone = [draw.randint(0, 20) / 10 for _ in range(3)]
    pairs = {"AB": alone[0] + alone[1], "AC": alone[0] + alone[2], "BC": alone[1] + alone[2]}
    pairs = {name: round(value + draw.randint(-9, 30) / 10, 1) for name, value in pairs.items()}
    whole = round(max(pairs.values()) + draw.randint(1, 40) / 10, 1)
    a, ab, ac, bc = alone[0], pairs["AB"], pairs["AC"], pairs["BC"]
    ends = way(f"({a} + {whole} - {written(bc)}) / 3")
    way(f"{written(ends)} + ({written(ab)} - {alone[1]} + {written(ac)} - {alone[2]}) / 6")
    rows = [*zip("ABC", alone, strict=True), *pairs.items(), ("ABC", whole)]
    text = "A score depends on which of the regions A, B and C of a picture are shown; with none it is 0.\n\n| shown | score |\n| --- | --- |\n" + "\n".join(f"| {name} | {value} |" for name, value in rows) + "\n\nWhat is the Shapley value of region A?"
    values = np.array([[[0, alone[2]], [alone[1], bc]], [[a, ac], [ab, whole]]])
    gains = [a, ab - alone[1], ac - alone[2], whole - bc]
    wrong = {
        "the four gains have the same weight": float(np.mean(gains)),
        "it is what A gains alone": a,
        "it is what A adds at the end": whole - bc,
        "everybody gets a third": whole / 3,
        "A is shown to one of the others only": (gains[1] + gains[2]) / 2,
    }
    return text, float(explain.shapley_values(values)[0]), wrong


@number("many_machines", steps=2)
def speedup_of_workers(draw, way):
    """Amdahl's law."""
    serial, workers = draw.randint(15, 200) / 1000, draw.randint(3, 40)
    time = way(f"{serial} + (1 - {serial}) / {workers}")
    way(f"1 / {time}")
    text = f"A share of {serial} of the work cannot be shared out; the rest is shared by {workers} workers, at no cost.\n\nHow many times faster is it than with one worker?"
    right = float(speedup(serial, workers))
    wrong = {
        "it is the limit for as many workers as you like": 1 / serial,
        "the serial share is shared out, the rest is not": float(speedup(1 - serial, workers)),
        "only what is shared out counts": workers * (1 - serial),
        "the time is given, not the speedup": 1 / right,
        "the serial share is done by everybody at once": workers * (1 - serial) + serial,
    }
    return text, right, wrong


@code("smaller")
def coarse(draw):
    """Weights pruned below a threshold, and rounded to multiples of a scale."""
    threshold, scale = draw.randint(10, 40) / 100, draw.choice([0.05, 0.06, 0.08, 0.125, 0.15])

    def coarse(weights):
        kept = np.where(np.abs(weights) < threshold, 0.0, weights)
        steps = np.rint(kept / scale)
        return steps * scale

    def cases():
        rng = np.random.default_rng(24)
        edge = np.arange(0.095, 0.41, 0.01)
        return [(np.array([0.02, 0.9]),), (np.array([-0.5, 0.03, 0.61]),), *((rng.normal(0, 0.5, shape),) for shape in [(5,), (4, 3)]), (edge,), (-edge,)]

    def of(keep, turn=np.rint, unit=scale):
        return lambda w: turn(np.where(keep(w), w, 0.0) / scale) * unit

    text = f"Write `coarse(weights)`. Weights of less than {threshold} in size become 0. The others are rounded to the nearest multiple of {scale}. It returns an array of the same shape, in the units of the weights."
    slips = [
        ("negative weights are pruned", of(lambda w: w >= threshold), "Is -0.9 a small weight?"),
        ("it rounds down", of(lambda w: np.abs(w) >= threshold, np.floor), "Which multiple is the nearest one?"),
        ("it rounds towards 0", of(lambda w: np.abs(w) >= threshold, np.trunc), "Which multiple is the nearest one?"),
        ("whole numbers are returned", of(lambda w: np.abs(w) >= threshold, unit=1), "How large is a 1 of these, in the units of the weights?"),
        ("nothing is pruned", of(lambda w: np.abs(w) >= 0), "What becomes of small weights?"),
        ("the large ones are pruned", of(lambda w: np.abs(w) < threshold), "Which weights matter least?"),
    ]
    return text, coarse, cases, slips


@code("many_machines")
def faster(draw):
    """A speedup where each worker costs something."""
    serial, cost = draw.randint(20, 150) / 1000, draw.randint(1, 30) / 1000

    def faster(workers):
        shared = (1 - serial) / workers
        time = serial + shared + cost * workers
        return 1 / time

    text = f"Write `faster(workers)`. With one worker and nobody to talk to, the work takes the time 1. A share of {serial} cannot be shared out, the rest is shared evenly; besides, each worker costs a time of {cost}, one after the other. It returns how many times faster it is than 1."
    slips = [
        ("what a worker costs is forgotten", lambda n: 1 / (serial + (1 - serial) / n), "What does each worker cost?"),
        ("only one worker costs something", lambda n: 1 / (serial + (1 - serial) / n + cost), "How many workers cost their time?"),
        ("the time is returned", lambda n: serial + (1 - serial) / n + cost * n, "Is it faster if this number grows?"),
        ("all of the work is shared out", lambda n: 1 / (1 / n + cost * n), "What does one worker have to do alone?"),
    ]
    return text, faster, lambda: [(2,), (1,), (3,), (10,), (50,)], slips
