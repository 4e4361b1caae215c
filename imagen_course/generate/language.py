"""Captions for networks: words as numbers (tokens), and a text encoder that turns each word into a vector.

The encoder is a small transformer [1]_. It learns from text alone what each word of a caption is about, and is then frozen:
as in the published Imagen [2]_, whatever draws or judges pictures reads captions by one encoder that never saw a picture.
What is read once is a `Prompts`, and is handed on as it is.

References
----------
.. [1] A. Vaswani et al., "Attention is all you need", NeurIPS 2017, arXiv:1706.03762.
.. [2] C. Saharia et al., "Photorealistic text-to-image diffusion models with deep language understanding", NeurIPS 2022,
   arXiv:2205.11487.
"""

from typing import NamedTuple

import numpy as np

from imagen_course.arrays import load_keras
from imagen_course.checks import check_items, check_number, check_type, check_whole
from imagen_course.generate.layers import Blocks, predict
from imagen_course.generate.learned import Learned, optimizer
from imagen_course.training import run
from imagen_course.worlds import captions
from imagen_course.worlds.scenes import CLASSES, COLOURS, RELATIONS, SIZES

__all__ = ["LENGTH", "NEVER_SHOWN", "TAUGHT", "WIDER", "Prompts", "TextEncoder"]
__all__ += ["caption_batch", "one_each", "tokenize", "word_labels"]

NEVER_SHOWN = (("yellow", "cross"), ("purple", "circle"), ("green", "star"), ("pink", "square"), ("blue", "triangle"))
LENGTH = 24  # words of a caption and the start before them
_IDS = {word: 2 + i for i, word in enumerate(captions.WORDS)}  # 0 is padding, 1 the start
_SHARES = dict(zip(captions.KINDS[:6], (0.06, 0.34, 0.06, 0.22, 0.12, 0.20), strict=True))
WIDER = dict(zip(captions.KINDS, (0.05, 0.27, 0.08, 0.17, 0.07, 0.12, 0.10, 0.07, 0.07), strict=True))
TAUGHT = tuple(WIDER)  # the kinds that what ships has learned from, the first six of them first
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4}
_NOUNS = tuple(word for word in captions.WORDS if word.startswith(CLASSES))
_PLACES = (None, *RELATIONS)
_OPPOSITE = dict(zip(RELATIONS, ("right of", "left of", "below", "above"), strict=True))
_QUESTIONS = (4, 1 + len(SIZES), 1 + len(COLOURS), len(CLASSES), len(_PLACES))  # answers to each that a word is asked


def tokenize(texts):
    """Turn captions into word numbers, which the networks take.

    Parameters
    ----------
    texts : sequence of str or None, length n
        ``None`` says nothing.

    Returns
    -------
    numpy.ndarray of int32, shape (n, 24)
        1 begins each caption, 0 is padding.

    Raises
    ------
    TypeError, ValueError
        If one is no string, has an unknown word, or more than 23 words.

    Examples
    --------
    >>> tokenize(["a red star", None])[:, :5].tolist()
    [[1, 2, 13, 24, 0], [1, 0, 0, 0, 0]]
    """
    check_items(texts, str | None, name="texts", hint="write ['a red star']")
    ids = np.zeros((len(texts), LENGTH), np.int32)
    ids[:, 0] = 1
    for row, text in zip(ids, texts, strict=True):
        words = [] if text is None else captions.split(text)
        if len(words) >= LENGTH:
            raise ValueError(f"caption {text!r} has {len(words)} words: {LENGTH - 1} are the most")
        row[1 : 1 + len(words)] = [_IDS[word] for word in words]
    return ids


def caption_batch(n, seed, *, without=NEVER_SHOWN, shares=None, bare=0.0):
    """Draw meanings of several kinds, and a sentence for each, in a form drawn at random.

    Parameters
    ----------
    n : int
    seed : int
    without : collection of (str, str)
        Pairs of colour and class that are never named.
    shares : dict of str to float, optional
        How much of each kind of ``captions.KINDS``, 1 in all. If not given the first six, most of all those of two objects;
        ``WIDER`` has all of them.
    bare : float
        Of ``captions.sample_meanings``.

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
    check_whole(0, n=n, seed=seed)
    rng, shares = np.random.default_rng([seed, 7]), _SHARES if shares is None else shares
    if not np.isclose(sum(shares.values()), 1) or min(shares.values()) < 0:
        raise ValueError(f"shares must be 1 in all and none below 0, got {shares}")
    kinds = zip(shares, rng.multinomial(n, list(shares.values())), strict=True)
    options = {"seed": seed, "without": without, "bare": bare}
    meanings = [m for kind, k in kinds for m in captions.sample_meanings(int(k), kind=kind, **options)]
    meanings = [meanings[i] for i in rng.permutation(n)]
    forms, other_words = rng.integers(len(captions.FORMS), size=n), rng.random(n) < 0.4
    styles = zip(meanings, forms, other_words, strict=True)
    return meanings, [captions.write(m, form=int(form), other_words=bool(other)) for m, form, other in styles]


def word_labels(text):
    """Say what each word of a caption should know of the thing it belongs to.

    Parameters
    ----------
    text : str

    Returns
    -------
    numpy.ndarray of int, shape (24, 5)
        Count less 1, size, colour, class and place (0 where it is not named); -1 where a word belongs to no thing.

    Raises
    ------
    TypeError, ValueError
        If the caption cannot be read.

    Examples
    --------
    >>> word_labels("a red star")[:5].tolist()
    [[-1, -1, -1, -1, -1], [0, 0, 1, 3, 0], [0, 0, 1, 3, 0], [0, 0, 1, 3, 0], [-1, -1, -1, -1, -1]]
    """
    words, meaning, rows = captions.split(text), captions.parse(text), np.full((LENGTH, len(_QUESTIONS)), -1)
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


def one_each(texts, n, *, name, hint):
    """Return a text for each picture: the one there is, ``n`` times, or as many as there are.

    Parameters
    ----------
    texts : str or None, or sequence of such
        ``None`` says nothing.
    n : int, optional
        How many pictures, if one text is given: 1 if not said.
    name, hint : str
        What the argument is called where an error is read, and what to do, such as "write ['a red star']".

    Returns
    -------
    list of str or None

    Raises
    ------
    TypeError, ValueError
        If there are no texts, or ``n`` is given where there is one for each picture.

    Examples
    --------
    >>> one_each("fox", 2, name="names", hint="write ['fox']"), one_each(["fox", None], None, name="names", hint="")
    (['fox', 'fox'], ['fox', None])
    """
    if isinstance(texts, str) or texts is None:
        return [texts] * check_whole(n=1 if n is None else n)[0]
    check_items(texts, str | None, name=name, least=1, hint=hint)
    if n is not None and n != len(texts):
        raise ValueError(f"n must be left out where {name} hold one for each picture, got {n} and {len(texts)} {name}")
    return list(texts)


class Prompts(NamedTuple):
    """Captions as an encoder has read them.

    Attributes
    ----------
    texts : list of str or None, length n
    ids : numpy.ndarray of int32, shape (n, 24)
        From `tokenize`.
    vectors : numpy.ndarray, shape (n, 24, width)
        float32, a row for each word; the first belongs to no word.

    Examples
    --------
    >>> prompts = encoder.read("a red star", n=3)                       # doctest: +SKIP
    >>> prompts.vectors.shape, prompts.take([0]).texts                  # doctest: +SKIP
    ((3, 24, 64), ['a red star'])
    """

    texts: list
    ids: np.ndarray
    vectors: np.ndarray

    def take(self, rows):
        """Return some of them, by number."""
        return Prompts([self.texts[row] for row in rows], self.ids[rows], self.vectors[rows])


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
        check_whole(width=width, depth=depth, seed=seed)
        super().__init__(width=width, depth=depth, seed=seed)
        keras, blocks = load_keras(), Blocks(seed)
        layers, ids = keras.layers, keras.Input((LENGTH,), dtype="int32")
        mask = keras.ops.expand_dims(ids > 0, 1)  # (n, 1, LENGTH)
        random = keras.initializers.RandomNormal(stddev=0.5, seed=seed % 2**32)
        x = blocks.project_with_positions(layers.Embedding(2 + len(_IDS), width, embeddings_initializer=random)(ids))
        for _ in range(depth):
            h = layers.LayerNormalization()(x)
            attend = layers.MultiHeadAttention(4, width // 4, kernel_initializer=blocks.initializer())
            x = x + attend(h, h, attention_mask=mask)
            h = blocks.dense(2 * width, "silu")(layers.LayerNormalization()(x))
            x = x + blocks.dense(width)(h)
        words = keras.Model(ids, layers.LayerNormalization()(x))
        vectors = keras.Input((LENGTH, width))
        answers = keras.Model(vectors, blocks.dense(sum(_QUESTIONS))(vectors))
        self.networks = {"words": words, "answers": answers}

    def training(self, *, steps=1500, batch_size=128, learning_rate=2e-3, checkpoints=None, **mixture):
        """Learn from captions drawn at random, a new batch each step.

        Parameters
        ----------
        steps, batch_size : int
        learning_rate : float
        checkpoints : str or os.PathLike, optional
            See `Diffusion.training`.
        **mixture
            ``shares`` and ``bare`` of `caption_batch`.

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
            _, texts = caption_batch(batch_size, 10**6 * (1 + self.settings["seed"]) + i, **mixture)
            labels = np.stack([word_labels(text) for text in texts])
            return {"loss": float(model.train_on_batch(tokenize(texts), labels))}

        yield from run(step, [*model.variables, *model.optimizer.variables], steps=steps, checkpoints=checkpoints)

    def read(self, texts, *, n=None):
        """Read captions, each of them once.

        Parameters
        ----------
        texts : str or None, or sequence of such, or Prompts
            One caption for all pictures, or one for each; ``None`` says nothing. What was read already stays as it is.
        n : int, optional
            How many pictures, if one caption is given: 1 if not said.

        Returns
        -------
        Prompts

        Raises
        ------
        TypeError, ValueError
            If one cannot be read, or ``n`` is given where there is a caption for each picture.
        """
        if isinstance(texts, Prompts):
            return texts
        texts = one_each(texts, n, name="texts", hint="write ['a red star']")
        ids = tokenize(texts)
        for text in set(texts) - {None}:
            captions.parse(text)
        return Prompts(texts, ids, self.vectors(ids))

    def vectors(self, ids):
        """Return the vectors of word numbers (n, 24) that `tokenize` made: float32 ``(n, 24, width)``."""
        return predict(self.networks["words"], ids)

    def encode(self, texts):
        """Return the vectors of the words of captions: float32 ``(n, 24, width)``; the first belongs to no word."""
        return self.vectors(tokenize(texts))

    def accuracy(self, texts):
        """Return the share of captions of which every word answers every question right."""
        logits, start, right = predict(self.networks["answers"], self.encode(texts)), 0, True
        labels = np.stack([word_labels(text) for text in texts])
        for question, size in enumerate(_QUESTIONS):
            answers = logits[..., start : start + size].argmax(axis=-1)
            right = right & (answers == labels[..., question])
            start += size
        return float((right | (labels[..., 0] < 0)).all(axis=1).mean())


def _cross_entropy(labels, logits):
    ops, start, total = load_keras().ops, 0, 0.0
    is_asked = ops.cast(labels[..., 0] >= 0, "float32")
    for question, size in enumerate(_QUESTIONS):
        answers = ops.one_hot(ops.cast(ops.maximum(labels[..., question], 0), "int32"), size)
        loss = ops.categorical_crossentropy(answers, logits[..., start : start + size], from_logits=True)
        total = total + loss * is_asked
        start += size
    return ops.sum(total) / (ops.sum(is_asked) * len(_QUESTIONS))


def check_encoder(encoder):
    """Return the text encoder, or say that it is none."""
    return check_type(encoder, TextEncoder, name="encoder", hint='write generate.load("text_encoder"), or train one')
