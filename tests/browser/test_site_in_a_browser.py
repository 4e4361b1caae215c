"""The pages that ``make site`` made, in a browser that can reach nothing but their own server.

A part of ``make test-all``: the pages take minutes to make. Every request is looked at, and one that would leave is refused.
"""

import functools
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import solved

from conftest import FLAGS
from imagen_course import syllabus

pytestmark = pytest.mark.site

HTML = Path(__file__).parents[2] / "docs" / "_build" / "html"
LESSONS = [f"lessons/{syllabus.name(lesson.slug)}" for lesson in syllabus.LESSONS]
OTHERS = ["index", *sorted(path.stem for path in (HTML.parents[1]).glob("[a-z]*.md") if path.stem != "index"), "search"]
OTHERS += [f"teach/{path.stem}" for path in sorted((HTML.parents[1] / "teach").glob("*.md"))]
OTHERS += [f"reference/imagen_course.{name}" for name in ("formulas", "plots", "segment")]
OPEN_ALL = "() => document.querySelectorAll('article details').forEach(fold => { fold.open = true; })"
DRAWN = "async () => { await window.MathJax?.startup?.promise; }"
TEXT = "() => document.querySelector('article').textContent"
TOO_WIDE = """() => [...document.querySelectorAll('article *')].filter(
    e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('pre, table, mjx-container, .cell_output, dt')
).map(e => e.outerHTML.slice(0, 120))"""


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def address():
    """Where the built site is served."""
    missing = [name for name in LESSONS + OTHERS if not (HTML / f"{name}.html").is_file()]
    assert not missing, f"run `make site` first; there is no {missing[0]}"
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=HTML)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="module")
def browser(chromium):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright, playwright.chromium.launch(executable_path=chromium, args=FLAGS) as browser:
        yield browser


@pytest.fixture
def page(browser, address):
    """An empty window; ``page.refused`` holds what it asked of others, ``page.missing`` what its own server had not."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(180_000)
    page.refused, page.missing = [], []

    def look(route):
        if route.request.url.startswith(address):
            return route.continue_()
        page.refused.append(route.request.url)
        return route.abort()

    context.route("**/*", look)
    page.on("response", lambda response: response.status >= 400 and page.missing.append(response.url))
    yield page
    context.close()


@pytest.fixture
def stumbling_blocks(page, axe):
    """``stumbling_blocks()`` names what axe calls serious or critical on the page on show."""

    def look():
        page.evaluate(axe)
        found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")["violations"]
        return [
            f"{rule['id']}: {node['html'][:160]}"
            for rule in found
            if rule["impact"] in ("serious", "critical")
            for node in rule["nodes"][:3]
        ]

    return look


def visit(page, address, name):
    page.goto(f"{address}{name}.html")
    page.evaluate(DRAWN)


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_is_solved_draws_its_formulas_and_asks_nothing_of_the_network(page, address, name):
    visit(page, address, name)
    page.evaluate(OPEN_ALL)
    page.wait_for_load_state("networkidle")
    assert (page.refused, page.missing) == ([], [])
    assert page.locator("article mjx-container").count() == page.locator("article .math").count()
    text = page.evaluate(TEXT)
    assert [raw for raw in (r"\(", r"\[", "$$", r"\frac", r"\sum", "{term}") if raw in text] == []
    unsolved = [found for found in solved.UNSOLVED.findall(text) if not found.startswith("you predicted")]
    assert unsolved == []
    assert page.locator("article img").count() == page.locator("article img[alt]:not([alt=''])").count()
    assert page.evaluate("() => [...document.querySelectorAll('article img')].every(i => i.loading == 'lazy')")


@pytest.mark.parametrize("name", LESSONS)
def test_an_answer_opens_by_click_and_by_key_and_none_is_open_before(page, address, name):
    visit(page, address, name)
    folds = page.locator("article details")
    assert page.locator("article details[open]").count() == 0
    answers = page.locator(".prediction details")
    assert answers.count() >= 2
    answers.nth(0).locator("summary").click()
    assert answers.nth(0).locator("p").is_visible()
    answers.nth(1).locator("summary").focus()
    page.keyboard.press("Enter")
    assert answers.nth(1).locator("p").is_visible()
    solution = page.locator(".exercise details", has_text="Solution").last
    solution.locator("summary").focus()
    page.keyboard.press("Space")
    assert solution.locator("pre").first.is_visible()
    page.get_by_role("button", name="Open all answers").click()
    assert page.locator("article details[open]").count() == folds.count()
    page.get_by_role("button", name="Close all answers").click()
    assert page.locator("article details[open]").count() == 0


@pytest.mark.parametrize("name", LESSONS + OTHERS)
def test_a_page_fits_a_phone(page, address, name):
    page.set_viewport_size({"width": 390, "height": 844})
    visit(page, address, name)
    page.evaluate(OPEN_ALL)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 390
    assert page.evaluate(TOO_WIDE) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", LESSONS + OTHERS)
def test_a_page_has_no_serious_stumbling_block(page, address, stumbling_blocks, name, scheme):
    page.emulate_media(color_scheme=scheme)
    visit(page, address, name)
    assert page.evaluate("() => document.documentElement.dataset.theme") == scheme
    page.evaluate(OPEN_ALL)
    assert stumbling_blocks() == []
    assert page.refused == []


def test_a_control_is_moved_by_mouse_and_by_keys_and_shows_one_picture(page, address):
    visit(page, address, "lessons/02_convolution")
    page.evaluate(OPEN_ALL)
    control = page.locator(".live", has=page.get_by_role("group", name="stride"))
    picture = control.locator("figure:visible img")
    before = picture.get_attribute("alt")
    control.get_by_role("group", name="stride").get_by_label("3", exact=True).check()
    after = picture.get_attribute("alt")
    page.keyboard.press("ArrowRight")
    assert len({before, after, picture.get_attribute("alt")}) == 3
    assert control.locator("figure:visible").count() == 1
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    assert control.locator("figure:visible").count() == 3


def test_a_search_finds_a_word_of_the_glossary(page, address):
    visit(page, address, "index")
    page.keyboard.press("Control+K")
    page.keyboard.type("posterior collapse")
    page.keyboard.press("Enter")
    page.locator("#search-results a", has_text="Glossary").first.wait_for()
    assert page.refused == []


def test_a_word_leads_to_the_glossary_and_the_glossary_to_the_lesson(page, address):
    visit(page, address, "lessons/02_convolution")
    page.locator("article a[href*='glossary.html#term-stride']").click()
    page.wait_for_url("**/glossary.html#term-stride")
    page.locator("#term-stride + dd a, dt:has(#term-stride) + dd a, #term-stride ~ dd a").first.click()
    page.wait_for_url("**/lessons/02_convolution.html")


def test_on_paper_every_answer_is_open(page, address):
    visit(page, address, "lessons/03_pooling")
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    assert page.locator("article details[open]").count() == page.locator("article details").count() > 0


def test_a_page_that_asks_something_of_the_network_is_found(page, address):
    page.goto(f"{address}index.html")
    page.evaluate(
        "() => new Promise(done => { const i = new Image(); i.onerror = done; i.src = 'https://cdn.example/x.png'; })"
    )
    assert page.refused == ["https://cdn.example/x.png"]
