"""What a student meets: lessons open, run and play in JupyterLab, and a screen reader finds words for what they show."""

import re
from pathlib import Path

import nbformat
import pytest
from nbformat import v4

from imagen_course import plots, syllabus
from imagen_course.datasets import photograph
from imagen_course.teach import Teacher

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
LESSONS = sorted(path.name for path in NOTEBOOKS.glob("*.ipynb"))
KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}

ACTIVE_CELL = "() => window.jupyterapp.shell.currentWidget.content.activeCellIndex"

CONTROL = """
import numpy as np
from imagen_course import plots, widgets

def paint(level, tone):
    return plots.show(plots.picture(np.full((2, 2), level / 4) * tone, title=f"level {level}"))

widgets.control(paint, level=[1, 2, 3], tone={"full": 1.0, "half": 0.5})
"""

BLOCKS = """
import ipywidgets
from IPython.display import HTML

dot = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
display(HTML(f'<img src="{dot}"><img alt="a dot" src="{dot}">'))
display(HTML('<p style="color: #ddd; background: white">pale</p><p>not pale</p>'))
ipywidgets.IntSlider(description="level")
"""


def write(lab, name, *cells):
    nbformat.write(v4.new_notebook(cells=list(cells), metadata=KERNEL), lab.folder / name)


def live_picture(page):
    return page.locator(".jupyter-widgets .widget-html-content img").first


def test_a_control_is_moved_by_the_keyboard(lab, page, open_notebook, run_all, stumbling_blocks):
    from playwright.sync_api import expect

    write(lab, "control.ipynb", v4.new_code_cell(CONTROL), v4.new_code_cell("'below'"))
    open_notebook("control.ipynb")
    run_all()
    picture = live_picture(page)
    expect(picture).to_have_attribute("alt", "level 1: grey picture, 2 x 2 pixels, values 0.25 to 0.25, mean 0.25")
    level = page.get_by_label("level (1 to 3)")
    level.focus()
    for key, due in [("ArrowUp", 2), ("ArrowUp", 3), ("ArrowUp", 3), ("ArrowDown", 2)]:
        page.keyboard.press(key)
        expect(picture).to_have_attribute("alt", f"level {due}: grey picture, 2 x 2 pixels, " + values(due / 4))
    page.keyboard.press("Tab")
    expect(page.get_by_label("full")).to_be_focused()
    for key, tone, due in [("ArrowDown", "half", 0.25), ("ArrowLeft", "full", 0.5), ("ArrowRight", "half", 0.25)]:
        active = page.evaluate(ACTIVE_CELL)
        page.keyboard.press(key)
        expect(page.get_by_label(tone)).to_be_checked()
        expect(picture).to_have_attribute("alt", "level 2: grey picture, 2 x 2 pixels, " + values(due))
        assert page.evaluate(ACTIVE_CELL) == active
    page.keyboard.press("d")  # twice, it would delete the cell
    page.keyboard.press("d")
    expect(page.locator(".jp-CodeCell")).to_have_count(2)
    assert stumbling_blocks() == []


EVERY_INPUT = """
import ipywidgets
from imagen_course import widgets

parts = (ipywidgets.IntSlider(1, 0, 9), ipywidgets.Dropdown(options=["a", "b", "c"]), ipywidgets.Checkbox(),
         ipywidgets.Select(options=["p", "q", "r"]))
said = ipywidgets.Label("nothing")
def update(change):
    said.value = " ".join(str(part.value) for part in parts)
for part in parts:
    part.observe(update, "value")
widgets._keeping_its_keys(*parts, said)
"""


def test_arrow_keys_reach_every_kind_of_input_in_a_control(lab, page, open_notebook, run_all):
    from playwright.sync_api import expect

    write(lab, "inputs.ipynb", v4.new_code_cell("'above'"), v4.new_code_cell(EVERY_INPUT), v4.new_code_cell("'below'"))
    open_notebook("inputs.ipynb")
    run_all()
    page.evaluate("() => { window.jupyterapp.shell.currentWidget.content.activeCellIndex = 1; }")
    said = page.locator(".widget-label", has_text="nothing")
    said.wait_for()
    said = page.locator(".imagen-control > .widget-label")
    steps = [
        (".noUi-handle", "ArrowRight", "2 a False p"),
        (".widget-dropdown select", "ArrowDown", "2 b False p"),
        (".widget-checkbox input", "Space", "2 b True p"),
        (".widget-select select", "ArrowDown", "2 b True q"),
    ]
    for place, key, due in steps:
        page.locator(f".imagen-control {place}").focus()
        page.keyboard.press(key)
        if place.endswith("dropdown select"):
            page.keyboard.press("Enter")  # Chromium may have opened the list
        expect(said).to_have_text(due)
        assert page.evaluate(ACTIVE_CELL) == 1


def values(level):
    return f"values {level:.2f} to {level:.2f}, mean {level:.2f}"


def test_convolution_runs_and_its_control_changes_the_picture(page, open_notebook, run_all, stumbling_blocks):
    from playwright.sync_api import expect

    open_notebook("02_convolution.ipynb")
    run_all()
    picture = live_picture(page)
    before = picture.get_attribute("src")
    page.locator(".jupyter-widgets input[type=number]").first.focus()
    page.keyboard.press("ArrowUp")
    expect(picture).not_to_have_attribute("src", before)
    assert stumbling_blocks() == []


CLICKS = [(101, 420, "sky"), (258, 405, "lake"), (238, 209, "temple"), (353, 554, "trees")]


def tap(page, x, y):
    """Touch the page with a finger, and lift it."""
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    session.send("Emulation.setTouchEmulationEnabled", {"enabled": False})
    session.detach()


def test_a_photograph_is_taught_by_mouse_touch_and_keyboard_what_plain_cells_teach(
    page, open_notebook, run_all, stumbling_blocks
):
    from playwright.sync_api import expect

    teacher, alts = Teacher(photograph("china")), []
    for click in CLICKS:
        teacher.click(*click)
        alts.append(plots.mask(teacher.image, teacher.labels, teacher.names).alt)
    open_notebook(f"{syllabus.name('support_vectors')}.ipynb")
    run_all()
    frame = page.get_by_role("application", name="photograph: arrow keys")
    picture = frame.locator("img")
    expect(picture).to_have_attribute("alt", re.compile("regions outlined"))
    frame.scroll_into_view_if_needed()
    for (row, column, name), alt in zip(CLICKS, alts, strict=True):
        page.get_by_label(name, exact=True).check()
        box = picture.bounding_box()
        place = {"x": (column + 0.5) * box["width"] / 640, "y": (row + 0.5) * box["height"] / 427}
        picture.click(position=place)
        expect(picture).to_have_attribute("alt", alt)
    page.get_by_role("button", name="undo").click()
    expect(picture).to_have_attribute("alt", alts[-2])
    expect(page.get_by_text(re.compile("^3 clicks: sky"))).to_be_visible()
    frame.focus()  # the cross stands where the last click was
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(picture).to_have_attribute("alt", alts[-1])
    assert page.evaluate("() => document.activeElement.getAttribute('role')") == "application"
    page.get_by_role("button", name="undo").click()
    expect(picture).to_have_attribute("alt", alts[-2])
    (row, column, _), box = CLICKS[-1], picture.bounding_box()
    tap(page, box["x"] + (column + 0.5) * box["width"] / 640, box["y"] + (row + 0.5) * box["height"] / 427)
    expect(picture).to_have_attribute("alt", alts[-1])
    assert stumbling_blocks() == []


FIELD = """
import numpy as np
from imagen_course import plots, widgets

def seen(ink):
    rows, columns = (np.flatnonzero(ink.max(axis) > 0.5) for axis in (1, 0))
    box = f"rows {rows[0]} to {rows[-1]}, columns {columns[0]} to {columns[-1]}" if len(rows) else "nothing"
    return plots.show(plots.picture(ink), seen=box)

widgets.draw(seen, start=np.zeros((32, 32)))
"""


def drawn(page, words):
    from playwright.sync_api import expect

    expect(live_picture(page)).to_have_attribute("alt", re.compile(f"^{words}: "))


def test_a_field_is_drawn_in_by_mouse_by_keys_and_cleared(lab, page, open_notebook, run_all, stumbling_blocks):
    write(lab, "field.ipynb", v4.new_code_cell(FIELD), v4.new_code_cell("'below'"))
    open_notebook("field.ipynb")
    run_all()
    frame = page.get_by_role("application", name="drawing field")
    drawn(page, "nothing")
    frame.scroll_into_view_if_needed()
    box = frame.bounding_box()
    at = [(box["x"] + share * box["width"], box["y"] + box["height"] / 2) for share in (0.25, 0.75)]
    page.mouse.move(*at[0])
    page.mouse.down()
    page.mouse.move(*at[1], steps=4)
    page.mouse.up()
    drawn(page, "rows 13 to 18, columns 5 to 26")
    page.get_by_role("button", name="clear").click()
    drawn(page, "nothing")
    frame.focus()
    active = page.evaluate(ACTIVE_CELL)
    for key in ("Space", *["ArrowUp"] * 4):
        page.keyboard.press(key)
    drawn(page, "rows 5 to .., columns .. to ..")
    for key in ("Space", "ArrowLeft", "ArrowLeft", "ArrowLeft"):  # the pen is lifted: nothing more is drawn
        page.keyboard.press(key)
    drawn(page, "rows 5 to .., columns .. to ..")
    page.keyboard.press("Delete")
    drawn(page, "nothing")
    assert page.evaluate(ACTIVE_CELL) == active
    assert page.locator(".jp-CodeCell").count() == 2
    assert stumbling_blocks() == []


def test_a_field_is_drawn_in_by_a_finger(lab, page, open_notebook, run_all):
    write(lab, "field.ipynb", v4.new_code_cell(FIELD))
    open_notebook("field.ipynb")
    run_all()
    frame = page.get_by_role("application", name="drawing field")
    drawn(page, "nothing")
    frame.scroll_into_view_if_needed()
    box = frame.bounding_box()
    touch = page.context.new_cdp_session(page)
    for kind, share in (("touchStart", 0.25), ("touchMove", 0.5), ("touchMove", 0.75), ("touchEnd", None)):
        point = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] * (share or 0)}
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [point] if share else []})
    drawn(page, "rows 5 to 26, columns 13 to 18")


@pytest.mark.parametrize("name", LESSONS)
def test_stored_outputs_can_be_read_by_a_screen_reader(lab, page, open_notebook, stumbling_blocks, name):
    from playwright.sync_api import expect

    stored = sum(bool(cell.get("outputs")) for cell in nbformat.read(lab.folder / name, as_version=4).cells)
    assert stored, f"{name} holds no outputs: run make notebooks"
    open_notebook(name)
    expect(page.locator(".jp-Cell:has(.jp-OutputArea-output)")).to_have_count(stored)
    assert stumbling_blocks() == []


def test_a_stumbling_block_is_found(lab, page, open_notebook, run_all, stumbling_blocks):
    """A slider without a name, a picture without a name, and words too pale to be read."""
    write(lab, "blocks.ipynb", v4.new_code_cell(BLOCKS))
    open_notebook("blocks.ipynb")
    run_all()
    page.locator(".widget-slider").wait_for()
    found = sorted(block.partition(":")[0] for block in stumbling_blocks())
    assert found == ["aria-input-field-name", "color-contrast", "image-alt"]


def test_a_cell_that_fails_is_found(lab, open_notebook, run_all):
    write(lab, "fails.ipynb", v4.new_code_cell("1 / 0"))
    open_notebook("fails.ipynb")
    with pytest.raises(AssertionError, match="ZeroDivisionError: division by zero"):
        run_all()
