"""Sentences about scenes: what a caption means, and how the same thing is said in other words.

A caption names up to four things by count, size, colour and class, and may say where some lie: "three small red circles
under a blue star". Size and colour may be left unsaid. `scenes.arrange` draws what a caption means.
"""

import re
from difflib import get_close_matches
from typing import NamedTuple

import numpy as np

from imagen_course.checks import check_number, check_one_of, check_type, check_whole
from imagen_course.choices import Unknown
from imagen_course.worlds.layout import check_pairs
from imagen_course.worlds.scenes import CLASSES, COLOURS, RELATIONS, SIZES, in_words
from imagen_course.worlds.wording import OF_NO_SCENE, OTHERWISE, PLURALS, plain

__all__ = ["FORMS", "KINDS", "PLURALS", "WORDS", "Meaning", "Thing", "grammar", "parse", "sample_meanings", "write"]

_COUNTS = ("a", "two", "three", "four")
_OTHER_WORDS = {"an": "a", "one": "a", "over": "above", "under": "below", "beneath": "below"}
_PHRASES = {"left of": ("left of", "to the left of"), "right of": ("right of", "to the right of")}
_PHRASES |= {"above": ("above", "over"), "below": ("below", "under")}
_BESIDE = {"left of": "to {} left", "right of": "to {} right", "above": "above {}", "below": "below {}"}
_MEANT = [*((rf"\b{word}\b", same) for word, same in _OTHER_WORDS.items()), (" ,", ","), ("to the ", "")]
_MEANT += [("^(?:a picture of |there is |there are )", "")]
_BESIDE_THEM = "to (?:its|their) left|to (?:its|their) right|above (?:it|them)|below (?:it|them)"
FORMS = (
    "{first} {relation} {second}",
    "there {is_first} {first} {relation} {second}",
    "{first} {is_first} {relation} {second}",
    "{relation} {second} {is_first} {first}",
    "{second} with {first} {beside}",
    "a picture of {first} {relation} {second}",
)
_NAMES = (*_COUNTS, *_OTHER_WORDS, *SIZES, *COLOURS, *CLASSES, *PLURALS)
_BETWEEN = "to the left right of above below and , with its their it them is are there picture"
WORDS = tuple(dict.fromkeys([*_NAMES, *_BETWEEN.split()]))
_EXAMPLES = "'a red star', 'two stars and a cross', 'a star, a cross and a circle' or 'a red circle above a green triangle'"
_MIXED = ((1, 2), (2, 1), (1, 3), (3, 1), (2, 2))
_SIDES = {  # of each kind the counts of the first side's things and of the second's
    "one": [((1,), ())],
    "two": [((1,), (1,))],
    "pair": [((1, 1), ())],
    "list": [((1, 1, 1), ())],
    "counts": [((2,), ()), ((3,), ()), ((4,), ())],
    "counts in a relation": [((first,), (second,)) for first, second in _MIXED],
    "counts in a list": [(counts, ()) for counts in (*_MIXED, (1, 1, 2), (1, 2, 1), (2, 1, 1))],
    "three in a relation": [((1, 1), (1,)), ((1,), (1, 1))],
    "four": [((1, 1, 1, 1), ())],
}
KINDS = tuple(_SIDES)
_UNSAID = ({}, {"colour": None}, {"colour": None, "size": None})


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
        name = (CLASSES if self.count == 1 else PLURALS)[self.label]
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

    def __str__(self):
        return write(self)

    @property
    def things(self):
        """All of them, in the order of the meaning."""
        return (*self.first, *self.second)

    @property
    def kind(self):
        """Of ``KINDS`` the one that `sample_meanings` could draw it as, or None: `parse` reads more kinds than these.

        Examples
        --------
        >>> parse("two red circles above a blue star").kind
        'counts in a relation'
        >>> parse("a red circle and a star above two squares").kind is None
        True
        """
        large = [thing.count for thing in self.things if thing.size == SIZES[1]]
        if sum(large) > 2 or (self.second and 2 in large) or _could_be_the_same(self.things):
            return None
        sides = tuple(tuple(thing.count for thing in side) for side in (self.first, self.second))
        return next((kind for kind, known in _SIDES.items() if sides in known), None)


def parse(caption):
    """Read a caption.

    Parameters
    ----------
    caption : str
        Such as "a red circle left of two small stars", in any of ``FORMS``, or things in a row: "a star, a cross and two
        circles"; at most four objects in all. Other words for the same are understood: see `wording.plain`.

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
    imagen_course.choices.Unknown: caption 'a red dog' has the word 'dog', which captions do not know; they speak of ...
    """
    text = " ".join(split(caption))
    for pattern, same in _MEANT:
        text = re.sub(pattern, same, text)
    relation, side = "|".join(RELATIONS), r"(?:a|two|three|four) .+?"
    if match := re.fullmatch(f"({side}) (?:is |are )?({relation}) ({side})", text):
        first, said, second = match.groups()
    elif match := re.fullmatch(f"({relation}) ({side}) (?:there )?(?:is|are) ({side})", text):
        said, second, first = match.groups()
    elif match := re.fullmatch(f"({side}) with ({side}) ({_BESIDE_THEM})", text):
        second, first, said = match.groups()
        said = next(name for name in RELATIONS if name.split()[0] in said.split())
    else:
        first, second, said = text, "", None
    meaning = Meaning(*(tuple(_thing(p, caption) for p in re.split(", | and ", s) if s) for s in (first, second)), said)
    if sum(thing.count for thing in meaning.things) > 4:
        raise ValueError(f"caption {caption!r} names more than four objects: leave some out")
    return meaning


def grammar():
    """Say as tables what `parse` takes, for what has no Python: the page of a `Cascade` reads captions by them.

    Returns
    -------
    dict
        "otherwise": (pattern, words) that make of a caption in small letters the plain one; "words": those that it may then
        have; "unknown": what is said of some others; "meant": (pattern, words) that leave one word for one meaning; "whole":
        the pattern of all that is then a caption; "counts": how many each word counts; "examples".

    Examples
    --------
    >>> re.fullmatch(grammar()["whole"], "two red stars left of a cross") is not None
    True
    """
    of = "(?:(?:{}) )?(?:(?:{}) )?".format(*map("|".join, (SIZES, COLOURS)))
    thing = f"(?:a {of}(?:{'|'.join(CLASSES)})|(?:two|three|four) {of}(?:{'|'.join(PLURALS)}))"
    row, relation = f"{thing}(?:(?:, | and ){thing})*", f"(?:{'|'.join(RELATIONS)})"
    on = f"(?: (?:is |are )?{relation} {row}| with {row} (?:{_BESIDE_THEM}))?"
    return {
        "otherwise": OTHERWISE,
        "words": WORDS,
        "unknown": OF_NO_SCENE,
        "meant": _MEANT,
        "whole": f"{row}{on}|{relation} {row} (?:there )?(?:is|are) {row}",
        "counts": {word: count for count, word in enumerate(_COUNTS, 1)},
        "examples": _EXAMPLES,
    }


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
    words = re.findall(r"[^\s,]+|,", plain(caption))
    if not words:
        raise ValueError(f"caption must name something, got {caption!r}: write 'a red circle above a green triangle'")
    for word in words:
        if word not in WORDS:
            raise _unknown(word, caption)
    return words


def _unknown(word, caption):
    """The error that says what captions know instead of a word."""
    said = f"caption {caption!r} has the word {word!r}"
    if word in OF_NO_SCENE:
        return Unknown(f"{said}, but in captions {OF_NO_SCENE[word]}", word, ())
    if near := [known for known in get_close_matches(word, WORDS, n=3) if known[0] == word[0]]:  # few mistype the first
        return Unknown(f"{said}, which is like {' or '.join(map(repr, near))}", word, ())
    said += f", which captions do not know; they speak of {', '.join(PLURALS[:-1])} and {PLURALS[-1]}"
    return Unknown(f"{said}: write such as {_EXAMPLES}", word, ())


def _thing(phrase, caption):
    pattern = "({}) (?:({}) )?(?:({}) )?({})".format(*map("|".join, (_COUNTS, SIZES, COLOURS, (*PLURALS, *CLASSES))))
    match = re.fullmatch(pattern, phrase)
    count, size, colour, name = match.groups() if match else (None,) * 4
    if not match or (count == "a") == (name in PLURALS):
        raise ValueError(
            f"caption {caption!r} cannot be read at {phrase!r}: say how many there are of what, and where they lie, "
            f"as in {_EXAMPLES}"
        )
    return Thing(_COUNTS.index(count) + 1, size, colour, (CLASSES if count == "a" else PLURALS).index(name))


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
    check_type(meaning, Meaning, name="meaning", hint="write parse('a red star')")
    check_number(form, f"[0, {len(FORMS) - 1}]", name="form", whole=True, hint="an index of captions.FORMS")
    first, second = map(in_words, meaning[:2])
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


def sample_meanings(n, *, kind="two", seed=0, without=(), among=None, bare=0.0):
    """Draw meanings.

    Parameters
    ----------
    n : int
        How many.
    kind : str
        Of ``KINDS``: one object; two in a relation; a pair of which it is not said how they lie; a list of three; some
        alike ("three red stars"); three or four, some of them alike, in a relation, or in a list; three of which two share
        a side of a relation; a list of four.
    seed : int
    without : collection of (str, str)
        Pairs of colour and class that are not to be named.
    among : collection of (str, str), optional
        Pairs of which at least one is named.
    bare : float
        In [0, 1]: of so many no colour is said, and of two thirds of these no size either.

    Returns
    -------
    list of Meaning
        If not bare, each thing has a colour in nine of ten, a size in seven of ten. No two things of a meaning can be the
        same, and no more than two objects are said to be large, for which there is room.

    Raises
    ------
    TypeError, ValueError
        If a number is out of range, there is no such kind or pair, or ``without`` or ``bare`` leaves nothing of ``among``.

    Examples
    --------
    >>> write(sample_meanings(1, kind="counts in a relation", seed=5)[0])
    'a large pink cross right of three small stars'
    >>> write(sample_meanings(1, kind="four", seed=5, bare=1.0)[0])
    'a square, a circle, a star and a triangle'
    """
    check_whole(0, n=n, seed=seed)
    check_one_of(kind, KINDS, name="kind")
    without, among = _left_out_and_named(without, among)
    check_number(bare, "[0, 1]" if among is None else "[0, 0]", name="bare", hint="0.25 is a quarter, with among it is 0")
    unsaid = (np.random.default_rng([seed, KINDS.index(kind), 1]).random((n, 1)) < [bare, bare * 2 / 3]).sum(axis=1)
    rng, meanings = np.random.default_rng([seed, KINDS.index(kind)]), []
    while len(meanings) < n:
        meaning = _meaning(rng, kind, _UNSAID[unsaid[len(meanings)]])
        pairs = {(thing.colour, CLASSES[thing.label]) for thing in meaning.things}
        asked = not pairs & without and (among is None or pairs & among)
        n_large = sum(thing.count for thing in meaning.things if thing.size == SIZES[1])
        if asked and n_large <= 2 and not _could_be_the_same(meaning.things):
            meanings.append(meaning)
    return meanings


def _left_out_and_named(without, among):
    """Return the pairs that no meaning names, and those of which each names one, None for any; or say what is wrong."""
    without = check_pairs(without, name="without")
    if among is None:
        return without, None
    if not (named := check_pairs(among, name="among") - without):
        raise ValueError(f"among must hold a pair that is not in without, got {among}: leave it out to name any")
    return without, named


def _meaning(rng, kind, unsaid):
    counts = _SIDES[kind][rng.integers(len(_SIDES[kind]))]
    related = bool(counts[1])
    first, second = (tuple(_random_thing(rng, k, k == 1 or not related)._replace(**unsaid) for k in side) for side in counts)
    return Meaning(first, second, RELATIONS[rng.integers(len(RELATIONS))] if related else None)


def _random_thing(rng, count, large=True):
    size = (None, *SIZES)[rng.choice(3, p=(0.3, 0.35, 0.35))]
    colour = list(COLOURS)[rng.integers(len(COLOURS))] if rng.random() < 0.9 else None
    return Thing(int(count), size if large or size != "large" else None, colour, int(rng.integers(len(CLASSES))))


def _could_be_the_same(things):
    kinds = [(thing.label, colour) for thing in things for colour in ([thing.colour] if thing.colour else COLOURS)]
    return len(set(kinds)) < len(kinds)
