"""Lessons as assignments for nbgrader, made from the students' editions: what its ``source`` folder holds.

An exercise becomes a *solution* cell, which nbgrader empties for students and leaves to them, and its check a *graded* cell
that raises where the check is not passed, so that nbgrader gives its points or none. What a lesson imports is *locked*.
nbgrader itself is not needed to make an assignment; see ``docs/teach/nbgrader.md`` for its commands.
"""

import ast
import copy
import re

from imagen_course import editions, exercises

__all__ = ["CONFIG", "NotPassed", "assignment", "require"]

_CHECK = re.compile(r"check\((\w+)\)")
_BEGIN, _END = "### BEGIN SOLUTION", "### END SOLUTION"
_A_POINT = 5  # minutes
CONFIG = """\
# nbgrader in this folder: students get the course's own blank, checks that train have the time that they need, and
# `zip_collect` takes files that are called STUDENT_LESSON.ipynb.
c = get_config()  # noqa: F821
c.CourseDirectory.course_id = "imagen_course"
c.ClearSolutions.code_stub = {"python": "..."}
c.ExecutePreprocessor.timeout = 900
c.FileNameCollectorPlugin.named_regexp = r".*/(?P<student_id>[^_/]+)_(?P<file_id>.+)"
"""


class NotPassed(Exception):
    """A check was not passed; a notebook shows it in one line."""

    def _render_traceback_(self):
        return [str(self)]


def require(report):
    """Show what a check said, and raise unless it was passed: with this, a cell can be graded.

    Parameters
    ----------
    report : exercises.report.Report
        What ``check`` returned.

    Raises
    ------
    NotPassed
        If the answer is not right, or there is none.

    Examples
    --------
    >>> def contrast(x):
    ...     return x.max() - x.min()
    >>> require(exercises.check(contrast))
    ✓ contrast is right: 9 of 9 cases
    """
    from IPython.display import display

    display(report)
    if report.tone != "right":
        raise NotPassed(report.headline)


def assignment(notebook):
    """Make an assignment of a lesson.

    Parameters
    ----------
    notebook : dict
        The student's edition, see `editions.lesson`; is not changed.

    Returns
    -------
    dict
        A notebook whose cells have nbgrader's metadata, schema 3. Each exercise is worth a point for five minutes.

    Examples
    --------
    >>> import json
    >>> made = assignment(json.loads(editions.lesson("00_start_here")))
    >>> [cell["metadata"]["nbgrader"]["grade_id"] for cell in made["cells"] if "nbgrader" in cell["metadata"]]
    ['setup', 'contrast', 'check-contrast', 'poster', 'check-poster']
    """
    made = copy.deepcopy(notebook)
    made["metadata"].pop(editions.MARK, None)  # it is no edition that `update` brings up to date
    points = {}
    for cell in made["cells"]:
        source = "".join(cell["source"])
        own = cell["metadata"].pop(editions.MARK, {})
        if "exercise" in own:
            points[own["exercise"]] = own["minutes"] // _A_POINT
            _put(cell, _solution(own["exercise"], source), grade_id=own["exercise"], solution=True)
        elif cell["cell_type"] == "code" and (name := _checked(source)):
            _put(cell, _graded(name), grade_id=f"check-{name}", grade=True, locked=True, points=points[name])
        elif cell["id"] == "setup":
            _put(cell, source, grade_id="setup", locked=True)
    return made


def _checked(source):
    """The exercise that a cell checks, and nothing else."""
    found = _CHECK.fullmatch(source.strip())
    return found and found[1]


def _graded(name):
    own = "from imagen_course.exercises import check\nfrom imagen_course.grading import require\n\n"
    return f"{own}require(check({name}))"


def _solution(name, source):
    """The cell with its reference between nbgrader's marks: in place of the blank, or below what is to be mended."""
    _, exercise = exercises.find(name)
    if exercise.given is not None:
        return f"{source.rstrip()}\n\n{_BEGIN}\n{exercise.source.rstrip()}\n{_END}"
    lines = exercise.source.rstrip().splitlines()
    first = ast.parse(exercise.source).body[0].body[0].lineno - 1
    return "\n".join([*lines[:first], f"    {_BEGIN}", *lines[first:], f"    {_END}"])


def _put(cell, source, *, grade=False, solution=False, locked=False, **more):
    """Give a cell its source, and what nbgrader has to know of it."""
    cell["source"] = source.splitlines(keepends=True)
    own = {"schema_version": 3, "task": False, "cell_type": cell["cell_type"]}
    cell["metadata"]["nbgrader"] = own | {"grade": grade, "solution": solution, "locked": locked} | more
