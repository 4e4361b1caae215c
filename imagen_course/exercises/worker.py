"""Run a student's function on cases where it can be stopped: in a process of its own, under a clock and a limit of memory.

On Linux a helper of one thread forks a child for each check. On macOS and Windows, where a fork is not to be trusted and
memory has no limit, each check has a process of its own, the next one started ahead, and its clock and memory are watched
from here. In a browser's Python there are no processes: there the calls are made in place and a deadline is kept by tracing,
which cannot stop code written in C. The same is done with a function that cannot travel, or that uses a framework, which
would take longer to load than a check may last.
"""

import atexit
import contextlib
import importlib
import io
import os
import pickle
import queue
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
import types
from pathlib import Path
from typing import NamedTuple

import numpy as np

from imagen_course.exercises import calls
from imagen_course.exercises.calls import LARGEST, Outcome

__all__ = ["Run", "TooLate", "run", "start"]

TIME_LIMIT = 4.0  # seconds for the calls of a check together: a right answer takes milliseconds, even in plain loops
LOADING = 30.0  # seconds for what a function needs before its first call: it may import SciPy
PAYLOAD = 200 << 20  # bytes of a function and the variables it reads
MEMORY = 1 << 30  # bytes of a process that has no limit of its own
MODE = "inline" if sys.platform in ("emscripten", "wasi") else "fork" if sys.platform == "linux" else "spawn"
LOADED = ("imagen_course.formulas", "imagen_course.metrics", "imagen_course.network", "scipy.signal", "scipy.special")
LIBRARIES = {
    "imagen_course",
    "scipy",
    "skimage",
    "sklearn",
}  # what answers use of these is loaded once, not for each check
FRAMEWORKS = re.compile(rb"(?<![A-Za-z0-9_])(?:tensorflow|keras|torch|jax)")  # and not: a_cnn_in_keras
_FRAMEWORK = "it uses a framework"
WITH_FRAMEWORK = 30.0  # seconds for the calls of an answer that uses one: it builds and compiles before it computes


class TooLate(TimeoutError):
    """The calls did not end in time.

    Examples
    --------
    >>> run(lambda: [None for _ in iter(int, 1)], [()], seconds=0.2).outcomes[0].error
    TooLate('no answer after 0.2 seconds')
    """


class Run(NamedTuple):
    """What the calls of a check gave.

    Parameters
    ----------
    outcomes : list of Outcome
        As many as were begun.
    stopped : str
        Why the cases after these were not tried, if they were not.
    note : str
        Why the calls were made in the notebook's own process, if they were.

    Examples
    --------
    >>> run(abs, [(-1,), (2,)]).outcomes[1].value
    2
    """

    outcomes: list
    stopped: str = ""
    note: str = ""


def run(function, cases, *, seconds=None):
    """Call ``function`` on each case.

    Parameters
    ----------
    function : callable
    cases : list of tuple
    seconds : float, optional
        For all calls together, `TIME_LIMIT` if not given: of computing, or of waiting where nothing is computed.

    Returns
    -------
    Run
        With a `TooLate` error, a MemoryError or a SystemExit in the last outcome where the calls were ended.

    Examples
    --------
    >>> run(lambda x: 10 / x, [(5,), (0,)]).outcomes[1].error
    ZeroDivisionError('division by zero')
    """
    payload, why = _packed(function, cases)
    if seconds is None:
        seconds = WITH_FRAMEWORK if why == _FRAMEWORK else TIME_LIMIT
    for _ in range(0 if why else 2):  # a helper that ended before it began was not the answer's fault
        try:
            return _conversation(start(), payload, len(cases), getattr(function, "__code__", None), seconds)
        except _Lost as lost:
            why = str(lost)
        except OSError as error:  # the system lets this process start no other
            why = f"no process could be started: {error}"
    if why == _FRAMEWORK:
        for name in set(FRAMEWORKS.findall(payload)):
            with contextlib.suppress(Exception):  # what cannot be loaded, its answer will say
                importlib.import_module(name.decode())
    return _inline(function, cases, seconds, why)


def start():
    """Have a process ready for the next check, and go on at once.

    Returns
    -------
    object or None
        None where there are no processes.

    Examples
    --------
    >>> start() is start()
    True
    """
    if MODE == "inline":
        return None
    ready = _ready.get(os.getpid())  # a process that was forked from the one that started it begins anew
    if ready is not None and ready.process.poll() is not None:
        ready.end()
        ready = None
    if ready is None:
        ready = _ready[os.getpid()] = _Helper()
    return ready


_ready, _loaded = {}, dict.fromkeys(LOADED)  # processes by the one that started them; names of modules


@atexit.register
def _end():
    if helper := _ready.pop(os.getpid(), None):
        helper.end()


# A process, from outside ---------------------------------------------------------------------------------------------------


class _Helper:
    """A process that waits for a job, and a thread here that hears what it says."""

    def __init__(self):
        self.child, self.messages = None, queue.SimpleQueue()
        handle, self.traces = tempfile.mkstemp(prefix="check-", suffix=".txt")
        os.close(handle)
        place = str(Path(__file__).resolve().parents[2])
        threads = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
        paths = os.pathsep.join(filter(None, (place, os.environ.get("PYTHONPATH"))))
        command = f"from imagen_course.exercises import server; server.serve({self.traces!r}, forks={MODE == 'fork'})"
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-c", command],  # -P: a student's own copy.py is not Python's
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Jupyter's interrupt is not for it
            env=os.environ | threads | {"PYTHONPATH": paths, "MPLBACKEND": "agg", "MALLOC_ARENA_MAX": "2"},
        )
        self.listener = threading.Thread(target=self._listen, daemon=True)
        self.listener.start()
        self.send(b"")

    def _listen(self):
        with contextlib.suppress(Exception):  # it is ended in the middle of a word
            while head := self.process.stdout.read(8):
                self.messages.put(pickle.loads(self.process.stdout.read(int.from_bytes(head, "big"))))
        self.messages.put(("end", self.process.wait()))

    def send(self, payload, seconds=0.0):
        """Give it a job; one without a payload has it load what this process has loaded, before it is asked for."""
        loaded = [name for name in _loaded if name in sys.modules]
        job = pickle.dumps((sys.path, os.getcwd(), loaded, 0.9 * seconds, payload))
        with contextlib.suppress(OSError):  # it has ended: its listener will say so
            self.process.stdin.write(len(job).to_bytes(8, "big") + job)
            self.process.stdin.flush()

    def end_children(self):
        """End the children of an answer that left some behind."""
        if self.child is not None and hasattr(os, "killpg"):
            with contextlib.suppress(OSError):
                os.killpg(self.child, signal.SIGKILL)
        self.child = None

    def end(self):
        """End it and all that it began."""
        self.end_children()
        with contextlib.suppress(OSError):
            self.process.kill()
        self.listener.join(1)
        self.close()

    def close(self):
        """Let go of what belongs to a process that has ended."""
        for stream in (self.process.stdin, self.process.stdout):
            with contextlib.suppress(OSError):
                stream.close()
        with contextlib.suppress(OSError):
            os.unlink(self.traces)


class _Lost(Exception):
    """The function did not arrive."""


def _packed(function, cases):
    """The function and its cases as bytes, or why they cannot travel."""
    if MODE == "inline":
        return b"", "there are no processes here"
    import cloudpickle

    class Pickler(cloudpickle.Pickler):
        def reducer_override(self, thing):
            _note(thing)
            if type(thing).__module__ == "IPython.core.autocall":  # a notebook's exit and quit would end its kernel
                return getattr, (sys, "exit")
            return super().reducer_override(thing)

    home = sys.modules.get(getattr(function, "__module__", None) or "")
    own = home is not None and _is_own(home)
    try:
        if own:
            cloudpickle.register_pickle_by_value(home)
        Pickler(file := _Bounded(), protocol=5).dump((function, cases))
    except Exception as error:  # it holds what cannot travel: a lock, a file, too much
        return b"", f"it uses what cannot be sent to another process: {calls.short(error, 120)}"
    finally:
        if own:
            cloudpickle.unregister_pickle_by_value(home)
    payload = file.getvalue()
    return payload, _FRAMEWORK if FRAMEWORKS.search(payload) else ""


def _note(thing):
    """Have the module of what an answer uses loaded before the next child is forked."""
    owner = thing if isinstance(thing, (type, types.FunctionType)) else type(thing)
    name = thing.__name__ if isinstance(thing, types.ModuleType) else owner.__module__
    if str(name).partition(".")[0] in LIBRARIES and name in sys.modules and not _is_own(sys.modules[name]):
        _loaded[name] = None


def _is_own(module):
    """Whether a module is the user's own file, which another process may not find."""
    root = module.__name__.partition(".")[0]
    if root in sys.stdlib_module_names or root in ("__main__", "imagen_course"):
        return False
    return not any(part in (getattr(module, "__file__", None) or "") for part in ("site-packages", "dist-packages"))


class _Bounded(io.BytesIO):
    def write(self, data):
        if self.tell() + memoryview(data).nbytes > PAYLOAD:
            raise ValueError(f"more than {PAYLOAD >> 20} MB of variables")
        return super().write(data)


def _conversation(helper, payload, count, code, seconds):
    """Send the job and hear what comes of it, until all is said or time or memory is used up."""
    helper.send(payload, seconds)
    heard = _Heard(helper, count, code, seconds)
    try:
        return heard.run()
    finally:
        if heard.whole:
            helper.end_children()
        else:  # its pipe may hold half a message
            helper.end()
            _ready.pop(os.getpid(), None)
            with contextlib.suppress(OSError):
                start()


class _Heard:
    """What is heard of the calls of one check; ``whole`` says that the helper came to the end of its job."""

    def __init__(self, helper, count, code, seconds):
        self.helper, self.count, self.code, self.clock = helper, count, code, _Clock(helper, seconds)
        self.outcomes, self.printed, self.whole = [], "", False
        self.of = {"child": self._child, "lost": self._lost, "case": self._case, "printed": self._printed}
        self.of |= {"outcome": self._outcome, "end": self._end}

    def run(self):
        """Hear one message after the other, until one of them, or the clock, makes a `Run` of it."""
        while True:
            try:
                kind, *what = self.helper.messages.get(timeout=0.05)
            except queue.Empty:
                if why := self.clock.verdict():
                    return self._late(*why)
                continue
            if (run := self.of[kind](*what)) is not None:
                return run

    def _child(self, process):
        self.helper.child = process

    def _lost(self, words):
        raise _Lost(f"it uses what cannot be sent to another process: {calls.short(words, 120, is_text=True)}")

    def _case(self):
        self.clock.start()
        self.printed = ""

    def _printed(self, text):
        self.printed += text

    def _outcome(self, outcome):
        self.outcomes.append(outcome._replace(printed=self.printed, error=_error(outcome.error)))
        if stopped := _stop(self.outcomes[-1]):
            return Run(self.outcomes, stopped)
        if len(self.outcomes) < self.count:
            return None
        with contextlib.suppress(queue.Empty):  # all was answered, and then it did not end
            self.whole = MODE == "fork" and self.helper.messages.get(timeout=1.0) == ("end", 0)
        return Run(self.outcomes)

    def _end(self, status):
        if not self.clock.started:
            raise _Lost(f"the process for checks ended with status {status}")
        return self._ended(*_ended(status))

    def _late(self, error, why):
        if not self.clock.started:
            raise _Lost("what it needs takes too long to load")
        return self._ended(error, why)

    def _ended(self, error, why):
        line = _line_of(self.helper.traces, self.code)
        return Run([*self.outcomes, Outcome(error=error, line=line, printed=self.printed)], why)


class _Clock:
    """Tells when an answer has used up its seconds of computing, or has waited for as long without computing.

    What is loaded before its first call has seconds of its own.
    A busy machine gives an answer less of the processor in a second, or none for seconds; that is not held against it: one
    that waits for the processor is found ready to run, one that waits for something else is found asleep.
    """

    def __init__(self, helper, seconds):
        self.helper, self.seconds, self.started = helper, seconds, False
        self.begin, self.used, self.process = time.monotonic(), 0.0, None
        self.looks, self.asleep = 0, 0

    def start(self):
        """The first call begins: what was loaded before it does not count."""
        if not self.started:
            self.begin, self.started, self.used = time.monotonic(), True, self._computed()
            self.looks, self.asleep = 0, 0

    def _computed(self):
        import psutil

        try:
            at_work = self.helper.child or self.helper.process.pid
            if self.process is None or self.process.pid != at_work:
                self.process = psutil.Process(at_work)
            if MODE != "fork" and self.process.memory_info().rss > MEMORY:
                raise MemoryError
            times = self.process.cpu_times()
            self.looks += 1
            self.asleep += self.process.status() != psutil.STATUS_RUNNING
        except (psutil.Error, TypeError, ValueError):  # it has ended, or has not begun
            return self.used
        return times.user + times.system

    def verdict(self):
        """The error of an answer that has to be ended, and why; None while it may go on."""
        passed, most = time.monotonic() - self.begin, self.seconds if self.started else LOADING
        try:
            computed = self._computed() - self.used
        except MemoryError:
            return MemoryError(f"it asks for more than {MEMORY >> 20} MB"), "it needs too much memory"
        waits = passed > most and computed < passed / 20 and self.asleep > self.looks / 2
        if computed < most and not waits and passed < 8 * most:
            return None
        return TooLate(f"no answer after {self.seconds:g} seconds"), "it takes too long"


def _ended(status):
    return SystemExit(f"it ended Python itself, with status {status}"), "it ends Python itself"


def _stop(outcome):
    """Why no further case is tried, if none is."""
    if isinstance(outcome.error, MemoryError):
        return "it needs too much memory"
    if isinstance(outcome.value, calls.Opaque) and outcome.value.size > LARGEST:
        return "its result is huge"
    return "it takes too long" if isinstance(outcome.error, TooLate) else ""


def _error(described):
    """An error of the class that was told, made here."""
    if described is None:
        return None
    kind, *args = described
    return kind(*args) if isinstance(kind, type) else type(kind, (Exception,), {})(*args)


def _line_of(traces, code):
    """The line of the student's at which the calls were ended, as the last traceback has it."""
    if code is None:
        return 0
    last = Path(traces).read_text(errors="replace").rpartition("Timeout (")[2]
    places = [line.rpartition(", line ") for line in last.splitlines() if f'File "{code.co_filename}", line ' in line]
    return int(places[0][2].split()[0]) if places else 0


# In place ------------------------------------------------------------------------------------------------------------------


def _inline(function, cases, seconds, why):
    """Call it here, with a deadline before each line of Python; leave NumPy and the folder as they were."""
    outcomes, computed, begun = [], time.thread_time(), time.monotonic()
    names, state, folder = dict(vars(np)), np.random.get_state(), os.getcwd()  # noqa: NPY002

    def watch(frame, event, argument):
        if time.thread_time() - computed > seconds or time.monotonic() - begun > 8 * seconds:
            raise TooLate(f"no answer after {seconds:g} seconds")
        return watch

    before = sys.gettrace()
    try:
        for case in cases:
            sys.settrace(watch)
            try:
                outcomes.append(calls.call(function, case))
            except TooLate as error:  # between two lines of the student's
                outcomes.append(Outcome(error=error))
            finally:
                sys.settrace(before)
            if isinstance(outcomes[-1].error, KeyboardInterrupt):  # the user's, who wants the check to end
                raise outcomes[-1].error
            if stopped := _stop(outcomes[-1]):
                return Run(outcomes, stopped, why)
        return Run(outcomes, note=why)
    finally:
        for name in vars(np).keys() - names.keys():
            delattr(np, name)
        vars(np).update(names)
        np.random.set_state(state)  # noqa: NPY002
        os.chdir(folder)
