"""What the syntax tree of a function says of it: what it returns, whether it may end without, what it asks."""

import ast
import inspect
import textwrap

__all__ = ["asks", "may_end_without", "own_nodes", "returns", "source_of"]


def source_of(function):
    """The tree of a function's definition, and the number of the line before it.

    Parameters
    ----------
    function : callable

    Returns
    -------
    (ast.FunctionDef, int) or None
        None where there is no source to read, or it is no ``def``.

    Examples
    --------
    >>> source_of(source_of)[0].name
    'source_of'
    """
    try:
        lines, start = inspect.getsourcelines(function)
        text = textwrap.dedent("".join(lines))
        tree = ast.parse(text).body[0]
        tree.text = text
    except (OSError, TypeError, SyntaxError, IndexError, ValueError):
        return None
    return (tree, max(0, start - 1)) if isinstance(tree, ast.FunctionDef) else None


def own_nodes(function):
    r"""Give the nodes of a function's tree, without those of the functions in it.

    Parameters
    ----------
    function : ast.FunctionDef

    Yields
    ------
    ast.AST

    Examples
    --------
    >>> tree = ast.parse("def f():\n    g = lambda: 1").body[0]
    >>> [type(node).__name__ for node in own_nodes(tree)]
    ['Assign', 'Lambda', 'Name', 'Store']
    """
    waiting = list(function.body)
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, (ast.FunctionDef, ast.Lambda)):
            waiting.extend(ast.iter_child_nodes(node))


def may_end_without(function):
    r"""Tell whether a function can end without a value returned: at its end, or by a ``return`` of nothing.

    Parameters
    ----------
    function : ast.FunctionDef

    Returns
    -------
    bool

    Examples
    --------
    >>> may_end_without(ast.parse("def f(x):\n    if x:\n        return 1").body[0])
    True
    """
    bare = (node for node in own_nodes(function) if isinstance(node, ast.Return) and _is_none(node.value))
    return any(bare) or not any(map(returns, function.body))


def returns(statement):
    r"""Tell whether nothing after a statement is reached: it returns, or raises, on every path through it.

    Parameters
    ----------
    statement : ast.stmt

    Returns
    -------
    bool

    Examples
    --------
    >>> returns(ast.parse("if x:\n    return 1\nelse:\n    return 2").body[0])
    True
    """
    if isinstance(statement, ast.While):
        endless = isinstance(statement.test, ast.Constant) and statement.test.value
        return bool(endless) and not any(isinstance(part, ast.Break) for part in ast.walk(statement))
    branches = {
        ast.If: lambda: [statement.body, statement.orelse],
        ast.With: lambda: [statement.body],
        ast.Try: lambda: [statement.body + statement.orelse, *(handler.body for handler in statement.handlers)],
    }.get(type(statement), list)()
    return isinstance(statement, (ast.Return, ast.Raise)) or (bool(branches) and all(any(map(returns, b)) for b in branches))


def asks(expression, names=()):
    """Tell whether a comparison is a part of an expression, or a name that holds one.

    Parameters
    ----------
    expression : ast.expr
    names : collection of str
        That hold what a comparison gave.

    Returns
    -------
    bool

    Examples
    --------
    >>> asks(ast.parse("(x > 0) ^ y", mode="eval").body)
    True
    """
    parts = list(ast.walk(expression))
    return any(isinstance(n, (ast.Compare, ast.Not)) or (isinstance(n, ast.Name) and n.id in names) for n in parts)


def _is_none(value):
    return value is None or (isinstance(value, ast.Constant) and value.value is None)
