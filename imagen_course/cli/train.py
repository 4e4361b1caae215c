"""``imagen-course train``: a picture classifier from a folder of pictures or a data set; a killed training is resumed."""

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
_NAMED = 10  # pictures that are left out, by name
_LEAST_SIDE = 28  # pixels: smaller pictures of a data set are enlarged before a network learns from them


_OF_NETWORKS = {
    "epochs": 10,
    "batch_size": 32,
    "learning_rate": 1e-3,
    "size": None,
}  # options, and what they are if not given


def _train(arguments):
    arguments.model = arguments.model or _usual(arguments)
    given = [name for name in _OF_NETWORKS if getattr(arguments, name) is not None]
    if arguments.model in _NETWORKS:
        if arguments.json:
            raise ValueError("--json tells of a head or of the four steps, a network has no report: leave it out")
        for name in set(_OF_NETWORKS) - set(given):
            setattr(arguments, name, _OF_NETWORKS[name])
        return _train_network(arguments)
    if given:
        raise ValueError(
            f"--{given[0].replace('_', '-')} is for networks, {arguments.model!r} has no such setting: leave it out"
        )
    return _train_model(arguments)


def _usual(arguments):
    """What is trained where that is not said: what the file's ending names; or of one's own pictures a head."""
    from imagen_course import folders

    by_ending = {ending: kind for kind, ending in folders.KINDS.items()} | {".keras": "text_000"}
    return by_ending.get(arguments.out.suffix, "head" if os.path.isdir(arguments.data) else "text_000")


def _train_model(arguments):
    """A head on the network for photographs, or the four steps; nothing of it loads a framework."""
    from imagen_course import folders

    out, with_json = arguments.out, arguments.json
    if out.suffix == ".keras":
        raise ValueError(
            f"--out must not end in .keras, which is for networks: {out.with_suffix(folders.KINDS[arguments.model])}"
        )
    check_out([out, *folders.beside(out, with_json=with_json)], out.suffix, force=arguments.force)
    out.parent.mkdir(parents=True, exist_ok=True)
    files.check_writable(out)
    album = folders.read(arguments.data, seed=arguments.seed, watch=_watched)
    trained = folders.train(album, kind=arguments.model, seed=arguments.seed)
    found, warnings = folders.results(album, trained)
    found = {"model": str(out), "kind": arguments.model} | found | {"warnings": warnings}
    written = folders.write(album, trained, found, out, with_json=with_json)
    if with_json:
        print(json.dumps(found | {"written": list(map(str, written))}, indent=1))
        return 0
    for reason in album.left_out[:_NAMED]:
        say(f"left out: {reason}")
    if len(album.left_out) > _NAMED:
        say(f"left out: {len(album.left_out) - _NAMED} more")
    for warning in warnings:
        say(f"note: {warning}")
    say(_sentence(out, found))
    say(f"-> {', '.join(map(str, written))}")
    return 0


def _watched(items):
    """Give items one after the other, and show on a terminal how many there are to come."""
    from rich.console import Console
    from rich.progress import track

    return track(items, "reading", console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty())


def _sentence(out, found):
    low, high = found["interval"]
    counted = f"{found['right']} of n = {found['n']} pictures, 95 % interval {low:.3f} to {high:.3f}"
    told = f"{out}: {len(found['classes'])} classes; held-out accuracy {found['accuracy']:.3f} ({counted})"
    return f"{told}; {100 * found['unknown']:.1f} % of them would be called unknown"


def _train_network(arguments):
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
    add(
        "--out", type=Path, required=True, metavar="FILE", help="where the model is written; its ending says what is trained"
    )
    networks = f"{', '.join(_NETWORKS[:-1])} or {_NETWORKS[-1]}"
    kinds = f"head, pipeline, or a network: {networks} (default: what the ending of FILE says; for .keras text_000)"
    add("--model", choices=("head", "pipeline", *_NETWORKS), metavar="NAME", help=kinds)
    add("--json", action="store_true", help="of a head or the four steps: print what was found as JSON, and write it beside")
    add("--epochs", type=int, metavar="N", help="passes of a network over the training set (default: 10)")
    side = "side of a network's pictures in pixels (default: 64 for a folder, else their own, 28 at least)"
    add("--size", type=int, metavar="N", help=side)
    add("--batch-size", type=int, metavar="N", help="pictures in a batch (default: 32)")
    add("--learning-rate", type=float, metavar="X", help="learning rate of Adam (default: 0.001)")
    seed = "the same seed gives the same split, initial weights and order of the pictures (default: 0)"
    add("--seed", type=int, default=0, metavar="N", help=seed)
    add("--force", action="store_true", help="replace FILE and what lies beside it, if they exist")
    parser.add_argument_group("endings of FILE, and what is trained", _ENDINGS)


_ENDINGS = """\
.head      a linear classifier on the network for photographs, in seconds
.pipeline  the four steps: regions, features, support vectors, votes
.keras     a network, from nothing: the CNN text_000, or as --model says
another    as --model says, head or pipeline; without it a folder gets a head"""
_SUMMARY = (
    "Train a classifier on your own pictures or a data set. It tells the accuracy on held-out pictures, and draws the "
    "confusion matrix and the worst mistakes. Broken pictures are left out and named. A network whose training was killed "
    "is resumed."
)
_EXAMPLES = [
    "train my_pictures --out mine.head",
    "train my_pictures --out mine.pipeline",
    "train my_pictures --out mine.keras --model residual --epochs 30",
    "train digits --out digits.keras",
]
COMMAND = Command("train", _train, _SUMMARY, _EXAMPLES, _add_arguments)
