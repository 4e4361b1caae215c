"""The whole of it: one text encoder, a base model that draws small, a matcher that scores it, a model that draws large.

The `Cascade` reads each caption once and hands the words' vectors down to its stages. A small picture of which the matcher
(``matching``) is not sure is drawn again: DALL·E chose its pictures so, out of 512 of a caption; the published Imagen [1]_
did not. What it keeps is enlarged by a second diffusion model, `SuperResolution`. Pictures are ``images`` ``(n, side, side,
3)``, float32 in [0, 1].

References
----------
.. [1] C. Saharia et al., "Photorealistic text-to-image diffusion models with deep language understanding", NeurIPS 2022,
   arXiv:2205.11487.
"""

from itertools import islice

import numpy as np

from imagen_course.arrays import load_keras
from imagen_course.checks import check_images, check_lengths, check_number, check_whole
from imagen_course.generate.diffusion import Denoising, add_noise, levels, sampling, to_images
from imagen_course.generate.language import LENGTH, check_encoder
from imagen_course.generate.layers import Blocks, check_widths, predict, unet
from imagen_course.generate.learned import draw_noise, load
from imagen_course.generate.muon import muon
from imagen_course.generate.text_to_image import SIDE, Pool

__all__ = ["MIN_MATCH", "Cascade", "SuperResolution"]

MIN_MATCH = 0.9  # base pictures with a lower match probability are drawn again
_MOST_NOISE = 0.25  # that is added to a small picture


class SuperResolution(Denoising):
    """Pictures of 32 x 32 to pictures of 64 x 64, by diffusion that begins from the small picture.

    Its network sees three things: the noisy large picture, the small one, to which noise was added too, and how much
    (noise-level conditioning [1]_). It learns from spoilt small pictures, for drawn ones have faults too.

    Parameters
    ----------
    encoder : language.TextEncoder
        Reads the captions; trained, and not changed here.
    widths : tuple of int
        Channels of the U-Net at 32 x 32, 16 x 16 and 8 x 8.
    seed : int

    Raises
    ------
    TypeError, ValueError
        If an argument is of the wrong kind or out of range.

    References
    ----------
    .. [1] J. Ho et al., "Cascaded diffusion models for high fidelity image generation", JMLR 2022, arXiv:2106.15282.

    Examples
    --------
    >>> model = SuperResolution(TextEncoder().fit()).fit()                      # doctest: +SKIP
    >>> model.sample(small, texts).shape                                        # doctest: +SKIP
    (16, 64, 64, 3)
    """

    def __init__(self, encoder, *, widths=(24, 48, 64), seed=0):
        super().__init__(widths=check_widths(widths), seed=seed)
        self.encoder = check_encoder(encoder)
        keras, blocks, side = load_keras(), Blocks(seed), 2 * SIDE
        noisy, small = keras.Input((side, side, 3)), keras.Input((side, side, 3))
        words, ids = keras.Input((LENGTH, encoder.settings["width"])), keras.Input((LENGTH,), dtype="int32")
        level, added = keras.Input((1,)), keras.Input((1,))
        embedding = blocks.level_embedding(level) + blocks.level_embedding(added) + blocks.text_embedding(words, ids)
        x = keras.layers.Concatenate()([blocks.space_to_depth(noisy), blocks.space_to_depth(small)])
        x = unet(blocks, x, embedding, widths, rounds=1, words=words, mask=keras.ops.expand_dims(ids > 0, 1))
        first_guess = small * keras.layers.Reshape((1, 1, 1))(1 - added)
        clean = first_guess + blocks.depth_to_space(blocks.convolution(12)(x))
        self.networks = {"denoiser": keras.Model([noisy, level, small, added, words, ids], clean)}

    def training(self, *, steps=5800, batch_size=8, learning_rate=3e-3, checkpoints=None):
        """Learn from scenes drawn in both sizes.

        Parameters
        ----------
        steps, batch_size : int
        learning_rate : float
            Of Muon.
        checkpoints : str or os.PathLike, optional
            See `Diffusion.training`.

        Yields
        ------
        dict
            "step" and "loss".
        """
        scenes = Pool(self.settings["seed"], batch_size, sides=(SIDE, 2 * SIDE))

        def batches(i, random):
            small, large, ids = scenes[i]
            added = np.float32(_MOST_NOISE) * random.random((batch_size, 1), np.float32)
            small = add_noise(2 * small - 1, added[:, 0], random.standard_normal(small.shape, np.float32))
            return 2 * large - 1, _doubled(small), added, self.encoder.vectors(ids), ids

        options = {"steps": steps, "learning_rate": learning_rate, "checkpoints": checkpoints}
        yield from self._train(self.networks["denoiser"], batches, median_level=1 / 4, optimizer_class=muon, **options)

    def sampling(self, images, texts, *, seed=0, n_steps=5, start=0.4, spoilt=0.02):
        """Draw each small picture large and yield every step on the way.

        Parameters
        ----------
        images : array_like, shape (n, 32, 32, 3)
            Floating point in [0, 1].
        texts : str or sequence of str, or Prompts
            Their captions.
        seed : int
        n_steps : int
        start : float
            In (0, 1]: the level of noise from which the large picture is drawn.
        spoilt : float
            In [0, 0.25]: the level of noise that is added to the small picture that the network sees.

        Yields
        ------
        numpy.ndarray, shape (n, 64, 64, 3)
            float32 in [0, 1].

        Raises
        ------
        TypeError, ValueError
            If a picture is of another size, or a number out of range.
        """
        hint = "draw them by TextToImage"
        images = np.asarray(check_images(images, shape=("n", SIDE, SIDE, 3), least=1, hint=hint), np.float32)
        check_whole(seed=seed)
        check_number(spoilt, f"[0, {_MOST_NOISE}]", name="spoilt", hint="0.02 is usual")
        prompts = self.encoder.read(texts, n=len(images) if isinstance(texts, str) or texts is None else None)
        check_lengths(texts=prompts.texts, images=images)
        path = levels(n_steps, start=start)
        noise = draw_noise(len(images), images.shape[1:], seed + 1)
        small = _doubled(add_noise(2 * images - 1, spoilt, noise))

        def denoise(noisy, level):
            level, added = (np.full((len(noisy), 1), value, np.float32) for value in (level, spoilt))
            inputs = noisy, level, small, added, prompts.vectors, prompts.ids
            return predict(self.networks["denoiser"], *inputs, block=16).clip(-1, 1)

        begun = add_noise(_doubled(2 * images - 1), start, draw_noise(len(images), small.shape[1:], seed + 2))
        for noisy, _ in sampling(denoise, begun, path, seed=seed):
            yield to_images(noisy)

    def sample(self, images, texts, *, seed=0, **options):
        """Draw each small picture large.

        Parameters
        ----------
        images, texts, seed, **options
            Of ``sampling``.

        Returns
        -------
        numpy.ndarray, shape (n, 64, 64, 3)
            float32 in [0, 1].
        """
        *_, images = self.sampling(images, texts, seed=seed, **options)
        return images


def _doubled(images):
    return images.repeat(2, axis=1).repeat(2, axis=2)


class Cascade:
    """A base model that draws small pictures, a matcher that scores them, and a model that draws them large.

    Parameters
    ----------
    base : text_to_image.TextToImage
    large : SuperResolution
    matcher : matching.Matcher, optional
        Without one, every picture is taken as it comes.

    Attributes
    ----------
    encoder : language.TextEncoder
        The one that all of them read by.
    tries_ : numpy.ndarray of int, shape (n,)
        How often each of the last small pictures has been drawn.

    Raises
    ------
    ValueError
        If they do not all read by one and the same encoder.

    Examples
    --------
    >>> cascade = Cascade.shipped()                                                              # doctest: +SKIP
    >>> cascade.sample("a red circle above a green triangle", n=16, seed=1).shape                # doctest: +SKIP
    (16, 64, 64, 3)
    """

    def __init__(self, base, large, matcher=None):
        self.encoder, self.base, self.large, self.matcher = base.encoder, base, large, matcher
        if any(stage.encoder is not self.encoder for stage in (large, matcher) if stage is not None):
            hint = "make them of the same TextEncoder"
            raise ValueError(f"base, large and matcher must read by one text encoder, got several: {hint}")

    @classmethod
    def shipped(cls):
        """Return the trained models that come with the course."""
        return cls(load("text_to_image"), load("super_resolution"), load("matcher"))

    def sampling(self, texts, *, n=None, seed=0, guidance=2.0, n_steps=15, tries=8, n_large_steps=5):
        """Draw pictures of captions and yield every step on the way: small ones, then large ones.

        Parameters
        ----------
        texts, n, seed, guidance, n_steps
            Of `TextToImage.sampling`.
        tries : int
            How often a small picture is drawn at the most. The first that matches by ``MIN_MATCH`` is taken, or else the
            best.
        n_large_steps : int
            Steps of `SuperResolution`.

        Yields
        ------
        numpy.ndarray, shape (n, 32, 32, 3), then (n, 64, 64, 3)
            float32 in [0, 1]. The small ones come ``n_steps`` times for each try; those that matched stand still.
        """
        check_whole(seed=seed)
        check_number(tries, "[1, inf)", name="tries", whole=True, hint="8 is usual, 1 takes each picture as it comes")
        check_number(n_steps, "[1, inf)", name="n_steps", whole=True, hint="15 is usual")
        prompts, options = self.encoder.read(texts, n=n), {"guidance": guidance, "n_steps": n_steps}
        n = len(prompts.texts)
        best, best_match, pending = np.zeros((n, SIDE, SIDE, 3), np.float32), np.full(n, -1.0), np.arange(n)
        self.tries_ = np.zeros(n, int)
        for attempt in range(tries):
            self.tries_[pending] += 1
            asked = prompts.take(pending)
            steps = self.base.sampling(asked, seed=seed + attempt * 10**6, numbers=pending, **options)
            for drawn in islice(steps, n_steps - 1):
                shown = best.copy()
                shown[pending] = drawn
                yield shown
            drawn = next(steps)
            match = self.matcher.match(drawn, asked) if self.matcher and tries > 1 else np.ones(len(pending))
            better = match > best_match[pending]
            best[pending[better]], best_match[pending[better]] = drawn[better], match[better]
            yield best.copy()
            pending = np.flatnonzero(best_match < MIN_MATCH)
            if not len(pending):
                break
        yield from self.large.sampling(best, prompts, seed=seed, n_steps=n_large_steps)

    def sample(self, texts, **options):
        """Draw pictures of captions.

        Parameters
        ----------
        texts, **options
            Of ``sampling``.

        Returns
        -------
        numpy.ndarray, shape (n, 64, 64, 3)
            float32 in [0, 1].
        """
        *_, images = self.sampling(texts, **options)
        return images
