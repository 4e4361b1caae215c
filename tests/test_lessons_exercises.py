"""What every lesson's exercises promise: right answers pass, slips are named, mutants are rejected."""

import importlib
import re

import mutants
import numpy as np
import pytest

from imagen_course.exercises import lessons, worker
from imagen_course.exercises.built import Built

EXERCISES = [
    pytest.param(lesson, exercise, id=f"{lesson}-{exercise.name}")
    for lesson, module in lessons().items()
    for exercise in module.EXERCISES
]


PURE = [parameter for parameter in EXERCISES if not isinstance(parameter.values[1], Built)]  # the others train something


@pytest.fixture(autouse=True)
def unchanged_random_state():
    before = np.random.get_state()[1].copy()  # noqa: NPY002
    yield
    np.testing.assert_array_equal(np.random.get_state()[1], before)  # noqa: NPY002


def answers(lesson):
    return importlib.import_module(f"answers.{lesson}")


@pytest.mark.parametrize(("lesson", "exercise"), EXERCISES)
def test_the_reference_and_other_right_answers_pass(lesson, exercise):
    others = answers(lesson).ANSWERS[exercise.name]
    assert len(others) >= 2
    for function in (exercise.reference, *others):
        verdict = exercise.judge(function)
        assert verdict.state == "right", f"{function.__name__}: {verdict}"


@pytest.mark.parametrize(("lesson", "exercise"), EXERCISES)
def test_every_slip_is_rejected_and_named(lesson, exercise):
    assert exercise.slips
    for slip in exercise.slips:

        def written_by_a_student(*args, slip=slip):  # other code than the cell a bug hunt starts from
            return slip.function(*args)

        verdict = exercise.judge(written_by_a_student)
        assert verdict.state in ("wrong", "raises"), f"{slip.name}: {verdict.state}"
        assert verdict.slip is not None, f"{slip.name} is not named"
        assert verdict.slip.name == slip.name, f"{slip.name} is taken for {verdict.slip.name}"
        assert slip.question.count("?") >= 1


def listed(kind):
    """The answers of that kind in answers/, each with its exercise."""
    for parameter in EXERCISES:
        lesson, exercise = parameter.values
        for answer in getattr(answers(lesson), kind, {}).get(exercise.name, ()):
            yield pytest.param(lesson, exercise, answer, id=f"{lesson}-{answer.__name__}")


@pytest.mark.parametrize(("lesson", "exercise", "answer"), list(listed("ONCE_PASSED")))
def test_answers_that_once_passed_are_refused(lesson, exercise, answer):
    verdict = exercise.judge(answer)
    assert verdict.state in ("wrong", "raises"), verdict
    assert verdict.wrong < verdict.total, "it passed, so it is right in most cases"


@pytest.mark.parametrize(("lesson", "exercise", "answer"), list(listed("NOT_SO")))
def test_nothing_is_said_that_is_true_of_a_look_alike_only(lesson, exercise, answer):
    verdict = exercise.judge(answer)
    assert verdict.state in ("wrong", "raises"), verdict
    assert verdict.slip is None or verdict.slip.name != answers(lesson).NOT_SO[exercise.name][answer]


@pytest.mark.parametrize(("lesson", "exercise"), EXERCISES)
def test_an_exercise_is_declared_in_full(lesson, exercise):
    cases = [tuple(case) for case in exercise.cases()]
    assert len(exercise.properties) >= 2 if isinstance(exercise, Built) else len(cases) >= 3
    assert len(exercise.hints) >= 2
    assert exercise.why
    full = [case for case in cases if not any(isinstance(value, list) and not value for value in case)]
    sizes = [sum(np.size(value) for value in case) for case in full]  # an empty list shows little, so it may come last
    assert sizes[0] == min(sizes), "the first case is not the smallest"
    again = [tuple(case) for case in exercise.cases()]
    for one, other in zip(cases, again, strict=True):
        for a, b in zip(one, other, strict=True):
            np.testing.assert_array_equal(a, b)
    assert exercise.judge(exercise.given).state == "blank" if exercise.given else True


@pytest.mark.parametrize(("lesson", "exercise"), EXERCISES)
def test_the_first_hint_shows_nothing_of_the_solution(lesson, exercise):
    solution = re.sub(r"\s", "", exercise.source.partition(":\n")[2])
    shown = re.findall("`(.+?)`", exercise.hints[0])
    told = [code for code in shown if re.search(r"[-+*/@(\[=]", code) and re.sub(r"\s", "", code) in solution]
    assert told == [], "a question or a case to draw comes first"


@pytest.mark.parametrize(("lesson", "exercise"), PURE)
def test_mutants_of_the_reference_are_rejected(lesson, exercise, monkeypatch):
    """All but those listed, with the reason why they compute the same, in answers/."""
    monkeypatch.setattr(worker, "TIME_LIMIT", 2.0)
    equivalent = answers(lesson).EQUIVALENT.get(exercise.name, {})
    assert sorted(set(mutants.survivors(exercise))) == sorted(equivalent)
    assert len(list(mutants.mutants(exercise.reference))) >= 3


def test_the_names_are_the_course_s_own():
    names = [exercise.values[1].name for exercise in EXERCISES]
    assert len(names) == len(set(names)), "two exercises share a name"
    recalls = [q.name for module in lessons().values() for q in module.RECALL]
    assert len(recalls) == len(set(recalls)), "one would be noted as the other, and be asked in every lesson"


@pytest.mark.parametrize("lesson", lessons())
def test_a_lesson_asks_at_least_three_questions_later(lesson):
    for question in lessons()[lesson].RECALL:
        assert question.answer in "abcdef"[: len(question.choices)]
        assert question.why
        assert len(set(question.choices)) == len(question.choices) >= 2
    assert len(lessons()[lesson].RECALL) >= 3
    if len(lessons()[lesson].RECALL) > 3:
        assert len({question.answer for question in lessons()[lesson].RECALL}) > 1, "the answer is always the same letter"


def test_a_size_without_its_floor_meets_the_smallest_case_and_the_word():
    def output_size(size, kernel_size, stride, padding, dilation):
        return (size + 2 * padding - dilation * (kernel_size - 1) - 1) / stride + 1

    (exercise,) = (exercise for exercise in lessons()["convolution"].EXERCISES if exercise.name == "output_size")
    verdict = exercise.judge(output_size)
    fractions = [case for case in exercise.cases() if output_size(*case) % 1]
    assert verdict.case == min(fractions, key=sum) == (2, 1, 2, 0, 1)
    assert (verdict.got.value, verdict.expected) == (1.5, 1)
    assert "floor" in verdict.slip.question
