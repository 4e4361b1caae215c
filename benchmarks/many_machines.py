"""A folder of pictures through the pipeline, on one worker and on two: what a part costs, and what the model makes of it.

    python benchmarks/many_machines.py [--rounds 3]       # three minutes of two cores

Needs Dask (the extra `cluster`). Another number of rounds is a trial: nothing is stored.
"""

import argparse
import time
from functools import partial
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import psutil
from PIL import Image
from protocol import report
from scipy.optimize import nnls

from imagen_course import distribute, pipeline
from imagen_course.worlds import scenes

ROUNDS = 3
PICTURES = {1: 30, 5: 60, 25: 100, 100: 200}  # how many are looked at, by the size of a part
WORKERS = (1, 2, 8, 64, 512)  # of which the first two are measured
SIZES = (1, 25, 100, 1000)
MANY = 10_000_000
PROTOCOL = f"""\
Drawn scenes of 64 x 64 pixels as PNG files in one folder; the pipeline that comes with the course gives the regions of
each, their classes and their votes, and a worker returns the name of each picture and how many regions it has. Workers are
processes of one thread on this machine (Dask, 127.0.0.1). All seconds are of the processor, not of the clock, for others
work on this machine, too. `function`: what the thread that looks at pictures used for a part; `task` and `item` are a line
through it (`fit_costs`). `beside`: what the worker processes used besides, and `collector`: what the process of client and
scheduler used, both of a part. Of these, some is for the part, and some for each second that is waited, in which processes
say that they are alive: non-negative least squares tell them apart, and the first is added to `task`, or is `collect`.
Medians of {ROUNDS} rounds, in which sizes and numbers of workers take turns in a new order. `start`: what a worker uses
before its first part. Nothing here says how much faster two workers are by the clock: on a machine that is shared that would
measure the others. "Model" is no measurement: `distribute.seconds` with these
costs, for {MANY:,} pictures, on workers that each have a core of their own."""


def look(part, model):
    """What is said of each picture: its class, and how many regions it has; and the seconds that this thread used."""
    start = time.thread_time()
    found = [(int(each.labels[each.weights.argmax()]), len(each.labels)) for each in model.regions(part)]
    return found, time.thread_time() - start


def used(processes):
    """Seconds of the processor that processes have used, in user mode and in the system's."""
    return sum(sum(process.cpu_times()[:2]) for process in processes)


def measured(clients, paths, model, rounds):
    """By size and number of workers, a list over rounds: seconds of the function, beside it, of the collector; waited."""
    here, found = psutil.Process(), {pair: [] for pair in product(PICTURES, clients)}
    order, rng = list(found), np.random.default_rng(0)
    for number in range(-1, rounds):  # the first is to warm up
        rng.shuffle(order)
        for size, n_workers in order:
            workers = [psutil.Process(pid) for pid in clients[n_workers].run(_pid).values()]
            before, start = (used(workers), used([here])), time.monotonic()
            parts = distribute.in_parts(paths[: PICTURES[size]], size)
            done = list(distribute.each(clients[n_workers], look, parts, shared={"model": model}))
            waited, function = time.monotonic() - start, sum(seconds for _, (_, seconds) in done)
            if number >= 0:
                found[size, n_workers].append(
                    [function, used(workers) - before[0] - function, used([here]) - before[1], waited]
                )
    return found


def _pid():
    import os

    return os.getpid()


def drawn(folder):
    images = scenes.generate(max(PICTURES.values()), seed=26, n_objects=(1, 3), clutter=3, noise=0.02).images
    for i, image in enumerate((255 * images).round().astype("uint8")):
        Image.fromarray(image).save(folder / f"{i:05}.png")
    return sorted(map(str, folder.iterdir()))


def rows_of(found, start):
    """What was measured, the costs, and what the model makes of them."""
    pairs, medians = sorted(found), [np.median(found[pair], axis=0) for pair in sorted(found)]
    sizes, workers = np.array(pairs).T
    function, beside, collector, waited = np.transpose(medians)
    parts = np.array([PICTURES[size] / size for size in sizes])
    line = distribute.fit_costs(sizes, function / parts)
    (more, alive), _ = nnls(np.column_stack([parts, waited * workers]), beside)
    (collect, idle), _ = nnls(np.column_stack([parts, waited]), collector)
    costs = distribute.Costs(line.task + more, line.item, collect, start)
    named = ("function", function / parts), ("beside", beside / parts), ("collector", collector / parts), ("waited", waited)
    rows = [
        {"what": "measured", "workers": int(n), "size": int(size)} | {name: float(column[i]) for name, column in named}
        for i, (size, n) in enumerate(pairs)
    ]
    rows.append({"what": "costs", **costs._asdict(), "alive, of a worker": alive, "alive, of the collector": idle})
    for n_workers, size in product(WORKERS, SIZES):
        seconds = distribute.seconds(costs, MANY, n_workers, size=size)
        rows.append({"what": "model", "workers": n_workers, "size": size, "hours": seconds / 3600})
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    rounds, model = parser.parse_args().rounds, pipeline.load_default()
    with TemporaryDirectory() as folder, distribute.local_client(1) as one, distribute.local_client(2) as two:
        paths = drawn(Path(folder))
        for client in (one, two):
            list(distribute.each(client, partial(len), [[]]))
        start = float(np.median([used([psutil.Process(pid)]) for pid in two.run(_pid).values()]))
        found = measured({1: one, 2: two}, paths, model, rounds)
    rows = rows_of(found, start)
    columns = dict.fromkeys(key for row in rows for key in row)
    rows = [{key: row.get(key) for key in columns} for row in rows]
    if rounds == ROUNDS:
        report("many_machines", rows, protocol=PROTOCOL)
    else:
        print(*rows, sep="\n")


if __name__ == "__main__":
    main()
