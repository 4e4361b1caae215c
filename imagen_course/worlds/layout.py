"""Where the things of a scene are: how large they may be, how far apart, and places drawn at random that keep to that.

Lengths are in picture sides, but for those in cells: a picture has a square cell for each object it may hold, and an object
fits into one. Arrays are ``(b, k)``: the k objects, at most, of b pictures.
"""

from typing import NamedTuple

import numpy as np

from imagen_course.checks import check_items, check_number
from imagen_course.worlds.painting import AREAS, CLASSES, COLOURS

__all__ = ["DIRECTIONS", "RELATIONS", "SIDES", "SIZES", "Chance", "Layout"]
__all__ += ["cell_side", "check_count", "check_pairs", "lay_out", "lay_out_meanings"]

SIZES = ("small", "large")
RELATIONS = ("left of", "right of", "above", "below")
DIRECTIONS = dict(zip(RELATIONS, np.array([(0, -1), (0, 1), (-1, 0), (1, 0)]), strict=True))  # from the second to the first
SIDES = np.array([(0.29, 0.34), (0.46, 0.53)])  # in cells: the square root of the area of a small and of a large object
_RIM, _GAP = 0.024, 0.06  # in cells: the least space between an object and the picture's rim, and between two objects
_SMALLEST = 4.0  # pixels: the least square root of an area at which a star is still a star
_KINDS = np.indices((len(CLASSES), len(COLOURS), len(SIZES))).reshape(3, -1)  # a column for each thing a caption can name
_LARGEST = 0.5 * SIDES[:, 1]  # the square root of the area of a small and of a large object of four, the largest there are
_STRAIGHT = np.cos(np.pi / 6)  # within 30 degrees of its direction lie the mean centres of a relation's two sides


class Chance(dict):
    """Random numbers: each use of them has a stream of its own, and a block of pictures draws from each stream once.

    So picture i has row i of every stream, however many pictures follow, and whatever other options draw.

    Parameters
    ----------
    seed : int

    Examples
    --------
    >>> Chance(0)["places"].random() == Chance(0)["places"].random()
    True
    """

    def __init__(self, seed):
        self.seed = seed

    def __missing__(self, use):
        return self.setdefault(use, np.random.default_rng([self.seed, *use.encode()]))


class Layout(NamedTuple):
    """The objects of b pictures, at most k in each.

    Attributes
    ----------
    label, colour, size : numpy.ndarray of int, shape (b, k)
        Index into ``CLASSES``, ``COLOURS``, ``SIZES``.
    radius, angle : numpy.ndarray, shape (b, k)
        Where the radius is 0 there is no object.
    centre : numpy.ndarray, shape (b, k, 2)
        Row and column.
    closer : numpy.ndarray, shape (b, k, 2)
        Where the objects would be if they might overlap.
    whole, shown : numpy.ndarray of int, shape (b, k)
        How many pixels an object has, and how many of them can be seen; known once it is painted.

    Examples
    --------
    >>> lay_out(Chance(0), 2, (1, 3), None, 0.0, 0.0).centre.shape
    (2, 3, 2)
    """

    label: np.ndarray
    colour: np.ndarray
    size: np.ndarray
    radius: np.ndarray
    angle: np.ndarray
    centre: np.ndarray
    closer: np.ndarray
    whole: np.ndarray
    shown: np.ndarray


def cell_side(k):
    """Return the side of a cell of a picture that may hold k objects.

    Parameters
    ----------
    k : int

    Returns
    -------
    float

    Examples
    --------
    >>> cell_side(1), cell_side(4), cell_side(5)
    (0.75, 0.5, 0.3333333333333333)
    """
    return min(0.75, 1 / int(np.ceil(np.sqrt(k))))


def check_count(n_objects, size, *, relation=False):
    """Return the least and the most objects of a picture, or say why there cannot be so many.

    Parameters
    ----------
    n_objects : int, (int, int) or None
    size : int
        Of the pictures, in pixels.
    relation : bool
        Whether two are placed so that the caption can say how.

    Returns
    -------
    low, high : int

    Raises
    ------
    TypeError, ValueError
        If it is no such number, or they are more than fit.

    Examples
    --------
    >>> check_count((1, 4), 32)
    (1, 4)
    """
    if n_objects is None:
        n_objects = 2 if relation else 1
    pair = isinstance(n_objects, tuple | list) and len(n_objects) == 2
    low, high = n_objects if pair else (n_objects, n_objects)
    check_number(low, f"[1, {_KINDS.shape[1]}]", name="n_objects", whole=True)
    check_number(high, f"[{low}, {_KINDS.shape[1]}]", name="n_objects", whole=True)
    if relation and (low, high) != (2, 2):
        raise ValueError(f"n_objects must be 2 where relation is True, got {n_objects}: leave it out")
    least = int(np.ceil(_SMALLEST / (SIDES[0, 0] * cell_side(high))))
    if size < least:
        raise ValueError(f"size must be {least} or more where n_objects is {high}, got {size}: ask for fewer objects")
    return low, high


def check_pairs(pairs, *, name):
    """Return pairs of colour and class as a set, or say what is wrong with them.

    Parameters
    ----------
    pairs : tuple, list or set of (str, str)
    name : str
        What the argument is called where the error is read.

    Returns
    -------
    set of (str, str)

    Raises
    ------
    TypeError
        If they are no such collection.
    ValueError
        If there is no such colour or class.

    Examples
    --------
    >>> check_pairs([("red", "tree")], name="without")
    Traceback (most recent call last):
    ValueError: without must hold pairs of colour and class, got [('red', 'tree')]: write [('yellow', 'cross')]
    """
    known, hint = [(hue, thing) for hue in COLOURS for thing in CLASSES], "write [('yellow', 'cross')]"
    check_items(tuple(pairs) if isinstance(pairs, set | frozenset) else pairs, tuple, name=name, hint=hint)
    if not all(pair in known for pair in pairs):
        raise ValueError(f"{name} must hold pairs of colour and class, got {pairs!r}: {hint}")
    return set(pairs)


def lay_out(chance, b, count, relations, rotation, occlusion):
    """Draw objects and their places at random.

    Parameters
    ----------
    chance : Chance
    b : int
        How many pictures.
    count : (int, int)
        The least and the most objects of a picture.
    relations : numpy.ndarray of int, shape (b,), or None
        Index into ``RELATIONS``, where there are two objects and the first lies so from the second.
    rotation, occlusion : float
        See :func:`imagen_course.worlds.scenes.generate`.

    Returns
    -------
    Layout

    Examples
    --------
    >>> (lay_out(Chance(0), 50, (1, 3), None, 0.0, 0.0).radius > 0).sum(axis=1).max()
    np.int64(3)
    """
    low, k = count
    kinds = chance["kinds"].random((b, _KINDS.shape[1])).argsort(axis=1)[:, :k]  # drawn, not put back: no two alike
    label, colour, size = _KINDS[:, kinds]
    sides = cell_side(k) * chance["sides"].uniform(*np.moveaxis(SIDES[size], -1, 0))
    radius = sides / np.sqrt(AREAS[label]) * (np.arange(k) < chance["count"].integers(low, k, (b, 1), endpoint=True))
    angle = np.deg2rad(rotation) * chance["angles"].uniform(-1, 1, (b, k))
    if relations is None:
        u = chance["places"].random((b, 9, k, 2))
        centre = _apart(u, radius, 1)
        closer = _apart(u, radius, 1 - occlusion) if occlusion else centre
    else:
        centre = closer = _related(chance["places"].random((b, 4)), radius, relations)
    return Layout(label, colour, size, radius, angle, centre, closer, np.ones((b, k), int), np.zeros((b, k), int))


def _apart(u, radius, distance):
    """Put each object into a cell of its own; then each may jump, eight times, to wherever there is room."""
    k, cells = radius.shape[1], int(np.ceil(np.sqrt(radius.shape[1])))
    gap, rim = _GAP * cell_side(k), (radius + _RIM * cell_side(k))[..., None]
    middle = (np.stack(np.divmod(np.arange(k), cells), axis=1) + 0.5) / cells
    centre = middle + (0.5 / cells - radius - gap / 2)[..., None] * (2 * u[:, 0] - 1)  # (b, k, 2)
    for jump, j in np.ndindex(u.shape[1] - 1, k):
        there = rim[:, j] + (1 - 2 * rim[:, j]) * u[:, jump + 1, j]
        near = ((there[:, None] - centre) ** 2).sum(axis=-1) < (distance * (radius[:, j, None] + radius + gap)) ** 2
        taken = (near & (radius > 0) & (np.arange(k) != j)).any(axis=1)
        centre[:, j] = np.where(taken[:, None], centre[:, j], there)
    return centre


def _related(u, radius, relations):
    """Put the first object left of, right of, above or below the second."""
    gap, rim, other = _GAP * cell_side(2), *np.moveaxis(radius + _RIM * cell_side(2), 1, 0)[..., None]
    least, most = radius.sum(axis=1) + gap, 1 - (rim + other)[:, 0]
    turn = np.pi * np.array([0, 1, 0.5, -0.5])[relations] + np.pi / 6 * (2 * u[:, 0] - 1)
    offset = (least + (most - least) * u[:, 1])[:, None] * np.stack([np.sin(turn), np.cos(turn)], axis=1)  # (b, 2)
    low, high = np.maximum(rim, other - offset), np.minimum(1 - rim, 1 - other - offset)
    first = low + (high - low) * u[:, 2:]
    return np.stack([first, first + offset], axis=1)


# Places for what a caption says. p pictures are tried at once, each many times.


def lay_out_meanings(meanings, rng, *, rotation=0.0, grid=16, without=()):
    """Draw what captions leave unsaid, and places, again and again until nothing overlaps and all lies as it should.

    Parameters
    ----------
    meanings : sequence of imagen_course.worlds.captions.Meaning
    rng : numpy.random.Generator
    rotation, grid, without
        See :func:`imagen_course.worlds.scenes.arrange`.

    Returns
    -------
    Layout

    Raises
    ------
    ValueError
        If no room is found for what a meaning says.

    Examples
    --------
    >>> from imagen_course.worlds.captions import parse
    >>> layout = lay_out_meanings([parse("two red circles above a star")], np.random.default_rng(0))
    >>> bool((layout.centre[0, :2, 0] < layout.centre[0, 2, 0]).all())
    True
    """
    size, colour, label, side, direction = _asked_for(meanings)
    allowed = np.array([[(hue, name) not in without for hue in COLOURS] for name in CLASSES])
    drawn = (rng.random((*colour.shape, len(COLOURS))) * allowed[label]).argmax(axis=-1)  # one of those allowed
    colour = np.where(colour < 0, drawn, colour)
    centre, radius, sizes, pending = np.zeros((*side.shape, 2)), np.zeros(side.shape), size.copy(), np.arange(len(side))
    for _ in range(200):
        drawn, r, c, fits = _tries(rng, grid, *(asked[pending] for asked in (size, label, side, direction)))
        found = fits.any(axis=1)
        rows, taken = pending[found], (np.flatnonzero(found), fits[found].argmax(axis=1))
        centre[rows], radius[rows], sizes[rows], pending = c[taken], r[taken], drawn[taken], pending[~found]
        if not len(pending):
            angle = np.deg2rad(rotation) * rng.uniform(-1, 1, side.shape)
            whole = np.ones(side.shape, int)
            return Layout(label, colour, sizes, radius, angle, centre, centre, whole, 0 * whole)
    raise ValueError(f"no room was found for {str(meanings[pending[0]])!r}: name fewer or smaller things")


def _asked_for(meanings):
    """Return size, colour, label and side (b, k) of the objects, and the direction (b, 2) of the first side.

    A size or a colour is -1 where it is unsaid; the side is 1 or 2, or 0 for no object.
    """
    k = max([4, *(sum(thing.count for thing in meaning.things) for meaning in meanings)])
    rows = np.reshape([_objects_asked_for(meaning, k) for meaning in meanings], (-1, k, 4)).astype(int)
    direction = np.reshape([DIRECTIONS.get(meaning.relation, (0, 0)) for meaning in meanings], (-1, 2))
    return *np.moveaxis(rows, -1, 0), direction


def _objects_asked_for(meaning, k):
    """Return size, colour, label and side of k objects; where a meaning has fewer, the others are on no side."""
    sizes, colours = (None, *SIZES), (None, *COLOURS)
    objects = [
        (sizes.index(thing.size) - 1, colours.index(thing.colour) - 1, thing.label, side)
        for side, things in enumerate((meaning.first, meaning.second), start=1)
        for thing in things
        for _ in range(thing.count)
    ]
    return objects + [(0, 0, 0, 0)] * (k - len(objects))


def _tries(rng, grid, size, label, side, direction):
    """Return sizes, radii, centres of many tries (p, tries, k), and whether each fits (p, tries)."""
    shape = len(size), 16 + 4096 // max(1, len(size)), size.shape[1]
    drawn = np.where(size[:, None] < 0, rng.random(shape) < 0.4, size[:, None])
    r = _LARGEST[drawn] / np.sqrt(AREAS[label])[:, None] * (side[:, None] > 0)
    rim = (r + 0.5 * _RIM)[..., None]
    c = rim + (1 - 2 * rim) * _parted(rng, shape, side, direction)  # (p, tries, k, 2)
    c = c if grid is None else np.round(c * grid) / grid
    inside = grid is None or ((rim <= c) & (c <= 1 - rim)).all(axis=(-2, -1))
    return drawn, r, c, inside & _is_free(c, r) & _lies(c, side, direction)


def _parted(rng, shape, side, direction):
    """Random numbers from 0 to 1, ``(p, tries, k, 2)``; along a relation's axis those of its two sides do not mix."""
    u, part = rng.random((*shape, 2)), rng.uniform(0.2, 0.8, (*shape[:2], 1, 1))
    high = (side[:, :, None] == 1) == (direction[:, None] > 0)  # (p, k, 2)
    split = np.where(high[:, None], part + (1 - part) * u, part * u)
    return np.where(direction[:, None, None] != 0, split, u)


def _is_free(c, r):
    """Whether no two objects are nearer than the gap: (p, tries)."""
    i, j = np.triu_indices(r.shape[-1], 1)
    apart = np.linalg.norm(c[..., i, :] - c[..., j, :], axis=-1) > r[..., i] + r[..., j] + 0.5 * _GAP
    return (apart | (r[..., i] == 0) | (r[..., j] == 0)).all(axis=-1)


def _lies(c, side, direction):
    """Whether the first things lie as they should: (p, tries)."""
    along = np.einsum("ptkd,pd->ptk", c, direction)
    first, second = (side == 1)[:, None], (side == 2)[:, None]  # (p, 1, k)
    beyond = np.where(first, along, np.inf).min(axis=-1) > np.where(second, along, -np.inf).max(axis=-1)
    offset = _mean_centre(c, first) - _mean_centre(c, second)
    straight = np.einsum("ptd,pd->pt", offset, direction) > _STRAIGHT * np.linalg.norm(offset, axis=-1)
    return (beyond & straight) | (direction == 0).all(axis=-1)[:, None]


def _mean_centre(c, part):
    """The mean centre (p, tries, 2) of those objects of which ``part`` (p, 1, k) is true."""
    return np.where(part[..., None], c, 0).sum(axis=2) / np.maximum(part.sum(axis=-1), 1)[..., None]
