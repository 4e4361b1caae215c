"""Other right answers, and the mutants of its references that are right as well."""

import math

import numpy as np
from scipy.spatial.distance import cdist


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


ANSWERS = {
    "distances": (distances_by_loops, distances_by_norm),
    "bag_of_words": (bag_by_bincount, bag_as_list),
    "precision_at": (precision_without_the_query, precision_by_table),
}
_TURNED = "the difference is squared, or its length taken: its sign makes no difference"
EQUIVALENT = {
    "distances": {"return np.sqrt(((query - points) ** 2).sum(axis=1))": _TURNED},
    "bag_of_words": {
        "counts[np.argmin(((descriptor - words) ** 2).sum(axis=1))] += 1": _TURNED,
        "counts[np.argmin(((words - descriptor) ** 2).mean(axis=1))] += 1": "a mean orders as a sum does",
    },
    "precision_at": {"far = np.linalg.norm(points[i] - points, axis=1)": _TURNED},
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
}
