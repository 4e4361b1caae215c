"""How good are regions, masks, boxes and generated pictures: the measures that the ecosystem lacks.

Label maps are integer, ``segments`` and ``truth`` ``(h, w)``, masks ``(n, h, w)``; a box is ``(top, left, bottom, right)``,
half-open; their measures are floats in [0, 1]. A pixel is *boundary* if one of its four neighbours carries another label, so
that a border is two pixels thick, in the regions and in the truth alike. A generator is judged by sets of pictures, or of
their feature vectors ``(n, d)``: :func:`scorecard`. Accuracy, F1 and their like are scikit-learn's.
"""

from collections import namedtuple

import numpy as np
from scipy import ndimage

from imagen_course.arrays import to_numpy
from imagen_course.checks import (
    check_boxes,
    check_callable,
    check_images,
    check_labels,
    check_lengths,
    check_number,
    check_numbers,
    check_whole,
)

__all__ = [
    "achievable_segmentation_accuracy",
    "average_precision",
    "boundary_density",
    "boundary_recall",
    "box_iou",
    "covering",
    "frechet_distance",
    "mean_iou",
    "nearest",
    "sample_precision_recall",
    "scorecard",
    "undersegmentation_error",
    "wilson_interval",
]

_Scorecard = namedtuple("Scorecard", "frechet_ratio precision recall copies")


def achievable_segmentation_accuracy(segments, truth):
    r"""Share of pixels that are right if each region takes the true label it overlaps most: the best a labelling can do.

    .. math:: \mathrm{ASA} = \frac1N \sum_i \max_j |S_i \cap T_j|

    Parameters
    ----------
    segments, truth : array_like of int, shape (h, w)
        Labels from 0.

    Returns
    -------
    float
        In (0, 1]; 1 if no region crosses a true border.

    Raises
    ------
    TypeError, ValueError
        If a map is not integer, not of shape (h, w), empty or negative, or the two differ in shape.

    References
    ----------
    Liu, Tuzel, Ramalingam, Chellappa (2011), *Entropy rate superpixel segmentation*, doi:10.1109/CVPR.2011.5995323

    Examples
    --------
    >>> achievable_segmentation_accuracy([[0, 0, 0, 1]], [[0, 0, 1, 1]])
    0.75
    """
    shared = _overlaps(*_label_maps("h", "w", segments=segments, truth=truth))
    return float(shared.max(axis=1).sum() / shared.sum())


def undersegmentation_error(segments, truth):
    r"""Share of pixels that leak: for a region across a true border, the smaller of its parts inside and outside counts.

    .. math:: \mathrm{UE} = \frac1N \sum_j \sum_{i:\, S_i \cap T_j \neq \emptyset} \min(|S_i \cap T_j|, |S_i \setminus T_j|)

    This is the corrected form of Neubert and Protzel, which needs no threshold and does not punish a large region that
    only touches a border. It lies between 1 - ASA and 2 (1 - ASA), and is 2 (1 - ASA) if each region has a majority label.

    Parameters
    ----------
    segments, truth : array_like of int, shape (h, w)
        Labels from 0.

    Returns
    -------
    float
        In [0, 1]; 0 if no region crosses a true border.

    Raises
    ------
    TypeError, ValueError
        As for :func:`achievable_segmentation_accuracy`.

    References
    ----------
    Neubert, Protzel (2012), *Superpixel benchmark and comparison*, Forum Bildverarbeitung;
    Stutz, Hermans, Leibe (2018), *Superpixels: an evaluation of the state-of-the-art*, arXiv:1612.01601

    Examples
    --------
    >>> undersegmentation_error([[0, 0, 0, 1]], [[0, 0, 1, 1]])
    0.5
    """
    inside = _overlaps(*_label_maps("h", "w", segments=segments, truth=truth))
    outside = inside.sum(axis=1, keepdims=True) - inside
    return float(np.minimum(inside, outside).sum() / inside.sum())


def covering(segments, truth):
    r"""How well regions cover the true ones: the best overlap each true region finds among them, weighted by its area.

    .. math:: \frac1N \sum_j |T_j| \max_i \frac{|S_i \cap T_j|}{|S_i \cup T_j|}

    Unlike :func:`achievable_segmentation_accuracy` it punishes a region cut into many as well as two made one. Exchange the
    arguments, and another question is asked. For a picture that several people cut, take the mean over the people.

    Parameters
    ----------
    segments, truth : array_like of int, shape (h, w)
        Labels from 0.

    Returns
    -------
    float
        In (0, 1]; 1 if the regions are the true ones.

    Raises
    ------
    TypeError, ValueError
        As for :func:`achievable_segmentation_accuracy`.

    References
    ----------
    Arbelaez, Maire, Fowlkes, Malik (2011), *Contour detection and hierarchical image segmentation*,
    doi:10.1109/TPAMI.2010.161

    Examples
    --------
    >>> covering([[0, 0, 0, 1]], [[0, 0, 1, 1]])        # (2 * 2/3 + 2 * 1/2) / 4
    0.5833333333333333
    """
    shared = _overlaps(*_label_maps("h", "w", segments=segments, truth=truth))
    areas = shared.sum(axis=0)
    union = shared.sum(axis=1, keepdims=True) + areas - shared
    return float(areas @ np.max(shared / np.maximum(union, 1), axis=0) / areas.sum())


def boundary_recall(segments, truth, *, tolerance=2):
    """Share of the true boundary pixels that have a boundary pixel of the regions near them.

    More regions find more boundary: read it beside :func:`boundary_density`, or beside the share of the regions' boundary
    that is true, the precision: this function with the two maps exchanged.

    Parameters
    ----------
    segments, truth : array_like of int, shape (h, w)
        Labels from 0.
    tolerance : int
        Near means at most so many rows and columns away: a window of 2 ``tolerance`` + 1 pixels a side.

    Returns
    -------
    float
        In [0, 1]; 1 where the truth has no boundary.

    Raises
    ------
    TypeError, ValueError
        As for :func:`achievable_segmentation_accuracy`; or if ``tolerance`` is negative or no integer.

    References
    ----------
    Martin, Fowlkes, Malik (2004), *Learning to detect natural image boundaries*, doi:10.1109/TPAMI.2004.1273918;
    with this window in Stutz, Hermans, Leibe (2018), arXiv:1612.01601

    Examples
    --------
    >>> segments, truth = [[0, 1, 1, 1, 1]], [[0, 0, 1, 1, 1]]
    >>> boundary_recall(segments, truth, tolerance=0), boundary_recall(segments, truth, tolerance=1)
    (0.5, 1.0)
    """
    segments, truth = _label_maps("h", "w", segments=segments, truth=truth)
    check_number(tolerance, "[0, inf)", name="tolerance", whole=True, hint="it counts pixels")
    near = ndimage.maximum_filter(_boundaries(segments), size=2 * tolerance + 1, mode="constant")
    wanted = _boundaries(truth)
    return float(near[wanted].mean()) if wanted.any() else 1.0


def boundary_density(segments):
    """Share of the pixels that are boundary: the price paid for boundary recall.

    Parameters
    ----------
    segments : array_like of int, shape (h, w)
        Labels from 0.

    Returns
    -------
    float
        In [0, 1].

    Raises
    ------
    TypeError, ValueError
        As for :func:`achievable_segmentation_accuracy`.

    References
    ----------
    Machairas et al. (2015), *Waterpixels*, doi:10.1109/TIP.2015.2451011 (there, contour density)

    Examples
    --------
    >>> boundary_density([[0, 0, 1, 1, 1]])
    0.4
    """
    return float(_boundaries(*_label_maps("h", "w", segments=segments)).mean())


def mean_iou(truth, predicted, *, n_classes=None):
    r"""Mean over the classes of intersection over union, each class pooled over all pixels of all pictures.

    .. math:: \mathrm{IoU}_c = \frac{|T_c \cap P_c|}{|T_c \cup P_c|}

    A class that neither map names is left out of the mean. Background is a class like the others.

    Parameters
    ----------
    truth, predicted : array_like of int, shape (n, h, w)
        Pixel masks, 0 = background.
    n_classes : int, optional
        How many values a pixel can take, background included: a pixel at or above it is an error.

    Returns
    -------
    float
        In [0, 1].

    Raises
    ------
    TypeError, ValueError
        If a mask is not integer, not of shape (n, h, w), empty, negative or not below ``n_classes``, or the shapes differ.

    References
    ----------
    Everingham et al. (2015), *The PASCAL visual object classes challenge: a retrospective*, doi:10.1007/s11263-014-0733-5

    Examples
    --------
    >>> mean_iou([[[0, 0, 1, 1]]], [[[0, 1, 1, 1]]])        # background 1/2, class one 2/3
    0.5833333333333333
    """
    truth, predicted = _label_maps("n", "h", "w", truth=truth, predicted=predicted)
    largest = int(max(truth.max(), predicted.max()))
    if n_classes is not None:
        check_number(n_classes, f"[{largest + 1}, inf)", name="n_classes", whole=True, hint="background counts too")
    both = _overlaps(truth, predicted, n_labels=largest + 1)  # (k, k)
    intersection = np.diagonal(both)
    union = both.sum(axis=0) + both.sum(axis=1) - intersection
    return float(np.mean(intersection[union > 0] / union[union > 0]))


def box_iou(a, b):
    """Intersection over union of every box of ``a`` with every box of ``b``.

    Parameters
    ----------
    a : array_like, shape (k, 4)
    b : array_like, shape (m, 4)
        Boxes ``(top, left, bottom, right)``, half-open: the area is (bottom - top) (right - left).

    Returns
    -------
    numpy.ndarray, shape (k, m)
        In [0, 1]; 0 where both boxes are empty.

    Raises
    ------
    ValueError
        If an array is not of shape (k, 4), is not finite, or a box ends before it begins.

    Examples
    --------
    >>> box_iou([(0, 0, 2, 2)], [(0, 0, 2, 2), (0, 1, 2, 3), (2, 2, 4, 4)]).round(3).tolist()
    [[1.0, 0.333, 0.0]]
    """
    a, b = check_boxes(a, name="a")[:, None], check_boxes(b, name="b")[None]  # (k, 1, 4), (1, m, 4)
    sides = np.minimum(a[..., 2:], b[..., 2:]) - np.maximum(a[..., :2], b[..., :2])
    intersection = np.prod(np.maximum(sides, 0), axis=-1)  # (k, m)
    union = np.prod(a[..., 2:] - a[..., :2], axis=-1) + np.prod(b[..., 2:] - b[..., :2], axis=-1) - intersection
    return intersection / np.where(union > 0, union, 1)


def average_precision(truth_boxes, truth_labels, boxes, labels, scores, *, iou=0.5):
    r"""Area under the precision-recall curve of a detector, averaged over the classes (mAP; at ``iou=0.5``, AP50).

    As in PASCAL VOC from 2010 on: a detection claims the true box of its class and picture that it overlaps most. The first
    claim of a box, by falling score, is a hit if the overlap is at least ``iou``; any other detection is a false alarm, and

    .. math:: \mathrm{AP} = \sum_k (r_k - r_{k-1}) \max_{l \ge k} p_l

    with precision p and recall r after each *distinct* score, so that the order of equal scores does not matter.

    Parameters
    ----------
    truth_boxes : list of array_like, shape (m_i, 4)
        The true boxes of each picture, ``(top, left, bottom, right)``.
    truth_labels : list of array_like of int, shape (m_i,)
    boxes : list of array_like, shape (k_i, 4)
        The detections of each picture.
    labels : list of array_like of int, shape (k_i,)
    scores : list of array_like, shape (k_i,)
        Larger is surer.
    iou : float
        The overlap that makes a hit, in (0, 1].

    Returns
    -------
    float
        In [0, 1]: the mean over the classes that occur in ``truth_labels``.

    Raises
    ------
    ValueError
        If the lists differ in length, a picture's arrays do not fit each other, a score is not finite, ``iou`` is out of
        range, or there is no true box.

    References
    ----------
    Everingham et al. (2015), *The PASCAL visual object classes challenge: a retrospective*, doi:10.1007/s11263-014-0733-5

    Examples
    --------
    >>> found = [[(0, 0, 4, 4), (5, 5, 9, 9), (0, 0, 4, 5)]]        # a hit, a false alarm, and the first box once more
    >>> average_precision([[(0, 0, 4, 4), (4, 0, 8, 4)]], [[0, 0]], found, [[0, 0, 0]], [[0.9, 0.8, 0.7]])
    0.5
    """
    check_number(iou, "(0, 1]", name="iou", hint="0.5 is usual")
    check_lengths(truth_boxes=truth_boxes, truth_labels=truth_labels, boxes=boxes, labels=labels, scores=scores)
    claims, n_true = [], 0
    for picture in zip(truth_boxes, truth_labels, boxes, labels, scores, strict=True):
        claims.append(_claims(*picture, iou=iou, n_before=n_true))  # (k_i,)
        n_true += len(picture[1])
    if n_true == 0:
        raise ValueError("truth_boxes holds no box, so there is nothing to recall: give at least one picture with an object")
    claims, true, found, scores = (np.concatenate(column) for column in (claims, truth_labels, labels, scores))
    return float(np.mean([_area(claims[found == c], scores[found == c], np.sum(true == c)) for c in np.unique(true)]))


def frechet_distance(a, b):
    r"""How far two clouds of feature vectors lie apart, by their means and covariances.

    .. math:: |\mu_a - \mu_b|^2 + \mathrm{tr}\left(\Sigma_a + \Sigma_b - 2 (\Sigma_a \Sigma_b)^{1/2}\right)

    This is the squared Wasserstein distance between the normal distributions with these moments. In one particular network,
    Inception, it is called FID; in any other network the number is another one, so do not call it that. It is biased: two
    small sets of the same kind lie further apart than two large ones. Compare at equal size only, as :func:`scorecard` does.

    Parameters
    ----------
    a : array_like, shape (n, d)
    b : array_like, shape (m, d)
        Feature vectors; n and m at least 2.

    Returns
    -------
    float
        At least 0; 0 if means and covariances agree.

    Raises
    ------
    TypeError, ValueError
        If an array does not hold finite numbers, has fewer than two rows, or the rows differ in length.

    References
    ----------
    Dowson and Landau (1982), doi:10.1016/0047-259X(82)90077-X; FID: Heusel et al. (2017), arXiv:1706.08500; its bias: Chong
    and Forsyth (2020), arXiv:1911.07023

    Examples
    --------
    >>> frechet_distance([[0], [2]], [[3], [7]])        # means 1 and 5, variances 2 and 8: 16 + 2 + 8 - 2 * 4
    18.0
    """
    (mean_a, root_a), (mean_b, root_b) = (_moments(points.astype(float)) for points in _tables(2, a=a, b=b))
    # With roots R, R'R = covariance, the trace of the square root is the sum of the singular values of R_a R_b'.
    shared = np.linalg.norm(root_a @ root_b.T, "nuc")
    return max(0.0, float(np.sum((mean_a - mean_b) ** 2) + np.sum(root_a**2) + np.sum(root_b**2) - 2 * shared))


def sample_precision_recall(real, sample, *, k=3):
    """Share of the sample that looks real, and share of the real vectors that the sample reaches.

    A point belongs to a set if it lies in the ball about one of the set's points that reaches to that point's ``k``-th
    neighbour in the set. Precision falls if a generator makes what is not real, recall if it leaves out what is. Of two
    sets of the same kind neither reaches 1, and both depend on the size: compare at equal size only.

    Parameters
    ----------
    real : array_like, shape (n, d)
    sample : array_like, shape (m, d)
        Feature vectors.
    k : int
        At least 1, less than n and m.

    Returns
    -------
    precision, recall : float
        In [0, 1].

    Raises
    ------
    TypeError, ValueError
        If an array does not hold finite numbers, the rows differ in length, or ``k`` is out of range.

    References
    ----------
    Kynkäänniemi et al. (2019), *Improved precision and recall metric for assessing generative models*, arXiv:1904.06991

    Examples
    --------
    >>> sample_precision_recall([[0], [1], [5], [6]], [[0.5], [0.6]], k=1)      # real, but all in one spot
    (1.0, 0.0)
    >>> sample_precision_recall([[0], [1], [5], [6]], [[0.5], [3], [5.5]], k=1)
    (0.6666666666666666, 1.0)
    """
    real, sample = (points.astype(float) for points in _tables(2, real=real, sample=sample))
    most = min(len(real), len(sample)) - 1
    check_number(k, f"[1, {most}]", name="k", whole=True, hint="3 is usual, and each set must have more vectors than that")
    return _share_inside(sample, real, k), _share_inside(real, sample, k)


def nearest(sample, real):
    """Find for each of ``sample`` the nearest of ``real``: a generator that copies is 0 away from a training picture.

    Parameters
    ----------
    sample : array_like, shape (n, ...)
    real : array_like, shape (m, ...)
        Pictures or vectors of one shape; m at least 1.

    Returns
    -------
    distances : numpy.ndarray, shape (n,)
        Euclidean, over all values of a picture.
    indices : numpy.ndarray of int, shape (n,)
        Which of ``real`` it is.

    Raises
    ------
    TypeError, ValueError
        If an array does not hold finite numbers or is empty, or the shapes differ.

    Examples
    --------
    >>> distances, indices = nearest([[0, 1], [5, 5]], [[5, 5], [0, 0], [9, 9]])
    >>> distances.tolist(), indices.tolist()
    ([1.0, 0.0], [1, 0])
    """
    tables = _tables(1, "n", "...", real=real, sample=sample)
    dtype = np.result_type(np.float32, *tables)  # pictures keep their float32
    real, sample = (table.reshape(len(table), -1).astype(dtype, copy=False) for table in tables)
    half_squares = np.einsum("md,md->m", real, real) / 2
    blocks = [np.argmin(half_squares - block @ real.T, axis=1) for block in _blocks(sample)]  # |s - r|^2 without |s|^2
    indices = np.concatenate(blocks)
    differences = [block - real[some] for block, some in zip(_blocks(sample), _blocks(indices), strict=True)]
    return np.concatenate([np.linalg.norm(block, axis=1) for block in differences]), indices


def scorecard(images, training, held_out, *, features):
    """Judge generated pictures against real ones: the same four figures for every generator.

    ``m`` of each set are compared, as many as the smallest has; a larger set is cut into several parts of ``m``, evenly
    spread over it, and the mean is told. No generator may have seen ``held_out``.

    Parameters
    ----------
    images : array_like, shape (n, h, w, c)
        The generated pictures.
    training, held_out : array_like, shape (., h, w, c)
        Real pictures, those learned from and others. Float in [0, 1]; four or more of each, some hundreds to mean something.
    features : callable
        Turns pictures into feature vectors (n, d), such as ``CNNFeatures(...).fit(...).transform``.

    Returns
    -------
    namedtuple of float
        ``frechet_ratio``: the Fréchet distance of the generated pictures to the held-out ones over that of the training
        pictures to them. About 1 for a perfect generator, and for one that copies.
        ``precision``, ``recall``: of the generated pictures against the held-out ones (:func:`sample_precision_recall`).
        ``copies``: share of the generated pictures that are nearer to a training picture, pixel by pixel, than 99 of 100
        held-out pictures are. About 0.01 for one that makes its own, 1 for one that copies.

    Raises
    ------
    TypeError, ValueError
        If a set holds no pictures or too few, the sets differ in shape, or ``features`` gives no vectors.

    Examples
    --------
    >>> real = np.random.default_rng(0).random((300, 4, 4, 1))
    >>> card = scorecard(real[:100], real[100:200], real[200:], features=lambda images: images.reshape(len(images), -1))
    >>> card._fields
    ('frechet_ratio', 'precision', 'recall', 'copies')
    """
    sets = {"images": images, "training": training, "held_out": held_out}
    images, training, held_out = sets = [to_numpy(check_images(pictures, name=name)) for name, pictures in sets.items()]
    shapes, size = [pictures.shape for pictures in sets], min(map(len, sets))
    if len({shape[1:] for shape in shapes}) > 1 or size < 4:
        said = "images, training and held_out must hold four or more pictures each, all of one height, width and channels"
        raise ValueError(f"{said}: got shapes {shapes[0]}, {shapes[1]} and {shapes[2]}")
    made, known, unseen = (_parts(_vectors(features, pictures), size) for pictures in sets)
    apart = np.mean([frechet_distance(b, a) for a in unseen for b in known])
    if apart == 0:
        raise ValueError("features must tell pictures apart, got the same vectors for training and held_out")
    judged = [(frechet_distance(b, a), *sample_precision_recall(a, b)) for a in unseen for b in made]
    distance, precision, recall = np.mean(judged, axis=0)
    usual = np.quantile(nearest(held_out, training)[0], 0.01)
    copies = np.mean(nearest(images, training)[0] <= usual)
    return _Scorecard(*map(float, (distance / apart, precision, recall, copies)))


def wilson_interval(successes, n, *, z=1.96):
    r"""The interval that a share was counted in: which true shares make ``successes`` of ``n`` no surprise.

    .. math:: \frac{k + z^2/2}{n + z^2} \pm \frac{z}{n + z^2} \sqrt{\frac{k (n - k)}{n} + \frac{z^2}{4}}

    Parameters
    ----------
    successes, n : int
    z : float
        Half its width in standard deviations: 1.96 for 95 %.

    Returns
    -------
    (float, float)
        In [0, 1].

    Raises
    ------
    TypeError, ValueError
        If they are no such numbers.

    References
    ----------
    Wilson (1927), *Probable inference, the law of succession, and statistical inference*, doi:10.1080/01621459.1927.10502953

    Examples
    --------
    >>> [round(end, 3) for end in wilson_interval(18, 20)]
    [0.699, 0.972]
    """
    check_whole(n=n)
    check_number(successes, f"[0, {n}]", name="successes", whole=True, hint="they are among n")
    check_number(z, "(0, inf)", name="z", hint="1.96 is usual")
    middle, half = successes + z**2 / 2, z * np.sqrt(successes * (n - successes) / n + z**2 / 4)
    low, high = (middle - half) / (n + z**2), (middle + half) / (n + z**2)
    return max(0.0, float(low)), min(1.0, float(high))


def _claims(truth_boxes, truth_labels, boxes, labels, scores, *, iou, n_before):
    """Return for each detection of a picture the true box it claims, numbered over all pictures, or -1; shape (k,)."""
    boxes, truth_boxes = check_boxes(boxes), check_boxes(truth_boxes, name="truth_boxes")
    hint = "one entry for each box"
    labels = check_labels(labels, shape=(len(boxes),), hint=hint)
    truth_labels = check_labels(truth_labels, name="truth_labels", shape=(len(truth_boxes),), hint=hint)
    check_numbers(scores, name="scores", shape=(len(boxes),), hint=hint)
    overlap = box_iou(boxes, truth_boxes)  # (k, m)
    overlap *= np.equal.outer(labels, truth_labels)
    if overlap.size == 0:
        return np.full(len(labels), -1)
    return np.where(overlap.max(axis=1) >= iou, n_before + overlap.argmax(axis=1), -1)


def _area(claims, scores, n_true):
    """Return the area under the interpolated precision-recall curve of one class."""
    order = np.argsort(scores)[::-1]
    claims, scores = claims[order], scores[order]
    hits = np.zeros(len(claims))
    hits[np.unique(claims, return_index=True)[1]] = 1  # the first claim of each box
    hits[claims < 0] = 0
    last = np.flatnonzero(np.diff(scores, append=-np.inf))  # the last of each run of equal scores
    n_hits = np.cumsum(hits)[last]
    precision = np.maximum.accumulate((n_hits / (last + 1))[::-1])[::-1]
    return np.diff(n_hits, prepend=0) @ precision / n_true


def _overlaps(first, second, *, n_labels=0):
    """Return how many pixels carry label i in the first map and j in the second, of shape (labels, labels)."""
    rows, columns = max(first.max() + 1, n_labels), max(second.max() + 1, n_labels)
    return np.bincount((first * columns + second).ravel(), minlength=rows * columns).reshape(rows, columns)


def _boundaries(labels):
    """Return where a pixel of ``labels`` (h, w) has another label above, below, left or right of it, as bool (h, w)."""
    boundary = np.zeros(labels.shape, bool)
    down, right = labels[1:] != labels[:-1], labels[:, 1:] != labels[:, :-1]
    boundary[1:] |= down
    boundary[:-1] |= down
    boundary[:, 1:] |= right
    boundary[:, :-1] |= right
    return boundary


def _moments(points):
    """Return the mean of ``points (n, d)`` and a root R of their covariance: R'R, without forming the covariance."""
    mean = points.mean(axis=0)
    return mean, np.linalg.qr((points - mean) / np.sqrt(len(points) - 1), mode="r")  # (d,), (min(n, d), d)


def _share_inside(points, centres, k):
    """Return the share of ``points`` in a ball about one of ``centres`` that reaches to its ``k``-th neighbour."""
    from sklearn.metrics import pairwise_distances
    from sklearn.neighbors import NearestNeighbors

    reach = NearestNeighbors(n_neighbors=k).fit(centres).kneighbors()[0][:, -1]  # a centre is no neighbour of its own
    inside = [(pairwise_distances(block, centres) <= reach).any(axis=1) for block in _blocks(points)]
    return float(np.concatenate(inside).mean())


def _blocks(points):
    """Cut into blocks of a few hundred, so that no array of all pairs is held at once."""
    return [points[start : start + 256] for start in range(0, len(points), 256)]


def _parts(points, size):
    """Cut into as many parts of ``size`` as there are, each spread evenly over all ``points``."""
    n_parts = len(points) // size
    spread = np.arange(n_parts * size) * len(points) // (n_parts * size)
    return [points[spread[start::n_parts]] for start in range(n_parts)]


def _vectors(features, images):
    """Return the feature vectors of pictures, or say what is wrong with ``features``."""
    check_callable(features, name="features", hint="pass CNNFeatures(...).fit(X).transform")
    name, shape, hint = "features(images)", (len(images), "d"), "one vector for each picture"
    return to_numpy(check_numbers(features(images), name=name, shape=shape, hint=hint)).astype(float)


def _tables(least, *axes, **arrays):
    """Return arrays of one or more rows alike, (n, d) if not told otherwise, or say what is wrong with them."""
    tables, hint = [], f"rows like those of {next(iter(arrays))}"
    for name, array in arrays.items():
        shape = ("n", *tables[0].shape[1:]) if tables else axes or ("n", "d")
        tables.append(to_numpy(check_numbers(array, name=name, shape=shape, least=least, hint=hint if tables else "")))
    return tables


def _label_maps(*axes, **maps):
    """Return label maps of one shape, or say what is wrong with them."""
    found = []
    for name, labels in maps.items():
        shape, hint = (found[0].shape, f"the shape of {next(iter(maps))}") if found else (axes, "")
        found.append(check_labels(labels, name=name, shape=shape, least=1, hint=hint))
    return found
