"""The exact reader: what a scene shows, found from its pixels by geometry alone; so a caption is obeyed, or it is not.

It reads what ``scenes.generate`` draws on a plain or gradient background, at any size and with any turn, without clutter,
occlusion, noise, texture or less contrast; of a network's pictures, those that look so. One line of pixels through a red
disc on white, and what is found of it, step by step::

    image      white  pink   rose   red   red   rose  white
    contrast     0    .3 ->  .7 ->  1.0   1.0 <- .7     0    the background is taken away: a plane, fitted to the rim
    peak         .     ^------^------^     ^-----^      .    each pixel climbs to a neighbour it is a mixture with
    hue          .    red    red    red   red   red     .    of the palette, the nearest to the peak's colour
    component    0     1      1      1     1     1      0    solid pixels of a hue that touch, and the rims that climb there
    coverage     0    .3     .7     1.0   1.0   .7      0    how much of a pixel is its component's: area, centre, turn
    read as      the class that, drawn with that area, centre and turn, overlaps the coverage best

So no rim is taken for a third colour, and a mixed pixel counts for as much of the area as it shows.
"""

from itertools import permutations

import numpy as np
from scipy import ndimage

from imagen_course.checks import check_images, check_items, check_lengths, check_number
from imagen_course.worlds.captions import parse
from imagen_course.worlds.layout import DIRECTIONS, SIDES, cell_side, check_count
from imagen_course.worlds.painting import AREAS, PALETTE, edge_distance, patches  # who reads with them reads exactly
from imagen_course.worlds.scenes import COLOURS, RELATIONS, SIZES, Placed, in_words

__all__ = ["is_such", "obeys", "read", "tell"]

_MIN_CONTRAST = 0.13  # what is nearer to the background is not seen; in 2,000 scenes no object is nearer than 0.26
_MIX_TOLERANCE = 0.08  # a pixel this near to the line from the background to a neighbour's colour is a mixture of the two
_MAX_HUE_DISTANCE = 0.25  # of an object's colour from the palette's; half the distance of the nearest two is 0.27
_MIN_SIDE = 0.5 * SIDES[0, 0]  # in cells: half the side of a small object; a piece of less is passed over
_SMALL_LARGE_SIDE = np.sqrt(SIDES[0, 1] * SIDES[1, 0])  # in cells: between small and large
_SYMMETRY = (1, 4, 3, 5, 4)  # how often each class looks the same in a full turn
_UPRIGHT = (1, -1, 1, 1, 1)  # at no turn most of it lies upwards; of a square, 45 degrees from there
_CONNECTED = np.pad(ndimage.generate_binary_structure(2, 1)[None], ((1, 1), (0, 0), (0, 0)))  # along edges, in one picture


def read(images, *, n_objects=4, overlap=0.7):
    """Find the objects of pictures.

    Parameters
    ----------
    images : array_like, shape (n, size, size, 3)
        Floating point in [0, 1]; no smaller than ``scenes.generate`` draws so many objects.
    n_objects : int or (int, int)
        How many objects a picture may hold, as ``scenes.generate`` was told: what counts as large depends on it.
    overlap : float
        In [0, 1]: how well an object must fill its class's drawing, as intersection over union. In 4,000 scenes it is 0.89
        or more, so that 0.85 is strict and still reads every one.

    Returns
    -------
    list of tuple of scenes.Placed
        The objects of each picture, largest first. The tuple is empty where there is no object, or where one of them is
        too far from every colour or every class. Specks, of less than a quarter of a small object's area, are passed over.

    Raises
    ------
    TypeError
        If ``images`` are not floating point, ``n_objects`` is not whole, or ``overlap`` is no number.
    ValueError
        If ``images`` are not square colour pictures in [0, 1], or too small for so many objects.

    Examples
    --------
    >>> from imagen_course.worlds import scenes
    >>> drawn = scenes.generate(2, size=32, seed=4, relation=True, background="plain")
    >>> [str(placed) for placed in read(drawn.images)[0]]
    ['a large red cross', 'a large purple triangle']
    """
    images = np.asarray(check_images(images, channels=3), np.float64)
    if images.shape[1] != images.shape[2]:
        raise ValueError(f"images must be square, got {images.shape[1]} x {images.shape[2]}: scenes are")
    check_number(overlap, "[0, 1]", name="overlap", hint="0.7 is usual, 0.85 strict")
    cell = images.shape[1] * cell_side(check_count(n_objects, images.shape[1])[1])
    block = max(1, 2**17 // images.shape[1] ** 2)  # pictures read at once: few enough for the cache
    parts = (images[start : start + block] for start in range(0, len(images), block))
    return [objects for part in parts for objects in _read(part, cell, overlap)]


def obeys(readings, captions, *, angle=45.0):
    """Say for each picture whether it shows what its caption says, all of it and nothing else.

    Parameters
    ----------
    readings : sequence of tuple of scenes.Placed, length n
        From ``read``; or the ``objects`` of scenes.
    captions : sequence of str, length n
        In any words that ``captions.parse`` reads: "a small red star and a cross", "three red stars above a blue cross".
    angle : float
        In (0, 45], degrees: how far the line between the mean centres of a relation's two sides may be off its direction.

    Returns
    -------
    numpy.ndarray of bool, shape (n,)

    Raises
    ------
    TypeError
        If ``readings`` are pictures, a caption is not a string, or ``angle`` is no number.
    ValueError
        If there are not as many of both, ``angle`` is out of range, or a caption has a word or an order that these captions
        do not have.

    Examples
    --------
    >>> from imagen_course.worlds import scenes
    >>> drawn = scenes.generate(2, size=32, seed=4, relation=True, background="plain")
    >>> obeys(read(drawn.images), drawn.captions).tolist(), obeys(read(drawn.images), drawn.captions[::-1]).tolist()
    ([True, True], [False, False])
    """
    check_items(readings, tuple, name="readings", hint="pass read(images)")
    for objects in readings:
        check_items(objects, Placed, name="readings", hint="pass read(images)")
    check_items(captions, str, name="captions")
    check_lengths(readings=readings, captions=captions)
    check_number(angle, "(0, 45]", name="angle", hint="45 is usual")
    least = np.cos(np.deg2rad(angle))
    return np.array([_shows(*pair, least) for pair in zip(readings, map(parse, captions), strict=True)], bool)


def tell(objects):
    """Say in words what was read in one picture; of two objects also how they lie.

    Parameters
    ----------
    objects : tuple of scenes.Placed
        From ``read``.

    Returns
    -------
    str
        A caption that the objects obey, or "nothing that can be read".

    Raises
    ------
    TypeError
        If they are no objects.

    Examples
    --------
    >>> from imagen_course.worlds import scenes
    >>> drawn = scenes.generate(1, size=32, seed=4, relation=True, background="plain")
    >>> tell(read(drawn.images)[0])
    'a large red cross above a large purple triangle'
    """
    check_items(objects, Placed, name="objects", hint="pass read(images)[0]")
    if len(objects) != 2:
        return in_words(objects) or "nothing that can be read"
    step = np.subtract(objects[0].centre, objects[1].centre)
    return f"{objects[0]} {max(RELATIONS, key=lambda relation: step @ DIRECTIONS[relation])} {objects[1]}"


# From pixels to objects. b pictures of size x size hold p pixels in all, and m objects.


def _read(images, cell, least):
    """Return a tuple of ``Placed`` for each picture; ``cell`` is in pixels, ``least`` the overlap that is required."""
    contrast = images - _background(images)
    strength, peak = _climb(contrast)
    solid = (strength > 0.5 * strength.reshape(-1)[peak].reshape(strength.shape)) & (strength > _MIN_CONTRAST)
    component, hues = _components(solid, _nearest_hues(images)[peak].reshape(solid.shape))
    component = component.reshape(-1)[peak].reshape(solid.shape)  # a pixel is of its peak's: rims are included
    boxes = ndimage.find_objects(np.where(solid, component, 0))
    coverage, area, centre = _measure(contrast, strength, peak, component)
    kept = np.flatnonzero(area > (_MIN_SIDE * cell) ** 2)
    kept = kept[np.argsort(-area[kept], kind="stable")]
    pictures = np.array([boxes[i - 1][0].start for i in kept], int)
    shapes = _shapes(coverage, component, kept, pictures, centre[kept], area[kept]) if len(kept) else ()
    found, unreadable = [[] for _ in images], set()
    for i, picture, (label, radius, angle, overlap) in zip(kept, pictures, shapes, strict=True):
        if overlap < least or hues[i] == len(COLOURS):
            unreadable.add(picture)
            continue
        _, rows, columns = boxes[i - 1]
        size = SIZES[int(area[i] > (_SMALL_LARGE_SIDE * cell) ** 2)]
        box = rows.start, columns.start, rows.stop, columns.stop
        placed = Placed(label, list(COLOURS)[hues[i]], size, tuple(centre[i].tolist()), radius, angle, 0.0, box)
        found[picture].append(placed)
    return [() if picture in unreadable else tuple(objects) for picture, objects in enumerate(found)]


def _background(images):
    """Fit a plane to each picture's rim, five times, and less to what lies off it: ``(b, size, size, 3)``."""
    size = images.shape[1]
    at = (np.arange(size) + 0.5) / size - 0.5
    basis = np.stack(np.broadcast_arrays(1.0, at[:, None], at), axis=-1)  # (size, size, 3)
    edge = np.ones((size, size), bool)
    edge[1:-1, 1:-1] = False
    rim, rows = images[:, edge], basis[edge]  # (b, m, 3), (m, 3)
    weight = np.ones(rim.shape[:2])
    for scale in (0.2, 0.1, 0.05, 0.02, 0.02):
        weighted = weight[..., None] * rows  # (b, m, 3)
        plane = np.linalg.solve(rows.T @ weighted + 1e-9 * np.eye(3), weighted.swapaxes(1, 2) @ rim)  # (b, 3, 3)
        weight = 1 / (1 + (((rim - rows @ plane) / scale) ** 2).sum(axis=-1)) ** 2
    return basis @ plane[:, None]


def _climb(contrast):
    """Return how far each pixel is from the background, and the peak it climbs to, as an index of all pixels."""
    size = contrast.shape[1]
    strength = np.linalg.norm(contrast, axis=-1)
    padded_strength = np.pad(strength, ((0, 0), (1, 1), (1, 1)))
    padded = np.pad(contrast, ((0, 0), (1, 1), (1, 1), (0, 0)))
    index = np.arange(strength.size).reshape(strength.shape)
    best, step = strength.copy(), index.copy()
    for down, right in np.argwhere(np.ones((3, 3))):
        window = np.s_[:, down : down + size, right : right + size]
        height, colour = padded_strength[window], padded[window]
        along = (contrast * colour).sum(axis=-1)
        off = strength**2 - (along / np.maximum(height, 1e-9)) ** 2  # squared, from the line background to neighbour
        uphill = (height > best) & (along > 0) & (off < _MIX_TOLERANCE**2)
        best, step = np.where(uphill, height, best), np.where(uphill, index + (down - 1) * size + right - 1, step)
    peak = step.reshape(-1)
    while (peak[peak] != peak).any():  # two steps in one, then four, ...
        peak = peak[peak]
    return strength, peak


def _nearest_hues(images):
    """Return the index of each pixel's nearest colour, ``(p,)``; one past the last where none is near."""
    distance = np.linalg.norm(images.reshape(-1, 1, 3) - PALETTE, axis=-1)  # (p, colours)
    return np.where(distance.min(axis=1) < _MAX_HUE_DISTANCE, distance.argmin(axis=1), len(COLOURS))


def _components(solid, hue):
    """Number the connected components of one hue from 1: the number of each pixel, and the hue of each number."""
    component, hues = np.zeros(solid.shape, np.int64), [-1]
    for value in range(len(COLOURS) + 1):
        piece, count = ndimage.label(solid & (hue == value), _CONNECTED)
        component += np.where(piece > 0, piece + len(hues) - 1, 0)
        hues += [value] * count
    return component, hues


def _measure(contrast, strength, peak, component):
    """Return how much of each pixel its component covers, and each component's area and centre; number 0 has none."""
    shape, component = component.shape, component.reshape(-1)
    contrast, strength = contrast.reshape(-1, 3), strength.reshape(-1)

    def total(values):  # over the pixels of each component: (numbers, k)
        return np.stack([np.bincount(component, value) for value in values], axis=1)

    inner = 1.0 * (strength > 0.9 * strength[peak])
    own = total([inner, *(inner * contrast.T)])
    own = (own[:, 1:] / np.maximum(own[:, :1], 1))[component]  # (p, 3): how far its colour is from the background
    coverage = np.clip((contrast * own).sum(axis=1) / np.maximum((own**2).sum(axis=1), _MIN_CONTRAST**2), 0, 1)
    coverage = coverage * (component > 0)
    area, *moments = total([coverage, *(coverage * (np.indices(shape).reshape(3, -1)[1:] + 0.5))]).T
    return coverage, area, (moments / np.maximum(area, 1e-9)).T


def _shapes(coverage, component, kept, pictures, centre, area):
    """Draw each object as every class: for each object the label that overlaps it best, its radius, angle, overlap."""
    reach = np.sqrt(area.max() / AREAS.min())
    pixel, down, right = patches(pictures, component.shape[1], centre, reach)
    seen = coverage[pixel] * (component.reshape(-1)[pixel] == kept[:, None, None])  # (m, side, side)
    around = (right * 1j - down) / np.sqrt(area)[:, None, None]  # upwards is 1, clockwise from there i
    columns = []
    for label, (fold, upright) in enumerate(zip(_SYMMETRY, _UPRIGHT, strict=True)):
        angle = np.angle(upright * (seen * around**fold).sum(axis=(1, 2))) / fold
        radius = np.sqrt(area / AREAS[label])
        outside = edge_distance(label, down, right, *np.float32([angle, radius])[..., None, None])
        drawn = np.clip(0.5 - outside, 0, 1)
        overlap = np.minimum(seen, drawn).sum(axis=(1, 2)) / np.maximum(seen, drawn).sum(axis=(1, 2))
        columns.append((np.full(len(kept), label), radius, np.rad2deg(angle), overlap))
    best = np.argmax([overlap for *_, overlap in columns], axis=0)
    found = (np.choose(best, column).tolist() for column in zip(*columns, strict=True))
    return list(zip(*found, strict=True))


# From objects to captions.


def _shows(objects, meaning, least):
    """Say whether the objects, in some order, are the things of the caption; and lie as it says, by this cosine at least."""
    things = [thing for thing in meaning.things for _ in range(thing.count)]
    if len(objects) != len(things):
        return False
    k = sum(thing.count for thing in meaning.first)
    orders = (order for order in permutations(objects) if all(map(is_such, order, things)))
    return any(meaning.relation is None or _lies(order, k, DIRECTIONS[meaning.relation], least) for order in orders)


def is_such(placed, thing):
    """Tell whether an object is of the class, and of the size and the colour if they are said, that a caption names.

    Parameters
    ----------
    placed : scenes.Placed
    thing : captions.Thing

    Returns
    -------
    bool

    Examples
    --------
    >>> is_such(Placed(3, "red", "small", (9.5, 9.5), 4.0, 0.0, 0.0, (6, 6, 13, 13)), parse("a red star").first[0])
    True
    """
    return placed.label == thing.label and thing.size in (None, placed.size) and thing.colour in (None, placed.colour)


def _lies(order, k, direction, least):
    step = np.mean([o.centre for o in order[:k]], axis=0) - np.mean([o.centre for o in order[k:]], axis=0)
    return step @ direction > least * np.linalg.norm(step)
