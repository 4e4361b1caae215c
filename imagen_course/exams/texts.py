"""Numbers as a question shows them: in rows and columns, which Markdown leaves as they are."""

import numpy as np

__all__ = ["listed", "table"]


def table(array):
    r"""Write an array of one or two axes in rows and columns.

    Parameters
    ----------
    array : array_like, shape (h, w) or (w,)

    Returns
    -------
    str
        A block of Markdown.

    Examples
    --------
    >>> table([[1, 20], [-3, 4]])
    '```\n 1  20\n-3   4\n```'
    """
    cells = [[f"{value:g}" for value in row] for row in np.atleast_2d(array).tolist()]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    rows = ("  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)) for row in cells)
    return "```\n" + "\n".join(rows) + "\n```"


def listed(values):
    """Write numbers one after another, as in a sentence.

    Parameters
    ----------
    values : sequence of float

    Returns
    -------
    str

    Examples
    --------
    >>> listed([1, 2.5, -3])
    '1, 2.5 and -3'
    """
    *first, last = [f"{value:g}" for value in values]
    return f"{', '.join(first)} and {last}" if first else last
