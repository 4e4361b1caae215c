import itertools

import label_maps
import numpy as np
import pytest

from imagen_course import region_graph
from imagen_course.region_graph import Borders


def blots(rng, *shape, n=6):
    """Label maps in blocks of 3 x 3, so that numbers come in several pieces and pictures share numbers."""
    n_pictures, rows, columns = shape
    return np.kron(rng.integers(n, size=shape), np.ones((1, 3, 3), int)).reshape(n_pictures, 3 * rows, 3 * columns)


def borders_by_looking(regions):
    """Every pair of pixels along an edge of one picture."""
    counts = {}
    for picture, r, c in np.ndindex(regions.shape):
        for dr, dc in ((0, 1), (1, 0)):
            if r + dr < regions.shape[1] and c + dc < regions.shape[2]:
                pair = tuple(sorted((int(regions[picture, r, c]), int(regions[picture, r + dr, c + dc]))))
                counts[pair] = counts.get(pair, 0) + (pair[0] != pair[1])
    return {pair: length for pair, length in sorted(counts.items()) if length}


@pytest.mark.parametrize("shape", [(1, 1, 1), (1, 1, 5), (1, 5, 1), (3, 1, 4), (3, 4, 1), (2, 4, 5)])
@pytest.mark.parametrize("sparse", [1, 20000])
def test_borders_against_looking_at_every_edge(rng, shape, sparse):
    regions = sparse * region_graph.in_one_row(blots(rng, *shape))  # numbers whose square fills 32 bits sort otherwise
    found = region_graph.borders(regions)
    expected = borders_by_looking(regions)
    assert list(zip(found.low.tolist(), found.high.tolist(), strict=True)) == list(expected)
    assert found.length.tolist() == list(expected.values())


def test_contracted_borders_are_those_of_the_merged_map(rng):
    regions = region_graph.in_one_row(blots(rng, 2, 5, 6, n=9))
    groups = rng.permutation(regions.max() + 1) // 3
    merged = region_graph.contracted(region_graph.borders(regions), groups)
    for mine, expected in zip(merged, region_graph.borders(groups[regions]), strict=True):
        np.testing.assert_array_equal(mine, expected)


def test_the_most_alike_neighbour_and_the_first_of_equal_ones(rng):
    pairs = list(itertools.combinations(range(12), 2))
    some = np.array([pairs[i] for i in rng.permutation(len(pairs))[:30]])
    difference = rng.integers(4, size=30) / 4  # many ties
    chosen = region_graph.most_alike(Borders(*some.T, np.ones(30, int)), difference, 13)
    for region in range(13):
        near = [(d, a + b - region) for (a, b), d in zip(some.tolist(), difference, strict=True) if region in (a, b)]
        assert chosen[region] == (min(near)[1] if near else -1)


def test_pixels_on_a_border_and_whose_they_may_become(rng):
    regions = region_graph.in_one_row(blots(rng, 2, 3, 4))
    pixels, choices = region_graph.border_pixels(regions)
    rim = np.pad(regions, ((0, 0), (1, 1), (1, 1)), mode="edge")
    beside = [rim[:, 1:-1, 1:-1], rim[:, :-2, 1:-1], rim[:, 2:, 1:-1], rim[:, 1:-1, :-2], rim[:, 1:-1, 2:]]
    expected = np.flatnonzero(np.any([other != regions for other in beside], axis=0))
    np.testing.assert_array_equal(pixels, expected)
    for mine, other in zip(choices, beside, strict=True):
        np.testing.assert_array_equal(mine, other.ravel()[expected])


def test_connected_regions_are_lawful_and_large_enough(rng):
    cells = blots(rng, 3, 8, 9, n=3)
    for each in region_graph.enforce_connectivity(cells, 1):
        label_maps.assert_lawful(each)
    for each in region_graph.enforce_connectivity(cells, 30):
        label_maps.assert_lawful(each)
        assert np.bincount(each.ravel()).min() >= 30
    assert region_graph.enforce_connectivity(np.zeros((0, 4, 4), int), 3).shape == (0, 4, 4)


def test_boxes_leave_out_numbers_that_no_pixel_has():
    found = region_graph.region_boxes(np.array([[[0, 0, 3]], [[1, 1, 1]]]))
    assert (found.pictures.tolist(), found.numbers.tolist()) == ([0, 0, 1], [0, 3, 1])
    assert found.boxes.tolist() == [[0, 0, 1, 2], [0, 2, 1, 3], [0, 0, 1, 3]]


def test_one_row_and_back(rng):
    segments = np.stack([np.unique(each, return_inverse=True)[1].reshape(9, 12) for each in blots(rng, 4, 3, 4)])
    regions = region_graph.in_one_row(segments)
    assert len(np.unique(regions)) == sum(each.max() + 1 for each in segments)
    np.testing.assert_array_equal(region_graph.picture_by_picture(regions), segments)
