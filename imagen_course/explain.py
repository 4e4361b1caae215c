"""Why a network says what it says: how much each pixel, or each region, counts for its answer, by six methods.

A *score* is any function from pictures ``images (n, h, w, c)`` to one number each, ``(n,)``: `score_of` makes one of a
network and a class. A *gradient* is its derivative with respect to the pictures, of their shape: `gradient_of`. Some methods
ask for the one, some for the other. Each returns maps ``(n, h, w)``, high where a pixel speaks for the class. NumPy goes in
and comes out; networks are Keras's on any of its backends, those of `imagen_course.network`, or functions of tensors.

That a map looks right proves nothing: `agreement` compares it with the pixels that are the reason, where these are known,
and `with_random_weights` makes the network that has learned nothing, whose explanation must look different.
"""

import math
from copy import deepcopy
from typing import NamedTuple

import numpy as np
from PIL import Image

from imagen_course.arrays import blocks, gradient, load_keras, to_numpy
from imagen_course.checks import (
    check_array,
    check_callable,
    check_images,
    check_labels,
    check_number,
    check_numbers,
    check_one_of,
    check_seed,
    check_whole,
)

__all__ = [
    "Agreement",
    "agreement",
    "coalitions",
    "cut",
    "grad_cam",
    "gradient_of",
    "integrated_gradients",
    "occlusion",
    "saliency",
    "score_of",
    "shapley_values",
    "smooth_grad",
    "with_random_weights",
]

_MOST_REGIONS = 16  # 65,536 coalitions


# What is explained.


def score_of(network, label):
    """Make a score of a network: its output for a class, before the softmax.

    Parameters
    ----------
    network : keras.Model or imagen_course.network.Network or callable
        A function takes a tensor (n, h, w, c) and gives a tensor (n, classes), which is taken as it is.
    label : int
        The class, from 0.

    Returns
    -------
    callable
        From images (n, h, w, c) to a NumPy array (n,); they pass the network a few at a time.

    Raises
    ------
    TypeError, ValueError
        If there is no such class, or the network gives no row of numbers for each picture.

    Examples
    --------
    >>> from imagen_course.network import Dense, Flatten, Network
    >>> network = Network([Flatten(), Dense(12, 2, seed=0)])
    >>> score_of(network, 1)(np.zeros((3, 2, 2, 3), "float32"))
    array([0., 0., 0.], dtype=float32)
    """
    outputs, label = _outputs(network), check_number(label, "[0, inf)", name="label", whole=True)
    place = np.asarray if _is_ours(network) else load_keras().ops.convert_to_tensor

    def score(images):
        parts = (to_numpy(_of_class(outputs(place(images[some])), label)) for some in blocks(images))
        return np.concatenate([np.zeros(0, "float32"), *parts])

    return score


def gradient_of(network, label):
    """Make the gradient of a network's score: how fast the output for a class grows with each value of a picture.

    Parameters
    ----------
    network, label
        As for `score_of`.

    Returns
    -------
    callable
        From images (n, h, w, c) to a NumPy array of their shape.

    Raises
    ------
    TypeError, ValueError
        If there is no such class, or the network gives no row of numbers for each picture.

    Examples
    --------
    >>> from imagen_course.network import Dense, Flatten, Network
    >>> network = Network([Flatten(), Dense(12, 2, seed=0)])
    >>> gradient_of(network, 1)(np.zeros((3, 2, 2, 3), "float32")).shape
    (3, 2, 2, 3)
    """
    outputs, label = _outputs(network), check_number(label, "[0, inf)", name="label", whole=True)

    def of_ours(images):
        found = outputs(images)
        _of_class(found, label)
        return network.backward(np.broadcast_to(np.eye(found.shape[1], dtype=found.dtype)[label], found.shape))

    def of_tensors(images):
        return gradient(lambda tensor: _of_class(outputs(tensor), label), images)

    of_few = of_ours if _is_ours(network) else of_tensors

    def slope(images):
        return np.concatenate([np.zeros_like(images[:0]), *(of_few(images[some]) for some in blocks(images))])

    return slope


def _is_ours(network):
    """Whether a network is one of NumPy, which knows the way back itself."""
    return hasattr(network, "backward") and hasattr(network, "forward") and hasattr(network, "layers")


def _check_layers(network, name):
    if not (_is_ours(network) or hasattr(network, "get_weights")):
        raise TypeError(f"{name} must be a Keras model or a Network, got {network!r:.60}: a function has no layers")


def _outputs(network):
    """The function of pictures that a network is, without the softmax at its end."""
    if _is_ours(network):
        return network.forward
    last = getattr(network, "layers", [None])[-1]
    if getattr(getattr(last, "activation", None), "__name__", "") != "softmax":
        return check_callable(network, name="network", hint="a Keras model, a Network or a function of tensors")
    softmax, linear = last.activation, load_keras().activations.linear

    def outputs(images):
        last.activation = linear  # for this call; a model of the layers before is not to be had where they are shared
        try:
            return network(images)
        finally:
            last.activation = softmax

    return outputs


def _of_class(outputs, label):
    if len(outputs.shape) != 2 or outputs.shape[1] <= label:
        raise ValueError(f"label must be a class of the network, got {label}, and outputs of shape {tuple(outputs.shape)}")
    return outputs[:, label]


def cut(model, layer):
    """Cut a network in two behind a layer: what makes its maps, and what reads them.

    Parameters
    ----------
    model : keras.Model or imagen_course.network.Network
    layer : str or int
        The layer's name in Keras, or its place; from the end back where it is below 0.

    Returns
    -------
    features : callable
        From images (n, h, w, c) to maps (n, h', w', d).
    head : keras.Model or imagen_course.network.Network
        From such maps to the model's outputs: a network for `score_of` and `gradient_of`.

    Raises
    ------
    TypeError, ValueError
        If there is no such layer, nothing comes behind it, or a skip connection leads round it.

    Examples
    --------
    >>> from imagen_course.network import Conv2D, Dense, Flatten, Network, ReLU
    >>> features, head = cut(Network([Conv2D(1, 4, seed=0), ReLU(), Flatten(), Dense(16, 2, seed=1)]), 1)
    >>> features(np.zeros((1, 4, 4, 1), "float32")).shape, len(head.layers)
    ((1, 2, 2, 4), 2)
    """
    _check_layers(model, "model")
    n, names = len(model.layers), [getattr(each, "name", f"{i}") for i, each in enumerate(model.layers)]
    if isinstance(layer, str):
        layer = names.index(check_one_of(layer, names, name="layer"))
    place = check_number(layer, f"[{-n}, {n - 1}]", name="layer", whole=True) % n
    behind = 1 + check_number(place, f"[0, {n - 2}]", name="layer", whole=True, hint="something must come behind it")
    if _is_ours(model):
        return type(model)(model.layers[:behind]).forward, type(model)(model.layers[behind:])
    keras, maps = load_keras(), model.layers[behind - 1].output
    if isinstance(model, keras.Sequential):  # whose layers, once saved and loaded, know of calls that lead nowhere
        parts = (model.input_shape, model.layers[:behind]), (maps.shape, model.layers[behind:])
        return tuple(keras.Sequential([keras.Input(shape[1:]), *layers]) for shape, layers in parts)
    try:
        return keras.Model(model.inputs[0], maps), keras.Model(maps, model.outputs[0])
    except ValueError as error:
        raise ValueError(
            f"layer must be one that all goes through, got {layer}: a skip connection leads round it"
        ) from error


# Where a gradient is asked for.


def saliency(gradient, images):
    """Say how strongly each pixel moves the score: the size of the gradient, in the channel where it is largest.

    Parameters
    ----------
    gradient : callable
        As `gradient_of` makes it.
    images : array_like, shape (n, h, w, c)
        Floating point in [0, 1].

    Returns
    -------
    numpy.ndarray, shape (n, h, w)
        From 0: the sign is lost.

    Raises
    ------
    TypeError, ValueError
        If ``images`` are no pictures, or the gradient has a different shape.

    References
    ----------
    .. [1] K. Simonyan, A. Vedaldi and A. Zisserman, "Deep inside convolutional networks", 2013, arXiv:1312.6034.

    Examples
    --------
    >>> saliency(lambda images: images - 0.5, np.full((1, 2, 2, 3), 0.25)).tolist()
    [[[0.25, 0.25], [0.25, 0.25]]]
    """
    return np.abs(_slope(gradient, _pictures(images))).max(axis=-1)


def smooth_grad(gradient, images, *, n_samples=25, noise=0.1, seed=0):
    """Average the gradient over noisy copies of each picture, and take its size as `saliency` does.

    Parameters
    ----------
    gradient, images
        As for `saliency`.
    n_samples : int
        How many copies.
    noise : float
        Its standard deviation; pictures go from 0 to 1.
    seed : int

    Returns
    -------
    numpy.ndarray, shape (n, h, w)

    Raises
    ------
    TypeError, ValueError
        If an argument is not what it should be.

    References
    ----------
    .. [1] D. Smilkov et al., "SmoothGrad: removing noise by adding noise", 2017, arXiv:1706.03825.

    Examples
    --------
    >>> smooth_grad(lambda images: 2 + 0 * images, np.zeros((1, 2, 2, 3), "float32"))[0, 0].tolist()
    [2.0, 2.0]
    """
    images, random = _pictures(images), np.random.default_rng(check_seed(seed))
    check_whole(n_samples=n_samples)
    check_number(noise, "[0, 1]", name="noise", hint="0.1 is usual")
    total = np.zeros_like(images)
    for _ in range(n_samples):
        total += _slope(gradient, images + noise * random.standard_normal(images.shape, "float32"))
    return np.abs(total / n_samples).max(axis=-1)


def integrated_gradients(gradient, images, *, baseline=0.5, steps=50):
    """Add up the gradient along the straight way from a baseline to each picture, times what changes on that way.

    The values of a map add up to the score of the picture less that of the baseline: completeness.

    Parameters
    ----------
    gradient, images
        As for `saliency`.
    baseline : array_like
        Where the way begins, a picture that says nothing: a number, a colour (c,) or pictures, in [0, 1].
    steps : int
        Of the way; the gradient is taken in the middle of each.

    Returns
    -------
    numpy.ndarray, shape (n, h, w)
        Signed: below 0 where a pixel speaks against the class.

    Raises
    ------
    TypeError, ValueError
        If an argument is not what it should be.

    References
    ----------
    .. [1] M. Sundararajan, A. Taly and Q. Yan, "Axiomatic attribution for deep networks", ICML 2017, arXiv:1703.01365.

    Examples
    --------
    >>> maps = integrated_gradients(lambda images: 2 * images, np.ones((1, 1, 1, 3)), baseline=0.0)
    >>> maps.round(6).tolist()          # of the sum of squares, 3 at the picture and 0 at the baseline
    [[[3.0]]]
    """
    images = _pictures(images)
    check_whole(steps=steps)
    baseline = _filled(baseline, images, "baseline")
    way, total = images - baseline, np.zeros_like(images)
    for step in range(steps):
        total += _slope(gradient, baseline + (step + 0.5) / steps * way)
    return (way * total / steps).sum(axis=-1)


def grad_cam(features, gradient, images):
    """Weight the maps of a layer by how much the score grows with each, on average over its places; add them up.

    Parameters
    ----------
    features : callable
        From images (n, h, w, c) to maps (n, h', w', d); with the head, what `cut` makes.
    gradient : callable
        Of the score with respect to such maps: ``gradient_of(head, label)``.
    images : array_like, shape (n, h, w, c)
        Floating point in [0, 1].

    Returns
    -------
    numpy.ndarray, shape (n, h, w)
        From 0: what speaks against the class is cut off. Enlarged from (h', w') by linear interpolation.

    Raises
    ------
    TypeError, ValueError
        If an argument is not what it should be.

    References
    ----------
    .. [1] R. R. Selvaraju et al., "Grad-CAM: visual explanations from deep networks via gradient-based localization",
       ICCV 2017, arXiv:1610.02391.

    Examples
    --------
    >>> images = np.zeros((1, 4, 4, 1)); images[0, :2, :2] = 1
    >>> grad_cam(lambda images: images[:, ::2, ::2], np.ones_like, images)[0, 0].tolist()
    [1.0, 0.75, 0.25, 0.0]
    """
    images = _pictures(images)
    maps = to_numpy(check_callable(features, name="features")(images))
    maps = check_array(maps, name="what features gives", shape=(len(images), "rows", "columns", "maps"))
    weights = _slope(gradient, maps).mean(axis=(1, 2), keepdims=True)  # (n, 1, 1, d)
    found, (height, width) = np.maximum((weights * maps).sum(axis=-1), 0).astype("float32"), images.shape[1:3]
    enlarged = [np.asarray(Image.fromarray(one).resize((width, height), Image.Resampling.BILINEAR)) for one in found]
    return np.array(enlarged, "float32").reshape(images.shape[:3])


# Where the score alone is asked for.


def occlusion(score, images, *, size=8, stride=4, fill=0.5):
    """Hide a window of each picture, place by place, and say how far the score falls.

    Parameters
    ----------
    score : callable
        From images (n, h, w, c) to numbers (n,); it may be anything, and need not be differentiable.
    images : array_like, shape (n, h, w, c)
        Floating point in [0, 1].
    size, stride : int
        Side of the window, and from one place to the next, in pixels.
    fill : array_like
        What hides: a number, a colour (c,) or pictures, in [0, 1].

    Returns
    -------
    numpy.ndarray, shape (n, h, w)
        Of each pixel, the mean over the windows that hid it. Signed: below 0 where the score rises.

    Raises
    ------
    TypeError, ValueError
        If an argument is not what it should be.

    References
    ----------
    .. [1] M. D. Zeiler and R. Fergus, "Visualizing and understanding convolutional networks", 2013, arXiv:1311.2901.

    Examples
    --------
    >>> images = np.zeros((1, 4, 4, 1)); images[0, :2, :2] = 1
    >>> occlusion(lambda images: images.sum(axis=(1, 2, 3)), images, size=2, stride=2, fill=0.0)[0, 0].tolist()
    [4.0, 4.0, 0.0, 0.0]
    """
    images = _pictures(images)
    check_whole(size=size)
    check_number(stride, f"[1, {size}]", name="stride", whole=True, hint="or no window would hide the pixels between")
    fill, whole = _filled(fill, images, "fill"), _scores(score, images)
    total, times = np.zeros(images.shape[:3]), np.zeros(images.shape[1:3])
    for top in _starts(images.shape[1], size, stride):
        for left in _starts(images.shape[2], size, stride):
            window = slice(top, top + size), slice(left, left + size)
            hidden = images.copy()
            hidden[:, *window] = fill[:, *window]
            total[:, *window] += (whole - _scores(score, hidden))[:, None, None]
            times[window] += 1
    return (total / times).astype(images.dtype)


def coalitions(score, image, segments, *, fill=0.5):
    """Show a score every choice of a picture's regions, the others hidden: 2 to the power of their number.

    Parameters
    ----------
    score : callable
        As for `occlusion`.
    image : array_like, shape (h, w, c)
        Floating point in [0, 1].
    segments : array_like of int, shape (h, w)
        The region of each pixel, numbered from 0 without a gap; 16 at the most, and a dozen takes 4,096 looks.
    fill : array_like
        What hides: a number, a colour (c,) or a picture, in [0, 1].

    Returns
    -------
    numpy.ndarray, shape (2, 2, ..., 2)
        The score, an axis a region: 0 where it is hidden, 1 where it is shown. What `shapley_values` takes.

    Raises
    ------
    TypeError, ValueError
        If an argument is not what it should be.

    Examples
    --------
    >>> image, segments = np.ones((2, 2, 1)), np.array([[0, 0], [0, 1]])
    >>> coalitions(lambda images: images.sum(axis=(1, 2, 3)), image, segments, fill=0.0).tolist()
    [[0.0, 1.0], [3.0, 4.0]]
    """
    image = check_array(image, name="image", shape=("h", "w", "c"))
    image = check_images(image[None], name="image")[0]
    segments = check_labels(segments, name="segments", shape=image.shape[:2], gapless=True, hint="as the image has")
    k = check_number(int(segments.max()) + 1, f"[1, {_MOST_REGIONS}]", name="the number of segments", whole=True)
    fill, shown = _filled(fill, image[None], "fill"), np.indices((2,) * k).reshape(k, -1).T == 1  # (2**k, k)
    values = [
        _scores(score, np.where(some[:, segments, None], image, fill)) for some in np.array_split(shown, 2**k // 256 + 1)
    ]
    return np.concatenate(values).reshape((2,) * k)


def shapley_values(values):
    """Share out fairly what some gain together: Shapley values of a cooperative game, computed exactly.

    The value of a member is what it adds to those who are there before it, averaged over all orders of coming. The values
    add up to what all gain less what none does; members who add the same get the same; one who never adds anything gets 0.

    Parameters
    ----------
    values : array_like, shape (2, 2, ..., 2)
        What each coalition gains, an axis a member, 1 where it is there; `coalitions` gives it, of regions.

    Returns
    -------
    numpy.ndarray, shape (k,)
        In order of the axes; ``shapley_values(values)[segments]`` is a map.

    Raises
    ------
    TypeError, ValueError
        If ``values`` are no numbers, or an axis has not two of them.

    References
    ----------
    .. [1] L. S. Shapley, "A value for n-person games", 1953, doi:10.1515/9781400881970-018.
    .. [2] S. M. Lundberg and S.-I. Lee, "A unified approach to interpreting model predictions", NIPS 2017, arXiv:1705.07874.

    Examples
    --------
    >>> shapley_values([[0, 1], [3, 6]]).tolist()          # together they gain 6, alone 3 and 1
    [4.0, 2.0]
    """
    values = to_numpy(check_numbers(values, name="values")).astype(float)
    k = values.ndim
    check_array(values, name="values", shape=(2,) * max(k, 1), hint="an axis for each member, hidden or there")
    before = np.indices((2,) * (k - 1)).sum(axis=0).ravel()  # how many came before, in each coalition
    orders = np.array([math.factorial(n) * math.factorial(k - 1 - n) / math.factorial(k) for n in range(k)])
    return np.array([orders[before] @ np.diff(values, axis=i).ravel() for i in range(k)])


# Is it true?


class Agreement(NamedTuple):
    """How far maps agree with the pixels that are the reason: three figures for each, in [0, 1], shape (n,).

    Attributes
    ----------
    mass : numpy.ndarray
        The share of a map's sum, of what is above 0, that lies on the reason.
    rank : numpy.ndarray
        Of the highest pixels, as many as the reason has, the share that lies on it.
    pointing : numpy.ndarray
        Whether the highest pixel lies on it: the share, where several are equal.

    Examples
    --------
    >>> Agreement(*np.ones((3, 1))).mass.tolist()
    [1.0]
    """

    mass: np.ndarray
    rank: np.ndarray
    pointing: np.ndarray


def agreement(maps, reasons):
    """Compare explanations with the pixels that are the reason, where these are known.

    A map that says nothing, equal everywhere or nowhere above 0, gets what chance would: the reason's share of the picture.

    Parameters
    ----------
    maps : array_like, shape (n, h, w)
    reasons : array_like of bool or int, shape (n, h, w)
        True, or not 0, on the reason; each needs a pixel.

    Returns
    -------
    Agreement

    Raises
    ------
    TypeError, ValueError
        If the shapes differ, or a reason has no pixel.

    References
    ----------
    .. [1] L. Arras, A. Osman and W. Samek, "CLEVR-XAI: a benchmark dataset for the ground truth evaluation of neural network
       explanations", Information Fusion 81, 2022, arXiv:2003.07258 (mass and rank).
    .. [2] J. Zhang et al., "Top-down neural attention by excitation backprop", 2016, arXiv:1608.00507 (the pointing game).

    Examples
    --------
    >>> found = agreement([[[3.0, 1.0, -9.0, 0.0]]], [[[1, 0, 0, 0]]])
    >>> [float(figure[0]) for figure in found]
    [0.75, 1.0, 1.0]
    """
    maps = to_numpy(check_numbers(maps, name="maps", shape=("n", "h", "w"))).astype(float)
    reasons = to_numpy(check_array(reasons, name="reasons", shape=maps.shape, hint="as the maps have"))
    check_array(reasons.astype(int) if reasons.dtype == bool else reasons, name="reasons", kind="whole")
    maps, reasons = maps.reshape(len(maps), -1), reasons.reshape(len(maps), -1) != 0
    sizes = check_numbers(reasons.sum(axis=1), name="pixels of reasons", within="[1, inf)")
    above = np.maximum(maps, 0)
    above = np.where(above.any(axis=1, keepdims=True), above, 1)
    mass = (above * reasons).sum(axis=1) / above.sum(axis=1)
    rank = [_hits(one, reason, size) for one, reason, size in zip(maps, reasons, sizes, strict=True)]
    pointing = [_hits(one, reason, 1) for one, reason in zip(maps, reasons, strict=True)]
    return Agreement(mass, np.array(rank), np.array(pointing))


def _hits(one, reason, size):
    """The share of the highest ``size`` pixels that lie on the reason; of equal ones at the limit, what is expected."""
    limit = np.partition(one, -size)[-size]
    surely, perhaps = one > limit, one == limit
    return ((surely & reason).sum() + (size - surely.sum()) * reason[perhaps].mean()) / size


def with_random_weights(network, *, seed=0, last=None):
    """Copy a network and shuffle the weights of each array among themselves: what it had learned is gone.

    Parameters
    ----------
    network : keras.Model or imagen_course.network.Network
    seed : int
    last : int, optional
        So many layers with weights, from the output back; all of them if not given.

    Returns
    -------
    keras.Model or imagen_course.network.Network

    Raises
    ------
    TypeError, ValueError
        If the network has no layers, or a number is out of range.

    References
    ----------
    .. [1] J. Adebayo et al., "Sanity checks for saliency maps", NeurIPS 2018, arXiv:1810.03292.

    Examples
    --------
    >>> from imagen_course.network import Dense, Network
    >>> network = Network([Dense(3, 2, seed=0)])
    >>> shuffled = with_random_weights(network, seed=1)
    >>> sorted(shuffled.parameters()["0 kernel"].ravel()) == sorted(network.parameters()["0 kernel"].ravel())
    True
    """
    random = np.random.default_rng(check_seed(seed))
    _check_layers(network, "network")
    if _is_ours(network):
        copy = deepcopy(network)
        arrays = [list(layer.parameters.values()) for layer in copy.layers]
    elif not hasattr(network, "get_weights"):
        raise TypeError(
            f"network must be a Keras model or a Network, got {network!r:.60}: a function has no weights to shuffle"
        )
    else:
        copy = load_keras().models.clone_model(network)
        copy.set_weights(network.get_weights())
        arrays = [layer.weights for layer in copy.layers]
    arrays = [some for some in arrays if some]
    last = len(arrays) if last is None else check_number(last, f"[1, {len(arrays)}]", name="last", whole=True)
    for array in (array for some in arrays[len(arrays) - last :] for array in some):
        shuffled = random.permutation(to_numpy(array).ravel()).reshape(array.shape)
        array.assign(shuffled) if hasattr(array, "assign") else np.copyto(array, shuffled)
    return copy


# What they share.


def _pictures(images):
    images = to_numpy(check_images(images))
    return images.astype(np.result_type(images, np.float32), copy=False)


def _slope(gradient, arrays):
    found = to_numpy(check_callable(gradient, name="gradient", hint="as explain.gradient_of makes it")(arrays))
    return check_array(found, name="what gradient gives", kind="float", shape=arrays.shape)


def _scores(score, images):
    found = to_numpy(check_callable(score, name="score", hint="as explain.score_of makes it")(images))
    return check_array(
        found, name="what score gives", kind="number", shape=(len(images),), hint="one number for each picture"
    )


def _filled(fill, images, name):
    fill = to_numpy(check_numbers(fill, name=name, within="[0, 1]"))
    try:
        return np.broadcast_to(fill, images.shape).astype(images.dtype)
    except ValueError:
        raise ValueError(
            f"{name} must be a number, a colour or pictures of shape {images.shape}, got {fill.shape}"
        ) from None


def _starts(length, size, stride):
    """Where windows begin, so that each pixel lies under one: the last is moved back to end at the edge."""
    return [*range(0, max(length - size, 0), stride), max(length - size, 0)]
