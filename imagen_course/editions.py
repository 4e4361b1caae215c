"""The editions of a lesson, made from one source: the executed notebook in ``notebooks/``.

The *student's* edition shows nothing before its time. Outputs that answer a question are cleared; an exercise stands out,
with its name and its minutes; what would spoil it is folded away; and its first cell says what is missing where the course
is not installed. Its metadata holds a fingerprint of each cell as it was laid down, so that a later version can tell what a
student has changed from what he has merely run.

A notebook is the dictionary that its JSON spells. In a checkout the editions are made from the sources when they are asked
for; a wheel carries those that were made when it was built.
"""

import ast
import copy
import functools
import hashlib
import html
import json
import re
import textwrap
from pathlib import Path

from imagen_course import __version__, address, files, syllabus

__all__ = [
    "MARK",
    "MINUTES",
    "build",
    "counted",
    "dumps",
    "exercises",
    "fingerprints",
    "in_checkout",
    "lesson",
    "lessons",
    "minutes",
    "sources",
    "student",
]

MARK = "imagen_course"  # the key of what an edition says of itself in a notebook's metadata

_PACKAGE = Path(__file__).resolve().parent
_CALLS = {"predict", "reveal", "check", "recall", "finish", "hint", "solution", "progress", "use"}
MINUTES = {"one line": 5, "loop": 10, "bug hunt": 10, "studio": 15}
_A_WORD, _A_LINE, _A_PREDICTION = 1 / 150, 1 / 12, 1.5  # minutes
_LOOPS = ast.For, ast.While, ast.comprehension
_HEADING = re.compile(r"^#{1,4} ", re.M)

_NEEDS_ID = "needs-imagen-course"
_NEEDS = """\
# Install the course where it is missing{where}.
import importlib.util
from pathlib import Path

class NotInstalled(ModuleNotFoundError):
    def _render_traceback_(self):
        return [str(self)]

if importlib.util.find_spec("imagen_course") is None:
    course = {course}
    if course:
        get_ipython().run_line_magic("pip", f'install "{{course}}{extra}"')
        importlib.invalidate_caches()
    if importlib.util.find_spec("imagen_course") is None:
        raise NotInstalled(
{sentence}
        )
"""
_BESIDE = ": from its wheel, if that lies beside this notebook"
_WHEEL = 'max(Path().glob("imagen_course-*.whl"), default=None)'
_WHOLE_WORDS = {"break_long_words": False, "break_on_hyphens": False, "drop_whitespace": False}
_WITHOUT = "is not installed here. Put its wheel beside this notebook and run this cell again, or run"
# A style of its own in the cell, for wherever the notebook is opened; the class is for JupyterLab as the course starts it.
_FRAME = (
    '<div class="imagen-exercise" style="border: 2px solid #1170aa; border-left-width: 12px; padding: 8px 14px">\n'
    "<b>Your turn · {kind} <code>{name}</code></b> · about {minutes} minutes<br>\n"
    "{task}. Run that cell, then the <code>check</code> below it.\n"
    "</div>"
)
_WRITE = "Write your code in the next cell in place of the <code>...</code>"
_MEND = "Find and fix the mistake in the next cell"
_FOLD = "<details>\n<summary>{summary}</summary>\n\n{source}\n\n</details>"


def lessons():
    """Return the names of the lessons in order, such as ``"02_convolution"``.

    Returns
    -------
    list of str

    Examples
    --------
    >>> lessons()[0]
    '00_start_here'
    """
    return sorted(path.stem for path in sources().glob("[0-9][0-9]*_*.ipynb"))


def sources():
    """Return the folder of the lessons: ``notebooks/`` of the checkout the package lies in, else what its wheel brought.

    Returns
    -------
    pathlib.Path

    Raises
    ------
    FileNotFoundError
        If there is neither.

    Examples
    --------
    >>> sources().is_dir()
    True
    """
    for folder in (_PACKAGE.parent / "notebooks", _PACKAGE / "_lessons"):
        if (folder / "00_start_here.ipynb").is_file():
            return folder
    raise FileNotFoundError("the lessons are missing from this installation of imagen-course: install its wheel again")


def in_checkout():
    """Tell whether the lessons are the sources, from which editions are made, or editions that a wheel brought.

    Returns
    -------
    bool

    Examples
    --------
    >>> in_checkout() == (sources().name != "_lessons")
    True
    """
    return sources() != _PACKAGE / "_lessons"


def lesson(name):
    """Return the student's edition of a lesson, as a file holds it.

    Parameters
    ----------
    name : str
        One of `lessons`.

    Returns
    -------
    bytes

    Examples
    --------
    >>> json.loads(lesson("00_start_here"))["metadata"][MARK]["lesson"]
    '00_start_here'
    """
    content = (sources() / f"{name}.ipynb").read_bytes()
    if not in_checkout():
        return content
    return dumps(student(json.loads(content), lesson=name))


def build(folder, out):
    """Write the student's edition of every lesson, for a wheel to carry.

    Parameters
    ----------
    folder : path-like
        Of the sources.
    out : path-like
        A folder that is there.

    Returns
    -------
    list of pathlib.Path

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as out:
    ...     build(out, out)
    []
    """
    written = []
    for path in sorted(Path(folder).glob("[0-9][0-9]*_*.ipynb")):
        edition = dumps(student(json.loads(path.read_bytes()), lesson=path.stem))
        written.append(Path(out, path.name))
        files.write(written[-1], edition)
    return written


def dumps(notebook):
    r"""Spell a notebook as Jupyter does, byte for byte.

    Parameters
    ----------
    notebook : dict

    Returns
    -------
    bytes

    Examples
    --------
    >>> dumps({"cells": []})
    b'{\n "cells": []\n}\n'
    """
    return (json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


def fingerprints(notebook):
    r"""Return a fingerprint of what each cell says, in order: its kind and source, whatever an editor does when it saves.

    Line ends, white space at a cell's end, ids, metadata and outputs change nothing, and an empty cell counts for nothing:
    running the last cell with Shift + Enter adds one.

    Parameters
    ----------
    notebook : dict

    Returns
    -------
    list of str

    Examples
    --------
    >>> one = {"cells": [{"cell_type": "code", "source": ["x = 1\n", "x"]}]}
    >>> other = {"cells": [{"cell_type": "code", "source": "x = 1\r\nx\n", "outputs": ["1"]}, {"cell_type": "code"}]}
    >>> fingerprints(one) == fingerprints(other)
    True
    """
    texts = [(cell.get("cell_type"), _source(cell).replace("\r\n", "\n").rstrip()) for cell in notebook["cells"]]
    return [hashlib.sha256(f"{kind}\n{text}".encode()).hexdigest()[:16] for kind, text in texts if text]


def student(notebook, *, lesson, version=__version__):
    """Make the student's edition of an executed notebook.

    Cleared are the outputs of cells that hold a question to the student or its answer, and of all cells from a prediction
    to what reveals it, and from an exercise to its check, and on to the next heading: what follows an answer shows it
    again. Code in between that states the answer, by an assertion or a literal, is folded. Tags have the last word:
    ``student-keep`` and ``student-clear`` on an output, ``student-fold`` on what would spoil an exercise.

    Parameters
    ----------
    notebook : dict
        Is not changed.
    lesson : str
        Its name: number and slug.
    version : str
        Of the course.

    Returns
    -------
    dict

    Raises
    ------
    ValueError
        If an exercise has no reference, or a fold is not one.

    Examples
    --------
    >>> predict, reveal = 'predict("n", None)', 'reveal("n", 12)'
    >>> cell = {"cell_type": "code", "execution_count": 1, "metadata": {}, "outputs": [{"output_type": "stream"}]}
    >>> cells = [cell | {"id": source[:3], "source": source} for source in ("x = 1", predict, "y = 2", reveal)]
    >>> edition = student({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, lesson="02_convolution")
    >>> [len(cell["outputs"]) for cell in edition["cells"]]
    [0, 1, 0, 0, 0]
    """
    made = {**notebook, "cells": []}
    begun = False
    for cell, (spoils, tells) in zip(notebook["cells"], _spoils(notebook["cells"]), strict=True):
        cell = copy.deepcopy(cell)
        if cell["cell_type"] == "code":
            if not begun:
                made["cells"].append(_code_cell(_NEEDS_ID, _needs(lesson)))
                begun = True
            made["cells"] += _frame(cell, lesson)
            _clear(cell, spoils)
        made["cells"].append(_fold(cell, tells))
    laid = {"edition": "student", "lesson": lesson, "version": version, "cells": fingerprints(made)}
    laid["digest"] = hashlib.sha256(dumps(made)).hexdigest()
    made["metadata"] = {**notebook["metadata"], MARK: laid}
    return made


def minutes(notebook, *, lesson):
    """Count the minutes that a lesson takes: of all of it, and of its exercises alone.

    A minute for 150 words, five seconds for a line of code, a minute and a half for a prediction; for an exercise by what
    `exercises` calls it: five for one line, ten for a loop or a bug hunt, fifteen for a studio.

    Parameters
    ----------
    notebook : dict
    lesson : str
        Its name: number and slug.

    Returns
    -------
    (int, int)
        To five minutes.

    Examples
    --------
    >>> text, code = {"cell_type": "markdown", "source": "word " * 600}, {"cell_type": "code", "metadata": {}}
    >>> minutes({"cells": [text, code | {"source": "predict('n', 3)"}]}, lesson="02_convolution")
    (5, 0)
    """
    read, practised = counted(notebook, lesson=lesson)
    return 5 * round((read + practised) / 5), practised


def counted(notebook, *, lesson):
    """Count the minutes of a lesson, or of some of its cells, to the second: `minutes` before they are rounded.

    Parameters
    ----------
    notebook : dict
    lesson : str
        Its name: number and slug.

    Returns
    -------
    (float, int)
        Of reading, running and predicting; and of the exercises.

    Examples
    --------
    >>> counted({"cells": [{"cell_type": "markdown", "source": "word " * 75}]}, lesson="02_convolution")
    (0.5, 0)
    """
    texts = [_source(cell) for cell in notebook["cells"] if cell["cell_type"] == "markdown"]
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    lines = sum(bool(line.strip()) for cell in code for line in _source(cell).splitlines())
    asked = sum(name == "predict" for cell in code for name, _ in _called(_source(cell)))
    practised = sum(MINUTES[kind] for kind in exercises(notebook, lesson=lesson).values())
    return sum(len(text.split()) for text in texts) * _A_WORD + lines * _A_LINE + asked * _A_PREDICTION, practised


def exercises(notebook, *, lesson):
    r"""Tell the kind of each exercise of a lesson, as its cell and its declaration show it.

    Parameters
    ----------
    notebook : dict
    lesson : str
        Its name: number and slug.

    Returns
    -------
    dict of str
        By the exercise's name: ``"bug hunt"`` where its cell holds code to be mended, ``"studio"`` where its declaration is
        one of something to be built, ``"loop"`` where its reference has one, else ``"one line"``.

    Raises
    ------
    ValueError
        If an exercise has no reference.

    Examples
    --------
    >>> cell = {"cell_type": "code", "metadata": {"tags": ["exercise"]}, "source": "def blur(image):\n    ..."}
    >>> exercises({"cells": [cell]}, lesson="02_convolution")
    {'blur': 'loop'}
    """
    code = (cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    return dict(_exercise(cell, lesson) for cell in code if "exercise" in _tags(cell))


def _spoils(cells):
    """Tell for each cell whether its output would answer something, and whether its code does; see `student`."""
    waiting, answered = set(), False  # predictions and exercises without an answer; one was answered under this heading
    for cell in cells:
        tags, source = _tags(cell), _source(cell)
        if cell["cell_type"] != "code":
            answered = answered and (bool(waiting) or not _HEADING.search(source))
            yield False, False
            continue
        asked, given, own = _questions(source, tags)
        answered = answered or bool(waiting & given)
        tells = bool(own or waiting or answered or "student-clear" in tags)
        yield tells and "student-keep" not in tags, bool(waiting - asked) and _states(source)
        waiting = (waiting | asked) - given


def _questions(source, tags):
    """The questions that code asks, those it answers, and whether its own output belongs to the student."""
    called = list(_called(source))
    asked = {argument for name, argument in called if name == "predict"}
    asked |= {_function(source).name} if "exercise" in tags else set()
    given = {argument for name, argument in called if name in ("reveal", "check")}
    return asked, given, bool(asked) or any(name in _CALLS or name == "widgets" for name, _ in called)


def _states(source):
    """Whether code says what comes out: by an assertion, or by a truth that is revealed and not computed."""
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except SyntaxError:
        return False
    calls = [node for node in nodes if isinstance(node, ast.Call)]
    revealed = [call.args[1] for call in calls if getattr(call.func, "id", None) == "reveal" and len(call.args) > 1]
    return any(isinstance(node, ast.Assert) for node in nodes) or any(isinstance(truth, ast.Constant) for truth in revealed)


def _called(source):
    """Give the functions that a cell calls by name, each with its first argument where that is a word or a name."""
    try:
        tree = ast.parse(source)
    except SyntaxError:  # a line for IPython alone
        return
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        first = node.args[0] if node.args else None
        argument = first.value if isinstance(first, ast.Constant) else getattr(first, "id", None)
        if isinstance(node.func, ast.Name):
            yield node.func.id, argument
        elif isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", None) == "widgets":
            yield "widgets", argument


def _clear(cell, spoils):
    """Take the outputs away that spoil; and all counts, for nothing has run yet in the student's kernel."""
    if spoils:
        cell["outputs"] = []
    cell["execution_count"] = None
    for output in cell["outputs"]:
        if "execution_count" in output:
            output["execution_count"] = None


def _frame(cell, lesson):
    """Give the cell that announces an exercise, and put its minutes on record; nothing for other cells."""
    if "exercise" not in _tags(cell):
        return []
    name, kind = _exercise(cell, lesson)
    shown = kind if kind in ("bug hunt", "studio") else "exercise"
    cell["metadata"][MARK] = {"exercise": name, "kind": shown, "minutes": MINUTES[kind]}
    task = _MEND if kind == "bug hunt" else _WRITE
    words = {"name": html.escape(name), "minutes": MINUTES[kind], "kind": shown, "task": task}
    source = _FRAME.format(**words).splitlines(keepends=True)
    return [{"cell_type": "markdown", "id": f"{cell['id']}-frame"[-64:], "metadata": {}, "source": source}]


def _exercise(cell, lesson):
    """The name of an exercise, and its kind."""
    function = _function(_source(cell))
    return function.name, _kind(function.name, syllabus.slug(lesson)) if _is_blank(function) else "bug hunt"


def _function(source):
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef):
            return node
    raise ValueError(f"a cell tagged 'exercise' must define a function, got {source[:60]!r}")


def _is_blank(function):
    return all(isinstance(node, ast.Pass | ast.Expr) and _says_nothing(node) for node in function.body)


def _says_nothing(node):
    return isinstance(node, ast.Pass) or isinstance(node.value, ast.Constant)


def _kind(name, slug):
    for node in ast.walk(_references(slug)):
        if isinstance(node, ast.FunctionDef) and node.name == name:
            if any(_is_built(decorator) for decorator in node.decorator_list):
                return "studio"
            return "loop" if any(isinstance(part, _LOOPS) for part in _inside(node)) else "one line"
    raise ValueError(f"exercises/declared/{slug}.py has no function {name!r}, which its lesson asks for")


def _is_built(decorator):
    return isinstance(decorator, ast.Call) and getattr(decorator.func, "id", "") == "built"


def _inside(function):
    """What stands in a function; its decorator is no part of it."""
    return (part for statement in function.body for part in ast.walk(statement))


@functools.cache
def _references(slug):
    """The declarations of a lesson's exercises, read and not imported: a wheel is built where NumPy need not be."""
    return ast.parse((_PACKAGE / "exercises" / "declared" / f"{slug}.py").read_text(encoding="utf-8"))


def _fold(cell, tells):
    """Fold a cell that is tagged so, and code that tells an answer; a click opens it."""
    tags = _tags(cell)
    if cell["cell_type"] == "code" and (tells or "student-fold" in tags):
        cell["metadata"]["jupyter"] = {"source_hidden": True}  # JupyterLab, VS Code
        cell["metadata"]["cellView"] = "form"  # Colab
    elif "student-fold" in tags:
        cell["source"] = _folded(_source(cell)).splitlines(keepends=True)
    if kept := [tag for tag in tags if not tag.startswith("student-")]:
        cell["metadata"]["tags"] = kept
    else:
        cell["metadata"].pop("tags", None)
    return cell


def _folded(source):
    """Fold a text, and leave the heading or the exercise that begins in it open: those are for now, not for later."""
    opening = re.search(r"^(#{1,4} |> \*\*Predict|\*\*Exercise|\*\*Find)", source, re.M)
    cut = opening.start() if opening else len(source)
    if not source[:cut].strip():
        raise ValueError(f"nothing to fold before the heading or the question in {source[:60]!r}")
    summary = "Open once your check passes: the formula" if "$" in source[:cut] else "Open once your check passes"
    folded = _FOLD.format(summary=summary, source=source[:cut].strip())
    return f"{folded}\n\n{source[cut:]}".rstrip()


def _needs(lesson):
    """What the first cell of an edition runs where the course is missing: pip, with the floors that the package brings."""
    frameworks = {known.slug: known.framework for known in syllabus.LESSONS}
    extra = "[keras]" if frameworks.get(syllabus.slug(lesson)) == "needed" else ""
    home = address.repository()
    words = _WITHOUT if home is None else "could not be installed. Run"
    lines = textwrap.wrap(f"imagen_course {words} {address.ways()}, then restart the kernel.", 76, **_WHOLE_WORDS)
    return _NEEDS.format(
        where=_BESIDE if home is None else "",
        course=_WHEEL if home is None else f'"imagen-course{extra} @ git+{home}"',
        extra=extra if home is None else "",
        sentence="\n".join(f'            "{line}"' for line in lines),
    ).rstrip()


def _code_cell(cell_id, source):
    own = {"id": cell_id, "metadata": {"jupyter": {"source_hidden": True}, "cellView": "form"}}
    return own | {"cell_type": "code", "execution_count": None, "outputs": [], "source": source.splitlines(keepends=True)}


def _tags(cell):
    return cell["metadata"].get("tags", [])


def _source(cell):
    source = cell.get("source", "")
    return source if isinstance(source, str) else "".join(source)
