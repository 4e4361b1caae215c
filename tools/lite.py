"""The lessons that need no framework, laid down for JupyterLite: Python in the reader's own browser, nothing installed.

``python tools/lite.py FOLDER`` writes the student's editions; ``.github/workflows/site.yml`` builds the rest. The first cell
brings the package from the wheel that was built with the site, and its libraries from where Pyodide's builds are.
"""

import json
import sys
from pathlib import Path

from imagen_course import editions, files, syllabus

LIBRARIES = (
    "numpy scipy matplotlib scikit-learn scikit-image pooch platformdirs filelock rich cloudpickle ipywidgets anywidget"
)
INSTALL = f"""\
%pip install -q {LIBRARIES}
import piplite
await piplite.install("imagen-course", deps=False)  # its kernel and its process tools are not for a browser"""


def edition(name):
    """The student's edition of a lesson with a first cell that installs the course."""
    notebook = json.loads(editions.lesson(name))
    own = {"id": "install-in-a-browser", "metadata": {}, "cell_type": "code", "execution_count": None, "outputs": []}
    notebook["cells"].insert(0, own | {"source": INSTALL.splitlines(keepends=True)})
    return notebook


def main(folder):
    """Write them, and say which."""
    for lesson in syllabus.LESSONS:
        if lesson.framework == "none":
            name = syllabus.name(lesson.slug)
            files.write(Path(folder, f"{name}.ipynb"), editions.dumps(edition(name)))
            print(name)


if __name__ == "__main__":
    Path(sys.argv[1]).mkdir(parents=True, exist_ok=True)
    main(sys.argv[1])
