"""A function called on each part of a large task, by the workers of a Dask cluster or by this process alone.

A *part* is what one call gets, such as a list of paths. A few parts are under way at a time, so the whole may be larger than
any memory. A worker that dies loses what it was doing: its parts are sent to another one, and each result still comes once.
But what a call does besides returning, it may then do twice; `once` makes it harmless.
"""

import contextlib
import functools
import hashlib
import itertools
import json
import time
import uuid
from pathlib import Path
from typing import NamedTuple

from imagen_course import files
from imagen_course.address import NotInstalled
from imagen_course.checks import check_callable, check_number, check_path, check_type, check_whole

__all__ = ["Task", "each", "in_parts", "local_client", "once"]

_AHEAD = 2  # parts under way for each worker: one that it works on, one that waits beside it
_HERE = "this process"


class Task(NamedTuple):
    """One call: which part it was for, who made it, and when.

    Attributes
    ----------
    part : int
        Its number, from 0.
    worker : str
    start, end : float
        Seconds, by the clock of the computer that made the call.

    Examples
    --------
    >>> Task(0, "1", 2.0, 2.5).end
    2.5
    """

    part: int
    worker: str
    start: float
    end: float


def local_client(n_workers=2, *, memory_limit=None):
    """Start workers on this machine, each a process of one thread that only this machine can reach.

    Parameters
    ----------
    n_workers : int
    memory_limit : int, optional
        Bytes for each worker, which is ended and started again if it takes more; an equal share of all there is, if not
        given.

    Returns
    -------
    distributed.Client
        It speaks to the workers, and ends them when it is closed. A program that calls this keeps the call under
        ``if __name__ == "__main__":``, for each worker reads the program as it starts.

    Raises
    ------
    address.NotInstalled
        An ImportError, if Dask is not installed; it says what to do.
    TypeError, ValueError
        If there is less than one worker, or less than 100 MB of memory for each.

    Examples
    --------
    >>> with local_client(2) as client:                       # doctest: +SKIP
    ...     client.submit(sum, [1, 2]).result()
    3
    """
    check_whole(n_workers=n_workers)
    if memory_limit is not None:
        check_number(memory_limit, "[100000000, inf)", name="memory_limit", whole=True, most=2**62, hint="it counts bytes")
    distributed = _distributed()
    from dask import config

    # A cluster gives up a worker that is not back in 15 seconds, and a busy computer may need longer to start one.
    config.set({"distributed.deploy.lost-worker-timeout": "1 day"})
    # Dask has workers give memory back at once; each large array is then mapped anew, which doubles what a picture costs.
    config.set({"distributed.nanny.pre-spawn-environ.MALLOC_TRIM_THRESHOLD_": None})
    return distributed.Client(
        n_workers=n_workers,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
        memory_limit=memory_limit or "auto",
        silence_logs="CRITICAL",  # a worker that dies is news to the scheduler alone: its parts are done by others
    )


def _distributed():
    try:
        import distributed
    except ModuleNotFoundError as error:
        raise NotInstalled("Dask", "cluster", name=error.name) from None
    return distributed


def in_parts(items, size):
    """Cut a sequence into parts of the same size, the last of them smaller where it must be.

    Parameters
    ----------
    items : iterable
        Taken as they are needed: there may be more than memory holds.
    size : int
        Items of a part.

    Yields
    ------
    list

    Raises
    ------
    TypeError, ValueError
        If ``items`` cannot be gone through, or ``size`` is no whole number of 1 or more.

    Examples
    --------
    >>> list(in_parts("abcde", 2))
    [['a', 'b'], ['c', 'd'], ['e']]
    """
    check_whole(size=size)
    items = _iterator(items, "items")
    while part := list(itertools.islice(items, size)):
        yield part


def _iterator(items, name):
    try:
        return iter(items)
    except TypeError:
        raise TypeError(f"{name} must be a list or a generator, got {items!r:.60}: write [items] for one alone") from None


def each(client, function, parts, *, shared=None, window=None):
    """Call a function on each part, and give each result once, as it comes.

    Parameters
    ----------
    client : distributed.Client or None
        Of a Dask cluster, here or elsewhere; None calls the function in this process, part by part.
    function : callable
        ``function(part, **shared)``; it and what it returns travel between processes.
    parts : iterable
        Taken as workers come free.
    shared : dict, optional
        What every call gets by its name, such as a model: it is sent to each worker once.
    window : int, optional
        How many parts are under way at the most; two for each worker that there is at the start, if not given.

    Yields
    ------
    task : Task
    value : object
        What the function returned.

    Raises
    ------
    Exception
        What the function raises; or Dask's ``KilledWorker``, if four workers died of the same part.
    TypeError, ValueError
        If ``function`` is none, ``parts`` cannot be gone through, or ``window`` is no whole number of 1 or more.

    Examples
    --------
    >>> [(task.part, value) for task, value in each(None, sum, in_parts(range(6), 2))]
    [(0, 1), (1, 5), (2, 9)]
    """
    check_callable(function, name="function")
    shared = {} if shared is None else check_type(shared, dict, name="shared", hint="write {'model': model}")
    numbered = enumerate(_iterator(parts, "parts"))
    if window is not None:
        check_whole(window=window)
    if client is None:
        for number, part in numbered:
            yield _timed(function, number, part, shared)
    else:
        check_type(client, _distributed().Client, name="client", hint="local_client() makes one")
        window = window or _AHEAD * max(1, sum(client.nthreads().values()))
        yield from _as_they_come(client, function, numbered, shared, window)


def _as_they_come(client, function, numbered, shared, window):
    """Keep ``window`` calls under way, and give what is done; the rest is called off if nobody wants more."""
    run = uuid.uuid4().hex  # so that no call is taken for one of an earlier run
    # A task of its own, which the scheduler can have done again: what is only laid into a worker is lost with it.
    shared = {name: client.submit(_itself, value, key=f"{name}-{run}") for name, value in shared.items()}
    pending = set()

    def send(number, part):
        future = client.submit(_timed, function, number, part, shared, key=f"part-{run}-{number}")
        pending.add(future)
        return future

    begun = [send(*one) for one in itertools.islice(numbered, window)]
    done = _distributed().as_completed(begun, loop=client.loop)  # another client may be there, with a loop of its own
    try:
        for future in done:
            done.update(itertools.starmap(send, itertools.islice(numbered, 1)))
            pending.remove(future)
            yield future.result()
    finally:
        client.cancel(list(pending))


def _itself(value):
    return value


def _timed(function, number, part, shared):
    start = time.time()
    value = function(part, **shared)
    return Task(number, _name(), start, time.time()), value


def _name():
    """Who makes a call."""
    with contextlib.suppress(ImportError, ValueError):
        from distributed import get_worker

        return str(get_worker().name)
    return _HERE


def once(function, folder):
    """Make a function keep what it returns in a folder, in a file for each part; what is there is not computed again.

    So a run that was stopped goes on, and a part that comes twice, because its worker died or seemed to, changes nothing: a
    file is whole or not there, and its name depends on the part alone.

    Parameters
    ----------
    function : callable
        ``function(part, **shared)``; it returns plain values, and the same for the same part.
    folder : str or os.PathLike
        That all workers see under this name; it is there.

    Returns
    -------
    callable
        The same function, to be given to `each`. A part is known by its ``repr``: a list of paths, not of arrays.

    Raises
    ------
    TypeError, ValueError
        If ``function`` is none or ``folder`` no folder.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     [once(print, folder)("said once") for _ in range(3)]
    said once
    [None, None, None]
    """
    check_callable(function, name="function")
    if not check_path(folder, name="folder").is_dir():
        raise ValueError(f"folder must be there, got {folder}: make it first")
    return functools.partial(_once, function, str(folder))


def _once(function, folder, part, **shared):
    path = Path(folder, hashlib.sha256(repr(part).encode()).hexdigest()[:32] + ".json")
    with contextlib.suppress(FileNotFoundError):
        return json.loads(path.read_bytes())
    value = function(part, **shared)
    files.write(path, json.dumps(value).encode(), shared=True)
    return value
