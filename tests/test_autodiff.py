"""The gradients of a loss written in NumPy: against hand, against differences, and what they refuse."""

import numpy as np
import pytest

from imagen_course.autodiff import Array, gradients

RNG = np.random.default_rng(19)
X, Y = RNG.normal(size=(3, 4)), RNG.uniform(0.5, 2, (3, 4))
LOSSES = {
    "sums of squares": lambda x, y: np.sum((x - y) ** 2),
    "a mean over an axis": lambda x, y: np.mean(np.sum(x * y, axis=1) ** 2),
    "an axis that is kept": lambda x, y: np.sum((x - x.mean(axis=0, keepdims=True)) ** 2 / y),
    "logarithms": lambda x, y: np.sum(np.log(y) + np.log1p(y) + np.sqrt(y) - y ** (-0.5) + np.expm1(x)),
    "a softplus": lambda x, y: np.mean(np.logaddexp(0, -x)) + np.logaddexp(x, y).sum(),
    "extremes": lambda x, y: np.sum(np.maximum(x, 0.1) + np.minimum(x, y) + np.abs(x)),
    "rows": lambda x, y: sum(np.exp(x[i]).sum() * y[i, 0] for i in range(len(x))),
    "one axis less": lambda x, y: np.sum(x * y[0]) + np.tanh(2 / y).sum() - np.square(-x).sum(),
    "numbers before": lambda x, y: (3 - x).sum() + (2.0**y).sum() + (1 / y).mean(),
}


@pytest.mark.parametrize("loss", LOSSES.values(), ids=LOSSES)
def test_gradients_agree_with_differences(loss):
    value, slopes = gradients(loss, X, Y)
    assert value == pytest.approx(loss(X, Y))
    for i, slope in enumerate(slopes):
        assert slope.shape == X.shape
        way = RNG.normal(size=X.shape)
        ahead, behind = ([x + step * way * (j == i) for j, x in enumerate((X, Y))] for step in (1e-6, -1e-6))
        assert np.sum(slope * way) == pytest.approx((loss(*ahead) - loss(*behind)) / 2e-6, rel=1e-6, abs=1e-8)


def test_what_is_used_twice_gets_both_parts():
    _, (slope,) = gradients(lambda x: np.sum(x * x + x), [3.0])
    assert slope.tolist() == [7.0]


def test_a_loss_may_be_changed_in_place():
    def loss(x):
        total = x * 3
        total += x**2
        total -= 1
        total *= x
        total /= 2
        return total.sum()

    array = np.array([2.0, -1.0])
    _, (slope,) = gradients(loss, array)
    np.testing.assert_allclose(slope, (6 * array + 3 * array**2 - 1) / 2)
    assert array.tolist() == [2.0, -1.0]


def test_an_array_that_plays_no_part_has_a_gradient_of_zero_and_types_are_kept():
    _, slopes = gradients(lambda x, y: np.sum(x), np.ones(2, "float32"), np.ones(3))
    assert [slope.tolist() for slope in slopes] == [[1, 1], [0, 0, 0]]
    assert [str(slope.dtype) for slope in slopes] == ["float32", "float64"]


def test_an_array_counts_as_numpy_does():
    array = Array(X)
    assert (array.shape, array.ndim, array.size, len(array)) == ((3, 4), 2, 12, 3)


@pytest.mark.parametrize(
    ("loss", "said"),
    [
        (lambda x: np.sum(np.sin(x)), "np.sin has no derivative here"),
        (lambda x: np.linalg.norm(x), "np.norm has no derivative here"),
        (lambda x: np.add.reduce(x), "np.add has no derivative here"),
        (lambda x: float(x), r"float\(\) has no derivative here"),
        (lambda x: x.T.sum(), ".T has no derivative here"),
        (lambda x: np.sum(x).item(), ".item has no derivative here"),
    ],
)
def test_what_has_no_derivative_is_named_and_what_has_is_listed(loss, said):
    with pytest.raises((TypeError, AttributeError), match=f"{said}: write the loss with .*logaddexp"):
        gradients(loss, X)


@pytest.mark.parametrize(("loss", "shape"), [(lambda x: x**2, r"\(3, 4\)"), (lambda x: 5.0, r"\(\)")])
def test_a_loss_is_one_number_of_the_arrays(loss, shape):
    with pytest.raises(ValueError, match=f"function must return one number computed from the arrays, got shape {shape}"):
        gradients(loss, X)
