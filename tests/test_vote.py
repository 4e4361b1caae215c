import numpy as np
import pytest

from imagen_course.vote import average, majority


@pytest.fixture
def votes(rng):
    """Labels, groups and weights of 40 regions in 7 pictures; picture 5 is empty."""
    groups = rng.choice([0, 1, 2, 3, 4, 6], 40)
    return rng.integers(0, 4, 40), groups, rng.random(40)


def test_majority_by_hand():
    labels, groups, area = [0, 0, 1, 1, 2], [0, 0, 0, 2, 2], [1, 1, 6, 3, 1]
    shares = majority(labels, groups, n_classes=3)
    np.testing.assert_allclose(shares, [[2 / 3, 1 / 3, 0], [1 / 3, 1 / 3, 1 / 3], [0, 1 / 2, 1 / 2]])
    assert shares.argmax(axis=1).tolist() == [0, 0, 1]  # of equal shares the lowest class wins
    by_area = majority(labels, groups, n_classes=3, weights=area)
    np.testing.assert_allclose(by_area, [[1 / 4, 3 / 4, 0], [1 / 3, 1 / 3, 1 / 3], [0, 3 / 4, 1 / 4]])


def test_average_by_hand():
    scores, groups = [[2, -4], [0, 2], [5, 5]], [1, 1, 0]
    np.testing.assert_allclose(average(scores, groups), [[5, 5], [1, -1]])
    np.testing.assert_allclose(average(scores, groups, weights=[1, 3, 1]), [[5, 5], [0.5, 0.5]])


def test_votes_against_a_loop_over_pictures(votes, rng):
    labels, groups, weights = votes
    scores = rng.normal(size=(40, 4))
    for group in range(7):
        mine = groups == group
        if mine.any():
            counts = np.bincount(labels[mine], weights[mine], minlength=4)
            shares, means = counts / counts.sum(), np.average(scores[mine], axis=0, weights=weights[mine])
        else:
            shares = means = np.full(4, 1 / 4)
        np.testing.assert_allclose(majority(labels, groups, n_classes=4, weights=weights)[group], shares)
        np.testing.assert_allclose(average(scores, groups, weights=weights)[group], means)


def test_the_order_of_regions_does_not_matter(votes, rng):
    labels, groups, weights = votes
    expected, order = majority(labels, groups, n_classes=4, weights=weights), rng.permutation(40)
    shuffled = majority(labels[order], groups[order], n_classes=4, weights=weights[order])
    np.testing.assert_allclose(shuffled, expected)


def test_the_scale_of_weights_does_not_matter(votes):
    labels, groups, weights = votes
    plain, weighted = (majority(labels, groups, n_classes=4, weights=w) for w in (None, weights))
    assert np.abs(plain - weighted).max() > 0.05
    for scale in (1e-9, 7, 1e9):
        np.testing.assert_allclose(majority(labels, groups, n_classes=4, weights=scale * weights), weighted)
        np.testing.assert_allclose(majority(labels, groups, n_classes=4, weights=np.full(40, scale)), plain)


def test_a_weight_counts_like_so_many_votes(votes, rng):
    labels, groups, _ = votes
    times = rng.integers(0, 4, 40)
    repeated = majority(np.repeat(labels, times), np.repeat(groups, times), n_classes=4, n_groups=7)
    np.testing.assert_allclose(majority(labels, groups, n_classes=4, weights=times), repeated)


def test_shares_add_up_to_one(votes):
    labels, groups, weights = votes
    np.testing.assert_allclose(majority(labels, groups, n_classes=4, weights=weights).sum(axis=1), 1)


def test_the_average_of_one_is_itself(rng):
    scores = rng.normal(size=(6, 3))
    np.testing.assert_array_equal(average(scores, np.arange(6)), scores)
    np.testing.assert_allclose(average(scores, np.arange(6), weights=rng.random(6) + 0.1), scores)


def test_pictures_without_a_vote_get_equal_shares():
    np.testing.assert_array_equal(majority([], [], n_classes=4, n_groups=2), np.full((2, 4), 1 / 4))
    np.testing.assert_array_equal(majority([1, 1], [0, 0], n_classes=2, n_groups=1, weights=[0, 0]), [[1 / 2, 1 / 2]])
    assert majority([], [], n_classes=4).shape == (0, 4)


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"labels": [0.0, 1.0]}, TypeError, "labels must hold whole numbers, got float64"),
        ({"labels": [[0, 1]]}, ValueError, r"labels must have shape \(m,\), got \(1, 2\)"),
        ({"labels": [0, 2]}, ValueError, r"labels must lie in 0 to 1, got 0 to 2"),
        ({"labels": [-1, 1]}, ValueError, r"labels must lie in 0 to 1, got -1 to 1"),
        ({"groups": [0, 3]}, ValueError, r"groups must lie in 0 to 2, got 0 to 3"),
        ({"groups": [0.5, 1]}, TypeError, r"groups must hold whole numbers"),
        ({"groups": [0]}, ValueError, r"groups and weights must be equally many, got 2, 1 and 2"),
        ({"weights": [1, 1, 1]}, ValueError, r"must be equally many, got 2, 2 and 3"),
        ({"weights": [[1], [1]]}, ValueError, r"weights must have shape \(m,\), got \(2, 1\)"),
        ({"weights": [1, -1]}, ValueError, r"weights must lie in \[0, inf\), got values from -1 to 1"),
        ({"weights": [1, np.nan]}, ValueError, r"weights must be finite"),
    ],
)
def test_bad_votes(change, error, message):
    arguments = {"labels": [0, 1], "groups": [0, 2], "n_classes": 2, "n_groups": 3} | change
    with pytest.raises(error, match=message):
        majority(**arguments)


@pytest.mark.parametrize("scores", [[1.0, 2.0], [[1.0], [np.nan]], np.zeros((2, 0))])
def test_bad_scores(scores):
    with pytest.raises(ValueError, match=r"scores must (be finite|have shape \(m, n_classes\)), got"):
        average(scores, [0, 0])
