"""Pooling: its exercises, the slips they know, and the questions later lessons ask."""

import numpy as np

from imagen_course import formulas
from imagen_course.exercises.built import Bound
from imagen_course.exercises.declare import Recall, at_least, at_most, built, exercise, growing

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


# The studio ----------------------------------------------------------------------------------------------------------------
_STEP, _COPIES = 64, 5  # pixels of a square with what is round it; squares, each one pixel further right than the last


def pool(x, size, kind="max", stride=None):
    """One map through one pool, as the lesson has it."""
    return formulas.pool2d(x[None, :, :, None], size, kind=kind, stride=stride)[0, :, :, 0]


def _squares():
    """Squares of thin lines on nothing, and under them an even surface."""
    square = np.zeros((_STEP, _STEP))
    square[8:48, [12, 47]] = square[[8, 47], 12:48] = 1
    squares = np.hstack([np.roll(square, shift, axis=1) for shift in range(_COPIES)])
    return np.vstack([squares, np.full((24, squares.shape[1]), 0.5)])


def _left(pooled):
    return round(1000 * np.size(pooled) / _squares().size, 1)


def _copies(pooled):
    """What is left of each square: without its last columns, where a wide window would see the next one."""
    step = _STEP // 4
    return np.array([np.asarray(pooled)[:12, step * i : step * i + 13] for i in range(_COPIES)])


def _jump(pooled):
    return round(float(np.abs(np.diff(_copies(pooled), axis=0)).max()), 3)


def _sides(pooled):
    """Three rows of the left side of each square."""
    return _copies(pooled)[:, 4:7, :7]


def _kept(pooled):
    return round(float(_sides(pooled).max(axis=-1).min()), 3)


def _columns_lit(pooled):
    return int((_sides(pooled) > 0.2).sum(axis=-1).max())


def _even(pooled):
    """The number of the even surface that is farthest from its own."""
    surface = np.asarray(pooled)[17, 3:70]
    return round(float(surface[np.abs(surface - 0.5).argmax()]), 3)


@built(
    budget=10,
    cases=lambda: [(_squares(),)],
    hints=[
        "Draw a row of eight zeros with a 1 at place 3, and windows of 4 side by side. What does each give under max, and what when the 1 has moved to place 4?",
        "A pool has two steps: a summary at every place, and the dropping. What did the lesson on arrays do before it dropped pixels of a roof, and between which two steps would that stand?",
        "A pool with a stride of 1 is the first step alone: `everywhere = pool(strength, 4, stride=1)`. Is there still a number missing where a line runs?",
        "A pool can blur as well, and drop at the same time: which kind does so, with which stride, on what is `everywhere`?",
    ],
    why="The maximum at every place makes a thin line broad, so that no blur can fade it much; the mean turns its cliffs into slopes; only then are numbers dropped. It is called blur pooling or anti-aliased pooling (Zhang 2019, arXiv 1904.11486).",
)
def steady_pool(strength):
    everywhere = pool(strength, 4, stride=1)
    return pool(everywhere, 4, "mean", stride=4)


steady_pool.properties(
    ("axes of the map", np.ndim, 2, lambda strength: formulas.pool2d(strength[None, :, :, None], 4), "A map has rows and columns. How many axes has what you return?"),
    ("numbers left, of 1,000 of the map", _left, Bound(48, 66), lambda strength: pool(pool(strength, 4, stride=1), 4, "mean", stride=1), "How far apart are two places of the map that you keep? Which stride has each step, and how far do they go together?"),
    ("the largest change when a line moves by one pixel", _jump, at_most(0.4), lambda strength: pool(strength, 4), "Somewhere a number changes by more than that in one step. What should stand between the summary and the dropping, so that it comes and goes by degrees, and what may undo that afterwards?"),
    ("what is left of a line, where least is left", _kept, at_least(0.5), lambda strength: pool(strength, 4, "mean"), "A line of one pixel is a small part of its window. Which summary does not thin it, and must it come before the blur or after it?"),
    ("columns in which a line shows", _columns_lit, at_most(3), lambda strength: pool(pool(strength, 12, stride=1), 4, "mean", stride=4), "How wide is a line after your first step, and in how many of the columns that you keep does it show?"),
    ("an even surface of 0.5, where it is farthest from that", _even, Bound(0.48, 0.52), lambda strength: 1.5 * pool(pool(strength, 4, stride=1), 6, "mean", stride=4), "What does your pool make of a window in which all numbers are the same, and what should it make of them?"),
)  # fmt: skip


RECALL = (
    Recall("channels", "A stack of 32 maps of 14 x 14 is max pooled with windows of 2 side by side. What is its shape now?", ("7 x 7 x 16", "14 x 14 x 16", "7 x 7 x 32"), "c", "Each map is pooled by itself: rows and columns halve, channels stay."),
    Recall("thin-line", "A thin bright line on black. Which pool keeps its brightness?", ("max", "mean", "min"), "a", "The maximum keeps what is small and bright, the mean fades it, the minimum erases it."),
    Recall("view", "A convolution of 3 x 3, a pool of 2 x 2, a convolution of 3 x 3. How wide a square of pixels does a number at the end see?", ("5", "6", "8"), "c", "3 pixels, then 4; and behind a pool a step is 2 pixels long, so two steps more are 4."),
    Recall("weights", "How many weights does a max pool with windows of 3 x 3 over 16 channels have to learn?", ("144", "9", "none"), "c", "A pool has no weights at all."),
)
