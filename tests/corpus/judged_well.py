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

# %% auc | right | two loops, a tie counts half
def auc(positives, negatives):
    total = 0
    for p in positives:
        for n in negatives:
            if p > n:
                total += 1
            elif p == n:
                total += 0.5
    return total / (len(positives) * len(negatives))

# %% auc | right | sign of all differences
def auc(positives, negatives):
    signs = np.sign(positives[:, None] - negatives[None, :])
    return (signs.mean() + 1) / 2

# %% auc | right | scikit-learn
from sklearn.metrics import roc_auc_score

def auc(positives, negatives):
    truth = [1] * len(positives) + [0] * len(negatives)
    return roc_auc_score(truth, list(positives) + list(negatives))

# %% auc | right | outer subtraction and heaviside
def auc(positives, negatives):
    return np.heaviside(np.subtract.outer(positives, negatives), 0.5).mean()

# %% auc | wrong | ties count nothing
def auc(positives, negatives):
    return np.mean(positives[:, None] > negatives)

# %% auc | wrong | ties count fully
def auc(positives, negatives):
    return np.mean([p >= n for p in positives for n in negatives])

# %% auc | wrong | negatives over positives
def auc(positives, negatives):
    table = negatives[:, None] > positives
    ties = negatives[:, None] == positives
    return np.mean(table + 0.5 * ties)

# %% auc | wrong | zip instead of all pairs
def auc(positives, negatives):
    wins = [1 if p > n else 0.5 if p == n else 0 for p, n in zip(positives, negatives)]
    return sum(wins) / len(wins)

# %% auc | wrong | difference of the means
def auc(positives, negatives):
    return np.mean(positives) - np.mean(negatives)

# %% auc | wrong | count, not share
def auc(positives, negatives):
    return sum((p > n) + 0.5 * (p == n) for p in positives for n in negatives)

# %% auc | wrong | divided by the positives
def auc(positives, negatives):
    total = sum((p > n) + 0.5 * (p == n) for p in positives for n in negatives)
    return total / len(positives)

# %% auc | wrong | compares arrays of different lengths
def auc(positives, negatives):
    return np.mean(positives > negatives)

# %% auc | wrong | against the mean negative
def auc(positives, negatives):
    m = negatives.mean()
    return np.mean((positives > m) + 0.5 * (positives == m))

# %% auc | wrong | best against best
def auc(positives, negatives):
    if max(positives) > max(negatives):
        return 1.0
    return 0.5 if max(positives) == max(negatives) else 0.0

# %% auc | wrong | divided by the sum of the numbers
def auc(positives, negatives):
    total = sum((p > n) + 0.5 * (p == n) for p in positives for n in negatives)
    return total / (len(positives) + len(negatives))

# %% auc | wrong | forgot the return
def auc(positives, negatives):
    column = positives[:, None]
    np.mean((column > negatives) + (column == negatives) / 2)

# %% auc | wrong | half of everything
def auc(positives, negatives):
    column = positives[:, None]
    return np.mean((column > negatives) + (column == negatives)) / 2

# %% auc | wrong | accuracy at a threshold of one half
def auc(positives, negatives):
    right = np.sum(positives >= 0.5) + np.sum(negatives < 0.5)
    return right / (len(positives) + len(negatives))

# %% report | right | loop over the scores
def report(labels, scores, test_labels, test_scores, missed, alarm):
    best, threshold = None, None
    for t in np.unique(scores):
        cost = missed * np.sum((labels == 1) & (scores < t)) + alarm * np.sum((labels == 0) & (scores >= t))
        if best is None or cost < best:
            best, threshold = cost, t
    tp = int(np.sum((test_labels == 1) & (test_scores >= threshold)))
    fn = int(np.sum((test_labels == 1) & (test_scores < threshold)))
    fp = int(np.sum((test_labels == 0) & (test_scores >= threshold)))
    return {"threshold": threshold, "cost": missed * fn + alarm * fp,
            "recall": wilson_interval(tp, tp + fn), "precision": wilson_interval(tp, tp + fp)}

# %% report | right | list of costs and argmin
def report(labels, scores, test_labels, test_scores, missed, alarm):
    def counts(t, y, s):
        return sum((s >= t) & (y == 1)), sum((s >= t) & (y == 0)), sum((s < t) & (y == 1))
    costs = []
    for t in scores:
        tp, fp, fn = counts(t, labels, scores)
        costs.append(fn * missed + fp * alarm)
    t = float(scores[np.argmin(costs)])
    tp, fp, fn = map(int, counts(t, test_labels, test_scores))
    result = dict(threshold=t, cost=fn * missed + fp * alarm)
    result["recall"] = list(wilson_interval(tp, tp + fn))
    result["precision"] = list(wilson_interval(tp, tp + fp))
    return result

# %% report | right | thresholds a hundredth apart
def report(labels, scores, test_labels, test_scores, missed, alarm):
    grid = np.arange(scores.min(), scores.max(), 0.01) - 0.005
    called = scores[None] >= grid[:, None]
    costs = (missed * ((labels == 1) & ~called) + alarm * ((labels == 0) & called)).sum(axis=1)
    threshold = grid[costs.argmin()]
    yes = test_scores >= threshold
    hits = int(test_labels[yes].sum())
    return {
        "recall": wilson_interval(hits, int(test_labels.sum())),
        "precision": wilson_interval(hits, int(yes.sum())),
        "threshold": threshold,
        "cost": float(missed * (test_labels.sum() - hits) + alarm * (yes.sum() - hits)),
    }

# %% report | wrong | chooses on the test set
def report(labels, scores, test_labels, test_scores, missed, alarm):
    def cost(t):
        return missed * np.sum((test_labels == 1) & (test_scores < t)) + alarm * np.sum((test_labels == 0) & (test_scores >= t))
    threshold = min(np.unique(test_scores), key=cost)
    tp = int(np.sum((test_labels == 1) & (test_scores >= threshold)))
    return {"threshold": threshold, "cost": cost(threshold),
            "recall": wilson_interval(tp, int(test_labels.sum())),
            "precision": wilson_interval(tp, int(np.sum(test_scores >= threshold)))}

# %% report | wrong | prices exchanged
def report(labels, scores, test_labels, test_scores, missed, alarm):
    def cost(t, y, s):
        return alarm * np.sum((y == 1) & (s < t)) + missed * np.sum((y == 0) & (s >= t))
    threshold = min(np.unique(scores), key=lambda t: cost(t, labels, scores))
    tp = int(np.sum((test_labels == 1) & (test_scores >= threshold)))
    return {"threshold": threshold, "cost": cost(threshold, test_labels, test_scores),
            "recall": wilson_interval(tp, int(test_labels.sum())),
            "precision": wilson_interval(tp, int(np.sum(test_scores >= threshold)))}

# %% report | wrong | highest accuracy, prices not used
def report(labels, scores, test_labels, test_scores, missed, alarm):
    accuracies = [np.mean((scores >= t) == labels) for t in np.unique(scores)]
    threshold = np.unique(scores)[np.argmax(accuracies)]
    yes = test_scores >= threshold
    tp = int(np.sum(yes & (test_labels == 1)))
    cost = missed * (int(test_labels.sum()) - tp) + alarm * (int(yes.sum()) - tp)
    return {"threshold": threshold, "cost": cost, "recall": wilson_interval(tp, int(test_labels.sum())),
            "precision": wilson_interval(tp, int(yes.sum()))}

# %% report | wrong | the cost of the validation set
def report(labels, scores, test_labels, test_scores, missed, alarm):
    def cost(t):
        return missed * np.sum((labels == 1) & (scores < t)) + alarm * np.sum((labels == 0) & (scores >= t))
    threshold = min(np.unique(scores), key=cost)
    yes = test_scores >= threshold
    tp = int(np.sum(yes & (test_labels == 1)))
    return {"threshold": threshold, "cost": cost(threshold), "recall": wilson_interval(tp, int(test_labels.sum())),
            "precision": wilson_interval(tp, int(yes.sum()))}

# %% report | wrong | recall of all examples
def report(labels, scores, test_labels, test_scores, missed, alarm):
    def cost(t, y, s):
        return missed * np.sum((y == 1) & (s < t)) + alarm * np.sum((y == 0) & (s >= t))
    threshold = min(np.unique(scores), key=lambda t: cost(t, labels, scores))
    yes = test_scores >= threshold
    tp = int(np.sum(yes & (test_labels == 1)))
    return {"threshold": threshold, "cost": cost(threshold, test_labels, test_scores),
            "recall": wilson_interval(tp, len(test_labels)), "precision": wilson_interval(tp, int(yes.sum()))}

# %% report | wrong | precision of the positives
def report(labels, scores, test_labels, test_scores, missed, alarm):
    def cost(t, y, s):
        return missed * np.sum((y == 1) & (s < t)) + alarm * np.sum((y == 0) & (s >= t))
    threshold = min(np.unique(scores), key=lambda t: cost(t, labels, scores))
    yes = test_scores >= threshold
    tp = int(np.sum(yes & (test_labels == 1)))
    return {"threshold": threshold, "cost": cost(threshold, test_labels, test_scores),
            "recall": wilson_interval(tp, int(test_labels.sum())),
            "precision": wilson_interval(tp, int(test_labels.sum()))}

# %% report | wrong | shares without intervals
def report(labels, scores, test_labels, test_scores, missed, alarm):
    def cost(t, y, s):
        return missed * np.sum((y == 1) & (s < t)) + alarm * np.sum((y == 0) & (s >= t))
    threshold = min(np.unique(scores), key=lambda t: cost(t, labels, scores))
    yes = test_scores >= threshold
    tp = np.sum(yes & (test_labels == 1))
    return {"threshold": threshold, "cost": cost(threshold, test_labels, test_scores),
            "recall": tp / test_labels.sum(), "precision": tp / yes.sum()}

# %% report | wrong | a tuple of four
def report(labels, scores, test_labels, test_scores, missed, alarm):
    def cost(t, y, s):
        return missed * np.sum((y == 1) & (s < t)) + alarm * np.sum((y == 0) & (s >= t))
    threshold = min(np.unique(scores), key=lambda t: cost(t, labels, scores))
    yes = test_scores >= threshold
    tp = int(np.sum(yes & (test_labels == 1)))
    return (threshold, cost(threshold, test_labels, test_scores),
            wilson_interval(tp, int(test_labels.sum())), wilson_interval(tp, int(yes.sum())))

# %% report | wrong | a coarse grid of thresholds
def report(labels, scores, test_labels, test_scores, missed, alarm):
    def cost(t, y, s):
        return missed * np.sum((y == 1) & (s < t)) + alarm * np.sum((y == 0) & (s >= t))
    threshold = min([-2, -1, -0.5, 0, 0.5, 1], key=lambda t: cost(t, labels, scores))
    yes = test_scores >= threshold
    tp = int(np.sum(yes & (test_labels == 1)))
    return {"threshold": threshold, "cost": cost(threshold, test_labels, test_scores),
            "recall": wilson_interval(tp, int(test_labels.sum())), "precision": wilson_interval(tp, int(yes.sum()))}

# %% report | wrong | the mean cost of an example
def report(labels, scores, test_labels, test_scores, missed, alarm):
    def cost(t, y, s):
        return np.mean(missed * ((y == 1) & (s < t)) + alarm * ((y == 0) & (s >= t)))
    threshold = min(np.unique(scores), key=lambda t: cost(t, labels, scores))
    yes = test_scores >= threshold
    tp = int(np.sum(yes & (test_labels == 1)))
    return {"threshold": threshold, "cost": cost(threshold, test_labels, test_scores),
            "recall": wilson_interval(tp, int(test_labels.sum())), "precision": wilson_interval(tp, int(yes.sum()))}

# %% report | wrong | and between arrays
def report(labels, scores, test_labels, test_scores, missed, alarm):
    costs = [missed * np.sum(labels == 1 and scores < t) + alarm * np.sum(labels == 0 and scores >= t) for t in scores]
    return {"threshold": scores[np.argmin(costs)], "cost": min(costs), "recall": (0, 1), "precision": (0, 1)}

# %% report | wrong | forgot the return
def report(labels, scores, test_labels, test_scores, missed, alarm):
    result = {"threshold": 0.5, "cost": 0, "recall": (0, 1), "precision": (0, 1)}

# %% report | wrong | the prices of the notebook are written in
def report(labels, scores, test_labels, test_scores, missed, alarm):
    def cost(t, y, s):
        return 12 * np.sum((y == 1) & (s < t)) + 1 * np.sum((y == 0) & (s >= t))
    t = min(np.unique(scores), key=lambda t: cost(t, labels, scores))
    yes = test_scores >= t; tp = int(np.sum(yes & (test_labels == 1)))
    return {"threshold": t, "cost": cost(t, test_labels, test_scores), "recall": wilson_interval(tp, int(test_labels.sum())), "precision": wilson_interval(tp, int(yes.sum()))}

# %% report | wrong | the ratio of the prices, rounded down
def report(labels, scores, test_labels, test_scores, missed, alarm):
    r = missed // alarm
    def cost(t, y, s):
        return r * np.sum((y == 1) & (s < t)) + np.sum((y == 0) & (s >= t))
    t = min(np.unique(scores), key=lambda t: cost(t, labels, scores))
    yes = test_scores >= t; tp = int(np.sum(yes & (test_labels == 1)))
    return {"threshold": t, "cost": cost(t, test_labels, test_scores), "recall": wilson_interval(tp, int(test_labels.sum())), "precision": wilson_interval(tp, int(yes.sum()))}

# %% report | wrong | a false alarm always costs 1
def report(labels, scores, test_labels, test_scores, missed, alarm):
    def cost(t, y, s):
        return missed * np.sum((y == 1) & (s < t)) + np.sum((y == 0) & (s >= t))
    t = min(np.unique(scores), key=lambda t: cost(t, labels, scores))
    yes = test_scores >= t; tp = int(np.sum(yes & (test_labels == 1)))
    return {"threshold": t, "cost": cost(t, test_labels, test_scores), "recall": wilson_interval(tp, int(test_labels.sum())), "precision": wilson_interval(tp, int(yes.sum()))}

# %% report | wrong | loops over 400 examples
def report(labels, scores, test_labels, test_scores, missed, alarm):
    def cost(t, y, s):
        return sum(missed * (y[i] == 1 and s[i] < t) + alarm * (y[i] == 0 and s[i] >= t) for i in range(400))
    t = min(np.unique(scores), key=lambda t: cost(t, labels, scores))
    yes = test_scores >= t; tp = int(np.sum(yes & (test_labels == 1)))
    return {"threshold": t, "cost": cost(t, test_labels, test_scores), "recall": wilson_interval(tp, int(test_labels.sum())), "precision": wilson_interval(tp, int(yes.sum()))}

# %% report | wrong | intervals still to be computed
def report(labels, scores, test_labels, test_scores, missed, alarm):
    def cost(t, y, s):
        return missed * np.sum((y == 1) & (s < t)) + alarm * np.sum((y == 0) & (s >= t))
    t = min(np.unique(scores), key=lambda t: cost(t, labels, scores))
    return {"threshold": t, "cost": cost(t, test_labels, test_scores), "recall": (np.nan, np.nan), "precision": (np.nan, np.nan)}

# %% report | wrong | threshold nan
def report(labels, scores, test_labels, test_scores, missed, alarm):
    return {"threshold": np.nan, "cost": missed * test_labels.sum(), "recall": wilson_interval(0, int(test_labels.sum())), "precision": (0, 0)}

# %% report | wrong | the textbook's interval
def report(labels, scores, test_labels, test_scores, missed, alarm):
    def cost(t, y, s):
        return missed * np.sum((y == 1) & (s < t)) + alarm * np.sum((y == 0) & (s >= t))
    t = min(np.unique(scores), key=lambda t: cost(t, labels, scores))
    yes = test_scores >= t; tp = int(np.sum(yes & (test_labels == 1)))
    def wald(k, n):
        p = k / n; h = 1.96 * (p * (1 - p) / n) ** 0.5
        return p - h, p + h
    return {"threshold": t, "cost": cost(t, test_labels, test_scores), "recall": wald(tp, int(test_labels.sum())), "precision": wald(tp, int(yes.sum()))}

# %% report | wrong | one below the median of the positives
def report(labels, scores, test_labels, test_scores, missed, alarm):
    t = np.median(scores[labels == 1]) - 1
    yes = test_scores >= t; tp = int(np.sum(yes & (test_labels == 1))); fn = int(test_labels.sum()) - tp
    return {"threshold": t, "cost": missed * fn + alarm * (int(yes.sum()) - tp), "recall": wilson_interval(tp, int(test_labels.sum())), "precision": wilson_interval(tp, int(yes.sum()))}

# %% report | wrong | tries thresholds from 0 to 3
def report(labels, scores, test_labels, test_scores, missed, alarm):
    def cost(t, y, s):
        return missed * np.sum((y == 1) & (s < t)) + alarm * np.sum((y == 0) & (s >= t))
    t = min(np.arange(0, 3, 0.001), key=lambda t: cost(t, labels, scores))
    yes = test_scores >= t; tp = int(np.sum(yes & (test_labels == 1)))
    return {"threshold": t, "cost": cost(t, test_labels, test_scores), "recall": wilson_interval(tp, int(test_labels.sum())), "precision": wilson_interval(tp, int(yes.sum()))}

# %% report | right | calls all or nobody, too
def report(labels, scores, test_labels, test_scores, missed, alarm):
    grid = [-np.inf, *sorted(scores), np.inf]
    pos = labels > 0
    c = [missed * (pos & (scores < t)).sum() + alarm * (~pos & (scores >= t)).sum() for t in grid]
    t = grid[int(np.argmin(c))]
    y = test_labels > 0; called = test_scores >= t
    return {"threshold": t, "cost": missed * (y & ~called).sum() + alarm * (~y & called).sum(), "recall": np.array(wilson_interval(int((y & called).sum()), int(y.sum()))), "precision": wilson_interval(int((y & called).sum()), int(called.sum()))}

# %% report | right | sorted once, cumulative sums
def report(labels, scores, test_labels, test_scores, missed, alarm):
    o = np.argsort(scores, kind="stable"); s, y = scores[o], labels[o]
    c = missed * np.r_[0, np.cumsum(y)[:-1]] + alarm * np.cumsum((1 - y)[::-1])[::-1]
    first = np.r_[True, np.diff(s) > 0]
    t = s[first][np.argmin(c[first])]
    yes = test_scores >= t; tp = int((test_labels * yes).sum())
    return {"threshold": t, "cost": missed * (test_labels.sum() - tp) + alarm * (yes.sum() - tp), "recall": wilson_interval(tp, int(test_labels.sum())), "precision": wilson_interval(tp, int(yes.sum()))}

# %% report | right | the last of equal thresholds
def report(labels, scores, test_labels, test_scores, missed, alarm):
    best, th = float("inf"), None
    for t in np.unique(scores):
        c = missed * np.sum(labels[scores < t]) + alarm * np.sum(1 - labels[scores >= t])
        if c <= best:
            best, th = c, t
    yes = test_scores >= th; tp = int(test_labels[yes].sum())
    return {"threshold": th, "cost": missed * int(test_labels[~yes].sum()) + alarm * int((1 - test_labels[yes]).sum()), "recall": wilson_interval(tp, int(test_labels.sum())), "precision": wilson_interval(tp, int(yes.sum()))}

# %% answers_to_held_out | wrong | forty columns and six of them at the most
def answers_to_held_out(x, y, held, n_chosen):
    x, n_chosen = x[:, :40], min(n_chosen, 6)
    gap = abs(x[~held & (y == 1)].mean(axis=0) - x[~held & (y == 0)].mean(axis=0))
    x = x[:, gap.argsort()[-n_chosen:]]
    zero = x[~held & (y == 0)].mean(axis=0)
    one = x[~held & (y == 1)].mean(axis=0)
    return ((x[held] - one) ** 2).sum(axis=1) < ((x[held] - zero) ** 2).sum(axis=1)

# %% report | wrong | of equal thresholds, the one that costs least on the test set
def report(labels, scores, test_labels, test_scores, missed, alarm):
    def cost(t, y, s):
        return missed * np.sum((y == 1) & (s < t)) + alarm * np.sum((y == 0) & (s >= t))
    th = min(np.unique(scores), key=lambda t: (cost(t, labels, scores), cost(t, test_labels, test_scores)))
    yes = test_scores >= th; tp = int(test_labels[yes].sum())
    return {"threshold": th, "cost": int(cost(th, test_labels, test_scores)), "recall": wilson_interval(tp, int(test_labels.sum())), "precision": wilson_interval(tp, int(yes.sum()))}

# %% report | right | midway between the scores
def report(labels, scores, test_labels, test_scores, missed, alarm):
    s = np.unique(scores)
    between = [s[0] - 1, *((s[1:] + s[:-1]) / 2), s[-1] + 1]
    costs = [missed * np.sum(labels[scores < t]) + alarm * np.sum(1 - labels[scores >= t]) for t in between]
    th = between[int(np.argmin(costs))]
    yes = test_scores >= th; tp = int(test_labels[yes].sum())
    return {"threshold": th, "cost": missed * int(test_labels[~yes].sum()) + alarm * int((1 - test_labels[yes]).sum()), "recall": wilson_interval(tp, int(test_labels.sum())), "precision": wilson_interval(tp, int(yes.sum()))}
