"""A world of drawings: things with names, drawn by two artists, people among them in five skin tones.

They are emoji, of Google's Noto and of Microsoft's Fluent. Each drawing is a cell of a table: what it shows, who drew it, in
which tone. So a part can be held out of which the truth is known: an artist, some things, or cells whose row and column were
both seen. ``images`` are ``(n, size, size, 4)`` float32 in [0, 1]: colours, and how much of a pixel is covered.
"""

import functools
import io
import json
from typing import NamedTuple

import numpy as np

from imagen_course import files
from imagen_course.archives import read_arrays
from imagen_course.checks import (
    check_images,
    check_labels,
    check_number,
    check_numbers,
    check_one_of,
    check_seed,
    check_text,
    check_whole,
)
from imagen_course.choices import Unknown

__all__ = [
    "ARTISTS",
    "CREDIT",
    "GROUPS",
    "TONES",
    "Table",
    "Thing",
    "draw",
    "held_out",
    "named",
    "nearest",
    "on_ground",
    "table",
]

ARTISTS = "noto", "fluent"
CREDIT = "Noto Emoji by Google, Apache-2.0; Fluent Emoji by Microsoft, MIT; names of emojibase by Miles Johnson, MIT"
GROUPS = "faces", "people", "animals", "food", "places", "activities", "objects", "symbols"
TONES = "", "light", "medium-light", "medium", "medium-dark", "dark"
_SIZE, _SIZES = 64, (64, 32, 16, 8)  # pixels of a side: as they are stored, as they can be had


class Thing(NamedTuple):
    """What a drawing shows.

    Attributes
    ----------
    name, chinese : str
        What it is called in English and in Chinese.
    group : str
        One of `GROUPS`.
    tags, chinese_tags : tuple of str
        Words that go with it.
    code : str
        Its code points in Unicode.

    Examples
    --------
    >>> table().things[table().find("fox")].chinese
    '狐狸'
    """

    name: str
    chinese: str
    group: str
    tags: tuple
    chinese_tags: tuple
    code: str


class Table(NamedTuple):
    """All drawings: what each shows, who drew it, in which skin tone.

    Attributes
    ----------
    things : tuple of Thing
        What there is.
    thing, artist, tone : numpy.ndarray of int, shape (n,)
        Of each drawing: its place in ``things``, in `ARTISTS`, in `TONES`.

    Examples
    --------
    >>> len(table().things), len(table().thing)
    (1586, 4752)
    """

    things: tuple
    thing: np.ndarray
    artist: np.ndarray
    tone: np.ndarray

    def find(self, name):
        """Return the place of a thing by its English or Chinese name; a ValueError says what comes near, or has that tag."""
        check_text(name, name="name", hint="write 'fox'")
        places = {}
        for place, thing in reversed(list(enumerate(self.things))):
            places |= {thing.name: place, thing.chinese: place}
        if name in places:
            return places[name]
        tagged = [thing.name for thing in self.things if name in thing.tags + thing.chinese_tags][:6]
        raise Unknown(
            f"no drawing is called {name!r}",
            name,
            tagged or places,
            there="; tagged with it are" if tagged else ", there are",
        )

    def where(self, *, group=None, artist=None, tone=None, name=None):
        """Return the numbers of the drawings that are all of this.

        Parameters
        ----------
        group, artist, tone, name : str, optional
            One of `GROUPS`, of `ARTISTS`, of `TONES`; what a thing is called.

        Returns
        -------
        numpy.ndarray of int, shape (m,)

        Examples
        --------
        >>> table().where(name="fox").tolist(), len(table().where(group="animals", artist="noto"))
        ([2620, 2621], 158)
        """
        chosen = np.ones(len(self.thing), bool)
        if name is not None:
            chosen &= self.thing == self.find(name)
        if group is not None:
            check_one_of(group, GROUPS, name="group")
            chosen &= np.array([thing.group == group for thing in self.things])[self.thing]
        for column, words, word, what in ((self.artist, ARTISTS, artist, "artist"), (self.tone, TONES, tone, "tone")):
            if word is not None:
                chosen &= column == words.index(check_one_of(word, words, name=what))
        return np.flatnonzero(chosen)


@functools.cache
def table():
    """Return the table of all drawings.

    Returns
    -------
    Table

    Examples
    --------
    >>> table().things[table().find("banana")].group
    'food'
    """
    stored = _stored()
    things = json.loads(stored["things"].tobytes())
    things = (thing | {key: tuple(thing[key]) for key in ("tags", "chinese_tags")} for thing in things)
    columns = [stored[name].astype(int) for name in ("thing", "artist", "tone")]
    for column in columns:
        column.flags.writeable = False  # all callers get this one
    return Table(tuple(Thing(**thing) for thing in things), *columns)


def held_out(n, *, seed=0):
    """Choose cells of the table person x skin tone to hold out, as few of each person as can be.

    Where more are chosen from a seed, those chosen before are among them.

    Parameters
    ----------
    n : int
        How many of the 1,580; up to 316, each is of another person.
    seed : int

    Returns
    -------
    numpy.ndarray of int, shape (n,)
        Numbers of drawings.

    Raises
    ------
    TypeError, ValueError
        If there are not so many, or the seed is none.

    Examples
    --------
    >>> [named(number) for number in held_out(2)]
    ['person gesturing OK: dark skin tone', 'man playing handball: medium-dark skin tone']
    """
    toned = np.flatnonzero(table().tone)
    check_number(n, f"[1, {len(toned)}]", name="n", whole=True)
    order = np.random.default_rng(check_seed(seed)).permutation(toned)
    people = table().thing[order]
    before = [np.count_nonzero(people[:i] == person) for i, person in enumerate(people)]
    return order[np.argsort(before, kind="stable")][:n]


def draw(numbers, *, size=_SIZE):
    """Return drawings as pictures.

    Parameters
    ----------
    numbers : array_like of int, shape (n,)
        Which, from 0, as :meth:`Table.where` finds them.
    size : int
        Pixels of a side: 64, or what halving it gives, by the mean of the pixels.

    Returns
    -------
    numpy.ndarray, shape (n, size, size, 4)
        float32 in [0, 1]: red, green, blue, and how much of a pixel is covered.

    Raises
    ------
    TypeError, ValueError
        If there is no such drawing or size.

    Examples
    --------
    >>> draw(table().where(name="fox"), size=32).shape
    (2, 32, 32, 4)
    """
    from PIL import Image

    stored = _stored()
    numbers = check_labels(
        numbers, name="numbers", shape=("n",), least=1, n_labels=len(stored["ends"]), hint="drawings, counted from 0"
    )
    check_one_of(size, _SIZES, name="size")
    starts, images = np.r_[0, stored["ends"]], np.empty((len(numbers), _SIZE, _SIZE, 4), "float32")
    for image, number in zip(images, numbers, strict=True):
        content = stored["webp"][starts[number] : starts[number + 1]].tobytes()
        image[...] = Image.open(io.BytesIO(content), formats=["WEBP"]).convert("RGBA")
    return _halved(images / 255, size)


def _halved(images, size):
    """Shrink by means in which a pixel's colour counts as much as it covers."""
    n, k = len(images), _SIZE // size
    colours, cover = images[..., :3], images[..., 3:]
    means = [array.reshape(n, size, k, size, k, -1).mean(axis=(2, 4)) for array in (colours * cover, cover)]
    return np.concatenate([means[0] / np.maximum(means[1], 1e-6), means[1]], axis=-1).clip(0, 1)  # means may round up


def on_ground(images, ground=1.0):
    """Lay drawings on a ground.

    Parameters
    ----------
    images : array_like, shape (n, h, w, 4)
        From :func:`draw`.
    ground : float or array_like
        In [0, 1]: a grey, a colour (3,), or pictures (n, h, w, 3).

    Returns
    -------
    numpy.ndarray, shape (n, h, w, 3)
        float32 in [0, 1].

    Raises
    ------
    TypeError, ValueError
        If ``images`` are no such pictures, or ``ground`` is none.

    Examples
    --------
    >>> on_ground(np.full((1, 2, 2, 4), 0.5), ground=(1.0, 0.0, 0.5))[0, 0, 0].tolist()
    [0.75, 0.25, 0.5]
    """
    images = check_images(images, shape=("n", "h", "w", 4))
    ground = check_numbers(ground, name="ground", within="[0, 1]", hint="a grey, a colour of three numbers, or pictures")
    if np.ndim(ground) and np.shape(ground) not in ((3,), (*images.shape[:3], 3)):
        raise ValueError(
            f"ground must be a grey, a colour (3,) or pictures {(*images.shape[:3], 3)}, got {np.shape(ground)}"
        )
    cover = images[..., 3:]
    return (images[..., :3] * cover + ground * (1 - cover)).astype("float32")


def nearest(images, *, artist="noto", k=5):
    """Find the drawings of an artist that pictures lie nearest to: was that drawn whose name was said?

    Parameters
    ----------
    images : array_like, shape (n, size, size, 3)
        In [0, 1], on white; 64, 32, 16 or 8 pixels a side.
    artist : str
        One of `ARTISTS`.
    k : int
        How many.

    Returns
    -------
    numpy.ndarray of int, shape (n, k)
        Numbers of drawings, the nearest by the sum of squared differences of pixels first.

    Raises
    ------
    TypeError, ValueError
        If ``images`` are no such pictures, or there is no such artist or number.

    Examples
    --------
    >>> waving = table().where(name="waving hand", tone="dark")
    >>> [named(number) for number in nearest(on_ground(draw(waving, size=32)), k=2)[0]]
    ['waving hand: dark skin tone', 'waving hand: medium-dark skin tone']
    """
    images = check_images(images, shape=("n", "size", "size", 3))
    check_one_of(images.shape[1], _SIZES, name="size", hint="pixels of a side of images")
    check_one_of(artist, ARTISTS, name="artist")
    check_whole(k=k)
    numbers, known = _all_of(artist, images.shape[1])
    distances = (known**2).sum(axis=1) - 2 * np.float32(images).reshape(len(images), -1) @ known.T  # but for images' squares
    return numbers[np.argsort(distances, axis=1, kind="stable")[:, :k]]


@functools.lru_cache(maxsize=1)
def _all_of(artist, size):
    """Number an artist's drawings, and lay them on white, a row each."""
    numbers = table().where(artist=artist)
    return numbers, on_ground(draw(numbers, size=size)).reshape(len(numbers), -1)


def named(number, *, language="en"):
    """Say what a drawing shows.

    Parameters
    ----------
    number : int
        Which, from 0.
    language : {"en", "zh"}

    Returns
    -------
    str
        The thing's name, with the skin tone where it has one.

    Raises
    ------
    TypeError, ValueError
        If there is no such drawing or language.

    Examples
    --------
    >>> named(0), named(table().where(name="waving hand", tone="dark")[0])
    ('grinning face', 'waving hand: dark skin tone')
    """
    drawings = table()
    check_number(number, f"[0, {len(drawings.thing) - 1}]", name="number", whole=True)
    check_one_of(language, ("en", "zh"), name="language")
    thing, tone = drawings.things[drawings.thing[number]], drawings.tone[number]
    if language == "zh":
        return thing.chinese + (f": {_CHINESE_TONES[tone]}" if tone else "")
    return thing.name + (f": {TONES[tone]} skin tone" if tone else "")


_CHINESE_TONES = "", "较浅肤色", "中等-浅肤色", "中等肤色", "中等-深肤色", "较深肤色"


@functools.cache
def _stored():
    return read_arrays(files.shipped("_data", "data") / "drawings.npz")
