"""Lessons and pages as a screen reader meets them: headings that skip no level, telling links, named pictures.

What pictures say is tested in ``test_plots``, what colours and controls do in a browser by axe (``tests/browser``).
"""

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LESSONS = sorted((ROOT / "notebooks").glob("*.ipynb"))
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "docs" / "teach").glob("*.md"))]
NOTHING_SAID = {"here", "click here", "link", "this", "this page", "more", "read more"}


def texts(path):
    if path.suffix == ".md":
        return [path.read_text("utf-8")]
    cells = json.loads(path.read_bytes())["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]


def prose(path):
    """What is read as text: code is none."""
    return re.sub(r"(?ms)^(```|~~~).*?^\1|^(?: {4}|\t).*?$", "", "\n\n".join(texts(path)))


@pytest.mark.parametrize("path", [*LESSONS, *PAGES], ids=lambda path: path.stem)
def test_headings_begin_with_one_title_and_skip_no_level(path):
    if path.name == "changelog.md":
        pytest.skip("it includes another file")
    levels = [len(marks) for marks in re.findall(r"(?m)^(#{1,6}) \S", prose(path))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - before <= 1 for before, later in pairwise(levels)), levels


@pytest.mark.parametrize("path", [*LESSONS, *PAGES], ids=lambda path: path.stem)
def test_a_link_says_where_it_leads_and_a_picture_what_it_shows(path):
    for mark, words in re.findall(r"(!?)\[([^\]]*)\]\([^)]+\)", prose(path)):
        assert words.strip().lower() not in NOTHING_SAID | {""}
        assert not mark or 20 < len(words) <= 300, words


@pytest.mark.parametrize("path", [*LESSONS, *PAGES], ids=lambda path: path.stem)
def test_a_table_has_a_row_of_headings(path):
    blocks = re.split(r"\n\s*\n", prose(path))
    for block in blocks:
        rows = [line for line in block.strip().splitlines() if line.startswith("|")]
        if len(rows) > 1:
            assert re.fullmatch(r"\|[\s:|-]+\|", rows[1].strip()), rows[:2]
