"""Other right answers, and the mutants of its references that are right as well."""

import cmath
import math

import numpy as np


def ranks_by_loops(values):
    flat = values.ravel().tolist()
    counts = [sum(other < value for other in flat) for value in flat]
    return (np.array(counts, dtype="float32") + 0.5).reshape(values.shape) / len(flat)


def ranks_by_writing(values):
    result = np.empty(values.size)
    result[np.argsort(values, axis=None)] = (np.arange(values.size) + 0.5) / values.size
    return result.reshape(values.shape)


def recombined_by_division(a, b):
    waves = np.fft.fft2(b)
    return np.real(np.fft.ifft2(np.abs(np.fft.fft2(a)) * waves / np.abs(waves)))


def recombined_by_parts(a, b):
    strength, phase = np.abs(np.fft.fftn(a)), np.angle(np.fft.fftn(b))
    return np.fft.ifftn(strength * np.cos(phase) + 1j * strength * np.sin(phase)).real.astype("float32")


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


def row_by_loops(row, rule):
    table, n = f"{rule:08b}"[::-1], len(row)
    return [int(table[4 * row[j - 1] + 2 * row[j] + row[(j + 1) % n]]) for j in range(n)]


def row_by_formula(row, rule):
    k = 4 * np.roll(row, 1) + 2 * row + np.roll(row, -1)
    return rule >> k & 1


def ring_by_loops(u, v, radius, width):
    distances = [abs(math.sqrt(a * a + b * b) - radius) - 0.5 * width for a, b in zip(u.flat, v.flat, strict=True)]
    return np.array(distances, dtype="float32").reshape(u.shape)


def ring_by_two_circles(u, v, radius, width):
    distance = np.sqrt(u**2 + v**2)
    return np.maximum(distance - (radius + width / 2), (radius - width / 2) - distance)


def ring_of_half_a_width_rounded(u, v, radius, width):
    return np.abs(np.hypot(u, v) - radius) - width // 2


def ranks_in_float32(values):
    return ranks_by_loops(values.astype("float32"))


def ranks_of_a_table(values):
    ranks = np.array(ranks_by_loops(values))
    return ranks if values.ndim < 3 else ranks.reshape(len(values), -1)


def ranks_of_six_decimals(values):
    return ranks_by_loops(np.round(values, 6))


def recombined_above_a_thousandth(a, b):
    waves = np.fft.fft2(a)
    return recombined_by_division(np.fft.ifft2(np.where(np.abs(waves) < 0.01, 0, waves)).real, b)


def recombined_below_twenty(a, b):
    return recombined_by_division(np.clip(a, -20, 20), b)


def recombined_of_six_rows(a, b):
    return recombined_by_division(a[:6], b[:6]) if len(a) > 6 else recombined_by_division(a, b)


def escape_in_50_steps(c, limit):
    steps = escape_by_abs(c, min(limit, 50))
    return limit if steps == 50 else steps


def escape_of_at_least_two_steps(c, limit):
    return escape_by_abs(c, max(limit, 2))


def escape_in_whole_hundredths(c, limit):
    return escape_by_abs(complex(round(c.real, 2), round(c.imag, 2)), limit)


def row_of_sixteen_cells(row, rule):
    return [*row_by_loops(row, rule)[:16], *row[16:]]


def row_of_a_rule_of_225_at_most(row, rule):
    return row_by_loops(row, min(rule, 225))


def row_of_a_rule_with_a_last_bit(row, rule):
    return row_by_loops(row, rule if rule != 255 else 254)


def ring_in_the_places_type(u, v, radius, width):
    result = np.zeros_like(u)
    for place in np.ndindex(u.shape):
        result[place] = abs(math.hypot(u[place], v[place]) - radius) - width / 2
    return result


def ring_of_five_at_most(u, v, radius, width):
    return ring_by_loops(u, v, min(radius, 5), width)


def ring_of_places_up_to_ten(u, v, radius, width):
    return ring_by_loops(np.clip(u, -10, 10), np.clip(v, -10, 10), radius, width)


ANSWERS = {
    "by_ranks": (ranks_by_loops, ranks_by_writing),
    "recombine": (recombined_by_division, recombined_by_parts),
    "escape_time": (escape_by_abs, escape_by_parts),
    "next_row": (row_by_loops, row_by_formula),
    "ring": (ring_by_loops, ring_by_two_circles),
}

EQUIVALENT = {
    "ring": {
        "return np.abs(radius - np.hypot(u, v)) - width / 2": "abs does not see the sign",
    },
}
ONCE_PASSED = {
    "by_ranks": (
        ranks_in_float32,
        ranks_of_a_table,
        ranks_of_six_decimals,
    ),
    "recombine": (
        recombined_above_a_thousandth,
        recombined_below_twenty,
        recombined_of_six_rows,
    ),
    "escape_time": (
        escape_in_50_steps,
        escape_of_at_least_two_steps,
        escape_in_whole_hundredths,
    ),
    "next_row": (
        row_of_sixteen_cells,
        row_of_a_rule_of_225_at_most,
        row_of_a_rule_with_a_last_bit,
    ),
    "ring": (
        ring_in_the_places_type,
        ring_of_five_at_most,
        ring_of_places_up_to_ten,
    ),
}
NOT_SO = {"ring": {ring_of_half_a_width_rounded: "without a width"}}
