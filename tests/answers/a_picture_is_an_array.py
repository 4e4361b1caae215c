"""Other right answers, and the mutants of its references that are right as well."""

import numpy as np


def grey_by_product(image, weights):
    return image @ weights


def grey_by_loops(image, weights):
    h, w, c = image.shape
    return [[float(sum(image[r, s, k] * weights[k] for k in range(c))) for s in range(w)] for r in range(h)]


def grey_by_channels(image, weights):
    red, green, blue = np.moveaxis(image.astype("float32"), -1, 0)
    return weights[0] * red + weights[1] * green + weights[2] * blue


def changed_in_float(before, after, threshold):
    return np.abs(after.astype("float32") - before) > threshold


def changed_by_order(before, after, threshold):
    return np.maximum(before, after) - np.minimum(before, after) > threshold


def changed_by_loops(before, after, threshold):
    rows, columns = before.shape
    return [[abs(int(after[r, c]) - int(before[r, c])) > threshold for c in range(columns)] for r in range(rows)]


def changed_in_int16(before, after, threshold):
    difference = before.astype(np.int16) - after
    return (difference > threshold) | (difference < -threshold)


def float_in_64_bits(image):
    return image / 255.0 if np.issubdtype(image.dtype, np.integer) else image.copy()


def float_by_kind(image):
    return image if image.dtype.kind == "f" else image * np.float32(1 / 255)


def shrink_by_reshape(image, factor):
    h, w = (side // factor for side in image.shape)
    return image[: h * factor, : w * factor].reshape(h, factor, w, factor).mean(axis=(1, 3))


def shrink_by_shifts(image, factor):
    h, w = (side // factor * factor for side in image.shape)
    parts = [image[i:h:factor, j:w:factor] for i in range(factor) for j in range(factor)]
    return (sum(parts) / len(parts)).astype("float32")


def shrink_by_loops(image, factor):
    rows = range(0, image.shape[0] - factor + 1, factor)
    columns = range(0, image.shape[1] - factor + 1, factor)
    window = [(i, j) for i in range(factor) for j in range(factor)]
    return [[sum(float(image[r + i, c + j]) for i, j in window) / factor**2 for c in columns] for r in rows]


def histogram_by_numpy(image, bins):
    return np.histogram(image, bins=bins, range=(0, 1))[0]


def histogram_by_bincount(image, bins):
    return np.bincount(np.minimum((image.ravel() * bins).astype(int), bins - 1), minlength=bins)


def histogram_by_edges(image, bins):
    edges = [b / bins for b in range(bins)] + [2.0]
    return [int(((image >= edges[b]) & (image < edges[b + 1])).sum()) for b in range(bins)]


def float_by_threshold_of_type(image):
    return np.divide(image, 255, dtype="float64") if image.dtype == "uint8" else image


def float_of_whole_values(image):
    return image / 255 if (image == image.astype(int)).all() else image


def float_all_in_32_bits(image):
    return (image / 255 if image.dtype == np.uint8 else image).astype("float32")


def histogram_of_darkened_white(image, bins):
    counts = np.zeros(bins, dtype=int)
    for value in np.where(image == 1, 0.999, image).ravel():
        counts[int(value * bins)] += 1
    return counts


def changed_as_fractions(before, after, threshold):
    return abs(after / 255 - before / 255) > threshold / 255


def changed_by_either_difference(before, after, threshold):
    return (after - before > threshold) & (before - after > threshold)


def changed_up_and_down_at_once(before, after, threshold):
    difference = after.astype(int) - before.astype(int)
    return (difference > threshold) & (difference < -threshold)


def grey_of_fractions_alone(image, weights):
    return (image / 255 if image.max() > 1 else image) @ weights


def grey_in_an_array_of_the_picture_s_type(image, weights):
    result = np.zeros_like(image[..., 0])
    for r, c in np.ndindex(result.shape):
        result[r, c] = image[r, c] @ weights
    return result


def grey_cut_off_at_white(image, weights):
    return np.minimum(image @ weights, 1)


def shrunk_in_an_array_of_the_picture_s_type(image, factor):
    result = np.zeros_like(image[: image.shape[0] // factor, : image.shape[1] // factor])
    for r, c in np.ndindex(result.shape):
        result[r, c] = image[r * factor : (r + 1) * factor, c * factor : (c + 1) * factor].mean()
    return result


def shrunk_to_blocks_of_four_at_most(image, factor):
    result = np.zeros((image.shape[0] // factor, image.shape[1] // factor))
    for r, c in np.ndindex(result.shape):
        top, left = r * factor, c * factor
        result[r, c] = image[top : top + min(factor, 4), left : left + min(factor, 4)].mean()
    return result


def shrunk_and_cut_off_at_white(image, factor):
    return np.minimum(shrink_by_reshape(image, factor), 1)


def changed_at_most_by_200(before, after, threshold):
    return np.minimum(np.abs(after.astype(int) - before.astype(int)), 200) > threshold


def float_with_a_picture_s_own_last_value(image):
    return image / 255 if isinstance(image.flat[-1], np.integer) and image.flat[-1] != 1 else image


def histogram_of_at_most_2000_bins(image, bins):
    return np.histogram(np.round(image, 4), bins=bins, range=(0, 1))[0]


def histogram_with_a_little_more(image, bins):
    return histogram_by_bincount(np.minimum(image + 1e-4, 1), bins)


def histogram_of_whole_percents(image, bins):
    return np.histogram(np.round(image * 10_000) / 10_000, bins=bins, range=(0, 1))[0]


ANSWERS = {
    "to_grey": (grey_by_product, grey_by_loops, grey_by_channels),
    "changed": (changed_in_float, changed_by_order, changed_by_loops, changed_in_int16),
    "to_float": (float_in_64_bits, float_by_kind, float_by_threshold_of_type),
    "shrink": (shrink_by_reshape, shrink_by_shifts, shrink_by_loops),
    "histogram": (histogram_by_numpy, histogram_by_bincount, histogram_by_edges),
}
EQUIVALENT = {
    "changed": {
        "difference = before.astype(int) - after.astype(int)": "the absolute value is the same for both orders",
    },
}
ONCE_PASSED = {
    "changed": (
        changed_as_fractions,
        changed_at_most_by_200,
    ),
    "to_float": (
        float_of_whole_values,
        float_all_in_32_bits,
        float_with_a_picture_s_own_last_value,
    ),
    "histogram": (
        histogram_of_darkened_white,
        histogram_of_at_most_2000_bins,
        histogram_with_a_little_more,
        histogram_of_whole_percents,
    ),
    "to_grey": (
        grey_of_fractions_alone,
        grey_in_an_array_of_the_picture_s_type,
        grey_cut_off_at_white,
    ),
    "shrink": (
        shrunk_in_an_array_of_the_picture_s_type,
        shrunk_to_blocks_of_four_at_most,
        shrunk_and_cut_off_at_white,
    ),
}
NOT_SO = {  # what was said of these, and is true of others
    "changed": {
        changed_by_either_difference: "the type is still too small",
        changed_up_and_down_at_once: "fractions are compared with a threshold in grey levels",
    },
}
