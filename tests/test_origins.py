"""Pictures of one origin are found, however they were saved, and each group stays on one side of a split."""

import io

import numpy as np
import pytest
from PIL import Image, ImageOps

from imagen_course import datasets, origins, photographs

NAMES = ("astronaut", "chelsea", "china", "coffee", "flower", "rocket")


def saved_again(picture, quality):
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=quality)
    return Image.open(buffer).convert("RGB")


COPIES = {
    "half as large": lambda picture: picture.resize((picture.width // 2, picture.height // 2)),
    "saved again": lambda picture: saved_again(picture, 30),
    "mirrored": ImageOps.mirror,
    "cut a little": lambda picture: ImageOps.crop(picture, picture.width // 25),
    "brighter": lambda picture: picture.point(lambda value: min(255, int(1.2 * value))),
    "an icon": lambda picture: picture.resize((64, 64 * picture.height // picture.width)),
}


def views(pictures):
    """Thumbnails and embeddings of pictures of Pillow's."""
    seen = np.concatenate([photographs.prepare(np.asarray(picture, "float32") / 255) for picture in pictures])
    return np.stack([origins.thumbnail(image) for image in seen]), photographs.embed(seen)


@pytest.fixture(scope="module")
def originals():
    return [Image.fromarray((255 * datasets.photograph(name)).astype("uint8")) for name in NAMES]


@pytest.mark.parametrize("how", COPIES)
def test_a_copy_has_its_original_s_origin_and_no_other(originals, how):
    n = len(originals)
    found = origins.groups(*views([*originals, *map(COPIES[how], originals)]), ["x.jpg"] * 2 * n)
    assert len(set(found[:n])) == n
    np.testing.assert_array_equal(found[:n], found[n:])


def rows(similarity, n, rng, length):
    """``n`` rows of which each is so like the one before it."""
    found = [rng.normal(size=length)]
    for _ in range(n - 1):
        found.append(similarity * found[-1] + np.sqrt(1 - similarity**2) * rng.normal(size=length))
    return np.array(found)


def alike(similarity, n, rng):
    coarse = rows(similarity, n, rng, 7 * 7 * 3).reshape(n, 7, 7, 3)
    fine = coarse.repeat(2, axis=1).repeat(2, axis=2).reshape(n, -1)
    fine -= fine.mean(axis=1, keepdims=True)
    return fine / np.linalg.norm(fine, axis=1, keepdims=True), rows(similarity, n, rng, 1280)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["IMG_001.jpg", "IMG_002.jpg", "IMG_003.jpg"], [0, 0, 0]),
        (["IMG_009.jpg", "IMG_010.jpg", "IMG_012.jpg"], [0, 0, 0]),  # a number that was taken away
        (["a.jpg", "b.jpg", "c.jpg"], [0, 1, 2]),
        (["cats/1.jpg", "dogs/2.jpg", "cats/2.jpg"], [0, 1, 2]),  # 1 and 3 are neighbours, and like each other too little
        (["IMG_1.jpg", "IMG_2.png", "DSC_3.jpg"], [0, 1, 2]),
    ],
)
def test_a_burst_is_a_numbered_series_of_pictures_that_are_a_little_alike(names, expected, rng):
    thumbnails, vectors = alike(0.82, 3, rng)
    assert origins.groups(thumbnails, vectors, names).tolist() == expected


def test_a_series_of_unlike_pictures_is_no_burst(rng):
    thumbnails, vectors = alike(0.4, 3, rng)
    assert origins.groups(thumbnails, vectors, ["1.jpg", "2.jpg", "3.jpg"]).tolist() == [0, 1, 2]


def test_groups_are_joined_over_blocks_of_rows_as_if_all_were_compared_at_once(rng, monkeypatch):
    thumbnails, vectors = alike(0.9, 40, rng)
    thumbnails, vectors = thumbnails[order := rng.permutation(40)], vectors[order]
    names = ["x"] * 40
    whole = origins.groups(thumbnails, vectors, names)
    assert 1 < len(set(whole)) < 40
    monkeypatch.setattr(origins, "_ROWS", 3)
    blocks = origins.groups(thumbnails, vectors, names)
    assert len({*zip(whole, blocks, strict=True)}) == len(set(whole)) == len(set(blocks))


def test_a_thumbnail_knows_neither_brightness_nor_contrast(rng):
    image = rng.random((30, 44, 3))
    np.testing.assert_allclose(origins.thumbnail(image), origins.thumbnail(0.3 + image / 2), atol=1e-6)
    assert not origins.thumbnail(np.full((14, 14, 3), 0.4)).any()


# --- folds ------------------------------------------------------------------------------------------------------------


def test_folds_keep_groups_whole_and_classes_everywhere(rng):
    labels = np.repeat([0, 1, 2], [200, 60, 40])
    groups = 1000 * labels + rng.integers(0, 30, 300)
    part, divided = origins.folds(labels, groups, seed=1)
    assert not divided
    assert all(len(set(part[groups == group])) == 1 for group in set(groups.tolist()))
    counts = np.array([np.bincount(labels[part == fold], minlength=3) for fold in range(5)])
    assert counts.min() >= 4
    assert np.ptp(counts.sum(axis=1)) < 25


def test_folds_follow_the_seed():
    labels, groups = np.repeat([0, 1], 50), np.arange(100)
    one, same, other = (origins.folds(labels, groups, seed=seed)[0] for seed in (1, 1, 2))
    np.testing.assert_array_equal(one, same)
    assert (one != other).any()


def test_a_class_of_one_origin_is_divided_and_said_so():
    labels, groups = np.repeat([0, 1], 6), np.array([0] * 6 + [1, 2, 3, 4, 5, 6])
    part, divided = origins.folds(labels, groups)
    assert divided == [0]
    assert len(set(part[:6])) > 1


def test_two_pictures_of_a_class_are_enough():
    part, divided = origins.folds([0, 0, 1, 1], [0, 1, 2, 3])
    assert part[0] != part[1]
    assert part[2] != part[3]
    assert not divided
