"""``python -m imagen_course`` is the command ``imagen-course``."""

import sys

from imagen_course.cli import main

if __name__ == "__main__":
    sys.exit(main())
