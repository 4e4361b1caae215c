"""``imagen-course analyze``: what is on pictures of your own. What it does stands in `imagen_course.analyze`."""

import json
from pathlib import Path

from imagen_course.cli.command import Command
from imagen_course.cli.messages import complain, explain, say

__all__ = ["COMMAND"]


def _analyze(arguments):
    from imagen_course import analyze

    options = {"model": arguments.model, "folder": arguments.out, "with_json": arguments.json, "force": arguments.force}
    status, found = 0, []
    for path, sentence, written, error in analyze.each(arguments.pictures, **options):
        if error is not None:
            why = explain(error)
            status = complain(why if why.startswith((str(path), f"there is no {path}")) else f"{path}: {why}")
            found.append({"picture": str(path), "error": why})
        elif arguments.json:
            found.append(json.loads(written[1].read_bytes()) | {"written": list(map(str, written))})
        else:
            say(f"{path}: {sentence} -> {', '.join(map(str, written))}")
    if arguments.json:
        print(json.dumps(found, indent=1))
    return status


def _add_arguments(parser):
    parser.add_argument("pictures", nargs="+", type=Path, metavar="PICTURE")
    model = "a model that 'train' or pipeline.save wrote; those that ship if not given"
    parser.add_argument("--model", type=Path, metavar="FILE", help=model)
    parser.add_argument("--out", type=Path, default=Path(), metavar="DIR", help="folder of the results (default: this one)")
    told = "print what was found as JSON, and write it beside each .png, too"
    parser.add_argument("--json", action="store_true", help=told)
    parser.add_argument("--force", action="store_true", help="replace results that are there already")


_SUMMARY = (
    "Say what is on your own pictures, or that it is unknown, and show their regions. Photographs are named by a network "
    "that knows 1,000 things, drawn shapes by the four steps; with --model, by what 'train' wrote. A name that is said with "
    "'perhaps' has a probability below 0.5."
)
_EXAMPLES = ["analyze photo.jpg", "analyze cat.jpg --model mine.keras", "analyze *.png --out results --json"]
COMMAND = Command("analyze", _analyze, _SUMMARY, _EXAMPLES, _add_arguments)
