"""Other right answers, and the mutants of its references that are right as well."""

import math

import numpy as np


def confusion_by_adding_at(labels, answers, classes):
    counts = np.zeros((classes, classes))
    np.add.at(counts, (labels, answers), 1)
    return counts


def confusion_by_comparing(labels, answers, classes):
    return [[int(np.sum((labels == row) & (answers == column))) for column in range(classes)] for row in range(classes)]


def confusion_by_places(labels, answers, classes):
    return np.bincount(labels * classes + answers, minlength=classes**2).reshape(classes, classes)


def shares_by_loops(counts):
    precision, recall = [], []
    for k in range(len(counts)):
        called, there = sum(row[k] for row in counts), sum(counts[k])
        precision.append(counts[k][k] / called if called else 0)
        recall.append(counts[k][k] / there if there else 0)
    return precision, recall


def shares_mended(counts):
    right = np.diag(counts).astype("float32")
    with np.errstate(all="ignore"):
        return tuple(np.nan_to_num(right / counts.sum(axis=axis)) for axis in (0, 1))


def shares_in_two_rows(counts):
    return np.diag(counts) / np.maximum([counts.sum(axis=0), counts.sum(axis=1)], 1)


def f1_as_reciprocals(precision, recall):
    if precision == 0 or recall == 0:
        return 0
    return 2 / (1 / precision + 1 / recall)


def f1_with_numpy(precision, recall):
    return np.float32(2 * precision * recall / max(precision + recall, 1e-9))


def interval_with_math(right, n):
    z, share = 1.959964, right / n
    root = math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return [(share + z * z / (2 * n) + sign * z * root) / (1 + z * z / n) for sign in (-1, 1)]


def interval_by_roots(right, n):
    # The shares p whose distance to right / n is 1.96 standard errors: a quadratic equation.
    z2, share = 1.96**2, right / n
    return tuple(np.sort(np.roots([1 + z2 / n, -2 * share - z2 / n, share**2]).real))


def interval_in_an_array(right, n):
    z = 1.96
    root = z * np.sqrt(right * (n - right) / n + z**2 / 4)
    return (right + z**2 / 2 + np.array([-root, root])) / (n + z**2)


def folds_of_every_kth(order, k):
    return [(np.delete(order, slice(i, None, k)), order[i::k]) for i in range(k)]


def folds_split_by_numpy(order, k):
    parts = np.array_split(order, k)
    return [(np.concatenate(parts[:i] + parts[i + 1 :]), parts[i]) for i in range(k)]


def folds_in_lists(order, k):
    parts = [[] for _ in range(k)]
    for place, entry in enumerate(order.tolist()):
        parts[place % k].append(entry)
    return [[[entry for entry in order.tolist() if entry not in part], part] for part in parts]


def answers_with_two_words_changed(x, y, held, n_chosen):
    gap = abs(x[~held & (y == 1)].mean(axis=0) - x[~held & (y == 0)].mean(axis=0))
    chosen = gap.argsort()[-n_chosen:]
    x = x[:, chosen]
    zero = x[~held & (y == 0)].mean(axis=0)
    one = x[~held & (y == 1)].mean(axis=0)
    to_zero = ((x[held] - zero) ** 2).sum(axis=1)
    to_one = ((x[held] - one) ** 2).sum(axis=1)
    return to_one < to_zero


def answers_by_loops(x, y, held, n_chosen):
    learn = np.flatnonzero(~held)
    means = {label: np.mean([x[i] for i in learn if y[i] == label], axis=0) for label in (0, 1)}
    chosen = sorted(range(x.shape[1]), key=lambda c: abs(means[1][c] - means[0][c]))[-n_chosen:]
    found = []
    for row in x[held]:
        distances = [sum((row[c] - means[label][c]) ** 2 for c in chosen) for label in (0, 1)]
        found.append(bool(distances[1] < distances[0]))
    return found


def twenty_columns(x, y, held, n_chosen):
    gap = abs(x[~held & (y == 1)].mean(axis=0) - x[~held & (y == 0)].mean(axis=0))
    return held_answers_of(x[:, gap.argsort()[-20:]], y, held)


def held_answers_of(x, y, held):
    zero, one = (x[~held & (y == label)].mean(axis=0) for label in (0, 1))
    return ((x[held] - one) ** 2).sum(axis=1) < ((x[held] - zero) ** 2).sum(axis=1)


def confusion_of_300_pictures(labels, answers, classes):
    return confusion_by_comparing(labels[:300], answers[:300], classes)


def confusion_of_one_digit(labels, answers, classes):
    return confusion_by_comparing(labels % 10, answers % 10, classes)


def confusion_in_places_of_ten(labels, answers, classes):
    counts = np.bincount(10 * labels + answers, minlength=100 * classes)
    return [[int(counts[10 * row + column]) for column in range(classes)] for row in range(classes)]


def shares_of_counts_up_to_100(counts):
    return shares_mended(np.minimum(counts, 100))


def shares_in_8_bits(counts):
    return shares_mended(counts.astype("uint8"))


def shares_of_at_least_a_hundredth(counts):
    return tuple(np.where(share < 0.01, 0, share) for share in shares_mended(counts))


def f1_of_a_sum_of_a_hundredth_at_least(precision, recall):
    return 2 * precision * recall / max(precision + recall, 0.01)


def f1_that_is_0_where_one_is_small(precision, recall):
    return 0 if min(precision, recall) < 0.01 else f1_as_reciprocals(precision, recall)


def f1_in_whole_hundredths(precision, recall):
    return f1_as_reciprocals(round(precision, 2), round(recall, 2))


def interval_of_400_pictures_at_most(right, n):
    return interval_with_math(right * min(n, 400) / n, min(n, 400))


def interval_in_32_bits(right, n):
    square = int(np.array(right, "int32") * np.array(n - right, "int32"))
    z, share = 1.96, right / n
    root = math.sqrt(abs(square) / n**3 + z * z / (4 * n * n))
    return [(share + z * z / (2 * n) + sign * z * root) / (1 + z * z / n) for sign in (-1, 1)]


def interval_without_small_ends(right, n):
    low, high = interval_with_math(right, n)
    return low if low > 0.01 or right == 0 else 0.0, high


def folds_of_entries_below_100(order, k):
    return [(learn % 100, held % 100) for learn, held in folds_of_every_kth(order, k)]


def folds_five_at_most(order, k):
    return folds_of_every_kth(order, min(k, 5))


def folds_of_twelve_entries(order, k):
    return folds_of_every_kth(order[:12], k)


def answers_of_numbers_cut_off(x, y, held, n_chosen):
    return answers_with_two_words_changed(x.clip(-4, 9), y, held, n_chosen)


def answers_by_four_columns(x, y, held, n_chosen):
    return answers_with_two_words_changed(x, y, held, min(n_chosen, 4))


def answers_in_whole_hundredths(x, y, held, n_chosen):
    return answers_with_two_words_changed(x.round(2), y, held, n_chosen)


ANSWERS = {
    "confusion": (confusion_by_adding_at, confusion_by_comparing, confusion_by_places),
    "precision_and_recall": (shares_by_loops, shares_mended, shares_in_two_rows),
    "f1": (f1_as_reciprocals, f1_with_numpy),
    "accuracy_interval": (interval_with_math, interval_by_roots, interval_in_an_array),
    "folds": (folds_of_every_kth, folds_split_by_numpy, folds_in_lists),
    "answers_to_held_out": (answers_with_two_words_changed, answers_by_loops),
}

_SQUARED = "the square of a difference does not know which was taken from which"
_RETURN = "return ((hidden - one) ** 2).sum(axis=1) {} ((hidden - zero) ** 2).sum(axis=1)"
EQUIVALENT = {
    "answers_to_held_out": {
        "gap = abs(seen[seen_y == 0].mean(axis=0) - seen[seen_y == 1].mean(axis=0))": "a size knows no order",
        _RETURN.format("<="): "a row as near to one mean as to the other belongs to neither; no case has one",
        _RETURN.replace("hidden - one", "one - hidden").format("<"): _SQUARED,
        _RETURN.replace("hidden - zero", "zero - hidden").format("<"): _SQUARED,
    }
}
ONCE_PASSED = {
    "confusion": (
        confusion_of_300_pictures,
        confusion_of_one_digit,
        confusion_in_places_of_ten,
    ),
    "precision_and_recall": (
        shares_of_counts_up_to_100,
        shares_in_8_bits,
        shares_of_at_least_a_hundredth,
    ),
    "f1": (
        f1_of_a_sum_of_a_hundredth_at_least,
        f1_that_is_0_where_one_is_small,
        f1_in_whole_hundredths,
    ),
    "accuracy_interval": (
        interval_of_400_pictures_at_most,
        interval_in_32_bits,
        interval_without_small_ends,
    ),
    "folds": (
        folds_of_entries_below_100,
        folds_five_at_most,
        folds_of_twelve_entries,
    ),
    "answers_to_held_out": (
        answers_of_numbers_cut_off,
        answers_by_four_columns,
        answers_in_whole_hundredths,
    ),
}
NOT_SO = {"answers_to_held_out": {twenty_columns: "no columns are chosen"}}
