"""The files round the package agree with each other: dependencies, locks, licences, what the wheel carries."""

import itertools
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.version import Version

import imagen_course
from imagen_course import editions, preflight, syllabus

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def pins(name):
    """``{package: versions}`` of a lock, and its text."""
    text = (ROOT / name).read_text()
    found = {}
    for package, version in re.findall(r"^([\w.-]+)(?:\[[\w,-]+\])?==([\w.+]+)", text, re.M):
        found.setdefault(package, set()).add(Version(version))
    return found, text


EXTRAS = PROJECT["project"]["optional-dependencies"]
LOCKED = {  # what each lock holds beside the core
    "requirements-light.lock": EXTRAS["lab"],
    "requirements.lock": EXTRAS["lab"] + EXTRAS["keras"],
    "requirements-test.lock": EXTRAS["lab"] + EXTRAS["keras"],
    "requirements-docs.lock": EXTRAS["lab"] + EXTRAS["keras"],
}


def test_conda_asks_pip_for_all_of_it():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text())
    (pip,) = [entry["pip"] for entry in environment["dependencies"] if isinstance(entry, dict)]
    assert pip == ["-e .[all]"]
    (python,) = [entry for entry in environment["dependencies"] if str(entry).startswith("python")]
    least, below = Version(".".join(map(str, preflight.OLDEST))), Version(".".join(map(str, preflight.TOO_NEW)))
    assert python == f"python>={least},<{below}"


def test_the_core_allows_a_python_that_tensorflow_has_no_wheel_for():
    least, below = (".".join(map(str, version)) for version in (preflight.OLDEST, preflight.LIGHT_TOO_NEW))
    assert PROJECT["project"]["requires-python"] == f">={least},<{below}"
    names = {requirement.name for requirement in map(Requirement, PROJECT["project"]["dependencies"])}
    assert not names & {"tensorflow", "keras", "jupyterlab"}
    assert {"ipykernel", "nbclient"} <= names


@pytest.mark.parametrize(
    ("python", "system", "machine", "there"),
    [
        ("3.13", "linux", "x86_64", True),
        ("3.13", "linux", "aarch64", True),
        ("3.11", "darwin", "arm64", True),
        ("3.11", "darwin", "x86_64", False),
        ("3.12", "win32", "AMD64", True),
        ("3.12", "win32", "ARM64", False),
        ("3.14", "linux", "x86_64", False),
        ("3.14", "emscripten", "wasm32", False),
    ],
)
def test_tensorflow_is_asked_for_where_it_has_wheels(python, system, machine, there):
    there_is = {"python_version": python, "sys_platform": system, "platform_machine": machine}
    (tensorflow,) = [found for found in map(Requirement, EXTRAS["keras"]) if found.name == "tensorflow"]
    assert tensorflow.marker.evaluate(there_is) is there


def test_all_is_all():
    assert set(Requirement(EXTRAS["all"][0]).extras) == set(EXTRAS) - {"all", "gpu"}


@pytest.mark.parametrize("name", LOCKED)
def test_a_lock_holds_every_dependency_hashed_and_no_address(name):
    versions, text = pins(name)
    group = {"requirements-test.lock": "test", "requirements-docs.lock": "docs"}.get(name, "build")
    wanted = PROJECT["project"]["dependencies"] + LOCKED[name]
    wanted += [entry for entry in PROJECT["dependency-groups"][group] if isinstance(entry, str)]
    for requirement in map(Requirement, wanted):
        assert versions[requirement.name], f"{requirement.name} is not locked: run make lock"
        assert all(version in requirement.specifier for version in versions[requirement.name])
    assert "://" not in text
    blocks = re.split(r"\n(?=\S)", text.strip())
    assert all("--hash=sha256:" in block for block in blocks)


def test_all_locks_pin_the_same_versions():
    light, course, tests, site = (pins(name)[0] for name in LOCKED)
    assert {name: tests[name] for name in course} == course
    assert {name: course[name] for name in light} == light
    assert not set(light) & {"tensorflow", "keras"}
    both = site.keys() & tests.keys()
    assert {name: site[name] for name in both} == {name: tests[name] for name in both}


def test_dependencies_have_floors_and_no_ceilings():
    for requirement in map(Requirement, itertools.chain(PROJECT["project"]["dependencies"], *EXTRAS.values())):
        floors = [] if requirement.name == "imagen-course" else [">="]
        assert [part.operator for part in requirement.specifier] == floors, requirement


def test_versions_agree():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text())
    assert citation["version"] == imagen_course.__version__


def test_everything_in_data_is_listed_with_its_hash():
    import hashlib

    listing = (ROOT / "data" / "README.md").read_text()
    files = [path for path in (ROOT / "data").iterdir() if path.suffix == ".npz"]
    assert {path.name for path in (ROOT / "data").iterdir()} - {path.name for path in files} == {"README.md", "licences"}
    for path in files:
        row = next(line for line in listing.splitlines() if line.startswith(f"| `{path.name}`"))
        assert hashlib.sha256(path.read_bytes()).hexdigest() in row, f"data/README.md has another hash for {path.name}"
        assert f"{path.stat().st_size:,}" in row


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (path,) = folder.glob("*.whl")
    return path


def test_the_wheel_carries_the_data_and_finds_it(wheel, tmp_path):
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    code = (
        "import imagen_course, numpy, pathlib; from imagen_course.features import CNNFeatures;"
        "assert pathlib.Path(imagen_course.__file__).is_relative_to(pathlib.Path.cwd());"
        "print(CNNFeatures(weights='scenes').fit(numpy.zeros((1, 24, 24, 4))).classes_.tolist())"
    )
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert result.stdout == "[0, 1, 2, 3, 4, 5]\n"  # background and five shapes


def test_the_wheel_declares_the_command_and_the_licence(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        entry = archive.read(next(n for n in names if n.endswith("entry_points.txt"))).decode()
    assert "imagen-course = imagen_course.cli:main" in entry
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not any("tests" in name or "notebooks" in name for name in names)


def test_the_wheel_is_small_enough_to_be_handed_round_and_the_docs_say_how_large(wheel):
    assert wheel.stat().st_size < 40e6
    said = re.search(r"the wheel \(([\d.]+) MB", (ROOT / "docs" / "setting_up.md").read_text("utf-8"))[1]
    assert 1e6 * float(said) == pytest.approx(wheel.stat().st_size, rel=0.2)


def test_the_wheel_carries_what_runs_in_the_browser(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    carried = {name for name in names if name.endswith(".js")}
    drawing = (f"export/{name}" for name in ("captions", "cascade", "chance", "sampling", "tensors", "worker"))
    decks = (f"slides/{name}" for name in ("page", "reveal/notes", "reveal/reveal"))
    scripts = "clickable", "drawable", "keys", "teaching/page", "export/engine", "export/page", *drawing, *decks
    assert carried == {f"imagen_course/{name}.js" for name in scripts}
    assert names >= {f"imagen_course/export/{name}" for name in ("cascade.html", "cascade.css", "product.wasm")}
    styles = "gallery.css", *(f"{room}/page.{kind}" for room in ("teaching", "export") for kind in ("html", "css"))
    assert names >= {f"imagen_course/{name}" for name in styles}


@pytest.mark.slow
def test_the_wheel_lays_every_lesson_down_in_an_empty_folder(wheel, tmp_path):
    site, home = tmp_path / "site", tmp_path / "home"
    home.mkdir()
    pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index", "--no-compile", "--target", str(site)]
    subprocess.run([*pip, str(wheel)], check=True, capture_output=True)
    own = {"PYTHONPATH": str(site), "HOME": str(home), "USERPROFILE": str(home), "XDG_DATA_HOME": str(home / "data")}
    own["LOCALAPPDATA"] = str(home / "data")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("IMAGEN_COURSE")} | own
    command = [sys.executable, "-P", "-m", "imagen_course"]
    for words in (f"{len(syllabus.LESSONS)} lessons laid down in ", f"{len(syllabus.LESSONS)} lessons up to date in "):
        result = subprocess.run([*command, "start"], cwd=home, env=environment, capture_output=True, text=True, check=True)
        assert result.stdout.startswith(words + str(home / "imagen-course"))
    laid = {path.stem: path.read_bytes() for path in (home / "imagen-course").glob("*.ipynb")}
    assert laid == {name: editions.lesson(name) for name in editions.lessons()}
    ran = subprocess.run([*command, "run", "99"], cwd=home, env=environment, capture_output=True, text=True)
    assert (ran.returncode, "00, 01, 02" in ran.stderr) == (1, True)


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """The Python of an environment that has what the tests' own has, but for the course."""
    folder = tmp_path_factory.mktemp("empty")
    (folder / "others").mkdir()
    for entry in Path(sysconfig.get_path("purelib")).iterdir():
        if "imagen" not in entry.name and not entry.name.startswith(("pip", "distutils-precedence")):
            (folder / "others" / entry.name).symlink_to(entry)
    venv.create(folder / "venv", with_pip=True)
    own = Path(sysconfig.get_path("purelib", "venv", {"base": folder / "venv", "platbase": folder / "venv"}))
    (own / "others.pth").write_text(str(folder / "others"))
    return folder / "venv" / "bin" / "python"


RUN_THE_FIRST_CELLS = """
import nbformat, sys
from nbclient import NotebookClient
notebook = nbformat.read("02_convolution.ipynb", as_version=4)
notebook.cells = [cell for cell in notebook.cells if cell.cell_type == "code"][:2]
notebook.cells.append(nbformat.v4.new_code_cell("import imagen_course; print(imagen_course.__file__)"))
NotebookClient(notebook, kernel_name="python3").execute()
print(notebook.cells[1].outputs[0].data["text/plain"])
print(notebook.cells[2].outputs[0].text)
"""


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="making links needs a right of its own on Windows")
def test_a_lesson_installs_the_wheel_that_lies_beside_it(wheel, empty, tmp_path):
    (tmp_path / "02_convolution.ipynb").write_bytes(editions.lesson("02_convolution"))
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("IMAGEN_COURSE", "PYTHON"))}
    environment = inherited | {"PIP_NO_INDEX": "1", "HOME": str(tmp_path), "IMAGEN_COURSE_PROGRESS": "off"}
    options = {"cwd": tmp_path, "env": environment, "capture_output": True, "text": True}
    without = subprocess.run([empty, "-c", RUN_THE_FIRST_CELLS], **options)
    assert "imagen_course is not installed here. Put its wheel beside this notebook" in without.stderr
    shutil.copy(wheel, tmp_path)
    done = subprocess.run([empty, "-c", RUN_THE_FIRST_CELLS], **options)
    assert done.returncode == 0, done.stderr
    assert "Convolution: 3 questions on what came before" in done.stdout
    assert str(empty.parents[1]) in done.stdout.splitlines()[-2]


def test_the_readme_names_only_make_targets_that_exist():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.M))
    for name in ("README.md", "CONTRIBUTING.md"):
        named = set(re.findall(r"(?:`|^ +)make ([a-z]+)\b", (ROOT / name).read_text(), re.M))  # where it is code
        assert {"lab", "test"} <= named <= targets


# --- make -------------------------------------------------------------------------------------------------------------

needs_make = pytest.mark.skipif(os.name == "nt" or shutil.which("make") is None, reason="there is no make")


@pytest.fixture
def make(tmp_path):
    """``make(*arguments, **environment)`` with an environment of its own that counts as set up, and what came of it."""
    venv = tmp_path / "venv"
    venv.mkdir()
    for name in (".lab-ready", ".test-ready"):
        (venv / name).touch()

    def run(*arguments, **environment):
        inherited = {name: value for name, value in os.environ.items() if "MAKE" not in name and name != "MFLAGS"}
        command = [shutil.which("make"), "--no-print-directory", "-C", str(ROOT), f"VENV={venv}", *arguments]
        return subprocess.run(command, env=inherited | environment, capture_output=True, text=True, check=False)

    run.venv = venv
    return run


@needs_make
@pytest.mark.parametrize(
    ("failing", "said"),
    [
        ("", "make test passed: all three parts"),
        ("1", "make test failed in: the package"),
        ("2 3", "make test failed in: the package on JAX, the notebooks"),
        ("1 2 3", "make test failed in: the package, the package on JAX, the notebooks"),
    ],
)
def test_a_part_that_fails_hides_no_other_and_the_end_says_which(make, tmp_path, failing, said):
    stub = tmp_path / "pytest"
    stub.write_text(
        'echo "$KERAS_BACKEND $*" >> "$RAN"\n'
        'part=$(wc -l < "$RAN")\n'
        'for failing in $FAILING; do [ "$failing" -ne "$part" ] || exit 1; done\n'
    )
    result = make("test", f"PYTEST=sh {stub}", RAN=str(tmp_path / "ran"), FAILING=failing, KERAS_BACKEND="")
    first, second, third = (tmp_path / "ran").read_text().splitlines()
    assert first.endswith(" -m not exhaustive tests")
    assert (second.startswith("jax "), second.endswith(" -m keras and not exhaustive tests")) == (True, True)
    assert (third.endswith(" notebooks"), "--nbval " in third) == (True, True)
    assert (result.returncode != 0) == bool(failing), result
    assert result.stdout.splitlines()[-1] == said


@needs_make
@pytest.mark.parametrize(
    ("failing", "said"),
    [
        ("", "make test-all passed: all eight parts"),
        ("test", "make test-all failed in: make test"),
        ("exhaustive floors", "make test-all failed in: what takes long, the oldest versions"),
        ("defects", "make test-all failed in: planted faults"),
        ("site", "make test-all failed in: the site"),
        ("nbgrader", "make test-all failed in: nbgrader"),
        ("offline", "make test-all failed in: without a network"),
        ("lite", "make test-all failed in: in a browser"),
    ],
)
def test_all_of_it_is_all_of_it(make, tmp_path, failing, said):
    stub = tmp_path / "stub"
    stub.write_text(
        'for part in test exhaustive floors defects site nbgrader offline lite; do case " $* " in *" $part "*)\n'
        'echo $part >> "$RAN"; for failing in $FAILING; do [ $failing != $part ] || exit 1; done;; esac; done\n'
    )
    result = make("test-all", f"MAKE=sh {stub}", f"PYTEST=sh {stub}", RAN=str(tmp_path / "ran"), FAILING=failing)
    parts = ["test", "exhaustive", "floors", "defects", "site"]  # the site is made, then looked at
    assert (tmp_path / "ran").read_text().split() == [*parts, *["site"] * (failing != "site"), "nbgrader", "offline", "lite"]
    assert (result.returncode != 0) == bool(failing), result
    assert result.stdout.splitlines()[-1] == said


@needs_make
def test_every_part_says_what_took_longest(make):
    recipe = make("-n", "test").stdout
    assert recipe.count("-m pytest") == recipe.count("--durations=15") == 3


@needs_make
@pytest.mark.parametrize("with_uv", [True, False])
def test_setting_up_takes_the_lock_and_nothing_else_by_uv_or_by_pip(make, tmp_path, with_uv):
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python3").symlink_to(sys.executable)
    if with_uv:
        (tmp_path / "bin" / "uv").write_text("#!/bin/sh\n")
        (tmp_path / "bin" / "uv").chmod(0o755)
    for name in (".lab-ready", ".test-ready"):
        (make.venv / name).unlink()
    python = f"{make.venv}/bin/python"
    start = (
        f"uv pip install --python {python}"
        if with_uv
        else f"{python} -m pip install --no-compile --disable-pip-version-check"
    )
    own = " --no-build-isolation --no-deps -e ."
    for target, locks in (("test", ["requirements.lock", "requirements-test.lock"]), ("light", ["requirements-light.lock"])):
        lines = make("-n", target, PATH=str(tmp_path / "bin")).stdout.splitlines()
        installs = [line.removeprefix(start) for line in lines if " pip install " in line]
        first, *rest = (f" --require-hashes -r {lock}" for lock in locks)
        assert installs == [first, own, *rest]


@needs_make
def test_what_is_light_asks_less_of_the_machine(make):
    assert "preflight.py --light" in make("-n", "light").stdout
    (make.venv / ".lab-ready").unlink()
    assert re.search("preflight.py$", make("-n", "lab").stdout, re.M)
