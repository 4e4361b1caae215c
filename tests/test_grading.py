"""Lessons as assignments for nbgrader: cells by its rules, checks that raise, and its own commands on three students.

The last needs nbgrader, which the project does not: ``IMAGEN_COURSE_NBGRADER`` names the folder of its commands, in an
environment that holds it and the course's core. `make nbgrader` makes one and runs this file with it.
"""

import ast
import csv
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from imagen_course import cli, editions, grading
from imagen_course.exercises import check, find

ROOT = Path(__file__).resolve().parents[1]
LESSONS = editions.lessons()
SOLUTION = re.compile(r"(?m)^( *)### BEGIN SOLUTION\n(?:.*\n)*? *### END SOLUTION$")


def made(lesson):
    return grading.assignment(json.loads(editions.lesson(lesson)))["cells"]


def source(cell):
    return "".join(cell["source"])


def marked(cells):
    """The cells that nbgrader has to know, by their ids."""
    return {cell["metadata"]["nbgrader"]["grade_id"]: cell for cell in cells if "nbgrader" in cell["metadata"]}


def released(text):
    """What nbgrader leaves of a solution cell, with the course's own blank."""
    return SOLUTION.sub(r"\1...", text)


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_metadata_keep_nbgrader_s_rules(lesson):
    cells = made(lesson)
    told = [cell["metadata"]["nbgrader"] for cell in cells if "nbgrader" in cell["metadata"]]
    assert len({own["grade_id"] for own in told}) == len(told)
    for own in told:
        assert re.fullmatch(r"[a-zA-Z0-9_\-]+", own["grade_id"])
        assert {"schema_version", "grade", "solution", "locked", "task", "cell_type", "grade_id"} == set(own) - {"points"}
        assert (own["schema_version"], own["task"], own["cell_type"]) == (3, False, "code")
        assert ("points" in own) == own["grade"]
        assert not (own["solution"] and own["locked"])
        assert own["grade"] <= own["locked"], "a check is not the student's"


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_exercise_is_a_solution_and_its_check_graded_after_it(lesson):
    cells, edition = made(lesson), json.loads(editions.lesson(lesson))
    told = marked(cells)
    exercises = {c["metadata"][editions.MARK]["exercise"]: c for c in edition["cells"] if editions.MARK in c["metadata"]}
    assert [name for name in told if told[name]["metadata"]["nbgrader"]["solution"]] == list(exercises)
    order = list(told)
    for name, blank in exercises.items():
        reference, graded = source(told[name]), told[f"check-{name}"]["metadata"]["nbgrader"]
        assert order.index(f"check-{name}") > order.index(name)
        assert graded["points"] == blank["metadata"][editions.MARK]["minutes"] / 5 >= 1
        ast.parse(reference)
        blank = source(blank).rstrip()
        if find(name)[1].given is not None:
            assert released(reference) == f"{blank}\n\n..."  # the mistake is there to be found
        else:
            assert ast.dump(ast.parse(released(reference))) == ast.dump(ast.parse(blank))
    assert told["setup"]["metadata"]["nbgrader"]["locked"]


@pytest.mark.parametrize("lesson", LESSONS)
def test_an_assignment_says_no_more_than_the_student_s_edition(lesson):
    edition = {cell["id"]: cell for cell in json.loads(editions.lesson(lesson))["cells"]}
    cells = made(lesson)
    assert [cell["id"] for cell in cells] == list(edition)
    assert all(cell.get("outputs") == edition[cell["id"]].get("outputs") for cell in cells)
    assert all(editions.MARK not in cell["metadata"] for cell in cells)


@pytest.mark.parametrize("name", ["output_size", "blur"])
def test_a_solution_between_the_marks_is_the_reference(name):
    text = source(marked(made("02_convolution"))[name])
    scope = {}
    exec(find(name)[1].source, scope)
    reference = scope[name].__code__.co_code
    exec("import numpy as np\n" + text, scope)
    assert scope[name].__code__.co_code == reference


def test_a_check_that_is_passed_is_shown_and_raises_nothing(capsys):
    def contrast(x):
        return x.max() - x.min()

    grading.require(check(contrast))
    assert "✓ contrast is right" in capsys.readouterr().out


def wrong(x):
    return x.max()


def blank(x): ...


@pytest.mark.parametrize(("answer", "said"), [(wrong, "wrong in 8 of 9 cases"), (blank, "not attempted yet")])
def test_a_check_that_is_not_passed_raises_what_it_said(answer, said, monkeypatch):
    monkeypatch.setattr(answer, "__name__", "contrast")
    with pytest.raises(grading.NotPassed, match=f"contrast.*{said}") as caught:
        grading.require(check(answer))
    assert caught.value._render_traceback_() == [str(caught.value)]


def test_the_command_writes_what_nbgrader_expects_and_replaces_nothing_unasked(tmp_path, capsys):
    course = tmp_path / "course"
    assert cli.main(["nbgrader", str(course), "2", "pooling"]) == 0
    assert "nbgrader generate_assignment 02_convolution" in capsys.readouterr().out
    written = {str(path.relative_to(course)) for path in course.rglob("*") if path.is_file()}
    notebooks = {f"source/{name}/{name}.ipynb" for name in ("02_convolution", "03_pooling")}
    assert written == notebooks | {"nbgrader_config.py"}
    (course / "nbgrader_config.py").write_text("mine")
    assert cli.main(["nbgrader", str(course), "2"]) == 1
    assert "exists already: --force replaces it" in capsys.readouterr().err
    assert cli.main(["nbgrader", str(course), "2", "--force"]) == 0
    assert (course / "nbgrader_config.py").read_text() == "mine"


def test_files_of_a_learning_platform_are_told_apart_by_the_name_before_the_lesson():
    (pattern,) = re.findall(r'named_regexp = r"(.+)"', grading.CONFIG)
    for student in ("ada", "Ben-2", "Zoë L."):
        found = re.match(pattern, f"course/downloaded/03_pooling/extracted/{student}_03_pooling.ipynb")
        assert found.groupdict() == {"student_id": student, "file_id": "03_pooling.ipynb"}


def test_the_page_for_instructors_names_the_commands_that_are_tried_below_in_their_order():
    page = (ROOT / "docs" / "teach" / "nbgrader.md").read_text("utf-8")
    alone, shared = page.split("## On a machine that all share")
    tried = re.findall(r'nbgrader\("nbgrader", "(\w+)"', Path(__file__).read_text("utf-8"))
    typed = [re.findall(r"(?m)^ {4}nbgrader (\w+)", text) for text in (alone, shared)]
    by_exchange = {"release_assignment", "fetch_assignment", "submit", "collect"}
    assert typed[0] == [command for command in tried if command not in by_exchange]
    assert typed[1] == [command for command in tried if command in by_exchange]


# --- nbgrader's own commands ------------------------------------------------------------------------------------------

LESSON = "03_pooling"  # it needs no framework
CONFIG = "c.Exchange.root = {exchange!r}\n"


@pytest.fixture
def nbgrader(tmp_path):
    """``nbgrader(*words)`` runs one of its commands in a course, and fails if the command does."""
    commands = os.environ.get("IMAGEN_COURSE_NBGRADER", "")
    if not shutil.which("nbgrader", path=commands or None):
        pytest.skip("no nbgrader: make nbgrader sets it up, in an environment of its own")
    bin_ = Path(shutil.which("nbgrader", path=commands or None)).parent
    own = {f"JUPYTER_{kind}_DIR": str(tmp_path / kind.lower()) for kind in ("CONFIG", "DATA", "RUNTIME")}
    own |= {"HOME": str(tmp_path), "PATH": f"{bin_}{os.pathsep}{os.environ['PATH']}", "IMAGEN_COURSE_PROGRESS": "off"}
    own["PYTHONPATH"] = f"{os.environ['PYTHONPATH']}{os.pathsep}{ROOT}"
    (tmp_path / "course").mkdir()

    def run(*words, cwd="course"):
        command = [bin_ / words[0], *words[1:]]
        done = subprocess.run(command, cwd=tmp_path / cwd, env=os.environ | own, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr

    return run


def handed_in(path, answers):
    """The released notebook as a student hands it in, with these answers."""
    notebook = json.loads(path.read_text("utf-8"))
    for name, cell in marked(notebook["cells"]).items():
        if name in answers:
            cell["source"] = answers[name].splitlines(keepends=True)
    return json.dumps(notebook)


@pytest.mark.exhaustive
def test_nbgrader_gives_full_partial_and_no_marks(nbgrader, tmp_path):
    course = tmp_path / "course"
    nbgrader("python", "-m", "imagen_course", "nbgrader", ".", LESSON)
    exchange = tmp_path / "exchange"
    exchange.mkdir(mode=0o777)
    with open(course / "nbgrader_config.py", "a") as config:
        config.write(CONFIG.format(exchange=str(exchange)))
    nbgrader("nbgrader", "generate_assignment", LESSON)
    release = course / "release" / LESSON / f"{LESSON}.ipynb"
    assert "BEGIN SOLUTION" not in release.read_text("utf-8")
    names = [name for name, cell in marked(made(LESSON)).items() if cell["metadata"]["nbgrader"]["solution"]]
    right = {name: find(name)[1].source for name in names}
    some = {
        **right,
        names[0]: f"def {names[0]}(*args):\n    return 0",
        names[1]: f"def {names[1]}(*args):\n    return missing",
    }

    # One student by nbgrader's exchange, who is whoever runs this; two by files as a learning platform gives them out.
    nbgrader("nbgrader", "release_assignment", LESSON)
    (tmp_path / "student").mkdir()
    shutil.copy(course / "nbgrader_config.py", tmp_path / "student")
    nbgrader("nbgrader", "fetch_assignment", LESSON, cwd="student")
    fetched = tmp_path / "student" / LESSON / f"{LESSON}.ipynb"
    fetched.write_text(handed_in(release, right), "utf-8")
    nbgrader("nbgrader", "submit", LESSON, cwd="student")
    nbgrader("nbgrader", "collect", LESSON)
    (solved,) = (path.name for path in (course / "submitted").iterdir())
    archive = course / "downloaded" / LESSON / "archive"
    archive.mkdir(parents=True)
    for student, answers in (("some", some), ("blank", {})):
        (archive / f"{student}_{LESSON}.ipynb").write_text(handed_in(release, answers), "utf-8")
    nbgrader("nbgrader", "zip_collect", LESSON)

    nbgrader("nbgrader", "autograde", LESSON)
    nbgrader("nbgrader", "generate_feedback", LESSON)
    nbgrader("nbgrader", "export", "--to", "grades.csv")
    with open(course / "grades.csv", newline="") as file:
        rows = {row["student_id"]: (float(row["score"]), float(row["max_score"])) for row in csv.DictReader(file)}
    points = {name: marked(made(LESSON))[f"check-{name}"]["metadata"]["nbgrader"]["points"] for name in names}
    most = sum(points.values())
    assert rows == {solved: (most, most), "some": (most - points[names[0]] - points[names[1]], most), "blank": (0, most)}
    feedback = {student: (course / "feedback" / student / LESSON / f"{LESSON}.html").read_text("utf-8") for student in rows}
    assert f"{names[0]} is right" in feedback[solved]
    assert f"{names[0]} is wrong" in feedback["some"]
    assert "not attempted yet" in feedback["blank"]
