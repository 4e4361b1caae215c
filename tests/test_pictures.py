"""Picture files: every kind that is read, each that is refused, and large ones shrunk as they are read."""

import os
import sys
import warnings

import numpy as np
import pytest
from PIL import Image

from imagen_course import datasets, pictures


def test_pictures_of_every_kind_are_read(tmp_path):
    def read(picture, **options):
        picture.save(tmp_path / "picture.png", **options)
        return pictures.read_image(tmp_path / "picture.png")

    np.testing.assert_array_equal(read(Image.new("L", (4, 3), 51)), np.full((3, 4, 3), 0.2, "float32"))
    np.testing.assert_array_equal(read(Image.new("RGBA", (1, 1), (255, 0, 0, 0)))[0, 0], [1, 1, 1])  # transparent: white
    np.testing.assert_array_equal(read(Image.new("RGBA", (1, 1), (255, 0, 0, 255)))[0, 0], [1, 0, 0])
    deep = Image.fromarray(np.full((2, 2), 257 * 102, "uint16"))
    np.testing.assert_array_equal(read(deep), np.full((2, 2, 3), 0.4, "float32"))
    np.testing.assert_array_equal(read(Image.new("1", (2, 2), 1)), np.ones((2, 2, 3)))
    turned = Image.fromarray(np.uint8([[[255, 0, 0], [0, 0, 255]]]))  # a row of red and blue, held upright: 6 = turn right
    tag = Image.Exif()
    tag[0x0112] = 6
    np.testing.assert_array_equal(read(turned, exif=tag)[:, 0], [[1, 0, 0], [0, 0, 1]])
    with pytest.raises(FileNotFoundError, match=r"nothing\.png"):
        pictures.read_image(tmp_path / "nothing.png")
    (tmp_path / "text.png").write_text("hello")
    with pytest.raises(ValueError, match=r"text\.png cannot be read as a picture"):
        pictures.read_image(tmp_path / "text.png")


def test_sets_of_pictures_read_them_likewise():
    assert datasets.read_image is pictures.read_image


@pytest.mark.parametrize("dtype", [">u2", "<u2"])
def test_deep_grey_keeps_its_values(dtype, tmp_path):
    Image.fromarray(np.array([[0, 257 * 51, 65535]], dtype)).save(tmp_path / "deep.tif")
    np.testing.assert_allclose(pictures.read_image(tmp_path / "deep.tif")[0, :, 0], [0, 0.2, 1], atol=1e-6)


@pytest.mark.parametrize(
    ("array", "what"),
    [(np.ones((2, 2), "float32"), "floating point"), (np.ones((2, 2), "int32"), "32-bit or signed")],
)
def test_numbers_that_are_no_grey_values(array, what, tmp_path):
    Image.fromarray(array).save(tmp_path / "measured.tif")
    with pytest.raises(ValueError, match=rf"measured.tif is not read: its pixels are {what} numbers, .* scale them first"):
        pictures.read_image(tmp_path / "measured.tif")


def pattern(size):
    rows, columns = np.mgrid[: size[1], : size[0]]
    colours = rows * 255 // size[1], columns * 255 // size[0], 0 * rows + 128
    return Image.fromarray(np.uint8(np.stack(colours, axis=-1)))


@pytest.mark.parametrize("ending", ["jpg", "png", "tif", "webp", "gif"])
def test_a_large_picture_is_shrunk_and_stays_the_picture_it_was(ending, tmp_path):
    pattern((900, 600)).save(tmp_path / f"large.{ending}")
    whole, small = (pictures.read_image(tmp_path / f"large.{ending}", longest=longest) for longest in (None, 90))
    assert (whole.shape, small.shape) == ((600, 900, 3), (60, 90, 3))
    means = whole.reshape(60, 10, 90, 10, 3).mean(axis=(1, 3))
    np.testing.assert_allclose(small[2:-2, 2:-2], means[2:-2, 2:-2], atol=0.02)
    assert pictures.image_size(tmp_path / f"large.{ending}") == (600, 900)
    np.testing.assert_array_equal(pictures.read_image(tmp_path / f"large.{ending}", longest=900), whole)


def test_a_small_picture_is_not_enlarged(tmp_path):
    pattern((20, 10)).save(tmp_path / "small.png")
    assert pictures.read_image(tmp_path / "small.png", longest=1000).shape == (10, 20, 3)


def test_a_photograph_is_decoded_no_larger_than_needed(tmp_path, monkeypatch):
    pattern((2000, 1600)).save(tmp_path / "large.jpg")
    sizes, turn = [], pictures._as_rgb
    monkeypatch.setattr(pictures, "_as_rgb", lambda file, longest: sizes.append(file.size) or turn(file, longest))
    pictures.read_image(tmp_path / "large.jpg", longest=500)
    pictures.read_image(tmp_path / "large.jpg", size=(64, 64))
    pictures.read_image(tmp_path / "large.jpg")
    assert sizes == [(500, 400), (250, 200), (2000, 1600)]


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("ending", ["jpg", "tif"])
def test_each_way_a_camera_was_held(orientation, ending, tmp_path):
    tag = Image.Exif()
    tag[0x0112] = orientation
    pattern((400, 200)).save(tmp_path / f"held.{ending}", exif=tag)
    whole, small = (pictures.read_image(tmp_path / f"held.{ending}", longest=longest) for longest in (None, 40))
    upright = orientation >= 5
    assert pictures.image_size(tmp_path / f"held.{ending}") == whole.shape[:2] == ((400, 200) if upright else (200, 400))
    np.testing.assert_allclose(small[::19, ::19], whole[5::190, 5::190], atol=0.1)


def test_more_pixels_than_are_read(tmp_path, monkeypatch):
    Image.new("1", (200, 100)).save(tmp_path / "bomb.png")
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 15_000)  # half of what is refused: Pillow warns
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert pictures.read_image(tmp_path / "bomb.png", longest=10).shape == (5, 10, 3)
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 9_000)
    with pytest.raises(ValueError, match=r"bomb.png has more than the \d+ megapixels that are read: shrink it first"):
        pictures.read_image(tmp_path / "bomb.png")


def test_formats_that_are_not_listed_reach_no_program(tmp_path, monkeypatch):
    from PIL import EpsImagePlugin

    monkeypatch.setattr(EpsImagePlugin, "Ghostscript", lambda *args, **options: pytest.fail("it was run"))
    (tmp_path / "script.png").write_text("%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n%%EndComments\nshowpage\n")
    with pytest.raises(ValueError, match=r"script.png cannot be read as a picture \(it is no JPEG or PNG or BMP"):
        pictures.read_image(tmp_path / "script.png")


def test_what_is_no_file(tmp_path):
    with pytest.raises(ValueError, match="is a folder, no picture: name the pictures in it"):
        pictures.read_image(tmp_path)
    if sys.platform != "win32":
        os.mkfifo(tmp_path / "pipe.png")
        with pytest.raises(ValueError, match=r"pipe.png is a pipe or a device, no picture"):
            pictures.read_image(tmp_path / "pipe.png")


@pytest.mark.parametrize("longest", [0, -1, 1.5, "many"])
def test_a_length_that_is_none(longest, tmp_path):
    pattern((4, 4)).save(tmp_path / "a.png")
    with pytest.raises((TypeError, ValueError), match=r"longest must be a whole number in .1, inf."):
        pictures.read_image(tmp_path / "a.png", longest=longest)


# --- a drawing, centred -----------------------------------------------------------------------------------------------


def test_a_drawing_fills_the_square_wherever_and_however_large_it_was_drawn():
    cross = np.zeros((40, 40))
    cross[4:12, 7:9] = cross[7:9, 4:12] = 0.5
    small = pictures.centred(cross, side=8)
    assert small.max() == 1
    np.testing.assert_array_equal(small > 0.5, np.add.outer(*[np.isin(np.arange(8), [3, 4])] * 2))
    np.testing.assert_array_equal(pictures.centred(np.roll(cross, (9, 21), (0, 1)), side=8), small)
    np.testing.assert_allclose(pictures.centred(np.kron(cross, np.ones((3, 3))), side=8), small, atol=0.2)


def test_a_tall_drawing_stands_in_the_middle_column_and_a_wide_one_in_the_middle_row():
    tall = pictures.centred(np.pad(np.ones((24, 6)), ((0, 0), (30, 2))), side=8)
    np.testing.assert_array_equal(tall, np.tile([0, 0, 0, 1, 1, 0, 0, 0], (8, 1)))
    np.testing.assert_array_equal(pictures.centred(np.ones((6, 24)), side=8), tall.T)


def test_no_ink_is_no_drawing():
    np.testing.assert_array_equal(pictures.centred(np.zeros((9, 9)), side=4), np.zeros((4, 4)))
