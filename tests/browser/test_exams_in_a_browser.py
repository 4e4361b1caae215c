"""Exams in a browser that can reach nothing: they fit on A4, nobody stumbles over them, a question is never broken."""

import pytest

from conftest import opened, quiet, serious
from imagen_course import exams

SHEET = {"width": 658, "height": 1002}  # A4 less its margins, in pixels of CSS
LONGEST = 3  # sheets of an exam

# What is wider than the sheet, and what is higher than one, so that a page would have to break it.
WALK = """() => {
    const wide = document.documentElement.clientWidth, wrong = [];
    for (const part of document.querySelectorAll('main *'))
        if (part.getBoundingClientRect().right > wide + 1) wrong.push(`too wide: ${part.outerHTML.slice(0, 90)}`);
    for (const part of document.querySelectorAll('article'))
        if (part.getBoundingClientRect().height > 1002) wrong.push(`too high: ${part.outerHTML.slice(0, 90)}`);
    return wrong;
}"""


@pytest.mark.parametrize("key", [False, True], ids=["exam", "key"])
def test_exams_fit_on_paper_and_nobody_stumbles(key, browser, axe, tmp_path):
    papers = [(f"Student {seed}", exams.draw(part, seed=seed)) for seed in range(2) for part in exams.parts()]
    (tmp_path / "exams.html").write_text(exams.page(papers, key=key), encoding="utf-8")
    page = opened(browser, tmp_path / "exams.html", ready="document.querySelector('main')", viewport=SHEET)
    page.emulate_media(media="print")
    assert page.evaluate(WALK) == []
    heights = page.evaluate("() => [...document.querySelectorAll('section')].map(part => part.offsetHeight)")
    assert len(heights) == 10
    assert key or max(heights) < LONGEST * SHEET["height"]
    page.emulate_media(media="screen")
    assert serious(page, axe) == []
    assert quiet(page)
    page.close()
