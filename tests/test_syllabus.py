"""``syllabus``: every number of a lesson that stands anywhere is the one it has there, and one command changes them all."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from imagen_course import editions, syllabus
from imagen_course.exercises import lessons, progress, store

ROOT = Path(__file__).resolve().parents[1]
SLUGS = [lesson.slug for lesson in syllabus.LESSONS]
HREF = re.compile(r"\]\((?:\.\./)?(?:notebooks/)?(\d\d)_(\w+)\.ipynb\)")
COUNTED = re.compile(r"\b[Ll]essons? \d\d\b")


def notebook(slug):
    return json.loads((ROOT / "notebooks" / f"{syllabus.name(slug)}.ipynb").read_bytes())


def texts(cells, kind):
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == kind]


def test_the_lessons_are_those_of_the_syllabus():
    names = [syllabus.name(slug) for slug in SLUGS]
    assert editions.lessons() == names
    assert [path.stem for path in sorted((ROOT / "notebooks").glob("*.ipynb"))] == names
    assert list(lessons()) == SLUGS
    for folder in ("imagen_course/exercises/declared", "tests/answers", "tests/corpus"):
        assert {path.stem for path in (ROOT / folder).glob("*.py")} - {"__init__"} == set(SLUGS)
    assert all(set(lesson.needs) <= set(SLUGS[: syllabus.number(lesson.slug)]) for lesson in syllabus.LESSONS[1:])
    assert [syllabus.slug(name) for name in names] == SLUGS


def test_no_lesson_of_the_first_versions_is_lost():
    for slug in syllabus.FORMER_NUMBERS.values():
        assert slug in SLUGS or slug in syllabus.SUCCESSORS
    assert {heir for heirs in syllabus.SUCCESSORS.values() for heir in heirs} <= set(SLUGS) | set(syllabus.SUCCESSORS)
    assert not set(syllabus.SUCCESSORS) & set(SLUGS)


@pytest.mark.parametrize("slug", SLUGS)
def test_a_lesson_says_of_itself_what_the_syllabus_says(slug):
    cells = notebook(slug)["cells"]
    first = texts(cells, "markdown")[0]
    assert first.splitlines()[0] == f"# {syllabus.number(slug):02} · {syllabus.title(slug)}"
    assert sum(f'begin("{slug}")' in source for source in texts(cells, "code")) == 1
    needs = syllabus.LESSONS[syllabus.number(slug)].needs
    named = [found[2] for found in HREF.finditer(first)]
    assert set(named) == set(needs), "the lessons it says it needs"


@pytest.mark.parametrize("slug", SLUGS)
def test_a_lesson_is_named_by_a_link_that_leads_there(slug):
    cells = notebook(slug)["cells"]
    for source in texts(cells, "markdown"):
        for number, there in HREF.findall(source):
            assert f"{number}_{there}" == syllabus.name(there)
        assert not COUNTED.search(re.sub(r"\[[^\]]*\]\(\d\d_\w+\.ipynb\)", "", source)), "a number that is no link"
    for cell in cells:
        if cell["cell_type"] == "code":
            assert not COUNTED.search("".join(cell["source"]) + json.dumps(cell["outputs"])), cell["id"]


@pytest.mark.parametrize("path", sorted((ROOT / "imagen_course").rglob("*.py")), ids=lambda path: path.stem)
def test_the_package_calls_no_lesson_by_number(path):
    assert not COUNTED.search(path.read_text(encoding="utf-8"))


def test_a_part_is_called_by_its_number_and_its_title_everywhere():
    titles = list(dict.fromkeys(lesson.part for lesson in syllabus.LESSONS))
    named = [syllabus.part(title) for title in titles]
    assert named == [f"Part {roman}, {title}" for roman, title in zip(["I", "II", "III", "IV", "V"], titles, strict=True)]
    pages = [ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").glob("**/*.md"), *(ROOT / "notebooks").rglob("*.*")]
    for path in (path for path in pages if path.suffix in (".md", ".ipynb", ".py")):
        if path.name != "figures.md" and "_build" not in path.parts and ".ipynb_checkpoints" not in path.parts:
            found = re.findall(rf"\bPart (?:[IVX\d]+\b|{'|'.join(titles)}).{{,20}}", path.read_text("utf-8"))
            assert [words for words in found if not words.startswith(tuple(named))] == [], path.name
    with pytest.raises(ValueError, match="there is no part 'Formuals', there are Formulas, "):
        syllabus.part("Formuals")


PAGES = [*ROOT.glob("*.md"), ROOT / "data" / "README.md", ROOT / "benchmarks" / "README.md", *(ROOT / "docs").glob("*.md")]
PAGES += [*(ROOT / "docs" / "teach").glob("*.md"), *(ROOT / "tools").rglob("*.*"), *(ROOT / "benchmarks").glob("*.py")]
PAGES = [path for path in sorted(PAGES) if path.suffix in (".md", ".py", ".sh", ".bat") and path.name != "figures.md"]
LINKED = re.compile(r"\[((?:[Ll]esson )?)(\d\d)([^\]]*)\]\((?:\.\./)*notebooks/(\d\d)_(\w+)\.ipynb\)")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_page_calls_a_lesson_by_number_in_a_link_alone_and_number_and_title_agree(path):
    text = path.read_text("utf-8")
    for word, number, words, there, slug in LINKED.findall(text):
        assert f"{number}_{slug}" == f"{there}_{slug}" == syllabus.name(slug)
        assert words.strip(" ,") in ("", syllabus.title(slug)) or word, words
    assert not COUNTED.search(LINKED.sub("", text)), "a number that is no link: write the slug, or link it"


def test_the_readme_lists_the_lessons():
    rows = re.findall(r"(?m)^\| (\d\d) \| \[([^\]]*)\]\(notebooks/(\w+)\.ipynb\)", (ROOT / "README.md").read_text("utf-8"))
    assert rows == [(f"{number:02}", syllabus.title(slug), syllabus.name(slug)) for number, slug in enumerate(SLUGS)]


@pytest.mark.parametrize("slug", SLUGS)
def test_a_lesson_and_the_readme_say_the_minutes_that_are_counted(slug):
    minutes, of_exercises = editions.minutes(notebook(slug), lesson=syllabus.name(slug))
    said = re.search(r"\b(\d+) minutes, (?:an exercise of )?(\d+)\b", texts(notebook(slug)["cells"], "markdown")[0])
    assert (int(said[1]), int(said[2])) == (minutes, of_exercises), "python tools/renumber.py writes them"
    row = f"[{syllabus.title(slug)}](notebooks/{syllabus.name(slug)}.ipynb) | {minutes} | "
    assert row in (ROOT / "README.md").read_text("utf-8")


def test_minutes_are_counted_by_words_lines_predictions_and_exercises():
    text = {"cell_type": "markdown", "source": "word " * 1500}  # 10 minutes
    code = {"cell_type": "code", "metadata": {}, "source": "x = 1\n\n" * 108 + "\n".join(["predict('n', 1)"] * 12)}  # 10, 18
    exercise = {"cell_type": "code", "metadata": {"tags": ["exercise"]}, "source": "def blur(image):\n    ..."}
    count = editions.minutes
    assert count({"cells": [text]}, lesson="02_convolution") == (10, 0)
    assert count({"cells": [text, code]}, lesson="02_convolution") == (40, 0)
    assert count({"cells": [text, code, exercise]}, lesson="02_convolution") == (50, 10)


@pytest.mark.parametrize(
    ("old", "now"),
    [
        ("learning/exercise/training_step", "A network of your own"),
        ("learning/exercise/dense_backward", "A network of your own"),
        ("pooling/exercise/max_gradient", "Learning"),
        ("trained_well_judged_well/exercise/answers_to_held_out", "Judged well"),
        ("feature_vectors/exercise/suppress", "Faces, sounds, words"),
        ("the_whole_pipeline/exercise/condorcet", "Votes"),
        ("the_whole_pipeline/exercise/soft_vote", "Votes"),
        ("from_words_to_a_picture/exercise/best_guess", "From noise to a picture"),
    ],
)
def test_what_was_solved_keeps_its_tick_when_it_moves_to_another_lesson(old, now, tmp_path, monkeypatch):
    kept = {"version": 2, "entries": {old: {"state": "right", "done": "2026-01-01T00:00:00+00:00", "attempts": 3}}}
    (tmp_path / "progress.json").write_text(json.dumps(kept), encoding="utf-8")
    monkeypatch.setenv("IMAGEN_COURSE_PROGRESS", str(tmp_path / "progress.json"))
    rows = [line.split(" | ") for line in str(progress()).splitlines() if " | " in line]
    (row,) = (row for row in rows if row[0] == now)
    assert row[1].startswith("1 of ")
    assert old.rpartition("/")[2] not in row[-1]
    assert store.read().keys() == {old}, "the file is left as it is"


def test_an_unknown_lesson_is_named():
    with pytest.raises(ValueError, match="no lesson 'convolutions', there are start_here, "):
        syllabus.name("convolutions")


# --- one line and one command -----------------------------------------------------------------------------------------


@pytest.fixture
def checkout(tmp_path):
    for folder in ("imagen_course", "notebooks", "tools", "docs", "tests/answers", "tests/corpus"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "README.md", tmp_path)
    return tmp_path


def renumber(checkout):
    command = [sys.executable, "tools/renumber.py"]
    environment = {"PYTHONPATH": str(checkout), "PATH": "", "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(command, cwd=checkout, env=environment, capture_output=True, text=True)


def contents(checkout):
    return {path: path.read_bytes() for path in sorted(checkout.rglob("*")) if path.is_file()}


def test_renumbering_what_is_in_line_changes_nothing(checkout):
    before = contents(checkout)
    assert renumber(checkout).stdout == "every number is in line with the syllabus\n"
    assert contents(checkout) == before


def test_a_lesson_is_inserted_by_one_line_and_one_command(checkout):
    path = checkout / "imagen_course" / "syllabus.py"
    line = '    Lesson("a_neuron", "A neuron", _FORMULAS, "say what one computes"),\n    Lesson(\n        "pooling",'
    path.write_text(path.read_text("utf-8").replace('    Lesson(\n        "pooling",', line), "utf-8")
    said = renumber(checkout).stdout
    last = len(SLUGS) - 1
    assert f"{last}_{SLUGS[-1]} is {last + 1}_{SLUGS[-1]} now" in said
    lesson = json.loads((checkout / "notebooks" / "03_a_neuron.ipynb").read_bytes())
    assert texts(lesson["cells"], "markdown")[0] == "# 03 · A neuron"
    assert 'begin("a_neuron")' in texts(lesson["cells"], "code")[0]
    pooling = json.loads((checkout / "notebooks" / "04_pooling.ipynb").read_bytes())
    assert texts(pooling["cells"], "markdown")[0].startswith("# 04 · Pooling\n")
    assert "[lesson 05, fully connected layers and softmax](05_dense_and_softmax.ipynb)" in json.dumps(pooling)
    readme = (checkout / "README.md").read_text("utf-8")
    assert "| 03 | [A neuron](notebooks/03_a_neuron.ipynb) | 0 | say what one computes |" in readme
    assert "| 04 | [Pooling](notebooks/04_pooling.ipynb) |" in readme
    assert "[03 A neuron](03_a_neuron.ipynb)" in (checkout / "notebooks" / "00_start_here.ipynb").read_text("utf-8")
    before = contents(checkout)
    assert renumber(checkout).stdout == "every number is in line with the syllabus\n"
    assert contents(checkout) == before


def test_a_notebook_of_no_lesson_is_named_and_nothing_is_changed(checkout):
    (checkout / "notebooks" / "02_convolution.ipynb").rename(checkout / "notebooks" / "02_filters.ipynb")
    before = contents(checkout)
    assert "no lesson of the syllabus is called filters" in renumber(checkout).stderr
    assert contents(checkout) == before
