"""From the cells of a lesson to its slides, by rules; where a rule cannot know, by Jupyter's own metadata ``slideshow``.

A heading begins a slide. A figure fills one; what leads to it stands above, what explains it comes under it by a further
key press. A prediction is asked on one slide and answered on the next, an exercise has one with what is given and a clock.
Of prose a slide shows the few sentences that fit: the rest, and code that only makes ready, goes to the speaker's notes.
"""

import re
from dataclasses import dataclass, field

from imagen_course.slides import outputs, words

__all__ = ["Slide", "slides"]

TEXT, QUESTION, CLAIM, TASK, FIGURE = 44, 50, 60, 70, 30  # words that a slide shows: by what it is
MOST_CODE = 10  # lines; longer code goes to the notes
MOST_PRINTED = 13  # lines
_LABEL = re.compile(r"\*\*(Predict|Find out|Change|What the text says|What holds|Exercise \d+[^*.:]*)[.:]?\*\*[.:]?\s*")
_BREAK = re.compile(r"\*[^*]*\bbreak\b[^*]*\*")
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
        The nearest heading above it, that of the second rank, and its own where it is the first under it. All texts are in
        Markdown.
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
    within : float
        The share of a number's truth by which a prediction of it may be off, as `exercises.reveal` takes it.
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
    within: float = 0.0
    rest: list = field(default_factory=list)
    ready: list = field(default_factory=list)
    cell: str = ""

    @property
    def seen(self):
        """What its slide shows in words, in Markdown."""
        return " ".join([self.title, *self.lead, *self.after, *(block.text for block in self.blocks)])

    @property
    def explains_itself(self):
        """Whether nothing more can be said on it."""
        return bool(self.after) or self.kind not in ("figure", "answer", "code")


def slides(cells):
    r"""Make the slides of a lesson.

    Parameters
    ----------
    cells : list of dict
        Of an executed notebook.

    Returns
    -------
    list of Slide

    Examples
    --------
    >>> made = slides([{"cell_type": "markdown", "id": "a", "metadata": {}, "source": "## A jury\n\nNine vote."}])
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
        self.telling = False  # a text has come to the task of an exercise
        self.alone = False  # the text that waits is to have a slide, whatever stands before it
        self.untold = None  # an exercise whose cell stands above its task

    def cell(self, cell):
        kind = cell["metadata"].get("slideshow", {}).get("slide_type", "-")
        source = "".join(cell["source"])
        self.id = cell["id"]
        if kind == "slide":
            self.flush()
            self.alone = True
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
        alone, self.alone = self.alone or self.title or others or not self.made, False
        if not alone:
            last = self.made[-1]
            if not last.explains_itself:
                last.after = _few(_ended(prose), FIGURE)
            last.rest += prose
            return
        lead = words.key(list(map(_bare, prose)), most=TEXT, lines=max(1, 3 - len(others)))
        self.add("text", lead=lead, blocks=others, rest=prose)

    def _note(self, cell, source):
        if self.made:
            (self.made[-1].rest if cell["cell_type"] == "markdown" else self.made[-1].ready).append(source)

    # --- text ---------------------------------------------------------------------------------------------------------

    def _text(self, source):
        if source.startswith("# "):
            self._opening(source)
            return
        self.telling = False
        for whole in words.blocks(source):
            for block in _parted(whole):
                self._block(block)
        if self.task and self.untold:
            self._tell(self.untold)
            self.untold = None

    def _block(self, block):
        label = _LABEL.match(block.text)
        kind = label[1] if label else ""
        if block.kind == "heading":
            self._heading(block)
        elif self.telling or kind.startswith("Exercise"):
            self.telling = True
            self.task.append(block)
        elif kind == "Predict":
            self.question.append(block.text[label.end() :])
        elif kind == "What the text says":
            self._claim(block.text)
        elif _BREAK.fullmatch(block.text):
            self._break()
        else:
            self.waiting.append(block)

    def _heading(self, block):
        self.flush()
        self.telling = False
        if block.level == 2 or not self.title:
            self.title = block.text
        self.section = block.text
        self.chapter = block.text if block.level <= 2 else self.chapter

    def _break(self):
        self.flush()
        title, self.title = self.title, ""
        self.add("break")
        self.title = title

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
        asked = re.findall(r"\bpredict\(\s*\"([^\"]+)\"", source)
        told = [name for name in re.findall(r"\breveal\(\s*\"([^\"]+)\"", source) if name in out.answers]
        if "exercise" in cell["metadata"].get("tags", []):
            self._exercise(source)
        elif asked:
            self._predict(asked[0], out)
        elif told:
            self._answer(told[0], out, source)
        else:
            self._shown(out, source, kind)

    def _shown(self, out, source, kind):
        """What code has put out that asks and answers nothing."""
        if out.recall:
            self.flush()
            self.title = "What came before"
            self.add("recall", choices=out.recall)
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
        """Put the task on the slide of its exercise: what leads to its list, if it has one, above the list."""
        blocks = [block._replace(text=_LABEL.sub("", block.text)) for block in self.task]
        listed = next((place for place, block in enumerate(blocks) if block.kind != "paragraph"), len(blocks))
        above = [*slide.rest, *(block.text for block in blocks[:listed])]
        slide.lead = _task(above, TASK, last=listed < len(blocks))
        slide.rest = [*above, *(block.text for block in blocks[listed:] if block.kind == "paragraph")]
        slide.blocks += [block for block in blocks if block.kind != "paragraph"]
        self.task = []

    def _predict(self, name, out):
        last = self.made[-1] if self.made else Slide("", "")
        if not self.question and not self.waiting and last.kind == "figure" and last.lead:
            last.kind, last.name, last.choices = "predict", name, out.choices  # it is answered by moving what is there
            self.asked[name] = last
            return
        if not self.question and self.waiting:
            self.question = [self.waiting.pop().text]
        elif not self.question:  # two are asked at once, or one in no words but its name
            self.question = [f"{name[0].upper()}{name[1:]}?"]
        self.flush()
        asked = [_OFFERED.sub("", text) if out.choices else text for text in self.question]
        self.add("predict", name=name, lead=_asked(asked, QUESTION), choices=out.choices, rest=self.question)
        self.asked[name], self.question = self.made[-1], []

    def _answer(self, name, out, source):
        """The answer, with the figure that was made on the way to it."""
        self.flush()
        asked = self.asked.pop(name, Slide("predict", ""))
        way = Slide("", "") if out.stills else self._on_the_way()
        asked.answer, asked.within = out.answers[name], _within(source, name)
        self.ready = [*way.ready, *filter(None, [way.code]), *self.ready, source]
        self.title = self.title or way.title
        self.add("answer", name=name, lead=asked.lead, choices=asked.choices, answer=asked.answer, rest=way.rest)
        self.made[-1].within = asked.within
        self.made[-1].stills = out.stills or way.stills
        self.made[-1].printed = _short("\n".join(filter(None, (way.printed, out.printed))))

    def _on_the_way(self):
        """Take back the slide before, where it shows what was computed for an answer."""
        last = self.made[-1] if self.made else Slide("", "")
        taken = last.kind in ("figure", "code") and (last.stills or last.printed) and not last.after
        return self.made.pop() if taken else Slide("", "")

    def _leading(self):
        """Take the text that leads to what comes now; what explains the slide before goes there."""
        blocks = [block for block in self.waiting if block.kind in ("paragraph", "quote")]
        if len(blocks) < len(self.waiting):  # a list, a table or a formula needs a slide of its own
            self.flush()
            return []
        lead = blocks if self.title else [block for block in blocks[-1:] if not self._belongs_to_last(block.text)]
        self.waiting = blocks[: len(blocks) - len(lead)]
        self.flush()
        return [block.text for block in lead]

    def _belongs_to_last(self, text):
        """Whether a paragraph explains the slide before it and does not lead to what follows."""
        explained = not self.made or self.made[-1].explains_itself
        return not explained and not re.search(r"[:?]\**$", text) and "Find out" not in text

    def _figure(self, out, source):
        opens, texts = bool(self.title), self._leading()
        self.ready.append(source)
        if not (opens or texts) and self.made and self.made[-1].audio and not self.made[-1].stills:
            self.made[-1].stills = out.stills  # a sound, and what it looks like
            return
        asked = [text for text in texts if "**Find out" in text]
        lead = _few(texts, FIGURE) if opens and not asked else _last(asked or texts, FIGURE)
        self.add("figure", lead=lead, stills=out.stills, audio=out.audio, printed=_short(out.printed, 2), rest=texts)

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
        opens, texts = bool(self.title), self._leading()
        self.ready += [] if short else [source]
        lead = (_few if opens else _last)(texts, FIGURE)
        self.add("code", lead=lead, code=source if short else "", printed=_short(out.printed), rest=texts)


def _names(source):
    return re.findall(r"^(?:def|class) (\w+)", source, re.M)


def _within(source, name):
    """The tolerance with which a cell reveals an answer."""
    given = re.search(rf'reveal\(\s*"{re.escape(name)}".*within=([\d.]+)', source)
    return float(given[1]) if given else 0.0


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


def _task(texts, most, *, last):
    """A task in as many of its sentences as fit, in order: the first, and the last where it leads to what follows."""
    sentences = [sentence for text in texts for sentence in words.sentences(text)]
    chosen = {0, len(sentences) - 1} if last else {0}
    for place in range(1, len(sentences)):
        chosen_then = chosen | {place}
        if sum(words.count(sentences[each]) for each in chosen_then) > most:
            break
        chosen = chosen_then
    return [sentences[place] for place in sorted(chosen) if sentences]


def _asked(texts, most):
    """The questions, and of what leads to them as much as fits."""
    offered = [sentence for text in texts for sentence in words.sentences(text)]
    order = sorted(range(len(offered)), key=lambda place: ("?" not in offered[place], -place))
    chosen, left = [], most
    for place in order:
        left -= words.count(offered[place])
        if left < 0 and chosen:
            break
        chosen.append(place)
    return [offered[place] for place in sorted(chosen)]


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


def _short(printed, most=MOST_PRINTED):
    lines = printed.splitlines()
    return "\n".join(lines if len(lines) <= most else [*lines[: most - 1], "..."])
