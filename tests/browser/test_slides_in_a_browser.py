"""The slides of a lesson in a browser that can reach nothing: they fit, they move, they are read by eyes and by machines.

Two lessons are a part of ``make test``, the others of ``make test-all``.
"""

import json
from pathlib import Path

import pytest

from conftest import FLAGS
from imagen_course import slides, syllabus

ROOT = Path(__file__).parents[2]
NAMES = [syllabus.name(lesson.slug) for lesson in syllabus.LESSONS]
SOON = "02_convolution", "16_votes"
LESSONS = [name if name in SOON else pytest.param(name, marks=pytest.mark.exhaustive) for name in NAMES]
LEAST = 0.8  # of the size that type is meant to have
SIZES = {"width": 1280, "height": 720}, {"width": 1920, "height": 1080}

# Goes through all slides with everything on them, and says what is outside, hidden, set too small, or on something else.
WALK = """least => {
    const wrong = [];
    const total = Reveal.getTotalSlides();
    for (let number = 0; number < total; number++) {
        Reveal.slide(number, 0, 99);
        const slide = Reveal.getCurrentSlide(), sheet = slide.getBoundingClientRect();
        const say = (what) => wrong.push(`slide ${number + 1} (${slide.className}): ${what}`);
        if (Number(slide.querySelector('.body').style.zoom) < least) say('its type is set too small');
        const head = slide.querySelector('header').getBoundingClientRect().bottom;
        for (const part of slide.querySelectorAll('header, .terms, .body, .body *')) {
            const box = part.getBoundingClientRect();
            if (!box.width || !box.height) continue;
            if (box.right > sheet.right + 1 || box.bottom > sheet.bottom + 1 || box.left < sheet.left - 1)
                say(`outside: ${part.outerHTML.slice(0, 90)}`);
            if (part.closest('.body') && box.top < head - 1) say(`on the heading: ${part.outerHTML.slice(0, 90)}`);
            if (part.tagName == 'PRE' && part.scrollWidth > part.clientWidth + 1) say(`cut: ${part.textContent}`);
        }
        for (const frame of slide.querySelectorAll('.frame')) {
            const scale = Reveal.getScale(), {width, height} = frame.firstElementChild.getBoundingClientRect();
            if (frame.closest('.stills').clientHeight < 200) say('its figure is too low');
            if (width > frame.getBoundingClientRect().width + 1 || height > frame.getBoundingClientRect().height + 1)
                say('a figure is larger than its frame');
        }
    }
    return wrong;
}"""
SERIOUS = """async () => {
    const seen = new Set(), found = [];
    for (let number = 0; number < Reveal.getTotalSlides(); number++) {
        Reveal.slide(number, 0, 99);
        const slide = Reveal.getCurrentSlide();
        const what = slide.className + !!slide.querySelector('table') + !!slide.querySelector('math');
        if (seen.has(what)) continue;
        seen.add(what);
        for (const rule of (await axe.run(document, {resultTypes: ['violations']})).violations)
            if (['serious', 'critical'].includes(rule.impact))
                found.push(...rule.nodes.map(node => `slide ${number + 1}, ${rule.id}: ${node.html.slice(0, 160)}`));
    }
    return found;
}"""


@pytest.fixture(scope="module")
def browser(chromium):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright, playwright.chromium.launch(executable_path=chromium, args=FLAGS) as browser:
        yield browser


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("slides")


@pytest.fixture
def page(browser):
    """An empty window; ``page.asked`` holds what it asked of others, ``page.said`` what it complained of."""
    context = browser.new_context(viewport=SIZES[0], reduced_motion="reduce", color_scheme="light")
    page = context.new_page()
    page.set_default_timeout(180_000)
    page.asked, page.said = [], []
    page.on("request", lambda request: request.url.startswith(("file:", "data:")) or page.asked.append(request.url))
    page.on("console", lambda message: page.said.append(message.text))
    page.on("pageerror", lambda error: page.said.append(str(error)))
    yield page
    context.close()


@pytest.fixture
def show(page, folder):
    """``show(name)`` opens the slides of a lesson, as the file that they are."""

    def show(name, search=""):
        path = folder / f"{name}.html"
        if not path.is_file():
            notebook = json.loads((ROOT / "notebooks" / f"{name}.ipynb").read_text(encoding="utf-8"))
            path.write_text(slides.deck(notebook, lesson=name), encoding="utf-8")
        page.goto(f"{path.as_uri()}{search}")
        page.wait_for_function("() => window.Reveal?.isReady?.()")
        page.evaluate("() => document.fonts.ready")

    return show


@pytest.mark.parametrize("name", LESSONS)
def test_every_slide_fits_on_every_screen_and_asks_nothing_of_the_network(page, show, name):
    show(name)
    for size in SIZES:
        page.set_viewport_size(size)
        assert page.evaluate(WALK, LEAST) == []
    assert page.evaluate("() => [...document.images].every(image => image.complete && image.naturalWidth)")
    assert (page.asked, page.said) == ([], [])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", [*LESSONS[:2], pytest.param(SOON[0], marks=pytest.mark.exhaustive), *LESSONS[3:]])
def test_slides_have_no_serious_stumbling_block(page, show, axe, name, scheme):
    page.emulate_media(color_scheme=scheme)
    show(name)
    page.evaluate(axe)
    assert page.evaluate(SERIOUS) == []


@pytest.mark.parametrize("name", LESSONS)
def test_on_paper_every_slide_is_a_page_and_all_stills_are_seen(page, show, name):
    show(name, "?print-pdf")
    page.wait_for_selector(".pdf-page")
    page.wait_for_function("() => document.querySelectorAll('.pdf-page').length == Reveal.getTotalSlides()")
    hidden = (
        "() => [...document.querySelectorAll('.frame img')].filter(i => getComputedStyle(i).visibility == 'hidden').length"
    )
    assert page.evaluate(hidden) == 0
    small = "() => [...document.querySelectorAll('.pdf-page .frame img')].filter(i => i.clientWidth < 90).length"
    assert page.evaluate(small) == 0
    over = (
        "() => [...document.querySelectorAll('.pdf-page section')].filter(s => s.scrollHeight > s.clientHeight + 1).length"
    )
    assert page.evaluate(over) == 0


def test_a_slide_that_does_not_fit_is_found(page, show):
    show("16_votes")
    page.evaluate("() => document.querySelector('.is-goals .block').style.fontSize = '300px'")
    page.evaluate("() => document.querySelector('.is-claim .lead').style.marginTop = '-400px'")
    found = " ".join(page.evaluate(WALK, LEAST))
    assert "slide 2 (is-goals" in found
    assert "on the heading" in found


def test_keys_go_through_it_an_answer_comes_after_its_question_and_a_figure_moves(page, show):
    show("02_convolution")
    page.evaluate("() => Reveal.slide(5)")
    stills = page.locator("section.present .stills figure")
    seen = [still.is_visible() for still in stills.all()]
    page.keyboard.press("ArrowRight")
    assert (seen, [still.is_visible() for still in stills.all()]) == ([True, False], [False, True])
    page.evaluate("() => Reveal.slide(Reveal.getSlides().findIndex(slide => slide.matches('.is-predict')))")
    assert page.locator("section.present .right").count() == 0
    page.keyboard.press("ArrowRight")
    right, colour = page.locator("section.present .right"), "element => getComputedStyle(element).backgroundColor"
    before = right.evaluate(colour)
    page.keyboard.press("ArrowRight")
    assert right.evaluate(colour) != before
    assert not page.locator("section.present .after").evaluate("element => element.classList.contains('visible')")


def test_a_clock_runs_and_stops_and_a_key_turns_light_and_dark(page, show):
    show("16_votes")
    page.evaluate("() => Reveal.slide(Reveal.getSlides().findIndex(slide => slide.matches('.is-exercise')))")
    clock = page.locator("section.present .clock")
    assert clock.inner_text() == "10:00"
    page.keyboard.press("t")
    page.wait_for_function("() => document.querySelector('section.present .clock').textContent == '9:58'")
    clock.click()
    assert page.evaluate("() => document.querySelector('section.present .clock').ticking") == 0
    paper = "() => getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.keyboard.press("d")
    assert page.evaluate(paper) != light
    page.keyboard.press("d")
    assert page.evaluate(paper) == light


def test_a_finger_turns_the_page(browser, folder, show, page):
    show("16_votes")
    context = browser.new_context(viewport={"width": 1024, "height": 700}, has_touch=True)
    finger = context.new_page()
    finger.goto((folder / "16_votes.html").as_uri())
    finger.wait_for_function("() => window.Reveal?.isReady?.()")
    device = context.new_cdp_session(finger)
    points = [("touchStart", 800), ("touchMove", 500), ("touchMove", 300)]
    for kind, x in points:
        device.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": 300}]})
    device.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    finger.wait_for_function("() => Reveal.getState().indexh == 1")
    context.close()


def test_the_speaker_s_window_shows_what_to_ask_and_what_people_get_wrong(page, show):
    show("16_votes")
    page.evaluate("() => Reveal.slide(Reveal.getSlides().findIndex(slide => slide.matches('.is-exercise')))")
    with page.context.expect_page() as opened:
        page.keyboard.press("s")
    notes = opened.value.locator(".speaker-controls-notes .value")
    notes.get_by_text("They will get wrong").wait_for()
    assert "a tie counts as a majority" in notes.inner_text()
    assert len(opened.value.frames) == 3
