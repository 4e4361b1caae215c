"""Each lesson answered wrongly, run in a kernel and then put right there; nbval runs them blank, top to bottom.

To put right is to run the mended cells again, and all that use what these define. A cell that says ``use(answer)`` takes the
reference in place of a wrong one, as nbval sees: so it is run only after the mending. Cells tagged ``heavy`` train or load a
framework; no exercise needs them, and they are left out here. The check of an exercise that builds a network of Keras may
load Keras; nothing else may.
"""

import ast
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
    """The notebook without the cells so tagged, and without what is stored of earlier runs."""
    notebook.cells = [cell for cell in notebook.cells if "heavy" not in cell.metadata.get("tags", [])]
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = []
    return notebook


def checks_of(notebook):
    """What each check said, by the name of its exercise."""
    said = {}
    for cell in notebook.cells:
        if cell.cell_type == "code" and (match := re.fullmatch(r"check\((\w+)\)", cell.source.strip())):
            said[match[1]] = cell.outputs[-1]["data"]["text/plain"]
    return said


def said_at_the_end(notebook):
    (cell,) = (cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.startswith("finish("))
    return cell.outputs[-1]["data"]["text/plain"]


def run(notebook, lesson, monkeypatch, mended=None):
    """Run a notebook top to bottom; with another, leave out what takes the reference's place there, and put it right."""
    monkeypatch.setenv("IMAGEN_COURSE_PROGRESS", "off")
    monkeypatch.setenv("IMAGEN_COURSE_STATIC", "1")
    client = nbclient.NotebookClient(notebook, timeout=600, resources={"metadata": {"path": NOTEBOOKS}})
    left_out = depending(notebook.cells, {"use"}) if mended else set()
    with client.setup_kernel():
        for number in sorted(set(range(len(notebook.cells))) - left_out):
            client.execute_cell(notebook.cells[number], number)
        if mended:
            changed = {n for n, cell in enumerate(mended.cells) if cell.source != notebook.cells[n].source}
            another = next(name for name in LESSONS if name != lesson)  # then this one begins anew: no prediction stands
            client.execute_cell(nbformat.v4.new_code_cell(f"begin({another!r})"), 0)
            client.nb = mended
            for number in sorted(left_out | depending(mended.cells, {"begin", "check", "reveal", "finish"}, changed)):
                client.execute_cell(mended.cells[number], number)
        code = "" if lesson in BUILT_IN_KERAS else NO_FRAMEWORK  # only a cell tagged heavy may load one
        client.nb.cells.append(nbformat.v4.new_code_cell(code))
        client.execute_cell(client.nb.cells[-1], len(client.nb.cells) - 1)
    cells = [*notebook.cells, *(mended.cells if mended else ())]
    assert [o for c in cells for o in c.get("outputs", []) if o.get("name") == "stderr"] == []


def depending(cells, names, changed=()):
    """Numbers of the cells that use these names, or are changed, or use what such cells define."""
    names, found = set(names), set(changed)
    for number, cell in enumerate(cells):
        if cell.cell_type == "code":
            nodes = list(ast.walk(ast.parse(cell.source)))
            used = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
            if number in found or names & used:
                found.add(number)
                names |= {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
                names |= {node.name for node in nodes if isinstance(node, ast.FunctionDef)}
    return found


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_stored_lesson_is_blank_and_every_check_says_so(lesson):
    path = NOTEBOOKS / f"{syllabus.name(lesson)}.ipynb"
    said = checks_of(nbformat.read(path, 4))
    assert sorted(said) == sorted(exercise.name for exercise in lessons()[lesson].EXERCISES)
    for name, words in said.items():
        assert words.startswith(f"· {name}: not attempted yet"), words


@pytest.mark.filterwarnings("default")  # the kernel client's own
@pytest.mark.parametrize("lesson", LESSONS)
def test_a_wrong_lesson_runs_and_names_the_slips_and_mended_every_check_says_right(lesson, monkeypatch):
    notebook = filled_in(lesson, wrong, predictions=(r'(predict\("[^"]+", )None\)', r"\g<1>12345)"))
    name = syllabus.name(lesson)
    source = json.loads((NOTEBOOKS / f"{name}.ipynb").read_text(encoding="utf-8"))
    mended = without_heavy(nbformat.from_dict(solved.solved(source, lesson=name)))
    run(notebook, lesson, monkeypatch, mended)
    for name, words in checks_of(notebook).items():
        slip = find(name)[1].slips[0]
        assert words.startswith(f"✗ {name} "), words
        assert slip.name in words
        assert slip.question in words
    ran = "\n".join(cell.source for cell in notebook.cells if cell.get("outputs"))
    revealed = set(re.findall(r'reveal\("([^"]+)"', ran)) & set(re.findall(r'predict\("([^"]+)", 12345\)', ran))
    assert ("12345" in said_at_the_end(notebook)) == bool(revealed), "a prediction is held against the result"
    assert solved.complaints(mended) == []
    said = checks_of(mended)
    assert sorted(said) == sorted(exercise.name for exercise in lessons()[lesson].EXERCISES)
    for name, words in said.items():
        assert words.startswith(f"✓ {name} is right"), words
    assert "All exercises are right." in said_at_the_end(mended)


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
