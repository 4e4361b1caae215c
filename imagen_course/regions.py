"""Step 1, its second half: from superpixels to regions that have the shape of an object.

Like neighbours merge (`merge_regions`); then the pixels along their borders choose again (`refine_borders`). `region_table`
measures what came out; `group_regions` goes on merging until one region is left, and each box on the way is a proposal of
where an object may be. Pictures and label maps are those of :mod:`imagen_course.segment`.
"""

from typing import NamedTuple

import numpy as np

from imagen_course.arrays import blocks, namespace, to_numpy
from imagen_course.checks import check_array, check_batch, check_number
from imagen_course.region_graph import (
    Borders,
    borders,
    contracted,
    enforce_connectivity,
    in_one_row,
    most_alike,
    picture_by_picture,
    sums_by_region,
)
from imagen_course.segment import rgb_to_lab

__all__ = ["Grouping", "RegionTable", "group_regions", "merge_regions", "refine_borders", "region_table"]

_BINS = 25  # of a channel in a histogram of colours


class RegionTable(NamedTuple):
    """What is to be said of the k regions of a picture; region i has row i.

    Attributes
    ----------
    areas : numpy.ndarray of int, shape (k,)
        In pixels.
    colours : numpy.ndarray, shape (k, c)
        The mean of each channel.
    centroids : numpy.ndarray, shape (k, 2)
        Mean row and column of the pixels.
    boxes : numpy.ndarray of int, shape (k, 4)
        ``(top, left, bottom, right)``, half-open.
    neighbours : numpy.ndarray of int, shape (m, 2)
        Pairs of regions that touch along an edge, the lower number first, in order.
    borders : numpy.ndarray of int, shape (m,)
        The length of each pair's common border, in pixel edges.

    Examples
    --------
    >>> region_table(np.zeros((1, 3, 1)), [[0, 0, 1]]).boxes.tolist()
    [[0, 0, 1, 2], [0, 2, 1, 3]]
    """

    areas: np.ndarray
    colours: np.ndarray
    centroids: np.ndarray
    boxes: np.ndarray
    neighbours: np.ndarray
    borders: np.ndarray


class Grouping(NamedTuple):
    """How k regions merge two by two until one is left: regions 0 to k - 1 are those there were, k + i is the i-th new one.

    Attributes
    ----------
    pairs : numpy.ndarray of int, shape (k - 1, 2)
        The two regions that region k + i was made of.
    boxes : numpy.ndarray of int, shape (2 k - 1, 4)
        ``(top, left, bottom, right)``, half-open, of every region that ever was.

    Examples
    --------
    >>> Grouping(np.array([[0, 1]]), np.array([[0, 0, 1, 1], [0, 1, 1, 3], [0, 0, 1, 3]])).boxes[-1]
    array([0, 0, 1, 3])
    """

    pairs: np.ndarray
    boxes: np.ndarray


def merge_regions(images, segments, *, threshold=18.0):
    """Merge neighbouring regions of like colour into regions that have the shape of an object.

    Two regions may merge that share at least two pixel edges and whose mean colours are less than ``threshold`` apart in
    Lab. All pairs merge of which each is the other's most alike; then means and borders are taken anew, until none is left.
    Joining all like neighbours in one go would follow a gradual change of colour from end to end.

    Parameters
    ----------
    images : array_like or tensor, shape (n, h, w, c) or (h, w, c)
        Grey or RGB, in [0, 1].
    segments : array_like of int, shape (n, h, w) or (h, w)
        Regions numbered from 0 without a gap, as :func:`slic` gives them.
    threshold : float
        Difference in Lab; black and white are 100 apart. At 0 nothing merges.

    Returns
    -------
    numpy.ndarray of int32, shape of ``segments``

    Raises
    ------
    TypeError, ValueError
        If ``images`` are not pictures, ``segments`` are no label maps of theirs, or the threshold is out of range.

    Examples
    --------
    >>> image = np.array([[[0.0], [0.04], [0.9]]] * 2)
    >>> merge_regions(image, [[0, 1, 2], [0, 1, 2]])
    array([[0, 0, 1],
           [0, 0, 1]], dtype=int32)
    """
    batch, single = check_batch(images, channels=(1, 3))
    check_number(threshold, "[0, inf)", name="threshold", hint="18 is usual")
    segments = _check_label_maps(segments, batch, single)
    merged = np.empty(segments.shape, dtype="int32")
    for part in blocks(batch):
        merged[part] = _merge(batch[part], segments[part], threshold)
    return merged[0] if single else merged


def _merge(images, segments, threshold):
    """Merge the regions of pictures (n, h, w, c): int32 (n, h, w)."""
    regions = in_one_row(segments)
    lab = to_numpy(rgb_to_lab(namespace(images).broadcast_to(images, (*images.shape[:3], 3))))
    areas = np.bincount(regions.ravel())
    sums, pairs = sums_by_region(regions.ravel(), lab.reshape(-1, 3), len(areas)), borders(regions)
    groups = numbers = np.arange(len(areas))  # a region keeps its number, and gives it to those that join it
    while True:
        means = sums / areas[:, None]
        difference = np.sqrt(np.sum((means[pairs.low] - means[pairs.high]) ** 2, axis=1))
        alike = (difference < threshold) & (pairs.length >= 2)
        if not alike.any():
            return picture_by_picture(np.unique(groups, return_inverse=True)[1][regions])
        alike_pairs = Borders(*(column[alike] for column in pairs))
        chosen = most_alike(alike_pairs, difference[alike], len(areas))
        joins = np.flatnonzero((chosen >= 0) & (chosen < numbers) & (chosen[chosen] == numbers))  # a pair chooses each other
        into = chosen[joins]
        sums[into] += sums[joins]
        areas[into] += areas[joins]
        joined = numbers.copy()
        joined[joins] = into
        pairs, groups = contracted(pairs, joined), joined[groups]


def group_regions(image, segments):
    r"""Merge the two most alike neighbours of one picture, again and again, until one region is left (selective search).

    Regions are alike if their colours are, and small ones are to merge first: with the share :math:`h_b` of a region's
    pixels in bin b of a channel, its area a, and n pixels and c channels in the picture, the likeness is

    .. math:: \frac1c \sum_b \min(h^1_b, h^2_b) + 1 - \frac{a_1 + a_2}{n}

    (The source adds texture, and how well the two fill their box.) An object may be of any size, so the box of every region
    that ever was is a proposal of where one is; the latest are the largest.

    Parameters
    ----------
    image : array_like or tensor, shape (h, w, c)
        Grey or RGB, in [0, 1].
    segments : array_like of int, shape (h, w)
        Regions numbered from 0 without a gap.

    Returns
    -------
    Grouping

    Raises
    ------
    TypeError, ValueError
        As for :func:`region_table`.

    References
    ----------
    Uijlings, van de Sande, Gevers, Smeulders (2013), *Selective search for object recognition*,
    doi:10.1007/s11263-013-0620-5

    Examples
    --------
    >>> grouping = group_regions(np.array([[[0.9], [0.1], [0.1], [0.5]]]), [[0, 1, 2, 3]])
    >>> grouping.pairs.tolist(), grouping.boxes[4:].tolist()
    ([[1, 2], [0, 4], [3, 5]], [[0, 1, 1, 3], [0, 0, 1, 3], [0, 0, 1, 4]])
    """
    table = region_table(image, segments)
    pixels = to_numpy(image).reshape(np.size(segments), -1)  # (m, c)
    channels = np.arange(pixels.shape[1])
    bins = np.minimum((pixels * _BINS).astype(int), _BINS - 1) + _BINS * channels  # (m, c)
    counts = np.zeros((len(table.areas), _BINS * len(channels)))
    np.add.at(counts, (np.ravel(segments)[:, None], bins), 1)
    counts, areas, boxes, pairs = list(counts), list(table.areas), list(table.boxes), []

    def likeness(one, other):
        shared = np.minimum(counts[one] / areas[one], counts[other] / areas[other]).sum() / len(channels)
        return shared + 1 - (areas[one] + areas[other]) / len(pixels)

    alike = {pair: likeness(*pair) for pair in map(tuple, table.neighbours.tolist())}
    while alike:
        one, other = pair = max(alike, key=alike.get)
        new, touching = len(areas), {i for p in alike if not set(p).isdisjoint(pair) for i in p}.difference(pair)
        pairs.append(pair)
        counts.append(counts[one] + counts[other])
        areas.append(areas[one] + areas[other])
        boxes.append(np.r_[np.minimum(boxes[one], boxes[other])[:2], np.maximum(boxes[one], boxes[other])[2:]])
        alike = {p: value for p, value in alike.items() if set(p).isdisjoint(pair)}
        alike |= {(i, new): likeness(i, new) for i in sorted(touching)}
    return Grouping(np.reshape(np.array(pairs, int), (-1, 2)), np.stack(boxes))


def refine_borders(images, segments, *, n_iter=2):
    """Let the pixels along the borders choose again: each joins the region of nearest mean colour, its own or a neighbour's.

    Superpixels put a border where their own size lets them; once they have merged, the means of whole objects can say more
    exactly which side a mixed pixel on the rim belongs to. A single pixel that is cut off joins a neighbour, a larger piece
    becomes a region of its own.

    Parameters
    ----------
    images : array_like or tensor, shape (n, h, w, c) or (h, w, c)
        Grey or RGB, in [0, 1]. Colours are compared as they are, not in Lab: a pixel on the rim is a mixture of two of them.
    segments : array_like of int, shape (n, h, w) or (h, w)
        Regions numbered from 0 without a gap.
    n_iter : int
        How often; a border moves by a pixel at the most each time.

    Returns
    -------
    numpy.ndarray of int32, shape of ``segments``

    Raises
    ------
    TypeError, ValueError
        If ``images`` are not pictures, ``segments`` are no label maps of theirs, or ``n_iter`` is not a whole number from 1.

    Examples
    --------
    >>> image = np.array([[[0.0], [0.1], [0.9], [1.0]]] * 2)
    >>> refine_borders(image, [[0, 1, 1, 1], [0, 1, 1, 1]])
    array([[0, 0, 1, 1],
           [0, 0, 1, 1]], dtype=int32)
    """
    batch, single = check_batch(images, channels=(1, 3))
    check_number(n_iter, "[1, inf)", name="n_iter", whole=True)
    segments = _check_label_maps(segments, batch, single)
    refined = np.empty(segments.shape, dtype="int32")
    for part in blocks(batch):
        refined[part] = _refine(to_numpy(batch[part]), segments[part], n_iter)
    return refined[0] if single else refined


def _refine(images, segments, n_iter):
    """Move the borders of pictures (n, h, w, c): int32 (n, h, w)."""
    regions = in_one_row(segments)
    pixels, n_regions = images.reshape(-1, images.shape[-1]), regions.max(initial=-1) + 1
    for _ in range(n_iter):
        areas = np.bincount(regions.ravel(), minlength=n_regions)
        means = (sums_by_region(regions.ravel(), pixels, n_regions) / np.maximum(areas, 1)[:, None]).astype("float32")
        rim = np.pad(regions, ((0, 0), (1, 1), (1, 1)), mode="edge")
        beside = rim[:, :-2, 1:-1], rim[:, 2:, 1:-1], rim[:, 1:-1, :-2], rim[:, 1:-1, 2:]
        where = np.nonzero(np.any([regions != other for other in beside], axis=0))
        choices = np.stack([regions[where], *(other[where] for other in beside)])  # (5, m)
        distances = np.sum((images[where] - means[choices]) ** 2, axis=-1)
        regions[where] = np.take_along_axis(choices, distances.argmin(axis=0)[None], axis=0)[0]
    return enforce_connectivity(regions.astype("int32"), 2)


def region_table(image, segments):
    """Measure the regions of one picture: size, mean colour, place, box and neighbours.

    Parameters
    ----------
    image : array_like or tensor, shape (h, w, c)
        Grey or RGB, in [0, 1].
    segments : array_like of int, shape (h, w)
        Regions numbered from 0 without a gap.

    Returns
    -------
    RegionTable

    Raises
    ------
    TypeError, ValueError
        If ``image`` is not a picture, or ``segments`` is no label map of it.

    Examples
    --------
    >>> table = region_table(np.array([[[0.0], [0.5], [1.0]]]), [[0, 1, 1]])
    >>> table.areas, table.colours.ravel(), table.centroids.tolist(), table.neighbours.tolist(), table.borders
    (array([1, 2]), array([0.  , 0.75]), [[0.0, 0.0], [0.0, 1.5]], [[0, 1]], array([1]))
    """
    batch, single = check_batch(image, name="image", channels=(1, 3))
    if not single:
        raise ValueError(f"image must be one picture (h, w, c), got shape {tuple(batch.shape)}: measure one at a time")
    segments = _check_label_maps(segments, batch, single)
    flat, places = segments.ravel(), np.indices(segments.shape[1:]).reshape(2, -1)  # (m,), (2, m)
    areas = np.bincount(flat)
    boxes = np.repeat([[flat.size, flat.size, 0, 0]], len(areas), axis=0)
    for side, place in enumerate(places):
        np.minimum.at(boxes[:, side], flat, place)
        np.maximum.at(boxes[:, 2 + side], flat, place + 1)
    colours = sums_by_region(flat, to_numpy(batch).reshape(flat.size, -1), len(areas)) / areas[:, None]
    centroids = sums_by_region(flat, places.T, len(areas)) / areas[:, None]
    low, high, length = borders(segments)
    return RegionTable(areas, colours, centroids, boxes, np.stack([low, high], axis=1), length)


# What comes in.


def _check_label_maps(segments, batch, single):
    """Return the label maps (n, h, w) of pictures, or say what is wrong with them."""
    segments, shape = (
        to_numpy(check_array(segments, name="segments")),
        tuple(batch.shape[1:3] if single else batch.shape[:3]),
    )
    if segments.dtype.kind not in "iu":
        raise TypeError(f"segments must hold integer labels, got {segments.dtype}: convert whole numbers with .astype(int)")
    if segments.shape != shape:
        raise ValueError(f"segments must have the shape of the pictures, {shape}, got {segments.shape}")
    segments = segments.astype("int64").reshape(tuple(batch.shape[:3]))
    for labels in segments:
        if labels.min() < 0 or labels.max() >= labels.size or not np.bincount(labels.ravel()).all():
            raise ValueError(
                f"segments must number each picture's regions from 0 without a gap, got {len(np.unique(labels))} labels "
                f"from {labels.min()} to {labels.max()}: renumber with numpy.unique(segments, return_inverse=True)[1]"
            )
    return segments
