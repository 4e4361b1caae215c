"""The three questions that an exam asks, and how an answer to each is judged: a number, a letter, a function.

A question has a text with its numbers, the right answer, and the wrong ones that people really give, each with its name. Its
difficulty is the number of its steps: of a number the lines of the calculation by hand, of a function its statements.
"""

import ast
import inspect
import textwrap
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from imagen_course.exams.arithmetic import evaluate, written
from imagen_course.exercises.engine import Exercise

__all__ = ["Choice", "Code", "Line", "Mark", "Number", "Task", "near"]

CLOSE = 0.005  # the share by which a number that is no whole one may be off: three digits are enough
LETTERS = "abc"


class Mark(NamedTuple):
    """What was found of one answer.

    Attributes
    ----------
    state : {"right", "wrong", "blank", "unread"}
    said : str
        What went wrong, where that is known.

    Examples
    --------
    >>> Mark("wrong", "the floor is forgotten").state
    'wrong'
    """

    state: str
    said: str = ""


class Line(NamedTuple):
    """A line of a calculation by hand: an expression, and its value.

    Attributes
    ----------
    expression : str
    value : int or float

    Examples
    --------
    >>> str(Line("7 // 2 + 1", 4))
    '7 // 2 + 1 = 4'
    """

    expression: str
    value: float

    def __str__(self):
        return f"{self.expression} = {written(self.value).strip('()')}"


def near(value, right):
    """Tell whether a number is the right one: whole ones exactly, others within half a per cent.

    Parameters
    ----------
    value, right : int or float

    Returns
    -------
    bool

    Examples
    --------
    >>> near(26.0, 26), near(0.667, 2 / 3), near(0.66, 2 / 3)
    (True, True, False)
    """
    within = 1e-9 if isinstance(right, int) else CLOSE * abs(right)
    return abs(value - right) <= within


@dataclass(frozen=True)
class Number:
    """A question whose answer is a number.

    Parameters
    ----------
    name, lesson : str
    text : str
        In Markdown.
    right : int or float
    way : tuple of Line
        The calculation by hand.
    wrong : dict
        Numbers that people come to, by what went wrong.

    Examples
    --------
    >>> sides = Number("sides", "convolution", "How many?", 4, (Line("7 // 2 + 1", 4),), {"the 1 is forgotten": 3})
    >>> sides.judge(4), sides.judge("6 / 2").said, sides.minutes
    (Mark(state='right', said=''), 'the 1 is forgotten', 2)
    """

    name: str
    lesson: str
    text: str
    right: float
    way: tuple
    wrong: dict

    @property
    def steps(self):
        """How many lines the calculation has."""
        return len(self.way)

    @property
    def minutes(self):
        """One to read it, and one for each step."""
        return 1 + self.steps

    def judge(self, answer):
        """Return the `Mark` of an answer: a number, arithmetic as text, or None."""
        if answer is None or answer is ...:
            return Mark("blank")
        value = _number(answer)
        if value is None:
            return Mark("unread", f"a number is expected, got {str(answer)[:60]!r}")
        if near(value, self.right):
            return Mark("right")
        return Mark("wrong", next((name for name, wrong in self.wrong.items() if near(value, wrong)), ""))

    def blank(self, number):
        """The source of the cell to be filled in, for the question of this number."""
        return f"answer_{number} = None"

    @property
    def solution(self):
        """The right answer and the lines that lead to it, in Markdown."""
        lines = "\n".join(map(str, self.way))
        return f"**{written(self.right).strip('()')}**\n\n```\n{lines}\n```"

    @property
    def mistakes(self):
        """What each common mistake looks like, as rows of two texts."""
        return [(written(value).strip("()"), name) for name, value in self.wrong.items()]


def _number(answer):
    try:
        if isinstance(answer, str):
            return evaluate(answer)
        value = np.asarray(answer)
        if value.dtype.kind in "iuf" and value.size == 1 and np.isfinite(value).all():
            return value.item()
    except (ValueError, TypeError):
        pass
    return None


@dataclass(frozen=True)
class Choice:
    """A question whose answer is a letter.

    Parameters
    ----------
    name, lesson, text : str
    choices : tuple of str
    right : str
        The letter of the right one, ``"a"`` for the first.
    why : str

    Examples
    --------
    >>> Choice("sum", "pooling", "1 + 1?", ("11", "2"), "b", "Numbers add up.").judge("A)")
    Mark(state='wrong', said='11')
    """

    name: str
    lesson: str
    text: str
    choices: tuple
    right: str
    why: str
    steps = minutes = 1

    def judge(self, answer):
        """Return the `Mark` of an answer: a letter, or None."""
        if answer is None or answer is ...:
            return Mark("blank")
        letter = str(answer).strip().strip("().").lower()
        if letter not in list(LETTERS[: len(self.choices)]):
            return Mark("unread", f"a letter is expected, got {str(answer)[:60]!r}")
        return Mark("right") if letter == self.right else Mark("wrong", self.choices[LETTERS.index(letter)])

    def blank(self, number):
        """The source of the cell to be filled in, for the question of this number."""
        return f"answer_{number} = None  # a letter in quotes"

    @property
    def solution(self):
        """The right answer and why, in Markdown."""
        return f"**{self.right}**: {self.choices[LETTERS.index(self.right)]}\n\n{self.why}"

    mistakes = ()


@dataclass(frozen=True)
class Task(Exercise):
    """An exercise of an exam: it names the slips that it knows, and looks for nothing else that is wrong.

    Parameters
    ----------
    reference, cases, slips, hints, why, given, accepts
        Those of `exercises.engine.Exercise`.

    Examples
    --------
    >>> Task(abs, lambda: [(-1,), (2,)]).judge(lambda x: x).wrong
    1
    """

    def _name(self, attempt):
        return None if attempt.stopped else self._slip(attempt, attempt)


@dataclass(frozen=True)
class Code:
    """A question whose answer is a function, which the check engine judges.

    Parameters
    ----------
    lesson, text : str
    exercise : Task
        Its cases and slips have the numbers that were drawn.

    Examples
    --------
    >>> size = Task(abs, lambda: [(-1,), (3,)])
    >>> Code("pooling", "Drop the sign.", size).judge(lambda x: max(x, -x))
    Mark(state='right', said='')
    """

    lesson: str
    text: str
    exercise: Task = field(repr=False)
    minutes = 5

    @property
    def name(self):
        """The function's name."""
        return self.exercise.name

    @property
    def steps(self):
        """How many statements the reference has."""
        return sum(isinstance(node, ast.stmt) for node in ast.walk(ast.parse(self.exercise.source))) - 1

    def judge(self, answer):
        """Return the `Mark` of an answer: a function, or None."""
        if answer is None or answer is ...:
            return Mark("blank")
        if not callable(answer):
            return Mark("unread", f"a function is expected, got {str(answer)[:60]!r}")
        verdict = self.exercise.judge(answer)
        if verdict.state in ("right", "blank"):
            return Mark(verdict.state)
        return Mark("wrong", verdict.slip.name if verdict.slip else _found(verdict))

    def blank(self, number):
        """The source of the cell to be filled in, for the question of this number."""
        return f"def {self.name}({', '.join(self.exercise.arguments)}):\n    ..."

    @property
    def solution(self):
        """The reference, with the numbers that were drawn, in Markdown."""
        numbers = inspect.getclosurevars(self.exercise.reference).nonlocals
        drawn = "".join(f"{name} = {value}\n" for name, value in numbers.items())
        return f"```python\n{drawn}\n{textwrap.dedent(self.exercise.source)}```"

    @property
    def mistakes(self):
        """What each common mistake looks like, as rows of two texts."""
        return [(slip.name, slip.question) for slip in self.exercise.slips]


def _found(verdict):
    """What a check found, where no common mistake is like it."""
    error = verdict.got.error
    return f"{type(error).__name__}: {str(error)[:100]}" if error else f"in {verdict.wrong} of {verdict.total} cases"
