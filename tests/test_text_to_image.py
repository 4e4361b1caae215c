"""From words to a picture: the parts by small networks, what ships by the exact reader."""

# What learns for a while is not marked "keras": it runs on TensorFlow alone, for JAX compiles each training for a minute.

import importlib
from pathlib import Path

import numpy as np
import pytest

from imagen_course import datasets, generate
from imagen_course.generate import language, text_to_image
from imagen_course.generate.cascade import Cascade, SuperResolution
from imagen_course.generate.language import NEVER_SHOWN, TextEncoder
from imagen_course.generate.text_to_image import TextToImage
from imagen_course.worlds import captions, reader, scenes

WIDTHS = (8, 8, 8)


# Words.


def test_what_each_word_should_know_by_hand():
    rows = language.word_labels("under a blue star are two small red crosses")
    nobody, star, crosses = [-1] * 5, [0, 0, 4, 3, 3], [1, 1, 1, 4, 4]  # count - 1, size, colour, class, place; 0 is unsaid
    np.testing.assert_array_equal(rows[:10], [nobody, nobody, star, star, star, nobody, *[crosses] * 4])
    assert (rows[10:] == -1).all()


def test_the_order_of_the_sentence_does_not_matter():
    texts = [captions.write(captions.parse("a red star left of a red cross"), form=form) for form in range(6)]
    for text in texts:
        rows, words = language.word_labels(text), captions.split(text)
        star, cross = (rows[1 + words.index(noun)].tolist() for noun in ("star", "cross"))
        assert [star, cross] == [[0, 0, 1, 3, 1], [0, 0, 1, 4, 2]], text  # the star lies left, the cross right


def test_captions_for_training_name_no_pair_that_is_held_out():
    meanings, texts = language.caption_batch(2000, seed=1)
    assert [captions.parse(text) for text in texts] == meanings
    pairs = {(thing.colour, scenes.CLASSES[thing.label]) for meaning in meanings for thing in meaning.things}
    assert not pairs & set(NEVER_SHOWN)
    assert len(pairs - {(None, name) for name in scenes.CLASSES}) == 8 * 5 - len(NEVER_SHOWN)


def test_captions_of_the_kinds_asked_for():
    meanings, _ = language.caption_batch(200, 1, shares={"one": 0.25, "list": 0.75})
    numbers = np.bincount([len(meaning.things) for meaning in meanings], minlength=4)
    assert numbers[1] + numbers[3] == 200
    assert 0.1 < numbers[1] / 200 < 0.4
    with pytest.raises(ValueError, match="shares must be 1 in all"):
        language.caption_batch(10, 1, shares={"one": 0.5})
    with pytest.raises(ValueError, match="kind must be"):
        language.caption_batch(10, 1, shares={"five": 1.0})


def test_captions_of_all_kinds_and_without_colours():
    meanings, texts = language.caption_batch(2000, 1, shares=language.WIDER, bare=0.25)
    assert [captions.parse(text) for text in texts] == meanings
    shares = {kind: np.mean([meaning.kind == kind for meaning in meanings]) for kind in captions.KINDS}
    np.testing.assert_allclose(list(shares.values()), list(language.WIDER.values()), atol=0.03)
    bare = np.mean([all(thing.colour is None for thing in meaning.things) for meaning in meanings])
    assert 0.22 < bare < 0.31
    assert set(language.TAUGHT) <= set(captions.KINDS)
    pool = text_to_image.Pool(1, 4, (32,), chunk=2, shares={"four": 1.0}, bare=1.0)
    texts = language.caption_batch(8, 10**9 + 10**6, shares={"four": 1.0}, bare=1.0)[1]
    np.testing.assert_array_equal(pool[0][1], language.tokenize(texts[:4]))


def test_pictures_of_a_training_are_used_twice_and_drawn_again_from_their_seed():
    pool, seed = text_to_image.Pool(0, 4, (32,), chunk=2), 10**9 + 1  # a lesson draws some of them again
    meanings, texts = language.caption_batch(8, seed)
    images = scenes.arrange(meanings, seed=seed, without=NEVER_SHOWN).images
    for i in (4, 5, 6, 7):
        rows = slice(4 * (i % 2), 4 * (i % 2) + 4)
        np.testing.assert_array_equal(pool[i][0], images[rows])
        np.testing.assert_array_equal(pool[i][1], language.tokenize(texts[rows]))
    assert abs(pool[8][0] - images[:4]).max() > 0.1


def test_each_colour_and_each_class_is_shown_in_other_pairs():
    colours, names = zip(*NEVER_SHOWN, strict=True)
    assert len(set(colours)) == len(set(names)) == len(NEVER_SHOWN) == 5


def test_words_become_numbers():
    ids = language.tokenize(["a star", None])
    assert ids.shape == (2, language.LENGTH)
    assert (ids[1] == [1] + [0] * 23).all()
    assert (ids[0, :3] > 0).all()
    assert not ids[0, 3:].any()
    with pytest.raises(ValueError, match="23 are the most"):
        language.tokenize(["a star " * 12])


def test_the_text_encoder_learns(tmp_path):
    encoder = TextEncoder(width=16, depth=1)
    losses = [state["loss"] for state in encoder.training(steps=40, batch_size=32, learning_rate=1e-2)]
    assert np.mean(losses[-5:]) < 0.8 * losses[0]
    vectors = encoder.encode(["a red star", "a star and a cross"])
    assert vectors.shape == (2, language.LENGTH, 16)
    assert 0 <= encoder.accuracy(["a red star"]) <= 1
    encoder.save(tmp_path / "text.npz")
    np.testing.assert_allclose(TextEncoder.load(tmp_path / "text.npz").encode(["a red star"]), vectors[:1], atol=0.02)


# The models, small and untrained.


@pytest.fixture(scope="module")
def base():
    model, random = TextToImage(TextEncoder(width=16, depth=1), widths=WIDTHS), np.random.default_rng(0)
    network = model.networks["denoiser"]  # some of its layers begin as zero: words would change nothing
    network.set_weights([weight + 0.1 * random.standard_normal(weight.shape) for weight in network.get_weights()])
    return model


def enlarger(base):
    return SuperResolution(base.encoder, widths=WIDTHS)


@pytest.mark.keras
def test_guidance_0_is_the_model_without_words(base):
    said = base.sample("a red star", n=2, guidance=0, n_steps=3)
    np.testing.assert_array_equal(said, base.sample("a blue cross", n=2, guidance=0, n_steps=3))
    np.testing.assert_array_equal(said, base.sample([None, None], guidance=0, n_steps=3))
    np.testing.assert_allclose(said, base.sample([None, None], guidance=1, n_steps=3), atol=1e-5)
    assert abs(said - base.sample("a red star", n=2, guidance=2, n_steps=3)).max() > 1e-4


@pytest.mark.keras
@pytest.mark.parametrize("guidance", [0.5, 2.0, 3.5])
def test_guidance_goes_so_many_times_as_far_from_the_guess_without_words_to_the_guess_with_them(base, guidance):
    noisy = np.random.default_rng(1).standard_normal((2, 32, 32, 3)).astype("float32")
    texts = ["a red star", "a blue cross above a star"]
    without, with_words, guided = (base.guided(texts, scale)(noisy, 0.6) for scale in (0, 1, guidance))
    inside = (abs(without) < 1) & (abs(with_words) < 1)  # where neither guess was clipped
    assert inside.mean() > 0.5
    assert abs(with_words - without)[inside].max() > 0.01
    expected = np.clip(without + guidance * (with_words - without), -1, 1)
    np.testing.assert_allclose(guided[inside], expected[inside], atol=1e-4)


@pytest.mark.keras
def test_each_place_s_weights_on_words_add_up_to_1_and_only_a_mask_keeps_them_from_padding(base):
    noisy, text = np.random.default_rng(1).standard_normal((32, 32, 3)), "a red star"
    weights, unmasked = (base.attention_weights(noisy, 0.6, text, masked=masked) for masked in (True, False))
    assert weights.shape == unmasked.shape == (16, language.LENGTH)  # three widths: 4 x 4 places
    for each in (weights, unmasked):
        np.testing.assert_allclose(each.sum(axis=1), 1, atol=1e-4)
    assert weights[:, 4:].max() < 1e-6 < unmasked[:, 4:].min()
    assert (weights[:, :4] > unmasked[:, :4]).all()  # in each head, what padding had is shared out among the words
    words = base.encoder.encode([text])[0, :4]
    assert np.ptp(words, axis=0).max() > 1e-3, words  # first that the words differ, then that places tell them apart
    assert np.ptp(weights[:, :4], axis=1).max() > 1e-3, weights
    assert abs(weights - base.attention_weights(noisy, 0.1, text)).max() > 1e-5


@pytest.mark.keras
def test_a_training_that_is_refused_leaves_the_weights_as_they_were(base):
    before = [weight.copy() for weight in base.networks["denoiser"].get_weights()]
    with pytest.raises(ValueError, match="steps must be a whole number"):
        base.fit(steps=0)
    for weight, was in zip(base.networks["denoiser"].get_weights(), before, strict=True):
        np.testing.assert_array_equal(weight, was)


@pytest.mark.keras
def test_the_contract_of_a_generator(base):
    images = base.sample("a red star", n=3, seed=2, n_steps=3)
    assert images.shape == (3, 32, 32, 3)
    assert images.dtype == np.float32
    assert 0 <= images.min() <= images.max() <= 1
    np.testing.assert_array_equal(images, base.sample(["a red star"] * 3, seed=2, n_steps=3))
    np.testing.assert_allclose(images[:2], base.sample("a red star", n=2, seed=2, n_steps=3), atol=1e-5)
    np.testing.assert_allclose(images[[2, 0]], base.sample("a red star", n=2, seed=2, n_steps=3, numbers=[2, 0]), atol=1e-5)
    assert len(list(base.sampling("a red star", n_steps=4))) == 4


@pytest.mark.keras
def test_a_frozen_text_encoder_is_no_part_of_the_model_and_one_of_its_own_is(base, tmp_path):
    assert set(base.networks) == {"denoiser"}
    own = TextToImage(conditioning="together", widths=WIDTHS)
    learned = {id(variable) for variable in own._with_words().trainable_variables}
    assert learned >= {id(variable) for variable in own.encoder.networks["words"].trainable_variables}
    own.save(tmp_path / "together.npz")
    again = TextToImage.load(tmp_path / "together.npz")
    np.testing.assert_allclose(again.encoder.encode(["a star"]), own.encoder.encode(["a star"]), atol=0.02)
    base.save(tmp_path / "frozen.npz")
    with pytest.raises(TypeError, match="encoder must be a TextEncoder"):
        TextToImage.load(tmp_path / "frozen.npz")
    again = TextToImage.load(tmp_path / "frozen.npz", encoder=base.encoder)
    np.testing.assert_allclose(again.sample("a star", n_steps=2), base.sample("a star", n_steps=2), atol=0.05)


@pytest.mark.keras
def test_thresholding_keeps_values_inside():
    clean = np.linspace(-4, 2, 300).reshape(1, 10, 10, 3)
    clipped, scaled = (text_to_image.inside(clean, threshold) for threshold in (1.0, 0.9))
    np.testing.assert_array_equal(clipped, np.clip(clean, -1, 1))
    assert abs(scaled).max() == 1
    assert len(np.unique(scaled)) > len(np.unique(clipped))


def test_super_resolution_learns(base):
    large = enlarger(base)
    kernel = large.networks["denoiser"].get_weights()[0]
    losses = [state["loss"] for state in large.training(steps=2, batch_size=2)]
    assert np.isfinite(losses).all()
    assert abs(large.networks["denoiser"].get_weights()[0] - kernel).max() > 1e-4


@pytest.mark.keras
def test_super_resolution_doubles_the_side(base):
    large = enlarger(base)
    small = np.full((2, 32, 32, 3), 0.5, np.float32)
    images = large.sample(small, "a red star", n_steps=2)
    assert images.shape == (2, 64, 64, 3)
    assert images.dtype == np.float32
    np.testing.assert_array_equal(images, large.sample(small, ["a red star"] * 2, n_steps=2))


@pytest.mark.keras
@pytest.mark.parametrize(
    ("call", "error", "match"),
    [
        (lambda base: TextToImage(conditioning="shouted"), ValueError, "conditioning must be 'frozen'"),
        (lambda base: base.sample(""), ValueError, "caption must be a word or more"),
        (lambda base: base.sample("a red dog"), ValueError, "has the word 'dog'"),
        (lambda base: base.sample(["a red star", 3]), TypeError, "texts must be a list of str"),
        (lambda base: base.sample(["a star"], n=2), ValueError, "n must be left out"),
        (lambda base: base.sample("a star", n=0), ValueError, "n must be a whole number"),
        (lambda base: base.sample("a star", n_steps=0), ValueError, "n_steps must be a whole number"),
        (lambda base: base.sample("a star", guidance=-1), ValueError, "guidance must be a number in"),
        (
            lambda base: base.sample("a star", n=2, numbers=[1]),
            ValueError,
            r"numbers must have shape \(2,\)",
        ),
        (lambda base: base.sample("a star", threshold=0), ValueError, "threshold must be a number in"),
        (lambda base: base.fit(steps=0), ValueError, "steps must be a whole number"),
        (lambda base: base.guided(np.ones((1, 24), int), 2.0), TypeError, "texts must be a list of str"),
        (
            lambda base: enlarger(base).sample(np.zeros((1, 30, 30, 3)), "a star"),
            ValueError,
            r"images must have shape \(n, 32, 32, 3\)",
        ),
        (
            lambda base: enlarger(base).sample(np.zeros((2, 32, 32, 3)), ["a star"]),
            ValueError,
            "texts and images must be equally many, got 1 and 2",
        ),
        (lambda base: TextToImage(), TypeError, "encoder must be a TextEncoder, got None: write generate.load"),
        (lambda base: TextToImage(base.encoder, conditioning="together"), ValueError, "encoder must be left out"),
    ],
)
def test_bad_input_is_named(call, error, match, base):
    with pytest.raises(error, match=match):
        call(base)


# How it was trained.


@pytest.fixture
def recipes(monkeypatch):
    monkeypatch.syspath_prepend(str(Path(__file__).parents[1] / "tools"))
    return importlib.import_module("train_generators")


@pytest.mark.keras
def test_a_second_stage_begins_with_the_weights_of_the_first_and_reads_by_its_own_encoder(recipes, tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(TextEncoder, "training", lambda self, **options: iter([asked.append((self.settings, options))][:0]))
    with pytest.raises(FileNotFoundError, match="text_encoder_first"):
        recipes.train(recipes.RECIPES["text_encoder"], steps=7, checkpoints=None, folder=tmp_path)
    first = TextEncoder(seed=0)
    first.save(tmp_path / "text_encoder_first.npz")
    encoder = recipes.train(recipes.RECIPES["text_encoder"], steps=7, checkpoints=None, folder=tmp_path)
    for weight, begun in zip(encoder._arrays().values(), first._arrays().values(), strict=True):
        np.testing.assert_allclose(weight, begun, rtol=1e-3, atol=1e-6)  # the file has 16 bits
    settings, options = asked[-1]
    assert options["steps"] == 7
    assert (options["shares"], options["bare"]) == (language.WIDER, 0.25)
    assert settings["seed"] != first.settings["seed"], "or it would be shown the first stage's captions again"
    encoder.networks["words"].set_weights([1.1 * weight for weight in encoder.networks["words"].get_weights()])
    encoder.save(tmp_path / "text_encoder.npz")
    for name in ("matcher", "text_to_image"):
        for stage, own in ((name, encoder), (f"{name}_first", first)):
            read_by = recipes.RECIPES[stage].parts(tmp_path)["encoder"]
            np.testing.assert_allclose(read_by.encode(["a star"]), own.encode(["a star"]), atol=0.02)
    assert abs(encoder.encode(["a star"]) - first.encode(["a star"])).max() > 0.02


def test_what_ships_was_taught_by_the_second_stage(recipes):
    said = {name: value for name, value in recipes.RECIPES["text_to_image"].training.items() if name in ("shares", "bare")}
    meanings, _ = language.caption_batch(600, 3, **said)
    assert {meaning.kind for meaning in meanings} == set(language.TAUGHT)


# What ships.


def of_form(n, seed, **pairs):
    meanings = captions.sample_meanings(n, kind="two", seed=seed, **pairs)
    return [captions.write(meaning, form=i % len(captions.FORMS)) for i, meaning in enumerate(meanings)]


@pytest.fixture(scope="module")
def shipped():
    return Cascade.shipped()


@pytest.mark.keras
@pytest.mark.parametrize(
    ("pairs", "least", "gain"),
    [({"without": NEVER_SHOWN}, 0.8, 1), ({"among": NEVER_SHOWN}, 0.8, 0)],
    ids=["shown", "never shown"],
)
def test_what_ships_obeys_far_above_chance(shipped, pairs, least, gain):
    texts = of_form(48, 11, **pairs)
    states = list(shipped.sampling(texts, seed=3))
    small, chosen = states[14], states[-1]  # before anything is drawn again, and in the end
    large = shipped.large.sample(small, texts, seed=3)
    assert small.shape == (48, 32, 32, 3)
    assert chosen.shape == (48, 64, 64, 3)
    for images, due in ((small, least), (large, least), (chosen, 0.95)):
        assert reader.obeys(reader.read(images), texts).mean() >= due
        assert reader.obeys(reader.read(images), texts[1:] + texts[:1]).mean() <= 0.05
    before, after = (reader.obeys(reader.read(images, overlap=0.85), texts).sum() for images in (small, large))
    assert after >= before + gain  # super-resolution raises the strict score, or leaves it as it is
    real = scenes.arrange([captions.parse(text) for text in texts], seed=1).images
    assert reader.obeys(reader.read(shipped.large.sample(real, texts), overlap=0.85), texts).mean() >= 0.95


def test_drawing_again_helps_with_three_objects(shipped):
    texts = [captions.write(meaning) for meaning in captions.sample_meanings(32, kind="list", seed=14, without=NEVER_SHOWN)]
    once, chosen = (shipped.sample(texts, seed=3, tries=tries) for tries in (1, 4))
    assert set(shipped.tries_) <= {1, 2, 3, 4}
    assert 0 < (shipped.tries_ > 1).sum() < len(texts)
    once, chosen = (reader.obeys(reader.read(images), texts).sum() for images in (once, chosen))
    assert chosen >= max(once + 3, 0.75 * len(texts))


@pytest.mark.keras
def test_the_shipped_text_encoder_understands_pairs_it_never_read():
    encoder = generate.load("text_encoder")
    assert encoder.accuracy(of_form(200, 12, without=NEVER_SHOWN)) >= 0.99
    assert encoder.accuracy(of_form(200, 13, among=NEVER_SHOWN)) >= 0.98


@pytest.mark.keras
def test_weights_of_another_model_are_refused():
    path = datasets.shipped_files("")["text_encoder"]
    with pytest.raises(ValueError, match="holds the weights of TextEncoder, not of TextToImage"):
        TextToImage.load(path)
