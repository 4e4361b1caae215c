"""Train the networks whose weights ship as ``data/region_cnn_scenes*.npz``, and print the figures they reach.

It learns to name regions, background among the names, from masked crops of 4,000 scenes. Half of them are the default ones
with up to three objects and some clutter, half are hard: textured, low in contrast, overlapping. It is judged on others.
With ``--whole`` it learns from the same scenes, uncut, to name the largest object: the network without regions.

    python tools/train_region_cnn.py              # some minutes on two cores
    python tools/train_region_cnn.py --whole      # the same recipe for whole pictures: region_cnn_scenes_whole.npz
    python tools/train_region_cnn.py --pictures 200 --epochs 2 --out .     # a trial
"""

import argparse
import time
from pathlib import Path

import numpy as np
from shipping import ship_network

from imagen_course.features import CNNFeatures
from imagen_course.pipeline import ImagenPipeline, _codes_of_masks
from imagen_course.worlds import scenes

MODES = {
    "default": {"n_objects": (1, 3), "clutter": 3, "noise": 0.02},
    "hard": {"n_objects": (1, 3), "clutter": 3, "noise": 0.02, "occlusion": 0.3, "contrast": 0.6, "texture": 0.5},
}


def regions_of(mode, n, seed):
    """The crops of the regions of ``n`` scenes, and the code of each: 0 for background, else 1 + class."""
    drawn = scenes.generate(n, seed=seed, **MODES[mode])
    start, crops, codes = 0, [], []
    for cut in ImagenPipeline()._cuts(drawn.images):
        crops.append(cut.crops)
        codes.append(_codes_of_masks(cut, drawn.masks[start : start + len(cut.segments)]))
        start += len(cut.segments)
    return np.concatenate(crops), np.concatenate(codes)


def pictures_of(mode, n, seed):
    """The pictures of ``n`` scenes, and the code of each: 1 + the class of its largest object."""
    drawn = scenes.generate(n, seed=seed, **MODES[mode])
    return drawn.images, 1 + drawn.labels


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--pictures", type=int, default=4000)
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--whole", action="store_true", help="learn from whole pictures")
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "data")
    arguments = parser.parse_args()
    examples_of, what, name = (pictures_of, "pictures", "_whole") if arguments.whole else (regions_of, "regions", "")
    parts = [examples_of(mode, arguments.pictures // 2, seed=2**21 + i) for i, mode in enumerate(MODES)]
    crops, codes = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    start = time.perf_counter()
    network = CNNFeatures(epochs=arguments.epochs, learning_rate=3e-3, random_state=0).fit(crops, codes)
    print(f"{len(crops)} {what} of {arguments.pictures} scenes, {time.perf_counter() - start:.0f} s of training")
    ship_network(arguments.out / f"region_cnn_scenes{name}.npz", network)
    for i, mode in enumerate(MODES):
        crops, codes = examples_of(mode, 500, seed=2**22 + i)
        right = network.classes_[network.predict_proba(crops).argmax(axis=1)] == codes
        objects = "" if arguments.whole else f", {right[codes > 0].mean():.1%} of those that are objects"
        print(f"{mode}: {right.mean():.1%} of {len(codes)} {what} of 500 unseen scenes named right{objects}")


if __name__ == "__main__":
    main()
