"""How long a large task would take with more workers: a model with four costs, fitted to what was measured on a few.

A *part* of ``size`` items keeps a worker busy for ``task + size * item`` seconds; workers do that side by side. Then one
process, the *coordinator*, is busy with the part for ``collect`` seconds: it sends, receives and writes, part after part,
and more workers do not help it. That is Amdahl's serial share [1]_. It grows with the number of items, so a larger task is
no way round it, as in Gustafson's [2]_; larger parts are. What this says of workers that nobody has counted on is a model,
and no measurement: it knows nothing of a slow disk or a full network.

References
----------
.. [1] G. M. Amdahl, "Validity of the single processor approach to achieving large scale computing capabilities", AFIPS 1967,
   DOI 10.1145/1465482.1465560.
.. [2] J. L. Gustafson, "Reevaluating Amdahl's law", CACM 31 (5), 1988, DOI 10.1145/42411.42415.
"""

import heapq
import math
from typing import NamedTuple

import numpy as np

from imagen_course.checks import check_lengths, check_number, check_numbers, check_type, check_whole
from imagen_course.distribute.mapping import Task

__all__ = ["Costs", "fit_costs", "schedule", "seconds"]

_AHEAD = 2  # parts under way for each worker, as `each` has them
_MOST = 10**6  # parts that are laid out one by one


class Costs(NamedTuple):
    """What work costs, in seconds.

    Attributes
    ----------
    task : float
        Of a worker, for each part, however small.
    item : float
        Of a worker, for each item.
    collect : float
        Of the one process that sends and collects, for each part.
    start : float
        Before the first part begins.

    Examples
    --------
    >>> Costs(task=0.01, item=0.005)
    Costs(task=0.01, item=0.005, collect=0.0, start=0.0)
    """

    task: float
    item: float
    collect: float = 0.0
    start: float = 0.0


def fit_costs(sizes, durations, *, collect=0.0, start=0.0):
    """Fit what a part costs a worker to what parts of several sizes took: a line through the medians, by least squares.

    Parameters
    ----------
    sizes : array_like, shape (n,)
        Items of each part; two different ones at the least.
    durations : array_like, shape (n,)
        Seconds that each took. The median of those of one size counts, which a few late ones do not move.
    collect, start : float
        Measured otherwise, and taken over as they are.

    Returns
    -------
    Costs
        None of them below 0.

    Raises
    ------
    TypeError, ValueError
        If there are not two different sizes, or the numbers are not as many, not finite or below 0.

    Examples
    --------
    >>> costs = fit_costs([1, 1, 10, 10], [0.5, 0.5, 1.4, 1.4], collect=0.002)
    >>> print(f"{costs.task:.2f} {costs.item:.2f} {costs.collect}")
    0.40 0.10 0.002
    """
    from scipy.optimize import nnls

    sizes = check_numbers(sizes, name="sizes", within="[1, inf)", shape=("n",), least=2)
    durations = check_numbers(durations, name="durations", within="[0, inf)", shape=(len(sizes),))
    check_lengths(sizes=sizes, durations=durations)
    known = np.unique(sizes)
    if len(known) < 2:
        raise ValueError(f"sizes must hold two different ones, got {known.tolist()}: measure parts of another size, too")
    medians = [np.median(durations[sizes == size]) for size in known]
    (task, item), _ = nnls(np.column_stack([np.ones(len(known)), known]), np.array(medians))
    return _checked(Costs(float(task), float(item), collect, start))


def seconds(costs, n_items, n_workers, *, size):
    """Tell how long a task takes by the model, where parts are many.

    The workers need a round for every ``n_workers`` parts, the coordinator ``collect`` for each part: whoever needs longer
    decides, and the other adds what it does for one part.

    Parameters
    ----------
    costs : Costs
    n_items, n_workers : int
    size : int
        Items of a part.

    Returns
    -------
    float

    Raises
    ------
    TypeError, ValueError
        If a number is no whole one of 1 or more, or ``costs`` are none.

    Examples
    --------
    >>> costs = Costs(task=0.0, item=0.01, collect=0.001)
    >>> [round(seconds(costs, 100_000, n, size=10)) for n in (1, 10, 100, 1000)]
    [1000, 100, 10, 10]
    """
    _checked(costs)
    check_whole(n_items=n_items, n_workers=n_workers, size=size)
    parts, busy = math.ceil(n_items / size), costs.task + min(size, n_items) * costs.item
    of_workers, of_coordinator = math.ceil(parts / n_workers) * busy, parts * costs.collect
    return costs.start + max(of_workers + costs.collect, of_coordinator + busy)


def schedule(costs, n_items, n_workers, *, size):
    """Lay out who does what and when, by the model; a timeline of a run that was not made.

    Parameters
    ----------
    costs : Costs
    n_items, n_workers : int
    size : int
        Items of a part; there may be a million parts.

    Returns
    -------
    list of Task
        Of the workers, called "0", "1" and so on, and of the "coordinator"; in the order in which they end.

    Raises
    ------
    TypeError, ValueError
        If a number is no whole one of 1 or more, there are too many parts, or ``costs`` are none.

    Examples
    --------
    >>> for task in schedule(Costs(task=1.0, item=1.0, collect=0.5), 3, 2, size=2):
    ...     print(task)
    Task(part=1, worker='1', start=0.0, end=2.0)
    Task(part=1, worker='coordinator', start=2.0, end=2.5)
    Task(part=0, worker='0', start=0.0, end=3.0)
    Task(part=0, worker='coordinator', start=3.0, end=3.5)
    """
    _checked(costs)
    check_whole(n_items=n_items, n_workers=n_workers, size=size)
    n_parts = math.ceil(n_items / size)
    check_number(
        n_parts, f"[1, {_MOST}]", name="the number of parts", whole=True, hint="make them larger; seconds() has no limit"
    )
    sizes = (min(size, n_items - first) for first in range(0, n_items, size))
    return _played(costs, enumerate(sizes), n_workers)


def _played(costs, parts, n_workers):
    """Play it through: a part that is done waits for the coordinator, which then lets the next one begin."""
    free = [(costs.start, worker) for worker in range(n_workers)]  # when each worker has nothing left to do
    running, tasks, collected = [], [], costs.start

    def send(after):
        for number, size in parts:
            since, worker = heapq.heappop(free)
            begin = max(since, after)
            end = begin + costs.task + size * costs.item
            heapq.heappush(free, (end, worker))
            heapq.heappush(running, (end, number, worker, begin))
            return

    for _ in range(_AHEAD * n_workers):
        send(costs.start)
    while running:
        end, number, worker, begin = heapq.heappop(running)
        since = max(collected, end)
        collected = since + costs.collect
        tasks += [Task(number, str(worker), begin, end), Task(number, "coordinator", since, collected)]
        send(collected)
    return tasks


def _checked(costs):
    for name, value in check_type(costs, Costs, name="costs", hint="fit_costs makes them")._asdict().items():
        check_number(value, "[0, inf)", name=name, hint="it counts seconds")
    return costs
