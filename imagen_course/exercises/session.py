"""What a student calls in a lesson: begin, recall, predict, reveal, check, hint, solution, use, finish, progress.

Each returns a `Report` to be shown at the end of a cell. What was answered is kept in `store`, under ``lesson/kind/name``.
"""

import contextlib
import copy
import functools
import importlib
import linecache
import re
import sys
from functools import cache

import numpy as np

from imagen_course import syllabus
from imagen_course.choices import Unknown
from imagen_course.exercises import declared, meant, store, verdicts, worker
from imagen_course.exercises.calls import short
from imagen_course.exercises.report import Report, code, paragraph, question, table

__all__ = [
    "begin",
    "check",
    "current",
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
    """Open a lesson, and ask three questions on the lessons before it.

    Parameters
    ----------
    lesson : str
        Its slug. Notebooks of the first versions call a lesson by the two digits it had then.

    Returns
    -------
    Report

    Raises
    ------
    ValueError
        If there is no such lesson.

    Examples
    --------
    >>> begin("convolution").headline
    'Convolution: 3 questions on what came before'
    """
    lesson = syllabus.FORMER_NUMBERS.get(lesson, lesson)
    if lesson not in lessons():
        raise ValueError(f"lesson must be one of {', '.join(lessons())}, got {lesson!r}")
    with contextlib.suppress(OSError):
        worker.start()  # it will be ready when the first check comes
    if _now["lesson"] != lesson:  # beginning the same one again keeps what was said
        _now.update(lesson=lesson, predictions={}, hints={}, right={})
    _now["asked"] = _recalls(lesson)
    if not _now["asked"]:
        return Report(f"{syllabus.title(lesson)}: nothing to recall yet")
    parts = [question(number, asked.question, asked.choices) for number, (_, asked) in enumerate(_now["asked"], 1)]
    return Report(f"{syllabus.title(lesson)}: {len(parts)} questions on what came before", *parts)


def recall(*answers):
    """Answer the questions that `begin` asked, each with a letter; None where you have no answer yet.

    Parameters
    ----------
    *answers : str or None

    Returns
    -------
    Report

    Examples
    --------
    >>> report = begin("convolution")
    >>> recall(None, None, None)
    · recall: not answered yet
    """
    asked = _now["asked"]
    if all(answer is None for answer in answers):
        return Report("recall: not answered yet")
    if len(answers) != len(asked):
        count = f"{len(asked)} answers, one for each question above, and got {len(answers)}"
        return Report(f"recall takes {count}: use None for one you leave out")
    letters = [meant.letter(answer, recalled.choices) for answer, (_, recalled) in zip(answers, asked, strict=True)]
    for number, (answer, letter, (_, recalled)) in enumerate(zip(answers, letters, asked, strict=True), 1):
        if answer is not None and letter is None:
            return _no_letter(number, answer, recalled)
    given = [(number, *asked[number - 1], letter) for number, letter in enumerate(letters, 1) if letter is not None]
    return _corrected(given)


def predict(name, *guesses, choices=None):
    """Commit an answer before the cell that reveals it. The first answer stands.

    Parameters
    ----------
    name : str
        What is predicted, in a few words.
    *guesses : number, str, tuple or list, or None
        The answer; several are taken as one tuple. None: no answer yet.
    choices : sequence, optional
        The answers there are.

    Returns
    -------
    Report
        It says so where the answer cannot be taken, and nothing is committed then.

    Examples
    --------
    >>> predict("rows of the result", 28)
    · you predict 28 (rows of the result)
    >>> predict("the brighter one", "lft", choices=("left", "right")).headline
    "not accepted (the brighter one): did you mean 'left'?"
    """
    guess = guesses[0] if len(guesses) == 1 else guesses or None
    held = _now["predictions"].setdefault(name, {"guess": None})
    if guess is None or (isinstance(guess, tuple) and all(part is None for part in guess)):
        held["guess"] = held["guess"] if "truth" in held else None
        return Report(f"no prediction yet ({name}): write your answer in place of None", *_choices(choices))
    guess, problem = _taken(guess, choices)
    if problem:
        return Report(f"not accepted ({name}): {problem}", *_choices(choices))
    if "truth" not in held:
        held["guess"] = guess
    elif held["guess"] is None:
        return Report(f"you predict {guess!r} ({name}), after the answer was revealed: not counted")
    elif not meant.equal(guess, held["guess"], 0):
        return Report(f"your first answer stands, {held['guess']!r}: it has been revealed since ({name})")
    return Report(f"you predict {guess!r} ({name})")


def reveal(name, truth, *, within=0.0):
    """Compare what happened with what was predicted under the same name.

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
    ✗ you predicted 28; the answer is 26 (rows)
    """
    truth = truth.item() if isinstance(truth, np.generic) else truth
    held = _now["predictions"].setdefault(name, {"guess": None})
    if isinstance(held["guess"], str) and not isinstance(truth, str):
        return Report(
            f"a number is expected, and you predicted {held['guess']!r} ({name}): predict again, then run this cell again"
        )
    held.update(truth=truth, within=within)
    said = held["guess"]
    shown = f"{truth:.4g}" if isinstance(truth, float) else repr(truth)
    if held["guess"] is None:
        return Report(f"the answer is {shown} ({name}); you made no prediction")
    hit, words = meant.equal(held["guess"], truth, within), ""
    if not hit and (other := meant.in_other_units(held["guess"], truth, within)) is not None:
        hit, words, held["guess"] = True, f" ({other:g}{' per cent' if other > 1 else ' as a share'})", other
    if _now["lesson"]:
        store.record(f"{_now['lesson']}/prediction/{name.replace('/', ' ')}", hit=hit)
    return Report(f"you predicted {said!r}{words}; the answer is {shown} ({name})", tone="right" if hit else "wrong")


def check(function):
    """Check an answer and say what is wrong with it, if anything is.

    Parameters
    ----------
    function : callable
        With the name of an exercise.

    Returns
    -------
    Report
        The verdict, and of a wrong answer the smallest case that shows it, and what is wrong, if that can be told. A blank
        answer is not counted as an attempt.

    Raises
    ------
    ValueError
        If no exercise has this name.

    Examples
    --------
    >>> def contrast(x):
    ...     return x.max()
    >>> check(contrast).headline
    'contrast is wrong in 8 of 9 cases: the darkest value is not subtracted'
    >>> check("contrast").headline
    'check takes the function itself: `check(contrast)`, without quotes'
    """
    caller = sys._getframe(1)
    if not callable(function):
        return _no_function(function, caller)
    lesson, exercise = find(_name(function, caller.f_globals))
    if error := _did_not_run(exercise.name):
        return error
    verdict = exercise.judge(function)
    if verdict.state != "blank":
        store.record(f"{lesson}/exercise/{exercise.name}", **_facts(verdict))
    _now["right"].pop(exercise.name, None)
    if verdict.state == "right":
        _now["right"][exercise.name] = function
    return verdicts.say(exercise, verdict, function)


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
    lesson, exercise = find(name)
    hints, shown = exercise.hints, _now["hints"].get(exercise.name, 0)
    _now["hints"][exercise.name] = min(shown + 1, len(hints))
    if shown >= len(hints):
        return Report(f"{exercise.name}: that was the last hint; solution('{exercise.name}') shows the answer")
    store.record(f"{lesson}/exercise/{exercise.name}", count={"hints": 1})
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
    return Report(f"{exercise.name}: an answer, and why it works", code(exercise.source.rstrip()), paragraph(exercise.why))


def use(function):
    """Return the student's function if its check said right, else the course's own, and say so.

    It is given copies of arrays and of other data, so that an answer that changes them in place spoils nothing that follows;
    what is none, as a model or a callback, it is given itself.

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
    contrast is not right yet: this cell uses the course's solution instead.
    0.5
    """
    _, exercise = find(_name(function, sys._getframe(1).f_globals))
    if _now["right"].get(exercise.name) is not function:
        print(f"{exercise.name} is not right yet: this cell uses the course's solution instead.")
        return exercise.reference

    @functools.wraps(function)
    def on_copies(*args):
        return function(*(copy.deepcopy(x) if isinstance(x, np.ndarray | list | tuple | dict | set) else x for x in args))

    return on_copies


def finish():
    """Close a lesson: which predictions were wrong, and which exercises are still to do.

    Returns
    -------
    Report

    Examples
    --------
    >>> report = begin("convolution")
    >>> finish().headline.partition(",")[0]
    'Convolution: 0 predictions made'
    """
    if _now["lesson"] is None:
        return Report("no lesson has begun: run its first cells")
    headline, parted = _predicted(_now["predictions"])
    parts = [table(["predictions that were wrong", "you predicted", "the answer is"], parted)] if parted else []
    left = [name for name in _left(_entries(), _now["lesson"]) if name not in _now["right"]]
    words = f"Exercises still to do: {', '.join(f'`{name}`' for name in left)}." if left else "All exercises are right."
    return Report(f"{syllabus.title(_now['lesson'])}: {headline}", *parts, paragraph(words))


def progress():
    """Say lesson by lesson what is done and what is still to do, and where that is kept.

    Returns
    -------
    Report

    Examples
    --------
    >>> progress().headline.startswith("progress: ")
    True
    """
    entries, rows, right, in_all = _entries(), [], 0, 0
    for lesson, module in lessons().items():
        left = _left(entries, lesson)
        guesses = [entry.get("hit", False) for key, entry in entries.items() if key.startswith(f"{lesson}/prediction/")]
        count = len(module.EXERCISES)
        done = count - len(left)
        rows.append(
            (syllabus.title(lesson), f"{done} of {count}", f"{sum(guesses)} of {len(guesses)}", ", ".join(left) or "-")
        )
        right, in_all = right + done, in_all + count
    place = store.location()
    kept = f"Kept in `{place}`; delete that file to begin anew." if place else "Nothing is kept once the kernel stops."
    head = ["lesson", "exercises right", "predictions right", "still to do"]
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
    'convolution'
    >>> find("outputsize")
    Traceback (most recent call last):
    imagen_course.choices.Unknown: no exercise is called 'outputsize': did you mean 'output_size'?
    """
    name = getattr(name, "__name__", name)
    for lesson, module in lessons().items():
        for exercise in module.EXERCISES:
            if exercise.name == name:
                return lesson, exercise
    problem = f"no exercise is called {name!r}"
    error = Unknown(problem, str(name), [e.name for module in lessons().values() for e in module.EXERCISES])
    if error.choices:  # nothing comes near
        here = [e.name for e in lessons()[_now["lesson"]].EXERCISES] if _now["lesson"] else []
        error = Unknown(problem, str(name), here, there="; the exercises of this lesson are")
    raise error


@cache
def lessons():
    """Return the lessons that declare exercises.

    Returns
    -------
    dict of str to module
        By slug, in the order of the course; each with ``EXERCISES`` and ``RECALL``.

    Examples
    --------
    >>> list(lessons())[2]
    'convolution'
    """
    return {lesson.slug: importlib.import_module(f"{declared.__name__}.{lesson.slug}") for lesson in syllabus.LESSONS}


def current(record):
    """Return a record with each exercise and each question under the lesson that has it today.

    Who splits a lesson loses no student's tick.

    Parameters
    ----------
    record : dict of str to dict
        As `store` keeps it.

    Returns
    -------
    dict of str to dict

    Examples
    --------
    >>> current({"pooling/exercise/output_size": {"attempts": 3}})
    {'convolution/exercise/output_size': {'attempts': 3}}
    """
    home = {("exercise", e.name): slug for slug, module in lessons().items() for e in module.EXERCISES}
    home |= {("recall", r.name): slug for slug, module in lessons().items() for r in module.RECALL}
    entries = {}
    for key in sorted(record, key=lambda key: key.split("/")[0] in lessons()):  # what was recorded last has the last word
        lesson, kind, name = key.split("/")
        now = f"{home.get((kind, name), lesson)}/{kind}/{name}"
        entries[now] = entries.get(now, {}) | record[key]
    return entries


def _name(function, names):
    """The name of an answer: its own, or for one without (a lambda, a partial) the one it was given in the notebook."""
    own = getattr(function, "__name__", None)
    if own is None or own == "<lambda>":
        own = next((name for name, value in names.items() if value is function and not name.startswith("_")), own)
    return str(own or function)


def _recalls(lesson, count=3):
    """The questions of a lesson, by as many earlier ones as can be, chosen when it is first opened and then kept."""
    earlier = {
        f"{slug}/{recalled.name}": (position, slug, recalled)
        for slug, module in lessons().items()
        if syllabus.number(slug) < syllabus.number(lesson)
        for position, recalled in enumerate(module.RECALL)
    }
    entries = _entries()
    chosen = entries.get(f"{lesson}/recall/asked", {}).get("questions", [])
    if not chosen or not set(chosen) <= set(earlier):

        def urgency(key):
            """Those not yet answered right first, then those asked longest ago, then the newest lesson's."""
            position, slug, recalled = earlier[key]
            entry = entries.get(f"{slug}/recall/{recalled.name}", {})
            return bool(entry.get("right")), entry.get("last", ""), position, -syllabus.number(slug)

        ranked = sorted(earlier, key=urgency)
        first = {earlier[key][1]: key for key in reversed(ranked)}  # of each lesson, or the last would ask all
        chosen = sorted(ranked, key=lambda key: key != first[earlier[key][1]])[:count]
        if chosen:
            store.record(f"{lesson}/recall/asked", questions=chosen)
    return tuple(earlier[key][1:] for key in chosen)


def _no_letter(number, answer, recalled):
    there = ", ".join(f"'{each}'" for each in "abcdef"[: len(recalled.choices)])
    return Report(f"recall: answer {number} is one of {there}, and you wrote {short(answer, 40)}")


def _corrected(given):
    """Keep which answers to recall questions are right, and say why."""
    parts, right = [], 0
    for number, lesson, recalled, letter in given:
        hit = letter == recalled.answer
        right += hit
        store.record(f"{lesson}/recall/{recalled.name}", right=hit)
        verdict = "right" if hit else f"not ({letter}) but ({recalled.answer})"
        parts.append(paragraph(f"{number}. {verdict}: {recalled.why} ({syllabus.title(lesson)})"))
    return Report(f"recall: {right} of {len(parts)} right", *parts, tone="right" if right == len(parts) else "wrong")


def _entries():
    return current(store.read())


def _left(entries, lesson):
    """The exercises of a lesson that were never right, by name."""
    done = (entries.get(f"{lesson}/exercise/{exercise.name}", {}).get("done") for exercise in lessons()[lesson].EXERCISES)
    return [exercise.name for exercise, when in zip(lessons()[lesson].EXERCISES, done, strict=True) if not when]


def _predicted(predictions):
    """How many predictions were made and were right, in words, and a row for each that was not."""
    made = {name: held for name, held in predictions.items() if "truth" in held and held["guess"] is not None}
    wrong = {name: held for name, held in made.items() if not meant.equal(held["guess"], held["truth"], held["within"])}
    headline = f"{len(made)} prediction{'' if len(made) == 1 else 's'} made, {len(made) - len(wrong)} of them right"
    return headline, [(name, repr(held["guess"]), repr(held["truth"])) for name, held in wrong.items()]


def _facts(verdict):
    """What the store keeps of a verdict: its state, what was named, that it was an attempt."""
    state = "right, changes its input" if verdict.state == "right" and verdict.spoils else verdict.state
    name = verdict.slip.name if verdict.slip else type(verdict.got.error).__name__ if verdict.state == "raises" else None
    counted = {"attempts": 1} | ({"named": {name: 1}} if name else {})
    return {"state": state, "count": counted, "done": verdict.state == "right"}


# What was not meant so -----------------------------------------------------------------------------------------------------


def _no_function(given, caller):
    """A result, a word or nothing where the function itself is asked for."""
    line = linecache.getline(caller.f_code.co_filename, caller.f_lineno)
    called = re.search(r"check\(\s*(\w+)\s*\(", line)
    if isinstance(given, str):
        try:
            return Report(f"check takes the function itself: `check({find(given)[1].name})`, without quotes")
        except Unknown as error:
            return Report(f"check takes the function itself, without quotes; and {error}")
    if called:
        return Report(f"check takes the function itself: `check({called[1]})`, without brackets after its name")
    return Report(f"check takes a function, such as `check(contrast)`, and got {short(given, 60)}")


def _did_not_run(name):
    """What to say where the newest cell that defines an answer has a syntax error: an older answer would be judged."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    history = shell.history_manager.input_hist_raw if shell is not None and getattr(shell, "history_manager", None) else []
    cell = next((cell for cell in reversed(history) if re.search(rf"^\s*def\s+{name}\b", cell, re.M)), None)
    if cell is None:
        return None
    try:
        compile(shell.transform_cell(cell), "<cell>", "exec")
    except SyntaxError as error:
        where = f"line {error.lineno}: `{(error.text or '').strip()}`" if error.lineno else "the cell"
        return Report(
            f"{name}: its cell has a syntax error and did not run",
            paragraph(f"{where}: {error.msg}."),
            paragraph("Mend it, run that cell, then run this one again: what would be judged now is the answer before it."),
            tone="wrong",
        )
    return None


def _taken(guess, choices):
    """A guess as what was meant, and why it cannot be taken, if it cannot."""
    if not isinstance(guess, (bool, int, float, str, tuple, list, np.number, np.ndarray)):
        return guess, f"a prediction is {SHAPE_OF_GUESSES}, and this is a {type(guess).__name__}"
    return (meant.number(guess), "") if choices is None else meant.chosen(guess, choices)


def _choices(choices):
    return () if choices is None else (paragraph("Choose from: " + ", ".join(f"`{choice!r}`" for choice in choices)),)
