"""What ``imagen-course analyze`` does with pictures: what it writes, what it refuses to name, and that it goes on."""

import json
import os
import re
import sys
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image

from imagen_course import analyze, datasets, pictures, pipeline, plots
from imagen_course.worlds import scenes


@pytest.fixture(autouse=True)
def directory(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


class Looker:
    """A pipeline that halves a picture and calls the right half a star."""

    classes_ = np.arange(2)
    certain, code = 0.9, 1

    def regions(self, X):
        h, w = X.shape[1:3]
        segments = np.repeat([np.arange(w) * 2 // w], h, axis=0)
        boxes = np.array([[0, 0, h, w // 2], [0, w // 2, h, w]])
        codes, scores = np.array([-1, self.code]), np.array([0.5, 0.75])
        return [pipeline.Regions(segments, boxes, np.bincount(segments.ravel()), codes, scores, None)]

    def detect(self, X):
        h, w = X.shape[1:3]
        return [SimpleNamespace(boxes=np.array([[0, w // 2, h, w]]), labels=np.array([1]), scores=np.array([0.75]))]

    def predict(self, X):
        return np.array([1])

    def predict_proba(self, X):
        return np.array([[0.25, 0.75]])

    def certainty(self, X):
        return np.array([self.certain if self.code >= 0 else 0.0])

    def accepts(self, X):
        return self.certainty(X) > 0.4


@pytest.fixture
def looker(monkeypatch):
    knows = "this model knows two", "no label"
    monkeypatch.setattr(analyze, "_load_pipeline", lambda path: (Looker(), ("circle", "star"), 3, knows))


def draw(path, size=(20, 10), **options):
    Image.new("RGB", size, (10, 200, 30)).save(path, **options)
    return str(path)


def one(path, **options):
    """The only outcome of one picture, which went well."""
    (outcome,) = analyze.each([path], **options)
    assert outcome.error is None, outcome.error
    return outcome


def found(path, **options):
    return json.loads(one(path, with_json=True, **options).written[1].read_text())


# --- what is written ------------------------------------------------------------------------------------------------------


def test_a_picture_and_json(looker, tmp_path):
    outcome = one(draw(tmp_path / "mine.png"), folder="results", with_json=True)
    assert outcome.sentence == "star; 2 regions; boxes: star"
    assert outcome.written == [Path("results", "mine.regions.png"), Path("results", "mine.regions.json")]
    assert sorted(os.listdir("results")) == ["mine.regions.json", "mine.regions.png"]
    with Image.open(outcome.written[0]) as sheet:
        assert sheet.size[0] > 1000
    told = json.loads(outcome.written[1].read_text())
    assert (told["picture"], told["height"], told["width"]) == (str(tmp_path / "mine.png"), 10, 20)
    assert (told["label"], told["probability"], told["certainty"]) == ("star", 0.75, 0.9)
    assert told["probabilities"] == {"circle": 0.25, "star": 0.75}
    assert told["regions"][0] == {"top": 0, "left": 0, "bottom": 10, "right": 10, "share": 0.5, "vote": None, "score": 0.5}
    assert told["regions"][1]["vote"] == "star"
    assert told["boxes"] == [{"top": 0, "left": 10, "bottom": 10, "right": 20, "label": "star", "score": 0.75}]


@pytest.mark.parametrize(
    ("size", "looked_at"),
    [((400, 300), (96, 128)), ((8, 4), (32, 64)), ((100, 50), (50, 100)), ((3000, 2000), (85, 128))],
)
def test_places_are_told_in_the_pictures_own_pixels(looker, monkeypatch, tmp_path, size, looked_at):
    seen = []
    monkeypatch.setattr(Looker, "predict", lambda self, X: seen.append(X.shape[1:]) or np.array([1]))
    told = found(draw(tmp_path / "mine.png", size))
    assert seen == [(*looked_at, 3)]
    width, height = size
    assert (told["height"], told["width"]) == (height, width)
    box = {edge: told["boxes"][0][edge] for edge in ("top", "left", "bottom", "right")}
    assert box == {"top": 0, "left": width // 2, "bottom": height, "right": width}


@pytest.mark.parametrize("ending", ["jpg", "tiff", "png"])
def test_a_picture_is_looked_at_as_it_was_held(looker, monkeypatch, tmp_path, ending):
    tag = Image.Exif()
    tag[0x0112] = 6  # held upright: the file is 40 wide and 20 high, the picture 20 wide and 40 high
    seen = []
    monkeypatch.setattr(Looker, "predict", lambda self, X: seen.append(X.shape[1:3]) or np.array([1]))
    told = found(draw(tmp_path / f"held.{ending}", (40, 20), exif=tag))
    assert (told["height"], told["width"]) == (40, 20)
    assert told["boxes"][0]["bottom"] == 40
    assert seen == [(64, 32)]


# --- what is not named ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "why"),
    [({"code": -1}, "no region looks like one of them"), ({"certain": 0.3}, "this picture is unlike those it learned from")],
)
def test_never_a_label_without_a_vote_or_in_the_dark(looker, monkeypatch, tmp_path, change, why):
    for name, value in change.items():
        monkeypatch.setattr(Looker, name, value)
    panels, real = [], plots.show
    monkeypatch.setattr(plots, "show", lambda *given, **options: panels.extend(given) or real(*given, **options))
    outcome = one(draw(tmp_path / "mine.png"), with_json=True)
    assert outcome.sentence == f"regions only (2): this model knows two, and {why}"
    told = json.loads(outcome.written[1].read_text())
    assert (told["label"], told["probability"], told["probabilities"], told["boxes"]) == (None, None, None, [])
    assert [(region["vote"], region["score"]) for region in told["regions"]] == [(None, None)] * 2
    assert [panel.title for panel in panels] == ["no label", "regions only"]
    assert not any("star" in panel.alt for panel in panels)


def test_what_a_head_has_not_seen_the_pipeline_does_not_name(looker, tmp_path):
    look = partial(analyze._look, *analyze._load_pipeline(None), None, np.full((64, 64, 3), 0.5, "float32"))
    assert look()[2] == "star; 2 regions; boxes: star"
    assert look(like=False)[2] == "regions only (2): this model knows two, and this picture is unlike those it learned from"


@pytest.fixture(scope="module")
def default():
    return pipeline.load_default()


def test_the_default_model_names_drawn_shapes_and_no_photograph(default, monkeypatch, tmp_path):
    monkeypatch.setattr(pipeline, "load_default", lambda: default)
    drawn = scenes.generate(2, size=64, background="plain", seed=5)
    paths = [tmp_path / f"{name}.png" for name in ("shape", "chelsea", "rocket", "astronaut", "coffee")]
    photographs = [datasets.photograph(path.stem) for path in paths[1:]]
    for path, image in zip(paths, [drawn.images[0], *photographs], strict=True):
        Image.fromarray(np.uint8(np.rint(255 * image))).save(path)
    shape, *others = analyze.each(paths)
    assert shape.sentence.startswith(scenes.CLASSES[drawn.labels[0]])
    for outcome, name in zip(
        others, ("cat 0.88; perhaps Egyptian cat 0", "perhaps missile 0", "perhaps ", "espresso 0.9"), strict=True
    ):
        assert outcome.sentence.startswith(name), outcome
        assert re.search(r"; \d+ regions$|; \d+ of \d+ regions named$", outcome.sentence)


def save(path, image):
    Image.fromarray(np.uint8(np.rint(255 * image))).save(path)
    return path


def test_a_photograph_that_is_surely_named_is_named_where_it_is_seen(tmp_path):
    """The coffee in the cup: a box of 125 x 140 pixels in the picture of 400 x 600."""
    told = found(save(tmp_path / "coffee.png", datasets.photograph("coffee")))
    assert (told["label"], told["best"][0]["label"]) == ("espresso", "espresso")
    assert 0.9 < told["probability"] == told["best"][0]["probability"] < 1
    assert told["sure"] == {"label": "espresso", "probability": told["probability"]}
    assert len(told["best"]) == 5
    assert (told["height"], told["width"]) == (400, 600)
    named = [region for region in told["regions"] if region["vote"]]
    assert {(region["vote"], region["score"]) for region in named} == {("espresso", told["probability"])}
    assert all(40 < r["top"] < r["bottom"] < 260 and 130 < r["left"] < r["right"] < 430 for r in named)
    assert 0.02 < sum(region["share"] for region in named) < 0.2
    assert sum(region["share"] for region in told["regions"]) == pytest.approx(1)
    assert [box["label"] for box in told["boxes"]] == ["espresso"] * len(named)
    assert told["boxes"][0]["top"] == named[0]["top"]


def test_a_photograph_whose_kind_alone_is_sure_is_named_by_it(tmp_path):
    told = found(save(tmp_path / "cat.png", datasets.photograph("chelsea")))
    assert told["label"] == "Egyptian cat"
    assert told["probability"] < 0.5 < told["sure"]["probability"]
    assert told["sure"]["label"] == "cat"
    assert {region["vote"] for region in told["regions"]} == {None, "cat"}


def test_a_photograph_that_is_perhaps_something_names_no_region(tmp_path):
    told = found(save(tmp_path / "flower.png", datasets.photograph("flower")))
    assert (told["label"], told["sure"], told["boxes"]) == ("daisy", None, [])
    assert told["probability"] < 0.5
    assert {region["vote"] for region in told["regions"]} == {None}


def test_what_is_neither_photograph_nor_shape_is_unknown(tmp_path):
    outcome = one(save(tmp_path / "noise.png", np.random.default_rng(0).random((90, 120, 3))), with_json=True)
    words = (
        r"regions only \(\d+\): unknown; photographs have names here, and five drawn shapes \(circle, square, triangle, star"
    )
    assert re.match(words, outcome.sentence), outcome.sentence
    assert json.loads(outcome.written[1].read_text())["label"] is None


# --- models of one's own --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """A pipeline, fitted on few pictures and saved."""
    from imagen_course.features import HOGFeatures

    drawn = scenes.generate(40, size=64, background="plain", seed=1)
    model = pipeline.ImagenPipeline(features=HOGFeatures()).fit(drawn.images, drawn.masks)
    path = tmp_path_factory.mktemp("models") / "colour.pipeline"
    pipeline.save(model, path)
    return path


def test_with_a_pipeline_of_ones_own(own, tmp_path):
    drawn = scenes.generate(1, size=64, background="plain", seed=5)
    Image.fromarray((drawn.images[0] * 255).astype("uint8")).save(tmp_path / "shape.png")
    told = found("shape.png", model=own)
    assert told["label"] in told["probabilities"]
    assert sum(told["probabilities"].values()) == pytest.approx(1)
    assert sum(region["share"] for region in told["regions"]) == pytest.approx(1)


def test_a_pipeline_of_grey_pictures_is_shown_grey_ones(monkeypatch, tmp_path):
    class Grey(Looker):
        """Its features want two channels: grey and the mask."""

        features_ = property(lambda self: self)

        def transform(self, crops):
            if crops.shape[-1] != 2:
                raise ValueError("trained on 1 channels and a mask")

        def predict(self, X):
            assert X.shape[-1] == 1
            return np.array([1])

    monkeypatch.setattr(pipeline, "load", lambda path: Grey())
    one(draw(tmp_path / "mine.png"), model="any")


def classifier(shape, names, **options):
    from imagen_course import models

    return models.PictureClassifier(models.build("dense", shape, len(names), **options), names)


def test_with_a_classifier(tmp_path):
    made = classifier((9, 7, 3), ["ash", "birch"], seed=3)
    made.save(tmp_path / "mine.keras")
    outcome = one(draw(tmp_path / "red.png", (40, 30)), model="mine.keras", folder="results", with_json=True)
    assert outcome.written == [Path("results", "red.label.png"), Path("results", "red.label.json")]
    told = json.loads(outcome.written[1].read_text())
    chances = told["probabilities"]
    seen = datasets.read_image(tmp_path / "red.png", size=(9, 7))
    assert list(chances.values()) == pytest.approx(made.predict_proba(seen[None])[0].tolist(), rel=1e-4)
    assert (told["picture"], told["height"], told["width"]) == (str(tmp_path / "red.png"), 30, 40)
    best = sorted(chances, key=chances.get, reverse=True)
    assert (told["label"], told["probability"]) == (best[0], chances[best[0]])
    assert told["best"] == [{"label": name, "probability": chances[name]} for name in best]
    assert outcome.sentence == "; then ".join(f"{name} {chances[name]:.3f}" for name in best)


def test_a_classifier_of_grey_pictures_is_shown_grey_ones(tmp_path):
    made = classifier((9, 7, 1), list("abcd"))
    made.save(tmp_path / "grey.keras")
    told = found(draw(tmp_path / "mine.png"), model="grey.keras")
    seen = datasets.read_image(tmp_path / "mine.png", size=(9, 7)).mean(axis=-1, keepdims=True)
    expected = dict(zip("abcd", made.predict_proba(seen[None])[0].tolist(), strict=True))
    assert told["probabilities"] == pytest.approx(expected, rel=1e-4)
    assert [best["probability"] for best in told["best"]] == sorted(told["probabilities"].values())[:0:-1]


def test_a_classifier_of_pictures_of_any_size_and_names_that_are_no_words(monkeypatch, tmp_path):
    import keras

    from imagen_course import models

    inputs = keras.Input((None, None, 3))
    outputs = keras.layers.Dense(2, "softmax")(keras.layers.GlobalAveragePooling2D()(inputs))
    models.PictureClassifier(keras.Model(inputs, outputs), ["$\\frac", "\x1b[31mred"]).save(tmp_path / "any.keras")
    titles, bars = [], plots.bars
    monkeypatch.setattr(plots, "bars", lambda *given, title, **options: titles.append(title) or bars(*given, **options))
    assert 0.4 < found(draw(tmp_path / "mine.png"), model="any.keras")["probability"] <= 1
    assert titles == ["probability of each class"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("model.keras", b"text", "model.keras is no whole classifier"),
        ("notes.txt", b"no model", "notes.txt is no pipeline"),
        ("nothing", None, "nothing"),
        ("nothing.keras", None, "nothing.keras"),
    ],
)
def test_a_file_that_is_no_model(name, content, message, tmp_path):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises((ValueError, FileNotFoundError), match=message):
        list(analyze.each([draw(tmp_path / "mine.png"), draw(tmp_path / "two.png")], model=name))


def test_no_model_is_loaded_for_nothing(monkeypatch):
    monkeypatch.setattr(analyze, "_load_pipeline", lambda path: pytest.fail("the model was loaded"))
    (outcome,) = analyze.each(["missing.png"])
    assert isinstance(outcome.error, FileNotFoundError)
    assert "missing.png" in str(outcome.error)


# --- what goes wrong ------------------------------------------------------------------------------------------------------

FAILURES = [OSError(28, "No space left on device"), MemoryError(), ValueError("thin"), RuntimeError("odd"), RecursionError()]


@pytest.mark.parametrize("error", FAILURES, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("where", ["read", "look", "write"])
def test_one_picture_fails_and_all_others_are_done(looker, monkeypatch, tmp_path, where, error):
    owner, name = {
        "read": (pictures, "read_image"),
        "look": (Looker, "regions"),
        "write": (analyze.files, "write"),
    }[where]
    real, calls = getattr(owner, name), []

    def fails_the_second_time(*args, **options):
        calls.append(args)
        if len(calls) == 2:
            raise error
        return real(*args, **options)

    monkeypatch.setattr(owner, name, fails_the_second_time)
    outcomes = list(analyze.each([draw(tmp_path / f"{i}.png") for i in range(4)]))
    assert [outcome.error for outcome in outcomes] == [None, error, None, None]
    assert [path.name for path in sorted(tmp_path.glob("*.regions.png"))] == [f"{i}.regions.png" for i in (0, 2, 3)]


def test_stopping_it_stops_it(looker, monkeypatch, tmp_path):
    def stopped(self, X):
        raise KeyboardInterrupt

    monkeypatch.setattr(Looker, "regions", stopped)
    with pytest.raises(KeyboardInterrupt):
        list(analyze.each([draw(tmp_path / "mine.png")]))


def test_files_that_are_no_pictures(looker, tmp_path):
    draw(tmp_path / "good.png")
    (tmp_path / "bad.png").write_text("no picture")
    (tmp_path / "script.png").write_text("%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n")
    (tmp_path / "folder.png").mkdir()
    names = ["bad.png", "missing.png", "script.png", "folder.png", "good.png"]
    if sys.platform != "win32":
        os.mkfifo(tmp_path / "pipe.png")
        names = ["pipe.png", "/dev/zero", *names]
    *bad, good = analyze.each(names)
    assert good.sentence.startswith("star")
    for name, outcome in zip(names, bad, strict=False):
        assert name in str(outcome.error)


def test_one_picture_at_a_time(looker, monkeypatch, tmp_path):
    order, read, write = [], pictures.read_image, analyze.files.write
    monkeypatch.setattr(pictures, "read_image", lambda path, **options: order.append("read") or read(path, **options))
    monkeypatch.setattr(analyze.files, "write", lambda path, content: order.append("write") or write(path, content))
    list(analyze.each([draw(tmp_path / "a.png"), draw(tmp_path / "b.png")]))
    assert order == ["read", "write"] * 2


def test_nothing_is_overwritten_unasked(looker, tmp_path):
    picture = draw(tmp_path / "mine.png")
    (tmp_path / "mine.regions.png").write_text("mine, not yours")
    (outcome,) = analyze.each([picture])
    assert "mine.regions.png exists already: --force replaces it" in str(outcome.error)
    assert (tmp_path / "mine.regions.png").read_text() == "mine, not yours"
    one(picture, force=True)
    assert (tmp_path / "mine.regions.png").read_bytes().startswith(b"\x89PNG")


def test_results_go_to_a_folder(looker, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(ValueError, match="the results must go to a folder, file is a file"):
        list(analyze.each([draw(tmp_path / "mine.png")], folder="file"))


def test_the_longest_name_a_file_may_have(looker, tmp_path):
    name = "x" * (255 - len(".regions.json"))
    assert len(one(draw(tmp_path / f"{name}.png"), with_json=True).written) == 2


# --- names of results -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("paths", "names"),
    [
        (["brick/000.jpg", "grass/000.jpg", "grass/001.jpg"], ["brick_000", "grass_000", "001"]),
        (["a/x.png", "a/x.jpg"], ["a_x_png", "a_x_jpg"]),
        (["a/x.png", "a/X.png"], ["a_x_png", "a_X_png_2"]),
        (["1/a/x.png", "2/a/x.png", "2/a/x.png"], ["a_x_png", "a_x_png_2", "a_x_png_3"]),
    ],
)
def test_no_two_results_have_one_name(paths, names):
    assert analyze.result_names(paths) == names


@pytest.mark.parametrize("paths", [["a_x.png", "a/x.png", "b/x.png"], ["x.png"] * 4, ["x_2.png", "x.png", "x.png"]])
def test_not_even_where_one_is_called_as_another_would_be(paths):
    assert len({name.casefold() for name in analyze.result_names(paths)}) == len(paths)


def test_two_pictures_of_one_name(looker, tmp_path):
    for folder in ("brick", "grass"):
        (tmp_path / folder).mkdir()
        draw(tmp_path / folder / "000.png")
    outcomes = list(analyze.each(["brick/000.png", "grass/000.png"], folder="results"))
    assert [outcome.error for outcome in outcomes] == [None, None]
    assert sorted(os.listdir("results")) == ["brick_000.regions.png", "grass_000.regions.png"]
