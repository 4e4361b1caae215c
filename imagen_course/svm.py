"""Step 3: a linear support vector machine that can be read, and that trains where its features live.

Features ``X`` are ``(n, d)``. A NumPy array is computed on in float64, a tensor of Keras's backend in its own dtype and on
its own device, by the same lines; what is learnt is NumPy either way. The intercept is the weight of a feature that is
always 1, so it is kept short like the others.
"""

import warnings
from numbers import Real

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.exceptions import ConvergenceWarning
from sklearn.utils.class_weight import compute_sample_weight
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_consistent_length, check_is_fitted, validate_data

from imagen_course.arrays import is_tensor, namespace, to_numpy
from imagen_course.checks import check_array, check_classes, check_number, check_numbers, check_whole

__all__ = ["LinearSVM", "objective"]


def objective(weights, outputs, signs, *, C=1.0):
    r"""What training makes small, class by class: long weights cost, and so do points short of their margin.

    .. math:: f(w) = \tfrac12 |w|^2 + \sum_i C_i \max(0, 1 - y_i\, w \cdot x_i)^2

    Parameters
    ----------
    weights : numpy.ndarray or tensor, shape (d, k)
        One column for each class, the intercept among them.
    outputs : numpy.ndarray or tensor, shape (n, k)
        The scores w · x of the points.
    signs : numpy.ndarray or tensor, shape (n, k)
        y = 1 where a point is of the class, -1 where it is not.
    C : float, or numpy.ndarray or tensor of shape (n, 1)
        The price of a point.

    Returns
    -------
    numpy.ndarray or tensor, shape (k,)

    Raises
    ------
    TypeError, ValueError
        If an array is not of finite numbers in its shape, or C is not above 0.

    Examples
    --------
    >>> objective(np.array([[2.0]]), np.array([[2.0], [0.5]]), np.array([[1], [1]]), C=4)   # 2²/2 + 4 (0 + 0.5²)
    array([3.])
    """
    weights = check_numbers(weights, name="weights", shape=("d", "k"), least=1)
    outputs = check_numbers(outputs, name="outputs", shape=("n", weights.shape[1]), least=1)
    signs = check_numbers(signs, name="signs", within="[-1, 1]", shape=tuple(outputs.shape))
    if hasattr(C, "shape"):
        check_numbers(C, name="C", within="(0, inf)", shape=(outputs.shape[0], 1))
    else:
        check_number(C, "(0, inf)", name="C")
    return _objective(weights, outputs, signs, C)


def _objective(weights, outputs, signs, C):
    xp = namespace(weights, outputs)
    return xp.sum(weights**2, axis=0) / 2 + xp.sum(C * xp.maximum(1 - signs * outputs, 0) ** 2, axis=0)


class LinearSVM(ClassifierMixin, BaseEstimator):
    r"""Linear support vector machine: squared hinge, L2, one class against the rest.

    It minimises :func:`objective`, as scikit-learn's ``LinearSVC`` does, by Newton steps for all classes at once, each
    found by conjugate gradients, from matrix products only. Since f curves at least as :math:`|w|^2 / 2` does, its
    gradient g tells how far the optimum w* is at most: :math:`|w - w^*| \le |g|` and :math:`f - f^* \le |g|^2 / 2`.

    Parameters
    ----------
    C : float
        The price of a point short of its margin; small values keep the weights short.
    tol : float
        Training ends when :math:`|g| \le tol\,|w|` for every class, and so :math:`|w - w^*|` too: 0.01 puts f within
        0.005 % of its least value. It also ends where rounding hides any further fall of f.
    max_iter : int
        The Newton steps it may take; a ``ConvergenceWarning`` tells when they did not suffice.
    class_weight : dict, "balanced", float or None
        Multiplies C for the points of a class, as if each came so many times; "balanced" gives all classes the same sum.
        A number in [0, 1] is a power of those weights: 0 leaves every point its own, 1 is "balanced", 0.5 lies between.

    Attributes
    ----------
    coef_ : numpy.ndarray, shape (n_classes, d), or (1, d) for two classes
    intercept_ : numpy.ndarray, shape (n_classes,), or (1,) for two classes
    classes_ : numpy.ndarray, shape (n_classes,)
    n_features_in_, n_iter_ : int

    References
    ----------
    Keerthi, DeCoste (2005), *A modified finite Newton method for fast solution of large scale linear SVMs*, JMLR 6:341-361

    Examples
    --------
    >>> svm = LinearSVM(C=10).fit([[0, 0], [0, 1], [3, 0], [3, 1]], ["left", "left", "right", "right"])
    >>> svm.predict([[1, 9], [2, 9]]).tolist()
    ['left', 'right']
    """

    def __init__(self, *, C=1.0, tol=0.01, max_iter=1000, class_weight=None):
        self.C = C
        self.tol = tol
        self.max_iter = max_iter
        self.class_weight = class_weight

    def fit(self, X, y):
        """Learn from features ``X`` (n, d), array or tensor, and labels ``y`` (n,); return the estimator itself."""
        check_number(self.C, "(0, inf)", name="C", hint="it is the price of a point short of its margin")
        check_number(self.tol, "(0, 1]", name="tol", hint="0.01 is usual")
        check_whole(max_iter=self.max_iter)
        for name, array in {"X": X, "y": y}.items():
            check_array(array, name=name)  # scikit-learn takes what is masked
        y = to_numpy(y) if is_tensor(y) else y
        if is_tensor(X):
            _check_tensor(X)
            check_consistent_length(X, y)
            self.n_features_in_ = X.shape[1]
        else:
            X, y = _in_float64(self, X, y)
        check_classification_targets(y)
        self.classes_, _ = check_classes(y, len(y))
        positive = self.classes_[1:] if len(self.classes_) == 2 else self.classes_
        xp = namespace(X)
        signs = xp.array(np.where(np.equal.outer(y, positive), 1, -1), dtype=X.dtype)  # (n, k)
        costs = xp.array(self.C * self._sample_weight(y)[:, None], dtype=X.dtype)  # (n, 1)
        X = xp.concatenate([X, xp.ones_like(X[:, :1])], axis=1)  # (n, d + 1)
        weights, self.n_iter_, converged = _newton(X, signs, costs, tol=self.tol, max_iter=self.max_iter)
        if not converged:
            message = f"not within tol={self.tol} after max_iter={self.max_iter} steps: standardise the features, or lower C"
            warnings.warn(message, ConvergenceWarning, stacklevel=2)
        weights = to_numpy(weights).astype(float)  # (d + 1, k)
        self.coef_, self.intercept_ = weights[:-1].T, weights[-1]
        return self

    def _sample_weight(self, y):
        if not isinstance(self.class_weight, Real):
            return compute_sample_weight(self.class_weight, y)
        hint = "0 leaves all points alike, 1 balances the classes"
        check_number(self.class_weight, "[0, 1]", name="class_weight", hint=hint)
        return compute_sample_weight("balanced", y) ** self.class_weight

    def decision_function(self, X):
        """Score points ``X`` (n, d) for each class: (n, n_classes), or for two (n,), positive for ``classes_[1]``."""
        check_is_fitted(self)
        check_array(X, name="X")
        if is_tensor(X):
            _check_tensor(X, self.n_features_in_)
        else:
            X = _in_float64(self, X, reset=False)
        scores = to_numpy(X @ namespace(X).array(self.coef_.T, dtype=X.dtype)) + self.intercept_  # (n, k)
        return scores[:, 0] if len(self.classes_) == 2 else scores

    def predict(self, X):
        """Name the class of each point of ``X`` (n, d): the one with the highest score."""
        scores = self.decision_function(X)
        return self.classes_[(scores > 0).astype(int) if scores.ndim == 1 else scores.argmax(axis=1)]


def _newton(X, signs, C, *, tol, max_iter):
    """Minimise the objective of every class; return the weights (d, k), the steps taken, and whether they sufficed."""
    xp = namespace(X)
    transposed = xp.transpose(X)  # (d, n)
    weights, n_steps, before = xp.zeros((X.shape[1], signs.shape[1]), dtype=X.dtype), 0, np.inf
    rounding = 4 * np.finfo(to_numpy(weights).dtype).eps
    while True:
        outputs = X @ weights  # (n, k)
        slack = xp.maximum(1 - signs * outputs, 0)
        gradient = weights - 2 * transposed @ (C * signs * slack)  # (d, k)
        near = xp.sum(gradient**2, axis=0) <= tol**2 * xp.sum(weights**2, axis=0)  # (k,)
        value = _objective(weights, outputs, signs, C)
        converged = bool(xp.all(xp.logical_or(near, value >= (1 - rounding) * before)))
        if converged or n_steps == max_iter:
            return weights, n_steps, converged
        curvature = xp.where(slack > 0, 2 * C, 0.0)  # (n, k): beyond its margin a point costs nothing, near it or far
        step = _solve(lambda v, c=curvature: v + transposed @ (c * (X @ v)), -gradient)  # (d, k)
        change, size = X @ step, xp.ones_like(value)
        # The curvature may change on the way: halve the step of a class until its objective falls, rounding apart.
        while xp.any(worse := _objective(weights + size * step, outputs + size * change, signs, C) > (1 + rounding) * value):
            size = xp.where(worse, size / 2, size)
        weights, n_steps, before = weights + size * step, n_steps + 1, value


def _solve(hessian, target):
    """Solve hessian(v) = target to a tenth of its length, in every column at once, by conjugate gradients."""
    xp = namespace(target)
    solution, residual, direction = xp.zeros_like(target), target, target  # (d, k)
    start = left = xp.sum(target**2, axis=0)  # (k,)
    for _ in range(10 * len(target)):  # d would do, were it not for rounding
        image = hessian(direction)
        size = left / _not_zero(xp.sum(direction * image, axis=0))
        solution, residual = solution + size * direction, residual - size * image
        left, before = xp.sum(residual**2, axis=0), left
        if xp.all(left <= 0.01 * start):
            break
        direction = residual + left / _not_zero(before) * direction
    return solution


def _not_zero(divisor):
    """Put 1 where a column is solved already, so that it stays where it is."""
    return namespace(divisor).where(divisor > 0, divisor, 1.0)


def _in_float64(estimator, *arrays, **options):
    """Let scikit-learn look at points and labels, and name what it does not."""
    try:
        return validate_data(estimator, *arrays, dtype=np.float64, **options)
    except OverflowError as error:
        raise ValueError(f"X must hold numbers that fit into float64, got larger ones ({error})") from error


def _check_tensor(X, n_features="d"):
    """Say what is wrong with the tensor ``X``, if anything is."""
    hint = "one row of features for a point"
    check_array(X, name="X", kind="float", shape=("n", n_features), hint=hint)
    check_numbers(X, name="X")
