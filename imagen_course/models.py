"""The networks of both source texts, and deeper ones on one budget, as Keras models that train, stop, go on and are saved.

``build`` makes a network, ``train`` fits it and goes on where a killed training stopped, and ``PictureClassifier`` keeps it
in one file with the names of its classes. ``published`` lists the layers of four that made history. ``images (n, h, w, c)``
are float32 in [0, 1], ``labels (n,)`` int from 0, and a network gives probabilities ``(n, classes)``. Keras is loaded by the
first call that needs it.
"""

import json
import zipfile
import zlib
from functools import partial
from itertools import count

import numpy as np

from imagen_course import files
from imagen_course.arrays import load_keras
from imagen_course.checks import (
    check_images,
    check_items,
    check_labels,
    check_lengths,
    check_number,
    check_one_of,
    check_path,
    check_seed,
    check_sizes,
    check_whole,
)
from imagen_course.training import Checkpoints, Layers, batches, fit, seeds

__all__ = ["MODELS", "PUBLISHED", "PictureClassifier", "build", "epochs_done", "load", "published", "read_network", "train"]

MODELS = {
    "dense": "one hidden layer of 128 neurons: the network without convolutions",
    "text_000": "text 000's network for 28 x 28 digits: three convolutions, two pools, one hidden layer",
    "text_004": "text 004's network for 224 x 224 colour pictures: three convolutions, three pools, one wide hidden layer",
    "vgg": "pairs of 3 x 3 convolutions between pools (about 100,000 weights)",
    "residual": "pairs of convolutions that each add to their input (about 100,000 weights)",
    "densely_connected": "convolutions that each see all maps made before them (about 100,000 weights)",
}
PUBLISHED = {
    "AlexNet": "five convolutions and three dense layers, on two GPUs: some kernels read half of the channels",
    "VGG-16": "thirteen convolutions of 3 x 3 and three dense layers",
    "ResNet-50": "blocks of three convolutions, 1 x 1, 3 x 3, 1 x 1, each with a skip connection",
    "DenseNet-121": "blocks in which each pair of convolutions, 1 x 1 and 3 x 3, adds 32 maps to those it reads",
}
_NAMES = "class_names.json"  # the one member that Keras does not write
_LONGEST_NAMES = 2**20  # bytes of it


def build(name, input_shape, classes, *, seed=0, dropout=0.0):
    """Make one of the networks, its weights drawn and nothing learned yet.

    Parameters
    ----------
    name : str
        A key of ``MODELS``.
    input_shape : tuple of int
        ``(h, w, c)`` of the pictures.
    classes : int
        At least 2.
    seed : int
        Draws the weights, each layer's from a seed of its own. No global seed is touched.
    dropout : float
        Share in [0, 1) of what the last layer reads that is left out, anew in each step of a training [1]_.

    Returns
    -------
    keras.Model
        Not compiled; ends in a softmax, which computes in float32 under any precision policy.

    Raises
    ------
    TypeError, ValueError
        If there is no such network, the pictures are too small for it, or a number is out of range.

    Notes
    -----
    ``vgg`` follows Simonyan and Zisserman [2]_, ``residual`` He et al. [3]_ and ``densely_connected`` Huang et al. [4]_,
    each in three small stages with batch normalisation and global average pooling.

    References
    ----------
    .. [1] N. Srivastava et al., "Dropout: a simple way to prevent neural networks from overfitting", JMLR 15, 2014.
    .. [2] K. Simonyan and A. Zisserman, "Very deep convolutional networks for large-scale image recognition", ICLR 2015,
       arXiv:1409.1556.
    .. [3] K. He, X. Zhang, S. Ren and J. Sun, "Deep residual learning for image recognition", 2015, arXiv:1512.03385.
    .. [4] G. Huang, Z. Liu, L. van der Maaten and K. Q. Weinberger, "Densely connected convolutional networks", 2016,
       arXiv:1608.06993.

    Examples
    --------
    >>> build("text_000", (28, 28, 1), 10).count_params()        # doctest: +SKIP
    93322
    """
    check_one_of(name, MODELS, name="name")
    h, w, c = check_sizes(input_shape, name="input_shape", n=3, hint="height, width and channels")
    body, least = _BODIES[name]
    if min(h, w) < least:
        raise ValueError(f"{name!r} takes pictures of {least} x {least} or more, got {h} x {w}: enlarge them")
    classes = check_number(classes, "[2, inf)", name="classes", whole=True)
    check_number(dropout, "[0, 1)", name="dropout", hint="0.5 is usual")
    keras, layers = load_keras(), Layers(seeds(check_seed(seed)))
    pictures = keras.Input((h, w, c))
    x = body(layers, pictures)
    x = keras.layers.Dropout(dropout, seed=layers.seed())(x) if dropout else x
    return keras.Model(pictures, layers.dense(classes, "softmax", dtype="float32")(x), name=name)


def _dense(layers, x):
    return layers.dense(128, "relu")(layers.keras.layers.Flatten()(x))


def _text_000(layers, x):
    pool = layers.keras.layers.MaxPooling2D
    x = layers.convolution(32, padding="valid", activation="relu")(x)
    x = pool(2)(x)
    x = layers.convolution(64, padding="valid", activation="relu")(x)
    x = pool(2)(x)
    x = layers.convolution(64, padding="valid", activation="relu")(x)
    return layers.dense(64, "relu")(layers.keras.layers.Flatten()(x))


def _text_004(layers, x):
    for filters in (32, 64, 128):
        x = layers.convolution(filters, padding="valid", activation="relu")(x)
        x = layers.keras.layers.MaxPooling2D(2)(x)
    return layers.dense(512, "relu")(layers.keras.layers.Flatten()(x))


def _normalised(layers, x, filters, size=3, **options):
    """A convolution and batch normalisation, whose shift makes a bias idle."""
    x = layers.convolution(filters, size, use_bias=False, **options)(x)
    return layers.keras.layers.BatchNormalization(momentum=0.9)(x)


def _vgg(layers, x):
    for stage, filters in enumerate((20, 40, 72)):
        x = layers.keras.layers.MaxPooling2D(2)(x) if stage else x
        x = _vgg_block(layers, x, filters)
    return layers.keras.layers.GlobalAveragePooling2D()(x)


def _vgg_block(layers, x, filters):
    """Two convolutions of 3 x 3 see 5 x 5 pixels, with fewer weights than one of that size and a ReLU more."""
    for _ in range(2):
        x = layers.keras.layers.ReLU()(_normalised(layers, x, filters))
    return x


def _residual(layers, x):
    x = layers.keras.layers.ReLU()(_normalised(layers, x, 18))
    for filters, stride in ((18, 1), (36, 2), (72, 2)):
        x = _residual_block(layers, x, filters, stride)
    return layers.keras.layers.GlobalAveragePooling2D()(x)


def _residual_block(layers, x, filters, stride):
    """Learn what to add to the input; where the shape changes, a 1 x 1 convolution brings the input to the new one."""
    relu, shortcut = layers.keras.layers.ReLU, x
    if (stride, x.shape[-1]) != (1, filters):
        shortcut = _normalised(layers, x, filters, 1, strides=stride)
    x = relu()(_normalised(layers, x, filters, strides=stride))
    x = _normalised(layers, x, filters)
    return relu()(layers.keras.layers.Add()([x, shortcut]))


def _densely_connected(layers, x):
    relu = layers.keras.layers.ReLU
    x = relu()(_normalised(layers, x, 24))
    for stage in range(3):
        if stage:  # half the maps, on half the size
            x = relu()(_normalised(layers, x, x.shape[-1] // 2, 1))
            x = layers.keras.layers.AveragePooling2D(2)(x)
        x = _dense_block(layers, x)
    return layers.keras.layers.GlobalAveragePooling2D()(x)


def _dense_block(layers, x):
    """Each convolution reads all maps before it and adds 14 to them."""
    for _ in range(4):
        x = layers.keras.layers.Concatenate()([x, layers.keras.layers.ReLU()(_normalised(layers, x, 14))])
    return x


_BODIES = {  # by name: what comes before the last layer, and the fewest pixels a side that it takes
    "dense": (_dense, 1),
    "text_000": (_text_000, 18),
    "text_004": (_text_004, 22),
    "vgg": (_vgg, 4),
    "residual": (_residual, 1),
    "densely_connected": (_densely_connected, 4),
}


def published(name):
    """List the layers with weights of a network that was published for photographs of ImageNet, as they are counted.

    Parameters
    ----------
    name : str
        A key of ``PUBLISHED``.

    Returns
    -------
    list of tuple of int
        Of each layer the side of the maps it makes, the side of its kernel, the channels that a kernel reads, and those that
        the layer makes; a dense layer is a kernel with one place. Batch normalisation is left out.

    Raises
    ------
    TypeError, ValueError
        If there is no such network.

    References
    ----------
    .. [1] A. Krizhevsky, I. Sutskever and G. Hinton, "ImageNet classification with deep convolutional neural networks",
       NIPS 2012.
    .. [2] K. Simonyan and A. Zisserman, "Very deep convolutional networks for large-scale image recognition", ICLR 2015,
       arXiv:1409.1556.
    .. [3] K. He, X. Zhang, S. Ren and J. Sun, "Deep residual learning for image recognition", CVPR 2016, arXiv:1512.03385.
    .. [4] G. Huang, Z. Liu, L. van der Maaten and K. Q. Weinberger, "Densely connected convolutional networks", CVPR 2017,
       arXiv:1608.06993.

    Examples
    --------
    >>> layers = published("AlexNet")
    >>> layers[0], sum((size * size * c_in + 1) * c_out for _, size, c_in, c_out in layers)
    ((55, 11, 3, 96), 60965224)
    """
    check_one_of(name, PUBLISHED, name="name")
    return list(_PUBLISHED[name]())


def _alexnet():
    yield from [(55, 11, 3, 96), (27, 5, 48, 256), (13, 3, 256, 384), (13, 3, 192, 384), (13, 3, 192, 256)]
    yield from [(1, 6, 256, 4096), (1, 1, 4096, 4096), (1, 1, 4096, 1000)]


def _vgg_16():
    c_in = 3
    for side, width, times in [(224, 64, 2), (112, 128, 2), (56, 256, 3), (28, 512, 3), (14, 512, 3)]:
        for _ in range(times):
            yield side, 3, c_in, width
            c_in = width
    yield from [(1, 7, 512, 4096), (1, 1, 4096, 4096), (1, 1, 4096, 1000)]


def _resnet_50():
    yield 112, 7, 3, 64
    c_in = 64
    for side, width, times in [(56, 64, 3), (28, 128, 4), (14, 256, 6), (7, 512, 3)]:
        yield side, 1, c_in, 4 * width  # on the skip connection, where the shape changes
        for _ in range(times):
            yield from [(side, 1, c_in, width), (side, 3, width, width), (side, 1, width, 4 * width)]
            c_in = 4 * width
    yield 1, 1, c_in, 1000


def _densenet_121():
    yield 112, 7, 3, 64
    c_in = 64
    for side, times in [(56, 6), (28, 12), (14, 24), (7, 16)]:
        for _ in range(times):
            yield from [(side, 1, c_in, 128), (side, 3, 128, 32)]
            c_in += 32
        if side > 7:
            yield side, 1, c_in, c_in // 2
            c_in //= 2
    yield 1, 1, c_in, 1000


_PUBLISHED = {"AlexNet": _alexnet, "VGG-16": _vgg_16, "ResNet-50": _resnet_50, "DenseNet-121": _densenet_121}


def train(
    model,
    images,
    labels,
    *,
    validation=None,
    epochs=5,
    batch_size=32,
    learning_rate=1e-3,
    checkpoints=None,
    verbose=0,
    callbacks=(),
    seed=0,
):
    """Fit a network with Adam [1]_ and cross-entropy, and go on where an earlier call was stopped.

    Parameters
    ----------
    model : keras.Model
        Gives probabilities; is compiled here and changed in place.
    images : array_like, shape (n, h, w, c)
        Floating point in [0, 1].
    labels : array_like of int, shape (n,)
        From 0.
    validation : tuple of (images, labels), optional
        Judged after each epoch, never learned from.
    epochs, batch_size : int
        Passes over the pictures, those of an earlier call counted in, and pictures in a step.
    learning_rate : float or keras.optimizers.schedules.LearningRateSchedule
    checkpoints : str or os.PathLike, optional
        A folder where weights, optimizer and number of each finished epoch are kept, the last two. A call that finds them
        goes on from there, as if it had never been stopped: less than an epoch is lost, whenever the process is killed.
        They stay when the training is finished; remove the folder to begin anew.
    verbose : {0, 1, 2}
        Keras's: silent, a progress bar, a line for each epoch.
    callbacks : iterable of keras.callbacks.Callback
    seed : int
        Draws the order of the pictures, a new one each epoch. No global seed is touched.

    Returns
    -------
    dict of list
        ``"loss"`` and ``"accuracy"``, and ``"val_loss"`` and ``"val_accuracy"`` if there is ``validation``: one value for
        each epoch of this call.

    Raises
    ------
    TypeError, ValueError
        If pictures or labels do not fit the network or each other, a number is out of range, or the checkpoints are of
        another network.

    References
    ----------
    .. [1] D. P. Kingma and J. Ba, "Adam: a method for stochastic optimization", ICLR 2015, arXiv:1412.6980.

    Examples
    --------
    >>> images, labels = np.eye(16, dtype="float32").reshape(16, 4, 4, 1), np.arange(16) % 2
    >>> history = train(build("dense", (4, 4, 1), 2), images, labels, epochs=30, batch_size=4)        # doctest: +SKIP
    >>> history["accuracy"][-1]        # doctest: +SKIP
    1.0
    """
    images, labels = _check_pairs(model, images, labels)
    validation = validation and _check_pairs(model, *validation, name="validation ")
    check_whole(epochs=epochs, batch_size=batch_size, seed=seed)
    check_one_of(verbose, (0, 1, 2), name="verbose")
    if not hasattr(learning_rate, "get_config"):  # a schedule of Keras
        check_number(learning_rate, "(0, inf)", name="learning_rate", hint="0.001 is usual")
    keras = load_keras()
    model.compile(keras.optimizers.Adam(learning_rate), "sparse_categorical_crossentropy", metrics=["accuracy"])
    options = {"validation_data": validation, "validation_batch_size": batch_size, "verbose": verbose}
    options |= {"steps_per_epoch": -(-len(images) // batch_size), "checkpoints": checkpoints, "callbacks": callbacks}
    return fit(model, partial(_shuffled, images, labels, batch_size, seed), epochs=epochs, **options)


def _shuffled(images, labels, batch_size, seed, epoch):
    """Yield batches for ever, in an order that seed and epoch say, whenever the training began."""
    orders = (np.random.default_rng([seed, number]).permutation(len(images)) for number in count(epoch))
    for rows in batches(orders, batch_size):
        yield images[rows], labels[rows]


def epochs_done(checkpoints):
    """Count the finished epochs of a training from its checkpoints.

    Parameters
    ----------
    checkpoints : str or os.PathLike
        The folder that `train` was given; it need not exist.

    Returns
    -------
    int

    Examples
    --------
    >>> epochs_done("no such folder")
    0
    """
    return Checkpoints(check_path(checkpoints, name="checkpoints"), unit="epoch").done()


class PictureClassifier:
    """A network with the names of its classes: what is saved as one file and asked for labels.

    Parameters
    ----------
    model : keras.Model
        Takes pictures ``(n, h, w, c)`` and gives probabilities ``(n, classes)``.
    class_names : sequence of str
        One for each class.

    Attributes
    ----------
    model : keras.Model
    class_names : tuple of str

    Raises
    ------
    TypeError, ValueError
        If the names are no words, or there are more or fewer than the network has outputs.

    Examples
    --------
    >>> classifier = PictureClassifier(build("dense", (4, 4, 1), 2), ["cat", "dog"])        # doctest: +SKIP
    >>> classifier.predict_proba(np.zeros((3, 4, 4, 1))).shape        # doctest: +SKIP
    (3, 2)
    """

    def __init__(self, model, class_names):
        check_lengths(class_names=class_names, **{"outputs of the network": range(model.output_shape[-1])})
        self.model, self.class_names = model, tuple(map(str, check_items([*class_names], str, name="class_names")))

    def predict_proba(self, images):
        """Return the probability (n, classes) of each class, float32; a ValueError where the network gives other numbers."""
        images = _check_fit(self.model, images)
        if not len(images):
            return np.zeros((0, len(self.class_names)), "float32")
        found = np.asarray(self.model.predict(images, verbose=0), "float32")
        if not ((found >= 0).all() and np.allclose(found.sum(axis=-1), 1, atol=0.01)):  # NaN is neither
            raise ValueError(
                f"the network gives no probabilities, its outputs go from {found.min():.3g} to {found.max():.3g}: let it "
                "end in a softmax, one output for each class"
            )
        return found

    def predict(self, images):
        """Return the labels (n,), the most probable class of each picture; ``class_names[label]`` is its name."""
        return self.predict_proba(images).argmax(axis=-1)

    def save(self, path):
        """Write network and names as one ``.keras`` file, whole or not at all; what was there is replaced."""
        path = check_path(path)
        if path.suffix != ".keras":
            raise ValueError(f"path must end in .keras, got {path}")
        bare = type(self.model).from_config(self.model.get_config())  # without Adam's memory: a third of the size
        bare.set_weights(self.model.get_weights())
        with files.draft(path) as part:  # which has the ending that Keras insists on
            bare.save(part)
            with zipfile.ZipFile(part, "a") as archive:
                archive.writestr(_NAMES, json.dumps(self.class_names, ensure_ascii=False))


def load(path):
    """Load a classifier that `PictureClassifier.save` wrote.

    Parameters
    ----------
    path : str or os.PathLike

    Returns
    -------
    PictureClassifier

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If it is no such classifier, or not a whole one.

    Examples
    --------
    >>> load("mine.keras").predict(images)        # doctest: +SKIP
    """
    names = _names(check_path(path))
    if names is None:
        raise ValueError(f"{path} has no class names: write it with PictureClassifier.save")
    return _read(path, lambda model: PictureClassifier(model, names))


def read_network(path):
    """Read a network from a file, whether it has class names or not.

    Parameters
    ----------
    path : str or os.PathLike
        Written by `PictureClassifier.save` or by ``keras.Model.save``.

    Returns
    -------
    network : keras.Model
    class_names : list of str or None

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If it is no network of Keras, not a whole one, or brings code of its own.

    Examples
    --------
    >>> network, class_names = read_network("mine.keras")        # doctest: +SKIP
    """
    names = _names(check_path(path))
    return _read(path, lambda model: model), names


def _names(path):
    """The names of the classes that a file holds, None where it holds none."""
    try:
        with zipfile.ZipFile(path) as archive:
            if _NAMES not in archive.namelist():
                return None
            if archive.getinfo(_NAMES).file_size > _LONGEST_NAMES:  # what it says before anything is unpacked
                raise ValueError("its class names are too long")
            return check_items(json.loads(archive.read(_NAMES)), str, name="its class names")
    except (zipfile.BadZipFile, zlib.error, EOFError, TypeError, ValueError) as error:
        raise ValueError(f"{path} is no whole classifier that PictureClassifier.save wrote ({error})") from error


def _read(path, made):
    """Return what is made of the network in a file, or say that Keras cannot read it."""
    try:
        return made(load_keras().saving.load_model(path, compile=False))
    except Exception as error:  # Keras raises whatever a broken file makes it meet
        # Keras's own words for code in a file tell how to run it, which is the last thing to do.
        why = "it brings code of its own, which is not run" if "safe_mode" in str(error) else error
        raise ValueError(f"{path} cannot be read by Keras ({why}): train and save it again") from error


def _check_fit(model, images, name="", least=0):
    """Return the pictures as float32, if the network takes such pictures."""
    shape = [side or word for side, word in zip(model.input_shape, ("n", "height", "width", "channels"), strict=True)]
    hint = "the network takes such"
    return np.asarray(check_images(images, name=f"{name}images", shape=tuple(shape), least=least, hint=hint), "float32")


def _check_pairs(model, images, labels, name=""):
    images, hint = _check_fit(model, images, name, least=1), "one label for each picture, one output for each label"
    labels = check_labels(labels, name=f"{name}labels", shape=(len(images),), n_labels=model.output_shape[-1], hint=hint)
    return images, labels.astype("int32")
