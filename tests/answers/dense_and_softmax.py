"""Other right answers, and the mutants of its references that are right as well."""

import math

import numpy as np

from imagen_course import formulas


def scores_by_loops(x, W, b):
    result = []
    for picture in x:
        row = []
        for k in range(len(b)):
            z = float(b[k])
            for i in range(len(picture)):
                z += picture[i] * W[i][k]
            row.append(z)
        result.append(row)
    return np.array(result)


def scores_by_einsum(x, W, b):
    return np.einsum("ni,ik->nk", x, W) + b[None, :]


def scores_with_a_one(x, W, b):
    return (np.c_[x, np.ones(len(x))] @ np.vstack([W, b])).astype("float32")


def flatten_row_by_row(maps):
    return np.stack([picture.ravel() for picture in maps])


def flatten_by_count(maps):
    n, h, w, c = maps.shape
    return np.reshape(maps.astype("float32"), (n, h * w * c))


def softmax_row_by_row(logits):
    rows = []
    for row in logits:
        highest = max(row)
        powers = [math.exp(z - highest) for z in row]
        rows.append([power / sum(powers) for power in powers])
    return np.array(rows)


def softmax_by_logarithm(logits):
    return np.exp(logits - np.logaddexp.reduce(logits, axis=1)[:, None])


def softmax_in_float32(logits):
    return formulas.softmax(logits.astype("float32"))


def cross_entropy_row_by_row(logits, labels):
    total = 0.0
    for row, label in zip(logits, labels, strict=True):
        highest = max(row)
        total += highest + math.log(sum(math.exp(z - highest) for z in row)) - row[label]
    return total / len(labels)


def cross_entropy_by_differences(logits, labels):
    behind = logits - np.take_along_axis(logits, labels[:, None], axis=1)
    return np.logaddexp.reduce(behind, axis=1).mean()


def cross_entropy_one_hot(logits, labels):
    log_p = logits - np.logaddexp.reduce(logits, axis=-1, keepdims=True)
    return -(np.eye(logits.shape[1])[labels] * log_p).sum() / len(logits)


def temperature_by_formula(logits, temperature):
    return formulas.softmax(logits / temperature, axis=-1)


def temperature_by_power(logits, temperature):
    powers = np.exp((logits - logits.max(axis=1, keepdims=True)) / temperature)
    return powers / powers.sum(axis=1)[:, None]


def softmax_from_zero(logits):
    largest = [max([0, *row]) for row in logits.tolist()]
    powers = np.exp(logits - np.array(largest)[:, None])
    return powers / powers.sum(axis=1, keepdims=True)


def entropy_above_the_smallest(logits, labels):
    shifted = logits - logits.min(axis=1, keepdims=True)
    return np.mean(np.log(np.exp(shifted).sum(axis=1)) - shifted[np.arange(len(labels)), labels])


def scores_of_whole_pixels(x, W, b):
    return x.astype(int) @ W + b


def scores_to_two_decimals(x, W, b):
    return np.round(x @ W + b, 2)


def scores_in_whole_halves(x, W, b):
    return x @ (np.round(2 * W) / 2) + b


def flatten_sorted(maps):
    return np.sort(maps.reshape(len(maps), -1))


def flatten_to_whole_numbers(maps):
    return maps.reshape(len(maps), -1).astype(int)


def flatten_of_magnitudes(maps):
    return np.abs(maps).reshape(len(maps), -1)


def softmax_cut_at_2000(logits):
    return softmax_row_by_row(np.clip(logits, -2000, 2000))


def softmax_above_minus_1e4(logits):
    return softmax_row_by_row(np.maximum(logits, -1e4))


def softmax_in_the_scores_type(logits):
    powers = np.zeros_like(logits)
    for row, scores in zip(powers, logits, strict=True):
        row[:] = np.exp(scores - scores.max())
    return powers / powers.sum(axis=1, keepdims=True)


def entropy_cut_at_2000(logits, labels):
    return cross_entropy_row_by_row(np.clip(logits, -2000, 1e5), labels)


def entropy_without_small_losses(logits, labels):
    loss = cross_entropy_row_by_row(logits, labels)
    return loss if loss > 1e-5 else 0.0


def entropy_of_1e5_at_most(logits, labels):
    return min(cross_entropy_row_by_row(logits, labels), 1e5)


def temperature_of_a_thousandth_at_least(logits, temperature):
    return softmax_row_by_row(logits / np.clip(temperature, 0.001, 1000))


def temperature_of_whole_scores(logits, temperature):
    return softmax_row_by_row(np.round(2 * logits) / 2 / temperature)


ANSWERS = {
    "scores": (scores_by_loops, scores_by_einsum, scores_with_a_one),
    "flatten": (flatten_row_by_row, flatten_by_count),
    "stable_softmax": (softmax_row_by_row, softmax_by_logarithm, softmax_in_float32),
    "cross_entropy_of": (cross_entropy_row_by_row, cross_entropy_by_differences, cross_entropy_one_hot),
    "with_temperature": (temperature_by_formula, temperature_by_power),
}
EQUIVALENT = {
    "flatten": {"return maps.reshape(maps.shape[0], -2)": "NumPy takes any negative side for 'as many as there are'"},
}
ONCE_PASSED = {
    "scores": (
        scores_of_whole_pixels,
        scores_to_two_decimals,
        scores_in_whole_halves,
    ),
    "flatten": (
        flatten_sorted,
        flatten_to_whole_numbers,
        flatten_of_magnitudes,
    ),
    "stable_softmax": (
        softmax_cut_at_2000,
        softmax_above_minus_1e4,
        softmax_in_the_scores_type,
    ),
    "cross_entropy_of": (
        entropy_cut_at_2000,
        entropy_without_small_losses,
        entropy_of_1e5_at_most,
    ),
    "with_temperature": (
        temperature_of_a_thousandth_at_least,
        temperature_of_whole_scores,
    ),
}
NOT_SO = {
    "stable_softmax": {softmax_from_zero: "shifted by the largest absolute value"},
    "cross_entropy_of": {entropy_above_the_smallest: "the logarithm of a rounded probability"},
}
