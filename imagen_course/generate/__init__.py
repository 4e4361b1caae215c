"""Making pictures: by chance (``noise``), by rule (``rules``), and by learning (``pca``, ``vae``, ``gan``, ``diffusion``,
``text_to_image``, whose pictures ``matching`` judges); ``load`` gives the trained ones that ship with the course.

Every generator keeps one contract, which ``contract`` fixes: ``n`` images ``(n, h, w, c)``, float32 in [0, 1], from a
``seed``. The same seed gives the same pictures, and picture i does not depend on how many follow it.
"""

from imagen_course.generate import noise, rules
from imagen_course.generate.learned import load

__all__ = ["load", "noise", "rules"]
