"""The roads through the house that CONTRIBUTING.md describes are those that calls take: each room once, and in order."""

import re
import sys
from pathlib import Path

import numpy as np

import imagen_course
from imagen_course import pipeline
from imagen_course.exercises import begin, check
from imagen_course.generate import cascade, language, matching, text_to_image
from imagen_course.worlds import scenes

PACKAGE = Path(imagen_course.__file__).parent
TEXT = (PACKAGE.parent / "CONTRIBUTING.md").read_text(encoding="utf-8")
EVERYWHERE = {"checks", "arrays", "formulas", "__init__"}  # asked on every floor, and told so


def walk(title):
    """The rooms of a walk, in order."""
    part = re.search(rf"(?ms)^\*\*{re.escape(title)}\*\*(.*?)(?=^\*\*|^## )", TEXT)[1]
    steps = re.findall(r"(?ms)^(\d+)\. (.*?)(?=^\d+\. |\Z)", part)
    assert [int(number) for number, _ in steps] == list(range(1, len(steps) + 1))
    known = {path.stem for path in PACKAGE.rglob("*.py")} | {path.name for path in PACKAGE.rglob("*") if path.is_dir()}
    return [name for _, words in steps for name in re.findall(r"`(\w+)`", words) if name in known]


def entered(function):
    """The rooms of the package in which something is called, in the order of the first call."""
    rooms = []

    def look(frame, event, argument):
        path = Path(frame.f_code.co_filename)
        if event == "call" and path.is_relative_to(PACKAGE):
            parts = path.relative_to(PACKAGE).with_suffix("").parts
            room = parts[1] if parts[0] in ("exercises", "generate", "worlds", "cli") else parts[0]
            if room not in rooms:
                rooms.append(room)

    sys.setprofile(look)
    try:
        function()
    finally:
        sys.setprofile(None)
    return [room for room in rooms if room not in EVERYWHERE]


def passes(rooms, road):
    """The rooms entered are rooms of the road, in its order."""
    assert set(rooms) <= set(road), f"not on the road: {sorted(set(rooms) - set(road))}"
    assert rooms == [room for room in road if room in rooms]


def test_a_walk_names_every_room_once():
    for title in ("A picture through `fit` and `predict`.", "A sentence through `generate`", "An answer through `check`"):
        road = walk(title)
        assert len(road) == len(set(road)) >= 8


def test_a_picture_passes_through_the_rooms_of_its_walk():
    model, drawn = pipeline.load_default(), scenes.generate(2, seed=1, n_objects=2)
    rooms = entered(lambda: model.predict(drawn.images))
    passes(rooms, walk("A picture through `fit` and `predict`."))
    assert {"pipeline", "segment", "regions", "features", "svm", "vote"} <= set(rooms)


class Still:
    """In place of a network: gives as many arrays as it is given, all 0."""

    def __init__(self, *shape):
        self.shape = shape

    def predict_on_batch(self, inputs):
        return np.zeros((len(inputs[0]) if isinstance(inputs, list) else len(inputs), *self.shape), "float32")


def still(cls, network, *shape, encoder=None):
    """A model of which nothing is built but that one network, so that no framework is loaded."""
    model = cls.__new__(cls)
    model.networks, model.encoder = {network: Still(*shape)}, encoder
    return model


def test_a_sentence_passes_through_the_rooms_of_its_walk():
    encoder = still(language.TextEncoder, "words", 24, 8)
    whole = cascade.Cascade(
        still(text_to_image.TextToImage, "denoiser", 32, 32, 3, encoder=encoder),
        still(cascade.SuperResolution, "denoiser", 64, 64, 3, encoder=encoder),
        still(matching.Matcher, "match", 24, 1, encoder=encoder),
    )
    rooms = entered(lambda: whole.sample("a red star above a cross", n_steps=2, tries=2, n_large_steps=1))
    road = walk("A sentence through `generate`")
    passes(rooms, road)
    assert rooms == road[:-1]  # the last is the command's


def test_an_answer_passes_through_the_rooms_of_its_walk():
    begin("convolution")

    def output_size(size, kernel_size, stride, padding, dilation):
        return np.float64(0.7) * size * size + dilation

    rooms = entered(lambda: check(output_size))
    passes([room for room in rooms if room != "declare"], walk("An answer through `check`"))
    assert {"session", "engine", "worker", "diagnoses", "verdicts", "report"} <= set(rooms)
