"""Generators small enough to train while one watches: points in the plane, dense networks, and the optimizer Adam.

A point ``(2,)`` is a picture of two numbers. Networks are those of `network`, in NumPy, so every update can be written out.
"""

import numpy as np

from imagen_course.autodiff import gradients
from imagen_course.checks import (
    check_callable,
    check_lengths,
    check_number,
    check_numbers,
    check_seed,
    check_type,
    check_whole,
)
from imagen_course.network import Dense, Network, ReLU

__all__ = ["Adam", "dirac_gan", "follow", "mlp", "ring", "train_gan", "train_vae"]

_BATCH = 128
_KEPT = 0.9, 0.99  # by the Adam of a VAE; a game wants a shorter memory


def ring(n, *, clusters=8, noise=0.05, turn=0.0, seed=0):
    """Draw points from clusters that lie on a circle.

    Parameters
    ----------
    n : int
    clusters : int
    noise : float
        Standard deviation of each cluster; the circle has radius 1.
    turn : float
        Radians by which the circle is turned.
    seed : int

    Returns
    -------
    numpy.ndarray, shape (n, 2)
        float32.

    Raises
    ------
    TypeError, ValueError
        If a number is of another kind or out of range.

    Examples
    --------
    >>> np.abs(ring(3, clusters=4, noise=0, seed=1)).round().tolist()
    [[0.0, 1.0], [1.0, 0.0], [0.0, 1.0]]
    """
    check_whole(n=n, clusters=clusters)
    check_number(noise, "[0, inf)", name="noise")
    check_number(turn, "(-inf, inf)", name="turn")
    random = np.random.default_rng(check_seed(seed))
    angle = 2 * np.pi * random.integers(clusters, size=n) / clusters + turn
    centres = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    return (centres + noise * random.normal(size=(n, 2))).astype("float32")


def mlp(n_in, n_out, *, width=64, seed=0):
    """Make a network of three dense layers with ReLUs between them, a multilayer perceptron.

    Parameters
    ----------
    n_in, n_out, width : int
    seed : int
        Of the weights.

    Returns
    -------
    network.Network

    Raises
    ------
    TypeError, ValueError
        If a number is not whole or too small.

    Examples
    --------
    >>> mlp(2, 1).forward(np.zeros((5, 2), "float32")).shape
    (5, 1)
    """
    check_whole(n_in=n_in, n_out=n_out, width=width)
    sizes = [n_in, width, width, n_out]
    layers = [Dense(*sizes[i : i + 2], seed=3 * check_seed(seed) + i) for i in range(3)]
    return Network([layers[0], ReLU(), layers[1], ReLU(), layers[2]])


def dirac_gan(place, *, penalty=0.0):
    """Say where the smallest adversarial game moves: all real pictures are 0, the generator draws one number [1]_.

    The discriminator's logit for a number x is ``d * x``. Its loss is ``softplus(d * g) + penalty * d**2`` (but for a
    constant), the generator's is ``softplus(-d * g)``; each goes against the slope of its own.

    Parameters
    ----------
    place : array_like, shape (..., 2)
        The number ``g`` that the generator draws, and the discriminator's weight ``d``.
    penalty : float
        0 or more.

    Returns
    -------
    numpy.ndarray, shape (..., 2)

    References
    ----------
    .. [1] L. Mescheder, A. Geiger and S. Nowozin, "Which training methods for GANs do actually converge?", ICML 2018,
       arXiv:1801.04406.

    Examples
    --------
    >>> dirac_gan([1.0, 0.0]).tolist()
    [0.0, -0.5]
    """
    check_number(penalty, "[0, inf)", name="penalty")
    g, d = np.moveaxis(np.asarray(check_numbers(place, name="place"), float), -1, 0)
    taken = 1 / (1 + np.exp(-d * g))  # the probability that the drawn number is real
    return np.stack([(1 - taken) * d, -taken * g - 2 * penalty * d], axis=-1)


def follow(moves, start, *, steps, rate=0.2):
    """Follow a field: at each place a step along its arrow, as gradient descent does for one player or for several.

    Parameters
    ----------
    moves : callable
        Takes a place (d,) and returns the direction in which it moves, (d,).
    start : array_like, shape (d,)
    steps : int
    rate : float
        How long a step is, times the arrow.

    Returns
    -------
    numpy.ndarray, shape (steps + 1, d)

    Raises
    ------
    TypeError, ValueError
        If an argument is of another kind or out of range.

    Examples
    --------
    >>> follow(lambda place: -place, [8.0, 0.0], steps=2, rate=0.5).tolist()
    [[8.0, 0.0], [4.0, 0.0], [2.0, 0.0]]
    """
    check_callable(moves, name="moves", hint="of a place, (d,)")
    path = [np.asarray(check_numbers(start, name="start", shape=("d",)), float)]
    check_whole(steps=steps)
    check_number(rate, "(0, inf)", name="rate")
    for _ in range(steps):
        path.append(path[-1] + rate * moves(path[-1]))
    return np.array(path)


class Adam:
    """The optimizer of a network: each weight moves by its mean gradient over the root of its mean square [1]_.

    Parameters
    ----------
    network : network.Network
        Its weights are changed in place.
    learning_rate : float
    decay : (float, float)
        What each step keeps of the two running means: ``(beta_1, beta_2)``.

    References
    ----------
    .. [1] D. P. Kingma and J. Ba, "Adam: a method for stochastic optimization", ICLR 2015, arXiv:1412.6980.

    Examples
    --------
    >>> network = mlp(2, 1)
    >>> before, adam = network.forward(np.ones((1, 2), "float32")), Adam(network, 0.01)
    >>> _ = network.backward(np.ones((1, 1), "float32"))
    >>> adam.step()
    >>> bool(network.forward(np.ones((1, 2), "float32")) < before)
    True
    """

    def __init__(self, network, learning_rate=2e-3, *, decay=(0.5, 0.99)):
        check_type(network, Network, name="network")
        check_number(learning_rate, "(0, inf)", name="learning_rate", hint="2e-3 is usual")
        check_lengths(decay=decay, means=(0, 1))
        for share in decay:
            check_number(share, "[0, 1)", name="decay", hint="(0.5, 0.99) is usual in a game, (0.9, 0.99) elsewhere")
        self.network, self.learning_rate, self.decay = network, learning_rate, tuple(decay)
        self.steps, self.means = 0, {}

    def step(self, rate=1.0):
        """Move every weight against the gradients of the last backward pass; ``rate`` scales the learning rate."""
        self.steps += 1
        weights, (keep, keep_square) = self.network.parameters(), self.decay
        for name, gradient in self.network.gradients().items():
            mean, square = self.means.get(name, (0, 0))
            mean = keep * mean + (1 - keep) * gradient
            square = keep_square * square + (1 - keep_square) * gradient**2
            self.means[name] = mean, square
            size = np.sqrt(square / (1 - keep_square**self.steps)) + 1e-8
            weights[name] -= rate * self.learning_rate * mean / (1 - keep**self.steps) / size


def train_gan(losses, rows, n_latents, *, steps=2000, width=64, learning_rate=5e-3, noise=0.0, seed=0):
    """Train a generative adversarial network of two `mlp`, with the losses that are given.

    Parameters
    ----------
    losses : callable
        ``losses(real, fake)`` takes the discriminator's logits (n, 1) for both and returns two numbers: the discriminator's
        loss, and the generator's.
    rows : array_like, shape (n, d)
        Points, or pictures as rows.
    n_latents, steps, width : int
        Numbers in a latent, updates of each network, neurons in each hidden layer.
    learning_rate : float
        At first; it falls to 0.
    noise : float
        Standard deviation of normal noise on all that the discriminator is shown, which keeps it from being too sure [1]_.
    seed : int

    Returns
    -------
    network.Network
        The generator: from latents (n, n_latents) to rows (n, d).

    Raises
    ------
    TypeError, ValueError
        If an argument is of another kind or out of range.

    References
    ----------
    .. [1] M. Arjovsky and L. Bottou, "Towards principled methods for training generative adversarial networks", ICLR 2017,
       arXiv:1701.04862.

    Examples
    --------
    >>> def wasserstein(real, fake):
    ...     return np.mean(fake) - np.mean(real), -np.mean(fake)
    >>> train_gan(wasserstein, ring(100), 2, steps=3).forward(np.zeros((5, 2), "float32")).shape
    (5, 2)
    """
    check_callable(losses, name="losses", hint="of two logits")
    rows = np.asarray(check_numbers(rows, name="rows", shape=("n", "d")), np.float32)
    check_whole(n_latents=n_latents, steps=steps)
    check_number(noise, "[0, inf)", name="noise")
    random, d = np.random.default_rng([check_seed(seed), 1]), rows.shape[1]
    generator, discriminator = mlp(n_latents, d, width=width, seed=2 * seed), mlp(d, 1, width=width, seed=2 * seed + 1)
    generator.layers[-1].parameters["bias"] += rows.mean(axis=0)
    adams = Adam(generator, learning_rate), Adam(discriminator, learning_rate)
    for step in range(steps):
        real = rows[random.integers(len(rows), size=_BATCH)]
        latents = random.standard_normal((_BATCH, n_latents), np.float32)
        blur = noise * random.standard_normal((2, *real.shape), np.float32)
        _update(losses, generator, discriminator, adams, (real, latents, blur), 1 - step / steps)
    return generator


def _update(losses, generator, discriminator, adams, batch, rate):
    """Move the discriminator down its loss, then the generator down its own: each by its own optimizer."""
    real, latents, blur = batch
    fake = generator.forward(latents) + blur[1]
    logits = discriminator.forward(np.concatenate([real + blur[0], fake]))
    _, (slope,) = gradients(lambda u: losses(u[: len(real)], u[len(real) :])[0], logits)
    discriminator.backward(slope)
    adams[1].step(rate)
    logits = discriminator.forward(fake)
    _, (slope,) = gradients(lambda u: losses(u, u)[1], logits)
    generator.backward(discriminator.backward(slope))
    adams[0].step(rate)


def train_vae(loss, rows, n_latents, s2, *, steps=1500, width=64, learning_rate=2e-3, seed=0):
    """Train a variational autoencoder of two `mlp`, with the loss that is given.

    Parameters
    ----------
    loss : callable
        ``loss(x, drawn, mean, log_variance, s2)`` takes a batch of rows, what was drawn of them, and their posteriors, each
        with a row for each picture, and returns one number.
    rows : array_like, shape (n, d)
        Points, or pictures as rows.
    n_latents : int
        Numbers in a latent.
    s2 : float
        Variance of a pixel about what is drawn.
    steps, width : int
        Updates of both networks, neurons in each hidden layer.
    learning_rate : float
        At first; it falls to 0.
    seed : int

    Returns
    -------
    encoder, decoder : network.Network
        From rows (n, d) to means and log variances (n, 2 * n_latents), side by side; from latents (n, n_latents) to rows.

    Raises
    ------
    TypeError, ValueError
        If an argument is of another kind or out of range.

    Examples
    --------
    >>> def forgetful(x, drawn, mean, log_variance, s2):
    ...     return np.mean(mean**2 + np.exp(log_variance) - log_variance - 1) / 2
    >>> _, decoder = train_vae(forgetful, ring(100), 1, 0.05, steps=3)
    >>> decoder.forward(np.zeros((5, 1), "float32")).shape
    (5, 2)
    """
    check_callable(loss, name="loss", hint="of x, drawn, mean, log_variance and s2")
    rows = np.asarray(check_numbers(rows, name="rows", shape=("n", "d")), np.float32)
    check_whole(n_latents=n_latents, steps=steps)
    check_number(s2, "(0, inf)", name="s2")
    random, d = np.random.default_rng([check_seed(seed), 2]), rows.shape[1]
    both = mlp(d, 2 * n_latents, width=width, seed=2 * seed), mlp(n_latents, d, width=width, seed=2 * seed + 1)
    adams = [Adam(network, learning_rate, decay=_KEPT) for network in both]
    for step in range(steps):
        x = rows[random.integers(len(rows), size=_BATCH)]
        _learn(loss, *both, x, random.standard_normal((_BATCH, n_latents), np.float32), s2)
        for adam in adams:
            adam.step(1 - step / steps)
    return both


def _learn(loss, encoder, decoder, x, noise, s2):
    """Go forward through both networks, and back: the noise comes from outside, so that slopes get through the draw."""
    mean, log_variance = np.split(encoder.forward(x), 2, axis=1)
    deviation = np.exp(log_variance / 2)
    drawn = decoder.forward(mean + deviation * noise)
    _, slopes = gradients(lambda *parts: loss(x, *parts, s2), drawn, mean, log_variance)
    to_z = decoder.backward(slopes[0])
    encoder.backward(np.hstack([slopes[1] + to_z, slopes[2] + to_z * noise * deviation / 2]))
