"""By chance and by rule: its exercises, the slips they know, and the questions later lessons ask."""

from itertools import combinations

import numpy as np
from scipy import ndimage
from scipy.ndimage import distance_transform_cdt

from imagen_course.exercises.declare import Recall, at_least, at_most, built, exercise
from imagen_course.generate import noise, rules


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
        "The rank of a number says how many numbers are smaller.",
        "`values.ravel()` puts all values into one row. `argsort` of the result of `argsort` gives the rank of each.",
        "Add one half, divide by `values.size`, and give the result its shape with `reshape(values.shape)`.",
    ],
    why="The first `argsort` lists the places, that of the smallest value first. The second one says where in this list each place is, and that is its rank.",
)
def by_ranks(values):
    ranks = values.ravel().argsort().argsort()
    return ((ranks + 0.5) / values.size).reshape(values.shape)


def _ranks_of_rows_in_turn(values):
    order, result = np.argsort(values), np.empty(values.shape)
    for k in range(values.size):
        result[order[k]] = (k + 0.5) / values.size
    return result


by_ranks.slips(
    ("the places within each row, not the ranks", lambda values: (values.argsort() + 0.5) / len(values), "`argsort` of a table sorts each row by itself. What does `values.ravel()` do? And does `argsort` give a rank, or the place of the smallest?"),
    ("it walks through the places of a table as if they were in one row", _ranks_of_rows_in_turn, "`argsort` of a table sorts each row by itself, and `order[k]` is then a whole row. How do you put all values into one row first?"),
    ("the places of the sorted values, not the ranks", lambda values: ((values.ravel().argsort() + 0.5) / values.size).reshape(values.shape), "`argsort` says where the smallest value is. How many values are smaller than the one at *this* place?"),
    ("stretched, not ranked", lambda values: (values - values.min()) / max(np.ptp(values), 1e-9), "Make the largest number a thousand times as large. Should the results of the others change?"),
    ("the half is missing", lambda values: by_ranks(values) - 0.5 / values.size, "What should the smallest number become: 0, or half a step above 0?"),
    ("half a step too high", lambda values: by_ranks(values) + 0.5 / values.size, "Are ranks counted from 0 or from 1 here?"),
    ("stretched to the ends", lambda values: (by_ranks(values) * values.size - 0.5) / max(values.size - 1, 1), "Of two numbers, what should the smaller become: 0 or 1/4?"),
    ("each row by itself", lambda values: (values.argsort(axis=-1).argsort(axis=-1) + 0.5) / values.shape[-1], "Should a number be compared with its row or with the whole array?"),
    ("cut to whole numbers", lambda values: by_ranks(values).astype(values.dtype), "Can an array of whole numbers hold 1/12? What type does your result have?"),
    ("ranked by rows, divided by all", lambda values: (values.argsort().argsort() + 0.5) / values.size, "Should a number be ranked in its own row or in the whole table? What do you divide by?"),
    ("each column by itself", lambda values: (values.argsort(axis=0).argsort(axis=0) + 0.5) / values.shape[0], "Should a number be compared with its column or with the whole array?"),
    ("the largest gets the lowest", lambda values: 1 - by_ranks(values), "Is the largest number still the largest in your result?"),
    ("the values themselves, sorted", lambda values: np.sort(values.ravel()).reshape(values.shape), "Your result holds the values themselves in order of size. Which number belongs at the place of the smallest?"),
    ("the result is in order of size", lambda values: np.sort(by_ranks(values).ravel()).reshape(values.shape), "Suppose that the largest value is at the first place. What is at the first place of your result?"),
    ("divided by the rows", lambda values: by_ranks(values) * values.size / len(values), "How many numbers are ranked: those of one column, or all?"),
    ("ranks as they are", lambda values: by_ranks(values) * values.size - 0.5, "Between which two numbers should the result lie?"),
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
        "Take c = -2 by hand: z is -2, then 2, then 2 again. Does it ever leave? What does the code return?",
        "`z.real**2 + z.imag**2` is the square of |z|.",
        "|z| is above 2 if the square of |z| is above the square of 2.",
    ],
    why="Comparing squares saves the square root, but then both sides must be squared.",
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
    ("it stops beyond the root of 2 already", lambda c, limit: _escape_given(c, limit), "z = 1.5 is not beyond 2. Does your loop go on there? If |z| is 2, what is the square of |z|?"),
    ("the square is compared with 16", lambda c, limit: _escape_beyond(c, limit, square=16), "If |z| is 2, what is the square of |z|?"),
    ("|z| is compared with 1", lambda c, limit: _escape_beyond(c, limit, square=1), "Beyond which size does z never come back?"),
    ("counted from 0", lambda c, limit: _escape_beyond(c, limit, count=0), "c = 3 is beyond 2 after the first step. Which number should the function return?"),
    ("tested before the step", _escape_tested_first, "How many steps have been made when the loop tests for the first time?"),
    ("it starts at c", lambda c, limit: _escape_beyond(c, limit, first=c), "z starts at 0. What is z after the first step?"),
    ("0 for those that stay", lambda c, limit: _escape_beyond(c, limit, stays=0), "Which number should be returned for a place that never leaves?"),
    ("the real part alone", _escape_real_part, "z = 3i: how far is it from 0?"),
    ("at 2 it counts as gone", _escape_at_two, "Take c = -2. Where is z after two steps, and after three? Is |z| above 2?"),
    ("the new real part is used at once", _escape_new_real_part, "Do you compute both parts of the square from the *old* z?"),
    ("a 2 is missing in the square", _escape_no_two, "What is the imaginary part of (x + iy) squared?"),
    ("a sign in the square", _escape_plus, "What is i squared? What, then, is the real part of (x + iy) squared?"),
    ("a sum instead of a distance", _escape_sum_of_parts, "z = -3: how far is it from 0?"),
    ("a minus in the distance", _escape_difference, "z = 3i: how far is it from 0?"),
)


# The rule of an automaton --------------------------------------------------------------------------------------------------
def _k(cells):
    """The number of each cell and its two neighbours, the row being a ring."""
    return 4 * np.roll(cells, 1, axis=1) + 2 * cells + np.roll(cells, -1, axis=1)


def _grown(rule, width, rows, seed=None):
    """Rows of an automaton, from one cell or from coin tosses."""
    above = (np.arange(width) == width // 2).astype(int) if seed is None else np.random.default_rng([12, seed, width]).integers(0, 2, width)
    grown = [above]
    for _ in range(rows - 1):
        grown.append(rule >> _k(grown[-1][None])[0] & 1)
    return np.array(grown)


def _pictures():
    yield (np.array([[0, 0, 0], [1, 1, 1]]),)
    yield (np.array([[0, 1, 0], [0, 0, 1]]),)
    yield (np.array([[1, 0, 0], [0, 1, 0]]),)
    several = ((90, 5, 3, None), (30, 7, 4, None), (110, 6, 3, 1), (225, 8, 4, 2), (73, 12, 6, 3), (14, 20, 12, 4), (54, 31, 16, 5), (110, 31, 16, None), (255, 9, 4, 6), (0, 9, 4, 7), (238, 31, 31, None))
    yield from ((_grown(*each),) for each in several)


@exercise(
    cases=_pictures,
    hints=[
        "Take the rows 0 1 0 and 0 0 1. Which k does the last cell of the first row have, if the row is a ring? Which answer stands below it?",
        "`np.roll(cells, 1, axis=1)` holds at each place the left neighbour, and `np.roll(cells, -1, axis=1)` the right one. What is k for all cells at once?",
        "Row i + 1 holds the answers to row i: `cells[1:]` lies below `cells[:-1]`. For which k is the answer 1?",
        "`np.unique(k[:-1][cells[1:] == 1])` lists each of these k once. The rule's number is the sum of `2**k` over them.",
    ],
    why="Each k has one answer wherever it occurs, so it is enough to see it once. The answers are the binary digits of the rule's number.",
)
def find_rule(cells):
    k = 4 * np.roll(cells, 1, axis=1) + 2 * cells + np.roll(cells, -1, axis=1)
    return np.sum(2 ** np.unique(k[:-1][cells[1:] == 1]))


def _number(k, answers):
    return int(np.sum(2 ** np.unique(k[answers == 1])))


def _rule_of(weights, cells, right=-1):
    left, self_, other = weights
    k = left * np.roll(cells, 1, axis=1) + self_ * cells + other * np.roll(cells, right, axis=1)
    return _number(k[:-1], cells[1:])


def _inner(cells):
    return 4 * cells[:, :-2] + 2 * cells[:, 1:-1] + cells[:, 2:]


def _rule_every_time(cells):
    return int(np.sum(2 ** _k(cells)[:-1][cells[1:] == 1]))


def _rule_dead_ends(cells):
    beyond = np.pad(cells, ((0, 0), (1, 1)))
    return _number(_inner(beyond)[:-1], cells[1:])


def _rule_beyond_the_end(cells):
    answers = [0] * 8
    for i, j in np.ndindex(len(cells) - 1, cells.shape[1]):
        answers[4 * cells[i, j - 1] + 2 * cells[i, j] + cells[i, j + 1]] = cells[i + 1, j]
    return answers


def _rule_of_the_middle(cells):
    return _number(_inner(cells)[:-1], cells[1:, 1:-1])


def _rule_of_the_middle_by_loops(cells):
    answers = [0] * 8
    for k, answer in zip(_inner(cells)[:-1].flat, cells[1:, 1:-1].flat, strict=True):
        answers[k] = answer
    return sum(answer * 2**k for k, answer in enumerate(answers))


def _rule_of_itself(cells):
    return _number(_k(cells), cells)


def _rule_along_columns(cells):
    k = 4 * np.roll(cells, 1, axis=0) + 2 * cells + np.roll(cells, -1, axis=0)
    return _number(k[:-1], cells[1:])


def _rule_rolled_flat(cells):
    k = 4 * np.roll(cells, 1) + 2 * cells + np.roll(cells, -1)
    return _number(k[:-1], cells[1:])


def _rule_flipped(cells):
    answers = np.zeros(8, int)
    answers[np.unique(_k(cells)[:-1][cells[1:] == 1])] = 1
    return int("".join(map(str, answers)), 2)


find_rule.slips(
    ("left and right are swapped", lambda cells: _rule_of((1, 2, 4), cells), "Which neighbour counts 4 in $k = 4l + 2s + r$, and which counts 4 in your function? `np.roll(row, 1)` moves each cell to the right: which neighbour does each place then hold?"),
    ("each k is counted as often as it occurs", _rule_every_time, "The answer for one k may occur many times in the picture. How often does its $2^k$ belong in the rule's number?"),
    ("zeros beyond the ends", _rule_dead_ends, "The row is a ring. Which cell is left of the first?"),
    ("the last cell looks beyond its row", _rule_beyond_the_end, "The row is a ring. Which cell is right of the last, and at which index is it?"),
    *(("the two ends are left out", function, "Some k may occur only at an end of a row. Which cells are beside the first and the last, if the row is a ring?") for function in (_rule_of_the_middle, _rule_of_the_middle_by_loops)),
    ("k and answer are taken from the same row", _rule_of_itself, "In which row is the answer to a k: in the same row or in the one below?"),
    ("the rows are read upwards", lambda cells: _number(_k(cells)[1:], cells[:-1]), "Which row comes first: the one that k is read from, or the one that holds the answers? Where is it in the array?"),
    ("neighbours above and below", _rule_along_columns, "Which axis runs along a row? Are a cell's neighbours beside it or above it?"),
    ("the end of a row meets the next row", _rule_rolled_flat, "`np.roll` without `axis` runs through the whole table. Which cell becomes the left neighbour of the first cell of row 1?"),
    ("neighbours are counted", lambda cells: _rule_of((1, 1, 1), cells), "100 and 001 have one 1 each. May the rule answer them differently?"),
    ("the cell itself is left out", lambda cells: _rule_of((2, 0, 1), cells), "How many cells decide: two or three?"),
    ("the cell itself counts 4", lambda cells: _rule_of((2, 4, 1), cells), "Which of the three counts 4 in the formula?"),
    ("the binary digits are read from the wrong end", _rule_flipped, "How much does the answer for k = 0 count, and how much the one for k = 7?"),
    ("the answers are exchanged", lambda cells: _number(_k(cells)[:-1], 1 - cells[1:]), "A k that never occurs counts as answer 0. Does your function add $2^k$ where the answer is 1, or where it is 0?"),
    ("every k that occurs counts, whatever its answer", lambda cells: int(np.sum(2 ** np.unique(_k(cells)[:-1]))), "Where in your function do you look at the cell below?"),
    ("the k themselves are added", lambda cells: int(np.sum(np.unique(_k(cells)[:-1][cells[1:] == 1]))), "How much does the answer for k = 3 count in the rule's number: 3 or $2^3$?"),
    ("a list of k, not the number", lambda cells: np.unique(_k(cells)[:-1][cells[1:] == 1]), "You have found for which k the answer is 1. Which number do these answers make together?"),
    ("only the first rows are read", lambda cells: _number(_k(cells)[:5], cells[1:6]), "The answer to one k may stand far down in the picture. Which rows does your function read?"),
    ("only the first two rows are read", lambda cells: _number(_k(cells)[:1], cells[1:2]), "Do all k occur in the first row? Where else can you look?"),
)


# The studio ----------------------------------------------------------------------------------------------------------------
# Three seeds with the same remainder by every number up to 16, by 64 and by 64 * 64: a few stored islands are chosen alike, and one
# that is rolled by the seed comes round to where it was. Shares change at one size.
_ASKED = (*((64, 0.6, 0.06, 4 + 922_521_600 * k) for k in range(3)), (64, 0.5, 0.05, 4), (97, 0.72, 0.04, 5), (64, 0.6, 0.06, 4))


def _sides(mask):
    """Pairs of neighbours: of each place and the one below, and of each place and the one to its right."""
    return (mask[:-1], mask[1:]), (mask[:, :-1], mask[:, 1:])


def _maps(found):
    return [np.asarray(each) for each in found]


def _strange(found):
    return int(sum(np.sum(~np.isin(each, (0, 1, 2, 3))) for each in _maps(found)))


def _off(kind, asked):
    """How far the share of a kind is from what was asked for, where it is farthest."""
    return lambda found: round(float(max(abs(np.mean(each == kind) - call[asked]) for each, call in zip(_maps(found), _ASKED, strict=True))), 3)


def _at_the_border(found):
    return int(sum(np.count_nonzero(each[[0, -1]]) + np.count_nonzero(each[1:-1, [0, -1]]) for each in _maps(found)))


def _steps(each):
    """How many steps each place is from the sea."""
    return distance_transform_cdt(each != 0, metric="taxicab")


def _bare(found):
    return int(sum(np.sum((_steps(each) == 1) & (each != 1)) for each in _maps(found)))


def _inland(found):
    return int(sum(np.sum((_steps(each) > 3) & (each == 1)) for each in _maps(found)))


def _coast(each):
    """How long the coast is, in coasts of a square of the same area."""
    land = each != 0
    return sum(np.sum(a != b) for a, b in _sides(land)) / (4 * np.sqrt(max(np.sum(land), 1)))


def _rough(found):
    return round(float(min(map(_coast, _maps(found)))), 2)


def _in_company(mask):
    """Of the neighbours of the places of a kind, the share that is of the same kind; all of them if there is no such place."""
    both, one = (sum(np.sum(a * b + f * (a ^ b)) for a, b in _sides(mask)) for f in (0, 0.5))
    return both / one if one else 1.0


def _together(found):
    return round(float(min(_in_company(each == kind) for each in _maps(found) for kind in (0, 3))), 2)


def _again(found):
    return int(np.sum(np.asarray(found[0]) != np.asarray(found[-1])))


def _far(each, kind):
    return np.sum(_steps(each)[each == kind]) / max(np.sum(each == kind), 1)


def _farther(found):
    """How many steps farther from the sea mountains are than meadows, on average, on the map where it is least."""
    return round(float(min(_far(each, 3) - _far(each, 2) for each in _maps(found))), 2)


def _turned(mask):
    return [np.rot90(each, k) for each in (mask, mask.T) for k in range(4)]


def _shared(found):
    pairs = combinations([each != 0 for each in _maps(found[:3])], 2)
    return round(float(max(np.sum(one & each) / max(np.sum(one | each), 1) for one, other in pairs for each in _turned(other))), 2)


@built(
    budget=20,
    cases=lambda: list(_ASKED),
    hints=[
        "Draw a hill in the middle of a square, seen from the side. Which simple function of `u` is high at 0, and 0 at −1 and at 1? What happens if you multiply heights above 0 by it, and by the same function of `v`?",
        "`noise.fractal(1, size=size, seed=seed)[0, :, :, 0]` makes heights above 0. `level` holds ranks. Which places are below `sea`? Which are above `1 - mountains`?",
        "Make a map of meadow first, `kinds = np.full((size, size), 2)`. Then `kinds[level < sea] = 0` is the sea. How do you write the mountains?",
        "`ndimage.binary_dilation(kinds == 0)` is True for the sea and for all places beside it. Which of these places are land?",
    ],
    why="Noise makes the heights, a rule of place makes an island of them, ranks give the shares, and a rule of neighbours lays the beach. The seed decides only the noise.",
)
def world(size, sea, mountains, seed):
    u, v = rules.plane(size)
    height = noise.fractal(1, octaves=6, size=size, seed=seed)[0, :, :, 0]
    level = by_ranks(by_ranks(height) * (1 - u**2) * (1 - v**2))
    kinds = np.full((size, size), 2)
    kinds[level < sea] = 0
    kinds[level > 1 - mountains] = 3
    kinds[ndimage.binary_dilation(kinds == 0) & (kinds != 0)] = 1
    return kinds


def _painted(level, sea, mountains):
    """The map of some heights between 0 and 1."""
    kinds = np.where(level < sea, 0, np.where(level > 1 - mountains, 3, 2))
    kinds[ndimage.binary_dilation(kinds == 0) & (kinds != 0)] = 1
    return kinds


def _island(size, *, seed):
    (u, v), height = rules.plane(size), noise.fractal(1, octaves=6, size=size, seed=seed)[0, :, :, 0]
    return by_ranks(by_ranks(height) * (1 - u**2) * (1 - v**2))


def _no_island(size, sea, mountains, seed):
    return _painted(by_ranks(noise.fractal(1, octaves=6, size=size, seed=seed)[0, :, :, 0]), sea, mountains)


def _no_beach(size, sea, mountains, seed):
    level = _island(size, seed=seed)
    return np.where(level < sea, 0, np.where(level > 1 - mountains, 3, 2))


def _wide_beach(size, sea, mountains, seed):
    kinds = world(size, sea, mountains, seed)
    kinds[(kinds == 2) & (_steps(kinds) < 8)] = 1
    return kinds


def _dust(size, sea, mountains, seed):
    u, v = rules.plane(size)
    return _painted(by_ranks(noise.uniform(1, size=size, seed=seed)[0, :, :, 0] * (1 - u**2) * (1 - v**2)), sea, mountains)


def _mountains_on_top(size, sea, mountains, seed):
    kinds = world(size, sea, 0, seed)
    kinds.ravel()[np.flatnonzero(kinds == 2)[: round(mountains * size**2)]] = 3
    return kinds


def _unseeded(size, sea, mountains, seed):
    return _painted(_island(size, seed=int(np.random.default_rng().integers(2**31))), sea, mountains)


world.properties(
    ("shapes of the maps", lambda found: [list(np.shape(each)) for each in found], [[call[0]] * 2 for call in _ASKED], lambda size, sea, mountains, seed: world(192, sea, mountains, seed), "Which shape should the map have, and which argument says so?"),
    ("places that are none of 0, 1, 2 and 3", _strange, 0, lambda size, sea, mountains, seed: world(size, sea, mountains, seed) + 0.5, "Which four numbers may be in the map? Print `np.unique` of yours."),
    ("neighbours of sea or mountain that are of its kind", _together, at_least(0.65), _dust, "Is the height of a place in your noise like that of its neighbour? How strong is your finest octave?"),
    ("distance from the share of sea", _off(0, 1), at_most(0.01), lambda size, sea, mountains, seed: _painted(_island(size, seed=seed) ** 2, sea, mountains), "How large a part of your map is below the sea's level? Are your heights still ranks when you compare them?"),
    ("land at the border of the map", _at_the_border, 0, _no_island, "What lowers the heights near the border before you take ranks? Does it lower heights below 0, too, and far enough?"),
    ("distance from the share of mountains", _off(3, 2), at_most(0.01), lambda size, sea, mountains, seed: world(size, sea, 1.5 * mountains, seed), "Of all places of the map, not of the land alone, how many are mountains? Does a later line of yours overwrite some?"),
    ("land beside the sea that is no beach", _bare, 0, _no_beach, "Look at a place of land with sea above, below, left or right of it. Which line of yours makes it beach?"),
    ("beach more than three steps from the sea", _inland, 0, _wide_beach, "How many steps wide is your beach? Is there beach in low places far from the sea?"),
    ("steps from the sea, mountains less meadows, on average", _farther, at_least(0), _mountains_on_top, "Are your mountains the highest places, by the same heights that make the sea?"),
    ("coast, in coasts of a square", _rough, at_least(1.2), lambda size, sea, mountains, seed: _painted(by_ranks(-np.hypot(*rules.plane(size))), sea, mountains), "Where does the shape of your coast come from? How many octaves does your noise have? Is what you multiply or subtract much stronger than the noise?"),
    ("places that differ when the first map is made again", _again, 0, _unseeded, "Where does your noise get its seed from? Does anything else in your function draw random numbers?"),
    ("land that two seeds share, turned or mirrored, of all their land", _shared, at_most(0.9), lambda size, sea, mountains, seed: world(size, sea, mountains, 1), "Does your function use `seed`, and does it change the shape of the land, not only turn, mirror or roll it?"),
)  # fmt: skip


RECALL = (
    Recall("one spectrum", "Two pictures have the same spectrum. Then they...", ("look alike", "may show different things", "have the same histogram"), "b", "A spectrum does not hold the phases, and it is the phases that let many waves rise together at an edge."),
    Recall("uniform pixels", "Every pixel of a picture is uniform between 0 and 1. Then neighbours...", ("may still be alike", "differ by 1/3 on average", "cannot be predicted from each other"), "a", "How often a value occurs at one place says nothing about how the places go together."),
    Recall("union of shapes", "Signed distances of two shapes at a place are 0.3 and -0.2. The distance of their union is...", ("0.1", "0.3", "-0.2"), "c", "The union has the smaller distance. The place lies inside one of the shapes, so it lies inside the union."),
    Recall("octaves", "You add two more octaves to fractal noise, and the sea stays at the median. What grows?", ("the area of the land", "the length of the coast", "both"), "b", "At the median, half of the map is land. Each octave adds small bays, so the coast grows."),
)
