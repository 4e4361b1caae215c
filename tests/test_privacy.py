"""Nothing leaves the computer: the guard before every test holds, and what people do with their files needs no network."""

import json
import os
import shutil
import socket
import subprocess
import sys
import textwrap
from pathlib import Path

import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from PIL import Image

from imagen_course import datasets, editions, teach
from imagen_course.teaching import Taught

ROOT = Path(__file__).resolve().parents[1]
OUTSIDE = "192.0.2.1"  # an address kept for examples (RFC 5737): nobody has it
TRY = f"import socket; socket.socket().connect(({OUTSIDE!r}, 80))"


# --- the guard --------------------------------------------------------------------------------------------------------


@pytest.fixture
def notes(tmp_path, monkeypatch):
    """A file of its own for what is refused here: these tests try to go out."""
    path = tmp_path / "notes"
    path.write_text("")
    monkeypatch.setenv("IMAGEN_COURSE_TESTS_WENT_OUT", str(path))
    return path


def with_socket(*kind, call):
    with socket.socket(*kind) as opened:
        call(opened)


WAYS_OUT = {
    "connect": lambda: with_socket(call=lambda s: s.connect((OUTSIDE, 80))),
    "connect_ex": lambda: with_socket(call=lambda s: s.connect_ex((OUTSIDE, 80))),
    "IPv6": lambda: with_socket(socket.AF_INET6, call=lambda s: s.connect(("2001:db8::1", 80))),
    "sendto": lambda: with_socket(socket.AF_INET, socket.SOCK_DGRAM, call=lambda s: s.sendto(b"x", (OUTSIDE, 53))),
    "create_connection": lambda: socket.create_connection((OUTSIDE, 80), timeout=1),
    "getaddrinfo": lambda: socket.getaddrinfo("example.org", 80),
    "gethostbyname": lambda: socket.gethostbyname("example.org"),
}


@pytest.mark.parametrize("name", WAYS_OUT)
def test_no_way_out_is_open(notes, name):
    with pytest.raises(BaseException, match=r"a test (opened a socket to|looked up)") as caught:
        WAYS_OUT[name]()
    assert not isinstance(caught.value, Exception)  # what hides a refused connection does not hide this
    assert "a test " in notes.read_text()


def test_this_machine_is_no_outside(notes):
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        socket.getaddrinfo("localhost", 80)
    assert notes.read_text() == ""


def test_a_process_that_hides_a_refusal_is_found_out(notes):
    hides = f"try:\n    {TRY}\nexcept BaseException:\n    pass"
    assert subprocess.run([sys.executable, "-c", hides]).returncode == 0
    assert OUTSIDE in notes.read_text()


def test_a_process_of_a_process_is_guarded(notes):
    nested = f"import subprocess, sys; sys.exit(subprocess.run([sys.executable, '-c', {TRY!r}]).returncode)"
    done = subprocess.run([sys.executable, "-c", nested], capture_output=True, text=True)
    assert (done.returncode, "WentOut" in done.stderr) == (1, True)


@pytest.mark.filterwarnings("default")  # the kernel client's own
def test_the_kernel_of_a_notebook_is_guarded(notes):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(TRY)])
    with pytest.raises(CellExecutionError, match="WentOut"):
        NotebookClient(notebook, kernel_name="python3").execute()


@pytest.mark.parametrize("folder", ["tests", "notebooks"])
def test_a_test_fails_in_which_something_tried_to_go_out(tmp_path, folder, notes):
    """As `make test` runs tests and notebooks: the guard lies above both."""
    shutil.copytree(ROOT / "tests" / "guard", tmp_path / "tests" / "guard", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "conftest.py", tmp_path)
    (tmp_path / "notebooks").mkdir()
    hides = f"try:\n    {TRY}\nexcept BaseException:\n    pass\n"
    (tmp_path / "tests" / "test_hides.py").write_text("def test_hides():\n" + textwrap.indent(hides, "    "))
    cell = nbformat.v4.new_code_cell(hides, execution_count=1)
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), tmp_path / "notebooks" / "hides.ipynb")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--nbval", "--nbval-current-env", folder]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert "1 passed, 1 error" in done.stdout, done.stdout
    assert f"a test opened a socket to '{OUTSIDE}'" in done.stdout


# --- what people do with their own files ------------------------------------------------------------------------------


@pytest.fixture
def mine(tmp_path, monkeypatch):
    """A folder with a photograph, pictures of two classes, and progress files."""
    monkeypatch.setenv("IMAGEN_COURSE_DATA", str(tmp_path / "data"))
    cat = (255 * datasets.photograph("chelsea")).astype("uint8")
    Image.fromarray(cat).save(tmp_path / "cat.jpg")
    taught = Taught(tmp_path / "cat.jpg")
    for click in ((80, 170, "eye"), (30, 400, "wall")):
        taught.click(*click)
    for name, row in (("eyes", 80), ("nose", 160)):
        (tmp_path / "pictures" / name).mkdir(parents=True)
        for i in range(4):
            Image.fromarray(cat[row + i : row + i + 60, 150 + i : 210 + i]).save(tmp_path / "pictures" / name / f"{i}.png")
    (tmp_path / "handed_in").mkdir()
    from imagen_course.exercises import store

    monkeypatch.setenv("IMAGEN_COURSE_PROGRESS", str(tmp_path / "handed_in" / "ada.json"))
    store.record("convolution/exercise/output_size", state="right")
    monkeypatch.delenv("IMAGEN_COURSE_PROGRESS")
    return tmp_path


COMMANDS = [
    ["analyze", "cat.jpg", "--out", "results", "--json"],
    ["analyze", "pictures", "--out", "page"],
    ["teach", "cat.jpg", "--apply", "pictures"],
    ["class", "handed_in"],
    ["doctor", "--report", "--quick"],
    ["data", "list"],
    ["start", "lessons"],
    ["generate", "--model", "fractal", "--out", "noise.png"],
    ["train", "pictures", "--out", "mine.head", "--json"],
]
# Raises the loopback of a network of its own, in which nothing else is, and becomes the command: a kernel talks by loopback.
SHUT = """
import fcntl, runpy, socket, struct, sys
fcntl.ioctl(socket.socket(socket.AF_INET, socket.SOCK_DGRAM), 0x8914, struct.pack("16sh14x", b"lo", 0x49))
try:
    sys.argv = ["imagen-course", *sys.argv[1:]]
    runpy.run_module("imagen_course", run_name="__main__")
finally:
    left = open("/proc/net/dev").read().split(":")[0].split()[-1]
    assert left == "lo" and open("/proc/net/dev").read().count(":") == 1, "there is a way out"
"""


@pytest.fixture(scope="module")
def without_network():
    """``without_network(arguments, cwd)`` runs a command where there is no network, if this system can do that."""
    if not shutil.which("unshare") or subprocess.run(["unshare", "-rn", "true"], capture_output=True).returncode:
        pytest.skip("no unshare, or it may not make a network of its own here")
    start = ["unshare", "-rn", sys.executable, "-c", SHUT]
    return lambda arguments, cwd: subprocess.run([*start, *arguments], cwd=cwd, capture_output=True, text=True)


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda words: " ".join(words[:2]))
def test_a_command_on_files_of_one_s_own_asks_nobody(mine, arguments):
    done = subprocess.run([sys.executable, "-m", "imagen_course", *arguments], cwd=mine, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr  # that nothing went out is seen when the test ends


@pytest.mark.parametrize("arguments", COMMANDS[:5], ids=lambda words: " ".join(words[:2]))
def test_a_command_runs_where_there_is_no_network(mine, without_network, arguments):
    done = without_network(arguments, mine)
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
@pytest.mark.keras
def test_a_network_learns_from_pictures_of_one_s_own_and_asks_nobody(mine):
    command = [sys.executable, "-m", "imagen_course", "train", "pictures", "--out", "mine.keras", "--epochs", "1"]
    done = subprocess.run(command, cwd=mine, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_a_photograph_is_taught_and_nobody_asked(mine):
    teacher = teach.Teacher(datasets.photograph("chelsea")[::4, ::4], n_segments=50)
    teacher.click(20, 55, "cat")
    teacher.click(5, 110, "wall")
    assert set(np.unique(teacher.labels)) <= {0, 1, 2}


@pytest.mark.slow
def test_a_lesson_runs_where_there_is_no_network(mine, without_network):
    done = without_network(["run", "00"], mine)
    assert done.returncode == 0, done.stderr


@pytest.mark.exhaustive
@pytest.mark.parametrize("lesson", editions.lessons()[1:])
def test_every_lesson_runs_where_there_is_no_network(mine, without_network, lesson):
    done = without_network(["run", lesson], mine)
    assert done.returncode == 0, done.stdout + done.stderr


def test_pages_and_clicks_of_ones_own_pictures_name_no_folder_and_no_address(mine):
    for arguments in COMMANDS[1:3]:
        subprocess.run([sys.executable, "-m", "imagen_course", *arguments], cwd=mine, check=True, capture_output=True)
    for name in ("page/index.html", "pictures_taught/index.html", "pictures_taught/shares.csv", "cat.jpg.taught.json"):
        text = (mine / name).read_text("utf-8")
        assert str(mine) not in text
        assert "//" not in text


def test_page_and_table_of_a_class_name_no_address(mine):
    subprocess.run([sys.executable, "-m", "imagen_course", "class", "handed_in"], cwd=mine, check=True, capture_output=True)
    for name in ("class.html", "class.csv"):
        text = (mine / name).read_text("utf-8")
        assert "//" not in text.replace("<!--//", "")
        assert "ada" not in text.lower()


def test_results_of_analyze_name_no_folder(mine):
    command = [sys.executable, "-m", "imagen_course", "analyze", "cat.jpg", "--out", "results", "--json"]
    subprocess.run(command, cwd=mine, check=True, capture_output=True)
    assert json.loads((mine / "results" / "cat.regions.json").read_text("utf-8"))["picture"] == "cat.jpg"
    assert os.fsencode(mine) not in (mine / "results" / "cat.regions.png").read_bytes()
