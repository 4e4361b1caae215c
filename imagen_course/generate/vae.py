"""A generator that learns to encode pictures as a few numbers and to decode them again: the variational autoencoder [1]_.

The encoder gives each picture a posterior over latents, a normal distribution with a mean and a variance of its own; the
decoder draws a picture for a latent of it. The reconstruction loss wants the picture back, the Kullback-Leibler divergence
wants each posterior near the prior, the standard normal distribution, so that a latent drawn from there is a picture too.
Both are in nats per picture, and at ``beta=1`` their sum is what a picture costs to send, at most: the negative of the
evidence lower bound (ELBO).

For that the decoder is a distribution as well: each number of a picture is normal about what is drawn, and the variance is
the mean squared error of the batch, where the cost is least [2]_. Numbers are sent to the nearest 1/255.

References
----------
.. [1] D. P. Kingma and M. Welling, "Auto-encoding variational Bayes", ICLR 2014, arXiv:1312.6114.
.. [2] O. Rybkin, K. Daniilidis and S. Levine, "Simple and effective VAE training with calibrated decoders", ICML 2021,
   arXiv:2006.13202.
"""

import numpy as np

from imagen_course.arrays import load_keras, namespace
from imagen_course.checks import check_number, check_numbers, check_whole
from imagen_course.generate.convolutions import narrowing, widening
from imagen_course.generate.learned import Decoding, batch, check_shape, optimizer, trainer
from imagen_course.training import run

__all__ = ["VAE", "kl_to_standard_normal"]


def kl_to_standard_normal(mean, log_variance):
    """How far normal distributions are from the standard one, ``sum(mean**2 + variance - log(variance) - 1) / 2``.

    Parameters
    ----------
    mean, log_variance : array_like or tensor, shape (..., d)
        Of d numbers, independent of each other.

    Returns
    -------
    numpy.ndarray or tensor, shape (...)
        The Kullback-Leibler divergence in nats, 0 or more.

    References
    ----------
    .. [1] D. P. Kingma and M. Welling, "Auto-encoding variational Bayes", appendix B, arXiv:1312.6114.

    Examples
    --------
    >>> kl_to_standard_normal([[0.0, 0.0], [2.0, 0.0]], [[0.0, 0.0], [0.0, 0.0]]).tolist()
    [0.0, 2.0]
    """
    xp = namespace(mean, log_variance)
    if xp is np:  # tensors pass within a compiled function, where no value is known
        mean = check_numbers(mean, name="mean")
        alike = {"shape": mean.shape, "hint": "that of mean"}
        log_variance = check_numbers(log_variance, name="log_variance", within="(-inf, 80]", **alike)
    return xp.sum(mean**2 + xp.exp(log_variance) - log_variance - 1, axis=-1) / 2


class VAE(Decoding):
    """The variational autoencoder: an encoder and a decoder of convolutions, which halve and double the sides.

    Parameters
    ----------
    shape : tuple of int
        ``(h, w, c)`` of the pictures. Both sides are a number from 4 to 8, doubled once or more.
    n_latents : int
        Numbers in a latent, at least 1.
    width : int
        Maps at the finest convolution, at least 1; those at halves have two, three, ... times as many.
    beta : float
        The weight of the divergence, 0 or more. At 0 the model is an autoencoder, which cannot sample: nothing says where
        its latents lie.
    seed : int
        Of the weights and of the training, at least 0.

    Raises
    ------
    TypeError, ValueError
        If a number is out of range, or the sides cannot be halved so.

    Examples
    --------
    >>> vae = VAE((8, 8, 1)).fit(images, steps=1000)        # doctest: +SKIP
    >>> vae.sample(4).shape        # doctest: +SKIP
    (4, 8, 8, 1)
    """

    def __init__(self, shape, *, n_latents=16, width=32, beta=1.0, seed=0):
        check_number(beta, "[0, inf)", name="beta", hint="1 is the variational autoencoder, 0 the plain one")
        check_whole(n_latents=n_latents)
        super().__init__(shape=check_shape(shape), n_latents=n_latents, width=width, beta=beta, seed=seed)
        self.networks = {
            "encoder": narrowing(shape, 2 * n_latents, width=width, seed=seed),
            "decoder": widening(n_latents, shape, width=width, seed=seed + 1),
        }

    def training(self, images, *, steps=3000, batch_size=64, learning_rate=2e-3, checkpoints=None):
        """Learn, one batch at a time.

        Parameters
        ----------
        images : array_like, shape (n, h, w, c)
            Floating point in [0, 1].
        steps, batch_size : int
            Batches to learn from, those of an earlier call counted in, and pictures in each.
        learning_rate : float
            At its highest.
        checkpoints : str or os.PathLike, optional
            A folder where the last two states are kept; a call that finds them goes on from there.

        Yields
        ------
        dict
            ``"step"``, from 1, and the two losses on that batch in nats per picture: ``"reconstruction"`` and ``"kl"``.

        Raises
        ------
        TypeError, ValueError
            If the pictures are not of the generator's shape, a number is out of range, or the checkpoints are of another
            network.
        """
        images, settings = self._check(images), self.settings
        check_whole(steps=steps, batch_size=batch_size)
        model = trainer(self.networks.values(), self._losses, optimizer(learning_rate, steps), kl=settings["beta"])

        def step(i):
            shown = images[batch(images, batch_size, settings["seed"], i)]
            noise = np.random.default_rng([settings["seed"], i]).standard_normal(
                (len(shown), settings["n_latents"]), np.float32
            )
            losses = model.train_on_batch([shown, noise], return_dict=True)
            return {name: float(loss) for name, loss in losses.items()}

        yield from run(step, model.weights + model.optimizer.variables, steps=steps, checkpoints=checkpoints)

    def _losses(self, images, noise):
        ops = load_keras().ops
        mean, log_variance = ops.split(self.networks["encoder"](images), 2, axis=-1)  # (n, n_latents) each
        drawn = self.networks["decoder"](mean + ops.exp(log_variance / 2) * noise)
        d, error = int(np.prod(self.settings["shape"])), ops.mean(ops.square(images - drawn))
        reconstruction = d * (0.5 * ops.log(2 * np.pi * np.e * error) + np.log(255))  # of a normal density, to 1/255
        return {"reconstruction": reconstruction, "kl": ops.mean(kl_to_standard_normal(mean, log_variance))}

    def encode(self, images):
        """Return the posterior over latents of each picture.

        Parameters
        ----------
        images : array_like, shape (n, h, w, c)

        Returns
        -------
        mean, log_variance : numpy.ndarray, shape (n, n_latents)
            float32.

        Raises
        ------
        TypeError, ValueError
            If the pictures are not of the generator's shape.
        """
        rows = self.networks["encoder"].predict(self._check(images), batch_size=256, verbose=0)
        return tuple(np.split(rows, 2, axis=1))
