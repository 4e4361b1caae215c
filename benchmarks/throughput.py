"""How many pictures a second each step of the pipeline takes, and how its memory grows with their number.

    python benchmarks/throughput.py [--pictures 1000]

A step is timed on what the step before it made, in batches as the pipeline cuts them. Threads are those of NumPy's matrix
products; whatever is not a matrix product runs on one. On a machine whose Keras backend finds a GPU, the clustering of SLIC
runs there too, compiled, through the same lines.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from protocol import report
from threadpoolctl import threadpool_limits

from imagen_course import pipeline, regions, segment
from imagen_course.arrays import compiled, load_keras, runs_on, to_numpy
from imagen_course.features import region_crops
from imagen_course.worlds import scenes

PROTOCOL = """\
{n} scenes of 64 x 64 pixels, 1 to 4 objects, clutter 3, noise 0.02; pipeline.load_default(), {regions:.1f} regions a
picture. Pictures a second: median of {rounds} rounds, with the lowest and the highest. The last row is predict() from
pictures to labels, once; one thread and two take turns."""
SCENES = {"n_objects": (1, 4), "clutter": 3, "noise": 0.02}
BATCH = 64
MEMORY = r"""
import re, sys, numpy as np
from imagen_course import pipeline
images = np.lib.format.open_memmap(sys.argv[1], mode="r")[: int(sys.argv[2])]
pipeline.load(sys.argv[3]).predict(images)
print(re.search(r"VmHWM:\s+(\d+)", open("/proc/self/status").read())[1])  # ru_maxrss would count the parent before exec
"""


def stages(fitted, images):
    """Run the steps on a batch; yield the name and the seconds of each."""
    clock = time.perf_counter()

    def passed():
        nonlocal clock
        seconds, clock = time.perf_counter() - clock, time.perf_counter()
        return seconds

    lab = segment.rgb_to_lab(images)
    yield "1 Lab", passed()
    segments = segment.slic(images, n_segments=fitted.n_segments, compactness=fitted.compactness, lab=lab)
    yield "1 superpixels", passed()
    segments = regions.merge_regions(images, segments, threshold=fitted.merge_threshold, lab=lab)
    yield "1 merging", passed()
    segments = regions.refine_borders(images, segments)
    yield "1 borders", passed()
    crops, groups, _ = region_crops(images, segments, size=fitted.crop_size)
    yield "2 crops", passed()
    vectors = fitted.features_.transform(crops)
    yield "2 CNN features", passed()
    probabilities = fitted.classifier_.predict_proba(vectors)
    yield "3 SVM, calibrated", passed()
    pipeline.vote.average(probabilities, groups, n_groups=len(images))
    yield "4 vote", passed()


def rates(fitted, images, threads, rounds):
    """Pictures a second of each step in each round: ``{name: [rate, ...]}``."""
    found = {}
    with threadpool_limits(threads):
        for _ in range(rounds):
            seconds = {}
            for start in range(0, len(images), BATCH):
                for name, passed in stages(fitted, images[start : start + BATCH]):
                    seconds[name] = seconds.get(name, 0) + passed
            start = time.perf_counter()
            fitted.predict(images)
            seconds["all, predict"] = time.perf_counter() - start
            for name, passed in seconds.items():
                found.setdefault(name, []).append(len(images) / passed)
    return found


def on_gpu(fitted, images):
    """Pictures a second of the clustering on the device of Keras's backend, or None where that is the CPU."""
    keras = load_keras()
    if "cpu" in runs_on(keras.ops.zeros(1)).lower():
        return None
    tensor = keras.ops.convert_to_tensor(images)
    options = {"n_segments": fitted.n_segments, "compactness": fitted.compactness}
    step = compiled(lambda x: segment.nearest_cells(segment.rgb_to_lab(x), **options))
    seconds = []
    for _ in range(6):
        start = time.perf_counter()
        to_numpy(step(tensor))
        seconds.append(time.perf_counter() - start)
    return len(images) / np.median(seconds[1:])


def memory(fitted, images):
    """The largest resident memory in MB of a process (on Linux) that answers for 500 pictures of a file, and for all."""
    with tempfile.TemporaryDirectory() as folder:
        pictures, model = Path(folder, "pictures.npy"), Path(folder, "model.pipeline")
        np.save(pictures, images)
        pipeline.save(fitted, model)
        sizes = []
        for n in (500, len(images)):
            command = [sys.executable, "-c", MEMORY, str(pictures), str(n), str(model)]
            sizes.append(int(subprocess.run(command, capture_output=True, check=True, text=True).stdout) / 1024)
    return sizes


def spread(values):
    return f"{np.median(values):,.0f} ({min(values):,.0f}-{max(values):,.0f})"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--pictures", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    images, fitted = scenes.generate(arguments.pictures, seed=4, **SCENES).images, pipeline.load_default()
    one, two = {}, {}
    for _ in range(arguments.rounds):
        for found, threads in ((one, 1), (two, 2)):
            for name, rate in rates(fitted, images, threads, 1).items():
                found.setdefault(name, []).extend(rate)
    rows = [{"step": name, "one thread": spread(one[name]), "two": spread(two[name])} for name in one]
    gpu = on_gpu(fitted, images)
    if gpu is not None:
        rows.append({"step": "1 clustering of SLIC, GPU", "one thread": "-", "two": f"{gpu:,.0f}"})
    few, many = memory(fitted, np.concatenate([images] * 4))
    regions = np.mean([len(found.areas) for found in fitted.regions(images[:200])])
    said = PROTOCOL.format(n=len(images), rounds=arguments.rounds, regions=regions)
    megabytes = images[:1].nbytes / 2**20
    for n, largest in ((500, few), (4 * len(images), many)):
        said += f"\nLargest memory of predict, {n:,} pictures ({n * megabytes:.0f} MB) of a file: {largest:.0f} MB."
    report("throughput", rows, protocol=said)


if __name__ == "__main__":
    main()
