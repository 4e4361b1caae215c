"""What is wrong with an answer, as its code and the kind of its results show: diagnoses that know no exercise.

Each is a fact about this answer, never a guess at what its author thought: what it returns is no number, has the right
numbers in another shape, has lost its fractions; the code returns inside a loop, reads a variable of the notebook, never
uses an argument. `of_form` looks at the results, `of_code` at the code.
"""

import ast
import builtins
import dis
import inspect
import types
from typing import Any, NamedTuple

import numpy as np

from imagen_course.exercises.calls import Opaque
from imagen_course.exercises.compare import same
from imagen_course.exercises.syntax import asks, may_end_without, own_nodes, returns, source_of

__all__ = ["Attempt", "Diagnosis", "numbers", "of_code", "of_form"]

_CALLABLE = {"builtin_function_or_method", "method", "function", "method-wrapper", "type", "ufunc", "method_descriptor"}
_LAZY = {"generator", "map", "zip", "filter", "enumerate", "reversed", "dict_values", "dict_keys"}


class Diagnosis(NamedTuple):
    """What is wrong, and a question that leads out of it.

    Parameters
    ----------
    name : str
    question : str

    Examples
    --------
    >>> Diagnosis("printed, not returned", "Which word hands a value back?").name
    'printed, not returned'
    """

    name: str
    question: str


class Attempt(NamedTuple):
    """A wrong answer, and what its calls gave.

    Parameters
    ----------
    exercise : Exercise
    function : callable
    cases, outcomes, expected, right : list
        One for each call that was made; ``right`` says where it was.
    stopped : str

    Examples
    --------
    >>> Attempt(None, abs, [(1,)], [], [1], [True]).arguments
    ()
    """

    exercise: Any
    function: Any
    cases: list
    outcomes: list
    expected: list
    right: list
    stopped: str = ""

    @property
    def arguments(self):
        """The names of the arguments, as the exercise has them."""
        return self.exercise.arguments if self.exercise else ()

    @property
    def wrong(self):
        """Value and expected value of each wrong case that gave a value."""
        triples = zip(self.outcomes, self.expected, self.right, strict=False)
        return [(outcome.value, expected) for outcome, expected, right in triples if not right and outcome.error is None]

    @property
    def errors(self):
        """The errors of the cases that raised one."""
        return [outcome.error for outcome in self.outcomes if outcome.error is not None]


# Results -------------------------------------------------------------------------------------------------------------------


def of_form(attempt):
    """Name what is wrong with the kind of the results, whatever their numbers.

    Parameters
    ----------
    attempt : Attempt

    Returns
    -------
    Diagnosis or None
        None unless it holds for every wrong case.

    Examples
    --------
    >>> from imagen_course.exercises.engine import Exercise
    >>> Exercise(abs, lambda: [(-1,), (2,)]).judge(lambda x: [abs(x)]).slip.name
    'the right numbers in another shape'
    """
    if found := _return_in_loop(attempt):
        return found
    if attempt.errors:
        return _of_errors(attempt)
    ways = _nothing, _other_kind, _several, _reshaped, _returned_as_it_was, _cut_off
    return next(filter(None, (way(attempt) for way in ways)), None)


def _of_errors(attempt):
    for error in attempt.errors:
        if isinstance(error, TypeError) and any(f"'{kind}'" in str(error) for kind in _CALLABLE - {"type"}):
            return Diagnosis("a method or function is named, but not called", "Which name lacks its brackets `()`?")
    if all(isinstance(error, EOFError) for error in attempt.errors):
        return Diagnosis("it waits for someone to type", "Where do its values come from, if not from its arguments?")
    return None


def _nothing(attempt):
    missing = [value is None for value, _ in attempt.wrong]
    if not any(missing):
        return None
    source = source_of(attempt.function)
    given = _returned_values(source)
    if given and may_end_without(source[0]):
        return Diagnosis(
            "one path through the function returns nothing",
            "Which path does it take in the case above, and where does that path lack a `return`?",
        )
    if given and not all(missing):
        return Diagnosis("it returns None in some cases", f"When does `{given[-1]}` give None, as in the case above?")
    if given:
        question = f"What does `{given[-1]}` give back? Some functions change a thing and give back nothing."
        return Diagnosis("it returns None", question)
    if any(outcome.printed for outcome in attempt.outcomes):
        return Diagnosis("the result is printed, not returned", "Which word hands a value back to the caller?")
    return Diagnosis("nothing is returned", "Is there a `return` with a value on every path through it?")


def _returned_values(source):
    """What stands behind each ``return``, as text."""
    nodes = own_nodes(source[0]) if source else ()
    return [ast.unparse(node.value) for node in nodes if isinstance(node, ast.Return) and node.value is not None]


def _other_kind(attempt):
    """Something that is no number, or a number of a kind that is not asked for."""
    for kinds, name, question in (
        (_CALLABLE, "a function is returned, and not what it gives", "Which name lacks its brackets `()`?"),
        (
            _LAZY,
            "a recipe for numbers is returned (a generator, a `map`), not the numbers",
            "What makes a list or an array of them?",
        ),
        ({"ellipsis"}, "there is still a `...` in what it returns", "What belongs in its place?"),
        ({"dict"}, "a dictionary is returned", "What is asked for: names with values, or values alone?"),
        ({"set", "frozenset"}, "a set is returned, which keeps no order and nothing twice", "What keeps both?"),
        ({"masked array"}, "a masked array is returned, of which numbers are hidden", "What stands in the hidden places?"),
    ):
        if all(_holds(value, kinds) for value, _ in attempt.wrong):
            return Diagnosis(name, question)
    facts = (
        (str, "text is returned where a number is expected", "What turns it into text, or puts it in quotes?"),
        (
            bool,
            "True or False is returned where a number is expected",
            "Is a condition returned, or a mask, in place of numbers?",
        ),
        (
            complex,
            "complex numbers are returned where real ones are expected",
            "What takes the real part, or avoids the other?",
        ),
    )
    for kind, name, question in facts:
        if all(_kind(value) is kind and _kind(expected) in (int, float) for value, expected in attempt.wrong):
            return Diagnosis(name, question)
    if all(_kind(value) in (int, float) and _kind(expected) is bool for value, expected in attempt.wrong):
        return Diagnosis("numbers are returned where True or False is expected", "Which comparison answers yes or no?")
    return None


def _holds(value, kinds):
    if isinstance(value, Opaque):
        return value.kind in kinds or (value.kind == "ndarray" and any(f"<{kind}" in value.text for kind in kinds))
    return isinstance(value, (list, tuple)) and any(_holds(part, kinds) for part in value)


def _kind(value):
    """The kind of number that a value is made of: bool, int, float, complex or str; None for anything else."""
    if isinstance(value, (list, tuple)) and not value:
        return None
    try:
        kind = np.asarray(value).dtype.kind
    except Exception:  # lists of unequal lengths
        return None
    return {"b": bool, "i": int, "u": int, "f": float, "c": complex, "U": str, "S": str}.get(kind)


def _several(attempt):
    """Several values where one is expected, one where several are, or the right ones in another order."""
    if not all(isinstance(expected, tuple) for _, expected in attempt.wrong):
        if all(isinstance(value, tuple) and any(same(part, true) for part in value) for value, true in attempt.wrong):
            return Diagnosis("several values are returned, the right one among them", "Which one alone is asked for?")
        return None
    n_expected = max(len(expected) for _, expected in attempt.wrong)
    if not all(isinstance(value, (tuple, list)) or np.ndim(value) for value, _ in attempt.wrong):
        return Diagnosis(f"one value is returned where {n_expected} are expected", "What else is asked for?")
    return _of_lengths(attempt, n_expected)


def _of_lengths(attempt, n_expected):
    lengths = {len(value) for value, _ in attempt.wrong}
    if not lengths & {len(expected) for _, expected in attempt.wrong}:
        return Diagnosis(f"{max(lengths)} values are returned where {n_expected} are expected", "Which are asked for?")
    if all(same(tuple(value)[::-1], expected) for value, expected in attempt.wrong):
        return Diagnosis("the right values in the other order", "In which order are they asked for?")
    return None


def _other_length(attempt):
    """A list of another length than the one expected, in every wrong case."""
    pairs = [pair for pair in attempt.wrong if isinstance(pair[0], (list, tuple)) and isinstance(pair[1], list)]
    code = getattr(attempt.function, "__code__", None)
    if code is not None and _never_loaded(attempt, code):
        return None
    if len(pairs) < len(attempt.wrong) or not pairs or any(len(value) == len(expected) for value, expected in pairs):
        return None
    got, expected = (len(each) for each in pairs[0])
    name = "the result has another number of entries than expected"
    return Diagnosis(name, f"In the case above there are {got} where {expected} are expected: what is each entry to be?")


def _reshaped(attempt):
    """The right numbers in another shape."""
    pairs = [(value, expected) for value, expected in _as_numbers(attempt.wrong) if value.size or expected.size]
    if not pairs or not all(_has_other_shape(*pair) for pair in pairs):
        return None
    if all(_close(value.ravel(), expected.ravel()) for value, expected in pairs):
        got, expected = pairs[0][0].shape, pairs[0][1].shape
        return Diagnosis(
            "the right numbers in another shape",
            f"The numbers agree, one by one. Which line settles that the shape is {got}, where {expected} is expected?",
        )
    if all(value.ndim == expected.ndim == 2 and _close(value.T, expected) for value, expected in pairs):
        return Diagnosis(
            "rows and columns of the result are exchanged", "Which of the two should count the rows of the result?"
        )
    return None


def _has_other_shape(value, expected):
    return value.shape != expected.shape and value.size == expected.size


def _returned_as_it_was(attempt):
    """An argument as it was, in every case, and at least once where something else was expected."""
    code = getattr(attempt.function, "__code__", None)
    if code is not None and _never_loaded(attempt, code):  # that says more
        return None
    results = [numbers(outcome.value) for outcome in attempt.outcomes]
    for position, name in enumerate(attempt.arguments):
        given = [numbers(case[position]) for case in attempt.cases[: len(results)]]
        pairs = list(zip(results, given, strict=True))
        expected = list(zip(given, map(numbers, attempt.expected), strict=False))
        if all(_unchanged(*pair) for pair in pairs) and not all(_same_as_float(*pair) for pair in expected):
            return Diagnosis(
                f"`{name}` is returned unchanged", "What should be returned in its place, and which line computes that?"
            )
    return None


def _unchanged(result, given):
    """Whether an array is what was given, and of its type."""
    if result is None or given is None or not given.ndim:
        return False
    return result.dtype == given.dtype and _same_as_float(result, given)


def _same_as_float(one, other):
    return other is not None and _close(one.astype(float), other.astype(float))


def _given_back(attempt):
    """The argument that a wrong case gives back untouched, in every one of them."""
    code = getattr(attempt.function, "__code__", None)
    if code is not None and _never_loaded(attempt, code):  # that says more
        return None
    wrong = [(o, case) for o, case, right in zip(attempt.outcomes, attempt.cases, attempt.right, strict=False) if not right]
    for position, name in enumerate(attempt.arguments):
        if all(_unchanged(numbers(outcome.value), numbers(case[position])) for outcome, case in wrong):
            question = "Which line decides that, and what does it ask?"
            return Diagnosis(f"`{name}` is returned unchanged, in the cases that are wrong", question)
    return None


def _cut_off(attempt):
    """Whole numbers where fractions are expected, or integer overflow at the end of a small type."""
    pairs = _as_numbers(attempt.wrong)
    if not pairs or any(value.shape != expected.shape for value, expected in pairs):
        return None
    pairs = [(value.astype(float), expected.astype(float)) for value, expected in pairs]
    if not np.all(np.isfinite(np.concatenate([part.ravel() for pair in pairs for part in pair]))):
        return None
    if _wrapped(attempt, pairs):
        return Diagnosis(
            "integer overflow: the values wrapped around, by a multiple of 256",
            "What is the largest value that the array's type can hold?",
        )
    if not all(np.any(np.round(expected) != expected) for _, expected in pairs):
        return None
    return _without_fractions(attempt, pairs) or _array_of_whole_numbers(attempt)


def _wrapped(attempt, pairs):
    small = all(numbers(value).dtype in (np.uint8, np.int8) for value, _ in attempt.wrong)
    return small and not any(np.any((value - expected) % 256) for value, expected in pairs)


_CUTS = (np.trunc, "cut off"), (np.floor, "cut off"), (np.round, "rounded away"), (np.ceil, "rounded up")


def _without_fractions(attempt, pairs):
    if _keeps_whole_numbers(attempt):
        for cut, name in _CUTS:
            if all(np.array_equal(value, cut(expected)) for value, expected in pairs):
                question = "Which step, or type of array, keeps whole numbers only?"
                return Diagnosis(f"the fractions are {name}", question)
    return None


def _array_of_whole_numbers(attempt):
    values = [value for value, _ in attempt.wrong]
    made = {"zeros", "empty", "full", "ones", "zeros_like", "empty_like", "full_like", "ones_like", "astype"}
    whole = all(isinstance(value, np.ndarray) and value.dtype.kind in "iu" for value in values)
    if not whole or not made & _called(attempt) or _given_back(attempt):
        return None
    words = "What happens to a fraction that is put into such an array?"
    return Diagnosis(f"the result is an array of whole numbers ({values[0].dtype})", words)


def _has(attempt, *kinds):
    """Whether nodes of these kinds stand in the code."""
    source = source_of(attempt.function)
    return source is not None and any(isinstance(node, kinds) for node in ast.walk(source[0]))


def _called(attempt):
    """The names that the code looks up, of functions and methods among them."""
    code = getattr(attempt.function, "__code__", None)
    return set(code.co_names) if code else set()


def _keeps_whole_numbers(attempt):
    """Whether the results are whole in every case and the code says why; where it may only seem so, some are above 1."""
    results = [numbers(outcome.value) for outcome in attempt.outcomes]
    if any(result is None or np.any(result.astype(float) % 1) for result in results):
        return False
    names = _called(attempt)
    if _has(attempt, ast.FloorDiv) or names & {"int", "round", "floor", "rint", "trunc", "fix", "ceil", "uint8"}:
        return True
    code = getattr(attempt.function, "__code__", None)
    types = names & {"astype", "zeros_like", "empty_like"} or (code is not None and "dtype" in repr(code.co_consts))
    return bool(types) and any(np.any(np.abs(result) > 1) for result in results)


def numbers(value):
    """Return the value as an array of numbers; None where it is none.

    Parameters
    ----------
    value : object

    Returns
    -------
    numpy.ndarray or None

    Examples
    --------
    >>> numbers([1, 2]).shape, numbers("a")
    ((2,), None)
    """
    if isinstance(value, Opaque) or value is None:
        return None
    try:
        array = np.asarray(value)
    except Exception:  # lists of unequal lengths
        return None
    return array if array.dtype.kind in "biuf" else None


def _as_numbers(pairs):
    """Pairs of values as pairs of arrays; none at all where one of them is no array of numbers."""
    arrays = [(numbers(value), numbers(expected)) for value, expected in pairs]
    return [] if any(part is None for pair in arrays for part in pair) else arrays


def _close(one, other):
    return one.shape == other.shape and bool(np.allclose(one, other, rtol=1e-4, atol=1e-6, equal_nan=True))


# Code ----------------------------------------------------------------------------------------------------------------------


def of_code(attempt):
    """Name what is wrong with the code, whatever the exercise.

    Parameters
    ----------
    attempt : Attempt

    Returns
    -------
    Diagnosis or None

    Examples
    --------
    >>> from imagen_course.exercises.engine import Exercise
    >>> def total(x, y):
    ...     return x + y
    >>> Exercise(total, lambda: [(1, 1), (1, 2), (2, 3)]).judge(lambda x, y: 2 * x).slip.name
    '`y` is never used'
    """
    code = getattr(attempt.function, "__code__", None)
    if code is None:
        return None
    if found := _foreign(attempt, code) or _unused(attempt, code) or _caret(attempt):
        return found
    return None if attempt.errors else _given_back(attempt) or _other_length(attempt)


def _return_in_loop(attempt):
    """A ``return`` that stands in a loop without a condition ends it in its first pass."""
    if (source := source_of(attempt.function)) is None:
        return None
    tree, before = source
    for loop in ast.walk(tree):
        if isinstance(loop, (ast.For, ast.While)):
            for statement in loop.body:
                question = f"Line {before + statement.lineno}: after how many iterations does the loop end there?"
                if any(isinstance(part, ast.Continue) for part in ast.walk(statement)):
                    break  # what follows is not reached in every iteration
                if isinstance(statement, ast.Return):
                    return Diagnosis("`return` stands inside the loop", question)
                if returns(statement):
                    return Diagnosis("the loop ends in its first iteration, whichever branch it takes", question)
    return None


def _caret(attempt):
    """The sign for a power in other languages, which means something else in Python."""
    own, mine = source_of(attempt.exercise.reference), source_of(attempt.function)
    if mine is None or own is None or any(map(_is_xor, ast.walk(own[0]))):
        return None
    masks = {
        target.id
        for node in ast.walk(mine[0])
        if isinstance(node, ast.Assign) and asks(node.value)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    if not all(asks(node, masks) for node in ast.walk(mine[0]) if _is_xor(node)):  # of two masks it is "one of both"
        return Diagnosis("`^` is not the power operator in Python", "What does `3 ^ 2` give, and how is a power written?")
    return None


def _is_xor(node):
    return isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitXor)


def _foreign(attempt, code):
    """A variable of the notebook in place of an argument: read, while an argument is not."""
    unused = _never_loaded(attempt, code)
    names = getattr(attempt.function, "__globals__", {})
    read = [step.argval for step in dis.get_instructions(code) if step.opname == "LOAD_GLOBAL"]
    values = [name for name in dict.fromkeys(read) if name in names and not hasattr(builtins, name)]
    values = [name for name in values if not callable(names[name]) and not isinstance(names[name], types.ModuleType)]
    if unused and values:
        name = f"it reads `{values[0]}` of the notebook, and never its own `{unused[0]}`"
        return Diagnosis(name, f"What if somebody calls it with another `{unused[0]}`?")
    return None


def _unused(attempt, code):
    unused = _never_loaded(attempt, code)
    if not unused or attempt.outcomes[attempt.right.index(False)].error is not None:  # that error is what to look at
        return None
    *first, last = (f"`{name}`" for name in unused)
    words = f"{', '.join(first)} and {last}" if first else last
    verb = "is" if len(unused) == 1 else "are"
    return Diagnosis(
        f"{words} {verb} never used", f"What should change when {words} {'changes' if verb == 'is' else 'change'}?"
    )


def _never_loaded(attempt, code):
    """The arguments, by the student's names, that the code never reads although the course's own does."""
    if code.co_flags & (inspect.CO_VARARGS | inspect.CO_VARKEYWORDS) or {"locals", "eval", "exec"} & set(code.co_names):
        return []
    mine, own = code.co_varnames[: code.co_argcount], getattr(attempt.exercise.reference, "__code__", None)
    if own is None or len(mine) < own.co_argcount:
        return []
    needed = _loaded(own)
    used = _loaded(code)
    pairs = zip(mine, own.co_varnames[: own.co_argcount], strict=False)
    return [name for name, theirs in pairs if theirs in needed and name not in used]


def _loaded(code):
    """The local names that a function reads, also from functions inside it."""
    reads = {step.argval for step in dis.get_instructions(code) if step.opname.startswith("LOAD_")}
    inner = (constant for constant in code.co_consts if isinstance(constant, types.CodeType))
    return reads.union(set(code.co_cellvars), *(_loaded(constant) for constant in inner))
