import itertools

import label_maps
import numpy as np
import pytest
from scipy import ndimage
from skimage.measure import regionprops
from tolerances import close

from imagen_course import metrics
from imagen_course.regions import group_regions, merge_regions, refine_borders, region_table
from imagen_course.segment import rgb_to_lab, slic
from imagen_course.worlds import scenes

GOOD = np.zeros((6, 8, 3), "float32")


@pytest.fixture(scope="module")
def pictures():
    return label_maps.noisy_scenes()


def strips(*greys, height=4, width=4):
    """Vertical strips of one grey each, and their label map."""
    image = np.repeat(np.array(greys, "float32"), width)[None, :, None].repeat(height, axis=0)
    return image, np.repeat(np.arange(len(greys)), width)[None].repeat(height, axis=0)


def test_like_neighbours_merge_and_unlike_ones_do_not():
    image, segments = strips(0.0, 0.1, 0.9, 1.0)
    np.testing.assert_array_equal(merge_regions(image, segments), segments // 2)
    np.testing.assert_array_equal(merge_regions(image, segments, threshold=0.0), segments)
    np.testing.assert_array_equal(merge_regions(image, segments, threshold=1000.0), 0 * segments)


def test_only_neighbours_along_two_edges_merge():
    image, segments = strips(0.2, 0.9, 0.2)
    np.testing.assert_array_equal(merge_regions(image, segments), segments)  # alike, but apart
    image, segments = strips(0.2, 0.2, height=1)
    np.testing.assert_array_equal(merge_regions(image, segments), segments)  # one edge
    image, segments = strips(0.2, 0.2, height=2)
    np.testing.assert_array_equal(merge_regions(image, segments), 0 * segments)  # two


def test_a_slow_change_of_colour_is_not_followed_from_end_to_end():
    image, segments = strips(*np.linspace(0.1, 0.9, 17))  # steps of about 5 in Lab
    merged = merge_regions(image, segments, threshold=18.0)
    label_maps.assert_lawful(merged)
    assert 2 < merged.max() + 1 < 9
    lightness = region_table(rgb_to_lab(image.repeat(3, -1))[..., :1] / 100, merged).colours[:, 0] * 100
    assert np.diff(lightness).min() >= 18


def test_merging_takes_the_most_alike_first():
    """Grey 0.5 may join either side, and joins the nearer, whose new mean is then too far from the other's."""
    image, segments = strips(0.35, 0.5, 0.6)
    lightness = rgb_to_lab(image.repeat(3, -1))[0, ::4, 0]
    assert np.diff(lightness).max() < 15.5 < lightness[1:].mean() - lightness[0]
    np.testing.assert_array_equal(merge_regions(image, segments, threshold=15.5)[0, ::4], [0, 1, 1])


def test_merged_regions_are_lawful_unions_of_what_they_were(pictures):
    segments = slic(pictures, n_segments=40)
    merged = merge_regions(pictures, segments)
    for before, after in zip(segments, merged, strict=True):
        label_maps.assert_lawful(after)
        assert after.max() < before.max()
        assert len(np.unique(before * 1000 + after)) == before.max() + 1


def test_objects_come_out_whole():
    world = scenes.generate(20, seed=5, background="plain")
    merged = merge_regions(world.images, slic(world.images, n_segments=64))
    for mask, segments in zip(world.masks, merged, strict=True):
        overlaps = [np.sum((mask > 0) & (segments == k)) / np.sum((mask > 0) | (segments == k)) for k in np.unique(segments)]
        assert max(overlaps) > 0.85


@pytest.mark.parametrize("channels", [1, 3])
def test_region_table_against_scikit_image(pictures, channels):
    image = pictures[0, ..., :channels]
    segments = slic(image, n_segments=25)
    table = region_table(image, segments)
    theirs = regionprops(segments + 1, intensity_image=image)
    np.testing.assert_array_equal(table.areas, [region.area for region in theirs])
    np.testing.assert_allclose(table.colours, [np.atleast_1d(region.intensity_mean) for region in theirs], **close())
    np.testing.assert_allclose(table.centroids, [region.centroid for region in theirs])
    np.testing.assert_array_equal(table.boxes, [region.bbox for region in theirs])


def test_neighbours_against_a_loop(pictures):
    segments = slic(pictures[2], n_segments=25)
    counts = {}
    for r, c in np.ndindex(segments.shape):
        for other in segments[r + 1 : r + 2, c].tolist() + segments[r, c + 1 : c + 2].tolist():
            if other != segments[r, c]:
                pair = tuple(sorted((int(segments[r, c]), other)))
                counts[pair] = counts.get(pair, 0) + 1
    table = region_table(pictures[2], segments)
    assert dict(zip(map(tuple, table.neighbours.tolist()), table.borders.tolist(), strict=True)) == counts
    assert table.neighbours.tolist() == sorted(table.neighbours.tolist())


def test_grouping_by_hand():
    # Greys of four strips, of 1, 2, 1 and 4 columns. Equal colours share all (1), others nothing (0); 1 - area / 8 is added.
    image = np.repeat(np.array([0.1, 0.9, 0.5, 0.5], "float32"), [1, 2, 1, 4])[None, :, None]
    grouping = group_regions(image, np.repeat(np.arange(4), [1, 2, 1, 4])[None])
    # 2 and 3: 1 + 3/8. Then 0 and 1: 5/8, before 1 and 4: 1/8.
    assert grouping.pairs.tolist() == [[2, 3], [0, 1], [4, 5]]
    assert grouping.boxes.tolist() == [
        *[[0, 0, 1, 1], [0, 1, 1, 3], [0, 3, 1, 4], [0, 4, 1, 8]],
        *[[0, 3, 1, 8], [0, 0, 1, 3], [0, 0, 1, 8]],
    ]


def slow_groups(image, segments):
    """Selective search on sets of pixels: merge the most alike pair of all, having looked at every two pixels."""
    regions = {i: {tuple(p) for p in np.argwhere(segments == i)} for i in range(segments.max() + 1)}
    every, pairs = dict(regions), []

    def histogram(region):
        return [np.histogram([image[p][c] for p in region], 25, (0, 1))[0] / len(region) for c in range(image.shape[2])]

    def likeness(a, b):
        shared = np.sum(np.minimum(histogram(regions[a]), histogram(regions[b]))) / image.shape[2]
        return shared + 1 - (len(regions[a]) + len(regions[b])) / segments.size

    def touch(a, b):
        return any((r + 1, c) in b or (r - 1, c) in b or (r, c + 1) in b or (r, c - 1) in b for r, c in a)

    while len(regions) > 1:
        near = [(a, b) for a, b in itertools.combinations(sorted(regions), 2) if touch(regions[a], regions[b])]
        a, b = max(near, key=lambda pair: likeness(*pair))
        new = len(every)
        every[new] = regions[new] = regions.pop(a) | regions.pop(b)
        pairs.append([a, b])
    return pairs, [[*np.min(list(r), axis=0), *(np.max(list(r), axis=0) + 1)] for r in every.values()]


@pytest.mark.parametrize("channels", [1, 3])
def test_grouping_against_sets_of_pixels(pictures, channels):
    image = pictures[0, 10:34, 12:41, :channels]
    segments = slic(image, n_segments=9)
    pairs, boxes = slow_groups(image, segments)
    grouping = group_regions(image, segments)
    assert len(pairs) > 4
    assert grouping.pairs.tolist() == pairs
    np.testing.assert_array_equal(grouping.boxes, boxes)


def test_laws_of_grouping(pictures):
    segments = slic(pictures[1], n_segments=30)
    grouping, k = group_regions(pictures[1], segments), segments.max() + 1
    np.testing.assert_array_equal(grouping.boxes[:k], region_table(pictures[1], segments).boxes)
    np.testing.assert_array_equal(grouping.boxes[-1], [0, 0, *segments.shape])
    assert sorted(grouping.pairs.ravel()) == list(range(2 * k - 2))  # each region but the last goes into another, once
    turned = group_regions(pictures[1][:, ::-1], segments[:, ::-1])
    np.testing.assert_array_equal(turned.pairs, grouping.pairs)


def test_one_region_is_one_proposal():
    grouping = group_regions(np.zeros((2, 3, 1)), np.zeros((2, 3), int))
    assert grouping.pairs.shape == (0, 2)
    assert grouping.boxes.tolist() == [[0, 0, 2, 3]]


def test_grouping_refuses_what_the_table_refuses(pictures):
    with pytest.raises(ValueError, match=r"image must be one picture \(h, w, c\), got shape"):
        group_regions(pictures, np.zeros(pictures.shape[:3], int))
    with pytest.raises(TypeError, match="segments must hold whole numbers, got float64"):
        group_regions(pictures[0], np.zeros(pictures.shape[1:3]))


def test_one_region_has_no_neighbours():
    table = region_table(np.full((3, 5, 1), 0.25), np.zeros((3, 5), int))
    assert table.neighbours.shape == (0, 2)
    assert table.boxes.tolist() == [[0, 0, 3, 5]]
    np.testing.assert_allclose(table.colours, [[0.25]])


@pytest.mark.parametrize(
    ("segments", "error", "message"),
    [
        (np.zeros((6, 7), int), ValueError, r"segments must have shape \(6, 8\), got \(6, 7\)"),
        (np.zeros((1, 6, 8), int), ValueError, r"segments must have shape \(6, 8\), got \(1, 6, 8\)"),
        (np.zeros((6, 8)), TypeError, "segments must hold whole numbers, got float64"),
        (np.full((6, 8), -1), ValueError, "segments must lie in 0 to 9999999, got -1 to -1"),
        (np.full((6, 8), 1), ValueError, "without a gap, got 1 labels from 1 to 1"),
        (np.full((6, 8), 10**12), ValueError, "segments must lie in 0 to 9999999"),
    ],
)
def test_bad_label_maps(segments, error, message):
    for function in (merge_regions, region_table):
        with pytest.raises(error, match=message):
            function(GOOD, segments)


@pytest.mark.parametrize("threshold", [-1.0, np.nan, np.inf])
def test_bad_thresholds(threshold):
    with pytest.raises(ValueError, match=r"threshold must be a number in .0, inf."):
        merge_regions(GOOD, np.zeros((6, 8), int), threshold=threshold)


def test_a_table_is_of_one_picture():
    with pytest.raises(ValueError, match="one picture"):
        region_table(GOOD[None], np.zeros((1, 6, 8), int))


def refined_slowly(image, segments):
    """One step of it, pixel by pixel."""
    means = [image[segments == number].mean(axis=0) for number in range(segments.max() + 1)]
    out = segments.copy()
    for row, column in np.ndindex(segments.shape):
        beside = [(row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)]
        inside = [(r, c) for r, c in beside if 0 <= r < segments.shape[0] and 0 <= c < segments.shape[1]]
        choices = {segments[row, column], *(segments[place] for place in inside)}
        out[row, column] = min(choices, key=lambda number: ((image[row, column] - means[number]) ** 2).sum())
    return out


def test_a_border_moves_as_slow_loops_move_it():
    rng = np.random.default_rng(0)
    image = np.kron(rng.random((3, 4, 3)), np.ones((5, 6, 1))) * 0.9 + 0.02 * rng.random((15, 24, 3))
    segments = np.kron(np.arange(12).reshape(3, 4), np.ones((5, 6), int))
    shifted = np.roll(segments, (1, 2), axis=(0, 1))
    shifted[0], shifted[:, :2] = segments[0], segments[:, :2]
    found = refine_borders(image, shifted, n_iter=1)
    expected = refined_slowly(image, shifted)
    assert (expected != shifted).sum() > 20
    np.testing.assert_array_equal(rand_matrix(found), rand_matrix(expected))


@pytest.mark.parametrize("n_iter", [1, 6, 12])
def test_the_means_follow_the_pixels_that_moved(n_iter):
    ramp = (np.linspace(0, 1, 24) ** 1.3)[None, :, None].repeat(6, axis=0)
    segments = expected = (np.arange(24) >= 4).astype(int)[None].repeat(6, axis=0)
    for _ in range(n_iter):  # each step the border moves by a pixel, and the means of both sides with it
        expected = refined_slowly(ramp, expected)
    np.testing.assert_array_equal(refine_borders(ramp, segments, n_iter=n_iter), expected)


def rand_matrix(labels):
    """Which of some pairs of pixels are in one region: the same for any numbering."""
    flat = labels.ravel()[::7]
    return flat[:, None] == flat


def test_a_single_pixel_that_is_cut_off_joins_a_neighbour():
    image = np.zeros((5, 9, 3))
    image[:, 4:] = 1.0
    image[2, 3] = 1.0  # a bridge of one pixel
    image[2, 2] = 0.9  # and one behind it, which will choose the bright side, and will hang on nothing
    image[2, 3] = 0.0
    segments = np.zeros((5, 9), int)
    segments[:, 4:] = 1
    segments[2, 3] = 1
    refined = refine_borders(image, segments, n_iter=1)
    np.testing.assert_array_equal(np.unique(refined), [0, 1])
    assert refined[2, 2] == refined[2, 1]


def test_a_larger_piece_that_is_cut_off_becomes_a_region_of_its_own():
    image = np.zeros((5, 9, 3))
    image[:, 4:] = 1.0
    image[1:3, 2] = 1.0
    segments = np.zeros((5, 9), int)
    segments[:, 4:] = 1
    segments[1:3, 2:4] = 1
    refined = refine_borders(image, segments, n_iter=1)
    np.testing.assert_array_equal(np.unique(refined), [0, 1, 2])
    assert (refined == refined[1, 2]).sum() == 2


@pytest.mark.parametrize("wrong", [np.zeros((6, 7, 3), "float32"), np.zeros((6, 8, 1), "float32")])
def test_lab_is_of_the_same_pictures(wrong):
    for call in (lambda: merge_regions(GOOD, np.zeros((6, 8), int), lab=wrong), lambda: slic(GOOD, n_segments=2, lab=wrong)):
        with pytest.raises(ValueError, match=r"lab must have shape \(1, 6, 8, 3\), got"):
            call()


def test_lab_that_is_there_already_changes_nothing(pictures):
    lab, cut = rgb_to_lab(pictures), slic(pictures, n_segments=40)
    np.testing.assert_array_equal(slic(pictures, n_segments=40, lab=lab), cut)
    np.testing.assert_array_equal(merge_regions(pictures, cut, lab=lab), merge_regions(pictures, cut))
    np.testing.assert_array_equal(merge_regions(pictures[0], cut[0], lab=lab[0]), merge_regions(pictures[0], cut[0]))


def test_refined_borders_are_those_of_the_objects():
    drawn = scenes.generate(20, seed=5, n_objects=(1, 4), background="plain")
    cut = merge_regions(drawn.images, slic(drawn.images, n_segments=64, compactness=20), threshold=14)
    refined = refine_borders(drawn.images, cut)
    before, after = (
        np.mean([metrics.achievable_segmentation_accuracy(one, mask) for one, mask in zip(maps, drawn.masks, strict=True)])
        for maps in (cut, refined)
    )
    assert 1 - after < 0.4 * (1 - before)


def test_refined_maps_are_maps():
    rng = np.random.default_rng(1)
    images = rng.random((3, 16, 20, 3), "float32")
    segments = np.stack([slic(image, n_segments=12) for image in images])
    refined = refine_borders(images, segments)
    assert refined.dtype == np.int32
    for one, image, before in zip(refined, images, segments, strict=True):
        np.testing.assert_array_equal(np.unique(one), np.arange(one.max() + 1))
        assert all(ndimage.label(one == number)[1] == 1 for number in range(one.max() + 1))
        np.testing.assert_array_equal(one, refine_borders(image, before))  # one picture, and one of many


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"n_iter": 0}, ValueError, "n_iter must be a whole number in .1, inf."),
        ({"n_iter": 1.5}, TypeError, "n_iter must be a whole number"),
    ],
)
def test_bad_refinement(options, error, message):
    with pytest.raises(error, match=message):
        refine_borders(np.zeros((4, 4, 3)), np.zeros((4, 4), int), **options)


def test_slivers_join_a_neighbour_and_larger_pieces_stay():
    """Two regions of 1,024 pixels, a 64th of which is 16; a piece of the first lies at the far side of the second."""
    for length, n_regions in ((5, 2), (20, 3)):
        segments = np.repeat([[0, 1]], 32, axis=1).repeat(32, axis=0)
        segments[:length, 62:] = 0  # 2 x length pixels
        refined = refine_borders(segments[..., None].astype(float), segments)
        assert refined.max() + 1 == n_regions, length


def test_slivers_are_small_beside_the_regions_of_their_own_picture():
    rng = np.random.default_rng(0)
    images = rng.random((2, 48, 48, 3))
    segments = np.stack([slic(images[:1], n_segments=n)[0] for n in (4, 40)])
    together = refine_borders(images, segments)
    for image, own, found in zip(images, segments, together, strict=True):
        np.testing.assert_array_equal(refine_borders(image, own), found)
        sizes = np.bincount(found.ravel())
        assert sizes.min() >= own.size / (1 + own.max()) / 64
