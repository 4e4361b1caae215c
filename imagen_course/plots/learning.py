"""How a network learns: a neuron, a chain of operations forward and backward, a loss landscape, learning curves."""

import math
from typing import NamedTuple

import numpy as np

from imagen_course.checks import (
    check_callable,
    check_items,
    check_lengths,
    check_number,
    check_numbers,
    check_one_of,
    check_text,
)
from imagen_course.plots.axes import Axes
from imagen_course.plots.canvas import WIDTH, Canvas, number, plate_width
from imagen_course.plots.colours import AZURE, BLUE, LIT, ORANGE, mixed, of_number, rgb
from imagen_course.plots.drawing import as_numbers

__all__ = ["Operation", "chain", "learning_curves", "loss_landscape", "neuron"]

_ACTIVATIONS = {
    "relu": lambda x: np.maximum(x, 0),
    "sigmoid": lambda x: 1 / (1 + np.exp(-np.clip(x, -500, 500))),
    "tanh": np.tanh,
    "none": lambda x: x,
}


class Operation(NamedTuple):
    """One step of a chain: what it gives, and how fast that grows with what comes in.

    Attributes
    ----------
    name : str
        "× w", "ReLU", "(z − t)²".
    value : float
        What it gives.
    slope : float
        Its local derivative with respect to what comes in.
    parameter : str
        The name of a weight that takes part, if any.
    parameter_slope : float
        The derivative with respect to that.

    Examples
    --------
    >>> Operation("× 3", 6.0, 3.0).value
    6.0
    """

    name: str
    value: float
    slope: float
    parameter: str = ""
    parameter_slope: float = 0.0


def chain(value, operations, *, name="x", step=None):
    """Draw a chain of operations: values go forward, in blue; gradients come back, in orange, each slope a factor.

    Parameters
    ----------
    value : float
        What comes in.
    operations : sequence of Operation
        At most six.
    name : str
        What the value is called.
    step : int, optional
        How far the pass has come: from 0 to the number of operations forward, then as many steps backward. All of it if not
        given.

    Returns
    -------
    Drawing

    Raises
    ------
    TypeError, ValueError
        If something else or nothing stands in ``operations``, or ``step`` is beyond the end.

    Examples
    --------
    >>> chain(2.0, [Operation("× 3", 6.0, 3.0), Operation("square", 36.0, 12.0)]).description
    'forward: x 2, × 3 6, square 36; backward: 1, times 12 is 12, times 3 is 36'
    """
    n = _check_chain(value, operations, name)
    step = 2 * n if step is None else step
    check_number(step, f"[0, {2 * n}]", name="step", whole=True)
    values, gradients = [value, *(operation.value for operation in operations)], [1.0]
    for operation in reversed(operations):
        gradients.insert(0, gradients[0] * operation.slope)  # of the result, with respect to the value at each place
    canvas, gap = Canvas(270), WIDTH / (n + 1)
    places = [gap * (i + 0.5) for i in range(n + 1)]
    canvas.text(0, 12, "forward: values", bold=True, anchor="start")
    canvas.text(0, 256, "backward: gradients, each slope a factor", bold=True, anchor="start")
    canvas.text(places[0], 50, name, size=12)
    canvas.text(places[-1], 50, "result", size=12)
    for x, number_ in list(zip(places, values, strict=True))[: step + 1]:
        canvas.plate(x, 76, number(number_), BLUE, size=15, part="value")
    back = max(step - n, 0)
    for x, gradient in list(zip(places, gradients, strict=True))[n - back :] if step > n else ():
        canvas.plate(x, 200, number(gradient), ORANGE, size=15, part="gradient")
    for i, operation in enumerate(operations):
        _draw_operation(canvas, operation, (places[i], places[i + 1]), gradients[i + 1], (i < step, n - i <= back))
    forward = ", ".join([f"{name} {value:.4g}", *(f"{o.name} {o.value:.4g}" for o in operations[: min(step, n)])])
    factors = [f"times {o.slope:.4g} is {g:.4g}" for o, g in zip(operations, gradients, strict=False)][::-1][:back]
    said = f"forward: {forward}" + f"; backward: {', '.join(['1', *factors])}" * bool(factors)
    return canvas.sheet(said, seen="a chain of operations, values forward and gradients backward")


def _check_chain(value, operations, name):
    """Look at what a chain is made of; return how many operations it has."""
    check_number(value, "(-inf, inf)", name="value", most=1e300)
    check_items(operations, Operation, name="operations", least=1, hint='write [Operation("× 3", 6.0, 3.0)]')
    check_text(name, name="name")
    for operation in operations:
        check_numbers([operation.value, operation.slope, operation.parameter_slope], name="operations")
    if len(operations) > 6:
        raise ValueError(f"operations must be at most 6 to be drawn, got {len(operations)}")
    return len(operations)


def _draw_operation(canvas, operation, places, gradient, passed):
    """Draw an operation between two places: its box, the way forward over it, the way backward under it, its slope."""
    x, half = sum(places) / 2, (places[1] - places[0]) / 2
    wide = min(2 * half - 58, plate_width(operation.name, 13) + 8)
    canvas.rect(x - wide / 2, 113, wide, 34, stroke="currentColor", line=1.2, rx=8, part="operation")
    canvas.text(x, 130, operation.name, bold=True, part="operation name")
    forward = {"stroke": AZURE} if passed[0] else {"stroke_opacity": 0.25, "fill_opacity": 0.25}
    canvas.arrow((places[0] + 30, 76), (places[1] - 30, 76), line=2.5, part="on", **forward)
    canvas.faint([(x, 78), (x, 112)], line=1.5)
    if passed[0]:
        canvas.text(x, 218, f"× {number(operation.slope)}", size=13, part="slope")
    if passed[1]:
        canvas.arrow((places[1] - 30, 200), (places[0] + 30, 200), stroke=ORANGE, line=2.5, part="back")
    if operation.parameter:
        slope = gradient * operation.parameter_slope
        canvas.faint([(x, 148), (x, 158)], line=1.5)
        words = f"slope for {operation.parameter}: {number(slope)}" if passed[1] else operation.parameter
        canvas.text(x, 170, words, size=12, bold=True, part="parameter gradient")


def neuron(inputs, weights, *, bias=0.0, activation="relu", names=None):
    """Draw a neuron: each input times its weight, their sum with the bias, and what the activation makes of it.

    A line is as thick as its weight is large, orange above zero and blue below.

    Parameters
    ----------
    inputs, weights : array_like, shape (n,)
        At most eight.
    bias : float
    activation : {"relu", "sigmoid", "tanh", "none"}
    names : sequence of str, optional
        One for each input.

    Returns
    -------
    Drawing

    Raises
    ------
    TypeError, ValueError
        If inputs and weights are no numbers, too many or not equally many, or the activation is unknown.

    Examples
    --------
    >>> neuron([1.0, 2.0], [3.0, -1.0], bias=0.5).description
    'a neuron: 1 x 3, 2 x -1 and the bias 0.5 add up to 1.5; relu makes 1.5 of it'
    """
    inputs = as_numbers(inputs, name="inputs", shape=("n",), least=1)
    weights = as_numbers(weights, name="weights", shape=inputs.shape, hint="one for each input")
    if len(inputs) > 8:
        raise ValueError(f"inputs must be at most 8 to be drawn, got {len(inputs)}")
    check_number(bias, "(-inf, inf)", name="bias", most=1e300)
    check_one_of(activation, [*_ACTIVATIONS], name="activation")
    names = [f"x{chr(0x2080 + i)}" for i in range(len(inputs))] if names is None else names
    check_lengths(names=names, inputs=inputs)
    total = float(inputs @ weights + bias)
    output = float(_ACTIVATIONS[activation](total))
    step = 52.0
    canvas = Canvas(max(step * (len(inputs) + 1), 190) + 26)
    centre, limit = (canvas.height + 18) / 2, np.abs(weights).max() or 1
    for words, x in (("inputs", 92), ("weights", 190), ("products", 300), ("sum", 425), (activation, 560), ("output", 715)):
        canvas.text(x, 10, words, bold=True)
    first = centre - step * len(inputs) / 2
    for i, (name, value, weight) in enumerate(zip(names, inputs, weights, strict=True)):
        _draw_input(canvas, first + i * step, (425 - 34, centre), (name, value, weight), limit)
    y = first + len(inputs) * step
    canvas.text(190, y, f"bias {number(bias)}", part="bias")
    canvas.line([(232, y), (318, y), (425 - 32, centre + 12)], line=1.5, stroke_opacity=0.5)
    canvas.circle(425, centre, 34, fill=of_number(total, max(abs(total), 1)), stroke="#6a6a6a", part="sum")
    canvas.text(425, centre, number(total), size=16, bold=True, on=of_number(total, max(abs(total), 1)), part="total")
    _draw_activation(canvas, activation, total, output, centre)
    canvas.arrow((460, centre), (498, centre))
    canvas.arrow((624, centre), (676, centre))
    fill = of_number(output, max(abs(output), 1))
    canvas.circle(715, centre, 34, fill=fill, stroke="#6a6a6a", part="output")
    canvas.text(715, centre, number(output), size=16, bold=True, on=fill)
    each = ", ".join(f"{x:.3g} x {w:.3g}" for x, w in zip(inputs, weights, strict=True))
    said = f"a neuron: {each} and the bias {bias:.3g} add up to {total:.3g}; {activation} makes {output:.3g} of it"
    return canvas.sheet(said, seen="a neuron")


def _draw_input(canvas, y, end, row, limit):
    """Draw an input, its weight as a line, and their product where the line ends."""
    name, value, weight = row
    canvas.circle(92, y, 22, stroke="currentColor", part="input")
    canvas.text(92, y, number(value), size=14)
    canvas.text(64, y, name, size=12, anchor="end")
    colour = (AZURE if weight < 0 else ORANGE) if weight else "#8a8a8a"
    line = 1 + 7 * abs(weight) / limit
    canvas.line([(115, y), (318, y), end], stroke=colour, line=line, part="weight", stroke_opacity=0.85)
    canvas.plate(190, y, f"× {number(weight)}", mixed(colour, 0.25), size=13)
    canvas.plate(
        300,
        y,
        number(value * weight),
        of_number(float(value * weight), max(abs(value * weight), 1)),
        size=13,
        part="product",
    )


def _draw_activation(canvas, activation, total, output, centre):
    """Draw the activation as a curve, and on it the sum and what comes of it."""
    reach = max(abs(total) * 1.25, 2.0)
    x = np.linspace(-reach, reach, 81)
    y = _ACTIVATIONS[activation](x)
    high = max(np.abs(y).max(), 1)
    axes = Axes(
        canvas,
        (502, centre - 50, 116, 100),
        (-reach, reach),
        (-high if activation in ("tanh", "none") else -0.15 * high, high),
    )
    canvas.faint([axes.at(-reach, 0), axes.at(reach, 0)])
    canvas.faint([axes.at(0, axes.up[0]), axes.at(0, high)])
    axes.curve(x, y, part="activation")
    canvas.line([axes.at(total, 0), axes.at(total, output)], stroke=LIT, line=1.5, stroke_dasharray="3 3")
    axes.point(total, output, fill=LIT)


def loss_landscape(loss, path, *, across, up=None, step=None, labels=("weight 1", "weight 2")):
    """Draw the loss over one weight or two, and the path of gradient descent on it.

    Parameters
    ----------
    loss : callable
        Takes an array of each weight and returns an array of losses.
    path : array_like, shape (n,) or (n, 2)
        The weights after each step, the start first.
    across, up : (float, float)
        The ends of the scales; ``up`` for a second weight alone.
    step : int, optional
        Up to which step the path is drawn; all of it if not given.
    labels : (str, str)
        What the weights are called.

    Returns
    -------
    Drawing

    Raises
    ------
    TypeError, ValueError
        If the path is no array of such a shape, ``step`` is beyond it, or the loss gives no finite numbers.

    Examples
    --------
    >>> loss_landscape(lambda w: (w - 3) ** 2, [0.0, 1.5, 2.25], across=(-1, 6)).description
    'loss over weight 1 from -1 to 6; 2 steps from 0 with loss 9 to 2.25 with loss 0.562'
    """
    check_callable(loss, name="loss", hint="of an array of each weight")
    path = as_numbers(path, name="path")
    if path.shape[1:] not in ((), (2,)) or not path.size or not path.shape:
        raise ValueError(f"path must have shape (n,) or (n, 2) with n at least 1, got {path.shape}")
    step = len(path) - 1 if step is None else step
    check_number(step, f"[0, {len(path) - 1}]", name="step", whole=True)
    across = _ends(across, "across")
    shown = path[: step + 1]
    if path.ndim == 1:
        losses = check_numbers(loss(path), name="loss", shape=path.shape)
        canvas = _draw_valley(loss, shown, across, labels)
    else:
        losses = check_numbers(loss(path[:, 0], path[:, 1]), name="loss", shape=path.shape[:1])
        canvas = _draw_landscape(loss, shown, across, _ends(up, "up"), labels)
    over = labels[0] if path.ndim == 1 else " and ".join(labels)
    ends = f"from {_words(path[0])} with loss {losses[0]:.3g} to {_words(path[step])} with loss {losses[step]:.3g}"
    said = f"loss over {over} from {across[0]:.3g} to {across[1]:.3g}; {step} step{'s' * (step != 1)} {ends}"
    return canvas.sheet(said, seen="a loss landscape and the path of gradient descent on it")


def _ends(pair, name):
    pair = as_numbers(pair, name=name, shape=(2,), hint="the lower end and the upper")
    if pair[0] >= pair[1]:
        raise ValueError(f"{name} must be the lower end and the upper, got {pair.tolist()}")
    return tuple(pair.tolist())


def _words(place):
    return f"{place:.3g}" if np.ndim(place) == 0 else "(" + ", ".join(f"{x:.3g}" for x in place) + ")"


def _draw_valley(loss, path, across, labels):
    """Draw the loss of one weight as a curve, the path as points on it."""
    x = np.linspace(*across, 160)
    y = as_numbers(loss(x), name="loss", shape=x.shape)
    at = as_numbers(loss(path), name="loss", shape=path.shape)
    canvas = Canvas(290)
    axes = Axes(canvas, (60, 28, WIDTH - 80, 210), across, (min(0.0, y.min()), y.max() * 1.02 or 1.0))
    axes.frame(labels[0], "loss")
    axes.curve(x, y, stroke_opacity=0.55)
    inside = [(w, value) for w, value in zip(path, at, strict=True) if across[0] <= w <= across[1] and value <= axes.up[1]]
    if len(inside) > 1:
        axes.curve(*zip(*inside, strict=True), stroke=LIT, line=1.5, part="path")
    for i, (w, value) in enumerate(inside):
        axes.point(w, value, 5 if i < len(inside) - 1 else 7, fill=LIT, part="step")
    return canvas


def _draw_landscape(loss, path, across, up, labels):
    """Draw the loss of two weights as bands of equal loss, the path in steps on it."""
    wide, tall = 520, 360
    grid = np.meshgrid(np.linspace(*across, wide // 2), np.linspace(*up[::-1], tall // 2))
    heights = as_numbers(loss(*grid), name="loss", shape=grid[0].shape)
    edges = np.quantile(heights, np.linspace(0, 1, 15) ** 1.4)
    band = np.clip(np.searchsorted(edges, heights, side="right") - 1, 0, 13)
    colours = np.array([rgb(mixed("#2c4a6e", share)) for share in np.linspace(0.08, 0.95, 14)])
    canvas = Canvas(tall + 60)
    axes = Axes(canvas, (60, 20, wide, tall), across, up)
    canvas.image(colours[band], 60, 20, wide, tall, part="loss")
    axes.frame(*labels, n=(6, 5))
    if len(path) > 1:
        axes.curve(*path.T, stroke="#ffffff", line=4.5, part="casing")
        axes.curve(*path.T, stroke=LIT, line=2.5, part="path")
    for i, place in enumerate(path):
        axes.point(*place, 4 if i < len(path) - 1 else 8, fill=LIT, stroke="#ffffff", part="step")
    x, y = axes.at(*path[0])
    canvas.plate(x, y - 18, "start", "#ffffff", size=12)
    _draw_bands(canvas, colours, edges, tall)
    return canvas


def _draw_bands(canvas, colours, edges, tall):
    """Draw the key: a band of loss is a step of the staircase, the lowest at its foot."""
    canvas.text(616, 10, "loss", bold=True, anchor="start")
    canvas.image(colours[::-1, None], 616, 20, 22, tall, part="key")
    for i in range(0, 15, 2):
        canvas.text(646, 20 + tall * (1 - i / 14), number(edges[i]), size=12, anchor="start", part="key number")


def learning_curves(training, validation, *, label="loss", epoch=None):
    """Draw the curves of training set and validation set, the best epoch marked, and overfitting shaded.

    It overfits from the best epoch on if the training set has gained since then, and the validation set has lost: more than
    2 % of its best, and than a twentieth of what the curves span.

    Parameters
    ----------
    training, validation : sequence of float
        After each epoch, from the first.
    label : str
        What they measure; if it begins with "loss" or "error" lower is better, otherwise higher.
    epoch : int, optional
        Up to which epoch, 2 or more; all of them if not given.

    Returns
    -------
    Drawing

    Raises
    ------
    TypeError, ValueError
        If the curves are no finite numbers or not equally long.

    Examples
    --------
    >>> learning_curves([3, 2, 1, 0.5], [3, 2.5, 2, 2.2]).description
    'loss over 4 epochs: training set from 3 to 0.5, validation set from 3 to 2.2, best 2 at epoch 3; then overfitting'
    """
    training = as_numbers(training, name="training", shape=("epochs",), least=2)
    validation = as_numbers(validation, name="validation", shape=training.shape)
    check_text(label, name="label")
    epoch = len(training) if epoch is None else epoch
    check_number(epoch, f"[2, {len(training)}]", name="epoch", whole=True)
    both = np.concatenate([training, validation])
    sign = 1 if (lower := label.startswith(("loss", "error"))) else -1
    training, validation = training[:epoch], validation[:epoch]
    best = int(validation.argmin() if lower else validation.argmax())
    canvas, margin = Canvas(330), 0.06 * (np.ptp(both) or 1)
    up = (0.0 if lower and both.min() >= 0 else both.min() - margin, both.max() + margin)
    axes = Axes(canvas, (56, 34, WIDTH - 210, 240), (1, len(both) / 2), up)
    (x, y), (right, foot) = axes.at(best + 1, up[1]), axes.at(epoch, up[0])
    gained, lost = training[best] - training[-1], validation[-1] - validation[best]
    overfit = bool(sign * gained > 0 and sign * lost > max(np.ptp(both) / 20, abs(validation[best]) / 50))
    if overfit:
        canvas.rect(x, y, right - x, foot - y, fill=ORANGE, fill_opacity=0.14, part="overfitting")
        canvas.text(max((x + right) / 2, x + 46), y + 12, "overfitting", bold=True) if right - x > 90 else None
    axes.frame("epoch", label)
    epochs = np.arange(1, epoch + 1)
    axes.curve(epochs, training, stroke=AZURE, part="training")
    axes.curve(epochs, validation, stroke=ORANGE, part="validation")
    canvas.line([(x, y), (x, foot)], stroke_dasharray="5 4", line=1.2, part="best epoch")
    axes.point(best + 1, validation[best], 6, fill=LIT, part="best")
    words = f"best: epoch {best + 1}, {number(validation[best])}"
    canvas.text(min(max(x, 170), WIDTH - 230), 14, words, bold=True, part="best words")
    _name_ends(axes, epoch, {"training set": (training[-1], AZURE), "validation set": (validation[-1], ORANGE)})
    ends = f"training set from {training[0]:.3g} to {training[-1]:.3g}, validation set from {validation[0]:.3g}"
    said = f"{label} over {epoch} epochs: {ends} to {validation[-1]:.3g}, best {validation[best]:.3g} at epoch {best + 1}"
    return canvas.sheet(said + "; then overfitting" * overfit, seen="the curves of training set and validation set")


def _name_ends(axes, x, ends):
    """Write a curve's name where it ends, names that would lie on each other apart."""
    order = sorted(ends, key=lambda name: -ends[name][0])
    last = -math.inf
    for name in order:
        value, colour = ends[name]
        place, y = axes.at(x, value)
        last = max(y, last + 20)
        axes.canvas.rect(place + 10, last - 5, 10, 10, fill=colour, rx=2)
        axes.canvas.text(place + 25, last, name, anchor="start", part="name")
