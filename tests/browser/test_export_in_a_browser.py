"""A network on its page: its answers are Keras's on the same 8-bit weights, with the network shut; mouse, touch and keys."""

import re

import numpy as np
import pytest

from conftest import opened, quiet, serious
from imagen_course import datasets, export
from imagen_course.arrays import gradient
from imagen_course.network import Conv2D, Dense, Flatten, Network, Pool2D, ReLU, gradient_descent

READY = "maps.length > 0"
ANSWERS = "pictures => pictures.map(picture => Array.from(forward(network, picture).at(-1).data))"
GRADIENTS = "pictures => pictures.map((picture, i) => Array.from(gradientOf(network, forward(network, picture), i).data))"


@pytest.fixture(scope="module")
def trained():
    """The network of the lesson, three epochs old, and the digits that it has not seen."""
    digits = datasets.load("digits")
    first = [Conv2D(1, 8, 5, padding="same", seed=0), ReLU(), Pool2D(2), Conv2D(8, 16, 3, padding="same", seed=1)]
    network = Network([*first, ReLU(), Pool2D(2), Flatten(), Dense(64, 10, seed=2)])
    for _ in gradient_descent(network, digits.train_images, digits.train_labels, epochs=3):
        pass
    return network, digits.test_images[:100], digits.test_labels[:100]


@pytest.fixture(scope="module")
def digits_page(trained, tmp_path_factory):
    path = tmp_path_factory.mktemp("pages") / "digits.html"
    export.save(path, trained[0], input_shape=(8, 8, 1), pictures=trained[1])
    return path


def flat(pictures):
    return pictures.reshape(len(pictures), -1).tolist()


def in_keras(network):
    """The trained network's layers and weights as Keras's."""
    import keras

    layers = keras.layers
    convolved = [
        [layers.Conv2D(n, k, padding="same", activation="relu"), layers.MaxPooling2D(2)] for n, k in ((8, 5), (16, 3))
    ]
    end = [layers.Flatten(), layers.Dense(10, activation="softmax")]
    model = keras.Sequential([keras.Input((8, 8, 1)), *convolved[0], *convolved[1], *end])
    model.set_weights(list(network.parameters().values()))
    return model


def test_its_answers_are_kerass_on_the_same_weights_of_8_bits(browser, trained, tmp_path):
    pytest.importorskip("keras")
    network, pictures, labels = trained
    model = in_keras(network)
    export.save(tmp_path / "keras.html", model, pictures=pictures)
    expected = export.rounded(model).predict(pictures, verbose=0)
    page = opened(browser, tmp_path / "keras.html", ready=READY)
    found = np.array(page.evaluate(ANSWERS, flat(pictures)))
    assert quiet(page)
    page.close()
    np.testing.assert_allclose(found, expected, atol=1e-3)
    assert np.abs(model.predict(pictures, verbose=0) - expected).max() > 2e-3  # so it is told from the weights of 32 bits
    assert np.mean(found.argmax(axis=1) == labels) > 0.85
    assert (tmp_path / "keras.html").stat().st_size < 2.5e6


def drawn(name, array, rng):
    """Weights as they might be after a training."""
    if "variance" in name:
        return rng.uniform(0.5, 2, array.shape)
    if array.ndim == 1:
        return array + rng.normal(0, 0.3, array.shape)
    return rng.normal(0, 1.5 / np.sqrt(np.prod(array.shape[:-1])), array.shape)


def every_layer(seed=0):
    """A network of every layer that a page knows, its weights far from those of a beginning."""
    import keras

    layers = keras.layers
    begin = keras.Input((13, 11, 3))
    x = layers.ZeroPadding2D(((1, 2), (0, 1)))(layers.Rescaling(1 / 255, offset=-0.1)(begin))
    x = layers.LeakyReLU(0.1)(layers.BatchNormalization()(layers.Conv2D(6, (3, 2), strides=2, padding="same")(x)))
    y = layers.DepthwiseConv2D(3, padding="same", depth_multiplier=2, activation="silu")(x)
    y = layers.Dropout(0.3)(layers.SeparableConv2D(6, 3, padding="same", activation="tanh")(y))
    x = layers.Concatenate()([layers.Add()([x, y]), y])
    x = layers.Conv2D(8, 3, dilation_rate=2, padding="same", activation="elu")(x)
    x = [layers.MaxPooling2D(3, 2, padding="same")(x), layers.AveragePooling2D(3, 2, padding="same")(x)]
    x = layers.ReLU(6)(layers.Concatenate()(x))
    within = [layers.Conv2D(5, 1, activation="softplus"), layers.Softmax(), layers.Activation("sigmoid")]
    x = keras.Sequential([keras.Input(x.shape[1:]), *within])(x)
    flat = layers.Dense(7, activation="leaky_relu")(layers.Flatten()(x))
    x = layers.Concatenate()([layers.GlobalAveragePooling2D()(x), layers.GlobalMaxPooling2D()(x), flat])
    model, rng = keras.Model(begin, layers.Dense(4)(layers.Activation("relu6")(x))), np.random.default_rng(seed)
    begun = zip(model.weights, model.get_weights(), strict=True)
    model.set_weights([drawn(weight.path, array, rng) for weight, array in begun])
    return model


def test_every_layer_forward_and_back(browser, tmp_path, rng):
    ops = pytest.importorskip("keras").ops
    model, pictures = every_layer(), rng.random((4, 13, 11, 3)).astype("float32")
    export.save(tmp_path / "every.html", model, pictures=pictures)
    page = opened(browser, tmp_path / "every.html", ready=READY)
    found, slopes = np.array(page.evaluate(ANSWERS, flat(pictures))), np.array(page.evaluate(GRADIENTS, flat(pictures)))
    kinds = set(page.evaluate("network.steps.map(step => step.kind)"))
    assert kinds == set(page.evaluate("Object.keys(kinds)"))
    for n in range(page.evaluate("views.length")):  # why the first number of each step is what it is
        page.evaluate("n => select(n, 0, 0, 0)", n)
        assert re.search(r", (map 0, row 0, column 0|number 0): .", page.inner_text(".why .sentence"))
    assert quiet(page)
    page.close()
    small = export.rounded(model)
    scores = small.predict(255 * pictures, verbose=0)
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    np.testing.assert_allclose(found, powers / powers.sum(axis=1, keepdims=True), atol=1e-5)
    assert 0.3 < found.max(axis=1).mean() < 0.999
    expected = gradient(lambda images: ops.diagonal(small(255 * images)), pictures).reshape(4, -1)  # of class i in picture i
    np.testing.assert_allclose(slopes, expected, atol=1e-4 * abs(expected).max())


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_it_and_nobody_is_stopped(browser, digits_page, axe, scheme):
    page = opened(
        browser, digits_page, ready=READY, color_scheme=scheme, viewport={"width": 360, "height": 740}, has_touch=True
    )
    first = page.inner_text("#answer")
    page.locator("#examples button").nth(4).tap()
    assert page.inner_text("#answer") != first
    canvas = page.locator(".layer canvas").nth(4)  # the second convolution
    canvas.tap(position={"x": 30, "y": 30})  # which waits until nothing moves
    assert page.inner_text(".why .sentence").startswith("3 Conv2D, map 0, row 1, column 1: the sum of the products on map")
    assert page.locator(".why .cells td").count() == 18
    assert serious(page, axe) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert quiet(page)
    page.close()


def test_a_number_is_what_the_words_say_it_is_made_of(browser, digits_page):
    page = opened(browser, digits_page, ready=READY)
    canvas = page.locator(".layer canvas").nth(1)
    canvas.scroll_into_view_if_needed()
    page.mouse.click(*[side + 5 for side in map(canvas.bounding_box().get, "xy")])
    canvas.focus()
    for key in ("ArrowRight", "ArrowDown", "ArrowDown", "PageDown"):
        page.keyboard.press(key)
    said = page.inner_text(".why .sentence").replace("−", "-")
    assert said.startswith("0 Conv2D, map 1, row 2, column 1: ")
    products, bias, value = map(float, re.search(r"is ([-.\d]+), plus the bias ([-.\d]+) = ([-.\d]+)$", said).groups())
    assert products + bias == pytest.approx(value, abs=0.02)
    assert value == pytest.approx(page.evaluate("maps[1].data[(2 * 8 + 1) * 8 + 1]"), rel=0.01)
    cells = page.locator(".why .cells").nth(1).locator("td").all_inner_texts()
    assert sum(float(cell.replace("−", "-")) for cell in cells) == pytest.approx(products, abs=0.02)
    assert len(cells) == 25
    page.close()


def test_a_picture_is_drawn_by_mouse_and_by_keys_and_loaded(browser, digits_page, tmp_path):
    from PIL import Image

    page = opened(browser, digits_page, ready=READY)
    page.click("#clear")
    assert page.evaluate("Math.max(...maps[0].data)") == 0
    box = page.locator("#paper").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] - 30, steps=4)
    page.mouse.up()
    drawn = np.array(page.evaluate("Array.from(maps[0].data)")).reshape(8, 8)
    assert drawn.max() == 1
    assert drawn.any(axis=1).all()  # fitted in: as high as the examples are
    assert page.inner_text("#answer").startswith("1, with ")
    page.focus("#paper")
    page.keyboard.press("Delete")
    assert page.evaluate("Math.max(...maps[0].data)") == 0
    for key in (" ", "ArrowDown", "ArrowDown"):
        page.keyboard.press(key)
    assert page.evaluate("Math.max(...maps[0].data)") == 1
    Image.fromarray(np.uint8(np.kron(np.eye(8), np.ones((16, 16))) * 255)).save(tmp_path / "diagonal.png")
    page.set_input_files("#file", tmp_path / "diagonal.png")
    page.wait_for_function("() => maps[0].data[9] === 1 && maps[0].data[1] === 0")
    np.testing.assert_array_equal(np.array(page.evaluate("Array.from(maps[0].data)")).reshape(8, 8), np.eye(8))
    page.click("#invert")
    assert page.evaluate("[maps[0].data[9], maps[0].data[1]]") == [0, 1]
    (tmp_path / "none.png").write_bytes(b"no picture")
    page.set_input_files("#file", tmp_path / "none.png")
    page.wait_for_function("() => document.getElementById('problem').textContent.includes('none.png is no picture')")
    page.check("#classes label:nth-of-type(5) input")
    assert "3" in page.get_attribute("#gradient", "aria-label")
    assert quiet(page)
    page.close()
