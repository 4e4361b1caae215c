"""``imagen-course analyze``: what is on pictures of your own. What it does stands in `imagen_course.analyze`."""

import contextlib
import json
from pathlib import Path

from imagen_course.cli.command import Command
from imagen_course.cli.messages import complain, explain, say

__all__ = ["COMMAND"]


def _analyze(arguments):
    from imagen_course import analyze

    if folders := [path for path in arguments.pictures if path.is_dir()]:
        return _folder(arguments, folders)
    options = {"model": arguments.model, "folder": arguments.out or Path(), "with_json": arguments.json}
    return _tell(analyze.each(arguments.pictures, **options, force=arguments.force), arguments.json)


def _folder(arguments, folders):
    """Look at a folder, and write a page."""
    from imagen_course import album

    if len(arguments.pictures) > 1:
        raise ValueError(f"{folders[0]} is a folder: name it alone, or name pictures")
    folder = folders[0]
    out = arguments.out or Path(f"{folder.absolute().name}_analyzed")
    n = len(album.pictures_in(folder, without=out))
    with contextlib.closing(album.look(folder, out, model=arguments.model, force=arguments.force)) as outcomes:
        try:
            status = _tell(outcomes, arguments.json)
        except KeyboardInterrupt:
            outcomes.close()
            raise KeyboardInterrupt(f"stopped: {out / album.PAGE} shows what was done; the same command goes on") from None
    if not arguments.json:
        say(f"{out / album.PAGE}: {n} picture{'s'[: n != 1]}")
    return status


def _tell(outcomes, as_json):
    """Print what came of each picture, a line each, or all as JSON; return whether one failed."""
    status, found = 0, []
    for path, sentence, written, error in outcomes:
        if error is not None:
            why = explain(error)
            status = complain(why if why.startswith((str(path), f"there is no {path}")) else f"{path}: {why}")
            found.append(_indented({"picture": str(path), "error": why}))
        elif as_json:
            found.append(_indented(json.loads(written[1].read_bytes()) | {"written": list(map(str, written))}))
        elif sentence:
            say(f"{path}: {sentence} -> {', '.join(map(str, written))}")
    if as_json:
        print(f"[\n{(',' + chr(10)).join(found)}\n]" if found else "[]")
    return status


def _indented(report):
    """What JSON says of one picture, as text: of ten thousand, that takes less room than what it says."""
    return json.dumps(report, indent=1)


def _add_arguments(parser):
    pictures = "pictures, or one folder of them, of which a page is written, too"
    parser.add_argument("pictures", nargs="+", type=Path, metavar="PICTURE", help=pictures)
    model = "a model that 'train' or pipeline.save wrote; those that ship if not given"
    parser.add_argument("--model", type=Path, metavar="FILE", help=model)
    out = "folder of the results (default: this one; FOLDER_analyzed for a folder)"
    parser.add_argument("--out", type=Path, metavar="DIR", help=out)
    told = "print what was found as JSON, and write it beside each .png, too"
    parser.add_argument("--json", action="store_true", help=told)
    parser.add_argument("--force", action="store_true", help="replace results that are there already")


_SUMMARY = (
    "Say what is on your own pictures, and show their regions. What is unknown is said. Photographs are named by a network "
    "that knows 1,000 things, drawn shapes by the four steps; with --model, by what 'train' wrote. A name that is said with "
    "'perhaps' has a probability below 0.5. Of a folder a page is written, index.html; stopped, the same command goes on."
)
_EXAMPLES = [
    "analyze photo.jpg",
    "analyze holidays --out found     # a page of all: open found/index.html",
    "analyze cat.jpg --model mine.keras",
    "analyze *.png --out results --json",
]
COMMAND = Command("analyze", _analyze, _SUMMARY, _EXAMPLES, _add_arguments)
