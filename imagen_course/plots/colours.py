"""Colours that colour-blind eyes tell apart, and that mean one thing in the whole course.

A class has one colour wherever it is drawn (``of_class``), a signed number one between blue and orange with white for zero
(``of_number``), and what is written on a colour is black or white, whichever is read more easily (``ink``). A colour is
"#rrggbb"; sRGB, each of three numbers in [0, 1].
"""

from colorsys import hsv_to_rgb
from zlib import crc32

import numpy as np

__all__ = [
    "AZURE",
    "BLUE",
    "EIGHT",
    "LIT",
    "ORANGE",
    "contrast",
    "ink",
    "mixed",
    "of_class",
    "of_classes",
    "of_number",
    "rgb",
    "simulated",
]

# Eight colours that colour-blind eyes tell apart (Petroff, arXiv:2107.02270). Matplotlib has them, as petroff8, from 3.11 on
# only: too new for some who open a lesson in a service or a browser.
EIGHT = ("#1845fb", "#ff5e02", "#c91f16", "#c849a9", "#adad7d", "#86c8dd", "#578dff", "#656364")
# Ten for digits, of the same source: petroff10.
_TEN = ("#3f90da", "#ffa90e", "#bd1f01", "#94a4a2", "#832db6", "#a96b59", "#e76300", "#b9ac70", "#717581", "#92dadd")

BLUE, ORANGE = "#2166ac", "#e66101"  # the ends of what is signed: below and above zero
AZURE = "#3a86d9"  # a line below zero, or forward: seen on white and on black
LIT = "#c0239f"  # frames what is looked at: neither a sign nor a class
_FAMILIES = (
    ("circle", "square", "triangle", "star", "cross"),
    ("brick", "grass", "gravel"),
    ("other", "face"),
    ("astronaut", "chelsea", "china", "coffee", "flower", "hubble_deep_field", "retina", "rocket"),
    ("sky", "lake", "tree", "palace", "roof"),
    ("fox", "banana", "house", "guitar", "tulip"),
)
_OF_CLASS = {name: colour for family in _FAMILIES for name, colour in zip(family, EIGHT, strict=False)}
_OF_CLASS |= {str(digit): colour for digit, colour in enumerate(_TEN)} | {"background": "#b8b8b8", "": "#b8b8b8"}

# What is left of linear red, green and blue where one kind of cone is missing (Machado et al. 2009, severity 1).
MISSING = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
}


def of_class(name):
    """Give the colour of a class, the same wherever it is drawn.

    Parameters
    ----------
    name : object
        As it reads; one that the course does not know gets a colour by its letters.

    Returns
    -------
    str

    Examples
    --------
    >>> of_class("star"), of_class(3)
    ('#c849a9', '#94a4a2')
    """
    return _OF_CLASS.get(str(name)) or _by_letters(str(name))


def of_classes(names):
    """Give the colours of some classes, no two of up to eight alike: the course's own, then what of `EIGHT` is left.

    Parameters
    ----------
    names : sequence

    Returns
    -------
    list of str

    Examples
    --------
    >>> of_classes(["cup", "star", "table"])
    ['#1845fb', '#c849a9', '#ff5e02']
    """
    known = [_OF_CLASS.get(str(name)) for name in names]
    left = (colour for colour in EIGHT if colour not in known)
    return [colour or next(left, _by_letters(str(name))) for name, colour in zip(names, known, strict=True)]


def _by_letters(name):
    """Give a colour of 36 hues in three shades: too few for a thousand names, but two in one picture are rarely alike."""
    turn, shade = crc32(name.encode()) % 36 / 36, crc32(name.encode()) // 36 % 3
    return _written(hsv_to_rgb(turn, (0.8, 0.65, 0.5)[shade], (0.55, 0.75, 0.95)[shade]))


def of_number(value, limit=1.0):
    """Give the colour of a signed number: blue below zero, white at it, orange above.

    Parameters
    ----------
    value : float or numpy.ndarray
    limit : float
        Whose colour is fully blue or orange.

    Returns
    -------
    str, or numpy.ndarray of shape (..., 3) in [0, 1] for an array

    Examples
    --------
    >>> of_number(0.0), of_number(-2.0), of_number(0.5)
    ('#ffffff', '#2166ac', '#f2b080')
    """
    share = np.clip(np.asarray(value, float) / limit, -1, 1)[..., None]
    colours = 1 + np.abs(share) * (np.where(share < 0, rgb(BLUE), rgb(ORANGE)) - 1)
    return colours if np.ndim(value) else _written(colours)


def rgb(colour):
    """Read a colour.

    Parameters
    ----------
    colour : str

    Returns
    -------
    numpy.ndarray, shape (3,)

    Examples
    --------
    >>> rgb("#ff0000").tolist()
    [1.0, 0.0, 0.0]
    """
    return np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255


def _written(numbers):
    return "#" + "".join(f"{round(float(255 * x)):02x}" for x in np.clip(numbers, 0, 1))


def mixed(colour, share, other="#ffffff"):
    """Mix a colour with another.

    Parameters
    ----------
    colour : str
    share : float
        Of ``colour``, in [0, 1].
    other : str, optional

    Returns
    -------
    str

    Examples
    --------
    >>> mixed("#000000", 0.2)
    '#cccccc'
    """
    return _written(share * rgb(colour) + (1 - share) * rgb(other))


def _linear(numbers):
    return np.where(numbers <= 0.04045, numbers / 12.92, ((numbers + 0.055) / 1.055) ** 2.4)


def contrast(one, other):
    """Compute the contrast of two colours, from 1 to 21; text is to have 4.5 [1]_.

    Parameters
    ----------
    one, other : str

    Returns
    -------
    float

    References
    ----------
    .. [1] Web Content Accessibility Guidelines 2.2, success criterion 1.4.3.

    Examples
    --------
    >>> round(contrast("#000000", "#ffffff"), 6)
    21.0
    """
    light = sorted(float(_linear(rgb(colour)) @ [0.2126, 0.7152, 0.0722]) for colour in (one, other))
    return (light[1] + 0.05) / (light[0] + 0.05)


def ink(colour):
    """Say what to write with on a colour.

    Parameters
    ----------
    colour : str

    Returns
    -------
    str
        Black or white.

    Examples
    --------
    >>> ink("#ffd000"), ink("#102080")
    ('#000000', '#ffffff')
    """
    return max("#000000", "#ffffff", key=lambda writing: contrast(writing, colour))


def simulated(colours, kind):
    """Show colours as those see them who lack one kind of cones [1]_.

    Parameters
    ----------
    colours : str or numpy.ndarray, shape (..., 3)
        In [0, 1].
    kind : {"protanopia", "deuteranopia"}

    Returns
    -------
    str or numpy.ndarray
        As ``colours``.

    References
    ----------
    .. [1] G. M. Machado, M. M. Oliveira and L. A. F. Fernandes, "A physiologically-based model for simulation of color
       vision deficiency", 2009, doi:10.1109/TVCG.2009.113.

    Examples
    --------
    >>> simulated("#ff0000", "protanopia")
    '#6d5f00'
    """
    numbers = rgb(colours) if isinstance(colours, str) else np.asarray(colours)
    seen = np.clip(_linear(numbers) @ np.array(MISSING[kind]).T, 0, 1)
    seen = np.where(seen <= 0.0031308, 12.92 * seen, 1.055 * np.maximum(seen, 1e-9) ** (1 / 2.4) - 0.055)
    return _written(seen) if isinstance(colours, str) else seen
