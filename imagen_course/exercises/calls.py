"""Call a function on copies of its cases, and put what it gives into plain values.

This is the side of a check where the student's code runs: in a process of its own (`worker`). What travels back is made of
Python's and NumPy's own types, weighed and put into words here, so that whatever reads it runs no code of the student's and
never meets more than `LARGEST` numbers.
"""

import copy
import io
import itertools
import re
import traceback
import types
import warnings
from contextlib import redirect_stderr, redirect_stdout, suppress
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np

__all__ = ["LARGEST", "Opaque", "Outcome", "call", "line_of", "plain", "short", "weigh"]

LARGEST = 1_000_000  # numbers in a result: no exercise asks for as many, and hundreds of them would fill the memory
PRINTED = 2_000  # characters kept of what a function prints
DIGITS = 4_000  # of a whole number; Python itself prints no more


class Outcome(NamedTuple):
    """What one call gave: a value, or an error with the line it came from; and what it printed or warned meanwhile.

    Parameters
    ----------
    value : object
        Plain: None, numbers, words, arrays, sequences of those; `Opaque` for anything else.
    error : BaseException or None
    line : int
        Of the function's own file or cell, from 1; 0 where it is not known.
    printed, warned : str
    spoiled : bool
        The function changed its arguments in place.

    Examples
    --------
    >>> call(len, ([1, 2],)).value
    2
    """

    value: Any = None
    error: BaseException | None = None
    line: int = 0
    printed: str = ""
    warned: str = ""
    spoiled: bool = False


class Opaque:
    """Stands for a value that is huge or of a kind no exercise asks for.

    Parameters
    ----------
    kind : str
        The name of its type.
    text : str
        Words for it.
    size : int
        How many numbers it has, where that is why it is not here.

    Examples
    --------
    >>> plain(range(10**9))
    a range of 1,000,000,000 numbers
    """

    def __init__(self, kind, text, size=0):
        self.kind, self.text, self.size = kind, text, size

    def __repr__(self):
        return self.text


def call(function, args, *, stream=None):
    """Call ``function`` on copies of ``args``.

    Parameters
    ----------
    function : callable
    args : tuple
    stream : text stream, optional
        Gets what it prints.

    Returns
    -------
    Outcome

    Examples
    --------
    >>> call(lambda x: 1 / x, (0,)).error
    ZeroDivisionError('division by zero')
    """
    mine, stream, value, error = copy.deepcopy(args), _Limited() if stream is None else stream, None, None
    with warnings.catch_warnings(record=True) as warned, redirect_stdout(stream), redirect_stderr(stream):
        warnings.simplefilter("always")
        try:
            value = plain(function(*mine))
        except BaseException as caught:  # SystemExit too: a student's exit() ends nothing but this call
            error = caught
    warning = short(warned[0].message, 300) if warned else ""
    line = line_of(error, function) if error is not None else 0
    return Outcome(value, error, line, stream.getvalue(), warning, spoiled=not _untouched(mine, args))


def plain(value):
    """Return the value in Python's and NumPy's own types alone.

    Parameters
    ----------
    value : object

    Returns
    -------
    None, bool, int, float, complex, str, NumPy scalar, array, or a tuple or list of those
        `Opaque` in place of what is huge or of another kind. Arrays are copies.

    Examples
    --------
    >>> plain((1, Fraction(1, 2), {"a": 1}))
    (1, 0.5, {'a': 1})
    """
    if (size := weigh(value)) > LARGEST:
        return _too_large(value, size)
    if type(value) is int:
        return _whole(value)
    if value is None or type(value) in (bool, float, complex, str):
        return value
    if isinstance(value, (tuple, list)):
        return (tuple if isinstance(value, tuple) else list)(map(plain, value))
    if isinstance(value, Fraction):
        return float(value)
    if (array := _as_array(value)) is not None:
        return array[()] if isinstance(value, np.generic) else array
    if isinstance(value, np.ma.MaskedArray):
        return Opaque("masked array", f"an array of which {np.ma.count_masked(value)} of {value.size} numbers are masked")
    return Opaque(type(value).__name__, short(value))


def _whole(number):
    if number.bit_length() <= DIGITS * 3:
        return number
    return Opaque("int", f"a number of about {number.bit_length() * 3 // 10:,} digits")


def _too_large(value, size):
    more = "" if isinstance(value, (np.ndarray, range, str, bytes)) else " or more"
    what = "characters" if isinstance(value, (str, bytes)) else "numbers"
    kind = "array" if isinstance(value, np.ndarray) else type(value).__name__
    return Opaque(kind, f"{_article(kind)} of {size:,}{more} {what}", size)


def weigh(value, most=LARGEST):
    """Count the numbers in a value, no further than ``most``.

    Parameters
    ----------
    value : object
    most : int

    Returns
    -------
    int

    Examples
    --------
    >>> weigh([[1, 2], (3, np.zeros(4))])
    7
    """
    if isinstance(value, np.ndarray):
        return value.size
    if isinstance(value, range):
        return max(0, (value.stop - value.start) // value.step)  # len() of a long one raises
    if isinstance(value, (str, bytes)):
        return len(value)
    if not isinstance(value, (tuple, list)):
        return 1
    size = len(value)  # each part counts for one at least
    for part in value:
        if size > most:
            break
        size += max(0, weigh(part, most - size) - 1)
    return size


def short(value, most=200, *, is_text=False):
    """Words for any value: its representation, cut, and without addresses in memory; errors and warnings as they read.

    Parameters
    ----------
    value : object
    most : int
        Characters.
    is_text : bool
        The words are there already, and only to be cut.

    Returns
    -------
    str

    Examples
    --------
    >>> short("x" * 300, 10)
    "'xxxxxxxxx… (302 characters)"
    """
    try:
        text = str(value) if is_text or isinstance(value, BaseException) else repr(value)
    except Exception as error:  # a student's own class, or a number of more digits than Python prints
        text = f"a {type(value).__name__} that cannot be shown ({type(error).__name__})"
    long = len(text)
    text = re.sub(r" at 0x[0-9a-fA-F]+", "", text[: 2 * most])
    return text if long <= most or len(text) <= most else f"{text[:most]}… ({long:,} characters)"


class _Limited(io.StringIO):
    """A text stream that keeps its beginning."""

    def write(self, text):
        super().write(text[: max(0, PRINTED - self.tell())])
        return len(text)


def _as_array(value):
    """A copy of what is an array, or says that it is one; None for anything else, and for numbers that are masked."""
    if isinstance(value, types.ModuleType) or not (hasattr(value, "__array__") or isinstance(value, range)):
        return None
    if np.ma.is_masked(value):
        return None
    with suppress(Exception):
        array = np.array(value, subok=False)
        if array.dtype.kind in "biufcSU" and array.size <= LARGEST:
            return array
    return None


def line_of(error, function):
    """Return the innermost line of an error's traceback that is the function's.

    Parameters
    ----------
    error : BaseException
    function : callable

    Returns
    -------
    int
        From 1; 0 where it cannot be told.

    Examples
    --------
    >>> line_of(ValueError("never raised"), len)
    0
    """
    code = getattr(function, "__code__", None)
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if code is not None and frame.filename == code.co_filename:
            return frame.lineno
    return 0


def _untouched(args, originals):
    return all(itertools.starmap(_equal, zip(args, originals, strict=True)))


def _equal(one, other):
    if isinstance(other, np.ndarray):
        return one.shape == other.shape and np.array_equal(one, other, equal_nan=other.dtype.kind == "f")
    if isinstance(other, (list, tuple)):
        return len(one) == len(other) and all(itertools.starmap(_equal, zip(one, other, strict=True)))
    return not isinstance(other, dict) or one == other


def _article(word):
    return f"{'an' if word[0] in 'aeiouAEIOU' else 'a'} {word}"
