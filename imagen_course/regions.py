"""Step 1, its second half: from superpixels to regions that have the shape of an object.

Like neighbours merge (`merge_regions`); then the pixels along their borders choose again (`refine_borders`). `region_table`
measures what came out; `group_regions` goes on merging until one region is left, and each box on the way is a proposal of
where an object may be. Pictures and label maps are those of :mod:`imagen_course.segment`.
"""

from typing import NamedTuple

import numpy as np

from imagen_course import region_graph
from imagen_course.arrays import blocks, to_numpy
from imagen_course.checks import check_batch, check_labels, check_number
from imagen_course.segment import lab_in_blocks

__all__ = ["Grouping", "RegionTable", "group_regions", "merge_regions", "refine_borders", "region_table"]

_BINS = 25  # of a channel in a histogram of colours
_SLIVER = 1 / 64  # of the mean region: smaller pieces are joined to a neighbour


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


def merge_regions(images, segments, *, threshold=18.0, lab=None):
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
    lab : array or tensor, shape (n, h, w, 3) or (h, w, 3), optional
        What :func:`imagen_course.segment.rgb_to_lab` made of the pictures, if it is there already.

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
    segments = _label_maps(segments, batch, single)
    merged = np.empty(segments.shape, dtype="int32")
    for part, colours in lab_in_blocks(batch, lab):
        merged[part] = _merge(to_numpy(colours), segments[part], threshold)
    return merged[0] if single else merged


def _merge(lab, segments, threshold):
    """Merge the regions of pictures (n, h, w, 3) in Lab: int32 (n, h, w)."""
    regions = region_graph.in_one_row(segments)
    areas, pairs = np.bincount(regions.ravel()), region_graph.borders(regions)
    sums, numbers = region_graph.sums_by_region(regions.ravel(), lab.reshape(-1, 3).T, len(areas)).T, np.arange(len(areas))

    def differences(pairs):
        apart = sums[pairs.low] / areas[pairs.low, None] - sums[pairs.high] / areas[pairs.high, None]
        return np.sqrt(np.sum(apart**2, axis=1))

    groups, difference = numbers, differences(pairs)  # a region keeps its number, and gives it to those that join it
    while (alike := (difference < threshold) & (pairs.length >= 2)).any():
        chosen = region_graph.most_alike(pairs.only(alike), difference[alike], len(areas))
        joining = np.flatnonzero((chosen >= 0) & (chosen < numbers) & (chosen[chosen] == numbers))  # chosen by their choice
        into = chosen[joining]
        sums[into] += sums[joining]
        areas[into] += areas[joining]
        joined, changed = numbers.copy(), np.zeros(len(areas), bool)
        joined[joining], changed[joining], changed[into] = into, True, True
        groups, old = joined[groups], ~(changed[pairs.low] | changed[pairs.high])
        new = region_graph.contracted(pairs.only(~old), joined)
        difference = np.concatenate([difference[old], differences(new)])
        pairs = region_graph.Borders(*map(np.concatenate, zip(pairs.only(old), new, strict=True)))
    return region_graph.picture_by_picture(np.unique(groups, return_inverse=True)[1][regions])


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
    exactly which side a mixed pixel on the rim belongs to. A piece that is cut off becomes a region of its own, unless it is
    a sliver: what is smaller than a 64th of the picture's mean region, or a single pixel, joins a neighbour.

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
    segments = _label_maps(segments, batch, single)
    refined = np.empty(segments.shape, dtype="int32")
    for part in blocks(batch):
        refined[part] = _refine(to_numpy(batch[part]), segments[part], n_iter)
    return refined[0] if single else refined


def _refine(images, segments, n_iter):
    """Move the borders of pictures (n, h, w, c): int32 (n, h, w)."""
    regions = region_graph.in_one_row(segments)
    labels, channels = regions.reshape(-1), np.ascontiguousarray(images.reshape(-1, images.shape[-1]).T)  # (c, n h w)
    areas = np.bincount(labels)
    sums, n_regions = region_graph.sums_by_region(labels, channels, len(areas)), len(areas)
    for _ in range(n_iter):
        means = (sums / np.maximum(areas, 1)).astype("float32")  # (c, k)
        pixels, (own, *others) = region_graph.border_pixels(regions)
        colours, nearest = channels[:, pixels], own
        least = _squared_distance(colours, means[:, own])
        for other in others:
            distance = _squared_distance(colours, means[:, other])
            nearest, least = np.where(distance < least, other, nearest), np.minimum(distance, least)
        moved = nearest != own
        labels[pixels] = nearest
        for step, groups in ((1, nearest[moved]), (-1, own[moved])):
            areas += step * np.bincount(groups, minlength=n_regions)
            sums += step * region_graph.sums_by_region(groups, colours[:, moved], n_regions)
    sizes = segments[0].size / (1 + segments.max(axis=(1, 2)))  # of the mean region of each picture
    return region_graph.enforce_connectivity(regions, np.maximum(2, _SLIVER * sizes))


def _squared_distance(colours, means):
    """The squared distance of colours (c, m) from means (c, m)."""
    return sum((colour - mean) ** 2 for colour, mean in zip(colours, means, strict=True))


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
    segments = _label_maps(segments, batch, single)
    flat, places = segments.ravel(), np.indices(segments.shape[1:]).reshape(2, -1)  # (m,), (2, m)
    areas = np.bincount(flat)
    boxes = region_graph.region_boxes(segments).boxes
    colours = (region_graph.sums_by_region(flat, to_numpy(batch).reshape(flat.size, -1).T, len(areas)) / areas).T
    centroids = (region_graph.sums_by_region(flat, places, len(areas)) / areas).T
    low, high, length = region_graph.borders(segments)
    return RegionTable(areas, colours, centroids, boxes, np.stack([low, high], axis=1), length)


def _label_maps(segments, batch, single):
    """Return the label maps (n, h, w) of pictures, or say what is wrong with them."""
    shape = tuple(batch.shape[1:3] if single else batch.shape[:3])
    hint = "as the images have"
    return check_labels(segments, name="segments", shape=shape, gapless=True, hint=hint).reshape(batch.shape[:3])
