"""A photograph of your own taught by clicks, in the browser, and what it learned applied to a folder of others.

``taught`` keeps the clicks in a file beside the photograph; ``server`` shows it on a page of this computer; ``applied``
writes label maps, overlays and a table of shares for other pictures. What `imagen-course teach` does.
"""

from imagen_course.teaching.applied import apply
from imagen_course.teaching.server import Server, serve
from imagen_course.teaching.taught import Taught

__all__ = ["Server", "Taught", "apply", "serve"]
