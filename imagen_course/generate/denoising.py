"""What a denoiser may answer, and denoisers that need no training because their answer is known.

A noisy picture at level t is ``(1 - t) * clean + t * noise``. A denoiser that is asked what lies under it may answer with
the clean picture, with the noise, with the velocity of a picture whose level rises, or with the score, the gradient of the
log density: of these four, each can be computed from each [1]_. Where the clean pictures are known, so is the best guess:
their mean, each weighed by how well it explains the noisy one. A denoiser takes noisy pictures ``(n, h, w, c)`` and a level,
and returns its guess of the clean ones, as ``diffusion.sampling`` wants it.

References
----------
.. [1] T. Salimans and J. Ho, "Progressive distillation for fast sampling of diffusion models", ICLR 2022, arXiv:2202.00512.
"""

import math

import numpy as np

from imagen_course.arrays import load_keras, to_numpy
from imagen_course.checks import (
    check_callable,
    check_number,
    check_numbers,
    check_one_of,
    check_seed,
    check_sizes,
    check_whole,
)
from imagen_course.formulas import softmax

__all__ = [
    "ANSWERS",
    "SCHEDULES",
    "from_clean",
    "of_examples",
    "of_gaussian",
    "of_network",
    "of_patches",
    "shares",
    "small_network",
    "to_clean",
]

ANSWERS = ("clean", "noise", "velocity", "score")
SCHEDULES = ("straight", "cosine", "linear")


def shares(level, *, schedule="straight"):
    """Return how much of the picture and how much of the noise there is in the mixture.

    Parameters
    ----------
    level : float or array_like
        In [0, 1].
    schedule : {"straight", "cosine", "linear"}
        The straight line of flow matching (arXiv:2210.02747), which the course uses; the cosine of Nichol and Dhariwal
        (arXiv:2102.09672); and DDPM's own (arXiv:2006.11239), of a thousand steps whose variance grows linearly. In the last
        two the squares of both shares add up to 1.

    Returns
    -------
    picture, noise : numpy.ndarray
        In [0, 1], of the shape of ``level``.

    Raises
    ------
    TypeError, ValueError
        If ``level`` is outside [0, 1], or there is no such schedule.

    Examples
    --------
    >>> [[round(float(share), 3) for share in shares(0.5, schedule=name)] for name in ("straight", "cosine")]
    [[0.5, 0.5], [0.707, 0.707]]
    """
    check_one_of(schedule, SCHEDULES, name="schedule")
    level = np.asarray(check_numbers(level, name="level", within="[0, 1]", hint="0 is no noise"), float)
    if schedule == "straight":
        return 1 - level, level
    if schedule == "cosine":
        return np.cos(np.pi / 2 * level), np.sin(np.pi / 2 * level)
    picture = np.exp(-0.05 * level - 4.975 * level**2)  # DDPM's betas, from 0.0001 to 0.02, added up over 1,000 steps
    return picture, np.sqrt(1 - picture**2)


def from_clean(clean, noisy, level, *, answer):
    """Say with a guess of the clean pictures what a denoiser of a different kind would answer.

    Parameters
    ----------
    clean, noisy : array_like
        Of one shape.
    level : float
        In (0, 1].
    answer : {"clean", "noise", "velocity", "score"}

    Returns
    -------
    numpy.ndarray

    Raises
    ------
    TypeError, ValueError
        If shapes do not fit, the level is out of range, or there is no such answer.

    Examples
    --------
    >>> [from_clean([1.0], [0.5], 0.5, answer=kind).item() for kind in ANSWERS]
    [1.0, 0.0, -1.0, -0.0]
    """
    clean, noisy = _pair(clean, noisy, level, answer, name="clean", within="(0, 1]")
    noise = (noisy - (1 - level) * clean) / level
    return {"clean": clean, "noise": noise, "velocity": noise - clean, "score": -noise / level}[answer]


def to_clean(answered, noisy, level, *, answer):
    """Return the guess of the clean pictures that lies in what a denoiser answered.

    Parameters
    ----------
    answered, noisy : array_like
        Of one shape.
    level : float
        In (0, 1): noise alone says nothing of the picture.
    answer : {"clean", "noise", "velocity", "score"}
        What was answered.

    Returns
    -------
    numpy.ndarray

    Raises
    ------
    TypeError, ValueError
        If shapes do not fit, the level is out of range, or there is no such answer.

    Examples
    --------
    >>> to_clean([-1.0], [0.5], 0.5, answer="velocity").item()
    1.0
    """
    answered, noisy = _pair(answered, noisy, level, answer, name="answered", within="(0, 1)")
    if answer == "clean":
        return answered
    if answer == "velocity":
        return noisy - level * answered
    noise = answered if answer == "noise" else -level * answered
    return (noisy - level * noise) / (1 - level)


def of_examples(examples):
    """Return the best denoiser for a world of these pictures and no others, all equally likely.

    Its guess is the mean of the pictures with a softmax's weights: it draws its examples, and nothing new.

    Parameters
    ----------
    examples : array_like, shape (n, h, w, c)

    Returns
    -------
    callable
        ``denoise(noisy, level)``, for noisy pictures (m, h, w, c) and a level in (0, 1].

    Raises
    ------
    TypeError, ValueError
        If ``examples`` are no pictures.

    Examples
    --------
    >>> denoise = of_examples(np.array([-1.0, 1.0]).reshape(2, 1, 1, 1))
    >>> denoise(np.array([0.0, 0.5]).reshape(2, 1, 1, 1), 0.5).ravel().round(2).tolist()
    [0.0, 0.76]
    """
    examples = check_numbers(examples, name="examples", shape=("n", "h", "w", "c"), least=1)
    rows = examples.reshape(len(examples), -1)

    def denoise(noisy, level):
        return np.tensordot(_weights(rows, noisy.reshape(len(noisy), -1), level), examples, axes=1)

    return denoise


def of_gaussian(mean, variance):
    """Return the best denoiser for pictures whose numbers are normal and independent.

    Parameters
    ----------
    mean, variance : float or array_like
        Of each number; variances of 0 or more.

    Returns
    -------
    callable
        ``denoise(noisy, level)``, for noisy pictures (n, h, w, c) and a level in (0, 1].

    Raises
    ------
    TypeError, ValueError
        If a variance is below 0.

    Examples
    --------
    >>> of_gaussian(2.0, 1.0)(np.full((1, 1, 1, 1), 1.0), 0.5).item()
    2.0
    """
    mean = np.asarray(check_numbers(mean, name="mean"), float)
    variance = np.asarray(check_numbers(variance, name="variance", within="[0, inf)"), float)

    def denoise(noisy, level):
        picture, noise = shares(level)
        gain = picture * variance / (picture**2 * variance + noise**2)
        return mean + gain * (noisy - picture * mean)

    return denoise


def of_patches(picture, *, size=7, most=4000, seed=0):
    """Return the best denoiser for one picture's patches: it guesses each pixel from the square around it alone.

    What it draws agrees with the picture in every small square and, as a whole, with no picture [1]_. Beyond the border the
    noisy picture goes on at its other side.

    Parameters
    ----------
    picture : array_like, shape (h, w, c)
        In [-1, 1], as ``diffusion.sampling`` has its pictures.
    size : int
        Odd: the sides of a square, in pixels.
    most : int
        So many patches are looked at, chosen by chance where there are more.
    seed : int

    Returns
    -------
    callable
        ``denoise(noisy, level)``, for noisy pictures (n, h, w, c) of any sides and a level in (0, 1].

    Raises
    ------
    TypeError, ValueError
        If the size is even or larger than the picture.

    References
    ----------
    .. [1] M. Kamb and S. Ganguli, "An analytic theory of creativity in convolutional diffusion models", arXiv:2412.20292.

    Examples
    --------
    >>> denoise = of_patches(np.full((9, 9, 1), 0.5), size=3)
    >>> round(denoise(np.zeros((1, 4, 4, 1)), 0.8)[0, 0, 0].item(), 3)
    0.5
    """
    picture = check_numbers(picture, name="picture", shape=("h", "w", "c"))
    check_whole(size=size, most=most)
    check_number(size, f"[1, {min(picture.shape[:2])}]", name="size", whole=True, hint="it has to fit into picture")
    if size % 2 == 0:
        raise ValueError(f"size must be odd, got {size}: a square needs a pixel in its middle")
    check_seed(seed)
    rows = _patches(picture, size).astype(np.float32)
    rows = rows[np.random.default_rng(seed).permutation(len(rows))[:most]]
    middles = rows.reshape(len(rows), size * size, -1)[:, size * size // 2]

    def denoise(noisy, level):
        around = [(size // 2, size // 2)] * 2 + [(0, 0)]
        squares = (_patches(np.pad(image, around, mode="wrap"), size) for image in noisy)
        return np.stack([_weights(rows, some, level) @ middles for some in squares]).reshape(noisy.shape)

    return denoise


def of_network(network):
    """Return the denoiser that a network of Keras is, which names clean pictures.

    Parameters
    ----------
    network : object
        Its ``predict_on_batch`` takes noisy pictures (n, h, w, c) and their levels (n, 1, 1, 1), as `small_network` does.

    Returns
    -------
    callable
        ``denoise(noisy, level)``.

    Raises
    ------
    TypeError
        If ``network`` has no such method.

    Examples
    --------
    >>> denoise = of_network(small_network((8, 8, 1), steps=100))       # doctest: +SKIP
    """
    predict = check_callable(getattr(network, "predict_on_batch", None), name="network.predict_on_batch")

    def denoise(noisy, level):
        return to_numpy(predict([noisy, np.full((len(noisy), 1, 1, 1), level, np.float32)]))

    return denoise


def small_network(shape, *, steps, width=320, seed=0):
    """Return a network of Keras that is to become a denoiser: noisy pictures and their levels in, clean pictures out.

    It has three hidden dense layers, and Adam's learning rate falls by a cosine: small enough to be trained in a lesson.

    Parameters
    ----------
    shape : (int, int, int)
        (h, w, c) of a picture.
    steps : int
        Batches that it is going to be trained on.
    width : int
        Neurons of a hidden layer.
    seed : int
        Of the first weights.

    Returns
    -------
    keras.Model
        Compiled: ``train_on_batch([noisy, level], clean)`` makes a step, with levels (n, 1, 1, 1).

    Raises
    ------
    TypeError, ValueError
        If ``shape`` is none, or a number is out of range.

    Examples
    --------
    >>> small_network((8, 8, 1), steps=4500).count_params()             # doctest: +SKIP
    247104
    """
    check_sizes(shape, name="shape", n=3, hint="(h, w, c)")
    check_whole(steps=steps, width=width)
    check_seed(seed)
    keras = load_keras()
    layers, (noisy, level) = keras.layers, (keras.Input(tuple(shape)), keras.Input((1, 1, 1)))
    x = layers.Concatenate()([layers.Flatten()(noisy), layers.Flatten()(level)])
    for i in range(4):
        start = keras.initializers.GlorotUniform(seed=4 * seed + i)
        options = {"activation": "silu"} if i < 3 else {}
        x = layers.Dense(width if i < 3 else math.prod(shape), kernel_initializer=start, **options)(x)
    network = keras.Model([noisy, level], layers.Reshape(tuple(shape))(x))
    rate = keras.optimizers.schedules.CosineDecay(2e-3, steps)
    network.compile(keras.optimizers.Adam(rate), "mse", jit_compile=False)
    return network


def _pair(given, noisy, level, answer, *, name, within):
    check_one_of(answer, ANSWERS, name="answer")
    check_number(level, within, name="level", hint="0 is no noise, 1 is noise alone")
    given = np.asarray(check_numbers(given, name=name), float)
    return given, np.asarray(check_numbers(noisy, name="noisy", shape=given.shape, hint=f"the shape of {name}"), float)


def _weights(clean, noisy, level):
    """How well each clean row explains each noisy one: (m, n). What is the same for all cancels out in a softmax."""
    clean = (1 - level) * clean
    return softmax((noisy @ clean.T - (clean**2).sum(axis=1) / 2) / level**2)


def _patches(picture, size):
    """All squares of a picture as rows, each row by row with its channels last."""
    squares = np.lib.stride_tricks.sliding_window_view(picture, (size, size), axis=(0, 1))
    return squares.transpose(0, 1, 3, 4, 2).reshape(-1, size * size * picture.shape[-1])
