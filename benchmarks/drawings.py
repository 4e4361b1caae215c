"""Drawings: is a thing known when another artist has drawn it; and how well the pipeline does on scenes of drawings.

    python benchmarks/drawings.py [--only recognition | scenes]

Recognition: one drawing of each thing by one artist is all that is known of it, and every drawing of the other artist is
asked for. Features are compared as they are (cosine), and whitened by what the known drawings alone show of their spread.
"""

import argparse
from functools import partial

import numpy as np
from PIL import Image
from pipeline import judge, regions
from protocol import report
from skimage.feature import hog
from sklearn.preprocessing import StandardScaler, normalize

from imagen_course import photographs
from imagen_course.features import CNNFeatures
from imagen_course.worlds import composites, drawings, scenes

GROUPS = "animals", "food", "objects", "places"
RECOGNITION = """\
{n} things ({groups}), 64 x 64 pixels on white, one drawing of each by each of two artists. One artist's are known, the
other's are asked for, both ways round: percent named rightly, chance {chance:.2f}. Maps: means over the maps of stages 2,
3, 5 and 6 of the photograph network, at 128 pixels; embedding: its last; HOG: 9 directions, cells of 8; colours: means
of 8 x 8 blocks. Blocks of features are standardised by the known drawings and brought to length one; adapted: what is asked
for is standardised by itself, all of it at once and without its names. Whitened: principal components of the known drawings,
divided by the root of their variance plus the mean variance. The network from scratch is CNNFeatures on the known drawings,
shifted and mirrored as it always does. Settings tried, with these drawings in view: three amounts added to the variance."""
SCENES = """\
{n_train} pictures of 64 x 64 to learn from, {n_test} others; 1 to 3 things a picture, clutter 3, noise 0.02; five classes:
{names}, either artist's drawings; beside them shapes with the same options. ImagenPipeline(vote="largest"), masks to learn
from: class of the largest object, mean IoU, AP50, in percent; CPU seconds of fit. One seed each."""
NAMES, N_TRAIN, N_TEST = ["fox", "banana", "house", "guitar", "tulip"], 1500, 1000


def enlarged(images, size=128):
    pixels = np.uint8(np.round(255 * images))
    return np.stack(
        [np.asarray(Image.fromarray(p).resize((size, size), Image.Resampling.BICUBIC)) for p in pixels]
    ) / np.float32(255)


def described(images):
    """Features of pictures (n, 64, 64, 3), block by block: ``{name: (n, d)}``."""
    large = enlarged(images)
    maps = [of_stage.mean(axis=(1, 2)) for of_stage in photographs.maps(large)]
    grey = images.mean(axis=-1)
    return {
        "maps": np.concatenate(maps, axis=1),
        "embedding": photographs.embed(large),
        "HOG": np.stack([hog(g, orientations=9, pixels_per_cell=(8, 8), cells_per_block=(2, 2)) for g in grey]),
        "colours": images.reshape(-1, 8, 8, 8, 8, 3).mean(axis=(2, 4)).reshape(len(images), -1),
    }


def joined(known, asked, blocks, *, adapted=False):
    """Blocks of features beside each other, each standardised by what is known; what is asked for by itself if adapted."""
    parts = []
    for block in blocks:
        scales = [StandardScaler().fit(some[block]) for some in (known, asked if adapted else known)]
        parts.append([normalize(scale.transform(some[block])) for scale, some in zip(scales, (known, asked), strict=True)])
    return (np.hstack(some) for some in zip(*parts, strict=True))


def whitened(known, asked):
    """Both in the principal components of what is known, the strong ones held down."""
    mean = known.mean(axis=0)
    _, singular, axes = np.linalg.svd(known - mean, full_matrices=False)
    variance = singular**2 / len(known)
    return ((some - mean) @ axes.T / np.sqrt(variance + variance.mean()) for some in (known, asked))


def named(known, asked):
    """Percent of what is asked for whose nearest known drawing, by the angle, is of the same thing."""
    likeness = normalize(asked) @ normalize(known).T
    return 100 * np.mean(likeness.argmax(axis=1) == np.arange(len(asked)))


def recognition():
    table = drawings.table()
    chosen = [
        np.concatenate([table.where(group=group, artist=artist, tone="") for group in GROUPS]) for artist in drawings.ARTISTS
    ]
    assert (table.thing[chosen[0]] == table.thing[chosen[1]]).all()
    pictures = [drawings.on_ground(drawings.draw(numbers)) for numbers in chosen]
    features, rows = [described(images) for images in pictures], []
    ways = ((0, 1), (1, 0))
    for blocks in (
        ["colours"],
        ["HOG"],
        ["embedding"],
        ["maps"],
        ["maps", "embedding", "HOG"],
        ["maps", "embedding", "HOG", "colours"],
    ):
        for how in ("nearest", "whitened", "adapted, whitened"):
            found = []
            for one, other in ways:
                pair = joined(features[one], features[other], blocks, adapted="adapted" in how)
                found.append(named(*(whitened(*pair) if "whitened" in how else pair)))
            rows.append(
                {
                    "features": " + ".join(blocks),
                    "how": how,
                    "noto known": found[0],
                    "fluent known": found[1],
                    "mean": np.mean(found),
                }
            )
    found = []
    for one, other in ways:
        network = CNNFeatures(random_state=0, epochs=60).fit(pictures[one], np.arange(len(pictures[one])))
        found.append(100 * np.mean(network.predict_proba(pictures[other]).argmax(axis=1) == np.arange(len(pictures[other]))))
    rows.append(
        {
            "features": "a CNN from scratch",
            "how": "softmax",
            "noto known": found[0],
            "fluent known": found[1],
            "mean": np.mean(found),
        }
    )
    n = len(chosen[0])
    report("drawings_recognition", rows, protocol=RECOGNITION.format(n=n, groups=", ".join(GROUPS), chance=100 / n))


def of_scenes():
    """The pipeline on scenes of drawings, and on scenes of shapes with the same options."""
    options, rows = {"n_objects": (1, 3), "clutter": 3, "noise": 0.02}, []
    worlds = {"drawings": partial(composites.generate, names=NAMES), "shapes": scenes.generate}
    for name, generate in worlds.items():
        train, test = (generate(n, seed=seed, **options) for n, seed in ((N_TRAIN, 1), (N_TEST, 2)))
        rows.append(judge(name, "regions, masks", regions(0, 8), train, train.masks, test))
    names = ", ".join(NAMES)
    report("drawings_scenes", rows, protocol=SCENES.format(n_train=N_TRAIN, n_test=N_TEST, names=names))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=("recognition", "scenes"))
    options = parser.parse_args()
    if options.only != "scenes":
        recognition()
    if options.only != "recognition":
        of_scenes()


if __name__ == "__main__":
    main()
