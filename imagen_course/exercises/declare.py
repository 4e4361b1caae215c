"""What a lesson's exercises are written with: a decorator on the reference, and under it the table of slips.

::

    @exercise(cases=lambda: [(1,), (3,)], hints=["How often?", "Twice."], why="Twice is two times.")
    def double(x):
        return 2 * x


    double.slips(
        ("squared", lambda x: x * x, "2 * 3 or 3 * 3?"),
    )

Where the answer builds or trains something, the decorator is `built`, and the table says what is expected of it::

    @built(budget=20, hints=["How many layers?", "Three."], why="Each layer halves the sides.")
    def network():
        return Sequential([...])


    network.properties(
        ("numbers to learn", Sequential.count_params, at_most(10_000), lambda: Sequential([...]), "Which layer has most?"),
    )

A module that is written so has its exercises in ``EXERCISES``, in the order in which they stand; ``RECALL`` it fills itself.
"""

import contextlib
import itertools
from typing import NamedTuple

from imagen_course.exercises.built import Bound, Built, Property
from imagen_course.exercises.compare import same
from imagen_course.exercises.engine import Exercise, Slip

__all__ = ["Recall", "at_least", "at_most", "built", "exercise", "growing", "same"]


class Recall(NamedTuple):
    """A question on an earlier lesson, asked again when a later one opens.

    Parameters
    ----------
    name, question : str
    choices : tuple of str
        Answered by letter, ``"a"`` for the first.
    answer : str
        The letter of the right one.
    why : str

    Examples
    --------
    >>> Recall("sum", "1 + 1?", ("2", "11"), "a", "Numbers add up.").answer
    'a'
    """

    name: str
    question: str
    choices: tuple
    answer: str
    why: str


def exercise(*, cases, hints, why, given=None, accepts=None):
    """Declare the function below to be an exercise's reference; it stays the function that it is.

    It gets an attribute ``slips``, a function to be called with rows: a `Slip`'s name, function and question.

    Parameters
    ----------
    cases : callable
        Returns the argument tuples, the smallest first.
    hints : sequence of str
        From a question to the last step but one.
    why : str
        Why the solution works, shown with it.
    given : callable, optional
        The broken function a bug hunt starts from.
    accepts : callable, optional
        ``accepts(value, expected, args)`` tells right from wrong where more than one value is right.

    Returns
    -------
    callable
        The decorator.

    Examples
    --------
    >>> @exercise(cases=lambda: [(1,), (3,)], hints=["How often?"], why="Twice is two times.")
    ... def double(x):
    ...     return 2 * x
    >>> double.slips(("squared", lambda x: x * x, "2 * 3 or 3 * 3?"))
    >>> EXERCISES[0].judge(lambda x: x**2).slip.name
    'squared'
    """

    def declare(reference):
        declared = _collected(Exercise(reference, cases, [], tuple(hints), why, given, accepts))
        reference.slips = lambda *rows: declared.slips.extend(Slip(*row) for row in rows)
        return reference

    return declare


def built(*, budget, hints, why, cases=lambda: [()], watch=contextlib.nullcontext):
    """Declare the function below to be the reference of an exercise that builds or trains something.

    It gets an attribute ``properties``, a function to be called with rows: what a `Property` is made of.

    Parameters
    ----------
    budget : float
        Seconds of computing that building may take, in the notebook itself.
    hints : sequence of str
    why : str
    cases : callable
        Returns a list of one tuple, the arguments; none if not given.
    watch : callable
        Makes the context in which an answer is called, such as one that notes what it does; an empty one if not given.

    Returns
    -------
    callable
        The decorator.

    Examples
    --------
    >>> @built(budget=5, cases=lambda: [([1, 2, 6],)], hints=["What is in the middle?"], why="The mean is nearest to all.")
    ... def centre(numbers):
    ...     return sum(numbers) / len(numbers)
    >>> centre.properties(("distance to 6", lambda x: 6 - x, at_most(3), lambda numbers: 0, "Does the 6 count, too?"))
    >>> EXERCISES[0].judge(lambda numbers: numbers[1]).reached
    (Reached(name='distance to 6', value=4, wanted=at most 3, met=False),)
    """

    def declare(reference):
        declared = _collected(Built(reference, cases, [], tuple(hints), why, budget=budget, watch=watch))
        reference.properties = lambda *rows: declared.expect(*(Property(*row) for row in rows))
        return reference

    return declare


def at_least(number):
    """Return the bound of a number that is to be so much or more.

    Parameters
    ----------
    number : float

    Returns
    -------
    Bound

    Examples
    --------
    >>> 0.95 in at_least(0.9)
    True
    """
    return Bound(low=number)


def at_most(number):
    """Return the bound of a number that is to be so much or less.

    Parameters
    ----------
    number : float

    Returns
    -------
    Bound

    Examples
    --------
    >>> at_most(10_000)
    at most 10,000
    """
    return Bound(high=number)


def _collected(declared):
    declared.reference.__globals__.setdefault("EXERCISES", []).append(declared)
    return declared


def growing(*ranges, where=lambda *values: True):
    """List the combinations of ``ranges``, those of the smallest sum first.

    Parameters
    ----------
    *ranges : iterable of int
    where : callable
        Keeps a combination when true.

    Returns
    -------
    list of tuple

    Examples
    --------
    >>> growing(range(3), range(2))
    [(0, 0), (0, 1), (1, 0), (1, 1), (2, 0), (2, 1)]
    """
    combinations = (values for values in itertools.product(*ranges) if where(*values))
    return sorted(combinations, key=lambda values: (sum(values), values))
