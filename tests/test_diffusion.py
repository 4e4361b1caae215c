"""The sampler, whose answers are known where the denoiser is; the network, and training that resumes."""

# What learns for a while is not marked "keras": it runs on TensorFlow alone, for JAX compiles each training for a minute.

import numpy as np
import pytest

from imagen_course import training
from imagen_course.arrays import to_numpy
from imagen_course.generate import layers
from imagen_course.generate.diffusion import Diffusion, add_noise, levels, sampling

MEAN, DEVIATION = 0.3, 0.4


def perfect(noisy, level):
    """The denoiser of a world whose values are normal: what a clean value is on average, given the noisy one."""
    kept, noise = 1 - level, level
    gain = kept * DEVIATION**2 / (kept**2 * DEVIATION**2 + noise**2)
    return MEAN + gain * (noisy - kept * MEAN)


def draw(n_steps, *, eta=0.0, rho=1.0, n=40_000):
    noise = np.random.default_rng(0).standard_normal((1, n, 1, 1), np.float32)
    *_, (noisy, clean) = sampling(perfect, noise, levels(n_steps, rho=rho), eta=eta, seed=1)
    np.testing.assert_array_equal(noisy, clean)
    return noisy


@pytest.mark.parametrize("eta", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("rho", [1.0, 2.0])
def test_moments_of_a_gaussian(eta, rho):
    drawn = draw(200, eta=eta, rho=rho)
    assert abs(drawn.mean() - MEAN) < 0.01
    assert abs(drawn.std() - DEVIATION) < 0.012


def test_more_steps_come_nearer():
    errors = [abs(draw(n_steps).std() - DEVIATION) for n_steps in (5, 20, 80)]
    assert errors[0] > 2 * errors[1] > 4 * errors[2]


def test_without_fresh_noise_the_flow_is_solved_by_hand():
    """One Euler step of dx/dt = (x - clean) / t from 1 to 1/2, then one to 0."""
    x = np.full((1, 1, 1, 1), 2.0, np.float32)
    steps = list(sampling(perfect, x, [1.0, 0.5, 0.0]))
    first = x + (0.5 - 1.0) * (x - perfect(x, 1.0)) / 1.0
    np.testing.assert_allclose(steps[0][0], first, rtol=1e-6)
    np.testing.assert_allclose(steps[1][0], perfect(first, 0.5), rtol=1e-6)


def test_a_step_of_ddim_in_its_own_letters():
    """With alpha = (1 - t)**2 / ((1 - t)**2 + t**2), DDIM's equation 12 at sigma = 0 is the same step."""
    rng, now, then = np.random.default_rng(0), 0.7, 0.4
    x = rng.standard_normal((3, 2, 2, 1)).astype(np.float32)
    ours = next(sampling(perfect, x, [now, then]))[0]

    def scale(t):
        return np.hypot(1 - t, t)

    alpha, alpha_then = ((1 - t) ** 2 / scale(t) ** 2 for t in (now, then))
    z = x / scale(now)  # DDIM keeps the variance of picture and noise together
    guess = (z - np.sqrt(alpha) * perfect(x, now)) / np.sqrt(1 - alpha)
    theirs = np.sqrt(alpha_then) * perfect(x, now) + np.sqrt(1 - alpha_then) * guess
    np.testing.assert_allclose(ours / scale(then), theirs, rtol=1e-5)


@pytest.mark.parametrize("eta", [0.5, 1.0])
def test_fresh_noise_is_as_much_as_ddpm_puts_in(eta):
    """Equation 7 of DDPM: the variance of a step is (1 - a') / (1 - a) * (1 - a / a'), a the product of alphas.

    Below 1, ``eta`` scales the deviation.
    """
    now, then, n = 0.7, 0.4, 200_000
    x = np.full((1, n, 1, 1), 0.8, np.float32)
    ours = next(sampling(perfect, x, [now, then], eta=eta))[0]
    a, a_then = ((1 - t) ** 2 / ((1 - t) ** 2 + t**2) for t in (now, then))
    variance = eta**2 * (1 - a_then) / (1 - a) * (1 - a / a_then) * ((1 - then) ** 2 + then**2)
    assert abs(ours.var() / variance - 1) < 0.02


def test_chance_enters_only_where_it_is_asked_for():
    assert np.array_equal(draw(5, n=10), draw(5, n=10))
    noise = np.random.default_rng(0).standard_normal((10, 1, 1, 1), np.float32)
    one, other = (list(sampling(perfect, noise, levels(5), eta=1.0, seed=seed))[-1][0] for seed in (1, 2))
    assert abs(one - other).max() > 0.1


def test_noise_is_added_along_a_line():
    clean, noise = np.ones((2, 1, 1, 1)), -np.ones((2, 1, 1, 1))
    np.testing.assert_allclose(add_noise(clean, [0.0, 0.75], noise).ravel(), [1.0, -0.5])


@pytest.mark.parametrize(
    ("call", "match"),
    [
        (lambda: levels(0), "n_steps must be a whole number"),
        (lambda: levels(3, start=0), "start must be a number in"),
        (lambda: add_noise(np.ones((1, 1, 1, 1)), 1.5, np.ones((1, 1, 1, 1))), "level must lie in"),
        (lambda: next(sampling(perfect, np.ones((1, 1, 1, 1)), [0.5, 0.7])), "levels must fall"),
        (lambda: next(sampling(perfect, np.ones((1, 1, 1, 1)), [1.0, 0.0], eta=2)), "eta must be a number"),
    ],
)
def test_bad_input_is_named(call, match):
    with pytest.raises(ValueError, match=match):
        call()


IMAGES = np.random.default_rng(3).random((40, 8, 8, 1), np.float32)


def tiny():
    return Diffusion((8, 8, 1), widths=(8, 16), seed=1)


@pytest.mark.keras
def test_the_contract_of_a_generator():
    model = tiny()
    images = model.sample(3, seed=5)
    assert images.shape == (3, 8, 8, 1)
    assert images.dtype == np.float32
    assert 0 <= images.min() <= images.max() <= 1
    np.testing.assert_array_equal(images, model.sample(3, seed=5))
    np.testing.assert_allclose(images, model.sample(5, seed=5)[:3], atol=1e-5)
    assert abs(images - model.sample(3, seed=6)).max() > 1e-3
    assert len(list(model.sampling(2, n_steps=4))) == 4
    with pytest.raises(ValueError, match="n must be a whole number"):
        model.sample(0)
    with pytest.raises(ValueError, match="n_steps must be a whole number"):
        model.sample(1, n_steps=0)


def test_training_resumes_exactly_and_is_kept(tmp_path, monkeypatch):
    monkeypatch.setitem(training.run.__kwdefaults__, "every", 2)
    options = {"steps": 6, "batch_size": 16, "learning_rate": 1e-2}
    straight = tiny()
    losses = [state["loss"] for state in straight.training(IMAGES, **options)]
    stopped = tiny().training(IMAGES, checkpoints=tmp_path / "kept", **options)
    assert [next(stopped)["step"] for _ in range(4)] == [1, 2, 3, 4]
    stopped.close()
    resumed = tiny()
    rest = resumed.training(IMAGES, checkpoints=tmp_path / "kept", **options)
    np.testing.assert_allclose([state["loss"] for state in rest], losses[2:], rtol=1e-5)  # two steps were kept
    np.testing.assert_allclose(resumed.sample(2), straight.sample(2), atol=1e-5)
    straight.save(tmp_path / "model.npz")
    np.testing.assert_allclose(Diffusion.load(tmp_path / "model.npz").sample(2), straight.sample(2), atol=2e-2)


def test_a_denoiser_learns_a_world_of_one_picture():
    world = np.repeat(np.linspace(0, 1, 64, dtype=np.float32).reshape(1, 8, 8, 1), 64, axis=0)
    model = Diffusion((8, 8, 1), widths=(8, 16)).fit(world, steps=150, batch_size=32, learning_rate=5e-3)
    assert abs(model.sample(4, n_steps=8) - world[:4]).mean() < 0.1


@pytest.mark.keras
@pytest.mark.parametrize(
    ("call", "match"),
    [
        (lambda: Diffusion((9, 8, 1)), "shape must have sides that 2 divides"),
        (lambda: Diffusion((38, 36, 3)), "shape must have sides that 4 divides"),
        (lambda: Diffusion((8, 8)), "shape must be"),
        (lambda: Diffusion((8, 8, 1), widths=(6, 8)), "widths must be two or more numbers that 8 divides"),
        (lambda: tiny().fit(np.zeros((4, 16, 16, 1), np.float32)), "images must have shape"),
        (lambda: tiny().fit(IMAGES, steps=0), "steps must be a whole number"),
        (lambda: tiny().fit(IMAGES, batch_size=0), "batch_size must be a whole number"),
    ],
)
def test_bad_input_of_the_model_is_named(call, match):
    with pytest.raises(ValueError, match=match):
        call()


def test_a_network_is_asked_by_blocks_of_one_size():
    class Network:
        def predict_on_batch(self, parts):
            assert len(parts) == 4
            return parts * 2

    rows = np.arange(10.0)[:, None]
    np.testing.assert_array_equal(layers.predict(Network(), rows, block=4), rows * 2)


@pytest.mark.keras
@pytest.mark.parametrize("seed", [0, 2**32, 10**400])
def test_any_whole_number_from_0_is_a_seed(seed):
    layer = layers.Blocks(seed).dense(2)
    layer.build((None, 3))
    assert np.ptp(to_numpy(layer.kernel)) > 0


@pytest.mark.parametrize("guess", [None, np.zeros((8, 8, 1), np.float32)])
def test_a_denoiser_that_returns_no_such_pictures_is_named(guess):
    noisy = np.zeros((2, 8, 8, 1), np.float32)
    with pytest.raises(ValueError, match=r"denoise must return pictures of the shape that it takes, \(2, 8, 8, 1\), got"):
        next(sampling(lambda noisy, level: guess, noisy, [1.0, 0.5]))
