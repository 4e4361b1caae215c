"""Panels of a picture with what was said of its parts: regions, votes, a class for every pixel, boxes."""

import numpy as np

from imagen_course.checks import check_labels, check_lengths
from imagen_course.plots.colours import of_classes, rgb
from imagen_course.plots.drawing import as_boxes, as_map, as_picture, draw_picture, outline
from imagen_course.plots.sheets import Panel

__all__ = ["boxes", "deepest_pixel", "mask", "regions", "votes"]


def regions(image, segments, *, title="regions"):
    """Panel of a picture with the borders of its regions.

    Parameters
    ----------
    image : array_like, shape (h, w) or (h, w, c)
    segments : array_like of int, shape (h, w)
        The number of each pixel's region.
    title : str

    Returns
    -------
    Panel

    Examples
    --------
    >>> regions(np.zeros((2, 4)), [[0, 0, 0, 1], [0, 0, 0, 1]]).alt
    '2 regions outlined; the largest covers 75 % of the picture'
    """
    image, segments = as_picture(image), as_map(segments, image, "segments")
    areas = np.unique(segments, return_counts=True)[1]

    def draw(axes):
        draw_picture(axes, image)
        _draw_borders(axes, segments)

    alt = f"{len(areas)} regions outlined; the largest covers {areas.max() / areas.sum():.0%} of the picture"
    return Panel(draw, title, alt.replace("%", " %"), image.shape[1] / image.shape[0])


def votes(image, segments, names, *, title="each region's vote"):
    """Panel of a picture with what each region voted for written on it.

    Parameters
    ----------
    image : array_like, shape (h, w) or (h, w, c)
    segments : array_like of int, shape (h, w)
        Numbered from 0.
    names : sequence of str
        One for each region; an empty name marks one that does not vote, and is drawn pale.
    title : str

    Returns
    -------
    Panel

    Examples
    --------
    >>> votes(np.zeros((2, 4)), [[0, 0, 0, 1], [0, 0, 0, 1]], ["", "star"]).alt
    '2 regions, 1 of them without a vote; votes: star 1 (25 % of the area)'
    """
    image, segments = as_picture(image), as_map(segments, image, "segments")
    check_lengths(names=names)
    names = [str(name) for name in names]
    check_labels(segments, name="segments", n_labels=len(names), hint="names must have one entry for each region")
    shown = sorted({name for name in names if name})
    code = np.array([shown.index(name) + 1 if name else 0 for name in names])[segments]
    areas = np.bincount(segments.ravel(), minlength=len(names)) / segments.size

    def draw(axes):
        _draw_tinted(axes, image, code, shown)
        _draw_borders(axes, segments)
        for number, name in enumerate(names):
            if name and areas[number] > 0.01:
                _write(axes, *deepest_pixel(segments == number), name)

    counts = [f"{n} {names.count(n)} ({sum(areas[np.array(names) == n]):.0%} of the area)".replace("%", " %") for n in shown]
    alt = f"{len(names)} regions, {names.count('')} of them without a vote; votes: {', '.join(counts) or 'none'}"
    return Panel(draw, title, alt, image.shape[1] / image.shape[0])


def mask(image, mask, class_names, *, title="pixel labels"):
    """Panel of a picture with a class for every pixel, its name on each patch that has room for it.

    Parameters
    ----------
    image : array_like, shape (h, w) or (h, w, c)
    mask : array_like of int, shape (h, w)
        0 for background, 1 + label for an object's pixel.
    class_names : sequence of str
    title : str

    Returns
    -------
    Panel

    Examples
    --------
    >>> mask(np.zeros((2, 4)), [[0, 0, 0, 1], [0, 0, 0, 1]], ["star"]).alt
    'star on 25 % of the pixels, background on 75 %'
    """
    check_lengths(class_names=class_names)
    image, mask = as_picture(image), as_map(mask, image, "mask")
    check_labels(mask, name="mask", n_labels=1 + len(class_names), hint="0 is background, 1 the first of class_names")
    present = [k for k in np.unique(mask) if k]

    def draw(axes):
        _draw_tinted(axes, image, mask, class_names)
        _draw_borders(axes, mask)
        for k in present:
            for patch in _patches(mask == k):
                _write(axes, *deepest_pixel(patch), str(class_names[k - 1]))

    parts = [f"{class_names[k - 1]} on {np.mean(mask == k):.0%} of the pixels" for k in present]
    alt = ", ".join([*parts, f"background on {np.mean(mask == 0):.0%}"]).replace("%", " %")
    return Panel(draw, title, alt, image.shape[1] / image.shape[0])


def boxes(image, boxes, names, scores=None, *, title="detections"):
    """Panel of a picture with named boxes.

    Parameters
    ----------
    image : array_like, shape (h, w) or (h, w, c)
    boxes : array_like of int, shape (k, 4)
        ``(top, left, bottom, right)``, half-open, in pixels.
    names : sequence of str
        One for each box.
    scores : sequence of float, optional
        In [0, 1].
    title : str

    Returns
    -------
    Panel

    Examples
    --------
    >>> boxes(np.zeros((8, 8)), [[1, 2, 5, 6]], ["star"], [0.9]).alt
    '1 box: star 0.90 at rows 1 to 4, columns 2 to 5'
    """
    image = as_picture(image)
    boxes, labels = as_boxes(boxes, image, names, scores)

    def draw(axes):
        draw_picture(axes, image)
        for (top, left, bottom, right), label in zip(boxes, labels, strict=True):
            for colour, line in (("black", 3), ("white", 1.2)):
                axes.plot(*outline((top, left, bottom, right)), color=colour, linewidth=line)
            _write(axes, top - 0.5, (left + right - 1) / 2, label, va="bottom" if top > len(image) / 12 else "top")

    where = [f"{n} at rows {t} to {b - 1}, columns {c} to {d - 1}" for n, (t, c, b, d) in zip(labels, boxes, strict=True)]
    alt = f"{len(boxes)} box{'es' if len(boxes) != 1 else ''}{': ' if where else ''}{'; '.join(where)}"
    return Panel(draw, title, alt, image.shape[1] / image.shape[0])


def _draw_tinted(axes, image, code, names):
    """Draw ``image`` in grey, under the colour of its class where a code from 1 counts through ``names``; 0 is left pale."""
    grey = image if image.ndim == 2 else image @ [0.299, 0.587, 0.114]
    tint = np.array([(1, 1, 1), *map(rgb, of_classes(names))])[code]
    draw_picture(axes, 0.5 * grey[..., None] + 0.5 * tint)


def _draw_borders(axes, segments):
    """Draw the edges between pixels of different segments: lines, so that they stay thin whatever the picture's size."""
    from matplotlib.collections import LineCollection

    row, column = np.nonzero(segments[:, :-1] != segments[:, 1:])
    upright = np.stack([np.c_[column + 0.5, row - 0.5], np.c_[column + 0.5, row + 0.5]], axis=1)
    row, column = np.nonzero(segments[:-1] != segments[1:])
    level = np.stack([np.c_[column - 0.5, row + 0.5], np.c_[column + 0.5, row + 0.5]], axis=1)
    lines = np.concatenate([upright, level])  # (edges, 2 ends, column and row)
    for colour, width in (("black", 1.6), ("white", 0.6)):
        axes.add_collection(LineCollection(lines, colors=colour, linewidths=width, capstyle="projecting"))


def _patches(inside, least=0.01):
    """Find the patches of a class that cover a share of the picture, and no others: a name would hide them."""
    from scipy.ndimage import label

    numbers, n = label(inside, np.ones((3, 3)))
    patches = [numbers == number for number in range(1, n + 1)]
    return [patch for patch in patches if patch.mean() >= least]


def deepest_pixel(inside):
    """Find the pixel of a region that lies farthest from its border, where a word has most room.

    Parameters
    ----------
    inside : numpy.ndarray of bool, shape (h, w)

    Returns
    -------
    (int, int)
        Row and column.

    Examples
    --------
    >>> tuple(map(int, deepest_pixel(np.ones((3, 5), bool))))
    (1, 1)
    """
    from scipy.ndimage import distance_transform_edt

    depth = distance_transform_edt(np.pad(inside, 1))[1:-1, 1:-1]
    return np.unravel_index(depth.argmax(), depth.shape)


def _write(axes, row, column, text, *, va="center"):
    """Write white on black, round a place or, where ``va`` says so, a little above it or below it."""
    from matplotlib import patheffects

    outline = [patheffects.withStroke(linewidth=2.5, foreground="black")]
    gap = 3 * (va == "bottom") - 3 * (va == "top")  # points: as wide as the outlines of a box and of a letter
    look = {"color": "white", "ha": "center", "va": va, "fontsize": 8, "path_effects": outline}
    axes.annotate(text, (column, row), (0, gap), textcoords="offset points", **look)
