"""``imagen-course room``: what `imagen-course doctor --into` has found on the computers of a room, in one table."""

import json
from pathlib import Path

from imagen_course import syllabus
from imagen_course.cli.command import Command
from imagen_course.cli.messages import complain, say

__all__ = ["COMMAND"]


def _room(arguments):
    if not arguments.folder.is_dir():
        raise ValueError(f"there is no folder {arguments.folder}: name the one that doctor --into has written to")
    computers, left_out = [], 0
    for path in sorted(arguments.folder.glob("*.json")):
        try:
            computers.append(_read(path))
        except (OSError, ValueError) as error:
            left_out += 1
            complain(f"{path.name}: left out, {error}")
    if not computers:
        raise ValueError(
            f"no file of a computer in {arguments.folder}: run imagen-course doctor --into it, on each computer"
        )
    _print(sorted(computers))
    return bool(left_out) or not all(ready for ready, *_ in computers)


def _read(path):
    """Whether a computer is ready, its name, how many lessons are, and each fault with its remedy."""
    if path.stat().st_size > 1e6:
        raise ValueError("it is too large for what doctor writes")
    try:
        found = json.loads(path.read_bytes())
        faults = [f"{line['state']}: {line['remedy']}" for line in found["checks"] if not line["ok"]]
        lessons = list(found["lessons"].values()).count("all")
        ready, name = found["ok"] is True and not faults, str(found["computer"])
    except (KeyError, TypeError, AttributeError, ValueError):
        raise ValueError("it is damaged, or no file that doctor --into has written") from None
    return ready, name, lessons, faults


def _print(computers):
    wide = max(len(name) for _, name, _, _ in computers)
    for ready, name, lessons, faults in computers:
        for nth, what in enumerate(faults or [f"{lessons} of {len(syllabus.LESSONS)} lessons ready"]):
            say(f"{'' if nth else name:{wide}}  {what}", ok=ready)
    ready = [name for fine, name, *_ in computers if fine]
    say(f"{len(ready)} of {len(computers)} computers are ready")


def _add_arguments(parser):
    where = "where doctor --into has written, a file for each computer"
    parser.add_argument("folder", type=Path, metavar="FOLDER", help=where)


_SUMMARY = "Say which computers of a room are not ready, and why. It reads what the doctor found on each."
COMMAND = Command(
    "room", _room, _SUMMARY, ["room room", "doctor --into room       # before, on each computer"], _add_arguments
)
