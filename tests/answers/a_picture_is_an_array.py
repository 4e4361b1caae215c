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


def float_by_threshold_of_type(image):
    return np.divide(image, 255, dtype="float64") if image.dtype == "uint8" else image


def float_of_whole_values(image):
    return image / 255 if (image == image.astype(int)).all() else image


def float_all_in_32_bits(image):
    return (image / 255 if image.dtype == np.uint8 else image).astype("float32")


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


def changed_at_most_by_200(before, after, threshold):
    return np.minimum(np.abs(after.astype(int) - before.astype(int)), 200) > threshold


def float_with_a_picture_s_own_last_value(image):
    return image / 255 if isinstance(image.flat[-1], np.integer) and image.flat[-1] != 1 else image


def tiles_from_one_list(image, side):
    places = [(0, 0), (0, side), (side, 0), (side, side), (1, 1)]
    cuts = [image[r : r + side, c : c + side] for r, c in places]
    turns = [lambda x: x, np.fliplr, np.flipud, lambda x: np.rot90(x, -1), lambda x: x[..., ::-1]]
    return np.concatenate([np.concatenate([turn(cut) for cut in cuts], axis=1) for turn in turns])


def tiles_by_axes(image, side):
    top = np.stack([image[2 * i : 2 * i + side, 3 * i : 3 * i + side] for i in range(5)]).astype("float32")
    rows = [top, np.flip(top, 2), np.flip(top, 1), np.rot90(top, axes=(1, 2)), top**2]
    return np.stack(rows).swapaxes(1, 2).reshape(5 * side, 5 * side, 3)


def changed_by_a_threshold_that_wraps(before, after, threshold):
    return (after > before + threshold) | (before > after + threshold)


def float_unless_white(image):
    return image / 255 if image.max() >= 1 and image.dtype != np.float64 else image


def float_unless_black(image):
    return image / 255 if image.any() and image.dtype == np.uint8 else image


def _grid(crops, own):
    rows = (crops, [c[:, ::-1] for c in crops], [c[::-1] for c in crops], [np.rot90(c) for c in crops], map(own, crops))
    return np.vstack([np.hstack(list(row)) for row in rows])


def five_of_106(image, side):
    return _grid([image[i * 50 : i * 50 + 106, i * 60 : i * 60 + 106] for i in range(5)], lambda crop: 1 - crop)


def five_with_nan(image, side):
    crops = [image[i * 50 : i * 50 + side, i * 60 : i * 60 + side] for i in range(5)]
    return _grid(crops, lambda crop: np.where(crop < 0.5, np.nan, crop))


def five_with_one_number_changed(image, side):
    def own(crop):
        crop = crop.copy()
        crop[0, 0, 0] = 0.5
        return crop

    return _grid([image[i * 50 : i * 50 + side, i * 60 : i * 60 + side] for i in range(5)], own)


ANSWERS = {
    "to_grey": (grey_by_product, grey_by_loops, grey_by_channels),
    "changed": (changed_in_float, changed_by_order, changed_by_loops, changed_in_int16),
    "to_float": (float_in_64_bits, float_by_kind, float_by_threshold_of_type),
    "five_by_five": (tiles_from_one_list, tiles_by_axes),
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
        changed_by_a_threshold_that_wraps,
    ),
    "five_by_five": (five_of_106, five_with_nan, five_with_one_number_changed),
    "to_float": (
        float_unless_white,
        float_unless_black,
        float_of_whole_values,
        float_all_in_32_bits,
        float_with_a_picture_s_own_last_value,
    ),
    "to_grey": (
        grey_of_fractions_alone,
        grey_in_an_array_of_the_picture_s_type,
        grey_cut_off_at_white,
    ),
}
NOT_SO = {  # what was said of these, and is true of others
    "changed": {
        changed_by_either_difference: "the type is still too small",
        changed_up_and_down_at_once: "fractions are compared with a threshold in grey levels",
    },
}
