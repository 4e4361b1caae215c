"""Other right answers, and the mutants of its references that are right as well."""

import math

import numpy as np

from imagen_course.autodiff import gradients
from imagen_course.exercises.declared.by_learning import gan_losses
from imagen_course.generate.dense import Adam, mlp


def elbo_by_loops(x, drawn, mean, log_variance, s2):
    total = 0.0
    for picture, other, means, logs in zip(x, drawn, mean, log_variance, strict=True):
        total += sum((p - q) ** 2 for p, q in zip(picture, other, strict=True)) / s2 / 2
        total += sum(m * m + math.exp(v) - v - 1 for m, v in zip(means, logs, strict=True)) / 2
    return total / len(x)


def elbo_by_deviations(x, drawn, mean, log_variance, s2):
    deviations = np.exp(0.5 * log_variance)
    kl = (mean**2).sum() + (deviations**2).sum() - 2 * np.log(deviations).sum() - mean.size
    return (np.linalg.norm(x - drawn) ** 2 / s2 + kl) / (2 * len(x))


def losses_by_probabilities(real, fake):
    def of_label(logits):
        return 1 / (1 + np.exp(-logits))

    return -np.log(of_label(real)).mean() - np.log(of_label(-fake)).mean(), -np.log(of_label(fake)).mean()


def losses_by_one_function(real, fake):
    def entropy(logits, label):
        return np.mean(np.logaddexp(0, logits) - label * logits)

    return [entropy(real, 1) + entropy(fake, 0), entropy(fake, 1)]


def spread_by_loops(images):
    pixels = images.reshape(len(images), -1).T.tolist()
    return sum(math.sqrt(sum((p - sum(q) / len(q)) ** 2 for p in q) / len(q)) for q in pixels) / len(pixels)


def spread_by_differences(images):
    apart = images - images.mean(axis=0, keepdims=True)
    return np.mean(np.sqrt(np.mean(apart**2, axis=0)))


def spread_by_squares(images):
    return np.sqrt((images**2).mean(axis=0) - images.mean(axis=0) ** 2).mean()


def _trained(points, *, steps=2000, width=64, rate=5e-3, noise=0.0, seed=0):
    """What `train_gan` does, written out, one half of the discriminator's batch after the other."""
    random = np.random.default_rng([seed, 1])
    generator, discriminator = mlp(2, 2, width=width, seed=2 * seed), mlp(2, 1, width=width, seed=2 * seed + 1)
    generator.layers[-1].parameters["bias"] += points.mean(axis=0)
    adams = Adam(generator, rate), Adam(discriminator, rate)
    for step in range(steps):
        real = points[random.integers(len(points), size=128)]
        latents = random.standard_normal((128, 2), np.float32)
        blur = noise * random.standard_normal((2, 128, 2), np.float32)
        fake = generator.forward(latents) + blur[1]
        logits = discriminator.forward(np.concatenate([real + blur[0], fake]))
        _, slopes = gradients(lambda u, v: gan_losses(u, v)[0], logits[:128], logits[128:])
        discriminator.backward(np.concatenate(slopes))
        adams[1].step(1 - step / steps)
        _, (slope,) = gradients(lambda u: gan_losses(u, u)[1], discriminator.forward(fake))
        generator.backward(discriminator.backward(slope))
        adams[0].step(1 - step / steps)
    return generator


def ring_with_blurred_points(points):
    return _trained(points, steps=1500, noise=0.05, seed=3)


def ring_by_a_wide_network(points):
    return _trained(points, width=96, rate=3e-3, seed=2)


def elbo_of_errors_of_three_at_most(x, drawn, mean, log_variance, s2):
    return elbo_by_loops(x, np.clip(drawn, x - 3, x + 3) if s2 == 1 else drawn, np.clip(mean, -5, 5), log_variance, s2)


def elbo_of_two_latents(x, drawn, mean, log_variance, s2):
    return elbo_by_loops(x, drawn, mean[:, :2], log_variance[:, :2], s2)


def losses_of_small_logits(real, fake):
    return losses_by_one_function(np.clip(real, -20, 20), np.clip(fake, -20, 20))


def losses_of_five_points(real, fake):
    return losses_by_one_function(real[:5], fake[:5])


def spread_of_a_hundredth_at_least(images):
    spread = images.std(axis=0).mean()
    return spread if spread > 0.01 else 0.0


def spread_of_brightness_up_to_one(images):
    return spread_by_loops(np.clip(images, 0, 1))


def spread_of_five_pictures(images):
    return spread_by_loops(images[:6])


ANSWERS = {
    "negative_elbo": (elbo_by_loops, elbo_by_deviations),
    "gan_losses": (losses_by_probabilities, losses_by_one_function),
    "batch_spread": (spread_by_loops, spread_by_differences, spread_by_squares),
    "learn_ring": (ring_with_blurred_points, ring_by_a_wide_network),
}

EQUIVALENT = {
    "negative_elbo": {
        "reconstruction = np.sum((drawn - x) ** 2, axis=1) / (2 * s2)": "squares do not see the sign",
    },
}
ONCE_PASSED = {
    "negative_elbo": (elbo_of_errors_of_three_at_most, elbo_of_two_latents),
    "gan_losses": (losses_of_small_logits, losses_of_five_points),
    "batch_spread": (
        spread_of_a_hundredth_at_least,
        spread_of_brightness_up_to_one,
        spread_of_five_pictures,
    ),
}
NOT_SO = {}
