"""Other right answers, and the mutants of its references that are right as well."""

import math

import numpy as np

from imagen_course.formulas import softmax


def guessed_by_loops(noisy, level, pictures):
    logits = []
    for picture in pictures:
        total = 0.0
        for a, b in zip(noisy.ravel().tolist(), picture.ravel().tolist(), strict=True):
            total += (a - (1 - level) * b) ** 2
        logits.append(-total / (2 * level**2))
    weights = [math.exp(logit - max(logits)) for logit in logits]
    return sum(weight / sum(weights) * picture for weight, picture in zip(weights, pictures, strict=True))


def guessed_by_softmax(noisy, level, pictures):
    apart = (noisy[None] - (1 - level) * pictures) / level
    weights = softmax(-0.5 * (apart**2).reshape(len(pictures), -1).sum(axis=1))
    return (weights[:, None, None, None] * pictures).sum(axis=0)


def guessed_by_products(noisy, level, pictures):
    rows, x = (1 - level) * pictures.reshape(len(pictures), -1), noisy.ravel()
    logits = (rows @ x - (rows**2).sum(axis=1) / 2) / level**2  # the noisy picture's own square cancels out
    return (softmax(logits) @ pictures.reshape(len(pictures), -1)).reshape(noisy.shape)


def stepped_by_ratio(noisy, clean, now, then):
    return clean + then / now * (noisy - clean)


def stepped_along_the_flow(noisy, clean, now, then):
    velocity = (noisy - clean) / now
    return noisy - (now - then) * velocity


def refreshed_by_angle(noise, fresh, kept):
    angle = math.acos(math.sqrt(kept))
    return noise * math.cos(angle) + fresh * math.sin(angle)


def refreshed_by_loops(noise, fresh, kept):
    pairs = zip(noise.ravel().tolist(), fresh.ravel().tolist(), strict=True)
    return np.array([a * kept**0.5 + b * (1 - kept) ** 0.5 for a, b in pairs]).reshape(noise.shape)


def guessed_among_six(noisy, level, pictures):
    return guessed_by_softmax(noisy, level, pictures[:6])


def guessed_at_a_fiftieth_at_least(noisy, level, pictures):
    return guessed_by_softmax(noisy, max(level, 0.02), pictures)


def guessed_to_white_at_most(noisy, level, pictures):
    return np.clip(guessed_by_softmax(noisy, level, pictures), -3, 3)


def stepped_from_a_tenth_at_least(noisy, clean, now, then):
    return stepped_by_ratio(noisy, clean, max(now, 0.1), min(then, now))


def stepped_with_noise_of_five_at_most(noisy, clean, now, then):
    noise = np.clip((noisy - (1 - now) * clean) / now, -12, 12)
    return (1 - then) * clean + then * noise


def stepped_down_to_a_hundredth(noisy, clean, now, then):
    return stepped_by_ratio(noisy, clean, now, then if then > 0.01 else 0.0)


def refreshed_by_three_at_most(noise, fresh, kept):
    return refreshed_by_loops(np.clip(noise, -3.5, 3.5), np.clip(fresh, -3.5, 3.5), kept)


def refreshed_by_a_tenth_at_least(noise, fresh, kept):
    return refreshed_by_loops(noise, fresh, 0.0 if kept < 0.05 else kept)


def refreshed_nearly_all(noise, fresh, kept):
    return refreshed_by_loops(noise, fresh, 1.0 if kept > 0.95 else kept)


ANSWERS = {
    "best_guess": (guessed_by_loops, guessed_by_softmax, guessed_by_products),
    "one_step": (stepped_by_ratio, stepped_along_the_flow),
    "refresh": (refreshed_by_angle, refreshed_by_loops),
}

EQUIVALENT = {
    "best_guess": {
        "apart = np.sum(((1 - level) * pictures - noisy) ** 2, axis=(1, 2, 3))": "squares do not see the sign",
    },
}
ONCE_PASSED = {
    "best_guess": (
        guessed_among_six,
        guessed_at_a_fiftieth_at_least,
        guessed_to_white_at_most,
    ),
    "one_step": (
        stepped_from_a_tenth_at_least,
        stepped_with_noise_of_five_at_most,
        stepped_down_to_a_hundredth,
    ),
    "refresh": (
        refreshed_by_three_at_most,
        refreshed_by_a_tenth_at_least,
        refreshed_nearly_all,
    ),
}
