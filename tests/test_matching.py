"""Does a picture show its caption? Examples, by the exact reader; the network, small; how the cascade draws again."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from imagen_course import generate, training
from imagen_course.arrays import to_numpy
from imagen_course.generate import matching
from imagen_course.generate.cascade import Cascade, SuperResolution
from imagen_course.generate.language import NEVER_SHOWN, TextEncoder, caption_batch, tokenize
from imagen_course.generate.matching import Matcher, change, examples
from imagen_course.generate.text_to_image import TextToImage
from imagen_course.worlds import captions, reader, scenes

# What it learns from.


def what_changed(before, after):
    """The one thing that differs."""
    count, counted = (sum(thing.count for thing in meaning.things) for meaning in (before, after))
    names, named = ([thing._replace(count=0) for thing in meaning.things] for meaning in (before, after))
    if before.things == after.things:
        assert before.relation != after.relation
        return "relation"
    if set(named) < set(names) or named == names:  # but for their numbers
        assert abs(count - counted) <= 1
        return "class swap" if count == counted else "count"
    assert named[: len(names)] == names or len(named) == len(names) or before.second
    if len(named) > len(names):
        assert counted == count + 1
        return "extra object"
    ((old, new),) = (pair for pair in zip(before.things, after.things, strict=True) if pair[0] != pair[1])
    (name,) = (name for name in captions.Thing._fields if getattr(old, name) != getattr(new, name))
    return "class" if name == "label" else name


def test_one_thing_is_changed_of_every_sort():
    random, sorts = np.random.default_rng(1), Counter()
    for meaning in caption_batch(600, 4)[0]:
        changed = change(meaning, random)
        sorts[what_changed(meaning, changed)] += 1
        assert 1 <= sum(thing.count for thing in changed.things) <= 5
        assert not {(thing.colour, scenes.CLASSES[thing.label]) for thing in changed.things} & set(NEVER_SHOWN)
    assert set(sorts) == set(matching._WEIGHTS) == set(matching._CHANGES)
    assert min(sorts.values()) >= 20


def test_examples_are_what_they_are_said_to_be_in_the_eyes_of_the_exact_reader():
    drawn, texts = examples(300, seed=2)
    right = reader.obeys(drawn.objects, texts)
    assert right[:300].all()
    assert right[300:].mean() < 0.25
    assert (reader.obeys(reader.read(drawn.images), texts) == right).mean() >= 0.995
    assert texts[:300] == texts[300:]
    pairs = {(placed.colour, scenes.CLASSES[placed.label]) for objects in drawn.objects for placed in objects}
    assert not pairs & set(NEVER_SHOWN)


def test_what_each_word_is_asked_by_hand(monkeypatch):
    drawn = scenes.arrange(2 * [captions.parse("a red star above a blue cross")], seed=3)
    monkeypatch.setattr(matching, "examples", lambda n, seed: (drawn, 2 * ["two red stars above a blue cross"]))
    _, _, right, weight, _, found = (rows[0] for rows in matching._lessons(1, 0))
    assert right[1:8, 0].tolist() == [0, 0, 0, 0, 1, 1, 1]  # of stars there is one, of crosses as many as said
    assert right[0] == 0
    np.testing.assert_allclose(weight[:9], [12, 2, 2, 2, 0, 2, 2, 2, 0])
    assert not weight[9:].any()
    star, cross = (8 * int(y // 4) + int(x // 4) for y, x in (placed.centre for placed in drawn.objects[0]))
    assert [np.flatnonzero(row).tolist() for row in found[:9]] == [[], *3 * [[star]], [], *3 * [[cross]], []]
    drawn = scenes.arrange(2 * [captions.parse("two stars and a cross")], seed=3)
    monkeypatch.setattr(matching, "examples", lambda n, seed: (drawn, 2 * ["a star and a cross"]))
    assert matching._lessons(1, 0).right[0, 1:6, 0].tolist() == [0, 0, 0, 1, 1]  # more of it than said is wrong, too


def test_a_relation_that_is_hardly_shown_is_taught_as_one_that_is_not(monkeypatch):
    text, turned = "a star left of a cross", np.deg2rad([0, 30, 36, 39, 44, 60])
    scene = scenes.arrange([captions.parse(text)], seed=3)
    cross, star = sorted(scene.objects[0], key=lambda placed: placed.label == scenes.CLASSES.index("star"))
    cross, objects = cross._replace(centre=(16.0, 20.0)), []
    for a in turned:
        objects.append((star._replace(centre=(16 + 9 * np.sin(a), 20 - 9 * np.cos(a))), cross))
    drawn = replace(scene, objects=tuple(objects), images=np.repeat(scene.images, 6, axis=0))
    monkeypatch.setattr(matching, "examples", lambda n, seed: (drawn, 6 * [text]))
    assert matching._lessons(3, 0).right[:, 0, 0].tolist() == [1, 1, 1, 0, 0, 0]
    assert reader.obeys(objects, 6 * [text]).tolist() == [True, True, True, True, True, False]


def test_what_lies_where_by_hand():
    images, _, right, _, seen, _ = matching._lessons(40, 7)
    drawn, texts = examples(40, 7)
    np.testing.assert_array_equal(images, drawn.images)
    np.testing.assert_array_equal(right[:, 0, 0], reader.obeys(drawn.objects, texts, angle=37.5))
    names = [*scenes.CLASSES, *scenes.COLOURS, *scenes.SIZES]
    for objects, rows in zip(drawn.objects, seen.reshape(80, 8, 8, -1), strict=True):
        assert rows.any(axis=-1).sum() == len(objects)  # no two centres in one place
        for placed in objects:
            there = rows[int(placed.centre[0] // 4), int(placed.centre[1] // 4)]
            said = [name for name, yes in zip(names, there[:-2], strict=True) if yes]
            assert said == [scenes.CLASSES[placed.label], placed.colour, placed.size]
            np.testing.assert_allclose(there[-2:], np.array(placed.centre) % 4 / 4, atol=1e-6)


# The network.


@pytest.fixture(scope="module")
def encoder():
    return TextEncoder(width=16, depth=1, seed=5)


def test_it_learns_and_ends_where_it_would_have_ended_if_stopped(encoder, tmp_path, monkeypatch):
    monkeypatch.setitem(training.run.__kwdefaults__, "every", 15)
    options = {"steps": 40, "batch_size": 16, "learning_rate": 0.01, "checkpoints": tmp_path / "kept"}
    before = encoder.networks["words"].get_weights()
    straight, resumed = (Matcher(encoder, widths=(8, 16), depth=1) for _ in range(2))
    states = list(straight.training(**options))
    losses = [state["loss"] for state in states]
    assert np.mean(losses[-5:]) < 0.8 * np.mean(losses[:5])
    (tmp_path / "kept" / "step_000040.npz").unlink()  # as if it had been stopped after 30
    assert list(resumed.training(**options)) == states[30:]
    drawn, texts = examples(4, seed=3)
    np.testing.assert_array_equal(resumed.match(drawn.images, texts), straight.match(drawn.images, texts))
    for own, given in zip(encoder.networks["words"].get_weights(), before, strict=True):
        np.testing.assert_array_equal(own, given)  # it is frozen
    straight.save(tmp_path / "matcher.npz")
    match = Matcher.load(tmp_path / "matcher.npz", encoder=encoder).match(drawn.images, texts)
    np.testing.assert_allclose(match, straight.match(drawn.images, texts), atol=0.01)


@pytest.mark.keras
def test_a_match_is_a_probability_and_depends_on_words_and_picture(encoder):
    matcher = Matcher(encoder, widths=(8, 16), depth=1)
    drawn, texts = examples(6, seed=3)
    match = matcher.match(drawn.images, texts)
    assert match.shape == (12,)
    assert ((match > 0) & (match < 1)).all()
    np.testing.assert_allclose(match[:5], matcher.match(drawn.images[:5], texts[:5]), atol=1e-5)
    assert abs(match - matcher.match(drawn.images[::-1], texts)).max() > 1e-5
    assert abs(match - matcher.match(drawn.images, texts[::-1])).max() > 1e-5
    assert matcher.match(drawn.images[:2], [None, texts[0]])[0] == 1
    ids, words = tokenize(texts[:2]), encoder.encode(texts[:2])
    other = np.where(ids[..., None] > 0, words, 9.0).astype("float32")  # what fills a caption up is not looked at
    said = [matcher.networks["match"].predict_on_batch([drawn.images[:2], given, ids])[:, 0] for given in (words, other)]
    np.testing.assert_allclose(*map(to_numpy, said), atol=1e-5)


@pytest.mark.parametrize(
    ("call", "error", "match"),
    [
        (
            lambda m: m.match(np.zeros((2, 16, 16, 3)), ["a star"] * 2),
            ValueError,
            r"images must have shape \(2, 32, 32, 3\)",
        ),
        (lambda m: m.match(np.zeros((2, 32, 32, 3)), ["a star"]), ValueError, r"images must have shape \(1, 32, 32, 3\)"),
        (lambda m: m.match(np.zeros((1, 32, 32, 3)), ["a dog"]), ValueError, "has the word 'dog'"),
        (lambda m: m.match(np.zeros((1, 32, 32, 3)), ["red a star"]), ValueError, "cannot be read at 'red a star'"),
        (lambda m: m.match(np.zeros((6, 32, 32, 3)), "a star"), TypeError, "texts must be a sequence, got 'a star'"),
        (lambda m: m.fit(batch_size=65), ValueError, "batch_size must be even, got 65"),
        (lambda m: Matcher(m.encoder, widths=(8, 16, 24)), ValueError, "widths must be two numbers"),
        (lambda m: examples(0, seed=1), ValueError, "n must be a whole number"),
        (
            lambda m: change(captions.parse("a yellow cross above a purple circle"), np.random.default_rng(1)),
            ValueError,
            "has no change that can be drawn",
        ),
        (lambda m: m.fit(steps=0), ValueError, "steps must be a whole number"),
        (lambda m: m.fit(batch_size=1), ValueError, "batch_size must be a whole number"),
        (lambda m: Matcher(m.encoder, widths=(10, 20)), ValueError, "widths must be two or more numbers that 8 divides"),
    ],
)
def test_bad_input_is_named(call, error, match, encoder):
    with pytest.raises(error, match=match):
        call(Matcher(encoder, widths=(8, 16), depth=1))


# Drawing again.


class Judge:
    """In place of a matcher: says what it is told to, and remembers what it was asked."""

    def __init__(self, encoder, *answers):
        self.encoder, self.answers, self.asked = encoder, list(answers), []

    def match(self, images, prompts):
        self.asked.append((images.copy(), prompts.texts))
        return np.array(self.answers.pop(0))


@pytest.fixture(scope="module")
def parts(encoder):
    base, random = TextToImage(encoder, widths=(8, 8)), np.random.default_rng(0)
    denoiser = base.networks["denoiser"]
    denoiser.set_weights([weight + 0.1 * random.standard_normal(weight.shape) for weight in denoiser.get_weights()])
    return base, SuperResolution(encoder, widths=(8, 8, 8))


TEXTS = ["a red star", "a blue cross", "a square"]


@pytest.mark.keras
def test_what_is_refused_is_drawn_again_and_the_best_is_kept(parts):
    judge = Judge(parts[0].encoder, [0.95, 0.1, 0.8], [0.05, 0.9], [0.2])
    states = list(Cascade(*parts, judge).sampling(TEXTS, n_steps=2, tries=3, n_large_steps=1, seed=5))
    assert [images.shape for images in states] == [(3, 32, 32, 3)] * 6 + [(3, 64, 64, 3)]
    (first, _), (second, again), (third, last) = judge.asked
    assert (again, last) == (TEXTS[1:], TEXTS[1:2])
    np.testing.assert_array_equal(states[1], first)
    np.testing.assert_array_equal(states[3], [first[0], first[1], second[1]])  # 0.05 is worse than 0.1
    np.testing.assert_array_equal(states[5], [first[0], third[0], second[1]])
    np.testing.assert_array_equal(states[2][0], first[0])  # what matched stands still
    due = parts[0].sample(TEXTS[1:], seed=5 + 10**6, numbers=[1, 2], n_steps=2)  # from other noise
    np.testing.assert_allclose(second, due, atol=1e-5)
    assert abs(second[0] - first[1]).max() > 0.01
    large = parts[1].sample(states[5], TEXTS, seed=5, n_steps=1)
    np.testing.assert_array_equal(states[6], large)


@pytest.mark.keras
def test_a_picture_does_not_depend_on_which_others_are_drawn_again(parts):
    options, encoder = {"n_steps": 2, "n_large_steps": 1}, parts[0].encoder
    judges = Judge(encoder, [0.1, 0.1, 0.1], [0.95, 0.95, 0.95]), Judge(encoder, [0.95, 0.95, 0.1], [0.95])
    one, other = (list(Cascade(*parts, judge).sampling(TEXTS, **options))[3] for judge in judges)
    np.testing.assert_allclose(one[2], other[2], atol=1e-5)


@pytest.mark.keras
def test_without_a_matcher_or_with_one_try_a_picture_is_taken_as_it_comes(parts):
    plain = parts[0].sample(TEXTS, n_steps=2, seed=1)
    for cascade, tries in ((Cascade(*parts), 4), (Cascade(*parts, Judge(parts[0].encoder)), 1)):
        states = list(cascade.sampling(TEXTS, n_steps=2, tries=tries, n_large_steps=1, seed=1))
        assert len(states) == 3
        np.testing.assert_array_equal(states[1], plain)
    with pytest.raises(ValueError, match="tries must be a whole number"):
        Cascade(*parts).sample("a star", tries=0)


@pytest.mark.keras
def test_a_caption_is_read_once_and_all_stages_read_by_one_encoder(parts, monkeypatch):
    parsed, encoded, encoder = [], [], parts[0].encoder
    parse, vectors = captions.parse, encoder.vectors
    monkeypatch.setattr(captions, "parse", lambda text: parsed.append(text) or parse(text))
    monkeypatch.setattr(encoder, "vectors", lambda ids: encoded.append(len(ids)) or vectors(ids))
    judge = Judge(encoder, [0.1, 0.1, 0.1, 0.1], [0.95, 0.95, 0.95, 0.95])
    Cascade(*parts, judge).sample([*TEXTS, TEXTS[0]], n_steps=1, tries=2, n_large_steps=1)
    assert sorted(parsed) == sorted(TEXTS)
    assert encoded == [4, 1, 1]  # the captions once, and for each try what says nothing
    other = SuperResolution(TextEncoder(width=16, depth=1), widths=(8, 8))
    with pytest.raises(ValueError, match="base, large and matcher must read by one text encoder"):
        Cascade(parts[0], other)


# What ships.


@pytest.mark.keras
def test_what_ships_tells_right_from_nearly_right_and_pairs_it_never_met():
    matcher = generate.load("matcher")
    drawn, texts = examples(200, seed=12)
    right, match = reader.obeys(drawn.objects, texts), matcher.match(drawn.images, texts)
    assert (match[right] > 0.5).mean() >= 0.95
    assert (match[~right] < 0.5).mean() >= 0.95
    meanings = captions.sample_meanings(96, kind="two", seed=13, among=NEVER_SHOWN)
    images, texts = scenes.arrange(meanings, seed=13).images, [captions.write(meaning) for meaning in meanings]
    assert (matcher.match(images, texts) > 0.5).mean() >= 0.8
    assert (matcher.match(images, texts[1:] + texts[:1]) < 0.5).mean() >= 0.95
