"""How well, and how fast, text 000's network reads MNIST within three epochs, and the embedded digits."""

import dataclasses
import math
import time

import numpy as np
from protocol import report

from imagen_course.arrays import load_keras, runs_on
from imagen_course.datasets import load
from imagen_course.models import PictureClassifier, build, train

SEEDS = 0, 1, 2
T_95 = 4.303  # Student's t for three values, two-sided
SETTINGS = {  # epochs, batch size, learning rate at the start
    "mnist": (3, 32, 1e-3),
    "digits": (20, 32, 2e-3),
}
PROTOCOL = """\
models.build("text_000"), trained by models.train on {device}: batches of 32; Adam, whose rate falls along
a cosine from 0.001 (MNIST) or 0.002 (digits) to 0. MNIST: 60,000 pictures of 28 x 28, 3 epochs. Embedded digits: 1,438
pictures of 8 x 8, enlarged to 28 x 28 by linear interpolation, 20 epochs. Accuracy is on the test set, looked at once a
seed, when training is over. A seed draws the weights and the order of the pictures. The interval is Student's, 95 %, for
the mean over three seeds: it speaks of seeds, on these test pictures. Seconds are the median over all epochs of all seeds.
Settings tried: one for each."""


def run(data, seed, *, epochs, batch_size, learning_rate):
    """Train and judge once; return the test accuracy and the seconds of each epoch."""
    keras, ticks = load_keras(), []
    classes = len(data.class_names)
    model = build("text_000", data.train_images.shape[1:], classes, seed=seed)
    rate = keras.optimizers.schedules.CosineDecay(learning_rate, epochs * -(-len(data.train_labels) // batch_size))
    clock = keras.callbacks.LambdaCallback(
        on_train_begin=lambda logs: ticks.append(time.perf_counter()),
        on_epoch_end=lambda epoch, logs: ticks.append(time.perf_counter()),
    )
    options = {"epochs": epochs, "batch_size": batch_size, "learning_rate": rate, "callbacks": [clock], "seed": seed}
    train(model, data.train_images, data.train_labels, **options)
    labels = PictureClassifier(model, data.class_names).predict(data.test_images)
    return float(np.mean(labels == data.test_labels)), np.diff(ticks)


def enlarged(data, *, size):
    """The same data with pictures of ``size`` x ``size``, by linear interpolation."""
    from skimage.transform import resize

    def larger(images):
        return resize(images, (len(images), size, size, images.shape[-1]), order=1).astype("float32")

    return dataclasses.replace(data, train_images=larger(data.train_images), test_images=larger(data.test_images))


def row(name):
    """Return a row of the table."""
    epochs, batch_size, learning_rate = SETTINGS[name]
    data = load(name) if name == "mnist" else enlarged(load(name), size=28)
    runs = [run(data, seed, epochs=epochs, batch_size=batch_size, learning_rate=learning_rate) for seed in SEEDS]
    accuracies, seconds = np.array([accuracy for accuracy, _ in runs]), np.concatenate([each for _, each in runs])
    half = T_95 * accuracies.std(ddof=1) / math.sqrt(len(SEEDS))
    return {"data": name, "test": len(data.test_labels), "epochs": epochs} | {
        **{f"seed {seed}": float(accuracy) for seed, accuracy in zip(SEEDS, accuracies, strict=True)},
        "mean": float(accuracies.mean()),
        "plus or minus": float(half),
        "seconds per epoch": float(np.median(seconds)),
    }


if __name__ == "__main__":
    rows = [row(name) for name in SETTINGS]
    report("text_000", rows, protocol=PROTOCOL.format(device=runs_on(load_keras().ops.zeros(1))))
