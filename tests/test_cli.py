"""The command line: exit statuses, what it says and where, and that it overwrites nothing."""

import collections
import importlib.metadata
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from types import SimpleNamespace

import nbformat
import numpy as np
import platformdirs
import pytest
from PIL import Image

import imagen_course
from imagen_course import address, cli, datasets, editions, lab, preflight
from imagen_course.cli import doctor, run, train
from imagen_course.generate import learned
from imagen_course.training import Checkpoints
from imagen_course.worlds import drawings


@pytest.fixture(autouse=True)
def directory(tmp_path, monkeypatch):
    monkeypatch.setenv("IMAGEN_COURSE_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "data"


def said(capsys):
    """What was printed since, the lines of stdout and those of stderr."""
    captured = capsys.readouterr()
    return captured.out.splitlines(), captured.err.splitlines()


def python(*arguments):
    root = Path(imagen_course.__file__).parents[1]
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, cwd=root)


# --- the command ------------------------------------------------------------------------------------------------------


def test_as_a_module():
    done = python("-m", "imagen_course", "--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"imagen-course {imagen_course.__version__}\n", "")


def test_its_status_reaches_the_shell():
    done = python("-m", "imagen_course", "run", "none.ipynb")
    assert done.returncode == 1
    assert done.stderr.startswith("imagen-course: there is no notebook 'none.ipynb'")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [["dance"], ["data", "fetch"], ["analyze"], ["teach"], ["train", "digits"], ["doctor", "--sl0w"], ["run", "-x"]],
)
def test_what_it_does_not_understand(arguments, capsys):
    with pytest.raises(SystemExit) as caught:
        cli.main(arguments)
    assert caught.value.code == 2
    out, err = said(capsys)
    assert not out
    assert err[0].startswith("usage: imagen-course")
    assert any(line.startswith("imagen-course") for line in err[1:])


@pytest.mark.parametrize(
    "command",
    [
        ["doctor"],
        ["data", "list"],
        ["data", "fetch"],
        ["train"],
        ["analyze"],
        ["teach"],
        ["generate"],
        ["start"],
        ["reset"],
        ["lab"],
        ["project"],
        ["run"],
        ["room"],
        ["class"],
        ["exam", "draw"],
        ["exam", "mark"],
        ["completion"],
    ],
)
def test_help_has_examples(command, capsys):
    with pytest.raises(SystemExit) as caught:
        cli.main([*command, "--help"])
    assert caught.value.code == 0
    out, _ = said(capsys)
    assert any(line.startswith(f"  imagen-course {' '.join(command)}") for line in out[out.index("examples:") :])


def test_stopping_it_is_no_traceback(monkeypatch, capsys):
    def stopped(*args, **kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr(datasets, "load", stopped)
    assert cli.main(["data", "fetch", "digits"]) == 1
    assert said(capsys) == ([], ["imagen-course: stopped"])


def test_importing_it_is_light():
    heavy = "{'rich', 'numpy', 'sklearn', 'skimage', 'keras', 'matplotlib', 'nbclient'} & set(sys.modules)"
    code = f"import sys, imagen_course.cli; print({heavy} or 'light')"
    assert python("-c", code).stdout == "light\n"


# --- doctor -----------------------------------------------------------------------------------------------------------


def answer(stdout, *, stderr="", status=0):
    """What takes the place of a process that loads Keras."""
    return lambda command, **options: SimpleNamespace(returncode=status, stdout=stdout, stderr=stderr)


@pytest.fixture
def healthy(monkeypatch):
    """A machine on which every line is OK, whatever this one is like."""
    usage = collections.namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage(9e10, 1e10, 8e10))
    monkeypatch.setattr("psutil.virtual_memory", lambda: SimpleNamespace(available=6e9, total=8e9))
    monkeypatch.setattr(shutil, "which", lambda program: None)
    monkeypatch.setattr(subprocess, "run", answer("cpu:0\n"))
    return usage


def test_a_healthy_machine(healthy, capsys):
    assert cli.main(["doctor"]) == 0
    out, err = said(capsys)
    assert all(line.startswith(("OK      ", "...     ")) for line in out)
    for part in (
        "Python 3.",
        "numpy ",
        "tensorflow ",
        "Jupyter kernel python3",
        "NumPy multiplies matrices by",
        "memory",
        "free here",
        "data in",
        "devices: cpu:0",
    ):
        assert any(part in line for line in out), part
    assert not err
    assert not any("\x1b" in line for line in out)  # plain where it is no terminal


def test_quick_loads_no_framework(healthy, monkeypatch, capsys):
    monkeypatch.setattr(subprocess, "run", lambda *args, **kwargs: pytest.fail("the devices were asked for"))
    assert cli.main(["doctor", "--quick"]) == 0
    assert "Keras" not in " ".join(said(capsys)[0])


def broken(monkeypatch, usage):
    """Each way in which a machine may be unfit: what breaks it, and what the doctor then says."""
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    def raises(error):
        def function(*args, **kwargs):
            raise error

        return function

    def version(name):
        return "1.0" if name == "numpy" else "99.0"

    def missing(name):
        if name == "rich":
            raise importlib.metadata.PackageNotFoundError(name)
        return "99.0"

    patch = monkeypatch.setattr
    return {
        "python": (lambda: patch(preflight, "problems", lambda: ["Too old."]), "Python 3", "Too old."),
        "old": (
            lambda: patch(importlib.metadata, "version", version),
            "numpy 1.0: needs >=2",
            "pip install --upgrade 'numpy>=2",
        ),
        "missing": (lambda: patch(importlib.metadata, "version", missing), "rich is not installed", "pip install"),
        "kernel": (
            lambda: patch(KernelSpecManager, "get_kernel_spec", raises(NoSuchKernel("python3"))),
            "no kernel called python3",
            "python -m ipykernel install",
        ),
        "other kernel": (
            lambda: patch(
                KernelSpecManager, "get_kernel_spec", lambda self, name: SimpleNamespace(argv=["/else/bin/python9"])
            ),
            "runs /else/bin/python9, not this Python",
            "python -m ipykernel install",
        ),
        "memory": (
            lambda: patch("psutil.virtual_memory", lambda: SimpleNamespace(available=1e9, total=4e9)),
            "1.0 GB of 4.0 GB",
            "close other programs",
        ),
        "space": (
            lambda: patch(shutil, "disk_usage", lambda f: usage(9e9, 8.9e9, 1e8)),
            "0.1 GB of disk are free",
            "make room",
        ),
        "cache": (
            lambda: patch(os, "access", lambda path, mode: str(path) != os.getcwd()),
            "data in",
            "let IMAGEN_COURSE_DATA name another folder",
        ),
        "keras": (
            lambda: patch(subprocess, "run", answer("", stderr="Traceback\nImportError: no DLL\n", status=1)),
            "Keras does not load (ImportError: no DLL)",
            "pip install",
        ),
        "crash": (lambda: patch(subprocess, "run", answer("", status=-4)), "(it ended with status -4)", "pip install"),
        "gpu": (
            lambda: patch(shutil, "which", lambda name: "/bin/nvidia-smi"),
            "but not the NVIDIA GPU",
            address.install("gpu"),
        ),
    }


@pytest.mark.parametrize(
    "case", ["python", "old", "missing", "kernel", "other kernel", "memory", "space", "cache", "keras", "crash", "gpu"]
)
def test_an_unfit_machine_is_told_what_to_do(case, healthy, monkeypatch, capsys):
    breaks, state, remedy = broken(monkeypatch, healthy)[case]
    breaks()
    assert cli.main(["doctor"]) == 1
    bad = [line for line in said(capsys)[0] if line.startswith("NOT OK  ")]
    assert len(bad) == (2 if case == "space" else 1)
    assert state in bad[0]
    assert remedy in bad[0]


def test_the_doctor_outlives_what_is_missing(healthy, monkeypatch, capsys):
    for name in ("psutil", "jupyter_client", "jupyter_client.kernelspec"):
        monkeypatch.setitem(sys.modules, name, None)
    assert cli.main(["doctor"]) == 1
    out, err = said(capsys)
    assert out[-1] == "OK      devices: cpu:0"
    bad = [line for line in out if line.startswith("NOT OK")]
    assert ["jupyter_client" in bad[0], "psutil" in bad[1], err] == [True, True, []]
    assert all(line.endswith(address.install()) for line in bad)


@pytest.mark.parametrize("fine", [True, False])
def test_doctor_as_json_is_one_document(fine, healthy, monkeypatch, capsys):
    if not fine:
        monkeypatch.setattr(preflight, "problems", lambda: ["Too old."])
    assert cli.main(["doctor", "--json"]) == (not fine)
    out, err = said(capsys)
    found = json.loads("\n".join(out))
    assert (found["ok"], err) == (fine, [])
    assert found["checks"][0]["ok"] is fine
    assert found["checks"][0]["remedy"] == ("" if fine else "Too old.")
    assert found["checks"][-1] == {"ok": True, "state": "devices: cpu:0", "remedy": ""}
    assert found["lessons"] == dict.fromkeys(editions.lessons(), "all")


@pytest.mark.slow
def test_the_devices_are_asked_for(capsys):
    (state, remedy) = next(doctor._devices())
    assert "cpu:0" in state
    assert remedy == "" or "gpu" in remedy


@pytest.mark.parametrize("extra", ["", "keras", "lab"])
@pytest.mark.parametrize("installed", [True, False])
def test_floors_are_those_of_the_project(extra, installed, tmp_path, monkeypatch):
    import tomllib

    project = doctor._CHECKOUT / "pyproject.toml"
    if not project.exists():
        pytest.skip("not a checkout")
    asked = tomllib.loads(project.read_text())["project"]
    if installed:  # as a wheel's metadata spell them
        lines = [*asked["dependencies"], "jupyterlab>=4.4; extra == 'lab'", "keras>=3.15; extra == 'keras'"]
        lines.append("tensorflow>=2.20; python_version < '3.14' and extra == 'keras'")
        monkeypatch.setattr(importlib.metadata, "requires", lambda name: lines)
        monkeypatch.setattr(doctor, "_CHECKOUT", tmp_path)
    names = [requirement.name for requirement in doctor._requirements(extra)]
    if extra:
        assert names == {"keras": ["keras", "tensorflow"], "lab": ["jupyterlab"]}[extra]
    else:
        assert len(names) == len(asked["dependencies"]) >= 10
        assert "tensorflow" not in names


# --- data -------------------------------------------------------------------------------------------------------------


def test_data_where_prints_the_folder_alone(directory, capsys):
    assert cli.main(["data", "where"]) == 0
    assert said(capsys) == ([str(directory)], [])


def test_data_list_tells_the_source_and_the_credit(directory, capsys):
    directory.mkdir()
    (directory / "mine.npz").touch()
    (directory / "mnist.npz").touch()
    assert cli.main(["data", "list"]) == 0
    lines = {line.split()[0]: line for line in said(capsys)[0]}
    assert list(lines) == [entry.name for entry in datasets.available()]
    assert "embedded" in lines["digits"]
    assert "CC BY 4.0" in lines["digits"]
    assert "fetched" in lines["mnist"]
    assert "170 MB to fetch" in lines["cifar10"]
    assert "own file" in lines["mine"]


def test_data_fetch_does_what_it_can(directory, capsys):
    assert cli.main(["data", "fetch", "digits"]) == 0
    out, err = said(capsys)
    assert out[0].startswith("<Dataset 'digits': 10 classes")
    assert not err
    assert cli.main(["data", "fetch", "didgits", "textures"]) == 1
    out, err = said(capsys)
    assert out[0].startswith("<Dataset 'textures'")
    assert len(err) == 1
    assert err[0].startswith("imagen-course: no data set is called 'didgits'")


# --- train ------------------------------------------------------------------------------------------------------------


def folder_of_pictures(root, *, n=6, size=(12, 10)):
    """Red and blue pictures, a folder each."""
    for name, colour in (("blue", (20, 30, 220)), ("red", (220, 30, 20))):
        (root / name).mkdir(parents=True)
        for number in range(n):
            Image.new("RGB", size, tuple(np.add(colour, number).tolist())).save(root / name / f"{number}.png")
    return root


TRAIN = ["--model", "dense", "--size", "8", "--epochs", "30", "--batch-size", "4", "--learning-rate", "0.01"]


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    """A folder of pictures, and the classifier that the command made of it."""
    folder = tmp_path_factory.mktemp("trained")
    root = folder_of_pictures(folder / "colours")
    assert cli.main(["train", str(root), "--out", str(folder / "new" / "mine.keras"), *TRAIN]) == 0
    return folder


def test_train_leaves_one_file(trained):
    assert os.listdir(trained / "new") == ["mine.keras"]  # no checkpoints are left


def test_train_tells_the_held_out_accuracy_and_overwrites_nothing_unasked(trained, tmp_path, capsys):
    (tmp_path / "mine.keras").write_text("mine, not yours")
    arguments = ["train", str(trained / "colours"), "--out", "mine.keras", *TRAIN]
    assert cli.main(arguments) == 1
    assert "mine.keras exists already: --force replaces it" in said(capsys)[1][0]
    assert (tmp_path / "mine.keras").read_text() == "mine, not yours"
    assert cli.main([*arguments, "--force"]) == 0
    out, err = said(capsys)
    assert out[-1] == "mine.keras: 2 classes; held-out accuracy 1.000 (2 of n = 2 pictures)"
    assert not err
    assert (tmp_path / "mine.keras").read_bytes()[:2] == b"PK"


def spoil(root, how):
    if how == "empty":
        shutil.rmtree(root)
        root.mkdir()
    elif how == "one class":
        shutil.rmtree(root / "blue")
    elif how == "no picture":
        for path in (root / "blue").iterdir():
            path.unlink()
    elif how == "lonely":
        for path in sorted((root / "blue").iterdir())[1:]:
            path.unlink()
    elif how == "unreadable":
        (root / "red" / "3.png").write_text("no picture")
    elif how == "cut off":
        path = root / "red" / "3.png"
        path.write_bytes(path.read_bytes()[:40])
    elif how == "missing":
        shutil.rmtree(root)


@pytest.mark.parametrize(
    ("how", "message"),
    [
        ("empty", "colours must have two sub-folders or more, each with the pictures of the class it names; got none"),
        ("one class", "colours must have two sub-folders or more, .* got only 'red'"),
        ("no picture", "blue holds no picture: there must be files ending in "),
        ("lonely", "colours must have two pictures or more of 'blue'"),
        ("unreadable", "3.png cannot be read as a picture .*: replace it or take it away"),
        ("cut off", "3.png cannot be read as a picture .*: replace it or take it away"),
        ("missing", "no data set is called 'colours', nor is there a folder of that name"),
    ],
)
def test_train_refuses_a_folder_it_cannot_learn_from(how, message, tmp_path, capsys):
    spoil(folder_of_pictures(tmp_path / "colours", n=4), how)
    assert cli.main(["train", "colours", "--out", "mine.keras"]) == 1
    out, err = said(capsys)
    assert not out
    assert (len(err) > 1) == (how == "missing")  # what there is, too
    assert re.search(message, err[0])
    assert not list(tmp_path.glob("mine.keras*"))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--out", "mine.h5"], "--out must end in .keras, got mine.h5"),
        (["--out", "mine.keras", "--size", "10"], "'text_000' takes pictures of 18 x 18 or more, got 10 x 10"),
        (["--out", "mine.keras", "--size", "0"], "--size must be at least 1, got 0"),
        (["--out", "mine.keras", "--epochs", "0"], "epochs must be a whole number in [1, inf), got 0"),
        (["--out", "mine.keras", "--batch-size", "-1"], "batch_size must be a whole number in [1, inf), got -1"),
        (["--out", "mine.keras", "--learning-rate", "nan"], "learning_rate must be a number in (0, inf), got nan"),
    ],
)
def test_train_refuses_what_makes_no_sense_and_leaves_nothing_behind(arguments, message, tmp_path, capsys):
    assert cli.main(["train", "digits", *arguments]) == 1
    assert message in said(capsys)[1][0]
    assert not list(tmp_path.glob("mine*"))


def test_train_names_every_network(capsys):
    from imagen_course import models

    with pytest.raises(SystemExit):
        cli.main(["train", "--help"])
    words = re.findall(r"\w+", " ".join(said(capsys)[0]))
    assert set(models.MODELS) <= set(words)
    assert set(models.MODELS) == set(train._NETWORKS)


@pytest.mark.parametrize(("size", "expected"), [(None, 28), (20, 20), (6, 6)])
def test_small_pictures_of_a_data_set_are_enlarged(size, expected):
    data = train._training_data(SimpleNamespace(data="digits", size=size, seed=0))
    for images in (data.train_images, data.test_images):
        assert (images.shape[1:], images.dtype) == ((expected, expected, 1), "float32")
        assert images.min() >= 0
        assert 0.5 < images.max() <= 1
    means = data.train_images.mean(axis=(1, 2, 3)), datasets.load("digits").train_images.mean(axis=(1, 2, 3))
    assert np.corrcoef(*means)[0, 1] > 0.97


def stopped_after(epochs):
    """Stand in for a training that is stopped after some epochs, with the checkpoint it leaves."""

    def train(model, images, labels, *, checkpoints, callbacks, **options):
        for callback in callbacks:
            callback.on_train_begin()
        for number in range(1, epochs + 1):
            Checkpoints(checkpoints, unit="epoch").keep(number, [])
        raise KeyboardInterrupt

    return train


def test_stopped_it_says_how_to_go_on_and_only_the_same_command_does(trained, tmp_path, monkeypatch, capsys):
    from imagen_course import models

    monkeypatch.setattr(models, "train", stopped_after(2))
    arguments = ["train", str(trained / "colours"), "--out", "mine.keras", *TRAIN]
    assert cli.main(arguments) == 1
    assert said(capsys)[1] == ["imagen-course: stopped: the same command goes on at epoch 3 of 30"]
    assert cli.main([*arguments, "--seed", "1"]) == 1
    assert "mine.keras.checkpoints is of a training with seed 0, now 1: repeat its command" in said(capsys)[1][0]
    assert cli.main(arguments) == 1
    assert said(capsys)[0] == ["resuming at epoch 3 of 30"]
    assert not (tmp_path / "mine.keras").exists()


# Between a new checkpoint's taking its place and the old one's going: nobody plans that by the clock.
KILLED = """
import os, signal, sys
from imagen_course import cli
replace = os.replace
def replace_and_die(part, whole):
    replace(part, whole)
    if "epoch_000002" in str(whole):
        os.kill(os.getpid(), signal.SIGKILL)
os.replace = replace_and_die
cli.main(sys.argv[1:])
"""


@pytest.mark.parametrize("content", [None, "", "[1]", "{", '{"data": 3}'])
def test_settings_that_are_damaged(content, trained, tmp_path, monkeypatch, capsys):
    from imagen_course import models

    monkeypatch.setattr(models, "train", stopped_after(2))
    arguments = ["train", str(trained / "colours"), "--out", "mine.keras", *TRAIN]
    assert cli.main(arguments) == 1
    noted = tmp_path / "mine.keras.checkpoints" / "settings.json"
    noted.unlink() if content is None else noted.write_text(content)
    said(capsys)
    assert cli.main(arguments) == 1
    (line,) = said(capsys)[1]
    assert re.search("is missing or damaged: remove the folder mine|is of a training with .* or remove the folder", line)


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_killed_it_goes_on(tmp_path):
    arguments = ["train", "digits", "--out", str(tmp_path / "digits.keras"), "--epochs", "5"]
    options = {"capture_output": True, "text": True, "cwd": Path(imagen_course.__file__).parents[1]}
    killed = subprocess.run([sys.executable, "-c", KILLED, *arguments], check=False, **options)
    assert killed.returncode == -signal.SIGKILL, killed
    assert len(list((tmp_path / "digits.keras.checkpoints").glob("epoch_*"))) == 2
    finished = subprocess.run([sys.executable, "-m", "imagen_course", *arguments], check=False, **options)
    lines = finished.stdout.splitlines()
    assert (finished.returncode, finished.stderr) == (0, "")
    assert lines[0] == "resuming at epoch 3 of 5"
    assert sum(line.startswith("Epoch") for line in lines) == 3
    accuracy = re.fullmatch(r"\S*digits.keras: 10 classes; held-out accuracy (0.\d+) \(\d+ of n = 359 pictures\)", lines[-1])
    assert float(accuracy[1]) > 0.8
    assert os.listdir(tmp_path) == ["digits.keras"]


# --- analyze, whose results test_analyze.py looks at ------------------------------------------------------------------


def outcomes(monkeypatch, *found):
    """What takes the place of looking at pictures."""
    from imagen_course import analyze

    told = [analyze.Outcome(Path("a"), *each) for each in found]
    monkeypatch.setattr(analyze, "each", lambda paths, **options: iter(told))


def test_analyze_says_a_line_for_each_picture_and_fails_if_one_did(monkeypatch, capsys):
    full = OSError(28, "No space left on device", "results/a.regions.png")
    outcomes(monkeypatch, ("star", [Path("x.png")], None), ("", [], ValueError("a is torn")), ("", [], full))
    assert cli.main(["analyze", "a"]) == 1
    out, err = said(capsys)
    assert out == ["a: star -> x.png"]
    remedy = "make room on the disk, or let the results go to another one"
    assert err == [
        "imagen-course: a is torn",
        f"imagen-course: a: results/a.regions.png: No space left on device: {remedy}",
    ]
    outcomes(monkeypatch, ("star", [Path("x.png")], None))
    assert cli.main(["analyze", "a"]) == 0


def test_analyze_hands_its_options_on(monkeypatch):
    from imagen_course import analyze

    calls = []
    monkeypatch.setattr(analyze, "each", lambda *args, **options: calls.append((args, options)) or iter(()))
    assert cli.main(["analyze", "a.png", "b.png", "--model", "m", "--out", "o", "--json", "--force"]) == 0
    options = {"model": Path("m"), "folder": Path("o"), "with_json": True, "force": True}
    assert calls == [(([Path("a.png"), Path("b.png")],), options)]


def test_a_name_does_nothing_to_the_terminal(monkeypatch, capsys):
    outcomes(monkeypatch, ("\x1b[31mred\x07", [], None), ("", [], ValueError("a: \x1b[2J\nmore")))
    assert cli.main(["analyze", "a"]) == 1
    out, err = said(capsys)
    assert out == ["a: \N{REPLACEMENT CHARACTER}[31mred\N{REPLACEMENT CHARACTER} -> "]
    assert err == ["imagen-course: a: \N{REPLACEMENT CHARACTER}[2J more"]


def test_a_picture_whose_name_begins_like_an_option(monkeypatch, tmp_path, capsys):
    from imagen_course import analyze

    seen = []
    monkeypatch.setattr(analyze, "each", lambda paths, **options: seen.extend(paths) or iter(()))
    (tmp_path / "-x.jpg").touch()
    assert cli.main(["analyze", "-x.jpg"]) == 0
    assert seen == [Path("-x.jpg")]
    with pytest.raises(SystemExit):  # there is no such file: an option that nobody knows
        cli.main(["analyze", "a", "-y.jpg"])


# --- what nobody expected ---------------------------------------------------------------------------------------------


def reported(line):
    """The traceback that a line of stderr names, and its path."""
    path = Path(re.search(r"\S+\.txt", line)[0])
    text = path.read_text(encoding="utf-8")
    path.unlink()
    return text


@pytest.mark.parametrize("error", [RuntimeError("odd"), KeyError("model"), AttributeError("no attribute"), RecursionError()])
def test_what_nobody_expected_is_one_line_and_a_file(error, monkeypatch, tmp_path, capsys):
    def fails(*args, **kwargs):
        raise error

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(datasets, "available", fails)
    assert cli.main(["data", "list"]) == 1
    out, err = said(capsys)
    assert not out
    assert len(err) == 1
    assert err[0].startswith(f"imagen-course: unexpected {type(error).__name__} (")
    assert str(tmp_path) in err[0]
    text = reported(err[0])
    assert "Traceback (most recent call last)" in text
    assert "in fails" in text
    assert f"imagen-course {imagen_course.__version__}" in text


def test_what_nobody_expected_of_one_picture_is_told_likewise(monkeypatch, capsys):
    outcomes(monkeypatch, ("", [], ZeroDivisionError("division by zero")), ("star", [], None))
    assert cli.main(["analyze", "a"]) == 1
    out, err = said(capsys)
    assert out == ["a: star -> "]
    assert "a: unexpected ZeroDivisionError (division by zero), a fault of the program" in err[0]
    assert "ZeroDivisionError" in reported(err[0])


def test_where_there_is_no_room_for_the_file_it_says_how_to_see_it(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    outcomes(monkeypatch, ("", [], RuntimeError("odd")))
    assert cli.main(["analyze", "a"]) == 1
    assert "set IMAGEN_COURSE_DEBUG=1 to see where" in said(capsys)[1][0]


def test_debugging_shows_it_raw(monkeypatch):
    monkeypatch.setenv("IMAGEN_COURSE_DEBUG", "1")
    outcomes(monkeypatch, ("", [], RuntimeError("odd")))
    with pytest.raises(RuntimeError, match="odd"):
        cli.main(["analyze", "a"])


def test_memory_that_is_short(monkeypatch, capsys):
    outcomes(monkeypatch, ("", [], MemoryError()))
    assert cli.main(["analyze", "a"]) == 1
    assert said(capsys)[1] == ["imagen-course: a: there is not enough memory: close other programs, or take less at a time"]


@pytest.mark.filterwarnings("always")
def test_a_warning_is_one_line(monkeypatch, capsys):
    import warnings

    monkeypatch.setattr(datasets, "available", lambda: warnings.warn("mind the gap", stacklevel=1) or [])
    assert cli.main(["data", "list"]) == 0
    assert said(capsys) == ([], ["imagen-course: mind the gap"])


# --- lab and run ------------------------------------------------------------------------------------------------------


@pytest.fixture
def lessons(tmp_path, monkeypatch):
    """A checkout with three lessons: one that runs, one that fails in its third cell, one that tells its environment."""
    code, text = nbformat.v4.new_code_cell, nbformat.v4.new_markdown_cell
    cells = {
        "00_start_here": [text("# Welcome"), code("1 + 1")],
        "03_broken": [text("# Breaks"), code("x = 1"), code("x / 0"), code("print('never')")],
        "11_environment": [
            code("import os\nprint(os.environ['TF_CPP_MIN_LOG_LEVEL'], os.environ['TF_ENABLE_ONEDNN_OPTS'], os.getcwd())")
        ],
    }
    (tmp_path / "notebooks").mkdir()
    for name, content in cells.items():
        nbformat.write(nbformat.v4.new_notebook(cells=content), tmp_path / "notebooks" / f"{name}.ipynb")
    monkeypatch.setattr(editions, "sources", lambda: tmp_path / "notebooks")
    monkeypatch.setenv("IMAGEN_COURSE_FOLDER", str(tmp_path / "mine"))
    for name in run.KERNEL_ENVIRONMENT:  # which conftest sets for the tests themselves
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "notebooks"


class FakeServer:
    """A JupyterLab that says where it is, and ends."""

    pid = 77

    def __init__(self, command, env):
        self.command, self.env, self.ended = command, env, False
        runtime = Path(env["JUPYTER_DATA_DIR"]) / "runtime"
        runtime.mkdir(parents=True, exist_ok=True)
        server = {"url": "http://localhost:9999/", "token": env["JUPYTER_TOKEN"]}
        (runtime / "jpserver-77.json").write_text(json.dumps(server))

    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass

    def poll(self):
        return 0 if self.ended else None

    def wait(self, timeout=None):
        self.ended = True
        return 0

    def terminate(self):
        self.ended = True


@pytest.fixture
def servers(lessons, tmp_path, monkeypatch):
    """The JupyterLabs that were started."""
    found = []

    def started(*args, **options):
        found.append(FakeServer(*args, **options))
        return found[-1]

    monkeypatch.setattr(lab.subprocess, "Popen", started)
    for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "IPYTHONDIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(platformdirs, "user_data_path", lambda *args, **options: tmp_path / "data")
    return found


def test_lab_lays_the_lessons_and_opens_the_first_with_one_line(lessons, servers, tmp_path, capsys):
    assert cli.main(["lab", "--no-browser", "--port=9999"]) == 0
    (server,) = servers
    first = str(tmp_path / "mine" / "00_start_here.ipynb")
    assert server.command[:4] == [sys.executable, "-m", "jupyterlab", first]
    assert server.command[-2:] == ["--no-browser", "--port=9999"]
    assert ("--allow-root" in server.command) == (getattr(os, "geteuid", lambda: 1)() == 0)
    assert "--LabApp.news_url=None" in server.command
    out, err = said(capsys)
    address = f"http://localhost:9999/lab/tree/00_start_here.ipynb?token={server.env['JUPYTER_TOKEN']}"
    assert out[1:] == [f"JupyterLab is open in {tmp_path / 'mine'}: {address} (Ctrl+C here stops it)"]
    assert (out[0], err) == (f"3 lessons laid down in {tmp_path / 'mine'}: 'imagen-course lab' opens them.", [])
    assert cli.main(["lab"]) == 0
    assert len(said(capsys)[0]) == 1


def test_lab_leaves_the_user_s_own_settings_alone(servers, tmp_path, monkeypatch):
    assert cli.main(["lab"]) == 0
    assert all(Path(servers[0].env[name]).is_relative_to(tmp_path / "data") for name in ("JUPYTER_CONFIG_DIR", "IPYTHONDIR"))
    assert (tmp_path / "data/jupyter/config/custom/custom.css").is_file()
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path / "own"))
    monkeypatch.setenv("JUPYTER_TOKEN", "mine")
    assert cli.main(["lab"]) == 0
    assert (servers[1].env["JUPYTER_CONFIG_DIR"], servers[1].env["JUPYTER_TOKEN"]) == (str(tmp_path / "own"), "mine")
    assert not (tmp_path / "own").exists()


def test_jupyterlab_s_own_options_win(lessons):
    made = lab.command("a.ipynb", ["--debug", "--LabApp.custom_css=False"])
    assert not any(option.startswith("--Application.log_level") for option in made)
    assert [option for option in made if "custom_css" in option] == ["--LabApp.custom_css=False"]
    assert any(option.startswith("--Application.log_level") for option in lab.command("a.ipynb", []))


def test_lab_stops_with_its_terminal(servers, monkeypatch, capsys):
    def interrupted(self, timeout=None):
        monkeypatch.setattr(FakeServer, "wait", lambda self, timeout=None: 0)
        raise KeyboardInterrupt

    monkeypatch.setattr(FakeServer, "wait", interrupted)
    assert cli.main(["lab"]) == 0
    assert servers[0].ended


def test_lab_says_that_there_is_something_new_until_it_has_been_brought(lessons, servers, tmp_path, capsys):
    assert cli.main(["lab"]) == 0
    mine = tmp_path / "mine" / "00_start_here.ipynb"
    mine.write_text(mine.read_text().replace("1 + 1", "1 + 1 + 1"))  # a change of the student's
    source = lessons / "00_start_here.ipynb"
    source.write_text(source.read_text().replace("1 + 1", "1 + 2"))
    capsys.readouterr()
    assert cli.main(["lab"]) == 0
    assert said(capsys)[0][0] == "There is something new in 1 of the lessons: 'imagen-course update' brings it."
    assert cli.main(["update"]) == 0
    capsys.readouterr()
    assert cli.main(["lab"]) == 0
    assert len(said(capsys)[0]) == 1


def test_lab_without_jupyterlab(lessons, monkeypatch, capsys):
    monkeypatch.setattr(lab.importlib.util, "find_spec", lambda name: None)
    assert cli.main(["lab"]) == 1
    assert said(capsys)[1] == [f"imagen-course: JupyterLab is not installed here: {address.install('lab')}"]


def test_without_lessons_it_says_so(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(editions, "_PACKAGE", tmp_path / "site-packages" / "imagen_course")
    for command in (["lab"], ["run"], ["run", "2"], ["start", str(tmp_path / "mine")]):
        assert cli.main(command) == 1
        assert "the lessons are missing from this installation of imagen-course" in said(capsys)[1][0]


def test_run_inplace_does_not_write_into_an_installed_package(lessons, monkeypatch, capsys):
    monkeypatch.setattr(editions, "_PACKAGE", lessons.parent / "imagen_course")
    lessons.rename(lessons.parent / "_lessons")
    (lessons.parent / "imagen_course").mkdir()
    installed = (lessons.parent / "_lessons").rename(lessons.parent / "imagen_course" / "_lessons")
    monkeypatch.setattr(editions, "sources", lambda: installed)
    for command in (["run", "--inplace"], ["run", "0", "--inplace"]):
        assert cli.main(command) == 1
        assert "--inplace writes into notebooks of your own: give their paths" in said(capsys)[1][0]


def test_run_reports_the_first_failing_cell_and_goes_on(lessons, capsys):
    before = {path: path.read_bytes() for path in lessons.iterdir()}
    assert cli.main(["run"]) == 1
    out, _ = said(capsys)
    assert out[0].startswith("OK      00_start_here  ")
    assert out[0].endswith(" s  2 cells")
    assert out[1].startswith("NOT OK  03_broken  ")
    assert out[1].endswith("cell 3: ZeroDivisionError: division by zero")
    assert out[2].startswith("OK      11_environment")
    assert {path: path.read_bytes() for path in lessons.iterdir()} == before


def test_run_inplace_stores_outputs_that_repeat(lessons):
    path = lessons / "11_environment.ipynb"
    assert cli.main(["run", "11", "--inplace"]) == 0
    first = path.read_bytes()
    (cell,) = nbformat.read(path, as_version=4).cells
    assert [output.text for output in cell.outputs] == [f"3 0 {lessons}\n"]
    assert cli.main(["run", str(path), "--inplace"]) == 0
    assert path.read_bytes() == first


def test_run_inplace_leaves_a_lesson_that_fails_alone(lessons):
    before = (lessons / "03_broken.ipynb").read_bytes()
    assert cli.main(["run", "3", "--inplace"]) == 1
    assert (lessons / "03_broken.ipynb").read_bytes() == before


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("7", "no lesson '7', there are"),
        ("cat.ipynb", "no notebook 'cat.ipynb'"),
        ("bad.ipynb", "cannot be read as"),
    ],
)
def test_run_refuses_what_is_no_lesson(lessons, tmp_path, capsys, name, message):
    (tmp_path / "bad.ipynb").write_text("{}")
    assert cli.main(["run", name]) == 1
    out, err = said(capsys)
    assert not out
    assert err[1:] == (["  00, 03, 11"] if name == "7" else [])
    assert message in err[0]


# --- generate ---------------------------------------------------------------------------------------------------------


def generated(tmp_path, *arguments, name="sheet.png"):
    status = cli.main(["generate", *arguments, "--out", str(tmp_path / name)])
    return status, tmp_path / name


@pytest.mark.parametrize("model", ["noise", "fractal", "mandelbrot", "shapes", "pca"])
def test_generate_writes_a_sheet(model, tmp_path, capsys):
    status, path = generated(tmp_path, "--model", model, "--n", "3", "--seed", "4")
    assert status == 0, capsys.readouterr().err
    assert "sheet.png: 3 pictures of" in capsys.readouterr().out
    first = np.asarray(Image.open(path))
    assert first.shape[0] == first.shape[1]
    assert first[2:-2].std() > 10
    _, again = generated(tmp_path, "--model", model, "--n", "3", "--seed", "4", name="again.png")
    assert again.read_bytes() == path.read_bytes()
    _, other = generated(tmp_path, "--model", model, "--n", "3", "--seed", "5", name="other.png")
    assert other.read_bytes() != path.read_bytes()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "text_to_image needs a caption"),
        (["--model", "names_to_drawings"], "names_to_drawings needs a name"),
        (["a red circel"], "has the word 'circel', which is like 'circle'"),
        ([""], "caption must be a word or more"),
        (["a red star", "--n", "0"], "n must be a whole number in [1, inf), got 0"),
        (["a red star", "--size", "64"], "--size is for noise and rules"),
        (["a red star", "--model", "vae"], "vae takes no caption, got 'a red star'"),
        (["a red star", "--tries", "0"], "tries must be a whole number in [1, inf), got 0"),
        (["--model", "noise", "--size", "0"], "size must be a whole number in [1, inf), got 0"),
        (["--model", "noise", "--seed", "-1"], "seed must be a whole number in [0, inf), got -1"),
    ],
)
def test_generate_refuses_what_makes_no_sense(arguments, message, tmp_path, capsys):
    status, path = generated(tmp_path, *arguments)
    assert status == 1
    assert not path.exists()
    assert message in capsys.readouterr().err


@pytest.mark.parametrize(("caption", "said"), [("two stars above a cross and a circle", True), ("two stars", False)])
def test_generate_says_where_the_model_never_learned_such_a_caption(caption, said, tmp_path, capsys, monkeypatch):
    cascade = SimpleNamespace(sample=lambda text, n, **_: np.ones((n, 64, 64, 3), np.float32), tries_=np.array([3, 1]))
    monkeypatch.setattr("imagen_course.generate.cascade.Cascade.shipped", lambda: cascade)
    assert generated(tmp_path, caption, "--n", "2")[0] == 0
    told = capsys.readouterr().out
    assert ("No caption that the model learned from was of this kind" in told) is said
    assert "; 0 of 2 show what the caption says, as the reader of scenes sees it; 1 of them was drawn again" in told
    assert generated(tmp_path, caption, "--n", "2", "--tries", "1", "--force")[0] == 0
    assert "drawn again" not in capsys.readouterr().out


@pytest.mark.parametrize(("name", "told"), [("fox", "2 of 3 are nearest to Noto's drawing of"), ("cat cook", "no drawing")])
def test_generate_draws_what_has_a_name(name, told, tmp_path, capsys, monkeypatch):
    world = drawings.table()
    real = [world.where(name=name, artist="noto")[0] for name in ("fox", "owl", "fox")]
    model = SimpleNamespace(sample=lambda text, n, **_: drawings.on_ground(drawings.draw(real, size=32)))
    monkeypatch.setattr("imagen_course.generate.load", lambda name: model)
    assert generated(tmp_path, name, "--n", "3", "--model", "names_to_drawings")[0] == 0
    assert told in capsys.readouterr().out


def test_a_model_that_does_not_ship_says_how_to_have_it(tmp_path, capsys, monkeypatch):
    fewer = {name: path for name, path in datasets.shipped_files("").items() if name != "diffusion_scenes"}
    monkeypatch.setattr(learned, "shipped_files", lambda prefix: fewer)
    status, path = generated(tmp_path, "--model", "diffusion")
    assert status == 1
    assert not path.exists()
    assert "got 'diffusion_scenes': what else there is must be trained first" in capsys.readouterr().err


def test_generate_overwrites_nothing_unasked(tmp_path, capsys):
    (tmp_path / "sheet.png").write_bytes(b"mine")
    status, path = generated(tmp_path, "--model", "noise")
    assert status == 1
    assert path.read_bytes() == b"mine"
    assert "--force" in capsys.readouterr().err
    assert generated(tmp_path, "--model", "noise", "--force")[0] == 0
    assert generated(tmp_path, "--model", "noise", name="sheet.jpg")[0] == 1
