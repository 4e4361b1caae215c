"""A window on a picture, seen at one scale: convolution, pooling, several channels in and out."""

import numpy as np

from imagen_course.checks import check_number, check_whole
from imagen_course.formulas import conv2d, output_size, pool2d
from imagen_course.network import Pool2D
from imagen_course.plots.canvas import WIDTH, Canvas, number
from imagen_course.plots.colours import EIGHT, LIT, mixed, of_number
from imagen_course.plots.drawing import as_numbers
from imagen_course.plots.grid import Grid, side_by_side

__all__ = ["channels", "correlation", "pooling", "pooling_gradient"]

_MOST = 12  # cells of a side: more could not be read at full width
_HEAD = 34  # pixels over a grid, for its name
_TINTS = [mixed(colour, 0.3) for colour in (*EIGHT[:2], *EIGHT[3:6])]
_PLANES = ("#c91f16", "#2a8a4a", "#1845fb")


def _joined(canvas, box, other):
    """Lead the eye from a box to another: faint lines between their right and left corners."""
    for end in (0, 1):
        canvas.faint([(box[2], box[1 + 2 * end]), (other[0], other[1 + 2 * end])], part="joined")


def correlation(image, kernel, *, place=0, stride=1, padding=0, dilation=1, seen=""):
    """Draw one step of a convolution: the kernel laid on the picture, the products, their sum, the cell of the result.

    All cells have one size. Move ``place``, and the window takes its path: `widgets.control` does.

    Parameters
    ----------
    image : array_like, shape (h, w)
        At most 12 cells a side with its padding.
    kernel : array_like, shape (kh, kw)
        At most 5 cells a side.
    place : int
        Which cell of the result, counted along its rows from 0.
    stride, padding, dilation : int
        As in `formulas.output_size`.
    seen : str
        What the picture shows, for the alt text: "a cat's eye".

    Returns
    -------
    Drawing

    Raises
    ------
    TypeError, ValueError
        If the arrays are no numbers or too large, ``place`` is beyond the result, or `formulas.output_size` refuses
        an option.

    Examples
    --------
    >>> correlation([[1, 2, 0], [3, 4, 0]], [[1, -1], [0, 2]], place=1).description
    'window at rows 0 to 1, columns 1 to 2; products 2 0 / 0 0; their sum, 2, is row 0, column 1 of the 1 x 2 feature map'
    """
    image, kernel = _numbers(image, "image", _MOST), _numbers(kernel, "kernel", 5)
    check_number(padding, "[0, 4]", name="padding", whole=True)
    rows, columns = (output_size(n, k, stride=stride, padding=padding, dilation=dilation)
                     for n, k in zip(image.shape, kernel.shape, strict=True))  # fmt: skip
    check_number(place, f"[0, {rows * columns - 1}]", name="place", whole=True, hint="it is a cell of the feature map")
    result = conv2d(image[None, ..., None], kernel[..., None, None], stride=stride, padding=padding, dilation=dilation)
    result, padded = result[0, ..., 0], np.pad(image, padding)
    top, left = stride * (place // columns), stride * (place % columns)
    taps = dilation * np.arange(kernel.shape[0]) + top, dilation * np.arange(kernel.shape[1]) + left
    products = padded[np.ix_(*taps)] * kernel

    side = min(46.0, (WIDTH - 150) / (padded.shape[1] + kernel.shape[1] + columns))
    height = _HEAD + side * max(len(padded), len(kernel) + 2, rows) + 14
    canvas = Canvas(height)
    gap = (WIDTH - 8 - side * (padded.shape[1] + kernel.shape[1] + columns)) / 2
    grids = side_by_side(canvas, side, gap, padded.shape, kernel.shape, (rows, columns))
    _draw_image(grids[0], padded, padding, kernel, taps)
    _draw_products(grids[1], products, grids[0], taps)
    _draw_result(grids, result, place, products.sum(), stride)
    inside = [t - padding for t in (taps[0][0], taps[0][-1], taps[1][0], taps[1][-1])]
    said = f"window at rows {inside[0]} to {inside[1]}, columns {inside[2]} to {inside[3]}; products "
    said += " / ".join(" ".join(f"{x + 0.0:.3g}" for x in row) for row in products)
    said += f"; their sum, {products.sum() + 0.0:.3g}, is row {place // columns}, column {place % columns} "
    return canvas.sheet(f"{said}of the {rows} x {columns} feature map", seen=seen or "a kernel laid on a picture")


def _numbers(array, name, most):
    """Give an array of numbers that is small enough to be drawn cell by cell."""
    array = as_numbers(array, name=name, shape=("rows", "columns"), least=1)
    if max(array.shape) > most:
        raise ValueError(
            f"{name} must have at most {most} cells a side to be drawn, got shape {array.shape}: take a part of it"
        )
    return array


def _draw_image(grid, padded, padding, kernel, taps):
    """Draw a picture in its padding, and on it the numbers of the kernel where it lies."""
    inner = [n - 2 * padding for n in padded.shape]
    grid.head(f"picture {inner[0]} × {inner[1]}" + f", padding {padding}" * bool(padding))
    shade = (padded.max() - padded) / (np.ptp(padded) or 1)
    pixels, under = np.pad(np.ones(inner, bool), padding), np.zeros(padded.shape, bool)
    under[np.ix_(*taps)] = True
    for place, value in np.ndenumerate(padded):
        fill = mixed("#8a8a8a", 0.8 * shade[place])  # of padding, too: its zeros are as dark as any
        _draw_pixel(grid, *place, value, fill, under[place], "pixel" if pixels[place] else "padding")
    for (i, j), weight in np.ndenumerate(kernel):
        _draw_tap(grid, taps[0][i], taps[1][j], weight, np.abs(kernel).max())
    spans = [(t[0], t[-1] + 1) for t in taps]
    spread = any(end - start > n for (start, end), n in zip(spans, kernel.shape, strict=True))
    for row in taps[0] if spread else ():
        for column in taps[1]:
            grid.frame((row, row + 1), (column, column + 1), part="tap")
    grid.frame(*spans, line=1.5 if spread else 3)


def _draw_pixel(grid, row, column, value, fill, under, part):
    """Draw a pixel, or one of the padding, its number further up where the kernel lies on it."""
    (x, y), side = grid.corner(row, column), grid.side
    look = {"stroke_dasharray": "2 3"} if part == "padding" else {}
    grid.canvas.rect(x, y, side, side, fill=fill, stroke="#8a8a8a", line=0.7, part=part, **look)
    grid.canvas.text(x + side / 2, y + side * (0.3 if under else 0.5), number(value), on=fill)


def _draw_tap(grid, row, column, weight, limit):
    """Write a number of the kernel at the foot of the pixel that it lies on."""
    (x, y), side, fill = grid.corner(row, column), grid.side, of_number(float(weight), limit or 1)
    grid.canvas.rect(
        x + 2, y + 0.56 * side, side - 4, 0.4 * side, fill=fill, stroke="#8a8a8a", line=0.5, rx=3, part="kernel"
    )
    grid.canvas.text(x + side / 2, y + 0.76 * side, f"× {number(weight)}", size=min(12, 0.28 * side + 1), on=fill)


def _draw_products(grid, products, image, taps):
    limit = np.abs(products).max() or 1
    grid.head(f"{products.size} product{'s' * (products.size > 1)}")
    start = *image.corner(taps[0][0], taps[1][-1] + 1), *image.corner(taps[0][-1] + 1, taps[1][-1] + 1)
    end = *grid.corner(0, 0), *grid.corner(len(products), 0)
    _joined(grid.canvas, (0, start[1], start[0], start[3]), (end[0], end[1], 0, end[3]))
    for (row, column), value in np.ndenumerate(products):
        x, y = grid.corner(row, column)
        grid.canvas.cell(x, y, grid.side, number(value), of_number(float(value), limit), part="product")
    grid.frame((0, products.shape[0]), (0, products.shape[1]), part="products")


def _draw_result(grids, result, place, total, stride):
    """Draw the sum under the products, and an arrow from it to its cell of the feature map."""
    (_, products, grid), shape = grids, result.shape
    grid.head(f"feature map {shape[0]} × {shape[1]}" + f", stride {stride}" * (stride > 1))
    grid.results(result, place, np.abs(result).max() or 1)
    x, y = products.centre(products.shape[0], (products.shape[1] - 1) / 2)
    grid.canvas.text(x, y, f"sum {number(total)}", size=16, bold=True, part="sum")
    row, _ = np.unravel_index(place, shape)
    grid.canvas.arrow((x + 52, y), (grid.x - 5, grid.centre(row, 0)[1]), stroke=LIT, line=2, part="to the result")


def pooling(feature_map, size=2, *, kind="max", stride=None, place=None, seen=""):
    """Draw pooling: each window in the tint of its result, and the pixel that wins it outlined.

    Parameters
    ----------
    feature_map : array_like, shape (h, w)
        At most 12 cells a side.
    size : int
        Rows and columns of the window.
    kind : {"max", "mean", "min", "sum"}
    stride : int, optional
        ``size`` where not given: windows side by side.
    place : int, optional
        Up to which cell of the result, counted along its rows from 0; all of them if not given.
    seen : str
        What the picture shows, for the alt text: "a cat's eye".

    Returns
    -------
    Drawing

    Raises
    ------
    TypeError, ValueError
        If the map is no array of numbers or too large, ``place`` is beyond the result, or `formulas.pool2d` refuses
        an option.

    Examples
    --------
    >>> pooling([[1, 2, 5, 0], [3, 4, 0, 7]]).description
    'max pooling of a 2 x 4 feature map in windows of 2 x 2, stride 2; the result: 4 7'
    """
    array = _numbers(feature_map, "feature_map", _MOST)
    stride = size if stride is None else stride
    check_whole(size=size, stride=stride)
    result = np.asarray(pool2d(array[None, ..., None], size, kind=kind, stride=stride))[0, ..., 0]
    place = result.size - 1 if place is None else place
    check_number(place, f"[0, {result.size - 1}]", name="place", whole=True, hint="it is a cell of the result")
    side = min(46.0, (WIDTH - 160) / (array.shape[1] + result.shape[1]))
    canvas = Canvas(_HEAD + side * array.shape[0] + 14)
    gap = min(220.0, WIDTH - 8 - side * (array.shape[1] + result.shape[1]))
    grid, pooled = side_by_side(canvas, side, gap, array.shape, result.shape)
    grid.head(f"feature map {array.shape[0]} × {array.shape[1]}")
    pooled.head(f"{kind} of {size} × {size}, stride {stride}")
    _draw_windows(grid, pooled, array, result, (size, stride, place), kind)
    cells, n = [f"{x + 0.0:.3g}" for x in result.ravel()[: place + 1]], result.shape[1]
    rows = " / ".join(" ".join(cells[i : i + n]) for i in range(0, len(cells), n))
    shape = f"{array.shape[0]} x {array.shape[1]}"
    said = f"{kind} pooling of a {shape} feature map in windows of {size} x {size}, stride {stride}; the result"
    return canvas.sheet(
        f"{said}{' so far' * (len(cells) < result.size)}: {rows}",
        seen=seen or "windows of a feature map and what is left of each",
    )


def _draw_windows(grid, pooled, array, result, numbers, kind):
    """Draw a map and its pooled map, each window in the tint of its result; the last one drawn is lit."""
    size, stride, place = numbers
    canvas, fills = grid.canvas, np.full(array.shape, "#ffffff", object)
    tint = {i: _TINTS[(i // result.shape[1] * 2 + i % result.shape[1]) % len(_TINTS)] for i in range(place + 1)}
    windows = {i: tuple(stride * n for n in np.unravel_index(i, result.shape)) for i in tint}
    for i, (row, column) in windows.items():
        fills[row : row + size, column : column + size] = tint[i]
    for (row, column), value in np.ndenumerate(array):
        canvas.cell(*grid.corner(row, column), grid.side, number(value), fills[row, column], part="pixel")
    _draw_winners(grid, array, windows.values(), size, kind)
    for i, value in enumerate(result.ravel()):
        x, y = pooled.corner(*np.unravel_index(i, result.shape))
        if i in tint:
            canvas.cell(x, y, pooled.side, number(value), tint[i], part="result")
        else:
            canvas.rect(x, y, pooled.side, pooled.side, stroke="#8a8a8a", line=0.7, stroke_dasharray="2 3", part="to come")
    row, column = windows[place]
    grid.frame((row, row + size), (column, column + size))
    lit = np.unravel_index(place, result.shape)
    pooled.frame((lit[0], lit[0] + 1), (lit[1], lit[1] + 1), part="lit")
    start, (x, y) = grid.corner(row, column + size), pooled.corner(*lit)
    _joined(canvas, (0, start[1], start[0], start[1] + size * grid.side), (x, y, 0, y + pooled.side))


def _draw_winners(grid, array, windows, size, kind):
    """Outline the pixel that wins each window, if one does."""
    winner = {"max": np.argmax, "min": np.argmin}.get(kind)
    for row, column in windows if winner else ():
        window = array[row : row + size, column : column + size]
        r, c = np.unravel_index(winner(window), window.shape)
        grid.frame((row + r, row + r + 1), (column + c, column + c + 1), stroke="#1a1a1a", line=2.5, part="winner")


def pooling_gradient(feature_map, gradient, *, size=2, kind="max"):
    """Draw how a gradient goes back through pooling: to the winner of each window alone, or in equal shares to all.

    Parameters
    ----------
    feature_map : array_like, shape (h, w)
        At most 8 cells a side.
    gradient : array_like, shape (h // size, w // size)
        With respect to the pooled map.
    size : int
        Rows and columns of the window; windows lie side by side.
    kind : {"max", "mean", "min", "sum"}

    Returns
    -------
    Drawing

    Raises
    ------
    TypeError, ValueError
        If the arrays are no tables of numbers, too large, or do not fit each other, or the kind is unknown.

    Examples
    --------
    >>> pooling_gradient([[1, 2], [4, 3]], [[5]]).description
    'the gradient 5 of 2 x 2 windows goes back through max pooling as 0 0 / 5 0'
    """
    array = _numbers(feature_map, "feature_map", 8)
    layer = Pool2D(size, kind=kind)
    pooled = layer.forward(array[None, ..., None])[0, ..., 0]
    gradient = as_numbers(gradient, name="gradient", shape=pooled.shape, hint="a number for each window")
    back = layer.backward(gradient[None, ..., None])[0, ..., 0]
    side = min(46.0, (WIDTH - 130) / (2 * array.shape[1] + pooled.shape[1]))
    canvas = Canvas(_HEAD + side * array.shape[0] + 14)
    gap = (WIDTH - 8 - side * (2 * array.shape[1] + pooled.shape[1])) / 2
    grid, coarse, fine = side_by_side(canvas, side, gap, array.shape, pooled.shape, array.shape)
    grid.head(f"forward: {kind} of {size} × {size}")
    coarse.head("gradient of the result")
    fine.head("backward: gradient of the map")
    windows = {place: tuple(size * n for n in place) for place in np.ndindex(pooled.shape)}
    tints = np.full(array.shape, "#ffffff", object)
    for (row, column), (top, left) in windows.items():
        tints[top : top + size, left : left + size] = _TINTS[(2 * row + column) % len(_TINTS)]
    limit = np.abs(gradient).max() or 1
    for place, value in np.ndenumerate(array):
        canvas.cell(*grid.corner(*place), side, number(value), tints[place], part="pixel")
        share = number(back[place]) if back[place] else ""
        canvas.cell(*fine.corner(*place), side, share, of_number(float(back[place]), limit), part="share")
    for place, (top, left) in windows.items():
        canvas.cell(
            *coarse.corner(*place), side, number(gradient[place]), of_number(float(gradient[place]), limit), part="gradient"
        )
        for each in (grid, fine):
            each.frame((top, top + size), (left, left + size), stroke="#5a5a5a", line=2, part="border")
    _draw_winners(grid, array, windows.values(), size, kind)
    rows = [" ".join(f"{x + 0.0:.3g}" for x in row) for row in back]
    came = " ".join(f"{x + 0.0:.3g}" for x in gradient.ravel())
    said = f"the gradient {came} of {size} x {size} windows goes back through {kind} pooling as {' / '.join(rows)}"
    return canvas.sheet(said, seen="windows of a feature map and where the gradient goes")


def channels(image, kernel, *, place=0, seen=""):
    """Draw several channels in and out: each filter has a slice for every channel, and the slices' sums are added.

    Parameters
    ----------
    image : array_like, shape (h, w, c_in)
        At most 6 cells a side and 4 channels.
    kernel : array_like, shape (kh, kw, c_in, c_out)
        At most 3 cells a side, and 4 filters.
    place : int
        Which cell of the feature maps, counted along their rows from 0.
    seen : str
        What the picture shows, for the alt text: "a cat's eye".

    Returns
    -------
    Drawing

    Raises
    ------
    TypeError, ValueError
        If the arrays are no numbers, too large or do not fit each other, or ``place`` is beyond the feature maps.

    Examples
    --------
    >>> channels([[[1, 2], [3, 4]]], [[[[1], [10]]]]).description
    '2 channels in, 1 filter; at row 0, column 0 filter 0 adds up 1 and 20 to 21'
    """
    image = as_numbers(image, name="image", shape=("h", "w", "c_in"), least=1)
    shape = ("kh", "kw", image.shape[2], "c_out")
    kernel = as_numbers(kernel, name="kernel", shape=shape, least=1)
    _check_small(image, "image", (6, 6, 4))
    _check_small(kernel, "kernel", (3, 3, 4, 4))
    maps = np.asarray(conv2d(image[None], kernel))[0]  # (rows, columns, c_out)
    check_number(place, f"[0, {maps[..., 0].size - 1}]", name="place", whole=True, hint="it is a cell of the feature maps")
    row, column = np.unravel_index(place, maps.shape[:2])
    window = image[row : row + kernel.shape[0], column : column + kernel.shape[1], :, None]
    sums = (window * kernel).sum(axis=(0, 1))  # (c_in, c_out)
    side = min(36.0, (WIDTH - 110) / (image.shape[1] + kernel.shape[3] * (kernel.shape[1] + 3)))
    tall = max(image.shape[0], kernel.shape[0]) * side + 22
    canvas = Canvas(_HEAD + image.shape[2] * tall + maps.shape[0] * side + 24)
    planes = [Grid(canvas, 26.0, _HEAD + i * tall, side, image.shape[:2]) for i in range(image.shape[2])]
    planes[0].head(f"{len(planes)} channel{'s' * (len(planes) > 1)} in")
    for i, plane in enumerate(planes):
        _draw_plane(plane, image[..., i], (row, column), kernel.shape[:2], i)
    step = (WIDTH - 60 - image.shape[1] * side) / kernel.shape[3]
    for o in range(kernel.shape[3]):
        x = image.shape[1] * side + 60 + o * step
        _draw_filter(planes, x, kernel[..., o], sums[:, o], f"filter {o}")
        below = Grid(canvas, x, canvas.height - maps.shape[0] * side - 4, side, maps.shape[:2])
        below.results(maps[..., o], place, np.abs(maps).max() or 1)
        start = x + kernel.shape[1] * side + 50, planes[-1].y + kernel.shape[0] * side + 28
        canvas.arrow(
            start, (x + maps.shape[1] * side + 6, below.centre(row, 0)[1]), stroke=LIT, line=2, part="to the result"
        )
    words = f"{kernel.shape[3]} feature map{'s' * (kernel.shape[3] > 1)} out"
    canvas.text(26, canvas.height - maps.shape[0] * side / 2 - 4, words, bold=True, anchor="start")
    each = [f"filter {o} adds up {_and(sums[:, o])} to {sums[:, o].sum() + 0.0:.3g}" for o in range(kernel.shape[3])]
    filters = f"{kernel.shape[3]} filter{'s' * (kernel.shape[3] > 1)}"
    said = f"{image.shape[2]} channels in, {filters}; at row {row}, column {column} {'; '.join(each)}"
    return canvas.sheet(said, seen=seen or "channels, filters and the feature maps that they make")


def _and(numbers):
    words = [f"{x + 0.0:.3g}" for x in numbers]
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _check_small(array, name, most):
    if any(n > m for n, m in zip(array.shape, most, strict=True)):
        raise ValueError(f"{name} must have at most the shape {most} to be drawn, got {array.shape}: take a part of it")


def _draw_plane(grid, plane, corner, window, number_):
    """Draw one channel with the window on it; its bar has the channel's colour."""
    colour = (*_PLANES, "#656364")[number_]
    grid.canvas.rect(grid.x - 12, grid.y, 5, grid.shape[0] * grid.side, fill=colour, rx=2, part="channel")
    for (row, column), value in np.ndenumerate(plane):
        grid.canvas.cell(*grid.corner(row, column), grid.side, number(value, 2), "#ffffff", size=12, part="pixel")
    grid.frame((corner[0], corner[0] + window[0]), (corner[1], corner[1] + window[1]))


def _draw_filter(planes, x, kernel, sums, name):
    """Draw a filter: beside each channel its slice of the kernel and what the two come to, then the sum as on paper."""
    canvas, side, limit = planes[0].canvas, planes[0].side, np.abs(kernel).max() or 1
    end = x + kernel.shape[1] * side
    for i, (plane, total) in enumerate(zip(planes, sums, strict=True)):
        grid = Grid(canvas, x, plane.y, side, kernel.shape[:2])
        for (row, column), weight in np.ndenumerate(kernel[..., i]):
            fill = of_number(float(weight), limit)
            canvas.cell(*grid.corner(row, column), side, number(weight, 2), fill, size=12, part="kernel")
        y = grid.y + kernel.shape[0] * side / 2
        canvas.text(x - 14, y, "×", size=15)
        canvas.text(end + 10, y, "=", size=15)
        canvas.text(end + 60, y, f"{'+ ' * (i > 0)}{number(total)}", anchor="end", size=14, part="partial sum")
    Grid(canvas, x, planes[0].y, side, kernel.shape[:2]).head(name)
    y = planes[-1].y + kernel.shape[0] * side + 2
    canvas.line([(end + 14, y), (end + 64, y)], line=1)
    canvas.text(end + 60, y + 14, number(sums.sum()), size=15, bold=True, anchor="end", part="sum")
