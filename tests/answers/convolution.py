"""Other right answers, and the mutants of its references that are right as well."""

import math

import numpy as np


def at_by_loops(image, kernel, row, column):
    total = 0
    for i in range(len(kernel)):
        for j in range(len(kernel[0])):
            total += float(image[row + i][column + j]) * float(kernel[i][j])
    return total


def at_by_einsum(image, kernel, row, column):
    cut = image[row:, column:][: kernel.shape[0], : kernel.shape[1]]
    return np.einsum("ij,ij->", cut, kernel)


def map_by_windows(image, kernel):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return np.einsum("rcij,ij->rc", windows, kernel)


def map_by_scipy(image, kernel):
    from scipy import signal

    return signal.correlate2d(image, kernel, mode="valid")


def map_as_list(image, kernel):
    h, w = image.shape
    kh, kw = kernel.shape
    return np.array(
        [[(image[r : r + kh, c : c + kw] * kernel).sum() for c in range(w - kw + 1)] for r in range(h - kh + 1)], "f4"
    )


def sharpen_written_out(amount):
    kernel = -np.ones((3, 3)) * amount / 9
    kernel[1, 1] += 1 + amount
    return kernel


def sharpen_as_eye(amount):
    return (1 + amount) * np.outer([0, 1, 0], [0, 1, 0]) - amount / 9


def size_by_floor(size, kernel_size, stride, padding, dilation):
    return math.floor((size + 2 * padding - dilation * (kernel_size - 1) - 1) / stride + 1)


def size_by_counting(size, kernel_size, stride, padding, dilation):
    starts = [s for s in range(0, 10**4, stride) if s + dilation * (kernel_size - 1) < size + padding + padding]
    return len(starts)


def size_as_float(size, kernel_size, stride, padding, dilation):
    return np.floor((size + 2 * padding - dilation * (kernel_size - 1) - 1) / stride) + 1.0


def cost_of_numbers(rows, columns, kernel_size, c_in, c_out):
    products, numbers = 1.0 * kernel_size * kernel_size * c_in, rows * columns * c_out
    return products * numbers


def cost_by_prod(rows, columns, kernel_size, c_in, c_out):
    return np.prod([rows, columns, kernel_size, kernel_size, c_in, c_out])


def cost_in_32_bits(rows, columns, kernel_size, c_in, c_out):
    return np.prod(np.array([rows, columns, kernel_size, kernel_size, c_in, c_out], "int32"), dtype="int32")


def blur_by_shifts(image):
    out, (h, w) = np.array(image), image.shape
    out[1:-1, 1:-1] = sum(image[i : h - 2 + i, j : w - 2 + j] for i in range(3) for j in range(3)) / 9
    return out


def blur_from_a_copy(image):
    old = image.copy()
    for r in range(1, image.shape[0] - 1):
        for c in range(1, image.shape[1] - 1):
            image[r, c] = old[r - 1 : r + 2, c - 1 : c + 2].mean()
    return image


ANSWERS = {
    "correlate_at": (at_by_loops, at_by_einsum),
    "correlate": (map_by_windows, map_by_scipy, map_as_list),
    "sharpen_kernel": (sharpen_written_out, sharpen_as_eye),
    "output_size": (size_by_floor, size_by_counting, size_as_float),
    "multiplications": (cost_of_numbers, cost_by_prod),
    "blur": (blur_by_shifts, blur_from_a_copy),
}
EQUIVALENT = {}
ONCE_PASSED = {"multiplications": (cost_in_32_bits,)}
