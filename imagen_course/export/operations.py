"""Networks of several inputs, with attention, as the list of steps that a page computes; what it cannot compute is said.

Shapes are those of one picture or one sentence, without the axis of the batch. A number that steps through a layer keeps its
place: what only puts numbers in another shape is the step "reshape".
"""

from typing import NamedTuple

import numpy as np

from imagen_course.arrays import to_numpy
from imagen_course.export.graph import Step, before_and_after, refuse

__all__ = ["program_of"]

_FUNCTIONS = "silu", "relu", "sigmoid", "tanh"


class _Source(NamedTuple):
    """A tensor that an operation reads: the number of its step, and the name of the argument if it is given by name."""

    step: int
    name: str = ""


def program_of(model):
    """Read a functional model of Keras, operation by operation.

    Parameters
    ----------
    model : keras.Model
        With any number of inputs and one output.

    Returns
    -------
    list of Step
        In the order in which they are computed. First come the inputs, in the order of the model's; the last is the output.

    Raises
    ------
    TypeError, ValueError
        If it is no functional model, or an operation cannot be computed on a page: which one, and why.

    Examples
    --------
    >>> [step.kind for step in program_of(denoiser)][:5]                                    # doctest: +SKIP
    ['input', 'input', 'input', 'input', 'multiply']
    """
    config = model.get_config() if hasattr(model, "get_config") else {}
    if "output_layers" not in config:
        raise TypeError(f"network must be a functional keras.Model, got {type(model).__name__}: make it of keras.Input")
    begin, end = (_names(config[name]) for name in ("input_layers", "output_layers"))
    if len(end) > 1:
        refuse(model, "it has more than one output")
    operations = {operation.name: operation for operation in model.operations}
    steps = [Step("input", name, (), _shape(operations[name]), {}, {}) for name in begin]
    made = {name: number for number, name in enumerate(begin)}
    for entry in config["layers"]:
        if entry["name"] not in made:
            steps.append(_step(operations[entry["name"]], entry["inbound_nodes"], made, steps))
            made[entry["name"]] = len(steps) - 1
    return steps


def _names(ends):
    return [ends[0]] if isinstance(ends[0], str) else [end[0] for end in ends]


def _shape(operation):
    return tuple(operation.output.shape[1:])


def _step(operation, nodes, made, steps):
    kind = type(operation).__name__
    if kind not in _KINDS:
        refuse(operation, f"a page knows {', '.join(sorted(_KINDS))}")
    if len(nodes) != 1:
        refuse(operation, "it is used more than once")
    arguments = _arguments(operation, nodes[0], made)
    known, sources, options, arrays = _KINDS[kind](operation, arguments, steps)
    arrays = {name: to_numpy(array) for name, array in arrays.items() if array is not None}
    return Step(known, operation.name, tuple(source.step for source in sources), _shape(operation), options, arrays)


def _arguments(operation, node, made):
    """All that an operation is given; by name only an attention's mask may come."""
    arguments = [_resolved(part, made) for part in node["args"]]
    for name, part in node["kwargs"].items():
        if name != "attention_mask" and part not in (None, False):
            refuse(operation, f"its argument {name} is not known")
        if part is not None and part is not False:
            arguments.append(_resolved(part, made)._replace(name=name))
    return arguments


def _resolved(part, made):
    """What an operation is given: sources in place of what Keras writes for a tensor, all else as it stands."""
    if isinstance(part, dict) and part.get("class_name") == "__keras_tensor__":
        return _Source(made[part["config"]["keras_history"][0]])
    return [_resolved(each, made) for each in part] if isinstance(part, list) else part


def _tensors(arguments):
    return [part for part in arguments if isinstance(part, _Source)]


# --- each kind of operation: its kind on the page, what it reads, options, arrays -----------------------------------------


def _pairwise(kind):
    """Two tensors, or one and a number; where a side is smaller, each of its numbers goes with ``inner`` in a row."""

    def read(operation, arguments, steps):
        shape, tensors = _shape(operation), _tensors(arguments)
        numbers = [None if isinstance(part, _Source) else part for part in arguments]
        inner = [_inner(operation, steps[tensor.step].shape, shape) for tensor in tensors]
        return kind, tensors, {"numbers": numbers, "inner": inner}, {}

    return read


def _inner(operation, small, shape):
    """How many numbers in a row of ``shape`` go with one of ``small``, which repeats all over it."""
    small = (1,) * (len(shape) - len(small)) + tuple(small)
    own = [axis for axis, side in enumerate(small) if side > 1]
    if not own:
        return 1
    if small[own[0] : own[-1] + 1] != tuple(shape[own[0] : own[-1] + 1]):
        refuse(operation, f"it joins shapes {small} and {tuple(shape)}")
    return int(np.prod(shape[own[-1] + 1 :]))


def _each(function):
    return lambda operation, arguments, steps: ("activation", _tensors(arguments), {"function": function}, {})


def _activation(operation, arguments, steps):
    return "activation", _tensors(arguments), {"function": _function(operation)}, {}


def _function(layer):
    name = layer.activation.__name__
    if name not in (*_FUNCTIONS, "linear"):
        refuse(layer, f"its activation is {name}; {', '.join(_FUNCTIONS)} and linear are known")
    return name


def _reshape(operation, arguments, steps):
    tensors = _tensors(arguments)
    if np.prod(steps[tensors[0].step].shape) != np.prod(_shape(operation)):
        refuse(operation, f"it makes {_shape(operation)} of {steps[tensors[0].step].shape}")
    return "reshape", tensors, {}, {}


def _cast(operation, arguments, steps):
    if operation.dtype != "float32":
        refuse(operation, f"it makes {operation.dtype} of numbers, float32 is known")
    return _reshape(operation, arguments, steps)


def _item(operation, arguments, steps):
    """Only new axes: what is picked or turned round is no reshape."""
    keys = arguments[1] if isinstance(arguments[1], (list, tuple)) else arguments[1:]
    if any(key not in (None, {"class_name": "__ellipsis__", "config": {}}) for key in keys):
        refuse(operation, "it picks a part; new axes, [..., None], are known")
    return _reshape(operation, arguments, steps)


def _permute(operation, arguments, steps):
    return "permute", _tensors(arguments), {"axes": [axis - 1 for axis in operation.dims]}, {}


def _axis(operation, axis, shape):
    """An axis of one picture, from one that counts the batch in."""
    axes = [*axis] if isinstance(axis, (list, tuple)) else [axis]
    if len(axes) != 1 or axes[0] in (None, 0):
        refuse(operation, f"its axis is {axis}; one axis within a picture is known")
    return axes[0] - 1 if axes[0] > 0 else len(shape) + axes[0]


def _sum(operation, arguments, steps):
    tensors = _tensors(arguments)
    return "sum", tensors, {"axis": _axis(operation, operation.axis, steps[tensors[0].step].shape)}, {}


def _concatenate(operation, arguments, steps):
    tensors = _tensors(arguments[0] if isinstance(arguments[0], list) else arguments)
    if _axis(operation, operation.axis, _shape(operation)) != len(_shape(operation)) - 1:
        refuse(operation, f"its axis is {operation.axis}, the last, -1, is known")
    return "concatenation", tensors, {}, {}


def _embedding(operation, arguments, steps):
    if operation.mask_zero:
        refuse(operation, "it hands on a mask (mask_zero); a mask that is given to the attention is known")
    return "embedding", _tensors(arguments), {}, {"table": operation.embeddings}


def _dense(operation, arguments, steps):
    if getattr(operation, "equation", "npd,de->npe") != "npd,de->npe":
        refuse(operation, f"its equation is {operation.equation}; npd,de->npe is known")
    return "dense", _tensors(arguments), {"function": _function(operation)}, _kernel(operation)


def _kernel(layer):
    return {"kernel": layer.kernel, "bias": layer.bias}


def _convolution(operation, arguments, steps):
    if operation.groups != 1 or operation.data_format != "channels_last" or set(operation.dilation_rate) != {1}:
        refuse(operation, "groups, dilation and channels that come first are not known")
    (source,) = _tensors(arguments)
    sides = zip(steps[source.step].shape[:2], operation.kernel_size, operation.strides, strict=True)
    padding = [before_and_after(operation.padding, *side, 1)[0] for side in sides]
    layout = {"size": [*operation.kernel_size], "strides": [*operation.strides], "padding": padding}
    return "convolution", [source], {**layout, "function": _function(operation)}, _kernel(operation)


def _normalisation(operation, arguments, steps):
    tensors = _tensors(arguments)
    shape = steps[tensors[0].step].shape
    if _axis(operation, operation.axis, shape) != len(shape) - 1:
        refuse(operation, f"its axis is {operation.axis}, that of the channels, -1, is known")
    centred = type(operation).__name__ == "LayerNormalization"
    arrays = {"scale": operation.gamma, "shift": operation.beta} if centred else {"scale": operation.scale}
    return "normalisation", tensors, {"centred": centred, "epsilon": operation.epsilon}, arrays


def _attention(operation, arguments, steps):
    tensors, options = _tensors(arguments), operation.get_config()
    alike = [source.name for source in tensors] in (["", ""], ["", "", "attention_mask"])
    if not alike or options["use_gate"] or options["attention_axes"] not in ((1,), [1], None):
        refuse(operation, "a query, what it looks at and perhaps a mask are known, on one axis")
    dense = {name: getattr(operation, f"{name}_dense") for name in ("query", "key", "value", "output")}
    arrays = {f"{name}_{part}": getattr(layer, part) for name, layer in dense.items() for part in ("kernel", "bias")}
    return "attention", tensors, {"heads": options["num_heads"]}, arrays


def _upsampling(operation, arguments, steps):
    if operation.interpolation != "nearest":
        refuse(operation, f"its interpolation is {operation.interpolation}, nearest is known")
    return "upsampling", _tensors(arguments), {"size": [*operation.size]}, {}


_KINDS = {
    "Activation": _activation,
    "Add": _pairwise("add"),
    "Cast": _cast,
    "Concatenate": _concatenate,
    "Conv2D": _convolution,
    "Cos": _each("cos"),
    "Dense": _dense,
    "EinsumDense": _dense,
    "Embedding": _embedding,
    "ExpandDims": _reshape,
    "GetItem": _item,
    "Greater": _pairwise("greater"),
    "LayerNormalization": _normalisation,
    "MultiHeadAttention": _attention,
    "Multiply": _pairwise("multiply"),
    "Permute": _permute,
    "RMSNormalization": _normalisation,
    "Reshape": _reshape,
    "Sin": _each("sin"),
    "Subtract": _pairwise("subtract"),
    "Sum": _sum,
    "TrueDivide": _pairwise("divide"),
    "UpSampling2D": _upsampling,
}
