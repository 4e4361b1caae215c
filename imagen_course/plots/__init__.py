"""Pictures to be looked at, each with words for those who cannot see it.

A panel is one drawing with a title and an alt text made from the data it shows: ``picture``, ``signed``, ``numbers``,
``windows``, ``regions``, ``votes``, ``mask``, ``boxes``, ``bars``, ``lines``. ``show`` lays panels side by side and returns
a ``Sheet``, which a notebook displays with an alt text that says what is seen before it counts, and with what is longer
folded under it; ``save`` writes it to a file. Colours are safe for
colour-blind eyes, and what they say is also written, so that a sheet reads in grey. Images are ``(h, w)`` or ``(h, w, c)``
in [0, 1], segments and masks ``(h, w)`` int.
"""

from imagen_course.plots.charts import bars, lines
from imagen_course.plots.colours import EIGHT
from imagen_course.plots.labelled import boxes, mask, regions, votes
from imagen_course.plots.panels import numbers, picture, signed, windows
from imagen_course.plots.sheets import Panel, Sheet, show

__all__ = [
    "EIGHT",
    "Panel",
    "Sheet",
    "bars",
    "boxes",
    "lines",
    "mask",
    "numbers",
    "picture",
    "regions",
    "show",
    "signed",
    "votes",
    "windows",
]
