"""Learning from a judge: on worlds where what is drawn is known, and the batches from which the model of scenes learns."""

from itertools import pairwise

import numpy as np
import pytest

from imagen_course.generate import denoising, diffusion, language, rejection, text_to_image
from imagen_course.generate.language import TextEncoder
from imagen_course.generate.text_to_image import TextToImage
from imagen_course.worlds.scenes import Placed


class World:
    """Pictures of one pixel, drawn by the exact denoiser of what was learned last."""

    def __init__(self, know, learned, n, judge, *, n_steps, seed=0):
        self.know, self.n, self.judge, self.seed, self.levels = know, n, judge, seed, diffusion.levels(n_steps)
        self.learn(learned)

    def learn(self, accepted):
        self.denoise = self.know(accepted)

    def draw(self, number):
        start = np.random.default_rng([self.seed, number]).normal(size=(1, 1, self.n, 1))  # a row of pixels, for speed

        def denoise(row, level):
            return self.denoise(row.reshape(-1, 1, 1, 1), level).reshape(row.shape)

        *_, (end, _) = diffusion.sampling(denoise, start, self.levels)
        self.drawn = end.reshape(-1, 1, 1, 1)
        return (self.drawn,)

    def accept(self, drawn):
        return self.judge(drawn.ravel())

    def rounds(self, n_rounds):
        for state in rejection.rounds(self.draw, self.accept, self.learn, n_rounds=n_rounds):
            yield state["accepted"], self.drawn.ravel()


def fitted(accepted):
    return denoising.of_gaussian(accepted.mean(), accepted.var())


def test_each_round_a_gaussian_judge_adds_its_precision_to_a_gaussian_generator_s():
    judge_variance, mean, variance, random = 0.5, 1.0, 1.0, np.random.default_rng(1)

    def judge(x):  # accepts x with a probability that is a Gaussian of x, round 0
        return random.random(len(x)) < np.exp(-(x**2) / (2 * judge_variance))

    start = mean + np.sqrt(variance) * np.random.default_rng(2).normal(size=(30_000, 1, 1, 1))
    shares, entropies = [], []
    for share, drawn in World(fitted, start, 30_000, judge, n_steps=400).rounds(4):
        np.testing.assert_allclose(drawn.var(), variance, rtol=0.06)
        np.testing.assert_allclose(drawn.mean(), mean, atol=0.02)
        total = judge_variance + variance  # what is accepted of a Gaussian, by the product of two Gaussians
        expected = np.sqrt(judge_variance / total) * np.exp(-(mean**2) / (2 * total))
        np.testing.assert_allclose(share, expected, rtol=0.04)
        shares.append(share)
        entropies.append(np.log(2 * np.pi * np.e * drawn.var()) / 2)
        variance, mean = 1 / (1 / variance + 1 / judge_variance), mean * judge_variance / total
    assert (np.diff(shares) > 0.03).all(), "more is accepted from round to round"
    assert (np.diff(entropies) < -0.1).all(), "and less is drawn that differs"


def test_what_is_learned_from_the_accepted_is_drawn_and_nothing_else():
    world = World(denoising.of_examples, np.array([-1.0, 0.25, 1.0]).reshape(3, 1, 1, 1), 600, lambda x: x > 0, n_steps=40)
    (share, first), (again, then) = world.rounds(2)
    np.testing.assert_allclose([np.mean(abs(first - place) < 0.01) for place in (-1, 0.25, 1)], [1 / 3] * 3, atol=0.07)
    np.testing.assert_allclose(share, 2 / 3, atol=0.07)
    assert again == 1
    assert set(then.round(2)) == {np.float32(0.25), np.float32(1.0)}
    ratio = [np.mean(drawn[drawn > 0] > 0.5) for drawn in (first, then)]
    np.testing.assert_allclose(*ratio, atol=0.07, err_msg="the accepted keep their shares among one another")


def test_a_judge_who_accepts_everything_still_loses_what_few_pictures_hold():
    n, n_rounds, differ = 8, 4, []
    for seed in range(80):
        both = np.array([-1.0, 1.0]).reshape(2, 1, 1, 1)
        world = World(denoising.of_examples, both, n, lambda x: x == x, n_steps=30, seed=seed)
        ups = np.array([(drawn > 0).mean() for _, drawn in world.rounds(n_rounds)])
        differ.append(2 * ups * (1 - ups))  # how likely two pictures are unlike, drawn from a round's with replacement
    expected = 0.5 * (1 - 1 / n) ** (1 + np.arange(n_rounds))  # a round of n keeps 1 - 1 / n: Wright and Fisher's drift
    np.testing.assert_allclose(np.mean(differ, axis=0), expected, atol=0.06)


def test_a_loop_draws_what_it_learned_and_loses_what_few_steps_seldom_draw():
    contrast, random = np.linspace(0.05, 0.45, 40), np.random.default_rng(0)
    images = 0.5 + contrast[:, None, None, None] * random.choice([-1, 1], (40, 8, 8, 3))

    def judge(pictures):
        return pictures[:, 0, 0, 0] > 0.5

    kept, drawn_as = np.flatnonzero(judge(images)), {}
    for n_steps in (10, 80):
        drawn = rejection.self_consuming(images, judge, n_rounds=5, n_steps=n_steps)
        assert drawn.shape == (6, 40, 8, 8, 3)
        np.testing.assert_array_equal(drawn[0], np.float32(images))
        gaps = abs(drawn[1:, :, None] - images[kept]).max(axis=(3, 4, 5))  # of each picture to each accepted at first
        assert gaps.min(axis=2).max() < 0.01
        drawn_as[n_steps] = kept[gaps.argmin(axis=2)]
        which = [set(row.tolist()) for row in drawn_as[n_steps]]
        assert all(then <= before for before, then in pairwise(which)), "what is lost does not come back"
    coarse, fine = (contrast[drawn_as[n_steps][0]].mean() / contrast[kept].mean() for n_steps in (10, 80))
    assert coarse < 0.85 < 0.9 < fine < 1.1, "few steps draw what lies near the mean more often, many do not"
    assert contrast[drawn_as[10][-1]].mean() < contrast[drawn_as[10][0]].mean(), "and each round multiplies that"


def test_each_round_learns_what_was_accepted_of_every_array_and_rounds_done_are_not_done_again():
    learned, letters = [], np.array(list("abcd"))

    def learn(*parts):
        learned.append([part.tolist() for part in parts])

    steps = rejection.rounds(lambda i: (np.arange(i, i + 4), letters), lambda n, _: n % 2 == 0, learn, n_rounds=3, done=1)
    assert list(steps) == [{"round": 2, "accepted": 0.5}, {"round": 3, "accepted": 0.5}]
    assert learned == [[[2, 4], ["b", "d"]], [[2, 4], ["a", "c"]]]


@pytest.mark.parametrize("said", [[1, 1, 0], [True], [[True, True, True]]])
def test_a_judge_says_yes_or_no_of_each(said):
    steps = rejection.rounds(lambda i: (np.arange(3),), lambda drawn: said, lambda drawn: None, n_rounds=1)
    with pytest.raises(TypeError, match="accept must return True or False for each of 3 pictures, got"):
        list(steps)


def test_a_judge_who_accepts_nothing_is_named():
    steps = rejection.rounds(lambda i: (np.arange(3),), lambda drawn: drawn > 5, lambda drawn: None, n_rounds=1)
    with pytest.raises(ValueError, match="accept must take one picture at least, got 0 of 3: draw more, or ask for less"):
        list(steps)


# Scenes.


def thing(colour, size="small"):
    return Placed(3, colour, size, (9.5, 9.5), 4.0, 0.0, 0.0, (6, 6, 13, 13))


def test_balanced_every_colour_and_size_there_is_comes_equally_often():
    looks = [("red", "small")] * 6 + [("red", "large")] * 2 + [("blue", "small")]
    weights = rejection.balance([(thing(*look),) for look in looks])
    np.testing.assert_allclose(weights, [1 / 18] * 6 + [1 / 6] * 2 + [1 / 3])
    several = rejection.balance([(thing("red"),), (thing("red"), thing("blue"))])
    np.testing.assert_allclose(several, [2 / 5, 3 / 5])  # of two reds 1 / 2 each, of one blue 1; a picture has their mean
    with pytest.raises(ValueError, match="leave out what was not read"):
        rejection.balance([()])
    with pytest.raises(TypeError, match="readings"):
        rejection.balance(np.zeros((2, 32, 32, 3)))


def test_a_batch_is_own_pictures_by_weight_and_ordinary_scenes():
    images, texts = np.linspace(0.1, 0.3, 3)[:, None, None, None] + np.zeros((3, 32, 32, 3)), ["a star", "a cross", "a star"]
    options = {"batch_size": 310, "ordinary": 1 / 31, "weights": [1, 1, 2], "seed": 4}
    (drawn, ids), (again, _) = (rejection.OwnPictures(images, texts, **options)[3] for _ in range(2))
    np.testing.assert_array_equal(drawn, again)
    assert drawn.shape == (310, 32, 32, 3)
    which = [np.flatnonzero((drawn[:300] == np.float32(image)).all(axis=(1, 2, 3))) for image in images]
    np.testing.assert_allclose([len(rows) / 300 for rows in which], [0.25, 0.25, 0.5], atol=0.08)
    for rows, text in zip(which, texts, strict=True):
        np.testing.assert_array_equal(ids[rows], language.tokenize([text] * len(rows)))
    ordinary = text_to_image.Pool(1004, 10, sides=(32,))[3]
    np.testing.assert_array_equal(drawn[300:], ordinary[0])
    np.testing.assert_array_equal(ids[300:], ordinary[1])


def test_shares_of_nothing_and_of_all():
    images, texts = np.full((2, 32, 32, 3), 0.5), ["a star", "a cross"]
    alone, none = (rejection.OwnPictures(images, texts, batch_size=4, ordinary=share)[0][0] for share in (0, 1))
    assert (alone == 0.5).all()
    assert len(none) == 4
    assert not (none == 0.5).all(axis=(1, 2, 3)).any()


@pytest.mark.parametrize(
    ("options", "match"),
    [
        ({"ordinary": 1.5}, "ordinary must be a number in"),
        ({"weights": [0.5, 0.0]}, "weights must lie in"),
        ({"weights": [1.0]}, r"weights must have shape \(2,\)"),
        ({"images": np.zeros((1, 32, 32, 3))}, r"images must have shape \(2, 32, 32, 3\)"),
        ({"texts": ["a star", "a dog"]}, "has the word 'dog'"),
    ],
)
def test_what_does_not_fit_is_named(options, match):
    given = {"images": np.zeros((2, 32, 32, 3)), "texts": ["a star", "a cross"]} | options
    with pytest.raises(ValueError, match=match):
        rejection.OwnPictures(given.pop("images"), given.pop("texts"), **given)


@pytest.mark.keras
def test_the_model_of_scenes_learns_from_the_pool_it_is_given(monkeypatch):
    model = TextToImage(TextEncoder(width=16, depth=1), widths=(8, 8, 8))
    given = []
    monkeypatch.setattr(TextToImage, "_train", lambda self, network, batches, **options: iter([given.append(batches)]))
    own = rejection.OwnPictures(np.full((1, 32, 32, 3), 0.25), ["a red star"], batch_size=6, ordinary=0)
    for pool, dropped in ((own, 0.0), (own, 1.0), (None, 0.0)):
        list(model.training(pool=pool, dropped=dropped, batch_size=6))
    told, silent, ordinary = (batches(0, np.random.default_rng(0)) for batches in given)
    assert (told[0] == -0.5).all(), "in [-1, 1]"
    np.testing.assert_array_equal(told[2], language.tokenize(["a red star"] * 6))
    np.testing.assert_array_equal(silent[2], language.tokenize([None] * 6))
    assert not (ordinary[0] == -0.5).all()
