"""`imagen-course teach` as a person uses it: names typed, regions clicked by mouse and by keys, in two tabs.

And the page of a folder of ten thousand pictures: it opens, and loads no picture that is not in view.
"""

import threading

import numpy as np
import pytest
from PIL import Image

from conftest import FLAGS, serious
from imagen_course import gallery
from imagen_course.teaching import Server, Taught


@pytest.fixture(scope="module")
def browser(chromium):
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=60_000)
    with sync_playwright() as playwright, playwright.chromium.launch(executable_path=chromium, args=FLAGS) as browser:
        yield browser


@pytest.fixture
def server(tmp_path):
    """A photograph of three stripes, dark, green and bright, of 120 x 180 pixels, and the page on which it is taught."""
    stripes = np.repeat([[40, 40, 50], [60, 170, 70], [240, 230, 220]], 60, axis=0)[None].repeat(120, axis=0)
    Image.fromarray(np.uint8(stripes)).save(tmp_path / "<i>stripes.png")
    with Server(Taught(tmp_path / "<i>stripes.png")) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield server
        server.shutdown()


def opened(browser, server, **options):
    page = browser.new_page(**options)
    page.asked = []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("pageerror", lambda error: page.asked.append(f"error: {error}"))
    page.goto(server.address)
    page.locator("#status").filter(has_not_text="on its way").wait_for()
    return page


def add(page, *names):
    for name in names:
        page.fill("#name", name)
        page.press("#name", "Enter")


def click(page, share, name):
    """Click at a share of the photograph's width."""
    page.check(f"input[value='{name}']")
    box = page.locator("#picture").bounding_box()
    with page.expect_response("**/click"):
        page.mouse.click(box["x"] + share * box["width"], box["y"] + box["height"] / 2)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_names_are_typed_and_regions_clicked(browser, server, axe, scheme):
    from playwright.sync_api import expect

    page = opened(browser, server, color_scheme=scheme)
    assert page.title() == "Teach <i>stripes.png"
    add(page, "night <b>", "day")
    click(page, 0.1, "night <b>")
    click(page, 0.9, "day")
    expect(page.locator("#status")).to_contain_text("2 clicks: night <b>")
    expect(page.locator("#status")).to_contain_text("Saved in <i>stripes.png.taught.json")
    assert page.locator("main b, main i").count() == 0
    assert serious(page, axe) == []
    assert all(url.startswith((server.address, "data:")) for url in page.asked), page.asked
    with page.expect_response("**/undo"):
        page.click("#undo")
    expect(page.locator("#status")).to_contain_text("1 click:")
    assert len(Taught(server.taught.picture).teacher.clicks) == 1
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()


def test_all_of_it_works_by_keys(browser, server):
    from playwright.sync_api import expect

    page = opened(browser, server)
    page.keyboard.press("Tab")  # to the photograph
    page.keyboard.press("Enter")
    expect(page.locator("#problem")).to_have_text("What is it called? Type a name first.")
    page.keyboard.type("green")  # the field has the focus now
    page.keyboard.press("Enter")
    page.keyboard.type("dark")
    page.keyboard.press("Enter")
    page.focus("#stage")
    with page.expect_response("**/click"):
        page.keyboard.press("Enter")  # dark was typed last: on the middle
    for _ in range(30):
        page.keyboard.press("ArrowLeft")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("1")
    with page.expect_response("**/click"):
        page.keyboard.press("Enter")
    with page.expect_response("**/undo"):
        page.keyboard.press("u")
    expect(page.locator("#status")).to_contain_text("1 click: dark")
    assert server.taught.teacher.clicks == [(60, 90, "dark")]
    page.close()


def test_keys_pressed_faster_than_the_command_answers_are_all_obeyed(browser, server):
    from playwright.sync_api import expect

    page = opened(browser, server)
    add(page, "night")
    page.evaluate("""() => ["Enter", "Enter", "u"].forEach(key =>
        document.getElementById("stage").dispatchEvent(new KeyboardEvent("keydown", { key })))""")
    expect(page.locator("#status")).to_contain_text("1 click: night")
    expect(page.locator("#problem")).to_have_text("")
    page.close()


def test_two_tabs_are_one_photograph(browser, server):
    from playwright.sync_api import expect

    one, two = opened(browser, server), opened(browser, server)
    add(one, "night")
    click(one, 0.1, "night")
    add(two, "day")
    click(two, 0.9, "day")
    expect(two.locator("#problem")).to_contain_text("Another tab was first")
    expect(two.locator("#status")).to_contain_text("1 click: night")
    click(two, 0.9, "day")
    expect(two.locator("#status")).to_contain_text("2 clicks")
    one.evaluate("() => window.dispatchEvent(new Event('focus'))")
    expect(one.locator("#status")).to_contain_text("2 clicks")
    one.close()
    two.close()


def test_a_server_that_has_ended_is_said(browser, server):
    from playwright.sync_api import expect

    page = opened(browser, server)
    add(page, "night")
    page.route("**/click", lambda route: route.abort())
    page.locator("#picture").click()
    expect(page.locator("#problem")).to_contain_text("The command in the terminal has ended")
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_of_ten_thousand_pictures_opens_and_loads_what_is_in_view(browser, axe, tmp_path, scheme):
    (tmp_path / "thumbnails").mkdir()
    Image.new("RGB", (400, 300), "gray").save(tmp_path / "thumbnails" / "a.jpg")
    cards = [
        gallery.Card(
            f"IMG {i} <b>.jpg", f"kind {i % 40}", ["kind 0.88", "perhaps"], f"thumbnails/a.jpg?{i}", [("picture", "a")]
        )
        for i in range(10_000)
    ]
    (tmp_path / "index.html").write_text(gallery.page("mine", cards, lead="Ten thousand.").replace("%3F", "?"), "utf-8")
    page = browser.new_page(color_scheme=scheme, viewport={"width": 1280, "height": 900})
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((tmp_path / "index.html").as_uri())
    assert page.locator(".cards img").count() == 10_000
    assert 4 < len(asked) < 400, len(asked)
    page.locator("nav a").last.click()
    page.locator("h2").last.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    page.close()
    small = browser.new_page(color_scheme=scheme, viewport={"width": 390, "height": 800})
    (tmp_path / "small.html").write_text(gallery.page("mine", cards[:50], lead="Fifty."), "utf-8")
    small.goto((tmp_path / "small.html").as_uri())
    assert serious(small, axe) == []
    assert small.evaluate("document.documentElement.scrollWidth") <= 390
    small.close()
