"""Questions on the part Formulas: pictures as arrays, convolution, pooling, softmax, gradients."""

import numpy as np

from imagen_course import formulas
from imagen_course.autodiff import gradients
from imagen_course.exams.arithmetic import terms, written
from imagen_course.exams.drawing import code, number
from imagen_course.exams.texts import table

__all__ = ["KINDS"]

KINDS = []  # the decorators fill it


@number("a_picture_is_an_array", steps=2)
def mean_of_two_pictures(draw, way):
    """Two pictures of type `uint8` are averaged: their sum wraps."""
    one, other = draw.randint(140, 255), draw.randint(120, 255)
    total = way(f"({one} + {other}) % 256")
    way(f"{total} // 2")
    text = f"Two pictures `a` and `b` have the type `uint8`. A pixel has the value {one} in `a` and {other} in `b`.\n\nWhat value does this pixel have in `(a + b) // 2`?"
    a, b = np.uint8([one]), np.uint8([other])
    wrong = {
        "the sum does not wrap at 256": (one + other) // 2,
        "the sum stops at 255": 255 // 2,
        "the division is forgotten": (one + other) % 256,
    }
    return text, int(((a + b) // 2)[0]), wrong


@number("convolution", steps=2)
def multiplications(draw, way):
    """What a convolution costs."""
    side, kernel = draw.randint(20, 64), draw.choice([3, 5, 7])
    stride, padding = draw.choice([1, 2, 3]), draw.choice([1, 2])
    c_in, c_out = draw.choice([3, 8, 12, 16]), draw.choice([6, 10, 20, 24, 32])
    places = way(f"({side} + 2 * {padding} - {kernel}) // {stride} + 1")
    way(f"{places} * {places} * {kernel} * {kernel} * {c_in} * {c_out}")
    text = f"A picture has {side} x {side} pixels and {c_in} channels. A convolution makes {c_out} feature maps of it, with kernels of {kernel} x {kernel}, stride {stride} and {padding} {'row' if padding == 1 else 'rows'} of padding on every side.\n\nHow many multiplications does it need?"
    padded = np.zeros((side + 2 * padding, side + 2 * padding))
    rows = formulas.output_size(len(padded), kernel, stride=stride)
    each = kernel * kernel * c_in * c_out
    wrong = {
        "the padding is forgotten": formulas.output_size(side, kernel, stride=stride) ** 2 * each,
        "the channels of the input are forgotten": rows**2 * kernel**2 * c_out,
        "only the weights are counted": each,
        "the first place is forgotten": (rows - 1) ** 2 * each,
        "the kernel stands on every pixel of the picture": side**2 * each,
    }
    return text, rows**2 * each, wrong


@number("convolution", steps=2)
def place_of_a_map(draw, way):
    """One place of a feature map, by hand."""
    picture = np.array([[draw.randint(0, 30) for _ in range(4)] for _ in range(4)])
    kernel = np.array([[draw.choice([-3, -2, -1, 1, 2, 3]) for _ in range(3)], [0] * 3, [draw.choice([-2, -1, 1, 2]) for _ in range(3)]])
    row, column = draw.choice([(0, 1), (1, 0)])
    window = picture[row : row + 3, column : column + 3]
    above = way(terms(window[0].tolist(), kernel[0].tolist()))
    way(f"{written(above)} + {terms(window[2].tolist(), kernel[2].tolist())}")
    text = f"A kernel slides over a picture, without padding and one pixel at a time, as the libraries do it.\n\nPicture:\n\n{table(picture)}\n\nKernel:\n\n{table(kernel)}\n\nWhat stands in row {row}, column {column} of the feature map? Rows and columns are counted from 0."

    def at(pixels, weights, place):
        maps = formulas.conv2d(pixels[None, :, :, None].astype(float), weights[:, :, None, None].astype(float))
        return int(maps[(0, *place, 0)])

    wrong = {
        "the kernel is flipped": at(picture, kernel[::-1, ::-1], (row, column)),
        "the kernel is transposed": at(picture, kernel.T, (row, column)),
        "row and column are swapped": at(picture, kernel, (column, row)),
        "the window begins at the top left": at(picture, kernel, (0, 0)),
        "the last row of the kernel is forgotten": int(above),
    }
    return text, at(picture, kernel, (row, column)), wrong


@number("pooling", steps=2)
def pooled_twice(draw, way):
    """A max pool, and a mean pool of what is left."""
    most = draw.randint(40, 250)
    pixels = np.array([[draw.randint(0, most) for _ in range(4)] for _ in range(4)])
    blocks = [pixels[r : r + 2, c : c + 2].ravel().tolist() for r in (0, 2) for c in (0, 2)]
    total = way(" + ".join(f"max({', '.join(map(str, block))})" for block in blocks))
    way(f"{total} / 4")
    text = f"A feature map is max pooled with windows of 2 x 2 that lie side by side. What is left is mean pooled with one window of 2 x 2.\n\n{table(pixels)}\n\nWhat number comes out?"

    def pooled(first, second):
        maps = formulas.pool2d(pixels[None, :, :, None].astype(float), 2, kind=first)
        return float(formulas.pool2d(maps, 2, kind=second).item())

    wrong = {
        "the mean is taken first, then the maximum": pooled("mean", "max"),
        "the maximum is taken twice": pooled("max", "max"),
        "the mean is taken twice": pooled("mean", "mean"),
        "it is not divided by 4": 4 * pooled("max", "mean"),
    }
    return text, pooled("max", "mean"), wrong


@number("dense_and_softmax", steps=3)
def loss_of_large_scores(draw, way):
    """The cross-entropy of scores whose exponentials overflow."""
    highest = draw.randint(800, 2000)
    scores = [highest, highest - draw.randint(5, 25) / 10, highest - draw.randint(5, 30) / 10]
    draw.shuffle(scores)
    label = draw.choice([place for place in range(3) if scores[place] != highest])
    gaps = [round(score - highest, 1) for score in scores]
    total = way(" + ".join(f"exp({written(gap)})" for gap in gaps))
    logarithm = way(f"log({total})")
    way(f"{logarithm} - {written(gaps[label])}")
    text = f"A network gives the three classes 0, 1 and 2 the scores {', '.join(f'{score:g}' for score in scores)}. The right class is {label}.\n\nWhat is the cross-entropy of this example? (No computer can take the exponential of {highest}.)"
    probabilities = formulas.softmax(np.array(scores))
    right = float(formulas.cross_entropy(np.array([scores]), np.array([label])))
    wrong = {
        "the probability is taken for its loss": float(probabilities[label]),
        "the minus is forgotten": -right,
        "the logarithm is one to the base 10": right / np.log(10),
        "the logarithm is one to the base 2": right / np.log(2),
        "the loss of the class with the highest score": float(-np.log(probabilities.max())),
        "the logarithm of the sum is forgotten": -gaps[label],
    }
    return text, right, wrong


@number("learning", steps=3)
def gradient_of_a_chain(draw, way):
    """A gradient goes back through a loss, a product and a ReLU."""
    x, w, b = draw.randint(11, 39) / 10, draw.randint(3, 19) / 10, draw.randint(-9, 9) / 10
    v, y = draw.choice([-1, 1]) * draw.randint(5, 25) / 10, draw.randint(-30, 30) / 10
    hidden = way(f"{x} * {w} + {written(b)}")
    error = way(f"{written(v)} * {written(hidden)} - {written(y)}")
    way(f"2 * {written(error)} * {written(v)} * {x}")
    text = f"A chain computes $h = \\max(wx + b, 0)$, then $z = v h$ and the loss $L = (z - y)^2$, with $x = {x}$, $w = {w}$, $b = {b}$, $v = {v}$ and $y = {y}$.\n\nWhat is the gradient of the loss with respect to $w$?"
    _, (right,) = gradients(lambda weight: ((np.maximum(weight * x + b, 0) * v - y) ** 2).sum(), np.array([w]))
    right = float(right[0])
    wrong = {
        "the 2 of the square is forgotten": right / 2,
        "the sign is turned": -right,
        "it ends at h: the x is forgotten": right / x,
        "the v is passed over": right / v,
        "it is the gradient with respect to v": float(2 * (v * (w * x + b) - y) * (w * x + b)),
        "the ReLU is closed": 0.0,
    }
    return text, right, wrong


@code("a_picture_is_an_array")
def stretched(draw):
    """Contrast and brightness of a picture of type `uint8`, which must not wrap."""
    factor, shift = draw.randint(12, 30) / 10, draw.choice([-1, 1]) * draw.randint(20, 90)

    def stretched(picture):
        wide = picture.astype(float)
        moved = factor * wide + shift
        return np.clip(moved, 0, 255)

    def cases():
        rng = np.random.default_rng(7)
        edges = np.arange(0, 256, 5, dtype=np.uint8)[None]
        return [(rng.integers(0, 256, size=size, dtype=np.uint8),) for size in [(1, 2), (2, 3), (3, 4, 3)]] + [(edges,)]

    text = f"Write `stretched(picture)`. It takes a picture of type `uint8`, multiplies every value by {factor}, then adds {shift} to it, and brings what is below 0 or above 255 back to 0 or 255. It returns an array of floats of the same shape."
    slips = [
        ("it wraps at 256", lambda p: (factor * p + shift).astype(np.int64) % 256, "What becomes of 300 in the type `uint8`?"),
        ("what is out of range stays there", lambda p: factor * p.astype(float) + shift, "Which values can a picture hold?"),
        ("it is clipped too early", lambda p: np.clip(factor * p.astype(float), 0, 255) + shift, "What comes last?"),
        ("the shift is multiplied, too", lambda p: np.clip(factor * (p.astype(float) + shift), 0, 255), "What comes first?"),
        ("it ends at 1", lambda p: np.clip(factor * p.astype(float) + shift, 0, 1), "Where does the scale of `uint8` end?"),
    ]
    return text, stretched, cases, slips


@code("dense_and_softmax")
def softened(draw):
    """A softmax at a temperature, for scores of any size."""
    temperature = draw.randint(11, 60) / 10

    def softened(logits):
        shifted = (logits - logits.max()) / temperature
        powers = np.exp(shifted)
        return powers / powers.sum()

    def cases():
        rng = np.random.default_rng(4)
        small = [(rng.normal(0, 3, n),) for n in (2, 3, 5)]
        return [*small, (np.array([9000.0, 8998.0, 8991.0]),), (np.array([-3000.0, -3001.5]),)]

    text = f"Write `softened(logits)`. It takes the scores of one picture, shape `(classes,)`, and returns their softmax at a temperature of {temperature}: each score is divided by it first. It must hold for scores of 9,000, too."
    slips = [
        ("the exponential overflows", lambda z: np.exp(z / temperature) / np.exp(z / temperature).sum(), "What is the exponential of 1,500?"),
        ("the temperature is forgotten", lambda z: formulas.softmax(z), "Where does the temperature come in?"),
        ("it is multiplied by the temperature", lambda z: formulas.softmax(z * temperature), "Is a warm softmax more sure, or less?"),
        ("probabilities are divided, not scores", lambda z: formulas.softmax(z) / temperature, "What do they add up to?"),
    ]
    return text, softened, cases, slips
