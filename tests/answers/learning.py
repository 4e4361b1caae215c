"""Other right answers, and the mutants of its references that are right as well."""

import numpy as np


def neuron_by_loop(x, w, b):
    total = b
    for pixel, weight in zip(x, w, strict=True):
        total += pixel * weight
    return total if total > 0 else 0


def neuron_by_product(x, w, b):
    return np.maximum(x @ w + b, 0).astype("float32")


def step_in_place(w, gradient, learning_rate):
    w -= learning_rate * gradient
    return w


def step_the_other_way_round(w, gradient, learning_rate):
    return np.asarray(gradient) * -learning_rate + w


def slopes_in_place(f, w, step):
    slopes = []
    for i, kept in enumerate(w.tolist()):
        w[i] = kept + step
        high = f(w)
        w[i] = kept - step
        low = f(w)
        w[i] = kept
        slopes.append((high - low) / 2 / step)
    return slopes


def slopes_by_eye(f, w, step):
    return np.array([(f(w + change) - f(w - change)) / (2 * step) for change in step * np.eye(w.size)])


def dense_by_loops(x, w, gradient):
    to_x, to_w, to_b = np.zeros(x.shape), np.zeros(w.shape), np.zeros(w.shape[1])
    for n, k, o in np.ndindex(*x.shape, w.shape[1]):
        to_x[n, k] += gradient[n, o] * w[k, o]
        to_w[k, o] += x[n, k] * gradient[n, o]
    for n, o in np.ndindex(gradient.shape):
        to_b[o] += gradient[n, o]
    return [to_x, to_w, to_b]


def dense_by_einsum(x, w, gradient):
    x, w, gradient = (array.astype("float32") for array in (x, w, gradient))
    return np.einsum("no,ko->nk", gradient, w), np.einsum("nk,no->ko", x, gradient), np.einsum("no->o", gradient)


def neuron_of_ten_at_most(x, w, b):
    return min(neuron_by_loop(x, w, b), 10)


def neuron_of_five_inputs(x, w, b):
    return neuron_by_loop(x[:5], w[:5], b)


def neuron_without_a_small_bias(x, w, b):
    return neuron_by_loop(x, w, b if abs(b) >= 0.5 else 0)


def step_of_a_gradient_of_ten_at_most(w, gradient, learning_rate):
    return w - learning_rate * np.clip(gradient, -10, 10)


def step_by_one_at_most(w, gradient, learning_rate):
    return w - min(learning_rate, 1) * gradient


def step_in_shares_of_the_weight(w, gradient, learning_rate):
    return w * (1 - learning_rate * gradient / w)


def slopes_with_a_step_of_a_quarter_at_least(f, w, step):
    return slopes_by_eye(f, w, max(step, 0.25))


def slopes_of_four_weights(f, w, step):
    return np.array([slopes_by_eye(f, w, step)[i] if i < 4 else 0.0 for i in range(len(w))])


def slopes_in_whole_quarters(f, w, step):
    return np.round(4 * slopes_by_eye(f, w, step)) / 4


def dense_of_gradients_of_three_at_most(x, w, gradient):
    return dense_by_einsum(x, w, np.clip(gradient, -3, 3))


def dense_without_small_gradients(x, w, gradient):
    return dense_by_einsum(x, w, np.where(np.abs(gradient) < 0.005, 0, gradient))


def dense_of_four_examples(x, w, gradient):
    to_x, _, to_b = dense_by_einsum(x, w, gradient)
    return to_x, x[:4].T @ gradient[:4], to_b


ANSWERS = {
    "neuron": (neuron_by_loop, neuron_by_product),
    "gradient_step": (step_in_place, step_the_other_way_round),
    "numerical_gradient": (slopes_in_place, slopes_by_eye),
    "dense_backward": (dense_by_loops, dense_by_einsum),
}
EQUIVALENT = {}
ONCE_PASSED = {
    "neuron": (
        neuron_of_ten_at_most,
        neuron_of_five_inputs,
        neuron_without_a_small_bias,
    ),
    "gradient_step": (
        step_of_a_gradient_of_ten_at_most,
        step_by_one_at_most,
        step_in_shares_of_the_weight,
    ),
    "numerical_gradient": (
        slopes_with_a_step_of_a_quarter_at_least,
        slopes_of_four_weights,
        slopes_in_whole_quarters,
    ),
    "dense_backward": (
        dense_of_gradients_of_three_at_most,
        dense_without_small_gradients,
        dense_of_four_examples,
    ),
}
