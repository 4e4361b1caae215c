"""What is said of a wrong answer by what its code and its results show, whatever the exercise."""

import time

import numpy as np
import pytest

from imagen_course.exercises import find, passes, repairs, worker
from imagen_course.exercises.compare import same
from imagen_course.exercises.engine import Exercise, Slip
from imagen_course.exercises.further import further
from imagen_course.exercises.repairs import variants

DRAW = np.random.default_rng(0)
IMAGES = [DRAW.uniform(0, 1, (rows, columns)) for rows, columns in [(1, 1), (2, 2), (2, 3), (3, 2), (4, 4), (3, 5)]]


def row_means(image):
    return image.mean(axis=1)


def scaled(image, factor, offset):
    return image * factor + offset


def places(size, kernel_size, stride):
    return (size - kernel_size) // stride + 1


def even(numbers):
    return numbers % 2 == 0


ROW_MEANS = Exercise(row_means, lambda: [(image,) for image in IMAGES])
SCALED = Exercise(scaled, lambda: [(image, f, o) for image in IMAGES[1:] for f, o in [(1.0, 0.5), (2.0, 0.0), (3.0, -0.5)]])
PLACES = Exercise(places, lambda: [(n, k, s) for n in (5, 6, 9) for k in (1, 2, 3) for s in (1, 2, 3)])
EVEN = Exercise(even, lambda: [(np.arange(n),) for n in (2, 3, 5, 8)])
TOTAL = Exercise(lambda values: float(np.sum(values)), lambda: [(np.arange(1.0, n),) for n in (3, 4, 6, 9)])

image_of_the_notebook = np.ones((2, 3))


def said(exercise, answer):
    verdict = exercise.judge(answer)
    assert verdict.state in ("wrong", "raises")
    return verdict.slip.name if verdict.slip else ""


# Results -------------------------------------------------------------------------------------------------------------------


def printed(image):
    print(image.mean(axis=1))


def sometimes_nothing(image):  # noqa: RET503
    if len(image) > 1:
        return image.mean(axis=1)


def cleared(image):
    values = list(image.mean(axis=1))
    return values.clear()


def whole(image):
    result = np.zeros(len(image), dtype=int)
    for row in range(len(image)):
        result[row] = 10 * image[row].mean()
    return result


LISTS = Exercise(lambda n: [n] * n, lambda: [(n,) for n in (1, 3, 4, 5)])
BYTES = [np.full((n, 2), value, "uint8") for n in (1, 2, 3) for value in (1, 5)]
TENS_OF_BYTES = Exercise(lambda image: image / 10, lambda: [(image,) for image in BYTES])
TENS = Exercise(lambda image: 10 * image.mean(axis=1), lambda: [(image,) for image in IMAGES])


@pytest.mark.parametrize(
    ("exercise", "answer", "name"),
    [
        (ROW_MEANS, printed, "the result is printed, not returned"),
        (ROW_MEANS, sometimes_nothing, "one path through the function returns nothing"),
        (ROW_MEANS, cleared, "it returns None"),
        (TOTAL, lambda values: values.sum, "a function is returned, and not what it gives"),
        (TOTAL, lambda values: values.sum - 1, "a method or function is named, but not called"),
        (TOTAL, lambda values: float(input()), "it waits for someone to type"),
        (
            ROW_MEANS,
            lambda image: (row.mean() for row in image),
            "a recipe for numbers is returned (a generator, a `map`), not",
        ),
        (ROW_MEANS, lambda image: set(image.mean(axis=1)), "a set is returned, which keeps no order and nothing twice"),
        (ROW_MEANS, lambda image: {"means": image.mean(axis=1)}, "a dictionary is returned"),
        (TOTAL, lambda values: str(values.sum()), "text is returned where a number is expected"),
        (TOTAL, lambda values: values.sum() > 0, "True or False is returned where a number is expected"),
        (EVEN, lambda numbers: numbers % 2, "numbers are returned where True or False is expected"),
        (TOTAL, lambda values: np.fft.fft(values)[0], "complex numbers are returned where real ones are expected"),
        (ROW_MEANS, lambda image: image.mean(axis=1, keepdims=True), "the right numbers in another shape"),
        (TOTAL, lambda values: [values.sum()], "the right numbers in another shape"),
        (TOTAL, lambda values: (values.sum(), len(values)), "several values are returned, the right one among them"),
        (ROW_MEANS, lambda image: image, "`image` is returned unchanged"),
        (TENS, whole, "the fractions are cut off"),
        (LISTS, lambda n: [n, n], "the result has another number of entries than expected"),
        (
            TENS_OF_BYTES,
            lambda image: image / 10 if image.max() > 1 else image,
            "`image` is returned unchanged, in the cases",
        ),
        (TENS, lambda image: np.round(10 * image.mean(axis=1)), "the fractions are rounded away"),
        (
            Exercise(lambda image: image * 2.0, lambda: [(np.full((n, n), 200.0),) for n in (1, 2, 3)]),
            lambda image: image.astype("uint8") * np.uint8(2),
            "integer overflow: the values wrapped around, by a multiple of 256",
        ),
        (Exercise(lambda x: (x, 2 * x), lambda: [(1,), (2,)]), lambda x: (2 * x, x), "the right values in the other order"),
        (
            Exercise(lambda x: (x, 2 * x), lambda: [(1,), (2,)]),
            lambda x: 2 * x,
            "one value is returned where 2 are expected",
        ),
    ],
)
def test_the_kind_of_the_results(exercise, answer, name):
    assert said(exercise, answer).startswith(name)


def test_whole_numbers_by_accident_are_no_fractions_cut_off():
    def stops_early(image):
        total = 0.0
        for row in image:
            total = total + 0 * row.mean()
        return np.full(len(image), total)

    assert "fractions" not in said(TENS, stops_early)


# Code ----------------------------------------------------------------------------------------------------------------------


def returns_in_loop(values):  # noqa: RET503
    total = 0
    for value in values:
        total += value
        return float(total)


def first_of_both(image):  # noqa: RET503
    for row in image:
        if row.sum() > 1:
            return np.array([row.mean()])
        else:
            return np.zeros(1)


def other_power(size, kernel_size, stride):
    return (size - kernel_size) // stride + kernel_size ^ 0 + 1


def reads_the_notebook(image):
    return image_of_the_notebook.mean(axis=1)


def forgets_offset(image, factor, offset):
    return image * factor


@pytest.mark.parametrize(
    ("exercise", "answer", "name"),
    [
        (TOTAL, returns_in_loop, "`return` stands inside the loop"),
        (ROW_MEANS, reads_the_notebook, "it reads `image_of_the_notebook` of the notebook, and never its own `image`"),
        (SCALED, forgets_offset, "`offset` is never used"),
        (SCALED, lambda image, a, b: image, "`a` and `b` are never used"),
        (PLACES, other_power, "`^` is not the power operator in Python"),
        (ROW_MEANS, first_of_both, "the loop ends in its first iteration, whichever branch it takes"),
    ],
)
def test_what_the_code_shows(exercise, answer, name):
    assert said(exercise, answer) == name


@pytest.mark.parametrize(
    "answer",
    [
        lambda *arguments: arguments[0] + 1,
        lambda image, factor, offset: eval("image * factor + offset") + 1,
        lambda image, factor, offset: (lambda: image * factor + offset)() + 1,
        lambda image, factor, offset: sum(locals()["offset"] for _ in range(1)) + image * factor + 1,
    ],
)
def test_an_argument_is_used_in_more_ways_than_one(answer):
    assert "never used" not in said(SCALED, answer)


def test_an_error_leads_and_not_what_the_code_does_not_use():
    def scaled(image, factor, offset):
        return image * undefined  # noqa: F821

    verdict = SCALED.judge(scaled)
    assert verdict.state == "raises"
    assert verdict.slip is None


# Values --------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("exercise", "answer", "name"),
    [
        (ROW_MEANS, lambda image: 2 * image.mean(axis=1), "everywhere twice what is expected"),
        (ROW_MEANS, lambda image: image.mean(axis=1) + 3, "everywhere 3 more than expected"),
        (ROW_MEANS, lambda image: -image.mean(axis=1), "the sign is turned round everywhere"),
        (ROW_MEANS, lambda image: 1 - image.mean(axis=1), "it is 1 minus what is expected, everywhere"),
        (ROW_MEANS, lambda image: image.mean(axis=1) ** 2, "it is the square of what is expected"),
        (ROW_MEANS, lambda image: image.sum(axis=1), "it is `image.shape[1]` times what is expected, in every case"),
        (TOTAL, lambda values: values.mean(), "it is what is expected, divided by `len(values)`, in every case"),
        (ROW_MEANS, lambda image: image.mean(axis=1)[::-1], "the order is reversed"),
        (SCALED, lambda image, factor, offset: np.abs(image * factor + offset), "the signs are lost"),
        (SCALED, lambda image, factor, offset: np.maximum(image * factor + offset, 0), "negative results become 0"),
        (EVEN, lambda numbers: numbers % 2 == 1, "True and False are exchanged"),
        (EVEN, lambda numbers: numbers < 0, "the result is False everywhere"),
        (PLACES, lambda size, kernel_size, stride: 0 * (size + kernel_size + stride), "the result is 0 everywhere"),
        (PLACES, lambda size, kernel_size, stride: (size - kernel_size) // stride, "everywhere 1 less than expected"),
        (ROW_MEANS, lambda image: image, "`image` is returned unchanged"),
        (ROW_MEANS, lambda image: float(image.mean()), "one number is returned where an array is expected"),
        (TOTAL, lambda values: np.cumsum(values), "an array is returned where one number is expected"),
        (ROW_MEANS, lambda image: image.mean(axis=1)[:-1], "1 entry too few in the result"),
    ],
)
def test_the_relation_of_the_values(exercise, answer, name):
    assert said(exercise, answer) == name


def test_a_factor_that_would_be_printed_as_1_is_not_told():
    verdict = ROW_MEANS.judge(lambda image: 1.0004 * image.mean(axis=1))
    assert verdict.state == "wrong"
    assert "times what is expected" not in (verdict.slip.name if verdict.slip else "")


def test_a_part_of_the_result_only():
    exercise = Exercise(
        lambda image: 2 * image, lambda: [(np.random.default_rng(n).uniform(1, 2, (n, n + 1)),) for n in (4, 5, 6)]
    )

    def last_row_left(image):
        result = 2 * image
        result[-1] = image[-1] + 0.5
        return result

    assert said(exercise, last_row_left) == "wrong only in the last row"


# Cases ---------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("exercise", "answer", "name"),
    [
        (
            PLACES,
            lambda size, kernel_size, stride: size - kernel_size + stride,
            "right wherever `stride` is 1, wrong in all other cases",
        ),
        (
            PLACES,
            lambda size, k, stride: (size - k) // stride + 1 if k == 2 else -k,
            "right wherever `kernel_size` is 2, wrong in all other cases",
        ),
        (
            Exercise(
                lambda image: image.sum(axis=0), lambda: [(image,) for image in IMAGES for image in (image, 2 * image)]
            ),
            lambda image: (
                sum(image[row] for row in range(min(image.shape))) * (1 if image.shape[0] == image.shape[1] else 3)
            ),
            "right wherever `image` is square, wrong in all other cases",
        ),
    ],
)
def test_where_it_is_right(exercise, answer, name):
    assert said(exercise, answer) == name


def test_what_holds_in_the_cases_of_the_exercise_by_accident_is_not_said():
    """Size 1 comes with one row alone there; of the mixtures, some have one row and another size."""
    cases = [(np.ones((1, 3)), 1), (np.full((1, 4), 2.0), 1), (np.full((1, 5), 3.0), 1)]
    cases += [(np.full((rows, 4), 2.0), 2) for rows in (2, 3, 4)]
    exercise = Exercise(lambda image, size: image.sum() * size, lambda: cases)
    assert (
        said(exercise, lambda image, size: image.sum() * (1 if size == 1 else 5))
        == "right wherever `size` is 1, wrong in all other cases"
    )


def test_further_cases_keep_what_all_cases_keep():
    cases = [(np.arange(n), np.arange(n) * 2, k) for n in (3, 4, 5) for k in (1, 2)]
    exercise = Exercise(lambda a, b, k: (a * b).sum() / k, lambda: cases)
    more = further(exercise, cases)
    assert len(more) > 5
    for (a, b, k), expected in more:
        assert len(a) == len(b) > k
        assert same(expected, (a * b).sum() / k)


def test_a_further_case_that_the_reference_cannot_compute_is_none():
    exercise = Exercise(lambda a, b: a / b, lambda: [(np.array([1.0, 0.0]), np.array([2.0, 3.0]))])
    assert all(np.isfinite(expected).all() for _, expected in further(exercise, exercise.cases()))


def test_a_slip_that_another_mistake_agrees_with_on_few_cases_is_not_named():
    cases = [(2, 2), (3, 1), (4, 4)]
    exercise = Exercise(lambda a, b: a + b, lambda: cases, slips=(Slip("multiplied", lambda a, b: a * b, "Plus or times?"),))
    assert said(exercise, lambda a, b: a * b) == "multiplied"
    assert said(exercise, lambda a, b: a * b if (a, b) in cases else 0) != "multiplied"


# Repairs -------------------------------------------------------------------------------------------------------------------


def wrong_sign(size, kernel_size, stride):
    places = (size + kernel_size) // stride
    return places + 1


def wrong_bound(values):
    total = 0
    for index in range(len(values) - 1):
        total += values[index] ** 2 + 1
    return total


def overwrites(values):
    total = 0
    for value in values:
        total = value**2 + 1
    return total


def superfluous(values):
    return float(np.sum(values**2 + 1).round(-1))


SQUARES = Exercise(
    lambda values: float(np.sum(values**2 + 1)), lambda: [(np.random.default_rng(n).uniform(1, 3, n),) for n in (3, 4, 6, 9)]
)


@pytest.mark.parametrize(
    ("exercise", "answer", "kind", "part"),
    [
        (PLACES, wrong_sign, "a sign", "`size + kernel_size`"),
        (SQUARES, wrong_bound, "a bound", "`range(len(values) - 1)`"),
        (SQUARES, overwrites, "an assignment", "`total = value**2 + 1`"),
        (SQUARES, superfluous, "a step too many", "`.round(-1)`"),
    ],
)
def test_the_one_thing_that_is_wrong_is_found_and_not_given_away(exercise, answer, kind, part):
    slip = exercise.judge(answer).slip
    line = answer.__code__.co_firstlineno
    assert slip.name.startswith("one mistake in line ")
    assert slip.name.endswith(f": {kind}")
    assert line < int(slip.name.split(":")[0].rpartition(" ")[2]) <= line + 4
    assert f"Look at {part}" in slip.question
    assert slip.question.endswith("?")


def test_changes_are_many_and_each_is_one():
    changed = variants(wrong_bound)
    assert len(changed) > 15
    assert len({function.__code__.co_code + repr(function.__code__.co_consts).encode() for *_, function in changed}) > 15
    assert variants(lambda x: x) == []
    assert variants(np.sum) == []


def _halvings(n):
    count = 0
    while n > 1:
        n //= 2
        count += 1
    return count


def test_changes_that_make_a_loop_endless_end_after_as_many_passes_everywhere(monkeypatch):
    def halvings(n):
        count = 0
        while n > 1:
            n //= 3
            count += 1
        return count

    tried, used = [], []
    is_right = repairs._is_right

    def counted(function, cases, *more):
        before = passes.left["passes"]
        tried.append(is_right(function, cases, *more))
        used.append(before - passes.left["passes"])
        return tried[-1]

    monkeypatch.setattr(repairs, "_is_right", counted)
    monkeypatch.setattr(worker, "MODE", "inline")
    monkeypatch.setattr(repairs, "PASSES", 500)
    exercise = Exercise(_halvings, lambda: [(8,), (9,), (40,)])
    assert exercise.judge(halvings).slip.name == f"one mistake in line {halvings.__code__.co_firstlineno + 3}: a number"
    assert max(used) == 500, "no change was endless"
    assert 0 < min(filter(None, used)) < 20
    first = used.copy()
    used.clear()
    exercise.judge(halvings)
    assert used == first
    monkeypatch.setattr(repairs, "ALL_PASSES", 100)
    assert "one mistake" not in getattr(exercise.judge(halvings).slip, "name", "")


def test_what_is_found_does_not_hang_on_how_long_it_takes():
    def slow(n):
        time.sleep(0.3)  # as on a machine that has no time for it
        return n - 1

    assert Exercise(lambda n: n + 1, lambda: [(1,), (4,)]).judge(slow).slip.name.endswith(": a sign")


def test_comprehensions_are_counted_and_answers_stay_what_they_are():
    passes.left["passes"] = 1000
    counted = next(function for _, _, kind, function in variants(_listed) if kind == "a sign")
    assert counted(5) == [1, 3, 5, 7, 9]
    passes.left["passes"] = 3
    with pytest.raises(passes._TooManyPasses):
        counted(5)
    assert passes.NAME not in _listed.__globals__


def _listed(n):
    return [2 * k - 1 for k in range(n)]


def test_right_wherever_the_stride_is_1():
    def output_size(size, kernel_size, stride, padding, dilation):
        return size + 2 * padding - dilation * (kernel_size - 1)

    _, exercise = find("output_size")
    verdict = exercise.judge(output_size)
    assert verdict.slip is not None
    assert "stride" in verdict.slip.name


def by_continue(values):  # noqa: RET503  what it is a test of
    for value in values:
        if value < 2:
            continue
        return value


def of_a_helper(values):
    def first(values):
        return values[0]

    values = first(values) + 1


def asks_a_dictionary(values):
    return {"other": 1.0}.get("first")


def none_sometimes(values):
    return next((value for value in values if value > 2), None)


@pytest.mark.parametrize(
    ("answer", "name"),
    [
        (by_continue, "one path through the function returns nothing"),
        (of_a_helper, "nothing is returned"),
        (asks_a_dictionary, "it returns None"),
        (none_sometimes, "it returns None in some cases"),
    ],
)
def test_it_is_said_where_none_comes_from(answer, name):
    last = Exercise(lambda values: values[-1], lambda: [([1.0],), ([1.0, 3.0],), ([3.0, 4.0],)])
    assert said(last, answer) == name


def test_one_of_two_masks_is_no_power():
    def apart(scores):
        other = scores > 1
        return np.where((scores > 0) ^ other, scores, 1.0)

    positive = Exercise(lambda scores: scores.clip(0), lambda: [(np.array([-1.0, 0.5, 2.0]),), (np.array([3.0]),)])
    assert said(positive, apart) != "`^` is not the power operator in Python"
