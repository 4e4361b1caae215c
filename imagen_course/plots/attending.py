"""Attention: one place of a picture, and how much it looks at each word."""

import math

import numpy as np

from imagen_course.checks import check_items, check_number, check_type
from imagen_course.plots.canvas import Canvas
from imagen_course.plots.colours import LIT, ORANGE, of_number
from imagen_course.plots.drawing import as_numbers, as_picture

__all__ = ["attention"]

_SIDE, _TOP, _MAP, _ROW = 236.0, 34.0, 560.0, 23.0


def attention(image, weights, words, *, place=0, seen=""):
    """Draw what one place of a picture looks at: its weight on each word, and every place's weight on the first among them.

    Move ``place``, and another one asks: `widgets.control` does.

    Parameters
    ----------
    image : array_like, shape (h, w) or (h, w, 3)
        In [0, 1].
    weights : array_like, shape (k * k, n)
        Of each place, row by row: its weights on the words, in [0, 1].
    words : sequence of str
        1 to 12; the weights beyond them are of padding, whose sum is drawn.
    place : int
        Which one asks, counted along the rows from 0.
    seen : str
        What the picture shows, for the alt text: "a red circle".

    Returns
    -------
    Drawing

    Raises
    ------
    TypeError, ValueError
        If the arrays do not fit, the places are no square, there are too many words, or there is no such place.

    Examples
    --------
    >>> attention(np.zeros((4, 4)), [[0.25, 0.75]] * 4, ["red", "circle"], place=3).description
    'the place in row 1, column 1 of 2 x 2 looks at: red 25 %, circle 75 %; at circle all places look with 75 to 75 %'
    """
    image, weights, words, k = _check(image, weights, words)
    check_number(place, f"[0, {k * k - 1}]", name="place", whole=True, hint="it is a place of the map")
    check_type(seen, str, name="seen")
    row, column = divmod(place, k)
    most = int(weights[place].argmax())
    canvas = Canvas(_TOP + max(_SIDE, _ROW * len(words)) + 4)
    _draw_asking(canvas, image, k, row, column)
    _draw_weights(canvas, weights[place], words)
    _draw_map(canvas, weights[:, most].reshape(k, k), words[most], row, column)
    shares = ", ".join(f"{word} {_percent(weight)}" for word, weight in zip(words, weights[place], strict=True))
    low, high = (round(100 * end) for end in (weights[:, most].min(), weights[:, most].max()))
    said = f"the place in row {row}, column {column} of {k} x {k} looks at: {shares}"
    return canvas.sheet(f"{said}; at {words[most]} all places look with {low} to {high} %", seen=seen)


def _check(image, weights, words):
    words = list(check_items(words, str, name="words", least=1))
    weights = as_numbers(weights, name="weights", shape=("places", "n"), least=1, within="[0, 1]")
    k, padding = math.isqrt(len(weights)), weights.shape[1] - len(words)
    if k * k != len(weights) or padding < 0 or len(words) > 12:
        raise ValueError(
            f"weights must be of k * k places, words at most 12 and no more, got {weights.shape} and {len(words)}"
        )
    if padding:
        weights = np.column_stack([weights[:, : len(words)], weights[:, len(words) :].sum(axis=1)])
        words.append(f"{padding} of padding")
    return as_picture(image), weights, words, k


def _percent(weight):
    return f"{100 * weight:.0f} %"


def _draw_asking(canvas, image, k, row, column):
    canvas.text(_SIDE / 2, 14, "this place asks", bold=True)
    canvas.image(image, 0, _TOP, _SIDE, _SIDE, part="picture")
    step = _SIDE / k
    for i in range(1, k):
        for ends in ([(0, _TOP + i * step), (_SIDE, _TOP + i * step)], [(i * step, _TOP), (i * step, _TOP + _SIDE)]):
            canvas.line(ends, stroke="#8a8a8a", line=0.5, stroke_opacity=0.5)
    canvas.rect(column * step, _TOP + row * step, step, step, stroke=LIT, line=3, part="place")


def _draw_weights(canvas, weights, words):
    """Draw a bar for each word, to one scale: full is a weight of 1."""
    left, wide = 352.0, 118.0
    canvas.text(left + 30, 14, "its weight on each word", bold=True)
    for i, (word, weight) in enumerate(zip(words, weights, strict=True)):
        y = _TOP + _ROW * (i + 0.5)
        canvas.text(left - 8, y, word, anchor="end", part="word")
        canvas.rect(left, y - 7, wide, 14, fill="currentColor", fill_opacity=0.12, rx=2)
        canvas.rect(left, y - 7, wide * float(weight), 14, fill=ORANGE, rx=2, part="weight")
        canvas.text(left + wide + 44, y, _percent(weight), anchor="end", size=12, part="share")


def _draw_map(canvas, weights, word, row, column):
    side, step = 200.0, 200.0 / len(weights)
    canvas.text(_MAP + side / 2, 14, f"who looks at “{word}”", bold=True, part="map of")
    canvas.image(of_number(np.float64(weights), 1.0), _MAP, _TOP, side, side, part="map")
    canvas.rect(_MAP + column * step, _TOP + row * step, step, step, stroke=LIT, line=3)
    canvas.text(_MAP + side / 2, _TOP + side + 18, "white 0, orange 100 %", size=12)
