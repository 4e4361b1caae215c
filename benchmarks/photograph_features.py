"""Ten classes of small photographs, named by what a network learned from a million large ones, and an SVM.

    python benchmarks/photograph_features.py [--validate]       # ten minutes at the most

``cifar10_small.npz`` lies in the data directory. ``--validate`` asks about 2,000 of the training pictures instead, learns
from the other 8,000, and leaves the test set alone; nothing is stored. The course's own networks: ``photographs.json``.
"""

import argparse
import time
from functools import partial

import numpy as np
from photographs import held_out
from protocol import report
from sklearn.metrics.pairwise import rbf_kernel
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

from imagen_course import datasets
from imagen_course.arrays import load_keras
from imagen_course.features import PhotographFeatures

PROTOCOL = """\
CIFAR-10 small: {n_train:,} pictures to learn from, {n_test:,} to answer for; the test set looked at once. A picture of 32
x 32 is enlarged to 96 and to 160 pixels; at each, PhotographFeatures takes the maps at the ends of stages 4 to 7, means of
2 x 2 cells, of the picture and its mirror image. Vectors are standardised; an SVM with RBF kernel, C = 3, gamma half of
one over their length. CPU seconds of all: enlarging, features of training and test pictures by Keras, fit, answers;
loading not. Chosen on 2,000 training pictures held out, where it has 85.5: pooling (means, maxima, deviations, 2 x 2, 3 x
3 cells), stages, sides (64 to 224; one, two or four of them), whitening, powers, C, the kernel's width and form, views as
examples: some 150 fits. Plus or minus: 95 % of the binomial distribution."""
SIDES, DEPTHS, C = (96, 160), (4, 5, 6, 7), 3


def described(images):
    """Vectors (n, d) of pictures (n, h, w, 3), computed by Keras."""
    tensors = load_keras().ops.convert_to_tensor(images)
    return np.hstack([PhotographFeatures(side=side, stages=DEPTHS).fit(images[:1]).transform(tensors) for side in SIDES])


def seconds(action, *arguments):
    """Return what the action returns, and the seconds of all cores that it took."""
    start = time.process_time()
    return action(*arguments), time.process_time() - start


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--validate", action="store_true", help="ask about training pictures held out; nothing is stored")
    arguments = parser.parse_args()
    data = datasets.load("cifar10_small")
    if arguments.validate:
        data = held_out(data, 2000)
    described(data.train_images[:2])  # loads all
    (train, reading), (test, more) = (seconds(described, images) for images in (data.train_images, data.test_images))
    svm = SVC(C=C, kernel=partial(rbf_kernel, gamma=0.5 / train.shape[1]))
    model, fit = seconds(make_pipeline(StandardScaler(), svm).fit, train, data.train_labels)
    right, answer = seconds(model.score, test, data.test_labels)
    half = 1.96 * np.sqrt(right * (1 - right) / len(test))
    row = {"contender": "photograph network, RBF SVM", "accuracy": float(right), "plus or minus": float(half)}
    row |= {"CPU s of features": reading + more, "CPU s of fit and answers": fit + answer}
    if arguments.validate:
        print(row)
    else:
        protocol = PROTOCOL.format(n_train=len(train), n_test=len(test))
        report("photograph_features", [row], protocol=protocol)


if __name__ == "__main__":
    main()
