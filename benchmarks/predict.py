"""How long `predict` of the shipped pipeline takes, beside an earlier revision of the package, and whether answers differ.

    python benchmarks/predict.py [--against REVISION] [--pictures 200]

The revision's tree is taken out of the repository into a folder of its own. Each tree answers in a process of its own for
the same pictures, on one thread; the two take turns.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from protocol import ratios, report

from imagen_course.worlds import scenes

ROOT = Path(__file__).parents[1]
BEFORE = "47afdb8"  # the last before regions merged on a graph of their own
PROTOCOL = """\
{n} scenes of 64 x 64 pixels, 1 to 4 objects, clutter 3, noise 0.02; predict of pipeline.load_default(), from pictures to
labels; one process for each tree, one thread, {rounds} rounds in which both answer once; seconds of the processor. Answers
that differ from those of revision {revision}: {differ} of {n}."""
CHILD = """
import sys, time
import numpy as np
from threadpoolctl import threadpool_limits
from imagen_course import pipeline
images, fitted = np.load(sys.argv[1]), pipeline.load_default()
with threadpool_limits(1):
    for _ in sys.stdin:
        start = time.process_time()
        labels = fitted.predict(images)
        print(time.process_time() - start, *labels, flush=True)
"""


def start(tree, pictures):
    """Start the process of a tree."""
    environment = os.environ | {"PYTHONPATH": str(tree), "TF_CPP_MIN_LOG_LEVEL": "3"}
    command = [sys.executable, "-c", CHILD, str(pictures)]
    return subprocess.Popen(
        command,
        cwd=tree,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def answer(process):
    """Let a process answer once: seconds and labels."""
    process.stdin.write("\n")
    process.stdin.flush()
    seconds, *labels = process.stdout.readline().split()
    return float(seconds), labels


def take_out(revision, folder):
    """Lay the tree of a revision into a folder."""
    archive = subprocess.run(["git", "archive", revision], cwd=ROOT, capture_output=True, check=True).stdout
    subprocess.run(["tar", "-x", "-C", folder], input=archive, check=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--against", default=BEFORE, metavar="REVISION")
    parser.add_argument("--pictures", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        pictures = Path(folder, "pictures.npy")
        np.save(pictures, scenes.generate(options.pictures, seed=4, n_objects=(1, 4), clutter=3, noise=0.02).images)
        take_out(options.against, folder)
        trees = {"today": start(ROOT, pictures), "before": start(folder, pictures)}
        answers = {name: [answer(process) for _ in range(2)] for name, process in trees.items()}
        times = {name: [] for name in trees}
        for number in range(options.rounds):
            for name in sorted(trees, reverse=number % 2):
                times[name].append(answer(trees[name])[0])
        for process in trees.values():
            process.communicate()
    differ = sum(a != b for a, b in zip(*(found[-1][1] for found in answers.values()), strict=True))
    about = {"n": options.pictures, "rounds": options.rounds, "revision": options.against, "differ": differ}
    report("predict", ratios(times, to="today"), protocol=PROTOCOL.format(**about))


if __name__ == "__main__":
    main()
