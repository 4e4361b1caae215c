"""Faces, sounds, words: its exercises, the slips they know, and the questions later lessons ask."""

import numpy as np

from imagen_course import metrics
from imagen_course.exercises.declare import Recall, exercise


# Angles --------------------------------------------------------------------------------------------------------------------
def _points(n, d, seed):
    return np.random.default_rng([n, d, seed]).normal(size=(n, d)).round(2)


def _pairs():
    yield np.array([3.0, 4.0]), np.array([1.0, 0.0])
    for d in (2, 3, 5, 40):
        yield _points(1, d, 5)[0], 3 * _points(1, d, 6)[0]
    yield np.array([0.003, -0.004]), np.array([0.0, 0.002])
    yield _points(1, 50, 5)[0], _points(1, 50, 6)[0]


@exercise(
    cases=_pairs,
    hints=[
        "Draw two arrows at a right angle, and two of different lengths in one direction: which numbers should come out?",
        "`a @ b` is the sum of the products.",
        "`np.linalg.norm(a)` is the length of `a`.",
        "Divide by both lengths: `a @ b / (np.linalg.norm(a) * np.linalg.norm(b))`.",
    ],
    why="Dividing by both lengths leaves the direction alone: the result is 1 for vectors that point the same way, however long they are.",
)
def cosine_similarity(a, b):
    return a @ b / (np.linalg.norm(a) * np.linalg.norm(b))


cosine_similarity.slips(
    ("the lengths are not divided out", lambda a, b: a @ b, "Make one vector ten times as long. Should the angle change?"),
    ("only one length is divided out", lambda a, b: a @ b / np.linalg.norm(a), "Make `b` ten times as long. Should the angle change?"),
    ("divided by squares", lambda a, b: a @ b / ((a @ a) * (b @ b)), "What is the similarity of a vector of length 2 with itself? And with your function?"),
    ("divided by a sum of lengths", lambda a, b: a @ b / (np.linalg.norm(a) + np.linalg.norm(b)), "A vector with itself should give 1. What does length times length, over length plus length, give?"),
    ("a distance instead of a similarity", lambda a, b: 1 - cosine_similarity(a, b), "For two equal vectors, is 1 or 0 asked for?"),
    ("multiplied by the second length", lambda a, b: a @ b / np.linalg.norm(a) * np.linalg.norm(b), "Make `b` ten times as long: does your result change? In which order does Python take `/` and `*`?"),
    ("the sign is lost", lambda a, b: abs(cosine_similarity(a, b)), "What is expected for two vectors that point opposite ways?"),
    ("the length of the products, not their sum", lambda a, b: np.linalg.norm(a * b) / (np.linalg.norm(a) * np.linalg.norm(b)), "Which sum is the numerator? Are its terms squared?"),
    ("centred first, a correlation", lambda a, b: cosine_similarity(a - a.mean(), b - b.mean()), "Is anything subtracted in the formula before the products are taken?"),
    ("the products are not added up", lambda a, b: a * b / (np.linalg.norm(a) * np.linalg.norm(b)), "How many numbers came, and how many are asked for?"),
)


# One face, one box ---------------------------------------------------------------------------------------------------------
def _detections():
    half = np.array([[0, 0, 2, 2], [0, 0, 2, 1]])  # they overlap by exactly 0.5
    yield half, np.array([0.25, 0.75]), 0.5
    yield half[::-1], np.array([0.5, 0.75]), 0.4
    for n, overlap in [(3, 0.3), (5, 0.2), (8, 0.3), (12, 0.4), (20, 0.25)]:
        rng = np.random.default_rng([n, 9])
        corners, sides = rng.integers(0, 10, (n, 2)), rng.integers(3, 9, (n, 2))
        yield np.hstack([corners, corners + sides]), rng.permutation(n) / n - 0.25, overlap
    # without what stands behind the point the first two are one box; the third is best by a thousandth
    yield np.array([[0.0, 0.4, 2.9, 1.4], [0.0, 0.9, 2.1, 1.9], [5.0, 5.0, 7.5, 7.5]]), np.array([0.502, 0.501, 0.503]), 0.5
    rng = np.random.default_rng(9)
    corners = rng.integers(0, 12, (24, 2))
    yield np.hstack([corners, corners + 4]), rng.permutation(24) / 24, 0.2
    chain = np.array([[0, 0, 4, 4], [0, 2, 4, 6], [0, 4, 4, 8], [0, 6, 4, 10]])
    yield chain, np.array([0.4, 0.3, 0.2, 0.1]), 0.2


def _suppress_by_all(boxes, scores, overlap):
    kept, seen = [], []
    for i in np.argsort(-scores):
        if all(metrics.box_iou(boxes[[i]], boxes[[j]])[0, 0] <= overlap for j in seen):
            kept.append(i)
        seen.append(i)
    return np.array(kept)


@exercise(
    cases=_detections,
    given=_suppress_by_all,
    hints=[
        "Three boxes in a row, each overlaps the next. Go through the function by hand: what stands in `seen` and in `kept` when the third box comes?",
        "The second box is dropped. Which line still compares the third box with it?",
        "A box that is dropped covers no face. Only the boxes in `kept` may push others out.",
    ],
    why="The best box cannot be pushed out; each next one has to keep its distance only from those that stayed. So every group of overlapping boxes leaves its best one.",
)
def suppress(boxes, scores, overlap):
    kept = []
    for i in np.argsort(-scores):
        if all(metrics.box_iou(boxes[[i]], boxes[[j]])[0, 0] <= overlap for j in kept):
            kept.append(i)
    return np.array(kept)


def _suppress_any(boxes, scores, overlap):
    kept = []
    for i in np.argsort(-scores):
        if not kept or any(metrics.box_iou(boxes[[i]], boxes[[j]])[0, 0] <= overlap for j in kept):
            kept.append(i)
    return np.array(kept)


def _suppress_turned(boxes, scores, overlap):
    kept = []
    for i in np.argsort(-scores):
        if all(metrics.box_iou(boxes[[i]], boxes[[j]])[0, 0] > overlap for j in kept):
            kept.append(i)
    return np.array(kept)


def _suppress_by_the_best(boxes, scores, overlap):
    order = np.argsort(-scores)
    iou = metrics.box_iou(boxes, boxes[order[:1]])[:, 0]
    return np.array([i for i in order if i == order[0] or iou[i] <= overlap])


def _suppress_by_the_last(boxes, scores, overlap):
    kept = []
    for i in np.argsort(-scores):
        if not kept or metrics.box_iou(boxes[[i]], boxes[[kept[-1]]])[0, 0] <= overlap:
            kept.append(i)
    return np.array(kept)


suppress.slips(
    ("the lowest score goes first", lambda boxes, scores, overlap: suppress(boxes, -scores, overlap), "Which box should be safe from all others, and which one do you take first?"),
    ("taken in the order they came", lambda boxes, scores, overlap: suppress(boxes, -np.arange(len(boxes)), overlap), "Of two boxes on one face, which should stay? Do you take that one first?"),
    ("a box that is gone still pushes others out", _suppress_by_all, "The first box pushes the second out, and the third overlaps only the second. Which faces are left without a box?"),
    ("one kept box at a distance is enough", _suppress_any, "Two faces, two kept boxes. A third box lies on the first face and far from the second: should it stay?"),
    ("the comparison is turned", _suppress_turned, "Boxes with a large overlap: are they one face or two?"),
    ("boxes instead of their numbers", lambda boxes, scores, overlap: boxes[suppress(boxes, scores, overlap)], "What is asked for, the boxes or where they stand in the list?"),
    ("compared with the best box only", _suppress_by_the_best, "Two boxes on a second face, both far from the best of all: how many of them should stay?"),
    ("compared with the last kept box only", _suppress_by_the_last, "A box lies far from the one kept last, and on one kept before. Should it stay?"),
    ("sorted by place in the list", lambda boxes, scores, overlap: np.sort(suppress(boxes, scores, overlap)), "In which order are the numbers asked for?"),
    ("scores instead of numbers", lambda boxes, scores, overlap: scores[suppress(boxes, scores, overlap)], "What is asked for: how high the boxes score, or which they are?"),
    ("an overlap of exactly the share pushes out", lambda boxes, scores, overlap: suppress(boxes, scores, np.nextafter(overlap, 0)), 'The rule says "by more than a given share". What about exactly that share?'),
    ("only the best box of all", lambda boxes, scores, overlap: np.array([np.argmax(scores)]), "How many faces may a photograph have?"),
    ("any overlap at all pushes out", lambda boxes, scores, overlap: suppress(boxes, scores, 0), "What is the argument `overlap` for?"),
)


# Two ways to be wrong ------------------------------------------------------------------------------------------------------
def _rates(same, different):
    thresholds = np.sort(np.concatenate([same, different]))
    return np.array([(np.mean(same > t), np.mean(different <= t)) for t in thresholds]).T  # refused, passed


def _equal_threshold(same, different):
    refused, passed = _rates(same, different)
    return np.sort(np.concatenate([same, different]))[np.argmin(np.abs(refused - passed))]


def _verifications():
    """Distances of pairs whose two shares are closest at one threshold only: any way to search finds the same."""
    for n, m in [(2, 3), (3, 4), (5, 4), (5, 9), (12, 20), (40, 70)]:
        wanted = {True, False}  # is the best threshold a distance of one person?
        for seed in range(40):
            rng = np.random.default_rng([n, m, seed])
            scale = 2.0 if n == 12 else 0.2  # distances have no fixed range
            same, different = rng.gamma(3, scale, n).round(3), rng.gamma(6, scale, m).round(3)
            gaps = np.abs(np.subtract(*_rates(same, different)))
            rates = {tuple(pair) for pair in _rates(same, different).T[gaps < gaps.min() + 1e-9].round(9)}
            own = bool(np.isin(_equal_threshold(same, different), same))
            if len(rates) == 1 and 0.1 < equal_error_rate(same, different) < 0.5 and own in wanted:
                wanted.remove(own)
                yield same, different
    # the distances that decide lie close together, and one of two people is far away
    yield np.array([1e-5, 2e-5, 4e-5, 9e-5, 5e-5]), np.array([3e-5, 6e-5, 7e-5, 8e-5, 1.2e-4, 2e-4, 50.0])


@exercise(
    cases=_verifications,
    hints=[
        "Try every distance that occurs as the threshold.",
        "For each: the share of `same` above it (refused), and the share of `different` at or below it (let through).",
        "Take the threshold at which the absolute difference of the two shares is smallest, and return their mean there.",
    ],
    why="Raising the threshold lets more of everybody in: one share falls, the other rises. Where they meet, neither kind of mistake is favoured, and the rate says how good the feature is, whatever threshold one takes later.",
)
def equal_error_rate(same, different):
    thresholds = np.sort(np.concatenate([same, different]))
    refused = np.array([np.mean(same > t) for t in thresholds])
    passed = np.array([np.mean(different <= t) for t in thresholds])
    middle = np.argmin(np.abs(refused - passed))
    return (refused[middle] + passed[middle]) / 2


def _equal_pair(refused, passed):
    middle = np.argmin(np.abs(refused - passed))
    return refused[middle], passed[middle]


def _equal_at(thresholds, same, different):
    refused, passed = np.array([(np.mean(same > t), np.mean(different <= t)) for t in thresholds]).T
    return np.mean(_equal_pair(refused, passed))


def _equal_at_both(same, different):
    thresholds = np.sort(np.concatenate([same, different]))
    refused, passed = np.array([(np.mean(same >= t), np.mean(different <= t)) for t in thresholds]).T
    return np.mean(_equal_pair(refused, passed))


def _equal_at_neither(same, different):
    thresholds = np.sort(np.concatenate([same, different]))
    refused, passed = np.array([(np.mean(same > t), np.mean(different < t)) for t in thresholds]).T
    return np.mean(_equal_pair(refused, passed))


def _equal_counts(same, different):
    refused, passed = _rates(same, different) * [[len(same)], [len(different)]]
    return np.mean(_equal_pair(refused, passed))


def _equal_least_sum(same, different):
    refused, passed = _rates(same, different)
    return (refused + passed).min() / 2


def _equal_signed(same, different):
    refused, passed = _rates(same, different)
    middle = np.argmin(refused - passed)
    return (refused[middle] + passed[middle]) / 2


def _equal_pooled(same, different):
    thresholds = np.sort(np.concatenate([same, different]))
    wrong = [np.sum(same > t) + np.sum(different <= t) for t in thresholds]
    return min(wrong) / len(thresholds)


def _equal_middle(same, different):
    threshold = (np.mean(same) + np.mean(different)) / 2
    return (np.mean(same > threshold) + np.mean(different <= threshold)) / 2


equal_error_rate.slips(
    ("the threshold is returned", _equal_threshold, "Is a distance asked for, or a share of the pairs?"),
    ("the least sum of both shares", _equal_least_sum, "At the threshold you found, are the two shares equal, or is one of them much larger?"),
    ("the share refused alone", lambda same, different: _equal_pair(*_rates(same, different))[0], "Two shares stand at your threshold. Which of them did you return?"),
    ("the share passed alone", lambda same, different: _equal_pair(*_rates(same, different))[1], "Two shares stand at your threshold. What about the refused?"),
    ("the larger of both shares", lambda same, different: max(_equal_pair(*_rates(same, different))), "If the shares are 0.1 and 0.2, what lies in the middle?"),
    ("only distances of one person are tried", lambda same, different: _equal_at(np.sort(same), same, different), "Does a distance between two people count among those that occur?"),
    ("a fixed grid of thresholds", lambda same, different: _equal_at(np.linspace(0, 0.8, 81), same, different), "Distances may lie below 0.001 or above 1,000. Which thresholds make a difference?"),
    ("a pair at the threshold is both refused and passed", _equal_at_both, "A pair lies exactly at the threshold. Can it be refused and passed?"),
    ("a pair at the threshold is neither refused nor passed", _equal_at_neither, "A pair lies exactly at the threshold. Is it refused or passed, and where do you count it?"),
    ("counts instead of shares", _equal_counts, "Ten refused out of twenty, ten passed out of a thousand: are both mistakes equally frequent?"),
    ("the sum of both shares", lambda same, different: 2 * equal_error_rate(same, different), "If both shares are 0.1, what should be returned?"),
    ("the difference keeps its sign", _equal_signed, "Where is a signed difference smallest: where the shares are equal, or where one is far larger?"),
    ("pairs of both kinds in one count", _equal_pooled, "There are far more pairs of two people than of one. Which kind decides a count of both together?"),
    ("the share that is right, or the two groups are swapped", lambda same, different: 1 - equal_error_rate(same, different), "Is a good recogniser's error rate near 0 or near 1? Are the distances of one person's pairs the small or the large ones?"),
    ("the threshold is set half-way between the means", _equal_middle, "At your threshold, did you look whether the two shares are equal?"),
)


RECALL = (
    Recall("windows", "A detector is right on 99.9 % of the windows without a face. A photograph has 10,000 of those. How many false alarms?", ("none", "about one", "about ten"), "c", "One in a thousand of 10,000 is 10: where faces are rare, a small error rate makes many false alarms."),
    Recall("others", "A threshold is chosen on five people. On which people is its error rate to be reported?", ("on other people", "on those five", "on all together"), "a", "A threshold that was chosen on people flatters itself on them, though it is one number only."),
    Recall("company", "A word's vector counts the words that stand near it. What do two words with like vectors share?", ("their meaning, surely", "their length", "the company they keep"), "c", "Counts know which words stand near, and nothing else. In like sentences, opposites keep the same company."),
)
