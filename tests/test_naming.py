"""The parts of a photograph: named for what the whole surely is, at the place where it is seen, and otherwise not at all."""

import numpy as np
import pytest

from imagen_course import naming, photographs, teach
from imagen_course.datasets import photograph

NAMES = photographs.class_names()


def classification(**probabilities):
    """What the network says of a photograph, in place of what it would say."""
    values = np.zeros(1000)
    for name, value in probabilities.items():
        values[NAMES.index(name.replace("_", " "))] = value
    order = np.argsort(-values, kind="stable")
    return photographs.Classification(True, [NAMES[i] for i in order], values[order].tolist(), 0.1)


def test_a_kind_holds_the_classes_it_is_called_by_and_no_class_belongs_to_two():
    numbers = [number for members in naming.KINDS.values() for number in members]
    assert len(numbers) == len(set(numbers))
    assert [NAMES[i] for i in naming.KINDS["cat"]] == ["tabby", "tiger cat", "Persian cat", "Siamese cat", "Egyptian cat"]
    members = {
        "dog": "Chihuahua",
        "bird": "toucan",
        "big cat": "lion",
        "boat": "canoe",
        "missile": "projectile",
        "hare": "Angora",
    }
    for kind, name in members.items():
        assert NAMES.index(name) in naming.KINDS[kind]


@pytest.mark.parametrize(
    ("probabilities", "expected"),
    [
        ({"tabby": 0.3, "tiger_cat": 0.3, "espresso": 0.4}, ("cat", 0.6)),
        ({"tabby": 0.7, "espresso": 0.3}, ("cat", 0.7)),
        ({"espresso": 0.55, "tabby": 0.45}, ("espresso", 0.55)),
        ({"espresso": 0.45, "tabby": 0.4, "dome": 0.15}, None),
    ],
)
def test_what_is_sure_is_a_kind_or_else_a_class(probabilities, expected):
    found = naming._surely(classification(**probabilities))
    assert found is None if expected is None else (found[0], pytest.approx(expected[1], abs=1e-6)) == (found[0], found[1])
    assert expected is None or found[0] == expected[0]


def test_a_temple_is_named_where_a_hand_drew_it():
    mask, names = teach.hand_mask("china")
    named = naming.name_regions(photograph("china"))
    assert (named.name, named.probability > 0.7) == ("building", True)
    shown = named.shows[named.segments]
    drawn = mask[np.ix_(*(np.arange(n) * m // n for n, m in zip(shown.shape, mask.shape, strict=True)))] == names.index(
        "temple"
    )
    assert (shown & drawn).sum() / (shown | drawn).sum() > 0.8
    assert named.areas.sum() == named.segments.size
    np.testing.assert_array_equal(np.bincount(named.segments.ravel()), named.areas)
    for region in np.flatnonzero(named.shows):
        rows, columns = np.nonzero(named.segments == region)
        assert named.boxes[region].tolist() == [rows.min(), columns.min(), rows.max() + 1, columns.max() + 1]


@pytest.mark.parametrize("name", ["flower", "rocket", "astronaut", "retina"])
def test_what_the_network_is_unsure_of_has_no_name(name):
    named = naming.name_regions(photograph(name))
    assert (named.name, named.probability, named.shows.any()) == (None, None, False)
    assert len(named.areas) > 5


def test_a_closer_look_names_what_is_small(monkeypatch):
    """A cat in a corner of a large grey wall, of which the whole says nothing."""
    wall = np.full((500, 700, 3), 0.5, "float32")
    wall[200:, :451] = photograph("chelsea")
    monkeypatch.setattr(naming, "_surely", lambda found: None)
    named = naming.name_regions(wall)
    assert named.name == "cat"
    assert named.probability >= 0.6
    rows, columns = np.nonzero(named.shows[named.segments])
    scale = 700 / named.segments.shape[1]
    assert rows.min() * scale > 150
    assert columns.max() * scale < 500


def test_what_is_no_photograph_has_regions_and_no_name(rng):
    named = naming.name_regions(rng.random((90, 120, 3)).astype("float32"))
    assert (named.found.known, named.name, named.shows.any()) == (False, None, False)


@pytest.mark.parametrize("shape", [(10, 10, 3), (1, 40, 3), (2, 2, 1), (1, 1024, 3), (1024, 3, 1)])
def test_tiny_pictures_are_looked_at_too(shape):
    named = naming.name_regions(np.full(shape, 0.5))
    assert max(named.segments.shape) == min(512, max(shape))
