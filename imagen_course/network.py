"""Learning, by hand: layers with their derivatives, a loss, and gradient descent. NumPy only.

Every layer has two methods. ``forward(inputs)`` computes its outputs. ``backward(gradient)`` is the chain rule: it takes the
gradient of the loss with respect to the outputs of the last forward pass, keeps the gradients of the layer's parameters in
``gradients``, and returns the gradient with respect to the inputs. A gradient has the shape of what it belongs to.

Pictures and feature maps are ``images (n, h, w, c)``, vectors ``(n, d)``, and labels integers from 0. Parameters are float32
unless a layer is made with ``dtype="float64"``, which a gradient check needs.
"""

from typing import NamedTuple

import numpy as np

from imagen_course.checks import (
    check_array,
    check_callable,
    check_labels,
    check_lengths,
    check_number,
    check_numbers,
    check_one_of,
    check_seed,
    check_type,
    check_whole,
)
from imagen_course.formulas import conv2d, cross_entropy, output_size, pool2d, softmax

__all__ = [
    "Conv2D",
    "Dense",
    "Flatten",
    "Network",
    "Pool2D",
    "ReLU",
    "Residual",
    "Step",
    "check_gradient",
    "gradient_descent",
    "sizes",
    "softmax_cross_entropy",
]

_BLOCK = 2**18  # numbers a convolution layer has in hand at a time on its way back: 1 MB of float32

_BATCH = 256  # pictures that predict looks at together


class _Layer:
    """What all layers share: parameters, their gradients, and the memory of the last forward pass."""

    def __init__(self):
        self.parameters, self.gradients, self._last = {}, {}, None

    def __repr__(self):
        return f"{type(self).__name__}({', '.join(f'{name} {array.shape}' for name, array in self.parameters.items())})"

    def _remember(self, inputs, outputs):
        self._last = np.asarray(inputs), outputs
        return outputs

    def _recall(self, gradient):
        if self._last is None:
            raise RuntimeError(f"{self}.backward came before forward: call forward first")
        if np.shape(gradient) != self._last[1].shape:
            expected = f"the shape of the last outputs of {self}, {self._last[1].shape}"
            raise ValueError(f"gradient must have {expected}, got {np.shape(gradient)}")
        return self._last


class Dense(_Layer):
    """A fully connected layer: ``outputs = inputs @ kernel + bias``; each output is a neuron that sees every input.

    Parameters
    ----------
    n_in, n_out : int
    seed : int
        Draws the kernel, from a normal distribution of variance ``2 / n_in`` [1]_.
    dtype : {"float32", "float64"}

    Attributes
    ----------
    parameters, gradients : dict of str to numpy.ndarray
        ``kernel`` (n_in, n_out) and ``bias`` (n_out,); the gradients are those of the last backward pass.

    Raises
    ------
    TypeError, ValueError
        If a size is not a whole number of 1 or more, the dtype is not floating point, inputs are not floating-point
        numbers of shape (n, n_in), or a gradient is not of the shape of the outputs.
    RuntimeError
        If backward comes before forward.

    References
    ----------
    .. [1] K. He, X. Zhang, S. Ren and J. Sun, "Delving deep into rectifiers", 2015, arXiv:1502.01852.

    Examples
    --------
    >>> layer = Dense(3, 2, seed=0)
    >>> layer.forward(np.ones((5, 3), "float32")).shape
    (5, 2)
    >>> layer.backward(np.ones((5, 2), "float32")).shape, layer.gradients["bias"].tolist()
    ((5, 3), [5.0, 5.0])
    """

    def __init__(self, n_in, n_out, *, seed, dtype="float32"):
        check_whole(n_in=n_in, n_out=n_out)
        super().__init__()
        self.parameters = {"kernel": _he_normal((n_in, n_out), seed, dtype), "bias": np.zeros(n_out, dtype)}

    def forward(self, inputs):
        """Return the outputs (n, n_out) for inputs (n, n_in)."""
        kernel, bias = self.parameters.values()
        hint = "put Flatten() before it" * (np.ndim(inputs) > 2)
        inputs = check_array(inputs, name="inputs", kind="float", shape=("n", len(kernel)), hint=hint)
        return self._remember(inputs, inputs @ kernel + bias)

    def backward(self, gradient):
        """Return the gradient (n, n_in) for the gradient (n, n_out)."""
        inputs, _ = self._recall(gradient)
        self.gradients = {"kernel": inputs.T @ gradient, "bias": gradient.sum(axis=0)}
        return gradient @ self.parameters["kernel"].T


class Conv2D(_Layer):
    """A convolution layer: one small kernel at every place of the picture, as `imagen_course.formulas.conv2d` slides it.

    Backwards, a kernel's entry gathers all the pixels it met, each times the gradient of the output it went into; and the
    gradient of the inputs is again a convolution: of the gradient, with the kernel turned by 180 degrees [1]_.

    Parameters
    ----------
    c_in, c_out : int
        Channels.
    kernel_size : int
        Rows and columns of the kernel.
    stride : int
    padding : {"valid", "same"} or int
        As in `imagen_course.formulas.output_size`.
    seed : int
        Draws the kernel, from a normal distribution of variance ``2 / (kernel_size**2 * c_in)``.
    dtype : {"float32", "float64"}

    Attributes
    ----------
    parameters, gradients : dict of str to numpy.ndarray
        ``kernel`` (kernel_size, kernel_size, c_in, c_out) and ``bias`` (c_out,); the gradients are those of the last
        backward pass.

    Raises
    ------
    TypeError, ValueError
        If an option, the inputs or a gradient are not what they should be.
    RuntimeError
        If backward comes before forward.

    References
    ----------
    .. [1] V. Dumoulin and F. Visin, "A guide to convolution arithmetic for deep learning", 2016, arXiv:1603.07285.

    Examples
    --------
    >>> layer = Conv2D(1, 8, 5, padding="same", seed=0)
    >>> layer.forward(np.zeros((2, 28, 28, 1), "float32")).shape
    (2, 28, 28, 8)
    """

    def __init__(self, c_in, c_out, kernel_size=3, *, stride=1, padding="valid", seed, dtype="float32"):
        check_whole(c_in=c_in, c_out=c_out, kernel_size=kernel_size)
        output_size(kernel_size, kernel_size, stride=stride, padding=padding)  # refuses what is no stride or padding
        super().__init__()
        kernel = _he_normal((kernel_size, kernel_size, c_in, c_out), seed, dtype)
        self.parameters = {"kernel": kernel, "bias": np.zeros(c_out, dtype)}
        self.stride, self.padding = stride, padding

    def forward(self, inputs):
        """Return the feature maps (n, rows, columns, c_out) for inputs (n, h, w, c_in)."""
        outputs = conv2d(inputs, **self.parameters, stride=self.stride, padding=self.padding)
        return self._remember(inputs, outputs)

    def backward(self, gradient):
        """Return the gradient (n, h, w, c_in) for the gradient (n, rows, columns, c_out)."""
        inputs, _ = self._recall(gradient)
        flat = gradient.reshape(-1, gradient.shape[-1])
        bias = np.ones(len(flat), gradient.dtype) @ flat  # the sum over pictures, rows and columns, several times as fast
        self.gradients = {"kernel": self._kernel_gradient(inputs, gradient), "bias": bias}
        return self._inputs_gradient(inputs, gradient)

    def _kernel_gradient(self, inputs, gradient):
        (span, _, c_in, c_out), (n, rows, columns, _) = self.parameters["kernel"].shape, gradient.shape
        inputs = np.pad(inputs, [(0, 0), *self._cells_added(inputs), (0, 0)])
        gradient = gradient.reshape(n, rows * columns, c_out)
        seen = self.stride * np.arange(columns)[:, None] + np.arange(span)
        total = np.zeros((span, span * c_in, c_out), np.result_type(inputs, gradient))
        block = max(1, _BLOCK // (inputs[0].size * span))
        for some in (slice(start, start + block) for start in range(0, n, block)):
            wide = np.take(inputs[some], seen, axis=2)  # (m, h, columns, span, c_in): what a row of the kernel sees
            for i in range(span):
                met = wide[:, _every(self.stride, i, rows)].reshape(len(wide), rows * columns, span * c_in)
                total[i] += np.sum(met.swapaxes(1, 2) @ gradient[some], axis=0)
        return total.reshape(span, span, c_in, c_out)

    def _inputs_gradient(self, inputs, gradient):
        kernel, ((top, bottom), (left, right)) = self.parameters["kernel"], self._cells_added(inputs)
        (n, h, w, _), (_, rows, columns, c_out), rim = inputs.shape, gradient.shape, len(kernel) - 1
        spread = np.zeros((n, top + h + bottom + rim, left + w + right + rim, c_out), gradient.dtype)
        spread[:, _every(self.stride, rim, rows), _every(self.stride, rim, columns)] = gradient
        spread = spread[:, top : top + h + rim, left : left + w + rim]  # what the pixels see that are no padding
        return conv2d(spread, kernel[::-1, ::-1].swapaxes(2, 3))  # (n, h, w, c_in)

    def _cells_added(self, inputs):
        """Count the cells that ``padding`` adds before and after each side of the pictures."""
        if self.padding != "same":
            return [(0, 0) if self.padding == "valid" else (self.padding, self.padding)] * 2
        span, sizes = len(self.parameters["kernel"]), np.array(inputs.shape[1:3])
        places = -(-sizes // self.stride)
        missing = np.maximum(self.stride * (places - 1) + span - sizes, 0)
        return [(m // 2, m - m // 2) for m in missing.tolist()]


class Pool2D(_Layer):
    """Pooling: each window of each channel becomes its maximum or its mean.

    Backwards, the gradient of a maximum goes to the pixel that won (the first, row by row, of equals), that of a mean in
    equal shares to all pixels of the window. Where windows overlap, what they send is added.

    Parameters
    ----------
    size : int
        Rows and columns of the window.
    kind : {"max", "mean"}
    stride : int, optional
        ``size`` where not given: windows side by side.

    Raises
    ------
    TypeError, ValueError
        If an option, the inputs or a gradient are not what they should be.
    RuntimeError
        If backward comes before forward.

    Examples
    --------
    >>> layer, image = Pool2D(2), np.array([[0.0, 4.0, 2.0, 2.0], [0.0, 0.0, 2.0, 2.0]])
    >>> layer.forward(image[None, :, :, None]).ravel()
    array([4., 2.])
    >>> layer.backward(np.array([1.0, 10.0]).reshape(1, 1, 2, 1))[0, :, :, 0]
    array([[ 0.,  1., 10.,  0.],
           [ 0.,  0.,  0.,  0.]])
    """

    def __init__(self, size=2, *, kind="max", stride=None):
        super().__init__()
        check_one_of(kind, ("max", "mean"), name="kind")
        self.size, self.kind, self.stride = size, kind, size if stride is None else stride
        check_whole(size=self.size, stride=self.stride)

    def forward(self, inputs):
        """Return the pooled maps (n, rows, columns, c) for inputs (n, h, w, c)."""
        return self._remember(inputs, pool2d(inputs, self.size, kind=self.kind, stride=self.stride))

    def backward(self, gradient):
        """Return the gradient (n, h, w, c) for the gradient (n, rows, columns, c)."""
        inputs, outputs = self._recall(gradient)
        result = np.zeros_like(inputs)
        undecided = np.ones(outputs.shape, bool)  # windows whose winner has not been met
        for pixels, share in zip(self._met(inputs, outputs), self._met(result, outputs), strict=True):
            if self.kind == "mean":
                share += gradient / self.size**2
            else:
                won = undecided & (pixels == outputs)
                share += won * gradient
                undecided &= ~won
        return result

    def _met(self, images, outputs):
        """For each place in the window, a view of the pixels found there, one for each output."""
        _, rows, columns, _ = outputs.shape
        for i, j in np.ndindex(self.size, self.size):
            yield images[:, _every(self.stride, i, rows), _every(self.stride, j, columns)]


class ReLU(_Layer):
    """The rectifier ``max(inputs, 0)``, number by number; its derivative is 1 where the input is positive, else 0.

    Raises
    ------
    RuntimeError
        If backward comes before forward.

    Examples
    --------
    >>> layer = ReLU()
    >>> layer.forward(np.array([-2.0, 0.0, 3.0])), layer.backward(np.array([10.0, 10.0, 10.0]))
    (array([0., 0., 3.]), array([ 0.,  0., 10.]))
    """

    def forward(self, inputs):
        """Return the inputs with 0 for what is negative."""
        return self._remember(inputs, np.maximum(inputs, 0))

    def backward(self, gradient):
        """Return the gradient where the input was positive, else 0."""
        _, outputs = self._recall(gradient)
        return gradient * (outputs > 0)


class Flatten(_Layer):
    """Feature maps (n, h, w, c) laid out as vectors (n, h * w * c), as a dense layer takes them.

    Raises
    ------
    RuntimeError
        If backward comes before forward.

    Examples
    --------
    >>> Flatten().forward(np.zeros((5, 2, 2, 8))).shape
    (5, 32)
    """

    def forward(self, inputs):
        """Return the inputs with all axes but the first made one."""
        return self._remember(inputs, np.reshape(inputs, (len(inputs), np.prod(np.shape(inputs)[1:], dtype=int))))

    def backward(self, gradient):
        """Return the gradient in the shape of the inputs."""
        inputs, _ = self._recall(gradient)
        return np.reshape(gradient, inputs.shape)


class Network:
    """Layers in a row: the outputs of each are the inputs of the next.

    ``backward`` goes back through the last forward pass, whoever asked for it: ``predict`` makes passes too.

    Parameters
    ----------
    layers : sequence
        Objects with ``forward``, ``backward``, ``parameters`` and ``gradients``.

    Attributes
    ----------
    layers : list
    history : list
        The curves of each training by `imagen_course.regularisation.fit`.

    Raises
    ------
    TypeError, ValueError
        If there is no layer or something else among them; in ``forward``, if a layer refuses its inputs: a note on the
        error says which one.

    Examples
    --------
    >>> network = Network([Flatten(), Dense(64, 16, seed=0), ReLU(), Dense(16, 10, seed=1)])
    >>> network.predict(np.zeros((3, 8, 8, 1), "float32"))
    array([0, 0, 0])
    >>> {name: array.shape for name, array in network.parameters().items()}
    {'1 kernel': (64, 16), '1 bias': (16,), '3 kernel': (16, 10), '3 bias': (10,)}
    """

    def __init__(self, layers):
        check_lengths(layers=layers)
        self.layers, self.history = list(layers), []
        if not self.layers:
            raise ValueError("layers must hold at least one layer, got none")
        for layer in self.layers:
            if not all(hasattr(layer, name) for name in ("forward", "backward", "parameters", "gradients")):
                needed = "forward, backward, parameters and gradients"
                raise TypeError(f"layers must have {needed}, got {layer!r}: make a layer, as in ReLU()")

    def forward(self, images):
        """Return the logits (n, classes) of images (n, h, w, c)."""
        outputs = np.asarray(images)
        for number, layer in enumerate(self.layers):
            try:
                outputs = layer.forward(outputs)
            except (TypeError, ValueError) as error:
                error.add_note(f"in layer {number} of the network, {layer}")
                raise
        return outputs

    def backward(self, gradient):
        """Return the gradient with respect to the images; the layers keep those with respect to their parameters."""
        for layer in reversed(self.layers):
            gradient = layer.backward(gradient)
        return gradient

    def parameters(self):
        """Return the parameters of all layers, themselves and not copies, by the layer's number and their name."""
        return {f"{i} {name}": array for i, layer in enumerate(self.layers) for name, array in layer.parameters.items()}

    def gradients(self):
        """Return the gradients of the last backward pass, by the same names."""
        return {f"{i} {name}": array for i, layer in enumerate(self.layers) for name, array in layer.gradients.items()}

    def predict_proba(self, images):
        """Return the probability (n, classes) of each class, a few pictures at a time: memory does not grow with n."""
        images = check_numbers(images, name="images", shape=("n", "..."))
        starts = range(0, max(len(images), 1), _BATCH)
        return np.concatenate([softmax(self.forward(images[start : start + _BATCH])) for start in starts])

    def predict(self, images):
        """Return the labels (n,), the most probable class of each picture."""
        return self.predict_proba(images).argmax(axis=-1)


class Residual(Network):
    """Layers and a skip connection, a residual block without its last ReLU: ``outputs = inputs + layers(inputs)`` [1]_.

    It is a layer itself, to be put into a `Network`. Backwards, the gradient takes the skip connection as it is, and
    what comes back through the layers is added to it.

    Parameters
    ----------
    layers : sequence
        As for `Network`; what they give must have the shape of what comes in.

    Attributes
    ----------
    parameters, gradients : dict of str to numpy.ndarray
        Those of all layers, by the layer's number and their name.

    Raises
    ------
    TypeError, ValueError
        As for `Network`; in ``forward`` also if the layers change the shape.

    References
    ----------
    .. [1] K. He, X. Zhang, S. Ren and J. Sun, "Deep residual learning for image recognition", 2015, arXiv:1512.03385.

    Examples
    --------
    >>> block = Residual([Dense(2, 2, seed=0)])
    >>> block.parameters["0 kernel"][...] = [[10, 0], [0, 100]]
    >>> block.forward(np.ones((1, 2), "float32")), block.backward(np.ones((1, 2), "float32"))
    (array([[ 11., 101.]], dtype=float32), array([[ 11., 101.]], dtype=float32))
    """

    parameters, gradients = property(Network.parameters), property(Network.gradients)

    def forward(self, inputs):
        """Return the inputs plus what the layers make of them."""
        change = super().forward(inputs)
        if change.shape != np.shape(inputs):
            raise ValueError(f"layers must keep the shape, {np.shape(inputs)}, got {change.shape}: the two are to be added")
        return inputs + change

    def backward(self, gradient):
        """Return the gradient with respect to the inputs: that of the skip connection plus what the layers give back."""
        return gradient + super().backward(gradient)

    def __repr__(self):
        return f"Residual({self.layers})"


def softmax_cross_entropy(logits, labels):
    """Measure how surprising the labels are, and which way the logits would have to go.

    Softmax and logarithm together have a short derivative: ``(softmax(logits) - onehot) / n`` [1]_.

    Parameters
    ----------
    logits : array_like, shape (n, classes)
        Floating-point scores, before any softmax.
    labels : array_like of int, shape (n,)
        From 0 to classes - 1.

    Returns
    -------
    loss : numpy.floating
        The mean cross-entropy, in nats.
    gradient : numpy.ndarray, shape (n, classes)
        Of the loss with respect to the logits; each row sums to 0.

    Raises
    ------
    TypeError, ValueError
        As for `imagen_course.formulas.cross_entropy`.

    References
    ----------
    .. [1] C. M. Bishop, "Pattern Recognition and Machine Learning", 2006, section 4.3.4.

    Examples
    --------
    >>> loss, gradient = softmax_cross_entropy(np.zeros((1, 4)), [2])
    >>> loss.round(4), gradient
    (np.float64(1.3863), array([[ 0.25,  0.25, -0.75,  0.25]]))
    """
    loss, probabilities = cross_entropy(logits, labels), softmax(logits)
    onehot = np.eye(probabilities.shape[-1], dtype=probabilities.dtype)[labels]
    return loss, (probabilities - onehot) / np.size(labels)


def sizes(network, images, labels):
    """Measure how large the maps of each layer are on the way forward, and their gradients on the way back.

    Parameters
    ----------
    network : Network
    images : numpy.ndarray, shape (n, h, w, c)
    labels : array_like of int, shape (n,)

    Returns
    -------
    maps, gradients : numpy.ndarray, shape (layers,)
        The root mean square of what each layer gives, and of the gradient of the cross-entropy with respect to it.

    Raises
    ------
    TypeError, ValueError
        If the network refuses the images, or the labels do not fit them.

    Examples
    --------
    >>> twice = Dense(2, 2, seed=0)
    >>> twice.parameters["kernel"][...] = [[2, 0], [0, 2]]
    >>> sizes(Network([ReLU(), twice]), np.ones((3, 2)), [0, 1, 1])
    (array([1., 2.]), array([0.33333333, 0.16666667]))
    """
    check_type(network, Network, name="network")
    maps = check_numbers(images, name="images", shape=("n", "..."), least=1)
    forward = [_root_mean_square(maps := layer.forward(maps)) for layer in network.layers]
    labels = check_labels(labels, shape=(len(maps),), n_labels=maps.shape[-1], hint="one label for each picture")
    _, gradient = softmax_cross_entropy(maps, labels)
    back = [gradient, *(gradient := layer.backward(gradient) for layer in network.layers[:0:-1])]
    return np.array(forward), np.array([*map(_root_mean_square, back[::-1])])


def _root_mean_square(array):
    return float(np.sqrt(np.mean(np.square(array))))


class Step(NamedTuple):
    """What `gradient_descent` tells after each step.

    Attributes
    ----------
    step, epoch : int
        Counted from 1.
    loss, accuracy : float
        On the step's batch, before the step was taken: nats, and a share in [0, 1].

    Examples
    --------
    >>> Step(step=1, epoch=1, loss=2.3, accuracy=0.125).loss
    2.3
    """

    step: int
    epoch: int
    loss: float
    accuracy: float


def gradient_descent(network, images, labels, *, epochs, batch_size=32, learning_rate=0.05, momentum=0.9, decay=1.0, seed=0):
    """Train a network by stochastic gradient descent with momentum [1]_, and yield after every step.

    ``velocity = momentum * velocity - learning_rate * gradient``, then ``parameter = parameter + velocity``. Each epoch goes
    through all pictures once, in a new order. Nothing is learned until the steps are asked for, one by one.

    Parameters
    ----------
    network : Network
        Its parameters are changed in place.
    images : numpy.ndarray, shape (n, h, w, c)
    labels : array_like of int, shape (n,)
    epochs, batch_size : int
    learning_rate : float
        Above 0.
    momentum : float
        In [0, 1).
    decay : float
        In (0, 1]; multiplies the learning rate after every epoch.
    seed : int
        Draws the order of the pictures.

    Yields
    ------
    Step

    Raises
    ------
    TypeError, ValueError
        At the call, if an argument is out of range, the labels do not fit the images and the network, or the network
        refuses the images.

    References
    ----------
    .. [1] I. Sutskever, J. Martens, G. Dahl and G. Hinton, "On the importance of initialization and momentum in deep
       learning", ICML 2013.

    Examples
    --------
    >>> images, labels = np.eye(4, dtype="float32").reshape(4, 2, 2, 1), np.arange(4)
    >>> network = Network([Flatten(), Dense(4, 4, seed=0)])
    >>> for step in gradient_descent(network, images, labels, epochs=50, learning_rate=0.5):
    ...     pass
    >>> step.step, step.accuracy, network.predict(images)
    (50, 1.0, array([0, 1, 2, 3]))
    """
    images = check_numbers(images, name="images", shape=("n", "..."), least=1)
    check_whole(epochs=epochs, batch_size=batch_size, seed=seed)
    check_number(learning_rate, "(0, inf)", name="learning_rate", hint="0.05 is usual")
    check_number(momentum, "[0, 1)", name="momentum", hint="0.9 is usual")
    check_number(decay, "(0, 1]", name="decay", hint="1 keeps the learning rate")
    classes = network.forward(images[:1]).shape[-1]
    labels = check_labels(labels, shape=(len(images),), n_labels=classes, hint="one label for each picture")
    return _descend(network, images, labels, epochs, batch_size, learning_rate, momentum, decay, seed)


def _descend(network, images, labels, epochs, batch_size, learning_rate, momentum, decay, seed):
    rng, step = np.random.default_rng(seed), 0
    parameters = network.parameters()
    velocity = {name: np.zeros_like(array) for name, array in parameters.items()}
    for epoch in range(1, epochs + 1):
        order = rng.permutation(len(labels))
        for batch in (order[i : i + batch_size] for i in range(0, len(order), batch_size)):
            logits = network.forward(images[batch])
            loss, gradient = softmax_cross_entropy(logits, labels[batch])
            network.backward(gradient)
            for name, slope in network.gradients().items():
                velocity[name] = momentum * velocity[name] - learning_rate * slope
                parameters[name] += velocity[name]
            step += 1
            yield Step(step, epoch, float(loss), float(np.mean(logits.argmax(axis=-1) == labels[batch])))
        learning_rate *= decay


def check_gradient(function, array, gradient, *, step=1e-6, seed=0):
    """Compare a gradient with central differences along one random direction, which tries all its entries at once [1]_.

    The slope along a direction is ``(f(array + step * direction) - f(array - step * direction)) / (2 * step)`` by
    differences, and ``sum(gradient * direction)`` by the gradient.

    Parameters
    ----------
    function : callable
        Takes the array and returns a number. The array is moved in place and put back, so that the function may find it
        where it lives, such as among the parameters of a layer.
    array : numpy.ndarray of float64
    gradient : array_like, shape of array
    step : float
    seed : int
        Draws the direction.

    Returns
    -------
    by_differences, by_gradient : float

    Raises
    ------
    TypeError
        If the array is not of float64: differences of float32 numbers keep too few digits.
    ValueError
        If the gradient is not of the array's shape.

    References
    ----------
    .. [1] D. Maclaurin, D. Duvenaud and R. P. Adams, "Autograd: effortless gradients in NumPy", AutoML workshop, ICML 2015.

    Examples
    --------
    >>> x = np.array([1.0, 2.0, 3.0])
    >>> by_differences, by_gradient = check_gradient(lambda x: np.sum(x**2), x, 2 * x)
    >>> abs(by_differences / by_gradient - 1) < 1e-6
    True
    """
    check_callable(function, name="function")
    if not isinstance(array, np.ndarray) or array.dtype != np.float64:
        got = getattr(array, "dtype", type(array).__name__)
        raise TypeError(f"array must be a NumPy array of float64, got {got}: make layers with dtype='float64' to check them")
    check_numbers(array, name="array")
    check_numbers(gradient, name="gradient", shape=array.shape, hint="the shape of array")
    check_number(step, "(0, 1]", name="step", hint="1e-6 is usual")
    direction, start = np.random.default_rng(check_seed(seed)).normal(size=array.shape), array.copy()
    try:
        array[...] = start + step * direction
        above = function(array)
        array[...] = start - step * direction
        below = function(array)
    finally:
        array[...] = start
    return float((above - below) / (2 * step)), float(np.sum(gradient * direction))


def _every(stride, start, count):
    """The slice of ``count`` places, ``stride`` apart."""
    return slice(start, start + stride * count, stride)


def _he_normal(shape, seed, dtype):
    """Draw a kernel that keeps the size of signals through a ReLU; all axes but the last lead into one output."""
    check_one_of(getattr(dtype, "__name__", str(dtype)), ("float16", "float32", "float64"), name="dtype")
    return np.random.default_rng(check_seed(seed)).normal(scale=np.sqrt(2 / np.prod(shape[:-1])), size=shape).astype(dtype)
