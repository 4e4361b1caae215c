"""The commands about a student's own lessons: ``start``, ``update``, ``reset``, ``lab``.

Each takes the arguments that the command line was understood as, prints sentences, and returns an exit status.
"""

import os
from collections import Counter
from pathlib import Path

from imagen_course import editions, workspace
from imagen_course import lab as jupyterlab

__all__ = ["add", "lab", "reset", "start", "update"]

_COUNTED = {"laid": "laid down", "updated": "updated", "current": "up to date"}


def add(add_command):
    """Add the four commands to a parser.

    Parameters
    ----------
    add_command : callable
        Takes a name, a command, a summary and examples; returns the command's parser.

    Examples
    --------
    >>> import argparse
    >>> commands = argparse.ArgumentParser().add_subparsers()
    >>> add(lambda name, *rest: commands.add_parser(name))
    >>> sorted(commands.choices)
    ['lab', 'reset', 'start', 'update']
    """
    folder = {"nargs": "?", "type": Path, "metavar": "FOLDER"}
    folder["help"] = "of your own (default: where you started, or ~/imagen-course)"
    summary = "Lay the lessons in a folder of your own, to work in; what is there already is never overwritten."
    add_command("start", start, summary, ["start", "start my_course"]).add_argument("folder", **folder)
    summary = "Bring new versions of the lessons; one that you have changed stays, and the new one is laid beside it."
    add_command("update", update, summary, ["update", "update my_course"]).add_argument("folder", **folder)
    summary = "Lay one lesson anew, and keep yours under another name."
    again = add_command("reset", reset, summary, ["reset 2", "reset 02_convolution my_course"])
    again.add_argument("lesson", metavar="LESSON", help="its number or its name")
    again.add_argument("folder", **folder)
    summary = "Open JupyterLab on the lessons in your folder; further options are JupyterLab's own."
    add_command("lab", lab, summary, ["lab", "lab --no-browser --port=9999"])


def start(arguments):
    """Lay the lessons in a folder of the student's own.

    Parameters
    ----------
    arguments : argparse.Namespace
        With ``folder``, a path or None.

    Returns
    -------
    int

    Examples
    --------
    >>> from argparse import Namespace
    >>> from tempfile import TemporaryDirectory
    >>> from unittest.mock import patch
    >>> with TemporaryDirectory() as folder, patch.dict(os.environ, IMAGEN_COURSE_FOLDER=folder):
    ...     start(Namespace(folder=None))    # doctest: +ELLIPSIS
    15 lessons laid down in /...: 'imagen-course lab' opens them.
    0
    """
    folder = _folder(arguments)
    _lay(folder)
    _remember(folder)
    return 0


def update(arguments):
    """Bring the lessons in the student's folder up to date.

    Parameters
    ----------
    arguments : argparse.Namespace
        With ``folder``, a path or None.

    Returns
    -------
    int

    Raises
    ------
    ValueError
        If there are no lessons in the folder.

    Examples
    --------
    >>> from argparse import Namespace
    >>> update(Namespace(folder=Path("/nowhere")))
    Traceback (most recent call last):
    ValueError: there are no lessons in /nowhere: 'imagen-course start' lays them down
    """
    folder = _folder(arguments)
    if not _first(folder):
        raise ValueError(f"there are no lessons in {folder}: 'imagen-course start' lays them down")
    _lay(folder)
    return 0


def reset(arguments):
    """Lay one lesson anew.

    Parameters
    ----------
    arguments : argparse.Namespace
        With ``lesson`` and ``folder``.

    Returns
    -------
    int

    Examples
    --------
    >>> from argparse import Namespace
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     reset(Namespace(lesson="2", folder=Path(folder)))    # doctest: +ELLIPSIS
    /.../02_convolution.ipynb is as the course has it.
    0
    """
    folder, lesson = _folder(arguments), workspace.find(arguments.lesson)
    kept = workspace.reset(folder, lesson)
    print(f"{folder / lesson}.ipynb is as the course has it{f'; yours is kept as {kept.name}' if kept else ''}.")
    return 0


def lab(arguments):
    """Open JupyterLab in the student's folder, which is laid out if it is not yet.

    Parameters
    ----------
    arguments : argparse.Namespace
        With ``rest``, JupyterLab's own options.

    Returns
    -------
    int

    Examples
    --------
    >>> from argparse import Namespace
    >>> lab(Namespace(rest=["--version"]))    # doctest: +SKIP
    4.6.6
    0
    """
    folder = workspace.home()
    jupyterlab.installed()
    if not _first(folder):
        _lay(folder)
        _remember(folder)
    elif new := workspace.behind(folder):
        print(f"There is something new in {len(new)} of the lessons: 'imagen-course update' brings it.")

    def ready(address):
        print(f"JupyterLab is open in {folder}: {address} (Ctrl+C here stops it)", flush=True)

    return jupyterlab.start(_first(folder) or folder, arguments.rest, ready=ready)


def _folder(arguments):
    return arguments.folder.expanduser().absolute() if arguments.folder else workspace.home()


def _first(folder):
    """The first lesson that lies in a folder, or None."""
    there = (folder / f"{lesson}.ipynb" for lesson in editions.lessons())
    return next((path for path in there if path.is_file()), None)


def _lay(folder):
    """Lay the lessons, and say of each what is not as one would expect."""
    counts = Counter()
    for change in workspace.lay(folder):
        counts[change.what] += 1
        if change.what not in _COUNTED:
            print(f"{change.sentence}.")
    done = [f"{counts[what]} {'lesson' if counts[what] == 1 else 'lessons'} {words}" for what, words in _COUNTED.items()]
    done = [words for what, words in zip(_COUNTED, done, strict=True) if counts[what]]
    print(f"{', '.join(done) or 'no lesson changed'} in {folder}: 'imagen-course lab' opens them.")


def _remember(folder):
    if not os.environ.get("IMAGEN_COURSE_FOLDER"):  # which says it already
        workspace.remember(folder)
