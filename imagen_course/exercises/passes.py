"""Code whose loops are counted: it ends after as many passes on every computer, whatever else that has to do.

`counted` has each pass of each loop of some code call `one_more`, which raises when none is left. A clock would stop the
same code earlier on a slow computer, or a busy one. What loops in C, or in functions that the code calls, is not counted.
"""

import ast

__all__ = ["NAME", "counted", "left", "one_more"]

NAME = "_one_pass_more"  # by which counted code calls `one_more`
left = {"passes": 0}  # of the process, for whoever runs counted code to set


class _TooManyPasses(BaseException):
    """A loop goes on and on; no ``except Exception`` within it stops this."""


def one_more():
    """Count a pass.

    Returns
    -------
    bool
        True, so that it can stand among the conditions of a comprehension.

    Raises
    ------
    BaseException
        If none is left: one that no ``except Exception`` stops.

    Examples
    --------
    >>> left["passes"] = 2
    >>> one_more(), left["passes"]
    (True, 1)
    """
    if left["passes"] <= 0:
        raise _TooManyPasses
    left["passes"] -= 1
    return True


def counted(tree):
    """Have each pass of each loop call what is called `NAME` where the code runs.

    Parameters
    ----------
    tree : ast.AST
        Changed in place.

    Returns
    -------
    ast.AST

    Examples
    --------
    >>> print(ast.unparse(counted(ast.parse("[k for k in range(n)]"))))
    [k for k in range(n) if _one_pass_more()]
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.For | ast.While):
            node.body.insert(0, ast.Expr(_call()))
        elif isinstance(node, ast.comprehension):
            node.ifs.insert(0, _call())
    return ast.fix_missing_locations(tree)


def _call():
    return ast.Call(ast.Name(NAME, ast.Load()), [], [])
