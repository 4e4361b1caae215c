"""How true are the names of kinds and of regions that ``imagen-course analyze`` writes on photographs.

    python benchmarks/naming.py

BSDS500's pictures (``bsds500/images``) lie in the data directory.
"""

import json
from pathlib import Path

import numpy as np
from protocol import report

from imagen_course import datasets, naming, photographs, pictures, teach
from imagen_course.features import pool_regions
from imagen_course.regions import merge_regions
from imagen_course.segment import slic

PROTOCOL = """\
{n} photographs of BSDS500 (train, val) that the network takes for photographs, of 210 whose names one pair of eyes noted;
kinds were noted after they had been given, in the same way (a lynx is no cat, a dolphin a whale). "kind", "name": of the
whole, with 0.5 or more. "each region by itself": regions of 0.5 % of a picture and more, of which the places by themselves
say a kind or a name with 0.5 or more on average. "closer look": what one part is named, with 0.6 or more, where the whole
has neither; its limits were set with these pictures in view. "tower": intersection over union of what is named in the
photograph china, and the mask of the temple drawn by hand; the SVM was chosen among eight with it in view."""


def truths():
    """What is on each photograph: names and kinds."""
    judged = json.loads((Path(__file__).parent / "photograph_names.json").read_text(encoding="utf-8"))
    names = judged["first"] | judged["second"]
    members = {kind: {photographs.class_names()[i] for i in numbers} for kind, numbers in naming.KINDS.items()}
    found = {}
    for picture, known in names.items():
        kinds = [kind for kind, inside in members.items() if inside & set(known)]
        found[picture] = {*known, *kinds, *judged["kinds"].get(picture, [])}
    return found


def by_itself(image):
    """What each region of a photograph would be called by its own places."""
    small = pictures.resized(image, 320 / max(image.shape[:2]))
    segments = merge_regions(small[None], slic(small[None], n_segments=300), threshold=14)
    (head,) = photographs.maps(pictures.resized(image, 336 / min(image.shape[:2]))[None], stages=(8,))
    scores = pool_regions(photographs.read(head) @ naming._membership().T, segments)
    large = np.bincount(segments.ravel()) >= 0.005 * segments.size
    for row in scores[large]:
        sure = np.flatnonzero(row >= naming.SURE)
        if sure.size:
            yield naming._names()[sure[0]]


def tower():
    """How well the Chinese tower is found."""
    mask, names = teach.hand_mask("china")
    named = naming.name_regions(datasets.photograph("china"))
    shown = named.shows[named.segments]
    drawn = mask[np.ix_(*(np.arange(n) * m // n for n, m in zip(shown.shape, mask.shape, strict=True)))] == names.index(
        "temple"
    )
    return float((shown & drawn).sum() / (shown | drawn).sum())


def main():
    paths = {path.stem: path for path in (datasets.data_directory() / "bsds500" / "images").rglob("*.jpg")}
    right = {what: [] for what in ("kind", "name", "each region by itself", "closer look")}
    n = 0
    for picture, truth in truths().items():
        image = pictures.read_image(paths[picture])
        named = naming.name_regions(image)
        if not named.found.known:
            continue
        n += 1
        sure = naming._surely(named.found)
        if sure and sure[0] in naming.KINDS:
            right["kind"].append(sure[0] in truth)
        if named.found.probabilities[0] >= naming.SURE:
            right["name"].append(named.found.names[0] in truth)
        if named.name and not sure:
            right["closer look"].append(named.name in truth)
            print(picture, named.name, named.name in truth)
        right["each region by itself"] += [name in truth for name in by_itself(image)]
    rows = [
        {"what": what, "right": sum(values), "n": len(values), "share": float(np.mean(values))}
        for what, values in right.items()
    ]
    rows.append({"what": "tower", "right": 1, "n": 1, "share": tower()})
    report("naming", rows, protocol=PROTOCOL.format(n=n))


if __name__ == "__main__":
    main()
