"""Other right answers, and the mutants of its references that are right as well."""

import math
from itertools import pairwise

import numpy as np

from imagen_course.formulas import softmax
from imagen_course.generate import diffusion


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


def refreshed_by_three_at_most(noise, fresh, kept):
    return refreshed_by_loops(np.clip(noise, -3.5, 3.5), np.clip(fresh, -3.5, 3.5), kept)


def refreshed_by_a_tenth_at_least(noise, fresh, kept):
    return refreshed_by_loops(noise, fresh, 0.0 if kept < 0.05 else kept)


def refreshed_nearly_all(noise, fresh, kept):
    return refreshed_by_loops(noise, fresh, 1.0 if kept > 0.95 else kept)


def stepped_by_the_package(network, clean, level, noise):
    return network.train_on_batch((diffusion.add_noise(clean, level.ravel(), noise), level), clean)


def stepped_towards_the_noise(network, clean, level, noise):
    return network.train_on_batch([clean + level * (noise - clean), level], clean)


def inpainted_in_the_guess(denoise, picture, known, seed):
    def knows(noisy, level):
        return np.where(known[..., None], picture, denoise(noisy, level))

    start = np.random.default_rng(seed).normal(size=(1, *picture.shape))
    *_, (noisy, _) = diffusion.sampling(knows, start, diffusion.levels(20))
    return np.where(known[..., None], picture, noisy[0])


def _again(denoise, picture, known, seed, times, steps):
    """RePaint, arXiv:2201.09865: at each level the two parts are given several tries to fit."""
    random = np.random.default_rng(seed)
    noisy = random.normal(size=picture.shape)
    for now, then in pairwise(diffusion.levels(steps)):
        for again in reversed(range(times)):
            fresh = random.normal(size=picture.shape)
            noisy = np.where(known[..., None], (1 - now) * picture + now * fresh, noisy)
            clean = denoise(noisy[None], now)[0]
            if again:
                noisy = (1 - now) * clean + now * random.normal(size=picture.shape)
        noisy = clean + then / now * (noisy - clean)
    return np.where(known[..., None], picture, noisy)


def inpainted_again_and_again(denoise, picture, known, seed):
    return _again(denoise, picture, known, seed, times=3, steps=20)


def inpainted_with_fresh_noise(denoise, picture, known, seed):
    return _again(denoise, picture, known, seed, times=1, steps=60)


ANSWERS = {
    "best_guess": (guessed_by_loops, guessed_by_softmax, guessed_by_products),
    "denoising_step": (stepped_by_the_package, stepped_towards_the_noise),
    "refresh": (refreshed_by_angle, refreshed_by_loops),
    "inpaint": (inpainted_in_the_guess, inpainted_again_and_again, inpainted_with_fresh_noise),
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
    "refresh": (
        refreshed_by_three_at_most,
        refreshed_by_a_tenth_at_least,
        refreshed_nearly_all,
    ),
}
