"""A deck as one page of HTML that needs no other file: reveal.js, as its makers made it, and a look of our own.

A slide is 1280 x 720 and scaled as a whole, so what fits there fits on every screen.
"""

import base64
import html
import re
from pathlib import Path

from imagen_course import editions, syllabus
from imagen_course.exercises import lessons
from imagen_course.slides import notes, words
from imagen_course.slides.rules import slides

__all__ = ["deck"]

_FOLDER = Path(__file__).parent
_WIDE = (1.3, 1.7, 1.9)  # with no sentence, one, more: a figure wider than this by its height stands under, another beside
_KINDS = {"one line": "exercise", "loop": "exercise"}
_LINE, _LETTER = 1.35, 0.602  # of code: the height of a line and the width of a letter, by the size of the type
_BOLD, _LABEL = re.compile(r"\*\*([^*]+)\*\*"), re.compile(r"\[|Exercise|Predict|Find|[Cc]hange|What|Type|.*[.:?]$")
_PAGE = """\
<section class="is-{kind} {layout}" data-cell="{cell}">
<header>{head}</header>
<div class="body">
{body}
</div>
{also}<aside class="notes">{notes}</aside>
</section>
"""


def deck(notebook, *, lesson):
    r"""Make the deck of a lesson.

    Parameters
    ----------
    notebook : dict
        Executed, as it lies in ``notebooks/``; of the student's edition, slides lack what it does not tell.
    lesson : str
        Its name: number and slug.

    Returns
    -------
    str
        HTML.

    Raises
    ------
    ValueError
        If the lesson has an exercise that nobody declared, or a formula that cannot be drawn.

    Examples
    --------
    >>> cell = {"cell_type": "markdown", "id": "a", "metadata": {}, "source": "# 16 · Votes\n\n*Nine vote.*"}
    >>> "<h1>Votes</h1>" in deck({"cells": [cell]}, lesson="16_votes")
    True
    """
    made, found = slides(notebook["cells"]), notes.parts(notebook["cells"], lesson=lesson)
    kinds = editions.exercises(notebook, lesson=lesson)
    drawn = [still for slide in made if slide.kind == "figure" for still in slide.stills[:1]]
    terms = _terms(made)
    if made and made[0].kind == "title":
        made[0].stills = drawn[-1:]  # what one will have made
    number = syllabus.number(syllabus.slug(lesson))
    given = {
        "title": f"{number:02} · {html.escape(syllabus.title(syllabus.slug(lesson)))}",
        "slides": "".join(_section(slide, notes.notes(slide, found), kinds, terms[id(slide)]) for slide in made),
        **{name: (_FOLDER / name).read_text("utf-8") for name in ("page.css", "page.js")},
        **{name: (_FOLDER / "reveal" / name).read_text("utf-8") for name in ("reveal.css", "reveal.js", "notes.js")},
    }
    given["font"] = _font() if "<math" in given["slides"] else ""
    text = (_FOLDER / "page.html").read_text("utf-8")
    for name, content in given.items():
        text = text.replace(f"{{{{{name}}}}}", content, 1)
    return text


def _font():
    """The font for formulas, as a style."""
    (path,) = (_FOLDER / "libertinus").glob("*.woff2")
    coded = base64.b64encode(path.read_bytes()).decode()
    return f'@font-face {{ font-family: "Libertinus Math"; src: url("data:font/woff2;base64,{coded}"); }}\n'


def _terms(made):
    """The words in bold that a lesson teaches and no slide's sentences show: with the slide to whose notes they belong."""
    seen, terms = " ".join(slide.seen for slide in made), {}
    for slide in made:
        bold = dict.fromkeys(term for text in slide.rest for term in _BOLD.findall(text) if not _LABEL.match(term))
        terms[id(slide)] = [term for term in bold if f"**{term}**" not in seen]
        seen += " ".join(f"**{term}**" for term in bold)
    return terms


def _section(slide, spoken, kinds, terms=()):
    draw = {"title": _title, "recall": _recall, "claim": _claim, "predict": _predict, "answer": _answer}
    draw |= {"exercise": lambda slide: _exercise(slide, kinds[slide.name]), "break": _break}
    layout = "beside" if slide.stills and _beside(slide) else "under"
    also = f'<p class="terms">{" · ".join(map(words.inline, terms))}</p>' if terms else ""
    body = draw.get(slide.kind, _plain)(slide)
    return _PAGE.format(
        kind=slide.kind, layout=layout, cell=slide.cell, head=_head(slide), body=body, also=also, notes=spoken
    )


def _head(slide):
    """The heading of a slide: large where a part begins, else small, to say where we are."""
    if slide.kind == "title":
        number, _, title = slide.title.partition(" · ")
        return f'<p class="chapter">{html.escape(number)}</p><h1>{words.inline(title or number)}</h1>'
    if not slide.title:
        return f'<h2 class="chapter">{words.inline(slide.section)}</h2>'
    above = "" if slide.title == slide.chapter else f'<p class="chapter">{words.inline(slide.chapter)}</p>'
    return f"{above}<h2>{words.inline(slide.title)}</h2>"


def _sentences(sentences, *, name="lead", later=False):
    if not sentences:
        return ""
    return f'<p class="{name}{" fragment" * later}">{" ".join(map(words.inline, sentences))}</p>'


def _figure(slide):
    """The pictures of a slide: one, or several that come after each other at a key press."""
    shown = []
    for place, still in enumerate(slide.stills):
        caption = f"<figcaption>{html.escape(still.caption)}</figcaption>" if still.caption else ""
        name = ' class="fragment still"' if place else ""
        frame = f'<div class="frame" style="--aspect: {still.aspect:.4f}">{still.html}</div>'
        shown.append(f"<figure{name}>{frame}{caption}</figure>")
    stills = f'<div class="stills">{"".join(shown)}</div>' if shown else ""
    return f'{stills}<div class="audio">{slide.audio}</div>' if slide.audio else stills


def _blocks(slide):
    return "".join(_block(block) for block in slide.blocks)


def _block(block):
    if block.kind != "code":
        return f'<div class="block">{words.rendered(block.text)}</div>'
    fence, *code, _ = block.text.splitlines()
    draw = _code if "python" in fence else _printed
    return draw("\n".join(code), lines=min(10, len(code) + 1))


def _code(code, *, lines, width=1120):
    """Code, coloured, as large as its longest line and their number allow."""
    if not code:
        return ""
    rows = code.rstrip().splitlines()
    size = min(30, width / _LETTER / max(map(len, rows)), lines * 30 * _LINE / len(rows) / _LINE)
    return f'<pre class="code" style="font-size: {size:.1f}px"><code>{_coloured(code)}</code></pre>'


def _coloured(code):
    from pygments import highlight
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import PythonLexer

    return highlight(code.rstrip(), PythonLexer(), HtmlFormatter(nowrap=True)).rstrip()


def _printed(text, *, lines=9):
    if not text:
        return ""
    rows = text.splitlines()
    size = min(28, max(18, 1130 / _LETTER / max(map(len, rows))), lines * 28 / len(rows))
    return f'<pre class="printed" style="font-size: {size:.1f}px"><code>{html.escape(text)}</code></pre>'


def _clock(minutes):
    """A clock that counts down once it is clicked, or by the key T."""
    shown = f"{int(minutes)}:{int(minutes % 1 * 60):02}"
    asked = f'data-seconds="{minutes * 60:.0f}" aria-label="clock: start or stop"'
    return f'<button type="button" class="clock" {asked}>{shown}</button>'


# --- the kinds of slides ----------------------------------------------------------------------------------------------


def _plain(slide):
    text, after = _sentences(slide.lead) + _blocks(slide), _sentences(slide.after, name="after", later=True)
    figure = _figure(slide)
    if figure:
        under = f'<p class="under-it">{html.escape(slide.printed)}</p>' if slide.printed else ""
        return f'<div class="words">{text}{after}</div>{figure}' if _beside(slide) else f"{text}{figure}{under}{after}"
    few = slide.printed or slide.lead
    code = _code(slide.code, lines=7 if few else 10) + _printed(slide.printed, lines=11 - len(slide.code.splitlines()))
    return f"{text}{code}{after}"


def _beside(slide):
    n_sentences = 2 if slide.kind != "figure" or _blocks(slide) else min(2, len(slide.lead) + len(slide.after))
    return not any(still.aspect > _WIDE[n_sentences] for still in slide.stills)


def _title(slide):
    return f'<div class="words">{_sentences(slide.lead)}</div>{_figure(slide)}'


def _break(slide):
    return f'<p class="lead">A break.</p>{_clock(5)}'


def _recall(slide):
    """The questions of earlier lessons, side by side; a key press marks the right letters."""
    known = {question.question: question for module in lessons().values() for question in module.RECALL}
    cards = []
    for asked in (known[text] for text in slide.choices if text in known):
        items = []
        for letter, choice in zip("abcdef", asked.choices, strict=False):
            right = ' class="fragment right" data-fragment-index="0"' if letter == asked.answer else ""
            items.append(f"<li><span{right}>{words.inline(choice)}</span></li>")
        cards.append(f'<div class="card"><p>{words.inline(asked.question)}</p><ol type="a">{"".join(items)}</ol></div>')
    return f'<div class="cards">{"".join(cards)}</div>'


def _claim(slide):
    says = f'<blockquote><p class="label">What the text says</p>{_sentences(slide.lead)}</blockquote>'
    holds = (
        f'<div class="holds fragment"><p class="label">What holds</p>{_sentences(slide.after)}</div>' if slide.after else ""
    )
    return says + holds


def _choices(slide, *, shown=False):
    items = []
    for choice in slide.choices:
        right = ' class="fragment right" data-fragment-index="0"' if shown and choice == slide.answer else ""
        items.append(f"<li><span{right}>{html.escape(notes.spoken(choice))}</span></li>")
    return f'<ul class="choices">{"".join(items)}</ul>' if items else ""


def _predict(slide):
    asked = f'<p class="label">Predict {_clock(1.5)}</p>{_sentences(slide.lead, name="question")}{_choices(slide)}'
    return f'<div class="words">{asked}</div>{_figure(slide)}'


def _answer(slide):
    right = "" if slide.answer in slide.choices else html.escape(notes.spoken(slide.answer))
    truth = f'<p class="truth fragment" data-fragment-index="0">{right}</p>' if right else ""
    asked = f"{_sentences(slide.lead, name='asked')}{_choices(slide, shown=True)}{truth}"
    after = _sentences(slide.after, name="after", later=True)
    if not slide.stills:
        return f'<div class="words">{asked}</div>{_printed(slide.printed, lines=6)}{after}'
    beside = _beside(slide)
    return f'<div class="words">{asked}{after if beside else ""}</div>{_figure(slide)}{"" if beside else after}'


def _exercise(slide, kind):
    name = f"{_KINDS.get(kind, kind)} <code>{html.escape(slide.name)}</code>"
    label = f'<p class="label">Your turn: {name} {_clock(editions.MINUTES[kind])}</p>'
    return f"{label}{_sentences(slide.lead)}{_blocks(slide)}{_code(slide.code, lines=6)}"
