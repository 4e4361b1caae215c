"""One way to write a file: whole, or not at all.

What is written goes into a draft beside the file, reaches the disk, and takes the file's name in one step of the system's.
Whoever is stopped in between, by a signal or a power cut, leaves the file as it was, and at the most a draft: a hidden file
that ends in ``.part``, which the next one overwrites or `sweep` removes.
"""

import contextlib
import os
import uuid
from pathlib import Path

__all__ = ["check_writable", "create", "draft", "shipped", "sweep", "write"]


def write(path, content, *, shared=False):
    """Write a file, over the one that has its name.

    Parameters
    ----------
    path : path-like
        Its folder is there.
    content : bytes
    shared : bool
        Whether others may be writing this file at the same time: each then has a draft of its own, and the last one to
        finish has its way.

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
    draft = _drafted(path, content, f"{uuid.uuid4().hex}.part" if shared else "part")
    try:
        with _named(path):
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


@contextlib.contextmanager
def draft(path):
    """Give a file to write to, for those who write by a name; it takes the place of ``path`` when the block ends well.

    Parameters
    ----------
    path : path-like
        Its folder is there.

    Yields
    ------
    pathlib.Path
        Beside ``path``, with the same ending.

    Raises
    ------
    OSError
        If it cannot be written: what was there before is there still.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     with draft(Path(folder, "note.txt")) as part:
    ...         _ = part.write_text("kept whole")
    ...     os.listdir(folder)
    ['note.txt']
    """
    path = Path(path)
    part = _beside(path)
    part = part.with_name(part.name + path.suffix[:10])
    with _named(path):
        try:
            yield part
            with open(part, "rb+") as stream:
                os.fsync(stream.fileno())
            os.replace(part, path)
        finally:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)


def check_writable(path):
    """Raise what writing a file would raise, before the work begins whose result it is to hold.

    Parameters
    ----------
    path : path-like
        Its folder is there.

    Raises
    ------
    OSError
        If nothing can be written there.

    Examples
    --------
    >>> check_writable("no such folder/mine.head")
    Traceback (most recent call last):
    FileNotFoundError: [Errno 2] No such file or directory: 'no such folder/mine.head'
    """
    draft = _beside(Path(path))
    with _named(Path(path)):
        draft.touch()
        draft.unlink()


def _beside(path, ending="part"):
    """Where the draft of a file is written; a name that is so long that it has no room for more is cut."""
    name = path.name if len(os.fsencode(path.name)) < 200 else path.name[:40]
    return path.with_name(f".{name}.{ending}")


@contextlib.contextmanager
def _named(path):
    """Let an error name the file that was meant, not its draft."""
    try:
        yield
    except OSError as error:
        if error.strerror and str(error.filename or _beside(path)).startswith(str(_beside(path, ""))):
            raise OSError(error.errno, error.strerror, str(path)) from error
        raise


def _drafted(path, content, ending="part"):
    draft = _beside(path, ending)
    with contextlib.suppress(OSError):
        draft.unlink()  # of one who was killed: it may be another name of the file itself, which `create` had just given
    try:
        with _named(path), open(draft, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
    except BaseException:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
        raise
    return draft


def shipped(in_wheel, in_checkout):
    """Find the folder of what ships with the course: in the package where it is a wheel, else beside it.

    Parameters
    ----------
    in_wheel, in_checkout : str
        How it is called below the package, and below the checkout.

    Returns
    -------
    pathlib.Path

    Examples
    --------
    >>> shipped("_data", "data").joinpath("README.md").exists()
    True
    """
    package = Path(__file__).parent
    return next(place for place in (package / in_wheel, package.parent / in_checkout) if place.is_dir())
