"""Arithmetic as one writes it on paper: it is read and worked out, and nothing else is run."""

import ast
import math
import operator

__all__ = ["evaluate", "terms", "written"]

LONGEST = 500  # characters
LARGEST = 64  # an exponent
_OPERATORS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
}
_FUNCTIONS = {"exp": math.exp, "log": math.log, "log2": math.log2, "sqrt": math.sqrt, "max": max, "min": min, "abs": abs}


def evaluate(text):
    """Work out an expression of numbers, ``+ - * / // % **``, brackets, and exp, log, log2, sqrt, max, min and abs.

    Parameters
    ----------
    text : str
        In Python's spelling.

    Returns
    -------
    int or float

    Raises
    ------
    ValueError
        If it is anything else, or has no finite value.

    Examples
    --------
    >>> evaluate("(28 + 2 * 1 - 5) // 2 + 1")
    13
    >>> evaluate("open('key.html')")
    Traceback (most recent call last):
    ValueError: "open('key.html')" is no arithmetic: write numbers, + - * / // % **, brackets, exp, log, log2, ...
    """
    try:
        value = _value(ast.parse(text[:LONGEST].strip(), mode="eval").body)
        if math.isfinite(value):
            return value
    except (SyntaxError, TypeError, ArithmeticError, ValueError, RecursionError, MemoryError):
        pass
    hint = f"write numbers, + - * / // % **, brackets, {', '.join(_FUNCTIONS)}"
    raise ValueError(f"{text[:LONGEST]!r} is no arithmetic: {hint}")


def _value(node):
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return node.value
    if isinstance(node, ast.UnaryOp):
        return _OPERATORS[type(node.op)](_value(node.operand)) if type(node.op) in _OPERATORS else _refuse()
    if isinstance(node, ast.BinOp):
        return _of_two(node.op, _value(node.left), _value(node.right))
    if isinstance(node, ast.Call) and getattr(node.func, "id", None) in _FUNCTIONS and not node.keywords:
        return _FUNCTIONS[node.func.id](*map(_value, node.args))
    return _refuse()


def _of_two(operation, one, other):
    if isinstance(operation, ast.Pow):
        return one**other if abs(other) <= LARGEST and abs(one) < 1e12 else _refuse()
    return _OPERATORS[type(operation)](one, other) if type(operation) in _OPERATORS else _refuse()


def _refuse():
    raise ValueError


def written(number):
    """Write a number as one does on paper: a whole one in full, any other by four digits, brackets round a negative one.

    Parameters
    ----------
    number : int or float

    Returns
    -------
    str

    Examples
    --------
    >>> written(12345), written(-0.123456), written(2.0)
    ('12345', '(-0.1235)', '2')
    """
    whole = float(number).is_integer() and abs(number) < 1e12
    text = str(int(number)) if whole else f"{number:.4g}"
    return f"({text})" if number < 0 else text


def terms(*columns):
    """Write a sum, or a sum of products where several columns are given.

    Parameters
    ----------
    *columns : sequence of float
        Equally long.

    Returns
    -------
    str

    Examples
    --------
    >>> terms([1, -2], [3, 0.5])
    '1 * 3 + (-2) * 0.5'
    """
    return " + ".join(" * ".join(map(written, row)) for row in zip(*columns, strict=True))
