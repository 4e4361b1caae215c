"""Photographs with the names of their parts on them: pictures to be shown, drawn pixel by pixel and in a tenth of a second.

``spotlight`` leaves what has a name in colour and turns the rest grey; ``tinted`` lays a colour on each of many names. An
``image`` is ``(h, w, c)`` in [0, 1]; ``segments`` are ``(h', w')`` int, from 0, of the same or a smaller size; for each of
them there is a name, ``""`` where it has none. Both return PNG files as bytes, with the words of
``lines`` under the picture.
"""

import io
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np

__all__ = ["enlarged", "spotlight", "thumbnail", "tinted"]

_THUMBNAIL = 400  # pixels of the longer side
_LEAST_SIDE = 480  # pixels of the longer side: there must be room for words
_LIGHT, _PALE, _INK, _BAND = (255, 255, 255), (178, 184, 190), (20, 22, 25), (28, 31, 35)
_ACCENT = (255, 140, 40)


def enlarged(segments, shape):
    """Lay a label map over a picture of another size.

    Parameters
    ----------
    segments : numpy.ndarray of int, shape (h', w')
    shape : tuple of int
        Rows and columns.

    Returns
    -------
    numpy.ndarray of int, shape (h, w)

    Examples
    --------
    >>> enlarged(np.array([[0, 1]]), (2, 4)).tolist()
    [[0, 0, 1, 1], [0, 0, 1, 1]]
    """
    rows, columns = (np.arange(n) * m // n for n, m in zip(shape, segments.shape, strict=True))
    return segments[np.ix_(rows, columns)]


def spotlight(image, segments, names, *, boxes=(), lines=()):
    r"""Draw a photograph in which what has a name is in colour, and all else grey.

    Parameters
    ----------
    image : numpy.ndarray, shape (h, w, c)
        Grey or RGB, in [0, 1].
    segments : numpy.ndarray of int, shape (h', w')
    names : sequence of str
        One for each of the segments.
    boxes : sequence of (str, numpy.ndarray)
        A word, and ``(top, left, bottom, right)`` in the picture's pixels.
    lines : sequence of str
        What is written under it, the first line larger.

    Returns
    -------
    bytes

    Examples
    --------
    >>> spotlight(np.zeros((4, 4, 3)), np.zeros((4, 4), int), ["dark"])[:4]
    b'\x89PNG'
    """
    image, scale = _canvas(image)
    grey = 0.5 * _grey(image) + 0.22
    picture = np.broadcast_to(grey[..., None], (*grey.shape, 3)).copy()
    _trace(picture, enlarged(segments, grey.shape), 0.25)
    if any(names):
        has = _smooth(np.array([bool(name) for name in names])[segments], grey.shape, blur=max(grey.shape) / 250)
        picture[has] = image[has]
        _trace(picture, has, 1.0)
    picture = _as_picture(picture)
    for word, box in boxes:
        _frame(picture, np.asarray(box) * scale, word)
    return _png(_with_lines(picture, lines))


def thumbnail(source, shape=None):
    r"""Make a small picture of a photograph, or of what was drawn on it.

    Parameters
    ----------
    source : numpy.ndarray, shape (h, w, c), or bytes
        Grey or RGB, in [0, 1]; or what `spotlight` or `tinted` made of a photograph.
    shape : tuple of int, optional
        Rows and columns of that photograph, in any measure: the words below it are cut off.

    Returns
    -------
    bytes
        A JPEG file.

    Examples
    --------
    >>> thumbnail(np.zeros((4, 4, 3)))[:3]
    b'\xff\xd8\xff'
    """
    from PIL import Image

    if isinstance(source, bytes):
        picture = Image.open(io.BytesIO(source))
        picture = picture.crop((0, 0, picture.width, round(picture.width * shape[0] / shape[1])))
    else:
        picture = _as_picture(np.broadcast_to(source, (*source.shape[:2], 3)))
    picture.thumbnail((_THUMBNAIL, _THUMBNAIL))
    buffer = io.BytesIO()
    picture.convert("RGB").save(buffer, "JPEG", quality=82)
    return buffer.getvalue()


def tinted(image, segments, names, colours, *, lines=()):
    r"""Draw a photograph under one colour for each name, with a key.

    Parameters
    ----------
    image : numpy.ndarray, shape (h, w, c)
        Grey or RGB, in [0, 1].
    segments : numpy.ndarray of int, shape (h', w')
    names : sequence of str
        One for each of the segments.
    colours : dict of str to (int, int, int)
        By name, in the order of the key.
    lines : sequence of str

    Returns
    -------
    bytes

    Examples
    --------
    >>> tinted(np.zeros((4, 4, 3)), np.zeros((4, 4), int), ["dark"], {"dark": (0, 0, 255)})[:4]
    b'\x89PNG'
    """
    image, _ = _canvas(image)
    picture = image.copy()
    whole = _grey(image)[..., None]
    for name, colour in colours.items():
        here = _smooth(np.array([each == name for each in names])[segments], image.shape[:2])
        picture[here] = 0.5 * whole[here] + 0.5 * np.divide(colour, 255)
        _trace(picture, here, 0.9)
    return _png(_with_lines(_as_picture(picture), lines, key=colours))


def _canvas(image):
    """A picture of a size that has room for words, in RGB, and how many times as large it is."""
    image = np.broadcast_to(np.asarray(image, "float32"), (*image.shape[:2], 3))
    scale = max(1, _LEAST_SIDE / max(image.shape[:2]))
    if scale > 1:
        from PIL import Image

        size = [max(1, round(scale * side)) for side in image.shape[1::-1]]
        image = np.asarray(_as_picture(image).resize(size, Image.Resampling.BICUBIC), "float32") / 255
    return image, scale


def _grey(image):
    return image @ np.float32([0.299, 0.587, 0.114])


def _as_picture(image):
    from PIL import Image

    return Image.fromarray(np.uint8(np.rint(255 * image.clip(0, 1))))


def _smooth(mask, shape, blur=0):
    """A mask at another size, without the steps of its pixels, and with rounder corners where it is blurred."""
    from PIL import Image, ImageFilter

    resized = Image.fromarray(np.uint8(255 * mask)).resize(shape[::-1], Image.Resampling.BICUBIC)
    return np.asarray(resized.filter(ImageFilter.GaussianBlur(blur)) if blur else resized) >= 128


def _trace(picture, segments, strength):
    """Draw a light line, a pixel wide on either side, where segments meet."""
    level, upright = segments[1:] != segments[:-1], segments[:, 1:] != segments[:, :-1]
    edge = np.zeros(segments.shape, bool)
    edge[1:] |= level
    edge[:, 1:] |= upright
    if strength == 1:
        edge[:-1] |= level
        edge[:, :-1] |= upright
    picture[edge] += strength * (1 - picture[edge])


@lru_cache
def _font(size, bold=False):
    """DejaVu, which comes with Matplotlib; Matplotlib itself, which takes longer to load than all this, stays away."""
    from PIL import ImageFont

    folder = Path(find_spec("matplotlib").origin).parent / "mpl-data" / "fonts" / "ttf"
    return ImageFont.truetype(folder / f"DejaVuSans{'-Bold' * bold}.ttf", size)


def _frame(picture, box, word):
    """Draw a box with rounded corners, and a word on it that stays in the picture."""
    from PIL import ImageDraw

    draw, font = ImageDraw.Draw(picture), _font(max(13, round(max(picture.size) / 48)), bold=True)
    top, left, bottom, right = np.rint(box).astype(int).tolist()
    right, bottom = max(left + 4, min(right, picture.width) - 1), max(top + 4, min(bottom, picture.height) - 1)
    draw.rounded_rectangle((left, top, right, bottom), 6, outline=_INK, width=4)
    draw.rounded_rectangle((left + 1, top + 1, right - 1, bottom - 1), 5, outline=_ACCENT, width=2)
    word = _fitting(word, font, picture.width - 16)
    wide, high = int(font.getlength(word)) + 16, font.size + 9
    left, top = max(0, min(left, picture.width - wide)), top - high + 2 if top >= high else top
    draw.rounded_rectangle((left, top, left + wide, top + high), 6, fill=_ACCENT)
    draw.text((left + 8, top + 3), word, fill=_INK, font=font)


def _with_lines(picture, lines, key=()):
    """Put words under a picture, and a key of colours."""
    from PIL import Image, ImageDraw

    size = max(14, round(picture.width / 46))
    large, small, step = _font(size + 4, bold=True), _font(size), size + 10
    rows = _rows(key, small, picture.width - 2 * step)
    if not (lines or rows):
        return picture
    height = picture.height + step * (len(lines) + len(rows)) + size
    sheet = Image.new("RGB", (picture.width, height), _BAND)
    sheet.paste(picture, (0, 0))
    draw, y = ImageDraw.Draw(sheet), picture.height + size // 2 + 2
    for number, line in enumerate(lines):
        font = large if number == 0 and large.getlength(line) <= picture.width - 2 * size else small
        draw.text((size, y), _fitting(line, font, picture.width - 2 * size), fill=_PALE if number else _LIGHT, font=font)
        y += step
    for row in rows:
        for x, name in row:
            draw.rounded_rectangle(
                (size + x, y + 1, size + x + size, y + 1 + size), 4, fill=tuple(key[name]), outline=_LIGHT
            )
            draw.text((size + x + round(1.5 * size), y), _fitting(name, small, picture.width // 2), fill=_LIGHT, font=small)
        y += step
    return sheet


def _rows(names, font, width):
    """Where the names of a key stand: (x, name) in rows."""
    rows, x = [], width
    for name in names:
        wide = round(3 * font.size + min(font.getlength(_fitting(name, font, width // 2)), width // 2))
        if x + wide > width:
            rows.append([])
            x = 0
        rows[-1].append((x, name))
        x += wide
    return rows


def _fitting(text, font, width):
    """As much of a text as there is room for, in characters that do nothing but stand there."""
    text = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in str(text))[:200]
    if font.getlength(text) <= width:
        return text
    while text and font.getlength(text + "…") > width:
        text = text[:-1]
    return text + "…"


def _png(picture):
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", compress_level=4)
    return buffer.getvalue()
