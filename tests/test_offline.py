"""The folder from which the course is installed without a network: what is in it, what an installer makes of it.

Small wheels stand for the packages here, and pip is real. The true folder is tried by ``make offline``, a part of
``make test-all``: in a namespace of its own without a network where the system has such, an empty home, a bare Python.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import wheels

from imagen_course import editions, preflight

ROOT = Path(__file__).resolve().parents[1]
LOCK, LIGHT = ((ROOT / name).read_text("utf-8") for name in ("requirements.lock", "requirements-light.lock"))
HERE = wheels.Target("{}.{}".format(*sys.version_info), preflight.platform_name())
DOCTOR = """\
import json, os, sys
def main():
    print("the doctor was asked for", *sys.argv[1:2])
    os.makedirs(sys.argv[3], exist_ok=True)
    with open(os.path.join(sys.argv[3], "pc.json"), "w") as stream:
        json.dump({}, stream)
"""


def wheel(folder, name, version="1.0", tag="py3-none-any", code=""):
    """A small wheel, and its hash."""
    path = folder / f"{name}-{version}-{tag}.whl"
    about = f"{name}-{version}.dist-info"
    texts = {
        f"{name}.py": code or "x = 1\n",
        f"{about}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{about}/WHEEL": f"Wheel-Version: 1.0\nGenerator: by hand\nRoot-Is-Purelib: true\nTag: {tag}\n",
        f"{about}/entry_points.txt": "[console_scripts]\nimagen-course = imagen_course:main\n" if code else "",
    }
    record = "".join(f"{each},,\n" for each in [*texts, f"{about}/RECORD"])
    with zipfile.ZipFile(path, "w") as archive:
        for each, text in {**texts, f"{about}/RECORD": record}.items():
            archive.writestr(each, text)
    return path, hashlib.sha256(path.read_bytes()).hexdigest()


def open_shop(base, monkeypatch):
    """Three packages to be had, a lock that names them, and a course as small; pip looks nowhere else."""
    (packages := base / "shop").mkdir()
    hashes = {name: wheel(packages, name)[1] for name in ("apple", "pear", "plum")}
    lines = [f"{name}==1.0 \\\n    --hash=sha256:{'0' * 64} \\\n    --hash=sha256:{each}\n" for name, each in hashes.items()]
    nowhere = f"kiwi==1.0 ; sys_platform == 'nowhere' \\\n    --hash=sha256:{'0' * 64}\n"
    (root := base / "root").mkdir()
    (root / "requirements.lock").write_text("".join([*lines, nowhere]))
    monkeypatch.setattr(wheels, "ROOT", root)
    monkeypatch.setattr(wheels, "_own", lambda folder: wheel(folder, "imagen_course", wheels.__version__, code=DOCTOR)[0])
    for name, value in {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(packages), "PIP_CONFIG_FILE": os.devnull}.items():
        monkeypatch.setenv(name, value)
    return packages


@pytest.fixture
def shop(tmp_path, monkeypatch):
    return open_shop(tmp_path, monkeypatch)


@pytest.fixture(scope="module")
def once(tmp_path_factory):
    """A folder that is filled."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        open_shop(base := tmp_path_factory.mktemp("filled"), monkeypatch)
        wheels.fill(base / "folder", HERE)
    return base / "folder"


@pytest.fixture
def filled(once, tmp_path):
    """A copy of it, on a path with blanks."""
    return shutil.copytree(once, tmp_path / "on a stick" / "offline")


def install(folder, home, *words, **options):
    """The installer's status and what it said, in an empty home, with a setting that would lead pip elsewhere."""
    home.mkdir(exist_ok=True)
    environment = {**os.environ, "HOME": str(home), "USERPROFILE": str(home), "PIP_FIND_LINKS": "/elsewhere"}
    command = [sys.executable, "-B", str(folder / "install.py"), *words]
    done = subprocess.run(command, cwd=home, env=environment, capture_output=True, text=True, **options)
    return done.returncode, done.stdout, done.stderr


# --- what a lock asks for ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("platform", sorted(preflight.PLATFORMS))
@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
def test_a_lock_is_read_for_the_machines_and_not_for_this_one(python, platform):
    found = wheels.asked(LOCK, wheels.Target(python, platform))
    names = [name for name, _ in found]
    assert {"tensorflow", "jupyterlab", "numpy", "hatchling"} <= set(names)
    assert ("appnope" in names) is platform.startswith("macosx")
    assert ("pywinpty" in names) is ("colorama" in names) is platform.startswith("win")
    assert names.count("soupsieve") == (2 if python == "3.11" else 1)  # one before 3.11.5, another since
    assert {name for name in names if names.count(name) > 1} <= {"soupsieve"}
    assert all(len(one) == 64 for hashes in found.values() for one in hashes)
    light = wheels.asked(LIGHT, wheels.Target(python, platform))
    assert not {"tensorflow", "keras"} & {name for name, _ in light}
    assert all(found[key] == hashes for key, hashes in light.items())


@pytest.mark.parametrize(
    ("platform", "fits", "others"),
    [
        ("linux-x86_64", "manylinux_2_27_x86_64", "manylinux_2_39_x86_64"),
        ("linux-aarch64", "manylinux2014_aarch64", "manylinux2014_x86_64"),
        ("macosx-arm64", "macosx_11_0_arm64", "macosx_14_0_arm64"),
        ("win-amd64", "win_amd64", "win_arm64"),
    ],
)
def test_a_wheel_serves_machines_of_its_kind_alone(tmp_path, platform, fits, others):
    wanted = {}
    for tag in (f"cp312-cp312-{fits}", f"cp310-abi3-{fits}", "py3-none-any", f"cp312-cp312-{others}", f"cp311-cp311-{fits}"):
        _, sha256 = wheel(tmp_path, "pear", tag=tag)
        wanted.setdefault(("pear", "1.0"), set()).add(sha256)
        served = {path.name for path in wheels.there(tmp_path, wanted, wheels.Target("3.12", platform)).values()}
        assert (f"pear-1.0-{tag}.whl" in served) is (others not in tag and "cp311" not in tag), tag
        (tmp_path / f"pear-1.0-{tag}.whl").unlink()


def test_only_a_python_and_a_platform_of_the_course_can_be_asked_for(capsys):
    for words in (["--python", "3.10"], ["--python", "3.14"], ["--platform", "win-arm64"]):
        with pytest.raises(SystemExit):
            wheels.main(["folder", *words])
    assert "--python must be one of 3.11, 3.12, 3.13, got 3.14" in capsys.readouterr().err


# --- the folder -------------------------------------------------------------------------------------------------------


def test_the_folder_holds_what_the_lock_asks_for_and_says_so(filled):
    names = {path.relative_to(filled).as_posix() for path in filled.rglob("*") if path.is_file()}
    fruit = {f"wheels/{name}-1.0-py3-none-any.whl" for name in ("apple", "pear", "plum")}
    scripts = {"install.py", "install.sh", "install.bat", "README.md", "preflight.py", "requirements.lock"}
    own = f"wheels/imagen_course-{wheels.__version__}-py3-none-any.whl"
    assert names == {*fruit, *scripts, own, "folder.json"}
    told = json.loads((filled / "folder.json").read_text("utf-8"))
    assert (told["python"], told["platform"]) == HERE
    assert told["files"] == {name: wheels.sha256(filled / name) for name in names - {"folder.json"}}
    lock = (filled / "requirements.lock").read_text("utf-8")
    assert f"imagen-course=={wheels.__version__} --hash=sha256:{wheels.sha256(filled / own)}\n" in lock


def test_the_readme_has_thirty_lines_at_the_most_and_every_script_knows_its_python(filled):
    readme = (filled / "README.md").read_text("utf-8")
    assert readme.count("\n") <= 30
    for path in (filled / "README.md", filled / "install.sh", filled / "install.bat"):
        text = path.read_text("utf-8")
        assert f"Python {HERE.python}" in text
        assert "@" not in text.replace("@echo off", "").replace('"$@"', "")
    assert b"\r\n" in (filled / "install.bat").read_bytes()


def test_a_folder_that_was_stopped_is_gone_on_with(shop, tmp_path):
    folder = tmp_path / "folder"
    plum = shop / "plum-1.0-py3-none-any.whl"
    shutil.move(plum, tmp_path)
    wheels.BATCH, batch = 1, wheels.BATCH
    try:
        with pytest.raises(SystemExit, match=r"pip could not fetch all of plum: ERROR: .*plum"):
            wheels.fill(folder, HERE)
    finally:
        wheels.BATCH = batch
    assert not (folder / "folder.json").exists()
    (folder / "wheels" / ".part" / "plum-1.0-py3-none-any.whl").write_bytes(b"half a plum")
    before = {path.name: path.stat().st_mtime_ns for path in (folder / "wheels").glob("*.whl")}
    assert set(before) == {"apple-1.0-py3-none-any.whl", "pear-1.0-py3-none-any.whl"}
    (folder / "wheels" / "pear-1.0-py3-none-any.whl").write_bytes(b"half a pear")
    shutil.move(tmp_path / plum.name, shop)
    wheels.fill(folder, HERE)
    after = {path.name: path.stat().st_mtime_ns for path in (folder / "wheels").iterdir()}  # and no draft
    assert set(after) == {*before, plum.name, f"imagen_course-{wheels.__version__}-py3-none-any.whl"}
    assert after["apple-1.0-py3-none-any.whl"] == before["apple-1.0-py3-none-any.whl"]
    assert wheels.sha256(folder / "wheels" / "pear-1.0-py3-none-any.whl") == wheels.sha256(
        shop / "pear-1.0-py3-none-any.whl"
    )


def test_a_package_with_a_hash_that_the_lock_does_not_know_is_not_taken(shop, tmp_path):
    wheel(shop, "pear", code="x = 2")
    with pytest.raises(SystemExit, match="pip could not fetch all of apple, pear, plum"):
        wheels.fill(tmp_path / "folder", HERE)
    assert not (tmp_path / "folder" / "folder.json").exists()


# --- the installer ----------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_it_sets_up_an_environment_from_the_folder_alone_and_asks_the_doctor(filled, tmp_path):
    for _ in range(2):  # the second time over what is there
        status, out, err = install(filled, tmp_path / "home")
        assert (status, err) == (0, "")
        assert "the doctor was asked for doctor" in out
        assert out.rstrip().endswith(f"{'imagen-course.exe' if os.name == 'nt' else 'imagen-course'} lab")
        assert list((tmp_path / "home" / "imagen-course-python").rglob("plum.py"))
        assert [path.name for path in (filled / "room").iterdir()] == ["pc.json"]


@pytest.mark.skipif(os.name == "nt", reason="a shell script")
def test_the_shell_script_finds_the_python_and_says_so_where_there_is_none(filled, tmp_path):
    script = ["/bin/sh", str(filled / "install.sh"), str(tmp_path / "my place")]
    done = subprocess.run(script, env={"PATH": "/nowhere", "PYTHON": "/no/python"}, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (1, "")
    assert f"There is no Python {HERE.python} here" in done.stderr
    (filled / "install.py").write_text("import sys; print(sys.executable, sys.argv[1:])")
    (bin_ := tmp_path / "bin").mkdir()
    (bin_ / f"python{HERE.python}").symlink_to(sys.executable)
    for own in {"PYTHON": sys.executable}, {"PATH": f"{bin_}:/usr/bin:/bin"}:
        done = subprocess.run(script, env={"PATH": "/usr/bin:/bin", **own}, capture_output=True, text=True)
        assert done.stdout.endswith(f" ['{tmp_path / 'my place'}']\n")
        assert not done.stdout.startswith("/usr") or "PYTHON" not in own


def damage(folder, name):
    with open(folder / name, "r+b") as stream:
        stream.seek(-1, os.SEEK_END)
        last = stream.read(1)
        stream.seek(-1, os.SEEK_END)
        stream.write(bytes([last[0] ^ 1]))


def other(folder, **changes):
    told = json.loads((folder / "folder.json").read_text("utf-8")) | changes
    (folder / "folder.json").write_text(json.dumps(told))


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda folder: (folder / "wheels" / "plum-1.0-py3-none-any.whl").unlink(), "plum-1.0-py3-none-any.whl is missing"),
        (
            lambda folder: damage(folder, "wheels/pear-1.0-py3-none-any.whl"),
            "pear-1.0-py3-none-any.whl is damaged, its sha256",
        ),
        (lambda folder: damage(folder, "requirements.lock"), "requirements.lock is damaged"),
        (lambda folder: (folder / "folder.json").unlink(), "folder.json is missing or cut off: this folder is not complete"),
        (lambda folder: os.truncate(folder / "folder.json", 99), "folder.json is missing or cut off"),
        (lambda folder: other(folder, python="3.99"), "This folder is for Python 3.99 on"),
        (lambda folder: other(folder, platform="win-arm64"), "win-arm64, and this is Python"),
    ],
)
def test_a_folder_that_is_not_what_was_laid_there_is_refused_by_name(filled, tmp_path, spoil, said):
    spoil(filled)
    status, out, err = install(filled, tmp_path / "home")
    assert status == 1
    assert said in err
    assert err.count("\n") == 1
    assert "setting up" not in out
    assert not list((tmp_path / "home").iterdir())
    if "folder.json" not in said:
        (path,) = (filled / "room").iterdir()
        (check,) = json.loads(path.read_text())["checks"]
        assert said in check["remedy"]


@pytest.mark.slow
def test_a_wheel_and_its_hash_in_the_folder_changed_together_are_refused_by_the_lock(filled, tmp_path):
    name = "wheels/pear-1.0-py3-none-any.whl"
    damage(filled, name)
    told = json.loads((filled / "folder.json").read_text("utf-8"))
    other(filled, files={**told["files"], name: wheels.sha256(filled / name)})
    status, _, err = install(filled, tmp_path / "home")
    assert status == 1
    assert "THESE PACKAGES DO NOT MATCH THE HASHES" in err
    assert "pear" in err
    assert "NOT OK  pip did not end well" in err


def test_a_folder_of_somebody_s_is_no_place_for_an_environment(filled, tmp_path):
    (mine := tmp_path / "mine").mkdir()
    (mine / "diary.txt").write_text("mine")
    status, _, err = install(filled, tmp_path / "home", str(mine))
    assert status == 1
    assert f"{mine} is there, and no environment" in err
    assert [path.name for path in mine.iterdir()] == ["diary.txt"]


# --- the true folder, by `make offline` -------------------------------------------------------------------------------

FIRST_CELLS = """
import sys
import nbformat
from nbclient import NotebookClient
notebook = nbformat.read(sys.argv[1], as_version=4)
last = next(n for n, cell in enumerate(notebook.cells) if cell.cell_type == "code" and "recall(" in cell.source)
notebook.cells = notebook.cells[: last + 2]
NotebookClient(notebook, timeout=600).execute()
import tensorflow
print(sum(cell.cell_type == "code" for cell in notebook.cells), "cells ran, on", tensorflow.__version__)
"""
OUT = """
import socket
try:
    socket.create_connection(('192.0.2.1', 80), 5)
except OSError as error:
    print('shut:', error)
"""


@pytest.mark.exhaustive
@pytest.mark.timeout(3600)
def test_the_course_is_installed_and_works_where_there_is_no_network(tmp_path):
    folder = os.environ.get("IMAGEN_COURSE_OFFLINE")
    if not folder:
        pytest.skip("make offline fills a folder from the network and names it in IMAGEN_COURSE_OFFLINE")
    if not shutil.which("unshare") or subprocess.run(["unshare", "-rn", "true"], capture_output=True).returncode:
        pytest.skip("this system has no namespaces in which the network can be shut: unshare -rn")
    folder, python = Path(folder).resolve(), Path(sys.base_prefix, "bin", f"python{HERE.python}")
    (home := tmp_path / "home").mkdir()
    (cells := tmp_path / "cells.py").write_text(FIRST_CELLS)
    bin_ = home / "imagen-course-python" / "bin"
    steps = f"""set -e
        ip link set lo up
        cd {home}
        {python} -c "{OUT}"
        sh {folder}/install.sh
        {bin_}/imagen-course lab --help
        {bin_}/imagen-course start lessons
        {bin_}/python {cells} lessons/02_convolution.ipynb
        {bin_}/imagen-course room {folder}/room"""
    shutil.rmtree(folder / "room", ignore_errors=True)
    bare = {"HOME": str(home), "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "PYTHON": str(python)}
    command = ["unshare", "-rn", "sh", "-c", steps]
    done = subprocess.run(command, env=bare, capture_output=True, text=True, timeout=3500)
    assert done.returncode == 0, done.stdout + done.stderr
    for said in (
        "shut: ",
        "all 27 lessons are ready",
        "devices: cpu:0",
        "usage: ",
        "cells ran, on 2.",
        "1 of 1 computers are",
    ):
        assert said in done.stdout, done.stdout
    assert "NOT OK" not in done.stdout + done.stderr
    assert list(home.glob("imagen-course-python/lib/*/site-packages/tensorflow/__pycache__/*.pyc"))
    assert len(list((home / "lessons").glob("*.ipynb"))) == len(editions.lessons())
