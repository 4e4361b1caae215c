"""The terms of ``docs/glossary.md``, and links to them from the texts of a lesson."""

import re

from imagen_course import syllabus

BLOCK = re.compile(r"```\{glossary\}\n(.*?)```", re.S)
LESSON = re.compile(r"\{lesson\}`(\w+)`")
# What is no running text: code, formulas, links, headings, HTML, what is a link already.
CLOSED = re.compile(
    r"(```.*?```|`[^`]*`|\$\$.*?\$\$|\$[^$\n]+\$|!?\[[^\]]*\]\([^)]*\)|<[^>]+>|^#.*?$|^:::.*?$|\{term\}`[^`]*`)", re.S | re.M
)


def terms(page):
    """The slug of the lesson that teaches it, for each term in the text of the glossary."""
    taught, waiting = {}, []
    for line in "\n".join(BLOCK.findall(page)).splitlines():
        if line.strip() and not line.startswith(" "):
            waiting.append(line)
        if lesson := LESSON.search(line):
            taught |= dict.fromkeys(waiting, lesson[1])
            waiting = []
    return taught


def linked(texts, terms, slug):
    """The texts of a lesson with a link where a term first comes: where it stands in bold, else where it is first said.

    Only in the lesson that teaches a term and those after it: before that, its word may mean something else.
    """
    known = [term for term, lesson in terms.items() if syllabus.number(lesson) <= syllabus.number(slug)]
    for term in sorted(known, key=len, reverse=True):
        said = re.escape(term) + "s?"
        for pattern in (rf"(?<=\*\*)({said})(?=\*\*)", rf"(?<![\w*-])({said})(?![\w*-])"):
            texts, found = _link(texts, pattern, term)
            if found:
                break
    return texts


def _link(texts, pattern, term):
    """Link the first place that fits, if there is one. An abbreviation is no other word in small letters."""
    case = re.I if term == term.lower() else 0
    for number, text in enumerate(texts):
        pieces = CLOSED.split(text)
        for place in range(0, len(pieces), 2):  # every second one is closed
            made, found = re.subn(pattern, lambda at: f"{{term}}`{at[1]} <{term}>`", pieces[place], count=1, flags=case)
            if found:
                pieces[place] = made
                return [*texts[:number], "".join(pieces), *texts[number + 1 :]], True
    return texts, False
