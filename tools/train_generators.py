"""Train generators whose weights ship as ``data/NAME.npz``, and print what each cost and how good it is.

python tools/train_generators.py vae_scenes
python tools/train_generators.py gan_digits --steps 200 --out .      # a trial
python tools/train_generators.py gan_scenes --checkpoints kept       # stopped, it goes on from what is kept there

What draws from words is trained in two stages: first on six kinds of captions, then on all nine, a quarter of them without
colours. Each stage's files are written into ``--out``, the encoder's first, by which the others read. Four hours and a half
of one core; stopped, it goes on:

python tools/train_generators.py text_encoder_first matcher_first text_to_image_first --out kept --checkpoints kept
python tools/train_generators.py text_encoder matcher text_to_image --out kept --checkpoints kept
python tools/train_generators.py super_resolution --out kept       # it reads by the first stage's encoder
python tools/train_generators.py text_to_image --steps 1 --out kept --checkpoints kept     # look: the average so far
python benchmarks/text_to_image.py --weights kept --n 64                                   # what they draw, kind by kind
"""

import argparse
import time
from collections import namedtuple
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

import numpy as np
from rich.progress import Progress
from shipping import tell

from imagen_course import datasets, generate
from imagen_course.features import CNNFeatures
from imagen_course.generate import cascade, diffusion, gan, language, matching, names_to_drawings, pca, text_to_image, vae
from imagen_course.generate.language import NEVER_SHOWN, TAUGHT, WIDER, caption_batch
from imagen_course.metrics import scorecard
from imagen_course.worlds import captions as words
from imagen_course.worlds import drawings, reader, scenes


class Recipe(NamedTuple):
    make: callable
    data: callable  # returns what there is to learn from, a tuple
    settings: dict
    training: dict  # empty: fitted at once
    parts: callable = lambda folder: {}  # takes the folder of what is written; returns what else it is made of, by name
    bits: int = 16  # of a weight, as it ships
    start: str = ""  # the recipe with whose weights, in the folder of what is written, it begins


def digits():
    return (datasets.load("digits").train_images,)


def one_object():
    return (scenes.generate(8000, size=32, n_objects=1, background="plain", seed=2**21).images,)


def captions():
    return ()  # they are drawn as they are needed


def named_drawings():
    return names_to_drawings.examples(drawings.held_out(120))


def faces_and_animals():
    numbers = [drawings.table().where(group=group, tone="") for group in ("faces", "animals")]
    return (drawings.on_ground(drawings.draw(np.concatenate(numbers), size=32)),)


def encoder(folder, name="text_encoder"):
    """The text encoder in the folder of what is written; where none is, of the second stage, the one that ships."""
    path = folder / f"{name}.npz"
    ships = name == "text_encoder" and not path.exists()
    return {"encoder": generate.load(name) if ships else language.TextEncoder.load(path)}


first_encoder = partial(encoder, name="text_encoder_first")
World = namedtuple("World", "name training held_out features fresh")


@cache
def world(name):
    """What is learned from, what is held out, the features, and a function that draws more real pictures or None."""
    if name == "digits":
        training, held_out, weights, fresh = *digits(), datasets.load("digits").test_images, "digits", None
    else:
        training, held_out, weights, fresh = *one_object(), more_objects(2000, 2**22), "scenes_whole", more_objects
    return World(name, training, held_out, CNNFeatures(weights=weights).fit(held_out).transform, fresh)


def more_objects(n, seed):
    return scenes.generate(n, size=32, n_objects=1, background="plain", seed=seed).images


DIGITS, SCENES = {"shape": (8, 8, 1)}, {"shape": (32, 32, 3)}
RECIPES = {
    "pca_digits": Recipe(pca.PCA, digits, {**DIGITS, "n_components": 32}, {}),
    "pca_scenes": Recipe(pca.PCA, one_object, {**SCENES, "n_components": 48}, {}),
    "vae_digits": Recipe(vae.VAE, digits, DIGITS, {"steps": 2000}),
    "vae_scenes": Recipe(vae.VAE, one_object, {**SCENES, "width": 24}, {"steps": 1500, "batch_size": 32}),
    "vae_drawings": Recipe(
        vae.VAE, faces_and_animals, {**SCENES, "n_latents": 64}, {"steps": 8000, "batch_size": 32}, bits=8
    ),
    "gan_digits": Recipe(gan.GAN, digits, {**DIGITS, "width": 64}, {"steps": 2000}),
    "gan_scenes": Recipe(gan.GAN, one_object, SCENES, {"steps": 4000, "batch_size": 32}),
    "diffusion_digits": Recipe(diffusion.Diffusion, digits, DIGITS, {"steps": 3000}),
    "diffusion_scenes": Recipe(diffusion.Diffusion, one_object, SCENES, {"steps": 4000, "batch_size": 32}),
    "names_to_drawings": Recipe(names_to_drawings.NamesToDrawings, named_drawings, {}, {"steps": 30_000}, bits=8),
    "super_resolution": Recipe(cascade.SuperResolution, captions, {}, {"steps": 5_800}, first_encoder),
}
SAID = {"shares": WIDER, "bare": 0.25}
STAGES = {  # of each the steps of the first stage, those of the second, its learning rate, and the bits that ship
    language.TextEncoder: ("text_encoder", 1500, 1500, 1e-3, 16),
    matching.Matcher: ("matcher", 4200, 2000, 1e-3, 16),
    text_to_image.TextToImage: ("text_to_image", 36_000, 20_000, 1.5e-3, 8),
}
for kind, (name, steps, more, rate, bits) in STAGES.items():  # the second is of another seed: other captions, other noise
    read_by = {"parts": first_encoder} if name != "text_encoder" else {}
    RECIPES[f"{name}_first"] = Recipe(kind, captions, {}, {"steps": steps}, **read_by)
    read_by = {"parts": encoder} if read_by else {}
    second = {"steps": more, "learning_rate": rate, **SAID}
    RECIPES[name] = Recipe(kind, captions, {"seed": 1}, second, **read_by, bits=bits, start=f"{name}_first")


def train(recipe, *, steps, checkpoints, folder):
    """Train a generator, with a bar that shows how far it is."""
    generator, data, said = recipe.make(**recipe.settings, **recipe.parts(folder)), recipe.data(), "made by an earlier call"
    if recipe.start:
        begun = type(generator).load(folder / f"{recipe.start}.npz", **RECIPES[recipe.start].parts(folder))
        for name, network in begun.networks.items():
            generator.networks[name].set_weights(network.get_weights())
    if not recipe.training:
        return generator.fit(*data)
    options = recipe.training | ({"steps": steps} if steps else {})
    with Progress() as progress:
        bar = progress.add_task("", total=options["steps"])
        for state in generator.training(*data, **options, checkpoints=checkpoints):
            said = ", ".join(f"{name} {value:.3g}" for name, value in state.items() if name != "step")
            progress.update(bar, completed=state["step"], description=said)
    print(f"at the last step: {said}")
    return generator


def reached(name, generator):
    """Say how good a generator is, on what it has not learned from."""
    said, name = SAID if RECIPES[name].start else {}, name.removesuffix("_first")
    if name == "text_encoder":
        return understood(generator, **said)
    if name == "matcher":
        return told_apart(generator, **said)
    if name in ("text_to_image", "super_resolution"):
        return obeyed(generator)
    if name == "names_to_drawings":
        return recognised(generator)
    if name == "vae_drawings":
        return given_back(generator)
    here = world(name.rpartition("_")[2])
    ratio = scorecard(generator.sample(1000, seed=1), here.training, here.held_out, features=here.features).frechet_ratio
    return f"Fréchet ratio of 1,000 pictures: {ratio:.2f}"


def understood(encoder, n=2000, **said):
    """Say of how many captions that it has not read a text encoder answers every question about every word."""
    _, seen = caption_batch(n, 5, **said)
    kinds = list(said.get("shares", TAUGHT[:6]))
    some = [words.sample_meanings(n // len(kinds), kind=kind, seed=9, among=NEVER_SHOWN) for kind in kinds]
    meanings = [meaning for of_kind in some for meaning in of_kind]
    held_out = [words.write(meaning, form=i % len(words.FORMS)) for i, meaning in enumerate(meanings)]
    return f"understood: {encoder.accuracy(seen):.1%} of captions, {encoder.accuracy(held_out):.1%} with a pair held out"


def told_apart(matcher, n=1000, **said):
    """Say of how many scenes a matcher tells whether they show their caption; half were drawn as it says."""
    drawn, texts = matching.examples(n, 5, **said)
    right, said = reader.obeys(drawn.objects, texts), matcher.match(drawn.images, texts) > 0.5
    return f"of scenes as said {said[right].mean():.1%} are accepted, of others {1 - said[~right].mean():.1%} refused"


def obeyed(model, n=256):
    """Say how many pictures of two objects show what was said; super-resolution begins from real small ones."""
    meanings = words.sample_meanings(n, kind="two", seed=5, without=NEVER_SHOWN)
    texts = [words.write(meaning, form=i % len(words.FORMS)) for i, meaning in enumerate(meanings)]
    small = [] if isinstance(model, text_to_image.TextToImage) else [scenes.arrange(meanings, seed=5).images]
    images = model.sample(*small, texts, seed=5)
    plain, strict = (reader.obeys(reader.read(images, overlap=overlap), texts).mean() for overlap in (0.7, 0.85))
    return f"of {n} captions of two objects {plain:.1%} are obeyed, {strict:.1%} by the strict reader"


def recognised(model, n=120):
    """Say how many pictures of names that were held out are nearest to the drawing of that name, of all by that artist."""
    held = drawings.held_out(n)
    found = drawings.nearest(model.sample([drawings.named(number) for number in held]))
    first, five = (found[:, :1] == held[:, None]).mean(), (found == held[:, None]).any(axis=1).mean()
    return f"of {n} names held out {first:.1%} are nearest to the drawing of that name, {five:.1%} have it among five"


def given_back(model):
    """Say how near the drawings that it has learned from come back."""
    (images,) = faces_and_animals()
    error = np.mean((model.decode(model.encode(images)[0]) - images) ** 2)
    return f"mean squared error of {len(images)} drawings given back: {error:.4f}"


def make(name, *, steps, checkpoints, out):
    """Train a generator, write its file, and say what it cost and how good it is."""
    recipe, wall, cpu = RECIPES[name], time.perf_counter(), time.process_time()
    generator = train(recipe, steps=steps, checkpoints=checkpoints, folder=out)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(f"{name}: {wall:.0f} s of training in this call, {cpu:.0f} s of processor time")
    out.mkdir(parents=True, exist_ok=True)
    generator.save(path := out / f"{name}.npz", bits=recipe.bits)
    print(reached(name, type(generator).load(path, **recipe.parts(out))))
    tell(path)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("names", nargs="+", choices=RECIPES, metavar="name", help=", ".join(RECIPES))
    parser.add_argument("--steps", type=int, help="in place of the recipe's own")
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "data")
    parser.add_argument("--checkpoints", type=Path, help="a folder for the state of the training")
    arguments = parser.parse_args()
    for name in arguments.names:
        make(
            name,
            steps=arguments.steps,
            checkpoints=arguments.checkpoints and arguments.checkpoints / name,
            out=arguments.out,
        )


if __name__ == "__main__":
    main()
