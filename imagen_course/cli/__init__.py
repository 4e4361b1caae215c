"""The command ``imagen-course``: is this machine ready, where is the data, what is in my pictures, do the lessons run.

Each command is a file of this folder. The exit status is 0 when all went well, 1 when something did not, 2 when the command
was not understood. What went wrong is written to stderr in one line, with the remedy. Where nobody expected it, the line
names a file with the traceback, or ``IMAGEN_COURSE_DEBUG=1`` shows it. Colours and progress bars appear on a terminal only.
"""

import importlib
import os
import sys
import warnings

from imagen_course import __version__
from imagen_course.cli import lab, messages
from imagen_course.cli.command import add_commands, brief
from imagen_course.cli.parsing import Parser

__all__ = ["main", "parser"]

_FILES = {
    "study the course": ["doctor", "lab", "start", "update", "reset", "run", "project", "exam"],
    "teach it": ["slides", "room", "class_", "nbgrader", "exercise"],
    "make pictures and models": ["generate", "analyze", "teach", "train", "export", "data"],
    "in your shell": ["completion"],
}
_CHAPTERS = {
    purpose: [importlib.import_module(f"imagen_course.cli.{name}").COMMAND for name in names]
    for purpose, names in _FILES.items()
}
COMMANDS = [command for commands in _CHAPTERS.values() for command in commands]


def main(argv=None):
    """Run the command line.

    Parameters
    ----------
    argv : list of str, optional
        The arguments; those of the process if not given.

    Returns
    -------
    int
        0 for success, 1 for failure.

    Raises
    ------
    SystemExit
        With status 2 if the arguments are not understood, with 0 after ``--help`` and ``--version``.

    Examples
    --------
    >>> main(["run", "99"])    # there is no such lesson, says stderr
    1
    """
    arguments = _parse(sys.argv[1:] if argv is None else argv)
    try:
        with warnings.catch_warnings():
            warnings.showwarning = lambda message, *_: messages.complain(message)  # one line, without the line of code
            return int(arguments.run(arguments))
    except KeyboardInterrupt as interrupt:
        return messages.complain(str(interrupt) or "stopped")
    except BrokenPipeError:  # whoever read what is printed has read enough, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 1
    except Exception as error:
        return messages.failed(error)


def _parse(argv):
    # A picture may be called -x.jpg, and a shell puts that in the place of *.jpg: it is no option then.
    argv = [f"./{word}" if word.startswith("-") and os.path.isfile(word) and "." in word else word for word in argv]
    arguments, rest = parser().parse_known_args(argv)
    if rest and arguments.run is not lab.COMMAND.run:
        arguments.parser.refuse(rest)
    arguments.rest = rest
    return arguments


def parser():
    """Return the parser of the whole command line.

    Returns
    -------
    imagen_course.cli.parsing.Parser

    Examples
    --------
    >>> parser().parse_args(["run", "2"]).lessons
    ['2']
    """
    chapters = {purpose: {each.name: brief(each.summary) for each in commands} for purpose, commands in _CHAPTERS.items()}
    what = "A course on seeing and making pictures with machines."
    top = Parser("imagen-course", description=what, chapters=chapters)
    top.add_argument("--version", action="version", version=f"imagen-course {__version__}")
    add_commands(top, COMMANDS)
    return top
