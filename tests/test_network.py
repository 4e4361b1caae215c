import itertools

import numpy as np
import pytest
from tolerances import close

from imagen_course import datasets
from imagen_course.formulas import conv2d, pool2d
from imagen_course.network import (
    Conv2D,
    Dense,
    Flatten,
    Network,
    Pool2D,
    ReLU,
    Residual,
    check_gradient,
    gradient_descent,
    sizes,
    softmax_cross_entropy,
)

EXACT = {"dtype": "float64", "seed": 1}


def assert_gradients(layer, inputs, rng):
    """Every gradient a layer gives against central differences; the loss is a weighted sum of its outputs."""
    outputs = layer.forward(inputs)
    weights = rng.normal(size=outputs.shape)
    by_inputs = layer.backward(weights)
    assert set(layer.gradients) == set(layer.parameters)
    assert (by_inputs.shape, by_inputs.dtype) == (inputs.shape, np.float64)
    gradients = [(inputs, by_inputs), *((layer.parameters[name], layer.gradients[name]) for name in layer.parameters)]
    for array, gradient in gradients:
        for seed in range(2):
            slopes = check_gradient(lambda _: np.sum(layer.forward(inputs) * weights), array, gradient, seed=seed)
            np.testing.assert_allclose(*slopes, rtol=1e-6)


def distinct(rng, *shape):
    """Numbers no two of which lie nearer than a nudge of a gradient check can bring them, nor any to 0."""
    return rng.permutation(np.prod(shape)).reshape(shape) / 7 - 3.05


# By hand


def test_dense_by_hand():
    layer = Dense(2, 3, seed=0)
    layer.parameters["kernel"][...] = [[1, 2, 3], [4, 5, 6]]
    layer.parameters["bias"][...] = [0.5, 0, -1]
    np.testing.assert_array_equal(layer.forward(np.array([[1.0, 10.0], [0.0, 1.0]])), [[41.5, 52, 62], [4.5, 5, 5]])
    np.testing.assert_array_equal(layer.backward(np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 2.0]])), [[1, 4], [8, 17]])
    np.testing.assert_array_equal(layer.gradients["kernel"], [[1, 0, 0], [10, 1, 2]])
    np.testing.assert_array_equal(layer.gradients["bias"], [1, 1, 2])


def test_conv2d_by_hand():
    layer = Conv2D(1, 1, 2, seed=0)
    layer.parameters["kernel"][:, :, 0, 0] = [[1, 10], [100, 1000]]
    layer.parameters["bias"][0] = 0.5
    image = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0]]).reshape(1, 3, 3, 1)
    np.testing.assert_array_equal(layer.forward(image)[0, :, :, 0], [[5421.5, 6532.5], [8754.5, 9865.5]])
    gradient = layer.backward(np.array([[1.0, 0.0], [0.0, 2.0]]).reshape(1, 2, 2, 1))
    np.testing.assert_array_equal(gradient[0, :, :, 0], [[1, 10, 0], [100, 1002, 20], [0, 200, 2000]])
    np.testing.assert_array_equal(layer.gradients["kernel"][:, :, 0, 0], [[1 + 10, 2 + 12], [4 + 16, 5 + 18]])
    np.testing.assert_array_equal(layer.gradients["bias"], [3])


def test_pooling_by_hand_where_windows_overlap():
    image = np.array([[1.0, 2.0, 3.0], [4.0, 9.0, 6.0], [7.0, 8.0, 5.0]]).reshape(1, 3, 3, 1)
    gradient = np.array([[1.0, 2.0], [4.0, 8.0]]).reshape(1, 2, 2, 1)
    largest, mean = Pool2D(2, stride=1), Pool2D(2, kind="mean", stride=1)
    np.testing.assert_array_equal(largest.forward(image)[0, :, :, 0], [[9, 9], [9, 9]])
    np.testing.assert_array_equal(largest.backward(gradient)[0, :, :, 0], [[0, 0, 0], [0, 15, 0], [0, 0, 0]])
    np.testing.assert_array_equal(mean.forward(image)[0, :, :, 0], [[4, 5], [7, 7]])
    expected = np.array([[1, 3, 2], [5, 15, 10], [4, 12, 8]]) / 4
    np.testing.assert_array_equal(mean.backward(gradient)[0, :, :, 0], expected)


def test_of_equal_pixels_the_first_wins():
    layer, image = Pool2D(2), np.zeros((1, 2, 4, 1))
    image[0, :, :, 0] = [[5, 5, 0, 7], [5, 5, 7, 7]]
    layer.forward(image)
    gradient = layer.backward(np.array([1.0, 10.0]).reshape(1, 1, 2, 1))
    np.testing.assert_array_equal(gradient[0, :, :, 0], [[1, 0, 0, 10], [0, 0, 0, 0]])


def test_relu_and_flatten_by_hand():
    relu, flatten, image = ReLU(), Flatten(), np.array([-1.0, 0.0, 2.0, 3.0]).reshape(1, 2, 2, 1)
    np.testing.assert_array_equal(relu.forward(image).ravel(), [0, 0, 2, 3])
    np.testing.assert_array_equal(relu.backward(np.full_like(image, 5)).ravel(), [0, 0, 5, 5])
    np.testing.assert_array_equal(flatten.forward(image), [[-1, 0, 2, 3]])
    np.testing.assert_array_equal(flatten.backward(np.array([[1.0, 2.0, 3.0, 4.0]]))[0, :, :, 0], [[1, 2], [3, 4]])


def test_softmax_cross_entropy_by_hand():
    loss, gradient = softmax_cross_entropy(np.log([[1.0, 3.0], [1.0, 1.0]]), [1, 0])
    np.testing.assert_allclose(loss, (np.log(4 / 3) + np.log(2)) / 2, **close("float64"))
    np.testing.assert_allclose(gradient, [[1 / 8, -1 / 8], [-1 / 4, 1 / 4]], **close("float64"))


# Gradients against central differences


@pytest.mark.parametrize("padding", ["valid", "same", 1, 3])
@pytest.mark.parametrize("kernel_size", [1, 2, 3, 5])
def test_gradients_of_conv2d(rng, kernel_size, padding):
    for stride, size in itertools.product([1, 2, 3], [(7, 8), (6, 5)]):
        layer = Conv2D(2, 3, kernel_size, stride=stride, padding=padding, **EXACT)
        assert_gradients(layer, rng.normal(size=(2, *size, 2)), rng)


@pytest.mark.parametrize("kind", ["max", "mean"])
@pytest.mark.parametrize(("size", "stride"), [(2, None), (2, 1), (3, 2), (2, 3), (1, 1)])
def test_gradients_of_pool2d(rng, size, stride, kind):
    assert_gradients(Pool2D(size, kind=kind, stride=stride), distinct(rng, 2, 7, 6, 3), rng)


@pytest.mark.parametrize("layer", [Dense(6, 4, **EXACT), ReLU(), Flatten()], ids=str)
def test_gradients_of_the_other_layers(rng, layer):
    inputs = distinct(rng, 5, 6) if isinstance(layer, Dense) else distinct(rng, 2, 3, 4, 2)
    assert_gradients(layer, inputs, rng)


def test_gradient_of_the_loss(rng):
    logits, labels = rng.normal(size=(6, 4)), rng.integers(4, size=6)
    _, gradient = softmax_cross_entropy(logits, labels)
    slopes = check_gradient(lambda logits: softmax_cross_entropy(logits, labels)[0], logits, gradient)
    np.testing.assert_allclose(*slopes, rtol=1e-6)


def test_gradients_of_a_whole_network(rng):
    network = small_network(dtype="float64")
    images, labels = rng.random((4, 8, 8, 1)), rng.integers(10, size=4)

    def loss(_):
        return softmax_cross_entropy(network.forward(images), labels)[0]

    _, gradient = softmax_cross_entropy(network.forward(images), labels)
    by_images, gradients = network.backward(gradient), network.gradients()
    names = ["0 kernel", "0 bias", "3 kernel", "3 bias", "7 kernel", "7 bias"]
    assert list(gradients) == list(network.parameters()) == names
    np.testing.assert_allclose(*check_gradient(loss, images, by_images), rtol=1e-6)
    for name, parameter in network.parameters().items():
        np.testing.assert_allclose(*check_gradient(loss, parameter, gradients[name]), rtol=1e-6, err_msg=name)


def test_check_gradient_tells_a_wrong_gradient_and_puts_the_array_back():
    x = np.array([1.0, -2.0, 0.5])
    before = x.copy()
    right, wrong = (check_gradient(lambda x: np.sum(x**3), x, gradient) for gradient in (3 * x**2, 3 * x))
    np.testing.assert_allclose(*right, rtol=1e-6)
    assert abs(wrong[0] - wrong[1]) > 0.01 * abs(wrong[0])
    with pytest.raises(ZeroDivisionError):
        check_gradient(lambda x: 1 / 0, x, x)
    np.testing.assert_array_equal(x, before)


# Other ways to the same


def test_a_convolution_as_large_as_its_picture_is_a_dense_layer(rng):
    conv, dense, images = Conv2D(2, 3, 4, **EXACT), Dense(32, 3, **EXACT), rng.normal(size=(5, 4, 4, 2))
    dense.parameters["kernel"][...] = conv.parameters["kernel"].reshape(32, 3)
    outputs, gradient = conv.forward(images), rng.normal(size=(5, 3))
    np.testing.assert_allclose(outputs[:, 0, 0], dense.forward(images.reshape(5, 32)), **close("float64"))
    by_inputs = conv.backward(gradient[:, None, None])
    np.testing.assert_allclose(by_inputs.reshape(5, 32), dense.backward(gradient), **close("float64"))
    for name in ("kernel", "bias"):
        ours, theirs = conv.gradients[name], dense.gradients[name]
        np.testing.assert_allclose(ours.reshape(theirs.shape), theirs, **close("float64"))


def test_layers_compute_the_formulas(rng):
    images = rng.random((2, 9, 7, 3), dtype="float32")
    conv = Conv2D(3, 4, 3, stride=2, padding="same", seed=0)
    conv.parameters["bias"][...] = rng.random(4)
    expected = conv2d(images, conv.parameters["kernel"], bias=conv.parameters["bias"], stride=2, padding="same")
    np.testing.assert_array_equal(conv.forward(images), expected)
    np.testing.assert_array_equal(Pool2D(3, stride=2).forward(images), pool2d(images, 3, stride=2))
    np.testing.assert_array_equal(Pool2D(kind="mean").forward(images), pool2d(images, kind="mean"))


@pytest.mark.keras
@pytest.mark.parametrize(("stride", "padding"), [(1, "same"), (2, "same"), (2, "valid")])
def test_tensorflow_gives_the_same_gradients(rng, stride, padding):
    import keras

    if keras.backend.backend() != "tensorflow":
        pytest.skip("TensorFlow's gradients are the oracle")
    import tensorflow as tf

    conv, pool = Conv2D(3, 4, 3, stride=stride, padding=padding, **EXACT), Pool2D(2)
    images = rng.normal(size=(2, 12, 9, 3))
    outputs = pool.forward(conv.forward(images))
    gradient = rng.normal(size=outputs.shape)
    by_images = conv.backward(pool.backward(gradient))
    tensors = [tf.constant(array) for array in (images, *conv.parameters.values())]
    with tf.GradientTape() as tape:
        tape.watch(tensors)
        maps = tf.nn.bias_add(tf.nn.conv2d(tensors[0], tensors[1], stride, padding.upper()), tensors[2])
        theirs = tf.nn.max_pool2d(maps, 2, 2, "VALID")
    np.testing.assert_allclose(outputs, theirs.numpy(), **close("float64"))
    expected = tape.gradient(theirs, tensors, tf.constant(gradient))
    for ours, other in zip([by_images, *conv.gradients.values()], expected, strict=True):
        np.testing.assert_allclose(ours, other.numpy(), **close("float64"))


# Laws


def every_layer():
    conv = Conv2D(2, 3, 3, stride=2, padding="same", **EXACT)
    return [conv, Pool2D(3, stride=2), Pool2D(kind="mean"), ReLU(), Flatten(), Dense(2, 5, **EXACT)]


@pytest.mark.parametrize("layer", every_layer(), ids=str)
def test_backward_is_linear(rng, layer):
    inputs = rng.normal(size=(6, 2) if isinstance(layer, Dense) else (2, 7, 6, 2))
    shape = layer.forward(inputs).shape
    g, h = rng.normal(size=(2, *shape))
    results = []
    for gradient in (g, h, 2 * g - 3 * h, np.zeros(shape)):
        results.append([layer.backward(gradient), *layer.gradients.values()])
    for by_g, by_h, by_both, by_nothing in zip(*results, strict=True):
        np.testing.assert_allclose(by_both, 2 * by_g - 3 * by_h, **close("float64"))
        np.testing.assert_array_equal(by_nothing, 0)


@pytest.mark.parametrize("kind", ["max", "mean"])
@pytest.mark.parametrize(("size", "stride"), [(2, 2), (3, 1), (2, 3)])
def test_pooling_loses_no_gradient(rng, kind, size, stride):
    layer = Pool2D(size, kind=kind, stride=stride)
    gradient = rng.normal(size=layer.forward(rng.integers(3, size=(2, 8, 9, 3)) / 2).shape)  # many ties
    np.testing.assert_allclose(layer.backward(gradient).sum(axis=(1, 2)), gradient.sum(axis=(1, 2)), **close("float64"))


def test_the_gradient_of_the_loss_sums_to_nothing_over_the_classes(rng):
    _, gradient = softmax_cross_entropy(10 * rng.normal(size=(7, 5)), rng.integers(5, size=7))
    np.testing.assert_allclose(gradient.sum(axis=1), 0, **close("float64"))


def test_he_normal_keeps_the_size_of_signals(rng):
    for layer, fan_in in ((Dense(400, 300, seed=0), 400), (Conv2D(16, 200, 5, seed=0), 400)):
        kernel, bias = layer.parameters.values()
        np.testing.assert_allclose(kernel.std(), np.sqrt(2 / fan_in), rtol=0.02)
        assert abs(kernel.mean()) < 0.001
        np.testing.assert_array_equal(bias, 0)
    np.testing.assert_array_equal(Dense(4, 3, seed=5).parameters["kernel"], Dense(4, 3, seed=5).parameters["kernel"])
    assert (Dense(4, 3, seed=5).parameters["kernel"] != Dense(4, 3, seed=6).parameters["kernel"]).all()


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_all_keeps_its_dtype(rng, dtype):
    network, images, labels = small_network(dtype=dtype), rng.random((4, 8, 8, 1)).astype(dtype), np.arange(4)
    logits = network.forward(images)
    _, gradient = softmax_cross_entropy(logits, labels)
    by_images = network.backward(gradient)
    list(gradient_descent(network, images, labels, epochs=1))
    arrays = [logits, gradient, by_images, network.predict_proba(images)]
    arrays += [*network.parameters().values(), *network.gradients().values()]
    assert {array.dtype.name for array in arrays} == {dtype}


# Learning


def small_network(*, dtype="float32", seed=0):
    """What the lesson on learning trains on the digits."""
    conv = {"padding": "same", "dtype": dtype}
    return Network(
        [
            Conv2D(1, 8, 5, seed=seed, **conv),
            ReLU(),
            Pool2D(2),
            Conv2D(8, 16, 3, seed=seed + 1, **conv),
            ReLU(),
            Pool2D(2),
            Flatten(),
            Dense(64, 10, seed=seed + 2, dtype=dtype),
        ]
    )


def xor():
    return np.array([[0, 0], [0, 1], [1, 0], [1, 1]], "float32"), np.array([0, 1, 1, 0])


def two_layers():
    return Network([Dense(2, 8, seed=0), ReLU(), Dense(8, 2, seed=1)])


def test_two_layers_learn_what_one_cannot():
    inputs, labels = xor()
    one, two = Network([Dense(2, 2, seed=0)]), two_layers()
    for network in (one, two):
        steps = list(gradient_descent(network, inputs, labels, epochs=200, batch_size=4, learning_rate=0.1))
    assert steps[-1].loss < 0.01 < 0.5 < steps[0].loss
    np.testing.assert_array_equal(two.predict(inputs), labels)
    assert (one.predict(inputs) == labels).mean() < 1
    np.testing.assert_allclose(two.predict_proba(inputs).sum(axis=1), 1, **close("float32"))


def test_the_small_network_reads_digits():
    data, network = datasets.load("digits"), small_network()
    steps = list(gradient_descent(network, data.train_images, data.train_labels, epochs=10))
    assert (network.predict(data.test_images) == data.test_labels).mean() > 0.95
    assert np.mean([step.accuracy for step in steps[:10]]) < 0.5 < 0.97 < np.mean([step.accuracy for step in steps[-10:]])


def test_two_steps_by_hand(rng):
    images, labels = rng.random((6, 3)), np.array([0, 1, 2, 0, 1, 2])
    layer, kernel = Dense(3, 3, **EXACT), Dense(3, 3, **EXACT).parameters["kernel"]
    options = {"epochs": 2, "batch_size": 6, "learning_rate": 0.5, "momentum": 0.75, "decay": 0.25}
    velocity, bias = 0, np.zeros(3)
    for rate, step in zip((0.5, 0.125), gradient_descent(Network([layer]), images, labels, **options), strict=True):
        loss, gradient = softmax_cross_entropy(images @ kernel + bias, labels)
        accuracy = np.mean((images @ kernel + bias).argmax(axis=1) == labels)
        np.testing.assert_allclose((step.loss, step.accuracy), (loss, accuracy), **close("float64"))
        ones = np.column_stack([images, np.ones(6)])  # the bias is the weight of an input that is always 1
        velocity = 0.75 * velocity - rate * ones.T @ gradient
        kernel, bias = kernel + velocity[:3], bias + velocity[3]
        np.testing.assert_allclose(layer.parameters["kernel"], kernel, **close("float64"))
        np.testing.assert_allclose(layer.parameters["bias"], bias, **close("float64"))


def test_every_epoch_sees_every_picture_once_in_a_new_order():
    inputs, seen = np.arange(10, dtype="float32")[:, None], []

    class Watch(Flatten):
        def forward(self, inputs):
            seen.append(inputs.ravel().astype(int).tolist())
            return super().forward(inputs)

    descent = gradient_descent(
        Network([Watch(), Dense(1, 2, seed=0)]), inputs, np.arange(10) % 2, epochs=2, batch_size=4, learning_rate=0.001
    )
    seen.clear()  # what was looked at to check the arguments
    steps = list(descent)
    assert [(step.step, step.epoch) for step in steps] == [(1, 1), (2, 1), (3, 1), (4, 2), (5, 2), (6, 2)]
    assert [len(batch) for batch in seen] == [4, 4, 2] * 2
    first, second = np.concatenate(seen[:3]).tolist(), np.concatenate(seen[3:]).tolist()
    assert sorted(first) == sorted(second) == list(range(10))
    assert first != second


def test_training_repeats_itself_and_touches_nothing_else():
    inputs, labels = xor()
    before, state = (inputs.copy(), labels.copy()), repr(np.random.get_state())  # noqa: NPY002
    runs = [list(gradient_descent(two_layers(), inputs, labels, epochs=5, batch_size=2, seed=seed)) for seed in (3, 3, 4)]
    assert runs[0] == runs[1] != runs[2]
    np.testing.assert_array_equal(inputs, before[0])
    np.testing.assert_array_equal(labels, before[1])
    assert repr(np.random.get_state()) == state  # noqa: NPY002


def test_nothing_is_learned_before_a_step_is_asked_for():
    network = two_layers()
    start = {name: array.copy() for name, array in network.parameters().items()}
    descent = gradient_descent(network, *xor(), epochs=1)
    for name, array in network.parameters().items():
        np.testing.assert_array_equal(array, start[name])
    next(descent)
    assert (network.parameters()["0 kernel"] != start["0 kernel"]).any()


def test_predictions_are_made_a_few_pictures_at_a_time(rng):
    network, images, largest = small_network(), rng.random((600, 8, 8, 1), dtype="float32"), []
    forward = network.forward
    network.forward = lambda images: largest.append(len(images)) or forward(images)
    shares, labels = network.predict_proba(images), network.predict(images)
    assert (shares.shape, labels.shape, max(largest) <= 256) == ((600, 10), (600,), True)
    np.testing.assert_allclose(np.log(shares[300]), np.log(network.predict_proba(images[300:301])[0]), **close("float32"))
    np.testing.assert_array_equal(labels, shares.argmax(axis=1))
    assert network.predict(images[:0]).shape == (0,)


def residual(width=3):
    """A block of two dense layers with a ReLU, in float64."""
    return Residual([Dense(width, 5, **EXACT), ReLU(), Dense(5, width, seed=2, dtype="float64")])


def test_a_residual_block_adds_what_comes_in(rng):
    block, inputs = residual(), rng.normal(size=(4, 3))
    np.testing.assert_array_equal(block.forward(inputs), inputs + Network(block.layers).forward(inputs))
    for kernel in block.parameters.values():
        kernel[...] = 0  # themselves, no copies
    np.testing.assert_array_equal(block.forward(inputs), inputs)
    np.testing.assert_array_equal(block.backward(inputs), inputs)


def test_the_gradient_of_a_residual_block_is_that_of_differences(rng):
    assert_gradients(residual(), rng.normal(size=(4, 3)), rng)
    assert_gradients(Residual([Conv2D(2, 2, 3, padding="same", **EXACT)]), rng.normal(size=(2, 4, 5, 2)), rng)


def test_a_network_learns_what_stands_in_its_residual_blocks(rng):
    inputs, labels = rng.normal(size=(20, 3)), np.arange(20) % 2
    network = Network([residual(), Residual([residual()]), Dense(3, 2, **EXACT)])
    start = {name: array.copy() for name, array in network.parameters().items()}
    assert {"0 0 kernel", "0 2 bias", "1 0 2 kernel", "2 kernel"} < set(start)
    losses = [step.loss for step in gradient_descent(network, inputs, labels, epochs=30, batch_size=20)]
    assert losses[-1] < losses[0] / 2
    assert all((array != start[name]).any() for name, array in network.parameters().items())


def test_a_residual_block_refuses_layers_that_change_the_shape():
    with pytest.raises(ValueError, match=r"layers must keep the shape, \(2, 3\), got \(2, 4\)"):
        Residual([Dense(3, 4, seed=0)]).forward(np.ones((2, 3)))
    with pytest.raises(ValueError, match=r"layers must keep the shape, \(2, 1\), got \(2, 4\)"):  # which NumPy would add
        Residual([Dense(1, 4, seed=0)]).forward(np.ones((2, 1)))
    with pytest.raises(RuntimeError, match="backward came before forward"):
        residual().backward(np.ones((2, 3)))


def test_sizes_forward_and_back(rng):
    images, labels = rng.normal(size=(5, 2, 2, 1)), np.array([0, 1, 2, 1, 0])
    first, last = Dense(4, 6, **EXACT), Dense(6, 3, seed=2, dtype="float64")
    maps, gradients = sizes(Network([Flatten(), first, ReLU(), last]), images, labels)
    hidden = images.reshape(5, 4) @ first.parameters["kernel"]
    logits = np.maximum(hidden, 0) @ last.parameters["kernel"]
    _, slope = softmax_cross_entropy(logits, labels)
    met = slope @ last.parameters["kernel"].T
    forward = [images, hidden, np.maximum(hidden, 0), logits]
    back = [(met * (hidden > 0)) @ first.parameters["kernel"].T, met * (hidden > 0), met, slope]
    for found, arrays in ((maps, forward), (gradients, back)):
        np.testing.assert_allclose(found, [np.sqrt(np.mean(array**2)) for array in arrays], **close("float64"))


# Bad input


@pytest.mark.parametrize(
    ("make", "error", "message"),
    [
        (lambda: Dense(0, 2, seed=0), ValueError, r"n_in must be a whole number in \[1, inf\), got 0"),
        (lambda: Dense(2, 2.5, seed=0), TypeError, r"n_out must be a whole number in \[1, inf\), got 2.5"),
        (lambda: Dense(2, 2, seed=0, dtype="int32"), ValueError, r"dtype must be .* got 'int32'"),
        (lambda: Conv2D(0, 2, seed=0), ValueError, r"c_in must be a whole number in \[1, inf\), got 0"),
        (lambda: Conv2D(1, -1, seed=0), ValueError, r"c_out must be a whole number in \[1, inf\), got -1"),
        (lambda: Conv2D(1, 2, (3, 3), seed=0), TypeError, r"kernel_size must be a whole number in \[1, inf\), got \(3, 3\)"),
        (lambda: Conv2D(1, 2, stride=0, seed=0), ValueError, r"stride must be a whole number in \[1, inf\), got 0"),
        (
            lambda: Conv2D(1, 2, padding="full", seed=0),
            ValueError,
            "padding must be 'valid' or 'same', got 'full'",
        ),
        (lambda: Conv2D(1, 2, padding=-1, seed=0), ValueError, r"padding must be a whole number in \[0, inf\), got -1"),
        (lambda: Pool2D(0), ValueError, r"size must be a whole number in \[1, inf\), got 0"),
        (lambda: Pool2D(2, stride=1.5), TypeError, r"stride must be a whole number in \[1, inf\), got 1.5"),
        (lambda: Pool2D(kind="min"), ValueError, "kind must be 'max' or 'mean', got 'min'"),
        (lambda: Network([]), ValueError, "layers must hold at least one layer, got none"),
        (lambda: Network([Flatten(), ReLU]), TypeError, r"layers must have forward, .* got <class .*ReLU'>: make a"),
    ],
)
def test_bad_layers(make, error, message):
    with pytest.raises(error, match=message):
        make()


@pytest.mark.parametrize("layer", every_layer(), ids=str)
def test_backward_before_forward_and_with_a_gradient_of_another_shape(layer):
    layer = next(other for other in every_layer() if str(other) == str(layer))
    with pytest.raises(RuntimeError, match=r".*\.backward came before forward: call forward first"):
        layer.backward(np.zeros(3))
    shape = layer.forward(np.zeros((6, 2) if isinstance(layer, Dense) else (2, 7, 6, 2))).shape
    with pytest.raises(ValueError, match=r"gradient must have the shape of the last outputs of .*, got \(1, "):
        layer.backward(np.zeros((1, *shape[1:])))


@pytest.mark.parametrize(
    ("images", "error", "message", "place"),
    [
        (np.zeros((2, 8, 8, 1), "uint8"), TypeError, "images must be floating point, got uint8.* / 255", "layer 0"),
        (np.zeros((2, 8, 8, 3)), ValueError, "the kernel takes 1 channels, but the images have 3", "layer 0"),
        (np.zeros((8, 8, 1)), ValueError, r"images must have shape \(n, h, w, c\), got \(8, 8, 1\)", "layer 0"),
        (np.zeros((2, 12, 8, 1)), ValueError, r"inputs must have shape \(n, 64\), got \(2, 96\)", "layer 7"),
        (np.zeros((2, 1, 8, 1)), ValueError, "a window of 2 .* the picture has 1", "layer 2"),
    ],
)
def test_a_network_says_which_layer_refuses_what(images, error, message, place):
    for call in (small_network().forward, small_network().predict):
        with pytest.raises(error, match=message) as raised:
            call(images)
        assert raised.value.__notes__[0].startswith(f"in {place} of the network, ")


def test_layers_that_do_not_fit_together():
    with pytest.raises(ValueError, match=r"inputs must have shape \(n, 16\), got \(1, 2, 2, 4\): put Flatten\(\)"):
        Network([Conv2D(1, 4, seed=0), Dense(16, 10, seed=0)]).forward(np.zeros((1, 4, 4, 1)))
    with pytest.raises(TypeError, match=r"inputs must be floating point, got int64: convert with inputs.astype"):
        Dense(2, 2, seed=0).forward(np.zeros((1, 2), int))


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"epochs": 0}, ValueError, r"epochs must be a whole number in \[1, inf\), got 0"),
        ({"batch_size": 1.5}, TypeError, r"batch_size must be a whole number in \[1, inf\), got 1.5"),
        ({"learning_rate": 0}, ValueError, r"learning_rate must be a number in \(0, inf\), got 0"),
        ({"learning_rate": float("nan")}, ValueError, r"learning_rate must be a number in \(0, inf\), got nan"),
        ({"learning_rate": float("inf")}, ValueError, r"learning_rate must be a number in \(0, inf\), got inf"),
        ({"momentum": 1}, ValueError, r"momentum must be a number in \[0, 1\), got 1"),
        ({"decay": 0}, ValueError, r"decay must be a number in \(0, 1\], got 0"),
        ({"labels": np.arange(3)}, ValueError, r"labels must have shape \(4,\), got \(3,\): one label for each picture"),
        ({"labels": np.array([0, 1, 2, 1])}, ValueError, "labels must lie in 0 to 1, got 0 to 2"),
        ({"labels": np.array([0, 1, 1, -1])}, ValueError, "labels must lie in 0 to 1, got -1 to 1"),
        ({"labels": np.ones(4)}, TypeError, "labels must hold whole numbers, got float64"),
        ({"labels": np.eye(4, 2, dtype=int)}, ValueError, r"labels must have shape \(4,\), got \(4, 2\)"),
        ({"images": np.zeros((4, 2), "uint8")}, TypeError, "must be floating point, got uint8"),
        ({"images": np.zeros((0, 2)), "labels": np.zeros(0, int)}, ValueError, r"shape .* with n at least 1"),
    ],
)
def test_bad_descent_is_refused_at_the_call(options, error, message):
    images, labels = xor()
    arguments = {"images": images, "labels": labels, "epochs": 1} | options
    with pytest.raises(error, match=message):
        gradient_descent(two_layers(), **arguments)


def test_labels_that_name_no_class():
    with pytest.raises(ValueError, match="labels must lie in 0 to 2, got 0 to 3"):
        softmax_cross_entropy(np.zeros((2, 3)), [0, 3])


def test_bad_gradient_checks():
    with pytest.raises(
        TypeError, match="array must be a NumPy array of float64, got float32: make layers with dtype='float64'"
    ):
        check_gradient(np.sum, np.zeros(3, "float32"), np.zeros(3))
    with pytest.raises(TypeError, match="got list"):
        check_gradient(np.sum, [1.0], [1.0])
    with pytest.raises(ValueError, match=r"gradient must have shape \(3,\), got \(2,\): the shape of array"):
        check_gradient(np.sum, np.zeros(3), np.zeros(2))
