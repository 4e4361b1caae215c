"""Pictures to learn from: ``load(name)`` gives every data set in one form, wherever it comes from.

Some sets travel with the libraries or are drawn from a seed; others are fetched once, checked by their sha256 and kept in
one directory, which the environment variable ``IMAGEN_COURSE_DATA`` moves. A ``.npz`` file placed there by hand and a
folder of your own pictures load as well. Images are float32 ``(n, h, w, c)`` in [0, 1], labels int64 from 0.
"""

import gzip
import inspect
import json
import os
import tarfile
import zipfile
import zlib
from collections import namedtuple
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from imagen_course import files
from imagen_course.checks import (
    check_array,
    check_images,
    check_labels,
    check_number,
    check_one_of,
    check_path,
    check_seed,
    check_type,
)
from imagen_course.choices import Unknown
from imagen_course.downloads import DataUnavailable, fetch
from imagen_course.pictures import SUFFIXES, read_image
from imagen_course.worlds import drawings

__all__ = [
    "PHOTOGRAPHS",
    "DataUnavailable",
    "Dataset",
    "available",
    "benchmark_results",
    "data_directory",
    "load",
    "markings",
    "photograph",
    "picture_files",
    "read_image",
    "segmentations",
    "shipped_files",
]

PHOTOGRAPHS = {
    "astronaut": "Eileen Collins, NASA, public domain (scikit-image)",
    "chelsea": "Chelsea the cat by Stéfan van der Walt, CC0 (scikit-image)",
    "china": "by danielbuechele on Flickr, CC BY 2.0 (scikit-learn)",
    "coffee": "by Rachel Michetti, courtesy of Pikolo Espresso Bar, CC0 (scikit-image)",
    "flower": "by vultilion on Flickr, CC BY 2.0 (scikit-learn)",  # as the address in its README says
    "hubble_deep_field": "Hubble eXtreme Deep Field, NASA, public domain (scikit-image)",
    "retina": "by Mikael Häggström, doi:10.15347/wjm/2014.008, CC0 (scikit-image)",
    "rocket": "launch of DSCOVR, SpaceX, public domain (scikit-image)",
}
_TEST_SHARE = 0.2  # of each class, where a set has no split of its own

_Entry = namedtuple("Entry", "name source megabytes ready credit")
_Remote = namedtuple("Remote", "read files megabytes class_names credit")


@dataclass(frozen=True, eq=False, repr=False)
class Dataset:
    """Training and test pictures with their labels.

    Attributes
    ----------
    name : str
    train_images, test_images : numpy.ndarray, shape (n, h, w, c)
        float32 in [0, 1].
    train_labels, test_labels : numpy.ndarray, shape (n,)
        int64, 0 to ``len(class_names) - 1``.
    class_names : tuple of str
    credit : str
        Source, author and licence.
    train_masks, test_masks : numpy.ndarray, shape (n, h, w), or None
        0 = background, 1 + label = a pixel of an object of that class; None where the set has no masks.

    Examples
    --------
    >>> images, labels = np.zeros((2, 8, 8, 1), "float32"), np.arange(2)
    >>> Dataset("two", images, labels, images, labels, ("dark", "darker"), "made here")
    <Dataset 'two': 2 classes, train (2, 8, 8, 1), test (2, 8, 8, 1), no masks; made here>
    """

    name: str
    train_images: np.ndarray
    train_labels: np.ndarray
    test_images: np.ndarray
    test_labels: np.ndarray
    class_names: tuple
    credit: str
    train_masks: np.ndarray | None = None
    test_masks: np.ndarray | None = None

    def __repr__(self):
        sizes = f"train {self.train_images.shape}, test {self.test_images.shape}"
        masks = "no masks" if self.train_masks is None else "with masks"
        return f"<Dataset {self.name!r}: {len(self.class_names)} classes, {sizes}, {masks}; {self.credit}>"


def data_directory():
    """Return the directory where fetched data sets are kept, as a Path; it need not exist yet.

    It is what the environment variable ``IMAGEN_COURSE_DATA`` says, else the user's cache directory on this platform.

    Examples
    --------
    >>> data_directory().is_absolute()
    True
    """
    import pooch

    return Path(os.environ.get("IMAGEN_COURSE_DATA") or pooch.os_cache("imagen_course")).expanduser().absolute()


def available():
    """List the data sets that `load` knows by name, and the ``.npz`` files that lie in the data directory.

    Returns
    -------
    list of tuple
        With the fields ``name``, ``source`` (``"embedded"``, ``"download"`` or ``"own file"``), ``megabytes`` (to download),
        ``ready`` (loads without a network) and ``credit``.

    Examples
    --------
    >>> [entry.name for entry in available() if entry.source == "download"]
    ['mnist', 'fashion_mnist', 'cifar10', 'olivetti_faces']
    """
    directory = data_directory()
    entries = [_Entry(name, "embedded", 0, True, credit) for name, (_, credit) in _EMBEDDED.items()]
    for name, remote in _REMOTE.items():
        ready = (directory / f"{name}.npz").exists() or all((directory / file).exists() for file in remote.files)
        entries.append(_Entry(name, "download", remote.megabytes, ready, remote.credit))
    own = {path.stem for path in directory.glob("*.npz")} - {entry.name for entry in entries}
    return entries + [_Entry(name, "own file", 0, True, f"{name}.npz") for name in sorted(own)]


def load(name, *, seed=0, **options):
    """Load a data set by its name, or a folder of your own pictures.

    Parameters
    ----------
    name : str or os.PathLike
        - with the libraries, no network needed: ``"digits"``, ``"scenes"``, ``"drawings"``, ``"textures"``, ``"faces"``,
          ``"photographs"``;
        - fetched once: ``"mnist"``, ``"fashion_mnist"``, ``"cifar10"``, ``"olivetti_faces"``;
        - any name: ``<name>.npz`` in `data_directory`, with ``x_train, y_train, x_test, y_test`` (images uint8, or floating
          point in [0, 1]) and perhaps ``class_names``; such a file goes before a download of that name;
        - the path of a folder with one sub-folder of pictures a class, or with ``train/<class>`` and ``val/<class>``.
    seed : int
        Draws what is random: scenes, crops, and the split of sets that have none of their own.
    **options
        ``size`` (pixels) for drawings, textures, photographs and folders; ``n_train`` and ``n_test`` for textures,
        photographs and scenes; for scenes also every option of `imagen_course.worlds.scenes.generate`; for drawings
        ``groups`` (one or more of `imagen_course.worlds.drawings.GROUPS`), ``hold_out`` ("artist", "things" or "cells": what
        the test has and the training lacks) and ``share`` (of things or cells, in (0, 0.5]).

    Returns
    -------
    Dataset
        Textures and photographs are crops, the class being the picture they come from: those for training from its left
        half, those for the test from its right. Pictures of a folder are cut to a centred square and resized.

    Raises
    ------
    DataUnavailable
        If a download fails: no network, another sha256, no space left. Nothing of it stays on the disk.
    ValueError
        If there is no such data set, or a file or folder does not hold what it should.
    TypeError
        If the data set has no such option.

    Examples
    --------
    >>> load("digits").test_images.shape
    (359, 8, 8, 1)
    >>> load("textures", size=16, n_train=30, n_test=6).class_names
    ('brick', 'grass', 'gravel')
    """
    check_path(name, name="name")
    check_seed(seed)
    loader = _loader(os.fspath(name))
    try:
        inspect.signature(loader).bind(seed=seed, **options)
    except TypeError as error:
        known = ", ".join(inspect.signature(loader).parameters)
        raise TypeError(f"load({name!r}) {error}; its options are {known}") from None
    return loader(seed=seed, **options)


def photograph(name):
    """Return one of the colour photographs that come with scikit-image and scikit-learn, whole.

    Parameters
    ----------
    name : str
        A key of ``PHOTOGRAPHS``, whose value says who took it and under which licence it is.

    Returns
    -------
    numpy.ndarray, shape (h, w, 3)
        float32 in [0, 1].

    Raises
    ------
    ValueError
        If there is no photograph of that name.

    Examples
    --------
    >>> photograph("coffee").shape
    (400, 600, 3)
    """
    check_one_of(name, PHOTOGRAPHS, name="name")
    if "scikit-learn" in PHOTOGRAPHS[name]:
        from sklearn.datasets import load_sample_image

        return load_sample_image(f"{name}.jpg").astype("float32") / 255
    import skimage.data

    return getattr(skimage.data, name)().astype("float32") / 255


def segmentations(name):
    """Return what a photograph looks like cut into regions by hand, five times over, from coarse to fine.

    Parameters
    ----------
    name : str
        ``"coffee"``.

    Returns
    -------
    numpy.ndarray of int32, shape (5, h, w)
        Label maps from 0 of every second row and column of the photograph, ``photograph(name)[::2, ::2]``. One pair of eyes
        drew all five (the script is ``tools/draw_people.py``): they differ in detail, not in where an outline runs.

    Raises
    ------
    ValueError
        If there are none of a photograph of that name.

    Examples
    --------
    >>> people = segmentations("coffee")
    >>> people.shape, people.max(axis=(1, 2)) + 1
    ((5, 200, 300), array([ 2,  5,  6,  9, 13], dtype=int32))
    """
    drawn = shipped_files("people_")
    check_one_of(name, drawn, name="name", hint="photographs that were cut by hand")
    return _read_npz(drawn[name])["people"].astype("int32")


def markings(name):
    """Return what a photograph looks like cut into regions by different rules: what things there are, materials, light.

    Parameters
    ----------
    name : str
        ``"coffee"``.

    Returns
    -------
    dict of str to (numpy.ndarray, tuple of str)
        By rule, a label map (h, w) of int32 from 0, and the name of each region. One person marked all of them with `teach`
        (the script is ``tools/mark_rules.py``): their borders follow superpixels, and they differ in the rule.

    Raises
    ------
    ValueError
        If there are none of a photograph of that name.

    Examples
    --------
    >>> segments, names = markings("coffee")["light"]
    >>> segments.shape, names
    ((400, 600), ('shadow', 'lit', 'shadow', 'lit', 'shadow'))
    """
    marked = shipped_files("marked_")
    check_one_of(name, marked, name="name", hint="photographs that were marked by rules")
    stored = _read_npz(marked[name])
    rules = [rule for rule in stored if f"{rule}_names" in stored]
    return {rule: (stored[rule].astype("int32"), tuple(stored[f"{rule}_names"].tolist())) for rule in rules}


def shipped_files(prefix):
    """Find the small files that ship with the course, such as trained weights and maps drawn by hand.

    Parameters
    ----------
    prefix : str
        What their names begin with.

    Returns
    -------
    dict of str to pathlib.Path
        The files by the rest of their names, without the ending, in order.

    Examples
    --------
    >>> list(shipped_files("region_cnn_"))
    ['digits', 'faces', 'scenes', 'scenes_whole']
    """
    check_type(prefix, str, name="prefix")
    folder = files.shipped("_data", "data")
    return {path.stem.removeprefix(prefix): path for path in sorted(folder.glob(f"{prefix}*.npz"))}


def benchmark_results(name):
    """Return what a benchmark of the course measured when it was run last.

    Parameters
    ----------
    name : str
        "pipeline" for what ``benchmarks/pipeline.py`` wrote.

    Returns
    -------
    dict
        Its protocol and its rows.

    Raises
    ------
    ValueError
        If there are no results of that name.

    Examples
    --------
    >>> sorted(benchmark_results("pipeline"))[-2:]
    ['protocol', 'rows']
    """
    folder = files.shipped("_data/results", "benchmarks/results")
    check_one_of(name, sorted(path.stem for path in folder.glob("*.json")), name="name")
    return json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))


def _loader(name):
    """Say which loader is meant by ``name``, as a function of ``seed`` and the options."""
    by_hand = data_directory() / f"{name}.npz"
    if name in _EMBEDDED:
        return partial(_EMBEDDED[name][0], _EMBEDDED[name][1])
    if os.path.isdir(name) and name not in _REMOTE:
        return partial(_folder, Path(name))
    if name in _REMOTE or by_hand.exists():
        return partial(_file, name, by_hand)
    sentence = f"no data set is called {name!r}, nor is there a folder of that name or a file {by_hand}"
    raise Unknown(sentence, name, [entry.name for entry in available()])


def _split(name, images, labels, class_names, credit, seed):
    """Shuffle, and hold back a share of each class for the test."""
    order = np.random.default_rng(seed).permutation(len(labels))
    test = np.zeros(len(labels), bool)
    for label in range(len(class_names)):
        members = order[labels[order] == label]
        test[members[: max(1, round(_TEST_SHARE * len(members)))]] = True
    train, test = order[~test[order]], order[test[order]]
    labels = labels.astype("int64")
    return Dataset(name, images[train], labels[train], images[test], labels[test], tuple(class_names), credit)


# --- with the libraries -----------------------------------------------------------------------------------------------


def _digits(credit, *, seed):
    from sklearn.datasets import load_digits

    digits = load_digits()
    return _split("digits", digits.images[..., None].astype("float32") / 16, digits.target, "0123456789", credit, seed)


def _faces(credit, *, seed):
    import skimage.data

    images = skimage.data.lfw_subset()[..., None].astype("float32")  # (200, 25, 25, 1)
    return _split("faces", images, np.repeat([1, 0], 100), ("other", "face"), credit, seed)


def _scenes(credit, *, seed, n_train=2000, n_test=500, **options):
    from imagen_course.worlds import scenes

    # One seed each, shared with no other: drawing more pictures for training leaves the test pictures as they are.
    train, test = (scenes.generate(n, seed=2 * seed + i, **options) for i, n in enumerate((n_train, n_test)))
    pictures = (train.images, train.labels, test.images, test.labels)
    return Dataset("scenes", *pictures, tuple(scenes.CLASSES), credit, train_masks=train.masks, test_masks=test.masks)


def _textures(credit, *, seed, size=32, n_train=600, n_test=150):
    import skimage.data

    names = ("brick", "grass", "gravel")
    pictures = [getattr(skimage.data, name)()[..., None].astype("float32") / 255 for name in names]  # (512, 512, 1) each
    return _crops("textures", pictures, names, credit, seed, size, n_train, n_test)


def _photographs(credit, *, seed, size=64, n_train=800, n_test=200):
    pictures = [photograph(name) for name in PHOTOGRAPHS]
    return _crops("photographs", pictures, tuple(PHOTOGRAPHS), credit, seed, size, n_train, n_test)


def _crops(name, pictures, class_names, credit, seed, size, n_train, n_test):
    """Square crops, for training from the left half of each picture and for the test from the right: no pixel is in both."""
    parts = []
    for right, n in enumerate((n_train, n_test)):
        halves = [np.array_split(picture, 2, axis=1)[right] for picture in pictures]
        halves = [_shrink(half, max(1, min(whole.shape[:2]) // 256)) for half, whole in zip(halves, pictures, strict=True)]
        largest = min(min(half.shape[:2]) for half in halves)
        check_number(size, f"[1, {largest}]", name="size", whole=True, hint="what half a picture holds")
        count = ("n_train", "n_test")[right]
        check_number(n, f"[{len(halves)}, inf)", name=count, whole=True, hint="one of each class at the least")
        rng, labels = np.random.default_rng([seed, right]), np.arange(n) % len(halves)
        corners = [rng.integers(0, np.subtract(halves[label].shape[:2], size), endpoint=True) for label in labels]
        crops = [halves[k][top : top + size, left : left + size] for k, (top, left) in zip(labels, corners, strict=True)]
        parts += [np.stack(crops), labels.astype("int64")]
    return Dataset(name, *parts, class_names, credit)


def _shrink(picture, factor):
    """Means of ``factor`` x ``factor`` blocks: a crop then shows about as much of a large picture as of a small one."""
    h, w, c = picture.shape[0] // factor, picture.shape[1] // factor, picture.shape[2]
    return picture[: h * factor, : w * factor].reshape(h, factor, w, factor, c).mean(axis=(1, 3))  # (h, w, c)


def _drawings(credit, *, seed, hold_out="artist", groups=drawings.GROUPS, size=64, share=0.2):
    """A class is a thing; the test has what training lacks: an artist, a share of the things, or of the table's cells."""
    check_one_of(hold_out, ("artist", "things", "cells"), name="hold_out")
    check_number(share, "(0, 0.5]", name="share", hint="of all drawings, where things or cells are held out")
    world, groups = drawings.table(), [groups] if isinstance(groups, str) else groups
    chosen = np.concatenate([world.where(group=group, tone="") for group in groups])
    things, labels = np.unique(world.thing[chosen], return_inverse=True)
    rng, artist = np.random.default_rng(seed), world.artist[chosen]
    order, one = rng.permutation(len(things)), rng.integers(len(drawings.ARTISTS), size=len(things))
    held = {"artist": artist == 1, "things": np.isin(labels, order[: max(1, round(share * len(things)))])}
    # Of a thing one cell at the most: so its row is seen, and so is the artist's column.
    held["cells"] = np.isin(labels, order[: max(1, round(2 * share * len(things)))]) & (artist == one[labels])
    images, labels, test = drawings.on_ground(drawings.draw(chosen, size=size)), labels.astype("int64"), held[hold_out]
    names = tuple(world.things[thing].name for thing in things)
    return Dataset("drawings", images[~test], labels[~test], images[test], labels[test], names, credit)


_EMBEDDED = {
    "digits": (_digits, "E. Alpaydin and C. Kaynak, UCI, doi:10.24432/C50P49, CC BY 4.0 (scikit-learn)"),
    "scenes": (_scenes, "drawn by imagen_course.scenes, CC BY 4.0"),
    "drawings": (_drawings, drawings.CREDIT),
    "textures": (_textures, "brick and gravel by CC0Textures, grass by linolafett, CC0 (scikit-image)"),
    "faces": (
        _faces,
        "100 faces and 100 other crops of Labeled Faces in the Wild, G. Huang et al. (scikit-image); no licence stated, "
        "use for detection demonstrations only",
    ),
    "photographs": (
        _photographs,
        "china by danielbuechele and flower by vultilion on Flickr, CC BY 2.0; the others CC0 or public domain, each named "
        "in PHOTOGRAPHS (scikit-learn, scikit-image)",
    ),
}

# --- fetched once -----------------------------------------------------------------------------------------------------


def _read_idx(*paths):
    """MNIST's own format: a header of 16 bytes before images, of 8 before labels."""
    x_train, y_train, x_test, y_test = (gzip.decompress(Path(path).read_bytes()) for path in paths)
    images = {"x_train": np.frombuffer(x_train, "uint8", offset=16), "x_test": np.frombuffer(x_test, "uint8", offset=16)}
    labels = {"y_train": np.frombuffer(y_train, "uint8", offset=8), "y_test": np.frombuffer(y_test, "uint8", offset=8)}
    return {key: pixels.reshape(-1, 28, 28) for key, pixels in images.items()} | labels


def _read_cifar(path):
    """The binary version: for each picture its label, then its red, its green and its blue plane."""
    content = {}
    with tarfile.open(path) as archive:
        for split, files in (("train", [f"data_batch_{i}" for i in range(1, 6)]), ("test", ["test_batch"])):
            parts = [archive.extractfile(f"cifar-10-batches-bin/{file}.bin").read() for file in files]
            rows = np.frombuffer(b"".join(parts), "uint8").reshape(-1, 1 + 3 * 32 * 32)
            content[f"y_{split}"] = rows[:, 0]
            content[f"x_{split}"] = rows[:, 1:].reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1)
    return content


def _read_olivetti(path):
    from scipy.io import loadmat

    faces = loadmat(path)["faces"].T.astype("float32")  # (400, 4096), each read down its columns
    faces = ((faces - faces.min()) / np.ptp(faces)).reshape(40, 10, 64, 64).transpose(0, 1, 3, 2)
    content = {"x_train": faces[:, :8].reshape(-1, 64, 64), "x_test": faces[:, 8:].reshape(-1, 64, 64)}
    return content | {"y_train": np.repeat(np.arange(40), 8), "y_test": np.repeat(np.arange(40), 2)}


def _read_npz(path):
    try:
        with open(path, "rb") as stream, np.load(stream, allow_pickle=False) as archive:
            return {key: archive[key] for key in archive.files}
    except (OSError, ValueError, EOFError, TypeError, AttributeError, zipfile.BadZipFile, zlib.error) as error:
        raise ValueError(f"{path} is no whole .npz file of plain arrays ({error}): delete it and fetch it again") from error


_KERAS, _KRIZ = "https://storage.googleapis.com/tensorflow/tf-keras-datasets", "https://www.cs.toronto.edu/~kriz"
_REGISTRY = f"""
mnist.npz {_KERAS}/mnist.npz 731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1
fashion-train-images.gz {_KERAS}/train-images-idx3-ubyte.gz 3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84
fashion-train-labels.gz {_KERAS}/train-labels-idx1-ubyte.gz a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845
fashion-test-images.gz {_KERAS}/t10k-images-idx3-ubyte.gz 346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073
fashion-test-labels.gz {_KERAS}/t10k-labels-idx1-ubyte.gz 67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5
cifar-10-binary.tar.gz {_KRIZ}/cifar-10-binary.tar.gz c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd
olivetti.mat https://ndownloader.figshare.com/files/5976027 b612fb967f2dc77c9c62d3e1266e0c73d5fca46a4b8906c18e454d41af987794
"""
_HOME = {file: (url, sha256) for file, url, sha256 in map(str.split, _REGISTRY.split("\n")[1:-1])}
_REMOTE = {
    "mnist": _Remote(
        _read_npz, ["mnist.npz"], 11, tuple("0123456789"), "MNIST, Y. LeCun and C. Cortes, from NIST's data, CC BY-SA 3.0"
    ),
    "fashion_mnist": _Remote(
        _read_idx,
        [file for file in _HOME if file.startswith("fashion")],
        31,
        ("T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"),
        "Fashion-MNIST, H. Xiao, K. Rasul and R. Vollgraf, Zalando, arXiv:1708.07747, MIT",
    ),
    "cifar10": _Remote(
        _read_cifar,
        ["cifar-10-binary.tar.gz"],
        170,
        ("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"),
        "CIFAR-10, A. Krizhevsky, Learning multiple layers of features from tiny images, 2009; no licence stated",
    ),
    "olivetti_faces": _Remote(
        _read_olivetti,
        ["olivetti.mat"],
        4,
        tuple(f"person {i}" for i in range(1, 41)),
        "Olivetti faces, AT&T Laboratories Cambridge, through S. Roweis; no licence stated, credit asked for",
    ),
}

# --- your own files ---------------------------------------------------------------------------------------------------


def _file(name, by_hand, *, seed):
    remote = _REMOTE.get(name) or _Remote(_read_npz, [], 0, None, f"a file of your own, {by_hand.name}")
    content = (
        _read_npz(by_hand)
        if by_hand.exists()
        else remote.read(*fetch({file: _HOME[file] for file in remote.files}, data_directory()))
    )
    return _checked(name, content, remote, source=by_hand)


def _checked(name, content, remote, *, source):
    """Make a data set of arrays that came from outside, or say what is wrong with them."""
    if missing := {"x_train", "y_train", "x_test", "y_test"} - set(content):
        raise ValueError(f"{source} must hold x_train, y_train, x_test and y_test; there is no {', '.join(sorted(missing))}")
    x_train, x_test = (_as_images(content[key], f"{key} in {source}") for key in ("x_train", "x_test"))
    check_array(x_test, name=f"x_test in {source}", shape=("n", *x_train.shape[1:]), hint="the size of x_train")
    names = content.get("class_names", remote.class_names)
    names = np.unique(content["y_train"]) if names is None else np.asarray(names)
    names = tuple(names.astype(str).ravel().tolist())
    if len(names) < 2:
        raise ValueError(f"{source} has one class only: two or more are needed, for there to be something to tell apart")
    labels = {"y_train": len(x_train), "y_test": len(x_test)}
    for key, n in labels.items():
        rows = content[key].reshape(-1) if content[key].shape == (n, 1) else content[key]
        labels[key] = check_labels(rows, name=f"{key} in {source}", shape=(n,), n_labels=len(names), hint="class_names")
    if missing := set(range(len(names))) - set(labels["y_train"].tolist()):
        raise ValueError(f"y_train in {source} must hold every label from 0 to {len(names) - 1}, got none of {min(missing)}")
    y_train, y_test = labels.values()
    return Dataset(name, x_train, y_train, x_test, y_test, names, remote.credit)


def _as_images(array, what):
    if array.dtype == np.uint8:
        array = array.astype("float32")
        array /= 255
    images = check_images(array[..., None] if array.ndim == 3 else array, name=what, channels=(1, 3), least=1)
    return images.astype("float32", copy=False)


def _folder(root, *, seed, size=64):
    def read(files):
        pictures = [read_image(path, size=(size, size)) for paths in files.values() for path in paths]
        labels = np.repeat(np.arange(len(files)), [len(paths) for paths in files.values()])
        order = np.random.default_rng(seed).permutation(len(labels))
        return np.stack([pictures[i] for i in order]), labels[order]

    files, test_files = picture_files(root)
    credit = f"pictures of your own, in {root.name}"
    if test_files is None:
        return _split(root.name, *read(files), files, credit, seed)
    return Dataset(root.name, *read(files), *read(test_files), tuple(files), credit)


def picture_files(root):
    """List the pictures of a folder of your own by class, a class being a sub-folder.

    Parameters
    ----------
    root : str or os.PathLike
        With one sub-folder of pictures a class, or with ``train/<class>`` and ``val/<class>``.

    Returns
    -------
    files : dict of str to list of pathlib.Path
        By the name of the class.
    test_files : dict of str to list of pathlib.Path, or None
        Those in ``val``, of the same classes.

    Raises
    ------
    ValueError
        If there are fewer than two classes, a class has no picture, or but one where there is no ``val``, or the classes of
        ``train`` and ``val`` differ.

    Examples
    --------
    >>> files, test_files = picture_files("my_pictures")     # doctest: +SKIP
    """
    root = check_path(root, name="root")
    train, val = root / "train", root / "val"
    files = _by_class(train if train.is_dir() else root)
    if not (train.is_dir() and val.is_dir()):
        if lonely := [name for name, paths in files.items() if len(paths) < 2]:
            raise ValueError(f"{root} must have two pictures or more of {lonely[0]!r}: one to learn from, one for the test")
        return files, None
    test_files = _by_class(val)
    if list(test_files) != list(files):
        raise ValueError(f"{train} and {val} must have the same sub-folders, got {list(files)} and {list(test_files)}")
    return files, test_files


def _by_class(root):
    """The picture files of each class, a class being a sub-folder of ``root``."""
    folders = sorted(path for path in root.iterdir() if path.is_dir() and not path.name.startswith("."))
    if len(folders) < 2:
        found = f"only {folders[0].name!r}" if folders else "none"
        raise ValueError(
            f"{root} must have two sub-folders or more, each with the pictures of the class it names; got {found}"
        )
    files = {f.name: sorted(path for path in f.iterdir() if path.suffix.lower() in SUFFIXES) for f in folders}
    if empty := [name for name, paths in files.items() if not paths]:
        raise ValueError(f"{root / empty[0]} holds no picture: there must be files ending in {', '.join(sorted(SUFFIXES))}")
    return files
