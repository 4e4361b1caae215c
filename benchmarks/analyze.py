"""How long ``imagen-course analyze`` takes for a photograph: the first with all loading, and each that follows.

    python benchmarks/analyze.py [--rounds 3]

CPU seconds of one core, for others use the machine. Each round is a process of its own that looks at the eight photographs
of ``datasets.PHOTOGRAPHS``, one file after the other, and writes a sheet and JSON of each.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from PIL import Image
from protocol import report

from imagen_course import datasets

CODE = """
import json, sys, time
from imagen_course import analyze
times = [0.0]
for outcome in analyze.each(sys.argv[2:], folder=sys.argv[1], with_json=True, force=True):
    assert outcome.error is None, outcome.error
    times.append(time.process_time())
print(json.dumps(times))
"""
PROTOCOL = """\
CPU seconds (`time.process_time`, one thread) of {rounds} processes, each of which looks at {n} photographs of 400 to 1,000
pixels a side. "first" counts from the start of Python; "next" are all that follow, in all rounds."""


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    one_thread = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    times = []
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, f"{name}.png") for name in datasets.PHOTOGRAPHS]
        for path in paths:
            Image.fromarray(np.uint8(np.rint(255 * datasets.photograph(path.stem)))).save(path)
        for _ in range(arguments.rounds):
            command = [sys.executable, "-c", CODE, f"{folder}/results", *map(str, paths)]
            done = subprocess.run(command, capture_output=True, text=True, check=True, env=os.environ | one_thread)
            times.append(np.diff(json.loads(done.stdout)))
    times = np.array(times)  # (rounds, photographs)
    rows = [
        {"photograph": name, "median s": float(np.median(values)), "worst s": float(values.max()), "n": values.size}
        for name, values in (("first, with all loading", times[:, 0]), ("next", times[:, 1:]))
    ]
    report("analyze", rows, protocol=PROTOCOL.format(rounds=arguments.rounds, n=len(paths)))


if __name__ == "__main__":
    main()
