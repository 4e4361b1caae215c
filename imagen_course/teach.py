"""Teach a classifier your own photograph: name a few of its regions, and an SVM names the rest.

``Teacher(image)`` cuts one ``image (h, w, c)``, grey or RGB in [0, 1], into superpixels. A click names a region; once two
names are known, an SVM learns from the named regions and names all others. Where it is wrong, click again. A ``Namer`` gives
the names of one photograph, or of several, to the regions of others. Label maps are ``(h, w)`` int32: 0 = no name yet,
1 + k = the k-th of ``names``, as `plots.mask` draws them.

A region is described by colour, texture and place; with ``maps=True`` also by what `photographs.maps` sees there, which is
what carries over to another photograph (benchmarks/teach.py).
"""

import numpy as np
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

from imagen_course import photographs
from imagen_course.checks import (
    check_array,
    check_images,
    check_items,
    check_number,
    check_one_of,
    check_text,
    check_type,
)
from imagen_course.datasets import shipped_files
from imagen_course.features import pool_regions
from imagen_course.pictures import resized
from imagen_course.regions import region_table
from imagen_course.segment import rgb_to_lab, slic

__all__ = ["STAGES", "Namer", "Teacher", "describe", "hand_mask", "look_round", "scaled"]

STAGES = 2, 3, 5, 6
"""The stages of the network for photographs whose maps describe a region."""

_COLOURS = [1, 1, 1, 0.5, 0.5, 0.5, 0.5]
_PLACE, _PLACE_AMONG_MAPS = 2, 1  # alone it counts most: what lies side by side often is one thing
_MAPS = 2
_REACH, _REACH_AMONG_MAPS = 0.1, 0.01  # gamma of the SVM's kernel
_CLOSE = 336  # pixels of the shorter side of a picture in which the network looks round
_LONG = 1008  # pixels of its longer side at most: a strip is not enlarged until it fills the memory


class Teacher:
    """Regions of a photograph that learn their names from clicks.

    Parameters
    ----------
    image : numpy.ndarray, shape (h, w, c)
        Grey or RGB, in [0, 1].
    n_segments : int
        About how many regions to cut it into.
    maps : bool
        Describe regions by feature maps, too: a tenth of a second more, and better names from fewer clicks.

    Attributes
    ----------
    image : numpy.ndarray, shape (h, w, c)
    segments : numpy.ndarray of int32, shape (h, w)
    clicks : list of (int, int, str)
        Row, column and name, in the order they came.
    described : numpy.ndarray, shape (m, d)
        Its regions, as `describe` does it.

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

    def __init__(self, image, *, n_segments=400, maps=False):
        images = check_images(check_array(image, name="image", shape=("h", "w", "c"))[None], name="image", channels=(1, 3))
        check_type(maps, bool, name="maps")
        self.segments = slic(images, n_segments=n_segments)[0]
        self.image, self.clicks, self.maps = np.asarray(image), [], maps
        self.described = describe(self.image, self.segments, _maps(self.image) if maps else ())

    @property
    def names(self):
        """The names given so far, in the order in which they were first given: a tuple of str."""
        return tuple(dict.fromkeys(name for *_, name in self.clicks))

    @property
    def named(self):
        """The regions that were clicked on and their names, a dict of int to str; of two clicks the later one counts."""
        return {int(self.segments[row, column]): name for row, column, name in self.clicks}

    @property
    def regions(self):
        """What every region is called: int32 (m,), as ``labels`` counts."""
        names = self.names
        labels = Namer([self]).name(self.described) if len(set(self.named.values())) > 1 else 0
        labels = np.broadcast_to(np.int32(labels), len(self.described)).copy()
        for region, name in self.named.items():
            labels[region] = 1 + names.index(name)
        return labels

    @property
    def labels(self):
        """What every pixel is called: int32 (h, w), 0 = nothing yet, 1 + k = the k-th of ``names``."""
        return self.regions[self.segments]

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


class Namer:
    """What was taught with one photograph or several, for others.

    Parameters
    ----------
    teachers : sequence of Teacher
        All with maps, or all without.

    Attributes
    ----------
    names : tuple of str
        Of all of them, in the order they first came.

    Raises
    ------
    TypeError, ValueError
        If there is no teacher, they describe regions in unlike ways, or fewer than two names are known.

    Examples
    --------
    >>> teacher = Teacher(np.ones((8, 1, 1)) * np.repeat([0.0, 1.0], 16)[:, None], n_segments=4)
    >>> teacher.click(3, 2, "dark")
    >>> teacher.click(3, 30, "bright")
    >>> Namer([teacher]).label(np.ones((8, 1, 1)) * np.repeat([0.1, 0.9], 16)[:, None], n_segments=4)[3, ::8].tolist()
    [1, 1, 2, 2]
    """

    def __init__(self, teachers):
        check_items(teachers, Teacher, name="teachers", least=1)
        self.maps = teachers[0].maps
        if any(teacher.maps != self.maps for teacher in teachers):
            raise ValueError("teachers must all describe regions by maps, or none: make them with the same maps=")
        self.names = tuple(dict.fromkeys(name for teacher in teachers for name in teacher.names))
        points = np.vstack([teacher.described[list(teacher.named)] for teacher in teachers])
        codes = [1 + self.names.index(name) for teacher in teachers for name in teacher.named.values()]
        if len(set(codes)) < 2:
            raise ValueError(
                f"teachers must know two names or more to tell things apart, got {', '.join(self.names) or 'none'}"
            )
        self._scaler = StandardScaler().fit(np.vstack([teacher.described for teacher in teachers]))
        reach = _REACH_AMONG_MAPS if self.maps else _REACH
        self._classifier = SVC(C=100, gamma=reach, random_state=0).fit(self._scaled(points), codes)

    def _scaled(self, points):
        return self._scaler.transform(points) * _weights(points.shape[1])

    def name(self, described):
        """Name regions, described by `describe`, (m, d): int32 (m,), 1 + k = the k-th of ``names``."""
        return self._classifier.predict(self._scaled(described)).astype("int32")

    def label(self, image, *, n_segments=400):
        """Name the regions of another picture ``(h, w, c)``: int32 (h, w), 1 + k = the k-th of ``names``."""
        other = Teacher(image, n_segments=n_segments, maps=self.maps)
        return self.name(other.described)[other.segments]


def _maps(image):
    """Maps of one picture (h, w, c), a batch of one for each stage."""
    image = np.broadcast_to(image, (*image.shape[:2], 3)).astype("float32")
    return look_round(image, STAGES)


def look_round(image, stages):
    """Compute feature maps of one picture, enlarged so that things of a tenth of its size are seen.

    Parameters
    ----------
    image : numpy.ndarray, shape (h, w, 3)
        RGB in [0, 1], float32.
    stages : tuple of int
        As `photographs.maps` takes them.

    Returns
    -------
    list of numpy.ndarray, shape (1, h', w', channels)

    Examples
    --------
    >>> look_round(np.zeros((60, 80, 3), "float32"), (8,))[0].shape
    (1, 11, 14, 1280)
    """
    short, long = sorted(image.shape[:2])
    return photographs.maps(resized(image, min(_CLOSE / short, _LONG / long))[None], stages=stages)


def describe(image, segments, maps=()):
    """Describe the regions of a picture: colour, its spread, steps of lightness, place, and what feature maps see there.

    Parameters
    ----------
    image : numpy.ndarray, shape (h, w, c)
        Grey or RGB, in [0, 1].
    segments : numpy.ndarray of int, shape (h, w)
        Its regions, numbered from 0 without a gap.
    maps : sequence of numpy.ndarray, shape (1, h', w', channels)
        Of the picture, as `photographs.maps` gives them.

    Returns
    -------
    numpy.ndarray, shape (m, 9 + channels of all maps)
        Mean and spread of the Lab colours, the mean step of lightness from pixel to pixel, row and column of the middle over
        the longer side, the means of the maps.

    Raises
    ------
    TypeError, ValueError
        If ``image`` is no picture, ``segments`` no label map of it, or ``maps`` no maps.

    Examples
    --------
    >>> describe(np.zeros((2, 4, 3)), np.array([[0, 0, 1, 1]] * 2))[:, 7:].tolist()
    [[0.125, 0.125], [0.125, 0.625]]
    """
    table = region_table(image, segments)
    lab = rgb_to_lab(np.broadcast_to(image, (*segments.shape, 3))[None])[0]
    light = lab[..., 0]
    steps = np.hypot(*(np.gradient(light, axis=i) if light.shape[i] > 1 else 0 * light for i in (0, 1)))
    flat, pixels = segments.ravel(), np.dstack([lab, lab.astype(float) ** 2, steps]).reshape(-1, 7)
    means = np.stack([np.bincount(flat, column) for column in pixels.T], axis=1) / table.areas[:, None]  # (m, 7)
    spread = np.sqrt(np.maximum(means[:, 3:6] - means[:, :3] ** 2, 0))
    seen = [pool_regions(of_stage, segments[None]) for of_stage in maps]
    return np.hstack([means[:, :3], spread, means[:, 6:], table.centroids / max(segments.shape), *seen])


def scaled(described):
    """Standardise descriptions among each other, and weigh them as an SVM of `teach` reads them.

    Parameters
    ----------
    described : numpy.ndarray, shape (m, d)
        What `describe` returned, with all maps or with none.

    Returns
    -------
    numpy.ndarray, shape (m, d)

    Examples
    --------
    >>> scaled(np.array([[0.0] * 9, [2.0] * 9]))[1].tolist()
    [1.0, 1.0, 1.0, 0.5, 0.5, 0.5, 0.5, 2.0, 2.0]
    """
    return StandardScaler().fit_transform(described) * _weights(np.shape(described)[1])


def _weights(length):
    channels = [photographs.STAGES[stage - 1].channels for stage in STAGES] if length > 9 else []
    place = _PLACE_AMONG_MAPS if channels else _PLACE
    return np.array([*_COLOURS, place, place, *np.repeat(_MAPS / np.sqrt(channels), channels)])


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
