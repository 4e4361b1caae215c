"""A network trained by several replicas at once: each sees a share of a batch, and all take the mean gradient."""

import contextlib
import logging

from imagen_course.arrays import load_keras
from imagen_course.checks import check_number

__all__ = ["replicated"]

_DEVICES = "[1, 64]"


@contextlib.contextmanager
def replicated(n=2):
    """Have networks that are made and trained within trained by replicas, each on its share of every batch.

    With TensorFlow it is ``tf.distribute.MirroredStrategy``, with JAX Keras's ``DataParallel``. On a computer with GPUs
    write ``tf.distribute.MirroredStrategy()`` yourself; here the processor is divided, so that the same can be seen without
    any, and nothing becomes faster. With TensorFlow, Keras takes the plain mean of the replicas' gradients: let every batch
    divide into shares of one size, or the step is not that of the whole batch.

    Parameters
    ----------
    n : int
        Replicas.

    Yields
    ------
    None

    Raises
    ------
    RuntimeError
        If Keras has begun to compute before, with fewer devices; or computes with another backend.
    TypeError, ValueError
        If ``n`` is no whole number from 1 to 64.

    References
    ----------
    J. Dean et al., "Large scale distributed deep networks", NIPS 2012; P. Goyal et al., "Accurate, large minibatch SGD",
    arXiv:1706.02677.

    Examples
    --------
    >>> with replicated(2):                                   # doctest: +SKIP
    ...     network = keras.Sequential([keras.layers.Dense(10)])
    ...     network.compile("sgd", "mse")
    ...     network.fit(x, y)
    """
    check_number(n, _DEVICES, name="n", whole=True, hint="2 show what there is to see")
    keras = load_keras(n_devices=n)
    backend = keras.backend.backend()
    if backend not in ("tensorflow", "jax"):
        raise RuntimeError(f"replicas need Keras on TensorFlow or JAX, it computes with {backend!r}: set KERAS_BACKEND")
    with _quiet(), _on_tensorflow(n) if backend == "tensorflow" else _on_jax(keras, n):
        yield


@contextlib.contextmanager
def _quiet():
    """Without a line from TensorFlow for each variable that the replicas share."""
    logger = logging.getLogger("tensorflow")
    before = logger.level
    logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        logger.setLevel(before)


def _on_tensorflow(n):
    import tensorflow as tf

    devices = _enough([device.name for device in tf.config.list_logical_devices("CPU")], n)
    return tf.distribute.MirroredStrategy(devices, tf.distribute.ReductionToOneDevice()).scope()


def _on_jax(keras, n):
    devices = _enough(keras.distribution.list_devices("cpu"), n)
    return keras.distribution.DataParallel(devices=devices, auto_shard_dataset=False).scope()


def _enough(devices, n):
    if len(devices) < n:
        raise RuntimeError(
            f"Keras has begun to compute with {len(devices)} of {n} devices: restart the kernel and call this first"
        )
    return devices[:n]
