"""By chance and by rule: its exercises, the slips they know, and the questions later lessons ask."""

import numpy as np

from imagen_course.exercises.declare import Recall, exercise


def _numbers(*shape, seed=12):
    """Numbers without order, no two alike, some negative."""
    return np.random.default_rng([seed, *shape]).normal(0.4, 1.0, shape).round(4)


# A flat histogram ----------------------------------------------------------------------------------------------------------
def _some_values():
    yield (np.array([0.3, -1.2]),)
    yield (np.array([2.0, 0.5, 7.0]),)
    for shape in ((2, 3), (3, 2), (3, 4), (5, 4)):
        yield (_numbers(*shape),)
    yield (np.array([[5, 1, 9], [2, -7, 4]]),)
    yield (np.array([0.5, 0.5 + 1e-9, 0.25, 0.25 - 1e-9]),)  # not equal, only nearly so
    yield (_numbers(2, 3, 2),)


@exercise(
    cases=_some_values,
    hints=[
        "Five numbers are to become five levels between 0 and 1, evenly spaced. Which level does the smallest get, and which the middle one?",
        "A number's rank is how many are smaller.",
        "`values.ravel()` is all of them in a row. `argsort` of an `argsort` gives each one's rank.",
        "Add one half, divide by `values.size`, and give it the shape back by `reshape(values.shape)`.",
    ],
    why="The first argsort lists places by size; the second asks at which turn each place was named, which is its rank.",
)
def by_ranks(values):
    ranks = values.ravel().argsort().argsort()
    return ((ranks + 0.5) / values.size).reshape(values.shape)


by_ranks.slips(
    ("the places of the sorted values, not the ranks", lambda values: ((values.ravel().argsort() + 0.5) / values.size).reshape(values.shape), "`argsort` says where the smallest stands. How many are smaller than the number at *this* place?"),
    ("stretched, not ranked", lambda values: (values - values.min()) / max(np.ptp(values), 1e-9), "Make one number a thousand times as large. Should the others move?"),
    ("the half is missing", lambda values: by_ranks(values) - 0.5 / values.size, "What becomes of the smallest: 0, or half a step above?"),
    ("half a step too high", lambda values: by_ranks(values) + 0.5 / values.size, "From which number is a rank counted here?"),
    ("stretched to the ends", lambda values: (by_ranks(values) * values.size - 0.5) / max(values.size - 1, 1), "Of two numbers, what becomes of the smaller: 0 or 1/4?"),
    ("each row by itself", lambda values: (values.argsort(axis=-1).argsort(axis=-1) + 0.5) / values.shape[-1], "Is a number compared with its row or with the whole array?"),
    ("cut to whole numbers", lambda values: by_ranks(values).astype(values.dtype), "Can an array of whole numbers hold 1/12? Of which type is your result?"),
    ("ranked by rows, divided by all", lambda values: (values.argsort().argsort() + 0.5) / values.size, "Is a number ranked in its own row or in the whole table? And by how many do you divide?"),
    ("each column by itself", lambda values: (values.argsort(axis=0).argsort(axis=0) + 0.5) / values.shape[0], "Is a number compared with its column or with the whole array?"),
    ("the largest gets the lowest", lambda values: 1 - by_ranks(values), "Does the brightest pixel stay the brightest?"),
    ("the values themselves, sorted", lambda values: np.sort(values.ravel()).reshape(values.shape), "Where has the picture gone, if all is sorted?"),
    ("the result is in order of size", lambda values: np.sort(by_ranks(values).ravel()).reshape(values.shape), "The largest value may stand at the first place: what stands there in your result?"),
    ("divided by the rows", lambda values: by_ranks(values) * values.size / len(values), "How many numbers are ranked: those of a column, or all?"),
    ("ranks as they are", lambda values: by_ranks(values) * values.size - 0.5, "Between which two numbers must the result lie?"),
)


# Strengths of one, phases of another ---------------------------------------------------------------------------------------
def _two_pictures():
    for shape in ((2, 2), (2, 3), (3, 4), (5, 4), (6, 6)):
        yield _numbers(*shape), _numbers(*shape, seed=5)
    yield 100 * _numbers(3, 4), _numbers(3, 4, seed=5)
    yield _numbers(3, 4) / 1000, _numbers(3, 4, seed=5)
    yield _numbers(8, 5), _numbers(8, 5, seed=5)


@exercise(
    cases=_two_pictures,
    hints=[
        "A complex number is a length and an angle. Which of the two comes from `a`, and which from `b`?",
        "First the strengths of `a`: `np.abs(np.fft.fft2(a))`.",
        "Then the phases of `b`: `np.angle(np.fft.fft2(b))`.",
        "Multiply the strengths by `np.exp(1j * phase)`, and go back by `np.fft.ifft2(...).real`.",
    ],
    why="A complex number is a size and a direction: take the size from one picture's wave and the direction from the other's.",
)
def recombine(a, b):
    strength = np.abs(np.fft.fft2(a))
    phase = np.angle(np.fft.fft2(b))
    return np.fft.ifft2(strength * np.exp(1j * phase)).real


recombine.slips(
    ("the two are swapped", lambda a, b: recombine(b, a), "Whose amplitudes are used, and whose phases?"),
    ("the size instead of the real part", lambda a, b: np.abs(np.fft.ifft2(np.abs(np.fft.fft2(a)) * np.exp(1j * np.angle(np.fft.fft2(b))))), "Can a pixel of your result ever be negative? Must it be able to?"),
    ("strengths squared", lambda a, b: np.fft.ifft2(np.abs(np.fft.fft2(a)) ** 2 * np.exp(1j * np.angle(np.fft.fft2(b)))).real, "Double `a`: by which factor should the result grow, and by which does it?"),
    ("strengths all 1", lambda a, b: np.fft.ifft2(np.exp(1j * np.angle(np.fft.fft2(b)))).real, "Double `a`. Does your result change?"),
    ("phases all 0", lambda a, b: np.fft.ifft2(np.abs(np.fft.fft2(a))).real, "Does your result depend on `b`?"),
    ("the angle instead of a direction", lambda a, b: np.fft.ifft2(np.abs(np.fft.fft2(a)) * np.angle(np.fft.fft2(b))).real, "A direction is a complex number of size 1. Of which size is the number by which you multiply?"),
    ("a real exponential", lambda a, b: np.fft.ifft2(np.abs(np.fft.fft2(a)) * np.exp(np.angle(np.fft.fft2(b)))).real, "Is the exponential of a real number complex? Which letter makes it so?"),
    ("phases backwards", lambda a, b: np.fft.ifft2(np.abs(np.fft.fft2(a)) * np.exp(-1j * np.angle(np.fft.fft2(b)))).real, "Take `a` for both. Do you get `a` back, or `a` turned about?"),
    ("the transform is taken forwards twice", lambda a, b: np.fft.fft2(np.abs(np.fft.fft2(a)) * np.exp(1j * np.angle(np.fft.fft2(b)))).real, "Which function leads from waves back to pixels?"),
    ("pixels instead of waves", lambda a, b: np.fft.ifft2(np.abs(a) * np.exp(1j * np.angle(b))).real, "Of what do you take the strength, of waves or of pixels?"),
    ("waves come back, not pixels", lambda a, b: (np.abs(np.fft.fft2(a)) * np.exp(1j * np.angle(np.fft.fft2(b)))).real, "At place (2, 3) of your result: is there a pixel, or a wave?"),
    ("the result is clipped", lambda a, b: np.clip(recombine(a, b), 0, 1), "Which pixels come out below 0, and should they be clipped?"),
    ("only the rows are transformed", lambda a, b: np.fft.ifft(np.abs(np.fft.fft(a)) * np.exp(1j * np.angle(np.fft.fft(b)))).real, "Do your waves run in all directions? What does the 2 in `fft2` stand for?"),
    ("strengths of both", lambda a, b: np.fft.ifft2(np.abs(np.fft.fft2(a)) * np.fft.fft2(b)).real, "Double `b`. Phases do not change by that: does your result?"),
    ("a sum instead of a product", lambda a, b: np.fft.ifft2(np.abs(np.fft.fft2(a)) + 1j * np.angle(np.fft.fft2(b))).real, "Of a wave of strength 0, what should be left? What is left in your result?"),
    ("the cosine alone", lambda a, b: np.fft.ifft2(np.abs(np.fft.fft2(a)) * np.cos(np.angle(np.fft.fft2(b)))).real, "$e^{i\\varphi}$ has a cosine, and what else?"),
)


# Escape time ---------------------------------------------------------------------------------------------------------------
def _escape_given(c, limit):
    z = 0
    for k in range(limit):
        z = z * z + c
        if z.real**2 + z.imag**2 > 2:
            return k + 1
    return limit


def _places():
    for c in (
        -2,
        1,
        0,
        -1.8,
        2.1,
        1j,
        0.3 + 0.5j,
        -0.1 + 1.1j,
        0.4 + 0.6j,
        -0.75 + 0.3j,
        1.9j,
        -1.2 + 0.4j,
        0.5 - 0.9j,
        -2.5,
    ):
        yield complex(c), 2
    for c in (-2, -1.9, 0.26, 0.4 + 0.4j, -0.1 + 0.9j, -0.75 + 0.1j, -1.3 - 0.2j, 1.2 + 1.5j, -0.6 - 1j):
        yield complex(c), 40
    yield complex(0, 0), 1
    yield complex(0.2503, 0), 400
    yield complex(-0.745, 0.1134), 400


@exercise(
    cases=lambda: sorted(_places(), key=lambda case: case[1]),
    given=_escape_given,
    hints=[
        "c = -2 by hand: z is -2, then 2, then 2 again. Does it leave? What does the code say?",
        "`z.real**2 + z.imag**2` is the square of |z|.",
        "|z| > 2 is the same as: the square of |z| is above the square of 2.",
    ],
    why="Comparing squares saves the root, but then both sides have to be squared.",
)
def escape_time(c, limit):
    z = 0
    for k in range(limit):
        z = z * z + c
        if z.real**2 + z.imag**2 > 4:
            return k + 1
    return limit


def _escape_beyond(c, limit, *, square=4, first=0j, count=1, stays=None):
    z = first
    for k in range(limit):
        z = z * z + c
        if z.real**2 + z.imag**2 > square:
            return k + count
    return limit if stays is None else stays


def _escape_real_part(c, limit):
    z = 0j
    for k in range(limit):
        z = z * z + c
        if abs(z.real) > 2:
            return k + 1
    return limit


def _escape_at_two(c, limit):
    z = 0j
    for k in range(limit):
        z = z * z + c
        if abs(z) >= 2:
            return k + 1
    return limit


def _escape_new_real_part(c, limit):
    x = y = 0.0
    for k in range(limit):
        x = x * x - y * y + c.real
        y = 2 * x * y + c.imag
        if x * x + y * y > 4:
            return k + 1
    return limit


def _escape_no_two(c, limit):
    x = y = 0.0
    for k in range(limit):
        x, y = x * x - y * y + c.real, x * y + c.imag
        if x * x + y * y > 4:
            return k + 1
    return limit


def _escape_plus(c, limit):
    x = y = 0.0
    for k in range(limit):
        x, y = x * x + y * y + c.real, 2 * x * y + c.imag
        if x * x + y * y > 4:
            return k + 1
    return limit


def _escape_sum_of_parts(c, limit):
    z = 0j
    for k in range(limit):
        z = z * z + c
        if z.real + z.imag > 2:
            return k + 1
    return limit


def _escape_difference(c, limit):
    z = 0j
    for k in range(limit):
        z = z * z + c
        if z.real**2 - z.imag**2 > 4:
            return k + 1
    return limit


def _escape_tested_first(c, limit):
    z = 0j
    for k in range(limit):
        if abs(z) > 2:
            return k + 1
        z = z * z + c
    return limit


escape_time.slips(
    ("it stops beyond the root of 2 already", lambda c, limit: _escape_given(c, limit), "z = 1.5 is not beyond 2: does your test let it go on? If |z| is 2, what is the square of |z|?"),
    ("the square is compared with 16", lambda c, limit: _escape_beyond(c, limit, square=16), "If |z| is 2, what is the square of |z|?"),
    ("|z| is compared with 1", lambda c, limit: _escape_beyond(c, limit, square=1), "Beyond which size does z never come back?"),
    ("counted from 0", lambda c, limit: _escape_beyond(c, limit, count=0), "c = 3 is beyond 2 after the first step. Which number is that?"),
    ("tested before the step", _escape_tested_first, "When the loop tests for the first time, how many steps have been made?"),
    ("it starts at c", lambda c, limit: _escape_beyond(c, limit, first=c), "What is z after the first step, if it starts at 0?"),
    ("0 for those that stay", lambda c, limit: _escape_beyond(c, limit, stays=0), "Which number is expected for a place that never leaves?"),
    ("the real part alone", _escape_real_part, "z = 3i: how far is it from 0?"),
    ("at 2 it counts as gone", _escape_at_two, "c = -2: where is z after two steps, and after three? Is |z| above 2?"),
    ("the new real part is used at once", _escape_new_real_part, "Both parts of the square: are they computed from the *old* z?"),
    ("a 2 is missing in the square", _escape_no_two, "What is the imaginary part of (x + iy) squared?"),
    ("a sign in the square", _escape_plus, "What is i squared? And so the real part of (x + iy) squared?"),
    ("a sum instead of a distance", _escape_sum_of_parts, "z = -3: how far is it from 0?"),
    ("a minus in the distance", _escape_difference, "z = 3i: how far is it from 0?"),
)


# The row below -------------------------------------------------------------------------------------------------------------
def _rows():
    yield np.array([0, 1, 0]), 90
    yield np.array([1, 0, 0]), 30
    yield np.array([0, 1, 1, 0]), 110
    yield np.array([0, 0, 0, 1]), 255
    for n, rule in ((5, 30), (7, 73), (9, 225), (12, 178), (16, 45), (24, 150)):
        yield np.random.default_rng([12, n]).integers(0, 2, n), rule


@exercise(
    cases=_rows,
    hints=[
        "Write a row of four cells on paper. Who is the left neighbour of the first, and which number do three cells make as three bits?",
        "`np.roll(row, 1)` holds, at each place, the left neighbour; `np.roll(row, -1)` the right one.",
        "`k = 4 * left + 2 * row + right` has the number of each cell.",
        "`rule // 2**k % 2` works on the whole array at once.",
    ],
    why="The eight bits of the rule are a table with an answer for each of the eight neighbourhoods.",
)
def next_row(row, rule):
    left, right = np.roll(row, 1), np.roll(row, -1)
    return rule // 2 ** (4 * left + 2 * row + right) % 2


def _bits(k, rule):
    return rule >> k & 1


def _sides(row):
    return np.roll(row, 1), np.roll(row, -1)


def _row_mirrored(row, rule):
    left, right = _sides(row)
    return _bits(4 * right + 2 * row + left, rule)


def _row_from_the_top(row, rule):
    left, right = _sides(row)
    return _bits(7 - (4 * left + 2 * row + right), rule)


def _row_counted(row, rule):
    left, right = _sides(row)
    return _bits(left + row + right, rule)


def _row_dead_ends(row, rule):
    beyond = np.pad(row, 1)
    return _bits(4 * beyond[:-2] + 2 * beyond[1:-1] + beyond[2:], rule)


def _row_without_itself(row, rule):
    left, right = _sides(row)
    return _bits(2 * left + right, rule)


def _row_itself_first(row, rule):
    left, right = _sides(row)
    return _bits(4 * row + 2 * left + right, rule)


def _row_not_cut(row, rule):
    left, right = _sides(row)
    return rule >> (4 * left + 2 * row + right)


def _row_numbers(row, rule):
    left, right = _sides(row)
    return 4 * left + 2 * row + right


def _row_remainder(row, rule):
    left, right = _sides(row)
    return rule % 2 ** (4 * left + 2 * row + right)


def _row_one_side(row, rule):
    left, _ = _sides(row)
    return _bits(4 * left + 2 * row + left, rule)


def _row_kept_bit(row, rule):
    left, right = _sides(row)
    return rule & 2 ** (4 * left + 2 * row + right)


def _row_fractions(row, rule):
    left, right = _sides(row)
    return rule / 2.0 ** (4 * left + 2 * row + right) % 2


def _row_in_place(row, rule):
    below, n = row.copy(), len(row)
    for j in range(n):
        below[j] = _bits(4 * below[j - 1] + 2 * below[j] + below[(j + 1) % n], rule)
    return below


def _next_ends_kept(row, rule):
    below = next_row(row, rule)
    below[[0, -1]] = row[[0, -1]]
    return below


next_row.slips(
    ("left and right are swapped", _row_mirrored, "Which neighbour counts 4 in the formula, and which in yours?"),
    ("bits from the other end", _row_from_the_top, "Bit 0 of 30 is 0, bit 1 is 1. Which bit answers three zeros?"),
    ("neighbours counted", _row_counted, "100 and 001 have one 1 each. May the rule answer them differently?"),
    ("zeros beyond the ends", _row_dead_ends, "The row is a ring: who is the left neighbour of the first cell?"),
    ("two cells are lost", lambda row, rule: _bits(4 * row[:-2] + 2 * row[1:-1] + row[2:], rule), "How many cells does the row below have?"),
    ("the cell itself is left out", _row_without_itself, "How many cells decide: two or three?"),
    ("the cell itself counts 4", _row_itself_first, "Which of the three counts 4 in the formula?"),
    ("more than one bit is left", _row_not_cut, "Is each of your cells 0 or 1? How many bits of the rule should be left?"),
    ("the number, not its bit", _row_numbers, "Does your result change with the rule?"),
    ("0 and 1 are swapped", lambda row, rule: 1 - next_row(row, rule), "Rule 0 has no bit that is 1. How many cells of your next row are 1?"),
    ("the remainder instead of the quotient", _row_remainder, "Which comes first in the formula: the division or the remainder?"),
    ("the quotient keeps its fraction", _row_fractions, "Is each of your cells 0 or 1? Which division drops the remainder?"),
    ("the row is overwritten while it is read", _row_in_place, "When you come to a cell, is its left neighbour still the one of the row above?"),
    ("one neighbour twice", _row_one_side, "Does your result depend on the right neighbour?"),
    ("the bit keeps its weight", _row_kept_bit, "Is each of your cells 0 or 1? Where does bit 5 have to go, to be read as 1?"),
    ("the two ends stay as they were", _next_ends_kept, "Who is the left neighbour of the first cell, if the row is closed to a ring?"),
)


# A ring --------------------------------------------------------------------------------------------------------------------
def _ring_places():
    yield np.array([3.0]), np.array([4.0]), 2.0, 1.0
    yield np.array([0.0, 1.0]), np.array([0.0, -1.0]), 1.5, 0.5
    yield np.array([3, 1]), np.array([4, -2]), 2, 1  # whole numbers as a type
    yield np.array([30.0, 1.0]), np.array([-4.0, 20.0]), 8.0, 2.5
    yield np.array([3.0, 0.0]), np.array([-4.0, 2.0]), 4.0, 3.0
    for shape, radius, width in (((3, 2), 0.7, 0.3), ((3, 4), 1.2, 0.9)):
        yield _numbers(*shape), _numbers(*shape, seed=4), radius, width


@exercise(
    cases=_ring_places,
    hints=[
        "Draw a circle of radius 3 and a point at 5 from its centre. How far is the point from the circle, and how far from a ring round it?",
        "The distance from the circle's edge, inside negative, is `np.hypot(u, v) - radius`.",
        "To either side: drop the sign by `np.abs`.",
        "At half the width the ring ends: there the distance is to be 0.",
    ],
    why="Dropping the sign folds inside onto outside; subtracting a number then makes any line thick.",
)
def ring(u, v, radius, width):
    return np.abs(np.hypot(u, v) - radius) - width / 2


def _ring_smaller(u, v, radius, width):
    outer = np.hypot(u, v) - (radius + width / 2)
    return np.minimum(outer, -outer - width)


ring.slips(
    ("twice as wide", lambda u, v, radius, width: np.abs(np.hypot(u, v) - radius) - width, "How far does the ring reach to *either* side of its middle line?"),
    ("a disc", lambda u, v, radius, width: np.hypot(u, v) - radius - width / 2, "Is (0, 0) inside a ring? What does your function say there?"),
    ("without a width", lambda u, v, radius, width: np.abs(np.hypot(u, v) - radius), "Make the ring wider. Does your result change?"),
    ("half the width is rounded down", lambda u, v, radius, width: np.abs(np.hypot(u, v) - radius) - width // 2, "Half of 3 is 1.5. Which of Python's two divisions gives that?"),
    ("the circle alone", lambda u, v, radius, width: np.hypot(u, v) - radius, "Make the ring wider. Does your result change?"),
    ("inside and outside are exchanged", lambda u, v, radius, width: width / 2 - np.abs(np.hypot(u, v) - radius), "Far away, is the distance positive or negative?"),
    ("the smaller of the two", _ring_smaller, "Inside the outer circle *and* outside the inner one: is that the smaller distance, or the larger?"),
    ("differences of squares", lambda u, v, radius, width: np.abs(u**2 + v**2 - radius**2) - width / 2, "Twice as far away: does your distance grow twofold or fourfold?"),
    ("the root is forgotten", lambda u, v, radius, width: np.abs(u**2 + v**2 - radius) - width / 2, "How far is (3, 4) from (0, 0)?"),
    ("distance along the grid", lambda u, v, radius, width: np.abs(np.abs(u) + np.abs(v) - radius) - width / 2, "How far is (3, 4) from (0, 0) in a straight line?"),
    ("a square frame", lambda u, v, radius, width: np.abs(np.maximum(np.abs(u), np.abs(v)) - radius) - width / 2, "How far is (3, 4) from (0, 0) in a straight line?"),
    ("never negative", lambda u, v, radius, width: np.maximum(ring(u, v, radius, width), 0), "Which sign does the distance have inside a shape?"),
    ("the radius is the inner edge's", lambda u, v, radius, width: np.abs(np.hypot(u, v) - radius - width / 2) - width / 2, "Which circle has that radius: an edge or the middle line?"),
    ("the radius is the outer edge's", lambda u, v, radius, width: np.abs(np.hypot(u, v) - radius + width / 2) - width / 2, "Which circle has that radius: an edge or the middle line?"),
    ("the sign is dropped last", lambda u, v, radius, width: np.abs(np.hypot(u, v) - radius - width / 2), "Which comes first: dropping the sign, or subtracting half the width? Can your result ever be negative?"),
)


RECALL = (
    Recall("one spectrum", "Two pictures have the same spectrum. Then they...", ("look alike", "may show different things", "have the same histogram"), "b", "A spectrum forgets phases, and edges are where crests of many waves meet."),
    Recall("uniform pixels", "Every pixel of a picture is uniform between 0 and 1. Then neighbours...", ("may still be in step", "differ by 1/3 on average", "cannot be predicted from each other"), "a", "How often a value comes at a place says nothing of how places go together."),
    Recall("union of shapes", "Signed distances of two shapes at a place are 0.3 and -0.2. The distance of their union is...", ("0.1", "0.3", "-0.2"), "c", "The smaller one: the place lies inside one of them, so inside the union."),
    Recall("near the pile", "Every picture a generator makes lies near a training example. What may still be wrong with it?", ("its pictures are all too dark", "it makes one picture over and over", "nothing"), "b", "Nearness does not see variety."),
)
