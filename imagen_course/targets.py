"""What a region is called: by the mask of its picture, or where only the picture has a label.

Targets ``y`` of n pictures are labels ``(n,)``, masks ``(n, h, w)``, or a list of masks ``(h, w)`` and of their paths. A
mask holds 0 for background and 1 + label elsewhere; the *code* of a region is such a number, too.
"""

import os

import numpy as np
from scipy.special import logit

from imagen_course import pictures, vote
from imagen_course.checks import check_array, check_classes, check_labels
from imagen_course.region_graph import in_one_row

__all__ = ["are_masks", "check_targets", "codes_of_labels", "codes_of_masks", "is_list_of_pictures", "mask_batch", "most"]

_SPEAKING = 1.0  # the logarithm of how many times as high as the prior's the odds of a class are that is spoken for


def is_list_of_pictures(X):
    """Tell whether pictures are looked at one by one: some are paths, or their sizes differ.

    Parameters
    ----------
    X : array_like, or sequence of arrays (h, w, c) and paths

    Returns
    -------
    bool

    Examples
    --------
    >>> is_list_of_pictures(["cat.jpg", "dog.jpg"]), is_list_of_pictures(np.zeros((2, 4, 4, 3)))
    (True, False)
    """
    if not isinstance(X, list | tuple):
        return False
    return any(isinstance(x, str | os.PathLike) for x in X) or _differ(X, 3)


def are_masks(y):
    """Tell whether targets are masks, not labels.

    Parameters
    ----------
    y : numpy.ndarray or list
        What `check_targets` returned.

    Returns
    -------
    bool

    Examples
    --------
    >>> are_masks(np.array([0, 1])), are_masks(np.zeros((2, 4, 4), int))
    (False, True)
    """
    return isinstance(y, list) or y.ndim == 3


def check_targets(y, X, *, known=None):
    """Return the targets of pictures, or say what is wrong with them; masks in a list are looked at by `mask_batch`.

    Parameters
    ----------
    y : array_like of int or str, shape (n,) or (n, h, w), or list of masks (h, w) and paths
        Words are labels; a path is a ``pathlib.Path``.
    X : array or list of pictures
    known : numpy.ndarray, optional
        The classes that were learnt: labels must be of their kind, and one class is enough.

    Returns
    -------
    numpy.ndarray or list

    Raises
    ------
    TypeError, ValueError
        If they are neither labels nor masks, or not as many as the pictures.

    Examples
    --------
    >>> check_targets(["cat", "dog"], ["cat.jpg", "dog.jpg"]).tolist()
    ['cat', 'dog']
    """
    listed = isinstance(X, list | tuple)
    if isinstance(y, list | tuple) and (any(isinstance(each, os.PathLike) for each in y) or _differ(y, 2)):
        if len(y) != len(X):
            raise ValueError(f"y must have a mask for each of the {len(X)} pictures of X, got {len(y)}")
        return list(y)
    y = check_array(y, name="y")
    if y.ndim == 3:
        shape = (len(X), "h", "w") if listed else X.shape[:3]
        return check_labels(y, name="y", shape=shape, hint="a mask of each picture, or a label for each")
    classes, codes = check_classes(y, len(X), least=2 if known is None else 1)
    if known is not None and (classes.dtype.kind == "U") != (known.dtype.kind == "U"):
        raise TypeError(f"y must hold classes such as {known[0]!r}, which was learnt, got {classes[0]!r}")
    return classes[codes]


def _differ(arrays, n_axes):
    """Tell whether they are arrays of so many axes, and of several shapes."""
    return all(hasattr(each, "ndim") and each.ndim == n_axes for each in arrays) and len({a.shape for a in arrays}) > 1


def mask_batch(masks, start, shape):
    """Read the masks of some pictures of one size.

    Parameters
    ----------
    masks : numpy.ndarray of int, shape (n, h, w), or list of masks (h, w) and paths
    start : int
        The number of the first.
    shape : tuple of int
        (b, h, w), that of the pictures.

    Returns
    -------
    numpy.ndarray of int64, shape (b, h, w)

    Raises
    ------
    TypeError, ValueError
        If one is no label map, or of another shape than its picture.
    FileNotFoundError
        If there is no such file.

    Examples
    --------
    >>> mask_batch([[[0, 1]], [[2, 0]]], 1, (1, 1, 2)).tolist()
    [[[2, 0]]]
    """
    read = []
    for i, mask in enumerate(masks[start : start + shape[0]], start):
        mask = pictures.read_labels(mask) if isinstance(mask, os.PathLike) else mask
        read.append(check_labels(mask, name=f"y[{i}]", shape=shape[1:], hint="a mask has the size of its picture"))
    return np.stack(read)


def codes_of_masks(masks, segments):
    """Call each region what most of its pixels are.

    Parameters
    ----------
    masks, segments : numpy.ndarray of int, shape (n, h, w)
        Segments are each picture's, numbered from 0 without a gap.

    Returns
    -------
    numpy.ndarray of int, shape (m,)

    Examples
    --------
    >>> codes_of_masks(np.array([[[0, 2, 2, 1]]]), np.array([[[0, 0, 0, 1]]])).tolist()
    [2, 1]
    """
    regions = in_one_row(segments)
    return vote.majority(masks.ravel(), regions.ravel(), n_classes=int(masks.max()) + 1).argmax(axis=1)


def codes_of_labels(probabilities, codes, groups, corner, prior=None):
    """Call each region what it looks like, but in each picture the one most like the picture's own code that.

    Parameters
    ----------
    probabilities : numpy.ndarray, shape (m, k)
        Of each code, for each region; code 0 is background.
    codes : numpy.ndarray of int, shape (n,)
        Of the pictures.
    groups : numpy.ndarray of int, shape (m,)
        The picture of each region.
    corner : numpy.ndarray of bool, shape (m,)
        Whether a region is background because of where it lies.
    prior : numpy.ndarray, shape (k - 1,), optional
        Of the classes, while only corners are known to be background: then a region that speaks for no class more than
        chance does is background, too.

    Returns
    -------
    numpy.ndarray of int, shape (m,)

    Examples
    --------
    >>> probabilities = np.array([[0.1, 0.8, 0.1], [0.0, 0.2, 0.8]])
    >>> codes_of_labels(probabilities, np.array([1]), np.array([0, 0]), np.array([False, False])).tolist()
    [1, 2]
    """
    looks = probabilities.argmax(axis=1)
    if prior is not None:
        kinds = probabilities[:, 1:] / np.maximum(1 - probabilities[:, :1], 1e-9)
        lift = logit(np.clip(kinds, 1e-6, 1 - 1e-6)) - logit(prior)
        looks = np.where((looks > 0) & (lift.max(axis=1) > _SPEAKING), 1 + lift.argmax(axis=1), 0)
    own = np.where(corner, -1, probabilities[np.arange(len(groups)), codes[groups]])
    return np.where(own == most(own, groups), codes[groups], np.where(corner, 0, looks))


def most(values, groups):
    """Find the highest value in the picture of each region; the regions of a picture stand together.

    Parameters
    ----------
    values, groups : numpy.ndarray, shape (m,)

    Returns
    -------
    numpy.ndarray, shape (m,)

    Examples
    --------
    >>> most(np.array([1, 3, 2]), np.array([0, 0, 5])).tolist()
    [3, 3, 2]
    """
    _, first, picture = np.unique(groups, return_index=True, return_inverse=True)
    return np.maximum.reduceat(values, first)[picture]
