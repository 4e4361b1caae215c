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
NOT_SO = {"ring": {ring_of_half_a_width_rounded: "without a width"}}
