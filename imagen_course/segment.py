"""Step 1: cut a picture into regions by clustering its pixels.

Three ways, each built on the one before: k-means on any points; SLIC, which is k-means on colour and place where a centre
sees only the pixels near it; merging of like neighbours into regions that have the shape of an object, or on and on until
one is left, whose boxes on the way are proposals of where an object may be. One picture is an
``image (h, w, c)``, many are ``images (n, h, w, c)``: grey or RGB, floating point in [0, 1], a NumPy array or a tensor.
A label map, ``segments (h, w)`` or ``(n, h, w)``, is a NumPy array of int32 that numbers each picture's regions from 0.
"""

import math
from collections import deque
from functools import reduce
from itertools import islice
from typing import NamedTuple

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from imagen_course.arrays import check_array, check_images, check_number, is_tensor, namespace, to_numpy

__all__ = [
    "Clusters",
    "Grouping",
    "RegionTable",
    "group_regions",
    "kmeans",
    "kmeans_steps",
    "merge_regions",
    "refine_borders",
    "region_table",
    "rgb_to_lab",
    "slic",
]

_LINEAR_TO_XYZ = np.array([[0.412453, 0.357580, 0.180423], [0.212671, 0.715160, 0.072169], [0.019334, 0.119193, 0.950227]])
_WHITE = np.array([[0.95047], [1.0], [1.08883]])  # of daylight D65
_RGB_TO_XYZ = np.ascontiguousarray((_LINEAR_TO_XYZ / _WHITE).T, dtype="float32")
_ROOTS_TO_LAB = np.array([[0, 500, 0], [116, -500, 200], [0, 0, -200]], dtype="float32")
_NUMPY_BLOCK, _TENSOR_BLOCK = 2**17, 2**22  # pixels worked on at a time: a cache likes few, a GPU many
_FAR = 1e6  # where a centre lies that no pixel joins
_SMALLEST = 0.25  # of a cell of the grid: smaller pieces are joined to a neighbour
_BINS = 25  # of a channel in a histogram of colours


class Clusters(NamedTuple):
    """A state of k-means.

    Attributes
    ----------
    labels : array of int32, shape (m,), or (h, w) for a picture
        The nearest centroid of each point.
    centroids : array of float32, shape (k, d)
        For a picture its channels, and with ``place`` row and column after them.
    inertia : float
        The sum of the squared distances of the points to their centroids.

    Examples
    --------
    >>> Clusters(np.array([0, 1]), np.array([[0.0], [5.0]]), 0.0).inertia
    0.0
    """

    labels: np.ndarray
    centroids: np.ndarray
    inertia: float


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


# k-means.


def kmeans_steps(points, n_clusters, *, place=0.0, seed=0):
    r"""Yield the states of k-means, step by step, for as long as the inertia falls.

    Each step moves every centroid to the mean of its points, then gives every point to its nearest centroid; neither can
    raise the inertia :math:`\sum_i \lVert x_i - c_{l_i} \rVert^2`. The first centroids are points, drawn one by one with a
    chance proportional to the squared distance from those drawn before (k-means++); they are drawn on the CPU, so that every
    backend starts from the same ones. A cluster that loses all its points keeps its centroid.

    Parameters
    ----------
    points : array_like or tensor, shape (m, d) or (h, w, c)
        Points, or one picture in [0, 1], whose pixels are the points.
    n_clusters : int
    place : float
        How much the row and column of a picture's pixel count. At 0 colour alone counts; at 1 the longer side is as long as
        the way from black to white in one channel.
    seed : int

    Yields
    ------
    Clusters

    Raises
    ------
    TypeError, ValueError
        At the first step, if the points are of neither shape or not finite, the picture is none (see
        :func:`imagen_course.arrays.check_images`), or there are fewer points than clusters.

    References
    ----------
    Lloyd (1982), doi:10.1109/TIT.1982.1056489; Arthur, Vassilvitskii (2007), *k-means++: the advantages of careful seeding*

    Examples
    --------
    >>> for state in kmeans_steps([[0.0], [3.0], [7.0], [8.0]], 2, seed=1):
    ...     print(state.labels, state.centroids.ravel(), state.inertia)
    [0 0 1 1] [3. 8.] 10.0
    [0 0 1 1] [1.5 7.5] 5.0
    """
    points, shape = _points(points, place)
    xp, limit = namespace(points), f"[1, {points.shape[0]}]"
    check_number(n_clusters, limit, name="n_clusters", whole=True, hint="each cluster needs a point")
    check_number(seed, "[0, inf)", name="seed", whole=True)
    middle = xp.mean(points, axis=0)  # small numbers round less
    points, before = points - middle, math.inf
    centroids = xp.array(_seeds(to_numpy(points), n_clusters, seed))
    while True:
        scores = points @ xp.transpose(-2 * centroids) + xp.sum(centroids**2, axis=1)  # (m, k): |x - c|^2 - |x|^2
        labels = xp.array(xp.argmin(scores, axis=1), dtype="int32")
        inertia = float(xp.sum((points - xp.take(centroids, labels, axis=0)) ** 2))
        if inertia >= before:
            return
        yield Clusters(xp.reshape(labels, shape), centroids + middle, inertia)
        members = xp.array(labels[:, None] == xp.arange(n_clusters, dtype="int32"), dtype="float32")  # (m, k)
        sums, counts = xp.transpose(members) @ points, xp.sum(members, axis=0)[:, None]
        centroids, before = _means(sums, counts, centroids), inertia


def kmeans(points, n_clusters, *, place=0.0, seed=0, n_iter=100):
    """Cluster points, or the pixels of a picture by colour, or by colour and place.

    Parameters
    ----------
    points, n_clusters, place, seed
        As for :func:`kmeans_steps`.
    n_iter : int
        The most states to go through.

    Returns
    -------
    Clusters
        The last state of :func:`kmeans_steps`. A cluster of a picture's pixels need not be connected.

    Raises
    ------
    TypeError, ValueError
        As for :func:`kmeans_steps`.

    Examples
    --------
    >>> image = np.zeros((2, 4, 3), "float32")
    >>> image[:, 2:] = [1.0, 0.5, 0.0]
    >>> kmeans(image, 2).labels
    array([[1, 1, 0, 0],
           [1, 1, 0, 0]], dtype=int32)
    """
    states = kmeans_steps(points, n_clusters, place=place, seed=seed)
    return deque(islice(states, check_number(n_iter, "[1, inf)", name="n_iter", whole=True)), maxlen=1).pop()


def _points(points, place):
    """Return points (m, d) float32, and the shape their labels are to have."""
    points = check_array(points, name="points")
    xp, shape = namespace(points), tuple(points.shape)
    check_number(place, "[0, inf)", name="place")
    if len(shape) == 3:
        pixels = xp.array(check_images(points[None], name="points", channels=(1, 3))[0], dtype="float32")
        if place:
            places = np.stack(np.indices(shape[:2], dtype="float32"), axis=-1) * (place / max(shape[:2]))  # (h, w, 2)
            pixels = xp.concatenate([pixels, places.astype("float32")], axis=-1)
        return xp.reshape(pixels, (shape[0] * shape[1], -1)), shape[:2]
    if len(shape) != 2 or 0 in shape or place:
        raise ValueError(
            f"points must have shape (m, d), or (h, w, c) for a picture, got {shape}; place={place} is for pictures alone"
        )
    points = xp.array(points, dtype="float32")
    if not math.isfinite(float(xp.max(xp.abs(points)))):
        raise ValueError("points must be finite, got NaN or infinity: leave such points out")
    return points, shape[:1]


def _seeds(points, n_clusters, seed):
    """Draw ``n_clusters`` of the points by k-means++."""
    rng = np.random.default_rng(seed)
    chosen, nearest = [rng.integers(len(points))], np.inf
    for u in rng.random(n_clusters - 1):
        nearest = np.minimum(nearest, np.sum((points - points[chosen[-1]]) ** 2, axis=1))
        mass = np.cumsum(nearest, dtype=float)
        chosen.append(min(np.searchsorted(mass, u * mass[-1], side="right"), len(points) - 1))
    return points[chosen]


def _means(sums, counts, otherwise):
    """Return sums / counts, or ``otherwise`` where the count is 0."""
    xp = namespace(sums)
    return xp.where(counts > 0, sums / xp.maximum(counts, 1), otherwise)


# SLIC.


def rgb_to_lab(images):
    """Convert sRGB to CIE Lab (daylight D65, 2 degrees), where distance is roughly what the eye takes it for.

    Parameters
    ----------
    images : array_like or tensor, shape (..., 3)
        In [0, 1]; not checked.

    Returns
    -------
    array or tensor of float32, shape (..., 3)
        L from 0 to 100; a (green to red) from -86 to 98, b (blue to yellow) from -108 to 94.

    References
    ----------
    IEC 61966-2-1:1999; CIE 15:2004

    Examples
    --------
    >>> rgb_to_lab([1.0, 0.0, 0.0]).round(1)
    array([53.2, 80.1, 67.2], dtype=float32)
    """
    xp = namespace(images)
    images = xp.array(images, dtype="float32")
    linear = xp.where(images > 0.04045, ((images + 0.055) / 1.055) ** 2.4, images / 12.92)
    xyz = xp.matmul(linear, _RGB_TO_XYZ)  # relative to white
    return xp.matmul(xp.where(xyz > 0.008856, xyz ** (1 / 3) - 16 / 116, 7.787 * xyz), _ROOTS_TO_LAB)


def slic(images, *, n_segments=300, compactness=10.0, n_iter=10, connected=True):
    r"""Cut pictures into superpixels, small regions of like colour and like size: k-means on colour and place, from a grid.

    The picture is cut into a block of pixels for each cell of the grid, and a pixel can only join the centres of the 3 x 3
    cells round its own. So the distances of a block are one matrix product,
    :math:`|x-c|^2 - |x|^2 = (-2c, |c|^2) \cdot (x, 1)`, and the sums for the centres another, of zeros and ones with
    :math:`(x, 1)`; the rest is padding and slices, in NumPy as on a GPU.

    Parameters
    ----------
    images : array_like or tensor, shape (n, h, w, c) or (h, w, c)
        Grey (c = 1) or RGB (c = 3), floating point in [0, 1].
    n_segments : int
        About how many regions.
    compactness : float
        The difference in Lab that counts as much as one step of the grid. More gives squarer regions.
    n_iter : int
        How often the centres move. They start from the means of their blocks, so that more than a few steps change little.
    connected : bool
        Whether the pieces of a region become regions of their own, and pieces smaller than a quarter of a cell of the grid
        join the neighbour they share most border with (on the CPU). If not, a label is the number of a cell.

    Returns
    -------
    numpy.ndarray of int32, shape (n, h, w) or (h, w)
        The same from every backend, but for pixels as near to two centres as rounding can tell (on a GPU that is more of
        them where TensorFloat-32 is on).

    Raises
    ------
    TypeError, ValueError
        If the pictures are none (see :func:`imagen_course.arrays.check_images`), or an option is out of range.

    References
    ----------
    Achanta et al. (2012), *SLIC superpixels compared to state-of-the-art superpixel methods*, doi:10.1109/TPAMI.2012.120

    Examples
    --------
    >>> image = np.zeros((4, 6, 3), "float32")
    >>> image[:, 4:] = 1.0
    >>> slic(image, n_segments=2)[0]
    array([0, 0, 0, 0, 1, 1], dtype=int32)
    """
    batch, single = _batch(images)
    n, h, w, _ = batch.shape
    check_number(n_segments, f"[1, {h * w}]", name="n_segments", whole=True, hint="each region needs a pixel")
    check_number(n_iter, "[1, inf)", name="n_iter", whole=True)
    check_number(compactness, "(0, inf)", name="compactness", hint="10 is usual")
    _, _, height, width = _grid(h, w, n_segments)
    segments = np.empty((n, h, w), dtype="int32")
    for part in _parts(batch):
        cells = to_numpy(_nearest_cells(batch[part], n_segments, compactness, n_iter))
        segments[part] = _connect(cells, _SMALLEST * height * width) if connected else cells
    return segments[0] if single else segments


def _nearest_cells(images, n_segments, compactness, n_iter):
    """Return the cell whose centre each pixel of ``images`` (n, h, w, c) joins, int32 (n, h, w). This can be compiled."""
    xp = namespace(images)
    n, h, w, _ = images.shape
    grid = rows, columns, height, width = _grid(h, w, n_segments)
    pixels = _blocks(images, grid, compactness)  # (n, rows, columns, 6, height, width)
    # While the centres move, pixels go together in squares, as the sum of their (x, 1): a positive factor changes no nearest
    # centre, no pixel is left out, and a step costs the same in a large picture as in a small one.
    squares = xp.matmul(xp.matmul(_squares(height), pixels), np.ascontiguousarray(_squares(width).T))
    squares = xp.reshape(squares, (n, rows, columns, 6, -1))  # (n, rows, columns, 6, q)
    sums = xp.sum(squares, axis=-1)
    centres = sums[..., :5] / sums[..., 5:]  # (n, rows, columns, 5)
    for _ in range(n_iter):
        scores, best = _scores(squares, centres)
        nearest = xp.array(scores == best, dtype="float32")  # a square as near to two centres counts for both
        sums = _add_shifted(nearest @ xp.swapaxes(squares, -1, -2))
        centres = _means(sums[..., :5], sums[..., 5:], centres)
    scores, best = _scores(xp.reshape(pixels, (n, rows, columns, 6, height * width)), centres)
    # The first of the nine that is best: an argmin, for which NumPy would need as long as for all the rest.
    order = np.arange(9, 0, -1, dtype="uint8")[:, None]
    rank = xp.max(xp.multiply(xp.array(scores == best, dtype="uint8"), order), axis=-2)
    steps = np.array([0] + [r * columns + c for r in (1, 0, -1) for c in (1, 0, -1)], dtype="int32")
    own = np.arange(rows * columns, dtype="int32").reshape(rows, columns, 1)
    cells = xp.add(own, xp.take(steps, xp.array(rank, dtype="int32")))
    cells = xp.reshape(cells, (n, rows, columns, height, width))
    return xp.reshape(xp.transpose(cells, (0, 1, 3, 2, 4)), (n, rows * height, columns * width))[:, :h, :w]


def _blocks(images, grid, compactness):
    """Return pixels as (Lab, row, column, 1), a block for each cell of the grid: (n, rows, columns, 6, height, width)."""
    xp, (n, h, w, _), (rows, columns, height, width) = namespace(images), images.shape, grid
    lab = rgb_to_lab(xp.broadcast_to(images, (n, h, w, 3)))
    lab = xp.pad(lab, ((0, 0), (0, rows * height - h), (0, columns * width - w), (0, 0)))
    lab = xp.transpose(xp.reshape(lab, (n, rows, height, columns, width, 3)), (0, 1, 3, 5, 2, 4))
    scale = compactness / math.sqrt(height * width)
    row, tall = _side(h, rows, height, scale)
    column, wide = _side(w, columns, width, scale)
    down, across = np.stack([row, tall, tall], axis=1), np.stack([wide, column, wide], axis=1)  # (rows, 3, height), ...
    place = down[:, None, :, :, None] * across[:, :, None, :]  # (rows, columns, 3, height, width)
    return xp.concatenate([lab, xp.broadcast_to(place, (n, *place.shape))], axis=3)


def _grid(h, w, n_segments):
    """Return the rows and columns of a grid of about ``n_segments`` cells, and the height and width of a cell."""
    rows = min(max(1, round(math.sqrt(n_segments * h / w))), h, n_segments)
    columns = min(max(1, round(n_segments / rows)), w)
    height, width = math.ceil(h / rows), math.ceil(w / columns)
    return math.ceil(h / height), math.ceil(w / width), height, width


def _side(length, n_cells, size, scale):
    """Return the scaled places of the pixels along one side of the picture, and ones: (n_cells, size), 0 past its end."""
    place = np.arange(n_cells * size, dtype="float32").reshape(n_cells, size)
    inside = (place < length).astype("float32")
    return inside * (place - length / 2) * scale, inside  # from the middle, because small numbers round less


def _squares(size):
    """Return zeros and ones (about 6, size) that add up pixels along a side of a block."""
    pixels = -(-size // 7)
    return (np.arange(size) // pixels == np.arange(-(-size // pixels))[:, None]).astype("float32")


def _scores(pixels, centres):
    """Return for pixels (n, rows, columns, 6, q) the squared distances to nine centres less |x|^2, and the least of them."""
    xp = namespace(pixels)
    centres = xp.pad(centres, ((0, 0), (1, 1), (1, 1), (0, 0)), constant_values=_FAR)
    weights = xp.concatenate([-2 * centres, xp.sum(centres**2, axis=-1, keepdims=True)], axis=-1)
    scores = xp.stack(_shifted(weights), axis=3) @ pixels  # (n, rows, columns, 9, q)
    # The minimum pair by pair: NumPy's reduction over a short axis in the middle takes three times as long.
    return scores, reduce(xp.minimum, [scores[..., k : k + 1, :] for k in range(9)])


def _shifted(padded):
    """Return nine views of a grid with a rim, (n, rows + 2, columns + 2, ...): the cells round each."""
    rows, columns = padded.shape[1] - 2, padded.shape[2] - 2
    return [padded[:, r : r + rows, c : c + columns] for r in range(3) for c in range(3)]


def _add_shifted(sums):
    """Add up what the blocks found for each cell: (n, rows, columns, 9, 6) to (n, rows, columns, 6)."""
    padded = namespace(sums).pad(sums, ((0, 0), (1, 1), (1, 1), (0, 0), (0, 0)))
    return sum(view[..., 8 - k, :] for k, view in enumerate(_shifted(padded)))


# Merging and measuring.


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
        If the pictures are none, ``segments`` are no label maps of theirs, or the threshold is out of range.

    Examples
    --------
    >>> image = np.array([[[0.0], [0.04], [0.9]]] * 2)
    >>> merge_regions(image, [[0, 1, 2], [0, 1, 2]])
    array([[0, 0, 1],
           [0, 0, 1]], dtype=int32)
    """
    batch, single = _batch(images)
    check_number(threshold, "[0, inf)", name="threshold", hint="18 is usual")
    segments = _label_maps(segments, batch, single)
    merged = np.empty(segments.shape, dtype="int32")
    for part in _parts(batch):
        merged[part] = _merge(batch[part], segments[part], threshold)
    return merged[0] if single else merged


def _merge(images, segments, threshold):
    """Merge the regions of pictures (n, h, w, c): int32 (n, h, w)."""
    counts = segments.max(axis=(1, 2)) + 1
    regions = segments + (np.cumsum(counts) - counts)[:, None, None]  # numbered in one row
    lab = to_numpy(rgb_to_lab(namespace(images).broadcast_to(images, (*images.shape[:3], 3))))
    areas, sums = np.bincount(regions.ravel()), _sum_by(regions.ravel(), lab.reshape(-1, 3))
    groups, (one, other, border) = np.arange(len(areas)), _edges(regions)
    while True:
        one, other, border = _summed(one, other, border, len(areas))
        means = sums / areas[:, None]
        difference = np.sqrt(np.sum((means[one] - means[other]) ** 2, axis=1))
        alike = (difference < threshold) & (border >= 2) & (one != other)
        if not alike.any():
            return _from_zero(groups[regions])
        chooser, chosen = _best(one[alike], other[alike], -difference[alike])
        choice = np.full(len(areas), -1)
        choice[chooser] = chosen
        mutual = choice[chosen] == chooser
        joined = _linked(chooser[mutual], chosen[mutual], len(areas))
        one, other, groups = joined[one], joined[other], joined[groups]
        sums, areas = _sum_by(joined, sums), np.bincount(joined, areas)


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
        If the pictures are none, ``segments`` are no label maps of theirs, or ``n_iter`` is not a whole number from 1.

    Examples
    --------
    >>> image = np.array([[[0.0], [0.1], [0.9], [1.0]]] * 2)
    >>> refine_borders(image, [[0, 1, 1, 1], [0, 1, 1, 1]])
    array([[0, 0, 1, 1],
           [0, 0, 1, 1]], dtype=int32)
    """
    batch, single = _batch(images)
    check_number(n_iter, "[1, inf)", name="n_iter", whole=True)
    segments = _label_maps(segments, batch, single)
    refined = np.empty(segments.shape, dtype="int32")
    for part in _parts(batch):
        refined[part] = _refine(to_numpy(batch[part]), segments[part], n_iter)
    return refined[0] if single else refined


def _refine(images, segments, n_iter):
    """Move the borders of pictures (n, h, w, c): int32 (n, h, w)."""
    counts = segments.max(axis=(1, 2)) + 1
    regions = segments + (np.cumsum(counts) - counts)[:, None, None]  # numbered in one row
    pixels = images.reshape(-1, images.shape[-1])
    for _ in range(n_iter):
        areas = np.bincount(regions.ravel(), minlength=counts.sum())
        means = (_sum_by(regions.ravel(), pixels, counts.sum()) / np.maximum(areas, 1)[:, None]).astype("float32")
        rim = np.pad(regions, ((0, 0), (1, 1), (1, 1)), mode="edge")
        beside = rim[:, :-2, 1:-1], rim[:, 2:, 1:-1], rim[:, 1:-1, :-2], rim[:, 1:-1, 2:]
        where = np.nonzero(np.any([regions != other for other in beside], axis=0))
        choices = np.stack([regions[where], *(other[where] for other in beside)])  # (5, m)
        distances = np.sum((images[where] - means[choices]) ** 2, axis=-1)
        regions[where] = np.take_along_axis(choices, distances.argmin(axis=0)[None], axis=0)[0]
    return _connect(regions.astype("int32"), 2)


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
        If the picture is none, or ``segments`` is no label map of it.

    Examples
    --------
    >>> table = region_table(np.array([[[0.0], [0.5], [1.0]]]), [[0, 1, 1]])
    >>> table.areas, table.colours.ravel(), table.centroids.tolist(), table.neighbours.tolist(), table.borders
    (array([1, 2]), array([0.  , 0.75]), [[0.0, 0.0], [0.0, 1.5]], [[0, 1]], array([1]))
    """
    batch, single = _batch(image, "image")
    if not single:
        raise ValueError(f"image must be one picture (h, w, c), got shape {tuple(batch.shape)}: measure one at a time")
    segments = _label_maps(segments, batch, single)
    flat, places = segments.ravel(), np.indices(segments.shape[1:]).reshape(2, -1)  # (m,), (2, m)
    areas = np.bincount(flat)
    boxes = np.repeat([[flat.size, flat.size, 0, 0]], len(areas), axis=0)
    for side, place in enumerate(places):
        np.minimum.at(boxes[:, side], flat, place)
        np.maximum.at(boxes[:, 2 + side], flat, place + 1)
    colours = _sum_by(flat, to_numpy(batch).reshape(flat.size, -1)) / areas[:, None]
    centroids = _sum_by(flat, places.T) / areas[:, None]
    one, other, border = _summed(*_edges(segments), len(areas))
    once = one < other
    return RegionTable(areas, colours, centroids, boxes, np.stack([one, other], axis=1)[once], border[once])


# Regions as a graph. The regions of all pictures are numbered in one row; ``one`` and ``other`` (m,) are pairs that touch,
# each pair both ways round, and ``border`` is the number of pixel edges they share.


def _connect(cells, smallest):
    """Make each connected piece of ``cells`` (n, h, w) a region, and join those under ``smallest`` pixels to neighbours."""
    from skimage.measure import label

    n, h, w = cells.shape
    apart = cells + np.arange(n, dtype="int32")[:, None, None] * (cells.max() + 1)  # no label in two pictures
    pieces = label(apart.reshape(n * h, w), background=-1, connectivity=1).reshape(n, h, w).astype("int32") - 1
    areas, (one, other, border) = np.bincount(pieces.ravel()), _edges(pieces)
    groups = np.arange(len(areas), dtype="int32")
    while True:
        keep = np.flatnonzero((areas < smallest)[one] & (one != other))  # two large pieces are of no more concern
        if len(keep) == 0:
            return _from_zero(groups[pieces])
        one, other, border = _summed(one[keep], other[keep], border[keep], len(areas))
        joined = _linked(*_best(one, other, border), len(areas))
        one, other, groups, areas = joined[one], joined[other], joined[groups], np.bincount(joined, areas)


def _edges(regions):
    """Return the pairs of regions (n, h, w) at each edge between two pixels of different regions."""
    _, h, w = regions.shape
    flat, pairs = regions.ravel(), []
    for step, length in ((1, w), (w, h)):  # to the right, and down
        edge = np.flatnonzero(flat[step:] != flat[:-step])
        edge = edge[edge // step % length < length - 1]  # not from the last pixel of a line to the first of the next
        pairs += [(flat[edge], flat[edge + step]), (flat[edge + step], flat[edge])]
    one, other = np.concatenate(pairs, axis=1)
    return one, other, np.ones(len(one), dtype=int)


def _summed(one, other, border, n):
    """Put pairs in order, and add up the borders of equal ones."""
    pairs = coo_array((border, (one, other)), shape=(n, n)).tocsr().tocoo()
    return pairs.row, pairs.col, pairs.data


def _best(one, other, score):
    """Return for each region in ``one`` the pair with the highest score, the first of equal ones."""
    starts = np.flatnonzero(np.diff(one, prepend=-1))
    highest = np.repeat(np.maximum.reduceat(score, starts), np.diff(starts, append=len(one)))
    one, other = one[score == highest], other[score == highest]
    first = np.flatnonzero(np.diff(one, prepend=-1))
    return one[first], other[first]


def _linked(one, other, n):
    """Return a new number for each of n regions, the same for those that links make one, in the order of their firsts."""
    return connected_components(coo_array((np.ones(len(one)), (one, other)), shape=(n, n)), directed=False)[1]


def _sum_by(groups, values, n_groups=0):
    """Add up the rows (m, d) of each group: (k, d)."""
    return np.stack([np.bincount(groups, column, n_groups) for column in values.T], axis=1)


def _from_zero(regions):
    """Number the regions of each picture (n, h, w) from 0; each picture's are consecutive already."""
    return (regions - regions.min(axis=(1, 2), keepdims=True, initial=regions.size)).astype("int32")


# What comes in.


def _batch(images, name="images"):
    """Return pictures (n, h, w, c), and whether one picture (h, w, c) came."""
    images = check_array(images, name=name)
    single = len(images.shape) == 3
    return check_images(images[None] if single else images, name=name, channels=(1, 3)), single


def _parts(images):
    """Yield slices that take so many of the pictures (n, h, w, c) at a time that memory stays flat."""
    n, h, w, _ = images.shape
    step = max(1, (_TENSOR_BLOCK if is_tensor(images) else _NUMPY_BLOCK) // (h * w))
    return (slice(start, start + step) for start in range(0, n, step))


def _label_maps(segments, batch, single):
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
