"""An FCN, a U-Net, a detector of centres and the four steps of the pipeline, at equal CPU seconds, with few masks and many.

    python benchmarks/every_pixel.py [--worlds drawings] [--seeds 3] [--seconds 30 60 120]    # 90 minutes a world

Every part (a world, a seed, a number of pictures, seconds, a contender) is stored when it is done, and is not run again:
what was stopped goes on. Seed 0 and the fewest seconds come first. Nothing is downloaded.
"""

import argparse
import itertools
import json
import time
from functools import partial

import numpy as np
from protocol import RESULTS, report
from scipy import ndimage

from imagen_course import detect, metrics
from imagen_course.arrays import load_keras
from imagen_course.features import CNNFeatures
from imagen_course.pipeline import ImagenPipeline
from imagen_course.training import batches
from imagen_course.worlds import composites, scenes

DRAWN = ("fox", "banana", "house", "guitar", "tulip")
PLAIN = {"n_objects": (1, 4), "clutter": 3, "noise": 0.02}
HARD = {"background": "texture", "contrast": 0.6, "texture": 0.5, "occlusion": 0.3}
WORLDS = {
    "drawings": partial(composites.generate, names=DRAWN, **PLAIN),
    "scenes": partial(scenes.generate, **PLAIN),
    "hard scenes": partial(scenes.generate, **(PLAIN | HARD)),
}
N_TEST, SHAPE, CLASSES = 500, (64, 64, 3), 5
PROTOCOL = f"""\
Pictures of 64 x 64 pixels with one to four things of {CLASSES} classes, three strokes of clutter, noise of 0.02; hard
scenes: textured backgrounds and things, contrast 0.6, up to 30 % of a thing hidden. Learned from 100 or 1,500 pictures with
masks (the detector: with boxes), judged on {N_TEST} others: mean IoU with background, AP50 and AP75 (VOC, all points).
Every contender turns pictures left to right at random. FCN, U-Net and detector (`imagen_course.detect`, widths 16, 32, 64):
Adam at 0.01, 8 pictures a step; the rate falls in a line to 0 in the second half of the seconds, in which compiling is
counted. Boxes of FCN and U-Net are those round connected pixels of one class, scored by their mean probability. Pipeline:
SLIC, merged regions, a CNN of its own on crops, an SVM, with as many epochs as fit into the seconds by an earlier run of one
and of three (at least one). CPU s is what fitting took. One row is one training; a row that is missing has not been run.
Tried before, on other pictures, for the networks: learning rate 2, pictures a step 2, widths 2, ways up 3; the pipeline's
settings are those of `pipeline.py`, chosen there."""


def pieces(probabilities):
    """Boxes, labels and scores of the connected pieces of one picture's classes."""
    codes, found = probabilities.argmax(axis=-1), []
    for code in range(1, CLASSES + 1):
        numbers, _ = ndimage.label(codes == code)
        for number, (rows, columns) in enumerate(ndimage.find_objects(numbers), start=1):
            score = probabilities[..., code][numbers == number].mean()
            found.append((rows.start, columns.start, rows.stop, columns.stop, code - 1, score))
    table = np.reshape(found, (-1, 6))
    return table[:, :4], table[:, 4].astype(int), table[:, 5]


def mirrored(images, truth, boxes, labels, random):
    """Turn half of the pictures left to right, and their masks, or the maps of their boxes."""
    turned = random.random(len(images)) < 0.5
    images = np.where(turned[:, None, None, None], images[:, :, ::-1], images)
    if truth is not None:
        return images, np.where(turned[:, None, None], truth[:, :, ::-1], truth)
    side = images.shape[2]
    boxes = [
        box[:, [0, 3, 2, 1]] * [1, -1, 1, -1] + [0, side, 0, side] if t else box
        for box, t in zip(boxes, turned, strict=True)
    ]
    return images, detect.centre_targets(boxes, labels, SHAPE[:2], n_classes=CLASSES)


def taught(network, loss, train, seconds, seed, *, by_boxes=False):
    """Teach a network for so many CPU seconds."""
    random, keras, start = np.random.default_rng(seed), load_keras(), time.process_time()
    rate = keras.optimizers.Adam(0.01)
    network.compile(rate, loss, jit_compile=keras.backend.backend() != "tensorflow")
    whole = len(train) // 8 * 8
    for rows in batches((random.permutation(len(train))[:whole] for _ in itertools.count()), 8):
        left = 1 - (time.process_time() - start) / seconds
        if left <= 0:
            break
        rate.learning_rate = 0.01 * min(1, 2 * left)
        boxes, labels = ([some[i] for i in rows] for some in (train.boxes, train.box_labels))
        masks = None if by_boxes else train.masks[rows]
        network.train_on_batch(*mirrored(train.images[rows], masks, boxes, labels, random))
    return network


def by_pixels(make, train, test, seconds, seed):
    """Fit a network that names pixels; return its masks and detections."""
    network = taught(make(SHAPE, CLASSES + 1, seed=seed), "sparse_categorical_crossentropy", train, seconds, seed)
    yield
    probabilities = network.predict(test.images, verbose=0, batch_size=64)
    yield probabilities.argmax(axis=-1), [pieces(some) for some in probabilities]


def by_centres(train, test, seconds, seed):
    """Fit a detector; it has no masks."""
    network = detect.detector(SHAPE, CLASSES, seed=seed)
    taught(network, detect.centre_loss, _Boxed(train), seconds, seed, by_boxes=True)
    yield
    yield None, detect.decode(network.predict(test.images, verbose=0, batch_size=64), threshold=0.05)


class _Boxed:
    """Pictures and boxes, asked for once: scenes make the lists anew each time."""

    def __init__(self, drawn):
        self.images, self.masks, self.boxes, self.box_labels = drawn.images, drawn.masks, drawn.boxes, drawn.box_labels

    def __len__(self):
        return len(self.images)


def by_regions(train, test, seconds, seed):
    """Fit the pipeline for as many epochs as the seconds allow."""

    def fitted(epochs):
        features = CNNFeatures(epochs=epochs, augment=("flip",), random_state=seed)
        return ImagenPipeline(features=features, vote="largest").fit(train.images, train.masks)

    took = {}
    for epochs in (1, 3):
        start = time.process_time()
        fitted(epochs)
        took[epochs] = time.process_time() - start
    each = max((took[3] - took[1]) / 2, 1e-3)
    epochs = max(1, int(1 + (seconds - took[1]) / each))
    yield "the clock starts here"
    model = fitted(epochs)
    yield
    yield model.segment(test.images), model.detect(test.images)


CONTENDERS = {
    "FCN": partial(by_pixels, detect.fcn),
    "U-Net": partial(by_pixels, detect.unet),
    "detector": by_centres,
    "pipeline": by_regions,
}


def run(world, seed, n, seconds, contender):
    """One training, judged."""
    train, test = _Boxed(WORLDS[world](n, seed=100 + seed)), WORLDS[world](N_TEST, seed=9)
    start = time.process_time()
    steps = CONTENDERS[contender](train, test, seconds, seed)
    if next(steps) is not None:  # what came before was to find out how many epochs fit
        start = time.process_time()
        next(steps)
    took = time.process_time() - start
    masks, found = next(steps)
    row = {"world": world, "pictures": n, "seconds": seconds, "seed": seed, "contender": contender, "CPU s": round(took)}
    row["mean IoU"] = None if masks is None else round(100 * metrics.mean_iou(test.masks, masks), 1)
    for name, iou in (("AP50", 0.5), ("AP75", 0.75)):
        columns = zip(*found, strict=True)
        row[name] = round(100 * metrics.average_precision(test.boxes, test.box_labels, *columns, iou=iou), 1)
    return row


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--worlds", nargs="+", choices=WORLDS, default=["drawings"])
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--seconds", type=int, nargs="+", default=[30, 60, 120])
    parser.add_argument("--pictures", type=int, nargs="+", default=[100, 1500])
    arguments = parser.parse_args()
    path = RESULTS / "every_pixel.json"
    rows = json.loads(path.read_text(encoding="utf-8"))["rows"] if path.exists() else []
    load_keras()  # 10 s that are nobody's
    parts = itertools.product(arguments.worlds, range(arguments.seeds), arguments.seconds, arguments.pictures, CONTENDERS)
    for world, seed, seconds, n, contender in parts:
        wanted = {"world": world, "pictures": n, "seconds": seconds, "seed": seed, "contender": contender}
        if not any(wanted.items() <= row.items() for row in rows):
            rows.append(run(world, seed, n, seconds, contender))
            report("every_pixel", rows, protocol=PROTOCOL)


if __name__ == "__main__":
    main()
