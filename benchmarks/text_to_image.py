"""Do pictures show what was said? The shipped text-to-image model, judged by the exact reader of scenes.

Each kind of caption is asked for 512 times, in all sentence forms, with three seeds; the reader says of every picture
whether it shows what its caption says, all of it and nothing else. Pictures are judged as they come, and as the cascade
gives them out ("chosen"), which draws again what its matcher is not sure of. Beside them stand the ceiling, scenes drawn by
their own program from the same captions, and chance, the chosen pictures read against each other's captions. "Strict" asks
for an overlap of 0.85 of each object with its drawing, where 0.7 is usual.

    python benchmarks/text_to_image.py                                  # the shipped model: base, then super-resolution
    python benchmarks/text_to_image.py --kinds 0 1 2 --out part.json    # a part; and, as all are there, the table of them:
    python benchmarks/text_to_image.py --of part.json other.json
    python benchmarks/text_to_image.py --conditioning                   # three ways to condition, some minutes each
    python benchmarks/text_to_image.py --beyond --n 64                  # what is said plainly, and what no training drew
    python benchmarks/text_to_image.py --atoms --n 64                   # by how much a caption says
    python benchmarks/text_to_image.py --weights kept --n 64            # of one's own training, printed and not stored
    python benchmarks/text_to_image.py --curve a.npz b.npz --n 128      # weights of one training after more and more steps

``--atoms`` counts what a caption asks for, as GenEval 2 does (arXiv:2512.16853): a class, a size, a colour, a number from
two on, a relation are an atom each. There a network is asked about each atom of pictures of anything; here the exact reader
judges the whole, of five classes, eight colours and two sizes. So the two scales cannot be laid beside each other.
"""

import argparse
import json
import time
from pathlib import Path

import numpy as np
from protocol import interval, report

from imagen_course import datasets, generate
from imagen_course.generate.cascade import MIN_MATCH, Cascade, SuperResolution
from imagen_course.generate.language import NEVER_SHOWN, TAUGHT, TextEncoder
from imagen_course.generate.matching import Matcher
from imagen_course.generate.text_to_image import TextToImage
from imagen_course.worlds import captions, reader, scenes

N, SEEDS = 512, (0, 1, 2)
READING = {"text_to_image": TextToImage, "matcher": Matcher}
ROWS = {
    "two objects, pairs named": ("two", {"without": NEVER_SHOWN}),
    "two objects, a pair never named": ("two", {"among": NEVER_SHOWN}),
    "one object": ("one", {"without": NEVER_SHOWN}),
    "three objects": ("list", {"without": NEVER_SHOWN}),
    "counts": ("counts", {"without": NEVER_SHOWN}),
    "counts in a relation": ("counts in a relation", {"without": NEVER_SHOWN}),
    "counts in a list": ("counts in a list", {"without": NEVER_SHOWN}),
    "three in a relation": ("three in a relation", {"without": NEVER_SHOWN}),
    "four objects": ("four", {"without": NEVER_SHOWN}),
}
KINDS = {row: asked for row, asked in ROWS.items() if asked[0] in TAUGHT}  # what ships has learned from these
ATOMS = range(3, 11)
PROTOCOL = (
    f"In {len(captions.FORMS)} sentence forms, with and without other words (under, over, to the left of); mean over seeds "
    f"for captions and noise, and Student's 95 % interval. {len(NEVER_SHOWN)} of 40 pairs of colour and class were never "
    "named in training, nor in that of the text encoder. Guidance 2; 15 steps at 32 x 32, eight tries at the most where the "
    "matcher chooses; 5 steps at 64 x 64 where pictures are enlarged. Shares, in per cent, of captions of which "
    "everything is right."
)


def prompts(kind, n, seed):
    """Captions of a kind, in forms drawn at random; and what they mean."""
    name, pairs = ROWS[kind]
    meanings = captions.sample_meanings(n, kind=name, seed=1000 + seed, **pairs)
    return said(meanings, seed), meanings


def said(meanings, seed):
    """Sentences of meanings, in forms drawn at random."""
    random = np.random.default_rng(seed)
    forms, others = random.integers(len(captions.FORMS), size=len(meanings)), random.random(len(meanings)) < 0.4
    styles = zip(meanings, forms, others, strict=True)
    return [captions.write(m, form=int(form), other_words=bool(other)) for m, form, other in styles]


def untrained(n, seed):
    """Meanings that ``captions.parse`` takes and that no training drew, by what they look like in words."""
    rng, options = np.random.default_rng(seed), {"seed": 1000 + seed, "without": NEVER_SHOWN}
    threes, ones = ([m.first for m in captions.sample_meanings(n, kind=kind, **options)] for kind in ("list", "one"))
    relations = rng.choice(captions.RELATIONS, size=n).tolist()
    sides = {
        "two A above B and C": [((_several(first, 2),), rest) for first, *rest in threes],
        "A above another A": [(one, one) for one in ones],
    }
    made = {
        name: [captions.Meaning(tuple(first), tuple(second), r) for (first, second), r in zip(rows, relations, strict=True)]
        for name, rows in sides.items()
    }
    assert not any(m.kind in TAUGHT for rows in made.values() for m in rows)
    return made


def plain(n, seed):
    """Meanings that say neither colour nor size, which captions drawn at random seldom do."""
    made = {}
    for kind in captions.KINDS:
        drawn = captions.sample_meanings(20 * n, kind=kind, seed=1000 + seed)
        bare = [captions.Meaning(_bare(m.first), _bare(m.second), m.relation) for m in drawn]
        made[f"{kind}, colours and sizes unsaid"] = [m for m in bare if m.kind == kind][:n]  # no two things the same
    return made


def atoms(meaning):
    """How much a meaning asks for: each class, size, colour, number from two on and relation is one."""
    return bool(meaning.relation) + sum(
        1 + (thing.count > 1) + (thing.size is not None) + (thing.colour is not None) for thing in meaning.things
    )


def by_atoms(n, seed):
    """Meanings of each number of atoms, of those kinds that what ships has learned from and that can say so much."""
    options, random = {"seed": 5000 + seed, "without": NEVER_SHOWN, "bare": 0.25}, np.random.default_rng(seed)
    drawn = [meaning for kind in TAUGHT for meaning in captions.sample_meanings(40 * n, kind=kind, **options)]
    numbers = np.array([atoms(meaning) for meaning in drawn])
    rows = {number: random.permutation(np.flatnonzero(numbers == number))[:n] for number in ATOMS}
    return {f"{number} atoms": [drawn[i] for i in chosen] for number, chosen in rows.items() if len(chosen) == n}


def _bare(things):
    return tuple(thing._replace(size=None, colour=None) for thing in things)


def _several(thing, count):
    """Some things alike, none of them said to be large: there is room for two large ones in all."""
    return thing._replace(count=count, size=None if thing.size == "large" else thing.size)


def share(images, texts, overlap=0.7):
    return float(reader.obeys(reader.read(images, overlap=overlap), texts).mean())


def judged(cascade, texts, meanings, seed):
    """One row's figures for one seed."""
    states = [images for step, images in enumerate(cascade.sampling(texts, seed=seed), 1) if step % 5 == 0]
    small, kept, chosen = states[2], states[-2], states[-1]  # after 15 steps, after all tries, and enlarged
    large = cascade.large.sample(small, texts, seed=seed)
    return {
        "base": share(small, texts),
        "base, strict": share(small, texts, 0.85),
        "large": share(large, texts),
        "large, strict": share(large, texts, 0.85),
        "drawn again": float((cascade.matcher.match(small, texts) < MIN_MATCH).mean()),
        "chosen base, strict": share(kept, texts, 0.85),
        "chosen": share(chosen, texts),
        "chosen, strict": share(chosen, texts, 0.85),
        "chance": share(chosen, texts[1:] + texts[:1]),
        "ceiling, strict": share(scenes.arrange(meanings, size=64, seed=seed).images, texts, 0.85),
    }


def over_seeds(what, figures):
    """A row of the table: shares in per cent, minutes as they are."""
    scale = {name: 1 if "minutes" in name else 100 for name in figures[0]}
    return {"": what} | {name: interval([scale[name] * row[name] for row in figures]) for name in scale}


def of_others(cascade, made, seeds):
    """Rows for meanings by what they are called, a dict for each seed; in forms drawn at random."""
    rows = []
    for kind in made[0]:
        pairs = list(zip(seeds, (some[kind] for some in made), strict=True))
        rows.append(over_seeds(kind, [judged(cascade, said(meanings, seed), meanings, seed) for seed, meanings in pairs]))
        print(rows[-1], flush=True)
    return rows


def of_weights(folder, n, seeds):
    """Print how the networks of a training draw every kind of captions, then the plain ones."""
    encoder = TextEncoder.load(folder / "text_encoder.npz")
    large = SuperResolution.load(datasets.shipped_files("")["super_resolution"], encoder=encoder)
    base, matcher = (kind.load(folder / f"{name}.npz", encoder=encoder) for name, kind in READING.items())
    made = [{kind: prompts(kind, n, seed)[1] for kind in ROWS} | plain(n, seed) for seed in seeds]
    of_others(Cascade(base, large, matcher), made, seeds)


def over_steps(paths, n, seeds):
    """A row for each file of weights, read by the encoder of its stage beside it: the shares obeyed as pictures come."""
    rows = []
    for path in paths:
        stage = "_first" if path.stem.endswith("_first") else ""
        model = TextToImage.load(path, encoder=TextEncoder.load(path.with_name(f"text_encoder{stage}.npz")))
        figures = []
        for seed in seeds:
            asked = {kind: prompts(kind, n, seed)[0] for kind in ROWS}
            asked |= {kind: said(meanings, seed) for kind, meanings in plain(n, seed).items() if kind.startswith("two,")}
            figures.append({kind: share(model.sample(texts, seed=seed), texts) for kind, texts in asked.items()})
        rows.append(over_seeds(path.stem, figures))
        print(rows[-1], flush=True)
    return rows


def seconds(cascade, text, n=16, rounds=12):
    """Say how long n pictures take, once the networks are compiled."""
    times = []
    for few in (4, n):
        cascade.sample(text, n=few)
    for seed in range(rounds):
        start = time.perf_counter()
        cascade.sample(text, n=n, seed=seed)
        times.append(time.perf_counter() - start)
    return f"{n} pictures of '{text}' in {np.median(times):.2f} s ({min(times):.2f} to {max(times):.2f})"


def conditioning(steps, n, seeds):
    """Train the same small U-Net three ways, as long each, on captions of two objects; judge its pictures of 32 x 32."""
    encoder, rows = generate.load("text_encoder"), []
    for way, read_by in {"frozen": encoder, "together": None, "one vector": encoder}.items():
        start = time.process_time()
        model = TextToImage(read_by, conditioning=way, widths=(32, 64))
        model.fit(steps=steps, batch_size=16, shares={"two": 1.0})
        minutes = (time.process_time() - start) / 60
        figures = [{"CPU minutes": minutes} | by_kind(model, n, seed) for seed in seeds]
        rows.append(over_seeds(way, figures))
        print(rows[-1], flush=True)
    return rows


def by_kind(model, n, seed):
    """The share that is obeyed of captions of two objects, of pairs named in training and of others."""
    asked = {kind: prompts(kind, n, seed)[0] for kind in list(KINDS)[:2]}
    return {kind: share(model.sample(texts, seed=seed), texts) for kind, texts in asked.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--n", type=int, default=N)
    parser.add_argument("--seeds", type=int, nargs="+", default=SEEDS)
    parser.add_argument("--kinds", type=int, nargs="+", default=range(len(KINDS)), help="numbers of the rows, from 0")
    parser.add_argument("--out", type=Path, help="a file for these rows, in place of the table")
    parser.add_argument("--of", type=Path, nargs="+", help="files with rows: make the table of them")
    parser.add_argument("--conditioning", action="store_true", help="train and compare three ways to condition on words")
    parser.add_argument("--beyond", action="store_true", help="ask for kinds that no training drew, and for plain words")
    parser.add_argument("--atoms", action="store_true", help="ask for captions by how much they say")
    parser.add_argument(
        "--weights", type=Path, help="a folder with the files of a training: print every kind, store nothing"
    )
    parser.add_argument("--curve", type=Path, nargs="+", help="files of weights, after more and more steps of training")
    parser.add_argument("--steps", type=int, default=6_000, help="of each training of --conditioning")
    arguments = parser.parse_args()
    asked = f"{arguments.n} captions of each kind, {len(arguments.seeds)} seeds"
    others = (arguments.conditioning, arguments.beyond, arguments.atoms, arguments.weights, arguments.curve)
    named = [part for part, is_asked in zip(PARTS, others, strict=True) if is_asked]
    for part in named:
        part(arguments, asked)
    if not named:
        in_all(arguments, asked, parser.error)


def about_conditioning(arguments, asked):
    rows = conditioning(arguments.steps, arguments.n, arguments.seeds)
    trained = f"one training each, {arguments.steps} steps of 16 pictures of two objects, widths 32 and 64"
    report("text_conditioning", rows, protocol=f"{asked}; {trained}. {PROTOCOL}")


def about_others(arguments, asked):
    made = [untrained(arguments.n, seed) | plain(arguments.n, seed) for seed in arguments.seeds]
    rows = of_others(Cascade.shipped(), made, arguments.seeds)
    what = "First kinds that no training drew, then all kinds of which neither colour nor size is said."
    report("text_beyond", rows, protocol=f"{asked}. {what} {PROTOCOL}")


def about_atoms(arguments, asked):
    made = [by_atoms(arguments.n, seed) for seed in arguments.seeds]
    rows = of_others(Cascade.shipped(), made, arguments.seeds)
    what = "An atom is a class, size, colour, number from two on or relation; a quarter of the captions say no colour."
    report("text_atoms", rows, protocol=f"{asked}. {what} Kinds: {', '.join(TAUGHT)}. {PROTOCOL}")


def about_weights(arguments, asked):
    of_weights(arguments.weights, arguments.n, arguments.seeds)


def about_steps(arguments, asked):
    rows = over_steps(arguments.curve, arguments.n, arguments.seeds)
    what = "Pictures as they come. The names say the steps of the second stage, which goes on from the last of the first."
    report("text_curve", rows, protocol=f"{asked}. {what} {PROTOCOL}")


PARTS = (about_conditioning, about_others, about_atoms, about_weights, about_steps)


def in_all(arguments, asked, error):
    """The table of all kinds that what ships has learned from, or a part of its rows; `error` ends with what is wrong."""
    cascade, rows = Cascade.shipped(), []
    for path in arguments.of or ():
        part = json.loads(path.read_text())
        if part["asked"] != asked:
            error(f"{path} has {part['asked']}, this call {asked}: say the same --n and --seeds")
        rows += part["rows"]
    for kind in () if arguments.of else [list(KINDS)[i] for i in arguments.kinds]:
        rows.append(over_seeds(kind, [judged(cascade, *prompts(kind, arguments.n, seed), seed) for seed in arguments.seeds]))
        print(rows[-1], flush=True)
    if arguments.out:
        arguments.out.write_text(json.dumps({"asked": asked, "rows": rows}))
        return
    rows.sort(key=lambda row: list(KINDS).index(row[""]))
    if [row[""] for row in rows] != list(KINDS):
        error("the table needs every kind once: write parts of it with --out")
    times = [seconds(cascade, text) for text in ("a red circle above a green triangle", "a star, a cross and a circle")]
    report("text_to_image", rows, protocol=f"{asked}. {PROTOCOL} {'; '.join(times)}.")


if __name__ == "__main__":
    main()
