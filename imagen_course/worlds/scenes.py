"""The procedural world: pictures drawn from a seed, each with its label, masks, boxes and caption.

Nothing is annotated afterwards: what is known of a picture is what it was drawn from. ``images`` are ``(n, size, size, 3)``
float32 in [0, 1]; places are (row, column) in pixels from the top left corner, so the middle of the first pixel is
(0.5, 0.5). A pixel belongs to a shape when its middle does; the shape's colour fades over the one pixel about its edge.
Shapes of one size word have equal areas, so that size says nothing of the class, and no turn makes one class another.
"""

from dataclasses import dataclass, fields
from functools import partial
from typing import NamedTuple

import numpy as np

from imagen_course.checks import check_number, check_one_of, check_whole

__all__ = ["BACKGROUNDS", "CLASSES", "COLOURS", "RELATIONS", "SIZES", "Placed", "Scenes", "generate"]

CLASSES = ("circle", "square", "triangle", "star", "cross")
SIZES = ("small", "large")
RELATIONS = ("left of", "right of", "above", "below")
BACKGROUNDS = ("plain", "gradient", "texture", "mixed")
COLOURS = {  # the nearest two are 18.6 apart in CIEDE2000, to protan, deutan and tritan eyes too (Okabe and Ito's: 10.8)
    "red": (0.80, 0.02, 0.11),
    "yellow": (0.96, 0.86, 0.20),
    "green": (0.20, 0.72, 0.49),
    "blue": (0.17, 0.39, 0.95),
    "purple": (0.33, 0.03, 0.53),
    "pink": (0.89, 0.54, 0.74),
    "black": (0.00, 0.00, 0.00),
    "white": (1.00, 1.00, 1.00),
}

_PALETTE = np.array(list(COLOURS.values()))
_KINDS = np.indices((len(CLASSES), len(COLOURS), len(SIZES))).reshape(3, -1)  # a column for each thing a caption can name

# Lengths are in cells: a picture has a square cell for each object it may hold, and an object fits into one.
_SIDES = np.array([(0.29, 0.34), (0.46, 0.53)])  # the square root of the area of a small and of a large object
_RIM, _GAP = 0.024, 0.06  # the least space between an object and the picture's rim, and between two objects
_SMALLEST = 4.0  # pixels: the least square root of an area at which a star is still a star


def _star(corners, dent):
    """Corners at distance 1 from the centre and one at ``dent`` between each two: mirrors and edges, and the area."""
    inner = dent * np.exp(1j * np.pi / corners)
    normal = 1j * (1 - inner) / abs(1 - inner)
    edge = (normal.real, normal.imag, normal.real)
    return (corners, *edge, *edge), corners * inner.imag


# A shape is one sector, mirrored about its centre: (mirrors, a, b, c, d, e, f). A point of the sector is inside where
# a * along + b * across <= c and d * along + e * across <= f, along the sector's axis (upwards, at no turn) and across it.
_ARM, _WAIST = 0.945, 0.327  # of a cross: the reach of an arm, and half its width
_SHAPES = (
    _star(720, 1),  # a circle
    ((4, 1, 0, 0.5**0.5, 1, 0, 0.5**0.5), 2),
    _star(3, 0.5),
    _star(5, 0.5),
    ((4, 1, 0, _ARM, 0, 1, _WAIST), 8 * _ARM * _WAIST - 4 * _WAIST**2),
    ((2, 1, 0, 1, 0, 1, 0.16), 0.64),  # a stroke
    ((2, 0, 1, 1, 0, 1, 1), np.inf),  # a bar from rim to rim: its radius is half its width
)
_SECTORS, _AREAS = map(np.array, zip(*_SHAPES, strict=True))
_CIRCLE, _STROKE, _BAR = 0, len(CLASSES), len(CLASSES) + 1


class Placed(NamedTuple):
    """An object of a picture, as it was drawn; ``str`` of it is its part of the caption.

    Attributes
    ----------
    label : int
        Index into ``CLASSES``.
    colour, size : str
        Of ``COLOURS``, of ``SIZES``.
    centre : tuple of float
        (row, column) in pixels; the centroid of the whole shape.
    radius : float
        Of the circle round the shape, in pixels.
    angle : float
        Turn from upright, in degrees, clockwise.
    hidden : float
        The fraction of its pixels that other objects or a bar cover, in [0, 1).
    box : tuple of int
        (top, left, bottom, right) of the visible pixels, half-open.

    Examples
    --------
    >>> str(Placed(3, "red", "small", (9.5, 9.5), 4.0, 0.0, 0.0, (6, 6, 13, 13)))
    'a small red star'
    """

    label: int
    colour: str
    size: str
    centre: tuple
    radius: float
    angle: float
    hidden: float
    box: tuple

    def __str__(self):
        return f"a {self.size} {self.colour} {CLASSES[self.label]}"


@dataclass(frozen=True, eq=False, repr=False)
class Scenes:
    """Pictures, and all that is known of them. A slice of scenes is scenes.

    Attributes
    ----------
    images : numpy.ndarray, shape (n, size, size, 3)
        float32 in [0, 1].
    labels : numpy.ndarray of int, shape (n,)
        The class of each picture's first object.
    masks, instances : numpy.ndarray of int32, shape (n, size, size)
        0 is background; else 1 + the class, and 1 + the index in ``objects``, of the object the pixel shows.
    objects : tuple of tuple of Placed
        The objects of each picture, the one with most visible pixels first; of a relation, in the caption's order.
    captions : list of str

    Examples
    --------
    >>> scenes = generate(3, seed=1, n_objects=2)
    >>> scenes[1:], scenes.images.shape, [box.shape for box in scenes.boxes]
    (<Scenes: 2 pictures of 64 x 64>, (3, 64, 64, 3), [(2, 4), (2, 4), (2, 4)])
    """

    images: np.ndarray
    labels: np.ndarray
    masks: np.ndarray
    instances: np.ndarray
    objects: tuple
    captions: list

    @property
    def boxes(self):
        """The boxes of each picture's objects: a list of int arrays ``(k, 4)``."""
        return [np.array([placed.box for placed in objects]) for objects in self.objects]

    @property
    def box_labels(self):
        """The classes of each picture's objects, in the order of ``boxes``: a list of int arrays ``(k,)``."""
        return [np.array([placed.label for placed in objects]) for objects in self.objects]

    def __len__(self):
        return len(self.images)

    def __getitem__(self, part):
        if not isinstance(part, slice):
            raise TypeError(f"scenes are indexed by a slice, got {part!r}: for one picture write scenes[i : i + 1]")
        return Scenes(*(getattr(self, field.name)[part] for field in fields(self)))

    def __repr__(self):
        return f"<Scenes: {len(self)} pictures of {self.images.shape[1]} x {self.images.shape[2]}>"


def generate(
    n,
    *,
    size=64,
    seed=0,
    n_objects=None,
    relation=False,
    background="mixed",
    rotation=20.0,
    clutter=0,
    occlusion=0.0,
    noise=0.0,
    contrast=1.0,
    texture=0.0,
):
    """Draw ``n`` pictures.

    Picture i depends on the seed, on i and on the options, not on ``n``; options add to a scene and leave the rest of it
    as it was. At another ``size`` the same seed gives the same scenes, finer or coarser, where nothing is occluded.

    Parameters
    ----------
    n : int
        How many pictures.
    size : int
        Their height and width in pixels: at least 19 for one object, 28 for up to four, 42 for up to nine.
    seed : int
        From 0.
    n_objects : int or (int, int), optional
        How many objects a picture holds, or the least and the most: 1 if not given, 2 for a relation. No two objects
        of a picture agree in class, colour and size. The more there may be, the smaller they are.
    relation : bool
        Place two objects so that the caption can say how: the line between their centres is within 30 degrees of the
        direction named, and their bounding circles are apart.
    background : str
        "plain", "gradient", "texture" (clouds, stripes or checks), or "mixed": one of these three at random.
    rotation : float
        Objects are turned from upright by up to so many degrees either way; 180 is any turn.
    clutter : int
        How many short strokes and small blobs lie behind the objects. They count as background.
    occlusion : float
        The largest fraction of an object's pixels, in [0, 0.9], that other objects or a bar across the picture may
        hide. At 0 there is no bar, and objects stay apart; with a relation only the bar hides.
    noise : float
        Standard deviation, in [0, 1], of normal noise added to every value, which is then clipped to [0, 1].
    contrast : float
        In [0.05, 1]: how far objects, clutter and bar are from the background's mean colour; 1 leaves their colours.
    texture : float
        The fraction of objects, in [0, 1], that are striped with a lighter or darker shade of their colour.

    Returns
    -------
    Scenes

    Raises
    ------
    TypeError
        If an argument is not of the type named above.
    ValueError
        If an argument is out of its range, or the objects asked for are more than fit.

    Examples
    --------
    >>> scenes = generate(2, size=32, seed=4, relation=True)
    >>> scenes.captions[0]
    'a large purple triangle below a large red cross'
    >>> bool((scenes.masks[0] == 1 + scenes.labels[0]).any())
    True
    """
    check_whole(size=size, seed=seed)
    check_whole(0, n=n, clutter=clutter)
    check_number(rotation, "[0, 180]", name="rotation", hint="in degrees")
    check_number(occlusion, "[0, 0.9]", name="occlusion")
    check_number(contrast, "[0.05, 1]", name="contrast")
    for name, share in {"noise": noise, "texture": texture}.items():
        check_number(share, "[0, 1]", name=name)
    check_one_of(background, BACKGROUNDS, name="background")
    count = _count(n_objects, relation, size)
    images, instances = np.empty((n, size, size, 3), np.float32), np.zeros((n, size, size), np.int32)
    masks, objects, captions, chance = np.empty_like(instances), [], [], _Chance(seed)
    block = max(1, 2**18 // size**2)  # pictures drawn at once: enough to be worth a call, few enough for the cache
    for part in (slice(start, start + block) for start in range(0, n, block)):
        image, instance = images[part], instances[part]
        relations = chance["relation"].integers(len(RELATIONS), size=len(image)) if relation else None
        layout = _lay_out(chance, len(image), count, relations, rotation, occlusion)
        fade = partial(_fade, _backdrop(image, chance, layout, background), contrast)
        _scatter(image, instance, chance, clutter, fade)
        _compose(image, instance, chance, layout, fade, occlusion, texture)
        if not relation and count[1] > 1:
            layout = _largest_first(instance, layout)
        masks[part] = _relabel(instance, 1 + layout.label)
        if noise:
            np.clip(image + np.float32(noise) * _normal(chance["noise"], image.shape), 0, 1, out=image)
        objects += _describe(instance, layout)
        captions += _captions(objects[part], relations)
    labels = np.array([placed[0].label for placed in objects], int)
    return Scenes(images, labels, masks, instances, tuple(objects), captions)


def _count(n_objects, relation, size):
    """Return the least and the most objects of a picture."""
    if n_objects is None:
        n_objects = 2 if relation else 1
    pair = isinstance(n_objects, tuple | list) and len(n_objects) == 2
    low, high = n_objects if pair else (n_objects, n_objects)
    check_number(low, f"[1, {_KINDS.shape[1]}]", name="n_objects", whole=True)
    check_number(high, f"[{low}, {_KINDS.shape[1]}]", name="n_objects", whole=True)
    if relation and (low, high) != (2, 2):
        raise ValueError(f"n_objects must be 2 where relation is True, got {n_objects}: leave it out")
    least = int(np.ceil(_SMALLEST / (_SIDES[0, 0] * _cell(high))))
    if size < least:
        raise ValueError(f"size must be {least} or more where n_objects is {high}, got {size}: ask for fewer objects")
    return low, high


class _Chance(dict):
    """Random numbers: each use of them has a stream of its own, and a block of pictures draws from each stream once.

    So picture i has row i of every stream, however many pictures follow, and whatever other options draw.
    """

    def __init__(self, seed):
        self.seed = seed

    def __missing__(self, use):
        return self.setdefault(use, np.random.default_rng([self.seed, *use.encode()]))


def _normal(stream, shape):
    """Normal random numbers (Box and Muller 1958), three times as fast as the generator's own."""
    u = stream.random((shape[0], 2, (np.prod(shape[1:]) + 1) // 2), np.float32)
    radius, turn = np.sqrt(-2 * np.log1p(-u[:, 0])), np.float32(2 * np.pi) * u[:, 1]
    pairs = np.concatenate([radius * np.cos(turn), radius * np.sin(turn)], axis=1)
    return pairs[:, : np.prod(shape[1:])].reshape(shape)


# Where things are. From here on lengths are in picture sides.


class _Layout(NamedTuple):
    """The objects of b pictures, at most k in each: arrays ``(b, k)``. Where the radius is 0 there is no object."""

    label: np.ndarray
    colour: np.ndarray
    size: np.ndarray
    radius: np.ndarray
    angle: np.ndarray
    centre: np.ndarray  # (b, k, 2)
    closer: np.ndarray  # (b, k, 2): where the objects would be if they might overlap
    whole: np.ndarray  # how many pixels an object has,
    shown: np.ndarray  # and how many of them can be seen


def _cell(k):
    return min(0.75, 1 / int(np.ceil(np.sqrt(k))))


def _lay_out(chance, b, count, relations, rotation, occlusion):
    low, k = count
    kinds = chance["kinds"].random((b, _KINDS.shape[1])).argsort(axis=1)[:, :k]  # drawn, not put back: no two alike
    label, colour, size = _KINDS[:, kinds]
    sides = _cell(k) * chance["sides"].uniform(*np.moveaxis(_SIDES[size], -1, 0))
    radius = sides / np.sqrt(_AREAS[label]) * (np.arange(k) < chance["count"].integers(low, k, (b, 1), endpoint=True))
    angle = np.deg2rad(rotation) * chance["angles"].uniform(-1, 1, (b, k))
    if relations is None:
        u = chance["places"].random((b, 9, k, 2))
        centre = _apart(u, radius, 1)
        closer = _apart(u, radius, 1 - occlusion) if occlusion else centre
    else:
        centre = closer = _related(chance["places"].random((b, 4)), radius, relations)
    return _Layout(label, colour, size, radius, angle, centre, closer, np.ones((b, k), int), np.zeros((b, k), int))


def _apart(u, radius, distance):
    """Put each object into a cell of its own; then each may jump, eight times, to wherever there is room."""
    k, cells = radius.shape[1], int(np.ceil(np.sqrt(radius.shape[1])))
    gap, rim = _GAP * _cell(k), (radius + _RIM * _cell(k))[..., None]
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
    gap, rim, other = _GAP * _cell(2), *np.moveaxis(radius + _RIM * _cell(2), 1, 0)[..., None]
    least, most = radius.sum(axis=1) + gap, 1 - (rim + other)[:, 0]
    turn = np.pi * np.array([0, 1, 0.5, -0.5])[relations] + np.pi / 6 * (2 * u[:, 0] - 1)
    offset = (least + (most - least) * u[:, 1])[:, None] * np.stack([np.sin(turn), np.cos(turn)], axis=1)  # (b, 2)
    low, high = np.maximum(rim, other - offset), np.minimum(1 - rim, 1 - other - offset)
    first = low + (high - low) * u[:, 2:]
    return np.stack([first, first + offset], axis=1)


# Painting.


def _fade(ground, contrast, colour):
    return np.float32(ground + contrast * (colour - ground))


def _backdrop(images, chance, layout, background):
    """Paint the backgrounds; return the mean colour of each, ``(b, 3)``."""
    b, size = images.shape[:2]
    c = chance["grounds"].random((b, 6, 5))  # six pairs of colours: the one farthest from the objects' colours is taken
    first = 0.05 + 0.9 * c[..., :1] + 0.16 * (c[..., 1:4] - 0.5)
    second = first + (0.1 + 0.16 * c[..., 4:]) * np.where(c[..., :1] > 0.5, -1, 1)
    pairs = np.stack([first, second], axis=2).clip(0, 1)  # (b, 6, 2, 3)
    far = np.linalg.norm(pairs[:, :, :, None] - _PALETTE[layout.colour][:, None, None], axis=-1)  # (b, 6, 2, k)
    far = np.where(layout.radius[:, None, None] > 0, far, np.inf).min(axis=(2, 3))
    pair = np.float32(pairs[np.arange(b), far.argmax(axis=1)])
    which, textures = chance["backgrounds"].integers(3, size=(b, 2)).T
    which = which if background == "mixed" else np.full(b, BACKGROUNDS.index(background))
    pattern = _pattern(chance, np.where(which == 2, 2 + textures, which), size)
    for channel in range(3):  # one at a time, for NumPy is slow where the last axis is short
        images[..., channel] = pair[:, 0, channel, None, None] + pattern * (pair[:, 1] - pair[:, 0])[:, channel, None, None]
    return pair.mean(axis=1)


def _pattern(chance, which, size):
    """Patterns ``(b, size, size)`` in [0, 1]: 0 plain, 1 gradient, 2 clouds, 3 stripes, 4 checks."""
    slope, cloud, waves, checks = which == 1, which == 2, which >= 3, which == 4
    at = (np.arange(size, dtype=np.float32) + 0.5) / size - 0.5
    heights = chance["clouds"].standard_normal((len(which), 24, 24), np.float32)
    u = chance["patterns"].random((len(which), 3))
    turn, period, phase = np.float32([2 * np.pi * u[:, 0], 0.1 + 0.15 * u[:, 1], u[:, 2]])[..., None, None]
    along = np.cos(turn) * at[:, None] + np.sin(turn) * at  # (b, size, size)
    pattern = np.full_like(along, 0.5)
    pattern[slope] = 0.5 + 0.7 * along[slope]
    frequency = np.pi * np.arange(1, 13, dtype=np.float32)  # clouds: sines and cosines, the longer the higher
    basis = np.concatenate([np.cos(frequency * at[:, None]), np.sin(frequency * at[:, None])], axis=1)  # (size, 24)
    heights = heights[cloud] / np.tile(np.hypot(frequency, frequency[:, None]), (2, 2))
    pattern[cloud] = np.clip(0.5 + 0.45 * (basis @ heights @ basis.T), 0, 1)
    pattern[waves] = _wave(along[waves] + phase[waves], period[waves], size)
    across = np.cos(turn[checks]) * at - np.sin(turn[checks]) * at[:, None]
    other = _wave(across + phase[checks], period[checks], size)
    pattern[checks] += other - 2 * pattern[checks] * other  # one or the other, not both
    return pattern


def _wave(x, period, size):
    """A square wave from 0 to 1, its flanks one pixel wide where ``size`` pixels make the length 1."""
    return np.clip(0.5 + np.sin(2 * np.pi / period * x) * (size / (2 * np.pi) * period), 0, 1)


def _scatter(images, instances, chance, clutter, fade):
    """Paint the clutter: short strokes and small blobs."""
    for u in chance["clutter"].random((len(images), clutter, 8)).swapaxes(0, 1):
        stroke = u[:, 0] < 0.6
        radius = np.where(stroke, 0.05 + 0.07 * u[:, 1], 0.015 + 0.02 * u[:, 1])
        look = np.where(stroke, _STROKE, _CIRCLE), u[:, 2:4], radius, 2 * np.pi * u[:, 4], fade(u[:, 5:])
        _paint(images, instances, 0, np.arange(len(u)), *look)


def _compose(images, instances, chance, layout, fade, occlusion, texture):
    """Paint the objects, each upon those before it, and a bar; where that hides too much, half of it, or none of it."""
    b, k = layout.radius.shape
    stripes, bar = chance["stripes"].random((b, k, 3)), chance["bar"].random((b, 8))
    rows, apart, empty = np.arange(b), layout.centre.copy(), images.copy() if occlusion else images
    target = rows, np.int64(bar[:, 0] * (layout.radius > 0).sum(axis=1))
    reach = layout.radius[target]  # a bar of this width cannot hide more, for no chord is longer than the diameter
    width = occlusion * (0.3 + 0.7 * bar[:, 1]) * _AREAS[layout.label[target]] * reach / 4
    for give in (1, 0.5, 0) if occlusion else (0,):
        layout.centre[rows] = (apart + give * (layout.closer - apart))[rows]
        for j, word in np.ndindex(k, len(SIZES)):
            at = rows[(layout.radius[rows, j] > 0) & (layout.size[rows, j] == word)]
            look = layout.label[:, j], layout.centre[:, j], layout.radius[:, j], layout.angle[:, j]
            colour = fade(_PALETTE[layout.colour[:, j]])
            layout.whole[at, j] = _paint(images, instances, j + 1, at, *look, colour)
            shade = colour + np.float32(0.35) * ((colour.mean(axis=1, keepdims=True) < 0.5) - colour)
            _paint(images, instances, j + 1, at[stripes[at, j, 0] < texture], *look, shade, stripes[:, j, 1:])
        if give:
            middle = layout.centre[target] + reach[:, None] * (1.2 * bar[:, 2:4] - 0.6)
            look = np.full(b, _BAR), middle, give * width, 2 * np.pi * bar[:, 4], fade(bar[:, 5:])
            _paint(images, instances, 0, rows, *look)
        layout.shown[rows] = _pixels(instances[rows], k)
        hidden = (layout.whole - layout.shown)[rows] * (layout.radius[rows] > 0)
        rows = rows[(hidden > occlusion * layout.whole[rows]).any(axis=1)]
        images[rows], instances[rows] = empty[rows], 0


def _paint(images, instances, value, rows, shape, centre, radius, angle, colour, stripes=None):
    """Paint one shape on each picture of ``rows``, and ``value`` on its pixels of ``instances``; return their number."""
    if not len(rows):
        return 0
    size = images.shape[1]
    pixel, down, right = _patch(rows, size, size * centre[rows], size if shape[0] == _BAR else size * radius[rows].max())
    angle, radius = np.float32([angle[rows], size * radius[rows]])[..., None, None]
    outside = _outside(np.float32(_SECTORS[shape[rows]].T)[..., None, None], down, right, angle, radius)
    cover = np.clip(0.5 - outside, 0, 1)
    if stripes is not None:
        slant, period = np.float32([np.pi, 0.4] * stripes[rows]).T[..., None, None]
        cover *= _wave(np.cos(slant) * down + np.sin(slant) * right, radius * (0.5 + period), 1)
    touched = np.flatnonzero(cover > 0)
    index, item, cover = pixel.reshape(-1)[touched], touched // pixel[0].size, cover.reshape(-1)[touched]
    for channel in range(3):
        plane = images.reshape(-1, 3)[:, channel]
        plane[index] = (1 - cover) * plane[index] + cover * colour[rows, channel][item]
    inside = outside <= 0
    instances.reshape(-1)[pixel[inside]] = value
    return inside.sum(axis=(1, 2))


def _patch(rows, size, centre, reach):
    """A square about each centre: the index of its pixels ``(m, side, side)``, and how far down and right they lie."""
    side = min(size, 2 * int(np.ceil(reach)) + 3)
    corner = np.clip(np.floor(centre).astype(int) - side // 2, 0, size - side)
    pixel = ((rows * size + corner[:, 0]) * size + corner[:, 1])[:, None, None]
    pixel = pixel + (size * np.arange(side)[:, None] + np.arange(side))
    down, right = np.float32(corner.T[..., None] + np.arange(side) + 0.5 - centre.T[..., None])
    return pixel, down[:, :, None], right[:, None, :]


def _outside(sectors, down, right, angle, radius):
    """The distance of each pixel from the edge of its shape, negative inside: ``(m, side, side)``."""
    mirrors, a, b, c, d, e, f = sectors
    distance = np.sqrt(down**2 + right**2)
    turn = (np.arctan2(right, -down) - angle) * (mirrors / np.float32(2 * np.pi))
    turn = np.abs(turn - np.rint(turn)) * (np.float32(2 * np.pi) / mirrors)  # all sectors folded onto the first
    along, across = distance * np.cos(turn), distance * np.sin(turn)
    return np.maximum(a * along + b * across - c * radius, d * along + e * across - f * radius)


# What is known afterwards.


def _pixels(instances, k):
    """Count the pixels of objects 1 to k in each picture: ``(b, k)``."""
    keys = instances + ((k + 1) * np.arange(len(instances)))[:, None, None]
    return np.bincount(keys.reshape(-1), minlength=len(instances) * (k + 1)).reshape(-1, k + 1)[:, 1:]


def _relabel(instances, values):
    """Replace 1, 2, ... in each picture by its row of ``values`` ``(b, k)``; 0 stays."""
    table = np.pad(values, ((0, 0), (1, 0))).astype(np.int32)
    return table.reshape(-1)[instances + (table.shape[1] * np.arange(len(table)))[:, None, None]]


def _largest_first(instances, layout):
    order = np.argsort(-layout.shown, axis=1, kind="stable")
    instances[...] = _relabel(instances, 1 + np.argsort(order, axis=1))
    return _Layout(*(array[np.arange(len(order))[:, None], order] for array in layout))


def _describe(instances, layout):
    """Return the objects of each picture, as a list of tuples of ``Placed``."""
    size, boxes = instances.shape[1], np.empty((*layout.radius.shape, 4), int)
    for j, side in np.ndindex(boxes.shape[1], 2):
        line = (instances == j + 1).any(axis=2 - side)
        boxes[:, j, side], boxes[:, j, side + 2] = line.argmax(axis=1), size - line[:, ::-1].argmax(axis=1)
    words = np.array(list(COLOURS))[layout.colour], np.array(SIZES)[layout.size]
    numbers = size * layout.radius, np.rad2deg(layout.angle), 1 - layout.shown / layout.whole
    columns = [array.tolist() for array in (layout.label, *words, size * layout.centre, *numbers, boxes)]
    return [
        tuple(Placed(*o[:3], tuple(o[3]), *o[4:7], tuple(o[7])) for o in zip(*picture, strict=True) if o[4] > 0)
        for picture in zip(*columns, strict=True)
    ]


def _captions(objects, relations):
    """A caption for each picture: "a and b", "a, b and c", or "a left of b"."""
    if relations is None:
        return [" and ".join(", ".join(map(str, some)).rsplit(", ", 1)) for some in objects]
    return [f"{a} {RELATIONS[relation]} {b}" for (a, b), relation in zip(objects, relations, strict=True)]
