"""``imagen-course class``: what a class has done. What it does stands in `imagen_course.classroom`."""

from pathlib import Path

from imagen_course import files
from imagen_course.cli.command import Command, check_out
from imagen_course.cli.messages import complain, say

__all__ = ["COMMAND"]


def _class(arguments):
    from imagen_course.classroom import collect, page, table

    written = arguments.out, arguments.out.with_suffix(".csv")
    check_out(written, ".html", force=arguments.force)
    classroom = collect(arguments.folder)
    for file, newer in classroom.copies:
        say(f"{file}: not counted, a copy or an earlier state of {newer}")
    for file, why in classroom.left_out:
        complain(f"{file}: left out, {why}")
    if not classroom.students:
        raise ValueError(f"no progress file in {arguments.folder}: students find theirs with progress() in a lesson")
    for path, make in zip(written, (page, table), strict=True):
        files.write(path, make(classroom, names=arguments.names).encode("utf-8-sig" if make is table else "utf-8"))
    n = len(classroom.students)
    say(f"{' and '.join(map(str, written))}: {n} student{'s'[: n != 1]}")
    return bool(classroom.left_out)


def _add_arguments(parser):
    parser.add_argument(
        "folder", type=Path, metavar="FOLDER", help="where the students' progress files lie, in folders or not"
    )
    out = "the page; the table is written beside it (default: class.html)"
    parser.add_argument("--out", type=Path, default=Path("class.html"), metavar="FILE.html", help=out)
    parser.add_argument(
        "--names", action="store_true", help="show the names of the files, which are the students', not numbers"
    )
    parser.add_argument("--force", action="store_true", help="replace the page and the table if they exist")


_SUMMARY = (
    "Report how a class is doing. From the progress files it writes a page and a table: what is solved, which slip was made "
    "how often, who is stuck, what to take up again. Everything stays on this computer."
)
_EXAMPLES = ["class handed_in", "class handed_in --names --out week3.html", "class handed_in --force"]
COMMAND = Command("class", _class, _SUMMARY, _EXAMPLES, _add_arguments)
