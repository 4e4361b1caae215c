"""Denoisers whose answer is known: what they guess, where their ODE and SDE lead, and what the four answers have to do with
each other."""

import numpy as np
import pytest
from scipy import stats

from imagen_course.exercises import find
from imagen_course.generate import denoising, diffusion

MEAN, VARIANCE = np.array([0.5, -1.0]), np.array([0.25, 2.0])  # of a picture of one pixel with two channels
LEVELS = [0.05, 0.3, 0.5, 0.9]


def noise(n, channels=2, seed=0):
    return np.random.default_rng(seed).normal(size=(n, 1, 1, channels)).astype("float32")


def last(denoise, start, n_steps, **options):
    *_, (noisy, _) = diffusion.sampling(denoise, start, diffusion.levels(n_steps), **options)
    return noisy


def log_density(noisy, level):
    """Of noisy pictures whose clean ones are normal, which is known: normal as well."""
    picture, share = denoising.shares(level)
    spread = np.sqrt(picture**2 * VARIANCE + share**2)
    return stats.norm.logpdf(noisy, picture * MEAN, spread).sum(axis=-1)


@pytest.mark.parametrize("level", LEVELS)
def test_the_score_is_the_gradient_of_the_log_density(level):
    noisy, step = noise(20).astype(float), 1e-5
    clean = denoising.of_gaussian(MEAN, VARIANCE)(noisy, level)
    score = denoising.from_clean(clean, noisy, level, answer="score")
    for channel in (0, 1):
        shift = step * np.eye(2)[channel]
        slope = (log_density(noisy + shift, level) - log_density(noisy - shift, level)) / (2 * step)
        np.testing.assert_allclose(score[..., channel], slope, rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("level", LEVELS)
def test_the_velocity_is_how_fast_the_noisy_picture_changes_with_its_level(level):
    clean, fresh, step = noise(5).astype(float), noise(5, seed=1).astype(float), 1e-6
    at = [(1 - t) * clean + t * fresh for t in (level - step, level, level + step)]
    velocity = denoising.from_clean(clean, at[1], level, answer="velocity")
    np.testing.assert_allclose(velocity, (at[2] - at[0]) / (2 * step), rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("answer", denoising.ANSWERS)
def test_of_the_four_answers_each_leads_back_to_the_clean_picture(answer, level):
    clean, fresh = noise(5).astype(float), noise(5, seed=1).astype(float)
    noisy = (1 - level) * clean + level * fresh
    given = denoising.from_clean(clean, noisy, level, answer=answer)
    np.testing.assert_allclose(denoising.to_clean(given, noisy, level, answer=answer), clean, atol=1e-9)
    expected = {"clean": clean, "noise": fresh, "velocity": fresh - clean, "score": -fresh / level}[answer]
    np.testing.assert_allclose(given, expected, atol=1e-9)


def test_the_ode_of_a_gaussian_stretches_the_start_as_its_exact_solution_does():
    start = noise(50)
    expected = MEAN + np.sqrt(VARIANCE) * start
    found = last(denoising.of_gaussian(MEAN, VARIANCE), start, 1000)
    np.testing.assert_allclose(found, expected, atol=0.01)
    coarse = last(denoising.of_gaussian(MEAN, VARIANCE), start, 20)
    assert np.abs(found - expected).max() < np.abs(coarse - expected).max() / 10, "Euler's error falls with the step"


def test_the_sde_of_a_gaussian_ends_in_that_gaussian_and_forgets_the_start():
    start = np.random.default_rng(0).normal(size=(20, 30, 30, 2)).astype("float32")  # 18,000 points, as pixels
    errors = {}
    for n_steps in (20, 200):
        found = last(denoising.of_gaussian(MEAN, VARIANCE), start, n_steps, eta=1.0).reshape(-1, 2)
        np.testing.assert_allclose(found.mean(axis=0), MEAN, atol=0.05)
        errors[n_steps] = np.abs(found.var(axis=0) / VARIANCE - 1).max()
        for channel in (0, 1):
            assert abs(np.corrcoef(start[..., channel].ravel(), found[:, channel])[0, 1]) < 0.03
    assert errors[200] < 0.05
    assert errors[200] < errors[20] / 3, "the error falls with the step"


def test_of_examples_their_mean_is_weighed_by_the_density_of_the_noise_that_is_needed():
    examples, noisy, level = noise(6, seed=2), noise(4, seed=3), 0.6
    guess = denoising.of_examples(examples)(noisy, level)
    for one, found in zip(noisy, guess, strict=True):
        needed = (one - (1 - level) * examples) / level
        weights = np.exp(stats.norm.logpdf(needed).sum(axis=(1, 2, 3)))
        np.testing.assert_allclose(found, np.average(examples, axis=0, weights=weights), rtol=1e-4, atol=1e-5)


def test_of_many_gaussian_examples_the_guess_nears_the_gaussian_s():
    examples = MEAN + np.sqrt(VARIANCE) * noise(40_000)
    noisy = noise(50, seed=4)
    exact = denoising.of_gaussian(MEAN, VARIANCE)(noisy, 0.5)
    np.testing.assert_allclose(denoising.of_examples(examples)(noisy, 0.5), exact, atol=0.1)


def test_of_examples_the_sampler_draws_the_examples_and_nothing_else():
    examples = noise(7, seed=5)
    drawn = last(denoising.of_examples(examples), noise(30), 40)
    gaps = np.abs(drawn[:, None] - examples[None]).max(axis=(2, 3, 4)).min(axis=1)
    assert gaps.max() < 1e-3


def test_a_patch_denoiser_s_guess_is_the_examples_of_its_squares_pixel_by_pixel():
    rng = np.random.default_rng(0)
    picture, noisy = rng.normal(size=(6, 5, 2)), rng.normal(size=(1, 4, 3, 2))
    guess = denoising.of_patches(picture, size=3)(noisy, 0.5)
    squares = np.array([picture[r : r + 3, c : c + 3] for r in range(4) for c in range(3)])
    around = np.pad(noisy[0], ((1, 1), (1, 1), (0, 0)), mode="wrap")
    for r, c in np.ndindex(4, 3):
        best = denoising.of_examples(squares)(around[None, r : r + 3, c : c + 3], 0.5)
        np.testing.assert_allclose(guess[0, r, c], best[0, 1, 1], atol=1e-4)


def test_what_a_patch_denoiser_draws_has_the_squares_of_its_picture_and_is_no_part_of_it():
    picture = np.tile(np.where(np.add.outer(np.arange(12), np.arange(12)) % 4 < 2, 0.8, -0.8)[..., None], (1, 1, 1))
    drawn = last(denoising.of_patches(picture, size=3), np.random.default_rng(1).normal(size=(1, 16, 16, 1)), 20)
    np.testing.assert_allclose(np.abs(drawn), 0.8, atol=1e-3)
    assert 0.4 < np.mean(drawn > 0) < 0.6


@pytest.mark.parametrize("schedule", denoising.SCHEDULES)
def test_a_schedule_begins_with_the_picture_and_ends_with_noise(schedule):
    level = np.linspace(0, 1, 11)
    picture, fresh = denoising.shares(level, schedule=schedule)
    np.testing.assert_allclose((picture[0], fresh[0], picture[-1], fresh[-1]), (1, 0, 0, 1), atol=0.01)
    assert (np.diff(picture) < 0).all()
    assert (np.diff(fresh) > 0).all()
    together = picture + fresh if schedule == "straight" else picture**2 + fresh**2
    np.testing.assert_allclose(together, 1)


def test_ddpm_s_schedule_is_the_product_of_its_thousand_steps():
    kept = np.cumprod(1 - np.linspace(1e-4, 0.02, 1000))
    picture, _ = denoising.shares(np.arange(1, 1001) / 1000, schedule="linear")
    np.testing.assert_allclose(picture, np.sqrt(kept), atol=0.005)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: denoising.of_patches(np.zeros((9, 9, 1)), size=4), "size must be odd, got 4"),
        (lambda: denoising.of_patches(np.zeros((5, 9, 1)), size=7), "size"),
        (lambda: denoising.to_clean([1.0], [1.0], 1.0, answer="noise"), "level"),
        (lambda: denoising.from_clean([1.0], [1.0], 0.0, answer="noise"), "level"),
        (lambda: denoising.from_clean([1.0], [1.0, 2.0], 0.5, answer="noise"), "noisy"),
        (lambda: denoising.from_clean([1.0], [1.0], 0.5, answer="eps"), "answer"),
        (lambda: denoising.shares(0.5, schedule="sqrt"), "schedule"),
        (lambda: denoising.of_gaussian(0.0, -1.0), "variance"),
    ],
)
def test_what_cannot_be_is_refused_by_name(call, words):
    with pytest.raises(ValueError, match=words):
        call()


class Recorder:
    """A network that notes what it is asked."""

    def predict_on_batch(self, inputs):
        self.inputs = inputs
        return 2 * inputs[0]


def test_a_network_is_asked_with_a_level_for_each_picture():
    network, noisy = Recorder(), noise(3)
    np.testing.assert_allclose(denoising.of_network(network)(noisy, 0.3), 2 * noisy)
    np.testing.assert_allclose(network.inputs[1], np.full((3, 1, 1, 1), 0.3))


@pytest.mark.keras
def test_the_small_network_learns_to_guess_a_gaussian_better_than_by_its_mean():
    network, rng = denoising.small_network((1, 1, 2), steps=300, width=16), np.random.default_rng(0)
    for _ in range(300):
        clean = MEAN + np.sqrt(VARIANCE) * rng.normal(size=(64, 1, 1, 2))
        level = rng.uniform(size=(64, 1, 1, 1))
        network.train_on_batch([(1 - level) * clean + level * rng.normal(size=clean.shape), level], clean)
    clean = MEAN + np.sqrt(VARIANCE) * rng.normal(size=(1000, 1, 1, 2))
    noisy = 0.7 * clean + 0.3 * rng.normal(size=clean.shape)
    wrong = [np.mean((guess - clean) ** 2) for guess in (denoising.of_network(network)(noisy.astype("float32"), 0.3), MEAN)]
    best = np.mean((denoising.of_gaussian(MEAN, VARIANCE)(noisy, 0.3) - clean) ** 2)
    assert best < wrong[0] < wrong[1] / 2


@pytest.mark.keras
def test_the_small_network_has_three_hidden_layers_and_its_seed_alone_decides_its_first_weights():
    one, same, other = (denoising.small_network((8, 8, 1), steps=1, width=20, seed=seed) for seed in (1, 1, 2))
    assert one.count_params() == (65 * 20 + 20) + 2 * (20 * 20 + 20) + (20 * 64 + 64)
    noisy = noise(2, 64).reshape(2, 8, 8, 1)
    guesses = [denoising.of_network(network)(noisy, 0.5) for network in (one, same, other)]
    np.testing.assert_array_equal(guesses[0], guesses[1])
    assert np.abs(guesses[0] - guesses[2]).max() > 1e-3


def test_a_step_that_flattens_its_levels_is_told_their_shape():
    """The network of the lesson takes them as they are; its check let any shape pass, and the training failed obscurely."""

    def denoising_step(network, clean, level, noise):
        return network.train_on_batch([(1 - level) * clean + level * noise, level.ravel()], clean)

    verdict = find("denoising_step")[1].judge(denoising_step)
    assert verdict.state != "right"
    assert "a level (1, 1, 1) for each picture" in str(verdict.got.error)
