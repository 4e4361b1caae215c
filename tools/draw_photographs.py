"""Draw the pictures of ``docs/photographs.md``, ten photographs that come with the libraries, and print its table.

python tools/draw_photographs.py
"""

import io
import tempfile
from pathlib import Path

import numpy as np
import skimage
from PIL import Image

from imagen_course import analyze, photographs, pictures, plots
from imagen_course.datasets import photograph

DOCS = Path(__file__).parents[1] / "docs"
NAMES = "chelsea", "coffee", "camera", "flower", "china", "rocket", "astronaut", "retina", "hubble_deep_field", "coins"


def image_of(name):
    """One of the ten, as ``analyze`` reads it."""
    path = Path(skimage.__file__).parent / "data" / f"{name}.png"
    return pictures.read_image(path) if name in ("camera", "coins") else photograph(name)


def answer(found):
    """What is said of a photograph."""
    if not found.known:
        return "unknown"
    said = [f"{name} {value:.2f}" for name, value in zip(found.names, found.probabilities, strict=True)]
    return said[0] if found.probabilities[0] >= 0.5 else f"perhaps {', '.join(said[:2])} or {said[2]}"


def small(source, path, by=1):
    """Write a picture made smaller, in a few colours."""
    sheet = Image.open(source)
    sheet = sheet.resize((sheet.width // by, sheet.height // by)).convert("RGB")
    sheet.quantize(128, dither=Image.Dither.NONE).save(path, optimize=True)


def main():
    panels = []
    for name in NAMES:
        found = photographs.classify(image_of(name))
        print(f"| {name} | {answer(found)} | {found.novelty:.3f} |")
        title = answer(found).partition(" 0.")[0]
        panels.append(plots.picture(image_of(name)[::3, ::3], title=title))
    small(io.BytesIO(plots.show(*panels, columns=5, size=1.3).png), DOCS / "photographs.png")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "coffee.png")
        Image.fromarray(np.uint8(np.rint(255 * photograph("coffee")))).save(path)
        (outcome,) = analyze.each([path], folder=folder + "/results")
        small(outcome.written[0], DOCS / "photographs_coffee.png", by=2)


if __name__ == "__main__":
    main()
