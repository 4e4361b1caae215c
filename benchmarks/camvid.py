"""Semantic segmentation of photographs: every pixel of a street, by regions and maps, by hand-made features, by a U-Net.

    python benchmarks/camvid.py [--validate] [--quick]

CamVid (11 classes, and pixels that nobody says anything about): the folder ``camvid_train`` of the data directory holds
``train/ trainannot/ val/ valannot/``. All learn from the 367 training pictures and answer for the 101 of ``val``, one scene
cut out of the middle of a film that is learned from; ``--validate`` holds out the last three tenths of each film of the
training pictures instead: there the settings were chosen.
"""

import argparse
import resource
import time

import numpy as np
from PIL import Image
from pipeline import FCN
from protocol import report
from skimage.feature import hog

from imagen_course import datasets
from imagen_course.pipeline import ImagenPipeline
from imagen_course.region_features import CONTEXTS, MapFeatures

VOID = 11
NAMES = ["sky", "building", "pole", "road", "pavement", "tree", "sign", "fence", "car", "pedestrian", "bicyclist"]
PROTOCOL = """\
{n_train} pictures of 320 x 240 to learn from, {n_test} to answer for{held}; 11 classes, void pixels left out. Percent of the
pixels, and mean intersection over union of the classes; CPU s of all threads, features included; one seed. The U-Net learns
pictures of half the size for as many CPU seconds as the pipeline of maps took, and its answer is enlarged; the pipeline of
crops sees half the size, too. Chosen for maps on held-out training pictures: 300 superpixels (of 300, 800), side 480 (of
240, 480), C 0.003 (of 4), power of the class weights 0.3 (of 0, 0.3, 0.5, 1), stages; neighbours left out.
The others have one setting each."""


class HandMade(MapFeatures):
    """Gradients by direction, of cells of 8 and of 16 pixels, in place of a network's maps."""

    def _maps(self, images):
        for cell in (8, 16):
            options = {"orientations": 9, "pixels_per_cell": (cell, cell), "cells_per_block": (1, 1), "channel_axis": -1}
            yield np.stack([hog(image, feature_vector=False, **options)[:, :, 0, 0] for image in images])


class UNet(FCN):
    """The fully convolutional network whose fine maps join the coarse ones, with void as a class that is never said."""

    def segment(self, images):
        return self._probabilities(images)[..., :VOID].argmax(axis=-1)


def judged(truth, found):
    known = truth != VOID
    counts = np.bincount(truth[known] * VOID + found[known], minlength=VOID**2).reshape(VOID, VOID)
    hit, union = np.diagonal(counts), counts.sum(axis=0) + counts.sum(axis=1) - np.diagonal(counts)
    ious = hit / np.maximum(union, 1)
    return {"pixels %": 100 * hit.sum() / counts.sum(), "mean IoU %": 100 * ious[union > 0].mean()}, ious


def read(part):
    folder = datasets.data_directory() / "camvid_train"
    paths = sorted((folder / part).glob("*.jpg"))
    return paths, [folder / f"{part}annot" / f"{path.stem}.png" for path in paths]


def arrays(paths):
    return np.stack([np.asarray(Image.open(path)) for path in paths])


def split(validate):
    """Paths of the pictures and masks to learn from, and of those to answer for."""
    paths, masks = read("train")
    if not validate:
        return paths, masks, *read("val")
    films = np.array([path.stem[:6] for path in paths])
    held = np.concatenate([np.arange(n) >= 0.7 * n for _, n in zip(*np.unique(films, return_counts=True), strict=True)])
    return [
        [path for path, out in zip(some, held, strict=True) if out == want] for want in (0, 1) for some in (paths, masks)
    ]


class Halved:
    """A model that sees pictures of half the size, as arrays."""

    def __init__(self, model):
        self.model = model

    def fit(self, paths, masks):
        return self.model.fit(halved(paths), arrays(masks)[:, ::2, ::2].astype(int))

    def segment(self, paths):
        return self.model.segment(halved(paths)).repeat(2, axis=1).repeat(2, axis=2)


def halved(paths):
    images = arrays(paths)
    n, h, w, _ = images.shape
    return images.reshape(n, h // 2, 2, w // 2, 2, 3).mean(axis=(2, 4), dtype="float32") / 255


def measure(name, model, X, y, X_test, truth):
    start = time.process_time()
    model.fit(X, y)
    fitted = time.process_time()
    row, ious = judged(truth, np.asarray(model.segment(X_test)))
    row |= {"CPU s of fit": fitted - start, "CPU s a picture": (time.process_time() - fitted) / len(truth)}
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    by_class = " ".join(f"{each} {100 * iou:.0f}" for each, iou in zip(NAMES, ious, strict=True))
    print(f"{name}: {by_class}; {memory:.2f} GiB so far", flush=True)
    return {"name": name} | row


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--validate", action="store_true")
    parser.add_argument("--quick", action="store_true", help="every third picture, and nothing is written")
    options = parser.parse_args()
    X, y, X_test, y_test = (some[:: 3 if options.quick else 1] for some in split(options.validate))
    truth = arrays(y_test).astype(int)
    contenders = {
        "maps of the network for photographs": ImagenPipeline(features="maps", void_label=VOID),
        "by hand: gradients, colour, place": ImagenPipeline(features=HandMade(), context=CONTEXTS, void_label=VOID),
        "crops, the default for drawn shapes": Halved(ImagenPipeline(void_label=VOID)),
    }
    rows = [measure(name, model, X, y, X_test, truth) for name, model in contenders.items()]
    network = Halved(UNet(rows[0]["CPU s of fit"], seed=0))
    rows.append(measure("U-Net, the same CPU seconds", network, X, y, X_test, truth))
    if not options.quick:
        held = ", the ends of the films of the training pictures" if options.validate else ""
        text = PROTOCOL.format(n_train=len(X), n_test=len(X_test), held=held)
        report("camvid_validation" if options.validate else "camvid", rows, protocol=text)


if __name__ == "__main__":
    main()
