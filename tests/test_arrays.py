import os
import re
import subprocess
import sys

import numpy as np
import pytest

from imagen_course import arrays
from imagen_course.arrays import check_array, check_number

HEAVY = {"keras", "tensorflow", "jax", "torch", "sklearn", "matplotlib", "skimage", "scipy", "IPython", "pandas"}


@pytest.mark.parametrize("code", ["import imagen_course", "import imagen_course.arrays", "import imagen_course.formulas"])
def test_importing_loads_nothing_heavy(code):
    test = f"{code}; import sys; print(sorted({HEAVY!r} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", test], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_a_numpy_array_speaks_numpy_and_loads_no_framework():
    code = (
        "import sys, numpy as np; from imagen_course import arrays as a; x = np.zeros((1, 2, 2, 3));"
        "a.check_images(x); a.to_numpy(x); a.runs_on(x); print(a.namespace(x, None, 1.0).__name__, 'keras' in sys.modules)"
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


@pytest.mark.parametrize(
    ("images", "error", "words"),
    [
        (np.zeros((2, 4, 4, 3), "uint8"), TypeError, "got uint8: divide by 255 once"),
        (np.zeros((2, 4, 4, 3), int), TypeError, "got int64"),
        ("a picture", TypeError, "floating point"),
        (None, TypeError, "floating point"),
        (np.zeros((4, 4, 3)), ValueError, r"pictures\[None\]"),
        (np.zeros((9, 28, 28)), ValueError, r"pictures\[..., None\]"),
        (np.zeros(7), ValueError, r"shape \(n, height, width, channels\), got \(7,\)"),
        (np.zeros((2, 0, 4, 3)), ValueError, "at least one pixel"),
        (np.full((1, 2, 2, 1), np.nan), ValueError, "finite"),
        (np.full((1, 2, 2, 1), np.inf), ValueError, "finite"),
        (np.full((1, 2, 2, 1), 200.0), ValueError, "divide by 255 once"),
        (np.full((1, 2, 2, 1), -0.5), ValueError, "clip or rescale"),
        (np.zeros((1, 2, 2, 2)), ValueError, "must have 1 or 3 channels"),
    ],
)
def test_what_is_no_picture_is_refused(images, error, words):
    with pytest.raises(error, match=words) as caught:
        arrays.check_images(images, name="pictures", channels=(1, 3))
    assert "pictures" in str(caught.value)


def test_pictures_pass_as_they_are(rng):
    images = rng.random((2, 5, 4, 3), dtype="float32")
    assert arrays.check_images(images) is images
    assert arrays.check_images(np.zeros((0, 5, 4, 3), "float32")).shape == (0, 5, 4, 3)
    assert arrays.check_images(images.astype("float16")).dtype == "float16"


@pytest.mark.keras
def test_tensors_are_checked_like_arrays():
    import keras

    assert tuple(arrays.check_images(keras.ops.zeros((1, 2, 2, 3))).shape) == (1, 2, 2, 3)
    with pytest.raises(TypeError, match="got uint8"):
        arrays.check_images(keras.ops.zeros((1, 2, 2, 3), dtype="uint8"))
    with pytest.raises(ValueError, match="finite"):
        arrays.check_images(keras.ops.zeros((1, 2, 2, 3)) / 0.0)


@pytest.mark.parametrize(
    ("value", "within", "whole"),
    [(0, "[0, 1]", False), (1.0, "[0, 1]", False), (np.float32(0.5), "(0, 1)", False), (np.int64(3), "[1, inf)", True)],
)
def test_numbers_in_range_come_back(value, within, whole):
    assert check_number(value, within, name="x", whole=whole) is value


@pytest.mark.parametrize(
    ("value", "within", "whole", "error"),
    [
        (0, "(0, 1]", False, ValueError),
        (1, "[0, 1)", False, ValueError),
        (-1, "[0, inf)", True, ValueError),
        (np.nan, "[-inf, inf]", False, ValueError),
        (np.inf, "[0, inf]", False, ValueError),
        (2.0, "[0, inf)", True, TypeError),
        (True, "[0, 1]", True, TypeError),
        ("1", "[0, 1]", False, TypeError),
        (None, "[0, 1]", False, TypeError),
    ],
)
def test_numbers_out_of_range_are_named(value, within, whole, error):
    kind = "whole number" if whole else "number"
    expected = re.escape(f"stride must be a {kind} in {within}, got {value!r}: 1 is usual")
    with pytest.raises(error, match=expected):
        check_number(value, within, name="stride", whole=whole, hint="1 is usual")


def test_ragged_lists_are_named():
    with pytest.raises(ValueError, match="points must be an array, got lists of unlike lengths"):
        check_array([[1], [1, 2]], name="points")
    rows = np.ones((2, 3))
    assert check_array(rows, name="points") is rows
