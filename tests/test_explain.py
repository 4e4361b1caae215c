"""Explanations obey their laws: values add up, maps of linear models are known, gradients are differences."""

import itertools

import numpy as np
import pytest
from tolerances import close

from imagen_course import arrays, explain
from imagen_course.formulas import conv2d
from imagen_course.network import Conv2D, Dense, Flatten, Network, Pool2D, ReLU, Residual, check_gradient

SIDE = 8


def network(dtype="float64"):
    """A network whose last maps are averaged."""
    convolutions = Conv2D(3, 4, padding="same", seed=1, dtype=dtype), ReLU(), Conv2D(4, 6, seed=2, dtype=dtype), ReLU()
    made = Network([*convolutions, Pool2D(SIDE - 2, kind="mean"), Flatten(), Dense(6, 3, seed=3, dtype=dtype)])
    for array in made.parameters().values():
        array += 0.1 * np.random.default_rng(array.size).normal(size=array.shape)  # biases, too
    return made


def linear(rng):
    """A score that is a sum of weights times pixels, its weights, and its gradient."""
    weights = rng.normal(size=(SIDE, SIDE, 3))
    return (
        lambda images: (images * weights).sum(axis=(1, 2, 3)),
        weights,
        lambda images: np.tile(weights, (len(images), 1, 1, 1)),
    )


@pytest.fixture
def images(rng):
    return rng.random((3, SIDE, SIDE, 3))


# --- Shapley values ---------------------------------------------------------------------------------------------------


def by_all_orders(values):
    """What each player adds to those before him, averaged over all orders, as the definition says it."""
    k, total = values.ndim, np.zeros(values.ndim)
    orders = list(itertools.permutations(range(k)))
    for order in orders:
        here = np.zeros(k, int)
        for player in order:
            before = values[tuple(here)]
            here[player] = 1
            total[player] += values[tuple(here)] - before
    return total / len(orders)


def test_shapley_values_of_a_left_glove_and_two_right_ones():
    pairs = np.zeros((2, 2, 2))
    pairs[1, 1, :] = pairs[1, :, 1] = 1
    np.testing.assert_allclose(explain.shapley_values(pairs), [2 / 3, 1 / 6, 1 / 6])


@pytest.mark.parametrize("k", [1, 2, 3, 5])
def test_shapley_values_are_the_mean_over_all_orders_and_add_up(rng, k):
    values = rng.normal(size=(2,) * k)
    found = explain.shapley_values(values)
    np.testing.assert_allclose(found, by_all_orders(values))
    np.testing.assert_allclose(found.sum(), values[(1,) * k] - values[(0,) * k])


def test_shapley_values_are_the_same_for_those_who_add_the_same_and_0_for_those_who_add_nothing(rng):
    values = rng.normal(size=(2, 2, 2, 1)).repeat(2, axis=3)
    found = explain.shapley_values(values + values.swapaxes(0, 2))
    np.testing.assert_allclose(found[0], found[2])
    np.testing.assert_allclose(found[3], 0, atol=1e-12)


def test_shapley_values_of_a_sum_of_games_are_the_sum_of_theirs(rng):
    one, other = rng.normal(size=(2, 2, 2, 2))
    together = explain.shapley_values(one) + 3 * explain.shapley_values(other)
    np.testing.assert_allclose(explain.shapley_values(one + 3 * other), together)


def test_coalitions_hide_what_is_not_in_them(rng):
    image, segments = rng.random((4, 4, 3)), np.arange(16).reshape(4, 4) // 6  # three regions
    seen = []
    values = explain.coalitions(
        lambda images: seen.append(images.copy()) or np.arange(len(images)), image, segments, fill=0.25
    )
    shown = np.concatenate(seen)
    assert len(shown) == values.size == 8
    for coalition in np.ndindex(2, 2, 2):
        wanted = np.where(np.array(coalition)[segments][..., None], image, 0.25)
        np.testing.assert_array_equal(shown[int(values[coalition])], wanted)


def test_a_dozen_regions_are_4096_looks_that_add_up_to_the_score(rng):
    score, image = explain.score_of(network(), 1), rng.random((SIDE, SIDE, 3))
    segments = np.arange(SIDE)[:, None] * 3 // SIDE * 4 + np.arange(SIDE) * 4 // SIDE
    values = explain.coalitions(score, image, segments, fill=image.mean(axis=(0, 1)))
    assert values.shape == (2,) * 12
    ends = score(np.stack([image, np.broadcast_to(image.mean(axis=(0, 1)), image.shape)]))
    np.testing.assert_allclose(explain.shapley_values(values).sum(), ends[0] - ends[1])


# --- what needs a gradient --------------------------------------------------------------------------------------------


def test_the_gradient_of_a_network_equals_differences(images):
    score, slope = explain.score_of(network(), 2), explain.gradient_of(network(), 2)
    for seed in range(2):
        np.testing.assert_allclose(*check_gradient(lambda x: score(x).sum(), images, slope(images), seed=seed), rtol=1e-6)


def test_saliency_is_the_largest_size_of_the_gradient(rng, images):
    _, weights, slope = linear(rng)
    np.testing.assert_array_equal(explain.saliency(slope, images)[1], np.abs(weights).max(axis=-1))


def test_smooth_grad_averages_the_gradient_before_its_size_is_taken(images):
    seen = []
    signs = itertools.cycle([1.0, -1.0])

    def slope(images):
        seen.append(images)
        return np.full_like(images, next(signs))

    assert explain.smooth_grad(slope, images, n_samples=2, noise=0.2, seed=3).max() == 0
    noise = np.stack(seen) - images
    assert abs(noise.std() - 0.2) < 0.02
    assert abs(noise.mean()) < 0.02
    assert not np.array_equal(noise[0], noise[1])


def test_smooth_grad_of_a_linear_model_is_its_saliency(rng, images):
    _, _, slope = linear(rng)
    np.testing.assert_allclose(explain.smooth_grad(slope, images, n_samples=3), explain.saliency(slope, images))


@pytest.mark.parametrize("label", range(3))
def test_integrated_gradients_are_complete_to_one_per_cent(rng, images, label):
    score, slope = (make(network(), label) for make in (explain.score_of, explain.gradient_of))
    baseline = rng.random(3)
    risen = score(images) - score(np.broadcast_to(baseline, images.shape))
    maps = explain.integrated_gradients(slope, images, baseline=baseline)
    np.testing.assert_allclose(maps.sum(axis=(1, 2)), risen, rtol=0.01, atol=0.01 * np.abs(risen).max())


def test_integrated_gradients_take_the_middle_of_each_step():
    """Of a cube, the sum over middles is 1 - 1 / (4 steps squared) exactly."""
    found = explain.integrated_gradients(lambda x: 3 * x**2, np.ones((1, 1, 1, 1)), baseline=0.0, steps=5)
    np.testing.assert_allclose(found, 1 - 1 / 100)


def test_grad_cam_of_a_network_that_averages_its_maps_is_the_class_activation_map(images):
    model = network()
    features, head = explain.cut(model, 3)
    maps, weights = features(images), model.layers[-1].parameters["kernel"][:, 1]
    cam = np.maximum(maps @ weights, 0) / maps[0, ..., 0].size
    assert 0 < (cam > 0).mean() < 1
    of_their_size = images[:, : SIDE - 2, : SIDE - 2]
    found = explain.grad_cam(lambda _: maps, explain.gradient_of(head, 1), of_their_size)
    np.testing.assert_allclose(found, cam, rtol=1e-5)
    enlarged = explain.grad_cam(features, explain.gradient_of(head, 1), images)
    np.testing.assert_allclose(enlarged.mean(axis=(1, 2)), cam.mean(axis=(1, 2)), rtol=0.1)


# --- what needs the score alone ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("fill", [0.3, [0.1, 0.5, 0.9]])
def test_occlusion_of_a_linear_model_is_weight_times_what_is_taken(rng, images, fill):
    score, weights, _ = linear(rng)
    found = explain.occlusion(score, images, size=1, stride=1, fill=fill)
    np.testing.assert_allclose(found, (weights * (images - fill)).sum(axis=-1))


@pytest.mark.parametrize(("size", "stride"), [(3, 2), (3, 3), (20, 1), (2, 5)])
def test_occlusion_averages_over_the_windows_that_hid_a_pixel(rng, images, size, stride):
    score, weights, _ = linear(rng)
    if stride > size:
        with pytest.raises(ValueError, match="stride must"):
            explain.occlusion(score, images, size=size, stride=stride)
        return
    taken, total, times = (weights * (images - 0.5)).sum(axis=-1), np.zeros((3, SIDE, SIDE)), np.zeros((SIDE, SIDE))
    starts = sorted({*range(0, max(SIDE - size, 0), stride), max(SIDE - size, 0)})
    for top, left in itertools.product(starts, starts):
        window = np.s_[top : top + size, left : left + size]
        total[:, *window] += taken[:, *window].sum(axis=(1, 2))[:, None, None]
        times[window] += 1
    assert times.min() >= 1
    np.testing.assert_allclose(explain.occlusion(score, images, size=size, stride=stride), total / times)


# --- is it true? ------------------------------------------------------------------------------------------------------


def test_agreement_by_hand():
    maps = np.array(
        [[[4.0, 3.0], [1.0, -8.0]], [[0.0, 0.0], [0.0, 0.0]], [[-1.0, -2.0], [-3.0, -4.0]], [[2.0, 2.0], [0.0, 0.0]]]
    )
    reasons = np.array([[[1, 0], [1, 0]], [[0, 0], [0, 1]], [[2, 2], [2, 0]], [[0, 1], [0, 1]]])
    found = explain.agreement(maps, reasons)
    np.testing.assert_allclose(found.mass, [5 / 8, 1 / 4, 3 / 4, 1 / 2])
    np.testing.assert_allclose(found.rank, [1 / 2, 1 / 4, 1, 1 / 2])
    np.testing.assert_allclose(found.pointing, [1, 1 / 4, 1, 1 / 2])
    for ours, theirs in zip(explain.agreement(maps, reasons != 0), found, strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_agreement_of_chance_is_the_share_of_the_picture(rng):
    reasons = np.zeros((400, 10, 10), bool)
    reasons[:, :4, :5] = True
    for figure in explain.agreement(rng.random(reasons.shape), reasons):
        assert abs(figure.mean() - 0.2) < 0.06


def test_weights_are_shuffled_in_a_copy_from_the_end_back():
    model = network()
    before = {name: array.copy() for name, array in model.parameters().items()}
    last, all_of_them = explain.with_random_weights(model, last=1), explain.with_random_weights(model)
    changed = [name for name, array in last.parameters().items() if not np.array_equal(array, before[name])]
    assert changed == ["6 kernel", "6 bias"]
    for name, array in all_of_them.parameters().items():
        assert not np.array_equal(array, before[name])
        np.testing.assert_array_equal(np.sort(array.ravel()), np.sort(before[name].ravel()))
        np.testing.assert_array_equal(model.parameters()[name], before[name])
    again, other = explain.with_random_weights(model), explain.with_random_weights(model, seed=1)
    kernels = [made.parameters()["2 kernel"] for made in (all_of_them, again, other)]
    assert [np.array_equal(kernels[0], kernel) for kernel in kernels] == [True, True, False]


def test_a_cut_network_goes_on_where_it_was_cut(images):
    model = network()
    for layer in (3, -4):
        features, head = explain.cut(model, layer)
        assert features(images).shape == (3, SIDE - 2, SIDE - 2, 6)
        np.testing.assert_array_equal(head.forward(features(images)), model.forward(images))
    for layer in (-1, 6):
        with pytest.raises(ValueError, match=r"layer must .* something must come behind it"):
            explain.cut(model, layer)


def test_what_is_wrong_is_said(images):
    score, slope = (make(network(), 0) for make in (explain.score_of, explain.gradient_of))
    wrong = {
        "label must be a class of the network, got 3, and outputs of shape": lambda: explain.score_of(network(), 3)(images),
        "what gradient gives must have shape": lambda: explain.saliency(lambda images: images[:1], images),
        "what score gives must have shape": lambda: explain.occlusion(lambda images: images, images),
        "fill must be a number, a colour or pictures": lambda: explain.occlusion(score, images, fill=[0.5, 0.5]),
        "baseline must lie in": lambda: explain.integrated_gradients(slope, images, baseline=128),
        "the number of segments must .* 16": lambda: explain.coalitions(score, images[0], np.arange(64).reshape(8, 8)),
        "pixels of reasons must lie in": lambda: explain.agreement(images[..., 0], np.zeros(images.shape[:3], int)),
    }
    for said, call in wrong.items():
        with pytest.raises(ValueError, match=said):
            call()
    with pytest.raises(TypeError, match="a function has no layers"):
        explain.with_random_weights(score)


def test_no_pictures_have_no_explanations(images):
    score, slope = (make(network("float32"), 0) for make in (explain.score_of, explain.gradient_of))
    none = images[:0].astype("float32")
    assert explain.saliency(slope, none).shape == explain.occlusion(score, none).shape == (0, SIDE, SIDE)


# --- Keras, on each of its backends -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def twins():
    """The same network in NumPy and in Keras, where it ends in a softmax."""
    keras = arrays.load_keras()
    L, ours = keras.layers, network("float32")
    layers = L.Conv2D(4, 3, padding="same"), L.ReLU(), L.Conv2D(6, 3), L.ReLU(name="maps"), L.GlobalAveragePooling2D()
    theirs = keras.Sequential([keras.Input((SIDE, SIDE, 3)), *layers, L.Dense(3, "softmax")])
    theirs.set_weights(list(ours.parameters().values()))
    return ours, theirs


@pytest.mark.keras
def test_a_network_of_keras_is_explained_as_its_twin_in_numpy(twins, images):
    images = images.astype("float32")
    (score, theirs), (slope, their_slope) = (
        [make(each, 2) for each in twins] for make in (explain.score_of, explain.gradient_of)
    )
    np.testing.assert_allclose(theirs(images), score(images), **close())
    np.testing.assert_allclose(their_slope(images), slope(images), **close())
    (features, head), (their_features, their_head) = explain.cut(twins[0], 3), explain.cut(twins[1], "maps")
    ours = explain.grad_cam(features, explain.gradient_of(head, 2), images)
    np.testing.assert_allclose(explain.grad_cam(their_features, explain.gradient_of(their_head, 2), images), ours, **close())
    shuffled = explain.with_random_weights(twins[1])
    for ours, theirs in zip(twins[1].get_weights(), shuffled.get_weights(), strict=True):
        assert not np.array_equal(ours, theirs)
        np.testing.assert_array_equal(np.sort(ours.ravel()), np.sort(theirs.ravel()))


@pytest.mark.keras
def test_a_function_of_tensors_is_explained_too(rng, images):
    kernel = rng.normal(size=(SIDE, SIDE, 3, 2)).astype("float32")
    function = lambda images: conv2d(images, kernel)[:, 0, 0]  # noqa: E731
    images = images.astype("float32")
    np.testing.assert_allclose(explain.gradient_of(function, 1)(images), np.tile(kernel[..., 1], (3, 1, 1, 1)), **close())
    np.testing.assert_allclose(explain.score_of(function, 0)(images), np.tensordot(images, kernel[..., 0], 3), **close())


@pytest.mark.keras
def test_a_gradient_is_computed_by_the_backend():
    ops = arrays.load_keras().ops
    at = np.float32([[1, -3], [0.5, 2]])
    np.testing.assert_allclose(arrays.gradient(lambda x: ops.square(x) * x, at), 3 * at**2, rtol=1e-6)
    np.testing.assert_array_equal(arrays.gradient(lambda x: ops.ones(3), at), 0)
    with pytest.raises(TypeError, match="function must give a tensor, got ndarray"):
        arrays.gradient(lambda x: np.ones(3), at)


@pytest.mark.keras
def test_a_network_cannot_be_cut_under_a_skip_connection():
    keras = arrays.load_keras()
    x = inputs = keras.Input((SIDE, SIDE, 3))
    inside = keras.layers.ReLU(name="inside")(x)
    x = keras.layers.GlobalAveragePooling2D()(keras.layers.Add()([x, inside]))
    with pytest.raises(ValueError, match=r"layer must be one that all goes through, got .*skip connection"):
        explain.cut(keras.Model(inputs, x), "inside")
    model = Network([Residual([Conv2D(3, 3, padding="same", seed=0)]), Flatten(), Dense(192, 2, seed=1)])
    assert len(explain.cut(model, 0)[1].layers) == 2


@pytest.mark.keras
def test_a_network_that_was_saved_and_loaded_is_cut_as_before(twins, images, tmp_path):
    keras = arrays.load_keras()
    twins[1].save(tmp_path / "saved.keras")
    loaded = keras.models.load_model(tmp_path / "saved.keras")
    for layer in (0, -3, "maps"):
        features, head = explain.cut(loaded, layer)
        np.testing.assert_allclose(head(features(images.astype("float32"))), twins[1](images.astype("float32")), **close())
