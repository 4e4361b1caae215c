"""What a student has done, predicted and recalled: one small JSON file of their own, to read, copy or delete.

An entry belongs to a key ``"lesson/kind/name"``, such as ``"02/exercise/output_size"``, and is a dictionary of the facts
recorded, with ``first`` and ``last`` (when, UTC), ``times`` (how often) and, once it is done, ``done`` (when first).
The file is replaced whole, under a lock that the system releases when its holder dies: two notebooks can write at once, a
kernel be killed at any moment. What cannot be written is kept in memory, and written with the next record that can be.
"""

import json
import os
import threading
import warnings
from collections import defaultdict
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

__all__ = ["delete", "location", "read", "record"]

VERSION = 1
PATIENCE = 10  # seconds to wait for another process
_OWN_FACTS = {"first", "last", "times"}

_unwritten = defaultdict(list)  # location: the events it has not got yet
_one_thread = threading.Lock()
_warned = set()


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
    if place == "off":
        return None
    if not place:
        import platformdirs

        place = platformdirs.user_data_path("imagen_course", appauthor=False) / "progress.json"
    return Path(place).expanduser().resolve()  # where a link leads: replacing the link would leave the file behind


def read():
    """Return every entry, those that could not be written yet among them.

    Returns
    -------
    dict of str to dict
        Empty when there is no record. A copy: changing it changes nothing that is kept.

    Raises
    ------
    RuntimeError
        If a newer version of the course wrote the file.

    Examples
    --------
    >>> from unittest.mock import patch
    >>> with patch.dict(os.environ, IMAGEN_COURSE_PROGRESS="off"):
    ...     record("01/recall/dtype", given="uint8")
    ...     read()["01/recall/dtype"]["given"]
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


def record(key, /, *, done=False, **facts):
    """Merge ``facts`` into the entry of ``key`` and store it; when this returns, the file has it.

    Where the file cannot be written, a warning says so once and the facts are kept in memory: a lesson goes on.

    Parameters
    ----------
    key : str
        ``"lesson/kind/name"``.
    done : bool
        Once it was true, the entry keeps the moment as ``done``, whatever comes later.
    **facts
        What JSON can hold; each replaces the fact of that name. None may be called ``first``, ``last`` or ``times``.

    Raises
    ------
    TypeError
        If the key is no string, or a fact is nothing JSON can hold (a NumPy array, NaN).
    ValueError
        If the key has not three parts, or a fact has a name that the entry itself uses.
    RuntimeError
        If a newer version of the course wrote the file, which is then left as it is.

    Examples
    --------
    >>> from unittest.mock import patch
    >>> with patch.dict(os.environ, IMAGEN_COURSE_PROGRESS="off"):
    ...     record("02/prediction/valid_size", value=26, done=True)
    ...     record("02/prediction/valid_size", value=28)
    ...     entry = read()["02/prediction/valid_size"]
    >>> entry["value"], entry["times"], sorted(entry)
    (28, 2, ['done', 'first', 'last', 'times', 'value'])
    """
    _check_key(key)
    event = key, datetime.now(UTC).isoformat(timespec="seconds"), bool(done), _as_json(facts)
    with _one_thread:
        path = location()
        _unwritten[path].append(event)
        if path is not None:
            try:
                _write(path)
            except OSError as error:  # filelock's Timeout is one, too
                _warn(path, error)


def delete():
    """Delete the record, in the file and in memory; files that were set aside as unreadable stay.

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
        files = [] if path is None else [path, _beside(path, ".tmp"), _beside(path, ".lock")]
        if any(file.exists() for file in files):
            with _lock(path):
                for file in files[: 2 if os.name == "nt" else 3]:  # Windows deletes no open file; there filelock does
                    file.unlink(missing_ok=True)


def _check_key(key):
    if not isinstance(key, str):
        raise TypeError(f"key must be a string such as '02/exercise/output_size', got a {type(key).__name__}")
    if key.count("/") != 2 or not all(key.split("/")):
        raise ValueError(f"key must be lesson/kind/name, such as '02/exercise/output_size', got {key!r}")


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
    for key, moment, done, facts in events:
        entry = entries.setdefault(key, {"first": moment, "times": 0})
        if done:
            entry.setdefault("done", moment)
        entry.update(json.loads(facts), last=moment, times=entry["times"] + 1)
    return entries


def _write(path):
    path.parent.mkdir(parents=True, exist_ok=True)
    with _lock(path):
        entries = _merge(_load(path), _unwritten[path])
        # One name is enough: only the holder of the lock writes it, over what a killed one may have left.
        with open(draft := _beside(path, ".tmp"), "w", encoding="utf-8") as stream:
            json.dump({"version": VERSION, "entries": entries}, stream, indent=1)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(draft, path)
        _unwritten[path].clear()


def _load(path):
    """The entries in the file; one that cannot be read is set aside. Only for the holder of the lock."""
    entries = _parse(path)
    if entries is None:
        asides = (path.with_name(f"{path.stem}-unreadable-{n}{path.suffix}") for n in count(1))
        os.rename(path, aside := next(aside for aside in asides if not aside.exists()))
        warnings.warn(f"your progress in {path} could not be read: it was moved to {aside}, a new one begins", stacklevel=3)
    return entries or {}


def _parse(path):
    """The entries in the file, or None if it is no record of progress."""
    try:
        content = json.loads(path.read_bytes())
        version, entries = content["version"], content["entries"]
        if version > VERSION:
            raise RuntimeError(
                f"{path} was written by a newer version of the course (format {version}, this one knows {VERSION}): update "
                "the course, or set IMAGEN_COURSE_PROGRESS to another file"
            )
        return entries if all(isinstance(entry["times"], int) for entry in entries.values()) else None
    except FileNotFoundError:
        return {}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _lock(path):
    import filelock

    return filelock.FileLock(_beside(path, ".lock"), timeout=PATIENCE, poll_interval=0.01)


def _beside(path, ending):
    return path.with_name(path.name + ending)


def _warn(path, error):
    """Say once for each place and cause that memory has to do."""
    if (path, type(error)) not in _warned:
        _warned.add((path, type(error)))
        warnings.warn(
            f"your progress cannot be kept in {path} for now ({error}): it is kept in memory, and written with the next "
            "answer that can be; to keep it elsewhere, set IMAGEN_COURSE_PROGRESS to a file you may write",
            stacklevel=3,
        )
