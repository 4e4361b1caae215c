"""Panels of bars, of curves, of a histogram and of a confusion matrix."""

import numpy as np

from imagen_course.arrays import to_numpy
from imagen_course.checks import check_array, check_labels, check_lengths, check_numbers, check_whole
from imagen_course.plots.drawing import check_optional, write_cells
from imagen_course.plots.sheets import Panel

__all__ = ["bars", "caption", "confusion_matrix", "histogram", "lines"]

_CURVES = ("#006ba4", "#c04e00", "#595959", "#7a3fb0", "#1a7a58")  # dark enough for words on white


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
    check_optional("(0, inf)", limit=limit)

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


def histogram(image, *, bins=64, title="its histogram"):
    """Panel of how many pixels of a picture have which value, from black to white.

    Parameters
    ----------
    image : array_like
        Of any shape, in [0, 1].
    bins : int
        Equal intervals from 0 to 1; the last one holds 1, too.
    title : str

    Returns
    -------
    Panel

    Examples
    --------
    >>> histogram([[0.0, 0.1, 1.0]], bins=4).alt
    'share of pixels: 2 of 4 bins empty, mean 0.37, spread 0.45'
    """
    image = to_numpy(check_numbers(image, name="image", within="[0, 1]", least=1))
    check_whole(bins=bins)
    counts, edges = np.histogram(image, bins=bins, range=(0, 1))

    def draw(axes):
        axes.bar(edges[:-1], counts / image.size, width=1 / bins, align="edge", color="C0")
        axes.set(xlim=(0, 1), xlabel="grey value", ylabel="share of pixels")

    empty = f"{(counts == 0).sum()} of {bins} bins empty"
    return Panel(draw, title, f"share of pixels: {empty}, mean {image.mean():.2f}, spread {image.std():.2f}", 1.5)


def confusion_matrix(counts, class_names, *, title=""):
    """Panel of a confusion matrix of any number of classes; up to 12 `confusion` draws as a figure.

    Parameters
    ----------
    counts : array_like of int, shape (k, k)
        A row for what pictures show, a column for what they are called.
    class_names : sequence of str
        One for each of the k classes.
    title : str

    Returns
    -------
    Panel
        Each cell is as dark as its share of its row; up to 20 classes with the counts written in.

    Examples
    --------
    >>> confusion_matrix([[3, 1], [0, 2]], ["cat", "dog"]).alt
    'confusion matrix, a row for each class: cat 3 1, dog 0 2'
    """
    check_lengths(class_names=class_names)
    k = len(class_names)
    counts = check_labels(counts, name="counts", shape=(k, k), least=1, hint="a row and a column for each of class_names")
    names = [caption(name) for name in class_names]

    def draw(axes):
        axes.imshow(counts / np.maximum(counts.sum(axis=1, keepdims=True), 1), cmap="Blues", vmin=0, vmax=1.6)
        if len(counts) <= 20:
            write_cells(axes, counts.astype(str).tolist())
        axes.set(xticks=range(len(names)), yticks=range(len(names)), xlabel="called", ylabel="shows")
        axes.set_xticklabels(names, rotation=90)
        axes.set_yticklabels(names)

    rows = ", ".join(f"{name} {' '.join(map(str, row))}" for name, row in zip(names, counts.tolist(), strict=True))
    return Panel(draw, title, f"confusion matrix, a row for each class: {rows}", 1.2)


def caption(name):
    r"""Return a name as a title can show it: control characters out, a dollar no sign of mathematics.

    Parameters
    ----------
    name : object

    Returns
    -------
    str

    Examples
    --------
    >>> print(caption("5 $ bill"))
    5 \$ bill
    """
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in str(name)).replace("$", r"\$")


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
    check_optional("(-inf, inf)", marked=marked, floor=floor)
    curves = {name: np.asarray(to_numpy(values), dtype=float) for name, values in curves.items()}
    x = np.arange(len(next(iter(curves.values())))) if x is None else to_numpy(check_numbers(x, name="x", shape=("n",)))
    for name, values in curves.items():
        check_array(values, name=f"curve {name!r}", shape=x.shape, hint="as many values as x")

    def draw(axes):
        _draw_curves(axes, x, curves, floor)
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


def _draw_curves(axes, x, curves, floor):
    every = np.concatenate([*curves.values(), [] if floor is None else [floor]])
    moved = _apart([values[-1] / (np.ptp(every) or 1) for values in curves.values()])
    looks = zip(["-", "--", ":", "-."] * len(curves), _CURVES * len(curves), strict=False)
    for (name, values), (style, colour), up in zip(curves.items(), looks, moved, strict=False):
        axes.plot(x, values, style, color=colour)
        look = {"textcoords": "offset points", "va": "center", "color": colour}
        axes.annotate(name, (x[-1], values[-1]), (4, 100 * up), **look)


def _apart(ends, least=0.12):
    """Say by how much to move names, so that none lies on another: shares of the height, the lowest stays."""
    ends = np.asarray(ends, dtype=float)
    moved, before = ends.copy(), -np.inf
    for i in ends.argsort():
        moved[i] = before = max(ends[i], before + least)
    return moved - ends
