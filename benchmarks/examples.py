"""What the README's examples come to: how many scenes its pipeline names rightly, what the command ``generate`` costs.

python benchmarks/examples.py    # some five minutes of one core; benchmarks/results/examples.json
"""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from pipeline import PLAIN
from protocol import report

from imagen_course import datasets
from imagen_course.generate.cascade import Cascade
from imagen_course.pipeline import ImagenPipeline
from imagen_course.worlds import scenes

PROTOCOL = """\
ImagenPipeline() as the README's snippet builds it, fitted once to scenes and their masks: percent of other scenes whose
largest object it names, with the vote it is built with, that of the largest object, and with vote="average". The scenes:
those of the snippet, one object each, datasets.load("scenes"); and those of pipeline.py, 1,500 with one to four objects,
clutter and noise, and 2,000 others. The command of the README, generate "a red circle above a green triangle" --n 16,
from the shell's prompt to the file; and the drawing alone, Cascade.shipped().sample of the same, the second of two calls
in one process. Seconds are of the processor, all cores together, of a pipeline those of fit. One run, nothing tuned."""
CAPTION = "a red circle above a green triangle"


def cpu_seconds(function):
    """The processor's seconds, those of child processes too."""
    kinds = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN
    spent = [sum(resource.getrusage(kind)[:2]) for kind in kinds]
    function()
    return sum(sum(resource.getrusage(kind)[:2]) for kind in kinds) - sum(spent)


def the_pipeline(data, train, train_masks, test, test_labels):
    model = ImagenPipeline()
    seconds = cpu_seconds(lambda: model.fit(train, train_masks))
    for example, options in (("ImagenPipeline()", {}), ('ImagenPipeline(vote="average")', {"vote": "average"})):
        right = 100 * float(np.mean(model.set_params(**options).predict(test) == test_labels))
        yield {"example": example, "data": data, "right": round(right, 1), "n": len(test), "CPU s": round(seconds, 1)}


def the_pipelines():
    small, many = datasets.load("scenes"), [scenes.generate(n, seed=seed, **PLAIN) for n, seed in ((1500, 100), (2000, 2))]
    yield from the_pipeline("one object", small.train_images, small.train_masks, small.test_images, small.test_labels)
    yield from the_pipeline("one to four objects", many[0].images, many[0].masks, many[1].images, many[1].labels)


def the_command():
    with tempfile.TemporaryDirectory() as folder:
        words = ["generate", CAPTION, "--n", "16", "--out", str(Path(folder, "sheet.png"))]
        seconds = cpu_seconds(lambda: subprocess.run([sys.executable, "-m", "imagen_course", *words], check=True))
    yield {"example": "imagen-course generate", "data": "-", "right": "-", "n": 16, "CPU s": round(seconds, 1)}
    cascade = Cascade.shipped()
    cascade.sample(CAPTION, n=16)
    start, seconds = time.perf_counter(), cpu_seconds(lambda: cascade.sample(CAPTION, n=16))
    print(f"the drawing took {time.perf_counter() - start:.2f} s on the clock")
    yield {"example": "the drawing alone", "data": "-", "right": "-", "n": 16, "CPU s": round(seconds, 1)}


if __name__ == "__main__":
    report("examples", [*the_pipelines(), *the_command()], protocol=PROTOCOL)
