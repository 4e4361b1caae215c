"""Where the course lives: the address of its repository, and what follows from it.

The address stands once, as ``Repository`` in ``[project.urls]`` of ``pyproject.toml``; a wheel carries it in its metadata.
There may be none. Then nothing names an address: the package comes from its wheel or from a checkout, a lesson has no button
that opens it elsewhere, and a link leads nowhere.
"""

import contextlib
import importlib.metadata
import json
import re
import tomllib
from pathlib import Path

__all__ = ["NotInstalled", "buttons", "install", "link", "repository", "ways"]

_PACKAGE = Path(__file__).resolve().parent
_WHEEL, _CHECKOUT = "path/to/imagen_course-...-any.whl", "path/to/checkout"
_GITHUB = re.compile(r"https://github\.com/([\w.-]+/[\w.-]+)")
_BUTTONS = {
    "Colab": "https://colab.research.google.com/github/{repository}/blob/main/notebooks/{lesson}.ipynb",
    "Codespaces": "https://codespaces.new/{repository}",
    "Binder": "https://mybinder.org/v2/gh/{repository}/main?labpath=notebooks/{lesson}.ipynb",
}


class NotInstalled(ModuleNotFoundError):
    """Something that the course does without until it is asked for is missing here; the message says how to install it.

    Parameters
    ----------
    what : str
    extra : str
        Of the package, which brings it.
    name : str, optional
        Of the module that is missing.

    Examples
    --------
    >>> str(NotInstalled("Keras", "keras")).startswith("Keras is not installed here: python -m pip install ")
    True
    """

    def __init__(self, what, extra, *, name=None):
        super().__init__(f"{what} is not installed here: {install(extra)}", name=name)

    def _render_traceback_(self):  # which a notebook shows in place of the calls that led here
        return [str(self)]


def repository():
    """Return the address of the repository: a checkout's as its pyproject.toml says, else the installed package's.

    Returns
    -------
    str or None
        None while there is no address.

    Examples
    --------
    >>> repository() is None or repository().startswith("https://")
    True
    """
    project = _PACKAGE.parent / "pyproject.toml"
    if project.is_file():
        urls = tomllib.loads(project.read_text(encoding="utf-8"))["project"].get("urls", {})
    else:
        lines = importlib.metadata.metadata("imagen-course").get_all("Project-URL") or []
        urls = dict(line.split(", ", 1) for line in lines)
    return urls.get("Repository", "").rstrip("/").removesuffix(".git") or None


def install(extra="", *, pip="python -m pip"):
    """Return the command that installs the course: from its repository or, without an address, from where it came from.

    Parameters
    ----------
    extra : str
        What is wanted beyond the core, such as ``"gpu"``.
    pip : str
        How pip is called; ``"%pip"`` in a notebook.

    Returns
    -------
    str

    Examples
    --------
    >>> install("gpu").startswith("python -m pip install ")
    True
    """
    extra, home, checkout = f"[{extra}]" if extra else "", repository(), _PACKAGE.parent
    if home:
        return f"{pip} install 'imagen-course{extra} @ git+{home}'"
    if (checkout / "pyproject.toml").is_file():
        return f"{pip} install -e '{checkout}{extra}'"
    return f"{pip} install '{_noted_wheel() or _WHEEL}{extra}'"


def _noted_wheel():
    """The wheel that the package was installed from, if it was a file and pip noted it."""
    from urllib.parse import urlparse
    from urllib.request import url2pathname

    with contextlib.suppress(importlib.metadata.PackageNotFoundError, TypeError, ValueError, KeyError):
        url = urlparse(json.loads(importlib.metadata.distribution("imagen-course").read_text("direct_url.json"))["url"])
        return url2pathname(url.path) if (url.scheme, url.path[-4:]) == ("file", ".whl") else None


def ways():
    """Return in words where the package comes from, for a notebook in which it is missing, on whatever machine.

    Returns
    -------
    str

    Examples
    --------
    >>> "%pip install" in ways()
    True
    """
    if repository():
        return f"`{install(pip='%pip')}`"
    return f"`%pip install {_WHEEL}` (the course's wheel) or `%pip install -e {_CHECKOUT}`"


def link(path):
    """Return the address at which a file of the repository is read, or None while there is none.

    Parameters
    ----------
    path : str
        From the root of the repository.

    Returns
    -------
    str or None

    Examples
    --------
    >>> link("docs/class.md") is None or link("docs/class.md").endswith("/blob/main/docs/class.md")
    True
    """
    return f"{repository()}/blob/main/{path}" if repository() else None


def buttons(lesson):
    """Return where a lesson can be opened with nothing installed: services that start it from a repository on GitHub.

    Parameters
    ----------
    lesson : str
        Its name: number and slug.

    Returns
    -------
    dict
        Of names and addresses; empty while there is no address, and where it is not GitHub's.

    Examples
    --------
    >>> set(buttons("02_convolution")) <= {"Colab", "Codespaces", "Binder"}
    True
    """
    github = _GITHUB.fullmatch(repository() or "")
    return {name: form.format(repository=github[1], lesson=lesson) for name, form in _BUTTONS.items()} if github else {}
