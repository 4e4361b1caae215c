"""A classifier read as a convolution: what it says of one crop, it says of every window of a larger picture at once [1]_.

A dense layer multiplies all numbers of its maps by weights and adds up; a convolution whose kernel is as large as the maps
does the same, and slides. So no weight changes, and a picture of any size can come in.

References
----------
.. [1] J. Long, E. Shelhamer and T. Darrell, "Fully convolutional networks for semantic segmentation", CVPR 2015,
   arXiv:1411.4038.
"""

from math import prod

from imagen_course.arrays import load_keras
from imagen_course.checks import check_array, check_sizes, check_type

__all__ = ["as_convolution", "dense_as_kernel"]


def dense_as_kernel(weights, shape):
    """Return the weights of a dense layer as a kernel of the maps that it reads.

    Parameters
    ----------
    weights : array_like, shape (h * w * c, units)
    shape : (int, int, int)
        Height, width and channels of the maps before they are flattened.

    Returns
    -------
    numpy.ndarray or tensor, shape (h, w, c, units)

    Raises
    ------
    TypeError, ValueError
        If the maps do not have as many numbers as the weights have rows.

    Examples
    --------
    >>> import numpy as np
    >>> dense_as_kernel(np.arange(8).reshape(4, 2), (2, 2, 1))[..., 0, 1].tolist()      # of the second unit
    [[1, 3], [5, 7]]
    """
    shape = check_sizes(shape, name="shape", n=3, hint="height, width and channels of the maps")
    hint = "a row for each number of the maps"
    return check_array(weights, name="weights", kind="number", shape=(prod(shape), "units"), hint=hint).reshape(*shape, -1)


def as_convolution(classifier):
    """Make of a classifier the network that says what it says of every window of a picture.

    Flattening disappears, each dense layer becomes a convolution, global average pooling a pooling of that size; the other
    layers stay, and share their weights. Where every convolution is ``valid``, the answer at row r and column s is the
    classifier's for the window that begins at pixel (stride r, stride s), the stride being the product of all strides;
    ``same`` convolutions pad at a crop's border, where a window has neighbours.

    Parameters
    ----------
    classifier : keras.Model
        One layer after another, from pictures (n, h, w, c) to (n, classes).

    Returns
    -------
    keras.Model
        From pictures of that size or larger to maps (n, rows, columns, classes).

    Raises
    ------
    TypeError
        If it is no such network.
    ValueError
        If a layer has several inputs.

    Examples
    --------
    >>> as_convolution(models.build("text_000", (28, 28, 1), 10)).output_shape                # doctest: +SKIP
    (None, None, None, 10)
    """
    keras = load_keras()
    check_type(classifier, keras.Model, name="classifier", hint="models.build makes one")
    x = pictures = keras.Input((None, None, classifier.input_shape[-1]))
    window = None
    for layer in classifier.layers:
        if isinstance(layer.input, list | tuple):
            raise ValueError(f"classifier must be one layer after another, but {layer.name} has {len(layer.input)} inputs")
        if isinstance(layer, keras.layers.Flatten):
            window = tuple(layer.input.shape[1:])  # where the next dense layer looks
        elif isinstance(layer, keras.layers.Dense):
            x, window = _convolved(keras, layer, window or (1, 1, layer.input.shape[-1]), x), None
        elif isinstance(layer, keras.layers.GlobalAveragePooling2D):
            x = keras.layers.AveragePooling2D(tuple(layer.input.shape[1:3]), strides=1)(x)
        elif not isinstance(layer, keras.layers.InputLayer):
            x = layer(x)
    return keras.Model(pictures, x)


def _convolved(keras, dense, window, x):
    """Ask a dense layer about every window of the maps ``x``."""
    kernel, *bias = dense.get_weights()
    layer = keras.layers.Conv2D(dense.units, window[:2], activation=dense.activation, use_bias=dense.use_bias)
    maps = layer(x)
    layer.set_weights([dense_as_kernel(kernel, window), *bias])
    return maps
