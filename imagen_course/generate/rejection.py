"""Learning by rejection: a generator goes on learning from those of its own pictures that a verifier accepts.

What the verifier refuses is thrown away, and what is left is a training set like any other: rejection sampling fine-tuning
[1]_. If p is what the generator draws and a how likely the verifier accepts it, the next generator draws p * a, scaled to 1
in all; a policy gradient held back by a KL term leads to a distribution of the same form [2]_. Nothing that was not drawn
before comes in, so what the verifier does not ask for can only become less diverse. `rounds` is the method, whatever draws;
`self_consuming` shows what becomes of diversity, and `OwnPictures` is what ``TextToImage.training`` takes as its ``pool``.

References
----------
.. [1] H. Dong et al., "RAFT: reward ranked finetuning for generative foundation model alignment", TMLR 2023,
   arXiv:2304.06767.
.. [2] T. Korbak, E. Perez and C. Buckley, "RL with KL penalties is better viewed as Bayesian inference", Findings of EMNLP
   2022, arXiv:2205.11275.
.. [3] S. Alemohammad et al., "Self-consuming generative models go MAD", ICLR 2024, arXiv:2307.01850.
"""

from collections import Counter

import numpy as np

from imagen_course.checks import (
    check_callable,
    check_images,
    check_items,
    check_number,
    check_numbers,
    check_seed,
    check_whole,
)
from imagen_course.generate.denoising import of_examples
from imagen_course.generate.diffusion import levels, sampling, to_images
from imagen_course.generate.language import tokenize
from imagen_course.generate.learned import draw_noise
from imagen_course.generate.text_to_image import SIDE, Pool
from imagen_course.worlds.scenes import Placed

__all__ = ["OwnPictures", "balance", "rounds", "self_consuming"]


def rounds(draw, accept, learn, *, n_rounds, done=0):
    """Draw, judge, and learn from what was accepted; again and again.

    Parameters
    ----------
    draw : callable
        Takes the number of the round, from 0; returns a tuple of arrays, all of them equally long: pictures, and what
        belongs to them, such as their captions.
    accept : callable
        Takes these arrays; returns True or False for each picture.
    learn : callable
        Takes what was accepted of each array, before the next round draws.
    n_rounds : int
        Those done counted in.
    done : int
        So many rounds were made by an earlier call.

    Yields
    ------
    dict
        "round", from 1, and "accepted", the share of the pictures.

    Raises
    ------
    TypeError, ValueError
        If an argument is of the wrong kind or out of range, or none is accepted of a round's pictures.

    Examples
    --------
    Three numbers, of which one is refused:

    >>> known = np.array([1, 2, 3])
    >>> def learn(accepted): known[:] = np.resize(accepted, 3)
    >>> list(rounds(lambda number: (known,), lambda drawn: drawn < 3, learn, n_rounds=2)), known.tolist()
    ([{'round': 1, 'accepted': 0.666...}, {'round': 2, 'accepted': 1.0}], [1, 2, 1])
    """
    for name, function in {"draw": draw, "accept": accept, "learn": learn}.items():
        check_callable(function, name=name)
    check_number(n_rounds, "[1, inf)", name="n_rounds", whole=True, hint="those done counted in")
    check_number(done, f"[0, {n_rounds}]", name="done", whole=True, hint="rounds made by an earlier call")
    for number in range(done, n_rounds):
        drawn = draw(number)
        accepted = _judged(accept(*drawn), len(drawn[0]))
        learn(*(np.asarray(part)[accepted] for part in drawn))
        yield {"round": number + 1, "accepted": float(accepted.mean())}


def _judged(accepted, n):
    """Return what a verifier said of n pictures, if it said yes or no of each, and yes of one."""
    accepted = np.asarray(accepted)
    if accepted.dtype != bool or accepted.shape != (n,):
        got = f"{accepted.dtype} of shape {accepted.shape}"
        raise TypeError(f"accept must return True or False for each of {n} pictures, got {got}: write such as images < 0.5")
    if not accepted.any():
        raise ValueError(f"accept must take one picture at least, got 0 of {n}: draw more, or ask for less")
    return accepted


def self_consuming(images, accept, *, n_rounds=30, n_steps=10, seed=0):
    """Let the perfect denoiser learn what a verifier accepts, draw as many pictures, and learn from those: a loop [3]_.

    It knows what it learns by heart, so it draws copies. With few steps its sampler draws those near the mean more often
    than others, and each round multiplies that; what one round does not draw no later one can.

    Parameters
    ----------
    images : array_like, shape (n, h, w, c)
        Floating point in [0, 1]: what is judged and learned first.
    accept : callable
        Takes pictures; returns True or False for each.
    n_rounds, n_steps : int
        Rounds in all, and steps of the sampler.
    seed : int

    Returns
    -------
    numpy.ndarray, shape (n_rounds + 1, n, h, w, c)
        ``images``, and what each round has drawn.

    Raises
    ------
    TypeError, ValueError
        If an argument is of the wrong kind or out of range, or nothing is accepted.

    Examples
    --------
    A verifier that accepts everything does not keep eight pictures from becoming one:

    >>> greys = np.linspace(0, 1, 8).reshape(8, 1, 1, 1)
    >>> drawn = self_consuming(greys, lambda images: images.ravel() >= 0, n_rounds=60)
    >>> [len(np.unique(some.round(3))) for some in (drawn[0], drawn[60])]
    [8, 1]
    """
    images = np.asarray(check_images(images, least=1), np.float32)
    check_whole(n_steps=n_steps, seed=seed)
    drawn = [images]

    def learn(accepted):
        noise = draw_noise(len(images), images.shape[1:], 10**4 * seed + len(drawn))
        *_, (end, _) = sampling(of_examples(2 * accepted - 1), noise, levels(n_steps))
        drawn.append(to_images(end))

    for _ in rounds(lambda number: (drawn[-1],), accept, learn, n_rounds=n_rounds):
        pass
    return np.stack(drawn)


def balance(readings):
    """Say how often each picture should be taken, so that no colour and no size is learned for being drawn more often.

    Parameters
    ----------
    readings : sequence of tuple of scenes.Placed, length n
        From ``reader.read``, at least one object each.

    Returns
    -------
    numpy.ndarray, shape (n,)
        1 in all. Where each picture shows one object, every pair of colour and size that there is comes equally often.

    Raises
    ------
    TypeError, ValueError
        If a picture has no objects.

    Examples
    --------
    >>> star = Placed(3, "red", "small", (9.5, 9.5), 4.0, 0.0, 0.0, (6, 6, 13, 13))
    >>> balance([(star,), (star,), (star._replace(colour="blue"),)]).tolist()
    [0.25, 0.25, 0.5]
    """
    check_items(readings, tuple, name="readings", least=1, hint="pass reader.read(images)")
    for objects in readings:
        check_items(objects, Placed, name="readings", least=1, hint="leave out what was not read")
    looks = [[(placed.colour, placed.size) for placed in objects] for objects in readings]
    often = Counter(look for some in looks for look in some)
    weights = np.array([np.mean([1 / often[look] for look in some]) for some in looks])
    return weights / weights.sum()


class OwnPictures:
    """Batches of accepted pictures among ordinary scenes: ``pool`` of ``TextToImage.training``.

    Batch i, ``own[i]``, is pictures ``(batch_size, 32, 32, 3)`` and their captions' word numbers, fixed by the seed and i.

    Parameters
    ----------
    images : array_like, shape (n, 32, 32, 3)
        Floating point in [0, 1]: what was accepted.
    texts : sequence of str, length n
        Their captions.
    batch_size : int
    ordinary : float
        In [0, 1]: the share of a batch that are scenes drawn as captions say, which keep the generator what it was.
    weights : array_like, shape (n,), optional
        How often each picture is taken, in proportion: what `balance` says; equally often if not given.
    seed : int

    Raises
    ------
    TypeError, ValueError
        If pictures and captions do not fit, or a number is out of range.

    Examples
    --------
    >>> own = OwnPictures(np.zeros((3, 32, 32, 3)), ["a red star"] * 3, batch_size=4)
    >>> images, ids = own[0]
    >>> images.shape, ids.shape, int((images == 0).all(axis=(1, 2, 3)).sum())
    ((4, 32, 32, 3), (4, 24), 2)
    """

    def __init__(self, images, texts, *, batch_size=32, ordinary=0.5, weights=None, seed=0):
        check_whole(batch_size=batch_size)
        check_number(ordinary, "[0, 1]", name="ordinary", hint="0.5 is half of a batch")
        self._seed, self._ids = check_seed(seed), tokenize(texts)
        shape, hint = (max(1, len(texts)), SIDE, SIDE, 3), "one picture for each caption"
        self._images = np.asarray(check_images(images, shape=shape, hint=hint), np.float32)
        weights = np.ones(len(texts)) if weights is None else weights
        weights = check_numbers(weights, name="weights", within="(0, inf)", shape=shape[:1], hint="take balance(readings)")
        self._share = weights / weights.sum()
        self._n_ordinary = round(ordinary * batch_size)
        self._n_own = batch_size - self._n_ordinary
        self._scenes = Pool(10**3 + seed, self._n_ordinary, sides=(SIDE,))  # others than it learned from at first

    def __getitem__(self, i):
        random = np.random.default_rng([self._seed, i, 9])
        rows = random.choice(len(self._ids), size=self._n_own, p=self._share)
        images, ids = self._scenes[i] if self._n_ordinary else (self._images[:0], self._ids[:0])
        return np.concatenate([self._images[rows], images]), np.concatenate([self._ids[rows], ids])
