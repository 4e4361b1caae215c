"""Automatic differentiation, in one page: a loss written in NumPy, and its gradient with respect to what it was given.

Each operation on an `Array` notes what it was made of, and by how much it grows with each of them: its local derivatives.
`gradients` then goes back from the loss, last operation first, and multiplies: the chain rule [1]_.

References
----------
.. [1] A. G. Baydin et al., "Automatic differentiation in machine learning: a survey", JMLR 18, 2018, arXiv:1502.05767.
"""

import numpy as np
from numpy.lib.mixins import NDArrayOperatorsMixin

from imagen_course.checks import check_callable, check_numbers

__all__ = ["Array", "gradients"]

_SLOPES = {  # of each function, what the gradient is multiplied by for each argument: (result, *arguments)
    np.add: lambda y, a, b: (1, 1),
    np.subtract: lambda y, a, b: (1, -1),
    np.multiply: lambda y, a, b: (b, a),
    np.divide: lambda y, a, b: (1 / b, -y / b),
    np.power: lambda y, a, b: (b * a ** (b - 1), y * np.log(np.where(a > 0, a, 1))),
    np.negative: lambda y, a: (-1,),
    np.exp: lambda y, a: (y,),
    np.expm1: lambda y, a: (y + 1,),
    np.log: lambda y, a: (1 / a,),
    np.log1p: lambda y, a: (1 / (1 + a),),
    np.logaddexp: lambda y, a, b: (np.exp(a - y), np.exp(b - y)),
    np.sqrt: lambda y, a: (0.5 / y,),
    np.square: lambda y, a: (2 * a,),
    np.tanh: lambda y, a: (1 - y**2,),
    np.absolute: lambda y, a: (np.sign(a),),
    np.maximum: lambda y, a, b: (a >= b, a < b),
    np.minimum: lambda y, a, b: (a <= b, a > b),
}


class Array(NDArrayOperatorsMixin):
    """An array that remembers how it was computed.

    NumPy's operators and functions take it: ``+ - * / **``, ``exp``, ``log``, ``logaddexp``, ``sqrt``, ``tanh``, ``abs``,
    ``maximum``, ``sum``, ``mean`` and some more; indexing as well.

    Parameters
    ----------
    value : array_like
    parents : sequence of (Array, callable), optional
        What it was computed from; each function takes the gradient of this array and returns that of the parent.

    Attributes
    ----------
    value : numpy.ndarray

    Examples
    --------
    >>> (Array([1.0, 2.0]) ** 2).sum().value.tolist()
    5.0
    """

    def __init__(self, value, parents=()):
        self.value, self.parents = np.asarray(value), tuple(parents)

    shape = property(lambda self: self.value.shape)
    ndim = property(lambda self: self.value.ndim)
    size = property(lambda self: self.value.size)

    # x += y makes a new Array, as x = x + y does
    __iadd__, __isub__ = NDArrayOperatorsMixin.__add__, NDArrayOperatorsMixin.__sub__
    __imul__, __itruediv__ = NDArrayOperatorsMixin.__mul__, NDArrayOperatorsMixin.__truediv__

    def __getattr__(self, name):
        raise AttributeError(name if name.startswith("__") else _unknown(f".{name}"))

    def __float__(self):
        raise TypeError(_unknown("float()"))

    def __len__(self):
        return len(self.value)

    def __getitem__(self, key):
        def back(gradient):
            whole = np.zeros(self.shape)
            np.add.at(whole, key, gradient)
            return whole

        return Array(self.value[key], [(self, back)])

    def __array_ufunc__(self, ufunc, method, *inputs, **options):
        if method != "__call__" or ufunc not in _SLOPES or options:
            raise TypeError(_unknown(f"np.{ufunc.__name__}"))
        values = [_value(each) for each in inputs]
        result = ufunc(*values)
        slopes = _SLOPES[ufunc](result, *values)
        pairs = zip(inputs, slopes, strict=True)
        return Array(result, [(each, _times(slope, each.shape)) for each, slope in pairs if isinstance(each, Array)])

    def __array_function__(self, function, types, arguments, options):
        if function not in (np.sum, np.mean):
            raise TypeError(_unknown(f"np.{function.__name__}"))
        return getattr(self, function.__name__)(*arguments[1:], **options)

    def sum(self, axis=None, keepdims=False):
        """Add up, as NumPy does."""

        def back(gradient):
            along = gradient if keepdims or axis is None else np.expand_dims(gradient, axis)
            return np.broadcast_to(along, self.shape)

        return Array(self.value.sum(axis=axis, keepdims=keepdims), [(self, back)])

    def mean(self, axis=None, keepdims=False):
        """Average, as NumPy does."""
        total = self.sum(axis=axis, keepdims=keepdims)
        return total * (total.size / self.size)


def gradients(function, *arrays):
    """Compute a loss, and its gradient with respect to each array.

    Parameters
    ----------
    function : callable
        Takes the arrays, and returns one number, by operations that `Array` knows.
    *arrays : array_like

    Returns
    -------
    loss : float
    gradients : list of numpy.ndarray
        Each of its array's shape.

    Raises
    ------
    TypeError, ValueError
        If an array holds something else than finite numbers, or the function uses what has no derivative here, or returns
        more than one number.

    Examples
    --------
    >>> loss, (slope,) = gradients(lambda x: np.sum(x**2), [1.0, -3.0])
    >>> float(loss), slope.tolist()
    (10.0, [2.0, -6.0])
    """
    check_callable(function, name="function", hint="of the arrays")
    given = [Array(check_numbers(array, name=f"arrays[{i}]")) for i, array in enumerate(arrays)]
    loss = function(*given)
    if not isinstance(loss, Array) or loss.size != 1:
        shape = np.shape(loss.value if isinstance(loss, Array) else loss)
        raise ValueError(f"function must return one number computed from the arrays, got shape {shape}: sum or average it")
    found = {id(loss): np.ones(loss.shape)}
    for array in _last_first(loss):
        for parent, back in array.parents:
            found[id(parent)] = found.get(id(parent), 0) + back(found[id(array)])
    return loss.value.item(), [np.asarray(found.get(id(each), np.zeros(each.shape)), each.value.dtype) for each in given]


def _last_first(loss):
    """List all that a loss was computed from, each before what it was computed from itself."""
    order, seen, waiting = [], set(), [(loss, False)]
    while waiting:
        array, is_done = waiting.pop()
        if is_done:
            order.append(array)
        elif id(array) not in seen:
            seen.add(id(array))
            waiting += [(array, True), *((parent, False) for parent, _ in array.parents)]
    return order[::-1]


def _times(slope, shape):
    """Multiply a gradient by a local derivative; what was broadcast is added up again."""

    def back(gradient):
        gradient = gradient * slope
        gradient = gradient.sum(axis=tuple(range(gradient.ndim - len(shape))))
        wide = tuple(i for i, n in enumerate(shape) if n == 1 and gradient.shape[i] > 1)
        return gradient.sum(axis=wide, keepdims=True) if wide else gradient

    return back


def _value(array):
    return array.value if isinstance(array, Array) else np.asarray(array)


def _unknown(name):
    known = ", ".join(sorted(ufunc.__name__ for ufunc in _SLOPES))
    return f"{name} has no derivative here: write the loss with + - * / **, sum, mean or one of {known}"
