"""The formulas of the syllabus: output size, convolution, pooling, softmax and cross-entropy, each written once.

They take NumPy arrays and tensors of Keras's backend alike: an array in gives an array out and loads no framework, a
tensor in gives a tensor out, on its own device and differentiable. Pictures and feature maps are ``images (n, h, w, c)``,
a ``kernel`` is ``(kh, kw, c_in, c_out)``. Values are floating-point numbers of any size, and the result has their dtype (the
wider one where two meet). Integers are refused: ``uint8`` would wrap round at 256 without a word. NaN stays NaN.

A window that slides over a picture has up to three options, each one number or a pair ``(rows, columns)``: ``stride``, its
step; ``dilation``, the step from pixel to pixel inside it; and ``padding``, the cells added round the picture: ``"valid"``
none, ``"same"`` as many as give ``ceil(size / stride)`` places (an odd one at the bottom or right, as in Keras), and a whole
number that many on each side.
"""

import math
from functools import reduce
from typing import NamedTuple

import numpy as np

from imagen_course.arrays import is_tensor, namespace
from imagen_course.checks import check_array, check_labels, check_number, check_one_of, check_whole

__all__ = ["conv2d", "cross_entropy", "instance_normalisation", "output_size", "pool2d", "softmax"]

_BLOCK = 150_000  # numbers conv2d has in hand at a time in NumPy: 600 kB of float32, which stay in a core's own cache
_POOLS = {"max": ("maximum", -np.inf), "min": ("minimum", np.inf), "sum": ("add", 0.0), "mean": ("add", 0.0)}


def output_size(size, kernel_size, *, stride=1, padding="valid", dilation=1):
    """Count the places where a window fits along one side of a picture.

    ``floor((size + before + after - span) / stride) + 1``, with the cells that ``padding`` adds before and after, and the
    length ``span = dilation * (kernel_size - 1) + 1`` that the window covers [1]_.

    Parameters
    ----------
    size, kernel_size : int
        Pixels of the picture and of the window along this side, at least 1.
    stride, dilation : int
        At least 1.
    padding : {"valid", "same"} or int
        Cells added on each side, at least 0.

    Returns
    -------
    int

    Raises
    ------
    TypeError
        If an argument is no whole number.
    ValueError
        If an argument is too small, the padding an unknown word, or the window larger than the padded picture.

    References
    ----------
    .. [1] V. Dumoulin and F. Visin, "A guide to convolution arithmetic for deep learning", 2016, arXiv:1603.07285.

    Examples
    --------
    >>> output_size(28, 3), output_size(28, 3, padding="same"), output_size(28, 3, stride=2, padding=1)
    (26, 28, 14)
    """
    counts = check_whole(size=size, kernel_size=kernel_size, stride=stride, dilation=dilation)
    size, kernel_size, stride, dilation = counts
    span = dilation * (kernel_size - 1) + 1
    before, after = _cells_added(size, span, stride, padding)
    if span > size + before + after:
        raise ValueError(
            f"a window of {kernel_size} with dilation {dilation} covers {span} pixels, but the picture has {size} with "
            f"{before + after} of padding: take a smaller window or padding='same'"
        )
    return (size + before + after - span) // stride + 1


def conv2d(images, kernel, *, bias=None, stride=1, padding="valid", dilation=1, groups=1):
    """Slide a kernel over pictures: a cross-correlation, which deep learning calls a convolution [1]_.

    ``result[n, r, c, o] = bias[o] + sum over i, j, k of
    padded[n, r * stride + i * dilation, c * stride + j * dilation, k] * kernel[i, j, k, o]``

    The sum is made of shifts and matrix products: for each place of the kernel along a row, its ``kw`` pixels are laid side
    by side as channels, which takes in ``j`` and ``k``; then the picture shifted by ``i`` meets row ``i`` of the kernel.

    Parameters
    ----------
    images : array_like or tensor, shape (n, h, w, c_in)
    kernel : array_like or tensor, shape (kh, kw, c_in // groups, c_out)
    bias : array_like or tensor, shape (c_out,), optional
    stride, dilation : int or (int, int)
    padding : {"valid", "same"}, int or (int, int)
    groups : int
        Cut input and output channels into this many runs; each run of the output sees its own run of the input only.
        As many groups as input channels make a depthwise convolution.

    Returns
    -------
    numpy.ndarray or tensor, shape (n, rows, columns, c_out)
        With ``rows`` and ``columns`` as `output_size` counts them.

    Raises
    ------
    TypeError
        If an array is not of floating-point numbers, or an option is no whole number.
    ValueError
        If a shape is wrong, the channels do not match, or `output_size` refuses an option.

    References
    ----------
    .. [1] V. Dumoulin and F. Visin, "A guide to convolution arithmetic for deep learning", 2016, arXiv:1603.07285.

    Examples
    --------
    How much brighter is each pixel than its neighbour on the left?

    >>> image = np.array([[0.0, 0.0, 1.0, 1.0]])
    >>> difference = np.array([[-1.0, 1.0]])
    >>> conv2d(image[None, :, :, None], difference[:, :, None, None])[0, :, :, 0]
    array([[0., 1., 0.]])
    """
    images = check_array(images, name="images", kind="float", shape=("n", "h", "w", "c"))
    kernel = check_array(kernel, name="kernel", kind="float", shape=("kh", "kw", "c_in", "c_out"), least=1)
    (groups,) = check_whole(groups=groups)
    _check_channels(images, kernel, groups)
    if bias is not None:
        bias = check_array(bias, name="bias", kind="float", shape=kernel.shape[3:], hint="one value for each output channel")
    xp = namespace(images, kernel, bias)
    rows, columns = _sides(images, kernel.shape[:2], stride, padding, dilation)
    images = _pad(xp, images, rows, columns)
    if groups == 1:
        result = _correlate(xp, images, kernel, rows, columns)
    elif groups == images.shape[-1] == kernel.shape[-1]:
        result = _correlate_depthwise(xp, images, kernel, rows, columns)
    else:
        parts = zip(xp.split(images, groups, axis=-1), xp.split(kernel, groups, axis=-1), strict=True)
        result = xp.concatenate([_correlate(xp, *part, rows, columns) for part in parts], axis=-1)
    return result if bias is None else xp.add(result, bias)


def pool2d(images, size=2, *, kind="max", stride=None, padding="valid"):
    """Reduce each window of each channel to its maximum, mean, minimum or sum [1]_.

    Cells of padding count for nothing: the maximum of a window is that of its pixels, and its mean theirs. Rows are reduced
    first and columns of the result second, which comes to the same.

    Parameters
    ----------
    images : array_like or tensor, shape (n, h, w, c)
    size : int or (int, int)
        Rows and columns of the window.
    kind : {"max", "mean", "min", "sum"}
    stride : int or (int, int), optional
        ``size`` where not given: windows side by side.
    padding : {"valid", "same"}, int or (int, int)
        Smaller than ``size``.

    Returns
    -------
    numpy.ndarray or tensor, shape (n, rows, columns, c)
        With ``rows`` and ``columns`` as `output_size` counts them.

    Raises
    ------
    TypeError
        If the images are not of floating-point numbers, or an option is no whole number.
    ValueError
        If the shape is wrong, the kind unknown, a window could lie in the padding alone, or `output_size` refuses an option.

    References
    ----------
    .. [1] Y.-L. Boureau, J. Ponce and Y. LeCun, "A theoretical analysis of feature pooling in visual recognition",
       ICML 2010.

    Examples
    --------
    >>> image = np.array([[0.0, 4.0, 2.0, 2.0], [0.0, 0.0, 2.0, 2.0]])
    >>> pool2d(image[None, :, :, None])[0, :, :, 0]
    array([[4., 2.]])
    >>> pool2d(image[None, :, :, None], kind="mean")[0, :, :, 0]
    array([[1., 2.]])
    """
    images = check_array(images, name="images", kind="float", shape=("n", "h", "w", "c"))
    check_one_of(kind, _POOLS, name="kind")
    xp = namespace(images)
    size = [check_whole(size=pixels)[0] for pixels in _pair(size)]
    rows, columns = _sides(images, size, size if stride is None else stride, padding)
    for side in (rows, columns):
        if side.before >= side.taps:
            raise ValueError(f"padding must be smaller than the window, got {side.before} for a size of {side.taps}")
    name, nothing = _POOLS[kind]
    pooled = _pad(xp, images, rows, columns, fill=nothing)
    for axis, side in ((1, rows), (2, columns)):
        pooled = reduce(getattr(xp, name), _shifts(pooled, axis, side))
    if kind == "mean":
        pixels = xp.ones_like(images[:1, :, :, :1])
        pooled = pooled / pool2d(pixels, size, kind="sum", stride=stride, padding=padding)  # how many pixels a window has
    return pooled


def instance_normalisation(images, *, epsilon=1e-5):
    """Give each channel of each picture mean 0 and variance 1 over its places [1]_.

    ``(images - mean) / sqrt(variance + epsilon)``, with a mean and a variance for each picture and channel. What a channel
    has in common at all places is lost: a colour cast, or how strong the contrast is.

    Parameters
    ----------
    images : array_like or tensor, shape (n, h, w, c)
        Pictures or feature maps.
    epsilon : float
        Keeps a channel without contrast from being divided by 0.

    Returns
    -------
    numpy.ndarray or tensor, shape (n, h, w, c)

    Raises
    ------
    TypeError
        If the images are not of floating-point numbers, or ``epsilon`` is no number.
    ValueError
        If the shape is wrong, or ``epsilon`` not above 0.

    References
    ----------
    .. [1] D. Ulyanov, A. Vedaldi and V. Lempitsky, "Instance normalization: the missing ingredient for fast stylization",
       2016, arXiv:1607.08022.

    Examples
    --------
    >>> dull = np.array([[0.4, 0.6]])[None, :, :, None]
    >>> instance_normalisation(dull)[0, :, :, 0].round(2)
    array([[-1.,  1.]])
    """
    images = check_array(images, name="images", kind="float", shape=("n", "h", "w", "c"))
    check_number(epsilon, "(0, inf)", name="epsilon", hint="0.00001 is usual")
    xp = namespace(images)
    centred = images - xp.mean(images, axis=(1, 2), keepdims=True)
    return centred / xp.sqrt(xp.mean(centred**2, axis=(1, 2), keepdims=True) + epsilon)


def softmax(logits, *, axis=-1):
    """Turn scores into probabilities: ``exp(logits) / sum(exp(logits))`` along an axis [1]_.

    The largest score is subtracted first. That changes nothing in exact numbers, and keeps ``exp`` from overflowing.

    Parameters
    ----------
    logits : array_like or tensor
        Floating point, of any shape.
    axis : int
        The axis of the classes.

    Returns
    -------
    numpy.ndarray or tensor, shape of logits
        In [0, 1], with sum 1 along the axis.

    Raises
    ------
    TypeError
        If the logits are not floating-point numbers.

    References
    ----------
    .. [1] I. Goodfellow, Y. Bengio and A. Courville, "Deep Learning", 2016, sections 4.1 and 6.2.2.3.

    Examples
    --------
    >>> softmax(np.array([1000.0, 1000.0]))
    array([0.5, 0.5])
    """
    logits = check_array(logits, name="logits", kind="float")
    if not logits.shape or not logits.shape[-1]:
        raise ValueError(f"logits must hold at least one class, got shape {tuple(logits.shape)}")
    check_number(axis, f"[{-len(logits.shape)}, {len(logits.shape) - 1}]", name="axis", whole=True, hint="-1 is usual")
    xp = namespace(logits)
    powers = xp.exp(logits - xp.max(logits, axis=axis, keepdims=True))
    return powers / xp.sum(powers, axis=axis, keepdims=True)


def cross_entropy(logits, labels):
    """Average the surprise at the true labels: the mean of ``-log(softmax(logits)[label])`` over all samples.

    It takes scores, not probabilities: ``log(sum(exp(logits))) - logits[label]`` stays exact where a probability has already
    been rounded to 0 and its logarithm to minus infinity [1]_.

    Parameters
    ----------
    logits : array_like or tensor, shape (..., classes)
        Floating-point scores, before any softmax.
    labels : array_like or tensor of int, shape (...)
        From 0 to classes - 1. The values of a tensor are not looked at, for that would wait for its device.

    Returns
    -------
    scalar or tensor, shape ()
        In nats, at least 0.

    Raises
    ------
    TypeError
        If the logits are not floating-point numbers or the labels no integers.
    ValueError
        If the shapes do not belong together, there is no sample, or a label names no class.

    References
    ----------
    .. [1] I. Goodfellow, Y. Bengio and A. Courville, "Deep Learning", 2016, sections 3.13 and 6.2.2.3.

    Examples
    --------
    Four classes and no idea which: the surprise is log 4.

    >>> cross_entropy(np.zeros((2, 4)), [0, 3]).round(4)
    np.float64(1.3863)
    """
    logits = check_array(logits, name="logits", kind="float")
    if not logits.shape or 0 in tuple(logits.shape):
        raise ValueError(f"logits must hold at least one sample and one class, got shape {tuple(logits.shape)}")
    hint = "the shape of logits but for its last axis, the classes"
    labels = check_array(labels, name="labels", kind="whole", shape=tuple(logits.shape[:-1]), hint=hint)
    if not is_tensor(labels):
        check_labels(labels, n_labels=logits.shape[-1])
    xp = namespace(logits, labels)
    logits = logits - xp.max(logits, axis=-1, keepdims=True)
    true = xp.take_along_axis(logits, labels[..., None], axis=-1)[..., 0]
    return xp.mean(xp.log(xp.sum(xp.exp(logits), axis=-1)) - true)


class _Side(NamedTuple):
    """How a window moves along one side of a picture: ``count`` places for ``taps`` pixels."""

    taps: int
    stride: int
    dilation: int
    before: int
    after: int
    count: int


def _sides(images, window, stride, padding, dilation=1):
    """Work out both sides, rows and columns."""
    pairs = map(_pair, (stride, padding, dilation))
    sides = []
    for size, taps, step, cells, gap in zip(images.shape[1:3], window, *pairs, strict=True):
        count = output_size(size, taps, stride=step, padding=cells, dilation=gap)
        sides.append(_Side(taps, step, gap, *_cells_added(size, gap * (taps - 1) + 1, step, cells), count))
    return sides


def _cells_added(size, span, stride, padding):
    """Say how many cells ``padding`` adds before and after one side of a picture."""
    if isinstance(padding, str):
        check_one_of(padding, ("valid", "same"), name="padding", hint="or a whole number of cells")
        last = (math.ceil(size / stride) - 1) * stride  # where the last window starts, counted from the first
        missing = max(last + span - size, 0) if padding == "same" else 0
        return missing // 2, missing - missing // 2
    return (check_number(padding, "[0, inf)", name="padding", whole=True),) * 2


def _pad(xp, images, rows, columns, fill=0.0):
    cells = (0, 0), (rows.before, rows.after), (columns.before, columns.after), (0, 0)
    return xp.pad(images, cells, "constant", constant_values=fill)


def _shifts(images, axis, side):
    """For each tap of the window, the pixels it meets at all its places along an axis."""
    before, length = (slice(None),) * axis, (side.count - 1) * side.stride + 1
    starts = range(0, side.taps * side.dilation, side.dilation)
    return [images[(*before, slice(start, start + length, side.stride))] for start in starts]


def _correlate(xp, images, kernel, rows, columns):
    """Compute the sum of `conv2d` for padded images."""
    kh, kw, c_in, c_out = kernel.shape
    kernel = xp.reshape(kernel, (kh, kw * c_in, c_out))
    seen = columns.stride * np.arange(columns.count)[:, None] + columns.dilation * np.arange(kw)  # (columns, kw)

    def add_up(images, **into):
        wide = xp.take(images, seen, axis=2)  # (n, h, columns, kw, c_in): twice as fast as concatenating shifted pictures
        wide = xp.reshape(wide, (-1, images.shape[1], columns.count, kw * c_in))
        shifted = _shifts(wide, 1, rows)  # kh times (n, rows, columns, kw * c_in)
        total = xp.matmul(shifted[0], kernel[0], **into)  # (n, rows, columns, c_out)
        for i in range(1, kh):
            total += xp.matmul(shifted[i], kernel[i])
        return total

    if xp is not np:
        return add_up(images)
    # The same a few pictures at a time: what is added up then stays in the cache.
    result = np.empty((len(images), rows.count, columns.count, c_out), np.result_type(images, kernel))
    block = max(1, _BLOCK // (math.prod(images.shape[1:]) * kw + math.prod(result.shape[1:])))
    for start in range(0, len(images), block):
        add_up(images[start : start + block], out=result[start : start + block])
    return result


def _correlate_depthwise(xp, images, kernel, rows, columns):
    """Compute the sum where each channel has a kernel of its own: no matrix product, but shift, multiply and add."""
    taps = xp.reshape(kernel, (-1, kernel.shape[-1]))
    shifted = (part for row in _shifts(images, 1, rows) for part in _shifts(row, 2, columns))
    total = next(shifted) * taps[0]
    for i, part in enumerate(shifted, 1):
        total += part * taps[i]
    return total


def _pair(value):
    """Return ``(for rows, for columns)``."""
    pair = getattr(value, "shape", None) == (2,) or (isinstance(value, tuple | list) and len(value) == 2)
    return tuple(value) if pair else (value, value)


def _check_channels(images, kernel, groups):
    channels, (*_, c_in, c_out) = images.shape[-1], kernel.shape
    if channels != c_in * groups:
        share = f" in each of {groups} groups, {c_in * groups} in all" if groups > 1 else ""
        raise ValueError(f"the kernel takes {c_in} channels{share}, but the images have {channels}")
    if c_out % groups:
        raise ValueError(f"groups must divide the {c_out} output channels of the kernel, got {groups}")
