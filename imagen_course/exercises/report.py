"""What a check, a hint or a prediction says, in words and in HTML.

A `Report` is a headline and parts; each part is a pair of the same thing as text and as HTML. Values are shown as tables of
numbers where they are small and as pictures where they are pictures, what the answer got beside what was expected.
"""

import html
import re
from typing import NamedTuple

import numpy as np

from imagen_course import plots
from imagen_course.exercises.calls import short

__all__ = ["Part", "Report", "code", "paragraph", "question", "side_by_side", "table", "values"]

MARKS = {"right": ("✓", "#2e7d32"), "wrong": ("✗", "#c62828"), "plain": ("·", "#616161")}  # the sign and the word say it too
SMALL = 64  # numbers that are shown one by one
LARGEST = 512  # rows or columns of a picture that is worth drawing
_MARKED = re.compile(r"`([^`]+)`|(?<![\w*])\*([^\W\d](?:[\w ]*\w)?)\*(?![\w*])")  # `code`, or *words*; a product is neither


class Part(NamedTuple):
    """A piece of a report.

    Parameters
    ----------
    text, html : str

    Examples
    --------
    >>> paragraph("Is `x` a number?").html
    '<p>Is <code>x</code> a number?</p>'
    """

    text: str
    html: str


class Report:
    """A headline and what stands under it; a notebook shows it as HTML, a terminal as text.

    Parameters
    ----------
    headline : str
    *parts : Part
    tone : {"plain", "right", "wrong"}

    Examples
    --------
    >>> Report("right: 3 of 3 cases", paragraph("Well done."), tone="right")
    ✓ right: 3 of 3 cases
    Well done.
    """

    def __init__(self, headline, *parts, tone="plain"):
        self.headline, self.parts, self.tone = headline, parts, tone

    def __repr__(self):
        return "\n".join([f"{MARKS[self.tone][0]} {self.headline}", *(part.text for part in self.parts)])

    def _repr_html_(self):
        sign, colour = MARKS[self.tone]
        head = f'<p><strong><span aria-hidden="true">{sign}</span> {_inline(self.headline)}</strong></p>'
        parts = "".join(part.html for part in self.parts)
        return f'<div style="border-left: 4px solid {colour}; padding-left: 0.8em">{head}{parts}</div>'


def paragraph(text):
    """Words, with `code` between backticks and *weight* between asterisks.

    Parameters
    ----------
    text : str

    Returns
    -------
    Part

    Examples
    --------
    >>> paragraph("plain").text
    'plain'
    """
    return Part(text, f"<p>{_inline(text)}</p>")


def question(number, text, choices):
    """A numbered question and its choices, lettered from a.

    Parameters
    ----------
    number : int
    text : str
    choices : sequence of str

    Returns
    -------
    Part

    Examples
    --------
    >>> print(question(1, "1 + 1?", ["2", "11"]).text)
    1. 1 + 1?
       (a) 2
       (b) 11
    """
    lettered = [f"({letter}) {choice}" for letter, choice in zip("abcdef", choices, strict=False)]
    lines = "".join(f"<br>&emsp;{_inline(line)}" for line in lettered)
    return Part("\n   ".join([f"{number}. {text}", *lettered]), f"<p>{number}. {_inline(text)}{lines}</p>")


def code(text):
    """Lines of code, or anything whose spaces count.

    Parameters
    ----------
    text : str

    Returns
    -------
    Part

    Examples
    --------
    >>> code("x < 1").html
    '<pre>x &lt; 1</pre>'
    """
    return Part(text, f"<pre>{html.escape(text)}</pre>")


def table(head, rows):
    """Rows of cells under a head.

    Parameters
    ----------
    head : sequence of str
    rows : sequence of sequences of str

    Returns
    -------
    Part

    Examples
    --------
    >>> print(table(["n", "square"], [["2", "4"]]).text)
    n | square
    2 | 4
    """
    text = "\n".join(" | ".join(map(str, row)) for row in [head, *rows])
    top = "".join(f'<th scope="col">{_inline(str(cell))}</th>' for cell in head)
    body = "".join("<tr>" + "".join(f"<td>{_inline(str(cell))}</td>" for cell in row) + "</tr>" for row in rows)
    return Part(text, f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>")


def values(named):
    """Show values beside each other, each under its name.

    Parameters
    ----------
    named : dict
        From names to values: numbers, words, arrays, sequences of those.

    Returns
    -------
    Part

    Examples
    --------
    >>> values({"size": 2, "stride": 2}).text
    'size = 2, stride = 2'
    """
    plain = ", ".join(f"{name} = {_text(value)}" for name, value in named.items() if not _shown(value))
    shown = {f"{name}{_shape(value) if np.ndim(value) > 2 else ''}": value for name, value in named.items() if _shown(value)}
    text = "\n".join(filter(None, [plain, *(f"{name} =\n{_text(value)}" for name, value in shown.items())]))
    return Part(text, (f"<p>{_inline(plain)}</p>" if plain else "") + _row(shown))


def side_by_side(got, expected):
    """Show what an answer got beside what was expected; numbers that differ are marked.

    Parameters
    ----------
    got, expected : object

    Returns
    -------
    Part

    Examples
    --------
    >>> print(side_by_side(1.5, 1).text)
    got: 1.5
    expected: 1
    """
    if isinstance(expected, tuple) and isinstance(got, tuple) and len(expected) == len(got) and any(map(_shown, expected)):
        parts = [side_by_side(*pair) for pair in zip(got, expected, strict=True)]
        names = [f"result {number} of {len(expected)}" for number in range(1, len(expected) + 1)]
        html_parts = (f"<p>{name}</p>{part.html}" for name, part in zip(names, parts, strict=True))
        return Part("\n".join(f"{n}, {part.text}" for n, part in zip(names, parts, strict=True)), "".join(html_parts))
    if not _shown(expected) and not _shown(got):
        text = f"got: {_text(got)}\nexpected: {_text(expected)}"
        return Part(text, f"<p>got: <code>{_html(got)}</code><br>expected: <code>{_html(expected)}</code></p>")
    one, other = f"got{_shape(got)}", f"expected{_shape(expected)}"
    text = f"{one}:\n{_text(got)}\n{other}:\n{_text(expected)}"
    return Part(text, _row({one: got, other: expected}, differ=_differ(got, expected)))


def _inline(text):
    return _MARKED.sub(lambda it: f"<code>{it[1]}</code>" if it[1] else f"<em>{it[2]}</em>", html.escape(text, quote=False))


def _array(value):
    """The value as an array, if it is one or a nested list; beyond two sides, those of length one are left out."""
    if not isinstance(value, (np.ndarray, list)):
        return None
    try:
        array = np.asarray(value)
    except Exception:  # a list of anything may come
        return None
    if array.ndim == 0 or array.size == 0 or array.dtype.kind not in "biuf":
        return None
    if array.ndim > 2:
        array = array.reshape([side for side in array.shape if side > 1] or [1])
    return array


def _shown(value):
    """Whether it is worth a figure of its own."""
    return _array(value) is not None


def _shape(value):
    return f", shape {np.shape(value)}" if _shown(value) else ""


def _text(value):
    array = _array(value)
    if array is not None:
        return np.array2string(array, precision=4, threshold=SMALL, edgeitems=3, suppress_small=True)
    if isinstance(value, (float, np.floating)):
        return f"{value:.6g}"
    if isinstance(value, tuple):
        return short(f"({', '.join(map(_text, value))})", is_text=True)
    return short(value.item() if isinstance(value, np.generic) else value)


def _html(value):
    return html.escape(_text(value), quote=False)


def _differ(got, expected):
    """The numbers of two small arrays of one shape that differ."""
    got, expected = _array(got), _array(expected)
    if got is None or expected is None or got.shape != expected.shape:
        return None
    return ~np.isclose(got.astype(float), expected.astype(float), rtol=1e-4, atol=1e-6, equal_nan=True)


def _row(named, differ=None):
    figures = "".join(
        f'<figure style="margin: 0 1.5em 0.5em 0"><figcaption>{_inline(name)}</figcaption>{_figure(value, differ)}</figure>'
        for name, value in named.items()
    )
    return f'<div style="display: flex; flex-wrap: wrap; align-items: flex-start">{figures}</div>' if figures else ""


def _figure(value, differ=None):
    array = _array(value)
    if array is None:
        return f"<pre>{_html(value)}</pre>"
    if array.size <= SMALL and array.ndim <= 2:
        return _grid(np.atleast_2d(array), None if differ is None else np.atleast_2d(differ))
    is_picture = array.ndim == 2 or (array.ndim == 3 and array.shape[-1] == 3)
    if not is_picture or max(array.shape) > LARGEST or not np.all(np.isfinite(array)):
        return f"<pre>{_html(value)}</pre>"
    low, high = min(0.0, float(array.min())), max(1.0, float(array.max()))
    scale = "" if (low, high) == (0, 1) else f"black {low:.3g}, white {high:.3g}"
    return plots.show(plots.picture((array - low) / (high - low), title=scale))._repr_html_()


def _grid(array, differ):
    """A small array as a table; numbers that differ are bold and underlined."""
    rows = ""
    for r, row in enumerate(array):
        cells = (f"{float(x):.4g}" for x in row)
        marked = (f"<b><u>{x}</u></b>" if differ is not None and differ[r, c] else x for c, x in enumerate(cells))
        rows += "<tr>" + "".join(f"<td>{cell}</td>" for cell in marked) + "</tr>"
    return f"<table>{rows}</table>"
