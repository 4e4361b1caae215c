"""Arrays as NumPy sees them: axes and what a sum along one leaves, broadcasting, what an index takes out."""

import numpy as np

from imagen_course.checks import check_number, check_one_of, check_text
from imagen_course.plots.canvas import WIDTH, Canvas, number
from imagen_course.plots.colours import EIGHT, LIT, mixed
from imagen_course.plots.drawing import as_numbers
from imagen_course.plots.grid import Grid, side_by_side

__all__ = ["array_axes", "broadcasting", "indexing"]

_OPERATIONS = {"+": np.add, "-": np.subtract, "×": np.multiply}
_REDUCTIONS = {"sum": np.sum, "mean": np.mean, "max": np.max, "min": np.min}
_HEAD, _MOST = 34, 10


def array_axes(array, *, axis=None, reduce="sum"):
    """Draw an array with its axes, and what is left of it where one of them is summed up.

    Parameters
    ----------
    array : array_like, shape (rows, columns)
        At most 10 cells a side.
    axis : {0, 1}, optional
        Along which it is reduced; not at all if not given.
    reduce : {"sum", "mean", "max", "min"}

    Returns
    -------
    Drawing

    Raises
    ------
    TypeError, ValueError
        If the array is no table of numbers or too large, there is no such axis, or the reduction is unknown.

    Examples
    --------
    >>> array_axes([[1, 2, 3], [4, 5, 6]], axis=0).description
    'an array of shape (2, 3): 1 2 3 / 4 5 6; its sum along axis 0 has shape (3,): 5 7 9'
    """
    array = _small(array, "array")
    check_one_of(reduce, [*_REDUCTIONS], name="reduce")
    if axis is not None:
        check_number(axis, "[0, 1]", name="axis", whole=True)
    side, (rows, columns) = 46.0, array.shape
    canvas = Canvas(64 + side * (rows + 1) + 24)
    grid = Grid(canvas, 190.0, 64.0, side, array.shape)
    for place, value in np.ndenumerate(array):
        fill = "#ffffff" if axis is None else _tint(place[1 - axis])
        canvas.cell(*grid.corner(*place), side, number(value), fill, part="cell")
    _draw_axes(grid)
    said = f"an array of shape {array.shape}: {_rows(array)}"
    if axis is not None:
        result = _REDUCTIONS[reduce](array, axis=axis)
        _draw_reduced(grid, result, axis, f"{reduce}(axis={axis})")
        said += f"; its {reduce} along axis {axis} has shape {result.shape}: {_rows(result[None])}"
    canvas.text(220 + side * columns, 10, f"shape {array.shape}", anchor="start", bold=True, size=15, part="shape")
    return canvas.sheet(said, seen="an array and its axes")


def _small(array, name, *, least=2):
    array = as_numbers(array, name=name)
    if not least <= array.ndim <= 2 or not array.size or max(array.shape) > _MOST:
        wanted = "two axes" if least == 2 else "one axis or two"
        raise ValueError(f"{name} must have {wanted} of 1 to {_MOST} entries to be drawn, got shape {array.shape}")
    return array


def _tint(number_):
    return mixed(EIGHT[(0, 1, 3, 4, 5)[number_ % 5]], 0.3)


def _rows(array):
    return " / ".join(" ".join(f"{x + 0.0:.3g}" for x in row) for row in array)


def _draw_axes(grid):
    """Draw an arrow along each axis, its length beside it, and the number of each row and column."""
    (rows, columns), canvas = grid.shape, grid.canvas
    left, top = grid.x, grid.y
    canvas.arrow((left - 44, top), (left - 44, top + rows * grid.side), line=2, part="axis")
    canvas.arrow((left, top - 40), (left + columns * grid.side, top - 40), line=2, part="axis")
    canvas.text(left - 54, top + rows * grid.side / 2 - 9, "axis 0", anchor="end", bold=True)
    canvas.text(left - 54, top + rows * grid.side / 2 + 9, f"{rows} row{'s' * (rows > 1)}", anchor="end", part="length")
    words = f"axis 1: {columns} column{'s' * (columns > 1)}"
    canvas.text(left + columns * grid.side / 2, top - 54, words, bold=True, part="length")
    for row in range(rows):
        canvas.text(left - 16, grid.centre(row, 0)[1], row, size=12, part="index")
    for column in range(columns):
        canvas.text(grid.centre(0, column)[0], top - 16, column, size=12, part="index")


def _draw_reduced(grid, result, axis, words):
    """Draw what is left below the columns or right of the rows, in their tints."""
    rows, columns = grid.shape
    for i, value in enumerate(result):
        place = (rows + 0.5, i) if axis == 0 else (i, columns + 1)
        grid.canvas.cell(*grid.corner(*place), grid.side, number(value), _tint(i), part="result")
    x, y = grid.corner(rows + 1, columns + 0.4) if axis == 0 else grid.corner(rows + 0.5, columns + 1)
    if axis == 0:
        grid.canvas.text(x, y, f"{words}, shape {result.shape}", anchor="start", bold=True)
    else:
        grid.canvas.text(x, y, f"{words}, shape {result.shape}", anchor="start", bold=True)
        grid.canvas.arrow(grid.corner(rows / 2, columns + 0.2), grid.corner(rows / 2, columns + 0.85), stroke=LIT, line=2)


def broadcasting(one, other, *, operation="+"):
    """Draw an operation of two arrays of different shapes: what is repeated is dashed.

    Parameters
    ----------
    one, other : array_like
        Of one axis or two, at most 10 cells a side.
    operation : {"+", "-", "×"}

    Returns
    -------
    Drawing

    Raises
    ------
    TypeError, ValueError
        If an array is no table of numbers or too large, the shapes do not fit, or the operation is unknown.

    Examples
    --------
    >>> broadcasting([[0], [10]], [1, 2, 3]).description
    'shapes (2, 1) and (3,) broadcast to (2, 3): 1 2 3 / 11 12 13'
    """
    one, other = _small(one, "one", least=1), _small(other, "other", least=1)
    check_one_of(operation, [*_OPERATIONS], name="operation")
    try:
        result = _OPERATIONS[operation](one, other)
    except ValueError:
        got = f"{one.shape} and {other.shape}"
        raise ValueError(
            f"one and other must have shapes that fit: of two lengths, equal or one of them 1; got {got}"
        ) from None
    shape, arrays = np.atleast_2d(result).shape, (one, other, result)
    side = min(46.0, (WIDTH - 120) / (3 * shape[1]))
    canvas = Canvas(_HEAD + side * shape[0] + 14)
    grids = side_by_side(canvas, side, (WIDTH - 8 - 3 * shape[1] * side) / 2, shape, shape, shape)
    for grid, array in zip(grids, arrays, strict=True):
        grid.head(f"shape {array.shape}")
        _draw_broadcast(grid, np.atleast_2d(array), shape)
    for grid, sign in zip(grids[1:], (operation, "="), strict=True):
        canvas.text(
            (grids[0].x + shape[1] * side + grids[1].x) / 2 + grid.x - grids[1].x,
            grid.centre((shape[0] - 1) / 2, 0)[1],
            sign,
            size=24,
        )
    said = f"shapes {one.shape} and {other.shape} broadcast to {result.shape}: {_rows(np.atleast_2d(result))}"
    return canvas.sheet(said, seen="two arrays, stretched to one shape, and what they give")


def _draw_broadcast(grid, array, shape):
    """Draw an array stretched to a shape: its own cells in full, repeated ones dashed."""
    for (row, column), value in np.ndenumerate(np.broadcast_to(array, shape)):
        x, y = grid.corner(row, column)
        if row < array.shape[0] and column < array.shape[1]:
            grid.canvas.cell(x, y, grid.side, number(value), "#ffffff", part="own")
        else:
            grid.canvas.rect(x, y, grid.side, grid.side, stroke="#8a8a8a", line=0.7, stroke_dasharray="3 3", part="repeated")
            grid.canvas.text(x + grid.side / 2, y + grid.side / 2, number(value), fill_opacity=0.75)


def indexing(array, index, *, words="array[...]"):
    """Draw what an index takes out of an array, slice or mask, and say whether it is a view or a copy.

    Parameters
    ----------
    array : array_like, shape (rows, columns)
        At most 10 cells a side.
    index : slice, int, array_like of bool or int, or tuple of them
        What stands in the brackets.
    words : str
        How it is written: ``"picture[1:3, ::2]"``.

    Returns
    -------
    Drawing

    Raises
    ------
    TypeError, ValueError
        If the array is no table of numbers or too large, or the index does not fit it.

    Examples
    --------
    >>> indexing([[1, 2, 3], [4, 5, 6]], np.s_[:, ::2], words="a[:, ::2]").description
    'a[:, ::2] takes 1 3 / 4 6 out of 1 2 3 / 4 5 6: shape (2, 2), a view'
    """
    array = _small(array, "array")
    check_text(words, name="words")
    try:
        taken, chosen = (
            array[index],
            np.isin(np.arange(array.size).reshape(array.shape), np.arange(array.size).reshape(array.shape)[index]),
        )
    except (IndexError, TypeError, ValueError) as error:
        raise ValueError(f"index must fit an array of shape {array.shape}, got {index!r}: {error}") from None
    if np.ndim(taken) > 2:
        raise ValueError(f"index must take two axes at most to be drawn, it gives shape {taken.shape}")
    shown, kind = np.atleast_2d(taken), "a view" if np.shares_memory(taken, array) else "a copy"
    side = min(46.0, (WIDTH - 150) / (array.shape[1] + max(shown.shape[1], 1)))
    canvas = Canvas(_HEAD + side * max(array.shape[0], len(shown)) + 36)
    gap = min(200.0, WIDTH - 8 - side * (array.shape[1] + shown.shape[1]))
    grid, result = side_by_side(canvas, side, gap, array.shape, shown.shape[:2])
    grid.head(f"shape {array.shape}")
    for place, value in np.ndenumerate(array):
        canvas.cell(
            *grid.corner(*place),
            side,
            number(value),
            mixed(LIT, 0.25) if chosen[place] else "#ffffff",
            part="taken" if chosen[place] else "left",
        )
    for place, value in np.ndenumerate(shown):
        canvas.cell(*result.corner(*place), side, number(value), mixed(LIT, 0.25), part="result")
    result.head(words)
    centre = grid.centre((array.shape[0] - 1) / 2, 0)[1]
    canvas.arrow((grid.x + array.shape[1] * side + 20, centre), (result.x - 20, centre), stroke=LIT, line=2)
    below = result.corner(len(shown) + 0.4, 0)
    canvas.text(*below, f"shape {taken.shape}, {kind}", anchor="start", bold=True, part="kind")
    said = f"{words} takes {_rows(shown)} out of {_rows(array)}: shape {taken.shape}, {kind}"
    return canvas.sheet(said, seen="an array, the cells that an index takes, and what it gives")
