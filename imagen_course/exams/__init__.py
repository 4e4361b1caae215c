"""An exam at the end of each part of the course: drawn anew for each student, judged by machine, printed with its key.

``declared`` holds the kinds of questions, a file for each part, written with what ``drawing`` has: a kind draws numbers from
a seed, computes the right answer by the package's own formulas, and knows the calculation by hand and the common mistakes.
``exam`` puts together what is asked, of the same difficulty for every seed; ``questions`` judges one answer, ``arithmetic``
reads what was calculated. ``sheets`` makes a notebook and a page of it, ``marking`` reads what was handed in.
"""

from imagen_course.exams.exam import Exam, draw, part_named, parts
from imagen_course.exams.marking import corrected, mark, seed_of
from imagen_course.exams.sheets import notebook, page

__all__ = ["Exam", "corrected", "draw", "mark", "notebook", "page", "part_named", "parts", "seed_of"]
