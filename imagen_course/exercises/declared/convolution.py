"""Convolution: its exercises, the slips they know, and the questions later lessons ask."""

import math

import numpy as np

from imagen_course.exercises.declare import Recall, exercise, growing


def _picture(rows, columns, seed=0):
    """A small picture of whole numbers, none of them alike under flips or turns."""
    return np.random.default_rng([seed, rows, columns]).permutation(rows * columns).reshape(rows, columns).astype(float)


def _kernel(rows, columns):
    """Small numbers, halves among them, of either sign."""
    return np.random.default_rng([7, rows, columns]).integers(-4, 8, (rows, columns)) / 2 + np.eye(rows, columns)


# One place -----------------------------------------------------------------------------------------------------------------
def _places():
    sizes = [(1, 2, 2, 3), (2, 1, 3, 3), (2, 2, 3, 3), (2, 2, 4, 3), (3, 3, 4, 5), (3, 2, 5, 5)]
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
        "Lay a kernel of 2 rows and 3 columns on a picture, its top left number at `row`, `column`. Which rows of the picture lie under it, and which columns?",
        "`image[a:b, c:d]` cuts a window out, and a slice ends *before* `b` and `d`. `kernel.shape` says how many rows and columns it must have.",
        "`*` multiplies two arrays of one shape number by number; `np.sum` adds up what comes out.",
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
    ("the kernel is flipped", lambda image, kernel, row, column: correlate_at(image, kernel[::-1, ::-1], row, column), "Which number of the kernel meets the window's top left pixel?"),
    ("a mean instead of a sum", lambda image, kernel, row, column: correlate_at(image, kernel, row, column) / kernel.size, "The formula adds up. By what do you divide, and does the formula divide by anything?"),
    ("rows and columns are swapped", _at_transposed, "In `image[a, b]`, which of the two counts rows?"),
    ("the products are not added up", _at_unsummed, "How many numbers came, and how many were asked for?"),
    ("added up along one side only", lambda image, kernel, row, column: sum(_at_unsummed(image, kernel, row, column)), "How many numbers came, and how many were asked for? Are *all* products added up?"),
    ("the window ends at the kernel's length, wherever it begins", _at_end_without_start, "In `image[a:b]`, is `b` a length or the place to stop?"),
    ("a matrix product, not number by number", _at_matrix_product, "A matrix product multiplies rows into columns. Which pairs does the formula multiply?"),
    *(("the window is always 3 by 3", function, "How many rows and columns does this kernel have, and how many does your window have?") for function in (_at_three, _at_three_by_loops)),
    ("the window is one too small", _at_window_short, "Which rows does the slice `0:2` take, and so where does a slice end?"),
    ("summed before it is multiplied", _at_unweighted, "Does every pixel of the window still meet its own number of the kernel?"),
    ("each product takes the place of the one before", lambda image, kernel, row, column: image[row + kernel.shape[0] - 1, column + kernel.shape[1] - 1] * kernel[-1, -1], "After the last product, what is left of those before it?"),
    ("the place is the middle of the window", lambda image, kernel, row, column: sum(image[row + i - kernel.shape[0] // 2, column + j - kernel.shape[1] // 2] * kernel[i, j] for i, j in np.ndindex(kernel.shape)), "Which pixel of the window lies at `row`, `column`: the middle one or the one at the top left?"),
    ("rows and columns are counted from 1", lambda image, kernel, row, column: sum(image[row + i - 1, column + j - 1] * kernel[i, j] for i, j in np.ndindex(kernel.shape)), "Which number has the first row of an array?"),
)


# The whole map -------------------------------------------------------------------------------------------------------------
def _maps():
    for kh, kw, rows, columns in [(1, 2, 2, 3), (2, 1, 3, 2), (2, 2, 3, 3), (2, 2, 3, 4), (3, 2, 4, 5), (3, 3, 6, 4)]:
        yield _picture(rows, columns), _kernel(kh, kw)
    yield from _further_pairs()


@exercise(
    cases=_maps,
    hints=[
        "A picture of 4 x 5 pixels and a kernel of 3 x 3: how many numbers does the result have, and of how many products is each the sum?",
        "Which letters of the formula run through whole numbers? Each gets a loop: `r` and `c` over the places of the result, `i` and `j` over the kernel.",
        "Begin with zeros, a number for each place. On a row of `w` pixels a window of `kw` begins at 0, 1, ... and at `w - kw` at the latest: how many places are that?",
        "Innermost, one product is added to `result[r, c]`: the kernel's number at `i, j`, times the pixel that lies on it, `i` rows below and `j` columns to the right of `r, c`.",
    ],
    why="The two outer loops are the left side of the formula, one turn for each number to compute; the two inner ones are its sum signs.",
)
def correlate(image, kernel):
    (h, w), (kh, kw) = image.shape, kernel.shape
    result = np.zeros((h - kh + 1, w - kw + 1))
    for r in range(h - kh + 1):
        for c in range(w - kw + 1):
            for i in range(kh):
                for j in range(kw):
                    result[r, c] += image[r + i, c + j] * kernel[i, j]
    return result


def _map_last_tap(image, kernel):
    (h, w), (kh, kw) = image.shape, kernel.shape
    return image[kh - 1 : h, kw - 1 : w] * kernel[-1, -1]


def _map_window_short(image, kernel):
    (h, w), (kh, kw) = image.shape, kernel.shape
    return correlate(image[: h - 1, : w - 1], kernel[:-1, :-1]) if min(kh, kw) > 1 else np.zeros((h - kh + 1, w - kw + 1))


def _map_wide(image, kernel):
    result = np.zeros(image.shape)
    inner = correlate(image, kernel)
    result[: inner.shape[0], : inner.shape[1]] = inner
    return result


def _map_first_row(image, kernel):
    result = correlate(image, kernel)
    result[1:] = 0
    return result


def _map_offsets_swapped(image, kernel):
    (h, w), (kh, kw) = image.shape, kernel.shape
    result = np.zeros((h - kh + 1, w - kw + 1))
    for r, c, i, j in np.ndindex(*result.shape, kh, kw):
        result[r, c] += image[r + j, c + i] * kernel[i, j]
    return result


def _map_in_place(image, kernel):
    (h, w), (kh, kw) = image.shape, kernel.shape
    result = np.zeros((h - kh + 1, w - kw + 1))
    for r, c in np.ndindex(result.shape):
        window = image[r : r + kh, c : c + kw]
        window *= kernel
        result[r, c] = window.sum()
    return result


correlate.slips(
    ("the kernel is flipped", lambda image, kernel: correlate(image, kernel[::-1, ::-1]), "Which number of the kernel should meet the top left pixel of a window, and which one does in your function?"),
    ("the last places are left out", lambda image, kernel: correlate(image, kernel)[:-1, :-1], "In how many positions does a window of height 1 fit in a column of 2 pixels? How many rows does your result have?"),
    ("the sum is carried on from place to place", lambda image, kernel: correlate(image, kernel).cumsum().reshape(correlate(image, kernel).shape), "At the start of a new place, what must the sum be?"),
    ("only the first row is filled", _map_first_row, "In which rows of your result is there anything? How often has your outermost loop turned when the function ends?"),
    ("rows and columns of the kernel are swapped", _map_offsets_swapped, "The kernel's second number of the first row: which pixel of the window does it meet, the one on the right or the one below?"),
    ("every place looks at the same window", lambda image, kernel: np.full(correlate(image, kernel).shape, correlate(image, kernel)[0, 0]), "Which pixels does your innermost line read for place 0, 0, and which for place 0, 1?"),
    ("the picture is changed while it is read", _map_in_place, "Is a slice a copy of the picture, or a part of it? What does the next window find where this one has multiplied?"),
    ("one product instead of their sum", _map_last_tap, "How many products are in each number of your result, and how many should be?"),
    ("the window is one too small", _map_window_short, "Do the kernel's last row and last column get their turn?"),
    ("rows and columns are swapped", lambda image, kernel: correlate(image, kernel).T, "Of which shape is the result of a wide picture: wide or tall?"),
    ("the result is as large as the picture", _map_wide, "At how many places does the window lie inside the picture? What stands in the others?"),
)


# Sharpening ----------------------------------------------------------------------------------------------------------------
@exercise(
    cases=lambda: [
        (0.0,),
        (1.0,),
        (0.5,),
        (2,),
        (3.0,),
        (0.3,),
        (-0.5,),
        (7.25,),
        (30.0,),
    ],
    hints=[
        "One kernel makes the picture a, another the picture b. Which kernel makes a + b at once?",
        "The picture itself is made by the kernel with a single 1 in the middle, its mean over the window by nine times 1/9.",
        "Put these two kernels into the formula of *sharp*, each in place of the picture that it makes.",
    ],
    why="Convolution is linear: a kernel that is a sum makes the sum of the pictures. The nine numbers always add up to 1, so an even grey stays as it is.",
)
def sharpen_kernel(amount):
    leave = np.zeros((3, 3))
    leave[1, 1] = 1.0
    mean = np.full((3, 3), 1 / 9)
    return leave + amount * (leave - mean)


def _sharpen_sum(amount):
    leave = sharpen_kernel(0)
    return leave + amount * (leave - np.ones((3, 3)))


def _centre_and_rest(centre, rest):
    return np.where(np.arange(9).reshape(3, 3) == 4, centre, rest)


sharpen_kernel.slips(
    ("wrong sign, so it blurs", lambda amount: sharpen_kernel(-amount), "An edge is where a pixel differs from the mean round it. Should that difference shrink or grow?"),
    ("the picture itself is missing", lambda amount: sharpen_kernel(amount) - sharpen_kernel(0), "What do the kernel's numbers add up to, and so what becomes of an evenly grey wall?"),
    ("the mean is not taken away", lambda amount: sharpen_kernel(amount) + amount * np.full((3, 3), 1 / 9), "What do the kernel's numbers add up to? What does that do to the brightness?"),
    ("ones along the diagonal", lambda amount: sharpen_kernel(amount) - (1 + amount) * (sharpen_kernel(0) - np.eye(3)), "How many ones does the kernel have that leaves a picture as it is, and how many does yours have?"),
    ("the pixel's own share is not taken away", lambda amount: sharpen_kernel(amount) + amount * sharpen_kernel(0) / 9, "The mean is over nine pixels. Is the one in the middle among them?"),
    ("a 1 stands in every place", lambda amount: np.full((3, 3), 1 + amount * 8 / 9), "The kernel that leaves a picture as it is has a 1 in one place. What stands in the other eight, and what in yours?"),
    ("a sum instead of a mean is taken away", _sharpen_sum, "The nine numbers of a *mean* add up to what?"),
    ("the mean of the eight neighbours is taken away", lambda amount: _centre_and_rest(1 + amount, -amount / 8), "How many pixels does the mean of a window of 3 x 3 take in, and is the middle one among them?"),
    ("the nine neighbours are taken away in full", lambda amount: _centre_and_rest(1 + 8 * amount, -amount), "How much of each pixel is in the mean of nine?"),
    ("the mean is taken away in full, whatever the amount", lambda amount: _centre_and_rest(1 + amount - 1 / 9, -1 / 9), "At amount 0 the picture should stay as it is. Does it, in yours?"),
    ("a third for each pixel of the mean", lambda amount: _centre_and_rest(1 + amount - amount / 3, -amount / 3), "How many pixels does a window of 3 x 3 have, and what is each one's share in the mean?"),
    ("only the four nearest are taken away", lambda amount: amount * np.array([[0, -1, 0], [-1, 4, -1], [0, -1, 0]]) + _centre_and_rest(1, 0), "Are the pixels at the corners part of the mean?"),
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
        "First the span: how many pixels from the first to the last that the window touches? Without dilation it is the kernel size.",
        "The row, with padding on both sides, is `size + 2 * padding` long. What is left beside the window is room for steps.",
        "As many whole steps of `stride` as fit (`//` takes the floor), and one place more, for the start.",
    ],
    why="Places are the start and one more for each whole step that fits in the room beside the window; a part of a step is no place, hence the floor.",
)
def output_size(size, kernel_size, stride, padding, dilation):
    span = dilation * (kernel_size - 1) + 1
    return (size + 2 * padding - span) // stride + 1


output_size.slips(
    ("no floor", lambda size, kernel_size, stride, padding, dilation: (size + 2 * padding - dilation * (kernel_size - 1) - 1) / stride + 1, "Can a window be at half a place? Which way must the quotient be rounded, to the floor or to the ceiling?"),
    ("ceiling instead of floor", lambda size, kernel_size, stride, padding, dilation: math.ceil((size + 2 * padding - dilation * (kernel_size - 1) - 1) / stride) + 1, "The last step would leave the picture. Does a window that hangs out count? Think of the floor."),
    ("padding counted once", lambda size, kernel_size, stride, padding, dilation: (size + padding - dilation * (kernel_size - 1) - 1) // stride + 1, "How many sides does a row have?"),
    (
        "padding counted once, and no dilation",
        lambda size, kernel_size, stride, padding, dilation: (size + padding - kernel_size) // stride + 1,
        "How many sides does a row have, and so by how much does a padding of 1 make it longer? And, once that is right: from the first to the last pixel that the window touches, how far is it?",
    ),
    ("the first place is not counted", lambda size, kernel_size, stride, padding, dilation: (size + 2 * padding - dilation * (kernel_size - 1) - 1) // stride, "A window as large as the picture takes no step at all. At how many places is it?"),
    ("the one is added before the division", lambda size, kernel_size, stride, padding, dilation: (size + 2 * padding - dilation * (kernel_size - 1)) // stride, "With stride 2 and a window as large as the picture: how many places are there, and how many does your formula give?"),
    ("the padding is forgotten", lambda size, kernel_size, stride, padding, dilation: (size - dilation * (kernel_size - 1) - 1) // stride + 1, "How long is the row once the padding is there?"),
    ("rounded to the nearest", lambda size, kernel_size, stride, padding, dilation: round((size + 2 * padding - dilation * (kernel_size - 1) - 1) / stride) + 1, "Half a step does not fit, and three quarters of one? Which way must be rounded, always: floor or ceiling?"),
    ("the span is dilation times kernel size", lambda size, kernel_size, stride, padding, dilation: (size + 2 * padding - dilation * kernel_size) // stride + 1, "A kernel of 2 has one gap between its pixels. How many gaps does a kernel of k have?"),
    ("the dilation is forgotten", lambda size, kernel_size, stride, padding, dilation: (size + 2 * padding - kernel_size) // stride + 1, "How many pixels lie from the first to the last one the window touches?"),
    ("the span lacks its last pixel", lambda size, kernel_size, stride, padding, dilation: (size + 2 * padding - dilation * (kernel_size - 1)) // stride + 1, "How long is the span of a window of one pixel, in yours?"),
    ("the gap is counted once for the whole window", lambda size, kernel_size, stride, padding, dilation: (size + 2 * padding - kernel_size - dilation + 1) // stride + 1, "Draw a window of 3 at dilation 2. How many gaps does it have, and how many pixels lie from the first to the last?"),
    ("one gap too many in the window", lambda size, kernel_size, stride, padding, dilation: (size + 2 * padding - kernel_size - dilation * (kernel_size - 1)) // stride + 1, "Dilation 1 leaves no gap. How long is a window of 3 then, in yours?"),
    ("the window may not touch the last pixel", lambda size, kernel_size, stride, padding, dilation: (size + 2 * padding - dilation * (kernel_size - 1) - 2) // stride + 1, "At how many places does a window stand on a row of its own length?"),
)


# The cost ------------------------------------------------------------------------------------------------------------------
@exercise(
    cases=lambda: [
        *growing(*[range(1, 4)] * 5),
        (26, 13, 5, 32, 64),
        (224, 112, 7, 512, 256),
        (224, 224, 7, 512, 512),
    ],
    hints=[
        "Take one output value: of how many products is it the sum?",
        "Each output value is a sum of `kernel_size * kernel_size * c_in` products. How many output values are there?",
        "There is one at each place of the result, in each of its `c_out` channels.",
    ],
    why="One product for each turn of the loops in the formula: rows, columns and output channels outside, the kernel's two sides and the input channels inside.",
)
def multiplications(rows, columns, kernel_size, c_in, c_out):
    return rows * columns * kernel_size**2 * c_in * c_out


def _cost_and_biases(rows, columns, kernel_size, c_in, c_out):
    return rows * columns * (kernel_size**2 * c_in + 1) * c_out


def _cost_and_a_bias_for_each_channel(rows, columns, kernel_size, c_in, c_out):
    return multiplications(rows, columns, kernel_size, c_in, c_out) + c_out


def _cost_and_one_bias(rows, columns, kernel_size, c_in, c_out):
    return multiplications(rows, columns, kernel_size, c_in, c_out) + 1


multiplications.slips(
    ("only one side of the kernel", lambda rows, columns, kernel_size, c_in, c_out: rows * columns * kernel_size * c_in * c_out, "How many pixels does a window of 2 by 2 have?"),
    ("only one input channel", lambda rows, columns, kernel_size, c_in, c_out: rows * columns * kernel_size**2 * c_out, "The kernel is as deep as the picture. How many numbers lie under it?"),
    ("only one output channel", lambda rows, columns, kernel_size, c_in, c_out: rows * columns * kernel_size**2 * c_in, "Each output channel has a kernel of its own. How often is the work done?"),
    ("the weights are counted, not the work", lambda rows, columns, kernel_size, c_in, c_out: kernel_size**2 * c_in * c_out, "At how many places is the kernel laid down?"),
    *(("the bias is counted", function, "A bias is added to a sum of products. Is that a multiplication?") for function in (_cost_and_biases, _cost_and_a_bias_for_each_channel, _cost_and_one_bias)),
    ("channels added instead of multiplied", lambda rows, columns, kernel_size, c_in, c_out: rows * columns * kernel_size**2 * (c_in + c_out), "Does each output channel look at one input channel or at all of them?"),
    ("rows and columns are taken for the picture's", lambda rows, columns, kernel_size, c_in, c_out: (rows - kernel_size + 1) * (columns - kernel_size + 1) * kernel_size**2 * c_in * c_out, "Are `rows` and `columns` those of the picture or those of the result?"),
)


# The bug hunt --------------------------------------------------------------------------------------------------------------
def _blur_in_place(image):
    result = image
    for r in range(1, image.shape[0] - 1):
        for c in range(1, image.shape[1] - 1):
            result[r, c] = image[r - 1 : r + 2, c - 1 : c + 2].mean()
    return result


def _blurs():
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
        "Put a single bright dot into a black picture and look at the result: to which side does it smear, and in which order do the loops run?",
        "`result = image` gives the same array a second name.",
        "`image.copy()` makes a second array.",
    ],
    why="With a second array, every window is read from the picture as it was. The order of the loops no longer matters, which is a good test.",
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
    ("it reads what it has already blurred", _blur_in_place, "When the second pixel is computed, has the array that you read changed already? Is it still the picture as it came?"),
    ("the border turns black", _blur_black_border, "What stands in the pixels on which no window has its middle?"),
    ("the window leans to the top left", _blur_off_centre, "How many rows and columns does each of your windows have? Where does a slice end?"),
    ("the border is cut off", lambda image: blur(image)[1:-1, 1:-1], "Which shape did you get, and which was expected?"),
    ("the pixel itself is left out of its mean", lambda image: _blur_weighted(image, (1 - np.outer([0, 1, 0], [0, 1, 0])) / 8), "How many pixels are in a window of 3 x 3, and is the middle one among them?"),
    ("near pixels count more", lambda image: _blur_weighted(image, np.outer([1, 2, 1], [1, 2, 1]) / 16), "Should the nine pixels count alike, or the near ones more? What does a mean do?"),
    ("one row and one column are left out at the end", _blur_one_short, "Which is the last row that has neighbours on all sides, and does your loop get there?"),
    ("it begins anew for each row", _blur_one_row, "How often is the copy made, and what becomes of the rows before?"),
)


RECALL = (
    Recall("size", "A window of 5 slides over 32 pixels, without padding, one pixel at a time. How many places?", ("32", "28", "27"), "b", "32 - 5 = 27 steps, and one place more for the start."),
    Recall("channels", "A layer makes 16 maps from a colour picture with kernels of 3 x 3. How deep is each kernel?", ("1", "3", "16"), "b", "A kernel is as deep as its input: 3 channels. There are 16 such kernels."),
    Recall("flip", "What do the libraries compute under the name of convolution?", ("a cross-correlation", "a convolution with the kernel flipped", "a matrix product of picture and kernel"), "a", "The kernel is laid on as it is, a cross-correlation. The flip would make no difference to what can be learned."),
    Recall("sum", "The numbers of a kernel add up to 0. What does it make of an evenly grey wall?", ("the same grey", "black (zero)", "white"), "b", "Every window has the same value, times 0."),
)
