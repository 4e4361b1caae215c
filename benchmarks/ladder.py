"""The ladder of generators: chance, rules, PCA, VAE, GAN, diffusion on digits and on scenes, judged by one scorecard.

Every rung is trained and judged for three seeds; what is told is the mean with Student's 95 % interval. A rung writes its
rows as it ends, in place of those it had before, so that long trainings can be run one by one:

    python benchmarks/ladder.py                                             # all of it: hours on two cores
    python benchmarks/ladder.py --only vae --world digits --seed 1          # one row; each option takes several values
    python benchmarks/ladder.py --only                                      # no rung: the table of what there is
    python benchmarks/ladder.py --features                                  # is it the same ladder in other features?
"""

import argparse
import json
import sys
import tempfile
import time
from collections import namedtuple
from contextlib import redirect_stdout
from pathlib import Path

import numpy as np
from protocol import RESULTS, interval, report

from imagen_course import generate, photographs
from imagen_course.arrays import load_keras
from imagen_course.features import HOGFeatures
from imagen_course.formulas import conv2d, pool2d
from imagen_course.generate import noise, rules
from imagen_course.metrics import scorecard

sys.path.append(str(Path(__file__).parents[1] / "tools"))
from train_generators import RECIPES, world

N_SAMPLES = 1000
PROTOCOL = (
    f"{N_SAMPLES:,} pictures of each rung, world and seed, judged by metrics.scorecard. Digits: 1,438 training pictures of "
    "datasets.load('digits') and its 359 test pictures as held-out ones, compared 359 at a time, features "
    "CNNFeatures(weights='digits'). Scenes: one object on plain ground, 32 x 32, 8,000 to train on and 2,000 held out, "
    "compared 1,000 at a time, features CNNFeatures(weights='scenes_whole'). A learned rung is judged after a round through "
    "its file; its pictures are timed in one call, after a call for two. Minutes are of training, and of processor time."
)
Drawn = namedtuple("Drawn", "sample")  # a rung that learns nothing: sample(n, seed=...)


# The rungs: each takes a world and a seed, and returns what has ``sample(n, seed=...)``.


def by_chance(world, seed):
    _, size, _, channels = world.training.shape
    return Drawn(lambda n, seed: noise.uniform(n, size=size, channels=channels, seed=seed))


def by_rule(world, seed):
    """Shapes on a gradient; or for digits, one stroke of three to six straight pieces."""
    if world.name == "scenes":
        return Drawn(lambda n, seed: rules.sample("shapes", n, size=32, seed=seed))
    return Drawn(lambda n, seed: np.array([stroke(np.random.default_rng([seed, i])) for i in range(n)]))


def stroke(rng):
    places = np.cumsum(rng.normal(size=(rng.integers(4, 8), 2)), axis=0)
    return rules.lines(np.stack([places[:-1], places[1:]], axis=1), 8, thickness=1.5)


def again(world, seed):
    """What copies: the training pictures, in another order."""
    return Drawn(lambda n, seed: world.training[np.random.default_rng(seed).permutation(len(world.training))[:n]])


def real(world, seed):
    """The ceiling: the program that draws the world."""
    return world.fresh and Drawn(lambda n, seed: world.fresh(n, 2**23 + seed))


def learned(rung):
    """A generator trained by the recipe that made the shipped one."""

    def train(world, seed):
        recipe = RECIPES[f"{rung}_{world.name}"]
        chance = {"seed": seed} if recipe.training else {}  # what is fitted at once needs none
        return recipe.make(**recipe.settings, **chance).fit(world.training, **recipe.training)

    return train


RUNGS = {
    "noise": by_chance,
    "rules": by_rule,
    "pca": learned("pca"),
    "vae": learned("vae"),
    "gan": learned("gan"),
    "diffusion": learned("diffusion"),
    "training pictures again": again,
    "the world's own program": real,
}


def measure(rung, name, seed):
    """Train a rung and judge it; None where there is no such rung in this world."""
    here = world(name)
    if rung in {"vae", "gan", "diffusion"}:
        load_keras()  # its seconds are nobody's training
    wall, cpu = time.perf_counter(), time.process_time()
    model = RUNGS[rung](here, seed)
    if model is None:
        return None
    minutes, cpu_minutes, size = (time.perf_counter() - wall) / 60, (time.process_time() - cpu) / 60, 0
    if hasattr(model, "save"):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "model.npz"
            model.save(path)
            size, model = path.stat().st_size, type(model).load(path)
    else:
        minutes = cpu_minutes = 0.0
    model.sample(2, seed=seed)
    start = time.perf_counter()
    images = model.sample(N_SAMPLES, seed=1 + seed)
    seconds = (time.perf_counter() - start) / N_SAMPLES
    card = scorecard(images, here.training, here.held_out, features=here.features)._asdict()
    costs = {"seconds_per_picture": seconds, "minutes": minutes, "cpu_minutes": cpu_minutes, "bytes": size}
    return {"rung": rung, "world": name, "seed": seed, **card, **costs}


def stored():
    path = RESULTS / "ladder.json"
    return json.loads(path.read_text(encoding="utf-8"))["rows"] if path.exists() else []


def place(row):
    """Where a row stands in the table: worlds, then rungs from the lowest up, then seeds."""
    return row["world"], list(RUNGS).index(row["rung"]), row["seed"]


def table(rows, name):
    """The rows of one world as a table in Markdown: means over the seeds with intervals, medians of the costs."""
    lines = [f"| {name} | Fréchet ratio | precision, % | recall, % | copies, % | ms a picture | minutes (processor) | kB |"]
    lines.append("| --- " * 8 + "|")
    for rung in RUNGS:
        mine = [row for row in rows if (row["rung"], row["world"]) == (rung, name)]
        if not mine:
            continue
        figures = [interval([row["frechet_ratio"] for row in mine])]
        figures += [interval([100 * row[key] for row in mine]) for key in ("precision", "recall", "copies")]
        costs = "seconds_per_picture", "minutes", "cpu_minutes", "bytes"
        seconds, minutes, cpu, size = (np.median([row[key] for row in mine]) for key in costs)
        trained = f"{minutes:.2g} ({cpu:.2g}) | {size / 1e3:,.0f}" if size else "– | –"
        lines.append(f"| {rung} | {' | '.join(figures)} | {1e3 * seconds:.2f} | {trained} |")
    return "\n".join(lines)


def random_convolutions(images):
    """Describe pictures by 64 random kernels of 4 x 4 over 32 random ones of 3 x 3: maxima over four quarters."""
    random, maps = np.random.default_rng(0), images
    for size, n in ((3, 32), (4, 64)):
        kernel = random.normal(size=(size, size, maps.shape[-1], n)) / np.sqrt(size * size * maps.shape[-1])
        maps = np.maximum(conv2d(np.asarray(maps, float), kernel, padding="same"), 0)
    return pool2d(maps, images.shape[1] // 2).reshape(len(images), -1)


def photograph_maps(images):
    """Describe pictures, enlarged to 64 pixels, by the means of the first maps of the network for photographs."""
    large = images.repeat(64 // images.shape[1], axis=1).repeat(64 // images.shape[1], axis=2)
    large = np.repeat(large, 3 // images.shape[3], axis=3)
    return np.concatenate([maps.mean(axis=(1, 2)) for maps in photographs.maps(large, stages=(2, 3))], axis=1)


def once(describe):
    """Describe every set of pictures once: the training pictures come again for each rung."""
    known = {}

    def remembered(images):
        key = images.tobytes()
        if key not in known:
            known[key] = describe(images)
        return known[key]

    return remembered


def in_other_features(names):
    """The Fréchet ratio of the shipped generators by four kinds of features, none of which knows of the others."""
    rows = []
    for name in names:
        here = world(name)
        features = {
            "network": here.features,
            "random": random_convolutions,
            "HOG": HOGFeatures().fit(here.training[:2]).transform,
            "photographs": photograph_maps,
        }
        features = {by: once(of) for by, of in features.items()}
        for rung in ("noise", "rules", "pca", "vae", "gan", "diffusion"):
            model = RUNGS[rung](here, 0) if rung in ("noise", "rules") else generate.load(f"{rung}_{name}")
            images = model.sample(N_SAMPLES, seed=1)
            ratios = {
                by: scorecard(images, here.training, here.held_out, features=of).frechet_ratio for by, of in features.items()
            }
            rows.append({"world": name, "rung": rung} | {by: float(f"{ratio:.3g}") for by, ratio in ratios.items()})
            print(rows[-1], flush=True)
    protocol = (
        f"Fréchet ratio of one sample of {N_SAMPLES:,} pictures of each shipped generator; worlds as in ladder.json. "
        "Features: the course's network; random convolutions; HOG; means of the first maps of the network for photographs. "
        "An order is claimed only where all four agree."
    )
    report("ladder_features", rows, protocol=protocol)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--only", nargs="*", choices=RUNGS, default=list(RUNGS), help="rungs to run")
    parser.add_argument("--world", nargs="+", choices=("digits", "scenes"), default=["digits", "scenes"])
    parser.add_argument("--seed", nargs="+", type=int, default=[0, 1, 2])
    parser.add_argument("--features", action="store_true", help="judge the shipped generators by other features")
    arguments = parser.parse_args()
    if arguments.features:
        in_other_features(arguments.world)
        return
    for name in arguments.world:
        for rung in arguments.only:
            for seed in arguments.seed:
                row = measure(rung, name, seed)
                if row:
                    rows = {place(other): other for other in stored()} | {place(row): row}
                    with redirect_stdout(None):  # the table below says it shorter
                        report("ladder", [rows[key] for key in sorted(rows)], protocol=PROTOCOL)
                    print(*(f"{value:.3g}" if isinstance(value, float) else value for value in row.values()), flush=True)
    print(PROTOCOL, *(table(stored(), name) for name in arguments.world), sep="\n\n")


if __name__ == "__main__":
    main()
