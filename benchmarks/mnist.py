"""How well, and how soon, a small network in pure NumPy reads MNIST; and the 8 x 8 digits of the lesson on learning."""

import time

import numpy as np
from protocol import report

from imagen_course.datasets import load
from imagen_course.network import Conv2D, Dense, Flatten, Network, Pool2D, ReLU, gradient_descent

PROTOCOL = """\
Two convolutions (5 x 5 to 8 maps, 3 x 3 to 16), each with a ReLU and 2 x 2 max pooling, and a dense layer; stochastic
gradient descent with momentum 0.9, batches of 32, one seed; digits: 10 epochs at learning rate 0.05; MNIST: 2 epochs at 0.05
and 0.015, from the data directory or downloaded. Accuracy is on the test set. Seconds are of training alone, on as many
threads as NumPy's BLAS takes. Settings tried: one for MNIST, ten for the digits."""


def small_network(*, padding, n_features, seed=0):
    convolutions = [Conv2D(1, 8, 5, padding=padding, seed=seed), Conv2D(8, 16, 3, padding=padding, seed=seed + 1)]
    layers = [layer for convolution in convolutions for layer in (convolution, ReLU(), Pool2D(2))]
    return Network([*layers, Flatten(), Dense(n_features, 10, seed=seed + 2)])


def train(name, network, **options):
    """Return a row of the table."""
    data, start = load(name), time.perf_counter()
    for _ in gradient_descent(network, data.train_images, data.train_labels, **options):
        pass
    seconds = time.perf_counter() - start
    accuracy = float(np.mean(network.predict(data.test_images) == data.test_labels))
    return {"data": name, "train": len(data.train_labels), "test": len(data.test_labels)} | {
        "weights": sum(array.size for array in network.parameters().values()),
        "seconds": seconds,
        "accuracy": accuracy,
    }


if __name__ == "__main__":
    rows = [
        train("digits", small_network(padding="same", n_features=64), epochs=10, learning_rate=0.05),
        train("mnist", small_network(padding="valid", n_features=400), epochs=2, learning_rate=0.05, decay=0.3),
    ]
    report("mnist", rows, protocol=PROTOCOL)
