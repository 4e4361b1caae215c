"""Write ``benchmarks/README.md`` from the stored results, the claims of the README, and the table of ``docs/checks.md``.

python benchmarks/readme.py    # after a benchmark has been run; tests/test_benchmarks.py compares text and results
"""

import json
import re
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import numpy as np
from protocol import RESULTS, interval, script

from imagen_course import files
from imagen_course.worlds.captions import KINDS

HEAD = """\
# What is claimed, and what was measured

Written by `python benchmarks/readme.py` from `benchmarks/results/`, never by hand. Contenders take turns, ratios are taken
within a round (`protocol.py`); in brackets is the middle half of the rounds, after ± half a 95 % interval. What was tried
before a figure was taken, and on which pictures, stands in the protocol of each result. `make bench` runs what takes
minutes; scripts that take hours say in their heads how to run a part.

*Measured on* names the processor and the kernels of NumPy's matrix products where the result noted them. Results from before
that was noted say "not noted": of these it is known that there were two cores, x86-64, shared with others. "Script changed
since" means that the figure is of another state of the script than today's.
"""


class Claim(NamedTuple):
    """A row: what is claimed, where its figures are stored, the command that stores them, and how the figures are told."""

    what: str
    result: str
    command: str
    told: object
    part: str = "rows"  # of the result that is told; all of it where that is empty


def read(name):
    return json.loads((RESULTS / f"{name}.json").read_text(encoding="utf-8"))


def one(rows, **values):
    """The one row that has these values."""
    (row,) = (row for row in rows if all(row[key] == value for key, value in values.items()))
    return row


def ratio(row):
    return f"{row['ratio']:.2f} ({row['from']:.2f} to {row['to']:.2f})"


def thousandths(value):
    return f"{value:.3f}".removeprefix("0")


def import_time(rows):
    package, formulas = (one(rows, name=f"import imagen_course{part}") for part in ("", ".formulas"))
    return f"{package['ratio']:.3f} of the time of `import numpy`; with `formulas` {ratio(formulas)}"


def conv2d(rows):
    alone, both = (ratio(one(rows, threads=n, name="imagen_course, NumPy")) for n in (1, 2))
    own = ratio(one(rows, threads=1, name="imagen_course, NumPy, over the products alone"))
    theirs = f"{alone} times TensorFlow's (called eagerly, oneDNN on) on one thread, {both} on two"
    return f"{own} times the time of its own matrix products; {theirs}"


def layers(task):
    def told(rows):
        ours = [row for row in rows if row["task"] == task and row["name"] == "imagen_course, NumPy"]
        return "times TensorFlow's time: " + ", ".join(f"{ratio(row)} for {row['shape']}" for row in ours)

    return told


def mnist(rows):
    found = (("digits", one(rows, data="digits")), ("MNIST", one(rows, data="mnist")))
    told = (f"{name} {100 * row['accuracy']:.1f} % in {row['seconds']:.0f} s of training" for name, row in found)
    return ", ".join(told)


def text_000(data):
    def told(rows):
        row = one(rows, data=data)
        half, seconds = 100 * row["plus or minus"], row["seconds per epoch"]
        return f"test accuracy {100 * row['mean']:.2f} ± {half:.2f} % (n = {row['test']:,}); {seconds:.1f} s an epoch"

    return told


def moved(rows):
    kinds = {"smooth": "digits enlarged by interpolation", "blocks": "digits made of equal blocks"}
    told = []
    for kind, words in kinds.items():
        strides, pools = (one(rows, digits=kind, network=f"residual, {way}")["moved by 2"] for way in ("stride 2", "pools"))
        told.append(f"{words} {strides} %, with pools in place of its strides {pools} %")
    return "; ".join(told)


def lessons(rows):
    first, whole = [row["first_s"] for row in rows], sum(row["all_s"] for row in rows)
    heavy = ", ".join(f"{row['lesson'][:2]} in cell {row['framework']}" for row in rows if row["framework"] != "none")
    return (
        f"first output after {min(first):.1f} to {max(first):.1f} s, all {len(rows)} in {whole:.0f} s; a framework: {heavy}"
    )


def slic_quality(rows):
    others = [row["method"] for row in rows if row["method"] not in ("ours", "fast_slic AVX2")]

    def figures(key):
        theirs = ", ".join(f"{name} {thousandths(one(rows, method=name)[key])}" for name in others)
        return f"{thousandths(one(rows, method='ours')[key])} ({theirs})"

    setting = one(rows, method="ours")["setting"].replace(".0", "")
    return f"ASA {figures('ASA')}, under-segmentation {figures('UE')}; ours with {setting}"


def slic_time(task):
    def told(rows):
        others = [row for row in rows if row["task"] == task and not row["name"].startswith("ours")]
        return "times our time: " + ", ".join(f"{row['name']} {ratio(row)}" for row in others)

    return told


def predict(rows):
    return f"the earlier revision takes {ratio(one(rows, name='before'))} times as long, with the same answers"


def svm(rows):
    def told(data):
        where = [row for row in rows if row["data"].startswith(data)]
        free, alone = (next(r for r in where if part in r["name"]) for part in ("on the CPU (", "on one thread"))
        return f"{data}: {ratio(alone)} on one thread, {ratio(free)} without a limit on threads (2 cores)"

    return f"times LinearSVC's time: {told('digits')}; {told('synthetic')}"


def shipped_network(rows):
    plain, hard = (one(rows, what=f"region network, {kind} scenes") for kind in ("default", "hard"))
    return f"{plain['right']} % of {plain['n']:,} regions, of hard scenes {hard['right']} % of {hard['n']:,}"


def named(rows):
    told = [f"{row['what']} {row['right']} of {row['n']}" for row in rows if row["what"] != "tower"]
    return f"{', '.join(told)}; a tower found: intersection over union {one(rows, what='tower')['share']:.2f}"


def taught(rows):
    def figures(pictures, clicks):
        own, others = (
            [
                one(rows, **{"pictures": pictures, "clicks on each": clicks, "on": on, "maps": maps})["right ±"]
                for maps in (True, False)
            ]
            for on in ("clicked on", "others")
        )
        return f"{pictures} x {clicks} clicks {own[0]} % and {others[0]} % (without maps {own[1]} and {others[1]})"

    return "; ".join(figures(*each) for each in ((1, 10), (1, 20), (5, 20)))


def clicks(rows):
    return f"{one(rows, what='ten clicks')['right']} % of the pixels"


def snippet(data):
    def told(rows):
        plain, average = (one(rows, data=data, example=f"ImagenPipeline({x})") for x in ("", 'vote="average"'))
        named = f'{plain["right"]} % of {plain["n"]:,} named by `ImagenPipeline()`, {average["right"]} by `vote="average"`'
        return f"{named}; {plain['CPU s']:.0f} CPU s of fit"

    return told


def command_line(rows):
    whole, drawing = (one(rows, example=name)["CPU s"] for name in ("imagen-course generate", "the drawing alone"))
    return f"the command {whole:.0f} CPU seconds, the drawing alone {drawing:.1f}"


def pipeline(data, contenders):
    def told(rows):
        found = [(words, one(rows, data=data, contender=name)) for words, name in contenders.items()]
        return "; ".join(
            f"{words} {row['accuracy']} / {row['mean IoU']} / {row['AP50']} in {row['CPU s']} CPU s".replace(" / - / -", "")
            for words, row in found
        )

    return told


REGIONS = {"with masks": "regions, masks", "with picture labels alone": "regions, labels"}
BESIDE = {
    "the same CNN on whole pictures": "same CNN, whole picture, labels",
    "HOG with an SVM": "HOG + SVM, whole picture, labels",
    "a fully convolutional network": "FCN, masks, CPU time of the first",
}


def throughput(rows):
    row = one(rows, step="all, predict")
    return f"pictures a second: {row['one thread']} on one thread, {row['two']} on two"


def refused(*names):
    def told(rows):
        found = [(name, one(rows, pictures=name)) for name in names]
        return "; ".join(f"{name}: {row['as it ships']:.1f} % {row['interval']}, n = {row['n']:,}" for name, row in found)

    return told


def drawings_known(known):
    def told(rows):
        found = (row for row in rows if row["known"] == known)
        return "; ".join(f"{r['features']}, {r['how']} {r['mean']:.1f} ± {r['plus or minus']:.1f} %" for r in found)

    return told


def drawings_in_scenes(rows):
    names = "accuracy", "mean IoU", "AP50"
    told = (f"{row['data']} {' / '.join(f'{row[name]:.1f}' for name in names)} in {row['CPU s']:.0f} CPU s" for row in rows)
    return "class of the largest object / mean IoU / AP50, %: " + ", ".join(told)


def streets(rows):
    told = (f"{r['name']} {r['pixels %']:.1f} / {r['mean IoU %']:.1f} in {r['CPU s of fit'] / 60:.1f} CPU min" for r in rows)
    return "; ".join(told)


def photographs(data):
    def told(rows):
        found = [row for row in rows if row["data"] == data]
        return "; ".join(f"{r['contender']}: {100 * r['accuracy']:.2f} ± {100 * r['plus or minus']:.2f} %" for r in found)

    return told


def eight_bits(rows):
    size, same = one(rows, what="bytes")["value"], "agreement with 32 bits"
    every, sure = (one(rows, what=same, of=of) for of in ("all", "named with more than 0.5"))
    seconds = [row["value"] for row in rows if row["what"] == "CPU seconds"]
    return (
        f"{size / 1e6:.2f} MB; the first name of 32 bits on {every['value']:.0f} % (n = {every['n']}), of those named with "
        f"more than 0.5 on {sure['value']:.0f} % (n = {sure['n']}); {seconds[0]:.2f} CPU s for the first picture with all "
        f"loading, {seconds[1]:.3f} for the next"
    )


def true_names(rows):
    found = [row for row in rows if row["what"] == "first name true" and row["of"].startswith("second")]
    return "; ".join(f"{row['of'].removeprefix('second, ')}: {row['value']:.0f} % (n = {row['n']})" for row in found)


def unlike_photographs(rows):
    found = [row for row in rows if row["what"] == "refused"]
    return "; ".join(f"{row['of']}: {row['value']:.1f} %, n = {row['n']:,}" for row in found)


def of_a_head(what, *of):
    """Of each set that a head learned from, some of its figures; of a set that lacks one, the others."""

    def told(rows):
        names = dict.fromkeys(row["learned from"] for row in rows if row["of"] in of and row["what"] == what)
        parts = []
        for name in names:
            found = [row for row in rows if (row["learned from"], row["what"]) == (name, what) and row["of"] in of]
            figures = ", ".join(f"{row['of']} {row['value']:.1f} {row['interval']}, n = {row['n']:,}" for row in found)
            parts.append(f"{name}: {figures}")
        return "; ".join(parts)

    return told


def guarded(rows):
    others = [row for row in rows if not row["pictures"].startswith("test")]
    n = sum(row["n"] for row in others)
    alone, either = (sum(row["n"] * row[name] for row in others) / n for name in ("four steps", "either"))
    false = next(row for row in rows if row["pictures"].startswith("test"))
    return (
        f"refused {either:.1f} % of {n:,} pictures of nine other kinds (by the four steps alone {alone:.1f}), of drawings "
        f"by another artist {false['either']:.1f} % {false['interval']}, n = {false['n']}"
    )


def copies_found(rows):
    found = [row for row in rows if row["what"] == "groups"]
    told = ", ".join(f"{row['of'].removeprefix('copies found: ')} {row['value']:.0f}" for row in found[1:])
    return f"{told}; of {found[0]['n']:,} pairs that are none, taken for one {found[0]['value']:.0f}"


def of_the_processor(rows):
    told = (f"{r['photograph']}: {r['median s']:.2f} CPU s (worst {r['worst s']:.2f}, n = {r['n']})" for r in rows)
    return "; ".join(told)


def faces(rows):
    def value(data, feature, figure):
        return one(rows, data=data, feature=feature, figure=figure)["value"]

    found = (
        f"{f}: precision {value('face crops', f, 'precision'):.2f}, recall {value('face crops', f, 'recall'):.2f}, "
        f"equal error rate {value('drawn faces', f, 'equal error rate'):.1%}"
        for f in ("HOG", "CNN")
    )
    return "; ".join(found)


def small_photographs(rows):
    (row,) = rows
    reading, rest = row["CPU s of features"], row["CPU s of fit and answers"]
    right = f"{100 * row['accuracy']:.2f} ± {100 * row['plus or minus']:.2f} %"
    return f"{row['contender']}: {right} in {reading + rest:.0f} CPU s, {reading:.0f} of them features"


def real_faces(rows):
    names = dict.fromkeys(row["feature"] for row in rows if row["data"] == "ORL faces")
    told = []
    for name in names:
        near, rate, centred = (
            one(rows, data="ORL faces", feature=name, figure=figure)
            for figure in ("rank 1", "equal error rate", "equal error rate, centred")
        )
        half = 100 * (rate["to"] - rate["value"])
        told.append(f"{name} {near['value']:.1%} and {100 * rate['value']:.1f} ± {half:.1f} % ({centred['value']:.1%})")
    return "; ".join(told)


def ladder(world):
    def told(rows):
        rungs = dict.fromkeys(row["rung"] for row in rows)
        values = {rung: [r["frechet_ratio"] for r in rows if r["rung"] == rung and r["world"] == world] for rung in rungs}
        return ", ".join(f"{rung} {interval(found)}" for rung, found in values.items() if found)

    return told


def own_generators(rows):
    """The student's own VAE and GAN: points near a cluster, Fréchet ratios of digits, seconds of one core."""
    told = []
    for model in ("VAE", "GAN"):
        points, digits = ([r for r in rows if (r["model"], r["world"]) == (model, world)] for world in ("points", "digits"))
        near, ratio = interval([100 * r["near"] for r in points]), interval([r["frechet_ratio"] for r in digits])
        seconds = max(r["seconds"] for r in points + digits)
        told.append(f"{model}: {near} % of points near a cluster, digits {ratio}, {seconds:.0f} s at the most")
    return "; ".join(told)


def ladder_features(world):
    def told(rows):
        found = [row for row in rows if row["world"] == world]
        spaces = ("network", "random", "HOG", "photographs")
        figures = ", ".join(f"{r['rung']} {' / '.join(f'{r[space]:g}' for space in spaces)}" for r in found)
        disputed = (f"{a['rung']} and {b['rung']}" for a, b in combinations(found, 2) if not agreed(a, b, spaces))
        return f"{figures}; the four do not agree on {', '.join(disputed)}"

    return told


def agreed(one, other, spaces):
    """Whether one of two rows is better in every space."""
    return len({one[space] < other[space] for space in spaces}) == 1


def captions(kinds, column, as_drawn="large"):
    def told(rows):
        found = [(kind, one(rows, **{"": kind})) for kind in kinds]
        return "; ".join(f"{kind} {row[column]} % ({row[as_drawn]} as they come)" for kind, row in found)

    return told


def by_atoms(rows):
    return "; ".join(f"{row['']} {row['chosen']} % ({row['large']} as they come)" for row in rows)


def learned_by_steps(rows):
    kinds = [*PAIRS, "counts", "three objects", UNSAID[1]]
    return "; ".join(f"{row['']}: {', '.join(f'{kind} {row[kind]} %' for kind in kinds)}" for row in rows)


def on_the_clock(protocol):
    found = re.findall(r"16 pictures of '([^']*)' in (\d\.\d+ s \([^)]*\))", protocol)
    return "; ".join(f'"{caption}" {seconds}' for caption, seconds in found)


def sixteen(rows):
    key, quick = ("s" if "s" in rows[0] else "CPU s"), 0.1
    slow = sorted((row for row in rows if row[key] > quick), key=lambda row: row[key])
    told = ", ".join(f"{row['kind']} {row[key]:.2f} ({row[f'{key} from']:.2f} to {row[f'{key} to']:.2f})" for row in slow)
    seconds = {"s": "seconds on the clock, two cores", "CPU s": "seconds of the processor, both threads together"}[key]
    return f"{seconds}: {len(rows) - len(slow)} of {len(rows)} kinds {quick} or less; {told}"


def conditioning(rows):
    ways = {
        "frozen": "a text encoder trained first and frozen",
        "together": "one trained together",
        "one vector": "one vector",
    }
    told = []
    for name, words in ways.items():
        row = one(rows, **{"": name})
        told.append(f"{words} {row['two objects, pairs named']} % ({row['two objects, a pair never named']})")
    return "; ".join(told)


def page_cost(rows):
    of = {row["what"]: row["figure"] for row in rows}
    fast, plain = (of[f"{name}, billion multiply-adds a second"] for name in ("product.wasm", "plain JavaScript"))
    seconds, slowest = of["picture, CPU seconds"], of["picture, the slowest"]
    return f"{seconds:.1f} CPU s (the slowest {slowest:.1f}); products {fast / plain:.0f} times as fast as in JavaScript"


def page_bits(rows):
    of = {row["what"]: row["figure"] for row in rows}
    before, after = (of[f"shows its caption, {weights}, %"] for weights in ("weights as they ship", "8 bits"))
    changed = f"a pixel changes by {of['change of a pixel, mean']:.3f}"
    return f"{after:.0f} % with 8 bits ({before:.0f} with the weights as they ship); {changed}"


def own_denoiser(rows):
    def of(name, steps, column):
        return interval([row[column] for row in rows if (row["of"], row["steps"]) == (name, steps)])

    stages = sorted({row["steps"] for row in rows if row["of"] == "digits"})
    seconds, ratios = (", ".join(of("digits", steps, column) for steps in stages) for column in ("CPU s", "frechet ratio"))
    return (
        f"digits: after {seconds} CPU s a Fréchet ratio of {ratios}; scenes, by latents of the VAE: "
        f"{of('scenes', 3000, 'readable, %')} % can be read after {of('scenes', 3000, 'CPU s')} CPU s "
        f"({of('scenes', 1000, 'readable, %')} % after {of('scenes', 1000, 'CPU s')}; encoded and decoded "
        f"{of('scenes', 3000, 'encoded, readable, %')} %); of these {of('scenes', 3000, 'copies, %')} % are copies"
    )


def drawn_from_names(rows):
    held, seen, guess = (one(rows, names=names) for names in ("held out", "seen", "held out, a guess"))
    mild, of_seen = (one(rows, names=f"{names}, guidance 1") for names in ("held out", "seen"))
    return (
        f"names held out {held['nearest']} % ({held['among five']} among five; copies {held['copies']}), "
        f"names seen {seen['nearest']} % ({seen['among five']}); "
        f"without guidance {mild['nearest']} ({mild['among five']}) and {of_seen['nearest']} %; "
        f"a guess by the words of names {guess['nearest']} %"
    )


def many_machines(what):
    """What parts cost, or what the model makes of that for ten million pictures."""

    def told(rows):
        if what == "costs":
            row = one(rows, what="costs")
            names = ("task", "item", "collect")
            return ", ".join(f"{name} {1e3 * row[name]:.1f} ms" for name in names) + f", start {row['start']:.1f} s"
        found = [row for row in rows if row["what"] == "model"]
        return "; ".join(
            f"{n} worker{'s' * (n > 1)} "
            + ", ".join(f"{row['hours']:.2g} h (parts of {row['size']})" for row in found if row["workers"] == n)
            for n in sorted({row["workers"] for row in found})
        )

    return told


def explained(part, figures="pointing / mass", *, few=False):
    """Of each method, or of those that explained a few pictures alone, some figures with half their intervals."""

    def told(rows):
        found = [row for row in rows if row["part"] == part and row["mass"] is not None]
        most = max(row["n"] for row in found)
        found = [row for row in found if (row["n"] < most) == few]
        said = (" / ".join(f"{row[name]} ± {row[f'{name} ±']}" for name in figures.split(" / ")) for row in found)
        return (
            "; ".join(f"{row['method']} {words}" for row, words in zip(found, said, strict=True)) + f"; n = {found[0]['n']}"
        )

    return told


def located(world, n):
    """Of each contender, at so many seconds: AP50 and mean IoU, over as many trainings as have been run."""

    def told(rows):
        found = [row for row in rows if row["world"] == world and row["pictures"] == n]
        parts = {}
        for row in found:
            parts.setdefault((row["seconds"], row["contender"]), []).append(row)
        return "; ".join(
            f"{seconds} s: {contender} {_over_seeds(some)}" for (seconds, contender), some in sorted(parts.items())
        )

    return told


def _over_seeds(rows):
    """Each figure's mean and interval, and how many trainings it is the mean of."""
    figures = [interval([row[name] for row in rows]) for name in ("AP50", "mean IoU") if rows[0][name] is not None]
    return f"{' / '.join(figures)} (trainings: {len(rows)})"


def answered(part):
    """What the network itself says where something is hidden."""

    def told(rows):
        found = (row for row in rows if row["part"] == part and row["said"] is not None)
        return "; ".join(f"{row['method']} {row['said']} %, n = {row['n']}" for row in found)

    return told


def redrawn(rows):
    """How far each way of redrawing is from the truth, and how much nearer than no change."""
    return "; ".join(
        f"{row['way']} {row['pixels']} ({row['pixels better']:+} ± {row['pixels better ±']}) / {row['edges']} "
        f"({row['edges better']:+} ± {row['edges better ±']}) / {row['found']} / {row['style']}"
        for row in rows
    )


def enlarged(rows):
    return "; ".join(f"{row['']} from {row['base, strict']} to {row['large, strict']} %" for row in rows)


def smaller(*hows, zlib=False):
    """Bytes and right answers of some rows, and what was lost."""

    def told(rows):
        return "; ".join(f"{how}: {_smaller(one(rows, how=how), zlib)}" for how in hows or [row["how"] for row in rows])

    return told


def _smaller(row, zlib):
    by_zlib = f" (by zlib {row['by zlib']:,})" if zlib else ""
    size = f"{row['bytes']:,} bytes{by_zlib}, {row['times smaller']:.3g} times smaller"
    right = f"right {row['right, %']:.1f} % ({row['from']:.1f} to {row['to']:.1f})"
    return f"{size}, {right}, lost {row['lost, points']:.2f} ± {row['±']:.2f} points"


def milliseconds(rows):
    return "; ".join(f"{row['how']} {row['ms']:.3f}" for row in rows if row["ms"])


def eight_questions(rows):
    return "; ".join(f"{row['how']}: {row['right, %']:.1f} % right, {row['passes eight, %']:.1f} % of tests" for row in rows)


def spread(values):
    low, middle, high = np.percentile(values, [25, 50, 75])
    return f"{middle:.0f} ms ({low:.0f} to {high:.0f})"


def answers(lessons):
    wrong, how = (sum(row[key] for row in lessons.values()) for key in ("wrong", "told how"))
    falsely, passed, refused = (sum(row[key] for row in lessons.values()) for key in ("not read", "passed", "refused"))
    least = min(row["told how"] / row["wrong"] for row in lessons.values())
    return (
        f"{how / wrong:.0%} of {wrong:,} wrong answers are told what is wrong, {least:.0%} in the lesson with the fewest; "
        f"passed {passed}, named and not yet read {falsely}, right ones refused {refused}"
    )


def class_report(rows):
    row = one(rows, step="all")
    return f"{row['CPU s']:.1f} CPU s ({row['from']:.1f} to {row['to']:.1f})"


def checks(result):
    return f"a right answer {spread([row['check ms'] for row in result['right']])}, of {len(result['right'])} exercises"


def stranger(rows):
    return "; ".join(
        f"`{row['command']}` {row['download MB']:,.0f} MB fetched, {row['disk MB']:,.0f} MB on disk, JupyterLab after "
        f"{row['JupyterLab, minutes']:.1f} minutes, the first check passed after {row['first check passed, minutes']:.1f}"
        for row in rows
    )


TRAINED = ("one object", "counts", "counts in a relation", "three objects", "counts in a list", "three in a relation")
TRAINED = (*TRAINED, "four objects")
PAIRS = ("two objects, pairs named", "two objects, a pair never named")
UNSAID = tuple(f"{kind}, colours and sizes unsaid" for kind in KINDS)
NEW = ("two A above B and C", "A above another A")
ROUNDED = ("8 bits", "4 bits", "3 bits", "cut down")
STUDENTS = tuple(f"student {how}" for how in ("by labels", "by labels, 6 bits", "by its teacher", "by its teacher, 6 bits"))

SECTIONS = {
    "Setting it up": [
        Claim(
            "from the README to the first check passed, by pip, with nothing there before",
            "stranger",
            "stranger.py",
            stranger,
        ),
    ],
    "Formulas and networks": [
        Claim("`import imagen_course` is as light as NumPy", "import_time", "import_time.py", import_time),
        Claim("`conv2d`, NumPy, (32, 28, 28, 16) by 3 x 3 x 32", "conv2d", "conv2d.py", conv2d),
        Claim("`network.Conv2D` forward, one thread", "network", "network.py", layers("forward")),
        Claim("its gradients, one thread", "network", "network.py", layers("backward")),
        Claim("a small CNN in NumPy alone, one seed", "mnist", "mnist.py", mnist),
        Claim('`models.build("text_000")`, 3 epochs of MNIST, three seeds', "text_000", "text_000.py", text_000("mnist")),
        Claim("the same, embedded digits enlarged, 20 epochs", "text_000", "text_000.py", text_000("digits")),
        Claim("a residual network reads digits moved by two pixels, five seeds", "moved_digits", "moved_digits.py", moved),
        Claim("the first lessons, unanswered", "lessons", "lessons.py 00 01 02 03 04 05", lessons),
    ],
    "Superpixels": [
        Claim("`slic`, 321 x 481, 300 regions, end to end", "slic_time", "slic.py", slic_time("one picture, 300")),
        Claim("`slic`, 321 x 481, 1,000 regions, end to end", "slic_time", "slic.py", slic_time("one picture, 1000")),
        Claim("`slic`, 64 pictures of 64 x 64, beside a loop", "slic_time", "slic.py", slic_time("64 small")),
        Claim(
            "`slic`, 100 BSDS500 pictures, 300 regions",
            "slic_quality_300",
            "slic.py",
            slic_quality,
        ),
        Claim("the same, 1,000 regions", "slic_quality_1000", "slic.py", slic_quality),
    ],
    "Support vectors": [
        Claim("`LinearSVM` to within 0.1 % of `LinearSVC`'s objective", "svm", "svm.py", svm),
    ],
    "The pipeline": [
        Claim('`CNNFeatures(weights="scenes")` names regions of unseen scenes', "shipped", "shipped.py", shipped_network),
        Claim(
            'the snippet of docs/commands.md, `datasets.load("scenes")`', "examples", "examples.py", snippet("one object")
        ),
        Claim("the same, 1,500 scenes with one to four objects", "examples", "examples.py", snippet("one to four objects")),
        Claim(
            '`vote="largest"`, 1,500 scenes to learn from, 2,000 unseen: class of the largest object / mean IoU / AP50, %',
            "pipeline",
            "pipeline.py",
            pipeline("scenes", REGIONS),
        ),
        Claim("beside it, class of the largest object, %", "pipeline", "pipeline.py", pipeline("scenes", BESIDE)),
        Claim("100 scenes to learn from", "pipeline", "pipeline.py", pipeline("scenes, 100", REGIONS | BESIDE)),
        Claim(
            "hard scenes: texture, low contrast, overlap",
            "pipeline",
            "pipeline.py",
            pipeline("hard scenes", REGIONS | BESIDE),
        ),
        Claim(
            "`pipeline.load_default().predict`, beside the revision before regions merged on a graph",
            "predict",
            "predict.py",
            predict,
        ),
        Claim(
            "`pipeline.load_default().predict`, 1,000 scenes of 64 x 64 (another job beside it)",
            "throughput",
            "throughput.py",
            throughput,
        ),
        Claim(
            "what `analyze` refuses to name: photographs (threshold chosen on scenes, form of the score with these in view)",
            "refusal",
            "refusal.py",
            refused("BSDS500", "CamVid", "CIFAR-10", "the libraries' photographs"),
        ),
        Claim(
            "what it still names: scenes named rightly",
            "refusal",
            "refusal.py",
            refused("all scenes", "hidden parts", "hard, 64 pixels", "hard, 256 pixels"),
        ),
        Claim("of scenes named wrongly it refuses", "refusal", "refusal.py", refused("all scenes, named wrongly")),
        Claim("a photograph taught by ten clicks (settings chosen on it and one other)", "shipped", "shipped.py", clicks),
    ],
    "Photographs and faces": [
        Claim("MNIST, one seed", "photographs", "photographs.py", photographs("mnist")),
        Claim(
            "10,000 + 2,000 pictures of CIFAR-10, one seed", "photographs", "photographs.py", photographs("cifar10_small")
        ),
        Claim(
            "the same, by the network that has seen a million photographs (aims: 85 %, 600 CPU s)",
            "photograph_features",
            "photograph_features.py",
            small_photographs,
        ),
        Claim(
            "`photographs`, EfficientNet-Lite0 at 8 bits a weight, BSDS500",
            "photograph_network",
            "photograph_network.py --wheels FOLDER",
            eight_bits,
        ),
        Claim(
            "every pixel of a street, 367 + 101 pictures of CamVid: right pixels / mean IoU, %, one seed",
            "camvid",
            "camvid.py",
            streets,
        ),
        Claim(
            "the same on training pictures held out, where settings were chosen",
            "camvid_validation",
            "camvid.py --validate",
            streets,
        ),
        Claim(
            "how often its first name is true, as one pair of eyes judged",
            "photograph_network",
            "photograph_network.py",
            true_names,
        ),
        Claim(
            "what it calls unknown, a limit set on photographs alone so that it refuses 5 % of them",
            "photograph_network",
            "photograph_network.py",
            unlike_photographs,
        ),
        Claim(
            "a head that `train` fits names pictures of one's own, % (drawings: those of the test are another artist's)",
            "own_pictures",
            "own_pictures.py",
            of_a_head("accuracy", "held out", "test"),
        ),
        Claim(
            "of pictures like those it learned from it calls unknown, % (aim: 5)",
            "own_pictures",
            "own_pictures.py",
            of_a_head("unknown", "test"),
        ),
        Claim(
            "of other kinds, which its limit never saw, % (aim: 80)",
            "own_pictures",
            "own_pictures.py",
            of_a_head("unknown", "textures and noise", "scenes, digits and drawings", "all other kinds"),
        ),
        Claim(
            "the same of the four steps that `train` fits to drawings, whose file holds a head to guard them",
            "own_pipeline",
            "own_pipeline.py",
            guarded,
        ),
        Claim(
            "of the same kind, but of no class it was taught, %",
            "own_pictures",
            "own_pictures.py",
            of_a_head("unknown", "five classes never taught", "drawings of two other groups"),
        ),
        Claim(
            "`origins` finds copies among 150 photographs, %",
            "own_pictures",
            "own_pictures.py",
            copies_found,
        ),
        Claim(
            "768 things known from one artist's drawing, the other's named (chance 0.13)",
            "drawings_recognition",
            "drawings.py --only recognition",
            drawings_known("1 drawing"),
        ),
        Claim(
            "316 people known from one artist's drawing, the other's named (chance 0.32)",
            "drawings_recognition",
            "drawings.py --only recognition",
            drawings_known("people, 1 drawing"),
        ),
        Claim(
            "the same, known also in two skin tones",
            "drawings_recognition",
            "drawings.py --only recognition",
            drawings_known("people, 3 drawings"),
        ),
        Claim("the pipeline on scenes of drawings, and of shapes", "drawings_scenes", "drawings.py", drawings_in_scenes),
        Claim("`imagen-course analyze` of a photograph (aims: 3 s, 0.5 s)", "analyze", "analyze.py", of_the_processor),
        Claim("what it names on photographs: right, of those named", "naming", "naming.py", named),
        Claim(
            "a few clicks on photographs of streets: pixels named rightly there, and on others", "teach", "teach.py", taught
        ),
        Claim("faces: held-out crops found, drawn people never met told apart", "faces", "faces.py", faces),
        Claim(
            "20 real people (ORL): rank 1 of five learned pictures each, and equal error rate (centred), nothing fitted",
            "faces",
            "faces.py",
            real_faces,
        ),
    ],
    "Every pixel and every box": [
        Claim(
            f"drawings, {n:,} pictures to learn from: AP50 / mean IoU (a detector has no masks), %",
            "every_pixel",
            "every_pixel.py",
            located("drawings", n),
        )
        for n in (100, 1500)
    ],
    "Many machines": [
        Claim(
            "a folder through the pipeline, in parts, on one worker and two: what a part costs, by the processor's seconds",
            "many_machines",
            "many_machines.py",
            many_machines("costs"),
        ),
        Claim(
            "ten million pictures on more: a model with these costs, not a measurement",
            "many_machines",
            "many_machines.py",
            many_machines("model"),
        ),
    ],
    "Explanations": [
        Claim(
            "two to four drawings: is the highest pixel of a map on the reason / how much of the map is, %",
            "explanations",
            "explanations.py",
            explained("drawings, two to four things"),
        ),
        Claim(
            "two to four shapes, the same",
            "explanations",
            "explanations.py",
            explained("scenes, two to four things"),
        ),
        Claim(
            "one drawing alone, the same: what only finds edges looks right, too",
            "explanations",
            "explanations.py",
            explained("drawings, one thing"),
        ),
        Claim(
            "exact Shapley values of superpixels of drawings, beside one left out",
            "explanations",
            "explanations.py",
            explained("drawings, two to four things", few=True),
        ),
        Claim("of shapes", "explanations", "explanations.py", explained("scenes, two to four things", few=True)),
        Claim(
            "weights shuffled, drawings: on the reason / of the map / rank correlation with the map before, %",
            "explanations",
            "explanations.py",
            explained("drawings, weights shuffled", "pointing / mass / like before"),
        ),
        Claim("what the network says, drawings", "explanations", "explanations.py", answered("drawings")),
        Claim("what the network says, shapes", "explanations", "explanations.py", answered("scenes")),
        Claim(
            'what the network says, "fox" learned with a watermark', "explanations", "explanations.py", answered("watermark")
        ),
        Claim(
            "is the highest pixel of a map on the watermark / how much of the map is, %",
            "explanations",
            "explanations.py",
            explained("watermark"),
        ),
        Claim(
            "Shapley values of superpixels, which do not know the mark",
            "explanations",
            "explanations.py",
            explained("watermark", few=True),
        ),
    ],
    "Pictures that are made": [
        Claim("digits, three seeds: Fréchet ratio, 1 is as good as real", "ladder", "ladder.py", ladder("digits")),
        Claim(
            "drawings in another artist's hand, to what that artist drew: pixels (nearer than no change) / edges (nearer) "
            "/ found, % / style distance left",
            "style",
            "style.py",
            redrawn,
        ),
        Claim("a student's own denoiser, three seeds", "own_denoiser", "own_denoiser.py", own_denoiser),
        Claim(
            "a student's own VAE and GAN of 26,944 weights, five seeds, one core",
            "own_generators",
            "own_generators.py",
            own_generators,
        ),
        Claim(
            "digits, one sample each, by the network's features / random convolutions / HOG / the network for photographs",
            "ladder_features",
            "ladder.py --features",
            ladder_features("digits"),
        ),
        Claim(
            "captions obeyed, all right, exact reader, three times 512; the matcher has some drawn again (aims: 99, 97)",
            "text_to_image",
            "text_to_image.py",
            captions(PAIRS, "chosen"),
        ),
        Claim(
            "the same by the strict reader",
            "text_to_image",
            "text_to_image.py",
            captions(PAIRS, "chosen, strict", "large, strict"),
        ),
        Claim(
            "other kinds of captions, exact reader (aim: 80)",
            "text_to_image",
            "text_to_image.py",
            captions(TRAINED, "chosen"),
        ),
        Claim(
            "captions that say neither colour nor size, three times 32",
            "text_beyond",
            "text_to_image.py --beyond --n 32",
            captions(UNSAID, "chosen"),
        ),
        Claim(
            "captions of kinds that no training drew (`generate` says so)",
            "text_beyond",
            "text_to_image.py --beyond --n 32",
            captions(NEW, "chosen"),
        ),
        Claim(
            "by how much a caption says: a class, size, colour, number or relation is an atom, of any of the trained kinds",
            "text_atoms",
            "text_to_image.py --atoms --n 32",
            by_atoms,
        ),
        Claim(
            "the second training stage: by its steps, pictures as they come, 32 x 32, three times 128 captions",
            "text_curve",
            "text_to_image.py --curve kept/text_to_image_*.npz --n 128",
            learned_by_steps,
        ),
        Claim(
            "how words reach a small U-Net, one training each: captions of two objects obeyed (of a pair never shown); "
            "by the text encoder of the first stage",
            "text_conditioning",
            "text_to_image.py --conditioning --n 256",
            conditioning,
        ),
        Claim("a picture on the page that draws from words, in Chromium (aim: 3 s)", "pages", "pages.py", page_cost),
        Claim(
            "pictures there that show their caption, each drawn once; weights of the first stage",
            "pages",
            "pages.py",
            page_bits,
        ),
        Claim(
            "drawings from names: nearest to its own of all 3,166 by that artist (aims: held out 99, seen 95)",
            "names_to_drawings",
            "names_to_drawings.py",
            drawn_from_names,
        ),
        Claim("super-resolution, strict reader, as they come", "text_to_image", "text_to_image.py", enlarged),
        Claim(
            "16 pictures of a caption, on the clock, both cores (the aim was 2 s)",
            "text_to_image",
            "text_to_image.py",
            on_the_clock,
            part="protocol",
        ),
        Claim("the same, of the processor", "examples", "examples.py", command_line),
        Claim(
            "16 pictures of every kind (the aim is 2 s)",
            "sixteen",
            "sixteen.py",
            sixteen,
        ),
    ],
    "Networks made smaller": [
        Claim(
            "LeNet on MNIST, right of 10,000, beside 4 bytes a weight (aim: 39 times, nothing lost)",
            "compression_lenet",
            "compression.py --only lenet",
            smaller("whole, 32 bits", "whole, trained 3 epochs more", "pruned, shared, coded", zlib=True),
        ),
        Claim(
            "rounded after training, cut down, or a student of 10,098 weights",
            "compression_lenet",
            "compression.py --only lenet",
            smaller(*ROUNDED, *STUDENTS),
        ),
        Claim("CPU ms a picture in NumPy on one core", "compression_lenet", "compression.py --only lenet", milliseconds),
        Claim(
            "the network for photographs: the first name that it gives as it ships",
            "compression_photographs",
            "compression.py --only photographs",
            smaller(),
        ),
        Claim(
            "what a test of eight photographs lets pass",
            "compression_photographs",
            "compression.py --only photographs",
            eight_questions,
        ),
        Claim(
            "the text-to-image base and its text encoder, of the first stage: captions obeyed as they come, a first look",
            "compression_text_to_image",
            "compression.py --only text_to_image",
            smaller(zlib=True),
        ),
        Claim(
            "the same, weights making up for each other, bits chosen for each array (aim: 500,000 bytes, 2 points)",
            "half_a_megabyte",
            "half_a_megabyte.py",
            smaller(),
        ),
    ],
    "Exercises": [
        Claim("`imagen-course class`: a page and a table of 300 students", "class_report", "class_report.py", class_report),
        Claim("what answers as students write them are told", "answers", "answers.py", answers, part=""),
        Claim("how long a check takes", "checks", "checks.py", checks, part=""),
    ],
}


def measured_on(claim):
    """The processor of a result, and whether its script is another one today."""
    result = read(claim.result)
    machine, path = result.get("machine", {}), Path(__file__).with_name(claim.command.split()[0])
    known = ", ".join(str(machine[key]) for key in ("processor", "BLAS") if key in machine) or "not noted"
    changed = result.get("script", script(path)) != script(path)
    return known + "; script changed since" * changed


def figure(claim):
    result = read(claim.result)
    return re.sub(r"(\d)%", r"\1 %", claim.told(result[claim.part] if claim.part else result))


FRONT = ("conv2d", "mnist", "pipeline", "text_to_image", "answers")  # of each result the first claim, for the README
BEGIN, END = "<!-- written by benchmarks/readme.py -->\n", "<!-- to here -->\n"


def front(readme):
    """The README with its five claims."""
    claims = [claim for section in SECTIONS.values() for claim in section]
    chosen = [next(claim for claim in claims if claim.result == name) for name in FRONT]
    rows = "".join(f"| {claim.what} | {figure(claim)} | `{claim.command}` |\n" for claim in chosen)
    before, _, rest = readme.partition(BEGIN)
    return f"{before}{BEGIN}| claim | measured | script |\n| --- | --- | --- |\n{rows}{END}{rest.partition(END)[2]}"


def text():
    """The page with all claims."""
    parts = [HEAD]
    for title, claims in SECTIONS.items():
        parts.append(f"\n## {title}\n\n| claim | measured | script | measured on |\n| --- | --- | --- | --- |\n")
        for claim in claims:
            parts.append(f"| {claim.what} | {figure(claim)} | `{claim.command}` | {measured_on(claim)} |\n")
    return "".join(parts)


def on_checks(page):
    """The page on checks with what stored answers are told, a row a lesson."""
    by_lesson = read("answers")
    columns = ("wrong", "told how", "slip", "diagnosis", "error", "counterexample", "passed", "right", "refused")
    every = {column: sum(row.get(column, 0) for row in by_lesson.values()) for column in columns}
    lines = [f"| lesson | {' | '.join(columns)} |", f"| --- |{' --- |' * len(columns)}"]
    for name, row in (*by_lesson.items(), ("all", every)):
        cells = [row.get(column, 0) for column in columns]
        cells[1] = f"{cells[1]} ({cells[1] / cells[0]:.0%})"
        lines.append(f"| {name} | {' | '.join(map(str, cells))} |")
    page = re.sub(r"holds [\d,]+ answers", f"holds {every['wrong'] + every['right']:,} answers", page)
    return re.sub(r"(?m)^\| lesson \| wrong .*\n(?:\|.*\n)+", lambda _: "\n".join([*lines, ""]), page)


if __name__ == "__main__":
    root = Path(__file__).parents[1]
    files.write(root / "benchmarks" / "README.md", text().encode())
    for page, of in ((root / "README.md", front), (root / "docs" / "checks.md", on_checks)):
        files.write(page, of(page.read_text(encoding="utf-8")).encode())
