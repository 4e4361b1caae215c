"""Draw the pictures of ``docs/photographs.md``, ten photographs that come with the libraries, and print its table.

Beside it, for ``docs/commands.md``, the photograph china as ten clicks name it.

python tools/draw_photographs.py
"""

import io
from pathlib import Path

import skimage
from draw_mask import CLICKS
from PIL import Image

from imagen_course import analyze, naming, overlays, pictures, teach
from imagen_course.datasets import photograph
from imagen_course.teaching.taught import colours

DOCS = Path(__file__).parents[1] / "docs"
NAMES = "chelsea", "coffee", "camera", "flower", "china", "rocket", "astronaut", "retina", "hubble_deep_field", "coins"
SIDE, GAP = 480, 12  # pixels of a picture on the sheet, and between two


def image_of(name):
    """One of the ten, as ``analyze`` reads it."""
    path = Path(skimage.__file__).parent / "data" / f"{name}.png"
    return pictures.read_image(path) if name in ("camera", "coins") else photograph(name)


def tile(image, named):
    """A photograph as ``analyze`` draws it, cut to the sheet's shape."""
    image = pictures.resized(image, SIDE / image.shape[1])
    return Image.open(io.BytesIO(analyze.photograph_sheet(image, named))).convert("RGB")


def laid_out(tiles, columns=4):
    """Pictures of one width side by side, each under the column that is shortest so far."""
    places, heights = [], [0] * columns
    for each in tiles:
        column = heights.index(min(heights))
        places.append((column * (SIDE + GAP), heights[column]))
        heights[column] += each.height + GAP
    sheet = Image.new("RGB", (columns * (SIDE + GAP) - GAP, max(heights) - GAP), "white")
    for each, place in zip(tiles, places, strict=True):
        sheet.paste(each, place)
    return sheet.resize((sheet.width * 2 // 3, sheet.height * 2 // 3), Image.Resampling.LANCZOS)


def taught():
    """The photograph china after ten clicks."""
    teacher = teach.Teacher(photograph("china"), maps=True)
    for click in CLICKS:
        teacher.click(*click)
    called = [teacher.names[code - 1] for code in teacher.regions]
    sheet = overlays.tinted(teacher.image, teacher.segments, called, colours(teacher.names))
    return Image.open(io.BytesIO(sheet)).convert("RGB")


def main():
    tiles = []
    for name in NAMES:
        image = image_of(name)
        named = naming.name_regions(image)
        print(f"| {name} | {'; '.join(naming.in_words(named))} | {named.found.novelty:.3f} |")
        tiles.append(tile(image, named))
    laid_out(tiles).save(DOCS / "photographs.jpg", quality=85, optimize=True)
    taught().save(DOCS / "photographs_taught.jpg", quality=85, optimize=True)


if __name__ == "__main__":
    main()
