"""Exams: each can be solved, by hand too; none gives itself away; all are as hard as they say; nothing handed in is lost.

The laws hold for a few seeds in ``make test``, and for a thousand of each part in ``make test-all``.
"""

import ast
import itertools
import json
import os
import re
from collections import Counter

import numpy as np
import pytest

from imagen_course import cli, exams, syllabus
from imagen_course.exams import drawing, sheets
from imagen_course.exams.arithmetic import evaluate, written
from imagen_course.exams.exam import kinds
from imagen_course.exams.questions import Choice, Code, Number, near
from imagen_course.exercises import worker
from imagen_course.exercises.calls import call
from imagen_course.exercises.compare import same

FEW = 12
SEEDS = [FEW, pytest.param(1000, marks=pytest.mark.exhaustive)]
KINDS = [(part, kind) for part in exams.parts() for kind in kinds(part)]
NUMBERS = [pytest.param(part, kind, id=kind.name) for part, kind in KINDS if not kind.is_code]
FUNCTIONS = [pytest.param(part, kind, id=kind.name) for part, kind in KINDS if kind.is_code]
CONSTANTS = [0, 1, -1, 2, 0.5, 10, 100, "a", "b", "c", None, np.nan, "", [], lambda *args: 0, lambda *args: args[0]]


def drawn(part, kind, n):
    return [kind.draw(f"{part} {seed}") for seed in range(n)]


def right_answers(exam):
    """The answers that get all points, by the numbers of the questions."""
    answers = {number: getattr(question, "right", None) for number, question in enumerate(exam.questions, 1)}
    return answers | {
        number: question.exercise.reference
        for number, question in enumerate(exam.questions, 1)
        if isinstance(question, Code)
    }


def fits(question, function):
    """Whether a function that is no student's gives what is expected, without a process for it."""
    return all(
        same(call(function, case).value, call(question.exercise.reference, case).value) for case in question.exercise.cases()
    )


def points(exam, answers):
    """What answers are worth, functions that are no student's among them."""
    total = 0
    for number, question in enumerate(exam.questions, 1):
        answer = answers[number]
        if isinstance(question, Code):
            total += question.minutes * (callable(answer) and fits(question, answer))
        elif not callable(answer):
            total += question.minutes * (question.judge(answer).state == "right")
    return total


# --- the kinds --------------------------------------------------------------------------------------------------------


def test_every_part_has_kinds_enough_from_most_of_its_lessons():
    names = [kind.name for _, kind in KINDS]
    assert len(set(names)) == len(names) >= 40
    for part in exams.parts():
        own = [lesson.slug for lesson in syllabus.LESSONS if lesson.part == part]
        assert {kind.lesson for kind in kinds(part)} <= set(own)
        assert len({kind.lesson for kind in kinds(part)}) >= min(5, len(own))
        counts = Counter("code" if kind.is_code else kind.steps for kind in kinds(part))
        assert all(counts[kind] >= least for kind, least in {"code": 2, 2: 4, 3: 2}.items()), "there is something to choose"


@pytest.mark.parametrize("n", SEEDS)
@pytest.mark.parametrize(("part", "kind"), NUMBERS)
def test_a_number_follows_by_hand_in_as_many_steps_as_stated(part, kind, n):
    for question in drawn(part, kind, n):
        assert question.steps == kind.steps
        assert question.lesson == kind.lesson
        assert all(evaluate(line.expression) == line.value for line in question.way)
        within = 0 if isinstance(question.right, int) else 0.001 * abs(question.right)
        assert abs(question.way[-1].value - question.right) <= within, "by hand, and by the package's own formula"
        assert any(written(line.value) in question.way[-1].expression for line in question.way[:-1]), "steps lead on"


@pytest.mark.parametrize("n", SEEDS)
@pytest.mark.parametrize(("part", "kind"), NUMBERS)
def test_every_common_mistake_is_refused_and_named(part, kind, n):
    for question in drawn(part, kind, n):
        assert question.judge(question.right).state == "right"
        assert len(question.wrong) >= 3
        for name, value in question.wrong.items():
            assert question.judge(value) == ("wrong", name)
        further = question.right + 1 if isinstance(question.right, int) else 1.02 * question.right
        assert question.judge(further).state == "wrong"


@pytest.mark.parametrize("n", SEEDS)
@pytest.mark.parametrize(("part", "kind"), NUMBERS)
def test_no_number_is_right_often_or_stands_in_the_text(part, kind, n):
    questions = drawn(part, kind, n)
    often = max(sum(near(one.right, other.right) for other in questions) for one in questions)
    assert often <= (n / 20 if n > FEW else 3), "one answer in twenty, at the most"
    for question in questions:
        for word in set(question.text.replace("(", " ").replace(")", " ").replace(",", " ").split()):
            value = word.strip("`$.;:?%")
            assert not value.lstrip("-").replace(".", "", 1).isdecimal() or question.judge(float(value)).state == "wrong"


@pytest.mark.parametrize("n", [2, pytest.param(100, marks=pytest.mark.exhaustive)])
@pytest.mark.parametrize(("part", "kind"), FUNCTIONS)
def test_a_function_is_solved_by_its_reference_alone(part, kind, n):
    questions = drawn(part, kind, n)
    for question, other in itertools.pairwise([*questions, questions[0]]):
        assert question.steps == kind.steps == 3
        assert question.judge(question.exercise.reference) == ("right", "")
        for slip in question.exercise.slips:
            found = question.judge(lambda *args, slip=slip: slip.function(*args))
            assert found.state == "wrong"
            assert found.said == slip.name
        assert question.text == other.text or not fits(question, other.exercise.reference)
        first = question.exercise.cases()[-1][0]
        memorised = call(question.exercise.reference, question.exercise.cases()[0]).value
        for constant in (lambda *args: 0, lambda *args: args[0], lambda *args: memorised, lambda *args, x=first: x):  # noqa: B023
            assert not fits(question, constant)


@pytest.mark.parametrize(("part", "kind"), FUNCTIONS)
def test_functions_differ_from_student_to_student(part, kind):
    texts = Counter(question.text for question in drawn(part, kind, 100))
    assert len(texts) >= 20
    assert max(texts.values()) <= 10
    (source,) = {question.exercise.source for question in drawn(part, kind, 5)}
    assert ast.parse(source).body[0].name == kind.name


def test_a_kind_that_cannot_be_drawn_says_so():
    kind = drawing.Kind(lambda draw: Number("one", "pooling", "1?", 1, (), {}), "one", "pooling", 1, False)
    with pytest.raises(RuntimeError, match="one draws no sound numbers for the seed 7"):
        kind.draw(7)


# --- exams ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("n", SEEDS)
@pytest.mark.parametrize("part", exams.parts())
def test_every_exam_is_as_long_and_as_hard_as_every_other_and_can_be_solved(part, n):
    lessons, letters = Counter(), Counter()
    for seed in range(n):
        exam = exams.draw(part, seed=seed)
        assert (exam.minutes, exam.steps, exam.needed) == (20, 14, 12)
        assert [type(question) for question in exam.questions] == [Choice] * 2 + [Number] * 4 + [Code]
        assert len({question.lesson for question in exam.questions}) >= 4
        assert len({question.name for question in exam.questions}) == 7
        lessons.update(question.lesson for question in exam.questions)
        letters.update(question.right for question in exam.questions[:2])
        marks = exam.judge(right_answers(exam))
        assert exam.points(marks) == (20, True), marks
    assert set(lessons) == {lesson.slug for lesson in syllabus.LESSONS if lesson.part == part}, "every lesson is asked"
    assert n == FEW or all(0.28 < letters[letter] / (2 * n) < 0.39 for letter in "abc")


@pytest.mark.parametrize("n", SEEDS)
@pytest.mark.parametrize("part", exams.parts())
def test_no_exam_gives_itself_away(part, n):
    """Constant answers, no answers, numbers of the text and the answers of another student pass none."""
    before = right_answers(exams.draw(part, seed=-1))
    for seed in range(n):
        exam = exams.draw(part, seed=seed)
        for constant in CONSTANTS:
            assert points(exam, dict.fromkeys(range(1, 8), constant)) <= 2 + 3, constant
        assert points(exam, before) < exam.needed
        before = right_answers(exam)


@pytest.mark.parametrize("part", exams.parts())
def test_a_seed_draws_the_same_exam_and_another_seed_other_numbers(part):
    papers = [exams.page([("", exams.draw(part, seed=seed))], key=True) for seed in range(10)]
    assert papers == [exams.page([("", exams.draw(part, seed=str(seed)))], key=True) for seed in range(10)]
    assert len(set(papers)) == 10
    one, other = ({question.text for question in exams.draw(part, seed=seed).questions[2:]} for seed in (1, 2))
    assert not one & other


def test_a_part_is_named_by_its_title_or_its_number():
    for word in ("IV", "part iv", "Part IV, Making pictures"):
        assert exams.part_named(word) == "Making pictures"
    assert exams.part_named("making pictures") == exams.part_named("making_pictures") == exams.part_named("4")
    with pytest.raises(ValueError, match="there is no part 'Formuals': did you mean 'Formulas'"):
        exams.draw("Formuals", seed=1)


@pytest.mark.parametrize(
    ("answer", "state"),
    [(6, "right"), ("12 / 2", "right"), (np.float32(6), "right"), (np.array([6]), "right"), (None, "blank"), (..., "blank")]
    + [
        (answer, "unread")
        for answer in (True, "six", "", [1, 2], 1j, np.nan, np.inf, "6 + x", "9**9**9**9", object(), {}, abs)
    ],
)
def test_what_counts_as_a_number(answer, state):
    assert Number("n", "pooling", "?", 6, (), {}).judge(answer).state == state


@pytest.mark.parametrize(
    ("answer", "state"),
    [("b", "right"), (" B) ", "right"), ("(b)", "right"), ("a", "wrong"), ("d", "unread"), ("", "unread"), (2, "unread")]
    + [(answer, "unread") for answer in ("abc", "bc", True, "b or c")]
    + [(None, "blank")],
)
def test_what_counts_as_a_letter(answer, state):
    assert Choice("n", "pooling", "?", ("1", "2", "3"), "b", "").judge(answer).state == state


@pytest.mark.parametrize(
    "text", ["2 +", "x", "abs(-1, key=2)", "().__class__", "2 if 1 else 3", "1j", "10**100", "1 / 0", "log(0)"]
)
def test_what_is_no_arithmetic(text):
    with pytest.raises(ValueError, match="is no arithmetic: write numbers"):
        evaluate(text)


# --- notebooks that are handed out and handed in ----------------------------------------------------------------------


def answered(exam, student="", **changed):
    """A notebook with the right answers in it, but for those that are changed: sources by the numbers of their questions."""
    notebook = sheets.notebook(exam, student=student)
    for number, question in enumerate(exam.questions, 1):
        if isinstance(question, Code):
            source = question.solution.removeprefix("```python\n").removesuffix("```")
        else:
            source = f"answer_{number} = {question.right!r}"
        cell(notebook, f"answer-{number}")["source"] = changed.get(f"q{number}", source)
    return notebook


def cell(notebook, name):
    return next(each for each in notebook["cells"] if each["id"] == name)


@pytest.fixture
def exam(monkeypatch):
    monkeypatch.setattr(worker, "TIME_LIMIT", 1.5)  # so that what never ends takes no longer
    return exams.draw("Formulas", seed="a blue barn Ada")


def test_a_solved_notebook_gets_all_points_and_is_not_changed(exam):
    notebook = answered(exam, "Ada")
    before = json.dumps(notebook)
    marked = exams.mark(notebook, seed="a blue barn")
    assert (marked.student, marked.points, marked.passed) == ("Ada", 20, True)
    assert json.dumps(notebook) == before
    with pytest.raises(ValueError, match="its questions are not those that the seed 'a red barn' draws"):
        exams.mark(notebook, seed="a red barn")
    notebook["cells"] = [cell for cell in notebook["cells"] if not cell["id"].startswith("question-")]
    assert exams.mark(notebook, seed="a blue barn").points == 20, "whoever throws the questions away loses nothing"
    assert exams.mark(notebook, seed="a red barn").points < 12, "her answers fit no other seed"


def test_a_blank_notebook_gets_none_and_a_student_s_does_not_hold_the_seed(exam):
    notebook = sheets.notebook(exam, student="Ada")
    assert [mark.state for mark in exams.mark(notebook, seed="a blue barn").marks] == ["blank"] * 7
    assert "blue barn" not in json.dumps(notebook)
    assert "corrected" not in json.dumps(notebook)


@pytest.mark.parametrize("part", exams.parts())
def test_what_one_draws_for_oneself_corrects_itself(part):
    exam = exams.draw(part, seed=3)
    own = {}
    for each in answered(exam)["cells"]:
        if each["cell_type"] == "code":
            exec("".join(each["source"]).replace("exams.corrected", "said = exams.corrected"), own)
    assert own["said"].headline == f"{syllabus.part(part)}: 20 of 20 points, passed"
    assert own["said"].tone == "right"
    assert exams.mark(answered(exam)).points == 20


def test_a_mistake_is_told_by_its_name_and_where_it_is_taught(exam):
    number, question = next((n, each) for n, each in enumerate(exam.questions, 1) if isinstance(each, Number))
    name, value = next(iter(question.wrong.items()))
    said = exams.corrected("Formulas", {f"answer_{number}": value}, seed="a blue barn Ada")
    assert name in repr(said)
    assert syllabus.title(question.lesson) in repr(said)


LAST = "def {name}({arguments}):\n    ..."


@pytest.mark.parametrize(
    ("source", "state"),
    [
        ("answer_{n} = {right!r}", "right"),
        ("answer_{n} = {right!r}  # 6 % of keras, torch and jax", "right"),
        ("answer_{n}: float = {right!r}", "right"),
        ("answer_{n} = '{right!r}'", "right"),
        ("answer_{n} = np.sum([{right!r}, 0])", "right"),
        ("%timeit 1\n!ls\nhalf = {right!r} / 2\nanswer_{n} = half * 2", "right"),
        ("answer_{n} = None\nanswer_{n} = {right!r}", "right"),
        ("answer_{n} = {right!r}\nanswer_{n} = None", "blank"),
        ("answer_{n} = no_such_name", "unread"),
        ("answer_{n} = 1 / 0", "unread"),
        ("answer_{n} = exit()", "unread"),
        ("answer_{n} = __import__('time').sleep(600)", "unread"),
        ("answer_{n} = ", "unread"),
        ("", "unread"),
        ("answer_{n} = __import__('imagen_course').exams", "unread"),
    ],
)
def test_how_an_answer_is_read(source, state, exam):
    number, question = next((n, each) for n, each in enumerate(exam.questions, 1) if isinstance(each, Number))
    source = source.format(n=number, right=question.right)
    marks = exams.mark(answered(exam, "Ada", **{f"q{number}": source}), seed="a blue barn").marks
    assert marks[number - 1].state == state
    assert [mark.state for mark in marks if mark is not marks[number - 1]] == ["right"] * 6, "the others keep their points"


@pytest.mark.parametrize(
    ("change", "state"),
    [
        (lambda source: source, "right"),
        (lambda source: "import numpy\n# keras\n" + source.replace("np.", "numpy."), "right"),
        (
            lambda source: (
                source.replace("def ", "def helped_", 1)
                + "\n{name} = helped_{name}\ndef {name}(*a): return helped_{name}(*a)"
            ),
            "right",
        ),
        (lambda source: source + "\nraise ValueError('after it')", "right"),
        (lambda source: "def {name}(a, b, c, d): return 0", "wrong"),
        (lambda source: "{name} = 7", "unread"),
        (lambda source: "def {name}():\n    'To be done.'\n    pass", "blank"),
        (lambda source: "", "unread"),
        (lambda source: "def {name}(*args):\n    while True: pass", "wrong"),
        (lambda source: "def {name}(*args):\n    import os; os._exit(0)", "wrong"),
    ],
)
def test_how_a_function_is_read(change, state, exam):
    question = exam.questions[-1]
    source = change(question.solution.removeprefix("```python\n").removesuffix("```"))
    marked = exams.mark(answered(exam, "Ada", q7=source.replace("{name}", question.name)), seed="a blue barn")
    assert marked.marks[-1].state == state, marked.marks[-1]
    assert marked.points == 20 - 5 * (state != "right")


def test_what_a_student_wrote_runs_nowhere_but_in_the_process_for_checks(exam, tmp_path):
    trap = f"open({str(tmp_path / 'trap')!r}, 'a').write(str(__import__('os').getpid()) + ' ')"
    number = next(n for n, each in enumerate(exam.questions, 1) if isinstance(each, Number))
    name, arguments = exam.questions[-1].name, exam.questions[-1].exercise.arguments
    default = f"def {name}({', '.join(arguments)}, x={trap}): return 0"
    exams.mark(answered(exam, "Ada", **{f"q{number}": f"answer_{number} = {trap} and 1", "q7": default}), seed="a blue barn")
    assert str(os.getpid()) not in (tmp_path / "trap").read_text().split()


@pytest.mark.parametrize(
    "notebook",
    [
        None,
        [],
        {},
        {"metadata": {}},
        {"metadata": {sheets.MARK: {"part": "Formulas"}}},
        {"metadata": {sheets.MARK: {"part": "?", "seed": 1}}},
    ],
)
def test_what_is_no_exam(notebook):
    with pytest.raises(ValueError, match=r"it is no exam of the course|there is no part"):
        exams.mark(notebook, seed="x")


# --- on paper ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("part", exams.parts())
def test_the_page_asks_everything_and_the_key_alone_answers(part):
    exam = exams.draw(part, seed=5)
    sheet, key = (exams.page([("Ada <b>& Co.", exam)], key=key, seed="a_barn") for key in (False, True))
    for text in (sheet, key):
        assert "http" not in text.replace("http://www.w3.org/1998/Math/MathML", "")
        assert "<script" not in text
        assert "Ada &lt;b&gt;&amp; Co." in text
        assert text.count("<article>") == 7
    assert "a_barn" in key
    assert "a_barn" not in sheet
    for question in exam.questions[2:6]:
        assert all(str(line) in key.replace("&gt;", ">") and str(line) not in sheet for line in question.way)
        assert all(name in key and name not in sheet for name in question.wrong)


# --- the command ------------------------------------------------------------------------------------------------------


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_class_gets_exams_and_they_are_marked(elsewhere, capsys):
    (elsewhere / "names.txt").write_text("Ada L.\n\n  Ben  \nada-l\n", encoding="utf-8")
    options = ["--seed", "a blue barn", "--students", "names.txt", "--key", "-o", "out"]
    assert cli.main(["exam", "draw", "the pipeline", *options]) == 0
    assert capsys.readouterr().out == "3 exams on Part III, The pipeline, in out: 20 minutes, seed a blue barn\n"
    names = ["the_pipeline_Ada_L", "the_pipeline_Ben", "the_pipeline_ada_l_2"]
    assert sorted(path.name for path in (elsewhere / "out").iterdir()) == sorted(
        [*(f"{name}.ipynb" for name in names), "the_pipeline.html", "the_pipeline_key.html"]
    )
    assert (elsewhere / "out" / "the_pipeline_key.html").read_text(encoding="utf-8").count("<section>") == 3
    ben = answered(exams.draw("The pipeline", seed="a blue barn Ben"), "Ben", q3="answer_3 = 'six'")
    (elsewhere / "ben.ipynb").write_text(json.dumps(ben), encoding="utf-8")
    (elsewhere / "damaged.ipynb").write_text("{")
    files = ["out/the_pipeline_Ada_L.ipynb", "ben.ipynb", "damaged.ipynb", "gone.ipynb"]
    assert cli.main(["exam", "mark", *files, "--seed", "a blue barn"]) == 1
    said = capsys.readouterr()
    assert "out/the_pipeline_Ada_L.ipynb: Ada L., Part III, The pipeline: 0 of 20 points, not passed" in said.out
    assert re.search(r"ben.ipynb: Ben, Part III, The pipeline: 1[67] of 20 points, passed\n  3 \(", said.out)
    assert "not understood, a number is expected, got 'six'" in said.out
    assert "damaged.ipynb: not marked, it is damaged" in said.err
    assert "there is no gone.ipynb" in said.err


def test_one_draws_an_exam_for_oneself(elsewhere, capsys):
    assert cli.main(["exam", "draw", "1"]) == 0
    assert {path.name for path in (elsewhere / "exam").iterdir()} == {"formulas.ipynb", "formulas.html"}
    drawn = json.loads((elsewhere / "exam" / "formulas.ipynb").read_text(encoding="utf-8"))
    assert capsys.readouterr().out.strip().endswith(f"seed {drawn['metadata'][sheets.MARK]['seed']}")
    assert cli.main(["exam", "mark", "exam/formulas.ipynb"]) == 0
    assert "0 of 20 points, not passed\n  1 (" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["draw", "Formuals"], "there is no part 'Formuals': did you mean 'Formulas'?"),
        (
            ["draw", "1", "--students", "0"],
            "--students names nobody: give a number, or a file with a name on each line, got 0",
        ),
        (["draw", "1", "--students", "empty.txt"], "--students names nobody"),
        (["draw", "1", "--students", "twice.txt"], "two students are called Ada, and would get the same exam"),
        (["draw", "1", "--students", "gone.txt"], "there is no gone.txt"),
        (["mark", "ada.ipynb"], "it is the exam of Ada, drawn with a seed of the class, which is missing: add --seed"),
        (["mark", "lesson.ipynb"], "it is no exam of the course"),
    ],
)
def test_what_cannot_be_drawn_or_marked(arguments, said, elsewhere, capsys):
    (elsewhere / "empty.txt").write_text("\n")
    (elsewhere / "twice.txt").write_text("Ada\nBen\nAda\n")
    (elsewhere / "ada.ipynb").write_text(json.dumps(sheets.notebook(exams.draw("1", seed="x Ada"), student="Ada")))
    (elsewhere / "lesson.ipynb").write_text(json.dumps({"cells": [], "metadata": {}}))
    assert cli.main(["exam", *arguments]) == 1
    assert said in capsys.readouterr().err
    assert not (elsewhere / "exam").exists()


def test_nothing_that_may_hold_answers_is_replaced(elsewhere, capsys):
    assert cli.main(["exam", "draw", "1", "--seed", "7"]) == 0
    path = elsewhere / "exam" / "formulas.ipynb"
    path.write_text(path.read_text(encoding="utf-8").replace("answer_3 = None", "answer_3 = 42"), encoding="utf-8")
    before = path.read_bytes()
    assert cli.main(["exam", "draw", "1", "--seed", "8"]) == 1
    assert "formulas.ipynb exists already, and may hold answers: -o writes elsewhere" in capsys.readouterr().err
    assert path.read_bytes() == before
