"""Pooling: its exercises, the slips they know, and the questions later lessons ask."""

import math

import numpy as np

from imagen_course.exercises.declare import Recall, exercise, growing

STARTS = (-10, -100, -255, -256, -999, -1000, -9999, -10000, -1e5, -1e6, -1e9, -1e10)  # of a running maximum


def _map(rows, columns, seed=0):
    """A small map of whole numbers of either sign, all different."""
    numbers = np.random.default_rng([seed, rows, columns]).permutation(rows * columns) - rows * columns // 2
    return numbers.reshape(rows, columns).astype(float)


# One window ----------------------------------------------------------------------------------------------------------------
def _windows():
    for size, stride, rows, columns in [
        (2, 2, 2, 2),
        (2, 1, 2, 3),
        (1, 2, 3, 2),
        (2, 2, 3, 4),
        (2, 2, 4, 4),
        (2, 3, 5, 5),
        (3, 2, 6, 7),
        (2, 1, 4, 5),
    ]:
        for row, column in growing(range((rows - size) // stride + 1), range((columns - size) // stride + 1)):
            yield _map(rows, columns), size, stride, row, column
    yield _map(4, 5) + 0.5, 2, 2, 1, 1
    yield np.array([[0.0, -1.0], [-2.0, -3.0]]), 2, 1, 0, 0  # a zero that wins
    yield _map(3, 3) / 9 + 0.0625, 2, 1, 1, 1
    yield np.arange(30.0).reshape(5, 6) - 12, 4, 1, 1, 2
    yield (_map(2, 3) - 6) * 1e12 + 0.25, 2, 1, 0, 1  # no number that is merely small will do to begin with


@exercise(
    cases=_windows,
    hints=[
        "`row` and `column` count windows, not pixels. In which row of the picture does window number `row` begin?",
        "After `row` steps of `stride` pixels the corner is at `row * stride`, and likewise for the columns.",
        "Cut the window out with a slice, `image[top : top + size, left : left + size]`, and call `.max()` on it.",
    ],
    why="A place of the result is so many steps from the corner, and each step is `stride` pixels long; the slice is `size` long, whatever the stride.",
)
def window_max(image, size, stride, row, column):
    top, left = row * stride, column * stride
    return image[top : top + size, left : left + size].max()


def _window_rows_twice(image, size, stride, row, column):
    top, left = row * stride, column * stride
    return image[top : top + size][left : left + size].max()


def _window_short(image, size, stride, row, column):
    top, left = row * stride, column * stride
    return image[top : top + size - 1, left : left + size - 1].max()


def _window_mean(image, size, stride, row, column):
    top, left = row * stride, column * stride
    return image[top : top + size, left : left + size].mean()


def _window_magnitude(image, size, stride, row, column):
    top, left = row * stride, column * stride
    return np.abs(image[top : top + size, left : left + size]).max()


def _window_long_as_stride(image, size, stride, row, column):
    top, left = row * stride, column * stride
    return image[top : top + stride, left : left + stride].max()


def _window_from(start):
    return lambda image, size, stride, row, column: max(start, window_max(image, size, stride, row, column))


window_max.slips(
    ("the stride is forgotten", lambda image, size, stride, row, column: window_max(image, size, 1, row, column), "At row 1 of the result the window has taken one step. How many pixels long is a step?"),
    ("steps are as long as the window", lambda image, size, stride, row, column: image[row * size : row * size + size, column * size : column * size + size].max(), "Two arguments are lengths. Which one says how far it is from window to window?"),
    ("rows and columns are swapped", lambda image, size, stride, row, column: image[column * stride : column * stride + size, row * stride : row * stride + size].max(), "In `image[a, b]`, which of the two counts rows?"),
    ("the window begins in the right place and ends in the wrong one", lambda image, size, stride, row, column: image[row * stride : row + size, column * stride : column + size].max(), "If a window of 2 begins at pixel 6, before which pixel does its slice end?"),
    ("the rows are sliced twice", _window_rows_twice, "`image[a:b]` takes rows. What is left, and what does a second pair of brackets take of it?"),
    ("the window is one too small", _window_short, "Which rows does the slice `0:2` take, and where does a slice end?"),
    ("a mean instead of a maximum", _window_mean, "Who wins in max pooling: all of them, or one?"),
    ("the largest magnitude is taken", _window_magnitude, "Which is larger, -5 or -2? And which is farther from zero?"),
    ("the smallest is taken", lambda image, size, stride, row, column: -window_max(-image, size, stride, row, column), "Of two numbers, which one does a *max* pool keep?"),
    ("nothing below 0 comes out", lambda image, size, stride, row, column: max(0, window_max(image, size, stride, row, column)), "What comes out of a window whose numbers are all negative, and which number of it is that?"),
    *(("it begins at a number that a map may go below", _window_from(start), "With which number does your maximum begin, and is it one of the window's?") for start in STARTS),
    ("the window is as long as the stride", _window_long_as_stride, "Two arguments are lengths. Which one says how many rows a window has?"),
    ("the window ends at `size`, wherever it begins", lambda image, size, stride, row, column: image[row * stride : size, column * stride : size].max(), "A window of 2 begins at row 4. What does the slice `4:2` hold?"),
    ("only the window's first number is looked at", lambda image, size, stride, row, column: image[row * stride, column * stride], "Which numbers of the window have a say in your result?"),
)


# The whole map -------------------------------------------------------------------------------------------------------------
def _pools():
    for size, stride, rows, columns in [
        (1, 1, 1, 2),
        (2, 1, 2, 3),
        (1, 2, 3, 2),
        (2, 2, 2, 4),
        (2, 2, 3, 5),
        (2, 3, 5, 6),
        (3, 2, 6, 7),
        (3, 1, 7, 5),
        (4, 3, 8, 9),
    ]:
        yield _map(rows, columns), size, stride
        if (size, stride) == (2, 1):
            yield np.array([[0.0, -1.0, -4.0], [-2.0, -3.0, -5.0]]), 2, 1  # a zero that wins
    yield _map(3, 3) / 9 + 0.0625, 2, 1
    yield _map(2, 4) + 0.5, 2, 2
    yield (_map(2, 3) - 6) * 1e12 + 0.25, 2, 1  # no number that is merely small will do to begin with


@exercise(
    cases=_pools,
    hints=[
        "Draw a row of 7 pixels and windows of 3 at stride 2: at how many places do they fit, and where does each begin?",
        "How many places there are you know from the lesson on convolution: `(h - size) // stride + 1` along the rows.",
        "Two loops over the places `r, c` of the result; the window's corner is at `r * stride, c * stride`.",
        "Inside, either two more loops over `i, j` with a running maximum, or `window_max` of exercise 1.",
    ],
    why="The outer loop is the left side of the formula, one turn for each number to compute; what `max` runs over is what stands under the two max signs.",
)
def max_pool(image, size, stride):
    h, w = image.shape
    result = np.zeros(((h - size) // stride + 1, (w - size) // stride + 1))
    for r, c in np.ndindex(result.shape):
        result[r, c] = max(image[r * stride + i, c * stride + j] for i in range(size) for j in range(size))
    return result


def _pool_no_stride(image, size, stride):
    rows, columns = max_pool(image, size, stride).shape
    return max_pool(image, size, 1)[:rows, :columns]


def _pool_hangs_out(image, size, stride):
    (h, w), s = image.shape, stride
    places = np.ndindex(math.ceil(h / s), math.ceil(w / s))
    return np.reshape([image[r * s : r * s + size, c * s : c * s + size].max() for r, c in places], (math.ceil(h / s), math.ceil(w / s)))


def _pool_window_short(image, size, stride):
    (rows, columns), s = max_pool(image, size, stride).shape, stride
    k = size - 1
    return np.reshape([image[r * s : r * s + k, c * s : c * s + k].max() for r, c in np.ndindex(rows, columns)], (rows, columns))


def _pool_places_by_stride(image, size, stride):
    (h, w), s = image.shape, stride
    return np.array([[image[r * s : r * s + size, c * s : c * s + size].max() for c in range(w // s)] for r in range(h // s)])


def _pool_read_past_the_edge(image, size, stride):
    h, w = image.shape
    result = np.zeros((h // stride, w // stride))
    for r, c in np.ndindex(result.shape):
        result[r, c] = max(image[r * stride + i, c * stride + j] for i in range(size) for j in range(size))
    return result


def _pool_last_corner_out(image, size, stride):
    tops, lefts = (range(0, n - size, stride) for n in image.shape)
    return np.array([[image[t : t + size, c : c + size].max() for c in lefts] for t in tops])


def _pool_last_corner_empty(image, size, stride):
    result = max_pool(image, size, stride)
    result[len(range(0, image.shape[0] - size, stride)) :] = 0
    result[:, len(range(0, image.shape[1] - size, stride)) :] = 0
    return result


def _pool_square(image, size, stride):
    n, s = (image.shape[0] - size) // stride + 1, stride
    return np.array([[image[r * s : r * s + size, c * s : c * s + size].max() for c in range(n)] for r in range(n)])


def _pool_first_row(image, size, stride):
    result = max_pool(image, size, stride)
    result[1:] = 0
    return result


def _pool_first_row_alone(image, size, stride):
    return max_pool(image, size, stride)[:1]


def _pool_from(start):
    return lambda image, size, stride: np.maximum(max_pool(image, size, stride), start)


max_pool.slips(
    ("the stride is forgotten where the picture is read", _pool_no_stride, "The result's shape is right. In which column of the picture does the window of column 1 begin?"),
    ("steps are as long as the window", lambda image, size, stride: max_pool(image, size, size), "Do windows of 3 with a stride of 1 lie side by side or overlap?"),
    ("the last places are left out", lambda image, size, stride: max_pool(image, size, stride)[:-1, :-1], "At how many places can a window as large as the picture lie, and how many numbers does your result have then?"),
    ("windows hang out over the edge", _pool_hangs_out, "A slice that runs past the end is cut short without a word. Does that window lie inside the picture?"),
    ("windows below zero become 0", lambda image, size, stride: np.maximum(max_pool(image, size, stride), 0), "What comes out of a window whose numbers are all negative, and which number of it is that?"),
    ("the window is one too small", _pool_window_short, "Are the last row and the last column of a window looked at?"),
    ("rows and columns are swapped", lambda image, size, stride: max_pool(image, size, stride).T, "Of which shape is the result of a wide map: wide or tall?"),
    *(("the places are the length divided by the stride", function, "How far may the *first* row of a window of 3 go in a map of 7 rows, so that its last one is inside?") for function in (_pool_places_by_stride, _pool_read_past_the_edge)),
    *(("the last windows are left out", function, "In a map of 4, with a stride of 2, the last window of 2 begins at 2. Does your loop get there?") for function in (_pool_last_corner_out, _pool_last_corner_empty)),
    ("as many columns as rows", _pool_square, "A wide map has more columns than rows. How many columns does your result have, and from which side of the map did you count them?"),
    *(("only the first row is filled", function, "In how many rows of your result is there anything? How many rows are done when your function ends?") for function in (_pool_first_row, _pool_first_row_alone)),
    *(("it begins at a number that a map may go below", _pool_from(start), "With which number does your maximum begin, and is it one of the window's?") for start in STARTS),
)


# The bug hunt --------------------------------------------------------------------------------------------------------------
def _shifts_from_zero(feature_map, size):
    h, w = feature_map.shape
    h, w = h - h % size, w - w % size  # rows and columns that fill no window are left out
    best = np.zeros((h // size, w // size))
    for i, j in np.ndindex(size, size):
        best = np.maximum(best, feature_map[i:h:size, j:w:size])
    return best


def _signed_maps():
    yield -np.ones((1, 1)), 1
    yield np.array([[3.0, -2.0]]), 1
    for size, rows, columns in [(2, 2, 2), (2, 2, 4), (2, 4, 3), (2, 5, 6), (3, 7, 10)]:
        yield _map(rows, columns), size
        yield _map(rows, columns) - rows * columns, size
        if (rows, columns) == (2, 2):
            yield np.array([[0.0, -1.0], [-2.0, -3.0]]), 2  # a zero that wins
    yield _map(3, 5) / 9 + 0.0625, 2
    yield _map(5, 9), 4
    for number in (-2e12 - 0.25, -2e30):  # no number that is merely small will do
        yield np.array([[number]]), 1


@exercise(
    cases=_signed_maps,
    given=_shifts_from_zero,
    hints=[
        "Give it a map of one number, [[-1.0]], with windows of 1. What comes out?",
        "`best` takes part in the contest: what it holds at the start is one more number in every window.",
        "It must hold something that loses against any number: `-np.inf`, as in `np.full(shape, -np.inf)`.",
    ],
    why="A running maximum must begin with a number that cannot win. For photographs 0 will do, which is why the fault went unnoticed; for signed maps only minus infinity does.",
)
def pool_by_shifts(feature_map, size):
    h, w = feature_map.shape
    h, w = h - h % size, w - w % size
    best = np.full((h // size, w // size), -np.inf)
    for i, j in np.ndindex(size, size):
        best = np.maximum(best, feature_map[i:h:size, j:w:size])
    return best


def _shifts_from(start):
    return lambda feature_map, size: np.maximum(pool_by_shifts(feature_map, size), start)


def _shifts_first_skipped(feature_map, size):
    h, w = feature_map.shape
    h, w = h - h % size, w - w % size
    best = feature_map[0:h:size, 0:w:size]
    for i in range(1, size):
        for j in range(1, size):
            best = np.maximum(best, feature_map[i:h:size, j:w:size])
    return best


pool_by_shifts.slips(
    ("nothing below 0 comes out", _shifts_from_zero, "What comes out of a window whose numbers are all negative, and which number of it is that?"),
    ("the maximum begins at -1", lambda feature_map, size: np.maximum(pool_by_shifts(feature_map, size), -1), "A step further, but a map may hold -2. Which number is below every other?"),
    *(("it begins at a number that a map may go below", _shifts_from(start), "Which number is below *every* other, whatever the map?") for start in STARTS),
    ("the maximum begins at plus infinity", lambda feature_map, size: np.full_like(pool_by_shifts(feature_map, size), np.inf), "Which number could still win against the one you begin with?"),
    ("the signs are thrown away", lambda feature_map, size: pool_by_shifts(np.abs(feature_map), size), "Is the largest number the one that is farthest from zero?"),
    ("the first row and column of each window are skipped", _shifts_first_skipped, "A window of 2 has four cells. Which of them do you look at?"),
    ("it keeps the smallest", lambda feature_map, size: -pool_by_shifts(-feature_map, size), "Of two numbers, which one does a *max* pool keep?"),
)


# What changed --------------------------------------------------------------------------------------------------------------
def _pairs():
    yield np.array([[0.0]]), np.array([[0.5]]), 0.25
    yield np.array([[0.5]]), np.array([[0.0]]), 0.25
    yield np.array([[0.0, 1.0]]), np.array([[0.5, 1.0]]), 0.5  # as much as the tolerance is not more than it
    yield np.array([[0.0, 1.0, 1.0, 1.0]]), np.array([[0.5, 1.0, 1.0, 1.0]]), 0.25  # one place did, their mean did not
    yield np.array([[1.0, 2.0]]), np.array([[-1.0, 2.0]]), 0.5
    yield np.array([[0.0, 1.0, 2.0], [0.0, 0.0, 0.0]]), np.array([[1.0, 0.0, 2.0], [0.0, 0.125, 0.0]]), 0.25
    yield np.array([[0.5, 0.25, 0.75]]), np.array([[0.50002, 0.25, 0.74998]]), 1e-5  # a small change counts, too
    yield np.array([[1000.0, 1.0, 0.0]]), np.array([[1000.005, 1.0, 5.0]]), 1e-4  # a small change of a large number
    for rows, columns in [(3, 2), (2, 5), (4, 4)]:
        yield _map(rows, columns), _map(rows, columns, seed=1), 1.5
    yield _map(6, 7) / 42, _map(6, 7, seed=1) / 42, 0.25


@exercise(
    cases=_pairs,
    hints=[
        "First an array that says at each place how far apart the two are, whichever is larger.",
        "A comparison of an array gives True and False at each place: `np.abs(after - before) > tolerance`.",
        "True counts as 1 and False as 0, so the *mean* of such an array is a share.",
    ],
    why="The comparison gives 1 where a number changed and 0 where it did not; the mean of ones and zeros is the share of ones.",
)
def share_changed(before, after, tolerance):
    return np.mean(np.abs(after - before) > tolerance)


share_changed.slips(
    ("only what grows is counted", lambda before, after, tolerance: np.mean(after - before > tolerance), "Has a number that falls from 0.5 to 0 changed? What does your comparison see?"),
    ("a count, not a share", lambda before, after, tolerance: np.sum(np.abs(after - before) > tolerance), "A share lies between 0 and 1. By what must the count be divided?"),
    ("the share of what stayed", lambda before, after, tolerance: np.mean(np.abs(after - before) <= tolerance), "If nothing changes, which number is expected?"),
    ("how far, not how many", lambda before, after, tolerance: np.mean(np.abs(after - before)), "Does one number that changes by 100 count for more than one that changes by 1? Where is the tolerance used?"),
    ("only magnitudes are compared", lambda before, after, tolerance: np.mean(np.abs(np.abs(after) - np.abs(before)) > tolerance), "How far is it from 1 to -1: what is subtracted first, and of what is the magnitude taken?"),
    ("the tolerance is not used", lambda before, after, tolerance: np.mean(before != after), "Two numbers lie 0.5 apart and the tolerance is 0.5. Do they differ by more than that?"),
    ("divided by the rows alone", lambda before, after, tolerance: np.sum(np.abs(after - before) > tolerance) / len(before), "How many numbers does a map of 2 rows and 3 columns have, and by how many do you divide?"),
    ("as much as the tolerance counts as more", lambda before, after, tolerance: np.mean(np.abs(after - before) >= tolerance), "Where two numbers lie exactly the tolerance apart, what does your comparison say?"),
    ("large numbers are given more room", lambda before, after, tolerance: 1 - np.isclose(before, after, atol=tolerance).mean(), "`np.isclose` has two tolerances, `atol` and `rtol`. What is `rtol` when you do not give it?"),
    ("percent instead of a share", lambda before, after, tolerance: 100 * share_changed(before, after, tolerance), "Which number says `all of them` on a scale from 0 to 1?"),
)


# Back through a maximum ----------------------------------------------------------------------------------------------------
def _backs():
    yield np.array([[5.0]]), np.array([[2.0]]), 1
    yield np.array([[1.0, 3.0], [2.0, -4.0]]), np.array([[2.0]]), 2
    yield np.array([[1.0, 3.0], [3.0, 3.0]]), np.array([[-2.0]]), 2
    yield -np.ones((2, 2)), np.array([[3.0]]), 2
    yield np.array([[0.25, 0.5], [0.500001, 0.0]]), np.array([[1.5]]), 2  # no tie
    yield (_map(2, 2) - 4) * 1e12, np.array([[3.0]]), 2
    for size, rows, columns in [(1, 2, 3), (2, 1, 2), (2, 2, 1), (2, 2, 3), (3, 2, 1), (3, 2, 3), (4, 2, 2)]:
        gradient = _map(rows, columns, seed=2) + 0.5
        yield _map(rows * size, columns * size), gradient, size
        yield _map(rows * size, columns * size) // 4, gradient, size  # ties


@exercise(
    cases=_backs,
    hints=[
        "One turn of a loop for each number of `gradient`: cut out its window of `image`, find the winner, write one number.",
        "`window.argmax()` counts the first winner's place row by row; `np.unravel_index(place, window.shape)` or `divmod(place, size)` makes it a row and a column.",
        "That row and column count from the window's corner, which lies at `r * size, c * size` in the map.",
    ],
    why="The result grows exactly as fast as its winner and does not see the others, so the winner is sent 1 times what came back, and they 0 times.",
)
def max_gradient(image, gradient, size):
    result = np.zeros(image.shape)
    for r, c in np.ndindex(gradient.shape):
        window = image[r * size : (r + 1) * size, c * size : (c + 1) * size]
        i, j = np.unravel_index(window.argmax(), window.shape)
        result[r * size + i, c * size + j] = gradient[r, c]
    return result


def _spread(gradient, size):
    """Each number of ``gradient`` over its whole window."""
    return np.kron(gradient, np.ones((size, size)))


def _winners(image, gradient, size):
    h, w = gradient.shape
    largest = image.reshape(h, size, w, size).max(axis=(1, 3))
    return image == _spread(largest, size)


def _gradient_shared_by_winners(image, gradient, size):
    won, (h, w) = _winners(image, gradient, size), gradient.shape
    return won * _spread(gradient / won.reshape(h, size, w, size).sum(axis=(1, 3)), size)


def _gradient_at_corner(image, gradient, size):
    result = np.zeros(image.shape)
    result[::size, ::size] = gradient
    return result


def _gradient_window_unmoved(image, gradient, size):
    result = np.zeros(image.shape)
    for r, c in np.ndindex(gradient.shape):
        i, j = divmod(int(image[r * size : (r + 1) * size, c * size : (c + 1) * size].argmax()), size)
        result[r + i, c + j] = gradient[r, c]
    return result


def _gradient_place_unmoved(image, gradient, size):
    result = np.zeros(image.shape)
    for r, c in np.ndindex(gradient.shape):
        i, j = divmod(int(image[r * size : (r + 1) * size, c * size : (c + 1) * size].argmax()), size)
        result[i, j] = gradient[r, c]
    return result


def _gradient_one_a_row(image, gradient, size):
    won = _winners(image, gradient, size).reshape(len(image), -1, size)
    return (won & (won.cumsum(axis=-1) == 1)).reshape(image.shape) * _spread(gradient, size)


def _gradient_from(start):
    """The running maximum begins at ``start`` and its place at the corner."""

    def gradient_from(image, gradient, size):
        floored = image.astype(float)
        corners = floored[::size, ::size]  # a view
        corners[...] = np.maximum(corners, start)
        return max_gradient(floored, gradient, size)

    return gradient_from


def _gradient_wherever(image, gradient, size):
    result = np.zeros(image.shape)
    for r, c in np.ndindex(gradient.shape):
        result[image == image[r * size : (r + 1) * size, c * size : (c + 1) * size].max()] = gradient[r, c]
    return result


def _gradient_wherever_added(image, gradient, size):
    result = np.zeros(image.shape)
    for r, c in np.ndindex(gradient.shape):
        result[image == image[r * size : (r + 1) * size, c * size : (c + 1) * size].max()] += gradient[r, c]
    return result


def _gradient_transposed(image, gradient, size):
    result = np.zeros(image.shape)
    for r, c in np.ndindex(gradient.shape):
        j, i = divmod(int(image[r * size : (r + 1) * size, c * size : (c + 1) * size].argmax()), size)
        result[r * size + i, c * size + j] = gradient[r, c]
    return result


max_gradient.slips(
    ("every winner of a tie gets it all", lambda image, gradient, size: _winners(image, gradient, size) * _spread(gradient, size), "Two winners, one gradient: how much do the shares of a window add up to?"),
    ("winners of a tie share", _gradient_shared_by_winners, "That is a rule too, and what nudging found. Which rule does the exercise ask for?"),
    ("the last winner gets it", lambda image, gradient, size: max_gradient(image[::-1, ::-1], gradient[::-1, ::-1], size)[::-1, ::-1], "At a tie, which of the two is met first, row by row?"),
    ("shared as through a mean", lambda image, gradient, size: _spread(gradient, size) / size**2, "If a loser is nudged a little, does the maximum move?"),
    ("everyone gets it all", lambda image, gradient, size: _spread(gradient, size), "How many pixels of a window does its maximum depend on?"),
    ("1 is sent instead of the gradient", lambda image, gradient, size: max_gradient(image, np.ones(gradient.shape), size), "How large is the number that came back for this window, and where do you use it?"),
    ("multiplied by the pixel's value", lambda image, gradient, size: max_gradient(image, gradient, size) * image, "If the winner grows by 1, by how much does the maximum grow? Does it matter how large it was?"),
    ("it goes to the window's corner", _gradient_at_corner, "Who receives it: the first pixel of the window, or the one that won?"),
    *(("the window's corner is not added", function, "The winner's place counts from its window's corner. In which row of the map does window r begin?") for function in (_gradient_window_unmoved, _gradient_place_unmoved)),
    ("each row of a window has a winner", _gradient_one_a_row, "How many winners does a window have, and to how many of its pixels do you give the gradient?"),
    *(("the contest begins at a number that a map may go below", _gradient_from(start), "With which number does the contest begin?") for start in (0, -1, -1000)),
    ("the largest magnitude wins", lambda image, gradient, size: max_gradient(np.abs(image), gradient, size), "Which is larger, -5 or -2? And which is farther from zero?"),
    *(("the winner is looked for in the whole map", function, "Where else in the map may the same number stand?") for function in (_gradient_wherever, _gradient_wherever_added)),
    ("rows and columns of the winner are swapped", _gradient_transposed, "Counted row by row, place 1 of a window of 2 x 2 is in which row and which column?"),
    ("ties are settled column by column", lambda image, gradient, size: max_gradient(image.T, gradient.T, size).T, "Of the pixels at row 0, column 1 and at row 1, column 0: which one is met first, row by row?"),
)


RECALL = (
    Recall("channels", "A stack of 32 maps of 14 x 14 is max pooled with windows of 2 side by side. What is its shape now?", ("7 x 7 x 16", "14 x 14 x 16", "7 x 7 x 32"), "c", "Each map is pooled by itself: rows and columns halve, channels stay."),
    Recall("thin-line", "A thin bright line on black. Which pool keeps its brightness?", ("max", "mean", "min"), "a", "The maximum keeps what is small and bright, the mean fades it, the minimum erases it."),
    Recall("gradient", "Which inputs of a window receive a gradient through its maximum?", ("all of them, in equal shares", "the winner alone", "all but the winner"), "b", "A small nudge of a loser does not move the maximum."),
    Recall("weights", "How many weights does a max pool with windows of 3 x 3 over 16 channels have to learn?", ("144", "9", "none"), "c", "A pool has no weights at all."),
)
