"""Feature vectors: its exercises, the slips they know, and the questions later lessons ask."""

from functools import cache

import numpy as np
from scipy.spatial.distance import cdist

from imagen_course.exercises.declare import Recall, at_least, at_most, built, exercise
from imagen_course.features import HOGFeatures
from imagen_course.worlds import drawings


def _points(n, d, seed):
    return np.random.default_rng([n, d, seed]).normal(size=(n, d)).round(2)


# The bug hunt --------------------------------------------------------------------------------------------------------------
def _precision_with_itself(points, labels, k):
    shares = []
    for i in range(len(points)):
        far = np.linalg.norm(points - points[i], axis=1)
        nearest = np.argsort(far)[:k]
        shares.append(np.mean(labels[nearest] == labels[i]))
    return np.mean(shares)


def _collections():
    for n, k in [(3, 1), (4, 2), (6, 2), (8, 3), (12, 5), (20, 4)]:
        yield _points(n, 3, 4), np.random.default_rng([n, k]).integers(3, size=n), k
    yield 3e4 * _points(5, 3, 4), np.array([0, 1, 1, 0, 1]), 4  # all the others
    yield _points(24, 3, 4), np.random.default_rng(24).integers(3, size=24), 9
    twins = np.array([[0.0, 0.0], [0.0, 0.0], [5.0, 5.0], [5.0, 5.0], [20.0, 20.0], [21.0, 20.0]])
    yield twins, np.array([0, 1, 2, 2, 3, 3]), 1
    yield _points(6, 3, 4), np.array(["food", "animals", "food", "objects", "animals", "food"]), 2


@exercise(
    cases=_collections,
    given=_precision_with_itself,
    hints=[
        "Print `far` for the first query. Which entry is always the smallest, and which point is it?",
        "How can you make sure that the query never counts, even if an equal point lies at distance 0 as well?",
        "Which number could `far[i]` hold, so that sorting puts the query at the end?",
    ],
    why="A search that includes the query always finds the query first, and that is always right. With an infinite distance, the query moves to the end of the order, and all the others keep their places.",
)
def precision_at(points, labels, k):
    shares = []
    for i in range(len(points)):
        far = np.linalg.norm(points - points[i], axis=1)
        far[i] = np.inf
        nearest = np.argsort(far)[:k]
        shares.append(np.mean(labels[nearest] == labels[i]))
    return np.mean(shares)


def _precision_one_short(points, labels, k):
    shares = []
    for i in range(len(points)):
        far = np.linalg.norm(points - points[i], axis=1)
        shares.append(np.mean(labels[np.argsort(far)[1:k]] == labels[i]))
    return np.mean(shares)


def _precision_farthest(points, labels, k):
    shares = []
    for i in range(len(points)):
        far = np.linalg.norm(points - points[i], axis=1)
        shares.append(np.mean(labels[np.argsort(-far)[:k]] == labels[i]))
    return np.mean(shares)


def _precision_of(points, labels, k, i):
    far = np.linalg.norm(points - points[i], axis=1)
    far[i] = np.inf
    return np.mean(labels[np.argsort(far)[:k]] == labels[i])


def _precision_first_cut(points, labels, k):
    shares = []
    for i in range(len(points)):
        far = np.linalg.norm(points - points[i], axis=1)
        shares.append(np.mean(labels[np.argsort(far)[1 : k + 1]] == labels[i]))
    return np.mean(shares)


def _precision_without_twins(points, labels, k):
    shares = []
    for i in range(len(points)):
        far = np.linalg.norm(points - points[i], axis=1)
        far[far == 0] = np.inf
        shares.append(np.mean(labels[np.argsort(far)[:k]] == labels[i]))
    return np.mean(shares)


def _precision_moved_up(points, labels, k):
    shares = []
    for i in range(len(points)):
        far = np.delete(np.linalg.norm(points - points[i], axis=1), i)
        shares.append(np.mean(labels[np.argsort(far)[:k]] == labels[i]))
    return np.mean(shares)


precision_at.slips(
    ("the query is among its own neighbours", _precision_with_itself, "Which point lies at distance 0 from the query? Is it a find?"),
    ("one neighbour too few", _precision_one_short, "How many neighbours are left, once the query is taken out? Must you ask for one more?"),
    ("the first of the order is cut, whoever it is", _precision_first_cut, "Two pictures are identical to the last pixel: both lie at distance 0. Is it sure which of them comes first?"),
    ("twins of the query are taken out too", _precision_without_twins, "Another picture lies at distance 0 as well. Is it the query?"),
    ("the labels no longer belong to the distances", _precision_moved_up, "After an entry is deleted, which picture does number 7 mean? And in `labels`?"),
    ("the farthest instead of the nearest", _precision_farthest, "If pictures are sorted by their distance, at which end are the near ones? Which end do you take?"),
    ("divided by one too many", lambda points, labels, k: precision_at(points, labels, k) * k / (k + 1), "How many neighbours are counted, and by how many do you divide?"),
    ("a count instead of a share", lambda points, labels, k: precision_at(points, labels, k) * k, "What is the result when every neighbour is of the right class?"),
    ("one number for each query", lambda points, labels, k: np.array([_precision_of(points, labels, k, i) for i in range(len(points))]), "How many numbers came back, and how many are asked for?"),
)


# An orientation histogram ------------------------------------------------------------------------------------------------------
def _cells():
    yield np.array([[0.0]]), np.array([[2.0]]), 3
    yield np.array([[3.0]]), np.array([[4.0]]), 3
    yield np.array([[1.0, -3.0]]), np.array([[0.0, 4.0]]), 9
    yield np.array([[0.0, -2.0], [0.0, 2.0]]), np.array([[0.0, -1.0], [0.0, 1.0]]), 9  # flat pixels have no direction
    for side, bins in [(2, 5), (3, 9), (4, 7), (8, 7), (8, 9), (8, 11)]:  # 180 is no multiple of 7 or 11
        yield _points(side, side, 5), _points(side, side, 6), bins
    yield _points(6, 10, 5) / 400, _points(6, 10, 6) / 400, 12
    yield 300 * _points(20, 30, 5), 300 * _points(20, 30, 6), 18


@exercise(
    cases=_cells,
    hints=[
        "Two pixels have the arrows (down 0, right 2) and (down 3, right 4). With 3 bins, into which bins do they fall, and what do they add there?",
        "There are 9 bins in half a turn. How many degrees wide is each, and how often does this width fit into 50°?",
        "`np.hypot(down, right)` computes the lengths. `np.bincount` counts whole numbers. What do its arguments `weights` and `minlength` do?",
    ],
    why="Dividing the direction by the width of a bin and rounding down gives the number of the bin, and `% bins` turns a rounded 180° into 0°. `np.bincount` adds the lengths of all arrows with the same number. It takes flat arrays, hence `ravel`, and `minlength` keeps the bins at the end that stay empty.",
)
def orientation_histogram(down, right, bins):
    angles = np.degrees(np.arctan2(down, right)) % 180
    numbers = (angles * bins / 180).astype(int) % bins  # a tiny negative angle % 180 is rounded to 180 itself
    return np.bincount(numbers.ravel(), weights=np.hypot(down, right).ravel(), minlength=bins)


def _angles(down, right):
    return np.degrees(np.arctan2(down, right)) % 180


def _sorted_in(angles, amounts, bins, wide=180):
    numbers = (angles * bins / wide).astype(int).ravel() % bins
    return np.bincount(numbers, weights=np.broadcast_to(amounts, angles.shape).ravel(), minlength=bins)


def _histogram_that_loses(down, right, bins):
    histogram = np.zeros(bins)
    histogram[(_angles(down, right) * bins / 180).astype(int).ravel()] += np.hypot(down, right).ravel()
    return histogram


def _mean_lengths(down, right, bins):
    counts = _sorted_in(_angles(down, right), 1.0, bins)
    return orientation_histogram(down, right, bins) / np.maximum(counts, 1)


def _trimmed(down, right, bins):
    return np.bincount((_angles(down, right) * bins / 180).astype(int).ravel(), weights=np.hypot(down, right).ravel())


orientation_histogram.slips(
    ("pixels are counted, not lengths", lambda down, right, bins: _sorted_in(_angles(down, right), 1.0, bins), "One arrow has length 5 and another has length 0.1. Do they add the same to your histogram?"),
    ("squared lengths are added", lambda down, right, bins: _sorted_in(_angles(down, right), down**2 + right**2, bins), "How long is the arrow with down 3 and right 4, and what does your function add for it?"),
    ("|down| + |right| for the length", lambda down, right, bins: _sorted_in(_angles(down, right), abs(down) + abs(right), bins), "How long is the arrow with down 3 and right 4, and what does your function add for it?"),
    ("down and right are exchanged in the direction", lambda down, right, bins: _sorted_in(_angles(right, down), np.hypot(down, right), bins), "The arrow with down 0 and right 2 has the direction 0°. Into which bin does your function put it?"),
    ("a whole turn instead of half a turn", lambda down, right, bins: _sorted_in(np.degrees(np.arctan2(down, right)) % 360, np.hypot(down, right), bins, 360), "Two arrows point to opposite sides. Do both fall into the same bin?"),
    ("the sign of the angle is dropped", lambda down, right, bins: _sorted_in(abs(np.degrees(np.arctan2(down, right))) % 180, np.hypot(down, right), bins), "Which direction in half a turn does an arrow at -30° have, and which one does your function give it?"),
    ("the direction of the edge, not of the arrow", lambda down, right, bins: _sorted_in((_angles(down, right) + 90) % 180, np.hypot(down, right), bins), "The arrow with down 0 and right 2 has the direction 0°. Into which bin does your function put it?"),
    ("radians are taken for degrees", lambda down, right, bins: _sorted_in(np.arctan2(down, right) % 180, np.hypot(down, right), bins), "How large are your angles? In which unit are they, and in which unit is 180?"),
    ("the bins follow the data", lambda down, right, bins: np.histogram(_angles(down, right), bins, weights=np.hypot(down, right))[0], "If all arrows lie between 30° and 50°, where do your bins begin and end? Which argument of `np.histogram` fixes that?"),
    ("rounded to the nearest bin", lambda down, right, bins: _sorted_in(np.round(_angles(down, right) * bins / 180), np.hypot(down, right), bins, bins), "With 9 bins, the first reaches from 0° to 20°. Where does your function put an arrow at 15°?"),
    ("a bin keeps only its last arrow", _histogram_that_loses, "If two pixels fall into the same bin, what does `histogram[numbers] += lengths` add there? Which function adds both?"),
    ("empty bins at the end are missing", _trimmed, "How many numbers should the histogram have if no arrow falls into the last bin?"),
    ("divided by the number of pixels", lambda down, right, bins: orientation_histogram(down, right, bins) / down.size, "Is the sum asked for, or the mean? What do all your numbers add up to?"),
    ("divided by the total", lambda down, right, bins: orientation_histogram(down, right, bins) / max(np.hypot(down, right).sum(), 1e-9), "Is a share asked for, or a sum of lengths? What do all your numbers add up to?"),
    ("the mean length in each bin", _mean_lengths, "Two arrows of length 3 fall into one bin. What should stand there?"),
    ("only the slope to the right is added", lambda down, right, bins: _sorted_in(_angles(down, right), abs(right), bins), "How long is an arrow that points straight down, and what does your function add for it?"),
)


# Matching keypoints --------------------------------------------------------------------------------------------------------
def _two_pictures():
    yield np.array([[0.0, 0.0]]), np.array([[1.0, 0.0], [9.0, 0.0]]), 0.8
    yield np.array([[0.0, 0.0]]), np.array([[9.0, 0.0], [8.0, 0.0]]), 0.8  # not clear which one
    yield np.array([[0.0, 0.0], [9.0, 1.0]]), np.array([[0.0, 2.0], [0.0, 4.0], [9.0, 0.0]]), 0.5  # exactly half as far
    for n, m, d, ratio in [(3, 4, 2, 0.7), (5, 4, 3, 0.8), (4, 6, 3, 0.6), (12, 9, 8, 0.9), (30, 40, 128, 0.95)]:
        yield _points(n, d, 7), _points(m, d, 8), ratio
    yield 100 * _points(9, 5, 7), 100 * _points(7, 5, 8), 0.8
    yield _points(9, 5, 7) / 1e6, _points(7, 5, 8) / 1e6, 0.8  # no number that is merely small will do below a line
    twice = _points(4, 3, 9)
    yield twice, np.concatenate([twice[[2, 0]], twice[[2, 3]] + [0.1, 0.0, 0.0]]), 0.8  # one has itself, one two near ones
    yield np.array([[0.0, 0.0], [5.0, 5.0]]), np.array([[1.0, 0.0], [1.0, 0.0], [9.0, 9.0]]), 0.8  # the same row twice
    yield np.array([[1.0, 2.0], [8.0, 8.0]]), np.array([[1.0, 2.0], [1.0, 2.0], [9.0, 9.0]]), 0.8  # 0 is not less than 0


@exercise(
    cases=_two_pictures,
    hints=[
        "A descriptor has the distances 5, 2 and 3 to three others. Which is its match at ratio 0.8, and is there one at ratio 0.5?",
        "`far = cdist(descriptors, others)` has one row for each descriptor. In a sorted row, at which places do the nearest and the second nearest stand?",
        "`np.sort(far, axis=1)` sorts each row, `far.argmin(axis=1)` says where its smallest number stands, and `np.where` chooses between two arrays.",
    ],
    why="Sorting each row of distances puts the nearest and the second nearest at places 0 and 1. `argmin` says who the nearest is, and `np.where` writes -1 where the choice is not clear.",
)
def match_keypoints(descriptors, others, ratio):
    far = cdist(descriptors, others)
    near = np.sort(far, axis=1)
    return np.where(near[:, 0] < ratio * near[:, 1], far.argmin(axis=1), -1)


def _chosen(far, kept, none=-1):
    return np.where(kept, far.argmin(axis=1), none)


def _by(rule, power=1, none=-1):
    """Match by another rule for the nearest and the second nearest."""

    def wrong(descriptors, others, ratio):
        far = cdist(descriptors, others)
        near = np.sort(far**power, axis=1)
        return _chosen(far, rule(near[:, 0], near[:, 1], ratio), none)

    return wrong


def _clear(a, b, ratio):
    return a < ratio * b


def _second_column(descriptors, others, ratio):
    far = cdist(descriptors, others)
    return _chosen(far, far[:, 0] < ratio * far[:, 1])


def _block_distance(descriptors, others, ratio):
    far = cdist(descriptors, others, "cityblock")
    near = np.sort(far, axis=1)
    return _chosen(far, near[:, 0] < ratio * near[:, 1])


def _products(descriptors, others, ratio):
    alike = descriptors @ others.T
    second, largest = np.sort(alike, axis=1)[:, -2:].T
    return np.where(second < ratio * largest, alike.argmax(axis=1), -1)


def _after_sorting(descriptors, others, ratio):
    near = np.sort(cdist(descriptors, others), axis=1)
    return _chosen(near, near[:, 0] < ratio * near[:, 1])


def _second_index(descriptors, others, ratio):
    matches = match_keypoints(descriptors, others, ratio)
    return np.where(matches < 0, -1, cdist(descriptors, others).argsort(axis=1)[:, 1])


match_keypoints.slips(
    ("the ratio is not tested", _by(lambda a, b, ratio: a >= 0), "A descriptor has two others at nearly the same distance. Is its match clear? What do you return for it?"),
    ("squared distances are compared", _by(_clear, power=2), "The distances are 3 and 4, and the ratio is 0.7. Does 3 pass? Do 9 and 16 pass?"),
    ("the ambiguous ones are kept", _by(lambda a, b, ratio: a >= ratio * b), "When the nearest is much nearer than the second, is the match clear or not? Which of the two do you keep?"),
    ("the index is taken after sorting", _after_sorting, "In a sorted row, the nearest always stands at place 0. Where did it stand before?"),
    ("the ratio is a largest distance", _by(lambda a, b, ratio: a < ratio), "What happens to your rule if all numbers of all descriptors are multiplied by 100?"),
    ("kept at exactly the ratio, too", _by(lambda a, b, ratio: a <= ratio * b), "The exercise asks for *less* than `ratio` times the second distance. What if they are equal?"),
    ("the difference is compared, not the ratio", _by(lambda a, b, ratio: b - a > ratio), "What happens to your rule if all numbers of all descriptors are multiplied by 100?"),
    ("0 where there is no match", _by(_clear, none=0), "Which descriptor has the index 0? What should stand where there is no match?"),
    ("the rows without a match are left out", lambda descriptors, others, ratio: (lambda m: m[m >= 0])(match_keypoints(descriptors, others, ratio)), "How many numbers should come back, and to which descriptor does the third one belong?"),
    ("the second nearest is returned", _second_index, "Which of the two is the match: the nearest or the second nearest?"),
    ("the first two others are compared, not the nearest two", _second_column, "Is the first column of distances always the smallest?"),
    ("the farthest is taken for the nearest", lambda descriptors, others, ratio: np.where(match_keypoints(descriptors, others, ratio) < 0, -1, cdist(descriptors, others).argmax(axis=1)), "Is the match the descriptor at the smallest or at the largest distance?"),
    ("the others look for their nearest", lambda descriptors, others, ratio: match_keypoints(others, descriptors, ratio) if len(descriptors) > 1 else np.zeros(len(others), int), "Which rows look for a match, and how many numbers should come back?"),
    ("differences are added without squares", _block_distance, "Which distance does the formula of this lesson compute?"),
    ("the largest product is taken for the nearest", _products, "Is a long vector near to everything?"),
    ("distances are returned, not indices", lambda descriptors, others, ratio: np.where(match_keypoints(descriptors, others, ratio) < 0, -1, cdist(descriptors, others).min(axis=1)), "Which is asked for: how far the match is, or which row it is?"),
)


# The studio ----------------------------------------------------------------------------------------------------------------
_TWINS, _TWINS_IN_HALF = 60, 58  # HOG alone finds 59 and 59 at its best, maps of medium depth 68 and 58


@cache
def _food():
    """Return the drawings of food by both artists, mirrored and their colours swapped, and the order of the second ones.

    They are not to be looked up by their pixels, nor by their place in a row.
    """
    images = []
    for artist in drawings.ARTISTS:
        drawn = drawings.draw(drawings.table().where(group="food", artist=artist))
        images.append(np.ascontiguousarray(drawings.on_ground(drawn)[:, :, ::-1, [1, 2, 0]]))
    order = np.random.default_rng(5).permutation(len(images[0]))
    return *images, order


def _shown():
    """Return what `describe` is called with: a drawing alone, it among its artist's, the other's in another order, darker."""
    noto, fluent, order = _food()
    return [(images.copy(),) for images in (noto[7:8], noto, fluent[order], fluent[order] / 2)]


def _vectors(described):
    return [np.asarray(vectors, dtype=float) for vectors in described]


def _shapes(described):
    return [(np.ndim(vectors), len(vectors)) for vectors in described]


def _longest(described):
    return max(vectors.shape[1] for vectors in _vectors(described))


def _not_finite(described):
    return int(sum(np.sum(~np.isfinite(vectors)) for vectors in _vectors(described)))


def _alone(described):
    """How much the vector of a picture changes if it comes alone, in per cent of its length."""
    alone, among, *_ = _vectors(described)
    with np.errstate(invalid="ignore"):  # another property tells of infinities
        return round(100 * float(np.linalg.norm(among[7] - alone[0]) / max(np.linalg.norm(among[7]), 1e-12)), 2)


def _found(described, artist):
    """Count the pictures whose twin is nearest, with nothing else at that distance."""
    vectors, order = _vectors(described), _food()[2]
    far = cdist(vectors[1][order], vectors[artist])
    return int(np.sum(np.sum(far <= np.diag(far)[:, None], axis=1) == 1))


def _colours(images):
    return images.reshape(len(images), 8, 8, 8, 8, 3).mean(axis=(2, 4)).reshape(len(images), -1)


@built(
    budget=20,
    cases=_shown,
    hints=[
        "How many twins do colours find alone, and how many does HOG find alone? Do they fail at the same drawings?",
        "`np.hstack([a, b])` puts two features side by side. How long, on average, is a vector of `a`, and how long is one of `b`? Which of them decides what is near?",
        "Half the light halves every colour. What can you do to a vector of colours, so that the halved vector becomes the same?",
        "Subtract from each vector of colours its own mean, and divide it by its own length. `np.linalg.norm(a, axis=1, keepdims=True)` computes the length of each row.",
    ],
    why="Edges and colours are blind to different things, so together they find more twins than either alone. Both are divided by their length: then they count equally, and half the light changes neither of them.",
)
def describe(images):
    squares = images.reshape(len(images), 8, 8, 8, 8, 3).mean(axis=(2, 4)).reshape(len(images), -1)
    squares = squares - squares.mean(axis=1, keepdims=True)
    parts = HOGFeatures(cells=6).fit_transform(images), squares
    return np.hstack([part / (np.linalg.norm(part, axis=1, keepdims=True) + 1e-9) for part in parts])


describe.properties(
    ("axes and rows of what is returned", _shapes, [(2, 1), (2, 130), (2, 130), (2, 130)], lambda images: describe(images).ravel(), "How many drawings did your function get, and how many rows has the array that it returns? Is each row one vector?"),
    ("numbers in a vector", _longest, at_most(2000), lambda images: images.reshape(len(images), -1), "Which numbers of a drawing does a search need? What could be averaged?"),
    ("numbers that are not finite", _not_finite, 0, lambda images: np.where(np.arange(len(images))[:, None] == 0, np.nan, describe(images)), "Where does your function divide, and can it divide by 0?"),
    ("change of a vector whose drawing comes alone, in per cent", _alone, at_most(1), lambda images: describe(images) - describe(images).mean(axis=0), "Does the vector of one drawing depend on the other drawings that come with it? When you search for your own drawing, it comes alone."),
    ("twins of rank 1, of 130", lambda described: _found(described, 2), at_least(_TWINS), _colours, "Which two features of the lesson are blind to different things? What happens if you put both into one vector, and how much does each of them count?"),
    (
        "twins of rank 1 in half the light, of 130",
        lambda described: _found(described, 3),
        at_least(_TWINS_IN_HALF),
        lambda images: np.hstack([HOGFeatures(cells=6).fit_transform(images), _colours(images)]),
        "Half the light halves every colour. Which part of your vector changes, and how could you scale that part so that it stays the same?",
    ),
)


RECALL = (
    Recall("itself", "A retrieval test reports 100 % for the nearest neighbour. What do you look at first?", ("whether the query itself was found", "whether the distance is squared", "whether there are enough classes"), "a", "The query lies at distance 0 from itself. Take it out of the collection."),
    Recall("map", "t-SNE draws two groups far apart. What does that say about their distance?", ("that it is large", "very little", "that it is small"), "b", "t-SNE keeps neighbours together. Sizes of groups and gaps between them are not kept."),
    Recall("bag", "What does a bag of visual words forget?", ("where the keypoints lay", "how often a word was met", "which words were met"), "a", "It counts words, each as often as it is met. Where they lay is lost."),
)
