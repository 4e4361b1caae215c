"""A network of your own: its exercises, the slips they know, and the questions later lessons ask."""

from functools import cache

import numpy as np

from imagen_course import datasets, formulas
from imagen_course.exercises.declare import Recall, at_least, at_most, built, exercise
from imagen_course.network import Conv2D, Dense, Flatten, Network, Pool2D, ReLU, gradient_descent


def _random(*key, shape):
    """Numbers of either sign with two decimals, to be read and worked with by hand."""
    return np.random.default_rng([5, *key]).normal(size=shape).round(2)


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
        "Each gradient has the same shape as the array it belongs to. Write down the shapes of `x`, `w`, `b` and `gradient`.",
        "`a @ b` sums over the last axis of `a` and the first of `b`. Which array must you transpose to bring the letter of the sum to both of these places?",
        "`x.T @ gradient` sums over the examples, and `gradient @ w.T` sums over the outputs.",
    ],
    why="In each formula, the sum runs over the letter that the result no longer has. A matrix product sums over the two inner axes, so this letter must be on the inside.",
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
    ("a mean instead of a sum", _dense_mean, "Do the three formulas divide by n, or has `gradient` been divided by n already?"),
    ("the kernel is not transposed", lambda x, w, gradient: (gradient @ w, x.T @ gradient, gradient.sum(axis=0)), "What shape must the gradient with respect to `x` have, and over which letter does its sum run?"),
    ("the gradient with respect to `w` is transposed", _dense_lying, "What is the shape of `w`, and what is the shape of your gradient with respect to `w`?"),
    ("the bias gets one gradient for each example", lambda x, w, gradient: (gradient @ w.T, x.T @ gradient, gradient), "What is the shape of `b`? Over which letter does its formula sum?"),
    ("the bias is summed over the outputs", lambda x, w, gradient: (gradient @ w.T, x.T @ gradient, gradient.sum(axis=1)), "Does the sum in the third formula run over the examples or over the outputs?"),
    ("the three come in another order", _dense_other_order, "In which order does the exercise ask for the three gradients?"),
    ("the kernel comes before the inputs", _dense_kernel_first, "Which of the three gradients does the exercise ask for first?"),
    ("the bias's gradient has two axes", lambda x, w, gradient: (gradient @ w.T, x.T @ gradient, gradient.sum(axis=0, keepdims=True)), "How many axes does `b` have, and how many does your gradient have? Count the brackets at its beginning."),
    ("one number for all biases", lambda x, w, gradient: (gradient @ w.T, x.T @ gradient, gradient.sum()), "How many biases does the layer have?"),
    ("a mean instead of a sum in the bias", lambda x, w, gradient: (gradient @ w.T, x.T @ gradient, gradient.mean(axis=0)), "Does the third formula divide by n?"),
    ("a mean instead of a sum in the kernel", lambda x, w, gradient: (gradient @ w.T, x.T @ gradient / len(x), gradient.sum(axis=0)), "Does the second formula divide by n?"),
)


# Softmax with cross-entropy, backwards -------------------------------------------------------------------------------------
def _logits():
    yield np.zeros((1, 2)), np.array([0])
    yield np.array([[1.0, 0.0, -1.0]]), np.array([2])
    yield np.array([[2.0, 0.0], [0.0, 1.0]]), np.array([0, 0])
    for n, classes in [(2, 3), (3, 3), (4, 3), (3, 5)]:
        yield 2 * _random(n, classes, shape=(n, classes)), (2 * np.arange(n) + 1) % classes
    yield np.array([[1000.0, 1001.0], [1002.0, 1000.0]]), np.array([0, 1])  # exp of these is too large a number
    yield np.array([[1000.0, 1001.0], [-1000.0, -1001.0]]), np.array([0, 1])  # and of some of these too small


@exercise(
    cases=_logits,
    hints=[
        "An example of class 1 has the probabilities (0.7, 0.2, 0.1). Which of its scores should rise, and which should fall?",
        "`formulas.softmax(logits)` gives the probabilities, one row for each example.",
        "In each row, subtract 1 at the right class. `np.eye(classes)[labels]` is 1 at these places and 0 elsewhere.",
        "Divide by the number of examples, because the loss is a mean.",
    ],
    why="The gradient is what softmax gives, less what was expected: the error itself. It is so short because the logarithm of the loss and the exponentials of softmax cancel.",
)
def softmax_gradient(logits, labels):
    gradient = formulas.softmax(logits)
    gradient[np.arange(len(labels)), labels] -= 1
    return gradient / len(labels)


def _softmax_wrong_axis(logits, labels):
    gradient = formulas.softmax(logits, axis=0)
    gradient[np.arange(len(labels)), labels] -= 1
    return gradient / len(labels)


def _softmax_no_keepdims(logits, labels):
    powers = np.exp(logits)
    gradient = powers / powers.sum(axis=1)
    gradient[np.arange(len(labels)), labels] -= 1
    return gradient / len(labels)


def _softmax_every_row(logits, labels):
    gradient = formulas.softmax(logits)
    gradient[:, labels] -= 1
    return gradient / len(labels)


def _softmax_overflows(logits, labels):
    powers = np.exp(logits)
    gradient = powers / powers.sum(axis=1, keepdims=True)
    gradient[np.arange(len(labels)), labels] -= 1
    return gradient / len(labels)


def _softmax_over_batch(logits, labels):
    powers = np.exp(logits)
    gradient = powers / powers.sum()
    gradient[np.arange(len(labels)), labels] -= 1
    return gradient / len(labels)


def _softmax_none(logits, labels):
    gradient = logits.copy()
    gradient[np.arange(len(labels)), labels] -= 1
    return gradient / len(labels)


def _softmax_by_one_maximum(logits, labels):
    return _softmax_overflows(logits - logits.max(), labels)


softmax_gradient.slips(
    ("not divided by the number of examples", lambda logits, labels: softmax_gradient(logits, labels) * len(labels), "The loss is a mean over n examples. Do you divide by n?"),
    ("the sign is wrong", lambda logits, labels: -softmax_gradient(logits, labels), "In a step downhill, should the score of the right class rise or fall?"),
    ("the labels play no part", lambda logits, labels: formulas.softmax(logits) / len(labels), "Does each row of the gradient sum to 0? Where do the labels come in?"),
    ("softmax over the wrong axis", _softmax_wrong_axis, "Which probabilities must sum to 1: those of one example, or those of one class?"),
    ("each row is divided by the sums of all rows", _softmax_no_keepdims, "The first row should be divided by its own sum. By which sums does your code divide it?"),
    ("1 is subtracted at all labels in every row", _softmax_every_row, "From how many numbers of each row should you subtract 1, and from how many do you subtract it?"),
    ("divided by classes as well", lambda logits, labels: softmax_gradient(logits, labels) / np.shape(logits)[1], "The mean is taken over the examples. What else do you divide by?"),
    ("divided by classes and not by examples", lambda logits, labels: softmax_gradient(logits, labels) * len(labels) / logits.shape[1], "Is the mean taken over the examples or over the classes?"),
    ("large scores overflow", _softmax_overflows, "What is `np.exp(1000)`, and what did the lesson on softmax do about it?"),
    ("one maximum for the whole batch", _softmax_by_one_maximum, "What is left of a row whose scores are 2000 lower than those of the next row? Does each row get its own shift?"),
    ("softmax over the whole batch", _softmax_over_batch, "What should the probabilities of one example sum to?"),
    ("softmax is missing", _softmax_none, "What turns scores into probabilities?"),
    ("only the right class", lambda logits, labels: softmax_gradient(logits, labels)[np.arange(len(labels)), labels], "What shape must the gradient have? Do the scores of the wrong classes have no effect on the loss?"),
    ("the other classes get 0", lambda logits, labels: softmax_gradient(logits, labels) * np.eye(logits.shape[1])[labels], "Should the score of a wrong class rise, fall or stay as it is?"),
    ("the label itself is subtracted", lambda logits, labels: (formulas.softmax(logits) - labels) / len(labels), "The label 2 is the name of a class, not an amount. How much should you subtract, and from how many numbers of the row?"),
    ("the label itself is subtracted from its whole row", lambda logits, labels: (formulas.softmax(logits) - labels[:, None]) / len(labels), "Is a label an amount or a place? From how many numbers of a row should you subtract?"),
    ("1 is subtracted at every class", lambda logits, labels: (formulas.softmax(logits) - 1) / len(labels), "For which class should the network have said 1, and for which ones 0? Where do the labels come in?"),
    ("1 is subtracted after the division", lambda logits, labels: formulas.softmax(logits) / len(labels) - np.eye(logits.shape[1])[labels], "The formula divides the whole difference by n. Do you divide the 1 by n, too?"),
)


# The bug hunt --------------------------------------------------------------------------------------------------------------
def _training_mixed(w1, w2, x, y, learning_rate):
    # Methods and no `np.`: where a module imports a name, calls through it compile otherwise than in a cell.
    h = (w1 * x).clip(min=0)
    error = w2 * h - y
    w2 = w2 - learning_rate * (2 * error * h).mean()
    w1 = w1 - learning_rate * (2 * error * w2 * (h > 0) * x).mean()
    return w1, w2


@exercise(
    cases=lambda: [
        (1.0, 2.0, np.array([1.0]), np.array([1.0]), 0.5),
        (1.0, 2.0, np.array([1.0, 2.0]), np.array([1.0, 0.0]), 0.25),
        (0.5, -3.0, np.array([2.0, -1.0]), np.array([1.0, 2.0]), 0.1),
        (0.0, 1.5, np.array([2.0, -1.0]), np.array([1.0, 3.0]), 0.5),  # nothing comes through, so nothing goes back
        (2.0, 3.0, np.array([4.0, 1.0]), np.array([0.0, -12.0]), 1.0),
        (-0.5, 1.5, np.array([2.0, -1.0, 3.0]), np.array([1.0, 3.0, -2.0]), 0.1),
        (0.75, 1.25, _random(1, shape=6), _random(2, shape=6), 0.2),
    ],
    given=_training_mixed,
    hints=[
        "Work out the slope of `w1` on paper for one example. Which `w2` does it contain: the one before the step, or the one after?",
        "When the line runs that computes the new `w1`, what is the value of `w2`?",
        "Compute both slopes first, and then take both steps. It is enough to change the order of two lines.",
    ],
    why="Both slopes belong to the same point, the one at which the forward pass was made. No weight may move before both are known.",
)
def training_step(w1, w2, x, y, learning_rate):
    h = np.maximum(w1 * x, 0)
    error = w2 * h - y
    slope_2 = np.mean(2 * error * h)
    slope_1 = np.mean(2 * error * w2 * (h > 0) * x)
    return w1 - learning_rate * slope_1, w2 - learning_rate * slope_2


def _training_fresh_pass(w1, w2, x, y, learning_rate):
    new_w1, _ = training_step(w1, w2, x, y, learning_rate)
    _, new_w2 = training_step(new_w1, w2, x, y, learning_rate)
    return new_w1, new_w2


def _training_no_relu(w1, w2, x, y, learning_rate):
    h = np.maximum(w1 * x, 0)
    error = w2 * h - y
    slopes = np.mean(2 * error * w2 * x), np.mean(2 * error * h)
    return w1 - learning_rate * slopes[0], w2 - learning_rate * slopes[1]


def _training_no_w2(w1, w2, x, y, learning_rate):
    h = np.maximum(w1 * x, 0)
    error = w2 * h - y
    slopes = np.mean(2 * error * (h > 0) * x), np.mean(2 * error * h)
    return w1 - learning_rate * slopes[0], w2 - learning_rate * slopes[1]


def _training_second_error(w1, w2, x, y, learning_rate):
    _, new_w2 = training_step(w1, w2, x, y, learning_rate)
    new_w1, _ = training_step(w1, new_w2, x, y, learning_rate)
    return new_w1, new_w2


training_step.slips(
    ("the second weight has moved before the first has its gradient", _training_mixed, "Which `w2` was used in the forward pass, and which one is used in the slope of `w1`?"),
    ("a new forward pass between the two", _training_fresh_pass, "Both slopes belong to the same forward pass. How many forward passes do you make?"),
    ("the slope of the ReLU is missing", _training_no_relu, "Where the ReLU gives 0, does the loss change if `w1` changes a little?"),
    ("the step goes uphill", lambda w1, w2, x, y, learning_rate: training_step(w1, w2, x, y, -learning_rate), "Does your step make the loss smaller?"),
    ("only one layer learns", lambda w1, w2, x, y, learning_rate: (w1, training_step(w1, w2, x, y, learning_rate)[1]), "Which weight do you return unchanged?"),
    ("the second weight does not move", lambda w1, w2, x, y, learning_rate: (training_step(w1, w2, x, y, learning_rate)[0], w2), "Which weight do you return unchanged?"),
    ("the slope of the square is halved", lambda w1, w2, x, y, learning_rate: training_step(w1, w2, x, y, learning_rate / 2), "The loss is the mean of the squared errors. What is the slope of a square?"),
    ("the learning rate is gone", lambda w1, w2, x, y, learning_rate: _training_mixed(w1, w2, x, y, 1), "What decides how long a step is? And which `w2` do you use in the slope of `w1`?"),
    ("the second weight is left out of the chain", _training_no_w2, "If `h` grows a little, how many times as much does `w2 * h` grow?"),
    ("a second error after the second weight has moved", _training_second_error, "Both slopes belong to the same point. Which `w2` does your second error contain?"),
    ("a sum instead of a mean", lambda w1, w2, x, y, learning_rate: training_step(w1, w2, x, y, learning_rate * len(x)), "Should twice as many examples of the same kind give a step twice as long?"),
)


# The studio ----------------------------------------------------------------------------------------------------------------
@cache
def _digits():
    return datasets.load("digits")


def _read(step):
    """The share of held-out digits that a network reads right when they are moved by ``step`` columns."""

    def share(network):
        moved = np.roll(_digits().test_images, step, axis=2)
        return round(float(np.mean(network.predict(moved) == _digits().test_labels)), 3)

    return share


@built(
    budget=30,
    cases=lambda: [(_digits().train_images.copy(), _digits().train_labels.copy())],
    hints=[
        "Suppose that the network sees only digits in the middle while it learns. What can it know about digits one column further left or right?",
        "`np.roll(images, 1, axis=2)` moves every digit by a column. What is the label of a moved digit?",
        "Join three sets of pictures with `np.concatenate`, and repeat the labels with `np.tile(labels, 3)`.",
        "`Conv2D(1, 8, 3, padding='same', seed=0), ReLU(), Pool2D(2), Flatten(), Dense(128, 10, seed=1)` are enough layers. Run `gradient_descent` to its end in a loop, and return the network.",
    ],
    why="A kernel looks for its pattern everywhere, pooling hides a small move, and the moved pictures teach the dense layer that a moved digit is still the same digit.",
)
def own_network(images, labels):
    network = Network(
        [Conv2D(1, 8, 3, padding="same", seed=0), ReLU(), Pool2D(2), Flatten(), Dense(128, 10, seed=1)],
    )
    moved = np.concatenate([np.roll(images, step, axis=2) for step in (-1, 0, 1)])
    for _ in gradient_descent(network, moved, np.tile(labels, 3), epochs=6):
        pass
    return network


def _trained(images, labels, steps=(-1, 0, 1), layers=None, epochs=4):
    """A network that saw the digits moved by ``steps``."""
    layers = layers or [Flatten(), Dense(64, 32, seed=0), ReLU(), Dense(32, 10, seed=1)]
    network, moved = Network(layers), np.concatenate([np.roll(images, step, axis=2) for step in steps])
    for _ in gradient_descent(network, moved, np.tile(labels, len(steps)), epochs=epochs):
        pass
    return network


def _one_score(images, labels):
    return Network([Flatten(), Dense(64, 1, seed=0)])


def _wide(images, labels):
    return Network([Flatten(), Dense(64, 100, seed=0), ReLU(), Dense(100, 10, seed=1)])


def _untrained(images, labels):
    return Network([Flatten(), Dense(64, 10, seed=0)])


def _to_one_side(*steps):
    def build(images, labels):
        conv = [Conv2D(1, 8, 3, padding="same", seed=0), ReLU(), Pool2D(2), Flatten(), Dense(128, 10, seed=1)]
        return _trained(images, labels, steps, conv, epochs=6)

    return build


own_network.properties(
    ("scores for three digits", lambda network: list(network.forward(_digits().test_images[:3]).shape), [3, 10], _one_score, "Do you return the network? How many classes are there, and how many scores does the network give for each digit?"),
    ("numbers to learn", lambda network: sum(array.size for array in network.parameters().values()), at_most(5000), _wide, "Which layer has the most numbers, and how could you give it fewer inputs?"),
    (
        "share read correctly",
        _read(0),
        at_least(0.94),
        _untrained,
        "If the share is near 0.1, the network is only guessing: do you run `gradient_descent` to its end, does the loss fall, and does each picture keep its own label? If the share is just below 0.94: do you train for long enough, and would a convolution help, which looks for its pattern at every place?",
    ),
    ("share read correctly when moved to the left", _read(-1), at_least(0.94), _to_one_side(0, 1), "Did your network see digits further to the left while it learned?"),
    ("share read correctly when moved to the right", _read(1), at_least(0.94), _to_one_side(-1, 0), "Did your network see digits further to the right while it learned?"),
)


RECALL = (
    Recall("noise", "Your batches become four times as large. The noise of the gradient becomes", ("a quarter", "the same", "half"), "c", "The noise falls with the square root of the number of examples."),
    Recall("softmax gradient", "The right class has probability 0.9. What is the gradient of this example's loss with respect to that score?", ("-0.1", "0.9", "0.1"), "a", "The gradient is the probability less 1: 0.9 - 1. It is negative, so a step downhill raises the score."),
    Recall("overfitting", "The training loss still falls, but the validation loss rises. What is this called?", ("underfitting", "a learning rate that is too small", "overfitting"), "c", "The network learns things that are true only of its training pictures."),
)
