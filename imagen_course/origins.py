"""Pictures of one origin: one resized, saved anew, mirrored or cut a little, and the pictures of a burst.

Where one of them is learned from and another is held out, a classifier seems better than it is: it has seen the answer. So
they are found, as groups, and each group is kept on one side of a split. Two views of a picture are compared: a *thumbnail*,
its colours in 14 x 14 places without brightness and contrast, and its *embedding* by `photographs.embed`.
"""

import re
from itertools import chain, pairwise
from pathlib import Path

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from imagen_course.checks import check_array, check_labels, check_lengths, check_numbers, check_seed, check_whole

__all__ = ["folds", "groups", "thumbnail"]

_SIDE = 14  # places of a thumbnail, which `_coarse` halves
_SAME = 0.98  # correlation of thumbnails: of 42,000 pairs of unlike photographs none came above 0.9
_LIKE, _ABOUT = 0.9, 0.85  # correlation of coarse thumbnails and cosine of embeddings, of a picture cut or turned a little
_BURST = 0.7  # the same two, of pictures whose names are neighbours
_ROWS = 512  # pictures compared with all at one time


def thumbnail(image):
    """Shrink a picture to 14 x 14 colours, and take brightness and contrast out.

    Parameters
    ----------
    image : array_like, shape (h, w, 3)
        RGB in [0, 1], 14 pixels a side or more.

    Returns
    -------
    numpy.ndarray, shape (588,)
        float32, of mean 0 and length 1; of a picture of one grey all 0.

    Raises
    ------
    TypeError, ValueError
        If ``image`` is no such picture.

    Examples
    --------
    >>> halves = np.repeat([0.0, 1.0], 14)[:, None, None] * np.ones((1, 28, 3))
    >>> [f"{value:.3f}" for value in np.unique(thumbnail(halves))]
    ['-0.041', '0.041']
    """
    image = check_numbers(image, name="image", within="[0, 1]", shape=("h", "w", 3), least=_SIDE)
    steps = [side // _SIDE for side in image.shape[:2]]
    cut = image[: _SIDE * steps[0], : _SIDE * steps[1]].reshape(_SIDE, steps[0], _SIDE, steps[1], 3)
    return _normalised(cut.mean(axis=(1, 3), dtype="float32").reshape(1, -1))[0]


def _normalised(rows):
    centred = rows - rows.mean(axis=1, keepdims=True)
    lengths = np.linalg.norm(centred, axis=1, keepdims=True)
    return np.divide(centred, lengths, out=np.zeros_like(centred), where=lengths > 1e-4)


def _coarse(thumbnails):
    half = _SIDE // 2
    return _normalised(thumbnails.reshape(-1, half, 2, half, 2, 3).mean(axis=(2, 4)).reshape(len(thumbnails), -1))


def _mirrored(thumbnails, side):
    return thumbnails.reshape(-1, side, side, 3)[:, :, ::-1].reshape(len(thumbnails), -1)


def groups(thumbnails, embeddings, names):
    """Find pictures of one origin.

    Two pictures are of one origin if their thumbnails are all but the same, mirrored or not; if they are like, and the
    embeddings too; or if they are a little like, and the files lie side by side in a numbered series, as bursts do.

    Parameters
    ----------
    thumbnails : array_like, shape (n, 588)
        What `thumbnail` made of each.
    embeddings : array_like, shape (n, d)
    names : sequence of str or os.PathLike
        Their files, or other names.

    Returns
    -------
    numpy.ndarray of int, shape (n,)
        The group of each picture, from 0.

    Raises
    ------
    TypeError, ValueError
        If the three are not of such numbers, or not of the same pictures.

    Examples
    --------
    >>> views = np.random.default_rng(0).random((2, 28, 28, 3))
    >>> seen = [thumbnail(view) for view in (views[0], views[1], views[0][:, ::-1] / 2)]
    >>> groups(seen, np.eye(3), ["a.jpg", "b.jpg", "c.jpg"]).tolist()
    [0, 1, 0]
    """
    thumbnails = check_numbers(thumbnails, name="thumbnails", shape=("n", 3 * _SIDE**2), least=1).astype("float32")
    vectors = check_numbers(embeddings, name="embeddings", shape=(len(thumbnails), "d"), least=1).astype("float32")
    check_lengths(names=names, thumbnails=thumbnails)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    found = np.arange(len(names))
    for pairs in chain([_bursts(thumbnails, vectors, list(map(Path, names)))], _alike(thumbnails, vectors)):
        found = _joined(found, pairs)
    return found


def _joined(groups, pairs):
    """The groups (n,) when those of each of the pairs (k, 2) are joined; none but them is kept, of many pairs or few."""
    graph = coo_array((np.ones(len(pairs), bool), tuple(groups[pairs].T)), shape=(len(groups), len(groups)))
    return connected_components(graph, directed=False)[1][groups]


def _alike(thumbnails, vectors):
    """Yield pairs (k, 2) of pictures that are alike, of some rows after the other: all at once need too much memory."""
    views = [(thumbnails, _mirrored(thumbnails, _SIDE)), (_coarse(thumbnails), _mirrored(_coarse(thumbnails), _SIDE // 2))]
    for start in range(0, len(thumbnails), _ROWS):
        rows = slice(start, start + _ROWS)
        fine, coarse = (
            np.maximum(plain[rows] @ plain[start:].T, plain[rows] @ mirrored[start:].T) for plain, mirrored in views
        )
        found = (fine > _SAME) | ((coarse > _LIKE) & (vectors[rows] @ vectors[start:].T > _ABOUT))
        yield start + np.argwhere(np.triu(found, 1))


def _bursts(thumbnails, vectors, paths):
    """Return pairs (k, 2) of pictures that are a little alike and come one after the other in a numbered series."""
    series = {}
    for i, path in enumerate(paths):
        if found := re.fullmatch(r"(.*?)(\d{1,18})", path.stem):
            series.setdefault((path.parent, found[1], path.suffix), []).append((int(found[2]), i))
    following = [(a, b) for members in series.values() for (_, a), (_, b) in pairwise(sorted(members))]
    pairs = np.array(following, int).reshape(-1, 2)
    coarse = _coarse(thumbnails)
    alike = [np.einsum("ij,ij->i", rows[pairs[:, 0]], rows[pairs[:, 1]]) > _BURST for rows in (coarse, vectors)]
    return pairs[alike[0] & alike[1]]


def folds(labels, groups, *, n_folds=5, seed=0):
    """Deal pictures into parts of about one size, each class among all of them, each group into one.

    A class whose pictures would all lie in one part, for they are of one origin, is dealt out picture by picture.

    Parameters
    ----------
    labels : array_like of int, shape (n,)
        From 0, two pictures or more of each.
    groups : array_like of int, shape (n,)
        The origin of each picture.
    n_folds : int
        Two or more.
    seed : int

    Returns
    -------
    folds : numpy.ndarray of int, shape (n,)
        The part of each picture, from 0.
    divided : list of int
        The labels whose groups could not be kept whole.

    Raises
    ------
    TypeError, ValueError
        If they are no such numbers.

    Examples
    --------
    >>> part, divided = folds([0, 0, 0, 1, 1, 1], [0, 0, 1, 2, 2, 2], n_folds=2)
    >>> bool(part[0] == part[1] != part[2]), divided
    (True, [1])
    """
    labels = check_labels(labels, shape=("n",), least=2)
    groups = check_labels(check_array(groups, name="groups", shape=labels.shape), name="groups")
    check_whole(2, n_folds=n_folds)
    check_seed(seed)
    part, rng = np.zeros(len(labels), int), np.random.default_rng(seed)
    counts = np.zeros((n_folds, 1 + labels.max()))
    by_group = np.split(order := np.argsort(groups, kind="stable"), np.flatnonzero(np.diff(groups[order])) + 1)
    rng.shuffle(by_group)
    for rows in sorted(by_group, key=len, reverse=True):  # the largest first: the others fill up what it leaves uneven
        fewest = np.lexsort((counts.sum(axis=1), counts[:, labels[rows[0]]]))[0]
        part[rows] = fewest
        np.add.at(counts[fewest], labels[rows], 1)
    divided = [label for label in np.unique(labels).tolist() if len(np.unique(part[labels == label])) < 2]
    for label in divided:
        rows = rng.permutation(np.flatnonzero(labels == label))
        part[rows] = np.arange(len(rows)) % n_folds
    return part, divided
