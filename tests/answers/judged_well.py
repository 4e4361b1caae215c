"""Other right answers, and the mutants of its references that are right as well."""

import numpy as np
from scipy.stats import mannwhitneyu
from sklearn.metrics import roc_auc_score, roc_curve

from imagen_course.metrics import wilson_interval


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


def auc_by_scikit_learn(positives, negatives):
    labels = np.repeat([1, 0], [len(positives), len(negatives)])
    return roc_auc_score(labels, np.concatenate([positives, negatives]))


def auc_by_ranks(positives, negatives):
    return mannwhitneyu(positives, negatives).statistic / (len(positives) * len(negatives))


def auc_by_loops(positives, negatives):
    won = 0.0
    for positive in positives:
        for negative in negatives:
            won += 1 if positive > negative else 0.5 if positive == negative else 0
    return won / len(positives) / len(negatives)


def auc_by_area(positives, negatives):
    labels = np.repeat([1, 0], [len(positives), len(negatives)])
    fallout, recall, _ = roc_curve(labels, np.concatenate([positives, negatives]), drop_intermediate=False)
    return np.trapezoid(recall, fallout)


def report_by_loops(labels, scores, test_labels, test_scores, missed, alarm):
    lowest, threshold = np.inf, None
    for candidate in [*sorted(set(scores.tolist())), max(scores) + 1]:
        price = sum(missed if s < candidate else 0 for s, t in zip(scores, labels, strict=True) if t)
        price += sum(alarm if s >= candidate else 0 for s, t in zip(scores, labels, strict=True) if not t)
        if price < lowest:
            lowest, threshold = price, candidate
    tp = fp = fn = 0
    for s, t in zip(test_scores, test_labels, strict=True):
        tp += bool(s >= threshold and t)
        fp += bool(s >= threshold and not t)
        fn += bool(s < threshold and t)
    intervals = {"recall": wilson_interval(tp, tp + fn), "precision": wilson_interval(tp, tp + fp)}
    return {"threshold": threshold, "cost": missed * fn + alarm * fp, **intervals}


def report_between_the_scores(labels, scores, test_labels, test_scores, missed, alarm):
    places = np.unique(scores)
    between = (places[1:] + places[:-1]) / 2
    called = scores >= between[:, None]
    costs = missed * (~called & (labels == 1)).sum(axis=1) + alarm * (called & (labels == 0)).sum(axis=1)
    threshold = between[costs.argmin()]
    positive, called = test_labels.astype(bool), test_scores >= threshold
    tp, fp, fn = (int(np.sum(x)) for x in (called & positive, called & ~positive, ~called & positive))
    intervals = {"precision": [*wilson_interval(tp, tp + fp)], "recall": [*wilson_interval(tp, tp + fn)]}
    return {"threshold": threshold, "cost": missed * fn + alarm * fp} | intervals


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


def shares_of_counts_up_to_100(counts):
    return shares_mended(np.minimum(counts, 100))


def shares_in_8_bits(counts):
    return shares_mended(counts.astype("uint8"))


def shares_of_at_least_a_hundredth(counts):
    return tuple(np.where(share < 0.01, 0, share) for share in shares_mended(counts))


def auc_of_scores_from_0_to_1(positives, negatives):
    return auc_by_loops(positives.clip(0, 1), negatives.clip(0, 1))


def auc_of_scores_in_tenths(positives, negatives):
    return auc_by_loops(positives.round(1), negatives.round(1))


def auc_of_fifty_negatives(positives, negatives):
    return auc_by_loops(positives, negatives[:50])


def answers_of_numbers_cut_off(x, y, held, n_chosen):
    return answers_with_two_words_changed(x.clip(-4, 9), y, held, n_chosen)


def answers_by_four_columns(x, y, held, n_chosen):
    return answers_with_two_words_changed(x, y, held, min(n_chosen, 4))


def answers_in_whole_hundredths(x, y, held, n_chosen):
    return answers_with_two_words_changed(x.round(2), y, held, n_chosen)


ANSWERS = {
    "precision_and_recall": (shares_by_loops, shares_mended, shares_in_two_rows),
    "auc": (auc_by_scikit_learn, auc_by_ranks, auc_by_loops, auc_by_area),
    "report": (report_by_loops, report_between_the_scores),
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
    "precision_and_recall": (
        shares_of_counts_up_to_100,
        shares_in_8_bits,
        shares_of_at_least_a_hundredth,
    ),
    "auc": (
        auc_of_scores_from_0_to_1,
        auc_of_scores_in_tenths,
        auc_of_fifty_negatives,
    ),
    "answers_to_held_out": (
        answers_of_numbers_cut_off,
        answers_by_four_columns,
        answers_in_whole_hundredths,
    ),
}
NOT_SO = {"answers_to_held_out": {twenty_columns: "no columns are chosen"}}
