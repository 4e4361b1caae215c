"""What was taught with one photograph, in a file of JSON beside it: whole after every click, taken up the next time."""

import colorsys
import hashlib
import json
from pathlib import Path

import numpy as np

from imagen_course import files, pictures, plots
from imagen_course.teach import Teacher

__all__ = ["Taught", "colours", "shares"]

LONGEST = 768  # pixels of a picture that is taught, or named
_SEGMENTS = 400
_LONGEST_NAME, _MOST_NAMES = 60, 50
_FORMAT = "imagen-course taught"


class Taught:
    """A photograph, a teacher of it, and the file in which the clicks are kept.

    Parameters
    ----------
    picture : str or os.PathLike
    file : str or os.PathLike, optional
        ``PICTURE.taught.json`` beside the picture if not given. If it is there, its clicks are made again.

    Attributes
    ----------
    picture, file : pathlib.Path
    teacher : imagen_course.teach.Teacher
        With maps.
    version : int
        How often something has changed.
    problem : str
        Why the last change could not be written; empty if it was.

    Raises
    ------
    FileNotFoundError, ValueError
        If the picture cannot be read, or the file is of another one.

    Examples
    --------
    >>> Taught("holiday.jpg").state()["sentence"]      # doctest: +SKIP
    'Nothing is named yet: choose a name, then click on a region that shows it.'
    """

    def __init__(self, picture, *, file=None):
        self.picture = Path(picture)
        self.file = Path(file) if file else self.picture.with_name(f"{self.picture.name}.taught.json")
        self.teacher = look_at(pictures.read_image(self.picture, longest=LONGEST))
        self.version, self.problem = 0, ""
        self._hash = hashlib.sha256(self.picture.read_bytes()).hexdigest()
        if self.file.exists():
            self._take_up()

    def click(self, row, column, name):
        """Name the region at a pixel of ``teacher.image``, and write it; TypeError or ValueError as `Teacher.click`."""
        if isinstance(name, str) and len(name.strip()) > _LONGEST_NAME:
            raise ValueError(f"a name has {_LONGEST_NAME} characters at most, got {len(name.strip())}: make it shorter")
        if isinstance(name, str) and name.strip() not in self.teacher.names and len(self.teacher.names) >= _MOST_NAMES:
            raise ValueError(f"there are {_MOST_NAMES} names already: take one of them")
        self.teacher.click(row, column, name)
        self._changed()

    def undo(self):
        """Take the last click back, and write that; ValueError if there is none."""
        self.teacher.undo()
        self._changed()

    def save(self):
        """Write the file; what hinders that is kept in ``problem``."""
        height, width = self.teacher.segments.shape
        content = {"format": _FORMAT, "version": 1, "picture": self.picture.name, "sha256": self._hash}
        content |= {"height": height, "width": width, "clicks": self.teacher.clicks}
        try:
            files.write(self.file, (json.dumps(content, indent=1) + "\n").encode())
            self.problem = ""
        except OSError as error:
            self.problem = f"not saved: {self.file}: {error.strerror or error}"

    def state(self):
        """Tell all there is to know of it, in plain values."""
        teacher, regions = self.teacher, self.teacher.regions
        return {
            "version": self.version,
            "names": list(teacher.names),
            "colours": ["#{:02x}{:02x}{:02x}".format(*colour) for colour in colours(teacher.names).values()],
            "regions": regions.tolist(),
            "clicked": sorted(teacher.named),
            "clicks": len(teacher.clicks),
            "sentence": _sentence(teacher, regions),
            "file": self.file.name,
            "problem": self.problem,
        }

    def _changed(self):
        self.version += 1
        self.save()

    def _take_up(self):
        """Make the clicks of the file again."""
        try:
            content = json.loads(self.file.read_bytes())
            if content["format"] != _FORMAT:
                raise ValueError(f"its format is {content['format']!r}")
            clicks, of = [tuple(click) for click in content["clicks"]], content["sha256"]
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f"{self.file} is no file of clicks ({error}): move it away, or --file names another") from error
        if of != self._hash:
            raise ValueError(
                f"{self.file} was taught with another picture than {self.picture}: move it away, or name another"
            )
        for click in clicks:
            self.teacher.click(*click)


def look_at(image):
    """Make a teacher of a picture, however small: `Teacher` with maps."""
    return Teacher(image, n_segments=min(_SEGMENTS, 1 + image[..., 0].size // 16), maps=True)


def colours(names):
    """Give each of some names a colour: the eight that colour-blind eyes tell apart, then others.

    Parameters
    ----------
    names : sequence of str

    Returns
    -------
    dict of str to tuple of int
        Red, green and blue in 0 to 255.

    Examples
    --------
    >>> colours(["sky", "lake"])
    {'sky': (24, 69, 251), 'lake': (255, 94, 2)}
    """
    first = [tuple(bytes.fromhex(colour[1:])) for colour in plots.EIGHT]
    more = [colorsys.hsv_to_rgb(0.618 * i % 1, 0.55 + 0.3 * (i % 2), 0.9) for i in range(max(0, len(names) - len(first)))]
    return dict(zip(names, first + [tuple(round(255 * x) for x in colour) for colour in more], strict=False))


def shares(teacher, regions, names):
    """Tell which share of a picture each name has.

    Parameters
    ----------
    teacher : imagen_course.teach.Teacher
        Of the picture.
    regions : numpy.ndarray of int, shape (m,)
        What each of its regions is called: 1 + k = the k-th of ``names``.
    names : sequence of str

    Returns
    -------
    dict of str to float
        ``""`` for what has no name.

    Examples
    --------
    >>> teacher = Teacher(np.zeros((8, 8, 1)), n_segments=4)
    >>> shares(teacher, np.array([1, 1, 1, 0]), ["sky"])
    {'': 0.25, 'sky': 0.75}
    """
    counts = np.bincount(regions[teacher.segments].ravel(), minlength=1 + len(names)) / teacher.segments.size
    return dict(zip(["", *names], counts.tolist(), strict=True))


def _sentence(teacher, regions):
    clicks, known = len(teacher.clicks), shares(teacher, regions, teacher.names)
    if not clicks:
        return "Nothing is named yet: choose a name, then click on a region that shows it."
    nameless = known.pop("")
    words = [f"{name} {share:.0%}" for name, share in known.items()] + [f"no name yet {nameless:.0%}"] * (nameless > 0)
    more = " Give a second name, and the rest gets names, too." if len(teacher.names) == 1 else ""
    return f"{clicks} click{'s'[: clicks > 1]}: {', '.join(words)}.{more}".replace("%", " %")
