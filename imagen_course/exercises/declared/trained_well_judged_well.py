"""Trained well, judged well: its exercises, the slips they know, and the questions later lessons ask."""

import itertools

import numpy as np

from imagen_course.exercises.declare import Recall, exercise, same


# Counting who was taken for whom -------------------------------------------------------------------------------------------
def _answered():
    yield np.array([0]), np.array([1]), 2
    yield np.array([0, 1]), np.array([1, 1]), 2
    yield np.array([0, 0, 1]), np.array([1, 1, 1]), 3
    yield np.array([2, 0, 0, 2, 2]), np.array([2, 2, 0, 2, 0]), 4
    for classes in (3, 5):
        rng = np.random.default_rng([7, classes])
        yield rng.integers(0, classes, 12), rng.integers(0, classes, 12), classes
    yield np.array([11, 1, 10, 0, 11]), np.array([1, 11, 0, 10, 11]), 12
    yield np.ones(350, int), np.ones(350, int), 2


@exercise(
    cases=_answered,
    hints=[
        "A picture of class 2 was taken for a 0. In which row and in which column does it count?",
        "Begin with `np.zeros((classes, classes), int)` and go through the pictures one by one.",
        "`zip(labels, answers)` gives a picture's two numbers: the row, and the column.",
    ],
    why="One picture, one count, in the row of what it is and the column of what it was taken for. All the figures of this section can be read off this table.",
)
def confusion(labels, answers, classes):
    counts = np.zeros((classes, classes), int)
    for label, answer in zip(labels, answers, strict=True):
        counts[label, answer] += 1
    return counts


def _confusion_once(labels, answers, classes):
    counts = np.zeros((classes, classes), int)
    counts[labels, answers] += 1
    return counts


def _confusion_present(labels, answers, classes):
    present = np.union1d(labels, answers)
    return confusion(labels, answers, classes)[np.ix_(present, present)]


def _confusion_row_shares(labels, answers, classes):
    counts = confusion(labels, answers, classes)
    return counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)


def _confusion_mistakes(labels, answers, classes):
    counts = confusion(labels, answers, classes)
    return counts - np.diag(np.diag(counts))


def _confusion_from_one(labels, answers, classes):
    counts = np.zeros((classes, classes), int)
    counts[np.asarray(labels) - 1, np.asarray(answers) - 1] += 1
    return counts


def _confusion_column_shares(labels, answers, classes):
    counts = confusion(labels, answers, classes)
    return counts / np.maximum(counts.sum(axis=0), 1)


confusion.slips(
    ("rows and columns are exchanged", lambda labels, answers, classes: confusion(answers, labels, classes), "One picture of class 0, answered 1: in which row, and in which column, should it be counted?"),
    ("a pair that comes twice is counted once", _confusion_once, "A pair comes three times: which number should stand there, and which does in your table?"),
    ("all rows are one and the same", lambda labels, answers, classes: [confusion(labels, answers, classes).sum(axis=0).tolist()] * classes, "Change one number of your empty table: how many rows change? Does it have several rows, or one that is named several times?"),
    ("classes that do not occur are left out", _confusion_present, "How many rows are expected for 4 classes, if one of them happens to be absent?"),
    ("shares of the rows instead of counts", _confusion_row_shares, "Is a count or a share asked for?"),
    ("shares of the columns instead of counts", _confusion_column_shares, "Is a count or a share asked for?"),
    ("shares of all instead of counts", lambda labels, answers, classes: confusion(labels, answers, classes) / len(labels), "By what did you divide, and was that asked for?"),
    ("only the first picture is counted", lambda labels, answers, classes: confusion(labels[:1], answers[:1], classes), "How many pictures are in your table, all numbers added up? After how many does your function end?"),
    ("the right answers are missing", _confusion_mistakes, "Where is a picture counted that was classified correctly?"),
    ("the mistakes are missing", lambda labels, answers, classes: np.diag(np.diag(confusion(labels, answers, classes))), "Where is a picture counted that was classified wrongly?"),
    ("classes counted from 1", _confusion_from_one, "What is the number of the first class, and of the first row?"),
)


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
        "`np.diag(counts)` are the right ones. `axis=0` adds up each column, `axis=1` each row.",
        "A class with an empty column has 0 right ones, so dividing by 1 in place of 0 gives the 0 that is expected.",
        "`np.maximum(sums, 1)` leaves every other sum as it is.",
    ],
    why="The numerator is the same, those that are right; the denominator is all that were called so (columns), or all that are so (rows).",
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
    ("0 divided by 0", _pr_undefined, "What is expected for a class that was never answered?"),
    ("divided by all pictures", lambda counts: (np.diag(counts) / counts.sum(),) * 2, "Of *which* pictures is each the share?"),
    ("averaged over the classes", lambda counts: tuple(share.mean() for share in precision_and_recall(counts)), "How many numbers are expected for three classes?"),
    ("the accuracy for each class", _pr_accuracy, "Do the pictures count that are no 8 and were not called one? In the formulas, where are they?"),
    ("an empty class gets 1", _pr_empty_is_one, "Which number was agreed on for 0 / 0?"),
    ("the shares of the mistakes", lambda counts: tuple(np.where(counts.sum(axis=axis) == 0, 0, 1 - share) for axis, share in enumerate(precision_and_recall(counts))), "A class is always recognised and nothing else is called by its name: are its two numbers 0 or 1?"),
    ("divided by the mistakes alone", _pr_odds, "Can a share be larger than 1? Is the part in the whole you divide by?"),
    ("a pair for every class", lambda counts: list(zip(*precision_and_recall(counts), strict=True)), "What is asked for first: all precisions, or both numbers of the first class?"),
    ("recall for both", lambda counts: (precision_and_recall(counts)[1],) * 2, "One of the two is a share of the pictures that *are* of the class. Of which pictures is the other a share?"),
    ("precision for both", lambda counts: (precision_and_recall(counts)[0],) * 2, "One of the two is a share of the pictures that were *called* the class. Of which pictures is the other a share?"),
    ("empty classes are left out", lambda counts: tuple(np.diag(counts)[sums > 0] / sums[sums > 0] for sums in (counts.sum(axis=0), counts.sum(axis=1))), "How many numbers are expected for three classes, and what is said of one that nothing was taken for?"),
    ("1 is added to the denominator", lambda counts: tuple(np.diag(counts) / (sums + 1) for sums in (counts.sum(axis=0), counts.sum(axis=1))), "If 8 of 8 are right, what is the precision, and what is yours? Where alone is 0 divided by 0?"),
    ("the share of both together for precision", lambda counts: (np.diag(counts) / np.maximum(counts.sum(axis=0) + counts.sum(axis=1) - np.diag(counts), 1), precision_and_recall(counts)[1]), "Of which pictures is the precision a share: of all that were called so, or of those that are so, too?"),
)


# F1 ------------------------------------------------------------------------------------------------------------------------
@exercise(
    cases=lambda: [
        (1.0, 0.5),
        (0.25, 0.75),
        (0.5, 0.5),
        (1.0, 0.1),
        (1.0, 0.0),
        (0.0, 0.0),
        (0.9, 0.6),
        (0.004, 0.002),
        (0.875, 0.125),
        (1, 1),
    ],
    hints=[
        "A precision of 1 and a recall of 0: should the result be near 1, near 0.5 or near 0? And where both are 0.5?",
        "Twice the product, divided by the sum.",
        "Look at the sum first: where it is 0, return 0.",
    ],
    why="The harmonic mean leans to the smaller of the two: no amount of precision pays for a recall of 0.",
)
def f1(precision, recall):
    if precision + recall == 0:
        return 0.0
    return 2 * precision * recall / (precision + recall)


f1.slips(
    ("the ordinary mean", lambda precision, recall: (precision + recall) / 2, "Precision 1 and recall 0: is that detector worth 0.5?"),
    ("the geometric mean", lambda precision, recall: float(np.sqrt(precision * recall)), "Is there a square root in the formula?"),
    ("the smaller of the two", lambda precision, recall: min(precision, recall), "With precision 1 and recall 0.5, the harmonic mean is 2/3. Is your result?"),
    ("the product instead of the mean", lambda precision, recall: precision * recall, "With precision 0.5 and recall 0.5, what should any mean of the two be?"),
    ("the factor 2 is missing", lambda precision, recall: f1(precision, recall) / 2, "With precision 0.5 and recall 0.5, what should any mean of the two be?"),
    ("the fraction is upside down", lambda precision, recall: 0.0 if precision * recall == 0 else (precision + recall) / (2 * precision * recall), "Can it be larger than 1? What is the numerator?"),
    ("0 divided by 0", lambda precision, recall: 2 * precision * recall / (precision + recall), "What is expected where both are 0?"),
    ("a pair of brackets is missing", lambda precision, recall: 0.0 if precision == 0 else 2 * precision * recall / precision + recall, "`a / b + c`: which of them does Python divide by?"),
    ("the sum instead of the mean", lambda precision, recall: precision + recall, "Can a mean be larger than the larger of the two?"),
    ("the sum of the squares in the denominator", lambda precision, recall: 2 * precision * recall / (precision**2 + recall**2) if precision or recall else 0.0, "Where both are 0.5, what should their mean be, and what is yours?"),
    ("rounded to two places", lambda precision, recall: round(f1(precision, recall), 2), "What if the next step needs more digits? When is the time to round?"),
)


# How sure ------------------------------------------------------------------------------------------------------------------
@exercise(
    cases=lambda: [
        (1, 2),
        (0, 3),
        (4, 4),
        (7, 10),
        (45, 50),
        (351, 360),
        (2, 1000),
        (60_000, 100_000),
    ],
    accepts=_a_pair,
    hints=[
        "Of 10 answers, 10 are right. Can the accuracy be 1, can it be 0.8, and on which side of 1 does the middle of the interval lie?",
        "Three lines: the middle, half the width, and the two ends.",
        "The middle: `(right + z**2 / 2) / (n + z**2)`.",
        "Half the width: `z / (n + z**2) * np.sqrt(...)`, with both summands under the root.",
    ],
    why="It pretends to have seen about two more right ones and two more wrong ones. So even a perfect score leaves room for doubt, the more the fewer pictures there were.",
)
def accuracy_interval(right, n):
    z = 1.96
    middle = (right + z**2 / 2) / (n + z**2)
    half = z / (n + z**2) * np.sqrt(right * (n - right) / n + z**2 / 4)
    return middle - half, middle + half


def _interval_normal(right, n):
    share = right / n
    half = 1.96 * np.sqrt(share * (1 - share) / n)
    return share - half, share + half


def _interval_no_root(right, n):
    z = 1.96
    middle = (right + z**2 / 2) / (n + z**2)
    half = z / (n + z**2) * (right * (n - right) / n + z**2 / 4)
    return middle - half, middle + half


def _interval_of_one_picture(right, n):
    share = right / n
    half = 1.96 * np.sqrt(share * (1 - share))
    return share - half, share + half


def _interval_divided_twice(right, n):
    share = right / n
    half = 1.96 * np.sqrt(share * (1 - share)) / n
    return share - half, share + half


def _interval_not_squared(right, n):
    z = 1.96
    middle = (right + z / 2) / (n + z)
    half = z / (n + z) * np.sqrt(right * (n - right) / n + z / 4)
    return middle - half, middle + half


def _interval_root_stops_early(right, n):
    z = 1.96
    middle = (right + z**2 / 2) / (n + z**2)
    half = z / (n + z**2) * (np.sqrt(right * (n - right) / n) + z**2 / 4)
    return middle - half, middle + half


def _interval_round_the_share(right, n):
    low, high = accuracy_interval(right, n)
    return right / n - (high - low) / 2, right / n + (high - low) / 2


def _interval_middle_and_half(right, n):
    low, high = accuracy_interval(right, n)
    return (low + high) / 2, (high - low) / 2


def _interval_of_counts(right, n):
    low, high = accuracy_interval(right, n)
    return low * n, high * n


def _interval_two_errors(right, n):
    middle = (right + 2) / (n + 4)
    half = 2 / (n + 4) * np.sqrt(right * (n - right) / n + 1)
    return middle - half, middle + half


def _interval_no_z(right, n):
    low, high = accuracy_interval(right, n)
    return (low + high) / 2 - (high - low) / 2 / 1.96, (low + high) / 2 + (high - low) / 2 / 1.96


def _interval_half_undivided(right, n):
    z = 1.96
    middle = (right + z**2 / 2) / (n + z**2)
    half = z * np.sqrt(right * (n - right) / n + z**2 / 4)
    return middle - half, middle + half


def _interval_one_error(right, n):
    middle = (right + 1 / 2) / (n + 1)
    half = 1 / (n + 1) * np.sqrt(right * (n - right) / n + 1 / 4)
    return middle - half, middle + half


def _wilson(right, n, middle, half):
    return (middle - half) / (n + 1.96**2), (middle + half) / (n + 1.96**2)


def _half(right, n):
    return 1.96 * np.sqrt(right * (n - right) / n + 1.96**2 / 4)


accuracy_interval.slips(
    ("the textbook's interval", _interval_normal, "4 right out of 4: how wide is yours, and do you believe it?"),
    ("the root is forgotten", _interval_no_root, "Four times as many pictures should make the interval about half as wide. Do they?"),
    ("the spread of one picture, not of the mean", _interval_of_one_picture, "Does yours get narrower with more pictures?"),
    ("a share was put in for the count", lambda right, n: accuracy_interval(right / n, n), "Is `right` a count or a share?"),
    ("divided by n, not by its root", _interval_divided_twice, "How does the noise of a mean fall with the number of examples, as the lesson on learning showed?"),
    ("z is not squared", _interval_not_squared, "Where does the formula have z, and where z squared?"),
    ("the root ends too early", _interval_root_stops_early, "How much of the formula stands under the root?"),
    ("laid round the share itself", _interval_round_the_share, "Where is the middle of the formula, if all of them are right?"),
    ("the middle and the half width are returned", _interval_middle_and_half, "Two ends were asked for. Which two did you return?"),
    ("counts instead of shares", _interval_of_counts, "Can a share be larger than 1?"),
    ("z is 2", _interval_two_errors, "Which z does the text name? 2 is near it, but what is asked for?"),
    ("the z before the root is missing", _interval_no_z, "How many standard errors lie to either side in your interval?"),
    ("the fraction stands before the middle only", _interval_half_undivided, "The formula has one pair of large brackets. What does the fraction before it multiply?"),
    ("z is 1", _interval_one_error, "Which z belongs to 95 tests in a hundred?"),
    ("the textbook's interval, cut off at 0 and 1", lambda right, n: (max(0, right / n - 1.96 * np.sqrt(right * (n - right) / n**3)), min(1, right / n + 1.96 * np.sqrt(right * (n - right) / n**3))), "If all of 10 answers are right, how wide is your interval? Can one be that sure after ten?"),
    ("two right and two wrong ones more, then the textbook's interval", lambda right, n: tuple((right + 2) / (n + 4) + sign * np.sqrt((right + 2) * (n - right + 2) / (n + 4) ** 3) for sign in (-1.96, 1.96)), "That comes close. Which formula is asked for, and where does z**2 stand in it?"),
    ("the last term stands outside the root", lambda right, n: _wilson(right, n, right + 1.96**2 / 2, 1.96 * np.sqrt(right * (n - right) / n) + 1.96**2 / 4), "How far does the root reach: over one term, or over both?"),
    ("not divided by n + z**2", lambda right, n: (right + 1.96**2 / 2 - _half(right, n), right + 1.96**2 / 2 + _half(right, n)), "Is an accuracy a count or a share? What is the denominator?"),
    ("the middle is not divided", lambda right, n: tuple(right + 1.96**2 / 2 + sign * _half(right, n) / (n + 1.96**2) for sign in (-1, 1)), "What is in the numerator: the half width alone, or the middle, too?"),
    ("the middle lacks z**2 / 2", lambda right, n: _wilson(right, n, right, _half(right, n)), "If all answers are right, is your upper end above 1? What moves the middle away from there?"),
)


# Folds ---------------------------------------------------------------------------------------------------------------------
def _parted(value, due, args):
    """Any k pairs whose held-out parts, as equal in size as can be, share nothing and are all of the order together.

    A list, for the pairs are needed more than once; whole numbers, for they name entries; and not in the entries' own order.
    """
    order, k = args
    if not isinstance(value, (list, tuple)):
        return False
    pairs = [(np.asarray(learn), np.asarray(held)) for learn, held in value]
    sizes = [len(held) for _, held in pairs]
    whole = np.sort(order).tolist()
    runs = [np.ptp(np.searchsorted(whole, held)) == len(held) - 1 for _, held in pairs if len(held) > 1]
    return (
        len(pairs) == k
        and all(part.dtype.kind in "iu" for pair in pairs for part in pair)
        and not (len(order) >= 5 and runs and all(runs))
        and max(sizes) - min(sizes) <= 1
        and np.sort(np.concatenate([held for _, held in pairs])).tolist() == whole
        and all(np.sort(np.concatenate(pair)).tolist() == whole for pair in pairs)
        and all(len(np.intersect1d(*pair)) == 0 for pair in pairs)
    )


def _orders():
    yield np.array([1, 0]), 2
    yield np.array([2, 0, 3, 1]), 2
    yield np.array([2, 0, 1]), 2
    yield np.array([11, 15, 12, 18, 14]), 3
    yield np.array([1, 207, 1001, 7, 101]), 2
    for n, k in [(6, 3), (7, 7), (9, 4), (11, 3), (12, 5), (25, 6)]:
        yield np.random.default_rng([7, n, k]).permutation(n), k


@exercise(
    cases=_orders,
    accepts=_parted,
    hints=[
        "Draw ten pictures in a row and cut them into three folds. Which are tested first, and which does it learn from meanwhile?",
        "`order[i::k]` is every k-th entry, from the i-th on. For i = 0 ... k - 1 these share nothing and leave nothing over.",
        "`np.delete(order, slice(i, None, k))` is all the rest.",
        "Collect the pairs in a list: `[(rest, part) for i in range(k)]`, with the two written out.",
    ],
    why="Each entry is held out exactly once, so each picture is judged by a model that has not learned from it, and every picture is used for both.",
)
def folds(order, k):
    parts = np.array_split(order, k)
    return [(np.concatenate(parts[:i] + parts[i + 1 :]), parts[i]) for i in range(k)]


def _cuts(n, k):
    """Where each of k parts begins, and its size: the first ones get one more where n does not divide."""
    sizes = [n // k + (part < n % k) for part in range(k)]
    return [(sum(sizes[:part]), size) for part, size in enumerate(sizes)]


def _whole_parts(order, k):
    size = len(order) // k
    return [order[i * size : (i + 1) * size] for i in range(k)]


def _folds_rest_in_last(order, k):
    size = len(order) // k
    cuts = [i * size for i in range(k)] + [len(order)]
    parts = [order[a:b] for a, b in itertools.pairwise(cuts)]
    return [(order[~np.isin(order, part)], part) for part in parts]


def _folds_overlapping(order, k):
    size = len(order) // k
    return [(np.concatenate([order[:i], order[i + size :]]), order[i : i + size]) for i in range(k)]


def _folds_rounded_up(order, k):
    size = -(-len(order) // k)
    parts = [order[i * size : (i + 1) * size] for i in range(k)]
    return [(order[~np.isin(order, part)], part) for part in parts]


def _folds_not_joined(order, k):
    parts = np.array_split(order, k)
    return [(parts[:i] + parts[i + 1 :], parts[i]) for i in range(k)]


def _folds_rest_dropped(order, k):
    parts = [order[i * (len(order) // k) :][: len(order) // k] for i in range(k)]
    return [(np.concatenate(parts[:i] + parts[i + 1 :]), parts[i]) for i in range(k)]


folds.slips(
    ("what is left over is never held out", lambda order, k: [(np.setdiff1d(order, part), part) for part in _whole_parts(order, k)], "5 entries in 2 folds: who is held out, and who never?"),
    ("the last fold takes all that is left over", _folds_rest_in_last, "12 entries in 5 folds: how large is your largest fold, and how large your smallest?"),
    ("the pair is turned round", lambda order, k: [(held, learn) for learn, held in folds(order, k)], "Which part is the large one: that to learn from, or that held out?"),
    ("what is held out is learned from, too", lambda order, k: [(order, held) for _, held in folds(order, k)], "Do the two parts of a pair share an entry?"),
    ("only the parts held out", lambda order, k: [held for _, held in folds(order, k)], "From what is to be learned? A pair was asked for."),
    ("places instead of entries", lambda order, k: folds(np.arange(len(order)), k), "Your first fold holds 0, 1, 2 ...: are those the first entries of `order`? And if `order` is [30, 10, 20]?"),
    ("the folds overlap", _folds_overlapping, "How far is it from the beginning of one fold to that of the next, and how long is a fold?"),
    ("one fold only", lambda order, k: folds(order, k)[:1], "How many pairs are expected?"),
    ("folds of k entries", lambda order, k: [(np.concatenate([order[:i], order[i + k :]]), order[i : i + k]) for i in range(0, len(order), k)], "Is k the number of folds, or the size of one?"),
    ("nothing is learned from what comes after", lambda order, k: [(order[:i], order[i : i + size]) for i, size in _cuts(len(order), k)], "A pair has all entries of `order`. Where are those behind the part held out?"),
    ("the shuffling is undone", lambda order, k: folds(np.sort(order), k), "What was `order` shuffled for?"),
    ("whole numbers have become decimal ones", lambda order, k: [(learn.astype(float), held) for learn, held in folds(order, k)], "Of which type are the arrays you return? Can 3.0 name an entry?"),
    ("every fold is as large as the largest, until nothing is left", _folds_rounded_up, "9 entries in 4 folds: how many are left for your last fold?"),
    ("the parts to learn from are not joined", _folds_not_joined, "Is the first of your pair one array of entries, or a list of several arrays?"),
    ("what is left over is neither learned from nor held out", _folds_rest_dropped, "Ten entries in three folds: is each of them held out once?"),
)


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
    for n, columns, n_chosen in [(8, 4, 1), (10, 6, 2), (12, 8, 3), (14, 10, 2), (16, 12, 4), (20, 40, 2)]:
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
        "Line by line: which rows does it look at? Only the last lines may see the rows held out, and never their labels.",
        "The gap is a part of the learning as well. It has two means, and both need `~held`.",
        "`x[~held & (y == 1)]` are the rows to learn from with label 1.",
    ],
    why="Whatever is chosen with the help of labels is learned. What is learned may look only at what is there to learn from.",
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
    ("the first columns are taken", lambda x, y, held, n_chosen: _nearest(x, y, ~held, held, None, n_chosen, chosen=slice(n_chosen)), "By what are the columns to be chosen?"),
    ("answers to the wrong rows", lambda x, y, held, n_chosen: _nearest(x, y, ~held, ~held, _gap(x, y, ~held, ~held), n_chosen), "For which rows are answers asked for?"),
    ("the columns of the smallest gaps are chosen", lambda x, y, held, n_chosen: _nearest(x, y, ~held, held, -_gap(x, y, ~held, ~held), n_chosen), "Which columns tell the classes apart: those with a large gap or those with a small one? Where do these stand after sorting?"),
    ("the gaps keep their signs", lambda x, y, held, n_chosen: _nearest(x, y, ~held, held, _signed_gap(x, y, ~held), n_chosen), "A column in which class 0 is the larger one: is its gap large or small, in yours?"),
)


RECALL = (
    Recall(
        "overfitting", "The training loss falls and falls; the loss on held-out pictures has begun to rise. What is going on?", ("the learning rate is too large", "it learns its examples by heart", "there are too many examples"), "b", "What it still gains are peculiarities of its examples, wrong labels among them."
    ),
    Recall("always no", "1 picture in 100 shows a tumour. A program always answers no. Its accuracy and its recall?", ("99 % and 0 %", "99 % and 99 %", "1 % and 0 %"), "a", "It is right on the 99 without, and finds none of those that matter."),
    Recall("interval", "You want an accuracy's interval half as wide. How many test pictures do you need?", ("as many", "twice as many", "four times as many"), "c", "The width falls with the square root of their number."),
    Recall("leak", "Which of these may be done before the test pictures are set apart?", ("choosing the best features", "dividing pixels by 255", "choosing the number of epochs"), "b", "A fixed division learns nothing from the data. Choices learn, and then the test is no test."),
)
