"""What the course itself puts on a page, in light and in dark: a screen reader finds words, and eyes find contrast."""

import io

import nbformat
import numpy as np
import pytest
from nbformat import v4
from PIL import Image

from conftest import serious
from imagen_course import classroom, plots
from imagen_course.exercises import find, store

KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
CELLS = [
    "import numpy as np\nfrom imagen_course import plots, widgets\nfrom imagen_course.datasets import photograph\n"
    "from imagen_course.exercises import *\nbegin('convolution')",
    "recall('a', 'b', 'c')",
    "def contrast(x):\n    return x.max()\ncheck(contrast)",
    "def correlate_at(image, kernel, row, column):\n    return image[row, column] * 2\ncheck(correlate_at)",
    "def output_size(size, kernel_size, stride, padding, dilation):\n    return missing\ncheck(output_size)",
    "hint('output_size')",
    "solution('output_size', now=True)",
    "predict('rows of the result', 3)",
    "reveal('rows of the result', 4)",
    "cat = photograph('chelsea')\n"
    "plots.show(plots.picture(cat, title='a cat'), *[plots.signed(cat[..., 0] - 0.5, title=f'{i}') for i in range(5)])",
    "plots.show(plots.boxes(cat, [(20, 60, 30, 76)], ['eye']), plots.bars([1, 2], ['a', 'b']))",
    "widgets.control(lambda level: plots.show(plots.picture(cat * level, title=f'{level:g}')), level=[0.25, 0.5, 1.0])",
    "plots.learning_curves([3, 2, 1, 0.5], [3, 2.5, 2, 2.2])",
    "plots.correlation(np.arange(25).reshape(5, 5), np.eye(3), place=4)",
    "widgets.control(lambda place: plots.pooling(np.arange(16).reshape(4, 4), place=place), place=range(4))",
    "finish()",
    "progress()",
]

FIGURES = """() => [...document.querySelectorAll('.jp-OutputArea-output img.figure')].map(
    figure => [figure.naturalWidth, ...[figure, figure.parentElement].map(each => each.getBoundingClientRect().width)])"""
GROUND = {"JupyterLab Light": (255, 255, 255), "JupyterLab Dark": (17, 17, 17)}


@pytest.fixture(scope="module")
def class_page(tmp_path_factory):
    """The page of a class of three: somebody is done, somebody stuck, a slip was made, a prediction missed."""
    folder = tmp_path_factory.mktemp("class")
    slip = find("output_size")[1].slips[0].name
    with pytest.MonkeyPatch.context() as patch:
        for student, (state, attempts) in {"ada": ("right", 1), "ben": ("wrong", 9), "cy": ("wrong", 2)}.items():
            patch.setenv("IMAGEN_COURSE_PROGRESS", str(folder / f"{student}.json"))
            count = {"attempts": attempts, "hints": 3} | ({} if state == "right" else {"named": {slip: attempts}})
            store.record("convolution/exercise/output_size", state=state, done=state == "right", count=count)
            store.record("convolution/prediction/rows of the result", value=3, right=state == "right", done=True)
    path = folder / "class.html"
    path.write_text(classroom.page(classroom.collect(folder), names=True), "utf-8")
    return path


@pytest.fixture(scope="module")
def browser(page):
    """The browser that JupyterLab is open in: a module has room for one."""
    return page.context.browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_of_a_class_stops_nobody_and_asks_for_nothing(browser, axe, class_page, scheme):
    page = browser.new_page(color_scheme=scheme, viewport={"width": 390, "height": 800})
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(class_page.as_uri())
    assert "Who is stuck" in page.inner_text("body")
    assert serious(page, axe) == []
    assert asked == [class_page.as_uri()]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_what_the_course_shows_in_jupyterlab_stops_nobody(lab, page, open_notebook, run_all, stumbling_blocks, theme):
    cells = [v4.new_code_cell(source) for source in CELLS]
    nbformat.write(v4.new_notebook(cells=cells, metadata=KERNEL), lab.folder / "reports.ipynb")
    open_notebook("reports.ipynb")  # waits until JupyterLab is there
    page.evaluate("theme => window.jupyterapp.commands.execute('apputils:change-theme', {theme})", theme)
    page.wait_for_function("name => document.body.dataset.jpThemeName == name", arg=theme)
    run_all()
    for words in ("wrong in", "hint 1 of", "an answer, and why it works", "in words and numbers", "exercises right"):
        assert page.locator(".jp-OutputArea-output", has_text=words).count(), words
    page.evaluate("() => document.querySelectorAll('.jp-OutputArea-output details').forEach(part => part.open = true)")
    assert stumbling_blocks() == []
    figures = page.evaluate(FIGURES)
    assert len(figures) == 3
    for drawn, width, room in figures:
        assert drawn == 760
        assert width >= min(0.9 * room, 760) - 1
    for picture in page.locator(".jp-OutputArea-output img.figure").all():
        with Image.open(io.BytesIO(picture.screenshot())) as shown:
            assert shown.convert("RGB").getpixel((1, 1)) == GROUND[theme]


def test_it_sees_what_would_stop_somebody(browser, axe):
    page = browser.new_page()
    page.set_content('<html lang="en"><title>x</title><main><p style="color: #ddd; background: #fff">pale</p></main></html>')
    assert serious(page, axe)[0].startswith("color-contrast: ")
    page.close()


def test_a_stored_figure_is_whole_in_a_notebook_that_is_not_trusted(lab, page, open_notebook):
    figure = plots.correlation(np.arange(25).reshape(5, 5), np.eye(3), place=4)
    stored = v4.new_output("display_data", {"text/html": figure._repr_html_()})
    nbformat.write(
        v4.new_notebook(cells=[v4.new_code_cell("1", outputs=[stored])], metadata=KERNEL), lab.folder / "stored.ipynb"
    )
    open_notebook("stored.ipynb")
    page.wait_for_function("() => document.querySelector('.jp-OutputArea-output img.figure')?.naturalWidth == 760")
    assert page.inner_text(".jp-OutputArea-output").strip() == ""  # JupyterLab leaves nothing of an SVG but its words
    assert page.get_attribute(".jp-OutputArea-output img.figure", "alt") == figure.alt
