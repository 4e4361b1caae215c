"""Panels of a picture, of signed numbers, of a small array, of the places where a window fits."""

import numpy as np

from imagen_course.arrays import to_numpy
from imagen_course.checks import check_boxes, check_number, check_numbers, check_whole
from imagen_course.formulas import output_size
from imagen_course.plots.drawing import as_picture, check_optional, draw_picture, in_numbers, outline, write_cells
from imagen_course.plots.sheets import Panel

__all__ = ["numbers", "picture", "signed", "windows"]

_GREY = "take one channel, array[..., 0]"


def picture(image, *, title=""):
    """Panel of a picture as it is: grey values are not stretched.

    Parameters
    ----------
    image : array_like or tensor, shape (h, w), (h, w, 1) or (h, w, 3)
        In [0, 1].
    title : str

    Returns
    -------
    Panel

    Raises
    ------
    ValueError
        If the shape is not a picture's, or values lie outside [0, 1].

    Examples
    --------
    >>> picture(np.full((4, 6, 3), 0.5)).alt
    'colour picture, 4 x 6 pixels, values 0.50 to 0.50, mean 0.50'
    """
    image = as_picture(image)
    height, width = image.shape[:2]
    kind = "colour" if image.ndim == 3 else "grey"
    values = f"values {image.min():.2f} to {image.max():.2f}, mean {image.mean():.2f}"
    alt = f"{kind} picture, {height} x {width} pixels, {values}"
    return Panel(lambda axes: draw_picture(axes, image), title, alt, width / height)


def signed(array, *, title="", limit=None):
    """Panel of numbers of either sign as a picture: zero is middle grey, negative darker, positive brighter.

    Parameters
    ----------
    array : array_like or tensor, shape (h, w)
    title : str
    limit : float, optional
        The number that is drawn white, and its negative black; the largest magnitude if not given.

    Returns
    -------
    Panel

    Raises
    ------
    ValueError
        If the shape is not ``(h, w)`` or a number is not finite.

    Examples
    --------
    >>> signed([[-1.0, 0.0], [0.5, 0.0]]).alt
    '2 x 2 numbers from -1.00 to 0.50 as grey, zero in the middle; 25 % below zero, 25 % above'
    """
    array = check_numbers(in_numbers(array), name="array", shape=("h", "w"), least=1, hint=_GREY)
    array = np.asarray(to_numpy(array), dtype=float)
    check_optional("[0, inf)", limit=limit)
    limit = float(np.abs(array).max() if limit is None else limit) or 1.0
    alt = f"{array.shape[0]} x {array.shape[1]} numbers from {array.min():.2f} to {array.max():.2f} as grey, zero in the "
    alt += f"middle; {np.mean(array < 0):.0%} below zero, {np.mean(array > 0):.0%} above".replace("%", " %")
    shade = np.clip(0.5 + 0.5 * array / limit, 0, 1)
    return Panel(lambda axes: draw_picture(axes, shade), title, alt, array.shape[1] / array.shape[0])


def numbers(array, *, title="", box=None, scale=None):
    """Panel of a small array with every number written in its cell, on a grey that follows it.

    Parameters
    ----------
    array : array_like, shape (rows, columns)
    title : str
    box : (int, int, int, int), optional
        ``(top, left, bottom, right)``, half-open: cells to outline.
    scale : (float, float), optional
        The numbers that are darkest and brightest; the smallest and largest of the array if not given.

    Returns
    -------
    Panel

    Raises
    ------
    ValueError
        If the array is not two-dimensional or holds more than 400 numbers.

    Examples
    --------
    >>> numbers([[0, 1], [2, 3]], box=(0, 1, 2, 2)).alt
    '2 x 2 numbers: 0 1 / 2 3; outlined: rows 0 to 1, columns 1 to 1'
    """
    array = to_numpy(check_numbers(in_numbers(array), name="array", shape=("rows", "columns"), least=1))
    if array.size > 400:
        raise ValueError(f"array must have at most 400 numbers, got shape {array.shape}")
    if box is not None:
        check_boxes(check_numbers(box, name="box", shape=(4,))[None], name="box")
    if scale is not None:
        check_numbers(scale, name="scale", shape=(2,))
    written = [[f"{float(x):.3g}" for x in row] for row in array]
    low, high = (float(array.min()), float(array.max())) if scale is None else scale
    shade = 0.55 + 0.45 * np.clip((array - low) / ((high - low) or 1), 0, 1)  # light enough for black figures

    def draw(axes):
        axes.imshow(shade, cmap="gray", vmin=0, vmax=1, interpolation="nearest")
        write_cells(axes, written)
        _draw_cells(axes, array.shape)
        if box is not None:
            axes.plot(*outline(box), color="C1", linewidth=3)

    alt = f"{array.shape[0]} x {array.shape[1]} numbers: {' / '.join(' '.join(row) for row in written)}"
    if box is not None:
        alt += f"; outlined: rows {box[0]} to {box[2] - 1}, columns {box[1]} to {box[3] - 1}"
    return Panel(draw, title, alt, array.shape[1] / array.shape[0])


def windows(size, kernel_size, *, stride=1, padding=0, dilation=1, title=""):
    """Panel of one side of a picture and, under it, every place where a window fits.

    Parameters
    ----------
    size, kernel_size, stride, padding, dilation : int
        As in `formulas.output_size`.
    title : str

    Returns
    -------
    Panel

    Raises
    ------
    ValueError
        If `formulas.output_size` refuses them.

    Examples
    --------
    >>> windows(6, 3, stride=2).alt
    '6 pixels; a window of 3 fits in 2 places, at 0-1-2, 2-3-4; pixels no window sees: 5'
    """
    check_number(size, "[1, 400]", name="size", whole=True)
    check_whole(0, padding=padding)
    count = output_size(size, kernel_size, stride=stride, padding=padding, dilation=dilation)
    seen = stride * np.arange(count)[:, None] + dilation * np.arange(kernel_size) - padding  # (count, kernel_size)
    unseen = sorted(set(range(size)) - set(seen.ravel().tolist()))
    rows = max(count, size + 2 * padding - kernel_size + 1)  # as for stride 1, so that cells are equally large side by side

    def draw(axes):
        _draw_side(axes, size, padding, unseen)
        for row, taps in enumerate(seen.tolist(), 1):
            _draw_window(axes, row + 0.2, taps)
        axes.set(xlim=(-padding - 0.7, size + padding - 0.3), ylim=(rows + 0.9, -0.7))
        axes.set_aspect("equal")
        axes.set_axis_off()

    places = ", ".join("-".join(map(str, taps)) for taps in seen.tolist())
    alt = f"{size} pixels{f' and {padding} of padding on each side' if padding else ''}; a window of {kernel_size} fits in "
    alt += f"{count} place{'s' if count > 1 else ''}, at {places}; "
    alt += f"pixels no window sees: {', '.join(map(str, unseen)) or 'none'}"
    return Panel(draw, title, alt, (size + 2 * padding + 0.4) / (rows + 1.6))


def _draw_cells(axes, shape):
    """Draw thin lines between the cells of a grid, and no axes."""
    axes.set_xticks(np.arange(shape[1] - 1) + 0.5, labels=[])
    axes.set_yticks(np.arange(shape[0] - 1) + 0.5, labels=[])
    axes.grid(color="0.4", linewidth=0.5)
    axes.tick_params(length=0)
    axes.spines[["top", "right"]].set_visible(True)


def _draw_side(axes, size, padding, unseen):
    """Draw one side of a picture, pixel by pixel, and its padding; those that no window sees are grey."""
    for pixel in range(-padding, size + padding):
        if 0 <= pixel < size:
            style = {"facecolor": "0.6" if pixel in unseen else "C0", "alpha": 0.8}
        else:
            style = {"facecolor": "white", "linestyle": ":"}
        axes.add_patch(_square(pixel, 0, **style))
        axes.text(pixel, 0, str(pixel) if 0 <= pixel < size else "0", ha="center", va="center", fontsize=7)


def _draw_window(axes, row, taps):
    """Draw where a window stands, in a row of its own."""
    axes.plot([taps[0], taps[-1]], [row, row], color="C1", linewidth=1)
    for tap in taps:
        axes.add_patch(_square(tap, row, facecolor="C1"))


def _square(column, row, **style):
    from matplotlib.patches import Rectangle

    return Rectangle((column - 0.5, row - 0.5), 1, 1, edgecolor="0.3", linewidth=0.8, **style)
