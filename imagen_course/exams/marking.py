"""What a notebook that was handed in is worth: its answers are read, run where they have to be, and judged.

What is a number, a letter or arithmetic is read and not run. All other code of a student runs in the process for checks,
where it can be stopped (`exercises.worker`). A notebook is only read: nothing that a student wrote is changed.
"""

import ast
import base64
import contextlib
import inspect
from typing import NamedTuple

from imagen_course import syllabus
from imagen_course.exams import sheets
from imagen_course.exams.arithmetic import evaluate
from imagen_course.exams.exam import Exam, draw
from imagen_course.exams.questions import Code, Mark
from imagen_course.exercises import report, worker

__all__ = ["Marked", "corrected", "mark", "seed_of"]

_WORDS = {"right": "right", "wrong": "wrong", "blank": "no answer", "unread": "not understood"}


class Marked(NamedTuple):
    """An exam that was handed in.

    Attributes
    ----------
    student : str
    exam : Exam
    marks : list of Mark
    points : int
    passed : bool

    Examples
    --------
    >>> mark(sheets.notebook(draw("Formulas", seed=7))).points
    0
    """

    student: str
    exam: Exam
    marks: list
    points: int
    passed: bool


def mark(notebook, *, seed=None):
    """Mark a notebook that was handed in.

    Parameters
    ----------
    notebook : dict
    seed : str or int, optional
        Of the class, where the notebook is one student's; the notebook of nobody holds its own.

    Returns
    -------
    Marked

    Raises
    ------
    ValueError
        If it is no exam, or the seed is missing or draws other questions.

    Examples
    --------
    >>> blank = sheets.notebook(draw("Formulas", seed="hawthorn Ada"), student="Ada")
    >>> blank["cells"][3]["source"] = ["answer_1 = 'a'"]
    >>> mark(blank, seed="hawthorn").marks[1]
    Mark(state='blank', said='')
    """
    own = notebook.get("metadata", {}).get(sheets.MARK, {}) if isinstance(notebook, dict) else {}
    student = str(own.get("student", ""))
    if "part" not in own or not (student or "seed" in own):
        raise ValueError("it is no exam of the course, or no longer: its metadata name no part or no student")
    if student and seed is None:
        raise ValueError(f"it is the exam of {student}, drawn with a seed of the class, which is missing: add --seed")
    exam = draw(own["part"], seed=seed_of(seed, student) if student else own["seed"])
    if _asks_others(notebook, exam):
        raise ValueError(f"its questions are not those that the seed {seed!r} draws: give the seed that it was drawn with")
    cells = [_code(cell) for cell in notebook.get("cells", []) if cell.get("cell_type") == "code"]
    marks = [_judged(question, number, cells) for number, question in enumerate(exam.questions, 1)]
    return Marked(student, exam, marks, *exam.points(marks))


def seed_of(seed, student):
    """Return the seed of one student's exam.

    Parameters
    ----------
    seed : str or int
        Of the class.
    student : str

    Returns
    -------
    str

    Examples
    --------
    >>> seed_of("a blue barn", "Ada")
    'a blue barn Ada'
    """
    return f"{seed} {student}"


def corrected(part, answers, *, seed):
    """Say what one's own answers to an exam are worth, question by question.

    Parameters
    ----------
    part : str
    answers : mapping
        The variables of the notebook, ``globals()``.
    seed : str or int

    Returns
    -------
    exercises.report.Report

    Examples
    --------
    >>> corrected("Formulas", {}, seed=7).headline
    'Part I, Formulas: 0 of 20 points, 12 are needed to pass'
    """
    exam = draw(part, seed=seed)
    names = {number: f"answer_{number}" for number in range(1, len(exam.questions) + 1)}
    names |= {number: each.name for number, each in enumerate(exam.questions, 1) if isinstance(each, Code)}
    marks = exam.judge({number: _unless_blank(answers.get(name)) for number, name in names.items()})
    points, passed = exam.points(marks)
    pairs = enumerate(zip(exam.questions, marks, strict=True), 1)
    rows = [(number, _WORDS[found.state], found.said, syllabus.title(each.lesson)) for number, (each, found) in pairs]
    shown = report.table(["question", "answer", "what went wrong", "lesson"], rows)
    words = "passed" if passed else f"{exam.needed} are needed to pass"
    tone = "right" if passed else "plain"
    return report.Report(f"{syllabus.part(exam.part)}: {points} of {exam.minutes} points, {words}", shown, tone=tone)


def _unless_blank(answer):
    with contextlib.suppress(OSError, TypeError, SyntaxError, IndentationError):
        if callable(answer) and _is_blank(ast.parse(inspect.getsource(answer)).body[0]):
            return None
    return answer


# What a notebook holds ----------------------------------------------------------------------------------------------------


def _asks_others(notebook, exam):
    """Whether most of the questions that are left in a notebook are not those of an exam."""
    asked = {cell["id"]: _source(cell) for cell in sheets.notebook(exam)["cells"] if cell["id"].startswith("question-")}
    kept = [_source(cell) == asked[cell["id"]] for cell in notebook.get("cells", []) if cell.get("id") in asked]
    return 2 * sum(kept) < len(kept)


def _source(cell):
    source = cell.get("source", "")
    return source if isinstance(source, str) else "".join(source)


def _code(cell):
    """The source of a cell, without what is Jupyter's and no Python."""
    lines = _source(cell).splitlines()
    return "\n".join(line for line in lines if not line.lstrip().startswith(("%", "!", "?")))


def _judged(question, number, cells):
    name = question.name if isinstance(question, Code) else f"answer_{number}"
    found = [node for node in _statements(cells) if name in _named(node)]
    if not found:
        return Mark("unread", f"there is no {name} any more")
    needed = _needed(cells, name)
    if isinstance(question, Code):
        return _of_function(question, found[-1], needed)
    with contextlib.suppress(ValueError, AttributeError):  # what is arithmetic, or a text or None, need not be run
        value = found[-1].value
        return question.judge(value.value if _is_plain(value) else evaluate(ast.unparse(value)))
    (outcome,) = worker.run(_valued(needed, name), [()]).outcomes
    if outcome.error is not None:
        return Mark("unread", f"{type(outcome.error).__name__}: {str(outcome.error)[:100]}")
    return question.judge(outcome.value)


def _needed(cells, name):
    """The cells that give a name its value, and those that give values to the names they use: no other can do harm."""
    trees = [_parsed(cell) for cell in cells]
    wanted, seen = {name}, set()
    while wanted - seen:
        seen |= wanted
        for tree in trees:
            if seen & _bound(tree):
                wanted |= {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return [cell for cell, tree in zip(cells, trees, strict=True) if seen & _bound(tree)]


def _bound(tree):
    """The names that the statements of a cell give values to, imports and functions too."""
    bound = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    bound |= {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    aliases = (alias for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom) for alias in node.names)
    return bound | {(alias.asname or alias.name).partition(".")[0] for alias in aliases}


def _parsed(cell):
    try:
        return ast.parse(cell)
    except (SyntaxError, ValueError, RecursionError):  # a cell that is no Python gives nothing a value
        return ast.Module([], [])


def _statements(cells):
    return [node for cell in cells for node in _parsed(cell).body]


def _named(node):
    """The names that a statement gives a value to."""
    if isinstance(node, ast.FunctionDef):
        return [node.name]
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    return [target.id for target in targets if isinstance(target, ast.Name)]


def _is_plain(value):
    return isinstance(value, ast.Constant) and (value.value is None or value.value is ... or isinstance(value.value, str))


def _of_function(question, node, cells):
    if not isinstance(node, ast.FunctionDef):
        return Mark("unread", f"{question.name} is no function")
    if _is_blank(node):
        return Mark("blank")
    return question.judge(_called(cells, node))


def _is_blank(node):
    """Whether a function holds nothing but ``...``, ``pass`` and a docstring."""
    return all(
        isinstance(each, ast.Pass) or (isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant))
        for each in node.body
    )


def _packed(cells):
    """The cells as letters that mean nothing on the way: the name of a framework in a comment is no use of it."""
    return base64.b16encode("\0".join(cells).encode()).decode()


def _valued(cells, name):
    packed = _packed(cells)
    return lambda: _run(packed)[name]


def _called(cells, node):
    """A function that does what the student's does, where it is called; here nothing of it runs."""
    packed, name = _packed(cells), node.name

    def answer(*args, **options):
        return _run(packed)[name](*args, **options)

    arguments = ast.unparse(_without_defaults(node.args))
    answer.__signature__ = inspect.signature(eval(f"lambda {arguments}: None"))
    answer.__name__ = name
    return answer


def _without_defaults(arguments):
    """The same arguments, each default and each annotation None: to read a signature must run nothing."""
    nothing = ast.Constant(None)
    for each in ast.walk(arguments):
        if isinstance(each, ast.arg):
            each.annotation = None
    arguments.defaults = [nothing for _ in arguments.defaults]
    arguments.kw_defaults = [each and nothing for each in arguments.kw_defaults]
    return arguments


def _run(packed):
    """Run cells one after the other; one that fails does not keep the next from being run."""
    own = {"__name__": "__main__"}
    for cell in base64.b16decode(packed).decode().split("\0"):
        with contextlib.suppress(Exception):
            exec(compile(cell, "<answer>", "exec"), own)
    return own
