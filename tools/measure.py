"""Print how large the package is and how it is made: lines, functions, complexity, input checking, what stands twice.

A line of code is a physical line that holds a token and belongs to no docstring: comments and blank lines do not count. The
declarations of exercises are counted beside the package. ``tests/test_sizes.py`` holds the limits.

    python tools/measure.py            # the table
    python tools/measure.py --all      # and every function above a limit, every block that stands twice
"""

import argparse
import ast
import io
import statistics
import tokenize
from collections import Counter, defaultdict
from pathlib import Path
from typing import NamedTuple

PACKAGE = Path(__file__).resolve().parents[1] / "imagen_course"
DECLARATIONS = "exercises/declared/[!_]*.py"
BLOCK = 4  # lines of code in a row that count as standing twice
FILE_LINES, MEDIAN_LINES, FUNCTION_LINES, COMPLEXITY, CHECKING, PACKAGE_LINES = 350, 6, 40, 12, 0.08, 5400

_IGNORED = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}
_FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef
_BRANCHES = ast.If | ast.IfExp | ast.For | ast.AsyncFor | ast.While | ast.ExceptHandler | ast.comprehension | ast.match_case


class Source(NamedTuple):
    """A file: its name in the package, its syntax tree, its text by lines, and the numbers of its lines of code."""

    name: str
    tree: ast.Module
    text: list
    code: set

    def lines(self, node):
        """Return the numbers of the lines of code of a node."""
        return self.code.intersection(range(node.lineno, node.end_lineno + 1))


class Function(NamedTuple):
    """A function: where it stands, how many lines of code it has, its McCabe complexity."""

    name: str
    lines: int
    complexity: int


def read(path, root=PACKAGE):
    """Read a file."""
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    code = {i for t in tokens if t.type not in _IGNORED for i in range(t.start[0], t.end[0] + 1)}
    for node in ast.walk(tree):
        if docstring := _docstring(node):
            code -= set(range(docstring.lineno, docstring.end_lineno + 1))
    return Source(path.relative_to(root).as_posix(), tree, text.splitlines(), code)


def sources(root=PACKAGE):
    """Read the package: its files, and the files that declare exercises."""
    declarations = set(root.glob(DECLARATIONS))
    paths = sorted(root.rglob("*.py"))
    return [read(p, root) for p in paths if p not in declarations], [read(p, root) for p in sorted(declarations)]


def functions(source):
    """List the functions and methods of a file, nested ones too."""
    found = []

    def visit(node, outer):
        for child in ast.iter_child_nodes(node):
            name = [*outer, child.name] if isinstance(child, _FUNCTIONS | ast.ClassDef) else outer
            if isinstance(child, _FUNCTIONS):
                found.append(Function(f"{source.name}:{'.'.join(name)}", len(source.lines(child)), complexity(child)))
            visit(child, name)

    visit(source.tree, [])
    return found


def complexity(function):
    """Return the McCabe complexity: one, and one for each branch, loop, "and" and "or", those of inner functions too."""
    return 1 + sum(_branches(node) for node in ast.walk(function))


def _branches(node):
    if isinstance(node, ast.BoolOp):
        return len(node.values) - 1
    return isinstance(node, _BRANCHES) + (len(node.ifs) if isinstance(node, ast.comprehension) else 0)


COMPUTES = {"check_gradient"}  # holds a derivative against differences: no input is looked at


def checking(source):
    """Return the numbers of the lines that check input.

    These are the whole of ``checks.py`` and of functions that are called ``check_...``. Elsewhere they are each ``if`` with
    nothing under it but a ``raise`` of ``TypeError`` or ``ValueError``, such a ``raise`` alone, and each call of such a
    function whose result is not used.
    """
    if source.name == "checks.py":
        return source.code
    found = set()
    for node in ast.walk(source.tree):
        if _checks(node):
            found |= source.lines(node)
    return found


def _checks(node):
    if isinstance(node, _FUNCTIONS):
        return node.name.lstrip("_").startswith("check_") and node.name not in COMPUTES
    if isinstance(node, ast.If):
        return not node.orelse and all(_refuses(statement) for statement in node.body)
    return _refuses(node) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and _is_check(node.value.func))


def _refuses(node):
    return isinstance(node, ast.Raise) and node.exc is not None and _named(node.exc) in ("TypeError", "ValueError")


def _is_check(function):
    return _named(function).lstrip("_").startswith("check_")


def _named(node):
    node = node.func if isinstance(node, ast.Call) else node
    return node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")


def repeated(files, n=BLOCK):
    """List the blocks of ``n`` lines of code or more that stand in two places: lines, first place, second place."""
    places = defaultdict(list)
    for source in files:
        numbers = [i for i in sorted(source.code) if not source.text[i - 1].lstrip().startswith(("import ", "from "))]
        for at in range(len(numbers) - n + 1):
            block = tuple(source.text[i - 1].strip() for i in numbers[at : at + n])
            if sum(map(len, block)) > 20 * n:  # brackets and names of a list are no logic
                places[block].append((source.name, at, numbers[at]))
    found, covered = [], set()
    for (name, at, line), *others in (found for found in places.values() if len(found) > 1):
        for other, other_at, other_line in others:
            if (name, at - 1, other, other_at - 1) not in covered:
                found.append((f"{name}:{line}", f"{other}:{other_line}"))
            covered.add((name, at, other, other_at))
    return found


def undocumented(source):
    """List the public functions, classes and methods of a file that have no docstring."""
    found, public = [], [(source.tree, ())]
    for node, outer in public:
        for child in node.body:
            if isinstance(child, _FUNCTIONS | ast.ClassDef) and not child.name.startswith("_"):
                found += [f"{source.name}:{'.'.join([*outer, child.name])}"] * (_docstring(child) is None)
                public += [(child, (*outer, child.name))] * isinstance(child, ast.ClassDef)
    return found


def _docstring(node):
    documented = isinstance(node, _FUNCTIONS | ast.ClassDef | ast.Module)
    first = node.body[0] if documented and node.body else None
    constant = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    return first if constant and isinstance(first.value.value, str) else None


def table(files, declarations):
    """Return the figures as rows of a name, a value and, where there is one, a limit."""
    made = [f for source in files for f in functions(source)]
    n_lines = sum(len(source.code) for source in files)
    sizes = [f.lines for f in made]
    checks = sum(len(checking(source)) for source in files)
    long = [f"{source.name} {len(source.code)}" for source in files if len(source.code) > FILE_LINES]
    raises = sum(_refuses(node) for source in files for node in ast.walk(source.tree))
    wide = sum(len(line) > 100 for source in files for line in source.text)
    rooms = Counter({source.name: len(source.code) for source in files}).most_common(12)
    return [
        ("lines of code, declarations of exercises aside", f"{n_lines:,}", f"{PACKAGE_LINES:,}"),
        ("lines of code in declarations of exercises", f"{sum(len(s.code) for s in declarations):,}", ""),
        ("files", len(files), ""),
        (f"files over {FILE_LINES} lines of code", ", ".join(long) or "none", "none"),
        ("largest files", ", ".join(f"{name} {n}" for name, n in rooms), ""),
        ("functions and methods", len(made), ""),
        (
            "lines of a function, median and mean",
            f"{statistics.median(sizes):g} and {statistics.mean(sizes):.1f}",
            MEDIAN_LINES,
        ),
        ("functions over 25 lines", sum(n > 25 for n in sizes), ""),
        (f"functions over {FUNCTION_LINES} lines", _above(made, "lines", FUNCTION_LINES), "none"),
        (f"functions of a complexity over {COMPLEXITY}", _above(made, "complexity", COMPLEXITY), "none"),
        ("lines that check input", f"{checks} ({checks / n_lines:.1%}), {raises} raise", f"below {CHECKING:.0%}"),
        (f"blocks of {BLOCK} lines or more that stand twice", len(repeated(files)), ""),
        ("public names without a docstring", ", ".join(x for s in files for x in undocumented(s)) or "none", "none"),
        ("lines of more than 100 characters", wide, ""),
    ]


def _above(made, key, limit):
    found = sorted((f for f in made if getattr(f, key) > limit), key=lambda f: -getattr(f, key))
    return ", ".join(f"{f.name} {getattr(f, key)}" for f in found) or "none"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument(
        "--all", action="store_true", help="every file, the longest functions and every block that stands twice"
    )
    arguments = parser.parse_args()
    files, declarations = sources()
    print("| figure | now | limit |\n| --- | --- | --- |")
    for name, value, limit in table(files, declarations):
        print(f"| {name} | {value} | {limit} |")
    if arguments.all:
        made = sorted((f for source in files for f in functions(source)), key=lambda f: -f.lines)
        for source in sorted(files, key=lambda source: -len(source.code)):
            print(f"{source.name}: {len(source.code)} lines of code, {len(checking(source))} of them check input")
        print(*(f"{f.name}: {f.lines} lines, complexity {f.complexity}" for f in made if f.lines > 20), sep="\n")
        print(*(f"{first} and {second}" for first, second in repeated(files)), sep="\n")


if __name__ == "__main__":
    main()
