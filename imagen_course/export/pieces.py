"""How a page is put together: a template, the files of this folder, and what was made for this page."""

import json
import re
from pathlib import Path

from imagen_course.checks import check_path

__all__ = ["assembled", "in_json", "page_path"]

_HERE = Path(__file__).parent
_LARGEST = 20e6  # bytes of a page that a phone opens


def assembled(template, **parts):
    """Put a page together.

    Parameters
    ----------
    template : str
        A file of this folder, in which ``{{name}}`` stands for a part, or for the file of this folder of that name.
    **parts : str

    Returns
    -------
    str

    Raises
    ------
    ValueError
        If the page would be too large for a phone.

    Examples
    --------
    >>> assembled("page.html", title="mine", network="{}").startswith("<!doctype html>")
    True
    """

    def part(found):
        return parts[found[1]] if found[1] in parts else (_HERE / found[1]).read_text("utf-8")

    text = re.sub(r"\{\{([\w.]+)\}\}", part, (_HERE / template).read_text("utf-8"))
    if len(text) > _LARGEST:
        raise ValueError(
            f"network must make a page of {_LARGEST / 1e6:.0f} MB at the most, it makes {len(text) / 1e6:.0f} MB"
        )
    return text


def in_json(data):
    r"""Write plain values as JSON that may stand in HTML.

    Parameters
    ----------
    data : object

    Returns
    -------
    str

    Examples
    --------
    >>> in_json({"title": "<i>"})
    '{"title": "\\u003ci>"}'
    """
    return json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")


def page_path(path):
    """Return a path for a page, or say that it is none.

    Parameters
    ----------
    path : str or os.PathLike

    Returns
    -------
    pathlib.Path

    Raises
    ------
    TypeError, ValueError

    Examples
    --------
    >>> page_path("mine.txt")
    Traceback (most recent call last):
    ValueError: path must end in .html, got mine.txt
    """
    path = check_path(path)
    if path.suffix != ".html":
        raise ValueError(f"path must end in .html, got {path}")
    return path
