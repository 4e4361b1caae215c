"""Photographs with names drawn on them: what is in colour and what is grey, where boxes stand, what the key says."""

import io

import numpy as np
import pytest
from PIL import Image

from imagen_course import overlays

ORANGE = [255, 140, 40]


def drawn(png):
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)


@pytest.fixture
def halves():
    """A green picture of 200 x 600 in two regions, left and right."""
    return np.full((200, 600, 3), [0.1, 0.7, 0.2]), np.repeat([[0] * 3 + [1] * 3], 2, axis=0)


def test_what_has_a_name_is_in_colour_and_the_rest_grey(halves):
    seen = drawn(overlays.spotlight(*halves, ["leaf", ""]))
    assert seen.shape == (200, 600, 3)
    assert seen[100, 100].tolist() == [26, 178, 51]
    assert np.ptp(seen[100, 500]) == 0
    assert (seen[100, 285:315].min(axis=1) == 255).any()  # a line between them


def test_without_a_name_all_is_grey(halves):
    assert np.ptp(drawn(overlays.spotlight(*halves, ["", ""])), axis=2).max() == 0


def test_a_box_stands_where_it_is_said_and_its_word_stays_in_the_picture(halves):
    seen = drawn(overlays.spotlight(*halves, ["", ""], boxes=[("a leaf", (50, 580, 150, 600))]))
    rows, columns = np.nonzero((seen == ORANGE).all(axis=2))
    assert columns.min() < 560
    assert columns.max() <= 599
    assert 140 <= rows.max() <= 150


def test_words_stand_under_the_picture_and_are_cut_where_they_have_no_room(halves):
    short, long = (drawn(overlays.spotlight(*halves, ["", ""], lines=[word])) for word in ("leaf", "leaf " * 99 + "\x07"))
    assert short.shape == long.shape
    assert short.shape[0] > 200
    assert (short[205:] > 200).any()


def test_each_name_has_its_colour_and_stands_in_the_key(halves):
    colours = {"leaf": (0, 0, 255), "sky": (255, 0, 0), "rock": (255, 255, 0)}
    seen = drawn(overlays.tinted(*halves, ["leaf", "sky"], colours))
    left, right = seen[100, 100], seen[100, 500]
    assert left[2] > left[0]
    assert right[0] > right[2]
    for colour in colours.values():
        assert (seen[200:] == colour).all(axis=2).any()


def test_a_tiny_picture_is_enlarged_so_that_there_is_room_for_words():
    assert (
        drawn(overlays.spotlight(np.zeros((10, 5, 1)), np.zeros((10, 5), int), ["x"], boxes=[("x", (0, 0, 10, 5))])).shape[0]
        == 480
    )


def test_a_thumbnail_shows_what_was_drawn_and_not_the_words(halves):
    sheet = overlays.spotlight(*halves, ["leaf", ""], lines=["leaf"])
    small, plain = drawn(overlays.thumbnail(sheet, (200, 600))), drawn(overlays.thumbnail(halves[0]))
    assert small.shape[:2] == plain.shape[:2] == (133, 400)
    assert small[:, 100, 1].mean() > small[:, 100, 0].mean() + 100
    assert abs(small[:, 350, 1].mean() - small[:, 350, 0].mean()) < 5
    assert (plain[:, :, 1] > plain[:, :, 0] + 100).all()
