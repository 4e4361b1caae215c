"""What a student calls in a lesson: begin, recall, predict, reveal, check, hint, solution, use, finish, progress.

Each returns a `Report` to be shown at the end of a cell. What was answered is kept in `store`, under ``lesson/kind/name``.
"""

import copy
import functools
import importlib
import inspect
import pkgutil
import sys
import textwrap
from functools import cache

import numpy as np

from imagen_course.exercises import store
from imagen_course.exercises.report import Report, code, paragraph, question, short, side_by_side, table, values

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

SHAPE_OF_GUESSES = "a number, a word, or a list or tuple of those"
_now = {"lesson": None, "asked": (), "hints": {}, "right": {}, "predictions": {}}  # of this kernel


def begin(lesson):
    """Open a lesson: name its exercises that are due, and ask three questions on the lessons before it.

    Parameters
    ----------
    lesson : str
        Its two digits.

    Returns
    -------
    Report

    Raises
    ------
    ValueError
        If there is no such lesson.

    Examples
    --------
    >>> begin("02").headline
    'lesson 02: 3 questions on what came before'
    """
    if lesson not in lessons():
        raise ValueError(f"lesson must be one of {', '.join(lessons())}, got {lesson!r}")
    if _now["lesson"] != lesson:  # beginning the same one again keeps what was said
        _now.update(lesson=lesson, predictions={}, hints={}, right={})
    _now["asked"] = _recalls(lesson)
    if not _now["asked"]:
        return Report(f"lesson {lesson}: nothing to recall yet")
    parts = [question(number, asked.question, asked.choices) for number, (_, asked) in enumerate(_now["asked"], 1)]
    return Report(f"lesson {lesson}: {len(parts)} questions on what came before", *parts)


def recall(*answers):
    """Answer the questions that `begin` asked, each with a letter; None where you have no answer yet.

    Parameters
    ----------
    *answers : str or None

    Returns
    -------
    Report

    Raises
    ------
    ValueError
        If the answers are not as many as the questions, or one is no letter of its question.

    Examples
    --------
    >>> report = begin("02")
    >>> recall(None, None, None)
    · recall: not answered yet
    """
    asked = _now["asked"]
    if all(answer is None for answer in answers):
        return Report("recall: not answered yet")
    if len(answers) != len(asked):
        raise ValueError(f"recall takes {len(asked)} answers, one for each question that begin asked, got {len(answers)}")
    parts, right = [], 0
    for number, (answer, (lesson, recalled)) in enumerate(zip(answers, asked, strict=True), 1):
        if answer is None:
            continue
        letters = list("abcdef"[: len(recalled.choices)])
        if str(answer).lower() not in letters:
            raise ValueError(f"answer {number} must be one of {', '.join(letters)}, got {answer!r}")
        hit = str(answer).lower() == recalled.answer
        right += hit
        store.record(f"{lesson}/recall/{recalled.name}", right=bool(hit))
        verdict = "right" if hit else f"not ({answer}) but ({recalled.answer})"
        parts.append(paragraph(f"{number}. {verdict}: {recalled.why} (lesson {lesson})"))
    return Report(f"recall: {right} of {len(parts)} right", *parts, tone="right" if right == len(parts) else "wrong")


def predict(name, guess, *, choices=None):
    """Commit an answer before the cell that reveals it. The first answer stands.

    Parameters
    ----------
    name : str
        What is predicted, in a few words.
    guess : number, str, tuple or list, or None
        None: no answer yet.
    choices : sequence, optional
        The answers there are.

    Returns
    -------
    Report

    Raises
    ------
    ValueError
        If the guess is none of the choices.
    TypeError
        If it is of no kind that can be compared.

    Examples
    --------
    >>> predict("rows of the result", 28)
    · you say 28 (rows of the result)
    """
    held = _now["predictions"].setdefault(name, {"guess": None})
    if guess is None:
        held["guess"] = held["guess"] if "truth" in held else None
        return Report(f"no prediction yet ({name}): write your answer in place of None", *_choices(choices))
    if not isinstance(guess, (bool, int, float, str, tuple, list, np.number, np.ndarray)):
        raise TypeError(f"a prediction is {SHAPE_OF_GUESSES}, got {type(guess).__name__}")
    if choices is not None and not any(_equal(guess, choice, 0) for choice in choices):
        raise ValueError(f"the prediction must be one of {', '.join(map(repr, choices))}, got {guess!r}")
    guess = _number(guess)
    if "truth" not in held:
        held["guess"] = guess
    elif held["guess"] is None:
        return Report(f"you say {guess!r} ({name}), but it was shown before you said so: not counted")
    elif not _equal(guess, held["guess"], 0):
        return Report(f"your first answer stands, {held['guess']!r}: it has been revealed since ({name})")
    return Report(f"you say {guess!r} ({name})")


def reveal(name, truth, *, within=0.0):
    """Hold what happened against what was predicted under the same name.

    Parameters
    ----------
    name : str
    truth : object
    within : float
        The share of the truth by which a number may be off and still count as right.

    Returns
    -------
    Report

    Examples
    --------
    >>> report = predict("rows", 28)
    >>> reveal("rows", 26)
    ✗ you said 28, it is 26 (rows)
    """
    truth = truth.item() if isinstance(truth, np.generic) else truth
    held = _now["predictions"].setdefault(name, {"guess": None})
    if isinstance(held["guess"], str) and not isinstance(truth, str):
        return Report(
            f"numbers are asked for, and you said {held['guess']!r} ({name}): predict again, then run this cell again"
        )
    held.update(truth=truth, within=within)
    shown = f"{truth:.4g}" if isinstance(truth, float) else repr(truth)
    if held["guess"] is None:
        return Report(f"it is {shown} ({name}); you made no prediction")
    hit = _equal(held["guess"], truth, within)
    if _now["lesson"]:
        store.record(f"{_now['lesson']}/prediction/{name.replace('/', ' ')}", hit=hit)
    return Report(f"you said {held['guess']!r}, it is {shown} ({name})", tone="right" if hit else "wrong")


def check(function):
    """Check an answer and say what is wrong with it, if anything is.

    Parameters
    ----------
    function : callable
        With the name of an exercise.

    Returns
    -------
    Report

    Raises
    ------
    ValueError
        If no exercise has this name.

    Examples
    --------
    >>> def contrast(x):
    ...     return x.max()
    >>> check(contrast).headline
    'contrast is wrong in 5 of 5 cases: the darkest value is not taken away'
    """
    lesson, exercise = find(_name(function, sys._getframe(1).f_globals))
    verdict = exercise.judge(function)
    if verdict.state != "blank":
        done = {"done": True} if verdict.state == "right" else {}
        store.record(f"{lesson}/exercise/{exercise.name}", state=verdict.state, **done)
    _now["right"].pop(exercise.name, None)
    if verdict.state == "right":
        _now["right"][exercise.name] = function
    return _say(exercise, verdict)


def hint(name):
    """Show the next hint of an exercise.

    Parameters
    ----------
    name : str or callable

    Returns
    -------
    Report

    Examples
    --------
    >>> hint("output_size").headline
    'output_size, hint 1 of 3'
    """
    _, exercise = find(name)
    hints, shown = exercise.hints, _now["hints"].get(exercise.name, 0)
    _now["hints"][exercise.name] = min(shown + 1, len(hints))
    if shown >= len(hints):
        return Report(f"{exercise.name}: that was the last hint; solution('{exercise.name}') shows the answer")
    return Report(f"{exercise.name}, hint {shown + 1} of {len(hints)}", paragraph(hints[shown]))


def solution(name, *, now=False):
    """Show the course's answer to an exercise and why it works. Nothing is filled in.

    Parameters
    ----------
    name : str or callable
    now : bool
        Show it even while there are hints left.

    Returns
    -------
    Report

    Examples
    --------
    >>> solution("output_size", now=True).headline
    'output_size: an answer, and why it works'
    """
    _, exercise = find(name)
    left = len(exercise.hints) - _now["hints"].get(exercise.name, 0)
    solved = exercise.name in _now["right"]
    if left > 0 and not (now or solved):
        return Report(
            f"{exercise.name}: {left} hint{'s' if left > 1 else ''} left",
            paragraph(
                f"`hint('{exercise.name}')` shows the next one. To see the answer at once: "
                f"`solution('{exercise.name}', now=True)`."
            ),
        )
    source = textwrap.dedent(inspect.getsource(exercise.reference)).rstrip()
    return Report(f"{exercise.name}: an answer, and why it works", code(source), paragraph(exercise.why))


def use(function):
    """Return the student's function if its check said right, else the course's own, and say so.

    It is given copies of its arguments, so that an answer that changes them in place spoils nothing that follows.

    Parameters
    ----------
    function : callable

    Returns
    -------
    callable

    Examples
    --------
    >>> def contrast(x):
    ...     ...
    >>> use(contrast)(np.array([[0.25, 0.75]])).item()
    contrast is not right yet: this cell goes on with the course's own.
    0.5
    """
    _, exercise = find(_name(function, sys._getframe(1).f_globals))
    if _now["right"].get(exercise.name) is not function:
        print(f"{exercise.name} is not right yet: this cell goes on with the course's own.")
        return exercise.reference

    @functools.wraps(function)
    def on_copies(*args):
        return function(*copy.deepcopy(args))

    return on_copies


def finish():
    """Close a lesson: where intuition and result parted, and which exercises are due.

    Returns
    -------
    Report

    Examples
    --------
    >>> report = begin("02")
    >>> finish().headline.partition(",")[0]
    'lesson 02: 0 predictions made'
    """
    if _now["lesson"] is None:
        return Report("no lesson has begun: run its first cells")
    made = [(name, h) for name, h in _now["predictions"].items() if "truth" in h and h["guess"] is not None]
    parted = [
        (name, repr(h["guess"]), str(h["truth"])) for name, h in made if not _equal(h["guess"], h["truth"], h["within"])
    ]
    many = "" if len(made) == 1 else "s"
    headline = f"lesson {_now['lesson']}: {len(made)} prediction{many} made, {len(made) - len(parted)} of them right"
    parts = [table(["where intuition and result parted", "you said", "it is"], parted)] if parted else []
    due = [e.name for e in lessons()[_now["lesson"]].EXERCISES if e.name not in _now["right"]]
    parts.append(
        paragraph(f"Exercises due: {', '.join(f'`{name}`' for name in due)}." if due else "All exercises are right.")
    )
    return Report(headline, *parts)


def progress():
    """Say lesson by lesson what is done and what is due, and where that is kept.

    Returns
    -------
    Report

    Examples
    --------
    >>> progress().headline.startswith("progress: ")
    True
    """
    entries, rows, right, in_all = store.read(), [], 0, 0
    for lesson, declared in lessons().items():
        names = [exercise.name for exercise in declared.EXERCISES]
        due = [name for name in names if not entries.get(f"{lesson}/exercise/{name}", {}).get("done")]
        guesses = [entry["hit"] for key, entry in entries.items() if key.startswith(f"{lesson}/prediction/")]
        done = len(names) - len(due)
        rows.append((lesson, f"{done} of {len(names)}", f"{sum(guesses)} of {len(guesses)}", ", ".join(due) or "-"))
        right, in_all = right + done, in_all + len(names)
    place = store.location()
    kept = f"Kept in `{place}`; delete that file to begin anew." if place else "Nothing is kept once the kernel stops."
    head = ["lesson", "exercises right", "predictions right", "due"]
    return Report(f"progress: {right} of {in_all} exercises right", table(head, rows), paragraph(kept))


def find(name):
    """Return the lesson and the declaration of an exercise.

    Parameters
    ----------
    name : str or callable

    Returns
    -------
    (str, Exercise)

    Raises
    ------
    ValueError
        If no exercise has this name.

    Examples
    --------
    >>> find("output_size")[0]
    '02'
    """
    name = getattr(name, "__name__", name)
    for lesson, declared in lessons().items():
        for exercise in declared.EXERCISES:
            if exercise.name == name:
                return lesson, exercise
    here = [e.name for e in lessons()[_now["lesson"]].EXERCISES] if _now["lesson"] else []
    hint = f"; the exercises of this lesson are {', '.join(here)}" if here else ""
    raise ValueError(f"no exercise is called {name!r}{hint}: keep the name that the cell had")


@cache
def lessons():
    """Return the lessons that declare exercises.

    Returns
    -------
    dict of str to module
        Each with ``EXERCISES`` and ``RECALL``.

    Examples
    --------
    >>> "02" in lessons()
    True
    """
    import imagen_course.exercises as room

    names = sorted(m.name for m in pkgutil.iter_modules(room.__path__) if m.name.startswith("lesson_"))
    return {name.removeprefix("lesson_"): importlib.import_module(f"{room.__name__}.{name}") for name in names}


def _name(function, names):
    """The name of an answer: its own, or for one without (a lambda, a partial) the one it was given in the notebook."""
    own = getattr(function, "__name__", None)
    if own is None or own == "<lambda>":
        own = next((name for name, value in names.items() if value is function and not name.startswith("_")), own)
    return str(own or function)


def _recalls(lesson, count=3):
    """The questions of a lesson, chosen when it is first opened and then kept: answers stay with their questions."""
    earlier = {
        f"{number}/{recalled.name}": (position, number, recalled)
        for number, declared in lessons().items()
        if number < lesson
        for position, recalled in enumerate(declared.RECALL)
    }
    entries = store.read()
    chosen = entries.get(f"{lesson}/recall/asked", {}).get("questions", [])
    if not chosen or not set(chosen) <= set(earlier):

        def urgency(key):
            """Those not yet answered right first, then those asked longest ago, then the newest lesson's."""
            position, number, recalled = earlier[key]
            entry = entries.get(f"{number}/recall/{recalled.name}", {})
            return bool(entry.get("right")), entry.get("last", ""), position, -int(number)

        chosen = sorted(earlier, key=urgency)[:count]
        if chosen:
            store.record(f"{lesson}/recall/asked", questions=chosen)
    return tuple(earlier[key][1:] for key in chosen)


def _choices(choices):
    return () if choices is None else (paragraph("Choose from: " + ", ".join(f"`{choice!r}`" for choice in choices)),)


def _number(guess):
    """A number that was written as a word, as a number: "4" is no other answer than 4."""
    try:
        return float(guess) if isinstance(guess, str) else guess
    except ValueError:
        return guess


def _equal(guess, truth, within):
    if isinstance(guess, str) or isinstance(truth, str):
        return isinstance(guess, str) and isinstance(truth, str) and guess.strip().lower() == truth.strip().lower()
    try:
        if np.shape(guess) != np.shape(truth):
            return False
        return bool(np.allclose(guess, truth, rtol=within, atol=1e-9))
    except (ValueError, TypeError):  # a list of lists of unequal lengths, or of words
        return guess == truth


def _say(exercise, verdict):
    """Put a verdict into words."""
    name, came, given = exercise.name, verdict.came, dict(zip(exercise.arguments, verdict.case, strict=False))
    if verdict.state == "blank":
        given = "The cell is still as it was given. Change it" if exercise.given else "Put your answer in place of the `...`"
        return Report(f"{name}: not attempted yet", paragraph(f"{given}, run it, and run this cell again."))
    if verdict.state == "right":
        spoiled = "One thing: it changes its argument in place, which would surprise a caller. `use` will give it copies."
        notes = [paragraph(spoiled)] if came else []
        return Report(f"{name} is right: {verdict.total} of {verdict.total} cases", *notes, tone="right")
    parts = [paragraph("The smallest case that shows it:"), values(given)] if given else []
    if verdict.state == "late":
        headline = f"{name} takes too long: {came.error}"
        parts.append(paragraph("Is there a loop that never ends?"))
    elif verdict.state == "raises":
        headline = f"{name} raises {_article(type(came.error).__name__)}"
        where = f", in {came.line}" if came.line else ""
        parts.append(paragraph(f"{type(came.error).__name__}: {short(came.error, 300)}{where}"))
    else:
        headline = f"{name} is wrong in {verdict.wrong} of {verdict.total} cases"
        parts.append(side_by_side(came.value, verdict.due))
        if came.value is None:
            parts.append(paragraph("It returned nothing: is there a `return` on every way through it?"))
        if verdict.stopped:
            parts.append(paragraph(f"The cases after these were not tried, because {verdict.stopped}."))
    if came.printed:
        parts.append(code("it printed: " + came.printed.rstrip()))
    if came.warned:
        parts.append(paragraph(f"NumPy or Python warned: {came.warned}"))
    if verdict.slip:
        headline += f": {verdict.slip.name}"
        parts.append(paragraph(verdict.slip.question))
    return Report(headline, *parts, paragraph(f"Stuck? `hint('{name}')` in a new cell."), tone="wrong")


def _article(word):
    return f"{'an' if word[0] in 'AEIOU' else 'a'} {word}"
