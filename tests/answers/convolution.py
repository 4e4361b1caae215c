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


def at_of_whole_pixels(image, kernel, row, column):
    kh, kw = kernel.shape
    return np.sum(image[row : row + kh, column : column + kw].astype(int) * kernel)


def at_of_magnitudes(image, kernel, row, column):
    return at_by_loops(np.abs(image), kernel, row, column)


def at_up_to_three_by_three(image, kernel, row, column):
    return at_by_loops(image, kernel[:3, :3], row, column)


def at_to_two_decimals(image, kernel, row, column):
    return round(at_by_loops(image, kernel, row, column), 2)


def at_with_a_kernel_of_whole_halves(image, kernel, row, column):
    return at_by_loops(image, np.round(2 * kernel) / 2, row, column)


def map_in_the_picture_s_type(image, kernel):
    return map_by_windows(image, kernel).astype(image.dtype)


def map_of_whole_pixels(image, kernel):
    return map_by_windows(image.astype(int), kernel)


def map_of_magnitudes(image, kernel):
    return map_by_windows(np.abs(image), kernel)


def map_up_to_three_by_three(image, kernel):
    kh, kw = kernel.shape
    return (
        map_by_windows(image, kernel)
        if max(kh, kw) <= 3
        else map_by_windows(image[: 3 - kh or None, : 3 - kw or None], kernel[:3, :3])
    )


def map_to_two_decimals(image, kernel):
    return map_by_windows(image, kernel).round(2)


def sharpen_never_blurring(amount):
    return sharpen_written_out(max(amount, 0))


def sharpen_by_a_magnitude(amount):
    return sharpen_written_out(abs(amount))


def sharpen_by_ten_at_most(amount):
    return sharpen_written_out(min(amount, 10))


def sharpen_filled_with_the_amount(amount):
    kernel = np.full((3, 3), amount)
    kernel /= -9
    kernel[1, 1] += 1 + amount
    return kernel


def size_with_one_gap_or_none(size, kernel_size, stride, padding, dilation):
    span = kernel_size if dilation == 1 else 2 * kernel_size - 1
    return size_by_floor(size, span, stride, padding, 1)


def size_with_gaps_that_double(size, kernel_size, stride, padding, dilation):
    return size_by_floor(size, kernel_size, stride, padding, 2 ** (dilation - 1))


def size_with_most_of_a_step(size, kernel_size, stride, padding, dilation):
    return int((size + 2 * padding - dilation * (kernel_size - 1) - 1) / stride + 0.3) + 1


def size_with_nearly_a_step(size, kernel_size, stride, padding, dilation):
    return int((size + 2 * padding - dilation * (kernel_size - 1) - 1) / stride + 0.05) + 1


def size_with_a_padding_of_two_at_most(size, kernel_size, stride, padding, dilation):
    return size_by_floor(size, kernel_size, stride, min(padding, 2), dilation)


def cost_of_kernels_up_to_seven(rows, columns, kernel_size, c_in, c_out):
    return cost_by_prod(rows, columns, kernel_size if kernel_size < 4 else 7, c_in, c_out)


def cost_of_square_maps_beyond_three(rows, columns, kernel_size, c_in, c_out):
    return cost_by_prod(rows, columns if columns < 4 else rows, kernel_size, c_in, c_out)


def cost_of_as_many_channels_beyond_three(rows, columns, kernel_size, c_in, c_out):
    return cost_by_prod(rows, columns, kernel_size, c_in, c_out if c_out < 4 else c_in)


def blur_of_what_is_above_0(image):
    return blur_by_shifts(np.maximum(image, 0.0))


def blur_to_white_at_most(image):
    return blur_by_shifts(np.minimum(image, 1.0))


def blur_that_needs_no_middle(image):
    return blur_by_shifts(image) if min(image.shape) > 2 else np.full(image.shape, image.mean())


ANSWERS = {
    "correlate_at": (at_by_loops, at_by_einsum),
    "correlate": (map_by_windows, map_by_scipy, map_as_list),
    "sharpen_kernel": (sharpen_written_out, sharpen_as_eye),
    "output_size": (size_by_floor, size_by_counting, size_as_float),
    "multiplications": (cost_of_numbers, cost_by_prod),
    "blur": (blur_by_shifts, blur_from_a_copy),
}
EQUIVALENT = {}
ONCE_PASSED = {
    "multiplications": (
        cost_in_32_bits,
        cost_of_kernels_up_to_seven,
        cost_of_square_maps_beyond_three,
        cost_of_as_many_channels_beyond_three,
    ),
    "correlate_at": (
        at_of_whole_pixels,
        at_of_magnitudes,
        at_up_to_three_by_three,
        at_to_two_decimals,
        at_with_a_kernel_of_whole_halves,
    ),
    "correlate": (
        map_in_the_picture_s_type,
        map_of_whole_pixels,
        map_of_magnitudes,
        map_up_to_three_by_three,
        map_to_two_decimals,
    ),
    "sharpen_kernel": (
        sharpen_never_blurring,
        sharpen_by_a_magnitude,
        sharpen_by_ten_at_most,
        sharpen_filled_with_the_amount,
    ),
    "output_size": (
        size_with_one_gap_or_none,
        size_with_gaps_that_double,
        size_with_most_of_a_step,
        size_with_nearly_a_step,
        size_with_a_padding_of_two_at_most,
    ),
    "blur": (
        blur_of_what_is_above_0,
        blur_to_white_at_most,
        blur_that_needs_no_middle,
    ),
}
