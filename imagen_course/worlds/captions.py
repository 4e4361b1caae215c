"""Sentences about scenes: what a caption means, how the same thing is said in other words, and pictures that show it.

A caption names up to four things by count, size, colour and class, and may say where some lie: "three small red circles
under a blue star". Size and colour may be left unsaid. Pictures are ``(n, size, size, 3)``, float32 in [0, 1], drawn by
``scenes`` on plain backgrounds, in two sizes exactly, as large as a small and a large one of four objects are at the most,
upright, and at the places of a grid, like a game's sprites: what a small network has to learn is what goes where.
"""

import re
from difflib import get_close_matches
from typing import NamedTuple

import numpy as np

from imagen_course.checks import check_number
from imagen_course.worlds import scenes
from imagen_course.worlds.scenes import CLASSES, COLOURS, RELATIONS, SIZES

__all__ = ["FORMS", "KINDS", "WORDS", "Meaning", "Thing", "draw", "parse", "random", "write"]

_COUNTS = ("a", "two", "three", "four")
_PLURALS = tuple(name + ("es" if name.endswith("s") else "s") for name in CLASSES)
_OTHER_WORDS = {"an": "a", "one": "a", "over": "above", "under": "below", "beneath": "below"}
_PHRASES = {"left of": ("left of", "to the left of"), "right of": ("right of", "to the right of")}
_PHRASES |= {"above": ("above", "over"), "below": ("below", "under")}
_BESIDE = {"left of": "to {} left", "right of": "to {} right", "above": "above {}", "below": "below {}"}
_LEADS = r"(?:a picture of |there is |there are )?"
FORMS = (
    "{first} {relation} {second}",
    "there {is_first} {first} {relation} {second}",
    "{first} {is_first} {relation} {second}",
    "{relation} {second} {is_first} {first}",
    "{second} with {first} {beside}",
    "a picture of {first} {relation} {second}",
)
_NAMES = (*_COUNTS, *_OTHER_WORDS, *SIZES, *COLOURS, *CLASSES, *_PLURALS)
_BETWEEN = "to the left right of above below and , with its their it them is are there picture"
WORDS = tuple(dict.fromkeys([*_NAMES, *_BETWEEN.split()]))
KINDS = ("one", "two", "pair", "list", "counts", "counts in a relation")
_SIDES = 0.5 * scenes._SIDES[:, 1]  # the square root of the area of a small and of a large object: the largest there are
_STEPS = dict(zip(RELATIONS, np.array([(0, -1), (0, 1), (-1, 0), (1, 0)]), strict=True))  # from the second to the first


class Thing(NamedTuple):
    """Some objects alike.

    Attributes
    ----------
    count : int
        1 to 4.
    size, colour : str or None
        Of ``SIZES``, of ``COLOURS``; None where it is unsaid.
    label : int
        Index into ``CLASSES``.

    Examples
    --------
    >>> str(Thing(3, "small", "red", 0)), str(Thing(1, None, None, 3))
    ('three small red circles', 'a star')
    """

    count: int
    size: str | None
    colour: str | None
    label: int

    def __str__(self):
        name = (CLASSES if self.count == 1 else _PLURALS)[self.label]
        return " ".join(word for word in (_COUNTS[self.count - 1], self.size, self.colour, name) if word)


class Meaning(NamedTuple):
    """What a caption says: the things of ``first`` are ``relation`` those of ``second``.

    Attributes
    ----------
    first, second : tuple of Thing
        Where no relation is said, all things are of ``first``.
    relation : str or None
        Of ``RELATIONS``.

    Examples
    --------
    >>> parse("above a blue cross is a red star").relation
    'above'
    """

    first: tuple
    second: tuple = ()
    relation: str | None = None

    @property
    def things(self):
        """All of them, in the order of the meaning."""
        return (*self.first, *self.second)

    @property
    def kind(self):
        """Of ``KINDS`` the one that `random` could draw it as, or None: `parse` reads more than the models here learn from.

        Examples
        --------
        >>> parse("two red circles above a blue star").kind
        'counts in a relation'
        >>> parse("two red circles and two blue squares").kind is None
        True
        """
        counts, sides = tuple(thing.count for thing in self.things), (len(self.first), len(self.second))
        large = [thing.count for thing in self.things if thing.size == SIZES[1]]
        if sum(counts) > 4 or sum(large) > 2 or _could_be_the_same(self.things):
            return None
        if sides == (1, 1):
            kind = "two" if counts == (1, 1) else "counts in a relation"
            return None if max(large, default=1) > 1 else kind
        if sides[1]:
            return None
        return {(1,): "one", (1, 1): "pair", (1, 1, 1): "list"}.get(counts, "counts" if len(counts) == 1 else None)


def parse(caption):
    """Read a caption.

    Parameters
    ----------
    caption : str
        Such as "a red circle left of two small stars", in any of ``FORMS``, or things in a row: "a star, a cross and two
        circles". Capitals and a full stop do not matter; at most four objects in all.

    Returns
    -------
    Meaning

    Raises
    ------
    TypeError
        If ``caption`` is no string.
    ValueError
        If it is empty, has a word or an order that captions do not have, or names more than four objects.

    Examples
    --------
    >>> parse("A blue star with three small red circles below it.") == parse("three small red circles under a blue star")
    True
    >>> parse("a red dog")
    Traceback (most recent call last):
    ValueError: caption 'a red dog' has the word 'dog', which ... Known words: ...
    """
    words = split(caption)
    text = " ".join(_OTHER_WORDS.get(word, word) for word in words).replace(" ,", ",").replace("to the ", "")
    text = re.sub(f"^{_LEADS}", "", text)
    relation, side = "|".join(RELATIONS), r"(?:a|two|three|four) .+?"
    beside = "to (?:its|their) left|to (?:its|their) right|above (?:it|them)|below (?:it|them)"
    if match := re.fullmatch(f"({side}) (?:is |are )?({relation}) ({side})", text):
        first, said, second = match.groups()
    elif match := re.fullmatch(f"({relation}) ({side}) (?:there )?(?:is|are) ({side})", text):
        said, second, first = match.groups()
    elif match := re.fullmatch(f"({side}) with ({side}) ({beside})", text):
        second, first, said = match.groups()
        said = next(name for name in RELATIONS if name.split()[0] in said.split())
    else:
        first, second, said = text, "", None
    meaning = Meaning(*(tuple(_thing(p, caption) for p in re.split(", | and ", s) if s) for s in (first, second)), said)
    if sum(thing.count for thing in meaning.things) > 4:
        raise ValueError(f"caption {caption!r} names more than four objects: leave some out")
    return meaning


def split(caption):
    """Return the words of a caption, commas among them, or say which word is not known and what is like it.

    Parameters
    ----------
    caption : str

    Returns
    -------
    list of str

    Raises
    ------
    TypeError, ValueError
        As ``parse``.

    Examples
    --------
    >>> split("A star, a cross.")
    ['a', 'star', ',', 'a', 'cross']
    """
    if not isinstance(caption, str):
        raise TypeError(f"caption must be a string, got {caption!r}: write 'a red circle above a green triangle'")
    words = re.findall(r"[^\s,.]+|,", caption.lower().strip().rstrip("."))
    if not words:
        raise ValueError(f"caption must name something, got {caption!r}: write 'a red circle above a green triangle'")
    for word in words:
        if word not in WORDS:
            near = get_close_matches(word, WORDS, n=3)
            hint = f"is like {' or '.join(map(repr, near))}" if near else "is like none of them"
            known = ", ".join([*SIZES, *COLOURS, *CLASSES, *RELATIONS, *_COUNTS])
            raise ValueError(f"caption {caption!r} has the word {word!r}, which {hint}. Known words: {known}")
    return words


def _thing(phrase, caption):
    pattern = "({}) (?:({}) )?(?:({}) )?({})".format(*map("|".join, (_COUNTS, SIZES, COLOURS, (*_PLURALS, *CLASSES))))
    match = re.fullmatch(pattern, phrase)
    count, size, colour, name = match.groups() if match else (None,) * 4
    if not match or (count == "a") == (name in _PLURALS):
        raise ValueError(
            f"caption {caption!r} cannot be read at {phrase!r}: name things as 'a small red star' or 'two stars', "
            "and say where they lie as in 'a red circle above a green triangle'"
        )
    return Thing(_COUNTS.index(count) + 1, size, colour, (CLASSES if count == "a" else _PLURALS).index(name))


def write(meaning, *, form=0, other_words=False):
    """Say a meaning in words.

    Parameters
    ----------
    meaning : Meaning
    form : int
        Which of ``FORMS``; things without a relation are said in a row.
    other_words : bool
        Whether to write "to the left of", "over" and "under".

    Returns
    -------
    str

    Raises
    ------
    ValueError
        If there is no such form.

    Examples
    --------
    >>> meaning = parse("a red star left of two crosses")
    >>> [write(meaning, form=i) for i in (3, 4)]
    ['left of two crosses is a red star', 'two crosses with a red star to their left']
    >>> write(meaning, form=1, other_words=True)
    'there is a red star to the left of two crosses'
    """
    check_number(form, f"[0, {len(FORMS) - 1}]", name="form", whole=True, hint="an index of captions.FORMS")
    first, second = (" and ".join(", ".join(map(str, side)).rsplit(", ", 1)) for side in meaning[:2])
    if meaning.relation is None:
        return first
    one, one_second = (len(side) == 1 and side[0].count == 1 for side in meaning[:2])
    of = "left" in meaning.relation or "right" in meaning.relation
    pronoun = ("its" if one_second else "their") if of else ("it" if one_second else "them")
    return FORMS[form].format(
        first=first,
        second=second,
        relation=_PHRASES[meaning.relation][other_words],
        beside=_BESIDE[meaning.relation].format(pronoun),
        is_first="is" if one else "are",
    )


def random(n, *, kind="two", seed=0, without=(), among=None):
    """Draw meanings.

    Parameters
    ----------
    n : int
        How many.
    kind : str
        Of ``KINDS``: one object; two in a relation; a pair of which it is not said how they lie; a list of three; some
        alike ("three red stars"); three or four, some of them alike, in a relation.
    seed : int
    without : collection of (str, str)
        Pairs of colour and class that are not to be named.
    among : collection of (str, str), optional
        Pairs of which at least one is named.

    Returns
    -------
    list of Meaning
        Each thing has a colour in nine of ten, a size in seven of ten. No two things of a meaning can be the same, and no
        more than two objects are said to be large, for which there is room.

    Raises
    ------
    TypeError, ValueError
        If ``n`` or ``seed`` is no whole number, or there is no such kind.

    Examples
    --------
    >>> write(random(1, kind="counts in a relation", seed=5)[0])
    'a large pink cross right of three small stars'
    """
    check_number(n, "[0, inf)", name="n", whole=True)
    if kind not in KINDS:
        raise ValueError(f"kind must be one of {', '.join(KINDS)}, got {kind!r}")
    rng, meanings = np.random.default_rng([seed, KINDS.index(kind)]), []
    while len(meanings) < n:
        meaning = _meaning(rng, kind)
        pairs = {(thing.colour, CLASSES[thing.label]) for thing in meaning.things}
        asked = not pairs & set(without) and (among is None or pairs & set(among))
        n_large = sum(thing.count for thing in meaning.things if thing.size == SIZES[1])
        if asked and n_large <= 2 and not _could_be_the_same(meaning.things):
            meanings.append(meaning)
    return meanings


def _meaning(rng, kind):
    if kind == "counts":
        count = rng.integers(2, 5)
        return Meaning((_random_thing(rng, count),))
    if kind == "counts in a relation":
        counts = [(1, 2), (2, 1), (1, 3), (3, 1), (2, 2)][rng.integers(5)]
    else:
        counts = (1,) * {"one": 1, "two": 2, "pair": 2, "list": 3}[kind]
    things = tuple(_random_thing(rng, count, large=count == 1) for count in counts)
    if kind in ("one", "pair", "list"):
        return Meaning(things)
    return Meaning(things[:1], things[1:], RELATIONS[rng.integers(len(RELATIONS))])


def _random_thing(rng, count, large=True):
    size = (None, *SIZES)[rng.choice(3, p=(0.3, 0.35, 0.35))]
    colour = list(COLOURS)[rng.integers(len(COLOURS))] if rng.random() < 0.9 else None
    return Thing(int(count), size if large or size != "large" else None, colour, int(rng.integers(len(CLASSES))))


def _could_be_the_same(things):
    kinds = [(thing.label, colour) for thing in things for colour in ([thing.colour] if thing.colour else COLOURS)]
    return len(set(kinds)) < len(kinds)


def draw(meanings, *, size=32, seed=0, rotation=0.0, grid=16, without=()):
    """Draw a picture of each meaning. What is unsaid is left to chance.

    Parameters
    ----------
    meanings : sequence of Meaning, length n
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
    scenes.Scenes
        The line between the mean centres of two sides is within 30 degrees of the direction said, and every object of the
        first lies farther that way than every object of the second. ``captions`` are in the first of ``FORMS``.

    Raises
    ------
    ValueError
        If ``size`` is too small, or no room is found for what a meaning says.

    Examples
    --------
    >>> draw([parse("three small red circles under a blue star")]).images.shape
    (1, 32, 32, 3)
    """
    scenes._count(4, False, size)
    if grid is not None:
        check_number(grid, "[8, inf)", name="grid", whole=True, hint="16 is usual, None is anywhere")
    chance = scenes._Chance(seed)
    layout = _lay_out(meanings, chance["layout"], rotation, grid, without)
    images, instances = np.empty((len(meanings), size, size, 3), np.float32), np.zeros((len(meanings), size, size), np.int32)
    scenes._backdrop(images, chance, layout, "plain")
    scenes._compose(images, instances, chance, layout, np.float32, 0.0, 0.0)
    objects = scenes._describe(instances, layout)
    masks = scenes._relabel(instances, 1 + layout.label)
    labels = np.array([placed[0].label for placed in objects], int)
    return scenes.Scenes(images, labels, masks, instances, tuple(objects), [write(meaning) for meaning in meanings])


def _lay_out(meanings, rng, rotation, grid, without):
    """Draw what is unsaid, and places, again and again until nothing overlaps and all lies as it should."""
    k = max([4, *(sum(thing.count for thing in meaning.things) for meaning in meanings)])
    kinds, side = (np.array(rows) for rows in zip(*(_rows(meaning, k) for meaning in meanings), strict=True))
    size, colour, label = np.moveaxis(kinds, -1, 0)  # each (b, k), -1 where unsaid
    steps = np.array([_STEPS.get(meaning.relation, (0, 0)) for meaning in meanings])
    allowed = np.array([[(hue, name) not in without for hue in COLOURS] for name in CLASSES])
    drawn = (rng.random((*colour.shape, len(COLOURS))) * allowed[label]).argmax(axis=-1)  # one of those allowed
    colour = np.where(colour < 0, drawn, colour)
    centre, radius, sizes, pending = np.zeros((*side.shape, 2)), np.zeros(side.shape), size.copy(), np.arange(len(side))
    for _ in range(200):
        shape = len(pending), 16 + 4096 // max(1, len(pending)), side.shape[1]  # so many tries each
        drawn = np.where(size[pending, None] < 0, rng.random(shape) < 0.4, size[pending, None])
        r = _SIDES[drawn] / np.sqrt(scenes._AREAS[label[pending]])[:, None] * (side[pending, None] > 0)  # (p, tries, k)
        rim = (r + 0.5 * scenes._RIM)[..., None]
        c = rim + (1 - 2 * rim) * _parted(rng, shape, side[pending], steps[pending])  # (p, tries, k, 2)
        c = c if grid is None else np.round(c * grid) / grid
        inside = grid is None or ((rim <= c) & (c <= 1 - rim)).all(axis=(-2, -1))
        fits = inside & _is_free(c, r) & _lies(c, side[pending], steps[pending])
        found = fits.any(axis=1)
        rows, taken = pending[found], (np.flatnonzero(found), fits[found].argmax(axis=1))
        centre[rows], radius[rows], sizes[rows], pending = c[taken], r[taken], drawn[taken], pending[~found]
        if not len(pending):
            angle = np.deg2rad(rotation) * rng.uniform(-1, 1, side.shape)
            whole = np.ones(side.shape, int)
            return scenes._Layout(label, colour, sizes, radius, angle, centre, centre, whole, 0 * whole)
    raise ValueError(f"no room was found for {write(meanings[pending[0]])!r}: name fewer or smaller things")


def _rows(meaning, k):
    """The size, colour and label of k objects, -1 where unsaid; and the side each is of: 1, 2, or 0 for no object."""
    placed = [(thing, 1 + which) for which, things in enumerate(meaning[:2]) for thing in things]
    placed = [(thing, which) for thing, which in placed for _ in range(thing.count)]
    placed += [(Thing(1, SIZES[0], next(iter(COLOURS)), 0), 0)] * (k - len(placed))
    sizes, colours = (None, *SIZES), (None, *COLOURS)
    kinds = [(sizes.index(thing.size) - 1, colours.index(thing.colour) - 1, thing.label) for thing, _ in placed]
    return kinds, [which for _, which in placed]


def _parted(rng, shape, side, steps):
    """Random numbers from 0 to 1, ``(p, tries, k, 2)``; along a relation's axis those of its two sides do not mix."""
    u, part = rng.random((*shape, 2)), rng.uniform(0.2, 0.8, (*shape[:2], 1, 1))
    high = (side[:, :, None] == 1) == (steps[:, None] > 0)  # (p, k, 2)
    split = np.where(high[:, None], part + (1 - part) * u, part * u)
    return np.where(steps[:, None, None] != 0, split, u)


def _is_free(c, r):
    """Whether no two objects are nearer than the gap: (p, tries)."""
    i, j = np.triu_indices(r.shape[-1], 1)
    apart = np.linalg.norm(c[..., i, :] - c[..., j, :], axis=-1) > r[..., i] + r[..., j] + 0.5 * scenes._GAP
    return (apart | (r[..., i] == 0) | (r[..., j] == 0)).all(axis=-1)


def _lies(c, side, steps):
    """Whether the first things lie as they should: (p, tries)."""
    along = np.einsum("ptkd,pd->ptk", c, steps)
    first, second = (side == 1)[:, None], (side == 2)[:, None]  # (p, 1, k)
    beyond = np.where(first, along, np.inf).min(axis=-1) > np.where(second, along, -np.inf).max(axis=-1)
    count = [np.maximum(part.sum(axis=-1), 1)[..., None] for part in (first, second)]
    offset = (
        np.where(first[..., None], c, 0).sum(axis=2) / count[0] - np.where(second[..., None], c, 0).sum(axis=2) / count[1]
    )
    straight = np.einsum("ptd,pd->pt", offset, steps) > np.cos(np.pi / 6) * np.linalg.norm(offset, axis=-1)
    return (beyond & straight) | (steps == 0).all(axis=-1)[:, None]
