"""Draw what ships as data/people_coffee.npz: one photograph cut into regions by hand, at five levels of detail.

    python tools/draw_people.py [preview.png]

The corners below were read off the photograph on a grid of pixels, by looking, and corrected until the outlines fitted; no
algorithm took part. One pair of eyes drew all five maps, and outlines that two of them share are one and the same outline:
what differs is how far each goes into detail. (The five maps of a picture of BSDS500 were drawn by five people.)
"""

import sys
from pathlib import Path

import numpy as np
from shipping import ship
from skimage.draw import polygon

SHAPE = (400, 600)

# Corners (row, column) in pixels of the whole photograph. A part is painted over those before it.
PARTS = {
    "dark corner": [(0, 0), (0, 153), (28, 120), (53, 83), (81, 41), (107, 0)],
    "shadow on the table": [
        *[(255, 80), (286, 86), (316, 95), (344, 112), (365, 130), (386, 147), (399, 158), (399, 395), (385, 420)],
        *[(360, 445), (330, 465), (300, 474), (275, 474), (300, 300)],
    ],
    "saucer": [
        *[(67, 181), (86, 144), (109, 120), (135, 100), (158, 87), (186, 79), (214, 76), (246, 80), (274, 89), (302, 103)],
        *[(326, 123), (346, 148), (363, 176), (377, 209), (385, 241), (389, 274), (389, 307), (384, 344), (371, 381)],
        *[(353, 413), (330, 439), (305, 458), (274, 472), (242, 479), (219, 479), (195, 475), (167, 465), (142, 451)],
        *[(121, 434), (106, 417), (150, 300)],
    ],
    "shadow on the saucer": [
        *[(205, 190), (219, 190), (242, 181), (265, 174), (293, 176), (321, 193), (345, 204), (362, 210), (366, 250)],
        *[(364, 290), (350, 322), (339, 345), (337, 372), (316, 400), (290, 405), (240, 300)],
    ],
    "cup": [
        *[(105, 173), (150, 176), (175, 180), (195, 185), (210, 195), (222, 205), (234, 217), (255, 235), (272, 248)],
        *[(283, 257), (285, 280), (285, 295), (280, 312), (270, 327), (262, 337), (250, 350), (235, 362), (220, 374)],
        *[(205, 383), (190, 391), (170, 398), (150, 403), (105, 408), (60, 300)],
    ],
    "handle": [
        *[(230, 217), (240, 212), (250, 203), (262, 198), (275, 196), (287, 196), (297, 201), (305, 212), (308, 220)],
        *[(306, 228), (295, 231), (283, 233), (270, 240), (258, 247), (245, 257), (238, 257), (228, 245), (224, 230)],
    ],
    "spoon in the cup": [
        *[(259, 320), (250, 317), (241, 321), (237, 332), (238, 345), (240, 354), (249, 352), (258, 330)],
    ],
    "rim": [
        *[(17, 286), (20, 262), (23, 241), (40, 209), (65, 186), (88, 175), (112, 173), (137, 179), (158, 190), (179, 209)],
        *[(195, 234), (205, 265), (208, 302), (203, 334), (191, 362), (171, 386), (149, 400), (121, 407), (105, 407)],
        *[(84, 402), (60, 390), (42, 372), (27, 344), (20, 316)],
    ],
    "inside": [
        *[
            (31, 283),
            (37, 246),
            (53, 218),
            (79, 200),
            (105, 194),
            (130, 197),
            (150, 206),
            (170, 223),
            (185, 246),
            (193, 274),
        ],
        *[
            (193, 307),
            (186, 334),
            (174, 358),
            (158, 374),
            (135, 386),
            (107, 390),
            (84, 386),
            (63, 374),
            (44, 353),
            (33, 320),
        ],
    ],
    "coffee": [
        *[(144, 203), (128, 209), (109, 220), (99, 241), (95, 269), (95, 297), (100, 325), (114, 346), (135, 361)],
        *[(156, 369), (164, 369), (174, 358), (186, 334), (193, 307), (193, 274), (185, 246), (170, 223), (151, 206)],
    ],
    "light foam": [
        *[(156, 209), (143, 220), (130, 237), (121, 255), (116, 280), (118, 302), (127, 322), (143, 338), (160, 350)],
        *[(174, 356), (186, 334), (193, 307), (193, 274), (185, 246), (170, 223)],
    ],
    "spoon": [
        *[(84, 402), (72, 397), (67, 411), (72, 420), (79, 424), (91, 420), (105, 417), (116, 414), (130, 410), (150, 406)],
        *[(170, 401), (190, 394), (205, 389), (220, 384), (236, 383), (247, 386), (255, 393), (265, 403), (275, 406)],
        *[(290, 404), (305, 396), (316, 386), (322, 375), (325, 362), (323, 352), (318, 342), (308, 334), (295, 327)],
        *[(283, 325), (270, 328), (262, 333), (252, 343), (247, 354), (240, 371), (225, 374), (205, 383), (190, 390)],
        *[(170, 397), (150, 402), (130, 406), (107, 407)],
    ],
}

# Each person's map: the groups of parts that became one region. What no part covers is the table.
PEOPLE = (
    (("saucer", "cup", "handle", "rim", "spoon"),),
    (("dark corner",), ("saucer",), ("cup", "handle", "rim"), ("spoon",)),
    (("saucer",), ("cup", "handle", "rim"), ("inside",), ("coffee",), ("spoon",)),
    (("dark corner",), ("saucer",), ("cup",), ("handle",), ("rim",), ("inside",), ("coffee",), ("spoon",)),
    tuple((part,) for part in PARTS),
)


def paint(groups):
    """Return the label map of one person for every second row and column: uint8 (200, 300), from 0 without a gap."""
    labels = np.zeros(SHAPE, "uint8")
    for label, parts in enumerate(groups, start=1):
        for part in parts:
            labels[polygon(*np.transpose(PARTS[part]), SHAPE)] = label
    return labels[::2, ::2]  # the outlines are good to a pixel or two, no better


def preview(people, path):
    """Lay the outlines on the photograph, to be looked at."""
    from imagen_course import plots
    from imagen_course.datasets import photograph

    image = photograph("coffee")[::2, ::2]
    panels = [plots.regions(image, labels.astype(int), title=f"person {i}") for i, labels in enumerate(people, start=1)]
    plots.show(*panels, columns=2, size=5).save(path)


if __name__ == "__main__":
    people = np.stack([paint(groups) for groups in PEOPLE])
    target = Path(__file__).parent.parent / "data" / "people_coffee.npz"
    ship(target, people=people)
    print("regions:", [int(labels.max()) + 1 for labels in people])
    if len(sys.argv) > 1:
        preview(people, sys.argv[1])
