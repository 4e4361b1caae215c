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
