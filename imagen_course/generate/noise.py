"""Pictures by chance: every pixel for itself, or each in step with its neighbours.

``images`` are ``(n, size, size, channels)``, float32 in [0, 1], grey (1) or colour (3); channels are independent. Picture i
depends on the seed and on i, not on ``n``. Frequencies are in cycles per picture side. ``smoothed`` and ``power_law`` filter
white noise by the Fourier transform, so that opposite sides fit together, and are brought to [0, 1] by **ranks**: every
channel holds ``(k + 1/2) / size**2`` for k = 0, 1, ... once each, so that its histogram is that of uniform noise and only
the places differ.
"""

import numpy as np

from imagen_course.checks import check_images, check_number, check_whole
from imagen_course.generate.contract import pictures

__all__ = ["fractal", "gaussian", "perlin", "power_law", "radial_power", "smoothed", "uniform"]


def uniform(n, *, size=64, channels=1, seed=0):
    """Draw every value from the uniform distribution: the text's ``x_ij = U(0, 255)``, divided by 255.

    The mean is 1/2, the variance 1/12, and all frequencies are equally strong.

    Parameters
    ----------
    n, size, channels : int
        How many pictures, their side in pixels, and their channels: at least 1.
    seed : int
        At least 0.

    Returns
    -------
    numpy.ndarray, shape (n, size, size, channels)
        float32 in [0, 1].

    Raises
    ------
    TypeError, ValueError
        If a number is not whole, or too small.

    Examples
    --------
    >>> images = uniform(4, seed=1)
    >>> images.shape, f"{images.mean():.2f}", f"{12 * images.var():.1f}"
    ((4, 64, 64, 1), '0.50', '1.0')
    """
    return pictures(lambda rng: rng.random((size, size, channels)), n, size=size, channels=channels, seed=seed)


def gaussian(n, *, deviation=0.2, size=64, channels=1, seed=0):
    """Draw every value from the normal distribution of mean 1/2, and clip it to [0, 1].

    Parameters
    ----------
    n, size, channels : int
        How many pictures, their side in pixels, and their channels: at least 1.
    deviation : float
        Standard deviation before clipping, at least 0. At 0.2, one value in 80 is clipped.
    seed : int
        At least 0.

    Returns
    -------
    numpy.ndarray, shape (n, size, size, channels)
        float32 in [0, 1].

    Raises
    ------
    TypeError, ValueError
        If a number is of the wrong kind or out of its range.

    Examples
    --------
    >>> images = gaussian(4, seed=1, deviation=0.1)
    >>> f"{images.mean():.2f} {images.std():.2f}"
    '0.50 0.10'
    """
    check_number(deviation, "[0, inf)", name="deviation", hint="0.2 is usual")
    return pictures(
        lambda rng: rng.normal(0.5, deviation, (size, size, channels)), n, size=size, channels=channels, seed=seed
    )


def smoothed(n, *, sigma=2.0, size=64, channels=1, seed=0):
    """Blur white noise: pixels closer than ``sigma`` are alike. Brought to [0, 1] by ranks.

    Before ranks are taken, values at distance d correlate by ``exp(-(d / (2 * sigma))**2)``.

    Parameters
    ----------
    n, size, channels : int
        How many pictures, their side in pixels, and their channels: at least 1.
    sigma : float
        Standard deviation of the Gaussian blur in pixels, at least 0: 0 leaves white noise.
    seed : int
        At least 0.

    Returns
    -------
    numpy.ndarray, shape (n, size, size, channels)
        float32 in [0, 1].

    Raises
    ------
    TypeError, ValueError
        If a number is of the wrong kind or out of its range.

    Examples
    --------
    >>> image = smoothed(1, sigma=3)[0]
    >>> float(np.corrcoef(image[:, 1:].ravel(), image[:, :-1].ravel())[0, 1]) > 0.95
    True
    """
    check_number(sigma, "[0, 1000]", name="sigma", hint="2 pixels is usual")
    # The blur's gain is exp(-2 * (pi * sigma * f / size)**2); divided by its value at f = 1, it cannot vanish everywhere.
    return _filtered(n, lambda f: np.exp(-2 * (np.pi * sigma / size) ** 2 * (f**2 - 1)), size, channels, seed)


def power_law(n, *, exponent=2.0, size=64, channels=1, seed=0):
    """Make noise whose power falls as ``1 / frequency**exponent``, by its Fourier transform. Brought to [0, 1] by ranks.

    0 is white noise, 1 pink, 2 near to what photographs have [1]_; below 0 it rises, so that coarse shapes are missing.

    Parameters
    ----------
    n, size, channels : int
        How many pictures, their side in pixels, and their channels: at least 1.
    exponent : float
        In [-1, 4]. Ranks make the slope a little flatter: by about 0.1 up to 3, by 0.2 at the ends.
    seed : int
        At least 0.

    Returns
    -------
    numpy.ndarray, shape (n, size, size, channels)
        float32 in [0, 1].

    Raises
    ------
    TypeError, ValueError
        If a number is of the wrong kind or out of its range.

    References
    ----------
    .. [1] D. J. Field, "Relations between the statistics of natural images and the response properties of cortical cells",
       1987, doi:10.1364/JOSAA.4.002379.

    Examples
    --------
    >>> frequency, power = radial_power(power_law(20, exponent=1))
    >>> slope, _ = np.polyfit(np.log(frequency), np.log(power), 1)
    >>> bool(abs(slope + 1) < 0.15)
    True
    """
    check_number(exponent, "[-1, 4]", name="exponent", hint="2 is near to photographs")
    return _filtered(n, lambda f: f ** (-exponent / 2), size, channels, seed)  # power is the square of the amplitude


def fractal(n, *, cells=4, octaves=5, persistence=0.5, size=64, channels=1, seed=0):
    """Add up octaves of value noise: each has twice the cells of the one before, and less weight.

    Value noise puts a random value on each corner of a grid and blends the four corners of a cell smoothly, by
    ``t**2 * (3 - 2 * t)`` along rows and along columns. A weighted mean of values in [0, 1] needs no scaling [1]_.

    Parameters
    ----------
    n, size, channels : int
        How many pictures, their side in pixels, and their channels: at least 1.
    cells : int
        Along a side, in the first octave: at least 1.
    octaves : int
        From 1 to 16; those with cells smaller than a pixel are left out.
    persistence : float
        The weight of an octave, the one before it having 1: in (0, 1].
    seed : int
        At least 0.

    Returns
    -------
    numpy.ndarray, shape (n, size, size, channels)
        float32 in [0, 1].

    Raises
    ------
    TypeError, ValueError
        If a number is of the wrong kind or out of its range.

    References
    ----------
    .. [1] D. S. Ebert et al., "Texturing and Modeling: A Procedural Approach", 3rd edition, 2003, chapters 2 and 14.

    Examples
    --------
    >>> fractal(2, octaves=3, channels=3).shape
    (2, 64, 64, 3)
    """
    check_whole(size=size, channels=channels, cells=cells)
    check_number(octaves, "[1, 16]", name="octaves", whole=True, hint="5 is usual")
    check_number(persistence, "(0, 1]", name="persistence", hint="0.5 is usual")
    grids = [cells * 2**k for k in range(octaves) if k == 0 or cells * 2**k <= size]
    blends = [_blend(size, count) for count in grids]
    weights = persistence ** np.arange(len(grids))

    def draw(rng):
        corners = [rng.random((channels, count + 1, count + 1)) for count in grids]
        octaves = [blend @ values @ blend.T for blend, values in zip(blends, corners, strict=True)]
        return np.tensordot(weights / weights.sum(), octaves, axes=1).transpose(1, 2, 0)  # (size, size, channels)

    return pictures(draw, n, size=size, channels=channels, seed=seed)


def perlin(n, *, cells=4, size=64, channels=1, seed=0):
    """Draw Perlin's gradient noise: a random slope at each corner of a grid, and 1/2 at the corner itself [1]_.

    At a place in a cell, each corner says how high its slope has risen there; the four heights are blended by
    ``t**3 * (6 * t**2 - 15 * t + 10)`` along rows and along columns [2]_. Waves longer than a few cells are missing.

    Parameters
    ----------
    n, size, channels : int
        How many pictures, their side in pixels, and their channels: at least 1.
    cells : int
        Along a side: at least 1.
    seed : int
        At least 0.

    Returns
    -------
    numpy.ndarray, shape (n, size, size, channels)
        float32 in [0, 1].

    Raises
    ------
    TypeError, ValueError
        If a number is not whole, or too small.

    References
    ----------
    .. [1] K. Perlin, "An image synthesizer", 1985, doi:10.1145/325165.325247.
    .. [2] K. Perlin, "Improving noise", 2002, doi:10.1145/566654.566636.

    Examples
    --------
    >>> perlin(1, cells=4, size=2)[0, ..., 0].tolist()  # both pixels of a row have their middles on corners
    [[0.5, 0.5], [0.5, 0.5]]
    """
    check_whole(size=size, channels=channels, cells=cells)
    corner, part = np.divmod((np.arange(size) + 0.5) * cells / size, 1)
    corner, blend = corner.astype(int), part**3 * (6 * part**2 - 15 * part + 10)

    def draw(rng):
        angle, height = 2 * np.pi * rng.random((channels, cells + 1, cells + 1)), 0
        for i, j in np.ndindex(2, 2):  # the four corners of each pixel's cell
            at = angle[:, corner[:, None] + i, corner + j]  # (channels, size, size)
            risen = np.sin(at) * (part - i)[:, None] + np.cos(at) * (part - j)
            height += np.outer(abs(1 - i - blend), abs(1 - j - blend)) * risen
        return (0.5 + height / np.sqrt(2)).transpose(1, 2, 0)  # heights lie within sqrt(1/2) of 0

    return pictures(draw, n, size=size, channels=channels, seed=seed)


def radial_power(images):
    """Average the power spectrum of pictures over all directions.

    Parameters
    ----------
    images : array_like, shape (n, size, size, c)
        Floating point in [0, 1].

    Returns
    -------
    frequency : numpy.ndarray of int, shape (size // 2,)
        1, 2, ...: cycles per picture side.
    power : numpy.ndarray, shape (size // 2,)
        The mean of ``abs(fft2(image))**2`` over the ring of frequencies that round to each, over pictures and channels.

    Raises
    ------
    TypeError, ValueError
        If ``images`` are no square pictures of 2 pixels a side or more.

    Examples
    --------
    >>> columns = np.arange(64)
    >>> image = np.broadcast_to(0.5 + 0.5 * np.cos(2 * np.pi * 5 * columns / 64), (64, 64))
    >>> frequency, power = radial_power(image[None, ..., None])
    >>> int(frequency[power.argmax()])
    5
    """
    images = np.asarray(check_images(images))
    n, size, width, _ = images.shape
    if n == 0 or size != width or size < 2:
        raise ValueError(f"images must be one or more square pictures of at least 2 pixels a side, got shape {images.shape}")
    power = (abs(np.fft.fft2(images, axes=(1, 2))) ** 2).mean(axis=(0, 3))  # (size, size)
    side = np.fft.fftfreq(size, 1 / size)
    ring = np.rint(np.hypot(side[:, None], side)).astype(int).ravel()
    mean = np.bincount(ring, power.ravel()) / np.bincount(ring)
    return np.arange(1, size // 2 + 1), mean[1 : size // 2 + 1]


def _filtered(n, gain, size, channels, seed):
    """White noise whose amplitude at each frequency is multiplied by ``gain(frequency)``, then ranked."""
    check_whole(size=size, channels=channels)
    side = np.fft.fftfreq(size, 1 / size)
    frequency = np.hypot(side[:, None], abs(side[: size // 2 + 1]))
    frequency[0, 0] = 1  # the mean: shifts all values alike, which their ranks do not see
    filter_ = gain(frequency)

    def draw(rng):
        white = rng.standard_normal((channels, size, size))
        values = np.fft.irfft2(np.fft.rfft2(white) * filter_, s=(size, size)).reshape(channels, -1)
        ranks = values.argsort(axis=1).argsort(axis=1)  # (channels, size * size)
        return ((ranks + 0.5) / size**2).reshape(channels, size, size).transpose(1, 2, 0)

    return pictures(draw, n, size=size, channels=channels, seed=seed)


def _blend(size, cells):
    """The matrix that turns values at ``cells + 1`` corners into values at ``size`` pixels between them."""
    corner, part = np.divmod((np.arange(size) + 0.5) * cells / size, 1)
    part, corner = part**2 * (3 - 2 * part), corner.astype(int)
    every = np.eye(cells + 1)
    return (1 - part)[:, None] * every[corner] + part[:, None] * every[corner + 1]  # (size, cells + 1)
