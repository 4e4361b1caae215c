"""Drawings: is a thing known when another artist has drawn it; and how well the pipeline does on scenes of drawings.

    python benchmarks/drawings.py [--only recognition | scenes] [--validate]

Recognition: one drawing of each thing by one artist is all that is known of it, and every drawing of the other artist is
asked for. Features are compared as they are (cosine), or by a metric fitted to what is known and to versions made of it.
``--validate`` asks for other things instead, those on which the settings were chosen; nothing is stored.
"""

import argparse
from functools import partial

import numpy as np
from pipeline import judge, regions
from protocol import report
from scipy import ndimage
from scipy.linalg import cholesky, solve_triangular
from skimage.color import hsv2rgb, rgb2hsv
from skimage.feature import hog
from sklearn.preprocessing import StandardScaler, normalize

from imagen_course.arrays import load_keras
from imagen_course.features import CNNFeatures, PhotographFeatures
from imagen_course.photographs import STAGES
from imagen_course.worlds import composites, drawings, scenes

GROUPS = "animals", "food", "objects", "places"
OTHER_GROUPS = "faces", "people", "activities", "symbols"
RECOGNITION = """\
{n} things ({groups}), 64 x 64 pixels on white, one drawing of each by each of two artists. One artist's are known, the
other's are asked for, both ways round: percent named rightly, chance {chance:.2f}; plus or minus: 95 %, over things. Maps:
the photograph network's at the ends of stages 5, 6 and 7, PhotographFeatures(side=192, mirror=False); HOG: 9 directions,
cells of 8; colours: means of 8 x 8 blocks. Each stage, HOG and colours are standardised by the known drawings and brought
to length one. Nearest: by the angle. Fitted: of each known drawing {n_versions} versions are made (turned, enlarged,
moved, blurred, recoloured), and directions in which versions of one thing differ are held down: linear discriminant
analysis, the mean variance within things added {shrinkage} times. Adapted: what is asked for is standardised by itself,
all of it at once and without its names. The network from scratch is CNNFeatures on the known drawings at 32 x 32, shifted
and mirrored. Last rows: {n_toned} people whom one artist has drawn in skin tones; known is his drawing without one, or it
and those of a light and of a dark tone; the other's without one is asked for. Chosen on other things (faces, people,
activities, symbols), both artists' in view: stages and side among 30, the metric's amount among 5 and the kind of fit
among 3; these people are among them. Earlier features, means of maps over the whole picture, were judged on the things of
this table: 59.6 at the most."""
SCENES = """\
{n_train} pictures of 64 x 64 to learn from, {n_test} others; 1 to 3 things a picture, clutter 3, noise 0.02; five classes:
{names}, either artist's drawings; beside them shapes with the same options. ImagenPipeline(vote="largest"), masks to learn
from: class of the largest object, mean IoU, AP50, in percent; CPU seconds of fit. One seed each."""
DEPTHS, N_VERSIONS, SHRINKAGE = (5, 6, 7), 4, 0.3
NAMES, N_TRAIN, N_TEST = ["fox", "banana", "house", "guitar", "tulip"], 1500, 1000


# --- features and a metric


def described(images):
    """Features of pictures (n, 64, 64, 3), block by block: ``{name: (n, d)}``."""
    network = PhotographFeatures(side=192, stages=DEPTHS, mirror=False).fit(images[:1])
    maps = network.transform(load_keras().ops.convert_to_tensor(images))
    ends = np.cumsum([4 * STAGES[depth - 1].channels for depth in DEPTHS])[:-1]
    grey = images.mean(axis=-1)
    return dict(zip(DEPTHS, np.split(maps, ends, axis=1), strict=True)) | {
        "HOG": np.stack([hog(g, orientations=9, pixels_per_cell=(8, 8), cells_per_block=(2, 2)) for g in grey]),
        "colours": images.reshape(-1, 8, 8, 8, 8, 3).mean(axis=(2, 4)).reshape(len(images), -1),
    }


def version(drawing, rng):
    """Turn, enlarge, stretch, move, blur and recolour a drawing (64, 64, 4) as chance has it; on white."""
    turn, stretch = np.radians(rng.uniform(-15, 15)), np.exp(rng.uniform(-0.12, 0.12))
    axes = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]]) / rng.uniform(0.85, 1.15)
    axes = axes @ np.array([[stretch, rng.uniform(-0.1, 0.1)], [0, 1 / stretch]])
    shift = 31.5 - axes @ (31.5 + rng.uniform(-3, 3, 2))
    premultiplied = np.concatenate([drawing[..., :3] * drawing[..., 3:], drawing[..., 3:]], axis=-1)
    moved = [ndimage.affine_transform(channel, axes, shift, order=1) for channel in np.moveaxis(premultiplied, -1, 0)]
    blurred = ndimage.gaussian_filter(np.stack(moved, axis=-1).clip(0, 1), [rng.uniform(0, 0.8)] * 2 + [0])
    cover = blurred[..., 3:]
    hue, saturation, value = np.moveaxis(rgb2hsv((blurred[..., :3] / np.maximum(cover, 1e-4)).clip(0, 1)), -1, 0)
    coloured = rng.random() > 0.15
    saturation = (coloured * saturation * np.exp(rng.normal(0, 0.25))).clip(0, 1)
    changed = np.stack([(hue + rng.normal(0, 0.04)) % 1, saturation, value ** np.exp(rng.normal(0, 0.25))], axis=-1)
    return (hsv2rgb(changed) * cover + 1 - cover).astype("float32").clip(0, 1)


def versions_of(some, seed):
    rng = np.random.default_rng(seed)
    return [described(np.stack([version(drawing, rng) for drawing in some])) for _ in range(N_VERSIONS)]


def joined(features, blocks, scales):
    return np.hstack([normalize(scales[block].transform(features[block])) for block in blocks])


def held_down(within):
    """Return a change of axes in which what differs ``within`` things, (n, d) about their means, has about one length."""
    covariance = within.T @ within / len(within)
    covariance[np.diag_indices(len(covariance))] += SHRINKAGE * np.trace(covariance) / len(covariance)
    factor = cholesky(covariance, lower=True)
    return lambda vectors: solve_triangular(factor, vectors.T, lower=True).T


def right(known, versions, asked, blocks, how):
    """Say of each thing whether the nearest of what is known of the things is its own: bool (n,).

    ``known`` may hold several drawings of each: first one of all things, then another of all.
    """
    scales, others = ({block: StandardScaler().fit(some[block]) for block in blocks} for some in (known, asked))
    here = joined(known, blocks, scales)
    there = joined(asked, blocks, others if "adapted" in how else scales)
    n = len(there)
    if "fitted" in how:
        all_known = np.stack([here, *(joined(some, blocks, scales) for some in versions)])  # (versions, examples * n, d)
        by_thing = all_known.reshape(-1, n, here.shape[1])
        change = held_down((by_thing - by_thing.mean(axis=0)).reshape(-1, here.shape[1]))
        here, there = (change(some - here.mean(axis=0)) for some in (here, there))
    return (normalize(there) @ normalize(here).T).argmax(axis=1) % n == np.arange(n)


def halved(pictures):
    return pictures.reshape(-1, 32, 2, 32, 2, 3).mean(axis=(2, 4))


# --- what is known and asked for


BLOCKS = {
    "colours": ["colours"],
    "HOG": ["HOG"],
    "maps": [*DEPTHS],
    "maps + HOG + colours": [*DEPTHS, "HOG", "colours"],
}
HOWS = "nearest", "fitted", "adapted, fitted"


def from_scratch(known, asked):
    """The same, by a network that has seen nothing but what is known; drawings (n, 64, 64, 4), several times n known."""
    known, asked = (halved(drawings.on_ground(some)) for some in (known, asked))
    network = CNNFeatures(random_state=0, epochs=60, augment=("shift", "flip")).fit(
        known, np.tile(np.arange(len(asked)), len(known) // len(asked))
    )
    return network.predict_proba(asked).argmax(axis=1) == np.arange(len(asked))


def row(features, how, known, found):
    """``found`` has a row of bool for each way round."""
    shares = np.mean(found, axis=0)  # of each thing
    half = 196 * np.std(shares) / np.sqrt(len(shares))
    ways = {f"{artist} known": 100 * np.mean(way) for artist, way in zip(drawings.ARTISTS, found, strict=False)}
    return {"features": features, "how": how, "known": known, "mean": 100 * np.mean(shares), "plus or minus": half} | {
        f"{artist} known": ways.get(f"{artist} known", "-") for artist in drawings.ARTISTS
    }


def across_artists(groups):
    """Each artist's things named by the other's; also how many there are."""
    table = drawings.table()
    chosen = [np.concatenate([table.where(group=group, artist=a, tone="") for group in groups]) for a in drawings.ARTISTS]
    assert (table.thing[chosen[0]] == table.thing[chosen[1]]).all()
    drawn = [drawings.draw(numbers) for numbers in chosen]
    features = [described(drawings.on_ground(some)) for some in drawn]
    versions = [versions_of(some, seed) for seed, some in enumerate(drawn)]
    rows = []
    for name, blocks in BLOCKS.items():
        for how in HOWS:
            found = [right(features[i], versions[i], features[1 - i], blocks, how) for i in (0, 1)]
            rows.append(row(name, how, "1 drawing", found))
    rows.append(row("a CNN from scratch", "softmax", "1 drawing", [from_scratch(drawn[i], drawn[1 - i]) for i in (0, 1)]))
    return rows, len(chosen[0])


def from_more(tones=("", "light", "dark")):
    """People known by one drawing, and by one in each of some tones."""
    table, (artist, other) = drawings.table(), drawings.ARTISTS
    toned = [table.where(artist=artist, tone=tone) for tone in tones]
    things = table.thing[toned[-1]]
    chosen = [numbers[np.isin(table.thing[numbers], things)] for numbers in toned]
    asked = table.where(artist=other, tone="")
    asked = drawings.draw(asked[np.isin(table.thing[asked], things)])
    n, drawn = len(asked), drawings.draw(np.concatenate(chosen))
    pictures, versions = described(drawings.on_ground(drawn)), versions_of(drawn, 2)
    there, rows = described(drawings.on_ground(asked)), []
    for n_known in (1, len(tones)):
        known, *changed = ({block: f[: n_known * n] for block, f in some.items()} for some in (pictures, *versions))
        what = "people, 1 drawing" if n_known == 1 else f"people, {n_known} drawings"
        for name, blocks in BLOCKS.items():
            for how in HOWS[:2]:
                rows.append(row(name, how, what, [right(known, changed, there, blocks, how)]))
        rows.append(row("a CNN from scratch", "softmax", what, [from_scratch(drawn[: n_known * n], asked)]))
    return rows, n


def recognition():
    rows, n = across_artists(GROUPS)
    more, n_toned = from_more()
    numbers = {"n_versions": N_VERSIONS, "shrinkage": SHRINKAGE, "n_toned": n_toned}
    protocol = RECOGNITION.format(n=n, groups=", ".join(GROUPS), chance=100 / n, **numbers)
    report("drawings_recognition", [*rows, *more], protocol=protocol)


# --- scenes of drawings


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
    parser.add_argument("--validate", action="store_true", help="recognise the things that the settings were chosen on")
    options = parser.parse_args()
    if options.validate:
        print(*across_artists(OTHER_GROUPS)[0], sep="\n")
        return
    if options.only != "scenes":
        recognition()
    if options.only != "recognition":
        of_scenes()


if __name__ == "__main__":
    main()
