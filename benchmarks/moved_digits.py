"""Why a residual network misreads digits that were moved: its strides, or the way the digits are enlarged?

The lesson's small residual network learns from the embedded digits, enlarged from 8 x 8 to 28 x 28, and is asked for the
held-out ones moved to the right by 0 to 4 pixels. Two things are changed, one at a time. The enlarging: each pixel becomes
3 x 3 equal ones ("blocks"), or the pixels between are interpolated ("smooth"). The way down: convolutions of stride 2, or
the same convolutions at stride 1, each followed by a maximum over windows of 2 x 2 ("pools"); the weights at the start are
the same. ``vgg``, which goes down by pools too, stands beside them.

    python benchmarks/moved_digits.py
"""

import numpy as np
from protocol import interval, report
from scipy import ndimage

from imagen_course import models
from imagen_course.arrays import load_keras
from imagen_course.datasets import load

SEEDS, EPOCHS, MOVES = range(5), 2, range(5)
RIM = ((0, 0), (2, 2), (2, 2), (0, 0))


def blocks(images):
    return np.pad(images.repeat(3, axis=1).repeat(3, axis=2), RIM)


def smooth(images):
    return np.pad(ndimage.zoom(images, (1, 3, 3, 1), order=1, mode="nearest", grid_mode=True), RIM)


def with_pools(model):
    """The same network, the same weights at the start, but no convolution of stride 2: a maximum goes down in its place."""
    keras = load_keras()

    class Pooled(keras.layers.Conv2D):
        def call(self, inputs):
            return keras.ops.max_pool(super().call(inputs), 2, padding="same")

        def compute_output_shape(self, input_shape):
            b, h, w, c = super().compute_output_shape(input_shape)
            return b, -(-h // 2), -(-w // 2), c

    def other(layer):
        config = layer.get_config()
        if config.get("strides") == (2, 2):
            return Pooled.from_config(config | {"strides": (1, 1)})
        return layer.__class__.from_config(config)

    return keras.models.clone_model(model, clone_function=other)


NETWORKS = {
    "residual, stride 2": lambda seed: models.build("residual", (28, 28, 1), 10, seed=seed),
    "residual, pools": lambda seed: with_pools(models.build("residual", (28, 28, 1), 10, seed=seed)),
    "vgg": lambda seed: models.build("vgg", (28, 28, 1), 10, seed=seed),
}


def read_right(network, images, labels):
    """The share of digits read right, moved by each of ``MOVES``."""
    moved = (np.roll(images, move, axis=2) for move in MOVES)
    return [float(np.mean(network.predict(x, batch_size=400, verbose=0).argmax(axis=-1) == labels)) for x in moved]


def main():
    data, rows = load("digits"), []
    for enlarge in (blocks, smooth):
        images, test_images = enlarge(data.train_images), enlarge(data.test_images)
        for name, make in NETWORKS.items():
            shares = []
            for seed in SEEDS:
                network = make(seed)
                models.train(network, images, data.train_labels, epochs=EPOCHS, seed=seed)
                shares.append(read_right(network, test_images, data.test_labels))
                print(enlarge.__name__, name, seed, np.round(shares[-1], 2), flush=True)
            columns = {f"moved by {move}": interval([100 * row[move] for row in shares]) for move in MOVES}
            rows.append({"digits": enlarge.__name__, "network": name} | columns)
    report(
        "moved_digits",
        rows,
        protocol=f"{len(images)} digits to learn from, {len(test_images)} to read; {EPOCHS} epochs; per cent read right, "
        f"mean over {len(SEEDS)} seeds (weights and order of the pictures) with Student's 95 % interval.",
    )


if __name__ == "__main__":
    main()
