"""Fully connected layers and softmax: its exercises, their slips, and the questions later lessons ask."""

import functools

import numpy as np

from imagen_course import formulas
from imagen_course.datasets import load
from imagen_course.exercises.built import Bound
from imagen_course.exercises.declare import Recall, at_least, built, exercise


def _whole_numbers(*shape):
    """Small whole numbers of either sign, as floats, none of the arrays alike."""
    return np.random.default_rng([4, *shape]).integers(-3, 4, shape).astype(float)


# Scores --------------------------------------------------------------------------------------------------------------------
def _layers():
    for n, d, k in [(1, 1, 1), (1, 2, 1), (1, 2, 2), (2, 2, 2), (2, 3, 2), (3, 2, 4), (4, 5, 3)]:
        yield _whole_numbers(n, d), _whole_numbers(d, k) + 0.5, _whole_numbers(k) + 1.25
    rng = np.random.default_rng(4)
    yield rng.random((3, 4)).round(3), rng.normal(size=(4, 2)).round(3), rng.normal(size=2).round(3)


@exercise(
    cases=_layers,
    hints=[
        "Begin with one picture and one class: their score needs one row of `x` and one column of `W`.",
        "`@` multiplies every row by every column, number by number, and adds up the products.",
        "`x @ W` has shape (n, classes). `b` has one number for each class, and NumPy adds it to every row.",
    ],
    why="The matrix product pairs each picture, a row of `x`, with each class, a column of `W`. The bias is added to every row alike.",
)
def scores(x, W, b):
    return x @ W + b


scores.slips(
    ("the weights are transposed", lambda x, W, b: x @ W.T + b, "Which axis of `x` and which axis of `W` count the same thing?"),
    ("the bias is missing", lambda x, W, b: x @ W, "A black picture is all zeros. What should its scores be?"),
    ("the bias is added to the weights", lambda x, W, b: x @ (W + b), "If the bias is added to every weight, how many times is it counted in one score?"),
    ("the bias is taken away", lambda x, W, b: x @ W - b, "What sign does the bias have in the formula?"),
    ("a mean instead of a sum", lambda x, W, b: x @ W / x.shape[1] + b, "The formula only adds. Why do you divide?"),
    ("classes in rows, pictures in columns", lambda x, W, b: (x @ W + b).T, "Is there a row of your result for each picture, or for each class? Which should it be?"),
    ("every class gets the sum of all biases", lambda x, W, b: x @ W + b.sum(), "How many biases belong to one score?"),
    ("the bias is added once for each pixel", lambda x, W, b: x @ W + x.shape[1] * b, "In the formula, is the bias inside the sum, or outside?"),
    ("the factors are swapped", lambda x, W, b: W @ x + b, "A matrix product multiplies the rows of its left factor by the columns of its right factor. Which of `x` and `W` has a picture in each row?"),
    ("multiplied, but not added up", lambda x, W, b: x * W + b, "Where does your version add up the products?"),
)


# The bug hunt: softmax -----------------------------------------------------------------------------------------------------
def _softmax_batch_maximum(logits):
    powers = np.exp(logits - logits.max())
    return powers / powers.sum(axis=1, keepdims=True)


@exercise(
    given=_softmax_batch_maximum,
    cases=lambda: [
        (np.array([[0.0, 1.0]]),),
        (np.array([[2.0, 1.0, -1.0]]),),
        (np.array([[0.0, 1.0], [3.0, -2.0]]),),
        (np.array([[2, 0, 1]]),),  # whole numbers are scores, too
        (np.array([[1.0, 2.0, 3.0], [0.5, 0.0, -0.5]]),),
        (np.array([[1000.0, 1001.0]]),),
        (np.array([[1.0, 1000.0]]),),
        (np.array([[0.0, 710.0]]),),  # 710 overflows, 710 less the place of the largest, 1, does not
        (np.array([[0.0, 1e5]]),),  # np.longdouble has no room for it either
        (np.array([[1.0, -1000.0]]),),
        (np.array([[0.0, 0.0, 900.0]]),),  # the mean is shift enough, the median is not
        (np.array([[0.0, 1.0, 3000.0]]),),
        (np.array([[-1000.0, -1002.0, -1001.0]]),),
        (np.array([[1e6, 1e6 + 1, 1e6 - 1], [-1e6, -1e6 - 1, -1e6 + 1]]),),
        (np.array([[1.0, 0.0, 2.0], [1500.0, 1499.0, 1502.0], [-900.0, -901.0, -899.5]]),),
        (_whole_numbers(5, 4),),
    ],
    hints=[
        "Take two pictures, one with the scores 1000 and 1001, and one with 0 and 1. Which number does the code subtract from the scores of the second?",
        "Each row may have a shift of its own. How many maxima do you need for a batch of two pictures?",
        "Like `sum`, `max` takes `axis=1`. With `keepdims=True` the result is a column, with one maximum for each row.",
    ],
    why="After the shift the largest score of a row is 0, so no exponential exceeds 1 and the sum is at least 1: neither overflow nor a division by zero can happen.",
)
def stable_softmax(logits):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def _softmax_no_shift(logits):
    powers = np.exp(logits)
    return powers / powers.sum(axis=1, keepdims=True)


def _softmax_no_keepdims(logits):
    powers = np.exp(logits - logits.max(axis=1))
    return powers / powers.sum(axis=1)


def _softmax_whole_batch(logits):
    powers = np.exp(logits - logits.max())
    return powers / powers.sum()


def _softmax_sum_of_all(logits):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum()


def _softmax_sum_without_keepdims(logits):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1)


stable_softmax.slips(
    ("the exponential overflows", _softmax_no_shift, "What is `np.exp(1000.0)`, and what is that divided by itself? What may you subtract from all scores of a row?"),
    ("the place of the largest score is subtracted, not the score", lambda logits: _softmax_no_shift(logits - logits.argmax(axis=1)[:, None]), "In the row 1000, 0, 1, at which place is the largest score? If you subtract that place, how large is the largest exponent?"),
    ("one maximum for the whole batch", _softmax_batch_maximum, "The scores of one row lie 1000 below those of the other rows. What are its powers after your shift? Does each row get a shift of its own?"),
    ("shifted by the mean", lambda logits: _softmax_no_shift(logits - logits.mean(axis=1, keepdims=True)), "If one score lies far above the rest, how large is the largest exponent after your shift?"),
    ("shifted by the median", lambda logits: _softmax_no_shift(logits - np.median(logits, axis=1, keepdims=True)), "If one score lies far above the rest, how large is the largest exponent after your shift?"),
    ("one maximum for each class", lambda logits: _softmax_no_shift(logits - logits.max(axis=0)), "Does your maximum run over the scores of one picture, or over all pictures' scores of one class?"),
    ("rows and columns are mixed up in the broadcast", _softmax_no_keepdims, "How many maxima does a batch of n pictures have? With which axis of the batch does NumPy line them up?"),
    ("along the wrong axis", lambda logits: stable_softmax(logits.T).T, "What do your rows add up to? And what do your columns add up to?"),
    ("one sum for the whole batch", _softmax_whole_batch, "What does each row add up to? Should the probabilities of one picture depend on the other pictures?"),
    ("the text's formula: 1/K for every class", lambda logits: np.full(logits.shape, 1 / logits.shape[1]), "Do your probabilities change when a score changes?"),
    ("not divided by the sum", lambda logits: np.exp(logits - logits.max(axis=1, keepdims=True)), "What does each row add up to, and what should it add up to?"),
    ("the scores themselves are divided by their sum", lambda logits: logits / logits.sum(axis=1, keepdims=True), "Can a probability be negative? Which step makes every score positive?"),
    ("the highest score takes it all", lambda logits: (logits == logits.max(axis=1, keepdims=True)).astype(float), "How does your answer tell a narrow win from a clear one?"),
    ("each row has its shift, but all share one sum", _softmax_sum_of_all, "What does each row add up to? Over which numbers did you take the sum?"),
    ("the sums are lined up with the wrong axis", _softmax_sum_without_keepdims, "What shape does your sum have? With which axis of the batch does NumPy line it up?"),
    ("shifted by the minimum", lambda logits: _softmax_no_shift(logits - logits.min(axis=1, keepdims=True)), "Which exponents can overflow, large ones or small ones? And which kind do you have after your shift?"),
    ("0 counts as the largest score of a row that is all negative", lambda logits: _softmax_no_shift(logits - np.maximum(logits.max(axis=1, keepdims=True), 0)), "Take a row whose scores all lie near -1000. What are its exponents after your shift? And what is its largest score?"),
    ("shifted by the largest absolute value", lambda logits: _softmax_no_shift(logits - np.abs(logits).max(axis=1, keepdims=True)), "Take a row whose scores all lie near -1000. What are its exponents after your shift?"),
    ("cut off instead of shifted", lambda logits: _softmax_no_shift(np.clip(logits, -88, 88)), "What happens to two different scores that both lie beyond your limits?"),
)


# Cross-entropy -------------------------------------------------------------------------------------------------------------
@exercise(
    cases=lambda: [
        (np.array([[0.0, 1.0]]), np.array([0])),
        (np.array([[0.0, 1.0]]), np.array([1])),
        (np.zeros((1, 4)), np.array([2])),
        (np.array([[2.0, 1.0, -1.0], [0.5, 0.0, 3.0]]), np.array([1, 2])),
        (np.array([[1.0, 1000.0]]), np.array([0])),
        (np.array([[1.0, 1000.0]]), np.array([1])),
        (np.array([[0.0, 1e5]]), np.array([0])),
        (np.array([[0.0, 12.0]]), np.array([1])),  # a small loss counts, too
        (np.array([[1000.0, 1001.0], [-1000.0, -1001.0]]), np.array([0, 0])),
        (np.array([[1e6, 1e6 + 1], [-1e6, -1e6 - 1]]), np.array([0, 1])),
        (np.array([[3e5, 0.0]]), np.array([1])),
        (_whole_numbers(5, 4), np.array([3, 1, 1, 0, 2])),
    ],
    hints=[
        "A probability is a quotient. What is the logarithm of a quotient, and what is the logarithm of exp(z)?",
        "The price of one picture is log(sum of exp(scores)) - (score of its true class). Which shift keeps the sum from overflowing?",
        "Take one number from each row, in the column that the label names: `shifted[np.arange(n), labels]`.",
        "The mean of all prices is `np.mean(np.log(np.exp(shifted).sum(axis=1)) - shifted[np.arange(n), labels])`.",
    ],
    why="-log(e^z / sum) is log(sum) - z, which needs no division. After the shift the sum is at least 1, so we never take the logarithm of 0.",
)
def cross_entropy_of(logits, labels):
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_sums = np.log(np.exp(shifted).sum(axis=1))
    return np.mean(log_sums - shifted[np.arange(len(labels)), labels])


def _prices(logits, labels):
    shifted = logits - logits.max(axis=1, keepdims=True)
    return np.log(np.exp(shifted).sum(axis=1)) - shifted[np.arange(len(labels)), labels]


def _entropy_unshifted(logits, labels):
    return np.mean(np.log(np.exp(logits).sum(axis=1)) - logits[np.arange(len(labels)), labels])


def _entropy_of_scores(logits, labels):
    with np.errstate(all="ignore"):
        return -np.mean(np.log(logits[np.arange(len(labels)), labels]))


def _entropy_all_pairs(logits, labels):
    shifted = logits - logits.max(axis=1, keepdims=True)
    return np.mean(np.log(np.exp(shifted).sum(axis=1, keepdims=True)) - shifted[:, labels])


def _entropy_floored(floor):
    def entropy(logits, labels):
        return -np.mean(np.log(np.maximum(stable_softmax(logits)[np.arange(len(labels)), labels], floor)))

    return entropy


def _entropy_rows(logits, labels):
    shifted = logits - logits.max(axis=1, keepdims=True)
    return np.mean(np.log(np.exp(shifted).sum(axis=1)) - shifted[labels])


cross_entropy_of.slips(
    ("a sum instead of a mean", lambda logits, labels: _prices(logits, labels).sum(), "Should a batch of twice as many pictures cost twice as much?"),
    ("one loss for each picture", lambda logits, labels: _prices(logits, labels), "How many numbers should the function return?"),
    ("the sign is wrong", lambda logits, labels: -np.mean(_prices(logits, labels)), "Is the logarithm of a probability positive or negative? And which should a loss be?"),
    ("logarithm to base 2", lambda logits, labels: np.mean(_prices(logits, labels)) / np.log(2), "Which logarithm undoes `np.exp`?"),
    ("logarithm to base 10", lambda logits, labels: np.mean(_prices(logits, labels)) / np.log(10), "Which logarithm undoes `np.exp`?"),
    ("the logarithm of a rounded probability", lambda logits, labels: -np.mean(np.log(stable_softmax(logits)[np.arange(len(labels)), labels])), "Your softmax rounds a very small probability to 0. What is the logarithm of 0?"),
    ("the exponential overflows", _entropy_unshifted, "From which score on does `np.exp` overflow? What may you subtract from all scores of a row?"),
    ("only one of the two terms is shifted", lambda logits, labels: np.mean(np.log(np.exp(logits - logits.max(axis=1, keepdims=True)).sum(axis=1)) - logits[np.arange(len(labels)), labels]), "Can a loss be lower than 0? Do you take the score of the true class before the shift, or after it?"),
    ("scores taken for probabilities", _entropy_of_scores, "Do the scores of a row add up to 1? Can one be negative?"),
    ("the softmax is taken twice", lambda logits, labels: np.mean(_prices(stable_softmax(logits), labels)), "The formula starts from scores. What did you hand to it?"),
    ("every picture meets every label", _entropy_all_pairs, "How many true classes does one picture have, and how many entries do you take from its row?"),
    ("the loss of the winner, not of the true class", lambda logits, labels: np.mean(_prices(logits, logits.argmax(axis=1))), "What does a mistake cost in your version? Where do the labels come in?"),
    ("1 - p instead of -log p", lambda logits, labels: np.mean(1 - np.exp(-_prices(logits, labels))), "What should p = 0 cost? And what does it cost here?"),
    *((f"a floor of {floor:g} under the probability", _entropy_floored(floor), "What does your version return if the score of the true class lies 999 below the winner's, and what should it return?") for floor in (1e-15, 1e-12, 1e-10, 1e-9, 1e-8, 1e-7)),
    ("whole rows instead of entries", _entropy_rows, "What do the labels pick in your function: whole rows, or one entry of each row?"),
    ("shifted by the minimum", lambda logits, labels: _entropy_unshifted(logits - logits.min(axis=1, keepdims=True), labels), "Which exponents can overflow, large ones or small ones? And which kind do you have after your shift?"),
    ("one maximum for the whole batch", lambda logits, labels: _entropy_unshifted(logits - logits.max(), labels), "The scores of one row lie 1000 below those of the other rows. What are its powers after your shift? Does each row get a shift of its own?"),
    ("labels counted from 1", lambda logits, labels: cross_entropy_of(logits, labels - 1), "Which label does the first class have?"),
    ("divided by the number of classes too", lambda logits, labels: cross_entropy_of(logits, labels) / logits.shape[1], "The mean of n losses is their sum divided by n. What else do you divide by?"),
)


# The studio ----------------------------------------------------------------------------------------------------------------
@functools.cache
def _digits():
    """Handwritten digits, a row for each: to build from, and to be read."""
    digits = load("digits")
    rows = [images.reshape(-1, 64) for images in (digits.train_images, digits.test_images)]
    return (rows[0], digits.train_labels), (rows[1], digits.test_labels)


def _twice():
    """The pictures to build from, with their labels, and with every digit called 9 less itself."""
    pictures, labels = _digits()[0]
    return [(pictures.copy(), labels.copy()), (pictures.copy(), 9 - labels)]


def _unseen(classifier):
    """Return the scores of the pictures that it has not seen, and their labels."""
    (pictures, labels), (W, b) = _digits()[1], map(np.asarray, classifier[:2])
    if (W.shape, b.shape) != ((64, 10), (10,)):
        raise ValueError("it cannot read: its shapes do not fit")
    return pictures @ W + b, labels


def _right(classifiers):
    scores, labels = _unseen(classifiers[0])
    return round(float(np.mean(scores.argmax(axis=1) == labels)), 3)


def _right_when_renamed(classifiers):
    scores, labels = _unseen(classifiers[1])
    return round(float(np.mean(scores.argmax(axis=1) == 9 - labels)), 3)


def _claimed_less_right(classifiers):
    claimed = formulas.softmax(_unseen(classifiers[0])[0]).max(axis=1).mean()
    return round(float(claimed) - _right(classifiers), 3)


def _templates(pictures, labels, temperature=1.0):
    mean = pictures.mean(axis=0)
    means = np.stack([pictures[labels == k].mean(axis=0) for k in range(10)], axis=1)
    W, b = means - mean[:, None], (np.sum(mean**2) - np.sum(means**2, axis=0)) / 2
    return W / temperature, b / temperature


def _transposed(pictures, labels):
    W, b = _templates(pictures, labels, 0.25)
    return W.T, b


def _of_other_labels(pictures, labels):
    return _templates(pictures, _digits()[0][1], 0.25)


def _one_bias(pictures, labels):
    W, b = _templates(pictures, labels, 0.25)
    return W, b.mean()


def _bias_of_the_wrong_sign(pictures, labels):
    W, b = _templates(pictures, labels, 0.25)
    return W, -b


@built(
    budget=20,
    cases=_twice,
    hints=[
        "Begin with the templates of section 1. How many out of 100 pictures do they read correctly, and how sure do they claim to be?",
        "With a temperature, all scores are divided by T. A score is a sum of products, plus a bias. What must you divide `W` and `b` by, so that every score is divided by T?",
        "To choose T, compare `formulas.cross_entropy(scores / T, labels)` for many values of T. Take small steps, above all between 0.1 and 0.3.",
    ],
    why="A temperature changes no decision, so the templates and the temperature can be chosen one after the other. Dividing `W` and `b` by T divides every score by T, and the T with the lowest cross-entropy makes the claims nearly true.",
)
def calibrated_classifier(pictures, labels):
    mean = pictures.mean(axis=0)
    means = np.stack([pictures[labels == k].mean(axis=0) for k in range(10)], axis=1)
    W, b = means - mean[:, None], (np.sum(mean**2) - np.sum(means**2, axis=0)) / 2
    scores = pictures @ W + b
    T = min(np.linspace(0.1, 1, 91), key=lambda T: formulas.cross_entropy(scores / T, labels))
    return W / T, b / T


calibrated_classifier.properties(
    ("arrays that are returned", lambda classifiers: len(classifiers[0]), 2, lambda pictures, labels: (*_templates(pictures, labels), 0.25), "Which two arrays make up the classifier? And where does a temperature go, once it is chosen?"),
    ("shape of W", lambda classifiers: [*np.shape(classifiers[0][0])], [64, 10], _transposed, "Do you return `W` first? Which axis of `W` counts the pixels, and which one the classes?"),
    ("shape of b", lambda classifiers: [*np.shape(classifiers[0][1])], [10], _one_bias, "How many biases does a layer for ten classes have, and how many axes does a plain row of ten numbers have?"),
    ("share of unseen pictures read right", _right, at_least(0.88), _bias_of_the_wrong_sign, "Let your classifier read the training pictures. Which digits win too often? Do the templates and the biases follow the same recipe, and is the sign of each right?"),
    ("share read right when every digit k is called 9 - k", _right_when_renamed, at_least(0.88), _of_other_labels, "The check calls your function once more, with other labels. Does it use the pictures and labels that it is given, or others from the notebook?"),
    ("mean claim minus the share read right", _claimed_less_right, Bound(-0.03, 0.03), _templates, "Does your classifier claim too much or too little? To mend that, must its scores lie further apart, or closer together?"),
)  # fmt: skip


RECALL = (
    Recall("shift", "You add 7 to every score of a picture. What becomes of its probabilities?", ("they stay as they are", "the largest grows", "they come closer together"), "a", "The factor e^7 is in the numerator and in the denominator, so it cancels."),
    Recall("nothing", "A network gives every one of K classes the same probability. What is its cross-entropy?", ("0", "1/K", "log K"), "c", "-log(1/K) is log K, whatever the labels are."),
    Recall("temperature", "All scores are doubled. What changes?", ("the accuracy", "how sure the probabilities are", "both"), "b", "The order of the classes does not change, so the decision does not change either. The differences grow, so the winner's probability grows."),
    Recall(
        "neighbours",
        "The pixels of all pictures are shuffled in the same way before a dense layer is fitted. What happens to the accuracy of the layer?",
        ("it falls to chance", "it stays", "it falls by half"),
        "b",
        "A weighted sum does not depend on the order of its terms, so a dense layer does not know which pixels are neighbours.",
    ),
)
