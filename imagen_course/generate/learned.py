"""What the generators that learn share: a training one can watch, stop and resume, and weights in one small file.

A step of training is fixed by the seed and its number, so that a training resumed from its checkpoint ends where it would
have ended. Networks are Keras's and run on whatever device its backend has; random numbers are NumPy's.
"""

import json
from contextlib import suppress
from functools import cache
from importlib import import_module

import numpy as np

from imagen_course.archives import read_arrays, write_arrays
from imagen_course.arrays import load_keras, to_numpy
from imagen_course.checks import (
    check_images,
    check_labels,
    check_number,
    check_numbers,
    check_one_of,
    check_sizes,
    check_text,
    check_whole,
)
from imagen_course.compress import quantise
from imagen_course.datasets import shipped_files

__all__ = ["Learned", "load"]

_MODULES = {
    "PCA": "pca",
    "VAE": "vae",
    "GAN": "gan",
    "Diffusion": "diffusion",
    "TextEncoder": "language",
    "TextToImage": "text_to_image",
    "NamesToDrawings": "names_to_drawings",
    "SuperResolution": "cascade",
    "Matcher": "matching",
}
_SCALE = "/scale"  # after the name of weights in whole numbers: the array of what a 1 is
_READING = ("TextToImage", "SuperResolution", "Matcher")


def load(name):
    """Load a trained generator, or another network of ``generate``, that ships with the course.

    Parameters
    ----------
    name : str
        Such as "pca_digits", "vae_scenes" or "gan_scenes".

    Returns
    -------
    Learned
        Of the class that the file was saved from. Keras is loaded if the class needs it. What reads captions does so by one
        text encoder that all share.

    Raises
    ------
    ValueError
        If none of that name ships; those that do are listed.

    Examples
    --------
    >>> load("pca_digits").sample(2).shape
    (2, 8, 8, 1)
    """
    files = shipped_files("")
    check_text(name, name="name")
    kind = _kind(files[name]) if name in files else None
    if kind is None:
        trained = [other for other, path in files.items() if _kind(path)]
        hint = "what else there is must be trained first, by tools/train_generators.py"
        raise ValueError(f"name must be one of {', '.join(trained)}, got {name!r}: {hint}")
    parts = {"encoder": _shipped_encoder()} if kind in _READING else {}
    return getattr(import_module(f"{__package__}.{_MODULES[kind]}"), kind).load(files[name], **parts)


@cache
def _shipped_encoder():
    """The one text encoder by which whatever ships reads."""
    return load("text_encoder")


def _kind(path):
    """Name the class that a file was saved from; None where it was saved from none of ours."""
    with suppress(ValueError):
        if "about" in (arrays := read_arrays(path)):
            return json.loads(str(arrays["about"]))["generator"]
    return None


class Learned:
    """A generator that learns: what `PCA`, `VAE`, `GAN`, `Diffusion` and `TextToImage` have in common.

    A subclass calls ``super().__init__`` with its settings, puts its Keras networks into ``networks`` and says how it learns
    (``training``) and draws (``sample``).

    Parameters
    ----------
    **settings
        The arguments of the subclass's constructor, kept with the weights.

    Examples
    --------
    >>> isinstance(load("pca_digits"), Learned)        # doctest: +SKIP
    True
    """

    def __init__(self, **settings):
        self.settings = settings
        self.networks = {}

    def fit(self, *data, **options):
        """Train to the end; ``training`` is the same, one step at a time.

        Parameters
        ----------
        *data, **options
            Of ``training``.

        Returns
        -------
        Learned
            Itself.
        """
        for _ in self.training(*data, **options):
            pass
        return self

    def save(self, path, *, bits=16):
        """Write settings and weights to one ``.npz`` file: whole, or not at all.

        Parameters
        ----------
        path : str or os.PathLike
            Its parent folder must exist.
        bits : {16, 8, 7, 6, 5, 4, 3, 2}
            Of a weight: float16; or whole numbers, with a scale for each unit that they lead to, and float16 where there is
            one weight for a unit, as in biases. A byte holds one, and zlib makes fewer bits shorter.

        Raises
        ------
        ValueError
            If a weight is not finite, or ``bits`` is another number.
        """
        check_one_of(bits, (16, *range(8, 1, -1)), name="bits")
        arrays = {name: array.astype("float16") for name, array in self._arrays().items()}
        for name, array in arrays.items():
            if not np.isfinite(array).all():
                raise ValueError(f"weights {name} are not finite in float16: the training has diverged, lower learning_rate")
        about = json.dumps({"generator": type(self).__name__, **self.settings})
        arrays |= _in_whole_numbers(self._arrays(), bits) if bits <= 8 else {}
        write_arrays(path, {"about": np.array(about), **arrays}, compressed=True)

    @classmethod
    def load(cls, path, **parts):
        """Read what ``save`` wrote.

        Parameters
        ----------
        path : str or os.PathLike
        **parts
            What the constructor takes and the file does not hold: the text encoder of what reads captions.

        Returns
        -------
        Learned
            Of this class.

        Raises
        ------
        FileNotFoundError
            If there is no such file.
        ValueError
            If the file is cut short, is none of ours, or holds another generator's weights.
        """
        try:
            arrays = read_arrays(path)
            about = json.loads(str(arrays.pop("about")))
            name = about.pop("generator")
        except (KeyError, ValueError) as error:
            raise ValueError(f"{path} is no whole file of weights: it may have been cut short, write it again") from error
        if name != cls.__name__:
            raise ValueError(f"{path} holds the weights of {name}, not of {cls.__name__}: load it with {name}.load")
        arrays = {name: arrays[name] * arrays.get(name + _SCALE, 1) for name in arrays if not name.endswith(_SCALE)}
        model = cls(**about, **parts)
        if {name: array.shape for name, array in arrays.items()} != {n: array.shape for n, array in model._arrays().items()}:
            hint = "it was changed or is of another version"
            raise ValueError(f"{path} holds weights of other shapes than its settings say: {hint}")
        for name, network in model.networks.items():
            network.set_weights([arrays[f"{name}/{i}"].astype("float32") for i in range(len(network.weights))])
        return model

    def _check(self, images, name="images"):
        """Return pictures as float32, if they are of the shape that the generator was made for."""
        shape, hint = ("n", *self.settings["shape"]), "the shape that the generator was made for"
        return np.asarray(check_images(images, name=name, shape=shape, least=1, hint=hint), np.float32)

    def _arrays(self):
        """Return every weight by its network's name and its number."""
        of_networks = {name: network.weights for name, network in self.networks.items()}
        return {f"{name}/{i}": to_numpy(weight) for name, weights in of_networks.items() for i, weight in enumerate(weights)}


def _in_whole_numbers(arrays, bits):
    """Round the weights of more than one axis to whole numbers, and keep beside them how much a 1 is for each unit."""
    rounded = {}
    for name, array in arrays.items():
        if array.ndim > 1:
            rounded[name], rounded[name + _SCALE] = quantise(array, bits)
    return rounded


class Decoding(Learned):
    """What `VAE` and `GAN` share: a network that draws pictures of latents; a subclass names it."""

    _drawn_by = "decoder"

    def decode(self, latents):
        """Draw the pictures of latents.

        Parameters
        ----------
        latents : array_like, shape (n, n_latents)

        Returns
        -------
        numpy.ndarray, shape (n, h, w, c)
            float32 in [0, 1].

        Raises
        ------
        ValueError
            If the latents are not of that shape.
        """
        latents = check_latents(latents, self.settings["n_latents"])
        return self.networks[self._drawn_by].predict(latents, batch_size=256, verbose=0)

    def sample(self, n, *, seed=0):
        """Draw pictures of latents from the standard normal distribution.

        Parameters
        ----------
        n : int
        seed : int

        Returns
        -------
        numpy.ndarray, shape (n, h, w, c)
            float32 in [0, 1].

        Raises
        ------
        TypeError, ValueError
            If a number is not whole or too small.
        """
        return self.decode(draw_noise(n, (self.settings["n_latents"],), seed))


def optimizer(learning_rate, steps, *, optimizer_class=None, **options):
    """Return Keras's Adam, or another optimizer, warmed up over a twentieth of the steps, then lowered to a hundredth."""
    check_number(learning_rate, "(0, inf)", name="learning_rate", hint="2e-3 is usual")
    keras = load_keras()
    schedule = keras.optimizers.schedules.CosineDecay(
        0.0,
        decay_steps=max(1, steps - steps // 20),
        alpha=0.01,
        warmup_target=learning_rate,
        warmup_steps=max(1, steps // 20),
    )
    return (optimizer_class or keras.optimizers.Adam)(schedule, **options)


def trainer(networks, losses, optimizer, **weights):
    """Return a Keras model whose ``train_on_batch(inputs)`` makes a step of every network, and returns the losses.

    ``losses(*inputs)`` returns numbers by name, which are added up, each times its weight, 1 if none is given.
    """
    keras = load_keras()

    class Trainer(keras.Model):
        def __init__(self):
            super().__init__()
            self.networks = list(networks)  # Keras looks for weights in attributes

        def call(self, inputs):
            return losses(*inputs)

        def compute_loss(self, x=None, y=None, y_pred=None, sample_weight=None, training=True):
            return sum(loss * weights.get(name, 1.0) for name, loss in y_pred.items())

        def compute_metrics(self, x, y, y_pred, sample_weight=None):
            return y_pred

    model = Trainer()
    model.compile(optimizer, jit_compile=False)  # as for `Denoising`: faster on two cores
    optimizer.build(model.trainable_variables)  # or a checkpoint would find nothing to put back
    return model


def draw_noise(n, shape, seed, *, numbers=None):
    """Return normal noise ``(n, *shape)``, of pictures 0, 1, ... or of ``numbers``; none depends on how many there are."""
    check_whole(n=n, seed=seed)
    randoms = (np.random.default_rng([seed, number]) for number in picture_numbers(numbers, n))
    return np.stack([random.standard_normal(shape, np.float32) for random in randoms])


def picture_numbers(numbers, n):
    """Return the numbers of n pictures, 0, 1, ... if none are given, or say what is wrong with them."""
    return range(n) if numbers is None else check_labels(numbers, name="numbers", shape=(n,), hint="one for each").tolist()


def check_shape(shape):
    """Return the shape ``(h, w, c)`` of pictures as a tuple, or say what is wrong with it."""
    return tuple(check_sizes(shape, name="shape", n=3, hint="height, width and channels; write shape=(32, 32, 3)"))


def check_latents(latents, d):
    """Return latents ``(n, d)`` as float32, or say what is wrong with them."""
    return check_numbers(latents, name="latents", shape=("n", d), least=1).astype(np.float32)


def batch(images, size, seed, step):
    """Return the rows of batch ``step``: every epoch goes through all rows, in an order of its own."""
    per_epoch = max(1, len(images) // size)
    order = np.random.default_rng([seed, step // per_epoch]).permutation(len(images))
    start = step % per_epoch * size
    return order[start : start + size]
