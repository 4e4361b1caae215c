"""Plans of a whole course, worked out from the syllabus and the counted minutes: a semester, and an intensive week.

    python tools/courses.py       # prints both, as Markdown; the site has them on its page for teachers

A *class* is one meeting. Most are for a lesson, and what is done of it there is `slides.plan`'s to say. The semester has all
lessons, in order, and a class at the end of each part for its exam; what is left of its classes is free and lies between the
parts. The week has the lessons that its goals need, the lessons those need, and so on: nothing else.
"""

import json
from functools import cache
from itertools import groupby
from typing import NamedTuple

from imagen_course import editions, exams, slides, syllabus
from imagen_course.projects import PROJECTS

WEEKS, A_WEEK, SHORT, LONG = 17, 2, 50, 90  # a semester, and the minutes of a class
DAYS, A_DAY, GOALS = 5, 4, ("the_whole_pipeline", "from_words_to_a_picture")  # a week, and what it is for


class Class(NamedTuple):
    """One meeting: in which week or on which day, of what kind, and its lesson, where there is one.

    ``kind`` is "lesson", "exam" (at the end of a part), "free" or "own work"; ``about`` is the lesson's slug, or the part.
    """

    when: int
    kind: str
    about: str = ""


class Minutes(NamedTuple):
    """What a class does of a lesson, in whole minutes: seeing, exercises, what is left; and what is for home."""

    reading: int
    practice: int
    left: int
    at_home: int = 0
    home: tuple = ()


def semester(*, weeks=WEEKS, a_week=A_WEEK):
    """All lessons, an exam at the end of each part, and what is left free, spread over the ends of parts."""
    groups = [
        [("lesson", lesson.slug) for lesson in lessons] + [("exam", part)]
        for part, lessons in groupby(syllabus.LESSONS, key=lambda lesson: lesson.part)
    ]
    spare = weeks * a_week - sum(map(len, groups))
    if spare < 0:
        raise ValueError(f"{weeks} weeks of {a_week} classes are {-spare} classes too few: take more of either")
    for nth in range(spare):
        groups[(nth + 1) * len(groups) // (spare + 1)].append(("free", ""))
    return _dated([class_ for group in groups for class_ in group], a_week)


def week(*, goals=GOALS, days=DAYS, a_day=A_DAY):
    """The lessons that some goals need, in order; the last classes are the students' own."""
    needed = closure(goals)
    if len(needed) > days * a_day:
        raise ValueError(f"{len(needed)} lessons are needed, and {days} days have {days * a_day} classes: take fewer goals")
    own = [("own work", "")] * (days * a_day - len(needed))
    return _dated([("lesson", slug) for slug in needed] + own, a_day)


def _dated(classes, each):
    return [Class(nth // each + 1, *class_) for nth, class_ in enumerate(classes)]


def closure(goals):
    """Some lessons and all that they build on, in the order of the course."""
    needed, waiting = set(), list(goals)
    while waiting:
        slug = waiting.pop()
        if slug not in needed:
            needed.add(slug)
            waiting += syllabus.LESSONS[syllabus.number(slug)].needs
    return sorted(needed, key=syllabus.number)


def last():
    """The lessons that no other builds on: what a shorter semester can leave out first."""
    needed = {slug for lesson in syllabus.LESSONS for slug in lesson.needs}
    return [lesson.slug for lesson in syllabus.LESSONS if lesson.slug not in needed]


def minutes_of(slug, minutes):
    """What a class of so many minutes does of a lesson."""
    parts = _parts(syllabus.name(slug))
    plan = slides.plan(parts, minutes=minutes)
    kinds = {exercise: kind for part in parts for exercise, kind in part.exercises.items()}
    at_home = sum(editions.MINUTES[kinds[exercise]] for exercise in plan.home)
    practice = sum(part.practice for part in parts) - at_home
    reading = round(sum(part.reading for part in parts))
    return Minutes(reading, practice, minutes - reading - practice, at_home, tuple(plan.home))


@cache
def _parts(name):
    cells = json.loads((editions.sources() / f"{name}.ipynb").read_bytes())["cells"]
    return slides.parts(cells, lesson=name)


# --- as Markdown --------------------------------------------------------------------------------------------------------


def semester_page():
    """The semester as a table, a row for each class, and what it comes to."""
    classes = semester()
    short = {class_.about: minutes_of(class_.about, SHORT) for class_ in classes if class_.kind == "lesson"}
    long = {slug: minutes_of(slug, LONG) for slug in short}
    rows = [
        _row(class_.when, _what(class_), _needs(class_), _home(short[class_.about]), long[class_.about].left)
        if class_.kind == "lesson"
        else _row(class_.when, _what(class_), "–", _project(class_), "–")
        for class_ in classes
    ]
    head = "week", "class", "builds on", f"for home after {SHORT} min", f"left for questions of {LONG} min"
    return "\n".join([_table(head, rows), _sums(short, long), "", _shorter(), ""])


def _sums(short, long):
    home, left = sum(each.at_home for each in short.values()), sum(each.left for each in long.values())
    return (
        f"{len(short)} lessons in classes of {SHORT} minutes are {len(short) * SHORT / 60:.1f} hours in the room and "
        f"{home / 60:.1f} hours of exercises at home. In classes of {LONG} minutes they are {len(long) * LONG / 60:.1f} "
        f"hours: {left / 60:.1f} of them are left for questions, and nothing is for home."
    )


def _shorter():
    """What a semester of fewer weeks leaves out."""
    full, leaves = len(semester()) - sum(class_.kind == "free" for class_ in semester()), last()
    kept = [lesson for lesson in syllabus.LESSONS if lesson.slug not in leaves]
    least = len(kept) + len({lesson.part for lesson in kept})
    return (
        f"Without a free class, the same takes {-(-full // A_WEEK)} weeks. No other lesson builds on "
        f"{', '.join(map(_link, leaves))}: without these it takes {-(-least // A_WEEK)} weeks."
    )


def week_page():
    """The intensive week: a row for each class, a sum for each day, and what is left out."""
    classes, rows = week(), []
    for day, of_day in groupby(classes, key=lambda class_: class_.when):
        done = [(class_, _long(class_)) for class_ in of_day]
        rows += [_row(day, _what(class_), *spent[:3]) for class_, spent in done]
        sums = (sum(spent[column] for _, spent in done) for column in range(3))
        rows.append(_row("", "**the day**", *(f"**{total}**" for total in sums)))
    head = "day", "class", "seeing and predicting, min", "exercises, min", "left, min"
    done = {class_.about for class_ in classes}
    out = [lesson for lesson in syllabus.LESSONS if lesson.slug not in done]
    rest = [_row(_link(lesson.slug), ", ".join(map(_link, missing(lesson, done))) or "nothing") for lesson in out]
    return "\n".join([_table(head, rows), _table(("left out", "what is to be worked before it, after the week"), rest)])


def _long(class_):
    return minutes_of(class_.about, LONG) if class_.kind == "lesson" else Minutes(0, 0, LONG)


def missing(lesson, done):
    """The lessons one has to work before another, beside those that are done."""
    return [slug for slug in closure(lesson.needs) if slug not in done]


def _table(head, rows):
    return "\n".join([_row(*head), _row(*["---"] * len(head)), *rows, ""])


def _row(*fields):
    return f"| {' | '.join(map(str, fields))} |"


def _link(slug):
    return f"{syllabus.number(slug):02} {{lesson}}`{slug}`"


def _what(class_):
    if class_.kind == "lesson":
        return _link(class_.about)
    minutes = (
        f": {syllabus.part(class_.about)}*, {exams.draw(class_.about, seed=0).minutes} min" if class_.kind == "exam" else "*"
    )
    return f"*{class_.kind}{minutes}"


def _home(minutes):
    names = ", ".join(f"`{name}`" for name in minutes.home)
    return f"{names}, {minutes.at_home} min" if names else "–"


def _project(class_):
    names = [f"project `{project.slug}`" for project in PROJECTS if project.part == class_.about]
    return ", ".join(names) or "–"


def _needs(class_):
    return ", ".join(f"{syllabus.number(slug):02}" for slug in syllabus.LESSONS[syllabus.number(class_.about)].needs) or "–"


if __name__ == "__main__":
    print(f"{semester_page()}\n{week_page()}")
