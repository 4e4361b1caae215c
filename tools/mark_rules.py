"""Mark what ships as data/marked_coffee.npz: one photograph cut into regions by three different rules.

    python tools/mark_rules.py

The rules are what things there are, what they are made of, and where the light falls. Each map was marked with
`imagen_course.teach`: a click in the middle of each name's largest part, then one in the middle of the largest piece that
was still wrong, until no superpixel was. What is right by a rule was read off the outlines of ``draw_people.py``, which were
drawn by eye, and off ``FRONT`` below. So one pair of eyes made all three maps, and their borders follow superpixels. They
differ in the rule.
"""

from pathlib import Path

import numpy as np
from draw_people import PARTS, SHAPE
from scipy.ndimage import distance_transform_edt, label
from shipping import ship
from skimage.draw import polygon

from imagen_course.datasets import photograph
from imagen_course.region_graph import enforce_connectivity
from imagen_course.teach import Teacher

FILE = Path(__file__).parents[1] / "data" / "marked_coffee.npz"
SUPERPIXELS, SMALLEST = 1000, 400  # pixels of a piece that stays a region
# The side of the cup that the lamp does not reach: corners (row, column), read off as those of ``PARTS``.
FRONT = [
    *[(196, 214), (206, 240), (213, 270), (215, 302), (211, 335), (204, 360), (196, 384), (220, 374), (235, 362)],
    *[(250, 350), (262, 337), (270, 327), (280, 312), (285, 295), (285, 280), (283, 257), (272, 248), (255, 235)],
    *[(234, 217), (215, 205)],
]
# In the order in which they cover each other: a part, and what it is called by each rule; "" is what lies under it.
RULES = ("things", "materials", "light")
CALLED = {
    "dark corner": ("floor", "floor", "shadow"),
    "shadow on the table": ("", "", "shadow"),
    "saucer": ("saucer", "red glaze", "lit"),
    "shadow on the saucer": ("", "", "shadow"),
    "cup": ("cup", "red glaze", "lit"),
    "front": ("", "", "shadow"),
    "handle": ("cup", "red glaze", "lit"),
    "rim": ("cup", "white glaze", "lit"),
    "inside": ("cup", "white glaze", "lit"),
    "coffee": ("cup", "coffee", "lit"),
    "light foam": ("cup", "coffee", "lit"),
    "spoon": ("spoon", "steel", "lit"),
}
GROUND = "table", "wood", "lit"


def wanted(rule):
    """Return what each pixel is called by a rule: str (400, 600)."""
    names = np.full(SHAPE, GROUND[rule], dtype="<U11")
    for part, called in CALLED.items():
        if called[rule]:
            names[polygon(*np.transpose((PARTS | {"front": FRONT})[part]), SHAPE)] = called[rule]
    return names


def middle(inside):
    """Find the pixel farthest from the border of an area."""
    depth = distance_transform_edt(np.pad(inside, 1))[1:-1, 1:-1]
    return tuple(map(int, np.unravel_index(depth.argmax(), depth.shape)))


def mark(names):
    """Click until no superpixel is called what most of it is not: str (400, 600), and the number of clicks."""
    teacher, counts = Teacher(photograph("coffee"), n_segments=SUPERPIXELS), {}
    for name in np.unique(names):
        counts[name] = np.bincount(teacher.segments.ravel(), (names == name).ravel())
        teacher.click(*middle(names == name), str(name))
    most = np.array(list(counts))[np.argmax(list(counts.values()), axis=0)]  # of the pixels of each superpixel
    while (wrong := np.array(("", *teacher.names))[teacher.regions] != most).any():
        pieces, _ = label(wrong[teacher.segments])
        largest = pieces == 1 + np.bincount(pieces.ravel())[1:].argmax()
        row, column = middle(largest)
        teacher.click(row, column, str(most[teacher.segments[row, column]]))
    return np.array(("", *teacher.names))[teacher.labels], len(teacher.clicks)


def main():
    arrays = {}
    for i, rule in enumerate(RULES):
        names = wanted(i)
        marked, clicks = mark(names)
        known = list(dict.fromkeys(marked.ravel().tolist()))
        segments = enforce_connectivity(np.unique(marked, return_inverse=True)[1].reshape(1, *SHAPE), SMALLEST)[0]
        called = [max(known, key=lambda name, i=i: np.sum(marked[segments == i] == name)) for i in range(segments.max() + 1)]
        arrays |= {rule: segments.astype("uint8"), f"{rule}_names": np.array(called)}
        same = np.mean(np.array(called)[segments] == names)
        print(f"{rule}: {clicks} clicks, {same:.1%} of the pixels as drawn, regions {', '.join(called)}")
    ship(FILE, **arrays)


if __name__ == "__main__":
    main()
