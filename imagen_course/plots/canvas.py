"""A sheet to draw on: lines, boxes, words and pictures as SVG, in a light theme and in a dark one.

What is drawn is the same, byte by byte, each time. Text that stands on the ground takes the theme's colour; text on a colour
says so (``on``) and is black or white. A page says which theme by CSS's ``color-scheme``. Lengths are pixels; rows run down.
"""

import base64
import html
import io

import numpy as np

from imagen_course.checks import check_text
from imagen_course.plots.colours import ink
from imagen_course.plots.sheets import Drawing

__all__ = ["THEMES", "WIDTH", "Canvas", "number", "plate_width"]

WIDTH = 760  # pixels: nine tenths of a lesson's text
THEMES = {"light": ("#1f1f1f", "#ffffff"), "dark": ("#dedede", "#111111")}  # of text and of the ground, JupyterLab's
_LOOK = "svg{{color:{};background:{}}}".format
_STYLE = f"<style>{_LOOK(*THEMES['light'])}@media(prefers-color-scheme:dark){{{_LOOK(*THEMES['dark'])}}}</style>"
_FONT = "system-ui, -apple-system, Segoe UI, DejaVu Sans, sans-serif"
_SMALL = 48 * 48  # a picture with more pixels is stored as JPEG
_SEEN = 2.5  # pixels of the page: what is as large is seen as a square


def number(value, digits=3):
    """Write a number short, with a true minus.

    Parameters
    ----------
    value : float
    digits : int, optional

    Returns
    -------
    str

    Examples
    --------
    >>> number(-0.5), number(1 / 3), number(2.0)
    ('−0.5', '0.333', '2')
    """
    if abs(value) >= 1000:
        return f"{value:,.0f}".replace("-", "−")
    return f"{float(value) + 0.0:.{digits}g}".replace("-", "−")


class Canvas:
    """What is being drawn.

    Parameters
    ----------
    height : float
    width : float, optional

    Attributes
    ----------
    parts : list of str
        SVG elements, in the order in which they cover each other.

    Examples
    --------
    >>> canvas = Canvas(20)
    >>> canvas.text(10, 10, "a word")
    >>> canvas.sheet("a word")
    <Sheet: a word>
    """

    def __init__(self, height, width=WIDTH):
        self.height, self.width, self.parts = height, width, []

    def add(self, tag, content="", **attributes):
        """Add an element; numbers are written short, an underscore as a hyphen, and None is left out."""
        said = "".join(
            f" {key.replace('_', '-')}='{_plain(value)}'" for key, value in attributes.items() if value not in (None, "")
        )
        self.parts.append(f"<{tag}{said}>{content}</{tag}>" if content else f"<{tag}{said}/>")

    def rect(self, x, y, width, height, *, fill="none", stroke=None, line=1, part=None, **more):
        """Draw a box by its top left corner."""
        size = {"x": x, "y": y, "width": width, "height": height}
        self.add("rect", **size, fill=fill, **_pen(stroke, line), data_part=part, **more)

    def circle(self, x, y, radius, *, fill="none", stroke=None, line=1, part=None, **more):
        """Draw a circle round a point."""
        self.add("circle", cx=x, cy=y, r=radius, fill=fill, **_pen(stroke, line), data_part=part, **more)

    def line(self, points, *, stroke="currentColor", line=1.5, fill="none", part=None, **more):
        """Draw straight lines from point to point."""
        drawn = " ".join(f"{_plain(float(x))},{_plain(float(y))}" for x, y in points)
        joined = {"stroke_linejoin": "round", "stroke_linecap": "round"}
        self.add("polyline", points=drawn, fill=fill, **_pen(stroke, line), **joined, data_part=part, **more)

    def faint(self, points, **more):
        """Draw lines that lead the eye and say nothing themselves."""
        self.line(points, **{"line": 1, "stroke_opacity": 0.35} | more)

    def arrow(self, start, end, *, stroke="currentColor", line=1.5, part=None, **more):
        """Draw a straight arrow."""
        start, end = np.asarray(start, float), np.asarray(end, float)
        along = (end - start) / (np.hypot(*(end - start)) or 1)
        across, neck = np.array([-along[1], along[0]]), end - (4 + 2 * line) * along
        head = [end, neck + (2 + line) * across, neck - (2 + line) * across]
        self.line([start, neck], stroke=stroke, line=line, part=part, **more)
        self.add("polygon", points=" ".join(f"{_plain(x)},{_plain(y)}" for x, y in head), fill=stroke, **more)

    def text(self, x, y, words, *, size=13, anchor="middle", bold=False, on=None, part=None, **more):
        """Write words, their middle line at ``y``; ``on`` is the colour that they stand on, if it is not the page's."""
        if words == "":
            return
        fill = "currentColor" if on is None else ink(on)
        look = {"font_size": size, "text_anchor": anchor, "font_weight": 600 if bold else None, "fill": fill}
        self.add("text", html.escape(str(words)), x=x, y=y + 0.35 * size, **look, data_part=part, **more)

    def plate(self, x, y, words, fill, *, size=12, part=None):
        """Write words round a point on a plate of a colour."""
        width = plate_width(words, size)
        self.rect(
            x - width / 2, y - 0.8 * size, width, 1.6 * size, fill=fill, stroke="#8a8a8a", line=0.6, rx=0.8 * size, part=part
        )
        self.text(x, y, words, size=size, on=fill)

    def cell(self, x, y, side, value, fill, *, size=13, part=None, **more):
        """Draw one number of an array in its square."""
        self.rect(x, y, side, side, fill=fill, stroke="#8a8a8a", line=0.7, part=part, **more)
        self.text(x + side / 2, y + side / 2, value, size=size, on=fill)

    def image(self, array, x, y, width, height, *, part=None):
        """Draw a picture (h, w) or (h, w, 3) in [0, 1], framed."""
        source = _data(array)
        style = "image-rendering: pixelated" if width >= _SEEN * np.shape(array)[1] else None
        place = {"x": x, "y": y, "width": width, "height": height, "preserveAspectRatio": "none"}
        self.add("image", href=source, **place, style=style, data_part=part)
        self.rect(x, y, width, height, stroke="#8a8a8a", line=0.7)

    def sheet(self, description, *, seen=""):
        """Give what was drawn with its words, as `plots.sheets.Drawing` takes them."""
        if seen:
            check_text(seen, name="seen")
        width, height = _plain(float(self.width)), _plain(float(self.height))
        size = f"viewBox='0 0 {width} {height}' width='{width}' height='{height}'"
        opening = f"{size} font-family='{_FONT}' xmlns='http://www.w3.org/2000/svg'"
        return Drawing(f"<svg {opening}>{_STYLE}{''.join(self.parts)}</svg>", description, round(self.width), seen=seen)


def plate_width(words, size=12):
    """Estimate how wide a plate with words is: no font is at hand to measure them.

    Parameters
    ----------
    words : str
    size : float, optional

    Returns
    -------
    float

    Examples
    --------
    >>> plate_width("star", 10)
    40.0
    """
    return len(words) * 0.62 * size + 1.52 * size


def _plain(value):
    if isinstance(value, float | np.floating):
        return f"{round(float(value), 2) + 0.0:g}"
    return html.escape(str(value))


def _pen(stroke, line):
    return {"stroke": stroke, "stroke_width": float(line)} if stroke else {}


def _data(array):
    """Store a picture as a data URL."""
    from PIL import Image

    array = np.asarray(array)
    kind, buffer = "png" if array.shape[0] * array.shape[1] <= _SMALL else "jpeg", io.BytesIO()
    image = Image.fromarray(np.round(255 * np.clip(array, 0, 1)).astype("uint8"))
    image.save(buffer, kind, **({"optimize": True} if kind == "png" else {"quality": 85, "subsampling": 0}))
    return f"data:image/{kind};base64,{base64.b64encode(buffer.getvalue()).decode()}"
