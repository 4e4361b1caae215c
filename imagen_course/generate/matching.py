"""Does a picture show what its caption says? A network that learned it from scenes that do, and from others that nearly do.

DALL·E drew 512 pictures of a caption and showed those that another network, CLIP [1]_, found to match it best. This is
such a network in miniature, and looks at words and picture together, as image-text matching [2]_ does. Its examples are
scenes, drawn as a caption says or with something changed; it never meets a generator's picture, nor what the exact reader
says of one.

References
----------
.. [1] A. Radford et al., "Learning transferable visual models from natural language supervision", ICML 2021,
   arXiv:2103.00020.
.. [2] J. Li et al., "Align before fuse: vision and language representation learning with momentum distillation",
   NeurIPS 2021, arXiv:2107.07651.
"""

from functools import lru_cache, partial
from typing import NamedTuple

import numpy as np

from imagen_course.arrays import load_keras
from imagen_course.checks import check_images, check_lengths, check_number, check_whole
from imagen_course.generate.diffusion import add_noise
from imagen_course.generate.language import LENGTH, NEVER_SHOWN, caption_batch, check_encoder, tokenize, word_labels
from imagen_course.generate.layers import Blocks, check_widths, predict
from imagen_course.generate.learned import Learned, optimizer
from imagen_course.generate.muon import muon
from imagen_course.training import run
from imagen_course.worlds import captions, reader
from imagen_course.worlds.captions import Meaning, Thing
from imagen_course.worlds.scenes import CLASSES, COLOURS, RELATIONS, SIZES, arrange

__all__ = ["Matcher", "change", "examples"]

_MOST_NOISE = 0.2  # that is added to a scene: a generator's pictures are never as clean
_ANGLE = 37.5  # degrees: of a relation more is asked than by the reader, who has 45; scenes as said have 30 at the most
_CHUNK = 16  # batches whose scenes are drawn at once, which is quicker
_SEEN = len(CLASSES) + len(COLOURS) + len(SIZES)
_CORNERS = np.float32(np.indices((8, 8)).reshape(2, 64).T / 4 - 1)  # of the places, from -1 to 1: (64, 2)


def change(meaning, random):
    """Change one thing that a meaning says, as a generator may get it wrong.

    That is a count, size, colour, class or relation; or one object is added; or one object of a thing becomes one of another
    thing. A new colour or class is often that of another thing of the caption.

    Parameters
    ----------
    meaning : captions.Meaning
    random : numpy.random.Generator

    Returns
    -------
    captions.Meaning
        Another one, of one to five objects for which there is room, without a pair of ``NEVER_SHOWN``.

    Raises
    ------
    ValueError
        If no such change is found, as where two pairs of ``NEVER_SHOWN`` are named.

    Examples
    --------
    >>> captions.write(change(captions.parse("a red star"), np.random.default_rng(3)))      # doctest: +SKIP
    'a red circle'
    """
    for _ in range(1000):
        changed = _changed(meaning, random)
        if changed != meaning and _can_be_drawn(changed):
            return changed
    raise ValueError(f"meaning {captions.write(meaning)!r} has no change that can be drawn: take one of caption_batch")


class _Draft(NamedTuple):
    """A meaning to be changed: its things, on which side of the relation each lies; two of them by chance; and chance."""

    things: list
    sides: list
    relation: str | None
    i: int
    j: int
    new: dict  # what the thing ``i`` may become
    random: np.random.Generator


def _attribute(name, draft):
    """Another count, size, colour or class."""
    draft.things[draft.i] = draft.things[draft.i]._replace(**{name: draft.new[name]})
    return draft.relation


def _relation(draft):
    """Another relation, or none."""
    return draft.relation and draft.random.choice([*RELATIONS, *4 * ["anywhere"]])


def _extra_object(draft):
    """One object more: a new one, or one of a thing that is there."""
    extra = Thing(**draft.new) if draft.random.random() < 0.5 else draft.things[draft.j]
    draft.things.append(extra._replace(count=1))
    draft.sides.append(draft.sides[draft.i])
    return draft.relation


def _class_swap(draft):
    """One object of a thing becomes one of another thing."""
    for which, by in ((draft.i, -1), (draft.j, 1)):
        draft.things[which] = draft.things[which]._replace(count=draft.things[which].count + by)
    return draft.relation


_CHANGES = {  # each works on a draft and returns the new relation
    "count": partial(_attribute, "count"),
    "size": partial(_attribute, "size"),
    "colour": partial(_attribute, "colour"),
    "class": partial(_attribute, "label"),
    "relation": _relation,
    "extra object": _extra_object,
    "class swap": _class_swap,
}
_WEIGHTS = {"count": 1, "size": 1, "colour": 1, "class": 1, "relation": 3, "extra object": 2, "class swap": 2}


def _changed(meaning, random):
    draft = _draft(meaning, random)
    chosen = random.choice(list(_WEIGHTS), p=np.array(list(_WEIGHTS.values())) / sum(_WEIGHTS.values()))
    relation, sides = _CHANGES[chosen](draft), ([], [])
    for thing, side in zip(draft.things, draft.sides, strict=True):
        sides[side].extend([thing] if thing.count else [])
    if all(sides) and relation in RELATIONS and _count(draft.things) < 5:
        return Meaning(*map(tuple, sides), relation)
    return Meaning(tuple(sides[0] + sides[1]))  # for five in a relation there is no room


def _draft(meaning, random):
    things, sides = list(meaning.things), [0] * len(meaning.first) + [1] * len(meaning.second)
    i, j = random.integers(len(things), size=2)
    new = {
        "count": things[i].count + int(random.choice((-1, 1))),
        "size": random.choice(SIZES),
        "colour": random.choice(list(COLOURS)) if random.random() < 0.5 else things[j].colour,
        "label": int(random.integers(len(CLASSES))) if random.random() < 0.5 else things[j].label,
    }
    return _Draft(things, sides, meaning.relation, i, j, new, random)


def _can_be_drawn(meaning):
    count, pairs = _count(meaning.things), {(thing.colour, CLASSES[thing.label]) for thing in meaning.things}
    if pairs & set(NEVER_SHOWN) or not 1 <= count <= 5 or max(thing.count for thing in meaning.things) > 4:
        return False
    wide = _count(thing for thing in meaning.things if CLASSES[thing.label] in ("triangle", "star"))
    large = _count(thing for thing in meaning.things if thing.size == SIZES[1])
    return large <= (2, 2, 2, 1, 0)[count - 1] and (count < 5 or wide < 4)


def _count(things):
    return sum(thing.count for thing in things)


def examples(n, seed, **mixture):
    """Draw two scenes for each of n captions: one as it says; and one with something changed, or in a fifth another's.

    Parameters
    ----------
    n, seed : int
    **mixture
        ``shares`` and ``bare`` of ``language.caption_batch``.

    Returns
    -------
    drawn : scenes.Scenes
        2 n scenes of 32 x 32, the n that are as said first.
    texts : list of str
        Their captions, 2 n. What is unsaid may be changed and the caption still be obeyed: ask ``reader.obeys``.

    Raises
    ------
    TypeError, ValueError
        If a number is not whole, or too small.

    Examples
    --------
    >>> drawn, texts = examples(50, seed=1)
    >>> right = reader.obeys(drawn.objects, texts)
    >>> bool(right[:50].all()), bool(right[50:].mean() < 0.3)
    (True, True)
    """
    check_whole(n=n, seed=seed)
    (meanings, texts), random = caption_batch(n, seed, **mixture), np.random.default_rng([seed, 8])
    others = [meanings[i - 1] if random.random() < 0.2 else change(m, random) for i, m in enumerate(meanings)]
    return arrange(meanings + others, seed=seed, without=NEVER_SHOWN), 2 * texts


class _Lessons(NamedTuple):
    """What a matcher learns from, and all that it is asked; each has a row for each picture.

    Of each word of a thing: are there as many of it? Of the mark at the start: is the caption obeyed, by ``_ANGLE``? Of each
    4 x 4 pixels: which class, colour and size has the object whose centre lies there, and where in them is that? Is it what
    the word says?
    """

    images: np.ndarray  # (32, 32, 3)
    ids: np.ndarray  # (LENGTH,)
    right: np.ndarray  # (LENGTH, 1)
    weight: np.ndarray  # (LENGTH,), of ``right``: half on the mark
    seen: np.ndarray  # (64, _SEEN + 2)
    found: np.ndarray  # (LENGTH, 64)

    def take(self, rows):
        return _Lessons(*(array[rows] for array in self))


def _lessons(n, seed, **mixture):
    """Draw examples, and work out all that is asked of them: 2 n rows."""
    drawn, texts = examples(n, seed, **mixture)
    right, weight = np.zeros((2 * n, LENGTH, 1), np.float32), np.zeros((2 * n, LENGTH), np.float32)
    seen, found = np.zeros((2 * n, 64, _SEEN + 2), np.float32), np.zeros((2 * n, LENGTH, 64), np.float32)
    for i, (objects, text) in enumerate(zip(drawn.objects, texts, strict=True)):
        places = np.array([8 * int(row // 4) + int(column // 4) for row, column in (each.centre for each in objects)])
        _label_places(seen[i], objects, places)
        weight[i] = _label_words(right[i], found[i], objects, places, text)
    weight *= LENGTH / 2 / weight.sum(axis=1, keepdims=True)
    right[:, 0, 0], weight[:, 0] = reader.obeys(drawn.objects, texts, angle=_ANGLE), LENGTH / 2
    return _Lessons(drawn.images, tokenize(texts), right, weight, seen, found)


def _label_places(seen, objects, places):
    """Fill in what lies at each place, ``seen`` (64, _SEEN + 2)."""
    for place, placed in zip(places, objects, strict=True):
        colour, small = list(COLOURS).index(placed.colour), placed.size == SIZES[0]
        seen[place, [placed.label, len(CLASSES) + colour, -3 - small]] = 1
        seen[place, -2:] = np.array(placed.centre) / 4 % 1


def _label_words(right, found, objects, places, text):
    """Fill in whether each word is right, and which places it speaks of; return which words belong to a thing."""
    labels = word_labels(text)
    for row in {tuple(row) for row in labels if row[0] >= 0}:
        thing = Thing(1 + row[0], (None, *SIZES)[row[1]], (None, *COLOURS)[row[2]], row[3])
        fits, of_it = [reader.is_such(placed, thing) for placed in objects], (labels == row).all(axis=1)
        right[of_it] = sum(fits) == thing.count
        found[np.ix_(of_it, places[fits])] = 1
    return labels[:, 0] >= 0


class Matcher(Learned):
    """Pictures of 32 x 32 and captions in; out, for each pair, the probability that one shows what the other says.

    It sees first: of what class, colour and size is the object at each of 8 x 8 places. Each word finds the places that it
    speaks of, and counts them. Then the words look at each other, and the mark at the caption's start gives the answer.

    Parameters
    ----------
    encoder : language.TextEncoder
        Reads the captions; trained, and not changed here.
    widths : (int, int)
        Channels at 16 x 16 and at 8 x 8, divisible by 8.
    depth : int
        How often words look at each other.
    seed : int

    Raises
    ------
    TypeError, ValueError
        If an argument is of the wrong kind or out of range.

    Examples
    --------
    >>> matcher = Matcher(TextEncoder().fit()).fit()                    # doctest: +SKIP
    >>> matcher.match(images, texts).shape                              # doctest: +SKIP
    (16,)
    """

    def __init__(self, encoder, *, widths=(32, 64), depth=2, seed=0):
        if len(check_widths(widths)) != 2:
            raise ValueError(f"widths must be two numbers that 8 divides, got {widths!r}: write widths=(32, 64)")
        check_whole(depth=depth, seed=seed)
        super().__init__(widths=tuple(widths), depth=depth, seed=seed)
        self.encoder = check_encoder(encoder)
        keras, blocks, width = load_keras(), Blocks(seed), encoder.settings["width"]
        images, words = keras.Input((32, 32, 3)), keras.Input((LENGTH, width))
        ids = keras.Input((LENGTH,), dtype="int32")
        seen = _places(blocks, images, widths)
        found, report = _places_of_words(blocks, words, keras.ops.sigmoid(seen))
        h = blocks.dense(64, "silu")(report)
        match = _compare(blocks, words + blocks.dense(width)(h), keras.ops.expand_dims(ids > 0, 1), depth)
        self.networks = {"match": keras.Model([images, words, ids], match)}
        self._asked = keras.Model([images, words, ids], [match, seen, found])

    def training(self, *, steps=4200, batch_size=64, learning_rate=3e-3, checkpoints=None, **mixture):
        """Learn from scenes that show what their caption says and scenes that nearly do, new ones all the time.

        It is asked more than it will have to tell: what lies where, which word speaks of it, and which thing is wrong.

        Parameters
        ----------
        steps : int
        batch_size : int
            Even: half of a batch is as its captions say.
        learning_rate : float
            Of Muon.
        checkpoints : str or os.PathLike, optional
            See `Diffusion.training`.
        **mixture
            ``shares`` and ``bare`` of ``language.caption_batch``.

        Yields
        ------
        dict
            "step" and "loss": the cross-entropy of all that is asked.
        """
        hint = "64 is usual, and half of them are as said"
        check_number(batch_size, "[2, inf)", name="batch_size", whole=True, hint=hint)
        if batch_size % 2:
            raise ValueError(f"batch_size must be even, got {batch_size}: {hint}")
        keras, model, seed = load_keras(), self._asked, 10**6 * (1 + self.settings["seed"])
        losses = [keras.losses.BinaryCrossentropy(from_logits=True) for _ in range(3)]
        chosen = optimizer(learning_rate, steps, optimizer_class=muon, global_clipnorm=1.0)
        model.compile(chosen, losses, jit_compile=False)
        model.optimizer.build(model.trainable_variables)
        lessons = lru_cache(maxsize=1)(lambda chunk: _lessons(_CHUNK * (batch_size // 2), seed + chunk, **mixture))

        def step(i):
            random = np.random.default_rng([self.settings["seed"], i])
            some = lessons(i // _CHUNK).take(slice(i % _CHUNK, None, _CHUNK))
            added = _MOST_NOISE * random.random(len(some.images), np.float32)
            noisy = add_noise(2 * some.images - 1, added, random.standard_normal(some.images.shape, np.float32))
            of_things = 10.0 * (some.weight > 0) * (np.arange(LENGTH) > 0)
            weights = [some.weight, 0.5 + 10 * some.seen.any(axis=-1), of_things]  # most of a picture is ground
            inputs, asked = [noisy, self.encoder.vectors(some.ids), some.ids], [some.right, some.seen, some.found]
            return {"loss": float(model.train_on_batch(inputs, asked, sample_weight=weights)[0])}

        yield from run(step, [*model.variables, *model.optimizer.variables], steps=steps, checkpoints=checkpoints)

    def match(self, images, texts):
        """Say how likely each picture shows what its caption says, a relation within 37.5 degrees of its direction.

        Parameters
        ----------
        images : array_like, shape (n, 32, 32, 3)
            Floating point in [0, 1].
        texts : sequence of str or None, length n, or Prompts
            ``None`` says nothing, and any picture shows that.

        Returns
        -------
        numpy.ndarray, shape (n,)
            In [0, 1].

        Raises
        ------
        TypeError, ValueError
            If a picture is of another size, there are not as many captions, or one cannot be read.
        """
        check_lengths(texts=texts)
        prompts = self.encoder.read(texts)
        shape = (max(1, len(prompts.texts)), 32, 32, 3)
        images = np.asarray(check_images(images, shape=shape, hint="one picture for each caption"), np.float32)
        logits = predict(self.networks["match"], 2 * images - 1, prompts.vectors, prompts.ids)[:, 0, 0]
        return np.where([text is None for text in prompts.texts], 1.0, 1 / (1 + np.exp(-logits)))


def _places(blocks, images, widths):
    """What lies at each of 8 x 8 places, as logits (n, 64, _SEEN + 2)."""
    layers, x = blocks.keras.layers, blocks.space_to_depth(images)
    for width, stride in ((widths[0], 1), (widths[1], 1), (widths[1], 2), (widths[1], 1)):
        x = blocks.convolution(width, strides=stride)(x)
        x = layers.Activation("silu")(layers.RMSNormalization()(x))
    return blocks.dense(_SEEN + 2)(layers.Reshape((64, widths[1]))(x))


def _places_of_words(blocks, words, seen):
    """Which places each word speaks of, as logits (n, LENGTH, 64); and how many, where and among what, (n, LENGTH, k)."""
    ops = blocks.keras.ops
    objects, centres = seen[..., :_SEEN], seen[..., _SEEN:] / 4 + _CORNERS  # (n, 64, _SEEN), (n, 64, 2)
    asked, offset = blocks.dense(_SEEN)(words), blocks.dense(1)(words)
    found = ops.matmul(asked, ops.transpose(objects, (0, 2, 1))) + offset
    there = ops.sigmoid(found)
    count = ops.sum(there, axis=-1, keepdims=True)
    where = ops.matmul(there, centres) / (count + 0.1)
    in_all = ops.repeat(ops.sum(objects, axis=1, keepdims=True), LENGTH, axis=1)
    return found, ops.concatenate([count, where, in_all], axis=-1)


def _compare(blocks, h, mask, depth):
    """The words look at each other ``depth`` times; from each a logit, (n, LENGTH, 1)."""
    layers, width = blocks.keras.layers, h.shape[-1]
    for _ in range(depth):
        q = layers.LayerNormalization()(h)
        attend = layers.MultiHeadAttention(4, width // 4, kernel_initializer=blocks.initializer())
        h = h + attend(q, q, attention_mask=mask)
        q = blocks.dense(2 * width, "silu")(layers.LayerNormalization()(h))
        h = h + blocks.dense(width)(q)
    return blocks.dense(1)(layers.LayerNormalization()(h))
