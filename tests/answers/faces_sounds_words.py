"""Other right answers, and the mutants of its references that are right as well."""

import numpy as np
from scipy.spatial.distance import cosine

from imagen_course.metrics import box_iou


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
    "cosine_similarity": (cosine_by_units, cosine_by_scipy),
    "suppress": (suppress_by_removing, suppress_by_table),
    "equal_error_rate": (equal_by_loop, equal_by_scikit_learn),
}
EQUIVALENT = {
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
