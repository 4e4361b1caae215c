import itertools

import label_maps
import numpy as np
import pytest
from skimage.color import rgb2lab
from sklearn.cluster import KMeans
from tolerances import close

from imagen_course.regions import merge_regions, region_table
from imagen_course.segment import kmeans, kmeans_steps, nearest_cells, rgb_to_lab, slic


@pytest.fixture(scope="module")
def pictures():
    return label_maps.noisy_scenes()


def halves(h=12, w=16, at=7):
    """Black on the left, white from column ``at`` on."""
    image = np.zeros((h, w, 3), "float32")
    image[:, at:] = 1.0
    return image


# k-means.


def test_kmeans_by_hand():
    first, second, *more = kmeans_steps([[0.0], [3.0], [7.0], [8.0]], 2, seed=1)
    assert not more
    np.testing.assert_allclose(first.inertia, 3**2 + 0 + 1 + 0)  # the seeds are 3 and 8
    np.testing.assert_allclose(second.centroids, [[1.5], [7.5]])
    np.testing.assert_allclose(second.inertia, 4 * 0.5**2 + 2 * 2.0)
    assert second.labels.tolist() == [0, 0, 1, 1]


@pytest.mark.parametrize(("n", "d", "k"), [(60, 1, 3), (500, 2, 5), (300, 8, 40), (20, 3, 20)])
def test_kmeans_ends_where_scikit_learn_ends_from_the_same_seeds(rng, n, d, k):
    points = rng.normal(size=(n, d)) + rng.integers(0, 4, size=(n, 1))
    start = next(kmeans_steps(points, k, seed=2))
    theirs = KMeans(k, init=start.centroids, n_init=1, tol=0, algorithm="lloyd").fit(points)
    mine = kmeans(points, k, seed=2)
    np.testing.assert_allclose(mine.inertia, theirs.inertia_, rtol=1e-4, atol=1e-6)
    np.testing.assert_allclose(mine.centroids, theirs.cluster_centers_, **close())
    np.testing.assert_array_equal(mine.labels, theirs.labels_)


@pytest.mark.parametrize("seed", range(4))
def test_inertia_never_rises_and_the_end_is_a_fixed_point(rng, seed):
    points = rng.normal([1000, 0, -1000], size=(400, 3))  # far from 0, where float32 rounds
    states = list(kmeans_steps(points, 7, seed=seed))
    inertia = [state.inertia for state in states]
    assert len(inertia) > 4
    assert (np.diff(inertia) < 0).all()
    last = states[-1]
    distances = np.linalg.norm(points[:, None] - last.centroids, axis=2)
    np.testing.assert_array_equal(distances.argmin(axis=1), last.labels)
    np.testing.assert_allclose((distances.min(axis=1) ** 2).sum(), last.inertia, rtol=1e-3)
    means = [points[last.labels == cluster].mean(axis=0) for cluster in range(7)]
    np.testing.assert_allclose(means, last.centroids, rtol=1e-5, atol=1e-3)


def test_seeds_are_spread_over_clusters_that_lie_apart(rng):
    """k-means++ misses one of eight tight clusters with a chance under 1 in 10,000; eight points at random, 997 in 1,000."""
    middles = 100 * np.array(list(itertools.product([0, 1], repeat=3)))
    points = (middles[:, None] + rng.normal(size=(8, 50, 3))).reshape(-1, 3)
    for seed in range(20):
        state = next(kmeans_steps(points, 8, seed=seed))
        assert len(set(state.labels[::50].tolist())) == 8


def test_kmeans_with_twins_and_as_many_clusters_as_points():
    twins = kmeans(np.zeros((5, 2)), 3)
    assert twins.inertia == 0
    assert np.isfinite(twins.centroids).all()
    assert kmeans(np.arange(6.0)[:, None], 6).inertia == 0


def test_kmeans_of_a_picture_by_colour_and_by_place():
    image = np.zeros((6, 12, 3), "float32")
    image[:, :3] = image[:, 9:] = [0.9, 0.1, 0.1]  # red, black, red
    by_colour = kmeans(image, 2)
    assert by_colour.labels.shape == (6, 12)
    assert by_colour.labels.dtype == np.int32
    np.testing.assert_array_equal(by_colour.labels == by_colour.labels[0, 0], image[..., 0] > 0.5)
    np.testing.assert_allclose(by_colour.inertia, 0, atol=1e-6)
    by_place = kmeans(image, 2, place=100.0)
    right = by_place.labels != by_place.labels[0, 0]
    assert right.any()
    np.testing.assert_array_equal(right, np.arange(12)[None].repeat(6, axis=0) >= 12 - right[0].sum())  # colour is nothing
    columns = np.stack([np.flatnonzero(right[0] == side).mean() for side in (False, True)])
    assert by_place.centroids.shape == (2, 5)
    np.testing.assert_allclose(np.sort(by_place.centroids[:, 4]), columns * 100 / 12, rtol=1e-5)


def test_kmeans_stops_when_told_to(rng):
    points = rng.normal(size=(300, 2))
    third = next(itertools.islice(kmeans_steps(points, 6), 2, None))
    np.testing.assert_array_equal(kmeans(points, 6, n_iter=3).centroids, third.centroids)


# Lab and SLIC.


def test_lab_against_scikit_image(rng):
    images = rng.random((2, 9, 7, 3)).astype("float32")
    images[0, :3] *= 0.02  # where both curves are straight
    images[0, 0, :3] = [[0, 0, 0], [1, 1, 1], [0, 0, 1]]
    np.testing.assert_allclose(rgb_to_lab(images), rgb2lab(images.astype("float64")), rtol=1e-4, atol=2e-3)


@pytest.mark.parametrize("at", [4, 6, 7, 9])
def test_two_flat_halves_are_cut_where_they_meet(at):
    cut = slic(halves(at=at), n_segments=2)
    np.testing.assert_array_equal(cut, np.arange(16)[None].repeat(12, axis=0) >= at)
    np.testing.assert_array_equal(slic(halves(at=at).swapaxes(0, 1), n_segments=2).T, cut)
    many = slic(halves(24, 32, 2 * at), n_segments=12)
    np.testing.assert_array_equal(np.intersect1d(many[:, : 2 * at], many[:, 2 * at :]), [])


def test_a_flat_picture_is_cut_into_the_grid():
    segments = slic(np.full((12, 20, 3), 0.5, "float32"), n_segments=15)
    np.testing.assert_array_equal(segments, np.arange(12)[:, None] // 4 * 5 + np.arange(20) // 4)


@pytest.mark.parametrize("shape", [(1, 1), (1, 40), (37, 1), (7, 11), (31, 50), (64, 64)])
@pytest.mark.parametrize("share", [0, 0.05, 0.3, 1])
def test_regions_are_connected_and_numbered(rng, shape, share):
    image = rng.random((*shape, 3), dtype=np.float32)
    n_segments = max(1, round(share * shape[0] * shape[1]))
    segments = slic(image, n_segments=n_segments, compactness=5.0)
    assert segments.shape == shape
    assert segments.dtype == np.int32
    label_maps.assert_lawful(segments)


def test_small_pieces_join_the_neighbour_they_share_most_border_with():
    image = halves(12, 24, 12)
    image[4:6, 3:5] = 1.0  # a white island in the black half,
    image[2:4, 12:14] = 0.0  # and a black bay in the white one
    loose, tight = (slic(image, n_segments=2, compactness=1.0, connected=c) for c in (False, True))
    assert [loose[4, 3], loose[2, 12], loose[0, 0], loose[0, 23]] == [1, 0, 0, 1]
    assert [tight[4, 3], tight[2, 12], tight[0, 0], tight[0, 23]] == [0, 0, 0, 1]
    assert tight.max() == 1


def test_no_region_is_smaller_than_a_quarter_of_a_cell(rng):
    segments = slic(rng.random((60, 60, 3), dtype=np.float32), n_segments=36, compactness=1.0)
    assert np.bincount(segments.ravel()).min() >= 25


def test_compactness_makes_regions_square(pictures):
    """A region's moment about its middle, against that of a square of its area: 1 at best but for rounding."""

    def spread(segments):
        table = region_table(pictures[0], segments)
        place = np.stack(np.indices(segments.shape), axis=-1) - table.centroids[segments]
        return np.mean((place**2).sum(axis=-1)) / np.mean(table.areas[segments] / 6)

    loose, usual, tight = (spread(slic(pictures[0], n_segments=30, compactness=c)) for c in (1.0, 10.0, 1000.0))
    assert loose > usual > tight
    np.testing.assert_allclose(tight, 1, atol=0.05)


def test_a_batch_is_cut_as_one_by_one(pictures, monkeypatch):
    together = slic(pictures, n_segments=20)
    np.testing.assert_array_equal(together, [slic(image, n_segments=20) for image in pictures])
    merged = merge_regions(pictures, together)
    np.testing.assert_array_equal(merged, [merge_regions(*pair) for pair in zip(pictures, together, strict=True)])
    loose = {"n_segments": 3, "compactness": 1.0}  # in a grid of one row a cell lies below its like in the picture before
    np.testing.assert_array_equal(slic(pictures[:, :8], **loose), [slic(image, **loose) for image in pictures[:, :8]])
    monkeypatch.setattr("imagen_course.arrays._NUMPY_BLOCK", 2 * 48 * 60)  # pictures go through two at a time
    np.testing.assert_array_equal(slic(pictures, n_segments=20), together)
    np.testing.assert_array_equal(merge_regions(pictures, together), merged)


def test_an_empty_batch_has_no_regions():
    assert slic(np.zeros((0, 8, 8, 3), "float32"), n_segments=4).shape == (0, 8, 8)
    assert merge_regions(np.zeros((0, 8, 8, 3), "float32"), np.zeros((0, 8, 8), int)).shape == (0, 8, 8)


def test_grey_is_cut_as_the_same_grey_in_colour(pictures):
    grey = pictures[..., :1]
    np.testing.assert_array_equal(slic(grey, n_segments=20), slic(grey.repeat(3, axis=-1), n_segments=20))
    segments = slic(grey, n_segments=20)
    np.testing.assert_array_equal(merge_regions(grey, segments), merge_regions(grey.repeat(3, axis=-1), segments))


def test_centres_and_labels_agree_with_loops(pictures):
    """SLIC by its definition, pixel by pixel, where no squares are taken together (blocks of up to 7 x 7)."""
    image, rows, columns, size, scale = pictures[1, :42, :49], 6, 7, 7, 10 / 7
    features = np.concatenate([rgb2lab(image), scale * np.stack(np.indices((42, 49)), axis=-1)], axis=-1)
    cell = np.arange(42)[:, None] // size * columns + np.arange(49) // size
    labels = cell
    for _ in range(6):
        centres = np.array([features[labels == k].mean(axis=0) for k in range(rows * columns)])
        labels = np.zeros_like(cell)
        for r, c in np.ndindex(42, 49):
            near = [k for k in range(42) if abs(k // 7 - r // size) <= 1 and abs(k % 7 - c // size) <= 1]
            labels[r, c] = near[np.argmin(((features[r, c] - centres[near]) ** 2).sum(axis=1))]
    mine = slic(image, n_segments=42, n_iter=5, connected=False)
    assert np.mean(mine == labels) > 0.998  # ties aside


# Keras tensors.


@pytest.mark.keras
def test_slic_on_a_tensor_gives_the_labels_of_numpy(pictures):
    from keras import ops

    tensor = ops.convert_to_tensor(pictures)
    for options in ({"n_segments": 30}, {"n_segments": 100, "compactness": 20.0, "n_iter": 10}):
        mine, theirs = slic(pictures, **options), slic(tensor, **options)
        assert isinstance(theirs, np.ndarray)
        assert theirs.dtype == np.int32
        cells = slic(tensor, connected=False, **options) == slic(pictures, connected=False, **options)
        assert cells.mean() >= 0.999
        assert np.mean([np.mean(a == b) for a, b in zip(mine, theirs, strict=True)]) >= 0.99  # a tie can renumber the rest
    single = slic(tensor[0], n_segments=30, connected=False)
    assert np.mean(single == slic(pictures[0], n_segments=30, connected=False)) >= 0.999


@pytest.mark.keras
def test_compiled_clustering_gives_the_labels_of_numpy(pictures):
    from keras import ops

    from imagen_course.arrays import compiled, to_numpy

    cluster = compiled(lambda images: nearest_cells(rgb_to_lab(images), n_segments=30, n_iter=2))
    assert (
        np.mean(
            to_numpy(cluster(ops.convert_to_tensor(pictures))) == slic(pictures, n_segments=30, n_iter=2, connected=False)
        )
        >= 0.999
    )


@pytest.mark.keras
def test_lab_kmeans_merging_and_table_take_tensors(pictures):
    from keras import ops

    tensor, segments = ops.convert_to_tensor(pictures), slic(pictures, n_segments=30)
    lab = rgb_to_lab(tensor)
    assert ops.is_tensor(lab)
    np.testing.assert_allclose(ops.convert_to_numpy(lab), rgb_to_lab(pictures), rtol=1e-4, atol=2e-3)
    for place in (0.0, 0.5):
        mine, theirs = kmeans(pictures[0], 4, place=place), kmeans(tensor[0], 4, place=place)
        assert ops.is_tensor(theirs.labels)
        assert ops.is_tensor(theirs.centroids)
        assert np.mean(ops.convert_to_numpy(theirs.labels) == mine.labels) >= 0.999
        np.testing.assert_allclose(theirs.inertia, mine.inertia, rtol=1e-4)
    assert np.mean(merge_regions(tensor, segments) == merge_regions(pictures, segments)) >= 0.999
    for mine, theirs in zip(region_table(pictures[0], segments[0]), region_table(tensor[0], segments[0]), strict=True):
        np.testing.assert_array_equal(mine, theirs)


# Bad input.

GOOD = np.zeros((6, 8, 3), "float32")
NOT_PICTURES = {
    "uint8": (GOOD.astype("uint8"), TypeError, "divide by 255"),
    "nan": (np.full_like(GOOD, np.nan), ValueError, "finite"),
    "0..255": (GOOD + 200, ValueError, r"in \[0, 1\]"),
    "no colours": (GOOD[..., 0], ValueError, "shape"),
    "five channels": (np.zeros((6, 8, 5), "float32"), ValueError, "1 or 3 channels"),
    "no pixels": (GOOD[:0], ValueError, r"must have shape .*, got .*0, 8, 3"),
    "words": (np.full((6, 8, 3), "red"), TypeError, "floating point"),
}


@pytest.mark.parametrize(("image", "error", "message"), NOT_PICTURES.values(), ids=NOT_PICTURES)
def test_what_is_no_picture_is_refused(image, error, message):
    segments = np.zeros(image.shape[:2], int)
    for call in (
        lambda: slic(image, n_segments=1),
        lambda: merge_regions(image, segments),
        lambda: region_table(image, segments),
    ):
        with pytest.raises(error, match=message):
            call()
    if image.ndim == 3:
        with pytest.raises(error, match=message):
            kmeans(image, 1)


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"n_segments": 0}, ValueError, "n_segments must be a whole number in .1, 48., got 0: each region needs a pixel"),
        ({"n_segments": 49}, ValueError, "n_segments must be a whole number in .1, 48., got 49"),
        ({"n_segments": 4.5}, TypeError, "n_segments must be a whole number in .1, 48., got 4.5"),
        ({"n_segments": 4, "compactness": 0.0}, ValueError, "compactness must be a number in .0, 10000., got 0.0"),
        ({"n_segments": 4, "compactness": np.nan}, ValueError, "compactness must be a number in .0, 10000., got nan"),
        ({"n_segments": 4, "n_iter": 0}, ValueError, "n_iter must be a whole number in .1, inf., got 0"),
    ],
)
def test_bad_options_of_slic(options, error, message):
    with pytest.raises(error, match=message):
        slic(GOOD, **options)


@pytest.mark.parametrize(
    ("points", "options", "error", "message"),
    [
        (
            np.zeros((4, 2)),
            {"n_clusters": 5},
            ValueError,
            "n_clusters must be a whole number in .1, 4., got 5: each cluster needs a point",
        ),
        (np.zeros((4, 2)), {"n_clusters": 0}, ValueError, "n_clusters must be a whole number in .1, 4., got 0"),
        (np.zeros((4, 2)), {"n_clusters": 1.0}, TypeError, "n_clusters must be a whole number"),
        (np.zeros((4, 2)), {"n_clusters": 1, "n_iter": 0}, ValueError, "n_iter must be a whole number in .1, inf."),
        (
            np.zeros((4, 2)),
            {"n_clusters": 1, "place": 1.0},
            ValueError,
            "place must be a number in .0, 0., got 1.0: only a picture's pixels have one",
        ),
        (GOOD, {"n_clusters": 1, "place": -1.0}, ValueError, "place must be a number in .0, inf."),
        (np.zeros(4), {"n_clusters": 1}, ValueError, r"shape \(m, d\)"),
        (np.zeros((0, 2)), {"n_clusters": 1}, ValueError, r"shape \(m, d\)"),
        (np.array([[0.0], [np.inf]]), {"n_clusters": 1}, ValueError, "points must be finite"),
    ],
)
def test_bad_input_of_kmeans(points, options, error, message):
    with pytest.raises(error, match=message):
        kmeans(points, **options)
