"""The four steps as one scikit-learn classifier: segment a picture, describe and classify each region, let them vote.

``X`` are pictures ``(n, h, w, c)``, floating point in [0, 1], grey (c = 1) or colour (c = 3); or a list of pictures of any
sizes and of paths, which are read as their turn comes. ``y`` is a label for each picture, ``(n,)``, or a mask for each,
``(n, h, w)`` int, or a list of masks and of their paths: 0 = background, 1 + label = a pixel of an object of that class.
Inside, each region has a *code* in the manner of the masks: 0, or 1 + index into ``classes_``.

Drawn shapes and photographs ask for different regions and features: `suited_to` looks which of the two pictures are. With
the features of crops, regions are cut and looked at relative to the picture, so any size will do that shows an object in
some 1,000 pixels: enlarge tiny pictures, and shrink large ones to about 128 pixels a side. Those of maps want photographs
at their own size.
"""

from typing import NamedTuple

import numpy as np
from scipy import ndimage
from sklearn.base import BaseEstimator, ClassifierMixin, clone
from sklearn.calibration import CalibratedClassifierCV
from sklearn.model_selection import StratifiedKFold
from sklearn.preprocessing import StandardScaler
from sklearn.utils.validation import check_is_fitted

from imagen_course import address, archives, persistence, photographs, pictures, regions, segment, targets, vote
from imagen_course.checks import (
    check_images,
    check_items,
    check_number,
    check_one_of,
    check_path,
    check_type,
    check_whole,
)
from imagen_course.detect import Detections
from imagen_course.features import CNNFeatures, region_crops
from imagen_course.metrics import box_iou, mean_iou
from imagen_course.novelty import NearestNeighborNovelty
from imagen_course.region_features import CONTEXTS, MapFeatures, region_context
from imagen_course.region_graph import in_one_row, region_boxes
from imagen_course.svm import LinearSVM
from imagen_course.worlds import scenes

__all__ = ["Detections", "ImagenPipeline", "Regions", "load", "load_default", "save", "suited_to"]

# What a setting is that is not given, with features of crops and with those of maps.
_CROPS = {"n_segments": 64, "compactness": 20.0, "merge_threshold": 14.0, "context": ()}
_MAPS = {"n_segments": 300, "compactness": 10.0, "merge_threshold": 0.0, "context": ("colour", "place")}
_FOR_CROPS, _FOR_MAPS = LinearSVM(C=0.01), LinearSVM(C=0.003, class_weight=0.3)
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


class _Looks(NamedTuple):
    """What there is to see of m regions."""

    crops: np.ndarray  # (m, size, size, c + 1), or vectors (m, d) already
    context: np.ndarray  # (m, k)

    def only(self, which):
        return _Looks(self.crops[which], self.context[which])


class _Cut(NamedTuple):
    """The m regions of a batch of pictures."""

    segments: np.ndarray  # (n, h, w)
    looks: _Looks
    groups: np.ndarray  # (m,) the picture of each, from 0
    boxes: np.ndarray  # (m, 4)
    areas: np.ndarray  # (m,)


class _Learned(NamedTuple):
    """The m regions that are learnt from, of all pictures; the first two columns are a `_Looks`."""

    crops: np.ndarray
    context: np.ndarray
    groups: np.ndarray
    areas: np.ndarray
    corner: np.ndarray  # whether each lies in a corner
    codes: np.ndarray  # where masks say so


class ImagenPipeline(ClassifierMixin, BaseEstimator):
    """Regions, features, SVM, votes: a classifier that also segments and detects.

    Taught with masks, a region learns the class of most of its pixels. Taught with a label for each picture, regions in a
    corner count as background, the largest of the others takes the label, and no other is learnt from at first. Then, twice,
    each third of the pictures is judged by a fit on the rest: a region takes the class it looks like, which is background if
    it looks like none in particular, and only the region most like its picture's label has to keep that. With what all
    regions are called then, all is fitted once more.

    Parameters
    ----------
    n_segments : int, optional
        Superpixels of a picture, before like neighbours merge; 64 if not given, 300 with features of maps.
    compactness, merge_threshold : float, optional
        See :func:`imagen_course.segment.slic` and :func:`imagen_course.regions.merge_regions`; 20 and 14 if not given, 10
        and 0 with features of maps. At a threshold of 0 superpixels are left as they are.
    crop_size : int
        Side in pixels of the crops the features see.
    features : {'crops', 'maps'} or transformer, optional
        'crops', as if not given: ``CNNFeatures(random_state=random_state)``, of each region cut out with its mask; other
        transformers of such crops are in :mod:`imagen_course.features`. 'maps': ``MapFeatures()``, of the regions where they
        are, which photographs want; see :mod:`imagen_course.region_features`.
    context : tuple of {'colour', 'place', 'neighbours'}, optional
        What is told of a region besides, see :func:`imagen_course.region_features.region_context`; nothing if not given,
        colour and place with features of maps.
    classifier : classifier, optional
        Of standardised features; if not given, ``LinearSVM(C=0.01)``, or ``LinearSVM(C=0.003, class_weight=0.3)`` with
        features of maps. scikit-learn's ``LinearSVC`` and ``SVC`` fit here. Class weights are the classifier's: it knows
        classes by their codes.
    void_label : int, optional
        In masks, pixels that nobody says anything about: regions that are mostly of it are not learnt from, and ``score``
        leaves it out. Where every pixel has a class, there is no background, and 0 may be it.
    max_regions : int
        How many regions are learnt from, at about the most; of more, each picture gives its share, large and small ones. So
        memory does not grow with the number of pictures.
    vote : {'largest', 'average', 'area', 'majority'}
        Only the regions of the picture's largest object vote, with their probabilities of the classes, weighted by area
        ('largest'); every region that says it is an object does so ('average'); each votes for its likeliest class,
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
        n_segments=None,
        compactness=None,
        merge_threshold=None,
        crop_size=24,
        features=None,
        context=None,
        classifier=None,
        void_label=None,
        max_regions=40_000,
        vote="largest",
        min_certainty=0.0,
        random_state=0,
    ):
        self.n_segments = n_segments
        self.compactness = compactness
        self.merge_threshold = merge_threshold
        self.crop_size = crop_size
        self.features = features
        self.context = context
        self.classifier = classifier
        self.void_label = void_label
        self.max_regions = max_regions
        self.vote = vote
        self.min_certainty = min_certainty
        self.random_state = random_state

    def fit(self, X, y):
        """Learn from pictures ``X (n, h, w, c)`` and labels ``y (n,)`` or masks ``y (n, h, w)``, or from lists of them."""
        X = self._check_pictures(X)
        y = targets.check_targets(y, X)
        if targets.are_masks(y):
            learned, largest = self._learned_from(X, y)
            if largest < 1:
                raise ValueError("y must be 1 + label where masks show an object, got 0 alone: 0 is background")
            self.classes_, codes = np.arange(largest), learned.codes
        else:
            learned, _ = self._learned_from(X)
            self.classes_, labels = np.unique(y, return_inverse=True)
            codes = self._codes_from_picture_labels(learned, labels)
        return self._fit_regions(_Looks(*learned[:2]), codes)

    def _learned_from(self, X, masks=None):
        """Cut all pictures; return the regions that are learnt from, and the largest label in the masks."""
        start, largest, parts = 0, 0, []
        for cut in self._cuts(X):
            codes, kept = np.zeros(len(cut.groups), int), _some_of_each(cut, -(-self.max_regions // len(X)))
            if masks is not None:
                those = targets.mask_batch(masks, start, cut.segments.shape)
                codes = targets.codes_of_masks(those, cut.segments)
                kept = kept[codes[kept] != self.void_label]
                largest = max(largest, those.max(where=those != self.void_label, initial=0))
            columns = *cut.looks, start + cut.groups, cut.areas, _in_a_corner(cut), codes
            parts.append(_Learned(*(column[kept] for column in columns)))
            start += len(cut.segments)
        return _Learned(*map(np.concatenate, zip(*parts, strict=True))), int(largest)

    def _codes_from_picture_labels(self, learned, labels):
        """Return a code for each region where only the pictures' labels (n,) are known: weak supervision, in two rounds."""
        groups, corner, looks = learned.groups, learned.corner, _Looks(*learned[:2])
        corner = corner & (np.bincount(groups, ~corner)[groups] > 0)  # a picture with all regions in corners keeps them
        areas = np.where(corner, 0, learned.areas)
        codes, largest = np.where(corner, 0, 1 + labels[groups]), areas == targets.most(areas, groups)
        # The first round learns from corners and the largest regions, the second from what the first called all regions.
        probabilities = self._judged_by_others(looks, codes, groups, labels, known=corner | largest)
        codes = targets.codes_of_labels(probabilities, 1 + labels, groups, corner, np.bincount(labels) / len(labels))
        probabilities = self._judged_by_others(looks, codes, groups, labels, known=True)
        return targets.codes_of_labels(probabilities, 1 + labels, groups, corner, None)

    def _judged_by_others(self, looks, codes, groups, labels, known):
        """Return the probabilities of the regions of each third of the pictures, by a fit on what is known of the rest.

        Who has learnt a picture's label recognises anything in it; too few pictures judge themselves.
        """
        pictures, few = np.arange(len(labels)), np.bincount(labels).min() < 4
        parts = [[pictures, pictures]] if few else StratifiedKFold(3).split(labels, labels)
        probabilities = np.zeros((len(codes), 1 + len(self.classes_)))
        for part in parts:
            learning, judged = (np.isin(groups, some) for some in part)
            self._fit_regions(looks.only(learning & known), codes[learning & known])
            probabilities[judged] = self._probabilities(self._vectors(looks.only(judged)))
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
            vectors = self._vectors(cut.looks)
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
        X = self._check_pictures(X)
        y = targets.check_targets(y, X, known=self.classes_)
        return self._mean_iou(X, y) if targets.are_masks(y) else super().score(X, y)

    def _mean_iou(self, X, masks):
        """Mean IoU over all pixels that are not void, whatever the pictures' sizes."""
        found = self.segment(X)
        truth = [targets.mask_batch(masks, i, (1, *each.shape))[0] for i, each in enumerate(found)]
        known = [mask != self.void_label for mask in truth]
        pixels = [np.concatenate([mask[where] for mask, where in zip(all_, known, strict=True)]) for all_ in (truth, found)]
        return mean_iou(*(each[None, None] for each in pixels))

    def segment(self, X):
        """Return the mask of each picture: 0 = background, 1 + index into ``classes_``.

        Parameters
        ----------
        X : array_like, shape (n, h, w, c), or list of pictures and paths

        Returns
        -------
        numpy.ndarray of int32, shape (n, h, w), or a list of (h, w) where the pictures' sizes differ
        """
        masks = [(1 + found.labels[found.segments]).astype("int32") for found in self.regions(X)]
        return np.stack(masks) if len({mask.shape for mask in masks}) == 1 else masks

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
        """Return pictures as an array, or as a list if they are of several sizes or paths: those are looked at later."""
        if not targets.is_list_of_pictures(X):
            X = np.asarray(check_images(X, name="X", channels=(1, 3), least=1), "float32")
            self._check_size(*X.shape[1:3])
        self._check_settings()
        return X

    def _check_size(self, h, w):
        hint = f"with pictures of {h} x {w}; ask for fewer, or enlarge them"
        check_number(self._setting("n_segments"), f"[1, {h * w // 4}]", name="n_segments", whole=True, hint=hint)

    def _check_settings(self):
        check_number(self._setting("compactness"), "(0, 10000]", name="compactness", hint="20 is usual")
        check_number(self._setting("merge_threshold"), "[0, inf)", name="merge_threshold", hint="14 is usual")
        check_number(self._setting("n_segments"), "[1, inf)", name="n_segments", whole=True)
        check_number(self.crop_size, "[1, inf)", name="crop_size", whole=True)
        check_number(self.min_certainty, "[0, 1]", name="min_certainty", hint="0 refuses only where no region votes")
        check_whole(max_regions=self.max_regions)
        if self.void_label is not None:
            check_number(self.void_label, "[0, inf)", name="void_label", whole=True, hint="a label in the masks")
        for name in check_items(self._setting("context"), str, name="context", hint=f"take some of {CONTEXTS}"):
            check_one_of(name, CONTEXTS, name="context")
        for name, named in {"features": (None, "crops", "maps"), "classifier": (None,)}.items():
            part = getattr(self, name)
            if part not in named if part is None or isinstance(part, str) else not hasattr(part, "get_params"):
                wanted = "'crops', 'maps' or " if name == "features" else ""
                raise TypeError(f"{name} must be {wanted}an estimator in scikit-learn's manner, got {part!r}")
        check_one_of(self.vote, _VOTES, name="vote")

    def _setting(self, name):
        """The value of a setting, which is another with features of maps if it was not given."""
        value = getattr(self, name)
        return value if value is not None else (_MAPS if self._sees_maps() else _CROPS)[name]

    def _sees_maps(self):
        return isinstance(self.features, MapFeatures) or (isinstance(self.features, str) and self.features == "maps")

    def _new_features(self):
        if self._sees_maps():
            return MapFeatures() if isinstance(self.features, str) else self.features
        return CNNFeatures(random_state=self.random_state) if self.features in (None, "crops") else self.features

    def _cuts(self, X):
        """Cut pictures into regions, a batch at a time so that memory stays flat."""
        for images in pictures.batches(X, _BATCH_PIXELS, name="X", channels=(1, 3)):
            images = np.asarray(images, "float32")
            self._check_size(*images.shape[1:3])
            lab = segment.rgb_to_lab(images)
            options = {"n_segments": self._setting("n_segments"), "compactness": self._setting("compactness")}
            segments = segment.slic(images, lab=lab, **options)
            if threshold := self._setting("merge_threshold"):
                segments = regions.merge_regions(images, segments, threshold=threshold, lab=lab)
                segments = regions.refine_borders(images, segments)
            found = region_boxes(segments)
            if self._sees_maps():
                crops = self._new_features().transform_regions(images, segments)
            else:
                crops, _, _ = region_crops(images, segments, size=self.crop_size, found=found)
            of = self._setting("context")
            context = region_context(images, segments, of=of, lab=lab) if of else np.zeros((len(crops), 0), "float32")
            areas = np.bincount(in_one_row(segments).ravel())
            yield _Cut(segments, _Looks(crops, context), found.pictures, found.boxes, areas)

    def _fit_regions(self, looks, codes):
        """Train features and classifier on the regions."""
        names = ["background", *self.classes_]
        present, counts = np.unique(codes, return_counts=True)
        if len(present) < 2:
            raise ValueError(f"all regions are {names[present[0]]}: raise n_segments, or lower merge_threshold")
        if counts.min() < 2:
            raise ValueError(f"only one region is {names[present[counts.argmin()]]}: give more pictures of it")
        usual = _FOR_MAPS if self._sees_maps() else _FOR_CROPS
        self.features_ = clone(self._new_features()).fit(looks.crops, codes)
        vectors = self._vectors(looks)
        scaled = persistence.clipped(StandardScaler(), clone(usual if self.classifier is None else self.classifier))
        # The scores of an SVM are no probabilities: a sigmoid learnt on regions held out makes them such.
        calibrated = CalibratedClassifierCV(scaled, ensemble=False, cv=min(3, counts.min()))
        self.classifier_ = calibrated.fit(vectors, codes)
        self.novelty_ = NearestNeighborNovelty().fit(vectors)
        return self

    def _vectors(self, looks):
        vectors = looks.crops if self._sees_maps() else self.features_.transform(looks.crops)
        return np.concatenate([vectors, looks.context], axis=1) if looks.context.shape[1] else vectors

    def _probabilities(self, vectors):
        """Return the probability of each code for the vector of each region, shape (m, 1 + n_classes)."""
        probabilities = np.zeros((len(vectors), 1 + len(self.classes_)))
        probabilities[:, self.classifier_.classes_] = self.classifier_.predict_proba(vectors)
        return probabilities

    def _classified(self, X):
        check_is_fitted(self)
        for cut in self._cuts(self._check_pictures(X)):
            yield cut, self._probabilities(self._vectors(cut.looks))

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


def _some_of_each(cut, limit):
    """Return which regions (k,) are learnt from: ``limit`` of each picture at the most, from the largest to the smallest."""
    kept = []
    for numbers, areas in zip(*_by_picture(cut, np.arange(len(cut.groups)), cut.areas), strict=True):
        places = np.linspace(0, len(areas) - 1, min(limit, len(areas))).round().astype(int)
        kept.append(np.sort(numbers[np.argsort(-areas, kind="stable")[places]]))
    return np.concatenate(kept)


def _in_a_corner(cut):
    """Tell which regions touch two borders of their picture that meet."""
    touching = (cut.boxes[:, :2] == 0) | (cut.boxes[:, 2:] == cut.segments.shape[1:])  # (m, 2): one of rows, of columns
    return touching.all(axis=1)


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


def suited_to(X, **options):
    """Return a pipeline with the regions and features that pictures like these want; it is yet to be fitted.

    The network for photographs says which of them are like those it has seen. Where most are, ``features="maps"`` fits;
    else, as on drawn shapes, digits and pictures enlarged from few pixels, ``features="crops"``.

    Parameters
    ----------
    X : array_like, shape (n, h, w, c), or list of pictures and paths
        20 of them are looked at, evenly spaced.
    **options
        Of :class:`ImagenPipeline`.

    Returns
    -------
    ImagenPipeline

    Raises
    ------
    TypeError, ValueError
        If ``X`` are no pictures.

    Examples
    --------
    >>> from imagen_course import datasets, scenes
    >>> suited_to([datasets.photograph("chelsea"), datasets.photograph("coffee")]).features
    'maps'
    >>> suited_to(scenes.generate(4).images).features
    'crops'
    """
    X = ImagenPipeline(**{"n_segments": 1} | options)._check_pictures(X)
    some = np.linspace(0, len(X) - 1, min(20, len(X))).round().astype(int)
    shown = X[some] if isinstance(X, np.ndarray) else [X[i] for i in some]
    novelty = [photographs.novelty(photographs.prepare(batch)) for batch in pictures.batches(shown, _BATCH_PIXELS, name="X")]
    return ImagenPipeline(features="maps" if np.median(np.concatenate(novelty)) <= photographs.NOVEL else "crops", **options)


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
        nothing = np.zeros((1, 1, 1, 1), "float32"), np.zeros((1, 1, 1), int)
        persistence.check_parts(pipeline, n_context=region_context(*nothing, of=pipeline._setting("context")).shape[1])
        return pipeline
    except persistence.Newer as error:
        raise ValueError(f"{path} {error}: {address.install()}") from None
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{path} is no whole pipeline ({error}): fit and save it anew") from error
