"""Clustering and its judge: k-means watched step by step; how far a region overlaps the one it should be."""

import numpy as np

from imagen_course.arrays import to_numpy
from imagen_course.checks import check_array, check_items, check_labels, check_lengths, check_number
from imagen_course.plots.axes import Axes
from imagen_course.plots.canvas import WIDTH, Canvas, number
from imagen_course.plots.colours import AZURE, EIGHT, LIT, ORANGE, rgb
from imagen_course.plots.drawing import as_map, as_numbers, as_picture

__all__ = ["clusters", "overlap"]

_CORNERS = {  # of the marks that clusters have, the first of which is a circle
    1: [(-1, -1), (1, -1), (1, 1), (-1, 1)],
    2: [(0, -1.2), (1.15, 0.9), (-1.15, 0.9)],
    3: [(0, -1.35), (1.35, 0), (0, 1.35), (-1.35, 0)],
    4: [(0, 1.2), (1.15, -0.9), (-1.15, -0.9)],
}
_ACROSS = 500  # pixels: the width of the points; the rest is words


def clusters(points, states, *, step=None):
    """Draw k-means, step by step: the centroids, the points that join them, the centroids that move.

    Step 0 is the start. Then come, in turn, a step in which each point joins its nearest centroid, a line from one to the
    other, those that changed ringed; and one in which each centroid moves to the mean of its points, along an arrow.

    Parameters
    ----------
    points : array_like, shape (m, 2)
    states : sequence of segment.Clusters
        As `segment.kmeans_steps` yields them; at most 12, of at most 8 clusters.
    step : int, optional
        From 0 to twice the number of states, less one; the last if not given.

    Returns
    -------
    Drawing

    Raises
    ------
    TypeError, ValueError
        If shapes do not fit, there are too many states or clusters, or there is no such step.

    Examples
    --------
    >>> from imagen_course.segment import kmeans_steps
    >>> points = [[0, 0], [0, 1], [5, 5], [6, 5]]
    >>> clusters(points, list(kmeans_steps(points, 2, seed=0)), step=1).description
    'round 1, each point joins its nearest centroid: 2 clusters of 2, 2 points; inertia 2'
    """
    points = as_numbers(points, name="points", shape=("m", 2), least=1)
    _check_states(points, states)
    step = 2 * len(states) - 1 if step is None else step
    check_number(step, f"[0, {2 * len(states) - 1}]", name="step", whole=True)
    now, before = states[step // 2], states[step // 2 - 1] if step > 1 else None
    joined = step % 2 == 1  # an even step has moved the centroids, and nobody has joined them yet
    canvas = Canvas(_height(points) + 20)
    axes = _axes(canvas, points)
    places = [axes.at(*point) for point in points]
    if joined:
        _draw_distances(axes, places, now)
    labels = (now if joined else before or now).labels if step else np.full(len(points), -1)
    changed = np.flatnonzero(labels != before.labels) if before else ()
    _draw_points(canvas, places, labels, changed)
    _draw_centroids(axes, now, None if joined else before)
    title, said = _in_words(step, now, len(changed) if before else None)
    _explain(canvas, title, said, [state.inertia for state in states[: (step + 1) // 2]])
    return canvas.sheet(f"{title}: {'; '.join(said)}", seen="points, and the centroids among them")


def _draw_points(canvas, places, labels, changed):
    for place, label in zip(places, labels, strict=True):
        _draw_mark(canvas, place, label, 4, part="point")
    for i in changed:
        canvas.circle(*places[i], 8, stroke=LIT, line=2, part="changed")


def _draw_distances(axes, places, state):
    for place, label in zip(places, state.labels, strict=True):
        axes.canvas.faint([place, axes.at(*state.centroids[label])], stroke=EIGHT[label], part="distance")


def _draw_centroids(axes, state, before):
    """Draw the centroids, and an arrow from where each was ``before``, if they have moved."""
    for i, centroid in enumerate(state.centroids):
        if before and not np.allclose(before.centroids[i], centroid):
            start, end = np.array([axes.at(*before.centroids[i]), axes.at(*centroid)])
            long = np.hypot(*(end - start))
            axes.canvas.arrow(start, end - (end - start) * min(12 / long, 0.5), line=2, part="move")
        _draw_mark(axes.canvas, axes.at(*centroid), i, 9, stroke="#000000", part="centroid")


def _check_states(points, states):
    check_items(states, tuple, name="states", least=1)
    if len(states) > 12:
        raise ValueError(f"states must be at most 12 to be drawn, got {len(states)}: draw some of them")
    k = len(states[0].centroids)
    if k > len(EIGHT):
        raise ValueError(f"states must have at most {len(EIGHT)} clusters to be told apart, got {k}")
    for state in states:
        as_numbers(state.centroids, name="centroids", shape=(k, 2))
        check_labels(np.asarray(state.labels), name="labels", shape=points.shape[:1], n_labels=k, hint="one for each point")


def _height(points):
    """Give the height at which both axes have one scale, within reason."""
    wide, tall = np.maximum(np.ptp(points, axis=0), 1e-9)
    return float(np.clip(_ACROSS * tall / wide, 280, 420))


def _axes(canvas, points):
    """Give axes of one scale, with every point inside."""
    box = (10.0, 10.0, float(_ACROSS), canvas.height - 20)
    low, high = points.min(axis=0), points.max(axis=0)
    scale = 1.12 * max((high - low) / (box[2], box[3])) or 1.0  # units of a pixel
    middle = (low + high) / 2
    ends = [(middle[i] - scale * box[2 + i] / 2, middle[i] + scale * box[2 + i] / 2) for i in (0, 1)]
    canvas.rect(*box, stroke="currentColor", stroke_opacity=0.35)
    return Axes(canvas, box, *ends)


def _draw_mark(canvas, place, label, radius, *, stroke="#ffffff", part):
    """Draw the mark of a cluster, a colour and a form; -1 is a point of none."""
    fill = EIGHT[label] if label >= 0 else "#8a8a8a"
    look = {"fill": fill, "stroke": stroke, "line": radius / 5, "part": f"{part} {label}"}
    corners = _CORNERS.get(label % 5)
    if corners is None or label < 0:
        canvas.circle(*place, radius, **look)
    else:
        x, y = place
        canvas.line([(x + radius * u, y + radius * v) for u, v in [*corners, corners[0]]], **look)


def _in_words(step, state, changed):
    """Say what a step does, and what came of it: a title, and lines."""
    k = len(state.centroids)
    if step == 0:
        return "start", [f"{k} centroids, and no point has joined one"]
    if step % 2 == 0:
        return f"round {step // 2 + 1}, each centroid moves", ["to the mean of the points that joined it"]
    sizes = ", ".join(map(str, np.bincount(state.labels, minlength=k)))
    said = [f"{k} clusters of {sizes} points", f"inertia {number(state.inertia)}"]
    said += [f"{changed} points changed their cluster"] * (changed is not None)
    return f"round {step // 2 + 1}, each point joins its nearest centroid", said


def _explain(canvas, title, text, inertias):
    """Write a title and lines beside the points, and under them a bar for the inertia of each round."""
    x = _ACROSS + 26
    first, _, rest = title.partition(", ")
    for i, line in enumerate((first, *_folded(rest))):
        canvas.text(x, 22 + 19 * i, line, anchor="start", bold=i == 0)
    for i, line in enumerate(line for words in text for line in _folded(words)):
        canvas.text(x, 86 + 18 * i, line, size=12, anchor="start")
    pitch = 22 if canvas.height > 200 + 22 * len(inertias) else 15
    shown = inertias[-max(1, int((canvas.height - 200) / pitch)) :]  # the last rounds, as many as there is space for
    top = canvas.height - pitch * len(shown) - 6
    if inertias:
        canvas.text(x, top - 14, "inertia, round by round", size=12, anchor="start", bold=True)
    for i, inertia in enumerate(shown):
        wide = 150 * inertia / inertias[0] if inertias[0] else 0
        canvas.rect(x, top + pitch * i - 4, wide, pitch - 8, fill=AZURE, part="inertia")
        canvas.text(x + wide + 6, top + pitch * (i + 0.5) - 8, number(inertia), size=12, anchor="start", part="inertia")


def _folded(words, width=32):
    """Fold a line that is too long for the space beside the points."""
    lines = [""]
    for word in words.split():
        if len(lines[-1]) + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def overlap(image, ours, theirs, *, names=("ours", "theirs"), seen=""):
    """Draw how far two regions overlap: what they share in its own colours, what one has alone in a colour, all else pale.

    Parameters
    ----------
    image : array_like, shape (h, w) or (h, w, 3)
        In [0, 1].
    ours, theirs : array_like of bool, shape (h, w)
    names : (str, str)
        Whose regions they are.
    seen : str
        What the picture shows, for the alt text: "a cat's eye".

    Returns
    -------
    Drawing

    Raises
    ------
    TypeError, ValueError
        If the image is no picture, or a region is no mask of it, or both are empty.

    Examples
    --------
    >>> overlap(np.zeros((1, 4)), [[1, 1, 1, 0]], [[0, 1, 1, 1]]).description
    'shared 2 pixels, only ours 1, only theirs 1: intersection over union 2 / 4 = 0.50'
    """
    image = as_picture(image)
    ours, theirs = (_as_mask(mask, image, name) for mask, name in ((ours, "ours"), (theirs, "theirs")))
    check_lengths(names=names, regions=(ours, theirs))
    if not (ours | theirs).any():
        raise ValueError("ours and theirs are both empty: no pixel belongs to either")
    width = min(520.0, 400.0 * image.shape[1] / image.shape[0])
    height = width * image.shape[0] / image.shape[1]
    canvas = Canvas(max(height, 210.0) + 4)
    canvas.image(_tinted(image, ours, theirs), 0, 2, width, height, part="picture")
    parts = [("shared", ours & theirs, "#ffffff"), (f"only {names[0]}", ours & ~theirs, AZURE)]
    parts.append((f"only {names[1]}", theirs & ~ours, ORANGE))
    either, x = int((ours | theirs).sum()), width + 24
    for i, (name, mask, colour) in enumerate(parts):
        y, count = 16 + 46 * i, int(mask.sum())
        canvas.text(x, y, f"{name}: {count:,} pixels", anchor="start", part="count")
        wide = (WIDTH - x - 10) * count / either
        canvas.rect(x, y + 11, wide, 13, fill=colour, stroke="#8a8a8a", line=0.7, part="share")
    shared = int((ours & theirs).sum())
    canvas.text(x, 164, "intersection over union", anchor="start", bold=True)
    canvas.text(x, 188, f"{shared:,} / {either:,} = {shared / either:.2f}", size=15, anchor="start", part="iou")
    counts = ", ".join(f"{name} {int(mask.sum()):,}" + " pixels" * (i == 0) for i, (name, mask, _) in enumerate(parts))
    said = f"{counts}: intersection over union {shared:,} / {either:,} = {shared / either:.2f}"
    return canvas.sheet(said, seen=seen or "a picture, and in it two regions that overlap")


def _as_mask(mask, image, name):
    mask = to_numpy(check_array(mask, name=name))
    return as_map(mask.astype(int) if mask.dtype == bool else mask, image, name).astype(bool)


def _tinted(image, ours, theirs):
    """Leave what two regions share as it is; tint what one has alone, one of them striped; make the rest grey and pale."""
    colour = image if image.ndim == 3 else image[..., None].repeat(3, axis=-1)
    drawn = 0.7 + 0.3 * colour.mean(axis=-1, keepdims=True).repeat(3, axis=-1)
    for mask, tint in ((ours & ~theirs, AZURE), (theirs & ~ours, ORANGE)):
        drawn[mask] = 0.35 * colour[mask] + 0.65 * rgb(tint)
    row, column = np.indices(ours.shape)
    stripes = (row + column) // max(1, len(ours) // 66) % 4 == 0
    drawn[theirs & ~ours & stripes] = 1
    drawn[ours & theirs] = colour[ours & theirs]
    return drawn
