"""Other right answers, and the mutants of its references that are right as well."""

import math

import numpy as np
from scipy.spatial.distance import cdist


def precision_without_the_query(points, labels, k):
    shares = []
    for i in range(len(points)):
        order = np.argsort(np.linalg.norm(points - points[i], axis=1))
        shares.append(np.mean(labels[order[order != i][:k]] == labels[i]))
    return np.mean(shares)


def precision_by_table(points, labels, k):
    far = cdist(points, points) + np.diag(np.full(len(points), 1e9))
    return float((labels[far.argsort(axis=1)[:, :k]] == labels[:, None]).mean())


def precision_with_the_query_at_100(points, labels, k):
    return precision_with_the_query_at(100, points, labels, k)


def precision_with_the_query_at_1e4(points, labels, k):
    return precision_with_the_query_at(1e4, points, labels, k)


def precision_with_the_query_at(far_away, points, labels, k):
    shares = []
    for i in range(len(points)):
        far = np.linalg.norm(points - points[i], axis=1)
        far[i] = far_away
        shares.append(np.mean(labels[np.argsort(far)[:k]] == labels[i]))
    return np.mean(shares)


def precision_of_20_queries(points, labels, k):
    far = np.linalg.norm(points[:, None] - points, axis=2)
    np.fill_diagonal(far, np.inf)
    found = labels[np.argsort(far, axis=1)[:, :k]] == labels[:, None]
    return found[:20].mean()


def precision_by_differences_of_labels(points, labels, k):
    far = cdist(points, points) + np.diag(np.full(len(points), np.inf))
    return np.mean(labels[far.argsort(axis=1)[:, :k]] - labels[:, None] == 0)


def histogram_by_loops(down, right, bins):
    sums = [0.0] * bins
    for d, r in zip(down.ravel(), right.ravel(), strict=True):
        sums[int(math.degrees(math.atan2(d, r)) % 180 // (180 / bins))] += math.hypot(d, r)
    return sums


def histogram_by_numpy(down, right, bins):
    angles, lengths = np.arctan2(down, right) % np.pi, np.hypot(down, right).astype("float32")
    return np.histogram(angles, bins, (0, np.pi), weights=lengths)[0]


def histogram_by_scikit_image(down, right, bins):
    """Compute the same with the loop that `skimage.feature.hog` is made of, which takes the mean."""
    from skimage.feature import _hoghistogram

    h, w = down.shape
    histogram = np.zeros((1, 1, bins))
    _hoghistogram.hog_histograms(right.astype(float), down.astype(float), w, h, w, h, 1, 1, bins, histogram)
    return histogram.ravel() * down.size


def histogram_of_20_columns(down, right, bins):
    return histogram_by_numpy(down[:, :20], right[:, :20], bins)


def histogram_of_nine_bins(down, right, bins):
    sums = histogram_by_numpy(down, right, bins)
    return np.where(np.arange(bins) < 9, sums, 0)


def histogram_to_two_decimals(down, right, bins):
    return histogram_by_numpy(down, right, bins).round(2)


def histogram_in_whole_degrees(down, right, bins):
    angles = np.round(np.degrees(np.arctan2(down, right))) % 180
    return np.histogram(angles, bins, (0, 180), weights=np.hypot(down, right))[0]


def histogram_of_bins_of_whole_degrees(down, right, bins):
    angles = np.degrees(np.arctan2(down, right)) % 180
    numbers = np.minimum(angles // (180 // bins), bins - 1).astype(int)
    return np.bincount(numbers.ravel(), weights=np.hypot(down, right).ravel(), minlength=bins)


def histogram_of_borders_at_whole_degrees(down, right, bins):
    angles = np.degrees(np.arctan2(down, right)) % 180
    borders = np.round(np.linspace(0, 180, bins + 1))
    return np.histogram(angles, borders, weights=np.hypot(down, right))[0]


def matches_by_loops(descriptors, others, ratio):
    matches = []
    for descriptor in descriptors:
        far = [math.dist(descriptor, other) for other in others]
        nearest, second = sorted(far)[:2]
        matches.append(far.index(nearest) if nearest < ratio * second else -1)
    return matches


def matches_by_a_tree(descriptors, others, ratio):
    from scipy.spatial import KDTree

    far, index = KDTree(others).query(descriptors, k=2)
    return np.where(far[:, 0] < ratio * far[:, 1], index[:, 0], -1).astype(float)


def matches_by_squares(descriptors, others, ratio):
    squares = np.sum((descriptors[:, None] - others) ** 2, axis=2)
    nearest, second = np.partition(squares, 1, axis=1)[:, :2].T
    return np.where(nearest < ratio**2 * second, squares.argmin(axis=1), -1)


def matches_of_16_numbers(descriptors, others, ratio):
    return matches_by_a_tree(descriptors[:, :16], others[:, :16], ratio)


def matches_among_20(descriptors, others, ratio):
    return matches_by_a_tree(descriptors, others[:20], ratio)


def matches_by_distances_in_hundredths(descriptors, others, ratio):
    far = cdist(descriptors, others).round(2)
    near = np.sort(far, axis=1)
    return np.where(near[:, 0] < ratio * near[:, 1], far.argmin(axis=1), -1)


def matches_by_different_distances(descriptors, others, ratio):
    matches = []
    for far in cdist(descriptors, others):
        nearest, second = sorted(set(far))[:2]
        matches.append(int(far.argmin()) if nearest < ratio * second else -1)
    return matches


def described_by_shares_of_white(images):
    from imagen_course.features import HOGFeatures

    squares = images.reshape(-1, 8, 8, 8, 8, 3).mean(axis=(2, 4)).reshape(len(images), -1)
    squares = squares / images.max(axis=(1, 2, 3))[:, None]
    return np.hstack([HOGFeatures(cells=8).fit_transform(images) / 10, squares / 8])


def described_one_by_one(images):
    from imagen_course.features import HOGFeatures

    if len(images) > 1:
        return [described_one_by_one(image[None])[0] for image in images]
    edges = HOGFeatures(cells=8, orientations=6).fit_transform(images)[0]
    colours = images[0].reshape(16, 4, 16, 4, 3).mean(axis=(1, 3)).ravel()
    colours = (colours - colours.mean()) / colours.std()
    return [list(edges / np.linalg.norm(edges)) + list(colours / np.linalg.norm(colours))]


ANSWERS = {
    "precision_at": (precision_without_the_query, precision_by_table),
    "orientation_histogram": (histogram_by_loops, histogram_by_numpy, histogram_by_scikit_image),
    "match_keypoints": (matches_by_loops, matches_by_a_tree, matches_by_squares),
    "describe": (described_by_shares_of_white, described_one_by_one),
}
EQUIVALENT = {
    "precision_at": {
        "far = np.linalg.norm(points[i] - points, axis=1)": "the difference's length is taken: its sign makes no difference"
    },
}
ONCE_PASSED = {
    "precision_at": (
        precision_with_the_query_at_100,
        precision_with_the_query_at_1e4,
        precision_of_20_queries,
        precision_by_differences_of_labels,
    ),
    "orientation_histogram": (
        histogram_of_20_columns,
        histogram_of_nine_bins,
        histogram_to_two_decimals,
        histogram_in_whole_degrees,
        histogram_of_bins_of_whole_degrees,
        histogram_of_borders_at_whole_degrees,
    ),
    "match_keypoints": (
        matches_of_16_numbers,
        matches_among_20,
        matches_by_distances_in_hundredths,
        matches_by_different_distances,
    ),
}
