"""A network as a page: its steps, its weights at 8 bits, what cannot be shown, the command. Its answers: tests/browser."""

import hashlib
import json
import re
from pathlib import Path

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


def no_programs(keras):
    """Networks with an operation that a page cannot compute, and what is said of them."""
    layers, ops = keras.layers, keras.ops
    maps, row = keras.Input((4, 4, 6)), keras.Input((5, 6))
    dense = layers.Dense(6, name="twice")

    def of(begin, end):
        return keras.Model(begin, end)

    yield (
        of(maps, layers.GroupNormalization(2)(maps)),
        r"layer 'group_normal\w+' \(GroupNormalization\) cannot be shown: a page",
    )
    yield of(maps, layers.Conv2D(2, 2, dilation_rate=2)(maps)), r"\(Conv2D\) cannot be shown: groups, dilation"
    yield of(maps, layers.UpSampling2D(interpolation="bilinear")(maps)), r"its interpolation is bilinear, nearest is known"
    yield of(maps, layers.Dense(2, "gelu")(maps)), r"its activation is gelu; silu, relu, sigmoid, tanh and linear are known"
    yield of(row, layers.Concatenate(axis=1)([row, row])), r"\(Concatenate\) cannot be shown: its axis is 1, the last, -1"
    yield of(row, layers.LayerNormalization(axis=1)(row)), r"its axis is \[?1\]?, that of the channels"
    yield of(row, layers.EinsumDense("npd,pe->nde", (6, 2))(row)), r"its equation is npd,pe->nde; npd,de->npe is known"
    yield of(row, ops.sum(row, axis=(1, 2))), r"\(Sum\) cannot be shown: its axis is .1, 2.; one axis within"
    yield of(row, dense(dense(row))), r"layer 'twice' \(Dense\) cannot be shown: it is used more than once"
    yield of(row, [row * 2.0, row * 3.0]), r"it has more than one output"
    yield of(maps, maps[:, ::-1]), r"\(GetItem\) cannot be shown: it picks a part; new axes"
    yield of(row, ops.cast(row, "int32")), r"\(Cast\) cannot be shown: it makes int32 of numbers"
    ids = keras.Input((5,), dtype="int32")
    yield of(ids, layers.Embedding(9, 2, mask_zero=True)(ids)), r"\(Embedding\) cannot be shown: it hands on a mask"
    yield of(row, layers.MultiHeadAttention(2, 3)(row, row, key=row)), r"its argument key is not known"
    yield of(row, layers.MultiHeadAttention(2, 3)(row, row, row)), r"a query, what it looks at and perhaps a mask are known"
    yield of(row, layers.MultiHeadAttention(2, 3)(row, row, use_causal_mask=True)), r"argument use_causal_mask is not known"
    tall, wide = keras.Input((4, 1, 6)), keras.Input((1, 4, 6))
    yield of([tall, wide], tall * wide), r"\(Multiply\) cannot be shown: it joins shapes \(4, 1, 6\) and \(4, 4, 6\)"


def test_an_operation_that_nobody_foresaw_gets_a_sentence():
    keras = pytest.importorskip("keras")
    for model, why in no_programs(keras):
        with pytest.raises(ValueError, match=why):
            export.program_of(model)

    class Own(keras.Model):
        pass

    with pytest.raises(TypeError, match=r"network must be a functional keras.Model, got Own: make it of keras.Input"):
        export.program_of(Own())


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


# --- the cascade ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def small():
    """A cascade that is soon made and has learned nothing, and one whose base model does not look at words."""
    pytest.importorskip("keras")
    from imagen_course.generate.cascade import Cascade, SuperResolution
    from imagen_course.generate.language import TextEncoder
    from imagen_course.generate.text_to_image import TextToImage

    encoder = TextEncoder(width=8, depth=1)
    large = SuperResolution(encoder, widths=(8, 8))
    blind = TextToImage(encoder, widths=(8, 8), conditioning="one vector")
    return Cascade(TextToImage(encoder, widths=(8, 8)), large), Cascade(blind, large)


def test_the_code_of_products_is_that_of_its_text():
    room = Path(export.__file__).parent
    text, code = (room / "product.wat").read_text("utf-8").encode(), (room / "product.wasm").read_bytes()
    found = [hashlib.sha256(each).hexdigest()[:16] for each in (text, code)]
    assert found == ["286da033743ba04a", "9ae64137396b1fef"], "after tools/assemble.py, note both"


def part(text, name):
    return json.loads(re.search(rf'<script id="{name}" type="application/json">(.+?)</script>', text)[1])


def test_the_page_of_a_cascade_holds_its_networks_and_how_they_draw(small):
    text = export.cascade_page(small[0], title="<i>mine")
    assert "<title>&lt;i&gt;mine</title>" in text
    assert "default-src 'none'" in text
    programs, page = part(text, "programs"), part(text, "page")
    assert [len([step for step in programs[name] if step["kind"] == "input"]) for name in ("words", "base", "large")] == [
        1,
        4,
        6,
    ]
    assert [programs[name][-1]["shape"] for name in ("words", "base", "large")] == [[24, 8], [32, 32, 3], [64, 64, 3]]
    drawn = {"guidance": 2.0, "steps": 15, "eta": 1.0, "largeSteps": 5, "start": 0.4, "spoilt": 0.02}
    assert drawn.items() <= page["options"].items()
    watched = programs["base"][page["options"]["watched"]]
    assert (watched["kind"], len(watched["sources"])) == ("attention", 3)
    later = [step for step in programs["base"][page["options"]["watched"] + 1 :] if step["kind"] == "attention"]
    assert [len(step["sources"]) for step in later] == [2]
    with pytest.raises(ValueError, match=r"the base model must look at words, this one does not"):
        export.cascade_page(small[1])
    with pytest.raises(TypeError, match=r"cascade must be a Cascade"):
        export.cascade_page(small[0].base)


def test_a_rounded_cascade_is_near_and_is_rounded_no_further(small):
    before, after = small[0], export.rounded_cascade(small[0])
    assert after.base.encoder is after.large.encoder is after.encoder is not before.encoder
    changed = 0
    for one, other in zip(
        before.base.networks["denoiser"].get_weights(), after.base.networks["denoiser"].get_weights(), strict=True
    ):
        scale = np.abs(one).reshape(-1, one.shape[-1]).max(axis=0) / 127 if one.ndim > 1 else 0
        assert np.all(np.abs(other - one) <= 0.501 * scale)
        changed += np.any(other != one)
    assert changed > 40
    again = export.rounded_cascade(after).encoder.networks["words"].get_weights()
    for one, other in zip(again, after.encoder.networks["words"].get_weights(), strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-6)


def test_the_command_writes_the_page_of_the_cascade(small, tmp_path, monkeypatch, capsys):
    from imagen_course.generate.cascade import Cascade

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Cascade, "shipped", lambda: small[0])
    monkeypatch.setattr("imagen_course.cli.export._DRAWN", 2)
    assert cli.main(["export", "text_to_image", "--names", "cat"]) == 1
    assert capsys.readouterr().err == "imagen-course: --names is for classifiers, text_to_image draws: leave it out\n"
    assert cli.main(["export", "text_to_image"]) == 0
    wrote, told = capsys.readouterr().out.splitlines()
    assert re.fullmatch(r"text_to_image.html: 0\.\d\d MB; it needs no other file and no network", wrote)
    assert re.match(
        r"8 bits a weight: 0 of 2 pictures, each drawn once, show .* 0 with the weights as they ship; a pixel", told
    )
    assert (tmp_path / "text_to_image.html").read_text("utf-8") == export.cascade_page(small[0])
    assert cli.main(["export", "text_to_image"]) == 1
    assert "text_to_image.html exists already: --force replaces it" in capsys.readouterr().err
    with pytest.raises(ValueError, match=r"path must end in .html"):
        export.save_cascade("mine.txt", small[0])
