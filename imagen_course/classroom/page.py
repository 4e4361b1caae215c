"""What a class has done, on one page of HTML: no script, no other file, light or dark, on paper too.

Whatever comes from a student's file is escaped, and cut where it is long. The style is ``page.css``, which the page carries.
"""

import html
import itertools
from collections import Counter, defaultdict
from pathlib import Path

from imagen_course import gallery, syllabus
from imagen_course.classroom.records import MANY, TOPICS, printable
from imagen_course.exercises import report
from imagen_course.exercises.calls import short

__all__ = ["page"]

SHOWN = 8  # slips and diagnoses of an exercise; more stand in the table
_SQUARES = {  # how the overview shows a state, in ten by ten pixels
    "solved": ("solved", "h10v10h-10z"),
    "tried": ("tried, not solved", "v10h10z"),
    "stuck": ("stuck", "m1 1l8 8m0-8l-8 8"),
    "blank": ("not tried", "m4 4h2v2h-2z"),
}
_SIDE = 12  # pixels from square to square
_KEY = '<svg viewBox="-1 -1 12 12" aria-hidden="true"><path class="{}" d="M0 0{}"/></svg>'
_KEY = "".join(f"<span>{_KEY.format(state, shape)}{words}</span>" for state, (words, shape) in _SQUARES.items())
_KEY = f'<p class="small key">{_KEY}</p>'


def page(classroom, *, names=False):
    """Put what a class has done on one page of HTML that needs no other file.

    Parameters
    ----------
    classroom : Classroom
    names : bool
        Show the names of the students, and of the files that do not count. Without, students have numbers.

    Returns
    -------
    str

    Examples
    --------
    >>> from imagen_course.classroom import Classroom
    >>> from imagen_course.classroom.records import Student
    >>> text = page(Classroom((Student(1, "ada", {}),)))
    >>> "<h2>Who is stuck</h2>" in text, "ada" in text
    (True, False)
    """
    parts = [_opening(classroom), _topics(classroom), _overview(classroom), _stuck(classroom, names), _exercises(classroom)]
    parts += [_predictions(classroom), _students(classroom, names), _files(classroom, names)]
    style = Path(__file__).with_suffix(".css").read_text(encoding="utf-8")
    title = f"Class report: {_count(len(classroom.students), 'student')}"
    return gallery.document(title, style, "\n".join(filter(None, parts)))


def _opening(classroom):
    work, hits = classroom.work, [hit for hits in classroom.predictions.values() for hit in hits.values()]
    solved, last = sum(each.solved for each in work), max((student.last_day for student in classroom.students), default="")
    return (
        f"<h1>How the class is doing</h1>\n<p>{_count(len(classroom.students), 'student')}. Counted for each of them: "
        f"{_count(len(work), 'exercise')} tried, {solved} solved; {_count(len(hits), 'prediction')} made, {sum(hits)} right."
        f"{f' Newest entry: {_text(last)}.' if last else ''}</p>"
    )


def _topics(classroom):
    rule = (
        f"At the most {TOPICS}: the slips that most students have met who have not solved the exercise. Where two are equal,"
        " the one that more students have met in all stands first, then the one that comes first in the course."
    )
    topics = "".join(
        f"<li><strong>{_text(topic.slip)}</strong> in <code>{topic.exercise}</code> ({_title(topic.lesson)}): met by "
        f"{_count(topic.met, 'student')}; {topic.waiting} of them have not solved the exercise."
        f"<blockquote>{report.paragraph(topic.question).html}</blockquote></li>"
        for topic in classroom.topics
    )
    nothing = "<p>Nothing: whoever met a slip has solved the exercise.</p>"
    return _section("Take up again tomorrow", rule, f'<ol class="again">{topics}</ol>' if topics else nothing)


def _overview(classroom):
    """A row for each student, a square for each exercise of the lessons that somebody has begun."""
    if not classroom.begun:
        return ""
    across, marks, edge = {}, [], 28
    for lesson in classroom.begun:
        marks.append(f'<text x="{edge}" y="9">{syllabus.number(lesson):02}</text>')
        for name in classroom.exercises[lesson]:
            across[lesson, name] = edge
            edge += _SIDE
        edge += 8
    down = {student.number: 3 + _SIDE * student.number for student in classroom.students}
    marks += [f'<text x="20" y="{y + 8}" text-anchor="end">{number}</text>' for number, y in down.items()]
    states = {(work.lesson, work.exercise.name, work.student.number): work.state for work in classroom.work}
    places = {state: [] for state in _SQUARES}
    for exercise, number in itertools.product(across, down):
        places[states.get((*exercise, number), "blank")].append((across[exercise], down[number]))
    rule = "A row is a student, a column an exercise, under the number of its lesson."
    return _section("The class at a glance", rule, _KEY, _drawing(places, marks, edge, 18 + _SIDE * len(down)))


def _drawing(places, marks, width, height):
    counts = ", ".join(f"{len(at)} {_SQUARES[state][0]}" for state, at in places.items())
    seen = f"A grid with a row for each student and a column for each exercise of the lessons that were begun: {counts}."
    for state, at in places.items():
        marks.append(f'<path class="{state}" d="{"".join(f"M{x} {y}{_SQUARES[state][1]}" for x, y in at)}"/>')
    size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    svg = f'<svg {size} role="img" aria-label="{seen}">{"".join(marks)}</svg>'
    return f'<figure class="scroll" {_focus("Overview")}>{svg}</figure>'


def _stuck(classroom, names):
    rule = f"Stuck is who has not solved an exercise after {MANY} attempts or more, or after all its hints."
    rows = []
    for work in classroom.stuck:
        who = _text(work.student.name) if names else f"student {work.student.number}"
        hints = f'<span class="count">{min(work.hints, len(work.exercise.hints))} of {len(work.exercise.hints)}</span>'
        rows.append((who, _code(work.exercise.name), _title(work.lesson), work.attempts, hints, _named([work])))
    head = ("who", "exercise", "lesson", "attempts", "hints", "what was named")
    return _section("Who is stuck", rule, _table("Who is stuck, and on what", head, rows) or "<p>Nobody.</p>")


def _exercises(classroom):
    rule = (
        "The numbers in the second and third column are the students'. What was named: to how many of them, and how often."
    )
    head = ("exercise", "solved", "tried, not solved", "attempts", "hints", "what was named")
    tables = []
    for lesson in classroom.begun:
        rows = [_exercise(name, works, classroom) for name, works in classroom.exercises[lesson].items()]
        tables.append(_table(_title(lesson), head, rows))
    rest = "; ".join(
        _title(lesson) for lesson, each in classroom.exercises.items() if each and lesson not in classroom.begun
    )
    return _section("Exercises", rule, *tables, f"<p>Nobody has tried an exercise of: {rest}.</p>" if rest else "")


def _exercise(name, works, classroom):
    solved, tried = ([work.student.number for work in works if work.solved is so] for so in (True, False))
    bar = f'{_bar(len(solved), len(classroom.students))}<span class="small">{_ranges(solved)}</span>'
    attempts, hints = (sum(getattr(work, what) for work in works) for what in ("attempts", "hints"))
    return _code(name), bar, _ranges(tried), attempts, hints, _named(works)


def _named(works):
    """What checks named, the most frequent first."""
    times = defaultdict(list)
    for name, n in itertools.chain.from_iterable(work.named.items() for work in works):
        times[name].append(n)
    order = sorted(times.items(), key=lambda item: (-len(item[1]), -sum(item[1]), item[0]))
    lines = [f"{_text(name)}: {_by(len(numbers), len(works))}{_times(sum(numbers))}" for name, numbers in order[:SHOWN]]
    return _list([*lines, f"{len(order) - SHOWN} more, in the table beside this page"][: len(order)])


def _by(n, total):
    return f"{_count(n, 'student')}, " if total > 1 else ""


def _predictions(classroom):
    rule = "Of each lesson, first what fewest got right. What counts is the last time that a prediction was revealed."
    hits = classroom.predictions.items()
    rows = [(_text(name), _title(lesson), _bar(sum(each.values()), len(each))) for (lesson, name), each in hits]
    found = _table("How many were right", ("prediction", "lesson", "right"), rows)
    return _section("Predictions", rule, found or "<p>None was made.</p>")


def _students(classroom, names):
    rows = []
    for student in classroom.students:
        solved = [work.solved for work in classroom.work if work.student is student]
        hits = [each[student.number] for each in classroom.predictions.values() if student.number in each]
        who = f"{student.number} {_text(student.name)}" if names else f"student {student.number}"
        rows.append((who, *(f"{sum(each)} of {len(each)}" for each in (solved, hits)), _text(student.last_day)))
    head = ("student", "solved, of the exercises tried", "right, of the predictions made", "newest entry")
    return _section("Students", "", _table("What each student has done", head, rows))


def _files(classroom, names):
    """What does not count, and why; which files they are only with names, as files are often called after students."""
    copy = "it is a copy or an earlier state of another file"
    items = [f"{_count(n, 'file')}: {_text(why)}" for why, n in Counter(why for _, why in classroom.left_out).items()]
    items += [f"{_count(len(classroom.copies), 'file')}: {copy}"] if classroom.copies else []
    if names:
        items = [f"{_code(file)}: {_text(why)}" for file, why in classroom.left_out]
        items += [f"{_code(file)}: {copy}, {_code(newer)}" for file, newer in classroom.copies]
    return _section("Files that do not count", "", _list(items)) if items else ""


# Pieces --------------------------------------------------------------------------------------------------------------------


def _section(title, rule, *parts):
    rule = f'<p class="rule">{rule}</p>' if rule else ""
    return "\n".join([f"<section>\n<h2>{title}</h2>", *filter(None, [rule, *parts]), "</section>"])


def _table(caption, head, rows):
    """A table, which can be scrolled sideways by keys; nothing if it has no rows."""
    if not rows:
        return ""
    top = "".join(f'<th scope="col">{words}</th>' for words in head)
    body = "".join(
        f'<tr><th scope="row">{first}</th>{"".join(f"<td>{cell}</td>" for cell in rest)}</tr>\n' for first, *rest in rows
    )
    table = f"<table>\n<caption>{caption}</caption>\n<thead><tr>{top}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>"
    return f'<div class="scroll" {_focus(caption)}>\n{table}\n</div>'


def _focus(label):
    return f'tabindex="0" role="region" aria-label="{label}"'


def _list(items):
    return f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>" if items else ""


def _code(text):
    return f"<code>{_text(text)}</code>"


def _bar(n, total):
    bar = f'<span class="bar" aria-hidden="true"><span style="width: {n / total:.0%}"></span></span>'
    return f'<span class="count">{n} of {total}</span>{bar}'


def _ranges(numbers):
    """Numbers in growing order, in short: 1–3, 5. No line ends at a dash."""
    runs = [[n for _, n in run] for _, run in itertools.groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])]
    return ", ".join("\u2060–\u2060".join(map(str, dict.fromkeys((run[0], run[-1])))) for run in runs)


def _title(lesson):
    return f"{syllabus.number(lesson):02} {syllabus.title(lesson)}"


def _count(n, what):
    return f"{n} {what}{'' if n == 1 else 's'}"


def _times(n):
    return {1: "once", 2: "twice"}.get(n, f"{n} times")


def _text(value):
    """Any words, as they may stand in HTML."""
    return html.escape(printable(short(value, 120, is_text=True)))
