"""``imagen-course data``: list the data sets, fetch them, or print where they are kept."""

import json
import shutil
import sys
import textwrap

from imagen_course.cli.command import Command, Group
from imagen_course.cli.messages import failed, say

__all__ = ["COMMAND"]


def _where(arguments):
    from imagen_course import datasets

    print(datasets.data_directory())
    return 0


def _list(arguments):
    from imagen_course import datasets

    if arguments.json:
        print(json.dumps([entry._asdict() for entry in datasets.available()], indent=1))
        return 0
    for entry in datasets.available():
        state = "" if entry.source != "download" else "fetched" if entry.ready else f"{entry.megabytes} MB to fetch"
        for line in _lines(f"{entry.name:15} {entry.source:9} {state:15} {entry.credit}"):
            say(line)
    return 0


def _lines(text):
    """A row as wide as the terminal is; one line where another program reads it."""
    if not sys.stdout.isatty():
        return [text]
    return textwrap.wrap(text, shutil.get_terminal_size().columns, subsequent_indent=42 * " ")


def _fetch(arguments):
    from imagen_course import datasets

    status = 0
    for name in arguments.names:
        try:
            say(repr(datasets.load(name)))
        except (OSError, ValueError, TypeError) as error:
            status = failed(error)
    return status


def _add_json(parser):
    parser.add_argument("--json", action="store_true", help="print them as JSON")


def _add_names(parser):
    parser.add_argument("names", nargs="+", metavar="NAME", help="data sets, as 'data list' names them")


COMMAND = Group(
    "data",
    "List the data sets, fetch them, or say where they are.",
    [
        Command("list", _list, "List the data sets.", ["data list", "data list --json"], _add_json),
        Command("where", _where, "Print the folder of the data.", ["data where"]),
        Command("fetch", _fetch, "Download data sets and check them.", ["data fetch mnist cifar10"], _add_names),
    ],
)
