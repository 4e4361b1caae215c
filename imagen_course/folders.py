"""A model from pictures of your own: read, learned from, judged on what it has not seen, and written down.

`read` takes a folder with a sub-folder for each class, or a data set. A picture is described and let go, so memory stays
flat; the four steps alone hold all. `train` learns and judges, with pictures of one origin on one side; `write` leaves the
model, its confusion matrix and its worst mistakes.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np

from imagen_course import datasets, files, metrics, origins, photographs, pipeline, plots, transfer
from imagen_course.checks import check_number, check_one_of
from imagen_course.pictures import read_image

__all__ = ["KINDS", "Album", "Trained", "beside", "read", "results", "train", "write"]

KINDS = {"head": ".head", "pipeline": ".pipeline"}
"""The kinds of models that `train` makes, and how the names of their files end as a rule."""

_SHOWN = 12  # mistakes on a sheet
_HELD = 2000  # pictures that the four steps learn from: all are in memory at once
_SIDE = 96  # pixels a side, for the four steps


class Album(NamedTuple):
    """Pictures that were read, and what was seen of each.

    Attributes
    ----------
    items : list
        Paths, or pictures where they come from a data set.
    names : list of str
    labels : numpy.ndarray of int, shape (n,)
    class_names : tuple of str
    held_out : numpy.ndarray of bool, shape (n,), or None
        Where the pictures come with a split of their own: which are not to be learned from.
    descriptions : numpy.ndarray, shape (n, 1704)
    groups : numpy.ndarray of int, shape (n,)
        The origin of each.
    left_out : list of str
        Why others were not read, a sentence each.

    Examples
    --------
    >>> Album([], [], np.zeros(0, int), ("cats", "dogs"), None, np.zeros((0, 1704)), np.zeros(0, int), []).class_names
    ('cats', 'dogs')
    """

    items: list
    names: list
    labels: np.ndarray
    class_names: tuple
    held_out: np.ndarray | None
    descriptions: np.ndarray
    groups: np.ndarray
    left_out: list


class Trained(NamedTuple):
    """A model, and what it said of pictures that it had not seen.

    Attributes
    ----------
    model : imagen_course.transfer.Head or imagen_course.pipeline.ImagenPipeline
    rows : numpy.ndarray of int, shape (m,)
        Which pictures of the album were judged.
    probabilities : numpy.ndarray, shape (m, n_classes)
    known : numpy.ndarray of bool, shape (m,)
        Whether it takes them for pictures like those it learned from.
    divided : list of str
        Classes whose pictures of one origin could not be kept on one side.
    save : callable
        Writes the model to a path.

    Examples
    --------
    >>> Trained(None, np.arange(2), np.eye(2), np.ones(2, bool), [], print).probabilities.argmax(axis=1).tolist()
    [0, 1]
    """

    model: object
    rows: np.ndarray
    probabilities: np.ndarray
    known: np.ndarray
    divided: list
    save: Callable


def read(source, *, seed=0, watch=iter):
    """Read a folder of pictures, or a data set by its name; what cannot be read is left out and named.

    Parameters
    ----------
    source : str or os.PathLike
        As for `datasets.load`.
    seed : int
        Of data sets that are drawn.
    watch : callable
        Takes the list of what is to be read, and gives it back one after the other: for a bar of progress.

    Returns
    -------
    Album

    Raises
    ------
    ValueError
        If the folder is none of classes, or fewer than two pictures of a class can be read.

    Examples
    --------
    >>> album = read("my_pictures")         # doctest: +SKIP
    """
    listed = _of_folder(source) if Path(source).is_dir() else _of_data_set(source, seed)
    items, names, labels, class_names, held_out = listed
    seen, left_out, kept = [], [], []
    for i, item in enumerate(watch(items)):
        try:
            image = photographs.prepare(item)[0] if isinstance(item, np.ndarray) else transfer.read(item)
        except (ValueError, OSError) as error:
            left_out.append(str(error))
            continue
        seen.append((photographs.describe(image[None])[0], origins.thumbnail(image)))
        kept.append(i)
    labels, held_out = labels[kept], None if held_out is None else held_out[kept]
    _check_enough(labels, class_names, held_out, left_out)
    descriptions, thumbnails = map(np.stack, zip(*seen, strict=True))
    items, names = [items[i] for i in kept], [names[i] for i in kept]
    groups = origins.groups(thumbnails, descriptions[:, transfer.CONTENT], names)
    return Album(items, names, labels, class_names, held_out, descriptions, groups, left_out)


def _of_folder(root):
    """What there is to read: items, their names, labels, names of the classes, and which are held out if that is said."""
    parts = [part for part in datasets.picture_files(root) if part is not None]
    items = [path for part in parts for paths in part.values() for path in paths]
    labels = [label for part in parts for label, paths in enumerate(part.values()) for _ in paths]
    sizes = [sum(map(len, part.values())) for part in parts]
    return items, list(map(str, items)), np.array(labels), tuple(parts[0]), _held_out(sizes)


def _of_data_set(name, seed):
    """The same of a data set."""
    data = datasets.load(name, seed=seed)
    sizes = len(data.train_labels), len(data.test_labels)
    names = [f"{part} {i}" for part, size in zip(("train", "test"), sizes, strict=True) for i in range(size)]
    labels = np.concatenate([data.train_labels, data.test_labels])
    return [*data.train_images, *data.test_images], names, labels, data.class_names, _held_out(sizes)


def _held_out(sizes):
    return np.repeat([False, True], sizes) if len(sizes) == 2 else None


def _check_enough(labels, class_names, held_out, left_out):
    if held_out is not None and not held_out.any():
        raise ValueError(f"none of the pictures held out can be read: {left_out[0]}")
    counts = np.bincount(labels if held_out is None else labels[~held_out], minlength=len(class_names))
    if counts.min() < 2:
        few = class_names[counts.argmin()]
        why = f"; {left_out[0]}" if left_out else ""
        raise ValueError(f"two pictures or more of {few!r} are needed to learn from, got {counts.min()}{why}")


def train(album, *, kind="head", seed=0):
    """Learn from an album, and judge pictures that were not learned from.

    A head is judged on all pictures by cross-validation, and fitted on all in the end; the four steps on a fifth, without
    which they are fitted. An album that has pictures held out is judged on those.

    Parameters
    ----------
    album : Album
    kind : {'head', 'pipeline'}
        A head on the network for photographs, or the four steps, from the pictures' labels.
    seed : int
        Draws the parts.

    Returns
    -------
    Trained

    Raises
    ------
    ValueError
        If there is no such kind, or there are more pictures than the four steps can take.

    Examples
    --------
    >>> train(read("my_pictures")).model.classes_.tolist()         # doctest: +SKIP
    ['cats', 'dogs']
    """
    check_one_of(kind, KINDS, name="kind")
    learned = np.arange(len(album.labels)) if album.held_out is None else np.flatnonzero(~album.held_out)
    folds, divided = origins.folds(album.labels[learned], album.groups[learned], seed=seed)
    divided = [album.class_names[label] for label in divided]
    if kind == "head":
        return _head(album, learned, folds, divided)
    judged = learned[folds == 0] if album.held_out is None else np.flatnonzero(album.held_out)
    guard = _head(album, learned, folds, divided, false_alarms=0.025)  # the other half is the four steps' own
    return _four_steps(album, np.setdiff1d(learned, judged), judged, guard, seed)


def _head(album, learned, folds, divided, **options):
    names = np.array(album.class_names)
    head = transfer.Head(**options).fit(album.descriptions[learned], names[album.labels[learned]], folds)
    order = [head.classes_.tolist().index(name) for name in album.class_names]
    if album.held_out is None:
        rows, (probabilities, novelty) = learned, head.held_out_
    else:
        rows = np.flatnonzero(album.held_out)
        probabilities, novelty = (ask(album.descriptions[rows]) for ask in (head.predict_proba, head.novelty))
    known = novelty <= head.limit_
    return Trained(head, rows, probabilities[:, order], known, divided, lambda path: transfer.save(head, path))


def _four_steps(album, learned, judged, guard, seed):
    """Fit the four steps; beside their own certainty a head guards what they have not seen."""
    hint = "all are in memory at once; a head takes any number"
    check_number(len(learned), f"[2, {_HELD}]", name="the pictures for the four steps", whole=True, hint=hint)
    names, model = np.array(album.class_names), pipeline.ImagenPipeline(random_state=seed)
    model.fit(_pictures(album, learned), names[album.labels[learned]])
    X = _pictures(album, judged)
    order = [model.classes_.tolist().index(name) for name in album.class_names]
    model.set_params(min_certainty=float(np.quantile(model.certainty(X), 0.025)))
    known = model.accepts(X) & guard.known[np.isin(guard.rows, judged)]

    def save(path):
        with files.draft(path) as part:
            pipeline.save(model, part)
            transfer.add(guard.model, part)

    return Trained(model, judged, model.predict_proba(X)[:, order], known, guard.divided, save)


def _pictures(album, rows):
    """Pictures in the size that the four steps see."""
    return np.stack([_square(album.items[i]) for i in rows])


def _square(item):
    from skimage.transform import resize

    if not isinstance(item, np.ndarray):
        return read_image(item, size=(_SIDE, _SIDE))
    return resize(item, (_SIDE, _SIDE, item.shape[-1])).clip(0, 1).astype("float32")


# --- what is said of it -----------------------------------------------------------------------------------------------


def results(album, trained):
    """Say how good a model is, and what to know of its pictures.

    Parameters
    ----------
    album : Album
    trained : Trained

    Returns
    -------
    found : dict
        Plain values: classes, accuracy with its interval, confusion matrix, mistakes, the worst first, and more.
    warnings : list of str
        What makes the accuracy doubtful, a sentence each.

    Examples
    --------
    >>> found, warnings = results(album, trained)         # doctest: +SKIP
    """
    truth, given = album.labels[trained.rows], trained.probabilities.argmax(axis=1)
    right, n = int((truth == given).sum()), len(truth)
    k, names = len(album.class_names), album.class_names
    worst = [i for i in np.argsort(-trained.probabilities.max(axis=1), kind="stable") if truth[i] != given[i]]
    mistakes = [
        {
            "picture": album.names[trained.rows[i]],
            "class": names[truth[i]],
            "called": names[given[i]],
            "probability": float(trained.probabilities[i].max()),
        }
        for i in worst
    ]
    found = {
        "classes": dict(zip(names, np.bincount(album.labels, minlength=k).tolist(), strict=True)),
        "accuracy": right / n,
        "interval": list(metrics.wilson_interval(right, n)),
        "right": right,
        "n": n,
        "unknown": float(np.mean(~trained.known)),
        "confusion": np.bincount(k * truth + given, minlength=k * k).reshape(k, k).tolist(),
        "mistakes": mistakes,
        "left_out": album.left_out,
    }
    return found, _warnings(album, trained)


def _warnings(album, trained):
    flatters = "so the accuracy flatters"
    why = f"nearly all pictures are of one origin, some are learned from while others are held out, {flatters}"
    said = [f"{name}: {why}" for name in trained.divided]
    several = [rows for rows in _members(album.groups) if len(rows) > 1]
    if several:
        n, shown = sum(map(len, several)), ", ".join(album.names[i] for i in max(several, key=len)[:3])
        said.append(f"{n} pictures are near duplicates or of a burst, each group kept on one side: such as {shown}")
    if mixed := _mixed(several, album.labels):
        said.append(
            f"pictures of two classes look the same in {len(mixed)} groups: {_two_of(album, album.labels, mixed[0])}"
        )
    if both := [] if album.held_out is None else _mixed(several, album.held_out):
        n, pair = sum(int(album.held_out[rows].sum()) for rows in both), _two_of(album, album.held_out, both[0])
        said.append(f"{n} pictures held out have near duplicates among those learned from, {flatters}: {pair}")
    return said


def _mixed(groups, sides):
    """Those groups that lie on two sides."""
    return [rows for rows in groups if len(set(sides[rows].tolist())) > 1]


def _members(groups):
    order = np.argsort(groups, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(groups[order])) + 1)


def _two_of(album, sides, rows):
    """Name two pictures of a group that lie on two sides."""
    other = next(i for i in rows if sides[i] != sides[rows[0]])
    return f"{album.names[rows[0]]} and {album.names[other]}"


def write(album, trained, found, out, *, with_json=False):
    """Write the model, and beside it its confusion matrix, its worst mistakes and, if asked, what was found as JSON.

    Parameters
    ----------
    album : Album
    trained : Trained
    found : dict
        As `results` gives it.
    out : pathlib.Path
        Of the model; its folder is there.
    with_json : bool

    Returns
    -------
    list of pathlib.Path
        What was written.

    Examples
    --------
    >>> write(album, trained, found, Path("mine.head"))         # doctest: +SKIP
    """
    trained.save(out)
    title = f"{found['right']} of {found['n']} held-out pictures are called right"
    panel = plots.confusion_matrix(found["confusion"], album.class_names, title=title)
    sheets = [plots.show(panel, size=min(12, 2.5 + 0.25 * len(album.class_names))), _mistakes(album, trained, found)]
    contents = [sheet.png for sheet in sheets] + [(json.dumps(found, indent=1) + "\n").encode()]
    written = beside(out, with_json=with_json)
    for path, content in zip(written, contents, strict=False):
        files.write(path, content)
    return [out, *written]


def beside(out, *, with_json=False):
    """Name what is written beside a model.

    Parameters
    ----------
    out : pathlib.Path
    with_json : bool

    Returns
    -------
    list of pathlib.Path

    Examples
    --------
    >>> [path.name for path in beside(Path("mine.head"), with_json=True)]
    ['mine.confusion.png', 'mine.mistakes.png', 'mine.json']
    """
    return [out.with_name(out.stem + ending) for ending in (".confusion.png", ".mistakes.png", ".json")[: 2 + with_json]]


def _mistakes(album, trained, found):
    """The sheet of the pictures most surely called wrong; of those least surely called right, where none is wrong."""
    given, surest = trained.probabilities.argmax(axis=1), trained.probabilities.max(axis=1)
    wrong = given != album.labels[trained.rows]
    order = np.argsort(np.where(wrong, -1 - surest, surest), kind="stable")[: min(_SHOWN, max(4, wrong.sum()))]
    panels = []
    for i in order:
        row = trained.rows[i]
        name, true = (plots.caption(album.class_names[label]) for label in (given[i], album.labels[row]))
        title = f"called {name}, {surest[i]:.2f}\nshows {true}" if wrong[i] else f"{name}, {surest[i]:.2f}"
        panels.append(plots.picture(_shown(album.items[row]), title=title))
    seen = "the worst mistakes" if wrong.any() else "none is called wrong: the least sure"
    return plots.show(*panels, columns=4, seen=seen)


def _shown(item):
    return item if isinstance(item, np.ndarray) else transfer.read(item)
