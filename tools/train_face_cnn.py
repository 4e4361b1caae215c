"""Train the network whose weights ship as ``data/region_cnn_faces.npz``, and print the figures it reaches.

It learns to tell drawn people apart, by name. What is used of it is the vector before the names: on people it never met,
two pictures of one person lie closer than two of different people, and it is judged on that.

    python tools/train_face_cnn.py               # some three minutes on two cores
    python tools/train_face_cnn.py --people 30 --epochs 2 --out .     # a trial
"""

import argparse
import time
from pathlib import Path

import numpy as np
from scipy.spatial.distance import pdist
from shipping import ship_network
from sklearn.metrics import roc_curve

from imagen_course.features import CNNFeatures
from imagen_course.worlds import faces

SEED = 2**21  # of the people learned from; the lesson and the benchmarks draw theirs from small seeds


def equal_error(vectors, people):
    """Where as many pairs of one person are refused as pairs of two are let through, by the cosine of their vectors."""
    same = pdist(people[:, None]) == 0
    passed, found, _ = roc_curve(same, -pdist(vectors, "cosine"))
    middle = np.argmin(abs(passed - (1 - found)))
    return (passed[middle] + 1 - found[middle]) / 2


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--each", type=int, default=20)
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "data")
    arguments = parser.parse_args()
    images, people = faces.generate(arguments.people, arguments.each, seed=SEED)
    start = time.perf_counter()
    network = CNNFeatures(epochs=arguments.epochs, random_state=0).fit(images, people)
    print(f"{len(images)} pictures of {arguments.people} people, {time.perf_counter() - start:.0f} s of training")
    ship_network(arguments.out / "region_cnn_faces.npz", network)
    for seed in (2**22, 2**22 + 1, 2**22 + 2):
        images, people = faces.generate(40, 10, seed=seed)
        print(f"40 unseen people, seed {seed}: equal error {equal_error(network.transform(images), people):.1%}")


if __name__ == "__main__":
    main()
