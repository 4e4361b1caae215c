"""A file of plain values and arrays: a ``.npz`` with a header of JSON. Opening it runs no code, whoever wrote it."""

import json
import os
import zipfile
import zlib

import numpy as np

from imagen_course import files

__all__ = ["format_of", "holds", "read_archive", "read_arrays", "write_archive", "write_arrays"]

_HEADER = "header"
_BROKEN = (OSError, ValueError, EOFError, KeyError, TypeError, AttributeError, MemoryError, zipfile.BadZipFile, zlib.error)
_LARGEST = 2**30  # bytes that an archive may hold once it is unpacked, or as many as it has itself


def write_arrays(path, arrays, *, compressed=False):
    """Write arrays as one ``.npz`` file, whole or not at all.

    Parameters
    ----------
    path : str or os.PathLike
    arrays : dict of str to numpy.ndarray
        Numbers or text, no objects.
    compressed : bool

    Raises
    ------
    TypeError
        If an array holds objects.

    Examples
    --------
    >>> write_arrays("mine.npz", {"weights": np.ones(3)})      # doctest: +SKIP
    """
    if odd := [name for name, array in arrays.items() if np.asarray(array).dtype.hasobject]:
        raise TypeError(f"{odd[0]} must hold numbers or text, got an array of objects")
    with files.draft(path) as part, open(part, "wb") as stream:
        (np.savez_compressed if compressed else np.savez)(stream, **arrays)


def read_arrays(path):
    """Read the arrays of an ``.npz`` file; nothing in it is run.

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
        If it is no such file, or not a whole one.

    Examples
    --------
    >>> read_arrays("mine.npz")["weights"].tolist()       # doctest: +SKIP
    [1.0, 1.0, 1.0]
    """
    return _read(path, dict, "file of arrays")


def _read(path, made, what):
    """Return what is made of the arrays of a file, or say that it is not ``what``."""
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(member.file_size for member in archive.infolist()) > max(_LARGEST, os.path.getsize(path)):
                raise ValueError(f"it holds more than {_LARGEST:,} bytes")
        with open(path, "rb") as stream, np.load(stream, allow_pickle=False) as archive:
            return made({name: archive[name] for name in archive.files})
    except FileNotFoundError:
        raise
    except _BROKEN as error:
        raise ValueError(f"{path} is no whole {what} ({error})") from error


def write_archive(path, header, arrays):
    """Write plain values and arrays as one ``.npz`` file, whole or not at all.

    Parameters
    ----------
    path : str or os.PathLike
    header : dict
        What JSON can say.
    arrays : dict of str to numpy.ndarray
        Numbers or text, no objects.

    Raises
    ------
    TypeError
        If JSON cannot say the header, or an array holds objects.

    Examples
    --------
    >>> write_archive("mine.npz", {"format": "mine", "version": 1}, {"weights": np.ones(3)})      # doctest: +SKIP
    """
    text = np.frombuffer(json.dumps(header).encode(), "uint8")
    write_arrays(path, {_HEADER: text, **arrays})


def read_archive(path):
    """Read what :func:`write_archive` wrote; nothing in it is run.

    Parameters
    ----------
    path : str or os.PathLike

    Returns
    -------
    header : dict
    arrays : dict of str to numpy.ndarray

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If it is no such archive, or not a whole one.

    Examples
    --------
    >>> header, arrays = read_archive("mine.npz")       # doctest: +SKIP
    """
    return _read(path, _split, "archive of arrays and plain values")


def format_of(path):
    """Say what an archive calls itself, without reading what it holds.

    Parameters
    ----------
    path : str or os.PathLike

    Returns
    -------
    object
        What its header has under ``"format"``; None for any other file, and where there is none.

    Examples
    --------
    >>> format_of("no such file") is None
    True
    """
    return _header(path).get("format")


def holds(path, name):
    """Say whether an archive's header has an entry, without reading what it holds.

    Parameters
    ----------
    path : str or os.PathLike
    name : str

    Returns
    -------
    bool
        False for any other file, and where there is none.

    Examples
    --------
    >>> holds("no such file", "head")
    False
    """
    return name in _header(path)


def _header(path):
    """The header of an archive, or nothing where there is none."""
    try:
        with open(path, "rb") as stream, np.load(stream) as archive:  # which opens no pickle unless it is told to
            return dict(json.loads(archive[_HEADER].tobytes()))
    except (*_BROKEN, IndexError):
        return {}


def _split(arrays):
    header = json.loads(arrays.pop(_HEADER).tobytes())
    if not isinstance(header, dict):
        raise ValueError("its header is no dictionary")
    return header, arrays
