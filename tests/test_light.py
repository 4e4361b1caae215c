"""The light core: what needs Keras says how to have it, the lessons say which of them do, and the others do without."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from imagen_course import address, arrays, cli, syllabus

ROOT = Path(__file__).parents[1]
# What cannot be called without Keras, of all the public names that tests/valid_calls.py has a call of, and what a lesson may
# call that leads to them.
NEED_KERAS = {
    "detect.centres.detector",
    "detect.learning.train",
    "detect.segmenting.fcn",
    "detect.segmenting.unet",
    "distribute.replicas.replicated",
    "drawing_network.batch",
    "drawing_network.enlarged",
    "generate.convolutions.narrowing",
    "generate.convolutions.widening",
    "generate.denoising.small_network",
    "generate.diffusion.Diffusion",
    "generate.gan.GAN",
    "generate.language.TextEncoder",
    "generate.learned.load",
    "generate.muon.muon",
    "generate.names_to_drawings.NamesToDrawings",
    "generate.vae.VAE",
    "models.PictureClassifier",
    "models.build",
    "models.train",
    "photographs.first_stages",
    "style.fast_network",
    "style.gram_matrices",
    "style.redraw",
}
LEAD_THERE = {"load_keras", "Cascade", "TextToImage", "Matcher", "SuperResolution"}
LEAD_THERE |= {name.rpartition(".")[2] for name in NEED_KERAS} - {"load", "build", "train"}
TRAINED = ("vae_", "gan_", "diffusion_", "names_", "text_")  # what generate.load reads that is no PCA


# --- a Python without a framework -------------------------------------------------------------------------------------

CALL_ALL = """
import json, sys
for name in ("keras", "tensorflow"):
    sys.modules[name] = None
sys.path.insert(0, sys.argv[1])
from imagen_course.address import NotInstalled
from valid_calls import CALLS, Row, make
told = {}
for name, row in CALLS.items():
    row = row if isinstance(row, Row) else Row(row)
    try:
        (row.call or make(name))(**row.arguments)
    except NotInstalled as error:
        told[name] = str(error)
    except ImportError as error:
        told[name] = repr(error)
    except Exception:
        pass
print(json.dumps(told))
"""


@pytest.mark.slow
def test_what_needs_keras_says_so_and_how_to_have_it(tmp_path):
    environment = os.environ | {"IMAGEN_COURSE_DATA": str(tmp_path), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-W", "ignore", "-c", CALL_ALL, str(ROOT / "tests")]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    told = json.loads(done.stdout.splitlines()[-1])
    assert set(told) == NEED_KERAS
    assert set(told.values()) == {f"Keras is not installed here: {address.install('keras')}"}


@pytest.fixture
def no_keras(monkeypatch):
    for name in ("keras", "tensorflow"):
        monkeypatch.setitem(sys.modules, name, None)


def test_keras_that_is_missing_is_told_on_one_line_in_a_notebook(no_keras):
    with pytest.raises(address.NotInstalled) as caught:
        arrays.load_keras()
    assert isinstance(caught.value, ImportError)
    assert caught.value._render_traceback_() == [f"Keras is not installed here: {address.install('keras')}"]


def test_a_backend_that_is_missing_is_told_likewise(tmp_path):
    (tmp_path / "keras.py").write_text("import tensorflow")
    code = "import sys; sys.modules['tensorflow'] = None; from imagen_course import arrays; arrays.load_keras()"
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)])}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True)
    assert "NotInstalled: TensorFlow is not installed here: python -m pip install" in done.stderr.splitlines()[-1]


@pytest.mark.parametrize("words", [["train", "digits", "--out", "d.keras"], ["generate", "a red star", "--out", "s.png"]])
def test_a_command_that_needs_keras_says_so_in_one_line(words, no_keras, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert cli.main(words) == 1
    assert capsys.readouterr().err.endswith(f"imagen-course: Keras is not installed here: {address.install('keras')}\n")


def test_a_head_is_trained_and_asked_without_keras(no_keras, tmp_path, monkeypatch, capsys, rng):
    monkeypatch.chdir(tmp_path)
    for name in ("a", "b"):
        Path("mine", name).mkdir(parents=True)
        for i in range(3):
            Image.fromarray(rng.integers(0, 256, (20, 20, 3), "uint8")).save(Path("mine", name, f"{i}.png"))
    assert cli.main(["train", "mine", "--out", "mine.head"]) == 0
    assert cli.main(["analyze", "mine/a/1.png", "--model", "mine.head"]) == 0
    assert not capsys.readouterr().err


def test_doctor_says_which_lessons_are_ready(monkeypatch, capsys):
    from imagen_course.cli import doctor

    there = {"keras": False, "jupyterlab": False}
    monkeypatch.setattr(doctor, "_there", there.get)
    (ready, _), (others, _), (editor, _) = doctor._lessons()
    numbers = {
        kind: ", ".join(f"{n:02}" for n, lesson in enumerate(syllabus.LESSONS) if lesson.framework == kind)
        for kind in ("none", "last section", "needed")
    }
    assert ready == f"lessons ready: {numbers['none']}; but for the last section: {numbers['last section']}"
    assert others == f"Keras is not installed, which the others need ({numbers['needed']}): {address.install('keras')}"
    assert editor.endswith(address.install("lab"))
    assert not any(name.startswith(("keras", "tensorflow", "jupyterlab")) for name, _ in doctor._software())
    readiness = doctor._readiness()
    assert (readiness["01_a_picture_is_an_array"], readiness[syllabus.name("a_cnn_in_keras")]) == ("all", "none")
    assert readiness[syllabus.name("trained_well")] == "all but the last section"
    there |= {"keras": True, "jupyterlab": True}
    assert [state for state, _ in doctor._lessons()] == [f"all {len(syllabus.LESSONS)} lessons are ready"]


# --- the lessons ------------------------------------------------------------------------------------------------------


def cells(slug):
    return json.loads((ROOT / "notebooks" / f"{syllabus.name(slug)}.ipynb").read_bytes())["cells"]


def leads_to_keras(source):
    """Whether code calls what needs Keras."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            first = getattr(node.args[0], "value", "") if node.args else ""
            of = getattr(getattr(node.func, "value", None), "id", "")
            if name in LEAD_THERE or f"{of}.{name}" in NEED_KERAS or (name == "load" and str(first).startswith(TRAINED)):
                return True
            weighted = any(option.arg == "weights" for option in node.keywords)
            if name == "CNNFeatures" and not weighted:
                return True
    return False


def framework_of(slug):
    """Where a lesson first computes with Keras, in the words of the syllabus."""
    section, last, first = 0, 0, None
    for cell in cells(slug):
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown" and re.search(r"(?m)^## \d+ · ", source):
            section = last = last + 1
        elif cell["cell_type"] == "code" and first is None and leads_to_keras(source):
            first = section
    return "none" if first is None else "last section" if first == last else "needed"


@pytest.mark.parametrize("lesson", syllabus.LESSONS, ids=lambda lesson: lesson.slug)
def test_the_syllabus_knows_what_a_lesson_calls(lesson):
    assert framework_of(lesson.slug) == lesson.framework


SAYS = {"none": r"no Keras|not need Keras", "last section": "Only its last section needs Keras"}
SAYS |= {"needed": r"(?<!no )(?<!not )(?<!section )\bneeds? Keras"}


@pytest.mark.parametrize("lesson", syllabus.LESSONS, ids=lambda lesson: lesson.slug)
def test_a_lesson_says_whether_it_needs_keras(lesson):
    title = "".join(cells(lesson.slug)[0]["source"])
    assert [need for need, words in SAYS.items() if re.search(words, title)] == [lesson.framework]
    if lesson.framework == "last section":
        texts = ["".join(cell["source"]) for cell in cells(lesson.slug) if cell["cell_type"] == "markdown"]
        assert sum("cell says how to install it; the other sections need no Keras" in text for text in texts) == 1


def test_the_workflow_runs_the_lessons_that_need_no_framework_without_one():
    text = (ROOT / ".github" / "workflows" / "tests.yml").read_text("utf-8")
    light = [number for number, lesson in enumerate(syllabus.LESSONS) if lesson.framework == "none"]
    assert list(map(int, re.search(r"imagen-course run ([\d ]+)\n", text)[1].split())) == light


# --- an environment with nothing else in it ---------------------------------------------------------------------------

LARGEST = 550  # MB of 10**6 bytes, for an environment with the core alone


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """The commands of an environment that holds what the wheel asks for, and a home of its own."""
    folder = tmp_path_factory.mktemp("alone")
    uv = shutil.which("uv")
    if uv is None:
        pytest.skip("it takes uv, which keeps what it has fetched")
    wheel = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(wheel, cwd=ROOT, check=True, capture_output=True)
    subprocess.run([uv, "venv", "-q", "--python", sys.executable, str(folder / "venv")], check=True)
    (path,) = folder.glob("*.whl")
    install = [uv, "pip", "install", "-q", "--python", str(folder / "venv" / "bin" / "python"), str(path)]
    subprocess.run(install, check=True)
    (folder / "home").mkdir()
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "OPENBLAS_NUM_THREADS") if name in os.environ}

    def command(*words):
        program = [str(folder / "venv" / "bin" / "imagen-course"), *words]
        environment = kept | {"HOME": str(folder / "home")}
        return subprocess.run(program, env=environment, cwd=folder / "home", capture_output=True, text=True)

    command.folder = folder / "venv"
    return command


@pytest.mark.exhaustive
def test_the_core_alone_is_light(alone):
    files = {path.stat().st_ino: path.stat() for path in alone.folder.rglob("*") if path.is_file() and not path.is_symlink()}
    taken = sum(about.st_blocks * 512 for about in files.values()) / 1e6
    said = re.search(r"the light core, (\d+) MB", (ROOT / "docs" / "setting_up.md").read_text("utf-8"))[1]
    assert taken < LARGEST
    assert taken == pytest.approx(float(said), rel=0.1)
    there = {path.name.partition("-")[0] for path in alone.folder.glob("lib/*/site-packages/*.dist-info")}
    assert not there & {"tensorflow", "keras", "jupyterlab", "jax", "torch"}
    assert "imagen_course" in there


@pytest.mark.exhaustive
def test_the_core_alone_is_ready_and_lays_every_lesson(alone):
    assert alone("start").stdout.startswith(f"{len(syllabus.LESSONS)} lessons laid down in ")
    done = alone("doctor", "--quick")
    assert (done.returncode, "OK      lessons ready: 00, 01, 03" in done.stdout) == (0, True), done.stdout


@pytest.mark.exhaustive
@pytest.mark.parametrize("lesson", syllabus.LESSONS, ids=lambda lesson: lesson.slug)
def test_the_core_alone_runs_the_lessons_that_need_no_framework(alone, lesson):
    done = alone("run", lesson.slug)
    if lesson.framework == "none":
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.startswith("OK ")
    else:
        assert done.returncode == 1
        assert re.search(r"cell \d+: NotInstalled: Keras is not installed here: python -m pip install", done.stdout)
