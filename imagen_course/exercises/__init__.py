"""Exercises that answer at once and recognise the mistake; predictions made before running; progress that is kept.

A lesson calls ``begin``, ``recall``, ``predict``, ``reveal``, ``check``, ``hint``, ``solution``, ``use``, ``finish`` and
``progress``. Its exercises stand in ``declared``, a file a lesson, written with what ``declare`` has. ``engine`` judges
answers, which run in a process of their own (``worker``, ``server``, ``calls``), and says what is wrong by the exercise's
slips and by what needs no exercise (``diagnoses``, ``patterns``, ``repairs``, held against ``further`` cases); ``built``
measures what an answer builds or trains. ``verdicts`` and ``report`` put what was found into words and pictures, ``session``
is what a student calls, ``meant`` says what a guess means, ``store`` keeps what was answered.
"""

from imagen_course.exercises.session import (
    begin,
    check,
    find,
    finish,
    hint,
    lessons,
    predict,
    progress,
    recall,
    reveal,
    solution,
    use,
)

__all__ = [
    "begin",
    "check",
    "find",
    "finish",
    "hint",
    "lessons",
    "predict",
    "progress",
    "recall",
    "reveal",
    "solution",
    "use",
]
