"""Every idea has the field's name: in the glossary, in bold in the lesson that teaches it, and no other name in its place.

Words of the course's own making stand in no name, option, message, docstring, report or help, and in no lesson's prose.
What is looked for are exact words and phrases, each with what is said in its place. Ordinary English is no fault: a slice
is cut out, and a picture may come back. What still stands somewhere, or is not in bold yet, is an exception, and that list
may only shrink.
"""

import argparse
import ast
import json
import re
from collections import Counter
from pathlib import Path

import glossary
import prose
import pytest

import imagen_course
from imagen_course import cli, syllabus
from imagen_course.cli.command import Group

PACKAGE = Path(imagen_course.__file__).parent

# Words that are no part of a name: of a module, a class, a function, or an argument.
NAMES = {
    "bend": "rho",
    "came": "got, or returned",
    "dial": "hyperparameter",
    "drown": "noise, forward process",
    "due": "expected, or to do",
    "ear": "listener",
    "fresh": "eta, or new",
    "heap": "training set",
    "hush": "end",
    "machine": "model",
    "middle": "median, or centre",
    "pile": "training set",
    "player": "generator, discriminator",
    "said": "message, text, or what it is",
    "spots": "keypoints",
    "told": "condition, embedding, modulation, output",
    "voices": "votes, ensemble",
    "walk": "reverse process, sampling",
}

# Phrases that stand in no sentence that a user reads, and what to say. "steps" is none of them: the field counts them, too.
PHRASES = {
    "came, due": (r"(came|due):|(still|is|are) due", "got, expected, still to do"),
    "heap": (r"heaps?|piles?|set aside", "training set, validation set, test set"),
    "machine": (r"(a|the|one|each|every|linear) machine", "model, classifier; or computer"),
    "reader": (r"(a|the|each|every) readers?", "model, classifier, network"),
    "cut": (r"cut (a|the|your own|one) (picture|photograph)s?|(a|the) cut", "segment, segmentation; or split"),
    "dial": (r"the dial", "hyperparameter, learning rate"),
    "spots": (r"spots", "keypoints"),
    "voices": (r"voices", "votes, ensemble"),
    "half lie within": (r"half lie within", "median, interquartile range"),
    "are paid": (r"are paid", "cost nats"),
    "judge, player": (r"(a|the) (judge|player)s?", "discriminator, generator"),
    "drown": (r"drown\w*", "add noise, forward process"),
    "walk": (r"(a|the|one) walks?", "reverse process, sampling"),
    "fill up": (r"fills? up", "padding"),
    "on the mean": (r"on the mean", "on average"),
    "an upper end": (r"an upper end", "a limit"),
    "one part in": (r"one part in \w+", "within ... %"),
}
FINE = (r"support vector machine", r"the readers? of scenes", r"such a machine", r"a machine that makes one picture")

# Where such words still stand. Who mends one takes it from here.
NAMES_LEFT = {}
PHRASES_LEFT = {
    "exercises/declared/votes.py": {"voices"},
}
LESSONS_LEFT = {}  # how often, in each lesson
DECLARED = "exercises/declared/"  # whose functions are answers, right and wrong ones, and no interface


def sentences(tree):
    """Texts of more than one word, docstrings among them."""
    texts = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return [" ".join(text.split()) for text in texts if " " in text.strip()]


def names(tree):
    """The names of classes, functions, arguments and attributes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name
        if isinstance(node, ast.arg):
            yield node.arg
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr


def words_in_names(tree, file=""):
    named = [file.removesuffix(".py"), *names(tree)]
    parts = {part.lower() for name in named for part in re.findall(r"[A-Z]?[a-z]+", name)}
    return parts & set(NAMES)


def phrases_in(text):
    """The phrases that stand in a text, and how often."""
    for fine in FINE:
        text = re.sub(fine, "", text, flags=re.I)
    found = {name: re.findall(rf"\b(?:{phrase})(?!\w)", text, re.I) for name, (phrase, _) in PHRASES.items()}
    return Counter({name: len(places) for name, places in found.items() if places})


FILES = {path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text()) for path in sorted(PACKAGE.rglob("*.py"))}


def test_no_name_is_a_word_of_our_own():
    found = {file: words_in_names(tree, file) for file, tree in FILES.items() if not file.startswith(DECLARED)}
    assert {file: words for file, words in found.items() if words} == NAMES_LEFT, f"say instead: {NAMES}"


def test_no_sentence_that_a_user_reads_has_a_phrase_of_our_own():
    found = {file: set().union(*map(phrases_in, sentences(tree))) for file, tree in FILES.items()}
    assert {file: phrases for file, phrases in found.items() if phrases} == PHRASES_LEFT, f"say instead: {PHRASES}"


def helps(commands=cli.COMMANDS):
    """The help of every command."""
    for command in commands:
        parser = argparse.ArgumentParser()
        command.add(parser.add_subparsers())
        if isinstance(command, Group):
            yield from helps(command.commands)
        else:
            yield command.name, next(iter(parser._subparsers._group_actions[0].choices.values())).format_help()


@pytest.mark.parametrize(("name", "text"), list(helps()))
def test_the_help_of_a_command_speaks_the_field_s_language(name, text):
    text = " ".join(text.split())
    assert not phrases_in(text)
    assert not set(re.findall(r"--([a-z-]+)", text)) & set(NAMES)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("got 3, the machine is wrong", 1),
        ("a linear support vector machine", 0),
        ("is this machine ready?", 0),
        ("cut a picture into regions", 1),
        ("the results are cut off at 0", 0),
        ("as the reader of scenes sees it", 0),
        ("came: 1.5", 1),
        ("the answer came back", 0),
        ("two heaps, and a heap", 2),
    ],
)
def test_a_phrase_is_found_where_it_is_our_own_and_not_where_it_is_english(text, found):
    assert phrases_in(text).total() == found


def test_a_word_is_found_in_whatever_case_a_name_is_written():
    assert words_in_names(ast.parse("class WasTold: ...\ndef f(x, *, values_due): ...\nheap = 1")) == {"told", "due"}


# --- lessons and the glossary -----------------------------------------------------------------------------------------

SLUGS = [lesson.slug for lesson in syllabus.LESSONS]
GLOSSARY = (PACKAGE.parent / "docs" / "glossary.md").read_text(encoding="utf-8")
TERMS = glossary.terms(GLOSSARY)
# What the field says, where the course had words of its own.
FIELD = """
model, classifier, network; training set, validation set, test set, split; hyperparameter, learning rate, epoch,
batch, batch size; generalisation, overfitting, underfitting, regularisation, early stopping, augmentation; true
positive, false positive, true negative, false negative, precision, recall, precision-recall curve, ROC curve, AUC,
average precision, mAP, class imbalance; transfer learning, fine-tuning, pretrained, backbone, head, embedding;
keypoint, scale space, descriptor, orientation histogram; weak supervision, pseudo-label, ensemble, majority vote;
median; latent space, prior, posterior, posterior collapse, ELBO, reconstruction loss; generator, discriminator, mode
collapse, minimax game, WGAN; forward process, reverse process, noise schedule, timestep, noise level, denoiser, score
function, x0-, epsilon-, v-prediction, ancestral sampling, DDPM, DDIM, ODE, SDE, flow matching; prompt, padding,
attention mask, query, key, value, classifier-free guidance, cascade, super-resolution; fractal noise, Perlin noise,
procedural texture, L-system, cellular automaton; level embedding, modulation, FiLM, residual gate; pixel, channel,
feature map, receptive field, stride, padding, dilation, kernel, filter
"""
# Terms that are not in bold in the lesson that teaches them. Who writes the lesson anew takes them from here.
NOT_BOLD = {}


def cells(slug, kind):
    notebook = json.loads((PACKAGE.parent / "notebooks" / f"{syllabus.name(slug)}.ipynb").read_bytes())
    return ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == kind]


def what_a_lesson_says(slug):
    """Its prose, and what its code prints, asks or writes over a figure."""
    yield from (block.text for text in cells(slug, "markdown") for block in prose.blocks(text))
    yield from (text for code in cells(slug, "code") for text in sentences(ast.parse(re.sub(r"(?m)^[%!].*", "", code))))


def not_bold(texts, terms):
    """The terms that stand nowhere in bold; an abbreviation is no other word in small letters."""
    bold = "\n".join(words for text in texts for words in re.findall(r"\*\*(.+?)\*\*", text, re.S))
    found = {
        term: re.search(rf"(?<![\w-]){re.escape(term)}(?:e?s)?(?![\w-])", bold, re.I * term.islower()) for term in terms
    }
    return {term for term, place in found.items() if not place}


@pytest.mark.parametrize("term", re.split("[,;] ", " ".join(FIELD.split())))
def test_the_glossary_says_what_the_field_says(term):
    assert re.search(rf"(?<![\w-]){re.escape(term)}", "\n".join(glossary.BLOCK.findall(GLOSSARY)), re.I)


@pytest.mark.parametrize("slug", SLUGS)
def test_a_term_stands_in_bold_in_the_lesson_that_teaches_it(slug):
    taught = [term for term, lesson in TERMS.items() if lesson == slug]
    assert not_bold(cells(slug, "markdown"), taught) == NOT_BOLD.get(slug, set())


@pytest.mark.parametrize("slug", SLUGS)
def test_a_lesson_speaks_the_field_s_language(slug):
    found, left = sum(map(phrases_in, what_a_lesson_says(slug)), Counter()), LESSONS_LEFT.get(slug, {})
    assert found <= Counter(left), f"say instead: {PHRASES}"
    assert set(left) == set(found), "gone: take it from the exceptions"


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("A **ReLU** and two **feature maps**, a **batch\nsize**", {"batch size"}),
        ("A relu, **Relu**, *feature map*, **a feature map of batch size 2**", {"ReLU"}),
        ("**feature mapping**", {"ReLU", "feature map", "batch size"}),
    ],
)
def test_a_term_is_found_in_bold_as_it_is_written_or_in_the_plural(text, missing):
    assert not_bold([text], ["ReLU", "feature map", "batch size"]) == missing
