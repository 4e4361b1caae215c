"""Step 2: a feature vector for each region, from scikit-learn transformers with one interface.

``region_crops`` cuts each region out as a small square picture whose last channel is the region's mask. Every transformer
takes such crops, or whole pictures without a mask: ``X`` of shape ``(n, h, w, c)``, floating point in [0, 1], where ``c`` is
1 (grey) or 3 (colour), or 2 or 4 with the mask as last channel. ``transform`` gives ``(n, d)`` float32. Label maps
``segments (n, h, w)`` count the regions of each picture from 0.
"""

from functools import partial
from itertools import count

import numpy as np
from PIL import Image
from scipy import sparse
from skimage.color import rgb2gray
from skimage.feature import SIFT, hog
from skimage.transform import rescale
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.cluster import KMeans
from sklearn.metrics import pairwise_distances_argmin
from sklearn.utils.validation import check_is_fitted

from imagen_course import photographs
from imagen_course.archives import read_arrays
from imagen_course.arrays import is_tensor, load_keras, namespace, to_numpy
from imagen_course.checks import (
    check_classes,
    check_images,
    check_items,
    check_labels,
    check_number,
    check_numbers,
    check_one_of,
    check_random_state,
    check_sizes,
    check_whole,
)
from imagen_course.datasets import shipped_files
from imagen_course.formulas import conv2d, pool2d, softmax
from imagen_course.region_graph import in_one_row, region_boxes
from imagen_course.training import Layers, batches, fit

__all__ = ["CNNFeatures", "HOGFeatures", "PhotographFeatures", "SIFTFeatures", "pool_regions", "region_crops"]

_EPSILON = 1e-3  # what batch normalisation adds to a variance
_AUGMENT = ("shift", "flip")


def region_crops(images, segments, *, size=24, margin=1.15, found=None):
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
    found : imagen_course.region_graph.RegionBoxes, optional
        What ``region_boxes`` found in ``segments``, if it is there already.

    Returns
    -------
    crops : numpy.ndarray, shape (m, size, size, c + 1)
        float32 in [0, 1]; m counts the regions of all pictures.
    groups, regions : numpy.ndarray of int, shape (m,)
        The picture each crop comes from, and the number of its region there.

    Raises
    ------
    TypeError, ValueError
        If ``images`` are no pictures, or ``segments`` is not an integer array of their shape.

    Examples
    --------
    >>> segments = np.array([[[0, 0, 1, 1]]]).repeat(4, axis=1)          # left half, right half
    >>> crops, groups, regions = region_crops(np.zeros((1, 4, 4, 3)), segments, size=6)
    >>> crops.shape, groups.tolist(), regions.tolist()
    ((2, 6, 6, 4), [0, 0], [0, 1])
    """
    images = check_images(images, channels=(1, 3))
    segments = check_labels(segments, name="segments", shape=images.shape[:3], hint="as the images have")
    check_whole(size=size)
    check_number(margin, "(0, 100]", name="margin", hint="1.15 shows some of what is round the region")
    groups, regions, boxes = region_boxes(segments) if found is None else found
    centres = (boxes[:, :2] + boxes[:, 2:]) / 2
    reach = margin * (boxes[:, 2:] - boxes[:, :2]).max(axis=1, keepdims=True) / 2
    low, high = centres - reach, centres + reach  # (m, 2) corners of the squares
    crops = np.empty((len(groups), size, size, images.shape[-1] + 1), "float32")
    for start in range(0, len(groups), 64):  # few at a time: each has weights for its rows and columns, and a mask
        some = slice(start, start + 64)
        rows, columns = (_resampling(low[some, side], high[some, side], images.shape[1 + side], size) for side in (0, 1))
        for picture in np.unique(groups[some]):
            at = np.flatnonzero(groups[some] == picture)
            masks = (segments[picture] == regions[some][at, None, None]).astype("float32")
            crops[start + at] = _resample(images[picture], masks, rows[at], columns[at])
    return crops, groups, regions


def pool_regions(maps, segments):
    """Average feature maps inside each region: one pass of a network over a picture serves all its regions.

    The fast alternative to a crop for each region. Mind what it cannot do: with a linear classifier, the mean of the
    regions' scores weighted by area is the score of the whole picture's mean, so the regions add nothing to it.

    Parameters
    ----------
    maps : array_like, shape (n, hm, wm, d)
        Feature maps, as from :meth:`CNNFeatures.maps`; may be coarser or finer than the pictures.
    segments : array_like of int, shape (n, h, w)
        The region of each pixel, counted from 0 in each picture.

    Returns
    -------
    numpy.ndarray, shape (m, d)
        float32, a row for each region, in the order of :func:`region_crops`.

    Raises
    ------
    ValueError
        If ``segments`` is not an integer array with a label map for each picture.

    Examples
    --------
    >>> pool_regions(np.arange(4.0).reshape(1, 2, 2, 1), [[[0, 0], [1, 1]]]).ravel().tolist()
    [0.5, 2.5]
    """
    maps = to_numpy(check_numbers(maps, name="maps", shape=("n", "hm", "wm", "d"))).astype("float32")
    segments = check_labels(segments, name="segments", shape=(len(maps), "h", "w"), hint="as many as there are maps")
    (n, h, w), (_, hm, wm, depth) = segments.shape, maps.shape
    rows, columns = np.arange(h) * hm // h, np.arange(w) * wm // w  # the map's cell over each pixel
    cells = (np.arange(n)[:, None, None] * hm + rows[:, None]) * wm + columns  # (n, h, w)
    regions = in_one_row(segments).ravel()
    pixels = (np.ones(segments.size, "float32"), (regions, cells.ravel()))
    shape = regions.max(initial=-1) + 1, n * hm * wm
    counts = sparse.csr_array(pixels, shape=shape)  # (regions, cells): how many pixels of a region a cell covers
    areas = counts.sum(axis=1)
    present = areas > 0
    return (counts @ maps.reshape(-1, depth))[present] / areas[present, None]


class CNNFeatures(TransformerMixin, BaseEstimator):
    """Feature vectors from a small convolutional network, trained in ``fit`` or shipped with the course.

    A convolution, batch normalisation and ReLU for each of ``widths``, halving the size in between. The vector is the mean
    and the maximum of each last map, and the logarithm of the mask's share of the crop; in training a softmax reads it.
    Keras trains it; what is trained computes with :mod:`imagen_course.formulas`, and loads no framework.

    Parameters
    ----------
    widths : tuple of int
        Filters of each convolution.
    epochs, batch_size : int
        Passes over the training crops, and crops in a step.
    learning_rate : float
        Where Adam's rate begins; it falls to 0 along a cosine.
    augment : tuple of {'shift', 'flip'}
        What befalls each training crop anew in each epoch: a shift by up to an eighth of its side either way, 0 coming in,
        its mask with it; left turned to right, one time in two. Give those that leave the label as it is.
    weights : {None, 'scenes', 'scenes_whole', 'faces', 'digits'}
        'scenes' takes the network trained on crops of ``worlds.scenes``, 'scenes_whole' that trained on the same scenes
        uncut, 'faces' the one trained to tell the people of ``worlds.faces`` apart (grey, 32 x 32 pixels),
        'digits' the one trained on ``datasets.load("digits")`` (grey, 8 x 8 pixels) and an eleventh class, their pixels
        shuffled: ``fit`` then trains nothing.
    random_state : int, RandomState or None
        Seeds the first weights, the order of the crops and what befalls them. No global seed is touched.

    Attributes
    ----------
    classes_ : numpy.ndarray
        The labels the softmax was trained on.
    weights_ : list of numpy.ndarray
        Kernel and bias of each convolution, batch normalisation folded in, and of the softmax.

    References
    ----------
    Lin et al. 2014, arXiv 1312.4400 (global pooling); Ioffe and Szegedy 2015, arXiv 1502.03167 (batch normalisation).

    Examples
    --------
    >>> images, labels = np.random.default_rng(0).random((8, 12, 12, 1), "float32"), np.arange(8) % 2
    >>> CNNFeatures(widths=(4, 8), epochs=1).fit(images, labels).transform(images).shape     # doctest: +SKIP
    (8, 17)
    """

    def __init__(
        self,
        *,
        widths=(32, 48, 64),
        epochs=8,
        batch_size=64,
        learning_rate=0.01,
        augment=(),
        weights=None,
        random_state=0,
    ):
        self.widths = widths
        self.epochs = epochs
        self.batch_size = batch_size
        self.learning_rate = learning_rate
        self.augment = augment
        self.weights = weights
        self.random_state = random_state

    def fit(self, X, y=None):
        """Train the network on crops ``X (n, h, w, c)`` and their labels ``y (n,)``; or load the shipped one."""
        X = _with_mask(X)
        if self.weights is not None:
            self.classes_, self.weights_ = _shipped_weights(self.weights)
            self._check_channels(X)
            return self
        if y is None:
            raise ValueError("CNNFeatures learns from labels: pass y of shape (n,), or take the shipped weights='scenes'")
        self.classes_, codes = check_classes(y, len(X))
        check_whole(epochs=self.epochs, batch_size=self.batch_size)
        check_number(self.learning_rate, "(0, inf)", name="learning_rate", hint="0.01 is usual")
        check_sizes(self.widths, name="widths")
        for name in check_items(self.augment, str, name="augment", hint=f"take some of {_AUGMENT}"):
            check_one_of(name, _AUGMENT, name="augment")
        names = "epochs", "batch_size", "learning_rate", "augment"
        options = {name: getattr(self, name) for name in names}
        self.weights_ = _train(X, codes, self.widths, check_random_state(self.random_state), **options)
        return self

    def transform(self, X):
        """Return the feature vector of each picture: float32, shape (n, 2 * widths[-1] + 1)."""
        return self._by_blocks(self._vectors, X)

    def maps(self, X):
        """Return the last maps of the network, shape (n, h / 4, w / 4, widths[-1]) for three convolutions."""
        return self._by_blocks(self._maps, X)

    def predict_proba(self, X):
        """Return the softmax that trained the network, shape (n, n_classes): the network as a classifier by itself."""
        return softmax(self.transform(X) @ self.weights_[-2] + self.weights_[-1])

    def _maps(self, X):
        layers = list(zip(self.weights_[:-2:2], self.weights_[1:-2:2], strict=True))
        for number, (kernel, bias) in enumerate(layers, start=1):
            X = conv2d(X, kernel, padding="same")
            X = pool2d(X, padding="same") if number < len(layers) else X
            X += bias  # neither a bias nor a ReLU changes which of four is the largest: they wait for the pool
            np.maximum(X, 0, out=X)
        return X

    def _vectors(self, X):
        maps, log_area = self._maps(X), np.log(X[..., -1].mean(axis=(1, 2)) + 1e-3)
        return np.column_stack([maps.mean(axis=(1, 2)), maps.max(axis=(1, 2)), log_area])

    def _by_blocks(self, function, X):
        check_is_fitted(self)
        X = self._check_channels(_with_mask(X))
        return np.concatenate([function(X[start : start + 64]) for start in range(0, len(X), 64)])

    def _check_channels(self, X):
        expected = self.weights_[0].shape[2]
        if X.shape[-1] != expected:
            raise ValueError(f"the network was trained on {expected - 1} channels and a mask, got {X.shape[-1] - 1}")
        return X


class HOGFeatures(TransformerMixin, BaseEstimator):
    """Histograms of oriented gradients: which way the edges run, in each cell of a grid.

    Each pixel counts the channel with the steepest gradient. The mask is one of them: the region's outline is an edge.

    Parameters
    ----------
    cells : int
        Cells along each side; pixels beyond the last whole cell are left out.
    orientations : int
        Directions told apart in each cell.

    References
    ----------
    Dalal and Triggs 2005, DOI 10.1109/CVPR.2005.177.

    Examples
    --------
    >>> HOGFeatures(cells=4).fit_transform(np.zeros((3, 24, 24, 1))).shape
    (3, 324)
    """

    def __init__(self, *, cells=4, orientations=9):
        self.cells = cells
        self.orientations = orientations

    def fit(self, X, y=None):
        """Check the pictures ``X (n, h, w, c)``; there is nothing to learn."""
        check_whole(cells=self.cells)
        check_number(self.orientations, "[1, 360]", name="orientations", whole=True, hint="9 is usual")
        _with_mask(X)
        self.fitted_ = True
        return self

    def transform(self, X):
        """Return the histograms of each picture, blocks of 2 x 2 cells normalised: float32, shape (n, d)."""
        check_is_fitted(self)
        X = _with_mask(X)
        if min(X.shape[1:3]) < self.cells:
            raise ValueError(f"X must have at least cells={self.cells} pixels a side, got shape {X.shape}")
        cell, block = [side // self.cells for side in X.shape[1:3]], [min(2, self.cells)] * 2
        return np.array([hog(x, self.orientations, cell, block, channel_axis=-1) for x in X], "float32")


class PhotographFeatures(TransformerMixin, BaseEstimator):
    """Feature vectors from the network of `photographs`: its maps, averaged in the cells of a grid.

    The network learned to name things; what it has seen on the way serves other tasks, too: transfer learning. Early stages
    know strokes and textures, late ones things. Small pictures are enlarged first, since it has learned from large ones.

    Parameters
    ----------
    side : int
        Pixels of the longer side of a picture as the network sees it; its shape stays.
    stages : tuple of int
        At the ends of which stages the maps are taken, 1 to 7; each stage's part of the vector has length 1.
    cells : int
        Cells along each side; they overlap by a pixel of a map where it cannot be divided.
    mirror : bool
        Whether a vector is the mean of those of a picture and of its mirror image: where left and right mean nothing.

    References
    ----------
    Razavian et al. 2014, arXiv 1403.6382 (such features for all kinds of recognition).

    Examples
    --------
    >>> PhotographFeatures(side=64, stages=(4, 6)).fit_transform(np.ones((2, 28, 23, 1))).shape    # 4 * (80 + 192)
    (2, 1088)
    """

    def __init__(self, *, side=160, stages=(4, 6), cells=2, mirror=True):
        self.side = side
        self.stages = stages
        self.cells = cells
        self.mirror = mirror

    def fit(self, X, y=None):
        """Check the pictures ``X (n, h, w, c)`` and describe the first; there is nothing to learn."""
        check_number(self.side, "[8, 4096]", name="side", whole=True, hint="160 is usual")
        check_whole(cells=self.cells)
        check_one_of(self.mirror, (True, False), name="mirror")
        self._vectors(_with_mask(X)[:1], to_numpy)
        self.fitted_ = True
        return self

    def transform(self, X):
        """Return the vector of each picture: float32, shape (n, d).

        Of an array it is computed in NumPy, 0.04 s a picture at 160 pixels; of a tensor by Keras, four times as fast. Grey
        is what a mask leaves out.
        """
        check_is_fitted(self)
        place = namespace(X).convert_to_tensor if is_tensor(X) else np.asarray
        X = _with_mask(X)
        return np.concatenate([self._vectors(X[start : start + 32], place) for start in range(0, len(X), 32)])

    def _vectors(self, X, place):
        images = place(_enlarged(X, self.side))
        views = [images, images[:, :, ::-1]] if self.mirror else [images]
        maps = [photographs.maps(view, stages=self.stages) for view in views]
        stages = [sum(_in_cells(to_numpy(view), self.cells) for view in stage) for stage in zip(*maps, strict=True)]
        return np.hstack([vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9) for vectors in stages])


class SIFTFeatures(TransformerMixin, BaseEstimator):
    """A bag of visual words: SIFT descriptors, counted by the nearest word of a codebook that ``fit`` learns with k-means.

    Keypoints outside the mask do not count. The vector is the square root of the words' shares, or all 0 for a picture
    without a keypoint. Expect some 50 ms a picture.

    Parameters
    ----------
    n_words : int
        Words of the codebook; fewer if ``fit`` sees fewer descriptors.
    min_side : int
        Pictures with a shorter side of fewer pixels are enlarged to that: a small one has no scales to search.
    random_state : int, RandomState or None
        Seeds k-means.

    Attributes
    ----------
    words_ : numpy.ndarray, shape (n_words, 128)
        The codebook.

    References
    ----------
    Lowe 2004, DOI 10.1023/B:VISI.0000029664.99615.94; Sivic and Zisserman 2003, DOI 10.1109/ICCV.2003.1238663; the square
    root: Arandjelović and Zisserman 2012, DOI 10.1109/CVPR.2012.6248018.

    Examples
    --------
    >>> images = np.random.default_rng(0).random((2, 32, 32, 1))
    >>> SIFTFeatures(n_words=5).fit_transform(images).shape
    (2, 5)
    """

    def __init__(self, *, n_words=64, min_side=48, random_state=0):
        self.n_words = n_words
        self.min_side = min_side
        self.random_state = random_state

    def fit(self, X, y=None):
        """Learn the codebook from the descriptors of the pictures ``X (n, h, w, c)``."""
        check_whole(n_words=self.n_words)
        check_number(self.min_side, "[1, 4096]", name="min_side", whole=True, hint="48 is usual")
        descriptors = np.concatenate(self._descriptors(X))
        if len(descriptors) == 0:
            raise ValueError("SIFT found no keypoint in any picture of X: they are flat, or min_side is too small")
        means = KMeans(min(self.n_words, len(descriptors)), n_init=1, random_state=check_random_state(self.random_state))
        self.words_ = means.fit(descriptors).cluster_centers_
        return self

    def transform(self, X):
        """Return the square roots of the words' shares: float32, shape (n, n_words)."""
        check_is_fitted(self)
        counts = np.zeros((len(X), len(self.words_)))
        for row, descriptors in zip(counts, self._descriptors(X), strict=True):
            if len(descriptors):
                np.add.at(row, pairwise_distances_argmin(descriptors, self.words_), 1 / len(descriptors))
        return np.sqrt(counts).astype("float32")

    def _descriptors(self, X):
        """Return the descriptors of each picture, a list of arrays of shape (keypoints, 128)."""
        X = _with_mask(X)
        factor = max(1, self.min_side / min(X.shape[1:3]))
        pictures = [rescale(x, factor, order=1, channel_axis=-1) for x in X]
        return [_sift(rgb2gray(x[..., :3]) if x.shape[-1] == 4 else x[..., 0], x[..., -1]) for x in pictures]


def _sift(picture, mask):
    detector = SIFT()
    try:
        detector.detect_and_extract(picture)
    except RuntimeError:  # scikit-image's word for no keypoint
        return np.zeros((0, 128), "float32")
    rows, columns = detector.keypoints.T
    return detector.descriptors[mask[rows, columns] > 0.5].astype("float32")


def _with_mask(X):
    """Return pictures with a mask as their last channel: a full one where they have none."""
    X = np.asarray(check_images(X, name="X", channels=(1, 2, 3, 4), least=1), "float32")
    return X if X.shape[-1] in (2, 4) else np.concatenate([X, np.ones_like(X[..., :1])], axis=-1)


def _enlarged(X, side):
    """Return pictures without their masks in colour, the longer side resized to ``side``; grey where the mask is 0."""
    pictures, masks = X[..., :-1], X[..., -1:]
    pictures = np.broadcast_to(pictures * masks + (1 - masks) / 2, (*masks.shape[:3], 3))
    size = [max(1, round(side * length / max(X.shape[1:3]))) for length in X.shape[2:0:-1]]  # width first
    enlarged = [Image.fromarray(picture).resize(size) for picture in np.rint(255 * pictures).astype("uint8")]
    return np.stack(enlarged).astype("float32") / 255


def _in_cells(maps, cells):
    """Average maps (n, h, w, c) in each cell of a grid: (n, cells * cells * c)."""
    rows, columns = ([(i * n // cells, -(-(i + 1) * n // cells)) for i in range(cells)] for n in maps.shape[1:3])
    means = [maps[:, top:bottom, left:right].mean(axis=(1, 2)) for top, bottom in rows for left, right in columns]
    return np.concatenate(means, axis=1)


def _train(X, codes, widths, random, *, epochs, batch_size, learning_rate, augment):
    """Train the network with Keras; return kernel and bias of each convolution and of the softmax."""
    keras = load_keras()
    network = _network(X.shape[-1], widths, int(codes.max()) + 1, random)
    steps = -(-len(X) // batch_size)
    rate = keras.optimizers.schedules.CosineDecay(learning_rate, steps * epochs)
    network.compile(keras.optimizers.Adam(rate), "sparse_categorical_crossentropy")
    shuffled = partial(_shuffled, X, codes, batch_size, augment, random)
    fit(network, shuffled, epochs=epochs, steps_per_epoch=steps, verbose=0)
    *convolutions, head_kernel, head_bias = map(np.asarray, network.weights)
    weights = []
    for start in range(0, len(convolutions), 5):
        # At rest, batch normalisation is a factor and a shift: the convolution can do both.
        kernel, scale, shift, mean, variance = convolutions[start : start + 5]
        factor = scale / np.sqrt(variance + _EPSILON)
        weights += [kernel * factor, shift - mean * factor]
    return [*weights, head_kernel, head_bias]


def _network(channels, widths, n_classes, random):
    """Build the network."""
    layers = Layers(int(random.randint(2**31 - 1)) for _ in count())
    keras = layers.keras
    relu, ops = keras.layers.ReLU, keras.ops
    x = pictures = keras.Input((None, None, channels))
    for number, width in enumerate(widths):
        x = keras.layers.MaxPooling2D(padding="same")(x) if number else x
        draw = layers.initializer(2.0, "fan_in", "truncated_normal")  # He et al. 2015, for what a ReLU follows
        x = keras.layers.Conv2D(width, 3, padding="same", use_bias=False, kernel_initializer=draw)(x)
        x = relu()(keras.layers.BatchNormalization(momentum=0.9, epsilon=_EPSILON)(x))
    log_area = ops.log(ops.mean(pictures[..., -1:], axis=(1, 2)) + 1e-3)  # the mask's share of the crop
    pooled = [keras.layers.GlobalAveragePooling2D()(x), keras.layers.GlobalMaxPooling2D()(x), log_area]
    return keras.Model(pictures, layers.dense(n_classes, "softmax")(keras.layers.Concatenate()(pooled)))


def _shuffled(X, codes, batch_size, augment, random, epoch):
    """Yield batches for ever, in a new order each time round."""
    for rows in batches((random.permutation(len(X)) for _ in count()), batch_size):
        yield _augmented(X[rows], augment, random), codes[rows]


def _augmented(crops, augment, random):
    """Shift and flip each crop as chance has it."""
    n, h, w, _ = crops.shape
    if "flip" in augment:
        crops = np.where(random.randint(2, size=(n, 1, 1, 1)), crops[:, :, ::-1], crops)
    if "shift" in augment:
        rows, columns = h // 8, w // 8
        padded = np.pad(crops, [(0, 0), (rows, rows), (columns, columns), (0, 0)])
        places = np.lib.stride_tricks.sliding_window_view(padded, (h, w), axis=(1, 2))  # (n, ., ., c, h, w)
        at = np.arange(n), random.randint(2 * rows + 1, size=n), random.randint(2 * columns + 1, size=n)
        crops = places[at].transpose(0, 2, 3, 1)  # (n, h, w, c)
    return crops


def _shipped_weights(name):
    """Read the classes and weights of a shipped network."""
    shipped = shipped_files("region_cnn_")
    check_one_of(name, [None, *sorted(shipped)], name="weights")
    arrays = read_arrays(shipped[name])
    return arrays.pop("classes"), [arrays[key].astype("float32") for key in sorted(arrays)]


def _resampling(low, high, length, size):
    """Weights that turn ``length`` pixels into ``size`` samples of the stretch from ``low`` to ``high``, for each of m.

    A triangle as wide as one sample, or one pixel if that is wider: linear interpolation when enlarging, a mean when
    shrinking. Samples outside the picture weigh nothing.
    """
    low, scale = low[:, None, None], ((high - low) / size)[:, None, None]
    at = low + (np.arange(size)[:, None] + 0.5) * scale  # (m, size, 1)
    weights = np.abs(np.arange(length) + 0.5 - at)  # (m, size, length)
    weights /= np.maximum(scale, 1)
    np.maximum(0, 1 - weights, out=weights)
    weights /= np.where((at > 0) & (at < length), np.maximum(weights.sum(axis=-1, keepdims=True), 1e-9), np.inf)
    return weights.astype("float32")


def _resample(image, masks, rows, columns):
    """Apply the weights ``rows (m, s, h)`` and ``columns (m, t, w)`` to a picture (h, w, c) and m masks (m, h, w)."""
    (h, w, c), (m, s, _), t = image.shape, rows.shape, columns.shape[1]
    tall = np.empty((m, w, s, c + 1), "float32")
    tall[..., :c] = (rows.reshape(m * s, h) @ image.reshape(h, w * c)).reshape(m, s, w, c).transpose(0, 2, 1, 3)
    tall[..., c] = (rows @ masks).transpose(0, 2, 1)
    crops = (columns @ tall.reshape(m, w, s * (c + 1))).reshape(m, t, s, c + 1).transpose(0, 2, 1, 3)
    return np.clip(crops, 0, 1)  # a sum of weights may round to 1 + 1e-7
