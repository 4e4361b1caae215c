"""Every lesson solved and run: the references in the exercises, the true answers in the predictions, for the site to show.

The truth of a prediction, and the questions that a lesson opens with, stand in the outputs its source has stored. What a run
printed is kept in ``docs/_build/solved`` with a hash of all it depends on, and made again only when that changes; with the
network shut, in two processes.
"""

import ast
import hashlib
import json
import os
import re
import sys
from concurrent.futures import ProcessPoolExecutor
from importlib import metadata
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from imagen_course import editions, files, syllabus
from imagen_course.exercises import find, lessons

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "imagen_course"
KEPT = ROOT / "docs" / "_build" / "solved"
QUIET = {"TF_CPP_MIN_LOG_LEVEL": "3", "TF_ENABLE_ONEDNN_OPTS": "0", "MPLBACKEND": "agg", "PYTHONHASHSEED": "0"}
QUIET |= {"OPENBLAS_NUM_THREADS": "1", "IMAGEN_COURSE_PROGRESS": "off", "IMAGEN_COURSE_STATIC": "1"}
UNSOLVED = re.compile(
    r"not attempted yet|you made no prediction|no prediction yet|is not right yet|recall: not answered|Exercises still to do"
    r"|you predicted .*; the answer is|✗"
)
RIGHT = re.compile(r"✓ you predicted .*; the answer is .*")  # the one line of those words that a solved lesson may say
FIRST = """\
import live
live.install()
import socket

def shut(connect):
    def local(self, address):
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise OSError("the network is shut")
        return connect(self, address)
    return local

socket.socket.connect = shut(socket.socket.connect)
socket.socket.connect_ex = shut(socket.socket.connect_ex)
del live, shut, socket
"""


def solved(notebook, *, lesson):
    """The notebook with references in the exercise cells, true answers in ``predict`` and right letters in ``recall``."""
    printed = "\n".join(map(shown, notebook["cells"]))
    made = {**notebook, "cells": []}
    for cell in notebook["cells"]:
        source = "".join(cell["source"])
        if "exercise" in cell["metadata"].get("tags", []):
            (function,) = re.findall(r"^def (\w+)\(", source, re.M)
            assert find(function)[0] == syllabus.slug(lesson), f"{function} is an exercise of another lesson"
            source = find(function)[1].source.rstrip()
        elif cell["cell_type"] == "code":
            source = _filled_in(source, printed)
        made["cells"].append({**cell, "source": source})
    return made


def _filled_in(source, printed):
    """Code with an answer in place of each None in ``predict`` and ``recall``."""
    for call in _asking(source):
        blanks = [part for part in call.args if isinstance(part, ast.Constant) and part.value is None]
        answers = recalled(printed) if call.func.id == "recall" else [truth(call.args[0].value, printed)]
        if len(blanks) > len(answers):  # one truth of several parts
            answers = list(answers[0])
        for blank, answer in reversed(list(zip(blanks, answers, strict=True))):
            source = _put(source, blank, repr(answer))
    return source


def _asking(source):
    """The calls of ``predict`` and ``recall``, the last first: what is put in moves nothing that is still to come."""
    try:
        nodes = ast.walk(ast.parse(source))
    except SyntaxError:  # a line for IPython alone
        return []
    calls = [node for node in nodes if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("predict", "recall")]
    return sorted(calls, key=lambda call: (call.lineno, call.col_offset), reverse=True)


def _put(source, node, text):
    lines = source.splitlines(keepends=True)
    line = lines[node.lineno - 1].encode()  # ast counts bytes
    lines[node.lineno - 1] = (line[: node.col_offset] + text.encode() + line[node.end_col_offset :]).decode()
    return "".join(lines)


def truth(name, printed):
    """What a lesson, run without answers, printed as the answer to a prediction."""
    found = re.search(rf"the answer is (.+) \({re.escape(name)}\); you made no prediction", printed)
    if not found:
        raise ValueError(f"no stored output answers the prediction {name!r}: run the lesson and store its outputs")
    return ast.literal_eval(found[1])


def recalled(printed):
    """The letters that answer the questions a lesson printed when it began, in their order."""
    answers = {question.question: question.answer for module in lessons().values() for question in module.RECALL}
    begun = printed.partition("questions on what came before")[2]
    return [answers[question] for question in re.findall(r"^\d\. (.+)$", begun, re.M) if question in answers]


def shown(cell):
    """The words that a cell's outputs hold."""
    outputs = (output.get("data", {}).get("text/plain", "") or output.get("text", "") for output in cell.get("outputs", []))
    return "\n".join("".join(text) for text in outputs)


def complaints(notebook):
    """Lines of output that no solved lesson has: something was not answered, or the answer was wrong."""
    lines = (line for cell in notebook["cells"] for line in shown(cell).splitlines())
    return [line for line in lines if UNSOLVED.search(line) and not RIGHT.match(line)]


def run(notebook):
    """Run it in a fresh kernel with the network shut, and return it with what it printed."""
    made = nbformat.from_dict(notebook)
    made.cells.insert(0, nbformat.v4.new_code_cell(FIRST))
    path = os.pathsep.join(filter(None, [str(ROOT), str(ROOT / "tools"), os.environ.get("PYTHONPATH")]))
    resources = {"metadata": {"path": ROOT / "notebooks"}}
    client = NotebookClient(made, timeout=1800, kernel_name="python3", record_timing=False, resources=resources)
    client.execute(env={**os.environ, **QUIET, "PYTHONPATH": path})
    del made.cells[0]
    return json.loads(nbformat.writes(made))


def reached(*codes):
    """The files of the package that code imports, by itself or through others."""
    found, waiting = set(), list(codes)
    while waiting:
        names = set(_imported(waiting.pop()))
        paths = {path for name in names for path in (PACKAGE / f"{name}.py", PACKAGE / name / "__init__.py")}
        new = {path for path in paths if path.is_file()} - found
        waiting += [path.read_text("utf-8") for path in new]
        found |= new
    return found


def _imported(code):
    """The names of the package's modules that code imports, and of what it takes from them, as paths."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("imagen_course"):
            taken = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Import):
            taken = [alias.name for alias in node.names if alias.name.startswith("imagen_course")]
        else:
            continue
        names = [name.removeprefix("imagen_course").strip(".").replace(".", "/") for name in taken]
        yield from [*names, *(f"worlds/{name}" for name in names)]  # the package knows its worlds by their short names, too


def key(notebook, *, slug):
    """A hash of all that the outputs depend on: the lesson's code, what its source has stored, rooms, data and libraries."""
    digest = hashlib.sha256(sys.version.encode())
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    for cell in cells:
        digest.update(cell["source"].encode() + shown(cell).encode())
    for name in ("numpy", "scipy", "matplotlib", "scikit-learn", "scikit-image", "keras", "tensorflow"):
        digest.update(f"{name} {metadata.version(name)}".encode())
    declared = PACKAGE / "exercises" / "declared" / f"{slug}.py"
    rooms = reached(declared.read_text("utf-8"), *(cell["source"] for cell in cells))
    for path in sorted([declared, ROOT / "tools" / "live.py", *rooms, *(ROOT / "data").glob("*.npz")]):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def outputs(name):
    """The outputs of a solved lesson by cell id: those that are kept, or new ones."""
    notebook = solved(json.loads((ROOT / "notebooks" / f"{name}.ipynb").read_text("utf-8")), lesson=name)
    kept, now = KEPT / f"{name}.json", key(notebook, slug=syllabus.slug(name))
    if kept.is_file() and (last := json.loads(kept.read_text("utf-8")))["key"] == now:
        return last["outputs"]
    ran = run(notebook)
    if wrong := complaints(ran):
        raise ValueError(f"{name} is not solved where it says: {wrong}")
    made = {cell["id"]: cell["outputs"] for cell in ran["cells"] if cell["cell_type"] == "code"}
    KEPT.mkdir(parents=True, exist_ok=True)
    files.write(kept, json.dumps({"key": now, "outputs": made}).encode())
    print(f"ran {name}, solved", flush=True)
    return made


def all_outputs(names=None):
    """The outputs of all lessons, by name; the last, which are the longest, are begun first."""
    names = list(reversed(names or editions.lessons()))
    with ProcessPoolExecutor(2) as processes:
        return dict(zip(names, processes.map(outputs, names), strict=True))
