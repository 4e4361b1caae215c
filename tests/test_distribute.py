"""Work spread over processes: every result once, whatever dies; the model's laws; a network of several replicas."""

import errno
import functools
import itertools
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import psutil
import pytest
from dask_tasks import counted, doomed, identity, mean_of, wait_for
from PIL import Image

from imagen_course import address, distribute, files
from imagen_course.distribute import Costs

pytest.importorskip("distributed", reason="it takes Dask: the extra `cluster`")
ROOT = Path(__file__).parents[1]
LIMIT = 500_000_000  # bytes of a worker


@pytest.fixture(scope="module")
def client():
    with distribute.local_client(2, memory_limit=LIMIT) as client:
        yield client


def results(found):
    return {task.part: value for task, value in found}


# --- what is mapped ---------------------------------------------------------------------------------------------------


def test_parts_are_whole_and_the_last_is_what_is_left():
    for n, size in ((0, 3), (1, 3), (6, 3), (7, 3), (2, 9)):
        parts = list(distribute.in_parts(range(n), size))
        assert [i for part in parts for i in part] == list(range(n))
        assert [len(part) for part in parts[:-1]] == [size] * (len(parts) - 1)
        assert not parts or 1 <= len(parts[-1]) <= size


def test_parts_are_taken_as_they_are_needed():
    endless = distribute.in_parts(iter(int, 1), 2)
    assert next(endless) == [0, 0]


def test_a_cluster_gives_what_one_process_gives(client):
    def power(part, exponent):
        return [x**exponent for x in part]

    parts = list(distribute.in_parts(range(20), 3))
    here = results(distribute.each(None, power, parts, shared={"exponent": 2}))
    there = list(distribute.each(client, power, parts, shared={"exponent": 2}))
    assert len(there) == len(parts)
    assert results(there) == here == {i: [x**2 for x in part] for i, part in enumerate(parts)}
    assert {task.worker for task, _ in there} <= {"0", "1"}
    assert all(task.start <= task.end for task, _ in there)


def test_the_pipeline_is_mapped_as_it_is(client, tmp_path):
    from imagen_course import pipeline
    from imagen_course.worlds import scenes

    images = (255 * scenes.generate(12, seed=3).images).round().astype("uint8")
    for i, image in enumerate(images):
        Image.fromarray(image).save(tmp_path / f"{i:02}.png")
    paths = sorted(map(str, tmp_path.iterdir()))
    model = pipeline.load_default()

    def look(part, model):
        return [(found.labels, found.boxes, found.weights) for found in model.regions(part)]

    found = results(distribute.each(client, look, distribute.in_parts(paths, 4), shared={"model": model}))
    assert sorted(found) == [0, 1, 2]
    for expected, got in zip(look(paths, model), [row for i in range(3) for row in found[i]], strict=True):
        for ours, theirs in zip(expected, got, strict=True):
            np.testing.assert_array_equal(ours, theirs)


def test_no_more_parts_are_under_way_than_the_window_holds(client):
    taken = []

    def noted():
        for i in range(30):
            taken.append(i)
            yield [i]

    for count, _ in enumerate(distribute.each(client, identity, noted(), window=3), start=1):
        assert len(taken) <= 3 + count
    assert len(taken) == 30


def test_the_window_is_two_parts_a_worker(client):
    taken = []
    numbers = (taken.append(i) or [i] for i in range(30))
    next(distribute.each(client, identity, numbers))
    assert len(taken) == 2 * 2 + 1


def test_what_nobody_wants_any_more_is_called_off(client, tmp_path):
    found = distribute.each(client, functools.partial(wait_for, tmp_path / "never"), ([i] for i in range(9)), window=4)
    (tmp_path / "never0").touch()
    assert next(found)[1] == [0]
    found.close()
    (tmp_path / "never").touch()  # lets those that a worker has begun come to an end
    assert results(distribute.each(client, identity, ["after"])) == {0: "after"}
    for tasks in client.processing().values():
        assert not tasks


def test_what_a_function_raises_is_raised_here(client):
    def fails(part):
        raise KeyError(f"no key in {part}")

    for where in (None, client):
        with pytest.raises(KeyError, match="no key in 3"):
            list(distribute.each(where, fails, [3]))


def test_nothing_listens_to_the_outside(client):
    workers = list(client.run(os.getpid).values())
    for process in map(psutil.Process, [os.getpid(), *workers]):
        listening = [c.laddr.ip for c in process.net_connections("inet") if c.status == psutil.CONN_LISTEN]
        assert process.pid == os.getpid() or listening
        assert set(listening) <= {"127.0.0.1"}


# --- once -------------------------------------------------------------------------------------------------------------


def test_a_second_run_computes_nothing_and_gives_the_same(client, tmp_path):
    (kept := tmp_path / "kept").mkdir()
    look = distribute.once(functools.partial(counted, tmp_path), kept)
    parts = [[1, 2], [3, 4], [5, 6], [1, 2]]
    first = results(distribute.each(client, look, parts, window=1))
    assert len(list(tmp_path.glob("call-*"))) == 3
    assert len(list(kept.iterdir())) == 3
    assert results(distribute.each(client, look, parts)) == results(distribute.each(None, look, parts)) == first
    assert first == {0: {"sum": 3}, 1: {"sum": 7}, 2: {"sum": 11}, 3: {"sum": 3}}
    assert len(list(tmp_path.glob("call-*"))) == 3


def test_two_who_write_one_file_at_a_time_leave_it_whole(tmp_path):
    path, seen = tmp_path / "both", set()
    writers = [subprocess.Popen([sys.executable, "-c", WRITE, str(ROOT), str(path), str(mark)]) for mark in (65, 66)]
    while seen != {65, 66}:
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            continue
        assert len(content) == 200_000
        assert len(set(content)) == 1
        seen.add(content[0])
    (tmp_path / "stop").touch()
    assert [writer.wait() for writer in writers] == [0, 0]
    assert sorted(each.name for each in tmp_path.iterdir()) == ["both", "stop"]


WRITE = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from imagen_course import files
path = Path(sys.argv[2])
while not path.with_name("stop").exists():
    files.write(path, bytes([int(sys.argv[3])]) * 200_000, shared=True)
"""


def test_a_draft_of_a_shared_file_goes_when_it_cannot_be_written_and_the_error_names_the_file(tmp_path):
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError) as caught:
        files.write(tmp_path / "folder", b"x", shared=True)
    assert caught.value.errno in (errno.EISDIR, errno.EEXIST, errno.EACCES)
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_who_is_killed_in_the_middle_of_writing_leaves_a_draft_that_can_be_swept(tmp_path):
    (tmp_path / f".kept.json.{32 * 'a'}.part").write_text("{")
    files.sweep(tmp_path)
    assert not list(tmp_path.iterdir())


def test_once_wants_a_folder_that_is_there(tmp_path):
    with pytest.raises(ValueError, match=r"folder must be there, got .*: make it first"):
        distribute.once(identity, tmp_path / "none")


# --- larger than memory -----------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_folder_larger_than_all_memory_there_is_goes_through(client, tmp_path):
    """More pictures than the workers may hold together; neither of them was ended for taking too much."""
    n, side, before = 52, 1300, set(client.run(os.getpid).values())
    for i in range(n):
        Image.new("RGB", (side, side), (i, 2 * i, 3 * i)).save(tmp_path / f"{i:02}.png", compress_level=1)
    paths = sorted(map(str, tmp_path.iterdir()))
    found = results(distribute.each(client, mean_of, distribute.in_parts(paths, 1)))
    means, sizes, workers, peaks = zip(*(found[i] for i in range(n)), strict=True)
    np.testing.assert_allclose(means, 2 * np.arange(n) / 255, rtol=1e-3)
    assert sum(sizes) > 2 * LIMIT
    assert max(peaks) < LIMIT
    assert set(workers) <= before == set(client.run(os.getpid).values())


@pytest.mark.slow
def test_a_second_cluster_is_in_nobodys_way(client):
    """Each is waited for in its own loop: in another one it would never be heard that a part is done."""
    with distribute.local_client(1) as other:
        for _ in range(2):
            pairs = zip(
                *(distribute.each(each, identity, ([i] for i in range(12))) for each in (client, other)), strict=True
            )
            ours, theirs = zip(*pairs, strict=True)
            assert results(ours) == results(theirs) == {i: [i] for i in range(12)}


# --- who dies loses nothing -------------------------------------------------------------------------------------------


def kill_who_says(folder):
    while not (folder / "ready").exists():
        time.sleep(0.01)
    os.kill(int((folder / "said").read_text()), signal.SIGKILL)


def test_a_worker_that_is_killed_loses_no_part_and_none_comes_twice(client, tmp_path):
    """The table that all share may lie in the one that is killed."""
    killer = threading.Thread(target=kill_who_says, args=[tmp_path])
    killer.start()
    do, shared = functools.partial(doomed, tmp_path), {"table": np.arange(12) ** 2}
    found = list(distribute.each(client, do, ([i] for i in range(12)), shared=shared))
    killer.join()
    assert sorted(task.part for task, _ in found) == list(range(12))
    assert results(found) == {i: i**2 for i in range(12)}
    assert not psutil.pid_exists(int((tmp_path / "said").read_text()))


@pytest.mark.slow
def test_work_goes_on_when_all_workers_have_died_and_are_back(client):
    """However long that takes, which is for Dask to wait for."""
    import dask

    assert dask.utils.parse_timedelta(dask.config.get("distributed.deploy.lost-worker-timeout")) > 3600
    for pid in client.run(os.getpid).values():
        os.kill(pid, signal.SIGKILL)
    assert results(distribute.each(client, identity, ([i] for i in range(9)))) == {i: [i] for i in range(9)}


def test_workers_keep_the_memory_that_they_will_need_again(client):
    """Dask would have it given back at once, and twice the time for each picture."""
    assert set(client.run(os.environ.get, "MALLOC_TRIM_THRESHOLD_").values()) == {os.environ.get("MALLOC_TRIM_THRESHOLD_")}


def test_a_part_that_kills_every_worker_is_an_error(client, monkeypatch):
    from distributed import KilledWorker

    monkeypatch.setattr(client.cluster.scheduler, "allowed_failures", 0)

    with pytest.raises(KilledWorker):
        list(distribute.each(client, lambda part: os.kill(os.getpid(), signal.SIGKILL), [1]))


# --- how long with more -----------------------------------------------------------------------------------------------

COSTS = Costs(task=0.02, item=0.005, collect=0.003, start=1.5)


def laid_out(n_items, n_workers, size, costs=COSTS):
    tasks = distribute.schedule(costs, n_items, n_workers, size=size)
    ours = [task for task in tasks if task.worker != "coordinator"]
    return ours, [task for task in tasks if task.worker == "coordinator"]


SHAPES = [(100, 1, 7), (100, 3, 7), (1000, 8, 10), (1000, 64, 5), (5, 9, 1), (64, 4, 64), (600, 16, 1)]


@pytest.mark.parametrize(("n_items", "n_workers", "size"), SHAPES)
def test_a_schedule_keeps_the_rules(n_items, n_workers, size):
    tasks, collected = laid_out(n_items, n_workers, size)
    n_parts = -(-n_items // size)
    assert sorted(task.part for task in tasks) == sorted(task.part for task in collected) == list(range(n_parts))
    total = sum(task.end - task.start for task in tasks)
    assert total == pytest.approx(n_parts * COSTS.task + n_items * COSTS.item)
    for row in [collected, *([t for t in tasks if t.worker == str(w)] for w in range(n_workers))]:
        row = sorted(row, key=lambda task: task.start)
        assert all(later.start >= one.end - 1e-9 for one, later in itertools.pairwise(row))
    ends = {task.part: task.end for task in tasks}
    assert all(task.start >= ends[task.part] for task in collected)
    for task in tasks:  # no more under way than two a worker
        before = sum(other.start < task.start - 1e-9 for other in tasks)
        done = sum(other.end <= task.start + 1e-9 for other in collected)
        assert before - done <= 2 * n_workers


@pytest.mark.parametrize(("n_items", "n_workers", "size"), SHAPES)
def test_the_formula_is_what_the_schedule_comes_to(n_items, n_workers, size):
    _, collected = laid_out(n_items, n_workers, size)
    formula = distribute.seconds(COSTS, n_items, n_workers, size=size)
    busy = COSTS.task + size * COSTS.item
    assert max(task.end for task in collected) <= formula + busy + n_workers * COSTS.collect
    assert max(task.end for task in collected) >= formula - busy - COSTS.collect


def test_a_case_by_hand():
    # Two workers, three parts of two seconds, half a second each to collect: 2 + 2 for the parts, 0.5 for the last.
    assert distribute.seconds(Costs(1.0, 1.0, 0.5, 10.0), 3, 2, size=1) == 14.5
    # The coordinator decides: ten parts of three seconds, after the first of one.
    assert distribute.seconds(Costs(0.0, 1.0, 3.0), 10, 100, size=1) == 31.0


def test_amdahls_law_is_what_is_left_of_it():
    """With a share that is serial, many workers come to 1 / that share."""
    costs = Costs(task=0.0, item=0.0099, collect=0.0001)
    one = distribute.seconds(Costs(0.0, 0.01), 10**6, 1, size=1)
    assert one / distribute.seconds(costs, 10**6, 10**5, size=1) == pytest.approx(100, rel=0.01)


@pytest.mark.parametrize("seed", range(3))
def test_costs_are_found_again(seed):
    random = np.random.default_rng(seed)
    sizes = np.repeat([1, 5, 20, 50], 9)
    durations = 0.03 + 0.004 * sizes + random.normal(0, 1e-4, len(sizes))
    durations[::9] += 5  # one in nine comes late
    found = distribute.fit_costs(sizes, durations, collect=0.002, start=3.0)
    assert found == pytest.approx((0.03, 0.004, 0.002, 3.0), rel=0.03)


def test_no_cost_is_less_than_nothing():
    assert min(distribute.fit_costs([1, 2, 3], [1.0, 0.9, 0.7])) >= 0


def test_parts_of_one_size_do_not_tell_two_costs():
    with pytest.raises(ValueError, match=r"sizes must hold two different ones, got \[2\]: measure parts of another size"):
        distribute.fit_costs([2, 2], [1, 1])


# --- without Dask -----------------------------------------------------------------------------------------------------


def test_dask_that_is_missing_is_told_on_one_line(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(address.NotInstalled) as caught:
        distribute.local_client()
    assert str(caught.value) == f"Dask is not installed here: {address.install('cluster')}"


def test_one_process_needs_no_dask(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert results(distribute.each(None, sum, [[1, 2]])) == {0: 3}


def test_nothing_of_dask_is_loaded_before_it_is_asked_for():
    code = "import sys; from imagen_course import distribute; list(distribute.each(None, sum, [[1]])); " + (
        "print([name for name in ('dask', 'distributed', 'tensorflow', 'keras', 'scipy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert done.stdout == "['dask', 'distributed']\n" or done.stdout == "[]\n", done.stderr


# --- replicas ---------------------------------------------------------------------------------------------------------

REPLICAS = """
import json, os
import numpy as np
from imagen_course import distribute

random = np.random.default_rng(0)
x, y = random.normal(size=(60, 5)).astype("float32"), random.integers(0, 3, 60)

def trained(keras, **options):
    layers = [keras.layers.Input((5,))]
    for i, (n, activation) in enumerate([(8, "tanh"), (3, None)]):
        layers.append(keras.layers.Dense(n, activation, kernel_initializer=keras.initializers.GlorotUniform(seed=i)))
    network = keras.Sequential(layers)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    network.compile(keras.optimizers.SGD(0.5), loss)
    before = [w.copy() for w in network.get_weights()]
    network.fit(x, y, batch_size=20, epochs=2, shuffle=False, verbose=0)
    return before, network.get_weights()

with distribute.replicated(2):
    import keras
    n = len(keras.distribution.list_devices("cpu")) if keras.backend.backend() == "jax" else \\
        __import__("tensorflow").distribute.get_strategy().num_replicas_in_sync
    _, replicas = trained(keras)
before, one = trained(keras)
told = [max(float(np.abs(a - b).max()) for a, b in zip(ours, one)) for ours in (replicas, before)]
try:
    with distribute.replicated(3):
        pass
except RuntimeError as error:
    told.append(str(error))
print(json.dumps([n, *told]))
"""


@pytest.mark.keras
@pytest.mark.slow
def test_replicas_learn_what_one_network_learns_from_the_whole_batch():
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", REPLICAS], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr[-2000:]
    n, apart, learned, told = json.loads(done.stdout.splitlines()[-1])
    assert n == 2
    assert apart < 1e-6
    assert learned > 0.1
    assert told == ("Keras has begun to compute with 2 of 3 devices: restart the kernel and call this first")
