"""The pages for teachers: links lead somewhere, commands are understood, and what they say of the tools is so."""

import re
import shlex
from pathlib import Path

import pytest
import wheels

from imagen_course import cli

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted((ROOT / "docs" / "teach").glob("*.md"))
LINK = re.compile(r"\[[^\]]+\]\(([^)#]*)(#[^)]+)?\)")
INDENTED = re.compile(r"(?m)^ {4}(.+)$")


def anchors(path):
    """What Markdown's headings are called in a link."""
    headings = re.findall(r"(?m)^#+ (.+)$", path.read_text("utf-8"))
    return {"#" + re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_link_leads_to_a_page_and_to_a_heading_there(path):
    for there, heading in LINK.findall(path.read_text("utf-8")):
        target = (path.parent / there).resolve() if there else path
        assert target.is_file(), there
        assert not heading or heading in anchors(target), heading


def test_the_front_page_leads_to_all_of_them():
    assert "teach/index\n" in (ROOT / "docs" / "index.md").read_text("utf-8")
    first = (ROOT / "docs" / "teach" / "index.md").read_text("utf-8")
    listed = re.search(r"```\{toctree\}\n:hidden:\n\n([\w\n]+)```", first)[1].split()
    assert sorted(listed) == sorted(path.stem for path in PAGES if path.stem != "index")


@pytest.mark.parametrize("path", [*PAGES, ROOT / "tools" / "offline" / "README.md"], ids=lambda path: path.stem)
def test_every_command_is_understood(path):
    text = path.read_text("utf-8")
    said = [line.partition("  #")[0] for line in [*INDENTED.findall(text), *re.findall(r"`(imagen-course [^`]+)`", text)]]
    words = [shlex.split(line) for line in said if re.match(r"(\S*/)?(imagen-course|make) ", line)]
    targets = re.findall(r"(?m)^([a-z-]+):.*## ", (ROOT / "Makefile").read_text("utf-8"))
    for first, *rest in words:
        if first == "make":
            assert rest[0] in targets
        elif rest != ["--help"]:
            assert cli.parser().parse_known_args(rest)[1] == [], rest


def test_the_room_s_ways_of_filling_a_folder_are_understood(monkeypatch):
    asked = []
    monkeypatch.setattr(
        wheels, "fill", lambda *words, **options: asked.append((*words, options)) or {"files": {}, "megabytes": 0}
    )
    text = (ROOT / "docs" / "teach" / "room.md").read_text("utf-8")
    for found in re.findall(r"make wheels(?: ARGS=\"([^\"]*)\")?", text):
        wheels.main(shlex.split(found))
    assert [words[0] for words in asked] == ["offline", "windows", "small"]
    assert asked[1][1] == ("3.12", "win-amd64")
    assert asked[2][2] == {"light": True}


def test_the_plans_are_put_where_the_page_asks_for_them():
    page = (ROOT / "docs" / "teach" / "courses.md").read_text("utf-8")
    asked = re.findall(r"```\{include\} \.\./lessons/(\w+\.txt)", page)
    made = re.findall(r'"lessons" / "(\w+\.txt)", courses\.', (ROOT / "tools" / "pages.py").read_text("utf-8"))
    assert sorted(asked) == sorted(made) == ["semester.txt", "week.txt"]
