"""What the articles name has a place where it runs: rows of ``docs/systems.md`` name cells and tests that are there."""

import json
import re
from pathlib import Path

import pytest

from imagen_course import syllabus

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "systems.md"
ROW = re.compile(
    r"^\| (?P<named>[^|]+) \| (?P<where>[^|]+) \| \[\d\d [^]]+\]\(\.\./notebooks/(?P<name>\w+)\.ipynb\) "
    r"\| `(?P<cell>[\w-]+)` \| `(?P<file>\w+\.py)::(?P<test>\w+)` \|$"
)
LINES = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| ")]
ROWS = [line for line in LINES if not line.startswith(("| named", "| ---"))]


@pytest.mark.parametrize("line", ROWS, ids=[row.split(" | ")[0].strip("| ") for row in ROWS])
def test_what_an_article_names_has_a_cell_that_runs_it_and_a_test(line):
    row = ROW.match(line)
    assert row, f"not of the table's form: {line}"
    cells = json.loads((ROOT / "notebooks" / f"{row['name']}.ipynb").read_text("utf-8"))["cells"]
    assert row["cell"] in [cell["id"] for cell in cells if cell["cell_type"] == "code"]
    assert re.search(rf"(?m)^ *def {row['test']}\(", (ROOT / "tests" / row["file"]).read_text("utf-8"))


@pytest.mark.parametrize(
    "named",
    [
        *["AlexNet", "VGG", "ResNet", "DenseNet", "DALL·E", "U-Net", "FCN", "YOLO", "instance normalisation", "adversarial"],
        *[
            "SIFT",
            "HOG",
            "CUDA",
            "ImageNet",
            "support vector machine",
            "vote",
            "clustering",
            "pruning",
            "explainability",
            "Imagen",
        ],
    ],
)
def test_no_system_of_the_references_is_left_out(named):
    assert any(named in row.split(" | ")[0] for row in ROWS)


def test_every_lesson_but_the_first_runs_something_that_was_named():
    lessons = {ROW.match(row)["name"] for row in ROWS}
    assert {syllabus.name(lesson.slug) for lesson in syllabus.LESSONS[1:]} <= lessons
