"""One door for input: what a public function is given is looked at here, and the same fault gets the same answer everywhere.

What is of the wrong kind (a word for a number, integers for fractions) is a TypeError; what is of the right kind and has the
wrong value, shape or size is a ValueError. Each message says which argument, what it must be, what came and what to do.
``True`` is no number, NaN and infinity are none where a number is asked for, a masked array is no array, and what counts
something ends at `LARGEST`, any other number at `HIGHEST`: more is refused before it fills the memory or overflows.
"""

import math
import os
from numbers import Integral, Real

import numpy as np

from imagen_course.arrays import is_tensor, namespace, to_numpy

LARGEST = 10**7
"""The most that may be asked for of anything that is counted: pictures, pixels of a side, steps, layers' channels."""
HIGHEST = 10**9
"""The most that anything else may be that is set by one number: a rate, a weight, a threshold."""

_USUAL = {"n": "write n=16", "size": "write size=64", "channels": "write channels=1 for grey, 3 for colour"}
_KINDS = {  # what an array is to hold: in words, how its dtype's name begins, how to get there
    "float": ("be floating point", ("float", "bfloat"), ".astype('float32')"),
    "number": ("hold numbers", ("float", "bfloat", "int", "uint"), ".astype(float)"),
    "whole": ("hold whole numbers", ("int", "uint"), ".astype(int), one-hot rows with .argmax(-1)"),
}
_ENDLESS = "more would fill the memory or never end"
_BOX = "a row is (top, left, bottom, right)"


def check_number(value, within, *, name, whole=False, most=None, hint=""):
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
    most : int or float, optional
        Where a number ends whose range does not; `LARGEST` for a whole one, `HIGHEST` for another, if not given.
    hint : str
        What to do, for the end of the message.

    Returns
    -------
    number
        The value; a whole one as an int of Python.

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
    said = _message(name, f"be a {'whole ' if whole else ''}number in {within}", _got(value), hint)
    if isinstance(value, bool | np.bool_) or not isinstance(value, Integral if whole else Real):
        raise TypeError(said)
    if not _lies(value, within):
        raise ValueError(said)
    most = (LARGEST if whole else HIGHEST) if most is None else most
    if within.endswith("inf)") and _size(value) > most:
        raise ValueError(_message(name, f"be at most {most:,}", _got(value), _ENDLESS if whole else hint))
    return int(value) if whole else value


def _size(value):
    """How large a number is, in Python's own kinds: to one of half precision every limit would be infinite."""
    return abs(value if isinstance(value, Integral) else float(value))


def _lies(value, within):
    """Whether a number is finite and lies in a range that is written as a word."""
    low, high = (float(end) for end in within[1:-1].split(","))
    above = value > low if within[0] == "(" else value >= low
    below = value < high if within[-1] == ")" else value <= high
    return above and below and -math.inf < value < math.inf


def _message(name, wanted, got, hint=""):
    """Every message of this module: which argument, what it must, what came, what to do."""
    return f"{name} must {wanted}, got {got}" + (f": {hint}" if hint else "")


def _got(value):
    """Say what was given: a NumPy array by its shape, everything else as Python writes it, cut where it is long."""
    if isinstance(value, np.ndarray) and value.ndim:
        return f"an array of shape {value.shape}"
    try:
        text = repr(value.item() if isinstance(value, np.ndarray) else value)
    except ValueError:  # Python does not write numbers of more than 4,300 digits
        return "a number of thousands of digits"
    return text if len(text) <= 80 else f"{text[:60]} ..."


def check_whole(least=1, /, **counts):
    """Return whole numbers from ``least`` to `LARGEST`, or say what is wrong with them; one called ``seed`` is a seed.

    Parameters
    ----------
    least : int
        The smallest that will do.
    **counts : int
        By the name each has where the error is read.

    Returns
    -------
    list of int

    Raises
    ------
    TypeError
        If one is no whole number.
    ValueError
        If one is too small or too large.

    Examples
    --------
    >>> check_whole(n=3, size=0)
    Traceback (most recent call last):
    ValueError: size must be a whole number in [1, inf), got 0: write size=64
    """
    return [
        check_seed(value)
        if name == "seed"
        else check_number(value, f"[{least}, inf)", name=name, whole=True, hint=_USUAL.get(name, ""))
        for name, value in counts.items()
    ]


def check_seed(seed, *, name="seed"):
    """Return ``seed`` if random numbers can start from it, or say what is wrong with it.

    Parameters
    ----------
    seed : object
    name : str
        What the argument is called where the error is read.

    Returns
    -------
    int

    Raises
    ------
    TypeError
        If it is no whole number.
    ValueError
        If it is below 0.

    Examples
    --------
    >>> check_seed(-1)
    Traceback (most recent call last):
    ValueError: seed must be a whole number in [0, inf), got -1: write seed=0
    """
    return check_number(seed, "[0, inf)", name=name, whole=True, most=math.inf, hint=f"write {name}=0")


def check_sizes(sizes, *, name, n=None, hint=""):
    """Return a few whole numbers from 1 as a list, or say what is wrong with them.

    Parameters
    ----------
    sizes : tuple or list of int
    name : str
        What the argument is called where the error is read.
    n : int, optional
        How many they must be; one or more if not given.
    hint : str
        What to do, for the end of the message.

    Returns
    -------
    list of int

    Raises
    ------
    TypeError
        If they are no tuple or list, or one is no whole number.
    ValueError
        If they are too many or too few, or one is too small or too large.

    Examples
    --------
    >>> check_sizes((28, 28), name="input_shape", n=3)
    Traceback (most recent call last):
    ValueError: input_shape must be 3 whole numbers, got (28, 28)
    """
    wanted = f"be {n or 'a tuple of'} whole numbers"
    if not isinstance(sizes, tuple | list):
        raise TypeError(_message(name, wanted, _got(sizes), hint))
    if not sizes or len(sizes) != (n or len(sizes)):
        raise ValueError(_message(name, wanted, _got(sizes), hint))
    return [check_number(size, "[1, inf)", name=f"{name}[{i}]", whole=True) for i, size in enumerate(sizes)]


def check_random_state(random_state, *, name="random_state"):
    """Return the generator that scikit-learn makes of ``random_state``, or say what is wrong with it.

    Parameters
    ----------
    random_state : None, int or numpy.random.RandomState
        None is NumPy's own; a whole number a seed, below 2**32.
    name : str
        What the argument is called where the error is read.

    Returns
    -------
    numpy.random.RandomState

    Raises
    ------
    TypeError
        If it is none of these.
    ValueError
        If it is below 0 or 2**32 or more.

    Examples
    --------
    >>> check_random_state(0).randint(100)
    44
    >>> check_random_state(2.5)
    Traceback (most recent call last):
    TypeError: random_state must be a whole number in [0, 4294967295], got 2.5: write random_state=0
    """
    from sklearn.utils import check_random_state as generator

    if random_state is not None and random_state is not np.random and not isinstance(random_state, np.random.RandomState):
        check_number(random_state, f"[0, {2**32 - 1}]", name=name, whole=True, hint=f"write {name}=0")
    return generator(random_state)


def check_one_of(value, choices, *, name, hint=""):
    """Return ``value`` if it is one of ``choices``, or list them and say which comes near.

    Parameters
    ----------
    value : object
    choices : iterable
        What is accepted: words, as a rule, and None.
    name : str
        What the argument is called where the error is read.
    hint : str
        What to do, for the end of the message where no choice comes near.

    Returns
    -------
    object
        The value.

    Raises
    ------
    TypeError
        If it is of another kind than every choice.
    ValueError
        If it is of the right kind and none of them.

    Examples
    --------
    >>> check_one_of("sceens", ["digits", "scenes"], name="weights")
    Traceback (most recent call last):
    ValueError: weights must be 'digits' or 'scenes', got 'sceens': did you mean 'scenes'?
    """
    choices = list(choices)
    right_kind = type(value) in map(type, choices)
    if right_kind and value in choices:
        return value
    words = [choice for choice in choices if isinstance(choice, str)]
    from difflib import get_close_matches

    near = get_close_matches(value, words, n=1) if isinstance(value, str) else []
    listed = " or ".join(filter(None, [", ".join(map(repr, choices[:-1])), repr(choices[-1])]))
    hint = f"did you mean {near[0]!r}?" if near else hint
    raise (ValueError if right_kind else TypeError)(_message(name, f"be {listed}", _got(value), hint))


def check_text(value, *, name, hint=""):
    """Return ``value`` if it is text that says something, or say that it is none.

    Parameters
    ----------
    value : object
    name : str
        What the argument is called where the error is read.
    hint : str
        What to do, for the end of the message.

    Returns
    -------
    str

    Raises
    ------
    TypeError
        If it is no text.
    ValueError
        If there is nothing in it but spaces.

    Examples
    --------
    >>> check_text(" ", name="caption", hint="write 'a red star'")
    Traceback (most recent call last):
    ValueError: caption must be a word or more, got ' ': write 'a red star'
    """
    if not isinstance(value, str) or not value.strip():
        raise (ValueError if isinstance(value, str) else TypeError)(_message(name, "be a word or more", _got(value), hint))
    return value


def check_path(path, *, name="path"):
    """Return ``path`` as a Path if it names a file or a folder, or say that it does not.

    Parameters
    ----------
    path : str or os.PathLike
    name : str
        What the argument is called where the error is read.

    Returns
    -------
    pathlib.Path

    Raises
    ------
    TypeError
        If it is no name.
    ValueError
        If it is empty.

    Examples
    --------
    >>> check_path(3)
    Traceback (most recent call last):
    TypeError: path must be the name of a file or a folder, got 3
    """
    if not isinstance(path, str | os.PathLike) or not os.fspath(path):
        raise (ValueError if isinstance(path, str) else TypeError)(
            _message(name, "be the name of a file or a folder", _got(path))
        )
    from pathlib import Path

    return Path(path)


def check_type(value, kind, *, name, hint=""):
    """Return ``value`` if it is of a type, or say that it is not.

    Parameters
    ----------
    value : object
    kind : type
    name : str
        What the argument is called where the error is read.
    hint : str
        What to do, for the end of the message.

    Returns
    -------
    object
        The value.

    Raises
    ------
    TypeError
        If it is of another type.

    Examples
    --------
    >>> check_type("ab", dict, name="curves")
    Traceback (most recent call last):
    TypeError: curves must be a dict, got 'ab'
    """
    if not isinstance(value, kind):
        article = "an" if kind.__name__[0] in "AEIOUaeiou" else "a"
        raise TypeError(_message(name, f"be {article} {kind.__name__}", _got(value), hint))
    return value


def check_items(items, kind, *, name, least=0, hint=""):
    """Return ``items`` if it is a list or tuple of objects of one kind, or say that it is not.

    Parameters
    ----------
    items : tuple or list
    kind : type
    name : str
        What the argument is called where the error is read.
    least : int
        How many there must be.
    hint : str
        What to do, for the end of the message.

    Returns
    -------
    tuple or list

    Raises
    ------
    TypeError
        If it is something else.
    ValueError
        If they are too few.

    Examples
    --------
    >>> check_items("ab", str, name="names")
    Traceback (most recent call last):
    TypeError: names must be a list of str, got 'ab'
    """
    right = isinstance(items, tuple | list) and all(isinstance(item, kind) for item in items)
    if not right or len(items) < least:
        wanted = f"be a list of {getattr(kind, '__name__', kind)}" + (f", {least} or more" if least else "")
        raise (ValueError if right else TypeError)(_message(name, wanted, _got(items), hint))
    return items


def check_callable(function, *, name, hint=""):
    """Return ``function`` if it can be called, or say that it is none.

    Parameters
    ----------
    function : object
    name : str
        What the argument is called where the error is read.
    hint : str
        What to do, for the end of the message.

    Returns
    -------
    callable

    Raises
    ------
    TypeError
        If it cannot be called.

    Examples
    --------
    >>> check_callable(3, name="draw")
    Traceback (most recent call last):
    TypeError: draw must be a function, got 3
    """
    if not callable(function):
        raise TypeError(_message(name, "be a function", _got(function), hint))
    return function


def check_array(array, *, name, kind=None, shape=None, least=0, hint=""):
    """Return ``array`` as an array of NumPy, or as the tensor it is, or say what is wrong with its kind and its shape.

    No value is looked at, so that it works within a compiled function.

    Parameters
    ----------
    array : array_like or tensor
    name : str
        What the argument is called where the error is read.
    kind : {None, "float", "number", "whole"}
        What it must hold; None takes anything.
    shape : tuple of int and str, optional
        Its shape: a number is that number, a word an axis of any length from 1, "..." at the end any axes but none. Any
        shape if not given.
    least : int
        The shortest length of a first axis that is a word: no pictures are fine, pictures without pixels are not.
    hint : str
        What to do about a wrong shape, for the end of the message.

    Returns
    -------
    numpy.ndarray or tensor

    Raises
    ------
    TypeError
        If it does not hold what it must, or has masked values.
    ValueError
        If lists inside lists differ in length, or the shape is another.

    Examples
    --------
    >>> check_array([[1], [1, 2]], name="points")
    Traceback (most recent call last):
    ValueError: points must be an array, got lists of unlike lengths: give every row as many entries
    >>> check_array([[1, 2]], name="points", kind="float", shape=("n", 3))
    Traceback (most recent call last):
    TypeError: points must be floating point, got int64: convert with points.astype('float32')
    """
    came, array = array, _as_array(array, name)
    if kind is not None and (kind == "float" or math.prod(array.shape)):  # an empty list holds nothing that is wrong
        words, begins, remedy = _KINDS[kind]
        if not (dtype := _dtype(array)).startswith(begins):
            remedy = f"{name}{remedy} / 255" if dtype == "uint8" else name + remedy
            way = "divide by 255 once, with" if dtype == "uint8" else "convert with"
            raise TypeError(_message(name, words, *((dtype, f"{way} {remedy}") if len(array.shape) else (_got(came),))))
    if shape is not None:
        _check_shape(tuple(array.shape), shape, name, least, hint)
    return array


def _as_array(array, name):
    if is_tensor(array):
        return array
    if isinstance(array, np.ma.MaskedArray):
        raise TypeError(
            _message(name, "be an array without a mask", "a masked array", "say what stands there, with .filled")
        )
    try:
        return np.asarray(array)
    except ValueError:
        hint = "give every row as many entries"
        raise ValueError(_message(name, "be an array", "lists of unlike lengths", hint)) from None


def _dtype(array):
    name = getattr(array.dtype, "name", str(array.dtype)).rpartition(".")[2]  # PyTorch's own has no name: torch.float32
    return "text" if name.startswith("str") else name


def _check_shape(shape, wanted, name, least, hint):
    if wanted[-1:] == ("...",):
        wanted = (*wanted[:-1], *["..."] * max(1, len(shape) - len(wanted) + 1))
    alike, counted = len(shape) == len(wanted), isinstance(wanted[0] if wanted else 0, str)
    shortest = [least, *[1] * len(wanted)]
    if alike and all(map(_is_length, shape, wanted, shortest)):
        return
    listed = f"have shape ({', '.join(map(str, wanted))}{',' * (len(wanted) == 1)})"
    if alike and counted and shape[0] < least:
        listed += f" with {wanted[0]} at least {least}"
    elif not hint and wanted[:1] == ("n",) and len(shape) == len(wanted) - 1:
        hint = f"for one alone pass {name}[None]"
    raise ValueError(_message(name, listed, shape, hint))


def _is_length(shape, wanted, least):
    if shape is None:  # a compiled function may not know it yet
        return True
    return shape >= least if isinstance(wanted, str) else shape == wanted


def _check_values(array, within, name, hint):
    """Say what is wrong with the numbers of an array or tensor that is not empty."""
    xp = namespace(array)
    low, high = float(xp.min(array)), float(xp.max(array))  # NaN where there is one
    if not (math.isfinite(low) and math.isfinite(high)):
        raise ValueError(_message(name, "be finite", "NaN or infinity", "look for a division by zero where they were made"))
    if not (_lies(low, within) and _lies(high, within)):
        raise ValueError(_message(name, f"lie in {within}", f"values from {low:g} to {high:g}", hint))


def check_numbers(array, *, name, within="(-inf, inf)", shape=None, least=0, hint=""):
    """Return ``array`` as an array or tensor of finite numbers in a range, or say what is wrong with it.

    Parameters
    ----------
    array : array_like or tensor
    name : str
        What the argument is called where the error is read.
    within : str
        The range of its values, closed or open: see `check_number`.
    shape, least
        See `check_array`.
    hint : str
        What to do, for the end of the message.

    Returns
    -------
    numpy.ndarray or tensor

    Raises
    ------
    TypeError
        If it does not hold numbers; True and False are none.
    ValueError
        If the shape is another, or a value is NaN, infinite or out of range.

    Examples
    --------
    >>> check_numbers([0.5, 2], name="weights", within="[0, 1]")
    Traceback (most recent call last):
    ValueError: weights must lie in [0, 1], got values from 0.5 to 2
    """
    array = check_array(array, name=name, kind="number", shape=shape, least=least, hint=hint)
    if math.prod(array.shape):
        _check_values(array, within, name, hint)
    return array


def check_labels(labels, *, name="labels", shape=None, least=0, n_labels=None, gapless=False, hint=""):
    """Return labels or label maps as a NumPy array of whole numbers from 0, or say what is wrong with them.

    Parameters
    ----------
    labels : array_like or tensor of int
    name : str
        What the argument is called where the error is read.
    shape, least
        See `check_array`.
    n_labels : int, optional
        They must lie below this; below `LARGEST` if not given.
    gapless : bool
        Whether each map (h, w) of (n, h, w) must number its regions from 0 without a gap.
    hint : str
        What to do about a wrong shape or a label above `n_labels`, for the end of the message.

    Returns
    -------
    numpy.ndarray of int64

    Raises
    ------
    TypeError
        If they are not whole numbers; True and False are none.
    ValueError
        If the shape is another, or a label is too small, too large or left out.

    Examples
    --------
    >>> check_labels([0, 2], n_labels=2)
    Traceback (most recent call last):
    ValueError: labels must lie in 0 to 1, got 0 to 2
    """
    labels = to_numpy(check_array(labels, name=name, kind="whole", shape=shape, least=least, hint=hint))
    most = LARGEST - 1 if n_labels is None else n_labels - 1
    if labels.size and not 0 <= labels.min() <= labels.max() <= most:
        hint = hint if n_labels is not None else ""
        raise ValueError(_message(name, f"lie in 0 to {most}", f"{labels.min()} to {labels.max()}", hint))
    labels = labels.astype(np.int64)
    for one in labels.reshape(-1, *labels.shape[-2:]) if gapless else ():
        if one.max() >= one.size or not np.bincount(one.ravel()).all():
            wanted = "number each picture's regions from 0 without a gap"
            got = f"{len(np.unique(one))} labels from {one.min()} to {one.max()}"
            raise ValueError(_message(name, wanted, got, f"renumber with numpy.unique({name}, return_inverse=True)[1]"))
    return labels


def check_classes(y, n, *, name="y", least=2):
    """Return the classes that ``n`` labels name, and the place of each label among them; or say what is wrong with them.

    Parameters
    ----------
    y : array_like of int, str or bool, shape (n,)
    n : int
    name : str
        What the argument is called where the error is read.
    least : {1, 2}
        How many classes they must name.

    Returns
    -------
    classes : numpy.ndarray, shape (k,)
    codes : numpy.ndarray of int, shape (n,)

    Raises
    ------
    TypeError
        If they are neither whole numbers nor words, nor True and False.
    ValueError
        If they are not ``n``, or name fewer classes than ``least``.

    Examples
    --------
    >>> check_classes(["cat", "cat"], 2)
    Traceback (most recent call last):
    ValueError: y must name two classes or more, got one class, 'cat'
    """
    y = to_numpy(check_array(y, name=name, shape=(n,), hint="one label for each of X"))
    if y.dtype.kind == "f":  # whole numbers, as a table may hold them
        check_numbers(y, name=name, within="[-1e15, 1e15]")
    if y.dtype.kind == "O" and all(isinstance(label, str) for label in y):  # words, as a table holds them
        y = y.astype(str)
    if y.dtype.kind not in "biuUf" or (y.dtype.kind == "f" and (y % 1).any()):
        raise TypeError(_message(name, "hold whole numbers or words", _dtype(y)))
    classes, codes = np.unique(y, return_inverse=True)
    if len(classes) < least:
        raise ValueError(_message(name, "name two classes or more", f"one class, {classes.tolist()[0]!r}"))
    return classes, codes


def check_lengths(**columns):
    """Say so where things that belong together, entry by entry, are not equally many.

    Parameters
    ----------
    **columns : sequence
        By the name each has where the error is read.

    Raises
    ------
    TypeError
        If one is no sequence.
    ValueError
        If they are not equally many.

    Examples
    --------
    >>> check_lengths(boxes=[[0, 0, 1, 1]], names=[])
    Traceback (most recent call last):
    ValueError: boxes and names must be equally many, got 1 and 0
    """
    for name, column in columns.items():
        if isinstance(column, str) or not hasattr(column, "__len__") or getattr(column, "shape", None) == ():
            raise TypeError(_message(name, "be a sequence", _got(column)))
    lengths = [str(len(column)) for column in columns.values()]
    if len(set(lengths)) > 1:
        names, got = (f"{', '.join(words[:-1])} and {words[-1]}" for words in (list(columns), lengths))
        raise ValueError(_message(names, "be equally many", got))


def check_images(images, *, name="images", shape=("n", "height", "width", "channels"), channels=None, least=0, hint=""):
    """Return ``images`` as floating-point pictures ``(n, h, w, c)``, or say what is wrong with them.

    Parameters
    ----------
    images : array_like or tensor, shape (n, h, w, c)
        Floating point, finite, in [0, 1].
    name : str
        What the argument is called where the error is read.
    shape
        See `check_array`.
    channels : int or tuple of int, optional
        The numbers of channels that are accepted; any if not given.
    least : int
        How many pictures there must be.
    hint : str
        What to do about a wrong shape, for the end of the message.

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
    TypeError: images must be floating point, got uint8: divide by 255 once, with images.astype('float32') / 255
    """
    images = check_array(images, name=name, kind="float")
    grey = len(images.shape) == 3 and images.shape[-1] > 4
    hint = hint if len(images.shape) == len(shape) else ""
    hint = f"grey pictures have one channel, pass {name}[..., None]" if grey else hint
    images = check_array(images, name=name, shape=shape, least=least, hint=hint)
    if channels is not None and images.shape[-1] not in np.atleast_1d(channels):
        accepted = " or ".join(map(str, np.atleast_1d(channels)))
        raise ValueError(_message(name, f"have {accepted} channels", f"shape {tuple(images.shape)}"))
    if images.shape[0]:
        _check_values(images, "[0, 1]", name, "divide by 255 once where they go to 255, else clip or rescale them")
    return images


def check_batch(images, *, name="images", channels=None, least=0):
    """Return one picture or many as pictures ``(n, h, w, c)``, and whether it was one; or say what is wrong with them.

    Parameters
    ----------
    images : array_like or tensor, shape (h, w, c) or (n, h, w, c)
    name, channels, least
        As for `check_images`.

    Returns
    -------
    images : numpy.ndarray or tensor, shape (n, h, w, c)
    single : bool

    Raises
    ------
    TypeError, ValueError
        As for `check_images`.

    Examples
    --------
    >>> images, single = check_batch(np.zeros((4, 4, 3)))
    >>> images.shape, single
    ((1, 4, 4, 3), True)
    """
    images = check_array(images, name=name)
    single = len(images.shape) == 3
    return check_images(images[None] if single else images, name=name, channels=channels, least=least), single


def check_boxes(boxes, *, name="boxes"):
    """Return ``boxes`` as a float64 array, or say what is wrong with them.

    Parameters
    ----------
    boxes : array_like, shape (k, 4)
        Rows (top, left, bottom, right), half-open, in pixels.
    name : str
        What the argument is called where the error is read.

    Returns
    -------
    numpy.ndarray, shape (k, 4)

    Raises
    ------
    TypeError
        If they do not hold numbers.
    ValueError
        If the shape is another, a value is not finite, or a box ends before it begins.

    Examples
    --------
    >>> check_boxes([[0, 5, 4, 2]])
    Traceback (most recent call last):
    ValueError: boxes must have top <= bottom and left <= right: a row is (top, left, bottom, right)
    """
    if check_array(boxes, name=name).size == 0:
        return np.empty((0, 4))
    boxes = to_numpy(check_numbers(boxes, name=name, shape=("k", 4), hint=_BOX)).astype(float)
    if (boxes[:, :2] > boxes[:, 2:]).any():
        raise ValueError(f"{name} must have top <= bottom and left <= right: {_BOX}")
    return boxes
