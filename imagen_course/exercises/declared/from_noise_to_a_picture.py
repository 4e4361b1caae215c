"""From noise to a picture: its exercises, the slips they know, and its questions."""

import functools
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from imagen_course.exercises.built import Bound
from imagen_course.exercises.declare import Recall, at_least, at_most, built, exercise
from imagen_course.generate import denoising, diffusion


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
    noisy = 0.98 * pictures[2] + 0.3 * _numbers(4, 4, 1)  # far from all: each exponential by itself is 0
    pictures[4] = pictures[2]
    pictures[[2, 4], 0, 0] = noisy[0, 0] / 0.98 + np.array([[0.5], [-0.5004]])  # and two of them share the weight
    yield noisy, 0.02, pictures


@exercise(
    cases=_some_noisy,
    hints=[
        "Two pictures are known, and the noisy one is nearer to the second. Which has the larger weight, and what says how much larger?",
        "For each picture: how far is the noisy one from `(1 - level)` times it? Square, and add up over its pixels.",
        "The logits are minus that, over `2 * level**2`. Their softmax, shifted by the maximum, gives the weights.",
        "`np.tensordot(weights, pictures, axes=1)` adds up the pictures, each times its weight.",
    ],
    why="A picture's weight is proportional to the density of the noise that would make it the noisy one.",
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


def _guess_nearest_instead(noisy, level, pictures):
    guess = _guess_unstable(noisy, level, pictures)
    return guess if np.isfinite(guess).all() else pictures[np.argmin(_squares(noisy, level, pictures))]


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
    ("the nearest alone where all weights become 0", _guess_nearest_instead, "Where every exponential is 0, may two pictures still be nearly as likely?"),
    ("the picture is not dimmed", lambda noisy, level, pictures: _weighted(-_squares(noisy, 0, pictures) / (2 * level**2), pictures), "How much of a picture is left at this level?"),
    ("dimmed by the level", lambda noisy, level, pictures: _weighted(-_squares(noisy, 1 - level, pictures) / (2 * level**2), pictures), "At level 0.1, is a tenth of the picture left or nine tenths?"),
    ("the 2 is missing", lambda noisy, level, pictures: _weighted(-_squares(noisy, level, pictures) / level**2, pictures), "What is the whole denominator in the exponent?"),
    ("the level is not squared", lambda noisy, level, pictures: _weighted(-_squares(noisy, level, pictures) / (2 * level), pictures), "Does the denominator hold the noise's standard deviation, or its variance?"),
    ("the level is forgotten", lambda noisy, level, pictures: _weighted(-_squares(noisy, level, pictures) / 2, pictures), "Are you as sure at level 0.1 as at level 0.9?"),
    ("the 2 is squared, too", lambda noisy, level, pictures: _weighted(-_squares(noisy, level, pictures) / (2 * level) ** 2, pictures), "What exactly is squared in the denominator?"),
    ("multiplied by the level's square, not divided", lambda noisy, level, pictures: _weighted(-_squares(noisy, level, pictures) / 2 * level**2, pictures), "Does Python read `a / 2 * b` as you do?"),
    ("the farthest counts most", lambda noisy, level, pictures: _weighted(_squares(noisy, level, pictures) / (2 * level**2), pictures), "Which sign should a distant picture's exponent have?"),
    ("a root is taken of the square", lambda noisy, level, pictures: _weighted(-np.sqrt(_squares(noisy, level, pictures)) / (2 * level**2), pictures), "Is it the distance or its square that stands in the exponent?"),
    ("the mean over the pixels", lambda noisy, level, pictures: _weighted(-_squares(noisy, level, pictures) / noisy.size / (2 * level**2), pictures), "Do two pixels tell more than one, or as much?"),
    ("the nearest alone", lambda noisy, level, pictures: pictures[np.argmin(_squares(noisy, level, pictures))], "If two pictures are nearly as likely, may one be left out?"),
    ("all pictures count alike", lambda noisy, level, pictures: pictures.mean(axis=0), "Does the noisy picture have a say in your guess?"),
    ("the weights are returned", _guess_weights, "Those are the weights. What should you weigh with them?"),
    ("all weights become 0, and so does their sum", _guess_by_plain_numbers, "Your weights add up to 0 there. What is the exponential of -5,000 to a computer?"),
    ("divided by the maximum", _guess_shift_by_division, "Does a softmax stay the same when logits are divided, or shifted?"),
    ("the mean over the pictures", lambda noisy, level, pictures: best_guess(noisy, level, pictures) / len(pictures), "The weights add up to 1. By what else do you divide?"),
    ("not divided by their sum, and all weights become 0", lambda noisy, level, pictures: np.tensordot(np.exp(-_squares(noisy, level, pictures) / (2 * level**2)), pictures, axes=1), "What do your weights add up to?"),
    ("not divided by their sum", _guess_not_shared, "What do your weights add up to?"),
    ("the guess is dimmed", lambda noisy, level, pictures: (1 - level) * best_guess(noisy, level, pictures), "Is the guess a clean picture, or a dimmed one?"),
    ("each pixel for itself", _guess_by_pixel, "Does a picture have one weight, or one for each pixel?"),
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


# A training step -----------------------------------------------------------------------------------------------------------
@dataclass
class Small:
    """A network of four numbers that learns as one of Keras does: ``train_on_batch`` takes a step, and returns the loss before it."""

    weights: tuple

    def __repr__(self):
        return "a small network"

    def train_on_batch(self, inputs, target):
        if not isinstance(inputs, list | tuple) or len(inputs) != 2:
            raise ValueError("the network has two inputs, noisy pictures and their level: give it a list of both")
        noisy, level = (np.asarray(one, float) for one in inputs)
        if level.shape != (len(noisy), 1, 1, 1) or noisy.shape != np.shape(target):
            shapes = f"{noisy.shape} and {level.shape}, and the target {np.shape(target)}"
            raise ValueError(f"a level (1, 1, 1) for each picture, and a target of the pictures' shape; the inputs are {shapes}")
        parts = np.broadcast_arrays(noisy, level, np.roll(noisy, 1, axis=-2), 1.0)
        error = np.tensordot(self.weights, parts, axes=1) - target
        self.weights = tuple(np.subtract(self.weights, [0.2 * np.mean(error * part) for part in parts]).tolist())
        return float(np.mean(error**2))


def _some_batches():
    yield Small((0.5, 0.25, 0.0, 0.0)), np.array([1.0]).reshape(1, 1, 1, 1), np.array([0.25]).reshape(1, 1, 1, 1), np.array([-1.0]).reshape(1, 1, 1, 1)
    for n, h, w, c in ((2, 1, 2, 1), (3, 2, 2, 1), (4, 2, 3, 2), (3, 1, 1, 5)):
        level = np.random.default_rng([n, w]).uniform(0.02, 0.98, (n, 1, 1, 1)).round(2)
        yield Small((0.5, -0.75, 0.25, 0.1)), _numbers(n, h, w, c), level, _numbers(n, h, w, c, seed=4)


@exercise(
    cases=_some_batches,
    hints=[
        "In the figure of section 4, what lies between a picture and its noise? And what should the network say when it sees that?",
        "Mix `clean` and `noise` by the formula of section 1: `level` already has the shape that multiplies every pixel of its own picture.",
        "`train_on_batch` takes the list of the two inputs, noisy pictures and levels, and then the target.",
    ],
    why="The network sees the mixture and its level, and its loss is the squared error of its guess of the clean picture. The best guess has the lowest loss of all.",
)
def denoising_step(network, clean, level, noise):
    noisy = (1 - level) * clean + level * noise
    return network.train_on_batch([noisy, level], clean)


def _mixed(clean, level, noise):
    return (1 - level) * clean + level * noise


def _wrong_mixture(picture, share):
    return lambda network, clean, level, noise: network.train_on_batch([picture(level) * clean + share(level) * noise, level], clean)


def _step_for_each(network, clean, level, noise):
    noisy = _mixed(clean, level, noise)
    return np.mean([network.train_on_batch([noisy[i : i + 1], level[i : i + 1]], clean[i : i + 1]) for i in range(len(clean))])


denoising_step.slips(
    ("the noise is the target", lambda network, clean, level, noise: network.train_on_batch([_mixed(clean, level, noise), level], noise), "That is epsilon-prediction, which also works. But which guess does the sampler ask for?"),
    ("the noisy picture is the target", lambda network, clean, level, noise: network.train_on_batch([_mixed(clean, level, noise)] * 1 + [level], _mixed(clean, level, noise)), "What does a network learn when its target is its own input?"),
    ("the velocity is the target", lambda network, clean, level, noise: network.train_on_batch([_mixed(clean, level, noise), level], noise - clean), "That is v-prediction. But which guess does the sampler ask for?"),
    ("the squares of the shares add up to 1", _wrong_mixture(lambda t: np.sqrt(1 - t**2), lambda t: t), "Other schedules mix like that. At level 0.6, how much of the picture is in our mixture?"),
    ("the shares are under a root", _wrong_mixture(lambda t: np.sqrt(1 - t), np.sqrt), "At level 0.25, how much noise is in our mixture: a quarter, or a half?"),
    ("the shares are exchanged", _wrong_mixture(lambda t: t, lambda t: 1 - t), "At level 0.1, should you see the picture or the noise?"),
    ("the picture is not dimmed", _wrong_mixture(np.ones_like, lambda t: t), "At level 1, should anything of the picture be left?"),
    ("the noise is not dimmed", _wrong_mixture(lambda t: 1 - t, np.ones_like), "At level 0, should there be any noise?"),
    ("the network is shown the clean picture", lambda network, clean, level, noise: network.train_on_batch([clean, level], clean), "What will the sampler show to the network: clean pictures?"),
    ("the network is shown the noise", lambda network, clean, level, noise: network.train_on_batch([noise, level], clean), "Can anybody find a picture in noise alone?"),
    ("the level is kept from the network", lambda network, clean, level, noise: network.train_on_batch([_mixed(clean, level, noise), 0 * level], clean), "How can the network know how much of its input is noise?"),
    ("the network is told the picture's share", lambda network, clean, level, noise: network.train_on_batch([_mixed(clean, level, noise), 1 - level], clean), "The sampler will tell the network the level. What do you tell it?"),
    ("one level for all pictures", lambda network, clean, level, noise: network.train_on_batch([_mixed(clean, level[:1], noise), np.repeat(level[:1], len(level), axis=0)], clean), "Each picture of the batch has a level of its own. Do you use them all?"),
    ("a step for each picture", _step_for_each, "Each call of `train_on_batch` moves the weights. How many steps should one batch take?"),
)  # fmt: skip


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
    why="Variances add up, standard deviations do not: the squares of the factors must be `kept` and `1 - kept`.",
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
    ("the old is not weakened", lambda noise, fresh, kept: noise + np.sqrt(1 - kept) * fresh, "What was the variance before you added fresh noise?"),
    ("the second without a root", lambda noise, fresh, kept: np.sqrt(kept) * noise + (1 - kept) * fresh, "Do the squares of your two factors add up to 1?"),
    ("the first without a root", lambda noise, fresh, kept: kept * noise + np.sqrt(1 - kept) * fresh, "What do the squares of your two factors add up to?"),
    ("1 less the root", lambda noise, fresh, kept: np.sqrt(kept) * noise + (1 - np.sqrt(kept)) * fresh, "What should add up to 1: the factors, or their squares?"),
    ("pulled up afterwards", lambda noise, fresh, kept: (kept * noise + (1 - kept) * fresh) / np.sqrt(kept**2 + (1 - kept) ** 2), "The variance is right. With kept = 0.9, which share of it is the old noise's?"),
    ("stretched to a measured width", _refresh_measured, "A single number has no standard deviation to measure. Which factors are right for every noise?"),
    ("squares of the noises are mixed", lambda noise, fresh, kept: np.sqrt(kept * noise**2 + (1 - kept) * fresh**2), "May noise be negative?"),
    ("squares instead of roots", lambda noise, fresh, kept: kept**2 * noise + (1 - kept) ** 2 * fresh, "A factor f multiplies a variance by f squared. Which f gives 0.25?"),
    ("one root for both", lambda noise, fresh, kept: np.sqrt(kept) * (noise + fresh), "With kept = 0, what should come back?"),
    ("half and half", lambda noise, fresh, kept: (noise + fresh) / np.sqrt(2), "Where does `kept` come in?"),
)


# The studio: finish a picture -----------------------------------------------------------------------------------------------
class Denoiser:
    """A denoiser that says what it takes."""

    def __init__(self, guess):
        self.guess = guess

    def __repr__(self):
        return "a denoiser"

    def __call__(self, noisy, level):
        noisy, level = np.asarray(noisy, float), float(np.max(level))
        if noisy.ndim != 4:
            raise ValueError(f"the denoiser takes pictures (n, h, w, c), got {noisy.shape}: one picture alone is picture[None]")
        if not 0 < level <= 1:
            raise ValueError(f"the denoiser takes a level above 0 and up to 1, got {level:g}")
        return self.guess(noisy, level)


PAIRED, SPREAD, LINKED, CHANNELS = 40, 60, (0.3, 0.6), (-1.0, 0.0, 1.0)  # how often each world is asked; standard deviations of the two free pixels
BRIGHT = 0.8, 0.1  # mean and standard deviation of all pixels of a further world


@functools.cache
def _world():
    """Four pictures; each upper part belongs to two of them, and the lower parts have nothing in common."""
    rng = np.random.default_rng(20)
    upper, lower = rng.choice([-1.0, 1.0], (2, 3, 5, 1)), rng.choice([-1.0, 1.0], (4, 2, 5, 1))
    return np.concatenate([np.repeat(upper, 2, axis=0), lower], axis=1)


def _normal(noisy, level):
    """The best guess where the first pixel is known by its neighbour, and two more are normal, each by itself."""
    spread = np.diag([0.25, 0.25, LINKED[0] ** 2, LINKED[1] ** 2])
    spread[0, 1] = spread[1, 0] = 0.9 * 0.25
    rows = noisy.reshape(len(noisy), 4)
    gain = (1 - level) * spread @ np.linalg.inv((1 - level) ** 2 * spread + level**2 * np.eye(4))
    return (rows @ gain.T).reshape(noisy.shape)


def _bright(noisy, level):
    """The best guess where every pixel is normal by itself, and bright on average."""
    mean, spread = BRIGHT
    gain = (1 - level) * spread**2 / ((1 - level) ** 2 * spread**2 + level**2)
    return mean + gain * (noisy - (1 - level) * mean)


class Watch:
    """A guess that tells the worst that it has seen of the known pixels since it was last asked at a level as high.

    Its channels hold the least noise, the most, and how far the picture's share was off, a quarter of each: a guess is at
    most 1. The noise is measured down the columns, along the rows and over the channels, so each number needs its own.
    """

    level, worst = 0.0, None

    def __call__(self, noisy, level):
        seen = noisy[0, :, :20]
        share = np.mean(seen @ CHANNELS) / np.dot(CHANNELS, CHANNELS)
        rest = seen - share * np.array(CHANNELS)
        found = [np.sqrt(rest.var(axis=axis, ddof=1).mean()) / level for axis in (0, 1, 2)]
        rows = [[-min(found), max(found), abs(share - (1 - level)) / level]]
        self.worst = np.max(rows if level >= self.level else [*rows, self.worst], axis=0)
        self.level = level
        return np.broadcast_to(np.clip(np.abs(self.worst) / 4, 0, 1), noisy.shape)


@functools.cache
def _denoisers():
    return Denoiser(denoising.of_examples(_world())), Denoiser(_normal), Denoiser(Watch()), Denoiser(_bright)


def _some_pictures():
    """One pixel of four, next to three that are free; then the upper part of one of four pictures, with nonsense below."""
    (copier, normal, watch, bright), upper = _denoisers(), np.arange(25).reshape(5, 5) < 15
    one = np.array([[True, False], [False, False]])
    for seed in range(SPREAD):
        yield normal, np.array([1.0, 0.0, 0.0, 0.0]).reshape(2, 2, 1), one, seed
    for seed in range(PAIRED):
        yield copier, np.where(upper[..., None], _world()[2 * (seed % 2)], 0.37), upper, seed // 2
    yield normal, np.array([1.0, 9.0, 9.0, 9.0]).reshape(2, 2, 1), one, 0  # the first again, with other numbers where none is known
    yield bright, np.full((48, 48, 3), BRIGHT[0]), np.arange(48 * 48).reshape(48, 48) < 48, 3
    left = np.repeat([[True] * 20 + [False] * 4], 24, axis=0)
    for _ in range(2):
        yield watch, np.broadcast_to(CHANNELS, (24, 24, 3)).copy(), left, 7


def _of_pairs(thing):
    return np.array([np.asarray(picture, float) for picture in thing[SPREAD : SPREAD + PAIRED]])


def _of_normals(thing):
    return np.array([np.asarray(picture, float).reshape(4) for picture in thing[:SPREAD]])


def _same_shapes(thing):
    return sum(np.shape(picture) == case[1].shape for picture, case in zip(thing, _some_pictures(), strict=True))


def _known_pixels_changed(thing):
    """Count them; a number that is no number is changed."""
    pairs = zip(thing, _some_pictures(), strict=True)
    return int(sum(np.sum(~np.isclose(np.asarray(picture, float), begun, atol=1e-4)[known]) for picture, (_, begun, known, _) in pairs))


def _fitting(thing):
    """Count the pictures that are one of the four as a whole."""
    apart = np.abs(_of_pairs(thing)[:, None] - _world()[None]).max(axis=(2, 3, 4))
    return int(np.sum(apart.min(axis=1) < 0.1))


def _rarer(thing):
    """How often the rarer ending of the two comes, for the upper half where it comes less often, of 20."""
    which = np.abs(_of_pairs(thing)[:, None] - _world()[None]).max(axis=(2, 3, 4)).argmin(axis=1)
    return int(min(np.sum(which == k) for k in range(4)))


def _distances(thing):
    """By what per cent the standard deviations of the two free pixels are off."""
    return round(float(100 * np.max(np.abs(_of_normals(thing)[:, 2:].std(axis=0) / LINKED - 1))))


def _of_bright(thing):
    """Thousands of free pixels, and by how many standard deviations each is off."""
    mean, spread = BRIGHT
    return (np.asarray(thing[SPREAD + PAIRED + 1], float).reshape(48, 48, 3)[1:] - mean) / spread


def _too_bright(thing):
    return round(float(abs(_of_bright(thing).mean())), 2)


def _hang_together(thing):
    """The largest correlation of free pixels with those below, to the right and in the next channel."""
    free = _of_bright(thing)
    return round(float(max(np.mean(free * np.roll(free, 1, axis=axis)) / max(np.mean(free**2), 1e-9) for axis in range(3))), 2)


def _link(thing):
    """The mean of the pixel that goes with the known one, which is 1."""
    return round(float(_of_normals(thing)[:, 1].mean()), 2)


def _watched(thing):
    """What `Watch` told of the last call: the least noise, the most, and by how much the picture's share was off."""
    return 4 * np.asarray(thing[-1], float)[:, 20:].mean(axis=(0, 1))


def _noise_on_known(thing):
    """How much noise there was on the known pixels, where that was farthest from what the level says, 1."""
    least, most, _ = _watched(thing)
    return round(float(least if least * most < 1 else most), 2)


def _share_of_known(thing):
    return round(float(_watched(thing)[2]), 2)


def _hidden_seen(thing):
    """By how much two pictures differ whose hidden pixels alone were different."""
    return round(float(np.abs(np.subtract(thing[SPREAD + PAIRED], thing[0])).max()), 3)


def _repeated(thing):
    """By how much two pictures of the same call differ."""
    return round(float(np.abs(np.subtract(thing[-1], thing[-2])).max()), 3)


@built(
    budget=20,
    cases=lambda: list(_some_pictures()),
    hints=[
        "At level 0.8 the sampler holds a noisy picture. What do you know about its known pixels, and how would they look at level 0.8?",
        "Begin with noise. In every step, before you ask the denoiser, put the known pixels back, mixed with noise as the level says.",
        "`known[..., None]` has the shape that `np.where(known[..., None], a, b)` needs: it takes `a` where a pixel is known, `b` elsewhere.",
        "The step is that of section 3: from the guess, the noise that is left; then both mixed with the shares of the next level.",
    ],
    why="Known pixels go through the forward process, the others through the reverse one, and at each level the denoiser sees one picture of both. So it makes the two fit, if loosely: RePaint (arXiv:2201.09865) goes back and repeats steps.",
)
def inpaint(denoise, picture, known, seed):
    noise, known = np.random.default_rng(seed).normal(size=picture.shape), known[..., None]
    noisy = noise
    for now, then in pairwise(diffusion.levels(20)):
        noisy = np.where(known, (1 - now) * picture + now * noise, noisy)
        clean = denoise(noisy[None], now)[0]
        left = (noisy - (1 - now) * clean) / now
        noisy = (1 - then) * clean + then * left
    return np.where(known, picture, noisy)


def _put_back(mixed, start=1.0, begun=lambda picture, noise: noise):
    """A way to inpaint: what is put on the known pixels at a level, at which level it begins, and with what."""

    def sampled(denoise, picture, known, seed):
        noise, known = np.random.default_rng(seed).normal(size=picture.shape), known[..., None]
        noisy = begun(picture, noise)
        for now, then in pairwise(diffusion.levels(20, start=start)):
            noisy = np.where(known, mixed(picture, now, noise), noisy)
            clean = denoise(noisy[None], now)[0]
            noisy = clean + then / now * (noisy - clean)
        return np.where(known, mixed(picture, 0.0, noise), noisy)

    return sampled


_clean_put_back = _put_back(lambda picture, level, noise: picture)
_not_dimmed = _put_back(lambda picture, level, noise: picture + level * noise)


def _pasted_at_the_end(denoise, picture, known, seed):
    return np.where(known[..., None], picture, _put_back(_mixed)(denoise, picture, known & False, seed))


def _guessed_once(denoise, picture, known, seed):
    noise = np.random.default_rng(seed).normal(size=picture.shape)
    noisy = np.where(known[..., None], 0.7 * picture + 0.3 * noise, noise)
    return np.where(known[..., None], picture, denoise(noisy[None], 0.3)[0])


def _neighbour_forgotten(denoise, picture, known, seed):
    return (_pasted_at_the_end if picture.size == 4 else inpaint)(denoise, picture, known, seed)


def _chance_without_a_seed(denoise, picture, known, seed):
    return inpaint(denoise, picture, known, seed) + ~known[..., None] * np.random.default_rng().normal(0, 0.01, picture.shape)


inpaint.properties(
    ("pictures of the shape that came in, of 104", _same_shapes, 104, lambda denoise, picture, known, seed: inpaint(denoise, picture, known, seed)[None], "What shape has `picture`, and what shape has your result?"),
    ("known pixels that you changed", _known_pixels_changed, 0, _put_back(lambda picture, level, noise: _mixed(picture + 0.02, level, noise)), "Which pixels were given? Are they the same at the end?"),
    ("pictures whose two parts fit, of 40", _fitting, at_least(37), _pasted_at_the_end, "While the denoiser makes the unknown part, does it see the known one, with as much noise as the level says?"),
    ("times the rarer of two endings comes, of 20", _rarer, at_least(2), lambda denoise, picture, known, seed: inpaint(denoise, picture, known, 0), "Two endings fit equally well. Does the seed decide which one comes?"),
    ("error of the free pixels' standard deviation, %", _distances, at_most(45), _guessed_once, "Nothing is known of these pixels. Do yours vary as much as the world's? How many steps do you take, and from which noise?"),
    ("mean of the pixel that goes with the known one", _link, at_least(0.27), _neighbour_forgotten, "The known pixel is 1, and its neighbour is usually near to it. On average, where does yours end?"),
    ("noise on the known pixels, as a share of the level", _noise_on_known, Bound(0.8, 1.2), _clean_put_back, "At level 0.8 the unknown pixels hold much noise. How much do the known ones hold when you ask the denoiser, and has each number its own?"),
    ("error of the picture's share in the known pixels, as a share of the level", _share_of_known, at_most(0.25), _not_dimmed, "At level 0.8, how much of the picture do the known pixels hold when you ask the denoiser? Are they put back before every guess?"),
    ("difference between two pictures of one seed", _repeated, at_most(0.001), _chance_without_a_seed, "Does all of your randomness come from `seed`?"),
    ("difference that hidden pixels make", _hidden_seen, at_most(0.001), _put_back(_mixed, start=0.9, begun=lambda picture, noise: _mixed(picture, 0.9, noise)), "Which pixels of `picture` may your function use? Does it begin with noise alone?"),
    ("error of the mean of bright pixels, in standard deviations", _too_bright, at_most(0.08), _put_back(_mixed, start=0.8), "At which level do you begin, and what do you begin with? At level 0.8, how much of a picture is there beside the noise, and how much of one is there in what you begin with?"),
    ("correlation of free pixels and channels that have nothing in common", _hang_together, at_most(0.2), _put_back(_mixed, begun=lambda picture, noise: noise[:, :, :1] + 0 * picture), "In this world every pixel and every channel is by itself. Does each number have its own noise, with which you begin?"),
)  # fmt: skip


RECALL = (
    Recall("perfect denoiser", "A denoiser knows its pictures by heart and guesses perfectly. What does its sampler draw?", ("new pictures of the same kind", "those pictures", "their mean"), "b", "Near the end one picture has all the weight: what is new comes from the error of a network that had to guess."),
    Recall("one step from noise", "A sampler goes from noise to the picture in a single step. You see...", ("the mean of the world, a blur", "a sharp picture, but a copy", "noise"), "a", "The best guess from noise alone is the mean of all pictures."),
    Recall(
        "chance on the way",
        "A sampler puts fresh noise in at every step (ancestral sampling). Twice you begin with the same noise. The two pictures are...",
        ("the same", "different", "noise"),
        "b",
        "Fresh noise replaces what was left of the start, so the start no longer decides the picture.",
    ),
)
