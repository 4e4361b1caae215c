"""From words to a picture: its exercises, the slips they know, and its questions."""

import numpy as np

from imagen_course.exercises.declare import Recall, exercise


def _numbers(*shape, seed=14):
    """Numbers without order, no two alike, some negative."""
    return np.random.default_rng([seed, *shape]).normal(0.3, 1.0, shape).round(3)


# Looking up words ----------------------------------------------------------------------------------------------------------
def _some_words():
    yield np.array([[1.0]]), np.array([[0.0], [1.0]]), np.array([[0.0], [1.0]]), np.array([True, True])
    yield np.array([[1.0]]), np.array([[0.0], [1.0], [2.0]]), np.array([[0.0], [1.0], [5.0]]), np.array([True, True, False])
    for places, words, d, v, kept in ((3, 3, 2, 1, 3), (2, 4, 3, 2, 3), (2, 5, 4, 3, 2), (4, 6, 2, 5, 1), (5, 4, 6, 2, 4), (7, 9, 8, 2, 8)):
        mask = np.arange(words) < kept
        yield _numbers(places, d), _numbers(words, d, seed=4), _numbers(words, v, seed=9), mask
    yield 40 * _numbers(3, 4), 40 * _numbers(5, 4, seed=4), _numbers(5, 2, seed=9), np.arange(5) < 4
    yield np.array([[1.0]]), np.array([[0.0], [1.0], [2.0]]), np.array([[0.0], [1.0], [5.0]]), np.array([True, False, True])
    # padding has by far the largest score
    for keys in ([0, 1, 300], [-300, -301, 0], [0, 1, 2e5], [-2e5, -2e5 - 1, 0]):
        yield (
            np.array([[1.0]]),
            np.array(keys, float)[:, None],
            np.array([[0.0], [1.0], [5.0]]),
            np.array([True, True, False]),
        )


@exercise(
    cases=_some_words,
    hints=[
        "One query and two words: which number says how well a word fits, and how do two such numbers become two shares?",
        "Scores: `queries @ keys.T / np.sqrt(d)`, one row for each place, one column for each word.",
        "Where the mask is 0 the score becomes `-np.inf`: its exponential is 0.",
        "The softmax along each row gives the weights; times `values` they give the means.",
    ],
    why="A softmax over the words there are, by how well key and query fit, and a mean of the values with these weights.",
)
def look_up(queries, keys, values, mask):
    scores = queries @ keys.T / np.sqrt(keys.shape[1])
    scores = np.where(mask, scores, -np.inf)
    weights = np.exp(scores - scores.max(axis=1, keepdims=True))
    return weights / weights.sum(axis=1, keepdims=True) @ values


def _shared(scores, axis=1, shift=True):
    with np.errstate(over="ignore", invalid="ignore"):
        weights = np.exp(scores - shift * scores.max(axis=axis, keepdims=True))
        return weights / weights.sum(axis=axis, keepdims=True)


def _scores(queries, keys):
    return queries @ keys.T / np.sqrt(keys.shape[1])


def _masked(queries, keys, mask):
    return np.where(mask, _scores(queries, keys), -np.inf)


def _look_no_exponential(queries, keys, values, mask):
    scores = _scores(queries, keys) * mask
    return scores / scores.sum(axis=1, keepdims=True) @ values


def _look_one_maximum(queries, keys, values, mask):
    with np.errstate(invalid="ignore"):
        weights = np.exp(_masked(queries, keys, mask) - _masked(queries, keys, mask).max())
        return weights / weights.sum(axis=1, keepdims=True) @ values


def _look_lowered(by):
    return lambda queries, keys, values, mask: _shared(_scores(queries, keys) - by * np.logical_not(mask)) @ values


def _look_low_for_masked(low):
    return lambda queries, keys, values, mask: _shared(np.where(mask, _scores(queries, keys), low)) @ values


def _look_shifted_by_masked(queries, keys, values, mask):
    scores = _scores(queries, keys)
    with np.errstate(invalid="ignore"):
        weights = np.exp(scores - scores.max(axis=1, keepdims=True)) * mask
        return weights / weights.sum(axis=1, keepdims=True) @ values


def _look_at_the_first(queries, keys, values, mask):
    n = np.count_nonzero(mask)
    return _shared(_scores(queries, keys[:n])) @ values[:n]


def _look_not_shared(queries, keys, values, mask):
    scores = _masked(queries, keys, mask)
    return np.exp(scores - scores.max(axis=1, keepdims=True)) @ values


look_up.slips(
    ("not divided by the root", lambda queries, keys, values, mask: _shared(np.where(mask, queries @ keys.T, -np.inf)) @ values, "By what are the products divided before the softmax?"),
    ("divided by d itself", lambda queries, keys, values, mask: _shared(np.where(mask, queries @ keys.T / keys.shape[1], -np.inf)) @ values, "Is it d, or its root?"),
    ("the root of the wrong number", lambda queries, keys, values, mask: _shared(np.where(mask, queries @ keys.T / np.sqrt(len(keys)), -np.inf)) @ values, "Is d how many words there are, or how long a key is?"),
    ("shares over the places", lambda queries, keys, values, mask: _shared(_masked(queries, keys, mask), axis=0) @ values, "What adds up to 1: the places of a word, or the words of a place?"),
    ("shares over everything", lambda queries, keys, values, mask: _shared(_masked(queries, keys, mask), axis=None) @ values, "Does each place have shares of its own, that add up to 1?"),
    ("the mask is not used", lambda queries, keys, values, mask: _shared(_scores(queries, keys)) @ values, "Which tokens are padding? What weight do they get in your function?"),
    ("masked after the softmax", lambda queries, keys, values, mask: (_shared(_scores(queries, keys)) * mask) @ values, "What do the weights of the real words add up to, if the others were counted in?"),
    ("zero for a masked score", lambda queries, keys, values, mask: _shared(_scores(queries, keys) * mask) @ values, "What is the exponential of 0? Is it 0?"),
    ("the mask is turned round", lambda queries, keys, values, mask: _shared(_masked(queries, keys, np.logical_not(mask))) @ values, "Does the mask say which words are there, or which are not?"),
    ("keys instead of values", lambda queries, keys, values, mask: _shared(_masked(queries, keys, mask)) @ keys, "What is added up in the end: what words are found by, or what they say?"),
    ("the weights are returned", lambda queries, keys, values, mask: _shared(_masked(queries, keys, mask)), "Those are the weights. Of what do they make a mean?"),
    ("the best alone", lambda queries, keys, values, mask: values[_masked(queries, keys, mask).argmax(axis=1)], "If two words fit nearly as well, may one be left out?"),
    ("all words alike", lambda queries, keys, values, mask: np.repeat(values[np.asarray(mask, bool)].mean(axis=0, keepdims=True), len(queries), axis=0), "Where do the queries come in?"),
    ("no exponential", _look_no_exponential, "May a weight be negative?"),
    ("the scores instead of weights", lambda queries, keys, values, mask: (_scores(queries, keys) * mask) @ values, "What should the weights of a place add up to?"),
    ("the exponential overflows", lambda queries, keys, values, mask: _shared(_masked(queries, keys, mask), shift=False) @ values, "What does the exponential of 1,000 come to in a computer?"),
    ("not divided by the root, and the exponential overflows", lambda queries, keys, values, mask: _shared(np.where(mask, queries @ keys.T, -np.inf), shift=False) @ values, "By what are the products divided before the softmax?"),
    ("no mask, and the exponential overflows", lambda queries, keys, values, mask: _shared(_scores(queries, keys), shift=False) @ values, "Which tokens are padding?"),
    ("shares over everything, and the exponential overflows", lambda queries, keys, values, mask: _shared(_masked(queries, keys, mask), axis=None, shift=False) @ values, "Does each place have shares of its own, that add up to 1?"),
    ("one maximum for all places", _look_one_maximum, "If the largest score of one place is 1,000 below that of another, what is left of its exponentials?"),
    ("not divided by their sum", _look_not_shared, "What do your weights add up to?"),
    ("the root of the values' length", lambda queries, keys, values, mask: _shared(np.where(mask, queries @ keys.T / np.sqrt(values.shape[1]), -np.inf)) @ values, "Is d how long a key is, or how long a value?"),
    *(("a masked score is made lower, but not low enough", _look_lowered(by), f"A masked score may lie {10 * by:,} above the others. After your change, is it below them?") for by in (100, 1000, 10000)),
    *(("a low number for a masked score, but not the lowest", _look_low_for_masked(-low), f"If all scores of real words lie at -{10 * low:,}, is what you put in for the others lower?") for low in (100, 1000, 10000)),
    ("shifted by a masked score", _look_shifted_by_masked, "A masked word has by far the largest score. After the shift, what is left of the others' exponentials?"),
    ("the first words", _look_at_the_first, "Must the words that are there be the first ones?"),
)


# Guidance ------------------------------------------------------------------------------------------------------------------
def _some_guidance():
    yield np.array([0.5]), np.array([1.5]), 2.0
    for shape, guidance in (((2,), 0.0), ((3,), 1.0), ((2, 2), 0.5), ((2, 3, 1), 3.0), ((2, 3, 3, 3), 7.5), ((2,), -0.5), ((3,), 20.0)):
        yield _numbers(*shape), _numbers(*shape, seed=6), guidance


@exercise(
    cases=_some_guidance,
    hints=[
        "Which of the two answers should come out at guidance 0, and which at guidance 1? Where does guidance 2 lead?",
        "The way from one answer to the other is their difference.",
        "Start without words, and go `guidance` times that way.",
    ],
    why="A point on the line through both answers: 0 is without words, 1 with, and beyond 1 the difference is enlarged.",
)
def guided(without, with_words, guidance):
    return without + guidance * (with_words - without)


guided.slips(
    ("the two are exchanged", lambda without, with_words, guidance: with_words + guidance * (without - with_words), "With guidance 0, whose answer is expected: with words, or without?"),
    ("from the answer with words", lambda without, with_words, guidance: with_words + guidance * (with_words - without), "Ho and Salimans write it so; their w is our guidance less 1. With guidance 0, whose answer is expected here?"),
    ("away from the words", lambda without, with_words, guidance: without + guidance * (without - with_words), "With guidance 1, where should you arrive?"),
    ("the difference is returned alone", lambda without, with_words, guidance: guidance * (with_words - without), "With guidance 0, should nothing be left?"),
    ("the words' answer, enlarged", lambda without, with_words, guidance: guidance * with_words, "All worked out: does `guidance` multiply the difference in your line, or one of the two answers?"),
    ("one added to the other", lambda without, with_words, guidance: without + guidance * with_words, "With guidance 1, should anything be left of the answer without words?"),
    ("the difference is without its brackets", lambda without, with_words, guidance: guidance * with_words - without, "What is multiplied: the answer with words, or the difference?"),
    ("a weighted mean", lambda without, with_words, guidance: (without + guidance * with_words) / (1 + guidance), "Can a mean go beyond the answer with words? Should it?"),
    ("the result is clipped", lambda without, with_words, guidance: np.clip(guided(without, with_words, guidance), -1, 1), "Who clips: the line asked for here, or the sampler after it?"),
    ("the guess never goes beyond the words'", lambda without, with_words, guidance: guided(without, with_words, min(guidance, 1)), "What is guidance 2 to do more than guidance 1?"),
)


# The bug hunt: who chooses, and who examines ------------------------------------------------------------------------------
def _chosen_as_found(match, right):
    return right.max(axis=0)


def _some_choices():
    yield np.array([[0.2], [0.9]]), np.array([[1], [0]])
    yield np.array([[0.9, 0.1], [0.2, 0.8]]), np.array([[1, 0], [0, 1]])
    yield np.array([[0.3, 0.6, 0.2], [0.5, 0.1, 0.9]]), np.array([[0, 0, 1], [1, 1, 0]])
    for tries, captions in ((3, 4), (4, 6)):
        yield _numbers(tries, captions), (_numbers(tries, captions, seed=3) > 0.4).astype(int)


@exercise(
    cases=_some_choices,
    given=_chosen_as_found,
    hints=[
        "Which of the two tables says which drawing of a caption is shown, and which says whether that one is right?",
        "`match.argmax(axis=0)` is the number of the chosen drawing, for each caption.",
        "An array can be asked for one row in each column: `right[rows, columns]`, where `columns` is 0, 1, 2, ...",
    ],
    why="The matcher chooses by its own figures, and the examiner is asked about what was chosen, and only then.",
)
def chosen_are_right(match, right):
    return right[match.argmax(axis=0), np.arange(match.shape[1])]


chosen_are_right.slips(
    ("chosen by the examiner", _chosen_as_found, "If the chooser may look at the right answers, what does its examination still show?"),
    ("the worst match is chosen", lambda match, right: right[match.argmin(axis=0), np.arange(match.shape[1])], "Is a large match good or bad?"),
    ("the best match of all captions", lambda match, right: right[match.max(axis=1).argmax()], "Does each caption get a drawing of its own, or do all get the same try?"),
    ("the numbers of the chosen ones", lambda match, right: match.argmax(axis=0), "Those say which drawing is shown. Is it right?"),
    ("the first of each", lambda match, right: right[0], "Where does the matcher come in?"),
)


RECALL = (
    Recall("guidance 0", "Guidance 0 with a caption draws...", ("the caption, weakly", "nothing", "some picture, whatever the caption says"), "c", "At 0 the answer without words is all there is."),
    Recall(
        "who obeys", "A text-to-image model obeys 30 of 30 captions. From which figure do you learn that this is not luck?", ("from the ceiling", "from chance: pictures read against other captions", "from the loss"), "b", "The ceiling says what could be reached at best, and chance what is reached without listening."
    ),
    Recall("who chooses", "Four pictures are drawn for a caption, and one is shown. Who may choose it, if its examination is to count?", ("whoever has not seen the examiner's answers", "the examiner", "nobody"), "a", "Chosen by the examiner's own answers, it is no longer examined by them."),
)
