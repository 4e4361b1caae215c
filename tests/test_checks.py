import re

import numpy as np
import pytest

from imagen_course.checks import (
    LARGEST,
    check_array,
    check_batch,
    check_boxes,
    check_classes,
    check_images,
    check_items,
    check_labels,
    check_number,
    check_numbers,
    check_one_of,
    check_random_state,
    check_type,
    check_whole,
)


@pytest.mark.parametrize(
    ("images", "error", "words"),
    [
        (np.zeros((2, 4, 4, 3), "uint8"), TypeError, "got uint8: divide by 255 once"),
        (np.zeros((2, 4, 4, 3), int), TypeError, "got int64"),
        ("a picture", TypeError, "floating point"),
        (None, TypeError, "floating point"),
        (np.zeros((4, 4, 3)), ValueError, r"pictures\[None\]"),
        (np.zeros((9, 28, 28)), ValueError, r"pictures\[..., None\]"),
        (np.zeros(7), ValueError, r"shape \(n, height, width, channels\), got \(7,\)"),
        (np.zeros((2, 0, 4, 3)), ValueError, r"channels\), got \(2, 0, 4, 3\)"),
        (np.full((1, 2, 2, 1), np.nan), ValueError, "finite"),
        (np.full((1, 2, 2, 1), np.inf), ValueError, "finite"),
        (np.full((1, 2, 2, 1), 200.0), ValueError, "divide by 255 once"),
        (np.full((1, 2, 2, 1), -0.5), ValueError, "clip or rescale"),
        (np.zeros((1, 2, 2, 2)), ValueError, "must have 1 or 3 channels"),
    ],
)
def test_what_is_no_picture_is_refused(images, error, words):
    with pytest.raises(error, match=words) as caught:
        check_images(images, name="pictures", channels=(1, 3))
    assert "pictures" in str(caught.value)


def test_pictures_pass_as_they_are(rng):
    images = rng.random((2, 5, 4, 3), dtype="float32")
    assert check_images(images) is images
    assert check_images(np.zeros((0, 5, 4, 3), "float32")).shape == (0, 5, 4, 3)
    assert check_images(images.astype("float16")).dtype == "float16"


@pytest.mark.keras
def test_tensors_are_checked_like_arrays():
    import keras

    assert tuple(check_images(keras.ops.zeros((1, 2, 2, 3))).shape) == (1, 2, 2, 3)
    with pytest.raises(TypeError, match="got uint8"):
        check_images(keras.ops.zeros((1, 2, 2, 3), dtype="uint8"))
    with pytest.raises(ValueError, match="finite"):
        check_images(keras.ops.zeros((1, 2, 2, 3)) / 0.0)


@pytest.mark.parametrize(
    ("value", "within", "whole"),
    [(0, "[0, 1]", False), (1.0, "[0, 1]", False), (np.float32(0.5), "(0, 1)", False), (np.int64(3), "[1, inf)", True)],
)
def test_numbers_in_range_come_back(value, within, whole):
    assert check_number(value, within, name="x", whole=whole) == value


def test_a_number_of_half_precision_and_a_huge_one_are_held_against_the_highest():
    assert check_number(np.float16(6e4), "[0, inf)", name="rate") == np.float16(6e4)  # without a warning of an overflow
    with pytest.raises(ValueError, match="n must be at most 10,000,000"):
        check_number(10**400, "[0, inf)", name="n", whole=True)


@pytest.mark.parametrize(
    ("value", "within", "whole", "error"),
    [
        (0, "(0, 1]", False, ValueError),
        (1, "[0, 1)", False, ValueError),
        (-1, "[0, inf)", True, ValueError),
        (np.nan, "[-inf, inf]", False, ValueError),
        (np.inf, "[0, inf]", False, ValueError),
        (2.0, "[0, inf)", True, TypeError),
        (True, "[0, 1]", True, TypeError),
        ("1", "[0, 1]", False, TypeError),
        (None, "[0, 1]", False, TypeError),
    ],
)
def test_numbers_out_of_range_are_named(value, within, whole, error):
    kind = "whole number" if whole else "number"
    expected = re.escape(f"stride must be a {kind} in {within}, got {value!r}: 1 is usual")
    with pytest.raises(error, match=expected):
        check_number(value, within, name="stride", whole=whole, hint="1 is usual")


def test_ragged_lists_are_named():
    with pytest.raises(ValueError, match="points must be an array, got lists of unlike lengths"):
        check_array([[1], [1, 2]], name="points")
    rows = np.ones((2, 3))
    assert check_array(rows, name="points") is rows


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: check_whole(n=10**12), ValueError, "n must be at most 10,000,000, got 1000000000000: more would fill"),
        (lambda: check_whole(n=10**5000), ValueError, "n must be at most 10,000,000, got a number of thousands of digits"),
        (
            lambda: check_number(10**12, "(0, inf)", name="C", hint="1 is usual"),
            ValueError,
            "C must be at most .*: 1 is usual",
        ),
        (lambda: check_number(-(10**400), "(-inf, inf)", name="floor"), ValueError, "floor must be at most 1,000,000,000"),
        (lambda: check_type("a", dict, name="curves"), TypeError, "curves must be a dict, got 'a'"),
        (lambda: check_items([1], str, name="names"), TypeError, r"names must be a list of str, got \[1\]"),
        (lambda: check_items([], str, name="names", least=2), ValueError, r"a list of str, 2 or more, got \[\]"),
        (lambda: check_images(np.zeros((0, 4, 4, 1)), least=1), ValueError, "with n at least 1"),
        (lambda: check_images(np.zeros((1, 4, 4, 1)), shape=("n", 5, 4, 1), hint="no"), ValueError, "4, 4, 1.: no"),
        (
            lambda: check_images(np.zeros((4, 4, 1)), shape=("n", 4, 4, 1), hint="no"),
            ValueError,
            r"alone pass images\[None\]",
        ),
        (lambda: check_classes([0.5, 1], 2), TypeError, "y must hold whole numbers or words, got float64"),
        (lambda: check_classes([], 1, least=1), ValueError, r"y must have shape \(1,\), got \(0,\)"),
        (lambda: check_whole(n=3, n_clusters=True), TypeError, r"n_clusters must be a whole number in \[1, inf\), got True"),
        (lambda: check_whole(0, clutter=-1), ValueError, r"clutter must be a whole number in \[0, inf\), got -1"),
        (
            lambda: check_whole(n=1, seed=2.0),
            TypeError,
            r"seed must be a whole number in \[0, inf\), got 2.0: write s",
        ),
        (lambda: check_random_state("a"), TypeError, "random_state must be a whole number in .*, got 'a'"),
        (lambda: check_random_state(2**32), ValueError, r"random_state must be a whole number in \[0, 4294967295\]"),
        (lambda: check_one_of("Vertical", ["horizontal", "vertical"], name="axis"), ValueError, "did you mean 'vertical'"),
        (lambda: check_one_of(3, ["a", "b", "c"], name="kind"), TypeError, "kind must be 'a', 'b' or 'c', got 3"),
        (lambda: check_one_of(True, [1, 2], name="kind"), TypeError, "kind must be 1 or 2, got True"),
        (
            lambda: check_one_of(np.zeros(3), ["a"], name="kind"),
            TypeError,
            r"kind must be 'a', got an array of shape",
        ),
        (lambda: check_array(np.ma.masked_all(3), name="a"), TypeError, "a must be an array without a mask"),
        (lambda: check_array("b", name="a", kind="number"), TypeError, "a must hold numbers, got 'b'"),
        (
            lambda: check_array([True], name="a", kind="number"),
            TypeError,
            r"a must hold numbers, got bool: convert",
        ),
        (lambda: check_array([1j], name="a", kind="number"), TypeError, "a must hold numbers, got complex128"),
        (lambda: check_array(np.zeros(2, "uint8"), name="a", kind="float"), TypeError, r"a.astype\('float32'\) / 255"),
        (lambda: check_array([1, 2], name="a", shape=("n", "d")), ValueError, r"a must have shape \(n, d\), got \(2,\)"),
        (lambda: check_array([1, 2], name="a", shape=(3,)), ValueError, r"a must have shape \(3,\), got \(2,\)"),
        (lambda: check_array([[]], name="a", shape=("n", "d")), ValueError, r"a must have shape \(n, d\), got \(1, 0\)"),
        (lambda: check_numbers([1, np.nan], name="a"), ValueError, "a must be finite, got NaN or infinity"),
        (
            lambda: check_numbers([0, 1], name="a", within="(0, inf)"),
            ValueError,
            r"a must lie in \(0, inf\), got values",
        ),
        (lambda: check_numbers([None], name="a"), TypeError, "a must hold numbers, got object"),
        (
            lambda: check_labels([0.0]),
            TypeError,
            r"labels must hold whole numbers, got float64: convert",
        ),
        (lambda: check_labels([-1, 0]), ValueError, "labels must lie in 0 to 9999999, got -1 to 0"),
        (lambda: check_labels([0, 10**12]), ValueError, "labels must lie in 0 to 9999999, got 0 to 1000000000000"),
        (lambda: check_labels([0, 3], n_labels=3), ValueError, "labels must lie in 0 to 2, got 0 to 3"),
        (lambda: check_labels([[[0, 2]]], gapless=True), ValueError, "from 0 without a gap, got 2 labels from 0 to 2"),
        (lambda: check_batch(np.zeros((4, 4, 2)), channels=(1, 3)), ValueError, "images must have 1 or 3 channels"),
        (lambda: check_boxes([[0, 0, 1]]), ValueError, r"boxes must have shape \(k, 4\), got \(1, 3\): a row is"),
        (lambda: check_boxes([[0, 0, np.nan, 1]], name="b"), ValueError, "b must be finite"),
        (lambda: check_boxes([[4, 0, 1, 1]]), ValueError, "top <= bottom"),
    ],
)
def test_what_is_wrong_is_said_in_one_form(call, error, message):
    with pytest.raises(error, match=message):
        call()


def test_what_is_right_comes_back():
    state = np.random.RandomState(0)
    assert check_random_state(state) is state
    assert check_random_state(None) is np.random.mtrand._rand
    assert check_one_of(None, [None, "scenes"], name="weights") is None
    assert check_whole(0, n=0, n_iter=np.int64(LARGEST), seed=2**70) == [0, LARGEST, 2**70]
    assert [type(count) for count in check_whole(n=np.int8(3))] == [int]
    assert check_numbers([], name="a").shape == check_labels([]).shape == (0,)
    assert check_labels(np.array([0, 255], "uint8")).dtype == "int64"
    assert check_boxes([]).shape == (0, 4)
    for labels in (["a", "b"], np.array(["a", "b"], object), [False, True], [1.0, 2.0]):
        assert check_classes(labels, 2)[1].tolist() == [0, 1]
    assert check_boxes([[1, 2, 1, 5]]).tolist() == [[1.0, 2.0, 1.0, 5.0]]
    assert [single for _, single in map(check_batch, (np.zeros((4, 4, 1)), np.zeros((2, 4, 4, 1))))] == [True, False]


@pytest.mark.keras
def test_tensors_are_looked_at_too():
    import keras

    labels = keras.ops.convert_to_tensor([[0, 1]])
    assert check_array(labels, name="labels", kind="whole", shape=("n", 2)) is labels
    with pytest.raises(ValueError, match="labels must lie in 0 to 0, got 0 to 1"):
        check_labels(labels, n_labels=1)
    with pytest.raises(TypeError, match="labels must hold whole numbers, got float32"):
        check_labels(keras.ops.zeros(3))
