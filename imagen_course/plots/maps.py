"""Maps of a picture: signed ones on one scale, those of each depth of a network, and those that explain what it said."""

import numpy as np

from imagen_course.checks import check_lengths, check_number, check_whole
from imagen_course.explain import agreement
from imagen_course.plots.canvas import WIDTH, Canvas, number
from imagen_course.plots.colours import LIT, of_number
from imagen_course.plots.drawing import as_map, as_numbers, as_picture, check_optional

__all__ = ["attributions", "feature_maps", "signed_maps"]

_GAP = 12


def signed_maps(maps, *, titles=None, image=None, limit=None, columns=None, seen=""):
    """Draw maps of numbers of either sign on one scale: blue below zero, white at it, orange above, with a key.

    Parameters
    ----------
    maps : sequence of array_like, each of shape (h, w)
    titles : sequence of str, optional
        One for each map, and the first for ``image`` where there is one.
    image : array_like, shape (h, w) or (h, w, 3), optional
        The picture that they are of, in [0, 1]; it stands first.
    limit : float, optional
        The number from which on all is fully orange; if not given, one that 99 of 100 numbers do not exceed in magnitude.
    columns : int, optional
        Up to three if not given.
    seen : str
        What the picture shows, for the alt text: "a cat's eye".

    Returns
    -------
    Drawing

    Raises
    ------
    TypeError, ValueError
        If a map is no table of finite numbers, or there is another number of titles.

    Examples
    --------
    >>> signed_maps([[[-1.0, 0.0], [0.5, 0.0]]], titles=["edges"]).description
    'edges: 2 x 2 numbers from -1 to 0.5, 25 % below zero, 25 % above; fully orange from 0.985 on, fully blue from -0.985'
    """
    maps = _tables(maps)
    panels = maps if image is None else [as_picture(image), *maps]
    titles = [""] * len(panels) if titles is None else titles
    check_lengths(titles=titles, panels=panels)
    check_optional("(0, inf)", limit=limit)
    check_whole(columns=3 if columns is None else columns)
    limit, offset = float(limit or _limit(maps)), len(panels) - len(maps)
    drawn = [*panels[:offset], *(of_number(one, limit) for one in maps)]
    canvas, _ = _tiles(drawn, titles, min(columns or 3, len(panels)), foot=46)
    beyond = [bool(max((sign * one).max() for one in maps) > limit) for sign in (-1, 1)]
    _draw_key(canvas, canvas.width / 2, canvas.height - 40, 300, (number(-limit), "0", number(limit)), beyond)
    said = [f"{name}: {_in_words(one)}" if name else _in_words(one) for name, one in zip(titles[offset:], maps, strict=True)]
    key = f"fully orange from {limit:.3g} on, fully blue from {-limit:.3g}"
    return canvas.sheet("; ".join([*said, key]), seen=seen or "; ".join(filter(None, titles)))


def _tables(maps, *axes):
    """Give maps as arrays, one or more."""
    check_lengths(maps=maps)
    if not len(maps):
        raise ValueError("maps must hold one map or more, got none")
    return [as_numbers(one, name=f"maps[{i}]", shape=("h", "w", *axes), least=1) for i, one in enumerate(maps)]


def _in_words(array):
    shares = f"{np.mean(array < 0):.0%} below zero, {np.mean(array > 0):.0%} above".replace("%", " %")
    return f"{array.shape[0]} x {array.shape[1]} numbers from {array.min():.3g} to {array.max():.3g}, {shares}"


def _tiles(pictures, titles, columns, *, foot=0):
    """Lay pictures out in rows over the full width, a title over each; say where each begins, and how wide a pixel is."""
    width = min(360.0, (WIDTH - _GAP * (columns - 1)) / columns)
    rows = [pictures[i : i + columns] for i in range(0, len(pictures), columns)]
    heights = [max(width * p.shape[0] / p.shape[1] for p in row) for row in rows]
    head = 24 if any(titles) else 4
    canvas, places, y = Canvas(sum(heights) + len(rows) * (head + 8) + foot), [], 0.0
    for i, (row, height) in enumerate(zip(rows, heights, strict=True)):
        for j, picture in enumerate(row):
            x = j * (width + _GAP)
            canvas.text(x + width / 2, y + head / 2, titles[i * columns + j], bold=True)
            places.append((x, y + head, width / picture.shape[1]))
            canvas.image(picture, *places[-1][:2], width, width * picture.shape[0] / picture.shape[1], part="map")
        y += head + height + 8
    return canvas, places


def _limit(maps):
    """Find a number that few exceed in magnitude, so that a few strong ones do not leave the others pale."""
    magnitudes = np.abs(np.concatenate([one.ravel() for one in maps]))
    return np.quantile(magnitudes, 0.99) or magnitudes.max() or 1


def _draw_key(canvas, x, y, width, words, beyond=(False, False)):
    """Draw the scale of signed numbers round a point, its ends and its middle named."""
    canvas.image(of_number(np.linspace(-1, 1, 81)[None]), x - width / 2, y, width, 12, part="key")
    marks = "≤ " * beyond[0], "", "≥ " * beyond[1]
    for share, mark, word in zip((-0.5, 0, 0.5), marks, words, strict=True):
        canvas.text(x + width * share, y + 24, mark + word, size=12, part="key number")


def attributions(image, maps, *, titles=None, reason=None, columns=None, seen=""):
    """Draw a picture and maps that say why: orange where a pixel speaks for the class, blue where it speaks against it.

    Each map is on a scale of its own and lies on the picture in faint grey; a ring marks its highest pixel. Where the reason
    is known, it is outlined, and over each map stands how much of it is there.

    Parameters
    ----------
    image : array_like, shape (h, w) or (h, w, 3)
        In [0, 1].
    maps : sequence of array_like, each of shape (h, w)
        As the methods of `explain` give them.
    titles : sequence of str, optional
        One for each map.
    reason : array_like of int or bool, shape (h, w), optional
        Not 0 on the pixels that are the reason.
    columns : int, optional
        Up to three if not given, four of more than six pictures.
    seen : str
        What the picture shows, for the alt text: "a fox and an owl".

    Returns
    -------
    Drawing

    Raises
    ------
    TypeError, ValueError
        If a map is no table of finite numbers as large as the picture, or there is another number of titles.

    Examples
    --------
    >>> attributions([[0.2, 0.8]], [[[3.0, 1.0]]], titles=["gradient"], reason=[[1, 0]]).description
    'gradient: 75 % on the reason, highest at row 0, column 0'
    """
    image = as_picture(image)
    tables = [as_numbers(one, name=f"maps[{i}]", shape=image.shape[:2]) for i, one in enumerate(_tables(maps))]
    if reason is not None:
        reason = as_map(np.asarray(reason, int) if np.asarray(reason).dtype == bool else reason, image, "reason") != 0
    titles = [f"map {i + 1}" for i in range(len(tables))] if titles is None else list(titles)
    check_lengths(titles=titles, maps=tables)
    columns = (4 if len(tables) > 5 else 3) if columns is None else columns  # two rows are as wide as a slide
    check_whole(columns=columns)
    said, heads = _judged(tables, titles, reason)
    faint = 0.7 + 0.3 * image.reshape(*image.shape[:2], -1).mean(axis=2, keepdims=True)
    drawn = [image, *(faint * of_number(one, _limit([one])) for one in tables)]
    canvas, places = _tiles(drawn, ["the picture", *heads], min(columns, len(drawn)))
    for table, (left, top, pixel) in zip([None, *tables], places, strict=True):
        if reason is not None:
            _draw_outline(canvas, reason, left, top, pixel)
        if table is not None:
            row, column = np.unravel_index(table.argmax(), table.shape)
            centre = left + (column + 0.5) * pixel, top + (row + 0.5) * pixel
            canvas.circle(*centre, 8, stroke="#ffffff", line=4)
            canvas.circle(*centre, 8, stroke=LIT, line=2, part="highest")
    return canvas.sheet("; ".join(said), seen=seen)


def _judged(maps, titles, reason):
    """Say of each map how much of it lies on the reason, where that is known, and where it is highest."""
    heads = list(titles)
    if reason is not None:
        shares = agreement(np.stack(maps), np.stack([reason] * len(maps))).mass
        heads = [f"{title}: {100 * share:.0f} % on the reason" for title, share in zip(titles, shares, strict=True)]
    peaks = [np.unravel_index(one.argmax(), one.shape) for one in maps]
    said = [
        f"{head}{':' if reason is None else ','} highest at row {row}, column {column}"
        for head, (row, column) in zip(heads, peaks, strict=True)
    ]
    return said, [head.removesuffix(" on the reason") for head in heads]


def _draw_outline(canvas, reason, left, top, pixel):
    """Draw the border between the pixels that are the reason and all others."""
    wide = np.pad(reason, 1)
    rows, columns = np.nonzero(wide[1:, 1:-1] != wide[:-1, 1:-1]), np.nonzero(wide[1:-1, 1:] != wide[1:-1, :-1])
    steps = [f"M{left + j * pixel:.1f} {top + i * pixel:.1f}h{pixel:.1f}" for i, j in zip(*rows, strict=True)]
    steps += [f"M{left + j * pixel:.1f} {top + i * pixel:.1f}v{pixel:.1f}" for i, j in zip(*columns, strict=True)]
    for colour, line in (("#ffffff", 3.5), ("#1a1a1a", 1.5)):
        canvas.add("path", d="".join(steps), stroke=colour, stroke_width=line, fill="none", data_part="reason")


def feature_maps(image, maps, *, names=None, n=5, seen=""):
    """Draw a picture, and the maps of each depth that a network makes of it: those that vary most.

    Each row is on a scale of its own: blue below zero, white at it, orange above.

    Parameters
    ----------
    image : array_like, shape (h, w) or (h, w, 3)
        In [0, 1].
    maps : sequence of array_like, each of shape (h', w', channels)
        The first depth first, as `photographs.maps` gives them, without the axis of pictures.
    names : sequence of str, optional
        One for each depth.
    n : int
        Maps of a depth, at most.
    seen : str
        What the picture shows, for the alt text: "a cat's eye".

    Returns
    -------
    Drawing

    Raises
    ------
    TypeError, ValueError
        If the arrays are no picture and no feature maps, or there is another number of names.

    Examples
    --------
    >>> feature_maps([[0.0, 1.0]], [[[[0.0, 2.0], [1.0, -2.0]]]], n=1).description
    'depth 1: 2 maps of 1 x 2, shown 1, from -2 to 2'
    """
    image = as_picture(image)
    check_number(n, "[1, 8]", name="n", whole=True)
    depths = _tables(maps, "channels")
    names = [f"depth {i + 1}" for i in range(len(depths))] if names is None else names
    check_lengths(names=names, maps=depths)
    left, ratio = 190.0, image.shape[0] / image.shape[1]
    side = (WIDTH - left - 20 - _GAP * (n - 1)) / n
    tall = side * ratio + 30
    canvas = Canvas(max(left * ratio + 26, tall * len(depths)))
    canvas.text(left / 2, 10, f"picture {image.shape[0]} × {image.shape[1]}", bold=True)
    canvas.image(image, 0, 22, left, left * ratio, part="picture")
    if canvas.height > left * ratio + 80:
        _draw_key(canvas, left / 2, left * ratio + 46, 120, ("below", "0", "above"))
    said = [
        _draw_depth(canvas, name, depth, (left + 20, i * tall, side, side * ratio), n)
        for i, (name, depth) in enumerate(zip(names, depths, strict=True))
    ]
    return canvas.sheet("; ".join(said), seen=seen or "a picture, and what each depth of a network makes of it")


def _draw_depth(canvas, name, maps, place, n):
    """Draw the maps of one depth that vary most, on one scale; say which they are."""
    left, top, wide, tall = place
    chosen = np.sort(np.argsort(-maps.std(axis=(0, 1)), kind="stable")[:n])
    words = f"{name}: {maps.shape[2]} maps of {maps.shape[0]} × {maps.shape[1]}"
    canvas.text(left, top + 10, words, bold=True, anchor="start", part="depth")
    limit = _limit([maps])
    for j, channel in enumerate(chosen):
        canvas.image(of_number(maps[..., channel], limit), left + j * (wide + _GAP), top + 22, wide, tall, part="map")
    shown = ", ".join(map(str, chosen))
    return f"{words.replace('×', 'x')}, shown {shown}, from {maps.min():.3g} to {maps.max():.3g}"
