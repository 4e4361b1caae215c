"""One way to write a file: whole, or not at all.

What is written goes into a draft beside the file, reaches the disk, and takes the file's name in one step of the system's.
Whoever is stopped in between, by a signal or a power cut, leaves the file as it was, and at the most a draft: a hidden file
that ends in ``.part``, which the next one overwrites or `sweep` removes.
"""

import contextlib
import os
from pathlib import Path

__all__ = ["create", "sweep", "write"]


def write(path, content):
    """Write a file, over the one that has its name.

    Parameters
    ----------
    path : path-like
        Its folder is there.
    content : bytes

    Raises
    ------
    OSError
        If it cannot be written: what was there before is there still.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     write(Path(folder, "note.txt"), b"kept whole")
    ...     os.listdir(folder)
    ['note.txt']
    """
    path = Path(path)
    draft = _drafted(path, content)
    try:
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def create(path, content):
    """Write a file that is not there yet.

    Parameters
    ----------
    path : path-like
    content : bytes

    Raises
    ------
    FileExistsError
        If a file has this name, even one that appeared while the draft was written: it is left alone.
    OSError
        If it cannot be written.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     create(note := Path(folder, "note.txt"), b"first")
    ...     try:
    ...         create(note, b"second")
    ...     except FileExistsError:
    ...         print(note.read_text())
    first
    """
    path = Path(path)
    draft = _drafted(path, content)
    try:
        try:
            os.link(draft, path)  # unlike a rename, it never takes the place of a file
        except FileExistsError:
            raise
        except OSError:  # a file system without links, such as exFAT
            if os.path.lexists(path):
                raise FileExistsError(f"{path} is there already") from None
            os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def sweep(folder, names="*"):
    """Remove the drafts that stopped processes left in a folder.

    Parameters
    ----------
    folder : path-like
        In which nobody writes meanwhile.
    names : str
        Of the files they are drafts of, a pattern.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, ".note.txt.part").write_bytes(b"half a no")
    ...     sweep(folder)
    ...     os.listdir(folder)
    []
    """
    for draft in Path(folder).glob(f".{names}.part"):
        draft.unlink(missing_ok=True)


def _drafted(path, content):
    draft = path.with_name(f".{path.name}.part")
    try:
        with open(draft, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
    except BaseException:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
        raise
    return draft
