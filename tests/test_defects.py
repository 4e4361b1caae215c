"""The faults to plant (``tests/defects``) are of today's house, and the planter tells what is caught from what is not."""

import ast
import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SPEC = importlib.util.spec_from_file_location("plant", ROOT / "tests" / "defects" / "plant.py")
plant = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(plant)


def fault_in(defect):
    """What is wrong with a defect, or None."""
    sound = (ROOT / defect["file"]).read_text(encoding="utf-8") if (ROOT / defect["file"]).exists() else ""
    if not (ROOT / defect["tests"].split()[0]).is_file():
        return f"there is no {defect['tests']}"
    try:
        spoilt = plant.planted(defect, sound)
    except ValueError as error:
        return str(error)
    return None if ast.dump(ast.parse(spoilt)) != ast.dump(ast.parse(sound)) else f"{defect['what']}: it changes nothing"


def test_defects_can_be_planted_and_are_programs_still():
    """A change of the code that takes a fault its place gives it another."""
    assert list(filter(None, map(fault_in, plant.DEFECTS))) == []


def test_there_are_sixty_and_each_is_another():
    assert len(plant.DEFECTS) >= 60
    assert len({(defect["file"], defect["old"], defect["new"]) for defect in plant.DEFECTS}) == len(plant.DEFECTS)


def test_a_text_that_stands_there_twice_or_not_at_all_is_no_place():
    for text in ("x = 1\nx = 1\n", "y = 1\n"):
        with pytest.raises(ValueError, match=r"a\.py must hold 'x = 1' once, it does \d times"):
            plant.planted({"file": "a.py", "old": "x = 1", "new": "x = 2"}, text)


@pytest.mark.parametrize(("new", "became"), [("a * b", "caught"), ("b + a", "SURVIVED")])
def test_the_planter_runs_the_tests_and_leaves_the_file_as_it_was(new, became, tmp_path):
    (tmp_path / "room.py").write_text("def add(a, b):\n    return a + b\n")
    (tmp_path / "test_room.py").write_text("from room import add\n\n\ndef test_add():\n    assert add(2, 3) == 5\n")
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = slow\n")
    defect = {"file": "room.py", "old": "a + b", "new": new, "tests": "test_room.py"}
    assert plant.judge(defect, tmp_path)[0] == became
    assert (tmp_path / "room.py").read_text() == "def add(a, b):\n    return a + b\n"


def test_tests_that_cannot_be_run_are_told_from_those_that_catch(tmp_path):
    (tmp_path / "room.py").write_text("x = 1\n")
    defect = {"file": "room.py", "old": "x = 1", "new": "x = 2", "tests": "test_nowhere.py"}
    assert plant.judge(defect, tmp_path)[0] == "BROKEN (4)"
