"""What the site is made of: lessons solved, pages on which nothing is told before it is asked, words, cards, vendored files.

How the pages look and behave in a browser: ``browser/test_site_in_a_browser.py``.
"""

import ast
import hashlib
import html
import json
import re
from pathlib import Path

import glossary
import lite
import live
import nbformat
import numpy as np
import pages
import pytest
import skimage.data
import solved
import stills
import yaml

from imagen_course import editions, plots, syllabus, widgets
from imagen_course.exercises import lessons

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
NAMES = [syllabus.name(lesson.slug) for lesson in syllabus.LESSONS]
TERMS = glossary.terms((DOCS / "glossary.md").read_text(encoding="utf-8"))
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAAAAAC4HznGAAAADElEQVR42mNkYGBgAAAADgADEmZ7rgAAAABJRU5ErkJggg=="


def source_of(name):
    return json.loads((ROOT / "notebooks" / f"{name}.ipynb").read_text(encoding="utf-8"))


def printed(name):
    return "\n".join(map(solved.shown, source_of(name)["cells"]))


def page_of(name):
    """The page of a lesson whose solved cells print no more than their ids."""
    cells = [cell["id"] for cell in source_of(name)["cells"] if cell["cell_type"] == "code"]
    outputs = {cell: [{"output_type": "stream", "name": "stdout", "text": f"out of {cell}"}] for cell in cells}
    return pages.Lesson(name, outputs).page(TERMS)


@pytest.fixture(scope="module")
def page():
    made = {}
    return lambda name: made[name] if name in made else made.setdefault(name, page_of(name))


# --- solved -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_every_reference_prediction_and_letter_is_in_its_place(name):
    source, made = source_of(name), solved.solved(source_of(name), lesson=name)
    assert [cell["id"] for cell in made["cells"]] == [cell["id"] for cell in source["cells"]]
    code = [cell["source"] for cell in made["cells"] if cell["cell_type"] == "code"]
    for exercise in lessons()[syllabus.slug(name)].EXERCISES:
        assert code.count(exercise.source.rstrip()) == 1, exercise.name
    calls = [node for source in code for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    for call in calls:
        if getattr(call.func, "id", "") in ("predict", "recall"):
            assert "None" not in ast.unparse(call)
        if getattr(call.func, "id", "") == "predict":
            answer = ast.literal_eval(call.args[1])
            assert f"the answer is {answer!r} ({call.args[0].value})" in printed(name)


def test_a_prediction_of_several_parts_gets_them_all_and_one_that_nothing_answers_is_refused():
    words = "· the answer is (3, 'left') (two things); you made no prediction"
    assert solved._filled_in('predict("two things", None, None)', words) == "predict(\"two things\", 3, 'left')"
    with pytest.raises(ValueError, match="no stored output answers the prediction 'other'"):
        solved._filled_in('predict("other", None)', words)


def test_the_letters_answer_the_questions_that_were_asked():
    questions = {question.question: question.answer for module in lessons().values() for question in module.RECALL}
    asked = list(questions)[:3]
    words = "· Pooling: 3 questions on what came before\n" + "\n".join(
        f"{n}. {text}\n   (a) x" for n, text in enumerate(asked, 1)
    )
    assert solved.recalled(words) == [questions[text] for text in asked]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("· the answer is 4 (rows); you made no prediction", 1),
        ("· contrast: not attempted yet", 1),
        ("contrast is not right yet: this cell uses the course's solution instead.", 1),
        ("✗ you predicted 3; the answer is 4 (rows)", 1),
        ("✗ contrast is wrong in 3 of 9 cases", 1),
        ("Exercises still to do: `contrast`.", 1),
        ("✓ you predicted 4; the answer is 4 (rows)", 0),
        ("✓ contrast is right: 9 of 9 cases", 0),
    ],
)
def test_what_a_solved_lesson_must_not_say_is_found(line, found):
    cell = {"cell_type": "code", "outputs": [{"output_type": "stream", "text": ["first\n", line]}]}
    assert len(solved.complaints({"cells": [cell]})) == found


@pytest.mark.filterwarnings("default")  # the kernel client's own
def test_a_lesson_runs_solved_with_the_network_shut():
    notebook = solved.solved(source_of("00_start_here"), lesson="00_start_here")
    out = "import socket\ntry:\n    socket.socket().connect(('192.0.2.1', 80))\nexcept OSError as error:\n    print(error)"
    cell = {"cell_type": "code", "id": "out", "metadata": {}, "outputs": [], "execution_count": None, "source": out}
    ran = solved.run({**notebook, "cells": [*notebook["cells"], cell]})
    assert solved.complaints(ran) == []
    assert solved.shown(ran["cells"][-1]).strip() == "the network is shut"
    assert len(ran["cells"]) == len(notebook["cells"]) + 1


def test_what_is_kept_is_made_again_when_what_it_depends_on_has_changed():
    notebook = solved.solved(source_of("03_pooling"), lesson="03_pooling")
    before = solved.key(notebook, slug="pooling")
    text = next(cell for cell in notebook["cells"] if cell["cell_type"] == "markdown")
    text["source"] = "other words"
    assert solved.key(notebook, slug="pooling") == before
    code = next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    code["source"] += "\n1 + 1"
    assert solved.key(notebook, slug="pooling") != before


def test_what_a_lesson_imports_is_followed_through_the_package():
    rooms = {path.relative_to(solved.PACKAGE).as_posix() for path in solved.reached("from imagen_course import captions")}
    assert {"__init__.py", "worlds/captions.py", "worlds/scenes.py", "checks.py"} <= rooms
    assert not {"pipeline.py", "cli/__init__.py"} & rooms


# --- the pages of lessons ---------------------------------------------------------------------------------------------


def inside_folds(text):
    return "\n".join(re.findall(r"<details>(.*?)</details>", text, re.S))


@pytest.mark.parametrize("name", NAMES)
def test_a_page_asks_every_prediction_and_folds_its_answer_and_what_comes_out_before_it(name, page):
    cells, source = page(name)["cells"], source_of(name)["cells"]
    nbformat.validate(nbformat.from_dict(page(name)))
    code = "\n".join("".join(cell["source"]) for cell in source if cell["cell_type"] == "code")
    asked = re.findall(r'(?<!\w)predict\("(.+?)", None', code)
    boxes = [cell["source"] for cell in cells if 'class="prediction"' in cell["source"]]
    assert len(boxes) == len(asked)
    for name_of, box in zip(asked, boxes, strict=True):
        answer = pages._plain(solved.truth(name_of, printed(name)))
        assert inside_folds(box) == f"<summary>Show the answer</summary><p>{answer}</p>"
    waiting = 0
    for cell in cells:
        text, tags = cell["source"], cell["metadata"].get("tags", [])
        waiting += 'class="prediction"' in text
        if cell["cell_type"] == "code" and waiting > 0 and not text.startswith("check("):
            assert {"hide-output", "hide-cell"} & set(tags), f"{cell['id']} answers what is still asked"
        if cell["cell_type"] == "code":
            waiting -= len(re.findall(r"(?<!\w)reveal\(", text))
    assert waiting == 0


@pytest.mark.parametrize("name", NAMES)
def test_a_page_has_every_hint_and_solution_and_folds_them(name, page):
    exercises = lessons()[syllabus.slug(name)].EXERCISES
    boxes = [cell["source"] for cell in page(name)["cells"] if ":class: exercise" in cell["source"]]
    assert sorted(re.search("`(.+?)`", box)[1] for box in boxes) == sorted(exercise.name for exercise in exercises)
    for exercise in exercises:
        (box,) = (box for box in boxes if f"`{exercise.name}`" in box.splitlines()[0])
        box = re.sub(r"\{term\}`(.+?) <.+?>`", r"\1", box)  # a word that is linked to the glossary
        for told in (*exercise.hints, exercise.source.rstrip(), exercise.why):
            assert told in inside_folds(box)
        assert exercise.source.rstrip() not in re.sub(r"<details>.*?</details>", "", box, flags=re.S)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_speaks_of_no_student_s_work_and_shows_no_output_of_an_unsolved_lesson(name, page):
    code = [cell for cell in page(name)["cells"] if cell["cell_type"] == "code"]
    for cell in code:
        assert not re.match(r"(finish|progress)\(\)$", cell["source"])
        if re.search(r"(?<![\w.])recall\(", cell["source"]):
            assert "hide-cell" in cell["metadata"]["tags"]
        assert solved.complaints({"cells": [cell]}) == []
    assert ":class: solved" in page(name)["cells"][0]["source"]


def test_a_page_leads_to_services_only_where_the_repository_has_an_address(monkeypatch):
    for there, found in ({}, 0), ({"Colab": "https://colab.example"}, 1):
        monkeypatch.setattr(pages.address, "buttons", lambda name, there=there: there)
        assert page_of("00_start_here")["cells"][0]["source"].count("With nothing installed: [Colab](https") == found


def test_a_bug_hunt_shows_what_the_given_function_does_and_folds_what_the_mended_one_does(page):
    cells = {cell["id"]: cell for cell in page("02_convolution")["cells"]}
    (mended,) = (name for name in cells if name.endswith("-mended"))
    given = cells[mended.removesuffix("-mended")]
    assert given["metadata"]["tags"] == []
    assert "0.50" in given["outputs"][0]["data"]["text/plain"][0]
    assert cells[mended]["metadata"]["tags"] == ["hide-output", "remove-input"]
    assert cells[mended]["outputs"][0]["text"].startswith("out of")


def test_a_picture_is_a_file_of_its_own_that_keeps_its_shape_and_its_words(tmp_path, monkeypatch):
    monkeypatch.setattr(stills, "BESIDE", tmp_path)
    output = {"data": {"text/html": f'<img alt="a dot" src="data:image/png;base64,{PIXEL}" style="width: 3px">'}}
    words = stills.apart(output)["data"]["text/html"]
    (path,) = (tmp_path / "lessons" / "pictures").iterdir()
    assert words == f'<img alt="a dot" src="pictures/{path.name}" width="3" height="2" loading="lazy" style="width: 3px">'
    plain = {"output_type": "stream", "text": "1"}
    assert stills.apart(plain) == plain


def test_a_photograph_is_a_file_of_its_own_kind(tmp_path, monkeypatch):
    monkeypatch.setattr(stills, "BESIDE", tmp_path)
    sheet = plots.show(plots.picture(skimage.data.chelsea() / 255), size=5)
    words = stills.apart({"data": {"text/html": sheet._repr_html_()}})["data"]["text/html"]
    (path,) = (tmp_path / "lessons" / "pictures").iterdir()
    assert path.suffix == ".webp"
    assert path.read_bytes()[8:12] == b"WEBP"
    width, height = (int.from_bytes(sheet.png[at : at + 4]) for at in (16, 20))  # of every PNG
    assert f'src="pictures/{path.name}" width="{width}" height="{height}"' in words


def test_a_figure_is_a_file_too_and_keeps_its_size(tmp_path, monkeypatch):
    monkeypatch.setattr(stills, "BESIDE", tmp_path)
    figure = plots.confusion([[3, 1], [0, 2]], ['"a" & b', "<c>"])
    words = stills.apart({"data": {"text/html": figure._repr_html_()}})["data"]["text/html"]
    (path,) = (tmp_path / "lessons" / "pictures").iterdir()
    assert path.read_text(encoding="utf-8") == figure.svg
    height = re.search(r"viewBox='0 0 760 (\d+)", figure.svg)[1]
    assert f'src="pictures/{path.name}" width="760" height="{height}"' in words


# --- controls ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def control():
    def grey(level, side_length):
        return plots.show(plots.picture(np.full((side_length, side_length), level)))

    return widgets.control(grey, level=[0, 0.5, 1], side_length=[2, 3], first={"side_length": 3}, stills=[{"level": 1}])


def test_a_control_has_a_picture_of_every_setting_and_without_a_script_its_strip_is_seen(control):
    words = live.strip(control)
    figures = re.findall(r'<figure (\S+) data-setting="(.+?)".*?alt="(.+?)"', words)
    settings = [[level, side] for level in ("0", "0.5", "1") for side in ("2", "3")]
    assert [json.loads(html.unescape(setting)) for _, setting, _ in figures] == settings
    assert [kind for kind, _, _ in figures] == ["hidden"] * 5 + ["data-still"]
    assert figures[-1][2].startswith("grey picture, 3 x 3 pixels, values 1.00 to 1.00")
    (options,), (first,) = (re.findall(f'data-{name}="(.+?)"', words) for name in ("options", "first"))
    assert json.loads(html.unescape(options)) == {"level": ["0", "0.5", "1"], "side length": ["2", "3"]}
    assert json.loads(html.unescape(first)) == ["0", "3"]


def test_a_control_of_very_many_settings_stays_a_strip(control, monkeypatch):
    monkeypatch.setattr(live, "MOST", 5)
    assert live.strip(control) == control.strip()


# --- words ------------------------------------------------------------------------------------------------------------


def test_every_term_has_a_sentence_a_chinese_name_and_a_lesson():
    entries = re.split(r"\n\n(?=\S)", "\n".join(glossary.BLOCK.findall((DOCS / "glossary.md").read_text(encoding="utf-8"))))
    assert len(entries) > 90
    for entry in entries:
        (lesson,) = glossary.LESSON.findall(entry)
        assert lesson in {each.slug for each in syllabus.LESSONS}, entry
        assert re.search(r"[.)] (?:[\w ]+ )?[一-鿿 \w, -]*[一-鿿]", entry), entry
    assert len(TERMS) == len({term.lower() for term in TERMS}) > 120


def test_a_term_is_linked_once_in_bold_first_and_never_before_it_is_taught():
    texts = ["# Stride\nA stride, `stride`, $stride$, [stride](x.md).", "Now the **stride**, and strides."]
    terms = {"stride": "convolution", "mAP": "the_whole_pipeline"}
    assert glossary.linked(texts, terms, "convolution") == [texts[0], "Now the **{term}`stride <stride>`**, and strides."]
    assert glossary.linked(texts[:1], terms, "pooling")[0].startswith("# Stride\nA {term}`stride <stride>`, `stride`")
    assert glossary.linked(texts, terms, "a_picture_is_an_array") == texts
    assert glossary.linked(["a map"], terms, "the_whole_pipeline") == ["a map"]
    assert glossary.linked(["stride, stride"], terms, "pooling") == ["{term}`stride <stride>`, stride"]


def test_most_terms_are_linked_from_the_lessons(page):
    linked = {
        term
        for name in NAMES
        for cell in page(name)["cells"]
        for term in re.findall(r"\{term\}`.+? <(.+?)>`", cell["source"])
    }
    assert linked <= set(TERMS)
    assert len(linked) >= 70


# --- model cards ------------------------------------------------------------------------------------------------------


def test_every_network_that_ships_has_a_card_and_every_figure_was_measured():
    cards = (DOCS / "models.md").read_text(encoding="utf-8")
    drawn = {"people_coffee", "marked_coffee", "mask_china", "drawings"}
    titles = {name for title in re.findall("^## (.+)$", cards, re.M) for name in title.split(", ")}
    assert titles == {path.stem for path in (ROOT / "data").glob("*.npz")} - drawn
    for card in re.split("^## ", cards, flags=re.M)[1:]:
        assert len(re.findall(r"^\| (?:ha(?:s|ve) seen|do(?:es)?|(?:is|are) wrong|used in) \| \S", card, re.M)) == 4, card
    measured = "\n".join((ROOT / folder / "README.md").read_text(encoding="utf-8") for folder in ("data", "benchmarks"))
    figures = re.findall(r"\d[\d,]*\.\d+|\d{1,3}(?:,\d{3})+|\d+ (?=%)", cards)
    assert len(figures) > 35
    assert [figure for figure in figures if figure.strip() not in measured] == []


# --- vendored files ---------------------------------------------------------------------------------------------------


def test_what_others_made_is_as_they_made_it():
    folder = DOCS / "_static" / "mathjax"
    listed = dict(re.findall(r"^\| `(.+?)` \| `([0-9a-f]{64})` \|$", (folder / "README.md").read_text(), re.M))
    there = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir() if path.name != "README.md"
    }
    assert there == listed
    assert "Apache License" in (folder / "LICENSE").read_text()


# --- what others run --------------------------------------------------------------------------------------------------


def test_the_workflows_say_what_was_not_tried_and_use_locks_and_targets_that_are_there():
    for path in sorted((ROOT / ".github" / "workflows").glob("*.yml")):
        text = path.read_text(encoding="utf-8")
        assert yaml.safe_load(text)["jobs"]
        assert "could not be tried" in text.partition("\nname:")[0]
        for name in re.findall(r"requirements[\w-]*\.lock|tools/\w+\.py|tests/browser", text):
            assert (ROOT / name).exists(), name
        targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
        assert set(re.findall(r"run: make (\w+)", text)) <= set(targets)
    systems = yaml.safe_load((ROOT / ".github/workflows/tests.yml").read_text())["jobs"]["tests"]["strategy"]["matrix"][
        "system"
    ]
    assert [system.partition("-")[0] for system in systems] == ["ubuntu", "macos", "windows"]
    container = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text(encoding="utf-8"))
    assert all((ROOT / name).exists() for name in re.findall(r"requirements[\w-]*\.lock", container["onCreateCommand"]))


def test_the_browser_s_edition_has_the_lessons_without_a_framework_and_a_first_cell_that_installs(tmp_path, capsys):
    lite.main(tmp_path)
    names = [syllabus.name(lesson.slug) for lesson in syllabus.LESSONS if lesson.framework == "none"]
    assert capsys.readouterr().out.split() == names == sorted(path.stem for path in tmp_path.iterdir())
    for name in names:
        first, *rest = json.loads((tmp_path / f"{name}.ipynb").read_bytes())["cells"]
        assert 'piplite.install("imagen-course", deps=False)' in "".join(first["source"])
        assert rest == json.loads(editions.lesson(name))["cells"]
