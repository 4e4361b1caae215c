"""The pages of the site that are made from something else: a page a lesson, solved, and a page a module, in ``docs/``.

A lesson's page is the student's edition with the outputs of the solved run. What a reader should try first is folded: the
answer to a prediction and all that comes out up to it, the hints and the solution of an exercise.
"""

import ast
import html
import json
import pkgutil
import re
import sys
from pathlib import Path

import courses
import export_example
import glossary
import solved
import stills

import imagen_course
from imagen_course import address, editions, files, projects, slides, syllabus
from imagen_course.exercises import find
from imagen_course.slides.notes import in_class, short_of_time

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
ASKED = re.compile(r"(?<![\w.])(predict|reveal|check|recall|finish|progress|hint|solution)\((?:\"(.+?)\"|(\w+))?")
OWN = {"finish", "progress", "hint", "solution"}  # these speak of one student's work
TOP = """

:::{{admonition}} This page is the lesson, solved
:class: solved
Try before you look: answers, hints and solutions open by a click, or by Enter on the keyboard. To work the lesson yourself,
with your answers checked at once: [how to set the course up](../setting_up.md).{elsewhere}
:::"""
EXERCISE = """\
:::{{admonition}} Your turn · {kind} `{exercise}` · about {minutes} minutes
:class: exercise

```python
{given}
```

{hints}
{solution}
:::"""
FOLD = "<details>\n<summary>{summary}</summary>\n\n{text}\n\n</details>\n"
ANSWER = '<div class="prediction">{choices}<details><summary>Show the answer</summary><p>{answer}</p></details></div>'
PLAN = """\
### {number:02} · {title}

{whole:.0f} minutes, {practice:.0f} of them for the exercises. [The slides](slides/{name}.html).

| part | minutes | exercises |
| --- | --- | --- |
{rows}

- {short}
- {long}
- {skip}
"""
PARTS = """
```{{toctree}}
:caption: {part}
:maxdepth: 1

{pages}
```
"""
MODULE = """\
# {name}

```{{eval-rst}}
.. automodule:: {module}
   :members:
   :member-order: bysource
```
"""


class Lesson:
    """A lesson on its way to a page.

    ``outputs`` holds the outputs of the solved lesson by cell id; ``waiting`` by name what was asked so far and not
    answered: a "prediction", an "exercise", a "studio" or a "bug hunt".
    """

    def __init__(self, name, outputs):
        self.name, self.outputs, self.waiting = name, outputs, {}
        self.source = json.loads((ROOT / "notebooks" / f"{name}.ipynb").read_text("utf-8"))
        self.stored = {cell["id"]: cell for cell in self.source["cells"]}
        self.printed = "\n".join(map(solved.shown, self.source["cells"]))

    def page(self, terms=()):
        """The page as a notebook, with links to the ``terms`` of the glossary."""
        cells = []
        for cell in editions.student(self.source, lesson=self.name)["cells"]:
            cell = {**cell, "source": "".join(cell["source"])}
            if cell["id"] not in self.stored:  # the editions' own: what to install, the frame of an exercise
                continue
            cells += self._code(cell) if cell["cell_type"] == "code" else [_text(cell["id"], cell["source"])]
        texts = [cell for cell in cells if cell["cell_type"] == "markdown" and cell["id"] in self.stored]
        linked = glossary.linked([cell["source"] for cell in texts], dict(terms), syllabus.slug(self.name))
        for cell, source in zip(texts, linked, strict=True):
            cell["source"] = source
        elsewhere = [f"[{name}]({link})" for name, link in address.buttons(self.name).items()]
        cells[0]["source"] += TOP.format(
            elsewhere=" With nothing installed: " + ", ".join(elsewhere) + "." if elsewhere else ""
        )
        kept = {key: self.source["metadata"][key] for key in ("kernelspec", "language_info")}
        return {"cells": cells, "metadata": kept, "nbformat": 4, "nbformat_minor": 5}

    def _code(self, cell):
        """What stands on the page for a cell of code."""
        called = ASKED.findall(cell["source"])
        verbs, open_before = {verb for verb, *_ in called}, set(self.waiting.values())
        if mark := cell["metadata"].get(editions.MARK):
            return [self._exercise(cell, mark)]
        if verbs & OWN and len(cell["source"].splitlines()) == 1:
            return []
        for verb, quoted, named in called:
            if verb in ("reveal", "check"):
                self.waiting.pop(quoted or named, None)
        shown = self._shown(cell, open_before, verbs)
        for verb, name, _ in called:
            if verb == "predict":
                self.waiting[name] = "prediction"
                shown = ([] if _only_asks(cell["source"]) else shown) + [self._question(cell, name)]
        return shown

    def _exercise(self, cell, mark):
        """The box of an exercise: what to fill in, hints one by one, a solution and why it works."""
        exercise, given = find(mark["exercise"])[1], cell["source"].rstrip()
        self.waiting[exercise.name] = mark["kind"]
        count = len(exercise.hints)
        hints = [FOLD.format(summary=f"Hint {n} of {count}", text=hint) for n, hint in enumerate(exercise.hints, 1)]
        solution = FOLD.format(summary="Solution", text=f"```python\n{exercise.source.rstrip()}\n```\n\n{exercise.why}")
        box = EXERCISE.format(**mark, given=given, hints="\n".join(hints), solution=solution)
        return _text(cell["id"], box)

    def _shown(self, cell, waiting, verbs):
        """The cell with what came out, folded where it would answer what is waiting."""
        outputs = self.outputs[cell["id"]]
        if verbs == {"check"}:
            waiting = set()  # a check says that the solution above is right, and no more
        if waiting != {"bug hunt"}:
            hidden = cell["metadata"].get("jupyter", {}).get("source_hidden")
            return [_cell(cell, outputs, hide_input=hidden or "recall" in verbs, hide_output=waiting or "recall" in verbs)]
        given = _cell(cell, self.stored[cell["id"]]["outputs"])  # what the broken function makes of it is the question
        mended = _cell({**cell, "id": f"{cell['id']}-mended"}, outputs, hide_output=True, prompt="Show it mended")
        mended["metadata"]["tags"].append("remove-input")
        return [given, mended]

    def _question(self, cell, name):
        """The choices of a prediction, and its answer behind a fold."""
        offered = re.search(r"Choose from: (.+)", solved.shown(self.stored[cell["id"]]))
        choices = [_plain(ast.literal_eval(choice)) for choice in re.findall(r"`(.+?)`", offered[1])] if offered else []
        items = "".join(f"<li>{choice}</li>" for choice in choices)
        words = {"choices": items and f"<ul>{items}</ul>", "answer": _plain(solved.truth(name, self.printed))}
        return _text(f"{cell['id']}-{len(self.waiting)}", ANSWER.format(**words))


def _text(cell_id, source):
    return {"cell_type": "markdown", "id": cell_id, "metadata": {}, "source": source}


def _cell(cell, outputs, *, hide_input=False, hide_output=False, prompt="Show what comes out"):
    """A cell of code for myst-nb, which folds by tags."""
    hidden = bool(hide_input), bool(hide_output)
    tags = {(True, True): ["hide-cell"], (True, False): ["hide-input"], (False, True): ["hide-output"]}.get(hidden, [])
    if hide_input:
        prompt = "Show code and result" if hide_output else "Show the code"
    words = {"code_prompt_show": prompt, "code_prompt_hide": prompt.replace("Show", "Hide")}
    metadata = {"tags": tags, "mystnb": words}
    return {**cell, "metadata": metadata, "execution_count": None, "outputs": [stills.apart(output) for output in outputs]}


def _only_asks(source):
    """Whether a cell asks and does nothing else: no reader needs its code."""
    return all(isinstance(each, ast.Assign) or "predict(" in ast.unparse(each) for each in ast.parse(source).body)


def _plain(value):
    return html.escape(", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value))


def parts():
    """The contents of the site's side bar: the lessons by the parts of the course."""
    pages = {}
    for lesson in syllabus.LESSONS:
        pages.setdefault(lesson.part, []).append(f"lessons/{syllabus.name(lesson.slug)}")
    return "".join(PARTS.format(part=syllabus.part(part), pages="\n".join(names)) for part, names in pages.items())


def table():
    """The lessons as the front page lists them."""
    rows = [f"| {{lesson}}`{lesson.slug}` | {lesson.outcome} |" for lesson in syllabus.LESSONS]
    return "\n".join(["| lesson | what you can do afterwards |", "| --- | --- |", *rows, ""])


def example(path):
    """The page of a project's worked example: the notebook as it is stored, with its links led to other pages."""
    notebook = json.loads(path.read_bytes())
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = [stills.apart(output) for output in cell["outputs"]]
        else:
            source = "".join(cell["source"]).replace("](../", "](")
            cell["source"] = re.sub(r"\]\(\w+\.md\)", "](../projects.md)", source)
    return notebook


def deck(name, outputs):
    """The slides of a lesson, with what it puts out when it is solved; a question keeps its choices."""
    source = json.loads((ROOT / "notebooks" / f"{name}.ipynb").read_text("utf-8"))
    cells = [_solved(cell, outputs) for cell in source["cells"]]
    return slides.deck({**source, "cells": cells}, lesson=name)


def _solved(cell, outputs):
    asks = cell["cell_type"] != "code" or {verb for verb, *_ in ASKED.findall("".join(cell["source"]))} & {"predict"}
    return cell if asks else {**cell, "outputs": outputs[cell["id"]]}


def plans():
    """What of each lesson fits into a class of 50 and of 90 minutes."""
    return "\n".join(_plan(name) for name in editions.lessons())


def _plan(name):
    source = json.loads((ROOT / "notebooks" / f"{name}.ipynb").read_text("utf-8"))
    found = slides.parts(source["cells"], lesson=name)
    rows = [f"| {part.heading} | {part.minutes:.0f} | {', '.join(part.exercises)} |" for part in found]
    slug = syllabus.slug(name)
    return PLAN.format(
        number=syllabus.number(slug),
        title=syllabus.title(slug),
        name=name,
        whole=sum(part.minutes for part in found),
        practice=sum(part.practice for part in found),
        rows="\n".join(rows),
        short=in_class(found, 50),
        long=in_class(found, 90),
        skip=short_of_time(found) or "Short of time: skip none of the exercises.",
    )


def modules():
    """The names of the modules that have a page: all but commands, declarations of exercises, what a folder says itself."""
    names = [module.name for module in pkgutil.walk_packages(imagen_course.__path__, "imagen_course.")]
    left_out = re.compile(r"imagen_course\.(cli|__main__|exercises\.declared|classroom\.page)\b")
    return [name for name in names if not left_out.match(name)]


def write(path, text):
    """Write a page if it is another one than before: Sphinx reads again what is newer."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.is_file() or path.read_text("utf-8") != text:
        files.write(path, text.encode())


def main():
    """Make all of them, and take away those of lessons and modules that are no more."""
    terms = glossary.terms((DOCS / "glossary.md").read_text("utf-8"))
    for name, outputs in solved.all_outputs(sys.argv[1:]).items():
        write(DOCS / "lessons" / f"{name}.ipynb", editions.dumps(Lesson(name, outputs).page(terms)).decode())
        write(DOCS / "_build" / "extra" / "slides" / f"{name}.html", deck(name, outputs))
    for name in modules():
        write(DOCS / "reference" / f"{name}.md", MODULE.format(name=name.removeprefix("imagen_course."), module=name))
    worked = [project.file("worked") for project in projects.PROJECTS]
    for path in worked:
        write(DOCS / "lessons" / path.name, editions.dumps(example(path)).decode())
    write(DOCS / "lessons" / "parts.txt", parts())
    write(DOCS / "lessons" / "table.txt", table())
    write(DOCS / "lessons" / "plans.txt", plans())
    write(DOCS / "lessons" / "semester.txt", courses.semester_page())
    write(DOCS / "lessons" / "week.txt", courses.week_page())
    export_example.main()
    kept = {*editions.lessons(), *modules(), *(path.stem for path in worked)}
    for path in [*(DOCS / "lessons").glob("*.ipynb"), *(DOCS / "reference").glob("*.md")]:
        if path.stem not in kept:
            path.unlink()


if __name__ == "__main__":
    main()
