"""Plant faults one at a time in a copy of the tree, run the tests that must see each, and tell which are not seen.

    python tests/defects/plant.py                   # all of them: an hour or so; fails if more than three survive
    python tests/defects/plant.py formulas plots    # those whose file has such a name
    python tests/defects/plant.py --list            # what there is

A fault is data (``defects.toml``): a file, a text that stands in it once, what takes its place, and the tests concerned.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DEFECTS = tomllib.loads(Path(__file__).with_name("defects.toml").read_text(encoding="utf-8"))["defect"]
MOST = 3  # of sixty that may survive
LONGEST = 1800  # seconds of a fault's tests
QUIET = {"TF_CPP_MIN_LOG_LEVEL": "3", "TF_ENABLE_ONEDNN_OPTS": "0", "MPLBACKEND": "agg", "OPENBLAS_NUM_THREADS": "1"}
QUIET |= {"IMAGEN_COURSE_PROGRESS": "off", "IMAGEN_COURSE_STATIC": "1", "PYTHONDONTWRITEBYTECODE": "1"}


def planted(defect, text):
    """The text with the fault in it."""
    if text.count(defect["old"]) != 1:
        raise ValueError(f"{defect['file']} must hold {defect['old']!r} once, it does {text.count(defect['old'])} times")
    return text.replace(defect["old"], defect["new"])


def copy_tree(folder):
    """Copy what git tracks, and what is new and not ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, check=True
    )
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            target = Path(folder, name)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, target)


def judge(defect, folder):
    """Plant a fault, run its tests, take it out again; return what became of it and the last line of the tests."""
    path = Path(folder, defect["file"])
    sound = path.read_text(encoding="utf-8")
    path.write_text(planted(defect, sound), encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-x",
        "-p",
        "no:cacheprovider",
        "-m",
        "not slow",
        *defect["tests"].split(),
    ]
    environment = os.environ | QUIET | {"PYTHONPATH": str(folder)}
    try:
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=LONGEST)
    except subprocess.TimeoutExpired:
        return "caught", f"it never ends: {LONGEST} s"
    finally:
        path.write_text(sound, encoding="utf-8")
    seen = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    last = (seen or done.stdout.splitlines() or [done.stderr])[-1]
    return {0: "SURVIVED", 1: "caught"}.get(done.returncode, f"BROKEN ({done.returncode})"), last


def attempt(defect, folder):
    """Judge a fault, or say that it has lost its place."""
    try:
        return judge(defect, folder)
    except (ValueError, FileNotFoundError) as error:
        return "LOST", str(error)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("names", nargs="*", help="parts of the names of files")
    parser.add_argument("--list", action="store_true")
    arguments = parser.parse_args()
    chosen = [d for d in DEFECTS if not arguments.names or any(name in d["file"] for name in arguments.names)]
    if arguments.list:
        print(*(f"{d['file']}: {d['what']}" for d in chosen), sep="\n")
        return 0
    counts = {}
    with tempfile.TemporaryDirectory(prefix="defects-") as folder:
        copy_tree(folder)
        for defect in chosen:
            start = time.perf_counter()
            became, line = attempt(defect, folder)
            counts[became] = counts.get(became, 0) + 1
            seconds = time.perf_counter() - start
            print(f"{became}  {defect['file']}: {defect['what']}  ({seconds:.0f} s)  {line[:150]}", flush=True)
    print(", ".join(f"{n} {became}" for became, n in sorted(counts.items())), f"of {len(chosen)}")
    return len(chosen) - counts.get("caught", 0) > MOST


if __name__ == "__main__":
    sys.exit(main())
