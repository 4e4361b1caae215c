"""The progress files of a class, read and counted.

What is no record of progress is left out with the reason; of several states of one student's record the newest counts.
Students are numbered by a fingerprint of their file's name: a number stays as long as no file comes or goes, and follows no
alphabet.
"""

import csv
import hashlib
import io
import os
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePath
from typing import Any, NamedTuple

from imagen_course import syllabus
from imagen_course.exercises import lessons, session, store

__all__ = ["Classroom", "Student", "Topic", "Work", "collect", "printable", "table"]

MANY = 5  # attempts at one exercise after which a student who has not solved it is stuck
TOPICS = 3  # to take up again
LARGEST = 2_000_000  # bytes: some forty times the record of a student who has done everything
ALIKE = 3  # entries begun in the same seconds that make two files states of one record

_COPY = re.compile(r"( \(\d+\)| - copy( \(\d+\))?| copy( \d+)?)$", re.I)  # what systems add to the name of a copy
_HEAD = ("student", "lesson", "kind", "item", "slip", "times", "right", "attempts", "hints")


class Student(NamedTuple):
    """A student, and what was handed in.

    Parameters
    ----------
    number : int
        From 1.
    name : str
        That of the file, or of its folder where the file is called ``progress.json``.
    entries : dict of str to dict
        As `exercises.store` keeps them, by ``"lesson/kind/name"``.

    Examples
    --------
    >>> Student(1, "ada", {"convolution/exercise/pad": {"last": "2026-11-29T17:10:54+00:00"}}).last_day
    '2026-11-29'
    """

    number: int
    name: str
    entries: dict

    @property
    def last_day(self):
        """The day of the newest entry; an empty text if there is none."""
        return _newest(self.entries)[:10]


class Work(NamedTuple):
    """What one student has done on one exercise.

    Parameters
    ----------
    lesson : str
        Its slug.
    exercise : Exercise
    student : Student
    solved : bool
    attempts, hints : int
    named : dict of str to int
        How often each slip or diagnosis was named.

    Examples
    --------
    >>> from imagen_course.exercises import find
    >>> Work(*find("blur"), Student(1, "ada", {}), solved=False, attempts=5, hints=0, named={}).state
    'stuck'
    """

    lesson: str
    exercise: Any
    student: Student
    solved: bool
    attempts: int
    hints: int
    named: dict

    @property
    def state(self):
        """One of ``"solved"``, ``"tried"`` and ``"stuck"``: not solved after `MANY` attempts or more, or after all hints."""
        if self.solved:
            return "solved"
        return "stuck" if self.attempts >= MANY or self.hints >= len(self.exercise.hints) else "tried"


class Topic(NamedTuple):
    """A slip to take up again with the class.

    Parameters
    ----------
    lesson, exercise : str
        The lesson's slug and the exercise's name.
    slip, question : str
        What went wrong, and the question that leads out of it.
    met, waiting : int
        How many students have met it, and how many of them have not solved the exercise.

    Examples
    --------
    >>> Topic("convolution", "output_size", "no floor", "Can a window be at half a place?", 9, 4).waiting
    4
    """

    lesson: str
    exercise: str
    slip: str
    question: str
    met: int
    waiting: int


@dataclass(frozen=True)
class Classroom:
    """A class, as its progress files show it.

    Parameters
    ----------
    students : tuple of Student
    left_out : tuple of (str, str)
        Files that could not be read, each with the reason.
    copies : tuple of (str, str)
        Files that are copies or earlier states of another one, each with that one.

    Examples
    --------
    >>> entries = {"convolution/exercise/output_size": {"attempts": 2, "named": {"no floor": 2}}}
    >>> Classroom((Student(1, "ada", entries),)).topics[0].slip
    'no floor'
    """

    students: tuple
    left_out: tuple = ()
    copies: tuple = ()

    @cached_property
    def exercises(self):
        """The `Work` of all students by lesson and exercise, in the order of the course: a dict of dicts of lists."""
        return {
            lesson: {
                e.name: list(filter(None, (_work(lesson, e, each) for each in self.students))) for e in module.EXERCISES
            }
            for lesson, module in lessons().items()
        }

    @cached_property
    def work(self):
        """All of it, a list of `Work`."""
        return [work for exercises in self.exercises.values() for works in exercises.values() for work in works]

    @property
    def begun(self):
        """The slugs of the lessons of which somebody has tried an exercise, in order."""
        return [lesson for lesson, exercises in self.exercises.items() if any(exercises.values())]

    @cached_property
    def predictions(self):
        """Who was right, by (lesson, prediction) and student's number: of each lesson, first what fewest got right."""
        made = defaultdict(dict)
        for student in self.students:
            for key, entry in student.entries.items():
                lesson, kind, name = key.split("/")
                if kind == "prediction" and "hit" in entry and lesson in self.exercises:
                    made[lesson, name][student.number] = entry["hit"]

        def order(prediction):
            hits = made[prediction].values()
            return syllabus.number(prediction[0]), sum(hits) / len(hits), prediction[1]

        return {prediction: made[prediction] for prediction in sorted(made, key=order)}

    @property
    def stuck(self):
        """The `Work` on which students are stuck, that with the most attempts first."""
        return sorted((work for work in self.work if work.state == "stuck"), key=lambda work: -work.attempts)

    @property
    def topics(self):
        """The slips that most students have met without solving the exercise: a list of `Topic`, three at the most."""
        found = []
        for works in (works for exercises in self.exercises.values() for works in exercises.values() if works):
            lesson, exercise = works[0][:2]
            for slip in exercise.slips:
                waiting = [not work.solved for work in works if work.named.get(slip.name)]
                found.append(Topic(lesson, exercise.name, slip.name, slip.question, len(waiting), sum(waiting)))
        return sorted((each for each in found if each.waiting), key=lambda each: (-each.waiting, -each.met))[:TOPICS]


def collect(folder):
    """Read the progress files in a folder and in the folders within it: every file that ends in ``.json``.

    Two files are states of one student's record if the newer one holds all that the older one holds, begun in the same
    seconds. They must be equal, have three such entries, or be named like a file and its copy.

    Parameters
    ----------
    folder : path-like

    Returns
    -------
    Classroom

    Raises
    ------
    NotADirectoryError
        If there is no such folder.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     record = '{"version": 2, "entries": {"convolution/exercise/pad": {"attempts": 3}}}'
    ...     _ = Path(folder, "ada.json").write_text(record)
    ...     _ = Path(folder, "shopping.json").write_text("[]")
    ...     classroom = collect(folder)
    >>> [student.name for student in classroom.students], classroom.left_out
    (['ada'], (('shopping.json', 'it is no record of progress'),))
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise NotADirectoryError(f"{folder} is no folder: name the one in which the progress files lie, unpacked")
    records, left_out = {}, []
    for file in _files(folder, left_out):
        try:
            records[file] = _read(folder / file)
        except (OSError, ValueError) as error:
            left_out.append((file, getattr(error, "strerror", None) or str(error)))
    kept, copies = _states(records)
    kept.sort(key=lambda file: hashlib.sha256(os.fsencode(_name(file))).digest())
    students = (Student(number, _name(file), records[file]) for number, file in enumerate(kept, 1))
    return Classroom(tuple(students), tuple(left_out), tuple(copies))


def table(classroom, *, names=False):
    """Put what a class has done into one table, as the text of a CSV file.

    A row is what a student did on an exercise (its ``kind`` is ``exercise``), how often a slip or a diagnosis was named
    there (``slip``), or a prediction that was revealed (``prediction``).

    Parameters
    ----------
    classroom : Classroom
    names : bool
        Add a column with the students' names.

    Returns
    -------
    str

    Examples
    --------
    >>> entries = {"convolution/exercise/output_size": {"attempts": 2, "hints": 1, "named": {"no floor": 2}}}
    >>> print(table(Classroom((Student(1, "ada", entries),))))
    student,lesson,kind,item,slip,times,right,attempts,hints
    1,convolution,exercise,output_size,,,no,2,1
    1,convolution,slip,output_size,no floor,2,,,
    """
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["name", *_HEAD] if names else _HEAD)
    called = {student.number: [student.name] if names else [] for student in classroom.students}
    writer.writerows(map(_cell, [*called[row[0]], *row]) for row in _rows(classroom))
    return file.getvalue()


def printable(text):
    r"""Return a text with a mark in place of each character that cannot be shown, or not be written to a file.

    Parameters
    ----------
    text : str

    Returns
    -------
    str

    Examples
    --------
    >>> printable("a\tb")
    'a�b'
    """
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


def _files(folder, left_out):
    """The files that may be records, relative to the folder; none that a system hides."""
    for inner, folders, files in os.walk(folder, onerror=lambda error: left_out.append((error.filename, error.strerror))):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__MACOSX")))
        for name in sorted(files):
            if name.lower().endswith(".json") and not name.startswith("."):
                yield (Path(inner) / name).relative_to(folder).as_posix()


def _read(path):
    if path.is_file() and path.stat().st_size > LARGEST:
        raise ValueError("it is too large for a record of progress")
    if not (entries := store.read_file(path)):
        raise ValueError("it is a record of progress that holds nothing yet")
    return session.current(entries)


def _states(records):
    """The files that count; and those that are copies or earlier states of one of them, each with that one."""
    begun = {
        file: {(key, entry["first"]) for key, entry in record.items() if "first" in entry}
        for file, record in records.items()
    }

    def is_state(file, other):
        enough = len(begun[file]) >= ALIKE or (begun[file] and _original(file) == _original(other))
        return records[file] == records[other] or (enough and begun[file] <= begun[other])

    kept, copies = [], []
    newest_first = sorted(records, key=lambda file: (len(begun[file]), _newest(records[file]), -len(file)), reverse=True)
    for file in newest_first:
        newer = next((other for other in kept if is_state(file, other)), None)
        copies.append((file, newer)) if newer else kept.append(file)
    return kept, sorted(copies)


def _newest(entries):
    return max((entry.get("last", "") for entry in entries.values()), default="")


def _original(file):
    return _COPY.sub("", _name(file))


def _name(file):
    """The name of a student by that of the file, or of its folder where the file has the name that all have."""
    path = PurePath(file).with_suffix("")
    return path.parent.as_posix() if path.name == "progress" and path.parent.name else path.as_posix()


def _work(lesson, exercise, student):
    """What a student has done on an exercise, or None."""
    if not (entry := student.entries.get(f"{lesson}/exercise/{exercise.name}")):
        return None
    hints = _count(entry.get("hints", 0))
    attempts = _count(entry.get("attempts", entry.get("times", 0) - hints))  # the first versions counted them together
    named = {name: _count(times) for name, times in sorted(entry.get("named", {}).items())}
    return Work(lesson, exercise, student, bool(entry.get("done")), attempts, hints, named)


def _count(number):
    return min(max(number, 0), 999_999)  # a file may have been changed by hand


def _rows(classroom):
    for work in classroom.work:
        what, name = (work.student.number, work.lesson), work.exercise.name
        yield *what, "exercise", name, "", "", "yes" if work.solved else "no", work.attempts, work.hints
        yield from ((*what, "slip", name, slip, times, "", "", "") for slip, times in work.named.items())
    for (lesson, name), hits in classroom.predictions.items():
        for number, hit in hits.items():
            yield number, lesson, "prediction", name, "", "", "yes" if hit else "no", "", ""


def _cell(value):
    """A cell that a spreadsheet takes for text or for a number, never for a formula."""
    if not isinstance(value, str):
        return value
    text = printable(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text
