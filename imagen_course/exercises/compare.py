"""When two plain values are the same, and when two calls gave alike."""

from fractions import Fraction

import numpy as np

__all__ = ["alike", "same"]


def same(value, expected):
    """Tell whether ``value`` is what was expected: the same shape and the same numbers, to within rounding.

    Parameters
    ----------
    value : object
    expected : number, str, bool, array or a sequence of those
        Whole numbers are compared exactly, whatever their type; floating-point ones to 1e-4, so that float32 is enough.

    Returns
    -------
    bool

    Examples
    --------
    >>> same(26.0, 26), same(np.ones((3, 1)), np.ones(3)), same(0.333333, 1 / 3)
    (True, False, True)
    """
    if isinstance(expected, (tuple, list)):
        return isinstance(value, (tuple, list)) and len(value) == len(expected) and all(map(same, value, expected))
    if isinstance(expected, str):
        return isinstance(value, str) and str(value) == expected  # NumPy's strings are strings
    if expected is None:
        return value is None
    try:
        value = np.asarray(float(value) if isinstance(value, Fraction) else value)
    except Exception:  # whatever it is, it is no array of numbers
        return False
    return _same_numbers(value, np.asarray(expected))


def _same_numbers(value, expected):
    one_kind = value.dtype.kind in "biuf" and (expected.dtype.kind == "b") == (value.dtype.kind == "b")
    if value.shape != expected.shape or not one_kind:
        return False
    tolerance = {"rtol": 1e-4, "atol": 1e-6} if expected.dtype.kind == "f" else {"rtol": 0, "atol": 1e-9}
    return bool(np.allclose(value, expected, equal_nan=True, **tolerance))


def alike(one, other):
    """Tell whether two calls gave the same value, or the same error.

    Parameters
    ----------
    one, other : Outcome

    Returns
    -------
    bool

    Examples
    --------
    >>> from imagen_course.exercises.calls import Outcome
    >>> alike(Outcome(1), Outcome(1.0)), alike(Outcome(error=ValueError("a")), Outcome(error=ValueError("b")))
    (True, False)
    """
    if one.error is not None or other.error is not None:
        return type(one.error).__name__ == type(other.error).__name__ and str(one.error) == str(other.error)
    return same(one.value, other.value)
