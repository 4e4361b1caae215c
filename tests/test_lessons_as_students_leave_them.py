"""Each lesson solved and each lesson wrong, run top to bottom in a kernel; ``make test`` runs them blank through nbval.

Cells tagged ``heavy`` train or load a framework; no exercise needs them, and they are left out here. The check of an
exercise that builds a network of Keras may load Keras; nothing else may.
"""

import importlib
import json
import re
import sys
from pathlib import Path

import nbclient
import nbformat
import pytest
import solved

from imagen_course import syllabus
from imagen_course.exercises import find, lessons

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
LESSONS = list(lessons())
BUILT_IN_KERAS = {"a_cnn_in_keras", "in_another_hand"}  # lessons with such an exercise
NO_FRAMEWORK = "import sys\nassert not {'tensorflow', 'jax', 'torch', 'keras'} & set(sys.modules)"


def wrong(exercise):
    """A function of the exercise's name that does what its first slip does; of the lessons it loads its own."""
    own = f"next(own for own in _declared.EXERCISES if own.name == {exercise.name!r})"
    return (
        f"from imagen_course.exercises.declared import {find(exercise.name)[0]} as _declared\n\n"
        f"def {exercise.name}(*args):\n    return {own}.slips[0].function(*args)\n"
    )


def filled_in(lesson, answer, **replacements):
    """The notebook of a lesson with ``answer(exercise)`` in every exercise cell."""
    path = NOTEBOOKS / f"{syllabus.name(lesson)}.ipynb"
    notebook = without_heavy(nbformat.read(path, 4))
    for cell in notebook.cells:
        if "exercise" in cell.metadata.get("tags", []):
            (name,) = re.findall(r"^def (\w+)\(", cell.source, re.M)
            cell.source = answer(find(name)[1])
        for pattern, replacement in replacements.values():
            cell.source = re.sub(pattern, replacement, cell.source)
    return notebook


def without_heavy(notebook):
    notebook.cells = [cell for cell in notebook.cells if "heavy" not in cell.metadata.get("tags", [])]
    return notebook


def checks_of(notebook):
    """What each check said, by the name of its exercise."""
    said = {}
    for cell in notebook.cells:
        if cell.cell_type == "code" and (match := re.fullmatch(r"check\((\w+)\)", cell.source.strip())):
            said[match[1]] = cell.outputs[-1]["data"]["text/plain"]
    return said


def run(notebook, lesson, monkeypatch):
    monkeypatch.setenv("IMAGEN_COURSE_PROGRESS", "off")
    monkeypatch.setenv("IMAGEN_COURSE_STATIC", "1")
    code = "" if lesson in BUILT_IN_KERAS else NO_FRAMEWORK  # only a cell tagged heavy may load one
    notebook.cells.append(nbformat.v4.new_code_cell(code))
    nbclient.NotebookClient(notebook, timeout=600, resources={"metadata": {"path": NOTEBOOKS}}).execute()
    errors = [o for c in notebook.cells for o in c.get("outputs", []) if o.get("name") == "stderr"]
    assert errors == []


@pytest.mark.filterwarnings("default")  # the kernel client's own
@pytest.mark.parametrize("lesson", LESSONS)
def test_a_solved_lesson_runs_and_every_check_says_right(lesson, monkeypatch):
    name = syllabus.name(lesson)
    source = json.loads((NOTEBOOKS / f"{name}.ipynb").read_text(encoding="utf-8"))
    notebook = without_heavy(nbformat.from_dict(solved.solved(source, lesson=name)))
    run(notebook, lesson, monkeypatch)
    assert solved.complaints(notebook) == []
    said = checks_of(notebook)
    assert sorted(said) == sorted(exercise.name for exercise in lessons()[lesson].EXERCISES)
    for name, words in said.items():
        assert words.startswith(f"✓ {name} is right"), words
    assert "All exercises are right." in notebook.cells[-3].outputs[-1]["data"]["text/plain"]


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_stored_lesson_is_blank_and_every_check_says_so(lesson):
    path = NOTEBOOKS / f"{syllabus.name(lesson)}.ipynb"
    said = checks_of(nbformat.read(path, 4))
    assert sorted(said) == sorted(exercise.name for exercise in lessons()[lesson].EXERCISES)
    for name, words in said.items():
        assert words.startswith(f"· {name}: not attempted yet"), words


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("lesson", LESSONS)
def test_a_wrong_lesson_runs_and_every_check_names_the_slip(lesson, monkeypatch):
    notebook = filled_in(lesson, wrong, predictions=(r'(predict\("[^"]+", )None\)', r"\g<1>12345)"))
    run(notebook, lesson, monkeypatch)
    for name, words in checks_of(notebook).items():
        slip = find(name)[1].slips[0]
        assert words.startswith(f"✗ {name} "), words
        assert slip.name in words
        assert slip.question in words
    assert "12345" in notebook.cells[-3].outputs[-1]["data"]["text/plain"], "no prediction is held against the result"


KINDS = """
from imagen_course.exercises.declare import at_most, built, exercise

@exercise(cases=lambda: [(1,), (3,), (4,)], hints=["a", "b"], why="c")
def double(x):
    return 2 * x

double.slips(("squared", lambda x: x * x, "2 * 3 or 3 * 3?"),)

@built(budget=60, cases=lambda: [([1, 2, 6],)], hints=["a", "b"], why="c")
def centre(numbers):
    return sum(numbers) / len(numbers)

centre.properties(("distance from 6", lambda x: 6 - x, at_most(3), lambda numbers: 2, "Does the 6 count, too?"),)
"""
LAID = """
import sys
sys.path.insert(0, {folder!r})
import kinds
from imagen_course.exercises import check, session
session.lessons()["start_here"].EXERCISES.extend(kinds.EXERCISES)
"""


def wrong_by_kinds(exercise):
    own = f"next(own for own in kinds.EXERCISES if own.name == {exercise.name!r})"
    return f"def {exercise.name}(*args):\n    return {own}.slips[0].function(*args)"


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize(
    ("answer", "double", "centre"),
    [
        (lambda exercise: f"def {exercise.name}(x):\n    ...", "· double: not attempted", "· centre: not attempted"),
        (lambda exercise: exercise.source, "✓ double is right: 3 of 3 cases", "✓ centre is right: 1 of 1 properties"),
        (wrong_by_kinds, "✗ double is wrong in 3 of 3 cases: squared", "✗ centre misses 1 of 1 properties: distance from 6"),
    ],
    ids=["blank", "solved", "wrong"],
)
def test_either_kind_of_exercise_is_blank_solved_and_wrong(answer, double, centre, tmp_path, monkeypatch):
    (tmp_path / "kinds.py").write_text(KINDS, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    sources = [LAID.format(folder=str(tmp_path))]
    for exercise in importlib.import_module("kinds").EXERCISES:
        sources += [answer(exercise), f"check({exercise.name})"]
    notebook = nbformat.v4.new_notebook(cells=list(map(nbformat.v4.new_code_cell, sources)))
    run(notebook, "start_here", monkeypatch)
    said = checks_of(notebook)
    assert said["double"].startswith(double)
    assert said["centre"].startswith(centre)
    sys.modules.pop("kinds")


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_has_its_anatomy(lesson):
    path = NOTEBOOKS / f"{syllabus.name(lesson)}.ipynb"
    cells = nbformat.read(path, 4).cells
    code = [cell.source for cell in cells if cell.cell_type == "code"]
    text = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    predicted, revealed = (re.findall(rf'{verb}\("([^"]+)"', "\n".join(code)) for verb in ("predict", "reveal"))
    assert predicted == list(dict.fromkeys(predicted)), "a prediction is asked twice"
    assert set(predicted) == set(revealed)
    assert all(len([line for line in source.splitlines() if line.strip()]) <= 12 for source in code), "a cell is too long"
    assert "What the text says" in text
    assert "What holds" in text
    assert text.rstrip().splitlines()[-1].startswith("Next: ")
    if lesson != "start_here":
        assert len(predicted) >= 3
        assert 3 <= len(lessons()[lesson].EXERCISES) <= 6
        assert sum(exercise.given is not None for exercise in lessons()[lesson].EXERCISES) == 1
        assert "widgets.control(" in "\n".join(code)
