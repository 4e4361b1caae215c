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

from functools import lru_cache

import numpy as np

from imagen_course.arrays import load_keras
from imagen_course.checks import check_images, check_number, check_whole
from imagen_course.generate.diffusion import Parts, add_noise, ask, check_widths
from imagen_course.generate.learned import Learned, optimizer
from imagen_course.generate.muon import muon
from imagen_course.generate.text_to_image import LENGTH, NEVER_SHOWN, TextEncoder, _listed, _targets, caption_batch, encode
from imagen_course.training import run
from imagen_course.worlds import captions, reader
from imagen_course.worlds.captions import Meaning, Thing
from imagen_course.worlds.scenes import CLASSES, COLOURS, RELATIONS, SIZES

__all__ = ["Matcher", "change", "examples"]

_SPOILT = 0.2  # as much noise is added to a scene at the most: a generator's pictures are never as clean
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


def _changed(meaning, random):
    things, sides = list(meaning.things), [1] * len(meaning.first) + [2] * len(meaning.second)
    i, j = random.integers(len(things), size=2)
    new = {
        "count": things[i].count + int(random.choice((-1, 1))),
        "size": random.choice(SIZES),
        "colour": random.choice(list(COLOURS)) if random.random() < 0.5 else things[j].colour,
        "label": int(random.integers(len(CLASSES))) if random.random() < 0.5 else things[j].label,
    }
    what, relation = random.choice([*new, *3 * ["relation"], *2 * ["one more", "one of another"]]), meaning.relation
    if what == "relation":
        relation = relation and random.choice([*RELATIONS, *4 * ["anywhere"]])
    elif what == "one more":
        things.append((Thing(**new) if random.random() < 0.5 else things[j])._replace(count=1))
        sides.append(sides[i])
    elif what == "one of another":
        for which, by in ((i, -1), (j, 1)):
            things[which] = things[which]._replace(count=things[which].count + by)
    else:
        things[i] = things[i]._replace(**{what: new[what]})
    first, second = (tuple(t for t, of in zip(things, sides, strict=True) if t.count and of == side) for side in (1, 2))
    if first and second and relation in RELATIONS and _count(things) < 5:
        return Meaning(first, second, relation)
    return Meaning(first + second)  # for five in a relation there is no room


def _can_be_drawn(meaning):
    count, pairs = _count(meaning.things), {(thing.colour, CLASSES[thing.label]) for thing in meaning.things}
    if pairs & set(NEVER_SHOWN) or not 1 <= count <= 5 or max(thing.count for thing in meaning.things) > 4:
        return False
    wide = _count(thing for thing in meaning.things if CLASSES[thing.label] in ("triangle", "star"))
    large = _count(thing for thing in meaning.things if thing.size == SIZES[1])
    return large <= (2, 2, 2, 1, 0)[count - 1] and (count < 5 or wide < 4)


def _count(things):
    return sum(thing.count for thing in things)


def examples(n, seed):
    """Draw two scenes for each of n captions: one as it says; and one with something changed, or in a fifth another's.

    Parameters
    ----------
    n, seed : int

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
    (meanings, texts), random = caption_batch(n, seed), np.random.default_rng([seed, 8])
    others = [meanings[i - 1] if random.random() < 0.2 else change(m, random) for i, m in enumerate(meanings)]
    return captions.draw(meanings + others, seed=seed, without=NEVER_SHOWN), 2 * texts


def _lessons(n, seed):
    """Return examples and all that is asked of them: arrays with 2 n rows each.

    Of each word of a thing: are there as many of it? Of the mark at the start: is the caption obeyed, by ``_ANGLE``? (right
    and its weight, (LENGTH,): half on the mark.) Of each 4 x 4 pixels: which class, colour and size has the object whose
    centre lies there, and where in them is that (seen, (64, _SEEN + 2))? Is it what the word says (found, (LENGTH, 64))?
    """
    drawn, texts = examples(n, seed)
    right, asked = np.zeros((2 * n, LENGTH, 1), np.float32), np.zeros((2 * n, LENGTH), np.float32)
    seen, found = np.zeros((2 * n, 64, _SEEN + 2), np.float32), np.zeros((2 * n, LENGTH, 64), np.float32)
    for i, (objects, text) in enumerate(zip(drawn.objects, texts, strict=True)):
        places = [8 * int(row // 4) + int(column // 4) for row, column in (placed.centre for placed in objects)]
        for place, placed in zip(places, objects, strict=True):
            what = placed.label, len(CLASSES) + list(COLOURS).index(placed.colour), -3 - (placed.size == SIZES[0])
            seen[i, place, what] = 1
            seen[i, place, -2:] = np.array(placed.centre) / 4 % 1
        rows = _targets(text)
        for row in {tuple(row) for row in rows if row[0] >= 0}:
            thing = Thing(1 + row[0], (None, *SIZES)[row[1]], (None, *COLOURS)[row[2]], row[3])
            fits, of_it = [reader._is(placed, thing) for placed in objects], (rows == row).all(axis=1)
            right[i, of_it] = sum(fits) == thing.count
            found[i][np.ix_(of_it, np.array(places)[fits])] = 1
        asked[i] = rows[:, 0] >= 0
    asked *= LENGTH / 2 / asked.sum(axis=1, keepdims=True)
    right[:, 0, 0], asked[:, 0] = reader.obeys(drawn.objects, texts, angle=_ANGLE), LENGTH / 2
    return drawn.images, encode(texts), right, asked, seen, found


class Matcher(Learned):
    """Pictures of 32 x 32 and captions in; out, for each pair, the probability that one shows what the other says.

    It sees first: of what class, colour and size is the object at each of 8 x 8 places. Each word finds the places that it
    speaks of, and counts them. Then the words look at each other, and the mark at the caption's start gives the answer.

    Parameters
    ----------
    widths : (int, int)
        Channels at 16 x 16 and at 8 x 8, divisible by 8.
    depth : int
        How often words look at each other.
    seed : int

    Examples
    --------
    >>> matcher = Matcher().fit(TextEncoder().fit())                    # doctest: +SKIP
    >>> matcher.match(images, texts).shape                              # doctest: +SKIP
    (16,)
    """

    def __init__(self, *, widths=(32, 64), depth=2, seed=0):
        if len(check_widths(widths)) != 2:
            raise ValueError(f"widths must be two numbers that 8 divides, got {widths!r}: write widths=(32, 64)")
        super().__init__(widths=tuple(widths), depth=depth, seed=seed)
        keras, parts = load_keras(), Parts(seed)
        layers, ops, images, words = keras.layers, keras.ops, keras.Input((32, 32, 3)), keras.Input((LENGTH, 64))
        ids = keras.Input((LENGTH,), dtype="int32")
        x = parts.fold(images)
        for width, stride in ((widths[0], 1), (widths[1], 1), (widths[1], 2), (widths[1], 1)):
            x = layers.Activation("silu")(layers.RMSNormalization()(parts.convolution(x, width, stride=stride)))
        seen = parts.dense(layers.Reshape((64, widths[1]))(x), _SEEN + 2)
        told = ops.sigmoid(seen)  # all that words are told of the picture
        objects, centres = told[..., :_SEEN], told[..., _SEEN:] / 4 + _CORNERS  # (n, 64, _SEEN), (n, 64, 2)
        asked, offset = parts.dense(words, _SEEN), parts.dense(words, 1)
        found = ops.matmul(asked, ops.transpose(objects, (0, 2, 1))) + offset  # (n, LENGTH, 64)
        there = ops.sigmoid(found)
        count = ops.sum(there, axis=-1, keepdims=True)
        where = ops.matmul(there, centres) / (count + 0.1)
        in_all = ops.repeat(ops.sum(objects, axis=1, keepdims=True), LENGTH, axis=1)
        h = words + parts.dense(parts.dense(ops.concatenate([count, where, in_all], axis=-1), 64, "silu"), 64)
        for _ in range(depth):
            q = layers.LayerNormalization()(h)
            attend = layers.MultiHeadAttention(4, 16, kernel_initializer=parts.initial())
            h = h + attend(q, q, attention_mask=ops.expand_dims(ids > 0, 1))
            h = h + parts.dense(parts.dense(layers.LayerNormalization()(h), 128, "silu"), 64)
        match = parts.dense(layers.LayerNormalization()(h), 1)
        self.text = TextEncoder(seed=seed)
        self.networks = {"words": self.text.networks["words"], "match": keras.Model([images, words, ids], match)}
        self._taught = keras.Model([images, words, ids], [match, seen, found])

    def training(self, text, *, steps=4200, batch_size=64, learning_rate=3e-3, checkpoints=None):
        """Learn from scenes that show what their caption says and scenes that nearly do, new ones all the time.

        It is asked more than it will have to tell: what lies where, which word speaks of it, and which thing is wrong.

        Parameters
        ----------
        text : TextEncoder
            Trained, and not changed here.
        steps : int
        batch_size : int
            Even: half of a batch is as its captions say.
        learning_rate : float
            Of Muon.
        checkpoints : str or os.PathLike, optional
            See `Diffusion.training`.

        Yields
        ------
        dict
            "step" and "loss": the cross-entropy of all that is asked.
        """
        hint = "64 is usual, and half of them are as said"
        check_number(batch_size, "[2, inf)", name="batch_size", whole=True, hint=hint)
        if batch_size % 2:
            raise ValueError(f"batch_size must be even, got {batch_size}: {hint}")
        keras, words, seed = load_keras(), self.networks["words"], 10**6 * (1 + self.settings["seed"])
        words.set_weights(text.networks["words"].get_weights())
        words.trainable = False
        images, ids = keras.Input((32, 32, 3)), keras.Input((LENGTH,), dtype="int32")
        model = keras.Model([images, ids], self._taught([images, words(ids), ids]))
        losses = [keras.losses.BinaryCrossentropy(from_logits=True) for _ in range(3)]
        model.compile(optimizer(learning_rate, steps, make=muon, global_clipnorm=1.0), losses, jit_compile=False)
        model.optimizer.build(model.trainable_variables)
        lessons = lru_cache(maxsize=1)(lambda chunk: _lessons(_CHUNK * (batch_size // 2), seed + chunk))

        def step(i):
            random = np.random.default_rng([self.settings["seed"], i])
            chosen = slice(i % _CHUNK, None, _CHUNK)
            drawn, ids, right, asked, seen, found = (rows[chosen] for rows in lessons(i // _CHUNK))
            spoilt = _SPOILT * random.random(len(drawn), np.float32)
            noisy = add_noise(2 * drawn - 1, spoilt, random.standard_normal(drawn.shape, np.float32))
            of_things = 10.0 * (asked > 0) * (np.arange(LENGTH) > 0)
            weights = [asked, 0.5 + 10 * seen.any(axis=-1), of_things]  # most of a picture is ground
            return {"loss": float(model.train_on_batch([noisy, ids], [right, seen, found], sample_weight=weights)[0])}

        yield from run(step, [*model.variables, *model.optimizer.variables], steps=steps, checkpoints=checkpoints)

    def match(self, images, texts):
        """Say how likely each picture shows what its caption says, a relation within 37.5 degrees of its direction.

        Parameters
        ----------
        images : array_like, shape (n, 32, 32, 3)
            Floating point in [0, 1].
        texts : sequence of str or None, length n
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
        if isinstance(texts, str):
            raise TypeError(f"texts must be a list of captions, one for each picture, got {texts!r}: write [{texts!r}]")
        texts = _listed(texts, None)
        images = np.asarray(check_images(images, channels=3), np.float32)
        if images.shape[1:3] != (32, 32) or len(images) != len(texts) or not len(images):
            raise ValueError(f"images must be {len(texts)} of 32 x 32 pixels, one for each caption, got {images.shape}")
        ids = encode(texts)
        logits = ask(self.networks["match"], 2 * images - 1, ask(self.networks["words"], ids), ids)[:, 0, 0]
        return np.where([text is None for text in texts], 1.0, 1 / (1 + np.exp(-logits)))
