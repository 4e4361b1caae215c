"""The student's edition of every lesson: what it keeps from the student's eyes, what it shows him, how it is made."""

import ast
import copy
import importlib.util
import itertools
import json
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from imagen_course import editions, syllabus
from imagen_course.exercises import lessons
from imagen_course.exercises.built import Built

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
NAMES = sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))
TELLING = re.compile(
    r"the answer is .*; you made no prediction|no prediction yet|not attempted yet|recall: not answered|is not right yet"
    r"|predictions? made, \d+ of them right|exercises right"
)
ASKING = re.compile(r"(?<![\w.])(predict|reveal|check|recall|finish|hint|solution|progress|use)\(|\bwidgets\.\w+\(")


def source_of(name):
    return json.loads((NOTEBOOKS / f"{name}.ipynb").read_text(encoding="utf-8"))


def student(name):
    return editions.student(source_of(name), lesson=name)


def text(cell):
    return "".join(cell["source"])


def shown(cell):
    """All the words of a cell's outputs, alt texts among them."""
    words = []
    for output in cell.get("outputs", []):
        for value in [output.get("text", ""), *output.get("data", {}).values()]:
            words.append("".join(value) if isinstance(value, list | str) else "")
    return "\n".join(words)


def predictions(notebook):
    """The cells of each prediction, by name: where it is asked, and where it is revealed."""
    asked, revealed = {}, {}
    for number, cell in enumerate(notebook["cells"]):
        if cell["cell_type"] == "code":
            for verb, name in re.findall(r"(?<![\w.])(predict|reveal)\(\s*[\"]([^\"]+)[\"]", text(cell)):
                (asked if verb == "predict" else revealed).setdefault(name, number)
    assert asked.keys() == revealed.keys()
    return {name: (number, revealed[name]) for name, number in asked.items()}


def given_away(notebook):
    """What stored outputs tell before it is asked: a prediction by its name, else the id of a cell."""
    cells, found = notebook["cells"], set()
    for name, (asked, revealed) in predictions(notebook).items():
        if any(cell.get("outputs") for cell in cells[asked : revealed + 1]):
            found.add(name)
    for cell in cells:
        if cell.get("outputs") and (TELLING.search(shown(cell)) or ASKING.search(text(cell))):
            found.add(cell["id"])
    for number, cell in enumerate(cells):
        if "exercise" in cell["metadata"].get("tags", []):
            last = next(i for i in range(number, len(cells)) if text(cells[i]).startswith("check("))
            found |= {between["id"] for between in cells[number:last] if between.get("outputs")}
    return found


@pytest.mark.parametrize("name", NAMES)
def test_no_output_of_a_student_s_edition_gives_an_answer_away(name):
    assert given_away(student(name)) == set()


def test_the_sources_give_every_prediction_away_so_the_test_can_fail():
    found = {name: given_away(source_of(name)) for name in NAMES}
    asked = {name: set(predictions(source_of(name))) for name in NAMES}
    assert sum(map(len, asked.values())) == 108
    for name in NAMES:
        assert asked[name] <= found[name]
        assert {cell["id"] for cell in source_of(name)["cells"] if text(cell).startswith("check(")} <= found[name]


@pytest.mark.parametrize(
    ("name", "cell", "words"),
    [
        (syllabus.name("by_learning"), "table", "copier "),
    ],
)
def test_a_tag_clears_what_tells_an_answer_a_second_time(name, cell, words):
    (source,) = (c for c in source_of(name)["cells"] if c["id"] == cell)
    (mine,) = (c for c in student(name)["cells"] if c["id"] == cell)
    assert words in shown(source)
    assert mine["outputs"] == []


@pytest.mark.parametrize("name", NAMES)
def test_figures_above_the_first_question_stay(name):
    source, edition = source_of(name), student(name)
    first = min((asked for asked, _ in predictions(source).values()), default=0)
    exercises = [i for i, cell in enumerate(source["cells"]) if "exercise" in cell["metadata"].get("tags", [])]
    above = source["cells"][: min([first, *exercises])]
    mine = {cell["id"]: cell for cell in edition["cells"]}
    kept = [cell for cell in above if cell.get("outputs") and not ASKING.search(text(cell))]
    assert kept
    for cell in kept:
        assert shown(mine[cell["id"]]) == shown(cell)


@pytest.mark.parametrize("name", NAMES)
def test_every_cell_of_the_source_is_there_in_order_and_unchanged_but_for_folds(name):
    source, edition = source_of(name), student(name)
    before = copy.deepcopy(source)
    editions.student(source, lesson=name)
    assert source == before
    added = {"needs-imagen-course"} | {f"{c['id']}-frame" for c in source["cells"] if "exercise" in editions_tags(c)}
    assert [c["id"] for c in edition["cells"] if c["id"] not in added] == [c["id"] for c in source["cells"]]
    mine = {cell["id"]: cell for cell in edition["cells"]}
    assert added < set(mine)
    for cell in source["cells"]:
        if "student-fold" in editions_tags(cell) and cell["cell_type"] == "markdown":
            assert text(mine[cell["id"]]).startswith("<details>\n<summary>Open once your check passes")
        else:
            assert text(mine[cell["id"]]) == text(cell)
        hidden = mine[cell["id"]]["metadata"].get("jupyter", {}).get("source_hidden", False)
        told = cell["cell_type"] == "code" and ("student-fold" in editions_tags(cell) or "assert" in text(cell))
        assert told or not hidden or re.search(r'reveal\("[^"]*", ["\d]', text(cell)), "hidden for no reason"
        assert hidden or "student-fold" not in editions_tags(cell) or cell["cell_type"] != "code"
        assert not any(tag.startswith("student-") for tag in editions_tags(mine[cell["id"]]))
    nbformat.validate(nbformat.from_dict(edition))
    assert all(cell.get("execution_count") is None for cell in edition["cells"])


def editions_tags(cell):
    return cell["metadata"].get("tags", [])


@pytest.mark.parametrize("name", NAMES)
def test_every_exercise_is_framed_with_its_name_and_minutes(name):
    cells, exercises = student(name)["cells"], {e.name: e for e in lessons()[syllabus.slug(name)].EXERCISES}
    framed = [(frame, cell) for frame, cell in itertools.pairwise(cells) if "exercise" in editions_tags(cell)]
    assert {cell["metadata"]["imagen_course"]["exercise"] for _, cell in framed} == set(exercises)
    for frame, cell in framed:
        own = cell["metadata"]["imagen_course"]
        exercise = exercises[own["exercise"]]
        broken = exercise.given is not None
        assert frame["id"] == f"{cell['id']}-frame"
        kind = "bug hunt" if broken else "studio" if isinstance(exercise, Built) else "exercise"
        assert f"{kind} <code>{own['exercise']}</code></b> · about {own['minutes']} minutes" in text(frame)
        assert own["minutes"] == {"bug hunt": 10, "studio": 15}.get(kind, own["minutes"])


def test_minutes_go_by_kind():
    minutes = {
        cell["metadata"]["imagen_course"]["exercise"]: cell["metadata"]["imagen_course"]["minutes"]
        for cell in student("02_convolution")["cells"]
        if "exercise" in editions_tags(cell)
    }
    assert minutes == {"correlate_at": 5, "blur": 10, "output_size": 5, "pencil": 15}  # a line, a bug hunt, a line, a studio


@pytest.mark.parametrize("name", NAMES)
def test_a_line_of_code_fits_the_page(name):
    for cell in student(name)["cells"]:
        if cell["cell_type"] == "code":
            assert max(map(len, text(cell).splitlines())) <= 96, cell["id"]


def made(*cells):
    """A notebook of code cells with an output each; ``(source, tags)`` or text after ``#``."""
    notebook = []
    for number, (source, *tags) in enumerate(cells):
        cell = {"id": f"c{number}", "metadata": {"tags": tags} if tags else {}, "source": source}
        if source.startswith("#"):
            notebook.append(cell | {"cell_type": "markdown"})
        else:
            output = {"output_type": "stream", "name": "stdout", "text": f"said by {number}"}
            notebook.append(cell | {"cell_type": "code", "execution_count": number, "outputs": [output]})
    return {"cells": notebook, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def kept(*cells, lesson="02_convolution"):
    edition = editions.student(made(*cells), lesson=lesson)
    return [int(cell["id"][1:]) for cell in edition["cells"] if cell.get("outputs")]


QUESTION, ANSWER = ('predict("n", None)',), ('reveal("n", 3)',)


@pytest.mark.parametrize(
    ("cells", "due"),
    [
        ([("1",), QUESTION, ("2",), ANSWER], [0]),
        ([QUESTION, ("# words, and a heading\n## in between",), ("2",), ANSWER], []),
        ([QUESTION, ANSWER, ("2",), ("# next",), ("4",)], [4]),
        ([QUESTION, ANSWER, ("2", "student-keep")], [2]),
        ([("1", "student-clear"), ("2",)], [1]),
        ([("def correlate_at(a):\n    ...", "exercise"), ("1",), ("check(correlate_at)",), ("3",), ("# on",), ("5",)], [5]),
        ([("widgets.control(f, a=[1])",), ("widgets.teach(t, n)",), ("x.predict(y)",), ("progress()",)], [2]),
        ([("f = use(contrast)\nf(1)",), ("recall(None)",), ("model.fit(x)",), ("finish()",)], [2]),
        ([("%matplotlib inline",)], [0]),
    ],
)
def test_what_is_cleared(cells, due):
    assert kept(*cells) == due


def test_an_exercise_without_a_reference_or_a_function_is_refused_when_the_edition_is_made():
    with pytest.raises(ValueError, match=r"declared/convolution.py has no function 'nothing_of_the_kind'"):
        kept(("def nothing_of_the_kind(a):\n    ...", "exercise"))
    with pytest.raises(ValueError, match="tagged 'exercise' must define a function"):
        kept(("x = 1", "exercise"))


def folded(source):
    notebook = made(("x = 1",), ("#", "student-fold"))
    notebook["cells"][-1]["source"] = source
    edition = editions.student(notebook, lesson="02_convolution")
    return text(edition["cells"][-1])


def test_a_text_is_folded_up_to_the_next_heading_or_question():
    assert folded("It is $k^2$.\n\n**Exercise 3.** Write it.") == (
        "<details>\n<summary>Open once your check passes: the formula</summary>\n\nIt is $k^2$.\n\n</details>\n\n"
        "**Exercise 3.** Write it."
    )
    with pytest.raises(ValueError, match="nothing to fold"):
        folded("# A heading")


def test_the_same_source_gives_the_same_bytes_and_says_what_was_laid_down():
    one, other = (editions.lesson("02_convolution") for _ in range(2))
    assert one == other
    notebook = json.loads(one)
    laid = notebook["metadata"]["imagen_course"]
    assert (laid["lesson"], laid["edition"], laid["version"]) == ("02_convolution", "student", editions.__version__)
    assert laid["cells"] == editions.fingerprints(notebook)
    assert nbformat.writes(nbformat.reads(one.decode(), as_version=4)) + "\n" == one.decode()


@pytest.mark.parametrize(
    "edit",
    [
        lambda cell: cell | {"source": text(cell)},
        lambda cell: cell | {"source": text(cell).splitlines(keepends=True)},
        lambda cell: cell | {"source": text(cell) + "\n"},
        lambda cell: cell | {"source": text(cell).replace("\n", "\r\n")},
        lambda cell: cell | {"id": "another", "metadata": {"trusted": True}, "execution_count": 7},
    ],
)
def test_what_an_editor_does_when_it_saves_is_no_change(edit):
    notebook = editions.student(made(("x = 1\n\ny = 2",), ("# words\nmore",)), lesson="02_convolution")
    saved = notebook | {"cells": [*map(edit, notebook["cells"]), {"cell_type": "code", "source": ""}]}
    assert editions.fingerprints(saved) == editions.fingerprints(notebook)


@pytest.mark.parametrize(
    "edit",
    [
        lambda cells: cells[1:],
        lambda cells: [*cells, cells[0]],
        lambda cells: cells[::-1],
        lambda cells: [cells[0] | {"source": text(cells[0]) + " # mine"}, *cells[1:]],
    ],
)
def test_what_a_student_does_is_a_change(edit):
    notebook = editions.student(made(("x = 1",), ("y = 2",)), lesson="02_convolution")
    assert editions.fingerprints({"cells": edit(notebook["cells"])}) != editions.fingerprints(notebook)


def test_a_wheel_is_built_where_nothing_but_python_need_be(tmp_path):
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); from imagen_course import editions;"
        "print(len(editions.build(sys.argv[2], sys.argv[3])), {'numpy', 'nbformat', 'IPython'} & set(sys.modules))"
    )
    root = Path(editions.__file__).parents[1]
    command = [sys.executable, "-I", "-S", "-c", code, str(root), str(NOTEBOOKS), str(tmp_path)]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    assert result.stdout == f"{len(syllabus.LESSONS)} set()\n"
    assert (tmp_path / "02_convolution.ipynb").read_bytes() == editions.lesson("02_convolution")


@pytest.mark.filterwarnings("default")  # the kernel client's own
def test_a_lesson_opened_where_the_course_is_not_installed_says_what_is_missing(tmp_path):
    notebook = nbformat.reads(editions.lesson("02_convolution").decode(), as_version=4)
    first = next(cell for cell in notebook.cells if cell.cell_type == "code")
    away = "import os, sys\nhere = lambda p: os.path.isdir(os.path.join(p or '.', 'imagen_course'))\n"
    away += "sys.path[:] = [p for p in sys.path if not here(p)]"
    notebook.cells = [nbformat.v4.new_code_cell(away), first]
    ast.parse(first.source)
    with pytest.raises(CellExecutionError):
        NotebookClient(notebook, kernel_name="python3", resources={"metadata": {"path": tmp_path}}).execute()
    (error,) = first.outputs
    (sentence,) = error.traceback
    assert sentence.startswith(
        "imagen_course is not installed here. Put its wheel beside this notebook and run this cell again"
    )
    assert "`%pip install path/to/imagen_course-...-any.whl`" in sentence


@pytest.mark.parametrize(("name", "extra"), [("02_convolution", ""), (syllabus.name("a_cnn_in_keras"), "[keras]")])
def test_the_first_cell_installs_the_wheel_that_lies_beside_it_with_what_the_lesson_needs(
    name, extra, tmp_path, monkeypatch
):
    (tmp_path / "imagen_course-0.1.0-py3-none-any.whl").touch()
    monkeypatch.chdir(tmp_path)
    asked = []
    shell = SimpleNamespace(run_line_magic=lambda *words: asked.append(words))
    cell = text(next(cell for cell in student(name)["cells"] if cell["cell_type"] == "code"))
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ModuleNotFoundError, match="not installed here"):  # as pip was not really asked
        exec(cell, {"get_ipython": lambda: shell})
    assert asked == [("pip", f'install "imagen_course-0.1.0-py3-none-any.whl{extra}"')]


@pytest.mark.filterwarnings("default")
def test_where_it_is_installed_the_first_cell_says_nothing():
    notebook = nbformat.reads(editions.lesson("02_convolution").decode(), as_version=4)
    notebook.cells = [next(cell for cell in notebook.cells if cell.cell_type == "code")]
    NotebookClient(notebook, kernel_name="python3").execute()
    assert notebook.cells[0].outputs == []


def test_code_between_a_prediction_and_its_answer_that_states_it_is_folded():
    asked = ("predict('rows', None)",), ("assert rows == 26",), ("np.sum(rows)",), ("reveal('rows', 26)",), ("assert rows",)
    cells = editions.student(made(*asked), lesson="02_convolution")["cells"]
    hidden = [cell["metadata"].get("jupyter", {}).get("source_hidden", False) for cell in cells[1:]]
    assert hidden == [False, True, False, True, False]


@pytest.mark.parametrize("name", NAMES)
def test_no_code_that_can_be_read_states_what_is_still_to_be_predicted(name):
    waiting = set()
    for cell in student(name)["cells"]:
        if cell["cell_type"] == "code":
            source = text(cell)
            asked, given = (set(re.findall(rf'{verb}\("([^"]+)"', source)) for verb in ("predict", "reveal"))
            hidden = cell["metadata"].get("jupyter", {}).get("source_hidden")
            assert hidden or not waiting or not re.search(r"(?m)^\s*assert ", source) or "exercise" in editions_tags(cell), (
                cell["id"]
            )
            waiting = (waiting | asked) - given
