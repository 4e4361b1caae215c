"""Set the course up from this folder alone: no network is asked. Needs a Python and nothing else.

    python install.py [PLACE]

PLACE is the folder of the environment, by default imagen-course-python in the user's home. Before anything is installed,
what lies here is compared with what was laid here. The last word has `imagen-course doctor`: what it finds is kept in room/,
where this folder can be written to, and `imagen-course room` reads the files of all machines.
"""

from __future__ import print_function

import hashlib
import json
import os
import platform
import re
import subprocess
import sys

import preflight

HERE = os.path.dirname(os.path.abspath(__file__))
WINDOWS = os.name == "nt"


def main(words):
    """Do it; the status is 0 when the machine is ready."""
    place = os.path.abspath(words[0] if words else os.path.join(os.path.expanduser("~"), "imagen-course-python"))
    about = contents()
    wrong = unfit(about, place) or damaged(about) or installed(place)
    for line in wrong:
        print("NOT OK  " + line, file=sys.stderr)
    if wrong:
        noted(wrong)
        return 1
    say("asking the doctor, who may have to load Keras")
    status = subprocess.call([command(place), "doctor", "--into", os.path.join(HERE, "room")], cwd=place, env=surroundings())
    say("Start the course with:  " + command(place) + " lab")
    return status


def say(words):
    """Print a line before what the next program prints."""
    print("...     " + words)
    sys.stdout.flush()


def contents():
    """What this folder says of itself; it says so last, when all of it is there."""
    try:
        with open(os.path.join(HERE, "folder.json")) as stream:
            return json.load(stream)
    except (IOError, ValueError):
        sys.exit("NOT OK  folder.json is missing or cut off: this folder is not complete. Copy it again, or fill it again.")


def unfit(about, place):
    """Why the course cannot be set up on this machine."""
    found = (preflight.light_problems if about["light"] else preflight.problems)(place)
    here = "%d.%d" % sys.version_info[:2], preflight.platform_name()
    if here != (about["python"], about["platform"]):
        words = (about["python"], about["platform"]) + here
        found.append("This folder is for Python %s on %s, and this is Python %s on %s: fill another folder for it." % words)
    if os.path.exists(place) and not os.path.exists(os.path.join(place, "pyvenv.cfg")) and os.listdir(place):
        found.append("%s is there, and no environment: name another folder for it." % place)
    return found


def damaged(about):
    """What of this folder is missing, or is not what was laid here."""
    found = []
    for name in sorted(about["files"]):
        path = os.path.join(HERE, *name.split("/"))
        if not os.path.exists(path):
            found.append("%s is missing: copy the folder again, all of it." % name)
        elif sha256(path) != about["files"][name]:
            found.append("%s is damaged, its sha256 is not the one it had: copy the folder again." % name)
    return found


def sha256(path):
    """The hash of a file, read piece by piece."""
    digest = hashlib.sha256()
    with open(path, "rb") as stream:
        for piece in iter(lambda: stream.read(1 << 20), b""):
            digest.update(piece)
    return digest.hexdigest()


def installed(place):
    """Make the environment and install what the lock names, each file by its hash; what went wrong, in a sentence."""
    say("setting up %s, which takes some minutes" % place)
    python = os.path.join(place, "Scripts" if WINDOWS else "bin", "python")
    pip = [python, "-m", "pip", "install", "-q", "--no-index", "--find-links", os.path.join(HERE, "wheels")]
    pip += ["--no-deps", "--no-compile", "--no-cache-dir", "--require-hashes", "-r", os.path.join(HERE, "requirements.lock")]
    for step, words in (("venv", [sys.executable, "-m", "venv", place]), ("pip", pip)):
        if subprocess.call(words, env=surroundings()):
            return ["%s did not end well; what it said stands above." % step]
    return []


def surroundings():
    """The environment without settings by which pip would look elsewhere, or Python for other modules."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHON"))}
    kept.update(PIP_CONFIG_FILE=os.devnull, PIP_DISABLE_PIP_VERSION_CHECK="1")
    return kept


def command(place):
    """The course's command in an environment."""
    return os.path.join(place, "Scripts" if WINDOWS else "bin", "imagen-course" + ".exe" * WINDOWS)


def noted(wrong):
    """Leave a word for the teacher in room/, as the doctor would, where this folder can be written to."""
    name = re.sub(r"[^\w.-]", "_", platform.node()) or "computer"
    checks = [{"ok": False, "state": "not set up", "remedy": line} for line in wrong]
    try:
        if not os.path.isdir(os.path.join(HERE, "room")):
            os.mkdir(os.path.join(HERE, "room"))
        with open(os.path.join(HERE, "room", name + ".json"), "w") as stream:
            json.dump({"computer": name, "ok": False, "checks": checks, "lessons": {}}, stream)
    except OSError:
        pass  # a stick that is read-only: the status and the lines on the screen tell it


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
