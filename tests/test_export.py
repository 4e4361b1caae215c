"""A network as a page: its steps, its weights at 8 bits, what cannot be shown, the command. Its answers: tests/browser."""

import json
import re

import numpy as np
import pytest

from imagen_course import cli, export
from imagen_course.network import Conv2D, Dense, Flatten, Network, Pool2D, ReLU, Residual
from imagen_course.regularisation import Dropout


def network():
    block = Residual([Conv2D(4, 4, 3, padding="same", seed=1), ReLU()])
    first = [Conv2D(1, 4, 3, stride=2, padding=1, seed=0), ReLU(), block, Pool2D(2)]
    return Network([*first, Dropout(0.5, seed=0), Flatten(), Dense(16, 3, seed=2)])


def data_of(text):
    """What a page holds of its network."""
    return json.loads(re.search(r'<script id="network" type="application/json">(.+?)</script>', text)[1])


def test_a_network_of_numpy_as_steps():
    steps = export.graph_of(network(), (8, 8, 1)).steps
    assert [(step.kind, step.shape) for step in steps] == [
        ("picture", (8, 8, 1)),
        ("convolution", (4, 4, 4)),
        ("activation", (4, 4, 4)),
        ("convolution", (4, 4, 4)),
        ("activation", (4, 4, 4)),
        ("addition", (4, 4, 4)),
        ("pooling", (2, 2, 4)),
        ("flatten", (1, 1, 16)),
        ("convolution", (1, 1, 3)),
        ("activation", (1, 1, 3)),
    ]
    assert steps[5].sources == (4, 2)
    assert steps[3].name == "2 Residual, 0 Conv2D"
    assert steps[1].options["padding"] == [[1, 1], [1, 1]]
    assert steps[-1].name == export.ADDED


def test_the_page_holds_8_bits_and_asks_for_nothing():
    names = ["<b>", "{{page.js}}", "</script>"]
    text = export.page(network(), class_names=names, input_shape=(8, 8, 1), pictures=np.ones((3, 8, 8, 1)), title="<i>mine")
    assert "<title>&lt;i&gt;mine, layer by layer</title>" in text
    assert "default-src 'none'" in text
    assert not re.search(r"https?:|//\w+\.\w|@import|<link(?! rel=\"icon\" href=\"data:,\")|src=\"(?!data:)", text)
    data = data_of(text)
    assert [each["name"] for each in data["classes"]] == names
    assert (data["range"], len(data["examples"]), len(data["steps"])) == (1, 3, 10)
    assert len(data["steps"][1]["arrays"]["kernel"]) == 4 * 3 * 3 * 4 // 3  # base64 of a byte each
    assert set(data["steps"][1]["arrays"]) == {"kernel", "kernel_scale", "bias"}


def test_weights_are_rounded_by_half_a_step_at_the_most_and_a_second_time_not_at_all():
    before, after = network(), export.rounded(network())
    for name, array in before.parameters().items():
        scale = np.abs(array).reshape(-1, array.shape[-1]).max(axis=0) / 127 if array.ndim > 1 else 0
        assert np.all(np.abs(after.parameters()[name] - array) <= 0.501 * scale)
    assert np.any(after.parameters()["0 kernel"] != before.parameters()["0 kernel"])
    again = export.rounded(after).parameters()
    for name, array in after.parameters().items():
        np.testing.assert_allclose(again[name], array, rtol=1e-6)


def test_what_8_bits_change_is_counted(rng):
    pictures = rng.random((20, 8, 8, 1))
    one = Network([Flatten(), Dense(64, 2, seed=0)])
    kernel = one.layers[1].parameters["kernel"]
    kernel[...] = 0
    kernel[0] = 127, 127
    kernel[1, 0] = 0.4  # which 8 bits lose: both classes are then alike
    found = export.agreement(one, pictures, input_shape=(8, 8, 1))
    assert (found.same, found.n) == (20, 20)
    share = 1 / (1 + np.exp(-0.4 * pictures[:, 0, 1, 0].max()))
    assert found.largest == pytest.approx(share - 0.5, abs=1e-4)
    kernel[1] = 0, 0.4
    assert export.agreement(one, pictures, input_shape=(8, 8, 1)).same == 0


@pytest.mark.parametrize(
    ("layers", "shape", "why"),
    [
        ([Dense(8, 2, seed=0)], None, r"input_shape must be given"),
        (
            [Flatten(), Dense(8, 2, seed=0)],
            (3, 3, 1),
            r"layer '1 Dense' cannot be shown: its kernel reads 8 channels, and 9 come",
        ),
        (
            [Pool2D(5), Flatten()],
            (4, 4, 1),
            r"layer '0 Pool2D' cannot be shown: what comes, 4 x 4, is smaller",
        ),
        ([Flatten()], (4, 4, 2), r"pictures must have 1 channel or 3 .* the network takes 2"),
        ([ReLU()], (4, 4, 1), r"must end in a number for each class, its last layer 0 ReLU gives maps \(4, 4, 1\)"),
        ([Residual([Flatten(), Flatten()]), Dense(4, 2, seed=0)], (2, 2, 1), r"layer '0 Residual' cannot be shown"),
    ],
)
def test_a_shape_that_nobody_foresaw_gets_a_sentence(layers, shape, why):
    with pytest.raises(ValueError, match=why):
        export.page(Network(layers), input_shape=shape)


def test_a_layer_of_ones_own_gets_a_sentence():
    class Cube(ReLU):
        pass

    with pytest.raises(ValueError, match=r"layer '1 Cube' cannot be shown: a page knows Conv2D, Dense, Flatten, Pool2D"):
        export.page(Network([ReLU(), Cube(), Flatten()]), input_shape=(2, 2, 1))
    with pytest.raises(TypeError, match=r"network must be a keras.Model or imagen_course.network.Network, got list"):
        export.page([ReLU()])


def test_names_and_pictures_must_fit_and_nothing_half_is_written(tmp_path):
    path = tmp_path / "mine.html"
    options = {"input_shape": (8, 8, 1)}
    for wrong in ({"class_names": ["a"]}, {"pictures": np.ones((1, 9, 9, 1))}, {"pictures": np.full((1, 8, 8, 1), 2.0)}):
        with pytest.raises(ValueError, match=next(iter(wrong))):
            export.save(path, network(), **options, **wrong)
    with pytest.raises(ValueError, match=r"path must end in .html"):
        export.save(tmp_path / "mine.txt", network(), **options)
    assert [*tmp_path.iterdir()] == []
    export.save(path, network(), **options)
    assert [*tmp_path.iterdir()] == [path]


# --- Keras, and the command -------------------------------------------------------------------------------------------


def refused(layers):
    """Networks of Keras that cannot be shown, and what is said of them."""
    import keras

    def ending(*middle, shape=(8, 8, 3)):
        return keras.Sequential([keras.Input(shape), *middle, layers.GlobalAveragePooling2D(), layers.Dense(2)])

    flat = layers.Flatten()
    one, two = keras.Input((4, 4, 1)), keras.Input((4, 4, 1))
    shared = layers.Dense(1)
    plus_one = keras.Model(one, flat(one) + 1.0)

    class Own(keras.Model):
        def call(self, x):
            return x

    yield ending(layers.Conv2D(3, 3, groups=3, name="split")), r"layer 'split' \(Conv2D\) cannot be shown: .*groups=3"
    yield ending(layers.Conv2D(3, 3, activation="gelu")), r"its activation is gelu; relu, relu6"
    yield (
        ending(layers.UpSampling2D(2, name="up")),
        r"layer 'up' \(UpSampling2D\) cannot be shown: a page knows",
    )
    yield ending(layers.BatchNormalization(axis=1)), r"\(BatchNormalization\) cannot be shown: its axis is 1"
    yield ending(layers.ReLU(max_value=5)), r"\(ReLU\) cannot be shown: its max_value is 5"
    yield ending(shape=(8, 8, 4)), r"1 channel or 3 to be drawn or loaded, the network takes 4"
    yield ending(shape=(None, None, 3)), r"input_shape must be given"
    yield keras.Sequential([keras.Input((5, 6)), layers.LSTM(2)]), r"must take one batch of pictures .* \(None, 5, 6\)"
    yield keras.Model([one, two], layers.Add()([one, two])), r"must take one batch of pictures"
    yield keras.Model(one, [flat(one), flat(one)]), r"more than one input or output"
    yield keras.Model(one, shared(shared(one))), r"\(Dense\) cannot be shown: it is used more than once"
    yield plus_one, r"\(Add\) cannot be shown: what it adds is not two maps"
    own = Own()
    own.build((None, 4, 4, 1))
    own.input_shape = (None, 4, 4, 1)
    yield own, r"it is a class of its own"


def test_a_layer_of_keras_that_nobody_foresaw_gets_a_sentence():
    layers = pytest.importorskip("keras").layers
    for model, why in refused(layers):
        with pytest.raises(ValueError, match=why):
            export.page(model)


def test_the_command(tmp_path, monkeypatch, capsys):
    keras = pytest.importorskip("keras")
    monkeypatch.chdir(tmp_path)
    layers = [
        keras.layers.Rescaling(1 / 255),
        keras.layers.Conv2D(2, 3),
        keras.layers.GlobalMaxPooling2D(),
        keras.layers.Dense(2),
    ]
    keras.Sequential([keras.Input((None, None, 1)), *layers]).save("mine.keras")
    assert cli.main(["export", "mine.keras"]) == 1
    assert capsys.readouterr().err == "imagen-course: --size must be given: the network takes pictures of any size\n"
    assert cli.main(["export", "mine.keras", "--size", "12", "--names", "cat"]) == 1
    assert "--names must be 2, one for each class of the network, got 1" in capsys.readouterr().err
    assert cli.main(["export", "mine.keras", "--size", "12", "--names", "cat", "dog"]) == 0
    wrote, note, told = capsys.readouterr().out.splitlines()
    assert re.fullmatch(r"mine.html: 5 steps, 0\.\d\d MB; it needs no other file and no network", wrote)
    assert note == "note: the network gives scores, the page makes probabilities of them by a softmax"
    assert re.match(r"8 bits a weight: \d+ of 100 pictures \(handwritten digits; .+ by more than [\d.e-]+$", told)
    data = data_of((tmp_path / "mine.html").read_text("utf-8"))
    assert (data["range"], data["steps"][0]["shape"], len(data["examples"])) == (255, [12, 12, 1], 10)
    assert cli.main(["export", "mine.keras", "--size", "12"]) == 1
    assert "mine.html exists already: --force replaces it" in capsys.readouterr().err
    assert cli.main(["export", "mine.head"]) == 1
    assert "FILE must end in .keras, got mine.head" in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine.html", "mine.keras"]
