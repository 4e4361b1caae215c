"""What holds for tests and notebooks: no way out to the network, in this process and in every Python that it starts.

And what takes longest begins first where several workers share the tests, so that they end together.
"""

import importlib.util
import itertools
import os
import tempfile
from pathlib import Path

import pytest

GUARD = Path(__file__).parent / "tests" / "guard"
SPEC = importlib.util.spec_from_file_location("guard", GUARD / "sitecustomize.py")
# The files that take longest, in this order: it decides nothing but when their tests begin.
LONGEST = [
    "lessons_as_students_leave_them",
    "corpus",
    "lessons_in_a_browser",
    "lessons_exercises",
    "text_to_image",
    "style",
    "models",
    "cascade_page_in_a_browser",
    "worker",
    "pipeline",
    "folders",
    "matching",
    "photographs",
    "detect",
    "denoising",
    "distribute",
    "privacy",
    "export_in_a_browser",
    "slides_in_a_browser",
    "22_every_pixel_and_every_box",
    "20_from_noise_to_a_picture",
    "21_from_words_to_a_picture",
    "07_a_cnn_in_keras",
    "24_smaller",
    "09_trained_well",
    "11_photographs",
    "25_why",
    "23_in_another_hand",
    "26_many_machines",
    "13_feature_vectors",
    "19_by_learning",
    "08_deep_networks",
]
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


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """Put the longest files first, each whole: of all notebooks, or of each half, for two workers begin with a half each."""
    if not hasattr(config, "workerinput"):
        return
    ranks = {name: rank for rank, name in enumerate(LONGEST)}
    files = [list(group) for _, group in itertools.groupby(items, lambda item: item.path)]
    files.sort(key=lambda group: ranks.get(group[0].path.stem.removeprefix("test_"), len(ranks)))
    halves = [], []
    for group in files:
        halves[len(halves[1]) < len(halves[0])].extend(group)
    items[:] = itertools.chain.from_iterable(files if items and items[0].path.suffix == ".ipynb" else halves)
