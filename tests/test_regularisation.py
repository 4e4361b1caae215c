"""Against overfitting: what drops out, what shrinks, and the losses that are measured meanwhile."""

import numpy as np
import pytest

from imagen_course import formulas
from imagen_course.network import Dense, Flatten, Network, ReLU, Residual, gradient_descent
from imagen_course.regularisation import Dropout, fit, shrink


def examples(n=40, seed=0):
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, 3, n)
    return (labels[:, None] + rng.normal(size=(n, 4))).reshape(n, 2, 2, 1).astype("float32"), labels


def classifier(*more):
    return Network([Flatten(), Dense(4, 8, seed=0), ReLU(), *more, Dense(8, 3, seed=1)])


def test_what_drops_out_in_a_residual_block_does_so_in_training_only():
    layer, was = Dropout(0.5, seed=0), []
    layer.forward = lambda inputs, forward=layer.forward: was.append((len(inputs), layer.active)) or forward(inputs)
    fit(classifier(Residual([layer])), examples(), examples(60, 1), epochs=2, batch_size=20)
    assert {active for n, active in was if n == 20} == {True}
    assert {active for n, active in was if n > 20} == {False}


def test_half_drops_out_and_the_mean_stays():
    layer = Dropout(0.25, seed=0)
    layer.active = True
    outputs = layer.forward(np.ones((400, 100), "float32"))
    assert outputs.dtype == "float32"
    np.testing.assert_allclose(np.unique(outputs), [0, 4 / 3], rtol=1e-6)
    assert np.mean(outputs == 0) == pytest.approx(0.25, abs=0.01)
    assert outputs.mean() == pytest.approx(1, abs=0.01)
    np.testing.assert_array_equal(layer.backward(np.ones_like(outputs)), outputs)


def test_nothing_drops_out_of_a_layer_that_is_not_active():
    layer, inputs = Dropout(seed=0), np.arange(6.0).reshape(2, 3)
    np.testing.assert_array_equal(layer.forward(inputs), inputs)
    np.testing.assert_array_equal(layer.backward(inputs), inputs)


def test_another_half_drops_out_each_time():
    layer = Dropout(seed=0)
    layer.active = True
    first, second = (layer.forward(np.ones((1, 64))) for _ in range(2))
    assert 0 < np.mean(first == second) < 1


def test_l2_takes_a_share_and_l1_an_amount_that_ends_at_0():
    weights = np.array([1.0, -2.0, 0.05, -0.02])
    shrink(weights, l2=0.1)
    np.testing.assert_allclose(weights, [0.9, -1.8, 0.045, -0.018])
    shrink(weights, l1=0.03)
    np.testing.assert_allclose(weights, [0.87, -1.77, 0.015, 0])


def test_shrinking_is_the_penalty_of_a_plain_descent():
    """The slope of 0.5 * l2 / rate * sum(w**2) is l2 / rate * w: one step of that rate takes the share l2."""
    weights, rate, l2 = np.array([2.0, -3.0]), 0.1, 0.05
    by_slope = weights - rate * (l2 / rate * weights)
    shrink(weights, l2=l2)
    np.testing.assert_allclose(weights, by_slope)


def test_the_curves_are_the_losses_after_each_epoch():
    one, other = classifier(), classifier()
    training, validation = examples(), examples(20, seed=1)
    curves = fit(one, training, validation, epochs=3, batch_size=16)
    for step in gradient_descent(other, *training, epochs=3, batch_size=16):
        if step.step % 3 == 0:
            losses = [formulas.cross_entropy(other.forward(x), y) for x, y in (training, validation)]
            np.testing.assert_allclose([curve[step.epoch - 1] for curve in curves], losses, rtol=1e-6)
    assert [len(curve) for curve in curves] == [3, 3]


def test_a_network_keeps_the_curves_of_each_training():
    network, training = classifier(), examples()
    assert network.history == []
    curves = [fit(network, training, training, epochs=n, batch_size=16) for n in (2, 1)]
    for kept, given in zip(network.history, curves, strict=True):
        np.testing.assert_array_equal(kept, given)


def test_every_kernel_shrinks_and_no_bias():
    plain, pulled = classifier(), classifier()
    fit(plain, examples(), examples(), epochs=1, batch_size=40)
    fit(pulled, examples(), examples(), epochs=1, batch_size=40, l2=0.5)
    for name, array in plain.parameters().items():
        factor = 0.5 if name.endswith("kernel") else 1
        np.testing.assert_allclose(pulled.parameters()[name], factor * array, rtol=1e-5)


def test_dropout_is_active_in_the_steps_and_nowhere_else():
    layer = Dropout(seed=0)
    network = classifier(layer)
    seen = []
    forward = layer.forward
    layer.forward = lambda inputs: seen.append((len(inputs), layer.active)) or forward(inputs)
    fit(network, examples(40), examples(30, seed=1), epochs=2, batch_size=20)
    assert {active for n, active in seen if n == 20} == {True}
    assert {active for n, active in seen if n in (30, 40)} == {False}
    assert not layer.active


def test_the_same_seed_gives_the_same_curves():
    first, second = (fit(classifier(Dropout(seed=3)), examples(), examples(), epochs=2) for _ in range(2))
    np.testing.assert_array_equal(first, second)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: Dropout(1.0, seed=0), r"share must .*\[0, 1\)"),
        (lambda: shrink([1.0]), "weights must"),
        (lambda: shrink(np.ones(2), l2=2.0), "l2 must"),
        (lambda: fit(classifier(), examples()[0], examples()), r"training must .*\(images, labels\)"),
        (lambda: fit(classifier(), examples(), examples(), epochs=0), "epochs must"),
    ],
)
def test_what_is_wrong_is_named(make, says):
    with pytest.raises((TypeError, ValueError), match=says):
        make()
