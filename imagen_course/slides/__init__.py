"""Slides of a lesson, made from its own cells: a deck an instructor can walk into a room with.

``rules`` makes slides of cells, with ``words`` for the text and ``outputs`` for what was computed; ``notes`` writes what an
instructor reads beside them, ``plans`` fits a lesson into a class; ``page`` puts the slides on one page that needs no
network. What `imagen-course slides` does.
"""

from imagen_course.slides.notes import parts
from imagen_course.slides.page import deck
from imagen_course.slides.plans import plan
from imagen_course.slides.rules import slides

__all__ = ["deck", "parts", "plan", "slides"]
