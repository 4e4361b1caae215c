"""An exam as it is handed out: a notebook whose cells take the answers, a page to print, and the page with its key."""

import re
from pathlib import Path

from imagen_course import gallery, syllabus
from imagen_course.exams.questions import Choice, Code
from imagen_course.slides.words import inline, rendered

__all__ = ["notebook", "page"]

MARK = "imagen_course_exam"  # what the metadata of a notebook hold: its part, its student or its seed
LINES = 5  # for a function, on paper
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|<>$&~-])")
_RULES = (
    "Write an answer in place of each `None`, a letter in quotes or a number, and a function in place of the `...`. A "
    "number may be arithmetic, such as `(28 + 2) // 2`, or come from a calculation in cells of your own. Of a number that "
    "is no whole one, three digits are enough; keep four on the way. NumPy is there, as `np`, and no question needs more."
)
_HANDED_IN = "Save this notebook and hand it in. What you have calculated in cells of your own may stay."


def notebook(exam, *, student=""):
    """Make the notebook of an exam.

    Parameters
    ----------
    exam : Exam
    student : str
        Whose it is. Then the notebook does not hold the seed, from which the key follows; without, it ends with a cell that
        corrects it.

    Returns
    -------
    dict

    Examples
    --------
    >>> from imagen_course.exams import draw
    >>> [cell["id"] for cell in notebook(draw("Formulas", seed=7))["cells"]][:4]
    ['title', 'setup', 'question-1', 'answer-1']
    """
    about = [
        f"# {syllabus.part(exam.part)}: an exam",
        f"Name: {_escaped(student)}" if student else "",
        f"{exam.minutes} minutes and as many points; {exam.needed} points pass.",
        _RULES,
    ]
    cells = [_cell("markdown", "title", "\n\n".join(filter(None, about))), _cell("code", "setup", "import numpy as np")]
    for number, question in enumerate(exam.questions, 1):
        cells.append(_cell("markdown", f"question-{number}", f"## {_asked(number, question)}"))
        cells.append(_cell("code", f"answer-{number}", question.blank(number)))
    if student:
        cells.append(_cell("markdown", "end", _HANDED_IN))
    else:
        correct = f"from imagen_course import exams\n\nexams.corrected({exam.part!r}, globals(), seed={exam.seed!r})"
        cells += [_cell("markdown", "end", "## How did it go?"), _cell("code", "corrected", correct)]
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    own = {"part": exam.part} | ({"student": student} if student else {"seed": exam.seed})
    return {"cells": cells, "metadata": kernel | {MARK: own}, "nbformat": 4, "nbformat_minor": 5}


def _escaped(text):
    """A text that means itself in Markdown."""
    return _SPECIAL.sub(r"\\\1", text)


def _cell(kind, name, source):
    cell = {"cell_type": kind, "id": name, "metadata": {}, "source": source.splitlines(keepends=True)}
    return cell | ({"execution_count": None, "outputs": []} if kind == "code" else {})


def _asked(number, question):
    """The heading and the text of a question, in Markdown."""
    worth = f"{number} ({question.minutes} point{'s'[: question.minutes != 1]})"
    choices = [f"- ({letter}) {words}" for letter, words in zip("abc", getattr(question, "choices", ()), strict=False)]
    return "\n".join([f"Question {worth}\n\n{question.text}", *(["", *choices] if choices else [])])


def page(papers, *, key=False, seed=""):
    """Put exams on one page of HTML, each on sheets of its own: to be printed on A4, with no other file.

    Parameters
    ----------
    papers : sequence of (str, Exam)
        Whose it is ("" for nobody's), and the exam.
    key : bool
        With the answers, how one comes to them and what each common mistake looks like; without, with room for answers.
    seed : str
        Of the class, shown with the key.

    Returns
    -------
    str

    Examples
    --------
    >>> from imagen_course.exams import draw
    >>> text = page([("Ada", draw("Formulas", seed=7))])
    >>> text.count("<section"), "Ada" in text
    (1, True)
    """
    made = [_with_key(student, exam, seed) if key else _with_room(student, exam) for student, exam in papers]
    title = f"{syllabus.part(papers[0][1].part)}: {'the key' if key else 'an exam'}"
    style = Path(__file__).with_name("page.css").read_text(encoding="utf-8")
    return gallery.document(title, style, "\n".join(made))


def _with_room(student, exam):
    name = f'<p class="name">Name: <span>{inline(_escaped(student))}</span></p>'
    rules = (
        f"{exam.minutes} minutes and as many points; {exam.needed} points pass. Paper and a pocket calculator are allowed. "
        "Of a number that is no whole one, three digits are enough; keep four on the way."
    )
    parts = [rendered(f"## {_asked(number, each)}") + _room(each) for number, each in enumerate(exam.questions, 1)]
    return _paper(f"{syllabus.part(exam.part)}: an exam", f"{name}<p>{rules}</p>", parts)


def _room(question):
    if isinstance(question, Code):
        return rendered(f"```python\n{question.blank(0).splitlines()[0]}\n```") + LINES * '<p class="line"></p>'
    return f'<p class="answer">{"Letter" if isinstance(question, Choice) else "Answer"}: <span></span></p>'


def _with_key(student, exam, seed):
    whose = f"{_escaped(student)}: " if student else ""
    about = f"{whose}seed {_escaped(seed or exam.seed)}, {exam.minutes} points, {exam.steps} steps."
    parts = [rendered(_keyed(number, question)) for number, question in enumerate(exam.questions, 1)]
    return _paper(f"{syllabus.part(exam.part)}: the key", rendered(about), parts)


def _keyed(number, question):
    steps = f"{question.steps} step{'s'[: question.steps != 1]}"
    told = f"*{steps}, from lesson {syllabus.number(question.lesson):02}, {syllabus.title(question.lesson)}*"
    text = f"## {_asked(number, question)}\n\n{told}\n\n{question.solution}"
    if not question.mistakes:
        return text
    rows = "\n".join(f"| {one} | {other} |" for one, other in question.mistakes)
    head = "what went wrong | the question that leads out" if isinstance(question, Code) else "number | what went wrong"
    return f"{text}\n\n| {head} |\n| --- | --- |\n{rows}"


def _paper(title, head, parts):
    asked = "\n".join(f"<article>\n{part}</article>" for part in parts)
    return f"<section>\n<header><h1>{title}</h1>{head}</header>\n{asked}\n</section>"
