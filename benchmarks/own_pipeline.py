"""What the four steps that `imagen-course train --out mine.pipeline` fits call unknown, alone and with the head beside them.

python benchmarks/own_pipeline.py [--quick]
"""

import argparse

import numpy as np
from photograph_network import other_kinds
from protocol import report

from imagen_course import datasets, folders, origins, photographs
from imagen_course.analyze import as_seen
from imagen_course.metrics import wilson_interval
from imagen_course.transfer import CONTENT, Head
from imagen_course.worlds import drawings

GROUPS = "animals", "food", "objects"
PROTOCOL = """\
{n} drawings of each of three groups ({groups}) by one artist, and as many by the other for the test, of the same things. The
four steps are fitted as `folders.train(kind="pipeline")` does: on four fifths, the limit of certainty so that 2.5 % of the
last fifth lie below it; the head on all, its limit so that 2.5 % of those held out lie above it. No picture of another kind
is used. Refused, in percent: by the four steps' certainty, by the head, by either, which is what `analyze` says. In brackets
95 % (Wilson) of the last."""


def drawn(n, artist):
    """Drawings of the three groups by an artist, and their labels."""
    world = drawings.table()
    chosen = [world.where(group=group, tone="") for group in GROUPS]
    chosen = [rows[world.artist[rows] == artist][:n] for rows in chosen]
    return drawings.on_ground(drawings.draw(np.concatenate(chosen))), np.repeat(np.arange(3), [len(rows) for rows in chosen])


def album(images, labels):
    """As `folders.read` makes it of files."""
    seen = photographs.prepare(images)
    X, names = photographs.describe(seen), [f"{i}" for i in range(len(labels))]
    found = origins.groups([origins.thumbnail(image) for image in seen], X[:, CONTENT], ["x"] * len(names))
    return folders.Album(list(images), names, labels, GROUPS, None, X, found, [])


def row(kind, model, head, images):
    images = np.asarray(images, "float32")
    images = np.broadcast_to(images, (*images.shape[:3], 3))
    alone = ~model.accepts(np.stack([as_seen(image) for image in images]))
    beside = ~head.accepts(photographs.describe(photographs.prepare(images)))
    low, high = (100 * end for end in wilson_interval(int((alone | beside).sum()), len(images)))
    shares = {"four steps": alone, "head": beside, "either": alone | beside}
    told = {"pictures": kind, "n": len(images)} | {name: float(100 * found.mean()) for name, found in shares.items()}
    print(told := told | {"interval": f"({low:.1f} to {high:.1f})"}, flush=True)
    return told


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="a tenth of the pictures: to see that it runs")
    arguments = parser.parse_args()
    n, each = (20, 15) if arguments.quick else (80, 130)
    known = album(*drawn(n, 0))
    model = folders.train(known, kind="pipeline").model
    parts, _ = origins.folds(known.labels, known.groups)
    head = Head(false_alarms=0.025).fit(known.descriptions, known.labels, parts)
    rows = [row("test: the other artist's", model, head, drawn(n, 1)[0])]
    rows += [row(kind, model, head, images) for kind, images in other_kinds(each) if kind != "drawings"]
    rows.append(row("photographs: crops", model, head, datasets.load("photographs", size=96, n_test=each).test_images))
    protocol = PROTOCOL.format(n=n, groups=", ".join(GROUPS))
    report("own_pipeline" + "_quick" * arguments.quick, rows, protocol=protocol)


if __name__ == "__main__":
    main()
