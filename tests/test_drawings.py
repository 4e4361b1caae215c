import io
import json

import numpy as np
import pytest
from PIL import Image

from imagen_course import datasets
from imagen_course.worlds import drawings

WORLD = drawings.table()


def test_the_table_holds_each_thing_by_both_artists_and_people_in_five_tones():
    cells = set(zip(WORLD.thing.tolist(), WORLD.artist.tolist(), WORLD.tone.tolist(), strict=True))
    assert len(cells) == len(WORLD.thing)
    assert all((thing, artist, 0) in cells for thing in range(len(WORLD.things)) for artist in range(2))
    toned = {thing for thing, _, tone in cells if tone}
    assert all((thing, 0, tone) in cells for thing in toned for tone in range(1, 6))
    assert len(toned) > 250
    assert {thing.group for thing in WORLD.things} == set(drawings.GROUPS)


def test_a_thing_has_a_name_in_two_languages_and_tags():
    assert all(thing.name and thing.chinese and thing.tags and thing.code for thing in WORLD.things)
    fox = WORLD.things[WORLD.find("fox")]
    assert (fox.chinese, fox.group, chr(int(fox.code, 16))) == ("狐狸", "animals", "🦊")
    assert WORLD.find("狐狸") == WORLD.find("fox")
    assert len({thing.name for thing in WORLD.things}) == len(WORLD.things)


def test_a_drawing_is_of_the_colour_its_name_says():
    """Of both artists: the mean colour of what is covered."""
    colours = {"red apple": 0, "green apple": 1, "blue circle": 2, "red heart": 0, "four leaf clover": 1}
    for name, channel in colours.items():
        images = drawings.draw(WORLD.where(name=name))
        means = (images[..., :3] * images[..., 3:]).sum(axis=(1, 2)) / images[..., 3:].sum(axis=(1, 2))
        assert means.argmax(axis=1).tolist() == [channel, channel], name


def test_tones_go_from_light_to_dark():
    hands = [WORLD.where(name="waving hand", tone=tone)[0] for tone in drawings.TONES[1:]]
    images = drawings.draw(hands)
    lightness = (images[..., :3].mean(axis=-1) * images[..., 3]).sum(axis=(1, 2)) / images[..., 3].sum(axis=(1, 2))
    assert (np.diff(lightness) < 0).all()
    assert drawings.named(hands[-1]) == "waving hand: dark skin tone"
    assert drawings.named(hands[-1], language="zh") == "挥手: 较深肤色"


def test_smaller_is_the_mean_of_what_is_covered():
    fox = WORLD.where(name="fox", artist="noto")
    large, small = drawings.draw(fox), drawings.draw(fox, size=16)
    assert (large.shape, small.shape, large.dtype) == ((1, 64, 64, 4), (1, 16, 16, 4), np.float32)
    block = large[0, 24:28, 32:36]
    colour = (block[..., :3] * block[..., 3:]).sum(axis=(0, 1)) / block[..., 3].sum()
    np.testing.assert_allclose(small[0, 6, 8], [*colour, block[..., 3].mean()], atol=1e-6)
    shrunk = drawings.on_ground(large).reshape(1, 16, 4, 16, 4, 3).mean(axis=(2, 4))
    np.testing.assert_allclose(drawings.on_ground(small), shrunk, atol=1e-5)


def test_a_ground_is_seen_where_nothing_is_drawn():
    images = drawings.draw(WORLD.where(name="fox"))
    on_blue = drawings.on_ground(images, (0.0, 0.0, 1.0))
    assert on_blue[0, 0, 0].tolist() == [0, 0, 1]
    inside = images[0, ..., 3] == 1
    np.testing.assert_array_equal(on_blue[0][inside], images[0, ..., :3][inside])
    assert drawings.on_ground(images[:1], np.zeros((1, 64, 64, 3), "float32")).max(axis=-1)[0, 0, 0] == 0


def test_the_table_is_searched_by_group_artist_tone_and_name():
    foxes = WORLD.where(name="fox", tone="")
    assert WORLD.artist[foxes].tolist() == [0, 1]
    animals = WORLD.where(group="animals", artist="fluent")
    assert {WORLD.things[thing].group for thing in WORLD.thing[animals]} == {"animals"}
    assert set(WORLD.artist[animals]) == {1}
    assert len(WORLD.where()) == len(WORLD.thing)


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: WORLD.find("foxx"), ValueError, "no drawing is called 'foxx': did you mean 'fox'?"),
        (lambda: WORLD.find("kitty"), ValueError, "no drawing is called 'kitty'"),
        (lambda: WORLD.find(3), TypeError, "name must be a word or more, got 3"),
        (lambda: WORLD.where(artist="apple"), ValueError, "artist must be 'noto' or 'fluent', got 'apple'"),
        (lambda: WORLD.where(group="animal"), ValueError, "did you mean 'animals'?"),
        (lambda: drawings.draw([-1]), ValueError, "numbers must lie in 0 to 4751"),
        (lambda: drawings.draw([0], size=48), ValueError, "size must be 64, 32, 16 or 8, got 48"),
        (lambda: drawings.draw([0.5]), TypeError, "numbers must hold whole numbers"),
        (lambda: drawings.named(5000), ValueError, r"number must be a whole number in \[0, 4751\], got 5000"),
        (lambda: drawings.named(0, language="de"), ValueError, "language must be 'en' or 'zh', got 'de'"),
        (lambda: drawings.on_ground(np.zeros((1, 4, 4, 3))), ValueError, "images must"),
        (
            lambda: drawings.on_ground(np.zeros((1, 4, 4, 4)), [0.5, 0.5]),
            ValueError,
            r"ground must be a grey, .*, got \(2,\)",
        ),
        (lambda: drawings.on_ground(np.zeros((1, 4, 4, 4)), 2.0), ValueError, r"ground must .*\[0, 1\]"),
        (lambda: datasets.load("drawings", hold_out="cell"), ValueError, "did you mean 'cells'?"),
        (lambda: datasets.load("drawings", groups="fruit"), ValueError, "group must be"),
        (lambda: datasets.load("drawings", hold_out="things", share=0.9), ValueError, "share must be"),
    ],
)
def test_what_is_wrong_is_said(call, error, words):
    with pytest.raises(error, match=words):
        call()


def pairs(images, labels):
    return {(label, image.tobytes()) for image, label in zip(images, labels, strict=True)}


@pytest.mark.parametrize("hold_out", ["artist", "things", "cells"])
def test_what_is_held_out_is_in_the_test_alone(hold_out):
    data = datasets.load("drawings", hold_out=hold_out, groups=("animals", "food"), size=16, seed=3)
    train, test = pairs(data.train_images, data.train_labels), pairs(data.test_images, data.test_labels)
    n_things = len(data.class_names)
    assert len(data.train_labels) + len(data.test_labels) == 2 * n_things
    assert not train & test
    seen, asked = set(data.train_labels.tolist()), set(data.test_labels.tolist())
    if hold_out == "artist":
        assert len(data.test_labels) == n_things
        assert seen == asked == set(range(n_things))
    elif hold_out == "things":
        assert not seen & asked
        assert len(asked) == round(0.2 * n_things)
    else:
        assert asked < seen == set(range(n_things))
        assert len(data.test_labels) == round(0.4 * n_things)
    again = datasets.load("drawings", hold_out=hold_out, groups=("animals", "food"), size=16, seed=3)
    np.testing.assert_array_equal(again.test_labels, data.test_labels)
    assert "MIT" in data.credit
    assert "Apache-2.0" in data.credit


def test_labels_name_what_the_pictures_show():
    data = datasets.load("drawings", groups="food", size=64)
    banana = data.class_names.index("banana")
    image = data.test_images[data.test_labels == banana]
    np.testing.assert_array_equal(image, drawings.on_ground(drawings.draw(WORLD.where(name="banana", artist="fluent"))))


def test_the_script_draws_what_ships(tmp_path, monkeypatch):
    """One thing by each artist and one hand in a tone, from files of the packages' form."""
    pytest.importorskip("resvg_py", reason="resvg_py renders the vector drawings")
    import draw_drawings  # of tools/

    for folder in ("noto", "fluent", "names/en", "names/zh"):
        (tmp_path / folder).mkdir(parents=True)
    body = {"body": '<path fill="#ff0000" d="M0 0h8v16H0z"/>'}
    for artist in ("noto", "fluent"):
        icons = {"width": 16, "height": 16, "icons": {"hand": body, "dark-hand": body}}
        (tmp_path / artist / "icons.json").write_text(json.dumps(icons))
        (tmp_path / artist / "chars.json").write_text(json.dumps({"1f44b": "hand", "1f44b-1f3ff": "dark-hand"}))
    entry = {"hexcode": "1F44B", "label": "hand", "group": 1, "tags": ["body"]}
    entry["skins"] = [{"hexcode": "1F44B-1F3FF", "label": "dark hand", "tone": 5}]
    for language in ("en", "zh"):
        (tmp_path / "names" / language / "data.json").write_text(json.dumps([entry]))
    contents = []
    for name in ("one.npz", "other.npz"):
        monkeypatch.setattr(draw_drawings, "TARGET", tmp_path / name)
        draw_drawings.main(*(tmp_path / folder for folder in ("noto", "fluent", "names")))
        contents.append((tmp_path / name).read_bytes())
    assert contents[0] == contents[1]
    with np.load(tmp_path / "one.npz") as file:
        assert list(zip(file["thing"], file["artist"], file["tone"], strict=True)) == [(0, 0, 0), (0, 1, 0), (0, 0, 5)]
        image = np.asarray(Image.open(io.BytesIO(file["webp"].tobytes()[: file["ends"][0]])))
    assert image.shape == (64, 64, 4)
    assert image[10, 10].tolist() == [255, 0, 0, 255]
    assert image[10, 50, 3] == 0
