"""The process in which a check's calls run: it waits for jobs on stdin and says on stdout what came of them.

On Linux it has one thread, no student's code and no open file, so it can fork a child for each job at the cost of a few
milliseconds; the child's memory is limited by the system. Elsewhere it does one job itself and ends. Messages are pickles of
plain values, each after its length in eight bytes.
"""

import contextlib
import faulthandler
import gc
import importlib
import io
import os
import pickle
import signal
import sys
import threading

import cloudpickle  # noqa: F401  loaded once, before the forks: payloads are made by it

from imagen_course.exercises import calls

__all__ = ["serve"]

MEMORY = 800 << 20  # bytes that an answer may take beside what Python and NumPy take
FORGOTTEN = 120  # seconds after which a child ends whatever happens: the kernel that should have ended it is gone
SENT = 64 << 20  # bytes of a result that is sent back


def serve(traces, *, forks):
    """Do the jobs that come in, until stdin is closed.

    Parameters
    ----------
    traces : str
        The file that gets the line at which a call that takes too long is.
    forks : bool
        A child for each job; else the first job is the last.

    Examples
    --------
    >>> callable(serve)    # `worker` starts it in a process of its own
    True
    """
    jobs, out, nothing = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb"), os.open(os.devnull, os.O_RDWR)
    calls.call(abs, (calls.np.zeros(1),))  # what NumPy loads at its first use is loaded before the forks, too
    threading.stack_size(1 << 20)  # the threads of an answer do not use up its memory by themselves
    gc.freeze()
    for stream in (0, 1, 2):  # what C code prints must not get between the messages
        os.dup2(nothing, stream)
    while head := jobs.read(8):
        job = pickle.loads(jobs.read(int.from_bytes(head, "big")))  # names and bytes: the student's code is not opened here
        for name in job[2]:
            with contextlib.suppress(Exception):
                importlib.import_module(name)
        if not job[-1]:
            continue
        child = os.fork() if forks else 0
        if child == 0:
            try:
                _do(job, out, traces, forks)
            finally:
                os._exit(0)
        _send(out, "end", os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


def _do(job, out, traces, forks):
    """Call the function on each case and tell what came."""
    if forks:
        _limit()
    me = os.getpid()

    def tell(*message):
        if os.getpid() != me:  # a child that an answer forked must neither speak nor go on with the next case
            os._exit(0)
        _send(out, *message)

    tell("child", me)
    try:
        sys.path[:], folder, _, seconds, payload = job
        with contextlib.suppress(OSError):
            os.chdir(folder)
        function, cases = pickle.loads(payload)
    except BaseException as error:
        tell("lost", f"{type(error).__name__}: {error}")
        return
    faulthandler.dump_traceback_later(seconds, repeat=True, file=open(traces, "w"))  # noqa: SIM115  its thread needs no GIL
    for case in cases:
        tell("case")
        outcome = calls.call(function, case, stream=_Sent(tell))
        tell("outcome", outcome._replace(error=None if outcome.error is None else _described(outcome.error)))


def _limit():
    """A session of its own, so that one signal ends the children of an answer too; its memory; its last moment."""
    import resource

    os.setsid()
    with open("/proc/self/statm") as stream:
        taken = int(stream.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (taken + MEMORY,) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.alarm(FORGOTTEN)


class _Sent(io.TextIOBase):
    """Sends what is printed as it comes: an answer that never ends has said it, too."""

    def __init__(self, tell):
        self.tell, self.room = tell, calls.PRINTED

    def write(self, text):
        if self.room > 0:
            self.tell("printed", str(text)[: self.room])
        self.room -= len(text)
        return len(text)

    def getvalue(self):
        return ""


def _described(error):
    """An error as plain values: a class of Python's or NumPy's own with its arguments, or a name and words."""
    if type(error).__module__ in ("builtins", "numpy.linalg", "numpy.exceptions"):
        with contextlib.suppress(Exception):
            described = type(error), *map(calls.plain, error.args)
            pickle.dumps(described)
            return described
    return type(error).__name__, calls.short(error, 300)


def _send(out, *message):
    try:
        data = pickle.dumps(message, protocol=5)
    except MemoryError:
        data = b""
    if not data or len(data) > SENT:
        data = pickle.dumps(
            ("outcome", calls.Outcome(calls.Opaque("object", "a result too large to be sent", calls.LARGEST + 1)))
        )
    out.write(len(data).to_bytes(8, "big") + data)
    out.flush()
