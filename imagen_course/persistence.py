"""Model persistence without pickle: a fitted pipeline as plain values and arrays, and back.

A pickle runs the code of whoever wrote it. Here a file names its parts, and only parts named in this module are made; every
array is checked for kind, shape and range before it is used. Parts that are code, such as a function, cannot be kept.
"""

import numpy as np
from scipy.special import expit
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, StandardScaler
from sklearn.svm import LinearSVC

from imagen_course import __version__
from imagen_course.checks import check_classes, check_labels, check_number, check_numbers, check_type
from imagen_course.features import CNNFeatures, HOGFeatures, PhotographFeatures, SIFTFeatures
from imagen_course.novelty import CLIP, NearestNeighborNovelty
from imagen_course.region_features import MapFeatures
from imagen_course.svm import LinearSVM

__all__ = ["CalibratedScores", "Newer", "check_kind", "check_parts", "clipped", "pack", "unpack"]

_FORMAT, _SCHEMA = "imagen_course pipeline", 2
_FEATURES = {kind.__name__: kind for kind in (CNNFeatures, HOGFeatures, MapFeatures, PhotographFeatures, SIFTFeatures)}
_CLASSIFIERS = {kind.__name__: kind for kind in (LinearSVM, LinearSVC, LogisticRegression)}
_LARGEST_CROP = 1024  # pixels


class Newer(ValueError):
    """A file was written by a later version of the package.

    Examples
    --------
    >>> issubclass(Newer, ValueError)
    True
    """


class CalibratedScores(ClassifierMixin, BaseEstimator):
    """A fitted classifier whose scores sigmoids turn into probabilities: what a file can hold of ``CalibratedClassifierCV``.

    Parameters
    ----------
    estimator : classifier
        Fitted, with a ``decision_function``.
    sigmoids : array_like, shape (n_scores, 2)
        a and b of each score s: its probability is 1 / (1 + exp(a s + b)), and those of a point are made to sum to 1.

    Attributes
    ----------
    classes_ : numpy.ndarray
        The estimator's.

    References
    ----------
    Platt (1999), *Probabilistic outputs for support vector machines*

    Examples
    --------
    >>> svm = LinearSVM(C=10).fit([[-2.0], [-1.0], [1.0], [2.0]], [0, 0, 1, 1])
    >>> CalibratedScores(svm, [[-2.0, 0.0]]).predict_proba([[0.0], [2.0]]).round(2).tolist()
    [[0.5, 0.5], [0.02, 0.98]]
    """

    def __init__(self, estimator, sigmoids):
        self.estimator = estimator
        self.sigmoids = sigmoids

    @property
    def classes_(self):
        """The classes of the estimator."""
        return self.estimator.classes_

    def predict_proba(self, X):
        """Return the probability of each class for points ``X`` (n, d), shape (n, n_classes)."""
        scores = self.estimator.decision_function(X)
        scores = scores[:, None] if scores.ndim == 1 else scores
        a, b = np.asarray(self.sigmoids).T
        chances = expit(-(a * scores + b))
        if len(self.classes_) == 2:
            return np.concatenate([1 - chances, chances], axis=1)
        sums, even = chances.sum(axis=1, keepdims=True), np.full_like(chances, 1 / chances.shape[1])
        return np.divide(chances, sums, out=even, where=sums != 0)

    def predict(self, X):
        """Return the likeliest class of each of the points ``X`` (n, d)."""
        return self.classes_[self.predict_proba(X).argmax(axis=1)]


def clipped(scaler, classifier):
    """Put together what reads feature vectors: they are standardised, clipped at five deviations, and classified.

    A feature that hardly moves in training may move by a thousand of its deviations later: five are enough.

    Parameters
    ----------
    scaler : StandardScaler
    classifier : classifier

    Returns
    -------
    sklearn.pipeline.Pipeline

    Examples
    --------
    >>> [name for name, _ in clipped(StandardScaler(), LinearSVM()).steps]
    ['standardscaler', 'functiontransformer', 'linearsvm']
    """
    clip = FunctionTransformer(np.clip, kw_args={"a_min": -CLIP, "a_max": CLIP})
    return make_pipeline(scaler, clip, classifier)


def check_kind(path):
    """Say what a file is, by its first bytes, where it is no archive; nothing else of it is read.

    Parameters
    ----------
    path : str or os.PathLike

    Raises
    ------
    ValueError
        If it is a pickle, as earlier versions wrote, or anything else that is no ``.npz``.

    Examples
    --------
    >>> check_kind("shapes.pipeline")       # doctest: +SKIP
    """
    with open(path, "rb") as file:
        head = file.read(32)
    if head.startswith(_FORMAT.encode() + b" ") or head[:1] == b"\x80":
        raise ValueError(f"{path} is a pickle, which may run any code and is not opened: fit the pipeline again and save it")
    if not head.startswith(b"PK"):
        raise ValueError(f"{path} is no pipeline: it was not written by imagen_course.pipeline.save")


# --- to a file --------------------------------------------------------------------------------------------------------


def pack(pipeline):
    """Return a fitted pipeline as a header of plain values and a dictionary of arrays.

    Parameters
    ----------
    pipeline : imagen_course.pipeline.ImagenPipeline

    Returns
    -------
    header : dict
    arrays : dict of str to numpy.ndarray

    Raises
    ------
    TypeError
        If a part of it is of another kind than those that are kept.

    Examples
    --------
    >>> header, arrays = pack(pipeline)     # doctest: +SKIP
    """
    settings = pipeline.get_params(deep=False)
    header = {"format": _FORMAT, "schema": _SCHEMA, "version": __version__}
    header["features"] = _described(settings.pop("features"), _FEATURES, "features")
    header["classifier"] = _described(settings.pop("classifier"), _CLASSIFIERS, "classifier")
    header["fitted"] = {
        "features": _described(pipeline.features_, _FEATURES, "features"),
        "classifier": _described(_calibrated(pipeline.classifier_)[0].steps[-1][1], _CLASSIFIERS, "classifier"),
    }
    header["settings"] = _plain(settings, "the pipeline")
    arrays = {"classes": pipeline.classes_} | _packed_features(pipeline.features_) | _packed_classifier(pipeline.classifier_)
    novelty = pipeline.novelty_
    arrays |= {"novelty_mean": novelty.mean_, "novelty_scale": novelty.scale_, "novelty_vectors": novelty.vectors_}
    return header, arrays


def _described(estimator, known, name):
    if estimator is None or isinstance(estimator, str):
        return estimator
    kind = type(estimator).__name__
    if type(estimator) is not known.get(kind):
        raise TypeError(f"{name} must be one of {', '.join(known)} to be saved without code, got {estimator!r}")
    return {"kind": kind, "settings": _plain(estimator.get_params(deep=False), name)}


def _plain(settings, name):
    """Return settings as JSON can say them."""
    plain = {}
    for key, value in settings.items():
        value = value.item() if isinstance(value, np.generic) else value
        items = value if isinstance(value, tuple | list) else [value]
        if not all(item is None or isinstance(item, bool | int | float | str) for item in items):
            raise TypeError(f"{key} of {name} must be a number, a word or None to be saved, got {value!r}")
        plain[key] = list(value) if isinstance(value, tuple) else value
    return plain


def _packed_features(features):
    if isinstance(features, CNNFeatures):
        weights = {f"weight_{number:02d}": weight for number, weight in enumerate(features.weights_)}
        return {"feature_classes": features.classes_} | weights
    return {"words": features.words_} if isinstance(features, SIFTFeatures) else {}


def _calibrated(classifier):
    """Return the pipeline of scaler, clipping and classifier inside a fitted classifier, and its sigmoids (k, 2)."""
    if isinstance(classifier, CalibratedScores):
        return classifier.estimator, np.asarray(classifier.sigmoids)
    (inside,) = classifier.calibrated_classifiers_
    return inside.estimator, np.array([[sigmoid.a_, sigmoid.b_] for sigmoid in inside.calibrators])


def _packed_classifier(classifier):
    inside, sigmoids = _calibrated(classifier)
    scaler, linear = inside.steps[0][1], inside.steps[-1][1]
    return {
        "scaler_mean": scaler.mean_,
        "scaler_scale": scaler.scale_,
        "coef": linear.coef_,
        "intercept": linear.intercept_,
        "codes": linear.classes_,
        "sigmoids": sigmoids,
    }


# --- from a file ------------------------------------------------------------------------------------------------------


def unpack(kind, header, arrays):
    """Make the pipeline of what :func:`pack` returned.

    Parameters
    ----------
    kind : type
        The class of the pipeline.
    header : dict
    arrays : dict of str to numpy.ndarray

    Returns
    -------
    imagen_course.pipeline.ImagenPipeline

    Raises
    ------
    Newer
        If a later version wrote it.
    KeyError, TypeError, ValueError
        If something is missing, is of another kind or shape, or out of range.

    Examples
    --------
    >>> unpack(ImagenPipeline, header, arrays)      # doctest: +SKIP
    """
    if header.get("format") != _FORMAT:
        raise ValueError("it was not written by imagen_course.pipeline.save")
    if check_number(header.get("schema"), "[1, inf)", name="schema", whole=True) > _SCHEMA:
        raise Newer(f"was written by version {header.get('version')} of the course, this is {__version__}")
    settings = _settings(header, "settings")
    kinds = {"features": _FEATURES, "classifier": _CLASSIFIERS}
    as_it_is = None, "crops", "maps"
    parts = {key: header[key] if header[key] in as_it_is else _made(header, key, known) for key, known in kinds.items()}
    pipeline = kind(**settings, **parts)
    pipeline.classes_ = _classes(arrays, "classes")
    fitted = header["fitted"]
    pipeline.features_ = _unpacked_features(_made(fitted, "features", _FEATURES), arrays)
    pipeline.classifier_ = _unpacked_classifier(_made(fitted, "classifier", _CLASSIFIERS), arrays, len(pipeline.classes_))
    pipeline.novelty_ = _unpacked_novelty(arrays, len(arrays["scaler_mean"]))
    return pipeline


def _settings(header, name):
    """The settings of a part: plain values, lists made tuples again."""
    settings = check_type(header[name], dict, name=name)
    return {key: tuple(value) if isinstance(value, list) else value for key, value in settings.items()}


def _made(header, name, known):
    """Make an estimator of one of the known kinds, with its settings."""
    described = header[name]
    made, settings = known[described["kind"]](), _settings(described, "settings")
    if set(settings) - set(made.get_params(deep=False)):
        raise ValueError(f"{name} has settings that {described['kind']} does not know")
    return made.set_params(**settings)


def _floats(arrays, name, *shape, within="(-inf, inf)", least=0):
    return check_numbers(arrays[name], name=name, within=within, shape=shape, least=least)


def _classes(arrays, name):
    """Return classes, or say that two are alike."""
    classes, _ = check_classes(arrays[name], max(1, np.size(arrays[name])), name=name, least=1)
    if len(classes) < len(arrays[name]):
        raise ValueError(f"{name} must all be different, got {arrays[name].tolist()}")
    return arrays[name]


def _unpacked_features(features, arrays):
    if isinstance(features, HOGFeatures):
        features.fit(np.zeros((1, 1, 1, 2), "float32"))  # which looks at its settings, and learns nothing
    elif isinstance(features, MapFeatures | PhotographFeatures):
        check_number(features.side, "[8, 1024]", name="side", whole=True)
        check_number(getattr(features, "cells", 1), "[1, 64]", name="cells", whole=True)
        features.fit(np.zeros((1, 4, 4, 4), "float32"))  # which looks at its settings, and learns nothing
    elif isinstance(features, SIFTFeatures):
        features.words_ = _floats(arrays, "words", "k", 128)
        check_number(features.min_side, "[1, 1024]", name="min_side", whole=True)
    else:
        features.classes_ = _classes(arrays, "feature_classes")
        names = sorted(name for name in arrays if name.startswith("weight_"))
        if len(names) < 4 or len(names) % 2:
            raise ValueError(f"a network has an even number of weights, got {len(names)}")
        channels, weights = "c", []
        for kernel, bias in zip(names[:-2:2], names[1:-2:2], strict=True):
            weights.append(_floats(arrays, kernel, "kh", "kw", channels, "c_out"))
            channels = weights[-1].shape[-1]
            weights.append(_floats(arrays, bias, channels))
        n_classes = len(features.classes_)
        weights.append(_floats(arrays, names[-2], 2 * channels + 1, n_classes))
        features.weights_ = [*weights, _floats(arrays, names[-1], n_classes)]
    return features


def _unpacked_classifier(linear, arrays, n_classes):
    codes = check_labels(_classes(arrays, "codes"), name="codes", shape=("k",), least=2, n_labels=1 + n_classes)
    scaler, n_scores = StandardScaler(), 1 if len(codes) == 2 else len(codes)
    scaler.mean_ = _floats(arrays, "scaler_mean", "d")
    d = scaler.n_features_in_ = linear.n_features_in_ = len(scaler.mean_)
    scaler.scale_ = _floats(arrays, "scaler_scale", d, within="(0, inf)")
    linear.coef_ = _floats(arrays, "coef", n_scores, d)
    linear.intercept_ = _floats(arrays, "intercept", n_scores)
    linear.classes_ = codes
    return CalibratedScores(clipped(scaler, linear), _floats(arrays, "sigmoids", n_scores, 2))


def _unpacked_novelty(arrays, d):
    novelty = NearestNeighborNovelty()
    novelty.mean_ = _floats(arrays, "novelty_mean", d)
    novelty.scale_ = _floats(arrays, "novelty_scale", d, within="(0, inf)")
    novelty.vectors_ = _floats(arrays, "novelty_vectors", "n", d, least=1)
    return novelty


def check_parts(pipeline, *, n_context=0):
    """See that the parts of a pipeline that was read fit each other, on one crop.

    Parameters
    ----------
    pipeline : imagen_course.pipeline.ImagenPipeline
    n_context : int
        How many numbers are told of a region beside its features.

    Raises
    ------
    ValueError
        If they do not.

    Examples
    --------
    >>> check_parts(pipeline)       # doctest: +SKIP
    """
    features, size = pipeline.features_, check_number(pipeline.crop_size, f"[1, {_LARGEST_CROP}]", name="crop_size")
    channels = features.weights_[0].shape[2] if isinstance(features, CNNFeatures) else 4
    vectors, d = features.transform(np.zeros((1, size, size, channels), "float32")), len(pipeline.novelty_.mean_)
    vectors = np.pad(vectors, [(0, 0), (0, n_context)])
    if vectors.shape != (1, d):
        raise ValueError(f"its features are vectors of {vectors.shape[1]}, its classifier reads {d}")
    pipeline.classifier_.predict_proba(vectors)
