"""Learning: its exercises, the slips they know, and the questions later lessons ask."""

import math

import numpy as np

from imagen_course.exercises.built import Bound
from imagen_course.exercises.declare import Recall, at_least, at_most, built, exercise


def _random(*key, shape):
    """Numbers of either sign with two decimals, to be read and worked with by hand."""
    return np.random.default_rng([5, *key]).normal(size=shape).round(2)


# The gradient by differences -----------------------------------------------------------------------------------------------
class _Loss:
    """A function that shows as its formula."""

    def __init__(self, formula, function):
        self.formula, self.function = formula, function

    def __call__(self, w):
        return self.function(w)

    def __repr__(self):
        return self.formula


CUBES = _Loss("the sum of w**3", lambda w: np.sum(w**3))


FIRST_TIMES_REST = _Loss("w[0] times the sum of (w[1:]**2 + 1)", lambda w: w[0] * np.sum(w[1:] ** 2 + 1))


NEIGHBOURS = _Loss("the sum of w[:-1] * w[1:]**3", lambda w: np.sum(w[:-1] * w[1:] ** 3))


def _slopes_not_put_back(f, w, step):
    # No `np.`: where a module imports a name, calls through it compile otherwise than in a cell.
    w, slopes = w.copy(), 0 * w
    for i in range(len(w)):
        w[i] += step
        high = f(w)
        w[i] -= 2 * step
        slopes[i] = (high - f(w)) / (2 * step)
    return slopes


@exercise(
    cases=lambda: [
        (CUBES, np.array([2.0]), 1.0),
        (CUBES, np.array([1.0, 3.0]), 0.5),
        (FIRST_TIMES_REST, np.array([2.0, 3.0]), 0.5),
        (FIRST_TIMES_REST, np.array([1.0, -2.0, 4.0]), 0.25),
        (NEIGHBOURS, np.array([1.0, 2.0, -3.0, 2.0]), 0.5),
        (NEIGHBOURS, np.array([0.3, -1.2, 0.7, 1.1, -0.4, 0.9]), 0.01),
    ],
    given=_slopes_not_put_back,
    hints=[
        "You want the slope for the first number of `w`. Which numbers of `w` do you change, and which stay as they are?",
        "Follow the first number of `w` through the loop on paper. What is its value at the end of the first turn, and during the second?",
        "One line is missing at the end of the loop. It gives the number its old value back.",
    ],
    why="One number moves while the others stay fixed. With a step to each side, most of the error cancels out.",
)
def numerical_gradient(f, w, step):
    slopes = np.zeros(w.shape)
    for i in range(len(w)):
        change = np.zeros(w.shape)
        change[i] = step
        slopes[i] = (f(w + change) - f(w - change)) / (2 * step)
    return slopes


numerical_gradient.slips(
    ("the slope is measured only forwards", lambda f, w, step: np.array([(f(w + change) - f(w)) / step for change in step * np.eye(len(w))]), "Do you take a step backwards from `w` as well as forwards?"),
    ("the slope is twice as steep as it should be", lambda f, w, step: 2 * numerical_gradient(f, w, step), "How far apart are the two places at which you call `f`?"),
    ("the sign is wrong", lambda f, w, step: -numerical_gradient(f, w, step), "Which of the two values of `f` should be subtracted: the one ahead, or the one behind?"),
    ("the rise is not divided by the run", lambda f, w, step: 2 * step * numerical_gradient(f, w, step), "A slope is a rise divided by a run. Where do you divide by the run?"),
    ("all coordinates move at once", lambda f, w, step: np.full(w.shape, (f(w + step) - f(w - step)) / (2 * step)), "When you measure the slope for one number, should the others move?"),
    ("a coordinate is not put back", _slopes_not_put_back, "When it is the turn of the second number, what is the value of the first?"),
    ("the slope is measured only backwards", lambda f, w, step: np.array([(f(w) - f(w - change)) / step for change in step * np.eye(len(w))]), "Do you take a step forwards from `w` as well as backwards?"),
    ("multiplied by the step, not divided", lambda f, w, step: step**2 * numerical_gradient(f, w, step), "Does a smaller step give you a much smaller slope? In which order does Python work out `/` and `*`?"),
    ("numbers that had their turn keep their step", lambda f, w, step: np.array([(f(w + change) - f(w - change)) / (2 * step) for change in step * np.tri(len(w))]), "When it is the turn of the second number, which numbers of `w` do you change?"),
    ("both calls of `f` get the same array", lambda f, w, step: np.zeros(w.shape), "Your rise is always 0. You call `f` with two arrays: are they really two, or two names of the same array?"),
    ("the result is one number for all weights", lambda f, w, step: (f(w + step) - f(w - step)) / (2 * step), "How many slopes does a vector of three weights have?"),
)


# Back through a maximum ----------------------------------------------------------------------------------------------------
def _map(rows, columns, seed=0):
    """A small map of whole numbers of either sign, all different."""
    numbers = np.random.default_rng([seed, rows, columns]).permutation(rows * columns) - rows * columns // 2
    return numbers.reshape(rows, columns).astype(float)


def _backs():
    yield np.array([[5.0]]), np.array([[2.0]]), 1
    yield np.array([[1.0, 3.0], [2.0, -4.0]]), np.array([[2.0]]), 2
    yield np.array([[1, 3], [2, -4]]), np.array([[0.5]]), 2  # whole numbers in the map alone
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
        "A window has the rows (3, 9) and (9, 5), and its number in `gradient` is 7. Which of the four places gets the 7?",
        "Write a loop with one turn for each number of `gradient`: crop its window out of `image`, find the winner, and write one number.",
        "`window.argmax()` returns the first winner's place, counted row by row. `np.unravel_index(place, window.shape)` or `divmod(place, size)` turns the place into a row and a column.",
        "This row and column are counted from the window's top left corner, which lies at `r * size, c * size` in the map.",
    ],
    why="The maximum grows exactly as fast as the winner and does not depend on the others. So its slope is 1 for the winner and 0 for the rest, and the gradient is multiplied by these slopes.",
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


def _gradient_above_zero(image, gradient, size):
    h, w = gradient.shape
    return max_gradient(image, gradient * (image.reshape(h, size, w, size).max(axis=(1, 3)) > 0), size)


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
    ("every winner of a tie gets the whole gradient", lambda image, gradient, size: _winners(image, gradient, size) * _spread(gradient, size), "There are two winners and one number to send. What do the numbers you sent to this window add up to?"),
    ("the winners of a tie share the gradient", _gradient_shared_by_winners, "That is a possible rule, too. Which rule does the exercise ask for?"),
    ("the last winner gets the gradient", lambda image, gradient, size: max_gradient(image[::-1, ::-1], gradient[::-1, ::-1], size)[::-1, ::-1], "At a tie, which of the two do you meet first, going row by row?"),
    ("the gradient is shared out as by mean pooling", lambda image, gradient, size: _spread(gradient, size) / size**2, "If a loser grows a little, does the maximum change?"),
    ("every pixel gets the whole gradient", lambda image, gradient, size: _spread(gradient, size), "How many pixels of a window does its maximum depend on?"),
    ("1 is sent instead of the gradient", lambda image, gradient, size: max_gradient(image, np.ones(gradient.shape), size), "Which number of `gradient` belongs to this window, and where do you use it?"),
    ("multiplied by the pixel's value", lambda image, gradient, size: max_gradient(image, gradient, size) * image, "If the winner grows by 1, by how much does the maximum grow? Does it matter how large it was?"),
    ("the gradient goes to the window's corner", _gradient_at_corner, "Which pixel should get the number: the first of the window, or the winner?"),
    *(("the window's corner is not added", function, "The winner's place is counted from the corner of its window. In which row of the map does window `r` begin?") for function in (_gradient_window_unmoved, _gradient_place_unmoved)),
    ("each row of a window has a winner", _gradient_one_a_row, "How many winners does a window have, and to how many of its pixels do you give the gradient?"),
    *(("the search for the largest begins at a number that is not low enough", _gradient_from(start), "With which number does your search for the largest begin? May all numbers of a window be smaller?") for start in (0, -1, -1000)),
    ("windows without a number above 0 get nothing", _gradient_above_zero, "With which number does your search for the largest begin? What becomes of a window whose numbers are all smaller?"),
    ("the largest magnitude wins", lambda image, gradient, size: max_gradient(np.abs(image), gradient, size), "Which is larger, -5 or -2? And which is farther from zero?"),
    *(("the winner is looked for in the whole map", function, "May the same number occur somewhere else in the map as well?") for function in (_gradient_wherever, _gradient_wherever_added)),
    ("rows and columns of the winner are swapped", _gradient_transposed, "The places of a window of 2 x 2 are counted row by row. In which row and which column is place 1?"),
    ("ties are settled column by column", lambda image, gradient, size: max_gradient(image.T, gradient.T, size).T, "You go through the window row by row. Which pixel do you meet first: the one in row 0, column 1, or the one in row 1, column 0?"),
)


# The studio ----------------------------------------------------------------------------------------------------------------
_PLACES = np.linspace(-2, 2, 41) + 0.013  # none of them where a rectifier has its corner
_STARTS = np.append(_PLACES, np.linspace(-2, 2, 17))  # and the round ones, where a division may fail
_INPUTS = -1.5, -0.4, 0.7, 2.6  # what parts one operation from a different one


@built(
    budget=5,
    hints=[
        "Take a single operation of the table. What is its result for 3, and for 3.001? How many times 0.001 is the difference?",
        "Write one tuple for each operation: its name, a function of `x` that returns the result, and a function of `x` that returns the slope.",
        "The square is `x**2` and has the slope `2 * x`. Multiplying by 3 is `3 * x` and has the slope 3 for every `x`.",
        "Here is a chain of four operations: multiply by 2, add 1, apply the ReLU, square.",
    ],
    why="Each operation knows only its own slope. The chain rule multiplies these slopes, so a chain may be as long as you like.",
)
def own_chain():
    return [
        ("× 2", lambda x: 2 * x, lambda x: 2.0),
        ("+ 3", lambda x: x + 3, lambda x: 1.0),
        ("ReLU", lambda x: max(x, 0.0), lambda x: float(x > 0)),
        ("square", lambda x: x**2, lambda x: 2 * x),
        ("− 5", lambda x: x - 5, lambda x: 1.0),
    ]


def _rows(chain):
    if any(len(row) != 3 or not callable(row[1]) or not callable(row[2]) for row in chain):
        return 0
    return len(chain)


def _through(chain, x):
    """The values on the way, the start first."""
    values = [float(x)]
    for _, function, _ in chain:
        values.append(float(function(values[-1])))
    return values


def _slope(chain, x):
    return math.prod(float(slope(value)) for (*_, slope), value in zip(chain, _through(chain, x)[:-1], strict=True))


def _finite(chain):
    with np.errstate(all="ignore"):
        return round(float(np.mean([np.isfinite(_through(chain, x)).all() for x in _STARTS])), 2)


def _made(function, x):
    """What an operation makes of ``x``, as a word: a number, or that there is none."""
    try:
        return f"{float(function(x)):.9g}"
    except (ArithmeticError, ValueError, TypeError):
        return "no number"


def _different(chain):
    """How many operations there are that do not do the same, whatever they are called."""
    with np.errstate(all="ignore"):
        return len({tuple(_made(function, x) for x in _INPUTS) for _, function, _ in chain})


def _wrong_slopes(chain):
    """The operations whose slope is another than differences find, at one place or more."""
    wrong = []
    for x in _PLACES:
        for (name, function, slope), value in zip(chain, _through(chain, x)[:-1], strict=True):
            rise, step = float(slope(value)), 1e-5 * max(1, abs(value)) ** 0.5
            measured = (float(function(value + step)) - float(function(value - step))) / (2 * step)
            if not abs(rise - measured) <= 1e-3 * max(1, abs(measured)) and name not in wrong:  # nan is wrong, too
                wrong.append(name)
    return wrong


def _slopes_apart(chain):
    """How many slopes of the whole there are, told apart by a fiftieth of the largest: those by differences jitter."""
    slopes = np.array([_slope(chain, x) for x in _PLACES])
    return len(set(np.round(50 * slopes / (np.abs(slopes).max() or 1))))


def _but(*rows):
    """The reference's chain with other operations in it."""
    return lambda: [*own_chain()[: 4 - len(rows)], *rows]


own_chain.properties(
    ("operations with a name and two functions", _rows, Bound(4, 6), lambda: own_chain()[:3], "How many operations does the exercise ask for? Does each tuple hold a name and two functions, one for the result and one for the slope?"),
    ("different operations", _different, at_least(3), lambda: own_chain()[:1] * 4, "Do two of your operations always give the same result, whatever they are called? Which operations of the table have you not used?"),
    ("share of starts with a finite result", _finite, 1.0, _but(("÷ (x - x)", lambda x: np.float64(x) / (x - x), lambda x: 1.0)), "Start your chain at -2, at 0 and at 2. Is there an operation that cannot deal with its input, such as a division by 0?"),
    ("operations with a wrong slope", _wrong_slopes, [], _but(("square", lambda x: x**2, lambda x: 2.0)), "Give that operation alone 3, then 3.001. How many times 0.001 is the change of its result, and what does your slope say at 3? And what happens at -3 and -2.999?"),
    (
        "share of starts where the total slope is 0",
        lambda chain: round(float(np.mean([_slope(chain, x) == 0 for x in _PLACES])), 2),
        at_most(0.5),
        _but(("square", lambda x: x**2, lambda x: 2 * x), ("× -1", lambda x: -x, lambda x: -1.0), ("ReLU", lambda x: max(x, 0.0), lambda x: float(x > 0))),
        "Which operation has a slope of 0 so often, and what are its inputs?",
    ),
    (
        "different total slopes",
        _slopes_apart,
        at_least(2),
        lambda: [*own_chain()[:2], ("× -1", lambda x: -x, lambda x: -1.0), own_chain()[1]],
        "The slope of your chain is the same for every start. Which operation of the table has a slope that depends on its input?",
    ),
)


RECALL = (
    Recall("backpropagation", "Backpropagation has run, and no step was taken. What has changed?", ("the weights", "the gradients", "both"), "b", "Backpropagation computes gradients. The weights are moved by gradient descent."),
    Recall("rate", "The training loss grows from step to step. What do you try first?", ("a smaller learning rate", "a larger learning rate", "more steps"), "a", "Steps that are too long land on the other side of the valley, each one higher than the last."),
    Recall("gradient", "Which numbers of a window get a gradient when it is max pooled?", ("all of them, in equal shares", "the winner alone", "all but the winner"), "b", "If one of the others grows a little, the maximum does not change."),
    Recall("chain rule", "A chain multiplies by 2, then by -3. Its input grows a little. How much does its result change?", ("-1 times as much", "-6 times as much", "5 times as much"), "b", "Changes multiply along a chain: 2 times -3."),
)
