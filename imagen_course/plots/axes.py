"""Axes for charts on a canvas: where a number lies, ticks, curves. Lengths are pixels; numbers up the side grow upwards."""

import math
from typing import NamedTuple

import numpy as np

from imagen_course.plots.canvas import Canvas, number

__all__ = ["Axes", "ticks"]


def ticks(low, high, n=5):
    """Choose round numbers between two ends.

    Parameters
    ----------
    low, high : float
    n : int, optional
        About how many.

    Returns
    -------
    numpy.ndarray

    Examples
    --------
    >>> ticks(0, 10).tolist()
    [0.0, 2.0, 4.0, 6.0, 8.0, 10.0]
    """
    rough = (high - low) / n or 1.0
    power = 10.0 ** math.floor(math.log10(rough))
    step = power * min((1, 2, 5, 10), key=lambda x: abs(x * power - rough))
    return np.arange(math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) + 1) * step


class Axes(NamedTuple):
    """A part of a canvas with a scale along its foot and one up its side.

    Attributes
    ----------
    canvas : Canvas
    box : (float, float, float, float)
        Left, top, width, height.
    across, up : (float, float)
        The numbers at the ends of the two scales.

    Examples
    --------
    >>> Axes(Canvas(100), (10, 0, 200, 100), (0, 1), (0, 10)).at(0.5, 10)
    (110.0, 0.0)
    """

    canvas: Canvas
    box: tuple
    across: tuple
    up: tuple

    def at(self, x, y):
        """Find the place of a pair of numbers on the canvas."""
        left, top, width, height = self.box
        right = (x - self.across[0]) / ((self.across[1] - self.across[0]) or 1)
        high = (y - self.up[0]) / ((self.up[1] - self.up[0]) or 1)
        return float(left + width * right), float(top + height * (1 - high))

    def frame(self, across="", up="", *, n=(6, 4)):
        """Draw both axes with their ticks and names."""
        left, top, width, height = self.box
        self.canvas.line([(left, top), (left, top + height), (left + width, top + height)], stroke_opacity=0.5, line=1)
        for x in ticks(*self.across, n[0]) if n[0] else ():
            place = self.at(x, self.up[0])
            self.canvas.faint([place, (place[0], place[1] + 4)], stroke_opacity=0.5)
            self.canvas.text(place[0], place[1] + 14, number(x), size=12, part="tick")
        for y in ticks(*self.up, n[1]) if n[1] else ():
            place = self.at(self.across[0], y)
            self.canvas.faint([place, (left + width, place[1])], stroke_opacity=0.12)
            self.canvas.text(place[0] - 7, place[1], number(y), size=12, anchor="end", part="tick")
        self.canvas.text(left + width, top + height + 31, across, size=12, anchor="end", part="axis")
        self.canvas.text(left - 4, top - 11, up, size=12, anchor="start", part="axis")

    def curve(self, x, y, *, stroke="currentColor", line=2.5, part="curve", **more):
        """Draw a curve through pairs of numbers."""
        self.canvas.line([self.at(*pair) for pair in zip(x, y, strict=True)], stroke=stroke, line=line, part=part, **more)

    def point(self, x, y, radius=5, *, fill="currentColor", part="point", **more):
        """Draw a point."""
        self.canvas.circle(*self.at(x, y), radius, fill=fill, part=part, **more)
