"""``imagen-course doctor``: is this machine ready? Each check yields a state, and the remedy where it is not fine."""

import contextlib
import importlib.metadata
import importlib.util
import io
import json
import os
import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path

from imagen_course import __version__, address, files, preflight, syllabus
from imagen_course.cli import report
from imagen_course.cli.command import Command
from imagen_course.cli.messages import say

__all__ = ["COMMAND"]

_CHECKOUT = Path(__file__).resolve().parents[2]


def _doctor(arguments):
    if not arguments.report or arguments.json:
        return _examine(arguments)
    found = io.StringIO()
    with contextlib.redirect_stdout(found), contextlib.redirect_stderr(found):
        _examine(arguments)
    print(report.anonymous("\n".join([*report.computer(), found.getvalue().rstrip()])))
    return 0


def _examine(arguments):
    found = []
    devices = [_devices] if _there("keras") and not arguments.quick else []
    for check in (_software, _lessons, _kernel, _hardware, *devices):
        if check is _devices and not arguments.json:
            say("...     loading Keras, which takes up to half a minute")
        for state, remedy in _answers(check):
            found.append({"ok": not remedy, "state": state, "remedy": remedy})
            if not arguments.json:
                say(f"{state}: {remedy}" if remedy else state, ok=not remedy)
    findings = {"ok": all(line["ok"] for line in found), "checks": found, "lessons": _readiness()}
    if arguments.json:
        print(json.dumps(findings, indent=1))
    if arguments.into:
        _keep(findings, arguments.into)
    return not findings["ok"]


def _keep(findings, folder):
    """Write what was found into a folder, in a file called after this computer; nobody's name and no folder is in it."""
    folder.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"[^\w.-]", "_", platform.node()) or "computer"
    checks = [line | {key: report.anonymous(line[key]) for key in ("state", "remedy")} for line in findings["checks"]]
    plain = findings | {"computer": name, "version": __version__, "checks": checks}
    files.write(folder / f"{name}.json", json.dumps(plain, indent=1).encode(), shared=True)


def _answers(check):
    try:
        yield from check()
    except ImportError as error:  # what a check needs is part of what it checks
        yield str(error), address.install()


def _readiness():
    """Of each lesson, by its name, how much of it can be worked: all, all but the last section, none."""
    light = {"none": "all", "last section": "all but the last section", "needed": "none"}
    return {syllabus.name(lesson.slug): "all" if _there("keras") else light[lesson.framework] for lesson in syllabus.LESSONS}


def _requirements(extra=""):
    """What the package asks for, or an extra of it: in a checkout as its pyproject.toml says, else as it was installed."""
    from packaging.requirements import Requirement

    def fits(requirement, extra):
        return requirement.marker is None or requirement.marker.evaluate({"extra": extra})

    project = _CHECKOUT / "pyproject.toml"
    if not project.is_file():
        listed = list(map(Requirement, importlib.metadata.requires("imagen-course")))
        return [r for r in listed if fits(r, extra) and not (extra and fits(r, ""))]
    import tomllib

    asked = tomllib.loads(project.read_text(encoding="utf-8"))["project"]
    lines = asked["optional-dependencies"][extra] if extra else asked["dependencies"]
    return [r for r in map(Requirement, lines) if fits(r, extra)]


def _software():
    problems = preflight.problems() if _there("keras") else preflight.light_problems()
    yield f"Python {sys.version.split()[0]} at {sys.executable}", " ".join(problems)
    extras = [extra for extra, module in (("keras", "keras"), ("lab", "jupyterlab")) if _there(module)]
    for requirement in (r for extra in ("", *extras) for r in _requirements(extra)):
        install = f"python -m pip install --upgrade '{requirement.name}{requirement.specifier}'"
        try:
            version = importlib.metadata.version(requirement.name)
        except importlib.metadata.PackageNotFoundError:
            yield f"{requirement.name} is not installed", install
        else:
            fits = requirement.specifier.contains(version, prereleases=True)
            yield f"{requirement.name} {version}", "" if fits else f"needs {requirement.specifier}, {install}"


def _lessons():
    """Which lessons can be worked with what is installed; that some cannot is no fault of the computer."""
    if _there("keras"):
        yield f"all {len(syllabus.LESSONS)} lessons are ready", ""
    else:
        whole, parts, others = map(_needing, ("none", "last section", "needed"))
        yield f"lessons ready: {whole}; but for the last section: {parts}", ""
        yield f"Keras is not installed, which the others need ({others}): {address.install('keras')}", ""
    if not _there("jupyterlab"):
        yield f"JupyterLab is not installed: use another editor of notebooks, or {address.install('lab')}", ""


def _needing(framework):
    """Numbers of the lessons that need a framework so much."""
    return ", ".join(f"{number:02}" for number, lesson in enumerate(syllabus.LESSONS) if lesson.framework == framework)


def _there(module):
    return importlib.util.find_spec(module) is not None


def _kernel():
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    remedy = "python -m ipykernel install --sys-prefix"
    try:
        python = KernelSpecManager().get_kernel_spec("python3").argv[0]
    except NoSuchKernel:
        yield "Jupyter has no kernel called python3", remedy
        return
    bare = python in ("python", "python3", Path(sys.executable).name)  # Jupyter puts the running Python in its place
    ours = bare or Path(python).resolve() == Path(sys.executable).resolve()
    yield "Jupyter kernel python3" + ("" if ours else f" runs {python}, not this Python"), "" if ours else remedy


def _hardware():
    import psutil

    from imagen_course import datasets

    memory, data = psutil.virtual_memory(), datasets.data_directory()
    state = f"{memory.available / 1e9:.1f} GB of {memory.total / 1e9:.1f} GB of memory are free"
    yield state, "" if memory.available > 2e9 else "lessons that train take up to 2 GB, close other programs"
    for folder, what in ((Path.cwd(), "here"), (data, "for data")):
        free = shutil.disk_usage(_existing(folder)).free / 1e9
        yield f"{free:.1f} GB of disk are free {what}, in {folder}", "" if free > 1 else "make room, 1 GB is needed"
    yield _blas(), ""
    there = [entry.name for entry in datasets.available() if entry.ready and entry.source != "embedded"]
    remedy = "it cannot be written to, let IMAGEN_COURSE_DATA name another folder before fetching data"
    state = f"data in {data}: {', '.join(there) or 'nothing fetched yet'}"
    yield state, "" if os.access(_existing(data), os.W_OK) else remedy


def _blas():
    """Which library multiplies NumPy's matrices, by which kernels: on one processor, another kernel may be half as fast."""
    import numpy as np
    from threadpoolctl import threadpool_info

    own = (library for library in threadpool_info() if library["user_api"] == "blas" and "numpy" in library["filepath"])
    found = next(own, None)
    if found is None:
        return f"NumPy {np.__version__} multiplies matrices by a library of the system's"
    about = found["internal_api"], found["version"], found.get("architecture"), f"{found['num_threads']} threads"
    return f"NumPy multiplies matrices by {' '.join(filter(None, about))}"


def _existing(folder):
    return next(path for path in (folder, *folder.parents) if path.is_dir())


def _devices():
    # In a process of its own: what TensorFlow writes as it starts stays out of sight, and a crash is an answer too.
    code = "from imagen_course import arrays; print(*arrays.devices())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=_CHECKOUT)
    if done.returncode:
        why = (done.stderr.strip() or f"it ended with status {done.returncode}").splitlines()[-1]
        yield f"Keras does not load ({why})", "python -m pip install --force-reinstall tensorflow keras"
        return
    unused = shutil.which("nvidia-smi") and "gpu" not in done.stdout
    remedy = f"{address.install('gpu')} (on Windows within WSL 2)"
    state = f"devices: {', '.join(done.stdout.split())}"
    yield state + (", but not the NVIDIA GPU" if unused else ""), remedy if unused else ""


def _add_arguments(parser):
    parser.add_argument("--quick", action="store_true", help="leave out the devices, for which Keras must be loaded")
    asked = "print a text to attach to a question: versions, processor, memory, what was found; no names and no folders"
    parser.add_argument("--report", action="store_true", help=asked)
    parser.add_argument("--json", action="store_true", help="print what was found, and which lessons are ready, as JSON")
    kept = "also keep it in FOLDER, in a file called after this computer, which `imagen-course room` reads"
    parser.add_argument("--into", type=Path, metavar="FOLDER", help=kept)


_SUMMARY = "Is this machine ready? Each line is OK, or says what to do."
_EXAMPLES = ["doctor", "doctor --quick", "doctor --report", "doctor --json", "doctor --into room"]
COMMAND = Command("doctor", _doctor, _SUMMARY, _EXAMPLES, _add_arguments)
