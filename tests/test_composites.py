import numpy as np
import pytest
from scipy import ndimage

from imagen_course.worlds import composites, drawings

NAMES = ["fox", "banana", "owl", "pizza", "red apple"]


@pytest.fixture(scope="module")
def pictures():
    return composites.generate(40, NAMES, seed=5, n_objects=(1, 3), background="plain")


def test_a_mask_is_where_the_drawing_differs_from_its_ground(pictures):
    """On a plain ground what is no object is of one colour, but for the rim that is half covered."""
    for image, instance in zip(pictures.images, pictures.instances, strict=True):
        ground = image[0, 0]
        differs = np.abs(image - ground).max(axis=-1) > 0.02
        inside = instance > 0
        assert not (differs & ~ndimage.binary_dilation(inside, iterations=2)).any()
        assert (differs & inside).sum() > 0.9 * inside.sum()


def test_labels_masks_boxes_and_captions_say_the_same(pictures):
    for i, objects in enumerate(pictures.objects):
        assert pictures.labels[i] == objects[0].label
        counts = np.bincount(pictures.instances[i].ravel(), minlength=len(objects) + 1)[1:]
        assert (np.diff(counts) <= 0).all()
        assert len({laid.name for laid in objects}) == len(objects) <= 3
        for j, laid in enumerate(objects, start=1):
            rows, columns = np.nonzero(pictures.instances[i] == j)
            assert laid.box == (rows.min(), columns.min(), rows.max() + 1, columns.max() + 1)
            assert set(pictures.masks[i][rows, columns]) == {1 + laid.label}
            assert NAMES[laid.label] == laid.name
            assert f"{laid}" in pictures.captions[i]


def test_what_is_laid_is_the_drawing():
    """At 64 pixels of side a drawing is stored; in a picture of twice its circle it is that drawing, pixel by pixel."""
    scene = composites.generate(1, ["fox"], artist="noto", seed=0, background="plain", size=128)
    (laid,) = scene.objects[0]
    top, left, bottom, right = laid.box
    number = drawings.table().where(name="fox", artist="noto", tone="")[0]
    for side in range(20, 128):  # which the layout drew
        stamp = composites._stamp(number, side)
        rows, columns = np.nonzero(stamp[..., 3] >= 0.5)
        if (np.ptp(rows) + 1, np.ptp(columns) + 1) == (bottom - top, right - left):
            break
    shown = stamp[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
    whole = shown[..., 3] == 1
    np.testing.assert_allclose(scene.images[0, top:bottom, left:right][whole], shown[whole][:, :3], atol=1e-6)


@pytest.mark.parametrize("seed", range(3))
def test_a_relation_is_true_of_the_masks(seed):
    scenes = composites.generate(20, NAMES, seed=seed, relation=True)
    for caption, (a, b), instances in zip(scenes.captions, scenes.objects, scenes.instances, strict=True):
        one, other = (np.argwhere(instances == k).mean(axis=0) for k in (1, 2))
        words = caption.removeprefix(f"{a} ").removesuffix(f" {b}")
        axis, sign = {"left of": (1, 1), "right of": (1, -1), "above": (0, 1), "below": (0, -1)}[words]
        assert sign * (other - one)[axis] > 0


def test_a_picture_depends_on_the_seed_and_its_place_and_not_on_their_number():
    options = {"n_objects": (1, 2), "clutter": 2, "noise": 0.1}
    few, many = (composites.generate(n, NAMES, seed=9, **options) for n in (3, 7))
    np.testing.assert_array_equal(few.images, many.images[:3])
    assert few.captions == many.captions[:3]
    assert composites.generate(3, NAMES, seed=10, **options).captions != few.captions


def test_names_may_be_chinese_and_one_artist_may_draw_all():
    scenes = composites.generate(8, ["狐狸", "香蕉"], artist="fluent", n_objects=2)
    assert {laid.artist for objects in scenes.objects for laid in objects} == {"fluent"}
    assert {laid.name for objects in scenes.objects for laid in objects} == {"狐狸", "香蕉"}


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"names": ["fox"], "n_objects": 2}, ValueError, "names must be a list of 2 names or more"),
        ({"names": "fox"}, ValueError, "names must be a list"),
        ({"names": ["fox", "狐狸"]}, ValueError, "names must name each thing once"),
        ({"names": ["foxx", "owl"]}, ValueError, "did you mean 'fox'?"),
        ({"artist": "apple"}, ValueError, "artist must be"),
        ({"background": "blue"}, ValueError, "background must be"),
        ({"size": 8}, ValueError, "size must be"),
        ({"noise": -1}, ValueError, "noise must be"),
        ({"seed": 0.5}, TypeError, "seed must be"),
    ],
)
def test_what_is_wrong_is_said(options, error, words):
    with pytest.raises(error, match=words):
        composites.generate(1, **({"names": NAMES} | options))
