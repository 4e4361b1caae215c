"""Time to the same objective: our linear SVM, on NumPy and on tensors, beside scikit-learn's LinearSVC."""

import warnings

import numpy as np
from protocol import race, ratios, report
from sklearn.datasets import load_digits, make_classification
from sklearn.exceptions import ConvergenceWarning
from sklearn.svm import LinearSVC
from threadpoolctl import threadpool_limits

from imagen_course.arrays import runs_on
from imagen_course.svm import LinearSVM, objective

PROTOCOL = """\
Squared hinge, C = 1, one class against the rest. Best objective known: LinearSVC's at tol 1e-8. Each contender runs at the
loosest of eight values of its tol, 1 to 0.0001, that comes within 0.1 % of it, all classes summed; 'objective' is over the
best. Interleaved in one process, 15 rounds (digits) and 9 (synthetic) after 2 that do not count; 'ratio' is the median over
the rounds of a contender's time over LinearSVC's, 'from' and 'to' hold the middle half. LinearSVC runs on one thread."""

TOLERANCES = [1, 0.3, 0.1, 0.03, 0.01, 0.003, 0.001, 0.0001]


def theirs(tol, *, max_iter=1000):
    return LinearSVC(dual="auto", tol=tol, max_iter=max_iter, random_state=0)


def ours(tol):
    return LinearSVM(tol=tol)


def total_objective(svm, X, y):
    weights = np.vstack([svm.coef_.T, svm.intercept_])
    signs = np.where(np.equal.outer(y, svm.classes_), 1, -1)
    return objective(weights, X @ svm.coef_.T + svm.intercept_, signs).sum()


def on_one_thread(function):
    with threadpool_limits(1):
        return function()


def compare(data, X, y, *, rounds):
    from keras import ops

    tensor = ops.convert_to_tensor(X.astype("float32"))
    best = total_objective(theirs(1e-8, max_iter=100_000).fit(X, y), X, y)

    def loosest(make, features):
        fitted = (make(tol).fit(features, y) for tol in TOLERANCES)
        return next(svm for svm in fitted if total_objective(svm, X, y) <= 1.001 * best)

    svms = {
        "LinearSVC": (loosest(theirs, X), X),
        f"LinearSVM, {runs_on(X)}": (loosest(ours, X), X),
        "LinearSVM, NumPy on one thread": (loosest(ours, X), X),
        f"LinearSVM, {runs_on(tensor)}, float32": (loosest(ours, tensor), tensor),
    }
    contenders = {name: lambda s=svm, f=features: s.fit(f, y) for name, (svm, features) in svms.items()}
    alone = "LinearSVM, NumPy on one thread"
    contenders[alone] = lambda fit=contenders[alone]: on_one_thread(fit)
    rows = ratios(race(contenders, rounds=rounds), to="LinearSVC")
    reached = {name: {"tol": svm.tol, "objective": total_objective(svm, X, y) / best} for name, (svm, _) in svms.items()}
    return [{"data": data} | reached[row["name"]] | row for row in rows]


if __name__ == "__main__":
    warnings.simplefilter("ignore", ConvergenceWarning)
    digits, labels = load_digits(return_X_y=True)
    rows = compare("digits, 1797 x 64", digits / 16, labels, rounds=15)
    features, labels = make_classification(10_000, 128, n_informative=40, n_classes=10, random_state=0)
    rows += compare("synthetic, 10000 x 128", features, labels, rounds=9)
    report("svm", rows, protocol=PROTOCOL)
