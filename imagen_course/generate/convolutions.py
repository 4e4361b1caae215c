"""The two networks that `VAE` and `GAN` are made of: pictures halved until they are a row of numbers, and the way back.

A picture ``(h, w, c)`` is halved until a side is 4 or odd; at each half there are ``width`` maps more. On the way down,
convolutions reach over 4 x 4 pixels in strides of 2, so that every pixel is seen equally often. On the way up, each pixel
is doubled and a convolution of 3 x 3 follows: a transposed convolution draws chequerboards [1]_. Normalising each batch
keeps the way up learning [2]_; the way down goes without, so that a discriminator answers for each picture alone.

References
----------
.. [1] A. Odena, V. Dumoulin and C. Olah, "Deconvolution and checkerboard artifacts", Distill, 2016,
   doi:10.23915/distill.00003.
.. [2] A. Radford, L. Metz and S. Chintala, "Unsupervised representation learning with deep convolutional generative
   adversarial networks", ICLR 2016, arXiv:1511.06434.
"""

import numpy as np

from imagen_course.checks import check_whole
from imagen_course.generate.learned import check_shape
from imagen_course.training import Layers, seeds

__all__ = ["narrowing", "widening"]


def narrowing(shape, n_outputs, *, width=32, seed=0):
    """Make a network from pictures to rows of numbers.

    Parameters
    ----------
    shape : tuple of int
        ``(h, w, c)``. Both sides are a number from 4 to 8, doubled once or more.
    n_outputs : int
        Numbers in a row, at least 1.
    width : int
        Maps after the first convolution, at least 1.
    seed : int
        Of the weights, at least 0.

    Returns
    -------
    keras.Model
        From ``(n, h, w, c)`` to ``(n, n_outputs)``.

    Raises
    ------
    TypeError, ValueError
        If a number is out of range, or the sides cannot be halved so.

    Examples
    --------
    >>> narrowing((32, 32, 3), 16).output_shape        # doctest: +SKIP
    (None, 16)
    """
    maps, layers = _maps(shape, width), _layers(seed)
    check_whole(n_outputs=n_outputs)
    keras = layers.keras
    images = keras.Input(shape)
    x = keras.layers.Rescaling(2, -1)(images)  # grey is 0
    for filters in maps:
        x = layers.convolution(filters, 4, strides=2, activation="leaky_relu")(x)
    return keras.Model(images, layers.dense(n_outputs)(keras.layers.Flatten()(x)))


def widening(n_inputs, shape, *, width=32, seed=0):
    """Make a network from rows of numbers to pictures: `narrowing` backwards.

    Parameters
    ----------
    n_inputs : int
        Numbers in a row, at least 1.
    shape : tuple of int
        ``(h, w, c)``, as for `narrowing`.
    width : int
        Maps at half the sides, at least 1; at the full sides there are half as many.
    seed : int
        Of the weights, at least 0.

    Returns
    -------
    keras.Model
        From ``(n, n_inputs)`` to ``(n, h, w, c)``, in (0, 1).

    Raises
    ------
    TypeError, ValueError
        As `narrowing`.

    Examples
    --------
    >>> widening(16, (32, 32, 3)).output_shape        # doctest: +SKIP
    (None, 32, 32, 3)
    """
    maps, layers = _maps(shape, width), _layers(seed)
    check_whole(n_inputs=n_inputs)
    keras = layers.keras
    x = rows = keras.Input((n_inputs,))
    least = *(side >> len(maps) for side in shape[:2]), maps[-1]
    x = keras.layers.Reshape(least)(layers.dense(np.prod(least).item())(x))
    for filters in [*maps[-2::-1], max(1, width // 2)]:
        x = keras.layers.LeakyReLU(0.2)(keras.layers.BatchNormalization(momentum=0.9)(x))
        x = keras.layers.UpSampling2D()(x)
        x = layers.convolution(filters)(x)
    x = keras.layers.LeakyReLU(0.2)(keras.layers.BatchNormalization(momentum=0.9)(x))
    return keras.Model(rows, layers.convolution(shape[2], activation="sigmoid")(x))


def _maps(shape, width):
    """The number of maps at each half."""
    check_whole(width=width)
    sides, n_halves = check_shape(shape)[:2], 0
    while min(sides) > 4 and not any(side % 2 for side in sides):
        sides, n_halves = [side // 2 for side in sides], n_halves + 1
    if max(sides) > 8 or n_halves == 0:
        raise ValueError(f"shape must have sides that are 4 to 8, doubled once or more, got {shape}: 8, 28 and 32 are such")
    return [width * (i + 1) for i in range(n_halves)]


def _layers(seed):
    check_whole(seed=seed)
    return Layers(seeds(seed))
