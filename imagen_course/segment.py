"""Step 1: cut a picture into regions by clustering its pixels.

Three ways, each built on the one before: k-means on any points; SLIC, which is k-means on colour and place where a centre
sees only the pixels near it; merging of like neighbours into regions that have the shape of an object. One picture is an
``image (h, w, c)``, many are ``images (n, h, w, c)``: grey or RGB, floating point in [0, 1], a NumPy array or a tensor.
A label map, ``segments (h, w)`` or ``(n, h, w)``, is a NumPy array of int32 that numbers each picture's regions from 0.
"""

import math
import operator
from functools import reduce
from typing import NamedTuple

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from imagen_course.arrays import check_images, is_tensor, namespace, to_numpy

__all__ = [
    "Clusters",
    "RegionTable",
    "kmeans",
    "kmeans_steps",
    "merge_regions",
    "region_table",
    "rgb_to_lab",
    "slic",
]

_LINEAR_TO_XYZ = np.array([[0.412453, 0.357580, 0.180423], [0.212671, 0.715160, 0.072169], [0.019334, 0.119193, 0.950227]])
_WHITE = np.array([[0.95047], [1.0], [1.08883]])  # of daylight D65
_RGB_TO_XYZ = np.ascontiguousarray((_LINEAR_TO_XYZ / _WHITE).T, dtype="float32")
_ROOTS_TO_LAB = np.array([[0, 500, 0], [116, -500, 200], [0, 0, -200]], dtype="float32")
_NUMPY_BLOCK, _TENSOR_BLOCK = 2**17, 2**22  # pixels clustered at a time: NumPy's stay in the cache, a GPU wants many
_FAR = 1e6  # where a centre lies that no pixel joins
_SMALLEST = 0.25  # share of the mean region's area under which a piece is joined to a neighbour


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


# k-means.


def kmeans_steps(points, n_clusters, *, place=0.0, seed=0):
    r"""Yield the states of k-means, one for each step, until no point changes its cluster.

    Each step moves every centroid to the mean of its points and then gives every point to its nearest centroid; neither can
    raise the inertia :math:`\sum_i \lVert x_i - c_{l_i} \rVert^2`. The first state has the seeds of k-means++ as centroids:
    points drawn one by one, each with a chance proportional to its squared distance to those drawn before. They are drawn on
    the CPU, so that every backend starts from the same ones. A cluster that loses all its points keeps its centroid.

    Parameters
    ----------
    points : array_like or tensor, shape (m, d) or (h, w, c)
        Points, or the pixels of one picture in [0, 1].
    n_clusters : int
    place : float
        For a picture: how much the row and column of a pixel count. 0 clusters by colour alone; at 1 the picture's longer
        side is as long as the way from black to white in one channel.
    seed : int

    Yields
    ------
    Clusters

    Raises
    ------
    TypeError, ValueError
        If the points are not finite floating point of one of the shapes, there are fewer of them than clusters, or an option
        is out of range.

    References
    ----------
    Lloyd (1982), doi:10.1109/TIT.1982.1056489; Arthur, Vassilvitskii (2007), *k-means++: the advantages of careful seeding*

    Examples
    --------
    >>> for state in kmeans_steps(np.array([[0.0], [1.0], [2.0], [9.0]]), 2, seed=1):
    ...     print(state.labels, state.centroids.ravel(), state.inertia)
    """
    points, shape = _points(points, place)
    n_clusters = _integer("n_clusters", n_clusters, len(points), "points")
    xp = namespace(points)
    centroids, before = xp.array(_seeds(to_numpy(points), n_clusters, seed)), None
    while True:
        scores = xp.sum(centroids**2, axis=1) - 2 * points @ xp.transpose(centroids)  # (m, k): squared distance - |x|^2
        labels = xp.array(xp.argmin(scores, axis=1), dtype="int32")
        if before is not None and bool(xp.all(labels == before)):
            return
        inertia = float(xp.sum((points - xp.take(centroids, labels, axis=0)) ** 2))
        yield Clusters(xp.reshape(labels, shape), centroids, inertia)
        members = xp.array(labels[:, None] == xp.arange(n_clusters, dtype="int32"), dtype="float32")  # (m, k)
        centroids, before = _means(xp.transpose(members) @ points, xp.sum(members, axis=0)[:, None], centroids), labels


def kmeans(points, n_clusters, *, place=0.0, seed=0, n_iter=100):
    """Cluster points, or the pixels of a picture by colour or by colour and place: the last state of :func:`kmeans_steps`.

    Parameters
    ----------
    points, n_clusters, place, seed
        As for :func:`kmeans_steps`.
    n_iter : int
        The most steps.

    Returns
    -------
    Clusters
        Of a picture, ``labels`` is a map ``(h, w)``; clusters by colour need not be connected.

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
    n_iter = _integer("n_iter", n_iter)
    for _step, state in zip(range(n_iter), kmeans_steps(points, n_clusters, place=place, seed=seed), strict=False):
        last = state
    return last


def _points(points, place):
    """Return points (m, d) float32, and the shape their labels are to have."""
    points = points if is_tensor(points) else np.asarray(points)
    xp, shape = namespace(points), tuple(points.shape)
    if not 0 <= place < math.inf:
        raise ValueError(f"place must be a finite number, 0 or more, got {place!r}")
    if len(shape) == 3:
        image = xp.array(check_images(points[None], name="points", channels=(1, 3))[0], dtype="float32")
        if place:
            where = np.moveaxis(np.indices(shape[:2], dtype="float32"), 0, -1) * (place / max(shape[:2]))  # (h, w, 2)
            image = xp.concatenate([image, xp.array(where, dtype="float32")], axis=-1)
        return xp.reshape(image, (shape[0] * shape[1], -1)), shape[:2]
    if len(shape) != 2 or 0 in shape:
        raise ValueError(f"points must have shape (m, d), or (h, w, c) for a picture, got {shape}")
    if place:
        raise ValueError(
            f"place={place} needs a picture (h, w, c), got points of shape {shape}: append columns to them instead"
        )
    points = xp.array(points, dtype="float32")
    if not math.isfinite(float(xp.sum(xp.abs(points)))):
        raise ValueError(
            "points must be finite, got NaN, infinity, or a sum that float32 cannot hold: clean or rescale them"
        )
    return points, shape[:1]


def _seeds(points, n_clusters, seed):
    """Draw ``n_clusters`` of the points by k-means++."""
    rng = np.random.default_rng(seed)
    chosen, nearest = [int(rng.integers(len(points)))], np.inf
    for u in rng.random(n_clusters - 1):
        nearest = np.minimum(nearest, np.sum((points - points[chosen[-1]]) ** 2, axis=1, dtype=float))
        mass = np.cumsum(nearest)
        chosen.append(min(int(np.searchsorted(mass, u * mass[-1], side="right")), len(points) - 1))
    return points[chosen]


def _means(sums, counts, otherwise):
    """Return sums / counts, and what is given where the count is 0."""
    xp = namespace(sums, counts)
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
    >>> np.round(rgb_to_lab([[0.5, 0.5, 0.5], [1.0, 0.0, 0.0]]), 1) + 0.0
    array([[53.4,  0. ,  0. ],
           [53.2, 80.1, 67.2]], dtype=float32)
    """
    xp = namespace(images)
    images = xp.array(images, dtype="float32")
    linear = xp.where(images > 0.04045, ((images + 0.055) / 1.055) ** 2.4, images / 12.92)
    xyz = linear @ _RGB_TO_XYZ  # relative to white
    return xp.where(xyz > 0.008856, xyz ** (1 / 3) - 16 / 116, 7.787 * xyz) @ _ROOTS_TO_LAB


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
        How often the centres move.
    connected : bool
        Whether the pieces of a region become regions of their own, and pieces smaller than a quarter of a cell of the grid
        join the neighbour they share most border with (on the CPU). If not, a label is the number of a cell.

    Returns
    -------
    numpy.ndarray of int32, shape (n, h, w) or (h, w)
        The same from every backend, but for pixels as near to two centres as rounding can tell.

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
    n_segments, n_iter = _integer("n_segments", n_segments, h * w, "pixels"), _integer("n_iter", n_iter)
    if not 0 < compactness < math.inf:
        raise ValueError(f"compactness must be a positive number, got {compactness!r}: 10 is usual")
    step = max(1, (_TENSOR_BLOCK if is_tensor(batch) else _NUMPY_BLOCK) // (h * w))
    segments = np.empty((n, h, w), dtype="int32")
    for part in (slice(start, start + step) for start in range(0, n, step)):
        cells = to_numpy(_nearest_cells(batch[part], n_segments, compactness, n_iter))
        segments[part] = _connect(cells) if connected else cells
    return segments[0] if single else segments


def _nearest_cells(images, n_segments, compactness, n_iter):
    """Return the cell whose centre each pixel of ``images`` (n, h, w, c) joins, int32 (n, h, w). This can be compiled."""
    xp = namespace(images)
    n, h, w, _ = images.shape
    rows, columns, height, width = _grid(h, w, n_segments)
    lab = rgb_to_lab(xp.broadcast_to(images, (n, h, w, 3)))
    lab = xp.pad(lab, ((0, 0), (0, rows * height - h), (0, columns * width - w), (0, 0)))
    lab = xp.transpose(xp.reshape(lab, (n, rows, height, columns, width, 3)), (0, 1, 3, 5, 2, 4))
    place = _place(h, w, rows, columns, height, width, compactness / math.sqrt(height * width))
    pixels = xp.concatenate([lab, xp.broadcast_to(place, (n, *place.shape))], axis=3)  # (n, rows, columns, 6, height, width)
    # While the centres move, four pixels go together as the sum of their (x, 1): a positive factor changes no nearest centre.
    fours = _sum_fours(pixels)  # (n, rows, columns, 6, q)
    sums = xp.sum(fours, axis=-1)
    centres = sums[..., :5] / sums[..., 5:]  # (n, rows, columns, 5)
    for _ in range(n_iter):
        scores, best = _scores(fours, centres)
        nearest = xp.array(scores == best, dtype="float32")  # what is as near to two centres counts for both
        sums = _add_shifted(nearest @ xp.swapaxes(fours, -1, -2))
        centres = _means(sums[..., :5], sums[..., 5:], centres)
    scores, best = _scores(xp.reshape(pixels, (n, rows, columns, 6, height * width)), centres)
    rank = xp.array(scores == best, dtype="uint8") * np.arange(9, 0, -1, dtype="uint8")[:, None]
    rank = xp.array(
        xp.max(rank, axis=-2), dtype="int32"
    )  # of equal ones the first: an argmin, which NumPy has no fast one of
    offsets = np.array([0] + [r * columns + c for r in (1, 0, -1) for c in (1, 0, -1)], dtype="int32")
    cells = np.arange(rows * columns, dtype="int32").reshape(rows, columns, 1) + xp.take(offsets, rank)
    cells = xp.transpose(xp.reshape(cells, (n, rows, columns, height, width)), (0, 1, 3, 2, 4))
    return xp.reshape(cells, (n, rows * height, columns * width))[:, :h, :w]


def _grid(h, w, n_segments):
    """Return the rows and columns of a grid of about ``n_segments`` cells, and the height and width of a cell."""
    rows = min(max(1, round(math.sqrt(n_segments * h / w))), h, n_segments)
    columns = min(max(1, round(n_segments / rows)), w)
    height, width = math.ceil(h / rows), math.ceil(w / columns)
    return math.ceil(h / height), math.ceil(w / width), height, width


def _place(h, w, rows, columns, height, width, scale):
    """Return the place of each pixel, scaled, and a 1: (rows, columns, 3, height, width); 0 where there is no picture."""
    row = np.arange(rows * height, dtype="float32").reshape(rows, 1, height, 1)
    column = np.arange(columns * width, dtype="float32").reshape(columns, 1, width)
    inside = ((row < h) & (column < w)).astype("float32")
    # Places are counted from the middle, because small numbers round less.
    return np.stack([inside * ((row - h / 2) * scale), inside * ((column - w / 2) * scale), inside], axis=2)


def _sum_fours(pixels):
    """Add up each 2 x 2 pixels of the blocks (..., height, width): (..., q)."""
    *outer, height, width = pixels.shape
    pixels = namespace(pixels).pad(pixels, [(0, 0)] * len(outer) + [(0, height % 2), (0, width % 2)])
    pixels = pixels[..., ::2, :] + pixels[..., 1::2, :]
    pixels = pixels[..., ::2] + pixels[..., 1::2]
    return namespace(pixels).reshape(pixels, (*outer, -1))


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

    Two regions may merge that share at least two pixel edges and whose mean colours are less than ``threshold`` apart in Lab.
    All pairs of which each is the other's most alike merge at once, then means and borders are taken anew, until none is left:
    a hierarchical clustering, which does not follow a gradual change of colour from end to end.

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
    if not 0 <= threshold < math.inf:
        raise ValueError(f"threshold must be a finite number, 0 or more, got {threshold!r}: 18 is usual")
    regions, areas = _regions(segments, batch, single)
    lab = to_numpy(rgb_to_lab(namespace(batch).broadcast_to(batch, (*batch.shape[:3], 3)))).reshape(-1, 3)
    sums, graph, groups = _sum_by(regions.ravel(), lab), _touching(regions), np.arange(len(areas))
    while True:
        one, other, border = graph
        means = sums / areas[:, None]
        difference = np.sqrt(np.sum((means[one] - means[other]) ** 2, axis=1))
        alike = (difference < threshold) & (border >= 2)
        if not alike.any():
            merged = _from_zero(groups[regions])
            return merged[0] if single else merged
        one, other = _best(one[alike], other[alike], -difference[alike])
        choice = np.full(len(areas), -1)
        choice[one] = other
        mutual = choice[other] == one
        joined, graph = _join(one[mutual], other[mutual], graph, len(areas))
        groups, sums, areas = joined[groups], _sum_by(joined, sums), np.bincount(joined, areas)


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
    batch, single = _batch(image)
    if not single:
        raise ValueError(f"image must be one picture (h, w, c), got shape {tuple(batch.shape)}: measure one at a time")
    regions, areas = _regions(segments, batch, single)
    flat, places = regions.ravel(), np.indices(regions.shape[1:]).reshape(2, -1)  # (m,), (2, m)
    boxes = np.repeat([[regions.size, regions.size, 0, 0]], len(areas), axis=0)
    for side, place in enumerate(places):
        np.minimum.at(boxes[:, side], flat, place)
        np.maximum.at(boxes[:, 2 + side], flat, place + 1)
    colours, centroids = (
        _sum_by(flat, values) / areas[:, None] for values in (to_numpy(batch).reshape(len(flat), -1), places.T)
    )
    one, other, border = _touching(regions)
    once = one < other
    return RegionTable(areas, colours, centroids, boxes, np.stack([one, other], axis=1)[once], border[once])


# Regions as a graph. The regions of all pictures are numbered in one row; ``(one, other, border)``, each (m,), are the pairs
# that touch, each pair both ways round, in order, with the number of pixel edges they share.


def _connect(cells):
    """Make each connected piece of ``cells`` (n, h, w) a region, and join the small ones to neighbours."""
    from skimage.measure import label

    n, h, w = cells.shape
    n_cells = cells.max() + 1
    apart = cells + np.arange(n, dtype="int32")[:, None, None] * n_cells  # no label in two pictures
    pieces = label(apart.reshape(n * h, w), background=-1, connectivity=1).reshape(n, h, w).astype("int32") - 1
    areas, graph = np.bincount(pieces.ravel()), _touching(pieces)
    groups = np.arange(len(areas), dtype="int32")
    while True:
        one, other, border = graph
        small = areas[one] < _SMALLEST * h * w / n_cells
        if not small.any():
            return _from_zero(groups[pieces])
        joined, graph = _join(*_best(one[small], other[small], border[small]), graph, len(areas))
        groups, areas = joined[groups], np.bincount(joined, areas)


def _touching(regions):
    """Return the graph of the regions (n, h, w)."""
    _, h, w = regions.shape
    flat, pairs = regions.ravel(), []
    for step, length in ((1, w), (w, h)):  # to the right, and down
        edge = np.flatnonzero(flat[step:] != flat[:-step])
        edge = edge[edge // step % length < length - 1]  # not from the last pixel of a line to the first of the next
        pairs.append((flat[edge], flat[edge + step]))
    one, other = np.concatenate(pairs, axis=1)
    return _sum_pairs(np.append(one, other), np.append(other, one), np.ones(2 * len(one), int), flat.max(initial=0) + 1)


def _sum_pairs(one, other, border, n):
    """Add up the borders of equal pairs."""
    pairs = coo_array((border, (one, other)), shape=(n, n)).tocsr().tocoo()
    return pairs.row, pairs.col, pairs.data


def _best(one, other, score):
    """Return for each region in ``one`` the pair with the highest score, the first of equal ones."""
    starts = np.flatnonzero(np.diff(one, prepend=-1))
    highest = np.repeat(np.maximum.reduceat(score, starts), np.diff(starts, append=len(one)))
    one, other = one[score == highest], other[score == highest]
    first = np.flatnonzero(np.diff(one, prepend=-1))
    return one[first], other[first]


def _join(one, other, graph, n):
    """Make linked regions one: return the new number of each of the n regions, and the new graph."""
    joined = connected_components(coo_array((np.ones(len(one)), (one, other)), shape=(n, n)), directed=False)[1]
    one, other = joined[graph[0]], joined[graph[1]]
    two = one != other
    return joined, _sum_pairs(one[two], other[two], graph[2][two], joined.max() + 1)


def _sum_by(groups, values):
    """Add up the rows (m, d) of each group: (k, d)."""
    return np.stack([np.bincount(groups, column) for column in values.T], axis=1)


def _from_zero(regions):
    """Number the regions of each picture (n, h, w) from 0; each picture's are consecutive already."""
    return (regions - regions.min(axis=(1, 2), keepdims=True, initial=regions.size)).astype("int32")


# What comes in.


def _batch(images):
    """Return pictures (n, h, w, c), and whether one picture (h, w, c) came."""
    images = images if is_tensor(images) else np.asarray(images)
    single = len(images.shape) == 3
    return check_images(images[None] if single else images, channels=(1, 3)), single


def _regions(segments, batch, single):
    """Return the regions (n, h, w) of all pictures numbered in one row, and their areas, or say what is wrong."""
    segments, shape = to_numpy(segments), tuple(batch.shape[1:3] if single else batch.shape[:3])
    if segments.dtype.kind not in "iu":
        raise TypeError(f"segments must hold integer labels, got {segments.dtype}: convert whole numbers with .astype(int)")
    if segments.shape != shape:
        raise ValueError(f"segments must have the shape of the pictures, {shape}, got {segments.shape}")
    if segments.min(initial=0) < 0:
        raise ValueError(f"segments must number the regions of each picture from 0, got {segments.min()}")
    segments = segments.reshape(tuple(batch.shape[:3]))
    counts = segments.max(axis=(1, 2), initial=-1).astype(int) + 1
    regions = segments + (np.cumsum(counts) - counts)[:, None, None]
    areas = np.bincount(regions.ravel())
    if not areas.all():
        raise ValueError(
            f"segments must number the regions of each picture without a gap, got {np.count_nonzero(areas)} regions for "
            f"{len(areas)} numbers: renumber each map with numpy.unique(segments, return_inverse=True)[1]"
        )
    return regions, areas


def _integer(name, value, most=math.inf, of="steps"):
    """Return a whole number of at least 1."""
    try:
        value = operator.index(value)
    except TypeError:
        raise TypeError(f"{name} must be a whole number, got {value!r}") from None
    if not 1 <= value <= most:
        limit = f" and at most {most}, the number of {of}" if most < math.inf else ""
        raise ValueError(f"{name} must be at least 1{limit}, got {value}")
    return value
