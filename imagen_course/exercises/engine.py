"""The check engine: it runs a student's function on cases of growing size and says what it finds.

An `Exercise` is a reference with cases, slips and hints; `declare` is what one is written with. `Exercise.judge` runs a
function on every case and returns a `Verdict`: ``"blank"``, ``"raises"``, ``"late"``, ``"wrong"`` or ``"right"``.
A wrong one holds the first case that differs, which is the smallest, because cases come in growing order; and the slip, if
one gives what the function gave on *every* case.
The expected values are computed first; a student's code runs in a process of its own (`worker`), on copies.
"""

import ast
import copy
import dis
import inspect
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from imagen_course.exercises import diagnoses, patterns, repairs, worker
from imagen_course.exercises.calls import Outcome, call
from imagen_course.exercises.compare import alike, same
from imagen_course.exercises.further import further
from imagen_course.exercises.worker import TooLate

__all__ = ["Exercise", "Outcome", "Slip", "TooLate", "Verdict"]

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


@dataclass(frozen=True)
class Verdict:
    """What a check found.

    Parameters
    ----------
    state : {"blank", "raises", "late", "wrong", "right"}
    case : tuple
        The arguments of the smallest counterexample.
    got : Outcome
        What the function gave for them.
    expected : object
    slip : Slip or Diagnosis or None
        What is wrong, if it is known.
    wrong, total : int
        Cases that differ, and all that were tried.
    stopped : str
        Why the cases after that were not tried, if they were not.
    spoils : bool
        The function changes its arguments in place, right or not.
    note : str
        Why it ran in the notebook's own process, if it did.
    reached : tuple
        What was reached of each property, where something was to be built (`built.Reached`).

    Examples
    --------
    >>> Verdict("right", total=3).state
    'right'
    """

    state: str
    case: tuple = ()
    got: Outcome | None = None
    expected: Any = None
    slip: Any = None
    wrong: int = 0
    total: int = 0
    stopped: str = ""
    spoils: bool = False
    note: str = ""
    reached: tuple = ()


@dataclass(frozen=True)
class Exercise:
    """A function for the student to write.

    Parameters
    ----------
    reference : callable
        The course's own answer. Its name is the exercise's, and `solution` shows its source.
    cases : callable
        Returns the argument tuples, the smallest first.
    slips : sequence of Slip
    hints : tuple of str
        From a nudge to the last step but one.
    why : str
        Why the solution works, shown with it.
    given : callable, optional
        The broken function a bug hunt starts from; a student's that equals it was not attempted yet.
    accepts : callable, optional
        ``accepts(value, expected, args)`` tells right from wrong where more than one value is right.

    Examples
    --------
    >>> def double(x):
    ...     return 2 * x
    >>> Exercise(double, lambda: [(1,), (2,)]).judge(lambda x: x + 1).case
    (2,)
    """

    reference: Callable
    cases: Callable
    slips: Sequence = field(default_factory=list)
    hints: tuple = ()
    why: str = ""
    given: Callable | None = None
    accepts: Callable | None = field(default=None, repr=False)

    late = "Does a loop never end, or run far too many times?"  # asked of an answer that takes too long

    @property
    def name(self):
        """The name a student's function must have."""
        return self.reference.__name__

    @property
    def source(self):
        """The source of the reference, from its ``def`` on."""
        lines = textwrap.dedent(inspect.getsource(self.reference)).splitlines(keepends=True)
        return "".join(lines[ast.parse("".join(lines)).body[0].lineno - 1 :])

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
        return self._judge(function, cases)

    def _judge(self, function, cases):
        expected = [call(self.reference, case).value for case in cases]
        outcomes, stopped, note = worker.run(function, cases)
        right = [self._fits(*three) for three in zip(outcomes, expected, cases, strict=False)]
        spoils = any(outcome.spoiled for outcome in outcomes)
        if all(right):
            return Verdict("right", total=len(cases), spoils=spoils, note=note)
        first = right.index(False)
        got, counted = outcomes[first], (right.count(False), len(right))
        state = "late" if isinstance(got.error, TooLate) else "raises" if got.error else "wrong"
        slip = self._name(diagnoses.Attempt(self, function, cases, outcomes, expected, right, stopped))
        return Verdict(state, cases[first], got, expected[first], slip, *counted, stopped, spoils, note)

    def _name(self, attempt):
        """What is wrong: what its code and its results show by themselves, a slip this exercise knows, a pattern."""
        if attempt.stopped:
            return None
        if found := diagnoses.of_form(attempt):
            return found
        more = self._with_further(attempt)
        if found := self._slip(attempt, more):
            return found
        ways = diagnoses.of_code, patterns.of_values, patterns.of_shapes, repairs.near, patterns.of_cases
        return next(filter(None, (way(more) for way in ways)), None)

    def _fits(self, outcome, expected, case):
        if outcome.error is not None:
            return False
        if self.accepts is None:
            return same(outcome.value, expected)
        try:
            return bool(self.accepts(outcome.value, expected, copy.deepcopy(case)))
        except Exception:  # a value of any kind may come: one it cannot look at is not right
            return False

    def _slip(self, attempt, more):
        """Find the slip that gives on every case what the function gave, errors included, and does so on further cases."""
        for slip in self.slips:
            pairs = zip(attempt.outcomes, attempt.cases, strict=True)
            if all(alike(mine, call(slip.function, case)) for mine, case in pairs):
                pairs = zip(more.outcomes[len(attempt.cases) :], more.cases[len(attempt.cases) :], strict=True)
                if not _parted((mine, call(slip.function, case)) for mine, case in pairs):
                    return slip
        return None

    def _with_further(self, attempt):
        """The attempt with further cases, so that nothing is said of it that holds for a few by accident."""
        if not (more := further(self, attempt.cases)):
            return attempt
        cases, expected = map(list, zip(*more, strict=True))
        outcomes, stopped, _ = worker.run(attempt.function, cases)
        if stopped:
            return attempt
        right = [self._fits(*three) for three in zip(outcomes, expected, cases, strict=True)]
        pairs = zip(attempt[2:6], (cases, outcomes, expected, right), strict=True)
        return diagnoses.Attempt(self, attempt.function, *(one + other for one, other in pairs))


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


def _parted(pairs):
    """Whether two functions differ on cases for which both give a value without a warning, a few odd ones left out."""
    sound = [(one, other) for one, other in pairs if not (one.error or other.error or one.warned or other.warned)]
    return sum(not alike(*pair) for pair in sound) > max(1, len(sound) // 10)


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
