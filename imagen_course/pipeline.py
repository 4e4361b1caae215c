"""The four steps as one scikit-learn classifier: cut a picture into regions, describe and classify each, let them vote.

``X`` are pictures ``(n, h, w, c)``, floating point in [0, 1], grey (c = 1) or colour (c = 3). Regions are cut and looked at
relative to the picture, so any size will do that shows an object in some 1,000 pixels: enlarge tiny pictures, and shrink
photographs to about 128 pixels a side. ``y`` is a label for each picture, ``(n,)``, or a mask for each, ``(n, h, w)`` int:
0 = background, 1 + label = a pixel of an object of that class. Inside, each region has a *code* in the manner of the masks:
0, or 1 + index into ``classes_``.
"""

from typing import NamedTuple

import numpy as np
from scipy import ndimage
from scipy.special import logit
from sklearn.base import BaseEstimator, ClassifierMixin, clone
from sklearn.calibration import CalibratedClassifierCV
from sklearn.model_selection import StratifiedKFold
from sklearn.preprocessing import StandardScaler
from sklearn.utils.validation import check_is_fitted

from imagen_course import address, archives, persistence, regions, segment, vote
from imagen_course.checks import (
    check_array,
    check_classes,
    check_images,
    check_labels,
    check_number,
    check_one_of,
    check_path,
    check_type,
)
from imagen_course.features import CNNFeatures, region_crops
from imagen_course.metrics import box_iou, mean_iou
from imagen_course.novelty import NearestNeighborNovelty
from imagen_course.region_graph import in_one_row, region_boxes
from imagen_course.svm import LinearSVM
from imagen_course.worlds import scenes

__all__ = ["Detections", "ImagenPipeline", "Regions", "load", "load_default", "save"]

_VOTES = ("average", "largest", "area", "majority")
_BATCH_PIXELS = 2**18  # of the pictures cut at one time
_LEAST_CERTAIN = 0.41  # of a picture with drawn shapes: benchmarks/refusal.py
_GAP = 4  # pixels that may part the pieces of one object: most often something lies across it


class Regions(NamedTuple):
    """The regions of one picture, and how each votes; region i has row i.

    Attributes
    ----------
    segments : numpy.ndarray of int32, shape (h, w)
        The region of each pixel, from 0.
    boxes : numpy.ndarray of int, shape (k, 4)
        ``(top, left, bottom, right)``, half-open.
    areas : numpy.ndarray of int, shape (k,)
        In pixels.
    labels : numpy.ndarray of int, shape (k,)
        Index into the pipeline's ``classes_``, or -1 for background.
    scores : numpy.ndarray, shape (k,)
        The probability of that label, calibrated.
    weights : numpy.ndarray, shape (k,)
        How much its vote counts.

    Examples
    --------
    >>> Regions(*[None] * 6)._fields
    ('segments', 'boxes', 'areas', 'labels', 'scores', 'weights')
    """

    segments: np.ndarray
    boxes: np.ndarray
    areas: np.ndarray
    labels: np.ndarray
    scores: np.ndarray
    weights: np.ndarray


class Detections(NamedTuple):
    """The objects found in one picture, the surest first.

    Attributes
    ----------
    boxes : numpy.ndarray of int, shape (k, 4)
        ``(top, left, bottom, right)``, half-open.
    labels : numpy.ndarray of int, shape (k,)
        Index into the pipeline's ``classes_``.
    scores : numpy.ndarray, shape (k,)
        In [0, 1].

    Examples
    --------
    >>> Detections(np.zeros((0, 4), int), np.zeros(0, int), np.zeros(0)).labels.tolist()
    []
    """

    boxes: np.ndarray
    labels: np.ndarray
    scores: np.ndarray


class _Cut(NamedTuple):
    """The m regions of a batch of pictures."""

    segments: np.ndarray  # (n, h, w)
    crops: np.ndarray  # (m, size, size, c + 1)
    groups: np.ndarray  # (m,) the picture of each, from 0
    boxes: np.ndarray  # (m, 4)
    areas: np.ndarray  # (m,)


class ImagenPipeline(ClassifierMixin, BaseEstimator):
    """Regions, features, SVM, votes: a classifier that also segments and detects.

    Taught with masks, a region learns the class of most of its pixels. Taught with a label for each picture, regions in a
    corner count as background, the largest of the others takes the label, and no other is learnt from at first. Then, twice,
    each third of the pictures is judged by a fit on the rest: a region takes the class it looks like, which is background if
    it looks like none in particular, and only the region most like its picture's label has to keep that. With what all
    regions are called then, all is fitted once more.

    Parameters
    ----------
    n_segments : int
        Superpixels of a picture, before like neighbours merge.
    compactness, merge_threshold : float
        See :func:`imagen_course.segment.slic` and :func:`imagen_course.regions.merge_regions`.
    crop_size : int
        Side in pixels of the crops the features see.
    features : transformer, optional
        Of crops with a mask, see :mod:`imagen_course.features`; ``CNNFeatures(random_state=random_state)`` if not given.
    classifier : classifier, optional
        Of standardised features; ``LinearSVM(C=0.01)`` if not given. scikit-learn's ``LinearSVC`` and ``SVC`` fit here.
    vote : {'average', 'largest', 'area', 'majority'}
        Every region that says it is an object votes: with its probabilities of the classes, weighted by its area
        ('average'); the same, but only the regions of the picture's largest object ('largest'); for its likeliest class,
        weighted by its area ('area') or not ('majority').
    min_certainty : float
        In [0, 1]: ``accepts`` refuses pictures whose ``certainty`` is below this; ``predict`` names them all the same.
    random_state : int, RandomState or None
        Seeds the default features.

    Attributes
    ----------
    classes_ : numpy.ndarray
        The labels; with masks 0 ... k - 1.
    features_, classifier_, novelty_
        The fitted transformer, the fitted classifier with its calibration, and the training set's feature vectors.

    References
    ----------
    Gould, Fulton, Koller 2009, DOI 10.1109/ICCV.2009.5459211 (classes of regions); Platt 1999 (calibration); Chow 1970,
    DOI 10.1109/TIT.1970.1054406 (the reject option).

    Examples
    --------
    >>> from imagen_course import scenes
    >>> from imagen_course.features import HOGFeatures
    >>> drawn = scenes.generate(60, size=48, background="plain")
    >>> pipeline = ImagenPipeline(features=HOGFeatures()).fit(drawn.images, drawn.masks)
    >>> pipeline.segment(drawn.images[:2]).shape, len(pipeline.detect(drawn.images[:2]))
    ((2, 48, 48), 2)
    """

    def __init__(
        self,
        *,
        n_segments=64,
        compactness=20.0,
        merge_threshold=14.0,
        crop_size=24,
        features=None,
        classifier=None,
        vote="average",
        min_certainty=0.0,
        random_state=0,
    ):
        self.n_segments = n_segments
        self.compactness = compactness
        self.merge_threshold = merge_threshold
        self.crop_size = crop_size
        self.features = features
        self.classifier = classifier
        self.vote = vote
        self.min_certainty = min_certainty
        self.random_state = random_state

    def fit(self, X, y):
        """Learn from pictures ``X (n, h, w, c)`` and labels ``y (n,)`` or masks ``y (n, h, w)``."""
        X = self._check_pictures(X)
        y = _check_targets(y, X.shape[:3])
        cuts = list(self._cuts(X))
        crops = np.concatenate([cut.crops for cut in cuts])
        if y.ndim == 3:
            self.classes_ = np.arange(y.max())
            parts = np.split(y, np.cumsum([len(cut.segments) for cut in cuts])[:-1])
            codes = np.concatenate([_codes_of_masks(cut, masks) for cut, masks in zip(cuts, parts, strict=True)])
        else:
            self.classes_, labels = np.unique(y, return_inverse=True)
            codes = self._codes_from_picture_labels(cuts, crops, labels)
        return self._fit_regions(crops, codes)

    def _codes_from_picture_labels(self, cuts, crops, labels):
        """Return a code for each region where only the pictures' labels (n,) are known: weak supervision, in two rounds."""
        starts = np.cumsum([0] + [len(cut.segments) for cut in cuts])
        groups = np.concatenate([cut.groups + start for cut, start in zip(cuts, starts, strict=False)])
        corner = np.concatenate([_in_a_corner(cut) for cut in cuts])
        corner &= np.bincount(groups, ~corner)[groups] > 0  # a picture whose regions are all in corners keeps them
        areas = np.where(corner, 0, np.concatenate([cut.areas for cut in cuts]))
        codes, largest = np.where(corner, 0, 1 + labels[groups]), areas == _most(areas, groups)
        # The first round learns from corners and the largest regions, the second from what the first called all regions.
        probabilities = self._judged_by_others(crops, codes, groups, labels, known=corner | largest)
        codes = _codes_of_labels(probabilities, 1 + labels, groups, corner, np.bincount(labels) / len(labels))
        probabilities = self._judged_by_others(crops, codes, groups, labels, known=True)
        return _codes_of_labels(probabilities, 1 + labels, groups, corner, None)

    def _judged_by_others(self, crops, codes, groups, labels, known):
        """Return the probabilities of the regions of each third of the pictures, by a fit on what is known of the rest.

        Who has learnt a picture's label recognises anything in it; too few pictures judge themselves.
        """
        pictures, few = np.arange(len(labels)), np.bincount(labels).min() < 4
        parts = [[pictures, pictures]] if few else StratifiedKFold(3).split(labels, labels)
        probabilities = np.zeros((len(codes), 1 + len(self.classes_)))
        for part in parts:
            learning, judged = (np.isin(groups, some) for some in part)
            self._fit_regions(crops[learning & known], codes[learning & known])
            probabilities[judged] = self._probabilities(self.features_.transform(crops[judged]))
        return probabilities

    def predict(self, X):
        """Return the label of each picture, shape (n,): the likeliest class, even where no region votes or all is strange.

        A classifier has to answer; ``accepts`` tells which answers are worth nothing.
        """
        check_is_fitted(self)
        return self.classes_[np.concatenate([self._shares(*found).argmax(axis=1) for found in self._classified(X)])]

    def predict_proba(self, X):
        """Return the probability of each class for each picture, shape (n, n_classes): the average of its votes."""
        return np.concatenate([self._average(*found) for found in self._classified(X)])

    def certainty(self, X):
        r"""Tell how well a picture's regions are known, for each picture: 0 where no region votes.

        .. math:: \max_{i\ \mathrm{votes}} p_i \cdot \exp\Big(-\sum_i a_i d_i \Big/ \sum_i a_i\Big)

        That is the highest calibrated probability p of a region that says it is an object, made smaller by how far the
        regions, by area a, lie from those of the training set: d as :mod:`imagen_course.novelty` measures it.

        Parameters
        ----------
        X : array_like, shape (n, h, w, c)

        Returns
        -------
        numpy.ndarray, shape (n,)
            In [0, 1].
        """
        check_is_fitted(self)
        found = []
        for cut in self._cuts(self._check_pictures(X)):
            vectors = self.features_.transform(cut.crops)
            columns = self._probabilities(vectors), self.novelty_.distance(vectors), cut.areas
            found += [_certainty(*picture) for picture in zip(*_by_picture(cut, *columns), strict=True)]
        return np.array(found)

    def accepts(self, X):
        """Tell which pictures are like those learnt from: a region votes, and ``certainty`` is ``min_certainty`` or more.

        Parameters
        ----------
        X : array_like, shape (n, h, w, c)

        Returns
        -------
        numpy.ndarray of bool, shape (n,)
        """
        certainty = self.certainty(X)
        return (certainty > 0) & (certainty >= self.min_certainty)

    def score(self, X, y):
        """Return the accuracy of ``predict`` for labels ``y (n,)``, or mean IoU of ``segment`` for masks ``y (n, h, w)``."""
        check_is_fitted(self)
        y = _check_targets(y, self._check_pictures(X).shape[:3], self.classes_)
        return super().score(X, y) if y.ndim == 1 else mean_iou(y, self.segment(X))

    def segment(self, X):
        """Return the mask of each picture, int32 of shape (n, h, w): 0 = background, 1 + index into ``classes_``."""
        return np.stack([1 + found.labels[found.segments] for found in self.regions(X)]).astype("int32")

    def detect(self, X, *, score_threshold=0.0, iou=0.5, gap=_GAP):
        """Find objects: the boxes round neighbouring regions of one label.

        Parameters
        ----------
        X : array_like, shape (n, h, w, c)
        score_threshold : float
            Boxes with a lower score are left out; a score is the mean of the regions', by area.
        iou : float
            Of two boxes that overlap by more than this, the one with the lower score is left out.
        gap : int
            Pieces of one label are one object if at most this many pixels part them: most often something lies across it.

        Returns
        -------
        list of Detections
        """
        check_number(score_threshold, "(-inf, inf)", name="score_threshold", hint="scores lie in [0, 1]")
        check_number(iou, "[0, 1]", name="iou", hint="0.5 is usual")
        check_number(gap, "[0, inf)", name="gap", whole=True, hint="it counts pixels")
        return [_detect(found, score_threshold, iou, gap) for found in self.regions(X)]

    def regions(self, X):
        """Return the regions of each picture and their votes: a list of :class:`Regions`."""
        tables = []
        for cut, probabilities in self._classified(X):
            weights = self._weights(cut, probabilities)
            columns = cut.boxes, cut.areas, probabilities.argmax(axis=1) - 1, probabilities.max(axis=1), weights
            tables += [Regions(*row) for row in zip(cut.segments, *_by_picture(cut, *columns), strict=True)]
        return tables

    def _check_pictures(self, X):
        X = check_images(X, name="X", channels=(1, 3), least=1)
        _, h, w, _ = X.shape
        hint = f"with pictures of {h} x {w}; ask for fewer, or enlarge them"
        check_number(self.n_segments, f"[1, {h * w // 4}]", name="n_segments", whole=True, hint=hint)
        self._check_settings()
        return np.asarray(X, "float32")

    def _check_settings(self):
        check_number(self.n_segments, "[1, inf)", name="n_segments", whole=True)
        check_number(self.compactness, "(0, 10000]", name="compactness", hint="20 is usual")
        check_number(self.merge_threshold, "[0, inf)", name="merge_threshold", hint="14 is usual")
        check_number(self.crop_size, "[1, inf)", name="crop_size", whole=True)
        check_number(self.min_certainty, "[0, 1]", name="min_certainty", hint="0 refuses only where no region votes")
        for name in ("features", "classifier"):
            if not (getattr(self, name) is None or hasattr(getattr(self, name), "get_params")):
                raise TypeError(f"{name} must be an estimator in scikit-learn's manner, got {getattr(self, name)!r}")
        check_one_of(self.vote, _VOTES, name="vote")

    def _cuts(self, X):
        """Cut pictures into regions, a batch at a time so that memory stays flat."""
        batch = max(1, _BATCH_PIXELS // (X.shape[1] * X.shape[2]))
        for start in range(0, len(X), batch):
            images = X[start : start + batch]
            lab = segment.rgb_to_lab(images)
            segments = segment.slic(images, n_segments=self.n_segments, compactness=self.compactness, lab=lab)
            segments = regions.merge_regions(images, segments, threshold=self.merge_threshold, lab=lab)
            segments = regions.refine_borders(images, segments)
            found = region_boxes(segments)
            crops, groups, _ = region_crops(images, segments, size=self.crop_size, found=found)
            yield _Cut(segments, crops, groups, found.boxes, np.bincount(in_one_row(segments).ravel()))

    def _fit_regions(self, crops, codes):
        """Train features and classifier on the regions."""
        names = ["background", *self.classes_]
        present, counts = np.unique(codes, return_counts=True)
        if len(present) < 2:
            raise ValueError(f"all regions are {names[present[0]]}: raise n_segments, or lower merge_threshold")
        if counts.min() < 2:
            raise ValueError(f"only one region is {names[present[counts.argmin()]]}: give more pictures of it")
        features = CNNFeatures(random_state=self.random_state) if self.features is None else self.features
        classifier = LinearSVM(C=0.01) if self.classifier is None else self.classifier
        self.features_ = clone(features).fit(crops, codes)
        vectors = self.features_.transform(crops)
        scaled = persistence.clipped(StandardScaler(), clone(classifier))
        # The scores of an SVM are no probabilities: a sigmoid learnt on regions held out makes them such.
        calibrated = CalibratedClassifierCV(scaled, ensemble=False, cv=min(3, counts.min()))
        self.classifier_ = calibrated.fit(vectors, codes)
        self.novelty_ = NearestNeighborNovelty().fit(vectors)
        return self

    def _probabilities(self, vectors):
        """Return the probability of each code for the vector of each region, shape (m, 1 + n_classes)."""
        probabilities = np.zeros((len(vectors), 1 + len(self.classes_)))
        probabilities[:, self.classifier_.classes_] = self.classifier_.predict_proba(vectors)
        return probabilities

    def _classified(self, X):
        check_is_fitted(self)
        for cut in self._cuts(self._check_pictures(X)):
            yield cut, self._probabilities(self.features_.transform(cut.crops))

    def _weights(self, cut, probabilities):
        """Say how much each region's vote counts; where no region of a picture says object, the likeliest still decide."""
        codes = probabilities.argmax(axis=1)
        votes = codes > 0
        if self.vote == "largest":
            votes = np.concatenate(
                [_largest(*each) for each in zip(cut.segments, *_by_picture(cut, codes, cut.areas), strict=True)]
            )
        votes = votes + 1e-6 * (1 - probabilities[:, 0])
        return votes if self.vote == "majority" else votes * cut.areas

    def _shares(self, cut, probabilities):
        if self.vote in ("average", "largest"):
            return self._average(cut, probabilities)
        options = {"n_groups": len(cut.segments), "weights": self._weights(cut, probabilities)}
        choices = probabilities[:, 1:].argmax(axis=1)
        return vote.majority(choices, cut.groups, n_classes=probabilities.shape[1] - 1, **options)

    def _average(self, cut, probabilities):
        objects = 1 - probabilities[:, :1]  # what is no background
        kinds = np.divide(probabilities[:, 1:], objects, out=np.zeros_like(probabilities[:, 1:]), where=objects > 0)
        return vote.average(kinds, cut.groups, n_groups=len(cut.segments), weights=self._weights(cut, probabilities))


def _check_targets(y, shape, known=None):
    """Return labels (n,) or masks (n, h, w) for pictures (n, h, w), or say what is wrong with them."""
    y = check_array(y, name="y")
    if y.ndim == 3:
        masks = check_labels(y, name="y", shape=shape, hint="a mask of each picture, or a label for each")
        if not masks.any():
            raise ValueError("y must be 1 + label where masks show an object, got 0 alone: 0 is background")
        return masks
    classes, codes = check_classes(y, shape[0], least=2 if known is None else 1)
    if known is not None and (classes.dtype.kind == "U") != (known.dtype.kind == "U"):
        raise TypeError(f"y must hold classes such as {known[0]!r}, which was learnt, got {classes[0]!r}")
    return classes[codes]


def _codes_of_masks(cut, masks):
    """Return for each region the code that most of its pixels have."""
    starts = np.searchsorted(cut.groups, np.arange(len(masks)))
    regions = cut.segments + starts[:, None, None]
    return vote.majority(masks.ravel(), regions.ravel(), n_classes=int(masks.max()) + 1).argmax(axis=1)


def _in_a_corner(cut):
    """Tell which regions touch two borders of their picture that meet."""
    touching = (cut.boxes[:, :2] == 0) | (cut.boxes[:, 2:] == cut.segments.shape[1:])  # (m, 2): one of rows, of columns
    return touching.all(axis=1)


def _codes_of_labels(probabilities, codes, groups, corner, prior):
    """Call each region what it looks like, but in each picture the one most like the picture's own code (n,) that."""
    looks = probabilities.argmax(axis=1)
    if prior is not None:
        # So far only corners are known to be background: a region that speaks for no class more than chance does is, too.
        # Odds e times as high as those of the prior are taken for speaking.
        kinds = probabilities[:, 1:] / np.maximum(1 - probabilities[:, :1], 1e-9)
        lift = logit(np.clip(kinds, 1e-6, 1 - 1e-6)) - logit(prior)
        looks = np.where((looks > 0) & (lift.max(axis=1) > 1), 1 + lift.argmax(axis=1), 0)
    own = np.where(corner, -1, probabilities[np.arange(len(groups)), codes[groups]])
    return np.where(own == _most(own, groups), codes[groups], np.where(corner, 0, looks))


def _most(values, groups):
    """Return for each region (m,) the highest value in its picture; the regions of a picture stand together."""
    _, first, picture = np.unique(groups, return_index=True, return_inverse=True)
    return np.maximum.reduceat(values, first)[picture]


def _by_picture(cut, *columns):
    """Split columns (m, ...) of regions into a list for each picture."""
    ends = np.searchsorted(cut.groups, np.arange(1, len(cut.segments)))
    return (np.split(column, ends) for column in columns)


def _objects(segments, codes, gap):
    """Return the object that each region (k,) is a piece of, from 1: pieces of one code, near each other; or 0."""
    objects = np.zeros(len(codes), int)
    for code in np.unique(codes[codes > 0]):
        mask = (codes == code)[segments]
        pieces = np.zeros(len(codes), int)
        pieces[segments] = ndimage.label(ndimage.maximum_filter(mask.astype("uint8"), gap + 1))[0] * mask
        objects = np.where(pieces > 0, pieces + objects.max(), objects)
    return objects


def _largest(segments, codes, areas, gap=_GAP):
    """Tell which regions (k,) are pieces of the picture's largest object."""
    objects = _objects(segments, codes, gap)
    sizes = np.bincount(objects, areas * (objects > 0))
    return (objects > 0) & (objects == sizes.argmax())


def _detect(regions, score_threshold, iou, gap):
    objects = _objects(regions.segments, regions.labels + 1, gap)
    found = []
    for number in range(1, objects.max() + 1):
        own = objects == number
        box = *regions.boxes[own, :2].min(axis=0), *regions.boxes[own, 2:].max(axis=0)
        found.append((np.average(regions.scores[own], weights=regions.areas[own]), *box, regions.labels[own][0]))
    found = np.array(sorted(found, key=lambda row: -row[0])).reshape(-1, 6)
    found = found[found[:, 0] >= score_threshold]
    found = found[_suppress(found[:, 1:5], iou)]
    return Detections(found[:, 1:5].astype(int), found[:, 5].astype(int), found[:, 0])


def _certainty(probabilities, distances, areas):
    """The certainty of one picture, of its regions (k, codes), (k,) and (k,)."""
    surest = probabilities.max(axis=1)[probabilities.argmax(axis=1) > 0].max(initial=0)
    return surest * np.exp(-np.average(distances, weights=areas))


def _suppress(boxes, iou):
    """Non-maximum suppression: of boxes, surest first, keep those that overlap no kept one by more than ``iou``."""
    kept = []
    overlaps = box_iou(boxes, boxes)
    for number in range(len(boxes)):
        if all(overlaps[number, other] <= iou for other in kept):
            kept.append(number)
    return kept


def load_default():
    """Return a pipeline for the shapes of ``scenes``: shipped features, an SVM that is fitted now, in some seconds.

    It knows those five shapes and nothing else; its ``accepts`` refuses most photographs (``benchmarks/refusal.py``).

    Returns
    -------
    ImagenPipeline

    Examples
    --------
    >>> from imagen_course import scenes
    >>> drawn = scenes.generate(1, seed=3)
    >>> drawn.labels, load_default().predict(drawn.images)      # doctest: +SKIP
    (array([1]), array([1]))
    """
    drawn = scenes.generate(300, seed=2**20, n_objects=(1, 3))
    features = CNNFeatures(weights="scenes")
    return ImagenPipeline(features=features, min_certainty=_LEAST_CERTAIN).fit(drawn.images, drawn.masks)


def save(pipeline, path):
    """Write a fitted pipeline to a file of plain arrays and JSON, whole or not at all.

    What is kept is what answers: a pipeline that was loaded says the same, bit for bit.

    Parameters
    ----------
    pipeline : ImagenPipeline
        Its features are ``CNNFeatures``, ``HOGFeatures`` or ``SIFTFeatures``, its classifier is ``LinearSVM`` or
        scikit-learn's ``LinearSVC`` or ``LogisticRegression``, and its classes are numbers or text.
    path : str or path

    Raises
    ------
    sklearn.exceptions.NotFittedError
        If the pipeline is not fitted.
    TypeError
        If the pipeline has other parts, which are code: fit one that has not, or keep the script that fits it.

    Examples
    --------
    >>> save(load_default(), "shapes.pipeline")     # doctest: +SKIP
    """
    check_type(pipeline, ImagenPipeline, name="pipeline")
    check_path(path)
    check_is_fitted(pipeline)
    archives.write_archive(path, *persistence.pack(pipeline))


def load(path):
    """Read a pipeline that :func:`save` wrote. Nothing in the file is run, whoever wrote it.

    Parameters
    ----------
    path : str or path

    Returns
    -------
    ImagenPipeline

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If the file was not written by :func:`save`, by a later version of it, or is damaged.

    Examples
    --------
    >>> load("shapes.pipeline")         # doctest: +SKIP
    """
    check_path(path)
    persistence.check_kind(path)
    header, arrays = archives.read_archive(path)
    try:
        pipeline = persistence.unpack(ImagenPipeline, header, arrays)
        pipeline._check_settings()
        persistence.check_parts(pipeline)
        return pipeline
    except persistence.Newer as error:
        raise ValueError(f"{path} {error}: {address.install()}") from None
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{path} is no whole pipeline ({error}): fit and save it anew") from error
