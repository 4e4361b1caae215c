import base64
import html
import io
import json
import re
import sys
from pathlib import Path

import matplotlib.colors
import matplotlib.figure
import matplotlib.image
import numpy as np
import PIL.Image
import pytest
import skimage.data

from imagen_course import plots
from imagen_course.plots import colours

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


def test_a_histogram_has_a_bar_for_each_bin_as_high_as_its_share_and_white_is_in_the_last():
    bars = drawn(plots.histogram(np.array([[0.0, 0.3, 0.3, 1.0]]), bins=4)).patches
    assert [bar.get_height() for bar in bars] == [0.25, 0.5, 0, 0.25]
    np.testing.assert_allclose([bar.get_x() for bar in bars], [0, 0.25, 0.5, 0.75])


def test_curves_bear_their_names_in_their_own_colours_and_each_can_be_read_on_white():
    axes = drawn(plots.lines({name: [0, k] for k, name in enumerate("abcde")}))
    named = {text.get_text(): text.get_color() for text in axes.texts}
    assert list(named.values()) == [line.get_color() for line in axes.lines]
    assert len(set(named.values())) == 5
    assert min(colours.contrast(colour, "#ffffff") for colour in named.values()) >= 4.5


def test_names_of_curves_that_end_alike_stand_apart_and_others_stand_at_their_ends():
    axes = drawn(plots.lines({"a": [0, 1.0], "b": [0, 0.98], "c": [0, 0.5]}, floor=0))
    up = {text.get_text(): text.xyann[1] / 100 + text.xy[1] for text in axes.texts}
    assert up["c"] == 0.5
    assert up["b"] == pytest.approx(0.98)
    assert up["a"] - up["b"] >= 0.12 - 1e-9


def test_a_sheet_carries_every_alt_text_into_the_page(image):
    panels = all_panels(image)
    sheet = plots.show(*panels, columns=4)
    assert re.match(r'<img alt="a title; regions; each region&#x27;s vote', sheet._repr_html_())
    assert "<summary>in words and numbers</summary>a title: colour picture, 2 x 4 pixels" in sheet._repr_html_()
    for panel in panels:
        assert panel.alt in sheet.description
        assert panel.alt in repr(sheet)


def test_titles_stand_in_for_the_panels_own(image):
    assert plots.show(plots.picture(image, title="old"), titles=["two\nlines"]).alt.startswith("two lines: colour picture")


def test_alt_text_is_escaped():
    page = plots.show(plots.picture(np.zeros((2, 2)), title='<b> & "quotes"'))._repr_html_()
    assert '<img alt="&lt;b&gt; &amp; &quot;quotes&quot;' in page
    assert "<b>" not in page


def test_drawing_twice_gives_the_same_bytes(image):
    assert plots.show(*all_panels(image)).png == plots.show(*all_panels(image)).png


def embedded(sheet):
    kind, data = re.search(r'src="data:image/(\w+);base64,([^"]+)"', sheet._repr_html_()).groups()
    return kind, base64.b64decode(data)


def test_a_photograph_is_embedded_small_and_looks_as_it_is_saved():
    sheet = plots.show(plots.picture(skimage.data.chelsea() / 255, title="a cat"), size=5)
    kind, content = embedded(sheet)
    assert (kind, content) == ("webp", embedded(sheet)[1])
    assert len(content) < 0.3 * len(sheet.png)
    seen, saved = (np.asarray(PIL.Image.open(io.BytesIO(file)).convert("RGB"), float) for file in (content, sheet.png))
    assert seen.shape == saved.shape
    assert np.abs(seen - saved).mean() < 2.5  # of 255
    assert sheet.png.startswith(b"\x89PNG")


def test_what_has_few_colours_is_embedded_as_it_is_saved(image, rng):
    for panel in (plots.picture(image), plots.bars([1, 2], ["a", "b"])):
        sheet = plots.show(panel)
        assert embedded(sheet) == ("png", sheet.png)
    grains = plots.show(plots.picture(rng.integers(0, 4, (300, 300)) / 3), size=5)  # so sharp that WebP gains little
    assert len(grains.png) > 64_000
    assert embedded(grains) == ("png", grains.png)


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


def test_each_patch_of_a_mask_bears_its_name_and_crumbs_bear_none():
    mask = np.zeros((40, 40), int)
    mask[2:12, 2:12] = mask[25:38, 4:14] = mask[20, 20] = 1
    mask[4:10, 25:37], mask[39, 39] = 2, 3
    axes = drawn(plots.mask(np.full((40, 40), 0.5), mask, ["fox", "owl", "crumb"]))
    named = [(text.get_text(), *(round(place) for place in text.xy)) for text in axes.texts]
    assert [word for word, *_ in named] == ["fox", "fox", "owl"]
    for word, column, row in named:
        assert mask[row, column] == 1 + ["fox", "owl"].index(word)
    assert {row > 20 for word, _, row in named if word == "fox"} == {False, True}


def test_a_class_has_one_colour_whatever_stands_beside_it(tmp_path):
    picture, halves = np.full((12, 36), 0.5), np.repeat([[0, 1]], 18, axis=1).repeat(12, axis=0)
    star, own = (0.25 + 0.5 * colours.rgb(colour) for colour in (colours.of_class("star"), plots.EIGHT[0]))
    panels = {
        "votes": plots.votes(picture, halves, ["star", "cup"]),
        "alone": plots.votes(picture, halves, ["star", ""]),
        "mask": plots.mask(picture, halves + 1, ["cup", "star"]),
    }
    for name, panel in panels.items():
        pixels = matplotlib.image.imread(plots.show(panel).save(tmp_path / f"{name}.png"))[..., :3]
        found = {word: np.isclose(pixels, c, atol=0.01).all(axis=-1).mean() for word, c in (("star", star), ("cup", own))}
        assert found["star"] > 0.2, name
        assert (found["cup"] > 0.2) == (name != "alone"), name


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


def test_the_name_of_a_box_stands_clear_of_its_edge():
    boxes = [[10, 2, 20, 12], [0, 14, 9, 24], [3, 4, 8, 9]]
    axes = drawn(plots.boxes(np.zeros((24, 26)), boxes, ["star", "circle", "cross"]))
    names = {text.get_text(): text.get_window_extent() for text in axes.texts}
    edges = [axes.transData.transform((0, top - 0.5))[1] for top, *_ in boxes]
    assert names["star"].y0 > edges[0] + 1
    assert names["circle"].y1 < edges[1] - 1, "there is no room above it"
    assert names["cross"].y0 > edges[2] + 1
    assert all(name.y1 < axes.bbox.y1 for name in names.values()), "a name lies outside of the picture"


def drawn(panel):
    """The axes that a panel was drawn into, laid out."""
    figure = matplotlib.figure.Figure()
    axes = figure.subplots()
    panel.draw(axes)
    figure.draw_without_rendering()
    return axes


def test_bars_lie_below_each_other_in_their_order_even_with_the_same_name():
    axes = drawn(plots.bars([1, 2, 3], ["star", "star", "circle"]))
    assert [bar.get_width() for bar in axes.patches] == [1, 2, 3]
    heights = [bar.get_window_extent().y0 for bar in axes.patches]  # in pixels of the page, from its foot
    assert heights == sorted(heights, reverse=True)
    assert len(set(heights)) == 3
    assert [label.get_text() for label in axes.get_yticklabels()] == ["star", "star", "circle"]
    assert [text.get_text() for text in axes.texts] == ["1.00", "2.00", "3.00"]


def test_the_interval_of_a_bar_reaches_as_far_to_both_sides_of_its_end_as_the_error():
    axes = drawn(plots.bars([1, 2], ["a", "b"], errors=[0.25, 0.5]))
    (intervals,) = axes.collections
    assert [segment[:, 0].tolist() for segment in intervals.get_segments()] == [[0.75, 1.25], [1.5, 2.5]]


@pytest.mark.parametrize(("limit", "expected"), [(None, [[0, 0.5], [0.75, 1]]), (4, [[0.25, 0.5], [0.625, 0.75]])])
def test_a_signed_number_is_the_brighter_the_larger_and_zero_is_the_middle_grey(limit, expected):
    (image,) = drawn(plots.signed([[-2, 0], [1, 2]], limit=limit)).images
    seen = image.to_rgba(image.get_array())
    np.testing.assert_allclose(seen[..., :3], np.repeat(np.array(expected)[..., None], 3, axis=-1), atol=1 / 255)


def test_numbers_stand_in_their_cells_on_a_grey_that_follows_them():
    axes = drawn(plots.numbers([[1, 2], [4, 5]], scale=(1, 5)))
    assert {(text.get_position(), text.get_text()) for text in axes.texts} == {
        ((0, 0), "1"),
        ((1, 0), "2"),
        ((0, 1), "4"),
        ((1, 1), "5"),
    }
    np.testing.assert_allclose(axes.images[0].get_array(), [[0.55, 0.6625], [0.8875, 1]])


def test_a_confusion_matrix_has_a_row_for_what_is_shown_and_is_as_dark_as_the_share_of_its_row():
    axes = drawn(plots.confusion_matrix([[3, 1], [0, 8]], ["cat", "5 $"]))
    assert {(text.get_position(), text.get_text()) for text in axes.texts} == {
        ((0, 0), "3"),
        ((1, 0), "1"),
        ((0, 1), "0"),
        ((1, 1), "8"),
    }
    np.testing.assert_allclose(axes.images[0].get_array(), [[0.75, 0.25], [0, 1]])
    labels = [[label.get_text() for label in ticks] for ticks in (axes.get_xticklabels(), axes.get_yticklabels())]
    assert labels == [["cat", r"5 \$"]] * 2
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("called", "shows")


def test_a_confusion_matrix_of_many_classes_has_no_figures_and_an_empty_row_is_no_error():
    assert not drawn(plots.confusion_matrix(np.zeros((21, 21), int), list(map(str, range(21))))).texts


@pytest.mark.parametrize(
    "panel",
    [
        plots.boxes(np.zeros((8, 9)), [[1, 2, 5, 6]], ["star"]),
        plots.numbers(np.zeros((8, 9)), box=(1, 2, 5, 6)),
    ],
    ids=["boxes", "numbers"],
)
def test_a_box_runs_along_the_edges_of_its_pixels(panel):
    for line in drawn(panel).lines:
        assert (line.get_xdata().min(), line.get_xdata().max()) == (1.5, 5.5)  # left of column 2, right of column 5
        assert (line.get_ydata().min(), line.get_ydata().max()) == (0.5, 4.5)
    assert "rows 1 to 4, columns 2 to 5" in panel.alt


def test_a_window_covers_the_pixels_that_the_alt_text_names():
    panel = plots.windows(6, 2, stride=3, padding=1, dilation=2)
    assert panel.alt.endswith("a window of 2 fits in 2 places, at -1-1, 2-4; pixels no window sees: 0, 3, 5")
    squares = [(round(square.get_x() + 0.5), round(square.get_y() + 0.5, 1)) for square in drawn(panel).patches]
    assert squares[:8] == [(column, 0) for column in range(-1, 7)]
    assert squares[8:] == [(-1, 1.2), (1, 1.2), (2, 2.2), (4, 2.2)]


def test_votes_say_who_voted_for_what(image):
    panel = plots.votes(image, SEGMENTS, ["star", "star", ""])
    assert panel.alt == "3 regions, 1 of them without a vote; votes: star 2 (88 % of the area)"


def test_saving_leaves_no_part_behind_when_the_disk_is_full(tmp_path, image, monkeypatch):
    sheet = plots.show(plots.picture(image))
    target = tmp_path / "sheet.png"
    target.write_bytes(b"what was there")

    def full(part, whole):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    with pytest.raises(OSError, match="No space left"):
        sheet.save(target)
    assert [p.name for p in tmp_path.iterdir()] == ["sheet.png"]
    assert target.read_bytes() == b"what was there"


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda im: plots.show(), "panels must be a list of Panel, 1 or more"),
        (lambda im: plots.show(plots.picture(im), titles=["a", "b"]), "titles and panels must be equally many, got 2 and 1"),
        (lambda im: plots.picture(np.zeros((2, 2, 2))), r"\(2, 2, 2\)"),
        (lambda im: plots.picture(im * 255), r"lie in \[0, 1\]"),
        (lambda im: plots.picture(im * np.nan), "finite"),
        (lambda im: plots.regions(im, SEGMENTS[:1]), r"segments must have shape \(2, 4\), got"),
        (lambda im: plots.regions(im, SEGMENTS * 0.5), "got float64"),
        (lambda im: plots.votes(im, SEGMENTS, ["star"]), "got 0 to 2: names must have one entry for each region"),
        (lambda im: plots.mask(im, SEGMENTS, ["star"]), r"mask must lie in 0 to 1, got 0 to 2: 0 is background"),
        (lambda im: plots.boxes(im, [[0, 0, 1, 1]], []), "equally many"),
        (lambda im: plots.bars([1, 2], ["a"]), "equally many"),
    ],
)
def test_what_cannot_be_drawn_is_refused(image, make, words):
    with pytest.raises((TypeError, ValueError), match=words):
        make(image)


def test_a_tensor_is_drawn_like_an_array(image):
    assert plots.picture(image.astype("float32")).alt == plots.picture(image).alt


def test_what_holds_is_drawn_as_one_and_what_does_not_as_zero():
    holds = np.eye(2, dtype=bool)
    assert plots.picture(holds).alt == plots.picture(holds.astype(float)).alt
    assert plots.numbers(holds).alt == "2 x 2 numbers: 1 0 / 0 1"
    assert plots.signed(holds).alt == plots.signed(holds.astype(float)).alt


# --- alt texts: what is seen first, and no more than is listened to -----------------------------------------------------


def test_a_long_alt_text_begins_with_what_is_seen_and_goes_on_below(image):
    names = [f"picture number {i}" for i in range(9)]
    sheet = plots.show(*[plots.picture(image)] * 9, titles=names)
    assert len(sheet.description) > 300 >= len(sheet.alt) > 250
    assert sheet.alt.startswith("; ".join(names) + ". picture number 0: colour picture")
    assert sheet.alt.endswith("…")
    page = sheet._repr_html_()
    assert f'<img alt="{sheet.alt}"' in page
    assert f"<details><summary>in words and numbers</summary>{sheet.description}</details>" in page
    assert repr(sheet) == f"<Sheet: {sheet.description}>"


def test_a_short_alt_text_says_all_and_nothing_is_folded(image):
    sheet = plots.show(plots.picture(image, title="old"))
    assert sheet.alt == sheet.description
    assert "<details>" not in sheet._repr_html_()


def test_what_is_seen_comes_before_titles(image):
    sheet = plots.show(plots.picture(image, title="before"), plots.picture(image, title="after"), seen="a cat's face")
    assert sheet.alt.startswith("a cat's face: before: colour picture, 2 x 4 pixels")
    long = plots.show(*[plots.picture(image, title="before")] * 9, seen="a cat's face")
    assert long.alt.startswith("a cat's face: before: colour picture, 2 x 4 pixels")
    assert len(long.alt) <= 300


def test_a_title_that_comes_often_is_said_once(image):
    assert plots.show(*[plots.picture(image, title="face")] * 9).alt.startswith("face: colour picture")


def test_an_alt_text_ends_between_words(image):
    for length in range(280, 320):
        alt = plots.Sheet(b"", "a" * length + " b c", 1).alt
        assert alt == "a" * length + " b c" if length + 4 <= 300 else len(alt) <= 300
        assert not alt.endswith((" …", ",…"))


@pytest.mark.parametrize("seen", [3, " "])
def test_what_is_seen_is_text(image, seen):
    with pytest.raises((TypeError, ValueError), match="seen must be"):
        plots.show(plots.picture(image), seen=seen)


LESSONS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))
TYPE_FIRST = re.compile(r"(colour|grey) picture|\d+ x \d+ (numbers|pixels)|\d+ regions? ")


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_what_is_seen_comes_first_in_every_alt_text_of_a_lesson(path):
    outputs = [output for cell in json.loads(path.read_bytes())["cells"] for output in cell.get("outputs", [])]
    pages = ["".join(output.get("data", {}).get("text/html", "")) for output in outputs]
    images = [image for page in pages for image in re.findall(r"<img [^>]*>(?:<details>.*?</details>)?", page, re.S)]
    alts = [html.unescape(alt) for page in pages for alt in re.findall(r'<img [^>]*?alt="([^"]*)"', page)]
    assert len(images) == len(alts) > 3
    for alt, image in zip(alts, images, strict=True):
        assert 0 < len(alt) <= 300
        assert not TYPE_FIRST.match(alt), alt
        assert alt.endswith("…") == ("<details>" in image), alt


def test_a_name_in_another_script_warns_of_nothing_and_takes_a_font_that_has_it(monkeypatch):
    from matplotlib import font_manager

    assert plots.show(plots.picture(np.zeros((2, 2)), title="动物")).alt.startswith("动物")  # warnings are errors here
    sheets = sys.modules["imagen_course.plots.sheets"]
    monkeypatch.setattr(font_manager, "get_font_names", lambda: ["SimHei", "DejaVu Sans", "cmr10"])
    assert sheets._fonts.__wrapped__() == ["DejaVu Sans", "SimHei"]
