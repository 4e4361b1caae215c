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

from imagen_course import distribute, pipeline
from imagen_course.worlds import scenes

ROUNDS = 3
PICTURES = {1: 60, 5: 200, 25: 400, 100: 800}  # how many are looked at, by the size of a part
WORKERS = (1, 2, 8, 64, 512)  # of which the first two are measured
SIZES = (1, 25, 100, 1000)
MANY = 10_000_000
PROTOCOL = f"""\
Drawn scenes of 64 x 64 pixels as PNG files in one folder; the pipeline that comes with the course gives the regions of
each, their classes and their votes, and a worker returns the name of each picture and how many regions it has. Workers are
processes of one thread on this machine (Dask, 127.0.0.1). All seconds are of the processor, not of the clock, for others
work on this machine, too: `worker` is what the worker processes used, `collector` what the process of client and scheduler
used, each divided by the number of parts; medians of {ROUNDS} rounds, in which sizes and numbers of workers take turns in a
new order. `task` and `item` are a line through the workers' seconds (`fit_costs`), `collect` is the median of the
collector's, `start` what a worker uses before its first part. Nothing here says how much faster two workers are by the
clock: on a machine that is shared that would measure the others. "Model" is no measurement: `distribute.seconds` with these
costs, for {MANY:,} pictures, on workers that each have a core of their own."""


def look(part, model):
    """What is said of each picture: its class, and how many regions it has."""
    return [(int(found.labels[found.weights.argmax()]), len(found.labels)) for found in model.regions(part)]


def used(processes):
    """Seconds of the processor that processes have used, in user mode and in the system's."""
    return sum(sum(process.cpu_times()[:2]) for process in processes)


def measured(clients, paths, model, rounds):
    """Seconds of the workers and of the collector for each part: by size and number of workers, a list over rounds."""
    here, found = psutil.Process(), {pair: [] for pair in product(PICTURES, clients)}
    order, rng = list(found), np.random.default_rng(0)
    for number in range(-1, rounds):  # the first is to warm up
        rng.shuffle(order)
        for size, n_workers in order:
            client = clients[n_workers]
            workers = [psutil.Process(pid) for pid in client.run(_pid).values()]
            n = PICTURES[size]
            before, start = (used(workers), used([here])), time.time()
            parts = distribute.in_parts(paths[:n], size)
            done = list(distribute.each(client, look, parts, shared={"model": model}))
            waited = time.time() - start
            after = used(workers), used([here])
            if number >= 0:
                found[size, n_workers].append([*(b - a for a, b in zip(before, after, strict=True)), waited, len(done)])
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
    rows, points = [], []
    for (size, n_workers), runs in sorted(found.items()):
        worker, collector, waited, parts = np.median(runs, axis=0)
        points.append((size, worker / parts, collector / parts))
        rows.append(
            {
                "what": "measured",
                "workers": n_workers,
                "size": size,
                "worker": worker / parts,
                "collector": collector / parts,
            }
            | {"seconds by the clock": waited}
        )
    sizes, durations, collect = map(np.array, zip(*points, strict=True))
    costs = distribute.fit_costs(sizes, durations, collect=float(np.median(collect)), start=start)
    rows.append({"what": "costs", **costs._asdict()})
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
