"""The networks: the sizes and numbers of weights one can work out beforehand, one seed one network, stopped and gone on."""

import doctest
import json
import random
import sys
import zipfile

import numpy as np
import pytest
from tolerances import close

from imagen_course import models
from imagen_course.arrays import to_numpy
from imagen_course.formulas import output_size

pytestmark = pytest.mark.keras


@pytest.fixture
def pictures(rng):
    """Pictures that are bright on the left or on the right, and which."""
    labels = np.arange(24) % 2
    images = rng.uniform(0, 0.3, size=(24, 6, 6, 1)).astype("float32")
    images[labels == 0, :, :3] += 0.5
    images[labels == 1, :, 3:] += 0.5
    return images, labels


def small(**options):
    return models.build("dense", (6, 6, 1), 2, **options)


def weights(model):
    return [np.asarray(weight) for weight in model.get_weights()]


def assert_equal_weights(left, right, **tolerance):
    for a, b in zip(weights(left), weights(right), strict=True):
        np.testing.assert_allclose(a, b, **tolerance)


# --- the networks -----------------------------------------------------------------------------------------------------


def shapes_and_weights(side, channels, filters, hidden, *, last_pool):
    """Work out by formula what each layer gives and how many weights it has, as one does on paper."""
    table = []
    for number, maps in enumerate(filters, 1):
        side = output_size(side, 3)
        table.append(("Conv2D", (side, side, maps), (3 * 3 * channels + 1) * maps))
        channels = maps
        if number < len(filters) or last_pool:
            side = output_size(side, 2, stride=2)
            table.append(("MaxPooling2D", (side, side, maps), 0))
    features = side * side * channels
    table.append(("Flatten", (features,), 0))
    return [*table, ("Dense", (hidden,), (features + 1) * hidden), ("Dense", (10,), (hidden + 1) * 10)]


@pytest.mark.parametrize(
    ("name", "shape", "filters", "hidden", "last_pool", "total"),
    [
        ("text_000", (28, 28, 1), (32, 64, 64), 64, False, 93_322),
        ("text_004", (224, 224, 3), (32, 64, 128), 512, True, 44_401_226),
    ],
)
def test_the_layers_are_those_of_the_text(name, shape, filters, hidden, last_pool, total):
    model = models.build(name, shape, 10)
    table = [(type(layer).__name__, layer.output.shape[1:], layer.count_params()) for layer in model.layers[1:]]
    assert table == shapes_and_weights(shape[0], shape[2], filters, hidden, last_pool=last_pool)
    assert model.count_params() == sum(count for *_, count in table) == total
    assert [layer.activation.__name__ for layer in model.layers if hasattr(layer, "activation")] == [
        *["relu"] * (len(filters) + 1),
        "softmax",
    ]


@pytest.mark.parametrize("name", models.MODELS)
def test_every_network_ends_in_a_softmax_over_its_classes(name):
    model = models.build(name, (28, 28, 3), 4)
    assert model.input_shape == (None, 28, 28, 3)
    assert model.output_shape == (None, 4)
    assert model.layers[-1].activation.__name__ == "softmax"


PAPERS = {  # weights and biases, and layers with weights on the main path; batch normalisation learns two numbers a channel
    "AlexNet": (60_965_224, 8, 0),
    "VGG-16": (138_357_544, 16, 0),
    "ResNet-50": (25_557_032, 50, 1),
    "DenseNet-121": (7_978_856, 121, 1),
}


@pytest.mark.parametrize("name", models.PUBLISHED)
def test_the_published_networks_have_as_many_weights_as_their_authors_models(name):
    total, depth, normalised = PAPERS[name]
    *body, (places, size, c_in, classes) = models.published(name)
    counted = sum(k * k * read * made + (0 if normalised else made) for _, k, read, made in body)
    counted += (places**2 * size**2 * c_in + 1) * classes
    if name == "ResNet-50":
        counted += 2 * sum(made for *_, made in body)  # batch normalisation behind each convolution
        depth += 4  # four bridges have a convolution
    if name == "DenseNet-121":  # in front of each convolution but the first, and once more at the end
        counted += 2 * (sum(read for _, _, read, _ in body[1:]) + body[0][3] + c_in)
    assert (counted, len(body) + 1) == (total, depth)


def test_a_published_network_that_is_unknown_is_told():
    with pytest.raises(ValueError, match=r"name must be 'AlexNet', .* got 'LeNet'"):
        models.published("LeNet")


@pytest.mark.parametrize("name", ["vgg", "residual", "densely_connected"])
def test_the_deeper_networks_share_a_budget(name):
    assert models.build(name, (28, 28, 1), 10).count_params() == pytest.approx(100_000, rel=0.02)


@pytest.mark.parametrize("name", models.MODELS)
def test_the_smallest_picture_is_told_and_holds(name):
    _, least = models._BODIES[name]
    assert models.build(name, (least, least, 1), 2).output_shape == (None, 2)
    with pytest.raises(ValueError, match=rf"'{name}' takes pictures of {least} x {least} or more|input_shape\[1\] must be"):
        models.build(name, (least, least - 1, 1), 2)


def assert_no_empty_map(model):
    if any(0 in layer.output.shape for layer in model.layers):
        raise ValueError("a map of size 0")


def test_smaller_would_not_have_done(monkeypatch):
    """Not stricter than Keras: one pixel less and a window does not fit."""
    for name in ("text_000", "text_004", "vgg", "densely_connected"):
        body, least = models._BODIES[name]
        monkeypatch.setitem(models._BODIES, name, (body, 1))
        with pytest.raises(ValueError, match=r"a map of size 0|would be zero or negative|must be greater than 0"):
            assert_no_empty_map(models.build(name, (least - 1, least - 1, 1), 2))


@pytest.mark.parametrize("name", ["text_000", "residual"])
def test_one_seed_one_network(name):
    """And no two layers of a seed are drawn alike."""
    model = models.build(name, (18, 18, 1), 3, seed=5)
    assert_equal_weights(model, models.build(name, (18, 18, 1), 3, seed=5), rtol=0)
    kernels = [weight for weight in weights(model) if weight.ndim > 1]
    others = [weight for weight in weights(models.build(name, (18, 18, 1), 3, seed=6)) if weight.ndim > 1]
    firsts = [float(kernel.ravel()[0] / np.abs(kernel).max()) for kernel in kernels + others]
    assert len(set(firsts)) == len(firsts)


def test_dropout_works_in_training_only(rng):
    model, images = small(dropout=0.5), rng.random((4, 6, 6, 1)).astype("float32")
    still, again, dropped = (to_numpy(model(images, training=training)) for training in (False, False, True))
    np.testing.assert_allclose(still, again, rtol=0)
    assert np.abs(dropped - still).max() > 1e-3


@pytest.mark.parametrize(
    ("arguments", "options", "error", "message"),
    [
        (("vgg19", (28, 28, 1), 10), {}, ValueError, "name must be 'dense', .*, got 'vgg19': did you mean 'vgg'"),
        (("dense", (28, 28), 10), {}, ValueError, r"input_shape must be 3 whole numbers, got \(28, 28\): height"),
        (("dense", (28, 28.0, 1), 10), {}, TypeError, r"input_shape\[1\] must be a whole number in .1, inf., got 28.0"),
        (("dense", (28, 28, 0), 10), {}, ValueError, r"input_shape\[2\] must be a whole number in .1, inf., got 0"),
        (("dense", (28, 28, 1), 1), {}, ValueError, r"classes must be a whole number in .2, inf., got 1"),
        (("dense", (28, 28, 1), True), {}, TypeError, r"classes must be a whole number in .2, inf., got True"),
        (("dense", (28, 28, 1), 2), {"dropout": 1}, ValueError, r"dropout must be a number in \[0, 1\), got 1"),
        (("dense", (28, 28, 1), 2), {"seed": -1}, ValueError, r"seed must be a whole number in .0, inf., got -1"),
    ],
)
def test_what_cannot_be_built(arguments, options, error, message):
    with pytest.raises(error, match=message):
        models.build(*arguments, **options)


# --- training ---------------------------------------------------------------------------------------------------------


def test_training_learns_and_tells(pictures):
    history = models.train(small(), *pictures, validation=pictures, epochs=8, batch_size=4, learning_rate=0.01)
    assert set(history) == {"loss", "accuracy", "val_loss", "val_accuracy"}
    assert all(len(values) == 8 for values in history.values())
    assert history["val_accuracy"][-1] == 1
    assert history["loss"][-1] < history["loss"][0] / 2


@pytest.mark.skipif(sys.platform != "linux", reason="TensorFlow tells only glibc to give memory back")
def test_after_a_training_arrays_lie_where_freed_ones_lay(pictures):
    resource = pytest.importorskip("resource")
    models.train(small(), *pictures, epochs=1, batch_size=4)
    pages = []
    for _ in range(40):
        before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
        np.ones(2**18, "float32")  # a megabyte, 256 pages
        pages.append(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
    assert np.mean(pages) < 64, "each array is laid into new pages, which takes longer than what NumPy does with it"


def test_a_seed_repeats_a_training_and_touches_no_global_one(pictures):
    before = random.getstate(), np.random.get_state()[1].copy()  # noqa: NPY002
    first, second, other = (small(dropout=0.3) for _ in range(3))
    for model, seed in ((first, 1), (second, 1), (other, 2)):
        models.train(model, *pictures, epochs=2, batch_size=5, seed=seed)
    assert_equal_weights(first, second, **close())
    assert np.abs(weights(first)[0] - weights(other)[0]).max() > 1e-4
    assert random.getstate() == before[0]
    np.testing.assert_array_equal(np.random.get_state()[1], before[1])  # noqa: NPY002


def test_every_epoch_shows_every_picture_once_in_a_new_order():
    images, labels = np.arange(7.0).reshape(7, 1, 1, 1), np.arange(7)
    batches = models._shuffled(images, labels, 3, 0, 0)
    epochs = [[next(batches) for _ in range(3)] for _ in range(2)]
    orders = [np.concatenate([labels for _, labels in epoch]).tolist() for epoch in epochs]
    assert [len(labels) for _, labels in epochs[0]] == [3, 3, 1]
    assert [sorted(order) for order in orders] == [list(range(7))] * 2
    assert orders[0] != orders[1]
    for images, labels in epochs[0]:
        np.testing.assert_array_equal(images.ravel(), labels)
    again = next(models._shuffled(np.zeros(7), np.arange(7), 3, 0, 1))[1]
    assert again.tolist() == orders[1][:3]  # an epoch's order is its own, wherever the training begins


class Killed(BaseException):
    """What no part of a training catches."""


def killer(epoch):
    """A callback that ends all in the middle of an epoch, counted from 1."""
    import keras

    class Killer(keras.callbacks.Callback):
        def on_epoch_begin(self, number, logs=None):
            self.number = number

        def on_train_batch_end(self, batch, logs=None):
            if (self.number + 1, batch) == (epoch, 1):
                raise Killed

    return Killer()


def test_a_killed_training_goes_on_as_if_it_had_not_been(pictures, tmp_path):
    options = {"batch_size": 4, "epochs": 4, "learning_rate": 0.01}
    whole, folder = small(dropout=0.3), tmp_path / "checkpoints"
    history = models.train(whole, *pictures, **options)
    assert models.epochs_done(folder) == 0
    with pytest.raises(Killed):
        models.train(small(dropout=0.3), *pictures, checkpoints=folder, callbacks=[killer(3)], **options)
    assert models.epochs_done(folder) == 2
    (folder / ".epoch_000003.npz.part.npz").write_bytes(b"half a file, as a kill in the middle of writing leaves it")
    resumed = small(dropout=0.3, seed=9)  # what it was before does not matter
    rest = models.train(resumed, *pictures, checkpoints=folder, **options)
    assert len(rest["loss"]) == 2
    np.testing.assert_allclose(rest["loss"], history["loss"][2:], **close())
    assert_equal_weights(whole, resumed, **close())
    assert models.epochs_done(folder) == 4
    assert sorted(path.name for path in folder.iterdir()) == ["epoch_000003.npz", "epoch_000004.npz"]
    assert models.train(resumed, *pictures, checkpoints=folder, **options) == {}  # finished is finished


def test_checkpoints_of_another_network(pictures, tmp_path):
    models.train(small(), *pictures, epochs=1, checkpoints=tmp_path / "kept")
    other = models.build("vgg", (6, 6, 1), 2)
    with pytest.raises(ValueError, match=r"epoch_000001.npz is of another network: remove .*kept to begin anew"):
        models.train(other, *pictures, epochs=2, checkpoints=tmp_path / "kept")


def test_a_damaged_checkpoint_gives_way_to_the_one_before(pictures, tmp_path):
    options = {"batch_size": 4, "learning_rate": 0.01, "checkpoints": tmp_path / "kept"}
    whole = small()
    models.train(whole, *pictures, epochs=3, **options)
    (tmp_path / "kept" / "epoch_000003.npz").write_bytes(b"")
    assert models.epochs_done(tmp_path / "kept") == 2
    resumed = small(seed=9)
    with pytest.warns(UserWarning, match=r"epoch_000003.npz in .*kept is damaged: going on after epoch 2") as warned:
        models.train(resumed, *pictures, epochs=3, **options)
    assert warned[0].filename == __file__
    assert_equal_weights(whole, resumed, **close())


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"images": np.zeros((24, 6, 6, 1), "uint8")}, TypeError, "images must be floating point"),
        ({"images": np.zeros((24, 6, 5, 1))}, ValueError, r"images must have shape \(n, 6, 6, 1\), got \(24, 6, 5, 1\)"),
        ({"labels": np.zeros(24)}, TypeError, "labels must hold whole numbers, got float64"),
        (
            {"labels": np.zeros(23, int)},
            ValueError,
            r"labels must have shape \(24,\), got \(23,\): one label for each",
        ),
        ({"labels": np.arange(24) % 3}, ValueError, "labels must lie in 0 to 1, got 0 to 2"),
        ({"labels": np.arange(24) % 2 - 1}, ValueError, "got -1 to 0"),
        (
            {"validation": (np.zeros((1, 6, 6, 1)), np.array([7]))},
            ValueError,
            "validation labels must lie in 0 to 1, got 7 to 7",
        ),
        ({"validation": (np.zeros((1, 8, 8, 1)), np.array([0]))}, ValueError, r"validation images must have shape"),
        ({"epochs": 0}, ValueError, r"epochs must be a whole number in .1, inf., got 0"),
        ({"epochs": 1.5}, TypeError, r"epochs must be a whole number in .1, inf., got 1.5"),
        ({"batch_size": 0}, ValueError, r"batch_size must be a whole number in .1, inf., got 0"),
        ({"learning_rate": 0}, ValueError, r"learning_rate must be a number in \(0, inf\), got 0"),
        ({"learning_rate": float("nan")}, ValueError, r"learning_rate must be a number in \(0, inf\), got nan"),
    ],
)
def test_what_cannot_be_trained(pictures, change, error, message):
    with pytest.raises(error, match=message):
        models.train(small(), **{"images": pictures[0], "labels": pictures[1], **change})


def test_no_pictures_are_nothing_to_learn_from():
    with pytest.raises(ValueError, match="with n at least 1"):
        models.train(small(), np.zeros((0, 6, 6, 1)), np.zeros(0, int))


# --- the classifier ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def classifier():
    return models.PictureClassifier(models.build("residual", (8, 8, 3), 3, seed=4), ["Katze", "犬", "bird"])


def test_saved_and_loaded_it_says_the_same(classifier, tmp_path, rng):
    images = rng.random((5, 8, 8, 3))
    classifier.save(tmp_path / "mine.keras")
    assert [path.name for path in tmp_path.iterdir()] == ["mine.keras"]  # one file
    loaded = models.load(tmp_path / "mine.keras")
    assert loaded.class_names == ("Katze", "犬", "bird")
    np.testing.assert_allclose(loaded.predict_proba(images), classifier.predict_proba(images), **close())
    np.testing.assert_array_equal(loaded.predict(images), classifier.predict_proba(images).argmax(axis=1))


def test_keras_opens_the_file_as_its_own(classifier, tmp_path, rng):
    import keras

    images = rng.random((2, 8, 8, 3)).astype("float32")
    classifier.save(tmp_path / "mine.keras")
    model = keras.saving.load_model(tmp_path / "mine.keras")
    np.testing.assert_allclose(model.predict(images, verbose=0), classifier.predict_proba(images), **close())


def test_a_trained_model_is_saved_without_its_optimizer(pictures, tmp_path):
    model = small()
    models.PictureClassifier(model, ["a", "b"]).save(tmp_path / "before.keras")
    models.train(model, *pictures, epochs=1)
    models.PictureClassifier(model, ["a", "b"]).save(tmp_path / "after.keras")
    before, after = ((tmp_path / f"{name}.keras").stat().st_size for name in ("before", "after"))
    assert after < 1.2 * before
    assert_equal_weights(models.load(tmp_path / "after.keras").model, model, rtol=0)


def test_predictions(classifier):
    probabilities = classifier.predict_proba(np.zeros((2, 8, 8, 3)))
    assert (probabilities.shape, probabilities.dtype) == ((2, 3), "float32")
    assert classifier.predict(np.zeros((2, 8, 8, 3))).dtype.kind == "i"
    assert classifier.predict_proba(np.zeros((0, 8, 8, 3))).shape == (0, 3)
    assert classifier.predict(np.zeros((0, 8, 8, 3))).shape == (0,)


def test_pictures_the_classifier_does_not_take(classifier):
    for shape in ((1, 8, 9, 3), (1, 8, 8, 1)):
        with pytest.raises(ValueError, match=r"images must have shape \(n, 8, 8, 3\), got .*: the network"):
            classifier.predict(np.zeros(shape))
    with pytest.raises(ValueError, match=r"for one alone pass images\[None\]"):
        classifier.predict(np.zeros((8, 8, 3)))


def test_pictures_of_any_size_where_the_network_takes_them():
    import keras

    inputs = keras.Input((None, None, 1))
    outputs = keras.layers.Dense(2, "softmax")(keras.layers.GlobalAveragePooling2D()(inputs))
    classifier = models.PictureClassifier(keras.Model(inputs, outputs), ["a", "b"])
    assert classifier.predict_proba(np.ones((3, 4, 5, 1))).shape == (3, 2)


def test_a_name_for_every_class(classifier):
    with pytest.raises(ValueError, match="class_names and outputs of the network must be equally many, got 2 and 3"):
        models.PictureClassifier(classifier.model, ["cat", "dog"])


def test_a_file_is_written_whole_or_not_at_all(classifier, tmp_path, monkeypatch):
    path = tmp_path / "mine.keras"
    path.write_bytes(b"before")

    def full(*args, **kwargs):
        raise OSError("No space left on device")

    monkeypatch.setattr(zipfile.ZipFile, "writestr", full)
    with pytest.raises(OSError, match="No space left"):
        classifier.save(path)
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]
    with pytest.raises(ValueError, match=r"path must end in .keras, got .*mine.h5"):
        classifier.save(tmp_path / "mine.h5")


def test_what_cannot_be_loaded(classifier, tmp_path):
    with pytest.raises(FileNotFoundError, match="nothing"):
        models.load(tmp_path / "nothing.keras")
    (tmp_path / "text.keras").write_text("no model")
    with pytest.raises(ValueError, match=r"text.keras is no whole classifier that PictureClassifier.save wrote"):
        models.load(tmp_path / "text.keras")
    classifier.model.save(tmp_path / "bare.keras")
    with pytest.raises(ValueError, match=r"bare.keras has no class names: write it with PictureClassifier.save"):
        models.load(tmp_path / "bare.keras")
    with zipfile.ZipFile(tmp_path / "hollow.keras", "w") as archive:
        archive.writestr("class_names.json", json.dumps(["a", "b"]))
    with pytest.raises(ValueError, match=r"hollow.keras cannot be read by Keras .*: train and save it again"):
        models.load(tmp_path / "hollow.keras")


def test_a_network_that_gives_no_probabilities(tmp_path):
    import keras

    inputs = keras.Input((4, 4, 1))
    dense = keras.layers.Dense(2, bias_initializer=keras.initializers.Constant([0.5, -2.0]))
    outputs = dense(keras.layers.Flatten()(inputs))
    classifier = models.PictureClassifier(keras.Model(inputs, outputs), ["a", "b"])
    with pytest.raises(ValueError, match=r"gives no probabilities, its outputs go from -2 to 0.5: let it end in a softmax"):
        classifier.predict(np.zeros((1, 4, 4, 1)))
    classifier.model.set_weights([np.zeros((16, 2)), np.array([1.5, -0.5])])  # which sum to 1
    with pytest.raises(ValueError, match=r"gives no probabilities, its outputs go from -0.5 to 1.5"):
        classifier.predict(np.ones((1, 4, 4, 1)))
    classifier.model.set_weights([np.full_like(array, np.nan) for array in classifier.model.get_weights()])
    with pytest.raises(ValueError, match="gives no probabilities, its outputs go from nan to nan"):
        classifier.predict(np.ones((1, 4, 4, 1)))


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (" " * 2**21, "is no whole classifier that PictureClassifier.save wrote .its class names are too long"),
        ('{"a": 1}', "its class names must be a list of str"),
        ("[1, 2]", "its class names must be a list of str"),
    ],
)
def test_names_that_are_none(names, message, tmp_path, monkeypatch):
    with zipfile.ZipFile(tmp_path / "odd.keras", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("class_names.json", names)
    if len(names) > 2**20:
        monkeypatch.setattr(zipfile.ZipFile, "read", lambda self, name: pytest.fail("it was unpacked"))
    with pytest.raises(ValueError, match=message):
        models.load(tmp_path / "odd.keras")


def test_code_in_a_file_is_not_run_and_keras_s_advice_not_repeated(tmp_path):
    import keras

    inputs = keras.Input((4, 4, 1))
    outputs = keras.layers.Softmax()(keras.layers.Lambda(lambda x: x[:, 0, :2, 0])(inputs))
    models.PictureClassifier(keras.Model(inputs, outputs), ["a", "b"]).model.save(tmp_path / "code.keras")
    with zipfile.ZipFile(tmp_path / "code.keras", "a") as archive:
        archive.writestr("class_names.json", '["a", "b"]')
    with pytest.raises(ValueError, match=r"cannot be read by Keras \(it brings code of its own, which is not run\)"):
        models.load(tmp_path / "code.keras")


def test_the_examples_run():
    """Those, too, that are skipped elsewhere because they load Keras."""
    images, runner = np.zeros((1, 4, 4, 1)), doctest.DocTestRunner(verbose=False)
    for test in doctest.DocTestFinder().find(models, extraglobs={"images": images}):
        test.examples = [example for example in test.examples if "mine.keras" not in example.source]
        for example in test.examples:
            example.options.clear()
        runner.run(test)
    assert runner.summarize(verbose=False).failed == 0
    assert runner.tries > 4
