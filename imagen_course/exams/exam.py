"""An exam of a part of the course: what is asked, how long it takes, and what an answer to it is worth.

Every seed draws other questions with other numbers, and as many of each difficulty: `RECALLED` letters, `NUMBERS` of two and
of three steps, `FUNCTIONS`. A point is a minute, so all exams have the same points.
"""

import importlib
import math
import random
from collections import Counter
from dataclasses import dataclass

from imagen_course import syllabus
from imagen_course.choices import Unknown
from imagen_course.exams.drawing import recalled
from imagen_course.exercises import lessons

__all__ = ["Exam", "draw", "kinds", "part_named", "parts"]

RECALLED, FUNCTIONS = 2, 1
NUMBERS = {2: 3, 3: 1}  # steps: questions
ENOUGH = 0.6  # the share of the points that passes


def parts():
    """List the parts of the course, in order.

    Returns
    -------
    list of str

    Examples
    --------
    >>> parts()
    ['Formulas', 'Networks', 'The pipeline', 'Making pictures', 'Further']
    """
    return list(dict.fromkeys(lesson.part for lesson in syllabus.LESSONS))


def part_named(word):
    """Return the title of a part that is named by its title or its number, or by both.

    Parameters
    ----------
    word : str
        In capitals or not.

    Returns
    -------
    str

    Raises
    ------
    choices.Unknown
        If there is no such part.

    Examples
    --------
    >>> part_named("the pipeline"), part_named("4"), part_named("Part IV")
    ('The pipeline', 'Making pictures', 'Making pictures')
    """
    wholes = enumerate(((title, syllabus.part(title).removeprefix("Part ")) for title in parts()), 1)
    spelt = {n.casefold(): title for place, (title, whole) in wholes for n in (str(place), whole, *whole.split(", "))}
    known = str(word).strip().casefold().replace("_", " ").removeprefix("part ")
    if known not in spelt:
        raise Unknown(f"there is no part {word!r}", str(word), parts())
    return spelt[known]


def kinds(part):
    """List the kinds of questions of a part whose numbers are drawn.

    Parameters
    ----------
    part : str

    Returns
    -------
    list of imagen_course.exams.drawing.Kind

    Raises
    ------
    choices.Unknown
        If there is no such part.

    Examples
    --------
    >>> kinds("Formulas")[1].lesson
    'convolution'
    """
    module = part_named(part).lower().replace(" ", "_")
    return importlib.import_module(f"imagen_course.exams.declared.{module}").KINDS


@dataclass(frozen=True)
class Exam:
    """The questions that a seed draws.

    Parameters
    ----------
    part : str
    seed : str or int
    questions : tuple of Choice, Number and Code

    Examples
    --------
    >>> exam = draw("Formulas", seed=7)
    >>> exam.minutes, exam.steps, len(exam.questions)
    (20, 14, 7)
    """

    part: str
    seed: str
    questions: tuple

    @property
    def minutes(self):
        """How long it takes, which is how many points there are."""
        return sum(question.minutes for question in self.questions)

    @property
    def steps(self):
        """Its difficulty."""
        return sum(question.steps for question in self.questions)

    @property
    def needed(self):
        """How many points pass."""
        return math.ceil(ENOUGH * self.minutes)

    def judge(self, answers):
        """Return a `Mark` for each question.

        Parameters
        ----------
        answers : mapping
            Of the numbers of the questions, from 1, to answers; what is missing was not answered.

        Returns
        -------
        list of Mark
        """
        return [question.judge(answers.get(number)) for number, question in enumerate(self.questions, 1)]

    def points(self, marks):
        """How many points the marks are worth, and whether that passes.

        Parameters
        ----------
        marks : sequence of Mark

        Returns
        -------
        (int, bool)
        """
        pairs = zip(self.questions, marks, strict=True)
        points = sum(question.minutes for question, mark in pairs if mark.state == "right")
        return points, points >= self.needed


def draw(part, *, seed):
    """Draw the exam of a part.

    Parameters
    ----------
    part : str
        Its title or its number.
    seed : str or int
        The same seed draws the same exam.

    Returns
    -------
    Exam

    Raises
    ------
    choices.Unknown
        If there is no such part.

    Examples
    --------
    >>> [draw("Formulas", seed=seed).questions[4].right for seed in (7, "7", 8)]
    [80.25, 80.25, 35.75]
    """
    part, seed, used = part_named(part), str(seed), Counter()
    own = f"{part} {seed}"
    offered = random.Random(own).sample(kinds(part), len(kinds(part)))
    chosen = _spread([kind for kind in offered if kind.is_code], FUNCTIONS, used)
    for steps, n in NUMBERS.items():
        chosen += _spread([kind for kind in offered if not kind.is_code and kind.steps == steps], n, used)
    chosen.sort(key=lambda kind: (kind.is_code, syllabus.number(kind.lesson)))  # functions last, else as the lessons go
    letters = _spread(_recalled(part, own), RECALLED, used)
    return Exam(part, seed, (*letters, *(kind.draw(own) for kind in chosen)))


def _recalled(part, seed):
    """The recall questions of a part, their choices in an order of the seed's, and they themselves too."""
    own = [lesson.slug for lesson in syllabus.LESSONS if lesson.part == part]
    asked = [recalled(slug, question, seed) for slug in own for question in lessons()[slug].RECALL]
    asked = [question for question in asked if question]
    return random.Random(f"{seed} recalled").sample(asked, len(asked))


def _spread(offered, n, used):
    """Take n of what is offered, from lessons that were taken least so far, and note their lessons."""
    taken, left = [], list(offered)
    for _ in range(n):
        taken.append(min(left, key=lambda each: used[each.lesson]))
        left.remove(taken[-1])
        used[taken[-1].lesson] += 1
    return taken
