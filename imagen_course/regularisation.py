"""Against overfitting, by hand: weights that shrink, neurons that drop out, and both losses after each epoch. NumPy only.

What is trained is a `network.Network`; pictures are ``images (n, h, w, c)`` and labels integers from 0.
"""

from typing import NamedTuple

import numpy as np

from imagen_course.checks import check_items, check_number, check_numbers, check_seed, check_type
from imagen_course.formulas import cross_entropy
from imagen_course.network import Network, gradient_descent

__all__ = ["Curves", "Dropout", "fit", "shrink"]


class Curves(NamedTuple):
    """The losses of a training after each epoch.

    Attributes
    ----------
    training, validation : numpy.ndarray, shape (epochs,)
        Cross-entropy in nats on the training set and on the validation set, nothing dropped.

    Examples
    --------
    >>> Curves(np.array([2.0, 1.0]), np.array([2.1, 1.5])).validation.argmin() + 1
    np.int64(2)
    """

    training: np.ndarray
    validation: np.ndarray


class Dropout:
    """A layer that sets a random share of its inputs to 0 while the network is trained, and makes the rest larger [1]_.

    Parameters
    ----------
    share : float
        How many drop out, in [0, 1); the rest is divided by ``1 - share``, so that the mean stays.
    seed : int

    Attributes
    ----------
    active : bool
        Whether anything drops out: `fit` switches it on for its steps alone.

    Raises
    ------
    TypeError, ValueError
        If the share or the seed is none.

    References
    ----------
    .. [1] N. Srivastava, G. Hinton, A. Krizhevsky, I. Sutskever and R. Salakhutdinov, "Dropout", JMLR 15, 2014.

    Examples
    --------
    >>> layer = Dropout(0.5, seed=0)
    >>> layer.active = True
    >>> layer.forward(np.ones((1, 6), "float32"))
    array([[2., 0., 0., 0., 2., 2.]], dtype=float32)
    """

    def __init__(self, share=0.5, *, seed):
        check_number(share, "[0, 1)", name="share", hint="0.5 is usual")
        self.share, self.active, self.parameters, self.gradients = share, False, {}, {}
        self._rng, self._factor = np.random.default_rng(check_seed(seed)), 1

    def forward(self, inputs):
        """Return the inputs, some of them 0 and the rest larger while the layer is active."""
        inputs = np.asarray(inputs)
        kept = self._rng.random(inputs.shape) >= self.share if self.active else 1
        self._factor = (kept / (1 - self.share)).astype(inputs.dtype) if self.active else 1
        return inputs * self._factor

    def backward(self, gradient):
        """Return the gradient where the input was kept, as much larger, else 0."""
        return gradient * self._factor


def shrink(weights, *, l1=0.0, l2=0.0):
    """Move weights towards 0, in place: L2 takes a share of each, L1 the same amount of each and none beyond 0.

    Done after each step of a descent, this is what the penalties ``sum(w**2)`` and ``sum(abs(w))`` on the loss come to,
    apart from momentum [1]_.

    Parameters
    ----------
    weights : numpy.ndarray of float
    l1 : float
        The amount, 0 or more.
    l2 : float
        The share, in [0, 1].

    Raises
    ------
    TypeError, ValueError
        If an argument is none of these.

    References
    ----------
    .. [1] I. Loshchilov and F. Hutter, "Decoupled weight decay regularization", 2019, arXiv:1711.05101.

    Examples
    --------
    >>> weights = np.array([1.0, -0.5, 0.05])
    >>> shrink(weights, l1=0.1)
    >>> weights
    array([ 0.9, -0.4,  0. ])
    """
    check_type(weights, np.ndarray, name="weights")
    check_numbers(weights, name="weights")
    check_number(l1, "[0, inf)", name="l1")
    check_number(l2, "[0, 1]", name="l2")
    weights *= 1 - l2
    weights[...] = np.sign(weights) * np.maximum(np.abs(weights) - l1, 0)


def fit(network, training, validation, *, epochs=60, batch_size=20, learning_rate=0.05, l1=0.0, l2=0.0, seed=0):
    """Train a network, and measure the loss on both sets after each epoch.

    Parameters
    ----------
    network : Network
        It is changed in place, and its ``history`` gets the curves; `Dropout` among its layers is active during the steps
        and at no other time.
    training, validation : (images, labels)
        Two pairs of images (n, h, w, c) and labels (n,).
    epochs, batch_size : int
    learning_rate : float
    l1, l2 : float
        What every kernel loses after each step, as in `shrink`.
    seed : int
        Draws the order of the pictures.

    Returns
    -------
    Curves

    Raises
    ------
    TypeError, ValueError
        As for `network.gradient_descent`, and if a set is no pair.

    Examples
    --------
    >>> from imagen_course.network import Dense, Flatten
    >>> four = np.eye(4, dtype="float32").reshape(4, 2, 2, 1), np.arange(4)
    >>> curves = fit(Network([Flatten(), Dense(4, 4, seed=0)]), four, four, epochs=3)
    >>> curves.training.shape, bool(curves.training[-1] < curves.training[0])
    ((3,), True)
    """
    check_type(network, Network, name="network")
    for name, pair in (("training", training), ("validation", validation)):
        check_items(pair, np.ndarray, name=name, least=2, hint="write (images, labels)")
    kernels = [array for name, array in network.parameters().items() if name.endswith("kernel")]
    options = {"epochs": epochs, "batch_size": batch_size, "learning_rate": learning_rate, "seed": seed}
    steps = gradient_descent(network, *training, **options)
    last = -(-len(training[1]) // batch_size)  # steps of an epoch
    losses = []
    _switch(network, True)
    for step in steps:
        for kernel in kernels:
            shrink(kernel, l1=l1, l2=l2)
        if step.step % last == 0:
            _switch(network, False)
            losses.append([cross_entropy(network.forward(images), labels) for images, labels in (training, validation)])
            _switch(network, step.epoch < epochs)
    network.history.append(Curves(*np.array(losses, dtype=float).T))
    return network.history[-1]


def _switch(network, active):
    for layer in network.layers:
        if isinstance(layer, Dropout):
            layer.active = active
        elif isinstance(layer, Network):  # a residual block
            _switch(layer, active)
