"""Step 1: segment a picture into superpixels by clustering its pixels.

Two ways, the second built on the first: k-means on any points; SLIC, which is k-means on colour and place where a centre
sees only the pixels near it. `regions` goes on from there. One picture is an ``image (h, w, c)``, many are
``images (n, h, w, c)``: grey or RGB, floating point in [0, 1], a NumPy array or a tensor. A label map, ``segments (h, w)``
or ``(n, h, w)``, is a NumPy array of int32 that numbers each picture's regions from 0.
"""

import math
from collections import deque
from functools import reduce
from itertools import islice
from typing import NamedTuple

import numpy as np

from imagen_course.arrays import blocks, is_tensor, namespace, to_numpy
from imagen_course.checks import check_array, check_batch, check_images, check_number, check_numbers, check_seed
from imagen_course.region_graph import enforce_connectivity

__all__ = ["Clusters", "grid", "kmeans", "kmeans_steps", "lab_in_blocks", "nearest_cells", "rgb_to_lab", "slic"]

_LINEAR_TO_XYZ = np.array([[0.412453, 0.357580, 0.180423], [0.212671, 0.715160, 0.072169], [0.019334, 0.119193, 0.950227]])
_WHITE = np.array([[0.95047], [1.0], [1.08883]])  # of daylight D65
_RGB_TO_XYZ = np.ascontiguousarray((_LINEAR_TO_XYZ / _WHITE).T, dtype="float32")
_ROOTS_TO_LAB = np.array([[0, 500, 0], [116, -500, 200], [0, 0, -200]], dtype="float32")
_FAR = 1e6  # where a centre lies that no pixel joins
_CACHED = 2**14  # pixels that NumPy works on at a time where each makes many numbers
_SMALLEST = 0.25  # of a cell of the grid: smaller pieces are joined to a neighbour


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
        At the first step, if the points are of neither shape, are no finite numbers up to 1e15, the picture is no picture
        (see :func:`imagen_course.checks.check_images`), or there are fewer points than clusters.

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
    check_seed(seed)
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
    check_number(place, "[0, inf)" if len(shape) == 3 else "[0, 0]", name="place", hint="only a picture's pixels have one")
    if len(shape) == 3:
        pixels = xp.array(check_images(points[None], name="points", channels=(1, 3))[0], dtype="float32")
        if place:
            places = np.stack(np.indices(shape[:2], dtype="float32"), axis=-1) * (place / max(shape[:2]))  # (h, w, 2)
            pixels = xp.concatenate([pixels, places.astype("float32")], axis=-1)
        return xp.reshape(pixels, (shape[0] * shape[1], -1)), shape[:2]
    hint = "(h, w, c) is a picture; beyond 1e15 squared distances overflow"
    points = check_numbers(points, name="points", within="[-1e15, 1e15]", shape=("m", "d"), least=1, hint=hint)
    return xp.array(points, dtype="float32"), shape[:1]


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
    images : array_like or tensor, shape (..., 3), or (..., 1) for grey
        In [0, 1]; a tensor's values are not checked.

    Returns
    -------
    array or tensor of float32, shape (..., 3)
        L from 0 to 100; a (green to red) from -86 to 98, b (blue to yellow) from -108 to 94.

    Raises
    ------
    TypeError, ValueError
        If an array does not hold numbers in [0, 1], or three of them in its last axis.

    References
    ----------
    IEC 61966-2-1:1999; CIE 15:2004

    Examples
    --------
    >>> rgb_to_lab([1.0, 0.0, 0.0]).round(1)
    array([53.2, 80.1, 67.2], dtype=float32)
    """
    if not is_tensor(images):  # of a tensor within a compiled function no value is known
        images = np.asarray(check_numbers(images, name="images", within="[0, 1]"), "float32")
    if tuple(images.shape[-1:]) not in ((1,), (3,)):
        raise ValueError(f"images must have 1 or 3 channels, got shape {tuple(images.shape)}")
    xp, shape = namespace(images), (*images.shape[:-1], 3)
    colours = xp.reshape(xp.broadcast_to(images, shape), (-1, 3))
    if is_tensor(images):
        return xp.reshape(_lab_of_colours(xp.cast(colours, "float32")), shape)
    lab = np.empty_like(colours)
    for start in range(0, len(colours), _CACHED):
        part = slice(start, start + _CACHED)
        lab[part] = _lab_of_colours(colours[part])
    return lab.reshape(shape)


def _lab_of_colours(colours):
    """The formula, for colours (m, 3)."""
    xp = namespace(colours)
    linear = xp.where(colours > 0.04045, ((colours + 0.055) / 1.055) ** 2.4, colours / 12.92)
    xyz = xp.matmul(linear, _RGB_TO_XYZ)  # relative to white
    return xp.matmul(xp.where(xyz > 0.008856, xyz ** (1 / 3) - 16 / 116, 7.787 * xyz), _ROOTS_TO_LAB)


def slic(images, *, n_segments=300, compactness=10.0, n_iter=10, connected=True, lab=None):
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
        The difference in Lab that counts as much as one step of the grid, at most 10,000. More gives squarer regions.
    n_iter : int
        How often the centres move. They start from the means of their blocks, so that more than a few steps change little.
    connected : bool
        Whether the pieces of a region become regions of their own, and pieces smaller than a quarter of a cell of the grid
        join the neighbour they share most border with (on the CPU). If not, a label is the number of a cell.
    lab : array or tensor, shape (n, h, w, 3) or (h, w, 3), optional
        What :func:`rgb_to_lab` made of the pictures, if it is there already.

    Returns
    -------
    numpy.ndarray of int32, shape (n, h, w) or (h, w)
        The same from every backend, but for pixels as near to two centres as rounding can tell (on a GPU that is more of
        them where TensorFloat-32 is on).

    Raises
    ------
    TypeError, ValueError
        If ``images`` are not pictures (see :func:`imagen_course.checks.check_images`), or an option is out of range.

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
    batch, single = check_batch(images, channels=(1, 3))
    n, h, w, _ = batch.shape
    check_number(n_segments, f"[1, {h * w}]", name="n_segments", whole=True, hint="each region needs a pixel")
    check_number(n_iter, "[1, inf)", name="n_iter", whole=True)
    check_number(compactness, "(0, 10000]", name="compactness", hint="10 is usual")
    _, _, height, width = grid(h, w, n_segments)
    segments = np.empty((n, h, w), dtype="int32")
    for part, colours in lab_in_blocks(batch, lab):
        cells = to_numpy(nearest_cells(colours, n_segments=n_segments, compactness=compactness, n_iter=n_iter))
        segments[part] = enforce_connectivity(cells, _SMALLEST * height * width) if connected else cells
    return segments[0] if single else segments


def lab_in_blocks(images, lab=None):
    """Yield the blocks of pictures that are worked on at a time, and their colours in Lab.

    Parameters
    ----------
    images : array or tensor, shape (n, h, w, c)
    lab : array or tensor, shape (n, h, w, 3) or (h, w, 3), optional
        What :func:`rgb_to_lab` made of them, if it is there already.

    Yields
    ------
    part : slice
    lab : array or tensor of float32, shape (., h, w, 3)

    Raises
    ------
    TypeError, ValueError
        If ``lab`` is not floating point, or not of pictures of this shape.

    Examples
    --------
    >>> [(part, lab.shape) for part, lab in lab_in_blocks(np.zeros((2, 4, 6, 1)))]
    [(slice(0, 10922, None), (2, 4, 6, 3))]
    """
    if lab is not None:
        lab = check_array(lab, name="lab", kind="float")
        lab, shape = lab[None] if len(lab.shape) == 3 else lab, (*images.shape[:3], 3)
        check_array(lab, name="lab", shape=shape, hint="pass what rgb_to_lab made of the pictures")
    for part in blocks(images):
        yield part, rgb_to_lab(images[part]) if lab is None else lab[part]


def nearest_cells(lab, *, n_segments, compactness=10.0, n_iter=10):
    """Cluster the pixels of pictures: `slic` before its pieces are connected. This can be compiled.

    Parameters
    ----------
    lab : array or tensor of float32, shape (n, h, w, 3)
        From :func:`rgb_to_lab`.
    n_segments, compactness, n_iter
        As for `slic`; nothing is checked.

    Returns
    -------
    array or tensor of int32, shape (n, h, w)
        The cell of the grid whose centre each pixel is nearest to, counted line by line.

    Examples
    --------
    >>> nearest_cells(rgb_to_lab(np.array([[[[0.0], [0.1], [0.1], [0.9]]]])), n_segments=2)
    array([[[0, 0, 0, 1]]], dtype=int32)
    """
    xp, (n, h, w, _) = namespace(lab), lab.shape
    rows, columns, height, width = grid(h, w, n_segments)
    pixels = _blocks(lab, rows, columns, height, width, compactness)  # (n, rows, columns, 6, height, width)
    # While the centres move, pixels go together in squares, as the sum of their (x, 1): a positive factor changes no nearest
    # centre, no pixel is left out, and a step costs the same in a large picture as in a small one.
    squares = xp.matmul(xp.matmul(_coarse(height), pixels), np.ascontiguousarray(_coarse(width).T))
    squares = xp.reshape(squares, (n, rows, columns, 6, -1))  # (n, rows, columns, 6, q)
    turned = xp.ravel(xp.swapaxes(squares, -1, -2))  # in memory too: NumPy multiplies small views three times as slowly
    turned = xp.reshape(turned, (n, rows, columns, -1, 6))
    sums = xp.sum(squares, axis=-1)
    centres = sums[..., :5] / sums[..., 5:]  # (n, rows, columns, 5)
    for _ in range(n_iter):
        sums = [
            xp.array(nearest, dtype="float32") @ turned[:, part]  # one as near to two counts for both
            for part, nearest in _nearest_of_nine(squares, centres)
        ]
        sums = _add_shifted(xp.concatenate(sums, axis=1))
        centres = _means(sums[..., :5], sums[..., 5:], centres)
    # The first of the nine that is nearest: an argmin, for which NumPy would need as long as for all the rest.
    order, pixels = np.arange(9, 0, -1, dtype="uint8")[:, None], xp.reshape(pixels, (n, rows, columns, 6, -1))
    ranks = [
        _of_nine(xp.maximum, xp.multiply(xp.array(nearest, dtype="uint8"), order))
        for _, nearest in _nearest_of_nine(pixels, centres)
    ]
    rank = xp.array(xp.concatenate(ranks, axis=1)[..., 0, :], dtype="int32")  # (n, rows, columns, height * width)
    # The nine cells have the ranks 9 8 7, 6 5 4, 3 2 1; counted line by line, each is so far from the one in the middle:
    offset_of_rank = np.array([0] + [r * columns + c for r in (1, 0, -1) for c in (1, 0, -1)], dtype="int32")
    own = np.arange(rows * columns, dtype="int32").reshape(rows, columns, 1)
    cells = xp.reshape(xp.add(own, xp.take(offset_of_rank, rank)), (n, rows, columns, height, width))
    return xp.reshape(xp.transpose(cells, (0, 1, 3, 2, 4)), (n, rows * height, columns * width))[:, :h, :w]


def _blocks(lab, rows, columns, height, width, compactness):
    """Return pixels as (Lab, row, column, 1), a block for each cell of the grid: (n, rows, columns, 6, height, width)."""
    xp, (n, h, w, _) = namespace(lab), lab.shape
    lab = xp.pad(lab, ((0, 0), (0, rows * height - h), (0, columns * width - w), (0, 0)))
    lab = xp.transpose(xp.reshape(lab, (n, rows, height, columns, width, 3)), (0, 1, 3, 5, 2, 4))
    scale = compactness / math.sqrt(height * width)
    row, tall = _side(h, rows, height, scale)
    column, wide = _side(w, columns, width, scale)
    down, across = np.stack([row, tall, tall], axis=1), np.stack([wide, column, wide], axis=1)  # (rows, 3, height), ...
    place = down[:, None, :, :, None] * across[:, :, None, :]  # (rows, columns, 3, height, width)
    return xp.concatenate([lab, xp.broadcast_to(place, (n, *place.shape))], axis=3)


def grid(h, w, n_segments):
    """Lay a grid of about square cells over a picture.

    Parameters
    ----------
    h, w, n_segments : int
        Height and width of the picture, and about how many cells; not checked.

    Returns
    -------
    rows, columns, height, width : int
        Of the grid, and of a cell; the last cell of a line may reach beyond the picture.

    Examples
    --------
    >>> grid(321, 481, 300)
    (14, 21, 23, 23)
    """
    rows = min(max(1, round(math.sqrt(n_segments * h / w))), h, n_segments)
    columns = min(max(1, round(n_segments / rows)), w)
    height, width = math.ceil(h / rows), math.ceil(w / columns)
    return math.ceil(h / height), math.ceil(w / width), height, width


def _side(length, n_cells, size, scale):
    """Return the scaled places of the pixels along one side of the picture, and ones: (n_cells, size), 0 past its end."""
    place = np.arange(n_cells * size, dtype="float32").reshape(n_cells, size)
    inside = (place < length).astype("float32")
    return inside * (place - length / 2) * scale, inside  # from the middle, because small numbers round less


def _coarse(size, most=7):
    """Return zeros and ones (k, size) that add up runs of pixels along a side of a block, so that at most 7 are left."""
    run = -(-size // most)
    return (np.arange(size) // run == np.arange(-(-size // run))[:, None]).astype("float32")


def _nine_weights(centres):
    """Return (-2c, |c|^2) of the centres of the 3 x 3 cells round each: (n, rows, columns, 5) to (n, rows, columns, 9, 6).

    Times a pixel's (x, 1) that is its squared distance from each of the nine, less |x|^2.
    """
    xp = namespace(centres)
    centres = xp.pad(centres, ((0, 0), (1, 1), (1, 1), (0, 0)), constant_values=_FAR)
    weights = xp.concatenate([-2 * centres, xp.sum(centres**2, axis=-1, keepdims=True)], axis=-1)
    return xp.stack(_shifted(weights), axis=3)


def _of_nine(pairwise, values):
    """Reduce (..., 9, q) to (..., 1, q) pair by pair: NumPy's own reduction over a short axis takes three times as long."""
    return reduce(pairwise, [values[..., k : k + 1, :] for k in range(9)])


def _nearest_of_nine(pixels, centres):
    """Yield which rows, and for their pixels (n, ., columns, 6, q) which of nine centres are nearest: (n, ., columns, 9, q).

    NumPy sees some rows at a time, whose numbers stay in the cache.
    """
    xp, rows, weights = namespace(pixels), pixels.shape[1], _nine_weights(centres)
    step = rows if is_tensor(pixels) else max(1, _CACHED // pixels[:, 0, :, 0].size)
    for part in (np.s_[top : top + step] for top in range(0, rows, step)):
        scores = weights[:, part] @ pixels[:, part]  # (n, step, columns, 9, q)
        yield part, scores == _of_nine(xp.minimum, scores)


def _shifted(padded):
    """Return nine views of a grid with a rim, (n, rows + 2, columns + 2, ...): the cells round each."""
    rows, columns = padded.shape[1] - 2, padded.shape[2] - 2
    return [padded[:, r : r + rows, c : c + columns] for r in range(3) for c in range(3)]


def _add_shifted(sums):
    """Add up what the blocks found for each cell: (n, rows, columns, 9, 6) to (n, rows, columns, 6)."""
    padded = namespace(sums).pad(sums, ((0, 0), (1, 1), (1, 1), (0, 0), (0, 0)))
    return sum(view[..., 8 - k, :] for k, view in enumerate(_shifted(padded)))
