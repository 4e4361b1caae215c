"""The procedural world, redrawn with polygons and read back from its pixels."""

import re
from functools import cache

import numpy as np
import pytest
from matplotlib.path import Path
from scipy import stats
from skimage.color import deltaE_ciede2000, rgb2lab
from tolerances import close

from imagen_course.worlds import painting, scenes
from imagen_course.worlds.layout import Chance
from imagen_course.worlds.scenes import CLASSES, COLOURS, RELATIONS, SIZES, generate

HARD = {"n_objects": (1, 4), "clutter": 3, "occlusion": 0.5, "noise": 0.05, "contrast": 0.6, "texture": 0.5, "rotation": 180}
CORNERS = {"square": [45, 135, 225, 315], "triangle": [0, 120, 240]}  # degrees clockwise from up, at distance 1


def outline(placed):
    """The corners (row, column) of an object, from what is said of it."""
    if CLASSES[placed.label] == "cross":
        arm, waist = 0.945, 0.327
        corner = [(-waist, -arm), (waist, -arm), (waist, -waist), (arm, -waist), (arm, waist), (waist, waist)]
        x, y = np.array(corner + [(-x, -y) for x, y in corner]).T
    elif CLASSES[placed.label] == "star":
        turn = np.arange(10) * np.pi / 5
        x, y = np.where(np.arange(10) % 2, 0.5, 1) * [np.sin(turn), -np.cos(turn)]
    else:
        turn = np.deg2rad(CORNERS.get(CLASSES[placed.label], np.arange(0, 360, 0.5)))
        x, y = np.sin(turn), -np.cos(turn)
    cos, sin = np.cos(np.deg2rad(placed.angle)), np.sin(np.deg2rad(placed.angle))
    return np.stack([sin * x + cos * y, cos * x - sin * y], axis=1) * placed.radius + placed.centre


def whole(placed, size, slack=0.0):
    """The pixels whose middles lie inside the outline, grown by ``slack`` pixels (shrunk where negative)."""
    middles = np.stack(np.indices((size, size)), axis=-1).reshape(-1, 2) + 0.5
    corners = outline(placed)
    spokes = corners - placed.centre
    corners = corners + slack * spokes / np.linalg.norm(spokes, axis=1, keepdims=True)
    return Path(corners).contains_points(middles).reshape(size, size)


def parse(phrase):
    found = re.fullmatch(rf"a ({'|'.join(SIZES)}) ({'|'.join(COLOURS)}) ({'|'.join(CLASSES)})", phrase)
    assert found, phrase
    return found.groups()


def words(placed):
    return placed.size, placed.colour, CLASSES[placed.label]


@cache
def hard():
    return generate(120, seed=3, **HARD)


def centroid(mask):
    return np.argwhere(mask).mean(axis=0) + 0.5


def test_upright_square_by_hand():
    drawn = generate(40, seed=1, rotation=0)
    placed, mask = next(
        (o[0], m) for o, m in zip(drawn.objects, drawn.masks, strict=True) if CLASSES[o[0].label] == "square"
    )
    (row, column), half = placed.centre, placed.radius / 2**0.5
    middles = np.arange(64) + 0.5
    inside = (np.abs(middles - row) <= half)[:, None] & (np.abs(middles - column) <= half)
    np.testing.assert_array_equal(mask, 2 * inside)
    assert placed.box == (round(row - half), round(column - half), round(row + half), round(column + half))


@pytest.mark.parametrize("rotation", [0, 20, 180])
def test_masks_are_the_polygons(rotation):
    drawn = generate(60, seed=2, rotation=rotation)
    for (placed,), mask in zip(drawn.objects, drawn.masks, strict=True):
        mask = mask == 1 + placed.label
        assert not (whole(placed, 64, -0.02) & ~mask).any()
        assert not (mask & ~whole(placed, 64, 0.02)).any()


def test_edges_fade_over_a_pixel():
    drawn = generate(60, seed=5, size=96, background="plain")
    for (placed,), image in zip(drawn.objects, drawn.images, strict=True):
        ground, colour = image[0, 0], np.array(COLOURS[placed.colour])
        share = (image - ground) @ (colour - ground) / ((colour - ground) ** 2).sum()  # of each pixel that is the object's
        np.testing.assert_allclose(image, ground + share[..., None] * (colour - ground), **close())
        np.testing.assert_allclose(share[whole(placed, 96, -1.5)], 1, **close())
        x, y = outline(placed).T
        area = abs(x @ np.roll(y, 1) - y @ np.roll(x, 1)) / 2
        np.testing.assert_allclose(share.sum(), area, rtol=0.02)


def test_size_words_are_areas_whatever_the_class():
    drawn = generate(1000, seed=1)
    pixels, label = (drawn.masks > 0).sum(axis=(1, 2)), drawn.labels
    large = np.array([placed[0].size == "large" for placed in drawn.objects])
    assert pixels[large].min() > 1.5 * pixels[~large].max()
    for size in (large, ~large):
        means = [pixels[size & (label == c)].mean() for c in range(len(CLASSES))]
        np.testing.assert_allclose(means, pixels[size].mean(), rtol=0.04)


@pytest.mark.parametrize("options", [{"n_objects": (1, 4)}, {"size": 32, "relation": True}, HARD, {"n_objects": 9}])
def test_all_that_is_known_agrees(options):
    drawn = generate(60, seed=7, **options)
    assert drawn.images.dtype == np.float32
    assert drawn.images.min() >= 0
    assert drawn.images.max() <= 1
    assert drawn.masks.dtype == drawn.instances.dtype == np.int32
    for i, objects in enumerate(drawn.objects):
        for j, placed in enumerate(objects):
            here = drawn.instances[i] == j + 1
            rows, columns = np.flatnonzero(here.any(axis=1)), np.flatnonzero(here.any(axis=0))
            assert placed.box == (rows[0], columns[0], rows[-1] + 1, columns[-1] + 1)
            assert (drawn.masks[i][here] == 1 + placed.label).all()
        assert set(np.unique(drawn.instances[i])) <= set(range(len(objects) + 1))
        np.testing.assert_array_equal(drawn.masks[i] > 0, drawn.instances[i] > 0)
        np.testing.assert_array_equal(drawn.boxes[i], [placed.box for placed in objects])
        np.testing.assert_array_equal(drawn.box_labels[i], [placed.label for placed in objects])
        assert drawn.labels[i] == objects[0].label
        assert len({words(placed) for placed in objects}) == len(objects)


@pytest.mark.parametrize("options", [{"n_objects": (2, 4)}, HARD])
def test_first_object_is_the_largest_seen(options):
    drawn = generate(100, seed=8, **options)
    for objects, instances in zip(drawn.objects, drawn.instances, strict=True):
        counts = np.bincount(instances.ravel(), minlength=len(objects) + 1)[1:]
        assert (np.diff(counts) <= 0).all()


def test_captions_parse_back():
    drawn = generate(200, seed=9, n_objects=(1, 4))
    assert {len(objects) for objects in drawn.objects} == {1, 2, 3, 4}
    for caption, objects in zip(drawn.captions, drawn.objects, strict=True):
        assert [parse(phrase) for phrase in re.split(", | and ", caption)] == [words(placed) for placed in objects]
    four = next(caption for caption, objects in zip(drawn.captions, drawn.objects, strict=True) if len(objects) == 4)
    assert re.fullmatch("a [a-z ]+, a [a-z ]+, a [a-z ]+ and a [a-z ]+", four)


@pytest.mark.parametrize("occlusion", [0, 0.5])
def test_relations_hold_by_centroids(occlusion):
    drawn = generate(400, size=32, seed=10, relation=True, occlusion=occlusion)
    for caption, objects, instances in zip(drawn.captions, drawn.objects, drawn.instances, strict=True):
        first, relation, second = re.fullmatch(rf"(.*) ({'|'.join(RELATIONS)}) (.*)", caption).groups()
        assert [parse(first), parse(second)] == [words(placed) for placed in objects]
        down, right = centroid(instances == 1) - centroid(instances == 2)
        toward, aside = {
            "left of": (-right, down),
            "right of": (right, down),
            "above": (-down, right),
            "below": (down, right),
        }[relation]
        assert toward > 3
        assert toward > 1.2 * abs(aside)


def test_every_relation_comes_as_often():
    drawn = generate(6400, size=32, seed=11, relation=True)
    first, second = zip(*drawn.objects, strict=True)
    relation = [RELATIONS.index(re.search("|".join(RELATIONS), caption)[0]) for caption in drawn.captions]
    counts = np.bincount(relation, minlength=4)
    assert stats.chisquare(counts).pvalue > 1e-3
    for side in (first, second):
        names = [*[placed.label for placed in side]], [placed.colour for placed in side], [placed.size for placed in side]
        for facet in names:
            table = stats.contingency.crosstab(facet, relation).count
            assert table.shape[0] in (5, 8, 2)
            assert stats.chisquare(table.ravel()).pvalue > 1e-3
    assert len({(words(a)[1:], words(b)[1:]) for a, b in zip(first, second, strict=True)}) > 1500  # of 1,600 pairs


@pytest.mark.parametrize("options", [{}, {"n_objects": (1, 4)}, {"n_objects": (2, 4), "occlusion": 0.4}])
def test_classes_are_balanced(options):
    assert stats.chisquare(np.bincount(generate(2000, size=32, seed=12, **options).labels)).pvalue > 1e-3


def test_counts_are_uniform():
    counts = np.bincount([len(objects) for objects in generate(2000, size=32, seed=13, n_objects=(2, 4)).objects])
    assert counts[:2].sum() == 0
    assert stats.chisquare(counts[2:]).pvalue > 1e-3


def same(one, other):
    for name in ("images", "labels", "masks", "instances"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))
    assert one.objects == other.objects
    assert one.captions == other.captions


@pytest.mark.parametrize("options", [{}, {"relation": True}, HARD, {**HARD, "size": 101}])
def test_a_picture_depends_on_its_seed_and_number_only(options):
    many = generate(90, seed=14, **options)  # more than one block
    same(many, generate(90, seed=14, **options))
    for fewer in (7, 71):
        same(many[:fewer], generate(fewer, seed=14, **options))
    assert not np.array_equal(many.images[:7], generate(7, seed=15, **options).images)


@pytest.mark.parametrize(
    "option", [{"noise": 0.1}, {"contrast": 0.4}, {"texture": 1.0}, {"clutter": 5}, {"background": "plain"}], ids=str
)
def test_looks_leave_the_scene_alone(option):
    one, other = (generate(40, seed=16, n_objects=3, occlusion=0.3, **more) for more in ({}, option))
    np.testing.assert_array_equal(one.instances, other.instances)
    assert one.objects == other.objects
    assert (one.images != other.images).any(axis=(1, 2, 3)).mean() > 0.5


def test_another_size_is_the_same_scene():
    small, big = (generate(50, size=size, seed=17, relation=True) for size in (32, 96))
    assert small.captions == big.captions
    for one, other in zip(sum(small.objects, ()), sum(big.objects, ()), strict=True):
        np.testing.assert_allclose(np.array(other.centre) / 3, one.centre, **close("float64"))
    shrunk = big.images.reshape(50, 32, 3, 32, 3, 3).mean(axis=(2, 4))
    assert np.abs(shrunk - small.images).mean() < 0.02


@pytest.mark.parametrize("occlusion", [0.2, 0.5, 0.9])
@pytest.mark.parametrize("n_objects", [1, (2, 4)])
def test_no_more_is_hidden_than_allowed(n_objects, occlusion):
    drawn = generate(100, seed=18, n_objects=n_objects, occlusion=occlusion)
    hidden = []
    for objects, instances in zip(drawn.objects, drawn.instances, strict=True):
        for j, placed in enumerate(objects):
            shown, full = (instances == j + 1).sum(), whole(placed, 64).sum()
            assert not ((instances == j + 1) & ~whole(placed, 64, 0.02)).any()
            assert abs(placed.hidden - (1 - shown / full)) <= 2 / full  # a pixel may lie on the very edge
            hidden.append(placed.hidden)
    assert max(hidden) <= occlusion
    assert max(hidden) > 0.6 * occlusion
    assert np.mean(np.array(hidden) > 0) > 0.3


@pytest.mark.parametrize(
    "options", [{"n_objects": 4, "size": 28}, {"n_objects": 9, "size": 42}, {"size": 28, "relation": True}], ids=str
)
def test_nothing_is_hidden_or_outside_without_occlusion(options):
    for objects in generate(300, seed=19, **options).objects:
        centres, radii = np.array([o.centre for o in objects]), np.array([o.radius for o in objects])
        assert all(placed.hidden == 0 for placed in objects)
        apart = np.linalg.norm(centres[:, None] - centres, axis=-1) - radii[:, None] - radii
        assert apart[~np.eye(len(objects), dtype=bool)].min() > 0.5
        assert (centres - radii[:, None]).min() > 0
        assert (centres + radii[:, None]).max() < options["size"]


def test_places_are_all_over_the_picture():
    placed = [objects[0] for objects in generate(800, seed=20, size=32).objects]
    centre, rim = (
        np.array([o.centre for o in placed]) / 32,
        np.array([o.radius for o in placed])[:, None] / 32 + 0.024 * 0.75,
    )
    for where in ((centre - rim) / (1 - 2 * rim)).T:
        assert stats.kstest(where, "uniform").pvalue > 1e-3


def test_noise_is_normal():
    clean, noisy = (generate(20, seed=21, background="plain", noise=noise).images for noise in (0, 0.03))
    middle = (clean > 0.2) & (clean < 0.8)  # where no clipping reaches
    z = (noisy - clean)[middle] / 0.03
    assert z.size > 50_000
    np.testing.assert_allclose([z.mean(), z.std(), stats.skew(z), stats.kurtosis(z)], [0, 1, 0, 0], atol=0.03)
    assert abs(np.corrcoef(z[:-1], z[1:])[0, 1]) < 0.02


def test_contrast_draws_colours_to_the_background():
    full, half = (generate(40, seed=22, background="plain", contrast=contrast) for contrast in (1, 0.5))
    for (placed,), image, faded, mask in zip(full.objects, full.images, half.images, full.masks, strict=True):
        ground, inside = image[0, 0], whole(placed, 64, -1.5)
        np.testing.assert_allclose(image[inside], np.tile(COLOURS[placed.colour], (inside.sum(), 1)), **close())
        np.testing.assert_allclose(faded, (image + ground) / 2, **close())
        assert mask[0, 0] == 0


def test_texture_is_the_fraction_striped():
    def striped(texture):
        drawn = generate(100, seed=23, texture=texture)
        insides = [image[whole(placed, 64, -1.5)] for (placed,), image in zip(drawn.objects, drawn.images, strict=True)]
        return np.mean([np.ptp(inside, axis=0).max() > 0.1 for inside in insides])

    assert [striped(0), striped(1)] == [0, 1]
    assert abs(striped(0.3) - 0.3) < 0.1


def test_clutter_lies_behind():
    bare, cluttered = (generate(60, seed=24, clutter=clutter) for clutter in (0, 4))
    changed = (bare.images != cluttered.images).any(axis=-1)
    assert changed.any(axis=(1, 2)).all()
    assert changed.mean() < 0.1
    for (placed,), change in zip(bare.objects, changed, strict=True):
        assert not change[whole(placed, 64, -1.5)].any()


def test_backgrounds():
    def ground(background):
        drawn = generate(60, seed=25, background=background)
        near = [whole(placed, 64, 3) for (placed,) in drawn.objects]
        return [np.where(mask[..., None], np.nan, image) for image, mask in zip(drawn.images, near, strict=True)]

    def bend(image):
        return np.nanmax(np.abs(np.diff(image, 2, axis=0))) + np.nanmax(np.abs(np.diff(image, 2, axis=1)))

    kinds = {name: ground(name) for name in ("plain", "gradient", "texture", "mixed")}
    spread = {
        name: np.array([np.nanmax(np.nanmax(i, axis=(0, 1)) - np.nanmin(i, axis=(0, 1))) for i in kinds[name]])
        for name in kinds
    }
    assert spread["plain"].max() == 0
    assert spread["gradient"].min() > 0.02
    assert max(map(bend, kinds["gradient"])) < 2e-6
    assert min(map(bend, kinds["texture"])) > 0.005
    plain, flat = np.mean(spread["mixed"] == 0), np.mean([bend(image) < 2e-6 for image in kinds["mixed"]])
    assert 0.2 < plain < 0.5
    assert 0.5 < flat < 0.85


def test_patterns_are_three_and_keep_their_range():
    for which in (2, 3, 4):
        pattern = painting.pattern(Chance(0), np.full(30, which), 64)
        assert pattern.min() >= 0
        assert pattern.max() <= 1
        np.testing.assert_allclose(pattern.mean(), 0.5, atol=0.05)
        extreme = ((pattern < 0.01) | (pattern > 0.99)).mean()
        assert (extreme < 0.2) if which == 2 else (extreme > 0.4)
    images = generate(150, seed=28, background="texture").images.reshape(150, -1, 3)
    counts = [np.sort(np.unique(image.round(4), axis=0, return_counts=True)[1]) for image in images]
    two_coloured = np.array([count[-3:].sum() / count.sum() > 0.45 for count in counts])  # the third is the object's
    assert 0.5 < two_coloured.mean() < 0.85


def test_objects_stand_out_from_the_background():
    drawn = generate(300, seed=26, n_objects=2, background="plain")
    for objects, image in zip(drawn.objects, drawn.images, strict=True):
        for placed in objects:
            assert np.linalg.norm(image[0, 0] - COLOURS[placed.colour]) > 0.25


def test_colours_differ_for_every_eye():
    # Machado, Oliveira and Fernandes 2009, doi:10.1109/TVCG.2009.113, severity 1.0, on linear RGB
    eyes = [
        np.eye(3),
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
    ]
    colours = np.array(list(COLOURS.values()))
    linear = np.where(colours <= 0.04045, colours / 12.92, ((colours + 0.055) / 1.055) ** 2.4)
    for eye in eyes:
        seen = np.clip(linear @ np.transpose(eye), 0, 1)
        lab = rgb2lab(np.where(seen <= 0.0031308, seen * 12.92, 1.055 * seen ** (1 / 2.4) - 0.055)[None])[0]
        distance = deltaE_ciede2000(lab[:, None], lab[None])
        assert distance[~np.eye(len(colours), dtype=bool)].min() > 18.6


def test_slices():
    drawn = hard()
    part = drawn[10:30:2]
    assert len(part) == 10
    same(part, drawn[10:30][::2])
    np.testing.assert_array_equal(part.images, drawn.images[10:30:2])
    assert part.captions == drawn.captions[10:30:2]
    assert repr(part) == "<Scenes: 10 pictures of 64 x 64>"
    with pytest.raises(TypeError, match=r"for one picture write scenes\[i : i \+ 1\]"):
        drawn[3]
    with pytest.raises(AttributeError):
        drawn.images = part.images


def test_none_at_all():
    empty = generate(0, size=32)
    assert empty.images.shape == (0, 32, 32, 3)
    assert empty.labels.shape == (0,)
    assert (len(empty), empty.captions, empty.boxes) == (0, [], [])


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"n": -1}, ValueError, r"n must be a whole number in \[0, inf\), got -1"),
        ({"n": 2.0}, TypeError, r"n must be a whole number in .*, got 2.0"),
        ({"seed": -1}, ValueError, r"seed must be a whole number in \[0, inf\), got -1"),
        ({"size": "64"}, TypeError, r"size must be a whole number in .*, got '64'"),
        ({"size": 18}, ValueError, "size must be 19 or more where n_objects is 1, got 18"),
        (
            {"size": 27, "n_objects": (1, 4)},
            ValueError,
            "size must be 28 or more where n_objects is 4, got 27: ask for fewer objects",
        ),
        ({"n_objects": 50}, ValueError, "size must be 111 or more where n_objects is 50, got 64"),
        ({"n_objects": 0}, ValueError, r"n_objects must be a whole number in \[1, 80\], got 0"),
        ({"n_objects": 81}, ValueError, r"n_objects must be a whole number in \[1, 80\], got 81"),
        ({"n_objects": (3, 2)}, ValueError, r"n_objects must be a whole number in \[3, 80\], got 2"),
        ({"n_objects": (1, 2, 3)}, TypeError, r"n_objects must be a whole number in .*, got \(1, 2, 3\)"),
        ({"n_objects": 3, "relation": True}, ValueError, "n_objects must be 2 where relation is True, got 3: leave it out"),
        ({"background": "blue"}, ValueError, "background must be 'plain', 'gradient', 'texture' or 'mixed', got 'blue'"),
        ({"rotation": 200}, ValueError, r"rotation must be a number in \[0, 180\], got 200"),
        ({"clutter": -2}, ValueError, r"clutter must be a whole number in \[0, inf\), got -2"),
        ({"occlusion": 1.0}, ValueError, r"occlusion must be a number in \[0, 0.9\], got 1.0"),
        ({"noise": float("nan")}, ValueError, r"noise must be a number in \[0, 1\], got nan"),
        ({"noise": "much"}, TypeError, r"noise must be a number in \[0, 1\], got 'much'"),
        ({"contrast": 0}, ValueError, r"contrast must be a number in \[0.05, 1\], got 0"),
        ({"texture": 1.5}, ValueError, r"texture must be a number in \[0, 1\], got 1.5"),
    ],
)
def test_bad_input(options, error, message):
    with pytest.raises(error, match=f"^{message}"):
        generate(**{"n": 1, **options})


def test_public_names():
    words = {"BACKGROUNDS", "CLASSES", "COLOURS", "RELATIONS", "SIZES"}
    assert set(scenes.__all__) == words | {"Placed", "Scenes", "arrange", "generate", "in_words"}
