"""The JupyterLite edition: its lessons run with what a browser's Python has, its pages are built and open.

What cannot be tried here is its kernel, which a reader's browser fetches from Pyodide's CDN. In its place, a lesson runs in
a Python that believes itself to be in a browser and finds no other package. ``make lite``, a part of ``make test-all``,
builds the pages and names their folder in ``IMAGEN_COURSE_LITE``.
"""

import functools
import hashlib
import http.server
import json
import os
import re
import subprocess
import sys
import threading
import tomllib
from pathlib import Path
from urllib.parse import urlsplit

import lite
import pytest

from imagen_course import syllabus

ROOT = Path(__file__).resolve().parents[2]
LESSONS = [syllabus.name(lesson.slug) for lesson in syllabus.LESSONS if lesson.framework == "none"]
SHORT = "00_start_here"
NOT_FOR_LESSONS = {
    "shtab",
    "latex2mathml",
    "markdown-it-py",
    "pygments",
}  # commands, slides and exams; rich brings two of them
IN_A_BROWSER = """
import importlib.abc, json, sys

class Absent(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ABSENT:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

ABSENT = set(sys.argv[2:])
sys.meta_path.insert(0, Absent())
import matplotlib, numpy, scipy, skimage, sklearn, subprocess
sys.platform = "emscripten"
from imagen_course import editions, exercises
from imagen_course.exercises import worker
for cell in json.loads(editions.lesson(sys.argv[1]))["cells"]:
    if cell["cell_type"] == "code":
        exec(compile("".join(cell["source"]), cell["id"], "exec"))
_, exercise = exercises.find(exercises.lessons()[sys.argv[1][3:]].EXERCISES[0].name)
exec(exercise.source)
print(exercises.check(globals()[exercise.name]).headline, "|", worker.MODE)
"""


def dependencies():
    """The packages of the core, and whether a browser's Python has each."""
    lines = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    return {re.match(r"[\w-]+", line)[0]: "emscripten" not in line for line in lines}


def test_the_first_cell_installs_what_the_lessons_import():
    assert set(lite.LIBRARIES.split()) == {name for name, there in dependencies().items() if there} - NOT_FOR_LESSONS


@pytest.mark.parametrize(
    "lesson", [name if name == SHORT else pytest.param(name, marks=pytest.mark.exhaustive) for name in LESSONS]
)
def test_a_lesson_runs_to_its_end_and_checks_answers_without_processes_and_other_packages(lesson, tmp_path):
    absent = {name for name, there in dependencies().items() if not there} | {"shtab", "latex2mathml"}
    absent |= {"keras", "tensorflow", "jax", "torch", "dask", "distributed", "jupyterlab"}
    command = [sys.executable, "-c", IN_A_BROWSER, lesson, *absent]
    own = {"PYTHONPATH": f"{ROOT}{os.pathsep}{os.environ['PYTHONPATH']}", "IMAGEN_COURSE_PROGRESS": "off"}
    done = subprocess.run(command, cwd=tmp_path, env=os.environ | own, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert re.search(r"is right: \d+ of \d+ cases \| inline$", done.stdout.strip())


# --- the pages, by `make lite` ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def built():
    """The folder of the pages."""
    if "IMAGEN_COURSE_LITE" not in os.environ:
        pytest.skip("make lite builds the pages and names their folder in IMAGEN_COURSE_LITE")
    return Path(os.environ["IMAGEN_COURSE_LITE"])


@pytest.fixture(scope="module")
def served(built):
    """Their address."""
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=built)
    handler.log_message = lambda *words: None
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.exhaustive
def test_the_pages_hold_the_lessons_and_the_wheel(built):
    for name in LESSONS:
        assert json.loads((built / "files" / f"{name}.ipynb").read_bytes()) == lite.edition(name)
    assert sorted(path.stem for path in (built / "files").glob("*.ipynb")) == LESSONS
    (release,) = json.loads((built / "pypi" / "all.json").read_bytes())["imagen-course"]["releases"].values()
    wheel = built / "pypi" / release[0]["filename"]
    assert hashlib.sha256(wheel.read_bytes()).hexdigest() == release[0]["digests"]["sha256"]


@pytest.mark.exhaustive
def test_a_lesson_opens_and_asks_for_nothing_elsewhere_but_the_kernel(browser, served):
    page = browser.new_page()
    page.set_default_timeout(240_000)
    asked = []
    page.context.on("request", lambda request: asked.append(request.url))
    page.goto(f"{served}/lab/index.html?path=02_convolution.ipynb")
    page.wait_for_selector(".jp-Notebook .jp-Cell")
    assert 'piplite.install("imagen-course", deps=False)' in page.locator(".jp-Notebook .jp-Cell").first.inner_text()
    page.wait_for_selector(".jp-DirListing-item")
    listed = page.locator(".jp-DirListing-item .jp-DirListing-itemText").all_inner_texts()
    assert {f"{name}.ipynb" for name in LESSONS} <= set(listed)
    elsewhere = {url for url in asked if url.startswith("http") and not url.startswith(served)}
    assert {urlsplit(url).hostname for url in elsewhere} <= {"cdn.jsdelivr.net"}
    assert all("/pyodide/" in url for url in elsewhere)
    page.close()
