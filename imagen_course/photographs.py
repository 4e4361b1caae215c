"""A network that has seen a million photographs: EfficientNet-Lite0 [1]_ [2]_, its layers in our own words.

Its makers trained it on ImageNet [3]_, photographs of things of 1,000 kinds; the weights ship with the course, 8 bits each.
A stem, sixteen blocks in seven stages, a head, and one dense layer. A block is an inverted bottleneck: a convolution of one
pixel makes the maps six times as many, a depthwise one looks round in each of them, a third makes them few again; where a
block leaves size and number as they are, its input is added.

``images (n, h, w, 3)`` are RGB in [0, 1], of one size. A NumPy array is computed with in NumPy, and no framework is loaded:
0.04 s for a picture of 224 x 224. A tensor is computed with by Keras, on its own device, and differentiates: that is the way
for many pictures; on a GPU inside `arrays.compiled`, which slows it down on a CPU.

References
----------
.. [1] M. Tan and Q. Le, "EfficientNet: rethinking model scaling for convolutional neural networks", 2019, arXiv:1905.11946.
.. [2] R. Liu, "Higher accuracy on vision models with EfficientNet-Lite", TensorFlow blog, 2020.
.. [3] O. Russakovsky et al., "ImageNet large scale visual recognition challenge", 2015, doi:10.1007/s11263-015-0816-y.
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from imagen_course import files
from imagen_course.archives import read_arrays
from imagen_course.arrays import blocks, is_tensor, namespace, to_numpy
from imagen_course.checks import (
    check_array,
    check_batch,
    check_images,
    check_items,
    check_number,
    check_numbers,
    check_one_of,
    check_seed,
    check_sizes,
    check_whole,
)
from imagen_course.formulas import conv2d, softmax
from imagen_course.training import Layers, seeds

__all__ = [
    "DESCRIBED",
    "NOVEL",
    "STAGES",
    "Classification",
    "Stage",
    "class_map",
    "class_names",
    "classify",
    "describe",
    "embed",
    "first_stages",
    "maps",
    "novelty",
    "predict_proba",
    "prepare",
    "read",
    "weights",
]


class Stage(NamedTuple):
    """Blocks whose maps have one size.

    Attributes
    ----------
    n_blocks, kernel_size : int
    stride : int
        Of the depthwise convolution in the first block; 1 in the others.
    expansion : int
        How many times as many maps there are inside a block.
    channels : int
        Maps at its end.

    Examples
    --------
    >>> STAGES[3].channels
    80
    """

    n_blocks: int
    kernel_size: int
    stride: int
    expansion: int
    channels: int


STAGES = (
    Stage(1, 3, 1, 1, 16),  # maps of half the picture's height and width: the stem has halved them
    Stage(2, 3, 2, 6, 24),  # a quarter
    Stage(2, 5, 2, 6, 40),  # an eighth
    Stage(3, 3, 2, 6, 80),  # a sixteenth
    Stage(3, 5, 1, 6, 112),
    Stage(4, 5, 2, 6, 192),  # a thirty-second
    Stage(1, 3, 1, 6, 320),
)
DESCRIBED = (3, 4, 5, 6)
"""The stages whose maps `describe` takes the means of."""

NOVEL = 0.16
"""The `novelty` above which a picture is unlike a photograph: 5 % of photographs lie above it."""

_SIDE = 224  # pixels of the pictures it learned from


class Classification(NamedTuple):
    """What is on a picture.

    Attributes
    ----------
    known : bool
        Whether the picture is like the photographs the network learned from; if not, the names mean little.
    names : list of str
        The most probable first.
    probabilities : list of float
    novelty : float
        Of the picture, as `novelty` computes it.

    Examples
    --------
    >>> Classification(True, ["tabby", "tiger cat"], [0.6, 0.2], 0.09).names[0]
    'tabby'
    """

    known: bool
    names: list
    probabilities: list
    novelty: float


def class_names():
    """Return the names of the 1,000 classes in order, those of WordNet.

    Returns
    -------
    tuple of str

    Examples
    --------
    >>> class_names()[281:286]
    ('tabby', 'tiger cat', 'Persian cat', 'Siamese cat', 'Egyptian cat')
    """
    return _network().names


def prepare(images):
    """Take the largest square about the centre of pictures, and resize it to 224 pixels a side, as the network learned.

    Of six ways, a whole picture squeezed or only made smaller among them, this named as many of 210 photographs as any.

    Parameters
    ----------
    images : array_like or tensor, shape (h, w, c) or (n, h, w, c)
        One picture or many of one size: grey (c = 1) or RGB, floating point in [0, 1].

    Returns
    -------
    numpy.ndarray, shape (n, 224, 224, 3)
        float32 in [0, 1].

    Raises
    ------
    TypeError, ValueError
        If ``images`` are no such pictures.

    Examples
    --------
    >>> prepare(np.zeros((300, 451, 3))).shape
    (1, 224, 224, 3)
    """
    from PIL import Image, ImageOps

    images, _ = check_batch(images, channels=(1, 3), least=1)
    pixels = np.rint(255 * np.broadcast_to(to_numpy(images), (*images.shape[:3], 3))).astype("uint8")
    return np.stack([ImageOps.fit(Image.fromarray(picture), (_SIDE, _SIDE)) for picture in pixels]).astype("float32") / 255


def classify(images, *, n_names=5):
    """Say what is on pictures of any size, or that they are unlike any photograph.

    The probabilities are calibrated as they are: of 140 photographs whose names a person judged, no temperature made them
    fit better than 1 did.

    Parameters
    ----------
    images : array_like or tensor, shape (h, w, c) or (n, h, w, c)
        One picture or many of one size: grey (c = 1) or RGB, floating point in [0, 1].
    n_names : int
        How many names are given for each.

    Returns
    -------
    Classification or list of Classification
        One for one picture, a list for many.

    Raises
    ------
    TypeError, ValueError
        If ``images`` are no such pictures, or ``n_names`` is no whole number from 1.

    Examples
    --------
    >>> from imagen_course.datasets import photograph
    >>> found = classify(photograph("coffee"))
    >>> found.known, found.names[0]
    (True, 'espresso')
    >>> classify(np.zeros((64, 64, 3))).known
    False
    """
    check_whole(n_names=n_names)
    vectors, strange = _by_blocks(prepare(images), lambda result: [_mean(result.ends[-1]), result.novelty])
    found = []
    for probabilities, value in zip(_probabilities(vectors), strange.tolist(), strict=True):
        best = np.argsort(-probabilities, kind="stable")[:n_names]
        names = [class_names()[i] for i in best]
        found.append(Classification(value <= NOVEL, names, probabilities[best].tolist(), value))
    return found if np.ndim(images) == 4 else found[0]


def predict_proba(images):
    """Compute the probability of each of the 1,000 classes.

    Parameters
    ----------
    images : array_like or tensor, shape (n, h, w, 3)
        RGB, floating point in [0, 1], of any size; best as `prepare` makes them.

    Returns
    -------
    numpy.ndarray or tensor, shape (n, 1000)

    Raises
    ------
    TypeError, ValueError
        If ``images`` are no RGB pictures.

    Examples
    --------
    >>> predict_proba(np.zeros((1, 64, 64, 3), "float32")).shape
    (1, 1000)
    """
    return _probabilities(embed(images))


def embed(images):
    """Describe pictures as a whole, by the means of the last 1,280 maps.

    Parameters
    ----------
    images : array_like or tensor, shape (n, h, w, 3)
        RGB, floating point in [0, 1], of any size; best as `prepare` makes them.

    Returns
    -------
    numpy.ndarray or tensor, shape (n, 1280)

    Raises
    ------
    TypeError, ValueError
        If ``images`` are no RGB pictures.

    Examples
    --------
    >>> embed(np.zeros((1, 64, 64, 3), "float32")).shape
    (1, 1280)
    """
    return _by_blocks(images, lambda result: [_mean(result.ends[-1])])[0]


def describe(images):
    """Describe pictures by the means of the maps at the ends of the stages `DESCRIBED`, and by `embed`, in one pass.

    The first say what a picture looks like (sharp, grainy, drawn), the last what is on it; a classifier may read both.

    Parameters
    ----------
    images : array_like or tensor, shape (n, h, w, 3)
        RGB, floating point in [0, 1], of any size; best as `prepare` makes them.

    Returns
    -------
    numpy.ndarray or tensor, shape (n, 1704)

    Raises
    ------
    TypeError, ValueError
        If ``images`` are no RGB pictures.

    Examples
    --------
    >>> describe(np.zeros((1, 64, 64, 3), "float32")).shape
    (1, 1704)
    """
    parts = _by_blocks(images, lambda result: [_mean(result.ends[stage - 1]) for stage in (*DESCRIBED, 0)])
    return namespace(parts[0]).concatenate(parts, axis=1)


def maps(images, *, stages=(2, 3, 5, 6)):
    """Compute the feature maps at the ends of some stages: what each place of a picture looks like, ever more in context.

    Parameters
    ----------
    images : array_like or tensor, shape (n, h, w, 3)
        RGB, floating point in [0, 1], of any size.
    stages : tuple of int
        Of 1 to 8, in any order. `STAGES` says how many maps each of seven has; the eighth is the head, whose 1,280 `read`
        makes names of.

    Returns
    -------
    list of numpy.ndarray or tensor, shape (n, h', w', channels)
        For each of the stages. Height and width are halved at each stride of 2 and rounded up.

    Raises
    ------
    TypeError, ValueError
        If ``images`` are no RGB pictures, or there is no such stage.

    Examples
    --------
    >>> [of_stage.shape for of_stage in maps(np.zeros((1, 96, 64, 3), "float32"))]
    [(1, 24, 16, 24), (1, 12, 8, 40), (1, 6, 4, 112), (1, 3, 2, 192)]
    """
    for stage in check_sizes(stages, name="stages"):
        check_number(stage, f"[1, {len(STAGES) + 1}]", name="stages", whole=True)
    return _by_blocks(images, lambda result: [result.ends[stage - 1] for stage in stages])


def read(vectors):
    """Read names off what the head says, of a picture or of each place: the dense layer, and a softmax.

    Parameters
    ----------
    vectors : array_like or tensor, shape (..., 1280)
        Maps of stage 8, or their means, as `embed` gives them.

    Returns
    -------
    numpy.ndarray or tensor, shape (..., 1000)
        The probability of each class.

    Raises
    ------
    TypeError, ValueError
        If ``vectors`` are no numbers, or not 1,280 in a row.

    Examples
    --------
    >>> (head,) = maps(np.zeros((1, 96, 64, 3), "float32"), stages=(8,))
    >>> read(head).shape
    (1, 3, 2, 1000)
    """
    vectors = check_numbers(vectors, name="vectors")
    check_array(vectors, name="vectors", shape=(*["n"] * (vectors.ndim - 1), len(_network().layers[-1].kernel)))
    return _probabilities(vectors)


def class_map(image, name):
    """Say where in a picture a thing of a class is seen: a class activation map.

    The dense layer, which reads the mean of the last maps, reads them place by place instead.

    Parameters
    ----------
    image : array_like or tensor, shape (h, w, 3)
        RGB, floating point in [0, 1], of any size: a larger one is looked at more closely.
    name : str
        One of `class_names`.

    Returns
    -------
    numpy.ndarray or tensor, shape (h', w')
        The probability of the class at each place, a thirty-second of the picture's size.

    Raises
    ------
    TypeError, ValueError
        If ``image`` is no RGB picture, or no class has this name.

    References
    ----------
    .. [1] B. Zhou et al., "Learning deep features for discriminative localization", CVPR 2016, arXiv:1512.04150.

    Examples
    --------
    >>> class_map(np.zeros((224, 320, 3), "float32"), "espresso").shape
    (7, 10)
    """
    check_one_of(name, class_names(), name="name")
    images = check_array(image, name="image", kind="float", shape=("h", "w", 3))[None]
    (last,) = _by_blocks(images, lambda result: result.ends[-1:])
    return _probabilities(last)[0, ..., class_names().index(name)]


def novelty(images):
    """Say how unlike the photographs that the network learned from pictures are, by what batch normalisation knows of those.

    For each channel of a layer it keeps mean and deviation over all photographs. The mean of the channel over one picture
    lies so many deviations from there; squared and averaged over the channels of a layer, then the geometric mean over the
    layers of stages 3 to 5. No picture of another kind is needed, only photographs to say how much is much: `NOVEL`.

    Parameters
    ----------
    images : array_like or tensor, shape (n, h, w, 3)
        RGB, floating point in [0, 1]; as `prepare` makes them, for which the limit holds.

    Returns
    -------
    numpy.ndarray or tensor, shape (n,)
        In variances.

    Raises
    ------
    TypeError, ValueError
        If ``images`` are no RGB pictures.

    References
    ----------
    .. [1] S. Ioffe and C. Szegedy, "Batch normalization", 2015, arXiv:1502.03167.

    Examples
    --------
    >>> bool(novelty(np.random.default_rng(0).random((1, 224, 224, 3), "float32"))[0] > NOVEL)
    True
    """
    return _by_blocks(images, lambda result: [result.novelty])[0]


def weights(stage):
    """Return the weights of a stage, in the order in which a Keras model of the same layers takes them.

    A block is typed as a convolution of one pixel (not in stage 1), a depthwise one, and a convolution of one pixel, each of
    the first two followed by ``ReLU(6)``; stage 8, the head, as a convolution of one pixel and ``ReLU(6)``.

    Parameters
    ----------
    stage : int
        Of 1 to 8, as in `maps`.

    Returns
    -------
    list of numpy.ndarray
        Kernel and bias of each layer, float32; a depthwise kernel is (kh, kw, c, 1).

    Raises
    ------
    TypeError, ValueError
        If there is no such stage.

    Examples
    --------
    >>> [array.shape for array in weights(8)]
    [(1, 1, 320, 1280), (1280,)]
    """
    check_number(stage, f"[1, {len(STAGES) + 1}]", name="stage", whole=True)
    sizes = [1, *(each.n_blocks * (2 if each.expansion == 1 else 3) for each in STAGES), 1]
    start = sum(sizes[:stage])
    layers = _network().layers[start : start + sizes[stage]]
    return [array.copy() for layer in layers for array in (_for_keras(layer.kernel), layer.bias)]


def first_stages(places=("stem", "1", "2", "3"), *, seed=None):
    """Make the first stages as a network of Keras that gives maps, for many gradients; or one that learned nothing.

    Parameters
    ----------
    places : tuple of str
        Where maps are taken, from the front to the back: "stem"; "3", the end of a stage, or "3.0", the wide maps in a block
        of it, behind the depthwise convolution: those are at least 0, and at most 6. Nothing behind the last is built.
    seed : int, optional
        Of random weights instead of those learned, of He et al. [1]_, so that numbers neither grow nor shrink on their way.

    Returns
    -------
    keras.Model
        From pictures (n, h, w, 3), RGB in [0, 1], to a list of maps, or to the maps of the one place. It does not learn.

    Raises
    ------
    TypeError, ValueError
        If there is no such place.

    References
    ----------
    .. [1] K. He, X. Zhang, S. Ren and J. Sun, "Delving deep into rectifiers", ICCV 2015, arXiv:1502.01852.

    Examples
    --------
    >>> [maps.shape[-1] for maps in first_stages(("stem", "2.0", "3")).outputs]           # doctest: +SKIP
    [32, 96, 40]
    """
    check_items(places, str, name="places", least=1)
    known = ["stem"]
    for number, stage in enumerate(STAGES, 1):
        known += [*(f"{number}.{i}" for i in range(stage.n_blocks)), f"{number}"]
    last = max(known.index(check_one_of(place, known, name="places")) for place in places)
    made = Layers(seeds(0 if seed is None else check_seed(seed)))
    images, found = made.keras.Input((None, None, 3)), {}
    for place, maps in zip(known[: last + 1], _typed(made, images), strict=False):
        found[place] = maps
    model = made.keras.Model(images, [found[place] for place in places])
    if seed is None:
        arrays = [array for layer in _network().layers[:-1] for array in (_for_keras(layer.kernel), layer.bias)]
        model.set_weights(arrays[: len(model.weights)])
    model.trainable = False
    return model


def _typed(made, images):
    """Type the network in Keras, and give its maps one after the other: of the stem, of each block, of each stage."""
    layers = made.keras.layers

    def convolved(x, channels=None, size=1, stride=1, *, scale=2.0):
        """A convolution, depthwise where no number of channels is given; ``scale`` makes up for what ReLU halves."""
        fan = x.shape[-1] if channels is None else 1  # Keras counts all channels in, of which a depthwise kernel sees one
        start = made.initializer(scale * fan, "fan_in", "untruncated_normal")
        options = {"strides": stride, "padding": "same"}
        if channels is None:
            return layers.DepthwiseConv2D(size, depthwise_initializer=start, **options)(x)
        return layers.Conv2D(channels, size, kernel_initializer=start, **options)(x)

    x = convolved(layers.Rescaling(255 / 128, -127 / 128)(images), 32, 3, 2)
    yield (x := layers.ReLU(6.0)(x))
    for stage in STAGES:
        for i in range(stage.n_blocks):
            wide = x if stage.expansion == 1 else layers.ReLU(6.0)(convolved(x, stage.expansion * x.shape[-1]))
            deep = layers.ReLU(6.0)(convolved(wide, None, stage.kernel_size, stage.stride if i == 0 else 1))
            yield deep
            narrow = convolved(deep, stage.channels, scale=1.0)
            x = narrow if i == 0 else layers.Add()([x, narrow])
        yield x


class _Layer(NamedTuple):
    """Kernel ``(kh, kw, c_in, c_out)`` and bias; in stages 3 to 5 also mean and deviation of the output on photographs."""

    kernel: np.ndarray
    bias: np.ndarray
    mean: np.ndarray | None
    deviation: np.ndarray | None


class _Network(NamedTuple):
    names: tuple
    layers: list


class _Result(NamedTuple):
    """The maps at the end of each stage and those of the head; how novel each picture is."""

    ends: list
    novelty: np.ndarray


@lru_cache
def _network():
    """Read the file that ships; the last layer is the dense one."""
    arrays = read_arrays(files.shipped("_data", "data") / "efficientnet_lite0.npz")
    layers = []
    for i in sorted(name[:2] for name in arrays if name.endswith("_kernel")):
        kernel = arrays[f"{i}_kernel"] * arrays[f"{i}_scale"]
        layers.append(_Layer(kernel, arrays[f"{i}_bias"], arrays.get(f"{i}_mean"), arrays.get(f"{i}_deviation")))
    return _Network(tuple(arrays["names"].tolist()), layers)


def _by_blocks(images, take):
    """Return the arrays that ``take`` makes of a result; in NumPy of a few pictures at a time, so that memory stays flat."""
    if is_tensor(images):  # its values are not looked at: that would wait for its device, and cannot be compiled
        images = check_array(images, name="images", kind="float", shape=("n", "h", "w", 3), least=1)
        return take(_forward(namespace(images).cast(images, "float32")))
    images = check_images(images, channels=3, least=1)
    parts = [take(_forward(images[some].astype("float32"))) for some in blocks(images)]
    return [np.concatenate(column) for column in zip(*parts, strict=True)]


def _forward(images):
    layers, distances = iter(_network().layers), []

    def convolve(maps, stride=1):
        layer = next(layers)
        maps = _convolve(maps, layer, stride)
        if layer.mean is not None:
            distances.append(_mean(((_mean(maps) - layer.mean) / layer.deviation) ** 2, axis=1))
        return maps

    maps, ends = _relu6(convolve((255 * images - 127) / 128, stride=2)), []
    for stage in STAGES:
        for i in range(stage.n_blocks):
            stride = stage.stride if i == 0 else 1
            wide = maps if stage.expansion == 1 else _relu6(convolve(maps))
            narrow = convolve(_relu6(convolve(wide, stride)))
            maps = narrow if i == 0 else maps + narrow
        ends.append(maps)
    ends.append(_relu6(convolve(maps)))
    xp = namespace(maps)
    return _Result(ends, xp.exp(xp.mean(xp.log(xp.stack(distances)), axis=0)))


def _convolve(maps, layer, stride):
    """Convolve with padding of the kind "same"; a kernel of one input channel looks at each channel by itself."""
    depthwise = layer.kernel.shape[2] == 1
    if not is_tensor(maps):
        groups = maps.shape[-1] if depthwise else 1
        return conv2d(maps, layer.kernel, bias=layer.bias, stride=stride, padding="same", groups=groups)
    ops = namespace(maps)
    if depthwise:
        return ops.depthwise_conv(maps, _for_keras(layer.kernel), stride, "same") + layer.bias
    return ops.conv(maps, layer.kernel, stride, "same") + layer.bias


def _for_keras(kernel):
    """A kernel of one input channel is depthwise, and Keras has the channels before their number of results."""
    return kernel.transpose(0, 1, 3, 2) if kernel.shape[2] == 1 else kernel


def _probabilities(vectors):
    dense = _network().layers[-1]
    return softmax(namespace(vectors).matmul(vectors, dense.kernel) + dense.bias)


def _relu6(maps):
    return namespace(maps).clip(maps, 0.0, 6.0)


def _mean(values, axis=(1, 2)):
    return namespace(values).mean(values, axis=axis)
