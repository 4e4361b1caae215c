"""The pages that ``docs/export.md`` leads to: a network as in the lesson `a_network_of_your_own`, and the cascade."""

import sys
from pathlib import Path

from stills import BESIDE

from imagen_course import datasets, export
from imagen_course.generate.cascade import Cascade
from imagen_course.network import Conv2D, Dense, Flatten, Network, Pool2D, ReLU, gradient_descent


def trained():
    """The digits' network after ten epochs, and the pictures that it has not seen."""
    digits = datasets.load("digits")
    first = [Conv2D(1, 8, 5, padding="same", seed=0), ReLU(), Pool2D(2), Conv2D(8, 16, 3, padding="same", seed=1)]
    network = Network([*first, ReLU(), Pool2D(2), Flatten(), Dense(64, 10, seed=2)])
    for _ in gradient_descent(network, digits.train_images, digits.train_labels, epochs=10):
        pass
    return network, digits.test_images


def main(folder=BESIDE):
    """Write them."""
    network, pictures = trained()
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    export.save_cascade(folder / "from_words.html", Cascade.shipped())
    path = folder / "your_network.html"
    export.save(path, network, input_shape=(8, 8, 1), pictures=pictures, title="A network for digits")
    found = export.agreement(network, pictures, input_shape=(8, 8, 1))
    print(f"{path}: 8 bits keep the first name of {found.same} of {found.n} digits")


if __name__ == "__main__":
    main(*sys.argv[1:])
