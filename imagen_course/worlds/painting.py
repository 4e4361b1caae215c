"""How a scene becomes pixels: backgrounds, shapes and what lies over them, each pixel by its distance from an edge.

Pictures are ``images (b, size, size, 3)`` float32 in [0, 1]; which object a pixel shows, from 1, is kept in
``instances (b, size, size)`` int32; both are painted over. A pixel belongs to a shape when its middle is inside; the
shape's colour fades over the one pixel about its edge. Lengths are in picture sides, angles in radians, clockwise from
upright.
"""

from typing import NamedTuple

import numpy as np

__all__ = ["AREAS", "BACKGROUNDS", "CLASSES", "COLOURS", "PALETTE", "Look", "Sector"]
__all__ += ["backdrop", "compose", "edge_distance", "patches", "pattern", "relabel", "scatter"]

CLASSES = ("circle", "square", "triangle", "star", "cross")
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

PALETTE = np.array(list(COLOURS.values()))


class Sector(NamedTuple):
    """A shape, as one sector that is mirrored about its centre.

    A point of the sector is inside where ``a * along + b * across <= c`` for both of its edges, along the sector's axis
    (upwards, at no turn) and across it.

    Attributes
    ----------
    mirrors : int
        How many sectors there are.
    edge, other_edge : tuple of float
        (a, b, c) of each, for a shape of radius 1.
    area : float
        Of the whole shape, at radius 1.

    Examples
    --------
    >>> Sector(4, (1, 0, 0.5**0.5), (1, 0, 0.5**0.5), 2).mirrors        # a square
    4
    """

    mirrors: int
    edge: tuple
    other_edge: tuple
    area: float


def _star(corners, dent):
    """Corners at distance 1 from the centre and one at ``dent`` between each two: mirrors and edges, and the area."""
    inner = dent * np.exp(1j * np.pi / corners)
    normal = 1j * (1 - inner) / abs(1 - inner)
    edge = (normal.real, normal.imag, normal.real)
    return Sector(corners, edge, edge, corners * inner.imag)


_ARM, _WAIST = 0.945, 0.327  # of a cross: the reach of an arm, and half its width
_SHAPES = {
    "circle": _star(720, 1),
    "square": Sector(4, (1, 0, 0.5**0.5), (1, 0, 0.5**0.5), 2),
    "triangle": _star(3, 0.5),
    "star": _star(5, 0.5),
    "cross": Sector(4, (1, 0, _ARM), (0, 1, _WAIST), 8 * _ARM * _WAIST - 4 * _WAIST**2),
    "stroke": Sector(2, (1, 0, 1), (0, 1, 0.16), 0.64),
    "bar": Sector(2, (0, 1, 1), (0, 1, 1), np.inf),  # from rim to rim: its radius is half its width
}
_SECTORS = np.array([(shape.mirrors, *shape.edge, *shape.other_edge) for shape in _SHAPES.values()])
AREAS = np.array([_SHAPES[name].area for name in CLASSES])
_CIRCLE, _STROKE, _BAR = map(list(_SHAPES).index, ("circle", "stroke", "bar"))


class Look(NamedTuple):
    """One shape for each of b pictures, as it is to be painted.

    Attributes
    ----------
    shape : numpy.ndarray of int, shape (b,)
        Index into ``CLASSES``, or of a stroke or a bar.
    centre : numpy.ndarray, shape (b, 2)
        Row and column.
    radius, angle : numpy.ndarray, shape (b,)
    colour : numpy.ndarray of float32, shape (b, 3)
    stripes : numpy.ndarray, shape (b, 2), optional
        Slant and period, in [0, 1], where only stripes of the shape are painted.

    Examples
    --------
    >>> Look(np.array([0]), np.array([[0.5, 0.5]]), np.array([0.2]), np.array([0.0]), np.zeros((1, 3))).stripes is None
    True
    """

    shape: np.ndarray
    centre: np.ndarray
    radius: np.ndarray
    angle: np.ndarray
    colour: np.ndarray
    stripes: np.ndarray | None = None


# The background.


def backdrop(images, chance, layout, background):
    """Paint the backgrounds.

    Parameters
    ----------
    images : numpy.ndarray, shape (b, size, size, 3)
        Painted over.
    chance : imagen_course.worlds.layout.Chance
    layout : imagen_course.worlds.layout.Layout
        Of whose objects' colours the background is to differ.
    background : str
        Of ``BACKGROUNDS``.

    Returns
    -------
    numpy.ndarray, shape (b, 3)
        The mean colour of each.

    Examples
    --------
    >>> from imagen_course.worlds.layout import Chance, lay_out
    >>> images, chance = np.zeros((1, 32, 32, 3), np.float32), Chance(0)
    >>> mean = backdrop(images, chance, lay_out(chance, 1, (1, 1), None, 0.0, 0.0), "plain")
    >>> bool(np.allclose(images, mean))
    True
    """
    b, size = images.shape[:2]
    c = chance["grounds"].random((b, 6, 5))  # six pairs of colours: the one farthest from the objects' colours is taken
    first = 0.05 + 0.9 * c[..., :1] + 0.16 * (c[..., 1:4] - 0.5)
    second = first + (0.1 + 0.16 * c[..., 4:]) * np.where(c[..., :1] > 0.5, -1, 1)
    pairs = np.stack([first, second], axis=2).clip(0, 1)  # (b, 6, 2, 3)
    far = np.linalg.norm(pairs[:, :, :, None] - PALETTE[layout.colour][:, None, None], axis=-1)  # (b, 6, 2, k)
    far = np.where(layout.radius[:, None, None] > 0, far, np.inf).min(axis=(2, 3))
    pair = np.float32(pairs[np.arange(b), far.argmax(axis=1)])
    which, textures = chance["backgrounds"].integers(3, size=(b, 2)).T
    which = which if background == "mixed" else np.full(b, BACKGROUNDS.index(background))
    shades = pattern(chance, np.where(which == 2, 2 + textures, which), size)
    for channel in range(3):  # one at a time, for NumPy is slow where the last axis is short
        images[..., channel] = pair[:, 0, channel, None, None] + shades * (pair[:, 1] - pair[:, 0])[:, channel, None, None]
    return pair.mean(axis=1)


def pattern(chance, which, size):
    """Draw the patterns of backgrounds, from one of two colours to the other.

    Parameters
    ----------
    chance : imagen_course.worlds.layout.Chance
    which : numpy.ndarray of int, shape (b,)
        0 plain, 1 gradient, 2 clouds, 3 stripes, 4 checks.
    size : int

    Returns
    -------
    numpy.ndarray of float32, shape (b, size, size)
        In [0, 1].

    Examples
    --------
    >>> from imagen_course.worlds.layout import Chance
    >>> pattern(Chance(0), np.array([0]), 4).ravel()[:2]
    array([0.5, 0.5], dtype=float32)
    """
    slope, cloud, waves, checks = which == 1, which == 2, which >= 3, which == 4
    at = (np.arange(size, dtype=np.float32) + 0.5) / size - 0.5
    heights = chance["clouds"].standard_normal((len(which), 24, 24), np.float32)
    u = chance["patterns"].random((len(which), 3))
    turn, period, phase = np.float32([2 * np.pi * u[:, 0], 0.1 + 0.15 * u[:, 1], u[:, 2]])[..., None, None]
    along = np.cos(turn) * at[:, None] + np.sin(turn) * at  # (b, size, size)
    shades = np.full_like(along, 0.5)
    shades[slope] = 0.5 + 0.7 * along[slope]
    frequency = np.pi * np.arange(1, 13, dtype=np.float32)  # clouds: sines and cosines, the longer the higher
    basis = np.concatenate([np.cos(frequency * at[:, None]), np.sin(frequency * at[:, None])], axis=1)  # (size, 24)
    heights = heights[cloud] / np.tile(np.hypot(frequency, frequency[:, None]), (2, 2))
    shades[cloud] = np.clip(0.5 + 0.45 * (basis @ heights @ basis.T), 0, 1)
    shades[waves] = _wave(along[waves] + phase[waves], period[waves], size)
    across = np.cos(turn[checks]) * at - np.sin(turn[checks]) * at[:, None]
    other = _wave(across + phase[checks], period[checks], size)
    shades[checks] += other - 2 * shades[checks] * other  # one or the other, not both
    return shades


def _wave(x, period, size):
    """A square wave from 0 to 1, its flanks one pixel wide where ``size`` pixels make the length 1."""
    return np.clip(0.5 + np.sin(2 * np.pi / period * x) * (size / (2 * np.pi) * period), 0, 1)


# Shapes.


def scatter(images, instances, chance, clutter, fade):
    """Paint the clutter: short strokes and small blobs, which count as background.

    Parameters
    ----------
    images, instances : numpy.ndarray
        Painted over.
    chance : imagen_course.worlds.layout.Chance
    clutter : int
        How many in each picture.
    fade : callable
        What becomes of a colour (b, 3) before that background.

    Examples
    --------
    >>> from imagen_course.worlds.layout import Chance
    >>> images = np.ones((1, 32, 32, 3), np.float32)
    >>> scatter(images, np.zeros((1, 32, 32), np.int32), Chance(0), 3, np.float32)
    >>> bool(images.min() < 1)
    True
    """
    for u in chance["clutter"].random((len(images), clutter, 8)).swapaxes(0, 1):
        stroke = u[:, 0] < 0.6
        radius = np.where(stroke, 0.05 + 0.07 * u[:, 1], 0.015 + 0.02 * u[:, 1])
        look = Look(np.where(stroke, _STROKE, _CIRCLE), u[:, 2:4], radius, 2 * np.pi * u[:, 4], fade(u[:, 5:]))
        _paint(images, instances, 0, np.arange(len(u)), look)


def compose(images, instances, chance, layout, fade, occlusion, texture):
    """Paint the objects, each upon those before it, and a bar; where that hides too much, half of it, or none of it.

    Parameters
    ----------
    images, instances : numpy.ndarray
        Painted over.
    chance : imagen_course.worlds.layout.Chance
    layout : imagen_course.worlds.layout.Layout
        Its ``centre``, ``whole`` and ``shown`` become those of the picture.
    fade : callable
        What becomes of a colour (b, 3) before that background.
    occlusion, texture : float
        See :func:`imagen_course.worlds.scenes.generate`.

    Examples
    --------
    >>> from imagen_course.worlds.layout import Chance, lay_out
    >>> images, instances, chance = np.zeros((1, 32, 32, 3), np.float32), np.zeros((1, 32, 32), np.int32), Chance(0)
    >>> layout = lay_out(chance, 1, (1, 1), None, 0.0, 0.0)
    >>> compose(images, instances, chance, layout, np.float32, 0.0, 0.0)
    >>> bool((instances == 1).sum() == layout.shown[0, 0] > 0)
    True
    """
    b, k = layout.radius.shape
    stripes, bar = chance["stripes"].random((b, k, 3)), chance["bar"].random((b, 8))
    stripes[..., 0] = stripes[..., 0] < texture
    rows, apart, empty = np.arange(b), layout.centre.copy(), images.copy() if occlusion else images
    target = rows, np.int64(bar[:, 0] * (layout.radius > 0).sum(axis=1))
    reach = layout.radius[target]  # a bar of this width cannot hide more, for no chord is longer than the diameter
    width = occlusion * (0.3 + 0.7 * bar[:, 1]) * AREAS[layout.label[target]] * reach / 4
    for give in (1, 0.5, 0) if occlusion else (0,):
        layout.centre[rows] = (apart + give * (layout.closer - apart))[rows]
        _paint_objects(images, instances, rows, layout, fade, stripes)
        if give:
            middle = layout.centre[target] + reach[:, None] * (1.2 * bar[:, 2:4] - 0.6)
            look = Look(np.full(b, _BAR), middle, give * width, 2 * np.pi * bar[:, 4], fade(bar[:, 5:]))
            _paint(images, instances, 0, rows, look)
        layout.shown[rows] = _pixel_counts(instances[rows], k)
        hidden = (layout.whole - layout.shown)[rows] * (layout.radius[rows] > 0)
        rows = rows[(hidden > occlusion * layout.whole[rows]).any(axis=1)]
        images[rows], instances[rows] = empty[rows], 0


def _paint_objects(images, instances, rows, layout, fade, stripes):
    """Paint the objects of some pictures; ``stripes`` (b, k, 3) tells whether there are any, their slant and period."""
    for j, word in np.ndindex(layout.radius.shape[1], 2):  # small ones and large ones apart: their patches differ in size
        at = rows[(layout.radius[rows, j] > 0) & (layout.size[rows, j] == word)]
        colour = fade(PALETTE[layout.colour[:, j]])
        look = Look(layout.label[:, j], layout.centre[:, j], layout.radius[:, j], layout.angle[:, j], colour)
        layout.whole[at, j] = _paint(images, instances, j + 1, at, look)
        shade = colour + np.float32(0.35) * ((colour.mean(axis=1, keepdims=True) < 0.5) - colour)
        striped = look._replace(colour=shade, stripes=stripes[:, j, 1:])
        _paint(images, instances, j + 1, at[stripes[at, j, 0] > 0], striped)


def _paint(images, instances, value, rows, look):
    """Paint one shape on each picture of ``rows``, and ``value`` on its pixels of ``instances``; return their number."""
    if not len(rows):
        return 0
    size = images.shape[1]
    reach = size if look.shape[0] == _BAR else size * look.radius[rows].max()
    pixel, down, right = patches(rows, size, size * look.centre[rows], reach)
    angle, radius = np.float32([look.angle[rows], size * look.radius[rows]])[..., None, None]
    outside = edge_distance(look.shape[rows], down, right, angle, radius)
    cover = np.clip(0.5 - outside, 0, 1)
    if look.stripes is not None:
        slant, period = np.float32([np.pi, 0.4] * look.stripes[rows]).T[..., None, None]
        cover *= _wave(np.cos(slant) * down + np.sin(slant) * right, radius * (0.5 + period), 1)
    touched = np.flatnonzero(cover > 0)
    index, item, cover = pixel.reshape(-1)[touched], touched // pixel[0].size, cover.reshape(-1)[touched]
    for channel in range(3):
        plane = images.reshape(-1, 3)[:, channel]
        plane[index] = (1 - cover) * plane[index] + cover * look.colour[rows, channel][item]
    inside = outside <= 0
    instances.reshape(-1)[pixel[inside]] = value
    return inside.sum(axis=(1, 2))


def patches(rows, size, centre, reach):
    """Find the pixels of a square about each centre.

    Parameters
    ----------
    rows : numpy.ndarray of int, shape (m,)
        The picture of each centre.
    size : int
        Side of the pictures in pixels.
    centre : numpy.ndarray, shape (m, 2)
    reach : float
        How far the squares go at least, where the picture does; in pixels, as the centre.

    Returns
    -------
    pixel : numpy.ndarray of int, shape (m, side, side)
        As an index of all pixels of all pictures.
    down, right : numpy.ndarray of float32, shape (m, side, 1) and (m, 1, side)
        How far below and to the right of the centre their middles lie.

    Examples
    --------
    >>> pixel, down, right = patches(np.array([1]), 8, np.array([[4.0, 2.5]]), 1.0)
    >>> pixel[0, :, 0].tolist(), down[0, :, 0].tolist()
    ([80, 88, 96, 104, 112], [-1.5, -0.5, 0.5, 1.5, 2.5])
    """
    side = min(size, 2 * int(np.ceil(reach)) + 3)
    corner = np.clip(np.floor(centre).astype(int) - side // 2, 0, size - side)
    pixel = ((rows * size + corner[:, 0]) * size + corner[:, 1])[:, None, None]
    pixel = pixel + (size * np.arange(side)[:, None] + np.arange(side))
    down, right = np.float32(corner.T[..., None] + np.arange(side) + 0.5 - centre.T[..., None])
    return pixel, down[:, :, None], right[:, None, :]


def edge_distance(shape, down, right, angle, radius):
    """Measure how far pixels are outside the edge of a shape; inside it is negative.

    Parameters
    ----------
    shape : int or numpy.ndarray of int, shape (m,)
        Index into ``CLASSES``.
    down, right : numpy.ndarray
        From the shape's centre, as of `patches`.
    angle, radius : numpy.ndarray, shape (m, 1, 1)

    Returns
    -------
    numpy.ndarray, shape (m, side, side)

    Examples
    --------
    >>> far = np.float32([[[0.0]], [[3.0]]])
    >>> edge_distance(np.array([0, 0]), far, np.zeros_like(far), np.zeros_like(far), np.full_like(far, 2.0)).ravel().round(2)
    array([-2.,  1.], dtype=float32)
    """
    mirrors, a, b, c, d, e, f = np.float32(_SECTORS[shape].T)[..., None, None]
    distance = np.sqrt(down**2 + right**2)
    turn = (np.arctan2(right, -down) - angle) * (mirrors / np.float32(2 * np.pi))
    turn = np.abs(turn - np.rint(turn)) * (np.float32(2 * np.pi) / mirrors)  # all sectors folded onto the first
    along, across = distance * np.cos(turn), distance * np.sin(turn)
    return np.maximum(a * along + b * across - c * radius, d * along + e * across - f * radius)


def _pixel_counts(instances, k):
    """Count the pixels of objects 1 to k in each picture: ``(b, k)``."""
    keys = instances + ((k + 1) * np.arange(len(instances)))[:, None, None]
    return np.bincount(keys.reshape(-1), minlength=len(instances) * (k + 1)).reshape(-1, k + 1)[:, 1:]


def relabel(instances, values):
    """Give the pixels of each picture's objects other numbers.

    Parameters
    ----------
    instances : numpy.ndarray of int, shape (b, size, size)
        0, or 1 + the index of an object.
    values : numpy.ndarray of int, shape (b, k)
        The new number of each object.

    Returns
    -------
    numpy.ndarray of int32, shape (b, size, size)
        0 stays 0.

    Examples
    --------
    >>> relabel(np.array([[[0, 1, 2]], [[2, 2, 0]]]), np.array([[7, 8], [5, 6]])).tolist()
    [[[0, 7, 8]], [[6, 6, 0]]]
    """
    table = np.pad(values, ((0, 0), (1, 0))).astype(np.int32)
    return table.reshape(-1)[instances + (table.shape[1] * np.arange(len(table)))[:, None, None]]
