"""Other right answers to Why, and the mutants that are right as well."""

import itertools

import numpy as np

from imagen_course import explain


def mass_by_loops(heatmap, reason):
    on, whole = 0.0, 0.0
    for number, inside in zip(heatmap.ravel(), reason.ravel(), strict=True):
        if number > 0:
            whole += number
            on += number if inside else 0
    return on / whole


def mass_by_the_room(heatmap, reason):
    return explain.agreement(heatmap[None], reason[None]).mass[0]


def integrated_by_means(gradient, image, baseline, steps):
    shares = np.linspace(0, 1, 2 * steps + 1)[1::2]
    slopes = np.mean([gradient((1 - share) * baseline + share * image) for share in shares], axis=0)
    return np.einsum("hwc,hwc->hw", slopes, image - baseline)


def integrated_step_by_step(gradient, image, baseline, steps):
    found, step = np.zeros(image.shape[:2]), (image - baseline) / steps
    at = baseline + step / 2
    for _ in range(steps):
        found += (gradient(at) * step).sum(axis=2)
        at = at + step
    return found


def shapley_by_orders(values):
    total = 0.0
    for order in itertools.permutations(range(3)):
        there = [0, 0, 0]
        for member in order[: order.index(0)]:
            there[member] = 1
        total += values[1, there[1], there[2]] - values[0, there[1], there[2]]
    return total / 6


def shapley_by_the_room(values):
    return explain.shapley_values(values)[0]


def trap_by_a_diagonal(score, gradient):
    picture = 0.5 - np.zeros((8, 8))
    picture[range(4, 8), range(4)] = 0
    picture[0, 7] = 0.52
    return picture


def trap_of_lamps(score, gradient):
    picture = np.full((8, 8), 0.5)
    picture[[4, 7], [4, 7]] = 1
    picture[2, 2] = 0.53
    return picture


def trap_as_a_list(score, gradient):
    picture = [[0.5] * 8 for _ in range(8)]
    for row, column in ((0, 4), (0, 7), (3, 4), (3, 7)):
        picture[row][column] = 0.0
    picture[1][1] = picture[6][6] = 0.52
    return picture


ANSWERS = {
    "relevance_mass": (mass_by_loops, mass_by_the_room),
    "integrated": (integrated_by_means, integrated_step_by_step),
    "shapley_of_first": (shapley_by_orders, shapley_by_the_room),
    "trap": (trap_by_a_diagonal, trap_of_lamps, trap_as_a_list),
}
EQUIVALENT = {}
