"""``imagen-course export``: networks as one page of HTML. What it does stands in `imagen_course.export`."""

import os
from pathlib import Path

from imagen_course.cli.command import Command, check_out
from imagen_course.cli.messages import say

__all__ = ["COMMAND"]

_MOST = 100  # pictures on which weights of 8 bits and those of the network are compared
_WORDS, _DRAWN = Path("text_to_image"), 24  # the name of the cascade that ships, and pictures that are drawn to compare


def _export(arguments):
    return _export_cascade(arguments) if arguments.network == _WORDS else _export_classifier(arguments)


def _export_cascade(arguments):
    """Write the page on which a sentence is typed, and say what 8 bits change in what it draws."""
    from imagen_course import export
    from imagen_course.generate.cascade import Cascade
    from imagen_course.generate.language import caption_batch

    given = [f"--{name}" for name in ("names", "pictures", "size") if getattr(arguments, name) is not None]
    if given:
        raise ValueError(f"{given[0]} is for classifiers, {_WORDS} draws: leave it out")
    out = arguments.out or _WORDS.with_suffix(".html")
    check_out([out], ".html", force=arguments.force)
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    cascade = Cascade.shipped()
    out.parent.mkdir(parents=True, exist_ok=True)
    export.save_cascade(out, cascade)
    say(f"{out}: {out.stat().st_size / 1e6:.2f} MB; it needs no other file and no network")
    found = export.obedience(cascade, caption_batch(_DRAWN, seed=0)[1])
    say(
        f"8 bits a weight: {found.after} of {found.n} pictures, each drawn once, show what their caption says, and "
        f"{found.before} with the weights as they ship; a pixel changes by {found.changed:.2g} on average"
    )
    return 0


def _export_classifier(arguments):
    from imagen_course import export, models

    if arguments.network.suffix != ".keras":
        hint = f"'train --out mine.keras' writes such a file, and {_WORDS} is the cascade that ships"
        raise ValueError(f"FILE must end in .keras, got {arguments.network}: {hint}")
    out = arguments.out or arguments.network.with_suffix(".html")
    check_out([out], ".html", force=arguments.force)
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    network, names = models.read_network(arguments.network)
    options = {"input_shape": _shape(network, arguments.size)}
    graph = export.graph_of(network, **options)  # says what cannot be shown before pictures are read
    _check_names(arguments.names, graph.steps[-1].shape[2])
    pictures, whose = _pictures(arguments.pictures, graph.steps[0].shape)
    options |= {"class_names": arguments.names or names, "pictures": pictures, "title": arguments.network.stem}
    out.parent.mkdir(parents=True, exist_ok=True)
    export.save(out, network, **options)
    found = export.agreement(network, pictures, input_shape=options["input_shape"])
    say(f"{out}: {len(graph.steps) - 1} steps, {out.stat().st_size / 1e6:.2f} MB; it needs no other file and no network")
    if graph.steps[-1].name == export.ADDED:
        say("note: the network gives scores, the page makes probabilities of them by a softmax")
    say(
        f"8 bits a weight: {found.same} of {found.n} pictures ({whose}) get the same first name as before, "
        f"and no probability changes by more than {found.largest:.2g}"
    )
    return 0


def _shape(network, size):
    """The shape of a picture: that of the network, or where it takes any, the size that was asked for."""
    shape = network.input_shape
    if isinstance(shape, (dict, list)) or len(shape) != 4 or None not in shape[1:]:
        return None
    if size is None:
        raise ValueError("--size must be given: the network takes pictures of any size")
    return tuple(size if side is None else side for side in shape[1:])


def _check_names(names, classes):
    if names and len(names) != classes:
        raise ValueError(f"--names must be {classes}, one for each class of the network, got {len(names)}")


def _pictures(named, shape):
    """Pictures of the shape that a network takes, and what to call them."""
    from imagen_course import datasets
    from imagen_course.worlds import drawings

    if named is None and shape[2] == 1:
        images, whose = datasets.load("digits").test_images, "handwritten digits; --pictures takes others"
    elif named is None:
        images = drawings.on_ground(drawings.draw(range(0, 3000, 3000 // _MOST)))
        whose = "drawings of things; --pictures takes others"
    elif os.path.isdir(named):
        return _of_folder(named, shape), f"of {named}"
    else:
        images, whose = datasets.load(named).test_images, named
    spread = range(0, len(images), max(1, len(images) // _MOST))[:_MOST]
    return [_fitted(images[i], shape) for i in spread], whose


def _of_folder(folder, shape):
    from imagen_course import album, pictures

    found = album.pictures_in(folder)
    spread = found[:: max(1, len(found) // _MOST)][:_MOST]
    return [_fitted(pictures.read_image(path, size=shape[:2]), shape) for path in spread]


def _fitted(image, shape):
    """A picture with the sides and channels of a shape."""
    from skimage.transform import resize

    if image.shape[2] > shape[2]:
        image = image @ [[0.299], [0.587], [0.114]]
    return resize(image, shape, order=1, anti_aliasing=shape[0] < len(image)).clip(0, 1).astype("float32")


def _add_arguments(parser):
    add = parser.add_argument
    add(
        "network",
        type=Path,
        metavar="FILE",
        help="a classifier of pictures: a .keras file of 'train' or of a lesson; or text_to_image, drawing from words",
    )
    add("--out", type=Path, metavar="FILE.html", help="where the page is written (default: FILE.html beside it)")
    add("--names", nargs="+", metavar="NAME", help="of the classes, in order (default: those in FILE, or numbers)")
    pictures = (
        "a folder of pictures or a data set, to lie on the page and to compare 8 bits on (default: digits or drawings)"
    )
    add("--pictures", metavar="FOLDER", help=pictures)
    add("--size", type=int, metavar="N", help="side of the pictures, for a network that takes any")
    add("--force", action="store_true", help="replace the page if it exists")


_SUMMARY = (
    "Write a network as one page that runs in any browser. It is one file of HTML that needs no server and no network, on a "
    "phone too: draw or load a picture, see every layer's maps, click on any number and see what it is made of, see the "
    "probabilities and the gradient map. Or the networks that draw from words: type a sentence, see it become a picture, "
    "change one word. Weights are 8 bits each; what that changes is said."
)
_EXAMPLES = [
    "export digits.keras                              # digits.html",
    "export mine.keras --pictures my_pictures --out mine.html",
    "export lesson.keras --names cat dog fox",
    "export text_to_image                             # text_to_image.html",
]
COMMAND = Command("export", _export, _SUMMARY, _EXAMPLES, _add_arguments)
