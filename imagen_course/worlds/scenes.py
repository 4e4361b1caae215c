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
from imagen_course.worlds.layout import RELATIONS, SIZES, Chance, Layout, check_count, check_pairs, lay_out, lay_out_meanings
from imagen_course.worlds.painting import BACKGROUNDS, CLASSES, COLOURS, backdrop, compose, relabel, scatter

__all__ = ["BACKGROUNDS", "CLASSES", "COLOURS", "RELATIONS", "SIZES"]
__all__ += ["Placed", "Scenes", "arrange", "generate", "in_words"]


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
    count = check_count(n_objects, size, relation=relation)
    images, instances = np.empty((n, size, size, 3), np.float32), np.zeros((n, size, size), np.int32)
    masks, objects, captions, chance = np.empty_like(instances), [], [], Chance(seed)
    block = max(1, 2**18 // size**2)  # pictures drawn at once: enough to be worth a call, few enough for the cache
    for part in (slice(start, start + block) for start in range(0, n, block)):
        image, instance = images[part], instances[part]
        relations = chance["relation"].integers(len(RELATIONS), size=len(image)) if relation else None
        layout = lay_out(chance, len(image), count, relations, rotation, occlusion)
        _draw(image, instance, chance, layout, background, clutter, contrast, occlusion, texture, noise)
        if not relation and count[1] > 1:
            layout = _largest_first(instance, layout)
        masks[part] = relabel(instance, 1 + layout.label)
        objects += _describe(instance, layout)
        captions += _captions(objects[part], relations)
    labels = np.array([placed[0].label for placed in objects], int)
    return Scenes(images, labels, masks, instances, tuple(objects), captions)


def arrange(meanings, *, size=32, seed=0, rotation=0.0, grid=16, without=()):
    """Draw a picture of each meaning. What is unsaid is left to chance.

    Backgrounds are plain, and sizes are two exactly, as large as a small and a large one of four objects are at the most.
    Upright, and at the places of a grid, things look like a game's sprites: what a small network has to learn is what goes
    where.

    Parameters
    ----------
    meanings : sequence of captions.Meaning, length n
    size : int
        Height and width in pixels, at least 28.
    seed : int
    rotation : float
        Objects are turned from upright by up to so many degrees either way.
    grid : int, optional
        Centres lie at multiples of 1 / grid of the side, in rows and in columns; ``None``: anywhere.
    without : collection of (str, str)
        Pairs of colour and class that are not drawn where the colour is unsaid.

    Returns
    -------
    Scenes
        The line between the mean centres of two sides is within 30 degrees of the direction said, and every object of the
        first lies farther that way than every object of the second. ``captions`` are in the first of ``captions.FORMS``.

    Raises
    ------
    TypeError, ValueError
        If ``size`` is too small, another argument is out of its range, or no room is found for what a meaning says.

    Examples
    --------
    >>> from imagen_course.worlds.captions import parse
    >>> arrange([parse("three small red circles under a blue star")]).images.shape
    (1, 32, 32, 3)
    """
    if not isinstance(meanings, tuple | list) or not all(hasattr(meaning, "things") for meaning in meanings):
        raise TypeError(f"meanings must be a list of what captions.parse returns, got {meanings!r:.60}")
    check_whole(size=size, seed=seed)
    check_count(4, size)
    check_number(rotation, "[0, 180]", name="rotation", hint="in degrees")
    if grid is not None:
        check_number(grid, "[8, inf)", name="grid", whole=True, hint="16 is usual, None is anywhere")
    without = check_pairs(without, name="without")
    chance, shape = Chance(seed), (len(meanings), size, size)
    layout = lay_out_meanings(meanings, chance["layout"], rotation=rotation, grid=grid, without=without)
    images, instances = np.empty((*shape, 3), np.float32), np.zeros(shape, np.int32)
    backdrop(images, chance, layout, "plain")
    compose(images, instances, chance, layout, np.float32, 0.0, 0.0)
    objects = _describe(instances, layout)
    labels = np.array([placed[0].label for placed in objects], int)
    return Scenes(images, labels, relabel(instances, 1 + layout.label), instances, tuple(objects), list(map(str, meanings)))


def _draw(image, instance, chance, layout, background, clutter, contrast, occlusion, texture, noise):
    """Paint what a layout says into pictures (b, size, size, 3), and note in (b, size, size) which object shows where."""
    fade = partial(_fade, backdrop(image, chance, layout, background), contrast)
    scatter(image, instance, chance, clutter, fade)
    compose(image, instance, chance, layout, fade, occlusion, texture)
    if noise:
        np.clip(image + np.float32(noise) * _normal(chance["noise"], image.shape), 0, 1, out=image)


def _fade(ground, contrast, colour):
    """A colour as it is before a background of less contrast."""
    return np.float32(ground + contrast * (colour - ground))


def _normal(stream, shape):
    """Normal random numbers (Box and Muller 1958), three times as fast as the generator's own."""
    u = stream.random((shape[0], 2, (np.prod(shape[1:]) + 1) // 2), np.float32)
    radius, turn = np.sqrt(-2 * np.log1p(-u[:, 0])), np.float32(2 * np.pi) * u[:, 1]
    pairs = np.concatenate([radius * np.cos(turn), radius * np.sin(turn)], axis=1)
    return pairs[:, : np.prod(shape[1:])].reshape(shape)


# What is known afterwards.


def _largest_first(instances, layout):
    order = np.argsort(-layout.shown, axis=1, kind="stable")
    instances[...] = relabel(instances, 1 + np.argsort(order, axis=1))
    return Layout(*(array[np.arange(len(order))[:, None], order] for array in layout))


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
        return [in_words(some) for some in objects]
    return [f"{a} {RELATIONS[relation]} {b}" for (a, b), relation in zip(objects, relations, strict=True)]


def in_words(things):
    """List things as a caption does.

    Parameters
    ----------
    things : sequence
        Of `Placed`, or of whatever else ``str`` has a name for.

    Returns
    -------
    str

    Examples
    --------
    >>> in_words(["a star", "a cross", "two circles"])
    'a star, a cross and two circles'
    """
    return " and ".join(", ".join(map(str, things)).rsplit(", ", 1))
