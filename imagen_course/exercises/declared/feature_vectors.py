"""Feature vectors: its exercises, the slips they know, and the questions later lessons ask."""

import numpy as np

from imagen_course import metrics
from imagen_course.exercises.declare import Recall, exercise


# How far apart -------------------------------------------------------------------------------------------------------------
def _points(n, d, seed):
    return np.random.default_rng([n, d, seed]).normal(size=(n, d)).round(2)


def _queries():
    for n, d in [(1, 2), (2, 3), (4, 3), (5, 7), (20, 12)]:
        yield _points(n, d, 0), _points(1, d, 1)[0]
        if d == 3 and n == 2:
            yield _points(n, d, 0), _points(n, d, 0)[1]  # the query is one of them
    yield _points(3, 30, 0) / 300, _points(1, 30, 1)[0] / 300


@exercise(
    cases=_queries,
    hints=[
        "For the query (0, 0) and the point (3, 4), by hand: which steps lead to 5?",
        "`points - query` subtracts the query from every row at once.",
        "Square it, and add up along the row: `axis=1`.",
        "`np.sqrt(((points - query) ** 2).sum(axis=1))`.",
    ],
    why="It is Pythagoras with as many sides as there are coordinates: each row's squares are added up, and the root is taken of each row's sum.",
)
def distances(points, query):
    return np.sqrt(((points - query) ** 2).sum(axis=1))


distances.slips(
    ("the root is missing", lambda points, query: ((points - query) ** 2).sum(axis=1), "In which unit is a square? What did Pythagoras do last?"),
    ("absolute differences are added", lambda points, query: np.abs(points - query).sum(axis=1), "From one corner of a square to the opposite one: is the way along two sides the shortest?"),
    ("summed down the columns", lambda points, query: np.sqrt(((points - query) ** 2).sum(axis=0)), "How many points came in, and how many numbers came out? Along which axis do the coordinates of one point lie?"),
    ("a mean instead of a sum", lambda points, query: np.sqrt(((points - query) ** 2).mean(axis=1)), "How far is (3, 4) from (0, 0)? By what does your line divide?"),
    ("differences of either sign cancel", lambda points, query: (points - query).sum(axis=1), "Can a distance be 0 between two different points?"),
    ("one number for all points together", lambda points, query: np.sqrt(((points - query) ** 2).sum()), "How many distances are asked for? Over which axes do you add up?"),
    ("lengths are compared, not places", lambda points, query: np.linalg.norm(points, axis=1) - np.linalg.norm(query), "Two points are equally far from zero. Must they be the same point?"),
    ("half the square, not its root", lambda points, query: ((points - query) ** 2).sum(axis=1) ** 1 / 2, "Is your result a root, or half of what should stand under it? Which does Python take first, `**` or `/`?"),
)


# Counting words ------------------------------------------------------------------------------------------------------------
def _bags():
    for n, k, d in [(1, 2, 2), (2, 3, 2), (4, 3, 3), (3, 6, 4), (9, 5, 8), (30, 7, 16)]:
        yield _points(n, d, 2), _points(k, d, 3)
    yield 60 * _points(6, 20, 2), 60 * _points(12, 20, 3)
    yield 1e6 * _points(4, 3, 2), 1e6 * _points(3, 3, 3)


@exercise(
    cases=_bags,
    hints=[
        "Begin with one zero for each word, and go over the descriptors.",
        "The nearest word of one descriptor: `np.argmin(((words - descriptor) ** 2).sum(axis=1))`. Add 1 there.",
        "At the end divide by the number of descriptors.",
    ],
    why="Every descriptor votes for its nearest word. Where it lay is forgotten, and how many there were is divided out: that is why the vector has the same length for every picture.",
)
def bag_of_words(descriptors, words):
    counts = np.zeros(len(words))
    for descriptor in descriptors:
        counts[np.argmin(((words - descriptor) ** 2).sum(axis=1))] += 1
    return counts / len(descriptors)


def _bag_farthest(descriptors, words):
    counts = np.zeros(len(words))
    for descriptor in descriptors:
        counts[np.argmax(((words - descriptor) ** 2).sum(axis=1))] += 1
    return counts / len(descriptors)


def _bag_angles(descriptors, words):
    counts = np.zeros(len(words))
    for descriptor in descriptors:
        counts[np.argmax(words @ descriptor)] += 1
    return counts / len(descriptors)


def _words_to_descriptors(descriptors, words):
    return ((descriptors[:, None] - words) ** 2).sum(axis=2)  # (descriptors, words)


def _bag_over_the_largest(descriptors, words):
    shares = bag_of_words(descriptors, words)
    return shares / shares.max()


bag_of_words.slips(
    ("counts instead of shares", lambda descriptors, words: bag_of_words(descriptors, words) * len(descriptors), "A picture with twice as many keypoints: should its vector be twice as long?"),
    ("the farthest word", _bag_farthest, "Is the word for a patch the most like it, or the most unlike?"),
    ("divided by the number of words", lambda descriptors, words: bag_of_words(descriptors, words) * len(descriptors) / len(words), "What should the shares of one picture add up to? How many things were counted?"),
    ("present or absent only", lambda descriptors, words: (bag_of_words(descriptors, words) > 0).astype(float), "A word that is met ten times and one that is met once: should they look the same?"),
    ("each word asks for its nearest descriptor", lambda descriptors, words: bag_of_words(words, descriptors), "Which of the two votes, and which is voted for? How long must the vector be?"),
    ("words after the last one met are missing", lambda descriptors, words: np.trim_zeros(bag_of_words(descriptors, words), "b"), "How long must the vectors of two pictures be, to be compared? How long is yours, if nobody votes for the last word?"),
    ("the largest product instead of the least distance", _bag_angles, "A product grows with the length of the word. Is a long word near to everything?"),
    ("the least along the wrong axis", lambda descriptors, words: np.bincount(_words_to_descriptors(descriptors, words).argmin(axis=0), minlength=len(words)) / len(descriptors), "One vote for each descriptor: how many votes do you count, and how many descriptors came in?"),
    ("words that nobody chose are missing", lambda descriptors, words: np.unique(_words_to_descriptors(descriptors, words).argmin(axis=1), return_counts=True)[1] / len(descriptors), "If nobody votes for word 1, at which place of your answer does word 2 stand?"),
    ("divided by the largest", _bag_over_the_largest, "What do all your numbers add up to?"),
)


# The bug hunt --------------------------------------------------------------------------------------------------------------
def _precision_with_itself(points, labels, k):
    shares = []
    for i in range(len(points)):
        far = np.linalg.norm(points - points[i], axis=1)
        nearest = np.argsort(far)[:k]
        shares.append(np.mean(labels[nearest] == labels[i]))
    return np.mean(shares)


def _collections():
    for n, k in [(3, 1), (4, 2), (6, 2), (8, 3), (12, 5), (20, 4)]:
        yield _points(n, 3, 4), np.random.default_rng([n, k]).integers(3, size=n), k
    yield 3e4 * _points(5, 3, 4), np.array([0, 1, 1, 0, 1]), 4  # all the others
    yield _points(24, 3, 4), np.random.default_rng(24).integers(3, size=24), 5
    twins = np.array([[0.0, 0.0], [0.0, 0.0], [5.0, 5.0], [5.0, 5.0], [20.0, 20.0], [21.0, 20.0]])
    yield twins, np.array([0, 1, 2, 2, 3, 3]), 1


@exercise(
    cases=_collections,
    given=_precision_with_itself,
    hints=[
        "Print `far` for the first query. Which entry is the smallest, every time?",
        "The query stands in the collection too, at distance 0 from itself.",
        "`far[i] = np.inf` before the sorting sends it to the end.",
    ],
    why="A collection that holds the query answers with the query, and that find is always right. Sent to the end of the order, it is out of the way, even when a twin of it lies at distance 0 as well.",
)
def precision_at(points, labels, k):
    shares = []
    for i in range(len(points)):
        far = np.linalg.norm(points - points[i], axis=1)
        far[i] = np.inf
        nearest = np.argsort(far)[:k]
        shares.append(np.mean(labels[nearest] == labels[i]))
    return np.mean(shares)


def _precision_one_short(points, labels, k):
    shares = []
    for i in range(len(points)):
        far = np.linalg.norm(points - points[i], axis=1)
        shares.append(np.mean(labels[np.argsort(far)[1:k]] == labels[i]))
    return np.mean(shares)


def _precision_farthest(points, labels, k):
    shares = []
    for i in range(len(points)):
        far = np.linalg.norm(points - points[i], axis=1)
        shares.append(np.mean(labels[np.argsort(-far)[:k]] == labels[i]))
    return np.mean(shares)


def _precision_of(points, labels, k, i):
    far = np.linalg.norm(points - points[i], axis=1)
    far[i] = np.inf
    return np.mean(labels[np.argsort(far)[:k]] == labels[i])


def _precision_first_cut(points, labels, k):
    shares = []
    for i in range(len(points)):
        far = np.linalg.norm(points - points[i], axis=1)
        shares.append(np.mean(labels[np.argsort(far)[1 : k + 1]] == labels[i]))
    return np.mean(shares)


def _precision_without_twins(points, labels, k):
    shares = []
    for i in range(len(points)):
        far = np.linalg.norm(points - points[i], axis=1)
        far[far == 0] = np.inf
        shares.append(np.mean(labels[np.argsort(far)[:k]] == labels[i]))
    return np.mean(shares)


def _precision_moved_up(points, labels, k):
    shares = []
    for i in range(len(points)):
        far = np.delete(np.linalg.norm(points - points[i], axis=1), i)
        shares.append(np.mean(labels[np.argsort(far)[:k]] == labels[i]))
    return np.mean(shares)


precision_at.slips(
    ("the query is among its own neighbours", _precision_with_itself, "Which point lies at distance 0 from the query? Is it a find?"),
    ("one neighbour too few", _precision_one_short, "How many neighbours are left, once the query is taken out? Must you ask for one more?"),
    ("the first of the order is cut, whoever it is", _precision_first_cut, "Two pictures are equal to the last pixel: both lie at distance 0. Is it sure which of them comes first?"),
    ("twins of the query are taken out too", _precision_without_twins, "Another picture lies at distance 0 as well. Is it the query?"),
    ("the labels no longer belong to the distances", _precision_moved_up, "After an entry is deleted, which picture does number 7 mean? And in `labels`?"),
    ("the farthest instead of the nearest", _precision_farthest, "If pictures are sorted by their distance, at which end are the near ones? Which end do you take?"),
    ("divided by one too many", lambda points, labels, k: precision_at(points, labels, k) * k / (k + 1), "How many neighbours are counted, and by how many do you divide?"),
    ("a count instead of a share", lambda points, labels, k: precision_at(points, labels, k) * k, "What is the result when every neighbour is of the right class?"),
    ("one number for each query", lambda points, labels, k: np.array([_precision_of(points, labels, k, i) for i in range(len(points))]), "How many numbers came, and how many are asked for?"),
)


# Angles --------------------------------------------------------------------------------------------------------------------
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


@exercise(
    cases=_detections,
    hints=[
        "Draw three boxes, the first two nearly the same. Which one is dropped, and in which order did you look at them?",
        "Go over the boxes from the highest score down: `for i in np.argsort(-scores)`.",
        "Keep a list of the numbers that stay. A box joins it unless its overlap with one *on the list* is larger than `overlap`.",
        "`metrics.box_iou(boxes[[i]], boxes[[j]])[0, 0]` is the overlap of two boxes; `all(... <= overlap for j in kept)` asks for all on the list.",
    ],
    why="The best box cannot be pushed out; each next one has to keep its distance only from those that stayed. So every group of overlapping boxes leaves its best one.",
)
def suppress(boxes, scores, overlap):
    kept = []
    for i in np.argsort(-scores):
        if all(metrics.box_iou(boxes[[i]], boxes[[j]])[0, 0] <= overlap for j in kept):
            kept.append(i)
    return np.array(kept)


def _suppress_by_all(boxes, scores, overlap):
    order = np.argsort(-scores)
    iou = metrics.box_iou(boxes[order], boxes[order])
    return np.array([i for n, i in enumerate(order) if (iou[n, :n] <= overlap).all()])


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
    Recall("itself", "A retrieval test reports 100 % for the nearest neighbour. What do you look at first?", ("whether the query itself was found", "whether the distance is squared", "whether there are enough classes"), "a", "The query lies at distance 0 from itself. Take it out of the collection."),
    Recall("map", "t-SNE draws two groups far apart. What does that say of their distance?", ("that it is large", "very little", "that it is small"), "b", "t-SNE keeps neighbours together. Sizes of groups and gaps between them are not kept."),
    Recall("windows", "A detector is right on 99.9 % of the windows without a face. A photograph has 10,000 of those. How many false alarms?", ("none", "about one", "about ten"), "c", "One in a thousand of 10,000 is 10: where faces are rare, a small error rate makes many false alarms."),
    Recall("bag", "What does a bag of visual words forget?", ("where the patches lay", "how often a word was met", "which words were met"), "a", "It counts words, each as often as it is met. Where they lay is lost."),
)
