"""Drawn faces of people who do not exist: a labelled set to recognise people in, from a seed.

A person is a handful of measures: face, jaw, skin, hair, brows, eyes, nose, mouth. A picture adds what changes from one to
the next: shift, size, tilt, turn, expression, light, background, noise. ``images`` are ``(n, size, size, 1)`` float32 in
[0, 1]. Inside, a face has axes of its own: ``u`` runs across and ``v`` down, 0 in its middle, 1 at half the picture's side.
"""

import numpy as np

from imagen_course.checks import check_number, check_whole

__all__ = ["generate"]


def generate(n_people, n_each, *, size=32, seed=0):
    """Draw ``n_each`` pictures of each of ``n_people`` people.

    Parameters
    ----------
    n_people, n_each : int
        At least 1. Another seed draws other people.
    size : int
        Side of the pictures in pixels, 16 or more.
    seed : int

    Returns
    -------
    images : numpy.ndarray, shape (n_people * n_each, size, size, 1)
        float32 in [0, 1].
    people : numpy.ndarray of int, shape (n_people * n_each,)
        Who it is, from 0; the pictures of one person follow each other.

    Raises
    ------
    TypeError
        If a number is not whole.
    ValueError
        If a number is too small or too large.

    Examples
    --------
    >>> images, people = generate(3, 2, seed=1)
    >>> images.shape, people.tolist()
    ((6, 32, 32, 1), [0, 0, 1, 1, 2, 2])
    """
    check_whole(n_people=n_people, n_each=n_each, seed=seed)
    check_number(size, "[16, inf)", name="size", whole=True, hint="32 is usual")
    faces = _Faces(n_people, n_each, size, seed)
    skin, hair = faces.person(0.4, 0.95), faces.person(0.02, 0.85)
    _paint_head(faces, skin, hair)
    _paint_features(faces, skin, hair)
    light = faces.chance(0.65, 1.1) + faces.chance(-0.35, 0.35) * faces.u + faces.chance(-0.25, 0.25) * faces.v
    images = np.clip(faces.canvas * light + faces.rng.normal(0, 0.03, faces.canvas.shape), 0, 1)
    return images[..., None].astype("float32"), faces.people


class _Faces:
    """Faces that are being drawn: their axes, what is painted so far, and numbers by chance."""

    def __init__(self, n_people, n_each, size, seed):
        self.rng, self.people, self.size = np.random.default_rng(seed), np.repeat(np.arange(n_people), n_each), size
        middle = (np.arange(size) + 0.5) * 2 / size - 1  # of the pixels
        x, y = middle - self.chance(-0.12, 0.12), middle[:, None] - self.chance(-0.12, 0.12)  # (n, 1, size), (n, size, 1)
        tilt, scale, self.turn = self.chance(-0.25, 0.25), self.chance(0.85, 1.1), self.chance(-0.14, 0.14)
        self.u = (x * np.cos(tilt) + y * np.sin(tilt)) / scale  # (n, size, size)
        self.v = (y * np.cos(tilt) - x * np.sin(tilt)) / scale
        self.front = self.u - self.turn * (1 - self.u**2)  # turned aside, the middle of a face moves more than its rim
        self.canvas = self.chance(0.1, 0.9) + self.chance(-0.3, 0.3) * x + self.chance(-0.3, 0.3) * y

    def person(self, low, high):
        """Draw numbers (n, 1, 1), equal in all pictures of a person."""
        return self.rng.uniform(low, high, self.people[-1] + 1)[self.people, None, None]

    def chance(self, low, high):
        """Draw numbers (n, 1, 1), one for each picture."""
        return self.rng.uniform(low, high, (len(self.people), 1, 1))

    def paint(self, shade, *insides):
        """Cover what lies inside all outlines; an inside is a distance to the outline, negative beyond it."""
        cover = np.clip(np.minimum.reduce(np.broadcast_arrays(*insides)) * self.size / 2 + 0.5, 0, 1)
        self.canvas = self.canvas + cover * (shade - self.canvas)


def _ellipse(across, down, width, height):
    return (1 - np.hypot(across / width, down / height)) * np.minimum(width, height)


def _paint_head(faces, skin, hair):
    u, v, front, person, paint = faces.u, faces.v, faces.front, faces.person, faces.paint
    wide, high = person(0.44, 0.62), person(0.62, 0.78)
    curls, length = person(0.05, 0.2), person(-0.3, 0.9)
    paint(hair, _ellipse(u, v + 0.1, wide + curls, high + 0.12), length - v)
    paint(skin * 0.75, 0.22 - abs(u), v - 0.4)  # the neck
    paint(skin, _ellipse(u, v, wide * (1 - person(0, 0.35) * np.maximum(v, 0)), high))
    fringe, parting = person(-0.58, -0.28), person(-0.5, 0.5)
    paint(hair, _ellipse(u, v + 0.06, wide + 0.05, high), fringe + parting * front - v)


def _paint_features(faces, skin, hair):
    """Eyes, brows, nose and mouth."""
    v, front, turn, person, chance, paint = faces.v, faces.front, faces.turn, faces.person, faces.chance, faces.paint
    apart, eye, level = person(0.17, 0.29), person(0.055, 0.105), person(-0.2, 0.0)
    aside = abs(front) - apart  # both eyes at once, from the middle of each
    paint(0.95, _ellipse(aside, v - level, eye * 1.5, eye * chance(0.5, 1.1)))
    paint(person(0.05, 0.4), _ellipse(front - np.sign(front) * apart - turn / 3, v - level, eye * 0.8, eye * 0.8))
    brow = level - eye - person(0.04, 0.14) - chance(-0.02, 0.05)
    paint(hair * 0.6, person(0.015, 0.05) - abs(v - brow - person(-0.4, 0.4) * aside), eye * 1.9 - abs(aside))
    tip, nostrils = level + person(0.2, 0.4), person(0.05, 0.13)
    paint(skin * 0.72, _ellipse(front - turn / 2, v - tip, nostrils, 0.05))
    paint(skin * 0.85, 0.03 - abs(front - turn / 3), v - level, tip - v)
    lips, curve = person(0.12, 0.27), chance(-1.5, 1.5)
    smile = v - tip - person(0.14, 0.22) + curve * (front**2 - lips**2 / 2)
    paint(skin * person(0.3, 0.7), _ellipse(front, smile, lips, person(0.03, 0.07) + chance(0, 0.03)))
