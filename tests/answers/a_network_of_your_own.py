"""Other right answers, and the mutants of its references that are right as well."""

import numpy as np

from imagen_course.network import Conv2D, Dense, Flatten, Network, Pool2D, ReLU, gradient_descent


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


def dense_of_gradients_of_three_at_most(x, w, gradient):
    return dense_by_einsum(x, w, np.clip(gradient, -3, 3))


def dense_without_small_gradients(x, w, gradient):
    return dense_by_einsum(x, w, np.where(np.abs(gradient) < 0.005, 0, gradient))


def dense_of_four_examples(x, w, gradient):
    to_x, _, to_b = dense_by_einsum(x, w, gradient)
    return to_x, x[:4].T @ gradient[:4], to_b


def softmax_by_eye(logits, labels):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    p = powers / powers.sum(axis=1, keepdims=True)
    return (p - np.eye(logits.shape[1])[labels]) / logits.shape[0]


def softmax_by_loops(logits, labels):
    n, classes = logits.shape
    gradient = np.zeros((n, classes), "float32")
    for i in range(n):
        powers = np.exp(logits[i] - max(logits[i]))
        for j in range(classes):
            gradient[i, j] = (powers[j] / sum(powers) - (j == labels[i])) / n
    return gradient


def training_with_lines_exchanged(w1, w2, x, y, learning_rate):
    h = np.maximum(w1 * x, 0)
    error = w2 * h - y
    w1 = w1 - learning_rate * np.mean(2 * error * w2 * (h > 0) * x)
    w2 = w2 - learning_rate * np.mean(2 * error * h)
    return w1, w2


def training_by_loop(w1, w2, x, y, learning_rate):
    slope_1 = slope_2 = 0
    for one, due in zip(x, y, strict=True):
        h = max(w1 * one, 0)
        to_p = 2 * (w2 * h - due) / len(x)
        slope_2 += to_p * h
        slope_1 += to_p * w2 * one if h > 0 else 0
    return [w1 - learning_rate * slope_1, w2 - learning_rate * slope_2]


def training_with_the_old_one_kept(w1, w2, x, y, learning_rate):
    h = np.maximum(w1 * x, 0)
    error, old = w2 * h - y, w2
    w2 = w2 - learning_rate * np.mean(2 * error * h)
    w1 = w1 - learning_rate * np.mean(2 * error * old * (h > 0) * x)
    return w1, w2


def training_with_a_rectifier_open_at_0(w1, w2, x, y, learning_rate):
    h = np.maximum(w1 * x, 0)
    error = w2 * h - y
    slopes = np.mean(2 * error * w2 * (w1 * x >= 0) * x), np.mean(2 * error * h)
    return w1 - learning_rate * slopes[0], w2 - learning_rate * slopes[1]


def training_with_errors_of_ten_at_most(w1, w2, x, y, learning_rate):
    h = np.maximum(w1 * x, 0)
    error = np.clip(w2 * h - y, -10, 10)
    slopes = np.mean(2 * error * w2 * (h > 0) * x), np.mean(2 * error * h)
    return w1 - learning_rate * slopes[0], w2 - learning_rate * slopes[1]


def training_by_a_rate_of_a_half_at_most(w1, w2, x, y, learning_rate):
    return training_with_lines_exchanged(w1, w2, x, y, min(learning_rate, 0.5))


def softmax_gradient_from_0(logits, labels):
    powers = np.exp(logits - np.maximum(logits.max(axis=1, keepdims=True), 0))
    return softmax_gradient_of(powers, labels)


def softmax_gradient_by_the_largest_size(logits, labels):
    return softmax_gradient_of(np.exp(logits - np.abs(logits).max(axis=1, keepdims=True)), labels)


def softmax_gradient_by_one_maximum(logits, labels):
    return softmax_gradient_of(np.exp(logits - logits.max()), labels)


def softmax_gradient_of(powers, labels):
    gradient = powers / powers.sum(axis=1, keepdims=True)
    gradient[np.arange(len(labels)), labels] -= 1
    return gradient / len(labels)


def _on_moved(images, labels, layers, epochs):
    network, moved = Network(layers), np.concatenate([np.roll(images, step, axis=2) for step in (-1, 0, 1)])
    for _ in gradient_descent(network, moved, np.tile(labels, 3), epochs=epochs):
        pass
    return network


def network_of_sixteen_kernels(images, labels):
    conv = [Conv2D(1, 16, 3, padding="same", seed=0), ReLU(), Pool2D(2)]
    return _on_moved(images, labels, [*conv, Flatten(), Dense(256, 10, seed=1)], 5)


def network_with_a_hidden_layer(images, labels):
    layers = [Flatten(), Dense(64, 64, seed=0), ReLU(), Dense(64, 10, seed=1)]
    return _on_moved(images, labels, layers, 15)


ANSWERS = {
    "dense_backward": (dense_by_loops, dense_by_einsum),
    "softmax_gradient": (softmax_by_eye, softmax_by_loops),
    "own_network": (network_of_sixteen_kernels, network_with_a_hidden_layer),
    "training_step": (training_with_lines_exchanged, training_by_loop, training_with_the_old_one_kept),
}
EQUIVALENT = {}
ONCE_PASSED = {
    "dense_backward": (
        dense_of_gradients_of_three_at_most,
        dense_without_small_gradients,
        dense_of_four_examples,
    ),
    "training_step": (
        training_with_a_rectifier_open_at_0,
        training_with_errors_of_ten_at_most,
        training_by_a_rate_of_a_half_at_most,
    ),
    "softmax_gradient": (
        softmax_gradient_from_0,
        softmax_gradient_by_the_largest_size,
        softmax_gradient_by_one_maximum,
    ),
}
