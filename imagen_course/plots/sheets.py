"""Panels, and the sheet that they are laid on: a PNG with words for those who cannot see it."""

import base64
import copy
import html
import io
import warnings
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

from imagen_course import files
from imagen_course.checks import check_items, check_lengths, check_number, check_text, check_whole

__all__ = ["Drawing", "Panel", "Sheet", "show"]

_SAFE = " ='():/;,+-.!*@$"  # what stands in an attribute's address as it is
_LARGE, _QUALITY = 64_000, 85  # bytes of a PNG that may be worth packing; of 100, of a WebP
_LONGEST_ALT = 300  # characters: what is longer is not listened to
_OTHER_SCRIPTS = "Noto Sans CJK SC", "WenQuanYi Zen Hei", "PingFang SC", "Microsoft YaHei", "SimHei", "Arial Unicode MS"
STYLE = {"font.size": 10, "axes.titlesize": 10.5, "axes.spines.top": False, "axes.spines.right": False}


@dataclass(frozen=True)
class Panel:
    """One drawing: how it is drawn into a Matplotlib axes, what stands over it, and what it shows in words.

    Parameters
    ----------
    draw : callable
        Takes a ``matplotlib.axes.Axes`` and draws into it.
    title : str
    alt : str
        What somebody who cannot see the panel needs to know.
    aspect : float
        Width over height.

    Examples
    --------
    >>> Panel(lambda axes: axes.plot([0, 1]), title="a line", alt="a line that rises").alt
    'a line that rises'
    """

    draw: Callable
    title: str
    alt: str
    aspect: float = 1.0

    def __repr__(self):
        return f"<Panel: {self.title + ': ' if self.title else ''}{self.alt}>"

    def _repr_html_(self):
        return show(self)._repr_html_()


class Sheet:
    """Panels drawn on one sheet: a PNG and its alt text.

    Parameters
    ----------
    png : bytes
    description : str
        All there is to say of it, however long.
    width : int
        Pixels on the page; the PNG holds twice as many.
    seen : str
        What is seen, in short, for an alt text of what would be too long.

    Attributes
    ----------
    alt : str
        At most 300 characters: the description, or as much of it as there is room for after what is seen.

    Examples
    --------
    >>> from imagen_course.plots import picture
    >>> show(picture([[0.0, 0.0], [0.0, 0.0]], title="dark"))
    <Sheet: dark: grey picture, 2 x 2 pixels, values 0.00 to 0.00, mean 0.00>
    """

    def __init__(self, png, description, width, *, seen=""):
        self.png, self.description, self.width, self.seen = png, description, width, seen
        self.alt = description
        if len(description) > _LONGEST_ALT:
            self.alt = _shortened(description if description.startswith(seen) else f"{seen}. {description}")

    def __repr__(self):
        return f"<Sheet: {self.description}>"

    def _repr_html_(self):
        if not self.alt.endswith("…"):
            return self._image()
        words = html.escape(self.description)
        return f"{self._image()}<details><summary>in words and numbers</summary>{words}</details>"

    def _image(self):
        kind, content = _packed(self.png)
        data, alt = base64.b64encode(content).decode(), html.escape(self.alt)
        return f'<img alt="{alt}" style="width: {self.width}px; max-width: 100%" src="data:image/{kind};base64,{data}">'

    def at(self, width):
        """Give the same sheet, drawn ``width`` pixels wide."""
        other = copy.copy(self)
        other.width = width
        return other

    def save(self, path):
        """Write the PNG to ``path``, whole or not at all.

        Parameters
        ----------
        path : str or pathlib.Path

        Returns
        -------
        pathlib.Path

        Examples
        --------
        >>> show(picture(image)).save("dark.png")    # doctest: +SKIP
        """
        files.write(path, self.png)
        return Path(path)


class Drawing(Sheet):
    """A diagram: an SVG and its alt text. Its text and its ground follow the page's theme, dark or light.

    Parameters
    ----------
    svg : str
    description, width
        As of a `Sheet`.
    seen : str
        What is seen; the alt text begins with it.

    Examples
    --------
    >>> Drawing("<svg></svg>", "nothing", 10)
    <Sheet: nothing>
    """

    def __init__(self, svg, description, width, *, seen=""):
        super().__init__(b"", description, width, seen=seen)
        self.svg, self.alt = svg, _shortened(f"{seen}: {description}" if seen else description)

    def _image(self):  # not the SVG itself: of that JupyterLab leaves the words alone where a notebook is not trusted
        look = f'class="figure" alt="{html.escape(self.alt)}" style="width: {self.width}px; max-width: 100%"'
        return f'<img {look} src="data:image/svg+xml,{quote(self.svg, safe=_SAFE)}">'

    def save(self, path):
        """Write the SVG to ``path``, whole or not at all.

        Parameters
        ----------
        path : str or pathlib.Path

        Returns
        -------
        pathlib.Path
        """
        files.write(path, self.svg.encode())
        return Path(path)


def show(*panels, titles=None, columns=None, size=2.2, seen=""):
    """Lay ``panels`` out on one sheet.

    Parameters
    ----------
    *panels : Panel
    titles : sequence of str, optional
        One for each panel, in place of its own.
    columns : int, optional
        Panels in a row; up to five if not given.
    size : float
        Height of a panel in inches.
    seen : str
        What is seen, where the titles do not say it: ``"handwritten digits in two rows"``. The alt text begins with it.

    Returns
    -------
    Sheet
        The last expression of a notebook cell is displayed, alt text included.

    Raises
    ------
    ValueError
        Without panels, or with another number of titles.

    Examples
    --------
    >>> from imagen_course.plots import picture
    >>> show(picture([[0.0]]), picture([[1.0]])).alt.count("picture")
    2
    """
    check_items(panels, Panel, name="panels", least=1, hint="write show(picture(image))")
    check_whole(columns=5 if columns is None else columns)
    check_number(size, "(0, 50]", name="size", hint="in inches, 2.2 is usual")
    if titles is not None:
        check_lengths(titles=titles, panels=panels)
        check_items([*titles], str, name="titles")
        panels = [replace(panel, title=title) for panel, title in zip(panels, titles, strict=True)]
    if seen:
        check_text(seen, name="seen")
    heads = [" ".join(panel.title.split()) for panel in panels]
    words = "; ".join(f"{head}: {panel.alt}" if head else panel.alt for head, panel in zip(heads, panels, strict=True))
    png, inches = _drawn(panels, min(len(panels), columns or 5), size)
    titled = "; ".join(dict.fromkeys(filter(None, heads))) if len(panels) > 1 else ""
    return Sheet(png, f"{seen}: {words}" if seen else words, round(80 * inches), seen=seen or titled)


def _packed(png):
    """A PNG as a page holds it, and its format: as it is, or as WebP where that is much smaller, as with photographs."""
    if len(png) <= _LARGE:
        return "png", png
    from PIL import Image

    Image.open(io.BytesIO(png)).convert("RGB").save(buffer := io.BytesIO(), "webp", quality=_QUALITY)
    return ("webp", buffer.getvalue()) if 4 * len(buffer.getvalue()) < 3 * len(png) else ("png", png)


def _shortened(text):
    """As much of a text as an alt text may hold, cut between words."""
    return text if len(text) <= _LONGEST_ALT else text[: _LONGEST_ALT - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def _drawn(panels, columns, size):
    """Draw panels in rows; return a PNG, and how many inches wide it is."""
    import matplotlib.pyplot as plt  # not at the top: pyplot picks a backend, and text-only users have no need of it
    from matplotlib.figure import Figure

    rows = -(-len(panels) // columns)
    ratios = [max(panel.aspect for panel in panels[i::columns]) for i in range(columns)]
    with plt.style.context(["tableau-colorblind10", STYLE | {"font.family": _fonts()}]), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing from font")  # of a script without a font: a box says as much
        shape = size * sum(ratios) + 0.15 * columns, rows * (size + 0.42)
        figure, buffer = Figure(figsize=shape, layout="constrained"), io.BytesIO()
        axes = figure.subplots(rows, columns, squeeze=False, width_ratios=ratios).ravel()
        for ax, panel in zip(axes, panels, strict=False):
            panel.draw(ax)
            ax.set_title(panel.title)
        for ax in axes[len(panels) :]:
            ax.set_axis_off()
        figure.savefig(buffer, format="png", dpi=160)
    return buffer.getvalue(), figure.get_figwidth()


@lru_cache
def _fonts():
    """The font that travels with Matplotlib, and those that are here of scripts that it lacks."""
    from matplotlib import font_manager

    there = set(font_manager.get_font_names())
    return ["DejaVu Sans", *(name for name in _OTHER_SCRIPTS if name in there)]
