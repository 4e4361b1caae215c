"""Checks in a process of their own: whatever an answer does, a verdict comes and nothing here has changed."""

import functools
import itertools
import os
import signal
import sys
import threading
import time
import types
from pathlib import Path

import hostile
import numpy as np
import pytest

from imagen_course.exercises import calls, find, worker
from imagen_course.exercises.worker import run

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="limits of memory and safe forks are Linux's")


def compiled(body):
    names = {"__name__": "__main__", "np": np}
    exec("import itertools\n" + hostile.source(body), names)
    return names["contrast"]


@pytest.fixture
def mode(request, monkeypatch):
    """Another way to run the calls than this system's own."""
    worker._end()
    monkeypatch.setattr(worker, "MODE", request.param)
    yield request.param
    worker._end()


def state():
    return np.random.get_state()[1].tolist(), os.getcwd(), {name: id(vars(np)[name]) for name in ("sum", "zeros", "max")}  # noqa: NPY002


# A kernel ------------------------------------------------------------------------------------------------------------------

PREPARE = """
import itertools, os, resource, sys, threading
import numpy as np
from imagen_course.exercises import check, worker
worker.TIME_LIMIT = 0.7
np.random.seed(3)

def here():
    names = [id(getattr(np, n)) for n in ("sum", "zeros", "max", "allclose", "array_equal")]
    return (names, np.random.get_state()[1][:5].tolist(), os.getcwd(), threading.active_count() < 20, len([1]) == 1,
            os.environ.get("MINE"), 'kept' in globals())

before = here()
"""
# Its own by its memory map: what getrusage tells of a process is also what the one was that started it.
LARGEST = """
own = int(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
print(max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
"""


@LINUX
@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.filterwarnings("default")  # the kernel client's own
def test_hostile_answers_get_their_verdict_and_the_kernel_is_as_it_was(monkeypatch):
    from jupyter_client.manager import start_new_kernel

    monkeypatch.setenv("IMAGEN_COURSE_PROGRESS", "off")
    manager, client = start_new_kernel(kernel_name="python3", extra_arguments=["--IPKernelApp.log_level=40"])

    def ask(source):
        said = []
        client.execute_interactive(source, timeout=120, output_hook=said.append)
        errors = [m["content"]["evalue"] for m in said if m["msg_type"] == "error"]
        assert errors == [], source
        return "".join(m["content"].get("text", "") for m in said if m["msg_type"] == "stream")

    try:
        ask(PREPARE)
        faults = {}
        for name, (body, verdict) in hostile.ANSWERS.items():
            ask(hostile.source(body))
            said = ask("said = check(contrast); print(said.headline)").strip()
            if not fits(said, verdict) or ask("print(here() == before)").strip() != "True":
                faults[name] = said
        assert faults == {}
        assert int(ask(LARGEST)) < 1_000_000  # kilobytes, of this kernel and of every process it had
        ask(hostile.source("return x.max() - x.min()"))
        assert ask("print(check(contrast).headline)").strip().startswith("contrast is right")
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def fits(said, verdict):
    is_right = said.startswith("contrast is right")
    ways = {
        "late": "takes too long" in said,
        "raises": "raises a" in said,
        "memory": "raises a MemoryError" in said,
        "wrong": "is wrong in" in said,
        "right": is_right,
        "not right": bool(said) and not is_right,
        "not checked": bool(said),
    }
    return any(ways[way] for way in verdict.split(" or "))


# Here ----------------------------------------------------------------------------------------------------------------------


@LINUX
def test_a_loop_in_c_is_ended_and_its_line_is_told():
    def answer(x):
        y = x + 1
        return sum(range(10**12)) + y

    outcomes, stopped, _ = run(answer, [(1,), (2,)], seconds=0.5)
    assert isinstance(outcomes[0].error, worker.TooLate)
    assert (len(outcomes), stopped) == (1, "it takes too long")
    assert outcomes[0].line == answer.__code__.co_firstlineno + 2


def test_what_was_printed_before_the_end_is_told():
    def answer(x):
        print("here I am")
        while True:
            pass

    assert run(answer, [(1,)], seconds=0.5).outcomes[0].printed == "here I am\n"


def test_a_right_case_before_a_late_one_counts():
    def answer(x):
        while x == 2:
            pass
        return x

    outcomes = run(answer, [(1,), (2,), (3,)], seconds=0.5).outcomes
    assert [outcome.value for outcome in outcomes] == [1, None]


@pytest.mark.parametrize("mode", ["spawn", "inline"], indirect=True)
@pytest.mark.parametrize(
    "name", ["an endless loop", "a long range", "a list of 30 million numbers", "an array of no stride"]
)
def test_other_ways_stop_what_they_can(mode, name):
    body, verdict = hostile.ANSWERS[name]
    before = state()
    outcomes, stopped, _ = run(compiled(body), [(np.ones(3),)], seconds=1.0)
    assert (
        isinstance(outcomes[0].error, worker.TooLate) if verdict == "late" else isinstance(outcomes[0].value, calls.Opaque)
    )
    assert stopped in ("it takes too long", "its result is huge")
    assert state() == before


@pytest.mark.parametrize("mode", ["spawn"], indirect=True)
@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("sum of a long range", worker.TooLate),
        ("sleeping", worker.TooLate),
        ("an endless __repr__", worker.TooLate),
        ("os._exit", SystemExit),
        ("a list that grows", (MemoryError, worker.TooLate)),
    ],
)
def test_a_process_for_each_check_is_watched_from_here(mode, name, kind, monkeypatch):
    monkeypatch.setattr(worker, "MEMORY", 300 << 20)
    assert isinstance(run(compiled(hostile.ANSWERS[name][0]), [(np.ones(3),)], seconds=1.5).outcomes[-1].error, kind)


@pytest.mark.parametrize("mode", ["spawn"], indirect=True)
def test_the_next_process_is_started_ahead(mode):
    first = worker.start()
    assert run(abs, [(-1,)]).outcomes[0].value == 1
    assert worker.start() is not first
    assert run(abs, [(-2,), (3,)]).outcomes[1].value == 3


@pytest.mark.parametrize("mode", [pytest.param("fork", marks=LINUX), "spawn"], indirect=True)
def test_a_library_that_an_answer_uses_is_loaded_before_the_next_check(mode, monkeypatch):
    from scipy import ndimage

    def uses(x):
        return ndimage.label(x)[1]

    def is_loaded(name):
        return name in sys.modules

    monkeypatch.setattr(worker, "_loaded", {})
    asked = [("scipy.ndimage",), ("sklearn.svm",)]
    assert not any(outcome.value for outcome in run(is_loaded, asked).outcomes)
    assert run(uses, [(np.eye(2),)]).outcomes[0].value == 2
    assert [outcome.value for outcome in run(is_loaded, asked).outcomes] == [True, False]


@pytest.mark.parametrize("mode", ["inline"], indirect=True)
@pytest.mark.parametrize(
    "name", ["np.sum replaced", "a seed", "another folder", "NumPy's zeros and max replaced", "its input changed"]
)
def test_in_place_everything_is_put_back(mode, name):
    before, given = state(), np.array([0.25, 1.0])
    outcome = run(compiled(hostile.ANSWERS[name][0]), [(given,)]).outcomes[0]
    assert state() == before
    assert outcome.spoiled == (name == "its input changed")
    np.testing.assert_array_equal(given, [0.25, 1.0])
    assert sys.gettrace() is None or "pydev" in repr(sys.gettrace()) or "coverage" in repr(sys.gettrace())


def test_one_helper_serves_many_checks():
    helper = worker.start()
    for number in range(5):
        assert run(lambda x: x + 1, [(number,)]).outcomes[0].value == number + 1
    assert worker.start() is helper


def test_an_answer_sees_what_it_reads_in_the_notebook():
    offset = np.arange(3)

    class Adder:
        def __call__(self, x):
            return x + offset

    for answer in (Adder(), functools.partial(np.add, offset), lambda x: np.add(x, offset)):
        np.testing.assert_array_equal(run(answer, [(1,)]).outcomes[0].value, [1, 2, 3])


def test_what_cannot_travel_is_called_here_with_a_word(tmp_path):
    lock = threading.Lock()

    def answer(x):
        with lock:
            return 2 * x

    outcomes, _, note = run(answer, [(2,)])
    assert outcomes[0].value == 4
    assert "cannot be sent to another process" in note


def test_where_no_process_can_be_started_it_is_called_here(monkeypatch):
    def refuses(*arguments, **options):
        raise OSError("not permitted")

    worker._end()
    monkeypatch.setattr(worker.subprocess, "Popen", refuses)
    outcomes, _, note = run(lambda x: 2 * x, [(2,)])
    assert outcomes[0].value == 4
    assert note == "no process could be started: not permitted"


def test_too_much_to_send_is_called_here(monkeypatch):
    monkeypatch.setattr(worker, "PAYLOAD", 1_000_000)
    much = np.zeros(10**6)
    outcomes, _, note = run(lambda x: x + much.size, [(2,)])
    assert outcomes[0].value == 10**6 + 2
    assert "MB of variables" in note


def test_what_uses_a_framework_is_called_here():
    def answer(x):
        import tensorflow_or_not as tf  # its name says so

        return tf

    assert run(answer, [(1,)]).note == "it uses a framework"


def test_a_module_of_the_student_s_own_travels(tmp_path, monkeypatch):
    (tmp_path / "my_tools_of_today.py").write_text(
        "K = 3\ndef double(x):\n    return times(x)\ndef times(x):\n    return K * x\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    import my_tools_of_today

    assert run(my_tools_of_today.double, [(2,)]).outcomes[0].value == 6
    my_tools_of_today.K = 5
    assert run(my_tools_of_today.double, [(2,)]).outcomes[0].value == 10


def test_a_file_called_like_python_s_own_does_no_harm(tmp_path, monkeypatch):
    (tmp_path / "copy.py").write_text("raise RuntimeError('not this one')")
    monkeypatch.chdir(tmp_path)
    worker._end()
    assert run(abs, [(-1,)]).outcomes[0].value == 1


def test_errors_come_back_as_what_they_were():
    class Mine(ValueError):
        pass

    def answer(x):
        if x == 0:
            raise Mine("mine")
        if x == 1:
            return np.linalg.inv(np.zeros((2, 2)))
        return {}[x]

    errors = [outcome.error for outcome in run(answer, [(0,), (1,), (2,)]).outcomes]
    assert [type(error).__name__ for error in errors] == ["Mine", "LinAlgError", "KeyError"]
    assert str(errors[0]) == "mine"
    assert errors[2].args == (2,)


@pytest.fixture
def interruptible():
    """Python's own handler: a process that was started in the background ignores the signal."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@LINUX
@pytest.mark.usefixtures("interruptible")
def test_an_interrupt_of_the_kernel_ends_the_check_and_the_next_one_goes_well():
    """As Jupyter does it: a signal to the process while the check waits, and another where the first was lost."""
    ended = threading.Event()

    def interrupt():
        while getattr(worker._ready.get(os.getpid()), "child", None) is None:
            time.sleep(0.05)
        while not ended.is_set():
            os.kill(os.getpid(), signal.SIGINT)
            ended.wait(20)

    worker._end()
    hand = threading.Thread(target=interrupt, daemon=True)
    hand.start()
    try:
        with pytest.raises(KeyboardInterrupt):
            run(compiled("while True: pass"), [(1,)], seconds=600)
    finally:
        ended.set()
        hand.join()
    assert run(abs, [(-1,)]).outcomes[0].value == 1


@LINUX
def test_a_helper_ends_with_its_kernel(tmp_path):
    import subprocess

    code = (
        "import os, signal\nfrom imagen_course.exercises import worker\nhelper = worker.start()\n"
        "worker.run(abs, [(-1,)])\nprint(helper.process.pid, flush=True)\nos.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=os.environ)
    pid = int(done.stdout)
    deadline = time.monotonic() + 60
    while Path(f"/proc/{pid}").exists() and "Z" not in Path(f"/proc/{pid}/stat").read_text().split()[2]:
        assert time.monotonic() < deadline, "the helper lives on"
        time.sleep(0.05)


@LINUX
def test_a_killed_helper_is_replaced():
    helper = worker.start()
    helper.process.kill()
    helper.process.wait()
    assert run(abs, [(-1,)]).outcomes[0].value == 1


def test_an_exercise_computes_what_is_expected_before_and_apart():
    _, exercise = find("contrast")
    verdict = exercise.judge(compiled("np.max = np.min = lambda *a: 0; return 0"))
    assert verdict.state == "wrong"
    assert exercise.judge(compiled("return x.max() - x.min()")).state == "right"


# Values --------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (range(10**9), "a range of 1,000,000,000 numbers"),
        (np.broadcast_to(0.0, (20000, 20000)), "an array of 400,000,000 numbers"),
        ([[0] * 1000] * 2000, "a list of 1,000,001 or more numbers"),
        (10**10_000, "a number of about 9,966 digits"),
        ("x" * 2_000_000, "a str of 2,000,000 characters"),
        (np.ma.array([1.0, 2.0], mask=[True, False]), "an array of which 1 of 2 numbers are masked"),
    ],
    ids=["range", "array", "list", "number", "word", "masked"],
)
def test_what_is_huge_or_hidden_becomes_words(value, text):
    assert repr(calls.plain(value)) == text


def test_plain_values_are_copies_in_python_s_and_numpy_s_own_types():
    class Sub(np.ndarray):
        pass

    array = np.arange(3.0).view(Sub)
    copied = calls.plain(array)
    array[0] = 7
    assert type(copied) is np.ndarray
    assert copied.tolist() == [0, 1, 2]
    assert type(calls.plain(np.float32(1))) is np.float32
    assert calls.plain(np.ma.array([1.0, 2.0])).tolist() == [1, 2]
    assert calls.plain([(1, np.ones(1)), None])[0][1].tolist() == [1]


def test_what_a_framework_needs_to_load_and_a_busy_machine_are_not_held_against_an_answer(monkeypatch):
    loads = types.ModuleType("keras_or_not")

    def answer(x):
        import keras_or_not  # noqa: F401

        return 2 * x

    slow = itertools.count(step=0.5)
    monkeypatch.setitem(sys.modules, "keras_or_not", loads)
    monkeypatch.setattr(worker.time, "monotonic", lambda: float(next(slow)))  # the wall's clock runs ahead
    outcomes, stopped, note = run(answer, [(2,)])
    assert (outcomes[0].value, stopped, note) == (4, "", "it uses a framework")


def test_a_deadline_between_two_lines_ends_the_call_and_not_the_check(monkeypatch):
    computed = iter([0.0, 0.0, 100.0, *1000 * [100.0]])
    monkeypatch.setattr(worker.time, "thread_time", lambda: next(computed))
    outcomes, stopped, _ = worker._inline(lambda x: x, [(1,), (2,)], 4.0, "no process")
    assert (len(outcomes), stopped) == (1, "it takes too long")
    assert isinstance(outcomes[0].error, worker.TooLate)


@LINUX
def test_an_answer_that_gets_nothing_of_the_processor_is_not_taken_for_one_that_waits(monkeypatch):
    """A clock on a process that is ready to run and computes next to nothing, and on one that sleeps."""
    clocks = {}
    for status in ("running", "sleeping"):
        process = types.SimpleNamespace(pid=1, status=lambda status=status: status, cpu_times=lambda: os.times())
        clock = clocks[status] = worker._Clock(types.SimpleNamespace(child=1), 2.0)
        clock.process, clock.started, clock.used = process, True, sum(os.times()[:2])
        clock.begin -= 3  # so long ago did it begin
    assert clocks["running"].verdict() is None
    assert clocks["sleeping"].verdict()[1] == "it takes too long"


def test_a_helper_that_gets_little_of_a_busy_machine_is_given_time_to_load():
    verdicts = {}
    for status in ("running", "sleeping"):
        times = types.SimpleNamespace(user=0.5, system=0.0)
        process = types.SimpleNamespace(pid=1, status=lambda status=status: status, cpu_times=lambda times=times: times)
        clock = worker._Clock(types.SimpleNamespace(child=None, process=process), 2.0)
        clock.process, clock.begin = process, clock.begin - worker.LOADING - 1
        verdicts[status] = clock.verdict()
        clock.begin -= 8 * worker.LOADING
        assert isinstance(clock.verdict()[0], worker.TooLate)  # there is an end to it
    assert verdicts["running"] is None
    assert isinstance(verdicts["sleeping"][0], worker.TooLate)


@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize("mode", ["inline"], indirect=True)
def test_an_interrupt_where_there_are_no_processes_ends_the_check(mode):
    def answer(x):
        signal.raise_signal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        run(answer, [(1,)])
    assert run(abs, [(-1,)]).outcomes[0].value == 1


def test_a_module_that_has_a_framework_in_its_name_uses_none():
    def answer(x):
        return x

    answer.__module__ = "a_cnn_in_keras"
    answer.__doc__ = "Of a_cnn_in_keras."
    assert run(answer, [(1,)]).note == ""
