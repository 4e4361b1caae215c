"""A network as a page computes it: a list of steps, each with the steps that it reads, its shape and its arrays.

Every map has the shape ``(rows, columns, channels)``, a vector of n numbers ``(1, 1, n)``. A dense layer is then a
convolution of 1 x 1, and global pooling a pooling whose window is the whole map.
"""

import base64
from typing import NamedTuple

import numpy as np

from imagen_course.compress import quantise

__all__ = ["Graph", "Step", "before_and_after", "in_8_bits", "in_base64", "refuse"]


class Step(NamedTuple):
    """One step of a network.

    Attributes
    ----------
    kind : str
        What is computed: "convolution", "depthwise", "pooling", "affine", "activation", "padding", "flatten", "addition",
        "concatenation", or "picture" for the first.
    name : str
        Of its layer.
    sources : tuple of int
        The steps that it reads.
    shape : tuple of int
        ``(rows, columns, channels)`` of what it gives.
    options : dict
        What JSON can say.
    arrays : dict of str to numpy.ndarray
        float32; units stand on the last axis.

    Examples
    --------
    >>> Step("activation", "relu", (0,), (8, 8, 1), {"function": "relu"}, {}).shape
    (8, 8, 1)
    """

    kind: str
    name: str
    sources: tuple
    shape: tuple
    options: dict
    arrays: dict

    def written(self):
        """Say the step as JSON can: kernels in 8 bits, in base64, with their scales; all else in float32."""
        arrays = {}
        for key, array in self.arrays.items():
            if array.ndim > 1:
                array, scale = quantise(array)
                arrays[f"{key}_scale"] = in_base64(scale.astype("<f4"))
            arrays[key] = in_base64(array if array.dtype == "int8" else array.astype("<f4"))
        options = {key: value for key, value in self.options.items() if key != "bias"}
        own = {"kind": self.kind, "name": self.name, "sources": self.sources, "shape": self.shape}
        return {**own, **options, "arrays": arrays}


def in_8_bits(array):
    """Round weights to what a page holds of them: whole numbers of 8 bits, with a scale for each place of the last axis.

    Parameters
    ----------
    array : numpy.ndarray

    Returns
    -------
    numpy.ndarray
        As it came if it has one axis.

    Examples
    --------
    >>> in_8_bits(np.array([[1.27, 0.004], [0.5, 0.001]])).round(4).tolist()
    [[1.27, 0.004], [0.5, 0.001]]
    >>> in_8_bits(np.array([1.27, 0.3333])).tolist()
    [1.27, 0.3333]
    """
    if array.ndim < 2:
        return array
    numbers, scale = quantise(array)
    return (numbers * scale).astype(array.dtype)


def in_base64(array):
    """Write the bytes of an array as text.

    Parameters
    ----------
    array : numpy.ndarray

    Returns
    -------
    str

    Examples
    --------
    >>> in_base64(np.array([0, 1, 255], "uint8"))
    'AAH/'
    """
    return base64.b64encode(np.ascontiguousarray(array).tobytes()).decode()


def refuse(layer, why):
    """Say which layer cannot be shown on a page, and why.

    Parameters
    ----------
    layer : keras.Layer or keras.Operation
    why : str or Exception

    Raises
    ------
    ValueError

    Examples
    --------
    >>> from imagen_course.network import ReLU
    >>> refuse(ReLU(), "it is the last")
    Traceback (most recent call last):
    ValueError: layer '' (ReLU) cannot be shown: it is the last
    """
    raise ValueError(f"layer {getattr(layer, 'name', '')!r} ({type(layer).__name__}) cannot be shown: {why}")


class Graph:
    """The steps of a network, in the order in which they are computed.

    Parameters
    ----------
    shape : tuple of int
        ``(h, w, c)`` of a picture.

    Attributes
    ----------
    steps : list of Step
        The first is the picture.

    Examples
    --------
    >>> graph = Graph((8, 8, 1))
    >>> graph.add("activation", "relu", [0], function="relu"), graph.add("flatten", "flatten", [1]), graph.steps[-1].shape
    (1, 2, (1, 1, 64))
    """

    def __init__(self, shape):
        self.steps = [Step("picture", "picture", (), tuple(map(int, shape)), {}, {})]

    def add(self, kind, name, sources, **given):
        """Add a step.

        Parameters
        ----------
        kind, name : str
        sources : sequence of int
        **given
            Options and arrays.

        Returns
        -------
        int
            Its number.
        """
        arrays = {key: np.asarray(value, "float32") for key, value in given.items() if isinstance(value, np.ndarray)}
        options = {key: value for key, value in given.items() if key not in arrays and value is not None}
        shape = _SHAPES.get(kind, _the_same)([self.steps[n].shape for n in sources], options, arrays)
        self.steps.append(Step(kind, name, tuple(sources), tuple(map(int, shape)), options, arrays))
        return len(self.steps) - 1

    def windows(self, kind, name, source, *, size, strides, padding, dilation=(1, 1), **more):
        """Add a step that goes over its map in windows, as `imagen_course.formulas.output_size` counts them.

        Parameters
        ----------
        kind, name : str
        source : int
        size, strides, dilation : sequence of int
            Down and across.
        padding : {"valid", "same"} or int
        **more
            Options and arrays.

        Returns
        -------
        int
            Its number.
        """
        sides = zip(self.steps[source].shape[:2], size, strides, dilation, strict=True)
        padding = [before_and_after(padding, *side) for side in sides]
        layout = {"size": size, "strides": strides, "dilation": dilation}
        layout = {key: [int(n) for n in value] for key, value in layout.items()}
        return self.add(kind, name, [source], **layout, padding=padding, **more)


def before_and_after(padding, n, size, stride, dilation):
    """Count the cells that are added before and after a side of a map.

    Parameters
    ----------
    padding : {"valid", "same"} or int
    n, size, stride, dilation : int
        Cells of the side and of the window.

    Returns
    -------
    list of int

    Examples
    --------
    >>> before_and_after("same", 8, 3, 2, 1), before_and_after(1, 8, 3, 2, 1)
    ([0, 1], [1, 1])
    """
    if padding != "same":
        return [0, 0] if padding == "valid" else [int(padding)] * 2
    missing = max(0, (-(-n // stride) - 1) * stride + dilation * (size - 1) + 1 - n)
    return [missing // 2, missing - missing // 2]


def _the_same(shapes, options, arrays):
    return shapes[0]


def _in_windows(shapes, options, arrays):
    read = arrays["kernel"].shape[2] if arrays.get("kernel", np.empty(0)).ndim == 4 else shapes[0][2]
    if read != shapes[0][2]:
        raise ValueError(f"its kernel reads {read} channels, and {shapes[0][2]} come: input_shape may be another one")
    each = zip(shapes[0][:2], options["padding"], options["size"], options["strides"], options["dilation"], strict=True)
    sides = [(n + sum(added) - dilation * (size - 1) - 1) // stride + 1 for n, added, size, stride, dilation in each]
    if min(sides) < 1:
        raise ValueError(f"what comes, {shapes[0][0]} x {shapes[0][1]}, is smaller than its window")
    return *sides, arrays["kernel"].shape[-1] if "kernel" in arrays else shapes[0][2]


def _alike(shapes, options, arrays):
    if len(shapes) < 2 or len(set(shapes)) > 1:
        raise ValueError("what it adds is not two maps or more of one shape")
    return shapes[0]


_SHAPES = {
    "addition": _alike,
    "convolution": _in_windows,
    "depthwise": _in_windows,
    "pooling": _in_windows,
    "padding": _in_windows,
    "flatten": lambda shapes, options, arrays: (1, 1, np.prod(shapes[0])),
    "concatenation": lambda shapes, options, arrays: (*shapes[0][:2], sum(shape[2] for shape in shapes)),
}
