"""``imagen-course project``: a project's brief and its starter, laid in ``projects`` in the student's own folder."""

from imagen_course import syllabus
from imagen_course.cli import folder
from imagen_course.cli.command import Command

__all__ = ["COMMAND"]


def _project(arguments):
    from imagen_course import projects

    if arguments.project is None:
        for number, project in enumerate(projects.PROJECTS, 1):
            print(f"{number}  {project.slug:12}  {project.title} ({syllabus.part(project.part)})")
        return 0
    project = projects.find(arguments.project)
    for path, laid in project.lay(folder.of(arguments) / "projects", worked=arguments.worked).items():
        print(f"{path.name} laid down in {path.parent}" if laid else f"{path} is there already and stays as it is")
    return 0


def _add_arguments(parser):
    parser.add_argument("project", nargs="?", metavar="PROJECT", help="its number or its name (default: a list of them)")
    folder.add_folder(parser)
    parser.add_argument("--worked", action="store_true", help="lay the worked example beside them, too")


_SUMMARY = "Lay the brief and the starter of a project in your folder. What is in its projects/ already stays as it is."
_EXAMPLES = ["project", "project 1", "project own_world my_course --worked"]
COMMAND = Command("project", _project, _SUMMARY, _EXAMPLES, _add_arguments)
