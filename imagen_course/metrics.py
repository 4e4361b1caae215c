"""How good are regions, masks and boxes: the measures that the ecosystem lacks.

Label maps are integer, ``segments`` and ``truth`` ``(h, w)``, masks ``(n, h, w)``; a box is ``(top, left, bottom, right)``,
half-open; every measure is a float in [0, 1]. A pixel is *boundary* if one of its four neighbours carries another label, so
that a border is two pixels thick, in the regions and in the truth alike. Accuracy, F1 and their like are scikit-learn's.
"""

import numpy as np
from scipy import ndimage

from imagen_course.arrays import check_array, check_number, to_numpy

__all__ = [
    "achievable_segmentation_accuracy",
    "average_precision",
    "boundary_density",
    "boundary_recall",
    "box_iou",
    "covering",
    "mean_iou",
    "undersegmentation_error",
]


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
    shared = _overlaps(*_label_maps(2, segments=segments, truth=truth))
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
    inside = _overlaps(*_label_maps(2, segments=segments, truth=truth))
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
    shared = _overlaps(*_label_maps(2, segments=segments, truth=truth))
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
    segments, truth = _label_maps(2, segments=segments, truth=truth)
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
    return float(_boundaries(*_label_maps(2, segments=segments)).mean())


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
    truth, predicted = _label_maps(3, truth=truth, predicted=predicted)
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
    a, b = _boxes("a", a)[:, None], _boxes("b", b)[None]  # (k, 1, 4), (1, m, 4)
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
    columns = {"truth_boxes": truth_boxes, "truth_labels": truth_labels, "boxes": boxes, "labels": labels, "scores": scores}
    lengths = {name: len(column) if hasattr(column, "__len__") else column for name, column in columns.items()}
    if len(set(lengths.values())) > 1:
        raise ValueError(f"all lists must have one entry for each picture, got lengths {lengths}: give [] for nothing")
    claims, n_true = [], 0
    for picture in zip(truth_boxes, truth_labels, boxes, labels, scores, strict=True):
        claims.append(_claims(*picture, iou=iou, n_before=n_true))  # (k_i,)
        n_true += len(picture[1])
    if n_true == 0:
        raise ValueError("truth_boxes holds no box, so there is nothing to recall: give at least one picture with an object")
    claims, true, found, scores = (np.concatenate(column) for column in (claims, truth_labels, labels, scores))
    return float(np.mean([_area(claims[found == c], scores[found == c], np.sum(true == c)) for c in np.unique(true)]))


def _claims(truth_boxes, truth_labels, boxes, labels, scores, *, iou, n_before):
    """Return for each detection of a picture the true box it claims, numbered over all pictures, or -1; shape (k,)."""
    overlap = box_iou(_boxes("boxes", boxes), _boxes("truth_boxes", truth_boxes))  # (k, m)
    if (len(labels), len(truth_labels)) != overlap.shape or len(scores) != len(labels):
        raise ValueError(
            f"each box needs a label and each detection a score, got a picture with {overlap.shape[1]} truth_boxes, "
            f"{len(truth_labels)} truth_labels, {overlap.shape[0]} boxes, {len(labels)} labels and {len(scores)} scores"
        )
    if np.asarray(scores).dtype.kind not in "iuf" or not np.isfinite(scores).all():
        raise ValueError("scores must be finite, got NaN or infinity: a detection without a score cannot be ranked")
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


def _label_maps(n_dimensions, **maps):
    """Return the label maps as int64 arrays of one shape, or say what is wrong with them."""
    arrays = {name: to_numpy(check_array(labels, name=name)) for name, labels in maps.items()}
    for name, labels in arrays.items():
        if labels.dtype.kind not in "biu":
            raise TypeError(f"{name} must hold integer labels, got {labels.dtype}: convert whole numbers with .astype(int)")
        if labels.ndim != n_dimensions or labels.size == 0:
            wanted = "(h, w), one picture at a time" if n_dimensions == 2 else f"(n, h, w), for one picture {name}[None]"
            raise ValueError(f"{name} must have at least one pixel and shape {wanted}; got shape {labels.shape}")
        if labels.min() < 0:
            raise ValueError(f"{name} must hold labels from 0, got {labels.min()}")
    if len({labels.shape for labels in arrays.values()}) > 1:
        shapes = " and ".join(f"{name} {labels.shape}" for name, labels in arrays.items())
        raise ValueError(f"the label maps must have one shape, got {shapes}: resize one with nearest neighbours")
    return [labels.astype(np.int64) for labels in arrays.values()]


def _boxes(name, boxes):
    """Return ``boxes`` as float64 (k, 4), or say what is wrong with them."""
    boxes = to_numpy(check_array(boxes, name=name))
    if boxes.size and boxes.dtype.kind not in "iuf":
        raise TypeError(f"{name} must be numbers, got {boxes.dtype}: a row is (top, left, bottom, right)")
    boxes = boxes.reshape(0, 4).astype(float) if boxes.size == 0 else boxes.astype(float)
    if boxes.ndim != 2 or boxes.shape[1] != 4:
        raise ValueError(f"{name} must have shape (k, 4), got {boxes.shape}: a row is (top, left, bottom, right)")
    if not (np.isfinite(boxes).all() and (boxes[:, :2] <= boxes[:, 2:]).all()):
        raise ValueError(f"{name} must be finite, with top <= bottom and left <= right: a row is (top, left, bottom, right)")
    return boxes
