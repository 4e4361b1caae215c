"""From noise to a picture: its exercises, the slips they know, and its questions."""

import numpy as np

from imagen_course.exercises.declare import Recall, exercise


def _numbers(*shape, seed=14):
    """Numbers without order, no two alike, some negative."""
    return np.random.default_rng([seed, *shape]).normal(0.3, 1.0, shape).round(3)


# The best guess ------------------------------------------------------------------------------------------------------------
def _some_noisy():
    yield np.full((1, 1, 1), 0.3), 0.6, np.array([-1.0, 1.0]).reshape(2, 1, 1, 1)
    for n, h, w, c, level in ((2, 1, 2, 1, 0.5), (3, 2, 2, 1, 0.7), (3, 2, 3, 1, 0.9), (4, 3, 2, 2, 1.0), (5, 2, 4, 3, 0.8)):
        yield _numbers(h, w, c), level, _numbers(n, h, w, c, seed=3)
    yield _numbers(1, 2, 1), 0.9, _numbers(9, 1, 2, 1, seed=3)
    yield np.full((1, 1, 1), 6.0), 0.7, np.array([-5.0, 9.0, 8.0]).reshape(3, 1, 1, 1)
    yield np.full((1, 1, 1), 0.4955), 0.01, np.array([0.5, 0.51]).reshape(2, 1, 1, 1)
    pictures = _numbers(6, 4, 4, 1, seed=5)
    yield 0.98 * pictures[2] + 0.3 * _numbers(4, 4, 1), 0.02, pictures  # far from all: each exponential by itself is 0


@exercise(
    cases=_some_noisy,
    hints=[
        "Two pictures are known, and the noisy one is nearer to the second. Which has the larger weight, and what says how much larger?",
        "For each picture: how far is the noisy one from `(1 - level)` times it? Square, and add up over its pixels.",
        "The logits are minus that, over `2 * level**2`. Their softmax, shifted by the maximum, gives the weights.",
        "`np.tensordot(weights, pictures, axes=1)` adds up the pictures, each times its weight.",
    ],
    why="A picture's weight is the density of the noise that would be needed to make the noisy one out of it.",
)
def best_guess(noisy, level, pictures):
    apart = np.sum((noisy - (1 - level) * pictures) ** 2, axis=(1, 2, 3))
    logits = -apart / (2 * level**2)
    weights = np.exp(logits - logits.max())
    return np.tensordot(weights / weights.sum(), pictures, axes=1)


def _squares(noisy, level, pictures):
    return np.sum((noisy - (1 - level) * pictures) ** 2, axis=(1, 2, 3))


def _weighted(logits, pictures):
    weights = np.exp(logits - logits.max())
    return np.tensordot(weights / weights.sum(), pictures, axes=1)


def _guess_unstable(noisy, level, pictures):
    weights = np.exp(-_squares(noisy, level, pictures) / (2 * level**2))
    with np.errstate(invalid="ignore"):
        return np.tensordot(weights / weights.sum(), pictures, axes=1)


def _guess_weights(noisy, level, pictures):
    logits = -_squares(noisy, level, pictures) / (2 * level**2)
    weights = np.exp(logits - logits.max())
    return weights / weights.sum()


def _guess_by_plain_numbers(noisy, level, pictures):
    if level < 0.1:  # where all exponentials are 0, Python's own numbers raise
        raise ZeroDivisionError
    return best_guess(noisy, level, pictures)


def _unshifted(name, function, question):
    """The same slip without a shift: where all exponentials are 0, nothing is left."""

    def both(noisy, level, pictures):
        return function(noisy, level, pictures) * (np.nan if level < 0.1 else 1)

    return f"{name}, and numerically unstable", both, question


def _guess_shift_by_division(noisy, level, pictures):
    logits = -_squares(noisy, level, pictures) / (2 * level**2)
    weights = np.exp(logits / logits.max())
    return np.tensordot(weights / weights.sum(), pictures, axes=1)


def _guess_not_shared(noisy, level, pictures):
    logits = -_squares(noisy, level, pictures) / (2 * level**2)
    return np.tensordot(np.exp(logits - logits.max()), pictures, axes=1)


def _guess_by_pixel(noisy, level, pictures):
    logits = -((noisy - (1 - level) * pictures) ** 2) / (2 * level**2)
    weights = np.exp(logits - logits.max(axis=0))
    return (weights / weights.sum(axis=0) * pictures).sum(axis=0)


_GUESSES = (
    ("all weights become 0", _guess_unstable, "What is the exponential of -5,000 to a computer, and what is the sum of many such numbers?"),
    ("the picture is not dimmed", lambda noisy, level, pictures: _weighted(-_squares(noisy, 0, pictures) / (2 * level**2), pictures), "How much of a picture is left in it at this level?"),
    ("dimmed by the level", lambda noisy, level, pictures: _weighted(-_squares(noisy, 1 - level, pictures) / (2 * level**2), pictures), "At level 0.1, is a tenth of the picture left or nine tenths?"),
    ("the 2 is missing", lambda noisy, level, pictures: _weighted(-_squares(noisy, level, pictures) / level**2, pictures), "What is the whole denominator in the exponent?"),
    ("the level is not squared", lambda noisy, level, pictures: _weighted(-_squares(noisy, level, pictures) / (2 * level), pictures), "Is it the noise's width or its variance that is expected?"),
    ("the level is forgotten", lambda noisy, level, pictures: _weighted(-_squares(noisy, level, pictures) / 2, pictures), "Are you as sure at level 0.1 as at level 0.9?"),
    ("the 2 is squared, too", lambda noisy, level, pictures: _weighted(-_squares(noisy, level, pictures) / (2 * level) ** 2, pictures), "What exactly is squared in the denominator?"),
    ("multiplied by the level's square, not divided", lambda noisy, level, pictures: _weighted(-_squares(noisy, level, pictures) / 2 * level**2, pictures), "Does Python read `a / 2 * b` as you do?"),
    ("the farthest counts most", lambda noisy, level, pictures: _weighted(_squares(noisy, level, pictures) / (2 * level**2), pictures), "Which sign does the exponent have of what is far off?"),
    ("a root is taken of the square", lambda noisy, level, pictures: _weighted(-np.sqrt(_squares(noisy, level, pictures)) / (2 * level**2), pictures), "Is it the distance or its square that stands in the exponent?"),
    ("the mean over the pixels", lambda noisy, level, pictures: _weighted(-_squares(noisy, level, pictures) / noisy.size / (2 * level**2), pictures), "Do two pixels tell more than one, or as much?"),
    ("the nearest alone", lambda noisy, level, pictures: pictures[np.argmin(_squares(noisy, level, pictures))], "If two pictures are nearly as likely, may one be left out?"),
    ("all pictures count alike", lambda noisy, level, pictures: pictures.mean(axis=0), "Does the noisy picture have a say in your guess?"),
    ("the weights are returned", _guess_weights, "Those are the weights. Of what should they make a mean?"),
    ("all weights become 0, and so does their sum", _guess_by_plain_numbers, "Your weights add up to 0 there. What is the exponential of -5,000 to a computer?"),
    ("divided by the maximum", _guess_shift_by_division, "Does a softmax stay the same when logits are divided, or shifted?"),
    ("the mean over the pictures", lambda noisy, level, pictures: best_guess(noisy, level, pictures) / len(pictures), "The weights add up to 1. By what else do you divide?"),
    ("not divided by their sum, and all weights become 0", lambda noisy, level, pictures: np.tensordot(np.exp(-_squares(noisy, level, pictures) / (2 * level**2)), pictures, axes=1), "What do your weights add up to?"),
    ("not divided by their sum", _guess_not_shared, "What do your weights add up to?"),
    ("the guess is dimmed", lambda noisy, level, pictures: (1 - level) * best_guess(noisy, level, pictures), "Is the guess a clean picture, or one as it is in the noise?"),
    ("each pixel for itself", _guess_by_pixel, "Has each picture one weight, or one for each of its pixels?"),
)


_UNDERFLOW = (
    "not dimmed",
    "dimmed by",
    "the 2 is",
    "farthest",
    "a root",
    "the guess is",
    "over the pictures",
    "the weights",
)


best_guess.slips(
    *_GUESSES,
    *(_unshifted(*slip) for slip in _GUESSES if any(part in slip[0] for part in _UNDERFLOW)),
)


# One step ------------------------------------------------------------------------------------------------------------------
def _some_steps():
    yield np.array([1.0]), np.array([0.5]), 1.0, 0.75
    yield np.array([0.875]), np.array([0.5]), 0.75, 0.5
    for shape, now, then in (((2,), 0.5, 0.25), ((2, 3), 0.4, 0.1), ((2, 3, 2, 1), 0.9, 0.35), ((3, 2, 3, 3), 0.2, 0.0)):
        yield _numbers(*shape), _numbers(*shape, seed=2), now, then
    yield np.array([0.5, -0.25]), np.array([0.25, 0.5]), 0.05, 0.005
    yield np.array([5.0, -14.0]), np.array([0.25, 0.5]), 0.5, 0.25


@exercise(
    cases=_some_steps,
    hints=[
        "The noisy picture is a mixture. What is left when the clean picture's share is taken away, and of what is that a multiple?",
        "`noisy` is `(1 - now) * clean + now * noise`. Solve it for `noise`.",
        "Mix the same two with the shares of `then`.",
    ],
    why="Picture and noise stay; their shares change. It equals `clean + then / now * (noisy - clean)`.",
)
def one_step(noisy, clean, now, then):
    noise = (noisy - (1 - now) * clean) / now
    return (1 - then) * clean + then * noise


def _noise_in(noisy, clean, now):
    return (noisy - (1 - now) * clean) / now


def _step_backwards(noisy, clean, now, then):
    with np.errstate(divide="ignore", invalid="ignore"):
        return one_step(noisy, clean, then, now)


def _step_solved_too_low(noisy, clean, now, then):
    with np.errstate(divide="ignore", invalid="ignore"):
        return one_step(noisy, clean, then, then)


def _step_by_one_less(noisy, clean, now, then):
    with np.errstate(divide="ignore", invalid="ignore"):
        return (1 - then) * clean + then * ((noisy - now * clean) / np.float64(1 - now))


def _step_by_roots(noisy, clean, now, then):
    noise = (noisy - np.sqrt(1 - now**2) * clean) / now
    return np.sqrt(1 - then**2) * clean + then * noise


one_step.slips(
    ("the picture moves, the noise stays", lambda noisy, clean, now, then: (1 - then) * clean + now * _noise_in(noisy, clean, now), "The two shares of a mixture add up to 1. Which one is the share of the noise after the step?"),
    ("the noise is not divided", lambda noisy, clean, now, then: (1 - then) * clean + then * (noisy - (1 - now) * clean), "The noisy picture without the clean one's share is the level times the noise. How do you get the noise itself?"),
    ("the picture is not dimmed", lambda noisy, clean, now, then: (1 - then) * clean + then * (noisy - clean) / now, "How much of the picture is in the noisy one?"),
    ("the last term alone is divided", lambda noisy, clean, now, then: (1 - then) * clean + then * (noisy - (1 - now) * clean / now), "Does Python divide the whole difference by `now`, or the last term?"),
    ("the picture is dimmed by the level itself", lambda noisy, clean, now, then: (1 - then) * clean + then * (noisy - now * clean) / now, "At level 0.1, is a tenth of the picture in `noisy`, or nine tenths?"),
    ("the share of the way is the difference of the levels", lambda noisy, clean, now, then: noisy + (now - then) * (clean - noisy), "From level 0.5 to level 0 in one step: how much of the way to the guess is expected, and how much do you go?"),
    ("the difference instead of the noise", lambda noisy, clean, now, then: (1 - then) * clean + then * (noisy - clean), "With which shares was `noisy` mixed?"),
    ("the noisy picture instead of the noise", lambda noisy, clean, now, then: (1 - then) * clean + then * noisy, "Is what you mix in noise alone, or noise with a picture in it?"),
    ("the shares are exchanged", lambda noisy, clean, now, then: then * clean + (1 - then) * _noise_in(noisy, clean, now), "At level 0, what should be left: the picture or the noise?"),
    ("the picture in full", lambda noisy, clean, now, then: clean + then * _noise_in(noisy, clean, now), "What do the two shares of the mixture add up to?"),
    ("the two levels are exchanged", _step_backwards, "Which of the two levels does `noisy` have?"),
    ("solved at the lower level", _step_solved_too_low, "With the shares of which level was `noisy` mixed?"),
    ("noise taken off, nothing put in", lambda noisy, clean, now, then: noisy - (now - then) * _noise_in(noisy, clean, now), "The noise's share falls. Which share has to rise?"),
    ("the noise grows", lambda noisy, clean, now, then: noisy + (now - then) * (_noise_in(noisy, clean, now) - clean), "As the level falls, should the noise come in or go out?"),
    ("the noise is returned", lambda noisy, clean, now, then: _noise_in(noisy, clean, now), "That is the noise. Which mixture is expected?"),
    ("the shares are exchanged in the noisy one", _step_by_one_less, "At level 1, does `noisy` hold noise alone, or the picture alone?"),
    ("the picture's share is the root of 1 - level**2", _step_by_roots, "Other courses mix so that the squares of the shares add up to 1. At level 0.6, what is the picture's share here?"),
)


# The bug hunt: fresh noise for old -----------------------------------------------------------------------------------------
def _refresh_as_found(noise, fresh, kept):
    return kept * noise + (1 - kept) * fresh


def _some_noise():
    yield np.array([1.0]), np.array([-1.0]), 0.25
    for shape, kept in (
        ((2,), 0.0),
        ((3,), 1.0),
        ((2, 2), 0.5),
        ((2, 3, 1), 0.64),
        ((2, 3, 3, 1), 0.1),
        ((3, 4, 4, 1), 0.9),
    ):
        yield _numbers(*shape), _numbers(*shape, seed=7), kept
    yield np.array([4.5, -1.0]), np.array([0.5, -5.0]), 0.5
    yield np.array([1.5, -1.0]), np.array([0.5, -2.0]), 0.01
    yield np.array([1.5, -1.0]), np.array([0.5, -2.0]), 0.99


@exercise(
    cases=_some_noise,
    given=_refresh_as_found,
    hints=[
        "Draw 10,000 numbers of each noise, mix them with kept = 0.5, and look at the variance.",
        "A factor f turns a variance of 1 into f squared. Variances of independent noises add up.",
    ],
    why="Variances add up, widths do not: the squares of the two factors must be kept and 1 - kept.",
)
def refresh(noise, fresh, kept):
    return np.sqrt(kept) * noise + np.sqrt(1 - kept) * fresh


def _refresh_measured(noise, fresh, kept):
    mixed = kept * noise + (1 - kept) * fresh
    return mixed / mixed.std() if mixed.std() else mixed * np.nan


refresh.slips(
    ("shares of the noise itself", _refresh_as_found, "Take half of each, both of variance 1. What is the variance of half of a noise? And of the sum?"),
    ("kept taken as the factor", lambda noise, fresh, kept: kept * noise + np.sqrt(1 - kept**2) * fresh, "The variance is 1 now. Which share of it comes from the old noise: is it `kept`?"),
    ("old and new exchanged", lambda noise, fresh, kept: np.sqrt(1 - kept) * noise + np.sqrt(kept) * fresh, "With kept = 1, which noise should come back?"),
    ("exchanged, without roots", lambda noise, fresh, kept: (1 - kept) * noise + kept * fresh, "With kept = 1, which noise should come back? And with 0.5, is the variance 1?"),
    ("the old is not weakened", lambda noise, fresh, kept: noise + np.sqrt(1 - kept) * fresh, "What was the variance before you added some?"),
    ("the second without a root", lambda noise, fresh, kept: np.sqrt(kept) * noise + (1 - kept) * fresh, "Do the squares of your two factors add up to 1?"),
    ("the first without a root", lambda noise, fresh, kept: kept * noise + np.sqrt(1 - kept) * fresh, "What do the squares of your two factors add up to?"),
    ("1 less the root", lambda noise, fresh, kept: np.sqrt(kept) * noise + (1 - np.sqrt(kept)) * fresh, "What is to add up to 1: the factors, or their squares?"),
    ("pulled up afterwards", lambda noise, fresh, kept: (kept * noise + (1 - kept) * fresh) / np.sqrt(kept**2 + (1 - kept) ** 2), "The variance is right. With kept = 0.9, which share of it is the old noise's?"),
    ("stretched to a measured width", _refresh_measured, "A single number has no width that could be measured. Which factors are right for every noise?"),
    ("squares of the noises are mixed", lambda noise, fresh, kept: np.sqrt(kept * noise**2 + (1 - kept) * fresh**2), "May noise be negative?"),
    ("squares instead of roots", lambda noise, fresh, kept: kept**2 * noise + (1 - kept) ** 2 * fresh, "A factor f makes a variance f squared. Which f makes 0.25?"),
    ("one root for both", lambda noise, fresh, kept: np.sqrt(kept) * (noise + fresh), "With kept = 0, what should come back?"),
    ("half and half", lambda noise, fresh, kept: (noise + fresh) / np.sqrt(2), "Where does `kept` come in?"),
)


RECALL = (
    Recall("perfect denoiser", "A denoiser knows its pictures by heart and guesses perfectly. What does its sampler draw?", ("new pictures of the same kind", "those pictures", "their mean"), "b", "Near the end one picture has all the weight: what is new comes from the error of a network that had to guess."),
    Recall("one step from noise", "A sampler goes from noise to the picture in a single step. You see...", ("the mean of the world, a blur", "a sharp picture, but a copy", "noise"), "a", "The best guess from noise alone is the mean of all pictures."),
    Recall(
        "chance on the way",
        "A sampler puts fresh noise in at every step (ancestral sampling). Twice you begin with the same noise. The two pictures are...",
        ("the same", "different", "copies of training pictures"),
        "b",
        "Fresh noise replaces what was left of the start, so the start no longer decides the picture.",
    ),
)
