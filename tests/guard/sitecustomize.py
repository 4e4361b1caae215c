"""No test opens a socket to the outside: what every Python that a test starts runs first, kernels of notebooks among them.

An audit hook sees a connection before it is made, whatever code makes it, and cannot be taken off again. The ``conftest.py``
of the root puts this folder on ``PYTHONPATH``, which children inherit, and installs the hook in the test process itself. A
refusal is raised past every ``except Exception``, for a loader that hides a refused connection must not hide this; and it is
noted in a file, so that a process which hides even that fails the test that started it. What is no Python (the browser) has
options of its own. Written so that a Python of 2010 can read it, for tests start those, too.
"""

import os
import sys

NOTES = "IMAGEN_COURSE_TESTS_WENT_OUT"  # the file in which refusals are noted
LOCAL = {"127.0.0.1", "::1", "0.0.0.0", "::", "localhost", "", "<broadcast>"}


class WentOut(BaseException):
    """Raised where a socket to the outside would have been opened, or its address looked up."""


def is_local(host):
    """Whether a host is this machine: by number, by a usual name, or by its own."""
    host = host.decode("latin-1") if isinstance(host, (bytes, bytearray)) else host
    if host is None or host in LOCAL or str(host).startswith("127."):
        return True
    return host == os.uname().nodename if hasattr(os, "uname") else host == os.environ.get("COMPUTERNAME")


def refuse(event, arguments):
    """The hook: events of sockets are looked at, all others pass."""
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        address = arguments[1]
        if not isinstance(address, tuple) or is_local(address[0]):  # a name of a file: between processes of this machine
            return
        what = "opened a socket to %r" % (address[0],)
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        if is_local(arguments[0]):
            return
        what = "looked up %r" % (arguments[0],)
    else:
        return
    if os.environ.get(NOTES):
        with open(os.environ[NOTES], "a") as notes:
            notes.write("a test %s, in %s\n" % (what, sys.argv[:1]))
    raise WentOut("a test %s" % what)


if hasattr(sys, "addaudithook"):
    sys.addaudithook(refuse)
