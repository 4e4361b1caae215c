"""The order in which two workers begin: the longest files first, each whole, nothing left out."""

import importlib.util
from itertools import groupby, pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def order():
    """The hook of the root's conftest."""
    spec = importlib.util.spec_from_file_location("conftest_of_the_root", ROOT / "conftest.py")
    spec.loader.exec_module(module := importlib.util.module_from_spec(spec))
    return module


def items(suffix, **counts):
    return [SimpleNamespace(path=Path(name + suffix), at=at) for name, count in counts.items() for at in range(count)]


def begun(found):
    return [path.stem for path, _ in groupby(found, lambda item: item.path)]


def test_each_half_begins_with_its_longest_file_and_no_test_is_lost(order):
    given = items(".py", test_a=3, test_corpus=2, test_b=4, test_lessons_as_students_leave_them=5)
    found = list(given)
    order.pytest_collection_modifyitems(SimpleNamespace(workerinput={}), found)
    assert begun(found) == ["test_lessons_as_students_leave_them", "test_b", "test_corpus", "test_a"]
    assert sorted(map(id, found)) == sorted(map(id, given))
    assert all(one.at < other.at for one, other in pairwise(found) if one.path == other.path)


def test_notebooks_begin_with_the_longest(order):
    found = items(".ipynb", **{"00_start_here": 2, "22_every_pixel_and_every_box": 2, "20_from_noise_to_a_picture": 1})
    order.pytest_collection_modifyitems(SimpleNamespace(workerinput={}), found)
    assert begun(found) == ["22_every_pixel_and_every_box", "20_from_noise_to_a_picture", "00_start_here"]


def test_one_process_keeps_the_order(order):
    found = items(".py", test_a=1, test_corpus=1)
    order.pytest_collection_modifyitems(SimpleNamespace(), found)
    assert begun(found) == ["test_a", "test_corpus"]


def test_the_longest_files_are_there(order):
    files = {path.stem.removeprefix("test_") for path in [*ROOT.glob("tests/**/test_*.py"), *ROOT.glob("notebooks/*.ipynb")]}
    assert set(order.LONGEST) <= files
