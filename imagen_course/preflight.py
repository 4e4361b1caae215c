"""Can the course be set up here? Asked before anything is installed, so this file needs nothing but a Python, however old.

As a script, ``python imagen_course/preflight.py [--light] [FOLDER]`` is silent and exits with 0 when it can; else it says in
one sentence on stderr why not and what to do, and exits with 1. What is *light* does without Keras and TensorFlow.
"""

from __future__ import print_function

import os
import platform
import struct
import sys
import sysconfig

__all__ = ["light_problems", "platform_name", "problems"]

OLDEST, LIGHT_TOO_NEW, TOO_NEW = (3, 11), (3, 15), (3, 14)
PLATFORMS = {"linux-x86_64", "linux-aarch64", "macosx-arm64", "win-amd64"}  # for which TensorFlow has packages
GLIBC = (2, 28)  # which the packages of NumPy and SciPy ask for
GIGABYTES = 4.0  # 3.0 for an environment with the test group, as `du` counts it, and the rest for the downloads pip keeps
LIGHT_GIGABYTES = 1.0  # 0.6 and the downloads


def problems(folder=None):
    """List what stands in the way of setting the course up, the most basic first.

    Parameters
    ----------
    folder : str, optional
        Where the environment will be, which need not exist yet. If not given, no free space is asked for.

    Returns
    -------
    list of str
        One sentence each, with the remedy; empty when nothing is in the way.

    Examples
    --------
    >>> problems()
    []
    """
    asked = _python(TOO_NEW), _cpython(), _platform(), _venv(), _space(folder, GIGABYTES)
    return [sentence for sentence in asked if sentence]


def light_problems(folder=None):
    """List what stands in the way of setting up what does without Keras and TensorFlow, the most basic first.

    Parameters
    ----------
    folder : str, optional
        As for `problems`.

    Returns
    -------
    list of str
        As of `problems`.

    Examples
    --------
    >>> light_problems()
    []
    """
    return [sentence for sentence in (_python(LIGHT_TOO_NEW), _venv(), _space(folder, LIGHT_GIGABYTES)) if sentence]


def _here():
    return "%s %s" % (platform.python_implementation(), platform.python_version())


def _python(too_new):
    if OLDEST <= sys.version_info[:2] < too_new:
        return None
    good = ", ".join("3.%d" % minor for minor in range(OLDEST[1], too_new[1] - 1))
    words = (good, too_new[1] - 1, _here())
    return "The course needs Python %s or 3.%d, and this is %s: install one of these and use it." % words


def _cpython():
    here = _here()
    if platform.python_implementation() != "CPython" or sysconfig.get_config_var("Py_GIL_DISABLED"):
        return "TensorFlow has no package for PyPy or free-threaded Python, and this is %s: use the usual CPython." % here
    if struct.calcsize("P") != 8:
        return "TensorFlow needs a 64-bit Python, and this %s has 32 bits: install the 64-bit one." % here
    return None


def platform_name():
    """Name the system and the processor, as in ``linux-x86_64``, ``macosx-arm64`` or ``win-amd64``.

    Returns
    -------
    str

    Examples
    --------
    >>> platform_name() in PLATFORMS
    True
    """
    parts = sysconfig.get_platform().split("-")  # as pip sees it: linux-x86_64, macosx-11.0-universal2, win-amd64
    return parts[0] + "-" + (platform.machine() if parts[0] == "macosx" else parts[-1])


def _platform():
    here = platform_name()
    if here not in PLATFORMS:
        there = "Linux (x86_64, aarch64), macOS (arm64) and Windows (amd64)"
        return "TensorFlow has packages for %s, not for %s: use such a machine, or Colab." % (there, here)
    if here.startswith("linux"):
        try:
            name, version = os.confstr("CS_GNU_LIBC_VERSION").split()
        except (AttributeError, OSError, ValueError):  # musl knows no such name
            name, version = "another C library", "0"
        if name != "glibc" or tuple(map(int, version.split(".")[:2])) < GLIBC:
            return "TensorFlow needs a Linux with glibc %d.%d or newer, not Alpine's musl: use another Linux." % GLIBC
    return None


def _venv():
    try:
        __import__("venv"), __import__("ensurepip")
    except ImportError as error:
        version = "%d.%d" % sys.version_info[:2]
        return "Python is incomplete (%s): on Debian or Ubuntu, sudo apt install python%s-venv." % (error, version)
    return None


def _space(folder, gigabytes):
    import shutil

    if folder is None or not hasattr(shutil, "disk_usage"):  # which Python 2 has not, but of that _python has told
        return None
    folder = os.path.abspath(folder)
    while not os.path.isdir(folder):
        folder = os.path.dirname(folder)
    free = shutil.disk_usage(folder).free / 1e9
    if free < gigabytes:
        words = (gigabytes, folder, free)
        return "The set-up takes %.1f GB, and %s has %.1f GB free: make room or choose another disk." % words
    return None


if __name__ == "__main__":
    words = sys.argv[1:]
    ask = light_problems if "--light" in words else problems
    found = ask(([word for word in words if word != "--light"] or ["."])[0])
    if found:
        sys.exit(found[0])  # on stderr, with status 1
