"""Muon: a step of a matrix is orthogonal, whatever layer it belongs to, and all else learns by Adam."""

import numpy as np
import pytest

from imagen_course.arrays import to_numpy
from imagen_course.generate.muon import muon, orthogonal

pytestmark = pytest.mark.keras


@pytest.mark.parametrize("shape", [(6, 20), (20, 6), (9, 9)])
def test_singular_vectors_stay_and_values_become_about_1(shape):
    u, _, vt = np.linalg.svd(np.random.default_rng(1).standard_normal(shape), full_matrices=False)
    matrix = (u * np.geomspace(1, 0.05, min(shape)) @ vt).astype(np.float32)
    inside = u.T @ to_numpy(orthogonal(matrix)) @ vt.T
    values = np.diag(inside)
    np.testing.assert_allclose(inside, np.diag(values), atol=1e-4)
    assert values.min() > 0.6
    assert values.max() < 1.3


@pytest.mark.parametrize("value", [0.003, 0.01, 0.1, 0.5, 1.0])
def test_even_a_small_singular_value_is_brought_near_1(value):
    other = np.sqrt(1 - value**2)
    assert 0.6 < float(to_numpy(orthogonal(np.diag([other, value]).astype(np.float32)))[1, 1]) < 1.3


def layer(name):
    import keras

    return {
        "dense": lambda: (keras.layers.Dense(5), (3,)),
        "convolution": lambda: (keras.layers.Conv2D(7, 3), (4, 4, 2)),
        "one map": lambda: (keras.layers.Conv2D(1, 3), (4, 4, 2)),
        "places": lambda: (keras.layers.EinsumDense("npd,de->npe", (4, 6), bias_axes="pe"), (4, 3)),
    }[name]()


@pytest.mark.parametrize("name", ["dense", "convolution", "one map", "places"])
def test_the_first_step_of_a_kernel_is_its_gradient_made_orthogonal_and_that_of_a_bias_is_adams(name):
    import keras

    made, shape = layer(name)
    made.build((None, *shape))
    before, optimizer = [to_numpy(v).copy() for v in made.trainable_variables], muon(0.01)
    random = np.random.default_rng(2)
    gradients = [random.standard_normal(v.shape).astype(np.float32) for v in before]
    optimizer.apply([keras.ops.convert_to_tensor(g) for g in gradients], made.trainable_variables)
    kernel, bias = (to_numpy(v) - old for v, old in zip(made.trainable_variables, before, strict=True))
    matrix = gradients[0].reshape(-1, gradients[0].shape[-1])
    wanted = -0.01 * 0.2 * np.sqrt(max(matrix.shape)) * to_numpy(orthogonal(matrix))
    np.testing.assert_allclose(kernel.reshape(matrix.shape), wanted, atol=1e-6)
    np.testing.assert_allclose(bias, -0.01 * np.sign(gradients[1]), atol=1e-5)


def test_the_second_step_looks_ahead_along_what_both_gradients_have_gathered():
    import keras

    kernel, random = keras.Variable(np.zeros((4, 6), np.float32), name="kernel"), np.random.default_rng(4)
    optimizer, (first, second) = muon(0.01), random.standard_normal((2, 4, 6)).astype(np.float32)
    optimizer.apply([keras.ops.convert_to_tensor(first)], [kernel])
    after_one = to_numpy(kernel).copy()
    optimizer.apply([keras.ops.convert_to_tensor(second)])
    gathered = second + 0.95 * first
    wanted = -0.01 * 0.2 * np.sqrt(6) * to_numpy(orthogonal(second + 0.95 * gathered))
    np.testing.assert_allclose(to_numpy(kernel) - after_one, wanted, atol=1e-6)


def test_attention_counts_all_heads_as_one_matrix():
    import keras

    made = keras.layers.MultiHeadAttention(2, 4)
    made.build((None, 5, 8), (None, 5, 8))
    before, optimizer = {v.path: to_numpy(v).copy() for v in made.trainable_variables}, muon(0.01)
    random = np.random.default_rng(3)
    optimizer.apply(
        [keras.ops.convert_to_tensor(random.standard_normal(v.shape).astype(np.float32)) for v in made.trainable_variables],
        made.trainable_variables,
    )
    for variable in made.trainable_variables:
        if variable.path.endswith("kernel"):  # (8, 2, 4) for queries, keys and values; (2, 4, 8) on the way out
            step = (to_numpy(variable) - before[variable.path]).reshape(8, 8)
            values = np.linalg.svd(step, compute_uv=False) / (0.01 * 0.2 * np.sqrt(8))
            assert values.min() > 0.1  # a random 8 x 8 matrix can have a value below 0.003 of its norm, not much below
            assert values.max() < 1.3
