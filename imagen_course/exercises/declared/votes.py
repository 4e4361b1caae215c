"""Votes: its exercises, the slips they know, and the questions later lessons ask."""

import functools
import math

import numpy as np

from imagen_course.exercises.declare import Recall, at_least, built, exercise


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
        (101, 0.6),
        (201, 0.52),
    ],
    hints=[
        "Of five voters, how many must be right for the majority to be right? Which cases have to be added up?",
        "For which k are k of n voters a majority? The smallest is `n // 2 + 1`.",
        "`math.comb(n, k)` is the number of ways to choose who is right.",
        "`range(a, n + 1)` ends at n.",
    ],
    why="No two of these cases can happen together, so their probabilities add up.",
)
def condorcet(n, p):
    return sum(math.comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(n // 2 + 1, n + 1))


def _terms(n, p, numbers):
    return sum(math.comb(n, k) * p**k * (1 - p) ** (n - k) for k in numbers)


condorcet.slips(
    ("a tie counts as a majority", lambda n, p: _terms(n, p, [k for k in range(n + 1) if k >= n / 2]), "Two of four are right. Is that more than half?"),
    ("the sum begins one early", lambda n, p: _terms(n, p, range(n // 2, n + 1)), "Of three, how many must be right at least? Where does your sum begin for n = 3?"),
    ("nobody is ever unanimous", lambda n, p: _terms(n, p, range(n // 2 + 1, n)), "All n are right. Is that a majority, and is it in your sum?"),
    ("only the narrowest majority", lambda n, p: _terms(n, p, [n // 2 + 1]), "If all but one are right, is that a majority, too?"),
    ("the sum begins one late", lambda n, p: _terms(n, p, range(n // 2 + 2, n + 1)), "Of three, two are right. Is that a majority?"),
    ("in how many ways is forgotten", lambda n, p: sum(p**k * (1 - p) ** (n - k) for k in range(n // 2 + 1, n + 1)), "Two of three are right: which two? How many ways are there?"),
    ("those who are wrong are forgotten", lambda n, p: sum(math.comb(n, k) * p**k for k in range(n // 2 + 1, n + 1)), "Can a probability be above 1? What must the other n - k do?"),
    ("right and wrong are swapped", lambda n, p: condorcet(n, 1 - p), "For p near 1, should your result be near 1 or near 0?"),
    ("all must be right", lambda n, p: p**n, "How many of n make a majority?"),
    ("one is enough", lambda n, p: 1 - (1 - p) ** n, "How many of n make a majority?"),
    ("all n are wrong as well", lambda n, p: sum(math.comb(n, k) * p**k * (1 - p) ** n for k in range(n // 2 + 1, n + 1)), "k are right. How many are left to be wrong?"),
    ("percent instead of a share", lambda n, p: 100 * condorcet(n, p), "Can a probability be above 1?"),
    ("those without a majority", lambda n, p: _terms(n, p, range(n // 2 + 1)), "Which k stand in your sum: those of a majority, or those below?"),
    ("every k is counted", lambda n, p: _terms(n, p, range(n + 1)), "Something always happens. Which k are more than half?"),
    ("p is one half", lambda n, p: condorcet(n, 0.5), "Does your result change with p?"),
    ("a tie counts half", lambda n, p: condorcet(n, p) + (math.comb(n, n // 2) * (p * (1 - p)) ** (n // 2) / 2 if n % 2 == 0 else 0), "Two of four are right: has a majority been right?"),
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
    for n, k in ((3, 3), (5, 4), (9, 2)):
        rng = np.random.default_rng([11, n, k, 5])
        yield rng.normal(size=(n, k)) * 2, rng.integers(1, 30, n).astype(float), rng.uniform(1, 4, k), rng.normal(size=k)
    yield np.array([[60.0, -12.0], [-20.0, 15.0]]), np.array([4000.0, 3000.0]), np.array([0.1, 0.05]), np.array([0.5, -0.25])
    yield np.array([[-4.0, -3.0], [1.0, 2.0]]), np.array([2.0, 3.0]), np.array([3.0, 4.0]), np.array([0.5, 0.0])


@exercise(
    cases=_shouting,
    given=_soft_raw,
    hints=[
        "Which step comes first: making probabilities, or averaging?",
        "`1 / (1 + np.exp(-(a * scores + b)))` has a row for each region.",
        "Divide each row by its sum, then weight the rows by the areas.",
    ],
    why="A probability lies between 0 and 1 and a score does not: calibrate first, and the loudest region counts by its area, like the others.",
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
    ("still averaged before it is calibrated", _soft_raw, "One region has the score 9. How large can its probability be?"),
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


# The studio ----------------------------------------------------------------------------------------------------------------
def _jury(seed, n_classes, right, sure, *, copies=range(0), speaks=1.0):
    """Draw a jury's ballots on 2,000 pictures: a share of right answers and a claim for each voter.

    Those of ``copies`` repeat the first of them on 94 pictures in 100; in a jury that does not always speak, nobody speaks
    on 3 in 100. ``speaks`` may differ from voter to voter. Returned are ballots and truth of 500 pictures, the ballots on 1,500 others, and the truth of these.
    """
    rng = np.random.default_rng([16, seed])
    truth = rng.integers(0, n_classes, 2000)
    names = np.array([np.where(rng.random(2000) < p, truth, (truth + rng.integers(1, n_classes, 2000)) % n_classes) for p in right])
    for voter in copies:
        names[voter] = np.where(rng.random(2000) < 0.94, names[copies[0]], names[voter])
    sure = np.array(sure)[:, None, None]
    ballots = np.where(np.eye(n_classes, dtype=bool)[names], sure, (1 - sure) / (n_classes - 1))
    speaks = np.reshape(speaks, (-1, 1))
    silent = (rng.random(names.shape) > speaks) | (rng.random(2000) < (0.03 if speaks.min() < 1 else 0))
    ballots = np.where(silent[..., None], 0.0, ballots)[rng.permutation(len(right))]
    return ballots[:, :500], truth[:500], ballots[:, 500:], truth[500:]


@functools.cache
def _juries():
    return (
        _jury(5, 3, [0.85, 0.85, 0.55, 0.55], [0.7] * 4),
        _jury(1, 5, [0.55] * 9, [0.55] * 9),
        _jury(4, 3, [0.75] * 6, [0.75] * 6, speaks=0.5),
        _jury(3, 5, [0.6] * 5 + [0.25] * 3, [0.6] * 5 + [0.99] * 3),
        _jury(2, 4, [0.68] * 4 + [0.72] * 6, [0.7] * 10, copies=range(4, 10)),
        _jury(6, 6, [0.65] * 4 + [0.62] * 7, [0.65] * 4 + [0.95] * 7, copies=range(4, 11), speaks=0.8),
        _jury(7, 5, [0.4] * 2 + [0.78] * 4, [0.6] * 6, speaks=[1.0] * 2 + [0.3] * 4),
        _jury(9, 5, [0.45] * 6 + [0.85] * 4, [0.6] * 10, copies=range(6, 10)),
        _jury(11, 4, [0.6] * 4 + [0.4] * 3, [0.4] * 4 + [0.99] * 3),
    )


def _share(jury):
    """The share of the new pictures that a verdict names right, in one of the juries."""

    def right(verdicts):
        answers, truth = np.asarray(verdicts[jury]), _juries()[jury][3]
        return round(float(np.mean(answers == truth)), 3) if answers.shape == truth.shape else 0.0

    return right


def _no_class(verdicts):
    """How many answers are missing, or are the number of no class."""
    wrong = 0
    for answers, (_, _, new, truth) in zip(verdicts, _juries(), strict=True):
        given = np.asarray(answers)
        wrong += int(np.sum(~np.isin(given, range(new.shape[2])))) if given.shape == truth.shape else len(truth)
    return wrong


def _named(ballots):
    """Who says which class, with -1 for those who are silent."""
    return np.where(ballots.sum(axis=2) > 0, ballots.argmax(axis=2), -1)


def _weighted(weights, new):
    votes = np.eye(new.shape[2])[new.argmax(axis=2)] * (new.sum(axis=2) > 0)[..., None]
    return np.tensordot(weights, votes, 1).argmax(axis=1)


def _shares_right(past, truth):
    names = _named(past)
    return np.sum(names == truth, axis=1) / np.sum(names >= 0, axis=1)


@built(
    budget=20,
    cases=lambda: [jury[:3] for jury in _juries()],
    hints=[
        "Three voters are right in 7 of 10 cases, each by itself. Three others are right as often, but always say the same. Draw their votes on four pictures. Who wins, and who should?",
        "From `past` and `truth` you can count how often each voter is right when it speaks. How much should the name that it gives count?",
        "How often do two voters agree, on the pictures on which both speak? Voters who agree on more than 80 of 100 pictures are hardly more than one voter. How much weight should all of them have together?",
        "So the weight of a voter is its share of right names, divided by the number of voters who agree with it, itself included. Let each voter who speaks give its weight to the class that it names.",
    ],
    why="A name cannot shout. A voter's past says how much its name is worth, and voters who repeat each other share one vote.",
)
def verdict(past, truth, new):
    def named(ballots):  # -1 for a voter who abstains
        return np.where(ballots.sum(axis=2) > 0, ballots.argmax(axis=2), -1)

    names = named(past)
    shares = np.sum(names == truth, axis=1) / np.sum(names >= 0, axis=1)
    weights = np.zeros(len(names))
    for voter, own in enumerate(names):
        both = (own >= 0) & (names >= 0)
        agree = np.sum(both & (names == own), axis=1) / np.sum(both, axis=1)
        weights[voter] = shares[voter] / np.sum(agree > 0.8)
    votes = named(new)[..., None] == np.arange(new.shape[2])  # (voters, pictures, classes)
    return np.tensordot(weights, votes, 1).argmax(axis=1)


def _twins(past):
    """Count for each voter how many say nearly always the same, itself included."""
    names = _named(past)
    both = (names >= 0) & (names[:, None] >= 0)
    return np.sum(np.sum(both & (names == names[:, None]), axis=2) > 0.8 * np.sum(both, axis=2), axis=1)


def _alone(past, truth, new):
    """Throw out all that repeat each other."""
    return _weighted(_shares_right(past, truth) * (_twins(past) == 1), new)


def _claims_believed(past, truth, new):
    return np.tensordot(_shares_right(past, truth) / _twins(past), new, 1).argmax(axis=1)


def _the_best_voter(past, truth, new):
    return new[_shares_right(past, truth).argmax()].argmax(axis=1)


def _names_counted(past, truth, new):
    return np.sum(np.eye(new.shape[2])[new.argmax(axis=2)], axis=0).argmax(axis=1)


def _silence_taken_for_an_error(past, truth, new):
    return _weighted(np.mean(past.argmax(axis=2) == truth, axis=1), new)


def _without_repetitions(past, truth, new):
    """Keep a voter if it agrees with none of those before it, a silent voter being taken for one who says 0."""
    names, kept = past.argmax(axis=2), []
    for voter in range(len(names)):
        if all(np.mean(names[voter] == names[other]) < 0.8 for other in kept):
            kept.append(voter)
    return _weighted(_shares_right(past, truth)[kept], new[kept])


verdict.properties(
    ("answers that are missing, or are no class", _no_class, 0, lambda past, truth, new: new.mean(axis=0), "How many answers are asked for in each of the juries, and what is one answer: a share for each class, or the number of a class?"),
    ("share right where nine voters err independently", _share(1), at_least(0.85), _the_best_voter, "Each of the nine is right in 55 of 100 cases, but together they know much more. What does your verdict make of what each of them says?"),
    ("share right where voters abstain", _share(2), at_least(0.74), _names_counted, "A voter who abstains hands in a row of zeros. What is the `argmax` of zeros, and for which class does your rule count it?"),
    ("share right where three bad voters are always sure", _share(3), at_least(0.74), lambda past, truth, new: new.sum(axis=0).argmax(axis=1), "Three voters claim 0.99 each time, and are right in one case of four. Does your rule believe their claims, or what they got right in the past?"),
    ("share right where two good voters face two bad ones", _share(0), at_least(0.875), lambda past, truth, new: _weighted(np.ones(len(new)), new),
     "Two of four voters say one thing, and two say another. Which two does your rule believe, and what do `past` and `truth` say about them? Or did your rule take two good voters, who agree because they are right, for one?"),
    ("share right where those who know seldom speak", _share(6), at_least(0.62), _silence_taken_for_an_error, "Four of these voters abstain on seven pictures in ten, and are right in 78 of 100 cases when they speak. On which pictures do you count how often a voter is right?"),
    ("share right where the good voters repeat each other", _share(7), at_least(0.8), _alone, "Four of these ten voters are right in 85 of 100 cases, and say nearly always the same. Does your rule still hear one of them?"),
    ("share right where three voters claim more than they know", _share(8), at_least(0.7), _claims_believed, "Three voters claim 0.99 and are right in two cases of five. Four claim 0.4 and are right in three of five. What does your rule count: names, or claims?"),
    ("share right where six voters repeat one", _share(4), at_least(0.8), lambda past, truth, new: _weighted(_shares_right(past, truth), new), "Six of these ten voters say nearly always the same. How much do the six count together in your rule, and how much should they?"),
    ("share right where seven sure voters repeat one, and abstain at times", _share(5), at_least(0.67), _without_repetitions, "On how many pictures do two voters agree, if you look only at those on which both speak? Does your rule still find the seven who repeat each other, and hear the others?"),
)  # fmt: skip


RECALL = (
    Recall("many voices", "A jury of equally good members is right more often than one of them if their p is above one half, and...", ("they err independently", "there are at least 100 of them", "they agree before they vote"), "a", "Where they share an error, more voters change little."),
    Recall("soft votes", "Regions vote with scores of an SVM. What has to be done first?", ("make each score positive", "calibrate each region's scores", "take the mean"), "b", "A score does not say how sure the SVM is: differences that mean nothing can outvote a region that is sure."),
    Recall("shared errors", "On one question in four, all voters repeat what the first one says. What do more voters change about the answers to these questions?", ("nothing", "the majority is right more often", "ties become rare"), "a", "There, all of them together are one voter."),
)
