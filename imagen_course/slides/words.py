"""A lesson's Markdown as slides need it: its blocks, the sentences of a paragraph, the few that a slide has room for, HTML.

Formulas become MathML, which browsers draw themselves. A link becomes its words: a deck leads nowhere else.
"""

import functools
import html
import re
from typing import NamedTuple
from xml.etree import ElementTree

__all__ = ["Block", "blocks", "count", "formula", "inline", "key", "rendered", "sentences"]

_FORMULA = re.compile(r"\$\$(?P<alone>.+?)\$\$|\$(?P<within>[^$]+)\$", re.S)
_WHOLE = re.compile(r"\$\$.+?\$\$|\$[^$]+\$|(`+)(?!`).*?(?<!`)\1(?!`)", re.S)  # no sentence ends in these
_SHORTENED = r"(?<!\bal\.)(?<!\bvs\.)(?<!\b[Ff]ig\.)(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bca\.)"
_END = re.compile(rf"{_SHORTENED}(?:(?<=[.!?])|(?<=[.!?][\"')”*_])|(?<=[.!?]\*\*))\s+(?=[\"'(“*_`\ue000]*[A-Z0-9\ue000])")
_LEANS = re.compile(  # on the sentence before it
    r"\W*(?:It|Its|This|These|That|They|Them|Their|Those|So|Then|Yet|But|And|Both|Thus|There|Here|Of these|Else|Instead)\b"
)
_BRACED = re.compile(r"<munder><munder>((?:(?!<munder>).)*?)<mo>&#x23DF;</mo></munder>", re.S)
_WORKS = re.compile(r"\b(?:cells?|notebook|None)\b")  # says how to work the notebook
_KINDS = {"heading": "heading", "paragraph": "paragraph", "blockquote": "quote", "table": "table", "fence": "code"}
_KINDS |= {"bullet_list": "list", "ordered_list": "list", "html_block": "html"}


class Block(NamedTuple):
    """A heading, a paragraph, a quote, a list, a table, a formula that stands alone or a piece of code.

    Attributes
    ----------
    kind : {"heading", "paragraph", "quote", "list", "table", "formula", "code", "html"}
    text : str
        In Markdown; a heading's and a quote's without their marks.
    level : int
        Of a heading, else 0.

    Examples
    --------
    >>> Block("heading", "A jury", 2).level
    2
    """

    kind: str
    text: str
    level: int = 0


def blocks(markdown):
    r"""List the blocks of a text.

    Parameters
    ----------
    markdown : str

    Returns
    -------
    list of Block

    Examples
    --------
    >>> [block.kind for block in blocks("## A jury\n\nIt votes.\n\n> **Predict.** How?")]
    ['heading', 'paragraph', 'quote']
    """
    lines, found = markdown.splitlines(), []
    for token in _parser().parse(markdown):
        kind = _KINDS.get(token.type.removesuffix("_open"))
        if kind and token.level == 0 and token.map and not token.type.endswith("_close"):
            text = "\n".join(lines[slice(*token.map)]).strip()
            if kind == "heading":
                text = text.lstrip("#").strip()
            elif kind == "quote":
                text = re.sub(r"^> ?", "", text, flags=re.M)
            elif kind == "paragraph" and text.startswith("$$") and text.endswith("$$"):
                kind = "formula"
            found.append(Block(kind, text, int(token.tag[1:]) if kind == "heading" else 0))
    return found


def sentences(text):
    """List the sentences of a paragraph, in Markdown.

    Parameters
    ----------
    text : str

    Returns
    -------
    list of str

    Examples
    --------
    >>> sentences("It is 0.5. **Why?** See `x. Y`.")
    ['It is 0.5.', '**Why?**', 'See `x. Y`.']
    """
    kept = []

    def keep(found):
        kept.append(found[0])
        return chr(0xE000) + chr(0xE001 + len(kept) - 1)

    hidden = _WHOLE.sub(keep, " ".join(text.split()))
    return [_shown(part, kept) for part in _END.split(hidden) if part]


def _shown(part, kept):
    return re.sub("\ue000(.)", lambda found: kept[ord(found[1]) - 0xE001], part)


def key(texts, *, most, lines=2):
    """Choose the few sentences of some paragraphs that a slide has room for: those that teach a term in bold come first.

    A sentence that leans on the one before it ("So it ..."), or speaks of cells, comes last.

    Parameters
    ----------
    texts : sequence of str
        Paragraphs in Markdown.
    most : int
        Words; where no sentence is so short, the shortest is taken.
    lines : int
        Sentences, at most.

    Returns
    -------
    list of str
        In the order in which they stand.

    Examples
    --------
    >>> key(["Nine vote. So they differ. The class with most votes is the **majority vote**."], most=12)
    ['Nine vote.', 'The class with most votes is the **majority vote**.']
    """
    offered = [sentence for text in texts for sentence in sentences(text)]
    order = sorted(range(len(offered)), key=lambda place: (_leans(offered[place]), "**" not in offered[place], place))
    chosen, left = [], most
    for place in order:
        if count(offered[place]) <= left and len(chosen) < lines:
            chosen.append(place)
            left -= count(offered[place])
    if offered and not chosen:
        chosen = [min(order, key=lambda place: count(offered[place]))]
    return [offered[place] for place in sorted(chosen)]


def _leans(sentence):
    return bool(_LEANS.match(sentence) or _WORKS.search(sentence)) or sentence.endswith(":")


def count(text):
    """Count the words of a text in Markdown; a formula is one.

    Parameters
    ----------
    text : str

    Returns
    -------
    int

    Examples
    --------
    >>> count("Is $x + y$ a *sum*?")
    4
    """
    return sum(any(map(str.isalnum, word)) or word == "\ue000" for word in _FORMULA.sub("\ue000", text).split())


def rendered(markdown):
    r"""Turn Markdown into HTML.

    Parameters
    ----------
    markdown : str

    Returns
    -------
    str

    Examples
    --------
    >>> rendered("The *mean* of [all pixels](02.ipynb)")
    '<p>The <em>mean</em> of all pixels</p>\n'
    """
    return _parser().render(markdown)


def inline(markdown):
    """Turn a sentence in Markdown into HTML.

    Parameters
    ----------
    markdown : str

    Returns
    -------
    str

    Examples
    --------
    >>> inline("the `mean`")
    'the <code>mean</code>'
    """
    return _parser().renderInline(" ".join(markdown.split()))


@functools.cache
def formula(latex, *, alone=False):
    r"""Turn a formula into MathML.

    Parameters
    ----------
    latex : str
        Without its dollars.
    alone : bool
        It stands by itself, and is drawn larger.

    Returns
    -------
    str

    Raises
    ------
    ValueError
        If the formula uses what cannot be drawn.

    Examples
    --------
    >>> ElementTree.fromstring(formula(r"\frac12"))[0][0].tag.endswith("mfrac")
    True
    """
    from latex2mathml.converter import convert

    code = latex.strip().replace("{aligned}", "{split}")  # the same, by the one of its names that is known
    made = convert(code, display="block" if alone else "inline")
    try:
        words = "".join(ElementTree.fromstring(made).itertext())
    except ElementTree.ParseError as error:
        raise ValueError(f"the formula {latex!r} does not become MathML: {error}") from None
    if "\\" in words:
        raise ValueError(f"the formula {latex!r} uses what MathML has no word for: {words!r}")
    made = made.replace("<mo minsize", '<mo stretchy="true" minsize')  # a bracket that is larger than what it holds
    return _BRACED.sub(r'<munder><mrow class="braced">\1</mrow>', made)  # few fonts have a brace of every width


@functools.cache
def _parser():
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.inline.ruler.before("escape", "formula", _read_formula)
    parser.add_render_rule("formula", lambda self, tokens, place, *_: formula(tokens[place].content, **tokens[place].meta))
    parser.add_render_rule("link_open", lambda *_: "")
    parser.add_render_rule("link_close", lambda *_: "")
    parser.add_render_rule("image", lambda self, tokens, place, *_: html.escape(tokens[place].content))
    return parser


def _read_formula(state, silent):
    found = _FORMULA.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        token = state.push("formula", "", 0)
        token.content, token.meta = found["alone"] or found["within"], {"alone": found["alone"] is not None}
    state.pos = found.end()
    return True
