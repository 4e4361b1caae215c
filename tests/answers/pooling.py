"""Other right answers, and the mutants of its references that are right as well."""

import numpy as np

from imagen_course import network


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


def pool_by_view(image, size, stride):
    windows = np.lib.stride_tricks.sliding_window_view(image, (size, size))
    return windows[::stride, ::stride].max(axis=(2, 3))


def pool_as_lists(image, size, stride):
    tops, lefts = (range(0, n - size + 1, stride) for n in image.shape)
    return [[float(image[t : t + size, c : c + size].max()) for c in lefts] for t in tops]


def pool_by_running_maximum(image, size, stride):
    h, w = image.shape
    out = np.empty((1 + (h - size) // stride, 1 + (w - size) // stride), "float32")
    for r in range(out.shape[0]):
        for c in range(out.shape[1]):
            out[r, c] = image[r * stride, c * stride]
            for i in range(size):
                for j in range(size):
                    out[r, c] = max(out[r, c], image[r * stride + i, c * stride + j])
    return out


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


def gradient_by_divmod(image, gradient, size):
    out = np.zeros_like(image, dtype=gradient.dtype)
    for r in range(gradient.shape[0]):
        for c in range(gradient.shape[1]):
            place = image[r * size :, c * size :][:size, :size].argmax()
            i, j = divmod(int(place), size)
            out[r * size + i, c * size + j] += gradient[r, c]
    return out


def gradient_by_loops(image, gradient, size):
    out = [[0.0] * image.shape[1] for _ in range(image.shape[0])]
    for r in range(len(gradient)):
        for c in range(len(gradient[0])):
            winner = None
            for i in range(r * size, r * size + size):
                for j in range(c * size, c * size + size):
                    if winner is None or image[i, j] > image[winner]:
                        winner = i, j
            out[winner[0]][winner[1]] = gradient[r, c]
    return out


def gradient_without_loops(image, gradient, size):
    rows, columns = gradient.shape
    windows = image.reshape(rows, size, columns, size).swapaxes(1, 2).reshape(rows, columns, -1)
    sent = np.zeros(windows.shape)
    np.put_along_axis(sent, windows.argmax(-1)[..., None], gradient[..., None], axis=-1)
    return sent.reshape(rows, columns, size, size).swapaxes(1, 2).reshape(image.shape)


def gradient_in_an_array_like_the_map(image, gradient, size):
    result = np.zeros_like(image)
    for r, c in np.ndindex(gradient.shape):
        rows, columns = slice(r * size, (r + 1) * size), slice(c * size, (c + 1) * size)
        i, j = np.argwhere(image[rows, columns] == image[rows, columns].max())[0]
        result[rows, columns][i, j] = gradient[r, c]
    return result


def gradient_by_the_course(image, gradient, size):
    layer = network.Pool2D(size)
    layer.forward(image[None, :, :, None])
    return layer.backward(gradient[None, :, :, None])[0, :, :, 0]


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


def pool_in_the_map_s_range(image, size, stride):
    return np.clip(pool_by_view(image, size, stride), -1e13, 17)


def pool_to_two_decimals(image, size, stride):
    return pool_by_view(image, size, stride).round(2)


def pool_up_to_three_by_three(image, size, stride):
    tops, lefts = (range(0, n - size + 1, stride) for n in image.shape)
    seen = min(size, 3)
    return [[image[t : t + seen, c : c + seen].max() for c in lefts] for t in tops]


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


def gradient_up_to_three_by_three(image, gradient, size):
    return gradient_by_divmod(np.where(np.all(np.indices(image.shape) % size < 3, axis=0), image, -np.inf), gradient, size)


def gradient_to_the_first_that_is_close(image, gradient, size):
    result = np.zeros(image.shape)
    for r, c in np.ndindex(gradient.shape):
        window = image[r * size : (r + 1) * size, c * size : (c + 1) * size]
        i, j = np.argwhere(np.isclose(window, window.max()))[0]
        result[r * size + i, c * size + j] = gradient[r, c]
    return result


def gradient_of_a_map_in_float16(image, gradient, size):
    return gradient_by_divmod((image / max(1.0, np.abs(image).max())).astype("float16"), gradient, size)


ANSWERS = {
    "window_max": (window_by_loops, window_by_view, window_as_max_of_rows),
    "max_pool": (pool_by_view, pool_as_lists, pool_by_running_maximum),
    "pool_by_shifts": (shifts_from_first, shifts_by_reshape, shifts_from_the_smallest),
    "share_changed": (share_by_counting, share_by_complement, share_in_float32),
    "max_gradient": (
        gradient_by_divmod,
        gradient_by_loops,
        gradient_without_loops,
        gradient_in_an_array_like_the_map,
        gradient_by_the_course,
    ),
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
    "max_pool": (
        pool_in_the_map_s_range,
        pool_to_two_decimals,
        pool_up_to_three_by_three,
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
    "max_gradient": (
        gradient_up_to_three_by_three,
        gradient_to_the_first_that_is_close,
        gradient_of_a_map_in_float16,
    ),
}
NOT_SO = {"share_changed": {share_anywhere: "the means are compared, not the places"}}
