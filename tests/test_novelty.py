"""Distance to the training set: by hand, and against scikit-learn's search."""

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.neighbors import NearestNeighbors

from imagen_course.novelty import NearestNeighborNovelty


def test_by_hand():
    """Means 1 and 5, deviations 1 and 2; the second is 3 deviations off in one of two features, the third is clipped."""
    novelty = NearestNeighborNovelty().fit([[0.0, 3.0], [2.0, 7.0]])
    np.testing.assert_allclose(novelty.distance([[2.0, 7.0], [2.0, 13.0], [1e6, 7.0]]), [0, 3 / 2**0.5, 4 / 2**0.5])


def test_against_scikit_learn(rng):
    X, new = rng.normal(size=(50, 4)) * [1, 10, 100, 0.1], rng.normal(size=(9, 4))
    novelty = NearestNeighborNovelty(clip=1e9).fit(X)
    search = NearestNeighbors(n_neighbors=1).fit((X - X.mean(axis=0)) / X.std(axis=0))
    expected = search.kneighbors((new - X.mean(axis=0)) / X.std(axis=0))[0][:, 0] / 2
    np.testing.assert_allclose(novelty.distance(new), expected, rtol=1e-5)


def test_of_many_vectors_some_are_kept(rng):
    X = rng.normal(size=(1001, 3))
    assert len(NearestNeighborNovelty(n_kept=500).fit(X).vectors_) <= 500
    assert len(NearestNeighborNovelty(n_kept=1001).fit(X).vectors_) == 1001


def test_a_feature_that_never_moves_counts_as_it_is():
    novelty = NearestNeighborNovelty().fit([[0.0, 7.0], [2.0, 7.0]])
    np.testing.assert_allclose(novelty.distance([[0.0, 8.0]]), [1 / 2**0.5])


NO_VECTORS = [np.zeros(3), np.zeros((0, 3)), np.full((2, 3), np.nan), np.array([["a", "b"]]), np.zeros((2, 2, 2))]


@pytest.mark.parametrize("X", NO_VECTORS)
def test_bad_input(X):
    with pytest.raises((TypeError, ValueError), match=r"^X must"):
        NearestNeighborNovelty().fit(X)
    with pytest.raises((TypeError, ValueError), match=r"^X must"):
        NearestNeighborNovelty().fit(np.zeros((2, 9))).distance(X)


def test_bad_options():
    with pytest.raises(ValueError, match="clip must be a number in"):
        NearestNeighborNovelty(clip=0).fit([[1.0]])
    with pytest.raises(ValueError, match="n_kept must be a whole number in"):
        NearestNeighborNovelty(n_kept=0).fit([[1.0]])
    with pytest.raises(NotFittedError):
        clone(NearestNeighborNovelty().fit([[1.0]])).distance([[1.0]])
