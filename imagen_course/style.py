"""A picture in another hand: style as statistics of feature maps that forget places, and pictures made to have them.

*Features* are a function from pictures ``images (n, h, w, 3)``, a tensor, to a list of maps ``(n, h', w', c)``: a network of
Keras with several outputs or one, such as `imagen_course.photographs.first_stages` makes. A *Gram matrix* says of two maps
how much they are high at the same places, and not where. Two ways lead to a picture that keeps the content of one and has
the Gram matrices of another: `redraw` changes its pixels, step by step; a `fast_network` learns to do it in one pass.

Distances are shares: 0 where nothing is left to do, near 1 for maps that have nothing to do with what is wanted.
"""

import numpy as np

from imagen_course.arrays import gradient, is_tensor, load_keras, namespace, to_numpy
from imagen_course.checks import (
    check_array,
    check_callable,
    check_images,
    check_items,
    check_lengths,
    check_number,
    check_seed,
    check_type,
    check_whole,
)
from imagen_course.formulas import instance_normalisation
from imagen_course.training import Layers, seeds

__all__ = [
    "content_distance",
    "fast_network",
    "gram",
    "gram_matrices",
    "match_statistics",
    "perceptual_loss",
    "redraw",
    "style_distance",
]


# Style as numbers.


def gram(maps):
    """Multiply each map with each, and take the mean over all places: which maps are high together.

    ``result[n, a, b] = mean over r, c of maps[n, r, c, a] * maps[n, r, c, b]``

    Parameters
    ----------
    maps : array_like or tensor, shape (n, h, w, c)

    Returns
    -------
    numpy.ndarray or tensor, shape (n, c, c)
        Symmetric. No place counts more than another: shuffle them, and it stays.

    Raises
    ------
    TypeError, ValueError
        If ``maps`` are no maps.

    References
    ----------
    .. [1] L. A. Gatys, A. S. Ecker and M. Bethge, "A neural algorithm of artistic style", 2015, arXiv:1508.06576.

    Examples
    --------
    >>> maps = np.array([[[1.0, 0.0], [1.0, 2.0]]])          # 1 x 2 places, 2 maps
    >>> gram(maps[None])[0].tolist()
    [[1.0, 1.0], [1.0, 2.0]]
    """
    return _gram(check_array(maps, name="maps", kind="float", shape=("n", "h", "w", "c"), least=1))


def _gram(maps):
    xp, (*_, h, w, c) = namespace(maps), maps.shape
    places = xp.reshape(maps, (-1, h * w, c))
    return xp.matmul(xp.transpose(places, (0, 2, 1)), places) / (h * w)


def gram_matrices(features, images):
    """Describe the style that pictures have in common: the mean of their Gram matrices, for each of the maps.

    Parameters
    ----------
    features : callable
        From a tensor of pictures to a list of maps.
    images : array_like, shape (n, h, w, 3)
        Floating point in [0, 1]; one picture, or many by one hand.

    Returns
    -------
    list of numpy.ndarray, shape (c, c)

    Raises
    ------
    TypeError, ValueError
        If an argument is not what it should be.

    Examples
    --------
    >>> images = np.ones((2, 4, 4, 3), "float32")
    >>> gram_matrices(lambda images: [images], images)[0].shape       # doctest: +SKIP
    (3, 3)
    """
    return [to_numpy(_gram(each)).mean(axis=0) for each in _maps(features, check_images(images, channels=3, least=1))]


def style_distance(maps, grams):
    """Say how far the Gram matrices of maps are from others: the squared difference, as a share of the others' squares.

    Parameters
    ----------
    maps : list of array_like or tensor, shape (n, h, w, c)
    grams : list of array_like, shape (c, c)
        One for each of the maps, as `gram_matrices` makes them.

    Returns
    -------
    numpy.ndarray or tensor, shape (n,)
        The mean over the maps; 0 for the same style.

    Raises
    ------
    TypeError, ValueError
        If an argument is not what it should be, or there are not as many matrices as maps.

    References
    ----------
    .. [1] L. A. Gatys, A. S. Ecker and M. Bethge, "A neural algorithm of artistic style", 2015, arXiv:1508.06576.

    Examples
    --------
    >>> maps = np.array([[[[1.0, 0.0], [1.0, 2.0]]]])
    >>> style_distance([maps], [gram(maps)[0]]), style_distance([maps], [np.eye(2)])
    (array([0.]), array([1.5]))
    """
    found = [_gram(each) for each in _checked(maps, "maps")]
    wanted = _fitting(grams, [each.shape[1:] for each in found], "grams")
    return _mean_share(found, [each[None] for each in wanted], wanted)


def content_distance(maps, others):
    """Say how far maps are from others, place by place: the squared difference, as a share of the others' variance.

    Parameters
    ----------
    maps, others : list of array_like or tensor, shape (n, h, w, c)

    Returns
    -------
    numpy.ndarray or tensor, shape (n,)
        The mean over the maps; 0 for the same, 1 if each map were its own mean everywhere.

    Raises
    ------
    TypeError, ValueError
        If an argument is not what it should be, or the shapes are unlike.

    References
    ----------
    .. [1] J. Johnson, A. Alahi and L. Fei-Fei, "Perceptual losses for real-time style transfer and super-resolution", 2016,
       arXiv:1603.08155.

    Examples
    --------
    >>> maps = np.array([0.0, 2.0]).reshape(1, 1, 2, 1)
    >>> content_distance([maps], [maps]), content_distance([maps.mean(keepdims=True) + 0 * maps], [maps])
    (array([0.]), array([1.]))
    """
    found = _checked(maps, "maps")
    return _content_distance(found, _fitting(others, [each.shape for each in found], "others"))


def _content_distance(maps, others):
    xp = namespace(*others)
    return _mean_share(maps, others, [each - xp.mean(each, axis=(1, 2), keepdims=True) for each in others])


def _mean_share(found, wanted, whole):
    """The mean over arrays of what the squared difference is of the squares of the whole."""
    xp = namespace(*found, *wanted)
    differences = map(xp.subtract, found, wanted)
    shares = [_squares(xp, a) / (_squares(xp, b) + 1e-12) for a, b in zip(differences, whole, strict=True)]
    return sum(shares) / len(shares)


def _squares(xp, array):
    """The sum of the squares of each picture's numbers; of a matrix that all share, one sum."""
    axes = tuple(range(len(array.shape) > 2, len(array.shape)))
    return xp.sum(array**2, axis=axes)


def match_statistics(images, others):
    """Give each channel the mean and the standard deviation that it has in another picture: colours and contrast alone.

    Of feature maps this is adaptive instance normalisation [1]_.

    Parameters
    ----------
    images, others : array_like or tensor, shape (n, h, w, c)
        As many of the others, or one for all; height and width may differ.

    Returns
    -------
    numpy.ndarray or tensor, shape (n, h, w, c)
        Pictures may leave [0, 1].

    Raises
    ------
    TypeError, ValueError
        If an argument is not what it should be, or the numbers of pictures or channels do not fit.

    References
    ----------
    .. [1] X. Huang and S. Belongie, "Arbitrary style transfer in real-time with adaptive instance normalization", ICCV 2017,
       arXiv:1703.06868.

    Examples
    --------
    >>> images, others = (np.array(row).reshape(1, 1, 2, 1) for row in ([0.0, 1.0], [0.6, 0.8]))
    >>> match_statistics(images, others).ravel().round(2)
    array([0.6, 0.8])
    """
    images, others = (
        check_array(each, name=name, kind="float", shape=("n", "h", "w", "c"), least=1)
        for name, each in (("images", images), ("others", others))
    )
    if others.shape[0] not in (1, images.shape[0]) or others.shape[-1] != images.shape[-1]:
        raise ValueError(
            f"others must be one picture or {images.shape[0]}, with {images.shape[-1]} channels, got shape "
            f"{tuple(others.shape)}: repeat or convert them"
        )
    xp = namespace(images, others)
    mean, deviation = (part(others, axis=(1, 2), keepdims=True) for part in (xp.mean, xp.std))
    return mean + deviation * instance_normalisation(images)


# Pictures that have a style.


def perceptual_loss(features, grams, *, style_weight=1.0, content_weight=1.0, smoothness=10.0):
    """Make the loss of a picture that keeps the content of one and has the style of others.

    The style distance of all maps, the content distance of the last, and the difference of neighbouring pixels, which keeps
    out noise that the maps do not see; each times its weight.

    Parameters
    ----------
    features : callable
        From a tensor of pictures to a list of maps, the deepest last.
    grams : list of array_like, shape (c, c)
        The style: see `gram_matrices`.
    style_weight, content_weight, smoothness : float
        From 0: how much the two distances count, and the mean squared difference of neighbouring pixels.

    Returns
    -------
    callable
        From the pictures whose content is kept, and pictures, both tensors (n, h, w, 3), to a tensor (n,): a loss for
        ``keras.Model.compile``.

    Raises
    ------
    TypeError, ValueError
        If an argument is not what it should be.

    References
    ----------
    .. [1] J. Johnson, A. Alahi and L. Fei-Fei, "Perceptual losses for real-time style transfer and super-resolution", 2016,
       arXiv:1603.08155.

    Examples
    --------
    >>> loss = perceptual_loss(network, gram_matrices(network, painting), style_weight=10.0)        # doctest: +SKIP
    >>> fast.compile("adam", loss)                                                                 # doctest: +SKIP
    """
    check_callable(features, name="features", hint="a network of Keras with several outputs is one")
    check_items(grams, object, name="grams", least=1)
    grams = [to_numpy(check_array(each, name="grams", kind="float", shape=("c", "c"))).astype("float32") for each in grams]
    weights = {"style_weight": style_weight, "content_weight": content_weight, "smoothness": smoothness}
    for name, weight in weights.items():
        check_number(weight, "[0, inf)", name=name)

    def loss(contents, images):
        found, kept = _listed(features(images)), _listed(features(contents))[-1]
        apart = _mean_share([_gram(each) for each in found], [each[None] for each in grams], grams)
        moved = _content_distance(found[-1:], [kept])
        return style_weight * apart + content_weight * moved + smoothness * _roughness(images)

    return loss


def _roughness(images):
    """The mean squared difference of neighbouring pixels."""
    ops = namespace(images)
    down, right = images[:, 1:] - images[:, :-1], images[:, :, 1:] - images[:, :, :-1]
    return ops.mean(down**2, axis=(1, 2, 3)) + ops.mean(right**2, axis=(1, 2, 3))


def redraw(loss, contents, *, steps=100, learning_rate=0.05, start=None):
    """Change pictures step by step until a loss is low: gradient descent on their pixels [1]_, by Adam [2]_.

    Parameters
    ----------
    loss : callable
        As `perceptual_loss` makes it: from contents and pictures to one number each.
    contents : array_like, shape (n, h, w, 3)
        Floating point in [0, 1].
    steps : int
    learning_rate : float
        About how much a pixel may change in a step; in the last third, a third of it.
    start : array_like, shape (n, h, w, 3), optional
        Where the pictures begin; the contents if not given.

    Yields
    ------
    numpy.ndarray, shape (n, h, w, 3)
        After each step; float32 in [0, 1].

    Raises
    ------
    TypeError, ValueError
        If an argument is not what it should be.

    References
    ----------
    .. [1] L. A. Gatys, A. S. Ecker and M. Bethge, "A neural algorithm of artistic style", 2015, arXiv:1508.06576.
    .. [2] D. P. Kingma and J. Ba, "Adam: a method for stochastic optimization", 2014, arXiv:1412.6980.

    Examples
    --------
    >>> *_, last = redraw(loss, photograph[None], steps=100)          # doctest: +SKIP
    """
    check_callable(loss, name="loss", hint="as perceptual_loss makes it")
    contents = to_numpy(check_images(contents, name="contents", channels=3, least=1)).astype("float32")
    images = contents
    if start is not None:
        images = to_numpy(check_images(start, name="start", shape=contents.shape)).astype("float32")
    check_whole(steps=steps)
    check_number(learning_rate, "(0, inf)", name="learning_rate", hint="0.05 is usual")
    return _descent(loss, load_keras().ops.convert_to_tensor(contents), images, steps, learning_rate)


def _descent(loss, contents, images, steps, learning_rate):
    mean, square = np.zeros_like(images), np.zeros_like(images)
    for step in range(1, steps + 1):
        slope = gradient(lambda tensor: loss(contents, tensor), images)
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope**2
        rate = learning_rate * (1 if 3 * step <= 2 * steps else 1 / 3)
        change = mean / (1 - 0.9**step) / (np.sqrt(square / (1 - 0.99**step)) + 1e-12)
        images = np.clip(images - rate * change, 0, 1).astype("float32")
        yield images


def fast_network(*, width=16, blocks=2, keep_colours=False, seed=0):
    """Make a network from pictures to pictures that is to learn a style, or a translation: then one pass is enough.

    Two convolutions of stride 2 lead down, residual blocks follow, two enlargements lead up; each convolution but the last
    is followed by instance normalisation. What comes out is added to the picture, which is normalised, too.

    Parameters
    ----------
    width : int
        Maps at full size; twice and four times as many below.
    blocks : int
        Residual blocks.
    keep_colours : bool
        Whether what comes out is added to the picture as it is: for a translation, which needs its colours. For a style they
        are in the way, so the picture is normalised first, and its channels are mixed by weights that are learned.
    seed : int
        Of the first weights.

    Returns
    -------
    keras.Model
        For pictures (n, h, w, 3) in [0, 1] whose sides are multiples of 4; what comes out may leave [0, 1].

    Raises
    ------
    TypeError, ValueError
        If a number is out of range, or ``keep_colours`` no truth value.

    References
    ----------
    .. [1] J. Johnson, A. Alahi and L. Fei-Fei, "Perceptual losses for real-time style transfer and super-resolution", 2016,
       arXiv:1603.08155.
    .. [2] D. Ulyanov, A. Vedaldi and V. Lempitsky, "Instance normalization: the missing ingredient for fast stylization",
       2016, arXiv:1607.08022.

    Examples
    --------
    >>> fast_network(width=8).output_shape          # doctest: +SKIP
    (None, None, None, 3)
    """
    check_whole(width=width, blocks=blocks)
    check_type(keep_colours, bool, name="keep_colours")
    made = Layers(seeds(check_seed(seed)))
    keras, layers = made.keras, made.keras.layers

    def normalised(x, **options):
        return layers.GroupNormalization(groups=-1, epsilon=1e-5, **options)(x)

    def convolved(x, filters, size=3, stride=1):
        return layers.ReLU()(normalised(made.convolution(filters, size, strides=stride, scale=2.0, use_bias=False)(x)))

    images = keras.Input((None, None, 3))
    x = layers.Rescaling(2.0, -1.0)(images)
    for filters, size, stride in ((width, 5, 1), (2 * width, 3, 2), (4 * width, 3, 2)):
        x = convolved(x, filters, size, stride)
    for _ in range(blocks):
        x = layers.Add()([x, convolved(convolved(x, 4 * width), 4 * width)])
    for filters in (2 * width, width):
        x = convolved(layers.UpSampling2D()(x), filters)
    change = made.convolution(3, 5, scale=0.0)(x)
    if keep_colours:
        return keras.Model(images, layers.Add()([images, change]))
    start = {"kernel_initializer": keras.initializers.Identity(0.2), "bias_initializer": keras.initializers.Constant(0.5)}
    colours = layers.Dense(3, **start)(normalised(images, scale=False, center=False))
    return keras.Model(images, layers.Add()([colours, change]))


def _checked(maps, name):
    check_items(maps, object, name=name, least=1)
    return [check_array(each, name=name, kind="float", shape=("n", "h", "w", "c"), least=1) for each in maps]


def _fitting(arrays, shapes, name):
    check_lengths(maps=shapes, **{name: check_items(arrays, object, name=name)})
    return [
        check_array(each, name=name, kind="float", shape=tuple(shape)) for each, shape in zip(arrays, shapes, strict=True)
    ]


def _maps(features, images):
    check_callable(features, name="features", hint="a network of Keras with several outputs is one")
    found = _listed(features(load_keras().ops.convert_to_tensor(to_numpy(images).astype("float32"))))
    return check_items(found, object, name="what features gives", least=1)


def _listed(found):
    """Keras gives the one output of a network by itself."""
    return [found] if is_tensor(found) else found
