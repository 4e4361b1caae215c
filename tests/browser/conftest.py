"""A JupyterLab server, a headless Chromium, and how a notebook is opened and run in them.

All of it lasts for one test module: Playwright's event loop must not run when another module starts its own.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import pytest

import imagen_course

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
SETTINGS = {
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
    "@jupyterlab/docmanager-extension:plugin": {"autosave": False},
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"},  # draws the cells out of sight as well
}
# No host but this one has an address, so the browser can ask nothing of the network.
FLAGS = ["--no-sandbox", "--disable-background-networking", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]

# JupyterLab's body is 0 pixels high, so axe would take all text for hidden; and it names nameless pictures "Image".
AS_WRITTEN = """() => {
    document.body.style.overflow = 'visible';
    document.querySelectorAll('.jp-OutputArea-output img[alt=Image]').forEach(picture => picture.removeAttribute('alt'));
}"""

OPEN = """async name => {
    const app = window.jupyterapp;
    await app.restored;
    for (const old of [...app.shell.widgets('main')]) {
        await old.sessionContext?.shutdown();
        old.dispose();
    }
    const panel = await app.commands.execute('docmanager:open', {path: name});
    await panel.context.ready;
    await panel.revealed;
}"""
KERNEL_READY = """async () => {
    const session = window.jupyterapp.shell.currentWidget.sessionContext;
    await session.ready;
    await session.session.kernel.info;
}"""
RUN_ALL = "() => window.jupyterapp.commands.execute('notebook:run-all-cells')"
ERRORS = """() => window.jupyterapp.shell.currentWidget.context.model.toJSON().cells.flatMap(
    cell => (cell.outputs ?? []).filter(output => output.output_type == 'error').map(
        output => `${cell.id}: ${output.ename}: ${output.evalue}`))"""


@pytest.fixture(scope="module")
def chromium():
    """Where the browser is. Without one the tests are skipped, or fail where there has to be one."""
    found = [path for path in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if path]
    missing = "no chromium, chromium-browser or google-chrome on the PATH"
    if not found and os.environ.get("IMAGEN_COURSE_BROWSER") == "required":
        pytest.fail(f"IMAGEN_COURSE_BROWSER=required, and {missing}")
    if not found:
        pytest.skip(missing)
    return found[0]


@pytest.fixture(scope="module")
def axe():
    """The text of axe-core, which looks for what a screen reader or a keyboard would stumble over."""
    import axe_playwright_python

    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def browser(chromium):
    """A Chromium to which no host but this one has an address."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright, playwright.chromium.launch(executable_path=chromium, args=FLAGS) as browser:
        yield browser


def opened(browser, path, *, ready, **options):
    """A page from a file, in a browser that is told that there is no network; what it asks for is written down."""
    page = browser.new_page(**options)
    page.set_default_timeout(240_000)
    page.context.set_offline(True)
    page.asked = []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("pageerror", lambda error: page.asked.append(f"error: {error}"))
    page.goto(path.as_uri())
    page.wait_for_function(f"() => {ready}")
    return page


def quiet(page):
    """Whether a page asked for nothing but itself and what it holds, and met no error."""
    return [url[:100] for url in page.asked if not url.startswith(("data:", "file:", "blob:"))] == []


class Lab(NamedTuple):
    """A JupyterLab at ``address`` that serves the notebooks in ``folder``."""

    folder: Path
    address: str


@pytest.fixture(scope="module")
def lab(chromium, tmp_path_factory):
    """JupyterLab on a copy of the lessons, with a home of its own and the kernel of this Python."""
    home = tmp_path_factory.mktemp("home")
    folder = Path(shutil.copytree(NOTEBOOKS, home / "notebooks", ignore=shutil.ignore_patterns(".*")))
    (home / "settings").mkdir()
    (home / "settings" / "overrides.json").write_text(json.dumps(SETTINGS))
    (home / "config" / "custom").mkdir(parents=True)
    shutil.copy(Path(imagen_course.__file__).parent / "_lab" / "custom.css", home / "config" / "custom")
    own = {f"JUPYTER_{kind.upper()}_DIR": str(home / kind) for kind in ("config", "data", "runtime")}
    own |= {"HOME": str(home), "IPYTHONDIR": str(home / "ipython"), "IMAGEN_COURSE_PROGRESS": "off"}
    environment = os.environ | own
    environment.pop("IMAGEN_COURSE_STATIC", None)  # here a kernel runs, so the controls are alive
    options = ["--no-browser", "--allow-root", "--ip=127.0.0.1", "--port=0", "--expose-app-in-browser"]
    options += [
        f"--ServerApp.root_dir={folder}",
        f"--LabApp.app_settings_dir={home / 'settings'}",
        "--LabApp.custom_css=True",
    ]
    command = [sys.executable, "-m", "jupyterlab", *options]
    with open(home / "log", "wb") as log, subprocess.Popen(command, env=environment, stdout=log, stderr=log) as process:
        try:
            server = _wait_for_server(home, process, seconds=240)
            yield Lab(folder, f"{server['url']}lab?token={server['token']}&reset")
        finally:
            process.terminate()


def _wait_for_server(home, process, *, seconds):
    """Read where the server is from the file that it writes once it listens."""
    for _ in range(10 * seconds):
        for path in (home / "runtime").glob("jpserver-*.json"):
            if text := path.read_text():
                return json.loads(text)
        if process.poll() is not None:
            break
        time.sleep(0.1)
    raise RuntimeError(f"JupyterLab did not start:\n{(home / 'log').read_text()[-2000:]}")


@pytest.fixture(scope="module")
def page(chromium, lab):
    """One window of the browser, with the JupyterLab in it."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=120_000)
    with sync_playwright() as playwright, playwright.chromium.launch(executable_path=chromium, args=FLAGS) as browser:
        page = browser.new_page(viewport={"width": 1200, "height": 1000})
        page.set_default_timeout(180_000)
        page.goto(lab.address)
        page.wait_for_function("() => window.jupyterapp")
        yield page


@pytest.fixture
def open_notebook(page):
    """``open_notebook(name)`` closes what is on show and shows a notebook of the lab's folder with the outputs it holds."""
    return lambda name: page.evaluate(OPEN, name)


@pytest.fixture
def run_all(page):
    """``run_all()`` runs every cell of the notebook on show, and fails if one of them does."""

    def run_all():
        page.evaluate(KERNEL_READY)
        page.evaluate(RUN_ALL)
        assert page.evaluate(ERRORS) == []

    return run_all


@pytest.fixture
def stumbling_blocks(page, axe):
    """``stumbling_blocks()`` names what axe calls serious or critical in the outputs of the notebook on show."""

    def stumbling_blocks():
        page.evaluate(AS_WRITTEN)
        return serious(page, axe, "'.jp-OutputArea-output'")

    return stumbling_blocks


def serious(page, axe, where=""):
    """What axe calls serious or critical on a page, or in parts of it."""
    page.evaluate(axe)
    found = page.evaluate(f"() => axe.run({where})")
    rules = [rule for rule in found["violations"] if rule["impact"] in ("serious", "critical")]
    return [f"{rule['id']}: {node['html'][:200]}" for rule in rules for node in rule["nodes"]]
