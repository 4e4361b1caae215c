"""What a student has done, predicted and recalled: one small JSON file of their own, to read, copy or delete.

An entry belongs to a key ``"lesson/kind/name"``, such as ``"convolution/exercise/pad"``, and is a dictionary of the facts
recorded, with ``first`` and ``last`` (when, UTC), ``times`` (how often) and, once it is done, ``done`` (when first). Of an
exercise it holds ``attempts``, ``hints`` and, in ``named``, how often each slip or diagnosis was named.
The file is replaced whole, under a lock that the system releases when its holder dies: two notebooks can write at once, a
kernel be killed at any moment. What cannot be written is kept in memory, and written with the next record that can be.
"""

import json
import os
import threading
import warnings
from collections import defaultdict
from datetime import UTC, datetime
from itertools import count as numbers
from pathlib import Path

from imagen_course import files, syllabus

__all__ = ["delete", "location", "read", "read_file", "record"]

VERSION = 2  # the first called lessons by number: "02/exercise/output_size"
PATIENCE = 10  # seconds to wait for another process
LARGEST = 50_000_000  # bytes: no record of one person is as large
_OWN_FACTS = {"first", "last", "times"}
_KINDS = {  # what a file may hold that somebody changed by hand: a fact of another kind is left out
    **dict.fromkeys(("first", "last", "done", "state"), str),
    **dict.fromkeys(("times", "attempts", "hints"), int),
    **dict.fromkeys(("hit", "right"), bool),
    "questions": list,
    "named": dict,
}

_UNREADABLE = (ValueError, TypeError, KeyError, AttributeError, RecursionError)  # what a file of anything may lead to

_unwritten = defaultdict(list)  # location: the events it has not got yet
_one_thread = threading.Lock()
_warned = set()
_began = Path.cwd()  # a relative path means the same whatever folder a lesson goes to


def location():
    """Return the file the progress is kept in, which need not exist yet; None where nothing is stored.

    It is what the environment variable ``IMAGEN_COURSE_PROGRESS`` says, a path or ``off``, else a file in the user's data
    directory on this platform.

    Returns
    -------
    pathlib.Path or None

    Examples
    --------
    >>> from unittest.mock import patch
    >>> with patch.dict(os.environ, IMAGEN_COURSE_PROGRESS="~/course/ada.json"):
    ...     location().name
    'ada.json'
    """
    place = os.environ.get("IMAGEN_COURSE_PROGRESS")
    if place and place.lower() == "off":
        return None
    if not place:
        import platformdirs

        place = platformdirs.user_data_path("imagen_course", appauthor=False) / "progress.json"
    path = _began / Path(place).expanduser()
    try:
        return path.resolve()  # where a link leads: replacing the link would leave the file behind
    except (OSError, RuntimeError):  # links that lead round in a circle
        return path


def read():
    """Return every entry, those that could not be written yet among them.

    Returns
    -------
    dict of str to dict
        Empty when there is no record, or none that this version can read. A copy: changing it changes nothing that is kept.

    Examples
    --------
    >>> from unittest.mock import patch
    >>> with patch.dict(os.environ, IMAGEN_COURSE_PROGRESS="off"):
    ...     record("a_picture_is_an_array/recall/dtype", given="uint8")
    ...     read()["a_picture_is_an_array/recall/dtype"]["given"]
    'uint8'
    """
    with _one_thread:
        path, entries = location(), {}
        if path is not None:
            try:
                entries = _parse(path)
                if entries is None:
                    with _lock(path):
                        entries = _load(path)
            except OSError as error:
                _warn(path, error)
        return _merge(entries or {}, _unwritten[path])


def read_file(path):
    """Return every entry of a record that lies anywhere, such as one that a student has handed in; it is left as it is.

    Parameters
    ----------
    path : path-like

    Returns
    -------
    dict of str to dict

    Raises
    ------
    OSError
        If there is no such file, it is too large for a record, or a newer version of the course wrote it.
    ValueError
        If it is empty, holds something else, or is a record that is damaged: the message says which.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "ada.json")
    ...     _ = path.write_text('{"version": 1, "entries": {"02/exercise/pad": {"attempts": 3}}}')
    ...     read_file(path)
    {'convolution/exercise/pad': {'attempts': 3}}
    """
    content = _content(Path(path))
    if not content:
        raise ValueError("it is empty")
    try:
        return _entries(content)
    except _UNREADABLE:
        damaged = _begins_as_a_record(content)
        raise ValueError(
            "it is a record of progress that is damaged" if damaged else "it is no record of progress"
        ) from None


def record(key, /, *, done=False, count=None, **facts):
    """Merge ``facts`` into the entry of ``key`` and store it; when this returns, the file has it.

    Where the file cannot be written, a warning says so once and the facts are kept in memory: a lesson goes on.

    Parameters
    ----------
    key : str
        ``"lesson/kind/name"``.
    done : bool
        Once it was true, the entry keeps the moment as ``done``, whatever comes later.
    count : dict, optional
        Whole numbers to add to those of the same names, also one level down: ``{"attempts": 1, "named": {"no floor": 1}}``.
    **facts
        What JSON can hold; each replaces the fact of that name. None may be called ``first``, ``last`` or ``times``.

    Raises
    ------
    TypeError
        If the key is no string, or a fact is nothing JSON can hold (a NumPy array, NaN).
    ValueError
        If the key has not three parts, or a fact has a name that the entry itself uses.

    Examples
    --------
    >>> from unittest.mock import patch
    >>> with patch.dict(os.environ, IMAGEN_COURSE_PROGRESS="off"):
    ...     record("convolution/prediction/valid_size", value=26, done=True)
    ...     record("convolution/prediction/valid_size", value=28)
    ...     entry = read()["convolution/prediction/valid_size"]
    >>> entry["value"], entry["times"], sorted(entry)
    (28, 2, ['done', 'first', 'last', 'times', 'value'])
    """
    _check_key(key)
    event = key, datetime.now(UTC).isoformat(timespec="seconds"), bool(done), _as_json(facts), _as_json(count or {})
    with _one_thread:
        path = location()
        _unwritten[path].append(event)
        if path is not None:
            try:
                _write(path)
            except OSError as error:  # filelock's Timeout is one, too
                _warn(path, error)


def delete():
    """Delete the record, in the file and in memory; unreadable files that were renamed stay.

    Raises
    ------
    OSError
        If there is a file and it cannot be deleted.

    Examples
    --------
    >>> from unittest.mock import patch
    >>> with patch.dict(os.environ, IMAGEN_COURSE_PROGRESS="off"):
    ...     delete()
    ...     read()
    {}
    """
    with _one_thread:
        path = location()
        _unwritten.pop(path, None)
        kept = [] if path is None else [path, _lock_file(path)]
        if any(file.exists() for file in kept):
            with _lock(path):
                files.sweep(path.parent, path.name)
                for file in kept[: 1 if os.name == "nt" else 2]:  # Windows deletes no open file; there filelock does
                    file.unlink(missing_ok=True)


def _check_key(key):
    if not isinstance(key, str):
        raise TypeError(f"key must be a string such as 'convolution/exercise/output_size', got a {type(key).__name__}")
    if key.count("/") != 2 or not all(key.split("/")):
        raise ValueError(f"key must be lesson/kind/name, such as 'convolution/exercise/output_size', got {key!r}")


def _as_json(facts):
    """Return ``facts`` as text, so that memory and file agree on what is read back, and nobody changes it meanwhile."""
    if own := _OWN_FACTS & set(facts):
        raise ValueError(f"a fact cannot be called {', '.join(sorted(own))}: the entry keeps that itself; use another name")
    for name, value in facts.items():
        try:
            json.dumps(value, allow_nan=False)
        except (TypeError, ValueError, RecursionError) as error:
            raise TypeError(
                f"the fact {name!r} must be what JSON can hold, got a {type(value).__name__} ({error}): "
                "pass a number, text, list or dict; .tolist() makes one of a NumPy array, str() of NaN"
            ) from error
    return json.dumps(facts)


def _merge(entries, events):
    for key, moment, done, facts, counts in events:
        entry = entries.setdefault(key, {"first": moment})
        if done:
            entry.setdefault("done", moment)
        entry.update(json.loads(facts), last=moment, times=entry.get("times", 0) + 1)
        _add(entry, json.loads(counts))
    return entries


def _add(kept, more):
    for name, number in more.items():
        if isinstance(number, dict):
            _add(kept.setdefault(name, {}), number)
        else:
            kept[name] = kept.get(name, 0) + number


def _write(path):
    path.parent.mkdir(parents=True, exist_ok=True)
    with _lock(path):
        entries = _merge(_load(path), _unwritten[path])
        files.write(path, json.dumps({"version": VERSION, "entries": entries}, indent=1).encode())
        _unwritten[path].clear()


def _load(path):
    """The entries in the file; one of ours that cannot be read is renamed. Only for the holder of the lock."""
    entries = _parse(path)
    if entries is None:
        asides = (path.with_name(f"{path.stem}-unreadable-{n}{path.suffix}") for n in numbers(1))
        os.rename(path, aside := next(aside for aside in asides if not aside.exists()))
        warnings.warn(f"your progress in {path} could not be read: it was moved to {aside}, a new one begins", stacklevel=3)
    return entries or {}


def _parse(path):
    """The entries in the file, or None if it is a record of ours that is damaged."""
    if not path.exists():
        return {}
    content = _content(path)
    if not content:
        return {}
    try:
        return _entries(content)
    except _UNREADABLE:
        default = os.environ.get("IMAGEN_COURSE_PROGRESS") in (None, "")  # where only a record is kept
        if default or _begins_as_a_record(content):
            return None
        raise OSError("it holds something else, which is left as it is") from None


def _content(path):
    if not path.is_file():
        raise OSError("it is no file")
    if path.stat().st_size > LARGEST:
        raise OSError("it is too large for a record of progress")
    return path.read_bytes()


def _entries(content):
    """The entries that the bytes of a file hold, in the form of this version; raises whatever is wrong with them."""
    record = json.loads(content)
    version = record["version"]
    if version > VERSION:
        known = f"in format {version}, this one knows {VERSION}"
        raise OSError(f"a newer version of the course wrote it, {known}: update the course")
    entries = record["entries"]
    entries = {key: _sound(entry) for key, entry in entries.items() if isinstance(entry, dict) and key.count("/") == 2}
    return _by_slug(entries) if version == 1 else entries


def _by_slug(entries):
    """The entries of the first version, which called lessons by number."""

    def by_slug(key):
        number, slash, rest = key.partition("/")
        return syllabus.FORMER_NUMBERS.get(number, number) + slash + rest

    for entry in entries.values():
        if "questions" in entry:
            entry["questions"] = [by_slug(question) for question in entry["questions"]]
    return {by_slug(key): entry for key, entry in entries.items()}


def _sound(entry):
    """The facts of an entry that are of their kind."""
    kept = {name: value for name, value in entry.items() if name not in _KINDS or type(value) is _KINDS[name]}
    if not all(isinstance(question, str) for question in kept.get("questions", [])):
        del kept["questions"]
    if "named" in kept:
        kept["named"] = {name: number for name, number in kept["named"].items() if type(number) is int}
    return kept


def _begins_as_a_record(content):
    beginning = content[:200].decode(json.detect_encoding(content), "replace").lstrip("\ufeff \r\n\t")
    return beginning.startswith("{") and '"version"' in beginning


def _lock(path):
    import filelock

    patience = 0.2 if (path, filelock.Timeout) in _warned else PATIENCE  # one that holds it for ever is waited for once
    return filelock.FileLock(_lock_file(path), timeout=patience, poll_interval=0.01)


def _lock_file(path):
    return path.with_name(f"{path.name}.lock")


def _warn(path, error):
    """Say once for each place and cause that memory has to do."""
    if (path, type(error)) not in _warned:
        _warned.add((path, type(error)))
        warnings.warn(
            f"your progress cannot be kept in {path} for now ({error}): it is kept in memory, and written with the next "
            "answer that can be; to keep it elsewhere, set IMAGEN_COURSE_PROGRESS to a file you may write",
            stacklevel=3,
        )
