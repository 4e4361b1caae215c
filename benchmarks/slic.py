"""Superpixels: how good and how fast are ours, scikit-image's, OpenCV's and a plain grid.

    python benchmarks/slic.py [--pictures N] [--tune N] [--regions 300 1000] [--only-quality] [--quick]

BSDS500 is taken from ``bsds500/`` in the directory that IMAGEN_COURSE_DATA names: ``images/<split>/*.jpg`` and
``groundTruth/<split>/*.mat`` as they are distributed. Without it the photographs inside scikit-image are cut, which nobody
has segmented: then there is no accuracy, only how much of the colours the regions explain.
"""

import argparse
import importlib
import itertools
import os
import time
from functools import partial
from pathlib import Path

os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}  # before anything that reads them is imported

import numpy as np
from protocol import race, ratios, report
from scipy.io import loadmat
from skimage import data, segmentation
from skimage.io import imread

from imagen_course import metrics
from imagen_course.segment import grid as grid_of_cells
from imagen_course.segment import nearest_cells, rgb_to_lab, slic

TARGETS = 300, 1000
TUNED = """\
Quality on {pictures} val pictures of BSDS500: means over a picture's human segmentations, then over pictures. For every
picture each method is asked for {target} regions, then up to twice again for as many more or fewer as it was off, and the
map nearest to {target} counts. Each method was tuned on {tune} train pictures by ASA, 8 settings each: ours compactness 5,
10, 20, 40 with n_iter 5, 10; scikit-image the same with sigma 0, 1; OpenCV ruler 10, 20, 30, 40 with sigma 0, 1;
fast_slic compactness 5, 10, 20, 40 with max_iter 5, 10; LSC (another method) ratio 0.025, 0.05, 0.075, 0.15 with sigma 0, 1;
SEEDS (another method) 2, 3, 4, 5 levels with prior 2, 5."""
UNTUNED = """\
No BSDS500 in IMAGEN_COURSE_DATA: {pictures} photographs inside scikit-image, default settings. For every picture each
method is asked for {target} regions, then up to twice again for as many more or fewer as it was off; the nearest counts."""
TIMED = """\
End to end from a float32 RGB picture to connected label maps, default settings, one thread; contenders take turns in a new
order each round, {rounds} rounds; seconds of the processor; ratios are to ours, taken within a round. One picture of
321 x 481 into about 300 and 1,000 regions, and 64 pictures of 64 x 64 into about 64 each, one by one where a library knows
no batch. Of OpenCV, SLIC; LSC and SEEDS are other methods, asked for as many regions. fast_slic is C++, in its portable
build and in one for AVX2. "Clustering" leaves out connectivity, in NumPy and compiled by XLA. Tried: of ours, while it was
written, about twenty forms of a step."""


def ours(image, n, compactness=10.0, n_iter=10):
    return slic(image, n_segments=n, compactness=compactness, n_iter=n_iter)


def scikit_image(image, n, compactness=10.0, sigma=0.0):
    return segmentation.slic(image, n_segments=n, compactness=compactness, sigma=sigma, start_label=0)


def opencv(image, n, ruler=10.0, sigma=0.0):
    import cv2

    lab = cv2.cvtColor((255 * image).astype("uint8"), cv2.COLOR_RGB2LAB)
    lab = cv2.GaussianBlur(lab, (0, 0), sigma) if sigma else lab
    size = max(2, round(np.sqrt(image.shape[0] * image.shape[1] / n)))
    superpixels = cv2.ximgproc.createSuperpixelSLIC(lab, cv2.ximgproc.SLIC, size, ruler)
    superpixels.iterate(10)
    superpixels.enforceLabelConnectivity(25)
    return superpixels.getLabels()


def lsc(image, n, ratio=0.075, sigma=0.0):
    """Linear spectral clustering, another method than SLIC: pixels are clustered in ten dimensions."""
    import cv2

    lab = cv2.cvtColor((255 * image).astype("uint8"), cv2.COLOR_RGB2LAB)
    lab = cv2.GaussianBlur(lab, (0, 0), sigma) if sigma else lab
    size = max(2, round(np.sqrt(image.shape[0] * image.shape[1] / n)))
    superpixels = cv2.ximgproc.createSuperpixelLSC(lab, size, ratio)
    superpixels.iterate(10)
    superpixels.enforceLabelConnectivity(25)
    return superpixels.getLabels()


def seeds(image, n, levels=4, prior=2):
    """SEEDS, another method than SLIC: blocks of pixels change sides where that makes histograms of colours purer."""
    import cv2

    lab = cv2.cvtColor((255 * image).astype("uint8"), cv2.COLOR_RGB2LAB)
    superpixels = cv2.ximgproc.createSuperpixelSEEDS(*lab.shape[1::-1], 3, n, levels, prior, 5)
    superpixels.iterate(lab, 10)
    return superpixels.getLabels()


def fast_slic(image, n, compactness=10.0, max_iter=10, build=""):
    """SLIC in C++: its portable build, or the one written for a processor's vectors."""
    kind = getattr(importlib.import_module(f"fast_slic{build}"), {"": "Slic", ".avx2": "SlicAvx2"}[build])
    return kind(num_components=n, compactness=compactness, num_threads=1).iterate(
        (255 * image).astype("uint8", order="C"), max_iter
    )


def grid(image, n):
    h, w = image.shape[:2]
    _, columns, height, width = grid_of_cells(h, w, n)
    return np.arange(h)[:, None] // height * columns + np.arange(w) // width


METHODS = {
    "ours": (ours, {"compactness": (5.0, 10.0, 20.0, 40.0), "n_iter": (5, 10)}),
    "scikit-image": (scikit_image, {"compactness": (5.0, 10.0, 20.0, 40.0), "sigma": (0.0, 1.0)}),
    "OpenCV": (opencv, {"ruler": (10.0, 20.0, 30.0, 40.0), "sigma": (0.0, 1.0)}),
    "OpenCV LSC": (lsc, {"ratio": (0.025, 0.05, 0.075, 0.15), "sigma": (0.0, 1.0)}),
    "OpenCV SEEDS": (seeds, {"levels": (2, 3, 4, 5), "prior": (2, 5)}),
    "fast_slic": (fast_slic, {"compactness": (5.0, 10.0, 20.0, 40.0), "max_iter": (5, 10)}),
    "fast_slic AVX2": (partial(fast_slic, build=".avx2"), {"compactness": (5.0, 10.0, 20.0, 40.0), "max_iter": (5, 10)}),
    "grid": (grid, {}),
}


def methods():
    """The contenders, without those that are not installed: OpenCV's contrib build and fast_slic are no requirements."""
    if installed("cv2"):
        importlib.import_module("cv2").setNumThreads(1)
    needed = dict.fromkeys(("OpenCV", "OpenCV LSC", "OpenCV SEEDS"), "cv2.ximgproc")
    needed |= {"fast_slic": "fast_slic", "fast_slic AVX2": "fast_slic.avx2"}
    return {name: method for name, method in METHODS.items() if name not in needed or installed(needed[name])}


def installed(module):
    try:
        importlib.import_module(module)
    except ImportError:
        return False
    return True


def bsds(split, n):
    """Return n pictures of a split, spread over it, each with its human segmentations; none if the data are not there."""
    root = Path(os.environ.get("IMAGEN_COURSE_DATA", "")) / "bsds500"
    files = sorted((root / "groundTruth" / split).glob("*.mat"))
    pairs = []
    for file in files[:: max(1, len(files) // n)][:n]:
        people = loadmat(file)["groundTruth"][0]
        truths = [person["Segmentation"][0, 0].astype(int) - 1 for person in people]
        pairs.append((imread(root / "images" / split / f"{file.stem}.jpg").astype("float32") / 255, truths))
    return pairs


def photographs(n):
    names = "astronaut", "chelsea", "coffee", "rocket"
    return [(getattr(data, name)()[:321, :481].astype("float32") / 255, []) for name in names[:n]]


def accuracy(segments, truths):
    return np.mean([metrics.achievable_segmentation_accuracy(segments, truth) for truth in truths])


def regions(segments):
    return int(np.count_nonzero(np.bincount(segments.ravel())))


def at_target(method, image, target):
    """Return, of up to three maps of ``method(image, n)``, the one with nearest to ``target`` regions."""
    n, maps = target, []
    while len(maps) < 3 and not any(abs(regions(segments) - target) < 0.01 * target for segments in maps):
        maps.append(method(image, n))
        n = max(2, round(n * target / regions(maps[-1])))
    return min(maps, key=lambda segments: abs(regions(segments) - target))


def tuned(function, choices, pairs, target):
    """Return the method with its best setting, and that setting in words."""
    settings = [dict(zip(choices, values, strict=True)) for values in itertools.product(*choices.values())]
    scores = [
        np.mean([accuracy(at_target(partial(function, **setting), image, target), truths) for image, truths in pairs])
        for setting in settings
    ]
    setting = settings[int(np.argmax(scores))]
    return partial(function, **setting), ", ".join(f"{name} {value}" for name, value in setting.items())


def explained(image, segments):
    """Share of the variance of the colours that the mean colours of the regions explain."""
    counts = np.maximum(np.bincount(segments.ravel()), 1)
    means = np.stack([np.bincount(segments.ravel(), channel.ravel()) / counts for channel in np.moveaxis(image, -1, 0)], -1)
    return means[segments].var(axis=(0, 1)).sum() / image.var(axis=(0, 1)).sum()


def measured(image, truths, segments):
    scores = {"regions": regions(segments)}
    if truths:
        scores["ASA"] = accuracy(segments, truths)
        scores["UE"] = np.mean([metrics.undersegmentation_error(segments, truth) for truth in truths])
        scores["BR"] = np.mean([metrics.boundary_recall(segments, truth) for truth in truths])
    else:
        scores["explained"] = explained(image, segments)
    return scores | {"density": metrics.boundary_density(segments)}


def quality(pairs, training, target):
    rows = []
    for name, (function, choices) in methods().items():
        method, setting = tuned(function, choices, training, target) if training else (function, "default")
        scores = [measured(image, truths, at_target(method, image, target)) for image, truths in pairs]
        rows.append({"method": name, "setting": setting} | {k: float(np.mean([s[k] for s in scores])) for k in scores[0]})
    return rows


def speed(image, rounds, with_keras):
    """Race the methods on one picture and on 64 small ones cut out of it."""
    rng = np.random.default_rng(0)
    corners = [(rng.integers(image.shape[0] - 64), rng.integers(image.shape[1] - 64)) for _ in range(64)]
    small = np.stack([image[r : r + 64, c : c + 64] for r, c in corners])
    rows = []
    for task, images, n in (*((f"one picture, {n}", image[None], n) for n in TARGETS), ("64 small", small, 64)):
        contenders = {"ours": partial(slic, images, n_segments=n)}
        contenders["ours, n_iter 5"] = partial(slic, images, n_segments=n, n_iter=5)
        contenders["ours, clustering"] = partial(slic, images, n_segments=n, connected=False)
        for name, (function, _) in methods().items():
            if name != "ours":
                contenders[name] = lambda function=function, images=images, n=n: [function(image, n) for image in images]
        if with_keras:
            contenders["ours, compiled clustering"] = clustering_compiled(images, n)
        rows += [{"task": task} | row for row in ratios(race(contenders, rounds=rounds, clock=time.process_time), to="ours")]
    return rows


def clustering_compiled(images, n):
    from keras import ops

    from imagen_course.arrays import compiled, to_numpy

    cluster, images = compiled(lambda images: nearest_cells(rgb_to_lab(images), n_segments=n)), ops.convert_to_tensor(images)
    return lambda: to_numpy(cluster(images))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pictures", type=int, default=100, help="pictures to judge on (default: %(default)s, all)")
    parser.add_argument("--tune", type=int, default=30, help="pictures to tune on (default: %(default)s)")
    parser.add_argument("--regions", type=int, nargs="+", default=TARGETS, help="how many to ask for (default: %(default)s)")
    parser.add_argument("--only-quality", action="store_true", help="leave the timing out")
    parser.add_argument("--quick", action="store_true", help="8 pictures, 2 to tune on, 5 rounds, no Keras")
    options = parser.parse_args()
    pictures, tune, rounds = (8, 2, 5) if options.quick else (options.pictures, options.tune, 40)
    pairs, training = bsds("val", pictures), bsds("train", tune)
    text = TUNED if pairs else UNTUNED
    pairs = pairs or photographs(pictures)
    image = next(image for image, _ in pairs if image.shape[1] >= image.shape[0])
    if not options.only_quality:
        report("slic_time", speed(image, rounds, not options.quick), protocol=TIMED.format(rounds=rounds))
    for target in options.regions:
        protocol = text.format(target=target, pictures=len(pairs), tune=len(training))
        report(f"slic_quality_{target}", quality(pairs, training, target), protocol=protocol)


if __name__ == "__main__":
    main()
