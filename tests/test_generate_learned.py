"""Generators that learn: one contract, what each promises of its own, and trainings and files that survive being stopped."""

# What learns for a while is not marked "keras": it runs on TensorFlow alone, for JAX compiles each training for a minute.

import subprocess
import sys
from functools import cache
from importlib import import_module
from itertools import islice

import numpy as np
import pytest
from scipy import integrate, stats
from tolerances import close

from imagen_course import datasets, generate, training
from imagen_course.arrays import load_keras, to_numpy
from imagen_course.generate import gan, learned, pca, vae
from imagen_course.generate.convolutions import narrowing, widening
from imagen_course.generate.learned import trainer
from imagen_course.worlds import scenes

SHAPE = (8, 8, 1)
MAKERS = {
    "pca": lambda **options: pca.PCA(SHAPE, n_components=5, **options),
    "vae": lambda **options: vae.VAE(SHAPE, **{"n_latents": 5, "width": 4} | options),
    "gan": lambda **options: gan.GAN(SHAPE, **{"n_latents": 5, "width": 4} | options),
}
_KERAS = [pytest.param(name, marks=pytest.mark.keras) for name in ("vae", "gan")]
every_generator = pytest.mark.parametrize("name", ["pca", *_KERAS])
every_network = pytest.mark.parametrize("name", _KERAS)


def blobs(n, seed=0):
    """Pictures of one soft spot at a place and of a brightness drawn by chance."""
    rng = np.random.default_rng(seed)
    place, bright = rng.uniform(2, 6, (2, n, 1, 1)), rng.uniform(0.5, 1, (n, 1, 1))
    y, x = np.mgrid[:8, :8]
    return (bright * np.exp(-((y - place[0]) ** 2 + (x - place[1]) ** 2) / 3))[..., None].astype("float32")


@cache
def trained(name):
    return MAKERS[name]().fit(blobs(64), **({} if name == "pca" else {"steps": 2, "batch_size": 16}))


def weights(generator):
    return list(generator._arrays().values())


# The contract.


@every_generator
def test_a_seed_draws_n_pictures_in_range_and_the_same_ones_whatever_n(name):
    generator = trained(name)
    images = generator.sample(300, seed=5)  # more than one batch of predict
    assert images.shape == (300, *SHAPE)
    assert images.dtype == np.float32
    assert images.min() >= 0
    assert images.max() <= 1
    np.testing.assert_array_equal(generator.sample(300, seed=5), images)
    np.testing.assert_allclose(generator.sample(3, seed=5), images[:3], **close())
    assert abs(generator.sample(3, seed=6) - images[:3]).max() > 1e-3
    assert images.std(axis=0).max() > 1e-3


@every_generator
@pytest.mark.parametrize(
    ("spoilt", "error", "message"),
    [
        ({"n": 0}, ValueError, r"n must be a whole number in \[1, inf\), got 0: write n=16"),
        ({"n": 2.5}, TypeError, r"n must be a whole number in \[1, inf\), got 2.5"),
        ({"seed": -1}, ValueError, r"seed must be a whole number in \[0, inf\), got -1: write seed=0"),
    ],
)
def test_bad_numbers_of_a_sample_are_named(name, spoilt, error, message):
    with pytest.raises(error, match=message):
        trained(name).sample(**({"n": 1} | spoilt))


@every_generator
def test_bad_pictures_and_latents_are_named(name):
    generator = MAKERS[name]()
    with pytest.raises(ValueError, match=r"images must have shape \(n, 8, 8, 1\), got \(3, 8, 9, 1\): the shape that"):
        generator.fit(np.zeros((3, 8, 9, 1), "float32"))
    with pytest.raises(ValueError, match=r"images must have shape \(n, 8, 8, 1\) with n at least 1, got \(0, 8, 8, 1\)"):
        generator.fit(np.zeros((0, 8, 8, 1), "float32"))
    with pytest.raises(TypeError, match="images must be floating point"):
        generator.fit(np.zeros((3, 8, 8, 1), "uint8"))
    with pytest.raises(ValueError, match=r"latents must have shape \(n, 5\), got \(2, 4\)"):
        trained(name).decode(np.zeros((2, 4)))
    with pytest.raises(ValueError, match="latents must be finite"):
        trained(name).decode(np.full((2, 5), np.nan))


@every_generator
def test_a_saved_generator_draws_as_before(name, tmp_path):
    generator = trained(name)
    generator.save(tmp_path / "weights.npz")
    again = type(generator).load(tmp_path / "weights.npz")
    assert type(again) is type(generator)
    assert again.settings == generator.settings
    np.testing.assert_allclose(again.sample(4), generator.sample(4), **close("float16"))
    assert [path.name for path in tmp_path.iterdir()] == ["weights.npz"]


@every_generator
def test_a_file_that_is_not_its_own_is_refused(name, tmp_path):
    path, cls = tmp_path / "weights.npz", type(MAKERS[name]())
    with pytest.raises(FileNotFoundError):
        cls.load(path)
    trained(name).save(path)
    other = vae.VAE if name == "pca" else pca.PCA
    with pytest.raises(ValueError, match=rf"holds the weights of {cls.__name__}, not of {other.__name__}"):
        other.load(path)
    whole = path.read_bytes()
    for content in (whole[: len(whole) // 2], b"", b"no weights"):
        path.write_bytes(content)
        with pytest.raises(ValueError, match="is no whole file of weights"):
            cls.load(path)


# What ships.

ships = pytest.mark.parametrize(
    ("name", "shape"),
    [
        pytest.param(f"{kind}_{world}", shape, marks=() if kind == "pca" else pytest.mark.keras)
        for world, shape in {"digits": (8, 8, 1), "scenes": (32, 32, 3)}.items()
        for kind in ("pca", "vae", "gan")
    ],
)


@ships
def test_what_ships_keeps_the_contract_and_draws_as_many_things_as_there_are(name, shape):
    images = generate.load(name).sample(200, seed=5)
    assert images.shape == (200, *shape)
    assert images.dtype == np.float32
    assert images.min() >= 0
    assert images.max() <= 1
    np.testing.assert_array_equal(generate.load(name).sample(200, seed=5), images)
    real = datasets.load("digits").test_images
    if "scenes" in name:
        real = scenes.generate(400, size=32, n_objects=1, background="plain", seed=2**22).images
    assert abs(images.mean(axis=0) - real.mean(axis=0)).mean() < 0.1
    least = 0.5 if name == "vae_scenes" else 0.6  # its grounds are too grey
    assert least < images.std(axis=0).mean() / real.std(axis=0).mean() < 1.4


def test_a_name_that_does_not_ship_is_answered_by_those_that_do():
    with pytest.raises(ValueError, match=r"name must be one of .*gan_digits, .*pca_digits.*, got 'digits'"):
        generate.load("digits")
    with pytest.raises(ValueError, match=r"got 'mask_china'"):  # it ships, and is no generator
        generate.load("mask_china")


def test_every_class_that_can_be_saved_is_found_by_its_name():
    for kind, module in learned._MODULES.items():
        assert issubclass(getattr(import_module(f"imagen_course.generate.{module}"), kind), learned.Learned)


def test_to_import_the_generators_does_not_load_keras():
    code = "import sys, imagen_course.generate.vae, imagen_course.generate.gan; sys.exit('keras' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


# PCA.


def test_pca_finds_what_scikit_learn_finds():
    from sklearn.decomposition import PCA

    images = blobs(200)
    ours, theirs = pca.PCA(SHAPE, n_components=6).fit(images), PCA(6, svd_solver="full").fit(images.reshape(200, -1))
    np.testing.assert_allclose(ours.mean, theirs.mean_, **close())
    np.testing.assert_allclose(ours.variances, theirs.explained_variance_, **close())
    cosines = (ours.components * theirs.components_).sum(axis=1)
    np.testing.assert_allclose(abs(cosines), 1, **close())
    latents = theirs.transform(images.reshape(200, -1))
    np.testing.assert_allclose(ours.encode(images), latents * np.sign(cosines), rtol=1e-3, atol=1e-4)


def test_pca_with_all_components_loses_nothing():
    images = blobs(200)
    generator = pca.PCA(SHAPE, n_components=64).fit(images)
    np.testing.assert_allclose(generator.decode(generator.encode(images)), images, **close())


def test_what_pca_draws_has_the_mean_and_the_covariance_of_the_pictures(rng):
    mixing = 0.02 * rng.standard_normal((64, 64))
    images = (0.5 + rng.standard_normal((2000, 64)) @ mixing * 0.5).reshape(-1, *SHAPE).clip(0, 1).astype("float32")
    drawn = pca.PCA(SHAPE, n_components=64).fit(images).sample(4000)
    rows, truth = drawn.reshape(4000, 64), images.reshape(-1, 64)
    np.testing.assert_allclose(rows.mean(axis=0), truth.mean(axis=0), atol=0.01)
    np.testing.assert_allclose(np.cov(rows.T), np.cov(truth.T), atol=0.1 * np.cov(truth.T).max())


def test_pca_names_what_is_wrong():
    with pytest.raises(ValueError, match="n_components must be 64 or fewer, the numbers in a picture, got 65"):
        pca.PCA(SHAPE, n_components=65)
    with pytest.raises(TypeError, match=r"shape must be 3 whole numbers, got 8: height, width and channels"):
        pca.PCA(8)
    with pytest.raises(ValueError, match="images must be two or more, got one"):
        pca.PCA(SHAPE).fit(blobs(1))
    with pytest.raises(ValueError, match="has learned nothing yet: call fit first"):
        pca.PCA(SHAPE).sample(1)


# What the networks have in common.


@pytest.mark.keras
@pytest.mark.parametrize("shape", [(8, 8, 1), (32, 32, 3), (12, 16, 2), (28, 28, 1)])
def test_the_networks_go_from_pictures_to_numbers_and_back(shape):
    assert narrowing(shape, 7, width=2).output_shape == (None, 7)
    assert widening(7, shape, width=2).output_shape == (None, *shape)


@pytest.mark.keras
def test_the_seed_draws_the_weights():
    kernels = [to_numpy(narrowing(SHAPE, 3, width=2, seed=seed).weights[0]) for seed in (0, 0, 1)]
    np.testing.assert_array_equal(kernels[0], kernels[1])
    assert abs(kernels[0] - kernels[2]).max() > 0.01


@every_network
@pytest.mark.parametrize("shape", [(30, 30, 3), (4, 4, 1), (8, 64, 1), (9, 9, 1)])
def test_sides_that_cannot_be_halved_are_named(name, shape):
    cls = type(MAKERS[name]())
    with pytest.raises(ValueError, match="shape must have sides that are 4 to 8, doubled once or more, got"):
        cls(shape)
    with pytest.raises(ValueError, match=r"shape must be 3 whole numbers, got \(8, 8\): height, width and channels"):
        cls((8, 8))


@every_network
@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"width": 0}, r"width must be a whole number in \[1, inf\), got 0"),
        ({"n_latents": 0}, r"n_latents must be a whole number in \[1, inf\), got 0"),
        ({"seed": -1}, r"seed must be a whole number in \[0, inf\), got -1"),
    ],
)
def test_bad_settings_are_named(name, options, message):
    with pytest.raises(ValueError, match=message):
        MAKERS[name](**options)


@every_network
@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"steps": 0}, r"steps must be a whole number in \[1, inf\), got 0"),
        ({"batch_size": 0}, r"batch_size must be a whole number in \[1, inf\), got 0"),
        ({"learning_rate": 0}, r"learning_rate must be a number in \(0, inf\), got 0"),
    ],
)
def test_bad_options_of_a_training_are_named(name, options, message):
    with pytest.raises(ValueError, match=message):
        next(MAKERS[name]().training(blobs(8), **options))


@every_network
def test_a_training_that_was_stopped_ends_where_it_would_have_ended(name, tmp_path, monkeypatch):
    monkeypatch.setitem(training.run.__kwdefaults__, "every", 3)
    options = {"steps": 6, "batch_size": 16, "checkpoints": tmp_path / "kept"}
    straight = MAKERS[name]()
    states = list(straight.training(blobs(64), **options | {"checkpoints": None}))
    assert [state["step"] for state in states] == [1, 2, 3, 4, 5, 6]
    list(islice(MAKERS[name]().training(blobs(64), **options), 5))  # three steps are kept, two are lost
    resumed = MAKERS[name]()
    assert list(resumed.training(blobs(64), **options)) == states[3:]
    for ours, theirs in zip(weights(resumed), weights(straight), strict=True):
        np.testing.assert_array_equal(ours, theirs)
    assert list(MAKERS[name]().training(blobs(64), **options)) == []  # done
    with pytest.raises(ValueError, match=r"is of another network: remove .*kept to begin anew"):
        next(MAKERS[name](width=3).training(blobs(64), **options))


# The variational autoencoder.


def test_kl_by_hand_and_by_integration():
    def integrand(x):
        return stats.norm.pdf(x, 1.5, 2) * (stats.norm.logpdf(x, 1.5, 2) - stats.norm.logpdf(x))

    # by hand: (1.5**2 + 2**2 - log(2**2) - 1) / 2 = (2.25 + 4 - 1.3863 - 1) / 2
    found = vae.kl_to_standard_normal([[1.5], [0.0]], [[np.log(4)], [0.0]])
    np.testing.assert_allclose(found, [1.931853, 0], atol=1e-6)
    np.testing.assert_allclose(found[0], integrate.quad(integrand, -20, 20)[0], **close("float64"))
    assert vae.kl_to_standard_normal([1.5], [np.log(4)]) == found[0]
    assert vae.kl_to_standard_normal(np.zeros((5, 4, 2)), np.zeros((5, 4, 2))).shape == (5, 4)
    both = vae.kl_to_standard_normal([[1.5, 1.5]], [[np.log(4), np.log(4)]])  # independent: they add
    np.testing.assert_allclose(both, [2 * found[0]], **close("float64"))


@pytest.mark.keras
def test_kl_of_tensors_is_that_of_arrays(rng):
    ops = load_keras().ops
    mean, log_variance = rng.standard_normal((2, 3, 4)).astype("float32")
    found = vae.kl_to_standard_normal(ops.convert_to_tensor(mean), ops.convert_to_tensor(log_variance))
    np.testing.assert_allclose(to_numpy(found), vae.kl_to_standard_normal(mean, log_variance), **close())


@pytest.mark.keras
def test_the_two_forces_are_nats_per_picture():
    """By an oracle: the density of the pictures under the decoder's normal distribution, and KL in NumPy."""
    images, noise = blobs(16), np.random.default_rng(1).standard_normal((16, 5)).astype("float32")
    model = trained("vae")
    mean, log_variance = model.encode(images)
    drawn = model.decode(mean + np.exp(log_variance / 2) * noise).astype(float)
    sigma = np.sqrt(((images - drawn) ** 2).mean())
    nats = -(stats.norm.logpdf(images, drawn, sigma) + np.log(1 / 255)).sum(axis=(1, 2, 3)).mean()
    losses = model._losses(*map(load_keras().ops.convert_to_tensor, (images, noise)))
    np.testing.assert_allclose(float(losses["reconstruction"]), nats, rtol=1e-4)
    np.testing.assert_allclose(float(losses["kl"]), vae.kl_to_standard_normal(mean, log_variance).mean(), rtol=1e-4)


def test_what_a_picture_costs_falls_and_without_beta_the_clouds_stray():
    costs, strayed = {}, {}
    for beta in (1.0, 0.0):
        states = list(MAKERS["vae"](beta=beta).training(blobs(512), steps=150, batch_size=32, learning_rate=5e-3))
        costs[beta] = [np.mean([s["reconstruction"] + s["kl"] for s in part]) for part in (states[:10], states[-10:])]
        strayed[beta] = states[-1]["kl"]
    assert costs[1.0][1] < costs[1.0][0] - 10
    assert strayed[0.0] > 2 * strayed[1.0]


@pytest.mark.keras
def test_bad_beta_is_named():
    with pytest.raises(ValueError, match=r"beta must be a number in \[0, inf\), got -1: 1 is the variational autoencoder"):
        MAKERS["vae"](beta=-1)


# The adversaries.


@pytest.mark.keras
@pytest.mark.parametrize("mover", ["generator", "discriminator", "penalty"])
def test_a_loss_moves_its_own_player_alone(mover):
    keras, model = load_keras(), MAKERS["gan"]()
    generator, judge = model.networks["generator"], model.discriminator
    before = [[to_numpy(weight).copy() for weight in player.trainable_weights] for player in (generator, judge)]
    others = dict.fromkeys({"generator", "discriminator", "penalty"} - {mover}, 0.0)
    players = trainer([generator, judge], model._losses, keras.optimizers.SGD(1.0), **others)
    latents = np.random.default_rng(0).standard_normal((16, 5)).astype("float32")
    players.train_on_batch([blobs(16), blobs(16, seed=1), latents])
    moved = [
        max(abs(to_numpy(weight) - old).max() for weight, old in zip(player.trainable_weights, olds, strict=True))
        for player, olds in zip((generator, judge), before, strict=True)
    ]
    own = 0 if mover == "generator" else 1
    assert moved[own] > 1e-4
    assert moved[1 - own] < 1e-7


@pytest.mark.keras
def test_a_judge_that_can_but_guess_costs_twice_log_two():
    model = MAKERS["gan"]()
    model.discriminator.set_weights([np.zeros_like(array) for array in model.discriminator.get_weights()])
    latents = np.zeros((4, 5), "float32")
    losses = model._losses(*map(load_keras().ops.convert_to_tensor, (blobs(4), blobs(4), latents)))
    found = [float(losses[name]) for name in ("discriminator", "generator", "penalty")]
    np.testing.assert_allclose(found, [2 * np.log(2), np.log(2), 0], **close())


def test_the_players_learn():
    """A spot in the middle of what is drawn, and darkness at the rim, as in the pictures; at first all is grey."""
    generator = MAKERS["gan"](width=8).fit(blobs(512), steps=300, batch_size=32, learning_rate=1e-2)
    drawn = generator.sample(64)[..., 0]
    assert drawn[:, 3:5, 3:5].mean() > 2 * drawn[:, [0, 0, -1, -1], [0, -1, 0, -1]].mean()


@pytest.mark.keras
def test_bad_penalty_is_named():
    with pytest.raises(ValueError, match=r"penalty must be a number in \[0, inf\), got -1"):
        MAKERS["gan"](penalty=-1)
