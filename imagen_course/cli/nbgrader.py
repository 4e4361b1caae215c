"""``imagen-course nbgrader``: lessons as assignments, for an instructor's nbgrader course. See `imagen_course.grading`."""

import json
from pathlib import Path

from imagen_course import editions, files, workspace
from imagen_course.cli.command import Command
from imagen_course.cli.messages import say

__all__ = ["COMMAND"]


def _nbgrader(arguments):
    from imagen_course import grading

    lessons = [workspace.find(name) for name in arguments.lessons] or editions.lessons()
    paths = [arguments.folder / "source" / lesson / f"{lesson}.ipynb" for lesson in lessons]
    if there := [path for path in paths if path.exists() and not arguments.force]:
        raise ValueError(f"{there[0]} exists already: --force replaces it")
    config = arguments.folder / "nbgrader_config.py"
    if not config.exists():
        files.write(_in_folder(config), grading.CONFIG.encode())
    for lesson, path in zip(lessons, paths, strict=True):
        files.write(_in_folder(path), editions.dumps(grading.assignment(json.loads(editions.lesson(lesson)))))
    say(f"{len(paths)} assignment{'s'[: len(paths) != 1]} in {arguments.folder / 'source'}")
    say(f"next, in {arguments.folder}: nbgrader generate_assignment {lessons[0]}")
    return 0


def _in_folder(path):
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _add_arguments(parser):
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="of the nbgrader course; made if it is not there")
    parser.add_argument("lessons", nargs="*", metavar="LESSON", help="numbers or names (default: all)")
    parser.add_argument("--force", action="store_true", help="replace assignments that exist; what nbgrader made stays")


_SUMMARY = (
    "Write lessons as assignments for nbgrader. They have solutions, and checks as cells that are graded; nbgrader then "
    "hands them out, collects and grades them."
)
COMMAND = Command("nbgrader", _nbgrader, _SUMMARY, ["nbgrader course", "nbgrader course 2 3"], _add_arguments)
