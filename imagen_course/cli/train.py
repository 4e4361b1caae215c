"""``imagen-course train``: a picture classifier from a data set or a folder of pictures; a killed training is resumed."""

import json
import os
import shutil
import sys
from pathlib import Path

from imagen_course import files
from imagen_course.cli.command import Command, check_out
from imagen_course.cli.messages import say

__all__ = ["COMMAND"]

_NETWORKS = "dense", "text_000", "text_004", "vgg", "residual", "densely_connected"
_LEAST_SIDE = 28  # pixels: smaller pictures of a data set are enlarged before a network learns from them


def _train(arguments):
    from imagen_course import models

    out = arguments.out
    check_out([out], ".keras", force=arguments.force)
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")  # TensorFlow's notes on its memory would break the progress bar
    data = _training_data(arguments)
    model = models.build(arguments.model, data.train_images.shape[1:], len(data.class_names), seed=arguments.seed)
    out.parent.mkdir(parents=True, exist_ok=True)
    _fit(model, data, arguments, checkpoints := out.with_name(f"{out.name}.checkpoints"))
    classifier = models.PictureClassifier(model, data.class_names)
    classifier.save(out)
    shutil.rmtree(checkpoints)  # the file is there, whole: nothing is lost from here on
    right, n = int((classifier.predict(data.test_images) == data.test_labels).sum()), len(data.test_labels)
    say(f"{out}: {len(data.class_names)} classes; held-out accuracy {right / n:.3f} ({right} of n = {n} pictures)")
    return 0


def _training_data(arguments):
    """The data set, its pictures of the size that was asked for."""
    import dataclasses

    from imagen_course import datasets

    size = arguments.size
    if size is not None and size < 1:
        raise ValueError(f"--size must be at least 1, got {size}")
    if os.path.isdir(arguments.data):
        return datasets.load(arguments.data, seed=arguments.seed, **({"size": size} if size else {}))
    data = datasets.load(arguments.data, seed=arguments.seed)
    shape = (size, size) if size else [max(side, _LEAST_SIDE) for side in data.train_images.shape[1:3]]
    resized = {key: _resized(getattr(data, key), shape) for key in ("train_images", "test_images")}
    return dataclasses.replace(data, **resized)


def _resized(images, shape):
    from skimage.transform import resize

    if images.shape[1:3] == tuple(shape):
        return images
    larger = (len(images), *shape, images.shape[-1])
    return resize(images, larger, order=1, anti_aliasing=shape[0] < images.shape[1]).clip(0, 1).astype("float32")


def _fit(model, data, arguments, checkpoints):
    """Train, or go on with a training of the same settings."""
    from imagen_course import models
    from imagen_course.arrays import load_keras

    options = {key: getattr(arguments, key) for key in ("epochs", "batch_size", "learning_rate", "seed")}
    settings = {"data": arguments.data, "model": arguments.model, **options}
    settings |= {"shape": list(data.train_images.shape), "classes": list(data.class_names)}
    noted = checkpoints / "settings.json"
    if done := models.epochs_done(checkpoints):
        _check_settings(settings, noted)
        say(f"resuming at epoch {done + 1} of {arguments.epochs}" if done < arguments.epochs else "all epochs are done")

    def note(logs=None):  # once the training has found nothing wrong with what it was given
        checkpoints.mkdir(exist_ok=True)
        files.write(noted, json.dumps(settings).encode())

    options |= {"checkpoints": checkpoints, "validation": (data.test_images, data.test_labels)}
    options |= {"callbacks": [load_keras().callbacks.LambdaCallback(on_train_begin=note)]}
    try:
        models.train(model, data.train_images, data.train_labels, verbose=1 if sys.stdout.isatty() else 2, **options)
    except KeyboardInterrupt:
        done = models.epochs_done(checkpoints)
        raise KeyboardInterrupt(f"stopped: the same command goes on at epoch {done + 1} of {arguments.epochs}") from None


def _check_settings(settings, noted):
    """Refuse to go on with a training of other settings than those noted beside its checkpoints."""
    try:
        earlier = json.loads(noted.read_text(encoding="utf-8"))
    except (OSError, ValueError):  # not there, or no whole JSON
        earlier = None
    if not isinstance(earlier, dict):
        raise ValueError(f"{noted} is missing or damaged: remove the folder {noted.parent} to begin anew")
    other = [f"{key} {earlier.get(key)}, now {value}" for key, value in settings.items() if earlier.get(key) != value]
    if other:
        raise ValueError(
            f"{noted.parent} is of a training with {'; '.join(other)}: repeat its command, or remove the folder"
        )


def _add_arguments(parser):
    add = parser.add_argument
    add("data", metavar="DATA", help="a data set, as 'data list' names it, or a folder with a sub-folder for each class")
    add("--out", type=Path, required=True, metavar="FILE.keras", help="where the classifier is written")
    networks = f"{', '.join(_NETWORKS[:-1])} or {_NETWORKS[-1]} (default: text_000)"
    add("--model", choices=_NETWORKS, default="text_000", metavar="NAME", help=networks)
    add("--epochs", type=int, default=10, metavar="N", help="passes over the training set (default: 10)")
    side = "side of the pictures in pixels (default: 64 for a folder, else their own, 28 at least)"
    add("--size", type=int, metavar="N", help=side)
    add("--batch-size", type=int, default=32, metavar="N", help="pictures in a batch (default: 32)")
    add("--learning-rate", type=float, default=1e-3, metavar="X", help="learning rate of Adam (default: 0.001)")
    seed = "the same seed gives the same split, initial weights and order of the pictures (default: 0)"
    add("--seed", type=int, default=0, metavar="N", help=seed)
    add("--force", action="store_true", help="replace FILE.keras if it exists")


_SUMMARY = "Train a picture classifier on a data set or a folder of your own pictures; a killed training is resumed."
_EXAMPLES = [
    "train digits --out digits.keras",
    "train my_pictures --out mine.keras --model residual --epochs 30",
]
COMMAND = Command("train", _train, _SUMMARY, _EXAMPLES, _add_arguments)
