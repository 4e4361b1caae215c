"""Other right answers, and the mutants of its references that are right as well."""

import numpy as np


def majority_by_loops(labels, n_classes):
    return [sum(label == k for label in labels) / len(labels) for k in range(n_classes)]


def majority_of_rows(labels, n_classes):
    return np.eye(n_classes, dtype="float32")[labels].mean(axis=0)


def average_by_loops(scores, weights):
    n, k = scores.shape
    return [sum(weights[i] * scores[i, c] for i in range(n)) / sum(weights) for c in range(k)]


def average_by_numpy(scores, weights):
    return np.average(scores, axis=0, weights=weights)


def average_of_repeated(scores, weights):
    return np.sum((weights / weights.sum())[:, None] * scores, axis=0).astype("float32")


def majority_in_8_bits(labels, n_classes):
    return np.bincount(labels, minlength=n_classes).astype("uint8") / len(labels)


def majority_of_one_digit(labels, n_classes):
    return majority_by_loops(labels % 10, n_classes)


def majority_of_100_voters(labels, n_classes):
    return majority_by_loops(labels[:100], n_classes)


def average_in_the_scores_type(scores, weights):
    mean = np.zeros_like(scores[0])
    for row, weight in zip(scores, weights, strict=True):
        mean += (weight * row).astype(mean.dtype)
    return (mean / np.sum(weights)).astype(mean.dtype)


def average_of_weights_of_one_at_least(scores, weights):
    return average_by_numpy(scores, np.where(weights == 0, 1, weights))


def average_of_weights_of_ten_at_most(scores, weights):
    return average_by_numpy(scores, np.minimum(weights, 10))


def object_by_loops(chances, areas):
    total, shares = 0, [0] * (chances.shape[1] - 1)
    for row, area in zip(chances, areas, strict=True):
        if max(row[1:]) > row[0]:
            total += area
            shares = [share + area * chance / sum(row[1:]) for share, chance in zip(shares, row[1:], strict=True)]
    return [share / total for share in shares]


def object_by_weights(chances, areas):
    weights = np.where(chances.argmax(axis=1) == 0, 0, areas)
    return np.average(chances[:, 1:] / (1 - chances[:, :1]), axis=0, weights=weights)


def object_of_areas_of_100_at_most(chances, areas):
    return object_by_weights(chances, np.minimum(areas, 100))


def object_without_specks(chances, areas):
    return object_by_weights(chances, np.where(areas < 1, 0, areas))


def object_of_six_classes(chances, areas):
    shares = np.array(object_by_weights(chances, areas))
    return np.where(np.arange(len(shares)) < 6, shares, 0)


ANSWERS = {
    "weighted_average": (average_by_loops, average_by_numpy, average_of_repeated),
    "majority_vote": (majority_by_loops, majority_of_rows),
    "object_vote": (object_by_loops, object_by_weights),
}

EQUIVALENT = {}
ONCE_PASSED = {
    "weighted_average": (
        average_in_the_scores_type,
        average_of_weights_of_one_at_least,
        average_of_weights_of_ten_at_most,
    ),
    "majority_vote": (
        majority_in_8_bits,
        majority_of_one_digit,
        majority_of_100_voters,
    ),
    "object_vote": (
        object_of_areas_of_100_at_most,
        object_without_specks,
        object_of_six_classes,
    ),
}
