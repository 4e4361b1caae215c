"""Convolution: its exercises, the slips they know, and the questions later lessons ask."""

import math

import numpy as np

from imagen_course import formulas
from imagen_course.exercises.declare import Recall, at_least, at_most, built, exercise, growing


def _picture(rows, columns, seed=0):
    """A small picture of whole numbers, none of them alike under flips or turns."""
    return np.random.default_rng([seed, rows, columns]).permutation(rows * columns).reshape(rows, columns).astype(float)


def _kernel(rows, columns):
    """Small numbers, halves among them, of either sign."""
    return np.random.default_rng([7, rows, columns]).integers(-4, 8, (rows, columns)) / 2 + np.eye(rows, columns)


# One place -----------------------------------------------------------------------------------------------------------------
def _places():
    sizes = [(1, 1, 2, 2), (1, 2, 2, 3), (2, 1, 3, 3), (2, 2, 3, 3), (2, 2, 4, 3), (3, 3, 4, 5), (3, 2, 5, 5)]
    for kh, kw, rows, columns in sizes:
        for row, column in growing(range(rows - kh + 1), range(columns - kw + 1)):
            yield _picture(rows, columns), _kernel(kh, kw), row, column
    for image, kernel in _further_pairs():
        yield image, kernel, 0, 1


def _further_pairs():
    """Fractions, numbers of either sign, whole numbers as a type, windows that are larger than 3 x 3."""
    fractions = np.random.default_rng(2).random((3, 4)).round(3)
    yield fractions, np.array([[0.1, -0.25], [0.7, 0.45]])
    yield _picture(3, 4) - 6, _kernel(2, 2)
    yield _picture(3, 4).astype(int), _kernel(2, 2)
    yield _picture(5, 6) / 30, _kernel(4, 5)
    yield _picture(6, 7), _kernel(5, 5)


@exercise(
    cases=_places,
    hints=[
        "Lay a kernel of 2 rows and 3 columns on a picture, with its top left number at `row`, `column`. Which rows of the picture lie under it, and which columns?",
        "`image[a:b, c:d]` cuts out a window: its rows end *before* `b` and its columns *before* `d`. `kernel.shape` tells you how many rows and columns the window must have.",
        "`*` multiplies two arrays of the same shape, number by number; `np.sum` adds up the products.",
    ],
    why="A slice cuts the window out, `*` pairs each pixel with the number of the kernel that lies on it, and `np.sum` is the double sum.",
)
def correlate_at(image, kernel, row, column):
    kh, kw = kernel.shape
    window = image[row : row + kh, column : column + kw]
    return np.sum(window * kernel)


def _at_transposed(image, kernel, row, column):
    kh, kw = kernel.shape
    window = image[column : column + kh, row : row + kw]
    return np.sum(window * kernel)


def _at_matrix_product(image, kernel, row, column):
    kh, kw = kernel.shape
    return np.sum(image[row : row + kh, column : column + kw] @ kernel)


def _at_unweighted(image, kernel, row, column):
    kh, kw = kernel.shape
    return np.sum(image[row : row + kh, column : column + kw]) * np.sum(kernel)


def _at_unsummed(image, kernel, row, column):
    kh, kw = kernel.shape
    return image[row : row + kh, column : column + kw] * kernel


def _at_end_without_start(image, kernel, row, column):
    kh, kw = kernel.shape
    return np.sum(image[row:kh, column:kw] * kernel)


def _at_three(image, kernel, row, column):
    return np.sum(image[row : row + 3, column : column + 3] * kernel)


def _at_three_by_loops(image, kernel, row, column):
    return sum(image[row + i, column + j] * kernel[i, j] for i in range(3) for j in range(3))


def _at_window_short(image, kernel, row, column):
    kh, kw = kernel.shape
    return np.sum(image[row : row + kh - 1, column : column + kw - 1] * kernel)


correlate_at.slips(
    ("the kernel is flipped", lambda image, kernel, row, column: correlate_at(image, kernel[::-1, ::-1], row, column), "Which number of the kernel is multiplied by the window's top left pixel?"),
    ("a mean instead of a sum", lambda image, kernel, row, column: correlate_at(image, kernel, row, column) / kernel.size, "The formula multiplies and adds. Why do you divide?"),
    ("rows and columns are swapped", _at_transposed, "In `image[a, b]`, which of the two counts rows?"),
    ("the products are not added up", _at_unsummed, "How many numbers did you get, and how many were expected?"),
    ("added up along one side only", lambda image, kernel, row, column: sum(_at_unsummed(image, kernel, row, column)), "How many numbers did you get, and how many were expected? Are *all* products added up?"),
    ("the window ends at the kernel's length, wherever it begins", _at_end_without_start, "In `image[a:b]`, is `b` a length or the place to stop?"),
    ("a matrix product, not number by number", _at_matrix_product, "A matrix product multiplies rows by columns. Which pairs does the formula multiply?"),
    *(("the window is always 3 by 3", function, "How many rows and columns does this kernel have, and how many does your window have?") for function in (_at_three, _at_three_by_loops)),
    ("the window is one too small", _at_window_short, "Which rows does the slice `0:2` take? Where, then, does a slice end?"),
    ("summed before it is multiplied", _at_unweighted, "Is every pixel of the window still multiplied by its own number of the kernel?"),
    ("each product takes the place of the one before", lambda image, kernel, row, column: image[row + kernel.shape[0] - 1, column + kernel.shape[1] - 1] * kernel[-1, -1], "When you have computed the last product, what is left of the others?"),
    ("the place is the middle of the window", lambda image, kernel, row, column: sum(image[row + i - kernel.shape[0] // 2, column + j - kernel.shape[1] // 2] * kernel[i, j] for i, j in np.ndindex(kernel.shape)), "Which pixel of the window lies at `row`, `column`: the one in the middle or the one at the top left?"),
    ("rows and columns are counted from 1", lambda image, kernel, row, column: sum(image[row + i - 1, column + j - 1] * kernel[i, j] for i, j in np.ndindex(kernel.shape)), "What is the index of the first row of an array?"),
)


# The size ------------------------------------------------------------------------------------------------------------------
def _sizes():
    def fits(size, kernel_size, stride, padding, dilation):
        return dilation * (kernel_size - 1) + 1 <= size + 2 * padding

    yield from growing(range(1, 8), range(1, 4), range(1, 4), range(3), range(1, 3), where=fits)
    yield from [(7, 3, 1, 0, 3), (8, 3, 2, 0, 3), (9, 2, 4, 0, 1), (9, 3, 5, 1, 4), (12, 3, 4, 1, 3)]
    yield from [(16, 1, 16, 0, 1), (100, 1, 100, 0, 1), (112, 7, 2, 3, 1), (227, 11, 4, 0, 1), (1000, 9, 37, 5, 4)]


@exercise(
    cases=_sizes,
    hints=[
        "Find the span first. How many pixels are there from the first to the last that the window touches, counting both? With dilation 1, the span is the kernel size.",
        "The row, with padding at each end, is `size + 2 * padding` long. Subtract the span from this length. The rest is the distance that the window can move.",
        "Count how many whole steps of `stride` fit into this distance (`//` rounds down). Add one for the place at the start.",
    ],
    why="The window has one place at the start, and one more for each whole step. Part of a step gives no new place, so we round down.",
)
def output_size(size, kernel_size, stride, padding, dilation):
    span = dilation * (kernel_size - 1) + 1
    return (size + 2 * padding - span) // stride + 1


output_size.slips(
    ("no floor", lambda size, kernel_size, stride, padding, dilation: (size + 2 * padding - dilation * (kernel_size - 1) - 1) / stride + 1, "Can a window be at half a place? Which way must the quotient be rounded, to the floor or to the ceiling?"),
    ("ceiling instead of floor", lambda size, kernel_size, stride, padding, dilation: math.ceil((size + 2 * padding - dilation * (kernel_size - 1) - 1) / stride) + 1, "The last step would take the window beyond the end of the padded row. Does such a window count?"),
    ("padding counted once", lambda size, kernel_size, stride, padding, dilation: (size + padding - dilation * (kernel_size - 1) - 1) // stride + 1, "Padding is added at each end of the row. How many ends are there?"),
    (
        "padding counted once, and no dilation",
        lambda size, kernel_size, stride, padding, dilation: (size + padding - kernel_size) // stride + 1,
        "Padding is added at each end. How much longer does a padding of 1 make the row? And how long is the window with its dilation?",
    ),
    ("the first place is not counted", lambda size, kernel_size, stride, padding, dilation: (size + 2 * padding - dilation * (kernel_size - 1) - 1) // stride, "A window as large as the picture takes no step at all. At how many places is it?"),
    ("the one is added before the division", lambda size, kernel_size, stride, padding, dilation: (size + 2 * padding - dilation * (kernel_size - 1)) // stride, "With stride 2 and a window as large as the picture: how many places are there, and how many does your formula give?"),
    ("the padding is forgotten", lambda size, kernel_size, stride, padding, dilation: (size - dilation * (kernel_size - 1) - 1) // stride + 1, "How long is the row once the padding is there?"),
    ("rounded to the nearest", lambda size, kernel_size, stride, padding, dilation: round((size + 2 * padding - dilation * (kernel_size - 1) - 1) / stride) + 1, "Half a step does not fit. Do three quarters of a step fit? Should you always round down, or always up?"),
    ("the span is dilation times kernel size", lambda size, kernel_size, stride, padding, dilation: (size + 2 * padding - dilation * kernel_size) // stride + 1, "It is one step from the first of 2 pixels to the last. How many steps is it for k pixels?"),
    ("the dilation is forgotten", lambda size, kernel_size, stride, padding, dilation: (size + 2 * padding - kernel_size) // stride + 1, "How many pixels are there from the first to the last that the window touches?"),
    ("the span lacks its last pixel", lambda size, kernel_size, stride, padding, dilation: (size + 2 * padding - dilation * (kernel_size - 1)) // stride + 1, "In your formula, how long is a window of one pixel?"),
    ("the gap is counted once for the whole window", lambda size, kernel_size, stride, padding, dilation: (size + 2 * padding - kernel_size - dilation + 1) // stride + 1, "Draw a window of 3 at dilation 2. How many gaps does it have, and how many pixels are there from the first to the last?"),
    ("the dilation is added to the kernel size", lambda size, kernel_size, stride, padding, dilation: (size + 2 * padding - kernel_size - dilation) // stride + 1, "In your formula, how long is a window of 3 with dilation 1? And with dilation 3, where it touches pixels 0, 3 and 6?"),
    ("one gap too many in the window", lambda size, kernel_size, stride, padding, dilation: (size + 2 * padding - kernel_size - dilation * (kernel_size - 1)) // stride + 1, "In your formula, how long is a window of 3 with dilation 1?"),
    ("the window may not touch the last pixel", lambda size, kernel_size, stride, padding, dilation: (size + 2 * padding - dilation * (kernel_size - 1) - 2) // stride + 1, "If the row is exactly as long as the window, at how many places does the window fit?"),
)


# The bug hunt --------------------------------------------------------------------------------------------------------------
def _blur_in_place(image):
    result = image
    for r in range(1, image.shape[0] - 1):
        for c in range(1, image.shape[1] - 1):
            result[r, c] = image[r - 1 : r + 2, c - 1 : c + 2].mean()
    return result


def _blurs():
    yield (np.eye(1),)
    yield (np.eye(3),)
    yield (np.eye(4)[:3],)
    yield (np.eye(5)[:2],)  # no window has its middle here
    for rows, columns in [(4, 3), (4, 4), (5, 4), (6, 7)]:
        yield (_picture(rows, columns) / (rows * columns),)
    yield (_picture(4, 5) - 10,)


@exercise(
    cases=_blurs,
    given=_blur_in_place,
    hints=[
        "Put a single bright dot into a black picture and look at the result: in which direction is the dot smeared, and in which order do the loops run?",
        "`result = image` gives the same array a second name.",
        "`image.copy()` makes a second array.",
    ],
    why="With a second array, every window is read from the picture as it was. Now the order of the loops no longer matters.",
)
def blur(image):
    result = image.copy()
    for r in range(1, image.shape[0] - 1):
        for c in range(1, image.shape[1] - 1):
            result[r, c] = image[r - 1 : r + 2, c - 1 : c + 2].mean()
    return result


def _blur_black_border(image):
    result = np.zeros(image.shape)
    result[1:-1, 1:-1] = blur(image)[1:-1, 1:-1]
    return result


def _blur_off_centre(image):
    result = image.copy()
    for r in range(1, image.shape[0] - 1):
        for c in range(1, image.shape[1] - 1):
            result[r, c] = image[r - 1 : r + 1, c - 1 : c + 1].mean()
    return result


def _blur_weighted(image, kernel):
    (h, w), result = image.shape, image.copy()
    result[1:-1, 1:-1] = sum(kernel[i, j] * image[i : h - 2 + i, j : w - 2 + j] for i, j in np.ndindex(3, 3))
    return result


def _blur_one_short(image):
    result = blur(image)
    result[-2], result[:, -2] = image[-2], image[:, -2]
    return result


def _blur_one_row(image):
    result = image.copy()
    result[-2] = blur(image)[-2]
    return result


blur.slips(
    ("it reads what it has already blurred", _blur_in_place, "When you compute the second pixel, do you still read from the original picture?"),
    ("the border turns black", _blur_black_border, "What is in the border pixels of your result, where no window has its centre?"),
    ("the window leans to the top left", _blur_off_centre, "How many rows and columns does each of your windows have? Where does a slice end?"),
    ("the border is cut off", lambda image: blur(image)[1:-1, 1:-1], "Which shape did you get, and which was expected?"),
    ("the pixel itself is left out of its mean", lambda image: _blur_weighted(image, (1 - np.outer([0, 1, 0], [0, 1, 0])) / 8), "How many pixels are in a window of 3 x 3, and is the middle one among them?"),
    ("near pixels count more", lambda image: _blur_weighted(image, np.outer([1, 2, 1], [1, 2, 1]) / 16), "Should all nine pixels count the same, or should the near ones count more? What does a mean do?"),
    ("one row and one column are left out at the end", _blur_one_short, "Which is the last row that has neighbours on all sides, and does your loop get there?"),
    ("the result is copied afresh for each row", _blur_one_row, "How many times do you copy the picture? What happens to the rows that you have already blurred?"),
)


# The studio ----------------------------------------------------------------------------------------------------------------
_WINDOW = np.array([[-1.0, 0, 1]] * 3) / 3
_SHAPE = (44, 60)  # of a card; its squares lie above the middle, so that a drawing upside down is told from a right one


def convolve(picture, kernel, **options):
    """One grey picture through one kernel, as the lesson has it."""
    return formulas.conv2d(picture[None, :, :, None], kernel[:, :, None, None], **options)[0, :, :, 0]


def _card(wall, strong, faint):
    """Two squares on an even wall, one that stands out and a faint one: each edge of a square is a line of the drawing."""
    card = np.full(_SHAPE, wall)
    card[10:30, 8:28], card[10:30, 38:52] = strong, faint
    return card


def _wall():
    """A wall of another size, lighter at its right end."""
    wall = np.full((48, 70), 0.3)
    wall[:, 66:] = 0.9
    return wall


_CARDS = (_card(0.3, 0.8, 0.4), _card(0.7, 0.2, 0.6), _wall())


def _part(drawing, rows, columns):
    """The part of a drawing over a part of a card, whatever the kernel's margin took away on all sides."""
    drawing = np.asarray(drawing, float)
    top, left = ((n - m) // 2 for n, m in zip(_SHAPE, drawing.shape, strict=True))
    return drawing[rows[0] - top : rows[1] - top, columns[0] - left : columns[1] - left]


def _line(drawing, rows, columns):
    """How dark a line is where it is lightest: of the pixels across it the darkest counts."""
    part = _part(drawing, rows, columns)
    return round(float(part.min(axis=int(part.shape[0] > part.shape[1])).max()), 3)


_FAINT = ((15, 25), (36, 41)), ((15, 25), (50, 54)), ((8, 13), (42, 48)), ((27, 32), (42, 48))


def _faint(drawings):
    return max(_line(drawing, *place) for drawing in drawings[:2] for place in _FAINT)


def _lighter(drawings):
    """By how much the darkest pixel at the faint square is lighter than the darkest at the other one."""
    darkest = _part(drawings[0], (15, 25), (36, 54)).min()
    return round(float(darkest - _part(drawings[0], (15, 25), (6, 30)).min()), 3)


def _even(drawings):
    """The darkest grey inside the squares and on the wall between them."""
    places = ((17, 23), (15, 21)), ((18, 22), (44, 46)), ((18, 22), (32, 34))
    return round(float(min(_part(drawing, *place).min() for drawing in drawings[:2] for place in places)), 3)


def _misshapen(drawings):
    """How many drawings are neither as large as their picture nor smaller by a kernel's margin."""
    lost = [np.subtract(card.shape, np.shape(drawing)) for card, drawing in zip(_CARDS, drawings, strict=True)]
    return sum(not (rows == columns and 0 <= rows <= 12) for rows, columns in lost)


def _outside(drawings):
    each = [np.asarray(drawing) for drawing in drawings]
    return max(float(np.mean(~((drawing >= 0) & (drawing <= 1)))) for drawing in each)


def _rim(drawings):
    first, second, third = map(np.asarray, drawings)
    sides = [side for each in (first, second) for side in (each[0], each[-1], each[:, 0], each[:, -1])]
    return round(float(min(map(np.min, [*sides, third[:, 0]]))), 3)


def _strengths(picture, **options):
    return convolve(picture, _WINDOW, **options), convolve(picture, _WINDOW.T, **options)


def _drawn(strength):
    return np.clip(1 - 2 * strength, 0, 1)


@built(
    budget=10,
    cases=lambda: [(card.copy(),) for card in _CARDS],
    hints=[
        "Draw a bright square on a dark wall. On which of its four sides is the sum of *right minus left* positive, on which negative, and on which zero?",
        "Two kernels are enough for all four sides: one for vertical edges and one for horizontal edges. What do you do with negative numbers in the maps? How do you join the two maps into one?",
        "`np.hypot(across, down)` joins the two maps, and their signs no longer matter. Paper is 1 and a strong edge is 0: subtract the strength, times a number that you choose, from 1.",
        "`np.clip(..., 0, 1)` keeps the result between black and white.",
    ],
    why="One kernel measures how the brightness changes from left to right, the other how it changes from top to bottom. `np.hypot` of the two says how strongly it changes, whatever the direction. Edge detectors begin like this.",
)
def pencil(picture):
    vertical = np.array([[-1, 0, 1]] * 3) / 3
    across, down = convolve(picture, vertical), convolve(picture, vertical.T)
    return np.clip(1 - 2 * np.hypot(across, down), 0, 1)


pencil.properties(
    ("axes of the drawing", lambda drawings: max(map(np.ndim, drawings)), 2, lambda picture: np.stack(_strengths(picture), -1), "A grey picture has rows and columns. How many maps do you return, and how do two become one?"),
    ("drawings neither as large as their picture nor a margin smaller", _misshapen, 0, lambda picture: _drawn(np.hypot(*_strengths(picture))).T, "How many rows and columns does the picture have, and how many does your drawing have? Did you turn the drawing, use a stride, or write a fixed size into the code?"),
    ("share of numbers that are not from 0 to 1", _outside, 0.0, lambda picture: 1 - 2 * sum(_strengths(picture)), "Which numbers in your result are below 0, above 1 or `nan`?"),
    ("darkest grey of surfaces without an edge", _even, at_least(0.99), lambda picture: 1 - _drawn(np.hypot(*_strengths(picture))), "What is the result of your kernel on a wall of one grey, bright or dark? What should the drawing show there?"),
    ("darkest grey at the rim of the drawing", _rim, at_least(0.99), lambda picture: _drawn(np.hypot(*_strengths(picture, padding="same"))), "There is no edge at the rim of the picture. What does a window see there, beyond the picture?"),
    ("line left of a bright square", lambda drawings: _line(drawings[0], (15, 25), (6, 11)), at_most(0.4), lambda picture: _drawn(np.abs(_strengths(picture)[1])), "Which kernel finds a vertical edge, and is its result large enough for a dark line?"),
    ("line above a bright square", lambda drawings: _line(drawings[0], (8, 13), (13, 23)), at_most(0.4), lambda picture: _drawn(np.abs(_strengths(picture)[0])), "Which kernel finds a horizontal edge: the one that compares left with right, or the one that compares above with below?"),
    ("line right of a bright square", lambda drawings: _line(drawings[0], (15, 25), (25, 30)), at_most(0.4), lambda picture: _drawn(np.hypot(np.maximum(_strengths(picture)[0], 0), _strengths(picture)[1])), "From bright to dark the sum is negative. What does your function do with a negative sum?"),
    ("line below a bright square", lambda drawings: _line(drawings[0], (27, 32), (13, 23)), at_most(0.4), lambda picture: _drawn(np.hypot(_strengths(picture)[0], np.maximum(_strengths(picture)[1], 0))), "From bright to dark the sum is negative. What does your function do with a negative sum?"),
    ("lightest line round a faint square", _faint, at_most(0.97), lambda picture: _drawn(np.maximum(np.hypot(*_strengths(picture)) - 0.15, 0)), "The faint square stands out from the wall a fifth as much as the other square. Can you see all four of its sides in your drawing?"),
    ("how much lighter the faint line is", _lighter, at_least(0.1), lambda picture: np.where(np.hypot(*_strengths(picture)) > 0.05, 0.0, 1.0), "The faint square stands out from the wall a fifth as much as the other square. Should its line be just as black?"),
)  # fmt: skip


RECALL = (
    Recall("size", "A window of 5 slides over 32 pixels, without padding, one pixel at a time. How many places?", ("32", "28", "27"), "b", "32 - 5 = 27 steps, and one place more for the start."),
    Recall("channels", "A layer makes 16 maps from a colour picture with kernels of 3 x 3. How many channels does each kernel have?", ("1", "3", "16"), "b", "A kernel has as many channels as its input: 3. There are 16 such kernels."),
    Recall("flip", "What do the libraries compute under the name of convolution?", ("a cross-correlation", "a convolution with the kernel flipped", "a matrix product of picture and kernel"), "a", "The kernel is laid on as it is, a cross-correlation. The flip would make no difference to what can be learned."),
    Recall("sum", "The numbers of a kernel add up to 0. What does it make of an evenly grey wall?", ("the same grey", "black (zero)", "white"), "b", "On an even wall all pixels are equal, so the result is that grey times the sum of the kernel: 0."),
)
