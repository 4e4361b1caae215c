"""Making pictures: by chance (``noise``) and by rule (``rules``).

Every generator keeps one contract, which ``contract`` fixes: ``n`` images ``(n, h, w, c)``, float32 in [0, 1], from a
``seed``. The same seed gives the same pictures, and picture i does not depend on how many follow it.
"""

from imagen_course.generate import noise, rules

__all__ = ["noise", "rules"]
