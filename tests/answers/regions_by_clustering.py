"""Other right answers, and the mutants of its references that are right as well."""

import numpy as np


def nearest_by_loops(points, centroids):
    labels = []
    for point in points:
        distances = [sum((x - y) ** 2 for x, y in zip(point, centroid, strict=True)) for centroid in centroids]
        labels.append(distances.index(min(distances)))
    return labels


def nearest_by_norm(points, centroids):
    return np.array([np.linalg.norm(centroids - point, axis=1).argmin() for point in points], dtype="int32")


def nearest_by_products(points, centroids):
    return np.argmin((centroids**2).sum(axis=1) - 2 * points @ centroids.T, axis=1)


def place_by_loops(image, place):
    h, w = image.shape[:2]
    scale = place / max(h, w)
    return np.array([[*image[r, c], r * scale, c * scale] for r in range(h) for c in range(w)])


def place_by_a_grid(image, place):
    h, w, c = image.shape
    r, k = np.meshgrid(np.arange(h), np.arange(w), indexing="ij")
    return np.column_stack([image.reshape(-1, c), place * r.ravel() / max(h, w), place * k.ravel() / max(h, w)]).astype("f4")


def nearest_below_1000(points, centroids):
    numbers = []
    for point in points:
        best, number = 1000, 0
        for k, centroid in enumerate(centroids):
            if np.sum((point - centroid) ** 2) < best:
                best, number = np.sum((point - centroid) ** 2), k
        numbers.append(number)
    return numbers


def nearest_of_those_that_are_close(points, centroids):
    squares = np.sum((points[:, None] - centroids) ** 2, axis=2)
    return np.argmax(np.isclose(squares, squares.min(axis=1, keepdims=True)), axis=1)


def nearest_of_whole_distances(points, centroids):
    return np.argmin(np.round(np.sum((points[:, None] - centroids) ** 2, axis=2), 2), axis=1)


def place_of_a_weight_of_three_at_most(image, place):
    return place_by_loops(image, min(place, 3))


def place_of_colours_to_two_decimals(image, place):
    return place_by_loops(image.round(2), place)


def place_in_five_columns(image, place):
    result = np.array(place_by_loops(image, place))
    result[:, -1] = np.minimum(result[:, -1], 3)
    return result


def iou_by_loops(ours, theirs):
    shared = either = 0
    for row, other in zip(ours, theirs, strict=True):
        for a, b in zip(row, other, strict=True):
            shared += a and b
            either += a or b
    return shared / either


def iou_by_sizes(ours, theirs):
    shared = (ours * theirs).sum()
    return shared / (ours.sum() + theirs.sum() - shared)


def iou_of_sets(ours, theirs):
    a, b = set(np.flatnonzero(ours).tolist()), set(np.flatnonzero(theirs).tolist())
    return float(len(a & b)) / len(a | b)


def iou_of_small_masks(ours, theirs):
    """In 8 bits no count is above 255."""
    return (ours & theirs).sum(dtype="uint8") / np.sum(ours | theirs)


def iou_of_two_decimals(ours, theirs):
    return round(iou_by_sizes(ours, theirs), 2)


def regions_step_by_step(image, most):
    """Merges what it has merged, with thresholds that grow by one."""
    from imagen_course import regions, segment

    segments = segment.slic(image, n_segments=300)
    for threshold in range(1, 100):
        if len(np.unique(segments)) <= most:
            break
        segments = regions.merge_regions(image, segments, threshold=threshold)
    return segments


def regions_by_bisection(image, most):
    from imagen_course import regions, segment

    superpixels, low, high = segment.slic(np.array(image), n_segments=400), 0.0, 100.0
    for _ in range(12):
        middle = (low + high) / 2
        few = regions.merge_regions(image, superpixels, threshold=middle).max() < most
        low, high = (low, middle) if few else (middle, high)
    return regions.refine_borders(image, regions.merge_regions(image, superpixels, threshold=high)).astype("int64")


ANSWERS = {
    "nearest_centroid": [nearest_by_loops, nearest_by_norm, nearest_by_products],
    "colour_and_place": [place_by_loops, place_by_a_grid],
    "iou": [iou_by_loops, iou_by_sizes, iou_of_sets],
    "in_regions": [regions_step_by_step, regions_by_bisection],
}

_SQUARED = "the square of a difference does not know which was taken from which"
EQUIVALENT = {
    "nearest_centroid": {
        "differences = centroids[None, :, :] - points[:, None, :]": _SQUARED,
        "distances = np.mean(differences ** 2, axis=2)": "the sum divided by d: the order is the same",
    },
}
ONCE_PASSED = {
    "nearest_centroid": (
        nearest_below_1000,
        nearest_of_those_that_are_close,
        nearest_of_whole_distances,
    ),
    "colour_and_place": (
        place_of_a_weight_of_three_at_most,
        place_of_colours_to_two_decimals,
        place_in_five_columns,
    ),
    "iou": (
        iou_of_small_masks,
        iou_of_two_decimals,
    ),
}
