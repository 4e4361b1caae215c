"""Every small change of a function's source: a sign, an off by one, an axis, an operator, two names exchanged."""

import ast
import copy
import inspect
import textwrap
from unittest import mock

SWAPS = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Pow: ast.Mult,
    ast.MatMult: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
NAMES = {
    "max": "min",
    "min": "max",
    "sum": "mean",
    "mean": "sum",
    "argmax": "argmin",
    "floor": "ceil",
    "exp": "square",
    "log": "sqrt",
}


def mutants(function):
    """Yield ``(description, source)`` for every mutant of ``function``, its name kept."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    tree.body[0].decorator_list = []
    original = ast.unparse(tree)
    for index, node in enumerate(ast.walk(tree)):
        for number in range(_choices(node)):
            mutant = copy.deepcopy(tree)
            place = list(ast.walk(mutant))[index]
            _change(place, number)
            source = ast.unparse(ast.fix_missing_locations(mutant))
            if source != original:
                line = next(b for a, b in zip(original.split("\n"), source.split("\n"), strict=True) if a != b)
                yield line.strip(), source


def survivors(exercise):
    """Return the changed line of each mutant of an exercise's reference that its check takes for right.

    What is wrong with the others is not looked for: that takes most of a check's time, and nobody is told here.
    """
    alive = []
    with mock.patch.object(type(exercise), "_name", return_value=None):
        for line, source in mutants(exercise.reference):
            names = dict(vars(inspect.getmodule(exercise.reference)))
            exec(compile(source, "<mutant>", "exec"), names)
            if exercise.judge(names[exercise.name]).state == "right":
                alive.append(line)
    return alive


def _choices(node):
    if isinstance(node, (ast.BinOp, ast.AugAssign)):
        return 1 + (isinstance(node, ast.BinOp) and type(node.op) in (ast.Sub, ast.Div, ast.FloorDiv, ast.MatMult))
    if isinstance(node, (ast.Compare, ast.BoolOp)):
        return 1
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return 2
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return 1
    if isinstance(node, ast.Attribute) and node.attr in NAMES:
        return 1
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Tuple) and len(node.slice.elts) == 2:
        return 1
    return 0


def _change(node, number):
    if isinstance(node, (ast.BinOp, ast.AugAssign)):
        if number == 0:
            node.op = SWAPS[type(node.op)]()
        else:
            node.left, node.right = node.right, node.left
    elif isinstance(node, ast.Compare):
        node.ops[0] = SWAPS[type(node.ops[0])]()
    elif isinstance(node, ast.BoolOp):
        node.op = SWAPS[type(node.op)]()
    elif isinstance(node, ast.Constant):
        node.value += (1, -1)[number]
    elif isinstance(node, ast.UnaryOp):
        node.op = ast.UAdd()
    elif isinstance(node, ast.Attribute):
        node.attr = NAMES[node.attr]
    elif isinstance(node, ast.Subscript):
        node.slice.elts.reverse()
