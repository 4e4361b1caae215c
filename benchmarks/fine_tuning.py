"""What learning from the exact reader does: to obedience, kind by kind, and to how various pictures are.

``tools/fine_tune_scenes.py`` fine-tunes the model of scenes on its own pictures that the reader accepts, and writes a file
of weights after each round. Here each file is asked for the same pictures as the model that ships, and as the program that
draws scenes. Pictures are judged as they come, none drawn again; captions are new ones. As the reader judges what was
learned from the reader, the matcher stands beside it, which had no part in that.

    python benchmarks/fine_tuning.py kept/round_01.npz kept/round_04.npz control/round_04.npz     # an hour on one core
    python benchmarks/fine_tuning.py kept/round_01.npz --n 16 --seeds 0                           # a look
    python benchmarks/fine_tuning.py new/round_04.npz --base new.npz --encoder its_encoder.npz

Nothing is written but with ``--keep``, which puts the table into ``results/``.
"""

import argparse
import itertools
from pathlib import Path

import numpy as np
from protocol import interval, report

from imagen_course import generate
from imagen_course.generate.language import NEVER_SHOWN, TextEncoder, caption_batch
from imagen_course.generate.text_to_image import TextToImage
from imagen_course.worlds import captions, reader, scenes

N, SEEDS = 128, (0, 1, 2)
ALIKE = 8  # pictures of one caption that are held beside each other
PROTOCOL = f"""\
{{n}} captions of each kind and seed, in all sentence forms, without pairs that were never named; "bare" says neither colour
nor size. Guidance 2, 15 steps, each picture as it comes; mean over seeds and Student's 95 % interval. Obeyed, and what the
matcher accepts of all these, in per cent. Diversity: the mean distance of two of {ALIKE} pictures of a caption, the root of
the mean squared difference of their pixels, in per cent; of {{alone}} pictures of one object with nothing said, the distance
of two places in pixels, and the effective number (2 to the entropy) of eight colours, two sizes and 16 places; in bare
lists, the share of the commonest colour in per cent."""


class Program:
    """What draws scenes as captions say: the most that can be obeyed, and as various as what was learned from."""

    def sample(self, texts, *, seed):
        return scenes.arrange(list(map(captions.parse, texts)), seed=10**4 + seed, without=NEVER_SHOWN).images


def said(meanings, seed):
    """Sentences, in forms drawn at random."""
    rng = np.random.default_rng(seed)
    forms, others = rng.integers(len(captions.FORMS), size=len(meanings)), rng.random(len(meanings)) < 0.4
    return [captions.write(m, form=int(f), other_words=bool(o)) for m, f, o in zip(meanings, forms, others, strict=True)]


def asked(kind, n, seed, *, bare=False):
    """Captions of a kind; bare, nothing is said but how many of what, and no two things can be the same."""
    drawn = captions.sample_meanings(20 * n if bare else n, kind=kind, seed=3000 + seed, without=NEVER_SHOWN)
    if bare:
        sides = [[tuple(thing._replace(size=None, colour=None) for thing in side) for side in m[:2]] for m in drawn]
        drawn = [captions.Meaning(*both, m.relation) for both, m in zip(sides, drawn, strict=True)]
        drawn = [m for m in drawn if m.kind == kind][:n]
    return said(drawn, seed)


def obedience(model, matcher, n, seed):
    figures, accepted = {}, []
    for kind, bare in itertools.product(captions.KINDS, (False, True)):
        texts = asked(kind, n, seed, bare=bare)
        images = model.sample(texts, seed=seed)
        figures[kind + ", bare" * bare] = 100 * reader.obeys(reader.read(images), texts).mean()
        accepted.append(matcher.match(images, texts) > 0.5)
    return figures | {"matcher": 100 * np.mean(np.concatenate(accepted))}


def variety(model, n, seed):
    _, texts = caption_batch(n // 4, 4000 + seed)
    alike = model.sample([text for text in texts for _ in range(ALIKE)], seed=seed).reshape(len(texts), ALIKE, -1)
    alone = [f"a {name}" for name in captions.CLASSES for _ in range(n // 2)]
    things = [objects[0] for objects in reader.read(model.sample(alone, seed=seed)) if len(objects) == 1]
    lists = asked("list", n, seed, bare=True)
    in_lists = [placed.colour for objects in reader.read(model.sample(lists, seed=seed)) for placed in objects]
    places = np.array([thing.centre for thing in things])
    return {
        "pixels": 100 * np.mean([apart(some) / np.sqrt(some.shape[1]) for some in alike]),
        "place": apart(places),
        "colours": effective([thing.colour for thing in things]),
        "sizes": effective([thing.size for thing in things]),
        "places": effective(places // 8 @ [4, 1]),
        "commonest": 100 * np.unique(in_lists, return_counts=True)[1].max() / len(in_lists),
    }


def apart(rows):
    """The mean distance of two rows."""
    return np.mean([np.linalg.norm(a - b) for a, b in itertools.combinations(rows, 2)])


def effective(values):
    """As many values, equally often, would be as hard to guess: 2 to the entropy in bits."""
    share = np.unique(values, return_counts=True)[1] / len(values)
    return 2 ** -(share @ np.log2(share))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("weights", type=Path, nargs="+", help="files of tools/fine_tune_scenes.py")
    parser.add_argument("--base", type=Path, help="what they began with, in place of what ships")
    parser.add_argument("--encoder", type=Path, help="the text encoder that reads for them, if not the one that ships")
    parser.add_argument("--n", type=int, default=N, help="captions of each kind")
    parser.add_argument("--seeds", type=int, nargs="+", default=SEEDS)
    parser.add_argument("--keep", action="store_true", help="write the table to results/fine_tuning.json")
    arguments = parser.parse_args()
    encoder = TextEncoder.load(arguments.encoder) if arguments.encoder else generate.load("text_encoder")
    files = ([arguments.base] if arguments.base else []) + arguments.weights
    models = {"program": Program()} | ({} if arguments.base else {"ships": generate.load("text_to_image")})
    models |= {str(path.with_suffix("")): TextToImage.load(path, encoder=encoder) for path in files}
    matcher, rows, n = generate.load("matcher"), [], arguments.n
    for name, model in models.items():
        figures = [obedience(model, matcher, n, seed) | variety(model, n, seed) for seed in arguments.seeds]
        rows.append({"": name} | {column: interval([row[column] for row in figures]) for column in figures[0]})
        print(rows[-1], flush=True)
    if arguments.keep:
        report("fine_tuning", rows, protocol=PROTOCOL.format(n=n, alone=5 * (n // 2)))


if __name__ == "__main__":
    main()
