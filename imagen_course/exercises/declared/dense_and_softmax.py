"""Fully connected layers and softmax: its exercises, their slips, and the questions later lessons ask."""

import numpy as np

from imagen_course import formulas
from imagen_course.exercises.declare import Recall, exercise


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
        "Begin with one picture and one class: a row of `x` meets a column of `W`.",
        "Every row with every column, products added up: that is what `@` does.",
        "`x @ W` has shape (n, classes). `b` has one number for each class, and NumPy adds it to every row.",
    ],
    why="The matrix product pairs each picture, a row of `x`, with each class, a column of `W`. The bias is added to every row alike.",
)
def scores(x, W, b):
    return x @ W + b


scores.slips(
    ("the weights are transposed", lambda x, W, b: x @ W.T + b, "Which sides of `x` and of `W` count the same thing?"),
    ("the bias is missing", lambda x, W, b: x @ W, "Which score does a black picture get, every number of it 0?"),
    ("the bias is added to the weights", lambda x, W, b: x @ (W + b), "How often does the bias enter one score, if it is added before the sum is taken?"),
    ("the bias is taken away", lambda x, W, b: x @ W - b, "Which sign does the bias have in the formula?"),
    ("a mean instead of a sum", lambda x, W, b: x @ W / x.shape[1] + b, "The formula adds up. By what do you divide, and does the formula divide by anything?"),
    ("classes in rows, pictures in columns", lambda x, W, b: (x @ W + b).T, "Which way round is your result, and which was asked for?"),
    ("every class gets the sum of all biases", lambda x, W, b: x @ W + b.sum(), "How many biases belong to one score?"),
    ("the bias is added once for each pixel", lambda x, W, b: x @ W + x.shape[1] * b, "Does the bias stand under the sum of the formula, or beside it?"),
    ("the factors are swapped", lambda x, W, b: W @ x + b, "A matrix product lets each row of its left side meet each column of its right side. Which of `x` and `W` has the pictures in its rows?"),
    ("multiplied, but not added up", lambda x, W, b: x * W + b, "Where does your version add up the products?"),
)


# The bug hunt --------------------------------------------------------------------------------------------------------------
def _flatten_mixed(maps):
    return maps.reshape(-1, maps.shape[0]).T


def _stacks():
    for shape in [(1, 1, 2, 1), (2, 1, 2, 1), (2, 2, 2, 1), (2, 1, 2, 2), (2, 3, 2, 1), (3, 2, 3, 2)]:
        yield (np.arange(np.prod(shape), dtype=float).reshape(shape),)
    yield (np.random.default_rng(4).normal(size=(2, 2, 3, 2)).round(2),)


@exercise(
    cases=_stacks,
    given=_flatten_mixed,
    hints=[
        "Flatten two pictures, one all 0 and one all 1. Which rows come out?",
        "`reshape` reads the numbers in the order of memory, and there the numbers of one picture stand together.",
        "So the first side must stay the first: `maps.shape[0]` rows, and -1 for 'as many as there are'.",
    ],
    why="The numbers of a picture stand together in memory, so n rows cut the memory at the right places. With `-1` first it is cut elsewhere, and the transpose only makes the shape look right.",
)
def flatten(maps):
    return maps.reshape(maps.shape[0], -1)


def _flatten_no_channels(maps):
    n, h, w, _ = maps.shape
    return maps.reshape(n, h * w)


flatten.slips(
    ("pixels of different pictures are mixed", _flatten_mixed, "`reshape` never moves a number. Which numbers stand side by side in memory: those of one picture, or those of one place?"),
    ("pictures stand in columns", lambda maps: maps.reshape(len(maps), -1).T, "Which shape did you get, and which was expected? How many rows does a batch of n pictures have?"),
    ("the channels come first", lambda maps: maps.transpose(0, 3, 1, 2).reshape(len(maps), -1), "In `(n, h, w, c)` the last side runs fastest. Which number stands beside the first channel of the first pixel?"),
    ("columns before rows, and one whole channel after the other", lambda maps: maps.reshape(len(maps), -1, order="F"), "Which neighbour of the first pixel comes second, the one on its right or the one below? And where are its channels?"),
    ("columns before rows", lambda maps: maps.transpose(0, 2, 1, 3).reshape(len(maps), -1), "Which neighbour of the first pixel comes second, the one on its right or the one below?"),
    ("the channels are left out of the count", _flatten_no_channels, "How many numbers does a picture have whose pixels have two channels each?"),
    ("only the first channel", lambda maps: maps[..., 0].reshape(len(maps), -1), "How many numbers had a picture before, and how many now?"),
)


# Softmax -------------------------------------------------------------------------------------------------------------------
@exercise(
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
        (np.array([[0.0, 1.0, 3000.0]]),),
        (np.array([[-1000.0, -1002.0, -1001.0]]),),
        (np.array([[1e6, 1e6 + 1, 1e6 - 1], [-1e6, -1e6 - 1, -1e6 + 1]]),),
        (np.array([[1.0, 0.0, 2.0], [1500.0, 1499.0, 1502.0], [-900.0, -901.0, -899.5]]),),
        (_whole_numbers(5, 4),),
    ],
    hints=[
        "First forget about overflow: `np.exp`, then each row divided by its own sum.",
        "`axis=1` adds up along a row; `keepdims=True` keeps the result a column, which then divides every row by its own number.",
        "The shift goes first: `logits - logits.max(axis=1, keepdims=True)`.",
    ],
    why="After the shift the largest score of a row is 0, so no exponential exceeds 1 and the sum is at least 1: neither overflow nor a division by zero can happen.",
)
def stable_softmax(logits):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def _softmax_no_shift(logits):
    powers = np.exp(logits)
    return powers / powers.sum(axis=1, keepdims=True)


def _softmax_batch_maximum(logits):
    powers = np.exp(logits - logits.max())
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
    ("the exponential overflows", _softmax_no_shift, "What is `np.exp(1000.0)`, and what is that divided by itself? What may you take away from all scores of a row?"),
    ("the place of the largest score is taken away, not the score", lambda logits: _softmax_no_shift(logits - logits.argmax(axis=1)[:, None]), "In the row 1000, 0, 1: at which place is the largest score, and which exponent is left once the place is taken away?"),
    ("one maximum for the whole batch", _softmax_batch_maximum, "What is left of a row whose scores lie 1000 below those of another? Does each row get its own shift?"),
    ("shifted by the mean", lambda logits: _softmax_no_shift(logits - logits.mean(axis=1, keepdims=True)), "How large is the largest exponent after your shift, if one score stands far above the rest?"),
    ("rows and columns are mixed up in the broadcast", _softmax_no_keepdims, "How many maxima does a batch of n pictures have? With which axis of the batch does NumPy line them up?"),
    ("along the wrong axis", lambda logits: stable_softmax(logits.T).T, "What do your rows add up to, and what your columns?"),
    ("one sum for the whole batch", _softmax_whole_batch, "What does each row add up to? Should one picture's probability depend on the others?"),
    ("the text's formula: 1/K for every class", lambda logits: np.full(logits.shape, 1 / logits.shape[1]), "Do your probabilities change when a score changes?"),
    ("not divided by the sum", lambda logits: np.exp(logits - logits.max(axis=1, keepdims=True)), "What does each row add up to, and what should it?"),
    ("the scores themselves are divided by their sum", lambda logits: logits / logits.sum(axis=1, keepdims=True), "Can a probability be negative? Which step makes every score positive?"),
    ("the highest score takes it all", lambda logits: (logits == logits.max(axis=1, keepdims=True)).astype(float), "How does your answer tell a narrow win from a clear one?"),
    ("each row has its shift, but all share one sum", _softmax_sum_of_all, "What does each row add up to? Over which numbers did you take the sum?"),
    ("the sums are lined up with the wrong side", _softmax_sum_without_keepdims, "Which shape does your sum have? And with which side of the batch does NumPy line up its numbers?"),
    ("shifted by the minimum", lambda logits: _softmax_no_shift(logits - logits.min(axis=1, keepdims=True)), "Which exponents can overflow, large ones or small ones? And which are left after your shift?"),
    ("0 counts as the largest where all are below it", lambda logits: _softmax_no_shift(logits - np.maximum(logits.max(axis=1, keepdims=True), 0)), "Which exponents are left of a row whose scores all lie near -1000? What is the largest of that row?"),
    ("shifted by the largest absolute value", lambda logits: _softmax_no_shift(logits - np.abs(logits).max(axis=1, keepdims=True)), "Which exponents are left of a row whose scores all lie near -1000?"),
    ("cut off instead of shifted", lambda logits: _softmax_no_shift(np.clip(logits, -88, 88)), "What becomes of two different scores that both lie beyond your cut?"),
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
        "The price of one picture is log(sum of exp(scores)) - (score of its true class). Work with scores that are shifted by their row's maximum.",
        "One number from each row, each in its own column: `shifted[np.arange(n), labels]`.",
        "`np.mean(np.log(np.exp(shifted).sum(axis=1)) - shifted[np.arange(n), labels])`.",
    ],
    why="-log(e^z / sum) is log(sum) - z: no division, and no logarithm of anything smaller than 1, because after the shift the sum is at least 1.",
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
    ("one loss for each picture", lambda logits, labels: _prices(logits, labels), "How many numbers were asked for?"),
    ("the sign is wrong", lambda logits, labels: -np.mean(_prices(logits, labels)), "Is the logarithm of a probability positive or negative? And a loss?"),
    ("logarithm to base 2", lambda logits, labels: np.mean(_prices(logits, labels)) / np.log(2), "Which logarithm undoes `np.exp`?"),
    ("logarithm to base 10", lambda logits, labels: np.mean(_prices(logits, labels)) / np.log(10), "Which logarithm undoes `np.exp`?"),
    ("the logarithm of a rounded probability", lambda logits, labels: -np.mean(np.log(stable_softmax(logits)[np.arange(len(labels)), labels])), "What is the smallest probability your softmax gives before it says 0? And its logarithm?"),
    ("the exponential overflows", _entropy_unshifted, "Where does `np.exp` end? What may you take away from all scores of a row?"),
    ("only one of the two terms is shifted", lambda logits, labels: np.mean(np.log(np.exp(logits - logits.max(axis=1, keepdims=True)).sum(axis=1)) - logits[np.arange(len(labels)), labels]), "Can a loss be lower than 0? From which scores do you take the true class's?"),
    ("scores taken for probabilities", _entropy_of_scores, "Do the scores of a row add up to 1? Can one be negative?"),
    ("the softmax is taken twice", lambda logits, labels: np.mean(_prices(stable_softmax(logits), labels)), "The formula starts from scores. What did you hand to it?"),
    ("every picture meets every label", _entropy_all_pairs, "How many true classes does one picture have, and how many entries do you take from its row?"),
    ("the loss of the winner, not of the true class", lambda logits, labels: np.mean(_prices(logits, logits.argmax(axis=1))), "What does a mistake cost in your version? Where do the labels come in?"),
    ("1 - p instead of -log p", lambda logits, labels: np.mean(1 - np.exp(-_prices(logits, labels))), "What should p = 0 cost? And what does it cost here?"),
    *((f"a floor of {floor:g} under the probability", _entropy_floored(floor), "What does your version charge for a true class 999 below the winner, and what is expected?") for floor in (1e-15, 1e-12, 1e-10, 1e-9, 1e-8, 1e-7)),
    ("whole rows instead of entries", _entropy_rows, "What do the labels pick in your function: whole rows, or one entry of each row?"),
    ("shifted by the minimum", lambda logits, labels: _entropy_unshifted(logits - logits.min(axis=1, keepdims=True), labels), "Which exponents can overflow, large ones or small ones? And which are left after your shift?"),
    ("one maximum for the whole batch", lambda logits, labels: _entropy_unshifted(logits - logits.max(), labels), "What is left of a row whose scores lie 1000 below those of another? Does each row get its own shift?"),
    ("labels counted from 1", lambda logits, labels: cross_entropy_of(logits, labels - 1), "Which label does the first class have?"),
    ("divided by the number of classes too", lambda logits, labels: cross_entropy_of(logits, labels) / logits.shape[1], "How many losses does a batch have, and by how many numbers do you divide?"),
)


# Temperature ---------------------------------------------------------------------------------------------------------------
@exercise(
    cases=lambda: [
        (np.array([[0.0, 1.0]]), 1.0),
        (np.array([[0.0, 1.0]]), 2.0),
        (np.array([[0.0, 1.0]]), 0.5),
        (np.array([[2.0, 1.0, -1.0]]), 4.0),
        (np.array([[1.0, 2.0, 3.0], [0.5, 0.0, -0.5]]), 0.25),
        (_whole_numbers(5, 4), 10.0),
        (np.array([[1.0, 3.0], [2.0, -3.0]]), 0.001),
        (np.array([[0.123, -0.456, 0.789]]), 0.75),
        (np.array([[0.0, 1e-4]]), 1e-4),
        (np.array([[0.0, 1000.0, 1000.5]]), 1000.0),
    ],
    hints=[
        "At temperature 1 it is the softmax you have.",
        "The temperature acts on the scores, before the softmax.",
        "`formulas.softmax(logits / temperature)`.",
    ],
    why="Dividing all scores by one number keeps their order and scales their differences, and the differences are all that softmax sees.",
)
def with_temperature(logits, temperature):
    return formulas.softmax(logits / temperature, axis=1)


def _temperature_power(logits, temperature):
    return stable_softmax(logits) ** (1 / temperature)


def _temperature_power_divided(logits, temperature):
    powers = _temperature_power(logits, temperature)
    return powers / powers.sum(axis=1, keepdims=True)


with_temperature.slips(
    ("the temperature works the other way round", lambda logits, temperature: stable_softmax(logits * temperature), "Should a high temperature bring the probabilities closer together or further apart?"),
    ("divided after the softmax", lambda logits, temperature: stable_softmax(logits) / temperature, "What do the rows add up to now?"),
    # and so are logits + temperature, and p / temperature divided by its own sum
    ("the temperature has no effect", lambda logits, temperature: stable_softmax(logits), "Does your answer change when the temperature does? A factor or a shift that all classes share cancels: where must the temperature enter?"),
    ("probabilities raised to a power, and left so", _temperature_power, "What do the rows add up to now?"),
    ("a probability was rounded to 0 before the temperature came", _temperature_power_divided, "In exact numbers that is right. But can a power bring back a probability that was rounded to 0?"),
    ("the softmax is taken twice", lambda logits, temperature: stable_softmax(stable_softmax(logits) / temperature), "What is divided by the temperature: scores or probabilities?"),
    ("along the wrong axis", lambda logits, temperature: stable_softmax(logits.T / temperature).T, "What do your rows add up to, and what your columns?"),
    ("the exponential overflows", lambda logits, temperature: _softmax_no_shift(logits / temperature), "What are the scores once they are divided by 0.001? Is your softmax a stable one?"),
)


RECALL = (
    Recall("shift", "You add 7 to every score of a picture. What becomes of its probabilities?", ("they stay as they are", "the largest grows", "they come closer together"), "a", "The factor e^7 is in numerator and denominator and cancels."),
    Recall("nothing", "A network gives every one of K classes the same probability. What is its cross-entropy?", ("0", "1/K", "log K"), "c", "-log(1/K) is log K, whatever the labels are."),
    Recall("temperature", "All scores are doubled. What changes?", ("the accuracy", "how sure the probabilities are", "both"), "b", "The order of the classes stays, so the decision stays; the differences grow, so the winner's probability grows."),
    Recall("neighbours", "One and the same shuffle is applied to the pixels of all pictures before a dense layer is fitted. What becomes of its accuracy?", ("it falls to chance", "it stays", "it falls by half"), "b", "A weighted sum does not mind the order of its terms: a dense layer knows nothing of neighbours."),
)
