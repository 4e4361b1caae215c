import warnings

import numpy as np
import pytest
from sklearn.calibration import CalibratedClassifierCV
from sklearn.datasets import load_digits, load_wine, make_classification
from sklearn.exceptions import ConvergenceWarning
from sklearn.preprocessing import scale
from sklearn.svm import LinearSVC
from sklearn.utils.class_weight import compute_sample_weight
from sklearn.utils.estimator_checks import check_estimator
from tolerances import close

from imagen_course.svm import LinearSVM, objective


def digits():
    X, y = load_digits(return_X_y=True)
    return X / 16, y


def wine():
    X, y = load_wine(return_X_y=True)
    return scale(X), y


def overlap():
    return make_classification(600, 20, n_informative=6, n_classes=4, flip_y=0.2, class_sep=0.5, random_state=0)


def wide():
    """More features than points."""
    return make_classification(80, 400, n_informative=20, n_classes=3, random_state=0)


def two_classes():
    return make_classification(300, 12, flip_y=0.1, random_state=0)


def problem(svm, X, y):
    """What a fitted machine minimised: weights (d + 1, k), features with a column of ones (n, d + 1), signs (n, k)."""
    positive = svm.classes_[1:] if len(svm.classes_) == 2 else svm.classes_
    weights = np.vstack([svm.coef_.T, svm.intercept_])
    return weights, np.column_stack([X, np.ones(len(X))]), np.where(np.equal.outer(y, positive), 1, -1)


def objectives(svm, X, y, C):
    weights, X, signs = problem(svm, X, y)
    return objective(weights, X @ weights, signs, C=C)


def gradients(weights, X, signs, C):
    return weights - 2 * X.T @ (C * signs * np.maximum(1 - signs * (X @ weights), 0))


# The optimum


def test_two_points_by_hand():
    # f = w²/2 + b²/2 + 2 C (1 - w)² is least at w = 4 C / (1 + 4 C), b = 0, where it is 2 C / (1 + 4 C).
    X, y = np.array([[-1.0], [1.0]]), np.array([0, 1])
    svm = LinearSVM(C=2, tol=1e-8).fit(X, y)
    assert (svm.coef_.shape, svm.intercept_.shape) == ((1, 1), (1,))
    np.testing.assert_allclose(svm.coef_, [[8 / 9]], **close("float64"))
    np.testing.assert_allclose(svm.intercept_, [0], **close("float64"))
    np.testing.assert_allclose(objectives(svm, X, y, C=2), [4 / 9], **close("float64"))


def test_objective_by_loops(rng):
    weights, X, signs, C = (
        rng.normal(size=(4, 3)),
        rng.normal(size=(20, 4)),
        rng.choice([-1, 1], (20, 3)),
        rng.random((20, 1)),
    )
    expected = [
        0.5 * sum(w * w for w in weights[:, k])
        + sum(C[i, 0] * max(0, 1 - signs[i, k] * sum(X[i] * weights[:, k])) ** 2 for i in range(20))
        for k in range(3)
    ]
    np.testing.assert_allclose(objective(weights, X @ weights, signs, C=C), expected, **close("float64"))


@pytest.mark.parametrize("C", [0.05, 1, 20])
@pytest.mark.parametrize("data", [digits, wine, overlap, wide, two_classes])
def test_reaches_the_optimum_of_linear_svc(data, C):
    X, y = data()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        theirs = LinearSVC(C=C, dual="auto", tol=1e-7, max_iter=20_000, random_state=0).fit(X, y)
    ours = LinearSVM(C=C).fit(X, y)
    assert (ours.coef_.shape, ours.intercept_.shape) == (theirs.coef_.shape, theirs.intercept_.shape)
    ratio = objectives(ours, X, y, C) / objectives(theirs, X, y, C)
    np.testing.assert_allclose(ratio, 1, rtol=1e-4)  # 0.1 % is asked for
    weights, X, signs = problem(ours, X, y)
    gradient = np.linalg.norm(gradients(weights, X, signs, C), axis=0)
    assert (gradient <= 0.0101 * np.linalg.norm(weights, axis=0)).all()


def test_the_gradient_that_certifies_is_the_derivative(rng):
    X, y = overlap()
    weights, X, signs = problem(LinearSVM().fit(X, y), X, y)
    weights, direction = weights + 0.1 * rng.normal(size=weights.shape), rng.normal(size=weights.shape)
    up, down = (objective(w, X @ w, signs) for w in (weights + 1e-6 * direction, weights - 1e-6 * direction))
    slope = np.sum(gradients(weights, X, signs, 1) * direction, axis=0)
    np.testing.assert_allclose((up - down) / 2e-6, slope, rtol=1e-5)


def test_tol_bounds_the_distance_to_the_optimum():
    X, y = digits()
    best = problem(LinearSVM(tol=1e-6).fit(X, y), X, y)[0]
    steps = []
    for tol in (0.3, 0.01):
        svm = LinearSVM(tol=tol).fit(X, y)
        weights = problem(svm, X, y)[0]
        assert (np.linalg.norm(weights - best, axis=0) <= tol * np.linalg.norm(weights, axis=0)).all()
        steps.append(svm.n_iter_)
    assert steps[0] < steps[1]


def test_raw_features_and_a_high_price_are_hard_and_still_solved():
    X, y = load_wine(return_X_y=True)  # features from 0.1 to 1,700
    svm = LinearSVM(C=10).fit(X, y)
    weights, X, signs = problem(svm, X, y)
    assert (np.linalg.norm(gradients(weights, X, signs, 10), axis=0) <= 0.0101 * np.linalg.norm(weights, axis=0)).all()


# The laws


def test_each_class_is_a_machine_of_its_own():
    X, y = overlap()
    together = LinearSVM(tol=1e-8).fit(X, y)
    for k, label in enumerate(together.classes_):
        alone = LinearSVM(tol=1e-8).fit(X, y == label)
        np.testing.assert_allclose(together.coef_[k], alone.coef_[0], rtol=1e-6, atol=1e-9)


def test_order_names_and_sides_do_not_matter(rng):
    X, y = two_classes()
    svm, order = LinearSVM(tol=1e-8).fit(X, y), rng.permutation(len(y))
    np.testing.assert_allclose(LinearSVM(tol=1e-8).fit(X[order], y[order]).coef_, svm.coef_, rtol=1e-6)
    np.testing.assert_allclose(LinearSVM(tol=1e-8).fit(X, 1 - y).coef_, -svm.coef_, rtol=1e-6)
    named = LinearSVM(tol=1e-8).fit(X, np.array(["no", "yes"])[y])
    assert named.predict(X).tolist() == [("no", "yes")[label] for label in svm.predict(X)]


def test_class_weight_is_a_weight_for_each_point():
    X, y = overlap()
    X, y = X[(y > 1) | (np.arange(len(y)) % 3 == 0)], y[(y > 1) | (np.arange(len(y)) % 3 == 0)]
    theirs = LinearSVC(dual=False, tol=1e-9, max_iter=20_000).fit(X, y, sample_weight=compute_sample_weight("balanced", y))
    ours = LinearSVM(class_weight="balanced", tol=1e-8).fit(X, y)
    np.testing.assert_allclose(ours.coef_, theirs.coef_, rtol=1e-4, atol=1e-6)
    assert np.abs(ours.coef_ - LinearSVM().fit(X, y).coef_).max() > 0.01
    double = LinearSVM(class_weight={0: 2, 1: 1, 2: 1, 3: 1}, tol=1e-8).fit(X, y)
    twice = LinearSVM(tol=1e-8).fit(np.vstack([X, X[y == 0]]), np.append(y, y[y == 0]))
    np.testing.assert_allclose(double.coef_, twice.coef_, rtol=1e-5, atol=1e-8)


@pytest.mark.parametrize("power", [0, 0.3, 1])
def test_a_number_as_class_weight_is_a_power_of_the_balanced_weights(power):
    X, y = overlap()
    X, y = X[(y > 1) | (np.arange(len(y)) % 3 == 0)], y[(y > 1) | (np.arange(len(y)) % 3 == 0)]
    weights = dict(enumerate((len(y) / 4 / np.bincount(y)) ** power))
    ours, theirs = (LinearSVM(class_weight=each, tol=1e-8).fit(X, y) for each in (power, weights))
    np.testing.assert_allclose(ours.coef_, theirs.coef_, rtol=1e-6, atol=1e-9)
    with pytest.raises(ValueError, match=r"class_weight must be a number in .0, 1., got 2"):
        LinearSVM(class_weight=2).fit(X, y)


def test_a_class_nothing_points_to_gets_no_weights():
    # Label 0 lies in the middle: at w = 0 its gradient is exactly 0, while those of the others are not.
    svm = LinearSVM().fit([[-3.0], [-1.0], [1.0], [3.0]], [1, 0, 0, 2])
    np.testing.assert_array_equal(svm.coef_[0], 0)
    assert svm.predict([[-9.0], [9.0]]).tolist() == [1, 2]


def test_predicts_the_class_of_the_highest_score():
    X, y = digits()
    svm = LinearSVM().fit(X[:1000], y[:1000])
    scores = svm.decision_function(X)
    np.testing.assert_allclose(scores, X @ svm.coef_.T + svm.intercept_, **close("float64"))
    np.testing.assert_array_equal(svm.predict(X), scores.argmax(axis=1))
    assert svm.score(X[1000:], y[1000:]) > 0.9


# scikit-learn


def test_keeps_the_contract_of_scikit_learn():
    results = check_estimator(LinearSVM(), on_skip=None)  # raises where a check fails
    skipped = {result["check_name"] for result in results if result["status"] != "passed"}
    # One needs pandas, the other an environment variable and an estimator that claims the array API.
    assert skipped <= {"check_classifier_data_not_an_array", "check_array_api_input"}
    assert len(results) > 50


def test_probabilities_by_calibration():
    X, y = digits()
    calibrated = CalibratedClassifierCV(LinearSVM(), cv=3).fit(X[:1000], y[:1000])
    shares = calibrated.predict_proba(X[1000:])
    np.testing.assert_allclose(shares.sum(axis=1), 1)
    assert (calibrated.classes_[shares.argmax(axis=1)] == y[1000:]).mean() > 0.9
    raw = np.exp(LinearSVM().fit(X[:1000], y[:1000]).decision_function(X[1000:]))
    raw /= raw.sum(axis=1, keepdims=True)

    def surprise(shares):
        return -np.log(shares[np.arange(len(shares)), y[1000:]]).mean()

    assert surprise(shares) < 0.9 * surprise(raw)  # the softmax of scores says little of how sure to be


# Tensors


@pytest.mark.keras
@pytest.mark.parametrize("data", [wine, overlap, wide, two_classes])
def test_a_tensor_gives_the_machine_of_its_array(data):
    from keras import ops

    X, y = data()
    X = X.astype("float32")
    array, tensor = (
        LinearSVM(tol=1e-3).fit(X, y),
        LinearSVM(tol=1e-3).fit(ops.convert_to_tensor(X), ops.convert_to_tensor(y)),
    )
    assert (type(tensor.coef_), tensor.coef_.dtype, tensor.n_features_in_) == (np.ndarray, np.float64, X.shape[1])
    np.testing.assert_allclose(objectives(tensor, X, y, 1), objectives(array, X, y, 1), rtol=1e-5)
    largest = np.abs(array.coef_).max()
    np.testing.assert_allclose(tensor.coef_ / largest, array.coef_ / largest, atol=2e-3)  # tol, twice
    scores = array.decision_function(ops.convert_to_tensor(X))
    np.testing.assert_allclose(scores, array.decision_function(X), rtol=1e-4, atol=1e-4)
    np.testing.assert_array_equal(tensor.predict(ops.convert_to_tensor(X)), tensor.classes_[tensor.predict(X)])


@pytest.mark.keras
def test_training_ends_where_rounding_hides_progress():
    from keras import ops

    X, y = load_wine(return_X_y=True)  # unscaled, in float32, to a precision out of reach
    svm = LinearSVM(tol=1e-12).fit(ops.convert_to_tensor(X.astype("float32")), y)
    np.testing.assert_allclose(objectives(svm, X, y, 1), objectives(LinearSVM().fit(X, y), X, y, 1), rtol=1e-4)


@pytest.mark.keras
def test_bad_tensors():
    from keras import ops

    X, y = ops.ones((4, 3)) * ops.array([[1.0], [2.0], [3.0], [4.0]]), [0, 0, 1, 1]
    svm = LinearSVM().fit(X, y)
    with pytest.raises(TypeError, match=r"X must be floating point, got int32"):
        svm.fit(ops.cast(X, "int32"), y)
    with pytest.raises(ValueError, match=r"X must have shape \(n, d\), got \(1, 4, 3\)"):
        svm.fit(X[None], y)
    with pytest.raises(ValueError, match=r"X must have shape \(n, 3\), got \(4, 2\)"):
        svm.predict(X[:, :2])
    with pytest.raises(ValueError, match="X must be finite, got NaN or infinity"):
        svm.fit(X * float("nan"), y)
    with pytest.raises(ValueError, match="inconsistent numbers of samples"):
        svm.fit(X, [0, 1])


# Bad input


def test_one_class_only():
    with pytest.raises(ValueError, match="y must name two classes or more, got one class, 'cat'"):
        LinearSVM().fit([[0.0], [1.0]], ["cat", "cat"])


@pytest.mark.parametrize("C", [0, -1, np.nan])
def test_a_price_that_is_none(C):
    with pytest.raises(ValueError, match=f"C must be a number in .0, inf., got {C}"):
        LinearSVM(C=C).fit([[0.0], [1.0]], [0, 1])


def test_too_few_steps_are_told():
    X, y = digits()
    with pytest.warns(ConvergenceWarning, match="not within tol=0.01 after max_iter=2 steps: standardise the features"):
        svm = LinearSVM(max_iter=2).fit(X, y)
    assert svm.n_iter_ == 2
