"""Feature vectors: its exercises, the slips they know, and the questions later lessons ask."""

import numpy as np

from imagen_course import metrics
from imagen_course.exercises.engine import Exercise, Recall, Slip

# How far apart -------------------------------------------------------------------------------------------------------------


def distances(points, query):
    return np.sqrt(((points - query) ** 2).sum(axis=1))


def _distances_squared(points, query):
    return ((points - query) ** 2).sum(axis=1)


def _distances_absolute(points, query):
    return np.abs(points - query).sum(axis=1)


def _distances_columns(points, query):
    return np.sqrt(((points - query) ** 2).sum(axis=0))


def _distances_mean(points, query):
    return np.sqrt(((points - query) ** 2).mean(axis=1))


def _distances_signed(points, query):
    return (points - query).sum(axis=1)


def _distances_total(points, query):
    return np.sqrt(((points - query) ** 2).sum())


def _distances_of_lengths(points, query):
    return np.linalg.norm(points, axis=1) - np.linalg.norm(query)


def _distances_halved(points, query):
    return ((points - query) ** 2).sum(axis=1) ** 1 / 2


def _points(n, d, seed):
    return np.random.default_rng([n, d, seed]).normal(size=(n, d)).round(2)


def _queries():
    for n, d in [(1, 2), (2, 3), (4, 3), (5, 7), (20, 12)]:
        yield _points(n, d, 0), _points(1, d, 1)[0]


# Counting words ------------------------------------------------------------------------------------------------------------


def bag_of_words(descriptors, words):
    counts = np.zeros(len(words))
    for descriptor in descriptors:
        counts[np.argmin(((words - descriptor) ** 2).sum(axis=1))] += 1
    return counts / len(descriptors)


def _bag_counts(descriptors, words):
    return bag_of_words(descriptors, words) * len(descriptors)


def _bag_farthest(descriptors, words):
    counts = np.zeros(len(words))
    for descriptor in descriptors:
        counts[np.argmax(((words - descriptor) ** 2).sum(axis=1))] += 1
    return counts / len(descriptors)


def _bag_by_words(descriptors, words):
    return bag_of_words(descriptors, words) * len(descriptors) / len(words)


def _bag_present(descriptors, words):
    return (bag_of_words(descriptors, words) > 0).astype(float)


def _bag_turned(descriptors, words):
    return bag_of_words(words, descriptors)


def _bag_short(descriptors, words):
    return np.trim_zeros(bag_of_words(descriptors, words), "b")


def _bag_angles(descriptors, words):
    counts = np.zeros(len(words))
    for descriptor in descriptors:
        counts[np.argmax(words @ descriptor)] += 1
    return counts / len(descriptors)


def _words_to_descriptors(descriptors, words):
    return ((descriptors[:, None] - words) ** 2).sum(axis=2)  # (descriptors, words)


def _bag_other_axis(descriptors, words):
    nearest = _words_to_descriptors(descriptors, words).argmin(axis=0)
    return np.bincount(nearest, minlength=len(words)) / len(descriptors)


def _bag_of_those_met(descriptors, words):
    nearest = _words_to_descriptors(descriptors, words).argmin(axis=1)
    return np.unique(nearest, return_counts=True)[1] / len(descriptors)


def _bag_over_the_largest(descriptors, words):
    shares = bag_of_words(descriptors, words)
    return shares / shares.max()


def _bags():
    for n, k, d in [(1, 2, 2), (2, 3, 2), (4, 3, 3), (3, 6, 4), (9, 5, 8), (30, 7, 16)]:
        yield _points(n, d, 2), _points(k, d, 3)


# The bug hunt --------------------------------------------------------------------------------------------------------------


def precision_at(points, labels, k):
    shares = []
    for i in range(len(points)):
        far = np.linalg.norm(points - points[i], axis=1)
        far[i] = np.inf
        nearest = np.argsort(far)[:k]
        shares.append(np.mean(labels[nearest] == labels[i]))
    return np.mean(shares)


def _precision_with_itself(points, labels, k):
    shares = []
    for i in range(len(points)):
        far = np.linalg.norm(points - points[i], axis=1)
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


def _precision_divided_by_one_more(points, labels, k):
    return precision_at(points, labels, k) * k / (k + 1)


def _precision_counts(points, labels, k):
    return precision_at(points, labels, k) * k


def _precision_of_each(points, labels, k):
    return np.array([_precision_of(points, labels, k, i) for i in range(len(points))])


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


def _collections():
    for n, k in [(3, 1), (4, 2), (6, 2), (8, 3), (12, 5), (20, 4)]:
        yield _points(n, 3, 4), np.random.default_rng([n, k]).integers(3, size=n), k
    twins = np.array([[0.0, 0.0], [0.0, 0.0], [5.0, 5.0], [5.0, 5.0], [20.0, 20.0], [21.0, 20.0]])
    yield twins, np.array([0, 1, 2, 2, 3, 3]), 1


# Angles --------------------------------------------------------------------------------------------------------------------


def cosine_similarity(a, b):
    return a @ b / (np.linalg.norm(a) * np.linalg.norm(b))


def _cosine_product(a, b):
    return a @ b


def _cosine_one_length(a, b):
    return a @ b / np.linalg.norm(a)


def _cosine_squares(a, b):
    return a @ b / ((a @ a) * (b @ b))


def _cosine_sum(a, b):
    return a @ b / (np.linalg.norm(a) + np.linalg.norm(b))


def _cosine_distance(a, b):
    return 1 - cosine_similarity(a, b)


def _cosine_unsummed(a, b):
    return a * b / (np.linalg.norm(a) * np.linalg.norm(b))


def _cosine_times_the_length(a, b):
    return a @ b / np.linalg.norm(a) * np.linalg.norm(b)


def _cosine_unsigned(a, b):
    return abs(cosine_similarity(a, b))


def _cosine_length_of_products(a, b):
    return np.linalg.norm(a * b) / (np.linalg.norm(a) * np.linalg.norm(b))


def _cosine_centred(a, b):
    return cosine_similarity(a - a.mean(), b - b.mean())


def _pairs():
    yield np.array([3.0, 4.0]), np.array([1.0, 0.0])
    for d in (2, 3, 5, 40):
        yield _points(1, d, 5)[0], 3 * _points(1, d, 6)[0]


# One face, one box ---------------------------------------------------------------------------------------------------------


def suppress(boxes, scores, overlap):
    kept = []
    for i in np.argsort(-scores):
        if all(metrics.box_iou(boxes[[i]], boxes[[j]])[0, 0] <= overlap for j in kept):
            kept.append(i)
    return np.array(kept)


def _suppress_lowest_first(boxes, scores, overlap):
    return suppress(boxes, -scores, overlap)


def _suppress_unsorted(boxes, scores, overlap):
    return suppress(boxes, -np.arange(len(boxes)), overlap)


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


def _suppress_boxes(boxes, scores, overlap):
    return boxes[suppress(boxes, scores, overlap)]


def _suppress_best(boxes, scores, overlap):
    return np.array([np.argmax(scores)])


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


def _suppress_in_list_order(boxes, scores, overlap):
    return np.sort(suppress(boxes, scores, overlap))


def _suppress_scores(boxes, scores, overlap):
    return scores[suppress(boxes, scores, overlap)]


def _suppress_from_equal_on(boxes, scores, overlap):
    return suppress(boxes, scores, np.nextafter(overlap, 0))


def _suppress_touching(boxes, scores, overlap):
    return suppress(boxes, scores, 0)


def _detections():
    half = np.array([[0, 0, 2, 2], [0, 0, 2, 1]])  # they overlap by exactly 0.5
    yield half, np.array([0.25, 0.75]), 0.5
    yield half[::-1], np.array([0.5, 0.75]), 0.4
    for n, overlap in [(3, 0.3), (5, 0.2), (8, 0.3), (12, 0.4), (20, 0.25)]:
        rng = np.random.default_rng([n, 9])
        corners, sides = rng.integers(0, 10, (n, 2)), rng.integers(3, 9, (n, 2))
        yield np.hstack([corners, corners + sides]), rng.permutation(n) / n - 0.25, overlap
    chain = np.array([[0, 0, 4, 4], [0, 2, 4, 6], [0, 4, 4, 8], [0, 6, 4, 10]])
    yield chain, np.array([0.4, 0.3, 0.2, 0.1]), 0.2


# Two ways to be wrong ------------------------------------------------------------------------------------------------------


def equal_error_rate(same, different):
    thresholds = np.sort(np.concatenate([same, different]))
    refused = np.array([np.mean(same > t) for t in thresholds])
    passed = np.array([np.mean(different <= t) for t in thresholds])
    middle = np.argmin(np.abs(refused - passed))
    return (refused[middle] + passed[middle]) / 2


def _rates(same, different):
    thresholds = np.sort(np.concatenate([same, different]))
    return np.array([(np.mean(same > t), np.mean(different <= t)) for t in thresholds]).T  # refused, passed


def _equal_threshold(same, different):
    refused, passed = _rates(same, different)
    return np.sort(np.concatenate([same, different]))[np.argmin(np.abs(refused - passed))]


def _equal_pair(refused, passed):
    middle = np.argmin(np.abs(refused - passed))
    return refused[middle], passed[middle]


def _equal_refused(same, different):
    return _equal_pair(*_rates(same, different))[0]


def _equal_passed(same, different):
    return _equal_pair(*_rates(same, different))[1]


def _equal_larger(same, different):
    return max(_equal_pair(*_rates(same, different)))


def _equal_at(thresholds, same, different):
    refused, passed = np.array([(np.mean(same > t), np.mean(different <= t)) for t in thresholds]).T
    return np.mean(_equal_pair(refused, passed))


def _equal_from_same(same, different):
    return _equal_at(np.sort(same), same, different)


def _equal_on_a_grid(same, different):
    return _equal_at(np.linspace(0, 0.8, 81), same, different)


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


def _equal_sum(same, different):
    return 2 * equal_error_rate(same, different)


def _equal_signed(same, different):
    refused, passed = _rates(same, different)
    middle = np.argmin(refused - passed)
    return (refused[middle] + passed[middle]) / 2


def _equal_pooled(same, different):
    thresholds = np.sort(np.concatenate([same, different]))
    wrong = [np.sum(same > t) + np.sum(different <= t) for t in thresholds]
    return min(wrong) / len(thresholds)


def _equal_right(same, different):
    return 1 - equal_error_rate(same, different)


def _equal_middle(same, different):
    threshold = (np.mean(same) + np.mean(different)) / 2
    return (np.mean(same > threshold) + np.mean(different <= threshold)) / 2


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


EXERCISES = (
    Exercise(
        distances,
        _queries,
        slips=(
            Slip("the root is missing", _distances_squared, "In which unit is a square? What did Pythagoras do last?"),
            Slip(
                "absolute differences are added",
                _distances_absolute,
                "From one corner of a square to the opposite one: is the way along two sides the shortest?",
            ),
            Slip(
                "summed down the columns",
                _distances_columns,
                "How many points came in, and how many numbers came out? Along which axis do the coordinates of one point lie?",
            ),
            Slip(
                "a mean instead of a sum", _distances_mean, "How far is (3, 4) from (0, 0)? By what does your line divide?"
            ),
            Slip(
                "differences of either sign cancel", _distances_signed, "Can a distance be 0 between two different points?"
            ),
            Slip(
                "one number for all points together",
                _distances_total,
                "How many distances are asked for? Over which axes do you add up?",
            ),
            Slip(
                "lengths are compared, not places",
                _distances_of_lengths,
                "Two points are equally far from zero. Must they be the same point?",
            ),
            Slip(
                "half the square, not its root",
                _distances_halved,
                "Is your result a root, or half of what should stand under it? Which does Python take first, `**` or `/`?",
            ),
        ),
        hints=(
            "`points - query` subtracts the query from every row at once.",
            "Square it, and add up along the row: `axis=1`.",
            "`np.sqrt(((points - query) ** 2).sum(axis=1))`.",
        ),
        why="It is Pythagoras with as many sides as there are coordinates: each row's squares are added up, and the root is taken of each row's sum.",
    ),
    Exercise(
        bag_of_words,
        _bags,
        slips=(
            Slip(
                "counts instead of shares",
                _bag_counts,
                "A picture with twice as many keypoints: should its vector be twice as long?",
            ),
            Slip("the farthest word", _bag_farthest, "Is the word for a patch the most like it, or the most unlike?"),
            Slip(
                "divided by the number of words",
                _bag_by_words,
                "What should the shares of one picture add up to? How many things were counted?",
            ),
            Slip(
                "present or absent only",
                _bag_present,
                "A word that is met ten times and one that is met once: should they look the same?",
            ),
            Slip(
                "each word asks for its nearest descriptor",
                _bag_turned,
                "Which of the two votes, and which is voted for? How long must the vector be?",
            ),
            Slip(
                "words after the last one met are missing",
                _bag_short,
                "How long must the vectors of two pictures be, to be compared? How long is yours, if nobody votes for the last word?",
            ),
            Slip(
                "the largest product instead of the least distance",
                _bag_angles,
                "A product grows with the length of the word. Is a long word near to everything?",
            ),
            Slip(
                "the least along the wrong axis",
                _bag_other_axis,
                "One vote for each descriptor: how many votes do you count, and how many descriptors came in?",
            ),
            Slip(
                "words that nobody chose are missing",
                _bag_of_those_met,
                "If nobody votes for word 1, at which place of your answer does word 2 stand?",
            ),
            Slip("divided by the largest", _bag_over_the_largest, "What do all your numbers add up to?"),
        ),
        hints=(
            "Begin with one zero for each word, and go over the descriptors.",
            "The nearest word of one descriptor: `np.argmin(((words - descriptor) ** 2).sum(axis=1))`. Add 1 there.",
            "At the end divide by the number of descriptors.",
        ),
        why="Every descriptor votes for its nearest word. Where it lay is forgotten, and how many there were is divided out: that is why the vector has the same length for every picture.",
    ),
    Exercise(
        precision_at,
        _collections,
        slips=(
            Slip(
                "the query is among its own neighbours",
                _precision_with_itself,
                "Which point lies at distance 0 from the query? Is it a find?",
            ),
            Slip(
                "one neighbour too few",
                _precision_one_short,
                "How many neighbours are left, once the query is taken out? Must you ask for one more?",
            ),
            Slip(
                "the first of the order is cut, whoever it is",
                _precision_first_cut,
                "Two pictures are equal to the last pixel: both lie at distance 0. Is it sure which of them comes first?",
            ),
            Slip(
                "twins of the query are taken out too",
                _precision_without_twins,
                "Another picture lies at distance 0 as well. Is it the query?",
            ),
            Slip(
                "the labels no longer belong to the distances",
                _precision_moved_up,
                "After an entry is deleted, which picture does number 7 mean? And in `labels`?",
            ),
            Slip(
                "the farthest instead of the nearest",
                _precision_farthest,
                "If pictures are sorted by their distance, at which end are the near ones? Which end do you take?",
            ),
            Slip(
                "divided by one too many",
                _precision_divided_by_one_more,
                "How many neighbours are counted, and by how many do you divide?",
            ),
            Slip(
                "a count instead of a share",
                _precision_counts,
                "What is the result when every neighbour is of the right class?",
            ),
            Slip("one number for each query", _precision_of_each, "How many numbers came, and how many are asked for?"),
        ),
        hints=(
            "Print `far` for the first query. Which entry is the smallest, every time?",
            "The query stands in the collection too, at distance 0 from itself.",
            "`far[i] = np.inf` before the sorting sends it to the end.",
        ),
        why="A collection that holds the query answers with the query, and that find is always right. Sent to the end of the order, it is out of the way, even when a twin of it lies at distance 0 as well.",
        given=_precision_with_itself,
    ),
    Exercise(
        cosine_similarity,
        _pairs,
        slips=(
            Slip(
                "the lengths are not divided out",
                _cosine_product,
                "Make one vector ten times as long. Should the angle change?",
            ),
            Slip(
                "only one length is divided out", _cosine_one_length, "Make `b` ten times as long. Should the angle change?"
            ),
            Slip(
                "divided by squares",
                _cosine_squares,
                "What is the similarity of a vector of length 2 with itself? And in yours?",
            ),
            Slip(
                "divided by a sum of lengths",
                _cosine_sum,
                "A vector with itself should give 1. What does length times length, over length plus length, give?",
            ),
            Slip("a distance instead of a similarity", _cosine_distance, "For two equal vectors, is 1 or 0 asked for?"),
            Slip(
                "multiplied by the second length",
                _cosine_times_the_length,
                "Make `b` ten times as long: does your result change? In which order does Python take `/` and `*`?",
            ),
            Slip("the sign is lost", _cosine_unsigned, "What is expected for two vectors that point opposite ways?"),
            Slip(
                "the length of the products, not their sum",
                _cosine_length_of_products,
                "Which sum stands above the line? Are its terms squared?",
            ),
            Slip(
                "centred first, a correlation",
                _cosine_centred,
                "Is anything subtracted in the formula before the products are taken?",
            ),
            Slip("the products are not added up", _cosine_unsummed, "How many numbers came, and how many are asked for?"),
        ),
        hints=(
            "`a @ b` is the sum of the products.",
            "`np.linalg.norm(a)` is the length of `a`.",
            "Divide by both lengths: `a @ b / (np.linalg.norm(a) * np.linalg.norm(b))`.",
        ),
        why="Dividing by both lengths leaves the direction alone: the result is 1 for vectors that point the same way, however long they are.",
    ),
    Exercise(
        suppress,
        _detections,
        slips=(
            Slip(
                "the lowest score goes first",
                _suppress_lowest_first,
                "Which box should be safe from all others, and which one do you take first?",
            ),
            Slip(
                "taken in the order they came",
                _suppress_unsorted,
                "Of two boxes on one face, which should stay? Do you take that one first?",
            ),
            Slip(
                "a box that is gone still pushes others out",
                _suppress_by_all,
                "The first box pushes the second out, and the third overlaps only the second. Which faces are left without a box?",
            ),
            Slip(
                "one kept box at a distance is enough",
                _suppress_any,
                "Two faces, two kept boxes. A third box lies on the first face and far from the second: should it stay?",
            ),
            Slip("the comparison is turned", _suppress_turned, "Boxes with a large overlap: are they one face or two?"),
            Slip(
                "boxes instead of their numbers",
                _suppress_boxes,
                "What is asked for, the boxes or where they stand in the list?",
            ),
            Slip(
                "compared with the best box only",
                _suppress_by_the_best,
                "Two boxes on a second face, both far from the best of all: how many of them should stay?",
            ),
            Slip(
                "compared with the last kept box only",
                _suppress_by_the_last,
                "A box lies far from the one kept last, and on one kept before. Should it stay?",
            ),
            Slip(
                "sorted by place in the list",
                _suppress_in_list_order,
                "In which order are the numbers asked for?",
            ),
            Slip(
                "scores instead of numbers",
                _suppress_scores,
                "What is asked for: how high the boxes score, or which they are?",
            ),
            Slip(
                "an overlap of exactly the share pushes out",
                _suppress_from_equal_on,
                'The rule says "by more than a given share". What about exactly that share?',
            ),
            Slip("only the best box of all", _suppress_best, "How many faces may a photograph have?"),
            Slip("any overlap at all pushes out", _suppress_touching, "What is the argument `overlap` for?"),
        ),
        hints=(
            "Go over the boxes from the highest score down: `for i in np.argsort(-scores)`.",
            "Keep a list of the numbers that stay. A box joins it unless its overlap with one *on the list* is larger than `overlap`.",
            "`metrics.box_iou(boxes[[i]], boxes[[j]])[0, 0]` is the overlap of two boxes; `all(... <= overlap for j in kept)` asks for all on the list.",
        ),
        why="The best box cannot be pushed out; each next one has to keep its distance only from those that stayed. So every group of overlapping boxes leaves its best one.",
    ),
    Exercise(
        equal_error_rate,
        _verifications,
        slips=(
            Slip("the threshold is returned", _equal_threshold, "Is a distance asked for, or a share of the pairs?"),
            Slip(
                "the least sum of both shares",
                _equal_least_sum,
                "At the threshold you found, are the two shares equal, or is one of them much larger?",
            ),
            Slip(
                "the share refused alone",
                _equal_refused,
                "Two shares stand at your threshold. Which of them did you return?",
            ),
            Slip("the share passed alone", _equal_passed, "Two shares stand at your threshold. What about the refused?"),
            Slip("the larger of both shares", _equal_larger, "If the shares are 0.1 and 0.2, what lies in the middle?"),
            Slip(
                "only distances of one person are tried",
                _equal_from_same,
                "Does a distance between two people count among those that occur?",
            ),
            Slip(
                "a fixed grid of thresholds",
                _equal_on_a_grid,
                "Distances may lie below 0.001 or above 1,000. Which thresholds make a difference?",
            ),
            Slip(
                "a pair at the threshold is both refused and passed",
                _equal_at_both,
                "A pair lies exactly at the threshold. Can it be refused and passed?",
            ),
            Slip(
                "a pair at the threshold is neither refused nor passed",
                _equal_at_neither,
                "A pair lies exactly at the threshold. Is it refused or passed, and where do you count it?",
            ),
            Slip(
                "counts instead of shares",
                _equal_counts,
                "Ten refused out of twenty, ten passed out of a thousand: are both mistakes equally frequent?",
            ),
            Slip("the sum of both shares", _equal_sum, "If both shares are 0.1, what should be returned?"),
            Slip(
                "the difference keeps its sign",
                _equal_signed,
                "Where is a signed difference smallest: where the shares are equal, or where one is far larger?",
            ),
            Slip(
                "pairs of both kinds in one count",
                _equal_pooled,
                "There are far more pairs of two people than of one. Which kind decides a count of both together?",
            ),
            Slip(
                "the share that is right, or the two groups are swapped",
                _equal_right,
                "Is a good recogniser's error rate near 0 or near 1? Are the distances of one person's pairs the small or the large ones?",
            ),
            Slip(
                "the threshold is set half-way between the means",
                _equal_middle,
                "At your threshold, did you look whether the two shares are equal?",
            ),
        ),
        hints=(
            "Try every distance that occurs as the threshold.",
            "For each: the share of `same` above it (refused), and the share of `different` at or below it (let through).",
            "Take the threshold at which the absolute difference of the two shares is smallest, and return their mean there.",
        ),
        why="Raising the threshold lets more of everybody in: one share falls, the other rises. Where they meet, neither kind of mistake is favoured, and the rate says how good the feature is, whatever threshold one takes later.",
    ),
)

RECALL = (
    Recall(
        "itself",
        "A retrieval test reports 100 % for the nearest neighbour. What do you look at first?",
        ("whether the query itself was found", "whether the distance is squared", "whether there are enough classes"),
        "a",
        "The query lies at distance 0 from itself. Take it out of the collection.",
    ),
    Recall(
        "map",
        "t-SNE draws two groups far apart. What does that say of their distance?",
        ("that it is large", "very little", "that it is small"),
        "b",
        "t-SNE keeps neighbours together. Sizes of groups and gaps between them are not kept.",
    ),
    Recall(
        "windows",
        "A detector is right on 99.9 % of the windows without a face. A photograph has 10,000 of those. How many false alarms?",
        ("none", "about one", "about ten"),
        "c",
        "One in a thousand of 10,000 is 10: where faces are rare, a small error rate makes many false alarms.",
    ),
    Recall(
        "bag",
        "What does a bag of visual words forget?",
        ("where the patches lay", "how often a word was met", "which words were met"),
        "a",
        "It counts words, each as often as it is met. Where they lay is lost.",
    ),
)
