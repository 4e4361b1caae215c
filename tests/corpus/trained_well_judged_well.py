# %% confusion | right | plain counting loop
def confusion(labels, answers, classes):
    counts = np.zeros((classes, classes), dtype=int)
    for t, a in zip(labels, answers):
        counts[t, a] += 1
    return counts

# %% confusion | right | np.add.at
def confusion(labels, answers, classes):
    table = np.zeros((classes, classes), int)
    np.add.at(table, (labels, answers), 1)
    return table

# %% confusion | right | one number for each pair, bincount
def confusion(labels, answers, classes):
    code = np.asarray(labels) * classes + np.asarray(answers)
    return np.bincount(code, minlength=classes ** 2).reshape(classes, classes)

# %% confusion | right | product of two one-hot tables
def confusion(labels, answers, classes):
    k = np.arange(classes)
    is_i = (np.asarray(labels)[:, None] == k).astype(int)
    called_j = (np.asarray(answers)[:, None] == k).astype(int)
    return is_i.T @ called_j

# %% confusion | right | nested lists, cell by cell
def confusion(labels, answers, classes):
    pairs = list(zip(list(labels), list(answers)))
    return [[sum(1 for p in pairs if p == (i, j)) for j in range(classes)]
            for i in range(classes)]

# %% confusion | wrong | rows and columns exchanged
def confusion(labels, answers, classes):
    C = np.zeros((classes, classes), dtype=int)
    for n in range(len(labels)):
        C[answers[n], labels[n]] += 1
    return C

# %% confusion | wrong | fancy indexing counts each pair once
def confusion(labels, answers, classes):
    C = np.zeros((classes, classes), dtype=int)
    C[labels, answers] += 1
    return C

# %% confusion | wrong | shares of each row
def confusion(labels, answers, classes):
    C = np.zeros((classes, classes))
    for t, a in zip(labels, answers):
        C[t, a] += 1
    return C / np.maximum(C.sum(axis=1, keepdims=True), 1)

# %% confusion | wrong | size from the labels that occur
def confusion(labels, answers, classes):
    n = max(max(labels), max(answers)) + 1
    C = np.zeros((n, n), dtype=int)
    for t, a in zip(labels, answers):
        C[t, a] += 1
    return C

# %% confusion | wrong | classes counted from 1 as in MATLAB
def confusion(labels, answers, classes):
    C = np.zeros((classes, classes), dtype=int)
    for t, a in zip(labels, answers):
        C[t - 1, a - 1] = C[t - 1, a - 1] + 1
    return C

# %% confusion | wrong | counts the mistakes only
def confusion(labels, answers, classes):
    counts = np.zeros((classes, classes), dtype=int)
    for t, a in zip(labels, answers):
        if t != a:
            counts[t, a] += 1
    return counts

# %% confusion | wrong | rows of one list shared
def confusion(labels, answers, classes):
    C = [[0] * classes] * classes
    for t, a in zip(labels, answers):
        C[t][a] += 1
    return C

# %% confusion | wrong | histogram without a range
def confusion(labels, answers, classes):
    C, _, _ = np.histogram2d(labels, answers, bins=classes)
    return C.astype(int)

# %% confusion | wrong | marks instead of counts
def confusion(labels, answers, classes):
    C = np.zeros((classes, classes), dtype=int)
    for t, a in zip(labels, answers):
        C[t, a] = 1
    return C

# %% confusion | wrong | counters of 8 bits
def confusion(labels, answers, classes):
    C = np.zeros((classes, classes), dtype=np.uint8)
    np.add.at(C, (labels, answers), 1)
    return C

# %% confusion | wrong | always ten classes
def confusion(labels, answers, classes):
    C = np.zeros((10, 10), dtype=int)
    for t, a in zip(labels, answers):
        C[t][a] += 1
    return C

# %% confusion | wrong | hits on the diagonal only
def confusion(labels, answers, classes):
    right = labels[labels == answers]
    return np.diag(np.bincount(right, minlength=classes))

# %% confusion | wrong | counts label and answer apart
def confusion(labels, answers, classes):
    C = np.zeros((classes, classes), int)
    for i in range(classes):
        for j in range(classes):
            C[i, j] = min(sum(labels == i), sum(answers == j))
    return C

# %% confusion | wrong | 'and' between arrays
def confusion(labels, answers, classes):
    C = np.zeros((classes, classes), int)
    for i in range(classes):
        for j in range(classes):
            C[i, j] = np.sum(labels == i and answers == j)
    return C

# %% precision_and_recall | right | loops with the zero case
def precision_and_recall(counts):
    n = len(counts)
    precision, recall = [], []
    for k in range(n):
        called = sum(counts[i][k] for i in range(n))
        there = sum(counts[k][j] for j in range(n))
        precision.append(counts[k][k] / called if called > 0 else 0.0)
        recall.append(counts[k][k] / there if there > 0 else 0.0)
    return precision, recall

# %% precision_and_recall | right | np.divide with where
def precision_and_recall(counts):
    counts = np.asarray(counts, dtype=float)
    hits = np.diag(counts)
    called, there = counts.sum(axis=0), counts.sum(axis=1)
    p = np.divide(hits, called, out=np.zeros_like(hits), where=called != 0)
    r = np.divide(hits, there, out=np.zeros_like(hits), where=there != 0)
    return p, r

# %% precision_and_recall | right | at least one in the denominator
def precision_and_recall(counts):
    c = np.array(counts)
    return c.diagonal() / np.maximum(c.sum(0), 1), c.diagonal() / np.maximum(c.sum(1), 1)

# %% precision_and_recall | right | lets it be nan and mends it, one array of two rows
def precision_and_recall(counts):
    with np.errstate(invalid="ignore", divide="ignore"):
        both = [np.diag(counts) / np.sum(counts, axis=a) for a in (0, 1)]
    return np.nan_to_num(np.array(both))

# %% precision_and_recall | right | same helper on the transposed table
def share_of_rows(table):
    out = np.zeros(len(table))
    for k, row in enumerate(table):
        if row.any():
            out[k] = row[k] / row.sum()
    return out

def precision_and_recall(counts):
    counts = np.asarray(counts)
    return share_of_rows(counts.T), share_of_rows(counts)

# %% precision_and_recall | wrong | recall first
def precision_and_recall(counts):
    hits = np.diag(counts)
    recall = hits / np.maximum(counts.sum(axis=1), 1)
    precision = hits / np.maximum(counts.sum(axis=0), 1)
    return recall, precision

# %% precision_and_recall | wrong | 0 / 0 stays nan
def precision_and_recall(counts):
    hits = np.diag(counts)
    return hits / counts.sum(axis=0), hits / counts.sum(axis=1)

# %% precision_and_recall | wrong | whole-number division
def precision_and_recall(counts):
    hits = np.diag(counts)
    called = np.maximum(counts.sum(axis=0), 1)
    there = np.maximum(counts.sum(axis=1), 1)
    return hits // called, hits // there

# %% precision_and_recall | wrong | macro means, two numbers
def precision_and_recall(counts):
    hits = np.diag(counts)
    p = hits / np.maximum(counts.sum(axis=0), 1)
    r = hits / np.maximum(counts.sum(axis=1), 1)
    return p.mean(), r.mean()

# %% precision_and_recall | wrong | two classes only, TP FP FN
def precision_and_recall(counts):
    tp = counts[1][1]
    fp = counts[0][1]
    fn = counts[1][0]
    precision = tp / (tp + fp) if tp + fp else 0
    recall = tp / (tp + fn) if tp + fn else 0
    return precision, recall

# %% precision_and_recall | wrong | divides by all pictures
def precision_and_recall(counts):
    hits = np.diag(counts)
    n = counts.sum()
    if n == 0:
        return np.zeros(len(hits)), np.zeros(len(hits))
    return hits / n, hits / n

# %% precision_and_recall | wrong | 0 / 0 counts as perfect
def precision_and_recall(counts):
    p, r = [], []
    for k in range(len(counts)):
        called, there = counts[:, k].sum(), counts[k, :].sum()
        p.append(counts[k, k] / called if called else 1.0)
        r.append(counts[k, k] / there if there else 1.0)
    return np.array(p), np.array(r)

# %% precision_and_recall | wrong | a pair for every class
def precision_and_recall(counts):
    result = []
    for k in range(len(counts)):
        called, there = counts[:, k].sum(), counts[k].sum()
        p = counts[k, k] / called if called else 0
        r = counts[k, k] / there if there else 0
        result.append((p, r))
    return result

# %% precision_and_recall | wrong | leaves empty classes out
def precision_and_recall(counts):
    hits, called, there = np.diag(counts), counts.sum(axis=0), counts.sum(axis=1)
    p = hits[called > 0] / called[called > 0]
    r = hits[there > 0] / there[there > 0]
    return p, r

# %% precision_and_recall | wrong | intersection over union as precision
def precision_and_recall(counts):
    hits = np.diag(counts)
    rows, columns = counts.sum(axis=1), counts.sum(axis=0)
    precision = hits / np.maximum(rows + columns - hits, 1)
    recall = hits / np.maximum(rows, 1)
    return precision, recall

# %% precision_and_recall | wrong | plus one below against zero
def precision_and_recall(counts):
    hits = np.diag(counts)
    return hits / (counts.sum(axis=0) + 1), hits / (counts.sum(axis=1) + 1)

# %% precision_and_recall | wrong | wrong ones instead of all in the denominator
def precision_and_recall(counts):
    hits = np.diag(counts)
    false_alarms = counts.sum(axis=0) - hits
    missed = counts.sum(axis=1) - hits
    return hits / np.maximum(false_alarms, 1), hits / np.maximum(missed, 1)

# %% precision_and_recall | wrong | brackets of the method forgotten
def precision_and_recall(counts):
    hits = counts.diagonal
    return hits / counts.sum(axis=0), hits / counts.sum(axis=1)

# %% precision_and_recall | wrong | starts with class 1
def precision_and_recall(counts):
    n = len(counts)
    p, r = np.zeros(n), np.zeros(n)
    for k in range(1, n):
        if counts[:, k].sum() > 0:
            p[k] = counts[k, k] / counts[:, k].sum()
        if counts[k, :].sum() > 0:
            r[k] = counts[k, k] / counts[k, :].sum()
    return p, r

# %% f1 | right | formula with the zero case
def f1(precision, recall):
    if precision + recall == 0:
        return 0.0
    return 2 * precision * recall / (precision + recall)

# %% f1 | right | inverse of the mean inverse
def f1(precision, recall):
    if precision == 0 or recall == 0:
        return 0
    return 1 / ((1 / precision + 1 / recall) / 2)

# %% f1 | right | statistics.harmonic_mean
import statistics

def f1(precision, recall):
    return statistics.harmonic_mean([float(precision), float(recall)])

# %% f1 | right | conditional expression, twice the product
def f1(P, R):
    return P * R / ((P + R) / 2) if max(P, R) > 0 else 0.0

# %% f1 | wrong | ordinary mean
def f1(precision, recall):
    return (precision + recall) / 2

# %% f1 | wrong | no zero case
def f1(precision, recall):
    return 2 * precision * recall / (precision + recall)

# %% f1 | wrong | the 2 forgotten
def f1(precision, recall):
    if precision == 0 and recall == 0:
        return 0
    return precision * recall / (precision + recall)

# %% f1 | wrong | brackets of the denominator forgotten
def f1(precision, recall):
    if precision == 0:
        return 0.0
    return 2 * precision * recall / precision + recall

# %% f1 | wrong | geometric mean
def f1(precision, recall):
    return (precision * recall) ** 0.5

# %% f1 | wrong | the smaller of the two
def f1(precision, recall):
    return min(precision, recall)

# %% f1 | wrong | whole-number division
def f1(precision, recall):
    if precision + recall == 0:
        return 0
    return 2 * precision * recall // (precision + recall)

# %% f1 | wrong | inverses with a check for both only
def f1(precision, recall):
    if precision == 0 and recall == 0:
        return 0.0
    return 2 / (1 / precision + 1 / recall)

# %% f1 | wrong | mean of the inverses, not turned back
def f1(precision, recall):
    if precision == 0 or recall == 0:
        return 0
    return (1 / precision + 1 / recall) / 2

# %% f1 | wrong | zero where the two are equal
def f1(precision, recall):
    if precision == recall:
        return 0
    return 2 * precision * recall / (precision + recall)

# %% f1 | wrong | in per cent
def f1(precision, recall):
    total = precision + recall
    if total == 0:
        return 0
    return round(100 * 2 * precision * recall / total, 1)

# %% f1 | wrong | bitwise or between comparisons
def f1(precision, recall):
    if precision == 0 | recall == 0:
        return 0
    return 2 * precision * recall / (precision + recall)

# %% f1 | wrong | rounded to two places
def f1(precision, recall):
    if precision + recall == 0:
        return 0.0
    return round(2 * precision * recall / (precision + recall), 2)

# %% f1 | wrong | squares in the denominator, as for cosine
def f1(precision, recall):
    if precision == 0 and recall == 0:
        return 0
    return 2 * precision * recall / (precision ** 2 + recall ** 2)

# %% f1 | wrong | product only
def f1(precision, recall):
    # high only when both are high
    return precision * recall

# %% accuracy_interval | right | the formula
def accuracy_interval(right, n):
    z = 1.96
    middle = right + z ** 2 / 2
    half = z * np.sqrt(right * (n - right) / n + z ** 2 / 4)
    return (middle - half) / (n + z ** 2), (middle + half) / (n + z ** 2)

# %% accuracy_interval | right | both signs by an array
def accuracy_interval(k, n):
    z2 = 1.96 ** 2
    signs = np.array([-1, 1])
    return (k + z2 / 2 + signs * 1.96 * (k * (n - k) / n + z2 / 4) ** 0.5) / (n + z2)

# %% accuracy_interval | right | roots of the quadratic equation for p
import math

def accuracy_interval(right, n):
    share, z = right / n, 1.96
    # (share - p)^2 = z^2 p (1 - p) / n
    a = 1 + z * z / n
    b = -(2 * share + z * z / n)
    c = share * share
    root = math.sqrt(b * b - 4 * a * c)
    return [(-b - root) / (2 * a), (-b + root) / (2 * a)]

# %% accuracy_interval | right | solves for p numerically
from scipy.optimize import brentq

def accuracy_interval(right, n):
    def too_far(p):
        return (right / n - p) ** 2 - 1.96 ** 2 * p * (1 - p) / n
    middle = (right + 1.96 ** 2 / 2) / (n + 1.96 ** 2)
    return brentq(too_far, 0, middle), brentq(too_far, middle, 1)

# %% accuracy_interval | right | in shares, as statistics books print it
def accuracy_interval(right, n):
    p = right / n
    z = 1.96
    shrink = 1 / (1 + z**2 / n)
    centre = shrink * (p + z**2 / (2 * n))
    half = shrink * z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    return max(0.0, centre - half), min(1.0, centre + half)

# %% accuracy_interval | wrong | the usual interval
def accuracy_interval(right, n):
    p = right / n
    error = np.sqrt(p * (1 - p) / n)
    return p - 1.96 * error, p + 1.96 * error

# %% accuracy_interval | wrong | the usual interval cut at 0 and 1
def accuracy_interval(right, n):
    p = right / n
    half = 1.96 * (p * (1 - p) / n) ** 0.5
    return max(0, p - half), min(1, p + half)

# %% accuracy_interval | wrong | two more right, two more wrong, then the usual one
def accuracy_interval(right, n):
    n4 = n + 4
    p = (right + 2) / n4
    half = 1.96 * np.sqrt(p * (1 - p) / n4)
    return p - half, p + half

# %% accuracy_interval | wrong | z rounded to 2
def accuracy_interval(right, n):
    z = 2
    half = z * np.sqrt(right * (n - right) / n + z**2 / 4)
    return (right + z**2 / 2 - half) / (n + z**2), (right + z**2 / 2 + half) / (n + z**2)

# %% accuracy_interval | wrong | takes right for a share
def accuracy_interval(right, n):
    z = 1.96
    k = right * n
    half = z * np.sqrt(abs(k * (n - k)) / n + z**2 / 4)
    return (k + z**2 / 2 - half) / (n + z**2), (k + z**2 / 2 + half) / (n + z**2)

# %% accuracy_interval | wrong | the last term stands outside the root
def accuracy_interval(right, n):
    z = 1.96
    half = z * np.sqrt(right * (n - right) / n) + z**2 / 4
    middle = right + z**2 / 2
    return (middle - half) / (n + z**2), (middle + half) / (n + z**2)

# %% accuracy_interval | wrong | root forgotten
def accuracy_interval(right, n):
    z = 1.96
    half = z * (right * (n - right) / n + z**2 / 4)
    middle = right + z**2 / 2
    return (middle - half) / (n + z**2), (middle + half) / (n + z**2)

# %% accuracy_interval | wrong | middle and half width
def accuracy_interval(right, n):
    z = 1.96
    scale = 1 / (n + z**2)
    middle = scale * (right + z**2 / 2)
    half = scale * z * np.sqrt(right * (n - right) / n + z**2 / 4)
    return middle, half

# %% accuracy_interval | wrong | division applies to the root only
def accuracy_interval(right, n):
    z = 1.96
    root = z * np.sqrt(right * (n - right) / n + z**2 / 4)
    low = right + z**2 / 2 - root / (n + z**2)
    high = right + z**2 / 2 + root / (n + z**2)
    return low, high

# %% accuracy_interval | wrong | upper end first
def accuracy_interval(right, n):
    z = 1.96
    root = z * np.sqrt(right * (n - right) / n + z**2 / 4)
    return tuple((right + z**2 / 2 + s * root) / (n + z**2) for s in (1, -1))

# %% accuracy_interval | wrong | Clopper and Pearson's from another course
from scipy.stats import beta

def accuracy_interval(right, n):
    low = beta.ppf(0.025, right, n - right + 1) if right > 0 else 0.0
    high = beta.ppf(0.975, right + 1, n - right) if right < n else 1.0
    return low, high

# %% accuracy_interval | wrong | counts back, not shares
def accuracy_interval(right, n):
    z = 1.96
    half = z * np.sqrt(right * (n - right) / n + z**2 / 4)
    return right + z**2 / 2 - half, right + z**2 / 2 + half

# %% accuracy_interval | wrong | z never given a value
def accuracy_interval(right, n):
    root = z * np.sqrt(right * (n - right) / n + z**2 / 4)
    return (right + z**2 / 2 - root) / (n + z**2), (right + z**2 / 2 + root) / (n + z**2)

# %% accuracy_interval | wrong | z * z / 2 left out of the middle
def accuracy_interval(right, n):
    z = 1.96
    half = z * np.sqrt(right * (n - right) / n + z * z / 4)
    return (right - half) / (n + z * z), (right + half) / (n + z * z)

# %% folds | right | array_split and concatenate
def folds(order, k):
    parts = np.array_split(order, k)
    pairs = []
    for i in range(k):
        learn = np.concatenate(parts[:i] + parts[i + 1:])
        pairs.append((learn, parts[i]))
    return pairs

# %% folds | right | deals them out like cards
def folds(order, k):
    turn = np.arange(len(order)) % k
    return [(order[turn != i], order[turn == i]) for i in range(k)]

# %% folds | right | lists and loops
def folds(order, k):
    order = list(order)
    n = len(order)
    result = []
    start = 0
    for i in range(k):
        size = n // k
        if i < n % k:
            size += 1
        held = order[start:start + size]
        learn = order[:start] + order[start + size:]
        result.append((learn, held))
        start += size
    return result

# %% folds | right | scikit-learn's KFold, turned into entries
from sklearn.model_selection import KFold

def folds(order, k):
    return [(order[a], order[b]) for a, b in KFold(k).split(order)]

# %% folds | right | rounded cuts, np.delete
def folds(order, k):
    n = len(order)
    ends = [i * n // k for i in range(k + 1)]
    return [(np.delete(order, np.s_[a:b]), order[a:b]) for a, b in zip(ends[:-1], ends[1:])]

# %% folds | wrong | held out first
def folds(order, k):
    parts = np.array_split(order, k)
    return [(parts[i], np.concatenate(parts[:i] + parts[i + 1:])) for i in range(k)]

# %% folds | wrong | the rest is dropped
def folds(order, k):
    size = len(order) // k
    pairs = []
    for i in range(k):
        held = order[i * size:(i + 1) * size]
        learn = np.concatenate([order[:i * size], order[(i + 1) * size:k * size]])
        pairs.append((learn, held))
    return pairs

# %% folds | wrong | the last fold takes all that is left over
def folds(order, k):
    n = len(order)
    size = n // k
    pairs = []
    for i in range(k):
        a = i * size
        b = n if i == k - 1 else a + size
        pairs.append((np.concatenate([order[:a], order[b:]]), order[a:b]))
    return pairs

# %% folds | wrong | folds rounded up, the last one is short
def folds(order, k):
    size = int(np.ceil(len(order) / k))
    pairs = []
    for i in range(k):
        held = order[i * size:(i + 1) * size]
        learn = np.array([e for e in order if e not in held])
        pairs.append((learn, held))
    return pairs

# %% folds | wrong | places instead of entries
from sklearn.model_selection import KFold

def folds(order, k):
    return list(KFold(n_splits=k).split(order))

# %% folds | wrong | a generator, no list
def folds(order, k):
    parts = np.array_split(order, k)
    for i in range(k):
        learn = np.concatenate([p for j, p in enumerate(parts) if j != i])
        yield learn, parts[i]

# %% folds | wrong | learns from everything
def folds(order, k):
    return [(order, held) for held in np.array_split(order, k)]

# %% folds | wrong | only the held-out parts
def folds(order, k):
    return list(np.array_split(order, k))

# %% folds | wrong | a new draw for each fold
def folds(order, k):
    size = len(order) // k
    pairs = []
    for i in range(k):
        mixed = np.random.permutation(order)
        pairs.append((mixed[size:], mixed[:size]))
    return pairs

# %% folds | wrong | np.split wants equal parts
def folds(order, k):
    parts = np.split(order, k)
    return [(np.concatenate(parts[:i] + parts[i + 1:]), parts[i]) for i in range(k)]

# %% folds | wrong | return behind the first pair
def folds(order, k):
    parts = np.array_split(order, k)
    pairs = []
    for i in range(k):
        learn = np.concatenate(parts[:i] + parts[i + 1:])
        pairs.append((learn, parts[i]))
        return pairs

# %% folds | wrong | ends overlap by one
def folds(order, k):
    ends = np.linspace(0, len(order), k + 1).astype(int)
    pairs = []
    for a, b in zip(ends[:-1], ends[1:]):
        held = order[a:b + 1]
        learn = np.concatenate([order[:a], order[b + 1:]])
        pairs.append((learn, held))
    return pairs

# %% folds | wrong | learns from the neighbouring fold only
def folds(order, k):
    parts = np.array_split(order, k)
    return [(parts[(i + 1) % k], parts[i]) for i in range(k)]

# %% folds | wrong | always five
def folds(order, k):
    parts = np.array_split(order, 5)
    pairs = []
    for i in range(5):
        learn = np.concatenate([parts[j] for j in range(5) if j != i])
        pairs.append((learn, parts[i]))
    return pairs

# %% folds | wrong | two lists instead of pairs
def folds(order, k):
    held = np.array_split(order, k)
    learn = [np.setdiff1d(order, h) for h in held]
    return learn, held

# %% answers_to_held_out | right | gap from the rows to learn from
def answers_to_held_out(x, y, held, n_chosen):
    gap = abs(x[~held & (y == 1)].mean(axis=0) - x[~held & (y == 0)].mean(axis=0))
    chosen = gap.argsort()[-n_chosen:]
    x = x[:, chosen]
    zero = x[~held & (y == 0)].mean(axis=0)
    one = x[~held & (y == 1)].mean(axis=0)
    to_zero = ((x[held] - zero) ** 2).sum(axis=1)
    to_one = ((x[held] - one) ** 2).sum(axis=1)
    return to_one < to_zero

# %% answers_to_held_out | right | splits into two parts first
def answers_to_held_out(x, y, held, n_chosen):
    x_learn, y_learn, x_held = x[~held], y[~held], x[held]
    zero = x_learn[y_learn == 0].mean(axis=0)
    one = x_learn[y_learn == 1].mean(axis=0)
    chosen = np.argsort(np.abs(one - zero))[::-1][:n_chosen]
    to_zero = ((x_held[:, chosen] - zero[chosen]) ** 2).sum(axis=1)
    to_one = ((x_held[:, chosen] - one[chosen]) ** 2).sum(axis=1)
    return (to_one < to_zero).astype(int)

# %% answers_to_held_out | right | hides the held-out rows as nan in a copy
def answers_to_held_out(x, y, held, n_chosen):
    known = x.astype(float).copy()
    known[held] = np.nan
    one = np.nanmean(known[y == 1], axis=0)
    zero = np.nanmean(known[y == 0], axis=0)
    chosen = abs(one - zero).argsort()[-n_chosen:]
    d1 = np.linalg.norm(x[held][:, chosen] - one[chosen], axis=1)
    d0 = np.linalg.norm(x[held][:, chosen] - zero[chosen], axis=1)
    return d1 < d0

# %% answers_to_held_out | right | loops over columns and rows
def answers_to_held_out(x, y, held, n_chosen):
    rows = [i for i in range(len(x)) if not held[i]]
    n1 = sum(1 for i in rows if y[i] == 1)
    n0 = len(rows) - n1
    means = []
    for j in range(x.shape[1]):
        one = sum(x[i, j] for i in rows if y[i] == 1) / n1
        zero = sum(x[i, j] for i in rows if y[i] == 0) / n0
        means.append((abs(one - zero), j, zero, one))
    best = sorted(means)[-n_chosen:]
    answers = []
    for i in range(len(x)):
        if held[i]:
            d0 = sum((x[i, j] - zero) ** 2 for _, j, zero, one in best)
            d1 = sum((x[i, j] - one) ** 2 for _, j, zero, one in best)
            answers.append(1 if d1 < d0 else 0)
    return np.array(answers)

# %% answers_to_held_out | right | scikit-learn with a mask for the rows
from sklearn.neighbors import NearestCentroid

def answers_to_held_out(x, y, held, n_chosen):
    learn = np.logical_not(held)
    gap = abs(x[learn & (y == 1)].mean(axis=0) - x[learn & (y == 0)].mean(axis=0))
    chosen = gap.argsort()[-n_chosen:]
    reader = NearestCentroid().fit(x[learn][:, chosen], y[learn])
    return reader.predict(x[held][:, chosen])

# %% answers_to_held_out | wrong | left as it was
def answers_to_held_out(x, y, held, n_chosen):
    gap = abs(x[y == 1].mean(axis=0) - x[y == 0].mean(axis=0))
    chosen = gap.argsort()[-n_chosen:]
    x = x[:, chosen]
    zero = x[~held & (y == 0)].mean(axis=0)
    one = x[~held & (y == 1)].mean(axis=0)
    to_zero = ((x[held] - zero) ** 2).sum(axis=1)
    to_one = ((x[held] - one) ** 2).sum(axis=1)
    return to_one < to_zero

# %% answers_to_held_out | wrong | mends one of the two means
def answers_to_held_out(x, y, held, n_chosen):
    gap = abs(x[~held & (y == 1)].mean(axis=0) - x[y == 0].mean(axis=0))
    chosen = gap.argsort()[-n_chosen:]
    x = x[:, chosen]
    zero = x[~held & (y == 0)].mean(axis=0)
    one = x[~held & (y == 1)].mean(axis=0)
    to_zero = ((x[held] - zero) ** 2).sum(axis=1)
    to_one = ((x[held] - one) ** 2).sum(axis=1)
    return to_one < to_zero

# %% answers_to_held_out | wrong | chooses on the held-out rows
def answers_to_held_out(x, y, held, n_chosen):
    gap = abs(x[held & (y == 1)].mean(axis=0) - x[held & (y == 0)].mean(axis=0))
    chosen = gap.argsort()[-n_chosen:]
    x = x[:, chosen]
    zero = x[~held & (y == 0)].mean(axis=0)
    one = x[~held & (y == 1)].mean(axis=0)
    to_zero = ((x[held] - zero) ** 2).sum(axis=1)
    to_one = ((x[held] - one) ** 2).sum(axis=1)
    return to_one < to_zero

# %% answers_to_held_out | wrong | no choice at all any more
def answers_to_held_out(x, y, held, n_chosen):
    zero = x[~held & (y == 0)].mean(axis=0)
    one = x[~held & (y == 1)].mean(axis=0)
    to_zero = ((x[held] - zero) ** 2).sum(axis=1)
    to_one = ((x[held] - one) ** 2).sum(axis=1)
    return to_one < to_zero

# %% answers_to_held_out | wrong | thinks the class means leak, not the choice
def answers_to_held_out(x, y, held, n_chosen):
    gap = abs(x[y == 1].mean(axis=0) - x[y == 0].mean(axis=0))
    chosen = gap.argsort()[-n_chosen:]
    x = x[:, chosen]
    x_learn, y_learn = x[~held], y[~held]
    zero = x_learn[y_learn == 0].mean(axis=0)
    one = x_learn[y_learn == 1].mean(axis=0)
    x_test = x[held]
    return ((x_test - one) ** 2).sum(axis=1) < ((x_test - zero) ** 2).sum(axis=1)

# %% answers_to_held_out | wrong | mends the gap but the means now use all rows
def answers_to_held_out(x, y, held, n_chosen):
    learn = ~held
    gap = abs(x[learn & (y == 1)].mean(axis=0) - x[learn & (y == 0)].mean(axis=0))
    chosen = gap.argsort()[-n_chosen:]
    x = x[:, chosen]
    zero = x[y == 0].mean(axis=0)
    one = x[y == 1].mean(axis=0)
    to_zero = ((x[held] - zero) ** 2).sum(axis=1)
    to_one = ((x[held] - one) ** 2).sum(axis=1)
    return to_one < to_zero

# %% answers_to_held_out | wrong | the smallest gaps
def answers_to_held_out(x, y, held, n_chosen):
    gap = abs(x[~held & (y == 1)].mean(axis=0) - x[~held & (y == 0)].mean(axis=0))
    chosen = gap.argsort()[:n_chosen]
    x = x[:, chosen]
    zero = x[~held & (y == 0)].mean(axis=0)
    one = x[~held & (y == 1)].mean(axis=0)
    to_zero = ((x[held] - zero) ** 2).sum(axis=1)
    to_one = ((x[held] - one) ** 2).sum(axis=1)
    return to_one < to_zero

# %% answers_to_held_out | wrong | absolute value lost, signed gaps
def answers_to_held_out(x, y, held, n_chosen):
    learn = ~held
    gap = x[learn & (y == 1)].mean(axis=0) - x[learn & (y == 0)].mean(axis=0)
    chosen = gap.argsort()[-n_chosen:]
    x = x[:, chosen]
    zero = x[learn & (y == 0)].mean(axis=0)
    one = x[learn & (y == 1)].mean(axis=0)
    to_zero = ((x[held] - zero) ** 2).sum(axis=1)
    to_one = ((x[held] - one) ** 2).sum(axis=1)
    return to_one < to_zero

# %% answers_to_held_out | wrong | random columns, so that nothing can leak
def answers_to_held_out(x, y, held, n_chosen):
    chosen = np.random.default_rng(0).permutation(x.shape[1])[:n_chosen]
    x = x[:, chosen]
    zero = x[~held & (y == 0)].mean(axis=0)
    one = x[~held & (y == 1)].mean(axis=0)
    to_zero = ((x[held] - zero) ** 2).sum(axis=1)
    to_one = ((x[held] - one) ** 2).sum(axis=1)
    return to_one < to_zero

# %% answers_to_held_out | wrong | cut x, forgot to cut y
def answers_to_held_out(x, y, held, n_chosen):
    train = x[~held]
    gap = abs(train[y == 1].mean(axis=0) - train[y == 0].mean(axis=0))
    chosen = gap.argsort()[-n_chosen:]
    x = x[:, chosen]
    zero = x[~held & (y == 0)].mean(axis=0)
    one = x[~held & (y == 1)].mean(axis=0)
    to_zero = ((x[held] - zero) ** 2).sum(axis=1)
    to_one = ((x[held] - one) ** 2).sum(axis=1)
    return to_one < to_zero

# %% answers_to_held_out | wrong | answers for all rows
def answers_to_held_out(x, y, held, n_chosen):
    gap = abs(x[~held & (y == 1)].mean(axis=0) - x[~held & (y == 0)].mean(axis=0))
    chosen = gap.argsort()[-n_chosen:]
    x = x[:, chosen]
    zero = x[~held & (y == 0)].mean(axis=0)
    one = x[~held & (y == 1)].mean(axis=0)
    return ((x - one) ** 2).sum(axis=1) < ((x - zero) ** 2).sum(axis=1)

# %% answers_to_held_out | wrong | the second half is always held out
def answers_to_held_out(x, y, held, n_chosen):
    n = len(x) // 2
    a, b, ya = x[:n], x[n:], y[:n]
    gap = abs(a[ya == 1].mean(axis=0) - a[ya == 0].mean(axis=0))
    best = gap.argsort()[-n_chosen:]
    zero, one = a[ya == 0][:, best].mean(axis=0), a[ya == 1][:, best].mean(axis=0)
    return ((b[:, best] - one) ** 2).sum(axis=1) < ((b[:, best] - zero) ** 2).sum(axis=1)

# %% answers_to_held_out | wrong | returns the accuracy
def answers_to_held_out(x, y, held, n_chosen):
    gap = abs(x[~held & (y == 1)].mean(axis=0) - x[~held & (y == 0)].mean(axis=0))
    chosen = gap.argsort()[-n_chosen:]
    x = x[:, chosen]
    zero = x[~held & (y == 0)].mean(axis=0)
    one = x[~held & (y == 1)].mean(axis=0)
    to_zero = ((x[held] - zero) ** 2).sum(axis=1)
    to_one = ((x[held] - one) ** 2).sum(axis=1)
    return np.mean((to_one < to_zero) == y[held])

# %% answers_to_held_out | wrong | twenty written into the code
def answers_to_held_out(x, y, held, n_chosen):
    known = ~held
    gap = abs(x[known & (y == 1)].mean(axis=0) - x[known & (y == 0)].mean(axis=0))
    chosen = gap.argsort()[-20:]
    x = x[:, chosen]
    zero = x[known & (y == 0)].mean(axis=0)
    one = x[known & (y == 1)].mean(axis=0)
    to_zero = ((x[held] - zero) ** 2).sum(axis=1)
    to_one = ((x[held] - one) ** 2).sum(axis=1)
    return to_one < to_zero

# %% answers_to_held_out | wrong | blanks the held-out rows in place
def answers_to_held_out(x, y, held, n_chosen):
    x[held] = 0
    gap = abs(x[~held & (y == 1)].mean(axis=0) - x[~held & (y == 0)].mean(axis=0))
    chosen = gap.argsort()[-n_chosen:]
    x = x[:, chosen]
    zero = x[~held & (y == 0)].mean(axis=0)
    one = x[~held & (y == 1)].mean(axis=0)
    to_zero = ((x[held] - zero) ** 2).sum(axis=1)
    to_one = ((x[held] - one) ** 2).sum(axis=1)
    return to_one < to_zero
