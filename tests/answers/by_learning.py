"""Other right answers, and the mutants of its references that are right as well."""

import math

import numpy as np


def rebuilt_from_the_left(rows, k):
    mean = np.mean(rows, 0)
    u, s, v = np.linalg.svd(rows - mean, full_matrices=False)
    return u[:, :k] * s[:k] @ v[:k] + mean


def rebuilt_by_covariance(rows, k):
    directions = np.linalg.eigh(np.cov(rows, rowvar=False))[1][:, ::-1][:, :k]  # (d, k)
    result = np.zeros(rows.shape)
    for i, row in enumerate(rows):
        result[i] = rows.mean(axis=0)
        for direction in directions.T:
            result[i] += (row - rows.mean(axis=0)) @ direction * direction
    return result


def kl_by_loops(mean, log_variance):
    total = 0.0
    for m, v in zip(mean, log_variance, strict=True):
        total += 0.5 * (m * m + math.exp(v) - v - 1)
    return total


def kl_by_widths(mean, log_variance):
    widths = np.exp(0.5 * log_variance)
    return (mean @ mean + widths @ widths - 2 * np.log(widths).sum() - mean.size) / 2


def spread_by_loops(images):
    pixels = images.reshape(len(images), -1).T.tolist()
    return sum(math.sqrt(sum((p - sum(q) / len(q)) ** 2 for p in q) / len(q)) for q in pixels) / len(pixels)


def spread_by_differences(images):
    apart = images - images.mean(axis=0, keepdims=True)
    return np.mean(np.sqrt(np.mean(apart**2, axis=0)))


def spread_by_squares(images):
    return np.sqrt((images**2).mean(axis=0) - images.mean(axis=0) ** 2).mean()


def frechet_by_loops(a, b):
    total = 0.0
    for one, other in zip(a.T, b.T, strict=True):
        total += (one.mean() - other.mean()) ** 2 + (one.std(ddof=1) - other.std(ddof=1)) ** 2
    return total


def frechet_by_trace(a, b):
    s, t = (np.diag(points.var(axis=0, ddof=1)) for points in (a, b))
    return float(((a.mean(0) - b.mean(0)) ** 2).sum() + np.trace(s + t - 2 * np.sqrt(s * t)))


def slerp_by_turning(a, b, t):
    length_a, length_b = np.linalg.norm(a), np.linalg.norm(b)
    cosine = np.dot(a / length_a, b / length_b)
    angle = math.acos(cosine)
    return a * math.sin(angle - t * angle) / math.sin(angle) + b * (math.sin(t * angle) / math.sin(angle))


def slerp_by_loops(a, b, t):
    dot, one, two = (sum(p * q for p, q in zip(u, v, strict=True)) for u, v in ((a, b), (a, a), (b, b)))
    angle = math.acos(dot / math.sqrt(one) / math.sqrt(two))
    weights = math.sin((1 - t) * angle) / math.sin(angle), math.sin(t * angle) / math.sin(angle)
    return [weights[0] * p + weights[1] * q for p, q in zip(a, b, strict=True)]


def sphere_without_a_bracket(a, b, t):
    angle = np.arccos(np.clip(a @ b / np.linalg.norm(a) * np.linalg.norm(b), -1, 1))
    return (np.sin((1 - t) * angle) * a + np.sin(t * angle) * b) / np.sin(angle)


def rebuilt_by_three_directions_at_most(rows, k):
    return rebuilt_from_the_left(rows, min(k, 3))


def rebuilt_above_a_hundredth(rows, k):
    mean = rows.mean(axis=0)
    return mean + np.where(np.abs(rows - mean) < 0.001, 0, rebuilt_from_the_left(rows, k) - mean)


def rebuilt_from_eight_rows(rows, k):
    return rebuilt_from_the_left(rows[:8], k) if len(rows) < 9 else np.vstack([rebuilt_from_the_left(rows[:8], k), rows[8:]])


def kl_of_variances_of_20_at_most(mean, log_variance):
    return kl_by_loops(mean, np.minimum(log_variance, 3))


def kl_of_means_of_five_at_most(mean, log_variance):
    return kl_by_loops(np.clip(mean, -5, 5), log_variance)


def kl_of_five_numbers(mean, log_variance):
    return kl_by_loops(mean[:5], log_variance[:5])


def spread_of_a_hundredth_at_least(images):
    spread = images.std(axis=0).mean()
    return spread if spread > 0.01 else 0.0


def spread_of_brightness_up_to_one(images):
    return spread_by_loops(np.clip(images, 0, 1))


def spread_of_five_pictures(images):
    return spread_by_loops(images[:6])


def frechet_of_four_columns(a, b):
    return frechet_by_loops(a[:, :4], b[:, :4])


def frechet_above_a_thousandth(a, b):
    distance = frechet_by_loops(a, b)
    return distance if distance > 0.001 else 0.0


def frechet_below_1000(a, b):
    return min(frechet_by_loops(a, b), 1000.0)


def slerp_of_six_degrees_at_least(a, b, t):
    angle = np.arccos(np.clip(a @ b / np.sqrt(a @ a * (b @ b)), -0.995, 0.995))
    return (np.sin((1 - t) * angle) * a + np.sin(t * angle) * b) / np.sin(angle)


def slerp_with_a_little_below(a, b, t):
    angle = np.arccos(a @ b / (np.sqrt(a @ a * (b @ b)) + 1e-6))
    return (np.sin((1 - t) * angle) * a + np.sin(t * angle) * b) / np.sin(angle)


ANSWERS = {
    "rebuild": (rebuilt_from_the_left, rebuilt_by_covariance),
    "kl_divergence": (kl_by_loops, kl_by_widths),
    "batch_spread": (spread_by_loops, spread_by_differences, spread_by_squares),
    "frechet": (frechet_by_loops, frechet_by_trace),
    "slerp": (slerp_by_turning, slerp_by_loops),
}

EQUIVALENT = {
    "rebuild": {
        "directions = np.linalg.svd(mean - rows, full_matrices=False)[2][:k]": "a direction is used twice: no sign is left",
    },
    "frechet": {
        "middles = b.mean(axis=0) - a.mean(axis=0)": "squares do not see the sign",
        "widths = b.std(axis=0, ddof=1) - a.std(axis=0, ddof=1)": "squares do not see the sign",
    },
    "slerp": {
        "angle = np.arccos(b @ a / np.sqrt(a @ a * (b @ b)))": "the angle from b to a is that from a to b",
    },
}
ONCE_PASSED = {
    "rebuild": (
        rebuilt_by_three_directions_at_most,
        rebuilt_above_a_hundredth,
        rebuilt_from_eight_rows,
    ),
    "kl_divergence": (
        kl_of_variances_of_20_at_most,
        kl_of_means_of_five_at_most,
        kl_of_five_numbers,
    ),
    "batch_spread": (
        spread_of_a_hundredth_at_least,
        spread_of_brightness_up_to_one,
        spread_of_five_pictures,
    ),
    "frechet": (
        frechet_of_four_columns,
        frechet_above_a_thousandth,
        frechet_below_1000,
    ),
    "slerp": (
        slerp_of_six_degrees_at_least,
        slerp_with_a_little_below,
    ),
}
NOT_SO = {"slerp": {sphere_without_a_bracket: "the lengths are not divided out"}}
