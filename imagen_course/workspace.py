"""A folder of the student's own, with the lessons in it: laid down, brought up to date, one made clean again.

What a student has changed is never overwritten and never deleted. A lesson is *touched* if the source of a cell is not what
was laid down, or a cell was added or taken away; having run it is no change. A new version of a touched lesson is laid
beside it. Every file is written whole or not at all, so whoever is stopped half way starts again where he was.
"""

import contextlib
import datetime
import json
import os
from itertools import count
from pathlib import Path
from typing import NamedTuple

from imagen_course import editions, files, syllabus
from imagen_course.choices import Unknown

__all__ = ["Change", "behind", "find", "home", "lay", "remember", "reset"]

PATIENCE = 60  # seconds to wait for another process that lays lessons in the same folder
_DEFAULT = "imagen-course"  # in the home directory


class Change(NamedTuple):
    """What was done about a lesson, or why nothing was.

    Parameters
    ----------
    lesson : str
    what : {"laid", "updated", "current", "beside", "waiting", "left", "gone"}
        Laid anew; brought up to date; up to date already; laid beside what the student has changed; laid beside it before;
        left alone because it is no notebook of ours; no longer a lesson of the course.
    sentence : str
        For the student.

    Examples
    --------
    >>> Change("02_convolution", "current", "02_convolution is up to date").what
    'current'
    """

    lesson: str
    what: str
    sentence: str


def home():
    """Return the student's folder, which need not be there yet.

    It is what the environment variable ``IMAGEN_COURSE_FOLDER`` says, else the folder that was laid out last, else
    ``imagen-course`` in the home directory.

    Returns
    -------
    pathlib.Path

    Examples
    --------
    >>> from unittest.mock import patch
    >>> with patch.dict(os.environ, IMAGEN_COURSE_FOLDER="~/ada"):
    ...     home().name
    'ada'
    """
    if given := os.environ.get("IMAGEN_COURSE_FOLDER"):
        return Path(given).expanduser().absolute()
    with contextlib.suppress(OSError, ValueError):
        kept = Path(_note().read_text(encoding="utf-8").strip())
        if kept.is_absolute() and kept.is_dir():
            return kept
    return Path.home() / _DEFAULT


def remember(folder):
    """Keep where the student's folder is, for `home` to find it; beside the progress, which is on this machine too.

    Parameters
    ----------
    folder : path-like

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from unittest.mock import patch
    >>> with TemporaryDirectory() as data, patch.dict(os.environ, XDG_DATA_HOME=data, IMAGEN_COURSE_FOLDER=""):
    ...     remember(data)
    """
    note = _note()
    with contextlib.suppress(OSError):  # a home that cannot be written to: the folder has to be named each time
        note.parent.mkdir(parents=True, exist_ok=True)
        files.write(note, f"{Path(folder).absolute()}\n".encode())


def behind(folder):
    """List the lessons of which `lay` would bring something new.

    Parameters
    ----------
    folder : path-like

    Returns
    -------
    list of str

    Examples
    --------
    >>> behind("/nowhere") == editions.lessons()
    True
    """
    found = []
    for lesson in editions.lessons():
        wanted = _laid(json.loads(editions.lesson(lesson)))["cells"]
        path = Path(folder) / f"{lesson}.ipynb"
        there = [_laid(_parsed(_bytes(file))) for file in (path, *path.parent.glob(f"{lesson}.new*.ipynb"))]
        foreign = path.exists() and there[0] is None  # which would be left alone
        if not foreign and not any(laid is not None and laid["cells"] == wanted for laid in there):
            found.append(lesson)
    return found


def find(name):
    """Return the lesson that is meant by a number, a slug, a name or a file's name.

    Parameters
    ----------
    name : str

    Returns
    -------
    str

    Raises
    ------
    ValueError
        If there is none.

    Examples
    --------
    >>> find("2"), find("convolution"), find("02_convolution.ipynb")
    ('02_convolution', '02_convolution', '02_convolution')
    """
    wanted = Path(name).name.removesuffix(".ipynb")
    there = editions.lessons()
    for lesson in there:
        number, _, slug = lesson.partition("_")
        if wanted in (lesson, number, slug) or (wanted.isdecimal() and number.isdecimal() and int(wanted) == int(number)):
            return lesson
    slug = syllabus.slug(wanted) if wanted[:1].isdecimal() else wanted
    if slug in syllabus.SUCCESSORS or slug in map(syllabus.slug, there):
        raise ValueError(_what_became_of(wanted))
    words = [lesson.partition("_")[0] for lesson in there] if wanted.isdecimal() else map(syllabus.slug, there)
    raise Unknown(f"there is no lesson {name!r}", wanted, words)


def lay(folder):
    """Lay the lessons in a folder; where they are already, bring those up to date that the student has not touched.

    Parameters
    ----------
    folder : path-like
        Is made if it is not there.

    Yields
    ------
    Change
        One for each lesson, as soon as its file is in place, and one for each file of a lesson that is no more.

    Raises
    ------
    ValueError
        If the folder holds the course's own sources.
    OSError
        If it cannot be written to.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     first, again = list(lay(folder)), list(lay(folder))
    ...     {change.what for change in first}, {change.what for change in again}
    ({'laid'}, {'current'})
    """
    folder = _usable(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder):
        files.sweep(folder, "*.ipynb")
        there = editions.lessons()
        _renumber(folder, there)
        for lesson in there:
            yield _lay_lesson(folder, lesson)
        for path in sorted(folder.glob("*.ipynb")):
            laid = _laid(_parsed(_bytes(path)))
            if laid is not None and _is(laid, path.stem) and path.stem not in there:
                yield Change(path.stem, "gone", f"{_what_became_of(path.stem)}; your {path.name} stays as it is")


def reset(folder, lesson):
    """Lay a lesson anew, and keep what was there under another name.

    Parameters
    ----------
    folder : path-like
    lesson : str
        Its name, as `find` gives it.

    Returns
    -------
    pathlib.Path or None
        What was there before; None if there was nothing, or nothing else than the lesson as it was laid down.

    Raises
    ------
    ValueError, OSError
        As `lay`.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "02_convolution.ipynb").write_text("mine")
    ...     reset(folder, "02_convolution").read_text()
    'mine'
    """
    folder = _usable(folder)
    folder.mkdir(parents=True, exist_ok=True)
    path, new, kept = folder / f"{lesson}.ipynb", editions.lesson(lesson), None
    with _alone(folder):
        files.sweep(folder, "*.ipynb")
        if not path.exists():
            files.create(path, new)
        while (old := path.read_bytes()) != new:
            kept = _keep(path, old)
            if path.read_bytes() == old:  # or it was saved again meanwhile: that has to be kept, too
                files.write(path, new)
    return kept


def _renumber(folder, there):
    """Call the files of lessons that have another number now by their new names, where those are free."""
    names = {syllabus.slug(name): name for name in there}
    for path in sorted(folder.glob("*.ipynb")):
        new, content = names.get(syllabus.slug(path.stem)), _bytes(path)
        laid = _laid(_parsed(content))
        if new not in (None, path.stem) and laid is not None and laid["lesson"] == path.stem:
            with contextlib.suppress(FileExistsError):
                files.create(folder / f"{new}.ipynb", content)
                if _bytes(path) == content:  # or it was saved again meanwhile, and stays
                    path.unlink()


def _is(laid, lesson):
    """Whether a notebook was laid down as this lesson, under whatever number."""
    return syllabus.slug(laid["lesson"]) == syllabus.slug(lesson)


def _lay_lesson(folder, lesson):
    path, new = folder / f"{lesson}.ipynb", editions.lesson(lesson)
    wanted = _laid(json.loads(new))
    if not os.path.lexists(path):
        with contextlib.suppress(FileExistsError):
            files.create(path, new)
            return Change(lesson, "laid", f"{path.name} laid down")
    content = _bytes(path)
    notebook = _parsed(content)
    laid = _laid(notebook)
    if laid is None or not _is(laid, lesson):
        why = "is no notebook that can be read" if notebook is None else "was not laid down by the course"
        remedy = f"'imagen-course reset {lesson.partition('_')[0]}' keeps it under another name and lays the lesson anew"
        return Change(lesson, "left", f"{path.name} {why}: left alone; {remedy}")
    if laid["digest"] == wanted["digest"]:
        return Change(lesson, "current", f"{path.name} is up to date")
    if _untouched(notebook) and _bytes(path) == content:  # nothing was saved since it was looked at
        files.write(path, new)
        return Change(lesson, "updated", f"{path.name} updated")
    if laid["cells"] == wanted["cells"]:  # other outputs, the same lesson: no reason to disturb whoever works on it
        return Change(lesson, "current", f"{path.name} is up to date")
    return _lay_beside(path, lesson, new, wanted)


def _lay_beside(path, lesson, new, wanted):
    """Lay a new version beside what the student has changed, under the first name that is free or holds no change."""
    for number in count(1):
        beside = path.with_name(f"{path.stem}.new{'' if number == 1 else f'-{number}'}.ipynb")
        sentence = f"{path.name} has changes of yours and stays as it is; the new version lies beside it, {beside.name}"
        if not os.path.lexists(beside):
            with contextlib.suppress(FileExistsError):
                files.create(beside, new)
                return Change(lesson, "beside", sentence)
        content = _bytes(beside)
        notebook = _parsed(content)
        laid = _laid(notebook)
        if laid is not None and laid["cells"] == wanted["cells"]:
            return Change(lesson, "waiting", sentence)
        if laid is not None and _untouched(notebook) and _bytes(beside) == content:
            files.write(beside, new)
            return Change(lesson, "beside", sentence)
    raise AssertionError("count() does not end")


def _keep(path, content):
    """Write a copy beside a file under a name of today's date that is free."""
    today = datetime.date.today().isoformat()
    for number in count(1):
        copy = path.with_name(f"{path.stem}.mine-{today}{'' if number == 1 else f'-{number}'}.ipynb")
        with contextlib.suppress(FileExistsError):
            files.create(copy, content)
            return copy
    raise AssertionError("count() does not end")


def _what_became_of(lesson):
    """Say what a lesson that is no more has become, through all versions since."""
    there = {syllabus.slug(name): name for name in editions.lessons()}
    heirs, waiting = [], [lesson if lesson in syllabus.SUCCESSORS else syllabus.slug(lesson)]
    while waiting:
        slug = waiting.pop(0)
        waiting = [*syllabus.SUCCESSORS.get(slug, ()), *waiting]
        if slug in there and there[slug] not in heirs:
            heirs.append(there[slug])
    if not heirs:
        return f"{lesson} is no longer a lesson of the course"
    return f"{lesson} has become {' and '.join(heirs)}"


def _bytes(path):
    try:
        return path.read_bytes()
    except OSError:  # a folder of that name, a link that leads nowhere
        return None


def _parsed(content):
    """A notebook, or None if it cannot be read as one."""
    try:
        notebook = json.loads(content)
        editions.fingerprints(notebook)
        return notebook if isinstance(notebook["metadata"], dict) else None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _untouched(notebook):
    return editions.fingerprints(notebook) == _laid(notebook)["cells"]


def _laid(notebook):
    """What an edition says of itself, or None if it says nothing of the kind."""
    laid = notebook["metadata"].get(editions.MARK) if notebook else None
    if not isinstance(laid, dict) or not {"lesson", "cells", "digest"} <= set(laid):
        return None
    return laid


def _usable(folder):
    folder, sources = Path(folder).expanduser().absolute(), editions.sources().resolve()
    if folder.resolve() == sources or sources in folder.resolve().parents:
        raise ValueError(f"{folder} holds the course's own notebooks: choose a folder of your own, such as ~/{_DEFAULT}")
    if folder.exists() and not folder.is_dir():
        raise ValueError(f"{folder} is a file: choose a folder")
    return folder


def _alone(folder):
    """Wait until no other process lays lessons here; the system gives the lock back when its holder dies."""
    import filelock

    return filelock.FileLock(folder / ".imagen-course.lock", timeout=PATIENCE, poll_interval=0.05)


def _note():
    import platformdirs

    return platformdirs.user_data_path("imagen_course", appauthor=False) / "folder.txt"
