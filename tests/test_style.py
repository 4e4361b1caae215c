"""Style is what Gram matrices hold: they forget places, losses are shares, gradients lower them, a network learns to."""

import numpy as np
import pytest
from tolerances import close

from imagen_course import arrays, photographs, style
from imagen_course.formulas import instance_normalisation
from imagen_course.worlds import drawings

SIDE = 16


@pytest.fixture
def maps(rng):
    return rng.normal(size=(3, 4, 5, 6))


def test_a_gram_matrix_is_the_mean_over_all_places(maps):
    by_hand = np.zeros((3, 6, 6))
    for n, row, column in np.ndindex(3, 4, 5):
        place = maps[n, row, column]
        by_hand[n] += np.outer(place, place) / 20
    np.testing.assert_allclose(style.gram(maps), by_hand)


def test_a_gram_matrix_forgets_places_and_size(maps, rng):
    places = maps.reshape(3, 20, 6)[:, rng.permutation(20)].reshape(maps.shape)
    np.testing.assert_allclose(style.gram(places), style.gram(maps))
    np.testing.assert_allclose(style.gram(np.tile(maps, (1, 2, 3, 1))), style.gram(maps))
    np.testing.assert_allclose(style.gram(3 * maps), 9 * style.gram(maps))
    by_map = np.stack([maps[..., i].ravel()[rng.permutation(60)].reshape(3, 4, 5) for i in range(6)], axis=-1)
    assert np.abs(style.gram(by_map) - style.gram(maps)).max() > 0.1, "each map shuffled by itself is another style"


def test_distances_are_shares(maps, rng):
    others, far = rng.normal(size=maps.shape), [np.zeros((6, 6))]
    grams = [style.gram(others)[0]]
    np.testing.assert_allclose(style.style_distance([others[:1]], grams), 0, atol=1e-20)
    np.testing.assert_allclose(style.style_distance([0 * maps], grams), 1)
    found = [np.sum((style.gram(maps)[i] - grams[0]) ** 2) / np.sum(grams[0] ** 2) for i in range(3)]
    np.testing.assert_allclose(style.style_distance([maps], grams), found)
    np.testing.assert_allclose(style.style_distance([maps, others], grams * 2)[1:].mean(), np.mean(
        [style.style_distance([each], grams)[1:] for each in (maps, others)]
    ))  # fmt: skip
    assert style.style_distance([maps], far).min() > 1e6
    np.testing.assert_allclose(style.content_distance([others], [others]), 0)
    flat = np.broadcast_to(others.mean(axis=(1, 2), keepdims=True), others.shape)
    np.testing.assert_allclose(style.content_distance([flat], [others]), 1)
    spread = ((others - flat) ** 2).sum(axis=(1, 2, 3))
    np.testing.assert_allclose(style.content_distance([maps], [others]), ((maps - others) ** 2).sum(axis=(1, 2, 3)) / spread)


def test_statistics_are_those_of_the_other(maps, rng):
    others = rng.normal(2, 3, size=(1, 7, 3, 6))
    found = style.match_statistics(maps, others)
    for part in (np.mean, np.std):
        wanted = np.broadcast_to(part(others, axis=(1, 2)), (3, 6))
        np.testing.assert_allclose(part(found, axis=(1, 2)), wanted, rtol=1e-4)
    np.testing.assert_allclose(style.match_statistics(maps, maps), maps, atol=1e-4)
    order = np.argsort(maps, axis=1)
    np.testing.assert_array_equal(np.argsort(found, axis=1), order)


def test_what_does_not_fit_is_said(maps):
    grams = [np.eye(6)]
    wrong = {
        "others must be one picture or 3": lambda: style.match_statistics(maps, maps[:2]),
        r"grams must have shape \(6, 6\)": lambda: style.style_distance([maps], [np.eye(5)]),
        "maps and grams must be equally many, got 1 and 2": lambda: style.style_distance([maps], grams * 2),
        "maps and others must be equally many": lambda: style.content_distance([maps], [maps, maps]),
        r"others must have shape \(3, 4, 5, 6\)": lambda: style.content_distance([maps], [maps[:2]]),
        "style_weight must be a number in": lambda: style.perceptual_loss(len, grams, style_weight=-1),
        "start must have shape": lambda: style.redraw(len, maps[..., :3].clip(0, 1), start=np.zeros((3, 4, 4, 3))),
        "contents must have 3 channels": lambda: style.redraw(len, maps.clip(0, 1)),
    }
    for words, call in wrong.items():
        with pytest.raises(ValueError, match=words):
            call()


# --- Keras, on each of its backends -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def network():
    return photographs.first_stages(("stem", "2.0", "2"))


@pytest.mark.keras
def test_the_first_stages_typed_in_keras_give_the_same_maps(rng):
    images = rng.random((2, 33, 48, 3)).astype("float32")
    stages = (1, 2, 3, 4)
    found = photographs.first_stages(("1", "2", "3", "4"))(images)
    for ours, theirs in zip(photographs.maps(images, stages=stages), found, strict=True):
        np.testing.assert_allclose(theirs, ours, rtol=1e-3, atol=2e-4)


@pytest.mark.keras
def test_places_inside_a_network_are_named(network, rng):
    assert [maps.shape[-1] for maps in network.outputs] == [32, 96, 24]
    stem, wide, _ = (arrays.to_numpy(maps) for maps in network(rng.random((1, 64, 64, 3)).astype("float32")))
    assert stem.min() == wide.min() == 0
    assert max(stem.max(), wide.max()) <= 6
    alone = photographs.first_stages(("stem",))
    images = rng.random((1, 32, 32, 3)).astype("float32")
    (of_one,), (first, *_) = (style.gram_matrices(each, images) for each in (alone, network))
    np.testing.assert_allclose(of_one, first, **close())
    *_, last = style.redraw(style.perceptual_loss(alone, [of_one]), images, steps=2)
    assert last.shape == images.shape
    with pytest.raises(ValueError, match=r"places must be 'stem', '1\.0'"):
        photographs.first_stages(("9",))


@pytest.mark.keras
def test_random_weights_neither_grow_nor_shrink(rng):
    images = rng.random((2, 64, 64, 3)).astype("float32")
    one, again, other = (photographs.first_stages(("stem", "1", "2", "3"), seed=seed)(images) for seed in (1, 1, 2))
    for a, b, c in zip(one, again, other, strict=True):
        np.testing.assert_array_equal(a, b)
        assert np.abs(arrays.to_numpy(a) - arrays.to_numpy(c)).max() > 0.1
        assert 0.1 < arrays.to_numpy(a).std() < 3


@pytest.mark.keras
def test_instance_normalisation_is_keras_s_own(rng):
    keras = arrays.load_keras()
    images = rng.normal(2, 3, size=(3, 8, 9, 5)).astype("float32")
    theirs = keras.layers.GroupNormalization(groups=-1, epsilon=1e-5)(images)
    np.testing.assert_allclose(instance_normalisation(images), theirs, atol=1e-6)
    np.testing.assert_allclose(instance_normalisation(keras.ops.convert_to_tensor(images)), theirs, atol=1e-6)


@pytest.mark.keras
def test_steps_lower_the_loss_and_its_parts(network):
    numbers = [drawings.table().where(name="fox", artist=artist)[0] for artist in drawings.ARTISTS]
    fox, other = (drawings.on_ground(drawings.draw([n], size=32))[..., :3] for n in numbers)
    grams = style.gram_matrices(network, other)
    loss = style.perceptual_loss(network, grams, style_weight=20.0, smoothness=0.0)
    *_, last = style.redraw(loss, fox, steps=40)
    assert last.shape == fox.shape
    assert 0 <= last.min() <= last.max() <= 1
    before, after = (float(arrays.to_numpy(loss(fox, images))[0]) for images in (fox, last))
    assert after < before / 2
    of_both = [network(images) for images in (fox, last)]
    before, after = (float(arrays.to_numpy(style.style_distance(maps, grams))[0]) for maps in of_both)
    assert after < before / 2
    *_, only_content = style.redraw(style.perceptual_loss(network, grams, style_weight=0.0), fox, steps=12, start=other)
    nearer, farther = (
        float(arrays.to_numpy(style.content_distance(network(images)[-1:], of_both[0][-1:]))[0])
        for images in (only_content, other)
    )
    assert nearer < farther / 2


@pytest.mark.keras
def test_distances_of_tensors_are_those_of_arrays(rng):
    ops, maps = arrays.load_keras().ops, rng.normal(size=(2, 3, 4, 5)).astype("float32")
    others, grams = rng.normal(size=(2, 3, 4, 5)).astype("float32"), [np.eye(5)]
    tensor = ops.convert_to_tensor(maps)
    np.testing.assert_allclose(style.style_distance([tensor], grams), style.style_distance([maps], grams), **close())
    np.testing.assert_allclose(
        style.content_distance([tensor], [others]), style.content_distance([maps], [others]), **close()
    )
    matched = style.match_statistics(tensor, others)
    np.testing.assert_allclose(matched, style.match_statistics(maps, others), **close())


@pytest.mark.keras
def test_the_style_of_many_is_the_mean_of_their_matrices(network, rng):
    images = rng.random((3, 32, 32, 3)).astype("float32")
    alone = [style.gram_matrices(network, image[None]) for image in images]
    for together, *each in zip(style.gram_matrices(network, images), *alone, strict=True):
        np.testing.assert_allclose(together, np.mean(each, axis=0), **close())


@pytest.mark.keras
def test_a_fast_network_begins_as_the_identity_or_as_instance_normalisation_and_learns_a_style(network, rng):
    images = rng.random((8, SIDE, SIDE, 3)).astype("float32")
    np.testing.assert_allclose(style.fast_network(width=8, blocks=1, keep_colours=True)(images), images, atol=0.01)
    fast = style.fast_network(width=8, blocks=1, seed=1)
    np.testing.assert_allclose(fast(images), 0.5 + 0.2 * instance_normalisation(images), atol=0.01)
    np.testing.assert_allclose(fast(0.5 * images + 0.3), fast(images), atol=0.01)
    assert arrays.to_numpy(fast(images[:, :, :12])).shape == (8, SIDE, 12, 3)
    painting = np.float32([0.9, 0.2, 0.1]) * rng.random((1, 32, 32, 1)).astype("float32")
    loss = style.perceptual_loss(network, style.gram_matrices(network, painting), style_weight=5.0, smoothness=0.0)
    keras = arrays.load_keras()
    fast.compile(keras.optimizers.Adam(0.003), loss)
    losses = [float(fast.train_on_batch(images, images)) for _ in range(30)]
    assert losses[-1] < 0.7 * losses[0]
    red, green, _ = arrays.to_numpy(fast(images)).mean(axis=(0, 1, 2))
    assert red > green + 0.05
