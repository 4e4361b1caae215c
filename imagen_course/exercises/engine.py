"""The check engine: it runs a student's function on cases of growing size and says what it finds.

An `Exercise` is a declaration: a reference, cases, slips, hints. `Exercise.judge` runs a function on every case and
returns a `Verdict`: ``"blank"``, ``"raises"``, ``"late"``, ``"wrong"`` or ``"right"``. A wrong one holds the first case that
differs, which is the smallest, because cases come in growing order; and the slip, if one gives what the function gave on
*every* case.
A student's code runs in a thread of its own, on copies, and no random state is touched.
"""

import ast
import copy
import ctypes
import dis
import inspect
import io
import itertools
import linecache
import textwrap
import threading
import time
import traceback
import warnings
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np

__all__ = ["Exercise", "Outcome", "Recall", "Slip", "TooLate", "Verdict", "growing", "run", "same"]

TIME_LIMIT = 10.0  # seconds for one call: any right answer on these small cases takes milliseconds, even in plain loops
PATIENCE = 3  # times that limit for all calls of a check together
PRINTED = 2_000  # characters kept of what a function prints
LARGEST = 1_000_000  # numbers in a result: no exercise asks for as many, and hundreds of them would fill the memory
_IDLE = {"RESUME", "NOP", "LOAD_CONST", "RETURN_CONST", "RETURN_VALUE", "POP_TOP"}


class Slip(NamedTuple):
    """A wrong answer that people really give.

    Parameters
    ----------
    name : str
        What went wrong, in a few words: "the floor is forgotten".
    function : callable
        Gives that answer.
    question : str
        Leads out of it without giving the answer away.

    Examples
    --------
    >>> Slip("sum for mean", sum, "By what do you divide?").name
    'sum for mean'
    """

    name: str
    function: Callable
    question: str


class Recall(NamedTuple):
    """A question on an earlier lesson, asked again when a later one opens.

    Parameters
    ----------
    name, question : str
    choices : tuple of str
        Answered by letter, ``"a"`` for the first.
    answer : str
        The letter of the right one.
    why : str

    Examples
    --------
    >>> Recall("sum", "1 + 1?", ("2", "11"), "a", "Numbers add up.").answer
    'a'
    """

    name: str
    question: str
    choices: tuple
    answer: str
    why: str


class Outcome(NamedTuple):
    """What one call gave: a value, or an error with the line it came from; and what it printed or warned meanwhile.

    Parameters
    ----------
    value : object
    error : BaseException or None
    line : str
        ``"line 3: return 1 / 0"``, of the function's own file or cell.
    printed, warned : str
    spoiled : bool
        The function changed its arguments in place.

    Examples
    --------
    >>> run(len, ([1, 2],)).value
    2
    """

    value: Any = None
    error: BaseException | None = None
    line: str = ""
    printed: str = ""
    warned: str = ""
    spoiled: bool = False


@dataclass(frozen=True)
class Verdict:
    """What a check found.

    Parameters
    ----------
    state : {"blank", "raises", "late", "wrong", "right"}
    case : tuple
        The arguments of the smallest counterexample.
    came : Outcome
        What the function gave for them.
    due : object
    slip : Slip or None
    wrong, total : int
        Cases that differ, and all that were tried.
    stopped : str
        Why the cases after that were not tried, if they were not.

    Examples
    --------
    >>> Verdict("right", total=3).state
    'right'
    """

    state: str
    case: tuple = ()
    came: Outcome | None = None
    due: Any = None
    slip: Slip | None = None
    wrong: int = 0
    total: int = 0
    stopped: str = ""


@dataclass(frozen=True)
class Exercise:
    """A function for the student to write.

    Parameters
    ----------
    reference : callable
        The course's own answer. Its name is the exercise's, and `solution` shows its source.
    cases : callable
        Returns the argument tuples, the smallest first.
    slips : tuple of Slip
    hints : tuple of str
        From a nudge to the last step but one.
    why : str
        Why the solution works, shown with it.
    given : callable, optional
        The broken function a bug hunt starts from; a student's that equals it was not attempted yet.
    accepts : callable, optional
        ``accepts(value, due, args)`` tells right from wrong where more than one value is right.

    Examples
    --------
    >>> def double(x):
    ...     return 2 * x
    >>> Exercise(double, lambda: [(1,), (2,)]).judge(lambda x: x + 1).case
    (2,)
    """

    reference: Callable
    cases: Callable
    slips: tuple = ()
    hints: tuple = ()
    why: str = ""
    given: Callable | None = None
    accepts: Callable | None = field(default=None, repr=False)

    @property
    def name(self):
        """The name a student's function must have."""
        return self.reference.__name__

    @property
    def arguments(self):
        """The names of its arguments."""
        return tuple(inspect.signature(self.reference).parameters)

    def judge(self, function):
        """Run ``function`` on every case and return a `Verdict`."""
        if _is_blank(function) or (self.given is not None and _same_code(function, self.given)):
            return Verdict("blank")
        cases = [tuple(case) for case in self.cases()]
        if misfit := _misfit(function, self.arguments):
            return Verdict("raises", cases[0], Outcome(error=misfit), wrong=1, total=1)
        outcomes, stopped = _try(function, cases)
        dues = [_expected(self.reference, case).value for case in cases[: len(outcomes)]]
        right = [self._fits(*three) for three in zip(outcomes, dues, cases, strict=False)]
        if all(right):
            return Verdict("right", came=next((o for o in outcomes if o.spoiled), None), total=len(cases))
        first = right.index(False)
        came = outcomes[first]
        state = "late" if isinstance(came.error, TooLate) else "raises" if came.error else "wrong"
        slip = None if stopped else self._slip(outcomes, cases)
        return Verdict(state, cases[first], came, dues[first], slip, right.count(False), len(right), stopped)

    def _fits(self, outcome, due, case):
        if outcome.error is not None:
            return False
        if self.accepts is None:
            return same(outcome.value, due)
        try:
            return bool(self.accepts(outcome.value, due, copy.deepcopy(case)))
        except Exception:  # a value of any kind may come: one it cannot look at is not right
            return False

    def _slip(self, outcomes, cases):
        """Find the slip that gives on every case what the function gave, errors included."""
        for slip in self.slips:
            if all(_alike(mine, _expected(slip.function, case)) for mine, case in zip(outcomes, cases, strict=True)):
                return slip
        return None


class TooLate(TimeoutError):
    """A call did not end in time.

    Examples
    --------
    >>> run(lambda: [None for _ in iter(int, 1)], (), seconds=0.1).error
    TooLate('no answer after 0.1 seconds')
    """


def growing(*ranges, where=lambda *values: True):
    """List the combinations of ``ranges``, those of the smallest sum first.

    Parameters
    ----------
    *ranges : iterable of int
    where : callable
        Keeps a combination when true.

    Returns
    -------
    list of tuple

    Examples
    --------
    >>> growing(range(3), range(2))
    [(0, 0), (0, 1), (1, 0), (1, 1), (2, 0), (2, 1)]
    """
    combinations = (values for values in itertools.product(*ranges) if where(*values))
    return sorted(combinations, key=lambda values: (sum(values), values))


def same(value, due):
    """Tell whether ``value`` is what was due: the same shape and the same numbers, to within rounding.

    Parameters
    ----------
    value : object
    due : number, str, bool, array or a sequence of those
        Whole numbers are compared exactly, whatever their type; floating-point ones to 1e-4, so that float32 is enough.

    Returns
    -------
    bool

    Examples
    --------
    >>> same(26.0, 26), same(np.ones((3, 1)), np.ones(3)), same(0.333333, 1 / 3)
    (True, False, True)
    """
    if isinstance(due, (tuple, list)):
        return isinstance(value, (tuple, list)) and len(value) == len(due) and all(map(same, value, due))
    if due is None or isinstance(due, str):
        return type(value) is type(due) and value == due
    try:
        value = np.asarray(float(value) if isinstance(value, Fraction) else value)
    except Exception:  # whatever it is, it is no array of numbers
        return False
    due = np.asarray(due)
    if value.shape != due.shape or value.dtype.kind not in "biuf" or (due.dtype.kind == "b") != (value.dtype.kind == "b"):
        return False
    tolerance = {"rtol": 1e-4, "atol": 1e-6} if due.dtype.kind == "f" else {"rtol": 0, "atol": 1e-9}
    return bool(np.allclose(value, due, equal_nan=True, **tolerance))


def run(function, args, *, seconds=None):
    """Call ``function`` on copies of ``args`` in a thread, for so many seconds at most.

    Parameters
    ----------
    function : callable
    args : tuple
    seconds : float, optional
        `TIME_LIMIT` if not given. After it a loop is stopped from outside; code that cannot be stopped stays behind.

    Returns
    -------
    Outcome
        With a `TooLate` error where time ran out.

    Examples
    --------
    >>> run(lambda x: 1 / x, (0,)).error
    ZeroDivisionError('division by zero')
    """
    seconds, box, mine = TIME_LIMIT if seconds is None else seconds, [], copy.deepcopy(args)

    def work():
        try:
            value = function(*mine)
            box.append(Outcome(value.copy() if isinstance(value, np.ndarray) else value))  # it may be one that it uses again
        except BaseException as error:  # SystemExit too: a student's exit() must not end the kernel
            box.append(Outcome(error=error, line=_line(error, function)))

    thread, said = threading.Thread(target=work, daemon=True), _Limited()
    with warnings.catch_warnings(record=True) as warned, redirect_stdout(said), redirect_stderr(said):
        warnings.simplefilter("always")
        try:
            thread.start()
            thread.join(seconds)
        finally:
            late = thread.is_alive()
            for _ in range(20):  # again and again: the student's own `except:` may swallow the first
                if not thread.is_alive():
                    break
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident), ctypes.py_object(_Stopped))
                thread.join(0.05)
    if late or not box:
        left = " and cannot be stopped: restart the kernel" if thread.is_alive() else ""
        return Outcome(error=TooLate(f"no answer after {seconds:g} seconds{left}"), printed=said.getvalue())
    warning = str(warned[0].message)[:300] if warned else ""
    return box[0]._replace(printed=said.getvalue(), warned=warning, spoiled=not _untouched(mine, args))


def _try(function, cases):
    """Run the cases, and say why the last ones were left out, if they were."""
    outcomes, end = [], time.monotonic() + PATIENCE * TIME_LIMIT
    for case in cases:
        outcomes.append(run(function, case, seconds=max(0.1, min(TIME_LIMIT, end - time.monotonic()))))
        if isinstance(outcomes[-1].error, TooLate):
            return outcomes, "it takes too long"
        if isinstance(outcomes[-1].value, np.ndarray) and outcomes[-1].value.size > LARGEST:
            return outcomes, "its result is huge"
    return outcomes, ""


def _expected(function, case):
    """What the course's own function gives: no thread, no time limit, and no word of its warnings."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return Outcome(function(*copy.deepcopy(case)))
        except Exception as error:
            return Outcome(error=error)


class _Stopped(BaseException):
    """Thrown into a thread whose time is up."""


class _Limited(io.StringIO):
    """A text stream that keeps its beginning."""

    def write(self, text):
        super().write(text[: max(0, PRINTED - self.tell())])
        return len(text)


def _line(error, function):
    """Name the innermost line of the traceback that is the student's, as far as it can be told."""
    code = getattr(function, "__code__", None)
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if code is not None and frame.filename == code.co_filename:
            source = linecache.getline(frame.filename, frame.lineno).strip()
            return f"line {frame.lineno}: {source}" if source else f"line {frame.lineno}"
    return ""


def _is_blank(function):
    """Tell a body of ``...``, ``pass`` or a docstring alone: its bytecode only loads and returns None or Ellipsis."""
    code = getattr(inspect.unwrap(function), "__code__", None)
    if code is None:
        return False
    steps = list(dis.get_instructions(code))
    returned = [step.argval for step in steps if step.opname in ("LOAD_CONST", "RETURN_CONST")][-1:]
    return {step.opname for step in steps} <= _IDLE and all(value is None or value is ... for value in returned)


def _same_code(one, other):
    """The same arguments and statements, whatever the name, the layout and the comments."""
    try:
        return _statements(one) == _statements(other)
    except (OSError, TypeError, SyntaxError, AttributeError):  # it has no source that can be read, or is no def
        return False


def _statements(function):
    tree = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
    return ast.dump(tree.args), *map(ast.dump, tree.body)


def _misfit(function, arguments):
    """The error of calling ``function`` with these arguments, if its signature does not take them."""
    try:
        signature = inspect.signature(function)
    except (ValueError, TypeError):  # some functions written in C have none
        return None
    try:
        signature.bind(*arguments)
    except TypeError:
        return TypeError(f"the exercise calls it with ({', '.join(arguments)}), but it takes {signature}")
    return None


def _alike(mine, other):
    if mine.error is not None or other.error is not None:
        return type(mine.error) is type(other.error)
    return same(mine.value, other.value)


def _untouched(args, originals):
    arrays = [pair for pair in zip(args, originals, strict=True) if isinstance(pair[1], np.ndarray)]
    return all(a.shape == b.shape and np.array_equal(a, b, equal_nan=b.dtype.kind == "f") for a, b in arrays)
