"""Regions described where they are: maps averaged by hand, colours, places and neighbours of a drawn map."""

import numpy as np
import pytest
from sklearn.base import clone

from imagen_course import photographs
from imagen_course.features import pool_regions
from imagen_course.region_features import MapFeatures, region_context

SEGMENTS = np.array([[[0, 0, 1, 1]] * 3 + [[2, 2, 2, 2]]])


@pytest.fixture(scope="module")
def images():
    return np.random.default_rng(0).random((1, 4, 4, 3)).astype("float32")


def test_a_region_is_the_mean_of_the_maps_that_lie_on_it(images):
    features = MapFeatures(side=32, stages=(5, 2))
    vectors = features.transform_regions(images, SEGMENTS)
    assert vectors.shape == (3, 112 + 24)
    assert vectors.dtype == "float32"
    deep, fine = photographs.maps(features._maps.__globals__["_resized"](images, 32), stages=(5, 2))
    np.testing.assert_allclose(vectors[:, :112], pool_regions(deep, SEGMENTS), rtol=1e-5)
    sampled = fine[0, ::2, ::2]  # (4, 4, 24): one of the map's cells for each pixel
    np.testing.assert_allclose(vectors[0, 112:], sampled[:3, :2].mean(axis=(0, 1)), rtol=1e-4)


def test_a_crop_with_a_full_mask_is_a_picture_of_one_region(images):
    features = MapFeatures(side=32, stages=(3, 6))
    crops = np.concatenate([images, np.ones((1, 4, 4, 1), "float32")], axis=-1)
    whole = features.transform_regions(images, 0 * SEGMENTS)
    np.testing.assert_allclose(features.transform(crops), whole, rtol=1e-4, atol=1e-5)
    crops[..., -1] = SEGMENTS == 1
    assert np.abs(features.transform(crops) - whole).max() > 0.01
    crops[..., -1] = 0
    assert not features.transform(crops).any()


def test_grey_pictures_are_shown_as_grey(images):
    features = MapFeatures(side=32, stages=(2,))
    grey = images[..., :1]
    np.testing.assert_array_equal(
        features.transform_regions(grey, SEGMENTS), features.transform_regions(grey.repeat(3, axis=-1), SEGMENTS)
    )


@pytest.mark.parametrize(("shape", "resized"), [((60, 90), (48, 72)), ((10, 400), (15, 607)), ((480, 48), (304, 30))])
def test_the_shorter_side_is_what_was_asked_for_unless_a_picture_is_long(shape, resized):
    from imagen_course.region_features import _resized

    assert _resized(np.zeros((1, *shape, 1)), 48).shape == (1, *resized, 3)


@pytest.mark.keras
def test_numpy_and_keras_describe_alike(images):
    ours = MapFeatures(side=32).transform_regions(images, SEGMENTS)
    theirs = MapFeatures(side=32, backend="keras").transform_regions(images, SEGMENTS)
    np.testing.assert_allclose(ours, theirs, rtol=1e-3, atol=1e-3 * np.abs(ours).max())


def test_it_is_an_estimator():
    made = MapFeatures(side=64, stages=(2,), backend="keras")
    assert repr(clone(made)) == repr(made)
    assert made.fit() is made


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"side": 8}, r"side must be a whole number in .32, 4096., got 8"),
        ({"stages": (0,)}, r"stages.0. must be a whole number"),
        ({"stages": (8,)}, r"stages must be a whole number in .1, 7., got 8"),
        ({"stages": ()}, "stages must"),
        ({"backend": "torch"}, "backend must be 'numpy' or 'keras', got 'torch'"),
    ],
)
def test_bad_settings(options, message, images):
    with pytest.raises((TypeError, ValueError), match=message):
        MapFeatures(**options).transform_regions(images, SEGMENTS)


def test_segments_of_another_size(images):
    with pytest.raises(ValueError, match=r"segments must have shape \(1, 4, 4\), got \(1, 3, 4\): as the images have"):
        MapFeatures().transform_regions(images, SEGMENTS[:, 1:])


# --- context ----------------------------------------------------------------------------------------------------------


def test_colour_by_hand():
    image = np.array([[[[0.0], [1.0], [0.5], [0.5]]]])
    black_and_white, grey = region_context(image, [[[0, 0, 1, 1]]], of=("colour",))
    np.testing.assert_allclose(black_and_white, [50, 0, 0, 50, 0, 0], atol=0.01)
    np.testing.assert_allclose(grey, [53.39, 0, 0, 0, 0, 0], atol=0.05)


def test_place_by_hand():
    rows = region_context(np.zeros((1, 4, 4, 1)), SEGMENTS, of=("place",))
    expected = [(0.375, 0.25, 6), (0.375, 0.75, 6), (0.875, 0.5, 4)]
    for row, (r, c, area) in zip(rows, expected, strict=True):
        np.testing.assert_allclose(row, [r, c, r * r, c * c, r * c, np.log(area / 16)], rtol=1e-5)


def test_neighbours_count_by_the_length_of_the_border():
    """Region 2 touches 0 and 1 along two pixels each, 0 touches 1 along three; lightness 0, 100 and about 53."""
    image = np.choose(SEGMENTS, [0.0, 1.0, 0.5])[..., None]
    rows = region_context(image, SEGMENTS, of=("neighbours",))
    half = 53.39
    expected = [(3 * 100 + 2 * half) / 5, (3 * 0 + 2 * half) / 5 - 100, 50 - half]
    np.testing.assert_allclose(rows[:, 0], expected, atol=0.05)
    alone = region_context(image, 0 * SEGMENTS, of=("neighbours",))
    np.testing.assert_array_equal(alone, [[0, 0, 0]])


def test_many_pictures_are_described_like_each_by_itself():
    rng = np.random.default_rng(0)
    images, segments = rng.random((5, 4, 4, 3)), np.concatenate([SEGMENTS, 0 * SEGMENTS] * 2 + [SEGMENTS])
    together = region_context(images, segments)
    apart = [region_context(image[None], own[None]) for image, own in zip(images, segments, strict=True)]
    np.testing.assert_allclose(together, np.concatenate(apart), rtol=1e-5, atol=1e-5)
    assert together.shape == (3 + 1 + 3 + 1 + 3, 6 + 6 + 3)
    assert region_context(images, segments, of=()).shape == (11, 0)


@pytest.mark.parametrize(
    ("of", "message"), [(("size",), "of must be 'colour', 'place' or 'neighbours'"), ("place", "of must")]
)
def test_bad_context(of, message):
    with pytest.raises((TypeError, ValueError), match=message):
        region_context(np.zeros((1, 4, 4, 1)), SEGMENTS, of=of)
