"""How good a classifier is: its confusion matrix, its ROC curve, its precision-recall curve, the votes of a jury."""

import numpy as np

from imagen_course.checks import check_labels, check_lengths, check_number, check_whole
from imagen_course.plots.axes import Axes
from imagen_course.plots.canvas import WIDTH, Canvas, number, plate_width
from imagen_course.plots.colours import AZURE, LIT, ORANGE, mixed, of_class
from imagen_course.plots.drawing import as_numbers

__all__ = ["confusion", "jury", "precision_recall_curve", "roc_curve"]

_OUTCOMES = ("true positives", "false positives", "false negatives", "true negatives")


def confusion(counts, names):
    """Draw a confusion matrix: what is right is quiet, an error is the brighter the more often it is made.

    Parameters
    ----------
    counts : array_like of int, shape (k, k)
        Rows are the true classes, columns the predicted ones.
    names : sequence of str
        Of the k classes, 12 at most.

    Returns
    -------
    Drawing

    Raises
    ------
    TypeError, ValueError
        If the counts are no square table of whole numbers, or the names are not as many.

    Examples
    --------
    >>> confusion([[5, 1], [0, 4]], ["cat", "dog"]).description
    '9 of 10 right (90 %); most often wrong: cat taken for dog 1; recall: cat 83 %, dog 100 %'
    """
    check_lengths(names=names)
    names = [str(name) for name in names]
    k = len(names)
    if not 2 <= k <= 12:
        raise ValueError(f"names must be 2 to 12 to be drawn, got {k}")
    counts = check_labels(counts, name="counts", shape=(k, k), hint="a row and a column for each of names")
    left, top = min(190.0, max(92.0, 24 + max(plate_width(name, 13) for name in names))), 64.0
    side = min(64.0, (WIDTH - left - 80) / k)
    canvas = Canvas(top + side * k + 40)
    canvas.text(left + side * k / 2, 12, "predicted class", bold=True)
    canvas.text(0, top - 18, "true class", bold=True, anchor="start")
    canvas.text(left + side * k + 16, top - 18, "recall", bold=True, anchor="start")
    canvas.text(left - 12, top + side * k + 20, "precision", bold=True, anchor="end")
    _draw_counts(canvas, counts, (left, top, side))
    _name_classes(canvas, names, counts, (left, top, side))
    for i, (row, column) in enumerate(_worst(counts) if left + side * k < WIDTH - 250 else []):
        words = f"{names[row]} taken for {names[column]}: {counts[row, column]}"
        canvas.text(left + side * k + 84, top + 14 + 22 * i, words, anchor="start", part="worst")
    return canvas.sheet(_confused(counts, names), seen="a confusion matrix, its errors bright")


def _draw_counts(canvas, counts, place):
    """Draw the cells: the right ones grey, an error the brighter the more often it is made, no error white."""
    left, top, side = place
    most = max((counts - np.diag(counts.diagonal())).max(), 1)
    for (row, column), count in np.ndenumerate(counts):
        part = "right" if row == column else "error" if count else "none"
        fill = {"right": "#e4e8ee", "error": mixed(ORANGE, 0.35 + 0.65 * count / most), "none": "#ffffff"}[part]
        words = "" if part == "none" else str(count)
        canvas.cell(left + column * side, top + row * side, side, words, fill, size=min(15, side / 2.6), part=part)


def _name_classes(canvas, names, counts, place):
    """Name rows and columns, a dot in the colour of each class; write recall and precision at the ends."""
    left, top, side = place
    k = len(names)
    for i, name in enumerate(names):
        x, y = left + (i + 0.5) * side, top + (i + 0.5) * side
        canvas.circle(left - 14, y, 5, fill=of_class(name), part="class")
        canvas.text(left - 26, y, name, anchor="end", part="name")
        canvas.circle(x, top - 10, 5, fill=of_class(name), part="class")
        short = name if plate_width(name, 12) < side + 18 else name[: max(3, int(side / 8))] + "."
        canvas.text(x, top - 28, short, size=12)
        canvas.text(left + side * k + 16, y, _share(counts[i, i], counts[i].sum()), anchor="start", part="recall")
        canvas.text(x, top + side * k + 20, _share(counts[i, i], counts[:, i].sum()), size=12, part="precision")


def _worst(counts):
    """List the errors that are made most often, row and column, five at most."""
    errors = counts - np.diag(counts.diagonal())
    order = [divmod(int(i), len(counts)) for i in np.argsort(-errors, axis=None, kind="stable")[:5]]
    return [place for place in order if errors[place]]


def _share(part, whole):
    return f"{part / whole:.0%}".replace("%", " %") if whole else "–"


def _confused(counts, names):
    right = int(counts.trace())
    worst = ", ".join(f"{names[i]} taken for {names[j]} {counts[i, j]}" for i, j in _worst(counts)[:3])
    recall = ", ".join(f"{name} {_share(counts[i, i], counts[i].sum())}" for i, name in enumerate(names))
    wrong = f"; most often wrong: {worst}" if worst else ""
    return f"{right} of {counts.sum()} right ({_share(right, counts.sum())}){wrong}; recall: {recall}"


def roc_curve(labels, scores, *, threshold=0.5):
    """Draw scores of both classes, a threshold, the four outcomes, and the ROC curve with the point of the threshold.

    Parameters
    ----------
    labels : array_like of int, shape (n,)
        1 for a positive, 0 for a negative.
    scores : array_like, shape (n,)
        The higher, the more likely a positive.
    threshold : float
        A score of at least this much is called positive.

    Returns
    -------
    Drawing

    Raises
    ------
    TypeError, ValueError
        If labels are others than 0 and 1 or one of them is missing, or scores are not finite or not as many.

    Examples
    --------
    >>> roc_curve([0, 0, 1, 1], [0.1, 0.6, 0.5, 0.9]).description
    'at threshold 0.5: true positives 2, false positives 1, false negatives 0, true negatives 1; area under the curve 0.75'
    """
    labels, scores = _scored(labels, scores, threshold)
    called = scores[:, None] >= _thresholds(scores)
    sensitivity, fallout = (called[labels == kind].mean(axis=0) for kind in (1, 0))
    area = float(np.trapezoid(sensitivity, fallout))
    at = np.mean(scores[labels == 0] >= threshold), np.mean(scores[labels == 1] >= threshold)
    canvas, axes, said = _draw_scores(labels, scores, threshold)
    canvas.faint([axes.at(0, 0), axes.at(1, 1)], stroke_dasharray="4 4")
    axes.frame("false positive rate", "true positive rate (recall)", n=(5, 5))
    canvas.line(
        [axes.at(*p) for p in [*zip(fallout, sensitivity, strict=True), (1, 0)]],
        stroke="none",
        fill=AZURE,
        fill_opacity=0.15,
    )
    axes.curve(fallout, sensitivity, stroke=AZURE, line=3)
    axes.point(*map(float, at), 7, fill=LIT, part="at the threshold")
    canvas.text(axes.at(0.62, 0)[0], axes.at(0, 0.3)[1], f"AUC {area:.3f}", bold=True, size=15, part="area")
    return canvas.sheet(f"{said}; area under the curve {area:.3g}", seen="scores of two classes and their ROC curve")


def precision_recall_curve(labels, scores, *, threshold=0.5, missed=None):
    """Draw scores of both classes, a threshold, the four outcomes, and the precision-recall curve with its point.

    Parameters
    ----------
    labels, scores, threshold
        As of `roc_curve`.
    missed : int, optional
        If scores are those of boxes found, and labels say which of them are right: the number of objects that no box is
        right about. Then there are no true negatives, and the curve grows as the threshold falls.

    Returns
    -------
    Drawing

    Raises
    ------
    TypeError, ValueError
        As `roc_curve`.

    Examples
    --------
    >>> precision_recall_curve([0, 0, 1, 1], [0.1, 0.6, 0.5, 0.9]).description.rpartition("; ")[2]
    'average precision 0.833, by luck 0.5'
    >>> precision_recall_curve([1, 0, 1], [0.9, 0.6, 0.5], missed=2, threshold=0.5).description.rpartition("; ")[2]
    'average precision 0.417'
    """
    labels, scores = _scored(labels, scores, threshold, missed)
    found = missed is not None
    called = scores[:, None] >= _thresholds(scores)[1:]  # where nothing is called positive there is no precision
    recall = labels @ called / (labels.sum() + (missed or 0))
    precision = labels @ called / called.sum(axis=0)
    canvas, axes, said = _draw_scores(labels, scores, threshold, missed)
    n = len(np.unique(scores[scores >= threshold])) if found else len(recall)  # a curve of boxes grows
    average = float(np.sum(np.diff(recall, prepend=0)[:n] * precision[:n]))
    if not found:
        canvas.faint([axes.at(0, labels.mean()), axes.at(1, labels.mean())], stroke_dasharray="4 4")
    axes.frame("recall", "precision", n=(5, 5))
    if n:
        _draw_stairs(canvas, axes, recall[:n], precision[:n])
    at = np.count_nonzero(_thresholds(scores)[1:] >= threshold) - 1
    if at >= 0:
        axes.point(recall[at], precision[at], 7, fill=LIT, part="at the threshold")
    canvas.text(axes.at(0.4, 0)[0], axes.at(0, 0.2)[1], f"AP {average:.3f}", bold=True, size=15, part="area")
    words = f"average precision {average:.3g}" + ("" if found else f", by luck {labels.mean():.3g}")
    seen = "scores of boxes" if found else "scores of two classes"
    return canvas.sheet(f"{said}; {words}", seen=f"{seen} and their precision-recall curve")


def _draw_stairs(canvas, axes, recall, precision):
    """Draw a precision-recall curve and the area under it."""
    steps = np.repeat(recall, 2)[:-1], np.repeat(precision, 2)[1:]
    stairs = [(0.0, precision[0]), *zip(*steps, strict=True)]
    ground = [(0, 0), *stairs, (recall[-1], 0)]
    canvas.line([axes.at(*p) for p in ground], stroke="none", fill=AZURE, fill_opacity=0.15)
    canvas.line([axes.at(*p) for p in stairs], stroke=AZURE, line=3, part="curve")


def _scored(labels, scores, threshold, missed=None):
    labels = check_labels(labels, shape=("n",), least=2, n_labels=2, hint="1 for a positive, 0 for a negative")
    scores = as_numbers(scores, name="scores", shape=labels.shape, hint="one for each label")
    check_number(threshold, "(-inf, inf)", name="threshold")
    if missed is not None:
        check_whole(0, missed=missed)
    if (not labels.any() and not missed) or (labels.all() and missed is None):
        raise ValueError(f"labels must hold positives and negatives, got {labels[0]} only")
    return labels, scores


def _thresholds(scores):
    """List the thresholds at which something changes, the strictest first."""
    return np.concatenate([[np.inf], np.unique(scores)[::-1]])


def _draw_scores(labels, scores, threshold, missed=None):
    """Draw positives above a line and negatives under it, piled up by score, and count the outcomes of a threshold."""
    canvas = Canvas(350)
    low, high = min(scores.min(), threshold), max(scores.max(), threshold)
    wide = (high - low) / 24 or 1.0
    edges = threshold + wide * np.arange(np.floor((low - threshold) / wide), np.ceil((high - threshold) / wide) + 1.5)
    piles = [np.histogram(scores[labels == kind], edges)[0] for kind in (0, 1)]
    most = float(max(map(max, piles)))
    axes = Axes(canvas, (10, 60, 330, 200), (edges[0], edges[-1]), (-most, most))
    for kind, colour in ((1, ORANGE), (0, AZURE)):
        for edge, count in zip(edges, piles[kind], strict=False):
            (x, y), (end, foot) = axes.at(edge, kind * count), axes.at(edge + wide, (kind - 1) * count)
            right = (edge >= threshold - wide / 2) == bool(kind)
            look = {"fill": colour, "fill_opacity": None if right else 0.45, "part": ("negative", "positive")[kind]}
            canvas.rect(x + 0.5, y, end - x - 1, foot - y, **look) if count else None
    canvas.line([axes.at(edges[0], 0), axes.at(edges[-1], 0)], line=1)
    kinds = ("positives", "negatives") if missed is None else ("boxes that are right", "boxes that are wrong")
    canvas.text(10, 36, kinds[0], bold=True, anchor="start")
    canvas.text(10, 284, kinds[1], bold=True, anchor="start")
    canvas.text(340, 284, "score", size=12, anchor="end")
    x, _ = axes.at(threshold, 0)
    canvas.line([(x, 50), (x, 270)], stroke=LIT, line=2.5, part="threshold")
    canvas.text(min(max(x, 60), 290), 12, f"threshold {number(threshold)}", bold=True)
    said = _count_outcomes(canvas, labels, scores >= threshold, missed)
    chart = Axes(canvas, (440, 34, WIDTH - 460, 260), (0.0, 1.0), (0.0, 1.0))
    return canvas, chart, f"at threshold {threshold:.3g}: {said}"


def _count_outcomes(canvas, labels, called, missed=None):
    """Write how many there are of each outcome of a threshold."""
    counts = [int(np.sum((labels == kind) & (called == said))) for kind, said in ((1, 1), (0, 1), (1, 0), (0, 0))]
    if missed is not None:
        counts = [*counts[:2], counts[2] + missed]
    for i, (name, count) in enumerate(zip(_OUTCOMES, counts, strict=False)):
        x, y = 10 + 172 * (i % 2), 312 + 24 * (i // 2)
        fill = (ORANGE, AZURE)[i in (1, 3)]
        canvas.rect(x, y - 6, 12, 12, fill=fill, fill_opacity=0.45 if i in (1, 2) else 1, rx=2)
        canvas.text(x + 20, y, f"{count} {name}", anchor="start", part="outcome")
    return ", ".join(f"{name} {count}" for name, count in zip(_OUTCOMES, counts, strict=False))


def jury(votes, truth, names, *, verdict=None):
    """Draw the votes of a jury on some pictures, and under them the majority's: what is wrong is bright.

    Parameters
    ----------
    votes : array_like of int, shape (jurors, pictures)
        Labels; at most 12 jurors and 24 pictures.
    truth : array_like of int, shape (pictures,)
    names : sequence of str
        Of the classes.
    verdict : array_like of int, shape (pictures,), optional
        What another rule makes of these votes: a last row, which the majority does not count.

    Returns
    -------
    Drawing

    Raises
    ------
    TypeError, ValueError
        If votes, truth and verdict are no labels of these names, do not fit each other, or are too many.

    Examples
    --------
    >>> jury([[0, 1], [0, 0], [1, 1]], [0, 1], ["cat", "dog"]).description
    '3 jurors, 2 pictures; right: 100 %, 50 %, 50 %; the majority 100 %'
    """
    check_lengths(names=names)
    names = [str(name) for name in names]
    rows = _check_jury(votes, truth, names, verdict)
    n, truth = len(rows) - 2 - (verdict is not None), rows["truth"]
    side = min(30.0, (WIDTH - 250) / len(truth))
    canvas = Canvas(30 * len(rows) + 64)
    shares, y = {}, 0.0
    for name, row in rows.items():
        y += 12 if name in ("juror 1", "majority") else 0
        canvas.text(78, y + 15, name, anchor="end", bold=not name.startswith("juror"))
        for i, label in enumerate(row):
            _draw_vote(canvas, 90 + i * side, y, side, names[label], label == truth[i])
        if name != "truth":
            shares[name] = _draw_share(canvas, 100 + side * len(truth), y, row == truth, bold=not name.startswith("juror"))
        y += 30
    _draw_names(canvas, names, y + 20)
    together = "".join(f"; the {name} {share}" for name, share in list(shares.items())[n:])
    said = f"{n} jurors, {len(truth)} pictures; right: {', '.join(list(shares.values())[:n])}{together}"
    return canvas.sheet(said, seen="the votes of a jury, picture by picture")


def _check_jury(votes, truth, names, verdict):
    """Look at what is to be drawn, and return its rows by their names, with the majority's."""
    hint = "names must have one for each"
    votes = check_labels(votes, name="votes", shape=("jurors", "pictures"), least=1, n_labels=len(names), hint=hint)
    truth = check_labels(truth, name="truth", shape=votes.shape[1:], n_labels=len(names), hint=hint)
    if len(votes) > 12 or len(truth) > 24:
        raise ValueError(f"votes must be of at most 12 jurors on 24 pictures to be drawn, got shape {votes.shape}")
    counts = (votes[..., None] == np.arange(len(names))).sum(axis=0)  # (pictures, classes)
    rows = {"truth": truth} | {f"juror {i + 1}": vote for i, vote in enumerate(votes)} | {"majority": counts.argmax(axis=1)}
    if verdict is not None:
        rows["verdict"] = check_labels(verdict, name="verdict", shape=truth.shape, n_labels=len(names), hint=hint)
    return rows


def _draw_share(canvas, x, y, right, *, bold):
    """Draw which share of a row is right, and return it as it is written."""
    share = _share(right.sum(), len(right))
    canvas.rect(x, y + 9, 90, 12, fill="currentColor", fill_opacity=0.12, rx=3)
    canvas.rect(x, y + 9, 90 * right.mean(), 12, fill=LIT if bold else AZURE, rx=3, part="right")
    canvas.text(x + 98, y + 15, share, anchor="start", bold=bold, part="share")
    return share


def _draw_vote(canvas, x, y, side, name, right):
    """Draw one vote: the colour of its class, small and pale if right, large and in a ring if wrong."""
    if right:
        canvas.circle(x + side / 2, y + 15, 0.27 * side, fill=of_class(name), fill_opacity=0.5, part="right vote")
    else:
        canvas.circle(
            x + side / 2, y + 15, 0.38 * side, fill=of_class(name), stroke="currentColor", line=2.5, part="wrong vote"
        )


def _draw_names(canvas, names, y):
    x = 90.0
    for name in names:
        canvas.circle(x + 6, y, 6, fill=of_class(name), part="key")
        canvas.text(x + 18, y, name, anchor="start", size=12)
        x += plate_width(name, 12) + 24
    canvas.circle(x + 8, y, 7, stroke="currentColor", line=2.5)
    canvas.text(x + 22, y, "wrong", anchor="start", size=12)
