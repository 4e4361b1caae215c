"""Further cases for an exercise, made of its own: the arguments of one with those of another, arrays turned round.

Where the cases of an exercise are few, strangers agree on all of them: a slip with an answer that made another mistake, a
property of the cases with what is wrong. What is said of an answer has to hold for these as well. What holds in every case
of the exercise holds in a further one too: as many labels as rows, a kernel no larger than its image. A mixture that the
reference cannot compute, or not without a warning, is no case.
"""

import itertools
import operator

import numpy as np

from imagen_course.exercises.calls import Opaque, call

__all__ = ["further"]

MOST = 80  # cases


def further(exercise, cases):
    """Return further cases and what is expected of them.

    Parameters
    ----------
    exercise : Exercise
    cases : list of tuple
        Its own.

    Returns
    -------
    list of (tuple, object)

    Examples
    --------
    >>> from imagen_course.exercises.engine import Exercise
    >>> exercise = Exercise(lambda n, k: n // k, lambda: [(4, 1), (6, 0)])
    >>> further(exercise, [(4, 2), (6, 3)])
    [((6, 2), 3), ((4, 3), 1)]
    """
    found, seen, kept = [], {repr(case) for case in cases}, _kept(cases)
    for case in itertools.chain(_mixed(cases), _turned(cases), _shortened(cases)):
        if len(found) >= MOST:
            break
        if (key := repr(case)) in seen:
            continue
        seen.add(key)
        if not kept(case):
            continue
        outcome = call(exercise.reference, case)
        if outcome.error is None and not outcome.warned and _is_sound(outcome.value):
            found.append((case, outcome.value))
    return found


def _mixed(cases):
    """Each argument from a case of its own."""
    if len(cases[0]) < 2:
        return
    draw = np.random.default_rng(0)
    for _ in range(MOST):
        rows = draw.integers(0, len(cases), len(cases[0]))
        yield tuple(cases[row][position] for position, row in enumerate(rows))


def _turned(cases):
    """The arrays of a case in reverse order, along their first and along their last axis."""
    for case in cases:
        for turn in (lambda array: array[::-1], lambda array: array[..., ::-1]):
            if any(isinstance(value, np.ndarray) and value.ndim for value in case):
                yield tuple(turn(value).copy() if isinstance(value, np.ndarray) and value.ndim else value for value in case)


def _shortened(cases):
    """Cases with fewer rows, and with the rows in another order: the same for all arrays that have as many."""
    draw = np.random.default_rng(1)
    for case in cases:
        for rows in sorted(
            {len(value) for value in case if isinstance(value, np.ndarray) and value.ndim and len(value) > 1}
        ):
            for chosen in (draw.permutation(rows), draw.permutation(rows)[: rows // 2 + 1], np.arange(2), np.arange(1)):
                yield tuple(
                    value[chosen] if isinstance(value, np.ndarray) and value.ndim and len(value) == rows else value
                    for value in case
                )


def _kept(cases):
    """A test of what holds in all cases: which sizes and numbers are equal, and which is never the larger one."""
    table = [_quantities(case) for case in cases]
    names = set.intersection(*map(set, table))
    pairs = list(itertools.combinations(sorted(names), 2))
    rules = [
        (one, other, holds)
        for one, other in pairs
        for holds in (operator.eq, operator.lt, operator.le, operator.gt, operator.ge)
        if all(holds(row[one], row[other]) for row in table)
    ]

    def test(case):
        row = _quantities(case)
        return names <= row.keys() and all(holds(row[one], row[other]) for one, other, holds in rules)

    return test


def _quantities(case):
    """The numbers, sizes and bounds in a case, by where they are."""
    found = {}
    for position, value in enumerate(case):
        if isinstance(value, (int, float, np.number)):
            found[f"{position}"] = value
        elif isinstance(value, (list, tuple)):
            found[f"{position} length"] = len(value)
        elif isinstance(value, np.ndarray):
            found |= {f"{position} axis {axis}": side for axis, side in enumerate(value.shape)}
            if value.size and value.dtype.kind in "iu":
                found |= {f"{position} most": int(value.max()), f"{position} least": int(value.min())}
    return found


def _is_sound(value):
    """Whether a reference can have meant it: numbers, all finite, or words."""
    if isinstance(value, (tuple, list)):
        return all(map(_is_sound, value))
    if value is None or isinstance(value, Opaque):
        return False
    if isinstance(value, (int, bool, str)):
        return True
    return bool(np.all(np.isfinite(value))) if np.asarray(value).dtype.kind in "biufc" else True
