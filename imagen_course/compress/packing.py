"""A file in which weights of few different values are short; the numbers that come back are those that were saved.

An array is kept as a list of its values, the lengths of their words in Huffman's code, and the words. An array of which most
are zeros is kept as what is not zero and the gaps between those, each coded so.
"""

import json
from itertools import pairwise

import numpy as np

from imagen_course.archives import read_arrays, write_arrays
from imagen_course.checks import check_items, check_numbers, check_type
from imagen_course.compress.coding import code_words, decode, encode, words_of

__all__ = ["load", "save"]


def save(path, arrays):
    """Write arrays of numbers to one ``.npz`` file, the shorter the fewer different values they have.

    Parameters
    ----------
    path : str or os.PathLike
        Its parent folder must exist.
    arrays : dict of str to numpy.ndarray
        Of any shapes: what `prune`, `share_weights` and `quantise` return.

    Raises
    ------
    TypeError, ValueError
        If they are no finite numbers by name.

    Examples
    --------
    >>> save("mine.npz", {"kernel": prune(kernel, 0.9), "bias": bias})          # doctest: +SKIP
    """
    check_items(list(check_type(arrays, dict, name="arrays")), str, name="the names of arrays")
    about, content = [], []
    for name, array in arrays.items():
        array = np.asarray(check_numbers(array, name=f"array {name!r}"))
        streams = [_packed(part) for part in _parts(array.reshape(-1))]
        about.append([name, array.shape, array.dtype.str, [numbers for numbers, _ in streams]])
        content += [part for _, parts in streams for part in parts]
    header = np.frombuffer(json.dumps(about).encode(), "uint8")
    write_arrays(path, {"about": header, "content": np.frombuffer(b"".join(content), "uint8")}, compressed=True)


def load(path):
    """Read what `save` wrote.

    Parameters
    ----------
    path : str or os.PathLike

    Returns
    -------
    dict of str to numpy.ndarray

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If it is none of ours, or not whole.

    Examples
    --------
    >>> load("mine.npz")["kernel"].shape            # doctest: +SKIP
    (800, 500)
    """
    arrays = read_arrays(path)
    try:
        rest, found = memoryview(arrays["content"].tobytes()), {}
        for name, shape, dtype, streams in json.loads(arrays["about"].tobytes()):
            parts = []
            for numbers, of in zip(streams, (dtype, _GAP), strict=False):
                part, rest = _unpacked(numbers, np.dtype(of), rest)
                parts.append(part)
            found[name] = _whole(parts, shape)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{path} is no whole file of packed arrays ({error}): write it again") from error
    return found


_GAP = "<u4"


def _parts(flat):
    """All numbers of an array; or, where most are zeros, the others and the steps from each to the next."""
    places = np.flatnonzero(flat)
    if 2 * len(places) > len(flat):
        return [flat]
    return [flat[places], np.diff(places, prepend=-1).astype(_GAP)]


def _whole(parts, shape):
    if len(parts) == 1:
        return parts[0].reshape(shape)
    values, gaps = parts
    flat = np.zeros(shape, values.dtype).reshape(-1)
    flat[np.cumsum(gaps, dtype=int) - 1] = values
    return flat.reshape(shape)


def _packed(symbols):
    """Return how many symbols, values and bytes of words there are, and the bytes; no value where they repeat too seldom."""
    values, numbers, counts = np.unique(symbols, return_inverse=True, return_counts=True)
    if 2 * len(values) >= len(symbols):
        return [len(symbols), 0, 0], [symbols.tobytes()]
    words = code_words(counts)
    content = encode(numbers.reshape(-1), words)
    return [len(symbols), len(values), len(content)], [values.tobytes(), bytes(map(len, words)), content]


def _unpacked(numbers, dtype, rest):
    """Return symbols and the bytes that follow them."""
    n, n_values, n_bytes = numbers
    ends = np.cumsum([0, (n_values or n) * dtype.itemsize, n_values, n_bytes]).tolist()
    values, lengths, content = (rest[start:end] for start, end in pairwise(ends))
    values = np.frombuffer(values, dtype)
    if n_values:
        values = values[decode(bytes(content), words_of(list(lengths)), n)]
    return values, rest[ends[-1] :]
