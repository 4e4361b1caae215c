"""The command ``imagen-course analyze``: what is on pictures of your own, one after the other.

``each`` reads a picture, looks at it and writes a sheet and, if asked, what was found as JSON. Without a model of one's own
it asks the network that has seen photographs, and of what is unlike them the pipeline that knows drawn shapes. Whatever
fails with one picture is that picture's alone. A picture is worked with at no more than 1,024 pixels a side; sizes and
boxes are told in its own pixels, as it was held.
"""

import json
from collections import Counter
from functools import lru_cache, partial
from pathlib import Path
from typing import NamedTuple

import numpy as np

from imagen_course import archives, files, pictures

__all__ = ["Outcome", "as_seen", "each", "photograph_sheet", "result_names"]

_LONGEST = 1024  # pixels of a picture that is worked with
_SHOWN = 768  # pixels of a picture on the sheet: as many as there is room for
_WHOLE = 640  # pixels of the longer side of a photograph of whose pixels each is to be named
_SIDES = 64, 128  # pixels: pictures are shrunk or enlarged to the size of those the pipelines learn from
_ANY_SIDE = 224  # pixels a side, shown to a network that takes pictures of any size
_EDGES = "top", "left", "bottom", "right"


class Outcome(NamedTuple):
    """What came of one picture.

    Attributes
    ----------
    path : pathlib.Path
    sentence : str
        What was found; empty where something failed.
    written : list of pathlib.Path
    error : Exception or None
        What failed.

    Examples
    --------
    >>> Outcome(Path("cat.jpg"), "star; 3 regions; boxes: star", [], None).sentence
    'star; 3 regions; boxes: star'
    """

    path: Path
    sentence: str
    written: list
    error: Exception | None


def each(paths, *, model=None, folder=".", with_json=False, force=False, keep=False):
    """Look at pictures and write what is found, one after the other; no more than one is held in memory.

    Parameters
    ----------
    paths : sequence of str or os.PathLike
        Pictures.
    model : str or os.PathLike, optional
        A classifier (``.keras``), a head or a pipeline that was saved; if not given, the network for photographs and the
        pipeline that knows five drawn shapes.
    folder : str or os.PathLike
        Where results go; made if it is not there.
    with_json : bool
        Write what was found as JSON, too.
    force : bool
        Replace results that are there.
    keep : bool
        Leave results that are there as they are, and go on; otherwise it is an error that they are there.

    Yields
    ------
    Outcome
        Of each picture, whether it went well or not; without a sentence where its results were kept.

    Raises
    ------
    FileNotFoundError, ValueError
        If the model cannot be read, or the folder is a file.

    Examples
    --------
    >>> [outcome.error for outcome in each(["no such picture.jpg"])]
    [FileNotFoundError(2, 'No such file or directory')]
    """
    folder, look = Path(folder), None
    if folder.exists() and not folder.is_dir():
        raise ValueError(f"the results must go to a folder, {folder} is a file: name another")
    kind = "label" if _is_classifier(model) else "regions"
    for path, name in zip(map(Path, paths), result_names(paths), strict=True):
        targets = [folder / f"{name}.{kind}{suffix}" for suffix in (".png", ".json")[: 1 + with_json]]
        if keep and not force and _there(targets):
            yield Outcome(path, "", targets, None)
            continue
        try:
            image = _read(path, targets, force or keep)
        except Exception as error:
            yield Outcome(path, "", [], error)
            continue
        look = look or _looker(model)  # not before there is something to look at: a model takes seconds to load
        yield _outcome(look, path, image, targets)


def _there(targets):
    return all(target.exists() for target in targets)


def _outcome(look, path, image, targets):
    try:
        return Outcome(path, _written(look, path, image, targets), targets, None)
    except Exception as error:  # of whatever kind: the pictures that follow have nothing to do with it
        return Outcome(path, "", [], error)


def result_names(paths):
    """Name the results of each picture: its stem, and its folder, its ending or a number where others have the same.

    Parameters
    ----------
    paths : sequence of str or os.PathLike

    Returns
    -------
    list of str
        All different, even where a file system takes capitals for small letters.

    Examples
    --------
    >>> result_names(["cat.jpg", "brick/000.jpg", "grass/000.jpg", "a/x.png", "a/x.jpg"])
    ['cat', 'brick_000', 'grass_000', 'a_x_png', 'a_x_jpg']
    """
    paths = [Path(path) for path in paths]
    with_folder = [f"{path.absolute().parent.name}_{path.stem}" for path in paths]
    with_ending = [f"{name}_{path.suffix[1:]}" for name, path in zip(with_folder, paths, strict=True)]
    names = [path.stem for path in paths]
    for longer in (with_folder, with_ending):
        counts = Counter(name.casefold() for name in names)
        names = [more if counts[name.casefold()] > 1 else name for name, more in zip(names, longer, strict=True)]
    taken = Counter()
    for i, name in enumerate(names):
        while taken[names[i].casefold()]:
            taken[name.casefold()] += 1
            names[i] = f"{name}_{taken[name.casefold()]}"
        taken[names[i].casefold()] += 1
    return names


def as_seen(image, *, sides=_SIDES):
    """Resize a picture as a pipeline sees it: the longer side 64 to 128 pixels, like the scenes it learned from.

    Parameters
    ----------
    image : array_like, shape (h, w, c)
    sides : tuple of int
        The least and the most pixels of the longer side.

    Returns
    -------
    numpy.ndarray, shape (h', w', c)
        float32 in [0, 1].

    Examples
    --------
    >>> as_seen(np.zeros((300, 400, 3))).shape
    (96, 128, 3)
    """
    longer = max(np.shape(image)[:2])
    return pictures.resized(np.asarray(image), np.clip(longer, *sides) / longer)


def _is_classifier(model):
    return model is not None and (Path(model).suffix == ".keras" or _is_head(model))


def _is_head(model):
    from imagen_course import transfer

    return archives.format_of(model) == transfer.FORMAT


def _read(path, targets, force):
    """Read a picture, unless its results would overwrite something."""
    if there := [target for target in targets if target.exists() and not force]:
        raise ValueError(f"{there[0]} exists already: --force replaces it, --out writes elsewhere")
    return pictures.read_image(path, longest=_LONGEST)


def _written(look, path, image, targets):
    """Look at a picture and write the results; return the sentence."""
    found, sheet, sentence = look(path, image)
    height, width = pictures.image_size(path)
    report = {"picture": str(path), "height": height, "width": width, "sentence": sentence, **found(height, width)}
    targets[0].parent.mkdir(parents=True, exist_ok=True)
    contents = sheet, (json.dumps(report, indent=1) + "\n").encode()
    for target, content in zip(targets, contents, strict=False):
        files.write(target, content)
    return sentence


def _looker(model):
    """The function that looks at one picture: ``(path, image)`` to what was found, a PNG to look at, and a sentence.

    What was found is a function of height and width of the picture, and gives plain values.
    """
    if model is not None and _is_head(model):
        from imagen_course import transfer

        return partial(_classify_by_head, transfer.load(model))
    if _is_classifier(model):
        from imagen_course import models

        return partial(_classify, models.load(model))
    if model:
        look = partial(_look, *_load_pipeline(model))
        return _guarded(look, model) if archives.holds(model, "head") else look
    drawn = lru_cache(lambda: partial(_look, *_load_pipeline(None)))  # not before a picture is no photograph
    return partial(_photograph, pipeline_looks=drawn)


def _caption(name):
    """A name as a title can show it: control characters out, a dollar no sign of mathematics."""
    from imagen_course import plots

    return plots.caption(name)


# --- a classifier of whole pictures -----------------------------------------------------------------------------------


def _classify(classifier, path, image):
    """What a classifier makes of a picture, which it sees as it saw those it learned from."""
    rows, columns, channels = classifier.model.input_shape[1:]
    seen = pictures.read_image(path, size=(rows or _ANY_SIDE, columns or _ANY_SIDE))
    seen = seen.mean(axis=-1, keepdims=True) if channels == 1 else seen
    return _classified(seen, classifier.class_names, classifier.predict_proba(seen[None])[0])


def _classify_by_head(head, path, image):
    """What a head on the network for photographs makes of a picture; "unknown" where that is unlike all it learned from."""
    from imagen_course import photographs, transfer

    seen = transfer.read(path)
    described = photographs.describe(seen[None])
    found, sheet, sentence = _classified(
        seen, head.classes_.tolist(), head.predict_proba(described)[0], head.accepts(described)[0]
    )
    return lambda *size: found(*size) | {"novelty": float(head.novelty(described)[0]), "limit": head.limit_}, sheet, sentence


def _classified(seen, class_names, probabilities, known=True):
    """The classes of a picture by their probability; one that is not known has no label, whatever is most probable."""
    from imagen_course import plots

    best = [(class_names[i], float(probabilities[i])) for i in np.argsort(-probabilities, kind="stable")[:3]]
    names, values = zip(*best, strict=True)
    title = "the three most probable classes" if len(class_names) > 3 else "probability of each class"
    bars = plots.bars(values, [_caption(name) for name in names], title=title, label="probability", limit=1)
    found = {"label": names[0] if known else None, "probability": values[0] if known else None}
    found["best"] = [{"label": name, "probability": value} for name, value in best]
    found["probabilities"] = dict(zip(class_names, probabilities.tolist(), strict=True))
    sentence = "; then ".join([f"{names[0]} {values[0]:.3f}", ", ".join(f"{name} {value:.3f}" for name, value in best[1:])])
    sentence = sentence if known else f"unknown: this picture is unlike those it learned from (else {sentence})"
    panels = plots.picture(seen, title=_caption(names[0] if known else "unknown")), bars
    return lambda height, width: found, plots.show(*panels, size=3.5).png, sentence


# --- a photograph -----------------------------------------------------------------------------------------------------


def _photograph(path, image, pipeline_looks):
    """A photograph with the parts that surely show what it is in colour; of what is unlike any, what a pipeline finds."""
    from imagen_course import naming

    named = naming.name_regions(image)
    if not named.found.known:
        return pipeline_looks()(path, image)
    n, n_named = len(named.areas), int(named.shows.sum())
    regions = f"{n_named} of {n} regions named" if n_named else f"{n} regions"
    sentence = "; ".join([*naming.in_words(named), regions])
    return partial(_found_on_photograph, named), photograph_sheet(image, named), sentence


def photograph_sheet(image, named):
    r"""Draw a photograph with the parts that surely show what it is in colour, boxes round them, and words below.

    Parameters
    ----------
    image : numpy.ndarray, shape (h, w, c)
        In [0, 1].
    named : imagen_course.naming.Named
        What is on it.

    Returns
    -------
    bytes
        A PNG file.

    Examples
    --------
    >>> from imagen_course.datasets import photograph
    >>> from imagen_course.naming import name_regions
    >>> photograph_sheet(photograph("coffee"), name_regions(photograph("coffee")))[:4]
    b'\x89PNG'
    """
    from imagen_course import naming, overlays

    boxes = _placed(named.boxes[named.shows], named.segments.shape, *image.shape[:2])
    word = f"{named.name} {named.probability:.2f}" if named.name else ""
    names = [named.name if shows else "" for shows in named.shows.tolist()]
    lines = naming.in_words(named)
    return overlays.spotlight(image, named.segments, names, boxes=[(word, box) for box in boxes], lines=lines)


def _found_on_photograph(named, height, width):
    """Plain values, as `_found` gives them."""
    best = [
        {"label": label, "probability": p}
        for label, p in zip(named.found.names[:5], named.found.probabilities[:5], strict=True)
    ]
    edges = _placed(named.boxes, named.segments.shape, height, width).tolist()
    shares = (named.areas / named.segments.size).tolist()
    regions = [
        dict(zip(_EDGES, box, strict=True))
        | {"share": share, "vote": named.name if it else None, "score": named.probability if it else None}
        for box, share, it in zip(edges, shares, named.shows.tolist(), strict=True)
    ]
    boxes = [
        {edge: region[edge] for edge in _EDGES} | {"label": region["vote"], "score": region["score"]}
        for region in regions
        if region["vote"]
    ]
    sure = {"label": named.name, "probability": named.probability} if named.name else None
    return {
        **best[0],
        "sure": sure,
        "certainty": None,
        "probabilities": None,
        "regions": regions,
        "boxes": boxes,
        "best": best,
        "novelty": named.found.novelty,
    }


# --- the region pipeline ----------------------------------------------------------------------------------------------


def _load_pipeline(path):
    """The pipeline to look with, the names of its classes, the channels of its pictures, and what it knows, in words."""
    from imagen_course import pipeline
    from imagen_course.worlds import scenes

    if path is None:
        model, names = pipeline.load_default(), scenes.CLASSES
        knows = f"unknown; photographs have names here, and five drawn shapes ({', '.join(names)})", "unknown"
    else:
        model = pipeline.load(path)
        names, knows = [str(label) for label in model.classes_], ("this model knows the classes it was taught", "no label")
    try:
        model.features_.transform(np.zeros((1, 24, 24, 4), "float32"))  # a crop in colour, and its mask
    except ValueError:
        return model, names, 1, knows
    return model, names, 3, knows


def _guarded(look, model):
    """What the pipeline of ``look`` finds in a picture, unless that is unlike all that the head in its file learned from."""
    from imagen_course import photographs, transfer

    head = transfer.load(model)
    return lambda path, image: look(path, image, like=head.accepts(photographs.describe(transfer.read(path)[None]))[0])


def _look(model, class_names, channels, knows, path, image, like=True):
    """What the pipeline finds in a picture: a label, votes and boxes; of one that it does not know, its regions alone."""
    from imagen_course import overlays, plots

    image = image if channels == 3 else image.mean(axis=-1, keepdims=True)
    X = as_seen(image, sides=_sides(model))[None]
    (regions,), (certainty,) = model.regions(X), model.certainty(X).tolist()
    voted = bool((regions.labels >= 0).any())
    shown = pictures.resized(image, min(1, _SHOWN / max(image.shape[:2])))
    segments = overlays.enlarged(regions.segments, shown.shape[:2])
    if not (voted and like and model.accepts(X)[0]):
        why = "this picture is unlike those it learned from" if voted else "no region looks like one of them"
        found = partial(_found, regions, certainty)
        panels = plots.picture(shown, title=knows[1]), plots.regions(shown, segments, title="regions only")
        return found, plots.show(*panels, size=4).png, f"regions only ({len(regions.areas)}): {knows[0]}, and {why}"
    (detected,), probabilities = model.detect(X), model.predict_proba(X)[0].tolist()
    label = class_names[list(model.classes_).index(model.predict(X)[0])]
    names = [class_names[code] for code in detected.labels]
    votes = [_caption(class_names[code]) if code >= 0 else "" for code in regions.labels]
    boxes = _placed(detected.boxes, X.shape[1:3], *shown.shape[:2])
    panels = plots.picture(shown, title=_caption(label)), plots.votes(shown, segments, votes)
    sheet = plots.show(*panels, plots.boxes(shown, boxes, list(map(_caption, names)), detected.scores), size=4)
    found = partial(_found, regions, certainty, label=label, probabilities=probabilities, boxes=detected, names=class_names)
    return found, sheet.png, f"{label}; {len(votes)} regions; boxes: {', '.join(names) or 'none'}"


def _sides(model):
    """Between which lengths the longer side of a picture is to be: maps want photographs as they are, crops small ones."""
    from imagen_course.region_features import MapFeatures

    return (1, _WHOLE) if isinstance(getattr(model, "features_", None), MapFeatures) else _SIDES


def _placed(boxes, shape, height, width):
    """Boxes (k, 4) of a picture of ``shape`` in a picture of the same of another size."""
    return np.rint(boxes * np.tile(np.divide((height, width), shape), 2)).astype(int)


def _found(regions, certainty, height, width, label=None, probabilities=None, boxes=None, names=()):
    """Plain values, in pixels of a picture of that height and width; without a label, no name and no probability."""
    known, shape = label is not None, regions.segments.shape

    def rows(table, **columns):
        edges = _placed(table, shape, height, width).tolist()
        keys = *_EDGES, *columns
        return [dict(zip(keys, (*box, *rest), strict=True)) for box, *rest in zip(edges, *columns.values(), strict=True)]

    shares = (regions.areas / regions.segments.size).tolist()
    votes = [names[code] if known and code >= 0 else None for code in regions.labels]
    scores = [score if known else None for score in regions.scores.tolist()]
    named = {} if boxes is None else {"label": [names[code] for code in boxes.labels], "score": boxes.scores.tolist()}
    return {
        "label": label,
        "probability": max(probabilities) if known else None,
        "certainty": certainty,
        "probabilities": dict(zip(names, probabilities, strict=True)) if known else None,
        "regions": rows(regions.boxes, share=shares, vote=votes, score=scores),
        "boxes": [] if boxes is None else rows(boxes.boxes, **named),
    }
