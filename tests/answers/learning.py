"""Other right answers, and the mutants of its references that are right as well."""

import numpy as np

from imagen_course import network


def slopes_in_place(f, w, step):
    slopes = []
    for i, kept in enumerate(w.tolist()):
        w[i] = kept + step
        high = f(w)
        w[i] = kept - step
        low = f(w)
        w[i] = kept
        slopes.append((high - low) / 2 / step)
    return slopes


def slopes_by_eye(f, w, step):
    return np.array([(f(w + change) - f(w - change)) / (2 * step) for change in step * np.eye(w.size)])


def slopes_with_a_step_of_a_quarter_at_least(f, w, step):
    return slopes_by_eye(f, w, max(step, 0.25))


def slopes_of_four_weights(f, w, step):
    return np.array([slopes_by_eye(f, w, step)[i] if i < 4 else 0.0 for i in range(len(w))])


def slopes_in_whole_quarters(f, w, step):
    return np.round(4 * slopes_by_eye(f, w, step)) / 4


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
    layer.forward(image.astype(float)[None, :, :, None])
    return layer.backward(gradient[None, :, :, None])[0, :, :, 0]


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


def chain_of_named_functions():
    def cube(x):
        return x**3

    def cube_slope(x):
        return 3 * x * x

    half = ("half", lambda x: x / 2, lambda x: 0.5)
    return [half, ("cube", cube, cube_slope), ("− 1", lambda x: x - 1, lambda x: 1), half]


def chain_of_numpy_functions():
    rows = (("sin", np.sin, np.cos), ("exp", np.exp, np.exp), ("÷ 4", lambda x: x / 4, lambda x: 1 / 4))
    return (*rows, ("tanh", np.tanh, lambda x: 1 - np.tanh(x) ** 2), ("× 10", lambda x: 10 * x, lambda x: 10))


def chain_of_one_name():
    return [("step", function, slope) for _, function, slope in chain_of_numpy_functions()]


def chain_of_fast_waves():
    wide = ("× 100", lambda x: 100 * x, lambda x: 100)
    return [
        wide,
        ("square", lambda x: x**2, lambda x: 2 * x),
        ("sin", np.sin, np.cos),
        ("+ 1", lambda x: x + 1, lambda x: 1),
    ]


ANSWERS = {
    "numerical_gradient": (slopes_in_place, slopes_by_eye),
    "max_gradient": (
        gradient_by_divmod,
        gradient_by_loops,
        gradient_without_loops,
        gradient_by_the_course,
    ),
    "own_chain": (chain_of_named_functions, chain_of_numpy_functions, chain_of_one_name, chain_of_fast_waves),
}
EQUIVALENT = {}
ONCE_PASSED = {
    "numerical_gradient": (
        slopes_with_a_step_of_a_quarter_at_least,
        slopes_of_four_weights,
        slopes_in_whole_quarters,
    ),
    "max_gradient": (
        gradient_up_to_three_by_three,
        gradient_to_the_first_that_is_close,
        gradient_of_a_map_in_float16,
        gradient_in_an_array_like_the_map,
    ),
}
