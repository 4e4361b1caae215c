"""Step 2 for photographs: a feature vector for each region from one pass of a network over the picture.

A crop shows a region by itself; a feature map shows it with what is round it. On drawn shapes the crop is better, on
photographs the map, where little is to be known of a piece of grey that has no neighbours.
"""

from functools import lru_cache, partial

import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin

from imagen_course import photographs
from imagen_course.arrays import compiled, load_keras, to_numpy
from imagen_course.checks import check_images, check_items, check_labels, check_number, check_one_of, check_sizes
from imagen_course.features import pool_regions
from imagen_course.region_graph import borders, in_one_row, sums_by_region
from imagen_course.segment import lab_in_blocks

__all__ = ["CONTEXTS", "MapFeatures", "region_context"]

CONTEXTS = ("colour", "place", "neighbours")
"""What `region_context` can tell of a region."""

_MOST = 4  # times as many pixels as a square of the shorter side: what a long picture is resized to


class MapFeatures(TransformerMixin, BaseEstimator):
    """Feature maps of the network for photographs, averaged inside each region; there is nothing to learn.

    ``transform_regions`` describes all regions of a picture at once. ``transform`` takes crops with a mask, as the other
    transformers do, and averages inside the mask.

    Parameters
    ----------
    side : int
        Pixels of the shorter side to which a picture is resized for the network: twice those of small photographs show
        what is thin.
    stages : tuple of int
        The stages of :mod:`imagen_course.photographs` whose maps are taken.
    backend : {'numpy', 'keras'}
        'keras' computes on Keras's own device, which a GPU makes fast.

    References
    ----------
    Hariharan, Arbeláez, Girshick, Malik 2015, *Hypercolumns for object segmentation and fine-grained localization*,
    arXiv:1411.5752.

    Examples
    --------
    >>> segments = np.array([[[0, 0, 1, 1]] * 4])
    >>> MapFeatures(side=32, stages=(2, 3)).transform_regions(np.zeros((1, 4, 4, 3)), segments).shape
    (2, 64)
    """

    def __init__(self, *, side=480, stages=(2, 3, 4, 5, 6, 7), backend="numpy"):
        self.side = side
        self.stages = stages
        self.backend = backend

    def fit(self, X=None, y=None):
        """Check the settings; ``X`` and ``y`` are not looked at."""
        check_number(self.side, "[32, 4096]", name="side", whole=True, hint="480 is usual")
        for stage in check_sizes(self.stages, name="stages"):
            check_number(stage, f"[1, {len(photographs.STAGES)}]", name="stages", whole=True)
        check_one_of(self.backend, ("numpy", "keras"), name="backend")
        return self

    def transform_regions(self, images, segments):
        """Describe each region of pictures ``images (n, h, w, c)`` by label maps ``(n, h, w)``: float32, shape (m, d)."""
        images = check_images(images, channels=(1, 3), least=1)
        segments = check_labels(segments, name="segments", shape=images.shape[:3], hint="as the images have")
        return np.concatenate([pool_regions(maps, segments) for maps in self._maps(images)], axis=1)

    def transform(self, X):
        """Describe what the masks of crops ``X (n, h, w, c + 1)`` show: float32, shape (n, d)."""
        X = check_images(X, name="X", channels=(2, 4), least=1)
        means = []
        for maps in self._maps(X[..., :-1]):
            rows, columns = (np.arange(n) * m // n for n, m in zip(maps.shape[1:3], X.shape[1:3], strict=True))
            mask = X[..., -1:][:, rows[:, None], columns]
            means.append((maps * mask).sum(axis=(1, 2)) / np.maximum(mask.sum(axis=(1, 2)), 1e-9))
        return np.concatenate(means, axis=1).astype("float32")

    def _maps(self, images):
        images = _resized(images, self.fit().side)
        if self.backend == "numpy":
            return photographs.maps(images, stages=self.stages)
        return map(to_numpy, _compiled(tuple(self.stages))(load_keras().ops.convert_to_tensor(images)))


@lru_cache
def _compiled(stages):
    return compiled(partial(photographs.maps, stages=stages))


def _resized(images, side):
    """Resize pictures (n, h, w, c) until their shorter side has so many pixels, in RGB: float32 in [0, 1]."""
    from PIL import Image

    n, h, w, _ = images.shape
    scale = min(side / min(h, w), side * np.sqrt(_MOST / (h * w)))
    shape = max(1, round(scale * w)), max(1, round(scale * h))  # Pillow counts columns first
    pixels = np.rint(255 * np.broadcast_to(to_numpy(images), (n, h, w, 3))).astype("uint8")
    resized = [Image.fromarray(picture).resize(shape, Image.Resampling.BICUBIC) for picture in pixels]
    return np.stack(resized).astype("float32") / 255


def region_context(images, segments, *, of=CONTEXTS, lab=None):
    """Say of each region what no crop of it shows: its colour beside others, its place, and what its neighbours are like.

    Parameters
    ----------
    images : array_like, shape (n, h, w, c)
        Floating point in [0, 1], c = 1 or 3.
    segments : array_like of int, shape (n, h, w)
        The region of each pixel, each picture's numbered from 0 without a gap.
    of : tuple of {'colour', 'place', 'neighbours'}
        'colour': mean and standard deviation in Lab, 6 numbers. 'place': row r and column c of the middle in [0, 1], r², c²,
        r c and the logarithm of the region's share of the picture. 'neighbours': how the mean colour of the neighbours, by
        the length of the borders, differs from the region's, 3 numbers.
    lab : array, shape (n, h, w, 3), optional
        What :func:`imagen_course.segment.rgb_to_lab` made of the pictures, if it is there already.

    Returns
    -------
    numpy.ndarray, shape (m, d)
        float32, a row for each region, in the order of :func:`imagen_course.features.region_crops`.

    Raises
    ------
    TypeError, ValueError
        If ``images`` are no pictures, ``segments`` no label maps of theirs, or ``of`` names something else.

    Examples
    --------
    >>> image = np.array([[[[0.0], [0.0], [1.0], [1.0]]]])
    >>> region_context(image, [[[0, 0, 1, 1]]], of=("place",)).round(2)         # ln(1/2) = -0.69
    array([[ 0.5 ,  0.25,  0.25,  0.06,  0.12, -0.69],
           [ 0.5 ,  0.75,  0.25,  0.56,  0.38, -0.69]], dtype=float32)
    >>> region_context(image, [[[0, 0, 1, 1]]], of=("neighbours",))[:, 0].round(2).tolist()      # the lightness
    [100.0, -100.0]
    """
    images = check_images(images, channels=(1, 3))
    hint = "as the images have"
    segments = check_labels(segments, name="segments", shape=images.shape[:3], gapless=True, hint=hint)
    for name in check_items(of, str, name="of", hint=f"take some of {CONTEXTS}"):
        check_one_of(name, CONTEXTS, name="of")
    rows = [np.zeros((0, 0))] if len(images) == 0 else []
    for part, colours in lab_in_blocks(images, lab):
        rows.append(_context(to_numpy(colours), segments[part], of))
    return np.concatenate(rows).astype("float32")


def _context(lab, segments, of):
    """The context of the regions of pictures (n, h, w, 3) in Lab."""
    regions = in_one_row(segments)
    flat, areas = regions.ravel(), np.bincount(regions.ravel())

    def means(values):  # (k, n h w)
        return sums_by_region(flat, values, len(areas)).T / areas[:, None]  # (m, k)

    lab = lab.reshape(-1, 3).T
    colour, columns = means(lab), [np.zeros((len(areas), 0))]
    if "colour" in of:
        columns += [colour, np.sqrt(np.maximum(means(lab**2) - colour**2, 0))]
    if "place" in of:
        h, w = segments.shape[1:]
        row, column = np.mgrid[:h, :w].reshape(2, -1) + 0.5
        row, column = means(np.tile([row / h, column / w], len(segments))).T
        columns += [np.stack([row, column, row**2, column**2, row * column, np.log(areas / (h * w))], axis=1)]
    if "neighbours" in of:
        columns += [_neighbours(borders(regions), colour) - colour]
    return np.concatenate(columns, axis=1)


def _neighbours(pairs, values):
    """The mean of the neighbours' values (m, k), each by the length of its border; a region without any has its own."""
    sums, lengths = np.zeros_like(values), np.zeros((len(values), 1))
    for one, other in ((pairs.low, pairs.high), (pairs.high, pairs.low)):
        np.add.at(sums, one, pairs.length[:, None] * values[other])
        np.add.at(lengths, one, pairs.length[:, None])
    return np.where(lengths > 0, sums / np.maximum(lengths, 1), values)
