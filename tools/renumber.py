"""Bring the numbers of the lessons in line with ``imagen_course/syllabus.py``, wherever they are written.

    python tools/renumber.py

A lesson is added, moved or split by a change of `LESSONS` there. This then renames the notebooks and writes their headings,
their minutes, the README's table and the first lesson's map, and mends every link to a lesson in notebooks, READMEs and
``docs/``. A lesson that has no notebook yet gets one with the cells that every lesson has, and files for its exercises and
answers to them. A notebook that no lesson claims is an error: remove it, and say in `SUCCESSORS` what it has become. Where
the course is, as `address.repository` knows it, is written into the README, too.
"""

import json
import re
from pathlib import Path

from imagen_course import address, editions, files, syllabus

ROOT = Path(__file__).resolve().parents[1]
LINK = re.compile(r"\[((?:[Ll]esson )?)\d\d([^\]]*)\]\(((?:notebooks/|\.\./notebooks/)?)\d\d_(\w+)\.ipynb\)")
HREF = re.compile(r"\]\(((?:notebooks/|\.\./notebooks/)?)\d\d_(\w+)\.ipynb\)")
PLACE = re.compile(r"(?s)<!-- where it is: .*? -->\n.*?<!-- to here -->\n")
TABLE = re.compile(r"(?m)^\| \| lesson \|.*\n\|[ -|]*\n(?:\|.*\n)*")
TIME = re.compile(r"(?m)^\*\d+ minutes, \d+ of them for the exercises")
MAP = re.compile(r"(?m)^\| part \| lessons \|\n\|[ -|]*\n(?:\|.*\n)*")
DECLARED = (
    '"""{}: its exercises, the slips they know, and the questions later lessons ask."""\n\nEXERCISES = []\nRECALL = ()\n'
)
ANSWERS = '"""Other right answers to {}, and the mutants that are right as well."""\n\nANSWERS = {{}}\nEQUIVALENT = {{}}\n'
IMPORTS = """\
import numpy as np

from imagen_course import plots
from imagen_course.exercises import begin, check, finish, hint, predict
from imagen_course.exercises import progress, recall, reveal, solution, use
"""


def main():
    """Do all of it, and say what was changed."""
    changed = [*renamed(), *begun(), *headed(), *linked()]
    print("\n".join(changed) or "every number is in line with the syllabus")


def renamed():
    """Give the notebooks the names of their lessons, by way of names that no lesson has."""
    slugs = {lesson.slug for lesson in syllabus.LESSONS}
    paths = {syllabus.slug(path.stem): path for path in notebooks()}
    if left := sorted(set(paths) - slugs):
        raise SystemExit(
            f"no lesson of the syllabus is called {', '.join(left)}: remove the notebook, and say in SUCCESSORS why"
        )
    moved = {slug: path for slug, path in paths.items() if path.stem != syllabus.name(slug)}
    for slug, path in moved.items():
        path.rename(path.with_name(f"{slug}.moved"))
    for slug, path in moved.items():
        path.with_name(f"{slug}.moved").rename(path.with_name(f"{syllabus.name(slug)}.ipynb"))
        yield f"{path.stem} is {syllabus.name(slug)} now"


def begun():
    """Begin what a new lesson needs: its notebook, its exercises, the right answers and those that students write."""
    for lesson in syllabus.LESSONS:
        needed = {
            f"imagen_course/exercises/declared/{lesson.slug}.py": DECLARED.format(lesson.title),
            f"tests/answers/{lesson.slug}.py": ANSWERS.format(lesson.title),
            f"tests/corpus/{lesson.slug}.py": "",
            f"notebooks/{syllabus.name(lesson.slug)}.ipynb": editions.dumps(blank(lesson)).decode(),
        }
        for name, content in needed.items():
            if not (path := ROOT / name).exists():
                files.create(path, content.encode())
                yield f"{name} is begun"


def blank(lesson):
    """Make a notebook with what every lesson begins and ends with."""
    code = {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": []}
    text = {"cell_type": "markdown", "metadata": {}}
    cells = [
        text | {"id": "title", "source": f"# {heading(lesson)}"},
        code | {"id": "setup", "source": f'{IMPORTS}\nbegin("{lesson.slug}")'},
        text | {"id": "recall-text", "source": "Answer with letters, in the order of the questions, in place of `None`."},
        code | {"id": "recall", "source": "recall(None, None, None)"},
        code | {"id": "finish", "source": "finish()"},
        code | {"id": "progress", "source": "progress()"},
    ]
    cells = [cell | {"source": cell["source"].splitlines(keepends=True)} for cell in cells]
    return {"cells": cells, "metadata": {"language_info": {"name": "python"}}, "nbformat": 4, "nbformat_minor": 5}


def headed():
    """Write number and title over each lesson, and the map into the first."""
    for lesson in syllabus.LESSONS:
        path = ROOT / "notebooks" / f"{syllabus.name(lesson.slug)}.ipynb"
        notebook = json.loads(path.read_bytes())
        texts = [cell for cell in notebook["cells"] if cell["cell_type"] == "markdown"]
        before = editions.dumps(notebook)
        for cell in texts:
            cell["source"] = MAP.sub(lambda _: course_map(), "".join(cell["source"])).splitlines(keepends=True)
        first = re.sub(r"^# .*", f"# {heading(lesson)}", "".join(texts[0]["source"]))
        minutes = editions.minutes(notebook, lesson=path.stem)  # with the map, whose words count
        first = TIME.sub("*{} minutes, {} of them for the exercises".format(*minutes), first)
        texts[0]["source"] = first.splitlines(keepends=True)
        if editions.dumps(notebook) != before:
            files.write(path, editions.dumps(notebook))
            yield f"{path.stem} has another heading or map"


def linked():
    """Write the README's table, and mend the links to lessons with the numbers in their words."""
    for path in [*notebooks(), ROOT / "README.md", *(ROOT / "docs").rglob("*.md"), *(ROOT / "data").glob("*.md")]:
        old = path.read_text(encoding="utf-8")
        new = TABLE.sub(lambda _: table(), PLACE.sub(lambda _: place(), old)) if path.name == "README.md" else old
        new = LINK.sub(lambda m: f"[{m[1]}{syllabus.number(m[4]):02}{m[2]}]({m[3]}{syllabus.name(m[4])}.ipynb)", new)
        new = HREF.sub(lambda m: f"]({m[1]}{syllabus.name(m[2])}.ipynb)", new)
        if new != old:
            files.write(path, new.encode())
            yield f"{path.relative_to(ROOT)} has other links"


def place():
    """Return where the README says that the course is: in its repository, or wherever the reader has found this file."""
    said = "You have it if you read this on your own computer, in a checkout or beside the wheel that you were given."
    if address.repository():
        name = syllabus.name(syllabus.LESSONS[1].slug)
        buttons = [f"[{service}]({there})" for service, there in address.buttons(name).items()]
        opened = f"\n\nWith nothing installed: open a lesson in {', '.join(buttons)}." if buttons else ""
        said = f"    git clone {address.repository()}\n    cd {address.repository().rpartition('/')[2]}{opened}"
    return f"<!-- where it is: written by tools/renumber.py -->\n{said}\n<!-- to here -->\n"


def table():
    """Return the README's table of lessons."""
    rows = "| | lesson | minutes | what you can do afterwards |\n| --- | --- | --- | --- |\n"
    for number, lesson in enumerate(syllabus.LESSONS):
        name = syllabus.name(lesson.slug)
        minutes, _ = counted(ROOT / "notebooks" / f"{name}.ipynb")
        rows += f"| {number:02} | [{lesson.title}](notebooks/{name}.ipynb) | {minutes} | {lesson.outcome} |\n"
    return rows


def counted(path):
    """Return the minutes of a lesson, and those of its exercises."""
    return editions.minutes(json.loads(path.read_bytes()), lesson=path.stem)


def course_map():
    """Return the map of the course in its first lesson: a row for each part."""
    parts = dict.fromkeys(lesson.part for lesson in syllabus.LESSONS)
    for part in parts:
        lessons = (lesson for lesson in syllabus.LESSONS if lesson.part == part)
        parts[part] = " · ".join(f"[{heading(lesson, ' ')}]({syllabus.name(lesson.slug)}.ipynb)" for lesson in lessons)
    return "| part | lessons |\n| --- | --- |\n" + "".join(
        f"| {syllabus.part(part)} | {links} |\n" for part, links in parts.items()
    )


def heading(lesson, between=" · "):
    """Return what stands over a lesson."""
    return f"{syllabus.number(lesson.slug):02}{between}{lesson.title}"


def notebooks():
    """Return the notebooks there are, in order."""
    return sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))


if __name__ == "__main__":
    main()
