"""Picture files of your own: what is read, how large it may be, and what is refused with a sentence.

A picture is turned as the camera was held, grey made RGB, transparency laid on white: float32 ``(h, w, 3)`` in [0, 1].
What a large picture is to be shrunk to is said before it is decoded, so a photograph of 50 megapixels takes a second.
"""

import contextlib
import errno
import os
import warnings

import numpy as np

from imagen_course.checks import check_images, check_number, check_numbers, check_path, check_whole

__all__ = ["SUFFIXES", "batches", "centred", "image_size", "read_image", "read_labels", "resized"]

# The formats that Pillow may take a file for: others it would open run programs of their own, as PostScript does.
_FORMATS = {
    "JPEG": (".jpg", ".jpeg"),
    "PNG": (".png",),
    "BMP": (".bmp",),
    "GIF": (".gif",),
    "TIFF": (".tif", ".tiff"),
    "WEBP": (".webp",),
}
SUFFIXES = frozenset(suffix for suffixes in _FORMATS.values() for suffix in suffixes)
_NOT_SCALED = {"F": "floating point", "I": "32-bit or signed"}
_ORIENTATION = 0x0112
_ON_ITS_SIDE = (5, 6, 7, 8)  # of the orientations that EXIF knows


def read_image(path, *, size=None, longest=None):
    """Read a picture file: turned as the camera was held, grey made RGB, transparency laid on white.

    Parameters
    ----------
    path : str or os.PathLike
        Of a JPEG, PNG, BMP, GIF (its first frame), TIFF or WebP file, whatever its name ends in.
    size : tuple of int, optional
        Rows and columns: the picture is then cut about its centre to this shape and resized, as those of a folder are.
    longest : int, optional
        Pixels of the longer side: a larger picture is shrunk to that as it is read, which saves most of the time and memory.

    Returns
    -------
    numpy.ndarray, shape (h, w, 3)
        float32 in [0, 1].

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If it cannot be read as a picture, has more pixels than are read, or holds numbers that are no grey values.

    Examples
    --------
    >>> import PIL.Image, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     PIL.Image.new("L", (4, 3), 255).save(f"{folder}/white.png")
    ...     read_image(f"{folder}/white.png").shape, read_image(f"{folder}/white.png", longest=2).shape
    ((3, 4, 3), (2, 2, 3))
    """
    from PIL import ImageOps

    if longest is not None:
        check_whole(longest=longest)
    with _opened(path) as file:
        smaller = longest is not None and longest < max(file.size)
        enough = longest / max(file.size) if smaller else 1 if size is None else min(1, 2 * max(size) / min(file.size))
        # A JPEG may be decoded at a half, a quarter or an eighth of its size, never below what is enough.
        file.draft(None, [int(np.ceil(side * enough)) for side in file.size])
        picture = _as_rgb(file, longest if smaller else None)
    picture = picture if size is None else ImageOps.fit(picture, size[::-1])  # Pillow counts columns first
    return np.asarray(picture, "float32") / 255


def image_size(path):
    """Tell the size of a picture file as it is held, without decoding it.

    Parameters
    ----------
    path : str or os.PathLike

    Returns
    -------
    tuple of int
        Rows and columns.

    Raises
    ------
    FileNotFoundError, ValueError
        As for :func:`read_image`.

    Examples
    --------
    >>> import PIL.Image, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     PIL.Image.new("L", (4, 3)).save(f"{folder}/dark.png")
    ...     image_size(f"{folder}/dark.png")
    (3, 4)
    """
    with _opened(path) as file:
        if file.format == "TIFF":
            file.load()  # some versions of Pillow turn it by themselves, which shows only then
        turned = file.getexif().get(_ORIENTATION) in _ON_ITS_SIDE
        return file.size if turned else file.size[::-1]


def centred(drawing, *, side):
    """Fit a drawing into a small square as pictures of handwritten digits are: cropped, scaled, its ink in the middle.

    What is drawn becomes as high as the square, or as wide where that is more, and its darkest place full ink. From left to
    right the mean column of the ink stands in the middle.

    Parameters
    ----------
    drawing : array_like, shape (h, w)
        In [0, 1], 1 where there is ink.
    side : int
        Rows and columns of the result.

    Returns
    -------
    numpy.ndarray, shape (side, side)
        float32 in [0, 1]; zeros where nothing is drawn.

    Raises
    ------
    TypeError, ValueError
        If ``drawing`` is no table of numbers from 0 to 1, or ``side`` no whole number of 1 or more.

    Examples
    --------
    >>> centred(np.pad([[0.0, 0.5], [0.0, 0.5]], 9), side=2)
    array([[1., 0.],
           [1., 0.]], dtype=float32)
    """
    ink = check_numbers(drawing, name="drawing", within="[0, 1]", shape=("h", "w"), least=1)
    check_whole(side=side)
    result, there = np.zeros((side, side), "float32"), ink > 0.1
    if not there.any():
        return result
    top, bottom = np.flatnonzero(there.any(axis=1))[[0, -1]]
    left, right = np.flatnonzero(there.any(axis=0))[[0, -1]]
    crop = ink[top : bottom + 1, left : right + 1, None]
    small = resized(crop, side / max(crop.shape))[..., 0]  # (h', w'), one of them the square's side
    middle = small.sum(axis=0) @ np.arange(small.shape[1]) / small.sum()
    row, column = (side - small.shape[0]) // 2, int(np.clip(round((side - 1) / 2 - middle), 0, side - small.shape[1]))
    result[row : row + small.shape[0], column : column + small.shape[1]] = small / small.max()
    return result


def resized(image, scale):
    """Make a picture smaller or larger.

    Parameters
    ----------
    image : numpy.ndarray, shape (h, w, c)
        In [0, 1].
    scale : float
        Of each side, which keeps a pixel at least.

    Returns
    -------
    numpy.ndarray, shape (h', w', c)
        float32 in [0, 1].

    Raises
    ------
    TypeError, ValueError
        If ``image`` is no picture, or ``scale`` no number above 0.

    Examples
    --------
    >>> resized(np.zeros((300, 400, 3)), 0.5).shape
    (150, 200, 3)
    """
    from skimage.transform import resize

    image = check_numbers(image, name="image", within="[0, 1]", shape=("h", "w", "c"), least=1)
    check_number(scale, "(0, inf)", name="scale", most=1e3)
    shape = [max(1, round(scale * side)) for side in image.shape[:2]]
    return resize(image, shape, anti_aliasing=bool(scale < 1)).clip(0, 1).astype("float32")


def read_labels(path):
    """Read a label map from a picture file whose pixels are labels, not colours: what annotation programs write.

    Parameters
    ----------
    path : str or os.PathLike
        Of a file with one channel, or with a palette, whose indices are then the labels. PNG keeps labels; JPEG does not.

    Returns
    -------
    numpy.ndarray of int64, shape (h, w)

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If it cannot be read as a picture, or its pixels are colours.

    Examples
    --------
    >>> import PIL.Image, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     PIL.Image.fromarray(np.array([[0, 11]], "uint8")).save(f"{folder}/labels.png")
    ...     read_labels(f"{folder}/labels.png").tolist()
    [[0, 11]]
    """
    with _opened(path) as file:
        lossy, labels = file.format == "JPEG", np.asarray(file)
    if lossy or labels.ndim != 2 or labels.dtype.kind not in "iu":
        wanted = "a JPEG, which blurs labels" if lossy else f"made of pixels of shape {labels.shape[2:]} {labels.dtype}"
        raise ValueError(f"{path} is no label map, it is {wanted}: save one channel of whole numbers as PNG")
    return labels.astype(np.int64)


def batches(images, n_pixels, *, name="images", channels=None):
    """Give pictures of any sizes a few at a time, each batch of one size; files are read as their turn comes.

    Parameters
    ----------
    images : array_like, shape (n, h, w, c), or sequence of arrays (h, w, c) and paths
        Arrays are floating point in [0, 1]; files are read by `read_image`.
    n_pixels : int
        About how many pixels a batch has at the most: one picture at least.
    name, channels
        Of what is read or in a list, as for :func:`imagen_course.checks.check_images`; an array has been looked at.

    Yields
    ------
    numpy.ndarray or tensor, shape (b, h, w, c)
        In the order of ``images``.

    Raises
    ------
    TypeError, ValueError
        If an array is no picture, or a file cannot be read.
    FileNotFoundError
        If there is no such file.

    Examples
    --------
    >>> [batch.shape for batch in batches([np.zeros((2, 3, 1)), np.zeros((2, 3, 1)), np.zeros((4, 4, 1))], 100)]
    [(2, 2, 3, 1), (1, 4, 4, 1)]
    """
    if not isinstance(images, list | tuple):
        for start in range(0, len(images), step := max(1, n_pixels // (images.shape[1] * images.shape[2]))):
            yield images[start : start + step]
        return
    waiting = []
    for i, image in enumerate(images):
        is_path = isinstance(image, str | os.PathLike)
        image = read_image(image) if is_path else np.asarray(image)
        (image,) = check_images(image[None], name=f"{name}[{i}]", channels=channels)
        if waiting and (image.shape != waiting[0].shape or (1 + len(waiting)) * image[..., 0].size > n_pixels):
            yield np.stack(waiting)
            waiting = []
        waiting.append(image)
    if waiting:
        yield np.stack(waiting)


@contextlib.contextmanager
def _opened(path):
    """Open a picture file, or say what is wrong with it, now or as it is decoded."""
    from PIL import Image

    _check_file(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # of half the pixels that are refused below
            with Image.open(path, formats=tuple(_FORMATS)) as file:
                yield file
    except (FileNotFoundError, MemoryError):
        raise
    except Image.DecompressionBombError as error:
        most = 2 * Image.MAX_IMAGE_PIXELS // 10**6
        raise ValueError(f"{path} has more than the {most} megapixels that are read: shrink it first") from error
    except Image.UnidentifiedImageError as error:
        kinds = " or ".join(_FORMATS)
        raise ValueError(f"{path} cannot be read as a picture (it is no {kinds}): replace it or take it away") from error
    except _NotScaled as error:
        raise ValueError(f"{path} is not read: {error}") from error
    except Exception as error:  # Pillow's readers raise whatever a broken file makes them meet
        raise ValueError(f"{path} cannot be read as a picture ({error}): replace it or take it away") from error


def _check_file(path):
    path = check_path(path)
    if path.is_dir():
        raise ValueError(f"{path} is a folder, no picture: name the pictures in it")
    if not path.exists():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
    if not path.is_file():  # a pipe would be waited for, a device has no end
        raise ValueError(f"{path} is a pipe or a device, no picture: save the picture as a file first")


def _as_rgb(file, longest):
    """Decode a picture, turn it, shrink it until its longer side is ``longest``, if that is given, and lay it on white."""
    from PIL import Image, ImageOps

    mode = "I;16" if (file.mode, file.format) == ("I", "PNG") else file.mode  # as some versions of Pillow call that
    if mode in _NOT_SCALED:
        raise _NotScaled(_NOT_SCALED[mode])
    ImageOps.exif_transpose(file, in_place=True)
    picture = file
    if mode.startswith("I;16"):  # 16 bits a pixel: Pillow would clip what is above 255
        picture = Image.fromarray(np.clip(np.asarray(file) // 257, 0, 255).astype("uint8"))
    transparent = picture.has_transparency_data
    wanted = "RGBA" if transparent else "RGB"
    picture = picture if picture.mode == wanted else picture.convert(wanted)
    if longest:
        shape = [max(1, round(side * longest / max(picture.size))) for side in picture.size]
        picture = picture.resize(shape, Image.Resampling.LANCZOS, reducing_gap=3)
    if transparent:
        picture = Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture).convert("RGB")
    return picture


class _NotScaled(Exception):
    """The numbers of a picture are no grey values."""

    def __str__(self):
        return (
            f"its pixels are {self.args[0]} numbers, and nobody says which of them is white; scale them first, as "
            "numpy.uint8(255 * (x - x.min()) / (x.max() - x.min())), and save that"
        )
