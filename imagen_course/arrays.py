"""Which namespace an array speaks, and which device it lives on.

A formula of this package is written once, against the names that NumPy and ``keras.ops`` share. ``namespace`` picks the
one its arguments need: NumPy arrays stay NumPy and no framework is loaded; a tensor of Keras's backend stays on its device
and differentiates. Pictures everywhere are ``images`` of shape ``(n, h, w, c)``, float, in [0, 1].
"""

import logging
import os
import sys
import tempfile
from numbers import Integral, Real

import numpy as np

_FRAMEWORKS = {"tensorflow", "jax", "jaxlib", "torch", "keras"}
_NUMPY_BLOCK, _TENSOR_BLOCK = 2**17, 2**22  # pixels worked on at a time: a cache likes few, a GPU many


def is_tensor(array):
    """Tell whether ``array`` is a tensor or variable of a framework rather than a NumPy array or a number.

    Parameters
    ----------
    array : object

    Returns
    -------
    bool

    Examples
    --------
    >>> is_tensor(np.zeros(3)), is_tensor([1, 2])
    (False, False)
    """
    # The class says which framework made it, so none has to be loaded to ask.
    return any(base.__module__.partition(".")[0] in _FRAMEWORKS for base in type(array).__mro__)


def namespace(*arrays):
    """Return the module whose functions work on all of ``arrays``: ``numpy``, or ``keras.ops`` if any is a tensor.

    Parameters
    ----------
    *arrays : array_like or tensor or None
        ``None`` is skipped, so that optional arguments can be passed as they are.

    Returns
    -------
    module
        ``numpy`` or ``keras.ops``.

    Raises
    ------
    TypeError
        If an array is a tensor of a framework that is not Keras's backend.

    Examples
    --------
    >>> namespace(np.zeros(3), None).__name__
    'numpy'
    """
    tensors = [array for array in arrays if is_tensor(array)]
    if not tensors:
        return np
    import keras

    for tensor in tensors:
        if not keras.ops.is_tensor(tensor) and not isinstance(tensor, keras.Variable):
            raise TypeError(
                f"got a {type(tensor).__module__}.{type(tensor).__name__}, but Keras computes with "
                f"{keras.backend.backend()!r}: set the environment variable KERAS_BACKEND before Keras is first imported, "
                "or convert the array with numpy.asarray"
            )
    return keras.ops


def to_numpy(array):
    """Return ``array`` as a NumPy array, wherever it lived.

    Parameters
    ----------
    array : array_like or tensor

    Returns
    -------
    numpy.ndarray

    Examples
    --------
    >>> to_numpy([1, 2]).tolist()
    [1, 2]
    """
    if not is_tensor(array):
        return np.asarray(array)
    ops, keras = namespace(array), sys.modules["keras"]
    return ops.convert_to_numpy(ops.copy(array) if isinstance(array, keras.Variable) else array)


def load_keras():
    """Import Keras and start its backend, without the lines that TensorFlow writes to stderr before it can be told not to.

    They come from C++ and no environment variable silences all of them, so the file descriptor is turned away meanwhile.
    What was written is shown after all if the import fails. Takes ten seconds or more the first time.

    Returns
    -------
    module
        ``keras``.

    Examples
    --------
    >>> load_keras().backend.backend()          # doctest: +SKIP
    'tensorflow'
    """
    logging.getLogger("tensorflow").addFilter(_is_due)
    if "keras" in sys.modules:
        return sys.modules["keras"]
    sys.stderr.flush()
    stderr = os.dup(2)
    with tempfile.TemporaryFile() as said:
        os.dup2(said.fileno(), 2)
        try:
            import keras

            keras.ops.zeros(1)  # starts the backend, which is when it looks for devices
        except BaseException:
            os.dup2(stderr, 2)
            said.seek(0)
            sys.stderr.write(said.read().decode(errors="replace"))
            raise
        finally:
            os.dup2(stderr, 2)
            os.close(stderr)
    return keras


def _is_due(record):
    """TensorFlow counts all Keras networks as one, and takes the fifth to be compiled for one that always is."""
    return "triggered tf.function retracing" not in record.getMessage()


def compiled(function):
    """Compile ``function``, whose arguments and results are tensors, with the means of Keras's backend.

    On eager tensors a formula made of many small steps is slow; compiled, it is one step to the device.
    TensorFlow and JAX compile through XLA; on PyTorch the function is returned as it is.

    Parameters
    ----------
    function : callable

    Returns
    -------
    callable
        With the same arguments and results.

    Examples
    --------
    >>> double = compiled(lambda x: x + x)      # doctest: +SKIP
    """
    keras = load_keras()
    if keras.backend.backend() == "tensorflow":
        import tensorflow as tf

        return tf.function(function, jit_compile=True)
    if keras.backend.backend() == "jax":
        import jax

        return jax.jit(function)
    return function


def devices():
    """List the devices Keras's backend can compute on, the one it uses by default first.

    Loads Keras, and with it the backend.

    Returns
    -------
    list of str
        Such as ``['gpu:0', 'cpu:0']``.

    Examples
    --------
    >>> "cpu:0" in devices()                    # doctest: +SKIP
    True
    """
    backend = load_keras().backend.backend()
    if backend == "tensorflow":
        import tensorflow as tf

        names = [":".join(d.name.lower().split(":")[-2:]) for d in tf.config.list_logical_devices()]
    elif backend == "jax":
        import jax

        names = [f"{d.platform.lower()}:{d.id}" for d in jax.devices()]
        names += ["cpu:0"] if not any(name.startswith("cpu") for name in names) else []
    else:
        import torch

        names = [f"gpu:{i}" for i in range(torch.cuda.device_count())] + ["cpu:0"]
    return sorted(set(names), key=lambda name: (name.startswith("cpu"), name))


def runs_on(array):
    """Say in words where a computation on ``array`` runs.

    Parameters
    ----------
    array : array_like or tensor

    Returns
    -------
    str

    Examples
    --------
    >>> runs_on(np.zeros(3)).startswith("NumPy on the CPU")
    True
    """
    if not is_tensor(array):
        return f"NumPy on the CPU ({os.cpu_count()} cores)"
    namespace(array)
    device = str(getattr(array, "device", "")).lower()
    kind = "GPU" if "gpu" in device or "cuda" in device else "TPU" if "tpu" in device else "CPU"
    backend = sys.modules["keras"].backend.backend()
    return f"{ {'tensorflow': 'TensorFlow', 'jax': 'JAX', 'torch': 'PyTorch'}.get(backend, backend) } on the {kind}"


def check_images(images, *, name="images", channels=None):
    """Return ``images`` as floating-point pictures ``(n, h, w, c)``, or say what is wrong with them.

    Parameters
    ----------
    images : array_like or tensor, shape (n, h, w, c)
        Floating point, finite, in [0, 1].
    name : str
        What the argument is called where the error is read.
    channels : int or tuple of int, optional
        The numbers of channels that are accepted; any if not given.

    Returns
    -------
    numpy.ndarray or tensor, shape (n, h, w, c)
        The same array where it was one already.

    Raises
    ------
    TypeError
        If the values are integers (uint8 pictures among them) or no numbers at all.
    ValueError
        If the shape is not ``(n, h, w, c)``, a side is empty, or a value is NaN, infinite or outside [0, 1].

    Examples
    --------
    >>> check_images(np.zeros((2, 4, 4, 3), "float32")).shape
    (2, 4, 4, 3)
    >>> check_images(np.zeros((2, 4, 4, 3), "uint8"))
    Traceback (most recent call last):
    TypeError: images must be floating point in [0, 1], got uint8: divide by 255 once, with images.astype('float32') / 255
    """
    images = check_array(images, name=name)
    dtype = getattr(images.dtype, "name", str(images.dtype)).rpartition(".")[2]  # PyTorch's own has no name: torch.float32
    if not dtype.startswith(("float", "bfloat")):
        hint = ": divide by 255 once, with images.astype('float32') / 255" if dtype == "uint8" else ""
        raise TypeError(f"{name} must be floating point in [0, 1], got {dtype}{hint}")
    shape = tuple(images.shape)
    if len(shape) != 4:
        hint = f"; for one picture pass {name}[None]" if len(shape) == 3 else ""
        hint = f"; grey pictures have one channel: pass {name}[..., None]" if len(shape) == 3 and shape[-1] > 4 else hint
        raise ValueError(f"{name} must have shape (n, height, width, channels), got {shape}{hint}")
    if 0 in shape[1:]:
        raise ValueError(f"{name} must have at least one pixel and one channel, got shape {shape}")
    if channels is not None and shape[-1] not in np.atleast_1d(channels):
        raise ValueError(f"{name} must have {' or '.join(map(str, np.atleast_1d(channels)))} channels, got shape {shape}")
    if shape[0] == 0:
        return images
    xp = namespace(images)
    low, high = float(xp.min(images)), float(xp.max(images))
    if not (np.isfinite(low) and np.isfinite(high)):  # the minimum and maximum of an array with a NaN are NaN
        raise ValueError(f"{name} must be finite, got NaN or infinity: look for a division by zero where they were made")
    if low < 0 or high > 1:
        hint = ": divide by 255 once" if high > 2 else ": clip or rescale them"
        raise ValueError(f"{name} must lie in [0, 1], got values from {low:g} to {high:g}{hint}")
    return images


def check_array(array, *, name):
    """Return ``array`` as an array of NumPy, or as the tensor it is, or say that its rows differ in length.

    Parameters
    ----------
    array : array_like or tensor
    name : str
        What the argument is called where the error is read.

    Returns
    -------
    numpy.ndarray or tensor

    Raises
    ------
    ValueError
        If lists inside lists differ in length.

    Examples
    --------
    >>> check_array([[1], [1, 2]], name="points")
    Traceback (most recent call last):
    ValueError: points must be an array, got lists of unlike lengths: give every row as many entries
    """
    if is_tensor(array):
        return array
    try:
        return np.asarray(array)
    except ValueError:
        raise ValueError(f"{name} must be an array, got lists of unlike lengths: give every row as many entries") from None


def check_number(value, within, *, name, whole=False, hint=""):
    """Return ``value`` if it is a number in the range ``within``, or say what is wrong with it.

    Parameters
    ----------
    value : object
    within : str
        A range such as "[0, 1]" or "(0, inf)": a round bracket leaves the end out.
    name : str
        What the argument is called where the error is read.
    whole : bool
        Whether it must be a whole number.
    hint : str
        What to do, for the end of the message.

    Returns
    -------
    object
        The value.

    Raises
    ------
    TypeError
        If it is no number, or no whole one.
    ValueError
        If it is out of range, NaN or infinite.

    Examples
    --------
    >>> check_number(0, "(0, inf)", name="C", hint="1 is usual")
    Traceback (most recent call last):
    ValueError: C must be a number in (0, inf), got 0: 1 is usual
    """
    said = f"{name} must be a {'whole ' if whole else ''}number in {within}, got {value!r}" + (f": {hint}" if hint else "")
    if isinstance(value, bool | np.bool_) or not isinstance(value, Integral if whole else Real):
        raise TypeError(said)
    low, high = (float(end) for end in within[1:-1].split(","))
    above = value > low if within[0] == "(" else value >= low
    if not (above and (value < high if within[-1] == ")" else value <= high) and np.isfinite(value)):
        raise ValueError(said)
    return value


def as_batch(images, *, name="images"):
    """Look at pictures as a batch, whether one came or many.

    Parameters
    ----------
    images : array_like or tensor, shape (n, h, w, c) or (h, w, c)
        Grey (c = 1) or RGB (c = 3), floating point in [0, 1].
    name : str
        What to call them in an error.

    Returns
    -------
    images : array or tensor, shape (n, h, w, c)
    single : bool
        Whether one picture came.

    Raises
    ------
    TypeError, ValueError
        If ``images`` are not pictures (see :func:`check_images`).

    Examples
    --------
    >>> batch, single = as_batch(np.zeros((4, 6, 3)))
    >>> batch.shape, single
    ((1, 4, 6, 3), True)
    """
    images = check_array(images, name=name)
    single = len(images.shape) == 3
    return check_images(images[None] if single else images, name=name, channels=(1, 3)), single


def blocks(images):
    """Cut a batch of pictures into blocks of which one is worked on at a time, so that memory stays flat.

    Parameters
    ----------
    images : array or tensor, shape (n, h, w, c)

    Returns
    -------
    iterator of slice

    Examples
    --------
    >>> list(blocks(np.zeros((600, 16, 32, 3), "float32")))
    [slice(0, 256, None), slice(256, 512, None), slice(512, 768, None)]
    """
    n, h, w, _ = images.shape
    step = max(1, (_TENSOR_BLOCK if is_tensor(images) else _NUMPY_BLOCK) // (h * w))
    return (slice(start, start + step) for start in range(0, n, step))
