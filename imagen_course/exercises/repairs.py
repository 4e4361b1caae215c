"""Find the one small change that makes a wrong answer right, and say where it is without saying what it is.

Every sign, operator, bound, axis, comparison, name and method of the student's own code is changed, one at a time, and each
change is tried on all cases. One that passes proves that its place is what is wrong. This knows no exercise.

A change can make a loop endless. So the passes through the loops of what is tried are counted: what is found depends on the
answer alone, never on how fast it is run.
"""

import ast
import contextlib
import copy
import itertools
import pickle
import types
import warnings

from imagen_course.exercises import calls, passes, worker
from imagen_course.exercises.compare import same
from imagen_course.exercises.diagnoses import Diagnosis
from imagen_course.exercises.syntax import source_of

__all__ = ["near", "variants"]

MOST = 400  # changes that are tried, the likeliest first
PASSES = 50_000  # through loops, for one change
ALL_PASSES = 500_000  # for all changes together
SECONDS = 60.0  # of computing, for what counts no passes and does not end
_OPERATORS = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div, ast.MatMult, ast.Add, ast.Pow),
    ast.Div: (ast.Mult, ast.FloorDiv),
    ast.FloorDiv: (ast.Div, ast.Mod),
    ast.Mod: (ast.FloorDiv,),
    ast.Pow: (ast.Mult,),
    ast.MatMult: (ast.Mult,),
    ast.BitAnd: (ast.BitOr,),
    ast.BitOr: (ast.BitAnd,),
    ast.BitXor: (ast.Pow,),  # as other languages write it
}
_COMPARISONS = {
    ast.Lt: (ast.LtE, ast.Gt, ast.GtE),
    ast.LtE: (ast.Lt, ast.GtE, ast.Gt),
    ast.Gt: (ast.GtE, ast.Lt, ast.LtE),
    ast.GtE: (ast.Gt, ast.LtE, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
_FUNCTIONS = [
    ("max", "min"), ("argmax", "argmin"), ("floor", "ceil"), ("log", "log2"), ("log", "log10"),
    ("amax", "amin"), ("maximum", "minimum"), ("mean", "median"), ("std", "var"), ("zeros", "ones"), ("sin", "cos"),
    ("any", "all"), ("round", "floor"), ("nansum", "nanmean"), ("fft2", "ifft2"), ("vstack", "hstack"), ("empty", "zeros"),
    ("dot", "multiply"), ("unique", "sort"), ("zeros_like", "ones_like"), ("empty_like", "zeros_like"), ("cumsum", "sum"),
    ("perm", "comb"),
]  # fmt: skip
_ALONG_AN_AXIS = {"sum", "mean", "max", "min", "argmax", "argmin", "std", "var", "any", "all", "prod", "norm", "softmax"}
_SWAPS = {}
for _one, _other in _FUNCTIONS:
    _SWAPS.setdefault(_one, []).append(_other)
    _SWAPS.setdefault(_other, []).append(_one)
_QUESTIONS = {
    "a sign": "is it to be added or taken away?",
    "an operator": "which operation belongs here, and on what?",
    "a condition": "does the right thing happen where it is true, and where it is not?",
    "a comparison": "which side is to be the larger one, and what about equal values?",
    "a number": "which number belongs there, if any?",
    "a bound": "where does it begin and end, and is the end itself part of it?",
    "an axis": "along which axis does it go?",
    "an option": "what does it change in the result?",
    "a shape": "which shape has it, and which shape does the next step need?",
    "a function": "is this the function that is asked for?",
    "a name": "which variable belongs there?",
    "an index": "which index is the row's, and which the column's?",
    "an assignment": "what becomes of what the pass before put there?",
    "a view": "is it a copy, or the same numbers under another name?",
    "a type": "what happens to fractions, or to numbers beyond the type's end?",
    "the place of a line": "how often does it run, and how often should it?",
    "a step too many": "what is it there for?",
    "the returned value": "what is still to be done with it?",
    "an order": "in which order are these two?",
}


def near(attempt):
    """Name the place of the one change that makes the answer right.

    Parameters
    ----------
    attempt : Attempt

    Returns
    -------
    Diagnosis or None

    Examples
    --------
    >>> from imagen_course.exercises import find
    >>> find("contrast")[1].judge(lambda x: x.max() + x.min()).slip is None    # a lambda's source is not changed
    True
    """
    changed = variants(attempt.function)
    if not changed or attempt.exercise is None:
        return None
    # Those cases first that the answer gets wrong: most changes fail on the first of them.
    order = sorted(range(len(attempt.right)), key=lambda index: attempt.right[index])
    cases = [attempt.cases[index] for index in order]
    expected = [attempt.expected[index] for index in order]
    fits = attempt.exercise.accepts
    functions = [function for *_, function in changed]
    outcome = worker.run(_first_right, [(functions, cases, expected, fits)], seconds=SECONDS).outcomes[-1]
    if not isinstance(outcome.value, int):
        return None
    line, part, kind, _ = changed[outcome.value]
    look = f" Look at `{part}`: {_QUESTIONS[kind]}" if part else " Which part of it would you doubt first?"
    question = f"One change in this line makes the answer right in every case.{look}"
    return Diagnosis(f"one mistake in line {line}: {kind}", question)


def _first_right(functions, cases, expected, accepts):
    """The place of the first changed answer that is right in every case; None where none is, as far as passes go."""
    left = ALL_PASSES
    for place, function in enumerate(functions):
        passes.left["passes"] = given = min(left, PASSES)
        if _is_right(function, cases, expected, accepts):
            return place
        left -= given - passes.left["passes"]
    return None


def _is_right(function, cases, expected, accepts):
    """Whether a changed answer is right in every case."""
    for case, wanted in zip(cases, expected, strict=True):
        value, error, *_ = calls.call(function, case)
        try:
            if error or not (same(value, wanted) if accepts is None else accepts(value, wanted, copy.deepcopy(case))):
                return False
        except Exception:  # a value of any kind may come
            return False
    return True


# Changes -------------------------------------------------------------------------------------------------------------------


def variants(function):
    """Every small change of a function's code.

    Parameters
    ----------
    function : callable
        Defined by a ``def`` whose source can be read, and without variables of a function around it.

    Returns
    -------
    list of (int, str, str, callable)
        The line, what to look at in it, the kind of change, and the changed function; the likeliest changes first.

    Examples
    --------
    >>> variants(len)
    []
    """
    if not isinstance(function, types.FunctionType) or function.__closure__ or (source := source_of(function)) is None:
        return []
    tree, before = source
    names = _names(tree)
    _mark(tree)
    found = [(index, node, *each) for index, node in enumerate(ast.walk(tree)) for each in _changes(node, names)]
    found.sort(key=lambda each: 0 if each[2] == "a step too many" else 2 if each[2] in _UNLIKELY else 1)
    changed, seen, packed = [], {ast.dump(tree)}, pickle.dumps(tree)  # unpacking is several times as fast as a deep copy
    variables = function.__globals__ | {passes.NAME: passes.one_more}
    for index, node, kind, part, change in found[:MOST]:
        mutant = pickle.loads(packed)
        place = next(itertools.islice(ast.walk(mutant), index, None))
        if not change(place, mutant) or (dump := ast.dump(mutant)) in seen:
            continue
        seen.add(dump)
        with contextlib.suppress(SyntaxError, ValueError, RecursionError, TypeError, StopIteration):
            line = before + getattr(node, "lineno", 1)
            changed.append((line, _quoted(part, tree.text), kind, _function(mutant, function, variables)))
    return changed


def _mark(tree):
    """Note on the parts what their surroundings are: a number that is an axis, what stands in a loop, names there twice."""
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg in ("axis", "ddof"):
            node.value.is_axis = True
        if isinstance(node, (ast.For, ast.While)):
            for inner in ast.walk(node):
                inner.in_loop = True
        if isinstance(node, ast.stmt) and not hasattr(node, "body"):
            _mark_names([inner for inner in ast.walk(node) if isinstance(inner, ast.Name)])


def _mark_names(names):
    """Note on the names of a statement which other ones it reads, and whether they stand there once."""
    for name in names:
        name.is_alone = sum(other.id == name.id for other in names) == 1
        name.beside = {other.id for other in names if other is not name and isinstance(other.ctx, ast.Load)}


_UNLIKELY = {
    "the returned value",
    "a name",
    "a function",
    "an option",
    "a shape",
    "an axis",
}  # they cure by accident more often


def _quoted(part, source):
    """The text of a part of the code as it was written; none where it is long, for half of it would only puzzle."""
    text = part if isinstance(part, str) else ast.get_source_segment(source, part) or ast.unparse(part)
    return text if len(text) <= 60 and "\n" not in text else ""


def _function(tree, original, variables):
    """The function that a changed tree defines, in the variables of the original and with its passes counted."""
    tree.decorator_list = []
    with warnings.catch_warnings():  # of what no student wrote
        warnings.simplefilter("ignore")
        code = compile(passes.counted(ast.Module([tree], [])), "<changed>", "exec")
    own = next(part for part in code.co_consts if isinstance(part, types.CodeType) and part.co_name == tree.name)
    changed = types.FunctionType(own, variables, tree.name, original.__defaults__)
    changed.__kwdefaults__ = original.__kwdefaults__
    return changed


def _names(tree):
    """The names that may have been meant in the function: its arguments and its own variables."""
    arguments = [a.arg for a in tree.args.args]
    own = [n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)]
    return list(dict.fromkeys(arguments + own))


def _changes(node, names):
    """The changes that a node allows: the kind, what to look at, and a function that makes it and says whether it did."""
    for kinds, way in _WAYS:
        if isinstance(node, kinds):
            yield from way(node, names)


def _set(**fields):
    def change(node, tree):
        for name, value in fields.items():
            setattr(node, name, copy.deepcopy(value))
        return True

    return change


def _replace(make):
    """Put ``make(node)`` in the place of a node."""

    def change(node, tree):
        for parent in ast.walk(tree):
            for name, value in ast.iter_fields(parent):
                if value is node:
                    setattr(parent, name, make(node))
                    return True
                if isinstance(value, list) and any(part is node for part in value):
                    setattr(parent, name, [make(node) if part is node else part for part in value])
                    return True
        return False

    return change


_A = ast.Name("a", ast.Load())


def _binary(node, names):
    sign = isinstance(node.op, (ast.Add, ast.Sub))
    part = node if len(ast.unparse(node)) <= 60 else f"{ast.unparse(ast.BinOp(_A, node.op, node.right))[2:]}"
    for other in _OPERATORS.get(type(node.op), ()):
        yield ("a sign" if sign and other in (ast.Add, ast.Sub) else "an operator"), part, _set(op=other())
    if isinstance(node.op, (ast.Sub, ast.Div, ast.FloorDiv, ast.MatMult, ast.Pow)):
        yield "an order", node, _set(left=node.right, right=node.left)
    if isinstance(node.op, (ast.BitAnd, ast.BitOr)):
        return
    whole, operator = ast.unparse(node), ast.unparse(ast.BinOp(ast.Name("a"), node.op, ast.Name("b")))[1:-1]
    left, right = (
        whole.split(operator, 1) if whole.count(operator) == 1 else (ast.unparse(node.left), ast.unparse(node.right))
    )
    is_one = isinstance(node.right, ast.Constant) and node.right.value == 1
    yield "a number" if is_one and sign else "a step too many", f"{operator.strip()} {right}", _replace(lambda n: n.left)
    yield "a step too many", f"{left} {operator.strip()}", _replace(lambda n: n.right)


def _augmented(node, names):
    for other in _OPERATORS.get(type(node.op), ()):
        yield ("a sign" if isinstance(node.op, (ast.Add, ast.Sub)) else "an operator"), node, _set(op=other())


def _compared(node, names):
    for other in _COMPARISONS.get(type(node.ops[0]), ()):
        yield "a comparison", node, _set(ops=[other(), *node.ops[1:]])


def _number(node, names):
    if getattr(node, "is_axis", False):  # `_options` sees to it
        return
    if isinstance(node.value, bool):
        yield "an option", node, _set(value=not node.value)
    elif isinstance(node.value, (int, float)):
        for step in (1, -1):
            yield "a number", node, _set(value=node.value + step)
        if node.value in (0, 2):
            yield "a number", node, _set(value=2 - node.value)


def _negated(node, names):
    if isinstance(node.op, ast.USub):
        yield "a sign", node, _replace(lambda n: n.operand)
    elif isinstance(node.op, ast.Not):
        yield "a condition", node, _replace(lambda n: n.operand)


def _plus(expression, step):
    return ast.BinOp(copy.deepcopy(expression), ast.Add() if step > 0 else ast.Sub(), ast.Constant(1))


def _called(node, names):
    function = node.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    for other in _SWAPS.get(name, ()):
        changed = copy.deepcopy(function)
        setattr(changed, "attr" if isinstance(function, ast.Attribute) else "id", other)
        yield "a function", name, _set(func=changed)
    yield from _arguments(node, name)
    if isinstance(function, ast.Attribute) and not (isinstance(function.value, ast.Name) and function.value.id == "np"):
        rest = ", ".join(map(ast.unparse, [*node.args, *node.keywords]))
        kind = "a type" if name == "astype" else "a step too many"
        yield kind, f".{name}({rest})", _replace(lambda n: n.func.value)
    yield from _options(node, name)
    yield from _additions(node, name)


def _arguments(node, name):
    """One of two, another bound, the two exchanged, the one alone without the call."""
    arguments = node.args
    if name in ("max", "min", "maximum", "minimum") and len(arguments) == 2:
        for kept in (0, 1):
            yield "a step too many", node, _replace(lambda n, kept=kept: n.args[kept])
    if name in ("range", "arange"):
        for index, step in itertools.product(range(min(2, len(arguments))), (1, -1)):
            yield "a bound", node, _set(args=[*arguments[:index], _plus(arguments[index], step), *arguments[index + 1 :]])
    if len(arguments) == 2 and not any(isinstance(a, ast.Starred) for a in arguments):
        yield "an order", node, _set(args=arguments[::-1])
    if len(arguments) == 1 and not node.keywords:
        yield "a step too many", f"{ast.unparse(node.func)}(...)", _replace(lambda n: n.args[0])


def _options(node, name):
    """The keywords of a call: another axis, or without one."""
    for word in node.keywords:
        rest = [k for k in node.keywords if k is not word]
        if word.arg == "axis":
            yield from _with_axis(node, rest)
        if word.arg in ("keepdims", "ddof") or (word.arg == "axis" and name not in ("std", "var")):
            yield "an option", word, _set(keywords=rest)
        if word.arg == "dtype":
            yield "a type", word, _set(keywords=rest)


def _additions(node, name):
    """A keyword that the call does not have."""
    given = {word.arg for word in node.keywords}
    if name in _ALONG_AN_AXIS and "axis" not in given:
        yield from _with_axis(node, node.keywords)
    if name in _ALONG_AN_AXIS and "keepdims" not in given:
        yield "a shape", node, _set(keywords=[*node.keywords, ast.keyword("keepdims", ast.Constant(True))])
    if name in ("zeros_like", "empty_like", "full_like", "ones_like"):
        yield "a type", node, _set(keywords=[*node.keywords, ast.keyword("dtype", ast.Name("float", ast.Load()))])


def _with_axis(node, keywords):
    for other in (0, 1, -1):
        yield "an axis", node, _set(keywords=[*keywords, ast.keyword("axis", ast.Constant(other))])


def _named(node, names):
    if isinstance(node.ctx, ast.Load) and node.id in names and getattr(node, "is_alone", False):  # else: which of them?
        for other in names:
            if other != node.id and other not in node.beside:  # a + b - a: it would only cancel
                yield "a name", node, _set(id=other)


def _indexed(node, names):
    if isinstance(node.slice, ast.Tuple) and len(node.slice.elts) == 2:
        yield "an index", node, _set(slice=ast.Tuple(node.slice.elts[::-1], ast.Load()))
    if isinstance(node.slice, ast.Constant) and node.slice.value in (0, 1):
        yield "an index", node, _set(slice=ast.Constant(1 - node.slice.value))


def _sliced(node, names):
    for side in ("lower", "upper"):
        if (bound := getattr(node, side)) is not None:
            for step in (1, -1):
                yield "a bound", node, _set(**{side: _plus(bound, step)})
            yield "a bound", node, _set(**{side: None})
    if node.step is not None:
        yield "a bound", node, _set(step=None)


def _assigned(node, names):
    if len(node.targets) == 1 and isinstance(node.targets[0], (ast.Name, ast.Subscript)):
        target = node.targets[0]
        for operator in (ast.Add(), ast.Mult()) if getattr(node, "in_loop", False) else ():
            yield "an assignment", node, _replace(lambda n, o=operator: ast.AugAssign(copy.deepcopy(target), o, n.value))
        if isinstance(target, ast.Name):
            yield "a view", node, _set(value=ast.Call(ast.Attribute(node.value, "copy", ast.Load()), [], []))


def _dropped(node, names):
    """A statement left out, where others stand beside it."""
    yield "a step too many", node, _replace(lambda n: ast.Pass())


def _paired(node, names):
    if len(node.elts) == 2 and isinstance(node.ctx, (ast.Load, ast.Store)):
        yield "an order", node, _set(elts=node.elts[::-1])


def _returned(node, names):
    value = node.value
    if value is None:
        return
    if isinstance(value, (ast.List, ast.Tuple)) and len(value.elts) == 1:
        yield "a step too many", node, _set(value=value.elts[0])
    finished = [ast.Attribute(value, "T", ast.Load()), ast.UnaryOp(ast.USub(), value)]
    for function in ("sum", "mean", "sqrt", "square", "abs", "exp", "log", "real"):
        finished.append(ast.Call(_numpy(function), [value], []))
    finished += [ast.BinOp(ast.Constant(1), operator, value) for operator in (ast.Sub(), ast.Add())]
    finished += [ast.BinOp(value, ast.Div(), ast.Constant(other)) for other in (2, 3)]
    for other, operator in itertools.product(names, (ast.Div(), ast.Mult())):
        finished.append(ast.BinOp(value, operator, ast.Name(other, ast.Load())))
    for changed in finished:
        yield "the returned value", node, _set(value=changed)


def _numpy(function):
    return ast.Attribute(ast.Call(ast.Name("__import__", ast.Load()), [ast.Constant("numpy")], []), function, ast.Load())


def _looped(node, names):
    """The last statement of a loop moved behind it."""

    def out(loop, tree):
        for parent in ast.walk(tree):
            body = getattr(parent, "body", None)
            if isinstance(body, list) and len(loop.body) > 1 and any(part is loop for part in body):
                at = next(i for i, part in enumerate(body) if part is loop)
                body.insert(at + 1, loop.body.pop())
                return True
        return False

    yield "the place of a line", node.body[-1], out


def _chosen(node, names):
    yield "a condition", node.test, _set(body=node.orelse, orelse=node.body)


def _joined(node, names):
    yield "a condition", node, _set(op=ast.Or() if isinstance(node.op, ast.And) else ast.And())


_WAYS = (
    (ast.BinOp, _binary),
    (ast.AugAssign, _augmented),
    (ast.Compare, _compared),
    (ast.Constant, _number),
    (ast.UnaryOp, _negated),
    (ast.Call, _called),
    (ast.Name, _named),
    (ast.Subscript, _indexed),
    (ast.Slice, _sliced),
    (ast.Assign, _assigned),
    ((ast.Assign, ast.AugAssign, ast.Expr), _dropped),
    (ast.Tuple, _paired),
    (ast.Return, _returned),
    ((ast.For, ast.While), _looped),
    (ast.IfExp, _chosen),
    (ast.BoolOp, _joined),
)
