"""What the commands print: lines on stdout, in colour on a terminal, and complaints on stderr, one line each."""

import errno
import os
import sys
import tempfile
import textwrap
import traceback
from pathlib import Path

from imagen_course import __version__, address
from imagen_course.choices import Unknown

__all__ = ["complain", "explain", "failed", "say"]

_REMEDIES = {
    errno.ENOSPC: "make room on the disk, or let the results go to another one",
    errno.ENAMETOOLONG: "give the file a shorter name",
    errno.EACCES: "you may not read or write it, name another place",
    errno.EROFS: "nothing can be written there, name another place",
}


def say(text, ok=None):
    """Print one line on stdout, never broken.

    Parameters
    ----------
    text : str
    ok : bool, optional
        Put before the line whether what it reports is fine, in colour on a terminal.

    Examples
    --------
    >>> say("Python 3.12", ok=True)
    OK      Python 3.12
    """
    from rich.console import Console
    from rich.text import Text

    mark = {None: "", True: ("OK      ", "green"), False: ("NOT OK  ", "red")}[ok]
    # Not what Rich would guess: Jupyter asks every program for colour, and a captured report is to be plain.
    options = {"force_jupyter": False, "force_terminal": sys.stdout.isatty()}
    Console(soft_wrap=True, highlight=False, **options).print(Text.assemble(mark, _printable(text)))


def complain(message, *, choices=()):
    """Print what went wrong on stderr, in one line.

    Parameters
    ----------
    message : str or Exception
    choices : sequence of str
        What there is, where something was named that is not: a list under the line.

    Returns
    -------
    int
        1, the exit status of a failure.

    Examples
    --------
    >>> complain("there is no such lesson")
    1
    """
    print("imagen-course:", _printable(" ".join(str(message).split())), file=sys.stderr)
    if choices:
        words = _printable(", ".join(choices))
        print(textwrap.fill(words, 96, initial_indent="  ", subsequent_indent="  "), file=sys.stderr)
    return 1


def failed(error):
    """Print what went wrong as an error tells it, on stderr.

    Parameters
    ----------
    error : Exception

    Returns
    -------
    int
        1, the exit status of a failure.

    Examples
    --------
    >>> failed(FileNotFoundError(2, "No such file or directory", "cat.png"))
    1
    """
    if isinstance(error, Unknown):
        return complain(error.sentence, choices=error.choices)
    return complain(explain(error))


def explain(error):
    """Say in a sentence what went wrong and what to do; of what nobody expected, the traceback goes to a file.

    Parameters
    ----------
    error : Exception

    Returns
    -------
    str

    Raises
    ------
    Exception
        The error itself, if the environment variable ``IMAGEN_COURSE_DEBUG`` is ``1``.

    Examples
    --------
    >>> explain(FileNotFoundError(2, "No such file or directory", "cat.png"))
    'there is no cat.png: look at its name, and at the folder you are in'
    """
    if os.environ.get("IMAGEN_COURSE_DEBUG") == "1":
        raise error
    if isinstance(error, address.NotInstalled):
        return str(error)
    if isinstance(error, ImportError):
        return f"{error}: {address.install()}"
    if isinstance(error, MemoryError):
        return "there is not enough memory: close other programs, or take less at a time"
    if isinstance(error, OSError) and error.strerror:
        return _of_the_system(error)
    return str(error) if isinstance(error, OSError | ValueError | TypeError) else _report(error)


def _of_the_system(error):
    """What the system refused, in a sentence and never by its number."""
    if isinstance(error, FileNotFoundError) and error.filename:
        folder = Path(error.filename).parent
        missing = error.filename if folder.is_dir() else f"folder {folder}"
        return f"there is no {missing}: look at its name, and at the folder you are in"
    remedy = _REMEDIES.get(error.errno)
    return f"{error.filename or 'a file'}: {error.strerror}" + (f": {remedy}" if remedy else "")


def _report(error):
    """Write a traceback to a file of its own, readable for this user alone, and say where it is."""
    what = f"unexpected {type(error).__name__} ({error})"
    try:
        handle, path = tempfile.mkstemp(prefix="imagen-course-", suffix=".txt")
        with open(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(f"imagen-course {__version__}, Python {sys.version}, {sys.platform}\n{sys.argv}\n\n")
            traceback.print_exception(error, file=file)
    except OSError:
        return f"{what}, a fault of the program: set IMAGEN_COURSE_DEBUG=1 to see where, and report it"
    return f"{what}, a fault of the program: {path} says where; read what it says of your files, and report it"


def _printable(text):
    """Text that does nothing to a terminal, whatever a file or a class is called."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
