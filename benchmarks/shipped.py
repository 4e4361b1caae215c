"""What ships, judged: the region network on scenes it has not seen, ten clicks on a photograph against a mask drawn by hand.

python benchmarks/shipped.py    # half a minute; benchmarks/results/shipped.json
"""

import sys
from pathlib import Path

import numpy as np
from protocol import report

sys.path.append(str(Path(__file__).parents[1] / "tools"))

from draw_mask import CLICKS
from train_region_cnn import MODES, regions_of

from imagen_course.datasets import photograph
from imagen_course.features import CNNFeatures
from imagen_course.teach import Teacher, hand_mask

PROTOCOL = """\
The network CNNFeatures(weights="scenes") names the regions of 500 scenes of each kind that it has not seen, with up to three
objects, clutter and noise; hard: texture, low contrast, parts hidden. Percent of the regions, background among them, and of
those that are objects. Teacher() learns the photograph "china" by ten clicks; percent of the pixels of a mask drawn by hand.
The ten clicks and the settings of Teacher were chosen on this photograph and one other."""


def the_network():
    network = CNNFeatures(weights="scenes").fit(np.zeros((1, 24, 24, 4)))
    for i, mode in enumerate(MODES):
        crops, codes = regions_of(mode, 500, seed=2**22 + i)
        right = network.classes_[network.predict_proba(crops).argmax(axis=1)] == codes
        row = {"what": f"region network, {mode} scenes", "right": round(100 * right.mean(), 1)}
        yield row | {"objects": round(100 * right[codes > 0].mean(), 1), "n": len(codes)}


def the_clicks():
    teacher, (mask, names) = Teacher(photograph("china")), hand_mask("china")
    for click in CLICKS:
        teacher.click(*click)
    right = np.array(("", *teacher.names))[teacher.labels] == np.array(names)[mask]
    yield {"what": "ten clicks", "right": round(100 * right.mean(), 1), "objects": "-", "n": mask.size}


if __name__ == "__main__":
    report("shipped", [*the_network(), *the_clicks()], protocol=PROTOCOL)
