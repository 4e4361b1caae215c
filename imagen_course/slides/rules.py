"""From the cells of a lesson to its slides, by rules; where a rule cannot know, by Jupyter's own metadata ``slideshow``.

A heading begins a slide. A figure fills one; what leads to it stands above, what explains it comes under it by a further
key press. A prediction is asked on one slide and answered on the next, an exercise has one with what is given and a clock.
Of prose a slide shows the few sentences that fit: the rest, and code that only makes ready, goes to the speaker's notes.
"""

import re
from dataclasses import dataclass, field

from imagen_course.slides import outputs, words

__all__ = ["Slide", "slides"]

TEXT, CLAIM, TASK, FIGURE = 44, 60, 70, 30  # words that a slide shows: by what it is
MOST_CODE = 10  # lines; longer code goes to the notes
MOST_PRINTED = 13  # lines
_LABEL = re.compile(r"\*\*(Predict|Find out|Change|What the text says|What holds|Exercise \d+)\b[.:]?\*\*[.:]?\s*")
_BREAK = re.compile(r"\*[^*]*\bbreak\b[^*]*\*")
_QUESTIONS = re.compile(r"\b(predict|reveal)\(\s*\"([^\"]+)\"")
_OFFERED = re.compile(r"[,:]?\s*(?:`\"[^`]+\"`(?:,? or |,\s*)?)+(?=\?)")  # a question's choices, which stand below it
_TAUGHT = re.compile(r"\b(?:functions?|code|cells?|loops?|class|program|below|here is)\b", re.I)
_OWN = re.compile(r"^\s*(?:check|recall|finish|progress|hint|solution)\(", re.M)
_DEFINES = re.compile(r"^(?:def|class) ", re.M)


@dataclass
class Slide:
    """A slide before it is drawn; of a kind only what it needs is filled in.

    Attributes
    ----------
    kind : str
        "title", "goals", "recall", "text", "figure", "code", "predict", "answer", "exercise", "claim" or "break".
    section, chapter, title : str
        The nearest heading above it, that of the second rank, and its own where it is the first under it. In Markdown, as all
        texts.
    lead, after : list of str
        Sentences that are seen at once, and those that come by a further key press.
    blocks : list of words.Block
        What is no prose: lists, tables, formulas.
    stills : list of outputs.Still
    code, printed, audio : str
    name : str
        Of a prediction or an exercise.
    choices : list of object
    answer : object
    rest : list of str
        Paragraphs for the notes.
    ready : list of str
        Code for the notes.
    cell : str
        The id of the cell it is made from.

    Examples
    --------
    >>> Slide("text", "1 · A jury", title="1 · A jury").lead
    []
    """

    kind: str
    section: str
    chapter: str = ""
    title: str = ""
    lead: list = field(default_factory=list)
    after: list = field(default_factory=list)
    blocks: list = field(default_factory=list)
    stills: list = field(default_factory=list)
    code: str = ""
    printed: str = ""
    audio: str = ""
    name: str = ""
    choices: list = field(default_factory=list)
    answer: object = None
    rest: list = field(default_factory=list)
    ready: list = field(default_factory=list)
    cell: str = ""

    @property
    def explains_itself(self):
        """Whether nothing more can be said on it."""
        return bool(self.after) or self.kind not in ("figure", "answer", "code")


def slides(cells):
    """Make the slides of a lesson.

    Parameters
    ----------
    cells : list of dict
        Of an executed notebook.

    Returns
    -------
    list of Slide

    Examples
    --------
    >>> made = slides([{"cell_type": "markdown", "id": "a", "metadata": {}, "source": "## A jury\\n\\nNine vote."}])
    >>> [(slide.kind, slide.title, slide.lead) for slide in made]
    [('text', 'A jury', ['Nine vote.'])]
    """
    making = _Making()
    for cell in cells:
        making.cell(cell)
    making.flush()
    return making.made


class _Making:
    """What has been made of the cells so far, and what still waits to be shown."""

    def __init__(self):
        self.made, self.waiting, self.ready, self.task = [], [], [], []
        self.chapter = self.section = self.title = self.id = ""
        self.question, self.asked = [], {}
        self.untold = None  # an exercise whose cell stands above its task

    def cell(self, cell):
        kind = cell["metadata"].get("slideshow", {}).get("slide_type", "-")
        source = "".join(cell["source"])
        self.id = cell["id"]
        if kind == "slide":
            self.flush()
        if kind == "notes":
            self._note(cell, source)
        elif kind != "skip":
            self._text(source) if cell["cell_type"] == "markdown" else self._code(cell, source, kind)

    def add(self, kind, **what):
        """Add a slide, with the heading that is still to be shown."""
        slide = Slide(kind, self.section, chapter=self.chapter, title=self.title, cell=self.id, ready=self.ready, **what)
        self.made.append(slide)
        self.title, self.ready = "", []

    def flush(self):
        """Show the text that waits: under the slide it explains, or on one of its own; a heading alone waits on."""
        blocks, self.waiting = self.waiting, []
        prose = [block.text for block in blocks if block.kind in ("paragraph", "quote")]
        others = [block for block in blocks if block.kind not in ("paragraph", "quote")]
        if not blocks:
            return
        if not self.title and not others and self.made:
            last = self.made[-1]
            if not last.explains_itself:
                last.after = _few(_ended(prose), FIGURE)
            last.rest += prose
            return
        self.add("text", lead=words.key(list(map(_bare, prose)), most=TEXT, lines=2 if others else 3), blocks=others, rest=prose)

    def _note(self, cell, source):
        if self.made:
            (self.made[-1].rest if cell["cell_type"] == "markdown" else self.made[-1].ready).append(source)

    # --- text ---------------------------------------------------------------------------------------------------------

    def _text(self, source):
        if source.startswith("# "):
            self._opening(source)
            return
        task = False
        for block in (part for whole in words.blocks(source) for part in _parted(whole)):
            label = _LABEL.match(block.text)
            task = task or bool(label and label[1].startswith("Exercise"))
            if block.kind == "heading":
                self._heading(block)
                task = False
            elif task:
                self.task.append(block)
            elif label and label[1] == "Predict":
                self.question.append(block.text[label.end() :])
            elif label and label[1] == "What the text says":
                self._claim(block.text)
            elif _BREAK.fullmatch(block.text):
                self.flush()
                title, self.title = self.title, ""
                self.add("break")
                self.title = title
            else:
                self.waiting.append(block)
        if self.task and self.untold:
            self._tell(self.untold)
            self.untold = None

    def _heading(self, block):
        self.flush()
        if block.level == 2 or not self.title:
            self.title = block.text
        self.section = block.text
        self.chapter = block.text if block.level <= 2 else self.chapter

    def _opening(self, source):
        """The title cell: what the lesson promises, and what one can do after it."""
        title, *rest = words.blocks(source)
        prose = [block.text.strip("*") for block in rest if block.kind == "paragraph"]
        self.chapter = self.section = self.title = title.text
        self.add("title", lead=prose[:1], rest=prose[2:])
        self.title = prose[1] if len(prose) > 1 else ""
        self.add("goals", blocks=[block for block in rest if block.kind == "list"])

    def _claim(self, text):
        says, _, holds = text.partition("**What holds.**")
        self.flush()
        says, holds = (part.strip() for part in (_LABEL.sub("", says), holds))
        self.add("claim", lead=_first([says], CLAIM), after=_stopped(_first([holds], TEXT)), rest=[says, holds])

    # --- code ---------------------------------------------------------------------------------------------------------

    def _code(self, cell, source, kind):
        out = outputs.read(cell["outputs"])
        called = _QUESTIONS.findall(source)
        asked = [name for verb, name in called if verb == "predict"]
        told = [name for verb, name in called if verb == "reveal" and name in out.answers]
        if out.recall:
            self.flush()
            self.add("recall", choices=out.recall)
        elif "exercise" in cell["metadata"].get("tags", []):
            self._exercise(source)
        elif asked:
            self._predict(asked[0], out)
        elif told:
            self._answer(told[0], out, source)
        elif kind == "fragment" and self.made:
            self.made[-1].stills += out.stills
        elif out.stills or out.audio:
            self._figure(out, source)
        elif source.startswith("recall("):
            self.waiting = []  # how to answer
        elif not _OWN.match(source):
            self._plain(out, source)

    def _exercise(self, source):
        name = re.search(r"^def (\w+)", source, re.M)[1]
        early = not self.task
        if early and self.title:  # a bug hunt, which shows its bug before it tells the task
            self.task, self.waiting = self.waiting, []
        self.flush()
        self.add("exercise", name=name, code=source)
        self._tell(self.made[-1])
        self.untold = self.made[-1] if early else None

    def _tell(self, slide):
        """Put the task on the slide of its exercise."""
        prose = [_LABEL.sub("", block.text) for block in self.task if block.kind == "paragraph"]
        slide.lead, slide.rest = _first([*slide.rest, *prose], TASK), [*slide.rest, *prose]
        slide.blocks += [block for block in self.task if block.kind != "paragraph"]
        self.task = []

    def _predict(self, name, out):
        last = self.made[-1] if self.made else None
        if not self.question and not self.waiting and last and last.kind == "figure" and last.lead:
            last.kind, last.name, last.choices = "predict", name, out.choices  # it is answered by moving what is there
            self.asked[name] = last
            return
        if not self.question and self.waiting:
            self.question = [self.waiting.pop().text]
        self.flush()
        asked = [_OFFERED.sub("", text) if out.choices else text for text in self.question]
        lead = _last(asked, TEXT)
        self.add("predict", name=name, lead=lead, choices=out.choices, rest=self.question)
        self.asked[name], self.question = self.made[-1], []

    def _answer(self, name, out, source):
        """The answer, with the figure that was made on the way to it."""
        self.flush()
        asked, last = self.asked.pop(name, None), self.made[-1] if self.made else None
        self.ready.append(source)
        stills, printed = out.stills, out.printed
        if not stills and last is not asked and last.kind in ("figure", "code") and (last.stills or last.printed):
            taken = self.made.pop()
            stills, printed = taken.stills, "\n".join(filter(None, (taken.printed, printed)))
            self.ready, self.title = [*taken.ready, taken.code, *self.ready], taken.title
            self.waiting = []
            rest = taken.rest
        else:
            rest = []
        lead, choices = (asked.lead, asked.choices) if asked else ([], [])
        self.add("answer", name=name, lead=lead, choices=choices, answer=out.answers[name], stills=stills, rest=rest)
        self.made[-1].printed = _short(printed)

    def _figure(self, out, source):
        prose = [block for block in self.waiting if block.kind in ("paragraph", "quote")]
        if len(prose) < len(self.waiting):  # a list, a table or a formula needs a slide of its own
            self.flush()
            prose = []
        lead = prose[-1:]
        if not self.title and len(prose) > 1 or (prose and self._belongs_to_last(prose[-1].text)):
            lead = [] if self._belongs_to_last(prose[-1].text) else lead
            self.waiting = prose[: len(prose) - len(lead)]
            self.flush()
        elif self.title:
            lead = prose
        self.waiting = []
        self.ready.append(source)
        texts = [block.text for block in lead]
        asked = [text for text in texts if "**Find out" in text]
        shown = _few(texts, FIGURE) if self.title and not asked else _last(asked or texts, FIGURE)
        self.add("figure", lead=shown, stills=out.stills, audio=out.audio, rest=texts)

    def _belongs_to_last(self, text):
        """Whether a paragraph explains the slide before it and does not lead to what follows."""
        last = self.made[-1] if self.made and not self.title else None
        return bool(last) and not last.explains_itself and not re.search(r"[:?]\**$", text) and "Find out" not in text

    def _speaks_of_code(self, source):
        """Whether the text that waits leads to code, or has just stated its formula."""
        text = " ".join(block.text for block in self.waiting)
        named = any(f"`{name}" in text for name in _names(source))
        return named or bool(_TAUGHT.search(text)) or any(block.kind == "formula" for block in self.waiting)

    def _plain(self, out, source):
        """Code that prints, or that defines what is spoken of; other code makes ready, and goes to the notes."""
        short = len(source.splitlines()) <= MOST_CODE
        told = short and self.waiting and _DEFINES.search(source) and self._speaks_of_code(source)
        if not (out.printed or told) or source.startswith(("import ", "from ")):
            self.ready.append(source)
            return
        prose = [block.text for block in self.waiting if block.kind in ("paragraph", "quote")]
        if len(prose) < len(self.waiting) or (prose and self._belongs_to_last(prose[-1])):
            self.flush()
            prose = []
        self.waiting = []
        code = source if short else ""
        self.ready += [] if short else [source]
        shown = (_few if self.title else _last)(prose, FIGURE)
        self.add("code", lead=shown, code=code, printed=_short(out.printed), rest=prose)


def _names(source):
    return re.findall(r"^(?:def|class) (\w+)", source, re.M)


def _stopped(sentences):
    """Sentences of which the last leads to nothing any more."""
    return [re.sub(r":$", ".", sentence) for sentence in sentences]


def _parted(block):
    """A paragraph in two, where an exercise begins within it."""
    before, label, after = block.text.partition("**Exercise ")
    whole = block.kind != "paragraph" or not before or not label
    return [block] if whole else [block._replace(text=before.strip()), block._replace(text=label + after)]


def _ended(texts):
    """Paragraphs without sentences that only lead to what follows."""
    whole = [" ".join(each for each in words.sentences(text) if not each.endswith(":")) for text in texts]
    return list(filter(None, whole))


def _few(texts, most):
    return words.key([_bare(text) for text in texts], most=most)


def _first(texts, most):
    """The first sentences, in order, as many as fit; one at the least."""
    chosen = []
    for sentence in (sentence for text in texts for sentence in words.sentences(text)):
        if chosen and sum(map(words.count, [*chosen, sentence])) > most:
            break
        chosen.append(sentence)
    return chosen


def _last(texts, most):
    """The last sentences, in order, as many as fit; one at the least."""
    chosen = []
    for sentence in reversed([sentence for text in texts for sentence in words.sentences(_bare(text))]):
        if chosen and sum(map(words.count, [*chosen, sentence])) > most:
            break
        chosen.insert(0, sentence)
    return chosen


def _bare(text):
    """A quote's text without what is only its label."""
    return re.sub(r"^\*\*What holds\.\*\* ", "", text)


def _short(printed):
    lines = printed.splitlines()
    return "\n".join(lines if len(lines) <= MOST_PRINTED else [*lines[: MOST_PRINTED - 1], "..."])
