"""What a lesson computes with a framework runs on JAX, too: its heavy cells, every training cut to one step.

A network that has learned for one step knows nothing: what a cell asserts of its figures is no fault here, other errors are.
"""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from imagen_course.cli.run import KERNEL_ENVIRONMENT

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
ONE_STEP = """
import keras
from imagen_course import training

_fit, _run = keras.Model.fit, training.run
keras.Model.fit = lambda self, *args, **options: _fit(self, *args, **(options | {"steps_per_epoch": 1}))

def run(step, variables, *, steps, **options):
    (state,) = _run(step, variables, steps=1)
    for number in range(1, steps + 1):
        yield state | {"step": number}

training.run = run
"""


def is_heavy(cell):
    return "heavy" in cell.metadata.get("tags", [])


def lessons():
    """The notebooks that hold a heavy cell."""
    read = {path: nbformat.read(path, 4) for path in sorted(NOTEBOOKS.glob("[0-9]*.ipynb"))}
    return [pytest.param(path, id=path.stem) for path, notebook in read.items() if any(map(is_heavy, notebook.cells))]


def errors(notebook):
    """The errors of heavy cells that are not about figures."""
    outputs = [(cell, output) for cell in notebook.cells if is_heavy(cell) for output in cell.get("outputs", [])]
    raised = [(cell, o) for cell, o in outputs if o.output_type == "error" and o.ename != "AssertionError"]
    return [f"{output.ename}: {output.evalue}, in the cell that begins {cell.source[:60]!r}" for cell, output in raised]


@pytest.mark.exhaustive
@pytest.mark.parametrize("path", lessons())
def test_the_heavy_cells_of_a_lesson_run_on_jax(path, tmp_path, monkeypatch):
    pytest.importorskip("jax")
    for name, value in (KERNEL_ENVIRONMENT | {"KERAS_BACKEND": "jax"}).items():
        monkeypatch.setenv(name, value)
    notebook = nbformat.read(path, 4)
    notebook.cells.insert(0, nbformat.v4.new_code_cell(ONE_STEP))
    NotebookClient(notebook, timeout=900, allow_errors=True, resources={"metadata": {"path": str(NOTEBOOKS)}}).execute()
    assert errors(notebook) == []


def test_an_assertion_is_about_figures_and_no_other_error_is():
    def cell(ename, tags):
        outputs = [nbformat.v4.new_output("error", ename=ename, evalue="odd", traceback=[])]
        return nbformat.v4.new_code_cell("x", outputs=outputs, metadata={"tags": tags})

    cells = [cell("AssertionError", ["heavy"]), cell("TypeError", ["heavy"]), cell("ValueError", [])]
    assert errors(nbformat.v4.new_notebook(cells=cells)) == ["TypeError: odd, in the cell that begins 'x'"]
