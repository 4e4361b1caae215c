"""Boxes become maps and come back; a classifier that slides says of each window what it says of it alone; networks learn."""

import numpy as np
import pytest
from scipy import ndimage
from tolerances import close

from imagen_course import arrays, detect, metrics
from imagen_course.arrays import load_keras, to_numpy
from imagen_course.formulas import conv2d
from imagen_course.training import Layers, seeds

SHAPE = 32, 48


@pytest.fixture
def scattered(rng):
    """Boxes of three pictures whose centres lie in cells of their own, far from each other, and their labels."""
    boxes, labels = [], []
    for n in (0, 1, 4):
        cells = np.array([(1, 2), (1, 9), (6, 2), (6, 9)])[:n]
        centres, sides = 4 * (cells + rng.uniform(0, 1, (n, 2))), rng.uniform(2, 9, (n, 2))
        boxes.append(np.concatenate([centres - sides / 2, centres + sides / 2], axis=1))
        labels.append(np.arange(n) % 3)
    return boxes, labels


# --- boxes to maps and back -------------------------------------------------------------------------------------------


def test_the_maps_of_one_box_by_hand():
    maps = detect.centre_targets([[(2, 4, 14, 10)]], [[1]], (16, 16), n_classes=2)[0]
    assert maps.shape == (4, 4, 6)
    # 12 rows by 6 columns are 3 by 1.5 cells; their sixths 0.5 and 0.25; the centre, (8, 7), lies in row 2, column 1
    rows, columns = np.exp(-np.array([4, 1, 0, 1]) / 0.5), np.exp(-np.array([1, 0, 1, 4]) / 0.125)
    np.testing.assert_allclose(maps[..., 1], np.outer(rows, columns), rtol=1e-6)
    np.testing.assert_array_equal(maps[2, 1, 2:], [3, 1.5, 0, 0.75])
    maps[2, 1, 2:] = 0
    assert not maps[..., 2:].any()
    assert not maps[..., 0].any()


def test_of_two_things_of_a_class_the_greater_heat_counts(scattered):
    boxes = scattered[0][2]
    alone = [detect.centre_targets([[box]], [[0]], SHAPE, n_classes=1)[..., 0] for box in boxes]
    together = detect.centre_targets([boxes], [[0] * 4], SHAPE, n_classes=1)[..., 0]
    np.testing.assert_array_equal(together, np.max(alone, axis=0))
    assert np.sum(together == 1) == 4


@pytest.mark.parametrize("stride", [4, 8, 16])
def test_boxes_that_were_drawn_are_read_again(scattered, stride):
    boxes, labels = scattered
    n = 4 if stride < 16 else 1  # in coarser cells centres would meet
    boxes, labels = [some[:n] for some in boxes], [some[:n] for some in labels]
    maps = detect.centre_targets(boxes, labels, SHAPE, n_classes=3, stride=stride)
    for found, wanted, called in zip(detect.decode(maps, stride=stride, threshold=1), boxes, labels, strict=True):
        order = np.argsort(found.boxes[:, 0] * 100 + found.boxes[:, 1])
        expected = np.clip(wanted, 0, np.tile(SHAPE, 2))
        right = np.argsort(expected[:, 0] * 100 + expected[:, 1])
        np.testing.assert_allclose(found.boxes[order], expected[right], rtol=1e-5)
        np.testing.assert_array_equal(found.labels[order], called[right])
        assert (found.scores == 1).all()


def test_what_is_found_comes_the_surest_first_and_above_the_threshold(rng):
    maps = rng.random((2, 6, 7, 7)).astype("float32")
    for threshold in (0.0, 0.5, 0.9):
        for found, heat in zip(detect.decode(maps, threshold=threshold), maps[..., :3], strict=True):
            kept = detect.peaks(heat[None])
            np.testing.assert_array_equal(found.scores, np.sort(kept[kept >= max(threshold, 1e-9)])[::-1])
            assert len(found.boxes) == len(found.labels) == len(found.scores)


def test_a_picture_without_heat_has_no_boxes():
    (found,) = detect.decode(np.zeros((1, 4, 4, 6)), threshold=0)
    assert (found.boxes.shape, found.labels.shape, found.scores.shape) == ((0, 4), (0,), (0,))
    assert detect.centre_targets([], [], SHAPE, n_classes=2).shape == (0, 8, 12, 6)


def test_peaks_are_those_of_a_maximum_filter(rng):
    heat = rng.random((3, 9, 8, 2))
    highest = ndimage.maximum_filter(heat, size=(1, 3, 3, 1), mode="constant")
    np.testing.assert_array_equal(detect.peaks(heat), np.where(heat == highest, heat, 0))
    flat = heat.reshape(3, -1, 2)
    assert (detect.peaks(heat).reshape(3, -1, 2).max(axis=1) == flat.max(axis=1)).all()


@pytest.mark.keras
def test_peaks_of_a_tensor_are_those_of_numpy(rng):
    heat = rng.random((2, 6, 5, 3)).astype("float32")
    tensor = load_keras().ops.convert_to_tensor(heat)
    np.testing.assert_array_equal(to_numpy(detect.peaks(tensor)), detect.peaks(heat))


@pytest.mark.parametrize(
    ("boxes", "shape", "words"),
    [
        ([(0, 0, 0, 4)], (16, 16), r"sides above 0 .* got \(0, 0, 0, 4\) in row 0"),
        (
            [(0, 0, 4, 4), (8, 8.5, 40, 12)],
            (16, 20),
            r"the picture, 16 x 20 pixels, got \(8, 8.5, 40, 12\) in row 1: leave out",
        ),
        ([(-9, 0, 4, 4)], (16, 16), r"got \(-9, 0, 4, 4\)"),
        ([(14, 0, 18, 4)], (16, 16), r"got \(14, 0, 18, 4\)"),
        ([(0, 0, 4, 4)], (16, 18), "stride of 4 divides"),
    ],
)
def test_boxes_that_cannot_be_drawn_are_refused(boxes, shape, words):
    with pytest.raises(ValueError, match=words):
        detect.centre_targets([boxes], [[0]], shape, n_classes=1)


# --- losses -----------------------------------------------------------------------------------------------------------


def test_the_focal_loss_by_hand_and_where_it_is_a_cross_entropy(rng):
    truth = np.array([1.0, 0.8, 0.0]).reshape(1, 1, 3, 1)
    heat = np.array([0.9, 0.9, 0.1]).reshape(1, 1, 3, 1)
    by_hand = -(0.1**2 * np.log(0.9) + 0.2**4 * 0.9**2 * np.log(0.1) + 0.1**2 * np.log(0.9))
    np.testing.assert_allclose(detect.focal_loss(truth, heat), [by_hand])
    truth, heat = rng.integers(2, size=(4, 3, 5, 2)).astype(float), rng.uniform(0.05, 0.95, (4, 3, 5, 2))
    entropy = -np.log(np.where(truth == 1, heat, 1 - heat)).sum(axis=(1, 2, 3))
    np.testing.assert_allclose(detect.focal_loss(truth, heat, alpha=0, beta=0), entropy)


def test_what_is_far_from_centres_has_no_say_in_sizes(scattered, rng):
    truth = detect.centre_targets(*scattered, SHAPE, n_classes=3)
    maps = truth.copy()
    at = truth[..., :3].max(axis=-1) == 1
    maps[~at, 3:] = rng.normal(size=(np.sum(~at), 4))
    least = detect.centre_loss(truth, truth)
    np.testing.assert_array_equal(detect.centre_loss(truth, maps), least)
    maps[at, 3:] += [3, -2, 0.5, 0.25]  # a tenth of 5, and 0.75, for each centre
    np.testing.assert_allclose(detect.centre_loss(truth, maps) - least, [0, 1.25, 1.25], rtol=1e-5)


@pytest.mark.keras
def test_the_loss_of_tensors_is_that_of_numpy_and_its_gradient_that_of_differences(scattered, rng):
    truth = detect.centre_targets(*scattered, SHAPE, n_classes=3)
    maps = rng.uniform(0.1, 0.9, truth.shape).astype("float32")
    ops = load_keras().ops
    place = ops.convert_to_tensor(truth)
    np.testing.assert_allclose(
        to_numpy(detect.centre_loss(place, ops.convert_to_tensor(maps))), detect.centre_loss(truth, maps), **close()
    )
    slope = arrays.gradient(lambda tensor: ops.sum(detect.centre_loss(place, tensor)), maps)
    direction = np.sign(rng.normal(size=maps.shape))
    ends = (detect.centre_loss(truth.astype(float), maps + h * direction).sum() for h in (1e-5, -1e-5))
    np.testing.assert_allclose((slope * direction).sum(), np.subtract(*ends) / 2e-5, rtol=1e-3)


# --- a classifier that slides -----------------------------------------------------------------------------------------


def classifier(*last):
    """Two valid convolutions and a pooling, for pictures of 10 x 12: the stride is 2."""
    layers = Layers(seeds(3))
    keras, bias = layers.keras, {"bias_initializer": "random_uniform"}
    first = [layers.convolution(3, padding="valid", activation="relu", **bias), keras.layers.MaxPooling2D(2)]
    return keras.Sequential([keras.Input((10, 12, 3)), *first, *(make(layers) for make in last)])


FLAT = (lambda layers: layers.keras.layers.Flatten(), lambda layers: layers.dense(7, "relu", bias_initializer="ones"))
FLAT += (lambda layers: layers.keras.layers.Dropout(0.5), lambda layers: layers.dense(4, "softmax"))
MEAN = (
    lambda layers: layers.keras.layers.GlobalAveragePooling2D(),
    lambda layers: layers.dense(4, "softmax", use_bias=False),
)


@pytest.mark.keras
@pytest.mark.parametrize("last", [FLAT, MEAN], ids=["flattened", "averaged"])
def test_a_classifier_that_slides_says_of_each_window_what_it_says_of_the_crop(last, rng):
    model, picture = classifier(*last), rng.random((1, 17, 20, 3)).astype("float32")
    maps = to_numpy(detect.as_convolution(model)(picture))
    assert maps.shape == (1, 4, 5, 4)
    corners = [(2 * row, 2 * column) for row in range(4) for column in range(5)]
    crops = np.concatenate([picture[:, top : top + 10, left : left + 12] for top, left in corners])
    np.testing.assert_allclose(maps.reshape(-1, 4), to_numpy(model(crops)), **close())
    assert np.ptp(maps, axis=(1, 2)).min() > 1e-3  # no two windows alike


@pytest.mark.keras
def test_what_is_no_chain_of_layers_cannot_slide():
    keras = load_keras()
    x = pictures = keras.Input((8, 8, 1))
    joined = keras.layers.Add()([keras.layers.ReLU()(x), x])
    with pytest.raises(ValueError, match="one layer after another"):
        detect.as_convolution(keras.Model(pictures, joined))
    with pytest.raises(TypeError, match="classifier must be a Model"):
        detect.as_convolution("vgg")


def test_a_dense_layer_is_a_convolution_as_large_as_its_maps(rng):
    maps, weights = rng.normal(size=(2, 3, 4, 5)), rng.normal(size=(60, 6))
    kernel = detect.dense_as_kernel(weights, (3, 4, 5))
    np.testing.assert_allclose(conv2d(maps, kernel)[:, 0, 0], maps.reshape(2, -1) @ weights)


# --- networks ---------------------------------------------------------------------------------------------------------


def squares(n):
    """Pictures of a red or a green square, with masks, boxes and labels."""
    random = np.random.default_rng(5)
    images, masks = np.zeros((n, 32, 32, 3), "float32"), np.zeros((n, 32, 32), int)
    boxes, labels = [], random.integers(2, size=(n, 1))
    for image, mask, label in zip(images, masks, labels[:, 0], strict=True):
        side, (top, left) = random.integers(6, 12), random.integers(0, 20, 2)
        image[top : top + side, left : left + side, label] = 1
        mask[top : top + side, left : left + side] = 1 + label
        boxes.append([(top, left, top + side, left + side)])
    return images, masks, boxes, list(labels)


def taught(network, images, truth, steps):
    losses = [state["loss"] for state in detect.train(network, images, truth, steps=steps)]
    assert len(losses) == steps
    return np.mean(losses[:5]), np.mean(losses[-5:])


@pytest.mark.keras
@pytest.mark.parametrize("make", [detect.fcn, detect.unet])
def test_a_network_learns_to_name_pixels(make):
    images, masks, *_ = squares(48)
    network = make((32, 32, 3), 3, widths=(8, 16))
    first, last = taught(network, images[:32], masks[:32], 60)
    assert last < first / 2
    probabilities = network.predict(images[32:], verbose=0)
    np.testing.assert_allclose(probabilities.sum(axis=-1), 1, rtol=1e-5)
    assert metrics.mean_iou(masks[32:], probabilities.argmax(axis=-1)) > 0.7


@pytest.mark.keras
def test_a_detector_learns_to_find_centres():
    images, _, boxes, labels = squares(96)
    network = detect.detector((32, 32, 3), 2, widths=(8, 16, 16))
    first, last = taught(network, images[:64], detect.centre_targets(boxes[:64], labels[:64], (32, 32), n_classes=2), 160)
    assert last < first / 2
    found = zip(*detect.decode(network.predict(images[64:], verbose=0)), strict=True)
    assert metrics.average_precision(boxes[64:], labels[64:], *found) > 0.8


@pytest.mark.keras
def test_an_fcn_without_skip_connections_is_one_whose_finer_maps_have_no_say(rng):
    whole, cut = (detect.fcn((16, 16, 1), 2, widths=(3, 4, 5), skips=skips) for skips in (True, False))
    pictures = rng.random((2, 16, 16, 1)).astype("float32")
    assert np.abs(whole(pictures) - cut(pictures)).max() > 0.01
    scores = [layer for layer in whole.layers if getattr(layer, "kernel_size", None) == (1, 1)]
    assert len(scores) == 3
    for layer in scores[1:]:
        layer.set_weights([0 * array for array in layer.get_weights()])
    np.testing.assert_array_equal(whole(pictures), cut(pictures))


@pytest.mark.keras
def test_a_unet_without_skip_connections_is_one_whose_convolutions_do_not_read_them(rng):
    whole, cut = (detect.unet((16, 16, 1), 2, widths=(3, 4, 5), skips=skips) for skips in (True, False))
    pictures = rng.random((2, 16, 16, 1)).astype("float32")
    weights, shapes = whole.get_weights(), [array.shape for array in cut.get_weights()]
    cut.set_weights([array[tuple(map(slice, shape))] for array, shape in zip(weights, shapes, strict=True)])
    for array, shape in zip(weights, shapes, strict=True):
        if array.shape != shape:
            array[:, :, shape[2] :] = 0  # what reads the way down's maps
    whole.set_weights(weights)
    assert whole.count_params() > cut.count_params()
    np.testing.assert_allclose(whole(pictures), cut(pictures), **close())


@pytest.mark.keras
def test_the_same_seed_makes_and_teaches_the_same_network():
    images, masks, *_ = squares(8)
    ends = []
    for seed in (1, 1, 2):
        network = detect.fcn((32, 32, 3), 3, widths=(2, 3), seed=seed)
        *_, last = detect.train(network, images, masks, steps=3, batch_size=4, seed=seed)
        ends.append((last["loss"], *(array.sum() for array in network.get_weights())))
    np.testing.assert_array_equal(ends[0], ends[1])
    assert ends[0][0] != ends[2][0]


@pytest.mark.keras
@pytest.mark.parametrize("make", [detect.fcn, detect.unet, detect.detector])
def test_sides_that_cannot_be_halved_so_often_are_refused(make):
    with pytest.raises(ValueError, match="sides that 8 divides"):
        make((32, 36, 1), 3, widths=(2, 2, 2))
