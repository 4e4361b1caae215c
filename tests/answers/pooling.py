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
ONCE_PASSED = {"window_max": (window_of_whole_numbers,)}
NOT_SO = {"share_changed": {share_anywhere: "the means are compared, not the places"}}
