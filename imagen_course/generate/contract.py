"""What every generator promises: ``n`` images ``(n, h, w, c)``, float32 in [0, 1], fixed by a seed.

Picture i is drawn from random numbers of its own, made from the seed and from i: it does not depend on ``n``.
"""

import numpy as np

from imagen_course.checks import check_callable, check_whole

__all__ = ["pictures"]


def pictures(draw, n, *, size, channels, seed):
    """Draw ``n`` pictures, each from a random generator of its own; what falls outside [0, 1] is clipped.

    Parameters
    ----------
    draw : callable
        Takes a ``numpy.random.Generator`` and returns an array that fits ``(size, size, channels)``.
    n, size, channels : int
        How many pictures, their side in pixels and their channels: at least 1.
    seed : int
        At least 0.

    Returns
    -------
    numpy.ndarray, shape (n, size, size, channels)
        float32 in [0, 1].

    Raises
    ------
    TypeError
        If a number is not whole.
    ValueError
        If a number is too small.

    Examples
    --------
    >>> pictures(lambda rng: rng.random(), 2, size=4, channels=1, seed=0).shape
    (2, 4, 4, 1)
    """
    check_callable(draw, name="draw", hint="write draw=lambda rng: rng.random((size, size, channels))")
    check_whole(n=n, size=size, channels=channels, seed=seed)
    images = np.empty((n, size, size, channels), np.float32)
    for i, image in enumerate(images):
        image[...] = np.clip(draw(np.random.default_rng([seed, i])), 0, 1)
    return images
