"""Drawn faces: what a seed fixes, what a picture may hold, and that the shipped network knows people it never met."""

import numpy as np
import pytest

from imagen_course.features import CNNFeatures
from imagen_course.worlds import faces


def test_a_seed_draws_the_same_and_another_seed_others():
    images, people = faces.generate(3, 4, seed=5)
    again, _ = faces.generate(3, 4, seed=5)
    np.testing.assert_array_equal(images, again)
    assert np.abs(images - faces.generate(3, 4, seed=6)[0]).mean() > 0.05
    assert people.tolist() == [0] * 4 + [1] * 4 + [2] * 4


@pytest.mark.parametrize("size", [16, 32, 45])
def test_pictures_are_grey_and_in_range(size):
    images, _ = faces.generate(2, 3, size=size)
    assert images.shape == (6, size, size, 1)
    assert images.dtype == np.float32
    assert images.min() >= 0
    assert images.max() <= 1
    assert images.std(axis=(1, 2)).min() > 0.03  # none is empty


def test_a_picture_at_another_size_shows_the_same_face():
    small, large = (faces.generate(5, 2, size=size, seed=2)[0] for size in (16, 48))
    shrunk = large.reshape(10, 16, 3, 16, 3, 1).mean(axis=(2, 4))
    for one, other in zip(small, shrunk, strict=True):
        assert np.corrcoef(one.ravel(), other.ravel())[0, 1] > 0.9


def test_no_global_random_state_is_touched():
    before = np.random.get_state()[1].copy()  # noqa: NPY002
    faces.generate(1, 1)
    np.testing.assert_array_equal(np.random.get_state()[1], before)  # noqa: NPY002


def nearest_is_the_same_person(vectors, people):
    vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    alike = vectors @ vectors.T - 2 * np.eye(len(vectors))
    return np.mean(people[alike.argmax(axis=1)] == people)


def test_in_the_shipped_embedding_a_person_is_nearest_to_themself():
    """On people it never met; raw pixels, which light and background rule, do clearly worse."""
    images, people = faces.generate(20, 8, seed=77)
    embedding = CNNFeatures(weights="faces").fit(images).transform(images)
    right, raw = (nearest_is_the_same_person(v, people) for v in (embedding, images.reshape(len(images), -1)))
    assert right > 0.85
    assert raw < right - 0.3


@pytest.mark.parametrize(
    ("arguments", "options", "message"),
    [
        ((0, 1), {}, r"n_people must be a whole number in \[1, .*, got 0"),
        ((2, 1.5), {}, r"n_each must be a whole number in \[1, .*, got 1.5"),
        ((True, 1), {}, r"n_people must be a whole number in \[1, .*, got True"),
        ((1, 1), {"size": 8}, r"size must be a whole number in \[16, .*, got 8"),
        ((1, 1), {"seed": -1}, r"seed must be a whole number in \[0, .*, got -1"),
        ((1, 1), {"seed": None}, r"seed must be a whole number in \[0, .*, got None"),
    ],
)
def test_bad_input_is_named(arguments, options, message):
    with pytest.raises((TypeError, ValueError), match=message):
        faces.generate(*arguments, **options)
