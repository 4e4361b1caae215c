"""The one table of tolerances: how far two right answers may lie apart, for a dtype and a device."""

TOLERANCE = {
    ("float64", "cpu"): {"rtol": 1e-10, "atol": 1e-12},
    ("float32", "cpu"): {"rtol": 1e-4, "atol": 1e-5},
    ("float32", "gpu"): {"rtol": 1e-3, "atol": 1e-4},  # sums in another order; TensorFloat-32 switched off
    ("float16", "cpu"): {"rtol": 1e-2, "atol": 1e-3},
    ("float16", "gpu"): {"rtol": 1e-2, "atol": 1e-3},
}


def close(dtype="float32", device="cpu"):
    """Keyword arguments for ``numpy.testing.assert_allclose``."""
    return TOLERANCE[dtype, device]
