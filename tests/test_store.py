"""``store``: nothing that was reported as written is lost, whoever writes, dies, edits the file or fills the disk."""

import errno
import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import filelock
import pytest

from imagen_course.exercises import store


@pytest.fixture(autouse=True)
def file(tmp_path, monkeypatch):
    """A place of the test's own, in a folder that does not exist yet."""
    path = tmp_path.resolve() / "data" / "progress.json"
    monkeypatch.setenv("IMAGEN_COURSE_PROGRESS", str(path))
    return path


def stored(path):
    return json.loads(path.read_text("utf-8"))["entries"]


def names(path):
    return {beside.name for beside in path.parent.iterdir()}


# --- what is kept -----------------------------------------------------------------------------------------------------


def test_location_is_asked_for_at_every_call(file, tmp_path, monkeypatch):
    assert store.location() == file
    monkeypatch.setenv("IMAGEN_COURSE_PROGRESS", "~/mine.json")
    assert store.location() == (Path.home() / "mine.json").resolve()
    for off in ("off", "OFF"):
        monkeypatch.setenv("IMAGEN_COURSE_PROGRESS", off)
        assert store.location() is None
    for unset in (lambda: monkeypatch.setenv("IMAGEN_COURSE_PROGRESS", ""), monkeypatch.undo):
        unset()
        monkeypatch.setattr("platformdirs.user_data_path", lambda name, **options: tmp_path.resolve() / name)
        monkeypatch.delenv("IMAGEN_COURSE_PROGRESS", raising=False)
        assert store.location() == tmp_path.resolve() / "imagen_course" / "progress.json"


def test_an_entry_carries_its_facts_and_when(file):
    assert store.read() == {}
    assert not file.parent.exists()  # reading makes nothing
    store.record("convolution/exercise/output_size", status="wrong", slips=["floor", "padding"])
    store.record("a_picture_is_an_array/recall/dtype", given="uint8")
    entry = store.read()["convolution/exercise/output_size"]
    assert entry.pop("first") == entry.pop("last")
    assert entry == {"status": "wrong", "slips": ["floor", "padding"], "times": 1}
    assert store.read() == stored(file)
    assert set(store.read()) == {"convolution/exercise/output_size", "a_picture_is_an_array/recall/dtype"}


def test_facts_replace_and_done_stays(file):
    past = {"first": "2020-01-01T00:00:00+00:00", "last": "2020-01-01T00:00:00+00:00", "times": 4, "hints": 2}
    file.parent.mkdir()
    file.write_text(json.dumps({"version": 1, "entries": {"convolution/exercise/pad": past}}))
    store.record("convolution/exercise/pad", status="right", done=True)
    done = stored(file)["convolution/exercise/pad"]["done"]
    file.write_text(file.read_text().replace(done, "2021-01-01T00:00:00+00:00"))
    store.record("convolution/exercise/pad", status="right", done=True)
    store.record("convolution/exercise/pad", status="wrong", done=False)
    entry = store.read()["convolution/exercise/pad"]
    assert entry.pop("last") >= done
    assert entry == {k: past[k] for k in ("first", "hints")} | {"times": 7, "status": "wrong", "done": entry["done"]}
    assert entry["done"].startswith("2021")


def test_what_was_read_or_given_is_a_copy(monkeypatch):
    monkeypatch.setenv("IMAGEN_COURSE_PROGRESS", "off")
    store.delete()
    given = [1]
    store.record("a_picture_is_an_array/recall/copy", given=given)
    given.append(2)
    store.read()["a_picture_is_an_array/recall/copy"]["given"].append(3)
    assert store.read()["a_picture_is_an_array/recall/copy"]["given"] == [1]


def test_off_keeps_in_memory_for_the_session(file, monkeypatch):
    monkeypatch.setenv("IMAGEN_COURSE_PROGRESS", "off")
    store.delete()
    for value in (1, 2):
        store.record("convolution/prediction/size", value=value)
    assert store.read()["convolution/prediction/size"]["value"] == 2
    assert store.read()["convolution/prediction/size"]["times"] == 2
    assert not file.parent.exists()
    store.delete()
    assert store.read() == {}


def test_delete_leaves_nothing(file):
    store.delete()
    assert not file.parent.exists()
    store.record("a_picture_is_an_array/recall/dtype", given="uint8")
    (file.parent / ".progress.json.part").write_text("half")
    (file.parent / "notes.txt").write_text("mine")
    store.delete()
    store.delete()
    assert names(file) == {"notes.txt"}
    assert store.read() == {}


@pytest.mark.skipif(os.name == "nt", reason="making links needs a right of its own on Windows")
def test_a_link_is_followed_and_not_replaced(file, tmp_path, monkeypatch):
    (tmp_path / "link.json").symlink_to(file)
    monkeypatch.setenv("IMAGEN_COURSE_PROGRESS", str(tmp_path / "link.json"))
    store.record("a_picture_is_an_array/recall/dtype", given="uint8")
    assert (tmp_path / "link.json").is_symlink()
    assert "a_picture_is_an_array/recall/dtype" in stored(file)


def test_a_record_that_lies_elsewhere_is_read_and_left_as_it_is(file, tmp_path):
    store.record("convolution/exercise/pad", count={"attempts": 2})
    theirs = tmp_path / "ada.json"
    theirs.write_bytes(file.read_bytes())
    store.delete()
    assert store.read_file(theirs)["convolution/exercise/pad"]["attempts"] == 2
    for content, what in ((theirs.read_bytes()[:60], "damaged"), (b"[]", "no record of progress"), (b"", "empty")):
        theirs.write_bytes(content)
        with pytest.raises(ValueError, match=what):
            store.read_file(theirs)
        assert (theirs.read_bytes(), names(theirs) - {"data"}) == (content, {"ada.json"})
    with pytest.raises(OSError, match="it is no file"):
        store.read_file(tmp_path / "ben.json")
    assert store.read() == {}


# --- bad input --------------------------------------------------------------------------------------------------------

loop = []
loop.append(loop)


@pytest.mark.parametrize(
    ("key", "facts", "error", "message"),
    [
        (2, {}, TypeError, "key must be a string such as .* got a int"),
        ("output_size", {}, ValueError, "key must be lesson/kind/name, .* got 'output_size'"),
        ("convolution/exercise/", {}, ValueError, "key must be lesson/kind/name"),
        ("convolution/exercise/a/b", {}, ValueError, "key must be lesson/kind/name"),
        ("convolution/exercise/size", {"times": 3}, ValueError, "cannot be called times"),
        (
            "convolution/exercise/size",
            {"given": {1, 2}},
            TypeError,
            "the fact 'given' must be what JSON can hold, got a set",
        ),
        ("convolution/exercise/size", {"given": float("nan")}, TypeError, r"'given' .* got a float .*str\(\) of NaN"),
        ("convolution/exercise/size", {"right": 1, "given": loop}, TypeError, "the fact 'given' .* got a list"),
        ("convolution/exercise/size", {"given": {(1, 2): 3}}, TypeError, "the fact 'given' .* got a dict"),
    ],
)
def test_bad_input_is_named_and_leaves_the_file_alone(file, key, facts, error, message):
    store.record("convolution/exercise/size", given=1)
    before = file.read_bytes()
    with pytest.raises(error, match=message):
        store.record(key, **facts)
    assert file.read_bytes() == before
    store.record("convolution/exercise/other")
    assert stored(file)["convolution/exercise/size"]["times"] == 1


# --- a file that is not as we left it ---------------------------------------------------------------------------------

DAMAGED = {
    "cut off": b'{"version": 1, "entries": {"convolution/exer',
    "a list of entries": b'{"version": 1, "entries": []}',
    "no entries": b'{"version": 1}',
    "a version in words": b'{"version": "one", "entries": {}}',
}
ANOTHERS = {
    "a thesis": b"My thesis. Chapter 1.",
    "no text": b"\xff\xfe\x00\x9f\x92",
    "another thing": b'["convolution/exercise/size"]',
    "no version": b'{"entries": {}}',
    "too deep": b"[" * 100_000,
}
MEET = pytest.mark.parametrize(
    "meet", [store.read, lambda: store.record("convolution/exercise/new")], ids=["read", "record"]
)


@MEET
@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_record_is_set_aside(file, content, meet):
    file.parent.mkdir()
    file.write_bytes(content)
    (file.parent / "progress-unreadable-1.json").write_bytes(b"an older one")
    with pytest.warns(UserWarning, match=r"could not be read: it was moved to .*progress-unreadable-2\.json"):
        meet()
    assert (file.parent / "progress-unreadable-1.json").read_bytes() == b"an older one"
    assert (file.parent / "progress-unreadable-2.json").read_bytes() == content
    store.record("convolution/exercise/new")
    assert set(store.read()) == {"convolution/exercise/new"}


@MEET
@pytest.mark.parametrize("content", ANOTHERS.values(), ids=ANOTHERS)
def test_somebody_else_s_file_is_left_alone(file, content, meet):
    file.parent.mkdir()
    file.write_bytes(content)
    with pytest.warns(UserWarning, match="it holds something else, which is left as it is"):
        meet()
    store.record("convolution/exercise/new")
    assert file.read_bytes() == content
    assert names(file) - {"progress.json.lock"} == {"progress.json"}
    assert "convolution/exercise/new" in store.read()


def test_where_only_a_record_is_kept_anything_unreadable_is_set_aside(tmp_path, monkeypatch):
    """A power cut may leave zeros."""
    monkeypatch.delenv("IMAGEN_COURSE_PROGRESS", raising=False)
    monkeypatch.setattr("platformdirs.user_data_path", lambda name, **options: tmp_path.resolve() / name)
    path = store.location()
    path.parent.mkdir()
    path.write_bytes(bytes(100))
    with pytest.warns(UserWarning, match="it was moved to"):
        store.record("convolution/exercise/new")
    assert set(store.read()) == {"convolution/exercise/new"}


@MEET
def test_an_empty_file_is_an_empty_record(file, meet):
    file.parent.mkdir()
    file.touch()
    meet()
    store.record("convolution/exercise/new")
    assert set(stored(file)) == {"convolution/exercise/new"}


@pytest.mark.parametrize(
    ("entry", "kept"),
    [
        ("right", None),
        ({"times": "two", "state": "right"}, {"state": "right"}),
        ({"times": 2, "questions": 5, "hit": "yes"}, {"times": 2}),
        ({"times": 2, "questions": [[1]]}, {"times": 2}),
        ({"times": 2, "named": {"no floor": 1, "padding": "often"}}, {"times": 2, "named": {"no floor": 1}}),
    ],
)
def test_a_fact_of_another_kind_is_left_out(file, entry, kept):
    file.parent.mkdir()
    file.write_text(json.dumps({"version": 1, "entries": {"convolution/exercise/size": entry}}))
    assert store.read().get("convolution/exercise/size") == kept
    store.record("convolution/exercise/size", count={"named": {"no floor": 1}})
    assert stored(file)["convolution/exercise/size"]["times"] == (kept or {}).get("times", 0) + 1


def test_what_is_counted_is_added_up(file):
    store.record("convolution/exercise/size", count={"attempts": 1, "named": {"no floor": 1}})
    store.record("convolution/exercise/size", count={"attempts": 1, "named": {"no floor": 1}})
    store.record("convolution/exercise/size", count={"hints": 1, "named": {"padding": 1}})
    entry = stored(file)["convolution/exercise/size"]
    assert (entry["attempts"], entry["hints"], entry["named"]) == (2, 1, {"no floor": 2, "padding": 1})


def test_a_file_an_editor_saved_is_read(file):
    file.parent.mkdir()
    file.write_bytes(
        b"\xef\xbb\xbf" + b'{"version": 1, "entries": {"convolution/exercise/size": {"times": 1, "note": "mine"}}}'
    )
    store.record("convolution/exercise/size")
    assert stored(file)["convolution/exercise/size"]["note"] == "mine"
    assert stored(file)["convolution/exercise/size"]["times"] == 2


@MEET
def test_the_file_of_a_newer_course_is_not_touched_and_the_lesson_goes_on(file, meet):
    file.parent.mkdir()
    file.write_bytes(b'{"version": 3, "entries": ["in another shape"]}')
    with pytest.warns(UserWarning, match=r"newer version .* in format 3, this one knows 2: update the course"):
        meet()
    store.record("convolution/exercise/new")
    assert "convolution/exercise/new" in store.read()
    assert file.read_bytes() == b'{"version": 3, "entries": ["in another shape"]}'


@pytest.mark.skipif(os.name == "nt", reason="no pipes among the files")
def test_a_place_that_is_no_file(tmp_path, monkeypatch):
    os.mkfifo(tmp_path / "pipe")
    for number, place in enumerate([tmp_path / "pipe", "/dev/full"]):
        monkeypatch.setenv("IMAGEN_COURSE_PROGRESS", str(place))
        with pytest.warns(UserWarning, match="cannot be kept in"):
            store.record(f"convolution/exercise/{number}")
        assert f"convolution/exercise/{number}" in store.read()


@pytest.mark.skipif(os.name == "nt", reason="making links needs a right of its own on Windows")
def test_links_that_lead_round_in_a_circle(tmp_path, monkeypatch):
    (tmp_path / "round").symlink_to(tmp_path / "round")
    monkeypatch.setenv("IMAGEN_COURSE_PROGRESS", str(tmp_path / "round"))
    store.record("convolution/exercise/size")
    assert "convolution/exercise/size" in store.read()


def test_a_relative_place_is_the_same_after_a_change_of_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("IMAGEN_COURSE_PROGRESS", "progress.json")
    before = store.location()
    monkeypatch.chdir(tmp_path)
    assert store.location() == before


def test_what_a_killed_writer_left_is_cleaned_up(file):
    file.parent.mkdir()
    (file.parent / ".progress.json.part").write_text('{"version": 1, "ent' + 10_000 * "x")
    store.record("convolution/exercise/size")
    assert names(file) - {"progress.json.lock"} == {"progress.json"}
    assert set(stored(file)) == {"convolution/exercise/size"}


# --- a place that cannot be written -----------------------------------------------------------------------------------


def no_space(*paths):
    raise OSError(errno.ENOSPC, "No space left on device")


def test_what_cannot_be_written_is_kept_and_written_later(file, monkeypatch):
    store.record("convolution/exercise/size", status="wrong")
    before = file.read_bytes()
    with monkeypatch.context() as full:
        full.setattr(os, "replace", no_space)
        with pytest.warns(UserWarning, match="cannot be kept in .*No space left.*IMAGEN_COURSE_PROGRESS"):
            store.record("convolution/exercise/size", status="right", done=True)
        store.record("convolution/exercise/pad")  # a second warning would be an error here
        assert file.read_bytes() == before
        assert store.read()["convolution/exercise/size"]["status"] == "right"
    store.record("convolution/exercise/pad")
    assert stored(file) == store.read()
    assert stored(file)["convolution/exercise/size"]["done"]
    assert {key: entry["times"] for key, entry in stored(file).items()} == {
        "convolution/exercise/size": 2,
        "convolution/exercise/pad": 2,
    }


def test_a_place_that_cannot_be_is_told_of_once(file):
    file.parent.write_text("a file where the folder should be")
    with pytest.warns(UserWarning, match="cannot be kept in"):
        store.record("convolution/exercise/size")
    store.read()
    store.record("convolution/exercise/size")  # a further warning would be an error here
    assert store.read()["convolution/exercise/size"]["times"] == 2


@pytest.mark.skipif(
    os.name == "nt" or os.geteuid() == 0, reason="the administrator may write everywhere, Windows has no mode"
)
def test_a_home_that_is_read_only(file):
    file.parent.mkdir(mode=0o500)
    with pytest.warns(UserWarning, match="Permission denied"):
        store.record("convolution/exercise/size")
    assert store.read()["convolution/exercise/size"]["times"] == 1


def test_a_lock_that_another_keeps(file, monkeypatch):
    monkeypatch.setattr(store, "PATIENCE", 0.05)
    store.record("convolution/exercise/size")
    held, let_go = threading.Event(), threading.Event()

    def keep():
        with filelock.FileLock(f"{file}.lock"):
            held.set()
            let_go.wait(60)

    other = threading.Thread(target=keep)
    other.start()
    held.wait(60)
    try:
        with pytest.warns(UserWarning, match="lock .* could not be acquired"):
            store.record("convolution/exercise/size", status="right")
        assert "status" not in stored(file)["convolution/exercise/size"]
        assert store.read()["convolution/exercise/size"]["status"] == "right"
    finally:
        let_go.set()
        other.join()
    store.record("convolution/exercise/pad")
    assert stored(file)["convolution/exercise/size"]["status"] == "right"
    assert stored(file)["convolution/exercise/size"]["times"] == 2


# --- several at once --------------------------------------------------------------------------------------------------

# Loaded by its path, so that a process is as lean as a fork wants it: no NumPy, no second thread.
LOAD = """
import collections, importlib.util, itertools, json, os, random, select, signal, sys
os.environ["IMAGEN_COURSE_PROGRESS"] = sys.argv[2]
spec = importlib.util.spec_from_file_location("store", sys.argv[1])
store = importlib.util.module_from_spec(spec)
spec.loader.exec_module(store)
store.PATIENCE = 1000  # a lock is not fair, and a busy machine slow: whoever waits for it here gets it at last
"""

WRITER = """
print("ready", flush=True)
sys.stdin.readline()
for n in range(200):
    store.record(f"{sys.argv[3]}/writer/{n}", n=n)
    store.record("both/writers/count")
"""

# Two writers at a time. Each has a plan that says where it is to be when it is killed; then the file is held against what it
# has said, and it is replaced. Every second one stands still there, perhaps with the lock; the others run on into the kill.
KILLER = """
import filelock  # once, before the forks

KILLS, STAGES, rng, fsync = 200, ("begin", "drafted", "wrote"), random.Random(int(sys.argv[3])), os.fsync
Plan = collections.namedtuple("Plan", "stage times still")


def write(life, plan, pipe):
    said = collections.Counter()

    def say(stage, key=""):
        os.write(pipe, f"{stage} {key}\\n".encode())
        said[stage] += 1
        if plan.still and said[plan.stage] == plan.times:
            nobody_listens = select.poll()
            nobody_listens.register(pipe, 0)
            nobody_listens.poll()  # until it is killed, or who should kill it has died
            os._exit(1)

    def saying_fsync(stream):
        say("drafted")
        fsync(stream)

    os.fsync = saying_fsync
    for n in itertools.count():
        say("begin", f"0/{life}/{n}")
        store.record(f"0/{life}/{n}", note="x" * 40)
        say("wrote", f"0/{life}/{n}")


class Writer:
    def __init__(self, life):
        self.plan = Plan(STAGES[life // 2 % 3], rng.randint(1, 3), life % 2 == 0)
        self.ear, pipe = os.pipe()
        self.heard = b""
        self.pid = os.fork()
        if self.pid == 0:
            os.closerange(3, pipe)  # the ears: a writer whose listener died must not go on
            try:
                write(life, self.plan, pipe)
            finally:
                os._exit(1)
        os.close(pipe)

    def is_there(self):
        return self.heard.count(self.plan.stage.encode()) >= self.plan.times

    def kill(self):
        os.kill(self.pid, signal.SIGKILL)
        _, status = os.waitpid(self.pid, 0)
        with open(self.ear, "rb") as pipe:
            said = (self.heard + pipe.read()).decode().splitlines()
        assert os.WIFSIGNALED(status), f"a writer ended by itself after {said[-1:]}"
        return [line.split() for line in said]


def first_there(writers):
    while not any(writer.is_there() for writer in writers):
        ready, _, _ = select.select([writer.ear for writer in writers], [], [])
        for writer in writers:
            if writer.ear in ready:
                words = os.read(writer.ear, 65536)
                assert words, f"a writer ended by itself after {writer.heard[-80:]}"
                writer.heard += words
    return next(writer for writer in writers if writer.is_there())


writers = [Writer(0), Writer(1)]
stood, promised, begun = collections.Counter(), set(), set()
for i in range(KILLS):
    writer = first_there(writers)
    said = writer.kill()
    writers.remove(writer)
    writers.append(Writer(i + 2))
    if writer.plan.still:
        assert said[-1][0] == writer.plan.stage, said[-1]
        stood[writer.plan.stage] += 1
    promised |= {words[1] for words in said if words[0] == "wrote"}
    begun |= {words[1] for words in said if words[0] == "begin"}
    if promised:
        with open(sys.argv[2]) as stream:
            entries = json.load(stream)["entries"]
        assert promised <= set(entries), f"lost after {i + 1} kills: {sorted(promised - set(entries))}"
        assert all(entry["times"] == 1 and len(entry["note"]) == 40 for entry in entries.values())
for writer in writers:
    begun |= {words[1] for words in writer.kill() if words[0] == "begin"}
store.record("the/very/end")
assert set(store.read()) <= begun | {"the/very/end"}
print(json.dumps({"promised": len(promised), **stood}))
"""


def python(script, *arguments):
    command = [sys.executable, "-W", "error", "-c", LOAD + script, store.__file__, *map(str, arguments)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finished(process):
    try:
        return process.communicate(timeout=600)
    finally:
        process.kill()  # before the context waits for one that hangs; nothing where it has ended


def test_two_threads(file):
    def write(name):
        for n in range(50):
            store.record(f"{name}/thread/{n}", n=n)
            store.record("both/threads/count")

    threads = [threading.Thread(target=write, args=(name,)) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(stored(file)) == 101
    assert stored(file)["both/threads/count"]["times"] == 100


def test_two_processes(file):
    with python(WRITER, file, "a") as a, python(WRITER, file, "b") as b:
        for process in (a, b):
            assert process.stdout.readline() == "ready\n", process.stderr.read()
        for process in (a, b):
            process.stdin.write("go\n")
            process.stdin.flush()
        for process in (a, b):
            assert finished(process) == ("", "")
    entries = stored(file)
    assert entries.pop("both/writers/count")["times"] == 400
    assert {key: entry["n"] for key, entry in entries.items()} == {f"{w}/writer/{n}": n for w in "ab" for n in range(200)}


@pytest.mark.skipif(os.name == "nt", reason="Windows has neither fork nor SIGKILL")
def test_200_kills_lose_nothing(file):
    with python(KILLER, file, 20) as killer:
        out, err = finished(killer)
    assert killer.returncode == 0, err
    counts = json.loads(out)
    # They were hit before a record, between its draft and the draft's taking the place, and after it.
    assert min(counts[stage] for stage in ("begin", "drafted", "wrote")) >= 30, counts
    assert counts["promised"] >= 100, counts
    assert names(file) - {"progress.json.lock"} == {"progress.json"}


def test_it_is_loaded_at_once(file):
    with python("print(sorted({'numpy', 'filelock', 'platformdirs'} & set(sys.modules)))", file) as process:
        assert finished(process) == ("[]\n", "")


def test_a_record_of_the_first_version_keeps_its_ticks_under_the_lessons_slugs(file):
    entries = {
        "02/exercise/output_size": {"first": "2026-01-01T00:00:00+00:00", "done": "2026-01-02T00:00:00+00:00", "times": 3},
        "02/recall/asked": {"questions": ["01/bytes", "00/maximum"]},
        "14/prediction/levels": {"hit": True},
        "99/exercise/nothing": {"times": 1},
    }
    moved = {
        "convolution/exercise/output_size": entries["02/exercise/output_size"],
        "convolution/recall/asked": {"questions": ["a_picture_is_an_array/bytes", "start_here/maximum"]},
        "from_words_to_a_picture/prediction/levels": {"hit": True},
        "99/exercise/nothing": {"times": 1},
    }
    file.parent.mkdir()
    file.write_text(json.dumps({"version": 1, "entries": entries}))
    assert store.read() == moved
    assert json.loads(file.read_text())["version"] == 1  # reading writes nothing
    store.record("pooling/exercise/new")
    assert json.loads(file.read_text())["version"] == store.VERSION == 2
    assert {key: stored(file)[key] for key in moved} == moved
