"""The answers of `corpus/`, and what a check says to each."""

import json
import linecache
import re
from pathlib import Path
from typing import NamedTuple

import numpy as np

from imagen_course import syllabus
from imagen_course.exercises import find, lessons

HERE = Path(__file__).parent
CORPUS, NOTEBOOKS = HERE / "corpus", HERE.parent / "notebooks"
READ = CORPUS / "read.json"  # what was said to each wrong answer and read by somebody who found it true


class Answer(NamedTuple):
    lesson: str
    exercise: str
    is_right: bool
    author: str  # what its author did, in a few words
    source: str

    @property
    def key(self):
        return f"{self.exercise} | {self.author}"


class Said(NamedTuple):
    """How an answer was judged.

    ``how``: "right", "changes its input", "not attempted", "slip", "diagnosis", "error" (with its line), "late", or
    "counterexample" where no more than that was said.
    """

    how: str
    name: str = ""
    question: str = ""


def answers(lesson, folder=CORPUS):
    """The answers to the exercises of a lesson, in the order of the file."""
    text = (folder / f"{lesson}.py").read_text(encoding="utf-8")
    for block in re.split(r"(?m)^(?=# %% )", text)[1:]:
        head, source = block.split("\n", 1)
        exercise, kind, author = head.removeprefix("# %% ").split(" | ", 2)
        yield Answer(lesson, exercise, kind == "right", author, source.strip("\n") + "\n")


def names_of(lesson):
    """What the import lines of a lesson define; a framework is left out."""
    names = {"__name__": "__main__", "np": np}
    path = NOTEBOOKS / f"{syllabus.name(lesson)}.ipynb"
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    lines = [line for cell in cells if cell["cell_type"] == "code" for line in "".join(cell["source"]).splitlines()]
    for line in lines:
        if re.match(r"(import|from) ", line) and not re.search("keras|tensorflow|jax", line):
            exec(line, names)
    return names


def judge(answer, names):
    """Run an answer as a cell and have it checked."""
    file = f"<{answer.lesson} {answer.key}>"
    linecache.cache[file] = (
        len(answer.source),
        None,
        answer.source.splitlines(True),
        file,
    )  # as a notebook does for its cells
    cell = dict(names)
    try:
        exec(compile(answer.source, file, "exec"), cell)
    except Exception as error:  # the cell itself stops, with a traceback that names the line
        return Said("error", type(error).__name__)
    _, exercise = find(answer.exercise)
    verdict = exercise.judge(cell[answer.exercise])
    if verdict.state == "right":
        return Said("changes its input" if verdict.spoils else "right")
    if verdict.state in ("blank", "late"):
        return Said({"blank": "not attempted"}.get(verdict.state, verdict.state))
    if verdict.slip:
        return Said("slip" if verdict.slip in exercise.slips else "diagnosis", verdict.slip.name, verdict.slip.question)
    if verdict.got.error is not None:
        return Said("error" if verdict.got.line else "counterexample", type(verdict.got.error).__name__)
    return Said("counterexample")


def judged(folder=CORPUS, which=None):
    """Yield each answer with what was said to it."""
    for lesson in which or lessons():
        names = names_of(lesson)
        for answer in answers(lesson, folder):
            yield answer, judge(answer, names)
