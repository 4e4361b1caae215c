"""Other right answers to Photographs, and the mutants that are right as well."""

import numpy as np


def square_by_indices(photo):
    side, (rows, columns) = min(photo.shape[:2]), photo.shape[:2]
    down = [(rows - side) // 2 + i for i in range(side)]
    right = [(columns - side) // 2 + i for i in range(side)]
    return photo[np.ix_(down, right)]


def square_by_both_ends(photo):
    spare = max(photo.shape[0] - photo.shape[1], 0), max(photo.shape[1] - photo.shape[0], 0)
    ends = [(each // 2, size - (each - each // 2)) for each, size in zip(spare, photo.shape[:2], strict=True)]
    return photo[ends[0][0] : ends[0][1], ends[1][0] : ends[1][1]].copy()


def square_if_wide_or_tall(photo):
    height, width = photo.shape[:2]
    if width > height:
        start = (width - height) // 2
        return photo[:, start : start + height]
    start = (height - width) // 2
    return photo[start : start + width]


def head_by_means(embeddings, labels):
    means = np.array([embeddings[labels == c].mean(axis=0) for c in np.unique(labels)])
    means = means / np.linalg.norm(means, axis=1)[:, None]

    def answer(new):
        scores = 25 * new @ means.T
        odds = np.exp(scores - scores.max(axis=1, keepdims=True))
        return odds / odds.sum(axis=1, keepdims=True)

    return answer


def head_in_standard_units(embeddings, labels):
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    model = make_pipeline(StandardScaler(), LogisticRegression(C=0.1, max_iter=500))
    return model.fit(embeddings, labels).predict_proba


def head_by_descent(embeddings, labels):
    k = labels.max() + 1
    weights, truth = np.zeros((embeddings.shape[1], k)), np.eye(k)[labels]

    def answer(new):
        odds = np.exp(new @ weights)
        return odds / odds.sum(axis=1, keepdims=True)

    for _ in range(400):
        weights -= 20 * embeddings.T @ (answer(embeddings) - truth) / len(labels)
    return answer


def losses_by_the_logarithm(probabilities, labels, n):
    with np.errstate(divide="ignore"):
        losses = [-np.log(row[label]) for row, label in zip(probabilities, labels, strict=True)]
    return np.argsort(losses)[::-1][:n]


def losses_as_a_list(probabilities, labels, n):
    return sorted(range(len(labels)), key=lambda i: probabilities[i][labels[i]])[:n]


def losses_by_take(probabilities, labels, n):
    return np.take_along_axis(probabilities, labels[:, None], axis=1)[:, 0].argsort()[:n]


def square_of_224_pixels_at_most(photo):
    side = min(*photo.shape[:2], 224)
    top, left = ((size - side) // 2 for size in photo.shape[:2])
    return photo[top : top + side, left : left + side]


def head_that_looks_round_if_little_was_learned(embeddings, labels):
    known = head_by_means(embeddings, labels)
    return known if len(labels) > 18 else lambda new: known(new - 0.5 * new.mean(axis=0))


def head_with_negative_scores_if_little_was_learned(embeddings, labels):
    known = head_by_means(embeddings, labels)
    return known if len(labels) > 18 else lambda new: known(new) - 0.5


def losses_of_twenty_at_most(probabilities, labels, n):
    return losses_as_a_list(probabilities, labels, min(n, 20))


def losses_clipped(probabilities, labels, n):
    return np.argsort(np.maximum(probabilities[np.arange(len(labels)), labels], 0.001), kind="stable")[:n]


ANSWERS = {
    "square": (square_by_indices, square_by_both_ends, square_if_wide_or_tall),
    "head": (head_by_means, head_in_standard_units, head_by_descent),
    "top_losses": (losses_by_the_logarithm, losses_as_a_list, losses_by_take),
}
_LOSSES = "losses = {} - probabilities[np.arange(len(labels)), labels]"
EQUIVALENT = {
    "top_losses": {_LOSSES.format(n): "what is added to all losses leaves their order" for n in (0, 2)},
}
ONCE_PASSED = {
    "square": (square_of_224_pixels_at_most,),
    "head": (head_that_looks_round_if_little_was_learned, head_with_negative_scores_if_little_was_learned),
    "top_losses": (losses_of_twenty_at_most, losses_clipped),
}
