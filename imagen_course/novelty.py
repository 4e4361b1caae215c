"""Novelty detection: how far what is asked about lies from all that was learnt from.

A classifier has only the names it was taught: it calls a cat by one of five drawn shapes, and surely. How near the training
set a vector lies is a second opinion, and the ground of a *reject option*: to answer "I do not know".
"""

import numpy as np
from scipy.spatial.distance import cdist
from sklearn.base import BaseEstimator
from sklearn.utils.validation import check_is_fitted

from imagen_course.checks import check_number, check_numbers, check_whole

__all__ = ["CLIP", "NearestNeighborNovelty"]

CLIP = 5.0  # deviations of a standardised feature


class NearestNeighborNovelty(BaseEstimator):
    """The distance of a vector to the nearest one of the training set, in standard deviations a feature.

    Vectors are standardised, and a feature counts for ``clip`` deviations at the most. The distance is the root mean square
    over the features, so that it does not grow with their number.

    Parameters
    ----------
    clip : float
    n_kept : int
        Of more training vectors than this, so many are kept, evenly spaced.

    Attributes
    ----------
    mean_, scale_ : numpy.ndarray, shape (d,)
        Of the features in the training set.
    vectors_ : numpy.ndarray, shape (k, d)
        float32; the training vectors that are kept, standardised.

    References
    ----------
    Sun, Ming, Zhu, Li (2022), *Out-of-distribution detection with deep nearest neighbors*, arXiv 2204.06507

    Examples
    --------
    >>> novelty = NearestNeighborNovelty().fit([[0.0, 1.0], [2.0, 3.0]])
    >>> novelty.distance([[0.0, 1.0], [3.0, 3.0]]).round(2).tolist()
    [0.0, 0.71]
    """

    def __init__(self, *, clip=CLIP, n_kept=2000):
        self.clip = clip
        self.n_kept = n_kept

    def fit(self, X, y=None):
        """Keep the vectors ``X (n, d)`` of the training set; return the detector itself."""
        check_number(self.clip, "(0, inf)", name="clip", hint="5 is usual")
        check_whole(n_kept=self.n_kept)
        X = check_numbers(X, name="X", shape=("n", "d"), least=1).astype(float)
        self.mean_, deviation = X.mean(axis=0), X.std(axis=0)
        self.scale_ = np.where(deviation > 0, deviation, 1.0)
        step = -(-len(X) // self.n_kept)
        self.vectors_ = self._standardised(X[::step]).astype("float32")
        return self

    def distance(self, X):
        """Return how far each of the vectors ``X (n, d)`` lies from the training set, shape (n,)."""
        check_is_fitted(self)
        X = self._standardised(check_numbers(X, name="X", shape=("n", len(self.mean_)), least=1).astype(float))
        return cdist(X, self.vectors_).min(axis=1) / np.sqrt(X.shape[1])

    def _standardised(self, X):
        return np.clip((X - self.mean_) / self.scale_, -self.clip, self.clip)
