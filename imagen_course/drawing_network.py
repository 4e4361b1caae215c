"""Text 004's network, taught to tell ten groups of drawings apart: what it learned from, and the weights that ship.

Two sets are held out. New things: ten of each group, as both artists drew them. New drawings: those of ten further things of
each group by one of the artists, where the other's are learned from. Pictures are ``(n, 224, 224, 3)`` float32 in [0, 1];
labels are places in `CLASSES`. Keras is loaded by the first call that enlarges drawings.
"""

import functools
from typing import NamedTuple

import numpy as np

from imagen_course import files
from imagen_course.archives import read_arrays
from imagen_course.arrays import load_keras
from imagen_course.checks import check_number
from imagen_course.worlds import drawings

__all__ = ["CLASSES", "Split", "Trained", "batch", "enlarged", "examples", "load", "unpacked"]

_RUNS = {  # of a class: the first and the last of things that follow each other in the table
    "faces": [("grinning face", "speak-no-evil monkey")],
    "hands": [("waving hand", "flexed biceps")],
    "people": [("baby", "people wrestling"), ("person playing water polo", "person in bed")],
    "animals": [("monkey face", "microbe")],
    "food": [("grapes", "beverage box")],
    "buildings": [("stadium", "fountain")],
    "vehicles": [("locomotive", "kick scooter"), ("sailboat", "flying saucer")],
    "clocks": [("watch", "eleven-thirty")],
    "sky": [("new moon", "comet")],
    "signs": [("ATM sign", "black square button")],
}
CLASSES = tuple(_RUNS)
_HELD_OUT = 10  # things of a class, of either kind
_SIDE, _WIDE, _BATCH = 224, 216, 32  # pixels of a picture, of the drawing in it; pictures of a batch


class Split(NamedTuple):
    """What the network learned from, and what was held out.

    Attributes
    ----------
    training, new_things, new_drawings : numpy.ndarray of int
        Numbers of drawings, as `imagen_course.worlds.drawings` counts them: to learn from; held out, of things that are not
        learned from; held out, of things known from the other artist. Those held out have no skin tone.
    labels : numpy.ndarray of int
        Of every drawing there is: its place in `CLASSES`, -1 for none.

    Examples
    --------
    >>> found = examples()
    >>> len(found.training), len(found.new_things), len(found.new_drawings), CLASSES[found.labels[found.new_things[0]]]
    (3270, 200, 100, 'faces')
    """

    training: np.ndarray
    new_things: np.ndarray
    new_drawings: np.ndarray
    labels: np.ndarray


class Trained(NamedTuple):
    """What the training left.

    Attributes
    ----------
    weights : list of numpy.ndarray
        float32, in the order of ``keras.Model.set_weights``.
    curves : dict of str to numpy.ndarray
        Of each epoch: "loss", "accuracy"; "val_loss", "val_accuracy" of what was held out; "seconds" of CPU time so far.

    Examples
    --------
    >>> load().weights[0].shape
    (3, 3, 3, 32)
    """

    weights: list
    curves: dict


@functools.cache
def examples():
    """Return the drawings of the ten classes: those to learn from, and those held out.

    Returns
    -------
    Split

    Examples
    --------
    >>> found = examples()
    >>> np.bincount(found.labels[found.new_things]).tolist()
    [20, 20, 20, 20, 20, 20, 20, 20, 20, 20]
    """
    table, random = drawings.table(), np.random.default_rng(0)
    classes = np.full(len(table.things), -1)
    for label, runs in enumerate(_RUNS.values()):
        for first, last in runs:
            classes[table.find(first) : table.find(last) + 1] = label
    held = np.full(len(classes), -1)  # of each thing: the artist that is held out, 2 for both, -1 for none
    for label in range(len(CLASSES)):
        both, one = random.permutation(np.flatnonzero(classes == label))[: 2 * _HELD_OUT].reshape(2, _HELD_OUT)
        held[both], held[one] = 2, random.integers(2, size=_HELD_OUT)
    labels, out = classes[table.thing], held[table.thing]
    parts = (labels >= 0) & (out != 2) & (out != table.artist), out == 2, out == table.artist
    found = *(np.flatnonzero(part & ((table.tone == 0) | (i == 0))) for i, part in enumerate(parts)), labels
    for array in found:
        array.flags.writeable = False  # all callers get this one
    return Split(*found)


def enlarged(numbers):
    """Return drawings on white at the size that text 004 asks for.

    Parameters
    ----------
    numbers : array_like of int, shape (n,)
        Which, as `imagen_course.worlds.drawings` counts them.

    Returns
    -------
    numpy.ndarray, shape (n, 224, 224, 3)
        float32 in [0, 1]: 216 pixels of drawing and a margin, enlarged from 64 by linear interpolation.

    Raises
    ------
    TypeError, ValueError
        If there is no such drawing.

    Examples
    --------
    >>> enlarged([2620]).shape        # doctest: +SKIP
    (1, 224, 224, 3)
    """
    drawn = drawings.draw(numbers)
    return _placed(drawn, np.tile(np.eye(2), (len(drawn), 1, 1)), np.zeros((len(drawn), 2)))


def batch(step):
    """Return the pictures and labels that the network was shown in a step of its training.

    Each is turned by up to 14 degrees, made smaller by up to a quarter, moved, mirrored or not, and tinted, all at random;
    no class comes oftener than another by more than one.

    Parameters
    ----------
    step : int
        From 0; the training had 570.

    Returns
    -------
    pictures : numpy.ndarray, shape (32, 224, 224, 3)
    labels : numpy.ndarray of int, shape (32,)

    Raises
    ------
    TypeError, ValueError
        If ``step`` is no whole number from 0.

    Examples
    --------
    >>> pictures, labels = batch(0)        # doctest: +SKIP
    """
    check_number(step, "[0, inf)", name="step", whole=True)
    random = np.random.default_rng([7, step])
    labels = random.permutation(np.arange(4 * len(CLASSES)) % len(CLASSES))[:_BATCH]
    numbers = np.array([random.choice(_of_class()[label]) for label in labels])
    ways, moves = _ways(random, _BATCH)
    pictures = _placed(drawings.draw(numbers), ways, moves)
    tints = random.uniform(0.75, 1.25, (_BATCH, 1, 1, 3)).astype("float32")
    return (1 - (1 - pictures) * tints).clip(0, 1), labels


@functools.cache
def _of_class():
    """Numbers of the drawings to learn from, class by class."""
    training, *_, labels = examples()
    return [training[labels[training] == label] for label in range(len(CLASSES))]


def _ways(random, n):
    """Draw matrices (n, 2, 2) from a place of the picture to one of the drawing, both (x, y) from the middle, and moves."""
    scale, turn, mirror = random.uniform(1, 1.35, n), random.uniform(-0.25, 0.25, n), random.choice([-1, 1], n)
    moves, high = random.uniform(-0.06, 0.06, (2, n)).T * 64, random.uniform(0.9, 1.1, n)
    rows = [np.cos(turn) * mirror, -np.sin(turn) * high], [np.sin(turn) * mirror, np.cos(turn) * high]
    return scale[:, None, None] * np.moveaxis(np.array(rows), -1, 0), moves


def _placed(drawn, ways, moves):
    """Lay drawings on white, 224 pixels a side, where each place takes its colour from one of the drawing."""
    colours, cover = drawn[..., :3], drawn[..., 3:]
    edge, middle = (_SIDE - drawn.shape[1]) // 2, (_SIDE - 1) / 2
    wide = np.pad(np.concatenate([colours * cover, cover], axis=-1), ((0, 0), (edge, edge), (edge, edge), (0, 0)))
    ways = ways * drawn.shape[1] / _WIDE
    offsets = middle + moves - ways.sum(axis=2) * middle  # the middle of the picture shows the middle of the drawing
    rows = np.concatenate([ways, offsets[..., None]], axis=2).reshape(len(ways), 6)
    found = load_keras().ops.image.affine_transform(wide, np.pad(rows, ((0, 0), (0, 2))).astype("float32"))
    found = np.asarray(found)
    return (found[..., :3] + 1 - found[..., 3:]).clip(0, 1)


def load():
    """Return the weights that ship, and the curves of the training that made them.

    The network is text 004's, with ``MaxPooling2D(5)`` in front of ``Flatten``.

    Returns
    -------
    Trained

    Raises
    ------
    FileNotFoundError, ValueError
        If the file is missing or broken.

    Examples
    --------
    >>> sum(array.size for array in load().weights)
    1737290
    """
    stored = read_arrays(files.shipped("_data", "data") / "drawing_network.npz")
    curves = {name.removeprefix("curve_"): array for name, array in stored.items() if name.startswith("curve_")}
    return Trained(unpacked(stored), curves)


def unpacked(stored):
    """Return weights in Keras's order from what a file holds: kernels of 8 bits, their scales, biases.

    Parameters
    ----------
    stored : dict of str to numpy.ndarray
        "kernel_0", "scale_0", "bias_0" and so on.

    Returns
    -------
    list of numpy.ndarray
        float32.

    Examples
    --------
    >>> unpacked({"kernel_0": np.int8([[2, 4]]), "scale_0": np.float32([1, 0.5]), "bias_0": np.float16([0, 1])})
    [array([[2., 2.]], dtype=float32), array([0., 1.], dtype=float32)]
    """
    layers = range(sum(name.startswith("kernel_") for name in stored))
    kernels = [stored[f"kernel_{n}"] * stored[f"scale_{n}"] for n in layers]
    return [array for n in layers for array in (kernels[n], stored[f"bias_{n}"].astype("float32"))]
