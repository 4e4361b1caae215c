"""Other right answers, and the mutants of its references that are right as well."""

import math

import numpy as np


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


def soft_by_loops(scores, areas, a, b):
    shares = np.zeros(len(a))
    for row, area in zip(scores, areas, strict=True):
        chances = [1 / (1 + math.exp(-(x * s + y))) for s, x, y in zip(row, a, b, strict=True)]
        shares += [area * chance / sum(chances) for chance in chances]
    return shares / sum(areas)


def soft_by_tanh(scores, areas, a, b):
    chances = 1 + np.tanh((a * scores + b) / 2)
    return np.average(chances / chances.sum(axis=1)[:, None], axis=0, weights=areas).astype("float32")


def condorcet_by_odds(n, p):
    return (1 - p) ** n * sum(math.comb(n, k) * (p / (1 - p)) ** k for k in range(n // 2 + 1, n + 1))


def condorcet_of_20_at_most(n, p):
    return condorcet_by_loop(min(n, 20), p)


def condorcet_never_sure(n, p):
    return condorcet_by_loop(n, min(p, 0.99))


def soft_of_scores_of_ten_at_most(scores, areas, a, b):
    return soft_by_tanh(np.clip(scores, -10, 10), areas, a, b)


def soft_of_areas_of_100_at_most(scores, areas, a, b):
    return soft_by_tanh(scores, np.minimum(areas, 100), a, b)


def soft_of_a_of_at_least_a_half(scores, areas, a, b):
    return soft_by_tanh(scores, areas, np.maximum(a, 0.5), b)


def verdict_by_loops(past, truth, new):
    n = len(past)
    speaks, names = past.sum(axis=2) > 0, past.argmax(axis=2)
    weights = [np.mean(names[v][speaks[v]] == truth[speaks[v]]) for v in range(n)]
    for v in range(n):
        both = [speaks[v] & speaks[u] for u in range(n)]
        weights[v] /= sum(np.mean(names[v][b] == names[u][b]) > 0.8 for u, b in enumerate(both))
    answers = []
    for picture in new.transpose(1, 0, 2):
        scores = np.zeros(new.shape[2])
        for weight, ballot in zip(weights, picture, strict=True):
            scores[ballot.argmax()] += weight * (ballot.sum() > 0)
        answers.append(int(scores.argmax()))
    return answers


def verdict_by_least_squares(past, truth, new):
    n_classes = past.shape[2]

    def centred(ballots):
        return np.where(ballots.sum(axis=2, keepdims=True) > 0, ballots - 1 / n_classes, 0)

    expected = np.eye(n_classes)[truth] - 1 / n_classes
    weights = np.linalg.lstsq(centred(past).reshape(len(past), -1).T, expected.ravel(), rcond=None)[0]
    return np.tensordot(weights, centred(new), axes=1).argmax(axis=1)


ANSWERS = {
    "condorcet": (condorcet_by_convolving, condorcet_by_loop),
    "soft_vote": (soft_by_loops, soft_by_tanh),
    "verdict": (verdict_by_loops, verdict_by_least_squares),
}

EQUIVALENT = {
    "soft_vote": {
        "chances = 2 / (1 + np.exp(-(a * scores + b)))": "each row is divided by its sum: a factor drops out",
    },
}
ONCE_PASSED = {
    "condorcet": (
        condorcet_by_odds,
        condorcet_of_20_at_most,
        condorcet_never_sure,
    ),
    "soft_vote": (
        soft_of_scores_of_ten_at_most,
        soft_of_areas_of_100_at_most,
        soft_of_a_of_at_least_a_half,
    ),
}
