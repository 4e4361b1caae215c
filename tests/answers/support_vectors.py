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


def margin_of_one_at_most(points, signs, w, b):
    best = 1
    for point, sign in zip(points, signs, strict=True):
        best = min(best, sign * (point @ w + b) / np.linalg.norm(w))
    return best


def margin_of_1e9_at_most(points, signs, w, b):
    return min(1e9, margin_by_loops(points, signs, w, b))


def margin_that_loses_a_zero(points, signs, w, b):
    best = None
    for distance in signs * (points @ w + b) / np.linalg.norm(w):
        best = distance if not best or distance < best else best
    return best


def margin_of_six_points(points, signs, w, b):
    return margin_by_loops(points[:6], signs[:6], w, b)


def hinge_of_the_first_cost_s_type(scores, signs):
    return np.vectorize(lambda s, y: max(0, 1 - y * s))(scores, signs)


def hinge_of_ten_at_most(scores, signs):
    return np.clip(1 - signs * scores, 0, 10)


def hinge_without_small_costs(scores, signs):
    costs = hinge_with_where(scores, signs)
    return np.where(costs < 0.01, 0, costs)


def rest_of_ten_points(labels, n_classes):
    return np.array([[1 if i < 10 and label == k else -1 for k in range(n_classes)] for i, label in enumerate(labels)])


def rest_in_four_bits(labels, n_classes):
    bits = 1 << labels.astype("uint8")
    return np.array([[1 if bit >> k & 1 else -1 for k in range(n_classes)] for bit in bits.astype("uint8").tolist()])


def rest_of_one_digit(labels, n_classes):
    return np.array([[1 if str(label)[0] == str(k)[0] else -1 for k in range(n_classes)] for label in labels])


def rbf_of_five_at_most(a, b, gamma):
    squares = np.minimum(np.sum((a[:, None] - b) ** 2, axis=-1), 25)
    return np.exp(-gamma * squares)


def rbf_of_three_coordinates(a, b, gamma):
    return rbf_by_expansion(a[:, :3], b[:, :3], gamma)


def rbf_of_a_gamma_of_two_at_most(a, b, gamma):
    return rbf_by_expansion(a, b, np.clip(gamma, 0.1, 2))


def platt_in_the_score_s_type(score, a, b):
    result = np.zeros_like(score)
    for i, s in enumerate(score):
        result[i] = 1 / (1 + math.exp(-a * s - b))
    return result


def platt_never_quite_sure(score, a, b):
    return np.clip(platt_as_tanh(score, a, b), 0.01, 0.99)


def platt_of_scores_of_three_at_most(score, a, b):
    return platt_as_tanh(np.clip(score, -3, 3), a, b)


def split_by_runs(groups, n_test, seed):
    starts = np.flatnonzero(np.r_[True, np.diff(groups) != 0])
    runs = np.split(np.arange(len(groups)), starts[1:])
    drawn = np.random.default_rng(seed).permutation(len(runs))
    return [np.concatenate([runs[i] for i in np.sort(part)]) for part in (drawn[n_test:], drawn[:n_test])]


def split_from_the_first_place(groups, n_test, seed):
    names, first, counts = np.unique(groups, return_index=True, return_counts=True)
    test = np.zeros(len(groups), bool)
    for i in np.random.default_rng(seed).permutation(len(names))[:n_test]:
        test[first[i] : first[i] + counts[i]] = True
    return np.flatnonzero(~test), np.flatnonzero(test)


def split_until_there_are_enough_regions(groups, n_test, seed):
    wanted, held = round(n_test * len(groups) / len(np.unique(groups))), []
    for name in np.random.default_rng(seed).permutation(np.unique(groups)):
        if np.isin(groups, held).sum() < wanted:
            held.append(name)
    return np.flatnonzero(~np.isin(groups, held)), np.flatnonzero(np.isin(groups, held))


def split_at_either_end(groups, n_test, seed):
    names = np.unique(groups)
    held = np.isin(groups, names[:n_test] if seed % 2 else names[-n_test:])
    return np.flatnonzero(~held), np.flatnonzero(held)


def split_from_the_seed_on(groups, n_test, seed):
    held = np.isin(groups, np.roll(np.unique(groups), seed)[:n_test])
    return np.flatnonzero(~held), np.flatnonzero(held)


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
ONCE_PASSED = {
    "margin": (
        margin_of_one_at_most,
        margin_of_1e9_at_most,
        margin_that_loses_a_zero,
        margin_of_six_points,
    ),
    "hinge": (
        hinge_of_the_first_cost_s_type,
        hinge_of_ten_at_most,
        hinge_without_small_costs,
    ),
    "one_against_rest": (
        rest_of_ten_points,
        rest_in_four_bits,
        rest_of_one_digit,
    ),
    "rbf": (
        rbf_of_five_at_most,
        rbf_of_three_coordinates,
        rbf_of_a_gamma_of_two_at_most,
    ),
    "to_probability": (
        platt_in_the_score_s_type,
        platt_never_quite_sure,
        platt_of_scores_of_three_at_most,
    ),
    "split_by_picture": (
        split_by_runs,
        split_from_the_first_place,
        split_until_there_are_enough_regions,
        split_at_either_end,
        split_from_the_seed_on,
    ),
}
