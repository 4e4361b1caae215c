"""The whole pipeline: votes checked by hand, both kinds of teaching, and what scikit-learn asks of a classifier.

Most tests look at flat shapes through the mean colour of a region, which is quick and sure; two use the network.
"""

import pickle

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.preprocessing import FunctionTransformer
from sklearn.svm import SVC, LinearSVC

from imagen_course import archives, datasets, metrics, pipeline, regions, segment, targets
from imagen_course.features import CNNFeatures, HOGFeatures, PhotographFeatures, SIFTFeatures
from imagen_course.pipeline import ImagenPipeline, Regions
from imagen_course.svm import LinearSVM
from imagen_course.worlds import scenes

COLOURS = np.array([(0.9, 0.1, 0.1), (0.1, 0.2, 0.9), (0.1, 0.8, 0.2)], "float32")


def mean_colours(crops):
    mask = crops[..., -1:]
    return (crops[..., :-1] * mask).sum(axis=(1, 2)) / mask.sum(axis=(1, 2))


def coloured(**options):
    return ImagenPipeline(**{"n_segments": 36, "features": FunctionTransformer(mean_colours), **options})


def blocks(n, *, seed, size=32, n_classes=3):
    """Pictures of one block whose colour is its class, on grey: images, labels, masks, boxes."""
    rng = np.random.default_rng(seed)
    images = np.full((n, size, size, 3), 0.5, "float32") + rng.normal(0, 0.01, (n, 1, 1, 3)).astype("float32")
    masks, labels, boxes = np.zeros((n, size, size), int), np.arange(n) % n_classes, []
    for i, label in enumerate(labels):
        top, left = rng.integers(2, size - 14, 2)
        inside = slice(top, top + 12), slice(left, left + 10)
        images[i][inside], masks[i][inside] = COLOURS[label], 1 + label
        boxes.append([(top, left, top + 12, left + 10)])
    return images, labels, masks, boxes


@pytest.fixture(scope="module")
def taught():
    images, _, masks, _ = blocks(30, seed=0)
    return coloured().fit(images, masks)


# --- teaching and looking -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("vote", ["average", "area", "majority"])
def test_masks_teach_all_three_tasks(vote):
    images, _, masks, _ = blocks(30, seed=0)
    fitted = coloured(vote=vote).fit(images, masks)
    images, labels, masks, boxes = blocks(9, seed=1)
    assert fitted.classes_.tolist() == [0, 1, 2]
    np.testing.assert_array_equal(fitted.predict(images), labels)
    found = fitted.segment(images)
    assert found.dtype == "int32"
    assert metrics.mean_iou(masks, found) > 0.95
    found = fitted.detect(images)
    found_columns = [[each[i] for each in found] for i in range(3)]
    assert metrics.average_precision(boxes, labels[:, None], *found_columns, iou=0.8) == 1
    assert fitted.score(images, labels) == 1
    assert fitted.score(images, masks) == metrics.mean_iou(masks, fitted.segment(images))


def test_labels_teach_where_the_object_is():
    images, labels, _, _ = blocks(30, seed=0)
    names = np.array(["red", "blue", "green"])
    fitted = coloured().fit(images, names[labels])
    images, labels, masks, _ = blocks(9, seed=1)
    assert fitted.classes_.tolist() == ["blue", "green", "red"]
    assert fitted.predict(images).tolist() == names[labels].tolist()
    renamed = np.array([0, 3, 1, 2])[masks]  # masks count by classes_
    assert metrics.mean_iou(renamed, fitted.segment(images)) > 0.95


def test_a_clutter_that_all_classes_have_is_unlearnt():
    """A white dot in every picture inherits each label; it is recognised as none of them."""
    images, labels, masks, _ = blocks(60, seed=2)
    rng = np.random.default_rng(0)
    for image, mask in zip(images, masks, strict=True):
        free = np.argwhere(np.lib.stride_tricks.sliding_window_view(mask, (8, 8)).max(axis=(2, 3)) == 0)
        top, left = free[(free > 0).all(axis=1) & (free < 24).all(axis=1)][rng.integers(100)]
        image[top : top + 6, left : left + 6] = 1
    fitted = coloured(n_segments=64).fit(images[:48], labels[:48])
    assert metrics.mean_iou(masks[48:], fitted.segment(images[48:])) > 0.9


def test_the_whole_picture_may_be_one_region():
    """Where every region lies in a corner, the picture's label stays with them."""
    images = np.repeat(COLOURS, 6, axis=0)[:, None, None].repeat(12, axis=1).repeat(12, axis=2)
    labels = np.repeat([5, 7, 9], 6)
    fitted = coloured(n_segments=1).fit(images, labels)
    assert fitted.predict(images).tolist() == labels.tolist()
    assert fitted.regions(images)[0].boxes.tolist() == [[0, 0, 12, 12]]


def test_only_what_lies_in_a_corner_is_background_from_the_start():
    """An object from the upper border to the lower one, as a digit may be, is in no corner."""
    segments = np.array([[[0, 1, 2, 3]] * 4])
    boxes = np.array([[0, 0, 4, 1], [0, 1, 4, 2], [1, 2, 4, 3], [0, 3, 4, 4]])
    cut = pipeline._Cut(segments, None, np.zeros(4, int), boxes, None)
    assert pipeline._in_a_corner(cut).tolist() == [True, False, False, True]


def test_grey_pictures():
    images, labels, masks, _ = blocks(20, seed=0, n_classes=2)
    grey = images[..., :1]  # red is light in it, blue dark
    fitted = coloured().fit(grey, masks)
    assert fitted.score(grey, labels) == 1


def test_one_class_of_objects_and_the_background():
    images, _, masks, _ = blocks(10, seed=0, n_classes=1)
    fitted = coloured().fit(images, masks)
    assert metrics.mean_iou(masks, fitted.segment(images)) > 0.95
    np.testing.assert_allclose(fitted.predict_proba(images), np.ones((10, 1)))


def test_batches_do_not_show(monkeypatch, taught):
    images, _, _, _ = blocks(9, seed=1)
    expected = taught.predict_proba(images), taught.regions(images)[7]
    sizes, slic = [], segment.slic
    monkeypatch.setattr(pipeline, "_BATCH_PIXELS", 4 * 32 * 32)
    monkeypatch.setattr(segment, "slic", lambda images, **options: sizes.append(len(images)) or slic(images, **options))
    np.testing.assert_allclose(taught.predict_proba(images), expected[0], rtol=1e-6)
    assert sizes == [4, 4, 1]
    for column, same in zip(taught.regions(images)[7], expected[1], strict=True):
        np.testing.assert_allclose(column, same, rtol=1e-6)


# --- the votes ------------------------------------------------------------------------------------------------------------


class Fixed:
    """A classifier of codes whose probabilities are the features themselves."""

    classes_ = np.arange(3)

    def predict_proba(self, vectors):
        return vectors


def voting(monkeypatch, probabilities, vote):
    """A pipeline of two classes that cuts any picture into four columns, 1, 1, 3 and 3 pixels wide."""
    columns = np.array([0, 1, 2, 2, 2, 3, 3, 3], "int32")
    monkeypatch.setattr(segment, "slic", lambda images, **_: np.broadcast_to(columns, images.shape[:3]))
    monkeypatch.setattr(regions, "merge_regions", lambda images, segments, **_: segments)
    made = ImagenPipeline(n_segments=1, vote=vote)
    made.classes_, made.classifier_ = np.array(["cat", "dog"]), Fixed()
    made.features_ = FunctionTransformer(lambda crops: np.resize(probabilities, (len(crops), 3)))
    return made


@pytest.mark.parametrize(("vote", "winner"), [("average", "cat"), ("majority", "cat"), ("area", "dog"), ("largest", "dog")])
def test_votes_by_hand(monkeypatch, vote, winner):
    probabilities = np.array([[0.1, 0.8, 0.1], [0.1, 0.5, 0.4], [0.2, 0.3, 0.5], [0.8, 0.1, 0.1]])
    made, X = voting(monkeypatch, probabilities, vote), np.zeros((2, 2, 8, 3), "float32")
    assert made.predict(X).tolist() == [winner] * 2
    weights = {"majority": [1, 1, 1, 0], "largest": [0, 0, 6, 0]}.get(vote, [2, 2, 6, 0])  # the last says background
    cat = np.average([8 / 9, 5 / 9, 3 / 8, 1 / 2], weights=weights)
    np.testing.assert_allclose(made.predict_proba(X), [[cat, 1 - cat]] * 2, rtol=1e-5)
    found = made.regions(X)[1]
    assert found.labels.tolist() == [0, 0, 1, -1]
    assert found.areas.tolist() == [2, 2, 6, 6]
    assert found.boxes.tolist() == [[0, 0, 2, 1], [0, 1, 2, 2], [0, 2, 2, 5], [0, 5, 2, 8]]
    np.testing.assert_allclose(found.scores, [0.8, 0.5, 0.5, 0.8])
    np.testing.assert_allclose(found.weights, weights, atol=1e-4)
    assert made.segment(X)[0, 0].tolist() == [1, 1, 2, 2, 2, 0, 0, 0]


@pytest.mark.parametrize("vote", ["average", "largest", "area", "majority"])
def test_a_picture_of_background_alone_still_has_a_likeliest_class(monkeypatch, vote):
    made = voting(monkeypatch, np.array([[0.9, 0.04, 0.06]]), vote)
    assert made.predict(np.zeros((1, 2, 8, 3))).tolist() == ["dog"]
    assert made.detect(np.zeros((1, 2, 8, 3)))[0].boxes.shape == (0, 4)
    certain = voting(monkeypatch, np.array([[1.0, 0.0, 0.0]]), vote)
    np.testing.assert_array_equal(certain.predict_proba(np.zeros((1, 2, 8, 3))), [[0.5, 0.5]])


def regions_of(segments, labels, scores):
    table = regions.region_table(np.zeros((*segments.shape, 1)), segments)
    return Regions(segments, table.boxes, table.areas, np.array(labels), np.array(scores), None)


def test_detections_by_hand():
    """Touching regions of one label are one object, with the mean of their scores by area; a corner does not touch."""
    segments = np.array([[0, 1, 1, 0, 3, 3], [0, 1, 2, 0, 3, 3], [4, 0, 0, 5, 0, 0]])
    regions = regions_of(segments, [-1, 0, 0, 1, 0, 1], [0.9, 0.8, 0.4, 0.6, 0.95, 0.3])
    found = pipeline._detect(regions, score_threshold=0.0, iou=0.5, gap=0)
    assert found.boxes.tolist() == [[2, 0, 3, 1], [0, 1, 2, 3], [0, 4, 2, 6], [2, 3, 3, 4]]
    assert found.labels.tolist() == [0, 0, 1, 1]
    np.testing.assert_allclose(found.scores, [0.95, (3 * 0.8 + 0.4) / 4, 0.6, 0.3])
    surer = pipeline._detect(regions, score_threshold=0.65, iou=0.5, gap=0)
    assert surer.boxes.tolist() == [[2, 0, 3, 1], [0, 1, 2, 3]]


@pytest.mark.parametrize(("gap", "boxes"), [(1, [[0, 0, 2, 2], [0, 4, 2, 6]]), (2, [[0, 0, 2, 6]])])
def test_pieces_parted_by_a_bar_are_one_object(gap, boxes):
    segments = np.array([[0, 0, 1, 1, 2, 2]] * 2)
    regions = regions_of(segments, [0, -1, 0], np.ones(3))
    assert pipeline._detect(regions, score_threshold=0.0, iou=0.5, gap=gap).boxes.tolist() == boxes


def test_two_small_objects_of_a_class_do_not_outvote_the_largest():
    """By area the circles have 8 pixels and the square 6; the largest object is the square."""
    segments = np.array([[0, 0, 3, 1, 1, 3, 2, 2, 2], [0, 0, 3, 1, 1, 3, 2, 2, 2]])
    codes, areas = np.array([1, 1, 2, 0]), np.array([4, 4, 6, 4])
    assert pipeline._largest(segments, codes, areas, gap=0).tolist() == [False, False, True, False]
    assert pipeline._largest(segments, codes, areas, gap=1).tolist() == [True, True, False, False]
    assert pipeline._largest(segments, 0 * codes, areas, gap=1).tolist() == [False] * 4


def test_what_a_region_is_called_by_pictures_labels():
    """Two pictures, of code 1 and 2; the odds of a class must be e times the prior's, and a corner is background."""
    probabilities = np.array([[0.1, 0.8, 0.1], [0.0, 0.6, 0.4], [0.0, 0.2, 0.8], [0.1, 0.5, 0.4], [0.0, 0.1, 0.9]])
    groups, corner = np.array([0, 0, 0, 1, 1]), np.array([False] * 4 + [True])
    first = targets.codes_of_labels(probabilities, np.array([1, 2]), groups, corner, np.array([0.5, 0.5]))
    assert first.tolist() == [1, 0, 2, 2, 0]  # 0.6 speaks for nothing; 0.4 is the most that the second picture has of 2
    later = targets.codes_of_labels(probabilities, np.array([1, 2]), groups, corner, None)
    assert later.tolist() == [1, 1, 2, 2, 0]


def test_the_less_sure_of_two_boxes_goes():
    boxes = np.array([(0, 0, 4, 4), (0, 0, 4, 5), (0, 3, 4, 7), (9, 9, 12, 12)])
    assert pipeline._suppress(boxes, 0.5) == [0, 2, 3]
    assert pipeline._suppress(boxes, 0.9) == [0, 1, 2, 3]
    assert pipeline._suppress(boxes, 0.1) == [0, 3]


def test_probabilities_are_such():
    """Of the pictures it is about 80 % sure of, it has about 80 % right; the raw scores know nothing of the kind."""
    rng = np.random.default_rng(0)
    images, labels, masks, _ = blocks(300, seed=3, n_classes=2)
    shades = rng.normal(0, 0.35, (300, 1, 1, 1)) + np.where(labels == 0, 0.45, 0.55)[:, None, None, None]
    images = np.where(masks[..., None] > 0, np.clip(shades, 0.3, 0.7), 0.0).astype("float32")[..., :1]
    fitted = coloured(classifier=LinearSVC(C=100)).fit(images[:200], masks[:200])
    sure = fitted.predict_proba(images[200:]).max(axis=1).mean()
    assert abs(sure - fitted.score(images[200:], labels[200:])) < 0.1


# --- scikit-learn's contract ----------------------------------------------------------------------------------------------


def test_constructor_only_stores(taught):
    features, classifier = FunctionTransformer(mean_colours), LinearSVC()
    made = coloured(features=features, classifier=classifier)
    assert made.get_params()["features"] is features
    images, _, masks, _ = blocks(9, seed=0)
    before = repr(made.get_params())
    made.fit(images, masks)
    assert repr(made.get_params()) == before
    assert made.features_ is not features
    with pytest.raises(NotFittedError):
        clone(taught).predict(images)


def test_pickles(taught):
    images = blocks(3, seed=1)[0]
    twin = pickle.loads(pickle.dumps(taught))
    np.testing.assert_array_equal(twin.predict_proba(images), taught.predict_proba(images))
    np.testing.assert_array_equal(twin.segment(images), taught.segment(images))


@pytest.mark.parametrize("kind", ["labels", "names", "masks"])
def test_cross_validation_and_grid_search(kind):
    images, labels, masks, _ = blocks(18, seed=0)
    y = {"labels": labels, "names": np.array(list("rgb"))[labels], "masks": masks}[kind]
    assert cross_val_score(coloured(), images, y, cv=3).min() > 0.9
    grid = {"vote": ["area", "average"], "classifier": [SVC()]}
    search = GridSearchCV(coloured(n_segments=25), grid, cv=2).fit(images, y)
    assert search.best_score_ > 0.9
    assert search.score(images, y) > 0.9


@pytest.mark.parametrize("classifier", [LinearSVC(), SVC(kernel="rbf"), LogisticRegression()])
def test_their_classifiers_fit_in(classifier):
    images, labels, masks, _ = blocks(18, seed=0)
    assert coloured(classifier=classifier).fit(images, masks).score(images, labels) == 1


@pytest.mark.keras
@pytest.mark.parametrize("kind", ["labels", "masks"])
def test_with_its_own_network(kind):
    images, labels, masks, _ = blocks(18, seed=0)
    features = CNNFeatures(widths=(4, 8), epochs=8, batch_size=8)
    fitted = coloured(features=features, crop_size=12).fit(images, labels if kind == "labels" else masks)
    assert fitted.score(images, labels) > 0.9


def test_the_default_pipeline_knows_shapes():
    fitted = pipeline.load_default()
    drawn = scenes.generate(60, seed=8)
    assert fitted.score(drawn.images, drawn.labels) > 0.9
    assert fitted.score(drawn.images, drawn.masks) > 0.85
    large = drawn.images[:1].repeat(2, axis=1).repeat(2, axis=2)
    assert fitted.segment(large).shape == (1, 128, 128)


def test_features_that_hardly_move_in_training_do_no_harm():
    """HOG's cells at a crop's rim are nearly always 0: fifty pictures are enough all the same."""
    drawn = scenes.generate(100, seed=8, background="plain")
    fitted = ImagenPipeline(features=HOGFeatures()).fit(drawn.images[:50], drawn.masks[:50])
    assert fitted.score(drawn.images[50:], drawn.labels[50:]) > 0.85


# --- what it does not know ------------------------------------------------------------------------------------------------


class Distances:
    """A novelty detector that knows what it is to say of the regions of each picture."""

    def __init__(self, *distances):
        self.distances = distances

    def distance(self, vectors):
        return np.resize(self.distances, len(vectors))


@pytest.mark.parametrize("vote", ["average", "largest", "area", "majority"])
def test_certainty_by_hand(monkeypatch, vote):
    """The columns are 1, 1, 3 and 3 wide; the last is surest, but says background."""
    probabilities = np.array([[0.1, 0.8, 0.1], [0.1, 0.5, 0.4], [0.2, 0.3, 0.5], [0.9, 0.05, 0.05]])
    made, X = voting(monkeypatch, probabilities, vote), np.zeros((2, 2, 8, 3), "float32")
    made.novelty_ = Distances(0.8, 0.0, 0.5, 0.1)
    expected = 0.8 * np.exp(-(0.8 + 3 * 0.5 + 3 * 0.1) / 8)
    np.testing.assert_allclose(made.certainty(X), [expected] * 2, rtol=1e-6)
    assert made.accepts(X).tolist() == [True] * 2
    for least, accepted in ((expected - 1e-3, True), (expected + 1e-3, False)):
        assert made.set_params(min_certainty=least).accepts(X).tolist() == [accepted] * 2
    assert made.predict(X).shape == (2,)  # names them all the same


def test_a_picture_without_a_vote_is_not_accepted(monkeypatch):
    made, X = voting(monkeypatch, np.array([[0.9, 0.04, 0.06]]), "average"), np.zeros((1, 2, 8, 3))
    made.novelty_ = Distances(0.0)
    assert made.certainty(X).tolist() == [0]
    assert made.accepts(X).tolist() == [False]
    assert made.predict(X).tolist() == ["dog"]


def test_what_it_learned_from_is_near_and_noise_is_far(taught):
    images, _, _, _ = blocks(9, seed=1)
    noise = np.random.default_rng(0).random((9, 32, 32, 3), "float32")
    assert taught.certainty(images).min() > 1.1 * taught.certainty(noise).max()


def test_the_default_pipeline_accepts_scenes_and_refuses_photographs():
    fitted = pipeline.load_default()
    drawn = scenes.generate(60, seed=8)
    assert fitted.accepts(drawn.images).mean() > 0.95
    photographs = [datasets.photograph(name)[::4, ::4] for name in ("astronaut", "chelsea", "china", "coffee", "rocket")]
    assert not any(fitted.accepts(image[None])[0] for image in photographs)


# --- files ----------------------------------------------------------------------------------------------------------------


def hog(**options):
    return ImagenPipeline(**{"n_segments": 36, "crop_size": 12, "features": HOGFeatures(cells=2), **options})


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """A fitted pipeline, and the file it was saved as."""
    images, _, masks, _ = blocks(30, seed=0)
    fitted, path = hog(min_certainty=0.1).fit(images, masks), tmp_path_factory.mktemp("saved") / "blocks.pipeline"
    pipeline.save(fitted, path)
    return fitted, path


ASKED = "predict", "predict_proba", "segment", "certainty", "accepts"
KEPT = {
    "network": {"features": CNNFeatures(widths=(4, 8), epochs=1, batch_size=8), "random_state": 3},
    "photographs": {"features": PhotographFeatures(side=32, stages=(2,), mirror=False)},
    "words": {"features": SIFTFeatures(n_words=4, min_side=16)},
    "their SVM": {"classifier": LinearSVC(C=0.1)},
    "logistic": {"classifier": LogisticRegression(), "vote": "largest"},
    "weighted": {"classifier": LinearSVM(C=0.1, class_weight="balanced")},
    "one class": {},
    "names": {},
}


@pytest.mark.parametrize("kind", KEPT)
def test_saved_and_loaded_it_says_the_same_to_the_bit(kind, tmp_path):
    images, labels, masks, _ = blocks(18, seed=0, n_classes=1 if kind == "one class" else 3)
    fitted = hog(**KEPT[kind]).fit(images, np.array(["red", "blå", "g"])[labels] if kind == "names" else masks)
    pipeline.save(fitted, tmp_path / "blocks.pipeline")
    assert [path.name for path in tmp_path.iterdir()] == ["blocks.pipeline"]
    twin, images = pipeline.load(tmp_path / "blocks.pipeline"), blocks(5, seed=1)[0]
    for name in ASKED:
        np.testing.assert_array_equal(getattr(twin, name)(images), getattr(fitted, name)(images), err_msg=name)
    assert [box.tolist() for found in twin.detect(images) for box in found] == [
        box.tolist() for found in fitted.detect(images) for box in found
    ]
    assert repr(clone(twin)) == repr(clone(fitted))
    pipeline.save(twin, tmp_path / "again.pipeline")
    assert (tmp_path / "again.pipeline").read_bytes() == (tmp_path / "blocks.pipeline").read_bytes()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"features": FunctionTransformer(mean_colours)}, "features must be one of CNNFeatures, HOGFeatures, MapFeatures"),
        ({"classifier": SVC()}, "classifier must be one of LinearSVM, LinearSVC, LogisticRegression to be saved"),
        ({"random_state": np.random.RandomState(0)}, "random_state of the pipeline must be a number, a word or None"),
        ({"classifier": LinearSVM(class_weight={0: 2})}, "class_weight of classifier must be a number, a word or None"),
    ],
)
def test_what_is_code_is_not_saved(options, message, tmp_path):
    images, _, masks, _ = blocks(18, seed=0)
    fitted = hog(**options).fit(images, masks)
    with pytest.raises(TypeError, match=message):
        pipeline.save(fitted, tmp_path / "blocks.pipeline")
    assert not list(tmp_path.iterdir())


def test_what_is_no_fitted_pipeline_is_not_saved(tmp_path):
    with pytest.raises(NotFittedError):
        pipeline.save(ImagenPipeline(), tmp_path / "model")
    with pytest.raises(TypeError, match="pipeline must be an ImagenPipeline, got LinearSVC"):
        pipeline.save(LinearSVC(), tmp_path / "model")


class Bomb:
    def __reduce__(self):
        return (pytest.fail, ("it was run",))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"imagen_course pipeline 0.1.0\n" + pickle.dumps(Bomb()), "is a pickle, which may run any code and is not opened"),
        (pickle.dumps(Bomb()), "is a pickle, which may run any code and is not opened: fit the pipeline again and save it"),
        (b"text", r"is no pipeline: it was not written by imagen_course\.pipeline\.save"),
        (b"", "is no pipeline"),
        (b"PK and no more", "is no whole archive"),
    ],
)
def test_files_of_others(content, message, tmp_path):
    (tmp_path / "model").write_bytes(content)
    with pytest.raises(ValueError, match=message):
        pipeline.load(tmp_path / "model")
    with pytest.raises(FileNotFoundError):
        pipeline.load(tmp_path / "missing")


def spoilt(saved, tmp_path, change):
    """The saved file with something of it changed."""
    header, arrays = archives.read_archive(saved[1])
    change(header, arrays)
    archives.write_archive(tmp_path / "spoilt", header, arrays)
    return tmp_path / "spoilt"


def test_a_file_of_a_later_version(saved, tmp_path):
    path = spoilt(saved, tmp_path, lambda header, arrays: header.update(schema=3, version="9.9"))
    with pytest.raises(ValueError, match=r"was written by version 9\.9 of the course, this is .*: python -m pip install"):
        pipeline.load(path)


def put(*keys, value):
    """A change of the header: at the end of ``keys`` stands ``value``."""

    def change(header, arrays):
        for key in keys[:-1]:
            header = header[key]
        header[keys[-1]] = value

    return change


def reshaped(name, function):
    def change(header, arrays):
        arrays[name] = function(arrays[name])

    return change


NAMES = ["classes", "scaler_mean", "scaler_scale", "coef", "intercept", "codes", "sigmoids"]
NAMES += ["novelty_mean", "novelty_scale", "novelty_vectors"]
DAMAGES = [put(*keys, value=value) for *keys, value in (
    ("format", "other"), ("schema", "one"), ("schema", None), ("settings", []), ("settings", "n_segments", -1),
    ("settings", "vote", "loudest"), ("settings", "crop_size", 10**9), ("settings", "min_certainty", 2),
    ("settings", "colour", 1), ("features", "kind", "os.system"), ("features", {"kind": "HOGFeatures"}), ("fitted", None),
    ("fitted", "features", "kind", "SIFTFeatures"), ("fitted", "features", "settings", "cells", 10**6),
    ("fitted", "features", "settings", "cells", 3), ("fitted", "classifier", "kind", "SVC"),
    ("fitted", "classifier", None), ("fitted", "features", None), ("fitted", "classifier", "settings", "coef_", 1),
)]  # fmt: skip
DAMAGES += [lambda header, arrays, name=name: arrays.pop(name) for name in NAMES]
DAMAGES += [reshaped(name, lambda array: array[..., None]) for name in NAMES]
DAMAGES += [reshaped(name, lambda array: array[:0]) for name in NAMES]
DAMAGES += [reshaped(name, lambda array: array.astype("U8")) for name in NAMES if name != "classes"]
DAMAGES += [reshaped(name, lambda array: array * np.nan) for name in NAMES]
DAMAGES += [reshaped(name, lambda array: -array) for name in ("scaler_scale", "novelty_scale")]
DAMAGES += [reshaped("codes", lambda array: array + 1), reshaped("codes", lambda array: 0 * array)]


@pytest.mark.parametrize("change", DAMAGES, ids=range(len(DAMAGES)))
def test_a_damaged_file_is_refused_in_a_sentence(change, saved, tmp_path):
    with pytest.raises(ValueError, match=r"spoilt is no whole pipeline \(.*\): fit and save it anew"):
        pipeline.load(spoilt(saved, tmp_path, change))


def test_what_is_spoilt_was_whole(saved, tmp_path):
    assert pipeline.load(spoilt(saved, tmp_path, lambda header, arrays: None)).min_certainty == 0.1


# --- bad input ------------------------------------------------------------------------------------------------------------

GREY = np.zeros((4, 8, 8, 3), "float32")
MASKS = np.zeros((4, 8, 8), int)
MASKS[:, 2:6, 2:6] = 1


@pytest.mark.parametrize(
    ("X", "y", "options", "message"),
    [
        (GREY, [1, 1, 1, 1], {}, "y must name two classes or more, got one class, 1"),
        (GREY, [0, 1, 0], {}, r"y must have shape \(4,\), got \(3,\): one label for each of X"),
        (GREY, [0.5, 1.2, 0.1, 0.2], {}, "y must hold whole numbers or words, got float64"),
        (GREY, np.zeros((4, 2), int), {}, r"y must have shape \(4,\), got \(4, 2\): one label for each of X"),
        (GREY, np.zeros((4, 8, 8)), {}, "y must hold whole numbers, got float64: convert with y.astype"),
        (GREY, 0 * MASKS, {}, "y must be 1 . label where masks show an object, got 0 alone: 0 is background"),
        (GREY, MASKS, {"n_segments": 1}, "all regions are background: raise n_segments"),
        (GREY, MASKS, {"n_segments": 0}, "n_segments must be a whole number in .1, 16., got 0: with pictures of 8 x 8"),
        (
            GREY,
            MASKS,
            {"n_segments": 65},
            "n_segments must be a whole number in .1, 16., got 65: with pictures of 8 x 8; ask for fewer",
        ),
        (GREY, MASKS, {"min_certainty": 1.5}, r"min_certainty must be a number in .0, 1., got 1.5"),
        (GREY, MASKS, {"vote": "loudest"}, "vote must be 'average', .* or 'majority', got 'loudest'"),
        (GREY[:0], MASKS[:0], {}, r"X must have shape .* with n at least 1, got \(0, 8, 8, 3\)"),
        (GREY[..., :2], MASKS, {}, "X must have 1 or 3 channels"),
        (GREY[0], MASKS, {}, r"X must have shape \(n, height, width, channels\)"),
        (GREY * np.nan, MASKS, {}, "X must be finite"),
    ],
)
def test_bad_input(X, y, options, message):
    with pytest.raises((TypeError, ValueError), match=message):
        coloured(**{"n_segments": 4, **options}).fit(X, y)


def test_bad_input_to_a_fitted_pipeline(taught):
    with pytest.raises(TypeError, match=r"X must be floating point, got uint8: divide by 255 once"):
        taught.predict(np.zeros((1, 32, 32, 3), "uint8"))
    with pytest.raises(ValueError, match=r"n_segments must be a whole number in .1, 25., got 36: with pictures of 10 x 10"):
        taught.predict(np.zeros((1, 10, 10, 3)))


def test_a_class_with_a_single_region():
    images, labels, _, _ = blocks(7, seed=0)
    with pytest.raises(ValueError, match="only one region is 9: give more pictures of it"):
        coloured().fit(images, np.where(labels == 0, 0, [1, 1, 1, 1, 1, 9, 1]))
