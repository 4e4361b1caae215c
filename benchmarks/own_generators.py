"""What a student's own VAE and GAN reach in a few seconds, as lesson "By learning" trains them, over five seeds.

python benchmarks/own_generators.py
"""

import time

import numpy as np
from protocol import report

from imagen_course import datasets, metrics
from imagen_course.exercises.declared.by_learning import gan_losses, negative_elbo
from imagen_course.features import CNNFeatures
from imagen_course.generate.dense import ring, train_gan, train_vae

PROTOCOL = (
    "Five seeds, processor time of one core. Points: 2,000 of eight clusters; of 2,000 drawn points the share within 0.25 "
    "of a cluster's centre, and the clusters that get 3 % or more. Digits: networks of 26,944 weights, 359 drawn pictures, "
    "metrics.scorecard with features CNNFeatures(weights='digits')."
)

FIGURES = "near", "clusters", "frechet_ratio", "precision", "recall", "copies"


def on_clusters(points):
    angle = 2 * np.pi * np.arange(8) / 8
    distances = np.linalg.norm(points[:, None] - np.stack([np.cos(angle), np.sin(angle)], axis=1), axis=2)
    near = distances.min(axis=1) < 0.25
    counts = np.bincount(distances.argmin(axis=1)[near], minlength=8)
    return {"near": float(near.mean()), "clusters": int((counts >= 0.03 * len(points)).sum())}


def judged(rows, digits, see):
    images = np.clip(rows, 0, 1).reshape(-1, 8, 8, 1).astype("float32")
    return metrics.scorecard(images, digits.train_images, digits.test_images, features=see)._asdict()


def main():
    points, digits = ring(2000), datasets.load("digits")
    see = CNNFeatures(weights="digits").fit(digits.test_images).transform
    rows, found = digits.train_images.reshape(-1, 64), []
    runs = {
        ("VAE", "points"): lambda seed: train_vae(negative_elbo, points, 2, 0.05, seed=seed)[1],
        ("GAN", "points"): lambda seed: train_gan(gan_losses, points, 2, steps=2000, seed=seed),
        ("VAE", "digits"): lambda seed: train_vae(negative_elbo, rows, 16, 0.02, steps=2000, width=128, seed=seed)[1],
        ("GAN", "digits"): lambda seed: train_gan(
            gan_losses, rows, 16, steps=2500, width=128, learning_rate=2e-3, noise=0.2, seed=seed
        ),
    }
    for (model, world), run in runs.items():
        for seed in range(5):
            start = time.process_time()
            decoder = run(seed)
            seconds = time.process_time() - start
            n, d = (2000, 2) if world == "points" else (359, 16)
            drawn = decoder.forward(np.random.default_rng(seed).normal(size=(n, d)).astype("float32"))
            figures = on_clusters(drawn) if world == "points" else judged(drawn, digits, see)
            found.append(
                {"model": model, "world": world, "seed": seed, "seconds": seconds} | dict.fromkeys(FIGURES) | figures
            )
            print(found[-1], flush=True)
    report("own_generators", found, protocol=PROTOCOL)


if __name__ == "__main__":
    main()
