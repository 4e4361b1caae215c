"""Draw the picture at the head of the README, ``docs/front.png``: four things that one makes in the course.

    python tools/draw_front.py [docs/front.png]     # a minute on two cores

A photograph in regions, a digit that is read, noise that becomes a drawing, and drawings of a sentence: each by what the
package holds, from a photograph, data and weights that ship with the course and its libraries. Nothing is touched up. The
digit is drawn here by a pen that goes through a few points, as a mouse would.
"""

import io
import sys
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.collections import LineCollection
from PIL import Image, ImageDraw
from scipy.interpolate import splev, splprep

from imagen_course import datasets, files
from imagen_course.features import CNNFeatures
from imagen_course.generate.cascade import Cascade
from imagen_course.regions import merge_regions, refine_borders
from imagen_course.segment import slic

OUT = Path(__file__).resolve().parents[1] / "docs" / "front.png"
SENTENCE = "two red stars above a blue circle"
SEED, STEPS = 3, (0, 12, 19, 24)
PEN = [
    (62, 70),
    (90, 42),
    (140, 40),
    (162, 66),
    (150, 98),
    (112, 116),
    (150, 128),
    (170, 160),
    (150, 196),
    (100, 208),
    (62, 184),
]
INK, PAPER = "#20242c", "white"


def main():
    """Draw the four panels and write the file."""
    figure = plt.figure(figsize=(16, 9.1), dpi=100, facecolor=PAPER)
    drawn = photograph, digit, from_noise, from_words
    for place, draw in enumerate(drawn):
        row, column = divmod(place, 2)
        box = 0.008 + 0.5 * column, 0.5 - 0.5 * row + 0.012, 0.484, 0.425
        title = draw(figure, *box)
        figure.text(box[0], box[1] + box[3] + 0.014, title, fontsize=22, color=INK, va="bottom")
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png")
    out = Path(sys.argv[1]) if sys.argv[1:] else OUT
    small = Image.open(buffer).convert("RGB").quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    packed = io.BytesIO()
    small.save(packed, format="png", optimize=True)
    files.write(out, packed.getvalue())
    print(f"{out}: {len(packed.getvalue()):,} bytes")


def tile(figure, left, bottom, width, height):
    """A part of the sheet with nothing round it."""
    axes = figure.add_axes((left, bottom, width, height))
    axes.set(xticks=[], yticks=[])
    axes.spines[:].set(color="0.75", linewidth=0.8)
    return axes


def photograph(figure, left, bottom, width, height):
    """Chelsea the cat, and beside her the same photograph in regions of like colour, each in its mean colour."""
    image = datasets.photograph("chelsea")[:, 75:375]
    segments = refine_borders(image, merge_regions(image, slic(image, n_segments=500, compactness=10.0), threshold=11.0))
    counts = np.bincount(segments.ravel())
    means = np.stack([np.bincount(segments.ravel(), image[..., c].ravel()) / counts for c in range(3)], axis=-1)
    half = width / 2 - 0.004
    tile(figure, left, bottom, half, height).imshow(image, aspect="auto")
    axes = tile(figure, left + width - half, bottom, half, height)
    axes.imshow(means[segments], aspect="auto", interpolation="nearest")
    row, column = np.nonzero(segments[:, :-1] != segments[:, 1:])
    upright = np.stack([np.c_[column + 0.5, row - 0.5], np.c_[column + 0.5, row + 0.5]], axis=1)
    row, column = np.nonzero(segments[:-1] != segments[1:])
    level = np.stack([np.c_[column - 0.5, row + 0.5], np.c_[column + 0.5, row + 0.5]], axis=1)
    axes.add_collection(LineCollection(np.concatenate([upright, level]), colors="white", linewidths=0.8))
    return f"a photograph in regions: {len(counts)} of them"


def digit(figure, left, bottom, width, height):
    """A digit drawn with a pen, and what a network that has seen 1,300 others takes it for."""
    sheet = Image.new("L", (230, 250))
    pen = ImageDraw.Draw(sheet)
    for x, y in zip(*splev(np.linspace(0, 1, 400), splprep(np.transpose(PEN), s=0)[0]), strict=True):
        pen.ellipse([x - 11, y - 11, x + 11, y + 11], fill=255)
    seen = np.asarray(sheet.resize((8, 8), Image.Resampling.BOX), "float32")[None, ..., None] / 255
    network = CNNFeatures(weights="digits").fit(seen)
    probabilities = network.predict_proba(seen)[0, :10]
    half = width / 2 - 0.004
    axes = tile(figure, left, bottom, half * 0.9, height)
    axes.imshow(255 - np.asarray(sheet), cmap="gray", vmin=0, vmax=255)
    axes = figure.add_axes((left + width / 2 + 0.012, bottom + 0.01, width / 2 - 0.06, height - 0.02))
    best = int(probabilities.argmax())
    axes.barh(range(10), probabilities, color=["#c8d3dd" if n != best else "#1170aa" for n in range(10)])
    axes.text(probabilities[best] + 0.02, best, f"{probabilities[best]:.0%}", fontsize=20, va="center", color=INK)
    axes.set(xlim=(0, 1.02), ylim=(9.6, -0.6), xticks=[])
    axes.set_yticks(range(10), range(10), fontsize=17, color=INK)
    axes.tick_params(length=0)
    axes.spines[["top", "right", "bottom"]].set_visible(False)
    return f"your own digit, read: a {best}"


def from_noise(figure, left, bottom, width, height):
    """Two pictures, each at four steps on the way from noise."""
    model, captions = Cascade.shipped().base, ["a yellow star", "a green triangle to the left of a white cross"]
    states = list(model.sampling(captions, seed=SEED, n_steps=25))
    tiles(figure, left, bottom, width, height, [states[step][row] for row in range(2) for step in STEPS])
    return "noise becoming a drawing"


def from_words(figure, left, bottom, width, height):
    """Eight drawings of one sentence."""
    tiles(figure, left, bottom, width, height, Cascade.shipped().sample(SENTENCE, n=8, seed=1))
    return f"“{SENTENCE}”, drawn"


def tiles(figure, left, bottom, width, height, images):
    """Eight square pictures in two rows."""
    for place, image in enumerate(images):
        row, column = divmod(place, 4)
        box = left + column * width / 4, bottom + (1 - row) * height / 2 + 0.004, width / 4 - 0.004, height / 2 - 0.007
        tile(figure, *box).imshow(image, interpolation="nearest", aspect="auto")


if __name__ == "__main__":
    main()
