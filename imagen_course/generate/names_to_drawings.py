"""From a name to a drawing: a diffusion model that draws things, and people in skin tones, that it never saw drawn.

It learns from drawings and their names (``worlds.drawings``). A name reaches it as the sum of its words' embeddings [1]_, so
that their order says nothing; with the level's embedding, the sum modulates every block of the U-Net. Where "waving hand:
dark skin tone" was held out, its words were met in other names. Pictures are ``images`` ``(n, side, side, 3)``, float32 in
[0, 1], on white.

References
----------
.. [1] M. Iyyer et al., "Deep unordered composition rivals syntactic methods for text classification", ACL 2015,
   doi:10.3115/v1/P15-1162.
"""

import re
from difflib import get_close_matches

import numpy as np

from imagen_course.arrays import load_keras
from imagen_course.checks import (
    check_images,
    check_items,
    check_labels,
    check_number,
    check_one_of,
    check_seed,
    check_text,
    check_whole,
)
from imagen_course.choices import Unknown
from imagen_course.generate.diffusion import Denoising, levels, sampling, to_images
from imagen_course.generate.language import one_each
from imagen_course.generate.layers import Blocks, check_widths, unet
from imagen_course.generate.learned import batch, draw_noise
from imagen_course.generate.muon import muon
from imagen_course.generate.text_to_image import guided
from imagen_course.worlds import drawings

__all__ = ["NamesToDrawings", "examples", "words_of"]

LENGTH = 18  # words of a name at the most
_WORDS = re.compile(r"[#*\u4e00-\u9fff]|[^\W\u4e00-\u9fff](?:[\w’-]*\w)?")


def words_of(name):
    """Split a name into its words: those between blanks and colons; of Chinese, the characters.

    Parameters
    ----------
    name : str

    Returns
    -------
    list of str
        In lower case.

    Raises
    ------
    TypeError, ValueError
        If ``name`` is no text, or empty.

    Examples
    --------
    >>> words_of("Waving hand: medium-dark skin tone"), words_of("狐狸")
    (['waving', 'hand', 'medium-dark', 'skin', 'tone'], ['狐', '狸'])
    """
    return _WORDS.findall(check_text(name, name="name", hint="write 'fox'").lower().replace("'", "’"))


def examples(held_out=(), *, side=32):
    """Return what the model that ships learned from: Noto's drawings with their names, but for those that are held out.

    What is drawn without a skin tone comes twice, for it has fewer relatives to be learned from.

    Parameters
    ----------
    held_out : sequence of int
        Numbers of drawings, as ``drawings.held_out`` chooses them.
    side : int
        Pixels.

    Returns
    -------
    images : numpy.ndarray, shape (n, side, side, 3)
        On white, in [0, 1].
    names : list of str, length n

    Raises
    ------
    TypeError, ValueError
        If there are no such drawings, or no such side.

    Examples
    --------
    >>> images, names = examples(drawings.held_out(120))
    >>> images.shape, names[-1]
    ((4632, 32, 32, 3), 'black square button')
    """
    table = drawings.table()
    held_out = check_labels(held_out, name="held_out", n_labels=len(table.thing), hint="take drawings.held_out(120)")
    rest = np.setdiff1d(table.where(artist="noto"), held_out)
    rows = np.concatenate([np.arange(len(rest)), np.flatnonzero(table.tone[rest] == 0)])
    images = drawings.on_ground(drawings.draw(rest, size=side))
    return images[rows], [drawings.named(number) for number in rest[rows]]


def _their_words():
    names = map(drawings.named, drawings.table().where(artist="noto"))
    return sorted({word for name in names for word in words_of(name)})


class NamesToDrawings(Denoising):
    """Names to drawings.

    Parameters
    ----------
    words : sequence of str, optional
        The words it will know, as ``words_of`` finds them: if not given those of Noto's names.
    side : {32, 64}
        Pixels of a side.
    widths : tuple of int
        Channels of the U-Net at its resolutions, 16 x 16 the first.
    seed : int

    Raises
    ------
    TypeError, ValueError
        If an argument is of the wrong kind or out of range.

    Examples
    --------
    >>> model = NamesToDrawings().fit(*examples(drawings.held_out(120)))            # doctest: +SKIP
    >>> model.sample("waving hand: dark skin tone", n=3).shape                      # doctest: +SKIP
    (3, 32, 32, 3)
    """

    def __init__(self, words=None, *, side=32, widths=(32, 64, 128), seed=0):
        check_one_of(side, (32, 64), name="side")
        check_seed(seed)
        words = (
            _their_words() if words is None else list(check_items(words, str, name="words", least=1, hint="write ['fox']"))
        )
        super().__init__(words=words, side=side, widths=check_widths(widths), seed=seed)
        keras, blocks, fold = load_keras(), Blocks(seed), side // 16
        noisy, level, ids = keras.Input((side, side, 3)), keras.Input((1,)), keras.Input((LENGTH,), dtype="int32")
        embedding = blocks.dense(128)(blocks.dense(128, "silu")(self._summed(blocks, ids))) + blocks.level_embedding(level)
        embedding = blocks.dense(128, "silu")(blocks.dense(256, "silu")(embedding))  # what a word means at this level
        x = unet(blocks, blocks.space_to_depth(noisy, fold), embedding, widths, rounds=2)
        clean = blocks.depth_to_space(blocks.convolution(3 * fold**2)(x), fold)
        self.networks = {"denoiser": keras.Model([noisy, level, ids], clean)}

    def _summed(self, blocks, ids):
        """The sum of the embeddings of a name's words; without a name 0."""
        keras, options = (
            blocks.keras,
            {"embeddings_initializer": blocks.keras.initializers.RandomNormal(0, 0.5, blocks.seed())},
        )
        words = keras.layers.Embedding(1 + len(self.settings["words"]), 64, **options)(ids)
        return keras.ops.sum(words * keras.ops.cast(ids > 0, "float32")[..., None], axis=1)

    def tokenize(self, names):
        """Turn names into numbers of words.

        Parameters
        ----------
        names : sequence of str or None
            ``None`` says nothing.

        Returns
        -------
        numpy.ndarray of int32, shape (n, 18)
            From 1; 0 where a name has ended.

        Raises
        ------
        TypeError, ValueError
            If a name is none, has more than 18 words, or a word that was not learned; what comes near is said.
        """
        check_items(names, str | None, name="names", hint="write ['fox']")
        numbers = {word: number for number, word in enumerate(self.settings["words"], 1)}
        ids = np.zeros((len(names), LENGTH), np.int32)
        for row, name in zip(ids, names, strict=True):
            words = [] if name is None else words_of(name)
            if not 0 < len(words) <= LENGTH and name is not None:
                raise ValueError(f"names must have 1 to {LENGTH} words each, got {len(words)} in {name!r}: write 'fox'")
            row[: len(words)] = [numbers.get(word) or self._refuse(word, name) for word in words]
        return ids

    def _refuse(self, word, name):
        """Say that a word was not learned, and what comes near to it or has it as a tag."""
        tagged = [thing.name for thing in drawings.table().things if word in thing.tags + thing.chinese_tags][:6]
        near = tagged or get_close_matches(word, self.settings["words"], n=1)
        there = "; tagged with it are" if tagged else ""
        raise Unknown(f"name {name!r} has the word {word!r}, which no drawing learned from has", word, near, there=there)

    def training(self, images, names, *, steps=30_000, batch_size=32, learning_rate=3e-3, dropped=0.1, checkpoints=None):
        """Learn from drawings and their names.

        Parameters
        ----------
        images : array_like, shape (n, side, side, 3)
            Floating point in [0, 1].
        names : sequence of str, length n
        steps, batch_size : int
        learning_rate : float
            Of Muon.
        dropped : float
            Share of the names that are left out, so that the model can do without: guidance needs both.
        checkpoints : str or os.PathLike, optional
            See `Diffusion.training`.

        Yields
        ------
        dict
            "step" and "loss".

        Raises
        ------
        TypeError, ValueError
            If drawings and names do not fit, a number is out of range, or the checkpoints are of another network.
        """
        check_whole(steps=steps, batch_size=batch_size)
        ids = self.tokenize(names)
        clean = 2 * np.float32(check_images(images, shape=(len(ids), *self._shape()), least=1)) - 1

        def batches(i, random):
            rows = batch(clean, batch_size, self.settings["seed"], i)
            silent = random.random((len(rows), 1)) < dropped
            return clean[rows], np.where(silent, 0, ids[rows])

        options = {"steps": steps, "learning_rate": learning_rate, "checkpoints": checkpoints}
        yield from self._train(self.networks["denoiser"], batches, median_level=0.6, optimizer_class=muon, **options)

    def _shape(self):
        return self.settings["side"], self.settings["side"], 3

    def sampling(self, names, *, n=None, seed=0, numbers=None, guidance=2.0, n_steps=20, eta=0.0):
        """Draw what has a name, and yield every step on the way.

        Parameters
        ----------
        names : str or None, or sequence of such
            One name for all pictures, or one for each; ``None`` says nothing. Any of the words it knows, put together.
        n : int, optional
            How many pictures, if one name is given: 1 if not said.
        seed : int
        numbers : sequence of int, optional
            Which of the seed's pictures to draw: 0, 1, ... if not given.
        guidance : float
            0 is without the name, 1 with it, 2 twice as far: see ``text_to_image.guide``.
        n_steps : int
        eta : float
            In [0, 1]: see ``diffusion.sampling``.

        Yields
        ------
        numpy.ndarray, shape (n, side, side, 3)
            float32 in [0, 1].

        Raises
        ------
        TypeError, ValueError
            If a name has a word that was not learned, or a number is out of range.
        """
        check_whole(seed=seed)
        check_number(guidance, "[0, inf)", name="guidance", hint="2 is usual")
        ids = self.tokenize(one_each(names, n, name="names", hint="write ['fox']"))
        noise = draw_noise(len(ids), self._shape(), seed, numbers=numbers)
        denoise = guided(self.networks["denoiser"], (np.zeros_like(ids),), (ids,), guidance)
        for noisy, _ in sampling(denoise, noise, levels(n_steps), eta=eta, seed=seed, numbers=numbers):
            yield to_images(noisy)

    def sample(self, names, *, n=None, seed=0, **options):
        """Draw what has a name.

        Parameters
        ----------
        names, n, seed, **options
            Of ``sampling``.

        Returns
        -------
        numpy.ndarray, shape (n, side, side, 3)
            float32 in [0, 1].
        """
        *_, images = self.sampling(names, n=n, seed=seed, **options)
        return images
