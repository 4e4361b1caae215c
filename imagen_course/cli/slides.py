"""``imagen-course slides``: lessons as slides. What it does stands in `imagen_course.slides`."""

import json
from pathlib import Path

from imagen_course import editions, files, workspace
from imagen_course.cli.command import Command
from imagen_course.cli.messages import say

__all__ = ["COMMAND"]


def _slides(arguments):
    from imagen_course import slides

    if not editions.in_checkout():
        raise ValueError(
            "slides are made from the lessons with their answers, which only a checkout of the course holds; "
            "its web site carries the slides ready made"
        )
    lessons = [workspace.find(name) for name in arguments.lessons] or editions.lessons()
    paths = [arguments.out / f"{lesson}.html" for lesson in lessons]
    if there := [path for path in paths if path.exists() and not arguments.force]:
        raise ValueError(f"{there[0]} exists already: --force replaces it, --out writes elsewhere")
    arguments.out.mkdir(parents=True, exist_ok=True)
    for lesson, path in zip(lessons, paths, strict=True):
        notebook = json.loads((editions.sources() / f"{lesson}.ipynb").read_bytes())
        files.write(path, slides.deck(notebook, lesson=lesson).encode())
        say(f"{path}: {path.stat().st_size / 1e6:.1f} MB")
    say("open one in a browser: S opens the speaker's window, T starts the clock, D turns light and dark, ? shows all keys")
    return 0


def _add_arguments(parser):
    parser.add_argument("lessons", nargs="*", metavar="LESSON", help="numbers or names (default: all)")
    out = "where the pages are written, one a lesson (default: slides)"
    parser.add_argument("-o", "--out", type=Path, default=Path("slides"), metavar="FOLDER", help=out)
    parser.add_argument("--force", action="store_true", help="replace pages that exist")


_SUMMARY = (
    "Write lessons as slides, with notes for the speaker. Each is one page of HTML, which needs no network: figures that "
    "move, predictions before their answers, exercises with a clock, and notes on what to ask, what people get wrong and "
    "how long it takes."
)
_EXAMPLES = ["slides                      # all lessons, in the folder slides", "slides 2 pooling -o week1"]
COMMAND = Command("slides", _slides, _SUMMARY, _EXAMPLES, _add_arguments)
