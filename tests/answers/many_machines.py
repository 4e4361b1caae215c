"""Other right answers to Many machines, and the mutants that are right as well."""

import math
from fractions import Fraction

import numpy as np

from imagen_course import distribute


def speedup_by_times(serial, workers):
    alone = 1.0
    together = alone * serial + alone * (1 - serial) / workers
    return alone / together


def speedup_by_fractions(serial, workers):
    return float(workers / (workers * Fraction(serial) + 1 - Fraction(serial)))


def tally_by_a_set(parts, counts):
    total, seen = np.zeros(counts.shape[1], int), set()
    for part, row in zip(parts.tolist(), counts, strict=True):
        if part not in seen:
            seen.add(part)
            total += row
    return total


def tally_by_a_dictionary(parts, counts):
    rows = dict(zip(parts.tolist(), counts.tolist(), strict=True))
    return [sum(column) for column in zip(*rows.values(), strict=True)]


def merge_about_the_mean(a, b):
    n = a[0] + b[0]
    mean = a[0] / n * a[1] + b[0] / n * b[1]
    return n, mean, sum(squares + k * (m - mean) ** 2 for k, m, squares in (a, b))


def merge_from_b(a, b):
    (n, mean, squares), (m, other, more) = b, a
    shift = (other - mean) * m / (n + m)
    return [n + m, mean + shift, squares + more + shift * (other - mean) * n]


def plan_by_sorting(costs, n, limit, workers, most):
    plans = [(w, size) for w in range(1, workers + 1) for size in range(1, most + 1)]
    took = {each: distribute.seconds(costs, n, each[0], size=each[1]) for each in plans}
    plans = sorted((each for each in plans if took[each] <= limit), key=lambda each: each[0] * took[each])
    return plans[0] if plans else ()


def plan_by_its_own_formula(costs, n, limit, workers, most):
    best, price = [], math.inf
    for size in range(1, most + 1):
        parts, busy = -(-n // size), costs.task + min(size, n) * costs.item
        for w in range(1, workers + 1):
            rounds = -(-parts // w)
            took = costs.start + max(rounds * busy + costs.collect, parts * costs.collect + busy)
            if took <= limit and w * took < price:
                best, price = [w, size], w * took
    return best


ANSWERS = {
    "speedup": (speedup_by_times, speedup_by_fractions),
    "tally": (tally_by_a_set, tally_by_a_dictionary),
    "merge": (merge_about_the_mean, merge_from_b),
    "plan": (plan_by_sorting, plan_by_its_own_formula),
}
EQUIVALENT = {}
