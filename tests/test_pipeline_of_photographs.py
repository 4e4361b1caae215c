"""The pipeline with features of maps, and pictures that come as lists and files: of any sizes, with void labels."""

import json
import tracemalloc

import numpy as np
import pytest
from PIL import Image
from sklearn.base import clone
from sklearn.exceptions import FitFailedWarning
from sklearn.model_selection import GridSearchCV
from sklearn.preprocessing import FunctionTransformer

from imagen_course import analyze, archives, datasets, metrics, pictures, pipeline, targets
from imagen_course.features import CNNFeatures
from imagen_course.pipeline import ImagenPipeline
from imagen_course.region_features import MapFeatures
from imagen_course.svm import LinearSVM
from imagen_course.worlds import scenes

SMALL = MapFeatures(side=64, stages=(2, 3))
TOP, BOTTOM = (0.3, 0.5, 0.9), (0.5, 0.4, 0.2)


def landscapes(n, *, seed, shape=(32, 40)):
    """Pictures of a blue sky over a brown ground, each with a horizon of its own; masks 0 and 1."""
    rng = np.random.default_rng(seed)
    horizons = rng.integers(10, shape[0] - 10, n)
    masks = (np.arange(shape[0])[:, None] >= horizons[:, None, None]).repeat(shape[1], axis=2).astype(int)
    images = np.where(masks[..., None], BOTTOM, TOP) + rng.normal(0, 0.03, (n, *shape, 3))
    return np.clip(images, 0, 1).astype("float32"), masks


def seen(**options):
    return ImagenPipeline(**{"features": SMALL, "n_segments": 40} | options)


def mean_colours(crops):
    mask = crops[..., -1:]
    return (crops[..., :-1] * mask).sum(axis=(1, 2)) / mask.sum(axis=(1, 2))


@pytest.fixture(scope="module")
def taught():
    return seen().fit(*landscapes(8, seed=0))


# --- maps ---------------------------------------------------------------------------------------------------------------


def test_maps_tell_the_sky_from_the_ground(taught):
    images, masks = landscapes(4, seed=1)
    found = taught.segment(images)
    assert found.dtype == "int32"
    assert metrics.mean_iou(masks, found) > 0.9
    assert taught.score(images, masks) == metrics.mean_iou(masks, found)
    table = taught.regions(images)[0]
    assert 30 <= len(table.areas) <= 50  # superpixels as they are: nothing merged
    assert (
        taught.certainty(images).min() > taught.certainty(np.random.default_rng(0).random((2, 32, 40, 3), "float32")).max()
    )


def test_what_is_not_given_depends_on_the_features():
    crops, maps = ImagenPipeline(), ImagenPipeline(features="maps")
    assert [crops._setting(name) for name in ("n_segments", "compactness", "merge_threshold", "context")] == [64, 20, 14, ()]
    assert [maps._setting(name) for name in ("n_segments", "compactness", "merge_threshold")] == [300, 10, 0]
    assert maps._setting("context") == ("colour", "place")
    assert ImagenPipeline(features="maps", n_segments=50, context=())._setting("n_segments") == 50
    assert isinstance(maps._new_features(), MapFeatures)
    assert isinstance(ImagenPipeline(features="crops")._new_features(), CNNFeatures)
    own = seen(context=("neighbours",), classifier=LinearSVM(C=1)).fit(*landscapes(4, seed=0))
    assert own.novelty_.vectors_.shape[1] == 24 + 40 + 3


def test_crops_can_be_told_their_place():
    """Two halves of one colour differ by their place alone."""
    images = np.full((6, 24, 24, 3), 0.5, "float32") + np.random.default_rng(0).normal(0, 0.02, (6, 24, 24, 1)).astype(
        "float32"
    )
    masks = np.zeros((6, 24, 24), int)
    masks[:, 12:] = 1
    options = {"features": FunctionTransformer(mean_colours), "n_segments": 16, "merge_threshold": 0}
    blind = ImagenPipeline(**options).fit(images, masks).score(images, masks)
    placed = ImagenPipeline(**options, context=("place",)).fit(images, masks).score(images, masks)
    assert placed > 0.85 > 0.75 > blind


def test_nothing_merges_and_no_border_moves_at_a_threshold_of_0(monkeypatch):
    def never(*args, **options):
        raise AssertionError("called")

    monkeypatch.setattr(pipeline.regions, "merge_regions", never)
    monkeypatch.setattr(pipeline.regions, "refine_borders", never)
    images, masks = landscapes(4, seed=0)
    ImagenPipeline(features=FunctionTransformer(mean_colours), n_segments=12, merge_threshold=0).fit(images, masks)


def test_a_merging_threshold_is_chosen_on_pictures_held_out():
    """At 200 sky and ground are one region: the search finds that out by itself."""
    made = ImagenPipeline(features=FunctionTransformer(mean_colours), n_segments=20)
    with pytest.warns(FitFailedWarning):
        search = GridSearchCV(made, {"merge_threshold": [200, 10]}, cv=2, error_score=0).fit(*landscapes(8, seed=0))
    assert search.best_params_ == {"merge_threshold": 10}


def test_saved_and_loaded_it_says_the_same(taught, tmp_path):
    images, _ = landscapes(2, seed=1)
    for fitted in (taught, seen(features="maps", void_label=7, max_regions=100).fit(*landscapes(2, seed=0, shape=(24, 24)))):
        pipeline.save(fitted, tmp_path / "sky.pipeline")
        twin = pipeline.load(tmp_path / "sky.pipeline")
        assert repr(clone(twin)) == repr(clone(fitted))
        np.testing.assert_array_equal(twin.segment(images), fitted.segment(images))
        np.testing.assert_array_equal(twin.certainty(images), fitted.certainty(images))


@pytest.mark.parametrize(("kind", "settings"), [("MapFeatures", {"side": 10**6}), ("PhotographFeatures", {"cells": 10**6})])
def test_a_file_that_asks_for_too_much_is_refused(kind, settings, taught, tmp_path):
    pipeline.save(taught, tmp_path / "sky.pipeline")
    header, arrays = archives.read_archive(tmp_path / "sky.pipeline")
    header["fitted"]["features"] = {"kind": kind, "settings": settings}
    archives.write_archive(tmp_path / "spoilt.pipeline", header, arrays)
    with pytest.raises(ValueError, match=f"{next(iter(settings))} must be a whole number"):
        pipeline.load(tmp_path / "spoilt.pipeline")


def test_a_file_whose_context_does_not_fit_is_refused(taught, tmp_path):
    pipeline.save(taught, tmp_path / "sky.pipeline")
    header, arrays = archives.read_archive(tmp_path / "sky.pipeline")
    header["settings"]["context"] = ["place"]
    archives.write_archive(tmp_path / "spoilt.pipeline", header, arrays)
    with pytest.raises(ValueError, match=r"its features are vectors of 70, its classifier reads 76"):
        pipeline.load(tmp_path / "spoilt.pipeline")


# --- lists and files ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Eight pictures and their masks as files of two sizes, and the same as arrays."""
    path, images, masks = tmp_path_factory.mktemp("landscapes"), [], []
    for i, shape in enumerate([(32, 40), (40, 32)] * 4):
        (image,), (mask,) = landscapes(1, seed=i, shape=shape)
        Image.fromarray(np.uint8(image * 255)).save(path / f"{i}.png")
        Image.fromarray(np.uint8(mask)).save(path / f"{i}_mask.png")
        images.append(np.uint8(image * 255).astype("float32") / 255)
        masks.append(mask)
    return [path / f"{i}.png" for i in range(8)], [path / f"{i}_mask.png" for i in range(8)], images, masks


def test_files_and_arrays_of_several_sizes_teach_the_same(folder):
    paths, mask_paths, images, masks = folder
    from_files, from_arrays = seen().fit(paths, mask_paths), seen().fit(images, masks)
    for found, same, mask in zip(from_files.segment(paths), from_arrays.segment(images), masks, strict=True):
        np.testing.assert_array_equal(found, same)
        assert found.shape == mask.shape
    assert from_files.score(paths, mask_paths) == from_arrays.score(images, masks) > 0.9
    assert from_files.segment(paths[::2]).shape == (4, 32, 40)  # of one size: an array
    np.testing.assert_array_equal(from_files.predict(list(map(str, paths))), from_arrays.predict(images))
    assert [len(each.scores) for each in from_files.detect(paths)] == [
        len(each.scores) for each in from_arrays.detect(images)
    ]


def test_files_with_names(folder):
    paths, _, images, _ = folder
    names = np.array(["low", "high"])[[int(i % 2) for i in range(8)]]
    fitted = ImagenPipeline(features=FunctionTransformer(mean_colours), n_segments=12)
    assert fitted.fit(paths, names).predict(paths).tolist() == fitted.fit(images, names.tolist()).predict(images).tolist()


def test_batches_are_of_one_size_and_in_order(folder):
    _, _, images, _ = folder
    sizes = [batch.shape for batch in pictures.batches([*images[::2], *images[1::2]], 3 * 32 * 40)]
    assert sizes == [(3, 32, 40, 3), (1, 32, 40, 3), (3, 40, 32, 3), (1, 40, 32, 3)]
    together = [picture for batch in pictures.batches(images, 10**9) for picture in batch]
    for one, other in zip(together, images, strict=True):
        np.testing.assert_array_equal(one, other)
    assert [len(batch) for batch in pictures.batches(np.zeros((5, 4, 4, 1)), 32)] == [2, 2, 1]


def test_memory_does_not_grow_with_the_pictures(tmp_path):
    """Files are looked at one by one, and of their regions no more are kept than was asked for."""
    (image,), (mask,) = landscapes(1, seed=0, shape=(96, 128))
    Image.fromarray(np.uint8(image * 255)).save(tmp_path / "a.png")
    Image.fromarray(np.uint8(mask)).save(tmp_path / "m.png")
    made = ImagenPipeline(features=FunctionTransformer(mean_colours), n_segments=100, merge_threshold=0, max_regions=2400)
    peaks = []
    for n in (60, 240):
        tracemalloc.start()
        fitted = made.fit([tmp_path / "a.png"] * n, [tmp_path / "m.png"] * n)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert 1200 <= len(fitted.novelty_.vectors_) <= 1300
    all_crops = 240 * 100 * 24 * 24 * 4 * 4  # bytes
    assert peaks[1] < 1.3 * peaks[0] < all_crops / 2


def test_regions_of_all_sizes_are_learnt_from():
    segments = np.repeat(np.arange(5), [1, 2, 3, 4, 10])[None, None]
    cut = pipeline._Cut(segments, None, np.zeros(5, int), None, np.array([1, 2, 3, 4, 10]))
    assert pipeline._some_of_each(cut, 3).tolist() == [0, 2, 4]
    assert pipeline._some_of_each(cut, 1).tolist() == [4]
    assert pipeline._some_of_each(cut, 9).tolist() == [0, 1, 2, 3, 4]


# --- void labels --------------------------------------------------------------------------------------------------------


def test_void_pixels_are_neither_learnt_nor_judged():
    images, masks = landscapes(8, seed=0)
    images[:, :, :10] = np.random.default_rng(0).random((8, 32, 10, 3))  # what nobody can say
    masks[:, :, :10] = 255
    fitted = seen(void_label=255, context=()).fit(images, masks)
    assert fitted.classes_.tolist() == [0]
    assert set(np.unique(fitted.segment(images))) <= {0, 1}
    assert fitted.score(images, masks) > 0.9
    assert fitted.set_params(void_label=None).score(images, masks) < 0.7


def test_void_may_be_0_where_every_pixel_has_a_class():
    images, masks = landscapes(8, seed=0)
    fitted = seen(void_label=0).fit(images, 1 + masks)
    assert fitted.classes_.tolist() == [0, 1]
    assert set(np.unique(fitted.segment(images))) == {1, 2}
    assert fitted.score(images, 1 + masks) > 0.9


# --- which to take ------------------------------------------------------------------------------------------------------


def test_photographs_want_maps_and_drawings_crops(tmp_path):
    photographs = [datasets.photograph(name)[::2, ::2] for name in ("chelsea", "coffee", "china", "astronaut")]
    Image.fromarray(np.uint8(photographs[0] * 255)).save(tmp_path / "cat.png")
    assert pipeline.suited_to([tmp_path / "cat.png", *photographs[1:]], void_label=3).get_params()["void_label"] == 3
    assert pipeline.suited_to(photographs).features == "maps"
    for drawn in (scenes.generate(6, background="texture").images, datasets.load("digits").test_images[:6]):
        assert pipeline.suited_to(drawn).features == "crops"


def test_analyze_shows_it_photographs_at_their_size(taught, tmp_path, monkeypatch):
    (image,), _ = landscapes(1, seed=5, shape=(480, 800))
    Image.fromarray(np.uint8(image * 255)).save(tmp_path / "wide.png")
    pipeline.save(taught, tmp_path / "sky.pipeline")
    sizes, regions = set(), ImagenPipeline.regions
    monkeypatch.setattr(ImagenPipeline, "regions", lambda self, X: sizes.add(X.shape) or regions(self, X))
    options = {"model": tmp_path / "sky.pipeline", "folder": tmp_path / "found", "with_json": True}
    (outcome,) = analyze.each([tmp_path / "wide.png"], **options)
    assert outcome.error is None
    assert sizes == {(1, 384, 640, 3)}
    report = json.loads((tmp_path / "found" / "wide.regions.json").read_text())
    assert max(region["bottom"] for region in report["regions"]) == 480
    assert max(region["right"] for region in report["regions"]) == 800


# --- bad input ----------------------------------------------------------------------------------------------------------

IMAGES, MASKS = landscapes(4, seed=0)


@pytest.mark.parametrize(
    ("X", "y", "options", "message"),
    [
        (IMAGES, MASKS, {"features": "pixels"}, "features must be 'crops', 'maps' or an estimator .*, got 'pixels'"),
        (IMAGES, MASKS, {"context": ("size",)}, r"context must be 'colour', 'place' or 'neighbours', got 'size'"),
        (IMAGES, MASKS, {"context": "place"}, "context must"),
        (IMAGES, MASKS, {"void_label": -1}, "void_label must be a whole number"),
        (IMAGES, MASKS, {"max_regions": 0}, "max_regions must be a whole number"),
        (IMAGES, MASKS, {"void_label": 1}, "y must be 1 . label where masks show an object, got 0 alone"),
        (IMAGES, 0 * MASKS, {"void_label": 0}, "y must be 1 . label where masks show an object, got 0 alone"),
        (
            [*IMAGES, IMAGES[0, :20]],
            list(MASKS),
            {},
            r"y must have shape \(5, h, w\), got \(4, 32, 40\): a mask of each",
        ),
        ([*IMAGES[:3], IMAGES[0, :20]], list(MASKS), {}, r"y\[3\] must have shape \(20, 40\), got \(32, 40\): a mask has"),
        ([*IMAGES[:3], IMAGES[0, :20, :, 0]], list(MASKS), {}, "X must"),
        ([IMAGES[0], IMAGES[0, :20, :, :2]], [0, 1], {}, r"X\[1\] must have 1 or 3 channels"),
        ([*IMAGES[:3], IMAGES[0, :20] * 300], list(MASKS), {}, r"X\[3\] must lie in \[0, 1\]"),
        (["no such file.png"] * 2, [0, 1], {}, "No such file"),
    ],
)
def test_bad_input(X, y, options, message):
    with pytest.raises((TypeError, ValueError, FileNotFoundError), match=message):
        seen(**options).fit(X, y)


def test_a_label_map_is_no_photograph(tmp_path):
    colours = np.zeros((4, 4, 3), "uint8")
    Image.fromarray(colours).save(tmp_path / "colours.png")
    Image.fromarray(colours[..., 0]).save(tmp_path / "blurred.jpg")
    palette = Image.fromarray(np.arange(16, dtype="uint8").reshape(4, 4), "P")
    palette.putpalette([255, 0, 0] * 256)
    palette.save(tmp_path / "palette.png")
    with pytest.raises(
        ValueError, match=r"colours.png is no label map, it is made of pixels of shape \(3,\) uint8: save one"
    ):
        pictures.read_labels(tmp_path / "colours.png")
    with pytest.raises(ValueError, match=r"blurred.jpg is no label map, it is a JPEG, which blurs labels: save one channel"):
        pictures.read_labels(tmp_path / "blurred.jpg")
    assert pictures.read_labels(tmp_path / "palette.png").ravel().tolist() == list(range(16))
    with pytest.raises(FileNotFoundError):
        pictures.read_labels(tmp_path / "none.png")


def test_labels_for_a_list_of_pictures():
    assert targets.check_targets(["a", "b"], ["x.png", "y.png"]).tolist() == ["a", "b"]
    assert targets.check_targets([[[0, 1]], [[1, 0]]], np.zeros((2, 1, 2, 3))).shape == (2, 1, 2)
    with pytest.raises(ValueError, match=r"y must have shape \(2,\), got \(3,\): one label for each of X"):
        targets.check_targets(["a", "b", "c"], ["x.png", "y.png"])
