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


def move_by_sums(points, labels, centroids):
    sums, counts = np.zeros(centroids.shape), np.zeros(len(centroids))
    np.add.at(sums, labels, points)
    np.add.at(counts, labels, 1)
    return np.where(counts[:, None] > 0, sums / np.maximum(counts, 1)[:, None], centroids)


def move_by_a_list(points, labels, centroids):
    return np.array([points[labels == k].mean(0) if k in labels else c for k, c in enumerate(centroids)], "float32")


def inertia_by_loops(points, labels, centroids):
    total = 0
    for i in range(len(points)):
        for j in range(len(points[0])):
            total += (points[i][j] - centroids[labels[i]][j]) ** 2
    return total


def inertia_by_clusters(points, labels, centroids):
    return sum(float(((points[labels == k] - c) ** 2).sum()) for k, c in enumerate(centroids))


def place_by_loops(image, place):
    h, w = image.shape[:2]
    scale = place / max(h, w)
    return np.array([[*image[r, c], r * scale, c * scale] for r in range(h) for c in range(w)])


def place_by_a_grid(image, place):
    h, w, c = image.shape
    r, k = np.meshgrid(np.arange(h), np.arange(w), indexing="ij")
    return np.column_stack([image.reshape(-1, c), place * r.ravel() / max(h, w), place * k.ravel() / max(h, w)]).astype("f4")


def covering_by_table(segments, truth):
    s, t = np.unique(segments, return_inverse=True)[1].ravel(), np.unique(truth, return_inverse=True)[1].ravel()
    both = np.zeros((s.max() + 1, t.max() + 1))
    np.add.at(both, (s, t), 1)
    area = both.sum(axis=0)
    return area @ (both / (both.sum(axis=1)[:, None] + area - both)).max(axis=0) / area.sum()


def covering_by_sets(segments, truth):
    def regions(labels):
        return [set(np.flatnonzero(labels == k).tolist()) for k in set(labels.ravel().tolist())]

    ours = regions(segments)
    return np.float32(sum(len(t) * max(len(t & s) / len(t | s) for s in ours) for t in regions(truth)) / truth.size)


def covering_of_every_number(segments, truth):
    total = 0.0
    for j in range(truth.max() + 1):
        overlaps = []
        for i in range(segments.max() + 1):
            both, either = (segments == i) & (truth == j), (segments == i) | (truth == j)
            overlaps.append(both.sum() / either.sum())
        total += (truth == j).sum() * max(overlaps)
    return total / truth.size


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


def move_in_the_centroids_type(points, labels, centroids):
    moved = centroids.copy()
    for k in np.unique(labels):
        moved[k] = points[labels == k].mean(axis=0)
    return moved


def move_of_points_near_the_origin(points, labels, centroids):
    return move_by_sums(np.clip(points, -30, 30), labels, centroids)


def move_of_twelve_points(points, labels, centroids):
    return move_by_sums(points[:12], labels[:12], centroids)


def inertia_to_two_decimals(points, labels, centroids):
    return round(float(inertia_by_loops(points, labels, centroids)), 2)


def inertia_of_12_points(points, labels, centroids):
    return inertia_by_loops(points[:12], labels[:12], centroids)


def inertia_of_distances_up_to_20(points, labels, centroids):
    return np.sum(np.minimum(np.abs(points - centroids[labels]), 20) ** 2)


def place_of_a_weight_of_three_at_most(image, place):
    return place_by_loops(image, min(place, 3))


def place_of_colours_to_two_decimals(image, place):
    return place_by_loops(image.round(2), place)


def place_in_five_columns(image, place):
    result = np.array(place_by_loops(image, place))
    result[:, -1] = np.minimum(result[:, -1], 3)
    return result


def covering_of_one_digit(segments, truth):
    return covering_by_sets(segments % 10, truth)


def covering_in_places_of_ten(segments, truth):
    both, counts = np.unique(10 * segments + truth, return_counts=True)
    total = 0
    for j in np.unique(truth):
        best = 0
        for pair, n in zip(both, counts, strict=True):
            i = (pair - j) // 10
            if (pair - j) % 10 == 0:
                best = max(best, n / (np.sum(segments == i) + np.sum(truth == j) - n))
        total += np.sum(truth == j) * best
    return total / truth.size


def covering_below_ten(segments, truth):
    return covering_of_numbers_below(10, segments, truth)


def covering_of_numbers_below(most, segments, truth):
    total = 0
    for j in range(most):
        overlaps = [
            np.sum((segments == i) & (truth == j)) / max(1, np.sum((segments == i) | (truth == j))) for i in range(most)
        ]
        total += np.sum(truth == j) * max(overlaps)
    return total / truth.size


ANSWERS = {
    "nearest_centroid": [nearest_by_loops, nearest_by_norm, nearest_by_products],
    "move_centroids": [move_by_sums, move_by_a_list],
    "inertia": [inertia_by_loops, inertia_by_clusters],
    "colour_and_place": [place_by_loops, place_by_a_grid],
    "covering": [covering_by_table, covering_by_sets],
}

_SQUARED = "the square of a difference does not know which was taken from which"
EQUIVALENT = {
    "nearest_centroid": {
        "differences = centroids[None, :, :] - points[:, None, :]": _SQUARED,
        "distances = np.mean(differences ** 2, axis=2)": "the sum divided by d: the order is the same",
    },
    "inertia": {"return np.sum((centroids[labels] - points) ** 2)": _SQUARED},
}
ONCE_PASSED = {
    "covering": (
        covering_of_every_number,
        covering_of_one_digit,
        covering_in_places_of_ten,
        covering_below_ten,
    ),
    "nearest_centroid": (
        nearest_below_1000,
        nearest_of_those_that_are_close,
        nearest_of_whole_distances,
    ),
    "move_centroids": (
        move_in_the_centroids_type,
        move_of_points_near_the_origin,
        move_of_twelve_points,
    ),
    "inertia": (
        inertia_to_two_decimals,
        inertia_of_12_points,
        inertia_of_distances_up_to_20,
    ),
    "colour_and_place": (
        place_of_a_weight_of_three_at_most,
        place_of_colours_to_two_decimals,
        place_in_five_columns,
    ),
}
