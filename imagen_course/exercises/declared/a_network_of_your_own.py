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
        "In each row, 1 is taken away at the right class. `np.eye(classes)[labels]` has those ones.",
        "Divide by the number of examples: the loss is a mean.",
    ],
    why="What softmax gives less what was expected: the error itself. The logarithm of the loss and the exponentials of softmax cancel.",
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
    ("not divided by the number of examples", lambda logits, labels: softmax_gradient(logits, labels) * len(labels), "The loss is the mean of how many surprises?"),
    ("the sign is wrong", lambda logits, labels: -softmax_gradient(logits, labels), "Should the score of the right class rise or fall in a step downhill?"),
    ("the labels play no part", lambda logits, labels: formulas.softmax(logits) / len(labels), "Does each row of the gradient sum to 0? Where do the labels come in?"),
    ("softmax over the wrong axis", _softmax_wrong_axis, "Whose probabilities sum to 1: an example's or a class's?"),
    ("each row is divided by the sums of all rows", _softmax_no_keepdims, "By which sum should the first row be divided, and by which sums is it?"),
    ("1 is taken away in every row", _softmax_every_row, "From how many entries of each row is 1 to be taken, and from how many do you take it?"),
    ("divided by classes as well", lambda logits, labels: softmax_gradient(logits, labels) / np.shape(logits)[1], "The mean runs over examples. What else do you divide by?"),
    ("divided by classes and not by examples", lambda logits, labels: softmax_gradient(logits, labels) * len(labels) / logits.shape[1], "The mean runs over what: examples or classes?"),
    ("large scores overflow", _softmax_overflows, "What is `np.exp(1000)`, and what did the lesson on softmax do about it?"),
    ("one maximum for the whole batch", _softmax_by_one_maximum, "What is left of a row whose scores lie 2000 below those of another? Does each row get its own shift?"),
    ("softmax over the whole batch", _softmax_over_batch, "To what do the probabilities of one example sum?"),
    ("the scores are no probabilities yet", _softmax_none, "What makes probabilities of scores?"),
    ("only the right class", lambda logits, labels: softmax_gradient(logits, labels)[np.arange(len(labels)), labels], "Which shape must the gradient have? Do the other scores not matter?"),
    ("the other classes get 0", lambda logits, labels: softmax_gradient(logits, labels) * np.eye(logits.shape[1])[labels], "In which direction should the score of a wrong class go?"),
    ("the label's number is taken away", lambda logits, labels: (formulas.softmax(logits) - labels) / len(labels), "The label 2 is the name of a class. What is to be taken away there, and from how many entries?"),
    ("the label's number is taken away from its whole row", lambda logits, labels: (formulas.softmax(logits) - labels[:, None]) / len(labels), "Is a label an amount or a place? From how many entries of a row is something taken?"),
    ("1 is taken away at every class", lambda logits, labels: (formulas.softmax(logits) - 1) / len(labels), "Where is 1 what should have been said, and where is 0? Where do the labels come in?"),
    ("1 is taken away after the division", lambda logits, labels: formulas.softmax(logits) / len(labels) - np.eye(logits.shape[1])[labels], "The whole difference is divided by n. Is your 1?"),
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
        "Work out the gradient to `w1` on paper for one example. Which `w2` stands in it?",
        "At the line that computes the new `w1`, what is in `w2`?",
        "First both gradients, then both steps; or change the order of two lines.",
    ],
    why="Both gradients are slopes at the same place, the one where the forward pass was made. Only when both are known may a weight move.",
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
    ("the second weight has moved before the first has its gradient", _training_mixed, "With which `w2` was the forward pass made, and with which one is the gradient to `w1` computed?"),
    ("a new forward pass between the two", _training_fresh_pass, "Both gradients belong to one forward pass. How many do you make?"),
    ("the ReLU passes everything back", _training_no_relu, "Where the ReLU gave 0, does the loss change when `w1` does?"),
    ("the step goes uphill", lambda w1, w2, x, y, learning_rate: training_step(w1, w2, x, y, -learning_rate), "Does the loss fall?"),
    ("only one layer learns", lambda w1, w2, x, y, learning_rate: (w1, training_step(w1, w2, x, y, learning_rate)[1]), "Which weight comes back unchanged?"),
    ("the second weight stays", lambda w1, w2, x, y, learning_rate: (training_step(w1, w2, x, y, learning_rate)[0], w2), "Which weight comes back unchanged?"),
    ("the slope of the square is halved", lambda w1, w2, x, y, learning_rate: training_step(w1, w2, x, y, learning_rate / 2), "The loss is the mean of the squared errors. What is the slope of a square?"),
    ("the learning rate is gone", lambda w1, w2, x, y, learning_rate: _training_mixed(w1, w2, x, y, 1), "How far should a step go? The rate belongs to the step: through which variable does it reach the gradient?"),
    ("the second weight is left out of the chain", _training_no_w2, "If `h` grows by a little, how many times as much does `p` grow?"),
    ("a second error after the second weight has moved", _training_second_error, "Both gradients belong to one place. With which `w2` was your second error made?"),
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
        "What has a network seen of digits that stand one column further left or right, if you show it only those in the middle?",
        "`np.roll(images, 1, axis=2)` moves every digit by a column. Which label does a moved digit have?",
        "Put three sets of pictures one after the other with `np.concatenate`, and their labels with `np.tile(labels, 3)`.",
        "`Conv2D(1, 8, 3, padding='same', seed=0), ReLU(), Pool2D(2), Flatten(), Dense(128, 10, seed=1)` is large enough; go through `gradient_descent` to its end, and return the network.",
    ],
    why="A kernel looks for its pattern everywhere, a pool forgives a step, and the moved pictures show the dense layer what a moved digit looks like: it is still the same digit.",
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
    ("scores for three digits", lambda network: list(network.forward(_digits().test_images[:3]).shape), [3, 10], _one_score, "What goes in, how many classes are there, and is it the network that you return?"),
    ("numbers to learn", lambda network: sum(array.size for array in network.parameters().values()), at_most(5000), _wide, "Which layer holds most of the numbers, and what would make its inputs fewer?"),
    ("share read right", _read(0), at_least(0.94), _untrained, "Near a tenth is no better than guessing: is the descent asked for its steps, does its loss fall, and does each picture keep its own label? Just below 0.94: does the descent go on for long enough, and would a kernel help, which looks at every place?"),
    ("share read right when moved to the left", _read(-1), at_least(0.94), _to_one_side(0, 1), "Which digits did your network see while it learned: did one stand further left?"),
    ("share read right when moved to the right", _read(1), at_least(0.94), _to_one_side(-1, 0), "Which digits did your network see while it learned: did one stand further right?"),
)


RECALL = (
    Recall("noise", "Your batches become four times as large. The noise of the gradient becomes", ("a quarter", "the same", "half"), "c", "It falls with the square root of the number of examples."),
    Recall("softmax gradient", "The right class has probability 0.9. What is the gradient of this example's loss to its score?", ("-0.1", "0.9", "0.1"), "a", "Probability less 1: 0.9 - 1. It is negative, so that a step downhill raises the score."),
    Recall("overfitting", "The loss of the training set still falls, that of the validation set rises. What do you see?", ("underfitting", "a learning rate that is too small", "overfitting"), "c", "The network learns what is true of its training pictures alone."),
)
