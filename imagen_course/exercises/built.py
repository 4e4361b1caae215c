"""Exercises whose answer builds or trains something: what came out is measured and held to what is expected of it.

Such an answer runs in the notebook itself, once on each case that the exercise gives it, within a budget of its own in
seconds of computing. What it returns may be anything. A `Property` is a number, a list or a word measured of it: layers, a
count, a figure on held-out data. The check says what was reached of each.
"""

import contextlib
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from imagen_course.arrays import same_random_numbers
from imagen_course.exercises import calls
from imagen_course.exercises.compare import same
from imagen_course.exercises.diagnoses import Diagnosis
from imagen_course.exercises.engine import Exercise, Slip, Verdict
from imagen_course.exercises.worker import TooLate

__all__ = ["Bound", "Built", "Property", "Reached"]


WAITING = 8  # budgets: what has taken so much time, and computed in little of it, will not end
_NOTHING = Diagnosis("nothing is returned", "Is there a `return` with what was built?")
_OF_A_MISFIT = "could not broadcast input array", "except for the concatenation axis must match"
_MISFIT = Diagnosis(
    "a part does not fit its place",
    "Where does the picture end: was what you took cut off there? And how many rows and columns has the place for it?",
)


class Bound(NamedTuple):
    """A number that is wanted: at least so much, at most so much, or both.

    Parameters
    ----------
    low, high : float

    Examples
    --------
    >>> Bound(low=0.9), Bound(high=10000), 0.95 in Bound(0.9, 1)
    (at least 0.9, at most 10,000, True)
    """

    low: float = float("-inf")
    high: float = float("inf")

    def __contains__(self, number):
        return bool(self.low <= number <= self.high)

    def __repr__(self):
        ends = (("at least", self.low), ("at most", self.high))
        return ", ".join(f"{words} {end:,}" for words, end in ends if abs(end) != float("inf"))


class Property(NamedTuple):
    """What is expected of what was built.

    Parameters
    ----------
    name : str
        What is measured: "numbers to learn".
    measure : callable
        Takes what was built, returns a plain value.
    wanted : object
        That value, or a `Bound`.
    wrong : callable
        Builds something that misses this property first, for the tests.
    question : str
        Leads out of it without giving the answer away.

    Examples
    --------
    >>> Property("rows", len, 2, lambda: [0], "How many?").met(2)
    True
    """

    name: str
    measure: Callable
    wanted: Any
    wrong: Callable
    question: str

    def met(self, value):
        """Tell whether a measured value is what is wanted."""
        return value in self.wanted if isinstance(self.wanted, Bound) else same(value, self.wanted)


class Reached(NamedTuple):
    """What was reached of a property.

    Parameters
    ----------
    name : str
    value, wanted : object
    met : bool

    Examples
    --------
    >>> Reached("rows", 2, 2, True).met
    True
    """

    name: str
    value: Any
    wanted: Any
    met: bool


@dataclass(frozen=True)
class Built(Exercise):
    """A function for the student to write that builds or trains something.

    ``cases`` returns the arguments of each call. Properties measure what one call returned; of several calls, a list.

    Parameters
    ----------
    reference, cases, slips, hints, why, given, accepts
        Those of an `Exercise`.
    watch : callable
        Makes the context in which the function is called, where a property needs to know how it was built.
    budget : float
        Seconds of computing that building may take; what other programs do meanwhile does not count. What takes
        longer, or waits for eight times as long, is stopped where the system can stop it (in the main thread, on Linux and
        macOS, at the next line of Python); elsewhere it is refused when it has ended.
    properties : list of Property

    Examples
    --------
    >>> row = Built(lambda n: [0] * n, lambda: [(3,)], budget=5)
    >>> row.expect(Property("numbers", len, 3, lambda n: [], "How many?"))
    >>> row.judge(lambda n: [n]).slip.name, row.judge(lambda n: [n] * n).state
    ('numbers', 'right')
    """

    budget: float = 20.0
    properties: list = field(default_factory=list)
    watch: Callable = contextlib.nullcontext

    late = "What takes the time: how large it is, how much it learns from, or how often?"

    def expect(self, *properties):
        """Add properties; each comes with a slip, the wrong way to build that it names."""
        self.properties.extend(properties)
        self.slips.extend(Slip(each.name, each.wrong, each.question) for each in properties)

    def _judge(self, function, cases):
        given = [tuple(x.copy() if isinstance(x, np.ndarray) else x for x in case) for case in cases]  # cases may be kept
        with self.watch():
            got = _build(function, given, self.budget)
        if got.error is not None:
            return _failed(got, len(self.properties))
        pairs = ((x, y) for one, other in zip(cases, given, strict=True) for x, y in zip(one, other, strict=True))
        spoils = not all(np.array_equal(*pair) for pair in pairs if isinstance(pair[0], np.ndarray))
        return self._measured(got, got.value[0] if len(cases) == 1 else got.value, spoils)

    def _measured(self, got, result, spoils):
        """Hold what was built to every property."""
        reached = tuple(_reached(each, result) for each in self.properties)
        missed = [slip for slip, each in zip(self.slips, reached, strict=True) if not each.met]
        slip = _NOTHING if any(value is None for value in got.value) else next(iter(missed), None)
        state = "wrong" if missed else "right"
        total = len(self.properties)
        return Verdict(state, got=got, slip=slip, wrong=len(missed), total=total, reached=reached, spoils=spoils)


def _failed(got, total):
    """Say what it raised; of a part that did not fit, a question as well."""
    misfit = any(words in str(got.error) for words in _OF_A_MISFIT)
    state = "late" if isinstance(got.error, TooLate) else "raises"
    return Verdict(state, got=got, slip=_MISFIT if misfit else None, wrong=total, total=total)


def _build(function, cases, budget):
    """Call the function here on every case, and see how long it takes."""
    clock = _Clock()
    try:
        with _stopped_after(budget, clock), same_random_numbers():
            value = [function(*case) for case in cases]
    except Exception as error:
        return calls.Outcome(error=error, line=calls.line_of(error, function))
    if (spent := clock.spent()) > budget:
        return calls.Outcome(error=TooLate(f"it took {spent:.0f} seconds, and {budget:g} are allowed"))
    return calls.Outcome(value)


class _Clock:
    """Tells how much of its budget an answer has spent, the same on a busy computer as on a quiet one."""

    def __init__(self):
        self.begun, self.computed = time.monotonic(), time.process_time()

    def spent(self):
        """Seconds of computing, those of several cores at once counted once; of waiting a small share."""
        passed, computed = time.monotonic() - self.begun, time.process_time() - self.computed
        return max(min(passed, computed), passed / WAITING)


@contextlib.contextmanager
def _stopped_after(seconds, clock):
    """Raise `TooLate` in what runs within once its seconds are spent, and again each second, should that be caught."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(*_):
        if clock.spent() > seconds:
            raise TooLate(f"no end after {seconds:g} seconds")

    handler = signal.signal(signal.SIGALRM, ring)
    timer = signal.setitimer(signal.ITIMER_REAL, seconds, min(seconds, 1))
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, handler)
        signal.setitimer(signal.ITIMER_REAL, *timer)


def _reached(wanted, thing):
    """Measure one property of what was built; of a thing that cannot be measured, the error is what was reached."""
    try:
        value = calls.plain(wanted.measure(thing))
        return Reached(wanted.name, value, wanted.wanted, wanted.met(value))
    except Exception as error:
        return Reached(wanted.name, calls.Opaque(type(error).__name__, calls.short(error, 100)), wanted.wanted, False)
