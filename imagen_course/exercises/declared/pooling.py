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
        "After `row` steps of `stride` pixels the window begins at `row * stride`. The columns work in the same way.",
        "Cut the window out with a slice, `image[top : top + size, left : left + size]`, and call `.max()` on it.",
    ],
    why="To reach its place, the window takes `row` steps down and `column` steps to the right, and each step is `stride` pixels long. The slice itself is always `size` long, whatever the stride.",
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
    ("steps are as long as the window", lambda image, size, stride, row, column: image[row * size : row * size + size, column * size : column * size + size].max(), "Two of the arguments are lengths. Which of them says how far one window begins after another?"),
    ("rows and columns are swapped", lambda image, size, stride, row, column: image[column * stride : column * stride + size, row * stride : row * stride + size].max(), "In `image[a, b]`, which of the two counts rows?"),
    ("the window begins in the right place and ends in the wrong one", lambda image, size, stride, row, column: image[row * stride : row + size, column * stride : column + size].max(), "A window of 2 begins at row 6. At which number must its slice stop?"),
    ("the rows are sliced twice", _window_rows_twice, "`image[a:b]` takes rows. Does a second pair of brackets, `image[a:b][c:d]`, take columns or rows?"),
    ("the window is one too small", _window_short, "Which rows does the slice `0:2` take? Is row 2 one of them?"),
    ("a mean instead of a maximum", _window_mean, "Does max pooling average the numbers in a window, or choose one of them?"),
    ("the largest magnitude is taken", _window_magnitude, "Which is larger, -5 or -2? And which is farther from zero?"),
    ("the smallest is taken", lambda image, size, stride, row, column: -window_max(-image, size, stride, row, column), "Of two numbers, which one does a *max* pool keep?"),
    ("no result is below 0", lambda image, size, stride, row, column: max(0, window_max(image, size, stride, row, column)), "Take a window whose numbers are all negative. What is your result, and is it one of these numbers?"),
    *(("the maximum starts from a number that is not low enough", _window_from(start), "From which number does your maximum start? Is it one of the numbers in the window?") for start in STARTS),
    ("the maximum starts from the map's first number", lambda image, size, stride, row, column: max(image[0, 0], window_max(image, size, stride, row, column)), "From which number does your maximum start? Is it one of the numbers in the window?"),
    ("the window is as long as the stride", _window_long_as_stride, "Two of the arguments are lengths. Which of them says how many rows a window has?"),
    ("the window ends at `size`, wherever it begins", lambda image, size, stride, row, column: image[row * stride : size, column * stride : size].max(), "A window of 2 begins at row 4. What does the slice `4:2` hold?"),
    ("only the window's first number is looked at", lambda image, size, stride, row, column: image[row * stride, column * stride], "How many numbers of the window does your function look at?"),
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
    yield np.array([[-8.0, 0.0, 0.0, 0.0]]), 1  # below every mean of the map
    for number in (-2e12 - 0.25, -2e30):  # no number that is merely small will do
        yield np.array([[number]]), 1


@exercise(
    cases=_signed_maps,
    given=_shifts_from_zero,
    hints=[
        "Call the function with a map of a single number, [[-1.0]], and windows of size 1. What is the result?",
        "`best` takes part when the largest number is chosen: its first value acts as one more number in every window.",
        "So `best` must start from something that loses to every number: `-np.inf`, as in `np.full(shape, -np.inf)`.",
    ],
    why="A running maximum must begin with a number that cannot win. In a photograph no number is below 0, so 0 did no harm there. A map may hold any number, so only minus infinity is safe.",
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


def _smallest(feature_map, size):
    return -pool_by_shifts(-feature_map, size)


def _shifts_first_skipped(feature_map, size):
    h, w = feature_map.shape
    h, w = h - h % size, w - w % size
    best = feature_map[0:h:size, 0:w:size]
    for i in range(1, size):
        for j in range(1, size):
            best = np.maximum(best, feature_map[i:h:size, j:w:size])
    return best


pool_by_shifts.slips(
    ("no result is below 0", _shifts_from_zero, "Take a window whose numbers are all negative. What is your result, and is it one of these numbers?"),
    ("the maximum starts from -1", lambda feature_map, size: np.maximum(pool_by_shifts(feature_map, size), -1), "You are a step further, but a map may hold -2. Which number is below every other?"),
    *(("the maximum starts from a number that is not low enough", _shifts_from(start), "Which number is below *every* other, whatever the map?") for start in STARTS),
    ("the maximum starts from plus infinity", lambda feature_map, size: np.full_like(pool_by_shifts(feature_map, size), np.inf), "Your maximum starts from plus infinity. Which number of the map could be larger than that?"),
    ("the signs are thrown away", lambda feature_map, size: pool_by_shifts(np.abs(feature_map), size), "Is the largest number the one that is farthest from zero?"),
    ("the number farthest from zero is kept", lambda feature_map, size: np.where(pool_by_shifts(feature_map, size) < -_smallest(feature_map, size), _smallest(feature_map, size), pool_by_shifts(feature_map, size)), "Which is larger, -5 or -2? And which is farther from zero?"),
    ("the first row and column of each window are skipped", _shifts_first_skipped, "A window of 2 x 2 has four numbers. Which of them does your code look at?"),
    ("it keeps the smallest", _smallest, "Of two numbers, which one does a *max* pool keep?"),
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
        "First compute, for each place, how far apart the two numbers are, whichever of them is larger.",
        "If you compare an array with a number, you get True or False at each place: `np.abs(after - before) > tolerance`.",
        "True counts as 1 and False as 0, so the *mean* of such an array is a share.",
    ],
    why="The comparison gives 1 where a number changed and 0 where it did not; the mean of ones and zeros is the share of ones.",
)
def share_changed(before, after, tolerance):
    return np.mean(np.abs(after - before) > tolerance)


share_changed.slips(
    ("only what grows is counted", lambda before, after, tolerance: np.mean(after - before > tolerance), "A number falls from 0.5 to 0. Has it changed, and what does your comparison say?"),
    ("only what falls is counted", lambda before, after, tolerance: np.mean(before - after > tolerance), "Has a number that rises from 0 to 0.5 changed? What does your comparison see?"),
    ("a count, not a share", lambda before, after, tolerance: np.sum(np.abs(after - before) > tolerance), "A share lies between 0 and 1. What must you divide the count by?"),
    ("the share of what stayed", lambda before, after, tolerance: np.mean(np.abs(after - before) <= tolerance), "If nothing changes, what should the result be?"),
    ("how far, not how many", lambda before, after, tolerance: np.mean(np.abs(after - before)), "Should a number that changes by 100 count more than one that changes by 1? Where do you use the tolerance?"),
    ("only magnitudes are compared", lambda before, after, tolerance: np.mean(np.abs(np.abs(after) - np.abs(before)) > tolerance), "How far apart are 1 and -1? Must you take the absolute value before you subtract, or after?"),
    ("the tolerance is not used", lambda before, after, tolerance: np.mean(before != after), "Two numbers lie 0.5 apart and the tolerance is 0.5. Do they differ by more than that?"),
    ("divided by the number of rows only", lambda before, after, tolerance: np.sum(np.abs(after - before) > tolerance) / len(before), "How many numbers does a map of 2 rows and 3 columns hold? Which number do you divide by?"),
    ("a difference equal to the tolerance is counted", lambda before, after, tolerance: np.mean(np.abs(after - before) >= tolerance), "If two numbers differ by exactly the tolerance, what does your comparison say?"),
    ("large numbers may change by more", lambda before, after, tolerance: 1 - np.isclose(before, after, atol=tolerance).mean(), "`np.isclose` has two tolerances, `atol` and `rtol`. What is the value of `rtol` if you do not set it?"),
    ("percent instead of a share", lambda before, after, tolerance: 100 * share_changed(before, after, tolerance), "On a scale from 0 to 1, which number means `all of them`?"),
)


# The studio ----------------------------------------------------------------------------------------------------------------
_STEP, _COPIES = 64, 5  # pixels of a square with what is round it; squares, each one pixel further right than the last
_TIMES = 1, 1, 0.25, 3  # how strong each map is; the second one stands on its side


def pool(x, size, kind="max", stride=None):
    """One map through one pool, as the lesson has it."""
    return formulas.pool2d(x[None, :, :, None], size, kind=kind, stride=stride)[0, :, :, 0]


def _squares():
    """Squares of thin lines on nothing, and under them an even surface. No mirror leaves it as it is."""
    square = np.zeros((_STEP, _STEP))
    square[8:48, [12, 35]] = square[[8, 47], 12:36] = 1
    squares = np.hstack([np.roll(square, shift, axis=1) for shift in range(_COPIES)])
    return np.vstack([squares, np.full((24, squares.shape[1]), 0.5)])


def _maps():
    squares = _squares()
    return [(squares,), (squares.T.copy(),), (squares / 4,), (3 * squares,)]


def _too_many(pools):
    """How many rows or columns beyond a quarter of the map's are left, where that is farthest from none."""
    more = np.array([np.shape(y) - np.divide(x.shape, 4) for (x,), y in zip(_maps(), pools, strict=True)])
    return float(more.flat[np.abs(more).argmax()])


def _beyond(pools):
    """The share of numbers that no summary of the map's own numbers could be."""
    inside = [(np.asarray(y) > -1e-6) & (np.asarray(y) < times * 1.001) for y, times in zip(pools, _TIMES, strict=True)]
    return round(1 - float(np.mean(np.concatenate([mask.ravel() for mask in inside]))), 4)


def _in_proportion(pools):
    """How far the pools of the weak and the strong map are from that of the first, each brought to its strength."""
    first, _, weak, strong = map(np.asarray, pools)
    return round(float(max(np.abs(4 * weak - first).max(), np.abs(strong / 3 - first).max())), 3)


def _copies(pools):
    """What is left of each square, upright and on its side: without its last columns, where a wide window sees the next."""
    step = _STEP // 4
    maps = np.asarray(pools[0]), np.transpose(pools[1])
    return np.array([[pooled[:12, step * i : step * i + 12] for i in range(_COPIES)] for pooled in maps])


def _jump(pools):
    return round(float(np.abs(np.diff(_copies(pools), axis=1)).max()), 3)


def _sides(pools):
    """Three rows of the first side of each square."""
    return _copies(pools)[..., 4:7, :7]


def _kept(pools):
    return round(float(_sides(pools).max(axis=-1).min()), 3)


def _lit(pools):
    return int((_sides(pools) > 0.2).sum(axis=-1).max())


def _displaced(pools):
    """How many places of the pool lie between the lines and where they show, upright or level, where they are most."""
    shown = _sides(pools).sum(axis=(1, 2)) @ np.arange(7) / _sides(pools).sum(axis=(1, 2, 3))
    away = shown - np.mean(12 + np.arange(_COPIES)) / 4
    return round(float(away[np.abs(away).argmax()]), 2)


def _even(pools):
    """The number of the even surface that is farthest from its own."""
    surface = np.array([np.asarray(pools[0])[17, 3:70], np.transpose(pools[1])[17, 3:70]])
    return round(float(surface.flat[np.abs(surface - 0.5).argmax()]), 3)


@built(
    budget=10,
    cases=_maps,
    hints=[
        "On paper, draw a row of eight numbers: a 1 at place 3, counted from 0, and zeros elsewhere. Divide the row into two windows of 4. What is the maximum of each? And what is it after the 1 has moved to place 4?",
        "A pool first summarises the window at every place, and then drops most of the results. What did the lesson on arrays do to the roof before it dropped pixels? Do the same between the two steps of the pool.",
        "A pool with a stride of 1 takes only the first step: `everywhere = pool(strength, 4, stride=1)`. How wide is a thin line in `everywhere`?",
        "A second pool, applied to `everywhere`, can blur and drop at the same time. Which kind of pool blurs, and what must its stride be?",
    ],
    why="The maximum at every place makes a thin line four pixels wide, so the blur cannot fade it much. The mean then turns the sharp sides of the line into slopes. Only after that are numbers dropped. This is called blur pooling or anti-aliased pooling (Zhang 2019, arXiv 1904.11486).",
)
def steady_pool(strength):
    everywhere = pool(strength, 4, stride=1)
    return pool(everywhere, 4, "mean", stride=4)


def _cut_at_1(strength):
    return np.minimum(steady_pool(strength), 1)


steady_pool.properties(
    ("axes of the map", lambda pools: max(map(np.ndim, pools)), 2, lambda strength: formulas.pool2d(strength[None, :, :, None], 4), "A map has rows and columns. How many axes does your result have?"),
    ("rows or columns beyond a quarter of the map's", _too_many, Bound(-4, 1), lambda strength: pool(pool(strength, 4, stride=1), 4, "mean", stride=1), "How far apart in the map are two neighbouring results? What do the strides of your pools multiply to? Are rows still rows?"),
    ("share of numbers below 0, above the largest of the map, or nan", _beyond, 0.0, lambda strength: pool(strength, 4, "sum"), "Can the result for a window be larger than every number in the window? What do you multiply or divide by, and where could a nan come from?"),
    ("how far the results of a faint and of a strong map differ, once scaled alike", _in_proportion, at_most(0.02), _cut_at_1, "The check also tries the map at a quarter of its strength and at three times. Which number in your code does not change with the map: a limit, or a threshold?"),
    ("rows or columns between a line and where it shows", _displaced, Bound(-1.3, 1.1), lambda strength: steady_pool(strength)[:, ::-1], "Row 5 of the result stands for the rows of the map near row 20. Is your result turned round, or has it moved?"),
    ("the largest change when a line moves by one pixel", _jump, at_most(0.4), lambda strength: pool(strength, 4), "Some number changes by more than 0.4 when a line moves by one pixel. What could you do between summarising and dropping, so that the numbers rise and fall little by little? Does a later step undo it?"),
    ("what is left of a line, where it is weakest", _kept, at_least(0.5), lambda strength: pool(strength, 4, "mean"), "The check tries vertical and horizontal lines. Each fills only a small part of its window. Which kind of pool does not make the line fainter? Must that pool come before the blur or after it?"),
    ("columns in which a vertical line shows, or rows in which a horizontal one does", _lit, at_most(3), lambda strength: pool(pool(strength, 12, stride=1), 4, "mean", stride=4), "How wide is a line after your first step? How many of the rows or columns that you keep does it touch?"),
    ("the result where the map is 0.5 all over, at the place where it is farthest from 0.5", _even, Bound(0.48, 0.52), lambda strength: 0.9 * pool(pool(strength, 5, stride=1), 4, "mean"), "Take a window in which all numbers are the same. What does your pool return, and what should it return?"),
)  # fmt: skip


RECALL = (
    Recall("channels after pooling", "A stack of 32 maps of 14 x 14 is max pooled with windows of 2 side by side. What is its shape now?", ("7 x 7 x 16", "14 x 14 x 16", "7 x 7 x 32"), "c", "Each map is pooled on its own. The numbers of rows and columns are halved; the number of channels stays the same."),
    Recall("thin-line", "A thin bright line lies on black. Which kind of pool keeps its brightness?", ("max", "mean", "min"), "a", "The maximum keeps what is small and bright, the mean fades it, the minimum erases it."),
    Recall(
        "view",
        "A convolution of 3 x 3, a pool of 2 x 2 and another convolution of 3 x 3 follow one another. How many pixels wide is the receptive field of a number at the end?",
        ("5", "6", "8"),
        "c",
        "It is 3 pixels after the convolution and 4 after the pool. From then on a step is 2 pixels long, and the last convolution adds two steps: 4 + 4 = 8.",
    ),
    Recall("weights", "How many weights does a max pool with windows of 3 x 3 over 16 channels have to learn?", ("144", "9", "none"), "c", "A pool has no weights at all."),
)
