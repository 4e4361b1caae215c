"""Small generators in NumPy: the formulas that lesson "By learning" teaches, and that they train."""

import numpy as np
import pytest
from scipy import integrate, stats

from imagen_course.autodiff import gradients
from imagen_course.exercises.declared.by_learning import gan_losses, negative_elbo
from imagen_course.generate.dense import Adam, dirac_gan, follow, mlp, ring, train_gan, train_vae
from imagen_course.generate.vae import kl_to_standard_normal

RNG = np.random.default_rng(19)


# --- the formulas -------------------------------------------------------------------------------------------------------


def test_the_loss_of_a_vae_is_reconstruction_and_kl_of_each_picture_on_average():
    x, drawn, mean, log_variance = (RNG.normal(size=(5, d)) for d in (3, 3, 2, 2))
    reconstruction = -stats.norm(drawn, np.sqrt(0.3)).logpdf(x).sum(axis=1) - 3 * np.log(2 * np.pi * 0.3) / 2
    kl = kl_to_standard_normal(mean, log_variance)
    assert negative_elbo(x, drawn, mean, log_variance, 0.3) == pytest.approx(np.mean(reconstruction + kl))


def test_kl_is_the_mean_of_the_difference_of_the_log_densities():
    q, p = stats.norm(0.7, np.exp(-0.4 / 2)), stats.norm(0, 1)
    exact, _ = integrate.quad(lambda z: q.pdf(z) * (q.logpdf(z) - p.logpdf(z)), -12, 12)
    one = np.zeros((1, 1))
    assert negative_elbo(one, one, np.array([[0.7]]), np.array([[-0.4]]), 1.0) == pytest.approx(exact)


def test_the_elbo_is_below_the_likelihood_and_touches_it_at_the_true_posterior():
    x, s2 = 0.8, 0.25  # p(z) and p(x|z) = N(z, s2) are normal, so everything is known

    def elbo(mean, variance):
        expected = (x - mean) ** 2 + variance  # of the squared error, over z
        return -(expected / (2 * s2) + np.log(2 * np.pi * s2) / 2 + kl_to_standard_normal([mean], [np.log(variance)]))

    true = stats.norm(0, np.sqrt(1 + s2)).logpdf(x)
    assert elbo(x / (1 + s2), s2 / (1 + s2)) == pytest.approx(true)
    assert all(elbo(mean, variance) < true for mean in (-1, 0.5, 2) for variance in (0.05, 0.3, 1))


def test_gan_losses_are_cross_entropies_and_the_generator_s_does_not_saturate():
    real, fake = RNG.normal(size=(2, 6, 1))
    p, q = 1 / (1 + np.exp(-real)), 1 / (1 + np.exp(-fake))
    expected = -np.log(p).mean() - np.log(1 - q).mean(), -np.log(q).mean()
    np.testing.assert_allclose(gan_losses(real, fake), expected)

    def minimax(u):
        return -np.mean(np.logaddexp(0, u))  # ln(1 - sigmoid)

    sure = np.array([[-9.0]])  # the discriminator knows that this was drawn
    (flat,), (steep,) = (gradients(loss, sure)[1] for loss in (minimax, lambda u: gan_losses(u, u)[1]))
    assert abs(flat.item()) < 1e-3
    assert steep.item() == pytest.approx(-1, abs=1e-3)
    assert gan_losses(np.zeros((1, 1)), np.zeros((1, 1)))[0] == pytest.approx(2 * np.log(2))


def test_the_dirac_gan_moves_down_the_slopes_of_its_two_losses():
    place, penalty = np.array([0.6, -0.4]), 0.1
    _, slope_g = gradients(lambda p: np.sum(np.logaddexp(0, -p[0] * p[1])), place)
    _, slope_d = gradients(lambda p: np.logaddexp(0, p[0] * p[1]) + penalty * p[1] ** 2, place)
    np.testing.assert_allclose(dirac_gan(place, penalty=penalty), [-slope_g[0][0], -slope_d[0][1]])


def test_the_dirac_gan_circles_and_a_penalty_brings_it_to_rest():
    free, held = (
        follow(lambda p, penalty=penalty: dirac_gan(p, penalty=penalty), [1, 0], steps=2000) for penalty in (0, 0.1)
    )
    late = np.hypot(*free[-200:].T)
    assert 0.3 < late.min() <= late.max() < 1
    assert np.ptp(np.sign(free[-200:, 0])) == 2
    assert np.hypot(*held[-1]) < 1e-3


def test_adam_moves_each_weight_by_the_learning_rate_at_first():
    network = mlp(2, 1, width=4)
    before = {name: array.copy() for name, array in network.parameters().items()}
    network.forward(np.ones((3, 2), "float32"))
    network.backward(np.ones((3, 1), "float32"))
    Adam(network, 0.01).step(0.5)
    for name, gradient in network.gradients().items():
        moved = network.parameters()[name] - before[name]
        np.testing.assert_allclose(moved, -0.005 * np.sign(gradient), atol=1e-5)


# --- what they learn ----------------------------------------------------------------------------------------------------


def test_a_vae_draws_near_the_ring_and_collapses_where_an_error_costs_little():
    points, z = ring(500), RNG.normal(size=(300, 2)).astype("float32")
    near, flat = (train_vae(negative_elbo, points, 2, s2, steps=500)[1].forward(z) for s2 in (0.05, 5.0))
    assert np.mean(abs(np.hypot(*near.T) - 1) < 0.3) > 0.6
    assert np.hypot(*flat.T).max() < 0.5


def test_a_gan_leaves_the_middle_and_a_seed_fixes_it():
    points, z = ring(500), RNG.normal(size=(300, 2)).astype("float32")
    one, other = (train_gan(gan_losses, points, 2, steps=400, noise=0.05).forward(z) for _ in range(2))
    np.testing.assert_array_equal(one, other)
    assert np.median(np.abs(np.hypot(*one.T) - 1)) < 0.35
