"""Networks that give a class to each pixel: down to coarse maps that see far, and up again to the size of the picture.

What is lost on the way down is where things end. Both networks bring it back by skip connections from the finer maps: an
FCN [1]_ adds the classes' scores, a U-Net [2]_ lays the feature maps side by side and convolves them. Without them the way
up has coarse maps alone. Pictures are (n, h, w, c), with sides that the stride of the coarsest maps divides: 2 to the power
of the number of widths; out come probabilities (n, h, w, n_classes), background counted in.

References
----------
.. [1] J. Long, E. Shelhamer and T. Darrell, "Fully convolutional networks for semantic segmentation", CVPR 2015,
   arXiv:1411.4038.
.. [2] O. Ronneberger, P. Fischer and T. Brox, "U-Net: convolutional networks for biomedical image segmentation", MICCAI
   2015, arXiv:1505.04597.
"""

from imagen_course.checks import check_number, check_sizes
from imagen_course.training import Layers, seeds

__all__ = ["down", "fcn", "rise", "unet"]

_WIDTHS = (16, 32, 64)


def fcn(shape, n_classes, *, widths=_WIDTHS, skips=True, seed=0):
    """Make a fully convolutional network: scores of the classes at each size of the maps, enlarged and added up.

    Parameters
    ----------
    shape : (int, int, int)
        Of a picture: height, width, channels.
    n_classes : int
        Background counted in.
    widths : tuple of int
        Channels of the maps of half the picture's sides, of a quarter, and so on.
    skips : bool
        Whether finer maps have a say; the coarsest alone, if not.
    seed : int

    Returns
    -------
    keras.Model

    Raises
    ------
    TypeError, ValueError
        If a number is out of range, or the sides cannot be halved so often.

    Examples
    --------
    >>> fcn((64, 64, 3), 6).output_shape                                                    # doctest: +SKIP
    (None, 64, 64, 6)
    """
    layers, pictures, maps = down(shape, widths, seed)
    check_number(n_classes, "[2, inf)", name="n_classes", whole=True, hint="background counts, too")
    x = layers.convolution(n_classes, 1)(maps.pop())
    while maps:
        x, finer = _enlarged(layers, x), maps.pop()
        x = layers.keras.layers.Add()([x, layers.convolution(n_classes, 1)(finer)]) if skips else x
    return layers.keras.Model(pictures, layers.keras.layers.Softmax()(_enlarged(layers, x)))


def _enlarged(layers, x):
    return layers.keras.layers.UpSampling2D(interpolation="bilinear")(x)


def unet(shape, n_classes, *, widths=_WIDTHS, skips=True, seed=0):
    """Make a U-Net: each step up doubles the maps, lays beside them those of the way down, and convolves both.

    Parameters
    ----------
    shape, n_classes, widths, seed
        As for `fcn`.
    skips : bool
        Whether there are skip connections.

    Returns
    -------
    keras.Model

    Raises
    ------
    TypeError, ValueError
        As for `fcn`.

    Examples
    --------
    >>> unet((64, 64, 3), 6).output_shape                                                   # doctest: +SKIP
    (None, 64, 64, 6)
    """
    layers, pictures, maps = down(shape, widths, seed)
    check_number(n_classes, "[2, inf)", name="n_classes", whole=True, hint="background counts, too")
    scores = layers.convolution(n_classes, 1)(rise(layers, maps, skips=skips))
    return layers.keras.Model(pictures, layers.keras.layers.Softmax()(_enlarged(layers, scores)))


def down(shape, widths, seed):
    """Go down: two convolutions at each width, the first of which halves the maps.

    Parameters
    ----------
    shape, widths, seed
        As for `fcn`.

    Returns
    -------
    layers : imagen_course.training.Layers
        Which made these, and will make more.
    pictures : keras.KerasTensor
    maps : list of keras.KerasTensor
        Those of each width.

    Raises
    ------
    TypeError, ValueError
        If a number is out of range, or the sides cannot be halved so often.

    Examples
    --------
    >>> [maps.shape for maps in down((64, 64, 3), (16, 32), 0)[2]]                          # doctest: +SKIP
    [(None, 32, 32, 16), (None, 16, 16, 32)]
    """
    check_sizes(widths, name="widths", hint="write widths=(16, 32, 64)")
    *sides, _ = check_sizes(shape, name="shape", n=3, hint="height, width and channels of a picture")
    if any(side % 2 ** len(widths) for side in sides):
        raise ValueError(f"shape must have sides that {2 ** len(widths)} divides, got {shape}: 2 for each of {widths}")
    layers, maps = Layers(seeds(seed)), []
    x = pictures = layers.keras.Input(tuple(shape))
    for width in widths:
        x = _normalised(layers, _normalised(layers, x, width, strides=2), width)
        maps.append(x)
    return layers, pictures, maps


def rise(layers, maps, *, skips=True, last=0):
    """Go up again, to maps of the size of ``maps[last]``.

    Parameters
    ----------
    layers, maps
        Of `down`.
    skips : bool
        Whether the maps of the way down are laid beside those of the way up.
    last : int

    Returns
    -------
    keras.KerasTensor

    Examples
    --------
    >>> layers, pictures, maps = down((64, 64, 3), (16, 32), 0)                             # doctest: +SKIP
    >>> rise(layers, maps).shape                                                            # doctest: +SKIP
    (None, 32, 32, 16)
    """
    x = maps[-1]
    for finer in reversed(maps[last:-1]):
        x = layers.keras.layers.UpSampling2D()(x)
        x = layers.keras.layers.Concatenate()([x, finer]) if skips else x
        x = _normalised(layers, x, finer.shape[-1])
    return x


def _normalised(layers, x, width, **options):
    x = layers.convolution(width, use_bias=False, **options)(x)
    return layers.keras.layers.ReLU()(layers.keras.layers.BatchNormalization(momentum=0.9)(x))
