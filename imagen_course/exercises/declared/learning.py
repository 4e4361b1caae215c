"""Learning: its exercises, the slips they know, and the questions later lessons ask."""

import numpy as np

from imagen_course.exercises.declare import Recall, exercise


def _random(*key, shape):
    """Numbers of either sign with two decimals, to be read and worked with by hand."""
    return np.random.default_rng([5, *key]).normal(size=shape).round(2)


# A neuron ------------------------------------------------------------------------------------------------------------------
def _neurons():
    yield np.array([2.0]), np.array([3.0]), 1.0
    yield np.array([2.0]), np.array([-3.0]), 1.0
    yield np.array([1.0, 2.0]), np.array([3.0, -1.0]), 2.0
    yield np.array([1.0, 2.0]), np.array([-3.0, 1.0]), 2.0
    yield np.array([1.0, 2.0]), np.array([-3.0, 1.0]), 0.75
    yield np.array([1.0, 2.0]), np.array([-1.0, 1.0]), -2.0
    for n in (3, 4, 5):
        yield _random(n, shape=n), _random(n, 1, shape=n), float(n) - 4.5
    yield 20 * np.abs(_random(7, shape=7)), np.abs(_random(7, 1, shape=7)), 0.25
    yield np.abs(_random(8, shape=8)) / 100, np.abs(_random(8, 1, shape=8)), 0.125


@exercise(
    cases=_neurons,
    hints=[
        "From the inside out: products of inputs and weights, their sum, the bias, the rectifier.",
        "`np.sum(x * w)` is the sum of the products, `max(..., 0)` the rectifier of one number.",
    ],
    why="One sum over the inputs, one bias, and only then the rectifier, which looks at a single number.",
)
def neuron(x, w, b):
    return max(np.sum(x * w) + b, 0)


neuron.slips(
    ("a negative number comes through", lambda x, w, b: np.sum(x * w) + b, "What is the rectifier of a negative number? Can your neuron give one?"),
    ("the bias is taken away", lambda x, w, b: max(np.sum(x * w) - b, 0), "Which sign does `b` have in the formula?"),
    ("the bias is forgotten", lambda x, w, b: max(np.sum(x * w), 0), "What comes out when every input is 0 and `b` is 2?"),
    ("the bias is added once for each input", lambda x, w, b: max(np.sum(x * w + b), 0), "How many biases does one neuron have?"),
    ("the bias is added after the rectifier", lambda x, w, b: max(np.sum(x * w), 0) + b, "Can your neuron give a negative number? Read the formula from the inside out."),
    ("each product is rectified on its own", lambda x, w, b: np.sum(np.maximum(x * w, 0)) + b, "How many numbers does the rectifier of one neuron get to see?"),
    ("the products are not added up", lambda x, w, b: np.maximum(x * w + b, 0), "How many numbers does one neuron give?"),
    ("a sigmoid for the rectifier", lambda x, w, b: 1 / (1 + np.exp(-np.sum(x * w) - b)), "What should come out for a sum of 3, and what for one of -3?"),
)


# One step ------------------------------------------------------------------------------------------------------------------
@exercise(
    cases=lambda: [
        (3.0, 2.0, 0.5),
        (-1.0, 4.0, 0.25),
        (2.0, -8.0, 0.1),
        (0.0, 3.0, 0.5),
        (1.0, 50.0, 2.0),
        (np.array([1.0, 2.0]), np.array([4.0, -2.0]), 0.5),
        (np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), _random(2, shape=(2, 3)), 0.01),
    ],
    hints=[
        "The slope is positive. In which direction does the loss fall, and what says how far you go?",
        "The step is the learning rate times the slope.",
        "Downhill is against the slope: take the step away from where you stand.",
    ],
    why="The slope points uphill, so its negative is taken; the rate turns a slope into a distance. On arrays every weight takes its own step.",
)
def gradient_step(w, gradient, learning_rate):
    return w - learning_rate * gradient


gradient_step.slips(
    ("the step goes uphill", lambda w, gradient, learning_rate: w + learning_rate * gradient, "A positive slope means the loss grows to the right. Which way is down?"),
    ("the learning rate is missing", lambda w, gradient, learning_rate: w - gradient, "Of two learning rates, which one steps farther?"),
    ("the gradient is multiplied by the weight", lambda w, gradient, learning_rate: w - learning_rate * gradient * w, "A weight of 0 has a steep slope. Does your step move it?"),
    ("the step is returned, without its start", lambda w, gradient, learning_rate: -learning_rate * gradient, "Where do you stand before the step?"),
    ("only the gradient's sign counts", lambda w, gradient, learning_rate: w - learning_rate * np.sign(gradient), "Should a steep slope and a gentle one give the same step?"),
    ("divided by the learning rate", lambda w, gradient, learning_rate: w - gradient / learning_rate, "Of two learning rates, does yours step farther with the larger?"),
    ("the gradient's sign is lost", lambda w, gradient, learning_rate: w - learning_rate * np.abs(gradient), "Which way is down where the slope is negative?"),
    ("every weight takes the sum of all slopes", lambda w, gradient, learning_rate: w - learning_rate * np.sum(gradient), "Whose slope does each weight follow?"),
    ("every weight takes the mean of all slopes", lambda w, gradient, learning_rate: w - learning_rate * np.mean(gradient), "How many slopes belong to one weight?"),
)


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
        "For the slope along the first number of `w`: which of its numbers do you change, and which stay as they are?",
        "Follow the first number of `w` through the loop on paper: where does it stand at the end of its turn, and in the next one?",
        "One line is missing at the end of the loop: the number goes back to where it was.",
    ],
    why="One coordinate moves, the others stand still; a difference over both sides cancels the error that a one-sided one makes.",
)
def numerical_gradient(f, w, step):
    slopes = np.zeros(w.shape)
    for i in range(len(w)):
        change = np.zeros(w.shape)
        change[i] = step
        slopes[i] = (f(w + change) - f(w - change)) / (2 * step)
    return slopes


numerical_gradient.slips(
    ("the slope is measured only forwards", lambda f, w, step: np.array([(f(w + change) - f(w)) / step for change in step * np.eye(len(w))]), "Do you look as far to the left of `w` as to the right?"),
    ("twice too steep", lambda f, w, step: 2 * numerical_gradient(f, w, step), "How far apart are the two places at which you call `f`?"),
    ("the sign is wrong", lambda f, w, step: -numerical_gradient(f, w, step), "Which of the two comes first: what is ahead, or what is behind?"),
    ("the rise is not divided by the run", lambda f, w, step: 2 * step * numerical_gradient(f, w, step), "A slope is a rise over a run. Where is the run?"),
    ("all coordinates move at once", lambda f, w, step: np.full(w.shape, (f(w + step) - f(w - step)) / (2 * step)), "When you ask for the slope of one coordinate, what must the others do?"),
    ("a coordinate is not put back", _slopes_not_put_back, "When the second coordinate has its turn, where does the first one stand?"),
    ("the slope is measured only backwards", lambda f, w, step: np.array([(f(w) - f(w - change)) / step for change in step * np.eye(len(w))]), "Do you look as far ahead of `w` as behind it?"),
    ("multiplied by the step, not divided", lambda f, w, step: step**2 * numerical_gradient(f, w, step), "Of two step sizes, does the smaller one give you a smaller slope? In which order does Python take `/` and `*`?"),
    ("the step stays at the places before", lambda f, w, step: np.array([(f(w + change) - f(w - change)) / (2 * step) for change in step * np.tri(len(w))]), "At the second place, which numbers of the vector of changes are not 0?"),
    ("the two places are one", lambda f, w, step: np.zeros(w.shape), "Is the rise always 0? At which two places do you call `f`, and are these two arrays or one?"),
    ("one number for all places", lambda f, w, step: (f(w + step) - f(w - step)) / (2 * step), "How many slopes does a vector of three weights have?"),
)


# A dense layer, backwards --------------------------------------------------------------------------------------------------
def _layers():
    for n, n_in, n_out in [(1, 1, 1), (1, 2, 1), (1, 1, 2), (2, 1, 1), (2, 2, 2), (3, 2, 1), (2, 3, 4), (4, 3, 2)]:
        key = n, n_in, n_out
        yield _random(*key, shape=(n, n_in)), _random(*key, 1, shape=(n_in, n_out)), _random(*key, 2, shape=(n, n_out))
    yield _random(6, 2, shape=(6, 2)), _random(2, 3, shape=(2, 3)), 20 * _random(6, 3, shape=(6, 3))
    yield _random(6, 2, shape=(6, 2)), _random(2, 3, shape=(2, 3)), _random(6, 3, shape=(6, 3)) / 1000


@exercise(
    cases=_layers,
    hints=[
        "A gradient has the shape of what it belongs to. Write down the shapes of `x`, `w`, `b` and `gradient`.",
        "A sum over a shared letter is a matrix product; a transpose brings that letter to the inside.",
        "`x.T @ gradient` sums over the examples, `gradient @ w.T` over the outputs.",
    ],
    why="In each formula the letter that is summed is the one that the result does not have; the matrix product that has it inside is the sum.",
)
def dense_backward(x, w, gradient):
    return gradient @ w.T, x.T @ gradient, gradient.sum(axis=0)


def _dense_mean(x, w, gradient):
    to_x, to_w, to_b = dense_backward(x, w, gradient)
    return to_x, to_w / len(x), to_b / len(x)


def _dense_lying(x, w, gradient):
    to_x, to_w, to_b = dense_backward(x, w, gradient)
    return to_x, to_w.T, to_b


def _dense_other_order(x, w, gradient):
    to_x, to_w, to_b = dense_backward(x, w, gradient)
    return to_w, to_b, to_x


def _dense_kernel_first(x, w, gradient):
    to_x, to_w, to_b = dense_backward(x, w, gradient)
    return to_w, to_x, to_b


dense_backward.slips(
    ("a mean instead of a sum", _dense_mean, "Is there an n to divide by in the three formulas, or is it in `gradient` already?"),
    ("the kernel is not transposed", lambda x, w, gradient: (gradient @ w, x.T @ gradient, gradient.sum(axis=0)), "Which shape must the gradient to `x` have, and over which letter does its sum run?"),
    ("the gradient to w lies on its side", _dense_lying, "Which shape does `w` have, and which your gradient to it?"),
    ("the bias gets one gradient for each example", lambda x, w, gradient: (gradient @ w.T, x.T @ gradient, gradient), "Which shape does `b` have? What is summed?"),
    ("the bias is summed over the outputs", lambda x, w, gradient: (gradient @ w.T, x.T @ gradient, gradient.sum(axis=1)), "Over which letter does the sum of the third formula run: examples or outputs?"),
    ("the three come in another order", _dense_other_order, "In which order were the three asked for?"),
    ("the kernel comes before the inputs", _dense_kernel_first, "Which of the three was asked for first?"),
    ("the bias's gradient has two axes", lambda x, w, gradient: (gradient @ w.T, x.T @ gradient, gradient.sum(axis=0, keepdims=True)), "How many axes does `b` have, and how many does your gradient to it have: with how many brackets does it begin?"),
    ("one number for all biases", lambda x, w, gradient: (gradient @ w.T, x.T @ gradient, gradient.sum()), "How many biases does the layer have?"),
    ("a mean instead of a sum in the bias", lambda x, w, gradient: (gradient @ w.T, x.T @ gradient, gradient.mean(axis=0)), "Is there an n to divide by in the third formula?"),
    ("a mean instead of a sum in the kernel", lambda x, w, gradient: (gradient @ w.T, x.T @ gradient / len(x), gradient.sum(axis=0)), "Is there an n to divide by in the second formula?"),
)


RECALL = (
    Recall("backpropagation", "Backpropagation has run, and no step was taken. What has changed?", ("the weights", "the gradients", "both"), "b", "It computes gradients. The weights are moved by gradient descent."),
    Recall("rate", "The training loss grows from step to step. What do you try first?", ("a smaller learning rate", "a larger learning rate", "more steps"), "a", "Steps that are too long land higher on the other side of the valley, and each one higher than the last."),
    Recall("chain rule", "A chain multiplies by 2, then by -3. By how much does its end change when its start grows by a little?", ("-1 times as much", "-6 times as much", "5 times as much"), "b", "Changes multiply along a chain: 2 times -3."),
)
