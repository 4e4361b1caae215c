"""Feature vectors and what is learnt from them: HOG, SIFT keypoints and their matches, a support vector machine's margin."""

import math

import numpy as np

from imagen_course.checks import check_callable, check_labels, check_lengths, check_number, check_type
from imagen_course.plots.axes import Axes
from imagen_course.plots.canvas import WIDTH, Canvas
from imagen_course.plots.colours import AZURE, LIT, ORANGE, of_class
from imagen_course.plots.drawing import as_numbers, as_picture

__all__ = ["decision_boundary", "gradient_histograms", "keypoints", "margin", "matches"]

_FINE = 121  # places a side at which the score of a curved street is asked for


def margin(points, signs, weights, bias, *, names=("−1", "+1")):
    """Draw two classes of points, the line that parts them, the street along it, and the support vectors ringed.

    A support vector lies on the edge of the street or beyond it; a short line leads from each that is inside the street or
    on the wrong side to the edge that it should keep, where that is to be seen.

    Parameters
    ----------
    points : array_like, shape (n, 2)
    signs : array_like, shape (n,)
        -1 or 1.
    weights : array_like, shape (2,)
    bias : float
        The line is where ``weights @ point + bias`` is 0, the street's edges where it is -1 and 1.
    names : (str, str)
        Of the classes -1 and 1.

    Returns
    -------
    Drawing

    Raises
    ------
    TypeError, ValueError
        If shapes do not fit, a sign is another, or the weights are all 0.

    Examples
    --------
    >>> margin([[-1, 0], [1, 0], [3, 1]], [-1, 1, 1], [1.0, 0.0], 0.0).description
    '3 points of 2 classes; the street is 2 wide, 2 support vectors, 0 of them inside or beyond; the line: 1 x + 0 y + 0 = 0'
    """
    points, signs, names = _check_classes(points, signs, names)
    weights = as_numbers(weights, name="weights", shape=(2,))
    check_number(bias, "(-inf, inf)", name="bias", most=1e300)
    norm = float(np.hypot(*weights))
    if not norm:
        raise ValueError("weights must not all be 0: there is no line")
    axes, score = _plane(points, 0.2 / norm), points @ weights + bias
    _draw_street(axes, weights, bias)
    edges = points + np.outer((signs - score) / norm**2, weights)
    counts = _draw_points(axes, points, signs, signs * score, names, edges)
    _explain_street(axes.canvas, axes.box[2] + 30, names, counts, width=2 / norm)
    said = _of_classes(signs) + f"the street is {2 / norm:.3g} wide, " + _of_supports(counts)
    said += f"; the line: {weights[0]:.3g} x + {weights[1]:.3g} y + {bias:.3g} = 0"
    return axes.canvas.sheet(said, seen="two classes of points, a line and the street along it")


def decision_boundary(points, signs, score, *, learned=True, names=("−1", "+1")):
    """Draw two classes of points, the curve that separates them, and the street along it.

    Parameters
    ----------
    points : array_like, shape (n, 2)
    signs : array_like, shape (n,)
        -1 or 1.
    score : callable
        Takes points (m, 2) and returns (m,) scores: 0 on the curve, -1 and 1 on the street's edges, such as a fitted
        ``SVC``'s ``decision_function``.
    learned : bool
        Whether the score was learned from these points: its support vectors are ringed. Mistakes are crossed out otherwise.
    names : (str, str)
        Of the classes -1 and 1.

    Returns
    -------
    Drawing

    Raises
    ------
    TypeError, ValueError
        If shapes do not fit, a sign is another, or the scores are no finite numbers.

    Examples
    --------
    >>> figure = decision_boundary([[0, 0], [2, 0]], [1, -1], lambda points: 2 - (points**2).sum(axis=1))
    >>> figure.description.split("; ")[-1]
    '2 on their own side of the curve, which gives +1 67 % of the plane'
    """
    points, signs, names = _check_classes(points, signs, names)
    check_callable(score, name="score", hint="of points, (m, 2)")
    check_type(learned, bool, name="learned")
    axes, scores = _plane(points, 0.0), signs * as_numbers(score(points), name="score", shape=signs.shape)
    share, right = _draw_curved_street(axes, score, _class_colour(1, names)), np.sum(scores > 0)
    counts = _draw_points(axes, points, signs, scores if learned else np.full(len(signs), np.inf), names)
    for point in points[scores <= 0] if not learned else ():
        _cross_out(axes.canvas, *axes.at(*point))
    _explain_street(axes.canvas, axes.box[2] + 30, names, counts if learned else None)
    axes.canvas.text(axes.box[2] + 28, 118, f"{right} of {len(points)} right", anchor="start", bold=True, part="right")
    said = f"{_of_classes(signs)}{_of_supports(counts) if learned else 'all of them new'}; {right} on their own side of the "
    said += f"curve, which gives {names[1]} {share:.0%} of the plane".replace("%", " %")
    return axes.canvas.sheet(said, seen="two classes of points, a curve between them and the street along it")


def _check_classes(points, signs, names):
    points = as_numbers(points, name="points", shape=("n", 2), least=1)
    signs = as_numbers(signs, name="signs", shape=points.shape[:1], hint="-1 or 1 for each point")
    check_lengths(names=names, classes=(-1, 1))
    if not np.isin(signs, (-1, 1)).all():
        raise ValueError(f"signs must be -1 or 1, got {np.unique(signs)[:4].tolist()}")
    return points, signs, tuple(map(str, names))


def _plane(points, around):
    """Lay axes under all points, with a rim round them."""
    low, high = points.min(axis=0), points.max(axis=0)
    far = max(high - low) or 1
    pad = 0.1 * far + min(around, 0.3 * far)  # a street may be wider than all there is to see
    low, high = low - pad, high + pad
    tall = 380.0
    wide = min(WIDTH - 230, tall * (high[0] - low[0]) / (high[1] - low[1]))
    return Axes(Canvas(tall + 20), (8, 10, wide, tall), (low[0], high[0]), (low[1], high[1]))


def _draw_points(axes, points, signs, score, names, edges=None):
    """Draw points, ring those that are on the street or beyond, lead those to their edge; count both."""
    supports, short = score <= 1.01, score < 0.99  # what training has reached is near the edge, not on it
    for i, (point, sign) in enumerate(zip(points, signs, strict=True)):
        if short[i] and edges is not None and _is_within(axes, edges[i]):
            axes.canvas.line([axes.at(*point), axes.at(*edges[i])], line=1.2, stroke_dasharray="2 3", part="slack")
        _draw_point(axes.canvas, *axes.at(*point), sign, names)
        if supports[i]:
            axes.canvas.circle(*axes.at(*point), 11, stroke=LIT, line=2.5, part="support vector")
    axes.canvas.rect(*axes.box, stroke="currentColor", stroke_opacity=0.35)
    return int(supports.sum()), int(short.sum())


def _is_within(axes, point):
    (left, right), (low, high) = axes.across, axes.up
    return left <= point[0] <= right and low <= point[1] <= high


def _cross_out(canvas, x, y):
    for way in (-1, 1):
        canvas.line([(x - 7, y - 7 * way), (x + 7, y + 7 * way)], line=2.2, part="mistake")


def _of_classes(signs):
    return f"{len(signs)} points of {len(np.unique(signs))} classes; "


def _of_supports(counts):
    return f"{counts[0]} support vector{'s' * (counts[0] != 1)}, {counts[1]} of them inside or beyond"


def _class_colour(sign, names):
    known = of_class(names[int(sign > 0)])
    return known if names != ("−1", "+1") else (AZURE, ORANGE)[int(sign > 0)]


def _draw_point(canvas, x, y, sign, names):
    """Draw a circle for a point of class 1, a square for one of class -1."""
    look = {"fill": _class_colour(sign, names), "stroke": "#ffffff", "line": 0.8, "part": f"point {int(sign)}"}
    canvas.circle(x, y, 6, **look) if sign > 0 else canvas.rect(x - 5.5, y - 5.5, 11, 11, **look)


def _draw_street(axes, weights, bias):
    """Draw the street's pavement, its edges and its middle, cut off where the axes end."""
    polygon = _cut(_cut(_corners(axes), weights, bias + 1), -weights, 1 - bias)
    if len(polygon) > 2:
        axes.canvas.line(
            [axes.at(*p) for p in polygon], stroke="none", fill="currentColor", fill_opacity=0.08, part="street"
        )
    for level, dashes in ((-1, "5 4"), (0, None), (1, "5 4")):
        ends = _crossing(axes, weights, bias - level)
        if len(ends) == 2:
            part = "line" if not level else "edge"
            axes.canvas.line([axes.at(*p) for p in ends], line=1.2 if level else 2.2, stroke_dasharray=dashes, part=part)


def _draw_curved_street(axes, score, colour):
    """Draw the street of any score, from its values on a grid; return the share of them that are positive."""
    from skimage.measure import find_contours

    (left, right), (low, high) = axes.across, axes.up
    grid = np.stack(np.meshgrid(np.linspace(left, right, _FINE), np.linspace(low, high, _FINE)), axis=-1)
    values = as_numbers(score(grid.reshape(-1, 2)), name="score", shape=(_FINE**2,)).reshape(_FINE, _FINE)

    def at(places):
        share = np.clip(places, 0, _FINE - 1) / (_FINE - 1)
        return [axes.at(left + x * (right - left), low + y * (high - low)) for y, x in share]

    for part, depth, fill in (("street", 1 - np.abs(values), "currentColor"), ("side", values, colour)):
        closed = find_contours(np.pad(depth, 1, constant_values=-1e9), 0)  # along the frame, too
        outlines = "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in at(each - 1)) + "Z" for each in closed)
        look = {"fill": fill, "fill_opacity": 0.08 if part == "street" else 0.2}
        axes.canvas.add("path", d=outlines, fill_rule="evenodd", data_part=part, **look)
    for level, dashes in ((-1, "5 4"), (0, None), (1, "5 4")):
        for places in find_contours(values, level):
            part = "edge" if level else "line"
            axes.canvas.line(at(places), line=1.2 if level else 2.2, stroke_dasharray=dashes, part=part)
    return np.mean(values > 0)


def _corners(axes):
    (left, right), (low, high) = axes.across, axes.up
    return [np.array(p) for p in ((left, low), (right, low), (right, high), (left, high))]


def _cut(polygon, weights, bias):
    """Keep the part of a polygon where ``weights @ point + bias`` is not negative (Sutherland and Hodgman 1974)."""
    kept = []
    for here, there in zip(polygon, [*polygon[1:], *polygon[:1]], strict=True):
        a, b = here @ weights + bias, there @ weights + bias
        if a >= 0:
            kept.append(here)
        if (a >= 0) != (b >= 0):
            kept.append(here + (there - here) * a / (a - b))
    return kept


def _crossing(axes, weights, bias):
    """Find where a line enters and leaves the axes."""
    corners, ends = _corners(axes), []
    for here, there in zip(corners, [*corners[1:], corners[0]], strict=True):
        a, b = here @ weights + bias, there @ weights + bias
        if (a >= 0) != (b >= 0):
            ends.append(here + (there - here) * a / (a - b))
    return ends


def _explain_street(canvas, x, names, counts, width=None):
    for i, sign in enumerate((1, -1)):
        _draw_point(canvas, x + 6, 26 + 28 * i, sign, names)
        canvas.text(x + 24, 26 + 28 * i, names[int(sign > 0)], anchor="start")
    if counts is None:
        _cross_out(canvas, x + 6, 86)
        canvas.text(x + 24, 86, "wrong", anchor="start")
        return
    canvas.circle(x + 6, 86, 8, stroke=LIT, line=2.5)
    canvas.text(x + 24, 86, f"{counts[0]} support vector{'s' * (counts[0] != 1)}", anchor="start", bold=True)
    if width is None:
        return
    canvas.line([(x - 2, 114), (x + 14, 114)], line=1.2, stroke_dasharray="2 3")
    canvas.text(x + 24, 114, f"{counts[1]} short of the edge", anchor="start")
    canvas.text(x - 2, 146, f"street {width:.3g} wide", anchor="start", bold=True, part="width")


def gradient_histograms(image, *, cell=8, orientations=9, place=None, seen=""):
    """Draw the histogram of oriented gradients of each cell as strokes along its edges, and that of one cell large.

    Parameters
    ----------
    image : array_like, shape (h, w) or (h, w, 3)
        In [0, 1]; at most 24 cells a side.
    cell : int
        Pixels of a cell's side.
    orientations : int
        Directions told apart, over half a turn.
    place : int, optional
        Which cell is shown large, counted along the rows; the one with the strongest edges if not given.
    seen : str
        What the picture shows, for the alt text: "a cat's eye".

    Returns
    -------
    Drawing

    Raises
    ------
    TypeError, ValueError
        If the image is no picture, smaller than a cell or larger than 24, or there is no such place.

    Examples
    --------
    >>> gradient_histograms(np.tri(16), cell=8).description
    '2 x 2 cells of 8 x 8 pixels, 9 directions; the edges of row 0, column 0 run mostly at 140 degrees'
    """
    image = as_picture(image)
    check_number(cell, "[2, 64]", name="cell", whole=True)
    check_number(orientations, "[2, 36]", name="orientations", whole=True)
    rows, columns = (n // cell for n in image.shape[:2])
    if not (1 <= rows <= 24 and 1 <= columns <= 24):
        raise ValueError(
            f"image must have 1 to 24 cells of {cell} pixels a side, got shape {image.shape}: choose another cell"
        )
    histograms = _histograms(image, cell, orientations)  # (rows, columns, orientations)
    strongest = int(histograms.sum(axis=-1).argmax())
    place = strongest if place is None else place
    check_number(place, f"[0, {rows * columns - 1}]", name="place", whole=True, hint="it is a cell")
    row, column = divmod(place, columns)
    image = image[: rows * cell, : columns * cell]
    wide, ratio = 290.0, rows / columns
    side = wide / columns
    canvas = Canvas(30 + max(wide * ratio, 230) + 6)
    for x, words in ((0, "picture"), (wide + 14, "edges of each cell")):
        canvas.text(x + wide / 2, 12, words, bold=True)
        canvas.image(image, x, 28, wide, wide * ratio, part="picture")
    canvas.rect(wide + 14, 28, wide, wide * ratio, fill="#101010", fill_opacity=0.72)
    for i in range(rows):
        for j in range(columns):
            centre = wide + 14 + (j + 0.5) * side, 28 + (i + 0.5) * side
            _draw_strokes(canvas, centre, side / 2, np.sqrt(histograms[i, j] / (histograms.max() or 1)), "#ffffff", 1.6)
    for x in (0, wide + 14):
        canvas.rect(x + column * side, 28 + row * side, side, side, stroke=LIT, line=3, part="lit")
    chosen = histograms[row, column]
    x = WIDTH - 70
    canvas.text(x, 12, f"row {row}, column {column}", bold=True)
    canvas.circle(x, 104, 66, stroke="currentColor", stroke_opacity=0.25)
    _draw_strokes(canvas, (x, 104), 66, chosen / (chosen.max() or 1), "currentColor", 4, part="large strokes")
    _draw_histogram(canvas, (x - 62, 190, 124, 56), chosen)
    words = f"the edges of row {row}, column {column} run mostly at {_edge(chosen.argmax(), orientations):.0f} degrees"
    said = f"{rows} x {columns} cells of {cell} x {cell} pixels, {orientations} directions; {words}"
    return canvas.sheet(said, seen=seen or "a picture and the directions of its edges, cell by cell")


def _histograms(image, cell, orientations):
    """Sum up in each cell the lengths of the gradients by their directions (Dalal and Triggs 2005), not normalised."""
    grey = image if image.ndim == 2 else image.mean(axis=-1)
    down, right = np.gradient(grey)
    length, angle = np.hypot(down, right), np.arctan2(down, right) % math.pi
    bins = np.minimum((angle / math.pi * orientations).astype(int), orientations - 1)
    rows, columns = (n // cell for n in grey.shape)
    cut = slice(rows * cell), slice(columns * cell)
    shares = np.where(bins[cut][..., None] == np.arange(orientations), length[cut][..., None], 0.0)
    return shares.reshape(rows, cell, columns, cell, orientations).sum(axis=(1, 3))


def _edge(number, orientations):
    """The direction of an edge in degrees, anticlockwise from the right: across the gradients of a bin."""
    return (90 - 180 * (number + 0.5) / orientations) % 180


def _draw_strokes(canvas, centre, reach, shares, stroke, line, part="strokes"):
    """Draw a stroke along the edges of each bin, as long as its share; very short ones are left out."""
    turns = [math.radians(_edge(i, len(shares))) for i in range(len(shares))]
    steps = [0.92 * reach * s * np.array([math.cos(t), -math.sin(t)]) for s, t in zip(shares, turns, strict=True) if s > 0.2]
    lines = "".join("M{:.1f} {:.1f}L{:.1f} {:.1f}".format(*(centre - step), *(centre + step)) for step in steps)
    canvas.add("path", d=lines, stroke=stroke, stroke_width=line, stroke_linecap="round", data_part=part)


def _draw_histogram(canvas, box, histogram):
    """Draw a histogram as bars, under each the direction that it counts."""
    left, top, width, height = box
    wide = width / len(histogram)
    for i, share in enumerate(histogram / (histogram.max() or 1)):
        canvas.rect(left + i * wide + 1, top + height * (1 - share), wide - 2, height * share, fill=LIT, part="bar")
        _draw_strokes(
            canvas,
            (left + (i + 0.5) * wide, top + height + 12),
            6,
            np.eye(len(histogram))[i],
            "currentColor",
            1.4,
            part=None,
        )
    canvas.line([(left, top + height), (left + width, top + height)], line=1)


def keypoints(image, places, scales, orientations, *, most=60, seen=""):
    """Draw keypoints: each a circle as wide as its scale, with a hand that points along its orientation.

    Parameters
    ----------
    image : array_like, shape (h, w) or (h, w, 3)
        In [0, 1].
    places : array_like, shape (n, 2)
        Row and column of each.
    scales : array_like, shape (n,)
        Standard deviations in pixels, as ``skimage.feature.SIFT.sigmas`` gives them.
    orientations : array_like, shape (n,)
        In radians, from the direction of rows, as ``skimage.feature.SIFT.orientations`` gives them.
    most : int
        How many are drawn, the largest first.
    seen : str
        What the picture shows, for the alt text: "a cat's eye".

    Returns
    -------
    Drawing

    Raises
    ------
    TypeError, ValueError
        If the image is no picture, or the arrays do not fit each other.

    Examples
    --------
    >>> keypoints(np.zeros((20, 40)), [[10, 30]], [2.0], [0.0]).description
    '1 of 1 keypoint on a picture of 20 x 40, scales 2 to 2; the largest at row 10, column 30'
    """
    image = as_picture(image)
    places, scales, orientations = _check_keypoints(places, scales, orientations)
    check_number(most, "[1, 1000]", name="most", whole=True)
    order = np.argsort(-scales, kind="stable")[:most]
    scale = min(WIDTH / image.shape[1], 460 / image.shape[0])
    canvas = Canvas(image.shape[0] * scale + 2)
    left = (WIDTH - image.shape[1] * scale) / 2
    canvas.image(image, left, 0, image.shape[1] * scale, image.shape[0] * scale, part="picture")
    for i in order:
        x, y = left + (places[i, 1] + 0.5) * scale, (places[i, 0] + 0.5) * scale
        _draw_keypoint(canvas, x, y, max(4.0, 2 * scales[i] * scale), orientations[i], AZURE)
    noun = f"keypoint{'s' * (len(places) != 1)} on a picture of {image.shape[0]} x {image.shape[1]}"
    said = f"{len(order)} of {len(places)} {noun}, scales {scales.min():.3g} to {scales.max():.3g}; the largest at "
    said += f"row {places[order[0], 0]:.0f}, column {places[order[0], 1]:.0f}"
    return canvas.sheet(said, seen=seen or "a picture with its keypoints, each with scale and orientation")


def _check_keypoints(places, scales, orientations):
    places = as_numbers(places, name="places", shape=("n", 2), least=1)
    scales = as_numbers(scales, name="scales", within="[0, 1e6]", shape=places.shape[:1])
    turns = as_numbers(orientations, name="orientations", shape=places.shape[:1])
    return places, scales, turns


def _draw_keypoint(canvas, x, y, radius, orientation, colour):
    """Draw a circle with a hand, a white line round both so that they are seen on any picture."""
    hand = x + radius * math.sin(orientation), y + radius * math.cos(orientation)
    for stroke, line, part in (("#ffffff", 3.2, None), (colour, 1.8, "keypoint")):
        canvas.circle(x, y, radius, stroke=stroke, line=line, part=part)
        canvas.line([(x, y), hand], stroke=stroke, line=line, part=part and "hand")


def matches(image, other, points, other_points, *, right=None, seen=""):
    """Draw two pictures side by side and lines between the keypoints that were matched.

    Parameters
    ----------
    image, other : array_like, shape (h, w) or (h, w, 3)
        In [0, 1].
    points, other_points : array_like, shape (n, 2)
        Row and column of each keypoint in ``image``, and of its match in ``other``.
    right : array_like of int, shape (n,), optional
        1 where a match is right, 0 where it is wrong and drawn dashed.
    seen : str
        What the picture shows, for the alt text: "a cat's eye".

    Returns
    -------
    Drawing

    Raises
    ------
    TypeError, ValueError
        If an image is no picture, or the arrays do not fit each other.

    Examples
    --------
    >>> matches(np.zeros((8, 8)), np.ones((8, 8)), [[1, 2], [3, 4]], [[1, 5], [3, 3]], right=[1, 0]).description
    '2 matches between two pictures, 1 of them right'
    """
    image, other = as_picture(image), as_picture(other, "other")
    points = as_numbers(points, name="points", shape=("n", 2))
    other_points = as_numbers(other_points, name="other_points", shape=("n", 2))
    check_lengths(points=points, other_points=other_points)
    known = right is not None
    right = check_labels(right if known else np.ones(len(points), int), name="right", shape=points.shape[:1], n_labels=2)
    gap = 30.0
    scale = (WIDTH - gap) / (image.shape[1] + other.shape[1])
    canvas = Canvas(scale * max(image.shape[0], other.shape[0]) + 30)
    shift = image.shape[1] * scale + gap
    canvas.image(image, 0, 0, image.shape[1] * scale, image.shape[0] * scale, part="picture")
    canvas.image(other, shift, 0, other.shape[1] * scale, other.shape[0] * scale, part="picture")
    for (row, column), (there, across), good in zip(points, other_points, right, strict=True):
        ends = [((column + 0.5) * scale, (row + 0.5) * scale), (shift + (across + 0.5) * scale, (there + 0.5) * scale)]
        look = {"stroke": AZURE, "part": "right"} if good else {"stroke": ORANGE, "stroke_dasharray": "5 4", "part": "wrong"}
        canvas.line(ends, stroke="#000000", line=3, stroke_opacity=0.5)
        canvas.line(ends, line=1.7, **look)
        for end in ends:
            canvas.circle(*end, 4, fill=look["stroke"], stroke="#ffffff", line=1.2, part="keypoint")
    count = f"{len(points)} match{'es' * (len(points) != 1)}"
    words = f"{count}, {right.sum()} right" if known else count
    canvas.text(WIDTH / 2, canvas.height - 12, words, bold=True, part="count")
    said = f"{count} between two pictures" + f", {right.sum()} of them right" * known
    return canvas.sheet(said, seen=seen or "two pictures, and lines between the keypoints that match")
