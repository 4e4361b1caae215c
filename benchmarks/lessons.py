"""How long a student waits: seconds from starting a lesson's kernel to its first output, and for all of the lesson.

``python benchmarks/lessons.py 01 02`` runs those lessons; all of them where none is named.
"""

import os
import sys
import time
from pathlib import Path

import nbclient
import nbformat
import numpy as np
from protocol import report

PROTOCOL = """\
Each lesson run top to bottom, unanswered, in a fresh kernel as a student's JupyterLab would run it (oneDNN on, nothing kept
of earlier runs), three times; medians, with the smallest and largest. 'first' is from the start of the kernel to the first
cell's output, 'all' from its start to the last output, the kernel's own start included. 'framework' is the cell, counted
from 1, after which TensorFlow or JAX is loaded."""
NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
ASK = "import sys as _s; print('tensorflow' in _s.modules or 'jax' in _s.modules)"


def timed(path):
    """Run one lesson: seconds to the first output, seconds in all."""
    client, outputs = (
        nbclient.NotebookClient(nbformat.read(path, 4), timeout=600, resources={"metadata": {"path": NOTEBOOKS}}),
        [],
    )
    client.on_cell_executed = lambda **said: outputs.append(time.perf_counter())
    start = time.perf_counter()
    client.execute()
    return outputs[0] - start, outputs[-1] - start


def loads_framework(path):
    """The first code cell, counted from 1, after which a framework is loaded, or 'none'."""
    notebook = nbformat.read(path, 4)
    notebook.cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for cell in notebook.cells:
        cell.source += "\n" + ASK
    nbclient.NotebookClient(notebook, timeout=600, resources={"metadata": {"path": NOTEBOOKS}}).execute()
    said = ["".join(o.get("text", "") for o in cell.outputs).endswith("True\n") for cell in notebook.cells]
    return f"{said.index(True) + 1} of {len(said)}" if any(said) else "none"


def main():
    os.environ |= {"IMAGEN_COURSE_PROGRESS": "off", "TF_CPP_MIN_LOG_LEVEL": "3"}
    wanted = sys.argv[1:] or [path.name[:2] for path in sorted(NOTEBOOKS.glob("[0-9]*.ipynb"))]
    rows = []
    for path in (next(NOTEBOOKS.glob(f"{number}_*.ipynb")) for number in wanted):
        first, whole = np.array([timed(path) for _ in range(3)]).T
        rows.append(
            {
                "lesson": path.stem,
                "first_s": float(np.median(first)),
                "first_from": float(first.min()),
                "first_to": float(first.max()),
                "all_s": float(np.median(whole)),
                "all_from": float(whole.min()),
                "all_to": float(whole.max()),
                "framework": loads_framework(path),
            }
        )
    report("lessons", rows, protocol=PROTOCOL)
    print(f"all of them: {sum(row['all_s'] for row in rows):.0f} s")


if __name__ == "__main__":
    main()
