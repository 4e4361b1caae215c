"""The projects at the end of Parts III, IV and V: a brief, steps that check themselves, a rubric.

A `Project` stands for one: ``own_pictures``, ``own_world`` and ``small_page``. Its steps are in ``steps``: each says what a
student's values must fulfil, and none says which values these are. Its brief and its rubric are a file of Markdown, its
starter and its worked example are notebooks, all in ``notebooks/projects``; a wheel carries them.
"""

from imagen_course.projects.project import PROJECTS, Criterion, Project, find, own_pictures, own_world, small_page

__all__ = ["PROJECTS", "Criterion", "Project", "find", "own_pictures", "own_world", "small_page"]
