"""A folder of pictures looked at one by one, and a page of all of them: what ``imagen-course analyze FOLDER`` does.

Results lie in a folder of their own: of each picture a sheet, JSON and a thumbnail, and ``index.html``. What is there
already is kept, so that a run that was stopped goes on; the page is written every few hundred pictures and at the end,
whatever ends it.
"""

import json
from pathlib import Path

from imagen_course import analyze, files, gallery, overlays, pictures

__all__ = ["look", "pictures_in"]

PAGE, THUMBNAILS = "index.html", "thumbnails"
_EVERY = 250  # pictures, after which the page is written anew
_OURS = b'<meta name="generator" content="imagen-course">'
_UNSURE, _UNKNOWN, _FAILED = _LAST = "not sure", "unknown", "not read"


def pictures_in(folder, *, without=None):
    """List the pictures in a folder and the folders in it, in order; hidden ones are left out.

    Parameters
    ----------
    folder : str or os.PathLike
    without : str or os.PathLike, optional
        A folder in it that is left out: that of the results.

    Returns
    -------
    list of pathlib.Path

    Raises
    ------
    ValueError
        If there is none.

    Examples
    --------
    >>> pictures_in("/nowhere")
    Traceback (most recent call last):
    ValueError: no picture in /nowhere: it has no file that ends in .bmp, .gif, .jpeg, .jpg, .png, .tif, .tiff or .webp
    """
    folder, found = Path(folder), []
    for path in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        inside = without is not None and Path(without).absolute() in path.absolute().parents
        if path.suffix.lower() in pictures.SUFFIXES and not hidden and not inside and path.is_file():
            found.append(path)
    if not found:
        *most, last = sorted(pictures.SUFFIXES)
        raise ValueError(f"no picture in {folder}: it has no file that ends in {', '.join(most)} or {last}")
    return sorted(found)


def look(folder, results, *, model=None, force=False):
    """Look at the pictures of a folder that nobody has looked at yet, and write a page of all.

    Parameters
    ----------
    folder : str or os.PathLike
        With pictures in it, or in folders in it.
    results : str or os.PathLike
        Folder of the results; made if it is not there.
    model : str or os.PathLike, optional
        As `analyze.each` takes it.
    force : bool
        Look again at what was looked at.

    Yields
    ------
    imagen_course.analyze.Outcome
        Of each picture; without a sentence where its results were there already.

    Raises
    ------
    OSError, ValueError
        If there is no picture, nothing may be written, or there is a page that this did not write.

    Examples
    --------
    >>> next(look("/nowhere", "/nowhere/results"))
    Traceback (most recent call last):
    ValueError: no picture in /nowhere: it has no file that ends in .bmp, .gif, .jpeg, .jpg, .png, .tif, .tiff or .webp
    """
    folder, results = Path(folder), Path(results)
    paths, cards = pictures_in(folder, without=results), []
    target = results / PAGE
    (results / THUMBNAILS).mkdir(parents=True, exist_ok=True)
    if target.exists() and _OURS not in target.read_bytes()[:1000] and not force:
        raise ValueError(f"{target} is another page: --force replaces it, --out writes elsewhere")
    try:
        for outcome in analyze.each(paths, model=model, folder=results, with_json=True, force=force, keep=True):
            cards.append(_card(outcome, folder, results))
            yield outcome
            if len(cards) % _EVERY == 0:
                _write_page(folder, results, cards, len(paths), model)
    finally:
        _write_page(folder, results, cards, len(paths), model)


def _write_page(folder, results, cards, n, model):
    """Write the page of the pictures that were looked at so far, of ``n``."""
    lead = f"{len(cards)} of {n} pictures looked at" if len(cards) < n else f"{n} picture{'s'[: n != 1]}"
    if model is None:
        named = sum(card.group not in _LAST for card in cards)
        lead += f", {named} with a sure name. What is in colour shows it; what is grey has no sure name."
    else:
        lead += f", looked at with {Path(model).name}."
    page = gallery.page(folder.absolute().name or "pictures", cards, lead=lead, last=_LAST)
    files.write(results / PAGE, page.encode())


def _card(outcome, folder, results):
    """What stands on the page of a picture; its thumbnail is made if it is not there."""
    name = outcome.path.relative_to(folder).as_posix()
    if outcome.error is not None:
        return gallery.Card(name, _FAILED, [str(outcome.error)], "", [])
    sheet, told = outcome.written
    thumbnail = results / THUMBNAILS / sheet.with_suffix(".jpg").name
    try:
        found = json.loads(told.read_bytes())
        if outcome.sentence or not thumbnail.exists():
            files.write(thumbnail, _thumbnail(outcome.path, sheet, found))
        lines = found["sentence"].split("; ")[:2]
    except (OSError, ValueError, KeyError) as error:
        return gallery.Card(name, _FAILED, [f"{told.name} is not whole ({error}): --force looks again"], "", [])
    links = [("picture", sheet.name), ("JSON", told.name)]
    return gallery.Card(name, _group(found), lines, f"{THUMBNAILS}/{thumbnail.name}", links)


def _group(found):
    if found.get("sure"):
        return found["sure"]["label"]
    if "sure" in found:
        return _UNSURE
    return found["label"] or _UNKNOWN


def _thumbnail(path, sheet, found):
    """Of a photograph what was drawn on it, of anything else the picture alone: its sheet has several."""
    if "sure" in found:
        return overlays.thumbnail(sheet.read_bytes(), (found["height"], found["width"]))
    return overlays.thumbnail(pictures.read_image(path, longest=400))
