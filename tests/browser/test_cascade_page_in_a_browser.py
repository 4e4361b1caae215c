"""The cascade on its page: it draws what Keras draws with the same 8-bit weights, with the network shut; touch and keys."""

import base64
import random
import re

import numpy as np
import pytest

from conftest import opened, quiet, serious
from imagen_course import export
from imagen_course.export.graph import in_8_bits, in_base64
from imagen_course.worlds import captions

READY = "!document.getElementById('draw').disabled"
DRAWN = "() => document.getElementById('state').textContent.startsWith('Drawn')"
COMPUTING = """() => {
    window.cascade = new Cascade({programs: JSON.parse($("programs").textContent), options, code: bytesOf(page.code)});
    window.floats = text => new Float32Array(bytesOf(text));
    window.text = data => {
        const bytes = new Uint8Array(Float32Array.from(data).buffer);
        return btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(""));
    };
}"""
DENOISED = "calls => calls.map(([name, inputs]) => text(cascade.engine.run(name, inputs.map(floats)).at(-1).data))"
LOOKED = "inputs => text(cascade.engine.run('base', inputs.map(floats))[options.watched].looks)"
VECTORS = "texts => texts.map(words => text(cascade.read(idsOf(wordsOf(words, grammar), grammar))[0]))"
PICTURE = """([words, seed, number]) =>
    [...cascade.draw(idsOf(wordsOf(words, grammar), grammar), seed, number)].map(({pixels}) => text(pixels))"""
EVERY = """([steps, inputs]) => text(
    new Engine({every: steps}, bytesOf(page.code)).run("every", inputs.map(floats)).at(-1).data)"""
TEXTS = "two small blue stars left of a large yellow square", "a pink cross, a black circle and a star"


def sent(array):
    """Numbers on their way to the page: float32 in base64, which is a hundred times faster than lists."""
    return in_base64(np.asarray(array, "<f4"))


def received(text, *shape):
    return np.frombuffer(base64.b64decode(text), "<f4").reshape(shape)


@pytest.fixture(scope="module")
def shipped():
    """The cascade that ships, without its matcher; the weights of its base lie between whole numbers of 8 bits again."""
    pytest.importorskip("keras")
    from imagen_course.generate.cascade import Cascade
    from imagen_course.generate.learned import load

    base, random = load("text_to_image"), np.random.default_rng(0)
    for network in base.networks.values():
        steps = [np.abs(array).max(axis=tuple(range(array.ndim - 1))) / 127 for array in network.get_weights()]
        pairs = zip(network.get_weights(), steps, strict=True)
        network.set_weights([array + random.uniform(-0.5, 0.5, array.shape) * step for array, step in pairs])
    return Cascade(base, load("super_resolution"))


@pytest.fixture(scope="module")
def rounded(shipped):
    return export.rounded_cascade(shipped)


@pytest.fixture(scope="module")
def path(shipped, tmp_path_factory):
    path = tmp_path_factory.mktemp("pages") / "words.html"
    export.save_cascade(path, shipped)
    return path


@pytest.fixture(scope="module")
def computing(browser, path):
    """The page, with a cascade of its own beside that of its worker."""
    page = opened(browser, path, ready=READY)
    page.evaluate("() => $('stop').click()")
    page.evaluate(COMPUTING)
    yield page
    assert quiet(page)
    page.close()


def test_the_page_has_10_megabytes_at_the_most_and_asks_for_nothing(path):
    text = path.read_text("utf-8")
    assert len(text) < 10e6
    assert "default-src 'none'" in text
    assert not re.search(r"https?:|//\w+\.\w|@import|<link(?! rel=\"icon\" href=\"data:,\")|src=\"", text)


def asked(rng, rounded, n=100):
    """Inputs of the denoisers: noisy pictures at all levels, for captions of all kinds."""
    meanings = [
        m for kind in captions.KINDS for m in captions.sample_meanings(-(-n // len(captions.KINDS)), kind=kind, seed=3)
    ]
    prompts = rounded.encoder.read([captions.write(meaning) for meaning in meanings[:n]])
    level = rng.uniform(0.02, 1, (n, 1)).astype("float32")
    noisy = [rng.uniform(-1, 1, (n, 4, 4, 3)).repeat(side // 4, axis=1).repeat(side // 4, axis=2) for side in (32, 64)]
    noisy = [np.float32((1 - level[..., None, None]) * x + level[..., None, None] * rng.normal(size=x.shape)) for x in noisy]
    small = rng.uniform(-1, 1, (n, 32, 32, 3)).repeat(2, axis=1).repeat(2, axis=2).astype("float32")
    added = rng.uniform(0, 0.25, (n, 1)).astype("float32")
    words = prompts.vectors, prompts.ids
    return {"base": (noisy[0], level, *words), "large": (noisy[1], level, small, added, *words)}


def test_100_guesses_of_each_denoiser_are_kerass_on_the_same_weights_of_8_bits(computing, shipped, rounded, rng):
    for name, inputs in asked(rng, rounded).items():
        expected = getattr(rounded, name).networks["denoiser"].predict(inputs, verbose=0, batch_size=25)
        rows = [[name, [sent(array[i]) for array in inputs]] for i in range(100)]
        found = [received(text, *expected.shape[1:]) for text in computing.evaluate(DENOISED, rows)]
        np.testing.assert_allclose(found, expected, atol=1e-4)
        few = [array[:5] for array in inputs]
        exact = getattr(shipped, name).networks["denoiser"].predict(few, verbose=0)
        assert np.abs(exact - expected[:5]).max() > 1e-2  # so it is told from the weights as they ship
        assert expected.std() > 0.1


def test_words_and_what_looks_at_them_are_kerass(computing, rounded, rng):
    texts = [*TEXTS, "A red star, please!"]
    found = [received(text, 24, -1) for text in computing.evaluate(VECTORS, texts)]
    prompts = rounded.encoder.read(texts)
    np.testing.assert_allclose(found, prompts.vectors, atol=1e-4)
    noisy = rng.standard_normal((32, 32, 3)).astype("float32")
    inputs = map(sent, (noisy, [0.7], prompts.vectors[0], prompts.ids[0]))
    looks = received(computing.evaluate(LOOKED, [*inputs]), 64, 24)
    np.testing.assert_allclose(looks, rounded.base.attention_weights(noisy, 0.7, texts[0]), atol=1e-4)
    assert looks.max() > 0.2


def test_a_seed_draws_the_picture_that_it_draws_in_python(computing, shipped, rounded):
    for text, seed in zip(TEXTS, (5, 2**33 + 1), strict=True):
        *steps, last = computing.evaluate(PICTURE, [text, seed, 1])
        small, large = received(steps[15], 32, 32, 3), received(last, 64, 64, 3)
        images = rounded.base.sample([text] * 2, seed=seed)
        np.testing.assert_allclose(small, images[1], atol=1e-3)
        expected = rounded.large.sample(images, [text] * 2, seed=seed)[1]
        np.testing.assert_allclose(large, expected, atol=1e-3)
        assert len(steps) == 20
        assert expected.std() > 0.1
    assert np.abs(shipped.base.sample([text] * 2, seed=seed)[1] - small).max() > 1e-2


@pytest.mark.parametrize("entropy", [[0, 0], [3, 15, 1], [2**33 + 1, 2]])
def test_its_chance_is_numpys(computing, entropy):
    found = computing.evaluate("entropy => text(normal(entropy)(50000))", entropy)
    expected = np.random.default_rng(entropy).standard_normal(50_000, np.float32)
    np.testing.assert_allclose(received(found, 50_000), expected, rtol=1e-6)
    assert np.abs(expected).max() > 3.7  # beyond the ziggurat's last layer


def every_operation(seed=1):
    """A network of every operation that a page knows, and inputs for it."""
    keras = pytest.importorskip("keras")
    layers, ops, rng = keras.layers, keras.ops, np.random.default_rng(seed)
    picture, level, ids = keras.Input((6, 4, 3)), keras.Input((1,)), keras.Input((5,), dtype="int32")
    words = layers.EinsumDense("npd,de->npe", (5, 8), bias_axes="pe")(layers.Embedding(9, 7)(ids))
    mask = ops.expand_dims(ids > 0, 1)
    x = layers.Permute((2, 1, 3))(layers.Conv2D(10, (3, 2), strides=(2, 1), padding="same", activation="relu")(picture))
    x = layers.Conv2D(8, 2, activation="tanh")(layers.UpSampling2D((2, 3))(x))  # 7 x 8
    x = layers.LayerNormalization()(layers.Reshape((56, 8))(x))
    x = x + layers.MultiHeadAttention(2, 3, value_dim=5)(x, words, attention_mask=mask)
    x = layers.RMSNormalization()(layers.Dense(12, "sigmoid")(layers.MultiHeadAttention(3, 4)(x, x)))
    known = ops.cast(ids > 0, "float32")[..., None]
    mean = ops.sum(words * known, axis=1) / ops.sum(known, axis=1)
    angles = ops.concatenate([ops.sin(level * 3.0), ops.cos(2.0 * level), mean], axis=-1)
    angles = layers.Dense(12, use_bias=False)(layers.Activation("silu")(angles - 0.5))
    x = layers.Concatenate()([x * layers.Reshape((1, 12))(angles), 1 / (2 + x)])
    model = keras.Model([picture, level, ids], layers.Dense(3)(x))
    model.set_weights([rng.normal(0, 0.4, array.shape) for array in model.get_weights()])
    inputs = rng.normal(size=(1, 6, 4, 3)), rng.random((1, 1)), np.array([[1, 8, 3, 0, 0]])
    return model, [np.float32(array) for array in inputs]


def test_every_operation(computing):
    model, inputs = every_operation()
    steps = export.program_of(model)
    kinds = {step.kind for step in steps} - {"input"}
    assert kinds == set(computing.evaluate("Object.keys(kinds)"))
    written = [step.written() for step in steps]
    found = computing.evaluate(EVERY, [written, [*map(sent, inputs)]])
    model.set_weights([in_8_bits(array) for array in model.get_weights()])
    expected = model.predict(inputs, verbose=0)
    np.testing.assert_allclose(received(found, *expected.shape), expected, atol=1e-5)
    assert expected.std() > 0.1


READ = """texts => texts.map(text => { try { return wordsOf(text, grammar).join(" "); } catch (error) { return null; } })"""


def sentences(n=4000):
    """Captions of all forms, as people write them, and spoilt ones."""
    chance = random.Random(1)
    meanings = [m for kind in captions.KINDS for m in captions.sample_meanings(n // 24, kind=kind, seed=8)]
    written = [captions.write(m, form=i % 6, other_words=i % 4 == 0) for i, m in enumerate(meanings)]
    more = [
        "Draw me",
        "the big",
        "its",
        "with",
        "star",
        "stars",
        "dog",
        "3",
        "and",
        "two",
        "orange",
        "its left",
        "disc",
        "above",
    ]
    more += ["over it's", "!", "please"]
    for text in written * 3:
        words = text.split()
        words[chance.randrange(len(words))] = chance.choice(more)
        written.append(" ".join(words))
    return [*written, "a star, a cross , two circles"]


def test_it_reads_what_python_reads_and_refuses_what_python_refuses(computing):
    def read(text):
        try:
            captions.parse(text)
            return " ".join(captions.split(text))
        except ValueError:
            return None

    texts = sentences()
    expected = [read(text) for text in texts]
    assert computing.evaluate(READ, texts) == expected
    assert 0.2 < np.mean([words is None for words in expected]) < 0.8


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_draws_and_nobody_is_stopped(browser, path, axe, scheme):
    page = opened(browser, path, ready=READY, color_scheme=scheme, viewport={"width": 360, "height": 740}, has_touch=True)
    page.wait_for_function(DRAWN)
    assert re.fullmatch(r"Drawn: 2 pictures, [\d.]+ seconds each on this device\.", page.inner_text("#state"))
    assert re.search(r"2,\d{3},\d{3} weights of 8 bits.* \d\.\d MB.* \d+ MB of memory", page.inner_text("#cost"))
    both = page.locator("#pair .words")
    assert both.nth(0).locator("button").all_inner_texts()[1] == "red"
    assert both.nth(1).locator(".changed").all_inner_texts() == ["blue"]
    both.nth(0).locator("button").nth(1).tap()
    assert re.match(r"“red” gets up to \d+ % of a place's attention, “blue” up to \d+ %\.", page.inner_text("#looks"))
    assert page.locator("#pair [aria-pressed=true]").all_inner_texts() == ["red", "blue"]
    assert serious(page, axe) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert quiet(page)
    page.close()


def test_a_worker_that_does_not_start_is_said(browser, path):
    page = opened(browser, path, ready=READY)
    page.evaluate("() => worker.dispatchEvent(new Event('error'))")  # as where a browser allows none: it gives no message
    assert page.inner_text("#problem") == "the worker that computes them did not start"
    assert page.inner_text("#state") == "Nothing can be drawn."
    page.close()


def pixels(page, side):
    """Of a canvas as it is shown."""
    data = "side => figures[side].canvas.getContext('2d').getImageData(0, 0, SHOWN, SHOWN).data"
    data = f"side => btoa(Array.from(({data})(side), byte => String.fromCharCode(byte)).join(''))"
    return np.frombuffer(base64.b64decode(page.evaluate(data, side)), "uint8").reshape(-1, 4)[:, :3]


def is_red(page, side):
    return (np.abs(pixels(page, side) - np.array([204, 5, 28])) < 60).all(axis=1).mean()


def test_one_word_by_keys_and_the_way_from_noise(browser, path):
    page = opened(browser, path, ready=READY)
    page.click("#stop")
    assert page.inner_text("#state") == "Stopped."
    page.fill("#sentence", "two crosses and a dog")
    page.keyboard.press("Enter")
    assert page.inner_text("#problem").startswith(
        "“dog” cannot be drawn: captions do not know this word; they speak of circles"
    )
    page.fill("#sentence", "four stars and a cross")
    page.keyboard.press("Enter")
    assert "4 objects at the most, the sentence names 5" in page.inner_text("#problem")
    page.fill("#sentence", "a big white circle on top of a black square!")
    assert "large" in page.locator("#from option").all_inner_texts()
    page.select_option("#from", label="white")
    page.select_option("#to", "red")
    page.fill("#seed", "3")
    page.select_option("#n", "2")
    page.focus("#sentence")
    page.keyboard.press("Enter")
    page.wait_for_function(DRAWN)
    assert page.inner_text("#problem") == ""
    assert page.inner_text("#state").startswith("Drawn: 4 pictures")
    assert is_red(page, 0) == 0
    assert is_red(page, 1) > 0.03
    assert "step 20 of 20, 64 × 64 pixels" in page.get_attribute("#pair canvas", "aria-label")
    page.focus("#step")
    page.keyboard.press("Home")
    assert "noise alone" in page.inner_text("#level")
    np.testing.assert_array_equal(pixels(page, 0), pixels(page, 1))
    page.keyboard.press("ArrowRight")
    assert page.inner_text("#level") == "base model, step 1 of 15; level of noise 0.93"
    page.locator("#others button").first.click()
    assert page.get_attribute("#others button", "aria-pressed") == "true"
    page.click("#play")
    page.wait_for_function("() => document.getElementById('step').value === '20'")
    assert quiet(page)
    page.close()
