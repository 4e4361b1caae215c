"""Voting and the whole pipeline: its exercises, the slips they know, and the questions later lessons ask."""

import math

import numpy as np

from imagen_course.exercises.declare import Recall, exercise


# Majority ------------------------------------------------------------------------------------------------------------------
def _voters():
    yield np.array([1]), 2
    yield np.array([0, 1, 1]), 2
    yield np.array([2, 2, 0, 1]), 5
    yield np.array([3, 3, 1]), 6
    rng = np.random.default_rng(11)
    yield rng.integers(0, 4, 9), 4
    yield rng.integers(0, 6, 14), 7
    yield np.array([11, 1, 11, 10, 0]), 12
    yield rng.permutation(np.repeat([0, 1], [280, 20])), 2


@exercise(
    cases=_voters,
    hints=[
        "Five voters say 2, 0, 2, 1, 2. Which numbers come out by hand, for the classes 0, 1 and 2?",
        "How often does each class occur? `np.sum(labels == k)` counts the votes for class k.",
        "All at once: compare `labels[:, None]` with `np.arange(n_classes)`, and sum over the voters.",
        "A share is a count divided by the number of votes.",
    ],
    why="A count for each class, those without a vote too, and a division by the number of voters: the shares add up to 1.",
)
def majority_vote(labels, n_classes):
    counts = np.sum(labels[:, None] == np.arange(n_classes), axis=0)
    return counts / len(labels)


def _majority_of_largest(labels, n_classes):
    counts = np.bincount(labels, minlength=n_classes)
    return counts / counts.max()


majority_vote.slips(
    ("counts instead of shares", lambda labels, n_classes: np.bincount(labels, minlength=n_classes).astype(float), "Three votes and three hundred: can your numbers be compared?"),
    ("the winner alone", lambda labels, n_classes: int(np.bincount(labels, minlength=n_classes).argmax()), "Who came second, and by how much? Can your answer say it?"),
    ("classes after the last vote are cut off", lambda labels, n_classes: np.bincount(labels) / len(labels), "How many shares are expected, if nobody votes for the last class?"),
    ("classes without a vote are left out", lambda labels, n_classes: np.unique(labels, return_counts=True)[1] / len(labels), "Nobody votes for class 0. What stands at place 0 then?"),
    ("divided by the classes", lambda labels, n_classes: np.bincount(labels, minlength=n_classes) / n_classes, "What do shares add up to? And what do your numbers add up to?"),
    ("shares of the winner", _majority_of_largest, "The winner has two votes of four. Which share is that?"),
    ("the winner takes all", lambda labels, n_classes: np.eye(n_classes)[np.bincount(labels, minlength=n_classes).argmax()], "Did the others get no vote at all?"),
    ("class 0 is left out", lambda labels, n_classes: np.bincount(labels, minlength=n_classes)[1:] / len(labels), "How many classes can be voted for?"),
    ("percent instead of a share", lambda labels, n_classes: 100 * majority_vote(labels, n_classes), "What do shares add up to, if all of them are a whole: 1 or 100?"),
    ("whole numbers only", lambda labels, n_classes: np.bincount(labels, minlength=n_classes) // len(labels), "Two votes of three: which share is that, and which number do you give?"),
    ("classes counted from 1", lambda labels, n_classes: np.sum(labels[:, None] == np.arange(1, n_classes + 1), axis=0) / len(labels), "Which class does column 0 of your result stand for?"),
    ("votes for class 0 do not count", lambda labels, n_classes: majority_vote(labels[labels > 0], n_classes), "How many votes are cast, if one of three is for class 0?"),
)


# The weighted mean ---------------------------------------------------------------------------------------------------------
def _scored():
    yield np.array([[1.0, 0.0]]), np.array([2.0])
    yield np.array([[0.8, 0.2], [0.4, 0.6]]), np.array([3.0, 1.0])
    yield np.array([[1, 0], [0, 1]]), np.array([3, 1])  # whole numbers: two regions that are sure
    yield np.array([[0.8, 0.2], [0.4, 0.6], [0.1, 0.9]]), np.array([30.0, 0.0, 1.0])
    yield np.array([[0.5, -2.0, 1.5], [1.0, 0.25, 0.0]]), np.array([0.5, 2.0])
    for n, k in ((4, 3), (6, 2), (5, 5)):
        rng = np.random.default_rng([11, n, k])
        yield rng.normal(size=(n, k)), rng.integers(1, 9, n).astype(float)


@exercise(
    cases=_scored,
    hints=[
        "Two voters, one with three times the weight of the other: where between their two answers does the mean lie?",
        "Multiply each row by its weight and add the rows up.",
        "`weights @ scores` does that in one go.",
        "Divide by the sum of the weights.",
    ],
    why="A weight of 3 counts as if the region had voted three times; the sum of the weights is the number of votes then.",
)
def weighted_average(scores, weights):
    return weights @ scores / np.sum(weights)


def _average_to_one(scores, weights):
    sums = weights @ scores
    return sums / np.sum(sums)


weighted_average.slips(
    ("everyone weighs the same", lambda scores, weights: np.mean(scores, axis=0), "Double one weight. Does your result change?"),
    ("a sum, not an average", lambda scores, weights: weights @ scores, "All regions say 0.5. Does your average?"),
    ("divided by the number of regions", lambda scores, weights: weights @ scores / len(scores), "Double all weights: should the average change? Does yours?"),
    ("divided by the length of the vector of weights", lambda scores, weights: weights @ scores / np.linalg.norm(weights), "All regions say 0.5. Does your average? What is the denominator of the formula?"),
    ("divided by the largest weight", lambda scores, weights: weights @ scores / np.max(weights), "All regions say 0.5. Does your average?"),
    ("a number for each region", lambda scores, weights: np.sum(scores * weights[:, None], axis=1) / np.sum(weights), "Over what does the sum in the formula run: regions or classes?"),
    ("one number in all", lambda scores, weights: np.sum(scores * weights[:, None]) / np.sum(weights), "How many numbers are expected for three classes?"),
    ("the weights are squared", lambda scores, weights: weights**2 @ scores / np.sum(weights**2), "Weights 3 and 1: how many times as much does the first count?"),
    ("made to add up to 1", _average_to_one, "What if the scores are no shares, and one of them is negative?"),
    ("the heaviest alone", lambda scores, weights: scores[np.argmax(weights)], "Does the second largest region have a say?"),
    ("divided by the number of classes", lambda scores, weights: weights @ scores / scores.shape[1], "Which sum is the denominator?"),
    ("weights one place off", lambda scores, weights: np.roll(weights, 1) @ scores / np.sum(weights), "Whose weight meets whose row?"),
    ("a weight for each class", lambda scores, weights: np.sum(scores * weights, axis=0) / np.sum(weights), "NumPy lays `weights` along the columns: does a class have a weight, or a region?"),
    ("regions meet classes", lambda scores, weights: scores @ weights / np.sum(weights), "Does a class have a weight, or a region? Which of the two meets the weights in your product?"),
)


# Condorcet's sum -----------------------------------------------------------------------------------------------------------
@exercise(
    cases=lambda: [
        (1, 0.7),
        (3, 0.6),
        (2, 0.6),
        (4, 0.3),
        (5, 0.8),
        (6, 0.55),
        (11, 0.45),
        (12, 0.9),
        (3, 1.0),
        (31, 0.6),
    ],
    hints=[
        "Of five voters, how many must be right for the majority to be right? Which cases have to be added up?",
        "For which k are k of n voters a majority? The smallest is `n // 2 + 1`.",
        "`math.comb(n, k)` is the number of ways to choose who is right.",
        "`range(a, n + 1)` ends at n.",
    ],
    why="Each k has its own probability, since exactly k can be right only once: they add up.",
)
def condorcet(n, p):
    return sum(math.comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(n // 2 + 1, n + 1))


def _terms(n, p, numbers):
    return sum(math.comb(n, k) * p**k * (1 - p) ** (n - k) for k in numbers)


condorcet.slips(
    ("a tie counts as a majority", lambda n, p: _terms(n, p, [k for k in range(n + 1) if k >= n / 2]), "Two of four are right. Is that more than half?"),
    ("the sum begins one early", lambda n, p: _terms(n, p, range(n // 2, n + 1)), "Of three, how many must be right at least? Where does your sum begin for n = 3?"),
    ("nobody is ever unanimous", lambda n, p: _terms(n, p, range(n // 2 + 1, n)), "All n are right. Is that a majority, and is it in your sum?"),
    ("only the narrowest majority", lambda n, p: _terms(n, p, [n // 2 + 1]), "Is a majority of all but one no majority?"),
    ("the sum begins one late", lambda n, p: _terms(n, p, range(n // 2 + 2, n + 1)), "Of three, two are right. Is that a majority?"),
    ("in how many ways is forgotten", lambda n, p: sum(p**k * (1 - p) ** (n - k) for k in range(n // 2 + 1, n + 1)), "Two of three are right: which two? How many ways are there?"),
    ("those who are wrong are forgotten", lambda n, p: sum(math.comb(n, k) * p**k for k in range(n // 2 + 1, n + 1)), "Can a probability be above 1? What must the other n - k do?"),
    ("right and wrong are swapped", lambda n, p: condorcet(n, 1 - p), "For p near 1, should your result be near 1 or near 0?"),
    ("all must be right", lambda n, p: p**n, "How many of n make a majority?"),
    ("one is enough", lambda n, p: 1 - (1 - p) ** n, "How many of n make a majority?"),
    ("all n are wrong as well", lambda n, p: sum(math.comb(n, k) * p**k * (1 - p) ** n for k in range(n // 2 + 1, n + 1)), "k are right. How many are left to be wrong?"),
    ("percent instead of a share", lambda n, p: 100 * condorcet(n, p), "Can a probability be above 1?"),
    ("those without a majority", lambda n, p: _terms(n, p, range(n // 2 + 1)), "Which k stand in your sum: a majority, or those that fall short of one?"),
    ("every k is counted", lambda n, p: _terms(n, p, range(n + 1)), "Something always happens. Which k are more than half?"),
    ("p is one half", lambda n, p: condorcet(n, 0.5), "Does your result change with p?"),
    ("a tie counts half", lambda n, p: condorcet(n, p) + (math.comb(n, n // 2) * (p * (1 - p)) ** (n // 2) / 2 if n % 2 == 0 else 0), "Two of four are right: has a majority been right?"),
)


# Those who are objects vote ------------------------------------------------------------------------------------------------
def _looked_at():
    yield np.array([[0.2, 0.6, 0.2]]), np.array([4.0])
    yield np.array([[0.7, 0.2, 0.1], [0.1, 0.3, 0.6]]), np.array([9.0, 2.0])
    yield np.array([[0.4, 0.35, 0.25], [0.2, 0.7, 0.1], [0.0, 0.4, 0.6]]), np.array([50.0, 3.0, 5.0])
    yield np.array([[0.4, 0.5, 0.1, 0.0], [0.45, 0.1, 0.4, 0.05], [0.3, 0.2, 0.1, 0.4]]), np.array([2.0, 8.0, 3.0])
    yield np.array([[0.55, 0.15, 0.3], [0.3, 0.5, 0.2], [0.35, 0.25, 0.4]]), np.array([6.0, 7.0, 9.0])
    yield np.array([[0.1, 0.7, 0.2], [0.2, 0.3, 0.5]]), np.array([4000.0, 30.0])
    yield np.array([[0.1, 0.7, 0.2], [0.2, 0.3, 0.5]]), np.array([0.5, 1.5])  # shares of the picture, perhaps
    for n, k in ((5, 4), (7, 6), (4, 9)):
        rng = np.random.default_rng([11, n, k])
        yield rng.dirichlet(np.full(k, 0.7), n), rng.integers(1, 40, n).astype(float)


@exercise(
    cases=_looked_at,
    hints=[
        "Draw three regions, one of which says that it is background. Which of them have a vote, and how much does each vote count?",
        "`chances.argmax(axis=1) > 0` is True for regions that say they are objects.",
        "Of those, keep the columns from 1 on, and divide each row by its sum.",
        "Then it is your `weighted_average`, with areas as weights.",
    ],
    why="Whether a region votes and for what are two questions: column 0 answers the first, the others the second.",
)
def object_vote(chances, areas):
    votes = chances.argmax(axis=1) > 0
    kinds = chances[votes, 1:] / chances[votes, 1:].sum(axis=1, keepdims=True)
    return areas[votes] @ kinds / areas[votes].sum()


def _object_share_kept(chances, areas):
    votes = chances.argmax(axis=1) > 0
    return areas[votes] @ chances[votes, 1:] / areas[votes].sum()


def _object_background_column(chances, areas):
    votes = chances.argmax(axis=1) > 0
    return areas[votes] @ chances[votes] / areas[votes].sum()


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


def _object_background_only(chances, areas):
    votes = chances.argmax(axis=1) == 0
    kinds = chances[votes, 1:] / chances[votes, 1:].sum(axis=1, keepdims=True)
    return areas[votes] @ kinds / areas[votes].sum()


def _object_unsummed(chances, areas):
    votes = chances.argmax(axis=1) > 0
    return areas[votes] @ (chances[votes, 1:] / chances[votes, 1:].sum(axis=1, keepdims=True))


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


object_vote.slips(
    ("background votes too", lambda chances, areas: areas @ (chances[:, 1:] / chances[:, 1:].sum(axis=1, keepdims=True)) / areas.sum(), "A region whose likeliest class is column 0: does it have a vote?"),
    ("a region's vote is less than one", _object_share_kept, "What do the chances of the kinds add up to, in a region that votes?"),
    ("background stands for election", _object_background_column, "How many shares are expected, and is background a kind of object?"),
    ("areas do not count", lambda chances, areas: object_vote(chances, np.ones(len(areas))), "A speck and a large shape: do they weigh the same?"),
    ("each region gives its vote to one class", _object_hard, "A region is 51 % a star. What becomes of the other 49 %?"),
    ("more than half for an object", _object_above_half, "Chances 0.4, 0.35, 0.25: which is the likeliest single class?"),
    ("divided by the area of all", _object_all_areas, "What do your shares add up to?"),
    ("the largest alone", lambda chances, areas: object_vote(chances, areas * (areas == areas[chances.argmax(axis=1) > 0].max())), "Does the second region that says object have a vote?"),
    ("only background votes", _object_background_only, "Which column is background, and who is to vote?"),
    ("a sum, not an average", _object_unsummed, "What do your shares add up to?"),
    ("the winner alone", lambda chances, areas: int(object_vote(chances, areas).argmax()), "Shares are asked for: how many numbers?"),
    ("divided after the vote", _object_divided_last, "One region has 0.6 left without background, another 1.0: do they have one vote each?"),
    ("background votes a little", _object_everyone_divided_last, "A large region is background with 0.9: how much may its other 0.1 say?"),
    ("the wrong column is dropped", _object_last_column_off, "Which column is background: the first or the last?"),
    ("columns made to add up to 1", _object_columns, "Which numbers add up to 1: a region's, or a class's?"),
)


# Scores that are no probabilities ------------------------------------------------------------------------------------------
def _soft_raw(scores, areas, a, b):
    mean = areas @ scores / areas.sum()
    chances = 1 / (1 + np.exp(-(a * mean + b)))
    return chances / chances.sum()


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
    yield np.array([[30.0, -12.0], [-20.0, 15.0]]), np.array([400.0, 30.0]), np.array([0.1, 0.05]), np.array([0.5, -0.25])


@exercise(
    cases=_shouting,
    given=_soft_raw,
    hints=[
        "Which step comes first: making probabilities, or averaging?",
        "`1 / (1 + np.exp(-(a * scores + b)))` has a row for each region.",
        "Divide each row by its sum, then weigh the rows by the areas.",
    ],
    why="A probability lies between 0 and 1 and a score does not: calibrate first, and the loudest region has one vote of its area, like the others.",
)
def soft_vote(scores, areas, a, b):
    chances = 1 / (1 + np.exp(-(a * scores + b)))
    chances = chances / chances.sum(axis=1, keepdims=True)
    return areas @ chances / areas.sum()


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


def _soft_columns(scores, areas, a, b):
    chances = 1 / (1 + np.exp(-(a * scores + b)))
    chances = chances / chances.sum(axis=0)
    return areas @ chances / areas.sum()


def _soft_divided_by_all(scores, areas, a, b):
    chances = 1 / (1 + np.exp(-(a * scores + b)))
    return areas @ (chances / chances.sum()) / areas.sum()


soft_vote.slips(
    ("still averaged before it is calibrated", _soft_raw, "One region has the score 9. What does its probability come to, and what its score?"),
    ("raw scores are averaged", lambda scores, areas, a, b: areas @ scores / areas.sum(), "What do your numbers add up to? Where are a and b?"),
    ("a softmax of raw scores", _soft_of_softmax, "A softmax adds up to 1. Has it ever seen how often a score of 1 is right?"),
    ("averaged, then a softmax", _soft_softmax_after, "One region has the score 9. Can the others still outvote it?"),
    ("rows do not add up to 1", _soft_rows_as_they_are, "What do the probabilities of *one region* add up to?"),
    ("divided after the vote", _soft_divided_last, "One region's sigmoids add up to 1.6, another's to 0.4. Do they have one vote each?"),
    ("areas do not count", lambda scores, areas, a, b: soft_vote(scores, np.ones(len(areas)), a, b), "Double one area. Does your result change?"),
    ("it falls with the score", lambda scores, areas, a, b: soft_vote(scores, areas, -a, -b), "Should a higher score give a higher probability?"),
    ("a and b are left out", lambda scores, areas, a, b: soft_vote(scores, areas, 1, 0), "What does calibration know that a plain sigmoid does not?"),
    ("columns made to add up to 1", _soft_columns, "Which numbers add up to 1: a region's, or a class's?"),
    ("hard votes", lambda scores, areas, a, b: areas @ np.eye(len(a))[(a * scores + b).argmax(axis=1)] / areas.sum(), "How sure is a region? Does your result still say so?"),
    ("a softmax of what was calibrated", lambda scores, areas, a, b: _soft_of_softmax(a * scores + b, areas, a, b), "Platt's formula has a 1 in the denominator. Where is yours?"),
    ("a sum, not an average", lambda scores, areas, a, b: soft_vote(scores, areas, a, b) * areas.sum(), "What do your shares add up to?"),
    ("divided by the sum of all", _soft_divided_by_all, "What do the chances of one region add up to, in your code?"),
    ("one a and b for all classes", lambda scores, areas, a, b: soft_vote(scores, areas, a[0], b[0]), "How many entries do a and b have, and how many does your function use?"),
    ("a is left out", lambda scores, areas, a, b: soft_vote(scores, areas, 1, b), "Make a ten times as large. Does your result change?"),
)


RECALL = (
    Recall("many voices", "A jury is right more often than each of its members if their p is above one half, and...", ("they err independently", "there are at least 100 of them", "they agree before they vote"), "a", "Where they share an error, more voters change little."),
    Recall("linear votes", "Each region gets a linear score from feature maps averaged in it. The mean of these scores by area is...", ("better than the whole picture's score", "worse", "the whole picture's score"), "c", "A mean of linear scores is the linear score of the mean."),
    Recall("soft votes", "Regions vote with scores of an SVM. What has to be done first?", ("make each score positive", "calibrate each region's scores", "take the mean"), "b", "A score has no bound: one region could outvote all the others."),
    Recall(
        "largest object",
        "A circle of 100 pixels, two stars of 60 each. The class of the largest object is asked for, and objects vote by area. The count says...",
        ("star, which is wrong", "star, which is right", "circle, which is right"),
        "a",
        "Two stars outvote the circle: a count answers the question of who has most area in all.",
    ),
)
