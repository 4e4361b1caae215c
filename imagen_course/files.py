"""One way to write a file: whole and safe on the disk, or not at all; and one kind of file for arrays and plain values.

What is written takes its place only when it is complete, so a kill, a full disk or a power cut leaves what was there before.
An archive is a ``.npz`` of plain arrays with a header of JSON: opening it runs no code, whoever wrote it.
"""

import contextlib
import io
import json
import os
import zipfile
import zlib
from pathlib import Path

__all__ = ["draft", "read_archive", "write", "write_archive"]

_HEADER = "header"
_BROKEN = (OSError, ValueError, EOFError, KeyError, TypeError, AttributeError, MemoryError, zipfile.BadZipFile, zlib.error)
_LARGEST = 2**30  # bytes that an archive may hold once it is unpacked


@contextlib.contextmanager
def draft(path):
    """Give a path to write to, beside ``path``; when the block ends well, what was written there takes its place.

    Parameters
    ----------
    path : str or os.PathLike

    Yields
    ------
    pathlib.Path

    Examples
    --------
    >>> with draft("notes.txt") as part:        # doctest: +SKIP
    ...     part.write_text("all of it")
    """
    path = Path(path)
    part = path.with_name(f"part.{path.stem[:40]}{path.suffix[:10]}")  # short: a long name may have no room for more
    try:
        yield part
        with open(part, "rb+") as file:  # a name that is on the disk before its contents is an empty file after a power cut
            os.fsync(file.fileno())
        os.replace(part, path)
    except OSError as error:
        if error.strerror and error.filename in (None, str(part)):  # the file that was meant is the one to name
            raise OSError(error.errno, error.strerror, str(path)) from error
        raise
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def write(path, content):
    """Write a file whole or not at all.

    Parameters
    ----------
    path : str or os.PathLike
    content : bytes

    Examples
    --------
    >>> write("notes.txt", b"all of it")        # doctest: +SKIP
    """
    with draft(path) as part:
        part.write_bytes(content)


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
    import numpy as np  # not at the top: whoever writes bytes has no need of it

    if odd := [name for name, array in arrays.items() if np.asarray(array).dtype.hasobject]:
        raise TypeError(f"{odd[0]} must hold numbers or text, got an array of objects")
    buffer = io.BytesIO()
    text = np.frombuffer(json.dumps(header).encode(), "uint8")
    np.savez(buffer, **{_HEADER: text}, **arrays)
    write(path, buffer.getvalue())


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
    import numpy as np

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
