"""Fully connected layers and softmax: its exercises, their slips, and the questions later lessons ask."""

import numpy as np

from imagen_course import formulas
from imagen_course.exercises.engine import Exercise, Recall, Slip


def _whole_numbers(*shape):
    """Small whole numbers of either sign, as floats, none of the arrays alike."""
    return np.random.default_rng([4, *shape]).integers(-3, 4, shape).astype(float)


# Scores --------------------------------------------------------------------------------------------------------------------


def scores(x, W, b):
    return x @ W + b


def _scores_transposed(x, W, b):
    return x @ W.T + b


def _scores_no_bias(x, W, b):
    return x @ W


def _scores_bias_inside(x, W, b):
    return x @ (W + b)


def _scores_bias_off(x, W, b):
    return x @ W - b


def _scores_mean(x, W, b):
    return x @ W / x.shape[1] + b


def _scores_by_class(x, W, b):
    return (x @ W + b).T


def _scores_one_bias(x, W, b):
    return x @ W + b.sum()


def _scores_bias_each_pixel(x, W, b):
    return x @ W + x.shape[1] * b


def _scores_swapped(x, W, b):
    return W @ x + b


def _scores_not_added_up(x, W, b):
    return x * W + b


def _layers():
    for n, d, k in [(1, 1, 1), (1, 2, 1), (1, 2, 2), (2, 2, 2), (2, 3, 2), (3, 2, 4), (4, 5, 3)]:
        yield _whole_numbers(n, d), _whole_numbers(d, k) + 0.5, _whole_numbers(k) + 1.25


# The bug hunt --------------------------------------------------------------------------------------------------------------


def flatten(maps):
    return maps.reshape(maps.shape[0], -1)


def _flatten_mixed(maps):
    return maps.reshape(-1, maps.shape[0]).T


def _flatten_upright(maps):
    return maps.reshape(len(maps), -1).T


def _flatten_channels_first(maps):
    return maps.transpose(0, 3, 1, 2).reshape(len(maps), -1)


def _flatten_columns_first(maps):
    return maps.reshape(len(maps), -1, order="F")


def _flatten_one_channel(maps):
    return maps[..., 0].reshape(len(maps), -1)


def _flatten_columns_of_pixels_first(maps):
    return maps.transpose(0, 2, 1, 3).reshape(len(maps), -1)


def _flatten_no_channels(maps):
    n, h, w, _ = maps.shape
    return maps.reshape(n, h * w)


def _stacks():
    for shape in [(1, 1, 2, 1), (2, 1, 2, 1), (2, 2, 2, 1), (2, 1, 2, 2), (2, 3, 2, 1), (3, 2, 3, 2)]:
        yield (np.arange(np.prod(shape), dtype=float).reshape(shape),)


# Softmax -------------------------------------------------------------------------------------------------------------------


def stable_softmax(logits):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def _softmax_no_shift(logits):
    powers = np.exp(logits)
    return powers / powers.sum(axis=1, keepdims=True)


def _softmax_place_for_maximum(logits):
    return _softmax_no_shift(logits - logits.argmax(axis=1)[:, None])


def _softmax_batch_maximum(logits):
    powers = np.exp(logits - logits.max())
    return powers / powers.sum(axis=1, keepdims=True)


def _softmax_mean(logits):
    return _softmax_no_shift(logits - logits.mean(axis=1, keepdims=True))


def _softmax_no_keepdims(logits):
    powers = np.exp(logits - logits.max(axis=1))
    return powers / powers.sum(axis=1)


def _softmax_columns(logits):
    return stable_softmax(logits.T).T


def _softmax_whole_batch(logits):
    powers = np.exp(logits - logits.max())
    return powers / powers.sum()


def _softmax_texts(logits):
    return np.full(logits.shape, 1 / logits.shape[1])


def _softmax_undivided(logits):
    return np.exp(logits - logits.max(axis=1, keepdims=True))


def _softmax_no_exp(logits):
    return logits / logits.sum(axis=1, keepdims=True)


def _softmax_hard(logits):
    return (logits == logits.max(axis=1, keepdims=True)).astype(float)


def _softmax_sum_of_all(logits):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum()


def _softmax_sum_without_keepdims(logits):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1)


def _softmax_minimum(logits):
    return _softmax_no_shift(logits - logits.min(axis=1, keepdims=True))


def _softmax_absolute(logits):
    return _softmax_no_shift(logits - np.abs(logits).max(axis=1, keepdims=True))


def _softmax_from_zero(logits):
    return _softmax_no_shift(logits - np.maximum(logits.max(axis=1, keepdims=True), 0))


def _softmax_cut_off(logits):
    return _softmax_no_shift(np.clip(logits, -88, 88))


def _batches():
    yield (np.array([[0.0, 1.0]]),)
    yield (np.array([[2.0, 1.0, -1.0]]),)
    yield (np.array([[0.0, 1.0], [3.0, -2.0]]),)
    yield (np.array([[1.0, 2.0, 3.0], [0.5, 0.0, -0.5]]),)
    yield (np.array([[1000.0, 1001.0]]),)
    yield (np.array([[1.0, 1000.0]]),)
    yield (np.array([[0.0, 710.0]]),)  # 710 overflows, 710 less the place of the largest, 1, does not
    yield (np.array([[0.0, 1e5]]),)  # np.longdouble has no room for it either
    yield (np.array([[1.0, -1000.0]]),)
    yield (np.array([[0.0, 1.0, 3000.0]]),)
    yield (np.array([[-1000.0, -1002.0, -1001.0]]),)
    yield (np.array([[1.0, 0.0, 2.0], [1500.0, 1499.0, 1502.0], [-900.0, -901.0, -899.5]]),)
    yield (_whole_numbers(5, 4),)


# Cross-entropy -------------------------------------------------------------------------------------------------------------


def cross_entropy_of(logits, labels):
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_sums = np.log(np.exp(shifted).sum(axis=1))
    return np.mean(log_sums - shifted[np.arange(len(labels)), labels])


def _prices(logits, labels):
    shifted = logits - logits.max(axis=1, keepdims=True)
    return np.log(np.exp(shifted).sum(axis=1)) - shifted[np.arange(len(labels)), labels]


def _entropy_sum(logits, labels):
    return _prices(logits, labels).sum()


def _entropy_each(logits, labels):
    return _prices(logits, labels)


def _entropy_negative(logits, labels):
    return -np.mean(_prices(logits, labels))


def _entropy_bits(logits, labels):
    return np.mean(_prices(logits, labels)) / np.log(2)


def _entropy_decimal(logits, labels):
    return np.mean(_prices(logits, labels)) / np.log(10)


def _entropy_of_rounded(logits, labels):
    return -np.mean(np.log(stable_softmax(logits)[np.arange(len(labels)), labels]))


def _entropy_unshifted(logits, labels):
    return np.mean(np.log(np.exp(logits).sum(axis=1)) - logits[np.arange(len(labels)), labels])


def _entropy_half_shifted(logits, labels):
    shifted = logits - logits.max(axis=1, keepdims=True)
    return np.mean(np.log(np.exp(shifted).sum(axis=1)) - logits[np.arange(len(labels)), labels])


def _entropy_of_scores(logits, labels):
    with np.errstate(all="ignore"):
        return -np.mean(np.log(logits[np.arange(len(labels)), labels]))


def _entropy_twice(logits, labels):
    return np.mean(_prices(stable_softmax(logits), labels))


def _entropy_all_pairs(logits, labels):
    shifted = logits - logits.max(axis=1, keepdims=True)
    return np.mean(np.log(np.exp(shifted).sum(axis=1, keepdims=True)) - shifted[:, labels])


def _entropy_of_winner(logits, labels):
    return np.mean(_prices(logits, logits.argmax(axis=1)))


def _entropy_one_minus(logits, labels):
    return np.mean(1 - np.exp(-_prices(logits, labels)))


def _entropy_floored(floor):
    def entropy(logits, labels):
        return -np.mean(np.log(np.maximum(stable_softmax(logits)[np.arange(len(labels)), labels], floor)))

    return entropy


def _entropy_rows(logits, labels):
    shifted = logits - logits.max(axis=1, keepdims=True)
    return np.mean(np.log(np.exp(shifted).sum(axis=1)) - shifted[labels])


def _entropy_batch_maximum(logits, labels):
    return _entropy_unshifted(logits - logits.max(), labels)


def _entropy_minimum(logits, labels):
    return _entropy_unshifted(logits - logits.min(axis=1, keepdims=True), labels)


def _entropy_from_one(logits, labels):
    return cross_entropy_of(logits, labels - 1)


def _entropy_by_classes_too(logits, labels):
    return cross_entropy_of(logits, labels) / logits.shape[1]


def _read():
    yield np.array([[0.0, 1.0]]), np.array([0])
    yield np.array([[0.0, 1.0]]), np.array([1])
    yield np.zeros((1, 4)), np.array([2])
    yield np.array([[2.0, 1.0, -1.0], [0.5, 0.0, 3.0]]), np.array([1, 2])
    yield np.array([[1.0, 1000.0]]), np.array([0])
    yield np.array([[1.0, 1000.0]]), np.array([1])
    yield np.array([[0.0, 1e5]]), np.array([0])
    yield np.array([[1000.0, 1001.0], [-1000.0, -1001.0]]), np.array([0, 0])
    yield _whole_numbers(5, 4), np.array([3, 1, 1, 0, 2])


# Temperature ---------------------------------------------------------------------------------------------------------------


def with_temperature(logits, temperature):
    return formulas.softmax(logits / temperature, axis=1)


def _temperature_multiplied(logits, temperature):
    return stable_softmax(logits * temperature)


def _temperature_after(logits, temperature):
    return stable_softmax(logits) / temperature


def _temperature_without_effect(logits, temperature):
    return stable_softmax(logits)  # and so are logits + temperature, and p / temperature divided by its own sum


def _temperature_power(logits, temperature):
    return stable_softmax(logits) ** (1 / temperature)


def _temperature_power_divided(logits, temperature):
    powers = _temperature_power(logits, temperature)
    return powers / powers.sum(axis=1, keepdims=True)


def _temperature_twice(logits, temperature):
    return stable_softmax(stable_softmax(logits) / temperature)


def _temperature_columns(logits, temperature):
    return stable_softmax(logits.T / temperature).T


def _temperature_unshifted(logits, temperature):
    return _softmax_no_shift(logits / temperature)


def _temperatures():
    yield np.array([[0.0, 1.0]]), 1.0
    yield np.array([[0.0, 1.0]]), 2.0
    yield np.array([[0.0, 1.0]]), 0.5
    yield np.array([[2.0, 1.0, -1.0]]), 4.0
    yield np.array([[1.0, 2.0, 3.0], [0.5, 0.0, -0.5]]), 0.25
    yield _whole_numbers(5, 4), 10.0
    yield np.array([[1.0, 3.0], [2.0, -3.0]]), 0.001
    yield np.array([[0.0, 1000.0, 1000.5]]), 1000.0


EXERCISES = (
    Exercise(
        scores,
        _layers,
        slips=(
            Slip("the weights are transposed", _scores_transposed, "Which sides of `x` and of `W` count the same thing?"),
            Slip("the bias is missing", _scores_no_bias, "Which score does a black picture get, every number of it 0?"),
            Slip(
                "the bias is added to the weights",
                _scores_bias_inside,
                "How often does the bias enter one score, if it is added before the sum is taken?",
            ),
            Slip("the bias is taken away", _scores_bias_off, "Which sign has the bias in the formula?"),
            Slip(
                "a mean instead of a sum", _scores_mean, "The formula adds up. By what do you divide, and who asked for it?"
            ),
            Slip(
                "classes in rows, pictures in columns",
                _scores_by_class,
                "Which way round is your result, and which was asked for?",
            ),
            Slip("every class gets the sum of all biases", _scores_one_bias, "How many biases belong to one score?"),
            Slip(
                "the bias is added once for each pixel",
                _scores_bias_each_pixel,
                "Does the bias stand under the sum of the formula, or beside it?",
            ),
            Slip(
                "the factors are swapped",
                _scores_swapped,
                "A matrix product lets each row of its left side meet each column of its right side. Which of `x` and `W` has the pictures in its rows?",
            ),
            Slip("multiplied, but not added up", _scores_not_added_up, "Where does your version add up the products?"),
        ),
        hints=(
            "Begin with one picture and one class: a row of `x` meets a column of `W`.",
            "Every row with every column, products added up: that is what `@` does.",
            "`x @ W` has shape (n, classes). `b` has one number for each class, and NumPy adds it to every row.",
        ),
        why="The matrix product pairs each picture, a row of `x`, with each class, a column of `W`. The bias is added to every row alike.",
    ),
    Exercise(
        flatten,
        _stacks,
        slips=(
            Slip(
                "pixels of different pictures are mixed",
                _flatten_mixed,
                "`reshape` never moves a number. Which numbers stand side by side in memory: those of one picture, or those of one place?",
            ),
            Slip(
                "pictures stand in columns",
                _flatten_upright,
                "Which shape did you get, and which was expected? How many rows has a batch of n pictures?",
            ),
            Slip(
                "the channels come first",
                _flatten_channels_first,
                "In `(n, h, w, c)` the last side runs fastest. Which number stands beside the first channel of the first pixel?",
            ),
            Slip(
                "columns before rows, and one whole channel after the other",
                _flatten_columns_first,
                "Which neighbour of the first pixel comes second, the one on its right or the one below? And where are its channels?",
            ),
            Slip(
                "columns before rows",
                _flatten_columns_of_pixels_first,
                "Which neighbour of the first pixel comes second, the one on its right or the one below?",
            ),
            Slip(
                "the channels are left out of the count",
                _flatten_no_channels,
                "How many numbers has a picture whose pixels have two channels each?",
            ),
            Slip("only the first channel", _flatten_one_channel, "How many numbers had a picture before, and how many now?"),
        ),
        hints=(
            "Flatten two pictures, one all 0 and one all 1. Which rows come out?",
            "`reshape` reads the numbers in the order of memory, and there the numbers of one picture stand together.",
            "So the first side must stay the first: `maps.shape[0]` rows, and -1 for 'as many as there are'.",
        ),
        why="The numbers of a picture stand together in memory, so n rows cut the memory at the right places. With `-1` first it is cut elsewhere, and the transpose only makes the shape look right.",
        given=_flatten_mixed,
    ),
    Exercise(
        stable_softmax,
        _batches,
        slips=(
            Slip(
                "the exponential overflows",
                _softmax_no_shift,
                "What is `np.exp(1000.0)`, and what is that divided by itself? What may you take away from all scores of a row?",
            ),
            Slip(
                "the place of the largest score is taken away, not the score",
                _softmax_place_for_maximum,
                "In the row 1000, 0, 1: at which place is the largest score, and which exponent is left once the place is taken away?",
            ),
            Slip(
                "one maximum for the whole batch",
                _softmax_batch_maximum,
                "What is left of a row whose scores lie 1000 below those of another? Does each row get its own shift?",
            ),
            Slip(
                "shifted by the mean",
                _softmax_mean,
                "How large is the largest exponent after your shift, if one score stands far above the rest?",
            ),
            Slip(
                "rows and columns are mixed up in the broadcast",
                _softmax_no_keepdims,
                "How many maxima has a batch of n pictures? With which axis of the batch does NumPy line them up?",
            ),
            Slip("along the wrong axis", _softmax_columns, "What do your rows add up to, and what your columns?"),
            Slip(
                "one sum for the whole batch",
                _softmax_whole_batch,
                "What does each row add up to? Should one picture's probability depend on the others?",
            ),
            Slip(
                "the text's formula: 1/K for every class",
                _softmax_texts,
                "Do your probabilities change when a score changes?",
            ),
            Slip("not divided by the sum", _softmax_undivided, "What does each row add up to, and what should it?"),
            Slip(
                "the scores themselves are divided by their sum",
                _softmax_no_exp,
                "Can a probability be negative? Which step makes every score positive?",
            ),
            Slip(
                "the highest score takes it all",
                _softmax_hard,
                "How does your answer tell a narrow win from a clear one?",
            ),
            Slip(
                "each row has its shift, but all share one sum",
                _softmax_sum_of_all,
                "What does each row add up to? Over which numbers did you take the sum?",
            ),
            Slip(
                "the sums are lined up with the wrong side",
                _softmax_sum_without_keepdims,
                "Which shape has your sum? And with which side of the batch does NumPy line up its numbers?",
            ),
            Slip(
                "shifted by the minimum",
                _softmax_minimum,
                "Which exponents can overflow, large ones or small ones? And which are left after your shift?",
            ),
            Slip(
                "0 counts as the largest where all are below it",
                _softmax_from_zero,
                "Which exponents are left of a row whose scores all lie near -1000? What is the largest of that row?",
            ),
            Slip(
                "shifted by the largest absolute value",
                _softmax_absolute,
                "Which exponents are left of a row whose scores all lie near -1000?",
            ),
            Slip(
                "cut off instead of shifted",
                _softmax_cut_off,
                "What becomes of two different scores that both lie beyond your cut?",
            ),
        ),
        hints=(
            "First forget about overflow: `np.exp`, then each row divided by its own sum.",
            "`axis=1` adds up along a row; `keepdims=True` keeps the result a column, which then divides every row by its own number.",
            "The shift goes first: `logits - logits.max(axis=1, keepdims=True)`.",
        ),
        why="After the shift the largest score of a row is 0, so no exponential exceeds 1 and the sum is at least 1: neither overflow nor a division by zero can happen.",
    ),
    Exercise(
        cross_entropy_of,
        _read,
        slips=(
            Slip("a sum instead of a mean", _entropy_sum, "Should a batch of twice as many pictures cost twice as much?"),
            Slip("one loss for each picture", _entropy_each, "How many numbers were asked for?"),
            Slip(
                "the sign is turned",
                _entropy_negative,
                "Is the logarithm of a probability positive or negative? And a loss?",
            ),
            Slip("logarithm to base 2", _entropy_bits, "Which logarithm undoes `np.exp`?"),
            Slip("logarithm to base 10", _entropy_decimal, "Which logarithm undoes `np.exp`?"),
            Slip(
                "the logarithm of a rounded probability",
                _entropy_of_rounded,
                "What is the smallest probability your softmax gives before it says 0? And its logarithm?",
            ),
            Slip(
                "the exponential overflows",
                _entropy_unshifted,
                "Where does `np.exp` end? What may you take away from all scores of a row?",
            ),
            Slip(
                "only one of the two terms is shifted",
                _entropy_half_shifted,
                "Can a loss be lower than 0? From which scores do you take the true class's?",
            ),
            Slip(
                "scores taken for probabilities",
                _entropy_of_scores,
                "Do the scores of a row add up to 1? Can one be negative?",
            ),
            Slip(
                "the softmax is taken twice",
                _entropy_twice,
                "The formula starts from scores. What did you hand to it?",
            ),
            Slip(
                "every picture meets every label",
                _entropy_all_pairs,
                "How many true classes has one picture, and how many entries do you take from its row?",
            ),
            Slip(
                "the loss of the winner, not of the true class",
                _entropy_of_winner,
                "What does a mistake cost in your version? Where do the labels come in?",
            ),
            Slip("1 - p instead of -log p", _entropy_one_minus, "What should p = 0 cost? And what does it cost here?"),
            *(
                Slip(
                    f"a floor of {floor:g} under the probability",
                    _entropy_floored(floor),
                    "What does your version charge for a true class 999 below the winner, and what is expected?",
                )
                for floor in (1e-15, 1e-12, 1e-10, 1e-9, 1e-8, 1e-7)
            ),
            Slip(
                "whole rows instead of entries",
                _entropy_rows,
                "What do the labels pick in your function: whole rows, or one entry of each row?",
            ),
            Slip(
                "shifted by the minimum",
                _entropy_minimum,
                "Which exponents can overflow, large ones or small ones? And which are left after your shift?",
            ),
            Slip(
                "one maximum for the whole batch",
                _entropy_batch_maximum,
                "What is left of a row whose scores lie 1000 below those of another? Does each row get its own shift?",
            ),
            Slip("labels counted from 1", _entropy_from_one, "Which label has the first class?"),
            Slip(
                "divided by the number of classes too",
                _entropy_by_classes_too,
                "How many losses does a batch have, and by how many numbers do you divide?",
            ),
        ),
        hints=(
            "The price of one picture is log(sum of exp(scores)) - (score of its true class). Work with scores that are shifted by their row's maximum.",
            "One number from each row, each in its own column: `shifted[np.arange(n), labels]`.",
            "`np.mean(np.log(np.exp(shifted).sum(axis=1)) - shifted[np.arange(n), labels])`.",
        ),
        why="-log(e^z / sum) is log(sum) - z: no division, and no logarithm of anything smaller than 1, because after the shift the sum is at least 1.",
    ),
    Exercise(
        with_temperature,
        _temperatures,
        slips=(
            Slip(
                "the temperature works the other way round",
                _temperature_multiplied,
                "Should a high temperature bring the probabilities closer together or further apart?",
            ),
            Slip("divided after the softmax", _temperature_after, "What do the rows add up to now?"),
            Slip(
                "the temperature has no effect",
                _temperature_without_effect,
                "Does your answer change when the temperature does? A factor or a shift that all classes share cancels: where must the temperature enter?",
            ),
            Slip(
                "probabilities raised to a power, and left so",
                _temperature_power,
                "What do the rows add up to now?",
            ),
            Slip(
                "a probability was rounded to 0 before the temperature came",
                _temperature_power_divided,
                "In exact numbers that is right. But can a power bring back a probability that was rounded to 0?",
            ),
            Slip(
                "the softmax is taken twice",
                _temperature_twice,
                "What is divided by the temperature: scores or probabilities?",
            ),
            Slip("along the wrong axis", _temperature_columns, "What do your rows add up to, and what your columns?"),
            Slip(
                "the exponential overflows",
                _temperature_unshifted,
                "What are the scores once they are divided by 0.001? Is your softmax a stable one?",
            ),
        ),
        hints=(
            "At temperature 1 it is the softmax you have.",
            "The temperature acts on the scores, before the softmax.",
            "`formulas.softmax(logits / temperature)`.",
        ),
        why="Dividing all scores by one number keeps their order and scales their differences, and the differences are all that softmax sees.",
    ),
)

RECALL = (
    Recall(
        "shift",
        "You add 7 to every score of a picture. What becomes of its probabilities?",
        ("they stay as they are", "the largest grows", "they come closer together"),
        "a",
        "The factor e^7 stands above and below the line and cancels.",
    ),
    Recall(
        "nothing",
        "A network gives every one of K classes the same probability. Which cross-entropy has it?",
        ("0", "1/K", "log K"),
        "c",
        "-log(1/K) is log K, whatever the labels are.",
    ),
    Recall(
        "temperature",
        "All scores are doubled. What changes?",
        ("the accuracy", "how sure the probabilities are", "both"),
        "b",
        "The order of the classes stays, so the decision stays; the differences grow, so the winner's probability grows.",
    ),
    Recall(
        "neighbours",
        "One and the same shuffle is applied to the pixels of all pictures before a dense layer is fitted. What becomes of its accuracy?",
        ("it falls to chance", "it stays", "it falls by half"),
        "b",
        "A weighted sum does not mind the order of its terms: a dense layer knows nothing of neighbours.",
    ),
)
