"""Regions by clustering: its exercises, the slips they know, and the questions later lessons ask."""

from functools import cache

import numpy as np
from scipy.ndimage import find_objects, label

from imagen_course import datasets, metrics, regions, segment
from imagen_course.exercises.declare import Recall, at_least, at_most, built, exercise


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
    yield np.array([[0.25, 0.5]]), np.array([[0.75, 0.501], [0.75, 0.5]])  # no tie, in float32 either
    yield np.array([[250.0, 240.0, 255.0]]), np.array([[0.0, 0.0, 0.0], [30.0, 20.0, 10.0]])
    yield np.array([[3e6], [1e6]]), np.array([[1.0], [2.5e5]])  # no number that is merely large will do to begin with


@exercise(
    cases=_joinings,
    hints=[
        "Take one point and two centroids on paper. Which numbers do you square and add up for each centroid, and which centroid wins?",
        "For one point, `(point - centroids) ** 2` has one row for each centroid. What do you do with the numbers of a row?",
        "`np.argmin` returns the index of the smallest number; if several are equal, of the first.",
        "For all points at once, `points[:, None, :] - centroids[None, :, :]` has shape (m, k, d). Sum over d, then take `argmin` over k.",
    ],
    why="The array (m, k, d) holds the differences between every point and every centroid. The sum over d makes distances (m, k), and `argmin` along k returns the index of the smallest.",
)
def nearest_centroid(points, centroids):
    differences = points[:, None, :] - centroids[None, :, :]  # (m, k, d)
    distances = np.sum(differences**2, axis=2)
    return np.argmin(distances, axis=1)


def _squares(points, centroids):
    return np.sum((points[:, None] - centroids[None]) ** 2, axis=2)


nearest_centroid.slips(
    ("the farthest one", lambda points, centroids: np.argmax(_squares(points, centroids), axis=1), "Does a large distance mean near or far? Which of the two does your function look for?"),
    ("the nearest point of each centroid", lambda points, centroids: np.argmin(_squares(points, centroids), axis=0), "How many numbers are expected: one for each point, or one for each centroid?"),
    ("the differences are not squared", lambda points, centroids: np.argmin(np.sum(points[:, None] - centroids[None], axis=2), axis=1), "Can a distance be negative? What does your function return if the centroid is larger in every number?"),
    ("added up before it is squared", lambda points, centroids: np.argmin(np.abs(np.sum(points[:, None] - centroids[None], axis=2)), axis=1), "From (0, 0) to (5, -5): how far is it in the formula, and how far in your function?"),
    ("steps along the axes", lambda points, centroids: np.argmin(np.sum(np.abs(points[:, None] - centroids[None]), axis=2), axis=1), "From (0, 0), which is nearer in the formula: (3, 3) or (0, 5)? And in your function?"),
    ("the distance is returned, not the number", lambda points, centroids: np.min(_squares(points, centroids), axis=1), "Is the question how far away the centroid is, or which centroid it is?"),
    ("counted from 1", lambda points, centroids: nearest_centroid(points, centroids) + 1, "What is the index of the first centroid?"),
    ("the last of equally near ones", lambda points, centroids: len(centroids) - 1 - np.argmin(_squares(points, centroids)[:, ::-1], axis=1), "Two centroids are equally near: which one is expected?"),
    ("the centroid is returned, not its number", lambda points, centroids: centroids[nearest_centroid(points, centroids)], "How many numbers are expected for each point: a single one, or as many as the point has?"),
    ("only the first number of a point counts", lambda points, centroids: nearest_centroid(points[:, :1], centroids[:, :1]), "Over which numbers does the sum of the formula run?"),
    ("the largest product, not the least distance", lambda points, centroids: np.argmax(points @ centroids.T, axis=1), "A centroid far out has large products with many points. Is it near to them?"),
    ("row by row, not each with each", lambda points, centroids: ((points - centroids) ** 2).sum(-1).argmin(), "How many distances are there between m points and k centroids, and how many do you compute?"),
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
    yield np.random.default_rng(8).random((4, 6, 3)), 40.0


@exercise(
    cases=_photographs,
    given=_place_in_pixels,
    hints=[
        "For place 1, what is the largest number in each column of the result? Which columns are too large beside the colours?",
        "How many pixels long is the longer side, and how long should it become?",
        "Divide both rows and columns by the same number.",
    ],
    why="k-means only sees numbers. In pixels, one step to the side counts as much as the whole way from black to white. After the division by the longer side, colour and place have one scale, and `place` weighs one against the other.",
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
    ("the channels count as a side", _place_longest_of_three, "How long is the longer side of a picture with 1 row, 2 columns and 3 channels? How long is it in your function?"),
    ("the places are rounded down", _place_floored, "Which number should stand half-way along the picture at place 1? Which number does your function return there?"),
    ("divided by all pixels", _place_area, "How far apart are the two ends of the longer side in your result?"),
    ("divided by one pixel less", _place_last_is_one, "Do you divide by the number of pixels of the side, or by the number of steps along it?"),
    ("columns before rows", lambda image, place: np.concatenate([image.reshape(-1, image.shape[2]), colour_and_place(image, place)[:, :-3:-1]], axis=1), "In which order should row and column stand?"),
    (
        "the places come in a different order from the pixels",
        lambda image, place: np.concatenate([image.reshape(-1, image.shape[2]), place * np.indices(image.shape[:2]).reshape(-1, 2) / max(image.shape[:2])], axis=1),
        "Which pixel does the second line of your result stand for, and which row and column are in that line?",
    ),
    ("the weight is forgotten", lambda image, place: colour_and_place(image, 1), "At place 0, which of the five numbers should still count?"),
    ("divided by the weight", _place_divides, "Does a larger weight make places lie farther apart in your result?"),
    ("place before colour", lambda image, place: np.roll(colour_and_place(image, place), 2, axis=1), "Which numbers come first?"),
    ("the colours are weighted", lambda image, place: colour_and_place(image, 1) * np.r_[np.full(image.shape[2], place), 1, 1], "Which numbers does `place` multiply?"),
    ("the places are divided by 255", lambda image, place: np.concatenate([image.reshape(-1, image.shape[2]), place * np.indices(image.shape[:2]).reshape(2, -1).T / 255], axis=1), "A row number is not a grey value. What should it be divided by, and does that depend on the picture?"),
)


# Intersection over union ---------------------------------------------------------------------------------------------------
def _masks():
    yield np.array([[True, True, False]]), np.array([[True, False, False]])
    yield np.array([[True, False, False, False]]), np.array([[True, True, True, False]])
    yield np.array([[True, True, False, False]]), np.array([[False, False, True, True]])
    yield np.array([[True, True], [False, False]]), np.array([[True, True], [False, False]])
    yield np.array([[False, True, True, True, False]]), np.array([[False, False, True, True, True]])
    yield np.zeros((2, 3), bool), np.array([[True, False, False]] * 2)  # one of the two may be empty
    for h, w in [(2, 3), (3, 4), (5, 4), (6, 7)]:
        rng = np.random.default_rng([h, w])
        yield rng.random((h, w)) < 0.6, rng.random((h, w)) < 0.4
    yield np.tri(40, 60, dtype=bool), np.ones((40, 60), bool)


@exercise(
    cases=_masks,
    hints=[
        "Draw two rows of four pixels, one for each region, and colour the pixels of each. Which pixels lie in both, and which lie in at least one?",
        "`ours & theirs` is True where both are True. Which operator is True where at least one of them is?",
        "`np.sum` counts the True values of a mask.",
    ],
    why="The union in the denominator punishes both mistakes: a region that is too large and a region that is too small have a lower score.",
)
def iou(ours, theirs):
    return np.sum(ours & theirs) / np.sum(ours | theirs)


def _pixels(ours, theirs):
    return np.sum(ours & theirs), np.sum(ours), np.sum(theirs)


def _guarded(shared, of):
    return shared / of if of else 0.0


def _over_exclusive(ours, theirs):
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.sum(ours & theirs) / np.sum(ours ^ theirs)


def _over_shared(ours, theirs):
    with np.errstate(divide="ignore"):
        return np.sum(ours | theirs) / np.sum(ours & theirs)


iou.slips(
    ("the share of their region", lambda ours, theirs: _guarded(_pixels(ours, theirs)[0], np.sum(theirs)), "Suppose that our region is the whole picture. What does your function return then, and what should it return?"),
    ("the share of our region", lambda ours, theirs: _guarded(_pixels(ours, theirs)[0], np.sum(ours)), "Suppose that our region is a single pixel of theirs. What does your function return then, and what should it return?"),
    ("the shared pixels are counted twice below", lambda ours, theirs: np.sum(ours & theirs) / (np.sum(ours) + np.sum(theirs)), "What should two equal regions score, and what does your function return for them? How often does the sum of both sizes count a shared pixel?"),
    ("Dice's measure", lambda ours, theirs: 2 * np.sum(ours & theirs) / (np.sum(ours) + np.sum(theirs)), "Is there a 2 in the text? What stands below the line?"),
    ("pixels that agree, those outside both included", lambda ours, theirs: np.mean(ours == theirs), "Do the pixels that lie in neither region count in the text? Do they count in your function?"),
    ("divided by all the pixels of the picture", lambda ours, theirs: np.mean(ours & theirs), "Suppose that two small regions are equal. What should they score, and what does your function return?"),
    ("only the shared pixels are counted", lambda ours, theirs: np.sum(ours & theirs), "A score should be 1 for two equal regions. What does your function return for them?"),
    ("divided by the larger of the two", lambda ours, theirs: np.sum(ours & theirs) / max(np.sum(ours), np.sum(theirs)), "Two regions of four pixels share two. How many pixels lie in at least one of them?"),
    ("divided by the smaller of the two", lambda ours, theirs: _guarded(np.sum(ours & theirs), min(np.sum(ours), np.sum(theirs))), "Suppose that one region lies inside the other. What does your function return then?"),
    ("divided by what only one of them has", _over_exclusive, "Do the shared pixels lie in at least one of the two regions? Does your function count them below the line?"),
    ("union over intersection", _over_shared, "Which of the two numbers is larger? Can the score be above 1?"),
    ("the share that is not shared", lambda ours, theirs: 1 - iou(ours, theirs), "What should two equal regions score, and what does your function return for them?"),
    ("in per cent", lambda ours, theirs: 100 * iou(ours, theirs), "The score runs from 0 to 1. How far does yours run?"),
)


# The studio ----------------------------------------------------------------------------------------------------------------
def _dark(picture):
    return np.rot90(picture, 3)[20:580, 10:390]


def _pale(picture):
    return picture[::-1, ::-1][:, :570]


def _mirrored(picture):
    return picture[:, ::-1]


@cache
def _scenes():
    """Return photographs changed so that nothing that is stored fits them, each with its maps and the regions it may have."""
    from imagen_course.teach import hand_mask

    coffee, china = datasets.photograph("coffee"), datasets.photograph("china")
    drawn = [segments for segments, _ in datasets.markings("coffee").values()]
    return [
        (_dark(0.35 * coffee), [_dark(each) for each in drawn], 12),
        (_pale(0.4 + 0.5 * coffee), [_pale(each) for each in drawn], 9),
        (_mirrored(china), [_mirrored(hand_mask("china")[0])], 20),
    ]


def _photographed():
    """Return the arguments of each call; the photographs cannot be written on."""
    calls = [(np.array(image, dtype="float32"), most) for image, _, most in _scenes()]
    for image, _ in calls:
        image.flags.writeable = False
    return calls


def _shapes(found):
    return [list(np.shape(segments)) for segments in found]


def _types(found):
    return [_type(segments) for segments in found]


def _type(segments):
    if not isinstance(segments, np.ndarray):
        return type(segments).__name__
    return "array of integers" if segments.dtype.kind in "iu" else f"array of {segments.dtype.type.__name__}"


def _too_many(found):
    return max(len(np.unique(segments)) - most for segments, (_, _, most) in zip(found, _scenes(), strict=True))


def _of_those_allowed(found):
    """The number of regions, in per cent of those allowed, where it is lowest."""
    return round(min(100 * len(np.unique(segments)) / most for segments, (_, _, most) in zip(found, _scenes(), strict=True)))


def _strange(found):
    """Count the numbers that are not whole, and those between 0 and the largest that no pixel has."""
    numbers = [np.unique(np.asarray(segments) + 0.0) for segments in found]  # words are no numbers
    return sum(len(set(range(len(each))).symmetric_difference(each.tolist())) for each in numbers)


def _in_pieces(found):
    """Count the regions that are not connected, a corner being enough, as it is to some libraries."""
    return sum(map(_split_up, found))


def _split_up(segments):
    numbers = 1 + np.unique(segments, return_inverse=True)[1].reshape(np.shape(segments))
    return sum(label(numbers[box] == i, np.ones((3, 3)))[1] > 1 for i, box in enumerate(find_objects(numbers), 1))


def _covered(found):
    scores = [[metrics.covering(np.asarray(segments).astype(int), np.array(each)) for each in maps] for segments, (_, maps, _) in zip(found, _scenes(), strict=True)]
    return round(float(min(np.mean(each) for each in scores)), 3)


@built(
    budget=20,
    cases=_photographed,
    hints=[
        "Merge the superpixels at the thresholds 4, 8, 12 and 16 and count the regions. In which direction must the threshold go if there are too many?",
        "How could a loop find a threshold for any photograph? What does it look at to know that it may stop?",
        "`while segments.max() >= most:` runs for as long as there are too many regions.",
        "Begin with `segment.slic(image, n_segments=600)` and the threshold 0. In each round, raise the threshold by 2 and merge the superpixels again.",
    ],
    why="No threshold is right for every photograph, but the number of regions falls when the threshold rises. So the loop raises it until few enough are left.",
)
def in_regions(image, most):
    superpixels = segment.slic(image, n_segments=600)
    segments, threshold = superpixels, 0
    while segments.max() >= most:
        threshold += 2
        segments = regions.merge_regions(image, superpixels, threshold=threshold)
    return segments


def _at_one_threshold(image, most):
    return regions.merge_regions(image, segment.slic(image, n_segments=600), threshold=22)


in_regions.properties(
    ("shapes of the maps", _shapes, [[560, 380], [400, 570], [427, 640]], lambda image, most: in_regions(image, most).ravel(), "The map has one number for each pixel. How many rows and columns does `image` have?"),
    ("types of the maps", _types, ["array of integers"] * 3, lambda image, most: in_regions(image, most) * 1.0, "A region's number is used as an index later, as in `colours[segments]`. Does your function return an array, and are its numbers integers?"),
    ("regions beyond the number allowed", _too_many, at_most(0), _at_one_threshold, "How many regions did you return, and how many are allowed? Which of your steps makes their number smaller, and does it know when to stop?"),
    ("numbers that are missing, or are not whole", _strange, 0, lambda image, most: in_regions(image, most) + 1, "Which number should the first region have, and which the last? Is every whole number between them the number of a region?"),
    ("regions in more than one piece", _in_pieces, 0, lambda image, most: segment.kmeans(image[::2, ::2], 4, n_iter=5).labels.repeat(2, 0).repeat(2, 1)[: len(image), : len(image[0])], "Can you walk from any pixel of a region to any other without leaving it? Which step of yours asks for that?"),
    ("mean covering of the maps, for the photograph with the lowest", _covered, at_least(0.5), lambda image, most: np.zeros(image.shape[:2], int), "One region alone scores about 0.45 at best. Do yours follow the outlines, and did you stop merging as soon as there were few enough?"),
    ("regions in per cent of those allowed, for the photograph with the fewest", _of_those_allowed, at_least(50), lambda image, most: in_regions(image, 9), "Somebody allows 20 regions. How many does your function return, and does it look at `most`?"),
)  # fmt: skip


RECALL = (
    Recall("inertia", "k-means has stopped. What do you know about its inertia?", ("it is the lowest possible", "no further step lowers it", "it is 0"), "b", "Where k-means stops depends on the start. So people run it several times and keep the lowest inertia."),
    Recall("colours", "You run k-means with 6 clusters on the colours of a photograph. How many connected regions are there?", ("often thousands", "6", "at most 6"), "a", "Nothing in the distance asks for the pixels of a cluster to be connected."),
    Recall("superpixels", "You segment a photograph into superpixels. What do they do well?", ("they follow most outlines", "they have the shapes of things", "both"), "a", "A superpixel is too small to have the shape of a cup. Merging makes larger regions."),
    Recall("people", "Three maps of one photograph follow different rules. Against which of them do you score a program?", ("all of them", "the most careful one", "the one it fits best"), "a", "Each map is right by its own rule, so one takes the mean over all of them."),
)
