"""A lesson within the minutes of a class: what is done together, and what at home."""

from typing import NamedTuple

from imagen_course import editions

__all__ = ["Plan", "plan"]


class Plan(NamedTuple):
    """What a class does of a lesson.

    Attributes
    ----------
    rows : list of (notes.Part, float, list of str)
        Each part, its minutes in class, and the exercises that are done there.
    home : list of str
        The exercises that are left for home.
    left : float
        Minutes for questions.

    Examples
    --------
    >>> Plan([], ["verdict"], 5.0).home
    ['verdict']
    """

    rows: list
    home: list
    left: float


def plan(parts, *, minutes):
    r"""Plan a class: all of what is seen and predicted, and of the exercises, in order, as many as there is time for.

    A studio is done at home where it is longer than what is left.

    Parameters
    ----------
    parts : list of notes.Part
        Of the lesson.
    minutes : float
        That the class lasts.

    Returns
    -------
    Plan
        The minutes of its rows and those left are ``minutes``; fewer than none are left where reading alone takes longer.

    Examples
    --------
    >>> from imagen_course.slides import parts
    >>> found = parts([{"cell_type": "markdown", "source": "# Votes\n" + "word " * 299}], lesson="16_votes")
    >>> round(plan(found, minutes=50).left)
    48
    """
    left = minutes - sum(part.reading for part in parts)
    rows, home = [], []
    for part in parts:
        here = []
        for name, kind in part.exercises.items():
            fits = editions.MINUTES[kind] <= left
            (here if fits else home).append(name)
            left -= editions.MINUTES[kind] * fits
        rows.append((part, part.reading + sum(editions.MINUTES[part.exercises[name]] for name in here), here))
    return Plan(rows, home, left)
