"""How long 16 pictures take, of every kind that the package draws: the aim is 2 s on two cores.

python benchmarks/sixteen.py            # seconds of the processor; benchmarks/results/sixteen.json
python benchmarks/sixteen.py --idle     # where nothing else runs: those on the clock are stored, too
python benchmarks/sixteen.py --rounds 1 # a look: nothing is written
"""

import argparse
import time
from functools import partial

import numpy as np
from protocol import report

from imagen_course import generate
from imagen_course.generate import noise, rules
from imagen_course.generate.cascade import Cascade

N, ROUNDS, CAPTIONS = 16, 5, ("a red circle above a green triangle", "a star, a cross and a circle")
NOISES = ("uniform", "gaussian", "smoothed", "power_law", "fractal", "perlin")
RULES = ("gradient", "waves", "checkers", "mandelbrot", "automaton", "plant", "shapes")
LEARNED = ("pca", "vae", "gan", "diffusion")
PROTOCOL = (
    "16 pictures in one call, as the command `generate` asks for them: by chance and rule 128 x 128, denoised in 15 steps, "
    "guidance 2, eight tries at the most where a matcher chooses. Weights are loaded before. A first call traces the graph, "
    "and stands apart; then each kind is drawn once in each of {rounds} rounds, by a new seed, in an order that changes. "
    "Median, least and most. Seconds of the processor count both threads, and are no less than those on the clock where "
    "both cores are free{clock}."
)


def kinds():
    """Return ``draw(seed=...)`` of each kind by its name, its weights loaded."""
    made = {name: partial(getattr(noise, name), N, size=128) for name in NOISES}
    made |= {name: partial(rules.sample, name, N, size=128) for name in RULES}
    for name in (*(f"{rung}_{world}" for world in ("digits", "scenes") for rung in LEARNED), "vae_drawings"):
        made[name] = partial(generate.load(name).sample, N, **({"n_steps": 15} if "diffusion" in name else {}))
    names, cascade = generate.load("names_to_drawings"), Cascade.shipped()
    made["names_to_drawings, 32 x 32"] = partial(names.sample, "waving hand: dark skin tone", n=N, n_steps=15)
    for caption in CAPTIONS:
        made[f"{caption}, 32 x 32"] = partial(cascade.base.sample, caption, n=N, n_steps=15)
        made[f"{caption}, 64 x 64, chosen"] = partial(cascade.sample, caption, n=N)
    return made


def timed(draw, seed):
    """Seconds on the clock and of the processor."""
    clocks = time.perf_counter, time.process_time
    start = [clock() for clock in clocks]
    images = draw(seed=seed)
    seconds = [clock() - begun for clock, begun in zip(clocks, start, strict=True)]
    assert len(images) == N
    return seconds


def measure(rounds):
    """Return one row for each kind: seconds of the first call, then of all rounds, on the clock and of the processor."""
    made, random = kinds(), np.random.default_rng(0)
    first = {kind: timed(draw, 0)[1] for kind, draw in made.items()}
    taken = {kind: [] for kind in made}
    for number in range(1, rounds + 1):
        for kind in random.permutation(list(made)):
            taken[kind].append(timed(made[kind], number))
    return [{"kind": kind, "first CPU s": first[kind], **spread(seconds)} for kind, seconds in taken.items()]


def spread(seconds):
    """Median, least and most, on the clock and of the processor."""
    figures = {}
    for name, values in zip(("s", "CPU s"), np.transpose(seconds), strict=True):
        figures |= {name: np.median(values), f"{name} from": values.min(), f"{name} to": values.max()}
    return {name: float(value) for name, value in figures.items()}


def rounded(row, idle):
    """A row as it is stored: without seconds on the clock if others ran beside it."""
    told = {name: round(value, 3) if isinstance(value, float) else value for name, value in row.items()}
    return {name: value for name, value in told.items() if idle or not (name == "s" or name.startswith("s "))}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--idle", action="store_true", help="nothing else runs: store seconds on the clock")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    arguments = parser.parse_args()
    rows = [rounded(row, arguments.idle) for row in measure(arguments.rounds)]
    if arguments.rounds < ROUNDS:
        print(*rows, sep="\n")
        return
    clock = "" if arguments.idle else "; these were not stored, for others ran beside it"
    report("sixteen", rows, protocol=PROTOCOL.format(rounds=arguments.rounds, clock=clock))


if __name__ == "__main__":
    main()
