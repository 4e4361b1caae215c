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


def clicks_in_whole_numbers_of_numpy():
    rows, columns = np.array(
        [[40, 323], [237, 468], [178, 278], [221, 579], [176, 480], [406, 175], [347, 228], [149, 39]]
    ).T
    return list(zip(rows, columns, ["sky", "lake", "temple", "trees", "sky", "trees", "temple", "sky"], strict=True))


def clicks_of_a_teacher():
    from imagen_course.datasets import photograph
    from imagen_course.teach import Teacher

    own = Teacher(photograph("china"))
    own.click(176, 480, "sky")
    own.click(121, 270, "temple")
    own.undo()
    for row, column, name in (
        (225, 432, "lake"),
        (165, 189, "temple"),
        (335, 582, "trees"),
        (124, 14, "sky"),
        (241, 26, "trees"),
    ):
        own.click(row, column, name)
    own.click(334, 166, "temple")
    own.click(177, 633, "trees")
    return own.clicks


def clicks_seven_are_enough():
    return (
        [93, 402, "sky"],
        [292, 428, "lake"],
        [182, 150, "temple"],
        [319, 534, "trees"],
        [121, 46, "sky"],
        [420, 5, "trees"],
        [343, 175, "temple"],
    )


ANSWERS = {
    "margin": (margin_by_loops, margin_with_norm),
    "hinge": (hinge_by_loops, hinge_with_where, hinge_clipped),
    "split_by_picture": (split_by_choice, split_in_lists, split_by_sklearn),
    "eight_clicks": (clicks_in_whole_numbers_of_numpy, clicks_of_a_teacher, clicks_seven_are_enough),
}

EQUIVALENT = {}
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
    "split_by_picture": (
        split_by_runs,
        split_from_the_first_place,
        split_until_there_are_enough_regions,
        split_at_either_end,
        split_from_the_seed_on,
    ),
}
