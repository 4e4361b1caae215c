"""Other right answers to Smaller, and the mutants that are right as well."""

import math

import numpy as np

from imagen_course import compress
from imagen_course.network import gradient_descent


def step_with_masked_velocity(weights, velocity, gradient, mask, rate):
    velocity = mask * (0.9 * velocity - rate * gradient)
    return mask * weights + velocity, velocity


def step_place_by_place(weights, velocity, gradient, mask, rate):
    moved, speed = np.zeros_like(weights), np.zeros_like(weights)
    for place in np.ndindex(weights.shape):
        speed[place] = velocity[place] - 0.1 * velocity[place] - gradient[place] * rate
        if mask[place]:
            moved[place] = weights[place] + speed[place]
    return moved, speed


def channels_by_loops(weights, bits):
    most = 2 ** (bits - 1) - 1
    numbers, scales = np.zeros(weights.shape, int), []
    for o in range(weights.shape[1]):
        largest = max(abs(weight) for weight in weights[:, o])
        scales.append(largest / most)
        for k in range(weights.shape[0]):
            numbers[k, o] = round(weights[k, o] * most / largest)
    return numbers, np.array(scales)


def channels_by_a_library(weights, bits):
    return compress.quantise(weights, bits)


def bits_by_loop(counts):
    total, bits = sum(counts), 0.0
    for count in counts:
        if count:
            bits += count / total * math.log2(total / count)
    return bits


def bits_by_a_library(counts):
    return compress.entropy(counts)


def shrunk_in_many_rounds(network, images, labels):
    masks = {}
    for share in (0.6, 0.8, 0.88, 0.93, 0.955):
        for name, array in network.parameters().items():
            if "kernel" in name:
                limit = np.quantile(np.abs(array), share if array.shape[1] > 10 else 0.6 * share)
                masks[name] = np.abs(array) >= limit
                array *= masks[name]
        for _ in gradient_descent(network, images, labels, epochs=8, learning_rate=0.04):
            for name, mask in masks.items():
                network.parameters()[name] *= mask
    for array in network.parameters().values():
        array[...] = compress.share_weights(array, 14)
    return network


def shrunk_to_whole_numbers(network, images, labels):
    kernels = [layer.parameters["kernel"] for layer in network.layers if layer.parameters]
    for share in (0.6, 0.8, 0.9, 0.95):
        masks = [compress.prune(kernel, share * part) != 0 for kernel, part in zip(kernels, (1, 1, 0.6), strict=True)]
        for _ in gradient_descent(network, images, labels, epochs=12, learning_rate=0.05, decay=0.85):
            for kernel, mask in zip(kernels, masks, strict=True):
                kernel[...] = kernel * mask
    for array in network.parameters().values():
        step = np.abs(array).max() / 11
        array[...] = np.rint(array / step) * step
    return network


ANSWERS = {
    "pruned_step": [step_with_masked_velocity, step_place_by_place],
    "quantise_channels": [channels_by_loops, channels_by_a_library],
    "bits_per_symbol": [bits_by_loop, bits_by_a_library],
    "shrink": [shrunk_in_many_rounds, shrunk_to_whole_numbers],
}
EQUIVALENT = {}
