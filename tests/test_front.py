"""The pages that a stranger reads first: the README and ``docs/``."""

import re
from pathlib import Path

import pytest
import yaml
from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob(".github/**/*.md")])
LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")


def test_the_readme_begins_with_a_picture_of_what_one_will_make():
    title, picture = [line for line in README.splitlines() if line][:2]
    alt, path = re.fullmatch(r"!\[(.+)\]\((.+)\)", picture).groups()
    assert title == "# imagen_course"
    assert 100 < len(alt) <= 300
    assert (ROOT / path).stat().st_size < 300_000
    with Image.open(ROOT / path) as image:
        assert image.width >= 1600  # of which a page shows half, on a screen of fine pixels all


def test_then_come_three_sentences_and_two_commands():
    _, _, said, *rest = re.split(r"\n\n+", README)
    assert len(re.findall(r"\.(?=\s|$)", said)) == 3
    commands = next(block for block in rest if block.startswith("    make "))
    assert re.findall(r"(?m)^    make (\w+)", commands) == ["lab", "test"]
    assert README.index(commands) < README.index("## ")
    assert README.index("| | lesson | minutes |") < README.index("## What it measures")


def test_the_readme_is_short():
    assert len(README.splitlines()) < 100
    assert len(re.findall(r"(?m)^\| .*`\w+\.py` \|$", README)) == 5


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_link_within_the_project_leads_somewhere(page):
    for target in LINK.findall(page.read_text("utf-8")):
        assert "://" in target or (page.parent / target).exists(), target


def test_every_page_of_docs_is_found_from_the_readme_or_the_site():
    linked = {(ROOT / target).resolve() for target in LINK.findall(README) if "://" not in target}
    listed = re.findall(r"(?m)^(\w+)$", (ROOT / "docs" / "index.md").read_text("utf-8").partition(":caption: More")[2])
    pages = set((ROOT / "docs").glob("*.md"))
    assert pages <= linked | {ROOT / "docs" / f"{name}.md" for name in [*listed, "index"]}


@pytest.mark.parametrize("path", sorted(ROOT.glob(".github/ISSUE_TEMPLATE/*.yml")), ids=lambda path: path.stem)
def test_an_issue_template_asks_in_fields_that_a_form_has(path):
    form = yaml.safe_load(path.read_text("utf-8"))
    if path.stem == "config":
        assert set(form) <= {"blank_issues_enabled", "contact_links"}
        return
    assert {"name", "description"} <= set(form)
    fields = [field for field in form["body"] if field["type"] != "markdown"]
    assert {field["type"] for field in fields} <= {"input", "textarea", "dropdown", "checkboxes"}
    assert len({field["id"] for field in fields}) == len(fields)
    assert all(field["attributes"]["label"] for field in fields)
    assert any(field.get("validations", {}).get("required") for field in fields)
    assert ("doctor --report" in path.read_text("utf-8")) == (path.stem == "machine")
