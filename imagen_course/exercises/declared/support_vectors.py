"""Support vectors: its exercises, the slips they know, and the questions later lessons ask."""

from functools import partial

import numpy as np

from imagen_course.exercises.engine import Exercise, Recall, Slip

# The margin ----------------------------------------------------------------------------------------------------------------


def margin(points, signs, w, b):
    return np.min(signs * (points @ w + b)) / np.sqrt(np.sum(w**2))


def _margin_of_scores(points, signs, w, b):
    return np.min(signs * (points @ w + b))


def _margin_squared_length(points, signs, w, b):
    return np.min(signs * (points @ w + b)) / np.sum(w**2)


def _margin_times_length(points, signs, w, b):
    return np.min(signs * (points @ w + b)) * np.sqrt(np.sum(w**2))


def _margin_mean(points, signs, w, b):
    return np.mean(signs * (points @ w + b)) / np.sqrt(np.sum(w**2))


def _margin_widest(points, signs, w, b):
    return np.max(signs * (points @ w + b)) / np.sqrt(np.sum(w**2))


def _margin_no_sides(points, signs, w, b):
    return np.min(abs(points @ w + b)) / np.sqrt(np.sum(w**2))


def _margin_unsigned(points, signs, w, b):
    return np.min(points @ w + b) / np.sqrt(np.sum(w**2))


def _margin_through_nought(points, signs, w, b):
    return np.min(signs * (points @ w)) / np.sqrt(np.sum(w**2))


def _margin_b_in_length(points, signs, w, b):
    return np.min(signs * (points @ w + b)) / np.sqrt(np.sum(w**2) + b**2)


def _margin_b_unsigned(points, signs, w, b):
    return np.min(signs * (points @ w) + b) / np.sqrt(np.sum(w**2))


def _margin_street(points, signs, w, b):
    return 2 * np.min(signs * (points @ w + b)) / np.sqrt(np.sum(w**2))


def _margin_city_block(points, signs, w, b):
    return np.min(signs * (points @ w + b)) / np.sum(np.abs(w))


def _margin_of_length(points, signs, w, b):
    return 1 / np.sqrt(np.sum(w**2))


def _margin_cut_off(points, signs, w, b):
    return max(0.0, margin(points, signs, w, b))


def _margin_of_all(points, signs, w, b):
    return signs * (points @ w + b) / np.sqrt(np.sum(w**2))


def _lines():
    yield np.array([[3.0], [-1.0]]), np.array([1, -1]), np.array([2.0]), 1.0
    yield np.array([[1.0, 2.0], [-2.0, 1.0]]), np.array([1, -1]), np.array([3.0, 4.0]), -1.0
    yield np.array([[2.0, 1.0], [0.5, 0.0], [0.0, -3.0]]), np.array([1, 1, -1]), np.array([0.6, 0.8]), 0.5
    for n in (5, 8):
        rng = np.random.default_rng([10, n])
        points, w = rng.normal(size=(n, 3)), rng.normal(size=3)
        signs = np.where(points @ w > 0, 1, -1)
        yield points, signs, w, 0.0
        signs[2] *= -1  # one of them on the wrong side
        yield points, signs, w, -0.75


# The hinge -----------------------------------------------------------------------------------------------------------------


def hinge(scores, signs):
    return np.maximum(0, 1 - signs * scores)


def _hinge_squared(scores, signs):
    return hinge(scores, signs) ** 2


def _hinge_at_nought(scores, signs):
    return np.maximum(0, -signs * scores)


def _hinge_unfolded(scores, signs):
    return 1 - signs * scores


def _hinge_minimum(scores, signs):
    return np.minimum(0, 1 - signs * scores)


def _hinge_plus(scores, signs):
    return np.maximum(0, 1 + signs * scores)


def _hinge_one_kind(scores, signs):
    return np.maximum(0, 1 - scores)


def _hinge_both_ways(scores, signs):
    return abs(1 - signs * scores)


def _hinge_sum(scores, signs):
    return hinge(scores, signs).sum()


def _hinge_mean(scores, signs):
    return hinge(scores, signs).mean()


def _hinge_wrong_only(scores, signs):
    return np.where(signs * scores < 0, 1 - signs * scores, 0)


def _hinge_counted(scores, signs):
    return np.where(signs * scores < 0, 1, 0)


def _hinge_largest(scores, signs):
    return np.full(len(scores), max(0, np.max(1 - signs * scores)))


def _hinge_max(scores, signs):
    return max(0, 1 - signs * scores)


def _hinge_subtracted(scores, signs):
    return np.maximum(0, signs - scores)


def _hinge_no_sides(scores, signs):
    return np.maximum(0, 1 - abs(scores))


def _scored():
    yield np.array([0.5]), np.array([1])
    yield np.array([2.0, -3.0]), np.array([1, 1])
    yield np.array([-0.25, 1.5, 0.75]), np.array([-1, -1, 1])
    yield np.array([0.0, 1.0, -1.0, 3.0, -2.5]), np.array([1, 1, -1, -1, 1])
    rng = np.random.default_rng(10)
    yield rng.normal(size=9) * 2, rng.choice([-1, 1], 9)


# One against the rest ------------------------------------------------------------------------------------------------------


def one_against_rest(labels, n_classes):
    signs = -np.ones((len(labels), n_classes))
    signs[np.arange(len(labels)), labels] = 1
    return signs


def _rest_turned(labels, n_classes):
    return one_against_rest(labels, n_classes).T


def _rest_of_nought(labels, n_classes):
    return (one_against_rest(labels, n_classes) + 1) / 2


def _rest_swapped(labels, n_classes):
    return -one_against_rest(labels, n_classes)


def _rest_from_one(labels, n_classes):
    return one_against_rest(labels - 1, n_classes)


def _rest_columns_from_one(labels, n_classes):
    return np.where(labels[:, None] == np.arange(1, n_classes + 1), 1, -1)


def _rest_whole_columns(labels, n_classes):
    signs = -np.ones((len(labels), n_classes))
    signs[:, labels] = 1
    return signs


def _rest_present_only(labels, n_classes):
    present = np.unique(labels)
    return np.where(labels[:, None] == present, 1, -1)


def _rest_last_left_out(labels, n_classes):
    return one_against_rest(labels, n_classes)[:, :-1]


def _rest_of_zeros(labels, n_classes):
    signs = np.zeros((len(labels), n_classes))
    signs[np.arange(len(labels)), labels] = 1
    signs[:, 0] = np.where(labels == 0, 1, -1)
    return signs


def _rest_first_only(labels, n_classes):
    return np.where(labels == 0, 1, -1)


def _rest_ranked(labels, n_classes):
    return np.where(labels[:, None] >= np.arange(n_classes), 1, -1)


def _labelled():
    yield np.array([1]), 2
    yield np.array([0, 1]), 2
    yield np.array([2, 0, 1]), 3
    yield np.array([0, 0, 2, 2]), 4
    rng = np.random.default_rng(10)
    yield rng.integers(0, 5, 7), 5
    yield rng.integers(0, 3, 8), 3


# The RBF kernel ------------------------------------------------------------------------------------------------------------


def rbf(a, b, gamma):
    differences = a[:, None, :] - b[None, :, :]
    return np.exp(-gamma * np.sum(differences**2, axis=-1))


def _rbf_not_squared(a, b, gamma):
    return np.exp(-gamma * np.sqrt(np.sum((a[:, None] - b) ** 2, axis=-1)))


def _rbf_growing(a, b, gamma):
    return np.exp(gamma * np.sum((a[:, None] - b) ** 2, axis=-1))


def _rbf_divided(a, b, gamma):
    return np.exp(-np.sum((a[:, None] - b) ** 2, axis=-1) / gamma)


def _rbf_wide(a, b, gamma):
    return np.exp(-np.sum((a[:, None] - b) ** 2, axis=-1) / (2 * gamma**2))


def _rbf_turned(a, b, gamma):
    return rbf(b, a, gamma)


def _rbf_distances(a, b, gamma):
    return np.sum((a[:, None] - b) ** 2, axis=-1)


def _rbf_no_exp(a, b, gamma):
    return -gamma * np.sum((a[:, None] - b) ** 2, axis=-1)


def _rbf_sum_squared(a, b, gamma):
    return np.exp(-gamma * np.sum(a[:, None] - b, axis=-1) ** 2)


def _rbf_not_summed(a, b, gamma):
    return np.exp(-gamma * (a[:, None] - b) ** 2)


def _rbf_mean(a, b, gamma):
    return np.exp(-gamma * np.mean((a[:, None] - b) ** 2, axis=-1))


def _rbf_product(a, b, gamma):
    return np.exp(-gamma * (a @ b.T))


def _rbf_gamma_squared(a, b, gamma):
    return np.exp(-((gamma * np.sqrt(np.sum((a[:, None] - b) ** 2, axis=-1))) ** 2))


def _rbf_no_gamma(a, b, gamma):
    return np.exp(-np.sum((a[:, None] - b) ** 2, axis=-1))


def _rbf_unpaired(a, b, gamma):
    return np.exp(-gamma * np.sum((a - b) ** 2, axis=-1))


def _rbf_one_sum(a, b, gamma):
    return np.exp(-gamma * np.sum((a[:, None] - b) ** 2))


def _rbf_sum_of_powers(a, b, gamma):
    return np.sum(np.exp(-gamma * (a[:, None] - b) ** 2), axis=-1)


def _rbf_city_block(a, b, gamma):
    return np.exp(-gamma * np.sum(abs(a[:, None] - b), axis=-1))


def _kernels():
    yield np.array([[1.0]]), np.array([[3.0]]), 0.5
    yield np.array([[0.0, 1.0]]), np.array([[2.0, 1.0], [0.0, 0.0]]), 0.25
    for n, m, d, gamma in ((3, 2, 2, 0.7), (2, 4, 3, 0.1), (4, 4, 2, 1.5)):
        rng = np.random.default_rng([10, n, m, d])
        yield rng.normal(size=(n, d)), rng.normal(size=(m, d)), gamma


# Platt's sigmoid -----------------------------------------------------------------------------------------------------------


def to_probability(score, a, b):
    return 1 / (1 + np.exp(-(a * score + b)))


def _platt_falling(score, a, b):
    return 1 / (1 + np.exp(a * score + b))


def _platt_b_unturned(score, a, b):
    return 1 / (1 + np.exp(-a * score + b))


def _platt_b_scaled(score, a, b):
    return 1 / (1 + np.exp(-a * (score + b)))


def _platt_no_b(score, a, b):
    return 1 / (1 + np.exp(-a * score))


def _platt_no_a(score, a, b):
    return 1 / (1 + np.exp(-(score + b)))


def _platt_swapped(score, a, b):
    return 1 / (1 + np.exp(-(b * score + a)))


def _platt_plain(score, a, b):
    return 1 / (1 + np.exp(-score))


def _platt_softmax(score, a, b):
    powers = np.exp(a * score + b)
    return powers / powers.sum()


def _platt_shared(score, a, b):
    p = to_probability(score, a, b)
    return p / p.sum()


def _platt_cut(score, a, b):
    return np.clip((a * score + b + 1) / 2, 0, 1)


def _platt_tanh(score, a, b):
    return np.tanh(a * score + b)


def _platt_hard(score, a, b):
    return np.where(a * score + b > 0, 1.0, 0.0)


def _platt_brackets(score, a, b):
    return 1 / 1 + np.exp(-(a * score + b))


def _platt_odds(score, a, b):
    return np.exp(a * score + b)


def _platt_cases():
    yield np.array([0.5]), 2.0, 0.0
    yield np.array([1.0, -1.0]), 1.0, 0.5
    yield np.array([-0.5, 0.0, 0.25]), 3.0, -1.0
    rng = np.random.default_rng(10)
    yield rng.normal(size=6), 2.5, -0.75
    yield rng.normal(size=5), 0.5, 1.25


# Regions of one picture belong together ------------------------------------------------------------------------------------


def split_by_picture(groups, n_test, seed):
    pictures = np.random.default_rng(seed).permutation(np.unique(groups))
    held = np.any(groups[:, None] == pictures[:n_test], axis=1)
    return np.flatnonzero(~held), np.flatnonzero(held)


def _split_leaky(groups, n_test, seed):
    order = np.random.default_rng(seed).permutation(len(groups))
    n_regions = round(n_test * len(groups) / len(np.unique(groups)))
    return np.sort(order[n_regions:]), np.sort(order[:n_regions])


def _shuffled(groups, n_test, seed):
    return np.random.default_rng(seed).permutation(np.unique(groups))[:n_test]


def _chosen(groups, n_test, seed):
    return np.random.default_rng(seed).choice(np.unique(groups), n_test, replace=False)


def _places(groups, held):
    """Places of the other pictures, and of those held out."""
    held = np.isin(groups, held)
    return np.flatnonzero(~held), np.flatnonzero(held)


_WHERE = "Your arrays hold numbers of pictures. Which places in `groups` have those? (Any draw of whole pictures will do.)"
_NAMES = (
    "The pictures of a part may be called 3, 5 and 8. Which of them does your draw name, and which numbers are no picture?"
)
_DEAF = "With seed 4 and with seed 9: does your draw hold out the same pictures?"


def _by_both_draws(name, function, question):
    """One slip for either of the two usual draws of pictures: ``function(groups, pictures)`` says what comes of it."""
    return [Slip(name, partial(_after, draw, function), question) for draw in (_shuffled, _chosen)]


def _after(draw, function, groups, n_test, seed):
    return function(groups, draw(groups, n_test, seed))


def _split_turned(groups, held):
    return _places(groups, held)[::-1]


def _split_of_groups(groups, held):
    return tuple(groups[part] for part in _places(groups, held))


def _split_masks(groups, held):
    held = np.isin(groups, held)
    return ~held, held


def _split_seen(groups, held):
    return np.arange(len(groups)), _places(groups, held)[1]


def _split_one_region(groups, held):
    learn, test = _places(groups, held)
    return learn, test[np.unique(groups[test], return_index=True)[1]]


def _split_held_only(groups, held):
    return _places(groups, held)[1]


def _split_names(groups, held):
    return np.setdiff1d(groups, held), np.sort(held)


def _split_names_unsorted(groups, n_test, seed):
    pictures = np.random.default_rng(seed).permutation(np.unique(groups))
    return pictures[n_test:], pictures[:n_test]


def _split_too_few(groups, n_test, seed):
    return _places(groups, np.random.default_rng(seed).permutation(groups)[:n_test])


def _split_one_less(groups, n_test, seed):
    return _places(groups, np.random.default_rng(seed).permutation(np.unique(groups))[: n_test - 1])


def _split_counted(groups, n_test, seed):
    return _places(groups, np.random.default_rng(seed).choice(len(np.unique(groups)), n_test, replace=False))


def _split_counted_shuffled(groups, n_test, seed):
    return _places(groups, np.random.default_rng(seed).permutation(len(np.unique(groups)))[:n_test])


def _split_put_back(groups, n_test, seed):
    return _places(groups, np.random.default_rng(seed).choice(np.unique(groups), n_test))


def _split_first(groups, n_test, seed):
    return _places(groups, np.unique(groups)[:n_test])


def _split_last(groups, n_test, seed):
    return _places(groups, np.unique(groups)[-n_test:])


def _split_deaf(groups, n_test, seed):
    return _places(groups, _shuffled(groups, n_test, 0))


def _split_deaf_choice(groups, n_test, seed):
    return _places(groups, _chosen(groups, n_test, 0))


def _split_cut(groups, n_test, seed):
    order = np.argsort(groups, kind="stable")
    n_regions = round(n_test * len(groups) / len(np.unique(groups)))
    return order[n_regions:], order[:n_regions]


def _pictures():
    yield np.array([0, 1, 2, 3]), 2, 5
    yield np.array([0, 0, 1, 1, 2]), 1, 1
    yield np.array([3, 3, 3, 5, 5, 8, 8, 8, 8]), 2, 0
    yield np.repeat([4, 1, 7, 2, 0], [3, 1, 2, 5, 2]), 3, 2
    yield np.repeat(np.arange(12), np.arange(2, 14)), 4, 3
    for seed in (4, 4, 9):  # twice the same, then another: `_Apart` compares
        yield np.repeat(np.arange(30), 4), 10, seed


class _Apart:
    """Two parts, by whole pictures, n_test of them: the same for the same seed, others for another one."""

    def __init__(self):
        self.drawn = {}

    def __call__(self, value, due, args):
        groups, n_test, seed = args
        if len(groups) == 4:  # the first case: another function
            self.drawn = {}
        if not isinstance(value, (tuple, list)) or len(value) != 2:
            return False
        learn, test = (np.asarray(part) for part in value)
        if learn.dtype.kind not in "iu" or test.dtype.kind not in "iu" or learn.ndim != 1 or test.ndim != 1:
            return False
        whole = np.array_equal(np.sort(np.concatenate([learn, test])), np.arange(len(groups)))
        held = np.unique(groups[test])
        if not whole or len(held) != n_test or np.isin(groups[learn], held).any():
            return False
        if len(groups) < 120:  # few pictures: two seeds may draw the same
            return True
        before = self.drawn.setdefault(seed, held.tolist())
        others = [pictures for other, pictures in self.drawn.items() if other != seed]
        return before == held.tolist() and before not in others


EXERCISES = (
    Exercise(
        margin,
        _lines,
        slips=(
            Slip("the score is not yet a distance", _margin_of_scores, "Double w and b: the line stays. Does your margin?"),
            Slip(
                "divided by the squared length",
                _margin_squared_length,
                "For w = (3, 4): how long is w? By what do you divide?",
            ),
            Slip(
                "multiplied by the length",
                _margin_times_length,
                "Double w and b: the line stays. Does your margin, or does it grow by four?",
            ),
            Slip(
                "the mean distance, not the smallest",
                _margin_mean,
                "Which point says how wide the street may be: all of them, or one?",
            ),
            Slip("the farthest point, not the nearest", _margin_widest, "Which point does a widening street meet first?"),
            Slip(
                "a point on the wrong side counts as right",
                _margin_no_sides,
                "One point lies on the wrong side. Can your margin tell?",
            ),
            Slip(
                "the signs are left out",
                _margin_unsigned,
                "A point with y = -1 should have a score below 0. What does your minimum make of it?",
            ),
            Slip("b is forgotten", _margin_through_nought, "Does your line have to go through the origin?"),
            Slip(
                "b counts as a part of the length",
                _margin_b_in_length,
                "Push the line aside by another b: does w become longer?",
            ),
            Slip(
                "b is left out of the brackets",
                _margin_b_unsigned,
                "Which brackets does the formula have? What does y multiply?",
            ),
            Slip(
                "the whole street",
                _margin_street,
                "From the line to the nearest point, or from one side of the street to the other: what is asked for?",
            ),
            Slip(
                "the sizes of the entries of w are added up",
                _margin_city_block,
                "For w = (3, 4) the length is 5. Which number do you divide by?",
            ),
            Slip(
                "true of the widest street alone",
                _margin_of_length,
                "Another line has its nearest point at another score. Where do the points come into your margin?",
            ),
            Slip(
                "a negative margin is cut off at 0",
                _margin_cut_off,
                "Where a point lies on the wrong side, what should the margin be?",
            ),
            Slip("one number for each point", _margin_of_all, "One number is asked for. Which of these?"),
        ),
        hints=(
            "`points @ w + b` gives the scores of all points at once.",
            "`signs * scores` is positive where a point is on its own side; the least of these decides.",
            "Divide by the length of w: `np.sqrt(np.sum(w**2))`, or `np.linalg.norm(w)`.",
        ),
        why="The score grows by |w| for each unit walked away from the line, so dividing by |w| makes a distance of it; the sign makes it negative on the wrong side.",
    ),
    Exercise(
        hinge,
        _scored,
        slips=(
            Slip(
                "the cost is squared",
                _hinge_squared,
                "That is the squared hinge. For a score of 0.5 with y = 1: what does the plain one cost?",
            ),
            Slip(
                "the margin is forgotten",
                _hinge_at_nought,
                "A score of 0.5 with y = 1 is right, but short of 1. What should it cost?",
            ),
            Slip("beyond the margin it goes below 0", _hinge_unfolded, "Does a point beyond its margin earn something?"),
            Slip(
                "the smaller of 0 and the shortfall, not the larger",
                _hinge_minimum,
                "What does a point on the wrong side cost in yours? And one far beyond its margin?",
            ),
            Slip("the sign is turned", _hinge_plus, "A score of 2 with y = 1 is fine. What does yours make it cost?"),
            Slip("y is left out", _hinge_one_kind, "For a point with y = -1, which scores are good?"),
            Slip("beyond the margin it rises again", _hinge_both_ways, "Does a point pay for lying far on its own side?"),
            Slip("the costs are added up", _hinge_sum, "How many costs were asked for?"),
            Slip("the mean of the costs", _hinge_mean, "One for each point, or one for all?"),
            Slip(
                "only what is wrong pays", _hinge_wrong_only, "A score of 0.5 with y = 1 is right, but not by 1. Is it free?"
            ),
            Slip("mistakes are counted", _hinge_counted, "A score of -3 with y = 1: is it no worse than one of -0.1?"),
            Slip(
                "every point pays the largest cost",
                _hinge_largest,
                "Do two points pay different costs in yours? Which function compares number by number?",
            ),
            Slip(
                "arrays are compared like single numbers",
                _hinge_max,
                "To plain Python, which of two arrays is the larger one? What compares number by number?",
            ),
            Slip(
                "y minus the score",
                _hinge_subtracted,
                "y = -1 with score -3 is fine. And y = -1 with score 3: what is expected?",
            ),
            Slip("the score without its sign", _hinge_no_sides, "Do the scores 3 and -3 cost a point with y = 1 the same?"),
        ),
        hints=(
            "`signs * scores` says how far on its own side each point is.",
            "What is missing to 1 is `1 - signs * scores`, and where nothing is missing the cost is 0.",
            "`np.maximum(0, ...)` compares number by number.",
        ),
        why="Only what is short of 1 pays, in proportion to what is missing. That flat part is why a point beyond its edge has no say.",
    ),
    Exercise(
        one_against_rest,
        _labelled,
        slips=(
            Slip(
                "rows and columns are swapped",
                _rest_turned,
                "How many rows are expected: one for each point, or for each class?",
            ),
            Slip("0 where -1 is expected", _rest_of_nought, "In the hinge, what would y = 0 cost, whatever the score?"),
            Slip("the signs are swapped", _rest_swapped, "Of the class or not: which is 1?"),
            Slip("counted from 1", _rest_from_one, "Label 0: which column is its own?"),
            Slip("the columns are counted from 1", _rest_columns_from_one, "Which class does your first column stand for?"),
            Slip(
                "whole columns are filled",
                _rest_whole_columns,
                "One point has label 0: in how many rows of your table does that put a 1?",
            ),
            Slip(
                "classes without a point have no column",
                _rest_present_only,
                "How many columns are expected, if no point has label 1?",
            ),
            Slip("the last class has no column", _rest_last_left_out, "How many columns are expected?"),
            Slip(
                "only the first column has the rest",
                _rest_of_zeros,
                "Which value do all the other columns need where a point is not of the class?",
            ),
            Slip(
                "one column only",
                _rest_first_only,
                "How many classifiers are to be trained, and so how many columns are expected?",
            ),
            Slip("an order among the classes", _rest_ranked, "A point of class 2: does it belong to class 1 as well?"),
        ),
        hints=(
            "One row for each point, one column for each class: -1 everywhere to begin with.",
            "`labels[:, None] == np.arange(n_classes)` compares every label with every class.",
            "`np.where(condition, 1, -1)` makes signs of it.",
        ),
        why="Each column is a two-class problem of its own: this class, against all the rest. `svm.LinearSVM` trains all columns at once.",
    ),
    Exercise(
        rbf,
        _kernels,
        slips=(
            Slip(
                "the distance is not squared",
                _rbf_not_squared,
                "The formula has the squared distance. Is a square root taken in it?",
            ),
            Slip(
                "it grows with the distance",
                _rbf_growing,
                "How like are two points that are far apart: should the number be large or near 0?",
            ),
            Slip("gamma divides", _rbf_divided, "A larger gamma should make the reach shorter. Does it, in yours?"),
            Slip(
                "the formula with a width",
                _rbf_wide,
                "A larger width makes the reach longer. What should a larger gamma do?",
            ),
            Slip("rows and columns are swapped", _rbf_turned, "Whose points are the rows, a's or b's?"),
            Slip(
                "the distances come out, not how alike the points are",
                _rbf_distances,
                "A point and itself: which number is expected?",
            ),
            Slip("the exponential is missing", _rbf_no_exp, "A point and itself: should it be 0 or 1?"),
            Slip(
                "summed, then squared",
                _rbf_sum_squared,
                "Differences 1 and -1: how far apart are the points, and what does your sum say?",
            ),
            Slip("the squares are not added up", _rbf_not_summed, "How many numbers are expected for two points?"),
            Slip(
                "the points are not paired",
                _rbf_unpaired,
                "Three points in a, two in b: how many numbers are expected, and which points do you pair?",
            ),
            Slip(
                "one sum over everything",
                _rbf_one_sum,
                "How many numbers are expected? Along which axis does one distance add up?",
            ),
            Slip(
                "summed after the exponential",
                _rbf_sum_of_powers,
                "A point and itself, in two coordinates: 1 or 2? What does the sum stand in, in the formula?",
            ),
            Slip("differences without their square", _rbf_city_block, "What does the formula do with each difference?"),
            Slip("a mean instead of a sum", _rbf_mean, "A distance adds up over the coordinates. By what do you divide?"),
            Slip("a product instead of a distance", _rbf_product, "A point and itself: is your number 1?"),
            Slip(
                "gamma is squared too",
                _rbf_gamma_squared,
                "What does the square in the formula belong to: gamma, or the distance?",
            ),
            Slip("gamma is left out", _rbf_no_gamma, "What does your result do when gamma changes?"),
        ),
        hints=(
            "`a[:, None, :] - b[None, :, :]` has all differences: rows of a, rows of b, coordinates.",
            "Square them and add up along the last axis: that is the squared distance of every pair.",
            "Times -gamma, then `np.exp`.",
        ),
        why="Broadcasting pairs every row of a with every row of b. The exponential turns a distance into a likeness: 1 for the same point, near 0 far away.",
    ),
    Exercise(
        to_probability,
        _platt_cases,
        slips=(
            Slip(
                "it falls with the score",
                _platt_falling,
                "With a above 0: should a higher score give a higher probability? Does it?",
            ),
            Slip(
                "b enters with the other sign",
                _platt_b_unturned,
                "At a score of 0, should a larger b make the probability larger or smaller? Write the exponent without brackets: which sign has b then?",
            ),
            Slip("a multiplies b too", _platt_b_scaled, "What does a multiply in the formula?"),
            Slip("b is left out", _platt_no_b, "At score 0, does your answer depend on b?"),
            Slip("a is left out", _platt_no_a, "Does the steepness depend on a?"),
            Slip("a and b are swapped", _platt_swapped, "At score 0, which of the two letters should decide?"),
            Slip("neither a nor b", _platt_plain, "What is the sigmoid fitted with?"),
            Slip(
                "a softmax over the points",
                _platt_softmax,
                "Do the probabilities of different *points* have to add up to 1?",
            ),
            Slip(
                "divided by the sum",
                _platt_shared,
                "Each score belongs to a different region. Why should their probabilities add up to 1?",
            ),
            Slip("a straight line, cut off", _platt_cut, "May a probability be exactly 1?"),
            Slip("from -1 to 1", _platt_tanh, "Can a probability be negative?"),
            Slip("1 plus the exponential, not 1 divided by that", _platt_brackets, "`1 / 1 + c`: what does Python divide?"),
            Slip("yes or no instead of a probability", _platt_hard, "How sure is it? Has that got lost?"),
            Slip("odds instead of probabilities", _platt_odds, "Can a probability be larger than 1?"),
        ),
        hints=(
            "First `a * score + b`.",
            "The sigmoid of t is 1 / (1 + e to the -t). Mind the brackets.",
        ),
        why="a says how steeply certainty grows with the score, b where it is even. Both are learnt from points that the machine has not learnt from.",
    ),
    Exercise(
        split_by_picture,
        _pictures,
        given=_split_leaky,
        accepts=_Apart(),
        slips=(
            Slip(
                "regions of one picture are still in both",
                _split_leaky,
                "Take one picture. Can some of its regions be in `learn` and others in `test`?",
            ),
            Slip(
                "drawn among the regions",
                _split_too_few,
                "A picture with many regions stands in `groups` many times. How many *different* pictures do your first n_test entries name?",
            ),
            *_by_both_draws("pictures for places", _split_names, _WHERE),
            Slip("pictures for places", _split_names_unsorted, _WHERE),
            Slip(  # drawn as the course does, it is seen at once that the right values come in the other order
                "the pair is turned round",
                partial(_after, _chosen, _split_turned),
                "Which of the two parts comes first, and how many pictures does the test have?",
            ),
            *_by_both_draws(
                "the groups at the places", _split_of_groups, "Are your entries places in `groups`, or what stands there?"
            ),
            *_by_both_draws(
                "masks for places",
                _split_masks,
                "Places are asked for. Which function gives the places where a mask is True?",
            ),
            *_by_both_draws("what is tested is learned from, too", _split_seen, "Do your two parts share a place?"),
            *_by_both_draws(
                "one region of each picture",
                _split_one_region,
                "Where are the other regions of the pictures that are held out?",
            ),
            *_by_both_draws("only one part", _split_held_only, "How many arrays are expected?"),
            Slip("one picture too few", _split_one_less, "How many different pictures are in your test?"),
            Slip("the pictures are counted, not named", _split_counted, _NAMES),
            Slip("the pictures are counted, not named", _split_counted_shuffled, _NAMES),
            Slip("drawn with replacement", _split_put_back, "Can your draw name the same picture twice?"),
            Slip(
                "always the first pictures",
                _split_first,
                "Does your draw depend on the seed? What if the pictures are in order of their class?",
            ),
            Slip(
                "always the last pictures",
                _split_last,
                "What does the seed change in your draw? What if the pictures are in order of their class?",
            ),
            Slip("the draw does not listen to the seed", _split_deaf, _DEAF),
            Slip("the draw does not listen to the seed", _split_deaf_choice, _DEAF),
            Slip(
                "cut in the middle of a picture",
                _split_cut,
                "Where one part ends and the other begins: do the regions left and right of the cut belong to different pictures?",
            ),
        ),
        hints=(
            "Shuffle pictures, not regions: `np.unique(groups)` names each picture once.",
            "`np.isin(groups, some_pictures)` is True at every region of those pictures.",
            "`np.flatnonzero(mask)` gives the places where a mask is True, `~mask` is its opposite.",
        ),
        why="A picture goes whole to one side. What is drawn at random must be the thing that will be new in use: there, new pictures come, not new regions of old ones.",
    ),
)

RECALL = (
    Recall(
        "support vectors",
        "A separating line has been found by an SVM. You delete a point that lies far on its own side, and train again. The line...",
        ("moves away from that point", "stays where it is", "moves towards that point"),
        "b",
        "The hinge costs nothing there, so the point had no say.",
    ),
    Recall(
        "C",
        "C is made ten times as large. The street between the two classes...",
        ("gets narrower, or stays", "gets wider", "turns by a right angle"),
        "a",
        "C is the price of a point short of its margin: a high price buys fewer of those, with longer weights.",
    ),
    Recall(
        "kernel cost",
        "Why does an SVM with an RBF kernel take long on many regions?",
        ("it trains anew for each", "it needs a GPU", "each is compared with all support vectors"),
        "c",
        "A linear machine has one weight vector for each class, however many support vectors it had.",
    ),
    Recall(
        "by picture",
        "Regions of 100 pictures are to be parted into training and test. What is drawn at random?",
        ("regions", "pictures", "classes"),
        "b",
        "Regions of one picture are like each other: with some in training, the others are no test.",
    ),
)
