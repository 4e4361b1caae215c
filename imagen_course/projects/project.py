"""A project as a student meets it: its steps check what he has, its rubric adds up points, its files are laid down once."""

import inspect
import json
import re
from pathlib import Path
from typing import NamedTuple

from imagen_course import editions, files
from imagen_course.choices import Unknown
from imagen_course.exercises.report import Report, paragraph, table
from imagen_course.projects.steps import STEPS

__all__ = ["PROJECTS", "Criterion", "Project", "find", "own_pictures", "own_world", "small_page"]

_ROW = re.compile(r"(?m)^\| \*\*(.+?)\*\* \((\d+)\) \| (.+?) \|$")
_LEVELS = 4
_ENDINGS = {"brief": ".md", "starter": ".ipynb", "worked": "_worked.ipynb"}


class Criterion(NamedTuple):
    """A row of a rubric.

    Attributes
    ----------
    name : str
    points : int
        Of the highest level; the others have a quarter, a half and three quarters of them.
    levels : list of str
        What one can see at each of the four levels, the lowest first.

    Examples
    --------
    >>> [criterion.points for criterion in own_pictures.rubric()]
    [20, 20, 20, 20, 20]
    """

    name: str
    points: int
    levels: list


class Project(NamedTuple):
    """A project at the end of a part.

    Attributes
    ----------
    slug : str
        What it is called in code and in files.
    title : str
    part : str
        The part of the course that it ends.

    Examples
    --------
    >>> own_world.check("train", training=..., held_out=..., generate=...).headline
    'train: not begun yet'
    """

    slug: str
    title: str
    part: str

    def check(self, step, **values):
        """Say what a step still lacks.

        Parameters
        ----------
        step : str
            Its name, as the starter has it.
        **values : object
            What the step asks for, by name; ``...`` or None for what is not there yet.

        Returns
        -------
        imagen_course.exercises.report.Report

        Raises
        ------
        ValueError
            If there is no such step.
        TypeError
            If a value of it is left out, or it asks for none of that name.
        """
        if step not in STEPS[self.slug]:
            raise Unknown(f"{self.slug} has no step {step!r}", step, STEPS[self.slug])
        judge = STEPS[self.slug][step]
        asked = inspect.signature(judge).bind(**values).arguments
        if missing := [f"`{name}`" for name, value in asked.items() if value is None or value is ...]:
            begun = "not begun yet" if len(missing) == len(asked) else "not finished yet"
            return Report(f"{step}: {begun}", paragraph(f"Still to do: {', '.join(missing)}."))
        n, lacking = _judged(judge, asked)
        if not lacking:
            return Report(f"{step}: all {n} points hold", tone="right")
        return Report(f"{step}: something is missing", *map(paragraph, lacking), tone="wrong")

    def steps(self):
        """Name the steps, in order: a list of str."""
        return list(STEPS[self.slug])

    def file(self, kind):
        """Find what ships with the project: its path; ``kind`` is ``"brief"``, ``"starter"`` or ``"worked"``."""
        return files.shipped("_projects", "notebooks/projects") / f"{self.slug}{_ENDINGS[kind]}"

    def rubric(self):
        """Read the rubric: a list of `Criterion`."""
        rows = _ROW.findall(self.file("brief").read_text(encoding="utf-8"))
        return [Criterion(name, int(points), levels.split(" | ")) for name, points, levels in rows]

    def mark(self, **levels):
        """Add up points by the rubric.

        Parameters
        ----------
        **levels : int
            For each criterion, its name with underscores, the level that was reached: 1 to 4, or 0 where nothing is there.

        Returns
        -------
        imagen_course.exercises.report.Report

        Raises
        ------
        TypeError
            If a criterion is left out, or the rubric has none of that name.
        ValueError
            If a level is none of these.
        """
        rubric = {criterion.name.lower().replace(" ", "_"): criterion for criterion in self.rubric()}
        if set(levels) != set(rubric):
            said = f"mark takes a level from 0 to {_LEVELS} for each of {', '.join(rubric)}"
            raise TypeError(f"{said}; got {', '.join(levels) or 'none'}")
        rows, total = [], 0
        for name, criterion in rubric.items():
            level = levels[name]
            if level not in range(_LEVELS + 1):
                raise ValueError(f"{name} must be a level from 0 to {_LEVELS}, got {level!r}")
            points = criterion.points * level // _LEVELS
            seen = criterion.levels[level - 1] if level else "nothing yet"
            rows.append([criterion.name, seen, f"{points} of {criterion.points}"])
            total += points
        return Report(f"{self.title}: {total} of 100 points", table(["criterion", "what can be seen", "points"], rows))

    def lay(self, folder, *, worked=False):
        """Lay the brief and the starter in a folder; what is there already stays as it is.

        Parameters
        ----------
        folder : path-like
            Is made if it is not there.
        worked : bool
            Lay the worked example, too.

        Returns
        -------
        dict of pathlib.Path to bool
            Each file, and whether it was laid down now.

        Raises
        ------
        OSError
            If nothing can be written there.
        """
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        laid = {}
        for kind in ["brief", "starter", *["worked"][: bool(worked)]]:
            source = self.file(kind)
            path = folder / source.name
            content = source.read_bytes()
            laid[path] = _created(path, _blank(content) if kind == "starter" else content)
        return laid


def find(name):
    """Return the project that is meant by its number, its slug or the name of its part.

    Parameters
    ----------
    name : str

    Returns
    -------
    Project

    Raises
    ------
    ValueError
        If there is none.

    Examples
    --------
    >>> find("1").slug, find("own_world").part
    ('own_pictures', 'Making pictures')
    """
    for number, project in enumerate(PROJECTS, 1):
        if name.casefold() in (str(number), project.slug, project.part.casefold()):
            return project
    raise Unknown(f"there is no project {name!r}", name, [project.slug for project in PROJECTS])


def _judged(judge, values):
    """How many points a step has, and what is lacking: a sentence each."""
    n, lacking = 0, []
    try:
        for sentence, holds in judge(**values):
            n += 1
            lacking += [] if holds else [f"Missing: {sentence}."]
    except Exception as error:  # a student's values may be anything
        if not lacking:
            said = f"{type(error).__name__}: {error}"
            lacking.append(f"Your values could not be looked at: {said:.200}. Have they the shapes that the step asks for?")
    return n, lacking


def _created(path, content):
    try:
        files.create(path, content)
    except FileExistsError:
        return False
    return True


def _blank(content):
    """A notebook without outputs, as a student begins it."""
    notebook = json.loads(content)
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell.update(outputs=[], execution_count=None)
    return editions.dumps(notebook)


own_pictures = Project("own_pictures", "Own pictures, sorted, segmented and explained", "The pipeline")
own_world = Project("own_world", "A generator of one's own world", "Making pictures")
small_page = Project("small_page", "A model made small and put in a page", "Further")
PROJECTS = own_pictures, own_world, small_page
