"""What an instructor reads beside a slide: what to ask, what people get wrong, how long it takes, what can be left out."""

import functools
import html
import itertools
import json
import re

from imagen_course import editions, syllabus
from imagen_course.exercises import find, lessons
from imagen_course.slides import plans, words

__all__ = ["CLASSES", "Part", "can_wait", "in_class", "notes", "parts", "short_of_time"]

CLASSES = 50, 90  # minutes
SLIPS = 5  # of an exercise, with their questions
_HEADING = re.compile(r"^(?=## )", re.M)


class Part:
    """A part of a lesson, under a heading of the second rank, and the minutes that are counted for it.

    Parameters
    ----------
    heading : str
        In Markdown; of the first part, the lesson's title.
    cells : list of dict
    lesson : str
        Its name: number and slug.

    Attributes
    ----------
    reading, practice : float
        Minutes: of reading, running and predicting, and of the exercises.
    exercises : dict of str
        Their kinds, by name.
    lesson, code : str
        The lesson's name, and what its cells of code say.

    Examples
    --------
    >>> Part("1 · A jury", [{"cell_type": "markdown", "source": "word " * 300}], "16_votes").minutes
    2.0
    """

    def __init__(self, heading, cells, lesson):
        self.heading, self.lesson = heading, lesson
        self.code = _code(cells)
        self.reading, self.practice = editions.counted({"cells": cells}, lesson=lesson)
        self.exercises = editions.exercises({"cells": cells}, lesson=lesson)

    @property
    def minutes(self):
        """All of its minutes."""
        return self.reading + self.practice


def parts(cells, *, lesson):
    r"""Cut a lesson at its headings of the second rank.

    Parameters
    ----------
    cells : list of dict
    lesson : str
        Its name: number and slug.

    Returns
    -------
    list of Part
        Their minutes add up to those of the lesson.

    Examples
    --------
    >>> cell = {"cell_type": "markdown", "source": "# Votes\n\n## 1 · A jury\n\nNine vote."}
    >>> [part.heading for part in parts([cell], lesson="16_votes")]
    ['Votes', '1 · A jury']
    """
    cut = [piece for cell in cells for piece in _cut(cell)]
    begun = itertools.accumulate(_source(piece).startswith("## ") for piece in cut)
    groups = itertools.groupby(zip(begun, cut, strict=True), key=lambda pair: pair[0])
    found = [[piece for _, piece in group] for _, group in groups]
    return [Part(_source(group[0]).partition("\n")[0].lstrip("# "), group, lesson) for group in found]


def _cut(cell):
    if cell["cell_type"] != "markdown":
        return [cell]
    return [{**cell, "source": text} for text in _HEADING.split(_source(cell)) if text]


def _source(cell):
    return "".join(cell["source"])


def _code(cells):
    return "\n".join(_source(cell) for cell in cells if cell["cell_type"] == "code")


def notes(slide, found):
    r"""Write the notes to a slide.

    Parameters
    ----------
    slide : rules.Slide
    found : list of Part
        Of the lesson.

    Returns
    -------
    str
        HTML; empty where there is nothing to be said.

    Examples
    --------
    >>> from imagen_course.slides.rules import Slide
    >>> notes(Slide("text", "A jury", rest=["Nine vote."]), [])
    '<p>Nine vote.</p>\n'
    """
    made = []
    if slide.kind == "title":
        made += _plan(found)
    elif slide.title and slide.title == slide.chapter:
        made += [_minutes(part, found) for part in found if part.heading == slide.chapter]
    made += {"predict": _predict, "answer": _answer, "exercise": _exercise, "recall": _recall}.get(slide.kind, _none)(slide)
    made += [words.rendered(text) for text in slide.rest]
    made += [f"<p>The code of it:</p>{_listing(code)}" for code in slide.ready]
    return "".join(made)


def _listing(code):
    return f"<pre><code>{html.escape(code.rstrip())}</code></pre>"


def _none(slide):
    return []


def _plan(found):
    """How long each part takes, and what is done in class."""
    whole, practice = sum(part.minutes for part in found), sum(part.practice for part in found)
    rows = "".join(f"<li>{words.inline(part.heading)}: {part.minutes:.0f} min{_practised(part)}</li>" for part in found)
    return [
        f"<p><b>{whole:.0f} minutes</b>, {practice:.0f} of them for the exercises, as for one who works alone.</p>",
        f"<ul>{rows}</ul>",
        *(f"<p>{line}</p>" for line in [*(in_class(found, minutes) for minutes in CLASSES), short_of_time(found)] if line),
    ]


def in_class(found, minutes):
    """Say which exercises a class of some minutes does, and which are for home.

    Parameters
    ----------
    found : list of Part
    minutes : int

    Returns
    -------
    str
        HTML, and Markdown.

    Examples
    --------
    >>> in_class([], 50)
    '50 minutes: no exercises in class. 50 min are left for questions.'
    """
    made = plans.plan(found, minutes=minutes)
    here = [name for *_, names in made.rows for name in names]
    parts = [f"{minutes} minutes: {_listed(here) or 'no exercises'} in class"]
    parts += [f", {_listed(made.home)} at home"] * bool(made.home)
    return f"{''.join(parts)}. {max(0, made.left):.0f} min are left for questions."


def can_wait(found):
    """Name the exercises that a class which is short of time can miss.

    None of them is the first, on which the class sees what the lesson is about; a studio, for which the lesson is made; or
    what a later part goes on with, or a lesson that builds on this one.

    Parameters
    ----------
    found : list of Part
        Of the lesson.

    Returns
    -------
    list of str

    Examples
    --------
    >>> can_wait([])
    []
    """
    later = ["\n".join(part.code for part in found[place + 1 :]) for place in range(len(found))]
    named = [(*item, code) for part, code in zip(found, later, strict=True) for item in part.exercises.items()]
    spare = [name for name, kind, code in named[1:] if kind != "studio" and not re.search(rf"\b{name}\b", code)]
    return [name for name in spare if not re.search(rf"\.{name}\(", _built_on(found[0].lesson))]


@functools.cache
def _built_on(lesson):
    """The code of the lessons that build on one."""
    names = [syllabus.name(other.slug) for other in syllabus.LESSONS if syllabus.slug(lesson) in other.needs]
    return "\n".join(_code(json.loads((editions.sources() / f"{name}.ipynb").read_bytes())["cells"]) for name in names)


def short_of_time(found, exercises=None):
    """Say which exercises a class that is short of time can miss.

    Parameters
    ----------
    found : list of Part
    exercises : collection of str, optional
        Those in question; all of the lesson if not given.

    Returns
    -------
    str
        HTML, and Markdown; empty where there are none.

    Examples
    --------
    >>> short_of_time([])
    ''
    """
    spare = [name for name in can_wait(found) if exercises is None or name in exercises]
    return f"Short of time: skip {_listed(spare)}, to be done at home; nothing later needs it." if spare else ""


def _listed(names):
    return ", ".join(f"<code>{name}</code>" for name in names)


def _practised(part):
    named = ", ".join(f"<code>{name}</code>" for name in part.exercises)
    return f", {part.practice:.0f} of them for {named}" if named else ""


def _minutes(part, found):
    skip = short_of_time(found, part.exercises)
    return f"<p><b>This part: {part.minutes:.0f} min</b>{_practised(part)}. {skip}</p>"


def _predict(slide):
    told = "Everybody writes an answer down before you go on. Ask two who differ for their reasons; say nothing yourself."
    truth = "" if slide.answer is None else f" The answer on the next slide: {_truth(slide)}."
    return [f"<p><b>Ask, 1.5 min.</b> {told}{truth}</p>"]


def _answer(slide):
    return [f"<p><b>The answer: {_truth(slide)}.</b> Ask first who has another, and why.</p>"]


def _truth(slide):
    """The answer, and of a number that nobody offers which guesses the course counts as right."""
    answer, within = slide.answer, slide.within
    said = html.escape(spoken(answer))
    if slide.choices or isinstance(answer, bool) or not isinstance(answer, int | float):
        return said
    if not within:
        return f"{said}, and no other number counts as right"
    low, high = sorted((answer * (1 - within), answer * (1 + within)))
    return f"{said}; what is within {100 * within:g} % of it counts as right, from {low:,.4g} to {high:,.4g}"


def spoken(value):
    """Say a value as a slide shows it.

    Parameters
    ----------
    value : object

    Returns
    -------
    str

    Examples
    --------
    >>> spoken((3, "left")), spoken(12288), spoken(True)
    ('3, left', '12,288', 'yes')
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(map(spoken, value))
    return f"{value:,}" if isinstance(value, int) else str(value)


def _exercise(slide):
    """What people get wrong, as the course's own checks know it; hints, and the solution."""
    _, exercise = find(slide.name)
    known = [(html.escape(slip.name), words.inline(slip.question)) for slip in exercise.slips[:SLIPS]]
    slips = "".join(f"<li>{name}: <i>{question}</i></li>" for name, question in known)
    hints = "".join(f"<li>{words.inline(hint)}</li>" for hint in exercise.hints)
    return [
        f"<p><b>They will get wrong</b>, and what to ask then:</p><ul>{slips}</ul>",
        f"<p><b>Hints</b>, one by one:</p><ol>{hints}</ol>",
        f"<p><b>A solution.</b> {words.inline(exercise.why)}</p>{_listing(exercise.source)}",
    ]


def _recall(slide):
    """The letter of each right answer, with what it says and why."""
    known = {asked.question: (slug, asked) for slug, module in lessons().items() for asked in module.RECALL}
    rows = []
    for slug, asked in (known[text] for text in slide.choices if text in known):
        said = asked.choices["abcdef".index(asked.answer)]
        of = html.escape(syllabus.title(slug))
        rows.append(f"<li><b>({asked.answer})</b> {words.inline(said)}: <i>{words.inline(asked.why)}</i> ({of})</li>")
    how = f"<p>{len(rows)} questions on earlier lessons, 2 min. Hands up for each letter, then the answers one by one:</p>"
    return [how, f"<ol>{''.join(rows)}</ol>"]
