"""Slides: the rules by which cells become slides, the words that fit on one, notes and minutes, the page.

How a deck looks and moves: ``browser/test_slides_in_a_browser.py``.
"""

import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import glossary
import pages
import pytest

from imagen_course import cli, editions, syllabus
from imagen_course import slides as room
from imagen_course.exercises import find, lessons
from imagen_course.slides import notes, outputs, page, rules, words

ROOT = Path(__file__).parents[1]
TERMS = glossary.terms((ROOT / "docs" / "glossary.md").read_text(encoding="utf-8"))
NAMES = [syllabus.name(lesson.slug) for lesson in syllabus.LESSONS]
SVG = quote("<svg viewBox='0 0 760 200'></svg>", safe=" ='/:")
IMAGE = f'<img class="figure" alt="a chain" style="width: 9px" src="data:image/svg+xml,{SVG}">'


def notebook(name):
    return json.loads((ROOT / "notebooks" / f"{name}.ipynb").read_text(encoding="utf-8"))


def text(source, **metadata):
    return {"cell_type": "markdown", "id": f"t{abs(hash(source)) % 999}", "metadata": metadata, "source": source}


def code(source, *shown, tags=(), **metadata):
    """A cell of code that has put out some HTML, or words."""
    made = [
        {"output_type": "display_data", "data": {"text/html": each, "text/plain": "<Sheet>"}}
        if each.startswith("<")
        else {"output_type": "stream", "name": "stdout", "text": each}
        for each in shown
    ]
    kept = {"metadata": {"tags": list(tags), **metadata}, "outputs": made}
    return {"cell_type": "code", "id": f"c{abs(hash(source)) % 999}", "source": source, **kept}


def kinds(*cells):
    return [slide.kind for slide in rules.slides(list(cells))]


@pytest.fixture(scope="module")
def made():
    return {name: (rules.slides(notebook(name)["cells"]), notebook(name)) for name in NAMES}


# --- rules ------------------------------------------------------------------------------------------------------------


def test_a_heading_begins_a_slide_and_a_figure_takes_the_words_that_lead_to_it():
    cells = text("## 1 · A jury\n\nNine vote. Look at the last row:"), code("plots.jury()", IMAGE), text("It is right.")
    (slide,) = rules.slides(list(cells))
    assert (slide.kind, slide.title, slide.section) == ("figure", "1 · A jury", "1 · A jury")
    assert slide.lead == ["Nine vote.", "Look at the last row:"]
    assert slide.after == ["It is right."]
    assert slide.ready == ["plots.jury()"]
    assert slide.rest == ["Nine vote. Look at the last row:", "It is right."]


def test_a_heading_alone_waits_for_what_comes_under_it():
    made = rules.slides([text("## 1 · A\n\n### B\n\nWords."), text("## 2 · C"), text("> **What the text says.** X.")])
    assert [(slide.kind, slide.chapter, slide.title) for slide in made] == [
        ("text", "1 · A", "1 · A"),
        ("claim", "2 · C", "2 · C"),
    ]


def test_a_prediction_is_asked_on_one_slide_and_answered_on_the_next():
    asked = text('> **Predict.** Which is it: `"left"`, `"right"` or `"both"`?')
    offered = "no prediction yet (side): write it\nChoose from: `'left'`, `'right'`, `'both'`"
    told = "· the answer is 'right' (side); you made no prediction"
    cells = [asked, code('predict("side", None)', offered), code('reveal("side", 1)', told), text("It **leans** there.")]
    first, second = rules.slides(cells)
    assert (first.kind, first.lead, first.choices) == ("predict", ["Which is it?"], ["left", "right", "both"])
    assert (second.kind, second.answer, second.after) == ("answer", "right", ["It **leans** there."])
    body = page._section(second, "", {})
    assert '<span class="fragment right" data-fragment-index="0">right</span>' in body
    assert body.count("<span>") == 2
    assert "fragment right" not in page._section(first, "", {})


@pytest.mark.parametrize(
    ("shown", "call", "said"),
    [
        ("40", 'reveal("gap", n, within=0.2)', "40; what is within 20 % of it counts as right, from 32 to 48"),
        ("-40", 'reveal("gap", n, within=0.2)', "-40; what is within 20 % of it counts as right, from -48 to -32"),
        ("40", 'reveal("gap", n)', "40, and no other number counts as right"),
        ("40", 'reveal("other", n, within=0.2)\nreveal("gap", n)', "40, and no other number counts as right"),
        ("True", 'reveal("gap", n)', "yes"),
    ],
)
def test_the_notes_say_which_guesses_of_a_number_count_as_right(shown, call, said):
    told = f"· the answer is {shown} (gap); you made no prediction"
    cells = [text("> **Predict.** How many?"), code('predict("gap", None)', "?"), code(call, told)]
    first, second = rules.slides(cells)
    assert f"The answer on the next slide: {said}.</p>" in notes.notes(first, [])
    assert f"<b>The answer: {said}.</b>" in notes.notes(second, [])


@pytest.mark.parametrize("name", NAMES[1:])
def test_the_notes_have_the_answers_to_the_questions_that_a_lesson_opens_with(made, name):
    (slide,) = [slide for slide in made[name][0] if slide.kind == "recall"]
    known = {asked.question: asked for module in lessons().values() for asked in module.RECALL}
    told = notes.notes(slide, [])
    assert told.count("<li>") == len(slide.choices) == len(set(slide.choices)) > 0
    for asked in map(known.get, slide.choices):
        said = asked.choices["abcdef".index(asked.answer)]
        assert f"<b>({asked.answer})</b> {words.inline(said)}: <i>{words.inline(asked.why)}</i>" in told


def test_the_figure_made_on_the_way_to_an_answer_comes_with_the_answer_and_not_before():
    told = "· the answer is 4 (gap); you made no prediction"
    cells = [code('predict("gap", None)', "?"), code("run()", IMAGE), code('reveal("gap", 4)', told)]
    first, second = rules.slides([text("> **Predict.** How many?"), *cells])
    assert (first.kind, first.stills) == ("predict", [])
    assert (second.kind, len(second.stills), second.ready) == ("answer", 1, ["run()", 'reveal("gap", 4)'])


def test_a_question_that_is_found_out_by_moving_stands_beside_what_moves():
    told = "· the answer is 4 (gap); you made no prediction"
    strip = f"<div><figure>{IMAGE}<figcaption>stride 1</figcaption></figure>" + f"<figure>{IMAGE}</figure></div>"
    cells = [text("> **Find out.** When is there a gap?"), code("widgets.control()", strip), code('predict("gap", None)')]
    (asked, answer) = rules.slides([*cells, code('reveal("gap", 4)', told)])
    assert (asked.kind, [still.caption for still in asked.stills]) == ("predict", ["stride 1", ""])
    assert answer.answer == 4


def test_the_stills_of_a_control_come_after_each_other():
    stills = [outputs.Still("<img>", f"step {n}", 2) for n in range(3)]
    shown = page._section(rules.Slide("figure", "A", stills=stills), "", {})
    assert [bool(name) for name in re.findall(r"<figure( class=\"fragment still\")?>", shown)] == [False, True, True]
    assert re.findall(r"<figcaption>(.+?)</figcaption>", shown) == ["step 0", "step 1", "step 2"]


def test_an_exercise_shows_its_task_its_signature_and_a_clock():
    task = text("**Exercise 1.** Write `condorcet`. It takes n.\n\n- a list")
    (slide,) = rules.slides([task, code("def condorcet(n, p):\n    ...", tags=["exercise"]), code("check(condorcet)")])
    assert (slide.kind, slide.lead) == ("exercise", ["Write `condorcet`.", "It takes n."])
    shown = page._section(slide, notes.notes(slide, []), {"condorcet": "loop"})
    assert 'data-seconds="600"' in shown
    assert "10:00" in shown
    assert re.sub("<.+?>", "", shown).count("def condorcet(n, p):") == 2  # given, and in the notes solved
    for slip in find("condorcet")[1].slips[: notes.SLIPS]:
        assert slip.name in shown


def test_a_task_keeps_what_leads_to_its_list_and_what_follows_the_list_is_for_the_notes():
    long = " ".join(["It takes " + "many " * 20 + "numbers."] * 4)
    task = text(f"**Exercise 1.** Write `f`. {long} It returns rows of\n\n- one\n- two\n\nThe check is strict.")
    (slide,) = rules.slides([task, code("def f(n):\n    ...", tags=["exercise"])])
    assert (slide.lead[0], slide.lead[-1]) == ("Write `f`.", "It returns rows of")
    assert 2 < len(slide.lead) < 6
    assert sum(map(words.count, slide.lead)) <= rules.TASK
    assert [block.text for block in slide.blocks] == ["- one\n- two"]
    assert slide.rest[-1] == "The check is strict."


@pytest.mark.parametrize("name", NAMES)
def test_the_first_sentence_on_the_slide_of_a_studio_says_its_task(made, name):
    slides, source = made[name]
    kinds = editions.exercises(source, lesson=name)
    (studio,) = [slide for slide in slides if slide.kind == "exercise" and kinds[slide.name] == "studio"]
    assert words.count(re.sub("`[^`]+`", "", studio.lead[0])) >= 6, studio.lead
    (place,) = [n for n, cell in enumerate(source["cells"]) if "".join(cell["source"]) == studio.code]
    task = "".join(source["cells"][place - 1]["source"]).partition("**Exercise ")[2]
    leading = re.search(r"(.+)\n\n(?:-|1\.) ", task)
    assert bool(leading) == bool(studio.blocks)
    if leading:
        assert studio.lead[-1] == words.sentences(leading[1])[-1]


def test_a_bug_hunt_may_tell_its_task_after_its_cell():
    hunt = code("def mean(x):\n    return x.sum()", tags=["exercise"])
    cells = [
        text("### A bug hunt\n\nThis mean is wrong."),
        hunt,
        text("Look. **Exercise 2.** Mend `mean`."),
        code("check(mean)"),
    ]
    (slide,) = rules.slides(cells)
    assert slide.lead == ["This mean is wrong.", "Mend `mean`."]


def test_code_is_shown_where_it_is_spoken_of_and_makes_ready_otherwise():
    plain, loop = "x = load()", "def loop(x):\n    return x"
    assert kinds(text("Words."), code(plain), code("def help():\n    pass")) == ["text"]
    first, second = rules.slides([text("Words."), code(plain), text("## 2 · Next\n\nThis function adds:"), code(loop)])
    assert (first.ready, second.kind, second.code) == ([plain], "code", loop)
    long = "\n".join(["def loop(x):", *["    x += 1"] * rules.MOST_CODE])
    assert kinds(text("The loop:"), code(long)) == ["text"]
    assert rules.slides([code("show()", "a\n" * 99)])[0].printed.splitlines()[-1] == "..."


def test_the_metadata_of_a_cell_have_the_last_word():
    here = code("plots.a()", IMAGE)
    assert kinds(text("Words.", slideshow={"slide_type": "skip"}), here) == ["figure"]
    assert kinds(here, code("plots.b()", IMAGE, slideshow={"slide_type": "fragment"})) == ["figure"]
    (only,) = rules.slides([here, text("Say this.", slideshow={"slide_type": "notes"})])
    assert (only.after, only.rest) == ([], ["Say this."])
    assert kinds(text("One."), text("Two.", slideshow={"slide_type": "slide"})) == ["text", "text"]
    assert kinds(text("One."), text("Two.")) == ["text"]


def test_the_opening_of_a_lesson_and_the_break():
    opening = "# 02 · A\n\n*A promise.*\n\n**After this lesson you can**\n\n1. do;\n\n"
    opening += "*60 minutes. There is a break before section 4.*"
    made = rules.slides([text(opening), text("*Take a break here.*\n\n## 2 · B\n\nMore.")])
    assert [slide.kind for slide in made] == ["title", "goals", "break", "text"]
    assert made[0].lead == ["A promise."]
    assert made[0].rest == ["60 minutes. There is a break before section 4."]


def test_every_question_of_a_prediction_is_asked():
    text_ = "Two points start. " + "They walk far away. " * 12 + "Which wins? And by how much? A hint."
    cells = [text(f"> **Predict.** {text_}"), code('predict("one", None)'), code('predict("by how much", None)')]
    first, second = rules.slides(cells)
    assert [first.lead[-3], first.lead[-2], second.lead] == ["Which wins?", "And by how much?", ["By how much?"]]
    assert words.count(" ".join(first.lead)) <= rules.QUESTION


# --- words ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("paragraph", "found"),
    [
        ("One. Two.", ["One.", "Two."]),
        ("It is 0.5 here. (Yes.) No", ["It is 0.5 here.", "(Yes.)", "No"]),
        ("See `a. B` and $x. Y$. Then.", ["See `a. B` and $x. Y$.", "Then."]),
        ("**Why?** Because. *So.* Ends", ["**Why?**", "Because.", "*So.*", "Ends"]),
        ("Krizhevsky et al. Wrote it.", ["Krizhevsky et al. Wrote it."]),
        ("It is $p$. $q$ is more.", ["It is $p$.", "$q$ is more."]),
    ],
)
def test_sentences(paragraph, found):
    assert words.sentences(paragraph) == found


def test_the_key_sentences_teach_a_term_stand_alone_and_fit():
    text = "First of all. It leans on that. The **term** is bold. Last of all."
    assert words.key([text], most=9) == ["First of all.", "The **term** is bold."]
    assert words.key([text], most=4) == ["The **term** is bold."]
    assert words.key(["One two three four.", "Five six seven."], most=1) == ["Five six seven."]
    assert words.key([], most=9) == []


def test_a_formula_that_cannot_be_drawn_is_refused_by_name():
    with pytest.raises(ValueError, match=r"the formula '.*nosuch.*' uses what MathML has no word for"):
        words.formula(r"\nosuch{x}")
    with pytest.raises(ValueError, match="does not become MathML"):
        words.formula(r"a & b")


def test_every_formula_of_the_course_becomes_mathml():
    found = 0
    for name in NAMES:
        for cell in notebook(name)["cells"]:
            if cell["cell_type"] == "markdown":
                drawn = words.rendered("".join(cell["source"]))
                found += drawn.count("<math")
                assert "$" not in re.sub(r"<(code|pre)\b.*?</\1>", "", drawn, flags=re.S), (name, cell["id"])
    assert found > 250


def test_what_a_lesson_says_cannot_leave_its_place():
    said = text("# A <script>x</script>\n\n*<img src=y>*")
    made = page.deck({"cells": [said]}, lesson="16_votes").partition('class="slides"')[2].partition("<script>\n")[0]
    assert "<script>" not in made
    assert "<img" not in made


# --- outputs ----------------------------------------------------------------------------------------------------------


def test_outputs_are_read_without_what_speaks_of_one_student():
    report = '<div style="border-left: 4px solid #616161"><p>the answer is 3 (n); you made no prediction</p></div>'
    stream = "mean is not right yet: this cell uses the course's solution instead.\n4 rows\n"
    shown = [*code("", stream)["outputs"], *code("", report)["outputs"]]
    shown[1]["data"]["text/plain"] = "· the answer is 3 (n); you made no prediction"
    read = outputs.read(shown)
    assert (read.printed, read.answers, read.stills) == ("4 rows", {"n": 3}, [])


def test_a_still_knows_its_shape_and_loses_the_width_it_had_in_the_notebook():
    (still,) = outputs.read(code("", IMAGE)["outputs"]).stills
    assert still.aspect == pytest.approx(3.8)
    assert "width" not in re.sub("src=.*", "", still.html)
    assert 'alt="a chain"' in still.html


def test_of_a_control_with_many_settings_a_few_are_shown():
    many = "".join(f"<figure>{IMAGE}<figcaption>{n}</figcaption></figure>" for n in range(40))
    stills = outputs.read(code("", many)["outputs"]).stills
    assert [still.caption for still in stills] == ["0", "5", "10", "15", "20", "25", "30", "35"]


def test_of_a_control_of_several_options_the_settings_that_the_lesson_chose_are_shown():
    words_ = '<div class="live" data-options="{&quot;p&quot;:[&quot;1&quot;],&quot;q&quot;:[&quot;2&quot;]}">'
    figures = f"<figure hidden>{IMAGE}</figure><figure data-still>{IMAGE}<figcaption>q 2</figcaption></figure>"
    assert [still.caption for still in outputs.read(code("", words_ + figures)["outputs"]).stills] == ["q 2"]
    one = words_.replace("&quot;q&quot;", "").replace(",:", "").replace("[&quot;2&quot;]", "")
    assert len(outputs.read(code("", one + figures)["outputs"]).stills) == 2


# --- all lessons ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_a_deck_has_12_to_40_slides_and_every_question_figure_and_exercise_of_its_lesson(made, name):
    slides, source = made[name]
    assert 12 <= len(slides) <= 40
    cells = [cell for cell in source["cells"] if cell["cell_type"] == "code"]
    asked = [found for cell in cells for found in re.findall(r"\bpredict\(\s*\"(.+?)\"", "".join(cell["source"]))]
    assert [slide.name for slide in slides if slide.kind == "predict"] == asked
    assert sorted(slide.name for slide in slides if slide.kind == "answer") == sorted(asked)
    exercises = editions.exercises(source, lesson=name)
    assert [slide.name for slide in slides if slide.kind == "exercise"] == list(exercises)
    assert all(slide.lead for slide in slides if slide.kind in ("exercise", "predict"))
    pictures = {still.html for cell in cells for still in outputs.read(cell["outputs"]).stills}
    assert pictures == {still.html for slide in slides for still in slide.stills}


@pytest.mark.parametrize("name", NAMES)
def test_every_term_that_a_lesson_teaches_is_seen_on_a_slide(made, name):
    slides, terms = made[name][0], page._terms(made[name][0])
    seen = " ".join(slide.seen for slide in slides) + " ".join(term for more in terms.values() for term in more)
    taught = {term for term, lesson in TERMS.items() if syllabus.name(lesson) == name}
    bold = {found for cell in made[name][1]["cells"] for found in page._BOLD.findall("".join(cell["source"]))}
    assert {term for term in taught & bold if term not in seen} == set()


@pytest.mark.parametrize("name", NAMES)
def test_an_answer_comes_after_its_question(made, name):
    order = [(slide.kind, slide.name) for slide in made[name][0] if slide.kind in ("predict", "answer")]
    for question in {named for _, named in order}:
        assert order.index(("predict", question)) < order.index(("answer", question))


@pytest.mark.parametrize("name", NAMES)
def test_every_question_and_every_exercise_has_notes_and_nothing_of_a_lesson_is_lost(made, name):
    slides, source = made[name]
    parts = notes.parts(source["cells"], lesson=name)
    told = {id(slide): notes.notes(slide, parts) for slide in slides}
    for slide in slides:
        if slide.kind in ("predict", "exercise", "answer", "recall"):
            assert len(told[id(slide)]) > 80, slide.name
    exercises = [slide for slide in slides if slide.kind == "exercise"]
    assert all(find(slide.name)[1].slips[0].name in re.sub("&#x27;", "'", told[id(slide)]) for slide in exercises)
    assert slides[0].kind == "title"
    assert f"{sum(part.minutes for part in parts):.0f} minutes" in told[id(slides[0])]


@pytest.mark.parametrize("name", NAMES)
def test_the_minutes_of_the_parts_add_up_to_those_of_the_lesson(name):
    source = notebook(name)
    parts, whole = notes.parts(source["cells"], lesson=name), editions.counted(source, lesson=name)
    assert sum(part.reading for part in parts) == pytest.approx(whole[0])
    assert sum(part.practice for part in parts) == whole[1]
    assert 5 * round(sum(whole) / 5) == editions.minutes(source, lesson=name)[0]


@pytest.mark.parametrize("minutes", notes.CLASSES)
@pytest.mark.parametrize("name", NAMES)
def test_the_minutes_of_a_plan_add_up_and_every_exercise_is_done_somewhere(name, minutes):
    parts = notes.parts(notebook(name)["cells"], lesson=name)
    made = room.plan(parts, minutes=minutes)
    assert sum(taken for _, taken, _ in made.rows) + made.left == pytest.approx(minutes)
    assert made.left >= 0
    here = [exercise for *_, names in made.rows for exercise in names]
    assert sorted([*here, *made.home]) == sorted(name for part in parts for name in part.exercises)
    assert minutes == 50 or not made.home


def test_a_class_without_time_does_no_exercise_and_one_with_a_little_the_short_ones():
    cells = [text("# Votes\n\n" + "word " * 148), code("def verdict(a):\n    ...", tags=["exercise"])]
    parts = notes.parts(
        [*cells, text("## 2"), code("def soft_vote(a):\n    return a", tags=["exercise"])], lesson="16_votes"
    )
    assert room.plan(parts, minutes=5).home == ["verdict", "soft_vote"]
    made = room.plan(parts, minutes=14)
    assert ([names for *_, names in made.rows], made.home) == ([[], ["soft_vote"]], ["verdict"])
    assert notes.in_class(parts, 14).startswith("14 minutes: <code>soft_vote</code> in class, <code>verdict</code> at home.")


@pytest.mark.parametrize("name", NAMES)
def test_what_a_class_short_of_time_skips_is_not_the_first_nor_the_studio_nor_used_later(name):
    parts = notes.parts(notebook(name)["cells"], lesson=name)
    spare = notes.can_wait(parts)
    kinds_of = {exercise: kind for part in parts for exercise, kind in part.exercises.items()}
    assert not {next(iter(kinds_of)), *(exercise for exercise, kind in kinds_of.items() if kind == "studio")} & set(spare)
    place = {exercise: nth for nth, part in enumerate(parts) for exercise in part.exercises}
    used = [(nth, found) for nth, part in enumerate(parts) for found in re.findall(r"use\((\w+)\)", part.code)]
    assert not {found for nth, found in used if found in place and nth > place[found]} & set(spare)
    told = "".join(notes.notes(slide, parts) for slide in rules.slides(notebook(name)["cells"]))
    said = re.findall(r"Short of time: skip (.*?), to be done", told)
    assert sorted(re.findall(r"<code>(\w+)</code>", " ".join(said))) == sorted(2 * spare), (
        "once in the plan, once in its part"
    )


def test_what_a_lesson_goes_on_with_is_not_skipped_and_what_the_next_one_builds_on_neither():
    assert "output_size" not in notes.can_wait(notes.parts(notebook("02_convolution")["cells"], lesson="02_convolution"))
    first, mended = (code(f"def {name}(a):\n    ...", tags=["exercise"]) for name in ("condorcet", "soft_vote"))
    cells = [text("# Votes"), first, text("## 2"), mended, text("## 3")]
    assert notes.can_wait(notes.parts(cells, lesson="16_votes")) == ["soft_vote"]
    assert notes.can_wait(notes.parts([*cells, code("use(soft_vote)(1)")], lesson="16_votes")) == []


# --- the page ---------------------------------------------------------------------------------------------------------


class Links(HTMLParser):
    """What a page asks others for."""

    def __init__(self, text):
        super().__init__()
        self.asked, self.nameless = [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.asked += [given[name] for name in ("src", "href") if given.get(name)]
        if tag == "img" and not given.get("alt"):
            self.nameless.append(given)


@pytest.mark.parametrize("name", ["02_convolution", "16_votes"])
def test_a_page_is_whole_in_itself_and_every_picture_has_words(name):
    made = page.deck(notebook(name), lesson=name)
    found = Links(made)
    assert [link for link in found.asked if not link.startswith("data:")] == []
    assert found.nameless == []
    assert "{{" not in made.partition("<script>")[0]
    assert ('font-family: "Libertinus Math"; src' in made) == ("<math" in made)
    assert made.count("<section ") == made.count('<aside class="notes">') == len(rules.slides(notebook(name)["cells"]))


def test_what_others_made_is_as_they_made_it():
    for folder, licence in (("reveal", "Permission is hereby granted"), ("libertinus", "SIL Open Font License")):
        there = ROOT / "imagen_course" / "slides" / folder
        listed = dict(re.findall(r"^\| `(.+?)` \| `([0-9a-f]{64})` \|$", (there / "README.md").read_text(), re.M))
        hashes = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in there.iterdir()}
        hashes.pop("README.md")
        assert hashes == listed
        assert licence.lower() in (there / "LICENSE").read_text("utf-8").lower()


def test_the_site_s_slides_show_what_a_solved_lesson_puts_out_and_keep_the_choices():
    source = notebook("16_votes")
    made = {cell["id"]: cell["outputs"] for cell in source["cells"] if cell["cell_type"] == "code"}
    made["loud"] = code("", "[0.12 0.88]")["outputs"]
    made["gain-predict"] = code("", "you predicted seeds")["outputs"]
    deck = pages.deck("16_votes", made)
    assert "[0.12 0.88]" in deck
    assert "[0.01 0.99]" not in deck
    assert "<span>seeds</span>" in deck


# --- the command ------------------------------------------------------------------------------------------------------


def test_the_command_writes_a_page_a_lesson_and_replaces_nothing_unasked(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(room, "deck", lambda notebook, lesson: f"<p>{lesson}")
    assert cli.main(["slides", "2", "votes", "-o", str(tmp_path / "new")]) == 0
    assert {path.name for path in (tmp_path / "new").iterdir()} == {"02_convolution.html", "16_votes.html"}
    assert "S opens the speaker's window" in capsys.readouterr().out
    assert cli.main(["slides", "votes", "--out", str(tmp_path / "new")]) == 1
    assert "16_votes.html exists already: --force replaces it" in capsys.readouterr().err
    assert cli.main(["slides", "votes", "-o", str(tmp_path / "new"), "--force"]) == 0
    assert cli.main(["slides", "voets", "-o", str(tmp_path)]) == 1
    assert "did you mean 'votes'" in capsys.readouterr().err


def test_a_wheel_which_has_no_answers_says_where_the_slides_are(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(editions, "in_checkout", lambda: False)
    assert cli.main(["slides", "2", "-o", str(tmp_path / "new")]) == 1
    assert "only a checkout of the course holds" in capsys.readouterr().err
    assert not (tmp_path / "new").exists()
