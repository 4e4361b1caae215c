"""``imagen-course update``: new versions of the lessons, for those that the student has not changed."""

from imagen_course.cli import folder
from imagen_course.cli.command import Command

__all__ = ["COMMAND"]


def _update(arguments):
    where = folder.of(arguments)
    if not folder.first_lesson(where):
        raise ValueError(f"there are no lessons in {where}: 'imagen-course start' lays them down")
    folder.lay(where)
    return 0


_SUMMARY = "Bring new versions of the lessons. One that you have changed stays, and the new version is laid beside it."
COMMAND = Command("update", _update, _SUMMARY, ["update", "update my_course"], folder.add_folder)
