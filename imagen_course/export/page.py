"""The page of a network: its steps, its weights at 8 bits, some pictures, and the scripts that compute and show them.

Pictures are ``(n, h, w, c)`` in [0, 1], of one channel or three.
"""

import base64
import copy
import html
import io
from typing import NamedTuple

import numpy as np

from imagen_course import files
from imagen_course.checks import check_images, check_lengths
from imagen_course.export.graph import in_8_bits
from imagen_course.export.pieces import assembled, in_json, page_path
from imagen_course.export.reading import ADDED, graph_of
from imagen_course.formulas import softmax
from imagen_course.network import Network
from imagen_course.plots import colours

__all__ = ["Agreement", "agreement", "page", "rounded", "save"]

_EXAMPLES, _EXAMPLE_BYTES = 10, 400_000  # pictures on the page, and what they may weigh
_JOINED = "DepthwiseConv2D", "SeparableConv2D"  # their first kernel leads from each channel to units of its own
_FAINT = 0.02  # of a Rescaling: below it, pictures come as 0 to 255


class Agreement(NamedTuple):
    """What 8 bits change.

    Attributes
    ----------
    same, n : int
        Pictures that get the same first name with weights of 8 bits and with those of the network, and all there are.
    largest : float
        The largest change of a probability on any of them.

    Examples
    --------
    >>> Agreement(same=99, n=100, largest=0.03).same
    99
    """

    same: int
    n: int
    largest: float


def save(path, network, *, class_names=None, input_shape=None, pictures=(), title=None):
    """Write the page of a network, whole or not at all; what was there is replaced.

    Parameters
    ----------
    path : str or os.PathLike
        Ends in .html; its folder is there.
    network, class_names, input_shape, pictures, title
        As for `page`.

    Raises
    ------
    TypeError, ValueError
        As for `page`, and if the path ends in something else.

    Examples
    --------
    >>> save("mine.html", network, input_shape=(8, 8, 1))      # doctest: +SKIP
    """
    path = page_path(path)
    options = {"class_names": class_names, "input_shape": input_shape, "pictures": pictures, "title": title or path.stem}
    files.write(path, page(network, **options).encode())


def page(network, *, class_names=None, input_shape=None, pictures=(), title="a network"):
    """Make the page of a network.

    Parameters
    ----------
    network : keras.Model or imagen_course.network.Network
        A classifier of pictures.
    class_names : sequence of str, optional
        One for each class; its number if not given.
    input_shape : tuple of int, optional
        ``(h, w, c)``, where the network does not say.
    pictures : array_like, shape (n, h, w, c)
        Ten of them, spread over all, lie on the page to begin with.
    title : str

    Returns
    -------
    str
        HTML that needs no other file.

    Raises
    ------
    TypeError, ValueError
        If a layer or a shape cannot be shown, which is said with the reason; if names or pictures do not fit the network, or
        the page would be too large for a phone.

    Examples
    --------
    >>> from imagen_course.network import Dense, Flatten
    >>> text = page(Network([Flatten(), Dense(64, 10, seed=0)]), input_shape=(8, 8, 1))
    >>> text.startswith("<!doctype html>"), len(text) < 60_000
    (True, True)
    """
    graph = graph_of(network, input_shape)
    shape, classes = graph.steps[0].shape, graph.steps[-1].shape[2]
    names = list(map(str, range(classes) if class_names is None else class_names))
    check_lengths(class_names=names, **{"outputs of the network": range(classes)})
    shown = _shown(pictures, shape)
    data = {
        "title": title,
        "classes": [{"name": name, "colour": colour} for name, colour in zip(names, colours.of_classes(names), strict=True)],
        "range": 255 if _of_bytes(graph) else 1,
        "steps": [step.written() for step in graph.steps],
        "examples": list(map(_png, shown)),
        "frame": _frame(shown),
    }
    return assembled("page.html", title=html.escape(f"{title}, layer by layer"), network=in_json(data))


def rounded(network):
    """Give a copy of a network with the weights that its page holds: whole numbers of 8 bits, with a scale for each unit.

    Biases, and what batch normalisation holds, stay as they are.

    Parameters
    ----------
    network : keras.Model or imagen_course.network.Network

    Returns
    -------
    keras.Model or imagen_course.network.Network

    Examples
    --------
    >>> from imagen_course.network import Dense
    >>> kernel = rounded(Network([Dense(2, 3, seed=0)])).layers[0].parameters["kernel"]
    >>> kernel.shape, np.unique((127 * kernel / abs(kernel).max(axis=0)).round(3)).size <= 6
    ((2, 3), True)
    """
    if isinstance(network, Network):
        network = copy.deepcopy(network)
        for array in network.parameters().values():
            array[...] = _rounded(array)
        return network
    bare = type(network).from_config(network.get_config())
    bare.build(network.input_shape)
    bare.set_weights(network.get_weights())
    _round_layers(bare)
    return bare


def _round_layers(model):
    for layer in model.layers:
        if hasattr(layer, "layers"):
            _round_layers(layer)
        else:
            joined = type(layer).__name__ in _JOINED
            layer.set_weights([_rounded(array, joined and not i) for i, array in enumerate(layer.get_weights())])


def _rounded(array, joined=False):
    return in_8_bits(array.reshape(*array.shape[:2], -1) if joined else array).reshape(array.shape)


def agreement(network, pictures, *, input_shape=None):
    """Say what weights of 8 bits change in the answers of a network.

    Parameters
    ----------
    network : keras.Model or imagen_course.network.Network
    pictures : array_like, shape (n, h, w, c)
    input_shape : tuple of int, optional
        As for `page`.

    Returns
    -------
    Agreement

    Raises
    ------
    TypeError, ValueError
        As for `page`.

    Examples
    --------
    >>> from imagen_course.network import Dense, Flatten
    >>> network = Network([Flatten(), Dense(64, 2, seed=0)])
    >>> agreement(network, np.ones((3, 8, 8, 1)), input_shape=(8, 8, 1))._replace(largest=0)
    Agreement(same=3, n=3, largest=0)
    """
    graph = graph_of(network, input_shape)
    pictures = _checked(pictures, graph.steps[0].shape)
    before, after = (_answers(each, pictures, graph) for each in (network, rounded(network)))
    same = int(np.sum(before.argmax(axis=-1) == after.argmax(axis=-1)))
    return Agreement(same, len(pictures), float(np.abs(before - after).max(initial=0)))


def _answers(network, pictures, graph):
    """The probabilities (n, classes), as the page shows them."""
    pictures = pictures * np.float32(255 if _of_bytes(graph) else 1)
    ours = isinstance(network, Network)
    found = network.forward(pictures) if ours else network.predict(pictures, verbose=0)
    found = np.reshape(found, (len(pictures), -1))
    return softmax(found) if graph.steps[-1].name == ADDED else found


def _checked(pictures, shape):
    hint = "the pictures that the network takes"
    return np.asarray(check_images(pictures, name="pictures", shape=("n", *shape), hint=hint), "float32")


def _shown(pictures, shape):
    """The pictures that lie on the page: at least one, at the most so many that they weigh little."""
    most = max(1, min(_EXAMPLES, _EXAMPLE_BYTES // int(np.prod(shape))))
    if not len(pictures):
        return []
    checked = _checked(pictures, shape)
    return checked[np.linspace(0, len(checked) - 1, min(most, len(checked))).astype(int)]


def _of_bytes(graph):
    """Whether a network begins by scaling pictures of 0 to 255."""
    first = next((step for step in graph.steps if step.sources == (0,)), None)
    return first is not None and first.kind == "affine" and float(np.abs(first.arrays["scale"]).max()) < _FAINT


def _png(picture):
    from PIL import Image

    pixels = np.uint8(np.rint(255 * np.clip(picture, 0, 1)))
    stream = io.BytesIO()
    Image.fromarray(pixels[..., 0] if pixels.shape[2] == 1 else pixels).save(stream, "PNG", optimize=True)
    return f"data:image/png;base64,{base64.b64encode(stream.getvalue()).decode()}"


def _frame(pictures):
    """How much of a side the ink takes on pictures that are ink on black, else None: a drawing is fitted into as much."""
    if not len(pictures) or pictures.shape[3] != 1 or max(pictures.shape[1:3]) > 64:
        return None
    ink = pictures[..., 0] > 0.1
    if ink.mean() > 0.5:
        return None
    tall, wide = ink.any(axis=2).sum(axis=1) / ink.shape[1], ink.any(axis=1).sum(axis=1) / ink.shape[2]
    return float(np.median(np.maximum(tall, wide)))
