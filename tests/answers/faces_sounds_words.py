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


def door_of_means(vectors, people, strangers, most):
    def unit(x):
        return x / np.sqrt(np.sum(np.square(x, dtype="float64"), axis=-1, keepdims=True))

    names = sorted(set(people.tolist()))
    means = unit(np.stack([unit(vectors[people == name]).mean(axis=0) for name in names]))

    def closest(vector):
        return max((float(mean @ unit(vector)), name) for mean, name in zip(means, names, strict=True))

    limit = np.quantile([closest(stranger)[0] for stranger in strangers], 1 - most)
    return lambda vector: closest(vector)[1] if closest(vector)[0] >= limit else None


def door_by_sorting(vectors, people, strangers, most):
    highest = sorted(max(1 - cosine(stranger, vector) for vector in vectors[::2]) for stranger in strangers[::3])
    threshold = highest[round((1 - most) * len(highest))]

    class Door:
        def __call__(self, vector):
            nearness = [1 - cosine(vector, other) for other in vectors[::2]]
            best = int(np.argmax(nearness))
            return int(people[::2][best]) if nearness[best] > threshold else None

    return Door()


ANSWERS = {
    "cosine_similarity": (cosine_by_units, cosine_by_scipy),
    "suppress": (suppress_by_removing, suppress_by_table),
    "doorkeeper": (door_of_means, door_by_sorting),
}
EQUIVALENT = {
    "cosine_similarity": {
        "return b @ a / (np.linalg.norm(a) * np.linalg.norm(b))": "the product of two vectors is the same either way round"
    },
    "suppress": {
        f"if all((metrics.box_iou(boxes[[i]], boxes[[j]])[{place}] <= overlap for j in kept)):": "the table has one entry"
        for place in ("-1, 0", "0, -1")
    },
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
}
