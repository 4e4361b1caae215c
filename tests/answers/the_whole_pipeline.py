"""Other right answers, and the mutants of its references that are right as well."""

import math

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


def condorcet_by_convolving(n, p):
    chances = np.ones(1)
    for _ in range(n):
        chances = np.convolve(chances, [1 - p, p])
    return chances[n // 2 + 1 :].sum()


def condorcet_by_loop(n, p):
    total = 0.0
    for k in range(n + 1):
        if 2 * k > n:
            ways = math.factorial(n) // math.factorial(k) // math.factorial(n - k)
            total += ways * p**k * (1 - p) ** (n - k)
    return total


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


def soft_by_loops(scores, areas, a, b):
    shares = np.zeros(len(a))
    for row, area in zip(scores, areas, strict=True):
        chances = [1 / (1 + math.exp(-(x * s + y))) for s, x, y in zip(row, a, b, strict=True)]
        shares += [area * chance / sum(chances) for chance in chances]
    return shares / sum(areas)


def soft_by_tanh(scores, areas, a, b):
    chances = 1 + np.tanh((a * scores + b) / 2)
    return np.average(chances / chances.sum(axis=1)[:, None], axis=0, weights=areas).astype("float32")


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


def condorcet_by_odds(n, p):
    return (1 - p) ** n * sum(math.comb(n, k) * (p / (1 - p)) ** k for k in range(n // 2 + 1, n + 1))


def condorcet_of_20_at_most(n, p):
    return condorcet_by_loop(min(n, 20), p)


def condorcet_never_sure(n, p):
    return condorcet_by_loop(n, min(p, 0.99))


def object_of_areas_of_100_at_most(chances, areas):
    return object_by_weights(chances, np.minimum(areas, 100))


def object_without_specks(chances, areas):
    return object_by_weights(chances, np.where(areas < 1, 0, areas))


def object_of_six_classes(chances, areas):
    shares = np.array(object_by_weights(chances, areas))
    return np.where(np.arange(len(shares)) < 6, shares, 0)


def soft_of_scores_of_ten_at_most(scores, areas, a, b):
    return soft_by_tanh(np.clip(scores, -10, 10), areas, a, b)


def soft_of_areas_of_100_at_most(scores, areas, a, b):
    return soft_by_tanh(scores, np.minimum(areas, 100), a, b)


def soft_of_a_of_at_least_a_half(scores, areas, a, b):
    return soft_by_tanh(scores, areas, np.maximum(a, 0.5), b)


ANSWERS = {
    "majority_vote": (majority_by_loops, majority_of_rows),
    "weighted_average": (average_by_loops, average_by_numpy, average_of_repeated),
    "condorcet": (condorcet_by_convolving, condorcet_by_loop),
    "object_vote": (object_by_loops, object_by_weights),
    "soft_vote": (soft_by_loops, soft_by_tanh),
}

EQUIVALENT = {
    "soft_vote": {
        "chances = 2 / (1 + np.exp(-(a * scores + b)))": "each row is divided by its sum: a factor drops out",
    },
}
ONCE_PASSED = {
    "majority_vote": (
        majority_in_8_bits,
        majority_of_one_digit,
        majority_of_100_voters,
    ),
    "weighted_average": (
        average_in_the_scores_type,
        average_of_weights_of_one_at_least,
        average_of_weights_of_ten_at_most,
    ),
    "condorcet": (
        condorcet_by_odds,
        condorcet_of_20_at_most,
        condorcet_never_sure,
    ),
    "object_vote": (
        object_of_areas_of_100_at_most,
        object_without_specks,
        object_of_six_classes,
    ),
    "soft_vote": (
        soft_of_scores_of_ten_at_most,
        soft_of_areas_of_100_at_most,
        soft_of_a_of_at_least_a_half,
    ),
}
