"""``preflight``: on this machine, on faked ones, and run by whatever older Pythons lie about."""

import ast
import collections
import os
import platform
import shutil
import struct
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from imagen_course import preflight

SCRIPT = Path(preflight.__file__)


def run(python, *arguments, folder):
    return subprocess.run([python, str(SCRIPT), *arguments], capture_output=True, text=True, cwd=folder)


def test_silent_where_the_tests_run(tmp_path):
    assert preflight.problems() == []
    if shutil.disk_usage(tmp_path).free < 5e9:
        pytest.skip("too little free space for the question to have the answer that is expected")
    done = run(sys.executable, str(tmp_path / "not" / "there" / "yet"), folder=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 10, 13), (3, 14, 0)])
def test_another_python(monkeypatch, version):
    monkeypatch.setattr(sys, "version_info", version)
    monkeypatch.setattr(platform, "python_version", lambda: ".".join(map(str, version)))
    (problem,) = preflight.problems()
    assert f"needs Python 3.11, 3.12 or 3.13, and this is CPython {'.'.join(map(str, version))}: install" in problem


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 12, 9), (3, 13, 1)])
def test_the_pythons_that_do(monkeypatch, version):
    monkeypatch.setattr(sys, "version_info", version)
    assert preflight.problems() == preflight.light_problems() == []


def test_the_light_core_asks_for_less(monkeypatch, tmp_path):
    usage = collections.namedtuple("usage", "total used free")
    monkeypatch.setattr(sys, "version_info", (3, 14, 2))
    monkeypatch.setattr(platform, "machine", lambda: "x86_64")
    monkeypatch.setattr(sysconfig, "get_platform", lambda: "macosx-10.13-universal2")
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage(9e9, 7e9, 2e9))
    assert preflight.light_problems(str(tmp_path)) == []
    assert len(preflight.problems(str(tmp_path))) == 3
    monkeypatch.setattr(sys, "version_info", (3, 15, 0))
    (problem,) = preflight.light_problems()
    assert "needs Python 3.11, 3.12, 3.13 or 3.14, and this is" in problem


def test_the_script_tells_light_from_all(tmp_path):
    (tmp_path / "sitecustomize.py").write_text("import sys\nsys.version_info = (3, 14, 0)\n")
    environment = os.environ | {"PYTHONPATH": str(tmp_path)}
    for words, status in ((["--light"], 0), (["--light", str(tmp_path)], 0), ([str(tmp_path)], 1)):
        done = subprocess.run([sys.executable, str(SCRIPT), *words], capture_output=True, text=True, env=environment)
        assert (done.returncode, bool(done.stderr)) == (status, bool(status)), words


def test_kinds_of_python_without_a_package(monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(platform, "python_implementation", lambda: "PyPy")
        assert "this is PyPy" in preflight.problems()[0]
    with monkeypatch.context() as patch:
        patch.setattr(sysconfig, "get_config_var", lambda name: 1)
        assert "free-threaded" in preflight.problems()[0]
    with monkeypatch.context() as patch:
        patch.setattr(struct, "calcsize", lambda form: 4)
        assert "64-bit Python" in preflight.problems()[0]


@pytest.mark.parametrize(
    ("name", "machine", "libc", "message"),
    [
        ("linux-x86_64", "x86_64", "glibc 2.28", None),
        ("linux-aarch64", "aarch64", "glibc 2.39", None),
        ("linux-x86_64", "x86_64", "glibc 2.17", "glibc 2.28 or newer"),
        ("linux-x86_64", "x86_64", ValueError("unrecognized configuration name"), "not Alpine's musl"),
        ("linux-x86_64", "x86_64", AttributeError("no os.confstr"), "not Alpine's musl"),
        ("linux-armv7l", "armv7l", "glibc 2.36", "not for linux-armv7l"),
        ("macosx-11.0-arm64", "arm64", None, None),
        ("macosx-10.13-universal2", "arm64", None, None),
        ("macosx-10.13-universal2", "x86_64", None, "not for macosx-x86_64"),
        ("win-amd64", "AMD64", None, None),
        ("win-arm64", "ARM64", None, "not for win-arm64"),
        ("win32", "x86", None, "TensorFlow has packages for Linux"),
    ],
)
def test_platforms(monkeypatch, name, machine, libc, message):
    def confstr(key):
        if isinstance(libc, Exception):
            raise libc
        return libc

    monkeypatch.setattr(sysconfig, "get_platform", lambda: name)
    monkeypatch.setattr(platform, "machine", lambda: machine)
    monkeypatch.setattr(os, "confstr", confstr, raising=False)
    found = preflight.problems()
    assert len(found) == (message is not None)
    assert message is None or message in found[0]


@pytest.mark.parametrize("module", ["venv", "ensurepip"])
def test_a_python_in_parts(monkeypatch, module):
    monkeypatch.setitem(sys.modules, module, None)  # as if it were not installed
    (problem,) = preflight.problems()
    assert module in problem
    assert f"sudo apt install python{sys.version_info[0]}.{sys.version_info[1]}-venv" in problem


def test_a_small_disk(monkeypatch, tmp_path):
    usage = collections.namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage(9e9, 7e9, 2e9))
    (problem,) = preflight.problems(str(tmp_path / "new" / "folder"))
    assert problem == f"The set-up takes 4.0 GB, and {tmp_path} has 2.0 GB free: make room or choose another disk."
    assert preflight.problems() == []  # nothing is asked of a set-up that stands


def test_the_most_basic_problem_is_said_in_one_line(tmp_path):
    """A Python that believes itself to be 3.10, on a full disk: one sentence about the first."""
    (tmp_path / "sitecustomize.py").write_text(
        "import sys, shutil\nsys.version_info = (3, 10, 0)\nshutil.disk_usage = lambda f: type('U', (), {'free': 0})\n"
    )
    environment = os.environ | {"PYTHONPATH": str(tmp_path)}
    done = subprocess.run([sys.executable, str(SCRIPT)], capture_output=True, text=True, env=environment)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith("The course needs Python 3.11")
    assert done.stderr.count("\n") == 1


def test_nothing_but_the_standard_library_and_syntax_of_old(tmp_path):
    tree = ast.parse(SCRIPT.read_text(), feature_version=(3, 4))
    imported = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    imported |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert imported <= set(sys.stdlib_module_names)
    assert not any(isinstance(node, (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr)) for node in ast.walk(tree))
    assert SCRIPT.read_bytes().isascii()  # Python 2 reads no other without being told


@pytest.mark.parametrize("python", ["python2.7", "python3.6", "python3.8", "python3.10"])
def test_old_pythons_can_say_that_they_are_too_old(python, tmp_path):
    found = sorted(Path.home().glob(f".pyenv/versions/{python[6:]}.*/bin/{python}")) or [shutil.which(python)]
    if not found[0]:
        pytest.skip(f"no {python} on this machine")
    done = run(str(found[0]), folder=tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith("The course needs Python 3.11")
    assert done.stderr.count("\n") == 1
