"""How the values of a wrong answer stand to those expected, and in which cases it is wrong.

`of_values` finds one relation that holds in every case: twice as large, its negative, `image.size` times as large, the
numbers in another order. `of_cases` finds where an answer is right: wherever the stride is 1, for square images, and nowhere
else. Both state what was observed in the cases tried; no exercise is known here.
"""

import itertools

import numpy as np

from imagen_course.exercises.diagnoses import Diagnosis, numbers

__all__ = ["of_cases", "of_shapes", "of_values"]

ENOUGH = 3  # cases on either side of a split
_WORDS = {0.5: "half", 2.0: "twice", 3.0: "three times", 4.0: "four times", 10.0: "ten times", 100.0: "a hundred times"}


def of_values(attempt):
    """Name the relation of all values to those expected.

    Parameters
    ----------
    attempt : Attempt

    Returns
    -------
    Diagnosis or None

    Examples
    --------
    >>> from imagen_course.exercises.engine import Exercise
    >>> Exercise(abs, lambda: [(-1,), (2,), (3,)]).judge(lambda x: 2 * abs(x)).slip.name
    'everywhere twice what is expected'
    """
    if attempt.errors:
        return None
    pairs = [(numbers(o.value), numbers(e)) for o, e in zip(attempt.outcomes, attempt.expected, strict=False)]
    if any(value is None or expected is None for value, expected in pairs):
        return None
    if all(value.shape == expected.shape for value, expected in pairs):
        pairs = [(value.astype(float), expected.astype(float)) for value, expected in pairs]
        ways = _constant, _simple, _factor, _scaled, _in_proportion, _reordered, _elsewhere, _not_a_number
        return next(filter(None, (way(attempt, pairs) for way in ways)), None)
    return _constant(attempt, pairs) or _shape(attempt, pairs)


def of_cases(attempt):
    """Name the cases in which an answer is right, if one property tells them from those in which it is wrong.

    Parameters
    ----------
    attempt : Attempt

    Returns
    -------
    Diagnosis or None

    Examples
    --------
    >>> from imagen_course.exercises.engine import Exercise
    >>> exercise = Exercise(lambda n, stride: n // stride, lambda: [(n, s) for n in (4, 5, 6) for s in (1, 2, 3)])
    >>> exercise.judge(lambda n, stride: n + stride - 1).slip.name
    'right wherever `stride` is 1, wrong in all other cases'
    """
    tables = [_features(attempt.arguments, case) for case in attempt.cases]
    names = list(dict.fromkeys(name for table in tables for name in table))
    names.sort(key=lambda name: name.endswith((" is even", " is negative")))  # "is 2" says more, where 2 alone is even
    return _parted(attempt, tables, names)


def of_shapes(attempt):
    """Name the cases in which an answer is right where it takes two sizes for one: square images, arguments of one shape.

    Parameters
    ----------
    attempt : Attempt

    Returns
    -------
    Diagnosis or None

    Examples
    --------
    >>> from imagen_course.exercises.engine import Exercise
    >>> images = [(np.ones((rows, columns)),) for rows in (2, 3, 4) for columns in (2, 3, 4)]
    >>> exercise = Exercise(lambda image: int(image.sum()), lambda: images)
    >>> exercise.judge(lambda image: len(image) ** 2).slip.name
    'right wherever `image` is square, wrong in all other cases'
    """
    tables = [_features(attempt.arguments, case) for case in attempt.cases]
    names = list(dict.fromkeys(name for table in tables for name in table))
    return _parted(
        attempt, tables, [name for name in names if name.endswith((" is square", " have the same shape", " are equal"))]
    )


def _parted(attempt, tables, names):
    right = attempt.right
    if attempt.errors or min(sum(right), len(right) - sum(right)) < ENOUGH:
        return None
    holds = {name: [table.get(name, False) for table in tables] for name in names}
    for name in names:
        if _agree(holds[name], right):
            return _right_where(name)
        if _agree(holds[name], [not ok for ok in right]):
            question = f"What does it do where {name}, and what should it do?"
            return Diagnosis(f"wrong wherever {name}, right in all other cases", question)
    return _parted_by_two(holds, right)


def _parted_by_two(holds, right):
    for one, other in itertools.combinations([name for name in holds if " is " in name][:40], 2):
        if [a and b for a, b in zip(holds[one], holds[other], strict=True)] == right:
            return _right_where(f"{one} and {other}")
    return None


def _right_where(what):
    return Diagnosis(f"right wherever {what}, wrong in all other cases", f"Which line is right only where {what}?")


def _agree(holds, right):
    return True in holds and all(held is None or held == ok for held, ok in zip(holds, right, strict=True))


# Values --------------------------------------------------------------------------------------------------------------------


def _close(value, expected):
    return value.shape == expected.shape and bool(np.allclose(value, expected, rtol=1e-4, atol=1e-6, equal_nan=True))


def _all(pairs, change):
    """Whether every value is the changed expected one, and at least two numbers show that it is."""
    with np.errstate(all="ignore"):
        pairs = [(value, change(expected)) for value, expected in pairs]
    return all(_close(value, changed) for value, changed in pairs)


def _constant(attempt, pairs):
    if len(pairs) < ENOUGH or all(_close(expected.astype(float), pairs[0][1].astype(float)) for _, expected in pairs):
        return None
    if not any(np.any(value) for value, _ in pairs):
        nothing = "False" if all(numbers(expected).dtype.kind == "b" for expected in attempt.expected) else "0"
        return Diagnosis(f"the result is {nothing} everywhere", "Which step makes that of everything?")
    if all(_close(value.astype(float), pairs[0][0].astype(float)) for value, _ in pairs):
        return Diagnosis("it returns the same in every case", "Which of its arguments does the result depend on?")
    return None


def _simple(attempt, pairs):
    """A function of what is expected, the same everywhere."""
    if all(numbers(expected).dtype.kind == "b" for expected in attempt.expected) and _all(pairs, lambda e: 1 - e):
        return Diagnosis("True and False are exchanged", "Which of the two does the comparison ask for?")
    for change, name, question in (
        (np.negative, "the sign is turned round everywhere", "Which of the two values must be subtracted from the other?"),
        (lambda e: 1 - e, "it is 1 minus what is expected, everywhere", "Does it count the one, or all the others?"),
        (np.abs, "the signs are lost", "Where does a negative number become positive?"),
        (np.square, "it is the square of what is expected", "Which step is done twice, or which root is missing?"),
        (np.sqrt, "it is the square root of what is expected", "Is there a root too many?"),
        (np.exp, "it is the exponential of what is expected", "Is there an exponential too many, or a logarithm missing?"),
        (np.log, "it is the logarithm of what is expected", "Is there a logarithm too many?"),
        (lambda e: 1 / e, "it is 1 divided by what is expected", "Which of the two stands below the line?"),
        (lambda e: np.clip(e, 0, None), "negative results become 0", "Can the right result be negative?"),
        (lambda e: np.clip(e, None, 1), "results above 1 become 1", "Can the right result be larger?"),
        (lambda e: np.clip(e, 0, 1), "the results are cut off at 0 and 1", "Can the right result lie outside?"),
        (lambda e: e / np.sum(e), "the results are divided by their sum", "Are they to add up to 1?"),
    ):
        if _all(pairs, change):
            return Diagnosis(name, question)
    return None


def _factor(attempt, pairs):
    """One factor or one difference in all cases."""
    value, expected = (np.concatenate([part.ravel() for part in parts]) for parts in zip(*pairs, strict=True))
    usable = np.isfinite(expected) & np.isfinite(value)
    if np.sum(usable & (np.abs(expected) > 1e-6)) < ENOUGH or not usable.all():
        return None
    factor = np.sum(value * expected) / np.sum(expected * expected)
    if _close(value, factor * expected) and abs(factor) > 1e-9 and abs(factor - 1) > 5e-4:  # 1.0002 is told as 1: no help
        words = _WORDS.get(round(float(factor), 6), f"{factor:.4g} times")
        return Diagnosis(
            f"everywhere {words} what is expected", "By what is it multiplied or divided, and by what should it be?"
        )
    difference = np.mean(value - expected)
    if abs(difference) > 1e-6 and _close(value, expected + difference):
        words = f"{abs(difference):.4g} {'more' if difference > 0 else 'less'}"
        return Diagnosis(f"everywhere {words} than expected", "What is counted once too often, or left out?")
    return None


def _scaled(attempt, pairs):
    """A factor or a difference that is a number or a size among the arguments."""
    tables = [_quantities(attempt.arguments, case) for case in attempt.cases[: len(pairs)]]
    for name in tables[0]:
        sizes = [table.get(name) for table in tables]
        if None in sizes or len(set(sizes)) < 2:
            continue
        each = list(zip(pairs, sizes, strict=True))
        with np.errstate(all="ignore"):
            for change, words in (
                (lambda e, s: e * s, f"`{name}` times what is expected"),
                (lambda e, s: e / s, f"what is expected, divided by `{name}`"),
                (lambda e, s: e + s, f"`{name}` more than expected"),
                (lambda e, s: e - s, f"`{name}` less than expected"),
            ):
                if all(_close(value, change(expected, size)) for (value, expected), size in each):
                    return Diagnosis(f"it is {words}, in every case", f"Where should `{name}` come in, if at all?")
    return None


def _in_proportion(attempt, pairs):
    """Each result is the expected one but for a factor, which is another one in other cases."""
    telling = [(value, expected) for value, expected in pairs if np.count_nonzero(expected) > 1 and np.ptp(expected) > 1e-6]
    if len(telling) < ENOUGH or any(_close(*pair) or not np.all(np.isfinite(pair[0])) for pair in telling):
        return None
    if any(np.any((expected == 0) != (value == 0)) for value, expected in pairs):
        return None
    if all(map(_is_multiple, telling)):
        name = "the results are in the right proportion, but all too large or too small"
        return Diagnosis(name, "By what is everything multiplied or divided, and by what should it be?")
    return None


def _is_multiple(pair):
    value, expected = pair
    factor = np.sum(value * expected) / np.sum(expected * expected)
    return factor > 1e-9 and _close(value, factor * expected)


def _quantities(arguments, case):
    """The numbers among the arguments and the sizes of the arrays, by what a student would write."""
    found = {}
    for name, value in zip(arguments, case, strict=False):
        array = numbers(value)
        if array is None:
            if isinstance(value, (list, tuple)):
                found[f"len({name})"] = len(value)
        elif array.ndim == 0:
            found[name] = float(array)
            found[f"{name}**2"] = float(array) ** 2
        else:
            found[f"len({name})"] = len(array)
            found[f"{name}.size"] = array.size
            found |= {f"{name}.shape[{axis}]": side for axis, side in enumerate(array.shape)}
    return found


def _reordered(attempt, pairs):
    """The right numbers at other places."""
    if not any(value.size > 1 for value, _ in pairs):
        return None
    question = "Which number belongs where? Begin with the first one of the case above."
    for change, name in (
        (lambda e: e[::-1] if e.ndim == 1 else e, "the order is reversed"),
        (lambda e: e[::-1] if e.ndim > 1 else e, "the rows come in reverse order"),
        (lambda e: e[:, ::-1] if e.ndim > 1 else e, "the columns come in reverse order"),
        (lambda e: e[::-1, ::-1] if e.ndim > 1 else e, "rows and columns come in reverse order"),
        (lambda e: e.T, "rows and columns of the result are exchanged"),
    ):
        if _all(pairs, change):
            return Diagnosis(name, question)
    if all(_close(np.sort(value, axis=None), np.sort(expected, axis=None)) for value, expected in pairs):
        return Diagnosis("the right numbers at the wrong places", question)
    return None


def _elsewhere(attempt, pairs):
    """Wrong at some places only, the same ones in each case."""
    wrong = [(expected, differs) for expected, differs in _differing(pairs) if differs.any()]
    large = [each for each, _ in wrong if min(each.shape, default=0) > 3]  # where rows at an end are a few of many
    if len(large) >= 2 and all(expected.ndim for expected, _ in wrong):
        for name, mask in _REGIONS.items():
            if all(np.all(mask(expected) | ~differs) for expected, differs in wrong):
                name = name if large[0].ndim > 1 else name.replace("row", "place")
                return Diagnosis(f"wrong only {name}", "What is done there that is not done elsewhere, or left out?")
    return _where_numbers_are(pairs)


def _differing(pairs):
    """What is expected in each case, and a mask of the numbers that differ from it."""
    return [(expected, ~np.isclose(value, expected, rtol=1e-4, atol=1e-6, equal_nan=True)) for value, expected in pairs]


def _rows(*which):
    """A mask of these rows."""

    def mask(array):
        chosen = np.isin(np.arange(len(array)), [row % len(array) for row in which])
        return np.broadcast_to(chosen.reshape(-1, *[1] * (array.ndim - 1)), array.shape)

    return mask


def _inside(array):
    """A mask of all places but the border; of none where an array has no border of its own."""
    inner = np.zeros(array.shape, bool)
    inner[tuple(slice(1, -1) for _ in array.shape)] = array.ndim == 2
    return inner


_REGIONS = {
    "in the first row": _rows(0),
    "in the last row": _rows(-1),
    "in the first and the last row": _rows(0, -1),
    "in the first column": lambda array: _rows(0)(array.T).T & (array.ndim == 2),
    "in the last column": lambda array: _rows(-1)(array.T).T & (array.ndim == 2),
    "on the diagonal": lambda array: np.eye(*array.shape, dtype=bool) if array.ndim == 2 else np.zeros(array.shape, bool),
    "at the border": lambda array: ~_inside(array) & (array.ndim == 2),
}


def _where_numbers_are(pairs):
    """Wrong exactly where the expected number is of one kind."""
    expected, differs = (np.concatenate([part.ravel() for part in parts]) for parts in zip(*_differing(pairs), strict=True))
    if min(differs.sum(), (~differs).sum()) < 2 * ENOUGH or np.all(np.isin(expected, (0, 1))):
        return None
    for name, kind in (
        ("negative", expected < 0),
        ("0", expected == 0),
    ):
        if np.array_equal(differs, kind):
            return Diagnosis(f"wrong exactly where the result should be {name}", "What happens to these on the way?")
    return None


def _not_a_number(attempt, pairs):
    wrong = [value for (value, _), right in zip(pairs, attempt.right, strict=True) if not right]
    if all(np.any(np.isnan(value)) for value in wrong):
        return Diagnosis("nan (not a number) comes out", "Where does a nan come in, or is 0 divided by 0?")
    if all(np.any(np.isinf(value)) for value in wrong):
        return Diagnosis(
            "an infinite number comes out", "Where is something divided by 0, or does it grow beyond all numbers?"
        )
    return None


def _shape(attempt, pairs):
    """The shape is another one, in every wrong case."""
    wrong = [pair for pair, right in zip(pairs, attempt.right, strict=True) if not right]
    if any(value.shape == expected.shape for value, expected in wrong):
        return None
    if any(isinstance(expected, (tuple, list)) for expected in attempt.expected):
        return None
    shapes = [(value.shape, expected.shape) for value, expected in wrong]
    return _one_for_many(attempt, shapes) or _axes(shapes) or _entries(shapes)


def _one_for_many(attempt, shapes):
    """One number for an array, or an array for one number."""
    if all(not got and expected for got, expected in shapes):
        name = "one number is returned where an array is expected"
        return Diagnosis(name, "Which step makes one number of many, or keeps only one of them?")
    if all(got and not expected for got, expected in shapes):
        kind = {"tuple": "a tuple", "list": "a list"}.get(type(attempt.wrong[0][0]).__name__, "an array")
        return Diagnosis(f"{kind} is returned where one number is expected", "What makes one number of it?")
    return None


def _axes(shapes):
    """More axes than expected, or fewer."""
    for got, expected in shapes:
        if len(got) != len(expected):
            counts = (_many(len(shape), "axis", "axes") for shape in (got, expected))
            name = "the result has {} where {} would be right".format(*counts)
            return Diagnosis(name, "Which shape does the result have in the case above, and which step gives it that shape?")
    return None


_NAMES = {(2, 0): ("row", "rows"), (2, 1): ("column", "columns"), (3, 0): ("row", "rows"), (3, 1): ("column", "columns")}


def _entries(shapes):
    """Too many or too few along an axis."""
    axes = range(len(shapes[0][1]))
    for axis in axes:
        steps = [got[axis] - expected[axis] for got, expected in shapes]
        others = all(got[:axis] + got[axis + 1 :] == expected[:axis] + expected[axis + 1 :] for got, expected in shapes)
        if others and (min(steps) > 0 or max(steps) < 0):
            return _too_many(steps, *_NAMES.get((len(axes), axis), ("entry", "entries")))
    words = "rows and columns" if len(axes) > 1 else "entries"
    return Diagnosis("the result has another shape than expected", f"Which lines settle how many {words} it has?")


def _too_many(steps, one, several):
    few = "many" if steps[0] > 0 else "few"
    if len(set(steps)) == 1 and len(steps) >= ENOUGH:
        name = f"{_many(abs(steps[0]), one, several)} too {few} in the result"
        return Diagnosis(name, "Where does the count begin and end? Count in the case above.")
    question = "Which of them should not be there?" if few == "many" else "Which are missing?"
    return Diagnosis(f"too {few} {several} in the result", question)


def _many(number, one, several):
    return f"{number} {one if number == 1 else several}"


# Cases ---------------------------------------------------------------------------------------------------------------------


def _features(arguments, case):
    """What can be said of a case without knowing the exercise, of single numbers first."""
    found, later = {}, {}
    for name, value in zip(arguments, case, strict=False):
        said = {f"`{name}` {words}": holds for words, holds in _of_value(value).items()}
        (later if isinstance(value, (list, tuple, np.ndarray)) else found).update(said)
    for (one, value), (other, second) in itertools.combinations(zip(arguments, case, strict=False), 2):
        if isinstance(value, (int, np.integer)) and isinstance(second, (int, np.integer)):
            found[f"`{one}` and `{other}` are equal"] = value == second
        elif isinstance(value, np.ndarray) and isinstance(second, np.ndarray):
            later[f"`{one}` and `{other}` have the same shape"] = value.shape == second.shape
    return found | later


def _of_value(value):
    if isinstance(value, (str, bool, np.bool_)) or value is None:
        return {f"is {value!r}": True}
    if isinstance(value, (int, float, np.number)):
        return _of_number(value)
    if isinstance(value, (list, tuple)):
        return {"has 1 entry": True} if len(value) == 1 else {}
    return _of_array(value) if isinstance(value, np.ndarray) else {}


def _of_number(number):
    found = {f"is {number:.6g}": True} if number in (0, 1, 2) else {}
    found["is negative"] = bool(number < 0)
    if isinstance(number, (int, np.integer)):
        found["is even"] = number % 2 == 0
    return found


def _of_array(array):
    found = {}
    if array.ndim >= 2:  # of a single number nothing can be said
        found["is square"] = array.shape[0] == array.shape[1] if array.size > 1 else None
    if len(array) == 1:
        found[f"has {_many(len(array), *(('row', 'rows') if array.ndim > 1 else ('entry', 'entries')))}"] = True
    found[f"has {_many(array.ndim, 'axis', 'axes')}"] = True
    found[f"is of type {array.dtype}"] = True
    if array.size and array.dtype.kind in "iuf":
        found["has negative numbers"] = bool((array < 0).any())
        if array.ndim == 1 and array.dtype.kind in "iu":
            found["has a number twice"] = len(np.unique(array)) < array.size
    return found
