"""Teach-your-own-photograph: a mask drawn by hand, and how much of it ten clicks label.

``python tools/draw_mask.py`` rasterises the outlines below, which were drawn by eye over the photograph "china" on a
grid of 25 pixels, into ``data/mask_china.npz``; then it gives the ten clicks of the lesson on support vectors to
``imagen_course.teach`` and
prints the share of the mask's pixels that come out as drawn. ``--picture FILE`` saves outlines and result to be looked at.
"""

import argparse
from pathlib import Path

import numpy as np
from shipping import ship
from skimage.draw import polygon2mask

from imagen_course import plots
from imagen_course.datasets import photograph
from imagen_course.teach import Teacher

FILE = Path(__file__).parents[1] / "data" / "mask_china.npz"
NAMES = ("sky", "lake", "temple", "trees")
# (row, column) of the corners; a later one is drawn over those before it. The rest is sky; the far shore counts as lake.
OUTLINES = [
    ("lake", "204 0, 204 640, 427 640, 427 0"),
    ("temple", """29 197, 29 214, 45 213, 50 217, 62 217, 75 228, 88 245, 98 260, 106 280, 112 300, 118 318, 122 320,
        128 312, 133 303, 138 297, 160 294, 165 305, 170 320, 175 330, 182 325, 187 318, 222 320, 225 326,
        238 326, 243 335, 251 350, 258 350, 265 340, 275 341, 305 342, 308 349, 318 347, 322 352, 328 368,
        335 371, 345 360, 355 350, 365 342, 372 335, 385 325, 405 322, 427 322, 427 308, 410 300, 398 285,
        392 265, 390 245, 386 230, 380 215, 370 205, 362 195, 362 180, 358 165, 348 160, 340 155, 335 140,
        340 110, 345 90, 350 72, 342 62, 333 66, 328 76, 320 80, 283 80, 278 75, 273 65, 268 62, 255 72,
        248 90, 242 95, 234 93, 228 97, 190 98, 186 88, 178 84, 168 92, 162 105, 158 115, 158 120, 140 122,
        138 110, 130 97, 125 95, 112 97, 105 105, 106 115, 100 120, 98 130, 88 155, 78 175, 68 188, 60 193,
        50 194, 45 200"""),
    ("trees", """148 0, 148 5, 165 8, 183 18, 190 32, 205 48, 222 60, 228 73, 240 74, 245 62, 247 50, 252 38, 262 28,
        272 15, 275 0"""),
    ("trees", """293 0, 293 15, 300 22, 312 25, 320 30, 322 50, 322 65, 330 70, 345 64, 350 80, 343 95, 338 110, 332 130,
        331 145, 338 155, 345 160, 352 165, 360 180, 365 200, 375 210, 385 220, 388 235, 393 250, 398 270, 405 290, 415 298,
        427 300, 427 0"""),
    ("trees", "360 303, 362 315, 375 328, 385 325, 392 310, 390 298, 378 300"),
    ("trees", """427 325, 412 325, 400 335, 390 340, 375 345, 365 350, 355 360, 345 372, 338 378, 328 378, 322 388, 315 405,
        312 420, 305 440, 300 455, 293 472, 290 485, 298 500, 290 515, 278 528, 273 540, 280 555, 272 556, 255 552, 240 548,
        222 547, 212 556, 205 568, 185 578, 165 576, 150 590, 140 597, 135 605, 138 620, 150 630, 155 636, 155 640,
        427 640"""),
]  # fmt: skip
# One click a name, in the middle of its largest part; then each in the middle of the largest piece that was still wrong.
CLICKS = [
    (101, 420, "sky"),
    (258, 405, "lake"),
    (238, 209, "temple"),
    (353, 554, "trees"),
    (381, 127, "trees"),
    (147, 55, "sky"),
    (306, 96, "temple"),
    (121, 270, "temple"),
    (183, 410, "sky"),
    (407, 311, "temple"),
]


def draw(shape):
    """Rasterise the outlines: 0 = sky, 1 = lake, 2 = temple, 3 = trees."""
    mask = np.zeros(shape, "uint8")
    for name, corners in OUTLINES:
        mask[polygon2mask(shape, [tuple(map(int, corner.split())) for corner in corners.split(",")])] = NAMES.index(name)
    return mask


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--picture")
    picture = options.parse_args().picture
    image = photograph("china")
    mask = draw(image.shape[:2])
    ship(FILE, mask=mask, names=NAMES)
    teacher = Teacher(image)
    for click in CLICKS:
        teacher.click(*click)
    came = np.array(("", *teacher.names))[teacher.labels]
    for name in NAMES:
        drawn = np.array(NAMES)[mask] == name
        print(f"{name:15} {drawn.mean():.1%} of the picture, of it as drawn {np.mean(came[drawn] == name):.1%}")
    print(f"all pixels, {len(CLICKS)} clicks: {np.mean(came == np.array(NAMES)[mask]):.1%} as drawn")
    if picture:
        plots.show(
            plots.regions(image, mask.astype(int), title="drawn by hand"),
            plots.regions(image, teacher.segments),
            plots.mask(image, teacher.labels, teacher.names, title="after ten clicks"),
            size=6,
            columns=2,
        ).save(picture)


if __name__ == "__main__":
    main()
