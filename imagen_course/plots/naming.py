"""What was said of a picture's parts, the picture still to be seen: named regions and boxes, weak labels round by round."""

import numpy as np

from imagen_course.checks import check_labels, check_lengths, check_number
from imagen_course.plots.canvas import WIDTH, Canvas, plate_width
from imagen_course.plots.colours import LIT, of_class, rgb
from imagen_course.plots.drawing import as_boxes, as_map, as_picture
from imagen_course.plots.labelled import deepest_pixel

__all__ = ["named_boxes", "named_regions", "weak_labels"]

_LARGE = 4  # pixels of a region's rim, at full width


def named_regions(image, segments, names, *, seen=""):
    """Draw a picture whose regions bear the colour of their class along their rim, the picture itself left to be seen.

    Parameters
    ----------
    image : array_like, shape (h, w) or (h, w, 3)
        In [0, 1].
    segments : array_like of int, shape (h, w)
        Numbered from 0.
    names : sequence of str
        One for each region; an empty one has no colour and no name.
    seen : str
        What the picture shows, for the alt text: "a cat's eye".

    Returns
    -------
    Drawing

    Raises
    ------
    TypeError, ValueError
        If the image is no picture, or segments and names do not fit it.

    Examples
    --------
    >>> named_regions(np.zeros((4, 8)), np.repeat([[0, 1]], 4, axis=0).repeat(4, axis=1), ["sky", ""]).description
    '2 regions, 1 named: sky 50 % of the picture'
    """
    image, segments, names = _check_named(image, segments, names)
    scale = min(WIDTH / image.shape[1], 520 / image.shape[0])
    width, height = image.shape[1] * scale, image.shape[0] * scale
    canvas, left = Canvas(height + 2), (WIDTH - width) / 2
    canvas.image(_rimmed(image, segments, names, scale, _LARGE), left, 0, width, height, part="regions")
    _name_regions(canvas, segments, names, (left, 0.0, scale))
    areas = np.bincount(segments.ravel(), minlength=len(names)) / segments.size
    of_class_ = {name: sum(areas[i] for i, n in enumerate(names) if n == name) for name in dict.fromkeys(names) if name}
    shares = ", ".join(f"{name} {share:.0%}".replace("%", " %") for name, share in of_class_.items())
    said = f"{len(names)} regions, {sum(map(bool, names))} named" + f": {shares} of the picture" * bool(shares)
    return canvas.sheet(said, seen=seen or "a picture, its regions and what each is called")


def _check_named(image, segments, names):
    image = as_picture(image)
    segments = as_map(segments, image, "segments")
    check_lengths(names=names)
    check_labels(segments, name="segments", n_labels=len(names), hint="names must have one entry for each region")
    return image, segments, [str(name) for name in names]


def _rimmed(image, segments, names, scale, rim, changed=()):
    """Enlarge a picture; colour the rims of what has one name, the inside left as it is but for a breath of colour.

    Thin lines part the regions; those that have ``changed`` are outlined.
    """
    from scipy.ndimage import distance_transform_edt

    factor = max(1, round(scale))
    image, segments = (array.repeat(factor, axis=0).repeat(factor, axis=1) for array in (image, segments))
    codes = np.array([names.index(name) for name in names])[segments]
    borders, edges = _borders(codes), _borders(segments)
    inside = distance_transform_edt(~borders) if borders.any() else np.full(segments.shape, np.inf)
    named = np.array([bool(name) for name in names])[segments]
    share = (np.where(inside <= rim * factor / scale, 0.9, 0.16) * named)[..., None]
    drawn = image if image.ndim == 3 else image[..., None].repeat(3, axis=-1)
    drawn = (1 - share) * drawn + share * np.array([rgb(of_class(name)) for name in names])[segments]
    grey = drawn[edges].mean(axis=-1, keepdims=True)
    drawn[edges] = 0.5 * drawn[edges] + 0.5 * (grey < 0.6)  # a thin line, seen on any ground
    if len(changed):
        new = np.isin(segments, changed)
        drawn[new & (distance_transform_edt(~edges) <= 2)] = rgb(LIT)
    return drawn


def _borders(numbers):
    """Find the pixels whose neighbour on the left or above has another number."""
    found = np.zeros(numbers.shape, bool)
    found[:, 1:] |= numbers[:, 1:] != numbers[:, :-1]
    found[1:] |= numbers[1:] != numbers[:-1]
    return found


def _name_regions(canvas, segments, names, place, *, size=12):
    """Write each name where what bears it is deepest, the largest first; one that would lie on another is left out."""
    from scipy.ndimage import label

    left, top, scale = place
    parts, taken = [], []
    for name in dict.fromkeys(filter(None, names)):
        connected, n = label(np.array([other == name for other in names])[segments])
        parts += [(name, connected == i) for i in range(1, n + 1)]
    for name, inside in sorted(parts, key=lambda part: -part[1].sum()):
        row, column = deepest_pixel(inside)
        wide = plate_width(name, size)
        x = min(max(left + (column + 0.5) * scale, left + wide / 2), left + segments.shape[1] * scale - wide / 2)
        y = top + (row + 0.5) * scale
        if all(abs(x - u) > (wide + w) / 2 + 2 or abs(y - v) > 1.7 * size for u, v, w in taken):
            canvas.plate(x, y, name, of_class(name), size=size, part="name")
            taken.append((x, y, wide))


def named_boxes(image, boxes, names, *, scores=None, seen=""):
    """Draw boxes in the colours of their classes, each name at its box where it hides least of other names and boxes.

    Parameters
    ----------
    image : array_like, shape (h, w) or (h, w, 3)
        In [0, 1].
    boxes : array_like of int, shape (k, 4)
        ``(top, left, bottom, right)``, half-open, in pixels; 24 at most.
    names : sequence of str
        One for each box.
    scores : sequence of float, optional
        In [0, 1].
    seen : str
        What the picture shows, for the alt text: "a cat's eye".

    Returns
    -------
    Drawing

    Raises
    ------
    TypeError, ValueError
        If the image is no picture, a box lies outside it, or names or scores are not as many.

    Examples
    --------
    >>> named_boxes(np.zeros((8, 8)), [[1, 2, 5, 6]], ["star"], scores=[0.9]).description
    '1 box: star 0.90 at rows 1 to 4, columns 2 to 5'
    """
    image = as_picture(image)
    boxes, words = as_boxes(boxes, image, names, scores)
    if len(boxes) > 24:
        raise ValueError(f"boxes must be at most 24 to be drawn, got {len(boxes)}: keep those with the highest scores")
    scale = min(WIDTH / image.shape[1], 520 / image.shape[0])
    width, height = image.shape[1] * scale, image.shape[0] * scale
    canvas, left = Canvas(height + 4), (WIDTH - width) / 2
    canvas.image(image, left, 0, width, height, part="picture")
    places = [(left + c * scale, t * scale, left + d * scale, b * scale) for t, c, b, d in boxes]
    for (x, y, end, foot), name in zip(places, names, strict=True):
        for stroke, line, part in (("#ffffff", 5, "casing"), (of_class(name), 3, "box")):
            canvas.rect(x, y, end - x, foot - y, stroke=stroke, line=line, part=part)
    for (x, y), name, word in zip(_free_places(places, words, (left, width, height)), names, words, strict=True):
        canvas.plate(x, y, word, of_class(name), part="name")
    where = [
        f"{word} at rows {t} to {b - 1}, columns {c} to {d - 1}" for word, (t, c, b, d) in zip(words, boxes, strict=True)
    ]
    said = f"{len(boxes)} box{'es' * (len(boxes) != 1)}{': ' if where else ''}{'; '.join(where)}"
    return canvas.sheet(said, seen=seen or "a picture and the boxes found in it")


def _free_places(boxes, words, frame, size=12):
    """Find for each box's name a place at the box where it covers least of other names and of other boxes."""
    left, width, height = frame
    tall, taken = 1.6 * size, []
    for i, ((x, y, end, foot), word) in enumerate(zip(boxes, words, strict=True)):
        wide = plate_width(word, size)
        sides = [x, end - wide, (x + end - wide) / 2]
        corners = [(side, top) for top in (y - tall - 3, foot + 3, y + 4, foot - tall - 4) for side in sides]
        corners += [(side, top) for side in (end + 4, x - wide - 4) for top in (y, foot - tall)]
        inside = [(min(max(u, left), left + width - wide), min(max(v, 0), height - tall)) for u, v in corners]
        others = [*boxes[:i], *boxes[i + 1 :]]
        plates = [(u, v, u + wide, v + tall) for u, v in inside]
        cost = [20 * _covered(plate, taken) + 2 * _covered(plate, others) + _covered(plate, [boxes[i]]) for plate in plates]
        taken.append(plates[int(np.argmin(cost))])
        yield taken[-1][0] + wide / 2, taken[-1][1] + tall / 2


def _covered(box, others):
    """Add up the areas that a box shares with others."""
    sides = [[min(box[k + 2], other[k + 2]) - max(box[k], other[k]) for k in (0, 1)] for other in others]
    return sum(max(wide, 0) * max(tall, 0) for wide, tall in sides)


def weak_labels(image, segments, rounds, names, *, truth=None, step=None, seen=""):
    """Draw the pseudo-labels of a scene's regions round by round; a region that has changed is outlined.

    Parameters
    ----------
    image : array_like, shape (h, w) or (h, w, 3)
        In [0, 1].
    segments : array_like of int, shape (h, w)
        Numbered from 0.
    rounds : array_like of int, shape (rounds, regions)
        The label of each region after each round; at most 8 rounds.
    names : sequence of str
        Of the labels; an empty one is background.
    truth : array_like of int, shape (regions,), optional
        The true labels: then each round says how much of the area is right.
    step : int, optional
        Up to which round, from 0; all of them if not given.
    seen : str
        What the picture shows, for the alt text: "a cat's eye".

    Returns
    -------
    Drawing

    Raises
    ------
    TypeError, ValueError
        If the image is no picture, the arrays do not fit, or there is no such round.

    Examples
    --------
    >>> segments = np.repeat([[0, 1]], 4, axis=0).repeat(4, axis=1)
    >>> weak_labels(np.zeros((4, 8)), segments, [[1, 1], [0, 1]], ["", "star"], truth=[0, 1]).description
    'round 0: star 2, 50 % of the area right; round 1: star 1, 1 changed, 100 % of the area right'
    """
    image = as_picture(image)
    segments = as_map(segments, image, "segments")
    rounds, truth = _check_rounds(segments, rounds, names, truth)
    step = len(rounds) - 1 if step is None else step
    check_number(step, f"[0, {len(rounds) - 1}]", name="step", whole=True)
    names, columns = [str(name) for name in names], min(4, len(rounds))
    width = min(300.0, (WIDTH - 12 * (columns - 1)) / columns)
    scale, tall = width / image.shape[1], width * image.shape[0] / image.shape[1] + 52
    canvas, said = Canvas(tall * -(-len(rounds) // columns)), []
    areas = np.bincount(segments.ravel(), minlength=rounds.shape[1]) / segments.size
    for i, labels in enumerate(rounds[: step + 1]):
        x, y = (i % columns) * (width + 12), (i // columns) * tall
        called = [names[label] for label in labels]
        changed = np.flatnonzero(labels != rounds[i - 1]) if i else np.array([], int)
        _draw_round(canvas, (image, segments, called), (x, y, scale), f"round {i}", changed)
        line = [f"{len(changed)} changed"] * (i > 0)
        if truth is not None:
            line.append(f"{areas[labels == truth].sum():.0%} of the area right".replace("%", " %"))
        canvas.text(x + width / 2, y + tall - 16, ", ".join(line).replace(" of the area", ""), size=12, part="score")
        said.append(f"round {i}: " + ", ".join([_counted(called), *line]))
    return canvas.sheet("; ".join(said), seen=seen or "a scene and the labels of its regions, round by round")


def _check_rounds(segments, rounds, names, truth):
    check_lengths(names=names)
    k = {"n_labels": len(names), "hint": "names must have one for each"}
    rounds = check_labels(rounds, name="rounds", shape=("rounds", "regions"), least=1, **k)
    check_labels(segments, name="segments", n_labels=rounds.shape[1], hint="rounds must have one label for each region")
    if len(rounds) > 8:
        raise ValueError(f"rounds must be at most 8 to be drawn, got {len(rounds)}")
    return rounds, None if truth is None else check_labels(truth, name="truth", shape=rounds.shape[1:], **k)


def _counted(names):
    return ", ".join(f"{name} {names.count(name)}" for name in dict.fromkeys(filter(None, names))) or "no label"


def _draw_round(canvas, named, place, title, changed):
    """Draw the regions of one round with their names, those that have changed outlined."""
    image, segments, names = named
    x, y, scale = place
    canvas.text(x + image.shape[1] * scale / 2, y + 10, title, bold=True)
    drawn = _rimmed(image, segments, names, scale, 3, changed)
    canvas.image(drawn, x, y + 24, image.shape[1] * scale, image.shape[0] * scale, part="round")
    _name_regions(canvas, segments, names, (x, y + 24, scale), size=11)
