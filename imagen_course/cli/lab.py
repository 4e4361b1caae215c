"""``imagen-course lab``: JupyterLab in the student's folder, which is laid out if it is not yet."""

from imagen_course import lab, workspace
from imagen_course.cli import folder
from imagen_course.cli.command import Command

__all__ = ["COMMAND"]


def _lab(arguments):
    home = workspace.home()
    lab.installed()
    if not folder.first_lesson(home):
        folder.lay(home, remember=True)
    elif new := workspace.behind(home):
        print(f"There is something new in {len(new)} of the lessons: 'imagen-course update' brings it.")

    def ready(address):
        print(f"JupyterLab is open in {home}: {address} (Ctrl+C here stops it)", flush=True)

    return lab.start(folder.first_lesson(home) or home, arguments.rest, ready=ready)


_SUMMARY = "Open JupyterLab on the lessons in your folder. Further options are JupyterLab's own."
COMMAND = Command("lab", _lab, _SUMMARY, ["lab", "lab --no-browser --port=9999"])
