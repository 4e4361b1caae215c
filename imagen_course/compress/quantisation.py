"""Fewer values for a weight: whole numbers with a scale for each output, or a few values that many weights share.

`quantise` rounds to evenly spaced values, and needs no training; `share_weights` puts the values where the weights lie, and
`hold_values` lets a network of Keras learn them anew. A last axis is what the layer makes.
"""

from functools import partial

import numpy as np

from imagen_course.arrays import load_keras, to_numpy
from imagen_course.checks import check_number, check_numbers
from imagen_course.compress.pruning import kernels

__all__ = ["hold_values", "quantise", "share_weights"]


def quantise(weights, bits=8, *, inputs=None):
    """Round weights to whole numbers, and say beside them how much a 1 is, for each output.

    An output's scale makes its largest weight the largest number, so ``numbers * scale`` differs from the weights by half a
    scale at the most [1]_. With ``inputs`` the weights are rounded one input after another, and those still to come make up
    for what was rounded away: single weights differ more, what the layer makes of such inputs differs less [2]_.

    Parameters
    ----------
    weights : array_like, shape (..., n_out)
    bits : int
        From 2 to 16: of a number, its sign counted in. The largest number of b bits is 2^(b - 1) - 1.
    inputs : array_like, shape (n, n_in), optional
        Rows that the layer reads, in the order of ``weights.reshape(n_in, n_out)``.

    Returns
    -------
    numbers : numpy.ndarray of int8 or int16, shape (..., n_out)
        int16 for more than 8 bits.
    scale : numpy.ndarray of float32, shape (n_out,)

    Raises
    ------
    TypeError, ValueError
        If the weights or inputs are no finite numbers or do not fit, or there is no such number of bits.

    References
    ----------
    .. [1] R. Krishnamoorthi, "Quantizing deep convolutional networks for efficient inference: a whitepaper", 2018,
       arXiv:1806.08342.
    .. [2] E. Frantar, S. Ashkboos, T. Hoefler and D. Alistarh, "GPTQ: accurate post-training quantization for generative
       pre-trained transformers", ICLR 2023, arXiv:2210.17323.

    Examples
    --------
    >>> numbers, scale = quantise(np.array([[0.7, 70.0], [-0.2, 28.0]]), 4)
    >>> numbers.tolist(), scale.round(2).tolist()
    ([[7, 7], [-2, 3]], [0.10000000149011612, 10.0])
    >>> weights, inputs = np.array([[7.0], [2.4], [2.4]]), [[0.0, 1.0, 1.0], [1.0, 0.0, 0.0]]
    >>> [quantise(weights, 4, inputs=rows)[0].ravel().tolist() for rows in (None, inputs)]     # of 4.8 is made 4, or 5
    [[7, 2, 2], [7, 2, 3]]
    """
    weights = to_numpy(check_numbers(weights, name="weights"))
    if not weights.size or not weights.ndim:
        raise ValueError(
            f"weights must have shape (..., n_out) and not be empty, got {weights.shape}: give a layer's kernel"
        )
    check_number(bits, "[2, 16]", name="bits", whole=True, hint="8 is usual, and the sign takes one of them")
    weights = weights.astype(np.result_type(weights, np.float32))
    largest = np.abs(weights).reshape(-1, weights.shape[-1]).max(axis=0)
    most = weights.dtype.type(2 ** (bits - 1) - 1)
    scale = largest / most
    scale = np.where(
        scale > np.finfo(np.float32).tiny, scale, 1 / most
    )  # of weights that are 0, or so near to it that 1 / 0
    numbers = np.rint(weights / scale) if inputs is None else _compensated(weights, scale, most, inputs)
    return numbers.astype("int8" if bits <= 8 else "int16"), scale.astype("float32")


def _compensated(weights, scale, most, inputs, *, damping=0.01):
    """Whole numbers at most so large whose products with the inputs are near the weights'."""
    rows = weights.reshape(-1, weights.shape[-1]).astype(float)
    inputs = np.asarray(check_numbers(inputs, name="inputs", shape=("n", len(rows)), least=1), float)
    moments = inputs.T @ inputs
    moments += np.eye(len(rows)) * max(damping * np.trace(moments) / len(rows), 1e-9)
    order = np.argsort(-np.diag(moments), kind="stable")  # what matters most is rounded while most is left to make up for it
    rows, numbers = rows[order], np.empty_like(rows)
    shares = np.linalg.cholesky(np.linalg.inv(moments[np.ix_(order, order)])).T
    for i in range(len(rows)):
        numbers[i] = np.clip(np.rint(rows[i] / scale), -most, most)
        rows[i + 1 :] -= np.outer(shares[i, i + 1 :] / shares[i, i], rows[i] - numbers[i] * scale)
    return numbers[np.argsort(order)].reshape(weights.shape)


def share_weights(weights, n_values):
    """Let weights share a few values: the means of a k-means clustering of them, which starts from evenly spaced ones.

    Parameters
    ----------
    weights : array_like
    n_values : int
        How many there are beside zero, which stays what it is.

    Returns
    -------
    numpy.ndarray
        Of the same shape, with ``n_values`` different values at the most, and zero.

    Raises
    ------
    TypeError, ValueError
        If the weights are no finite numbers, or the number of values is none.

    Examples
    --------
    >>> share_weights(np.array([0.0, 1.0, 1.5, 4.0, 5.0]), 2).tolist()
    [0.0, 1.25, 1.25, 4.5, 4.5]
    """
    weights = to_numpy(check_numbers(weights, name="weights")).copy()
    check_number(n_values, "[1, inf)", name="n_values", whole=True)
    known, place, counts = np.unique(weights[weights != 0], return_inverse=True, return_counts=True)
    if len(known) > n_values:
        from sklearn.cluster import KMeans

        starts = np.linspace(known[0], known[-1], n_values)[:, None]
        found = KMeans(n_values, init=starts, n_init=1).fit(known[:, None], sample_weight=counts)
        weights[weights != 0] = found.cluster_centers_[found.labels_[place], 0]
    return weights


def hold_values(model):
    """Let every kernel's weights that are equal now stay equal in each training that follows, and zeros zero.

    After each step equal weights take their mean: so a shared value learns from all the weights that have it.

    Parameters
    ----------
    model : keras.Model
        Is changed in place, as by ``hold_zeros``.

    Examples
    --------
    >>> hold_values(model)                                          # doctest: +SKIP
    >>> models.train(model, images, labels, epochs=1)               # doctest: +SKIP
    """
    for kernel in kernels(model):
        values, groups, counts = np.unique(to_numpy(kernel), return_inverse=True, return_counts=True)
        share = np.where(values == 0, 0, 1 / counts).astype("float32")
        kernel.constraint = partial(_levelled, groups=groups.reshape(-1).astype("int32"), share=share)


def _levelled(weights, groups, share):
    """The mean of each group, and 0 for the group whose share is 0."""
    ops = load_keras().ops
    sums = ops.segment_sum(ops.reshape(weights, (-1,)), groups, num_segments=len(share))
    return ops.reshape(ops.take(sums * ops.cast(share, weights.dtype), groups), weights.shape)
