"""From noise to a picture, step by step: a network that removes noise, and one sampler.

One number says all: the ``level`` of noise, from 0 (a picture) to 1 (noise alone). At level t a picture x is
``(1 - t) * x + t * noise``, the straight line of flow matching [1]_; DDPM [2]_ and DDIM [3]_ write the same family with
other letters, and are settings of ``sampling``. Inside, pictures lie in [-1, 1], so that grey is 0; what comes out of a
generator is ``images`` ``(n, h, w, c)``, float32 in [0, 1].

References
----------
.. [1] Y. Lipman et al., "Flow matching for generative modeling", ICLR 2023, arXiv:2210.02747.
.. [2] J. Ho, A. Jain and P. Abbeel, "Denoising diffusion probabilistic models", NeurIPS 2020, arXiv:2006.11239.
.. [3] J. Song, C. Meng and S. Ermon, "Denoising diffusion implicit models", ICLR 2021, arXiv:2010.02502.
"""

from itertools import pairwise

import numpy as np

from imagen_course.arrays import load_keras
from imagen_course.checks import check_array, check_callable, check_number, check_numbers, check_seed, check_whole
from imagen_course.generate.layers import Blocks, check_widths, predict, unet
from imagen_course.generate.learned import Learned, batch, check_shape, draw_noise, optimizer, picture_numbers
from imagen_course.training import run

__all__ = ["Diffusion", "add_noise", "levels", "sampling"]


def add_noise(clean, level, noise):
    """Mix pictures with noise: ``(1 - level) * clean + level * noise``.

    Parameters
    ----------
    clean, noise : array_like, shape (n, h, w, c)
    level : float or array_like of shape (n,)
        In [0, 1].

    Returns
    -------
    numpy.ndarray, shape (n, h, w, c)

    Raises
    ------
    TypeError, ValueError
        If ``level`` is outside [0, 1], or the shapes do not fit each other.

    Examples
    --------
    >>> add_noise(np.ones((1, 1, 1, 1)), 0.25, np.full((1, 1, 1, 1), -1.0)).item()
    0.5
    """
    clean = check_numbers(clean, name="clean", shape=("n", "h", "w", "c"))
    noise = check_numbers(noise, name="noise", shape=clean.shape, hint="the shape of clean")
    level, hint = check_array(level, name="level"), "0 is no noise, 1 is noise alone"
    level = check_numbers(level, name="level", within="[0, 1]", shape=(len(clean),) if level.ndim else (), hint=hint)
    level = level.astype(np.float32).reshape(-1, 1, 1, 1)
    return (1 - level) * clean + level * noise


def levels(n_steps, *, start=1.0, rho=1.0):
    """Return the levels of noise a sampler goes through, ``start`` first and 0 last.

    Parameters
    ----------
    n_steps : int
        At least 1.
    start : float
        In (0, 1].
    rho : float
        Above 0: the exponent of Karras et al. (2022), arXiv:2206.00364. At 1 the steps are equal, as flow matching has
        them; above 1 they are the shorter the less noise is left.

    Returns
    -------
    numpy.ndarray, shape (n_steps + 1,)

    Raises
    ------
    TypeError, ValueError
        If an argument is of the wrong kind or out of range.

    Examples
    --------
    >>> levels(4).tolist(), levels(4, rho=2).tolist()
    ([1.0, 0.75, 0.5, 0.25, 0.0], [1.0, 0.5625, 0.25, 0.0625, 0.0])
    """
    check_number(n_steps, "[1, inf)", name="n_steps", whole=True, hint="15 is usual")
    check_number(start, "(0, 1]", name="start", hint="1 begins with noise alone")
    check_number(rho, "(0, inf)", name="rho", hint="1 makes equal steps")
    return start * np.linspace(1, 0, n_steps + 1) ** rho


def sampling(denoise, noisy, levels, *, eta=0.0, seed=0, numbers=None):
    """Go from noise to a picture, the reverse process, and yield every step.

    The network names the clean picture that it sees in the noisy one. What is left over is the noise; a step mixes both
    anew, with less of the noise. With ``eta=0`` nothing is left to chance: Euler's method along the flow, which is DDIM's
    step too. With ``eta=1`` part of the noise is replaced by as much fresh noise as DDPM puts in.

    Parameters
    ----------
    denoise : callable
        Takes noisy pictures ``(n, h, w, c)`` and a level, returns its guess of the clean ones. In [-1, 1].
    noisy : array_like, shape (n, h, w, c)
        Pictures at the first level: at level 1, normal noise.
    levels : array_like, shape (n_steps + 1,)
        Falling, in [0, 1]; of ``levels``.
    eta : float
        In [0, 1], as DDIM has it: 0 puts in no fresh noise.
    seed : int
        Of the fresh noise.
    numbers : sequence of int, length n, optional
        The number by which each picture gets its noise from the seed: 0, 1, ... if not given.

    Yields
    ------
    noisy, clean : numpy.ndarray, shape (n, h, w, c)
        The pictures at the next level, and the network's guess; in the end they are the same.

    Raises
    ------
    ValueError
        If the levels do not fall, or an argument is out of range.

    Examples
    --------
    A world of one picture, a grey of 0.5, has a perfect denoiser:

    >>> for noisy, clean in sampling(lambda noisy, level: 0 * noisy + 0.5, np.ones((1, 1, 1, 1)), levels(4)):
    ...     print(noisy.item())
    0.875
    0.75
    0.625
    0.5
    """
    check_callable(denoise, name="denoise")
    levels = check_numbers(levels, name="levels", within="[0, 1]", shape=("k",), least=2, hint="take levels(15)").astype(
        float
    )
    if (np.diff(levels) >= 0).any():
        raise ValueError(f"levels must fall, got {levels.tolist()}: take levels(15)")
    check_number(eta, "[0, 1]", name="eta", hint="0 is DDIM, 1 is DDPM")
    noisy = np.asarray(check_numbers(noisy, name="noisy", shape=("n", "h", "w", "c"), least=1), np.float32)
    check_seed(seed)
    numbers = picture_numbers(numbers, len(noisy))
    chances = [np.random.default_rng([seed, i, 1]) for i in numbers]  # so that no picture depends on the others
    for now, then in pairwise(levels):
        clean = np.asarray(denoise(noisy, now), np.float32)
        if clean.shape != noisy.shape:
            raise ValueError(f"denoise must return pictures of the shape that it takes, {noisy.shape}, got {clean.shape}")
        noise = (noisy - (1 - now) * clean) / now
        # The noise-to-picture ratio falls from now / (1 - now) to then / (1 - then); DDPM keeps the square of that fall.
        kept = 1 - eta**2 * (1 - (then * (1 - now) / (now * (1 - then))) ** 2) if then > 0 else 1.0
        if kept < 1:
            new = np.stack([chance.standard_normal(noisy.shape[1:], np.float32) for chance in chances])
            noise = np.sqrt(kept) * noise + np.sqrt(1 - kept) * new
        noisy = np.float32((1 - then) * clean + then * noise)
        yield noisy, clean


class Denoising(Learned):
    """What `Diffusion` and the stages of ``text_to_image`` share: how a denoiser is trained, and how it is asked."""

    def _train(self, model, batches, *, median_level, steps, learning_rate, checkpoints, optimizer_class=None):
        """Yield {"step", "loss"}; ``batches(step, random)`` gives the inputs, the first of them clean pictures in [-1, 1].

        The loss is the squared error of the velocity. ``median_level`` should lie where the pictures take shape: the larger
        what is in them, the more noise it takes to hide it. What is kept in the end is the weights' average over the last
        steps, a twentieth of them all, 1,000 at the most.
        """
        average = 1 - 1 / np.clip(steps / 20, 2, 1000)
        options = {"use_ema": True, "ema_momentum": float(average), "global_clipnorm": 1.0}
        chosen = optimizer(learning_rate, steps, optimizer_class=optimizer_class, **options)
        model.compile(chosen, "mse", jit_compile=False)  # on two cores oneDNN's kernels are faster than XLA's
        model.optimizer.build(model.trainable_variables)

        def step(i):
            random = np.random.default_rng([self.settings["seed"], i])
            clean, *others = batches(i, random)
            level, weight = training_levels(len(clean), random, median_level)
            noisy = add_noise(clean, level, random.standard_normal(clean.shape, np.float32))
            weight = np.broadcast_to(weight[:, None, None], clean.shape[:3])
            return {"loss": float(model.train_on_batch([noisy, level[:, None], *others], clean, sample_weight=weight))}

        try:
            variables = [*model.variables, *model.optimizer.variables]
            yield from run(step, variables, steps=steps, checkpoints=checkpoints)
        finally:
            if int(model.optimizer.iterations):  # before the first step the average is 0
                model.optimizer.finalize_variable_values(model.trainable_variables)


def training_levels(n, random, median):
    """Draw levels for training, half of them above ``median``, and weigh each as an error in velocity is.

    Below a level of 0.2 the weight grows no further: there little is left to guess.
    """
    level = 1 / (1 + np.exp(np.log(1 / median - 1) - 0.8 * random.standard_normal(n, np.float32)))
    return level.astype(np.float32), 1 / np.maximum(level, 0.2) ** 2


class Diffusion(Denoising):
    """A diffusion model without words: its network sees a noisy picture and its level, and names the clean one.

    Parameters
    ----------
    shape : (int, int, int)
        (h, w, c) of a picture; h and w divisible by 2 where they are 16 or less, else by 4.
    widths : tuple of int
        Channels of the U-Net at each of its resolutions, divisible by 8.
    seed : int

    Raises
    ------
    TypeError, ValueError
        If the sides do not divide, or an argument is of the wrong kind.

    References
    ----------
    The objective is that of flow matching, arXiv:2210.02747; the U-Net is Ho et al.'s, arXiv:2006.11239, made small.

    Examples
    --------
    >>> model = Diffusion((8, 8, 1))                                                     # doctest: +SKIP
    >>> for state in model.training(images, steps=2000): print(state["loss"])            # doctest: +SKIP
    >>> model.sample(16, seed=1).shape                                                   # doctest: +SKIP
    (16, 8, 8, 1)
    """

    def __init__(self, shape, *, widths=(32, 64), seed=0):
        shape, widths = check_shape(shape), check_widths(widths)
        fold = 2 if shape[0] > 16 else 1
        divisor = fold * 2 ** (len(widths) - 1)
        if shape[0] % divisor or shape[1] % divisor:
            raise ValueError(f"shape must have sides that {divisor} divides, with {len(widths)} widths, got {shape}")
        check_seed(seed)
        super().__init__(shape=shape, widths=widths, seed=seed)
        keras, blocks = load_keras(), Blocks(seed)
        noisy, level = keras.Input(shape), keras.Input((1,))
        x = unet(blocks, blocks.space_to_depth(noisy, fold), blocks.level_embedding(level), widths, rounds=2)
        clean = blocks.depth_to_space(blocks.convolution(fold**2 * shape[-1])(x), fold)
        self.networks = {"denoiser": keras.Model([noisy, level], clean)}
        self._median_level = 2 / 3 if fold > 1 else 1 / 2

    def training(self, images, *, steps=3000, batch_size=64, learning_rate=3e-3, checkpoints=None):
        """Learn from pictures, one batch at a time.

        Parameters
        ----------
        images : array_like, shape (n, h, w, c)
            Floating point in [0, 1].
        steps, batch_size : int
            Batches in all, those of the checkpoints counted in, and pictures in one.
        learning_rate : float
            Of Adam, warmed up and then lowered by a cosine.
        checkpoints : str or os.PathLike, optional
            A folder that keeps the state every 200 steps, the last two; a call that finds them goes on from there.

        Yields
        ------
        dict
            "step", from 1, and "loss": the weighted squared error.

        Raises
        ------
        TypeError, ValueError
            If pictures do not fit, a number is out of range, or the checkpoints are of another network.
        """
        clean = 2 * self._check(images) - 1
        check_whole(steps=steps, batch_size=batch_size)

        def batches(i, random):
            return (clean[batch(clean, batch_size, self.settings["seed"], i)],)

        options = {"steps": steps, "learning_rate": learning_rate, "checkpoints": checkpoints}
        yield from self._train(self.networks["denoiser"], batches, median_level=self._median_level, **options)

    def sampling(self, n, *, seed=0, n_steps=20, eta=0.0):
        """Draw ``n`` pictures and yield every step on the way.

        Parameters
        ----------
        n : int
        seed : int
        n_steps : int
        eta : float
            In [0, 1]: see ``diffusion.sampling``.

        Yields
        ------
        numpy.ndarray, shape (n, h, w, c)
            The pictures at this step, float32; clipped to [0, 1].
        """
        check_whole(n=n, seed=seed)
        steps = sampling(self.denoise, draw_noise(n, self.settings["shape"], seed), levels(n_steps), eta=eta, seed=seed)
        for noisy, _ in steps:
            yield to_images(noisy)

    def denoise(self, noisy, level):
        """Return the network's guess of the clean pictures, in [-1, 1]: (n, h, w, c)."""
        return predict(self.networks["denoiser"], noisy, np.full((len(noisy), 1), level, np.float32)).clip(-1, 1)

    def sample(self, n, *, seed=0, **options):
        """Draw ``n`` pictures.

        Parameters
        ----------
        n : int
        seed : int
        **options
            Of ``sampling``.

        Returns
        -------
        numpy.ndarray, shape (n, h, w, c)
            float32 in [0, 1].
        """
        *_, images = self.sampling(n, seed=seed, **options)
        return images


def to_images(x):
    """Turn pictures in [-1, 1] into ``images``: float32, clipped to [0, 1]."""
    return np.clip((x + 1) / 2, 0, 1).astype(np.float32)
