"""Whose features know what style is? Drawings in the hand of another artist, who has drawn the same things.

    python benchmarks/style.py [--things 40] [--steps 40]       # five minutes of one core

Nothing is downloaded. Another number of things or steps is a trial: nothing is stored.
"""

import argparse
import json
import time

import numpy as np
from protocol import RESULTS, report
from scipy import ndimage

from imagen_course import drawing_network, features, photographs, style
from imagen_course.arrays import load_keras, to_numpy
from imagen_course.worlds import drawings

THINGS, STEPS, HAND, SEEDS, WEIGHT, SMOOTHNESS, BLUR, TRANSLATED = 40, 40, 100, 3, 3.0, 0.5, 3, 400
PLACES = "stem", "1", "2", "3"
PROTOCOL = f"""\
Each thing of the world of drawings was drawn by Noto and by Fluent. {THINGS} things at random are held out: what Noto
drew is redrawn in Fluent's hand, 64 x 64 pixels on white, and compared with what Fluent drew. The hand is described
by the mean Gram matrices of {HAND} drawings by Fluent of other things. Features: the stem and the ends of the first
three stages of the network for photographs; the same with random weights of He et al., {SEEDS} seeds; the three
convolutions of the network of drawings, which learned from drawings of 224 pixels. Loss: {WEIGHT:g} times the style
distance and once the content distance of the last maps, smoothness {SMOOTHNESS}; {STEPS} steps of Adam on the pixels,
from Noto's drawing, the same for all; nothing was tuned on these things. Smooth: smoothness 10. Beside them: Noto's
drawing unchanged; blurred, by a Gaussian of {BLUR} pixels, which pixels reward and edges do not; with the mean and
the deviation of each colour channel that Fluent's {HAND} drawings have; Fluent's mean drawing; and a translator that
has seen the answer of all other things: the fast network, which learns from the pairs by the squared error of pixels,
{TRANSLATED} batches of 16. Pixels: the root of the mean squared difference to Fluent's drawing, times 100; less is
nearer. Edges: the distance of histograms of oriented gradients. Better: mean difference to the unchanged drawing,
with half a 95 % interval over things (for random weights, over the mean of the seeds): above 0 where the picture came
nearer to the truth. Found: how often the nearest of all drawings by Fluent, skin tones and all, is the right one.
Style: what is left of the style distance by the network for photographs."""


def on_white(numbers):
    return drawings.on_ground(drawings.draw(numbers))


def split(n):
    """Numbers of Noto's and Fluent's drawings (2, n) of things held out, and (2, m) of all others; without skin tones."""
    table = drawings.table()
    plain = [table.where(artist=artist, tone="") for artist in drawings.ARTISTS]
    things = np.random.default_rng(23).permutation(np.intersect1d(*(table.thing[numbers] for numbers in plain)))
    of = [dict(zip(table.thing[numbers], numbers, strict=True)) for numbers in plain]
    pairs = np.array([[numbers[thing] for thing in things] for numbers in of])
    return pairs[:, :n], pairs[:, n:]


def drawing_features():
    """The three convolutions of the network of drawings, for pictures of any size."""
    keras, weights = load_keras(), drawing_network.load().weights
    x = images = keras.Input((None, None, 3))
    found = []
    for kernel in weights[:6:2]:
        x = keras.layers.Conv2D(kernel.shape[-1], 3, activation="relu")(x)
        found.append(x)
        x = keras.layers.MaxPooling2D(2)(x)
    model = keras.Model(images, found)
    model.set_weights(weights[:6])
    return model


def redrawn(network, contents, hand, steps, weight=WEIGHT, smoothness=SMOOTHNESS):
    """Contents in a hand, by the features of a network."""
    loss = style.perceptual_loss(network, style.gram_matrices(network, hand), style_weight=weight, smoothness=smoothness)
    *_, last = style.redraw(loss, contents, steps=steps)
    return last


def translated(contents, pairs, batches=TRANSLATED):
    """Contents by a network that has seen Fluent's answer to other things."""
    keras, random = load_keras(), np.random.default_rng(0)
    network = style.fast_network(width=16, keep_colours=True)
    network.compile(keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(3e-3, batches)), "mse")
    for _ in range(batches):
        some = pairs[:, random.integers(pairs.shape[1], size=16)]
        network.train_on_batch(*map(on_white, some))
    return to_numpy(network(contents)).clip(0, 1)


def judged(images, truth, numbers):
    """Of each picture: distance by pixels and by edges, and whether the nearest of Fluent's drawings is the right one."""
    pixels = 100 * np.sqrt(((images - truth) ** 2).mean(axis=(1, 2, 3)))
    hog = features.HOGFeatures().fit(truth)
    edges = np.linalg.norm(hog.transform(images) - hog.transform(truth), axis=1)
    return pixels, edges, drawings.nearest(images, artist="fluent", k=1)[:, 0] == numbers


def told(values):
    """Mean and half a 95 % interval."""
    return round(float(np.mean(values)), 2), round(float(1.96 * np.std(values, ddof=1) / len(values) ** 0.5), 2)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--things", type=int, default=THINGS)
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--only", nargs="+", help="ways to measure; stored figures of the others are kept")
    arguments = parser.parse_args()
    (noto, fluent), others = split(arguments.things)
    contents, truth, hand = on_white(noto), on_white(fluent), on_white(others[1, :HAND])
    network = photographs.first_stages(PLACES)
    grams = style.gram_matrices(network, hand)
    ways = {
        "unchanged": lambda: [contents],
        "unchanged, blurred": lambda: [ndimage.gaussian_filter(contents, (0, BLUR, BLUR, 0))],
        "the mean drawing": lambda: [np.broadcast_to(hand.mean(axis=0), contents.shape)],
        "colours matched": lambda: [style.match_statistics(contents, hand.reshape(1, -1, 64, 3)).clip(0, 1)],
        "network for photographs": lambda: [redrawn(network, contents, hand, arguments.steps)],
        "network for photographs, a tenth of the weight": lambda: [
            redrawn(network, contents, hand, arguments.steps, WEIGHT / 10)
        ],
        "network for photographs, smooth": lambda: [redrawn(network, contents, hand, arguments.steps, smoothness=10.0)],
        "random weights": lambda: [
            redrawn(photographs.first_stages(PLACES, seed=seed), contents, hand, arguments.steps)
            for seed in range(1, SEEDS + 1)
        ],
        "network of drawings": lambda: [redrawn(drawing_features(), contents, hand, arguments.steps)],
        "translator, taught": lambda: [translated(contents, others)],
    }
    rows, before, only = [], None, arguments.only
    stored = json.loads((RESULTS / "style.json").read_text(encoding="utf-8"))["rows"] if only else []
    for name, way in ways.items():
        if only and name not in [*only, "unchanged"]:
            rows += [row for row in stored if row["way"] == name]
            continue
        start = time.process_time()
        drawn = [np.asarray(images, "float32") for images in way()]
        seconds = time.process_time() - start
        each = [judged(images, truth, fluent) for images in drawn]
        pixels, edges, found = (np.mean(part, axis=0) for part in zip(*each, strict=True))
        left = np.mean([to_numpy(style.style_distance(network(x), grams)).mean() for x in drawn])
        before = before or (pixels, edges, left)
        row = {"way": name, "n": len(truth), "seeds": len(drawn)}
        for what, values, was in (("pixels", pixels, before[0]), ("edges", edges, before[1])):
            row[what] = told(values)[0]
            row[f"{what} better"], row[f"{what} better ±"] = told(was - values)
        row |= {"found": round(100 * float(found.mean()), 1), "style": round(float(left / before[2]), 3)}
        rows.append(row | {"seconds": round(seconds / len(drawn), 1)})
        print(rows[-1], flush=True)
    if (arguments.things, arguments.steps) == (THINGS, STEPS):
        report("style", rows, protocol=PROTOCOL)


if __name__ == "__main__":
    main()
