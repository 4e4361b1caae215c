"""Train the network whose weights ship as ``data/region_cnn_digits.npz``, and print the figures it reaches.

It learns to name the training pictures of ``datasets.load("digits")``, 8 x 8 pixels, and to tell them from what is none: an
eleventh class of digits whose pixels are shuffled. Without that class it takes much noise for digits. What is used of it is
the vector before the names: the space in which ``ladder.py`` compares generated digits with real ones.

    python tools/train_digit_cnn.py              # half a minute on two cores
    python tools/train_digit_cnn.py --epochs 2 --out .     # a trial
"""

import argparse
import time
from pathlib import Path

import numpy as np
from shipping import ship_network

from imagen_course import datasets
from imagen_course.features import CNNFeatures


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "data")
    arguments = parser.parse_args()
    digits = datasets.load("digits")
    no_digits = digits.train_images[::3].reshape(-1, 64, 1)
    no_digits = np.random.default_rng(0).permuted(no_digits, axis=1).reshape(-1, 8, 8, 1)
    images = np.concatenate([digits.train_images, no_digits])
    labels = np.append(digits.train_labels, np.full(len(no_digits), len(digits.class_names)))
    network = CNNFeatures(epochs=arguments.epochs, learning_rate=3e-3, augment=("shift",), random_state=0)
    start = time.perf_counter()
    network.fit(images, labels)
    print(f"{len(digits.train_images)} digits, {time.perf_counter() - start:.0f} s of training")
    ship_network(arguments.out / "region_cnn_digits.npz", network)
    right = network.classes_[network.predict_proba(digits.test_images).argmax(axis=1)] == digits.test_labels
    print(f"{right.mean():.1%} of {len(right)} unseen digits named right")


if __name__ == "__main__":
    main()
