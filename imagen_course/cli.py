"""The command ``imagen-course``: is this machine ready, where is the data, what is in my pictures, do the lessons run.

The exit status is 0 when all went well, 1 when something did not, 2 when the command was not understood. What went wrong is
told on stderr in one line, with the remedy. Colours and progress bars appear on a terminal only.
"""

import argparse
import importlib.metadata
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from imagen_course import __version__, preflight

__all__ = ["main"]

_KERNEL_ENVIRONMENT = {  # the stored outputs were made with these
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "TF_ENABLE_ONEDNN_OPTS": "0",
    "IMAGEN_COURSE_STATIC": "1",
    "IMAGEN_COURSE_PROGRESS": "off",
}
_CELL_TIMEOUT = 600  # seconds
_SIDES = 64, 128  # pixels: pictures are shrunk or enlarged to the size of those the pipelines learn from

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
    parser = _parser()
    arguments, rest = parser.parse_known_args(argv)
    if rest and arguments.command is not _lab:
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    arguments.rest = rest
    try:
        return int(arguments.command(arguments))
    except KeyboardInterrupt as interrupt:
        return _complain(str(interrupt) or "stopped")
    except ImportError as error:
        return _complain(f"{error}: python -m pip install --upgrade imagen-course")
    except (OSError, ValueError, TypeError) as error:
        return _complain(error)


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

    summary = "Cut your own pictures into regions, classify each, and let them vote."
    examples = ["analyze cat.jpg", "analyze *.png --model mine.pickle --out results --json"]
    analyze = add("analyze", _analyze, summary, examples)
    analyze.add_argument("pictures", nargs="+", type=Path, metavar="PICTURE")
    model = "a fitted pipeline that pipeline.save wrote (a pickle: open none from people you do not trust)"
    analyze.add_argument("--model", type=Path, metavar="FILE", help=model)
    analyze.add_argument("--out", type=Path, default=Path(), metavar="DIR", help="where the results go (default: here)")
    analyze.add_argument("--json", action="store_true", help="write <picture>.regions.json beside <picture>.regions.png")
    analyze.add_argument("--force", action="store_true", help="replace results that are there already")

    summary = "Open JupyterLab on the first lesson; further options are JupyterLab's own."
    add("lab", _lab, summary, ["lab", "lab --no-browser --port=9999"])

    examples = ["run", "run 2 11", "run notebooks/00_start_here.ipynb --inplace"]
    run = add("run", _run, "Execute lessons without a browser.", examples)
    run.add_argument("lessons", nargs="*", metavar="LESSON", help="a number or a notebook (default: all lessons)")
    run.add_argument("--inplace", action="store_true", help="write the outputs into the notebooks that ran to their end")
    return parser


def _complain(message):
    print("imagen-course:", " ".join(str(message).split()), file=sys.stderr)
    return 1


def _say(text, state=None):
    """Print one line, never broken; with a ``state``, whether what it tells is fine, in colour on a terminal."""
    from rich.console import Console
    from rich.text import Text

    mark = {None: "", True: ("OK      ", "green"), False: ("NOT OK  ", "red")}[state]
    # Not what Rich would guess: Jupyter asks every program for colour, and a captured report is to be plain.
    options = {"force_jupyter": False, "force_terminal": sys.stdout.isatty()}
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


# --- analyze ----------------------------------------------------------------------------------------------------------


def _analyze(arguments):
    images, failed = {}, False
    for path in arguments.pictures:
        try:
            images[path] = _read(path, images, arguments)
        except (OSError, ValueError) as error:
            failed = _complain(error)
    if not images:
        return 1
    model, class_names, channels = _load_model(arguments.model)
    arguments.out.mkdir(parents=True, exist_ok=True)
    for path, image in images.items():
        try:
            found, sheet = _look(model, class_names, image if channels == 3 else image.mean(axis=-1, keepdims=True))
        except ValueError as error:  # a strip too thin to be cut, a model of other pictures
            failed = _complain(f"{path}: {error}")
            continue
        contents = sheet.png, (json.dumps({"picture": str(path), **found}, indent=1) + "\n").encode()
        targets = _targets(path, arguments)
        for target, content in zip(targets, contents, strict=False):
            _write(target, content)
        boxes = ", ".join(box["label"] for box in found["boxes"]) or "none"
        _say(f"{path}: {found['label']}; {len(found['regions'])} regions; boxes: {boxes} -> {', '.join(map(str, targets))}")
    return failed


def _targets(path, arguments):
    return [arguments.out / f"{path.stem}.regions{suffix}" for suffix in (".png", ".json")[: 1 + arguments.json]]


def _read(path, others, arguments):
    """Read a picture, unless its results would overwrite something."""
    from imagen_course import datasets

    if twin := [other for other in others if other.stem == path.stem]:
        raise ValueError(f"{path} and {twin[0]} would have results of the same name: analyze them with different --out")
    if there := [target for target in _targets(path, arguments) if target.exists() and not arguments.force]:
        raise ValueError(f"{there[0]} exists already: --force replaces it, --out writes elsewhere")
    return datasets.read_image(path)


def _load_model(path):
    """The pipeline to look with, the names of its classes, and how many channels its pictures have."""
    import numpy as np

    from imagen_course import pipeline, scenes

    model = pipeline.load_default() if path is None else pipeline.load(path)
    names = scenes.CLASSES if path is None else [str(label) for label in model.classes_]
    try:
        model.features_.transform(np.zeros((1, 24, 24, 4), "float32"))  # a crop in colour, and its mask
    except ValueError:
        return model, names, 1
    return model, names, 3


def _look(model, class_names, image):
    """What the pipeline finds in a picture: as plain values, in the picture's own pixels, and as a sheet to look at."""
    import numpy as np
    from skimage.transform import resize

    from imagen_course import plots

    height, width = image.shape[:2]
    scale = np.clip(max(height, width), *_SIDES) / max(height, width)
    shape = max(1, round(scale * height)), max(1, round(scale * width))
    X = resize(image, shape, anti_aliasing=scale < 1).clip(0, 1)[None].astype("float32")
    (regions,), (found,) = model.regions(X), model.detect(X)
    label = class_names[list(model.classes_).index(model.predict(X)[0])]
    votes = [class_names[code] if code >= 0 else "" for code in regions.labels]
    names = [class_names[code] for code in found.labels]
    panels = plots.picture(X[0], title=label), plots.votes(X[0], regions.segments, votes)
    sheet = plots.show(*panels, plots.boxes(X[0], found.boxes, names, found.scores), size=3.5)

    def placed(box):
        edges = np.rint(box * np.tile(np.divide((height, width), shape), 2)).astype(int)
        return dict(zip(("top", "left", "bottom", "right"), edges.tolist(), strict=True))

    pieces = zip(regions.boxes, regions.areas / regions.segments.size, votes, regions.scores, strict=True)
    boxes = zip(found.boxes, names, found.scores, strict=True)
    return {
        "height": height,
        "width": width,
        "label": label,
        "probabilities": dict(zip(class_names, model.predict_proba(X)[0].tolist(), strict=True)),
        "regions": [placed(box) | {"share": float(a), "vote": v or None, "score": float(s)} for box, a, v, s in pieces],
        "boxes": [placed(box) | {"label": name, "score": float(score)} for box, name, score in boxes],
    }, sheet


def _write(path, content):
    """Write a file whole or not at all."""
    part = path.with_name(path.name + ".part")
    try:
        part.write_bytes(content)
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


# --- lab and run ------------------------------------------------------------------------------------------------------


def _notebooks():
    """The folder of the lessons: in the checkout this package lies in, or else in the one we are called from."""
    for root in (_CHECKOUT, Path.cwd()):
        if (root / "notebooks" / "00_start_here.ipynb").is_file():
            return root / "notebooks"
    raise ValueError(
        "the lessons are not in the installed package: fetch the course's repository and call this from its folder"
    )


def _lab(arguments):
    if importlib.util.find_spec("jupyterlab") is None:
        raise ImportError("JupyterLab is not installed")
    first = _notebooks() / "00_start_here.ipynb"
    # In a container the user is root, whom JupyterLab turns away unless told otherwise.
    root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return subprocess.call([sys.executable, "-m", "jupyterlab", str(first), *root, *arguments.rest])


def _lesson(name):
    """The notebook that is meant by ``"2"``, ``"02"`` or a path."""
    if not name.isdigit():
        if not Path(name).is_file():
            raise ValueError(f"there is no notebook {name!r}: give the path of one, or the number of a lesson")
        return Path(name)
    folder = _notebooks()
    if not (found := sorted(folder.glob(f"{int(name):02d}_*.ipynb"))):
        numbers = ", ".join(path.name[:2] for path in sorted(folder.glob("[0-9][0-9]_*.ipynb")))
        raise ValueError(f"there is no lesson {name!r}, there are {numbers}")
    return found[0]


def _run(arguments):
    lessons = [_lesson(name) for name in arguments.lessons] or sorted(_notebooks().glob("[0-9][0-9]_*.ipynb"))
    failed = False
    for path in lessons:
        start = time.perf_counter()
        notebook, problem = _execute(path)
        seconds = time.perf_counter() - start
        failed = failed or bool(problem)
        _say(f"{path.stem}  {seconds:.1f} s  {problem or f'{len(notebook.cells)} cells'}", not problem)
        if arguments.inplace and not problem:
            import nbformat

            _write(path, (nbformat.writes(notebook) + "\n").encode())
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
