"""``imagen-course exercise``, and the page of CONTRIBUTING that leads through it, step by step in a copy of the checkout."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from imagen_course import cli, editions

ROOT = Path(__file__).parents[1]
WRONG = ["sum(windows) + 1", "max(windows)", "2 * len(windows)", "windows", "str(windows)"]
RIGHT = ["eval('*'.join(map(str, windows)))", "__import__('math').prod(windows)", "int(np.exp(np.log(windows).sum()) + 0.5)"]


@pytest.fixture
def checkout(tmp_path):
    """What an exercise is made of, copied: the package, the notebooks, the tests, the benchmark."""
    without = shutil.ignore_patterns("__pycache__", "*.pyc", "_lab")
    for folder in ("imagen_course", "notebooks", "tests", "benchmarks"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=without)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "data").symlink_to(ROOT / "data")
    return tmp_path


def run(checkout, line):
    """Run a line of the page there."""
    words = shlex.split(line)
    start = [sys.executable, "-m", "imagen_course"] if words[0] == "imagen-course" else [sys.executable]
    environment = os.environ | {"PYTHONPATH": str(checkout), "MPLBACKEND": "agg", "COLUMNS": "200"}
    options = ["-p", "no:cacheprovider", "-q"] if "pytest" in words else []
    done = subprocess.run([*start, *words[1:], *options], cwd=checkout, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout


def put(path, text, start, end):
    """Put the text in the place of what is there from ``start`` to before ``end``."""
    before = path.read_text(encoding="utf-8")
    at = before.index(start)
    path.write_text(before[:at] + text + "\n\n" + before[before.index(end, at) :], encoding="utf-8")


@pytest.mark.slow
def test_the_page_leads_to_an_exercise(checkout, monkeypatch):
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("## Adding an exercise")[2].partition("\n## ")[0]
    new, declaration, answers, try_, inplace, corpus, last = re.findall(r"```(?:sh|python)\n(.*?)```", page, re.S)
    assert run(checkout, new).splitlines()[:3] == [
        "imagen_course/exercises/declared/pooling.py",
        "tests/answers/pooling.py",
        "notebooks/03_pooling.ipynb",
    ]
    declared = checkout / "imagen_course/exercises/declared/pooling.py"
    put(declared, declaration, "@exercise(\n    cases=lambda: [(0,)", "RECALL = ")
    put(checkout / "tests/answers/pooling.py", answers, "def field_of_view_in_other_words", "ANSWERS = ")
    shown = run(checkout, try_)
    assert "OK      field_of_view_by_a_library passes\n" in shown
    assert "✗ field_of_view is wrong in 2 of 4 cases: the sides are added up\n" in shown
    assert "Two poolings of 3: how many pixels wide is the field?" in shown
    assert "NOT OK" not in shown
    assert inplace == "imagen-course run --inplace notebooks/03_pooling.ipynb\n"  # it takes a minute, and a framework
    monkeypatch.setattr(editions, "_PACKAGE", checkout / "imagen_course")
    editions._references.cache_clear()
    framed(json.loads((checkout / "notebooks/03_pooling.ipynb").read_bytes()))
    editions._references.cache_clear()
    blocks = [corpus, *(answer("wrong", body) for body in WRONG), *(answer("right", body) for body in RIGHT)]
    with open(checkout / "tests/corpus/pooling.py", "a", encoding="utf-8") as file:
        file.write("\n" + "\n".join(blocks))
    counted, tested = last.splitlines()
    assert run(checkout, counted).splitlines()[-1].endswith(" | 0 |"), "a right answer is refused"
    run(checkout, tested.replace("pooling or ", ""))  # what the corpus is told was just counted


def answer(kind, body):
    return f"# %% field_of_view | {kind} | writes {body}\ndef field_of_view(windows):\n    return {body}\n"


def framed(notebook):
    """The cells of a new exercise are laid as the editions want them: framed, blank, the check below, a section after."""
    cells = editions.student(notebook, lesson="03_pooling")["cells"]
    (at,) = (number for number, cell in enumerate(cells) if cell["id"] == "ex-field-of-view")
    frame, mine, check, after = cells[at - 1 : at + 3]
    assert "Your turn · exercise <code>field_of_view</code></b> · about 10 minutes" in "".join(frame["source"])
    assert "".join(mine["source"]) == "def field_of_view(windows):\n    ..."
    assert (check["id"], "".join(check["source"])) == ("check-field-of-view", "check(field_of_view)")
    assert "".join(after["source"]).startswith("## ")
    headings = [cell for cell in cells[at:] if "".join(cell["source"]).startswith("## ")]
    assert len(headings) == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["new", "pooling", "field_of_view", "windows"], "pooling has 4 exercises, and a lesson has no more"),
        (["new", "pooling", "output_size", "size"], "an exercise of convolution is called output_size already"),
        (["new", "pooling", "field of view"], "'field of view' is no name for a function or an argument"),
        (["new", "pooling", "lambda"], "'lambda' is no name"),
        (["new", "pooling", "view", "1st"], "'1st' is no name"),
        (["new", "no_such_lesson", "view"], "no_such_lesson"),
        (["try", "pooling", "field_of_view"], "pooling has no exercise 'field_of_view', there are"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(words, said, capsys, monkeypatch):
    monkeypatch.setattr("imagen_course.cli.exercise.MOST", 4)  # as many as pooling has
    before = {path: path.stat().st_mtime_ns for path in ROOT.glob("imagen_course/exercises/declared/*.py")}
    assert cli.main(["exercise", *words]) == 1
    assert said in capsys.readouterr().err
    assert before == {path: path.stat().st_mtime_ns for path in ROOT.glob("imagen_course/exercises/declared/*.py")}


@pytest.mark.parametrize("words", [["new", "pooling", "view", "windows"], ["try", "pooling", "pool"]])
def test_an_installed_copy_says_that_it_takes_a_checkout(words, capsys, monkeypatch):
    monkeypatch.setattr(editions, "in_checkout", lambda: False)
    assert cli.main(["exercise", *words]) == 1
    assert "an exercise is written in a checkout of the course, and this is an installed copy" in capsys.readouterr().err
