"""Deep networks: its exercises, the slips they know, and the questions later lessons ask."""

import copy
import functools
import math

import numpy as np

from imagen_course import datasets
from imagen_course.exercises.declare import Recall, at_least, at_most, built, exercise
from imagen_course.network import Conv2D, Dense, Flatten, Network, ReLU, Residual, check_gradient, gradient_descent


# Receptive fields ----------------------------------------------------------------------------------------------------------
@exercise(
    cases=lambda: [
        ([(1, 1)],),
        ([(3, 1)],),
        ([(3, 1), (3, 1)],),
        ([(2, 2), (2, 1)],),
        ([(2, 2), (3, 1)],),
        ([(2, 5), (3, 1)],),
        ([(3, 1), (2, 2), (3, 1)],),
        ([(3, 2), (3, 2)],),
        ([(3, 2), (3, 2), (3, 2)],),
        ([(5, 2), (3, 3), (2, 1)],),
        ([(1, 2), (1, 3), (4, 1)],),
        ([(4, 3), (2, 2), (3, 1), (2, 2), (5, 1)],),
        ([(11, 4), (3, 2), (5, 1), (3, 2), (3, 1), (3, 1), (3, 1), (3, 2), (3, 1)],),
        ([(3, 1)] * 30,),
    ],
    hints=[
        "Draw two layers on paper: a pool of 2 with stride 2, then a convolution of 3. Which pixels does one number at the end depend on?",
        "Neighbouring numbers of the first map look at places that are `stride` pixels apart. How far apart are neighbours of the second map, counted in pixels?",
        "Remember two numbers while you go through the layers: how wide the field is, and how many pixels apart neighbours of the map are that you have reached.",
        "A window of `size` has `size - 1` steps from its first number to its last one. Add them to the field, in pixels, before you multiply the distance by `stride`.",
    ],
    why="A window reaches from its first number to its last one, which are `size - 1` steps apart. A step is as many pixels long as the product of all strides before it.",
)
def receptive_field(layers):
    field = distance = 1
    for size, stride in layers:
        field += (size - 1) * distance
        distance *= stride
    return field


def _stride_of_its_own(layers):
    field = distance = 1
    for size, stride in layers:
        distance *= stride
        field += (size - 1) * distance
    return field


def _backwards(layers):
    return receptive_field(layers[::-1])


def _last_stride(layers):
    field = distance = 1
    for size, stride in layers:
        field += (size - 1) * distance
        distance = stride
    return field


def _strides_added(layers):
    field, distance = 1, 1
    for size, stride in layers:
        field += (size - 1) * distance
        distance += stride - 1
    return field


def _whole_field(layers):
    field = 1
    for size, stride in layers[::-1]:
        field = field * stride + size - 1
    return field


def _doubled(layers):
    return receptive_field([(size, min(stride, 2)) for size, stride in layers])


def _whole_windows(layers, field=1):
    distance = 1
    for size, stride in layers:
        field += size * distance
        distance *= stride
    return field


receptive_field.slips(
    ("the strides are left out", lambda layers: 1 + sum(size - 1 for size, _ in layers), "After a layer of stride 2, how many pixels apart are two neighbouring numbers?"),
    ("a layer's stride counts for its own window", _stride_of_its_own, "A single layer of size 3 and stride 2 has one window. How many pixels does it cover?"),
    ("only the stride of the layer before counts", _last_stride, "Two layers of stride 2 follow one another. How many pixels apart are neighbours after both?"),
    ("the strides are added", _strides_added, "After three layers of stride 2, neighbours lie 8 pixels apart. How do you get 8 from three twos?"),
    ("the layers are taken from the last one", _backwards, "Is the first layer of the list the one that reads the picture?"),
    ("the sizes are added", lambda layers: sum(size for size, _ in layers), "Two convolutions of 3 see 5 pixels, not 6. How many steps are there from the first number of a window to its last one?"),
    ("the sizes are multiplied", lambda layers: math.prod(size for size, _ in layers), "Draw two convolutions of 3 with stride 1. Do their windows overlap?"),
    ("a whole window is added each time", _whole_windows, "A window of 1 sees one number. By how much should it widen the field?"),
    ("a whole window is added each time, from 0 on", lambda layers: _whole_windows(layers, field=0), "Two convolutions of 3 see 5 pixels. How many pixels do their windows share?"),
    ("on the way back the whole field is multiplied", _whole_field, "Of three neighbours in a map, the first and the last lie two strides apart. What should be multiplied by the stride: the numbers, or the steps between them?"),
    ("every stride doubles the distance", _doubled, "What does a stride of 3 do to the distance between neighbours?"),
    ("one pixel is missing", lambda layers: receptive_field(layers) - 1, "How many pixels does a single number of the picture itself see?"),
    ("the distance instead of the field", lambda layers: math.prod(stride for _, stride in layers), "Two things grow from layer to layer: the field, and the distance between neighbours. Which one is asked for?"),
    ("only the last layer counts", lambda layers: layers[-1][0], "What does the last layer read: the picture, or a map that has seen a part of it?"),
    ("the area instead of the width", lambda layers: receptive_field(layers) ** 2, "How many pixels wide is the field? You returned how many pixels lie in it. Is that the same?"),
)  # fmt: skip


# The bug hunt --------------------------------------------------------------------------------------------------------------
def _added_to_itself(x, first, second):
    x = np.maximum(x @ first, 0)
    x = x @ second
    return x + x


def _numbers():
    yield np.array([[2.0]]), np.array([[3.0]]), np.array([[0.5]])
    yield np.array([[1.0, 2.0]]), np.zeros((2, 2)), np.zeros((2, 2))
    yield np.array([[1.0, 2.0]]), np.array([[1.0, -1.0], [0.0, 1.0]]), np.array([[1.0, 0.0], [2.0, -3.0]])
    yield np.array([[1.0, 2.0], [3.0, 0.0]]), np.array([[1.0, 0.0], [0.0, 2.0]]), np.array([[0.0, 1.0], [-1.0, 0.0]])
    for n, wide, inner in [(2, 2, 3), (3, 4, 2), (5, 3, 3), (4, 2, 6), (70, 2, 65)]:
        rng = np.random.default_rng([8, n, wide])
        yield rng.integers(-4, 5, (n, wide)) / 2, rng.integers(-3, 4, (wide, inner)) / 2, rng.integers(-3, 4, (inner, wide)) / 2
    for scale in (10_000, 0.001):
        rng = np.random.default_rng(8)
        yield scale * rng.normal(size=(3, 3)), rng.normal(size=(3, 3)), rng.normal(size=(3, 3))


@exercise(
    cases=_numbers,
    given=_added_to_itself,
    hints=[
        "Follow the name `x` line by line. Which array does it name at the top, and which one in the last line?",
        "What should take the skip connection: what came in, or what the layers made of it?",
        "Give the change a name of its own, so that `x` stays what it was.",
    ],
    why="`x = ...` gives the name to another array, and what came in cannot be reached any more. The shapes fit, so no error is raised: the block doubles its change and has no skip connection.",
)
def residual(x, first, second):
    change = np.maximum(x @ first, 0)
    change = change @ second
    return x + change


def _change(x, first, second):
    return np.maximum(x @ first, 0) @ second


residual.slips(
    ("the change is added to itself", lambda x, first, second: 2 * _change(x, first, second), "All weights are 0. What should come out, and what does your block give?"),
    ("there is no skip connection", lambda x, first, second: _change(x, first, second), "What comes out when all weights are 0?"),
    ("the skip connection has a ReLU, too", lambda x, first, second: np.maximum(x, 0) + _change(x, first, second), "A negative number comes in, and all weights are 0. What should come out?"),
    ("a ReLU follows the sum", lambda x, first, second: np.maximum(x + _change(x, first, second), 0), "In this block, which layer is followed by a ReLU? Can its output be negative?"),
    ("a ReLU follows the second layer", lambda x, first, second: x + np.maximum(_change(x, first, second), 0), "Should the change be able to make a number smaller?"),
    ("the ReLU is gone", lambda x, first, second: x + x @ first @ second, "Two matrices in a row are one matrix. What stood between them?"),
    ("the ReLU stands in front of the first layer", lambda x, first, second: x + np.maximum(x, 0) @ first @ second, "In the given code, is the ReLU applied to what comes in, or to what the first layer makes of it?"),
    ("the hidden numbers take the skip connection", lambda x, first, second: (hidden := np.maximum(x @ first, 0)) @ second + _fitted(hidden, x), "The skip connection begins where the block begins. Where does yours begin?"),
    ("the change is subtracted", lambda x, first, second: x - _change(x, first, second), "The block says what to *add* to its input. Which sign does your change have?"),
    ("what came in is added twice", lambda x, first, second: 2 * x + _change(x, first, second), "All weights are 0. How often does what came in reach the end?"),
)  # fmt: skip


def _fitted(hidden, x):
    """Hidden numbers where they have the width of what came in, as they must to be added."""
    return hidden if hidden.shape == x.shape else np.zeros_like(x)


# The studio ----------------------------------------------------------------------------------------------------------------
SIZES = [(8, seed) for seed in range(15)] + [(3, 20), (5, 21)]


@functools.lru_cache(maxsize=1)
def _digits():
    """Handwritten digits: 400 to learn from, and those of the test set."""
    digits = datasets.load("digits")
    return digits.train_images[:400], digits.train_labels[:400], digits.test_images, digits.test_labels


def deep(blocks, width=8):
    """The lesson's network: a convolution that halves the sides, the blocks, and ten scores."""
    first = Conv2D(1, width, 3, stride=2, padding="same", seed=999)
    return Network([first, ReLU(), *blocks, Flatten(), Dense(16 * width, 10, seed=7)])


def _is_layer(block):
    return isinstance(getattr(block, "parameters", None), dict) and hasattr(block, "forward") and hasattr(block, "backward")


def _blocks(thing, width=8):
    """Copies of the blocks of a width: what is measured changes nothing that was built."""
    return copy.deepcopy([block for block, (wide, _) in zip(thing, SIZES, strict=True) if wide == width])


def _kernels(block):
    return [array for array in block.parameters.values() if array.ndim == 4]


def _filled(block, scale, seed=0):
    """Draw every parameter of a block anew, and none is 0 any more; a scale of 0 makes them all 0."""
    rng = np.random.default_rng(seed)
    for array in block.parameters.values():
        array[...] = scale * rng.normal(size=array.shape)
    return block


def _some(width, n=2):
    return np.random.default_rng([8, width]).random((n, 4, 5, width), dtype="float32")


def _convolutions(thing):
    """The kernels of 3 x 3 that keep the number of channels, in the block that has fewest."""
    return min(sum(kernel.shape == (3, 3, width, width) for kernel in _kernels(block)) for width in (8, 3, 5) for block in _blocks(thing, width))


def _outputs(thing):
    return [list(_blocks(thing, width)[0].forward(_some(width)).shape) for width in (8, 3, 5)]


def _different(thing):
    """Count the blocks of 15 whose kernels, but for those at 0, point elsewhere than the kernels of every block before."""
    alike = np.zeros((15, 15), bool)
    for kernels in zip(*map(_kernels, _blocks(thing)), strict=False):
        flat = np.array([kernel.ravel() / max(np.linalg.norm(kernel), 1e-9) for kernel in kernels])
        alike |= np.tril(flat @ flat.T > 0.99, -1)
    return int(np.sum(~alike.any(axis=1)))


def _passed(thing):
    """How far what comes out lies from what comes in when all that is learned is 0."""
    given = {width: _some(width) - 0.5 for width in (8, 3, 5)}
    changes = [_filled(_blocks(thing, width)[0], 0).forward(x.copy()) - x for width, x in given.items()]
    return round(max(float(np.abs(change).max()) for change in changes), 3)


def _spoiled(thing):
    """Count the numbers that a block changes in what it is given."""
    block, x = _filled(_blocks(thing)[0], 0.3), _some(8)
    given = x.copy()
    block.forward(given)
    return int(np.sum(given != x))


def _change_of(block, x, sign):
    """What a block adds where nothing comes in below 0, all its kernels have one sign, and it has no biases."""
    for array in _filled(block, 1).parameters.values():
        array[...] = sign * np.abs(array) * (array.ndim > 1)
    return block.forward(x.copy()) - x


def _seen(thing):
    """How many pixels wide the change is that a single pixel makes."""
    fields = []
    for width in (8, 3, 5):
        pixel = np.zeros((1, 15, 15, width))
        pixel[:, 7, 7] = 1
        changed = np.abs(_change_of(_blocks(thing, width)[0], pixel, 1)).max(axis=(0, 3)) > 0
        fields += [changed.any(axis=0).sum(), changed.any(axis=1).sum()]
    return int(min(fields))


def _left(thing):
    """The share of the change that is left when all kernels are negative: a ReLU after the first convolution leaves none."""
    shares = []
    for width in (8, 3, 5):
        below, above = (np.linalg.norm(_change_of(_blocks(thing, width)[0], _some(width), sign)) for sign in (-1, 1))
        shares.append(below / max(above, 1e-9))
    return round(float(max(shares)), 2)


def _slope(thing):
    """By how many per cent the gradient that a block gives back differs from central differences, at the most."""
    errors = []
    for width in (8, 3):
        block = _filled(_blocks(thing, width)[0], 0.2)
        x, rng = _some(width, 1) - 0.5, np.random.default_rng(3)
        x = x.astype(float)
        weights = rng.normal(size=x.shape)
        block.forward(x)
        slopes = check_gradient(lambda x, b=block, w=weights: np.sum(b.forward(x) * w), x, block.backward(weights))
        errors.append(100 * abs(slopes[0] - slopes[1]) / max(abs(slopes[0]), 1e-9))
    return round(max(errors), 1)


def _grown(thing):
    """How many times larger or smaller the maps are after fifteen blocks than before them."""
    layers = deep(_blocks(thing)).layers
    before = Network(layers[:2]).forward(_digits()[0][:50])
    ratio = np.linalg.norm(Network(layers[2:17]).forward(before)) / np.linalg.norm(before)
    return float(np.format_float_positional(max(ratio, 1 / ratio), 3, fractional=False))


def _trained(thing, images, labels, epochs):
    network = deep(_blocks(thing))
    with np.errstate(all="ignore"):
        for _ in gradient_descent(network, images, labels, epochs=epochs, learning_rate=0.02):
            pass
    return network


def _moved(thing):
    """Count the kernels of fifteen blocks that five steps change."""
    images, labels, *_ = _digits()
    start = [kernel for block in _blocks(thing) for kernel in _kernels(block)]
    end = [kernel for block in _trained(thing, images[:100], labels[:100], 1).layers[2:17] for kernel in _kernels(block)]
    return sum(bool((new != old).any()) for new, old in zip(end, start, strict=True))


def _learned(thing):
    """The lesson's network of fifteen blocks after three epochs."""
    if _passed(thing) or _grown(thing) > 3 or _moved(thing) < 30:
        raise ValueError("the network is trained once all the rest holds")
    return _trained(thing, *_digits()[:2], 3)


def _added(thing):
    """How large the change of fifteen trained blocks is, measured by the maps that they get."""
    layers = _learned(thing).layers
    with np.errstate(all="ignore"):
        before = Network(layers[:2]).forward(_digits()[2])
        share = np.linalg.norm(Network(layers[2:17]).forward(before) - before) / np.linalg.norm(before)
    return round(float(share), 2) if np.isfinite(share) else float("inf")


def _right(thing):
    """Count the digits of the test set that the lesson's network of fifteen blocks reads right after three epochs."""
    *_, test, names = _digits()
    with np.errstate(all="ignore"):
        return int(np.sum(_learned(thing).predict(test) == names))


@built(
    budget=20,
    cases=lambda: SIZES,
    hints=[
        "Which of the three networks of section 4 learned? What did its blocks have that the blocks of the other two did not?",
        "A block of this lesson is `Residual([...])` with three layers in it. Which three?",
        '`Conv2D(width, width, 3, padding="same", seed=...)` keeps the sides and the channels. The two convolutions need two seeds: `2 * seed` and `2 * seed + 1`, for example.',
        'Make the second convolution before the block, and set its kernel to 0: `last.parameters["kernel"][...] = 0`.',
    ],
    why="At first every block passes on what it gets, so the picture reaches the last layer, and the gradient reaches the first. Then each block learns what to add.",
)
def block(width, seed):
    last = Conv2D(width, width, 3, padding="same", seed=2 * seed + 1)
    last.parameters["kernel"][...] = 0
    return Residual([Conv2D(width, width, 3, padding="same", seed=2 * seed), ReLU(), last])


def _conv(width, seed, scale=1.0, size=3):
    layer = Conv2D(width, width, size, padding="same", seed=seed)
    layer.parameters["kernel"] *= np.float32(scale)
    return layer


class _Serial(Network):
    """Layers in a row as one layer, without a skip connection."""

    parameters, gradients = property(Network.parameters), property(Network.gradients)


class _InPlace(Residual):
    def forward(self, inputs):
        inputs += Network.forward(self, inputs)
        return inputs


class _NoWayBack(Residual):
    def backward(self, gradient):
        return super().backward(gradient) - gradient


class _SideBySide(Residual):
    def forward(self, inputs):
        first, relu, second = self.layers
        return inputs + relu.forward(first.forward(inputs)) + second.forward(inputs)


class _Whisper(Residual):
    """A block whose change stays too small to matter."""

    def forward(self, inputs):
        return inputs + 1e-5 * Network.forward(self, inputs)

    def backward(self, gradient):
        return gradient + 1e-5 * Network.backward(self, gradient)


block.properties(
    ("blocks that are layers, of 17", lambda thing: sum(map(_is_layer, thing)), 17, lambda width, seed: [_conv(width, 2 * seed), ReLU(), _conv(width, 2 * seed + 1, 0)], "Several layers are not yet one layer. What makes one of them, with a skip connection around them?"),
    ("convolutions of 3 x 3 in a block", _convolutions, at_least(2), lambda width, seed: Residual([_conv(width, seed, 0.1), ReLU()]), "Does every block hold two convolutions, with as many channels out as in?"),
    ("shapes that come out", _outputs, [[2, 4, 5, 8], [2, 4, 5, 3], [2, 4, 5, 5]], lambda width, seed: _Serial([Conv2D(width, width, 3, seed=seed), ReLU(), Conv2D(width, width, 3, seed=seed + 50)]), "What comes in and the change are added, so they need the same shape. Which padding keeps the rows and columns?"),
    ("pixels wide that a number of the change sees", _seen, at_least(5), lambda width, seed: _SideBySide([_conv(width, 2 * seed), ReLU(), _conv(width, 2 * seed + 1, 0)]), "Two convolutions of 3 x 3 in a row see 5 x 5 pixels. Does your second convolution read what the first one made?"),
    ("blocks with kernels of their own, of 15", _different, 15, lambda width, seed: Residual([_conv(width, 0), ReLU(), _conv(width, 1, 0)]), "Does every convolution of your block use the `seed` that the block is given?"),
    ("change of the maps when all weights are 0", _passed, at_most(0), lambda width, seed: _Serial([_conv(width, 2 * seed), ReLU(), _conv(width, 2 * seed + 1)]), "If no layer has anything to say, what should come out of the block? How often does yours add what came in?"),
    ("numbers changed in what comes in", _spoiled, 0, lambda width, seed: _InPlace([_conv(width, 2 * seed), ReLU(), _conv(width, 2 * seed + 1, 0)]), "The array that comes in belongs to the layer before. Does your block make a new one, or does it write into that one?"),
    ("share of the change that is left when all kernels are negative", _left, at_most(0.05), lambda width, seed: Residual([_conv(width, 2 * seed), _conv(width, 2 * seed + 1, 0)]), "The first convolution gives nothing but numbers below 0. What should the second one get? Which layer belongs between them?"),
    ("error of the gradient, %", _slope, at_most(1), lambda width, seed: _NoWayBack([_conv(width, 2 * seed), ReLU(), _conv(width, 2 * seed + 1, 0)]), "On the way back, what takes the skip connection, and what comes back through the layers?"),
    ("times the maps grow or shrink in 15 blocks", _grown, at_most(3), lambda width, seed: Residual([_conv(width, 2 * seed), ReLU(), _conv(width, 2 * seed + 1)]), "Every block adds its change. How large may the change be at the start, so that fifteen of them stay small together?"),
    ("convolutions that learn, of 30", _moved, at_least(30), lambda width, seed: Residual([_conv(width, 2 * seed, 0), ReLU(), _conv(width, 2 * seed + 1, 0)]), "A kernel at 0 can learn if a gradient reaches it. On the way back from the sum to your kernels, what passes the gradient on, and what stops it?"),
    ("size of the trained change, the maps have 1", _added, at_least(0.1), lambda width, seed: _Whisper([_conv(width, 2 * seed), ReLU(), _conv(width, 2 * seed + 1)]), "After training, your blocks still pass on what they get. By which number is their change multiplied?"),
    ("test digits right, of 359", _right, at_least(280), lambda width, seed: Residual([_conv(width, 2 * seed, 20), ReLU(), _conv(width, 2 * seed + 1, 0)]), "The network learns too little, or its numbers run away. Which of your kernels begin larger or smaller than `Conv2D` draws them?"),
)  # fmt: skip


RECALL = (
    Recall("two small ones", "Two convolutions of 3 x 3, one behind the other, or one of 5 x 5, with as many channels everywhere: which has fewer weights?", ("the two small ones", "the large one", "they have the same number"), "a", "Both see 5 x 5 pixels. Two times 9 is 18, and 5 times 5 is 25."),
    Recall("zero block", "All weights of a residual block are 0. What comes out?", ("zeros", "what came in", "noise"), "b", "The layers add nothing, and what came in takes the skip connection."),
    Recall("what costs", "ResNet-50 has three times as many layers as VGG-16. For one picture it multiplies", ("three times as often", "about as often", "about a quarter as often"), "c", "Its 1 x 1 convolutions make the maps thin before a 3 x 3 convolution reads them, and its maps become small early."),
    Recall("moved by four", "A network makes its maps smaller by two convolutions of stride 2. You move the picture by four pixels. The last maps", ("move by one place", "change everywhere", "move by four places"), "a", "Two strides of 2 make one of 4: the windows stand on the same pixels of the picture as before."),
)  # fmt: skip
