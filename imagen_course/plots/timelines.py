"""Who did what, and when: a row for each worker, a bar for each task, so that what waits can be seen."""

import itertools

import numpy as np

from imagen_course.checks import check_items
from imagen_course.plots.axes import Axes
from imagen_course.plots.canvas import WIDTH, Canvas, plate_width
from imagen_course.plots.colours import AZURE, ORANGE
from imagen_course.plots.drawing import as_numbers, check_optional

__all__ = ["timeline"]

_MOST = 128  # rows
_THIN = 2.0  # pixels: bars that are as narrow are drawn as one
_COORDINATOR = "coordinator"


def timeline(tasks, *, until=None):
    """Draw tasks as bars, a row for each worker; at the end of a row stands how much of the time it was busy.

    Parameters
    ----------
    tasks : sequence of tuple
        The part, the worker, and the seconds at which each began and ended: `distribute.Task`. The "coordinator" has its row
        at the foot, in another colour. At most 128 rows; tasks of a worker do not overlap.
    until : float, optional
        Seconds after the first begins, at which the scale ends; for several figures to be compared.

    Returns
    -------
    Drawing

    Raises
    ------
    TypeError, ValueError
        If tasks are no such tuples, one ends before it begins, or there are too many workers.

    Examples
    --------
    >>> timeline([(0, "0", 5.0, 6.0), (1, "1", 5.0, 7.0), (0, "coordinator", 6.0, 6.5)]).description
    '2 workers, 2 parts in 2 seconds; busy: worker 0 50 %, worker 1 100 %, coordinator 25 %'
    """
    rows, n_parts, length = _rows(tasks)
    check_optional("(0, inf)", until=until)
    labels = [f"worker {name}" if name.isdecimal() else name for name in rows]
    left, height = 24 + max(plate_width(label, 13) for label in labels), min(34.0, 420 / len(rows))
    canvas = Canvas(34 + 40 + height * len(rows))
    axes = Axes(canvas, (left, 26, WIDTH - left - 64, height * len(rows)), (0, until or length or 1.0), (len(rows), 0))
    axes.frame("seconds", "", n=(7, 0))
    canvas.text(WIDTH - 52, 10, "busy", size=12, anchor="start")
    shares = [float(np.sum(ends - starts) / (length or 1)) for _, starts, ends in rows.values()]
    every = int(np.ceil(15 / height))  # of so many rows one has room for words
    for i, (name, row) in enumerate(rows.items()):
        _draw_row(axes, i, row, ORANGE if name == _COORDINATOR else AZURE)
        y = axes.at(0, i + 0.5)[1]
        if i % every == 0 or name == _COORDINATOR:
            canvas.text(left - 10, y, labels[i], anchor="end", size=min(13, 12 + height / 30), part="name")
            canvas.text(WIDTH - 52, y, f"{shares[i]:.0%}".replace("%", " %"), anchor="start", size=12, part="busy")
    return canvas.sheet(_in_words(labels, shares, n_parts, length), seen="a row of bars for each worker")


def _draw_row(axes, i, row, colour):
    """Draw the tasks of one worker, each with the number of its part where there is room."""
    for part, start, end in _thick(*row, axes.across[1] * _THIN / axes.box[2]):
        (x, top), (right, foot) = axes.at(start, i + 0.12), axes.at(min(end, axes.across[1]), i + 0.88)
        if start < axes.across[1]:
            width = max(0.4, right - x - 0.8 * (right - x > _THIN))
            axes.canvas.rect(x, top, width, foot - top, fill=colour, rx=min(3, width / 4), part="task")
            room = part is not None and foot - top > 12 and width > 10 + 7 * len(str(part))
            axes.canvas.text(x + width / 2, (top + foot) / 2, part if room else "", size=11, on=colour, part="part")


def _thick(parts, starts, ends, least):
    """Give the tasks of a row, those that are narrow and lie close together as one without a number."""
    i = 0
    while i < len(starts):
        j = i
        while j + 1 < len(starts) and ends[j + 1] - starts[j + 1] < least and starts[j + 1] - ends[j] < least / 4:
            if ends[j] - starts[j] >= least:
                break
            j += 1
        yield (parts[i] if i == j else None), starts[i], ends[j]
        i = j + 1


def _rows(tasks):
    """Sort tasks by worker and time; the first begins at 0."""
    check_items(tasks, tuple, name="tasks", least=1)
    if {len(task) for task in tasks} != {4}:
        raise ValueError("each of tasks must be (part, worker, start, end), got another number of values: each() gives them")
    parts, names, *times = zip(*tasks, strict=True)
    check_items(names, str, name="the workers of tasks")
    starts, ends = (as_numbers(when, name="the times of tasks", shape=(len(tasks),)) for when in times)
    if (ends < starts).any():
        raise ValueError(f"tasks must begin before they end, got {tasks[int(np.argmin(ends - starts))]}")
    origin, order = starts.min(), sorted(range(len(tasks)), key=lambda i: (*_place(names[i]), starts[i]))
    groups = itertools.groupby(order, key=lambda i: names[i])
    rows = {name: list(members) for name, members in groups}
    if len(rows) > _MOST:
        raise ValueError(f"tasks must be of at most {_MOST} workers to be drawn, got {len(rows)}: draw those of some")
    rows = {name: ([parts[i] for i in m], starts[m] - origin, ends[m] - origin) for name, m in rows.items()}
    return rows, len(set(map(str, parts))), float(ends.max() - origin)


def _place(name):
    """Where a row stands: numbers by their size, then names, the coordinator last."""
    return name == _COORDINATOR, not name.isdecimal(), int(name) if name.isdecimal() else 0, name


def _in_words(labels, shares, n_parts, length):
    n = sum(label != _COORDINATOR for label in labels)
    said = f"{n} worker{'s' * (n != 1)}, {n_parts} part{'s' * (n_parts != 1)} in {length:.3g} seconds; busy: "
    shown = list(zip(labels, shares, strict=True))
    if len(shown) > 6:
        of_workers = [share for label, share in shown if label != _COORDINATOR]
        shown = [("workers, on average", float(np.mean(of_workers))), *(pair for pair in shown if pair[0] == _COORDINATOR)]
    return said + ", ".join(f"{label} {share:.0%}".replace("%", " %") for label, share in shown)
