"""The text-to-image cascade as one page of HTML: a sentence becomes a picture, step by step, in the browser.

The page holds the text encoder, the base model and super-resolution, their weights rounded to 8 bits as ``save(bits=8)``
rounds those of a `Learned`. It draws from a seed what `Cascade.sample` draws from it with those weights and ``tries=1``.
"""

import html
import inspect
from pathlib import Path
from typing import NamedTuple

import numpy as np

from imagen_course import files
from imagen_course.checks import check_items, check_type
from imagen_course.export.graph import in_8_bits, in_base64
from imagen_course.export.operations import program_of
from imagen_course.export.pieces import assembled, in_json, page_path
from imagen_course.generate.cascade import Cascade
from imagen_course.generate.language import tokenize
from imagen_course.worlds import captions, reader, scenes

__all__ = ["Obedience", "cascade_page", "obedience", "rounded_cascade", "save_cascade"]

_EXAMPLES = (
    "a red circle above a green triangle",
    "two small blue stars left of a large yellow square",
    "a pink cross and a purple star",
    "three green circles",
)
_CHANGED = {1: "blue"}  # word 1 of the first example, when the page opens
_GROUPS = ("left", "right"), ("above", "below"), ("over", "under"), ("two", "three", "four")
_MOST = 4  # objects in a caption


class Obedience(NamedTuple):
    """What 8 bits change in pictures drawn from words.

    Attributes
    ----------
    before, after, n : int
        Pictures that show their caption with the weights as they are and with weights of 8 bits, and all there are.
    changed : float
        The mean difference of a pixel, 1 being from black to white.

    Examples
    --------
    >>> Obedience(before=9, after=9, n=10, changed=0.01).after
    9
    """

    before: int
    after: int
    n: int
    changed: float


def save_cascade(path, cascade, *, title="Pictures from words"):
    """Write the page of a cascade, whole or not at all; what was there is replaced.

    Parameters
    ----------
    path : str or os.PathLike
        Ends in .html; its folder is there.
    cascade, title
        As for `cascade_page`.

    Raises
    ------
    TypeError, ValueError
        As for `cascade_page`, and if the path ends in something else.

    Examples
    --------
    >>> save_cascade("words.html", Cascade.shipped())                           # doctest: +SKIP
    """
    path = page_path(path)
    files.write(path, cascade_page(cascade, title=title).encode())


def cascade_page(cascade, *, title="Pictures from words"):
    """Make the page of a cascade.

    Parameters
    ----------
    cascade : generate.cascade.Cascade
        Whose base model looks at the words of a frozen text encoder. Its matcher does not come along: the page draws each
        picture once.
    title : str

    Returns
    -------
    str
        HTML that needs no other file.

    Raises
    ------
    TypeError, ValueError
        If it is no such cascade, or a layer of a network cannot be shown, which is said with the reason.

    Examples
    --------
    >>> len(cascade_page(Cascade.shipped())) < 5e6                              # doctest: +SKIP
    True
    """
    check_type(cascade, Cascade, name="cascade", hint="write Cascade.shipped()")
    programs = {name: program_of(network) for name, network in _networks(cascade).items()}
    written = in_json({name: [step.written() for step in steps] for name, steps in programs.items()})
    length, small, large = (programs[name][0].shape[0] for name in ("words", "base", "large"))
    code = in_base64(np.frombuffer((Path(__file__).parent / "product.wasm").read_bytes(), "uint8"))
    data = {
        "options": {**_options(cascade), "watched": _watched(programs["base"])},
        "grammar": _grammar(length),
        "examples": _EXAMPLES,
        "changed": _CHANGED,
        "small": small,
        "large": large,
        "megabytes": f"{len(written) / 1e6:.1f}",
        "code": code,
    }
    return assembled("cascade.html", title=html.escape(title), programs=written, data=in_json(data))


def _networks(cascade):
    networks = {"words": cascade.encoder.networks["words"]}
    return networks | {name: getattr(cascade, name).networks["denoiser"] for name in ("base", "large")}


def _watched(steps):
    """The number of the last attention to words: to what has a mask."""
    found = [number for number, step in enumerate(steps) if step.kind == "attention" and len(step.sources) == 3]
    if not found:
        raise ValueError("the base model must look at words, this one does not: make it with conditioning='frozen'")
    return found[-1]


def _options(cascade):
    """How pictures are drawn if nothing else is asked for: the defaults of the models' own functions."""

    def usual(function, **names):
        parameters = inspect.signature(function).parameters
        return {ours: parameters[theirs].default for ours, theirs in names.items()}

    base = usual(cascade.base.sampling, guidance="guidance", steps="n_steps", eta="eta")
    large = usual(cascade.large.sampling, largeSteps="n_steps", start="start", spoilt="spoilt")
    return {**base, **large, "nothing": tokenize([None])[0].tolist()}


def _grammar(length):
    """What the page reads captions by: the tables of ``captions.grammar``, and which words can stand for each other."""
    alike = scenes.SIZES, scenes.COLOURS, scenes.CLASSES, captions.PLURALS
    known = f"they speak of {', '.join(captions.PLURALS[:-1])} and {captions.PLURALS[-1]}"
    return {**captions.grammar(), "groups": [*map(list, alike), *_GROUPS], "known": known, "length": length, "most": _MOST}


def rounded_cascade(cascade):
    """Give a copy of a cascade with the weights that its page holds: whole numbers of 8 bits, with scales.

    Parameters
    ----------
    cascade : generate.cascade.Cascade

    Returns
    -------
    generate.cascade.Cascade
        Without a matcher, as the page is.

    Raises
    ------
    TypeError
        If it is no cascade.

    Examples
    --------
    >>> rounded_cascade(Cascade.shipped()).sample("a red star", tries=1).shape              # doctest: +SKIP
    (1, 64, 64, 3)
    """
    check_type(cascade, Cascade, name="cascade", hint="write Cascade.shipped()")
    encoder = _rounded(cascade.encoder)
    return Cascade(*(_rounded(stage, encoder=encoder) for stage in (cascade.base, cascade.large)))


def _rounded(model, **parts):
    copied = type(model)(**parts, **model.settings)
    for name, network in model.networks.items():
        copied.networks[name].set_weights([in_8_bits(array) for array in network.get_weights()])
    return copied


def obedience(cascade, texts, *, seed=0):
    """Say what weights of 8 bits change in what a cascade draws, each picture drawn once.

    Parameters
    ----------
    cascade : generate.cascade.Cascade
    texts : sequence of str
        Captions, a picture of each.
    seed : int

    Returns
    -------
    Obedience

    Raises
    ------
    TypeError, ValueError
        If a caption cannot be read.

    Examples
    --------
    >>> obedience(Cascade.shipped(), ["a red star", "two blue circles"]).n                  # doctest: +SKIP
    2
    """
    check_items(texts, str, name="texts", least=1, hint="write ['a red star']")
    drawn = [each.sample(texts, seed=seed, tries=1) for each in (cascade, rounded_cascade(cascade))]
    before, after = (int(reader.obeys(reader.read(images), texts).sum()) for images in drawn)
    return Obedience(before, after, len(texts), float(np.abs(drawn[0] - drawn[1]).mean()))
