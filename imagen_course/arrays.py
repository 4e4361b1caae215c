"""Which namespace an array speaks, and which device it lives on.

A formula of this package is written once, against the names that NumPy and ``keras.ops`` share. ``namespace`` picks the
one its arguments need: NumPy arrays stay NumPy and no framework is loaded; a tensor of Keras's backend stays on its device
and differentiates. Pictures everywhere are ``images`` of shape ``(n, h, w, c)``, float, in [0, 1].
"""

import contextlib
import os
import sys

import numpy as np

_FRAMEWORKS = {"tensorflow": "TensorFlow", "jax": "JAX", "jaxlib": "JAX", "torch": "PyTorch", "keras": "Keras"}
_NUMPY_BLOCK, _TENSOR_BLOCK = 2**18, 2**22  # pixels worked on at a time: a cache likes few, a GPU many


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
    keras = load_keras()
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


@contextlib.contextmanager
def same_random_numbers():
    """Leave NumPy's global random numbers as they were before the block, which may draw from them.

    The first import of Keras does, and so does its ``fit``, which shuffles with them.

    Yields
    ------
    None

    Examples
    --------
    >>> with same_random_numbers():
    ...     _ = np.random.random()
    """
    state = np.random.get_state()  # noqa: NPY002
    try:
        yield
    finally:
        np.random.set_state(state)  # noqa: NPY002


def load_keras(*, n_devices=1):
    """Import Keras and start its backend, without the lines that TensorFlow writes to stderr before it can be told not to.

    They come from C++ and no environment variable silences all of them, so the file descriptor is turned away meanwhile.
    What was written is shown after all if the import fails. Takes ten seconds or more the first time.

    Parameters
    ----------
    n_devices : int
        Into how many the processor is divided, on TensorFlow and JAX; it stays as it is where Keras has computed before.

    Returns
    -------
    module
        ``keras``.

    Raises
    ------
    address.NotInstalled
        An ImportError, if Keras or the framework it is told to compute with is not installed; it says what to do.

    Examples
    --------
    >>> load_keras().backend.backend()          # doctest: +SKIP
    'tensorflow'
    """
    import logging
    import tempfile

    logging.getLogger("tensorflow").addFilter(_is_worth_reading)
    if keras := sys.modules.get("keras"):
        if n_devices > 1:
            with contextlib.suppress(RuntimeError):  # it has computed already
                _divide_processor(keras.backend.backend(), n_devices)
        return keras
    sys.stderr.flush()
    stderr = os.dup(2)
    with tempfile.TemporaryFile() as said:
        os.dup2(said.fileno(), 2)
        try:
            with same_random_numbers():
                import keras

            if n_devices > 1:
                _divide_processor(keras.backend.backend(), n_devices)
            keras.ops.zeros(1)  # starts the backend, which is when it looks for devices
        except BaseException as error:
            if isinstance(error, ModuleNotFoundError) and error.name in _FRAMEWORKS:
                from imagen_course.address import NotInstalled

                raise NotInstalled(_FRAMEWORKS[error.name], "keras", name=error.name) from None
            os.dup2(stderr, 2)
            said.seek(0)
            sys.stderr.write(said.read().decode(errors="replace"))
            raise
        finally:
            os.dup2(stderr, 2)
            os.close(stderr)
    return keras


def _divide_processor(backend, n):
    """Let a framework that has not computed yet take the processor for ``n`` devices."""
    if backend == "tensorflow":
        from tensorflow import config

        (processor,) = config.list_physical_devices("CPU")
        config.set_logical_device_configuration(processor, [config.LogicalDeviceConfiguration()] * n)
    elif backend == "jax":
        import jax

        jax.config.update("jax_num_cpu_devices", n)


def _is_worth_reading(record):
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


def gradient(function, array):
    """Differentiate a function of tensors by the means of Keras's backend.

    Parameters
    ----------
    function : callable
        Takes a tensor and returns one number, or many, which are added up; written with ``keras.ops``, a Keras model or a
        formula of this package.
    array : array_like or tensor
        Where.

    Returns
    -------
    numpy.ndarray
        Of the array's shape.

    Raises
    ------
    TypeError
        If ``function`` cannot be called, or gives no tensor.

    Examples
    --------
    >>> gradient(lambda x: x**2, np.float32([1, -3])).tolist()        # doctest: +SKIP
    [2.0, -6.0]
    """
    keras = load_keras()
    tensor, backend = keras.ops.convert_to_tensor(array), keras.backend.backend()

    def total(tensor):
        result = function(tensor)
        if not is_tensor(result):
            raise TypeError(f"function must give a tensor, got {type(result).__name__}: write it with keras.ops, not NumPy")
        return keras.ops.sum(result)

    if backend == "tensorflow":
        import tensorflow as tf

        with tf.GradientTape() as tape:
            tape.watch(tensor)
            result = total(tensor)
        found = tape.gradient(result, tensor, unconnected_gradients="zero")
    elif backend == "jax":
        import jax

        found = jax.grad(total)(tensor)
    else:
        import torch

        found = torch.autograd.grad(total(tensor.requires_grad_()), tensor)[0]
    return to_numpy(found)


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
    return f"{_FRAMEWORKS.get(backend, backend)} on the {kind}"


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
    [slice(0, 512, None), slice(512, 1024, None)]
    """
    n, h, w, _ = images.shape
    step = max(1, (_TENSOR_BLOCK if is_tensor(images) else _NUMPY_BLOCK) // (h * w))
    return (slice(start, start + step) for start in range(0, n, step))
