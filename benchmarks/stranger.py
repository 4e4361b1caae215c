"""A stranger's path: from the README to the first prediction made and the first check passed, in minutes and megabytes.

python benchmarks/stranger.py          # all of it and light, one after the other; needs the registry of packages
python benchmarks/stranger.py light    # one of them
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from protocol import RESULTS, report

ROOT = Path(__file__).resolve().parents[1]
COMMANDS = {"all of it": "make lab", "light": "make light"}
PROTOCOL = """\
What a stranger does, done by a script: an empty folder with the files of the repository's last commit and nothing else, an
empty home, an environment with PATH alone, pip (no uv, no cache). The README's command is read there and run; it ends up in
a JupyterLab that answers at the address it prints. Then the first lesson of those it laid down is run in a kernel of that
set-up, cell by cell, with the first prediction made and the first exercise solved by an answer of a student's. Minutes are
on the clock from the command to each of these, on a machine that others used, too; of reading and typing there is none in
them. 'download' are the files that pip fetched or took, 'disk' is what the environment holds, both in MB of 10**6 bytes."""
ANSWERS = {"predict": '"numbers in a colour picture of 64 x 64", 12288', "exercise": "x.max() - x.min()"}
LESSON = """
import json, sys, time
import nbformat
from nbclient import NotebookClient

path, predicted, solved = sys.argv[1:]
notebook = nbformat.read(path, as_version=4)
for cell in notebook.cells:
    if cell.id == "predict":
        cell.source = f"predict({predicted})"
    if cell.id == "exercise":
        cell.source = cell.source.replace("...", f"return {solved}")
when, last = {}, [cell.id for cell in notebook.cells].index("exercise-check")
notebook.cells = notebook.cells[:last + 1]
told = lambda cell, **_: when.update({cell.id: (time.time(), json.dumps(cell.get("outputs", "")))})
NotebookClient(notebook, on_cell_executed=told).execute()
print(json.dumps(when))
"""


def read(folder, command):
    """The README's line that begins with a command: the stranger types what stands there."""
    lines = (folder / "README.md").read_text(encoding="utf-8").splitlines()
    (line,) = [line for line in lines if line.startswith(f"    {command} ")]
    return line.partition("#")[0].split()


def opened(words, folder, environment, log):
    """Run the command until it says where JupyterLab is; the process and its address."""
    process = subprocess.Popen(
        words, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    for line in process.stdout:
        log.append(line)
        if found := re.search(r"JupyterLab is open in .*: (\S+) \(", line):
            return process, found[1]
    raise SystemExit(f"{' '.join(words)} ended:\n{''.join(log[-30:])}")


def answers(address):
    """Whether a JupyterLab answers."""
    import urllib.request

    with urllib.request.urlopen(address, timeout=60) as page:
        return page.status == 200


def megabytes(folder):
    """What a folder holds, each file once."""
    files = {}
    for path in Path(folder).rglob("*"):
        if path.is_file() and not path.is_symlink():
            about = path.stat()
            files[about.st_ino] = about.st_blocks * 512
    return sum(files.values()) / 1e6


def fetched(log):
    """The megabytes that pip says it downloaded, and those of files that it took from this machine."""
    unit = {"kB": 1e-3, "MB": 1, "GB": 1e3}
    text = "".join(log)
    taken = sum(Path(path).stat().st_size / 1e6 for path in re.findall(r"Processing (/\S+\.whl)", text))
    return taken + sum(float(n) * unit[u] for n, u in re.findall(r"Downloading \S+ \(([\d.]+) (kB|MB|GB)\)", text))


def walked(name, folder):
    """Go the whole way once."""
    home, checkout = folder / "home", folder / "course"
    home.mkdir()
    checkout.mkdir()
    archive = subprocess.run(["git", "archive", "HEAD"], cwd=ROOT, check=True, capture_output=True).stdout
    subprocess.run(["tar", "-x", "-C", str(checkout)], input=archive, check=True)
    environment = {name: os.environ[name] for name in ("LANG", "SSL_CERT_FILE") if name in os.environ}
    environment |= {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(home), "PIP_NO_CACHE_DIR": "1"}
    words, log, start = read(checkout, COMMANDS[name]), [], time.time()
    python = f"PYTHON={getattr(sys, '_base_executable', sys.executable)}"
    process, address = opened([*words, python, "ARGS=--no-browser --port=8977"], checkout, environment, log)
    try:
        assert answers(address)
        ready = time.time()
        first = home / "imagen-course" / "00_start_here.ipynb"
        command = [checkout / ".venv/bin/python", "-c", LESSON, first, *ANSWERS.values()]
        done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    finally:
        process.terminate()
        process.wait()
    when = json.loads(done.stdout.splitlines()[-1])
    predicted, checked = when["reveal"], when["exercise-check"]
    assert "12,288" in predicted[1] or "12288" in predicted[1], predicted
    assert "contrast is right" in checked[1], checked
    row = {"set-up": name, "command": " ".join(words), "download MB": fetched(log), "disk MB": megabytes(checkout / ".venv")}
    times = {"JupyterLab": ready, "first prediction": predicted[0], "first check passed": checked[0]}
    return row | {f"{what}, minutes": round((moment - start) / 60, 2) for what, moment in times.items()}


def main():
    rows = []
    for name in sys.argv[1:] or COMMANDS:
        with tempfile.TemporaryDirectory() as folder:
            rows.append(walked(name, Path(folder)))
            print(rows[-1], flush=True)
    known = json.loads((RESULTS / "stranger.json").read_text())["rows"] if (RESULTS / "stranger.json").exists() else []
    report("stranger", [row for row in known if row["set-up"] not in {r["set-up"] for r in rows}] + rows, protocol=PROTOCOL)


if __name__ == "__main__":
    main()
