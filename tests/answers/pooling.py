"""Other right answers, and the mutants of its references that are right as well."""

import numpy as np

from imagen_course import formulas


def window_by_loops(image, size, stride, row, column):
    best = float("-inf")
    for i in range(size):
        for j in range(size):
            value = float(image[row * stride + i][column * stride + j])
            if value > best:
                best = value
    return best


def window_by_view(image, size, stride, row, column):
    windows = np.lib.stride_tricks.sliding_window_view(image.astype("float32"), (size, size))
    return windows[::stride, ::stride][row, column].max()


def window_as_max_of_rows(image, size, stride, row, column):
    return max(max(line[column * stride :][:size]) for line in image.tolist()[row * stride :][:size])


def shifts_from_first(feature_map, size):
    h, w = feature_map.shape
    h, w = h - h % size, w - w % size
    best = feature_map[0:h:size, 0:w:size]
    for i, j in np.ndindex(size, size):
        best = np.maximum(best, feature_map[i:h:size, j:w:size])
    return best


def shifts_by_reshape(feature_map, size):
    rows, columns = feature_map.shape[0] // size, feature_map.shape[1] // size
    cut = feature_map[: rows * size, : columns * size]
    return cut.reshape(rows, size, columns, size).max(axis=(1, 3))


def shifts_from_the_smallest(feature_map, size):
    h, w = feature_map.shape
    h, w = h - h % size, w - w % size
    best = np.zeros((h // size, w // size)) + feature_map.min()
    for i, j in np.ndindex(size, size):
        best = np.maximum(best, feature_map[i:h:size, j:w:size])
    return best


def share_by_counting(before, after, tolerance):
    changed = 0
    for a, b in zip(before.ravel(), after.ravel(), strict=True):
        if a - b > tolerance or b - a > tolerance:
            changed += 1
    return changed / before.size


def share_by_complement(before, after, tolerance):
    return 1 - np.count_nonzero(abs(before - after) <= tolerance) / after.size


def share_in_float32(before, after, tolerance):
    return (np.abs(before - after) > tolerance).astype("float32").mean()


def window_of_whole_numbers(image, size, stride, row, column):
    return int(image[row * stride : row * stride + size, column * stride : column * stride + size].max())


def share_anywhere(before, after, tolerance):
    return float((np.abs(after - before) > tolerance).any())


def window_from_minus_100(image, size, stride, row, column):
    return max(-100, window_by_loops(image, size, stride, row, column))


def window_from_minus_1e10(image, size, stride, row, column):
    return max(-1e10, window_by_loops(image, size, stride, row, column))


def window_up_to_three_by_three(image, size, stride, row, column):
    return image[row * stride :, column * stride :][: min(size, 3), : min(size, 3)].max()


def window_to_one_decimal(image, size, stride, row, column):
    return round(window_by_loops(image, size, stride, row, column), 1)


def shifts_that_lose_a_zero(feature_map, size):
    h, w = feature_map.shape
    h, w = h - h % size, w - w % size
    best = np.zeros((h // size, w // size))
    for i, j in np.ndindex(size, size):
        new = feature_map[i:h:size, j:w:size]
        best = np.where((best == 0) | (new > best), new, best)
    return best


def shifts_to_two_decimals(feature_map, size):
    return shifts_by_reshape(feature_map, size).round(2)


def shifts_up_to_three_by_three(feature_map, size):
    h, w = feature_map.shape
    h, w = h - h % size, w - w % size
    return np.max([feature_map[i:h:size, j:w:size] for i, j in np.ndindex(min(size, 3), min(size, 3))], axis=0)


def share_of_three_decimals(before, after, tolerance):
    return np.mean(np.abs(after.round(3) - before.round(3)) > tolerance)


def share_with_a_tolerance_of_1e_4_at_least(before, after, tolerance):
    return np.mean(np.abs(after - before) > max(tolerance, 1e-4))


def share_in_the_first_five_rows(before, after, tolerance):
    return np.mean(np.abs(after - before)[:5] > tolerance)


def _pooled(strength, size, **options):
    return formulas.pool2d(strength[None, :, :, None], size, **options)[0, :, :, 0]


def steady_by_a_binomial(strength):
    """The maximum at every place, then five taps of a binomial along each axis."""
    everywhere = np.pad(_pooled(strength, 4, stride=1), 4, mode="edge")
    taps = np.array([1, 4, 6, 4, 1]) / 16
    blurred = sum(w * np.roll(everywhere, shift, 0) for w, shift in zip(taps, range(-2, 3), strict=True))
    blurred = sum(w * np.roll(blurred, shift, 1) for w, shift in zip(taps, range(-2, 3), strict=True))
    return blurred[4:-4:4, 4:-4:4]


def steady_by_halves(strength):
    """Twice by two, each time as Zhang has it: maximum, blur, drop."""
    for _ in range(2):
        everywhere = np.pad(_pooled(strength, 2, stride=1), 1, mode="edge")
        kernel = np.outer([1, 2, 1], [1, 2, 1])[:, :, None, None] / 16
        strength = formulas.conv2d(everywhere[None, :, :, None], kernel, stride=2)[0, :, :, 0]
    return strength


def steady_by_loops(strength):
    rows, columns = (n // 4 - 1 for n in strength.shape)
    out = np.zeros((rows, columns), "float32")
    for r in range(rows):
        for c in range(columns):
            window = strength[4 * r : 4 * r + 7, 4 * c : 4 * c + 7]
            out[r, c] = np.mean([window[i : i + 4, j : j + 4].max() for i in range(4) for j in range(4)])
    return out


def steady_as_lists(strength):
    return _pooled(_pooled(strength, 5, stride=1), 4, kind="mean", stride=4).tolist()


ANSWERS = {
    "window_max": (window_by_loops, window_by_view, window_as_max_of_rows),
    "pool_by_shifts": (shifts_from_first, shifts_by_reshape, shifts_from_the_smallest),
    "share_changed": (share_by_counting, share_by_complement, share_in_float32),
    "steady_pool": (steady_by_a_binomial, steady_by_halves, steady_by_loops, steady_as_lists),
}
EQUIVALENT = {
    "share_changed": {
        "return np.mean(np.abs(before - after) > tolerance)": "the magnitude of a difference has no direction",
    },
}
ONCE_PASSED = {
    "window_max": (
        window_of_whole_numbers,
        window_from_minus_100,
        window_from_minus_1e10,
        window_up_to_three_by_three,
        window_to_one_decimal,
    ),
    "pool_by_shifts": (
        shifts_that_lose_a_zero,
        shifts_to_two_decimals,
        shifts_up_to_three_by_three,
    ),
    "share_changed": (
        share_of_three_decimals,
        share_with_a_tolerance_of_1e_4_at_least,
        share_in_the_first_five_rows,
    ),
}
NOT_SO = {"share_changed": {share_anywhere: "the means are compared, not the places"}}
