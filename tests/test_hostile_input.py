"""Whatever a public function is given: an error that names the argument, or a result that holds no nonsense.

The public names are found in the package; ``valid_calls`` has a valid call of each. Every argument in turn is spoilt with
what may come by mistake. What is of a wrong kind, is no number or would fill the memory must be refused; what is accepted
must not turn into NaN. ``make test`` tries a sample, ``pytest -m exhaustive tests/test_hostile_input.py`` everything.
"""

import importlib
import inspect
import pkgutil
import re
import warnings

import numpy as np
import pytest
from sklearn.base import clone
from valid_calls import CALLS, ELSEWHERE, METHODS, Row, pipeline

import imagen_course
from imagen_course import checks, datasets, features, formulas, metrics, network, plots, regions, segment, svm
from imagen_course.generate import muon, rules
from imagen_course.worlds import captions, reader, scenes

SAMPLE = 2  # spoilt values of each argument in `make test`
ANYTHING = {
    "None": None,
    "True": True,
    "False": False,
    "'a'": "a",
    "''": "",
    "nan": np.nan,
    "inf": np.inf,
    "-inf": -np.inf,
    "-1": -1,
    "0": 0,
    "10**12": 10**12,
    "10**400": 10**400,
    "1e300": 1e300,
    "2.5": 2.5,
    "1j": 1j,
    "an object": object(),
    "[]": [],
    "{}": {},
    "[None]": [None],
    "[[1], [1, 2]]": [[1], [1, 2]],
    "a number in an array": np.array(3),
    "an array of text": np.array(["a", "b"]),
    "five axes": np.zeros((1, 1, 1, 1, 1)),
}
NO_NUMBER = set(ANYTHING) - {"-1", "0", "10**12", "10**400", "1e300", "2.5", "a number in an array"}
HUGE = {"10**12", "10**400", "1e300"}
NO_WHOLE_NUMBER = NO_NUMBER | HUGE | {"2.5"}
NO_ARRAY = {"'a'", "''", "nan", "1j", "an object", "{}", "[None]", "[[1], [1, 2]]", "an array of text"}
NO_WORD = set(ANYTHING) - {"None", "'a'", "''", "an array of text"}
SPOILT_ARRAY = {"NaN in it", "infinity in it", "complex", "objects", "text", "masked"}


def modules():
    for found in pkgutil.walk_packages(imagen_course.__path__, "imagen_course."):
        if not re.search(r"\._|\.declared", found.name):
            yield importlib.import_module(found.name)


def public_callables():
    """The functions and classes that the package makes public, by their names; records and exceptions take what they get."""
    found = {}
    for module in modules():
        for name in getattr(module, "__all__", None) or [name for name in vars(module) if not name.startswith("_")]:
            value = getattr(module, name)
            if callable(value) and value.__module__ == module.__name__ and not is_record(value):
                found[f"{module.__name__.removeprefix('imagen_course.')}.{name}"] = value
    return found


def is_record(value):
    return inspect.isclass(value) and (issubclass(value, Exception | tuple) or hasattr(value, "__dataclass_fields__"))


PUBLIC = public_callables()
ROWS = {name: row if isinstance(row, Row) else Row(row) for name, row in CALLS.items()} | METHODS
FOUND = PUBLIC | {name: getattr(PUBLIC[name.rpartition(".")[0]], name.rpartition(".")[2]) for name in METHODS}
SPOILS = [(name, argument) for name, row in ROWS.items() for argument in row.arguments]


def spoilt_arrays(array):
    """Arrays of the same shape that hold what they should not, and of other shapes."""
    nan, masked = array.astype(float), np.ma.masked_array(array, np.zeros(array.shape, bool))
    nan.reshape(-1)[0] = np.nan
    masked[(0,) * array.ndim] = np.ma.masked
    return {
        "NaN in it": nan,
        "infinity in it": np.where(np.isnan(nan), np.inf, nan),
        "complex": array.astype(complex),
        "objects": np.full(array.shape, None),
        "text": array.astype(str),
        "masked": masked,
        "True and False": array.astype(bool),
        "uint8": array.astype("uint8"),
        "1e30 in it": np.where(np.isnan(nan), 1e30, nan),
        "-1 in it": np.where(np.isnan(nan), -1, nan).astype(array.dtype),
        "no entries": array[:0],
        "one axis more": array[None],
        "one axis less": array[0],
    }


def spoilt(value):
    """All that may come in place of a valid value, by what it is."""
    return ANYTHING | (spoilt_arrays(value) if isinstance(value, np.ndarray) and value.ndim else {})


def to_be_refused(name, argument, value):
    """What an argument must refuse, whatever else it does, given a valid value of it."""
    row, refused = ROWS[name], set()
    if isinstance(value, bool) or argument in row.free:
        return refused
    if isinstance(value, int):
        refused = NO_WHOLE_NUMBER - ({"10**12", "10**400"} if argument.endswith(("seed", "random_state")) else set())
    elif isinstance(value, float):
        refused = NO_NUMBER | HUGE
    elif isinstance(value, np.ndarray):
        refused = NO_ARRAY | SPOILT_ARRAY
    elif isinstance(value, str):
        refused = NO_WORD
    elif callable(value):
        refused = set(ANYTHING) - {"None"}
    elif isinstance(value, list | tuple):
        refused = NO_ARRAY - {"{}"} | {"10**12", "-1", "0", "2.5"}
    return refused - set(row.takes.get(argument, ()))


def numbers(result, depth=0):
    """The arrays of floating-point numbers in a result."""
    if isinstance(result, float | np.floating | np.ndarray):
        array = np.asarray(result)
        yield from [array] if array.dtype.kind == "f" else []
    elif isinstance(result, tuple | list) and depth < 3:
        for part in result[:20]:
            yield from numbers(part, depth + 1)
    elif isinstance(result, dict):
        yield from numbers(list(result.values()), depth)


def names_it(error, name, argument):
    said = " ".join([str(error), *getattr(error, "__notes__", [])])
    names = [argument, *ROWS[name].says.get(argument, ())]
    return any(re.search(rf"(?<![a-z_]){re.escape(word)}(?![a-z])", said) for word in names)


def complaint(name, argument, label, value):
    """Try one spoilt value; return what is wrong with the answer, or nothing."""
    row = ROWS[name]
    call, right = row.call or PUBLIC[name], row.arguments[argument]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            result = call(**row.arguments | {argument: value})
    except (TypeError, ValueError) as error:
        return (
            None
            if names_it(error, name, argument) or argument in row.foreign
            else f"{label}: does not name it: {type(error).__name__}: {error}"
        )
    except row.raises:
        return None
    except Exception as error:
        return f"{label}: {type(error).__name__}: {error}"
    if argument in row.free or label in row.takes.get(argument, ()):
        return None
    default = inspect.signature(FOUND[name]).parameters.get(argument)
    if value is None and default is not None and default.default is None:
        return None
    if label in to_be_refused(name, argument, right):
        return f"{label}: taken without a word"
    wrong = any(not np.isfinite(array).all() for array in numbers(result))
    return f"{label}: the result holds NaN or infinity" if wrong else None


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    """What is written by mistake is written here; what asks for too much memory is refused it."""
    import resource

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("IMAGEN_COURSE_DATA", str(tmp_path))
    before = resource.getrlimit(resource.RLIMIT_AS)
    with open("/proc/self/statm") as file:
        now = int(file.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (now + 2**33, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_AS, before)


def test_every_public_name_has_a_row_or_a_reason():
    missing = [name for name in PUBLIC if name not in ROWS and not is_elsewhere(name)]
    assert not missing, f"give a valid call in tests/valid_calls.py: {missing}"


def is_elsewhere(name):
    known = any(name == other or name.startswith(f"{other}.") for other in ELSEWHERE)
    return known or not inspect.signature(PUBLIC[name]).parameters


def test_no_row_is_of_a_name_that_is_gone():
    assert set(ROWS) <= set(FOUND)
    assert all(any(name == other or name.startswith(f"{other}.") for name in PUBLIC) for other in ELSEWHERE)


@pytest.mark.parametrize(("name", "argument"), SPOILS, ids=[f"{name}-{argument}" for name, argument in SPOILS])
def test_a_sample_of_spoilt_values(name, argument):
    rng = np.random.default_rng(list(f"{name} {argument}".encode()))
    values = spoilt(ROWS[name].arguments[argument])
    chosen = rng.choice(len(values), SAMPLE, replace=False)
    complaints = [complaint(name, argument, *item) for i, item in enumerate(values.items()) if i in chosen]
    assert not (said := "\n".join(filter(None, complaints))), said


@pytest.mark.exhaustive
@pytest.mark.parametrize(("name", "argument"), SPOILS, ids=[f"{name}-{argument}" for name, argument in SPOILS])
def test_all_spoilt_values(name, argument):
    complaints = [complaint(name, argument, *item) for item in spoilt(ROWS[name].arguments[argument]).items()]
    assert not (said := "\n".join(filter(None, complaints))), said


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", ROWS)
def test_what_is_spoilt_was_right(name):
    row = ROWS[name]
    try:
        result = (row.call or PUBLIC[name])(**row.arguments)
    except row.raises:
        return
    assert all(np.isfinite(array).all() for array in numbers(result))


SMALL = np.full((4, 8, 8, 1), 0.5, "float32")
NAN = np.where(np.arange(8)[:, None] == 0, np.nan, SMALL).astype("float32")
MASKED = np.full((6, 12, 16, 3), 0.5, "float32"), np.repeat(np.arange(4), 3 * 16).reshape(1, 12, 16).repeat(6, axis=0)
NONSENSE = {  # what was once computed, drawn or passed over without a word, and the argument that is to be named
    "a NaN in a picture to learn from": ("images", lambda: next(learn(NAN))),
    "infinity in a picture to learn from": ("images", lambda: next(learn(np.where(np.isnan(NAN), np.inf, NAN)))),
    "a NaN in a picture to classify": ("images", lambda: net().predict_proba(NAN)),
    "a label of a picture with a NaN": ("images", lambda: net().predict(NAN)),
    "a masked array": ("segments", lambda: metrics.boundary_density(np.ma.masked_equal(np.eye(4, dtype=int), 1))),
    "a masked picture": ("images", lambda: checks.check_images(np.ma.masked_less(SMALL, 0.7))),
    **{f"a price of {C}": ("C", lambda C=C: svm.objective(**margins(C=C))) for C in (-1, np.nan, -np.inf, 0, True)},
    "outputs of fewer points than signs": ("signs", lambda: svm.objective(**margins(outputs=np.ones((1, 1))))),
    "outputs that are one number": ("outputs", lambda: svm.objective(**margins(outputs=2.0))),
    "signs that are True": ("signs", lambda: svm.objective(**margins(signs=np.ones((2, 1), bool)))),
    **{f"a step of {step}": ("step", lambda step=step: slope(step=step)) for step in (0, np.nan, np.inf, 1e300)},
    "a complex gradient": ("gradient", lambda: slope(gradient=np.ones(3, complex))),
    **{
        f"the box {box}": ("boxes", lambda box=box: plots.boxes(SMALL[0], [box], ["a"]))
        for box in ([0, 0, np.nan, 3], [-1, 0, 2, 3], [3, 0, 1, 2], [0, 0, 10**9, 3])
    },
    "a score of 229": ("scores", lambda: plots.boxes(SMALL[0], [[0, 0, 1, 1]], ["a"], [229.0])),
    "a bar of NaN": ("values", lambda: plots.bars([np.nan, 1], ["a", "b"])),
    "a bar without end": ("values", lambda: plots.bars([np.inf, 1], ["a", "b"])),
    "a curve over NaN": ("x", lambda: plots.lines({"loss": [1.0, 2.0]}, x=[0.0, np.nan])),
    "a cell of NaN": ("array", lambda: plots.numbers([[np.nan, 1.0]])),
    "a feature map with NaN": ("maps", lambda: features.pool_regions(NAN, np.zeros((4, 8, 8), int))),
    "a margin of 1e300": ("margin", lambda: features.region_crops(SMALL, np.zeros((4, 8, 8), int), margin=1e300)),
    **{
        f"a turn of {angle}": ("rotation", lambda angle=angle: scenes.arrange([captions.parse("a star")], rotation=angle))
        for angle in (np.nan, np.inf, 1e300)
    },
    "objects that are text": ("objects", lambda: reader.tell("abc")),
    **{f"files called {name}": ("prefix", lambda name=name: datasets.shipped_files(name)) for name in (None, 3, np.nan)},
    "pairs that are text": ("without", lambda: captions.sample_meanings(1, without="abc")),
    "a circle of radius NaN": ("radius", lambda: rules.circle(np.zeros(2), np.zeros(2), radius=np.nan)),
    "steps of 10**12 pixels": ("stride", lambda: formulas.conv2d(SMALL, np.ones((2, 2, 1, 1)), stride=10**12)),
    "a window of True": ("kernel_size", lambda: formulas.output_size(5, True)),
    "a stride of True": ("stride", lambda: formulas.output_size(5, 3, stride=True)),
    "a dilation of True": ("dilation", lambda: formulas.output_size(5, 3, dilation=True)),
    "a window of True in a drawing": ("kernel_size", lambda: plots.windows(5, True)),
    "10**12 for what is no whole number": ("compactness", lambda: segment.slic(SMALL, n_segments=4, compactness=10**12)),
    "a step of 10**12 in training": ("learning_rate", lambda: next(learn(SMALL, learning_rate=10**12))),
    **{
        f"points to cluster that are {kind}": ("points", lambda kind=kind: segment.kmeans(np.eye(4).astype(kind), 2))
        for kind in (complex, str, bool, object)
    },
    "points too far to be told apart": ("points", lambda: segment.kmeans(np.eye(4) * 1e30, 2)),
    **{
        f"one picture to {function.__name__} for two maps": (
            "images",
            lambda function=function: function(SMALL[:1], np.zeros((2, 8, 8), int)),
        )
        for function in (regions.merge_regions, regions.refine_borders)
    },
    **{
        f"a learning rate of {rate}": ("learning_rate", lambda rate=rate: muon.muon(rate))
        for rate in (np.nan, 0, "fast", None, 10**12)
    },
    **{
        f"a vote by {vote!r}": ("vote", lambda vote=vote: clone(pipeline()).set_params(vote=vote).fit(*MASKED))
        for vote in (np.array(["a", "b"]), np.array("average"), None, "avrage")
    },
    **{
        f"a score for {what}": ("y", lambda y=y: pipeline().score(MASKED[0][:2], y))
        for what, y in {
            "None": None,
            "one label for two": [1],
            "words for numbers": ["a", "b"],
            "halves": [0.5, 1.5],
            "NaN": [np.nan, 1],
            "masked labels": np.ma.masked_array([0, 1], [False, True]),
            "a number": 3,
            "masks of fractions": MASKED[1][:2] / 2,
            "masks of another size": np.zeros((2, 3, 3), int),
            "masks below 0": -MASKED[1][:2],
            "rows": np.zeros((2, 2)),
        }.items()
    },
    **{
        f"{what} {pairs!r} to draw with": (what, lambda what=what, pairs=pairs: arrange_or_say(**{what: pairs}))
        for what in ("without", "among")
        for pairs in ("abc", "", 3, [[]], [1], [("red", "x")], [("red",)])
    },
    "no pair to name one of": ("among", lambda: captions.sample_meanings(1, among=())),
    **{
        f"a masked {name} of a support vector machine": (name, lambda name=name: svm.LinearSVM().fit(**points(name)))
        for name in ("X", "y")
    },
    "masked points to classify": ("X", lambda: svm.LinearSVM().fit(**points()).predict(points("X")["X"])),
}


def arrange_or_say(**pairs):
    """Draw, or say what is drawn, with pairs of colour and class left out, or named."""
    return (
        scenes.arrange([captions.parse("a star")], **pairs) if "without" in pairs else captions.sample_meanings(1, **pairs)
    )


def points(masked=None):
    """Points with labels; of those called ``masked``, one is."""
    found = {"X": np.eye(4, 3), "y": np.arange(4) % 2}
    return found | ({masked: np.ma.masked_equal(found[masked], 1)} if masked else {})


def net():
    return network.Network([network.Flatten(), network.Dense(64, 3, seed=0)])


def learn(images, **options):
    return network.gradient_descent(net(), images, np.zeros(4, int), epochs=1, **options)


def margins(**changes):
    return {"weights": np.ones((2, 1)), "outputs": np.ones((2, 1)), "signs": np.ones((2, 1)), "C": 1.0} | changes


def slope(**changes):
    return network.check_gradient(lambda x: x.sum(), np.ones(3), **{"gradient": np.ones(3)} | changes)


@pytest.mark.parametrize("what", NONSENSE)
def test_what_was_once_taken_without_a_word_is_refused(what):
    argument, call = NONSENSE[what]
    with pytest.raises((TypeError, ValueError), match=rf"(?<![a-z_]){argument}(?![a-z])"):
        call()
