"""A report that a user can attach to a question: what the computer is and what was found on it, and nothing of who asks.

Every path is replaced by what it is for; the user's name and the computer's are replaced wherever they stand.
"""

import getpass
import os
import platform
import re
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

from imagen_course import __version__, editions

__all__ = ["anonymous", "computer"]

_PACKAGE = Path(__file__).resolve().parents[1]
_NOBODY = {"root", "user", "admin", "student", "jovyan", "python", "localhost"}  # names that name nobody
_ASKED = ("IMAGEN_COURSE_", "KERAS_BACKEND", "TF_CPP_", "TF_ENABLE_", "CUDA_VISIBLE", "OMP_NUM", "OPENBLAS_NUM")
_PATH = re.compile(r"(?<![\w<>~./\\-])(?:/|[A-Za-z]:\\)(?:[^\n:,;'\"()]*[/\\])?[^\s:,;'\"()]+")


def computer():
    """Return what is known of the computer and the course's settings, a line each.

    Returns
    -------
    list of str

    Examples
    --------
    >>> computer()[0].startswith("imagen-course ")
    True
    """
    import psutil

    source = "a checkout" if editions.in_checkout() else "a wheel"
    settings = sorted(f"{name}={value}" for name, value in os.environ.items() if name.startswith(_ASKED))
    return [
        f"imagen-course {__version__}, from {source}",
        f"{platform.python_implementation()} {platform.python_version()}, {platform.python_compiler()}",
        f"{platform.system()} {platform.release()}, {platform.machine()}",
        f"processor: {_processor()}, {os.cpu_count()} cores",
        f"memory: {psutil.virtual_memory().total / 1e9:.1f} GB",
        f"settings: {', '.join(settings) or 'none'}",
    ]


def anonymous(text):
    """Replace in a text what would tell whose computer it comes from.

    Parameters
    ----------
    text : str

    Returns
    -------
    str

    Examples
    --------
    >>> anonymous(f"Python at {sys.executable}").startswith("Python at <environment>")
    True
    """
    for place, word in sorted(_places().items(), key=lambda item: -len(item[0])):
        text = re.sub(rf"{re.escape(place)}(?![\w-])", lambda _, word=word: word, text)
    text = re.sub(r"~[/\\][^\n:,]*", "~/...", text)  # what lies in a home folder is its owner's
    text = _PATH.sub("<elsewhere>", text)
    for name, word in ((_user(), "<user>"), (socket.gethostname(), "<machine>")):
        if len(name) > 2 and name.lower() not in _NOBODY:
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", word, text, flags=re.I)
    return text


def _places():
    """What folders are for, by their paths as they are written and as they lead through links."""
    from imagen_course import datasets

    places = {
        sys.executable: "<environment>/python",
        sys.prefix: "<environment>",
        sys.base_prefix: "<python>",
        _PACKAGE: "<package>",
        datasets.data_directory(): "<data>",
        Path.cwd(): "<here>",
        tempfile.gettempdir(): "<temporary>",
        Path.home(): "~",
    }
    names = [name for name in ("IMAGEN_COURSE_FOLDER", "IMAGEN_COURSE_PROGRESS") if name in os.environ]
    places |= {os.environ[name]: f"<{name}>" for name in names}
    spelled = {str(form): word for place, word in places.items() for form in (place, Path(place).resolve())}
    return {place: word for place, word in spelled.items() if len(place) > 3}


def _user():
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # a user without an entry, as in some containers
        return ""


def _processor():
    """The processor's name, as the system has it."""
    try:
        if sys.platform == "linux":
            return re.search(r"(?m)^model name\s*: (.+)$", Path("/proc/cpuinfo").read_text("utf-8"))[1]
        if sys.platform == "darwin":
            command = ["sysctl", "-n", "machdep.cpu.brand_string"]
            return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, TypeError, subprocess.SubprocessError):
        pass
    return platform.processor() or platform.machine()
