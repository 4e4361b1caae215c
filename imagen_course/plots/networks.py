"""Networks drawn from their own layers, to scale, weights and products counted; a residual block; a receptive field."""

import copy
import math
from itertools import pairwise
from string import ascii_uppercase
from typing import NamedTuple

import numpy as np

from imagen_course.checks import check_items, check_number, check_sizes
from imagen_course.plots.canvas import WIDTH, Canvas
from imagen_course.plots.colours import BLUE, EIGHT, LIT, ORANGE, mixed, of_number
from imagen_course.plots.drawing import as_numbers, as_picture

__all__ = ["LayerSize", "Window", "architecture", "layer_sizes", "receptive_field", "residual_block"]

_IN_ROW = 9  # boxes: more would leave their words no room
_ROW = 240  # pixels: a box, its words and its counts
_FILLS = {"Conv": "#f4b183", "Depthwise": "#f4b183", "Separable": "#f4b183", "Dense": "#9dc3e6", "Pool": "#c9b8e8"}


class LayerSize(NamedTuple):
    """What a layer is and costs.

    Attributes
    ----------
    name : str
        Its kind: "Conv2D 3 × 3".
    shape : tuple of int
        Of its output for one picture: (h, w, channels) or (n,).
    weights : int
        Numbers that it learns, or keeps.
    products : int
        Multiplications for one picture.
    inputs : tuple of int
        The numbers of the layers whose outputs come in, where that is not the one before alone.

    Examples
    --------
    >>> LayerSize("Dense", (10,), 650, 640).weights
    650
    """

    name: str
    shape: tuple
    weights: int
    products: int
    inputs: tuple = ()


class _Box(NamedTuple):
    """Layers that are drawn as one: a convolution, what normalises it, its activation, a sum that ends there."""

    size: LayerSize
    tags: list
    inputs: list  # boxes whose output comes in
    added: list  # boxes whose output is added


def layer_sizes(model, input_shape=None):
    """Read the layers of a network: shapes, weights, products.

    Parameters
    ----------
    model : keras.Model or network.Network
    input_shape : tuple of int, optional
        (h, w, channels); a Keras model that is built knows it.

    Returns
    -------
    list of LayerSize
        The input first.

    Raises
    ------
    TypeError, ValueError
        If the model has no layers, or its input's shape is not known.

    Examples
    --------
    >>> from imagen_course.network import Dense, Flatten, Network
    >>> layer_sizes(Network([Flatten(), Dense(4, 3, seed=0)]), (2, 2, 1))[2]
    LayerSize(name='Dense', shape=(3,), weights=15, products=12, inputs=())
    """
    layers = getattr(model, "layers", None)
    if not isinstance(layers, list | tuple) or not layers:
        raise TypeError(f"model must have layers, as a Keras model or a network.Network has, got {type(model).__name__}")
    known = getattr(model, "input_shape", None)
    if input_shape is None and not known:
        raise ValueError(
            "input_shape must be given for a network that does not know its own, such as input_shape=(28, 28, 1)"
        )
    shape = check_sizes(input_shape, name="input_shape") if input_shape is not None else known[1:]
    sizes, batch, outputs = [LayerSize("input", tuple(shape), 0, 0)], np.zeros((1, *shape), "float32"), {}
    for layer in layers:
        inputs = ()
        if hasattr(layer, "output"):  # Keras's
            shape, weights, inputs = tuple(layer.output.shape[1:]), layer.weights, _inputs(layer, outputs)
            outputs[id(layer.output)] = len(sizes) * (type(layer).__name__ != "InputLayer")
        else:
            layer = copy.deepcopy(layer)  # forward remembers what it saw
            batch = layer.forward(batch)
            shape, weights = batch.shape[1:], layer.parameters.values()
        if type(layer).__name__ != "InputLayer":
            counted = sum(math.prod(each.shape) for each in weights)
            inputs = () if inputs == (len(sizes) - 1,) else inputs
            sizes.append(LayerSize(_name(layer), shape, counted, _products(shape, weights), inputs))
    return sizes


def _inputs(layer, outputs):
    """Find the numbers of the layers of Keras whose outputs a layer takes."""
    taken = layer.input if isinstance(layer.input, list | tuple) else [layer.input]
    return tuple(outputs[id(each)] for each in taken if id(each) in outputs)


def _name(layer):
    kind = type(layer).__name__
    side = getattr(layer, "kernel_size", None) or getattr(layer, "pool_size", None)
    if side is None and kind.startswith("Conv"):
        side = layer.parameters["kernel"].shape[:2]
    if side is None and kind.startswith("Pool"):
        side = layer.size if isinstance(layer.size, tuple) else (layer.size, layer.size)
    return f"{kind} {side[0]} × {side[-1]}" if side else kind


def _products(shape, weights):
    """Count multiplications: each number of a kernel meets every place of the output; a dense one's only once."""
    places = math.prod(shape[:-1]) if len(shape) == 3 else 1
    return sum(places * math.prod(each.shape) for each in weights if len(each.shape) > 1)


def architecture(model, *, input_shape=None):
    """Draw a network from its own layers: sides to one scale, channels to another; weights and products counted.

    A layer that has no weights and changes no shape, as an activation, is named at the foot of the box before it.

    Parameters
    ----------
    model : keras.Model, network.Network or list of LayerSize
    input_shape : tuple of int, optional
        See `layer_sizes`.

    Returns
    -------
    Drawing

    Raises
    ------
    TypeError, ValueError
        See `layer_sizes`.

    Examples
    --------
    >>> sizes = [LayerSize("input", (4, 4, 1), 0, 0), LayerSize("Conv2D 3 × 3", (2, 2, 8), 80, 288)]
    >>> architecture(sizes).description
    'input 4 x 4 x 1; Conv2D 3 x 3 to 2 x 2 x 8, 80 weights, 288 products; in all 80 weights, 288 products a picture'
    """
    if isinstance(model, list):
        sizes = check_items(model, LayerSize, name="model", least=1)
    else:
        sizes = layer_sizes(model, input_shape)
    weights, products = (sum(getattr(size, what) for size in sizes) for what in ("weights", "products"))
    boxes, scale = _boxes(sizes), _scales(sizes)
    rows = _rows(boxes)
    step = min(WIDTH / max(map(len, rows)), 150)
    head = 26 * any(source != at - 1 for at, box in enumerate(boxes) for source in [*box.inputs, *box.added])
    canvas, places = Canvas(len(rows) * (_ROW + head) + 26), []
    for i, row in enumerate(rows):
        for j, box in enumerate(row):
            x, y = (WIDTH - step * len(row)) / 2 + (j + 0.5) * step, i * (_ROW + head) + head
            places.append((x, y + 60))
            _draw_box(canvas, x, y + 60, box.size, scale)
            _write_size(canvas, x, y + 124, box.size, box.tags, step)
            _draw_shares(canvas, x, y + 200, box.size, (weights, products), step)
    for number_, box in enumerate(boxes):
        _draw_ways(canvas, places, number_, box, step)
    _draw_jumps(canvas, places, boxes)
    _draw_legend(canvas, weights, products)
    told = [f"{size.name} {'to ' * (k > 0)}{_shape(size.shape)}" + _costs(size) for k, size in enumerate(sizes)]
    total = f"in all {weights:,} weights, {products:,} products a picture"
    return canvas.sheet("; ".join([*told, total]).replace("×", "x"), seen="a network, layer by layer")


def _boxes(sizes):
    """Join layers that belong to the box of their input: activations, normalisation, and sums of what two boxes give."""
    boxes, home = [], []
    for i, size in enumerate(sizes):
        sources = [home[j] for j in size.inputs or ([i - 1] if i else [])]
        at = max(sources, default=0)
        alike = bool(sources) and size.shape == boxes[at].size.shape
        if alike and (len(sources) > 1 or not size.weights or size.name == "BatchNormalization"):
            box, told = boxes[at], size.name.replace("BatchNormalization", "BatchNorm")
            total = box.size._replace(weights=box.size.weights + size.weights, products=box.size.products + size.products)
            others = [source for source in sources if source != at]
            boxes[at] = _Box(total, [*box.tags, told], box.inputs, [*box.added, *others])
        else:
            boxes.append(_Box(size, [], sources, []))
            at = len(boxes) - 1
        home.append(at)
    return boxes


def _rows(boxes):
    """Break boxes into rows of like length; where there are sums, a row ends with one."""
    if not any(box.added for box in boxes):
        n = -(-len(boxes) // -(-len(boxes) // _IN_ROW))
        return [boxes[i : i + n] for i in range(0, len(boxes), n)]
    rows = [[]]
    for box in boxes:
        rows[-1].append(box)
        if box.added or len(rows[-1]) == _IN_ROW:
            rows.append([])
    return [row for row in rows if row]


def _draw_ways(canvas, places, at, box, step):
    """Draw how a box is reached: straight from the one before, in a bow over others, and in colour what is added to it."""
    x, y = places[at]
    for source in [*box.inputs, *box.added]:
        look = {"stroke_opacity": 0.6, "line": 1.2, "part": "way"}
        if source in box.added:
            look = {"stroke": LIT, "line": 2, "part": "added"}
        start, above = places[source], y - 70
        if source == at - 1 and start[1] == y:
            canvas.arrow((x - step / 2 - 8, y), (x - step / 2 + 7, y), **look)
        elif start[1] == y:
            canvas.line([(start[0], y - 58), (start[0], above), (x, above)], **look)
            canvas.arrow((x, above), (x, y - 54), **look)
        elif source == at - 1 or source in box.added:
            _draw_from_the_left(canvas, (x, y), source == at - 1, step, look)
    for source in box.added:
        u, v = (x - step / 2 - 2, y) if source == at - 1 and places[source][1] == y else (x, y - 62)
        canvas.circle(u, v, 8, fill="#ffffff", stroke=LIT, line=2, part="sum")
        canvas.line([(u - 4, v), (u + 4, v)], stroke="#1f1f1f")
        canvas.line([(u, v - 4), (u, v + 4)], stroke="#1f1f1f")


def _draw_from_the_left(canvas, place, straight, step, look):
    """Draw a way that comes from the row before: straight into the first box of a row, in a bow into another."""
    x, y = place
    if straight:
        canvas.arrow((max(2.0, x - step / 2 - 8), y), (max(2.0, x - step / 2 - 8) + 15, y), **look)
    else:
        canvas.line([(2, y - 70), (x, y - 70)], **look)
        canvas.arrow((x, y - 70), (x, y - 54), **look)


def _draw_jumps(canvas, places, boxes):
    """Draw a way over boxes into a later row as two circles with one letter: out of a box, and into another."""
    ways = [(source, at) for at, box in enumerate(boxes) for source in box.inputs if source != at - 1]
    ways = [(source, at) for source, at in ways if places[source][1] != places[at][1]]
    for letter, (source, at) in zip(ascii_uppercase, ways, strict=False):
        (x, y), (u, v) = places[source], places[at]
        canvas.line([(x, y - 56), (x, y - 66)], stroke=LIT, line=2, part="jump")
        canvas.arrow((u, v - 66), (u, v - 48), stroke=LIT, line=2, part="jump")
        for centre in (x, y - 75), (u, v - 75):
            canvas.circle(*centre, 9, fill=LIT)
            canvas.text(*centre, letter, size=12, bold=True, on=LIT, part="letter")


def _scales(sizes):
    """Pixels of the drawing for a pixel of a map, for a channel, and for a number of a vector."""
    maps = [size.shape for size in sizes if len(size.shape) == 3] or [(1, 1, 1)]
    vectors = [size.shape[0] for size in sizes if len(size.shape) == 1] or [1]
    return 84 / max(max(shape[:2]) for shape in maps), 34 / max(shape[2] for shape in maps), 100 / max(vectors)


def _draw_box(canvas, x, y, size, scale):
    """Draw maps as a box in oblique view, its depth their number; a vector as a bar, its length its numbers."""
    fill = next((colour for kind, colour in _FILLS.items() if kind in size.name), "#d0d0d0")
    if len(size.shape) != 3:
        long = max(3.0, scale[2] * size.shape[0])
        canvas.rect(x - 5, y - long / 2, 10, long, fill=fill, stroke="#6a6a6a", line=0.8, part="vector")
        return
    tall, wide, deep = (
        max(least, k * n) for least, k, n in zip((2, 2, 1.5), (scale[0], scale[0], scale[1]), size.shape, strict=True)
    )
    tilt = 0.5 * wide  # a side that leads away from the eye is drawn half as long, and slanting
    left, top = x - deep / 2 - tilt / 2, y - tall / 2 - tilt / 4 + tilt / 2
    corners = np.add([left, top], [[0, 0], [deep, 0], [deep + tilt, -tilt / 2], [tilt, -tilt / 2]])
    canvas.line([*corners, corners[0]], stroke="#6a6a6a", line=0.8, fill=mixed(fill, 0.55), part="top")
    canvas.rect(left, top, deep, tall, fill=fill, stroke="#6a6a6a", line=0.8, part="depth")
    right = [corners[1], corners[2], corners[2] + [0, tall], corners[1] + [0, tall], corners[1]]
    canvas.line(right, stroke="#6a6a6a", line=0.8, fill=mixed(fill, 0.8), part="face")


def _write_size(canvas, x, y, size, tags, step):
    kind, _, window = size.name.partition(" ")
    kind = kind.replace("MaxPooling", "MaxPool").replace("AveragePooling", "AvgPool")
    kind = kind if len(kind) * 7.5 < step else kind.removesuffix("2D")
    shape, tags = "×".join(map(str, size.shape)), f"+ {', '.join(tags)}" if tags else ""
    canvas.text(x, y, kind, size=12, bold=True, part="name")
    canvas.text(x, y + 16, window, size=12)
    canvas.text(x, y + 32, shape, size=12 if len(shape) * 7 < step else 11, part="shape")
    canvas.text(x, y + 48, tags if len(tags) * 6.6 < step else tags.replace("BatchNorm", "BN"), size=11, part="tag")


def _draw_shares(canvas, x, y, size, totals, step):
    """Draw which share of all weights and of all products a layer has."""
    for i, (count, total, colour) in enumerate(zip(size[2:4], totals, (BLUE, ORANGE), strict=True)):
        if size.name == "input":
            continue
        wide, corner = step - 18, (x - step / 2 + 9, y + 20 * i - 3)
        canvas.rect(*corner, wide, 5, fill="currentColor", fill_opacity=0.12, rx=2)
        canvas.rect(*corner, max(1.0, wide * count / (total or 1)) * bool(count), 5, fill=colour, rx=2, part="share")
        canvas.text(x, y + 20 * i - 11, _short(count), size=11, part="count")


def _short(count):
    for power, unit in ((9, " G"), (6, " M"), (3, " k")):
        if count >= 10 ** (power + (power == 3)):
            return f"{count / 10**power:.3g}{unit}"
    return f"{count:,}"


def _draw_legend(canvas, weights, products):
    for x, colour, words in ((0.27, BLUE, f"{weights:,} weights"), (0.6, ORANGE, f"{products:,} products a picture")):
        canvas.rect(x * WIDTH - 18, canvas.height - 17, 12, 12, fill=colour, rx=2)
        canvas.text(x * WIDTH, canvas.height - 11, words, anchor="start", part="total")


def _shape(shape):
    return " x ".join(map(str, shape))


def _costs(size):
    return f", {size.weights:,} weights, {size.products:,} products" if size.weights else ""


def residual_block(x, change, *, layers=("conv 3 × 3", "ReLU", "conv 3 × 3"), seen=""):
    """Draw a residual block on a map: what comes in takes two paths, and only the change is computed.

    Parameters
    ----------
    x : array_like, shape (h, w)
        One map that comes in.
    change : array_like, shape (h, w)
        What the layers make of it; ``x + change`` goes out.
    layers : sequence of str
        Their names, at most 4.
    seen : str
        What the picture shows, for the alt text: "a cat's eye".

    Returns
    -------
    Drawing

    Raises
    ------
    TypeError, ValueError
        If the maps are no tables of numbers of one shape, or the names no texts.

    Examples
    --------
    >>> residual_block([[1.0, 2.0]], [[0.5, 0.0]]).description
    'x, from 1 to 2, goes round and through conv 3 x 3, ReLU, conv 3 x 3; the change, from 0 to 0.5, is added: from 1.5 to 2'
    """
    x = as_numbers(x, name="x", shape=("h", "w"), least=1)
    change = as_numbers(change, name="change", shape=x.shape, hint="the shape of x")
    check_items(layers, str, name="layers", least=1)
    layers = layers[:4]
    side, y = 118.0, 84.0
    ratio = x.shape[0] / x.shape[1]
    canvas = Canvas(y + side * ratio + 64)
    centre, limit = y + side * ratio / 2, max(np.abs(x).max(), np.abs(x + change).max()) or 1
    places = {"x": 0.0, "F(x)": WIDTH - 2 * side - 86, "x + F(x)": WIDTH - side}
    wide = (places["F(x)"] - side - 36) / len(layers)
    for (name, left), array in zip(places.items(), (x, change, x + change), strict=True):
        canvas.image(of_number(array, limit), left, y, side, side * ratio, part="map")
        canvas.text(left + side / 2, y + side * ratio + 16, name, bold=True, size=15)
    start = side + 26
    for i, name in enumerate(layers):
        left = start + i * wide
        canvas.arrow((left - (26 if not i else 18), centre), (left - 1, centre))
        canvas.rect(left, centre - 17, wide - 18, 34, stroke="currentColor", rx=8, part="layer")
        canvas.text(left + (wide - 18) / 2, centre, name, size=12, part="layer name")
    canvas.arrow((start + len(layers) * wide - 18, centre), (places["F(x)"] - 2, centre))
    plus = places["x + F(x)"] - 44
    canvas.circle(plus, centre, 16, stroke=LIT, line=2.5, part="sum")
    canvas.text(plus, centre, "+", size=22, bold=True)
    canvas.arrow((places["F(x)"] + side + 1, centre), (plus - 17, centre))
    canvas.arrow((plus + 17, centre), (places["x + F(x)"] - 2, centre))
    canvas.line([(side / 2, y - 2), (side / 2, 44), (plus, 44), (plus, centre - 30)], stroke=LIT, line=2.5, part="skip")
    canvas.arrow((plus, centre - 32), (plus, centre - 18), stroke=LIT, line=2.5)
    canvas.text(WIDTH / 2, 26, "skip connection: x goes on as it is, and so does its gradient", bold=True)
    words = "the layers learn the change alone: where it is 0 (white), the block lets x pass"
    canvas.text(WIDTH / 2, canvas.height - 14, words, size=12)
    said = f"x, {_range(x)}, goes round and through {', '.join(layers)}; "
    said += f"the change, {_range(change)}, is added: {_range(x + change)}"
    return canvas.sheet(said.replace("×", "x"), seen=seen or "a residual block with the maps that pass through it")


def _range(array):
    return f"from {array.min():.3g} to {array.max():.3g}"


class Window(NamedTuple):
    """A layer as a receptive field sees it.

    Attributes
    ----------
    name : str
    size, stride : int

    Examples
    --------
    >>> Window("pool", 2, 2).stride
    2
    """

    name: str
    size: int
    stride: int = 1


def receptive_field(layers, *, image=None, depth=None, seen=""):
    """Draw what one number of a deep map has seen, layer by layer down to the picture, and as squares on a picture.

    Parameters
    ----------
    layers : sequence of Window
        The first layer first.
    image : array_like, shape (h, w) or (h, w, 3), optional
        A picture to see the squares on, in [0, 1].
    depth : int, optional
        Up to which layer, 1 or more; all of them if not given.
    seen : str
        What the picture shows, for the alt text: "a cat's eye".

    Returns
    -------
    Drawing

    Raises
    ------
    TypeError, ValueError
        If ``layers`` holds something else, a window or stride is below 1, or the field is wider than 100 pixels.

    Examples
    --------
    >>> receptive_field([Window("conv", 3), Window("pool", 2, 2), Window("conv", 3)]).description
    'receptive field after conv: 3 x 3 pixels; after pool: 4 x 4; after conv: 8 x 8'
    """
    check_items(layers, Window, name="layers", least=1, hint='write [Window("conv", 3), Window("pool", 2, 2)]')
    for layer in layers:
        check_sizes(layer[1:], name="layers")
    depth = len(layers) if depth is None else depth
    check_number(depth, f"[1, {len(layers)}]", name="depth", whole=True)
    fields, jumps = [1], [1]
    for layer in layers:
        fields.append(fields[-1] + (layer.size - 1) * jumps[-1])
        jumps.append(jumps[-1] * layer.stride)
    if fields[-1] > 100:
        raise ValueError(f"layers must see at most 100 pixels to be drawn, they see {fields[-1]}: draw fewer")
    if image is not None:
        image = as_picture(image)
    wide = WIDTH - (0 if image is None else 290) - 130
    canvas = Canvas(max(64 * (len(layers) + 1) + 30, 0 if image is None else 270 * image.shape[0] / image.shape[1] + 40))
    _draw_cone(canvas, layers, fields, jumps, (wide, depth))
    if image is not None:
        _draw_fields(canvas, fields[: depth + 1], image)
    said = [f"after {layer.name}: {n} x {n}" for layer, n in zip(layers[:depth], fields[1 : depth + 1], strict=True)]
    said[0] += " pixels"
    return canvas.sheet("receptive field " + "; ".join(said), seen=seen or "what one number of a deep map has seen")


def _draw_cone(canvas, layers, fields, jumps, room):
    """Draw a row of every map, the deepest above: the cells that one number at a depth depends on, pixels to one scale."""
    (wide, depth), step = room, (canvas.height - 50) / len(layers)
    pixel, left = wide / fields[-1], 126 + wide * ((fields[-1] - fields[depth]) // 2) / fields[-1]
    for i in range(fields[-1]):
        canvas.rect(126 + i * pixel, canvas.height - 39, 0.88 * pixel, 18, stroke="currentColor", stroke_opacity=0.3, rx=2)
    spans, count = [], 1  # of each map where the cells begin and end, and how many they are
    for k in range(len(layers), -1, -1):
        y = 20 + (len(layers) - k) * step
        canvas.text(0, y - 8, layers[k - 1].name if k else "picture", anchor="start", bold=True, size=12, part="name")
        words = f"sees {fields[k]} × {fields[k]}" if k else f"{fields[depth]} pixels a side"
        canvas.text(0, y + 8, words, anchor="start", size=12, part="field")
        if k <= depth:
            side, start = 0.88 * jumps[k] * pixel, left + 0.5 * (fields[k] - jumps[k]) * pixel
            for i in range(count):
                look = {"fill": ("#d9d9d9", *EIGHT)[k % 9], "stroke": "#6a6a6a", "line": 0.5, "rx": 2, "part": f"map {k}"}
                canvas.rect(start + i * jumps[k] * pixel, y - 9, side, 18, **look)
            spans.append((start, start + (count - 1) * jumps[k] * pixel + side, y))
            count = (count - 1) * layers[k - 1].stride + layers[k - 1].size
    for above, below in pairwise(spans):
        for end in (0, 1):
            canvas.faint([(above[end], above[2] + 10), (below[end], below[2] - 10)], part="cone")


def _draw_fields(canvas, fields, image):
    """Draw the fields as squares round one point of a picture, the largest first."""
    wide = 270.0
    scale, x, y = wide / image.shape[1], WIDTH - wide, 24.0
    tall = scale * image.shape[0]
    canvas.text(x + wide / 2, 10, f"on a picture of {image.shape[0]} × {image.shape[1]}", bold=True, size=12)
    canvas.image(image, x, y, wide, tall, part="picture")
    for k in range(len(fields) - 1, 0, -1):
        side = min(scale * fields[k], wide, tall)
        corner = x + wide / 2 - side / 2, y + tall / 2 - side / 2
        canvas.rect(*corner, side, side, stroke="#ffffff", line=4.5, part="casing")
        canvas.rect(*corner, side, side, stroke=EIGHT[(k - 1) % 8], line=3, part="square")
