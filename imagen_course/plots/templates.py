"""A dense layer at work on a picture, its templates, scores and probabilities; softmax at work on scores."""

import numpy as np

from imagen_course import formulas
from imagen_course.checks import check_lengths, check_number, check_type
from imagen_course.plots.canvas import WIDTH, Canvas, number
from imagen_course.plots.colours import AZURE, LIT, ORANGE, of_class, of_number
from imagen_course.plots.drawing import as_numbers

__all__ = ["dense", "softmax"]

_SIDE, _TOP, _ROW = 140.0, 34.0, 24.0


def dense(image, weights, *, bias=None, names=None, unit=0, seen=""):
    """Draw what one unit of a dense layer does with a picture, and the scores and probabilities of all.

    The unit's weights lie on the picture as a template: where a product is orange, the pixel speaks for the class, where it
    is blue, against it.

    Parameters
    ----------
    image : array_like, shape (h, w)
    weights : array_like, shape (h, w, k)
        A template for each of at most 12 units.
    bias : array_like, shape (k,), optional
        0 if not given.
    names : sequence of str, optional
        Of the units.
    unit : int
        Whose template is shown.
    seen : str
        What the picture shows, for the alt text: "a handwritten 3".

    Returns
    -------
    Drawing

    Raises
    ------
    TypeError, ValueError
        If the arrays are no numbers or do not fit each other, there are too many units, or there is no such unit.

    Examples
    --------
    >>> dense([[1.0, 2.0]], [[[1.0, 0.0], [-1.0, 0.5]]], names=["left", "right"]).description
    'unit left: products from -2 to 1 add up to -1; scores: left -1 (12 %), right 1 (88 %)'
    """
    image = as_numbers(image, name="image", shape=("h", "w"), least=1)
    weights = as_numbers(weights, name="weights", shape=(*image.shape, "k"), least=1, hint="a template of the image's shape")
    k = weights.shape[2]
    if k > 12:
        raise ValueError(f"weights must be of at most 12 units to be drawn, got {k}")
    bias = as_numbers(np.zeros(k) if bias is None else bias, name="bias", shape=(k,))
    names = [str(i) for i in range(k)] if names is None else names
    check_lengths(names=names, units=range(k))
    check_number(unit, f"[0, {k - 1}]", name="unit", whole=True)
    products = image[..., None] * weights
    scores = products.sum(axis=(0, 1)) + bias
    shares = formulas.softmax(scores)
    tall = _SIDE * min(image.shape[0] / image.shape[1], 1.6)
    canvas = Canvas(_TOP + max(tall + 44, _ROW * k + 6))
    _draw_template(canvas, image, weights[..., unit], products[..., unit], tall)
    added = f" + bias {number(bias[unit])}" if bias[unit] else ""
    words = f"sum of the products {number(products[..., unit].sum())}{added}: score {number(scores[unit])}"
    canvas.text(1.5 * _SIDE + 26, _TOP + tall + 24, words, bold=True, part="score")
    _draw_scores(canvas, [*map(str, names)], scores, shares, unit)
    each = [f"{n} {s + 0.0:.3g} ({p:.0%})".replace("%", " %") for n, s, p in zip(names, scores, shares, strict=True)]
    low, high = products[..., unit].min(), products[..., unit].max()
    said = f"unit {names[unit]}: products from {low + 0.0:.3g} to {high + 0.0:.3g} add up to {scores[unit] + 0.0:.3g}"
    return canvas.sheet(f"{said}; scores: {', '.join(each)}", seen=seen or "")


def _draw_template(canvas, image, template, products, tall):
    """Draw picture, template and products side by side, each number a pixel."""
    grey = (image - image.min()) / (np.ptp(image) or 1)
    shown = {
        "picture": grey,
        "template": of_number(template, np.abs(template).max() or 1),
        "products": of_number(products, np.abs(products).max() or 1),
    }
    for i, (name, pixels) in enumerate(shown.items()):
        x = i * (_SIDE + 26)
        canvas.text(x + _SIDE / 2, 14, name, bold=True)
        canvas.image(pixels, x, _TOP, _SIDE, tall, part=name)
        if i:
            canvas.text(x - 13, _TOP + tall / 2, ("×", "=")[i - 1], size=20)


def _draw_scores(canvas, names, scores, shares, unit):
    """Draw the scores as bars to both sides of zero, and the probabilities that softmax makes of them."""
    left, wide, end = 552.0, 90.0, WIDTH - 50
    canvas.text(left + wide / 2, 14, "score", bold=True)
    canvas.text(end - 20, 14, "softmax", bold=True)
    reach = np.abs(scores).max() or 1
    for i, (name, score, share) in enumerate(zip(names, scores, shares, strict=True)):
        y = _TOP + _ROW * (i + 0.5)
        canvas.circle(left - 12, y, 5, fill=of_class(name), part="class")
        canvas.text(left - 22, y, name if len(name) < 8 else f"{name[:6]}.", anchor="end", size=12, part="name")
        long, zero = wide / 2 * abs(score) / reach, left + wide / 2
        fill = ORANGE if score > 0 else AZURE
        canvas.rect(zero if score > 0 else zero - long, y - 7, long, 14, fill=fill, part="score bar")
        canvas.rect(end - 36, y - 7, 40, 14, fill="currentColor", fill_opacity=0.12, rx=2)
        canvas.rect(end - 36, y - 7, 40 * float(share), 14, fill=LIT, rx=2, part="share")
        canvas.text(WIDTH - 5, y, f"{share:.0%}".replace("%", " %"), anchor="end", size=12, part="probability")
    canvas.faint([(left + wide / 2, _TOP - 4), (left + wide / 2, _TOP + _ROW * len(names))], stroke_opacity=0.6)
    canvas.rect(left - 74, _TOP + _ROW * unit, WIDTH - left + 73, _ROW, stroke=LIT, line=2, rx=4, part="lit")


def softmax(scores, *, names=None, temperature=1.0, title="", seen=""):
    """Draw how softmax makes probabilities of scores: powers that are never negative, and their shares of the sum.

    Parameters
    ----------
    scores : array_like, shape (k,)
        Of at most 12 classes.
    names : sequence, optional
        Of the classes, which give them their colours; 0, 1, 2, ... if not given.
    temperature : float
        What the scores are divided by, above 0.
    title : str
        Stands under the figure.
    seen : str
        What the scores are of, for the alt text: "a handwritten 8".

    Returns
    -------
    Drawing

    Raises
    ------
    TypeError, ValueError
        If the scores are no numbers, too many, or so large that their powers overflow, or there is another number of names.

    Examples
    --------
    >>> softmax([0.0, 1.0], names=["left", "right"]).description
    'left: score 0, power 1, 27 %; right: score 1, power 2.72, 73 %'
    """
    scores = as_numbers(scores, name="scores", shape=("k",), least=1)
    check_number(temperature, "(0, inf)", name="temperature")
    check_type(title, str, name="title")
    names = range(len(scores)) if names is None else names
    check_lengths(names=names, scores=scores)
    names = [str(name) for name in names]
    if len(scores) > 12:
        raise ValueError(f"scores must be of at most 12 classes to be drawn, got {len(scores)}")
    logits = scores / temperature
    if logits.max() > 700:
        raise ValueError(f"scores must be at most 700 once divided by temperature, got {logits.max():.4g}: e^710 overflows")
    powers, shares = np.exp(logits), formulas.softmax(logits)
    canvas = Canvas(_TOP + _ROW * len(names) + 8 + 32 * bool(title))
    head = "score" if temperature == 1 else f"score / {number(temperature)}"
    for x, words in ((150, head), (380, "its power of e"), (630, "shares of the sum")):
        canvas.text(x, 14, words, bold=True)
    for i, (name, logit, power) in enumerate(zip(names, logits, powers, strict=True)):
        _draw_power(canvas, _TOP + _ROW * (i + 0.5), name, (logit, np.abs(logits).max()), (power, powers.max()))
    canvas.faint([(150, _TOP), (150, _TOP + _ROW * len(names))], stroke_opacity=0.6)
    _draw_shares(canvas, names, shares)
    canvas.text(WIDTH / 2, canvas.height - 12, title, bold=True, part="title")
    said = [
        f"{n}: score {z + 0.0:.3g}, power {e:.3g}, {p:.0%}".replace("%", " %")
        for n, z, e, p in zip(names, logits, powers, shares, strict=True)
    ]
    return canvas.sheet("; ".join([*said, *([title] if title else [])]), seen=seen)


def _draw_power(canvas, y, name, logit, power):
    """Draw one class's score, to the left or to the right of zero, and its power; each beside the largest of all."""
    (score, reach), (value, most) = logit, power
    canvas.text(14, y, name if len(name) < 8 else f"{name[:6]}.", anchor="start", size=12, part="name")
    long, fill = 64 * abs(score) / (reach or 1), ORANGE if score > 0 else AZURE
    canvas.rect(150 if score > 0 else 150 - long, y - 7, long, 14, fill=fill, part="score bar")
    canvas.text(262, y, number(score), anchor="end", size=12, part="score")
    canvas.rect(310, y - 7, 140 * value / most, 14, fill=of_class(name), part="power bar")
    words = number(value) if 0.001 <= value < 1000 else "≈ 0" if value < most / 1000 else f"{value:.1e}".replace("-", "−")
    canvas.text(316 + 140 * value / most, y, words, anchor="start", size=12, part="power")


def _draw_shares(canvas, names, shares):
    """Draw the powers on top of each other, as parts of one whole, those that can be told apart with their names."""
    left, wide, tall = 580.0, 100.0, _ROW * len(names)
    y = _TOP
    for i, (name, share) in enumerate(zip(names, shares, strict=True)):
        high = tall * float(share)
        canvas.rect(left, y, wide, high, fill=of_class(name), stroke="#8a8a8a", line=0.5, part="share")
        canvas.faint([(522, _TOP + _ROW * (i + 0.5)), (left - 2, y + high / 2)])
        if high > 13:
            words = f"{name}: {share:.0%}".replace("%", " %")
            canvas.text(
                left + wide + 10, y + high / 2, words, anchor="start", bold=share == shares.max(), part="probability"
            )
        y += high
    canvas.rect(left, _TOP, wide, tall, stroke="currentColor", line=1.5, part="whole")
