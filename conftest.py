"""What holds for tests and notebooks: no way out to the network, in this process and in every Python that it starts."""

import importlib.util
import os
import tempfile
from pathlib import Path

import pytest

GUARD = Path(__file__).parent / "tests" / "guard"
SPEC = importlib.util.spec_from_file_location("guard", GUARD / "sitecustomize.py")
guard = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(guard)


def pytest_configure():
    """Let children inherit the guard, and give refusals a file of this process's own to be noted in."""
    inherited = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    os.environ["PYTHONPATH"] = os.pathsep.join(
        [str(GUARD), *(folder for folder in inherited if folder not in ("", str(GUARD)))]
    )
    handle, os.environ[guard.NOTES] = tempfile.mkstemp(prefix="imagen-course-went-out-")
    os.close(handle)


def pytest_unconfigure():
    Path(os.environ.pop(guard.NOTES)).unlink(missing_ok=True)


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item):
    """Fail the test in which a process tried to go out, even where it hid that."""
    notes = Path(os.environ[guard.NOTES])
    if said := notes.read_text():
        notes.write_text("")
        pytest.fail(said, pytrace=False)
