"""Teach a machine your own photograph: name a few of its regions, and an SVM names the rest.

``Teacher(image)`` cuts one ``image (h, w, c)``, grey or RGB in [0, 1], into superpixels. A click names a region; once two
names are known, an SVM learns from the named regions and names all others. Where it is wrong, click again. Label maps are
``(h, w)`` int32: 0 = no name yet, 1 + k = the k-th of ``names``, as `plots.mask` draws them.
"""

import numpy as np
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

from imagen_course.checks import check_array, check_images, check_number, check_one_of, check_text
from imagen_course.datasets import shipped_files
from imagen_course.regions import region_table
from imagen_course.segment import rgb_to_lab, slic

__all__ = ["Teacher", "hand_mask"]

_WEIGHTS = np.array([1, 1, 1, 0.5, 0.5, 0.5, 0.5, 2, 2])  # place counts most: what lies side by side often is one thing


class Teacher:
    """Regions of a photograph that learn their names from clicks.

    Parameters
    ----------
    image : numpy.ndarray, shape (h, w, c)
        Grey or RGB, in [0, 1].
    n_segments : int
        About how many regions to cut it into.

    Attributes
    ----------
    image : numpy.ndarray, shape (h, w, c)
    segments : numpy.ndarray of int32, shape (h, w)
    clicks : list of (int, int, str)
        Row, column and name, in the order they came.

    Raises
    ------
    TypeError, ValueError
        If ``image`` is no picture, or ``n_segments`` no number of regions it has room for.

    Examples
    --------
    >>> stripes = np.ones((8, 1, 1)) * np.repeat([0.0, 0.1, 0.9, 1.0], 8)[:, None]      # (8, 32, 1)
    >>> teacher = Teacher(stripes, n_segments=4)
    >>> teacher.click(3, 2, "dark")
    >>> teacher.click(3, 30, "bright")
    >>> teacher.names, teacher.labels[3, ::8].tolist()
    (('dark', 'bright'), [1, 1, 2, 2])
    """

    def __init__(self, image, *, n_segments=400):
        images = check_images(check_array(image, name="image", shape=("h", "w", "c"))[None], name="image", channels=(1, 3))
        self.segments = slic(images, n_segments=n_segments)[0]
        self.image, self.clicks = np.asarray(image), []
        self._points = StandardScaler().fit_transform(_describe(self.image, self.segments)) * _WEIGHTS  # (m, 9)

    @property
    def names(self):
        """The names given so far, in the order they first came: a tuple of str."""
        return tuple(dict.fromkeys(name for *_, name in self.clicks))

    @property
    def labels(self):
        """What every pixel is called: int32 (h, w), 0 = nothing yet, 1 + k = the k-th of ``names``."""
        known = {self.segments[row, column]: 1 + self.names.index(name) for row, column, name in self.clicks}
        where, codes = list(known), list(known.values())  # of two clicks on a region the later one counts
        labels = np.zeros(len(self._points), "int32")
        if len(set(codes)) > 1:
            labels[:] = SVC(C=100, gamma=0.1).fit(self._points[where], codes).predict(self._points)
        labels[where] = codes
        return labels[self.segments]

    def click(self, row, column, name):
        """Name the region at a pixel; TypeError or ValueError if it lies outside, or ``name`` is no name."""
        height, width = self.segments.shape
        check_number(row, f"[0, {height - 1}]", name="row", whole=True, hint="a pixel of the picture")
        check_number(column, f"[0, {width - 1}]", name="column", whole=True, hint="a pixel of the picture")
        check_text(name, name="name", hint="say what the region shows")
        self.clicks.append((row, column, name.strip()))

    def undo(self):
        """Take the last click back; ValueError if there is none."""
        if not self.clicks:
            raise ValueError("there is no click to take back")
        self.clicks.pop()


def _describe(image, segments):
    """Mean colour of each region, its spread, mean step of lightness from pixel to pixel, place of the middle: (m, 9)."""
    lab = rgb_to_lab(np.broadcast_to(image, (*segments.shape, 3))[None])[0]
    steps = np.hypot(*np.gradient(lab[..., 0]))
    table = region_table(image, segments)
    flat, pixels = segments.ravel(), np.dstack([lab, lab.astype(float) ** 2, steps]).reshape(-1, 7)
    means = np.stack([np.bincount(flat, column) for column in pixels.T], axis=1) / table.areas[:, None]  # (m, 7)
    spread = np.sqrt(np.maximum(means[:, 3:6] - means[:, :3] ** 2, 0))
    return np.hstack([means[:, :3], spread, means[:, 6:], table.centroids / max(segments.shape)])


def hand_mask(name):
    """Return a mask of a photograph that was drawn by hand, to hold what was taught against.

    Parameters
    ----------
    name : str
        ``"china"``, a photograph of `datasets.photograph`.

    Returns
    -------
    mask : numpy.ndarray of int64, shape (h, w)
    names : tuple of str
        What 0, 1, 2, ... stand for.

    Raises
    ------
    ValueError
        If there is none of a photograph of that name.

    Examples
    --------
    >>> mask, names = hand_mask("china")
    >>> mask.shape, names
    ((427, 640), ('sky', 'lake', 'temple', 'trees'))
    """
    drawn = shipped_files("mask_")
    check_one_of(name, drawn, name="name", hint="photographs with a mask")
    with np.load(drawn[name]) as file:
        return file["mask"].astype(int), tuple(file["names"].tolist())
