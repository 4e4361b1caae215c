"""Other right answers, and the mutants of its references that are right as well."""

import math

import numpy as np

from imagen_course.formulas import softmax


def looked_up_by_loops(queries, keys, values, mask):
    result = np.zeros((len(queries), values.shape[1]))
    for p, query in enumerate(queries):
        there = [w for w in range(len(keys)) if mask[w]]
        scores = [float(query @ keys[w]) / math.sqrt(len(query)) for w in there]
        weights = [math.exp(score - max(scores)) for score in scores]
        for w, weight in zip(there, weights, strict=True):
            result[p] += weight / sum(weights) * values[w]
    return result


def looked_up_by_softmax(queries, keys, values, mask):
    there = np.asarray(mask, bool)
    scores = np.einsum("pd,wd->pw", queries, keys[there]) / queries.shape[-1] ** 0.5
    return softmax(scores, axis=-1) @ values[there]


def looked_up_by_a_product_with_the_mask(queries, keys, values, mask):
    scores = queries @ keys.T / keys.shape[1] ** 0.5
    weights = mask * np.exp(scores - scores.max(axis=1, keepdims=True))
    return weights @ values / weights.sum(axis=1, keepdims=True)


def guided_by_shares(without, with_words, guidance):
    return (1 - guidance) * without + guidance * with_words


def guided_beyond_the_words(without, with_words, guidance):
    return with_words + (guidance - 1) * (with_words - without)


def looked_up_with_low_scores(queries, keys, values, mask):
    scores = np.where(mask, queries @ keys.T / keys.shape[1] ** 0.5, -1e9)
    return softmax(scores, axis=1) @ values


def looked_up_with_scores_lowered_by_1e4(queries, keys, values, mask):
    return softmax(queries @ keys.T / keys.shape[1] ** 0.5 - 1e4 * (1 - mask), axis=1) @ values


def looked_up_among_six_words(queries, keys, values, mask):
    return looked_up_by_softmax(queries, keys[:6], values[:6], mask[:6])


def looked_up_by_six_numbers(queries, keys, values, mask):
    scale = np.sqrt(min(6, keys.shape[1]) / keys.shape[1])
    return looked_up_by_softmax(queries / scale, keys, values, mask)


def looked_up_at_five_places(queries, keys, values, mask):
    found = np.array(looked_up_by_softmax(queries, keys, values, mask))
    found[5:] = found[0]
    return found


def guided_never_backwards(without, with_words, guidance):
    return guided_by_shares(without, with_words, max(guidance, 0))


def guided_ten_times_at_most(without, with_words, guidance):
    return guided_by_shares(without, with_words, min(guidance, 10))


def guided_by_a_size(without, with_words, guidance):
    return guided_by_shares(without, with_words, abs(guidance))


def copies_by_loops(pictures, known):
    found = []
    for picture in pictures:
        least = min(
            np.abs(np.roll(some, (down, right), axis=(0, 1)) - known).mean(axis=(1, 2, 3)).min()
            for some in (picture, np.fliplr(picture))
            for down in range(-2, 3)
            for right in range(-2, 3)
        )
        found.append(bool(least < 0.025))
    return found


def copies_by_their_insides(pictures, known):
    """What cannot have left the picture is compared: a window of the picture with the inside of each drawing."""
    inner = known[:, 2:-2, 2:-2].reshape(len(known), -1)
    squares, least = (inner**2).sum(axis=1), []
    for picture in np.concatenate([pictures, pictures[:, :, ::-1]]):
        windows = [picture[r : r + 28, c : c + 28].ravel() for r in range(5) for c in range(5)]
        apart = [squares - 2 * inner @ window + window @ window for window in windows]
        least.append(np.min(apart) / inner.shape[1])
    both = np.reshape(least, (2, -1))
    return both.min(axis=0) < 0.05**2


ANSWERS = {
    "look_up": (looked_up_by_loops, looked_up_by_softmax, looked_up_with_low_scores),
    "guided": (guided_by_shares, guided_beyond_the_words),
    "copies": (copies_by_loops, copies_by_their_insides),
}

EQUIVALENT = {}
ONCE_PASSED = {
    "look_up": (
        looked_up_by_a_product_with_the_mask,
        looked_up_with_scores_lowered_by_1e4,
        looked_up_among_six_words,
        looked_up_by_six_numbers,
        looked_up_at_five_places,
    ),
    "guided": (
        guided_never_backwards,
        guided_ten_times_at_most,
        guided_by_a_size,
    ),
}
