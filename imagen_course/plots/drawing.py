"""What panels of different kinds share: what a picture is, and how it is drawn into a Matplotlib axes."""

import numpy as np

from imagen_course.arrays import to_numpy
from imagen_course.checks import check_array, check_boxes, check_labels, check_lengths, check_number, check_numbers

__all__ = [
    "as_boxes",
    "as_map",
    "as_numbers",
    "as_picture",
    "check_optional",
    "draw_picture",
    "in_numbers",
    "outline",
    "write_cells",
]


def check_optional(within, /, **numbers):
    """Refuse numbers that are given and lie nowhere in a range; what is drawn may be of any size.

    Parameters
    ----------
    within : str
    **numbers : float or None
        By the names of the arguments.

    Examples
    --------
    >>> check_optional("[0, 1]", floor=None, limit=0.5)
    """
    for name, number in numbers.items():
        if number is not None:
            check_number(number, within, name=name, most=1e300)


def in_numbers(array):
    """Give an array of what holds and what does not as 1 and 0.

    Parameters
    ----------
    array : array_like or tensor

    Returns
    -------
    array_like or tensor

    Examples
    --------
    >>> in_numbers(np.array([True, False])).tolist()
    [1.0, 0.0]
    """
    return array.astype(float) if str(getattr(array, "dtype", "")) == "bool" else array


def as_picture(image, name="image"):
    """Give a picture as an array, grey without a third axis.

    Parameters
    ----------
    image : array_like or tensor, shape (h, w), (h, w, 1) or (h, w, 3)
        In [0, 1].
    name : str, optional
        Of the argument, for errors.

    Returns
    -------
    numpy.ndarray, shape (h, w) or (h, w, 3)
        float64.

    Raises
    ------
    ValueError
        If the shape is not a picture's, or values lie outside [0, 1].

    Examples
    --------
    >>> as_picture(np.zeros((2, 3, 1))).shape
    (2, 3)
    """
    image = np.asarray(to_numpy(check_numbers(in_numbers(image), name=name, within="[0, 1]")), dtype=float)
    if image.shape[2:] == (1,):
        image = image[..., 0]
    check_array(image, name=name, shape=("h", "w", *[3] * (image.ndim > 2)), least=1, hint="grey (h, w) or colour (h, w, 3)")
    return image


def as_numbers(array, **expected):
    """Give finite numbers as an array.

    Parameters
    ----------
    array : array_like or tensor
    **expected
        What `checks.check_numbers` is to look at: name, shape, within, least, hint.

    Returns
    -------
    numpy.ndarray
        float64.

    Raises
    ------
    TypeError, ValueError
        As `checks.check_numbers`.

    Examples
    --------
    >>> as_numbers([1, 2], name="weights", shape=("n",)).tolist()
    [1.0, 2.0]
    """
    return np.asarray(to_numpy(check_numbers(array, **expected)), float)


def as_map(numbers, image, name):
    """Give a label for each pixel of a picture as an array.

    Parameters
    ----------
    numbers : array_like of int, shape (h, w)
    image : numpy.ndarray, shape (h, w) or (h, w, 3)
    name : str
        Of the argument, for errors.

    Returns
    -------
    numpy.ndarray, shape (h, w)

    Examples
    --------
    >>> as_map([[0, 1]], np.zeros((1, 2)), "segments").tolist()
    [[0, 1]]
    """
    return check_labels(numbers, name=name, shape=image.shape[:2], hint="the shape of image")


def as_boxes(boxes, image, names, scores=None):
    """Give the boxes of a picture as an array, and what is to be written on each.

    Parameters
    ----------
    boxes : array_like of int, shape (k, 4)
        ``(top, left, bottom, right)``, half-open, in pixels.
    image : numpy.ndarray, shape (h, w) or (h, w, 3)
    names : sequence of str
    scores : sequence of float, optional
        In [0, 1].

    Returns
    -------
    boxes : numpy.ndarray of int, shape (k, 4)
    words : list of str

    Raises
    ------
    TypeError, ValueError
        If a box lies outside the picture, or names or scores are not as many.

    Examples
    --------
    >>> as_boxes([[1, 2, 5, 6]], np.zeros((8, 8)), ["star"], [0.9])[1]
    ['star 0.90']
    """
    boxes = check_boxes(boxes).astype(int)
    for side, places in ((0, boxes[:, ::2]), (1, boxes[:, 1::2])):
        check_numbers(places, name="boxes", within=f"[0, {image.shape[side]}]", hint="they lie in image")
    check_lengths(boxes=boxes, names=names)
    if scores is not None:
        check_numbers(scores, name="scores", within="[0, 1]", shape=(len(boxes),))
    return boxes, [f"{n}" if scores is None else f"{n} {scores[i]:.2f}" for i, n in enumerate(names)]


def draw_picture(axes, image):
    """Draw a picture as it is, with a thin frame.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    image : numpy.ndarray, shape (h, w) or (h, w, 3)

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> draw_picture(Figure().subplots(), np.zeros((2, 2)))
    """
    axes.imshow(image, cmap="gray", vmin=0, vmax=1, interpolation="nearest")
    axes.set(xticks=[], yticks=[])
    axes.spines[:].set(visible=True, color="0.6", linewidth=0.5)  # where white ends and the page begins


def outline(box):
    """Find the columns and the rows of a box's outline, on the edges of its pixels.

    Parameters
    ----------
    box : (int, int, int, int)
        ``(top, left, bottom, right)``, half-open.

    Returns
    -------
    (list of float, list of float)

    Examples
    --------
    >>> outline((0, 0, 1, 2))[0]
    [-0.5, 1.5, 1.5, -0.5, -0.5]
    """
    top, left, bottom, right = (edge - 0.5 for edge in box)
    return [left, right, right, left, left], [top, top, bottom, bottom, top]


def write_cells(axes, written):
    """Write a text into each cell of a grid, as large as fills a cell of a panel of usual size.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    written : list of list of str
        Row by row.

    Examples
    --------
    >>> write_cells(axes, [["3", "1"]])         # doctest: +SKIP
    """
    longest = max(len(text) for row in written for text in row)
    size = min(11, 200 / len(written) / longest)
    for row, cells in enumerate(written):
        for column, text in enumerate(cells):
            axes.text(column, row, text, ha="center", va="center", fontsize=size)
