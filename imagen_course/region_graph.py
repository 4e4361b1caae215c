"""Regions as the nodes of a graph: which of them touch, along how long a border, and what they come to when some merge.

A label map is ``regions (n, h, w)`` int: the regions of n pictures, all numbered in one row, so that no number stands in two
pictures. Pixels touch along edges, not at corners.
"""

from typing import NamedTuple

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

__all__ = [
    "Borders",
    "borders",
    "contracted",
    "enforce_connectivity",
    "in_one_row",
    "longest_border",
    "most_alike",
    "picture_by_picture",
    "sums_by_region",
]


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
    right, below = (regions[:, :, :-1], regions[:, :, 1:]), (regions[:, :-1], regions[:, 1:])
    one, other = np.concatenate([_unlike(*right), _unlike(*below)], axis=1)
    return _added_up(one, other, np.ones(len(one), int))


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
    apart = one != other
    return _added_up(one[apart], other[apart], pairs.length[apart])


def _unlike(pixels, beside):
    """Return the regions of pixels, and of the pixels beside them, where the two differ."""
    unlike = pixels != beside
    return pixels[unlike], beside[unlike]


def _added_up(one, other, length):
    """Put pairs in order, and add up the lengths of equal ones."""
    low, high = np.minimum(one, other).astype("int64"), np.maximum(one, other)
    n_regions = high.max(initial=0) + 1
    keys, pair = np.unique(low * n_regions + high, return_inverse=True)
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


def longest_border(pairs, n_regions):
    """Return for each region the neighbour it shares most border with, the lowest number of equal ones.

    Parameters
    ----------
    pairs : Borders
    n_regions : int

    Returns
    -------
    numpy.ndarray of int, shape (n_regions,)
        -1 for a region that is in no pair.

    Examples
    --------
    >>> longest_border(borders(np.array([[[0, 0, 1], [2, 2, 1]]])), 3)
    array([2, 0, 0])
    """
    return most_alike(pairs, -pairs.length.astype(float), n_regions)


def sums_by_region(regions, values, n_regions):
    """Add up what the pixels of each region have.

    Parameters
    ----------
    regions : numpy.ndarray of int, shape (m,)
        The region of each pixel.
    values : numpy.ndarray, shape (m, d)
    n_regions : int

    Returns
    -------
    numpy.ndarray of float64, shape (n_regions, d)

    Examples
    --------
    >>> sums_by_region(np.array([0, 1, 1]), np.array([[1.0], [2.0], [3.0]]), 2).tolist()
    [[1.0], [5.0]]
    """
    return np.stack([np.bincount(regions, column, n_regions) for column in values.T], axis=1)


def enforce_connectivity(cells, min_size):
    """Make each connected piece of a cell a region of its own, and join pieces that are too small to a neighbour.

    Each small piece joins the neighbour it shares most border with; what is still too small then does so again.

    Parameters
    ----------
    cells : numpy.ndarray of int, shape (n, h, w)
        From 0; a number may stand in several pictures, and in several pieces of one.
    min_size : float
        In pixels.

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
    while True:
        small = areas < min_size
        concerned = small[pairs.low] | small[pairs.high]  # two large pieces are of no more concern
        if not concerned.any():
            return picture_by_picture(groups[pieces])
        pairs = Borders(*(column[concerned] for column in pairs))
        chosen = longest_border(pairs, len(areas))
        choosers = np.flatnonzero(small & (chosen >= 0))
        joined = _linked(choosers, chosen[choosers], len(areas))
        pairs, groups, areas = contracted(pairs, joined), joined[groups], np.bincount(joined, areas)


def _linked(one, other, n_regions):
    """Return a new number for each region, the same for those that links make one, in the order of their firsts."""
    links = coo_array((np.ones(len(one)), (one, other)), shape=(n_regions, n_regions))
    return connected_components(links, directed=False)[1]
