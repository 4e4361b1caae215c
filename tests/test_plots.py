import io
import re

import matplotlib.colors
import matplotlib.figure
import matplotlib.image
import numpy as np
import pytest

from imagen_course import plots

SEGMENTS = np.array([[0, 0, 1, 1], [0, 0, 1, 2]])


@pytest.fixture
def image(rng):
    return rng.random((2, 4, 3))


def all_panels(image):
    mask = np.array([[0, 0, 1, 1], [0, 0, 2, 2]])
    return [
        plots.picture(image, title="a title"),
        plots.regions(image, SEGMENTS),
        plots.votes(image, SEGMENTS, ["star", "", "circle"]),
        plots.mask(image, mask, ["star", "circle"]),
        plots.boxes(image, [[0, 1, 2, 3]], ["star"], [0.5]),
        plots.bars([1, 2], ["a", "b"], errors=[0.1, 0.2]),
    ]


def test_a_sheet_carries_every_alt_text_into_the_page(image):
    panels = all_panels(image)
    sheet = plots.show(*panels, columns=4)
    assert re.match(r'<img alt="a title: colour picture, 2 x 4 pixels', sheet._repr_html_())
    for panel in panels:
        assert panel.alt in sheet.alt
        assert panel.alt in repr(sheet)


def test_titles_stand_in_for_the_panels_own(image):
    assert plots.show(plots.picture(image, title="old"), titles=["two\nlines"]).alt.startswith("two lines: colour picture")


def test_alt_text_is_escaped():
    html = plots.show(plots.picture(np.zeros((2, 2)), title='<b> & "quotes"'))._repr_html_()
    assert '<img alt="&lt;b&gt; &amp; &quot;quotes&quot;' in html
    assert "<b>" not in html


def test_drawing_twice_gives_the_same_bytes(image):
    assert plots.show(*all_panels(image)).png == plots.show(*all_panels(image)).png


def test_a_picture_is_drawn_with_its_own_values(tmp_path):
    """The sheet of a grey picture of one value holds that value, not a stretched one."""
    path = plots.show(plots.picture(np.full((4, 4), 0.25))).save(tmp_path / "grey.png")
    pixels = matplotlib.image.imread(path)
    height, width = pixels.shape[:2]
    np.testing.assert_allclose(pixels[height // 2, width // 2, :3], 0.25, atol=0.01)


def test_a_label_has_its_colour_and_the_ground_is_pale(tmp_path):
    labels = np.repeat(np.arange(9), 4)[None].repeat(12, axis=0)  # nine upright stripes
    path = plots.show(plots.mask(np.full((12, 36), 0.5), labels, list("abcdefgh"))).save(tmp_path / "mask.png")
    pixels = matplotlib.image.imread(path)[..., :3]
    expected = 0.25 + 0.5 * matplotlib.colors.to_rgba_array(["white", *plots.EIGHT])[:, :3]
    seen = [np.isclose(pixels, colour, atol=0.01).all(axis=-1) for colour in expected]
    assert all(stripe.sum() > 500 for stripe in seen)
    columns = [np.nonzero(stripe.sum(axis=0) > 20)[0].mean() for stripe in seen]
    assert columns == sorted(columns)
    if "petroff8" in matplotlib.color_sequences:
        np.testing.assert_allclose(expected[1:], 0.25 + 0.5 * np.array(matplotlib.color_sequences["petroff8"]))


def test_borders_lie_between_the_pixels_that_differ(image):
    """Two halves meet in one upright line; the drawing differs from the plain one there and nowhere far from it."""
    image = np.full((4, 8), 0.5)
    halves = np.repeat([[0, 0, 0, 0, 1, 1, 1, 1]], 4, axis=0)
    plain, lined = (
        matplotlib.image.imread(io.BytesIO(plots.show(panel).png))
        for panel in (plots.picture(image, title="x"), plots.regions(image, halves, title="x"))
    )
    columns = np.nonzero(np.abs(plain - lined).sum(axis=(0, 2)))[0]
    middle = plain.shape[1] / 2
    assert len(columns) > 0
    assert np.abs(columns - middle).max() < 8


def test_bars_of_one_name_lie_below_each_other():
    axes = matplotlib.figure.Figure().subplots()
    plots.bars([1, 2, 3], ["star", "star", "circle"]).draw(axes)
    assert [bar.get_width() for bar in axes.patches] == [1, 2, 3]
    assert len({bar.get_y() for bar in axes.patches}) == 3
    assert [label.get_text() for label in axes.get_yticklabels()] == ["star", "star", "circle"]


def test_votes_say_who_voted_for_what(image):
    panel = plots.votes(image, SEGMENTS, ["star", "star", ""])
    assert panel.alt == "3 regions, 1 of them without a vote; votes: star 2 (88 % of the area)"


def test_saving_leaves_no_part_behind_when_the_disk_is_full(tmp_path, image, monkeypatch):
    sheet = plots.show(plots.picture(image))
    target = tmp_path / "sheet.png"
    target.write_bytes(b"what was there")

    def full(self, data):
        with open(self, "wb") as file:
            file.write(data[:10])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_bytes", full)
    with pytest.raises(OSError, match="No space left"):
        sheet.save(target)
    assert [p.name for p in tmp_path.iterdir()] == ["sheet.png"]
    assert target.read_bytes() == b"what was there"


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda im: plots.show(), "at least one panel"),
        (lambda im: plots.show(plots.picture(im), titles=["a", "b"]), "got 2 for 1 panels"),
        (lambda im: plots.picture(np.zeros((2, 2, 2))), r"\(2, 2, 2\)"),
        (lambda im: plots.picture(im * 255), r"lie in \[0, 1\]"),
        (lambda im: plots.picture(im * np.nan), "finite"),
        (lambda im: plots.regions(im, SEGMENTS[:1]), "segments must be int of the picture's shape"),
        (lambda im: plots.regions(im, SEGMENTS * 0.5), "got float64"),
        (lambda im: plots.votes(im, SEGMENTS, ["star"]), "got 1 for regions up to 2"),
        (lambda im: plots.mask(im, SEGMENTS, ["star"]), r"in 0 to 1 .* got 0 to 2"),
        (lambda im: plots.boxes(im, [[0, 0, 1, 1]], []), "equally many"),
        (lambda im: plots.bars([1, 2], ["a"]), "equally many"),
    ],
)
def test_what_cannot_be_drawn_is_refused(image, make, words):
    with pytest.raises(ValueError, match=words):
        make(image)


def test_a_tensor_is_drawn_like_an_array(image):
    assert plots.picture(image.astype("float32")).alt == plots.picture(image).alt
