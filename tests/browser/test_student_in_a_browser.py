"""What a student meets who types ``imagen-course lab``: the lesson as it is laid down, his answers, and his progress."""

import os
import re
import subprocess
import sys

import pytest

from conftest import ERRORS, FLAGS, KERNEL_READY, RUN_ALL
from imagen_course import syllabus
from imagen_course.exercises import lessons

EXERCISES = sum(len(module.EXERCISES) for module in lessons().values())
NEWS = re.compile("official Jupyter news", re.I)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("student")


@pytest.fixture(scope="module")
def address(chromium, home):
    """Where the command says that JupyterLab is open, in a home that has never seen one."""
    strange = ("JUPYTER", "IMAGEN_COURSE", "IPYTHONDIR", "XDG_")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(strange)}
    environment |= {"HOME": str(home), "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", "imagen_course", "lab", "--no-browser", "--port=0", "--ip=127.0.0.1"]
    command += ["--expose-app-in-browser"]
    with (
        open(home / "errors", "wb") as errors,
        subprocess.Popen(command, cwd=home, env=environment, stdout=subprocess.PIPE, stderr=errors, text=True) as process,
    ):
        try:
            said = [process.stdout.readline(), process.stdout.readline()]
            words = f"{len(syllabus.LESSONS)} lessons laid down in "
            assert said[0].startswith(words), (said, (home / "errors").read_text())
            yield re.search(r"http://\S+", said[1])[0]
        finally:
            process.terminate()
            rest = process.stdout.read()
    assert rest == ""


@pytest.fixture(scope="module")
def page(chromium, address):
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=120_000)
    with sync_playwright() as playwright, playwright.chromium.launch(executable_path=chromium, args=FLAGS) as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(180_000)
        page.goto(address)
        page.locator(".jp-Notebook .jp-Cell").first.wait_for()
        page.evaluate(KERNEL_READY)
        yield page


def cell(page, words):
    """The code cell that holds these words."""
    return page.locator(".jp-CodeCell", has=page.locator(".cm-content", has_text=words)).first


def write(page, at, source):
    """Replace what a cell says, by keys."""
    at.locator(".cm-content").click()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.insert_text(source)


def run(page, at):
    at.locator(".cm-content").click()
    page.keyboard.press("Shift+Enter")


def test_the_first_lesson_is_open_quiet_and_gives_nothing_away(page):
    from playwright.sync_api import expect

    expect(page.locator(".jp-mod-current .lm-TabBar-tabLabel", has_text="00_start_here.ipynb").first).to_be_visible()
    frame = page.locator(".imagen-exercise").first
    frame.scroll_into_view_if_needed()
    expect(frame).to_be_visible()
    expect(frame).to_contain_text("Your turn · exercise contrast · about 5 minutes")
    exercise = cell(page, "def contrast").locator(".jp-InputArea-editor")
    assert exercise.evaluate("e => getComputedStyle(e).borderLeftWidth") == "12px"
    expect(cell(page, "predict(").locator(".jp-OutputArea-output")).to_have_count(0)
    expect(page.get_by_text(NEWS)).to_have_count(0)
    assert page.evaluate("() => window.jupyterapp.shell.currentWidget.content.model.sharedModel.cells.length") > 20


def test_lines_of_text_end_where_they_can_be_read(page):
    width = "(s) => Math.max(...[...document.querySelectorAll(s)].map(e => e.getBoundingClientRect().width))"
    assert page.evaluate(width, ".jp-MarkdownOutput") < 750
    page.set_viewport_size({"width": 1920, "height": 900})
    page.wait_for_function(f"() => ({width})('.jp-OutputArea') > 1400")  # JupyterLab lays itself out anew
    assert page.evaluate(width, ".jp-MarkdownOutput") < 750
    assert page.evaluate(width, ".jp-CodeCell .jp-InputArea-editor") < 900
    page.set_viewport_size({"width": 1280, "height": 900})


def test_a_prediction_wrong_and_right_answers_a_hint_and_progress_after_a_restart(page):
    from playwright.sync_api import expect

    write(page, cell(page, "predict("), 'predict("numbers in a colour picture of 64 x 64", 4096)')
    write(page, cell(page, "def contrast"), "def contrast(x):\n    return x.max()")
    page.evaluate(RUN_ALL)
    assert page.evaluate(ERRORS) == []
    expect(cell(page, "reveal(").locator(".jp-OutputArea")).to_contain_text("you predicted 4096; the answer is 12288")
    check = cell(page, "check(contrast)")
    expect(check.locator(".jp-OutputArea")).to_contain_text("the darkest value is not subtracted")
    write(page, check, 'hint("contrast")')
    run(page, cell(page, 'hint("contrast")'))
    expect(cell(page, 'hint("contrast")').locator(".jp-OutputArea")).to_contain_text("contrast, hint 1 of")
    write(page, cell(page, 'hint("contrast")'), "check(contrast)")
    write(page, cell(page, "def contrast"), "def contrast(x):\n    return x.max() - x.min()")
    run(page, cell(page, "def contrast"))
    run(page, cell(page, "check(contrast)"))
    expect(cell(page, "check(contrast)").locator(".jp-OutputArea")).to_contain_text("contrast is right: ")
    page.evaluate("async () => { await window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart(); }")
    page.evaluate(KERNEL_READY)
    run(page, cell(page, 'begin("start_here")'))
    run(page, cell(page, "progress()"))
    expect(cell(page, "progress()").locator(".jp-OutputArea")).to_contain_text(f"progress: 1 of {EXERCISES} exercises right")
    page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")


def test_nothing_was_written_into_the_user_s_own_jupyter(page, home):
    share = home / ".local" / "share"
    assert [path.name for path in share.iterdir()] == ["imagen_course"]
    assert [path.name for path in (home / ".local").iterdir()] == ["share"]
    assert not (home / ".jupyter").exists()
    assert not (home / ".ipython").exists()
    lessons = [path for path in (home / "imagen-course").iterdir() if not path.name.startswith(".")]
    assert {path.suffix for path in lessons} == {".ipynb"}
    assert len(lessons) == len(syllabus.LESSONS)
    assert (home / "errors").read_text() == ""
