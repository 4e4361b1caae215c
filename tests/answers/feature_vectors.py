"""Other right answers, and the mutants of its references that are right as well."""

import math

import numpy as np
from scipy.spatial.distance import cdist, cosine

from imagen_course.metrics import box_iou


def distances_by_loops(points, query):
    return [math.sqrt(sum((p - q) ** 2 for p, q in zip(point, query, strict=True))) for point in points]


def distances_by_norm(points, query):
    return np.linalg.norm((points - query).astype("float32"), axis=1)


def bag_by_bincount(descriptors, words):
    return np.bincount(cdist(descriptors, words).argmin(axis=1), minlength=len(words)) / len(descriptors)


def bag_as_list(descriptors, words):
    nearest = [min(range(len(words)), key=lambda w: math.dist(words[w], d)) for d in descriptors]
    return [nearest.count(w) / len(descriptors) for w in range(len(words))]


def precision_without_the_query(points, labels, k):
    shares = []
    for i in range(len(points)):
        order = np.argsort(np.linalg.norm(points - points[i], axis=1))
        shares.append(np.mean(labels[order[order != i][:k]] == labels[i]))
    return np.mean(shares)


def precision_by_table(points, labels, k):
    far = cdist(points, points) + np.diag(np.full(len(points), 1e9))
    return float((labels[far.argsort(axis=1)[:, :k]] == labels[:, None]).mean())


def cosine_by_units(a, b):
    return np.sum((a / np.sqrt(a @ a)) * (b / np.sqrt(b @ b)))


def cosine_by_scipy(a, b):
    return 1 - cosine(a, b)


def suppress_by_removing(boxes, scores, overlap):
    left, kept = sorted(range(len(boxes)), key=lambda i: scores[i], reverse=True), []
    while left:
        best = left.pop(0)
        kept.append(best)
        left = [i for i in left if box_iou(boxes[[best]], boxes[[i]])[0, 0] <= overlap]
    return kept


def suppress_by_table(boxes, scores, overlap):
    iou, alive = box_iou(boxes, boxes), np.ones(len(boxes), bool)
    order = np.argsort(scores)[::-1]
    for i in order:
        if alive[i]:
            alive &= iou[i] <= overlap
            alive[i] = True
    return order[alive[order]]


def equal_by_loop(same, different):
    best = (2.0, None)
    for t in sorted({*same, *different}):
        refused = sum(d > t for d in same) / len(same)
        passed = sum(d <= t for d in different) / len(different)
        best = min(best, (abs(refused - passed), (refused + passed) / 2))
    return best[1]


def equal_by_scikit_learn(same, different):
    from sklearn.metrics import roc_curve

    truth = np.repeat([1, 0], [len(same), len(different)])
    passed, found, _ = roc_curve(truth, -np.concatenate([same, different]), drop_intermediate=False)
    middle = np.argmin(abs(passed - (1 - found)))
    return (passed[middle] + 1 - found[middle]) / 2


def distances_of_a_thousandth_at_least(points, query):
    return np.maximum(distances_by_norm(points, query), 0.001)


def distances_of_20_coordinates(points, query):
    return distances_by_norm(points[:, :20], query[:20])


def distances_in_whole_hundredths(points, query):
    return distances_by_norm(points.round(2), query.round(2))


def bag_of_words_within_1000(descriptors, words):
    counts = np.zeros(len(words))
    for descriptor in descriptors:
        best, number = 1000, 0
        for k, word in enumerate(words):
            if np.sum((descriptor - word) ** 2) < best:
                best, number = np.sum((descriptor - word) ** 2), k
        counts[number] += 1
    return counts / len(descriptors)


def bag_of_nine_words(descriptors, words):
    shares = np.array(bag_by_bincount(descriptors, words))
    return np.where(np.arange(len(words)) < 9, shares, 0)


def bag_of_16_coordinates(descriptors, words):
    return bag_by_bincount(descriptors[:, :16], words[:, :16])


def precision_with_the_query_at_100(points, labels, k):
    return precision_with_the_query_at(100, points, labels, k)


def precision_with_the_query_at_1e4(points, labels, k):
    return precision_with_the_query_at(1e4, points, labels, k)


def precision_with_the_query_at(far_away, points, labels, k):
    shares = []
    for i in range(len(points)):
        far = np.linalg.norm(points - points[i], axis=1)
        far[i] = far_away
        shares.append(np.mean(labels[np.argsort(far)[:k]] == labels[i]))
    return np.mean(shares)


def precision_of_20_queries(points, labels, k):
    far = np.linalg.norm(points[:, None] - points, axis=2)
    np.fill_diagonal(far, np.inf)
    found = labels[np.argsort(far, axis=1)[:, :k]] == labels[:, None]
    return found[:20].mean()


def cosine_of_lengths_of_a_tenth_at_least(a, b):
    return a @ b / (max(np.linalg.norm(a), 0.1) * max(np.linalg.norm(b), 0.1))


def cosine_with_a_little_below(a, b):
    return a @ b / (np.linalg.norm(a) * np.linalg.norm(b) + 1e-5)


def cosine_of_40_numbers(a, b):
    return cosine_by_units(a[:40], b[:40])


def suppress_whole_pixels(boxes, scores, overlap):
    return suppress_by_table(boxes.astype(int), scores, overlap)


def suppress_among_20(boxes, scores, overlap):
    return suppress_by_table(boxes[:20], scores[:20], overlap)


def suppress_by_scores_in_hundredths(boxes, scores, overlap):
    return suppress_by_table(boxes, scores.round(2), overlap)


def equal_on_a_fine_grid(same, different):
    thresholds = np.linspace(0, max(same.max(), different.max()), 10_001)
    return equal_at(thresholds, same, different)


def equal_by_thousandths(same, different):
    thresholds = np.arange(0, 20, 0.001) + 1e-9
    return equal_at(thresholds, same, different)


def equal_on_a_grid_between(same, different):
    both = np.concatenate([same, different])
    return equal_at(np.linspace(both.min(), both.max(), 20_001), same, different)


def equal_at(thresholds, same, different):
    refused = 1 - np.searchsorted(np.sort(same), thresholds, side="right") / len(same)
    passed = np.searchsorted(np.sort(different), thresholds, side="right") / len(different)
    middle = np.argmin(np.abs(refused - passed))
    return (refused[middle] + passed[middle]) / 2


ANSWERS = {
    "distances": (distances_by_loops, distances_by_norm),
    "bag_of_words": (bag_by_bincount, bag_as_list),
    "precision_at": (precision_without_the_query, precision_by_table),
    "cosine_similarity": (cosine_by_units, cosine_by_scipy),
    "suppress": (suppress_by_removing, suppress_by_table),
    "equal_error_rate": (equal_by_loop, equal_by_scikit_learn),
}
_TURNED = "the difference is squared, or its length taken: its sign makes no difference"
EQUIVALENT = {
    "distances": {"return np.sqrt(((query - points) ** 2).sum(axis=1))": _TURNED},
    "bag_of_words": {
        "counts[np.argmin(((descriptor - words) ** 2).sum(axis=1))] += 1": _TURNED,
        "counts[np.argmin(((words - descriptor) ** 2).mean(axis=1))] += 1": "a mean orders as a sum does",
    },
    "precision_at": {"far = np.linalg.norm(points[i] - points, axis=1)": _TURNED},
    "cosine_similarity": {
        "return b @ a / (np.linalg.norm(a) * np.linalg.norm(b))": "the product of two vectors is the same either way round"
    },
    "suppress": {
        f"if all((metrics.box_iou(boxes[[i]], boxes[[j]])[{place}] <= overlap for j in kept)):": "the table has one entry"
        for place in ("-1, 0", "0, -1")
    },
    "equal_error_rate": {"middle = np.argmin(np.abs(passed - refused))": "the difference's magnitude is taken"},
}
ONCE_PASSED = {
    "distances": (
        distances_of_a_thousandth_at_least,
        distances_of_20_coordinates,
        distances_in_whole_hundredths,
    ),
    "bag_of_words": (
        bag_of_words_within_1000,
        bag_of_nine_words,
        bag_of_16_coordinates,
    ),
    "precision_at": (
        precision_with_the_query_at_100,
        precision_with_the_query_at_1e4,
        precision_of_20_queries,
    ),
    "cosine_similarity": (
        cosine_of_lengths_of_a_tenth_at_least,
        cosine_with_a_little_below,
        cosine_of_40_numbers,
    ),
    "suppress": (
        suppress_whole_pixels,
        suppress_among_20,
        suppress_by_scores_in_hundredths,
    ),
    "equal_error_rate": (
        equal_on_a_fine_grid,
        equal_by_thousandths,
        equal_on_a_grid_between,
    ),
}
