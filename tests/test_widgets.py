import html
import itertools
import re
import subprocess
import sys
from pathlib import Path

import ipywidgets
import numpy as np
import pytest

from imagen_course import plots, widgets
from imagen_course.teach import Teacher

TONES = {"grey": [1, 1, 1], "a <warm> tone": [1, 0.5, 0]}


def paint(level, tone, grid_size=1):
    if level > 0.9 and tone == TONES["grey"]:
        raise ValueError("<too> bright")
    return plots.show(plots.picture(np.full((grid_size, 2, 3), level) * tone))


def painted(**options):
    return widgets.control(paint, **({"level": [0, 0.5, 1], "tone": TONES, "grid_size": range(1, 4)} | options))


def parts(view):
    """The inputs of a view by their labels, and its picture."""
    inputs, picture, _ = view.children
    return {widget.description: widget for widget in inputs.children}, picture


@pytest.fixture
def shown(monkeypatch):
    """What was displayed, in order."""
    found = []
    monkeypatch.setattr("IPython.display.display", lambda what, raw=False: found.append(what))
    monkeypatch.delenv("IMAGEN_COURSE_STATIC", raising=False)
    return found


def test_the_live_picture_is_what_the_function_draws_for_every_setting():
    inputs, picture = parts(painted().view())
    assert list(inputs) == ["level", "tone", "grid size (1 to 3)"]
    for level, tone, size in itertools.product([0.5, 1, 0], TONES, [1, 2, 3]):
        inputs["level"].value = f"{level:g}"
        inputs["tone"].value = tone
        inputs["grid size (1 to 3)"].value = size
        if (level, tone) == (1, "grey"):
            assert picture.value == '<p role="alert"><strong>ValueError:</strong> &lt;too&gt; bright</p>'
        else:
            assert picture.value == paint(level, TONES[tone], size)._repr_html_()


def test_whole_numbers_in_order_have_a_field_with_their_bounds_and_all_else_buttons():
    inputs, _ = parts(painted(grid_size=[3, 2, 1]).view())
    assert {type(widget) for widget in inputs.values()} == {ipywidgets.RadioButtons}
    field = parts(painted().view())[0]["grid size (1 to 3)"]
    assert isinstance(field, ipywidgets.BoundedIntText)
    assert (field.min, field.max, field.value) == (1, 3, 1)
    field.value = 7
    assert field.value == 3


def test_negative_numbers_have_a_field_too():
    control = widgets.control(lambda level: paint(abs(level) / 4, 1), level=range(-2, 3))
    inputs, picture = parts(control.view())
    inputs["level (-2 to 2)"].value = -1
    assert picture.value == paint(0.25, 1)._repr_html_()


def test_first_is_where_the_control_starts():
    control = painted(first={"level": 0.5, "tone": "a <warm> tone"})
    inputs, picture = parts(control.view())
    assert picture.value == paint(0.5, TONES["a <warm> tone"])._repr_html_()
    assert [widget.value for widget in inputs.values()] == ["0.5", "a <warm> tone", 1]


def test_two_views_move_apart():
    control = painted()
    (one, one_picture), (_, other_picture) = parts(control.view()), parts(control.view())
    one["level"].value = "0.5"
    assert one_picture.value != other_picture.value


@pytest.mark.parametrize(("levels", "due"), [([0, 0.5], [0, 0.5]), (np.linspace(0, 0.8, 9), [0, 0.2, 0.4, 0.6, 0.8])])
def test_the_strip_shows_every_setting_of_a_few_and_a_spread_of_many(levels, due):
    strip = widgets.control(lambda level: paint(level, 1), level=levels).strip()
    assert re.findall("<figcaption[^>]*>(.*?)</figcaption>", strip) == [f"level {level:g}" for level in due]
    assert re.findall('alt="(.*?)"', strip) == [html.escape(paint(level, 1).alt) for level in due]


def test_the_strip_spreads_over_every_option():
    captions = re.findall("<figcaption[^>]*>(.*?)</figcaption>", painted(level=[0, 0.1, 0.2]).strip())
    assert captions[0] == "level 0, tone grey, grid size 1"
    assert captions[-1] == "level 0.2, tone a &lt;warm&gt; tone, grid size 3"
    for option in zip(*(caption.split(", ") for caption in captions), strict=True):
        assert len(set(option)) > 1


def test_stills_are_small_but_not_too_small_to_be_made_out():
    def row(count):
        return plots.show(*[plots.picture(np.zeros((2, 2)))] * count)

    widths = [int(width) for width in re.findall(r"width: (\d+)px", widgets.control(row, count=[1, 4]).strip())]
    assert widths == [min(widgets.LEAST_WIDTH, row(1).width), round(0.8 * row(4).width)]
    assert row(4).width > widgets.LEAST_WIDTH


def test_a_still_that_cannot_be_drawn_says_so_in_its_place():
    strip = widgets.control(lambda level: paint(level, TONES["grey"]), level=[0, 1]).strip()
    assert strip.count("<figure") == 2
    assert strip.count("<img") == 1
    assert "<strong>ValueError:</strong> &lt;too&gt; bright</p>" in strip


def test_the_strip_is_the_same_each_time():
    assert painted().strip() == painted().strip()


def test_a_control_that_lives_shows_no_strip_which_would_answer_what_is_asked(shown):
    painted()._ipython_display_()
    (view,) = shown
    assert isinstance(view, ipywidgets.VBox)


def test_where_outputs_are_stored_there_is_only_the_strip(shown, monkeypatch):
    monkeypatch.setenv("IMAGEN_COURSE_STATIC", "1")
    control = painted()
    control._ipython_display_()
    assert shown == [{"text/html": control.strip(), "text/plain": repr(control)}]


def test_in_words():
    assert repr(painted()) == (
        "<Control: level 0, 0.5, 1; tone grey, a <warm> tone; grid size 1, 2, 3. "
        "At level 0, tone grey, grid size 1: colour picture, 1 x 2 pixels, values 0.00 to 0.00, mean 0.00>"
    )


def test_a_function_is_called_by_its_name():
    control = widgets.control(lambda pool: paint(pool([0.25, 0.75]), 1), pool=[np.max, np.min])
    assert repr(control).startswith("<Control: pool max, min. At pool max: ")


@pytest.mark.parametrize(
    ("make", "error", "words"),
    [
        (lambda: widgets.control(paint), ValueError, "at least one option"),
        (lambda: painted(level=[]), ValueError, "level must have values.* got none"),
        (lambda: painted(level=[1, "1"]), ValueError, "reading otherwise than the rest, got 1, 1"),
        (lambda: painted(tone="grey"), TypeError, "tone must be a sequence, got 'grey'"),
        (lambda: painted(level=3), TypeError, "level must be a sequence, got 3"),
        (lambda: painted(first={"level": 7}), ValueError, "got level=7; there are 0, 0.5, 1"),
        (lambda: painted(first={"size": 1}), ValueError, "got size=1; there are level, tone, grid_size"),
        (lambda: widgets.control(lambda level: level, level=[1]), TypeError, "what draw returns must be a Sheet, got 1"),
        (lambda: painted(first={"level": 1}), ValueError, "<too> bright"),
        (lambda: widgets.control(paint, levels=[1]), TypeError, "unexpected keyword argument 'levels'"),
    ],
)
def test_what_cannot_be_a_control_is_refused_at_once(make, error, words):
    with pytest.raises(error, match=words):
        make()


def test_importing_the_module_loads_neither_ipywidgets_nor_matplotlib():
    code = (
        "import sys, imagen_course.widgets; print({'ipywidgets', 'anywidget', 'IPython', 'matplotlib'} & set(sys.modules))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout == "set()\n"


def test_the_strip_shows_the_settings_asked_for():
    control = painted(stills=[{"level": 0, "grid_size": 2}, {}], first={"level": 0.5})
    assert control.stills == [
        {"level": "0", "tone": "grey", "grid_size": "2"},
        {"level": "0.5", "tone": "grey", "grid_size": "1"},
    ]
    assert re.findall(r"<figcaption[^>]*>([^<]+)<", control.strip()) == [
        "level 0, tone grey, grid size 2",
        "level 0.5, tone grey, grid size 1",
    ]
    with pytest.raises(ValueError, match=r"stills must hold options and values that are there, got level=7"):
        painted(stills=[{"level": 7}])


def taught():
    """Two dark and two bright stripes of 8 columns, and the parts of the view that teaches them."""
    stripes = np.ones((8, 1, 1)) * np.repeat([0.0, 0.1, 0.9, 1.0], 8)[:, None]  # (8, 32, 1)
    teaching = widgets.teach(Teacher(stripes, n_segments=4), ["dark", "bright"])
    (name, undo), picture = (box := teaching.view()).children[0].children, box.children[1]
    return teaching, name, undo, picture


def click(picture, row, column):
    """Send what the browser sends."""
    picture._handle_custom_msg({"row": row, "column": column}, [])


def test_what_the_browser_runs_is_the_file_beside_the_module():
    keys = taught()[0].view().children[-1]
    for widget, name in ((taught()[-1], "clickable.js"), (keys, "keys.js")):
        assert str(widget._esm) == Path(widgets.__file__).with_name(name).read_text()


def test_what_is_clicked_is_taught_and_the_picture_says_so():
    teaching, name, undo, picture = taught()
    assert (picture.rows, picture.columns) == (8, 32)
    assert picture.status == "Nothing is named yet: choose a name, then click on a region that shows it."
    assert picture.alt.startswith("the photograph in its regions, none of them named yet: 4 regions outlined")
    sources = [picture.src]
    click(picture, 3, 2)
    assert picture.status == "1 click: dark 25 %, no name yet 75 %."
    sources.append(picture.src)
    name.value = "bright"
    click(picture, 3, 30)
    assert picture.status == "2 clicks: dark 50 %, bright 50 %."
    assert picture.alt == "dark on 50 % of the pixels, bright on 50 % of the pixels, background on 0 %"
    assert teaching.teacher.clicks == [(3, 2, "dark"), (3, 30, "bright")]
    sources.append(picture.src)
    assert len(set(sources)) == 3
    assert all(source.startswith("data:image/png;base64,") for source in sources)
    undo.click()
    assert (picture.status, picture.src) == ("1 click: dark 25 %, no name yet 75 %.", sources[1])


def test_a_click_that_cannot_be_is_said_and_changes_nothing():
    teaching, _, undo, picture = taught()
    source = picture.src
    undo.click()
    assert picture.status == "there is no click to take back"
    click(picture, 3, 32)
    assert picture.status == "column must be a whole number in [0, 31], got 32: a pixel of the picture"
    picture._handle_custom_msg({}, [])
    assert picture.status == "row must be a whole number in [0, 7], got None: a pixel of the picture"
    assert (teaching.teacher.clicks, picture.src) == ([], source)


def test_every_pixel_of_the_picture_sent_is_where_a_click_says():
    """The picture fills its frame: the border between two stripes lies in the middle, to a pixel."""
    import base64
    import io

    import matplotlib.image

    source = widgets._source(plots.picture(np.repeat([[0.0, 1.0]], 2, axis=0).repeat(8, axis=0).repeat(16, axis=1)))
    drawn = matplotlib.image.imread(io.BytesIO(base64.b64decode(source.partition(",")[2])))[..., 0]
    height, width = drawn.shape
    assert width == 2 * height
    assert (drawn[height // 2] > 0.5).tolist() == [False] * (width // 2) + [True] * (width // 2)


def test_where_outputs_are_stored_a_photograph_to_teach_is_a_still(shown, monkeypatch):
    teaching, *_ = taught()
    teaching._ipython_display_()
    monkeypatch.setenv("IMAGEN_COURSE_STATIC", "1")
    teaching._ipython_display_()
    view, still = shown
    assert isinstance(view, ipywidgets.VBox)
    assert set(still) == {"text/html", "text/plain"}
    assert still["text/plain"] == repr(teaching) == f"<Teaching: dark, bright. {teaching.sentence()}>"


@pytest.mark.parametrize(
    ("names", "error", "words"),
    [
        ("dark", TypeError, "names must be a list of str, got 'dark'"),
        ([1, 2], TypeError, r"names must be a list of str, got \[1, 2\]"),
        (["dark", " "], ValueError, "names must be a word or more"),
        (["dark"], ValueError, r"names must be two or more, .* got \['dark'\]"),
        (["dark", "dark"], ValueError, "no two alike"),
    ],
)
def test_names_that_cannot_be_are_refused(names, error, words):
    with pytest.raises(error, match=words):
        widgets.teach(None, names)


# --- saving -----------------------------------------------------------------------------------------------------------


def test_the_button_writes_what_is_shown_and_says_where(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    sheet = plots.show(plots.picture([[0.0, 1.0]]))
    picture, row, _ = widgets.save(sheet, "mine.png").view().children
    button, said = row.children
    assert picture.value == sheet._repr_html_()
    assert (button.description, said.value, list(tmp_path.iterdir())) == ("save as mine.png", "", [])
    button.click()
    assert (tmp_path / "mine.png").read_bytes() == sheet.png
    assert html.escape(str(tmp_path / "mine.png")) in said.value


def test_what_cannot_be_written_is_said_under_the_picture(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.png").mkdir()
    _, row, _ = widgets.save(plots.show(plots.picture([[0.0]])), "mine.png").view().children
    row.children[0].click()
    assert "Not saved" in row.children[1].value


def test_a_figure_is_saved_as_the_svg_that_it_is():
    figure = plots.array_axes([[1, 2], [3, 4]])
    assert widgets.save(figure, "mine.svg").name == "mine.svg"
    for name in ("mine.png", "mine", "folder/mine.svg"):
        with pytest.raises(ValueError, match=r"end in .svg, got"):
            widgets.save(figure, name)


def test_where_outputs_are_stored_what_could_be_saved_is_a_still(shown, monkeypatch):
    monkeypatch.setenv("IMAGEN_COURSE_STATIC", "1")
    sheet = plots.show(plots.picture([[0.0]]))
    widgets.save(sheet, "mine.png")._ipython_display_()
    assert shown[0]["text/html"] == sheet._repr_html_()


# --- a field to draw in -----------------------------------------------------------------------------------------------


def read_ink(ink):
    return plots.show(plots.picture(ink, title=f"{ink.sum():.0f} of ink"))


def test_what_is_drawn_is_read(monkeypatch):
    monkeypatch.delenv("IMAGEN_COURSE_STATIC", raising=False)
    field = widgets.draw(read_ink, start=np.zeros((8, 8)))
    paper, shown, _ = field.view().children
    assert "0 of ink" in shown.value
    paper.ink = [255] * 3 + [0] * 61
    assert "3 of ink" in shown.value
    np.testing.assert_array_equal(field.drawing, np.repeat([1.0, 0.0], [3, 61]).reshape(8, 8))


def test_several_sheets_stand_beneath_each_other_and_an_error_in_their_place():
    field = widgets.draw(lambda ink: [read_ink(ink), read_ink(1 - ink)], start=np.zeros((8, 8)))
    assert field.html(np.ones((8, 8))).count("<img") == 2
    field.read = lambda ink: 1 / 0
    assert field.html(field.start) == '<p role="alert"><strong>ZeroDivisionError:</strong> division by zero</p>'


def test_where_outputs_are_stored_a_field_is_what_is_read_from_its_start(shown, monkeypatch):
    monkeypatch.setenv("IMAGEN_COURSE_STATIC", "1")
    widgets.draw(read_ink, start=np.ones((9, 9)))._ipython_display_()
    assert shown[0]["text/html"] == read_ink(np.ones((9, 9)))._repr_html_()
    assert shown[0]["text/plain"].startswith("<Field: 9 x 9 pixels, 81 of ink")


@pytest.mark.parametrize("shape", [(8, 9), (7, 7), (65, 65)])
def test_a_field_is_a_square_that_can_be_drawn_in(shape):
    with pytest.raises(ValueError, match=r"start must be a square of 8 to 64 pixels a side, got \("):
        widgets.draw(read_ink, start=np.zeros(shape))


def test_what_reads_a_drawing_returns_sheets():
    with pytest.raises(TypeError, match="what read returns"):
        widgets.draw(lambda ink: ink.sum(), start=np.zeros((8, 8)))
