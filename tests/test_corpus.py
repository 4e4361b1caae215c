"""Answers as students write them: the right ones pass, the wrong ones do not, and what is said of these was read."""

import json

import pytest
import students

from imagen_course.exercises import lessons

HARMLESS = {"changes its input", "not attempted"}  # states of their own: neither passed nor refused


@pytest.fixture(scope="module")
def read():
    return json.loads(students.READ.read_text(encoding="utf-8"))


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("lesson", list(lessons()))
def test_students_answers_get_a_true_verdict(lesson, read):
    refused, passed, unread, told = [], [], [], []
    for answer, said in students.judged(which=[lesson]):
        if not answer.is_right:
            told.append(said.how not in ("right", "counterexample"))
        if answer.is_right:
            refused += [answer.key] if said.how not in ("right", "changes its input") else []
        elif said.how == "right":
            passed.append(answer.key)
        elif said.how in ("slip", "diagnosis") and said.name not in read[lesson].get(answer.key, []):
            unread.append(f"{answer.key}: {said.name}")
    assert refused == []
    assert passed == []
    assert unread == [], (
        "read whether it is true of this answer, then note it in corpus/read.json (benchmarks/answers.py --note)"
    )
    assert sum(told) >= 0.75 * len(told), "of too many wrong ones it is not said what is wrong"


@pytest.mark.parametrize("lesson", list(lessons()))
def test_every_exercise_has_its_answers(lesson):
    there = list(students.answers(lesson))
    assert len({(a.key, a.is_right) for a in there}) == len(there), "two answers share a heading"
    for exercise in lessons()[lesson].EXERCISES:
        mine = [answer for answer in there if answer.exercise == exercise.name]
        assert sum(answer.is_right for answer in mine) >= 3, exercise.name
        assert sum(not answer.is_right for answer in mine) >= 6, exercise.name
