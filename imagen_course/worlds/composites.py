"""Scenes of drawings: the drawings of one world at the places of another, with all that is known of them.

Nothing is annotated afterwards: a mask is where a drawing was laid. ``images`` are ``(n, size, size, 3)`` float32 in [0, 1];
places are (row, column) in pixels. The records are those of :mod:`imagen_course.worlds.scenes`, and so are the options.
"""

import functools
from typing import NamedTuple

import numpy as np
from PIL import Image
from scipy import ndimage

from imagen_course.checks import check_items, check_number, check_one_of, check_whole
from imagen_course.worlds import drawings
from imagen_course.worlds.layout import RELATIONS, Chance, check_count, lay_out
from imagen_course.worlds.painting import BACKGROUNDS, backdrop, relabel, scatter
from imagen_course.worlds.scenes import Scenes, in_words

__all__ = ["Laid", "generate"]


class Laid(NamedTuple):
    """A drawing of a picture, as it was laid there; ``str`` of it is its part of the caption.

    Attributes
    ----------
    label : int
        Index into the names that were asked for.
    name, artist : str
        What it shows, and of `drawings.ARTISTS` who drew it.
    hidden : float
        Always 0: drawings do not cover each other.
    box : tuple of int
        (top, left, bottom, right) of its pixels, half-open.

    Examples
    --------
    >>> str(Laid(0, "owl", "noto", 0.0, (3, 3, 15, 15)))
    'an owl'
    """

    label: int
    name: str
    artist: str
    hidden: float
    box: tuple

    def __str__(self):
        return f"a{'n' * (self.name[0] in 'aeiou')} {self.name}"


def generate(
    n,
    names,
    *,
    artist=None,
    size=64,
    seed=0,
    n_objects=None,
    relation=False,
    background="mixed",
    clutter=0,
    noise=0.0,
):
    """Draw ``n`` pictures of drawings.

    Parameters
    ----------
    n : int
        How many pictures.
    names : sequence of str
        What may be in them, by English or Chinese name; the classes, in this order.
    artist : str, optional
        Of `drawings.ARTISTS`: whose drawings; either's, at random, if not given.
    size, seed, n_objects, relation, background, clutter, noise
        As for :func:`imagen_course.worlds.scenes.generate`; no two drawings of a picture show the same.

    Returns
    -------
    imagen_course.worlds.scenes.Scenes
        Its ``objects`` are tuples of `Laid`. A pixel shows a drawing where that covers half of it or more.

    Raises
    ------
    TypeError, ValueError
        If an argument is not of the type or in the range named above, or nothing of a name is drawn.

    Examples
    --------
    >>> scenes = generate(2, ["fox", "banana", "owl"], seed=2, relation=True)
    >>> scenes.captions[0], scenes.images.shape
    ('an owl below a fox', (2, 64, 64, 3))
    """
    check_whole(size=size, seed=seed)
    check_whole(0, n=n, clutter=clutter)
    check_number(noise, "[0, 1]", name="noise")
    check_one_of(background, BACKGROUNDS, name="background")
    check_one_of(artist, (None, *drawings.ARTISTS), name="artist")
    count = check_count(n_objects, size, relation=relation)
    cells, chance = _cells(names, count[1]), Chance(seed)
    relations = chance["relation"].integers(len(RELATIONS), size=n) if relation else None
    layout = lay_out(chance, n, count, relations, 0.0, 0.0)
    label = chance["things"].permuted(np.tile(np.arange(len(cells)), (n, 1)), axis=1)[:, : count[1]]  # no two alike
    hand = chance["artists"].integers(2, size=label.shape) if artist is None else drawings.ARTISTS.index(artist) + 0 * label
    images, instances = np.empty((n, size, size, 3), np.float32), np.zeros((n, size, size), np.int32)
    backdrop(images, chance, layout, background)
    scatter(images, instances, chance, clutter, np.float32)
    for i, j in np.argwhere(layout.radius):
        stamp = _stamp(cells[label[i, j], hand[i, j]], round(2 * size * layout.radius[i, j]))
        layout.shown[i, j] = _lay(images[i], instances[i], j + 1, stamp, size * layout.centre[i, j])
    if noise:
        np.clip(images + np.float32(noise) * chance["noise"].standard_normal(images.shape, np.float32), 0, 1, out=images)
    if not relation:  # the one with most pixels first
        order = np.argsort(-layout.shown, axis=1, kind="stable")
        instances = relabel(instances, 1 + np.argsort(order, axis=1))
        label, hand = (np.take_along_axis(array, order, axis=1) for array in (label, hand))
    objects = [_describe(*picture, names) for picture in zip(instances, label, hand, strict=True)]
    masks, said = relabel(instances, 1 + label), _captions(objects, relations)
    return Scenes(images, label[:, 0], masks, instances, tuple(objects), said)


def _cells(names, most):
    """The drawings of each name by each artist, (k, 2), or what is wrong with the names."""
    if not isinstance(names, tuple | list) or len(names) < most:
        raise ValueError(f"names must be a list of {most} names or more, as many as a picture may hold, got {names!r:.60}")
    table = drawings.table()
    places = [table.find(name) for name in check_items(names, str, name="names", hint="write ['fox', 'owl']")]
    if len(set(places)) < len(places):
        raise ValueError(f"names must name each thing once, got {names!r:.60}")
    return np.stack([np.flatnonzero((table.thing == place) & (table.tone == 0)) for place in places])


@functools.lru_cache(4096)
def _stamp(number, side):
    """A drawing at another size: (side, side, 4)."""
    pixels = np.uint8(np.round(255 * drawings.draw([number])[0]))
    return np.float32(Image.fromarray(pixels, "RGBA").resize((side, side), Image.Resampling.BILINEAR)) / 255


def _lay(image, instance, value, stamp, centre):
    """Lay a drawing on a picture, and ``value`` where it covers half of a pixel or more; return how many these are."""
    top, left = np.clip(np.round(centre - len(stamp) / 2).astype(int), 0, len(image) - len(stamp))
    place = slice(top, top + len(stamp)), slice(left, left + len(stamp))
    cover = stamp[..., 3:]
    image[place] += cover * (stamp[..., :3] - image[place])
    instance[place][cover[..., 0] >= 0.5] = value
    return np.count_nonzero(cover >= 0.5)


def _describe(instance, label, hand, names):
    """The objects of a picture: a tuple of `Laid`."""
    boxes = enumerate(ndimage.find_objects(instance))
    return tuple(
        Laid(
            int(label[j]),
            names[label[j]],
            drawings.ARTISTS[hand[j]],
            0.0,
            (rows.start, columns.start, rows.stop, columns.stop),
        )
        for j, (rows, columns) in boxes
    )


def _captions(objects, relations):
    if relations is None:
        return [in_words(laid) for laid in objects]
    return [f"{a} {RELATIONS[k]} {b}" for (a, b), k in zip(objects, relations, strict=True)]
