"""``imagen-course reset``: one lesson as the course has it; the student's is kept under another name."""

from imagen_course import workspace
from imagen_course.cli import folder
from imagen_course.cli.command import Command

__all__ = ["COMMAND"]


def _reset(arguments):
    where, lesson = folder.of(arguments), workspace.find(arguments.lesson)
    kept = workspace.reset(where, lesson)
    print(f"{where / lesson}.ipynb is as the course has it{f'; yours is kept as {kept.name}' if kept else ''}.")
    return 0


def _add_arguments(parser):
    parser.add_argument("lesson", metavar="LESSON", help="its number or its name")
    folder.add_folder(parser)


_SUMMARY = "Restore one lesson. Yours is kept under another name."
COMMAND = Command("reset", _reset, _SUMMARY, ["reset 2", "reset 02_convolution my_course"], _add_arguments)
