"""From words to a picture: the published Imagen [1]_ in miniature.

A text encoder learns from text alone what each word of a caption is about, and is frozen. A diffusion model draws 32 x 32
pixels, every place of its U-Net looking at the words (cross-attention); another one draws 64 x 64, beginning from the small
picture and noise. Captions are those of ``captions``; pictures are ``images`` ``(n, side, side, 3)``, float32 in [0, 1].

References
----------
.. [1] C. Saharia et al., "Photorealistic text-to-image diffusion models with deep language understanding", NeurIPS 2022,
   arXiv:2205.11487.
"""

import numpy as np

from imagen_course.arrays import load_keras
from imagen_course.checks import check_images, check_number, check_whole
from imagen_course.generate.diffusion import (
    Denoising,
    Parts,
    add_noise,
    ask,
    check_widths,
    levels,
    sampling,
    to_images,
    unet,
)
from imagen_course.generate.learned import Learned, draw_noise, load, optimizer
from imagen_course.generate.muon import muon
from imagen_course.training import run
from imagen_course.worlds import captions
from imagen_course.worlds.scenes import CLASSES, COLOURS, RELATIONS, SIZES

__all__ = ["NEVER_SHOWN", "Cascade", "SuperResolution", "TextEncoder", "TextToImage", "caption_batch", "encode"]

NEVER_SHOWN = (("yellow", "cross"), ("purple", "circle"), ("green", "star"), ("pink", "square"), ("blue", "triangle"))
_SPOILT = 0.25  # as much noise is added to a small picture at the most
SURE = 0.9  # so likely must it be that a small picture shows its caption; or else it is drawn again
LENGTH = 24  # words of a caption and the start before them
_IDS = {word: 2 + i for i, word in enumerate(captions.WORDS)}  # 0 is nothing, 1 the start
_SHARES = dict(zip(captions.KINDS, (0.06, 0.34, 0.06, 0.22, 0.12, 0.20), strict=True))
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4}
_NOUNS = (*CLASSES, *captions._PLURALS)
_PLACES = (None, *RELATIONS)
_OPPOSITE = dict(zip(RELATIONS, ("right of", "left of", "below", "above"), strict=True))
_PARTS = (4, 1 + len(SIZES), 1 + len(COLOURS), len(CLASSES), len(_PLACES))  # what is asked of a word: how many answers each


def encode(texts):
    """Turn captions into word numbers, which the networks take.

    Parameters
    ----------
    texts : sequence of str or None, length n
        ``None`` says nothing.

    Returns
    -------
    numpy.ndarray of int32, shape (n, 24)
        1 begins each caption, 0 fills up.

    Raises
    ------
    TypeError, ValueError
        If one is no string, has an unknown word, or more than 23 words.

    Examples
    --------
    >>> encode(["a red star", None])[:, :5].tolist()
    [[1, 2, 13, 24, 0], [1, 0, 0, 0, 0]]
    """
    ids = np.zeros((len(texts), LENGTH), np.int32)
    ids[:, 0] = 1
    for row, text in zip(ids, texts, strict=True):
        words = [] if text is None else captions.split(text)
        if len(words) >= LENGTH:
            raise ValueError(f"caption {text!r} has {len(words)} words: {LENGTH - 1} are the most")
        row[1 : 1 + len(words)] = [_IDS[word] for word in words]
    return ids


def caption_batch(n, seed, *, without=NEVER_SHOWN, shares=None):
    """Draw meanings of all kinds, and a sentence for each, in a form drawn at random.

    Parameters
    ----------
    n : int
    seed : int
    without : collection of (str, str)
        Pairs of colour and class that are never named.
    shares : dict of str to float, optional
        How much of each kind of ``captions.KINDS``, 1 in all. If not given all kinds, most of all those of two objects.

    Returns
    -------
    meanings : list of captions.Meaning
    texts : list of str

    Raises
    ------
    ValueError
        If ``shares`` names another kind, or is not 1 in all.

    Examples
    --------
    >>> meanings, texts = caption_batch(100, seed=1)
    >>> all(captions.parse(text) == meaning for meaning, text in zip(meanings, texts))
    True
    """
    rng, shares = np.random.default_rng([seed, 7]), _SHARES if shares is None else shares
    if not np.isclose(sum(shares.values()), 1) or min(shares.values()) < 0:
        raise ValueError(f"shares must be 1 in all and none below 0, got {shares}")
    kinds = zip(shares, rng.multinomial(n, list(shares.values())), strict=True)
    meanings = [m for kind, k in kinds for m in captions.random(int(k), kind=kind, seed=seed, without=without)]
    meanings = [meanings[i] for i in rng.permutation(n)]
    said = zip(meanings, rng.integers(len(captions.FORMS), size=n), rng.random(n) < 0.4, strict=True)
    return meanings, [captions.write(m, form=int(form), other_words=bool(other)) for m, form, other in said]


def _targets(text):
    """What each word of a caption should know of the thing it belongs to, ``(LENGTH, 5)``; -1 where there is no thing."""
    words, meaning, rows = captions.split(text), captions.parse(text), np.full((LENGTH, len(_PARTS)), -1)
    starts = [i for i, word in enumerate(words) if word in _COUNTS and words[i + 1] != "picture"]
    phrases = [(i, next(j for j in range(i, len(words)) if words[j] in _NOUNS) + 1) for i in starts]
    placed = [(thing, meaning.relation) for thing in meaning.first]
    others = [(thing, _OPPOSITE.get(meaning.relation)) for thing in meaning.second]
    opening = captions.parse(" ".join(words[slice(*phrases[0])])).first[0]
    order = placed + others if opening == meaning.first[0] else others + placed
    for (first, last), (thing, place) in zip(phrases, order, strict=True):
        size, colour = (None, *SIZES).index(thing.size), (None, *COLOURS).index(thing.colour)
        rows[1 + first : 1 + last] = thing.count - 1, size, colour, thing.label, _PLACES.index(place)
    return rows


class TextEncoder(Learned):
    """Words in, a vector for each word out, that knows what thing the word belongs to.

    It is a small transformer, trained on text alone: every word of "a small red star" has to tell the count, size, colour
    and class of its thing, and where it lies.

    Parameters
    ----------
    width : int
        Length of a word's vector, divisible by 4.
    depth : int
        How many layers of attention.
    seed : int

    Examples
    --------
    >>> encoder = TextEncoder().fit(steps=1000)                     # doctest: +SKIP
    >>> encoder.encode(["a red star"]).shape                        # doctest: +SKIP
    (1, 24, 64)
    """

    def __init__(self, *, width=64, depth=2, seed=0):
        super().__init__(width=width, depth=depth, seed=seed)
        keras, parts = load_keras(), Parts(seed)
        layers, ids = keras.layers, keras.Input((LENGTH,), dtype="int32")
        mask = keras.ops.expand_dims(ids > 0, 1)  # (n, 1, LENGTH)
        random = keras.initializers.RandomNormal(stddev=0.5, seed=seed)
        x = parts.placed(layers.Embedding(2 + len(_IDS), width, embeddings_initializer=random)(ids))
        for _ in range(depth):
            h = layers.LayerNormalization()(x)
            x = x + layers.MultiHeadAttention(4, width // 4, kernel_initializer=parts.initial())(h, h, attention_mask=mask)
            h = parts.dense(layers.LayerNormalization()(x), 2 * width, "silu")
            x = x + parts.dense(h, width)
        x = layers.LayerNormalization()(x)
        words = keras.Model(ids, x)
        answers = keras.Input((LENGTH, width))
        self.networks = {"words": words, "answers": keras.Model(answers, parts.dense(answers, sum(_PARTS)))}

    def training(self, *, steps=1500, batch_size=128, learning_rate=2e-3, checkpoints=None):
        """Learn from captions drawn at random, a new batch each step.

        Parameters
        ----------
        steps, batch_size : int
        learning_rate : float
        checkpoints : str or os.PathLike, optional
            See `Diffusion.training`.

        Yields
        ------
        dict
            "step" and "loss": the cross-entropy of one question, averaged over words and questions.
        """
        check_number(batch_size, "[1, inf)", name="batch_size", whole=True, hint="128 is usual")
        keras, words = load_keras(), self.networks["words"]
        model = keras.Model(words.inputs, self.networks["answers"](words.outputs[0]))
        model.compile(optimizer(learning_rate, steps), _cross_entropy, jit_compile=False)
        model.optimizer.build(model.trainable_variables)

        def step(i):
            _, texts = caption_batch(batch_size, 10**6 * (1 + self.settings["seed"]) + i)
            targets = np.stack([_targets(text) for text in texts])
            return {"loss": float(model.train_on_batch(encode(texts), targets))}

        yield from run(step, [*model.variables, *model.optimizer.variables], steps=steps, checkpoints=checkpoints)

    def encode(self, texts):
        """Return the vectors of the words of captions: float32 ``(n, 24, width)``; the first belongs to no word."""
        return ask(self.networks["words"], encode(texts))

    def accuracy(self, texts):
        """Return the share of captions of which every word answers every question right."""
        said, start, right = ask(self.networks["answers"], self.encode(texts)), 0, True
        targets = np.stack([_targets(text) for text in texts])
        for part, size in enumerate(_PARTS):
            answers = said[..., start : start + size].argmax(axis=-1)
            right = right & (answers == targets[..., part])
            start += size
        return float((right | (targets[..., 0] < 0)).all(axis=1).mean())


def _cross_entropy(targets, logits):
    ops, start, total = load_keras().ops, 0, 0.0
    asked = ops.cast(targets[..., 0] >= 0, "float32")
    for part, size in enumerate(_PARTS):
        answers = ops.one_hot(ops.cast(ops.maximum(targets[..., part], 0), "int32"), size)
        said = logits[..., start : start + size]
        total = total + ops.categorical_crossentropy(answers, said, from_logits=True) * asked
        start += size
    return ops.sum(total) / (ops.sum(asked) * len(_PARTS))


class TextToImage(Denoising):
    """Captions to pictures of 32 x 32: a diffusion model that looks at words.

    Parameters
    ----------
    conditioning : {"frozen", "together", "one vector"}
        How words reach it: as the vectors of a text encoder trained first and frozen; of one trained together with the
        pictures; or as one vector, the mean of the frozen ones.
    widths : tuple of int
        Channels of the U-Net at 16 x 16 and 8 x 8.
    seed : int

    Examples
    --------
    >>> model = TextToImage().fit(TextEncoder().fit())                      # doctest: +SKIP
    >>> model.sample("a red circle above a blue star", n=16).shape          # doctest: +SKIP
    (16, 32, 32, 3)
    """

    def __init__(self, *, conditioning="frozen", widths=(48, 96), seed=0):
        if conditioning not in ("frozen", "together", "one vector"):
            raise ValueError(f"conditioning must be 'frozen', 'together' or 'one vector', got {conditioning!r}")
        super().__init__(conditioning=conditioning, widths=check_widths(widths), seed=seed)
        keras, parts, side = load_keras(), Parts(seed), 32
        self.text = TextEncoder(seed=seed)
        noisy, level, words = keras.Input((side, side, 3)), keras.Input((1,)), keras.Input((LENGTH, 64))
        ids = keras.Input((LENGTH,), dtype="int32")
        told = parts.told(level) + parts.mean_word(words, ids)
        look = {} if conditioning == "one vector" else {"words": words, "mask": keras.ops.expand_dims(ids > 0, 1)}
        x = unet(parts, parts.fold(noisy), told, widths, rounds=3, **look)
        clean = parts.unfold(parts.convolution(x, 12))
        self.networks = {"words": self.text.networks["words"], "denoiser": keras.Model([noisy, level, words, ids], clean)}

    def training(self, text, *, steps=6000, batch_size=32, learning_rate=3e-3, dropped=0.1, shares=None, checkpoints=None):
        """Learn from scenes drawn as captions say, each of them used twice and never again.

        Parameters
        ----------
        text : TextEncoder
            Trained, and not changed here; where ``conditioning`` is "together" it is not asked.
        steps, batch_size : int
        learning_rate : float
            Of Muon.
        dropped : float
            Share of the captions that are left out, so that the model can do without: guidance needs both.
        shares : dict of str to float, optional
            Of kinds of captions: see ``caption_batch``.
        checkpoints : str or os.PathLike, optional
            See `Diffusion.training`.

        Yields
        ------
        dict
            "step" and "loss".
        """
        keras, words, together = load_keras(), self.networks["words"], self.settings["conditioning"] == "together"
        if not together:
            words.set_weights(text.networks["words"].get_weights())
        words.trainable = together
        denoiser, ids = self.networks["denoiser"], keras.Input((LENGTH,), dtype="int32")
        noisy, level = keras.Input(denoiser.inputs[0].shape[1:]), keras.Input((1,))
        model = keras.Model([noisy, level, ids], denoiser([noisy, level, words(ids), ids]))
        scenes = _Pool(self.settings["seed"], batch_size, sides=(32,), shares=shares)

        def batches(i, random):
            images, ids = scenes[i]
            ids = np.where(random.random((batch_size, 1)) < dropped, encode([None]), ids)
            return 2 * images - 1, ids

        options = {"steps": steps, "learning_rate": learning_rate, "checkpoints": checkpoints}
        yield from self._train(model, batches, middle=2 / 3, make=muon, **options)

    def sampling(self, texts, *, n=None, seed=0, numbers=None, guidance=2.0, n_steps=15, fresh=1.0, threshold=1.0):
        """Draw pictures of captions and yield every step on the way.

        Parameters
        ----------
        texts : str or sequence of str
            One caption for all pictures, or one for each; ``None`` in place of a caption says nothing.
        n : int, optional
            How many pictures, if one caption is given: 1 if not said.
        seed : int
        numbers : sequence of int, optional
            Which of the seed's pictures to draw: 0, 1, ... if not given.
        guidance : float
            How far to go from what the model draws without words towards, and beyond, what it draws with them: 0 is
            without, 1 with, 2 twice as far [1]_.
        n_steps : int
        fresh : float
            In [0, 1]: see ``diffusion.sampling``. Fresh noise lets a later step mend what an earlier one has begun wrong.
        threshold : float
            In (0, 1]. At 1 every guess of the clean picture is clipped; below 1 each is scaled first so that this share of
            its values lies inside, the published Imagen's dynamic thresholding.

        Yields
        ------
        numpy.ndarray, shape (n, 32, 32, 3)
            float32 in [0, 1].

        References
        ----------
        .. [1] J. Ho and T. Salimans, "Classifier-free diffusion guidance", 2022, arXiv:2207.12598.
        """
        ids = encode(_listed(texts, n))
        check_whole(seed=seed)
        check_number(guidance, "[0, inf)", name="guidance", hint="2 is usual")
        check_number(threshold, "(0, 1]", name="threshold", hint="1 clips, 0.995 is dynamic")
        denoise = self.guided(ids, guidance, threshold)
        noise, options = draw_noise(len(ids), (32, 32, 3), seed, numbers=numbers), {"fresh": fresh, "seed": seed}
        for noisy, _ in sampling(denoise, noise, levels(n_steps), numbers=numbers, **options):
            yield to_images(noisy)

    def guided(self, ids, guidance, threshold=1.0):
        """Return the denoiser that ``diffusion.sampling`` asks, for captions.

        Parameters
        ----------
        ids : numpy.ndarray of int32, shape (n, 24)
            From ``encode``.
        guidance, threshold : float
            Of ``sampling``.

        Returns
        -------
        callable
            Takes noisy pictures (n, 32, 32, 3) in [-1, 1] and a level, returns its guess of the clean ones.
        """
        words, nothing = ask(self.networks["words"], ids), encode([None])
        silent = ask(self.networks["words"], nothing)

        def denoise(noisy, level):
            n, both = len(noisy), [(words, ids), (np.repeat(silent, len(ids), axis=0), np.repeat(nothing, len(ids), axis=0))]
            asked = [pair for pair, wanted in zip(both, (guidance != 0, guidance != 1), strict=True) if wanted]
            told = (np.concatenate(parts) for parts in zip(*asked, strict=True))
            level = np.full((n * len(asked), 1), level, np.float32)
            clean = ask(self.networks["denoiser"], np.concatenate([noisy] * len(asked)), level, *told)
            if len(asked) == 2:
                clean = clean[n:] + guidance * (clean[:n] - clean[n:])
            return _inside(clean, threshold)

        return denoise

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


class _Pool:
    """Pictures and captions for training: batch i is fixed by the seed; each picture is used twice."""

    def __init__(self, seed, batch_size, sides, *, shares=None, chunk=32):
        self.seed, self.batch_size, self.sides, self.shares, self.chunk = seed, batch_size, sides, shares, chunk
        self._have = None

    def __getitem__(self, i):
        number = i // (2 * self.chunk)
        if self._have != number:
            seed = 10**9 + 10**6 * self.seed + number
            meanings, texts = caption_batch(self.chunk * self.batch_size, seed, shares=self.shares)
            options = {"seed": seed, "without": NEVER_SHOWN}
            self._images = [captions.draw(meanings, size=side, **options).images for side in self.sides]
            self._ids, self._have = encode(texts), number
        rows = slice(i % self.chunk * self.batch_size, (i % self.chunk + 1) * self.batch_size)
        return (*(images[rows] for images in self._images), self._ids[rows])


def _inside(clean, threshold):
    if threshold < 1:
        bound = np.quantile(np.abs(clean), threshold, axis=(1, 2, 3), keepdims=True)
        clean = np.clip(clean, -bound, bound) / np.maximum(bound, 1)
    return np.clip(clean, -1, 1)


def _listed(texts, n):
    """Return a list of captions, one for each picture; each must be one that ``captions.parse`` reads."""
    if isinstance(texts, str) or texts is None:
        check_whole(n=1 if n is None else n)
        texts = [texts] * (1 if n is None else n)
    elif n is not None and n != len(texts):
        raise ValueError(f"n must be left out where there is a caption for each picture, got {n} and {len(texts)} captions")
    for text in set(texts) - {None}:
        captions.parse(text)
    return list(texts)


class SuperResolution(Denoising):
    """Pictures of 32 x 32 to pictures of 64 x 64, by diffusion that begins from the small picture.

    Its network sees three things: the noisy large picture, the small one, to which noise was added too, and how much
    (noise-level conditioning [1]_). It learns from spoilt small pictures, for drawn ones have faults too.

    Parameters
    ----------
    widths : tuple of int
        Channels of the U-Net at 32 x 32, 16 x 16 and 8 x 8.
    seed : int

    References
    ----------
    .. [1] J. Ho et al., "Cascaded diffusion models for high fidelity image generation", JMLR 2022, arXiv:2106.15282.

    Examples
    --------
    >>> model = SuperResolution().fit(TextEncoder().fit())                      # doctest: +SKIP
    >>> model.sample(small, texts).shape                                        # doctest: +SKIP
    (16, 64, 64, 3)
    """

    def __init__(self, *, widths=(24, 48, 64), seed=0):
        super().__init__(widths=check_widths(widths), seed=seed)
        keras, parts, side = load_keras(), Parts(seed), 64
        self.text = TextEncoder(seed=seed)
        noisy, small, words = keras.Input((side, side, 3)), keras.Input((side, side, 3)), keras.Input((LENGTH, 64))
        level, spoilt, ids = keras.Input((1,)), keras.Input((1,)), keras.Input((LENGTH,), dtype="int32")
        told, mask = parts.told(level) + parts.told(spoilt) + parts.mean_word(words, ids), keras.ops.expand_dims(ids > 0, 1)
        x = keras.layers.Concatenate()([parts.fold(noisy), parts.fold(small)])
        x = unet(parts, x, told, widths, rounds=1, words=words, mask=mask)
        kept = small * keras.layers.Reshape((1, 1, 1))(1 - spoilt)  # the small picture is the first guess
        clean = kept + parts.unfold(parts.convolution(x, 12))
        inputs = [noisy, level, small, spoilt, words, ids]
        self.networks = {"words": self.text.networks["words"], "denoiser": keras.Model(inputs, clean)}

    def training(self, text, *, steps=5800, batch_size=8, learning_rate=3e-3, checkpoints=None):
        """Learn from scenes drawn in both sizes.

        Parameters
        ----------
        text : TextEncoder
            Trained.
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
        keras, words = load_keras(), self.networks["words"]
        words.set_weights(text.networks["words"].get_weights())
        words.trainable = False
        denoiser, ids = self.networks["denoiser"], keras.Input((LENGTH,), dtype="int32")
        noisy, level, small, spoilt = (keras.Input(part.shape[1:]) for part in denoiser.inputs[:4])
        model = keras.Model([noisy, level, small, spoilt, ids], denoiser([noisy, level, small, spoilt, words(ids), ids]))
        scenes = _Pool(self.settings["seed"], batch_size, sides=(32, 64))

        def batches(i, random):
            small, large, ids = scenes[i]
            spoilt = np.float32(_SPOILT) * random.random((batch_size, 1), np.float32)
            small = add_noise(2 * small - 1, spoilt, random.standard_normal(small.shape, np.float32))
            return 2 * large - 1, _doubled(small), spoilt, ids

        options = {"steps": steps, "learning_rate": learning_rate, "checkpoints": checkpoints}
        yield from self._train(model, batches, middle=1 / 4, make=muon, **options)

    def sampling(self, images, texts, *, seed=0, n_steps=5, start=0.4, spoilt=0.02):
        """Draw each small picture large and yield every step on the way.

        Parameters
        ----------
        images : array_like, shape (n, 32, 32, 3)
            Floating point in [0, 1].
        texts : str or sequence of str
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
        images = np.asarray(check_images(images, channels=3), np.float32)
        if images.shape[1:3] != (32, 32) or not len(images):
            raise ValueError(
                f"images must be one or more of 32 x 32 pixels, got shape {images.shape}: draw them by TextToImage"
            )
        check_whole(seed=seed)
        check_number(spoilt, f"[0, {_SPOILT}]", name="spoilt", hint="0.02 is usual")
        ids = encode(_listed(texts, len(images) if isinstance(texts, str) or texts is None else None))
        if len(ids) != len(images):
            raise ValueError(f"texts must be {len(images)} captions, one for each picture, got {len(ids)}")
        words, falling = ask(self.networks["words"], ids), levels(n_steps, start=start)
        small = _doubled(add_noise(2 * images - 1, spoilt, draw_noise(len(images), (32, 32, 3), seed + 1)))

        def denoise(noisy, level):
            level, other = (np.full((len(noisy), 1), value, np.float32) for value in (level, spoilt))
            return ask(self.networks["denoiser"], noisy, level, small, other, words, ids, block=16).clip(-1, 1)

        begun = add_noise(_doubled(2 * images - 1), start, draw_noise(len(images), (64, 64, 3), seed + 2))
        for noisy, _ in sampling(denoise, begun, falling, seed=seed):
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
    """The whole of it: a base model that draws small pictures, a judge of them, and a model that draws them large.

    A small picture that the matcher is not sure of is drawn again. DALL·E chose its pictures so, out of 512 of a caption;
    Imagen did not.

    Parameters
    ----------
    base : TextToImage
    large : SuperResolution
    matcher : matching.Matcher, optional
        Without one, every picture is taken as it comes.

    Examples
    --------
    >>> cascade = Cascade.shipped()                                                              # doctest: +SKIP
    >>> cascade.sample("a red circle above a green triangle", n=16, seed=1).shape                # doctest: +SKIP
    (16, 64, 64, 3)
    """

    def __init__(self, base, large, matcher=None):
        self.base, self.large, self.matcher = base, large, matcher

    @classmethod
    def shipped(cls):
        """Return the trained models that come with the course."""
        return cls(load("text_to_image"), load("super_resolution"), load("matcher"))

    def sampling(self, texts, *, n=None, seed=0, guidance=2.0, n_steps=15, tries=4, n_large_steps=5):
        """Draw pictures of captions and yield every step on the way: small ones, then large ones.

        Parameters
        ----------
        texts, n, seed, guidance, n_steps
            Of `TextToImage.sampling`.
        tries : int
            How often a small picture is drawn at the most. The first that matches by ``SURE`` is taken, or else the best.
        n_large_steps : int
            Steps of `SuperResolution`.

        Yields
        ------
        numpy.ndarray, shape (n, 32, 32, 3), then (n, 64, 64, 3)
            float32 in [0, 1]. The small ones come ``n_steps`` times for each try; those that matched stand still.
        """
        check_whole(seed=seed)
        check_number(tries, "[1, inf)", name="tries", whole=True, hint="4 is usual, 1 takes each picture as it comes")
        texts, options = _listed(texts, n), {"guidance": guidance, "n_steps": n_steps}
        kept, match, left = np.zeros((len(texts), 32, 32, 3), np.float32), np.full(len(texts), -1.0), np.arange(len(texts))
        for again in range(tries):
            asked = [texts[i] for i in left]
            steps = self.base.sampling(asked, seed=seed + again * 10**6, numbers=left, **options)
            for step, drawn in enumerate(steps, start=1):
                shown = kept.copy()
                shown[left] = drawn
                if step == n_steps:
                    found = self.matcher.match(drawn, asked) if self.matcher and tries > 1 else np.ones(len(left))
                    better = found > match[left]
                    kept[left[better]], match[left[better]] = drawn[better], found[better]
                    shown = kept.copy()
                yield shown
            left = np.flatnonzero(match < SURE)
            if not len(left):
                break
        yield from self.large.sampling(kept, texts, seed=seed, n_steps=n_large_steps)

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
