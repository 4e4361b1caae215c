"""Networks of Keras and of `imagen_course.network` as the steps that a page computes; what it cannot show is said."""

import numpy as np

from imagen_course import network, regularisation
from imagen_course.arrays import to_numpy
from imagen_course.checks import check_sizes
from imagen_course.export.graph import Graph, refuse

__all__ = ["ADDED", "graph_of"]

_FUNCTIONS = "relu", "relu6", "leaky_relu", "elu", "sigmoid", "tanh", "silu", "softplus", "softmax"
_IDLE = "Dropout", "SpatialDropout2D", "GaussianNoise", "GaussianDropout", "ActivityRegularization", "Identity"
_IDLE += "RandomFlip", "RandomRotation", "RandomZoom", "RandomTranslation", "RandomContrast", "RandomBrightness"
ADDED = "softmax (added)"  # the step of a network that gives scores


def graph_of(model, input_shape=None):
    """Read a network, layer by layer.

    Parameters
    ----------
    model : keras.Model or imagen_course.network.Network
        Takes pictures ``(n, h, w, c)``, of one channel or three, and gives a number for each class. Where it ends in no
        softmax and no sigmoid, a softmax is added.
    input_shape : tuple of int, optional
        ``(h, w, c)`` of a picture, where the network does not say.

    Returns
    -------
    Graph

    Raises
    ------
    TypeError, ValueError
        If it is no network, or a layer or a shape cannot be shown: which one, and why.

    Examples
    --------
    >>> net = network.Network([network.Flatten(), network.Dense(64, 10, seed=0)])
    >>> [step.name for step in graph_of(net, (8, 8, 1)).steps]
    ['picture', '0 Flatten', '1 Dense', 'softmax (added)']
    """
    ours = isinstance(model, network.Network)
    if not (ours or (hasattr(model, "get_config") and hasattr(model, "input_shape"))):
        raise TypeError(f"network must be a keras.Model or imagen_course.network.Network, got {type(model).__name__}")
    graph = Graph(_shape(input_shape, None if ours else model.input_shape))
    last = _row(graph, model, 0) if ours else _model(graph, model, [0])
    step = graph.steps[last]
    if step.shape[:2] != (1, 1):
        raise ValueError(
            f"the network must end in a number for each class, its last layer {step.name} gives maps {step.shape}"
        )
    if step.options.get("function") not in ("softmax", "sigmoid"):
        graph.add("activation", ADDED, [last], function="softmax")
    return graph


def _shape(given, taken):
    if taken is not None and (isinstance(taken, (dict, list)) or len(taken) != 4):
        raise ValueError(f"the network must take one batch of pictures (n, h, w, c), it takes {taken}: it cannot be shown")
    sides = [*(taken or [None] * 4)[1:]]
    if given is None and None in sides:
        raise ValueError("input_shape must be given, (height, width, channels): the network takes pictures of more than one")
    shape = check_sizes(sides if given is None else given, name="input_shape", n=3, hint="height, width and channels")
    if any(side not in (None, n) for side, n in zip(sides, shape, strict=True)):
        raise ValueError(f"input_shape must be {tuple(sides)}, which the network takes, got {shape}")
    if shape[2] not in (1, 3):
        raise ValueError(f"pictures must have 1 channel or 3 to be drawn or loaded, the network takes {shape[2]}")
    return shape


# --- NumPy ------------------------------------------------------------------------------------------------------------


def _row(graph, net, at, prefix=""):
    """Add the layers of a `Network` one after the other; return the number of the last step."""
    for number, layer in enumerate(net.layers):
        name = f"{prefix}{number} {type(layer).__name__}"
        read = _OURS.get(type(layer))
        if read is None:
            known = ", ".join(kind.__name__ for kind in _OURS)
            raise ValueError(f"layer {name!r} cannot be shown: a page knows {known}")
        try:
            at = read(graph, layer, at, name)
        except ValueError as error:
            raise (
                error if "cannot be shown" in str(error) else ValueError(f"layer {name!r} cannot be shown: {error}")
            ) from error
    return at


def _our_convolution(graph, layer, at, name):
    size, strides = layer.parameters["kernel"].shape[:2], (layer.stride, layer.stride)
    return graph.windows("convolution", name, at, size=size, strides=strides, padding=layer.padding, **layer.parameters)


def _our_pooling(graph, layer, at, name):
    size, strides = (layer.size, layer.size), (layer.stride, layer.stride)
    return graph.windows("pooling", name, at, size=size, strides=strides, padding="valid", function=layer.kind)


def _our_residual(graph, layer, at, name):
    return graph.add("addition", name, [_row(graph, layer, at, f"{name}, "), at])


def _dense(graph, name, at, kernel, bias=None):
    kernel, one = kernel.reshape(1, 1, *kernel.shape), (1, 1)
    return graph.windows("convolution", name, at, size=one, strides=one, padding="valid", kernel=kernel, bias=bias)


_OURS = {
    network.Conv2D: _our_convolution,
    network.Dense: lambda graph, layer, at, name: _dense(graph, name, at, **layer.parameters),
    network.Flatten: lambda graph, layer, at, name: graph.add("flatten", name, [at]),
    network.Pool2D: _our_pooling,
    network.ReLU: lambda graph, layer, at, name: graph.add("activation", name, [at], function="relu"),
    network.Residual: _our_residual,
    regularisation.Dropout: lambda graph, layer, at, name: at,
}


# --- Keras ------------------------------------------------------------------------------------------------------------


def _model(graph, model, sources):
    """Add the layers of a model, or of a model within it; return the number of the last step."""
    if type(model).__name__ == "Sequential":
        for layer in model.layers:
            sources = [_layer(graph, layer, sources)]
        return sources[0]
    config = model.get_config()
    if "output_layers" not in config:
        refuse(model, "it is a class of its own, whose layers say nothing of what reads what; make it of keras.Input")
    begin, end = (_only(model, config[name]) for name in ("input_layers", "output_layers"))
    operations, made = {operation.name: operation for operation in model.operations}, {begin: sources[0]}
    for layer, nodes in ((operations[entry["name"]], entry["inbound_nodes"]) for entry in config["layers"]):
        if len(nodes) > 1:
            refuse(layer, "it is used more than once")
        if nodes:
            made[layer.name] = _layer(graph, layer, [made[name] for name in _read(nodes[0])])
    return made[end]


def _only(model, ends):
    """The name of the one layer at which a model begins or ends."""
    if isinstance(ends[0], list) and len(ends) > 1:
        refuse(model, "it has more than one input or output")
    return ends[0][0] if isinstance(ends[0], list) else ends[0]


def _read(part):
    """Name the layers that a node of Keras's configuration reads, in order."""
    if isinstance(part, dict) and part.get("class_name") == "__keras_tensor__":
        return [part["config"]["keras_history"][0]]
    parts = part.values() if isinstance(part, dict) else part if isinstance(part, (list, tuple)) else []
    return [name for each in parts for name in _read(each)]


def _layer(graph, layer, sources):
    kind = type(layer).__name__
    if kind in _IDLE or kind == "InputLayer":
        return sources[0]
    if kind not in _OF_KERAS:
        refuse(layer, f"a page knows {', '.join(sorted(_OF_KERAS))}")
    if getattr(layer, "data_format", None) == "channels_first":
        refuse(layer, "its channels come first, data_format='channels_last' is known")
    try:
        return _activated(graph, layer, _OF_KERAS[kind](graph, layer, sources))
    except (IndexError, ValueError) as error:
        if "cannot be shown" in str(error):
            raise
        refuse(layer, error)


def _activated(graph, layer, at):
    """Add the activation that a layer brings with it."""
    activation = getattr(layer, "activation", None)
    function = getattr(activation, "__name__", str(activation)).lower()
    if activation is None or function == "linear":
        return at
    if function not in _FUNCTIONS:
        refuse(layer, f"its activation is {function}; {', '.join(_FUNCTIONS)} and linear are known")
    slope = {"slope": 0.2} if function == "leaky_relu" else {}
    name = layer.name if type(layer).__name__ == "Activation" else f"{layer.name}, {function}"
    return graph.add("activation", name, [at], function=function, **slope)


def _arrays(layer, *names):
    """The arrays of a layer by their names, those that it has."""
    found = {name: getattr(layer, name, None) for name in names}
    return {name: to_numpy(weight) for name, weight in found.items() if weight is not None}


def _layout(layer):
    return {"strides": layer.strides, "padding": layer.padding, "dilation": layer.dilation_rate}


def _convolution(graph, layer, sources):
    if layer.groups != 1:
        refuse(layer, f"its kernels read a part of the channels (groups={layer.groups})")
    return graph.windows(
        "convolution", layer.name, *sources, size=layer.kernel_size, **_layout(layer), **_arrays(layer, "kernel", "bias")
    )


def _depthwise(graph, layer, sources):
    arrays = _arrays(layer, "kernel", "bias")
    arrays["kernel"] = arrays["kernel"].reshape(*layer.kernel_size, -1)
    return graph.windows("depthwise", layer.name, *sources, size=layer.kernel_size, **_layout(layer), **arrays)


def _separable(graph, layer, sources):
    deep, wide, bias = (_arrays(layer, name) for name in ("depthwise_kernel", "pointwise_kernel", "bias"))
    kernel = deep["depthwise_kernel"].reshape(*layer.kernel_size, -1)
    name = f"{layer.name}, depthwise"
    at = graph.windows("depthwise", name, *sources, size=layer.kernel_size, **_layout(layer), kernel=kernel)
    return _dense(graph, layer.name, at, wide["pointwise_kernel"][0, 0], bias.get("bias"))


def _pooling(function):
    def read(graph, layer, sources):
        layout = {"size": layer.pool_size, "strides": layer.strides, "padding": layer.padding}
        return graph.windows("pooling", layer.name, *sources, **layout, function=function)

    return read


def _global(function):
    def read(graph, layer, sources):
        sides = graph.steps[sources[0]].shape[:2]
        layout = {"size": sides, "strides": sides, "padding": "valid"}
        return graph.windows("pooling", layer.name, *sources, **layout, function=function)

    return read


def _normalisation(graph, layer, sources):
    _check_last(layer, layer.axis, graph.steps[sources[0]].shape)
    arrays = _arrays(layer, "gamma", "beta", "moving_mean", "moving_variance")
    scale = arrays.get("gamma", 1) / (arrays["moving_variance"] + layer.epsilon) ** 0.5
    return graph.add("affine", layer.name, sources, scale=scale, shift=arrays.get("beta", 0) - arrays["moving_mean"] * scale)


def _rescaling(graph, layer, sources):
    channels = graph.steps[sources[0]].shape[2]
    scale, shift = (np.broadcast_to(np.float32(number), channels).copy() for number in (layer.scale, layer.offset))
    return graph.add("affine", layer.name, sources, scale=scale, shift=shift)


def _rectifier(graph, layer, sources):
    slope, most, threshold = (getattr(layer, name, None) for name in ("negative_slope", "max_value", "threshold"))
    function = {None: "relu", 6: "relu6"}.get(most)
    if function is None or threshold or (slope and most):
        refuse(layer, f"its max_value is {most}, its threshold {threshold}, its negative_slope {slope}")
    options = {"function": "leaky_relu", "slope": float(slope)} if slope else {"function": function}
    return graph.add("activation", layer.name, sources, **options)


def _softmax(graph, layer, sources):
    _check_last(layer, layer.axis, graph.steps[sources[0]].shape)
    return graph.add("activation", layer.name, sources, function="softmax")


def _padding(graph, layer, sources):
    layout = {key: [1, 1] for key in ("size", "strides", "dilation")}
    return graph.add("padding", layer.name, sources, padding=[list(map(int, side)) for side in layer.padding], **layout)


def _concatenation(graph, layer, sources):
    _check_last(layer, layer.axis, graph.steps[sources[0]].shape)
    return graph.add("concatenation", layer.name, sources)


def _check_last(layer, axis, shape):
    """Refuse a layer that works along another axis than that of the channels."""
    axes = [*axis] if isinstance(axis, (list, tuple)) else [axis]
    if len(axes) != 1 or axes[0] not in (-1, 3, *[1] * (shape[:2] == (1, 1))):
        refuse(layer, f"its axis is {axis}, that of the channels, -1, is known")


_OF_KERAS = {
    "Activation": lambda graph, layer, sources: sources[0],
    "Add": lambda graph, layer, sources: graph.add("addition", layer.name, sources),
    "AveragePooling2D": _pooling("mean"),
    "BatchNormalization": _normalisation,
    "Concatenate": _concatenation,
    "Conv2D": _convolution,
    "Dense": lambda graph, layer, sources: _dense(
        graph, layer.name, *sources, **{"bias": None} | _arrays(layer, "kernel", "bias")
    ),
    "DepthwiseConv2D": _depthwise,
    "Flatten": lambda graph, layer, sources: graph.add("flatten", layer.name, sources),
    "Functional": _model,
    "GlobalAveragePooling2D": _global("mean"),
    "GlobalMaxPooling2D": _global("max"),
    "LeakyReLU": _rectifier,
    "MaxPooling2D": _pooling("max"),
    "ReLU": _rectifier,
    "Relu": _rectifier,
    "Rescaling": _rescaling,
    "SeparableConv2D": _separable,
    "Sequential": _model,
    "Softmax": _softmax,
    "ZeroPadding2D": _padding,
}
