"""What ``imagen-course analyze`` refuses to name: drawn scenes of every kind, and photographs.

    python benchmarks/refusal.py [--folder NAME=FOLDER ...] [--pictures 300] [--quick]

The default pipeline knows five drawn shapes and is asked about pictures as ``analyze`` shows them to it. Four decisions are
compared: a picture is refused where no region votes; where, besides, the highest calibrated probability of a region that
votes is low; where its regions lie far from those of the training set; where the product of both, ``certainty``, is low.
Each threshold is chosen on one half of the scenes, so that 97 % of those named rightly stay named, and judged on the other
half. Photographs choose nothing: their two halves show what chance there is in the figures. The last column is ``accepts``
as it ships.
``cifar10_small.npz`` is taken from the data directory if it is there. A folder's .jpg files are halved in the order of their
names, since neighbours may be one film.
"""

import argparse
from pathlib import Path

import numpy as np
from protocol import report
from scipy import stats

from imagen_course import datasets, pipeline
from imagen_course.analyze import as_seen
from imagen_course.worlds import scenes

SOME = {"n_objects": (1, 3)}
HARD = {"background": "texture", "contrast": 0.6, "texture": 0.5, "occlusion": 0.3, "clutter": 3, "noise": 0.02}
KINDS = {
    "one object": {},
    "up to three objects": SOME,
    "plain background": SOME | {"background": "plain"},
    "textured background": SOME | {"background": "texture"},
    "clutter": SOME | {"clutter": 6},
    "noise": SOME | {"noise": 0.05},
    "low contrast": SOME | {"contrast": 0.6},
    "striped objects": SOME | {"texture": 1.0},
    "hidden parts": SOME | {"occlusion": 0.3},
    "any turn": SOME | {"rotation": 180},
    "hard, 64 pixels": HARD | {"n_objects": (1, 4)},
    "hard, 256 pixels": HARD | {"n_objects": (1, 4), "size": 256},
    "256 pixels": SOME | {"size": 256},
}
GREY = ("brick", "camera", "cell", "coins", "grass", "gravel", "horse", "moon", "motorcycle_left")
KEPT = 0.97
DECISIONS = ("no region votes", "probability", "distance", "certainty")
PROTOCOL = """\
pipeline.load_default(). Scenes: {n} of each kind to choose on, {n} others to judge, rounded to 8 bits. Refused, in percent
of all photographs; still named, in percent of the scenes whose largest object was named rightly by a region that voted. In
brackets the 95 % interval (Wilson) of the last column. Thresholds chosen: {thresholds}; as it ships: {ships:.2f}.
Tried before: some sixty scores, of eleven quantities of a picture's regions, on photographs of the same
sources, those that judge here among them; so only the threshold is new to the photographs."""


def scores_of(model, images):
    """Return a row for each picture: whether a region votes, highest probability of one, -distance, certainty; and names."""
    seen, rows, names = [as_seen(image) for image in images], [], []
    same = len({image.shape for image in seen}) == 1  # scenes are, and one call for all takes a fraction of the time
    for X in [np.stack(seen)] if same else [image[None] for image in seen]:
        for regions, certainty in zip(model.regions(X), model.certainty(X), strict=True):
            surest = regions.scores[regions.labels >= 0].max(initial=0)
            rows.append((surest > 0, surest, certainty / surest if surest else 0.0, certainty))
        names += model.predict(X).tolist()
    return np.array(rows, float), np.array(names)


def scene_rows(model, n):
    """Return for each kind the scores of two halves, and which scenes were named rightly."""
    found = {}
    for kind, options in KINDS.items():
        drawn = scenes.generate(2 * n, seed=5000, **options)
        scores, names = scores_of(model, (255 * drawn.images).round() / 255)
        right = (names == drawn.labels) & (scores[:, 0] > 0)
        found[kind] = [(scores[part], right[part]) for part in (slice(n), slice(n, None))]
    return found


def photographs(folders, n):
    """Yield the name of a source, its pictures to choose on, and those to judge."""
    import skimage.data

    root = Path(skimage.data.__file__).parent
    library = [datasets.photograph(name) for name in datasets.PHOTOGRAPHS]
    yield "the libraries' photographs", [], library + [datasets.read_image(root / f"{name}.png") for name in GREY]
    for name, folder in folders:
        paths = sorted(Path(folder).rglob("*.jpg"))
        paths = paths[:: max(1, len(paths) // (2 * n))][: 2 * n]
        pictures = [datasets.read_image(path, longest=1024) for path in paths]
        yield name, pictures[: len(pictures) // 2], pictures[len(pictures) // 2 :]
    if (datasets.data_directory() / "cifar10_small.npz").exists():
        data = datasets.load("cifar10_small")
        yield "CIFAR-10", data.train_images[:n], data.test_images[:n]


def share(refused):
    """Percent, with its interval."""
    low, high = stats.binomtest(int(refused.sum()), len(refused)).proportion_ci(method="wilson")
    return 100 * refused.mean(), f"({100 * low:.1f} to {100 * high:.1f})"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--folder", action="append", default=[], metavar="NAME=FOLDER", help="photographs, .jpg")
    parser.add_argument("--pictures", type=int, default=300, help="of each kind and source, to choose on and to judge")
    parser.add_argument("--quick", action="store_true", help="20 pictures: to see that it runs")
    arguments = parser.parse_args()
    n = 20 if arguments.quick else arguments.pictures
    model = pipeline.load_default()
    drawn = scene_rows(model, n)
    chosen_on = np.concatenate([scores[right] for (scores, right), _ in drawn.values()])
    thresholds = [0.5, *np.quantile(chosen_on[:, 1:], 1 - KEPT, axis=0)]
    rows = []

    def add(source, what, scores, sign):
        named = (scores[:, :1] > 0) & (scores >= thresholds)
        ships = named[:, 0] & (scores[:, 3] >= model.min_certainty)
        columns = [100 * (column if sign > 0 else ~column).mean() for column in named.T]
        percent, interval = share(ships if sign > 0 else ~ships)
        row = {"pictures": source, "n": len(scores), "percent": what}
        row |= dict(zip(DECISIONS, map(float, columns), strict=True))
        rows.append(row | {"as it ships": float(percent), "interval": interval})
        print(rows[-1], flush=True)

    for kind, (_, (scores, right)) in drawn.items():
        add(kind, "still named", scores[right], 1)
    judged = [scores for _, scores in drawn.values()]
    add("all scenes", "still named", np.concatenate([scores[right] for scores, right in judged]), 1)
    add("all scenes, named wrongly", "refused", np.concatenate([scores[~right] for scores, right in judged]), -1)
    folders = [entry.split("=", 1) for entry in arguments.folder]
    for source, first, second in photographs(folders, n):
        if len(first):
            add(f"{source}, to choose on", "refused", scores_of(model, first)[0], -1)
        add(source, "refused", scores_of(model, second)[0], -1)
    told = ", ".join(f"{name} {value:.3f}" for name, value in zip(DECISIONS[1:], thresholds[1:], strict=True))
    told = told.replace("distance", "exp(-distance)")
    protocol = PROTOCOL.format(n=n, thresholds=told, ships=model.min_certainty)
    report("refusal_quick" if arguments.quick else "refusal", rows, protocol=protocol)


if __name__ == "__main__":
    main()
