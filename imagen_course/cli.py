"""The command ``imagen-course``: is this machine ready, where is the data, what is in my pictures, do the lessons run.

The exit status is 0 when all went well, 1 when something did not, 2 when the command was not understood. What went wrong is
told on stderr in one line, with the remedy; of what nobody expected, the line names a file with the traceback, or
``IMAGEN_COURSE_DEBUG=1`` shows it. Colours and progress bars appear on a terminal only.
"""

import argparse
import errno
import importlib.metadata
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
import warnings
from functools import partial
from pathlib import Path

from imagen_course import __version__, cli_lessons, editions, files, preflight, workspace

__all__ = ["main"]

_KERNEL_ENVIRONMENT = {  # the stored outputs were made with these
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "TF_ENABLE_ONEDNN_OPTS": "0",
    "IMAGEN_COURSE_STATIC": "1",
    "IMAGEN_COURSE_PROGRESS": "off",
}
_CELL_TIMEOUT = 600  # seconds
_LEAST_SIDE = 28  # pixels: smaller pictures of a data set are enlarged before a network learns from them

_CHECKOUT = Path(__file__).resolve().parents[1]


def main(argv=None):
    """Run the command line.

    Parameters
    ----------
    argv : list of str, optional
        The arguments; those of the process if not given.

    Returns
    -------
    int
        0 for success, 1 for failure.

    Raises
    ------
    SystemExit
        With status 2 if the arguments are not understood, with 0 after ``--help`` and ``--version``.

    Examples
    --------
    >>> main(["run", "99"])    # there is no such lesson, says stderr
    1
    """
    arguments = _understood(sys.argv[1:] if argv is None else argv)
    try:
        with warnings.catch_warnings():
            warnings.showwarning = lambda message, *_: _complain(message)  # in one line, without the line of code
            return int(arguments.command(arguments))
    except KeyboardInterrupt as interrupt:
        return _complain(str(interrupt) or "stopped")
    except Exception as error:
        return _complain(_words(error))


def _understood(argv):
    # A picture may be called -x.jpg, and a shell puts that in the place of *.jpg: it is no option then.
    argv = [f"./{word}" if word.startswith("-") and os.path.isfile(word) and "." in word else word for word in argv]
    parser = _parser()
    arguments, rest = parser.parse_known_args(argv)
    if rest and arguments.command is not cli_lessons.lab:
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    arguments.rest = rest
    return arguments


def _parser():
    def add(name, command, summary, examples, commands=None):
        epilog = "examples:\n" + "\n".join(f"  imagen-course {example}" for example in examples)
        keywords = {"formatter_class": argparse.RawDescriptionHelpFormatter, "epilog": epilog, "description": summary}
        sub = (commands or subparsers).add_parser(name, help=summary, **keywords)
        sub.set_defaults(command=command)
        return sub

    parser = argparse.ArgumentParser("imagen-course", description="A course on seeing and making pictures with machines.")
    parser.add_argument("--version", action="version", version=f"imagen-course {__version__}")
    subparsers = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    summary = "Is this machine ready? Each line is OK, or says what to do."
    doctor = add("doctor", _doctor, summary, ["doctor", "doctor --quick"])
    doctor.add_argument("--quick", action="store_true", help="leave out the devices, which takes loading Keras")

    data = subparsers.add_parser("data", help="List the data sets, fetch them, or say where they are kept.")
    commands = data.add_subparsers(title="commands", required=True, metavar="COMMAND")
    add("list", _data_list, "List the data sets.", ["data list"], commands)
    add("where", _data_where, "Print the folder of the data.", ["data where"], commands)
    fetch = add("fetch", _data_fetch, "Fetch data sets and check them.", ["data fetch mnist cifar10"], commands)
    fetch.add_argument("names", nargs="+", metavar="NAME")

    summary = "Train a picture classifier on a data set or a folder of your own pictures; what was killed goes on."
    examples = ["train digits --out digits.keras", "train my_pictures --out mine.keras --model residual --epochs 30"]
    train = add("train", _train, summary, examples)
    train.add_argument("data", metavar="DATA", help="a name that 'data list' tells, or a folder with a sub-folder a class")
    train.add_argument("--out", type=Path, required=True, metavar="FILE.keras", help="where the classifier goes")
    networks = "dense, text_000 (default), text_004, vgg, residual or densely_connected"
    train.add_argument("--model", default="text_000", metavar="NAME", help=networks)
    train.add_argument("--epochs", type=int, default=10, metavar="N", help="passes over the pictures (default: 10)")
    side = "side of the pictures (default: 64 pixels for a folder, else their own, 28 at least)"
    train.add_argument("--size", type=int, metavar="N", help=side)
    train.add_argument("--batch-size", type=int, default=32, metavar="N", help="pictures in a step (default: 32)")
    train.add_argument("--learning-rate", type=float, default=1e-3, metavar="X", help="of Adam (default: 0.001)")
    train.add_argument("--seed", type=int, default=0, metavar="N", help="draws split, weights and order (default: 0)")
    train.add_argument("--force", action="store_true", help="replace FILE.keras if it is there already")

    summary = "Cut your own pictures into regions and name those a model knows, or name them whole with what 'train' made. "
    summary += "The model that ships knows five drawn shapes, no photographs: of these it says so, and shows the regions."
    examples = ["analyze drawing.png", "analyze cat.jpg --model mine.keras", "analyze *.png --out results --json"]
    analyze = add("analyze", _analyze, summary, examples)
    analyze.add_argument("pictures", nargs="+", type=Path, metavar="PICTURE")
    model = "what 'train' wrote, FILE.keras, or what pipeline.save wrote"
    analyze.add_argument("--model", type=Path, metavar="FILE", help=model)
    analyze.add_argument("--out", type=Path, default=Path(), metavar="DIR", help="where the results go (default: here)")
    analyze.add_argument("--json", action="store_true", help="write what was found as .json, too, beside the .png")
    analyze.add_argument("--force", action="store_true", help="replace results that are there already")

    summary = "Draw pictures: of what a sentence says, by chance, by rule, or as a trained model does."
    examples = ['generate "a red circle above a green triangle" --n 16 --out sheet.png']
    examples += ["generate --model mandelbrot --n 4 --out four.png", "generate --model vae --world digits --out digits.png"]
    generate = add("generate", _generate, summary, examples)
    generate.add_argument("caption", nargs="?", metavar="CAPTION", help="what the pictures show; of text_to_image alone")
    generate.add_argument("--model", default="text_to_image", metavar="NAME", help=f"text_to_image (default), {_makers()}")
    generate.add_argument("--out", type=Path, required=True, metavar="FILE.png", help="where the sheet of pictures goes")
    generate.add_argument("--n", type=int, default=16, metavar="N", help="how many pictures (default: 16)")
    generate.add_argument("--seed", type=int, default=0, metavar="N", help="the same pictures for the same one (default: 0)")
    generate.add_argument("--size", type=int, metavar="N", help="side in pixels, of noise and rules (default: 128)")
    generate.add_argument("--world", choices=("scenes", "digits"), default="scenes", help="what a trained model has learned")
    generate.add_argument(
        "--guidance", type=float, default=2.0, metavar="X", help="how far to follow the words (default: 2)"
    )
    generate.add_argument("--steps", type=int, default=15, metavar="N", help="from noise to a picture (default: 15)")
    generate.add_argument("--tries", type=int, default=4, metavar="N", help="draw so often what does not match (default: 4)")
    generate.add_argument("--force", action="store_true", help="replace FILE.png if it is there already")

    cli_lessons.add(add)
    examples = ["run", "run 2 11", "run notebooks/00_start_here.ipynb --inplace"]
    run = add("run", _run, "Execute lessons without a browser.", examples)
    run.add_argument("lessons", nargs="*", metavar="LESSON", help="a number or a notebook (default: all lessons)")
    run.add_argument("--inplace", action="store_true", help="write the outputs into the notebooks that ran to their end")
    return parser


_REMEDIES = {
    errno.ENOSPC: "make room on the disk, or let the results go to another one",
    errno.ENAMETOOLONG: "give the file a shorter name",
    errno.EACCES: "you may not read or write it, name another place",
    errno.EROFS: "nothing can be written there, name another place",
}


def _words(error):
    """What went wrong and what to do, in a sentence. Of what nobody expected, the traceback goes to a file."""
    if os.environ.get("IMAGEN_COURSE_DEBUG") == "1":
        raise error
    if isinstance(error, ImportError):
        return f"{error}: python -m pip install --upgrade imagen-course"
    if isinstance(error, MemoryError):
        return "there is not enough memory: close other programs, or take less at a time"
    if isinstance(error, OSError) and error.strerror:
        remedy = _REMEDIES.get(error.errno)
        return f"{error.filename or 'a file'}: {error.strerror}" + (f": {remedy}" if remedy else "")
    if isinstance(error, OSError | ValueError | TypeError):
        return str(error)
    what = f"unexpected {type(error).__name__} ({error})"
    try:
        handle, path = tempfile.mkstemp(prefix="imagen-course-", suffix=".txt")  # readable for this user alone
        with open(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(f"imagen-course {__version__}, Python {sys.version}, {sys.platform}\n{sys.argv}\n\n")
            traceback.print_exception(error, file=file)
    except OSError:
        return f"{what}, a fault of the program: set IMAGEN_COURSE_DEBUG=1 to see where, and report it"
    return f"{what}, a fault of the program: {path} tells where; read what it tells of your files, and report it"


def _printable(text):
    """Text in one line that does nothing to a terminal, whatever a file or a class is called."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in " ".join(str(text).split()))


def _complain(message):
    print("imagen-course:", _printable(message), file=sys.stderr)
    return 1


def _say(text, state=None):
    """Print one line, never broken; with a ``state``, whether what it tells is fine, in colour on a terminal."""
    from rich.console import Console
    from rich.text import Text

    mark = {None: "", True: ("OK      ", "green"), False: ("NOT OK  ", "red")}[state]
    # Not what Rich would guess: Jupyter asks every program for colour, and a captured report is to be plain.
    options = {"force_jupyter": False, "force_terminal": sys.stdout.isatty()}
    text = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
    Console(soft_wrap=True, highlight=False, **options).print(Text.assemble(mark, text))


# --- doctor -----------------------------------------------------------------------------------------------------------


def _doctor(arguments):
    """Print what each check yields: a state, and the remedy where it is not fine."""
    fine = True
    for check in (_software, _kernel, _machine, *([] if arguments.quick else [_devices])):
        try:
            for state, remedy in check():
                _say(f"{state}: {remedy}" if remedy else state, not remedy)
                fine = fine and not remedy
        except ImportError as error:  # what a check needs is part of what it checks
            fine = _complain(f"{error}: python -m pip install --upgrade imagen-course") == 0
    return not fine


def _requirements():
    """What the package asks for, as it was installed or, in a checkout, as its pyproject.toml says."""
    from packaging.requirements import Requirement

    try:
        lines = importlib.metadata.requires("imagen-course")
    except importlib.metadata.PackageNotFoundError:
        import tomllib

        lines = tomllib.loads((_CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    requirements = map(Requirement, lines)
    return [r for r in requirements if r.marker is None or r.marker.evaluate({"extra": ""})]


def _software():
    yield f"Python {sys.version.split()[0]} at {sys.executable}", " ".join(preflight.problems())
    for requirement in _requirements():
        install = f"python -m pip install --upgrade '{requirement.name}{requirement.specifier}'"
        try:
            version = importlib.metadata.version(requirement.name)
        except importlib.metadata.PackageNotFoundError:
            yield f"{requirement.name} is not installed", install
        else:
            fits = requirement.specifier.contains(version, prereleases=True)
            yield f"{requirement.name} {version}", "" if fits else f"needs {requirement.specifier}, {install}"


def _kernel():
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    remedy = "python -m ipykernel install --sys-prefix"
    try:
        python = KernelSpecManager().get_kernel_spec("python3").argv[0]
    except NoSuchKernel:
        yield "Jupyter has no kernel called python3", remedy
        return
    bare = python in ("python", "python3", Path(sys.executable).name)  # Jupyter puts the running Python in its place
    ours = bare or Path(python).resolve() == Path(sys.executable).resolve()
    yield "Jupyter kernel python3" + ("" if ours else f" runs {python}, not this Python"), "" if ours else remedy


def _machine():
    import psutil

    from imagen_course import datasets

    def existing(folder):
        return next(path for path in (folder, *folder.parents) if path.is_dir())

    memory, data = psutil.virtual_memory(), datasets.data_directory()
    state = f"{memory.available / 1e9:.1f} GB of {memory.total / 1e9:.1f} GB of memory are free"
    yield state, "" if memory.available > 2e9 else "lessons that train take up to 2 GB, close other programs"
    for folder, what in ((Path.cwd(), "here"), (data, "for data")):
        free = shutil.disk_usage(existing(folder)).free / 1e9
        yield f"{free:.1f} GB of disk are free {what}, in {folder}", "" if free > 1 else "make room, 1 GB is needed"
    there = [entry.name for entry in datasets.available() if entry.ready and entry.source != "embedded"]
    remedy = "it cannot be written to, let IMAGEN_COURSE_DATA name another folder before fetching data"
    state = f"data in {data}: {', '.join(there) or 'nothing fetched yet'}"
    yield state, "" if os.access(existing(data), os.W_OK) else remedy


def _devices():
    _say("...     loading Keras, which takes up to half a minute")
    # In a process of its own: what TensorFlow writes as it starts stays out of sight, and a crash is an answer too.
    code = "from imagen_course import arrays; print(*arrays.devices())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=_CHECKOUT)
    if done.returncode:
        why = (done.stderr.strip() or f"it ended with status {done.returncode}").splitlines()[-1]
        yield f"Keras does not load ({why})", "python -m pip install --force-reinstall tensorflow keras"
        return
    unused = shutil.which("nvidia-smi") and "gpu" not in done.stdout
    remedy = "python -m pip install 'imagen-course[gpu]' (on Windows within WSL 2)"
    state = f"devices: {', '.join(done.stdout.split())}"
    yield state + (", but not the NVIDIA GPU" if unused else ""), remedy if unused else ""


# --- data -------------------------------------------------------------------------------------------------------------


def _data_where(arguments):
    from imagen_course import datasets

    print(datasets.data_directory())
    return 0


def _data_list(arguments):
    from imagen_course import datasets

    for entry in datasets.available():
        state = "" if entry.source != "download" else "fetched" if entry.ready else f"{entry.megabytes} MB to fetch"
        _say(f"{entry.name:15} {entry.source:9} {state:15} {entry.credit}")
    return 0


def _data_fetch(arguments):
    from imagen_course import datasets

    failed = False
    for name in arguments.names:
        try:
            _say(repr(datasets.load(name)))
        except (OSError, ValueError, TypeError) as error:
            failed = _complain(error)
    return failed


# --- train ------------------------------------------------------------------------------------------------------------


def _train(arguments):
    import numpy as np

    from imagen_course import models

    out = arguments.out
    if out.suffix != ".keras":
        raise ValueError(f"--out must name a file that ends in .keras, got {out}")
    if out.exists() and not arguments.force:
        raise ValueError(f"{out} exists already: --force replaces it, --out writes elsewhere")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")  # TensorFlow's notes on its memory would break the progress bar
    data = _training_data(arguments)
    model = models.build(arguments.model, data.train_images.shape[1:], len(data.class_names), seed=arguments.seed)
    out.parent.mkdir(parents=True, exist_ok=True)
    _fit(model, data, arguments, checkpoints := out.with_name(f"{out.name}.checkpoints"))
    classifier = models.PictureClassifier(model, data.class_names)
    classifier.save(out)
    shutil.rmtree(checkpoints)  # the file is there, whole: nothing is lost from here on
    right, n = int(np.sum(classifier.predict(data.test_images) == data.test_labels)), len(data.test_labels)
    _say(f"{out}: {len(data.class_names)} classes; held-out accuracy {right / n:.3f} ({right} of n = {n} pictures)")
    return 0


def _training_data(arguments):
    """The data set, its pictures of the size that was asked for."""
    import dataclasses

    from imagen_course import datasets

    size = arguments.size
    if size is not None and size < 1:
        raise ValueError(f"--size must be at least 1, got {size}")
    if os.path.isdir(arguments.data):
        return datasets.load(arguments.data, seed=arguments.seed, **({"size": size} if size else {}))
    data = datasets.load(arguments.data, seed=arguments.seed)
    shape = (size, size) if size else [max(side, _LEAST_SIDE) for side in data.train_images.shape[1:3]]
    resized = {key: _resized(getattr(data, key), shape) for key in ("train_images", "test_images")}
    return dataclasses.replace(data, **resized)


def _resized(images, shape):
    from skimage.transform import resize

    if images.shape[1:3] == tuple(shape):
        return images
    larger = (len(images), *shape, images.shape[-1])
    return resize(images, larger, order=1, anti_aliasing=shape[0] < images.shape[1]).clip(0, 1).astype("float32")


def _fit(model, data, arguments, checkpoints):
    """Train, or go on with a training of the same settings."""
    from imagen_course import models
    from imagen_course.arrays import load_keras

    settings = {key: getattr(arguments, key) for key in ("data", "model", "epochs", "batch_size", "learning_rate", "seed")}
    settings |= {"shape": list(data.train_images.shape), "classes": list(data.class_names)}
    noted, done = checkpoints / "settings.json", models.epochs_done(checkpoints)
    if done:
        earlier = _earlier_settings(noted)
        other = [f"{key} {earlier.get(key)}, now {value}" for key, value in settings.items() if earlier.get(key) != value]
        if other:
            raise ValueError(
                f"{checkpoints} is of a training with {'; '.join(other)}: repeat its command, or remove the folder"
            )
        _say(f"resuming at epoch {done + 1} of {arguments.epochs}" if done < arguments.epochs else "all epochs are done")

    def note(logs=None):  # once the training has found nothing wrong with what it was given
        checkpoints.mkdir(exist_ok=True)
        files.write(noted, json.dumps(settings).encode())

    options = {key: settings[key] for key in ("epochs", "batch_size", "learning_rate", "seed")}
    options |= {"checkpoints": checkpoints, "validation": (data.test_images, data.test_labels)}
    options |= {"callbacks": [load_keras().callbacks.LambdaCallback(on_train_begin=note)]}
    try:
        models.train(model, data.train_images, data.train_labels, verbose=1 if sys.stdout.isatty() else 2, **options)
    except KeyboardInterrupt:
        done = models.epochs_done(checkpoints)
        raise KeyboardInterrupt(f"stopped: the same command goes on at epoch {done + 1} of {arguments.epochs}") from None


def _earlier_settings(path):
    try:
        settings = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):  # not there, or no whole JSON
        settings = None
    if not isinstance(settings, dict):
        raise ValueError(f"{path} is missing or damaged: remove the folder {path.parent} to begin anew")
    return settings


# --- analyze ----------------------------------------------------------------------------------------------------------


def _analyze(arguments):
    from imagen_course import analyze

    options = {"model": arguments.model, "folder": arguments.out, "with_json": arguments.json, "force": arguments.force}
    failed = False
    for path, sentence, written, error in analyze.each(arguments.pictures, **options):
        if error is None:
            _say(f"{path}: {sentence} -> {', '.join(map(str, written))}")
        else:
            words = _words(error)
            failed = _complain(words if words.startswith(str(path)) else f"{path}: {words}")
    return failed


# --- generate ---------------------------------------------------------------------------------------------------------

_NOISES = {"noise": "uniform"} | {name: name for name in ("gaussian", "smoothed", "power_law", "fractal")}
_LEARNED = ("pca", "vae", "gan", "diffusion")
_UNTRAINED = (
    "No caption that the model learned from was of this kind, and of its pictures of such captions between none and about "
    "half show what is said. It learned from one thing ('a red star'), several alike ('two red stars'), two or three "
    "different things in a row ('a red star, a cross and a circle') and two sides in a relation ('two stars above a cross')."
)
_RULES = ("gradient", "waves", "checkers", "mandelbrot", "automaton", "plant", "shapes")


def _makers():
    return f"by chance {', '.join(_NOISES)}; by rule {', '.join(_RULES)}; trained {', '.join(_LEARNED)}"


def _generate(arguments):
    if arguments.out.suffix != ".png":
        raise ValueError(f"--out must end in .png, got {arguments.out}")
    if arguments.out.exists() and not arguments.force:
        raise ValueError(f"{arguments.out} is there already: choose another name, or say --force")
    images, said = _drawn(arguments)
    files.write(arguments.out, _sheet(images))
    _say(f"{arguments.out}: {len(images)} pictures of {images.shape[2]} x {images.shape[1]}{said}")
    return 0


def _drawn(arguments):
    """The pictures, and what is to be said of them."""
    from imagen_course import generate

    name, options = arguments.model, {"seed": arguments.seed}
    if arguments.size is not None and name not in (*_NOISES, *_RULES):
        raise ValueError(f"--size is of noise and rules, {name} has learned pictures of one size: leave it out")
    if name == "text_to_image":
        return _drawn_from_words(arguments)
    if name not in (*_NOISES, *_RULES, *_LEARNED):
        raise ValueError(f"--model must be text_to_image, or {_makers()}; got {name!r}")
    if arguments.caption is not None:
        raise ValueError(f"{name} draws without words, got {arguments.caption!r}: leave them out, or take text_to_image")
    if name in (*_NOISES, *_RULES):
        make = getattr(generate.noise, _NOISES[name]) if name in _NOISES else partial(generate.rules.sample, name)
        return make(arguments.n, size=128 if arguments.size is None else arguments.size, **options), ""
    if name == "diffusion":
        options |= {"n_steps": arguments.steps}
    return generate.load(f"{name}_{arguments.world}").sample(arguments.n, **options), ""


def _drawn_from_words(arguments):
    from imagen_course import captions, reader
    from imagen_course.generate.contract import check_whole
    from imagen_course.generate.text_to_image import Cascade

    if arguments.caption is None:
        raise ValueError("text_to_image needs a caption: write 'a red circle above a green triangle'")
    kind = captions.parse(arguments.caption).kind  # before Keras is loaded, which takes a while
    check_whole(n=arguments.n, seed=arguments.seed)
    if kind is None:
        _say(_UNTRAINED)
    options = {"n": arguments.n, "seed": arguments.seed, "guidance": arguments.guidance, "n_steps": arguments.steps}
    options |= {"tries": arguments.tries}
    images = Cascade.shipped().sample(arguments.caption, **options)
    obeyed = reader.obeys(reader.read(images), [arguments.caption] * len(images)).sum()
    return images, f"; {obeyed} of {len(images)} show what was said, as the reader of scenes sees it"


def _sheet(images):
    """Pictures in rows on white, as the bytes of a PNG; small ones are enlarged, every pixel a square."""
    import io

    import numpy as np
    from PIL import Image

    n, height, width, _ = images.shape
    factor, columns = max(1, 128 // max(height, width)), int(np.ceil(np.sqrt(n)))
    cells = np.ones((-(-n // columns) * columns, factor * height + 4, factor * width + 4, 3))
    cells[:n, 2:-2, 2:-2] = images.repeat(factor, axis=1).repeat(factor, axis=2)
    rows = cells.reshape(-1, columns, *cells.shape[1:]).swapaxes(1, 2)  # (rows, h, columns, w, 3)
    sheet, file = Image.fromarray(np.uint8(np.rint(255 * rows.reshape(-1, columns * cells.shape[2], 3)))), io.BytesIO()
    sheet.save(file, "PNG")
    return file.getvalue()


# --- run --------------------------------------------------------------------------------------------------------------


def _lesson(name):
    """The notebook that is meant by ``"2"``, ``"02"``, ``"02_convolution"`` or a path."""
    if not name.isdigit() and name not in editions.lessons():
        if not Path(name).is_file():
            raise ValueError(f"there is no notebook {name!r}: give the path of one, or the number of a lesson")
        return Path(name)
    return editions.sources() / f"{workspace.find(name)}.ipynb"


def _run(arguments):
    if arguments.inplace and not all(map(os.path.isfile, arguments.lessons or [""])) and not editions.in_checkout():
        raise ValueError("--inplace writes into notebooks of your own: give their paths")
    lessons = [_lesson(name) for name in arguments.lessons or editions.lessons()]
    failed = False
    for path in lessons:
        start = time.perf_counter()
        notebook, problem = _execute(path)
        seconds = time.perf_counter() - start
        failed = failed or bool(problem)
        _say(f"{path.stem}  {seconds:.1f} s  {problem or f'{len(notebook.cells)} cells'}", not problem)
        if arguments.inplace and not problem:
            import nbformat

            files.write(path, (nbformat.writes(notebook) + "\n").encode())
    return failed


def _execute(path):
    """Run a notebook; return it with its outputs, and which cell failed first and why, or ``None``."""
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
    from rich.console import Console
    from rich.progress import Progress

    try:
        notebook = nbformat.read(path, as_version=4)
    except Exception as error:  # nbformat raises whatever JSON and its schema do
        raise ValueError(f"{path} cannot be read as a notebook: {error}") from error
    console, at = Console(stderr=True), 0

    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        bar = progress.add_task(path.stem, total=len(notebook.cells))

        def started(cell, cell_index):
            nonlocal at
            at = cell_index
            progress.update(bar, completed=cell_index)

        client = NotebookClient(
            notebook,
            timeout=_CELL_TIMEOUT,
            kernel_name="python3",
            record_timing=False,  # the same notebook twice is the same file
            resources={"metadata": {"path": str(path.parent)}},
            extra_arguments=["--IPKernelApp.log_level=40"],  # or each kernel warns that it talks to us unencrypted
            on_cell_start=started,
        )
        try:
            client.execute(env=os.environ | _KERNEL_ENVIRONMENT)
        except CellExecutionError as error:
            return notebook, f"cell {at + 1}: {error.ename}: {error.evalue}".split("\n")[0]
        except (CellTimeoutError, DeadKernelError) as error:
            return notebook, f"cell {at + 1}: {error}".split("\n")[0]
    return notebook, None
