"""``imagen-course start``: the lessons, laid in a folder of the student's own."""

from imagen_course.cli import folder
from imagen_course.cli.command import Command

__all__ = ["COMMAND"]


def _start(arguments):
    folder.lay(folder.of(arguments), remember=True)
    return 0


_SUMMARY = "Copy the lessons to a folder of your own. A file that is there already is never overwritten."
COMMAND = Command("start", _start, _SUMMARY, ["start", "start my_course"], folder.add_folder)
