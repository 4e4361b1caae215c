"""What a generator does to numbers: points it has drawn, the plane of its latents, and the field in which a game moves."""

import numpy as np

from imagen_course.checks import check_callable, check_labels, check_lengths, check_number, check_type, check_whole
from imagen_course.plots.axes import Axes
from imagen_course.plots.canvas import WIDTH, Canvas
from imagen_course.plots.colours import AZURE, EIGHT, ORANGE
from imagen_course.plots.drawing import as_numbers, as_picture
from imagen_course.plots.panels import picture

__all__ = ["latent_plane", "point_clouds", "tiles", "vector_field"]

_GREY = "#8a8a8a"


def point_clouds(clouds, *, real=None, groups=None, limits=1.5):
    """Draw clouds of points side by side, at one scale or each at its own.

    Parameters
    ----------
    clouds : dict of str to array_like, shape (n, 2)
        By their titles; at most 4.
    real : array_like, shape (m, 2), optional
        Points that are drawn in grey behind each cloud that has no groups.
    groups : dict of str to array_like of int, optional
        For clouds that have them: the group of each point, from 0 to 7, which is its colour.
    limits : float or dict of str to float
        Each panel reaches from minus this number to it, both ways. What lies outside is left out, and counted.

    Returns
    -------
    Drawing

    Raises
    ------
    TypeError, ValueError
        If shapes do not fit, there are too many clouds or groups, or a limit is no positive number.

    Examples
    --------
    >>> point_clouds({"drawn": [[0.0, 0.0], [9.0, 1.0]]}).description
    'drawn: 2 points, 1 of them outside; mean (4.5, 0.5), standard deviations 4.5 and 0.5'
    """
    check_type(clouds, dict, name="clouds", hint="titles and points")
    if not 1 <= len(clouds) <= 4:
        raise ValueError(f"clouds must be one to four, got {len(clouds)}")
    check_type(groups or {}, dict, name="groups", hint="titles and whole numbers")
    gap = 14.0
    side = min(372.0, (WIDTH - gap * (len(clouds) - 1)) / len(clouds))
    canvas, said = Canvas(side + 34), []
    left = (WIDTH - len(clouds) * side - (len(clouds) - 1) * gap) / 2
    for i, (title, points) in enumerate(clouds.items()):
        points = as_numbers(points, name=title, shape=("n", 2), least=1)
        limit = limits[title] if isinstance(limits, dict) else limits
        check_number(limit, "(0, inf)", name="limits")
        axes = Axes(canvas, (left + i * (side + gap), 28.0, side, side), (-limit, limit), (-limit, limit))
        _draw_cloud(axes, title, points, (groups or {}).get(title), real)
        said.append(_of_cloud(title, points, limit))
    return canvas.sheet("; ".join(said), seen="clouds of points")


def _draw_cloud(axes, title, points, groups, real):
    left, top, side, _ = axes.box
    axes.canvas.rect(*axes.box, stroke="currentColor", stroke_opacity=0.35)
    axes.canvas.text(left + side / 2, top - 15, title, bold=True, part="title")
    if groups is None:
        if real is not None:
            _dots(axes, as_numbers(real, name="real", shape=("m", 2)), _GREY, "real")
        _dots(axes, points, ORANGE, "drawn")
        return
    groups = check_labels(groups, name="groups", shape=(len(points),), n_labels=len(EIGHT), hint="one for each point")
    for group in np.unique(groups):
        _dots(axes, points[groups == group], EIGHT[group], f"group {group}")


def _dots(axes, points, colour, part):
    """Draw points as one path, each a line of no length with round ends: a page of thousands stays small."""
    places = np.array([axes.at(*point) for point in points[_is_within(axes, points)]]).round(1)
    if len(places):
        path = "".join(f"M{x:g} {y:g}h0" for x, y in places)
        axes.canvas.add("path", d=path, stroke=colour, stroke_width=3.4, stroke_linecap="round", data_part=part)


def _is_within(axes, points):
    return (np.abs(points) <= axes.across[1]).all(axis=1)


def _of_cloud(title, points, limit):
    outside = int((np.abs(points) > limit).any(axis=1).sum())
    (x, y), (wide, tall) = points.mean(axis=0), points.std(axis=0)
    there = f", {outside} of them outside" if outside else ""
    return f"{title}: {len(points)} points{there}; mean ({x:.2g}, {y:.2g}), standard deviations {wide:.2g} and {tall:.2g}"


def latent_plane(decode, codes, labels, *, limit=2.3, n=12):
    """Draw a latent space of two numbers: what each place decodes to, and where the codes of real pictures lie.

    Parameters
    ----------
    decode : callable
        Takes latents (m, 2), float32, and returns pictures (m, h, w) or (m, h, w, c); they are cut off at 0 and 1.
    codes : array_like, shape (k, 2)
    labels : array_like of int, shape (k,)
        From 0 to 9: what each real picture shows, written at its code.
    limit : float
        The plane reaches from minus this number to it, both ways.
    n : int
        Places a side that are decoded.

    Returns
    -------
    Drawing

    Raises
    ------
    TypeError, ValueError
        If shapes do not fit.

    Examples
    --------
    >>> latent_plane(lambda z: np.zeros((len(z), 3, 3)), [[0.0, 1.0]], [7], n=2).description
    '2 x 2 pictures of a plane from -2.3 to 2.3, both ways; on it the codes of 1 pictures, of classes 7'
    """
    check_callable(decode, name="decode", hint="of latents, (m, 2)")
    codes = as_numbers(codes, name="codes", shape=("k", 2), least=1)
    labels = check_labels(labels, name="labels", shape=(len(codes),), n_labels=10, hint="one for each code")
    check_number(limit, "(0, inf)", name="limit")
    check_number(n, "[1, 40]", name="n", whole=True)
    middles = np.linspace(-limit, limit, 2 * n + 1, dtype="float32")[1::2]
    decoded = decode(np.stack(np.meshgrid(middles, -middles), axis=-1).reshape(-1, 2))
    side, canvas = 372.0, Canvas(406.0)
    canvas.text(side / 2, 13, "what each place is decoded to", bold=True)
    canvas.image(_tiled(np.clip(as_numbers(decoded, name="decode"), 0, 1), n), 0, 30, side, side, part="pictures")
    axes = Axes(canvas, (WIDTH - side, 30.0, side, side), (-limit, limit), (-limit, limit))
    canvas.text(WIDTH - side / 2, 13, "where the codes of real pictures lie", bold=True)
    canvas.rect(*axes.box, stroke="currentColor", stroke_opacity=0.35)
    for code, label in zip(codes, labels, strict=True):
        if _is_within(axes, code[None])[0]:
            canvas.text(*axes.at(*code), label, size=12, part="code")
    kinds = ", ".join(map(str, np.unique(labels)))
    said = f"{n} x {n} pictures of a plane from {-limit:g} to {limit:g}, both ways; "
    return canvas.sheet(f"{said}on it the codes of {len(codes)} pictures, of classes {kinds}", seen="a plane of codes")


def tiles(images, *, columns=12):
    """Lay small pictures side by side as one panel, a grey line between them.

    Parameters
    ----------
    images : array_like, shape (n, h, w) or (n, h, w, c)
        In [0, 1]; what does not fill a row is left out.
    columns : int

    Returns
    -------
    Panel

    Raises
    ------
    TypeError, ValueError
        If the pictures are no such array, or too few for a row.

    Examples
    --------
    >>> tiles(np.zeros((5, 2, 2)), columns=2).alt
    'grey picture, 6 x 6 pixels, values 0.00 to 0.60, mean 0.33'
    """
    images = as_numbers(images, name="images", within="[0, 1]", least=1)
    check_whole(columns=columns)
    if images.ndim not in (3, 4) or len(images) < columns:
        raise ValueError(f"images must be {columns} or more, (n, h, w) or (n, h, w, c), got {images.shape}")
    return picture(_tiled(images, columns))


def _tiled(images, columns):
    """Lay pictures side by side, row by row, a grey line after each."""
    framed = np.pad(images, ((0, 0), (0, 1), (0, 1), *[(0, 0)] * (images.ndim - 3)), constant_values=0.6)
    rows = framed[: len(framed) // columns * columns].reshape(-1, columns, *framed.shape[1:])
    return as_picture(np.concatenate(np.concatenate(rows, axis=1), axis=1), name="images")


def vector_field(field, paths, *, limit=1.5, labels=("x", "y"), n=13):
    """Draw where each place of a plane is moved to, as arrows, and the paths of what moves there.

    Parameters
    ----------
    field : callable
        Takes the places (m, 2) and returns the direction in which each is moved, (m, 2). All arrows are of one length.
    paths : dict of str to array_like, shape (steps, 2)
        By their names; at most 2, blue and orange. The first place is a ring, the last a dot.
    limit : float
        The plane reaches from minus this number to it, both ways.
    labels : (str, str)
        Of the two axes.
    n : int
        Arrows a side.

    Returns
    -------
    Drawing

    Raises
    ------
    TypeError, ValueError
        If shapes do not fit, or there are too many paths.

    Examples
    --------
    >>> vector_field(lambda places: -places, {"home": [[1.0, 0.0], [0.5, 0.0]]}).description
    'home: 1 steps from (1, 0) to (0.5, 0), distance from the origin 1 at first and 0.5 at last'
    """
    check_callable(field, name="field", hint="of places, (m, 2)")
    check_type(paths, dict, name="paths", hint="names and places")
    check_number(limit, "(0, inf)", name="limit")
    if len(paths) > 2:
        raise ValueError(f"paths must be at most two, got {len(paths)}")
    check_number(n, "[1, 40]", name="n", whole=True)
    check_lengths(labels=labels, axes=(0, 1))
    axes = Axes(Canvas(444), (56.0, 26.0, 370.0, 370.0), (-limit, limit), (-limit, limit))
    axes.frame(*labels, n=(4, 4))
    _draw_arrows(axes, field, n)
    said = []
    for i, (name, path) in enumerate(paths.items()):
        path = as_numbers(path, name=name, shape=("n", 2), least=1)
        _draw_path(axes, path, (AZURE, ORANGE)[i])
        said.append(_of_path(name, path))
        _explain_path(axes.canvas, 60 + 110 * i, name, path, (AZURE, ORANGE)[i])
    return axes.canvas.sheet("; ".join(said), seen="a plane of arrows, and a path through it")


def _draw_arrows(axes, field, n):
    places = np.linspace(-0.94, 0.94, n) * axes.across[1]
    grid = np.stack(np.meshgrid(places, places), axis=-1).reshape(-1, 2)
    moves = as_numbers(field(grid), name="field", shape=grid.shape)
    lengths = np.hypot(*moves.T)
    for place, move, length in zip(grid, moves, lengths, strict=True):
        if length > 1e-9:
            x, y = axes.at(*place)
            dx, dy = 8.5 * move[0] / length, -8.5 * move[1] / length
            axes.canvas.arrow((x - dx, y - dy), (x + dx, y + dy), line=1, stroke=_GREY, part="arrow")


def _draw_path(axes, path, colour):
    shown = path[_is_within(axes, path)]
    if len(shown):
        axes.curve(*shown.T, stroke=colour, line=2, part="path")
        axes.point(*shown[0], 6, fill="none", stroke=colour, part="start")
        axes.point(*shown[-1], 6, fill=colour, part="end")


def _of_path(name, path):
    first, last = (f"({x:.2g}, {y:.2g})" for x, y in (path[0], path[-1]))
    far = np.hypot(*path.T)
    away = f"distance from the origin {far[0]:.2g} at first and {far[-1]:.2g} at last"
    return f"{name}: {len(path) - 1} steps from {first} to {last}, {away}"


def _explain_path(canvas, y, name, path, colour):
    far = np.hypot(*path.T)
    canvas.line([(462, y), (490, y)], stroke=colour, line=4)
    canvas.text(500, y, name, anchor="start", bold=True)
    canvas.text(462, y + 26, f"{len(path) - 1} steps", anchor="start", size=12)
    canvas.text(462, y + 46, f"distance from the middle: {far[0]:.2f} → {far[-1]:.2f}", anchor="start", size=12)
