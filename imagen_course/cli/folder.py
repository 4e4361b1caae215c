"""A student's folder, for the commands that work on it: ``start``, ``update``, ``reset`` and ``lab``."""

import os
from collections import Counter
from pathlib import Path

from imagen_course import editions, workspace

__all__ = ["add_folder", "first_lesson", "lay", "of"]

_COUNTED = {"laid": "laid down", "updated": "updated", "current": "up to date"}


def add_folder(parser):
    """Add the argument FOLDER to a command.

    Parameters
    ----------
    parser : argparse.ArgumentParser

    Examples
    --------
    >>> import argparse
    >>> parser = argparse.ArgumentParser()
    >>> add_folder(parser)
    >>> parser.parse_args(["/home/me/lessons"]).folder.name
    'lessons'
    """
    where = "folder of your own (default: the one you started in last, or ~/imagen-course)"
    parser.add_argument("folder", nargs="?", type=Path, metavar="FOLDER", help=where)


def of(arguments):
    """Return the folder that the arguments name, or else the student's last one.

    Parameters
    ----------
    arguments : argparse.Namespace
        With ``folder``, a path or None.

    Returns
    -------
    pathlib.Path

    Examples
    --------
    >>> from argparse import Namespace
    >>> of(Namespace(folder=Path("/home/me/lessons"))).as_posix()
    '/home/me/lessons'
    """
    return arguments.folder.expanduser().absolute() if arguments.folder else workspace.home()


def first_lesson(folder):
    """Return the first lesson that lies in a folder.

    Parameters
    ----------
    folder : pathlib.Path

    Returns
    -------
    pathlib.Path or None

    Examples
    --------
    >>> first_lesson(Path("/nowhere"))
    """
    there = (folder / f"{lesson}.ipynb" for lesson in editions.lessons())
    return next((path for path in there if path.is_file()), None)


def lay(folder, *, remember=False):
    """Lay the lessons in a folder, and say of each what is not as one would expect.

    Parameters
    ----------
    folder : pathlib.Path
    remember : bool
        Take this folder from now on where none is named, unless ``IMAGEN_COURSE_FOLDER`` names one.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as home:
    ...     lay(Path(home, "mine"))    # doctest: +ELLIPSIS
    2... lessons laid down in /...: 'imagen-course lab' opens them.
    """
    counts = Counter()
    for change in workspace.lay(folder):
        counts[change.what] += 1
        if change.what not in _COUNTED:
            print(f"{change.sentence}.")
    done = [f"{counts[what]} lesson{'s'[: counts[what] != 1]} {words}" for what, words in _COUNTED.items() if counts[what]]
    print(f"{', '.join(done) or 'no lesson changed'} in {folder}: 'imagen-course lab' opens them.")
    if remember and not os.environ.get("IMAGEN_COURSE_FOLDER"):
        workspace.remember(folder)
