"""Many pictures with what was found on them, as a page of HTML that opens by a double click.

A page has no script and asks for nothing but the thumbnails beside it, each when it comes into view: ten thousand pictures
are a file of a few megabytes. Whatever comes from a file's name or from a model is escaped. The style is ``gallery.css``.
"""

import html
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

__all__ = ["Card", "document", "page"]

_PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="imagen-course">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<main>
{main}
</main>
</body>
</html>
"""
_LONGEST = 200  # characters of anything that comes from a file


class Card(NamedTuple):
    """One picture on the page.

    Attributes
    ----------
    name : str
        Of the picture.
    group : str
        The heading under which it stands.
    lines : list of str
        What is said of it, the first line in bold.
    thumbnail : str
        Its file, seen from the page; empty where there is no picture to show, and the card is a line of a list.
    links : list of (str, str)
        Words and files, seen from the page; the first is what a click on the thumbnail opens.

    Examples
    --------
    >>> Card("cat.jpg", "cat", ["cat 0.88"], "thumbnails/cat.jpg", [("picture", "cat.regions.png")]).group
    'cat'
    """

    name: str
    group: str
    lines: list
    thumbnail: str
    links: list


def page(title, cards, *, lead="", last=()):
    """Put pictures on a page, by groups, the largest first.

    Parameters
    ----------
    title : str
    cards : iterable of Card
    lead : str
        A sentence under the title.
    last : sequence of str
        Groups that stand at the end, in this order.

    Returns
    -------
    str

    Examples
    --------
    >>> text = page("mine", [Card("<b>.jpg", "cat", ["cat 0.88"], "thumbnails/b.jpg", [("picture", "b.png")])])
    >>> "&lt;b&gt;.jpg" in text, "<b>" in text
    (True, False)
    """
    groups = defaultdict(list)
    for card in cards:
        groups[card.group].append(card)
    order = sorted(groups, key=lambda group: (group in last and 1 + last.index(group), -len(groups[group]), group))
    anchors = {group: f"group-{number}" for number, group in enumerate(order, 1)}
    links = "".join(f'<li><a href="#{anchors[group]}">{_text(group)} · {len(groups[group])}</a></li>' for group in order)
    main = [f'<nav aria-label="what was found"><ul>{links}</ul></nav>' if len(order) > 1 else ""]
    main += [_section(group, anchors[group], groups[group]) for group in order]
    style = Path(__file__).with_suffix(".css").read_text(encoding="utf-8")
    head = f"<h1>{_text(title)}</h1>\n<p>{_text(lead)}</p>"
    return document(title, style, "\n".join(filter(None, [head, *main])))


def document(title, style, main):
    """Make a page of HTML that needs no other file.

    Parameters
    ----------
    title : str
    style, main : str
        CSS, and HTML.

    Returns
    -------
    str

    Examples
    --------
    >>> document("mine", "", "<p>Nothing yet.</p>").startswith("<!doctype html>")
    True
    """
    return _PAGE.format(title=_text(title), style=style, main=main)


def _section(group, anchor, cards):
    head = f'<h2 id="{anchor}">{_text(group)}<span class="n">{len(cards)}</span></h2>'
    shown, failed = [card for card in cards if card.thumbnail], [card for card in cards if not card.thumbnail]
    grid = "".join(map(_card, shown))
    lines = "".join(f"<li>{_text(card.name)}: {_text(' '.join(card.lines))}</li>\n" for card in failed)
    parts = [head, grid and f'<ul class="cards">\n{grid}</ul>', lines and f'<ul class="failed">\n{lines}</ul>']
    return "\n".join(["<section>", *filter(None, parts), "</section>"])


def _card(card):
    words = "".join(f"<p>{_text(line)}</p>" for line in card.lines)
    alt = _text(f"{card.name}: {card.lines[0]}")
    image = f'<img src="{quote(card.thumbnail)}" alt="{alt}" loading="lazy" decoding="async">'
    links = " · ".join(_link(word, file, card.name) for word, file in card.links)
    opened = f'<a href="{quote(card.links[0][1])}">{image}</a>'
    return f'<li>{opened}<div>{words}<p class="file">{_text(card.name)}<br>{links}</p></div></li>\n'


def _link(word, file, name):
    return f'<a href="{quote(file)}" aria-label="{_text(word + " of " + name)}">{word}</a>'


def _text(value):
    """Any words, as they may stand in HTML."""
    text = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in str(value))
    return html.escape(text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…")
