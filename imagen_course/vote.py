"""Step 4: the regions of a picture vote, and the picture takes what they say.

The regions of many pictures come as flat arrays of length m, with ``groups`` ``(m,)`` naming the picture of each, from 0.
A row of the result is a picture, a column a class; ``shares.argmax(axis=1)`` is the winner, and of equal shares the lowest
class wins. A picture without a vote, because it has no region or all its weights are 0, gets equal shares.
"""

import numpy as np

from imagen_course.checks import check_labels, check_lengths, check_numbers, check_whole

__all__ = ["average", "majority"]


def majority(labels, groups, *, n_classes, n_groups=None, weights=None):
    """Let each region vote for one class: the average of votes that are all or nothing.

    Parameters
    ----------
    labels, groups : array_like of int, shape (m,)
        The class and the picture of each region, from 0.
    n_classes : int
    n_groups : int, optional
        How many pictures there are; the largest of ``groups`` + 1 if not given.
    weights : array_like, shape (m,), optional
        How much each vote counts, 0 or more, such as the region's area or confidence; one region, one vote if not given.

    Returns
    -------
    numpy.ndarray, shape (n_groups, n_classes)
        The shares of the vote; each row has the sum 1.

    Raises
    ------
    TypeError, ValueError
        If labels or groups are not integer or out of range, the lengths differ, or a weight is negative or not finite.

    Examples
    --------
    >>> majority([2, 2, 0, 1], [0, 0, 0, 1], n_classes=3).round(2).tolist()
    [[0.33, 0.0, 0.67], [0.0, 1.0, 0.0]]
    """
    (n_classes,) = check_whole(n_classes=n_classes)
    labels = check_labels(labels, shape=("m",), n_labels=n_classes, hint="drop the others, or raise n_classes")
    return average((labels[:, None] == np.arange(n_classes)).astype(float), groups, n_groups=n_groups, weights=weights)


def average(scores, groups, *, n_groups=None, weights=None):
    r"""Average the scores of each picture's regions: the sum rule of combining classifiers.

    .. math:: \bar s_{gc} = \sum_{i \in g} w_i s_{ic} \Big/ \sum_{i \in g} w_i

    Parameters
    ----------
    scores : array_like, shape (m, n_classes)
        The scores of each region, best as probabilities: a score without bound can outvote everyone.
    groups, n_groups, weights
        As for :func:`majority`.

    Returns
    -------
    numpy.ndarray, shape (n_groups, n_classes)
        The weighted means; 1 / ``n_classes`` throughout the row of a picture without a vote.

    Raises
    ------
    TypeError, ValueError
        As for :func:`majority`; or if scores are not finite or not of shape (m, n_classes).

    References
    ----------
    Kittler, Hatef, Duin, Matas (1998), *On combining classifiers*, doi:10.1109/34.667881

    Examples
    --------
    >>> average([[0.8, 0.2], [0.4, 0.6]], [0, 0], n_groups=2, weights=[3, 1]).round(2).tolist()
    [[0.7, 0.3], [0.5, 0.5]]
    """
    scores = check_numbers(scores, name="scores", shape=("m", "n_classes")).astype(float)
    if n_groups is not None:
        check_whole(0, n_groups=n_groups)
    groups = check_labels(groups, name="groups", shape=("m",), n_labels=n_groups, hint="drop them, or raise n_groups")
    n_groups = int(groups.max(initial=-1)) + 1 if n_groups is None else n_groups
    weights = np.ones(len(scores)) if weights is None else weights
    weights = check_numbers(weights, name="weights", within="[0, inf)", shape=("m",)).astype(float)
    check_lengths(**{"labels or scores": scores, "groups": groups, "weights": weights})
    sums, totals = np.zeros((n_groups, scores.shape[1])), np.bincount(groups, weights, minlength=n_groups)[:, None]
    np.add.at(sums, groups, weights[:, None] * scores)
    return np.divide(sums, totals, out=np.full_like(sums, 1 / scores.shape[1]), where=totals > 0)
