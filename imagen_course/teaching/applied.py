"""What was taught, for a folder of other pictures: label maps, pictures in colours, a table of shares and a page."""

import csv
import io

import numpy as np

from imagen_course import files, gallery, overlays, pictures
from imagen_course.teach import Namer
from imagen_course.teaching.taught import LONGEST, colours, look_at, shares

__all__ = ["apply"]

PAGE, TABLE, THUMBNAILS = "index.html", "shares.csv", "thumbnails"
_FAILED = "not read"


def apply(taught, paths, results, *, force=False):
    """Name the regions of pictures as one photograph or several were taught, and write what comes of it.

    Of each picture a label map of its own size (PNG with a palette: 0 is nothing, k the k-th name) and a picture in colours;
    of all, ``shares.csv`` and ``index.html``, whatever ends it.

    Parameters
    ----------
    taught : sequence of imagen_course.teaching.taught.Taught
    paths : dict of str to pathlib.Path
        Pictures by the names of their results.
    results : pathlib.Path
        Folder of the results; made if it is not there.
    force : bool
        Replace the results of an earlier teaching.

    Yields
    ------
    path : pathlib.Path
    shares : dict of str to float or None
        By name; None where the picture could not be named.
    error : Exception or None

    Raises
    ------
    OSError, ValueError
        If fewer than two names are known, or results are there, or nothing may be written.

    Examples
    --------
    >>> list(apply([Taught("street.jpg")], {"1": Path("streets/1.jpg")}, Path("named")))      # doctest: +SKIP
    """
    namer = Namer([each.teacher for each in taught])
    if (results / TABLE).exists() and not force:
        raise ValueError(f"{results} holds what was named before: --force replaces it, --out writes elsewhere")
    (results / THUMBNAILS).mkdir(parents=True, exist_ok=True)
    rows, cards = [], []
    try:
        for name, path in paths.items():
            try:
                known = _named(namer, path, results, name)
            except Exception as error:  # of whatever kind: the pictures that follow have nothing to do with it
                cards.append(gallery.Card(path.name, _FAILED, [str(error)], "", []))
                yield path, None, error
                continue
            rows.append([str(path), *(f"{known[each]:.4f}" for each in namer.names)])
            cards.append(_card(path, name, known))
            yield path, known, None
    finally:
        title = f"As taught with {' and '.join(each.picture.name for each in taught)}"
        _write(results, title, [["picture", *namer.names], *rows], cards, len(paths))


def _named(namer, path, results, name):
    """Name one picture, and write its label map, its picture in colours and a thumbnail; return the shares."""
    image = pictures.read_image(path, longest=LONGEST)
    teacher, colour = look_at(image), colours(namer.names)
    regions = namer.name(teacher.described)
    known = shares(teacher, regions, namer.names)
    called = [namer.names[code - 1] for code in regions]
    sheet = overlays.tinted(image, teacher.segments, called, colour, lines=[", ".join(_by_share(known))])
    files.write(results / f"{name}.labels.png", _label_map(regions[teacher.segments], pictures.image_size(path), colour))
    files.write(results / f"{name}.named.png", sheet)
    files.write(results / THUMBNAILS / f"{name}.jpg", overlays.thumbnail(sheet, image.shape))
    return known


def _by_share(known):
    """Names with what they cover, the largest first; what covers next to nothing is left out."""
    order = sorted(known.items(), key=lambda pair: -pair[1])
    return [f"{name} {share:.0%}".replace("%", " %") for name, share in order if share >= 0.005]


def _label_map(labels, shape, colour):
    """A PNG of the picture's own size, whose pixels are numbers of names and whose palette are their colours."""
    from PIL import Image

    picture = Image.fromarray(np.uint8(labels))
    picture.putpalette([0, 0, 0, *(x for each in colour.values() for x in each)])
    buffer = io.BytesIO()
    picture.resize(shape[::-1], Image.Resampling.NEAREST).save(buffer, "PNG")
    return buffer.getvalue()


def _card(path, name, known):
    words = _by_share(known)
    links = [("picture", f"{name}.named.png"), ("label map", f"{name}.labels.png")]
    return gallery.Card(
        path.name, max(known, key=known.get), [words[0], ", ".join(words[1:])], f"{THUMBNAILS}/{name}.jpg", links
    )


def _write(results, title, rows, cards, n):
    table = io.StringIO()
    csv.writer(table).writerows(rows)
    files.write(results / TABLE, table.getvalue().encode("utf-8-sig"))
    done = f"{len(cards)} of {n} pictures named" if len(cards) < n else f"{n} picture{'s'[: n != 1]}"
    lead = f"{done}, each under the name that has the largest share of it; {TABLE} beside this page has all shares."
    files.write(results / PAGE, gallery.page(title, cards, lead=lead, last=(_FAILED,)).encode())
