"""Other right answers to Every pixel and every box, and the mutants that are right as well."""

import numpy as np
from scipy import ndimage

from imagen_course import detect


def as_kernel_by_the_package(weights, shape):
    return detect.dense_as_kernel(weights, shape)


def as_kernel_with_loops(weights, shape):
    height, width, channels = shape
    kernel = np.empty((height, width, channels, weights.shape[1]))
    row = 0
    for i in range(height):
        for j in range(width):
            for c in range(channels):
                kernel[i, j, c] = weights[row]
                row += 1
    return kernel


def as_kernel_unit_by_unit(weights, shape):
    return np.stack([column.reshape(shape) for column in weights.T], axis=-1)


def peaks_with_loops(heat):
    kept = np.zeros_like(heat)
    for i, j in np.ndindex(heat.shape):
        if heat[i, j] == heat[max(i - 1, 0) : i + 2, max(j - 1, 0) : j + 2].max():
            kept[i, j] = heat[i, j]
    return kept


def peaks_by_a_filter(heat):
    return heat * (heat >= ndimage.maximum_filter(heat, size=3, mode="nearest"))


def peaks_of_shifted_maps(heat):
    rows, columns = heat.shape
    padded = np.pad(heat, 1)
    shifted = [padded[i : i + rows, j : j + columns] for i in range(3) for j in range(3)]
    return np.where(heat < np.max(shifted, axis=0), 0.0, heat)


def boxes_of_four_columns(cells, sides, offsets, stride):
    row, column = (cells.T + offsets.T) * stride
    height, width = sides.T * stride
    return np.stack([row - height / 2, column - width / 2, row + height / 2, column + width / 2], axis=1)


def boxes_one_by_one(cells, sides, offsets, stride):
    found = []
    for (i, j), (height, width), (down, right) in zip(cells, sides, offsets, strict=True):
        top, left = (i + down - height / 2) * stride, (j + right - width / 2) * stride
        found.append([top, left, top + height * stride, left + width * stride])
    return np.array(found)


def targets_by_the_package(boxes, labels, n_classes):
    return detect.centre_targets([boxes], [labels], (64, 64), n_classes=n_classes)[0]


def targets_cell_by_cell(boxes, labels, n_classes):
    maps = np.zeros((16, 16, n_classes + 4), dtype=np.float32)
    for (top, left, bottom, right), label in zip(boxes, labels, strict=True):
        row, column = (top + bottom) / 8, (left + right) / 8
        for i in range(16):
            for j in range(16):
                up, along = (i - int(row)) * 4 / (bottom - top), (j - int(column)) * 4 / (right - left)
                maps[i, j, label] = max(maps[i, j, label], np.exp(-12 * (up**2 + along**2)))  # a little wider
        maps[int(row), int(column), -4:] = (bottom - top) / 4, (right - left) / 4, row % 1, column % 1
    return maps


ANSWERS = {
    "as_kernel": [as_kernel_by_the_package, as_kernel_with_loops, as_kernel_unit_by_unit],
    "peaks": [peaks_with_loops, peaks_by_a_filter, peaks_of_shifted_maps],
    "boxes_of": [boxes_of_four_columns, boxes_one_by_one],
    "my_targets": [targets_by_the_package, targets_cell_by_cell],
}
EQUIVALENT = {
    "as_kernel": {"return weights.reshape(shape[0], shape[1], shape[2], -2)": "NumPy takes any number below 0 for the rest"},
}
