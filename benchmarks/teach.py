"""How far a few clicks go: on the photographs that were clicked on, and on others.

    python benchmarks/teach.py [--seeds 8]

CamVid's pictures (``camvid_train``) lie in the data directory.
"""

import argparse
import sys
from pathlib import Path

import numpy as np
from PIL import Image
from protocol import interval, report

from imagen_course import datasets, pictures, teach

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))
from draw_mask import CLICKS

VOID = 11
PROTOCOL = """\
CamVid, 320 x 240, eleven classes: {taught} of the training pictures can be clicked on, {others} of the validation pictures
are only named. A click names a superpixel of which more than nine tenths are of one class: first one of each class, the most
frequent first, then some drawn at random. % of the pixels that are not void; mean over {seeds} draws of pictures and clicks,
± half a 95 % interval. Without maps it is `support_vectors`. The weights and the reach of the kernel were chosen on these
pictures, with four other draws, of 50 settings. "china": ten clicks of `tools/draw_mask.py` on that photograph, and the mask
of it drawn by hand (they were placed for the description without maps)."""


def read(kind, step):
    """Pictures, taught by nobody yet, with maps; and what each pixel is."""
    folder = datasets.data_directory() / "camvid_train"
    for path in sorted((folder / kind).glob("*.jpg"))[::step]:
        truth = np.array(Image.open(folder / f"{kind}annot" / f"{path.stem}.png"))
        yield teach.Teacher(pictures.read_image(path), maps=True), truth


def clicks(teacher, truth, n, rng):
    """Places to click on, and what is there."""
    counts = np.zeros((len(teacher.described), VOID + 1))
    np.add.at(counts, (teacher.segments.ravel(), truth.ravel()), 1)
    labels = counts.argmax(axis=1)
    pure = rng.permutation(np.flatnonzero((counts.max(axis=1) > 0.9 * counts.sum(axis=1)) & (labels != VOID)))
    frequent = np.argsort(-np.bincount(labels[pure], minlength=VOID), kind="stable")
    first = [pure[labels[pure] == label][0] for label in frequent if label in labels[pure]][:n]
    rest = [region for region in pure if region not in first][: n - len(first)]
    for region in [*first, *rest]:
        row, column = np.argwhere(teacher.segments == region)[0].tolist()
        yield row, column, str(labels[region])


def right(namer, pairs):
    """% of the pixels that are named as they are."""
    names, hits, n = np.array(["", *namer.names]), 0, 0
    for teacher, truth in pairs:
        named = names[namer.name(teacher.described)][teacher.segments]
        known = truth != VOID
        hits, n = hits + (named == truth.astype(str))[known].sum(), n + known.sum()
    return 100 * hits / n


def without_maps(teacher):
    """The same teacher, who describes regions by nine numbers."""
    other = object.__new__(teach.Teacher)
    other.__dict__ |= teacher.__dict__ | {"maps": False, "described": teacher.described[:, :9]}
    return other


def china(maps):
    """% of the hand-made mask."""
    mask, names = teach.hand_mask("china")
    teacher = teach.Teacher(datasets.photograph("china"), maps=maps)
    for click in CLICKS:
        teacher.click(*click)
    return float(100 * np.mean(np.array(["", *teacher.names])[teacher.labels] == np.array(names)[mask]))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seeds", type=int, default=8)
    seeds = parser.parse_args().seeds
    taught, others = list(read("train", 24)), list(read("val", 3))
    rows = []
    for n_pictures, n_clicks in ((1, 10), (1, 20), (3, 20), (5, 20)):
        found = {(maps, where): [] for maps in (False, True) for where in ("clicked on", "others")}
        for seed in range(100, 100 + seeds):
            rng = np.random.default_rng(seed)
            chosen = [taught[i] for i in rng.choice(len(taught), n_pictures, replace=False)]
            for teacher, truth in chosen:
                teacher.clicks[:] = clicks(teacher, truth, n_clicks, rng)
            for maps in (False, True):
                alike = [[(t if maps else without_maps(t), truth) for t, truth in pairs] for pairs in (chosen, others)]
                namer = teach.Namer([teacher for teacher, _ in alike[0]])
                for where, pairs in zip(("clicked on", "others"), alike, strict=True):
                    found[maps, where].append(right(namer, pairs))
        for (maps, where), values in found.items():
            row = {"pictures": n_pictures, "clicks on each": n_clicks, "maps": maps, "on": where}
            rows.append(row | {"right": float(np.mean(values)), "right ±": interval(values)})
    for maps in (False, True):
        value = china(maps)
        rows.append(
            {"pictures": 1, "clicks on each": 10, "maps": maps, "on": "china", "right": value, "right ±": f"{value:.1f}"}
        )
    report("teach", rows, protocol=PROTOCOL.format(taught=len(taught), others=len(others), seeds=seeds))


if __name__ == "__main__":
    main()
