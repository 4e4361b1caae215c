"""Train the network whose weights ship as ``data/drawing_network.npz``: text 004's, on ten groups of drawings.

It is as printed, with one line more: ``MaxPooling2D(5)`` in front of ``Flatten``, so that it has 1.7 million weights and not
44. A training that was stopped goes on after its last epoch.

    python tools/train_drawing_network.py --checkpoints work        # some seven minutes on one core
    python tools/train_drawing_network.py --checkpoints trial --epochs 1 --steps 4 --out .     # a trial
"""

import argparse
import json
import time
from itertools import count
from pathlib import Path

import numpy as np
from shipping import ship

from imagen_course import arrays, drawing_network, files, training
from imagen_course.compress import quantise


def build(keras):
    """Text 004's network, and one pooling more."""
    layers = keras.layers
    return keras.Sequential([
        keras.Input((224, 224, 3)),
        layers.Conv2D(32, (3, 3), activation="relu"),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(64, (3, 3), activation="relu"),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(128, (3, 3), activation="relu"),
        layers.MaxPooling2D((2, 2)),
        layers.MaxPooling2D((5, 5)),
        layers.Flatten(),
        layers.Dense(512, activation="relu"),
        layers.Dense(10, activation="softmax"),
    ])  # fmt: skip


def writer(keras, path, curves):
    """A callback that keeps the curves of all epochs beside the checkpoints, and prints the last one."""
    start = time.process_time() - (curves[-1]["seconds"] if curves else 0)

    def write(epoch, logs):
        curves[epoch:] = [{name: float(value) for name, value in logs.items()} | {"seconds": time.process_time() - start}]
        files.write(path, json.dumps(curves).encode())
        print(f"epoch {epoch + 1}:", *(f"{name} {value:.3f}" for name, value in curves[-1].items()), flush=True)

    return keras.callbacks.LambdaCallback(on_epoch_end=write)


def packed(weights):
    """Kernels in 8 bits, each output channel with a scale of its own; biases in float16."""
    stored = {}
    for number, (kernel, bias) in enumerate(zip(weights[::2], weights[1::2], strict=True)):
        stored[f"kernel_{number}"], stored[f"scale_{number}"] = quantise(kernel, 8)
        stored[f"bias_{number}"] = bias.astype("float16")
    return stored


def _each(right, labels):
    return (f"{name} {right[labels == label].mean():.0%}" for label, name in enumerate(drawing_network.CLASSES))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--checkpoints", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--steps", type=int, default=95, help="of an epoch")
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "data")
    arguments = parser.parse_args()
    keras = arrays.load_keras()
    keras.utils.set_random_seed(0)
    network, found = build(keras), drawing_network.examples()
    held_out = [(drawing_network.enlarged(part), found.labels[part]) for part in (found.new_drawings, found.new_things)]
    rate = keras.optimizers.schedules.CosineDecay(1e-3, arguments.epochs * arguments.steps)
    network.compile(keras.optimizers.Adam(rate), "sparse_categorical_crossentropy", metrics=["accuracy"])
    path = arguments.checkpoints / "curves.json"
    curves = json.loads(path.read_text()) if path.exists() else []
    training.fit(
        network,
        lambda epoch: (drawing_network.batch(step) for step in count(epoch * arguments.steps)),
        epochs=arguments.epochs,
        steps_per_epoch=arguments.steps,
        checkpoints=arguments.checkpoints,
        callbacks=[writer(keras, path, curves)],
        validation_data=held_out[0],
        validation_batch_size=50,
        verbose=0,
    )
    stored = packed(network.get_weights()) | {f"curve_{name}": np.float32([e[name] for e in curves]) for name in curves[0]}
    ship(arguments.out / "drawing_network.npz", **stored)
    network.set_weights(drawing_network.unpacked(stored))
    for name, (pictures, labels) in zip(("drawings", "things"), held_out, strict=True):
        right = network.predict(pictures, verbose=0).argmax(axis=1) == labels
        print(f"new {name}: {right.mean():.1%} with 8 bits a weight;", *_each(right, labels))


if __name__ == "__main__":
    main()
