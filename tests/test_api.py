"""The conventions of every public name: a docstring with shapes and an example that runs, keyword-only options, errors."""

import doctest
import importlib
import inspect
import pkgutil
import re

import pytest

import imagen_course

ALL = [m.name.removeprefix("imagen_course.") for m in pkgutil.walk_packages(imagen_course.__path__, "imagen_course.")]
DECLARATIONS = "exercises.declared."  # their names are what a student sees, and no interface
MODULES = [name for name in ALL if name != "__main__" and not name.startswith(DECLARATIONS)]


def public_names():
    for module_name in MODULES:
        module = importlib.import_module(f"imagen_course.{module_name}")
        own = [name for name, value in vars(module).items() if getattr(value, "__module__", None) == module.__name__]
        for name in getattr(module, "__all__", [name for name in own if not name.startswith("_")]):
            value = getattr(module, name)
            if callable(value):
                yield pytest.param(value, id=f"{module_name}.{name}")


def own_methods(cls):
    """The public methods a class defines itself, but for those whose contract is scikit-learn's and stands there."""
    theirs = {"fit", "predict", "transform", "fit_transform", "decision_function", "predict_proba", "score"}
    return [v for n, v in vars(cls).items() if not n.startswith("_") and inspect.isfunction(v) and n not in theirs]


@pytest.mark.parametrize("module_name", MODULES)
def test_a_module_says_what_it_is(module_name):
    module = importlib.import_module(f"imagen_course.{module_name}")
    assert module.__doc__, f"{module_name} has no docstring"
    assert len(module.__doc__.split("\n")[0]) <= 125


@pytest.mark.parametrize("value", list(public_names()))
def test_a_public_name_is_documented(value):
    text = inspect.getdoc(value) or ""
    assert text, "no docstring"
    if inspect.isclass(value) and issubclass(value, Exception):
        return
    arguments = [p for p in inspect.signature(value).parameters if p not in ("self", "args", "kwargs")]
    if arguments:
        assert re.search(r"^Parameters\n-+$", text, re.M) or re.search(r"^Attributes\n-+$", text, re.M), (
            "no section Parameters"
        )
        for argument in arguments:
            assert re.search(rf"\b{argument}\b", text), f"argument {argument!r} is not described"
    assert ">>> " in text, "no example"
    for method in own_methods(value) if inspect.isclass(value) else []:
        assert inspect.getdoc(method), f"method {method.__name__} has no docstring"


@pytest.mark.parametrize("value", list(public_names()))
def test_options_are_keyword_only(value):
    """At most three arguments without a default may be given by place, and one with; everything else is named."""
    if inspect.isclass(value) and (issubclass(value, (Exception, tuple)) or hasattr(value, "__dataclass_fields__")):
        pytest.skip("a record: its fields are its signature")
    parameters = inspect.signature(value).parameters.values()
    by_place = [p for p in parameters if p.kind is p.POSITIONAL_OR_KEYWORD and p.default is not p.empty]
    assert len(by_place) <= 1, f"options {[p.name for p in by_place]} can be given by place: put a * before them"


@pytest.mark.parametrize("module_name", MODULES)
def test_the_examples_run(module_name, monkeypatch):
    monkeypatch.setenv("IMAGEN_COURSE_PROGRESS", "off")
    module = importlib.import_module(f"imagen_course.{module_name}")
    results = doctest.testmod(module, optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    assert results.failed == 0


def test_every_module_is_named_by_the_package():
    of_worlds = {"captions", "drawings", "faces", "reader", "scenes"}  # lessons name them so
    assert set(imagen_course.__all__) == {name for name in MODULES if "." not in name} | of_worlds
    for name in imagen_course.__all__:
        assert getattr(imagen_course, name).__name__ == "imagen_course." + "worlds." * (name in of_worlds) + name


def test_a_name_that_is_not_there_is_an_attribute_error_that_lists_what_is():
    with pytest.raises(AttributeError, match=r"no attribute 'formulae'; it has .*formulas"):
        imagen_course.formulae
