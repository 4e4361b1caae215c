"""Imports run down: a module of the package imports only from floors below its own, whether at its top or in a function."""

import ast
from pathlib import Path

import pytest

import imagen_course

PACKAGE = Path(imagen_course.__file__).parent
FLOORS = [
    {"address", "choices", "downloads", "files", "preflight", "region_graph", "syllabus"},
    {"arrays"},
    {"archives", "checks"},
    {"autodiff", "compress", "distribute", "formulas", "origins", "pictures", "training", "worlds"},
    {"datasets", "detect", "explain", "metrics", "network", "models", "photographs", "drawing_network", "style"},
    {"segment", "features", "svm", "vote", "novelty", "regularisation"},
    {"region_features", "regions", "targets"},
    {"persistence", "transfer"},
    {"pipeline", "teach", "generate"},
    {"gallery", "naming", "overlays", "plots"},
    {"widgets", "exercises", "analyze", "folders", "teaching"},
    {"album", "classroom", "editions", "export", "lab"},
    {"grading", "projects", "slides", "workspace"},
    {"exams"},
    {"cli"},
    {"__main__"},
]
FLOOR = {module: number for number, modules in enumerate(FLOORS) for module in modules}
# What these take stands in the wrong module, or under the wrong name: the list may only shrink.
TAKES_PRIVATE_NAMES = set()
OPEN_TO_ALL = {"__init__"}  # loads the others by name, when they are named


def rooms():
    return sorted(path for path in PACKAGE.rglob("*.py") if path.relative_to(PACKAGE).parts[0] != "__init__.py")


def imported_modules(tree):
    """Names of the package's own modules that a syntax tree imports, however the import is written."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                package, _, rest = alias.name.partition(".")
                if package == "imagen_course":
                    yield rest.partition(".")[0] or "__init__"
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: relative import; write 'from imagen_course.x import y'"
            package, _, rest = (node.module or "").partition(".")
            if package == "imagen_course":
                yield from [rest.partition(".")[0]] if rest else [alias.name for alias in node.names]


@pytest.mark.parametrize("path", rooms(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_from_floors_below(path):
    room = path.relative_to(PACKAGE).with_suffix("").parts[0]
    for module in imported_modules(ast.parse(path.read_text())):
        if module in FLOOR and module != room:
            assert FLOOR[module] < FLOOR[room], f"{room} (floor {FLOOR[room]}) imports {module} (floor {FLOOR[module]})"
        else:
            assert module == room or module in OPEN_TO_ALL | {"__version__"}, f"{room} imports {module}, on no floor"


def test_every_room_has_a_floor_and_every_floor_holds_rooms_that_are_there():
    assert {path.relative_to(PACKAGE).with_suffix("").parts[0] for path in rooms()} == set(FLOOR)
    assert sum(map(len, FLOORS)) == len(FLOOR)


def private_names(tree):
    """Names with a leading underscore that a syntax tree takes from other modules of the package."""
    imported = [
        alias
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("imagen_course")
        for alias in node.names
    ]
    modules = {alias.asname or alias.name for alias in imported}
    used = (node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name))
    names = [alias.name for alias in imported] + [node.attr for node in used if node.value.id in modules]
    return sorted({name for name in names if name.startswith("_") and not name.startswith("__")})


def test_no_module_takes_a_private_name_from_another():
    found = {str(path.relative_to(PACKAGE)): private_names(ast.parse(path.read_text())) for path in rooms()}
    assert {room for room, names in found.items() if names} == TAKES_PRIVATE_NAMES


def test_the_guard_sees_a_private_name_however_it_is_taken():
    text = "from imagen_course import svm\nfrom imagen_course.vote import _count as n, majority\nsvm._newton(svm.__all__)\n"
    assert private_names(ast.parse(text)) == ["_count", "_newton"]


def test_the_guard_sees_every_way_to_write_an_import():
    text = (
        "import imagen_course.cli\nfrom imagen_course import plots\ndef f():\n    from imagen_course.vote import majority\n"
    )
    assert sorted(imported_modules(ast.parse(text))) == ["cli", "plots", "vote"]
