"""Pictures by rule: ``x_ij = f(i, j)``, escape-time fractals, cellular automata, L-systems, scenes of signed distances.

A rule gives one ``image (size, size, c)``, float32 in [0, 1], and uses no chance; ``sample`` draws ``images`` of a family
from a seed. The picture is a square of the plane: ``u`` runs across and ``v`` down, both from -1 to 1, and a pixel has the
value at its middle. A point of the plane is ``(u, v)``. What falls outside [0, 1] is **clipped**, never rescaled: a rule's
value at a place is its brightness there, whatever it is elsewhere.
"""

from functools import partial
from itertools import pairwise
from numbers import Number

import numpy as np

from imagen_course.arrays import to_numpy
from imagen_course.checks import (
    check_array,
    check_callable,
    check_labels,
    check_number,
    check_numbers,
    check_one_of,
    check_text,
    check_whole,
)
from imagen_course.generate.contract import pictures

__all__ = ["automaton", "box", "checkers", "circle", "expand", "gradient", "lines", "mandelbrot", "plane", "plot", "sample"]
__all__ += ["shade", "turtle", "union", "waves"]

_FAR = 2**16  # the square of the distance from 0 at which a point has escaped: so far out that times change smoothly
_LONGEST = 10**6  # symbols an L-system may grow to


# Functions of place.


def plane(size):
    """Return the coordinates of every pixel's middle.

    Parameters
    ----------
    size : int
        Side of the picture in pixels, at least 1.

    Returns
    -------
    u, v : numpy.ndarray, shape (size, size)
        Across and down, in (-1, 1).

    Raises
    ------
    TypeError, ValueError
        If ``size`` is no whole number from 1.

    Examples
    --------
    >>> u, v = plane(2)
    >>> u.tolist(), v.tolist()
    ([[-0.5, 0.5], [-0.5, 0.5]], [[-0.5, -0.5], [0.5, 0.5]])
    """
    check_whole(size=size)
    middle = (2 * np.arange(size) + 1) / size - 1
    return tuple(np.meshgrid(middle, middle))


def plot(function, size=256):
    """Draw a function over the plane: its values, clipped to [0, 1].

    Parameters
    ----------
    function : callable
        Takes ``u`` and ``v``, both ``(size, size)``, and returns ``(size, size)`` or ``(size, size, c)``, finite.
    size : int
        Side of the picture in pixels, at least 1.

    Returns
    -------
    numpy.ndarray, shape (size, size, c)
        float32 in [0, 1]; c is 1 where the function gave no channels.

    Raises
    ------
    TypeError
        If ``function`` cannot be called, or gives something else than real numbers.
    ValueError
        If what it gives has another shape, or is not finite.

    Examples
    --------
    >>> plot(lambda u, v: (u + 1) / 2, 4)[0, :, 0].tolist()
    [0.125, 0.375, 0.625, 0.875]
    >>> plot(lambda u, v: np.log(u), 4)
    Traceback (most recent call last):
    ValueError: function(u, v) must be finite, got NaN or infinity: look for a division by zero where they were made
    """
    check_callable(function, name="function", hint="write plot(lambda u, v: u * v)")
    u, v = plane(size)
    with np.errstate(all="ignore"):  # what divides by zero is refused below, by name
        values = to_numpy(check_array(function(u, v), name="function(u, v)"))
    values = values.astype(float) if values.dtype == bool else values  # where something holds, a picture is 1
    shape = (size, size, *["c"] * (np.ndim(values) == 3))
    values = check_numbers(values, name="function(u, v)", shape=shape, hint="0 * u + 1 is 1 all over")
    return np.clip(values, 0, 1).astype(np.float32).reshape(size, size, -1)


def gradient(size=256, *, angle=0.0):
    """Draw brightness that grows evenly from one side, 0, to the other, 1.

    Parameters
    ----------
    size : int
        Side of the picture in pixels, at least 1.
    angle : float
        In degrees: 0 grows to the right, 90 downwards.

    Returns
    -------
    numpy.ndarray, shape (size, size, 1)
        float32 in [0, 1].

    Raises
    ------
    TypeError, ValueError
        If a number is of the wrong kind or out of its range.

    Examples
    --------
    >>> gradient(2)[..., 0].tolist()
    [[0.25, 0.75], [0.25, 0.75]]
    """
    cos, sin = _turn(angle)
    return plot(lambda u, v: 0.5 + 0.5 * (cos * u + sin * v) / (abs(cos) + abs(sin)), size)


def waves(size=256, *, sources=((0.0, 0.0),), frequency=8.0):
    """Draw the sum of circular waves: bright where crests meet, grey where they cancel.

    Parameters
    ----------
    size : int
        Side of the picture in pixels, at least 1.
    sources : array_like, shape (k, 2)
        Where the waves start, ``(u, v)``.
    frequency : float
        Waves along a side of the picture, above 0.

    Returns
    -------
    numpy.ndarray, shape (size, size, 1)
        float32 in [0, 1].

    Raises
    ------
    TypeError, ValueError
        If an argument is of the wrong kind, shape or range.

    Examples
    --------
    >>> waves(3, frequency=3)[..., 0].round(2).tolist()[1]    # a side is 2 long, so the pixels are a wave apart
    [1.0, 1.0, 1.0]
    """
    a, b = check_numbers(sources, name="sources", shape=("k", 2), least=1).astype(float).T
    wave = np.pi * check_number(frequency, "(0, inf)", name="frequency", hint="8 is usual")
    return plot(lambda u, v: 0.5 + 0.5 * np.cos(wave * np.hypot(u[..., None] - a, v[..., None] - b)).mean(axis=2), size)


def checkers(size=256, *, cells=8, angle=0.0):
    """Draw a board of cells that are 0 and 1 by turns, 0 at the top left.

    Parameters
    ----------
    size : int
        Side of the picture in pixels, at least 1.
    cells : int
        Along a side, at least 1.
    angle : float
        Turn about the middle, in degrees, clockwise.

    Returns
    -------
    numpy.ndarray, shape (size, size, 1)
        float32: 0 or 1.

    Raises
    ------
    TypeError, ValueError
        If a number is of the wrong kind or out of its range.

    Examples
    --------
    >>> checkers(4, cells=2)[..., 0].astype(int).tolist()
    [[0, 0, 1, 1], [0, 0, 1, 1], [1, 1, 0, 0], [1, 1, 0, 0]]
    """
    check_whole(cells=cells)
    cos, sin = _turn(angle)

    return plot(
        lambda u, v: sum(np.floor(cells * (1 + way) / 2) for way in (cos * u + sin * v, cos * v - sin * u)) % 2, size
    )


# Escape-time fractals: how soon z -> z**2 + c leaves for infinity.


def mandelbrot(size=256, *, centre=-0.75, width=2.5, n_iterations=200):
    """Draw the Mandelbrot set: c is the place, and z starts at 0.

    Points that stay are 0; the longer a point takes to leave, the brighter it is. Brightness is
    ``log(1 + time) / log(1 + n_iterations)``, with a time that has no steps [1]_.

    Parameters
    ----------
    size : int
        Side of the picture in pixels, at least 1.
    centre : complex
        The middle of the picture; the imaginary axis points up.
    width : float
        Of the picture, in the complex plane: from 1e-12, where float64 ends, to 1000.
    n_iterations : int
        After how many a point counts as one that stays: at least 1.

    Returns
    -------
    numpy.ndarray, shape (size, size, 1)
        float32 in [0, 1].

    Raises
    ------
    TypeError, ValueError
        If a number is of the wrong kind or out of its range.

    References
    ----------
    .. [1] H.-O. Peitgen and D. Saupe (eds), "The Science of Fractal Images", 1988, chapter 4 and appendix D.

    Examples
    --------
    >>> image = mandelbrot(65)
    >>> bool(image[32, 32, 0] == 0), bool(image[0, 0, 0] > 0)
    (True, True)
    """
    u, v = plane(size)
    check_number(width, "[1e-12, 1000]", name="width", hint="3 shows the whole set")
    check_whole(n_iterations=n_iterations)
    c = _complex(centre, "centre") + width / 2 * (u - 1j * v)
    time = _escape_time(c.ravel(), n_iterations).reshape(*c.shape, 1)
    return np.where(np.isfinite(time), np.log1p(time) / np.log1p(n_iterations), 0).astype(np.float32)


# Cellular automata.


def automaton(rule, size=256, *, first=None):
    """Draw an elementary cellular automaton: each row is the next generation of the row above [1]_.

    A cell looks at its left neighbour, itself and its right neighbour, as a number of three bits from 0 to 7; that bit of
    ``rule`` is the cell below. The row is a ring.

    Parameters
    ----------
    rule : int
        From 0 to 255.
    size : int
        How many cells, and how many rows: at least 1.
    first : array_like of int, shape (size,), optional
        The first row, of 0 and 1; a single 1 in the middle if not given.

    Returns
    -------
    numpy.ndarray, shape (size, size, 1)
        float32: 0 or 1.

    Raises
    ------
    TypeError, ValueError
        If an argument is of the wrong kind, shape or range.

    References
    ----------
    .. [1] S. Wolfram, "Statistical mechanics of cellular automata", 1983, doi:10.1103/RevModPhys.55.601.

    Examples
    --------
    >>> for row in automaton(90, 7)[:4, :, 0]:
    ...     print("".join(" #"[int(cell)] for cell in row).rstrip())
       #
      # #
     #   #
    # # # #
    """
    check_number(rule, "[0, 255]", name="rule", whole=True, hint="90 draws a triangle of triangles")
    check_whole(size=size)
    rows = np.zeros((size, size), int)
    rows[0] = (
        np.arange(size) == size // 2
        if first is None
        else check_labels(first, name="first", shape=(size,), n_labels=2, hint="cells are 0 or 1")
    )
    for above, below in pairwise(rows):
        below[:] = rule >> (4 * np.roll(above, 1) + 2 * above + np.roll(above, -1)) & 1
    return rows[..., None].astype(np.float32)


# L-systems: a word that grows, and a turtle that walks it.


def expand(axiom, rules, *, generations):
    """Grow a word: in every generation each symbol is replaced by its rule, all at once [1]_.

    Parameters
    ----------
    axiom : str
        The word to begin with.
    rules : dict of str to str
        What replaces a symbol; a symbol without a rule stays.
    generations : int
        At least 1.

    Returns
    -------
    str

    Raises
    ------
    TypeError, ValueError
        If ``rules`` is no dict of single symbols to strings, or the word outgrows a million symbols.

    References
    ----------
    .. [1] P. Prusinkiewicz and A. Lindenmayer, "The Algorithmic Beauty of Plants", 1990, chapter 1.

    Examples
    --------
    >>> expand("A", {"A": "AB", "B": "A"}, generations=4)
    'ABAABABA'
    """
    check_whole(generations=generations)
    check_text(axiom, name="axiom")
    if not isinstance(rules, dict) or {*map(type, (*rules, *rules.values()))} - {str} or {*map(len, rules)} - {1}:
        raise TypeError(f"rules must be a dict of single symbols to strings, got {rules!r}")
    for _ in range(generations):
        if sum(len(rules.get(symbol, symbol)) for symbol in axiom) > _LONGEST:
            raise ValueError(f"generations must keep the word at {_LONGEST} symbols or fewer, got {generations}: take fewer")
        axiom = "".join(rules.get(symbol, symbol) for symbol in axiom)
    return axiom


def turtle(word, *, angle):
    """Walk a word: "F" and "G" draw a step, "f" skips, "+" turns left, "-" right, "[" notes the place, "]" returns to it.

    Parameters
    ----------
    word : str
        Other symbols are passed over. The turtle starts upwards.
    angle : float
        Of a turn, in degrees.

    Returns
    -------
    numpy.ndarray, shape (m, 2, 2)
        The start and the end of each step drawn, ``(u, v)``; a step is 1 long.

    Raises
    ------
    TypeError, ValueError
        If ``word`` is no string, draws nothing, or goes back where nothing is noted; if ``angle`` is no finite number.

    Examples
    --------
    >>> turtle("F-F", angle=90).round().astype(int).tolist()
    [[[0, 0], [0, -1]], [[0, -1], [1, -1]]]
    """
    if not {"F", "G"} & set(check_text(word, name="word")):
        raise ValueError(f"word must hold an F or a G, which draw, got {word!r:.40}: grow it further")
    cos, sin = _turn(angle)
    left, place, heading, noted, steps = complex(cos, -sin), 0j, -1j, [], []
    for symbol in word:
        if symbol in "FG":
            steps.append((place, place + heading))
        if symbol in "FGf":
            place += heading
        elif symbol in "+-":
            heading *= left if symbol == "+" else left.conjugate()
        elif symbol == "[":
            noted.append((place, heading))
        elif symbol == "]":
            if not noted:
                raise ValueError("word must have a '[' before every ']', got one ']' too many")
            place, heading = noted.pop()
    steps = np.array(steps)  # (m, 2), complex
    return np.stack([steps.real, steps.imag], axis=-1)  # (m, 2, 2)


def lines(segments, size=256, *, thickness=1.5):
    """Draw lines, 1 on 0, as large as fits into the picture, with smooth edges.

    Parameters
    ----------
    segments : array_like, shape (m, 2, 2)
        The start and the end of each, ``(u, v)``, in any unit.
    size : int
        Side of the picture in pixels, at least 1.
    thickness : float
        In pixels, above 0 and at most ``size``.

    Returns
    -------
    numpy.ndarray, shape (size, size, 1)
        float32 in [0, 1].

    Raises
    ------
    TypeError, ValueError
        If an argument is of the wrong kind, shape or range.

    Examples
    --------
    >>> lines([[(0, 0), (0, 1)]], 5, thickness=1)[..., 0].round(1).tolist()[2]
    [0.0, 0.0, 1.0, 0.0, 0.0]
    """
    check_whole(size=size)
    check_number(thickness, f"(0, {size}]", name="thickness", hint="1.5 pixels is usual")
    ends = check_numbers(segments, name="segments", shape=("k", 2, 2), least=1).astype(float).reshape(-1, 2)
    low, high = ends.min(axis=0), ends.max(axis=0)
    ends = (ends - (low + high) / 2) * (0.92 * size / max(*(high - low), 1e-300)) + size / 2  # in pixels
    start, step = ends[::2, :, None, None], ends[1::2, :, None, None] - ends[::2, :, None, None]  # (m, 2, 1, 1)
    reach = int(np.ceil(abs(step).max() / 2 + thickness / 2)) + 1  # of the square of pixels that a line can touch
    near = np.mgrid[-reach : reach + 1, -reach : reach + 1][::-1]  # across and down
    side = size + 2 * reach + 2
    canvas, block = np.zeros(side**2), max(1, 2**19 // near.size)  # lines drawn at once: few enough for the cache
    for a, d in ((start[k : k + block], step[k : k + block]) for k in range(0, len(start), block)):
        pixel = np.floor(a + d / 2).astype(int) + near  # (block, 2, 2 * reach + 1, 2 * reach + 1)
        away = pixel + 0.5 - a
        along = (away * d).sum(axis=1) / np.maximum((d * d).sum(axis=1), 1e-300)  # of the line, 0 to 1
        away = away - np.clip(along, 0, 1)[:, None] * d
        cover = np.clip(0.5 + thickness / 2 - np.hypot(away[:, 0], away[:, 1]), 0, 1)
        np.maximum.at(canvas, ((pixel[:, 1] + reach) * side + pixel[:, 0] + reach).ravel(), cover.ravel())
    return canvas.reshape(side, side, 1)[reach : reach + size, reach : reach + size].astype(np.float32)


# Signed distances: how far a point lies outside a shape, negative inside it.


def circle(u, v, *, centre=(0.0, 0.0), radius=0.5):
    """Measure how far points lie outside a circle; inside, the distance is negative.

    Parameters
    ----------
    u, v : numpy.ndarray
        The points.
    centre : (float, float)
        ``(u, v)``.
    radius : float

    Returns
    -------
    numpy.ndarray
        Of the shape of ``u``.

    Raises
    ------
    TypeError, ValueError
        If an argument is not of finite numbers, or a length is negative.

    Examples
    --------
    >>> circle(np.array([0, 3.0]), np.array([0, 4.0]), radius=1).tolist()
    [-1.0, 4.0]
    """
    u, v, centre = _places(u, v, centre)
    return np.hypot(u - centre[0], v - centre[1]) - check_number(radius, "[0, inf)", name="radius")


def box(u, v, *, centre=(0.0, 0.0), half=(0.5, 0.5)):
    """Measure how far points lie outside an upright box; inside, the distance is negative.

    Parameters
    ----------
    u, v : numpy.ndarray
        The points.
    centre : (float, float)
        ``(u, v)``.
    half : (float, float)
        Half its width and half its height.

    Returns
    -------
    numpy.ndarray
        Of the shape of ``u``.

    Raises
    ------
    TypeError, ValueError
        If an argument is not of finite numbers, or a length is negative.

    Examples
    --------
    >>> box(np.array([0, 4.0]), np.array([0.5, 5.0]), half=(1, 1)).tolist()
    [-0.5, 5.0]
    """
    u, v, centre = _places(u, v, centre)
    check_numbers(half, name="half", within="[0, inf)", shape=(2,))
    across, down = abs(u - centre[0]) - half[0], abs(v - centre[1]) - half[1]
    return np.hypot(np.maximum(across, 0), np.maximum(down, 0)) + np.minimum(np.maximum(across, down), 0)


def union(*distances):
    """Join shapes: a point is as far outside as the nearest of them.

    Parameters
    ----------
    *distances : array_like
        Of the same points.

    Returns
    -------
    numpy.ndarray

    Raises
    ------
    TypeError, ValueError
        If they are not finite numbers.

    Examples
    --------
    >>> union([1.0, -2.0], [0.5, 3.0]).tolist()
    [0.5, -2.0]
    """
    shape = np.shape(distances[0]) if distances else ()
    return np.minimum.reduce([check_numbers(array, name="distances", shape=shape) for array in distances])


def shade(distance, size=256):
    """Draw a shape, 1 on 0: ``clip(1/2 - distance * size / 2)``, which fades over the one pixel about its edge.

    Parameters
    ----------
    distance : callable
        Takes ``u`` and ``v``, both ``(size, size)``, and returns how far outside the shape they are.
    size : int
        Side of the picture in pixels, at least 1.

    Returns
    -------
    numpy.ndarray, shape (size, size, 1)
        float32 in [0, 1].

    Raises
    ------
    TypeError, ValueError
        As ``plot``.

    Examples
    --------
    >>> image = shade(lambda u, v: circle(u, v, radius=0.5))
    >>> f"{4 * image.mean() / 0.5**2:.3f}"                    # the picture's side is 2: area over the radius squared
    '3.141'
    """
    check_callable(distance, name="distance", hint="write shade(lambda u, v: circle(u, v))")
    return plot(lambda u, v: 0.5 - np.asarray(distance(u, v)) * size / 2, size)


# Families: what a rule leaves open is drawn by chance.


def sample(name, n, *, size=64, seed=0):
    """Draw pictures of a family, in colour: what its rule leaves open is chosen by chance.

    Parameters
    ----------
    name : str
        "gradient", "waves", "checkers", "mandelbrot" (a place at the set's border, and a zoom),
        "automaton", "plant" (an L-system) or "shapes" (circles and boxes).
    n, size : int
        How many pictures, and their side in pixels: at least 1.
    seed : int
        At least 0.

    Returns
    -------
    numpy.ndarray, shape (n, size, size, 3)
        float32 in [0, 1].

    Raises
    ------
    TypeError, ValueError
        If the name is unknown, or a number is not whole or too small.

    Examples
    --------
    >>> sample("waves", 2, size=32).shape
    (2, 32, 32, 3)
    >>> sample("wave", 2)
    Traceback (most recent call last):
    ValueError: name must be 'gradient', 'waves', ... or 'shapes', got 'wave': did you mean 'waves'?
    """
    check_one_of(name, _FAMILIES, name="name")
    return pictures(lambda rng: _FAMILIES[name](rng, size), n, size=size, channels=3, seed=seed)


def _gradient(rng, size):
    return _mix(gradient(size, angle=rng.uniform(0, 360)), *_two_colours(rng))


def _waves(rng, size):
    image = waves(size, sources=rng.uniform(-1, 1, (rng.integers(1, 5), 2)), frequency=rng.uniform(3, 9))
    return _palette(image, rng.random(), 0.5)


def _checkers(rng, size):
    return _mix(checkers(size, cells=int(rng.integers(2, 10)), angle=rng.uniform(0, 90)), *_two_colours(rng))


def _mandelbrot(rng, size):
    inside, outside = 0, 2 * np.exp(2j * np.pi * rng.random())
    for _ in range(4):  # along a ray, the first point that leaves after points that stay; then closer, between the two
        points = inside + (outside - inside) * np.linspace(0, 1, 64)
        first = int(np.isfinite(_escape_time(points, 300)).argmax())
        inside, outside = points[first - 1], points[first]
    image = mandelbrot(size, centre=outside, width=10 ** rng.uniform(-3, 0), n_iterations=300)
    return _palette(image, rng.random(), 3) * (image > 0)


def _automaton(rng, size):
    rule = int(rng.choice([18, 22, 30, 45, 54, 73, 106, 110, 126, 225]))
    first = None if rng.random() < 0.5 else rng.integers(0, 2, size)
    return _mix(automaton(rule, size, first=first), *_two_colours(rng))


_PLANTS = (  # axiom, rules, generations, angle in degrees; Prusinkiewicz and Lindenmayer 1990, figure 1.24
    ("F", {"F": "F[+F]F[-F]F"}, 4, 25.7),
    ("F", {"F": "FF-[-F+F+F]+[+F-F-F]"}, 3, 22.5),
    ("X", {"X": "F[+X]F[-X]+X", "F": "FF"}, 6, 20),
    ("X", {"X": "F-[[X]+X]+F[+FX]-X", "F": "FF"}, 5, 22.5),
)


def _plant(rng, size):
    axiom, rules, generations, angle = _PLANTS[rng.integers(len(_PLANTS))]
    steps = turtle(expand(axiom, rules, generations=generations), angle=angle + rng.uniform(-5, 5))
    ink, paper = rng.uniform((0, 0.25, 0), (0.3, 0.5, 0.2)), rng.uniform(0.8, 1, 3)
    return _mix(lines(steps, size, thickness=max(1.0, size / 160)), paper, ink)


def _shapes(rng, size):
    canvas = _gradient(rng, size)
    for _ in range(rng.integers(3, 8)):
        centre, half = rng.uniform(-0.8, 0.8, 2), rng.uniform(0.12, 0.45, 2)
        shapes = partial(circle, centre=centre, radius=half[0]), partial(box, centre=centre, half=half)
        canvas = _mix(shade(shapes[rng.integers(2)], size), canvas, rng.random(3))
    return canvas


_FAMILIES = {draw.__name__[1:]: draw for draw in (_gradient, _waves, _checkers, _mandelbrot, _automaton, _plant, _shapes)}


def _mix(part, first, second):
    """From the colour ``first`` where ``part (size, size, 1)`` is 0 to ``second`` where it is 1."""
    return first + part * (second - first)  # (size, size, 3)


def _two_colours(rng):
    """A dark and a light one, in either order."""
    return rng.permutation([0.45 * rng.random(3), 0.55 + 0.45 * rng.random(3)])


def _palette(image, start, turns):
    """Colours that swing from dark to bright ``turns`` times as the image goes from 0 to 1; red leads, blue lags."""
    return 0.5 + 0.5 * np.cos(2 * np.pi * (turns * image + start - np.array([0, 0.1, 0.2])))  # (size, size, 3)


def _escape_time(c, n_iterations):
    """When z leaves the circle of radius ``sqrt(_FAR)``, for each c ``(k,)``: iterations, with a fraction; inf: it stays."""
    time, left, z = np.full(len(c), np.inf), np.arange(len(c)), np.zeros_like(c)
    for iteration in range(1, n_iterations + 1):
        z = z * z + c
        square = z.real**2 + z.imag**2
        gone = square > _FAR
        if gone.any():
            time[left[gone]] = np.maximum(iteration - np.log2(np.log(square[gone]) / np.log(_FAR)), 0)
            left, z, c = left[~gone], z[~gone], c[~gone]  # what has escaped costs no more
    return time


def _complex(value, name):
    if not isinstance(value, Number) or isinstance(value, bool):
        raise TypeError(f"{name} must be a complex number, got {value!r}: write -0.75 + 0.1j")
    if not abs(value) <= 1000:  # NaN is not
        raise ValueError(f"{name} must be a complex number of size 1000 or less, got {value!r}: write -0.75 + 0.1j")
    return complex(value)


def _places(u, v, centre):
    """Return what a signed distance is measured from and to, or say what is wrong with it."""
    centre = check_numbers(centre, name="centre", shape=(2,))
    u = check_numbers(u, name="u")
    return u, check_numbers(v, name="v", shape=u.shape, hint="the shape of u"), centre


def _turn(angle):
    angle = np.deg2rad(check_number(angle, "(-inf, inf)", name="angle", hint="in degrees"))
    return np.cos(angle), np.sin(angle)
