"""Regions as the nodes of a graph: which of them touch, along how long a border, and what they come to when some merge.

A label map is ``regions (n, h, w)`` int: the regions of n pictures, all numbered in one row, so that no number stands in two
pictures. Pixels touch along edges, not at corners.
"""

from typing import NamedTuple

import numpy as np
from scipy import ndimage
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

__all__ = ["Borders", "RegionBoxes", "border_pixels", "borders", "contracted", "enforce_connectivity"]
__all__ += ["in_one_row", "most_alike", "picture_by_picture", "region_boxes", "sums_by_region"]


class Borders(NamedTuple):
    """The m pairs of regions that touch, each once, in order.

    Attributes
    ----------
    low, high : numpy.ndarray of int, shape (m,)
        The lower and the higher number of the pair.
    length : numpy.ndarray of int, shape (m,)
        How many pixel edges they share.

    Examples
    --------
    >>> borders(np.array([[[0, 0], [0, 1]]]))
    Borders(low=array([0]), high=array([1]), length=array([2]))
    """

    low: np.ndarray
    high: np.ndarray
    length: np.ndarray

    def only(self, which):
        """The pairs of which ``which`` (m,) is true."""
        return Borders(*(column[which] for column in self))


class RegionBoxes(NamedTuple):
    """Where the m regions of many pictures lie, picture after picture.

    Attributes
    ----------
    pictures : numpy.ndarray of int, shape (m,)
        The picture of each region, from 0.
    numbers : numpy.ndarray of int, shape (m,)
        Its number there.
    boxes : numpy.ndarray of int, shape (m, 4)
        ``(top, left, bottom, right)``, half-open.

    Examples
    --------
    >>> region_boxes(np.array([[[0, 0, 2], [0, 0, 2]]]))
    RegionBoxes(pictures=array([0, 0]), numbers=array([0, 2]), boxes=array([[0, 0, 2, 2],
           [0, 2, 2, 3]]))
    """

    pictures: np.ndarray
    numbers: np.ndarray
    boxes: np.ndarray


def in_one_row(segments):
    """Number the regions of many pictures in one row.

    Parameters
    ----------
    segments : numpy.ndarray of int, shape (n, h, w)
        Each picture's regions numbered from 0 without a gap.

    Returns
    -------
    numpy.ndarray of int, shape (n, h, w)

    Examples
    --------
    >>> in_one_row(np.array([[[0, 1]], [[0, 0]], [[1, 0]]])).tolist()
    [[[0, 1]], [[2, 2]], [[4, 3]]]
    """
    counts = segments.max(axis=(1, 2), initial=-1) + 1
    return segments + (np.cumsum(counts) - counts)[:, None, None]


def picture_by_picture(regions):
    """Number the regions of each picture from 0 again, what ``in_one_row`` undid.

    Parameters
    ----------
    regions : numpy.ndarray of int, shape (n, h, w)
        Numbered in one row without a gap.

    Returns
    -------
    numpy.ndarray of int32, shape (n, h, w)

    Examples
    --------
    >>> picture_by_picture(np.array([[[0, 1]], [[2, 2]], [[4, 3]]])).tolist()
    [[[0, 1]], [[0, 0]], [[1, 0]]]
    """
    return (regions - regions.min(axis=(1, 2), keepdims=True, initial=regions.size)).astype("int32")


def region_boxes(segments):
    """Find the box round each region; a number that no pixel has, has none.

    Parameters
    ----------
    segments : numpy.ndarray of int, shape (n, h, w)
        Each picture's regions numbered from 0.

    Returns
    -------
    RegionBoxes

    Examples
    --------
    >>> region_boxes(np.array([[[0, 1, 1]], [[1, 0, 0]]])).boxes.tolist()
    [[0, 0, 1, 1], [0, 1, 1, 3], [0, 1, 1, 3], [0, 0, 1, 1]]
    """
    regions = in_one_row(segments)
    found = [(number, *box) for number, box in enumerate(ndimage.find_objects(regions + 1)) if box is not None]
    pictures = np.array([picture.start for _, picture, _, _ in found], int)
    numbers = np.array([number for number, *_ in found], int) - (regions - segments)[pictures, 0, 0]
    boxes = np.array([(rows.start, columns.start, rows.stop, columns.stop) for _, _, rows, columns in found], int)
    return RegionBoxes(pictures, numbers, boxes.reshape(-1, 4))


def borders(regions):
    """Find the pairs of regions that touch, and how long the border of each pair is.

    Parameters
    ----------
    regions : numpy.ndarray of int, shape (n, h, w)

    Returns
    -------
    Borders

    Examples
    --------
    >>> borders(np.array([[[0, 0, 1], [2, 2, 1]]]))
    Borders(low=array([0, 0, 1]), high=array([1, 2, 2]), length=array([1, 2, 1]))
    """
    n_regions = int(regions.max(initial=0)) + 1
    flat = regions.ravel().astype("int32" if n_regions**2 < 2**31 else "int64")  # NumPy sorts the shorter twice as fast
    pairs = []
    for differ, step in zip(_edges(regions), (1, regions.shape[2]), strict=True):
        here = np.flatnonzero(differ)
        pairs.append((flat[here], flat[here + step]))
    one, other = np.concatenate(pairs, axis=1)
    keys, length = np.unique(np.minimum(one, other) * n_regions + np.maximum(one, other), return_counts=True)
    return Borders(*np.divmod(keys.astype(int), n_regions), length)


def _edges(regions):
    """Tell which pixels are of another region than the next on the right, and than the one below: twice (n h w,) bool."""
    flat, edges = regions.ravel(), np.zeros((2, *regions.shape), bool)
    for edge, step in zip(edges, (1, regions.shape[2]), strict=True):
        np.not_equal(flat[:-step], flat[step:], out=edge.ravel()[:-step])
    edges[0, :, :, -1] = edges[1, :, -1] = False  # the next in memory is the first of another line, or of another picture
    return edges.reshape(2, -1)


def border_pixels(regions):
    """Find the pixels that have another region beside them, and the regions they may belong to.

    Parameters
    ----------
    regions : numpy.ndarray of int, shape (n, h, w)

    Returns
    -------
    pixels : numpy.ndarray of int, shape (m,)
        As an index of ``regions.ravel()``.
    choices : list of numpy.ndarray of int, shape (m,)
        The region of each, and those of the pixel above, below, to the left and to the right; beyond the picture, its own.

    Examples
    --------
    >>> pixels, choices = border_pixels(np.array([[[0, 0, 1], [0, 0, 1]]]))
    >>> pixels.tolist(), np.array(choices)[:, 0].tolist()
    ([1, 2, 4, 5], [0, 0, 0, 0, 1])
    """
    flat, width = regions.ravel(), regions.shape[2]
    right, below = _edges(regions)
    left, above = np.zeros_like(right), np.zeros_like(below)
    left[1:], above[width:] = right[:-1], below[:-width]
    pixels = np.flatnonzero(right | below | left | above)
    steps = -width * above[pixels], width * below[pixels], -1 * left[pixels], right[pixels]
    return pixels, [flat[pixels], *(flat[pixels + step] for step in steps)]


def contracted(pairs, groups):
    """Give the regions new numbers: pairs that became the same are added up, pairs that became one region are gone.

    Parameters
    ----------
    pairs : Borders
    groups : numpy.ndarray of int, shape (k,)
        The new number of each region.

    Returns
    -------
    Borders

    Examples
    --------
    >>> contracted(borders(np.array([[[0, 0, 1], [2, 2, 1]]])), np.array([0, 1, 1]))
    Borders(low=array([0]), high=array([1]), length=array([3]))
    """
    one, other = groups[pairs.low], groups[pairs.high]
    apart, n_regions = one != other, int(groups.max(initial=0)) + 1
    one, other, length = one[apart], other[apart], pairs.length[apart]
    keys, pair = np.unique(np.minimum(one, other) * n_regions + np.maximum(one, other), return_inverse=True)
    return Borders(*np.divmod(keys, n_regions), np.bincount(pair, length, len(keys)).astype(int))


def most_alike(pairs, difference, n_regions):
    """Return for each region the neighbour it differs from least, the lowest number of equal ones.

    Parameters
    ----------
    pairs : Borders
        The pairs to choose from.
    difference : numpy.ndarray, shape (m,)
        Of each pair.
    n_regions : int

    Returns
    -------
    numpy.ndarray of int, shape (n_regions,)
        -1 for a region that is in no pair.

    Examples
    --------
    >>> most_alike(Borders(np.array([0, 1]), np.array([1, 2]), np.array([4, 4])), np.array([0.5, 0.1]), 4)
    array([ 1,  2,  1, -1])
    """
    least, chosen = np.full(n_regions, np.inf), np.full(n_regions, n_regions)
    for one in (pairs.low, pairs.high):
        np.minimum.at(least, one, difference)
    for one, other in (pairs.low, pairs.high), (pairs.high, pairs.low):
        best = difference == least[one]
        np.minimum.at(chosen, one[best], other[best])
    return np.where(chosen < n_regions, chosen, -1)


def sums_by_region(regions, channels, n_regions):
    """Add up what the pixels of each region have.

    Parameters
    ----------
    regions : numpy.ndarray of int, shape (m,)
        The region of each pixel.
    channels : numpy.ndarray, shape (c, m)
        What each pixel has.
    n_regions : int

    Returns
    -------
    numpy.ndarray of float64, shape (c, n_regions)

    Examples
    --------
    >>> sums_by_region(np.array([0, 1, 1]), np.array([[1.0, 2.0, 3.0]]), 2)
    array([[1., 5.]])
    """
    return np.stack([np.bincount(regions, channel, n_regions) for channel in channels])


def enforce_connectivity(cells, min_size):
    """Make each connected piece of a cell a region of its own, and join pieces that are too small to a neighbour.

    Each small piece joins the neighbour it shares most border with; what is still too small then does so again.

    Parameters
    ----------
    cells : numpy.ndarray of int, shape (n, h, w)
        From 0; a number may stand in several pictures, and in several pieces of one.
    min_size : float or numpy.ndarray, shape (n,)
        In pixels; for each picture, if they differ.

    Returns
    -------
    numpy.ndarray of int32, shape (n, h, w)
        Each picture's regions numbered from 0, in the order of their first pixels.

    Examples
    --------
    >>> enforce_connectivity(np.array([[[0, 0, 1, 0, 0, 0]]]), 1), enforce_connectivity(np.array([[[0, 0, 1, 0, 0, 0]]]), 2)
    (array([[[0, 0, 1, 2, 2, 2]]], dtype=int32), array([[[0, 0, 0, 1, 1, 1]]], dtype=int32))
    """
    from skimage.measure import label

    n, h, w = cells.shape
    apart = cells + np.arange(n, dtype="int32")[:, None, None] * (cells.max(initial=0) + 1)  # no label in two pictures
    pieces = label(apart.reshape(n * h, w), background=-1, connectivity=1).reshape(n, h, w).astype("int32") - 1
    areas, pairs = np.bincount(pieces.ravel()), borders(pieces)
    groups = np.arange(len(areas), dtype="int32")
    least = np.broadcast_to(min_size, n)[np.searchsorted(pieces[:, 0, 0], groups, "right") - 1]  # of each piece's picture
    while True:
        small = areas < least
        concerned = small[pairs.low] | small[pairs.high]  # two large pieces are of no more concern
        if not concerned.any():
            return picture_by_picture(groups[pieces])
        pairs = pairs.only(concerned)
        chosen = most_alike(pairs, -pairs.length, len(areas))  # by the longest border
        choosers = np.flatnonzero(small & (chosen >= 0))
        joined = _linked(choosers, chosen[choosers], len(areas))
        least = least[np.unique(joined, return_index=True)[1]]
        pairs, groups, areas = contracted(pairs, joined), joined[groups], np.bincount(joined, areas)


def _linked(one, other, n_regions):
    """Return a new number for each region, the same for those that links make one, in the order of their firsts."""
    links = coo_array((np.ones(len(one)), (one, other)), shape=(n_regions, n_regions))
    return connected_components(links, directed=False)[1]
