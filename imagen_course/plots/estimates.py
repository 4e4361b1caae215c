"""What a measured figure is worth: how examples are split, how far apart runs lie, how wide intervals are."""

import math

import numpy as np

from imagen_course.checks import check_items, check_labels, check_lengths, check_number, check_text, check_type
from imagen_course.plots.axes import Axes
from imagen_course.plots.canvas import WIDTH, Canvas, number, plate_width
from imagen_course.plots.colours import AZURE, LIT, ORANGE
from imagen_course.plots.drawing import as_numbers, check_optional

__all__ = ["confidence_intervals", "data_split", "dot_plot"]

_SETS = {"validation": ORANGE, "test": "#8a8a8a"}  # by how their names begin; what is learned from is blue
_MOST = 60  # intervals in one figure


def data_split(sizes, names, *, folds=0):
    """Draw how examples are split into sets, and under it the folds of a cross-validation within the first of them.

    Parameters
    ----------
    sizes : array_like of int, shape (k,)
        Of the sets; 2 or 3.
    names : sequence of str
        Of the sets.
    folds : int, optional
        How many, 10 at most; in each row one of them is held out.

    Returns
    -------
    Drawing

    Raises
    ------
    TypeError, ValueError
        If sizes are no whole numbers above 0, not as many as names, or there are too many sets or folds.

    Examples
    --------
    >>> data_split([80, 20], ["training set", "test set"], folds=4).description
    'a split: training set 80, test set 20; 4 folds of the training set, each held out once'
    """
    check_items(names, str, name="names", least=2)
    sizes = check_labels(sizes, name="sizes", shape=(len(names),), hint="one for each of names").astype(int)
    check_number(folds, "[0, 10]", name="folds", whole=True)
    if len(sizes) > 3 or sizes.min() < 1:
        raise ValueError(f"sizes must be 2 or 3 numbers above 0 to be drawn, got {sizes.tolist()}")
    canvas = Canvas(66 + 30 * folds + 26 * bool(folds))
    ends = WIDTH * np.concatenate([[0], np.cumsum(sizes)]) / sizes.sum()
    for i, name in enumerate(names):
        left, right = float(ends[i]), float(ends[i + 1])
        fill = _SETS.get(name.partition(" ")[0], AZURE)
        canvas.rect(left + 1, 26, right - left - 2, 34, fill=fill, rx=3, part="set")
        canvas.text((left + right) / 2, 43, str(sizes[i]), size=14, bold=True, on=fill)
        canvas.text((left + right) / 2, 12, name, bold=True, part="name")
    if folds:
        _draw_folds(canvas, float(ends[1]), folds)
    said = ", ".join(f"{name} {size}" for name, size in zip(names, sizes, strict=True))
    more = f"; {folds} folds of the {names[0]}, each held out once" if folds else ""
    return canvas.sheet(f"a split: {said}{more}", seen="examples split into sets")


def _draw_folds(canvas, width, folds):
    """Draw a row for each fold: the one that is held out in another colour than those to learn from."""
    canvas.text(0, 82, f"{folds} folds:", anchor="start", bold=True)
    for x, words, colour in ((76, "learned from", AZURE), (196, "held out", ORANGE)):
        canvas.rect(x, 76, 12, 12, fill=colour, fill_opacity=1 if colour == ORANGE else 0.45, rx=2)
        canvas.text(x + 20, 82, words, anchor="start", size=12)
    for row in range(folds):
        for fold in range(folds):
            held = row == fold
            left = width * fold / folds
            part = "held out" if held else "learned from"
            look = {"fill": ORANGE, "fill_opacity": 1} if held else {"fill": AZURE, "fill_opacity": 0.45}
            canvas.rect(left + 1, 96 + 30 * row, width / folds - 2, 22, rx=3, part=part, **look)
            canvas.text(left + width / folds / 2, 107 + 30 * row, "held out" if held else "", size=12, on=ORANGE)


def dot_plot(runs, *, label="result"):
    """Draw how far apart the results of several runs lie: a dot for each, a line for their mean, by name.

    The mean of the first is drawn through all rows, to be compared with.

    Parameters
    ----------
    runs : dict of str to sequence of float
        The results by name; 12 names at most.
    label : str
        What is measured.

    Returns
    -------
    Drawing

    Raises
    ------
    TypeError, ValueError
        If runs are no dict, there are none or too many, or results are no finite numbers.

    Examples
    --------
    >>> dot_plot({"none": [20, 30], "L2": [10, 12]}, label="errors, %").description
    'errors, %: none 20 to 30, mean 25; L2 10 to 12, mean 11'
    """
    check_type(runs, dict, name="runs", hint="write {'none': [20, 30], 'L2': [10, 12]}")
    if not 0 < len(runs) <= 12:
        raise ValueError(f"runs must be 1 to 12 to be drawn, got {len(runs)}")
    check_text(label, name="label")
    runs = {str(name): as_numbers(values, name=f"runs[{name!r}]", shape=("n",), least=1) for name, values in runs.items()}
    left, row = 24 + max(plate_width(name, 13) for name in runs), 40
    everything = np.concatenate([*runs.values()])
    low, high = min(0.0, everything.min()), everything.max()
    canvas = Canvas(82 + row * len(runs))
    canvas.text(WIDTH - 68, 12, "mean", anchor="start", size=12)
    axes = Axes(canvas, (left, 28, WIDTH - left - 80, row * len(runs)), (low, high * 1.03 or 1.0), (len(runs), 0))
    axes.frame(label, "", n=(7, 0))
    first = next(iter(runs.values())).mean()
    canvas.faint([axes.at(first, 0), axes.at(first, len(runs))], stroke_dasharray="4 4", part="first")
    for i, (name, values) in enumerate(runs.items()):
        colour = "#8a8a8a" if i == 0 else AZURE
        for j, value in enumerate(values):
            axes.point(value, i + 0.5 + 0.07 * (j % 3 - 1), 5, fill=colour, fill_opacity=0.6, part="run")
        mean = float(values.mean())
        canvas.line([axes.at(mean, i + 0.18), axes.at(mean, i + 0.82)], stroke=LIT, line=3, part="mean")
        _, y = axes.at(0, i + 0.5)
        canvas.text(left - 12, y, name, anchor="end", bold=True, part="name")
        canvas.text(WIDTH - 68, y, number(mean), anchor="start", part="number")
    said = "; ".join(f"{name} {v.min():.3g} to {v.max():.3g}, mean {v.mean():.3g}" for name, v in runs.items())
    return canvas.sheet(f"{label}: {said}", seen="the results of several runs, a dot for each")


def confidence_intervals(ends, *, values=None, names=None, truth=None, label="accuracy"):
    """Draw intervals under each other: those that miss the truth are bright.

    Parameters
    ----------
    ends : array_like, shape (n, 2)
        The lower end and the upper of each; 60 at most. Where both are equal, one number is printed.
    values : array_like, shape (n,), optional
        What was measured, a point in each.
    names : sequence of str, optional
        One for each.
    truth : float, optional
        What they are to hold, an upright line.
    label : str
        What is measured.

    Returns
    -------
    Drawing

    Raises
    ------
    TypeError, ValueError
        If ends are no such pairs, too many, the wrong way round, or values and names not as many.

    Examples
    --------
    >>> confidence_intervals([[0.8, 0.95], [0.91, 0.99]], truth=0.9, label="accuracy").description
    'accuracy: 2 intervals, 1 of them holds 0.9; 0.8 to 0.95, 0.91 to 0.99'
    """
    ends, values, names = _check_intervals(ends, values, names)
    check_optional("(-inf, inf)", truth=truth)
    check_text(label, name="label")
    left = 24 + max(plate_width(name, 13) for name in names) if names else 20
    right, row = 150 if names else 20, min(40.0, 300 / len(ends))
    shown = ends if truth is None else np.append(ends, truth)
    low, high, margin = shown.min(), shown.max(), 0.05 * np.ptp(shown) or 0.5
    canvas = Canvas(62 + row * len(ends))
    box = (left, 16, WIDTH - left - right, row * len(ends))
    axes = Axes(canvas, box, (low - margin, high + margin), (len(ends), 0))
    axes.frame(label, "", n=(7, 0))
    if truth is not None:
        canvas.line([axes.at(truth, 0), axes.at(truth, len(ends))], stroke_dasharray="5 4", line=1.5, part="truth")
    for i, (lower, upper) in enumerate(ends):
        hit = truth is None or lower <= truth <= upper
        line, colour, part = (min(4.0, row / 2), AZURE, "holds") if hit else (min(6.0, 0.8 * row), ORANGE, "misses")
        canvas.line([axes.at(lower, i + 0.5), axes.at(upper, i + 0.5)], stroke=colour, line=line, part=part)
    for i, value in enumerate(values):
        axes.point(value, i + 0.5, min(6, 0.45 * row), fill=LIT)
    for i, name in enumerate(names):
        _, y = axes.at(0, i + 0.5)
        canvas.text(left - 12, y, name, anchor="end", bold=True, part="name")
        canvas.text(WIDTH - right + 12, y, " to ".join(dict.fromkeys(map(number, ends[i]))), anchor="start", part="ends")
    return canvas.sheet(_in_words(ends, names, truth, label), seen="intervals under each other")


def _check_intervals(ends, values, names):
    """Look at what is to be drawn; what is not given becomes an empty list."""
    ends = as_numbers(ends, name="ends", shape=("n", 2), least=1)
    if len(ends) > _MOST or (ends[:, 0] > ends[:, 1]).any():
        raise ValueError(f"ends must be at most {_MOST} pairs of a lower end and an upper, got {len(ends)} pairs")
    if names is not None:
        check_lengths(names=names, ends=ends)
    values = [] if values is None else as_numbers(values, name="values", shape=(len(ends),))
    return ends, values, [] if names is None else [str(name) for name in names]


def _in_words(ends, names, truth, label):
    hold = sum(1 for lower, upper in ends if truth is None or lower <= truth <= upper)
    pairs = [" to ".join(dict.fromkeys(f"{end:.3g}" for end in pair)) for pair in ends]
    if names:
        pairs = [f"{name} {pair}" for name, pair in zip(names, pairs, strict=True)]
    single = sum(" to " not in pair for pair in pairs)
    said = f"{len(ends) - single} interval{'s' * (len(ends) - single != 1)}"
    said += f" and {single} single number{'s' * (single != 1)}" * bool(single)
    if truth is not None and math.isfinite(truth):
        said += f", {hold} of them hold{'s' * (hold == 1)} {truth:.3g}"
    return f"{label}: {said}; {', '.join(pairs)}"
