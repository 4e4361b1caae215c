"""Other right answers, and the mutants of its references that are right as well."""

import math

import numpy as np

from imagen_course import formulas


def at_by_loops(image, kernel, row, column):
    total = 0
    for i in range(len(kernel)):
        for j in range(len(kernel[0])):
            total += float(image[row + i][column + j]) * float(kernel[i][j])
    return total


def at_by_einsum(image, kernel, row, column):
    cut = image[row:, column:][: kernel.shape[0], : kernel.shape[1]]
    return np.einsum("ij,ij->", cut, kernel)


def size_by_floor(size, kernel_size, stride, padding, dilation):
    return math.floor((size + 2 * padding - dilation * (kernel_size - 1) - 1) / stride + 1)


def size_by_counting(size, kernel_size, stride, padding, dilation):
    starts = [s for s in range(0, 10**4, stride) if s + dilation * (kernel_size - 1) < size + padding + padding]
    return len(starts)


def size_as_float(size, kernel_size, stride, padding, dilation):
    return np.floor((size + 2 * padding - dilation * (kernel_size - 1) - 1) / stride) + 1.0


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


def blur_of_what_is_above_0(image):
    return blur_by_shifts(np.maximum(image, 0.0))


def blur_to_white_at_most(image):
    return blur_by_shifts(np.minimum(image, 1.0))


def blur_that_needs_no_middle(image):
    return blur_by_shifts(image) if min(image.shape) > 2 else np.full(image.shape, image.mean())


def pencil_by_hand(picture):
    """Differences of slices, no kernel: the mean over three rows is left out."""
    across, down = picture[1:-1, 2:] - picture[1:-1, :-2], picture[2:, 1:-1] - picture[:-2, 1:-1]
    return np.clip(1 - 1.5 * np.sqrt(across**2 + down**2), 0, 1)


def pencil_of_sums(picture):
    from scipy import signal

    sobel = np.array([[1, 2, 1], [0, 0, 0], [-1, -2, -1]]) / 4
    strength = sum(np.abs(signal.correlate2d(picture, k, mode="valid")) for k in (sobel, sobel.T))
    return 1 - np.minimum(2.5 * strength, 1)


def pencil_of_the_largest_of_five(picture):
    from scipy import signal

    kernels = [np.array([[-1, -1, 0, 1, 1]] * 5) / 10]
    maps = [np.abs(signal.correlate2d(picture, k, mode="valid")) for k in (kernels[0], kernels[0].T)]
    return np.maximum(1 - 2 * np.maximum(*maps), 0).astype("float32")


def _steps(picture):
    across, down = picture[1:-1, 2:] - picture[1:-1, :-2], picture[2:, 1:-1] - picture[:-2, 1:-1]
    return np.hypot(across, down)


def pencil_of_a_negative(picture):
    return np.clip(1.4 - 1.3 * picture, 0, 1)


def pencil_that_fills_what_is_bright(picture):
    return np.where(picture[1:-1, 1:-1] > 0.5, 0, np.clip(1 - 2 * _steps(picture), 0, 1))


def pencil_of_one_grey(picture):
    return np.where(_steps(picture) > 0.05, 0.35, 1.0)


def pencil_round_the_rim(picture):
    steps = np.hypot(np.roll(picture, 1, 1) - np.roll(picture, -1, 1), np.roll(picture, 1, 0) - np.roll(picture, -1, 0))
    return np.clip(1 - 2 * steps, 0, 1)


def pencil_upside_down(picture):
    return np.clip(1 - 2 * _steps(picture), 0, 1)[::-1]


def pencil_on_grey_paper_where_it_is_dark(picture):
    return np.clip(1 - 2 * _steps(picture), 0, 1) * np.clip(4 * picture[1:-1, 1:-1], 0, 1)


def pencil_of_a_size_written_in(picture):
    return np.clip(1 - 2 * _steps(picture[:44, :60]), 0, 1)


def pencil_broad(picture):
    kernel = np.array([[-1] * 3 + [0] + [1] * 3] * 7)[:, :, None, None] / 21
    maps = [formulas.conv2d(picture[None, :, :, None], k)[0, :, :, 0] for k in (kernel, kernel.swapaxes(0, 1))]
    return np.clip(1 - 2 * np.hypot(*maps), 0, 1).tolist()


ANSWERS = {
    "correlate_at": (at_by_loops, at_by_einsum),
    "output_size": (size_by_floor, size_by_counting, size_as_float),
    "blur": (blur_by_shifts, blur_from_a_copy),
    "pencil": (pencil_broad, pencil_by_hand, pencil_of_sums, pencil_of_the_largest_of_five),
}
EQUIVALENT = {}
ONCE_PASSED = {
    "pencil": (
        pencil_of_a_negative,
        pencil_that_fills_what_is_bright,
        pencil_of_one_grey,
        pencil_round_the_rim,
        pencil_upside_down,
        pencil_on_grey_paper_where_it_is_dark,
        pencil_of_a_size_written_in,
    ),
    "correlate_at": (
        at_of_whole_pixels,
        at_of_magnitudes,
        at_up_to_three_by_three,
        at_to_two_decimals,
        at_with_a_kernel_of_whole_halves,
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
