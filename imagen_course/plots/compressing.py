"""How networks are made smaller: weights left out or rounded, as a histogram; Huffman's tree, as it grows."""

import numpy as np

from imagen_course.checks import check_items, check_labels, check_number, check_text
from imagen_course.compress.coding import joins
from imagen_course.plots.axes import Axes
from imagen_course.plots.canvas import WIDTH, Canvas, number
from imagen_course.plots.colours import AZURE, LIT, ORANGE
from imagen_course.plots.drawing import as_numbers

__all__ = ["code_tree", "weight_histogram"]

_BINS, _MOST = 61, 16
_STEP, _HEAD, _FOOT = 19.0, 34.0, 40.0


def weight_histogram(weights, *, threshold=0.0, levels=None, title=""):
    """Draw how many weights lie where, which of them a threshold leaves out, and the values that they are rounded to.

    Parameters
    ----------
    weights : array_like
        Of any shape; two of them or more.
    threshold : float
        Those nearer to zero are left out: pale. None are at 0.
    levels : array_like, shape (n,), optional
        Values to mark.
    title : str
        Stands over it.

    Returns
    -------
    Drawing

    Raises
    ------
    TypeError, ValueError
        If the weights are no finite numbers, or fewer than two; or the threshold is below 0.

    Examples
    --------
    >>> weight_histogram([-2.0, -0.1, 0.2, 1.0], threshold=0.5, levels=[-2, 1], title="four").description
    'four: 4 weights from -2 to 1; 2 nearer to zero than 0.5 are left out, 50 %; 2 values marked'
    """
    weights = as_numbers(weights, name="weights", shape=("...",), least=2).reshape(-1)
    check_number(threshold, "[0, inf)", name="threshold", most=1e300)
    levels = as_numbers([] if levels is None else levels, name="levels", shape=("n",))
    reach = float(max(np.abs(weights).max(), np.abs(levels).max(initial=0), threshold)) or 1.0
    counts, edges = np.histogram(weights, np.linspace(-reach, reach, _BINS + 1))
    canvas = Canvas(250)
    axes = Axes(canvas, (50, 40, WIDTH - 70, 150), (-reach, reach), (0.0, float(counts.max())))
    _draw_bars(axes, weights, edges, threshold)
    axes.frame("weight", "how many", n=(8, 3))
    out = int(np.sum(np.abs(weights) < threshold))
    share = f"{100 * out / len(weights):.0f} %"
    if title:
        canvas.text(WIDTH / 2, 12, check_text(title, name="title"), bold=True)
    for level in levels:
        canvas.line([axes.at(level, 0), axes.at(level, axes.up[1])], stroke=LIT, line=1.5, part="level")
    if threshold:
        canvas.text(WIDTH - 20, 34, f"left out: {share}", anchor="end", part="share")
    said = f"{len(weights):,} weights from {weights.min():.3g} to {weights.max():.3g}"
    said += f"; {out:,} nearer to zero than {threshold:.3g} are left out, {share}" * bool(threshold)
    said += f"; {len(levels)} values marked" * bool(len(levels))
    return canvas.sheet(f"{title}: {said}" if title else said, seen="a histogram of weights")


def _draw_bars(axes, weights, edges, threshold):
    """Draw a bar for each bin, what is left out pale at its foot, and the threshold at both sides of zero."""
    kept = np.histogram(weights[np.abs(weights) >= threshold], edges)[0]
    for start, end, n, stay in zip(edges, edges[1:], np.histogram(weights, edges)[0], kept, strict=False):
        for low, high, look in ((0, n - stay, {"fill_opacity": 0.3, "part": "left out"}), (n - stay, n, {"part": "kept"})):
            if high > low:
                (x, y), (right, foot) = axes.at(start, high), axes.at(end, low)
                axes.canvas.rect(x + 0.5, y, right - x - 1, foot - y, fill=AZURE, **look)
    for end in (-threshold, threshold) if threshold else ():
        axes.canvas.line([axes.at(end, 0), axes.at(end, axes.up[1])], stroke=LIT, line=2, part="threshold")


def code_tree(counts, *, names=None, step=None):
    """Draw Huffman's tree as it grows: each step puts the two rarest nodes under a new one, and marks it.

    When all is joined, the branches have their bits, and every symbol its word, which is read downwards.

    Parameters
    ----------
    counts : array_like of int, shape (k,)
        How often each symbol comes: at most 16 of them do, and two at the least.
    names : sequence of str, optional
        Of the symbols; 0, 1, 2, ... if not given.
    step : int, optional
        How many joins are drawn; all if not given.

    Returns
    -------
    Drawing

    Raises
    ------
    TypeError, ValueError
        If they are no counts, too many or too few, there is another number of names, or no such step.

    Examples
    --------
    >>> code_tree([10, 2, 1, 1], names=["e", "t", "x", "z"]).description
    'after 3 of 3 joins: words of 1 to 3 bits, 20 bits in all, 1.43 a symbol; e 0, t 10, x 110, z 111'
    >>> code_tree([10, 2, 1, 1], step=1).description
    'after 1 of 3 joins: 2 and 3 are put together, 2 of 14 symbols'
    """
    joined, counts, names = _tree(counts, names)
    step = len(joined) if step is None else step
    check_number(step, f"[0, {len(joined)}]", name="step", whole=True, hint="it counts the joins")
    order, words = _order(joined, len(counts))
    deep = max(map(len, words.values()))
    ground = _HEAD + _STEP * len(joined)
    canvas = Canvas(ground + _FOOT + 12 * deep + 16)
    places = _places(joined, order, len(counts), ground)
    sides = _sides(joined, places)
    for i, (one, other, total) in enumerate(joined[:step]):
        nodes = one, other, len(counts) + i
        _draw_join(canvas, places, nodes, total, sides.get(nodes[2], 0), lit=i == step - 1, done=step == len(joined))
    for symbol in order:
        _draw_leaf(canvas, *places[symbol], names[symbol], counts[symbol], words[symbol] if step == len(joined) else "")
    said = _in_words(joined, counts, names, step, words)
    title = f"join {step} of {len(joined)}" if step < len(joined) else f"{len(joined)} joins, and every symbol has its word"
    canvas.text(10, 12, title, anchor="start", bold=True)
    return canvas.sheet(said, seen="a Huffman tree over its symbols")


def _tree(counts, names):
    counts = check_labels(counts, name="counts", shape=("k",), least=2).tolist()
    names = [*map(str, range(len(counts)))] if names is None else check_items(names, str, name="names")
    joined = joins(counts)
    if not 1 <= len(joined) < _MOST or len(names) != len(counts):
        raise ValueError(
            f"counts must be above 0 for 2 to {_MOST} symbols, each with one of names, "
            f"got {len(joined) + 1} and {len(names)} names"
        )
    return joined, counts, list(names)


def _order(joined, k):
    """Order the symbols as they stand under the root, the shallow branch to the left; and give each its word."""
    words = {k + len(joined) - 1: ""}
    depths = [0] * (k + len(joined))
    for i, (one, other, _) in enumerate(joined):
        depths[k + i] = 1 + max(depths[one], depths[other])
    for i in reversed(range(len(joined))):
        left, right = sorted(joined[i][:2], key=depths.__getitem__)
        words |= {left: words[k + i] + "0", right: words[k + i] + "1"}
    leaves = {symbol: word for symbol, word in words.items() if symbol < k}
    return sorted(leaves, key=leaves.get), leaves


def _places(joined, order, k, ground):
    """Find where each node stands: symbols side by side on the ground, each join a step higher, between its two."""
    wide = (WIDTH - 20) / len(order)
    places = {symbol: (10 + wide * (i + 0.5), ground) for i, symbol in enumerate(order)}
    for i, (one, other, _) in enumerate(joined):
        places[k + i] = ((places[one][0] + places[other][0]) / 2, ground - _STEP * (i + 1))
    return places


def _sides(joined, places):
    """Say of each node under a join whether it stands at its left, -1, or at its right, 1."""
    return {node: side for pair in joined for node, side in zip(sorted(pair[:2], key=places.get), (-1, 1), strict=True)}


def _draw_join(canvas, places, nodes, total, side, *, lit, done):
    """Draw two branches, their bits when all is done, and the sum; side is -1 for left of the way up, 1 for right."""
    (*below, top), stroke = (places[node] for node in nodes), LIT if lit and not done else "currentColor"
    for (x, y), bit in zip(sorted(below), "01", strict=True):
        canvas.line([(x, y), (x, top[1]), top], stroke=stroke, line=2.5 if lit and not done else 1.3, part="branch")
        if done:
            canvas.text((x + top[0]) / 2, top[1] + 9, bit, size=11, part="bit")
    anchor = ("end", "middle", "start")[side + 1]
    canvas.text(top[0] + 4 * side, top[1] - 8, number(total), size=11, anchor=anchor, bold=lit, part="sum")


def _draw_leaf(canvas, x, y, name, count, word):
    canvas.circle(x, y + 12, 12, fill=ORANGE, part="symbol")
    canvas.text(x, y + 12, name, size=12, on=ORANGE, part="name")
    canvas.text(x, y + 32, number(count), size=11, part="count")
    for i, bit in enumerate(word):
        canvas.text(x, y + 48 + 12 * i, bit, size=12, bold=True, part="word")


def _in_words(joined, counts, names, step, words):
    head = f"after {step} of {len(joined)} joins: "
    if not step:
        return f"{head}{len(words)} symbols stand side by side"
    if step < len(joined):
        *nodes, total = joined[step - 1]
        both = [names[node] if node < len(counts) else f"a branch of {joined[node - len(counts)][2]:,}" for node in nodes]
        return f"{head}{' and '.join(both)} are put together, {total:,} of {sum(counts):,} symbols"
    bits, lengths = sum(total for *_, total in joined), sorted(map(len, words.values()))
    head += f"words of {lengths[0]} to {lengths[-1]} bits, {bits:,} bits in all, {bits / sum(counts):.3g} a symbol; "
    return head + ", ".join(f"{names[symbol]} {word}" for symbol, word in sorted(words.items(), key=lambda pair: pair[1]))
