"""Smaller: its exercises, the slips they know, and the questions later lessons ask."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from imagen_course import compress, datasets
from imagen_course.exercises.declare import Recall, at_least, at_most, built, exercise, same
from imagen_course.network import Dense, Flatten, Network, ReLU, gradient_descent


# Zeros that come back ------------------------------------------------------------------------------------------------------
def _step_masked_first(weights, velocity, gradient, mask, rate):
    weights = weights * mask
    velocity = 0.9 * velocity - rate * gradient
    return weights + velocity, velocity


def _steps():
    """Return a few pruned steps: places that are to be zero have weights, velocities and gradients all the same."""
    yield np.array([2.0, 0.5]), np.array([0.5, -1.0]), np.array([1.0, 2.0]), np.array([1.0, 0.0]), 0.1
    yield np.array([0.0, 3.0, -1.0]), np.array([0.0, 0.2, 0.4]), np.array([4.0, 0.0, -2.0]), np.array([0.0, 1.0, 1.0]), 0.5
    for shape in ((2, 3), (4, 2), (3, 5)):
        rng = np.random.default_rng([24, *shape])
        mask = (rng.random(shape) < 0.6) * 1.0
        mask.flat[:2] = 0, 1
        yield rng.normal(size=shape), rng.normal(size=shape), rng.normal(size=shape), mask, 0.25


def _either_velocity(value, expected, args):
    """Whether weights and velocity are right, pruned weights exactly zero; the velocity where the mask is 0 does not matter."""
    if not (isinstance(value, tuple | list) and len(value) == 2 and all(np.shape(part) == np.shape(args[3]) for part in value)):
        return False
    if np.any(np.asarray(value[0])[args[3] == 0]):
        return False
    return same(value[0], expected[0]) and same(np.asarray(value[1]) * args[3], expected[1] * args[3])


@exercise(
    cases=_steps,
    given=_step_masked_first,
    accepts=_either_velocity,
    hints=[
        "A weight was set to zero. What does the velocity still hold for it, and what comes in with the gradient?",
        "Go through the lines in order. Which line is the last that changes a weight, and where does the mask stand?",
        "Whatever the step has added, multiply by the mask after it.",
    ],
    why="Momentum and gradient move every weight, also those that were pruned: so the mask comes last, after each step.",
)
def pruned_step(weights, velocity, gradient, mask, rate):
    velocity = 0.9 * velocity - rate * gradient
    return (weights + velocity) * mask, velocity


def _step_gradient_masked(weights, velocity, gradient, mask, rate):
    velocity = 0.9 * velocity - rate * gradient * mask
    return weights * mask + velocity, velocity


def _step_velocity_masked_first(weights, velocity, gradient, mask, rate):
    velocity = 0.9 * velocity * mask - rate * gradient
    return weights * mask + velocity, velocity


def _step_weights_forgotten(weights, velocity, gradient, mask, rate):
    velocity = (0.9 * velocity - rate * gradient) * mask
    return weights + velocity, velocity


def _step_without_momentum(weights, velocity, gradient, mask, rate):
    velocity = -rate * gradient
    return (weights + velocity) * mask, velocity


pruned_step.slips(
    ("still masked before the step", _step_masked_first, "Which line changes the weights last, and is the mask used after it?"),
    ("only the gradient is masked", _step_gradient_masked, "The velocity remembers steps from before the pruning. What does it add to a weight that was set to zero?"),
    ("only the old velocity is masked", _step_velocity_masked_first, "The gradient of a pruned weight is not zero. Through which line does it reach the weight?"),
    ("weights that came in are not set to zero", _step_weights_forgotten, "A weight under the mask may come in with a value. Is it zero after your step?"),
    ("the mask is not used", lambda weights, velocity, gradient, mask, rate: (weights + 0.9 * velocity - rate * gradient, 0.9 * velocity - rate * gradient), "Where does your step use the mask?"),
    ("the mask is turned round", lambda weights, velocity, gradient, mask, rate: pruned_step(weights, velocity, gradient, 1 - mask, rate), "Which weights stay: those where the mask is 1, or where it is 0?"),
    ("the step goes uphill", lambda weights, velocity, gradient, mask, rate: pruned_step(weights, velocity, gradient, mask, -rate), "Against the gradient, or along it: which way makes the loss smaller?"),
    ("the velocity stays as it was", lambda weights, velocity, gradient, mask, rate: ((weights - rate * gradient) * mask, velocity), "The given step remembered nine tenths of the last one. Which velocity do you return?"),
    ("nothing is added to the weights", lambda weights, velocity, gradient, mask, rate: (weights * mask, 0.9 * velocity - rate * gradient), "Do the weights that stay still learn?"),
    ("the weights come back as they were", lambda weights, velocity, gradient, mask, rate: (weights, 0.9 * velocity - rate * gradient), "You compute new weights. Is that what you return?"),
    ("the velocity is not returned", lambda weights, velocity, gradient, mask, rate: (weights + 0.9 * velocity - rate * gradient) * mask, "How many things did the given step return?"),
    ("the momentum is gone", _step_without_momentum, "The given step remembered nine tenths of the last one. Does yours?"),
)


# A scale for each channel --------------------------------------------------------------------------------------------------
def _kernels():
    yield np.array([[0.7, 70.0], [-0.2, 28.0]]), 4
    yield np.array([[1.27, -0.3], [-0.4, 0.25], [0.05, -0.635]]), 8
    for k, o, bits in ((3, 4, 3), (4, 3, 8), (6, 6, 5), (5, 8, 2), (5, 3, 12)):
        rng = np.random.default_rng([24, k, o, bits])
        yield rng.normal(size=(k, o)) * 10.0 ** rng.integers(-2, 2, o), bits


@exercise(
    cases=_kernels,
    hints=[
        "One output has the weights 0.7 and −0.2, and 4 bits reach from −7 to 7. How much must a 1 be worth, so that 0.7 becomes 7?",
        "The scale of an output is its largest absolute weight, divided by the largest number of so many bits.",
        "`np.abs(weights).max(axis=0)` has one entry for each output, and `np.rint` rounds.",
    ],
    why="Each output's largest weight becomes the largest number: no output's values are spoilt by another's that are larger.",
)
def quantise_channels(weights, bits):
    scale = np.abs(weights).max(axis=0) / (2 ** (bits - 1) - 1)
    return np.rint(weights / scale), scale


def _by(scale):
    """Return the answer that rounds by another scale."""

    def quantised(weights, bits):
        found = scale(weights, bits)
        return np.rint(weights / found), found

    return quantised


def _with(rounding):
    """Return the answer that makes whole numbers in another way."""

    def quantised(weights, bits):
        scale = _fitting(weights) / (2 ** (bits - 1) - 1)
        return rounding(weights / scale), scale

    return quantised


def _fitting(weights):
    return np.abs(weights).max(axis=0)


def _from_the_smallest(weights, bits):
    scale = np.ptp(weights, axis=0) / (2**bits - 1)
    return np.rint((weights - weights.min(axis=0)) / scale), scale


quantise_channels.slips(
    ("one scale for the whole array", _by(lambda weights, bits: np.abs(weights).max() / (2 ** (bits - 1) - 1)), "How many scales do you return, and how many outputs are there?"),
    ("a scale for each input", lambda weights, bits: tuple(np.transpose(part) for part in quantise_channels(weights.T, bits)), "Which axis runs over the outputs, and along which one do you take the maximum?"),
    ("the sign has no bit", _by(lambda weights, bits: _fitting(weights) / (2**bits - 1)), "With 4 bits, one of which is the sign: what is the largest number?"),
    ("one number too many", _by(lambda weights, bits: _fitting(weights) / 2 ** (bits - 1)), "With 4 bits from −7 to 7: what does your largest weight become?"),
    ("all numbers on each side", _by(lambda weights, bits: _fitting(weights) / (2**bits - 2)), "In which order does Python compute `2 ** bits - 1`, and where does the sign's bit go?"),
    ("counted from the smallest weight", _from_the_smallest, "Which number stands for a weight of 0 in your answer, and which one in the formula?"),
    ("the scales are not returned", lambda weights, bits: quantise_channels(weights, bits)[0], "Could anybody make weights of your numbers alone?"),
    ("half of all numbers on each side", _by(lambda weights, bits: _fitting(weights) / (2**bits / 2 - 0.5)), "With 4 bits from −7 to 7: what does your largest weight become?"),
    ("negative weights do not count", _by(lambda weights, bits: weights.max(axis=0) / (2 ** (bits - 1) - 1)), "An output has its largest weight below zero. What does that weight become?"),
    ("the whole range has the numbers of one side", _by(lambda weights, bits: np.ptp(weights, axis=0) / (2 ** (bits - 1) - 1)), "From which number to which do your results reach?"),
    ("cut off in place of rounded", _with(np.trunc), "What becomes of 2.8: 2 or 3?"),
    ("always rounded down", _with(np.floor), "What becomes of 2.8: 2 or 3?"),
    ("numbers that eight bits do not hold", lambda weights, bits: (quantise_channels(weights, bits)[0].astype(int).astype("int8"), quantise_channels(weights, bits)[1]), "With 12 bits the largest number is 2,047. Which one does `int8` make of it?"),
    ("not rounded", _with(np.copy), "Are your numbers whole?"),
    ("multiplied back", lambda weights, bits: (np.multiply(*quantise_channels(weights, bits)), quantise_channels(weights, bits)[1]), "Do you return the whole numbers, or the weights that they stand for?"),
    ("the scale turned over", lambda weights, bits: (quantise_channels(weights, bits)[0], 1 / quantise_channels(weights, bits)[1]), "Numbers times scale should be near the weights. Are they?"),
)  # fmt: skip


# How short can a code be ---------------------------------------------------------------------------------------------------
def _counts():
    yield (np.array([1, 1]),)
    yield (np.array([2, 1, 1]),)
    yield (np.array([8, 4, 0, 2, 1, 1]),)
    for k in (5, 9, 15):
        yield (np.r_[0, np.random.default_rng([24, k]).integers(1, 90, k)],)


@exercise(
    cases=_counts,
    hints=[
        "Four symbols come equally often. How many yes-or-no questions find out which one it is? And how many if one of them comes always?",
        "A symbol with the share 1/8 takes 3 bits. Which function makes 3 of 1/8?",
        "Each symbol's bits count as often as the symbol comes. A symbol that never comes adds nothing: leave it out first.",
    ],
    why="A symbol of share p takes −log2 p bits, and comes in the share p of all places.",
)
def bits_per_symbol(counts):
    shares = counts[counts > 0] / counts.sum()
    return -np.sum(shares * np.log2(shares))


def _shares(counts):
    return counts[counts > 0] / counts.sum()


def _with_zeros(counts):
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = counts / counts.sum()
        return -np.sum(shares * np.log2(shares))


def _in_words(counts):
    return sum(len(word) * count for word, count in zip(compress.code_words(counts), counts, strict=True)) / counts.sum()


bits_per_symbol.slips(
    ("symbols that never come are counted in", _with_zeros, "What is the logarithm of 0, and what is 0 times that?"),
    ("the natural logarithm", lambda counts: -np.sum(_shares(counts) * np.log(_shares(counts))), "Which logarithm makes 3 of 8?"),
    ("the logarithm to base 10", lambda counts: -np.sum(_shares(counts) * np.log10(_shares(counts))), "Which logarithm makes 3 of 8?"),
    ("the sign is missing", lambda counts: -bits_per_symbol(counts), "The logarithm of a share is below 0. Can a word have fewer bits than none?"),
    ("all symbols alike", lambda counts: np.log2(np.sum(counts > 0)), "Does your result change if one symbol comes a thousand times?"),
    ("never-coming symbols get words, too", lambda counts: np.log2(len(counts)), "Does your result change if one symbol comes a thousand times?"),
    ("rare symbols weigh as much as frequent ones", lambda counts: -np.mean(np.log2(_shares(counts))), "How often do you pay for the word of a symbol that comes often?"),
    ("the lengths are added up", lambda counts: -np.sum(np.log2(_shares(counts))), "How often do you pay for the word of a symbol that comes often?"),
    ("bits of the whole text", lambda counts: counts.sum() * bits_per_symbol(counts), "Is that for one symbol, or for all of them together?"),
    ("counts in place of shares", lambda counts: -np.sum(counts[counts > 0] * np.log2(counts[counts > 0])), "What do the shares add up to, and your numbers?"),
    ("shares of the most frequent", lambda counts: -np.sum(counts[counts > 0] / counts.max() * np.log2(counts[counts > 0] / counts.max())), "What do the shares add up to, and your numbers?"),
    ("the words that Huffman's code has", _in_words, "Words have whole bits. Has the formula, too?"),
    ("a mean over the symbols", lambda counts: -np.mean(_shares(counts) * np.log2(_shares(counts))), "The shares add up to 1 already. What do you divide by?"),
)  # fmt: skip


# The studio ----------------------------------------------------------------------------------------------------------------
_SEEDS = 0, 10  # of the two networks that are to be shrunk


@cache
def _digits():
    return datasets.load("digits")


def _lenet(seed):
    layers = [Dense(64, 300, seed=seed), ReLU(), Dense(300, 100, seed=seed + 1), ReLU(), Dense(100, 10, seed=seed + 2)]
    return Network([Flatten(), *layers])


@cache
def _trained(seed):
    """A network that has learned, and its numbers."""
    network = _lenet(seed)
    for _ in gradient_descent(network, _digits().train_images, _digits().train_labels, epochs=10):
        pass
    return network, {name: array.copy() for name, array in network.parameters().items()}


def _whole(seed):
    """Give the network its numbers back, whatever the last answer did to it."""
    network, arrays = _trained(seed)
    fresh = _lenet(seed)
    network.layers = fresh.layers
    for name, array in network.parameters().items():
        array[...] = arrays[name]
    return network


def _comes_of(network, arrays):
    """Whether a network has arrays of these shapes, and its largest weights their signs: one trained afresh has not."""
    found = network.parameters()
    if {name: np.shape(array) for name, array in found.items()} != {name: array.shape for name, array in arrays.items()}:
        return False
    largest = np.argsort(np.abs(found["1 kernel"]), axis=None)[-500:]
    signs, given = (np.sign(np.ravel(kernel["1 kernel"])[largest]) for kernel in (found, arrays))
    return np.sum(signs == given) >= 0.8 * np.sum(signs != 0)


def _given_networks(answers):
    """How many answers are the network that was given, changed."""
    return sum(isinstance(answer, Network) and _comes_of(answer, _trained(seed)[1]) for answer, seed in zip(answers, _SEEDS, strict=True))


def _file(network):
    """The bytes of the file, and what the network reads that has its numbers from there."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "small.npz"
        compress.save(path, {name: np.asarray(array, "float32") for name, array in network.parameters().items()})
        small = _lenet(0)
        for name, array in compress.load(path).items():
            small.parameters()[name][...] = array
        return path.stat().st_size, small.predict(_digits().test_images)


def _bytes(answers):
    return max(_file(network)[0] for network in answers)


def _read(answers):
    return round(100 * min(float(np.mean(_file(network)[1] == _digits().test_labels)) for network in answers), 1)


@built(
    budget=60,  # of computing: a few seconds of one core are enough
    cases=lambda: [(_whole(seed), _digits().train_images.copy(), _digits().train_labels.copy()) for seed in _SEEDS],
    hints=[
        "Take the largest kernel. What does one weight cost in the file now, what if nineteen in twenty are zero, and what if those that are left share 15 values?",
        "Cut away 95 of 100 weights at once, and train: how much comes back? And if you cut away 70, train, cut away more, and train again?",
        "After each step of `gradient_descent`, multiply every kernel by its mask, in place: `kernel *= mask`. The last kernel is small, so cut less there.",
        "Go through the shares 0.7, 0.85, 0.92 and 0.95, with 10 epochs after each. At the end `array[...] = compress.share_weights(array, 15)` for all arrays, biases as well.",
    ],
    why="Pruned in several rounds, the others learn to do without; shared values need four bits and not 32; and Huffman's code writes the frequent ones and the short gaps in fewer.",
)
def shrink(network, images, labels):
    kernels = [layer.parameters["kernel"] for layer in network.layers if layer.parameters]
    for share in (0.7, 0.85, 0.92, 0.95):
        for kernel, part in zip(kernels, (1, 1, 0.5), strict=True):
            kernel[...] = compress.prune(kernel, part * share)
        masks = [kernel != 0 for kernel in kernels]
        for _ in gradient_descent(network, images, labels, epochs=10, decay=0.8):
            for kernel, mask in zip(kernels, masks, strict=True):
                kernel *= mask
    for array in network.parameters().values():
        array[...] = compress.share_weights(array, 15)
    return network


def _cut_at_once(network, images, labels):
    for array in network.parameters().values():
        array[...] = compress.share_weights(compress.prune(array, 0.95), 15)
    return network


shrink.properties(
    ("given networks that come back, changed", _given_networks, 2, lambda network, images, labels: Network([Flatten(), Dense(64, 10, seed=0)]), "Do you return the network that you were given, with all its layers in their sizes?"),
    ("bytes of the larger file", _bytes, at_most(5060), lambda network, images, labels: network, "What is left to save: fewer weights that are not zero, or fewer different values? Have the biases been looked at, too?"),
    ("held-out digits that are read from the file, %", _read, at_least(94), _cut_at_once, "Did the weights that are left learn to do without the others, and in how many rounds? And do zeros stay zero while they learn?"),
)  # fmt: skip


RECALL = (
    Recall("zeros in a file", "Half of a network's weights are set to zero, and it is saved as an array of 32-bit numbers. The file becomes", ("half as large", "smaller by a third", "no smaller"), "c", "A zero takes 32 bits like any other number, until a code writes it shorter or it is left out."),
    Recall(
        "a scale for each channel",
        "One output's weights are a hundred times as large as the others'. All are rounded to 4 bits with one scale. What happens?",
        ("the others all become zero", "the large ones become zero", "nothing, if the network is trained"),
        "a",
        "The scale fits the largest weight. So give each output a scale of its own.",
    ),
    Recall("entropy", "Four symbols come 4, 2, 1 and 1 times. How many bits does a symbol take on average, at the least?", ("1.75", "2", "8"), "a", "The words have 1, 2, 3 and 3 bits: (4 · 1 + 2 · 2 + 3 + 3) / 8 = 1.75."),
    Recall("eight right", "A network reads eight test pictures out of eight. What do you know?", ("it is right on nearly all pictures", "it may still be wrong on one in four", "it has learned them by heart"), "b", "A network that is right three times in four passes such a test one time in ten."),
)
