"""How networks that name pixels or find centres are taught: the losses, and one loop for both."""

from itertools import count

import numpy as np

from imagen_course.arrays import load_keras, namespace
from imagen_course.checks import check_array, check_images, check_number, check_whole
from imagen_course.training import batches, run

__all__ = ["centre_loss", "focal_loss", "train"]

_SURE = 1e-4  # the heat is kept so far from 0 and 1, whose logarithm would be infinite


def focal_loss(truth, heat, *, alpha=2.0, beta=4.0):
    r"""Return the loss of a heat map, in which cells that are easy to get right count little.

    .. math:: -\sum_i \begin{cases} (1 - p_i)^\alpha \log p_i & y_i = 1 \\
                                   (1 - y_i)^\beta p_i^\alpha \log(1 - p_i) & y_i < 1 \end{cases}

    Of a thousand cells few are centres. In a cross-entropy all the others, each a little wrong, would be louder; a power of
    its error makes a cell heard only while it is far off [1]_. Near a centre heat is no great mistake, and counts less [2]_.

    Parameters
    ----------
    truth, heat : array_like or tensor, shape (n, rows, columns, classes)
        In [0, 1]; the truth is 1 at centres alone.
    alpha, beta : float

    Returns
    -------
    numpy.ndarray or tensor, shape (n,)
        Of each picture.

    Raises
    ------
    TypeError, ValueError
        If an array is of another kind or shape, or a number is out of range.

    References
    ----------
    .. [1] T.-Y. Lin, P. Goyal, R. Girshick, K. He and P. Dollár, "Focal loss for dense object detection", ICCV 2017,
       arXiv:1708.02002.
    .. [2] X. Zhou, D. Wang and P. Krähenbühl, "Objects as points", 2019, arXiv:1904.07850.

    Examples
    --------
    >>> truth, heat = np.reshape([1.0, 0.5, 0.0], (1, 1, 3, 1)), np.reshape([0.5, 0.5, 0.5], (1, 1, 3, 1))
    >>> focal_loss(truth, heat).round(4).tolist()           # ln 2 times 0.25, 0.25 / 16 and 0.25
    [0.3574]
    """
    truth = check_array(truth, name="truth", kind="float", shape=("n", "rows", "columns", "classes"), least=1)
    alike = tuple(side or "n" for side in truth.shape)  # a compiled function may not know how many pictures there are
    heat = check_array(heat, name="heat", kind="float", shape=alike, hint="the shape of truth")
    check_number(alpha, "[0, inf)", name="alpha", hint="2 is usual")
    check_number(beta, "[0, inf)", name="beta", hint="4 is usual")
    xp = namespace(truth, heat)
    heat = xp.clip(heat, _SURE, 1 - _SURE)
    of_centres = (1 - heat) ** alpha * xp.log(heat)
    of_others = (1 - truth) ** beta * heat**alpha * xp.log(1 - heat)
    return -xp.sum(xp.where(truth == 1, of_centres, of_others), axis=(1, 2, 3))


def centre_loss(truth, maps):
    r"""Return the loss of a detector's maps: that of the heat, and how far off sizes and offsets are, where centres lie.

    .. math:: \frac1k \Big( L_{\mathrm{heat}} + \sum_{\mathrm{centres}} \tfrac1{10} |\Delta \mathrm{size}|
              + |\Delta \mathrm{offset}| \Big)

    Parameters
    ----------
    truth, maps : array_like or tensor, shape (n, rows, columns, classes + 4)
        Of `centre_targets`, and of a network.

    Returns
    -------
    numpy.ndarray or tensor, shape (n,)
        Of each picture, for each of its k centres.

    Raises
    ------
    TypeError, ValueError
        As for `focal_loss`.

    References
    ----------
    Zhou, Wang and Krähenbühl (2019), *Objects as points*, arXiv:1904.07850

    Examples
    --------
    >>> truth = np.reshape([1.0, 2.0, 3.0, 0.5, 0.5], (1, 1, 1, 5))
    >>> maps = np.reshape([0.5, 4.0, 3.0, 0.5, 0.75], (1, 1, 1, 5))
    >>> centre_loss(truth, maps).round(4).tolist()          # ln 2 / 4, a tenth of 2, and 0.25
    [0.6233]
    """
    truth = check_array(truth, name="truth", kind="float", shape=("n", "rows", "columns", "classes + 4"), least=1)
    alike = tuple(side or "n" for side in truth.shape)
    maps = check_array(maps, name="maps", kind="float", shape=alike, hint="the shape of truth")
    heat = focal_loss(truth[..., :-4], maps[..., :-4])
    xp = namespace(truth, maps)
    centres = xp.where(truth[..., :-4] == 1, 1.0, 0.0)
    there = xp.max(centres, axis=-1, keepdims=True)
    apart = xp.sum(xp.abs(truth[..., -4:] - maps[..., -4:]) * there * np.float32([0.1, 0.1, 1, 1]), axis=(1, 2, 3))
    return (heat + apart) / xp.maximum(xp.sum(centres, axis=(1, 2, 3)), 1)


def train(network, images, truth, *, steps, batch_size=8, learning_rate=0.01, seed=0):
    """Teach a network of this room, step by step.

    Parameters
    ----------
    network : keras.Model
        Of `fcn`, `unet` or `detector`; changed in place.
    images : array_like, shape (n, h, w, c)
    truth : array_like
        Masks (n, h, w) of whole numbers, which teach to name pixels, or maps of `centre_targets`, which teach to find
        centres.
    steps, batch_size : int
    learning_rate : float
        Adam's; falls to 0 along a cosine.
    seed : int
        Draws the order of the pictures, a new one each epoch.

    Yields
    ------
    dict
        "step", from 1, and "loss".

    Raises
    ------
    TypeError, ValueError
        If pictures and truth do not fit each other, a number is out of range, or the training diverges.

    Examples
    --------
    >>> for state in train(unet((64, 64, 3), 6), images, masks, steps=200):                 # doctest: +SKIP
    ...     print(state["step"], state["loss"])
    1 1.84
    """
    images = np.asarray(check_images(images, least=1), "float32")
    truth = check_array(truth, name="truth", kind="number", shape=(len(images), "..."), hint="one for each picture")
    check_whole(steps=steps, batch_size=batch_size, seed=seed)
    check_number(learning_rate, "(0, inf)", name="learning_rate", hint="0.01 is usual")
    keras, names_pixels = load_keras(), truth.dtype.kind in "iu"
    falling = keras.optimizers.schedules.CosineDecay(learning_rate, steps)
    loss = "sparse_categorical_crossentropy" if names_pixels else centre_loss
    network.compile(keras.optimizers.Adam(falling), loss, jit_compile=keras.backend.backend() != "tensorflow")
    random = np.random.default_rng(seed)
    size = min(batch_size, len(images))
    whole = len(images) // size * size  # a shorter last batch would have the network compiled once more
    chosen = batches((random.permutation(len(images))[:whole] for _ in count()), size)

    def step(_):
        rows = next(chosen)
        return {"loss": float(network.train_on_batch(images[rows], truth[rows]))}

    yield from run(step, [], steps=steps)
