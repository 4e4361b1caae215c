"""The prose of a lesson: its words, its sentences, its brackets, as Markdown's marks let a reader see them.

Words
    What is set apart by blanks and holds a letter or a digit, in running text, lists, tables and headings. A span of code
    and a formula in the line are one word each; a link is its words. Code and formulas that stand alone, alt texts, HTML and
    what a cell of code says (hints, comments, titles) are no prose.
Sentences
    They end at ``.``, ``!`` or ``?`` before a blank and what may begin a sentence, and where a paragraph ends, by a colon
    before a formula or a list, too. A line of a list is a sentence if it ends like one; headings, tables, a paragraph in
    bold and the bold label that begins one ("**Exercise 1.**") are none.
Brackets
    Round ones in all of that, each with what stands in brackets within it.
"""

import re
from typing import NamedTuple

_GONE = re.compile(r"<!--.*?-->|</?[a-zA-Z][^>]*>|!\[[^\]]*\]\([^)]*\)|\[\^\w+\]:?", re.S)
_ALONE = re.compile(r"^[ >]*(```|~~~).*?^[ >]*\1|\$\$.*?\$\$", re.S | re.M)
_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)", re.S)
_FORMULA = re.compile(r"(?<![\\$\w])\$[^$]+\$", re.S)
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_ITEM = re.compile(r"^(?:[-*+]|\d+[.)]) +")
_LABEL = re.compile(r"^\*\*[^*]+(?:[.:!?]\*\*|\*\*[.:]|\*\*$)\s*")
_SHORTENED = r"(?<!\bal\.)(?<!\bvs\.)(?<!\bNo\.)(?<!\b[Ff]ig\.)(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bca\.)"
_END = re.compile(rf"{_SHORTENED}(?:(?<=[.!?])|(?<=[.!?][\"')”’])|(?<=[.!?][\"”’]\)))\s+(?=[\"'(“‘]*[A-Z0-9])")
_ENDED = re.compile(r"[.!?][\"')”’]*$")


class Block(NamedTuple):
    """A paragraph, a line of a list, a row of a table, a heading: its kind and its text, without Markdown's marks."""

    kind: str
    text: str


def words(text):
    """List the words of a text."""
    return [word for word in text.split() if any(map(str.isalnum, word))]


def blocks(markdown):
    """List the blocks of a text in Markdown; a label that begins a paragraph is one by itself."""
    for kind, lines in _grouped(_plain(markdown)):
        text = " ".join(lines)
        if kind in ("paragraph", "item") and (label := _LABEL.match(text)):
            yield Block("label", _bare(label[0]))
            text = text[label.end() :]
        if text := _bare(text):
            yield Block(kind, text)


def sentences(markdown):
    """List the sentences of a text in Markdown."""
    found = []
    for kind, text in blocks(markdown):
        if kind == "paragraph" or (kind == "item" and _ENDED.search(text)):
            found += [sentence for sentence in _END.split(text) if words(sentence)]
    return found


def brackets(text):
    """List what stands in round brackets."""
    found, begun, depth = [], 0, 0
    for place, letter in enumerate(text):
        if letter == "(":
            begun, depth = place if depth == 0 else begun, depth + 1
        if letter == ")" and depth:
            depth -= 1
            found += [text[begun + 1 : place]] * (depth == 0)
    return found


def _plain(markdown):
    """Put a word in the place of code and formulas, and take away what is not read."""
    text = _CODE.sub("CODE", _ALONE.sub("\n\n", markdown))
    return _LINK.sub(r"\1", _GONE.sub("", _FORMULA.sub("FORMULA", text)))


def _grouped(text):
    """Yield the lines that belong together, with their kind."""
    kind, lines = "", []
    for line in [*text.splitlines(), ""]:
        line = line.strip().removeprefix(">").strip()
        begins = _kind(line)
        if begins or not line:
            if lines:
                yield kind, lines
            kind, lines = begins, []
        if line and not re.fullmatch(r"[|: -]+|\*\*\*", line):
            kind, lines = kind or "paragraph", [*lines, _ITEM.sub("", line)]


def _kind(line):
    """Name what a line begins; a line that goes on begins nothing."""
    marks = {"heading": r"#{1,6} ", "row": r"\|", "item": _ITEM}
    return next((kind for kind, mark in marks.items() if re.match(mark, line)), "")


def _bare(text):
    return " ".join(re.sub(r"\*+|(?<!\w)_+|_+(?!\w)|^#+ ", "", text).replace("|", " ").split())
