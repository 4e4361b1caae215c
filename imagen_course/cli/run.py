"""``imagen-course run``: lessons from top to bottom, without a browser."""

import os
import time
from pathlib import Path

from imagen_course import editions, files, workspace
from imagen_course.cli.command import Command
from imagen_course.cli.messages import say

__all__ = ["COMMAND", "KERNEL_ENVIRONMENT"]

KERNEL_ENVIRONMENT = {  # the stored outputs were made with these
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "TF_ENABLE_ONEDNN_OPTS": "0",
    "IMAGEN_COURSE_STATIC": "1",
    "IMAGEN_COURSE_PROGRESS": "off",
}
_CELL_TIMEOUT = 600  # seconds


def _run(arguments):
    if arguments.inplace and not all(map(os.path.isfile, arguments.lessons or [""])) and not editions.in_checkout():
        raise ValueError("--inplace writes into notebooks of your own: give their paths")
    failed = False
    for path in [_lesson(name) for name in arguments.lessons or editions.lessons()]:
        start = time.perf_counter()
        notebook, problem = _execute(path)
        seconds = time.perf_counter() - start
        failed = failed or bool(problem)
        say(f"{path.stem}  {seconds:.1f} s  {problem or f'{len(notebook.cells)} cells'}", ok=not problem)
        if arguments.inplace and not problem:
            import nbformat

            files.write(path, (nbformat.writes(notebook) + "\n").encode())
    return failed


def _lesson(name):
    """The notebook that is meant by ``"2"``, ``"convolution"``, ``"02_convolution"`` or a path."""
    if Path(name).is_file() and not name.isdigit():
        return Path(name)
    if Path(name).name != name or name.endswith(".ipynb"):
        raise ValueError(f"there is no notebook {name!r}: give the path of one, or the number of a lesson")
    return editions.sources() / f"{workspace.find(name)}.ipynb"


def _execute(path):
    """Run a notebook; return it with its outputs, and which cell failed first and why, or ``None``."""
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
    from rich.console import Console
    from rich.progress import Progress

    notebook, at = _read(path), 0
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        bar = progress.add_task(path.stem, total=len(notebook.cells))

        def started(cell, cell_index):
            nonlocal at
            at = cell_index
            progress.update(bar, completed=cell_index)

        try:
            _client(notebook, path.parent, started).execute(env=os.environ | KERNEL_ENVIRONMENT)
        except CellExecutionError as error:
            return notebook, f"cell {at + 1}: {error.ename}: {error.evalue}".split("\n")[0]
        except (CellTimeoutError, DeadKernelError) as error:
            return notebook, f"cell {at + 1}: {error}".split("\n")[0]
    return notebook, None


def _read(path):
    import nbformat

    try:
        return nbformat.read(path, as_version=4)
    except Exception as error:  # nbformat raises whatever JSON and its schema do
        raise ValueError(f"{path} cannot be read as a notebook: {error}") from error


def _client(notebook, folder, started):
    from nbclient import NotebookClient

    return NotebookClient(
        notebook,
        timeout=_CELL_TIMEOUT,
        kernel_name="python3",
        record_timing=False,  # the same notebook twice is the same file
        resources={"metadata": {"path": str(folder)}},
        extra_arguments=["--IPKernelApp.log_level=40"],  # or each kernel warns that it talks to us unencrypted
        on_cell_start=started,
    )


def _add_arguments(parser):
    parser.add_argument("lessons", nargs="*", metavar="LESSON", help="a number or a notebook (default: all lessons)")
    parser.add_argument("--inplace", action="store_true", help="write the outputs into the notebooks that ran to their end")


COMMAND = Command("run", _run, "Execute lessons without a browser.", ["run", "run 2 11"], _add_arguments)
