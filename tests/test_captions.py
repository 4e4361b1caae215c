"""Sentences about scenes, and pictures of what they mean."""

import re

import numpy as np
import pytest

from imagen_course.worlds import captions, reader, scenes, wording
from imagen_course.worlds.captions import FORMS, KINDS, WORDS, Meaning, Thing


def test_a_meaning_by_hand():
    said = captions.parse("Three small red circles under a blue star.")
    assert said == Meaning((Thing(3, "small", "red", 0),), (Thing(1, None, "blue", 3),), "below")
    assert captions.parse("a star, two crosses and one circle") == Meaning(
        (Thing(1, None, None, 3), Thing(2, None, None, 4), Thing(1, None, None, 0))
    )


@pytest.mark.parametrize(
    "text",
    [
        "a red star left of a cross",
        "a red star to the left of a cross",
        "there is a red star left of a cross",
        "a red star is left of a cross",
        "left of a cross is a red star",
        "to the left of a cross there is a red star",
        "a cross with a red star to its left",
        "a picture of a red star left of a cross",
    ],
)
def test_one_thing_said_in_many_ways(text):
    assert captions.parse(text) == captions.parse("a red star left of a cross")
    assert captions.parse(text) != captions.parse("a cross left of a red star")


# What people write, by what it means; none of it is made by `captions.write`.
PARAPHRASES = {
    "a red circle": ["draw me a red circle", "red circle", "1 red circle", "Please draw a red circle!", '"a red circle"'],
    "a large red star": ["big red star", "a red big star", "the huge red-coloured star"],
    "a small star": ["a tiny star", "I want a little star, please", "an image of a small star"],
    "two stars": ["2 stars", "two star", "a couple of stars", "the two stars", "A photo of a pair of stars."],
    "a star and a cross": [
        "a star & a cross",
        "star plus cross",
        "a star with a cross",
        "a star; a cross",
        "the star and the cross",
    ],
    "a square, a cross and a star": [
        "square, cross and star",
        "a square, a cross, and a star",
        "a square and there is a cross and a star",
    ],
    "two stars and a cross": [
        "Two Stars And A Cross!",
        "2 stars as well as the cross",
        "show me two stars along with a cross",
    ],
    "a red star above a cross": [
        "a red star on top of a cross",
        "the red star is on top of the cross",
        "a red star sits above the cross",
        "a red star placed directly above a cross",
        "a cross with a red star above it",
        "on top of the cross is a red star",
        "there's a red star over the cross",
    ],
    "a star left of a cross": [
        "a star on the left of a cross",
        "a star, to the left of a cross",
        "a star on the left-hand side of the cross",
        "a star that is left of a cross",
        "a star to left of a cross",
        "a cross with a star on its left",
        "make me a drawing of the star standing to the left of the cross, please",
    ],
    "three small pink stars below a blue circle": [
        "3 small pink stars underneath a blue disc",
        "the three tiny pink stars are below the blue circle",
        "Can you draw 3 pink little stars under the blue circle?",
    ],
}


@pytest.mark.parametrize(("text", "meant"), [(text, meant) for meant, texts in PARAPHRASES.items() for text in texts])
def test_what_people_write_is_understood(text, meant):
    assert captions.parse(text) == captions.parse(meant)
    assert set(captions.split(text)) <= set(WORDS)


@pytest.mark.parametrize(
    "text", ["a dark red star", "a star in the middle", "a star between two crosses", "many stars", "一个红色的圆"]
)
def test_what_no_scene_has_is_not_left_out(text):
    with pytest.raises(ValueError, match="has the word"):
        captions.parse(text)


@pytest.mark.parametrize("form", range(len(FORMS)))
@pytest.mark.parametrize("kind", KINDS)
def test_captions_stand_as_they_are_written(kind, form):
    for meaning in captions.sample_meanings(60, kind=kind, seed=form):
        for other_words in (False, True):
            text = captions.write(meaning, form=form, other_words=other_words)
            assert wording.plain(text) == text


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", range(len(FORMS)))
def test_what_is_written_is_read_back(kind, form):
    for meaning in captions.sample_meanings(60, kind=kind, seed=form):
        for other_words in (False, True):
            text = captions.write(meaning, form=form, other_words=other_words)
            assert captions.parse(text) == meaning, text
            assert set(captions.split(text)) <= set(WORDS)


def taken(text, tables):
    """Whether the tables take a caption, as a page does that has no Python."""
    try:
        meant = " ".join(captions.split(text))
    except ValueError:
        return False
    for pattern, same in tables["meant"]:
        meant = re.sub(pattern, same, meant)
    objects = sum(tables["counts"].get(word, 0) for word in re.findall(r"\w+", meant))
    return re.fullmatch(tables["whole"], meant) is not None and objects <= 4


def test_the_tables_take_what_parse_takes(rng):
    def read(text):
        try:
            return captions.parse(text) is not None
        except ValueError:
            return False

    texts = [text for texts in PARAPHRASES.values() for text in texts]
    for kind in KINDS:
        for form, meaning in enumerate(captions.sample_meanings(60, kind=kind, seed=6)):
            text = captions.write(meaning, form=form % len(FORMS), other_words=form % 4 == 0)
            spoilt = text.split()
            spoilt[rng.integers(len(spoilt))] = str(rng.choice(WORDS))
            shorter = text.split()
            del shorter[rng.integers(len(shorter))]
            texts += [text, " ".join(spoilt), " ".join(shorter)]
    expected = [read(text) for text in texts]
    assert [taken(text, captions.grammar()) for text in texts] == expected
    assert 0.4 < np.mean(expected) < 0.9


def test_every_word_is_used():
    texts = [
        captions.write(meaning, form=form, other_words=other)
        for kind in KINDS
        for meaning in captions.sample_meanings(300, kind=kind, seed=2)
        for form in range(len(FORMS))
        for other in (False, True)
    ]
    assert set(WORDS) - {word for text in texts for word in captions.split(text)} == {"an", "one", "beneath"}


@pytest.mark.parametrize("kind", KINDS)
def test_pictures_show_what_they_mean(kind):
    drawn = scenes.arrange(captions.sample_meanings(150, kind=kind, seed=3), seed=4)
    assert drawn.images.shape == (150, 32, 32, 3)
    assert drawn.images.dtype == np.float32
    assert reader.obeys(drawn.objects, drawn.captions).all()
    assert reader.obeys(reader.read(drawn.images), drawn.captions).all()


@pytest.mark.parametrize("kind", ["two", "counts in a relation", "three in a relation"])
def test_the_line_between_two_sides_is_within_30_degrees_of_the_direction_said(kind):
    meanings = captions.sample_meanings(300, kind=kind, seed=4)
    toward = {"left of": (0, -1), "right of": (0, 1), "above": (-1, 0), "below": (1, 0)}
    off = []
    for meaning, objects in zip(meanings, scenes.arrange(meanings, grid=None, seed=1).objects, strict=True):
        centres = np.array([placed.centre for placed in objects])
        k = sum(thing.count for thing in meaning.first)
        line = centres[:k].mean(axis=0) - centres[k:].mean(axis=0)
        off.append(np.degrees(np.arccos(line @ toward[meaning.relation] / np.linalg.norm(line))))
    assert 28 < max(off) <= 30


def test_a_meaning_is_said_in_the_first_form():
    meaning = captions.parse("a blue star with three small red circles below it")
    assert str(meaning) == captions.write(meaning) == "three small red circles below a blue star"


def test_a_picture_is_fixed_by_its_seed_and_finer_at_another_size():
    meanings = captions.sample_meanings(20, kind="two", seed=1)
    small, again, other = (scenes.arrange(meanings, seed=seed) for seed in (5, 5, 6))
    np.testing.assert_array_equal(small.images, again.images)
    assert abs(small.images - other.images).mean() > 0.05
    large = scenes.arrange(meanings, seed=5, size=64).images
    halved = large.reshape(20, 32, 2, 32, 2, 3).mean(axis=(2, 4))
    assert abs(halved - small.images).mean() < 0.01


def test_objects_lie_on_a_grid_or_anywhere():
    meanings = captions.sample_meanings(40, kind="counts in a relation", seed=2)
    for grid, size in ((16, 32), (16, 64), (10, 40)):
        places = [placed.centre for objects in scenes.arrange(meanings, grid=grid, size=size).objects for placed in objects]
        np.testing.assert_allclose(np.array(places) * grid / size, np.round(np.array(places) * grid / size), atol=1e-6)
    anywhere = scenes.arrange(meanings, grid=None).objects
    places = np.array([placed.centre for objects in anywhere for placed in objects])
    assert len(np.unique(places.round(3))) > 1.9 * len(places)


def test_no_more_is_said_to_be_large_than_finds_room():
    for kind in KINDS:
        meanings = captions.sample_meanings(400, kind=kind, seed=6)
        assert max(sum(thing.count for thing in m.things if thing.size == "large") for m in meanings) <= 2
        scenes.arrange(meanings, seed=6)


def test_pairs_are_left_out_or_asked_for():
    without, pair = captions.sample_meanings(300, seed=1, without=[("red", "star")]), ("red", "star")
    among = captions.sample_meanings(50, seed=1, among=[pair])
    named = [{(thing.colour, captions.CLASSES[thing.label]) for thing in meaning.things} for meaning in without + among]
    assert not any(pair in pairs for pairs in named[:300])
    assert all(pair in pairs for pairs in named[300:])


def test_a_colour_left_unsaid_makes_no_pair_that_is_left_out():
    meanings, without = [captions.parse("a star and a cross")] * 200, [("red", "star"), ("blue", "star"), ("red", "cross")]
    drawn = scenes.arrange(meanings, without=without)
    shown = {(placed.colour, captions.CLASSES[placed.label]) for objects in drawn.objects for placed in objects}
    assert shown == {(colour, name) for colour in captions.COLOURS for name in ("star", "cross")} - set(without)
    said = scenes.arrange([captions.parse("a red star")], without=without)
    assert said.objects[0][0].colour == "red"


def test_things_of_a_random_meaning_differ():
    for kind in KINDS:
        for meaning in captions.sample_meanings(200, kind=kind, seed=9):
            kinds = [(thing.colour, thing.label) for thing in meaning.things]
            assert len(set(kinds)) == len(kinds)


@pytest.mark.parametrize(
    ("text", "error", "match"),
    [
        ("", ValueError, "caption must be a word or more, got ''"),
        (" . ", ValueError, "must name something"),
        (7, TypeError, "caption must be a word or more, got 7"),
        ("a rad circle", ValueError, "has the word 'rad', which is like 'red'$"),
        (
            "a red dog",
            ValueError,
            "'dog', which captions do not know; they speak of circles, .*: write such as 'a red s",
        ),
        ("five red circles", ValueError, "'five', but in captions there are four objects at the most"),
        ("an orange star", ValueError, "'orange', but in captions a colour is one of red, yellow"),
        (
            "a star next to a cross",
            ValueError,
            "'next', but in captions a thing lies left of, right of, above or below",
        ),
        ("a medium star", ValueError, "'medium', but in captions a size is small or large"),
        ("a circel", ValueError, "'circel', which is like 'circle' or 'circles'$"),
        ("a circles", ValueError, "cannot be read at 'a circles': say how many there are of what"),
        ("stars", ValueError, "cannot be read at 'stars'"),
        ("a star a cross", ValueError, "cannot be read at 'a star a cross'"),
        ("a star above a cross above a circle", ValueError, "cannot be read at 'a cross above a circle'"),
        ("four stars and a cross", ValueError, "names more than four objects"),
    ],
)
def test_a_caption_that_says_nothing_is_refused(text, error, match):
    with pytest.raises(error, match=match):
        captions.parse(text)


@pytest.mark.parametrize("kind", captions.KINDS)
def test_a_meaning_knows_its_kind(kind):
    assert {meaning.kind for meaning in captions.sample_meanings(300, kind=kind, seed=8)} == {kind}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("two red circles and two blue squares", "counts in a list"),
        ("two stars and a cross", "counts in a list"),
        ("a cross and three large stars", None),
        ("a cross and three small stars", "counts in a list"),
        ("a star, two crosses and a circle", "counts in a list"),
        ("a red circle above a blue star and a green cross", "three in a relation"),
        ("a cross with a circle and a star below it", "three in a relation"),
        ("a star, a cross, a circle and a square", "four"),
        ("a star, a cross, a circle and a star", None),
    ],
)
def test_what_is_said_of_several_things_is_of_a_kind(text, kind):
    assert captions.parse(text).kind == kind


@pytest.mark.parametrize("kind", captions.KINDS)
def test_bare_captions_say_no_colour_and_most_no_size(kind):
    meanings = captions.sample_meanings(600, kind=kind, seed=3, bare=0.5)
    bare = [all(thing.colour is None for thing in meaning.things) for meaning in meanings]
    said = 0.1 ** len(meanings[0].things) / 2  # of the others no colour is said by chance
    assert abs(np.mean(bare) - 0.5 - said) < 0.06
    unsized = [all(thing.size is None for thing in m.things) for m, is_bare in zip(meanings, bare, strict=True) if is_bare]
    assert 0.6 < np.mean(unsized) < 0.8
    assert {meaning.kind for meaning in meanings} == {kind}
    drawn = scenes.arrange(meanings[:100], seed=2)
    assert reader.obeys(reader.read(drawn.images), drawn.captions).all()


@pytest.mark.parametrize(
    "text",
    [
        "two red circles above a star and a cross",
        "a star and a cross above a circle and a square",
        "a small red circle above a small red circle",
        "a star and a red star",
        "three large stars",
        "two large stars above a cross",
        "a large star, a large cross and a large circle",
    ],
)
def test_what_random_never_draws_is_of_no_kind(text):
    assert captions.parse(text).kind is None


def test_bad_arguments_are_named():
    with pytest.raises(
        ValueError, match=r"bare must be a number in \[0, 0\], got 0.5: 0.25 is a quarter, with among it is 0"
    ):
        captions.sample_meanings(3, among=[("red", "star")], bare=0.5)
    with pytest.raises(ValueError, match=r"bare must be a number in \[0, 1\]"):
        captions.sample_meanings(3, bare=2)
    with pytest.raises(ValueError, match="kind must be 'one', 'two'"):
        captions.sample_meanings(3, kind="many")
    with pytest.raises(TypeError, match="n must be a whole number"):
        captions.sample_meanings(2.5)
    with pytest.raises(ValueError, match=r"form must be a whole number in \[0, 5\], got 6"):
        captions.write(captions.parse("a star"), form=6)
    with pytest.raises(ValueError, match=r"grid must be a whole number in \[8, inf\), got 4"):
        scenes.arrange([captions.parse("a star")], grid=4)
    with pytest.raises(ValueError, match="size must be 28 or more"):
        scenes.arrange([captions.parse("a star")], size=20)
    with pytest.raises(ValueError, match="no room was found for 'four large stars left of"):
        scenes.arrange([Meaning((Thing(4, "large", None, 3),), (Thing(1, "large", None, 3),), "left of")])
