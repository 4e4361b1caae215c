"""A file of plain values and arrays: a ``.npz`` with a header of JSON. Opening it runs no code, whoever wrote it."""

import io
import json
import zipfile
import zlib

import numpy as np

from imagen_course import files

__all__ = ["read_archive", "write_archive"]

_HEADER = "header"
_BROKEN = (OSError, ValueError, EOFError, KeyError, TypeError, AttributeError, MemoryError, zipfile.BadZipFile, zlib.error)
_LARGEST = 2**30  # bytes that an archive may hold once it is unpacked


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
    if odd := [name for name, array in arrays.items() if np.asarray(array).dtype.hasobject]:
        raise TypeError(f"{odd[0]} must hold numbers or text, got an array of objects")
    buffer = io.BytesIO()
    text = np.frombuffer(json.dumps(header).encode(), "uint8")
    np.savez(buffer, **{_HEADER: text}, **arrays)
    files.write(path, buffer.getvalue())


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
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(member.file_size for member in archive.infolist()) > _LARGEST:
                raise ValueError(f"it holds more than {_LARGEST:,} bytes")
        with open(path, "rb") as stream, np.load(stream, allow_pickle=False) as archive:
            arrays = {name: archive[name] for name in archive.files}
        header = json.loads(arrays.pop(_HEADER).tobytes())
    except FileNotFoundError:
        raise
    except _BROKEN as error:
        raise ValueError(f"{path} is no whole archive of arrays and plain values ({error})") from error
    if not isinstance(header, dict):
        raise ValueError(f"{path} is no whole archive of arrays and plain values (its header is no dictionary)")
    return header, arrays
