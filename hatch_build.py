"""What is made when a wheel is built: the students' editions of the lessons, from their sources in ``notebooks/``."""

import shutil
import sys
import tempfile

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Editions(BuildHookInterface):
    """Put the editions into the wheel as ``imagen_course/_lessons``; an editable install makes them when asked for."""

    def initialize(self, version, build_data):
        """Make them, before files are gathered."""
        self._folder = None
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        try:
            from imagen_course import editions
        finally:
            sys.path.remove(self.root)
        self._folder = tempfile.mkdtemp(prefix="imagen-course-lessons-")
        for path in editions.build(f"{self.root}/notebooks", self._folder):
            build_data["force_include"][str(path)] = f"imagen_course/_lessons/{path.name}"

    def finalize(self, version, build_data, artifact_path):
        """Clean up, once the wheel is written."""
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)
