"""Judged well: its exercises, the slips they know, and the questions later lessons ask."""

import functools

import numpy as np

from imagen_course.exercises.declare import Recall, at_most, built, exercise, same
from imagen_course.metrics import wilson_interval


# Precision and recall ------------------------------------------------------------------------------------------------------
def _a_pair(value, due, args):
    """A tuple or list of two, or an array with two rows or entries."""
    return isinstance(value, (tuple, list, np.ndarray)) and same(tuple(value), due)


@exercise(
    cases=lambda: [
        (np.array([[3, 1], [0, 4]]),),
        (np.array([[8, 0], [2, 0]]),),
        (np.array([[5, 2], [3, 6]]),),
        (np.array([[4, 1, 0], [2, 3, 1], [0, 0, 7]]),),
        (np.array([[2, 0, 3], [0, 0, 0], [1, 0, 5]]),),
        (np.array([[2, 0, 3], [0, 1, 0], [1, 0, 5]]),),
        (np.array([[9, 1, 0, 2], [0, 5, 3, 0], [4, 0, 6, 1], [0, 0, 0, 1]]),),
        (np.array([[9000, 990], [3, 7]]),),
    ],
    accepts=_a_pair,
    hints=[
        "In [[8, 2], [4, 6]], with a row for each true class: of all that were called 1, how many are a 1? Of all that are a 1, how many were found?",
        "`np.diag(counts)` counts the right answers of each class. `axis=0` adds up each column, `axis=1` each row.",
        "A class with an empty column has 0 right ones, so dividing by 1 in place of 0 gives the 0 that is expected.",
        "`np.maximum(sums, 1)` leaves every other sum as it is.",
    ],
    why="Both shares have the right answers of a class above the line. Below it stand all pictures that were called the class (a column), or all that show it (a row).",
)
def precision_and_recall(counts):
    right = np.diag(counts)
    precision = right / np.maximum(counts.sum(axis=0), 1)
    recall = right / np.maximum(counts.sum(axis=1), 1)
    return precision, recall


def _pr_undefined(counts):
    with np.errstate(all="ignore"):
        return np.diag(counts) / counts.sum(axis=0), np.diag(counts) / counts.sum(axis=1)


def _pr_accuracy(counts):
    total = counts.sum()
    wrong = counts.sum(axis=0) + counts.sum(axis=1) - 2 * np.diag(counts)
    return ((total - wrong) / total,) * 2


def _pr_empty_is_one(counts):
    shares = precision_and_recall(counts)
    return tuple(np.where(counts.sum(axis=axis) == 0, 1.0, share) for axis, share in enumerate(shares))


def _pr_odds(counts):
    right = np.diag(counts)
    return tuple(right / np.maximum(counts.sum(axis=axis) - right, 1) for axis in (0, 1))


precision_and_recall.slips(
    ("0 divided by 0", _pr_undefined, "What is expected for a class that was never predicted?"),
    ("divided by all pictures", lambda counts: (np.diag(counts) / counts.sum(),) * 2, "Of *which* pictures is each number a share?"),
    ("averaged over the classes", lambda counts: tuple(share.mean() for share in precision_and_recall(counts)), "How many numbers are expected for three classes?"),
    ("the accuracy for each class", _pr_accuracy, "Should a picture count that neither shows the class nor was called by its name? Do the formulas contain such pictures?"),
    ("an empty class gets 1", _pr_empty_is_one, "Which number should be returned for 0 / 0?"),
    ("the shares of the mistakes", lambda counts: tuple(np.where(counts.sum(axis=axis) == 0, 0, 1 - share) for axis, share in enumerate(precision_and_recall(counts))), "A class is always recognised and nothing else is called by its name: are its two numbers 0 or 1?"),
    ("divided by the mistakes alone", _pr_odds, "Can a share be larger than 1? Is what you count a part of what you divide by?"),
    ("a pair for every class", lambda counts: list(zip(*precision_and_recall(counts), strict=True)), "What is asked for first: all precisions, or both numbers of the first class?"),
    ("recall for both", lambda counts: (precision_and_recall(counts)[1],) * 2, "One of the two is a share of the pictures that *are* of the class. Of which pictures is the other a share?"),
    ("precision for both", lambda counts: (precision_and_recall(counts)[0],) * 2, "One of the two is a share of the pictures that were *called* the class. Of which pictures is the other a share?"),
    ("empty classes are left out", lambda counts: tuple(np.diag(counts)[sums > 0] / sums[sums > 0] for sums in (counts.sum(axis=0), counts.sum(axis=1))), "How many numbers are expected for three classes, and which one for a class that was never predicted?"),
    ("1 is added to the denominator", lambda counts: tuple(np.diag(counts) / (sums + 1) for sums in (counts.sum(axis=0), counts.sum(axis=1))), "If 8 of 8 are right, what is the precision, and what is yours? For which classes alone is 0 divided by 0?"),
    ("the share of both together for precision", lambda counts: (np.diag(counts) / np.maximum(counts.sum(axis=0) + counts.sum(axis=1) - np.diag(counts), 1), precision_and_recall(counts)[1]), "Precision is a share of which pictures: of those that were called the class, or also of those that show it?"),
)


# The area under the ROC curve ----------------------------------------------------------------------------------------------
def _scored():
    yield np.array([1.0]), np.array([0.0])
    yield np.array([1.0]), np.array([1.0])
    yield np.array([0.2, 0.9]), np.array([0.5])
    yield np.array([0.9]), np.array([0.2, 0.5, 1.0])
    yield np.array([2.0, 1.0, 3.0]), np.array([1.0, 0.0])
    yield np.array([0.3, 0.3, 0.7]), np.array([0.3, 0.7, 0.1, 0.3])
    for n, m in [(4, 7), (9, 5), (40, 200)]:
        rng = np.random.default_rng([7, n, m])
        yield rng.normal(1, 1, n).round(1), rng.normal(0, 1, m).round(1)
    yield np.array([-500.0, 20000.0]), np.array([-1000.0, 30000.0, -500.0])
    yield np.array([0.001, 0.003]), np.array([0.002, 0.001])


@exercise(
    cases=_scored,
    hints=[
        "Two positives have the scores 0.9 and 0.2, one negative has 0.5. How many pairs are there, and in how many of them does the positive score higher?",
        "`positives[:, None]` is a column. Compared with `negatives`, it gives a table with a row for each positive and a column for each negative.",
        "The mean of a table of `True` and `False` is a share. Tied pairs, with `==`, count half.",
    ],
    why="The table compares every positive with every negative. Its mean is the area under the ROC curve, and it needs no threshold.",
)
def auc(positives, negatives):
    column = positives[:, None]
    return np.mean((column > negatives) + (column == negatives) / 2)


def _beside_each_other(positives, negatives):
    return float(np.mean([(p > n) + (p == n) / 2 for p, n in zip(positives, negatives, strict=False)]))


def _trapezoid_without_ends(positives, negatives):
    thresholds = np.unique(np.concatenate([positives, negatives]))[::-1]
    rates = [[np.mean(scores >= t) for t in thresholds] for scores in (negatives, positives)]
    return float(np.trapezoid(rates[1], rates[0]))


auc.slips(
    ("a tie counts nothing", lambda positives, negatives: np.mean(positives[:, None] > negatives), "A positive and a negative have the same score. How much does this pair count?"),
    ("a tie counts as a whole", lambda positives, negatives: np.mean(positives[:, None] >= negatives), "A positive and a negative have the same score. How much does this pair count?"),
    ("negatives above positives", lambda positives, negatives: 1 - auc(positives, negatives), "If all positives score above all negatives, should the AUC be 1 or 0?"),
    ("each positive meets one negative only", _beside_each_other, "With 3 positives and 4 negatives, how many pairs are there?"),
    ("the difference of the means", lambda positives, negatives: positives.mean() - negatives.mean(), "Can your result be larger than 1? Which pairs does it compare?"),
    ("compared with the mean of the negatives", lambda positives, negatives: np.mean((positives > negatives.mean()) + (positives == negatives.mean()) / 2), "Does each positive meet every negative, or their mean?"),
    ("the number of pairs, not their share", lambda positives, negatives: auc(positives, negatives) * len(positives) * len(negatives), "Should you return a count or a share?"),
    ("divided by the positives alone", lambda positives, negatives: auc(positives, negatives) * len(negatives), "By how many pairs must the sum be divided?"),
    ("divided by the negatives alone", lambda positives, negatives: auc(positives, negatives) * len(positives), "By how many pairs must the sum be divided?"),
    ("the highest scores alone", lambda positives, negatives: (positives.max() > negatives.max()) + (positives.max() == negatives.max()) / 2, "Which pairs count: the best of both classes, or all?"),
    ("the curve does not begin at 0", _trapezoid_without_ends, "Where does the ROC curve begin, if the threshold is above all scores?"),
)


# The studio ----------------------------------------------------------------------------------------------------------------
@functools.lru_cache(maxsize=1)
def _calls():
    """Three detectors on a validation set and a test set, each with its prices; that of the lesson comes first.

    Two thresholds cost the least on the second and on the third validation set. The test set would take the larger of the
    second two, the smaller of the third, so who always takes the smaller, or the larger, or one between agrees once at most.
    """
    return [(*_detector(7, 0.12, 400, 400), 12, 1), (*_detector(8, 0.3, 300, 500, scale=40, shift=-90), 5, 2), (*_detector(14, 0.2, 500, 350, scale=0.1), 2, 3)]


def _detector(seed, share, *sizes, scale=1, shift=0):
    rng = np.random.default_rng(seed)
    labels = [(rng.random(n) < share).astype(int) for n in sizes]
    scores = [(scale * rng.normal(1.7 * each, 1) + shift).round(2) for each in labels]
    return labels[0], scores[0], labels[1], scores[1]


def _cost(threshold, labels, scores, missed, alarm):
    called = scores >= threshold
    return float(missed * np.sum((labels == 1) & ~called) + alarm * np.sum((labels == 0) & called))


def _largest(measure):
    """Measure each report, for the arguments that it was made from, and keep what is farthest from 0."""

    def of_all(reports):
        found = [measure(report, *call) for report, call in zip(reports, _calls(), strict=True)]
        return round(float(found[np.argmax(np.abs(found))]), 3)  # nan is the largest of all

    return of_all


@_largest
def _above_the_lowest(thing, labels, scores, test_labels, test_scores, *prices):
    def cost(threshold):
        return _cost(threshold, labels, scores, *prices)

    return cost(thing["threshold"]) - min(map(cost, [*np.unique(scores), np.inf]))


def _ties_of_the_test_set(reports):
    """Count the ties that are broken as the test set would break them."""
    broken = 0
    for thing, (labels, scores, test_labels, test_scores, *prices) in zip(reports, _calls(), strict=True):
        costs = [_cost(each, labels, scores, *prices) for each in np.unique(scores)]
        tied = np.unique(scores)[np.equal(costs, min(costs))]
        mine, *each = (_cost(threshold, test_labels, test_scores, *prices) for threshold in (thing["threshold"], *tied))
        broken += len(tied) > 1 and mine <= min(each)
    return int(broken)


@_largest
def _cost_reported(thing, labels, scores, test_labels, test_scores, *prices):
    return float(thing["cost"] - _cost(thing["threshold"], test_labels, test_scores, *prices))


def _ends(share, of):
    """How far the ends of an interval lie from Wilson's for the threshold that was chosen."""

    @_largest
    def distance(thing, labels, scores, test_labels, test_scores, *prices):
        called, positive = test_scores >= thing["threshold"], test_labels == 1
        wilson = wilson_interval(int(np.sum(called & positive)), int(of(called, positive).sum()))
        return np.max(np.abs(np.subtract(thing[share], wilson)))

    return distance


@built(
    budget=10,
    cases=_calls,
    hints=[
        "On five validation examples, draw the scores on a line, positives above it and negatives below. What does a threshold between the second and the third cost, if a miss costs 12 and a false alarm 1?",
        "The cost can only change at a score that occurs, so no other thresholds are needed: `np.unique(scores)`. Which of them costs least on the *validation* set?",
        "`called = test_scores >= threshold`. Now TP, FN and FP are sums such as `np.sum(called & (test_labels == 1))`.",
        "`wilson_interval(tp, n)`: for the recall, `n` counts all positives; for the precision, all that were called positive.",
    ],
    why="What is chosen is chosen on the validation set, and what is reported is counted on the test set. Each share has its own denominator, and with it its own interval.",
)
def report(labels, scores, test_labels, test_scores, missed, alarm):
    def cost(threshold, labels, scores):
        called, positive = scores >= threshold, labels == 1
        return missed * np.sum(positive & ~called) + alarm * np.sum(called & ~positive)

    threshold = min(np.unique(scores), key=lambda each: cost(each, labels, scores))
    called, positive = test_scores >= threshold, test_labels == 1
    tp = int(np.sum(called & positive))
    return {
        "threshold": float(threshold),
        "cost": int(cost(threshold, test_labels, test_scores)),
        "recall": wilson_interval(tp, int(positive.sum())),
        "precision": wilson_interval(tp, int(called.sum())),
    }


def _with(**changes):
    """Make the reference's report, but for some of its parts."""

    def make(*arguments):
        whole = report(*arguments)
        return whole | {name: change(whole, *arguments) for name, change in changes.items()}

    return make


def _on_the_test_set(labels, scores, test_labels, test_scores, missed, alarm):
    return report(test_labels, test_scores, test_labels, test_scores, missed, alarm)


def _cheapest_of_ties(whole, labels, scores, test_labels, test_scores, *prices):
    costs = [(_cost(each, labels, scores, *prices), _cost(each, test_labels, test_scores, *prices)) for each in np.unique(scores)]
    return np.unique(scores)[costs.index(min(costs))]


def _recall_of_all(whole, labels, scores, test_labels, test_scores, missed, alarm):
    return wilson_interval(int(np.sum((test_scores >= whole["threshold"]) & (test_labels == 1))), len(test_labels))


def _precision_of_positives(whole, labels, scores, test_labels, test_scores, missed, alarm):
    return whole["recall"]


report.properties(
    ("parts of the report", lambda reports: sorted({str(name) for each in reports for name in each}), ["cost", "precision", "recall", "threshold"], lambda *arguments: tuple(report(*arguments).values()), "The report is a dictionary. Which four names does the text ask for?"),
    ("validation cost of your threshold, above the lowest there is", _above_the_lowest, 0.0, _on_the_test_set, "Which of the two sets may a choice see? And on that set, is there a threshold that costs less, with a miss at its price and a false alarm at its own?"),
    ("ties that are broken in favour of the test set, of 2", _ties_of_the_test_set, at_most(1), _with(threshold=_cheapest_of_ties), "On the validation set, two thresholds can cost the same. Which of them does your function take, and which set does it look at for that?"),
    ("cost in the report, minus what your threshold costs on the test set", _cost_reported, 0.0, _with(cost=lambda whole, labels, scores, test_labels, test_scores, *prices: _cost(whole["threshold"], labels, scores, *prices)), "On which set did you count the cost that you report, and is it the total of all mistakes?"),
    ("recall: how far the ends lie from Wilson's", _ends("recall", lambda called, positive: positive), 0.0, _with(recall=_recall_of_all), "Recall is a share of which test examples: of all, or of those that are positive? How many of these were found, and did both numbers go to `wilson_interval`?"),
    ("precision: how far the ends lie from Wilson's", _ends("precision", lambda called, positive: called), 0.0, _with(precision=_precision_of_positives), "Precision is a share of which test examples: of those that are positive, or of those that were called positive?"),
)  # fmt: skip


# The bug hunt --------------------------------------------------------------------------------------------------------------
def _answers_leaky(x, y, held, n_chosen):
    # Methods and no `np.`, so that a cell with the same statements is known for the one that was given.
    gap = abs(x[y == 1].mean(axis=0) - x[y == 0].mean(axis=0))
    chosen = gap.argsort()[-n_chosen:]
    x = x[:, chosen]
    zero = x[~held & (y == 0)].mean(axis=0)
    one = x[~held & (y == 1)].mean(axis=0)
    to_zero = ((x[held] - zero) ** 2).sum(axis=1)
    to_one = ((x[held] - one) ** 2).sum(axis=1)
    return to_one < to_zero


def _noises():
    x = np.array([[0.0, 3.0], [1.0, 4.0], [4.0, 0.0], [5.0, 9.0], [2.0, 8.0], [3.0, 0.0]])
    yield x, np.array([0, 0, 1, 1, 1, 0]), np.array([0, 0, 0, 0, 1, 1], bool), 1
    for n, columns, n_chosen in [(8, 4, 1), (10, 6, 2), (12, 8, 3), (14, 10, 2), (16, 12, 4), (20, 40, 2), (20, 2100, 25)]:
        rng = np.random.default_rng([7, n, columns])
        held = rng.permutation(np.arange(n) < n // 2) if n > 8 else np.arange(n) >= n // 2
        y = np.zeros(n, int)
        for part in (held, ~held):
            y[np.flatnonzero(part)[1::2]] = 1
        yield rng.normal(size=(n, columns)).round(2), y, held, n_chosen
    rng = np.random.default_rng(7)
    y, held = np.arange(20) % 2, np.arange(20) // 2 % 2 == 1
    yield 30 * rng.normal(size=(20, 30)), y, held, 6
    yield rng.normal(size=(20, 30)) / 300, y, held, 6


@exercise(
    cases=_noises,
    given=_answers_leaky,
    accepts=lambda value, due, args: np.array_equal(value, due),
    hints=[
        "Go through the lines: which rows does each look at? Only the last lines may see the held-out rows, and none may see their labels.",
        "The gap is a part of the learning as well. It has two means, and both need `~held`.",
        "`x[~held & (y == 1)]` are the rows to learn from with label 1.",
    ],
    why="Whatever is chosen with the help of labels is learned. And learning may look only at the training rows.",
)
def answers_to_held_out(x, y, held, n_chosen):
    seen, seen_y = x[~held], y[~held]
    gap = abs(seen[seen_y == 1].mean(axis=0) - seen[seen_y == 0].mean(axis=0))
    chosen = gap.argsort()[-n_chosen:]
    zero = seen[seen_y == 0].mean(axis=0)[chosen]
    one = seen[seen_y == 1].mean(axis=0)[chosen]
    hidden = x[held][:, chosen]
    return ((hidden - one) ** 2).sum(axis=1) < ((hidden - zero) ** 2).sum(axis=1)


def _nearest(x, y, learn, held, gap, n_chosen, chosen=None):
    x = x[:, gap.argsort()[-n_chosen:] if chosen is None else chosen]
    zero, one = (x[learn & (y == label)].mean(axis=0) for label in (0, 1))
    return ((x[held] - one) ** 2).sum(axis=1) < ((x[held] - zero) ** 2).sum(axis=1)


def _gap(x, y, ones, zeros):
    return abs(x[ones & (y == 1)].mean(axis=0) - x[zeros & (y == 0)].mean(axis=0))


def _signed_gap(x, y, rows):
    return x[rows & (y == 1)].mean(axis=0) - x[rows & (y == 0)].mean(axis=0)


answers_to_held_out.slips(
    ("the columns are still chosen with a look at all rows", _answers_leaky, "Change the *labels* of the held-out rows: do your answers change?"),
    ("the zeros still look at all rows", lambda x, y, held, n_chosen: _nearest(x, y, ~held, held, _gap(x, y, ~held, held | ~held), n_chosen), "There are two means in the gap. Which rows does each of them see?"),
    ("the ones still look at all rows", lambda x, y, held, n_chosen: _nearest(x, y, ~held, held, _gap(x, y, held | ~held, ~held), n_chosen), "There are two means in the gap. Does each of them see the same rows?"),
    ("the class means see the held-out rows", lambda x, y, held, n_chosen: _nearest(x, y, held | ~held, held, _gap(x, y, ~held, ~held), n_chosen), "Your choice is clean. Which rows are the two class means made of?"),
    ("everything sees everything", lambda x, y, held, n_chosen: _nearest(x, y, held | ~held, held, _gap(x, y, held | ~held, held | ~held), n_chosen), "What is `held` for?"),
    ("the columns are chosen by the held-out rows alone", lambda x, y, held, n_chosen: _nearest(x, y, ~held, held, _gap(x, y, held, held), n_chosen), "Which rows may the choice see: those that are held out, or the others?"),
    ("no columns are chosen", lambda x, y, held, n_chosen: _nearest(x, y, ~held, held, None, n_chosen, chosen=slice(None)), "How many columns should be used?"),
    ("always 20 columns", lambda x, y, held, n_chosen: _nearest(x, y, ~held, held, _gap(x, y, ~held, ~held), 20), "How many columns should be used when `n_chosen` is 3?"),
    ("the first columns are taken", lambda x, y, held, n_chosen: _nearest(x, y, ~held, held, None, n_chosen, chosen=slice(n_chosen)), "What should decide which columns are chosen?"),
    ("answers to the wrong rows", lambda x, y, held, n_chosen: _nearest(x, y, ~held, ~held, _gap(x, y, ~held, ~held), n_chosen), "Which rows should be answered?"),
    ("the columns of the smallest gaps are chosen", lambda x, y, held, n_chosen: _nearest(x, y, ~held, held, -_gap(x, y, ~held, ~held), n_chosen), "Which columns tell the classes apart: those with a large gap or those with a small one? Where do these stand after sorting?"),
    ("the gaps keep their signs", lambda x, y, held, n_chosen: _nearest(x, y, ~held, held, _signed_gap(x, y, ~held), n_chosen), "In one column, class 0 has the larger mean. Is its gap large or small in your function?"),
)


RECALL = (
    Recall(
        "rare",
        "One person in 10,000 is ill. A test finds 99 of 100 of them, and alarms 1 healthy person in 100. It alarms you. Are you ill?",
        ("almost surely", "about as likely as not", "most likely not"),
        "c",
        "Of 10,000 people about 100 healthy ones get an alarm, and one ill one: class imbalance makes precision low.",
    ),
    Recall("always no", "1 picture in 100 shows a tumour. A program always answers no. Its accuracy and its recall?", ("99 % and 0 %", "99 % and 99 %", "1 % and 0 %"), "a", "It is right on the 99 without, and finds none of those that matter."),
    Recall("interval", "You want an accuracy's interval half as wide. How many test pictures do you need?", ("as many", "twice as many", "four times as many"), "c", "The width falls with the square root of their number."),
    Recall("leak", "Which of these may be done before the test pictures are set apart?", ("choosing the best features", "dividing pixels by 255", "choosing the number of epochs"), "b", "A fixed division learns nothing from the data. Choices learn, and then the test is no test."),
)
