"""How a kind of question is declared, and how one is drawn from a seed: its numbers are new for each seed, and sound.

::

    @number("convolution", steps=2)
    def sides(draw, way):
        side, kernel = draw.randint(20, 90), draw.choice([3, 5, 7])
        places = way(f"{side} - {kernel} + 1")
        way(f"{places} // 2")
        wrong = {"the 1 is forgotten": (side - kernel) // 2}
        return f"... {side} ... {kernel} ...", output_size(side, kernel) // 2, wrong

A module that is written so has its kinds in ``KINDS``. Numbers are *sound* if no wrong answer is the right one or another
wrong one, the right one is neither 0 nor 1 and does not stand in the text, and the calculation by hand, with four digits
on the way, comes near enough to it. What is not sound is drawn again.
"""

import itertools
import math
import random
import re
from collections.abc import Callable
from typing import NamedTuple

from imagen_course.exams.arithmetic import evaluate
from imagen_course.exams.questions import LETTERS, Choice, Code, Line, Number, Task, near
from imagen_course.exercises.engine import Slip

__all__ = ["Kind", "Way", "code", "number", "recalled"]

TRIES = 500
AGREED = 0.001  # the share by which a calculation with four digits on the way may be off
LEAST = 0.02  # of a number that is no whole one: three digits of a smaller one are hard to come by
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_LEANS = {"both", "neither"}  # a choice that says something of the other two


class Way:
    """A calculation by hand, which grows line by line.

    Called with an expression it works it out and notes it. It returns the value as it is written down, by four digits.

    Examples
    --------
    >>> way = Way()
    >>> thirds = way("2 / 3")
    >>> way(f"3 * {thirds}")
    2.0
    >>> len(way.lines)
    2
    """

    def __init__(self):
        self.lines = []

    def __call__(self, expression):
        value = evaluate(expression)
        self.lines.append(Line(expression, value))
        return value if isinstance(value, int) else float(f"{value:.4g}")


class Kind(NamedTuple):
    """A kind of question, of which every seed draws one.

    Attributes
    ----------
    make : callable
        Takes a `random.Random`; returns a `Number` or a `Code`.
    name, lesson : str
    steps : int
        The difficulty, of all its questions.
    is_code : bool
        Whether the answer is a function.

    Examples
    --------
    >>> Kind(lambda draw: draw.random(), "any", "pooling", 2, False).steps
    2
    """

    make: Callable
    name: str
    lesson: str
    steps: int
    is_code: bool

    def draw(self, seed):
        """Draw a sound question: the same for the same seed.

        Parameters
        ----------
        seed : str or int

        Returns
        -------
        Number or Code

        Raises
        ------
        RuntimeError
            If none is found: the kind draws from too few numbers.
        """
        for attempt in range(TRIES):
            question = self.make(random.Random(f"{seed} {self.name} {attempt}"))
            if self.is_code or _is_sound(question):
                return question
        raise RuntimeError(f"{self.name} draws no sound numbers for the seed {seed!r}: let it draw from more")


def _is_sound(question):
    if isinstance(question.right, float) and not _is_fit_for_paper(question.right, question.way[-1].value):
        return False
    given = [float(word) for word in _NUMBER.findall(question.text)]
    apart = [question.right, *question.wrong.values()]
    if not all(map(math.isfinite, apart)) or any(near(x, question.right) for x in [0, 1, -1, *given]):
        return False
    return not any(near(one, other) or near(other, one) for one, other in itertools.combinations(apart, 2))


def _is_fit_for_paper(right, by_hand):
    return abs(right) >= LEAST and abs(by_hand - right) <= AGREED * abs(right)


def number(lesson, *, steps):
    """Declare the function below to be a kind of question whose answer is a number.

    Parameters
    ----------
    lesson : str
        Its slug.
    steps : int
        How many lines the calculation by hand has.

    Returns
    -------
    callable
        The decorator; the function takes a `random.Random` and a `Way`, and returns text, right answer, wrong ones.

    Examples
    --------
    >>> @number("pooling", steps=1)
    ... def half(draw, way):
    ...     side = 2 * draw.randint(10, 90)
    ...     way(f"{side} // 2")
    ...     return f"A pool of 2 on {side} rows. How many are left?", side // 2, {"it is no pool": 2 * side}
    >>> KINDS[-1].draw(7).judge(0).state
    'wrong'
    """

    def declare(function):
        def make(draw):
            way = Way()
            text, right, wrong = function(draw, way)
            right = right if isinstance(right, int) else float(right)
            return Number(function.__name__, lesson, text, right, tuple(way.lines), wrong)

        return _collected(function, Kind(make, function.__name__, lesson, steps, False))

    return declare


def code(lesson, *, steps=3):
    """Declare the function below to be a kind of question whose answer is a function.

    Parameters
    ----------
    lesson : str
        Its slug.
    steps : int
        How many statements the reference has.

    Returns
    -------
    callable
        The decorator; the function takes a `random.Random`, and returns text, reference, cases and rows of slips.

    Examples
    --------
    >>> @code("pooling", steps=1)
    ... def times(draw):
    ...     factor = draw.randint(3, 90)
    ...     def times(x):
    ...         return factor * x
    ...     return f"Multiply by {factor}.", times, lambda: [(1,), (2,)], [("it adds", lambda x: factor + x, "3 and 3?")]
    >>> KINDS[-1].draw(7).exercise.name
    'times'
    """

    def declare(function):
        def make(draw):
            text, reference, cases, slips = function(draw)
            return Code(lesson, text, Task(reference, cases, [Slip(*row) for row in slips]))

        return _collected(function, Kind(make, function.__name__, lesson, steps, True))

    return declare


def _collected(function, kind):
    function.__globals__.setdefault("KINDS", []).append(kind)
    return function


def recalled(lesson, question, seed):
    """Ask a recall question of a lesson with its choices in an order that the seed draws.

    Parameters
    ----------
    lesson : str
    question : exercises.declare.Recall
    seed : str or int

    Returns
    -------
    Choice or None
        None where a choice speaks of the others ("both"), and so cannot change its place.

    Examples
    --------
    >>> from imagen_course.exercises.declared import pooling
    >>> recalled("pooling", pooling.RECALL[3], 7).choices
    ('none', '144', '9')
    """
    if _LEANS.intersection(question.choices):
        return None
    order = random.Random(f"{seed} {lesson} {question.name}").sample(range(len(question.choices)), len(question.choices))
    right = LETTERS[order.index(LETTERS.index(question.answer))]
    choices = tuple(question.choices[place] for place in order)
    return Choice(question.name, lesson, question.question, choices, right, question.why)
