"""Voting and the whole pipeline: its exercises, the slips they know, and the questions later lessons ask."""

import math

import numpy as np

from imagen_course.exercises.engine import Exercise, Recall, Slip

# Majority ------------------------------------------------------------------------------------------------------------------


def majority_vote(labels, n_classes):
    counts = np.sum(labels[:, None] == np.arange(n_classes), axis=0)
    return counts / len(labels)


def _majority_counts(labels, n_classes):
    return np.bincount(labels, minlength=n_classes).astype(float)


def _majority_winner(labels, n_classes):
    return int(np.bincount(labels, minlength=n_classes).argmax())


def _majority_present(labels, n_classes):
    return np.bincount(labels) / len(labels)


def _majority_sorted_out(labels, n_classes):
    return np.unique(labels, return_counts=True)[1] / len(labels)


def _majority_by_classes(labels, n_classes):
    return np.bincount(labels, minlength=n_classes) / n_classes


def _majority_of_largest(labels, n_classes):
    counts = np.bincount(labels, minlength=n_classes)
    return counts / counts.max()


def _majority_all_or_nothing(labels, n_classes):
    return np.eye(n_classes)[np.bincount(labels, minlength=n_classes).argmax()]


def _majority_without_0(labels, n_classes):
    return np.bincount(labels, minlength=n_classes)[1:] / len(labels)


def _majority_percent(labels, n_classes):
    return 100 * majority_vote(labels, n_classes)


def _majority_floor(labels, n_classes):
    return np.bincount(labels, minlength=n_classes) // len(labels)


def _majority_from_1(labels, n_classes):
    return np.sum(labels[:, None] == np.arange(1, n_classes + 1), axis=0) / len(labels)


def _majority_class_0_silent(labels, n_classes):
    return majority_vote(labels[labels > 0], n_classes)


def _voters():
    yield np.array([1]), 2
    yield np.array([0, 1, 1]), 2
    yield np.array([2, 2, 0, 1]), 5
    yield np.array([3, 3, 1]), 6
    rng = np.random.default_rng(11)
    yield rng.integers(0, 4, 9), 4
    yield rng.integers(0, 6, 14), 7


# The weighted mean ---------------------------------------------------------------------------------------------------------


def weighted_average(scores, weights):
    return weights @ scores / np.sum(weights)


def _average_unweighted(scores, weights):
    return np.mean(scores, axis=0)


def _average_not_divided(scores, weights):
    return weights @ scores


def _average_by_count(scores, weights):
    return weights @ scores / len(scores)


def _average_by_largest(scores, weights):
    return weights @ scores / np.max(weights)


def _average_of_classes(scores, weights):
    return np.sum(scores * weights[:, None], axis=1) / np.sum(weights)


def _average_in_all(scores, weights):
    return np.sum(scores * weights[:, None]) / np.sum(weights)


def _average_squared(scores, weights):
    return weights**2 @ scores / np.sum(weights**2)


def _average_to_one(scores, weights):
    sums = weights @ scores
    return sums / np.sum(sums)


def _average_heaviest(scores, weights):
    return scores[np.argmax(weights)]


def _average_by_classes(scores, weights):
    return weights @ scores / scores.shape[1]


def _average_shifted(scores, weights):
    return np.roll(weights, 1) @ scores / np.sum(weights)


def _average_weights_on_classes(scores, weights):
    return np.sum(scores * weights, axis=0) / np.sum(weights)


def _average_regions_with_classes(scores, weights):
    return scores @ weights / np.sum(weights)


def _scored():
    yield np.array([[1.0, 0.0]]), np.array([2.0])
    yield np.array([[0.8, 0.2], [0.4, 0.6]]), np.array([3.0, 1.0])
    yield np.array([[0.5, -2.0, 1.5], [1.0, 0.25, 0.0]]), np.array([0.5, 2.0])
    for n, k in ((4, 3), (6, 2), (5, 5)):
        rng = np.random.default_rng([11, n, k])
        yield rng.normal(size=(n, k)), rng.integers(1, 9, n).astype(float)


# Condorcet's sum -----------------------------------------------------------------------------------------------------------


def condorcet(n, p):
    return sum(math.comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(n // 2 + 1, n + 1))


def _terms(n, p, numbers):
    return sum(math.comb(n, k) * p**k * (1 - p) ** (n - k) for k in numbers)


def _jury_tie(n, p):
    return _terms(n, p, [k for k in range(n + 1) if k >= n / 2])


def _jury_from_half(n, p):
    return _terms(n, p, range(n // 2, n + 1))


def _jury_without_n(n, p):
    return _terms(n, p, range(n // 2 + 1, n))


def _jury_one_term(n, p):
    return _terms(n, p, [n // 2 + 1])


def _jury_late(n, p):
    return _terms(n, p, range(n // 2 + 2, n + 1))


def _jury_no_ways(n, p):
    return sum(p**k * (1 - p) ** (n - k) for k in range(n // 2 + 1, n + 1))


def _jury_no_wrong_ones(n, p):
    return sum(math.comb(n, k) * p**k for k in range(n // 2 + 1, n + 1))


def _jury_wrong(n, p):
    return condorcet(n, 1 - p)


def _jury_all(n, p):
    return p**n


def _jury_any(n, p):
    return 1 - (1 - p) ** n


def _jury_fixed_power(n, p):
    return sum(math.comb(n, k) * p**k * (1 - p) ** n for k in range(n // 2 + 1, n + 1))


def _jury_percent(n, p):
    return 100 * condorcet(n, p)


def _jury_losers(n, p):
    return _terms(n, p, range(n // 2 + 1))


def _jury_every_number(n, p):
    return _terms(n, p, range(n + 1))


def _jury_of_coins(n, p):
    return condorcet(n, 0.5)


def _juries():
    yield 1, 0.7
    yield 3, 0.6
    yield 2, 0.6
    yield 4, 0.3
    yield 5, 0.8
    yield 6, 0.55
    yield 11, 0.45
    yield 12, 0.9


# Those who are objects vote ------------------------------------------------------------------------------------------------


def object_vote(chances, areas):
    votes = chances.argmax(axis=1) > 0
    kinds = chances[votes, 1:] / chances[votes, 1:].sum(axis=1, keepdims=True)
    return areas[votes] @ kinds / areas[votes].sum()


def _object_everyone(chances, areas):
    kinds = chances[:, 1:] / chances[:, 1:].sum(axis=1, keepdims=True)
    return areas @ kinds / areas.sum()


def _object_share_kept(chances, areas):
    votes = chances.argmax(axis=1) > 0
    return areas[votes] @ chances[votes, 1:] / areas[votes].sum()


def _object_background_column(chances, areas):
    votes = chances.argmax(axis=1) > 0
    return areas[votes] @ chances[votes] / areas[votes].sum()


def _object_no_areas(chances, areas):
    return object_vote(chances, np.ones(len(areas)))


def _object_hard(chances, areas):
    votes = chances.argmax(axis=1) > 0
    kinds = np.eye(chances.shape[1] - 1)[chances[votes, 1:].argmax(axis=1)]
    return areas[votes] @ kinds / areas[votes].sum()


def _object_above_half(chances, areas):
    votes = chances[:, 0] < 0.5
    kinds = chances[votes, 1:] / chances[votes, 1:].sum(axis=1, keepdims=True)
    return areas[votes] @ kinds / areas[votes].sum()


def _object_all_areas(chances, areas):
    votes = chances.argmax(axis=1) > 0
    kinds = chances[votes, 1:] / chances[votes, 1:].sum(axis=1, keepdims=True)
    return areas[votes] @ kinds / areas.sum()


def _object_largest(chances, areas):
    return object_vote(chances, areas * (areas == areas[chances.argmax(axis=1) > 0].max()))


def _object_background_only(chances, areas):
    votes = chances.argmax(axis=1) == 0
    kinds = chances[votes, 1:] / chances[votes, 1:].sum(axis=1, keepdims=True)
    return areas[votes] @ kinds / areas[votes].sum()


def _object_unsummed(chances, areas):
    votes = chances.argmax(axis=1) > 0
    return areas[votes] @ (chances[votes, 1:] / chances[votes, 1:].sum(axis=1, keepdims=True))


def _object_winner(chances, areas):
    return int(object_vote(chances, areas).argmax())


def _object_divided_last(chances, areas):
    votes = chances.argmax(axis=1) > 0
    sums = areas[votes] @ chances[votes, 1:]
    return sums / sums.sum()


def _object_everyone_divided_last(chances, areas):
    sums = areas @ chances[:, 1:]
    return sums / sums.sum()


def _object_last_column_off(chances, areas):
    votes = chances.argmax(axis=1) > 0
    kinds = chances[votes, :-1] / chances[votes, :-1].sum(axis=1, keepdims=True)
    return areas[votes] @ kinds / areas[votes].sum()


def _object_columns(chances, areas):
    votes = chances.argmax(axis=1) > 0
    kinds = chances[votes, 1:] / chances[votes, 1:].sum(axis=0)
    return areas[votes] @ kinds / areas[votes].sum()


def _looked_at():
    yield np.array([[0.2, 0.6, 0.2]]), np.array([4.0])
    yield np.array([[0.7, 0.2, 0.1], [0.1, 0.3, 0.6]]), np.array([9.0, 2.0])
    yield np.array([[0.4, 0.35, 0.25], [0.2, 0.7, 0.1], [0.0, 0.4, 0.6]]), np.array([50.0, 3.0, 5.0])
    yield np.array([[0.4, 0.5, 0.1, 0.0], [0.45, 0.1, 0.4, 0.05], [0.3, 0.2, 0.1, 0.4]]), np.array([2.0, 8.0, 3.0])
    yield np.array([[0.55, 0.15, 0.3], [0.3, 0.5, 0.2], [0.35, 0.25, 0.4]]), np.array([6.0, 7.0, 9.0])
    for n, k in ((5, 4), (7, 6)):
        rng = np.random.default_rng([11, n, k])
        yield rng.dirichlet(np.full(k, 0.7), n), rng.integers(1, 40, n).astype(float)


# Scores that are no probabilities ------------------------------------------------------------------------------------------


def soft_vote(scores, areas, a, b):
    chances = 1 / (1 + np.exp(-(a * scores + b)))
    chances = chances / chances.sum(axis=1, keepdims=True)
    return areas @ chances / areas.sum()


def _soft_raw(scores, areas, a, b):
    mean = areas @ scores / areas.sum()
    chances = 1 / (1 + np.exp(-(a * mean + b)))
    return chances / chances.sum()


def _soft_scores(scores, areas, a, b):
    return areas @ scores / areas.sum()


def _soft_of_softmax(scores, areas, a, b):
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return areas @ (powers / powers.sum(axis=1, keepdims=True)) / areas.sum()


def _soft_softmax_after(scores, areas, a, b):
    mean = areas @ scores / areas.sum()
    return np.exp(mean) / np.exp(mean).sum()


def _soft_rows_as_they_are(scores, areas, a, b):
    return areas @ (1 / (1 + np.exp(-(a * scores + b)))) / areas.sum()


def _soft_divided_last(scores, areas, a, b):
    mean = _soft_rows_as_they_are(scores, areas, a, b)
    return mean / mean.sum()


def _soft_no_areas(scores, areas, a, b):
    return soft_vote(scores, np.ones(len(areas)), a, b)


def _soft_falling(scores, areas, a, b):
    return soft_vote(scores, areas, -a, -b)


def _soft_sigmoid_only(scores, areas, a, b):
    return soft_vote(scores, areas, 1, 0)


def _soft_columns(scores, areas, a, b):
    chances = 1 / (1 + np.exp(-(a * scores + b)))
    chances = chances / chances.sum(axis=0)
    return areas @ chances / areas.sum()


def _soft_hard(scores, areas, a, b):
    return areas @ np.eye(len(a))[(a * scores + b).argmax(axis=1)] / areas.sum()


def _soft_platt_softmax(scores, areas, a, b):
    return _soft_of_softmax(a * scores + b, areas, a, b)


def _soft_undivided(scores, areas, a, b):
    return soft_vote(scores, areas, a, b) * areas.sum()


def _soft_divided_by_all(scores, areas, a, b):
    chances = 1 / (1 + np.exp(-(a * scores + b)))
    return areas @ (chances / chances.sum()) / areas.sum()


def _soft_one_sigmoid(scores, areas, a, b):
    return soft_vote(scores, areas, a[0], b[0])


def _soft_without_a(scores, areas, a, b):
    return soft_vote(scores, areas, 1, b)


def _shouting():
    yield np.array([[0.5, -0.5], [-0.2, 0.1]]), np.array([3.0, 1.0]), np.array([2.0, 2.0]), np.array([0.0, 0.5])
    yield (
        np.array([[0.4, -0.4], [0.3, -0.3], [-9.0, 9.0]]),
        np.array([1.0, 1.0, 1.0]),
        np.array([4.0, 4.0]),
        np.array([0.0, 0.0]),
    )
    for n, k in ((3, 3), (5, 4), (6, 2)):
        rng = np.random.default_rng([11, n, k, 5])
        yield rng.normal(size=(n, k)) * 2, rng.integers(1, 30, n).astype(float), rng.uniform(1, 4, k), rng.normal(size=k)


EXERCISES = (
    Exercise(
        majority_vote,
        _voters,
        slips=(
            Slip("counts for shares", _majority_counts, "Three votes and three hundred: can your numbers be compared?"),
            Slip("the winner alone", _majority_winner, "Who came second, and by how much? Can your answer say it?"),
            Slip(
                "classes after the last vote are cut off",
                _majority_present,
                "How many shares are expected, if nobody votes for the last class?",
            ),
            Slip(
                "classes without a vote are left out",
                _majority_sorted_out,
                "Nobody votes for class 0. What stands at place 0 then?",
            ),
            Slip("divided by the classes", _majority_by_classes, "What do shares add up to? And yours?"),
            Slip("shares of the winner", _majority_of_largest, "The winner has two votes of four. Which share is that?"),
            Slip("the winner takes all", _majority_all_or_nothing, "Did the others get no vote at all?"),
            Slip("class 0 is left out", _majority_without_0, "How many classes can be voted for?"),
            Slip(
                "percent instead of a share",
                _majority_percent,
                "What do shares add up to, if all of them are a whole: 1 or 100?",
            ),
            Slip(
                "whole numbers only",
                _majority_floor,
                "Two votes of three: which share is that, and which number do you give?",
            ),
            Slip("classes counted from 1", _majority_from_1, "Which class does column 0 of your result stand for?"),
            Slip(
                "votes for class 0 do not count",
                _majority_class_0_silent,
                "How many votes are cast, if one of three is for class 0?",
            ),
        ),
        hints=(
            "How often does each class occur? `np.sum(labels == k)` counts the votes for class k.",
            "All at once: compare `labels[:, None]` with `np.arange(n_classes)`, and sum over the voters.",
            "A share is a count divided by the number of votes.",
        ),
        why="A count for each class, those without a vote too, and a division by the number of voters: the shares add up to 1.",
    ),
    Exercise(
        weighted_average,
        _scored,
        slips=(
            Slip("everyone weighs the same", _average_unweighted, "Double one weight. Does your result change?"),
            Slip("a sum, not an average", _average_not_divided, "All regions say 0.5. Does your average?"),
            Slip(
                "divided by the number of regions",
                _average_by_count,
                "Double all weights: should the average change? Does yours?",
            ),
            Slip("divided by the largest weight", _average_by_largest, "All regions say 0.5. Does your average?"),
            Slip(
                "a number for each region",
                _average_of_classes,
                "Over what does the sum in the formula run: regions or classes?",
            ),
            Slip("one number in all", _average_in_all, "How many numbers are expected for three classes?"),
            Slip(
                "the weights are squared", _average_squared, "Weights 3 and 1: how many times as much does the first count?"
            ),
            Slip("made to add up to 1", _average_to_one, "What if the scores are no shares, and one of them is negative?"),
            Slip("the heaviest alone", _average_heaviest, "Does the second largest region have a say?"),
            Slip("divided by the number of classes", _average_by_classes, "Which sum stands under the fraction line?"),
            Slip("weights one place off", _average_shifted, "Whose weight meets whose row?"),
            Slip(
                "a weight for each class",
                _average_weights_on_classes,
                "NumPy lays `weights` along the columns: does a class have a weight, or a region?",
            ),
            Slip(
                "regions meet classes",
                _average_regions_with_classes,
                "Does a class have a weight, or a region? Which of the two meets the weights in your product?",
            ),
        ),
        hints=(
            "Multiply each row by its weight and add the rows up.",
            "`weights @ scores` does that in one go.",
            "Divide by the sum of the weights.",
        ),
        why="A weight of 3 counts as if the region had voted three times; the sum of the weights is the number of votes then.",
    ),
    Exercise(
        condorcet,
        _juries,
        slips=(
            Slip("a tie counts as a majority", _jury_tie, "Two of four are right. Is that more than half?"),
            Slip(
                "the sum begins one early",
                _jury_from_half,
                "Of three, how many must be right at least? Where does your sum begin for n = 3?",
            ),
            Slip("nobody is ever unanimous", _jury_without_n, "All n are right. Is that a majority, and is it in your sum?"),
            Slip("only the narrowest majority", _jury_one_term, "Is a majority of all but one no majority?"),
            Slip("the sum begins one late", _jury_late, "Of three, two are right. Is that a majority?"),
            Slip(
                "in how many ways is forgotten", _jury_no_ways, "Two of three are right: which two? How many ways are there?"
            ),
            Slip(
                "those who are wrong are forgotten",
                _jury_no_wrong_ones,
                "Can a probability be above 1? What must the other n - k do?",
            ),
            Slip("right and wrong are swapped", _jury_wrong, "For p near 1, should your result be near 1 or near 0?"),
            Slip("all must be right", _jury_all, "How many of n make a majority?"),
            Slip("one is enough", _jury_any, "How many of n make a majority?"),
            Slip("all n are wrong as well", _jury_fixed_power, "k are right. How many are left to be wrong?"),
            Slip("percent instead of a share", _jury_percent, "Can a probability be above 1?"),
            Slip(
                "those without a majority",
                _jury_losers,
                "Which k stand in your sum: a majority, or those that fall short of one?",
            ),
            Slip("every k is counted", _jury_every_number, "Something always happens. Which k are more than half?"),
            Slip("p is one half", _jury_of_coins, "Does your result change with p?"),
        ),
        hints=(
            "For which k are k of n voters a majority? The smallest is `n // 2 + 1`.",
            "`math.comb(n, k)` is the number of ways to choose who is right.",
            "`range(a, n + 1)` ends at n.",
        ),
        why="Each k has its own probability, since exactly k can be right only once: they add up.",
    ),
    Exercise(
        object_vote,
        _looked_at,
        slips=(
            Slip(
                "background votes too", _object_everyone, "A region whose likeliest class is column 0: does it have a vote?"
            ),
            Slip(
                "a region's vote is less than one",
                _object_share_kept,
                "What do the chances of the kinds add up to, in a region that votes?",
            ),
            Slip(
                "background stands for election",
                _object_background_column,
                "How many shares are expected, and is background a kind of object?",
            ),
            Slip("areas do not count", _object_no_areas, "A speck and a large shape: do they weigh the same?"),
            Slip(
                "each region gives its vote to one class",
                _object_hard,
                "A region is 51 % a star. Does its other 49 % get lost?",
            ),
            Slip(
                "more than half for an object",
                _object_above_half,
                "Chances 0.4, 0.35, 0.25: which is the likeliest single class?",
            ),
            Slip("divided by the area of all", _object_all_areas, "What do your shares add up to?"),
            Slip("the largest alone", _object_largest, "Does the second region that says object have a vote?"),
            Slip("only background votes", _object_background_only, "Which column is background, and who is to vote?"),
            Slip("a sum, not an average", _object_unsummed, "What do your shares add up to?"),
            Slip("the winner alone", _object_winner, "Shares are asked for: how many numbers?"),
            Slip(
                "divided after the vote",
                _object_divided_last,
                "One region has 0.6 left without background, another 1.0: do they have one vote each?",
            ),
            Slip(
                "background votes a little",
                _object_everyone_divided_last,
                "A large region is background with 0.9: how much may its other 0.1 say?",
            ),
            Slip(
                "the wrong column is dropped", _object_last_column_off, "Which column is background: the first or the last?"
            ),
            Slip("columns made to add up to 1", _object_columns, "Which numbers add up to 1: a region's, or a class's?"),
        ),
        hints=(
            "`chances.argmax(axis=1) > 0` is True for regions that say they are objects.",
            "Of those, keep the columns from 1 on, and divide each row by its sum.",
            "Then it is your `weighted_average`, with areas as weights.",
        ),
        why="Whether a region votes and for what are two questions: column 0 answers the first, the others the second.",
    ),
    Exercise(
        soft_vote,
        _shouting,
        given=_soft_raw,
        slips=(
            Slip(
                "still averaged before it is calibrated",
                _soft_raw,
                "One region has the score 9. What does its probability come to, and what its score?",
            ),
            Slip("raw scores are averaged", _soft_scores, "What do your numbers add up to? Where are a and b?"),
            Slip(
                "a softmax of raw scores",
                _soft_of_softmax,
                "A softmax adds up to 1. Has it ever seen how often a score of 1 is right?",
            ),
            Slip(
                "averaged, then a softmax",
                _soft_softmax_after,
                "One region has the score 9. Can the others still outvote it?",
            ),
            Slip("rows do not add up to 1", _soft_rows_as_they_are, "What do the probabilities of *one region* add up to?"),
            Slip(
                "divided after the vote",
                _soft_divided_last,
                "One region's sigmoids add up to 1.6, another's to 0.4. Do they have one vote each?",
            ),
            Slip("areas do not count", _soft_no_areas, "Double one area. Does your result change?"),
            Slip("it falls with the score", _soft_falling, "Should a higher score give a higher probability?"),
            Slip("a and b are left out", _soft_sigmoid_only, "What does calibration know that a plain sigmoid does not?"),
            Slip("columns made to add up to 1", _soft_columns, "Which numbers add up to 1: a region's, or a class's?"),
            Slip("hard votes", _soft_hard, "How sure is a region? Has that got lost?"),
            Slip(
                "a softmax of what was calibrated",
                _soft_platt_softmax,
                "Platt's formula has a 1 in the denominator. Where is yours?",
            ),
            Slip("a sum, not an average", _soft_undivided, "What do your shares add up to?"),
            Slip(
                "divided by the sum of all",
                _soft_divided_by_all,
                "What do the chances of one region add up to, in your code?",
            ),
            Slip(
                "one a and b for all classes",
                _soft_one_sigmoid,
                "How many entries have a and b, and how many does yours use?",
            ),
            Slip("a is left out", _soft_without_a, "Make a ten times as large. Does your result change?"),
        ),
        hints=(
            "Which step comes first: making probabilities, or averaging?",
            "`1 / (1 + np.exp(-(a * scores + b)))` has a row for each region.",
            "Divide each row by its sum, then weigh the rows by the areas.",
        ),
        why="A probability lies between 0 and 1 and a score does not: calibrate first, and the loudest region has one vote of its area, like the others.",
    ),
)

RECALL = (
    Recall(
        "many voices",
        "A jury is right more often than each of its members if their p is above one half, and...",
        ("they err independently", "there are at least 100 of them", "they agree before they vote"),
        "a",
        "Where they share an error, more voters change little.",
    ),
    Recall(
        "linear votes",
        "Each region gets a linear score from feature maps averaged in it. The mean of these scores by area is...",
        ("better than the whole picture's score", "worse", "the whole picture's score"),
        "c",
        "A mean of linear scores is the linear score of the mean.",
    ),
    Recall(
        "soft votes",
        "Regions vote with scores of an SVM. What has to be done first?",
        ("make each score positive", "calibrate each region's scores", "take the mean"),
        "b",
        "A score has no bound: one region could outvote all the others.",
    ),
    Recall(
        "largest object",
        "A circle of 100 pixels, two stars of 60 each. The class of the largest object is asked for, and objects vote by area. The count says...",
        ("star, which is wrong", "star, which is right", "circle, which is right"),
        "a",
        "Two stars outvote the circle: a count answers the question of who has most area in all.",
    ),
)
