"""Two networks in a minimax game: a generator draws, a discriminator tells drawn from real, each learns from the other [1]_.

The generator turns a latent of normal numbers into a picture; the discriminator gives a picture a logit, above 0 if it takes
it for real. The generator's loss is the one that does not saturate. What keeps the game stable is a smooth discriminator:
a penalty on how much its logit changes when a real picture changes a little. That is the gradient penalty R1 [2]_, measured
with a nudge of noise in place of a second derivative [3]_.

References
----------
.. [1] I. Goodfellow et al., "Generative adversarial networks", NeurIPS 2014, arXiv:1406.2661.
.. [2] L. Mescheder, A. Geiger and S. Nowozin, "Which training methods for GANs do actually converge?", ICML 2018,
   arXiv:1801.04406.
.. [3] S. Lin et al., "Diffusion adversarial post-training for one-step video generation", 2025, arXiv:2501.08316.
"""

import numpy as np

from imagen_course.arrays import load_keras
from imagen_course.checks import check_number, check_whole
from imagen_course.generate.convolutions import narrowing, widening
from imagen_course.generate.learned import Decoding, batch, check_shape, optimizer, trainer
from imagen_course.training import run

__all__ = ["GAN"]

_NUDGE = 0.05  # standard deviation of the noise that measures how smooth the discriminator is


class GAN(Decoding):
    """The generative adversarial network: only its generator is saved, for that is what draws.

    Parameters
    ----------
    shape : tuple of int
        ``(h, w, c)`` of the pictures. Both sides are a number from 4 to 8, doubled once or more.
    n_latents : int
        Numbers in a latent, at least 1.
    width : int
        Maps at the finest convolution, at least 1; those at halves have two, three, ... times as many.
    penalty : float
        The weight of the gradient penalty in the discriminator's loss, 0 or more. At 0 nothing keeps the game stable.
    seed : int
        Of the weights and of the training, at least 0.

    Raises
    ------
    TypeError, ValueError
        If a number is out of range, or the sides cannot be halved so.

    Examples
    --------
    >>> gan = GAN((8, 8, 1)).fit(images, steps=3000)        # doctest: +SKIP
    >>> gan.sample(4).shape        # doctest: +SKIP
    (4, 8, 8, 1)
    """

    _drawn_by = "generator"

    def __init__(self, shape, *, n_latents=32, width=32, penalty=0.02, seed=0):
        check_number(penalty, "[0, inf)", name="penalty", hint="0.02 is usual")
        check_whole(n_latents=n_latents)
        super().__init__(shape=check_shape(shape), n_latents=n_latents, width=width, penalty=penalty, seed=seed)
        self.networks = {"generator": widening(n_latents, shape, width=width, seed=seed)}
        self.discriminator = narrowing(shape, 1, width=width, seed=seed + 1)

    def training(self, images, *, steps=3000, batch_size=64, learning_rate=1e-3, checkpoints=None):
        """Learn, one batch at a time: generator and discriminator take a step at once, each down its own loss.

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
            ``"step"``, from 1, and the losses on that batch: of the ``"discriminator"``, 2 log 2 where it can but guess, its
            ``"penalty"``, and of the ``"generator"``.

        Raises
        ------
        TypeError, ValueError
            If the pictures are not of the generator's shape, a number is out of range, or the checkpoints are of another
            network.
        """
        images, settings = self._check(images), self.settings
        check_whole(steps=steps, batch_size=batch_size)
        both = [self.networks["generator"], self.discriminator]
        model = trainer(both, self._losses, optimizer(learning_rate, steps, beta_1=0.5), penalty=settings["penalty"])

        def step(i):
            shown, random = (
                images[batch(images, batch_size, settings["seed"], i)],
                np.random.default_rng([settings["seed"], i]),
            )
            latents = random.standard_normal((len(shown), settings["n_latents"]), np.float32)
            nudged = shown + _NUDGE * random.standard_normal(shown.shape, np.float32)
            losses = model.train_on_batch([shown, nudged, latents], return_dict=True)
            return {name: float(loss) for name, loss in losses.items()}

        yield from run(step, model.weights + model.optimizer.variables, steps=steps, checkpoints=checkpoints)

    def _losses(self, images, nudged, latents):
        ops, drawn = load_keras().ops, self.networks["generator"](latents)
        shown = ops.concatenate([images, nudged, ops.stop_gradient(drawn), drawn])
        real, moved, fake, taken = ops.split(self.discriminator(shown), 4)  # (n, 1) each
        # The generator's loss must not teach the discriminator: what it would is taken back by the same loss on pictures
        # without one. Stopping the discriminator's weights instead lets TensorFlow read some after they have moved.
        unlearned = ops.softplus(-fake) - ops.stop_gradient(ops.softplus(-fake))  # 0, with a gradient
        return {
            "discriminator": ops.mean(ops.softplus(-real) + ops.softplus(fake)),
            "penalty": ops.mean(ops.square((moved - real) / _NUDGE)),
            "generator": ops.mean(ops.softplus(-taken) - unlearned),
        }
