"""Fill a folder from which the course is installed where there is no network; run where there is one, in a checkout set up.

    .venv/bin/python tools/wheels.py offline                                     # for machines like this one
    .venv/bin/python tools/wheels.py offline --platform win-amd64 --python 3.12  # for others
    .venv/bin/python tools/wheels.py offline --light                             # without Keras and TensorFlow

The folder gets the wheels that the lock names, the course's own, and what ``offline/`` holds: an installer and a README.
Stopped, the same command goes on: what lies there with a hash that the lock knows is not fetched again. Written last,
``folder.json`` says what is in the folder, and the installer asks for it first.
"""

import argparse
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from packaging.requirements import Requirement
from packaging.tags import compatible_tags, cpython_tags, mac_platforms
from packaging.utils import canonicalize_name, parse_wheel_filename

from imagen_course import __version__, files, preflight

ROOT = Path(__file__).resolve().parents[1]
ALWAYS = ROOT / "tools" / "offline"
BATCH = 12  # packages that pip is asked for at once: whoever stops it loses no more than these
TOO_LATE = 99  # no Python has had so many patches
OLD = {"x86_64": ("manylinux2014", "manylinux2010", "manylinux1"), "aarch64": ("manylinux2014",)}
MARKERS = {
    "linux": {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
    "macosx": {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix"},
    "win": {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
}
MACOS = 12, 0  # the oldest that TensorFlow has a wheel for


class Target(NamedTuple):
    """The machines that a folder is for: their Python, such as "3.12", and their platform, one of `preflight.PLATFORMS`."""

    python: str
    platform: str

    @property
    def platforms(self):
        """Their platform as wheels name it, the newest first."""
        system, machine = self.platform.split("-")
        if system == "linux":
            newest = [f"manylinux_{preflight.GLIBC[0]}_{minor}_{machine}" for minor in range(preflight.GLIBC[1], 4, -1)]
            return [*newest, *(f"{name}_{machine}" for name in OLD[machine]), f"linux_{machine}"]
        return list(mac_platforms(MACOS, machine)) if system == "macosx" else [f"win_{machine}"]

    @property
    def tags(self):
        """What a wheel may be made for to be installed there."""
        version = tuple(map(int, self.python.split(".")))
        interpreter = f"cp{version[0]}{version[1]}"
        return {*cpython_tags(version, platforms=self.platforms), *compatible_tags(version, interpreter, self.platforms)}

    def applies(self, marker):
        """Whether a marker of a lock holds there, for one patch of that Python or another."""
        system, machine = self.platform.split("-")
        there = MARKERS[system] | {
            "platform_machine": machine.upper() if system == "win" else machine,
            "python_version": self.python,
            "implementation_name": "cpython",
            "platform_python_implementation": "CPython",
        }
        patches = (f"{self.python}.{patch}" for patch in (0, TOO_LATE))
        return marker is None or any(marker.evaluate(there | {"python_full_version": patch}) for patch in patches)


def asked(lock, target):
    """What a lock asks for on such machines: of each package and version, the hashes that its files may have."""
    found = {}
    for line in re.sub(r"\\\n", " ", lock).splitlines():
        words, *hashes = line.split(" --hash=sha256:")
        if hashes and target.applies((requirement := Requirement(words.strip())).marker):
            (version,) = requirement.specifier
            found[canonicalize_name(requirement.name), version.version] = {one.strip() for one in hashes}
    return found


def there(folder, wanted, target):
    """The wheels of a folder that serve: of each package and version that is wanted, its file."""
    found, tags = {}, target.tags
    for path in sorted(folder.glob("*.whl")):
        name, version, _, its = parse_wheel_filename(path.name)
        if its & tags and sha256(path) in wanted.get((name, str(version)), ()):
            found[name, str(version)] = path
    return found


def sha256(path):
    """The hash of a file, read piece by piece: TensorFlow's has half a gigabyte."""
    with open(path, "rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def fetch(batch, folder, target):
    """Let pip fetch some packages, each with a hash that the lock knows; a file comes to the folder when it is whole."""
    shutil.rmtree(draft := folder / ".part", ignore_errors=True)  # of one who was killed
    draft.mkdir()
    lines = [" ".join([f"{name}=={version}", *map("--hash=sha256:{}".format, has)]) for (name, version), has in batch]
    files.write(draft / "names.txt", "\n".join(lines).encode())
    options = [f"--platform={platform}" for platform in target.platforms]
    options += ["--no-deps", "--only-binary=:all:", "--require-hashes", "--ignore-requires-python", "-q"]
    pip = [sys.executable, "-m", "pip", "download", "--disable-pip-version-check", f"--python-version={target.python}"]
    done = subprocess.run([*pip, *options, "-r", draft / "names.txt", "-d", draft], stderr=subprocess.PIPE, text=True)
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line.startswith("ERROR: ")] or [done.stderr]
        raise SystemExit(f"pip could not fetch all of {', '.join(name for (name, _), _ in batch)}: {said[-1]}")
    for path in draft.glob("*.whl"):
        os.replace(path, folder / path.name)
    shutil.rmtree(draft)


def fill(folder, target, *, light=False):
    """Make the folder, or go on with it."""
    folder, wheels = Path(folder), Path(folder, "wheels")
    wheels.mkdir(parents=True, exist_ok=True)
    (folder / "folder.json").unlink(missing_ok=True)
    lock = (ROOT / ("requirements-light.lock" if light else "requirements.lock")).read_text("utf-8")
    wanted = asked(lock, target)
    while missing := {key: wanted[key] for key in sorted(wanted.keys() - there(wheels, wanted, target).keys())}:
        print(f"{len(missing)} of {len(wanted)} packages are to be fetched: {next(iter(missing))[0]} ...", flush=True)
        once = {key[0]: (key, hashes) for key, hashes in missing.items()}  # pip refuses two versions of a package
        fetch(list(once.values())[:BATCH], wheels, target)
    own = _own(wheels)
    files.write(folder / "requirements.lock", f"{lock}imagen-course=={__version__} --hash=sha256:{sha256(own)}\n".encode())
    files.write(folder / "preflight.py", Path(preflight.__file__).read_bytes())
    listed = [*there(wheels, wanted, target).values(), own]
    size = sum(path.stat().st_size for path in listed)
    told = {"python": target.python, "platform": target.platform, "version": __version__, "megabytes": round(size / 1e6)}
    told |= {"gigabytes": preflight.LIGHT_GIGABYTES if light else preflight.GIGABYTES}
    for path in ALWAYS.iterdir():
        text = path.read_text("utf-8")
        for name, value in told.items():
            text = text.replace(f"@{name}@", str(value))
        ending = "\r\n" if path.suffix == ".bat" else "\n"
        files.write(folder / path.name, text.replace("\n", ending).encode())
        listed.append(folder / path.name)
    listed += [folder / "requirements.lock", folder / "preflight.py"]
    told |= {"light": light, "files": {path.relative_to(folder).as_posix(): sha256(path) for path in sorted(listed)}}
    files.write(folder / "folder.json", json.dumps(told, indent=1).encode())
    return told


def _own(wheels):
    """The course's own wheel."""
    with tempfile.TemporaryDirectory() as made:
        build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", made]
        subprocess.run(build, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        (path,) = Path(made).glob("*.whl")
        files.write(wheels / path.name, path.read_bytes())
    return wheels / path.name


def main(words=None):
    """Fill the folder that the command names."""
    parser = argparse.ArgumentParser("wheels.py", description=__doc__.partition("\n")[0])
    parser.add_argument("folder", nargs="?", default="offline", help="made if it is not there (default: offline)")
    own = f"{sys.version_info.major}.{sys.version_info.minor}"
    parser.add_argument("--python", default=own, metavar="X.Y", help=f"of the machines (default: this one's, {own})")
    parser.add_argument("--platform", default=preflight.platform_name(), choices=sorted(preflight.PLATFORMS))
    parser.add_argument("--light", action="store_true", help="without Keras and TensorFlow")
    given = parser.parse_args(words)
    above = preflight.LIGHT_TOO_NEW if given.light else preflight.TOO_NEW
    pythons = [f"{above[0]}.{minor}" for minor in range(preflight.OLDEST[1], above[1])]
    if given.python not in pythons:
        parser.error(f"--python must be one of {', '.join(pythons)}, got {given.python}")
    told = fill(given.folder, Target(given.python, given.platform), light=given.light)
    what = f"{len([name for name in told['files'] if name.endswith('.whl')])} wheels, {told['megabytes']} MB"
    print(f"{given.folder}: {what}, for Python {given.python} on {given.platform}. Its README.md says how to go on.")


if __name__ == "__main__":
    main()
