"""What a student trains in lesson `from_noise_to_a_picture`: denoisers of Keras layers, for digits and scenes' latents.

python benchmarks/own_denoiser.py            # three seeds; benchmarks/results/own_denoiser.json
python benchmarks/own_denoiser.py --quick    # a few steps, nothing written
"""

import argparse
import time

import numpy as np
from protocol import report

from imagen_course import datasets, generate, metrics, reader, scenes
from imagen_course.features import CNNFeatures
from imagen_course.generate import denoising, diffusion

STAGES = {"digits": (700, 2000, 4500), "scenes": (1000, 3000)}  # steps of 128
N_DIGITS, N_SCENES = 359, 500  # pictures that are judged: as many digits as there are test digits
PROTOCOL = (
    "Three seeds; CPU seconds of training alone, on one thread; steps of 128 mixtures whose levels are of the beta "
    "distribution (3, 6), with most of them about a third. Digits: metrics.scorecard, features of CNNFeatures('digits'). "
    "Scenes: one object on plain ground, as the VAE has learned; 8,000 encoded, 500 drawn and decoded, readable where the "
    "exact reader finds one thing. A readable one is a copy if its latent is nearer to a training latent than those of 99 % "
    "of 1,000 unseen scenes are; distances are medians, of standardised latents."
)


def train(model, pictures, steps, random):
    """The lesson's training step, again and again."""
    for _ in range(steps):
        clean = pictures[random.integers(len(pictures), size=128)]
        level = random.beta(3, 6, size=(128, 1, 1, 1)).astype("float32")
        noise = random.normal(size=clean.shape).astype("float32")
        model.train_on_batch([(1 - level) * clean + level * noise, level], clean)


def sample(model, n, shape, seed):
    """Draw from noise in 20 steps."""
    start = np.random.default_rng(seed).normal(size=(n, *shape))
    *_, (noisy, _) = diffusion.sampling(denoising.of_network(model), start, diffusion.levels(20))
    return noisy


def digits(seed, stages):
    """Train on the digits, and judge what is drawn after each stage by the scorecard of lesson `by_learning`."""
    data = datasets.load("digits")
    eye = CNNFeatures(weights="digits").fit(data.test_images)

    def judge(model):
        images = np.clip((sample(model, N_DIGITS, (8, 8, 1), seed) + 1) / 2, 0, 1).astype("float32")
        card = metrics.scorecard(images, data.train_images, data.test_images, features=eye.transform)
        names = ("frechet_ratio", "precision", "recall", "copies")
        return {name.replace("_", " "): round(float(getattr(card, name)), 2) for name in names}

    return staged("digits", 2 * data.train_images - 1, seed, stages, judge)


def latents(seed, stages):
    """Train on what the shipped VAE makes of scenes like those it learned from, and judge what is drawn and decoded."""
    vae = generate.load("vae_scenes")
    codes, unseen = (vae.encode(plain(n, seed=chance))[0] for n, chance in ((8000, 1), (1000, 2)))
    centre, spread = codes.mean(axis=0), codes.std(axis=0)
    pictures, others = (((z - centre) / spread)[:, None, None].astype("float32") for z in (codes, unseen))
    usual = metrics.nearest(others, pictures)[0]

    def judge(model):
        drawn = sample(model, N_SCENES, pictures.shape[1:], seed).astype("float32")
        read = readable(vae.decode(drawn[:, 0, 0] * spread + centre))
        near = metrics.nearest(drawn[read], pictures)[0]
        return {
            "readable, %": percent(read),
            "copies, %": percent(near < np.quantile(usual, 0.01)),
            "to the nearest": round(float(np.median(near)), 2),
            "of unseen scenes": round(float(np.median(usual)), 2),
            "encoded, readable, %": percent(readable(vae.decode(unseen))),
        }

    return staged("scenes", pictures, seed, stages, judge)


def plain(n, seed):
    """Scenes of the kind that the VAE has learned."""
    return scenes.generate(n, seed=seed, size=32, background="plain").images


def readable(images):
    """Whether the exact reader finds one thing in a picture, as there is in each scene."""
    return np.array([len(things) == 1 for things in reader.read(images)])


def percent(which):
    return round(100 * float(np.mean(which)), 1)


def staged(name, pictures, seed, stages, judge):
    model = denoising.small_network(pictures.shape[1:], steps=stages[-1], seed=seed)
    random, done, spent = np.random.default_rng(seed), 0, 0.0
    for steps in stages:
        start = time.process_time()
        train(model, pictures, steps - done, random)
        spent, done = spent + time.process_time() - start, steps
        yield {"of": name, "seed": seed, "steps": steps, "CPU s": round(spent, 1)} | judge(model)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    rows = []
    for seed in range(1 if quick else 3):
        for learn, stages in ((digits, STAGES["digits"]), (latents, STAGES["scenes"])):
            rows += learn(seed, (2, 4) if quick else stages)
            print(rows[-1], flush=True)
    columns = dict.fromkeys(key for row in rows for key in row)
    rows = [{column: row.get(column) for column in columns} for row in rows]
    if not quick:
        report("own_denoiser", rows, protocol=PROTOCOL)


if __name__ == "__main__":
    main()
