"""Regions by clustering: its exercises, the slips they know, and the questions later lessons ask."""

import numpy as np

from imagen_course.exercises.declare import Recall, exercise


def _points(m, k, d, seed=0):
    """Points and centroids of whole numbers or halves, of either sign, no point as near to two of them."""
    rng = np.random.default_rng([seed, m, k, d])
    return rng.normal(0, 4, (m, d)).round(1), rng.normal(0, 4, (k, d)).round(1) + 0.03


_SIZES = [(1, 2, 1), (2, 2, 1), (3, 2, 2), (4, 3, 2), (5, 3, 3), (9, 4, 2), (12, 3, 5)]


# The nearest centroid ------------------------------------------------------------------------------------------------------
def _joinings():
    yield np.array([[4.0]]), np.array([[1.0], [6.0]])
    yield np.array([[4.0], [0.0]]), np.array([[1.0], [6.0], [-1.0]])
    yield np.array([[0.0, 0.0]]), np.array([[3.0, 3.0], [0.0, 5.0], [5.0, -5.0]])
    for sizes in _SIZES:
        yield _points(*sizes)
    yield np.array([[0.0, 2.0], [1.0, 1.0], [7.0, 0.0]]), np.array([[0.0, 0.0], [2.0, 2.0], [0.0, 4.0]])
    yield np.array([[0.25, 0.5]]), np.array([[0.75, 0.500001], [0.75, 0.5]])  # no tie
    yield np.array([[250.0, 240.0, 255.0]]), np.array([[0.0, 0.0, 0.0], [30.0, 20.0, 10.0]])
    yield np.array([[3e6], [1e6]]), np.array([[1.0], [2.5e5]])  # no number that is merely large will do to begin with


@exercise(
    cases=_joinings,
    hints=[
        "Begin with one point: `(point - centroids) ** 2` has a row for each centroid. What has to be added up?",
        "`np.argmin` gives the place of the smallest number, the first of equal ones.",
        "All at once: `points[:, None, :] - centroids[None, :, :]` has shape (m, k, d). Sum over d, then `argmin` over k.",
    ],
    why="The differences of every point to every centroid stand in one array (m, k, d); the sum over d makes distances (m, k), and `argmin` along k says which.",
)
def nearest_centroid(points, centroids):
    differences = points[:, None, :] - centroids[None, :, :]  # (m, k, d)
    distances = np.sum(differences**2, axis=2)
    return np.argmin(distances, axis=1)


def _squares(points, centroids):
    return np.sum((points[:, None] - centroids[None]) ** 2, axis=2)


nearest_centroid.slips(
    ("the farthest one", lambda points, centroids: np.argmax(_squares(points, centroids), axis=1), "Is a large distance near or far? Which of the two did you look for?"),
    ("the nearest point of each centroid", lambda points, centroids: np.argmin(_squares(points, centroids), axis=0), "How many numbers are expected: one for each point, or one for each centroid?"),
    ("the differences are not squared", lambda points, centroids: np.argmin(np.sum(points[:, None] - centroids[None], axis=2), axis=1), "Can a distance be negative? What is yours if the centroid is larger in every number?"),
    ("added up before it is squared", lambda points, centroids: np.argmin(np.abs(np.sum(points[:, None] - centroids[None], axis=2)), axis=1), "From (0, 0) to (5, -5): how far is it in the formula, and how far in your function?"),
    ("steps along the axes", lambda points, centroids: np.argmin(np.sum(np.abs(points[:, None] - centroids[None]), axis=2), axis=1), "From (0, 0), which is nearer in the formula: (3, 3) or (0, 5)? And in your function?"),
    ("the distance is returned, not the number", lambda points, centroids: np.min(_squares(points, centroids), axis=1), "Which was asked for, how far the centroid is or which it is?"),
    ("counted from 1", lambda points, centroids: nearest_centroid(points, centroids) + 1, "What is the number of the first centroid?"),
    ("the last of equally near ones", lambda points, centroids: len(centroids) - 1 - np.argmin(_squares(points, centroids)[:, ::-1], axis=1), "Two centroids are equally near: which one is expected?"),
    ("the centroid is returned, not its number", lambda points, centroids: centroids[nearest_centroid(points, centroids)], "How many numbers are expected for each point, one or as many as it has?"),
    ("only the first number of a point counts", lambda points, centroids: nearest_centroid(points[:, :1], centroids[:, :1]), "Over which numbers does the sum of the formula run?"),
    ("the largest product, not the least distance", lambda points, centroids: np.argmax(points @ centroids.T, axis=1), "A centroid far out has large products with many points. Is it near to them?"),
    ("row by row, not each with each", lambda points, centroids: ((points - centroids) ** 2).sum(-1).argmin(), "How many distances do m points and k centroids have, and how many do you compute?"),
)


# The new centroids ---------------------------------------------------------------------------------------------------------
def _moves():
    yield np.array([[4.0]]), np.array([0]), np.array([[1.0], [6.0]])
    yield np.array([[1.0], [4.0]]), np.array([0, 0]), np.array([[0.0], [5.0]])
    for seed, (m, k, d) in enumerate(_SIZES):
        points, centroids = _points(m, k, d, seed=1)
        yield points, np.random.default_rng(seed).integers(0, k, m), centroids
    points, centroids = _points(8, 4, 3)
    yield points, np.array([3, 1, 1, 3, 3, 1, 0, 1]), centroids
    yield np.array([[1.0], [2.5]]), np.array([1, 1]), np.array([[0], [5]])  # whole numbers as a type
    rng = np.random.default_rng(8)
    yield rng.random((15, 3)).round(3) / 10, rng.integers(0, 2, 15), np.array([[0.01, 0.02, 0.03], [0.07, 0.08, 0.05]])
    yield np.array([[250.0, 3.0], [10.0, 100.0]]), np.array([1, 0]), np.array([[0.0, 0.0], [200.0, 0.0]])


@exercise(
    cases=_moves,
    hints=[
        "Four points and two centroids: which points have a say in where the second centroid goes, and what if there are none?",
        "Go through the centroids one by one; `points[labels == k]` are the points that joined number k.",
        "`members.mean(axis=0)` is the mean of the rows. Ask first whether there are any.",
        "Begin with a copy of the old centroids, as floating point: `np.array(centroids, dtype=float)`.",
    ],
    why="The mean of its points has the smallest sum of squared distances to them, so this step cannot raise the inertia.",
)
def move_centroids(points, labels, centroids):
    moved = np.array(centroids, dtype=float)
    for k in range(len(centroids)):
        members = points[labels == k]
        if len(members) > 0:
            moved[k] = members.mean(axis=0)
    return moved


def _sums_and_counts(points, labels, centroids):
    member = np.asarray(labels) == np.arange(len(centroids))[:, None]  # (k, m)
    return member @ points, member.sum(axis=1)[:, None]


def _move_empty_nan(points, labels, centroids):
    sums, counts = _sums_and_counts(points, labels, centroids)
    with np.errstate(invalid="ignore"):
        return sums / counts


def _move_empty_zero(points, labels, centroids):
    sums, counts = _sums_and_counts(points, labels, centroids)
    return sums / np.maximum(counts, 1)


def _move_empty_left_out(points, labels, centroids):
    sums, counts = _sums_and_counts(points, labels, centroids)
    return (sums / np.maximum(counts, 1))[counts[:, 0] > 0]


def _move_all_points(points, labels, centroids):
    sums, counts = _sums_and_counts(points, labels, centroids)
    return np.where(counts > 0, sums / len(points), centroids)


def _move_sums(points, labels, centroids):
    sums, counts = _sums_and_counts(points, labels, centroids)
    return np.where(counts > 0, sums, centroids)


def _move_one_mean(points, labels, centroids):
    sums, counts = _sums_and_counts(points, labels, centroids)
    means = (sums / np.maximum(counts, 1)).mean(axis=1, keepdims=True)
    return np.where(counts > 0, means, centroids)


def _move_median(points, labels, centroids):
    moved = np.array(centroids, dtype=float)
    for k in np.unique(labels):
        moved[k] = np.median(points[labels == k], axis=0)
    return moved


def _move_with_the_old(points, labels, centroids):
    sums, counts = _sums_and_counts(points, labels, centroids)
    return (sums + centroids) / (counts + 1)


def _move_last_stays(points, labels, centroids):
    moved = move_centroids(points, labels, centroids)
    moved[-1] = centroids[-1]
    return moved


move_centroids.slips(
    ("a centroid without points is nowhere", _move_empty_nan, "What is 0 / 0? Where should a lonely centroid be?"),
    ("a centroid without points goes to the origin", _move_empty_zero, "Where should a lonely centroid be?"),
    ("a centroid without points is left out", _move_empty_left_out, "How many centroids came in, and how many go out?"),
    ("divided by the number of all points", _move_all_points, "Two points of 200 joined. By what do you divide their sum?"),
    ("sums instead of means", _move_sums, "Two points at 4 and 6 joined. Where does the centroid go?"),
    ("one mean over all the numbers", _move_one_mean, "Along which axis is the mean taken? Does each coordinate get its own?"),
    ("only half of the way", lambda points, labels, centroids: (move_centroids(points, labels, centroids) + centroids) / 2, "Does the new centroid depend on where the old one was?"),
    ("the median, not the mean", _move_median, "Mean or median: which of them has the smallest sum of *squared* distances?"),
    ("the old centroid counts as a point", _move_with_the_old, "Over which points is the mean taken?"),
    ("the last centroid never moves", _move_last_stays, "How many centroids do you visit?"),
)


# The inertia ---------------------------------------------------------------------------------------------------------------
@exercise(
    cases=_moves,
    hints=[
        "To which centroid does a point of label 2 belong, and what is the square of their distance?",
        "`centroids[labels]` has a row for each point: its own centroid.",
        "Subtract it from `points`, square, and add up everything.",
    ],
    why="Indexing with the labels gives each point its own centroid; the rest is one sum.",
)
def inertia(points, labels, centroids):
    return np.sum((points - centroids[labels]) ** 2)


def _inertia_of_each(points, labels, centroids):
    return np.sum((points - centroids[labels]) ** 2, axis=1)


inertia.slips(
    ("the mean over the points", lambda points, labels, centroids: inertia(points, labels, centroids) / len(points), "The formula adds up. By what do you divide?"),
    ("the mean over all the numbers", lambda points, labels, centroids: np.mean((points - centroids[labels]) ** 2), "By what do you divide, and does the formula divide by anything?"),
    ("distances that are not squared", lambda points, labels, centroids: np.sum(np.sqrt(np.sum((points - centroids[labels]) ** 2, axis=1))), "Is there a square root in the formula?"),
    ("the root of the sum", lambda points, labels, centroids: np.sqrt(inertia(points, labels, centroids)), "Is there a square root in the formula?"),
    ("the distances to every centroid", lambda points, labels, centroids: np.sum(_squares(points, centroids)), "How many distances are added up for each point in the formula?"),
    ("the nearest centroid, whatever the label says", lambda points, labels, centroids: np.sum(_squares(points, centroids).min(axis=1)), "Which centroid does $c_{l_i}$ name? What are `labels` for?"),
    ("absolute values instead of squares", lambda points, labels, centroids: np.sum(np.abs(points - centroids[labels])), "A difference of -3: what does it add in the formula?"),
    ("the differences are not squared", lambda points, labels, centroids: np.sum(points - centroids[labels]), "Can the inertia be negative?"),
    ("added up before it is squared", lambda points, labels, centroids: np.sum(np.sum(points - centroids[labels], axis=1) ** 2), "From (0, 0) to (5, -5): what does it add in the formula, and in your function?"),
    ("the whole sum is squared", lambda points, labels, centroids: np.sum(points - centroids[labels]) ** 2, "Differences of 3 and -3: what do they add in the formula, and in your function?"),
    ("one number for each point", _inertia_of_each, "How many numbers are asked for?"),
    ("one number for each coordinate", lambda points, labels, centroids: np.sum((points - centroids[labels]) ** 2, axis=0), "How many numbers are asked for?"),
    ("one number for each cluster", lambda points, labels, centroids: np.bincount(labels, _inertia_of_each(points, labels, centroids), minlength=len(centroids)), "How many numbers are asked for?"),
    ("distances to means of its own making", lambda points, labels, centroids: inertia(points, labels, move_centroids(points, labels, centroids)), "Which centroids are to be used: those that came in, or those of the next step?"),
)


# Colour and place ----------------------------------------------------------------------------------------------------------
def _place_in_pixels(image, place):
    h, w, c = image.shape
    rows, columns = np.indices((h, w))
    where = place * np.stack([rows, columns], axis=-1)
    return np.concatenate([image, where], axis=-1).reshape(h * w, c + 2)


def _photographs():
    for h, w, c, place in [(1, 2, 3, 1.0), (2, 1, 3, 2.0), (2, 3, 3, 1.0), (3, 2, 1, 0.5), (3, 4, 3, 0.0), (5, 3, 3, 3.0)]:
        yield np.random.default_rng([h, w]).random((h, w, c)).round(2), place
    yield np.random.default_rng(8).random((4, 6, 3)), 12.0


@exercise(
    cases=_photographs,
    given=_place_in_pixels,
    hints=[
        "Print the largest number of each column of the result, for place 1. Which are too large beside the colours?",
        "The longer side is `max(h, w)` pixels long and should be as long as `place`.",
        "One division, of both rows and columns by the same number.",
    ],
    why="Units decide what k-means sees: in pixels, one step to the side outweighs the way from black to white. Divided by the longer side, place and colour speak the same language, and `place` says how loud.",
)
def colour_and_place(image, place):
    h, w, c = image.shape
    rows, columns = np.indices((h, w))
    where = place * np.stack([rows, columns], axis=-1) / max(h, w)
    return np.concatenate([image, where], axis=-1).reshape(h * w, c + 2)


def _placed(image, rows, columns):
    return np.concatenate([image, np.stack([rows, columns], axis=-1)], axis=-1).reshape(len(image) * len(image[0]), -1)


def _place_each_side(image, place):
    (h, w, _), (rows, columns) = image.shape, np.indices(image.shape[:2])
    return _placed(image, place * rows / h, place * columns / w)


def _place_shorter(image, place):
    (h, w, _), (rows, columns) = image.shape, np.indices(image.shape[:2])
    return _placed(image, place * rows / min(h, w), place * columns / min(h, w))


def _place_rows_only(image, place):
    (h, _, _), (rows, columns) = image.shape, np.indices(image.shape[:2])
    return _placed(image, place * rows / h, place * columns / h)


def _place_longest_of_three(image, place):
    (h, w, c), (rows, columns) = image.shape, np.indices(image.shape[:2])
    return _placed(image, place * rows / max(h, w, c), place * columns / max(h, w, c))


def _place_floored(image, place):
    (h, w, _), (rows, columns) = image.shape, np.indices(image.shape[:2])
    return _placed(image, place * rows // max(h, w), place * columns // max(h, w))


def _place_columns_only(image, place):
    (_, w, _), (rows, columns) = image.shape, np.indices(image.shape[:2])
    return _placed(image, place * rows / w, place * columns / w)


def _place_area(image, place):
    (h, w, _), (rows, columns) = image.shape, np.indices(image.shape[:2])
    return _placed(image, place * rows / (h * w), place * columns / (h * w))


def _place_last_is_one(image, place):
    (h, w, _), (rows, columns) = image.shape, np.indices(image.shape[:2])
    return _placed(image, place * rows / max(h - 1, w - 1, 1), place * columns / max(h - 1, w - 1, 1))


def _place_divides(image, place):
    (h, w, _), (rows, columns) = image.shape, np.indices(image.shape[:2])
    weight = 1 / (place or 1) / max(h, w)
    return _placed(image, weight * rows, weight * columns)


colour_and_place.slips(
    ("each side divided by its own length", _place_each_side, "In a wide picture, does one step down count as much as one step to the right?"),
    ("divided by the shorter side", _place_shorter, "How far apart are the two ends of the *longer* side in your result?"),
    ("divided by the number of rows, however wide", _place_rows_only, "Which side is the longer one? Is it always?"),
    ("divided by the number of columns, however high", _place_columns_only, "Which side is the longer one? Is it always?"),
    ("the channels count as a side", _place_longest_of_three, "A picture of 1 row and 2 columns in 3 channels: how long is its longer side? And in your function?"),
    ("the places are rounded down", _place_floored, "Half-way along the picture at place 1: which number is expected, and which do you give?"),
    ("divided by all pixels", _place_area, "How far apart are the two ends of the longer side in your result?"),
    ("divided by one pixel less", _place_last_is_one, "By the number of pixels of the side, or by the number of steps along it?"),
    ("columns before rows", lambda image, place: np.concatenate([image.reshape(-1, image.shape[2]), colour_and_place(image, place)[:, :-3:-1]], axis=1), "In which order are row and column asked for?"),
    (
        "the places come in a different order from the pixels",
        lambda image, place: np.concatenate([image.reshape(-1, image.shape[2]), place * np.indices(image.shape[:2]).reshape(-1, 2) / max(image.shape[:2])], axis=1),
        "Which pixel does the second line of your result stand for, and which row and column are in that line?",
    ),
    ("the weight is forgotten", lambda image, place: colour_and_place(image, 1), "What should be left at place 0?"),
    ("divided by the weight", _place_divides, "Does a larger weight make places lie farther apart in your result?"),
    ("place before colour", lambda image, place: np.roll(colour_and_place(image, place), 2, axis=1), "Which numbers come first?"),
    ("the colours are weighted", lambda image, place: colour_and_place(image, 1) * np.r_[np.full(image.shape[2], place), 1, 1], "Which numbers does `place` multiply?"),
    ("the places are divided by 255", lambda image, place: np.concatenate([image.reshape(-1, image.shape[2]), place * np.indices(image.shape[:2]).reshape(2, -1).T / 255], axis=1), "A place is no grey value. By what is it to be divided, and does that depend on the picture?"),
)


# Covering ------------------------------------------------------------------------------------------------------------------
def _maps():
    yield np.array([[1, 1, 0]]), np.array([[0, 0, 0]])
    yield np.array([[0, 0, 0, 1]]), np.array([[0, 0, 1, 1]])
    yield np.array([[0, 0, 0], [0, 0, 2]]), np.array([[5, 5, 1], [5, 1, 1]])
    # the region with most pixels in common is not the one with the best overlap
    yield np.array([[1, 1, 1, 1, 1, 1, 0, 0]]), np.array([[0, 0, 0, 1, 1, 1, 1, 1]])
    yield np.array([[0, 0, 0, 0, 0, 0, 0, 1, 1]]), np.array([[2, 2, 2, 2, 0, 0, 0, 0, 0]])
    yield np.array([[1, 1, 2], [3, 3, 3]]), np.array([[2, 2, 2], [1, 1, 4]])  # neither has a region 0
    yield np.array([[12, 12, 2], [300, 300, 2]]), np.array([[30, 30, 30], [4, 20, 20]])
    for h, w, ours, true in [(2, 3, 2, 3), (3, 4, 4, 2), (5, 4, 3, 5), (6, 7, 6, 4)]:
        rng = np.random.default_rng([h, w])
        yield rng.integers(0, ours, (h, w)), np.sort(rng.integers(0, true, (h, w)), axis=1)


@exercise(
    cases=_maps,
    hints=[
        "Draw two maps of six pixels. For one region of the truth: which segment covers it best, and what share of the two together do both have?",
        "Two loops: over `np.unique(truth)` outside, over `np.unique(segments)` inside.",
        "`np.logical_and(segments == i, truth == j)` is the intersection, `np.logical_or` the union; `np.sum` counts their pixels.",
        "Keep the largest overlap of the inner loop, multiply it by the pixels of the true region, add up, divide by `truth.size`.",
    ],
    why="The union in the denominator makes it strict on both sides: a region too large and a region too small both lose.",
)
def covering(segments, truth):
    total = 0.0
    for j in np.unique(truth):
        overlaps = []
        for i in np.unique(segments):
            both = np.sum(np.logical_and(segments == i, truth == j))
            either = np.sum(np.logical_or(segments == i, truth == j))
            overlaps.append(both / either)
        total += np.sum(truth == j) * max(overlaps)
    return total / truth.size


def _tables(segments, truth):
    """For each pair of a region of ours and a true one: pixels in both, in ours, in the true one."""
    ours, true = (labels == np.unique(labels)[:, None, None] for labels in (segments, truth))
    both = np.einsum("irc,jrc->ij", ours.astype(float), true.astype(float))
    return both, both.sum(axis=1, keepdims=True), both.sum(axis=0, keepdims=True)


def _covering_unweighted(segments, truth):
    both, ours, true = _tables(segments, truth)
    return np.mean(np.max(both / (ours + true - both), axis=0))


def _covering_of_truth(segments, truth):
    both, _, _ = _tables(segments, truth)
    return both.max(axis=0).sum() / truth.size


def _covering_of_ours(segments, truth):
    both, ours, true = _tables(segments, truth)
    return np.max(both / ours, axis=0) @ true[0] / truth.size


def _covering_both_counted_twice(segments, truth):
    both, ours, true = _tables(segments, truth)
    return np.max(both / (ours + true), axis=0) @ true[0] / truth.size


def _covering_same_label(segments, truth):
    total = 0.0
    for j in np.unique(truth):
        total += np.sum(truth == j) * np.sum((segments == j) & (truth == j)) / np.sum((segments == j) | (truth == j))
    return total / truth.size


def _covering_mean_for_best(segments, truth):
    both, ours, true = _tables(segments, truth)
    return np.mean(both / (ours + true - both), axis=0) @ true[0] / truth.size


def _covering_every_number(segments, truth):
    total = 0.0
    with np.errstate(invalid="ignore"):
        for j in range(truth.max() + 1):
            s = [segments == i for i in range(segments.max() + 1)]
            total += np.sum(truth == j) * max(np.sum(x & (truth == j)) / np.sum(x | (truth == j)) for x in s)
    return total / truth.size


def _covering_total_for_best(segments, truth):
    both, ours, true = _tables(segments, truth)
    return np.sum(both / (ours + true - both), axis=0) @ true[0] / truth.size


def _covering_most_pixels(segments, truth):
    both, ours, true = _tables(segments, truth)
    best = both.argmax(axis=0)
    return sum(true[0, j] * both[i, j] / (ours[i, 0] + true[0, j] - both[i, j]) for j, i in enumerate(best)) / truth.size


def _covering_oracle(segments, truth):
    both, _, _ = _tables(segments, truth)
    return both.max(axis=1).sum() / truth.size


def _covering_of_each(segments, truth):
    both, ours, true = _tables(segments, truth)
    return np.max(both / (ours + true - both), axis=0)


covering.slips(
    ("the two maps are exchanged", lambda segments, truth: covering(truth, segments), "Whose regions look for a partner, the person's or ours? Whose area is the weight?"),
    ("every region counts the same", _covering_unweighted, "What does the formula multiply each best overlap by?"),
    ("numbers that no region has are asked, too", _covering_every_number, "If neither map has a region 0, what is 0 pixels of 0? Which function gives the labels that occur?"),
    ("the share of the true region", _covering_of_truth, "One region for the whole picture: what does your function give it? What is the denominator?"),
    ("the share of our region", _covering_of_ours, "A region for each pixel: what does your function give it? What is the denominator?"),
    ("what is shared is counted twice", _covering_both_counted_twice, "Two equal maps should get 1. How many pixels are in the union of a region with itself?"),
    ("a different measure, Dice's", lambda segments, truth: 2 * _covering_both_counted_twice(segments, truth), "Is there a 2 in the formula? What is the denominator?"),
    ("only regions of the same number are compared", _covering_same_label, "If somebody renumbers our regions, does the segmentation become worse?"),
    ("not divided by the number of pixels", lambda segments, truth: covering(segments, truth) * truth.size, "Two equal maps should get 1. What does your function give them?"),
    ("divided by the number of rows", lambda segments, truth: covering(segments, truth) * truth.size / len(truth), "How many pixels does a map of 4 rows and 5 columns have, and by how many do you divide?"),
    ("the share of equal labels", lambda segments, truth: np.mean(segments == truth), "If somebody renumbers our regions, does the segmentation become worse? And does your number?"),
    ("the mean over our regions, not the best", _covering_mean_for_best, "Of all our regions, which one counts for a person's?"),
    ("the sum over our regions, not the best", _covering_total_for_best, "Of all our regions, which one counts for a person's?"),
    ("the region with most pixels in common", _covering_most_pixels, "Best by what: by the pixels in common, or by the overlap?"),
    ("each of our regions takes the label it overlaps most", _covering_oracle, "What does your function give to a map with a region for each pixel?"),
    ("one overlap for each region", _covering_of_each, "How many numbers are asked for?"),
)


RECALL = (
    Recall("inertia", "k-means has come to rest. What do you know about its inertia?", ("it is the lowest there is", "no further step lowers it", "it is 0"), "b", "It is a resting place, and which one depends on the start. So one runs it several times."),
    Recall("colours", "k-means on the colours of a photograph, 6 clusters. How many connected regions come out?", ("often thousands", "6", "at most 6"), "a", "Nothing in the distance asks a cluster to hang together."),
    Recall("superpixels", "You segment a picture into ever more superpixels. What falls?", ("the accuracy an oracle can reach", "boundary recall", "how well a piece shows a shape"), "c", "Small pieces keep to the outlines, and none looks like a thing."),
    Recall("people", "Five people segment one photograph, each differently. Against whom is a program scored?", ("all of them", "the most careful one", "the one it fits best"), "a", "Each map is right. What people score against each other is the ceiling."),
)
