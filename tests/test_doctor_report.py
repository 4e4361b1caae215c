"""``imagen-course doctor --report``: a text to attach to a question, in which nobody is named and no folder."""

import os
import socket
import subprocess
import sys

import psutil
import pytest

import imagen_course
from imagen_course.cli import report


@pytest.fixture
def ada(tmp_path):
    """The surroundings of somebody whose name stands in every path she has."""
    home = tmp_path / "home" / "Ada Lovelace"
    for name in ("data", "Ada's course", "data/imagen"):
        (home / name).mkdir(parents=True)
    own = {"HOME": str(home), "USERPROFILE": str(home), "USER": "lovelace", "LOGNAME": "lovelace", "USERNAME": "lovelace"}
    own |= {"IMAGEN_COURSE_DATA": str(home / "data" / "imagen"), "IMAGEN_COURSE_FOLDER": str(home / "Ada's course")}
    own |= {"IMAGEN_COURSE_PROGRESS": "/Volumes/Ada's disk/by hand.json", "XDG_DATA_HOME": str(home / "data")}
    return home, os.environ | own


def test_it_says_what_the_machine_is_and_not_whose(ada):
    home, environment = ada
    command = [sys.executable, "-m", "imagen_course", "doctor", "--report", "--quick"]
    done = subprocess.run(command, cwd=home / "Ada's course", env=environment, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    said = done.stdout
    for name in ("ada", "lovelace", str(home), sys.prefix, socket.gethostname().lower()):
        assert name not in said.lower(), said
    assert f"imagen-course {imagen_course.__version__}" in said
    assert f"{psutil.virtual_memory().total / 1e9:.1f} GB" in said
    told = (
        "processor: ",
        f"{os.cpu_count()} cores",
        "numpy ",
        "NumPy multiplies matrices by",
        "GB of disk are free here, in <",
    )
    for words in (*told, "IMAGEN_COURSE_PROGRESS=<IMAGEN_COURSE_PROGRESS>"):
        assert words in said


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the kernel runs /opt/Ada Lovelace/bin/python, not this", "the kernel runs <elsewhere>, not this"),
        (r"written to D:\Schule\Ada L\x.png: no", "written to <elsewhere>: no"),
        ("by openblas 0.3, and/or 10 % 3/4", "by openblas 0.3, and/or 10 % 3/4"),
        ("GPU:0 and x86_64", "GPU:0 and x86_64"),
        ("made by Turing, turing's", "made by <user>, <user>'s"),
    ],
)
def test_what_is_a_path_or_a_name_is_replaced_and_nothing_else(monkeypatch, text, expected):
    monkeypatch.setattr(report, "_user", lambda: "turing")
    assert report.anonymous(text) == expected


def test_a_home_folder_is_not_found_within_another_word(monkeypatch, tmp_path):
    monkeypatch.setattr(report, "_places", lambda: {"/home/al": "~"})
    monkeypatch.setattr(report, "_user", lambda: "")
    assert report.anonymous("in /home/al/pictures, /home/alan") == "in ~/..., <elsewhere>"


def test_a_user_called_as_a_tool_is_keeps_the_report_readable(monkeypatch):
    monkeypatch.setattr(report, "_user", lambda: "python")
    assert report.anonymous("Python 3.12") == "Python 3.12"


def test_the_page_on_troubles_ends_with_the_command():
    page = report._PACKAGE.parent / "docs" / "troubleshooting.md"
    assert page.read_text("utf-8").rstrip().splitlines()[-1].strip() == "imagen-course doctor --report"
