"""The page on which a photograph is taught: a server of this computer alone, behind an address that cannot be guessed.

It listens on 127.0.0.1 and answers nothing but what carries its token; the page may load nothing from anywhere else. All
tabs show one state: each change names the version it was made of, and is refused where another tab was first.
"""

import io
import json
import secrets
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock

import numpy as np

__all__ = ["Server", "serve"]

_HOME = "127.0.0.1"
_MOST = 10_000  # bytes of a request
_KINDS = {"html": "text/html", "css": "text/css", "js": "text/javascript"}
_POLICY = (
    "default-src 'none'; img-src 'self' data:; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'"
)


class Server(ThreadingHTTPServer):
    """Shows a photograph to be taught, at ``address``.

    Parameters
    ----------
    taught : imagen_course.teaching.taught.Taught
    port : int
        0 for any that is free.

    Attributes
    ----------
    address : str

    Raises
    ------
    OSError
        If the port is taken.

    Examples
    --------
    >>> Server(Taught("holiday.jpg")).address      # doctest: +SKIP
    'http://127.0.0.1:40123/5rV0u7k1.../'
    """

    daemon_threads = True
    allow_reuse_address = False  # on some systems a second server would share the port with the first

    def __init__(self, taught, *, port=0):
        self.taught, self.token, self.lock = taught, secrets.token_urlsafe(24), Lock()
        super().__init__((_HOME, port), _Handler)
        self.address = f"http://{_HOME}:{self.server_port}/{self.token}/"
        self.picture = _jpeg(taught.teacher.image)

    def change(self, what, asked):
        """Do what a page asks for; return the status and what is answered."""
        with self.lock:
            if asked.get("version") != self.taught.version:
                return 409, self.taught.state() | {"error": "Another tab was first: look again, then click again."}
            try:
                if what == "click":
                    self.taught.click(asked.get("row"), asked.get("column"), asked.get("name"))
                else:
                    self.taught.undo() if what == "undo" else self.taught.save()
            except (TypeError, ValueError) as error:
                return 400, self.taught.state() | {"error": f"{error}."}
            return 200, self.taught.state()

    def look(self, what):
        """Give what a page may ask to see: its kind and its bytes, or None."""
        teacher = self.taught.teacher
        if what == "state":
            with self.lock:
                return "application/json", json.dumps(self.taught.state()).encode()
        if what == "picture.jpg":
            return "image/jpeg", self.picture
        if what == "regions":
            height, width = teacher.segments.shape
            return "application/octet-stream", np.array([height, width, *teacher.segments.ravel()], "<u2").tobytes()
        name = what or "page.html"
        if name in ("page.html", "page.css", "page.js"):
            return f"{_KINDS[name.rpartition('.')[2]]}; charset=utf-8", (Path(__file__).parent / name).read_bytes()
        return None


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 30  # seconds that a connection may be silent
    server_version, sys_version = "imagen-course", ""

    def do_GET(self):
        found = self.server.look(self._asked()) if self._may() else None
        self._answer(200, *found) if found else self._answer(404, "text/plain", b"There is nothing here.")

    def do_POST(self):
        what = self._asked()
        if not self._may() or what not in ("click", "undo", "save"):
            self.close_connection = True  # its content is not read
            self._answer(404, "text/plain", b"There is nothing here.")
            return
        try:
            length = int(self.headers.get("Content-Length", ""))
            asked = json.loads(self.rfile.read(length)) if 0 < length <= _MOST else None
            status, state = self.server.change(what, {**asked})
        except (TypeError, ValueError, RecursionError):
            self.close_connection = True
            self._answer(400, "text/plain", b"This is no request of the page.")
        else:
            self._answer(status, "application/json", json.dumps(state).encode())

    def _asked(self):
        return self.path.partition("?")[0].lstrip("/").partition("/")[2]

    def _may(self):
        """Whether it is this server that is meant, by one who knows its token."""
        token, slash, _ = self.path.lstrip("/").partition("/")
        known = secrets.compare_digest(token.encode(), self.server.token.encode())
        return bool(slash) and known and self.headers.get("Host") == f"{_HOME}:{self.server.server_port}"

    def _answer(self, status, kind, content):
        self.send_response(status)
        headers = {"Content-Type": kind, "Content-Length": str(len(content)), "Cache-Control": "no-store"}
        headers |= {
            "Content-Security-Policy": _POLICY,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
        }
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *words):
        """Say nothing: the terminal is for what the command says."""


def serve(taught, *, port=0, ready=lambda address: None):
    """Show a photograph to be taught until the process is stopped.

    Parameters
    ----------
    taught : imagen_course.teaching.taught.Taught
    port : int
        0 for any that is free.
    ready : callable
        Is told the address once somebody may come.

    Raises
    ------
    ValueError
        If the port is taken, or may not be used.

    Examples
    --------
    >>> serve(Taught("holiday.jpg"), ready=webbrowser.open)      # doctest: +SKIP
    """
    try:
        server = Server(taught, port=port)
    except (OSError, OverflowError) as error:
        why = getattr(error, "strerror", None) or error
        raise ValueError(f"port {port} cannot be had ({why}): leave --port out, or name another") from error
    with server:
        ready(server.address)
        server.serve_forever(poll_interval=0.2)


def _jpeg(image):
    from PIL import Image

    buffer = io.BytesIO()
    picture = Image.fromarray(np.uint8(np.rint(255 * image)))
    picture.save(buffer, "JPEG", quality=92)
    return buffer.getvalue()
