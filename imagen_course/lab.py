"""JupyterLab as the course starts it: quiet, off the network, with a line that says which address to open.

All settings come from this package or from the command line of that one process. What JupyterLab itself keeps, such as
which notebooks were open, goes into a folder of the course's own: the user's Jupyter is neither read nor written.
"""

import contextlib
import importlib.util
import json
import os
import secrets
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from imagen_course import address, files

__all__ = ["command", "environment", "installed", "start"]

_SETTINGS = Path(__file__).resolve().parent / "_lab"
_OPTIONS = {
    "LabApp.news_url": "None",
    "LabApp.check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
    "LabApp.extension_manager": "readonly",
    "LabApp.app_settings_dir": str(_SETTINGS),
    "LabApp.custom_css": "True",
    "LanguageServerManager.autodetect": "False",  # it asks npm, which keeps a log in the home
    "ServerApp.answer_yes": "True",  # to stop, Ctrl+C once is enough
    "Application.log_level": "ERROR",  # its warnings are about itself: sockets, signatures
}
_ASK_FOR_LOG = ("--debug", "--log-level", "--Application.log_level", "--ServerApp.log_level", "--show-config")


def installed():
    """Find out whether there is a JupyterLab to start.

    Raises
    ------
    address.NotInstalled
        If there is none: an ImportError that says how to install it.

    Examples
    --------
    >>> installed()
    """
    if importlib.util.find_spec("jupyterlab") is None:
        raise address.NotInstalled("JupyterLab", "lab", name="jupyterlab")


def command(first, options=()):
    """Return the command line that opens JupyterLab on a notebook.

    Parameters
    ----------
    first : path-like
        The notebook or the folder that is opened.
    options : sequence of str
        JupyterLab's own; they win over the course's.

    Returns
    -------
    list of str

    Examples
    --------
    >>> command("00_start_here.ipynb", ["--debug"])[1:4]
    ['-m', 'jupyterlab', '00_start_here.ipynb']
    """
    given = {option.lstrip("-").partition("=")[0] for option in options}
    ours = {name: value for name, value in _OPTIONS.items() if name not in given}
    if any(option.startswith(_ASK_FOR_LOG) for option in options):
        ours.pop("Application.log_level", None)
    # In a container the user is root, whom JupyterLab turns away unless told otherwise.
    root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    settings = [f"--{name}={value}" for name, value in ours.items()]
    return [sys.executable, "-m", "jupyterlab", str(first), *root, *settings, *options]


def environment():
    """Return the environment of that process: Jupyter's own files go beside the student's progress.

    Returns
    -------
    dict of str

    Examples
    --------
    >>> environment()["JUPYTER_CONFIG_DIR"] != ""
    True
    """
    import platformdirs

    own = platformdirs.user_data_path("imagen_course", appauthor=False) / "jupyter"
    # A token of ours: JupyterLab then has no need to print the address in seven lines of its own.
    ours = {"JUPYTER_CONFIG_DIR": str(own / "config"), "JUPYTER_DATA_DIR": str(own), "IPYTHONDIR": str(own / "ipython")}
    # A terminal in JupyterLab finds the command imagen-course, whether or not this Python's environment was activated.
    paths = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    return ours | {"JUPYTER_TOKEN": secrets.token_hex(24)} | os.environ | {"PATH": paths}


def start(first, options=(), *, ready=lambda address: None):
    """Run JupyterLab until it is stopped.

    Parameters
    ----------
    first : path-like
        The notebook or the folder that is opened.
    options : sequence of str
        JupyterLab's own.
    ready : callable
        Is told the address, once there is something to open.

    Returns
    -------
    int
        Its exit status.

    Raises
    ------
    address.NotInstalled
        If JupyterLab is not installed.

    Examples
    --------
    >>> start("00_start_here.ipynb", ["--no-browser"])    # doctest: +SKIP
    0
    """
    installed()
    settings = environment()
    _lay_settings(settings)
    with subprocess.Popen(command(first, options), env=settings) as process, _ending_with_us(process):
        try:
            if server := _server(process, settings):
                ready(_address(server, Path(first)))
            return process.wait()
        except KeyboardInterrupt:  # the terminal has told JupyterLab as well
            return _stopped(process)


def _lay_settings(settings):
    """Put files where JupyterLab and its kernels look for them; not into a folder that the user has chosen for his own."""
    wanted = {"JUPYTER_CONFIG_DIR": "custom/custom.css", "IPYTHONDIR": "profile_default/ipython_kernel_config.json"}
    for variable, name in wanted.items():
        if variable not in os.environ:
            path = Path(settings[variable], name)
            path.parent.mkdir(parents=True, exist_ok=True)
            files.write(path, (_SETTINGS / path.name).read_bytes())


@contextlib.contextmanager
def _ending_with_us(process):
    """Whoever asks this process to end means JupyterLab, too."""
    before = None
    if threading.current_thread() is threading.main_thread():
        before = signal.signal(signal.SIGTERM, lambda number, frame: process.terminate())
    try:
        yield
    finally:
        if before is not None:
            signal.signal(signal.SIGTERM, before)
        if process.poll() is None:
            process.terminate()


def _server(process, settings):
    """What the server writes into a file of its own once it listens; None if it ends before that."""
    runtime = Path(settings.get("JUPYTER_RUNTIME_DIR") or Path(settings["JUPYTER_DATA_DIR"]) / "runtime")
    info = runtime / f"jpserver-{process.pid}.json"
    while process.poll() is None:
        with contextlib.suppress(OSError, ValueError):  # not there yet, or half of it
            return json.loads(info.read_text(encoding="utf-8"))
        time.sleep(0.1)
    return None


def _address(server, first):
    token = f"?token={server['token']}" if server.get("token") else ""
    page = f"lab/tree/{first.name}" if first.suffix == ".ipynb" else "lab"
    return f"{server['url']}{page}{token}"


def _stopped(process):
    try:
        process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        process.terminate()
        process.wait()
    return 0
