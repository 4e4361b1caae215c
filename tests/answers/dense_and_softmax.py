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
NOT_SO = {
    "stable_softmax": {softmax_from_zero: "shifted by the largest absolute value"},
    "cross_entropy_of": {entropy_above_the_smallest: "the logarithm of a rounded probability"},
}
