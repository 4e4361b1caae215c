"""Arrays drawn cell by cell, all of one size."""

from typing import NamedTuple

import numpy as np

from imagen_course.plots.canvas import Canvas, number, plate_width
from imagen_course.plots.colours import LIT, of_number

__all__ = ["Grid", "side_by_side"]

_HEAD, _FOOT = 34, 14  # pixels over a grid, for its name, and under it


class Grid(NamedTuple):
    """An array at its place on the canvas, cells of one size.

    Attributes
    ----------
    canvas : Canvas
    x, y : float
        Its top left corner.
    side : float
        Of a cell.
    shape : (int, int)

    Examples
    --------
    >>> Grid(Canvas(100), 10, 20, 30, (2, 3)).centre(1, 0)
    (25.0, 65.0)
    """

    canvas: Canvas
    x: float
    y: float
    side: float
    shape: tuple

    def corner(self, row, column):
        """Find the top left corner of a cell."""
        return self.x + column * self.side, self.y + row * self.side

    def centre(self, row, column):
        """Find the centre of a cell."""
        return self.x + (column + 0.5) * self.side, self.y + (row + 0.5) * self.side

    def head(self, words):
        """Write a name over it."""
        x = self.x + self.shape[1] * self.side / 2
        half = plate_width(words, 13) / 2
        self.canvas.text(min(max(x, half), self.canvas.width - half), self.y - 16, words, bold=True)

    def frame(self, rows, columns, *, stroke=LIT, line=3, part="window"):
        """Outline the cells of half-open ranges of rows and columns."""
        (x, y), side = self.corner(rows[0], columns[0]), self.side
        size = (columns[1] - columns[0]) * side, (rows[1] - rows[0]) * side
        self.canvas.rect(x, y, *size, stroke=stroke, line=line, rx=2, part=part)

    def results(self, values, place, limit, part="result"):
        """Fill the cells up to the number ``place``, light that one, and show the way on through the others."""
        path = [self.centre(*np.unravel_index(i, self.shape)) for i in range(place, values.size)]
        self.canvas.faint(path, part="path", stroke_dasharray="4 4")
        for i, value in enumerate(values.ravel()):
            x, y = self.corner(*np.unravel_index(i, self.shape))
            if i <= place:
                self.canvas.cell(x, y, self.side, number(value), of_number(value, limit), part=part)
            else:
                self.canvas.rect(
                    x, y, self.side, self.side, stroke="#8a8a8a", line=0.7, stroke_dasharray="2 3", part="to come"
                )
        row, column = np.unravel_index(place, self.shape)
        self.frame((row, row + 1), (column, column + 1), part="lit")


def side_by_side(canvas, side, gap, *shapes):
    """Place grids side by side, centred on one line.

    Parameters
    ----------
    canvas : Canvas
    side, gap : float
        Of a cell; between two grids.
    *shapes : (int, int)

    Returns
    -------
    list of Grid

    Examples
    --------
    >>> [grid.x for grid in side_by_side(Canvas(100), 10, 5, (2, 3), (1, 1))]
    [4.0, 39.0]
    """
    x, centre, grids = 4.0, _HEAD + (canvas.height - _HEAD - _FOOT) / 2, []
    for shape in shapes:
        grids.append(Grid(canvas, x, centre - shape[0] * side / 2, side, shape))
        x += shape[1] * side + gap
    return grids
