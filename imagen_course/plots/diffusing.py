"""Diffusion seen where a picture has two numbers and is a point of the plane: densities, scores, paths, four answers."""

import numpy as np

from imagen_course.checks import check_number, check_one_of
from imagen_course.generate.denoising import SCHEDULES, from_clean, of_examples, shares
from imagen_course.plots.axes import Axes
from imagen_course.plots.canvas import Canvas, number
from imagen_course.plots.colours import AZURE, EIGHT, LIT, ORANGE, rgb
from imagen_course.plots.drawing import as_numbers

__all__ = ["four_answers", "reverse_process"]

_SIDE, _TOP, _FAR = 364, 30, 2.6  # pixels of a panel, above it, and how far the plane goes
_FINE, _ARROWS = 81, 11  # places a side at which the density and the score are asked for
_INK = "#1f1f1f"


def reverse_process(examples, levels, paths, *, step=None):
    """Draw where noisy points lie at a level, with the score, and beside it the paths by which points got there from noise.

    Parameters
    ----------
    examples : array_like, shape (n, 2)
        The clean points, all equally likely.
    levels : array_like, shape (k,)
        Falling, of ``diffusion.levels``.
    paths : array_like, shape (k, m, 2)
        Where each of m points is at each level.
    step : int, optional
        Up to which step the paths are drawn; all of them if not given.

    Returns
    -------
    Drawing

    Raises
    ------
    TypeError, ValueError
        If shapes do not fit, or ``step`` is beyond the last.

    Examples
    --------
    >>> reverse_process([[0, 1], [0, -1]], [1.0, 0.5, 0.0], np.zeros((3, 4, 2)), step=1).description
    'level 0.5: noisy points of 2 examples, and the score at 121 places; 4 paths after 1 of 2 steps, on average 0 long'
    """
    examples = as_numbers(examples, name="examples", shape=("n", 2), least=1)
    levels = as_numbers(levels, name="levels", within="[0, 1]", shape=("k",), least=2)
    paths = as_numbers(paths, name="paths", shape=(len(levels), "m", 2), hint="a place for each level and point")
    step = len(levels) - 1 if step is None else step
    check_number(step, f"[0, {len(levels) - 1}]", name="step", whole=True)
    canvas = Canvas(_TOP + _SIDE + 30)
    _draw_density(_panel(canvas, 4, f"level {number(levels[step])}: noisy points, and the score"), examples, levels[step])
    walked = paths[: step + 1]
    long = float(np.linalg.norm(np.diff(walked, axis=0), axis=-1).sum(axis=0).mean())
    _draw_paths(_panel(canvas, 392, f"{paths.shape[1]} points, step {step} of {len(levels) - 1}"), examples, walked)
    canvas.text(574, _TOP + _SIDE + 15, f"a path is {number(long)} long on average", part="length")
    said = f"level {levels[step]:.3g}: noisy points of {len(examples)} examples, and the score at {_ARROWS**2} places; "
    said += f"{paths.shape[1]} paths after {step} of {len(levels) - 1} steps, on average {long:.3g} long"
    return canvas.sheet(said, seen="a cloud of points with arrows, and paths that lead from noise to it")


def four_answers(clean, noise, level, *, schedule="straight"):
    """Draw the shares of picture and noise, and in the plane the four things that a denoiser may be asked for.

    Parameters
    ----------
    clean, noise : array_like, shape (2,)
        A picture of two numbers, and the noise that is mixed with it.
    level : float
        In (0, 1).
    schedule : {"straight", "cosine", "linear"}
        Of ``generate.denoising.shares``.

    Returns
    -------
    Drawing

    Raises
    ------
    TypeError, ValueError
        If shapes do not fit, the level is out of range, or there is no such schedule.

    Examples
    --------
    >>> four_answers([-1, 0], [1, 1], 0.5).description
    'straight schedule, level 0.5: 0.5 of the picture, 0.5 of the noise; velocity (2, 1), score (-2, -2)'
    """
    clean, noise = (as_numbers(one, name=name, shape=(2,)) for one, name in ((clean, "clean"), (noise, "noise")))
    check_number(level, "(0, 1)", name="level", hint="0 is no noise, 1 is noise alone")
    check_one_of(schedule, SCHEDULES, name="schedule")
    canvas = Canvas(_TOP + _SIDE + 40)
    picture, share = _draw_shares(canvas, level, schedule)
    answers = {"velocity": _slope(clean, noise, level, schedule), "score": -noise / share}
    _draw_answers(_panel(canvas, 392, "x is the clean picture, ε the noise"), clean, noise, level, schedule, answers)
    said = f"{schedule} schedule, level {level:.3g}: {picture:.3g} of the picture, {share:.3g} of the noise; "
    said += ", ".join(f"{name} ({arrow[0]:.3g}, {arrow[1]:.3g})" for name, arrow in answers.items())
    return canvas.sheet(said, seen="two curves, and a path from a point of noise to a clean one with arrows")


def _panel(canvas, left, title):
    """Lay a square plane on the canvas."""
    canvas.text(left + _SIDE / 2, 14, title, bold=True, part="title")
    return Axes(canvas, (left, _TOP, _SIDE, _SIDE), (-_FAR, _FAR), (-_FAR, _FAR))


def _grid(n):
    """List n x n places of the plane, row by row from the top."""
    along = (np.arange(n) + 0.5) / n * 2 * _FAR - _FAR
    return np.stack(np.meshgrid(along, along[::-1]), axis=-1).reshape(-1, 2)


def _draw_density(axes, examples, level):
    """Draw how densely noisy points lie, and an arrow along the score where points are likely to be."""
    level = max(level, 0.06)  # below, the points are too small to be seen
    places, arrows = _grid(_FINE), _grid(_ARROWS)
    shade = _density(places, examples, level).reshape(_FINE, _FINE, 1)
    axes.canvas.image(1 - shade**0.6 * (1 - rgb("#7fb2e5")), *axes.box, part="density")
    noise = from_clean(_guess(examples, arrows, level), arrows, level, answer="noise")
    for place, away in zip(arrows, noise, strict=True):
        arrow = -0.28 * away / max(1, np.hypot(*away) / 1.5)
        if np.hypot(*arrow) > 0.06:
            axes.canvas.arrow(axes.at(*place), axes.at(*place + arrow), stroke=_INK, line=1.1, part="score")


def _density(places, examples, level):
    """Of noisy points: a normal one round each dimmed example, the highest value 1."""
    apart = ((places[:, None] - (1 - level) * examples) ** 2).sum(axis=-1)
    density = np.exp(-apart / (2 * level**2)).sum(axis=1)
    return density / density.max()


def _guess(examples, places, level):
    return of_examples(examples[:, None, None])(places[:, None, None], level)[:, 0, 0]


def _draw_paths(axes, examples, walked):
    for example in examples:
        axes.point(*example, 2.2, fill="#8a8a8a", part="example")
    for i in range(walked.shape[1]):
        colour = EIGHT[i % len(EIGHT)]
        axes.curve(*np.clip(walked[:, i], -_FAR, _FAR).T, stroke=colour, line=1.6, part="path")
        axes.point(*np.clip(walked[-1, i], -_FAR, _FAR), 4.5, fill=colour, stroke="#ffffff", line=0.8, part="now")
    axes.canvas.rect(*axes.box, stroke="currentColor", stroke_opacity=0.35)


def _draw_shares(canvas, level, schedule):
    """Draw the noise schedule: both shares over the level."""
    canvas.text(190, 14, f"noise schedule: {schedule}", bold=True, part="title")
    axes, along = Axes(canvas, (40, _TOP, 320, _SIDE - 22), (0, 1), (0, 1)), np.linspace(0, 1, 61)
    axes.frame("level")
    for curve, colour in zip(shares(along, schedule=schedule), (AZURE, ORANGE), strict=True):
        axes.curve(along, curve, stroke=colour)
    picture, share = (float(one) for one in shares(level, schedule=schedule))
    canvas.faint([axes.at(level, 0), axes.at(level, 1)], stroke_dasharray="4 3")
    for name, value, colour in (("of the picture", picture, AZURE), ("of the noise", share, ORANGE)):
        axes.point(level, value, fill=colour, part=f"share {name}")
        place = axes.at(min(level, 0.62), value)
        canvas.text(place[0] + 9, place[1] - 11, f"{number(value, 2)} {name}", size=12, anchor="start")
    return picture, share


def _mix(clean, noise, level, schedule):
    picture, share = shares(np.asarray(level), schedule=schedule)
    return np.multiply.outer(picture, clean) + np.multiply.outer(share, noise)


def _slope(clean, noise, level, schedule):
    """How fast the mixture moves as its level rises."""
    ends = np.clip([level - 1e-4, level + 1e-4], 0, 1)
    before, after = _mix(clean, noise, ends, schedule)
    return (after - before) / (ends[1] - ends[0])


def _draw_answers(axes, clean, noise, level, schedule, answers):
    canvas, here = axes.canvas, _mix(clean, noise, level, schedule)
    axes.curve(*_mix(clean, noise, np.linspace(0, 1, 61), schedule).T, stroke="#8a8a8a", line=2, part="way")
    reach = {"velocity": 0.4 * answers["velocity"], "score": 0.4 * answers["score"]}
    for (name, along), colour in zip(reach.items(), (LIT, AZURE), strict=True):
        along = along / max(1, np.hypot(*along) / 1.6)
        canvas.arrow(axes.at(*here), axes.at(*here + along), stroke=colour, line=3, part=name)
        x, y = axes.at(*np.clip(here + 1.15 * along, -2.2, 2.45))
        canvas.text(x, y, name, bold=True, part=f"name of {name}")
    for name, place, colour in (("x", clean, AZURE), ("ε", noise, ORANGE), ("noisy", here, _INK)):
        axes.point(*place, 7, fill=colour, stroke="#ffffff", line=1, part=name)
        x, y = axes.at(*place)
        canvas.text(x, y + 18, name, bold=True, part=f"name of {name}")
    canvas.rect(*axes.box, stroke="currentColor", stroke_opacity=0.35)
    words = "    ".join(f"{name} ({number(a[0], 2)}, {number(a[1], 2)})" for name, a in answers.items())
    canvas.text(574, _TOP + _SIDE + 18, words, part="answers")
