"""Pictures to be looked at, each with words for those who cannot see it.

A panel is one drawing with a title and an alt text made from the data it shows: ``picture``, ``signed``, ``numbers``,
``windows``, ``regions``, ``votes``, ``mask``, ``boxes``, ``bars``, ``lines``. ``show`` lays panels side by side and returns
a ``Sheet``, which a notebook displays with an alt text that says what is seen before it counts, and with what is longer
folded under it; ``save`` writes it to a file. Colours are safe for
colour-blind eyes, and what they say is also written, so that a sheet reads in grey. Images are ``(h, w)`` or ``(h, w, c)``
in [0, 1], segments and masks ``(h, w)`` int.
"""

import base64
import html
import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from imagen_course import files
from imagen_course.arrays import to_numpy
from imagen_course.checks import (
    check_array,
    check_boxes,
    check_items,
    check_labels,
    check_lengths,
    check_number,
    check_numbers,
    check_text,
    check_whole,
)
from imagen_course.formulas import output_size

__all__ = [
    "Panel",
    "Sheet",
    "bars",
    "boxes",
    "lines",
    "mask",
    "numbers",
    "picture",
    "regions",
    "show",
    "signed",
    "votes",
    "windows",
]

# Eight colours that colour-blind eyes tell apart (Petroff, arXiv:2107.02270). Matplotlib has them, as petroff8, from 3.11 on
# only: too new for some who open a lesson in a service or a browser.
EIGHT = ("#1845fb", "#ff5e02", "#c91f16", "#c849a9", "#adad7d", "#86c8dd", "#578dff", "#656364")
_LONGEST_ALT = 300  # characters: what is longer is not listened to
_GREY = "take one channel, array[..., 0]"
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
        What a reader who cannot see the panel needs to know.
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
    >>> show(picture(np.zeros((2, 2)), title="dark"))
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
        data = base64.b64encode(self.png).decode()
        alt = html.escape(self.alt)
        image = f'<img alt="{alt}" style="width: {self.width}px; max-width: 100%" src="data:image/png;base64,{data}">'
        if self.alt == self.description:
            return image
        return f"{image}<details><summary>in words and numbers</summary>{html.escape(self.description)}</details>"

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
        >>> show(picture(np.zeros((2, 2)))).save("dark.png")    # doctest: +SKIP
        """
        files.write(path, self.png)
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
    >>> show(picture(np.zeros((2, 2))), picture(np.ones((2, 2)))).alt.count("picture")
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


def _shortened(text):
    """As much of a text as an alt text may hold, cut between words."""
    return text if len(text) <= _LONGEST_ALT else text[: _LONGEST_ALT - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def _drawn(panels, columns, size):
    """Draw panels in rows; return a PNG, and how many inches wide it is."""
    import matplotlib.pyplot as plt  # not at the top: pyplot picks a backend, and text-only users have no need of it
    from matplotlib.figure import Figure

    rows = -(-len(panels) // columns)
    ratios = [max(panel.aspect for panel in panels[i::columns]) for i in range(columns)]
    with plt.style.context(["tableau-colorblind10", STYLE]):
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


def picture(image, *, title=""):
    """Panel of a picture as it is: grey values are not stretched.

    Parameters
    ----------
    image : array_like or tensor, shape (h, w), (h, w, 1) or (h, w, 3)
        In [0, 1].
    title : str

    Returns
    -------
    Panel

    Raises
    ------
    ValueError
        If the shape is not a picture's, or values lie outside [0, 1].

    Examples
    --------
    >>> picture(np.full((4, 6, 3), 0.5)).alt
    'colour picture, 4 x 6 pixels, values 0.50 to 0.50, mean 0.50'
    """
    image = _as_picture(image)
    height, width = image.shape[:2]
    kind = "colour" if image.ndim == 3 else "grey"
    values = f"values {image.min():.2f} to {image.max():.2f}, mean {image.mean():.2f}"
    alt = f"{kind} picture, {height} x {width} pixels, {values}"
    return Panel(lambda axes: _draw_picture(axes, image), title, alt, width / height)


def signed(array, *, title="", limit=None):
    """Panel of numbers of either sign as a picture: zero is middle grey, negative darker, positive brighter.

    Parameters
    ----------
    array : array_like or tensor, shape (h, w)
    title : str
    limit : float, optional
        The number that is drawn white, and its negative black; the largest magnitude if not given.

    Returns
    -------
    Panel

    Raises
    ------
    ValueError
        If the shape is not ``(h, w)`` or a number is not finite.

    Examples
    --------
    >>> signed([[-1.0, 0.0], [0.5, 0.0]]).alt
    '2 x 2 numbers from -1.00 to 0.50 as grey, zero in the middle; 25 % below zero, 25 % above'
    """
    array = check_numbers(_in_numbers(array), name="array", shape=("h", "w"), least=1, hint=_GREY)
    array = np.asarray(to_numpy(array), dtype=float)
    _check_optional("[0, inf)", limit=limit)
    limit = float(np.abs(array).max() if limit is None else limit) or 1.0
    alt = f"{array.shape[0]} x {array.shape[1]} numbers from {array.min():.2f} to {array.max():.2f} as grey, zero in the "
    alt += f"middle; {np.mean(array < 0):.0%} below zero, {np.mean(array > 0):.0%} above".replace("%", " %")
    shade = np.clip(0.5 + 0.5 * array / limit, 0, 1)
    return Panel(lambda axes: _draw_picture(axes, shade), title, alt, array.shape[1] / array.shape[0])


def numbers(array, *, title="", box=None, scale=None):
    """Panel of a small array with every number written in its cell, on a grey that follows it.

    Parameters
    ----------
    array : array_like, shape (rows, columns)
    title : str
    box : (int, int, int, int), optional
        ``(top, left, bottom, right)``, half-open: cells to outline.
    scale : (float, float), optional
        The numbers that are darkest and brightest; the smallest and largest of the array if not given.

    Returns
    -------
    Panel

    Raises
    ------
    ValueError
        If the array is not two-dimensional or holds more than 400 numbers.

    Examples
    --------
    >>> numbers([[0, 1], [2, 3]], box=(0, 1, 2, 2)).alt
    '2 x 2 numbers: 0 1 / 2 3; outlined: rows 0 to 1, columns 1 to 1'
    """
    array = to_numpy(check_numbers(_in_numbers(array), name="array", shape=("rows", "columns"), least=1))
    if array.size > 400:
        raise ValueError(f"array must have at most 400 numbers, got shape {array.shape}")
    if box is not None:
        check_boxes(check_numbers(box, name="box", shape=(4,))[None], name="box")
    if scale is not None:
        check_numbers(scale, name="scale", shape=(2,))
    written = [[f"{float(x):.3g}" for x in row] for row in array]
    low, high = (float(array.min()), float(array.max())) if scale is None else scale
    shade = 0.55 + 0.45 * np.clip((array - low) / ((high - low) or 1), 0, 1)  # light enough for black figures

    def draw(axes):
        axes.imshow(shade, cmap="gray", vmin=0, vmax=1, interpolation="nearest")
        _write_cells(axes, written)
        _draw_cells(axes, array.shape)
        if box is not None:
            axes.plot(*_outline(box), color="C1", linewidth=3)

    alt = f"{array.shape[0]} x {array.shape[1]} numbers: {' / '.join(' '.join(row) for row in written)}"
    if box is not None:
        alt += f"; outlined: rows {box[0]} to {box[2] - 1}, columns {box[1]} to {box[3] - 1}"
    return Panel(draw, title, alt, array.shape[1] / array.shape[0])


def windows(size, kernel_size, *, stride=1, padding=0, dilation=1, title=""):
    """Panel of one side of a picture and, under it, every place where a window fits.

    Parameters
    ----------
    size, kernel_size, stride, padding, dilation : int
        As in `formulas.output_size`.
    title : str

    Returns
    -------
    Panel

    Raises
    ------
    ValueError
        If `formulas.output_size` refuses them.

    Examples
    --------
    >>> windows(6, 3, stride=2).alt
    '6 pixels; a window of 3 fits in 2 places, at 0-1-2, 2-3-4; pixels no window sees: 5'
    """
    check_number(size, "[1, 400]", name="size", whole=True)
    check_whole(0, padding=padding)
    count = output_size(size, kernel_size, stride=stride, padding=padding, dilation=dilation)
    seen = stride * np.arange(count)[:, None] + dilation * np.arange(kernel_size) - padding  # (count, kernel_size)
    unseen = sorted(set(range(size)) - set(seen.ravel().tolist()))
    rows = max(count, size + 2 * padding - kernel_size + 1)  # as for stride 1, so that cells are equally large side by side

    def draw(axes):
        _draw_side(axes, size, padding, unseen)
        for row, taps in enumerate(seen.tolist(), 1):
            _draw_window(axes, row + 0.2, taps)
        axes.set(xlim=(-padding - 0.7, size + padding - 0.3), ylim=(rows + 0.9, -0.7))
        axes.set_aspect("equal")
        axes.set_axis_off()

    places = ", ".join("-".join(map(str, taps)) for taps in seen.tolist())
    alt = f"{size} pixels{f' and {padding} of padding on each side' if padding else ''}; a window of {kernel_size} fits in "
    alt += f"{count} place{'s' if count > 1 else ''}, at {places}; "
    alt += f"pixels no window sees: {', '.join(map(str, unseen)) or 'none'}"
    return Panel(draw, title, alt, (size + 2 * padding + 0.4) / (rows + 1.6))


def regions(image, segments, *, title="regions"):
    """Panel of a picture with the borders of its regions.

    Parameters
    ----------
    image : array_like, shape (h, w) or (h, w, c)
    segments : array_like of int, shape (h, w)
        The number of each pixel's region.
    title : str

    Returns
    -------
    Panel

    Examples
    --------
    >>> regions(np.zeros((2, 4)), [[0, 0, 0, 1], [0, 0, 0, 1]]).alt
    '2 regions outlined; the largest covers 75 % of the picture'
    """
    image, segments = _as_picture(image), _as_map(segments, image, "segments")
    areas = np.unique(segments, return_counts=True)[1]

    def draw(axes):
        _draw_picture(axes, image)
        _draw_borders(axes, segments)

    alt = f"{len(areas)} regions outlined; the largest covers {areas.max() / areas.sum():.0%} of the picture"
    return Panel(draw, title, alt.replace("%", " %"), image.shape[1] / image.shape[0])


def votes(image, segments, names, *, title="each region's vote"):
    """Panel of a picture with what each region voted for written on it.

    Parameters
    ----------
    image : array_like, shape (h, w) or (h, w, c)
    segments : array_like of int, shape (h, w)
        Numbered from 0.
    names : sequence of str
        One for each region; an empty name marks one that does not vote, and is drawn pale.
    title : str

    Returns
    -------
    Panel

    Examples
    --------
    >>> votes(np.zeros((2, 4)), [[0, 0, 0, 1], [0, 0, 0, 1]], ["", "star"]).alt
    '2 regions, 1 of them without a vote; votes: star 1 (25 % of the area)'
    """
    image, segments = _as_picture(image), _as_map(segments, image, "segments")
    check_lengths(names=names)
    names = [str(name) for name in names]
    check_labels(segments, name="segments", n_labels=len(names), hint="names must have one entry for each region")
    shown = sorted({name for name in names if name})
    code = np.array([shown.index(name) + 1 if name else 0 for name in names])[segments]
    areas = np.bincount(segments.ravel(), minlength=len(names)) / segments.size

    def draw(axes):
        _draw_tinted(axes, image, code)
        _draw_borders(axes, segments)
        for number, name in enumerate(names):
            if name and areas[number] > 0.01:
                _write(axes, *_deepest_pixel(segments == number), name)

    counts = [f"{n} {names.count(n)} ({sum(areas[np.array(names) == n]):.0%} of the area)".replace("%", " %") for n in shown]
    alt = f"{len(names)} regions, {names.count('')} of them without a vote; votes: {', '.join(counts) or 'none'}"
    return Panel(draw, title, alt, image.shape[1] / image.shape[0])


def mask(image, mask, class_names, *, title="pixel labels"):
    """Panel of a picture with a class for every pixel.

    Parameters
    ----------
    image : array_like, shape (h, w) or (h, w, c)
    mask : array_like of int, shape (h, w)
        0 for background, 1 + label for an object's pixel.
    class_names : sequence of str
    title : str

    Returns
    -------
    Panel

    Examples
    --------
    >>> mask(np.zeros((2, 4)), [[0, 0, 0, 1], [0, 0, 0, 1]], ["star"]).alt
    'star on 25 % of the pixels, background on 75 %'
    """
    check_lengths(class_names=class_names)
    image, mask = _as_picture(image), _as_map(mask, image, "mask")
    check_labels(mask, name="mask", n_labels=1 + len(class_names), hint="0 is background, 1 the first of class_names")
    present = [k for k in np.unique(mask) if k]

    def draw(axes):
        _draw_tinted(axes, image, mask)
        _draw_borders(axes, mask)
        for k in present:
            _write(axes, *_deepest_pixel(mask == k), str(class_names[k - 1]))

    parts = [f"{class_names[k - 1]} on {np.mean(mask == k):.0%} of the pixels" for k in present]
    alt = ", ".join([*parts, f"background on {np.mean(mask == 0):.0%}"]).replace("%", " %")
    return Panel(draw, title, alt, image.shape[1] / image.shape[0])


def boxes(image, boxes, names, scores=None, *, title="detections"):
    """Panel of a picture with named boxes.

    Parameters
    ----------
    image : array_like, shape (h, w) or (h, w, c)
    boxes : array_like of int, shape (k, 4)
        ``(top, left, bottom, right)``, half-open, in pixels.
    names : sequence of str
        One for each box.
    scores : sequence of float, optional
        In [0, 1].
    title : str

    Returns
    -------
    Panel

    Examples
    --------
    >>> boxes(np.zeros((8, 8)), [[1, 2, 5, 6]], ["star"], [0.9]).alt
    '1 box: star 0.90 at rows 1 to 4, columns 2 to 5'
    """
    image = _as_picture(image)
    boxes = check_boxes(boxes).astype(int)
    for side, places in ((0, boxes[:, ::2]), (1, boxes[:, 1::2])):
        check_numbers(places, name="boxes", within=f"[0, {image.shape[side]}]", hint="they lie in image")
    check_lengths(boxes=boxes, names=names)
    if scores is not None:
        check_numbers(scores, name="scores", within="[0, 1]", shape=(len(boxes),))
    labels = [f"{n}" if scores is None else f"{n} {scores[i]:.2f}" for i, n in enumerate(names)]

    def draw(axes):
        _draw_picture(axes, image)
        for (top, left, bottom, right), label in zip(boxes, labels, strict=True):
            for colour, line in (("black", 3), ("white", 1.2)):
                axes.plot(*_outline((top, left, bottom, right)), color=colour, linewidth=line)
            _write(axes, top - 0.5, (left + right - 1) / 2, label)

    where = [f"{n} at rows {t} to {b - 1}, columns {c} to {d - 1}" for n, (t, c, b, d) in zip(labels, boxes, strict=True)]
    alt = f"{len(boxes)} box{'es' if len(boxes) != 1 else ''}{': ' if where else ''}{'; '.join(where)}"
    return Panel(draw, title, alt, image.shape[1] / image.shape[0])


def bars(values, names, *, title="", label="", errors=None, limit=None):
    """Panel of horizontal bars, the figure written at the end of each.

    Parameters
    ----------
    values : sequence of float
    names : sequence of str
        One for each bar, from the top.
    title, label : str
        Over the panel, and along its axis.
    errors : sequence of float, optional
        Half the width of each value's interval.
    limit : float, optional
        Where the axis ends, so that panels can be compared; beyond the longest bar if not given.

    Returns
    -------
    Panel

    Examples
    --------
    >>> bars([0.25, 0.75], ["circle", "star"], label="share of the vote").alt
    'share of the vote: circle 0.25, star 0.75'
    """
    check_lengths(values=values, names=names)
    values = to_numpy(check_numbers(values, name="values", shape=(len(names),))).astype(float)
    names = [str(name) for name in names]
    _check_optional("(0, inf)", limit=limit)

    def draw(axes):
        drawn = axes.barh(range(len(names)), values, xerr=errors, tick_label=names, color="C0")
        axes.bar_label(drawn, fmt="%.2f", padding=3)
        axes.invert_yaxis()
        axes.set_xlabel(label)
        axes.margins(x=0.25)
        if limit is not None:
            axes.set_xlim(0, limit)

    alt = ", ".join(f"{name} {value:.2f}" for name, value in zip(names, values, strict=True))
    return Panel(draw, title, f"{label}: {alt}" if label else alt, 1.6)


def lines(curves, *, x=None, title="", labels=("", ""), marked=None, floor=None):
    """Panel of curves over one axis, each named at its end.

    Parameters
    ----------
    curves : dict of str to sequence of float
        From names to values, as many for each.
    x : sequence of float, optional
        0, 1, 2, ... if not given.
    title : str
    labels : (str, str)
        Along the axis, and up the side.
    marked : float, optional
        A place along the axis to mark with an upright line.
    floor : float, optional
        Where the side axis begins; a little below the lowest value if not given.

    Returns
    -------
    Panel

    Raises
    ------
    ValueError
        If a curve has another length than ``x``.

    Examples
    --------
    >>> lines({"loss": [2.0, 1.0, 0.5]}, labels=("epoch", "loss")).alt
    'loss over epoch 0 to 2: loss from 2 to 0.5, lowest 0.5 at 2, highest 2 at 0'
    """
    if not isinstance(curves, dict) or not curves:
        raise TypeError(f"curves must be a dict of names to numbers, got {curves!r}")
    _check_optional("(-inf, inf)", marked=marked, floor=floor)
    curves = {name: np.asarray(to_numpy(values), dtype=float) for name, values in curves.items()}
    x = np.arange(len(next(iter(curves.values())))) if x is None else to_numpy(check_numbers(x, name="x", shape=("n",)))
    for name, values in curves.items():
        check_array(values, name=f"curve {name!r}", shape=x.shape, hint="as many values as x")

    def draw(axes):
        for (name, values), style in zip(curves.items(), ["-", "--", ":", "-."] * len(curves), strict=False):
            (drawn,) = axes.plot(x, values, style)
            axes.annotate(
                name, (x[-1], values[-1]), (4, 0), textcoords="offset points", va="center", color=drawn.get_color()
            )
        if marked is not None:
            axes.axvline(marked, color="0.4", linewidth=1)
        axes.set(xlabel=labels[0], ylabel=labels[1])
        axes.margins(x=0.02)
        axes.set_ylim(bottom=floor)

    def words(name, values):
        low, high = values.argmin(), values.argmax()
        ends = f"{name} from {values[0]:.3g} to {values[-1]:.3g}"
        return f"{ends}, lowest {values[low]:.3g} at {x[low]:.3g}, highest {values[high]:.3g} at {x[high]:.3g}"

    alt = "; ".join(words(name, values) for name, values in curves.items())
    over = f"{labels[1] or 'curves'} over {labels[0] or 'x'} {x[0]:.3g} to {x[-1]:.3g}: "
    return Panel(draw, title, over + alt, 1.6)


def _check_optional(within, /, **numbers):
    for name, number in numbers.items():
        if number is not None:
            check_number(number, within, name=name, most=1e300)  # what is drawn may be of any size


def _in_numbers(array):
    """What holds or does not, place by place, is drawn as 1 and 0."""
    return array.astype(float) if str(getattr(array, "dtype", "")) == "bool" else array


def _as_picture(image):
    image = np.asarray(to_numpy(check_numbers(_in_numbers(image), name="image", within="[0, 1]")), dtype=float)
    if image.shape[2:] == (1,):
        image = image[..., 0]
    check_array(
        image, name="image", shape=("h", "w", *[3] * (image.ndim > 2)), least=1, hint="grey (h, w) or colour (h, w, 3)"
    )
    return image


def _as_map(numbers, image, name):
    return check_labels(numbers, name=name, shape=image.shape[:2], hint="the shape of image")


def _draw_picture(axes, image):
    axes.imshow(image, cmap="gray", vmin=0, vmax=1, interpolation="nearest")
    axes.set(xticks=[], yticks=[])
    axes.spines[:].set(visible=True, color="0.6", linewidth=0.5)  # where white ends and the page begins


def _draw_cells(axes, shape):
    """Draw thin lines between the cells of a grid, and no axes."""
    axes.set_xticks(np.arange(shape[1] - 1) + 0.5, labels=[])
    axes.set_yticks(np.arange(shape[0] - 1) + 0.5, labels=[])
    axes.grid(color="0.4", linewidth=0.5)
    axes.tick_params(length=0)
    axes.spines[["top", "right"]].set_visible(True)


def _write_cells(axes, written):
    """Write a text into each cell of a grid, as large as fills a cell of a panel of usual size."""
    longest = max(len(text) for row in written for text in row)
    size = min(11, 200 / len(written) / longest)
    for row, cells in enumerate(written):
        for column, text in enumerate(cells):
            axes.text(column, row, text, ha="center", va="center", fontsize=size)


def _outline(box):
    """The columns and the rows of a box's outline, on the edges of its pixels."""
    top, left, bottom, right = (edge - 0.5 for edge in box)
    return [left, right, right, left, left], [top, top, bottom, bottom, top]


def _draw_side(axes, size, padding, unseen):
    """Draw one side of a picture, pixel by pixel, and its padding; those that no window sees are grey."""
    for pixel in range(-padding, size + padding):
        if 0 <= pixel < size:
            style = {"facecolor": "0.6" if pixel in unseen else "C0", "alpha": 0.8}
        else:
            style = {"facecolor": "white", "linestyle": ":"}
        axes.add_patch(_square(pixel, 0, **style))
        axes.text(pixel, 0, str(pixel) if 0 <= pixel < size else "0", ha="center", va="center", fontsize=7)


def _draw_window(axes, row, taps):
    """Draw where a window stands, in a row of its own."""
    axes.plot([taps[0], taps[-1]], [row, row], color="C1", linewidth=1)
    for tap in taps:
        axes.add_patch(_square(tap, row, facecolor="C1"))


def _square(column, row, **style):
    from matplotlib.patches import Rectangle

    return Rectangle((column - 0.5, row - 0.5), 1, 1, edgecolor="0.3", linewidth=0.8, **style)


def _draw_tinted(axes, image, code):
    """Draw ``image`` in grey under one colour for each code from 1; code 0 is left pale."""
    from matplotlib import colormaps, colors

    grey = image if image.ndim == 2 else image @ [0.299, 0.587, 0.114]
    colours = np.vstack([[1, 1, 1], colormaps["tab10"].colors if code.max() > 8 else colors.to_rgba_array(EIGHT)[:, :3]])
    tint = colours[np.where(code == 0, 0, (code - 1) % (len(colours) - 1) + 1)]
    _draw_picture(axes, 0.5 * grey[..., None] + 0.5 * tint)


def _draw_borders(axes, segments):
    """Draw the edges between pixels of different segments: lines, so that they stay thin whatever the picture's size."""
    from matplotlib.collections import LineCollection

    row, column = np.nonzero(segments[:, :-1] != segments[:, 1:])
    upright = np.stack([np.c_[column + 0.5, row - 0.5], np.c_[column + 0.5, row + 0.5]], axis=1)
    row, column = np.nonzero(segments[:-1] != segments[1:])
    level = np.stack([np.c_[column - 0.5, row + 0.5], np.c_[column + 0.5, row + 0.5]], axis=1)
    lines = np.concatenate([upright, level])  # (edges, 2 ends, column and row)
    for colour, width in (("black", 1.6), ("white", 0.6)):
        axes.add_collection(LineCollection(lines, colors=colour, linewidths=width, capstyle="projecting"))


def _deepest_pixel(inside):
    """Find the pixel of a region that lies farthest from its border, where a word has most room."""
    from scipy.ndimage import distance_transform_edt

    depth = distance_transform_edt(np.pad(inside, 1))[1:-1, 1:-1]
    return np.unravel_index(depth.argmax(), depth.shape)


def _write(axes, row, column, text):
    from matplotlib import patheffects

    outline = [patheffects.withStroke(linewidth=2.5, foreground="black")]
    axes.text(column, row, text, color="white", ha="center", va="center", fontsize=8, path_effects=outline)
