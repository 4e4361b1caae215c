"""``imagen-course data``: list the data sets, fetch them, or print where they are kept."""

from imagen_course.cli.command import Command, Group
from imagen_course.cli.messages import complain, say

__all__ = ["COMMAND"]


def _where(arguments):
    from imagen_course import datasets

    print(datasets.data_directory())
    return 0


def _list(arguments):
    from imagen_course import datasets

    for entry in datasets.available():
        state = "" if entry.source != "download" else "fetched" if entry.ready else f"{entry.megabytes} MB to fetch"
        say(f"{entry.name:15} {entry.source:9} {state:15} {entry.credit}")
    return 0


def _fetch(arguments):
    from imagen_course import datasets

    failed = False
    for name in arguments.names:
        try:
            say(repr(datasets.load(name)))
        except (OSError, ValueError, TypeError) as error:
            failed = complain(error)
    return failed


def _add_names(parser):
    parser.add_argument("names", nargs="+", metavar="NAME", help="data sets, as 'data list' names them")


COMMAND = Group(
    "data",
    "List the data sets, fetch them, or print where they are kept.",
    [
        Command("list", _list, "List the data sets.", ["data list"]),
        Command("where", _where, "Print the folder of the data.", ["data where"]),
        Command("fetch", _fetch, "Download data sets and check them.", ["data fetch mnist cifar10"], _add_names),
    ],
)
