"""Draw the sheet of ``docs/models.md``: drawings of names that were held out, the artist's own above each; then names that
nobody has drawn.

python tools/draw_names.py
"""

from pathlib import Path

import numpy as np
from PIL import Image

from imagen_course import generate
from imagen_course.worlds import drawings

TARGET = Path(__file__).parents[1] / "docs" / "drawings_from_names.png"
N, COLUMNS, SCALE, GAP = 24, 12, 3, 8  # names held out; pictures in a row; screen pixels of a pixel, and between pictures
MADE_UP = (
    "woman cook: red hair",
    "man farmer: white hair",
    "woman astronaut: curly hair",
    "man singer: beard",
    "woman mechanic: bald",
    "smiling fox with heart-eyes",
    "panda with tears of joy",
    "purple cat face",
    "black rabbit face",
    "yellow apple",
    "blue mushroom",
    "green heart with arrow",
)


def strip(images):
    """Pictures side by side on white."""
    images = np.uint8(np.rint(255 * images)).repeat(SCALE, axis=1).repeat(SCALE, axis=2)
    return np.concatenate([np.pad(image, ((GAP, 0), (0, GAP), (0, 0)), constant_values=255) for image in images], axis=1)


def main():
    model, held = generate.load("names_to_drawings"), drawings.held_out(N)
    true = drawings.on_ground(drawings.draw(held, size=32))
    drawn = model.sample([drawings.named(number) for number in held])
    rows = [strip(some[i : i + COLUMNS]) for i in range(0, N, COLUMNS) for some in (true, drawn)]
    rows.append(strip(model.sample(list(MADE_UP))))
    Image.fromarray(np.concatenate(rows)).save(TARGET, optimize=True)
    for i in range(0, N, COLUMNS):
        print("; ".join(drawings.named(number) for number in held[i : i + COLUMNS]))


if __name__ == "__main__":
    main()
