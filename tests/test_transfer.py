"""A head on the network for photographs: honest when held out, calibrated, and unsure where it should be."""

import json

import numpy as np
import pytest
from PIL import Image
from scipy.special import log_softmax
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.neighbors import NearestNeighbors

from imagen_course import archives, datasets, photographs, transfer
from imagen_course.generate import noise
from imagen_course.transfer import Head


def descriptions(rng, n, shift=0.5, classes=2):
    """Numbers in the place of descriptions, of as many of each class."""
    labels = np.arange(n) % classes
    centres = np.random.default_rng(9).normal(size=(classes, 1704))
    return (rng.normal(size=(n, 1704)) + shift * centres[labels]).astype("float32"), labels


@pytest.fixture(scope="module")
def head():
    X, y = descriptions(np.random.default_rng(0), 60, classes=3)
    return Head().fit(X, np.array(["cat", "dog", "fox"])[y])


# --- learning ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("classes", [2, 5])
def test_it_learns_and_says_how_well_before_it_is_asked(rng, classes):
    X, y = descriptions(rng, 40 * classes, 0.15, classes)
    head = Head().fit(X[: 20 * classes], y[: 20 * classes])
    held_out = (head.held_out_.probabilities.argmax(axis=1) == y[: 20 * classes]).mean()
    right = (head.predict(X[20 * classes :]) == y[20 * classes :]).mean()
    assert right > 0.75
    assert abs(held_out - right) < 0.2
    np.testing.assert_allclose(head.predict_proba(X).sum(axis=1), 1)
    np.testing.assert_array_equal(head.classes_[head.predict_proba(X).argmax(axis=1)], head.predict(X))


def test_held_out_is_chance_where_there_is_nothing_to_learn(rng):
    X, y = descriptions(rng, 200, 0)
    assert abs((Head().fit(X, y).held_out_.probabilities.argmax(axis=1) == y).mean() - 0.5) < 0.12


def test_a_copy_held_out_flatters_and_folds_that_keep_it_do_not(rng):
    X, _ = descriptions(rng, 100, 0)
    X, y, folds = np.concatenate([X, X]), np.tile(rng.integers(0, 2, 100), 2), np.arange(200) // 20
    together = np.tile(np.arange(100) // 20, 2)
    flattering, honest = (
        (Head().fit(X, y, part).held_out_.probabilities.argmax(axis=1) == y).mean() for part in (folds, together)
    )
    assert flattering > 0.9
    assert honest < 0.7


def test_probabilities_are_as_often_right_as_they_say(rng):
    X, y = descriptions(rng, 1200, 0.06)
    head = Head().fit(X[:400], y[:400])
    surest, right = head.predict_proba(X[400:]).max(axis=1), head.predict(X[400:]) == y[400:]
    assert 0.55 < right.mean() < 0.98
    assert abs(surest.mean() - right.mean()) < 0.06


def test_the_sharpness_makes_the_labels_least_surprising(rng):
    scores, labels = rng.normal(size=(50, 3)), rng.integers(0, 3, 50)
    scores[np.arange(50), labels] += 1
    target = (50 * np.eye(3)[labels] + 1 / 3) / 51

    def surprise(sharpness):
        return -(target * log_softmax(sharpness * scores, axis=1)).sum()

    best = transfer._sharpness(scores, labels)
    assert surprise(best) < min(surprise(0.9 * best), surprise(1.1 * best))
    assert transfer._sharpness(10 * np.eye(3), np.arange(3)) < 10  # all right, and yet not endless


def test_a_rare_class_counts_as_much(rng):
    X, y = descriptions(rng, 400, 0.2)
    few = np.concatenate([np.flatnonzero(y == 0), np.flatnonzero(y == 1)[:8]])
    new, truth = descriptions(rng, 200, 0.2)
    assert (Head().fit(X[few], y[few]).predict(new)[truth == 1] == 1).mean() > 0.5


def test_it_is_an_estimator_of_scikit_learn_s(rng):
    head = Head(C=0.5, n_kept=3)
    assert clone(head).get_params() == {"C": 0.5, "false_alarms": 0.05, "n_kept": 3}
    X, y = descriptions(rng, 20)
    assert head.fit(X, y) is head
    assert head.score(X, y) == 1
    with pytest.raises(NotFittedError):
        Head().predict(X)


@pytest.mark.parametrize(
    ("spoilt", "message"),
    [
        ({"y": [0, 1, 1, 1]}, "the pictures of each class must be a whole number in \\[2, inf\\), got 1"),
        ({"folds": [0, 0, 0, 0]}, "folds must leave pictures of every class of y outside of each part"),
        ({"folds": [0, 1]}, "folds must be of shape \\(4,\\)|folds must have shape"),
        ({"X": np.zeros((4, 1280))}, "1704"),
    ],
)
def test_what_it_cannot_learn_from(rng, spoilt, message):
    given = {"X": descriptions(rng, 4)[0], "y": [0, 0, 1, 1], "folds": [0, 1, 0, 1]} | spoilt
    if "y" in spoilt:
        del given["folds"]
    with pytest.raises(ValueError, match=message):
        Head().fit(**given)


# --- what it does not know --------------------------------------------------------------------------------------------


def test_novelty_is_the_larger_of_two_distances_to_the_nearest(rng):
    X, y = descriptions(rng, 30)
    head, new = Head().fit(X, y), descriptions(rng, 5)[0]
    mean, deviation = X[:, :232].mean(axis=0, dtype=float), X[:, :232].std(axis=0, dtype=float)
    look, _ = (
        NearestNeighbors(n_neighbors=1).fit((X[:, :232] - mean) / deviation).kneighbors((new[:, :232] - mean) / deviation)
    )
    content, _ = NearestNeighbors(n_neighbors=1, metric="cosine").fit(X[:, 424:]).kneighbors(new[:, 424:])
    expected = np.maximum(look[:, 0] / np.sqrt(232) / head.typical_[0], content[:, 0] / head.typical_[1])
    np.testing.assert_allclose(head.novelty(new), expected, rtol=1e-3)


def test_five_in_a_hundred_false_alarms(rng):
    X, y = descriptions(rng, 1400)
    head = Head().fit(X[:400], y[:400])
    assert 0.005 < 1 - head.accepts(X[400:]).mean() < 0.1
    assert (head.held_out_.novelty > head.limit_).mean() <= 0.05


def test_few_pictures_refuse_none_of_themselves():
    assert transfer._most(np.arange(10.0), 0.05) == 9
    assert transfer._most(np.arange(100.0), 0.05) == 95
    assert transfer._most(np.arange(100.0), 0.5) == 50


@pytest.fixture(scope="module")
def of_photographs():
    """A head that knows crops of three photographs, and crops of the same that it has not seen."""
    data = datasets.load("photographs", size=96, n_train=96, n_test=48)
    chosen = [data.class_names.index(name) for name in ("chelsea", "china", "coffee")]
    seen, labels = (np.isin(part, chosen) for part in (data.train_labels, data.test_labels))
    new = photographs.describe(photographs.prepare(data.test_images[labels]))
    names = np.array(data.class_names)[data.train_labels[seen]]
    return Head().fit(photographs.describe(photographs.prepare(data.train_images[seen])), names), new


@pytest.mark.slow
def test_noise_digits_and_drawings_are_unknown_to_who_knows_photographs(of_photographs):
    head, _ = of_photographs
    digits, white = datasets.load("digits").test_images[:6], noise.gaussian(6, size=64, channels=3)
    drawn = datasets.load("drawings").test_images[::200].astype("float32")
    for images in (digits, white, drawn):
        assert head.accepts(photographs.describe(photographs.prepare(images))).mean() <= 0.2


# --- files ------------------------------------------------------------------------------------------------------------


def test_a_head_that_was_loaded_says_the_same(head, tmp_path, rng):
    transfer.save(head, tmp_path / "mine.head")
    loaded, new = transfer.load(tmp_path / "mine.head"), descriptions(rng, 9)[0]
    np.testing.assert_array_equal(loaded.predict(new), head.predict(new))
    np.testing.assert_array_equal(loaded.predict_proba(new), head.predict_proba(new))
    np.testing.assert_array_equal(loaded.novelty(new), head.novelty(new))
    np.testing.assert_array_equal(loaded.accepts(new), head.accepts(new))
    assert archives.format_of(tmp_path / "mine.head") == transfer.FORMAT
    assert loaded.get_params() == head.get_params()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("coef", np.zeros((2, 1584))),
        ("coef", np.full((3, 1584), np.nan)),
        ("intercept", None),
        ("scale", np.zeros(1584)),
        ("typical", np.array([1.0, 0.0])),
        ("classes", np.array(["cat", "cat", "fox"])),
        ("classes", np.array(["cat"])),
        ("look_vectors", np.zeros((0, 232))),
        ("look_scale", np.zeros(232)),
        ("content", np.zeros((4, 9))),
        ("sharpness", "much"),
        ("limit", -1),
        ("settings", {"C": 0}),
        ("settings", {"colour": "red"}),
    ],
)
def test_a_file_that_was_tampered_with_is_refused(head, tmp_path, name, value):
    transfer.save(head, tmp_path / "mine.head")
    header, arrays = archives.read_archive(tmp_path / "mine.head")
    into = header if name in header else arrays
    into[name] = value
    if value is None:
        del into[name]
    archives.write_archive(tmp_path / "mine.head", header, arrays)
    with pytest.raises(ValueError, match=r"mine\.head is no whole head .*: train and save it anew"):
        transfer.load(tmp_path / "mine.head")


def test_other_files_are_refused_by_what_they_are(head, tmp_path):
    path = tmp_path / "mine.head"
    transfer.save(head, path)
    header, arrays = archives.read_archive(path)
    archives.write_archive(path, header | {"schema": 2, "version": "9.9"}, arrays)
    with pytest.raises(ValueError, match=r"was written by version 9\.9"):
        transfer.load(path)
    archives.write_archive(path, header | {"format": "imagen_course pipeline"}, arrays)
    with pytest.raises(ValueError, match="is no head"):
        transfer.load(path)
    path.write_bytes(path.read_bytes()[:900])
    with pytest.raises(ValueError, match="is no whole archive"):
        transfer.load(path)
    with pytest.raises(FileNotFoundError):
        transfer.load(tmp_path / "none.head")


def test_a_head_in_a_file_of_another_kind_is_found_and_the_file_stays_what_it_is(head, tmp_path, rng):
    path, new = tmp_path / "mine.pipeline", descriptions(rng, 5)[0]
    archives.write_archive(path, {"format": "another", "coef": 3}, {"coef": np.arange(3)})
    assert not archives.holds(path, "head")
    transfer.add(head, path)
    assert archives.holds(path, "head")
    np.testing.assert_array_equal(transfer.load(path).novelty(new), head.novelty(new))
    header, arrays = archives.read_archive(path)
    assert (header["format"], header["coef"], arrays["coef"].tolist()) == ("another", 3, [0, 1, 2])


@pytest.mark.parametrize("content", [b"", b"PK", b"\x80\x04", json.dumps({"format": transfer.FORMAT}).encode()])
def test_what_is_no_archive_has_no_format(tmp_path, content):
    (tmp_path / "file").write_bytes(content)
    assert archives.format_of(tmp_path / "file") is None
    assert archives.format_of(tmp_path / "nothing") is None


# --- pictures ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(10, 10), (1, 1), (3000, 40), (40, 3000), (700, 500)])
def test_pictures_of_any_size_are_read_as_the_network_sees_them(tmp_path, size):
    Image.new("RGB", size, (255, 0, 0)).save(tmp_path / "red.png")
    seen = transfer.read(tmp_path / "red.png")
    assert (seen.shape, seen.dtype) == ((224, 224, 3), "float32")
    np.testing.assert_allclose(seen.mean(axis=(0, 1)), [1, 0, 0], atol=0.01)


def test_a_panorama_keeps_its_middle_sharp(tmp_path):
    stripes = np.zeros((224, 2240, 3), "uint8")
    stripes[:, ::2] = 255
    Image.fromarray(stripes).save(tmp_path / "wide.png")
    assert transfer.read(tmp_path / "wide.png").std() > 0.45
