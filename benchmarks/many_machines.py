"""A folder of pictures through the pipeline, on one worker and on two: what a part costs, and what the model makes of it.

    python benchmarks/many_machines.py [--rounds 3]       # three minutes of two cores
    python benchmarks/many_machines.py --stored           # fits anew what was measured last

Needs Dask (the extra `cluster`). Another number of rounds is a trial: nothing is stored.
"""

import argparse
import json
import time
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import psutil
from PIL import Image
from protocol import RESULTS, report
from scipy.optimize import nnls

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
work on this machine, too: `worker` is what the worker processes used, `coordinator` what the process of client and scheduler
used, each divided by the number of parts; medians of {ROUNDS} rounds, in which sizes and numbers of workers take turns in a
new order. Some of it is for each part, some for each picture, and some for each second that is waited, in which processes
say that they are alive, and more of them the longer others keep the cores. Non-negative least squares tell these apart:
`task` and `item` are the worker's for a part and a picture, `collect` is the coordinator's for a part, `start` is what a
worker uses before its first part. Nothing here says how much faster two workers are by the clock: on a machine that is
shared that would measure the others. "Model" is no measurement: `distribute.seconds` with these costs, for {MANY:,}
pictures, on workers that each have a core of their own."""


def look(part, model):
    """What is said of each picture: its class, and how many regions it has."""
    return [(int(found.labels[found.weights.argmax()]), len(found.labels)) for found in model.regions(part)]


def used(processes):
    """Seconds of the processor that processes have used, in user mode and in the system's."""
    return sum(sum(process.cpu_times()[:2]) for process in processes)


def measured(clients, paths, model, rounds):
    """Rows by number of workers and size: seconds of the workers and of the coordinator for a part, and what was waited."""
    here, found = psutil.Process(), {pair: [] for pair in product(clients, PICTURES)}
    order, rng = list(found), np.random.default_rng(0)
    for number in range(-1, rounds):  # the first is to warm up
        rng.shuffle(order)
        for n_workers, size in order:
            workers = [psutil.Process(pid) for pid in clients[n_workers].run(_pid).values()]
            before, start = (used(workers), used([here])), time.monotonic()
            parts = distribute.in_parts(paths[: PICTURES[size]], size)
            n = len(list(distribute.each(clients[n_workers], look, parts, shared={"model": model})))
            waited, after = time.monotonic() - start, (used(workers), used([here]))
            if number >= 0:
                found[n_workers, size].append([*((b - a) / n for a, b in zip(before, after, strict=True)), waited])
    names = "worker", "coordinator", "waited"
    for (n_workers, size), runs in sorted(found.items()):
        yield {"what": "measured", "workers": n_workers, "size": size} | dict(
            zip(names, np.median(runs, axis=0).tolist(), strict=True)
        )


def _pid():
    import os

    return os.getpid()


def drawn(folder):
    images = scenes.generate(max(PICTURES.values()), seed=26, n_objects=(1, 3), clutter=3, noise=0.02).images
    for i, image in enumerate((255 * images).round().astype("uint8")):
        Image.fromarray(image).save(folder / f"{i:05}.png")
    return sorted(map(str, folder.iterdir()))


def rows_of(rows, start):
    """What was measured, the costs, and what the model makes of them."""
    workers, size, worker, coordinator, waited = np.array([list(row.values())[1:6] for row in rows]).T
    pictures = np.array([PICTURES[int(each)] for each in size])
    parts = pictures / size
    (task, item, alive), _ = nnls(np.column_stack([parts, pictures, waited * workers]), worker * parts)
    (collect, idle), _ = nnls(np.column_stack([parts, waited]), coordinator * parts)
    costs = distribute.Costs(float(task), float(item), float(collect), start)
    rows = [*rows, {"what": "costs", **costs._asdict(), "alive, a worker": alive, "alive, the coordinator": idle}]
    for n_workers, size in product(WORKERS, SIZES):
        seconds = distribute.seconds(costs, MANY, n_workers, size=size)
        rows.append({"what": "model", "workers": n_workers, "size": size, "hours": seconds / 3600})
    return rows


def run(rounds):
    """Measure, and give the rows, and what a worker used before its first part."""
    model = pipeline.load_default()
    with TemporaryDirectory() as folder, distribute.local_client(1) as one, distribute.local_client(2) as two:
        paths = drawn(Path(folder))
        for client in (one, two):
            list(distribute.each(client, len, [[]]))
        start = float(np.median([used([psutil.Process(pid)]) for pid in two.run(_pid).values()]))
        return list(measured({1: one, 2: two}, paths, model, rounds)), start


def stored():
    """The same of what was measured last."""
    rows = json.loads((RESULTS / "many_machines.json").read_text(encoding="utf-8"))["rows"]
    known = ("what", "workers", "size", "worker", "coordinator", "waited")
    (costs,) = (row for row in rows if row["what"] == "costs")
    return [{name: row[name] for name in known} for row in rows if row["what"] == "measured"], costs["start"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--stored", action="store_true", help="fit anew what was measured last")
    arguments = parser.parse_args()
    rows = rows_of(*(stored() if arguments.stored else run(arguments.rounds)))
    columns = dict.fromkeys(key for row in rows for key in row)
    rows = [{key: row.get(key) for key in columns} for row in rows]
    if arguments.rounds == ROUNDS:
        report("many_machines", rows, protocol=PROTOCOL)
    else:
        print(*rows, sep="\n")


if __name__ == "__main__":
    main()
