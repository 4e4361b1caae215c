"""Drawings from names: is the picture nearest to the drawing that the name belongs to, of all drawings of that artist?

The exact judge: of 3,166 drawings by Noto, which lies nearest, by the sum of squared differences of pixels? Names are asked
for that were held out, cells of the table person x skin tone, and names that were learned.

    python benchmarks/names_to_drawings.py                              # the model that ships
    python benchmarks/names_to_drawings.py --weights kept/first.npz     # another one, trained on the same drawings
    python benchmarks/names_to_drawings.py --curve kept                 # how much of the table must be seen: hours; it goes
                                                                        # on from what is kept there
"""

import argparse
import json
import time
from pathlib import Path

import numpy as np
from protocol import interval, report, write_json
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.metrics.pairwise import cosine_similarity

from imagen_course import generate
from imagen_course.generate.names_to_drawings import NamesToDrawings, examples, words_of
from imagen_course.worlds import drawings

N, SEEDS = 120, (0, 1, 2)
PROTOCOL = """\
{steps}. Three pictures of each name (seeds 0, 1, 2), guidance 2 but where another is said, 20 steps;
mean over seeds and Student's 95 % interval. Nearest of all 3,166 drawings by Noto, white ground, by squared differences of
pixels. Held out: cells of the table of 316 people and five skin tones. Names seen: 120 of those learned from, drawn at
random. A copy lies less than a third as far from a drawing that was learned as the name's own, which was held out, lies from
its nearest. The guess: the drawing, of those learned from, whose name shares most words, by the cosine of the counts."""


def judged(model, numbers, learned, guidance=2.0):
    """The shares of pictures nearest to their own drawing, with it among five, and of copies of what was learned."""
    names = [drawings.named(number) for number in numbers]
    return shares([model.sample(names, seed=seed, guidance=guidance) for seed in SEEDS], numbers, learned)


def shares(drawn, numbers, learned):
    """Of pictures by seed."""
    own, real = np.asarray(numbers)[:, None], flat(numbers)
    right = [drawings.nearest(images, k=5) == own for images in drawn]
    between = to_nearest(real, learned)
    figures = {
        "nearest": [100 * few[:, 0].mean() for few in right],
        "among five": [100 * few.any(axis=1).mean() for few in right],
        "copies": [100 * (to_nearest(images, learned) < between / 3).mean() for images in drawn],
    }
    return {name: interval(values) for name, values in figures.items()}


def flat(numbers):
    return drawings.on_ground(drawings.draw(numbers, size=32))


def to_nearest(images, learned):
    """How far pictures lie from the nearest drawing that was learned."""
    found = drawings.nearest(images, k=len(drawings.table().thing))
    nearest = found[np.arange(len(found)), np.argmax(np.isin(found, learned), axis=1)]
    return np.linalg.norm((images - flat(nearest)).reshape(len(images), -1), axis=1)


def guessed(numbers, learned):
    """The same of the drawing, of those learned from, whose name shares most words with each."""
    counts = CountVectorizer(analyzer=words_of).fit_transform([drawings.named(i) for i in (*numbers, *learned)])
    likeness = cosine_similarity(counts[: len(numbers)], counts[len(numbers) :])
    return shares([flat(learned[likeness.argmax(axis=1)])], numbers, learned)


def all_but(held):
    return np.setdiff1d(drawings.table().where(artist="noto"), held)


def seen(learned):
    return np.random.default_rng(9).choice(learned, N, replace=False)


def rows_of(model, held):
    """The table of one model: names held out, names seen, and the guess."""
    learned, asked = all_but(held), held[:N]
    return [
        {"names": "held out", "n": len(asked), **judged(model, asked, learned)},
        {"names": "seen", "n": N, **judged(model, seen(learned), learned), "copies": ""},
        {"names": "held out, guidance 1", "n": len(asked), **judged(model, asked, learned, 1.0)},
        {"names": "seen, guidance 1", "n": N, **judged(model, seen(learned), learned, 1.0), "copies": ""},
        {"names": "held out, a guess", "n": len(asked), **guessed(asked, learned)},
    ]


def parts_held_out():
    """What the curve holds out, by what it is called; the first of each are asked for."""
    table, cells = drawings.table(), drawings.held_out(1580)
    parts = {f"{share} % of the cells": cells[: round(len(cells) * share / 100)] for share in (10, 30, 50, 70, 90)}
    people = table.thing[cells[:60]]  # each is met in the tone that the seed would hold out last
    met = cells[-316:]
    parts["people met in one tone, four cells each"] = cells[np.isin(table.thing[cells], people) & ~np.isin(cells, met)]
    of_tone = cells[table.tone[cells] == drawings.TONES.index("medium-dark")]
    parts["a tone met on 30 people, 286 cells"] = of_tone[:-30]
    return parts


def curve(folder, steps):
    """Train once for each part, and keep what was measured in the folder; what is there is not done again."""
    rows = []
    for number, (name, held) in enumerate(parts_held_out().items()):
        path = folder / f"part_{number}.json"
        if not path.exists():
            start, model = time.process_time(), NamesToDrawings()
            model.fit(*examples(held), steps=steps, checkpoints=folder / f"part_{number}")
            model.save(folder / f"part_{number}.npz", bits=8)
            minutes = (time.process_time() - start) / 60
            figures = {"held out": name, "cells": len(held), "CPU minutes of the last call": round(minutes, 1)}
            write_json(path, figures | {row["names"]: row["nearest"] for row in rows_of(model, held)})
        rows.append(json.loads(path.read_text()))
        print(rows[-1], flush=True)
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--weights", type=Path, help="a file of weights in place of those that ship; nothing is stored")
    parser.add_argument("--curve", type=Path, metavar="FOLDER", help="train on less and less; the folder keeps what is done")
    parser.add_argument("--steps", type=int, default=8_000, help="of each training of --curve")
    arguments = parser.parse_args()
    if arguments.curve:
        arguments.curve.mkdir(exist_ok=True)
        protocol = PROTOCOL.format(steps=f"One training for each row, seed 0, {arguments.steps:,} steps of 32")
        report("names_curve", curve(arguments.curve, arguments.steps), protocol=protocol)
        return
    if arguments.weights:
        for row in rows_of(NamesToDrawings.load(arguments.weights), drawings.held_out(N)):
            print(row)
        return
    rows = rows_of(generate.load("names_to_drawings"), drawings.held_out(N))
    report("names_to_drawings", rows, protocol=PROTOCOL.format(steps="The weights that ship, 8 bits each"))


if __name__ == "__main__":
    main()
