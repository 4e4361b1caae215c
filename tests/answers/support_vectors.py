"""Other right answers, and the mutants of its references that are right as well."""

import math

import numpy as np


def margin_by_loops(points, signs, w, b):
    length = math.sqrt(sum(x * x for x in w))
    return min(
        y * (sum(p * x for p, x in zip(point, w, strict=True)) + b) / length for point, y in zip(points, signs, strict=True)
    )


def margin_with_norm(points, signs, w, b):
    return (signs * (points.astype("float32") @ w + b) / np.linalg.norm(w)).min()


def hinge_by_loops(scores, signs):
    return np.array([max(0.0, 1 - y * s) for s, y in zip(scores, signs, strict=True)])


def hinge_with_where(scores, signs):
    return np.where(signs * scores < 1, 1 - signs * scores, 0.0)


def hinge_clipped(scores, signs):
    return (1 - scores * signs).clip(min=0).tolist()


def rest_by_comparing(labels, n_classes):
    return np.where(labels[:, None] == np.arange(n_classes), 1, -1)


def rest_from_identity(labels, n_classes):
    return 2 * np.eye(n_classes, dtype=int)[labels] - 1


def rest_by_loops(labels, n_classes):
    return np.array([[1 if label == k else -1 for k in range(n_classes)] for label in labels])


def rbf_by_loops(a, b, gamma):
    return np.array([[math.exp(-gamma * sum((x - y) ** 2 for x, y in zip(p, q, strict=True))) for q in b] for p in a])


def rbf_by_expansion(a, b, gamma):
    squares = (a**2).sum(axis=1)[:, None] + (b**2).sum(axis=1) - 2 * a @ b.T
    return np.exp(-gamma * squares)


def platt_with_math(score, a, b):
    return np.array([1 / (1 + math.exp(-a * s - b)) for s in score])


def platt_as_tanh(score, a, b):
    return (1 + np.tanh((a * score + b) / 2)) / 2


def platt_as_powers(score, a, b):
    powers = np.exp(a * score + b)
    return (powers / (powers + 1)).astype("float32")


def split_by_choice(groups, n_test, seed):
    held = np.random.default_rng(seed + 5).choice(np.unique(groups), n_test, replace=False)
    test = np.isin(groups, held)
    return np.where(~test)[0], np.where(test)[0]


def split_in_lists(groups, n_test, seed):
    held = list(dict.fromkeys(np.random.default_rng(seed).permutation(groups).tolist()))[:n_test]
    places = range(len(groups))
    return [i for i in places if groups[i] not in held], [i for i in places if groups[i] in held]


def split_by_sklearn(groups, n_test, seed):
    from sklearn.model_selection import GroupShuffleSplit

    return next(GroupShuffleSplit(1, test_size=n_test, random_state=seed).split(groups, groups=groups))


ANSWERS = {
    "margin": (margin_by_loops, margin_with_norm),
    "hinge": (hinge_by_loops, hinge_with_where, hinge_clipped),
    "one_against_rest": (rest_by_comparing, rest_from_identity, rest_by_loops),
    "rbf": (rbf_by_loops, rbf_by_expansion),
    "to_probability": (platt_with_math, platt_as_tanh, platt_as_powers),
    "split_by_picture": (split_by_choice, split_in_lists, split_by_sklearn),
}

EQUIVALENT = {
    "rbf": {"differences = b[None, :, :] - a[:, None, :]": "a square does not know which was taken from which"},
}
