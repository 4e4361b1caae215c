"""From words to a small picture: the base model of the published Imagen [1]_ in miniature.

A diffusion model draws 32 x 32 pixels, every place of its U-Net looking at the words of the caption (cross-attention), which
a frozen text encoder has read (``language``). Captions are those of ``captions``; pictures are ``images`` ``(n, 32, 32,
3)``, float32 in [0, 1]. What draws them large, and again where they do not show their caption, is ``cascade``.

References
----------
.. [1] C. Saharia et al., "Photorealistic text-to-image diffusion models with deep language understanding", NeurIPS 2022,
   arXiv:2205.11487.
"""

import numpy as np

from imagen_course.arrays import load_keras, to_numpy
from imagen_course.checks import check_number, check_numbers, check_one_of, check_whole
from imagen_course.generate.diffusion import Denoising, levels, sampling, to_images
from imagen_course.generate.language import LENGTH, NEVER_SHOWN, TextEncoder, caption_batch, check_encoder, tokenize
from imagen_course.generate.layers import Blocks, check_widths, predict, unet
from imagen_course.generate.learned import draw_noise
from imagen_course.generate.muon import muon
from imagen_course.worlds.scenes import arrange

__all__ = ["TextToImage", "guide"]

SIDE = 32  # pixels


def guide(silent, prompted, guidance):
    """Go from what a model draws without words towards, and beyond, what it draws with them: classifier-free guidance [1]_.

    Parameters
    ----------
    silent, prompted : array_like
        Guesses of the clean picture, without and with the caption.
    guidance : float
        0 is without words, 1 with them, 2 twice as far.

    Returns
    -------
    numpy.ndarray

    References
    ----------
    .. [1] J. Ho and T. Salimans, "Classifier-free diffusion guidance", 2022, arXiv:2207.12598.

    Examples
    --------
    >>> guide(np.array([0.0, 0.5]), np.array([1.0, 0.5]), 2.0).tolist()
    [2.0, 0.5]
    """
    return silent + guidance * (prompted - silent)


def guided(network, silent, prompted, guidance, threshold=1.0):
    """Return the denoiser that ``diffusion.sampling`` asks: a network's guesses without words and with them, and `guide`.

    Parameters
    ----------
    network : keras.Model
        Takes noisy pictures, levels ``(n, 1)`` and what says the words.
    silent, prompted : tuple of numpy.ndarray
        What says the words, where nothing is said and where something is; n rows each.
    guidance, threshold : float
        See ``TextToImage.sampling``.

    Returns
    -------
    callable
        Takes noisy pictures ``(n, h, w, c)`` in [-1, 1] and a level, returns its guess of the clean ones.

    Examples
    --------
    >>> denoise = guided(network, (no_words,), (words,), 2.0)                               # doctest: +SKIP
    """
    asked = [said for said, is_asked in ((prompted, guidance != 0), (silent, guidance != 1)) if is_asked]
    said, n = [np.concatenate(arrays) for arrays in zip(*asked, strict=True)], len(prompted[0])

    def denoise(noisy, level):
        level = np.full((n * len(asked), 1), level, np.float32)
        clean = predict(network, np.concatenate([noisy] * len(asked)), level, *said)
        return inside(guide(clean[n:], clean[:n], guidance) if len(asked) == 2 else clean, threshold)

    return denoise


class TextToImage(Denoising):
    """Captions to pictures of 32 x 32: a diffusion model that looks at words.

    Parameters
    ----------
    encoder : language.TextEncoder, optional
        Reads the captions; trained, and not changed here. To be left out where ``conditioning`` is "together".
    conditioning : {"frozen", "together", "one vector"}
        How words reach the model: as the vectors of a text encoder trained first and frozen; of one of its own that is
        trained together with the pictures; or as one vector, the mean of the frozen ones.
    widths : tuple of int
        Channels of the U-Net at 16 x 16 and 8 x 8.
    seed : int

    Raises
    ------
    TypeError, ValueError
        If an argument is of the wrong kind or out of range, or ``encoder`` does not go with ``conditioning``.

    Examples
    --------
    >>> model = TextToImage(TextEncoder().fit()).fit()                      # doctest: +SKIP
    >>> model.sample("a red circle above a blue star", n=16).shape          # doctest: +SKIP
    (16, 32, 32, 3)
    """

    def __init__(self, encoder=None, *, conditioning="frozen", widths=(48, 96), seed=0):
        check_one_of(conditioning, ("frozen", "together", "one vector"), name="conditioning")
        super().__init__(conditioning=conditioning, widths=check_widths(widths), seed=seed)
        self.encoder = self._reader(encoder)
        keras, blocks, width = load_keras(), Blocks(seed), self.encoder.settings["width"]
        noisy, level = keras.Input((SIDE, SIDE, 3)), keras.Input((1,))
        words, ids = keras.Input((LENGTH, width)), keras.Input((LENGTH,), dtype="int32")
        embedding = blocks.level_embedding(level) + blocks.text_embedding(words, ids)
        look = {} if conditioning == "one vector" else {"words": words, "mask": keras.ops.expand_dims(ids > 0, 1)}
        x = unet(blocks, blocks.space_to_depth(noisy), embedding, widths, rounds=3, **look)
        clean = blocks.depth_to_space(blocks.convolution(12)(x))
        self.networks = {"denoiser": keras.Model([noisy, level, words, ids], clean)}
        if conditioning == "together":  # what is learned here is kept here
            self.networks["words"] = self.encoder.networks["words"]

    def _reader(self, encoder):
        if self.settings["conditioning"] != "together":
            return check_encoder(encoder)
        if encoder is not None:
            raise ValueError("encoder must be left out where conditioning is 'together': the model makes and trains its own")
        return TextEncoder(seed=self.settings["seed"])

    def training(
        self, *, steps=6000, batch_size=32, learning_rate=3e-3, dropped=0.1, pool=None, checkpoints=None, **mixture
    ):
        """Learn from scenes drawn as captions say, each of them used twice and never again.

        Parameters
        ----------
        steps, batch_size : int
        learning_rate : float
            Of Muon.
        dropped : float
            Share of the captions that are left out, so that the model can do without: guidance needs both.
        pool : object, optional
            What to learn from in place of these scenes: ``pool[i]`` is batch i, pictures (n, 32, 32, 3) in [0, 1] and word
            numbers (n, 24), such as ``rejection.OwnPictures``.
        checkpoints : str or os.PathLike, optional
            See `Diffusion.training`.
        **mixture
            ``shares`` and ``bare`` of ``language.caption_batch``: how much of each kind, how much without colours.

        Yields
        ------
        dict
            "step" and "loss".
        """
        together = self.settings["conditioning"] == "together"
        scenes = Pool(self.settings["seed"], batch_size, sides=(SIDE,), **mixture) if pool is None else pool

        def batches(i, random):
            images, ids = scenes[i]
            ids = np.where(random.random((len(ids), 1)) < dropped, tokenize([None]), ids)
            return 2 * images - 1, *(() if together else (self.encoder.vectors(ids),)), ids

        model = self._with_words() if together else self.networks["denoiser"]
        options = {"steps": steps, "learning_rate": learning_rate, "checkpoints": checkpoints}
        yield from self._train(model, batches, median_level=2 / 3, optimizer_class=muon, **options)

    def _with_words(self):
        """The denoiser behind the text encoder that is trained with it, as one network."""
        keras, denoiser, ids = load_keras(), self.networks["denoiser"], load_keras().Input((LENGTH,), dtype="int32")
        noisy, level = keras.Input(denoiser.inputs[0].shape[1:]), keras.Input((1,))
        return keras.Model([noisy, level, ids], denoiser([noisy, level, self.networks["words"](ids), ids]))

    def sampling(self, texts, *, n=None, seed=0, numbers=None, guidance=2.0, n_steps=15, eta=1.0, threshold=1.0):
        """Draw pictures of captions and yield every step on the way.

        Parameters
        ----------
        texts : str or sequence of str, or Prompts
            One caption for all pictures, or one for each; ``None`` in place of a caption says nothing. Or what
            ``encoder.read`` made of them.
        n : int, optional
            How many pictures, if one caption is given: 1 if not said.
        seed : int
        numbers : sequence of int, optional
            Which of the seed's pictures to draw: 0, 1, ... if not given.
        guidance : float
            0 is without words, 1 with, 2 twice as far: see `guide`.
        n_steps : int
        eta : float
            In [0, 1]: see ``diffusion.sampling``. Fresh noise lets a later step mend what an earlier one has begun wrong.
        threshold : float
            In (0, 1]. At 1 every guess of the clean picture is clipped; below 1 each is scaled first so that this share of
            its values lies inside, the published Imagen's dynamic thresholding.

        Yields
        ------
        numpy.ndarray, shape (n, 32, 32, 3)
            float32 in [0, 1].

        Raises
        ------
        TypeError, ValueError
            If a caption cannot be read, or a number is out of range.
        """
        check_whole(seed=seed)
        check_number(guidance, "[0, inf)", name="guidance", hint="2 is usual")
        check_number(threshold, "(0, 1]", name="threshold", hint="1 clips, 0.995 is dynamic")
        prompts = self.encoder.read(texts, n=n)
        noise = draw_noise(len(prompts.texts), (SIDE, SIDE, 3), seed, numbers=numbers)
        options = {"eta": eta, "seed": seed, "numbers": numbers}
        for noisy, _ in sampling(self.guided(prompts, guidance, threshold), noise, levels(n_steps), **options):
            yield to_images(noisy)

    def guided(self, texts, guidance, threshold=1.0):
        """Return the denoiser that ``diffusion.sampling`` asks, for captions.

        Parameters
        ----------
        texts : sequence of str or Prompts, length n
        guidance, threshold : float
            Of ``sampling``.

        Returns
        -------
        callable
            Takes noisy pictures (n, 32, 32, 3) in [-1, 1] and a level, returns its guess of the clean ones.
        """
        prompts, silent = self.encoder.read(texts), self.encoder.read(None)
        both = ((some.vectors, some.ids) for some in (silent.take(len(prompts.texts) * [0]), prompts))
        return guided(self.networks["denoiser"], *both, guidance, threshold)

    def attention_weights(self, noisy, level, text, *, masked=True):
        """Say how much each place looks at each word, in the last layer that looks at words.

        Parameters
        ----------
        noisy : array_like, shape (32, 32, 3)
            A noisy picture; without noise it lies in [-1, 1].
        level : float
            In [0, 1]: of its noise.
        text : str
        masked : bool
            Whether padding is left out, as it is when pictures are drawn.

        Returns
        -------
        numpy.ndarray, shape (places, 24)
            The mean over the heads; what a place has adds up to 1. The model that ships has 8 x 8 places.

        Raises
        ------
        TypeError, ValueError
            If the caption cannot be read, or the picture or the level is none.
        """
        noisy = check_numbers(noisy, name="noisy", shape=(SIDE, SIDE, 3), hint="one picture")
        check_number(level, "[0, 1]", name="level")
        keras, prompts, network = load_keras(), self.encoder.read([text]), self.networks["denoiser"]
        *_, cross, _ = (layer for layer in network.layers if isinstance(layer, keras.layers.MultiHeadAttention))
        inputs = np.float32(noisy)[None], np.full((1, 1), level, np.float32), prompts.vectors, prompts.ids
        queries = keras.Model(network.inputs, cross.input[0])(list(inputs))
        mask = prompts.ids[:, None] > 0 if masked else None
        _, weights = cross(queries, prompts.vectors, attention_mask=mask, return_attention_scores=True)
        return to_numpy(weights)[0].mean(axis=0)

    def sample(self, texts, *, n=None, seed=0, **options):
        """Draw pictures of captions.

        Parameters
        ----------
        texts, n, seed, **options
            Of ``sampling``.

        Returns
        -------
        numpy.ndarray, shape (n, 32, 32, 3)
            float32 in [0, 1].
        """
        *_, images = self.sampling(texts, n=n, seed=seed, **options)
        return images


class Pool:
    """Pictures and captions for training: batch i is fixed by the seed; each picture is used twice."""

    def __init__(self, seed, batch_size, sides, *, chunk=32, **mixture):
        self.seed, self.batch_size, self.sides, self.chunk, self.mixture = seed, batch_size, sides, chunk, mixture
        self._have = None

    def __getitem__(self, i):
        number = i // (2 * self.chunk)
        if self._have != number:
            seed = 10**9 + 10**6 * self.seed + number
            meanings, texts = caption_batch(self.chunk * self.batch_size, seed, **self.mixture)
            options = {"seed": seed, "without": NEVER_SHOWN}
            self._images = [arrange(meanings, size=side, **options).images for side in self.sides]
            self._ids, self._have = tokenize(texts), number
        rows = slice(i % self.chunk * self.batch_size, (i % self.chunk + 1) * self.batch_size)
        return (*(images[rows] for images in self._images), self._ids[rows])


def inside(clean, threshold):
    """Bring guesses of clean pictures into [-1, 1]: clip them, below a threshold of 1 scaled so that few are clipped."""
    if threshold < 1:
        bound = np.quantile(np.abs(clean), threshold, axis=(1, 2, 3), keepdims=True)
        clean = np.clip(clean, -bound, bound) / np.maximum(bound, 1)
    return np.clip(clean, -1, 1)
