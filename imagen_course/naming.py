"""The parts of a photograph, named where the network that has seen a million others is sure, and nowhere else.

Which of 23 terriers a dog is, the network often errs in; that it is a dog, seldom. So what a photograph shows is first asked
for by *kinds*, whose probability is that of their classes together, then by the 1,000 classes. Asked about each region by
itself the network is wrong in two of five cases in which it claims to be sure: regions are named for what the
whole photograph surely shows, or, where it is unsure of the whole, for what a closer look at one part surely shows.

Where that is, it says place by place, a thirty-second of the picture at a time. The superpixels at which it is surest are
examples of the thing, those at which it sees none of it are examples of the rest, and an SVM that learns from both names all
others: as in `imagen_course.teach`, with the network in the place of whoever clicks.
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from scipy import ndimage
from sklearn.svm import SVC

from imagen_course import photographs, teach
from imagen_course.arrays import to_numpy
from imagen_course.checks import check_batch
from imagen_course.pictures import resized
from imagen_course.region_graph import enforce_connectivity, region_boxes
from imagen_course.regions import merge_regions
from imagen_course.segment import slic

__all__ = ["KINDS", "SURE", "Named", "in_words", "name_regions"]

SURE = 0.5
"""The probability from which a name is said without "perhaps"."""

_ONE_LOOK = 0.6  # the probability that a closer look at a part must give: of two looks the better one flatters
_SEEN = 0.8  # what must be seen at a place, for a closer look
_LONGEST = 512  # pixels of a picture that is cut into regions
_EXAMPLES = 0.7, 0.1  # of the highest value: superpixels above the first are the thing, below the second they are not
_LEAST = 0.004  # of the picture: smaller things are not named
_STAGES = (*teach.STAGES, 8)  # what regions are described by, and the head, off which names are read

_NUMBERS = """
fish 0-6 389-397, bird 7-24 80-100 127-146, salamander 25-29, frog 30-32, turtle 33-37, lizard 38-48, crocodile 49 50,
snake 52-68, spider 72-77, crab 118-121, whale 147 148, dog 151-268, wild dog 269-275, fox 277-280, cat 281-285,
big cat 286-293, bear 294-297, insect 300-326, hare 330-332, cattle 345-347, goat 348-350, antelope 351-353, ape 365-369,
monkey 370-382, elephant 101 385 386, mushroom 947 991-997, car 407 436 468 511 609 627 656 661 734 751 817,
truck 555 569 675 717 864 867, bus 654 779 874, train 466 547 565 705 820 829, bridge 821 839 888,
boat 403 472 484 510 554 576 625 628 724 780 814 871 914, aircraft 404 405 417 895 908, motorcycle 665 670,
bicycle 444 671, building 425 437 442 449 483 497 500 538 582 663 668 698 743 832 853 858 915, mountain 970 972 979 980,
coast 460 975-978, bottle 440 720 737 898 907, computer 508 527 590 620 664 681, clock 409 530 531 826 892,
gun 413 763 764, helmet 518 560, guitar 402 546, piano 579 881, chair 423 559 765, missile 657 744
"""


def _members(line):
    for part in line.split():
        first, _, last = part.partition("-")
        yield from range(int(first), int(last or first) + 1)


def _table():
    for entry in _NUMBERS.replace("\n", " ").split(","):
        words = entry.split()
        at = next(i for i, word in enumerate(words) if word[0].isdigit())
        yield " ".join(words[:at]), tuple(_members(" ".join(words[at:])))


KINDS = dict(_table())
"""Which of the 1,000 classes each kind holds: names to numbers."""


class Named(NamedTuple):
    """What is on a photograph, and where.

    Attributes
    ----------
    found : imagen_course.photographs.Classification
        What the whole of it is, by all 1,000 classes.
    name : str or None
        What it surely shows, a kind or a class; None where nothing is sure.
    probability : float or None
        Of that, in the whole photograph or in the part that was looked at closely.
    segments : numpy.ndarray of int32, shape (h, w)
        Its regions, numbered from 0; the longer side is 512 pixels, or as many as the photograph has.
    boxes : numpy.ndarray of int, shape (k, 4)
        Of the regions, ``(top, left, bottom, right)``, half-open.
    areas : numpy.ndarray of int, shape (k,)
        Of the regions, in pixels.
    shows : numpy.ndarray of bool, shape (k,)
        Which of the regions show it.

    Examples
    --------
    >>> Named(*[None] * 7)._fields[:3]
    ('found', 'name', 'probability')
    """

    found: photographs.Classification
    name: str | None
    probability: float | None
    segments: np.ndarray
    boxes: np.ndarray
    areas: np.ndarray
    shows: np.ndarray


def in_words(named):
    """Say what is on a photograph: what is sure, then what it perhaps is.

    Parameters
    ----------
    named : Named

    Returns
    -------
    list of str
        One line or two.

    Examples
    --------
    >>> found = photographs.Classification(True, ["tabby", "tiger cat", "lynx"], [0.4, 0.3, 0.2], 0.1)
    >>> in_words(Named(found, "cat", 0.7, *[None] * 4))
    ['cat 0.70', 'perhaps tabby 0.40, tiger cat 0.30 or lynx 0.20']
    """
    best = list(zip(named.found.names, named.found.probabilities, strict=True))[:3]
    words = [f"{name} {value:.2f}" for name, value in best]
    first = [f"{named.name} {named.probability:.2f}"] if named.name else []
    if not named.found.known:
        return ["unknown"]
    if best[0][1] < SURE:
        return [*first, f"perhaps {', '.join(words[:2])} or {words[2]}"]
    return list(dict.fromkeys([*first, words[0]]))


def name_regions(image):
    """Segment a photograph, and name the regions that show what it surely is.

    Parameters
    ----------
    image : array_like, shape (h, w, c)
        Grey or RGB, in [0, 1].

    Returns
    -------
    Named

    Raises
    ------
    TypeError, ValueError
        If ``image`` is no picture.

    Examples
    --------
    >>> from imagen_course.datasets import photograph
    >>> named = name_regions(photograph("coffee"))
    >>> named.name, len(named.areas) > 10, bool(named.shows[0])
    ('espresso', True, False)
    """
    batch, single = check_batch(image, name="image", channels=(1, 3))
    if not single:
        raise ValueError(f"image must be one picture (h, w, c), got shape {batch.shape}: name one at a time")
    image = np.broadcast_to(to_numpy(batch[0]), (*batch.shape[1:3], 3)).astype("float32")
    found = photographs.classify(image, n_names=1000)
    small = resized(image, min(1, _LONGEST / max(image.shape[:2])))
    superpixels = slic(small[None], n_segments=min(300, 1 + small[..., 0].size // 16))[0]
    if not found.known:
        return _cut(found, None, None, small, superpixels, None)
    *maps, head = teach.look_round(image, _STAGES)
    places = photographs.read(head)[0] @ _membership().T  # (h', w', kinds and classes)
    name, probability = _surely(found) or _closer(image, places) or (None, None)
    shows = None if name is None else _where(places[..., _names().index(name)], small, superpixels, maps)
    return _cut(found, name, probability, small, superpixels, shows)


@lru_cache
def _names():
    return (*KINDS, *photographs.class_names())


@lru_cache
def _membership():
    """What each kind, then each class, is made of: (kinds and classes, 1000)."""
    made = np.zeros((len(KINDS), len(photographs.class_names())), "float32")
    for row, numbers in zip(made, KINDS.values(), strict=True):
        row[list(numbers)] = 1
    return np.vstack([made, np.eye(made.shape[1], dtype="float32")])


def _scores(found):
    """The probability of each kind, then of each class."""
    values = dict(zip(found.names, found.probabilities, strict=True))
    return _membership() @ np.array([values[name] for name in photographs.class_names()])


def _surely(found):
    """What is sure of the whole: the kind if one is, else the class."""
    scores = _scores(found)
    sure = np.flatnonzero(scores >= SURE)  # kinds come first
    return (_names()[sure[0]], float(scores[sure[0]])) if sure.size else None


def _closer(image, places):
    """What a closer look at one part surely shows: the part at which most of one thing is seen."""
    peaks = places.max(axis=(0, 1))
    best = int(peaks.argmax())  # of a kind and its only class the kind
    if peaks[best] < _SEEN:
        return None
    where = np.argwhere(places[..., best] >= peaks[best] / 2)
    scale = np.divide(image.shape[:2], places.shape[:2])
    low, high = where.min(axis=0) * scale, (where.max(axis=0) + 1) * scale
    reach = max(0.65 * (high - low).max(), 80)  # what is round it helps to know it
    top, left = np.maximum((low + high) / 2 - reach, 0).astype(int)
    bottom, right = ((low + high) / 2 + reach).astype(int)
    found = photographs.classify(image[top:bottom, left:right], n_names=1000)
    probability = float(_scores(found)[best])
    return (_names()[best], probability) if probability >= _ONE_LOOK else None


def _where(seen, small, superpixels, maps):
    """Which pixels show a thing, of which so much is seen place by place: bool (h, w)."""
    enlarged = ndimage.zoom(seen, np.divide(superpixels.shape, seen.shape), order=1, grid_mode=True, mode="nearest")
    flat = superpixels.ravel()
    value = np.bincount(flat, enlarged.ravel()) / np.bincount(flat)
    is_it, is_not = value >= _EXAMPLES[0] * value.max(), value <= _EXAMPLES[1] * value.max()
    if is_not.any():
        points, taught = teach.scaled(teach.describe(small, superpixels, maps)), is_it | is_not
        machine = SVC(C=1, gamma=0.03, class_weight="balanced").fit(points[taught], is_it[taught])
        is_it, sure = machine.predict(points), is_it
    else:
        is_it, sure = np.ones(len(value), bool), is_it  # nothing else is there
    pieces, n = ndimage.label(ndimage.binary_fill_holes(is_it[superpixels]))
    kept = np.isin(np.arange(n + 1), pieces[sure[superpixels]]) & (np.bincount(pieces.ravel()) >= _LEAST * pieces.size)
    kept[0] = False
    return kept[pieces]


def _cut(found, name, probability, small, superpixels, shows):
    """Regions: pieces of the thing, and what like superpixels around it merge to."""
    shows = np.zeros(superpixels.shape, bool) if shows is None else shows
    merged = np.where(shows, 0, 1 + merge_regions(small, superpixels))
    segments = enforce_connectivity(merged[None].astype("int32"), 4)[0]
    areas, boxes = np.bincount(segments.ravel()), region_boxes(segments[None]).boxes
    shown = np.bincount(segments.ravel(), shows.ravel()) > areas / 2
    return Named(found, name, probability, segments, boxes, areas, shown)
