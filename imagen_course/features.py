"""Step 2 of the pipeline: a feature vector for each region, as scikit-learn transformers with one interface.

``region_crops`` cuts each region out as a small square picture whose last channel is the region's mask. Every transformer
takes such crops, or whole pictures without a mask: ``X`` of shape ``(n, h, w, c)``, floating point in [0, 1], where ``c`` is
1 (grey) or 3 (colour), or 2 or 4 with the mask as last channel. ``transform`` gives ``(n, d)`` float32. Label maps
``segments (n, h, w)`` count the regions of each picture from 0.
"""

from pathlib import Path

import numpy as np
from scipy import ndimage, sparse
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.cluster import KMeans
from sklearn.utils.validation import check_is_fitted

from .arrays import check_images

__all__ = ["CNNFeatures", "HOGFeatures", "SIFTFeatures", "pool_regions", "region_crops", "resize"]


# --- cutting out ---------------------------------------------------------------------------------------------------------


def resize(images, size):
    """Resize pictures to ``size = (height, width)``: linear between pixels when enlarging, averaging when shrinking.

    Each side is one matrix product with the weights of ``_resampling``.

    Parameters
    ----------
    images : array_like, shape (n, h, w, c)
        Floating point in [0, 1].
    size : tuple of int
        ``(height, width)`` in pixels.

    Returns
    -------
    numpy.ndarray, shape (n, height, width, c)
        float32, in [0, 1].

    Raises
    ------
    TypeError, ValueError
        If ``images`` are no pictures, see :func:`imagen_course.arrays.check_images`.

    Examples
    --------
    >>> resize(np.ones((1, 4, 6, 3), "float32"), (2, 9)).shape
    (1, 2, 9, 3)
    """
    images = check_images(images)
    n, h, w, _ = images.shape
    whole = np.tile([0, 0, h, w], (n, 1))
    return _resample(images, *(_resampling(whole[:, side], whole[:, 2 + side], images.shape[1 + side], size[side]) for side in (0, 1)))


def region_crops(images, segments, *, size=24, margin=1.15):
    """Cut every region out as a square crop, with its mask as the last channel.

    The square is centred on the region's box and ``margin`` times its longer side, so that a region is seen at one size
    wherever it lies and however large it is. What lies outside the picture is 0.

    Parameters
    ----------
    images : array_like, shape (n, h, w, c)
        Floating point in [0, 1], c = 1 or 3.
    segments : array_like of int, shape (n, h, w)
        The region of each pixel, counted from 0 in each picture.
    size : int
        Side of the crops in pixels.
    margin : float
        Side of the square over the longer side of the region's box.

    Returns
    -------
    crops : numpy.ndarray, shape (m, size, size, c + 1)
        float32 in [0, 1]; m is the number of regions in all pictures together.
    groups : numpy.ndarray of int, shape (m,)
        The picture each crop comes from.
    regions : numpy.ndarray of int, shape (m,)
        The number of its region in ``segments[group]``.

    Raises
    ------
    TypeError, ValueError
        If ``images`` are no pictures, or ``segments`` is not an integer array of their shape.

    Examples
    --------
    >>> images = np.zeros((1, 8, 8, 3), "float32")
    >>> segments = np.repeat([[[0, 1]]], 4, axis=2).repeat(8, axis=1)     # left half, right half
    >>> crops, groups, regions = region_crops(images, segments, size=6)
    >>> crops.shape, groups.tolist(), regions.tolist()
    ((2, 6, 6, 4), [0, 0], [0, 1])
    """
    images = check_images(images, channels=(1, 3))
    segments = _check_segments(segments, images.shape[:3])
    groups, regions, boxes = _region_boxes(segments)
    masks = segments[groups] == regions[:, None, None]                         # (m, h, w)
    masked = np.concatenate([images[groups], masks[..., None]], axis=-1, dtype="float32")  # (m, h, w, c + 1)
    centres = (boxes[:, :2] + boxes[:, 2:]) / 2
    reach = margin * (boxes[:, 2:] - boxes[:, :2]).max(axis=1, keepdims=True) / 2
    low, high = centres - reach, centres + reach                               # (m, 2) corners of the squares
    weights = (_resampling(low[:, side], high[:, side], images.shape[1 + side], size) for side in (0, 1))
    return _resample(masked, *weights), groups, regions


def pool_regions(maps, segments):
    """Average feature maps inside each region: one pass of a network over the picture serves all its regions.

    The fast alternative to a crop for each region. With a linear classifier, the mean of the regions' scores weighted by
    area is the score of the picture's mean feature: the regions then add nothing to the whole picture.

    Parameters
    ----------
    maps : array_like, shape (n, hm, wm, d)
        Feature maps, as from :meth:`CNNFeatures.maps`; may be coarser than the pictures.
    segments : array_like of int, shape (n, h, w)
        The region of each pixel, counted from 0 in each picture.

    Returns
    -------
    numpy.ndarray, shape (m, d)
        float32, one row a region, in the order of :func:`region_crops`.

    Raises
    ------
    ValueError
        If ``segments`` is not an integer array with one map for each picture.

    Examples
    --------
    >>> maps = np.arange(4.0).reshape(1, 2, 2, 1)
    >>> pool_regions(maps, np.array([[[0, 0], [1, 1]]])).ravel().tolist()
    [0.5, 2.5]
    """
    maps = np.asarray(maps, "float32")
    segments = _check_segments(segments, (len(maps), *np.shape(segments)[1:]))
    n, h, w = segments.shape
    _, hm, wm, depth = maps.shape
    keys, _, _ = _region_keys(segments)
    rows, columns = np.arange(h) * hm // h, np.arange(w) * wm // w             # the map's cell over each pixel
    cells = (np.arange(n)[:, None, None] * hm + rows[:, None]) * wm + columns  # (n, h, w)
    counts = sparse.csr_array((np.ones(keys.size, "float32"), (keys.ravel(), cells.ravel())), shape=(keys.max() + 1, n * hm * wm))
    sums = counts @ maps.reshape(-1, depth)
    areas = np.asarray(counts.sum(axis=1)).reshape(-1, 1)
    return (sums / np.maximum(areas, 1))[areas[:, 0] > 0]
