"""Things as points: a heat map of their centres, and beside it how large they are [1]_.

Every cell of a coarse grid says of each class how sure it is that a centre lies in it. So there are no anchors, boxes of
given shapes that others shift and stretch [2]_; and two things share a cell of such a grid only if their centres do, where
the cells of YOLO's first grid [3]_ were an eighth of a picture's side or so. What is said twice is struck out by a 3 x 3
maximum.

References
----------
.. [1] X. Zhou, D. Wang and P. Krähenbühl, "Objects as points", 2019, arXiv:1904.07850 (CenterNet).
.. [2] S. Ren, K. He, R. Girshick and J. Sun, "Faster R-CNN", NIPS 2015, arXiv:1506.01497.
.. [3] J. Redmon, S. Divvala, R. Girshick and A. Farhadi, "You only look once", CVPR 2016, arXiv:1506.02640.
"""

from typing import NamedTuple

import numpy as np

from imagen_course.arrays import namespace, to_numpy
from imagen_course.checks import (
    check_array,
    check_boxes,
    check_labels,
    check_lengths,
    check_number,
    check_numbers,
    check_sizes,
)
from imagen_course.detect.segmenting import down, rise
from imagen_course.formulas import pool2d

__all__ = ["Detections", "centre_targets", "decode", "detector", "peaks"]

_SPREAD = 1 / 6  # of a box's sides: the standard deviation of the heat about its centre


class Detections(NamedTuple):
    """The objects found in one picture, the surest first.

    Attributes
    ----------
    boxes : numpy.ndarray, shape (k, 4)
        ``(top, left, bottom, right)`` in pixels, half-open.
    labels : numpy.ndarray of int, shape (k,)
        The class of each, from 0.
    scores : numpy.ndarray, shape (k,)
        In [0, 1].

    Examples
    --------
    >>> len(Detections(np.zeros((2, 4)), np.array([0, 1]), np.array([0.9, 0.5])).scores)
    2
    """

    boxes: np.ndarray
    labels: np.ndarray
    scores: np.ndarray


def centre_targets(boxes, labels, shape, *, n_classes, stride=4):
    r"""Draw boxes as the maps that a detector should give.

    The cell of a centre is 1, and about it the heat of its class falls as

    .. math:: e^{-\Delta r^2 / 2\sigma_r^2 - \Delta s^2 / 2\sigma_s^2}

    over the rows and columns between, with a sixth of the box's height and width for the two :math:`\sigma`. Of two things
    of a class the greater heat counts. Sizes and offsets stand in the centres' cells, and 0 elsewhere; of two centres in one
    cell, those of the later box.

    Parameters
    ----------
    boxes : list of array_like, shape (k_i, 4)
        Of each picture, in pixels, with sides above 0.
    labels : list of array_like of int, shape (k_i,)
    shape : (int, int)
        Height and width of the pictures.
    n_classes : int
    stride : int
        Pixels of a cell's side, which divides height and width.

    Returns
    -------
    numpy.ndarray, shape (n, height / stride, width / stride, n_classes + 4)
        float32.

    Raises
    ------
    TypeError, ValueError
        If boxes and labels do not fit each other, a centre lies outside the picture, or a number is out of range.

    Examples
    --------
    >>> maps = centre_targets([[(4, 8, 12, 20)]], [[1]], (16, 32), n_classes=2)
    >>> maps.shape, maps[0, 2, 3].tolist()          # the centre, (8, 14), lies in the third row and the fourth column
    ((1, 4, 8, 6), [0.0, 1.0, 2.0, 3.0, 0.0, 0.5])
    """
    check_lengths(boxes=boxes, labels=labels)
    check_number(n_classes, "[1, inf)", name="n_classes", whole=True)
    check_number(stride, "[1, inf)", name="stride", whole=True)
    if any(side % stride for side in check_sizes(shape, name="shape", n=2, hint="height and width of the pictures")):
        raise ValueError(f"shape must have sides that the stride of {stride} divides, got {shape}")
    grid = tuple(side // stride for side in shape)
    maps = np.zeros((len(boxes), *grid, n_classes + 4), np.float32)
    for picture, some, called in zip(maps, boxes, labels, strict=True):
        some = _drawable(check_boxes(some), shape) / stride
        called = check_labels(called, shape=(len(some),), n_labels=n_classes, hint="one for each box")
        for box, label in zip(some, called, strict=True):
            _draw(picture, box, label, n_classes)
    return maps


def _drawable(boxes, shape):
    """Boxes that all have an area, and their centres in the picture."""
    centres, sides = (boxes[:, :2] + boxes[:, 2:]) / 2, boxes[:, 2:] - boxes[:, :2]
    drawable = ((sides > 0) & (centres >= 0) & (centres < shape)).all(axis=1)
    if not drawable.all():
        row, got = np.argmin(drawable), ", ".join(f"{end:g}" for end in boxes[np.argmin(drawable)])
        raise ValueError(
            "boxes must have sides above 0 and centres in the picture, "
            f"{shape[0]} x {shape[1]} pixels, got ({got}) in row {row}: leave out what lies outside"
        )
    return boxes


def _draw(maps, box, label, n_classes):
    """Draw one box, in cells."""
    centre, sides = (box[:2] + box[2:]) / 2, box[2:] - box[:2]
    row, column = cell = centre.astype(int)
    apart = np.moveaxis(np.indices(maps.shape[:2]), 0, -1) - cell  # (rows, columns, 2)
    heat = np.exp(-((apart / (_SPREAD * sides)) ** 2).sum(axis=-1) / 2)
    maps[..., label] = np.maximum(maps[..., label], heat)
    maps[row, column, n_classes:] = *sides, *(centre - cell)


def peaks(heat):
    """Keep the heat where no neighbour has more, and put 0 elsewhere: a thing is found once, as `pool2d` sees it.

    Parameters
    ----------
    heat : array_like or tensor, shape (n, rows, columns, classes)

    Returns
    -------
    numpy.ndarray or tensor, shape (n, rows, columns, classes)

    Raises
    ------
    TypeError, ValueError
        If it is no such array.

    Examples
    --------
    >>> heat = np.array([[0.2, 0.9, 0.8, 0.1, 0.3]])[None, :, :, None]
    >>> peaks(heat)[0, :, :, 0].tolist()
    [[0.0, 0.9, 0.0, 0.0, 0.3]]
    """
    heat = check_array(heat, name="heat", kind="float", shape=("n", "rows", "columns", "classes"))
    return namespace(heat).where(heat == pool2d(heat, 3, stride=1, padding="same"), heat, 0.0)


def decode(maps, *, stride=4, threshold=0.1):
    """Read boxes from a detector's maps: one for each peak of the heat, its sides and its place from the cell.

    Parameters
    ----------
    maps : array_like or tensor, shape (n, rows, columns, classes + 4)
    stride : int
        Pixels of a cell's side.
    threshold : float
        In [0, 1]: peaks with less heat are left out.

    Returns
    -------
    list of Detections
        Of each picture, the surest first; what would lie outside of the picture is cut off.

    Raises
    ------
    TypeError, ValueError
        If there are no such maps, or a number is out of range.

    Examples
    --------
    >>> maps = centre_targets([[(4, 8, 12, 20)]], [[1]], (16, 32), n_classes=2)
    >>> found = decode(maps)[0]
    >>> found.boxes.tolist(), found.labels.tolist(), found.scores.tolist()
    ([[4.0, 8.0, 12.0, 20.0]], [1], [1.0])
    """
    maps = to_numpy(check_numbers(maps, name="maps", shape=("n", "rows", "columns", "classes + 4")))
    check_number(maps.shape[-1], "[5, inf)", name="channels of maps", hint="the heat of each class, and four more")
    check_number(stride, "[1, inf)", name="stride", whole=True)
    check_number(threshold, "[0, 1]", name="threshold", hint="0.1 is usual")
    return [_read(*picture, stride, threshold) for picture in zip(peaks(maps[..., :-4]), maps[..., -4:], strict=True)]


def _read(heat, boxes, stride, threshold):
    found = np.stack(np.nonzero((heat >= threshold) & (heat > 0)), axis=1)  # (k, 3): row, column, class
    scores = heat[tuple(found.T)]
    order = np.argsort(-scores, kind="stable")
    cells, labels = found[order, :2], found[order, 2]
    sides, offsets = np.split(boxes[tuple(cells.T)], 2, axis=1)
    centres, halves = cells + offsets, np.maximum(sides, 0) / 2
    ends = np.concatenate([centres - halves, centres + halves], axis=1) * stride
    return Detections(np.clip(ends, 0, np.tile(heat.shape[:2], 2) * stride), labels, scores[order])


def detector(shape, n_classes, *, widths=(16, 32, 64, 64), seed=0):
    """Make a one-stage detector: down to coarse maps, and up again to a quarter of the picture's sides.

    Parameters
    ----------
    shape : (int, int, int)
        Of a picture: height, width, channels.
    n_classes : int
        Background is none of them.
    widths : tuple of int
        Channels of the maps of half the picture's sides, of a quarter, and so on; two or more.
    seed : int

    Returns
    -------
    keras.Model
        From pictures (n, h, w, c) to maps (n, h / 4, w / 4, n_classes + 4).

    Raises
    ------
    TypeError, ValueError
        If a number is out of range, or the sides cannot be halved so often.

    Examples
    --------
    >>> detector((64, 64, 3), 5).output_shape                                               # doctest: +SKIP
    (None, 16, 16, 9)
    """
    check_number(n_classes, "[1, inf)", name="n_classes", whole=True)
    layers, pictures, maps = down(shape, widths, seed)
    check_number(len(widths), "[2, inf)", name="the number of widths", whole=True, hint="boxes are read at a quarter")
    x, constant = rise(layers, maps, last=1), layers.keras.initializers.Constant
    rare = constant(-2.2)  # a heat of a tenth: or the loss of all the empty cells would outweigh the centres' at first
    heat = layers.convolution(n_classes, 1, activation="sigmoid", bias_initializer=rare)(x)
    boxes = layers.convolution(4, 1, bias_initializer=constant(1))(x)
    return layers.keras.Model(pictures, layers.keras.layers.Concatenate()([heat, boxes]))
