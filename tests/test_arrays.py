import os
import subprocess
import sys

import numpy as np
import pytest

from imagen_course import arrays

HEAVY = {"keras", "tensorflow", "jax", "torch", "sklearn", "matplotlib", "skimage", "scipy", "IPython", "pandas"}


@pytest.mark.parametrize("code", ["import imagen_course", "import imagen_course.arrays", "import imagen_course.formulas"])
def test_importing_loads_nothing_heavy(code):
    test = f"{code}; import sys; print(sorted({HEAVY!r} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", test], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_a_numpy_array_speaks_numpy_and_loads_no_framework():
    code = (
        "import sys, numpy as np; from imagen_course import arrays as a, checks; x = np.zeros((1, 2, 2, 3));"
        "checks.check_images(x); a.to_numpy(x); a.runs_on(x);"
        "print(a.namespace(x, None, 1.0).__name__, 'keras' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "numpy False\n"


@pytest.mark.keras
def test_a_tensor_speaks_keras():
    import keras

    tensor = keras.ops.ones((2, 2))
    assert arrays.is_tensor(tensor)
    assert arrays.is_tensor(keras.Variable(np.ones(3)))
    assert arrays.namespace(np.ones(2), tensor) is keras.ops
    assert isinstance(arrays.to_numpy(tensor), np.ndarray)
    np.testing.assert_array_equal(arrays.to_numpy(keras.Variable([1.0, 2.0])), [1, 2])
    assert arrays.runs_on(tensor).startswith(
        {"tensorflow": "TensorFlow", "jax": "JAX", "torch": "PyTorch"}[keras.backend.backend()]
    )
    assert arrays.devices()[-1].startswith("cpu:")


def test_many_networks_are_no_reason_for_tensorflow_to_warn():
    program = (
        "from imagen_course.arrays import load_keras\nimport numpy as np\nkeras = load_keras()\n"
        "for _ in range(7):\n    network = keras.Sequential([keras.Input((2,)), keras.layers.Dense(2)])\n"
        "    network.predict_on_batch(np.ones((4, 2)))\n"
        "import logging\nlogging.getLogger('tensorflow').warning('another thing')"
    )
    environment = os.environ | {"KERAS_BACKEND": "tensorflow"}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    assert done.stderr == "WARNING:tensorflow:another thing\n"


@pytest.mark.keras
def test_a_tensor_of_another_framework_is_refused_with_the_way_out():
    import keras

    if keras.backend.backend() == "jax":
        pytest.skip("JAX is the backend here")
    import jax.numpy as jnp

    with pytest.raises(TypeError, match="KERAS_BACKEND"):
        arrays.namespace(jnp.ones(3))


@pytest.mark.keras
def test_compiled_gives_the_same_numbers():
    import keras

    x = keras.ops.arange(6, dtype="float32")
    np.testing.assert_array_equal(arrays.to_numpy(arrays.compiled(lambda t: t * t + 1)(x)), np.arange(6.0) ** 2 + 1)
