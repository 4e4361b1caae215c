"""A valid call of every public name of the package, to be spoilt: ``tests/test_hostile_input.py`` does.

A row is a dict of arguments, or a ``Row`` where more has to be said. What a call needs and takes time to make is made once,
when it is first asked for.
"""

from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache, partial
from importlib import import_module
from itertools import islice
from types import SimpleNamespace
from unittest.mock import patch

import numpy as np

from imagen_course.training import run

RNG = np.random.default_rng(0)
IMAGES = RNG.random((2, 12, 16, 3)).astype("float32")
GREY = RNG.random((4, 8, 8, 1)).astype("float32")
SQUARE = RNG.random((6, 8, 8, 1)).astype("float32")
SEGMENTS = np.arange(12 * 16).reshape(12, 16) // 48  # 4 stripes
MAPS = np.stack([SEGMENTS, SEGMENTS])
POINTS, LABELS = RNG.normal(size=(12, 3)), np.arange(12) % 3
DESCRIBED = RNG.normal(size=(12, 1704)).astype("float32")
BOXES = np.array([[0, 0, 4, 4], [2, 2, 8, 9]])
LOGITS = RNG.normal(size=(4, 3))
U, V = np.meshgrid(np.linspace(-1, 1, 8), np.linspace(1, -1, 8))


@dataclass
class Row:
    """A valid call, and what is to be known of it.

    ``call`` stands for the name itself where that is no function of these arguments; ``free`` are arguments that may be
    anything; ``takes`` are values that an argument takes for good reason, by the argument; ``raises`` other exceptions that
    the docstring lists; ``foreign`` are arguments that scikit-learn looks at, in its own words; ``says`` how an argument is
    called in errors, where that is not its name.
    """

    arguments: dict
    call: object = None
    free: tuple = ()
    takes: dict = field(default_factory=dict)
    raises: tuple = ()
    foreign: tuple = ()
    says: dict = field(default_factory=dict)


def some(generator, n=3):
    """The first few states of what goes on for ever."""
    return list(islice(generator, n))


def fitted(name, arguments, **more):
    """A call that makes an estimator and fits it, so that what is wrong with its options comes out."""

    def call(X, y=None, **options):
        with without("features", "_train", []):
            return make(name)(**options).fit(X, y)

    return Row(arguments, call, **more)


def make(name):
    module, _, attribute = name.rpartition(".")
    return getattr(import_module(f"imagen_course.{module}"), attribute)


@cache
def keras_model():
    return make("models.build")("dense", (8, 8, 1), 2)


@cache
def head():
    return make("transfer.Head")().fit(DESCRIBED, LABELS % 2)


@cache
def pipeline():
    from imagen_course import features

    masks = np.repeat(np.arange(4), 3 * 16).reshape(1, 12, 16).repeat(6, axis=0)
    many = np.random.default_rng(1).random((6, 12, 16, 3)).astype("float32")
    return make("pipeline.ImagenPipeline")(features=features.HOGFeatures(), n_segments=12).fit(many, masks)


@cache
def panel():
    return make("plots.picture")(GREY[0])


@cache
def sheet():
    return make("plots.show")(panel())


@cache
def operation():
    return make("plots.Operation")("double", 2.0, 2.0)


@cache
def clusters():
    return make("segment.Clusters")(np.arange(12) % 2, POINTS[:2, :2], 1.0)


@cache
def window():
    return make("plots.Window")("conv", 3)


@cache
def meanings():
    return make("worlds.captions.sample_meanings")(2, seed=0)


@cache
def readings():
    return make("worlds.reader.read")(make("worlds.scenes.generate")(2, seed=0, size=32).images)


@cache
def network(dtype="float64"):
    from imagen_course.network import Dense, Flatten, Network

    return Network([Flatten(), Dense(64, 3, seed=0, dtype=dtype)])


def brightness(images):
    """A score of pictures."""
    return images.mean(axis=(1, 2, 3))


HEAT = RNG.random((2, 3, 4, 6)).astype("float32")


def begin_cluster(**options):
    with without("distribute.mapping", "_distributed", SimpleNamespace(Client=lambda **options: None)):
        return make("distribute.local_client")(**options)


def replicated_networks(n):
    with make("distribute.replicated")(n):
        pass


COSTS = make("distribute.Costs")(0.1, 0.01, 0.001, 1.0)
NOISES = {"n": 2, "size": 8, "channels": 1, "seed": 0}
LEARNING = {"images": SQUARE, "steps": 1, "batch_size": 2}
DIFFUSION = {"shape": (8, 8, 1), "widths": (8, 16), "seed": 0}
SEQUENCES = ("[None]", "[[1], [1, 2]]", "an array of text")
FOREIGN = ("text", "masked", "an array of text", "objects")  # what scikit-learn makes numbers or classes of
NAN_STAYS = ("NaN in it", "infinity in it")  # what formulas promise
NO_WORDS = ("None", "[None]")  # None says nothing
DRAWN = ("10**12", "1e300")  # what is drawn may be of any size
SMALL = {"shape": (8, 8, 1), "n_latents": 2, "width": 4, "seed": 0}
LABEL_MAPS = {"segments": SEGMENTS, "truth": SEGMENTS}


def training(name, arguments, **more):
    """A call that makes a generator and begins to train it; the step itself is left out, which takes long."""
    module, made = import_module(f"imagen_course.{name.rpartition('.')[0]}"), {}

    def no_step(step, variables, *, steps, checkpoints=None):
        return run(lambda i: {"loss": 0.0}, [], steps=steps)

    def call(**options):
        settings = {key: options.pop(key) for key in list(options) if key not in LEARNING}
        if made and all(settings[key] is arguments[key] for key in settings):
            generator = made["right"]
        else:
            generator = make(name)(settings.pop("shape"), **settings)
            made.setdefault("right", generator)
        with patch.object(module, "run", no_step):
            return some(generator.training(options.pop("images"), **options), 1)

    return Row(arguments, call, **more)


def without(module, name, result):
    """Leave out what takes long once the arguments have been looked at."""
    return patch.object(import_module(f"imagen_course.{module}"), name, lambda *args, **options: result)


def begin_training(**options):
    with without("models", "fit", {}):
        return make("models.train")(keras_model(), **options)


def begin_to_detect(**options):
    model = SimpleNamespace(compile=lambda *args, **more: None, train_on_batch=lambda *args: 0.0)
    return some(make("detect.train")(model, **options), 1)


CALLS = {
    "autodiff.Array": Row({"value": POINTS}, free=("value",)),
    "autodiff.gradients": Row(
        {"function": lambda x: np.sum(x**2), "array": POINTS},
        lambda function, array: make("autodiff.gradients")(function, array), says={"array": ["arrays[0]"]},
    ),
    "arrays.is_tensor": Row({"array": GREY}, free=("array",)),
    "arrays.to_numpy": Row({"array": GREY}, free=("array",)),
    "arrays.runs_on": Row({"array": GREY}, free=("array",)),
    "arrays.namespace": Row({"array": GREY}, lambda array: make("arrays.namespace")(array), free=("array",)),
    "drawing_network.batch": {"step": 0},
    "drawing_network.enlarged": {"numbers": [0, 3]},
    "drawing_network.examples": {},
    "drawing_network.load": {},
    "compress.coding.code_words": {"counts": np.array([3, 1, 2])},
    "compress.coding.decode": Row({"content": b"@", "words": ["0", "10"], "n": 2}, says={"n": ["content"]}),
    "compress.coding.encode": {"symbols": np.array([0, 1, 0]), "words": ["0", "10"]},
    "compress.coding.entropy": {"counts": np.array([3, 1, 2])},
    "compress.coding.joins": {"counts": np.array([3, 1, 2])},
    "compress.distillation.distillation_loss": {"temperature": 2.0},
    "compress.distillation.soften": Row(
        {"probabilities": RNG.dirichlet([1, 1, 1], 4), "temperature": 2.0}, takes={"probabilities": NAN_STAYS}
    ),
    "compress.pruning.prune": {"weights": POINTS, "share": 0.5, "structured": False},
    "compress.quantisation.quantise": {"weights": POINTS, "bits": 4, "inputs": RNG.normal(size=(5, 12))},
    "compress.quantisation.share_weights": {"weights": POINTS, "n_values": 4},
    "datasets.benchmark_results": {"name": "pipeline"},
    "datasets.load": Row({"name": "digits", "seed": 0}),
    "datasets.markings": {"name": "coffee"},
    "datasets.photograph": {"name": "coffee"},
    "datasets.segmentations": {"name": "coffee"},
    "datasets.shipped_files": Row({"prefix": "region_cnn_"}, takes={"prefix": ("'a'",)}),
    "detect.centres.decode": {"maps": HEAT, "stride": 4, "threshold": 0.1},
    "detect.centres.detector": {"shape": (8, 8, 3), "n_classes": 2, "widths": (2, 3), "seed": 0},
    "detect.centres.peaks": {"heat": HEAT},
    "detect.centres.centre_targets": {"boxes": [BOXES], "labels": [[0, 1]], "shape": (12, 16), "n_classes": 2, "stride": 4},
    "detect.learning.centre_loss": Row({"truth": HEAT, "maps": HEAT}, takes={"truth": NAN_STAYS, "maps": NAN_STAYS}),
    "detect.learning.focal_loss": Row(
        {"truth": HEAT, "heat": HEAT, "alpha": 2.0, "beta": 4.0}, takes={"truth": NAN_STAYS, "heat": NAN_STAYS}
    ),
    "detect.learning.train": Row(
        {"images": IMAGES, "truth": MAPS, "steps": 1, "batch_size": 2, "learning_rate": 0.01, "seed": 0}, begin_to_detect
    ),
    "detect.segmenting.fcn": {"shape": (8, 8, 3), "n_classes": 2, "widths": (2, 3), "skips": True, "seed": 0},
    "detect.segmenting.unet": {"shape": (8, 8, 3), "n_classes": 2, "widths": (2, 3), "skips": True, "seed": 0},
    "detect.sliding.dense_as_kernel": {"weights": POINTS, "shape": (2, 2, 3)},
    "distribute.mapping.each": Row(
        {"client": None, "function": sum, "parts": [[1, 2]], "shared": {}, "window": 2},
        lambda **options: some(make("distribute.each")(**options)), free=("client", "parts", "shared"),
    ),
    "distribute.mapping.in_parts": Row(
        {"items": [1, 2, 3], "size": 2}, lambda **options: some(make("distribute.in_parts")(**options)), free=("items",)
    ),
    "distribute.mapping.local_client": Row({"n_workers": 2, "memory_limit": 10**9}, begin_cluster),
    "distribute.mapping.once": {"function": sum, "folder": "."},
    "distribute.replicas.replicated": Row({"n": 2}, replicated_networks, raises=(RuntimeError,)),
    "distribute.scaling.fit_costs": {
        "sizes": np.array([1.0, 2.0, 4.0]), "durations": np.array([0.2, 0.3, 0.5]), "collect": 0.1, "start": 0.1
    },
    "distribute.scaling.schedule": {"costs": COSTS, "n_items": 20, "n_workers": 2, "size": 3},
    "distribute.scaling.seconds": {"costs": COSTS, "n_items": 20, "n_workers": 2, "size": 3},
    "explain.agreement": {"maps": GREY[..., 0], "reasons": np.tile(np.eye(8, dtype=int), (4, 1, 1))},
    "explain.coalitions": {"score": brightness, "image": IMAGES[0], "segments": SEGMENTS, "fill": 0.5},
    "explain.cut": {"model": network(), "layer": 0},
    "explain.grad_cam": {"features": lambda images: images[:, ::2], "gradient": np.ones_like, "images": IMAGES},
    "explain.gradient_of": {"network": network(), "label": 1},
    "explain.integrated_gradients": {"gradient": np.ones_like, "images": IMAGES, "baseline": 0.5, "steps": 2},
    "explain.occlusion": {"score": brightness, "images": IMAGES, "size": 6, "stride": 4, "fill": 0.5},
    "explain.saliency": {"gradient": np.ones_like, "images": IMAGES},
    "explain.score_of": {"network": network(), "label": 1},
    "explain.shapley_values": {"values": POINTS[:2, :2]},
    "explain.smooth_grad": {"gradient": np.ones_like, "images": IMAGES, "n_samples": 2, "noise": 0.1, "seed": 0},
    "explain.with_random_weights": {"network": network(), "seed": 0, "last": 1},
    "features.CNNFeatures": fitted(
        "features.CNNFeatures",
        {"X": GREY, "y": np.arange(4) % 2, "widths": (2,), "epochs": 1, "batch_size": 4, "learning_rate": 0.01,
         "augment": ("flip",), "random_state": 0},
        takes={"random_state": ("None",), "y": ("text", "an array of text")},
    ),
    "features.HOGFeatures": fitted("features.HOGFeatures", {"X": GREY, "cells": 2, "orientations": 4}),
    "features.PhotographFeatures": fitted(
        "features.PhotographFeatures", {"X": GREY, "side": 32, "stages": (2,), "cells": 1, "mirror": False},
    ),
    "features.SIFTFeatures": fitted("features.SIFTFeatures", {"X": GREY, "n_words": 2, "min_side": 48, "random_state": 0},
                                     takes={"random_state": ("None",)}),
    "features.pool_regions": {"maps": IMAGES, "segments": MAPS},
    "features.region_crops": {"images": IMAGES, "segments": MAPS, "size": 6, "margin": 1.15},
    "formulas.conv2d": Row(
        {"images": IMAGES, "kernel": np.ones((3, 3, 3, 2)), "bias": np.ones(2), "stride": 1, "padding": 1, "dilation": 1,
         "groups": 1},
        takes={"images": NAN_STAYS, "kernel": NAN_STAYS, "bias": NAN_STAYS},
    ),
    "formulas.cross_entropy": Row({"logits": LOGITS, "labels": LABELS[:4]}, takes={"logits": NAN_STAYS}),
    "formulas.instance_normalisation": Row({"images": IMAGES, "epsilon": 0.01}, takes={"images": NAN_STAYS}),
    "formulas.output_size": {"size": 12, "kernel_size": 3, "stride": 1, "padding": 0, "dilation": 1},
    "formulas.pool2d": Row(
        {"images": IMAGES, "size": 2, "kind": "max", "stride": 2, "padding": 0}, takes={"images": NAN_STAYS}
    ),
    "formulas.softmax": Row({"logits": LOGITS, "axis": -1}, takes={"logits": NAN_STAYS}),
    "generate.contract.pictures": Row(
        {"draw": lambda rng: rng.random(), "n": 2, "size": 4, "channels": 1, "seed": 0}, raises=(RuntimeError,)
    ),
    "generate.convolutions.narrowing": {"shape": (8, 8, 1), "n_outputs": 2, "width": 4, "seed": 0},
    "generate.convolutions.widening": {"n_inputs": 2, "shape": (8, 8, 1), "width": 4, "seed": 0},
    "generate.denoising.from_clean": {"clean": SQUARE, "noisy": SQUARE, "level": 0.5, "answer": "score"},
    "generate.denoising.of_examples": {"examples": SQUARE},
    "generate.denoising.of_gaussian": Row({"mean": 0.5, "variance": 1.0}, takes={"mean": DRAWN, "variance": DRAWN}),
    "generate.denoising.of_network": {"network": SimpleNamespace(predict_on_batch=len)},
    "generate.denoising.of_patches": {"picture": SQUARE[0], "size": 3, "most": 9, "seed": 0},
    "generate.denoising.shares": {"level": 0.5, "schedule": "cosine"},
    "generate.denoising.small_network": {"shape": (8, 8, 1), "steps": 10, "width": 8, "seed": 0},
    "generate.denoising.to_clean": {"answered": SQUARE, "noisy": SQUARE, "level": 0.5, "answer": "noise"},
    "generate.dense.Adam": {"network": network(), "learning_rate": 0.01, "decay": (0.5, 0.99)},
    "generate.dense.dirac_gan": {"place": POINTS[:, :2], "penalty": 0.1},
    "generate.dense.follow": {"moves": lambda place: -place, "start": POINTS[0], "steps": 2, "rate": 0.1},
    "generate.dense.mlp": {"n_in": 2, "n_out": 1, "width": 8, "seed": 0},
    "generate.dense.ring": {"n": 5, "clusters": 8, "noise": 0.1, "turn": 0.2, "seed": 0},
    "generate.dense.train_gan": {
        "losses": lambda real, fake: (np.mean(fake) - np.mean(real), -np.mean(fake)), "rows": POINTS[:, :2], "n_latents": 2,
        "steps": 1, "width": 8, "learning_rate": 0.01, "noise": 0.1, "seed": 0,
    },
    "generate.dense.train_vae": {
        "loss": lambda x, drawn, mean, log_variance, s2: np.mean((x - drawn) ** 2), "rows": POINTS[:, :2], "n_latents": 2,
        "s2": 0.1, "steps": 1, "width": 8, "learning_rate": 0.01, "seed": 0,
    },
    "generate.diffusion.Diffusion": training("generate.diffusion.Diffusion", DIFFUSION | LEARNING),
    "generate.diffusion.add_noise": {"clean": SQUARE, "level": 0.5, "noise": SQUARE},
    "generate.diffusion.levels": {"n_steps": 3, "start": 1.0, "rho": 1.0},
    "generate.diffusion.sampling": Row(
        {"denoise": lambda noisy, level: noisy, "noisy": SQUARE, "levels": np.array([1.0, 0.5, 0]), "eta": 0.5, "seed": 0},
        lambda **options: some(make("generate.diffusion.sampling")(**options)),
    ),
    "generate.gan.GAN": training("generate.gan.GAN", SMALL | {"penalty": 0.02} | LEARNING),
    "generate.language.one_each": Row(
        {"texts": "fox", "n": 2, "name": "names", "hint": ""},
        free=("name", "hint"), takes={"texts": NO_WORDS, "n": ("None",)}, says={"texts": ["names"]},
    ),
    "generate.learned.load": {"name": "vae_digits"},
    "generate.matching.examples": {"n": 2, "seed": 0},
    "generate.muon.muon": {"learning_rate": 0.01},
    "generate.names_to_drawings.NamesToDrawings": Row(
        {"words": ["fox", "hand"], "side": 32, "widths": (8, 16), "seed": 0}, takes={"words": ("None",)},
    ),
    "generate.names_to_drawings.words_of": {"name": "waving hand"},
    "generate.noise.fractal": NOISES | {"cells": 4, "octaves": 2, "persistence": 0.5},
    "generate.noise.gaussian": NOISES | {"deviation": 0.2},
    "generate.noise.perlin": NOISES | {"cells": 4},
    "generate.noise.power_law": NOISES | {"exponent": 2.0},
    "generate.noise.radial_power": {"images": SQUARE},
    "generate.noise.smoothed": NOISES | {"sigma": 2.0},
    "generate.noise.uniform": NOISES,
    "generate.pca.PCA": Row(
        {"shape": (8, 8, 1), "n_components": 2, "images": SQUARE},
        lambda images, shape=(8, 8, 1), **options: make("generate.pca.PCA")(shape, **options).fit(images),
    ),
    "generate.rejection.OwnPictures": Row(
        {
            "images": RNG.random((2, 32, 32, 3)), "texts": ["a red star", "a star"], "batch_size": 4, "ordinary": 0.5,
            "weights": np.array([0.5, 0.5]), "seed": 0,
        },
        lambda images, texts, **options: make("generate.rejection.OwnPictures")(images, texts, **options)[0],
        takes={"texts": ("[None]",), "weights": ("None",)},
    ),
    "generate.rejection.rounds": Row(
        {
            "draw": lambda number: (POINTS,), "accept": lambda points: points[:, 0] < 0.5, "learn": lambda points: None,
            "n_rounds": 2, "done": 0,
        },
        lambda draw, accept, learn, **options: some(make("generate.rejection.rounds")(draw, accept, learn, **options)),
    ),
    "generate.rejection.self_consuming": {
        "images": GREY, "accept": lambda images: images[:, 0, 0, 0] > 0, "n_rounds": 2, "n_steps": 3, "seed": 0,
    },
    "generate.rules.automaton": {"rule": 90, "size": 8, "first": np.eye(8, dtype=int)[3]},
    "generate.rules.box": {"u": U, "v": V, "centre": (0.0, 0.0), "half": (0.5, 0.5)},
    "generate.rules.checkers": {"size": 8, "cells": 4, "angle": 10.0},
    "generate.rules.circle": {"u": U, "v": V, "centre": (0.0, 0.0), "radius": 0.5},
    "generate.rules.expand": {"axiom": "F", "rules": {"F": "F+F"}, "generations": 2},
    "generate.rules.gradient": {"size": 8, "angle": 10.0},
    "generate.rules.lines": {"segments": np.array([[[0.0, 0.0], [0.5, 0.5]]]), "size": 8, "thickness": 1.5},
    "generate.rules.mandelbrot": Row(
        {"size": 8, "centre": -0.75, "width": 2.5, "n_iterations": 4}, takes={"centre": ("1j",)}
    ),
    "generate.rules.plane": {"size": 8},
    "generate.rules.plot": {"function": lambda u, v: u * v, "size": 8},
    "generate.rules.sample": {"name": "waves", "n": 2, "size": 8, "seed": 0},
    "generate.rules.shade": {"distance": lambda u, v: u, "size": 8},
    "generate.rules.turtle": {"word": "F+F", "angle": 60.0},
    "generate.rules.union": Row({"distances": U}, lambda distances: make("generate.rules.union")(V, distances)),
    "generate.rules.waves": {"size": 8, "sources": ((0.0, 0.0),), "frequency": 8.0},
    "generate.language.caption_batch": {"n": 2, "seed": 0},
    "generate.language.tokenize": Row(
        {"texts": ["a red star", "two blue circles"]}, takes={"texts": ("[None]",)}  # None says nothing
    ),
    "generate.language.TextEncoder": {"width": 8, "depth": 1, "seed": 0},
    "generate.vae.VAE": training("generate.vae.VAE", SMALL | {"beta": 1.0} | LEARNING),
    "generate.vae.kl_to_standard_normal": {"mean": POINTS, "log_variance": POINTS},
    "metrics.achievable_segmentation_accuracy": LABEL_MAPS,
    "metrics.average_precision": {
        "truth_boxes": [BOXES], "truth_labels": [[0, 1]], "boxes": [BOXES], "labels": [[0, 1]], "scores": [[1, 2]],
        "iou": 0.5,
    },
    "metrics.boundary_density": {"segments": SEGMENTS},
    "metrics.boundary_recall": LABEL_MAPS | {"tolerance": 2},
    "metrics.box_iou": {"a": BOXES, "b": BOXES},
    "metrics.covering": LABEL_MAPS,
    "metrics.frechet_distance": {"a": POINTS, "b": POINTS},
    "metrics.mean_iou": {"truth": MAPS, "predicted": MAPS, "n_classes": 4},
    "metrics.nearest": {"sample": POINTS, "real": POINTS},
    "metrics.sample_precision_recall": {"real": POINTS, "sample": POINTS, "k": 3},
    "metrics.scorecard": {
        "images": SQUARE, "training": SQUARE[::-1] / 2, "held_out": SQUARE / 3, "features": lambda X: X.reshape(len(X), -1),
    },
    "metrics.undersegmentation_error": LABEL_MAPS,
    "metrics.wilson_interval": {"successes": 3, "n": 8, "z": 1.96},
    "models.PictureClassifier": Row(
        {"class_names": ["a", "b"]},
        lambda class_names: make("models.PictureClassifier")(keras_model(), class_names),
        takes={"class_names": ("an array of text",)},
    ),
    "models.build": {"name": "dense", "input_shape": (8, 8, 1), "classes": 2, "seed": 0, "dropout": 0.1},
    "models.epochs_done": Row({"checkpoints": "nowhere"}, raises=(OSError,)),
    "models.load": Row({"path": "nothing.keras"}, raises=(OSError,)),
    "models.read_network": Row({"path": "nothing.keras"}, raises=(OSError,)),
    "models.published": {"name": "VGG-16"},
    "models.train": Row(
        {"images": GREY, "labels": LABELS[:4] % 2, "epochs": 1, "batch_size": 4, "learning_rate": 0.01, "verbose": 0,
         "seed": 0},
        begin_training,
    ),
    "network.Conv2D": {"c_in": 1, "c_out": 2, "kernel_size": 3, "stride": 1, "padding": 1, "seed": 0, "dtype": "float32"},
    "network.Dense": {"n_in": 3, "n_out": 2, "seed": 0, "dtype": "float32"},
    "network.Network": {"layers": network().layers},
    "network.Pool2D": {"size": 2, "kind": "max", "stride": 2},
    "network.Residual": {"layers": network().layers},
    "network.check_gradient": {
        "function": lambda x: float(np.sum(x**2)), "array": POINTS.copy(), "gradient": 2 * POINTS, "step": 1e-6, "seed": 0,
    },
    "naming.name_regions": {"image": SQUARE[0]},
    "network.gradient_descent": Row(
        {"images": GREY, "labels": LABELS[:4], "epochs": 1, "batch_size": 4, "learning_rate": 0.05, "momentum": 0.9,
         "decay": 1.0, "seed": 0},
        lambda **options: some(make("network.gradient_descent")(network.__wrapped__("float32"), **options), 1),
        says={"images": ["in layer 1 of the network"]},
    ),
    "network.sizes": Row({"network": network(), "images": GREY, "labels": LABELS[:4]}),
    "network.softmax_cross_entropy": Row({"logits": LOGITS, "labels": LABELS[:4]}, takes={"logits": NAN_STAYS}),
    "novelty.NearestNeighborNovelty": fitted("novelty.NearestNeighborNovelty", {"X": POINTS, "clip": 5.0, "n_kept": 5}),
    "origins.folds": {"labels": LABELS, "groups": np.arange(12), "n_folds": 2, "seed": 0},
    "origins.groups": Row(
        {"thumbnails": RNG.normal(size=(3, 588)), "embeddings": RNG.normal(size=(3, 8)), "names": ["a", "b", "c"]},
        takes={"names": ("an array of text",)},
    ),
    "origins.thumbnail": {"image": RNG.random((16, 20, 3))},
    "photographs.class_map": {"image": SQUARE[0].repeat(3, axis=-1), "name": "espresso"},
    "photographs.classify": {"images": IMAGES[0], "n_names": 1},
    "photographs.describe": {"images": SQUARE.repeat(3, axis=-1)[:1]},
    "photographs.embed": {"images": SQUARE.repeat(3, axis=-1)[:1]},
    "photographs.maps": {"images": SQUARE.repeat(3, axis=-1)[:1], "stages": (1, 3)},
    "photographs.first_stages": {"places": ("stem", "1.0"), "seed": 0},
    "photographs.novelty": {"images": SQUARE.repeat(3, axis=-1)[:1]},
    "photographs.predict_proba": {"images": SQUARE.repeat(3, axis=-1)[:1]},
    "photographs.prepare": {"images": IMAGES},
    "photographs.read": {"vectors": RNG.random((2, 1280)).astype("float32")},
    "photographs.weights": {"stage": 8},
    "pictures.centred": {"drawing": np.eye(9), "side": 4},
    "pictures.image_size": Row({"path": "nothing.png"}, raises=(OSError,)),
    "pictures.read_image": Row({"path": "nothing.png"}, raises=(OSError,)),
    "pictures.resized": {"image": IMAGES[0], "scale": 0.5},
    "pictures.read_labels": Row({"path": "nothing.png"}, raises=(OSError,)),
    "pipeline.suited_to": {"X": IMAGES},
    "pipeline.ImagenPipeline": Row(
        {"X": IMAGES, "n_segments": 6, "compactness": 20.0, "merge_threshold": 14.0, "crop_size": 8, "vote": "average",
         "min_certainty": 0.0},
        lambda X, **options: deepcopy(pipeline()).set_params(**{"n_segments": 12, "crop_size": 24} | options).predict(X),
    ),
    "pipeline.load": Row({"path": "nothing.pipeline"}, raises=(OSError,)),
    "pipeline.save": Row({"path": "mine.pipeline"}, lambda path: make("pipeline.save")(pipeline(), path), raises=(OSError,)),
    "plots.charts.bars": Row(
        {"values": np.array([0.25, 0.75]), "names": ["a", "b"], "limit": 1.0}, takes={"names": SEQUENCES, "limit": DRAWN}
    ),
    "plots.arrays.array_axes": {"array": POINTS[:4], "axis": 0, "reduce": "sum"},
    "plots.attending.attention": {
        "image": np.full((4, 4), 0.5), "weights": np.full((4, 2), 0.5), "words": ["red", "star"], "place": 1,
        "seen": "a star",
    },
    "plots.arrays.broadcasting": {"one": POINTS[:4], "other": POINTS[:1], "operation": "+"},
    "plots.arrays.indexing": Row({"array": POINTS[:4], "index": slice(1, 3), "words": "a[1:3]"}, free=("index",)),
    "plots.convolving.pooling_gradient": {
        "feature_map": GREY[0, :4, :4, 0], "gradient": POINTS[:2, :2], "size": 2, "kind": "max",
    },
    "plots.convolving.channels": {"image": IMAGES[0, :4, :4], "kernel": RNG.random((3, 3, 3, 2)), "place": 1},
    "plots.convolving.correlation": {
        "image": GREY[0, :6, :6, 0], "kernel": POINTS[:3], "place": 1, "stride": 1, "padding": 1, "dilation": 1,
    },
    "plots.convolving.pooling": {"feature_map": GREY[0, ..., 0], "size": 2, "kind": "max", "stride": 2, "place": 1},
    "plots.timelines.timeline": {"tasks": [(0, "0", 0.0, 1.0), (0, "coordinator", 1.0, 1.5)], "until": 2.0},
    "plots.templates.dense": Row(
        {"image": POINTS[:4], "weights": GREY[:4, :3, :2, 0], "bias": np.ones(2), "names": ["a", "b"], "unit": 1},
        takes={"names": SEQUENCES},
    ),
    "plots.templates.softmax": Row(
        {"scores": np.array([0.5, -1.0]), "names": ["a", "b"], "temperature": 0.5, "title": "two classes"},
        takes={"names": SEQUENCES},
    ),
    "plots.estimates.confidence_intervals": Row(
        {
            "ends": np.array([[0.1, 0.4], [0.3, 0.9]]), "values": np.array([0.2, 0.5]), "names": ["a", "b"], "truth": 0.5,
            "label": "accuracy",
        },
        takes={"truth": DRAWN, "names": SEQUENCES},
    ),
    "plots.estimates.data_split": {"sizes": np.array([5, 3]), "names": ["a", "b"], "folds": 2},
    "plots.estimates.dot_plot": {"runs": {"a": [1.0, 2.0]}, "label": "errors"},
    "plots.judging.confusion": Row({"counts": np.eye(3, dtype=int), "names": ["a", "b", "c"]}, takes={"names": SEQUENCES}),
    "plots.judging.jury": {
        "votes": np.eye(3, dtype=int), "truth": LABELS[:3], "names": ["a", "b", "c"], "verdict": LABELS[:3],
    },
    "plots.judging.precision_recall_curve": {
        "labels": LABELS % 2,
        "scores": POINTS[:, 0],
        "threshold": 0.5,
        "missed": 1,
    },
    "plots.judging.roc_curve": {"labels": LABELS % 2, "scores": POINTS[:, 0], "threshold": 0.5},
    "plots.labelled.boxes": Row(
        {"image": IMAGES[0], "boxes": BOXES, "names": ["a", "b"], "scores": np.array([0.5, 0.9])}, takes={"names": SEQUENCES}
    ),
    "plots.charts.caption": Row({"name": "cat"}, free=("name",)),
    "plots.charts.confusion_matrix": Row(
        {"counts": np.array([[3, 1], [0, 2]]), "class_names": ["a", "b"]}, takes={"class_names": SEQUENCES}
    ),
    "plots.charts.histogram": {"image": GREY[0], "bins": 8},
    "plots.charts.lines": Row(
        {"curves": {"loss": [2.0, 1.0]}, "x": np.array([0.0, 1.0]), "marked": 0.5, "floor": 0.0},
        takes={"marked": DRAWN, "floor": DRAWN},
    ),
    "plots.clustering.clusters": {"points": POINTS[:, :2], "states": [clusters()], "step": 1},
    "plots.compressing.code_tree": Row(
        {"counts": np.array([3, 1, 2]), "names": ["a", "b", "c"], "step": 1}, takes={"names": SEQUENCES}
    ),
    "plots.compressing.weight_histogram": {
        "weights": POINTS, "threshold": 0.5, "levels": np.array([-1.0, 1.0]), "title": "weights",
    },
    "plots.clustering.overlap": {
        "image": IMAGES[0], "ours": SEGMENTS == 1, "theirs": SEGMENTS > 0, "names": ["a", "b"],
    },
    "plots.generating.latent_plane": {
        "decode": lambda z: np.zeros((len(z), 4, 4)), "codes": POINTS[:, :2], "labels": LABELS, "limit": 2.0, "n": 2,
    },
    "plots.generating.point_clouds": {
        "clouds": {"a": POINTS[:, :2], "b": POINTS[:, 1:]}, "real": POINTS[:, :2], "groups": {"b": LABELS}, "limits": 2.0,
    },
    "plots.generating.tiles": {"images": GREY, "columns": 2},
    "plots.generating.vector_field": {
        "field": lambda places: -places, "paths": {"home": POINTS[:, :2]}, "limit": 2.0, "labels": ["g", "d"], "n": 3,
    },
    "plots.labelled.mask": {"image": IMAGES[0], "mask": SEGMENTS, "class_names": ["a", "b", "c"]},
    "plots.learning.chain": Row(
        {"value": 1.0, "operations": [operation()], "name": "x", "step": 1}, takes={"value": DRAWN}
    ),
    "plots.learning.learning_curves": {
        "training": POINTS[:, 0], "validation": POINTS[:, 1], "label": "loss", "epoch": 3,
    },
    "plots.learning.loss_landscape": Row(
        {"loss": lambda w: w**2, "path": POINTS[:, 0], "across": (-1.0, 1.0), "step": 1},
        says={"across": ["loss"], "path": ["loss"]},
    ),
    "plots.learning.neuron": Row(
        {"inputs": POINTS[0], "weights": POINTS[1], "bias": 0.5, "activation": "relu"}, takes={"bias": DRAWN}
    ),
    "plots.maps.attributions": {"image": IMAGES[0], "maps": IMAGES[..., 0], "reason": SEGMENTS, "columns": 2},
    "plots.maps.feature_maps": {"image": GREY[0], "maps": IMAGES, "n": 2},
    "plots.maps.signed_maps": Row(
        {"maps": GREY[..., 0], "image": GREY[0], "limit": 1.0, "columns": 2}, takes={"limit": DRAWN}
    ),
    "plots.naming.named_boxes": Row(
        {"image": IMAGES[0], "boxes": BOXES, "names": ["a", "b"], "scores": np.array([0.5, 0.9])}, takes={"names": SEQUENCES}
    ),
    "plots.naming.named_regions": {"image": IMAGES[0], "segments": SEGMENTS, "names": ["a", "b", "", "c"]},
    "plots.naming.weak_labels": {
        "image": IMAGES[0], "segments": SEGMENTS, "rounds": np.tile(LABELS[:4], (3, 1)), "names": ["", "b", "c"],
        "truth": LABELS[:4], "step": 1,
    },
    "plots.networks.architecture": Row({"model": network(), "input_shape": (8, 8, 1)}, free=("model",)),
    "plots.networks.layer_sizes": Row({"model": network(), "input_shape": (8, 8, 1)}, free=("model",)),
    "plots.networks.receptive_field": {"layers": [window()], "image": IMAGES[0], "depth": 1},
    "plots.networks.residual_block": {"x": POINTS, "change": POINTS, "layers": ["conv"]},
    "plots.panels.numbers": {"array": POINTS, "box": (0, 0, 2, 2), "scale": (0.0, 1.0)},
    "plots.panels.picture": {"image": IMAGES[0]},
    "plots.labelled.regions": {"image": IMAGES[0], "segments": SEGMENTS},
    "plots.diffusing.four_answers": {"clean": [0.0, 1.0], "noise": [1.0, 0.5], "level": 0.5, "schedule": "cosine"},
    "plots.diffusing.reverse_process": {
        "examples": POINTS[:, :2], "levels": np.array([1.0, 0.5, 0.0]), "paths": RNG.normal(size=(3, 4, 2)), "step": 1,
    },
    "plots.vectors.decision_boundary": {
        "points": POINTS[:, :2], "signs": 2 * (LABELS % 2) - 1, "learned": True, "names": ["a", "b"],
        "score": lambda points: np.sum(points, axis=1),
    },
    "plots.vectors.gradient_histograms": {"image": IMAGES[0], "cell": 4, "orientations": 9, "place": 1},
    "plots.vectors.keypoints": {
        "image": IMAGES[0], "places": POINTS[:, :2], "scales": np.ones(12), "orientations": POINTS[:, 0], "most": 5,
    },
    "plots.vectors.margin": Row(
        {"points": POINTS[:, :2], "signs": 2 * (LABELS % 2) - 1, "weights": POINTS[0, :2], "bias": 0.5, "names": ["a", "b"]},
        takes={"bias": DRAWN, "names": SEQUENCES},
    ),
    "plots.vectors.matches": {
        "image": IMAGES[0], "other": IMAGES[1], "points": POINTS[:, :2], "other_points": POINTS[:, 1:], "right": LABELS % 2,
    },
    "plots.sheets.show": Row(
        {"panels": panel(), "titles": ["one"], "columns": 1, "size": 2.2},
        lambda panels, **options: make("plots.show")(panels, **options),
    ),
    "plots.panels.signed": Row({"array": POINTS, "limit": 1.0}, takes={"limit": DRAWN}),
    "plots.labelled.votes": {"image": IMAGES[0], "segments": SEGMENTS, "names": ["a", "b", "", "c"]},
    "plots.panels.windows": {"size": 8, "kernel_size": 3, "stride": 1, "padding": 1, "dilation": 1},
    "regularisation.Dropout": {"share": 0.5, "seed": 0},
    "regularisation.fit": {
        "network": network("float32"), "training": (GREY, LABELS[:4]), "validation": (GREY, LABELS[:4]),
        "epochs": 1, "batch_size": 2, "learning_rate": 0.1, "l1": 0.0, "l2": 0.1, "seed": 0,
    },
    "regularisation.shrink": {"weights": POINTS.copy(), "l1": 0.1, "l2": 0.1},
    "regions.group_regions": {"image": IMAGES[0], "segments": SEGMENTS},
    "region_features.MapFeatures": Row(
        {"X": IMAGES.repeat(2, axis=-1)[..., :4], "side": 32, "stages": (2,)},
        lambda X, **options: make("region_features.MapFeatures")(**options).fit(X).transform(X),
    ),
    "region_features.region_context": {"images": IMAGES, "segments": MAPS, "of": ("place", "neighbours")},
    "regions.merge_regions": {"images": IMAGES, "segments": MAPS, "threshold": 18.0},
    "regions.refine_borders": {"images": IMAGES, "segments": MAPS, "n_iter": 2},
    "regions.region_table": {"image": IMAGES[0], "segments": SEGMENTS},
    "segment.kmeans": {"points": POINTS, "n_clusters": 3, "seed": 0, "n_iter": 5},
    "segment.kmeans_steps": Row(
        {"points": POINTS, "n_clusters": 3, "place": 0.0, "seed": 0},
        lambda **options: some(make("segment.kmeans_steps")(**options)),
    ),
    "segment.rgb_to_lab": {"images": IMAGES},
    "segment.slic": {"images": IMAGES, "n_segments": 6, "compactness": 10.0, "n_iter": 2},
    "transfer.Head": Row(
        {"X": DESCRIBED, "y": LABELS % 2, "folds": np.arange(12) // 4, "C": 1e-4, "false_alarms": 0.05, "n_kept": 5},
        lambda X, y, folds, **options: make("transfer.Head")(**options).fit(X, y, folds),
        takes={"y": ("text",)},  # which are classes, too
    ),
    "transfer.add": Row({"path": "mine.head"}, lambda path: make("transfer.add")(head(), path), raises=(OSError,)),
    "transfer.load": Row({"path": "nothing.head"}, raises=(OSError,)),
    "transfer.read": Row({"path": "nothing.png"}, raises=(OSError,)),
    "transfer.save": Row({"path": "mine.head"}, lambda path: make("transfer.save")(head(), path), raises=(OSError,)),
    "style.content_distance": {"maps": [IMAGES], "others": [IMAGES]},
    "style.fast_network": {"width": 4, "blocks": 1, "keep_colours": False, "seed": 0},
    "style.gram": Row({"maps": IMAGES}, takes={"maps": NAN_STAYS}),
    "style.gram_matrices": {"features": lambda images: [images], "images": IMAGES},
    "style.match_statistics": Row({"images": IMAGES, "others": IMAGES}, takes={"images": NAN_STAYS, "others": NAN_STAYS}),
    "style.perceptual_loss": {"features": lambda images: [images], "grams": [np.eye(3)], "style_weight": 1.0,
                              "content_weight": 1.0, "smoothness": 1.0},
    "style.style_distance": {"maps": [IMAGES], "grams": [np.eye(3)]},
    "style.redraw": Row(
        {"loss": lambda contents, images: images, "contents": IMAGES, "steps": 2, "learning_rate": 0.05, "start": IMAGES},
        lambda **options: some(make("style.redraw")(**options)), takes={"start": ("None",)},
    ),
    "svm.LinearSVM": fitted("svm.LinearSVM", {"C": 1.0, "tol": 0.01, "max_iter": 100, "X": POINTS, "y": LABELS},
                            foreign=("X", "y"), takes={"X": FOREIGN, "y": FOREIGN}),
    "svm.objective": {"weights": POINTS[:3], "outputs": LOGITS, "signs": np.sign(LOGITS), "C": 1.0},
    "teach.Teacher": {"image": IMAGES[0], "n_segments": 6},
    "teach.hand_mask": {"name": "china"},
    "vote.average": {"scores": LOGITS, "groups": LABELS[:4], "n_groups": 3, "weights": np.ones(4)},
    "vote.majority": {"labels": LABELS[:4], "groups": LABELS[:4], "n_classes": 3, "n_groups": 3, "weights": np.ones(4)},
    "widgets.control": Row(
        {"draw": lambda level: make("plots.show")(make("plots.picture")(np.full((2, 2), level))), "level": [0, 1]},
        takes={"level": SEQUENCES}, says={"level": ["image"]},
    ),
    "widgets.draw": Row(
        {"start": np.zeros((8, 8))}, lambda start: make("widgets.draw")(lambda ink: sheet(), start=start)
    ),
    "widgets.save": Row({"name": "mine.png"}, lambda name: make("widgets.save")(sheet(), name)),
    "widgets.teach": Row({"names": ["sky", "sea"]}, lambda names: make("widgets.teach")(teacher(), names)),
    "worlds.scenes.arrange": Row(
        {"meanings": meanings(), "size": 32, "seed": 0, "rotation": 0.0, "grid": 16, "without": (("red", "star"),)},
        takes={"grid": ("None",)},
    ),
    "worlds.captions.parse": {"caption": "a red star"},
    "worlds.captions.sample_meanings": {
        "n": 2, "kind": "two", "seed": 0, "without": (("red", "star"),), "among": (("red", "cross"), ("blue", "star")),
        "bare": 0.0,
    },
    "worlds.captions.write": {"meaning": meanings()[0], "form": 0},
    "worlds.composites.generate": {
        "n": 1, "names": ["fox", "owl"], "artist": "noto", "size": 32, "seed": 0, "n_objects": 1, "background": "plain",
        "clutter": 0, "noise": 0.0,
    },
    "worlds.drawings.draw": {"numbers": [0, 3], "size": 8},
    "worlds.drawings.held_out": {"n": 3, "seed": 0},
    "worlds.drawings.nearest": {"images": np.zeros((1, 8, 8, 3)), "artist": "noto", "k": 2},
    "worlds.drawings.named": {"number": 0, "language": "en"},
    "worlds.drawings.on_ground": {"images": np.zeros((1, 2, 2, 4)), "ground": 0.5},
    "worlds.faces.generate": {"n_people": 1, "n_each": 2, "size": 16, "seed": 0},
    "worlds.wording.plain": {"caption": "Draw me a red star!"},
    "worlds.reader.obeys": {"readings": readings(), "captions": ["a red star", "a star"], "angle": 45.0},
    "worlds.reader.read": Row(
        {"images": np.repeat(np.repeat(IMAGES[:, :, :12], 3, axis=1), 3, axis=2), "n_objects": 2, "overlap": 0.7},
        takes={"n_objects": ("None",)},
    ),
    "worlds.reader.tell": {"objects": readings()[0] or ()},
    "worlds.scenes.generate": {
        "n": 1, "size": 32, "seed": 0, "n_objects": 1, "background": "plain", "rotation": 20.0, "clutter": 0,
        "occlusion": 0.0, "noise": 0.0, "contrast": 1.0, "texture": 0.0,
    },
}  # fmt: skip


@cache
def teacher():
    return make("teach.Teacher")(np.zeros((8, 8, 1)), n_segments=4)


@cache
def tiny(what):
    """Models that read captions, made small and trained by nobody."""
    if what == "encoder":
        return make("generate.language.TextEncoder")(width=8, depth=1)
    if what == "Cascade":
        return make("generate.cascade.Cascade")(tiny("TextToImage"), tiny("SuperResolution"), tiny("Matcher"))
    if what == "NamesToDrawings":
        return make("generate.names_to_drawings.NamesToDrawings")(["fox", "hand"], widths=(8, 16))
    room = {"TextToImage": "text_to_image", "SuperResolution": "cascade", "Matcher": "matching"}[what]
    return make(f"generate.{room}.{what}")(tiny("encoder"), widths=(8, 16))


@cache
def learned(name):
    """A generator of small pictures that has learned little or nothing."""
    if name == "generate.pca.PCA":
        return make(name)((8, 8, 1), n_components=2).fit(SQUARE)
    return make(name)((8, 8, 1), **{"widths": (8, 16)} if name.endswith("Diffusion") else {"n_latents": 2, "width": 4})


def classifier():
    return make("models.PictureClassifier")(keras_model(), ["a", "b"])


@cache
def estimator(name):
    """A fitted estimator."""
    return make(name)().fit(GREY if "features" in name else POINTS, LABELS[: 4 if "features" in name else None])


def of(make, *arguments):
    """A call of a method of an object that is made when it is first called."""

    def method(called, /, **options):
        return getattr(make(*arguments), called)(**options)

    return method


CAPTIONS = ["a red star", "a cross"]
SMALL_SCENES = RNG.random((2, 32, 32, 3)).astype("float32")
METHODS = {  # as `CALLS`, of methods: not of all, but of those that look at something of their own
    "features.HOGFeatures.transform": ({"X": GREY}, of(estimator, "features.HOGFeatures"), {}),
    "features.PhotographFeatures.transform": ({"X": GREY}, of(estimator, "features.PhotographFeatures"), {}),
    "generate.pca.PCA.encode": ({"images": SQUARE}, of(learned, "generate.pca.PCA"), {}),
    "generate.pca.PCA.decode": ({"latents": POINTS[:, :2]}, of(learned, "generate.pca.PCA"), {}),
    "generate.pca.PCA.sample": ({"n": 2, "seed": 0}, of(learned, "generate.pca.PCA"), {}),
    "generate.vae.VAE.encode": ({"images": SQUARE}, of(learned, "generate.vae.VAE"), {}),
    "generate.vae.VAE.decode": ({"latents": POINTS[:, :2]}, of(learned, "generate.vae.VAE"), {}),
    "generate.vae.VAE.sample": ({"n": 2, "seed": 0}, of(learned, "generate.vae.VAE"), {}),
    "generate.diffusion.Diffusion.sample": (
        {"n": 2, "seed": 0, "n_steps": 2, "eta": 0.5}, of(learned, "generate.diffusion.Diffusion"), {},
    ),
    "generate.names_to_drawings.NamesToDrawings.sample": (
        {"names": ["fox", "hand"], "seed": 0, "numbers": [3, 5], "guidance": 2.0, "n_steps": 1, "eta": 0.5},
        of(tiny, "NamesToDrawings"), {"takes": {"names": NO_WORDS, "numbers": ("None",)}},
    ),
    "generate.text_to_image.TextToImage.sample": (
        {"texts": CAPTIONS, "seed": 0, "numbers": [3, 5], "guidance": 2.0, "n_steps": 1, "eta": 0.5, "threshold": 1.0},
        of(tiny, "TextToImage"),
        {"takes": {"texts": NO_WORDS, "numbers": ("None",)}, "says": {"texts": ["caption", "numbers"]}},
    ),
    "generate.text_to_image.TextToImage.attention_weights": (
        {"noisy": SMALL_SCENES[0], "level": 0.5, "text": "a red star"}, of(tiny, "TextToImage"),
        {"says": {"text": ["caption", "texts"]}},
    ),
    "generate.cascade.SuperResolution.sample": (
        {"images": SMALL_SCENES, "texts": CAPTIONS, "seed": 0, "n_steps": 1, "start": 0.4, "spoilt": 0.02},
        of(tiny, "SuperResolution"), {"takes": {"texts": NO_WORDS}, "says": {"texts": ["caption"]}},
    ),
    "generate.cascade.Cascade.sample": (
        {"texts": "a red star", "n": 1, "seed": 0, "guidance": 2.0, "n_steps": 1, "tries": 1, "n_large_steps": 1},
        of(tiny, "Cascade"),
        {"takes": {"texts": NO_WORDS, "n": ("None",)}, "says": {"n_large_steps": ["n_steps"], "texts": ["caption"]}},
    ),
    "generate.matching.Matcher.match": (
        {"images": SMALL_SCENES, "texts": CAPTIONS}, of(tiny, "Matcher"), {"says": {"texts": ["caption"]}},
    ),
    "generate.language.TextEncoder.read": (
        {"texts": "a red star", "n": 1}, of(tiny, "encoder"), {"takes": {"texts": NO_WORDS}, "says": {"texts": ["caption"]}},
    ),
    "models.PictureClassifier.predict_proba": ({"images": GREY}, of(classifier), {}),
    "network.Network.predict_proba": (
        {"images": GREY}, of(network, "float32"), {"says": {"images": ["in layer 1 of the network"]}},
    ),
    "novelty.NearestNeighborNovelty.distance": ({"X": POINTS}, of(estimator, "novelty.NearestNeighborNovelty"), {}),
    "pipeline.ImagenPipeline.certainty": ({"X": IMAGES}, of(pipeline), {}),
    "pipeline.ImagenPipeline.detect": ({"X": IMAGES, "score_threshold": 0.0, "iou": 0.5, "gap": 4}, of(pipeline), {}),
    "pipeline.ImagenPipeline.score": ({"X": IMAGES, "y": np.array([0, 1])}, of(pipeline), {}),
    "transfer.Head.novelty": ({"X": DESCRIBED}, of(head), {}),
    "transfer.Head.accepts": ({"X": DESCRIBED}, of(head), {}),
    "svm.LinearSVM.decision_function": (
        {"X": POINTS}, of(estimator, "svm.LinearSVM"), {"foreign": ("X",), "takes": {"X": FOREIGN}},
    ),
    "teach.Teacher.click": ({"row": 1, "column": 1, "name": "sky"}, of(teacher), {}),
}  # fmt: skip
METHODS = {
    name: Row(arguments, partial(call, name.rpartition(".")[2]), **more) for name, (arguments, call, more) in METHODS.items()
}


ELSEWHERE = {  # modules and names that have no row, and where what they are given is tried
    "arrays.load_keras": "a number that `replicated` has looked at: test_distribute",
    "checks": "the door itself: test_checks",
    "pictures.batches": "pictures that `pipeline` has looked at: test_pipeline_of_photographs",
    "targets": "pictures and masks that `pipeline` has been given: test_pipeline, test_pipeline_of_photographs",
    "address": "words of the course's own: test_address",
    "export": "networks of one's own, and what of them cannot be shown: test_export",
    "classroom": "files that students hand in, and what was read in them: test_classroom",
    "cli": "words from a command line: test_cli",
    "editions": "notebooks of the course's own: test_editions",
    "exams": "notebooks that students hand in: test_exams",
    "exercises": "students' answers: test_exercises, test_worker, tests/hostile.py",
    "grading": "notebooks and reports of the course's own: test_grading",
    "projects": "a student's values, of any kind, and words from a command line: test_projects",
    "slides": "notebooks of the course's own: test_slides",
    "worlds.layout": "what `scenes` has looked at: test_scenes",
    "worlds.painting": "what `scenes` has looked at: test_scenes",
    "naming.in_words": "what `name_regions` found: test_naming",
    "worlds.scenes.in_words": "objects that `scenes` has placed: test_scenes",
    "worlds.reader.is_such": "one object that `reader` has read: test_reader",
    "segment.grid": "numbers that `slic` has looked at: test_segment",
    "segment.lab_in_blocks": "pictures that `slic` has looked at: test_segment",
    "segment.nearest_cells": "pictures that `slic` has looked at: test_segment",
    "detect.segmenting.down": "what `fcn` and `unet` have looked at: test_detect",
    "detect.segmenting.rise": "maps of `down`: test_detect",
    "detect.sliding.as_convolution": "takes a network of Keras: test_detect",
    "compress.packing": "files that were cut or changed: test_compress",
    "compress.pruning.hold_zeros": "networks that are trained: test_compress",
    "compress.quantisation.hold_values": "networks that are trained: test_compress",
    "drawing_network.unpacked": "what `load` has read: test_drawing_network",
    "downloads": "files that the course names: test_datasets",
    "files": "files of the course's own: test_files",
    "lab": "words from a command line: test_start",
    "workspace": "folders of a student's own: test_start",
    "region_graph": "label maps that `regions` has looked at: test_regions",
    "training": "what `models`, `features` and `generate` have looked at: test_training",
    "persistence": "files that were tampered with: test_pipeline",
    "generate.muon.orthogonal": "weights of a network that learns: test_muon",
    "arrays.same_random_numbers": "takes nothing",
    "arrays.compiled": "takes a function of tensors, whatever it is",
    "arrays.gradient": "takes a function of tensors, whatever it is: test_explain",
    "arrays.blocks": "pictures that others have looked at",
    "generate.learned.Learned": "the base of generators, which have rows",
    "generate.matching.change": "scenes that caption_batch has drawn: test_matching",
    "generate.names_to_drawings.examples": "drawings that `held_out` has chosen: test_names_to_drawings",
    "generate.cascade": "takes a trained encoder: test_text_to_image",
    "generate.text_to_image": "takes a trained encoder: test_text_to_image",
    "generate.matching.Matcher": "takes a trained encoder: test_matching",
    "generate.rejection.balance": "objects that `reader` has read: test_rejection",
    "generate.language.word_labels": "words that captions has read: test_text_to_image",
    "generate.layers": "what generators have looked at: test_diffusion",
    "plots.drawing": "what panels have been given: test_plots",
    "plots.axes": "what figures have looked at: test_figures",
    "plots.canvas": "what figures have looked at: test_figures",
    "plots.grid": "what figures have looked at: test_figures",
    "plots.colours": "what figures have looked at: test_figures",
    "plots.labelled.deepest_pixel": "what panels have been given: test_plots",
    "plots.sheets.Drawing": "made by the figures: test_figures",
    "plots.sheets.Sheet": "made by plots.show",
    "overlays": "pictures and regions that others have looked at: test_overlays",
    "teach.Namer": "what `Teacher` has looked at: test_teach",
    "teach.describe": "regions that `Teacher` has cut: test_teach",
    "teaching": "pictures and clicks of a person's own: test_teaching",
    "teach.look_round": "a picture that `Teacher` has looked at: test_teach",
    "teach.scaled": "regions that `describe` has described: test_teach",
    "widgets.Control": "made by widgets.control",
    "widgets.Field": "made by widgets.draw",
    "widgets.Saving": "made by widgets.save",
    "widgets.Teaching": "made by widgets.teach",
    "archives": "files that were tampered with: test_archives",
    "album": "folders from a command line: test_album",
    "gallery": "results of the course's own: test_album",
    "analyze": "pictures from a command line: test_analyze",
    "folders": "pictures from a command line: test_folders",
    "datasets.picture_files": "folders of one's own: test_datasets",
    "syllabus": "lessons of the course's own: test_syllabus",
    "preflight": "takes a folder from a command line: test_preflight",
}
