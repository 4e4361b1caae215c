"""Feature vectors: crops cut by hand, the network beside Keras's own layers, and what scikit-learn asks of a transformer."""

import pickle
import random

import numpy as np
import pytest
from skimage.feature import hog
from skimage.transform import resize
from sklearn.base import clone
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from tolerances import close

from imagen_course import features, photographs
from imagen_course.arrays import load_keras
from imagen_course.features import CNNFeatures, HOGFeatures, PhotographFeatures, SIFTFeatures, pool_regions, region_crops

SMALL = {"widths": (4, 6), "epochs": 2, "batch_size": 8}


@pytest.fixture
def crops(rng):
    """Crops whose class is their bright half, with masks."""
    X, y = rng.random((24, 12, 12, 4), dtype="float32") / 2, np.arange(24) % 2
    X[y == 1, :6, :, :3] += 0.5
    X[..., 3] = X[..., 3] > 0.1
    return X, y


# --- crops and pooled maps ------------------------------------------------------------------------------------------------


def test_crop_by_hand():
    image = np.arange(16.0).reshape(1, 4, 4, 1) / 16
    segments = np.zeros((1, 4, 4), int)
    segments[0, 1:3, 1:3] = 1
    crops, groups, regions = region_crops(image, segments, size=2, margin=1)
    assert groups.tolist() == [0, 0]
    assert regions.tolist() == [0, 1]
    np.testing.assert_allclose(crops[1, ..., 0] * 16, [[5, 6], [9, 10]])  # the region's own four pixels
    np.testing.assert_allclose(crops[1, ..., 1], 1)
    corner = crops[0, 0, 0] * [16, 1]  # a mean of 4 x 4 pixels with triangle weights 3, 3, 1 of each side
    weights = np.array([3, 3, 1]) / 7
    np.testing.assert_allclose(corner[0], weights @ np.arange(16).reshape(4, 4)[:3, :3] @ weights, rtol=1e-6)
    inside = np.zeros((4, 4))
    inside[1:3, 1:3] = 1
    np.testing.assert_allclose(corner[1], weights @ (1 - inside)[:3, :3] @ weights, rtol=1e-6)


@pytest.mark.parametrize("side", [8, 24])
def test_crop_of_a_whole_picture_is_a_resized_picture(rng, side):
    image = rng.random((1, 12, 12, 3))
    crop = region_crops(image, np.zeros((1, 12, 12), int), size=side, margin=1)[0][0]
    if side > 12:  # scikit-image's linear interpolation; when shrinking it blurs with another kernel
        np.testing.assert_allclose(crop[..., :3], resize(image[0], (side, side), order=1, mode="edge"), atol=1e-6)
    np.testing.assert_allclose(crop[..., :3].mean(), image.mean(), atol=0.02)
    np.testing.assert_allclose(crop[..., 3], 1, rtol=1e-6)


def test_crops_follow_their_region(rng):
    """A region looks the same wherever it lies, and what is outside the picture is 0."""
    images, segments = np.full((2, 20, 20, 3), 0.5), np.zeros((2, 20, 20), int)
    blob = rng.random((5, 7, 3))
    images[0, 3:8, 2:9], segments[0, 3:8, 2:9] = blob, 1
    images[1, 10:15, 9:16], segments[1, 10:15, 9:16] = blob, 1
    crops, groups, regions = region_crops(images, segments, size=14)
    first, second = crops[regions == 1]
    np.testing.assert_allclose(first, second, **close())
    images[0] = 1
    wide = region_crops(images[:1], segments[:1], size=10, margin=3)[0][1]
    assert wide[0].max() == 0
    assert wide[..., :3].max() == 1
    assert groups.tolist() == [0, 0, 1, 1]


def test_what_is_outside_the_picture_is_0_up_to_its_rim():
    """A square three times as wide as a picture of ones: of nine samples a side, the middle three are inside."""
    crop = region_crops(np.ones((1, 3, 3, 1)), np.zeros((1, 3, 3), int), size=9, margin=3)[0][0]
    inside = np.repeat([0, 1, 0], 3)
    np.testing.assert_allclose(crop, np.repeat(np.outer(inside, inside)[..., None], 2, axis=-1), **close())
    finer = region_crops(np.ones((1, 3, 3, 1)), np.zeros((1, 3, 3), int), size=18, margin=3)[0][0]
    np.testing.assert_allclose(finer[:, 9, 0], inside.repeat(2), **close())  # half a pixel outside is outside too


def test_crops_skip_numbers_without_pixels():
    segments = np.array([[[0, 2]], [[1, 1]]])
    _, groups, regions = region_crops(np.zeros((2, 1, 2, 1)), segments, size=2)
    assert list(zip(groups.tolist(), regions.tolist(), strict=True)) == [(0, 0), (0, 2), (1, 1)]
    assert pool_regions(np.zeros((2, 1, 2, 5)), segments).shape == (3, 5)


def test_maps_may_be_finer_than_the_picture():
    maps = np.arange(32.0).reshape(1, 4, 8, 1)
    assert pool_regions(maps, np.array([[[0, 0, 1]]])).ravel().tolist() == [1.0, 5.0]


@pytest.mark.parametrize("coarser", [1, 4])
def test_pooled_maps_are_means(rng, coarser):
    maps = rng.random((3, 8 // coarser, 12 // coarser, 5), dtype="float32")
    segments = rng.integers(0, 4, (3, 8, 12))
    pooled = pool_regions(maps, segments)
    fine = maps.repeat(coarser, axis=1).repeat(coarser, axis=2)
    expected = [fine[i][segments[i] == r].mean(axis=0) for i in range(3) for r in range(4)]
    np.testing.assert_allclose(pooled, expected, **close())
    # Why the fast way cannot win with a linear classifier: regions weighted by area add up to the whole picture.
    areas = [(segments[i] == r).sum() for i in range(3) for r in range(4)]
    whole = (pooled * np.reshape(areas, (-1, 1))).reshape(3, 4, 5).sum(axis=1) / 96
    np.testing.assert_allclose(whole, maps.mean(axis=(1, 2)), **close())


@pytest.mark.parametrize(
    ("segments", "error", "message"),
    [
        (np.zeros((1, 4, 4)), TypeError, "segments must hold whole numbers"),
        (np.zeros((1, 4, 5), int), ValueError, r"segments must have shape \(1, 4, 4\), got \(1, 4, 5\)"),
        (np.full((1, 4, 4), -1), ValueError, "segments must lie in 0 to 9999999, got -1"),
    ],
)
def test_bad_segments(segments, error, message):
    with pytest.raises(error, match=message):
        region_crops(np.zeros((1, 4, 4, 3)), segments)


# --- the transformers -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def fitted():
    rng = np.random.default_rng(0)
    X, y = rng.random((24, 12, 12, 4), dtype="float32") / 2, np.arange(24) % 2
    X[y == 1, :6, :, :3] += 0.5
    load_keras()  # importing TensorFlow moves the global seeds by itself; what is asked here is whether fit does
    before = random.getstate(), np.random.get_state()[1].tolist()  # noqa: NPY002
    network = CNNFeatures(**SMALL).fit(X, y)
    assert before == (random.getstate(), np.random.get_state()[1].tolist()), "a global seed was moved"  # noqa: NPY002
    return network, X, y


@pytest.mark.keras
def test_network_equals_keras(monkeypatch, crops):
    """What computes with the formulas is what Keras trained."""
    X, y = crops
    kept, build = [], features._network
    monkeypatch.setattr(features, "_network", lambda *args: kept.append(build(*args)) or kept[-1])
    network = CNNFeatures(**SMALL).fit(X, y)
    np.testing.assert_allclose(network.predict_proba(X), kept[0].predict(X, verbose=0), **close())
    assert network.transform(X).shape == (24, 13)
    assert network.transform(X).dtype == "float32"
    assert network.maps(X[:2]).shape == (2, 6, 6, 6)


@pytest.mark.keras
def test_seed_decides(crops):
    import keras

    X, y = crops
    first = CNNFeatures(**SMALL, random_state=3).fit(X, y)
    keras.utils.set_random_seed(7)
    again = clone(first).fit(X, y)
    other = CNNFeatures(**SMALL, random_state=4).fit(X, y)
    np.testing.assert_array_equal(first.transform(X), again.transform(X))
    assert not np.allclose(first.transform(X), other.transform(X))


@pytest.mark.keras
def test_network_learns(rng):
    X, y = rng.random((64, 8, 8, 1), dtype="float32"), np.repeat(["dark", "light"], 32)
    X[:32] /= 2
    network = CNNFeatures(widths=(4,), epochs=20, batch_size=16).fit(X, y)
    assert (network.classes_[network.predict_proba(X).argmax(axis=1)] == y).all()


def _moved(crop, down, right, flipped):
    """The crop turned and shifted by slices."""
    crop, out = crop[:, ::-1] if flipped else crop, np.zeros_like(crop)
    h, w, _ = crop.shape
    out[max(down, 0) : h + down, max(right, 0) : w + right] = crop[max(-down, 0) : h - down, max(-right, 0) : w - right]
    return out


def test_augmented_crops_are_shifted_and_flipped(rng):
    """A crop of 9 x 17 with its mask: one pixel up or down, two left or right, and its mirror image; every one comes up."""
    crop, shifts = rng.random((9, 17, 2), dtype="float32"), [(down, right) for down in (-1, 0, 1) for right in range(-2, 3)]
    for augment, expected in {
        (): [(0, 0, False)],
        ("flip",): [(0, 0, False), (0, 0, True)],
        ("shift",): [(*shift, False) for shift in shifts],
        ("shift", "flip"): [(*shift, flipped) for shift in shifts for flipped in (False, True)],
    }.items():
        crops = features._augmented(np.repeat(crop[None], 500, axis=0), augment, np.random.RandomState(0))
        found = (crops[:, None] == [_moved(crop, *each) for each in expected]).all(axis=(2, 3, 4))  # (500, k)
        np.testing.assert_array_equal(found.sum(axis=1), 1)
        np.testing.assert_allclose(found.mean(axis=0), 1 / len(expected), atol=0.06)


def test_batches_are_augmented_anew_each_time_round(rng):
    X, codes = rng.random((5, 8, 8, 2), dtype="float32"), np.arange(5)
    batches = features._shuffled(X, codes, 5, ("flip",), np.random.RandomState(0), 0)
    rounds = []
    for _ in range(8):
        crops, order = next(batches)
        same, turned = ((crops == each[order]).all(axis=(1, 2, 3)) for each in (X, X[:, :, ::-1]))
        np.testing.assert_array_equal(same, ~turned)  # each goes with its own label
        rounds.append(turned[np.argsort(order)].tolist())
    assert len(np.unique(rounds, axis=0)) > 1


@pytest.mark.keras
def test_who_learns_from_mirror_images_cannot_tell_left_from_right(rng):
    X, y = rng.random((64, 8, 8, 1), dtype="float32") / 2, np.arange(64) % 2
    X[y == 0, :, :4] += 0.5
    X[y == 1, :, 4:] += 0.5
    options = {"widths": (8,), "epochs": 20, "batch_size": 8}
    sure = {
        a: CNNFeatures(**options, augment=a).fit(X, y).predict_proba(X)[np.arange(64), y].mean() for a in ((), ("flip",))
    }
    assert sure[()] > 0.8
    assert abs(sure[("flip",)] - 0.5) < 0.15


@pytest.mark.parametrize("augment", ["flip", ("flip", "turn"), None, [["shift"]]])
def test_bad_augment(augment):
    with pytest.raises((TypeError, ValueError), match=r"augment must be .*'shift'.*'flip'"):
        CNNFeatures(augment=augment).fit(np.zeros((4, 8, 8, 3)), [0, 1, 0, 1])


def test_network_pickles_and_runs_without_keras(fitted, tmp_path):
    import subprocess
    import sys

    network, X, _ = fitted
    (tmp_path / "network").write_bytes(pickle.dumps(network))
    np.save(tmp_path / "X.npy", X)
    code = (
        "import pickle, sys, numpy as np; from pathlib import Path; folder = Path(sys.argv[1]);"
        "vectors = pickle.loads((folder / 'network').read_bytes()).transform(np.load(folder / 'X.npy'));"
        "np.save(folder / 'vectors.npy', vectors); assert not {'keras', 'tensorflow', 'jax'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code, tmp_path], check=True)
    np.testing.assert_allclose(np.load(tmp_path / "vectors.npy"), network.transform(X), **close())


def test_mask_free_pictures_get_a_full_mask(fitted):
    network, X, _ = fitted
    full = X.copy()
    full[..., 3] = 1
    np.testing.assert_array_equal(network.transform(X[..., :3]), network.transform(full))


def test_any_size_and_any_number(fitted, rng):
    network, X, _ = fitted
    assert network.transform(rng.random((1, 5, 9, 3))).shape == (1, 13)
    many = np.resize(X, (130, 12, 12, 4))
    np.testing.assert_allclose(network.transform(many)[100], network.transform(X[100 % 24][None])[0], **close())


@pytest.mark.parametrize(
    "transformer",
    [HOGFeatures(cells=3), SIFTFeatures(n_words=6, min_side=32), PhotographFeatures(side=48)],
    ids=["HOG", "SIFT", "photographs"],
)
def test_contract_of_the_others(transformer, rng):
    X, y = rng.random((12, 24, 24, 4)), np.arange(12) % 2
    model = make_pipeline(clone(transformer), LogisticRegression()).fit(X, y)
    vectors = model[0].transform(X)
    assert vectors.shape[0] == 12
    assert vectors.dtype == "float32"
    np.testing.assert_array_equal(vectors, pickle.loads(pickle.dumps(model))[0].transform(X))
    np.testing.assert_array_equal(vectors, clone(transformer).fit(X).transform(X))
    whole = X.copy()
    whole[..., 3] = 1
    fitted = clone(transformer).fit(X[..., :3])
    np.testing.assert_array_equal(fitted.transform(whole), fitted.transform(X[..., :3]))
    assert not np.allclose(fitted.transform(whole), fitted.transform(X))  # the mask is seen
    assert fitted.transform(X[..., :1]).shape == vectors.shape


def test_hog_is_scikit_images(rng):
    X = rng.random((2, 24, 24, 3))
    expected = hog(X[1].astype("float32"), 9, (6, 6), (2, 2), channel_axis=-1)
    np.testing.assert_allclose(HOGFeatures(cells=4).fit_transform(X)[1], expected, **close())


def test_hog_sees_the_outline_in_the_mask():
    """Two halves of a flat picture: only the mask tells where one ends."""
    X = np.full((2, 12, 12, 2), 0.5)
    X[0, :6, :, 1], X[1, :, :6, 1] = 0, 0
    across, down = HOGFeatures(cells=1, orientations=2).fit_transform(X)
    np.testing.assert_allclose(across, down[::-1], atol=1e-6)
    assert abs(across[0] - across[1]) > 0.9


def test_sift_words(rng):
    X = rng.random((5, 32, 32, 1))
    X[4] = 0.5
    bags = SIFTFeatures(n_words=4, min_side=32).fit_transform(X)
    np.testing.assert_allclose((bags**2).sum(axis=1), [1, 1, 1, 1, 0], **close())
    masked = np.concatenate([X, np.zeros_like(X)], axis=-1)
    assert SIFTFeatures(n_words=4, min_side=32).fit(X).transform(masked).max() == 0
    assert SIFTFeatures(n_words=10_000, min_side=32).fit(X).words_.shape[0] < 10_000


# --- the shipped network, and errors --------------------------------------------------------------------------------------


def test_shipped_network_tells_shapes():
    from imagen_course.worlds import scenes

    drawn = scenes.generate(60, seed=99, background="plain")
    crops, _, regions = region_crops(drawn.images, (drawn.masks > 0).astype(int))
    network = CNNFeatures(weights="scenes").fit(crops)
    assert network.classes_.tolist() == list(range(1 + len(scenes.CLASSES)))
    codes = network.classes_[network.predict_proba(crops).argmax(axis=1)]
    assert np.mean(codes == np.where(regions == 1, 1 + drawn.labels.repeat(2), 0)) > 0.95


def test_shipped_network_of_digits_names_unseen_ones():
    from imagen_course import datasets

    digits = datasets.load("digits")
    network = CNNFeatures(weights="digits").fit(digits.test_images)
    codes = network.classes_[network.predict_proba(digits.test_images).argmax(axis=1)]
    assert np.mean(codes == digits.test_labels) > 0.97


def test_shipped_network_refuses():
    with pytest.raises(ValueError, match=r"weights must be None, .*'scenes' .*, got 'dogs'"):
        CNNFeatures(weights="dogs").fit(np.zeros((1, 8, 8, 3)))
    with pytest.raises(ValueError, match="trained on 3 channels and a mask, got 1"):
        CNNFeatures(weights="scenes").fit(np.zeros((1, 8, 8, 1)))


@pytest.mark.parametrize(
    ("X", "y", "message"),
    [
        (np.zeros((4, 8, 8, 3)), None, "learns from labels: pass y"),
        (np.zeros((4, 8, 8, 3)), [1, 1, 1, 1], "y must name two classes or more, got one class, 1"),
        (np.zeros((4, 8, 8, 3)), [0, 1], r"y must have shape \(4,\), got \(2,\)"),
        (np.zeros((0, 8, 8, 3)), [], "with n at least 1, got"),
        (np.zeros((4, 8, 8)), [0, 1, 0, 1], r"X must have shape \(n, height, width, channels\)"),
        (np.zeros((4, 8, 8, 5)), [0, 1, 0, 1], "X must have 1 or 2 or 3 or 4 channels"),
        (np.full((4, 8, 8, 3), np.nan), [0, 1, 0, 1], "X must be finite"),
    ],
)
def test_bad_input(X, y, message):
    with pytest.raises(ValueError, match=message):
        CNNFeatures().fit(X, y)


# --- the network of photographs ---------------------------------------------------------------------------------------


def test_a_cell_holds_the_means_of_its_part_of_the_maps(rng):
    X = rng.random((2, 64, 32, 3)).astype("float32").round(2)
    pixels = np.rint(255 * X) / np.float32(255)  # a file's pixels, which enlarging to their own size leaves as they are
    (maps,) = photographs.maps(pixels, stages=(3,))
    vectors = PhotographFeatures(side=64, stages=(3,), mirror=False).fit_transform(X)
    assert maps.shape[1:3] == (8, 4)
    expected = maps.reshape(2, 2, 4, 2, 2, 40).mean(axis=(2, 4)).reshape(2, -1)
    expected /= np.linalg.norm(expected, axis=1, keepdims=True)
    np.testing.assert_allclose(vectors, expected, **close())


def test_cells_of_an_odd_side_overlap_in_its_middle():
    maps = np.arange(3.0).reshape(1, 3, 1, 1)
    assert features._in_cells(maps, 2).tolist() == [[0.5, 0.5, 1.5, 1.5]]


def test_the_mirror_image_has_the_same_vector_where_left_and_right_mean_nothing(rng):
    X = rng.random((3, 40, 24, 1)).astype("float32")
    for mirror in (True, False):
        vectors, mirrored = (PhotographFeatures(side=64, mirror=mirror).fit_transform(x) for x in (X, X[:, :, ::-1]))
        same = np.linalg.norm(vectors - mirrored, axis=1) < 0.01 * np.linalg.norm(vectors, axis=1)
        assert same.tolist() == [mirror] * 3


def test_each_stage_has_its_own_length_and_grey_is_where_the_mask_is_not(rng):
    X = rng.random((2, 32, 32, 4)).astype("float32")
    X[..., 3] = 0
    vectors = PhotographFeatures(side=32, stages=(2, 5), cells=1).fit_transform(X)
    assert vectors.shape == (2, 24 + 112)
    np.testing.assert_allclose(np.linalg.norm(vectors[:, :24], axis=1), 1, **close())
    np.testing.assert_allclose(np.linalg.norm(vectors[:, 24:], axis=1), 1, **close())
    grey = PhotographFeatures(side=32, stages=(2, 5), cells=1).fit_transform(np.full((1, 32, 32, 1), 0.5))
    np.testing.assert_allclose(vectors, grey.repeat(2, axis=0), **close())


@pytest.mark.keras
def test_of_a_tensor_keras_computes_the_same(rng):
    import keras

    X = rng.random((3, 24, 24, 1)).astype("float32")
    transformer = PhotographFeatures(side=64).fit(X)
    vectors = transformer.transform(keras.ops.convert_to_tensor(X))
    assert isinstance(vectors, np.ndarray)
    np.testing.assert_allclose(vectors, transformer.transform(X), rtol=0, atol=1e-4)


def test_uint8_is_refused():
    with pytest.raises(TypeError, match=r"X must be floating point, got uint8"):
        HOGFeatures().fit(np.zeros((1, 8, 8, 3), "uint8"))


@pytest.mark.parametrize("transformer", [CNNFeatures(), HOGFeatures(), PhotographFeatures(), SIFTFeatures()])
def test_not_fitted(transformer):
    from sklearn.exceptions import NotFittedError

    with pytest.raises(NotFittedError):
        transformer.transform(np.zeros((1, 8, 8, 3)))


def test_nothing_to_see():
    with pytest.raises(ValueError, match="SIFT found no keypoint"):
        SIFTFeatures().fit(np.zeros((2, 8, 8, 1)))
    with pytest.raises(ValueError, match="at least cells=4 pixels a side"):
        HOGFeatures().fit_transform(np.zeros((1, 3, 9, 1)))
