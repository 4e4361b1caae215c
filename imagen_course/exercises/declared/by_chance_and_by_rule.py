"""By chance and by rule: its exercises, the slips they know, and the questions later lessons ask."""

import numpy as np

from imagen_course.exercises.engine import Exercise, Recall, Slip


def _numbers(*shape, seed=12):
    """Numbers without order, no two alike, some negative."""
    return np.random.default_rng([seed, *shape]).normal(0.4, 1.0, shape).round(4)


# A flat histogram ----------------------------------------------------------------------------------------------------------


def by_ranks(values):
    ranks = values.ravel().argsort().argsort()
    return ((ranks + 0.5) / values.size).reshape(values.shape)


def _ranks_sorted_once(values):
    return ((values.ravel().argsort() + 0.5) / values.size).reshape(values.shape)


def _ranks_stretched(values):
    return (values - values.min()) / max(np.ptp(values), 1e-9)


def _ranks_from_0(values):
    return by_ranks(values) - 0.5 / values.size


def _ranks_from_1(values):
    return by_ranks(values) + 0.5 / values.size


def _ranks_to_the_ends(values):
    return (by_ranks(values) * values.size - 0.5) / max(values.size - 1, 1)


def _ranks_by_row(values):
    return (values.argsort(axis=-1).argsort(axis=-1) + 0.5) / values.shape[-1]


def _ranks_by_column(values):
    return (values.argsort(axis=0).argsort(axis=0) + 0.5) / values.shape[0]


def _ranks_falling(values):
    return 1 - by_ranks(values)


def _ranks_sorted_values(values):
    return np.sort(values.ravel()).reshape(values.shape)


def _ranks_sorted_places(values):
    return np.sort(by_ranks(values).ravel()).reshape(values.shape)


def _ranks_by_rows_counted(values):
    return by_ranks(values) * values.size / len(values)


def _ranks_not_divided(values):
    return by_ranks(values) * values.size - 0.5


def _ranks_not_ravelled(values):
    return (values.argsort().argsort() + 0.5) / values.size


def _ranks_cut(values):
    return by_ranks(values).astype(values.dtype)


def _some_values():
    yield (np.array([0.3, -1.2]),)
    yield (np.array([2.0, 0.5, 7.0]),)
    for shape in ((2, 3), (3, 2), (3, 4), (5, 4)):
        yield (_numbers(*shape),)
    yield (np.array([[5, 1, 9], [2, -7, 4]]),)


# Strengths of one, phases of another ---------------------------------------------------------------------------------------


def recombine(a, b):
    strength = np.abs(np.fft.fft2(a))
    phase = np.angle(np.fft.fft2(b))
    return np.fft.ifft2(strength * np.exp(1j * phase)).real


def _recombine_swapped(a, b):
    return recombine(b, a)


def _recombine_size(a, b):
    return np.abs(np.fft.ifft2(np.abs(np.fft.fft2(a)) * np.exp(1j * np.angle(np.fft.fft2(b)))))


def _recombine_power(a, b):
    return np.fft.ifft2(np.abs(np.fft.fft2(a)) ** 2 * np.exp(1j * np.angle(np.fft.fft2(b)))).real


def _recombine_without_a(a, b):
    return np.fft.ifft2(np.exp(1j * np.angle(np.fft.fft2(b)))).real


def _recombine_without_b(a, b):
    return np.fft.ifft2(np.abs(np.fft.fft2(a))).real


def _recombine_no_exponential(a, b):
    return np.fft.ifft2(np.abs(np.fft.fft2(a)) * np.angle(np.fft.fft2(b))).real


def _recombine_no_j(a, b):
    return np.fft.ifft2(np.abs(np.fft.fft2(a)) * np.exp(np.angle(np.fft.fft2(b)))).real


def _recombine_turned(a, b):
    return np.fft.ifft2(np.abs(np.fft.fft2(a)) * np.exp(-1j * np.angle(np.fft.fft2(b)))).real


def _recombine_forward(a, b):
    return np.fft.fft2(np.abs(np.fft.fft2(a)) * np.exp(1j * np.angle(np.fft.fft2(b)))).real


def _recombine_rows(a, b):
    return np.fft.ifft(np.abs(np.fft.fft(a)) * np.exp(1j * np.angle(np.fft.fft(b)))).real


def _recombine_products(a, b):
    return np.fft.ifft2(np.abs(np.fft.fft2(a)) * np.fft.fft2(b)).real


def _recombine_sum(a, b):
    return np.fft.ifft2(np.abs(np.fft.fft2(a)) + 1j * np.angle(np.fft.fft2(b))).real


def _recombine_cosine(a, b):
    return np.fft.ifft2(np.abs(np.fft.fft2(a)) * np.cos(np.angle(np.fft.fft2(b)))).real


def _recombine_pixels(a, b):
    return np.fft.ifft2(np.abs(a) * np.exp(1j * np.angle(b))).real


def _recombine_waves(a, b):
    return (np.abs(np.fft.fft2(a)) * np.exp(1j * np.angle(np.fft.fft2(b)))).real


def _recombine_clipped(a, b):
    return np.clip(recombine(a, b), 0, 1)


def _two_pictures():
    for shape in ((2, 2), (2, 3), (3, 4), (5, 4), (6, 6)):
        yield _numbers(*shape), _numbers(*shape, seed=5)


# Escape time ---------------------------------------------------------------------------------------------------------------


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


def _escape_given(c, limit):
    z = 0
    for k in range(limit):
        z = z * z + c
        if z.real**2 + z.imag**2 > 2:
            return k + 1
    return limit


def _escape_squared_twice(c, limit):
    return _escape_beyond(c, limit, square=16)


def _escape_at_one(c, limit):
    return _escape_beyond(c, limit, square=1)


def _escape_from_0(c, limit):
    return _escape_beyond(c, limit, count=0)


def _escape_from_c(c, limit):
    return _escape_beyond(c, limit, first=c)


def _escape_stays_0(c, limit):
    return _escape_beyond(c, limit, stays=0)


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


def _growing_places():
    return sorted(_places(), key=lambda case: case[1])


# The row below -------------------------------------------------------------------------------------------------------------


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


def _row_shorter(row, rule):
    return _bits(4 * row[:-2] + 2 * row[1:-1] + row[2:], rule)


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


def _row_inverted(row, rule):
    return 1 - next_row(row, rule)


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


def _rows():
    yield np.array([0, 1, 0]), 90
    yield np.array([1, 0, 0]), 30
    yield np.array([0, 1, 1, 0]), 110
    for n, rule in ((5, 30), (7, 73), (9, 225), (12, 178), (16, 45)):
        yield np.random.default_rng([12, n]).integers(0, 2, n), rule


# A ring --------------------------------------------------------------------------------------------------------------------


def ring(u, v, radius, width):
    return np.abs(np.hypot(u, v) - radius) - width / 2


def _ring_whole_width(u, v, radius, width):
    return np.abs(np.hypot(u, v) - radius) - width


def _ring_disc(u, v, radius, width):
    return np.hypot(u, v) - radius - width / 2


def _ring_line(u, v, radius, width):
    return np.abs(np.hypot(u, v) - radius)


def _ring_circle(u, v, radius, width):
    return np.hypot(u, v) - radius


def _ring_inside_out(u, v, radius, width):
    return width / 2 - np.abs(np.hypot(u, v) - radius)


def _ring_squares(u, v, radius, width):
    return np.abs(u**2 + v**2 - radius**2) - width / 2


def _ring_root_forgotten(u, v, radius, width):
    return np.abs(u**2 + v**2 - radius) - width / 2


def _ring_diamond(u, v, radius, width):
    return np.abs(np.abs(u) + np.abs(v) - radius) - width / 2


def _ring_square(u, v, radius, width):
    return np.abs(np.maximum(np.abs(u), np.abs(v)) - radius) - width / 2


def _ring_never_negative(u, v, radius, width):
    return np.maximum(ring(u, v, radius, width), 0)


def _ring_half_rounded(u, v, radius, width):
    return np.abs(np.hypot(u, v) - radius) - width // 2


def _ring_inner_edge(u, v, radius, width):
    return np.abs(np.hypot(u, v) - radius - width / 2) - width / 2


def _ring_outer_edge(u, v, radius, width):
    return np.abs(np.hypot(u, v) - radius + width / 2) - width / 2


def _ring_abs_of_all(u, v, radius, width):
    return np.abs(np.hypot(u, v) - radius - width / 2)


def _ring_smaller(u, v, radius, width):
    outer = np.hypot(u, v) - (radius + width / 2)
    return np.minimum(outer, -outer - width)


def _ring_places():
    yield np.array([3.0]), np.array([4.0]), 2.0, 1.0
    yield np.array([0.0, 1.0]), np.array([0.0, -1.0]), 1.5, 0.5
    yield np.array([3.0, 0.0]), np.array([-4.0, 2.0]), 4.0, 3.0
    for shape, radius, width in (((3, 2), 0.7, 0.3), ((3, 4), 1.2, 0.9)):
        yield _numbers(*shape), _numbers(*shape, seed=4), radius, width


EXERCISES = (
    Exercise(
        by_ranks,
        _some_values,
        slips=(
            Slip(
                "the places of the sorted values, not the ranks",
                _ranks_sorted_once,
                "`argsort` says where the smallest stands. How many are smaller than the number at *this* place?",
            ),
            Slip(
                "stretched, not ranked",
                _ranks_stretched,
                "Make one number a thousand times as large. Should the others move?",
            ),
            Slip("the half is missing", _ranks_from_0, "What becomes of the smallest: 0, or half a step above?"),
            Slip("half a step too high", _ranks_from_1, "From which number is a rank counted here?"),
            Slip("stretched to the ends", _ranks_to_the_ends, "Of two numbers, what becomes of the smaller: 0 or 1/4?"),
            Slip("each row by itself", _ranks_by_row, "Is a number compared with its row or with the whole array?"),
            Slip(
                "cut to whole numbers",
                _ranks_cut,
                "Can an array of whole numbers hold 1/12? Of which type is your result?",
            ),
            Slip(
                "ranked by rows, divided by all",
                _ranks_not_ravelled,
                "Is a number ranked in its own row or in the whole table? And by how many do you divide?",
            ),
            Slip("each column by itself", _ranks_by_column, "Is a number compared with its column or with the whole array?"),
            Slip("the largest gets the lowest", _ranks_falling, "Does the brightest pixel stay the brightest?"),
            Slip("the values themselves, sorted", _ranks_sorted_values, "Where has the picture gone, if all is sorted?"),
            Slip(
                "the result is in order of size",
                _ranks_sorted_places,
                "The largest value may stand at the first place: what stands there in your result?",
            ),
            Slip("divided by the rows", _ranks_by_rows_counted, "How many numbers are ranked: those of a column, or all?"),
            Slip("ranks as they are", _ranks_not_divided, "Between which two numbers must the result lie?"),
        ),
        hints=(
            "A number's rank is how many are smaller.",
            "`values.ravel()` is all of them in a row. `argsort` of an `argsort` gives each one's rank.",
            "Add one half, divide by `values.size`, and give it the shape back by `reshape(values.shape)`.",
        ),
        why="The first argsort lists places by size; the second asks at which turn each place was named, which is its rank.",
    ),
    Exercise(
        recombine,
        _two_pictures,
        slips=(
            Slip("the two are swapped", _recombine_swapped, "Of whom are the strengths, and of whom the phases?"),
            Slip(
                "size for the real part", _recombine_size, "Can a pixel of your result ever be negative? Must it be able to?"
            ),
            Slip(
                "strengths squared",
                _recombine_power,
                "Double `a`: by which factor should the result grow, and by which does it?",
            ),
            Slip("strengths all 1", _recombine_without_a, "Double `a`. Does your result change?"),
            Slip("phases all 0", _recombine_without_b, "Does your result depend on `b`?"),
            Slip(
                "the angle itself for a direction",
                _recombine_no_exponential,
                "A direction is a complex number of size 1. Of which size is the number by which you multiply?",
            ),
            Slip(
                "a real exponential",
                _recombine_no_j,
                "Is the exponential of a real number complex? Which letter makes it so?",
            ),
            Slip("phases backwards", _recombine_turned, "Take `a` for both. Do you get `a` back, or `a` turned about?"),
            Slip(
                "the transform is taken forwards twice",
                _recombine_forward,
                "Which function leads from waves back to pixels?",
            ),
            Slip("pixels for waves", _recombine_pixels, "Of what do you take the strength, of waves or of pixels?"),
            Slip(
                "waves come back, not pixels",
                _recombine_waves,
                "At place (2, 3) of your result: is there a pixel, or a wave?",
            ),
            Slip(
                "the result is clipped",
                _recombine_clipped,
                "Which pixels come out below 0, and who asked for their being cut off?",
            ),
            Slip(
                "only the rows are transformed",
                _recombine_rows,
                "Do your waves run in all directions? What does the 2 in `fft2` stand for?",
            ),
            Slip(
                "strengths of both",
                _recombine_products,
                "Double `b`. Phases do not change by that: does your result?",
            ),
            Slip(
                "a sum for a product", _recombine_sum, "Of a wave of strength 0, what should be left? What is, with yours?"
            ),
            Slip("the cosine alone", _recombine_cosine, "$e^{i\\varphi}$ has a cosine, and what else?"),
        ),
        hints=(
            "First the strengths of `a`: `np.abs(np.fft.fft2(a))`.",
            "Then the phases of `b`: `np.angle(np.fft.fft2(b))`.",
            "Multiply the strengths by `np.exp(1j * phase)`, and go back by `np.fft.ifft2(...).real`.",
        ),
        why="A complex number is a size and a direction: take the size from one picture's wave and the direction from the other's.",
    ),
    Exercise(
        escape_time,
        _growing_places,
        given=_escape_given,
        slips=(
            Slip(
                "it stops beyond the root of 2 already",
                lambda c, limit: _escape_given(c, limit),
                "z = 1.5 is not beyond 2: does your test let it go on? If |z| is 2, what is the square of |z|?",
            ),
            Slip("the square is compared with 16", _escape_squared_twice, "If |z| is 2, what is the square of |z|?"),
            Slip("|z| is compared with 1", _escape_at_one, "Beyond which size does z never come back?"),
            Slip("counted from 0", _escape_from_0, "c = 3 is beyond 2 after the first step. Which number is that?"),
            Slip(
                "tested before the step",
                _escape_tested_first,
                "When the loop tests for the first time, how many steps have been made?",
            ),
            Slip("it starts at c", _escape_from_c, "What is z after the first step, if it starts at 0?"),
            Slip("0 for those that stay", _escape_stays_0, "Which number is expected for a place that never leaves?"),
            Slip("the real part alone", _escape_real_part, "z = 3i: how far is it from 0?"),
            Slip(
                "at 2 it counts as gone",
                _escape_at_two,
                "c = -2: where is z after two steps, and after three? Is |z| above 2?",
            ),
            Slip(
                "the new real part is used at once",
                _escape_new_real_part,
                "Both parts of the square: are they computed from the *old* z?",
            ),
            Slip("a 2 is missing in the square", _escape_no_two, "What is the imaginary part of (x + iy) squared?"),
            Slip("a sign in the square", _escape_plus, "What is i squared? And so the real part of (x + iy) squared?"),
            Slip("a sum for a distance", _escape_sum_of_parts, "z = -3: how far is it from 0?"),
            Slip("a minus in the distance", _escape_difference, "z = 3i: how far is it from 0?"),
        ),
        hints=(
            "c = -2 by hand: z is -2, then 2, then 2 again. Does it leave? What does the code say?",
            "`z.real**2 + z.imag**2` is the square of |z|.",
            "|z| > 2 is the same as: the square of |z| is above the square of 2.",
        ),
        why="Comparing squares saves the root, but then both sides have to be squared.",
    ),
    Exercise(
        next_row,
        _rows,
        slips=(
            Slip(
                "left and right are swapped",
                _row_mirrored,
                "Which neighbour counts 4 in the formula, and which in yours?",
            ),
            Slip(
                "bits from the other end", _row_from_the_top, "Bit 0 of 30 is 0, bit 1 is 1. Which bit answers three zeros?"
            ),
            Slip("neighbours counted", _row_counted, "100 and 001 have one 1 each. May the rule answer them differently?"),
            Slip("zeros beyond the ends", _row_dead_ends, "The row is a ring: who is the left neighbour of the first cell?"),
            Slip("two cells are lost", _row_shorter, "How many cells has the row below?"),
            Slip("the cell itself is left out", _row_without_itself, "How many cells decide: two or three?"),
            Slip("the cell itself counts 4", _row_itself_first, "Which of the three counts 4 in the formula?"),
            Slip(
                "more than one bit is left",
                _row_not_cut,
                "Is each of your cells 0 or 1? How many bits of the rule should be left?",
            ),
            Slip("the number, not its bit", _row_numbers, "Does your result change with the rule?"),
            Slip("0 and 1 are swapped", _row_inverted, "Rule 0 has no bit that is 1. How many cells live in your next row?"),
            Slip(
                "the remainder for the quotient",
                _row_remainder,
                "Which comes first in the formula: the division or the remainder?",
            ),
            Slip(
                "the quotient keeps its fraction",
                _row_fractions,
                "Is each of your cells 0 or 1? Which division drops the remainder?",
            ),
            Slip(
                "the row is overwritten while it is read",
                _row_in_place,
                "When you come to a cell, is its left neighbour still the one of the row above?",
            ),
            Slip("one neighbour twice", _row_one_side, "Does your result depend on the right neighbour?"),
            Slip(
                "the bit keeps its weight",
                _row_kept_bit,
                "Is each of your cells 0 or 1? Where has bit 5 to go, to be read as 1?",
            ),
        ),
        hints=(
            "`np.roll(row, 1)` holds, at each place, the left neighbour; `np.roll(row, -1)` the right one.",
            "`k = 4 * left + 2 * row + right` has the number of each cell.",
            "`rule // 2**k % 2` works on the whole array at once.",
        ),
        why="The eight bits of the rule are a table with an answer for each of the eight neighbourhoods.",
    ),
    Exercise(
        ring,
        _ring_places,
        slips=(
            Slip("twice as wide", _ring_whole_width, "How far does the ring reach to *either* side of its middle line?"),
            Slip("a disc", _ring_disc, "Is (0, 0) inside a ring? What does your function say there?"),
            Slip("without a width", _ring_line, "Make the ring wider. Does your result change?"),
            Slip(
                "half the width is rounded down",
                _ring_half_rounded,
                "Half of 3 is 1.5. Which of Python's two divisions gives that?",
            ),
            Slip("the circle alone", _ring_circle, "Make the ring wider. Does your result change?"),
            Slip("inside and outside are exchanged", _ring_inside_out, "Far away, is the distance positive or negative?"),
            Slip(
                "the smaller of the two",
                _ring_smaller,
                "Inside the outer circle *and* outside the inner one: is that the smaller distance, or the larger?",
            ),
            Slip("differences of squares", _ring_squares, "Twice as far away: does your distance grow twofold or fourfold?"),
            Slip("the root is forgotten", _ring_root_forgotten, "How far is (3, 4) from (0, 0)?"),
            Slip("distance along the grid", _ring_diamond, "How far is (3, 4) from (0, 0), as the crow flies?"),
            Slip("a square frame", _ring_square, "How far is (3, 4) from (0, 0), as the crow flies?"),
            Slip("never negative", _ring_never_negative, "What sign has the distance inside a shape?"),
            Slip(
                "the radius is the inner edge's",
                _ring_inner_edge,
                "Which circle has that radius: an edge or the middle line?",
            ),
            Slip(
                "the radius is the outer edge's",
                _ring_outer_edge,
                "Which circle has that radius: an edge or the middle line?",
            ),
            Slip(
                "the sign is dropped last",
                _ring_abs_of_all,
                "Which comes first: dropping the sign, or subtracting half the width? Can your result ever be negative?",
            ),
        ),
        hints=(
            "The distance from the circle's edge, inside negative, is `np.hypot(u, v) - radius`.",
            "To either side: drop the sign by `np.abs`.",
            "At half the width the ring ends: there the distance is to be 0.",
        ),
        why="Dropping the sign folds inside onto outside; subtracting a number then makes any line thick.",
    ),
)

RECALL = (
    Recall(
        "one spectrum",
        "Two pictures have the same spectrum. Then they...",
        ("look alike", "may show different things", "have the same histogram"),
        "b",
        "A spectrum forgets phases, and edges are where crests of many waves meet.",
    ),
    Recall(
        "uniform pixels",
        "Every pixel of a picture is uniform between 0 and 1. Then neighbours...",
        ("may still be in step", "differ by 1/3 on average", "cannot be predicted from each other"),
        "a",
        "How often a value comes at a place says nothing of how places go together.",
    ),
    Recall(
        "union of shapes",
        "Signed distances of two shapes at a place are 0.3 and -0.2. The distance of their union is...",
        ("0.1", "0.3", "-0.2"),
        "c",
        "The smaller one: the place lies inside one of them, so inside the union.",
    ),
    Recall(
        "near the pile",
        "A generator's every picture lies near an example of the pile. What may still be wrong with it?",
        ("its pictures are all too dark", "it makes one picture over and over", "nothing"),
        "b",
        "Nearness does not see variety.",
    ),
)
