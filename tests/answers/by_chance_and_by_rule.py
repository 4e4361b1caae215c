"""Other right answers, and the mutants of its references that are right as well."""

import cmath

import numpy as np
from scipy import ndimage

from imagen_course.generate import noise, rules


def ranks_by_loops(values):
    flat = values.ravel().tolist()
    counts = [sum(other < value for other in flat) for value in flat]
    return (np.array(counts, dtype="float32") + 0.5).reshape(values.shape) / len(flat)


def ranks_by_writing(values):
    result = np.empty(values.size)
    result[np.argsort(values, axis=None)] = (np.arange(values.size) + 0.5) / values.size
    return result.reshape(values.shape)


def escape_by_abs(c, limit):
    z, step = c, 1
    while abs(z) <= 2 and step < limit:
        z, step = z * z + c, step + 1
    return step


def escape_by_parts(c, limit):
    x = y = 0.0
    for step in range(1, limit + 1):
        x, y = x * x - y * y + c.real, 2 * x * y + c.imag
        if cmath.polar(complex(x, y))[0] > 2:
            return step
    return limit


def ranks_in_float32(values):
    return ranks_by_loops(values.astype("float32"))


def ranks_of_a_table(values):
    ranks = np.array(ranks_by_loops(values))
    return ranks if values.ndim < 3 else ranks.reshape(len(values), -1)


def ranks_of_six_decimals(values):
    return ranks_by_loops(np.round(values, 6))


def escape_in_50_steps(c, limit):
    steps = escape_by_abs(c, min(limit, 50))
    return limit if steps == 50 else steps


def escape_of_at_least_two_steps(c, limit):
    return escape_by_abs(c, max(limit, 2))


def escape_in_whole_hundredths(c, limit):
    return escape_by_abs(complex(round(c.real, 2), round(c.imag, 2)), limit)


def rule_by_loops(cells):
    rule, n = 0, cells.shape[1]
    for i, j in np.ndindex(len(cells) - 1, n):
        rule |= int(cells[i + 1, j]) << int(4 * cells[i, j - 1] + 2 * cells[i, j] + cells[i, (j + 1) % n])
    return rule


def rule_by_trying_all(cells):
    k = 4 * np.roll(cells, 1, axis=1) + 2 * cells + np.roll(cells, -1, axis=1)
    return next(rule for rule in range(256) if np.array_equal(rule >> k[:-1] & 1, cells[1:]))


def rule_of_three_rows(cells):
    return rule_by_loops(cells[:3])


def rule_of_nine_columns(cells):
    return rule_by_loops(cells[:, :9])


def rule_of_at_most_225(cells):
    return min(rule_by_loops(cells), 225)


def world_by_quantiles(size, sea, mountains, seed):
    (u, v), height = rules.plane(size), noise.power_law(1, exponent=3, size=size, seed=seed)[0, ..., 0]
    height = height * (1 - u**2) * (1 - v**2)
    low, high = np.quantile(height, [sea, 1 - mountains])
    kinds = np.where(height < low, 0.0, np.where(height > high, 3.0, 2.0))
    kinds[ndimage.binary_dilation(kinds == 0) & (kinds > 0)] = 1
    return kinds


def world_with_a_broad_beach(size, sea, mountains, seed):
    kinds = world_by_quantiles(size, sea, mountains, seed)
    kinds[ndimage.binary_dilation(kinds == 0, iterations=3) & (kinds == 2)] = 1
    return kinds.tolist()


def world_for_odd_and_even_seeds(size, sea, mountains, seed):
    return world_by_quantiles(size, sea, mountains, seed % 2)


def world_of_scattered_mountains(size, sea, mountains, seed):
    kinds = world_by_quantiles(size, sea, mountains, seed)
    inland = np.flatnonzero(kinds >= 2)
    kinds.ravel()[inland] = 2
    kinds.ravel()[np.random.default_rng(seed).choice(inland, round(mountains * size**2), replace=False)] = 3
    return kinds


ANSWERS = {
    "by_ranks": (ranks_by_loops, ranks_by_writing),
    "escape_time": (escape_by_abs, escape_by_parts),
    "find_rule": (rule_by_loops, rule_by_trying_all),
    "world": (world_by_quantiles, world_with_a_broad_beach),
}
EQUIVALENT = {}
ONCE_PASSED = {
    "world": (
        world_for_odd_and_even_seeds,
        world_of_scattered_mountains,
    ),
    "by_ranks": (
        ranks_in_float32,
        ranks_of_a_table,
        ranks_of_six_decimals,
    ),
    "escape_time": (
        escape_in_50_steps,
        escape_of_at_least_two_steps,
        escape_in_whole_hundredths,
    ),
    "find_rule": (
        rule_of_three_rows,
        rule_of_nine_columns,
        rule_of_at_most_225,
    ),
}
