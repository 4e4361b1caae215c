"""Print how the lessons are made: words, minutes, sentences, brackets, figures, exercises, predictions.

    python tools/lessons.py                    # the table; what is over a limit is in bold
    python tools/lessons.py convolution        # and of this lesson what to mend, each with the id of its cell

``tools/prose.py`` says what words, sentences and brackets are, ``editions.minutes`` how minutes are counted and
``editions.exercises`` what kinds of exercises there are. A figure is what one cell shows: a *diagram* is an SVG, one *with
moving parts* stands for a control, and may be a diagram, too; a *still* one is neither. Its width is a share of the text's;
that of a strip is its widest row. ``tests/test_lessons_measured.py`` holds the limits.
"""

import argparse
import json
import re
import statistics
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import prose

from imagen_course import editions, syllabus
from imagen_course.plots.canvas import WIDTH

NOTEBOOKS = Path(__file__).resolve().parents[1] / "notebooks"
TEXT = WIDTH / 0.9  # pixels: how wide a lesson's text is
GAP = 12  # pixels between the pictures of a strip
SHORT, BRACKET = 5, 10  # words of a short sentence at the most; of a bracket
_CONTROL = re.compile(r"\bwidgets\.\w+\(")
_PREDICTION = re.compile(r"(?<![\w.])predict\(")
_IMAGE = re.compile(r'<img [^>]*?style="[^"]*?\bwidth: ([\d.]+)px[^>]*>')


class Limit(NamedTuple):
    """What a figure is to lie within, both ends included."""

    least: float = float("-inf")
    most: float = float("inf")

    def missed(self, value):
        """Return by how much a figure lies outside."""
        return round(max(self.least - value, value - self.most, 0), 1)

    def __str__(self):
        return " ".join(f"{sign} {end:g}" for sign, end in (("≥", self.least), ("≤", self.most)) if abs(end) != float("inf"))


LIMITS = {
    "words": Limit(most=2200),
    "minutes": Limit(most=60),
    "median sentence": Limit(most=16),
    "longest sentence": Limit(most=40),
    "short, %": Limit(most=11.9),  # under 12
    "long brackets": Limit(most=0),
    "still": Limit(),
    "moving": Limit(least=1),
    "diagrams": Limit(least=1),
    "width, %": Limit(least=90),
    "one line": Limit(),
    "loop": Limit(),
    "bug hunt": Limit(),
    "studio": Limit(least=1),
    "predictions": Limit(least=4, most=7),
}
DRAWN = ("02", "03", "04", "05", "06")  # the lessons whose figures are to move, and to be diagrams


class Figure(NamedTuple):
    """What a cell shows: whether it moves, whether it is a diagram, its share of the text's width in per cent."""

    moving: bool
    diagram: bool
    width: int


def limit(figure, name):
    """Return the limit of a figure in the lesson of that name."""
    free = figure in ("moving", "diagrams") and not name.startswith(DRAWN)
    return Limit() if free else LIMITS[figure]


def read(name):
    """Read a lesson."""
    return json.loads((NOTEBOOKS / f"{name}.ipynb").read_bytes())


def measure(notebook, *, lesson):
    """Return the figures of a lesson, as `LIMITS` names them."""
    texts = [text for _, text in cells(notebook, "markdown")]
    lengths = [len(prose.words(sentence)) for text in texts for sentence in prose.sentences(text)] or [0]
    kinds = Counter(editions.exercises(notebook, lesson=lesson).values())
    seen = figures(notebook)
    return {
        "words": sum(len(prose.words(block.text)) for text in texts for block in prose.blocks(text)),
        "minutes": editions.minutes(notebook, lesson=lesson)[0],
        "median sentence": statistics.median(lengths),
        "longest sentence": max(lengths),
        "short, %": round(100 * sum(n <= SHORT for n in lengths) / len(lengths), 1),
        "long brackets": sum(len(list(long_brackets(text))) for text in texts),
        "still": sum(not figure.moving and not figure.diagram for figure in seen),
        "moving": sum(figure.moving for figure in seen),
        "diagrams": sum(figure.diagram for figure in seen),
        "width, %": statistics.median([figure.width for figure in seen] or [100]),
        **{kind: kinds[kind] for kind in ("one line", "loop", "bug hunt", "studio")},
        "predictions": sum(len(_PREDICTION.findall(text)) for _, text in cells(notebook, "code")),
    }


def cells(notebook, kind):
    """Yield the id and the text of each cell of a kind."""
    return ((cell["id"], "".join(cell["source"])) for cell in notebook["cells"] if cell["cell_type"] == kind)


def long_brackets(text):
    """Yield the brackets of a text in Markdown that are too long."""
    for block in prose.blocks(text):
        yield from (words for words in prose.brackets(block.text) if len(prose.words(words)) > BRACKET)


def figures(notebook):
    """List the figures that a lesson has stored."""
    found = []
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            page = "".join(output.get("data", {}).get("text/html", ""))
            if widths := [float(width) for width in _IMAGE.findall(page)]:
                moving = bool(_CONTROL.search("".join(cell["source"])))
                found.append(Figure(moving, "data:image/svg+xml" in page, round(100 * min(1, widest(widths) / TEXT))))
    return found


def widest(widths):
    """Return how wide the widest row is, where pictures stand beside each other as long as there is room."""
    row = most = 0
    for width in (min(width, TEXT) for width in widths):
        row = row + GAP + width if row and row + GAP + width <= TEXT else width
        most = max(most, row)
    return most


def table(measured):
    """Return the figures of lessons, by their names, as a table in Markdown."""
    rows = [["lesson", *LIMITS], ["---"] * (1 + len(LIMITS))]
    for name, mine in measured.items():
        rows.append([name[:2], *(f"**{n:g}**" if limit(figure, name).missed(n) else f"{n:g}" for figure, n in mine.items())])
    rows.append(["limit", *map(str, LIMITS.values())])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def to_mend(notebook):
    """Yield what is to be mended in the prose of a lesson: the cell, what it is, and its words."""
    for cell, text in cells(notebook, "markdown"):
        for sentence in prose.sentences(text):
            length = len(prose.words(sentence))
            if LIMITS["longest sentence"].missed(length) or length <= SHORT:
                yield cell, f"a sentence of {length}", sentence
        for bracket in long_brackets(text):
            yield cell, f"a bracket of {len(prose.words(bracket))}", bracket


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("lessons", nargs="*", metavar="LESSON", help="its slug, such as convolution")
    names = [syllabus.name(slug) for slug in parser.parse_args().lessons]
    print(table({name: measure(read(name), lesson=name) for name in names or editions.lessons()}))
    for name in names:
        print(f"\n{name}", *(f"{cell}: {what}: {words}" for cell, what, words in to_mend(read(name))), sep="\n")


if __name__ == "__main__":
    main()
