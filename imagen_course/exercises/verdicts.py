"""A verdict in words: what a check says of an answer."""

import linecache

from imagen_course.exercises.calls import short
from imagen_course.exercises.report import Report, code, paragraph, side_by_side, table, values

__all__ = ["say"]


def say(exercise, verdict, function):
    """Put a verdict into words.

    Parameters
    ----------
    exercise : Exercise
    verdict : Verdict
    function : callable
        That was judged.

    Returns
    -------
    Report

    Examples
    --------
    >>> from imagen_course.exercises.engine import Exercise
    >>> exercise = Exercise(abs, lambda: [(-1,), (2,)])
    >>> say(exercise, exercise.judge(abs), abs)
    ✓ abs is right: 2 of 2 cases
    """
    name = exercise.name
    if verdict.state == "blank":
        given = (
            "The cell is still as it was given. Change it" if exercise.given else "Write your answer in place of the `...`"
        )
        return Report(f"{name}: not attempted yet", paragraph(f"{given}, run that cell, then this one."))
    if verdict.state == "right":
        also = ", and it changes its input" if verdict.spoils else ""
        what = "properties" if verdict.reached else "cases"
        headline = f"{name} is right{also}: {verdict.total} of {verdict.total} {what}"
        return Report(headline, *_reached(verdict), *_remarks(verdict), tone="right")
    given = dict(zip(exercise.arguments, verdict.case, strict=False))
    parts = [paragraph("The smallest case that shows it:"), values(given)] if given else []
    headline, found = _found(exercise, verdict, function)
    parts += [*found, *_noises(verdict.got)]
    if verdict.slip:
        headline += f": {verdict.slip.name}"
        parts.append(paragraph(verdict.slip.question))
    return Report(headline, *parts, *_remarks(verdict), paragraph(f"Stuck? `hint('{name}')` in a new cell."), tone="wrong")


def _found(exercise, verdict, function):
    """The headline of a wrong answer, and what it gave in the smallest case."""
    name, got = exercise.name, verdict.got
    line = _line(function, got.line) if got.line else ""
    where = f", in {line}" if line else ""
    if verdict.state == "late":
        at = [paragraph(f"It was in {line}.")] if line else []
        return f"{name} takes too long: {got.error}", [*at, paragraph(exercise.late)]
    if verdict.state == "raises":
        kind = type(got.error).__name__
        return f"{name} raises {_article(kind)}", [paragraph(f"{kind}: {short(got.error, 300)}{where}")]
    if verdict.reached:
        return f"{name} misses {verdict.wrong} of {verdict.total} properties", list(_reached(verdict))
    parts = [side_by_side(got.value, verdict.expected)]
    if verdict.stopped:
        parts.append(paragraph(f"The cases after these were not tried, because {verdict.stopped}."))
    return f"{name} is wrong in {verdict.wrong} of {verdict.total} cases", parts


def _reached(verdict):
    """What was built, property by property."""
    if verdict.reached:
        rows = [(each.name, _value(each.value), each.wanted, "yes" if each.met else "no") for each in verdict.reached]
        yield table(["property", "got", "expected", "met"], rows)


def _value(value):
    return f"{value:.4g}" if isinstance(value, float) else short(value, 60)


def _noises(got):
    """What it printed, and what NumPy or Python warned of."""
    if got.printed:
        yield code("it printed: " + got.printed.rstrip())
    if got.warned:
        yield paragraph(f"NumPy or Python warned: {got.warned}")


def _remarks(verdict):
    """That it changes its input, and that it could not be run where it can be stopped."""
    if verdict.spoils:
        yield paragraph(
            "What it is given holds other numbers afterwards, which would surprise a caller (`use` gives it copies). Which "
            "line changes it, and how would a new array be made instead?"
        )
    if verdict.note and verdict.note != "it uses a framework":
        yield paragraph(
            f"It was run in this notebook's own process ({verdict.note}): an endless loop in C could not be stopped."
        )


def _line(function, number):
    source = linecache.getline(function.__code__.co_filename, number).strip()
    return f"line {number}: {source}" if source else f"line {number}"


def _article(word):
    return f"{'an' if word[0] in 'AEIOU' else 'a'} {word}"
