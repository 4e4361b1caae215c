"""The four steps as one scikit-learn classifier: cut a picture into regions, describe, classify each, let them vote.

``X`` are pictures ``(n, h, w, c)``, floating point in [0, 1], grey (c = 1) or colour (c = 3). What is taught is either a label
for each picture, ``y (n,)``, or a mask for each, ``y (n, h, w)`` of int: 0 = background, 1 + label = a pixel of an object of that
class. Inside, every region has a *code* in the manner of the masks: 0 for background, 1 + index into ``classes_``.
"""

from typing import NamedTuple

import numpy as np
from scipy import ndimage
from sklearn.base import BaseEstimator, ClassifierMixin, clone
from sklearn.calibration import CalibratedClassifierCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.utils import check_consistent_length
from sklearn.utils.validation import check_is_fitted

from . import segment, vote
from .arrays import check_images
from .features import CNNFeatures, region_crops
from .metrics import box_iou, mean_iou
from sklearn.svm import LinearSVC as LinearSVM


class Regions(NamedTuple):
    segments: np.ndarray
    boxes: np.ndarray
    areas: np.ndarray
    labels: np.ndarray
    scores: np.ndarray
    weights: np.ndarray


class Detections(NamedTuple):
    boxes: np.ndarray
    labels: np.ndarray
    scores: np.ndarray


class ImagenPipeline(ClassifierMixin, BaseEstimator):
    def __init__(self, *, n_segments=64, compactness=10.0, merge_threshold=18.0, crop_size=24, features=None, classifier=None, vote="area", random_state=0):
        self.n_segments = n_segments
        self.compactness = compactness
        self.merge_threshold = merge_threshold
        self.crop_size = crop_size
        self.features = features
        self.classifier = classifier
        self.vote = vote
        self.random_state = random_state

    def fit(self, X, y):
        X = check_images(X, name="X", channels=(1, 3))
        y = np.asarray(y)
        batches = list(self._cut(X))
        crops = np.concatenate([b.crops for b in batches])
        groups = np.concatenate([b.groups + b.start for b in batches])
        if y.ndim == 3:
            self.classes_ = np.arange(y.max())
            codes = np.concatenate([_majority_codes(b.segments, y[b.start:b.start+len(b.segments)], y.max()+1) for b in batches])
            self._fit_regions(crops, codes, groups)
        else:
            self.classes_, labels = np.unique(y, return_inverse=True)
            boxes = np.concatenate([b.boxes for b in batches])
            codes = 1 + labels[groups]
            touched = (boxes[:, :2] == 0).sum(1) + (boxes[:, 2:] == X.shape[1:3]).sum(1)
            inner = np.where(touched < 2, codes, 0)
            self._fit_regions(crops, inner, groups)
            self.first_codes_=inner
            p = self._probabilities(crops)[np.arange(len(codes)), codes] * (inner>0)
            order = np.lexsort((-p, groups)); best = order[np.unique(groups[order], return_index=True)[1]]
            codes2 = np.zeros_like(codes); codes2[best] = codes[best]
            self.second_codes_=codes2
            self._fit_regions(crops, codes2, groups)
        return self

    def _fit_regions(self, crops, codes, groups):
        self.features_ = clone(self.features) if self.features is not None else CNNFeatures(random_state=self.random_state)
        vectors = self.features_.fit(crops, codes).transform(crops)
        classifier = clone(self.classifier) if self.classifier is not None else LinearSVM()
        self.classifier_ = CalibratedClassifierCV(make_pipeline(StandardScaler(), classifier), ensemble=False, cv=3).fit(vectors, codes)

    def _cut(self, X, size=64):
        for start in range(0, len(X), size):
            x = X[start:start+size]
            segments = segment.slic(x, n_segments=self.n_segments, compactness=self.compactness)
            segments = segment.merge_regions(x, segments, threshold=self.merge_threshold)
            crops, groups, regions = region_crops(x, segments, size=self.crop_size)
            areas = np.concatenate([np.bincount(s.ravel()) for s in segments])
            boxes = np.array([(r.start, c.start, r.stop, c.stop) for s in segments for r, c in ndimage.find_objects(s + 1)])
            yield Batch(start, segments, crops, groups, areas, boxes)

    def _probabilities(self, crops):
        p = np.zeros((len(crops), 1 + len(self.classes_)))
        p[:, self.classifier_.classes_] = self.classifier_.predict_proba(self.features_.transform(crops))
        return p

    def _vote(self, X):
        for b in self._cut(X):
            p = self._probabilities(b.crops)
            yield b, p

class Batch(NamedTuple):
    start: int
    segments: np.ndarray
    crops: np.ndarray
    groups: np.ndarray
    areas: np.ndarray
    boxes: np.ndarray

def _majority_codes(segments, masks, n_codes):
    counts = segments.max((1,2)) + 1
    keys = segments + (np.cumsum(counts) - counts)[:, None, None]
    return vote.majority(masks.ravel(), keys.ravel(), n_classes=int(n_codes)).argmax(1)
