"""The engine: what it says to a blank, a broken, a slow, a wrong and a right answer, and what it keeps."""

import dataclasses
import functools
import importlib.util
import json
import re
import signal
import sys
import time
import types
import warnings
from fractions import Fraction

import numpy as np
import pytest

from imagen_course.exercises import built, declare, report, session, store, worker
from imagen_course.exercises.built import Built, Property
from imagen_course.exercises.declare import Recall, growing, same
from imagen_course.exercises.engine import Exercise, Slip


def double(x):
    return 2 * x


def _squared(x):
    return x * x


def _halved(x):
    if x == 3:
        raise ValueError("three")
    return x / 2


EXERCISE = Exercise(
    double,
    lambda: [(0,), (1,), (2,), (3,)],
    slips=(Slip("squared", _squared, "2 * 3 or 3 * 3?"), Slip("halved", _halved, "Which way?")),
    hints=("first", "second"),
    why="Twice is two times.",
)
RECALL = (
    Recall("one", "1 + 1?", ("2", "11"), "a", "It is two."),
    Recall("two", "2 + 2?", ("22", "4"), "b", "It is four."),
    Recall("three", "3 + 3?", ("33", "6"), "b", "It is six."),
    Recall("four", "4 + 4?", ("44", "8"), "b", "It is eight."),
)


@pytest.fixture(autouse=True)
def lesson(monkeypatch, tmp_path):
    """A course of two lessons, a fresh session, and a progress file of the test's own."""
    monkeypatch.setenv("IMAGEN_COURSE_PROGRESS", str(tmp_path / "progress.json"))
    course = {
        "start_here": types.SimpleNamespace(EXERCISES=(), RECALL=RECALL),
        "a_picture_is_an_array": types.SimpleNamespace(EXERCISES=(EXERCISE,), RECALL=()),
    }
    monkeypatch.setattr(session, "lessons", lambda: course)
    monkeypatch.setattr(session, "_now", {"lesson": None, "asked": (), "hints": {}, "right": {}, "predictions": {}})
    session.begin("a_picture_is_an_array")


# What a check says --------------------------------------------------------------------------------------------------------


def _ellipsis(x): ...


def _docstring(x):
    """Nothing yet."""


def _passes(x):
    pass


def _returns_none(x):
    return None


@pytest.mark.parametrize("function", [_ellipsis, _docstring, _passes, _returns_none, lambda x: ...])
def test_an_empty_body_is_not_attempted_yet(function):
    assert EXERCISE.judge(function).state == "blank"


def test_a_body_that_forgets_its_return_is_wrong_and_is_told_so():
    def double(x):
        2 * x

    assert EXERCISE.judge(double).state == "wrong"
    assert "nothing is returned" in session.check(double).headline


def test_a_right_answer_is_right_whatever_it_is_made_of():
    class Doubler:
        def __call__(self, x):
            return x + x

    answers = [double, lambda x: float(x) + x, functools.partial(np.multiply, 2), Doubler(), lambda *args: 2 * args[0]]
    answers += [lambda x, shift=0: 2 * x + shift, lambda x: np.float32(2) * x, lambda x: np.array(2 * x)]
    assert [EXERCISE.judge(answer).state for answer in answers] == ["right"] * len(answers)


def test_a_wrong_answer_gets_its_smallest_counterexample():
    verdict = EXERCISE.judge(lambda x: 2 * x if x < 2 else 7)
    assert (verdict.state, verdict.case, verdict.got.value, verdict.expected) == ("wrong", (2,), 7, 4)
    assert (verdict.wrong, verdict.total) == (2, 4)


def test_a_slip_is_named_when_every_case_agrees_and_not_otherwise():
    assert EXERCISE.judge(lambda x: x**2).slip.name == "squared"
    other = EXERCISE.judge(lambda x: x**2 if x < 3 else 10).slip
    assert other is None or other.name != "squared"


def test_a_slip_that_raises_is_named_too():
    verdict = EXERCISE.judge(lambda x: [0, 0.5, 1][x] if x != 3 else _halved(x))
    assert verdict.slip.name == "halved"  # the same ValueError for 3


def test_an_error_is_shown_with_its_line(tmp_path):
    source = "def double(x):\n    y = x\n    return y / 0\n"
    path = tmp_path / "cell.py"
    path.write_text(source)
    names = {}
    exec(compile(source, str(path), "exec"), names)
    said = session.check(names["double"])
    assert said.headline == "double raises a ZeroDivisionError"
    assert "ZeroDivisionError: division by zero, in line 3: return y / 0" in str(said)
    assert "x = 0" in str(said)


def test_the_line_is_the_student_s_even_when_the_error_comes_from_a_library():
    def double(x):
        return np.linalg.inv(np.zeros((2, 2)))

    assert "in line" in str(session.check(double))
    assert "np.linalg.inv(np.zeros((2, 2)))" in str(session.check(double))


def test_wrong_arguments_are_said_before_anything_runs():
    def double(x, y):
        raise AssertionError("must not run")

    assert "the exercise calls it with (x), but it takes (x, y)" in str(session.check(double))


def test_exit_in_an_answer_does_not_end_the_kernel():
    def double(x):
        sys.exit(3)

    assert session.check(double).headline == "double raises a SystemExit"


def test_an_endless_loop_is_stopped_and_its_line_is_named(monkeypatch):
    monkeypatch.setattr(worker, "TIME_LIMIT", 0.5)

    def double(x):
        while True:
            x += 1

    said = session.check(double)
    assert said.headline == "double takes too long: no answer after 0.5 seconds"
    assert "Does a loop never end" in str(said)
    assert re.search(r"It was in line \d+: (while True:|x \+= 1)", str(said))


def test_a_loop_that_catches_everything_is_stopped(monkeypatch):
    monkeypatch.setattr(worker, "TIME_LIMIT", 0.2)

    def double(x):
        while True:
            try:
                while True:
                    x += 1
            except BaseException:
                pass

    assert EXERCISE.judge(double).state == "late"


def test_a_slow_answer_is_given_up_as_a_whole(monkeypatch):
    monkeypatch.setattr(worker, "TIME_LIMIT", 0.5)

    def double(x):
        for _ in range(5_000_000 if x else 0):
            pass
        return 2 * x if x else 1

    exercise = Exercise(lambda x: 2 * x, lambda: [(x,) for x in range(100)])
    verdict = exercise.judge(double)
    assert (verdict.state, verdict.case, verdict.stopped) == ("wrong", (0,), "it takes too long")
    assert verdict.total < 50


def test_a_student_s_own_timeout_is_an_error_like_others():
    def double(x):
        raise TimeoutError("mine")

    assert session.check(double).headline == "double raises a TimeoutError"


def test_a_huge_result_ends_the_check():
    def double(x):
        return np.zeros((3000, 3000), "uint8")

    verdict = EXERCISE.judge(double)
    assert (verdict.state, verdict.total, verdict.stopped) == ("wrong", 1, "its result is huge")
    assert "an array of 9,000,000 numbers" in str(session.check(double))
    assert "because its result is huge" in str(session.check(double))


def named_double(answer):
    answer.__name__ = "double"
    return answer


class Unprintable:
    def __repr__(self):
        raise RuntimeError("no")

    def __array__(self, dtype=None, copy=None):
        raise RuntimeError("no")


class UnprintableError(Exception):
    def __str__(self):
        raise RuntimeError("no")


def _raises_what_cannot_be_shown(x):
    raise UnprintableError


def _raises_a_novel(x):
    raise ValueError("x" * 10**6)


def _warns_a_novel(x):
    warnings.warn("W" * 10**6, stacklevel=1)
    print("E" * 10**6, file=sys.stderr)


@pytest.mark.parametrize(
    "answer",
    [
        lambda x: Unprintable(),
        lambda x: [Unprintable()],
        lambda x: 10**5000,
        lambda x: (i for i in range(3)),
        lambda x: "x" * 10**6,
        lambda x: 1j,
        lambda x: np.array([None, 1]),
        _raises_what_cannot_be_shown,
        _raises_a_novel,
        _warns_a_novel,
    ],
)
def test_whatever_an_answer_does_the_check_says_something_short(answer, capfd):
    said = session.check(named_double(answer))
    assert said.tone == "wrong"
    assert len(said._repr_html_()) < 10_000
    assert " at 0x" not in str(said)
    assert capfd.readouterr() == ("", "")


def test_an_answer_without_a_name_goes_by_the_one_it_was_given():
    names = {"check": session.check, "functools": functools}
    exec("double = lambda x: x + x\nsaid = check(double)", names)
    assert names["said"].tone == "right"
    exec("def twice(y, x): return y * x\ndouble = functools.partial(twice, 2)\nsaid = check(double)", names)
    assert names["said"].tone == "right"


def test_an_array_that_is_used_again_is_judged_as_it_was():
    kept = np.zeros(())

    def double(x):
        kept[...] = 2 * x
        return kept

    assert EXERCISE.judge(double).state == "right"


def test_floods_of_text_and_numbers_are_cut():
    def double(x):
        for _ in range(10_000):
            print("I am here, and I go on and on")
        return np.zeros((900, 900))

    said = session.check(double)
    assert len(str(said)) < 4_000
    assert len(said._repr_html_()) < 20_000
    assert "it printed: I am here" in str(said)


def test_printing_goes_back_to_where_it_went(capsys):
    session.check(double)
    print("after")
    assert capsys.readouterr().out == "after\n"


def test_a_warning_is_part_of_the_answer_and_not_noise():
    def double(x):
        return np.exp(np.float64(1000.0))

    assert "warned: overflow encountered in exp" in str(session.check(double))


def test_arguments_are_copies_and_that_one_is_changed_is_a_state_of_its_own(monkeypatch):
    cases = [(np.array([1.0]),), (np.array([1.0, 2.0]),)]
    exercise = Exercise(double, lambda: cases)
    monkeypatch.setattr(session, "find", lambda name: ("a_picture_is_an_array", exercise))

    def in_place(x):
        x *= 2
        return x

    verdict = exercise.judge(in_place)
    assert verdict.state == "right"
    assert verdict.spoils
    np.testing.assert_array_equal(cases[1][0], [1.0, 2.0])
    assert session.check(named_double(in_place)).headline == "double is right, and it changes its input: 2 of 2 cases"
    assert store.read()["a_picture_is_an_array/exercise/double"]["state"] == "right, changes its input"


def test_a_bug_hunt_is_blank_until_its_code_changes():
    def broken(x):
        y = [x for _ in range(2)]
        return sum(y) + 1

    exercise = Exercise(double, EXERCISE.cases, slips=(Slip("one more", broken, "Why + 1?"),), given=broken)

    def double_as_given(x):
        y = [x for _ in range(2)]

        return sum(y) + 1  # a comment, and another name

    def still_wrong(x):
        return sum([x, x]) + 1

    assert exercise.judge(double_as_given).state == "blank"
    assert exercise.judge(lambda x: 2 * x).state == "right"  # not a def
    assert exercise.judge(functools.partial(np.multiply, 2)).state == "right"  # without a source
    assert exercise.judge(still_wrong).slip.name == "one more"


def test_an_exercise_may_accept_more_than_one_value():
    exercise = Exercise(lambda n: n + 1, lambda: [(1,), (2,)], accepts=lambda value, due, args: value > args[0])
    assert exercise.judge(lambda n: n + 5).state == "right"
    assert exercise.judge(lambda n: n).state == "wrong"
    assert exercise.judge(lambda n: "more").state == "wrong"  # accepts raises on it, which is a no


def test_a_check_is_deterministic_and_leaves_random_numbers_alone():
    def double(x):
        return x + 1

    state = np.random.get_state()[1].copy()  # noqa: NPY002
    first = repr(session.check(double)), session.check(double)._repr_html_()
    assert first == (repr(session.check(double)), session.check(double)._repr_html_())
    np.testing.assert_array_equal(np.random.get_state()[1], state)  # noqa: NPY002


def test_an_unknown_name_lists_those_there_are():
    def treble(x):
        return 3 * x

    with pytest.raises(ValueError, match=r"no exercise is called 'treble'; the exercises of this lesson are double"):
        session.check(treble)


def test_a_name_that_is_nearly_an_exercise_s_is_met_with_that_one():
    def doubled(x):
        return 2 * x

    near = "no exercise is called 'doubled': did you mean 'double'?"
    for call in (session.check, session.hint, session.solution, session.use):
        with pytest.raises(ValueError, match=re.escape(near)):
            call(doubled)
    with pytest.raises(ValueError, match=re.escape(near)):
        session.hint("doubled")
    assert session.check("doubled").headline == f"check takes the function itself, without quotes; and {near}"
    assert session.check("double").headline == "check takes the function itself: `check(double)`, without quotes"


# Comparing ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "due", "expected"),
    [
        (26, 26, True),
        (26.0, 26, True),
        (np.int8(26), 26, True),
        (26.4, 26, False),
        (Fraction(52, 2), 26, True),
        (1_000_000, 1_000_001, False),
        (np.float32(1 / 3), 1 / 3, True),
        (0.334, 1 / 3, False),
        (np.ones((2, 1)), np.ones(2), False),
        ([1, 2], np.array([1, 2]), True),
        ((1, 2), (1, 2.0), True),
        ([1, 2], (1, 2), True),
        ((1, 2, 3), (1, 2), False),
        (True, True, True),
        (1, True, False),
        (True, 1, False),
        ("a", "a", True),
        ("a", "b", False),
        (None, 0, False),
        (0, None, False),
        ("26", 26, False),
        (1j, 1, False),
        ([[1], [2, 3]], np.ones(2), False),
        ({1: 2}, 1, False),
        (np.nan, np.nan, True),
        (np.nan, 1.0, False),
        (np.inf, 1.0, False),
    ],
)
def test_what_counts_as_the_same(value, due, expected):
    assert same(value, due) is expected


def test_growing_begins_with_the_smallest_sum():
    assert growing(range(1, 3), range(2), where=lambda a, b: a != b) == [(1, 0), (2, 0), (2, 1)]


# Hints, solutions, use ----------------------------------------------------------------------------------------------------


def test_hints_come_one_by_one_and_the_solution_last():
    assert session.solution("double").headline == "double: 2 hints left"
    assert session.hint(double).headline == "double, hint 1 of 2"
    assert "second" in str(session.hint("double"))
    assert "last hint" in str(session.hint("double"))
    shown = str(session.solution("double"))
    assert "return 2 * x" in shown
    assert "Twice is two times." in shown


def test_the_solution_can_be_seen_at_once_and_after_solving():
    assert "return 2 * x" in str(session.solution("double", now=True))
    session.check(double)
    assert "return 2 * x" in str(session.solution("double"))


def test_use_takes_the_student_s_function_only_once_it_was_right(capsys):
    def wrong(x):
        return x

    wrong.__name__ = "double"
    mine = lambda x: x + x  # noqa: E731
    mine.__name__ = "double"
    assert session.use(mine) is EXERCISE.reference
    assert "uses the course's solution instead" in capsys.readouterr().out
    session.check(mine)
    assert session.use(mine).__wrapped__ is mine
    session.check(wrong)
    assert session.use(wrong) is EXERCISE.reference


def test_an_answer_that_spoils_its_argument_is_used_on_copies():
    def double(x):
        x *= 2
        return x

    session.check(double)
    array = np.ones(3)
    np.testing.assert_array_equal(session.use(double)(array), 2)
    np.testing.assert_array_equal(array, 1)


def test_a_right_answer_is_used_on_the_very_callback_that_it_is_given(monkeypatch):
    exercise = Exercise(double, EXERCISE.cases)
    monkeypatch.setattr(session, "find", lambda name: ("a_picture_is_an_array", exercise))
    monkeypatch.setitem(session._now, "right", {"double": (same_thing := lambda x: x)})
    callback = types.SimpleNamespace(model=None)
    assert session.use(named_double(same_thing))(callback) is callback


# Predictions, recall, progress --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("guess", "truth", "within", "hit"),
    [
        (26, 26, 0, True),
        (28, 26, 0, False),
        (28, 26, 0.1, True),
        (26, np.int64(26), 0, True),
        ("left", "Left ", 0, True),
        ("left", "right", 0, False),
        ((26, 26, 8), (26, 26, 8), 0, True),
        ([26, 26], (26, 26), 0, True),
        ((26, 26), (26, 26, 1), 0, False),
        ([[0, 1], [1, 0]], np.array([[0, 1], [1, 0]]), 0, True),
        ("26", 26, 0, True),
        (True, True, 0, True),
    ],
)
def test_a_prediction_is_held_against_the_truth(guess, truth, within, hit):
    session.predict("it", guess)
    assert session.reveal("it", truth, within=within).tone == ("right" if hit else "wrong")
    assert f"1 prediction made, {int(hit)} of them right" in session.finish().headline


def test_a_word_for_a_number_leaves_the_prediction_open():
    session.predict("share", "half")
    assert "a number is expected, and you predicted 'half'" in str(session.reveal("share", 0.5))
    session.predict("share", 0.5)
    assert session.reveal("share", 0.5).tone == "right"


def test_the_first_answer_stands_once_it_is_revealed():
    session.predict("rows", 28)
    session.predict("rows", 27)  # still open
    session.reveal("rows", 26)
    assert "your first answer stands, 27" in str(session.predict("rows", 26))
    assert "you predicted 27; the answer is 26" in str(session.reveal("rows", 26))
    assert "rows | 27 | 26" in str(session.finish())


def test_no_prediction_is_no_mistake():
    assert "no prediction yet" in str(session.predict("rows", None))
    assert session.reveal("rows", 26).tone == "plain"
    assert "0 predictions made" in session.finish().headline
    assert "not counted" in str(session.predict("rows", 26))  # too late
    assert session.reveal("rows", 26).tone == "plain"
    assert "A picture is an array | 0 of 1 | 0 of 0" in str(session.progress())


def test_a_prediction_can_be_taken_back_until_it_is_revealed():
    session.predict("rows", 28)
    session.predict("rows", None)
    assert "you made no prediction" in str(session.reveal("rows", 26))


@pytest.mark.parametrize("guess", [(1, (2, 3)), ["a"], [[1], [2, 3]]])
def test_a_guess_of_any_shape_can_be_held_against_the_truth(guess):
    session.predict("rows", guess)
    assert session.reveal("rows", 4, within=0.1).tone == "wrong"
    assert session.reveal("rows", [1], within=0.1).tone == "wrong"
    assert "1 prediction made, 0 of them right" in session.finish().headline


def test_beginning_again_keeps_what_was_said():
    session.predict("rows", 28)
    session.begin("a_picture_is_an_array")
    assert "you predicted 28" in str(session.reveal("rows", 26))


@pytest.mark.parametrize(
    ("guess", "said"),
    [
        ({"a": 1}, "a prediction is a number, a word, or a list or tuple of those, and this is a dict"),
        ("up", "'up' is none of the choices"),
        ("lefft", "did you mean 'left'?"),
        (1, "1 is none of the choices"),
    ],
)
def test_a_prediction_that_cannot_be_taken_is_answered_in_a_sentence(guess, said):
    answer = session.predict("side", guess, choices=("left", "right"))
    assert answer.headline == f"not accepted (side): {said}"
    assert "you made no prediction" in str(session.reveal("side", "left"))


@pytest.mark.parametrize("guess", ["6", 6])
def test_a_choice_of_digits_stays_the_word_that_it_is(guess):
    assert session.predict("regions", guess, choices=("6", "about 600")).headline == "you predict '6' (regions)"
    answer = session.reveal("regions", "6")
    assert (answer.tone, answer.headline) == ("right", "you predicted '6'; the answer is '6' (regions)")


def test_a_choice_is_known_whatever_its_case_and_spaces():
    assert "`'left'`" in str(session.predict("side", None, choices=("left", "right")))
    session.predict("side", " LEFT", choices=("left", "right"))
    assert session.reveal("side", "left").tone == "right"


def test_three_numbers_are_one_prediction():
    assert "you predict (26, 26, 8)" in str(session.predict("shape", 26, 26, 8))
    assert session.reveal("shape", (26, 26, 8)).tone == "right"
    assert "no prediction yet" in str(session.predict("others", None, None))


@pytest.mark.parametrize(
    ("guess", "truth", "within", "tone", "said"),
    [
        (77, 0.77, 0, "right", "you predicted 77 (0.77 as a share); the answer is 0.77"),
        (80, 0.77, 0.1, "right", "you predicted 80 (0.8 as a share); the answer is 0.77"),
        (0.5, 50, 0, "right", "you predicted 0.5 (50 per cent); the answer is 50"),
        (30, 0.77, 0.1, "wrong", "you predicted 30; the answer is 0.77"),
        (2, 0.5, 0, "wrong", "you predicted 2; the answer is 0.5"),
        (True, 0.01, 0, "wrong", "you predicted True; the answer is 0.01"),
    ],
)
def test_a_share_may_be_said_in_per_cent(guess, truth, within, tone, said):
    session.predict("share", guess)
    answer = session.reveal("share", truth, within=within)
    assert (answer.tone, answer.headline) == (tone, f"{said} (share)")
    assert f"1 prediction made, {int(tone == 'right')} of them right" in session.finish().headline


def test_three_questions_are_asked_and_those_answered_right_come_later():
    assert [q.name for _, q in session._now["asked"]] == ["one", "two", "three"]
    said = session.recall("a", "a", None)
    assert said.headline == "recall: 1 of 2 right"
    assert "not (a) but (b): It is four. (Start here)" in str(said)
    session.lessons()["convolution"] = types.SimpleNamespace(EXERCISES=(), RECALL=())
    session.begin("convolution")
    assert [q.name for _, q in session._now["asked"]] == ["three", "four", "two"]  # unseen, unseen, wrong


def test_who_learns_in_order_is_asked_by_several_lessons(monkeypatch):
    for lesson in ("convolution", "pooling", "learning", "deep_networks"):
        questions = tuple(Recall(f"{lesson} {k}", "1 + 1?", ("2", "11"), "a", "It is two.") for k in range(4))
        monkeypatch.setitem(session.lessons(), lesson, types.SimpleNamespace(EXERCISES=(), RECALL=questions))
        session.begin(lesson)
        asked = [slug for slug, _ in session._now["asked"]]
        for slug, question in session._now["asked"]:
            store.record(f"{slug}/recall/{question.name}", right=True)
    assert asked == ["learning", "pooling", "convolution"]


def test_running_a_lesson_again_asks_the_same_questions():
    session.recall("a", "b", "b")
    session.begin("a_picture_is_an_array")
    assert session.recall("a", "b", "b").headline == "recall: 3 of 3 right"
    session._now.update(lesson=None, asked=())  # another kernel, another day
    session.begin("a_picture_is_an_array")
    assert session.recall("a", "b", "b").headline == "recall: 3 of 3 right"


def test_recall_says_what_it_cannot_read():
    assert "recall takes 3 answers" in str(session.recall("a"))
    assert "answer 2 is one of 'a', 'b', and you wrote 'x'" in str(session.recall(None, "x", None))
    assert "answer 1 is one of 'a', 'b', and you wrote 'ab'" in str(session.recall("ab", None, None))
    assert "not answered yet" in str(session.recall(None, None, None))
    assert session.recall("2", None, "33 ").headline == "recall: 1 of 2 right"  # in the words of the choices


def test_a_lesson_that_is_not_there_is_named():
    with pytest.raises(ValueError, match=r"lesson must be one of start_here, a_picture_is_an_array, got '7'"):
        session.begin("7")


def test_progress_says_what_is_done_and_due_and_where_it_is_kept(tmp_path):
    assert "A picture is an array | 0 of 1 | 0 of 0 | double" in str(session.progress())

    def wrong(x):
        return x * x

    wrong.__name__ = "double"
    session.check(wrong)
    assert "0 of 1 exercises right" in session.progress().headline
    session.check(double)
    session.check(wrong)  # what was once right stays done
    session.predict("rows", 26)
    session.reveal("rows", 26)
    said = str(session.progress())
    assert "A picture is an array | 1 of 1 | 1 of 1 | -" in said
    assert str(tmp_path / "progress.json") in said
    entries = json.loads((tmp_path / "progress.json").read_text())["entries"]
    entry = entries["a_picture_is_an_array/exercise/double"]
    assert (entry["attempts"], entry["named"]["squared"], entry["state"]) == (3, 2, "wrong")
    session.hint("double")
    assert store.read()["a_picture_is_an_array/exercise/double"]["hints"] == 1


def test_nothing_is_kept_when_told_so(monkeypatch):
    monkeypatch.setenv("IMAGEN_COURSE_PROGRESS", "off")
    session.check(double)
    assert "Nothing is kept" in str(session.progress())
    assert store.location() is None


# Reports ------------------------------------------------------------------------------------------------------------------


def test_what_was_got_stands_beside_what_was_expected_with_the_difference_marked():
    part = report.side_by_side(np.array([[1.0, 2.0], [3.0, 5.0]]), np.array([[1.0, 2.0], [3.0, 4.0]]))
    assert part.html.count("<u>") == 2
    assert "<b><u>5</u></b>" in part.html
    assert "got, shape (2, 2):" in part.text


def test_several_results_are_shown_one_by_one():
    part = report.side_by_side((np.ones(2), np.float64(1.5)), (np.zeros(2), 2.0))
    assert (
        part.text
        == "result 1 of 2, got, shape (2,):\n[1. 1.]\nexpected, shape (2,):\n[0. 0.]\nresult 2 of 2, got: 1.5\nexpected: 2"
    )
    assert part.html.count("<u>1</u>") == 2
    assert report.side_by_side((np.float64(1.5), 2), (1, 2)).text == "got: (1.5, 2)\nexpected: (1, 2)"


def test_large_arrays_are_shown_as_pictures_with_words():
    picture = np.linspace(0, 1, 256).reshape(16, 16)
    part = report.side_by_side(picture, 1 - picture)
    assert part.html.count("<img alt=") == 2
    assert "..." in part.text
    assert len(part.text) < 1_000


@pytest.mark.parametrize(
    "value", [np.zeros((2, 3, 4, 5)), np.full((20, 20), np.nan), np.zeros((9000, 3)), [], [[1], [2, 3]], {}]
)
def test_whatever_comes_can_be_shown(value):
    part = report.side_by_side(value, np.ones((20, 20)))
    assert part.html
    assert len(part.text) < 3_000


def test_what_a_student_wrote_is_escaped():
    def double(x):
        return "<script>alert(1)</script>"

    said = session.check(double)._repr_html_()
    assert "<script>" not in said
    assert "&lt;script&gt;" in said


def test_the_engine_is_light():
    import subprocess

    heavy = ("matplotlib", "IPython", "ipywidgets", "sklearn", "scipy", "keras", "filelock")
    code = f"import sys, imagen_course.exercises; sys.exit(', '.join(m for m in {heavy!r} if m in sys.modules) or None)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stderr == ""
    assert done.returncode == 0


def test_a_lesson_of_the_first_versions_is_begun_by_the_number_it_had():
    assert str(session.begin("01")) == str(session.begin("a_picture_is_an_array"))


def test_a_tick_follows_its_exercise_into_another_lesson():
    session.check(double)
    store.record("start_here/recall/one", right=True)
    course = session.lessons()
    course["convolution"] = types.SimpleNamespace(EXERCISES=(EXERCISE,), RECALL=RECALL)
    course["a_picture_is_an_array"] = course["start_here"] = types.SimpleNamespace(EXERCISES=(), RECALL=())
    assert "Convolution | 1 of 1" in str(session.progress())
    assert session._entries()["convolution/recall/one"]["right"]
    store.record("convolution/exercise/double", state="wrong")
    assert "Convolution | 1 of 1" in str(session.progress())
    assert session._entries()["convolution/exercise/double"]["state"] == "wrong"


# How an exercise is written ------------------------------------------------------------------------------------------------


@pytest.fixture
def declared(tmp_path):
    """A module with two exercises, written as a lesson's file is."""
    source = (
        "from imagen_course.exercises.declare import exercise\n\n\n"
        "@exercise(\n    cases=lambda: [(x,) for x in (1, 3)],\n    hints=['How often?'],\n    why='It is twice.',\n)\n"
        "def second(x):\n    # by a sum\n    return x + x\n\n\n"
        "second.slips(\n    ('squared', lambda x: x * x, '2 * 3 or 3 * 3?'),\n    ('halved', lambda x: x / 2, '?'),\n)\n\n\n"
        "@exercise(cases=lambda: [(1,), (2,)], hints=[], why='', given=second, accepts=lambda value, *_: value > 0)\n"
        "def first(x):\n    return second(x) + 1\n"
    )
    (path := tmp_path / "declared.py").write_text(source)
    specification = importlib.util.spec_from_file_location("declared", path)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def test_a_module_has_its_exercises_in_the_order_in_which_they_stand(declared):
    assert [exercise.name for exercise in declared.EXERCISES] == ["second", "first"]
    assert declared.EXERCISES[0].hints == ("How often?",)
    assert [slip.name for slip in declared.EXERCISES[0].slips] == ["squared", "halved"]
    assert declared.EXERCISES[0].judge(lambda x: x**2).slip.question == "2 * 3 or 3 * 3?"
    assert declared.EXERCISES[1].slips == []
    assert declared.EXERCISES[1].given is declared.second
    assert declared.EXERCISES[1].judge(lambda x: 7).state == "right"


def test_the_reference_stays_a_function_and_its_source_is_shown_without_what_stands_over_it(declared):
    assert declared.first(3) == 7
    assert declared.EXERCISES[0].source == "def second(x):\n    # by a sum\n    return x + x\n"


def test_two_modules_keep_their_exercises_apart(declared):
    names = {}
    exec(
        "from imagen_course.exercises.declare import exercise\n@exercise(cases=list, hints=[], why='')\ndef one(): ...",
        names,
    )
    assert [exercise.name for exercise in names["EXERCISES"]] == ["one"]
    assert len(declared.EXERCISES) == 2
    assert not hasattr(declare, "EXERCISES")


# What is built -------------------------------------------------------------------------------------------------------------


def _numbers(seed=0):
    x = np.random.default_rng(seed).normal(size=(40, 2))
    return x, x @ [2.0, -1.0] + 3


def line(x, y, steps):
    w, b = np.zeros(2), 0.0
    for _ in range(steps):
        error = x @ w + b - y
        w, b = w - 0.1 * x.T @ error / len(y), b - 0.1 * error.mean()
    return w, b


def _loss(fit):
    x, y = _numbers(seed=1)
    return float(np.mean((x @ fit[0] + fit[1] - y) ** 2))


@pytest.fixture
def trained():
    """An exercise that trains two weights and a bias, and is held to the loss on other numbers."""
    line.__globals__.pop("EXERCISES", None)
    reference = declare.built(budget=5, cases=lambda: [(*_numbers(), 200)], hints=["a", "b"], why="c")(line)
    reference.properties(
        ("weights", lambda fit: len(fit[0]), 2, lambda x, y, steps: (np.zeros(3), 0.0), "How many columns has `x`?"),
        (
            "loss on other numbers",
            _loss,
            declare.at_most(0.01),
            lambda x, y, steps: line(x, y, 3),
            "Did it learn long enough?",
        ),
    )
    (exercise,) = line.__globals__.pop("EXERCISES")
    course = {"a_picture_is_an_array": types.SimpleNamespace(EXERCISES=(exercise,), RECALL=())}
    session.lessons().update(course)
    return exercise


def test_what_is_built_is_right_when_each_property_is_met_and_is_told_what_was_reached(trained):
    said = session.check(line)
    assert said.headline == "line is right: 2 of 2 properties"
    assert re.search(r"weights \| 2 \| 2 \| yes\nloss on other numbers \| \d\.\d+e-13 \| at most 0.01 \| yes", str(said))
    assert session.use(line)(*_numbers(), 0)[1] == 0
    assert store.read()["a_picture_is_an_array/exercise/line"]["done"]


def test_what_misses_a_property_is_told_which_and_what_was_reached(trained):
    for slip in trained.slips:

        def line(*arguments, slip=slip):
            return slip.function(*arguments)

        said = session.check(line)
        assert said.headline == f"line misses {2 if slip.name == 'weights' else 1} of 2 properties: {slip.name}"
        assert slip.question in str(said)
    assert "weights | 2 | 2 | yes" in str(said)


def test_what_cannot_be_measured_misses_what_is_measured(trained):
    verdict = trained.judge(lambda x, y, steps: 7)
    assert (verdict.state, verdict.wrong, verdict.slip.name) == ("wrong", 2, "weights")
    assert "TypeError" in repr(verdict.reached[0].value) or "int" in repr(verdict.reached[0].value)


def test_nothing_built_is_blank_or_without_a_return(trained):
    def line(x, y, steps): ...

    assert "not attempted yet" in session.check(line).headline

    def line(x, y, steps):
        _ = x @ np.zeros(2)

    assert session.check(line).headline == "line misses 2 of 2 properties: nothing is returned"


def test_what_raises_while_it_is_built_is_told_the_line(trained):
    def line(x, y, steps):
        return np.zeros(2) @ np.zeros(3)

    said = session.check(line)
    assert said.headline == "line raises a ValueError"
    assert "return np.zeros(2) @ np.zeros(3)" in str(said)


@pytest.fixture
def enlarged():
    """An exercise that is called twice, on pictures of two sizes."""
    cases = lambda: [(np.zeros((2, 3)),), (np.zeros((3, 2)),)]  # noqa: E731
    exercise = Built(lambda picture: np.pad(picture, 1), cases, budget=5)
    shapes = lambda built: [list(np.shape(each)) for each in built]  # noqa: E731
    exercise.expect(Property("shapes", shapes, [[4, 5], [5, 4]], np.copy, "How large is each?"))
    return exercise


def test_what_is_built_of_several_pictures_is_measured_together(enlarged):
    assert enlarged.judge(lambda picture: np.pad(picture, 1).tolist()).state == "right"
    verdict = enlarged.judge(lambda picture: np.zeros((4, 5)))
    assert (verdict.state, verdict.reached[0].value) == ("wrong", [[4, 5], [4, 5]])
    assert enlarged.judge(lambda picture: picture if len(picture) == 2 else None).slip.name == "nothing is returned"


def test_a_part_that_does_not_fit_its_place_is_asked_about(enlarged):
    def in_place(picture):
        grid = np.zeros((4, 5))
        grid[1:3, 1:4] = picture
        return grid

    for answer in (in_place, lambda picture: np.hstack([picture, np.zeros((2, 1))])):
        verdict = enlarged.judge(answer)
        assert (verdict.state, verdict.slip.name) == ("raises", "a part does not fit its place")
    assert enlarged.judge(lambda picture: picture.size / 0).slip is None


def test_what_is_built_may_not_spoil_what_it_was_given(enlarged):
    def spoilt(picture):
        result = np.pad(picture, 1)
        picture += 1
        return result

    kept = [tuple(case) for case in enlarged.cases()]  # as an exercise does whose pictures are long in the making
    before = [case[0].copy() for case in kept]
    enlarged = dataclasses.replace(enlarged, cases=lambda: kept)
    assert enlarged.judge(spoilt).spoils
    verdict = enlarged.judge(enlarged.reference)
    assert (verdict.state, verdict.spoils) == ("right", False)
    assert all(np.array_equal(*pair) for pair in zip([case[0] for case in kept], before, strict=True))


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="nothing stops it here")
def test_building_is_stopped_after_its_budget_even_where_every_error_is_caught(trained):
    caught = []

    def line(x, y, steps):
        while True:
            try:
                while True:
                    x = x + 0
            except Exception:
                caught.append(1)
                if len(caught) > 1:
                    raise

    object.__setattr__(trained, "budget", 0.2)
    handler = signal.getsignal(signal.SIGALRM)
    said = session.check(line)
    assert said.headline == "line takes too long: no end after 0.2 seconds"
    assert "how much it learns from" in str(said)
    assert signal.getsignal(signal.SIGALRM) is handler


@pytest.mark.parametrize(
    ("passed", "computed", "state"),
    [
        (6, 1, "right"),  # a busy machine, or one that waits for its disk
        (39, 4.9, "right"),
        (3, 12, "right"),  # four cores for three seconds
        (6, 5.5, "late"),
        (39, 5.5, "late"),
        (41, 0, "late"),  # it sleeps
    ],
)
def test_a_budget_is_of_computing_and_what_only_waits_ends_too(trained, monkeypatch, passed, computed, state):
    clock = {"passed": 100.0, "computed": 10.0}
    times = types.SimpleNamespace(monotonic=lambda: clock["passed"], process_time=lambda: clock["computed"])
    monkeypatch.setattr(built, "time", times)

    def answer(x, y, steps):
        clock["passed"] += passed
        clock["computed"] += computed
        return line(x, y, steps)

    assert trained.judge(answer).state == state


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="nothing stops it here")
def test_an_answer_that_sleeps_for_ever_is_stopped(trained):
    object.__setattr__(trained, "budget", 0.05)
    assert trained.judge(lambda x, y, steps: time.sleep(3600)).state == "late"


def test_where_nothing_can_stop_it_what_took_too_long_is_refused(trained, monkeypatch):
    monkeypatch.delattr(signal, "setitimer", raising=False)
    object.__setattr__(trained, "budget", 0)
    assert "takes too long: it took" in session.check(line).headline
