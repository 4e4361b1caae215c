"""Transfer learning: a linear classifier, the *head*, on what a network for photographs says of pictures of your own.

The network stays as it is; only the head learns, in seconds, from a few pictures of each class. It reads descriptions
``X (n, 1704)``, as `photographs.describe` makes them of pictures that `read` prepares. It also knows what it has not seen: a
picture that lies farther from all that it learned from than 95 % of held-out pictures do is *unknown*.
"""

from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.model_selection import StratifiedKFold
from sklearn.utils.validation import check_is_fitted

from imagen_course import __version__, address, archives
from imagen_course.checks import (
    check_classes,
    check_labels,
    check_lengths,
    check_number,
    check_numbers,
    check_path,
    check_type,
)
from imagen_course.novelty import CLIP, NearestNeighborNovelty
from imagen_course.photographs import prepare
from imagen_course.pictures import image_size, read_image
from imagen_course.svm import LinearSVM

__all__ = ["CONTENT", "FORMAT", "Head", "HeldOut", "add", "load", "read", "save"]

FORMAT = "imagen_course head"
CONTENT = slice(424, 1704)
"""Where in a description the embedding stands: what is on a picture."""

_N, _LOOK, _READ = 1704, slice(0, 232), slice(120, 1704)  # stages 3 to 5; stages 5, 6 and the embedding
_SCHEMA = 1
_INSIDE = "head"  # of an archive of another kind
_SHORTER = 448  # pixels of a picture's shorter side that is read: twice what the network sees


class HeldOut(NamedTuple):
    """What was said of each training picture by a fit that had not seen it.

    Attributes
    ----------
    probabilities : numpy.ndarray, shape (n, n_classes)
    novelty : numpy.ndarray, shape (n,)

    Examples
    --------
    >>> HeldOut(np.array([[0.9, 0.1]]), np.array([0.7])).probabilities.argmax(axis=1).tolist()
    [0]
    """

    probabilities: np.ndarray
    novelty: np.ndarray


def read(path):
    """Read a picture file as the network sees it; of a large one no more than is needed is decoded.

    Parameters
    ----------
    path : str or os.PathLike

    Returns
    -------
    numpy.ndarray, shape (224, 224, 3)
        float32 in [0, 1].

    Raises
    ------
    FileNotFoundError, ValueError
        As for `pictures.read_image`.

    Examples
    --------
    >>> import PIL.Image, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     PIL.Image.new("L", (40, 30)).save(f"{folder}/dark.png")
    ...     read(f"{folder}/dark.png").shape
    (224, 224, 3)
    """
    size = image_size(path)
    return prepare(read_image(path, longest=-(-_SHORTER * max(size) // min(size))))[0]


class Head(ClassifierMixin, BaseEstimator):
    r"""A linear support vector machine on descriptions of pictures, with calibrated probabilities and a reject option.

    Each part of the training pictures is judged by a fit on the others (cross-validation). From what is said so come the
    temperature, by which scores become probabilities, and the limit of novelty; then all is fitted on all.

    The novelty of a picture is the larger of two distances to the nearest training picture, each divided by what 95 % of
    held-out pictures have at most. How it looks: the distance of :mod:`imagen_course.novelty`, of stages 3 to 5. What is on
    it: one minus the cosine of the embeddings.

    Parameters
    ----------
    C : float
        The price of a point short of its margin; every class has the same in all.
    false_alarms : float
        In (0, 0.5]: the share of pictures like those learned from that may be called unknown.
    n_kept : int
        Of more training pictures than this, so many are kept to measure distances to, evenly spaced.

    Attributes
    ----------
    classes_ : numpy.ndarray, shape (n_classes,)
    coef_, intercept_ : numpy.ndarray, shapes (n_classes, d) and (n_classes,)
    mean_, scale_ : numpy.ndarray, shape (d,)
        By which what the classifier reads of a description is standardised.
    sharpness_ : float
        What scores are multiplied by before softmax: one over the temperature.
    typical_ : numpy.ndarray, shape (2,)
        What the two distances are divided by.
    limit_ : float
        The novelty above which a picture is unknown.
    held_out_ : HeldOut
        Of a head that was fitted, not loaded.

    References
    ----------
    Sun et al. 2022, arXiv:2204.06507 (distance to the nearest); Guo et al. 2017, arXiv:1706.04599 (temperature); Kornblith
    et al. 2019, arXiv:1805.08974 (linear heads on features of ImageNet).

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> X = rng.random((20, 1704)) + np.repeat([0, 1], 10)[:, None]
    >>> head = Head().fit(X, np.repeat(["cat", "dog"], 10))
    >>> head.predict(X[::9]).tolist(), head.accepts([X[0], 9 - X[0]]).tolist()
    (['cat', 'cat', 'dog'], [True, False])
    """

    def __init__(self, *, C=1e-4, false_alarms=0.05, n_kept=2000):
        self.C = C
        self.false_alarms = false_alarms
        self.n_kept = n_kept

    def fit(self, X, y, folds=None):
        """Learn from descriptions ``X (n, 1704)`` and labels ``y (n,)``; ``folds (n,)`` of int say which belong together."""
        self._check_settings()
        X = check_numbers(X, name="X", shape=("n", _N), least=2).astype("float32", copy=False)
        self.classes_, labels = check_classes(y, len(X))
        folds = _deal(labels) if folds is None else check_labels(folds, name="folds", shape=(len(X),))
        scores, distances = np.zeros((len(X), len(self.classes_))), np.zeros((len(X), 2))
        for fold in np.unique(folds):
            judged = folds == fold
            if len(set(labels[~judged].tolist())) < len(self.classes_):
                raise ValueError(
                    "folds must leave pictures of every class of y outside of each part: two parts or more of each"
                )
            self._learn(X[~judged], labels[~judged])
            scores[judged], distances[judged] = self._scores(X[judged]), self._distances(X[judged])
        self.sharpness_ = _sharpness(scores, labels)
        self.typical_ = np.maximum([_most(column, self.false_alarms) for column in distances.T], 1e-9)
        novelty = (distances / self.typical_).max(axis=1)
        self.limit_ = _most(novelty, self.false_alarms)
        self.held_out_ = HeldOut(np.exp(log_softmax(self.sharpness_ * scores, axis=1)), novelty)
        self._learn(X, labels)
        return self

    def predict_proba(self, X):
        """Return the probability of each class for descriptions ``X (n, 1704)``, shape (n, n_classes)."""
        X = self._check(X)
        return np.exp(log_softmax(self.sharpness_ * self._scores(X), axis=1))

    def predict(self, X):
        """Return the likeliest class of each, shape (n,), even of what is like nothing it learned from: see ``accepts``."""
        X = self._check(X)
        return self.classes_[self._scores(X).argmax(axis=1)]

    def novelty(self, X):
        """Return how far each of ``X (n, 1704)`` lies from all training pictures, shape (n,): about 1 is much."""
        X = self._check(X)
        return (self._distances(X) / self.typical_).max(axis=1)

    def accepts(self, X):
        """Tell which of ``X (n, 1704)`` are like those learned from, shape (n,) of bool: ``novelty`` up to ``limit_``."""
        return self.novelty(X) <= self.limit_

    def _check_settings(self):
        check_number(self.C, "(0, inf)", name="C", hint="1e-4 is usual")
        check_number(self.false_alarms, "(0, 0.5]", name="false_alarms", hint="0.05 is usual")
        check_number(self.n_kept, "[1, inf)", name="n_kept", whole=True, hint="2000 is usual")

    def _check(self, X):
        check_is_fitted(self)
        return check_numbers(X, name="X", shape=("n", _N), least=1)

    def _learn(self, X, labels):
        """Fit what classifies and what measures distances."""
        self.mean_, deviation = X[:, _READ].mean(axis=0, dtype=float), X[:, _READ].std(axis=0, dtype=float)
        self.scale_ = np.where(deviation > 0, deviation, 1.0)
        svm = LinearSVM(C=self.C, class_weight="balanced").fit(self._standardised(X), labels)
        two = len(svm.coef_) == 1
        self.coef_ = np.concatenate([-svm.coef_, svm.coef_]) if two else svm.coef_
        self.intercept_ = np.concatenate([-svm.intercept_, svm.intercept_]) if two else svm.intercept_
        self.look_ = NearestNeighborNovelty(n_kept=self.n_kept).fit(X[:, _LOOK])
        self.content_ = _unit(X[:: -(-len(X) // self.n_kept), CONTENT])

    def _standardised(self, X):
        return np.clip((X[:, _READ] - self.mean_) / self.scale_, -CLIP, CLIP)

    def _scores(self, X):
        return self._standardised(X) @ self.coef_.T + self.intercept_

    def _distances(self, X):
        nearest = (_unit(X[:, CONTENT]) @ self.content_.T).max(axis=1)
        return np.stack([self.look_.distance(X[:, _LOOK]), 1 - nearest], axis=1)


def _unit(rows):
    return (rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)).astype("float32")


def _deal(labels):
    """Five parts, or as many as the rarest class has pictures, where nothing is known of origins."""
    fewest = check_number(int(np.bincount(labels).min()), "[2, inf)", name="the pictures of each class", whole=True)
    split = StratifiedKFold(min(5, fewest), shuffle=True, random_state=0).split(labels[:, None], labels)
    part = np.zeros(len(labels), int)
    for number, (_, judged) in enumerate(split):
        part[judged] = number
    return part


def _most(values, share):
    """The value that no more than a share of those to come will exceed, as far as so few can say."""
    n = len(values)
    return float(np.quantile(values, min(1.0, (1 - share) * (n + 1) / n), method="higher"))


def _sharpness(scores, labels):
    """Choose what scores are multiplied by so that the held-out labels are least surprising.

    Each label counts as one picture more that is of any class: else a few, all right, would have no end.
    """
    n, k = scores.shape
    target = (n * np.eye(k)[labels] + 1 / k) / (n + 1)
    found = minimize_scalar(
        lambda log: -(target * log_softmax(np.exp(log) * scores, axis=1)).sum(), bounds=(-5, 7), method="bounded"
    )
    return float(np.exp(found.x))


# --- files ------------------------------------------------------------------------------------------------------------


def save(head, path):
    """Write a fitted head to a file of plain arrays and JSON, whole or not at all.

    What is kept is what answers: a head that was loaded says the same, bit for bit. The network itself is not in the file.

    Parameters
    ----------
    head : Head
    path : str or os.PathLike

    Raises
    ------
    sklearn.exceptions.NotFittedError
        If the head is not fitted.
    TypeError
        If ``head`` is none.

    Examples
    --------
    >>> save(head, "mine.head")         # doctest: +SKIP
    """
    check_type(head, Head, name="head")
    check_path(path)
    archives.write_archive(path, *_packed(head))


def add(head, path):
    """Put a fitted head into an archive of another kind, such as a pipeline's, which does not know what it has not seen.

    Parameters
    ----------
    head : Head
    path : str or os.PathLike
        Of a file that `archives.write_archive` wrote; what reads it today goes on to.

    Raises
    ------
    FileNotFoundError, ValueError
        If there is no such file.

    Examples
    --------
    >>> add(head, "mine.pipeline")         # doctest: +SKIP
    """
    check_type(head, Head, name="head")
    check_path(path)
    packed, own = _packed(head)
    header, arrays = archives.read_archive(path)
    archives.write_archive(path, header | {_INSIDE: packed}, arrays | {f"{_INSIDE}_{name}": own[name] for name in own})


def _packed(head):
    """A head as plain values and arrays."""
    check_is_fitted(head)
    header = {"format": FORMAT, "schema": _SCHEMA, "version": __version__, "settings": head.get_params()}
    header |= {"sharpness": head.sharpness_, "limit": head.limit_}
    arrays = {name: getattr(head, f"{name}_") for name in ("classes", "coef", "intercept", "mean", "scale", "typical")}
    look = {f"look_{name}": getattr(head.look_, f"{name}_") for name in ("mean", "scale", "vectors")}
    return header, arrays | look | {"content": head.content_}


def load(path):
    """Read a head that :func:`save` or :func:`add` wrote. Nothing in the file is run, whoever wrote it.

    Parameters
    ----------
    path : str or os.PathLike

    Returns
    -------
    Head

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If the file was not written by :func:`save`, by a later version of it, or is damaged.

    Examples
    --------
    >>> load("mine.head").classes_.tolist()         # doctest: +SKIP
    ['cats', 'dogs']
    """
    check_path(path)
    header, arrays = archives.read_archive(path)
    if isinstance(header.get(_INSIDE), dict):
        header, start = header[_INSIDE], f"{_INSIDE}_"
        arrays = {name.removeprefix(start): array for name, array in arrays.items() if name.startswith(start)}
    if header.get("format") != FORMAT:
        raise ValueError(f"{path} is no head: it was not written by imagen_course.transfer.save")
    if isinstance(header.get("schema"), int) and header["schema"] > _SCHEMA:
        raise ValueError(
            f"{path} was written by version {header.get('version')}, this is {__version__}: {address.install()}"
        )
    try:
        return _unpacked(header, arrays)
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{path} is no whole head ({error}): train and save it anew") from error


def _unpacked(header, arrays):
    head = Head(**header["settings"])
    head._check_settings()
    for name in ("sharpness", "limit"):
        setattr(head, f"{name}_", float(check_number(header[name], "[0, inf)", name=name)))
    head.classes_, _ = check_classes(arrays["classes"], len(arrays["classes"]))
    check_lengths(classes=head.classes_, **{"different classes": arrays["classes"]})
    k, d, look = len(head.classes_), _READ.stop - _READ.start, _LOOK.stop
    shapes = {"coef": (k, d), "intercept": (k,), "mean": (d,), "scale": (d,), "typical": (2,)}
    for name, shape in shapes.items():
        within = "(0, inf)" if name in ("scale", "typical") else "(-inf, inf)"
        setattr(head, f"{name}_", check_numbers(arrays[name], name=name, within=within, shape=shape))
    head.look_ = NearestNeighborNovelty(n_kept=head.n_kept)
    for name, shape in {"mean": (look,), "scale": (look,), "vectors": ("n", look)}.items():
        within = "(0, inf)" if name == "scale" else "(-inf, inf)"
        setattr(
            head.look_, f"{name}_", check_numbers(arrays[f"look_{name}"], name=name, within=within, shape=shape, least=1)
        )
    content = check_numbers(arrays["content"], name="content", shape=("n", CONTENT.stop - CONTENT.start), least=1)
    head.content_ = content
    return head
