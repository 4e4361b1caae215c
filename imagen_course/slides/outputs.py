"""What a cell has put out, as slides need it: its pictures, what it printed, and the answer that it revealed."""

import ast
import base64
import html
import io
import json
import re
from typing import NamedTuple
from urllib.parse import unquote

__all__ = ["Output", "Still", "read"]

MOST_STILLS = 8  # of a control that has been drawn at all of its settings
_FIGURE = re.compile(r"<figure.*?</figure>", re.S)
_OPTIONS = re.compile(r'data-options="([^"]*)"')
_CAPTION = re.compile(r"<figcaption[^>]*>(.*?)</figcaption>", re.S)
_PICTURE = re.compile(r"<img\b[^>]*>", re.S)
_STYLE = re.compile(r'\s(?:style|loading|width|height)="[^"]*"')
_SOURCE = re.compile(r'src="data:image/(svg\+xml|png|webp|jpeg)(?:;base64)?,([^"]+)"')
_SIDES = re.compile(r"viewBox='[\d.-]+ [\d.-]+ ([\d.]+) ([\d.]+)'")
_AUDIO = re.compile(r"<audio\b.*?</audio>", re.S)
_REPORT = "border-left: 4px solid"  # how an exercise's report begins
_ANSWER = re.compile(r"the answer is (?P<truth>.+) \((?P<name>.+?)\)(?:; you made no prediction)?$", re.M)
_OFFERED = re.compile(r"Choose from: (.+)")
_QUESTION = re.compile(r"^\d\. (.+)$", re.M)
_OF_EXERCISES = re.compile(r"^.*is not right yet: this cell (?:uses|goes on with) the course's.*$\n?", re.M)


class Still(NamedTuple):
    """One picture: its HTML, what stands under it, and its width by its height.

    Attributes
    ----------
    html, caption : str
    aspect : float

    Examples
    --------
    >>> Still('<img alt="a dot" src="data:,">', "stride 2", 1.5).caption
    'stride 2'
    """

    html: str
    caption: str
    aspect: float


class Output(NamedTuple):
    """What a cell has put out.

    Attributes
    ----------
    stills : list of Still
        The settings of a control, or the one picture of a figure.
    printed : str
        Without what a cell says of exercises that were not answered.
    audio : str
        HTML.
    answers : dict of object
        What was revealed, by the prediction's name.
    choices : list of object
        What a prediction offers.
    recall : list of str
        The questions that a lesson opens with.

    Examples
    --------
    >>> Output([], "", "", {"n": 3}, [], []).answers["n"]
    3
    """

    stills: list
    printed: str
    audio: str
    answers: dict
    choices: list
    recall: list


def read(outputs):
    """Read the stored outputs of a cell.

    Parameters
    ----------
    outputs : list of dict
        As a notebook holds them.

    Returns
    -------
    Output

    Examples
    --------
    >>> read([{"output_type": "stream", "text": "seeds 0.54"}]).printed
    'seeds 0.54'
    """
    pages = ["".join(output.get("data", {}).get("text/html", "")) for output in outputs]
    shown = "".join(page for page in pages if _REPORT not in page)
    printed = "".join(_printed(output, page) for output, page in zip(outputs, pages, strict=True))
    plain = "\n".join(_plain(output) for output in outputs)
    offered = _OFFERED.search(plain)
    return Output(
        stills=_stills(shown),
        printed=_OF_EXERCISES.sub("", printed).strip("\n"),
        audio="".join(_AUDIO.findall(shown)),
        answers={found["name"]: _value(found["truth"]) for found in _ANSWER.finditer(plain)},
        choices=[_value(choice) for choice in re.findall(r"`(.+?)`", offered[1])] if offered else [],
        recall=_QUESTION.findall(plain.partition("questions on what came before")[2]),
    )


def _plain(output):
    return "".join(output.get("data", {}).get("text/plain", "") or output.get("text", ""))


def _printed(output, page):
    """What was printed, and a value that is no picture."""
    if output["output_type"] == "stream":
        return "".join(output["text"])
    return "" if page else f"{_plain(output)}\n"


def _value(written):
    try:
        return ast.literal_eval(written)
    except (SyntaxError, ValueError):
        return written


def _stills(page):
    """The pictures of some HTML: each with a caption where figures stand side by side."""
    figures = _FIGURE.findall(page) or _PICTURE.findall(page)
    options = _OPTIONS.search(page)
    if options and len(json.loads(html.unescape(options[1]))) > 1:  # drawn at all settings: those that the lesson chose
        figures = [figure for figure in figures if "data-still" in figure] or figures
    spread = range(0, len(figures), -(-len(figures) // MOST_STILLS) or 1)
    stills = []
    for figure in (figures[place] for place in spread):
        caption = _CAPTION.search(figure)
        for picture in _PICTURE.findall(figure):
            words = html.unescape(caption[1]).strip() if caption else ""
            stills.append(Still(_STYLE.sub("", picture), words, _aspect(picture)))
    return stills


def _aspect(picture):
    """The width of a picture by its height, as the picture itself says."""
    found = _SOURCE.search(picture)
    if not found:
        return 1.5
    if found[1] == "svg+xml":
        sides = _SIDES.search(unquote(found[2]))
        return float(sides[1]) / float(sides[2])
    from PIL import Image

    width, height = Image.open(io.BytesIO(base64.b64decode(found[2]))).size
    return width / height
