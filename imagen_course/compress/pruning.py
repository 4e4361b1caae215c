"""Weights left out: the smallest become zero, and stay zero while the others learn to do without them.

A zero saves bytes only where zeros are coded shorter, and time only where they are skipped. `prune` takes one array of
weights, its last axis what the layer makes; `hold_zeros` takes a network of Keras.
"""

from functools import partial

import numpy as np

from imagen_course.arrays import load_keras, to_numpy
from imagen_course.checks import check_number, check_numbers

__all__ = ["hold_zeros", "prune"]


def prune(weights, share, *, structured=False):
    """Set a share of the weights to zero, those nearest to it: magnitude pruning [1]_.

    Parameters
    ----------
    weights : array_like, shape (..., n_out)
    share : float
        In [0, 1], of all weights, those that are zero already counted in; rounded to whole weights.
    structured : bool
        Whether whole outputs become zero, those of the smallest norm [2]_. A share of the outputs is meant then, and what
        is left can be cut out: a smaller layer, which is faster everywhere.

    Returns
    -------
    numpy.ndarray, shape (..., n_out)
        A copy.

    Raises
    ------
    TypeError, ValueError
        If the weights are no finite numbers, or the share is none.

    References
    ----------
    .. [1] S. Han, J. Pool, J. Tran and W. J. Dally, "Learning both weights and connections for efficient neural networks",
       NIPS 2015, arXiv:1506.02626.
    .. [2] H. Li et al., "Pruning filters for efficient ConvNets", ICLR 2017, arXiv:1608.08710.

    Examples
    --------
    >>> prune(np.array([[3.0, -1.0], [0.5, 2.0]]), 0.5).tolist()
    [[3.0, 0.0], [0.0, 2.0]]
    >>> prune(np.array([[3.0, -1.0], [0.5, 2.0]]), 0.5, structured=True).tolist()
    [[3.0, 0.0], [0.5, 0.0]]
    """
    weights = to_numpy(check_numbers(weights, name="weights", shape=("...",), least=1))
    check_number(share, "[0, 1]", name="share")
    size = np.linalg.norm(weights.reshape(-1, weights.shape[-1]), axis=0) if structured else np.abs(weights)
    kept = np.ones(size.size, bool)
    kept[np.argsort(size, axis=None, kind="stable")[: round(share * size.size)]] = False
    return np.where(kept.reshape(size.shape), weights, 0)


def hold_zeros(model):
    """Let every kernel's weights that are zero now stay zero in each training that follows.

    Parameters
    ----------
    model : keras.Model
        Is changed in place: each kernel gets a constraint, which Keras's optimizers apply after every step, in place of the
        one it had. Biases learn freely.

    Examples
    --------
    >>> hold_zeros(model)                                           # doctest: +SKIP
    >>> models.train(model, images, labels, epochs=3)               # doctest: +SKIP
    """
    for kernel in kernels(model):
        kept = to_numpy(kernel) != 0
        kernel.constraint = partial(_masked, mask=kept.astype("float32")) if not kept.all() else None


def _masked(weights, mask):
    return weights * load_keras().ops.cast(mask, weights.dtype)


def kernels(model):
    """List the weights that a training changes and that have more than one axis: biases and scales have one.

    Parameters
    ----------
    model : keras.Model

    Returns
    -------
    list of keras.Variable

    Examples
    --------
    >>> [kernel.shape for kernel in kernels(model)]                 # doctest: +SKIP
    [(5, 5, 1, 20), (5, 5, 20, 50), (800, 500), (500, 10)]
    """
    return [weight for weight in model.trainable_weights if len(weight.shape) > 1]
