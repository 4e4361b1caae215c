import itertools

import numpy as np
import pytest
from scipy import linalg, ndimage, stats
from scipy.spatial.distance import cdist
from skimage.segmentation import find_boundaries
from sklearn.metrics import jaccard_score, precision_recall_curve

from imagen_course import datasets
from imagen_course.features import CNNFeatures
from imagen_course.metrics import (
    achievable_segmentation_accuracy,
    average_precision,
    boundary_density,
    boundary_recall,
    box_iou,
    covering,
    frechet_distance,
    mean_iou,
    nearest,
    sample_precision_recall,
    scorecard,
    undersegmentation_error,
    wilson_interval,
)
from imagen_course.worlds import scenes


def blobs(rng, shape=(23, 31), n_labels=5):
    """A label map of a few large pieces."""
    noise = rng.normal(size=(n_labels, *shape))
    return ndimage.gaussian_filter(noise, (0, 3, 3)).argmax(axis=0)


# Regions


def test_regions_by_hand():
    # Three regions of 4 pixels; the middle one is cut 3 : 1, the right one 2 : 2.
    segments = np.array([[0, 0, 1, 1, 2, 2], [0, 0, 1, 1, 2, 2]])
    truth = np.array([[0, 0, 0, 0, 0, 1], [0, 0, 0, 1, 0, 1]])
    assert achievable_segmentation_accuracy(segments, truth) == pytest.approx((4 + 3 + 2) / 12)
    assert undersegmentation_error(segments, truth) == pytest.approx((0 + 2 * 1 + 2 * 2) / 12)


def test_region_scores_by_counting_pixels(rng):
    segments, truth = blobs(rng, n_labels=9), blobs(rng)
    place = np.arange(truth.size).reshape(truth.shape)
    regions = [set(place[segments == i]) for i in np.unique(segments)]
    objects = [set(place[truth == j]) for j in np.unique(truth)]
    best = sum(max(len(s & t) for t in objects) for s in regions) / truth.size
    leaked = sum(min(len(s & t), len(s - t)) for t in objects for s in regions if s & t) / truth.size
    assert 0.05 < leaked < 1  # a pair of maps on which the measures say something
    assert achievable_segmentation_accuracy(segments, truth) == pytest.approx(best)
    assert undersegmentation_error(segments, truth) == pytest.approx(leaked)


def test_laws_of_region_scores(rng):
    segments, truth = blobs(rng, n_labels=9), blobs(rng)
    accuracy, error = achievable_segmentation_accuracy(segments, truth), undersegmentation_error(segments, truth)
    assert 1 - accuracy <= error <= 2 * (1 - accuracy)
    renamed = rng.permutation(20)[segments]
    assert achievable_segmentation_accuracy(renamed, truth) == accuracy
    assert undersegmentation_error(segments, rng.permutation(20)[truth]) == error
    pieces = segments * 5 + blobs(rng)  # cutting regions further can only help
    assert achievable_segmentation_accuracy(pieces, truth) > accuracy
    assert undersegmentation_error(pieces, truth) < error
    assert (achievable_segmentation_accuracy(truth, truth), undersegmentation_error(truth, truth)) == (1, 0)


# Boundaries


def test_covering_by_hand():
    segments = np.array([[0, 0, 1, 1, 2, 2], [0, 0, 1, 1, 2, 2]])
    truth = np.array([[0, 0, 0, 0, 0, 0], [0, 0, 0, 1, 1, 1]])
    # Nine pixels: 4 of 4 + 9 - 4 with the left region, the best. Three pixels: 2 of 4 + 3 - 2 with the right one.
    assert covering(segments, truth) == pytest.approx((9 * 4 / 9 + 3 * 2 / 5) / 12)
    assert covering(truth, segments) == pytest.approx((4 * 4 / 9 + 4 * 3 / 10 + 4 * 2 / 5) / 12)


def test_covering_by_counting_pixels(rng):
    segments, truth = blobs(rng, n_labels=9), blobs(rng)
    place = np.arange(truth.size).reshape(truth.shape)
    regions = [set(place[segments == i]) for i in np.unique(segments)]
    objects = [set(place[truth == j]) for j in np.unique(truth)]
    best = sum(len(t) * max(len(s & t) / len(s | t) for s in regions) for t in objects) / truth.size
    assert 0.1 < best < 0.9
    assert covering(segments, truth) == pytest.approx(best)


def test_laws_of_covering(rng):
    truth = blobs(rng)
    assert covering(truth, truth) == pytest.approx(1)
    assert covering(rng.permutation(20)[truth], 3 * truth + 1) == pytest.approx(1)  # names and gaps do not matter
    pieces, one = np.arange(truth.size).reshape(truth.shape), np.zeros_like(truth)
    areas = np.bincount(truth.ravel()) / truth.size
    assert covering(pieces, truth) == pytest.approx(np.sum(areas > 0) / truth.size)
    assert covering(one, truth) == pytest.approx(np.sum(areas**2))


def test_boundaries_by_hand():
    segments = np.array([[0, 0, 0, 1, 1, 1, 1]])
    truth = np.array([[0, 0, 0, 0, 0, 1, 1]])  # boundary at columns 4 and 5; the regions' at 2 and 3
    assert boundary_density(segments) == pytest.approx(2 / 7)
    recall = [boundary_recall(segments, truth, tolerance=t) for t in range(3)]
    assert recall == [0, 0.5, 1]
    assert boundary_recall(segments, truth) == recall[2]


def test_boundary_recall_by_walking_the_window(rng):
    segments, truth = blobs(rng), blobs(rng)
    found, wanted = find_boundaries(segments, connectivity=1), find_boundaries(truth, connectivity=1)
    assert boundary_density(segments) == pytest.approx(found.mean())
    for tolerance in (0, 1, 3):
        hits = 0
        for row, column in np.argwhere(wanted):
            rows = slice(max(row - tolerance, 0), row + tolerance + 1)
            columns = slice(max(column - tolerance, 0), column + tolerance + 1)
            hits += found[rows, columns].any()
        assert 0 < hits < wanted.sum()
        assert boundary_recall(segments, truth, tolerance=tolerance) == pytest.approx(hits / wanted.sum())


def test_boundaries_at_the_extremes(rng):
    segments, plain = blobs(rng), np.zeros((23, 31), int)
    assert boundary_recall(segments, segments, tolerance=0) == 1
    assert boundary_recall(plain, segments) == 0
    assert boundary_recall(segments, plain) == 1
    assert boundary_density(plain) == 0
    assert boundary_density(np.arange(12).reshape(3, 4)) == 1


# Masks


def test_mean_iou_by_hand():
    truth = np.array([[[0, 0], [1, 1]], [[0, 0], [0, 2]]])
    predicted = np.array([[[0, 1], [1, 1]], [[0, 0], [0, 0]]])
    assert mean_iou(truth, predicted) == pytest.approx((4 / 6 + 2 / 3 + 0) / 3)


def test_mean_iou_is_the_jaccard_score_pooled_over_pictures(rng):
    truth = np.stack([blobs(rng, n_labels=4) for _ in range(3)])
    predicted = np.where(rng.random(truth.shape) < 0.7, truth, rng.integers(0, 4, truth.shape))
    truth[truth == 3], predicted[predicted == 3] = 6, 6  # classes 3, 4 and 5 occur nowhere
    expected = jaccard_score(truth.ravel(), predicted.ravel(), average="macro")
    assert 0.2 < expected < 0.9
    assert mean_iou(truth, predicted) == pytest.approx(expected)
    assert mean_iou(truth, predicted, n_classes=9) == pytest.approx(expected)
    assert mean_iou(predicted, truth) == pytest.approx(expected)
    assert mean_iou(truth, truth) == 1


# Boxes


def test_box_iou_counts_shared_pixels(rng):
    corners = rng.integers(0, 12, (9, 2, 2, 2))
    a, b = np.concatenate([corners.min(axis=1), corners.max(axis=1) + 1], axis=-1).transpose(1, 0, 2)  # (9, 4) each

    def pixels(box):
        return set(itertools.product(range(box[0], box[2]), range(box[1], box[3])))

    expected = [[len(pixels(p) & pixels(q)) / len(pixels(p) | pixels(q)) for q in b] for p in a]
    np.testing.assert_allclose(box_iou(a, b), expected)
    np.testing.assert_array_equal(box_iou(a, b), box_iou(b, a).T)
    np.testing.assert_array_equal(np.diagonal(box_iou(a, a)), 1)


def test_box_iou_of_nothing():
    assert box_iou([], [(0, 0, 1, 1)]).shape == (0, 1)
    assert box_iou([(2, 2, 2, 5)], [(2, 2, 2, 5), (0, 0, 9, 9)]).tolist() == [[0, 0]]


def test_average_precision_by_hand():
    # Class 0 has three boxes; by falling score: hit, miss, hit. Precision 1, 1/2, 2/3 at recall 1/3, 1/3, 2/3,
    # so AP = 1/3 * 1 + 1/3 * 2/3 = 5/9. Class 1 is found with the wrong box: AP = 0.
    square = [(0, 0, 4, 4), (10, 0, 14, 4), (20, 0, 24, 4)]
    truth_boxes, truth_labels = [square[:2], [square[2], (0, 0, 9, 9)]], [[0, 0], [0, 1]]
    boxes, labels, scores = [[square[0], square[2]], [square[2], (5, 5, 9, 9)]], [[0, 0], [0, 1]], [[0.9, 0.8], [0.7, 0.6]]
    result = average_precision(truth_boxes, truth_labels, boxes, labels, scores)
    assert result == pytest.approx((5 / 9 + 0) / 2)


def test_average_precision_one_box_is_found_once():
    square = (0, 0, 4, 4)
    twice = [[square, square, (9, 9, 12, 12)]], [[0, 0, 0]], [[3, 2, 1]]
    assert average_precision([[square, (9, 9, 12, 12)]], [[0, 0]], *twice) == pytest.approx(1 / 2 + 1 / 2 * 2 / 3)


def test_average_precision_threshold_is_inclusive():
    truth, half = [[(0, 0, 2, 2)]], [[(0, 0, 2, 1)]]
    assert average_precision(truth, [[0]], half, [[0]], [[1]], iou=0.5) == 1
    assert average_precision(truth, [[0]], half, [[0]], [[1]], iou=0.51) == 0


def detections(rng, n_pictures=12, n_classes=3):
    """True boxes and a detector that jitters, misses, mislabels, repeats and invents; scores are tied often."""
    truth_boxes, truth_labels, boxes, labels, scores = [], [], [], [], []
    for _ in range(n_pictures):
        n = rng.integers(0, 4)
        corner, side = rng.integers(0, 40, (n, 2)), rng.integers(6, 15, (n, 2))
        wanted, wanted_labels = np.hstack([corner, corner + side]), rng.integers(0, n_classes, n)
        seen = rng.integers(0, n, rng.integers(0, 5)) if n else np.zeros(0, int)
        found = wanted[seen] + rng.integers(-2, 3, (len(seen), 1))
        invented = np.add(rng.integers(0, 30, (2, 1)), [0, 0, 8, 8])
        truth_boxes.append(wanted)
        truth_labels.append(wanted_labels)
        boxes.append(np.vstack([found, invented]))
        labels.append(np.append(wanted_labels[seen], rng.integers(0, n_classes, 2)))
        scores.append(rng.integers(0, 6, len(seen) + 2) / 5)
    return truth_boxes, truth_labels, boxes, labels, scores


def average_precision_by_loops(truth_boxes, truth_labels, boxes, labels, scores, iou):
    """Match by loops; take the curve from scikit-learn, where a box nobody found is a positive with the lowest score."""
    areas = []
    for c in sorted(set(np.concatenate(truth_labels))):
        ranked = sorted(
            ((scores[i][k], i, k) for i in range(len(boxes)) for k in range(len(boxes[i])) if labels[i][k] == c),
            reverse=True,
        )
        taken, outcome = set(), []
        for _, i, k in ranked:
            best, claimed = 0, None
            for m, box in enumerate(truth_boxes[i]):
                overlap = box_iou([boxes[i][k]], [box])[0, 0]
                if truth_labels[i][m] == c and overlap > best:
                    best, claimed = overlap, (i, m)
            hit = best >= iou and claimed not in taken
            taken |= {claimed} if hit else set()
            outcome.append(hit)
        n_missed = sum(int(np.sum(t == c)) for t in truth_labels) - len(taken)
        ranked_scores = [score for score, *_ in ranked]
        precision, recall, thresholds = precision_recall_curve(
            outcome + [True] * n_missed, ranked_scores + [-1] * n_missed, drop_intermediate=False
        )
        real = np.append(thresholds >= 0, True)  # by rising threshold; the last point is (recall 0, precision 1)
        precision, recall = np.maximum.accumulate(precision[real][:-1]), recall[real]
        areas.append(np.sum(-np.diff(recall) * precision))
    return np.mean(areas)


@pytest.mark.parametrize("iou", [0.3, 0.5, 0.75])
def test_average_precision_against_loops_and_the_curve_of_scikit_learn(rng, iou):
    for _ in range(5):
        case = detections(rng)
        expected = average_precision_by_loops(*case, iou)
        assert 0 < expected < 1
        assert average_precision(*case, iou=iou) == pytest.approx(expected)


def test_laws_of_average_precision(rng):
    truth_boxes, truth_labels, boxes, labels, scores = case = detections(rng)
    expected = average_precision(*case)
    pictures = rng.permutation(len(boxes))
    assert average_precision(*([column[i] for i in pictures] for column in case)) == pytest.approx(expected)
    orders = [rng.permutation(len(s)) for s in scores]
    shuffled = ([row[order] for row, order in zip(column, orders, strict=True)] for column in (boxes, labels, scores))
    assert average_precision(truth_boxes, truth_labels, *shuffled) == pytest.approx(expected)
    assert average_precision(truth_boxes, truth_labels, boxes, labels, [np.exp(3 * s) for s in scores]) == pytest.approx(
        expected
    )
    perfect = truth_boxes, truth_labels, [rng.random(len(t)) for t in truth_labels]
    assert average_precision(truth_boxes, truth_labels, *perfect) == 1
    nothing = [[] for _ in boxes]
    assert average_precision(truth_boxes, truth_labels, nothing, nothing, nothing) == 0


def test_average_precision_leaves_out_classes_that_do_not_occur():
    box = [(0, 0, 2, 2), (5, 5, 7, 7)]
    assert average_precision([box[:1]], [[0]], [box], [[0, 4]], [[0.1, 0.9]]) == 1


# Bad input

MAP = np.zeros((2, 3), int)


@pytest.mark.parametrize("score", [achievable_segmentation_accuracy, undersegmentation_error, boundary_recall, covering])
def test_label_maps_that_are_none(score):
    with pytest.raises(TypeError, match=r"segments must hold whole numbers, got float64: convert"):
        score(MAP.astype(float), MAP)
    with pytest.raises(ValueError, match=r"truth must have shape \(2, 3\), got \(1, 2, 3\): the shape of segments"):
        score(MAP, MAP[None])
    with pytest.raises(ValueError, match=r"segments must have shape \(h, w\) with h at least 1, got \(0, 3\)"):
        score(MAP[:0], MAP[:0])
    with pytest.raises(ValueError, match="truth must lie in 0 to 9999999, got -1"):
        score(MAP, MAP - 1)
    with pytest.raises(ValueError, match=r"truth must have shape \(2, 3\), got \(2, 2\): the shape of segments"):
        score(MAP, MAP[:, :2])


@pytest.mark.parametrize("tolerance", [-1, 1.5, None])
def test_tolerance_that_is_none(tolerance):
    with pytest.raises((TypeError, ValueError), match=rf"tolerance must be a whole number in \[0, inf\), got {tolerance}"):
        boundary_recall(MAP, MAP, tolerance=tolerance)


def test_masks_that_are_none():
    with pytest.raises(ValueError, match=r"truth must have .*, got \(2, 3\): for one alone pass truth\[None\]"):
        mean_iou(MAP, MAP)
    with pytest.raises(ValueError, match=r"n_classes must be a whole number in \[3, inf\), got 2: background counts too"):
        mean_iou(MAP[None], MAP[None] + 2, n_classes=2)


def test_boxes_that_are_none():
    with pytest.raises(ValueError, match=r"a must have shape \(k, 4\), got \(4,\): a row is"):
        box_iou((0, 0, 1, 1), [(0, 0, 1, 1)])
    for bad in [(3, 0, 1, 1), (0, 0, 1, np.nan)]:
        with pytest.raises(ValueError, match=r"b must (be finite|have top <= bottom and left <= right)"):
            box_iou([(0, 0, 1, 1)], [bad])


@pytest.mark.parametrize(
    ("case", "message"),
    [
        (([[]], [[]], [[]], [[]], []), r"labels and scores must be equally many, got 1, 1, 1, 1 and 0"),
        (([[]], [[]], [[]], [[]], [[]]), "truth_boxes holds no box"),
        (
            ([[(0, 0, 1, 1)]], [[0, 1]], [[]], [[]], [[]]),
            r"truth_labels must have shape \(1,\), got \(2,\): one entry for each box",
        ),
        (
            ([[(0, 0, 1, 1)]], [[0]], [[(0, 0, 1, 1)]], [[0]], [[]]),
            r"scores must have shape \(1,\), got \(0,\)",
        ),
        (([[(0, 0, 1, 1)]], [[0]], [[(0, 0, 1, 1)]], [[0]], [[np.nan]]), "scores must be finite"),
        (([[(0, 0, 1, 1)]], [[0]], [[(0, 0, 1)]], [[0]], [[1]]), r"boxes must have shape \(k, 4\), got \(1, 3\)"),
    ],
)
def test_detections_that_are_none(case, message):
    with pytest.raises(ValueError, match=message):
        average_precision(*case)


@pytest.mark.parametrize("iou", [0, 1.5, np.nan])
def test_iou_that_is_none(iou):
    with pytest.raises(ValueError, match=r"iou must be a number in \(0, 1\], got"):
        average_precision([[]], [[]], [[]], [[]], [[]], iou=iou)


# Generated pictures


def test_frechet_distance_by_hand():
    # Means 1 and 5, deviations sqrt(2) and sqrt(8): 4**2 + (sqrt(8) - sqrt(2))**2. Then a second axis, on which both are 0.
    assert frechet_distance([[0], [2]], [[3], [7]]) == pytest.approx(16 + 2)
    assert frechet_distance([[0, 0], [2, 0]], [[3, 0], [7, 0]]) == pytest.approx(16 + 2)
    assert frechet_distance([[0, 0], [2, 0]], [[1, -1], [1, 1]]) == pytest.approx(2 + 2)  # nothing in common


@pytest.mark.parametrize("n", [4, 40])  # fewer points than dimensions as well: the covariance is then singular
def test_frechet_distance_by_the_square_root_of_a_matrix(rng, n):
    a, b = rng.normal(size=(n, 6)), rng.normal(size=(n + 3, 6)) @ rng.normal(size=(6, 6)) + 1
    first, second = np.cov(a.T), np.cov(b.T)
    values, axes = linalg.eigh(first)
    root = axes * np.sqrt(np.maximum(values, 0)) @ axes.T
    middle = np.sqrt(np.maximum(linalg.eigvalsh(root @ second @ root), 0)).sum()
    expected = np.sum((a.mean(axis=0) - b.mean(axis=0)) ** 2) + np.trace(first + second) - 2 * middle
    assert frechet_distance(a, b) == pytest.approx(expected, rel=1e-6)


def test_laws_of_frechet_distance(rng):
    a, b = rng.normal(size=(50, 5)), 2 * rng.normal(size=(70, 5)) + 1
    turn, shift = linalg.qr(rng.normal(size=(5, 5)))[0], rng.normal(size=5)
    distance = frechet_distance(a, b)
    assert frechet_distance(a, rng.permutation(a)) < 1e-12
    assert frechet_distance(a, a + shift) == pytest.approx(shift @ shift)
    assert frechet_distance(b, a) == pytest.approx(distance)
    assert frechet_distance(a @ turn + shift, b @ turn + shift) == pytest.approx(distance)
    assert frechet_distance(3 * a, 3 * b) == pytest.approx(9 * distance)


def test_frechet_distance_is_biased_by_the_size(rng):
    """Why the scorecard compares at equal size: sets of one kind lie apart, the smaller the further."""
    apart = [np.mean([frechet_distance(*rng.normal(size=(2, n, 8))) for _ in range(10)]) for n in (20, 80, 320)]
    assert apart[0] > 2 * apart[1] > 4 * apart[2] > 0


def test_precision_and_recall_by_counting(rng):
    real, sample, k = rng.normal(size=(300, 2)), rng.normal(0.7, size=(280, 2)), 3

    def share(points, centres):
        reach = [sorted(np.linalg.norm(centres - centre, axis=1))[k] for centre in centres]
        return np.mean([any(np.linalg.norm(centres - point, axis=1) <= reach) for point in points])

    assert sample_precision_recall(real, sample) == pytest.approx((share(sample, real), share(real, sample)))
    assert sample_precision_recall(sample, real) == pytest.approx((share(real, sample), share(sample, real)))


def test_laws_of_precision_and_recall(rng):
    real, others = rng.normal(size=(2, 300, 3))
    assert sample_precision_recall(real, real) == (1, 1)
    assert sample_precision_recall(real, real + 100) == (0, 0)
    collapsed, spread = 0.1 * others, 5 * others
    precision, recall = sample_precision_recall(real, collapsed)
    assert precision > 0.95
    assert recall < 0.2
    precision, recall = sample_precision_recall(real, spread)
    assert precision < 0.3
    assert recall > 0.95
    assert sample_precision_recall(real, others, k=9) > sample_precision_recall(real, others, k=1)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_nearest_is_what_all_distances_say(rng, dtype):
    sample, real = rng.random((300, 4, 5, 3)).astype(dtype), rng.random((70, 4, 5, 3)).astype(dtype)
    distances, indices = nearest(sample, real)
    expected = cdist(sample.reshape(300, -1), real.reshape(70, -1))
    np.testing.assert_array_equal(indices, expected.argmin(axis=1))
    np.testing.assert_allclose(distances, expected.min(axis=1), rtol=1e-5)
    distances, indices = nearest(real[::-1], real)  # a copy is exactly 0 away
    assert (distances == 0).all()
    np.testing.assert_array_equal(indices, np.arange(70)[::-1])


@pytest.fixture(scope="module")
def judge():
    """The scorecard of scenes: 800 to learn from, 400 held out, judged by the shipped network; and fresh ones."""
    training, held_out, fresh = (draw_scenes(n, seed) for n, seed in ((800, 2**21), (400, 2**22), (400, 2**22 + 1)))
    features = CNNFeatures(weights="scenes_whole").fit(fresh).transform
    known = {id(images): features(images) for images in (training, held_out)}  # computed once for all tests

    def card_of(images):
        looked_up = lambda images: known[id(images)] if id(images) in known else features(images)  # noqa: E731
        return scorecard(images, training, held_out, features=looked_up)

    return training, fresh, card_of


def draw_scenes(n, seed):
    return scenes.generate(n, size=32, n_objects=1, background="plain", seed=seed).images


def test_real_pictures_that_nobody_saw_have_a_perfect_scorecard(judge):
    _, fresh, card_of = judge
    card = card_of(fresh)
    assert 0.7 < card.frechet_ratio < 1.4  # ten seeds gave 0.92 to 1.22
    assert card.precision > 0.8
    assert card.recall > 0.8
    assert card.copies < 0.05


def test_a_copier_is_caught_by_nothing_but_its_copies(judge):
    training, _, card_of = judge
    card = card_of(training[:400])
    assert 0.7 < card.frechet_ratio < 1.4
    assert card.precision > 0.8
    assert card.copies == 1
    dimmed = card_of(0.98 * training[:400])
    assert dimmed.copies > 0.95


def test_a_collapsed_generator_is_caught_by_its_recall(judge):
    _, fresh, card_of = judge
    card = card_of(fresh[np.arange(400) % 6])  # six pictures, again and again
    assert card.precision > 0.5
    assert card.recall < 0.05
    assert card.frechet_ratio > 5


DAMAGE = {
    "noise": lambda images, strength: images + strength * np.random.default_rng(0).normal(size=images.shape),
    "blur": lambda images, strength: ndimage.gaussian_filter(images, (0, 10 * strength, 10 * strength, 0)),
    "colour": lambda images, strength: images + 2 * strength * np.array([1, 0, -1]),
    "half of it noise": lambda images, strength: np.where(
        np.arange(len(images))[:, None, None, None] < 2.5 * strength * len(images), 0.5, images
    ),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_the_frechet_ratio_grows_with_the_damage(judge, damage):
    _, fresh, card_of = judge
    damaged = (np.clip(DAMAGE[damage](fresh, strength), 0, 1).astype("float32") for strength in (0.1, 0.2))
    some, much = (card_of(images).frechet_ratio for images in damaged)
    assert much > 1.5 * some > 1.5 * 2  # fresh ones have about 1


def test_the_scorecard_of_digits():
    digits = datasets.load("digits")
    features = CNNFeatures(weights="digits").fit(digits.test_images).transform
    sets = digits.train_images, digits.test_images
    copied = scorecard(digits.train_images, *sets, features=features)
    assert copied.frechet_ratio == pytest.approx(1)  # by definition: the same pictures above and below the line
    assert copied.copies == 1
    blurred = scorecard(ndimage.gaussian_filter(digits.train_images, (0, 0.7, 0.7, 0)), *sets, features=features)
    noise = scorecard(np.random.default_rng(0).random((400, 8, 8, 1)), *sets, features=features)
    assert 1.5 < blurred.frechet_ratio < noise.frechet_ratio
    assert (noise.precision, noise.recall, noise.copies) == pytest.approx((0, 0, 0), abs=0.15)


def test_the_parts_of_sorted_sets_are_alike(rng):
    """Larger sets are cut by every so many: by thirds, the first would hold the dark pictures only."""
    training, images, held_out = (np.sort(rng.random((n, 1, 1, 1)), axis=0) for n in (890, 590, 300))
    flat = {"features": lambda pictures: pictures.reshape(len(pictures), -1)}
    card = scorecard(images, training, held_out, **flat)
    shuffled = scorecard(rng.permutation(images), rng.permutation(training), held_out, **flat)
    assert frechet_distance(training[:300, 0, 0], held_out[:, 0, 0]) > 0.1
    assert 0.1 < card.frechet_ratio / shuffled.frechet_ratio < 10
    assert card.precision > 0.9
    assert card.recall > 0.9


VECTORS = np.random.default_rng(0).random((8, 3))


@pytest.mark.parametrize(
    ("function", "message"),
    [
        (lambda: frechet_distance(VECTORS[:1], VECTORS), r"a must have shape \(n, d\) with n at least 2, got \(1, 3\)"),
        (lambda: frechet_distance(VECTORS, VECTORS[None]), r"b must have shape \(n, 3\), got \(1, 8, 3\)"),
        (lambda: frechet_distance(VECTORS, VECTORS[:, :2]), r"b must have shape \(n, 3\), got \(8, 2\): rows like"),
        (lambda: frechet_distance(VECTORS, VECTORS * np.nan), "b must be finite, got NaN"),
        (lambda: frechet_distance(VECTORS.astype(str), VECTORS), "a must hold numbers, got text"),
        (
            lambda: sample_precision_recall(VECTORS, VECTORS[:4], k=4),
            r"k must be a whole number in \[1, 3\], got 4: 3 is usual",
        ),
        (lambda: nearest(VECTORS, VECTORS[:0]), r"real must have shape \(n, ...\) with n at least 1, got \(0, 3\)"),
    ],
)
def test_vectors_that_are_none(function, message):
    with pytest.raises((TypeError, ValueError), match=message):
        function()


PICTURES = np.random.default_rng(0).random((6, 4, 4, 1))


@pytest.mark.parametrize(
    ("sets", "features", "message"),
    [
        ((PICTURES, PICTURES, PICTURES[:3]), np.ravel, r"four or more pictures each.* \(6, 4, 4, 1\) and \(3, 4, 4, 1\)"),
        ((PICTURES, PICTURES[:, 1:], PICTURES), np.ravel, "all of one height, width and channels: got"),
        ((PICTURES, PICTURES, PICTURES), "cnn", "features must be a function, got 'cnn'"),
        ((PICTURES, PICTURES, PICTURES), np.ravel, r"features\(images\) must have shape \(6, d\), got \(96,\)"),
        (
            (PICTURES, PICTURES, PICTURES),
            lambda x: x[:3, 0, 0],
            r"features\(images\) must have shape \(6, d\), got \(3, 1\): one vector",
        ),
        ((PICTURES, PICTURES, PICTURES), lambda x: x[:, 0, 0], "features must tell pictures apart"),
    ],
)
def test_sets_that_are_none(sets, features, message):
    with pytest.raises((TypeError, ValueError), match=message):
        scorecard(*sets, features=features)


@pytest.mark.parametrize(("k", "n"), [(0, 1), (1, 1), (0, 20), (18, 20), (20, 20), (337, 360), (5000, 10_000)])
def test_wilson_s_interval_is_scipy_s(k, n):
    theirs = stats.binomtest(k, n).proportion_ci(method="wilson")
    np.testing.assert_allclose(wilson_interval(k, n, z=stats.norm.ppf(0.975)), (theirs.low, theirs.high), atol=1e-12)


def test_wilson_s_interval_asks_for_successes_among_n():
    with pytest.raises(ValueError, match=r"successes must be a whole number in \[0, 5\], got 6: they are among n"):
        wilson_interval(6, 5)
