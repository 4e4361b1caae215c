"""``address``: one constant says where the course lives, and while it is missing nothing names an address."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from imagen_course import address, editions
from imagen_course.cli import messages

ROOT = Path(__file__).resolve().parents[1]
HOME = "https://github.com/somebody/imagen-course"
# A service that is named and not linked is no address, nor is a page of somebody else's.
ADDRESS_OF_OURS = re.compile(
    r"https?://[\w./-]*imagen[-_]course|git\+https|git clone|mybinder\.org|codespaces\.new|/colab\."
)


@pytest.fixture(params=[None, HOME, HOME + ".git", "https://codeberg.org/somebody/imagen-course"])
def home(request, monkeypatch, tmp_path):
    """A checkout whose pyproject.toml has this address, or none."""
    (tmp_path / "imagen_course").mkdir()
    urls = f'[project.urls]\nRepository = "{request.param}"\n' if request.param else ""
    (tmp_path / "pyproject.toml").write_text(f'[project]\nname = "imagen-course"\n{urls}')
    monkeypatch.setattr(address, "_PACKAGE", tmp_path / "imagen_course")
    return request.param and request.param.removesuffix(".git")


@pytest.fixture(params=[None, HOME])
def installed(request, monkeypatch, tmp_path):
    """A package from a wheel whose metadata has this address, or none."""
    info = tmp_path / "imagen_course-0.1.0.dist-info"
    info.mkdir()
    lines = ["Metadata-Version: 2.4", "Name: imagen-course", "Version: 0.1.0"]
    lines += [f"Project-URL: Repository, {request.param}", "Project-URL: Issues, https://elsewhere"] if request.param else []
    (info / "METADATA").write_text("\n".join(lines) + "\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(address, "_PACKAGE", tmp_path / "imagen_course")
    return request.param


def test_a_checkout_says_where_it_comes_from(home):
    assert address.repository() == home


def test_a_wheel_says_where_it_comes_from(installed):
    assert address.repository() == installed


def said():
    """Everything that may name an address, as it is said now."""
    edition = editions.student({"cells": [a_cell()], "metadata": {}}, lesson="02_convolution")
    yield "".join(edition["cells"][0]["source"])
    yield messages.explain(ModuleNotFoundError("No module named 'numpy'"))
    yield from (address.install(), address.install("gpu"), address.ways(), address.link("docs/class.md") or "")
    yield from address.buttons("02_convolution").values()


def a_cell():
    return {"cell_type": "code", "id": "one", "metadata": {}, "source": "1", "outputs": [], "execution_count": None}


def test_without_an_address_none_is_named_and_with_one_it_is(home):
    texts = list(said())
    if home is None:
        assert not any(ADDRESS_OF_OURS.search(text) for text in texts)
        assert all(".whl" in text or f" -e '{address._PACKAGE.parent}" in text for text in texts[:5])
        assert ".whl" in texts[0]
        assert str(address._PACKAGE.parent) not in texts[0] + texts[4]  # which travel to other machines
        assert (address.link("README.md"), address.buttons("02_convolution")) == (None, {})
    else:
        assert all(home in text for text in texts[:6])
        assert not any(".whl" in text for text in texts)
        assert address.link("README.md") == f"{home}/blob/main/README.md"
        on_github = "github.com" in home
        assert list(address.buttons("02_convolution")) == (["Colab", "Codespaces", "Binder"] if on_github else [])
        assert all("/somebody/imagen-course" in there and ".git" not in there for there in texts[6:])


def test_the_command_is_one_that_a_shell_and_a_notebook_take(home):
    command = address.install("keras", pip="%pip")
    assert command == (
        f"%pip install -e '{address._PACKAGE.parent}[keras]'"
        if home is None
        else f"%pip install 'imagen-course[keras] @ git+{home}'"
    )


@pytest.mark.parametrize(
    ("noted", "wheel"),
    [
        (
            '{"url": "file:///home/me/some%20where/imagen_course-0.1.0-py3-none-any.whl"}',
            "/home/me/some where/imagen_course-0.1.0-py3-none-any.whl",
        ),
        ('{"url": "https://elsewhere/imagen_course-0.1.0-py3-none-any.whl"}', "path/to/imagen_course-...-any.whl"),
        ('{"url": "file:///home/me/checkout"}', "path/to/imagen_course-...-any.whl"),
        ("{", "path/to/imagen_course-...-any.whl"),
        (None, "path/to/imagen_course-...-any.whl"),
    ],
)
def test_what_came_from_a_wheel_names_that_wheel(installed, noted, wheel, tmp_path):
    if noted:
        (tmp_path / "imagen_course-0.1.0.dist-info" / "direct_url.json").write_text(noted)
    if installed is None:
        assert address.install("keras") == f"python -m pip install '{wheel}[keras]'"


def written():
    """The texts that a stranger reads before the course is installed, and the lessons."""
    return [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob(".github/**/*.*"), *ROOT.glob("notebooks/*.ipynb")]


def test_what_is_written_names_the_address_there_is_and_no_other():
    ours = {str(path.relative_to(ROOT)): ADDRESS_OF_OURS.findall(path.read_text("utf-8")) for path in written()}
    ours = {path: found for path, found in ours.items() if found}
    assert (not ours) if address.repository() is None else (set(ours) >= {"README.md"})


@pytest.mark.parametrize("there", [False, True])
def test_the_readme_says_where_the_course_is_by_one_command(tmp_path, there):
    for folder in ("imagen_course", "notebooks", "tools", "docs", "tests/answers", "tests/corpus"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "README.md", tmp_path)
    project = re.sub(r"(?m)^Repository = .*\n", "", (ROOT / "pyproject.toml").read_text("utf-8"))
    if there:
        project = project.replace("[project.urls]\n", f'[project.urls]\nRepository = "{HOME}"\n')
    (tmp_path / "pyproject.toml").write_text(project, "utf-8")
    environment = {"PYTHONPATH": str(tmp_path), "PATH": "", "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run([sys.executable, "tools/renumber.py"], cwd=tmp_path, env=environment, check=True, capture_output=True)
    readme = (tmp_path / "README.md").read_text("utf-8")
    assert (f"    git clone {HOME}\n    cd imagen-course\n" in readme, "codespaces.new/somebody" in readme) == (there, there)
    assert bool(ADDRESS_OF_OURS.search(readme)) == there
