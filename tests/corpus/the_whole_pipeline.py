# %% majority_vote | right | bincount with minlength
def majority_vote(labels, n_classes):
    return np.bincount(labels, minlength=n_classes) / len(labels)

# %% majority_vote | right | counting in a loop
def majority_vote(labels, n_classes):
    votes = np.zeros(n_classes)
    for label in labels:
        votes[label] += 1
    return votes / votes.sum()

# %% majority_vote | right | mean of one-hot rows
def majority_vote(labels, n_classes):
    return np.eye(n_classes)[labels].mean(axis=0)

# %% majority_vote | right | share of each class by comparing
def majority_vote(labels, n_classes):
    labels = np.asarray(labels)
    return np.array([np.mean(labels == c) for c in range(n_classes)], dtype="float32")

# %% majority_vote | right | Counter, absent classes give 0
from collections import Counter

def majority_vote(labels, n_classes):
    votes = Counter(int(label) for label in labels)
    return np.array([votes[c] for c in range(n_classes)]) / sum(votes.values())

# %% majority_vote | wrong | counts, not shares
def majority_vote(labels, n_classes):
    return np.bincount(labels, minlength=n_classes)

# %% majority_vote | wrong | the winning class
def majority_vote(labels, n_classes):
    return np.bincount(labels, minlength=n_classes).argmax()

# %% majority_vote | wrong | without minlength
def majority_vote(labels, n_classes):
    return np.bincount(labels) / len(labels)

# %% majority_vote | wrong | unique leaves out who got no vote
def majority_vote(labels, n_classes):
    kinds, counts = np.unique(labels, return_counts=True)
    return counts / counts.sum()

# %% majority_vote | wrong | divides by the number of classes
def majority_vote(labels, n_classes):
    return np.bincount(labels, minlength=n_classes) / n_classes

# %% majority_vote | wrong | background has no vote
def majority_vote(labels, n_classes):
    votes = np.bincount(labels, minlength=n_classes).astype(float)
    votes[0] = 0
    return votes / max(votes.sum(), 1)

# %% majority_vote | wrong | histogram with n_classes bins from lowest to highest label
def majority_vote(labels, n_classes):
    counts, edges = np.histogram(labels, bins=n_classes)
    return counts / len(labels)

# %% majority_vote | wrong | integer division
def majority_vote(labels, n_classes):
    return np.bincount(labels, minlength=n_classes) // len(labels)

# %% majority_vote | wrong | the winner takes all
def majority_vote(labels, n_classes):
    votes = np.bincount(labels, minlength=n_classes)
    return np.eye(n_classes)[votes.argmax()]

# %% majority_vote | wrong | classes numbered from 1 as in R
def majority_vote(labels, n_classes):
    shares = []
    for c in range(1, n_classes + 1):
        shares.append(np.sum(labels == c) / len(labels))
    return np.array(shares)

# %% majority_vote | wrong | six classes from the notebook
def majority_vote(labels, n_classes):
    return np.bincount(labels, minlength=6) / len(labels)

# %% majority_vote | wrong | counts the notebook's codes
def majority_vote(labels, n_classes):
    return np.bincount(codes_8, minlength=n_classes) / len(codes_8)

# %% majority_vote | wrong | += with an array of places counts once
def majority_vote(labels, n_classes):
    votes = np.zeros(n_classes)
    votes[labels] += 1
    return votes / len(labels)

# %% majority_vote | wrong | sums the labels
def majority_vote(labels, n_classes):
    votes = np.zeros(n_classes)
    for label in labels:
        votes[label] += label
    return votes / len(labels)

# %% majority_vote | wrong | add one to each, so that none is 0
def majority_vote(labels, n_classes):
    votes = np.bincount(labels, minlength=n_classes) + 1
    return votes / votes.sum()

# %% majority_vote | wrong | softmax of the counts
def majority_vote(labels, n_classes):
    e = np.exp(np.bincount(labels, minlength=n_classes))
    return e / e.sum()

# %% majority_vote | wrong | return inside the loop
def majority_vote(labels, n_classes):
    votes = [0] * n_classes
    for label in labels:
        votes[label] += 1
        return np.array(votes) / len(labels)

# %% majority_vote | wrong | counts with a method that arrays do not have
def majority_vote(labels, n_classes):
    return np.array([labels.count(c) / len(labels) for c in range(n_classes)])

# %% weighted_average | right | vector times matrix over the sum
def weighted_average(scores, weights):
    return weights @ scores / weights.sum()

# %% weighted_average | right | np.average
def weighted_average(scores, weights):
    return np.average(scores, axis=0, weights=weights)

# %% weighted_average | right | weights as a column, sum of rows
def weighted_average(scores, weights):
    return (scores * weights[:, None]).sum(axis=0) / np.sum(weights)

# %% weighted_average | right | shares first, transposed scores
def weighted_average(scores, weights):
    w = np.asarray(weights, dtype=float)
    w = w / w.sum()
    return np.asarray(scores).T @ w

# %% weighted_average | right | einsum
def weighted_average(scores, weights):
    return np.einsum("i,ic->c", weights, scores) / np.einsum("i->", weights)

# %% weighted_average | wrong | not divided
def weighted_average(scores, weights):
    return weights @ scores

# %% weighted_average | wrong | divided by the number of regions
def weighted_average(scores, weights):
    return weights @ scores / len(weights)

# %% weighted_average | wrong | plain mean, weights not used
def weighted_average(scores, weights):
    return scores.mean(axis=0)

# %% weighted_average | wrong | sums over the classes
def weighted_average(scores, weights):
    return (scores * weights[:, None]).sum(axis=1) / weights.sum()

# %% weighted_average | wrong | no column made of the weights
def weighted_average(scores, weights):
    return (scores * weights).sum(axis=0) / weights.sum()

# %% weighted_average | wrong | one number for everything
def weighted_average(scores, weights):
    return np.sum(scores * weights[:, None]) / np.sum(weights)

# %% weighted_average | wrong | divides by the sum of the result, to make shares
def weighted_average(scores, weights):
    total = weights @ scores
    return total / total.sum()

# %% weighted_average | wrong | np.average without the axis
def weighted_average(scores, weights):
    return np.average(scores, weights=weights)

# %% weighted_average | wrong | mean of the weighted rows
def weighted_average(scores, weights):
    return np.mean(scores * weights[:, None], axis=0)

# %% weighted_average | wrong | matrix times vector, square tables only
def weighted_average(scores, weights):
    return scores @ weights / weights.sum()

# %% weighted_average | wrong | divides by the length of the weights' vector
def weighted_average(scores, weights):
    return weights @ scores / np.linalg.norm(weights)

# %% weighted_average | wrong | weights over the largest weight
def weighted_average(scores, weights):
    w = weights / weights.max()
    return w @ scores / len(w)

# %% weighted_average | wrong | keeps a row axis
def weighted_average(scores, weights):
    w = weights.reshape(1, -1)
    return w @ scores / w.sum()

# %% weighted_average | wrong | multiplies the scores in place
def weighted_average(scores, weights):
    weights = np.array(weights, dtype=float) / np.sum(weights)
    scores *= weights[:, None]
    return scores.sum(axis=0)

# %% weighted_average | wrong | weights are normalised to whole numbers
def weighted_average(scores, weights):
    w = weights // weights.sum()
    return w @ scores

# %% weighted_average | wrong | hard votes: names of the rows, weighted
def weighted_average(scores, weights):
    names = np.eye(scores.shape[1])[scores.argmax(axis=1)]
    return weights @ names / weights.sum()

# %% weighted_average | wrong | the areas of the notebook
def weighted_average(scores, weights):
    return areas_8 @ scores / areas_8.sum()

# %% object_vote | right | mask, shares of kinds, weighted by area
def object_vote(chances, areas):
    votes = chances.argmax(axis=1) > 0
    kinds = chances[votes, 1:]
    kinds = kinds / kinds.sum(axis=1, keepdims=True)
    return areas[votes] @ kinds / areas[votes].sum()

# %% object_vote | right | loop over the regions
def object_vote(chances, areas):
    n = len(chances[0]) - 1
    total = np.zeros(n)
    weight = 0
    for row, area in zip(chances, areas):
        row = list(row)
        if row.index(max(row)) == 0:
            continue
        objects = sum(row[1:])
        for c in range(n):
            total[c] += area * row[c + 1] / objects
        weight += area
    return total / weight

# %% object_vote | right | weight 0 for background, np.average
def object_vote(chances, areas):
    chances = np.asarray(chances)
    kinds = chances[:, 1:] / chances[:, 1:].sum(axis=1)[:, None]
    return np.average(kinds, axis=0, weights=areas * (np.argmax(chances, axis=1) != 0))

# %% object_vote | right | background's chance against the best of the others
def object_vote(chances, areas):
    back, rest = chances[:, 0], chances[:, 1:]
    w = np.where(rest.max(axis=1) > back, areas, 0)
    share = w / w.sum()
    return ((rest.T / rest.sum(axis=1)) * share).sum(axis=1)

# %% object_vote | right | area over sum of kinds as one factor
def object_vote(chances, areas):
    keep = np.flatnonzero(np.argmax(chances, 1))
    rest = np.delete(chances, 0, axis=1)[keep]
    factor = areas[keep] / rest.sum(1)
    return factor @ rest / areas[keep].sum()

# %% object_vote | wrong | all regions vote
def object_vote(chances, areas):
    kinds = chances[:, 1:] / chances[:, 1:].sum(axis=1, keepdims=True)
    return areas @ kinds / areas.sum()

# %% object_vote | wrong | does not divide by the sum without background in each region
def object_vote(chances, areas):
    votes = chances.argmax(axis=1) > 0
    return areas[votes] @ chances[votes, 1:] / areas[votes].sum()

# %% object_vote | wrong | divides only at the end, after the averaging
def object_vote(chances, areas):
    votes = chances.argmax(axis=1) > 0
    total = areas[votes] @ chances[votes, 1:]
    return total / total.sum()

# %% object_vote | wrong | areas not used
def object_vote(chances, areas):
    votes = chances.argmax(axis=1) > 0
    kinds = chances[votes, 1:]
    return (kinds / kinds.sum(axis=1, keepdims=True)).mean(axis=0)

# %% object_vote | wrong | the area of all regions below
def object_vote(chances, areas):
    votes = chances.argmax(axis=1) > 0
    kinds = chances[:, 1:] / chances[:, 1:].sum(axis=1, keepdims=True)
    return (areas * votes) @ kinds / areas.sum()

# %% object_vote | wrong | background stays as a column
def object_vote(chances, areas):
    votes = chances.argmax(axis=1) > 0
    return areas[votes] @ chances[votes] / areas[votes].sum()

# %% object_vote | wrong | an object is whatever has less than half background
def object_vote(chances, areas):
    votes = chances[:, 0] < 0.5
    kinds = chances[votes, 1:]
    kinds = kinds / kinds.sum(axis=1, keepdims=True)
    return areas[votes] @ kinds / areas[votes].sum()

# %% object_vote | wrong | a name for each object, by area
def object_vote(chances, areas):
    codes = chances.argmax(axis=1)
    shares = np.zeros(chances.shape[1] - 1)
    for code, area in zip(codes, areas):
        if code > 0:
            shares[code - 1] += area
    return shares / shares.sum()

# %% object_vote | wrong | argmax after background was cut off
def object_vote(chances, areas):
    rest = chances[:, 1:]
    votes = rest.argmax(axis=1) > 0
    kinds = rest[votes] / rest[votes].sum(axis=1, keepdims=True)
    return areas[votes] @ kinds / areas[votes].sum()

# %% object_vote | wrong | background is taken to be the last column
def object_vote(chances, areas):
    votes = chances.argmax(axis=1) < chances.shape[1] - 1
    kinds = chances[votes, :-1]
    kinds = kinds / kinds.sum(axis=1, keepdims=True)
    return areas[votes] @ kinds / areas[votes].sum()

# %% object_vote | wrong | sums down the columns when dividing
def object_vote(chances, areas):
    votes = chances.argmax(axis=1) > 0
    kinds = chances[votes, 1:]
    kinds = kinds / kinds.sum(axis=0)
    return areas[votes] @ kinds / areas[votes].sum()

# %% object_vote | wrong | the class that wins
def object_vote(chances, areas):
    votes = chances.argmax(axis=1) > 0
    kinds = chances[votes, 1:]
    kinds = kinds / kinds.sum(axis=1, keepdims=True)
    return (areas[votes] @ kinds).argmax()

# %% object_vote | wrong | weighted sum, not average
def object_vote(chances, areas):
    votes = chances.argmax(axis=1) > 0
    kinds = chances[votes, 1:] / chances[votes, 1:].sum(axis=1, keepdims=True)
    return areas[votes] @ kinds

# %% object_vote | wrong | leaves out the largest region, taken for background
def object_vote(chances, areas):
    votes = np.ones(len(areas), bool)
    votes[areas.argmax()] = False
    kinds = chances[votes, 1:] / chances[votes, 1:].sum(axis=1, keepdims=True)
    return areas[votes] @ kinds / areas[votes].sum()

# %% object_vote | wrong | only the largest object votes
def object_vote(chances, areas):
    weights = areas * (chances.argmax(axis=1) > 0)
    best = chances[weights.argmax(), 1:]
    return best / best.sum()

# %% object_vote | wrong | areas of all against rows of the voters
def object_vote(chances, areas):
    objects = chances[chances.argmax(axis=1) > 0][:, 1:]
    kinds = objects / objects.sum(axis=1, keepdims=True)
    return areas @ kinds / areas.sum()

# %% object_vote | wrong | sets the background's chance to 0 and so lets every region vote
def object_vote(chances, areas):
    c = chances.copy()
    c[:, 0] = 0
    votes = c.argmax(axis=1) > 0
    kinds = c[votes, 1:] / c[votes, 1:].sum(axis=1, keepdims=True)
    return areas[votes] @ kinds / areas[votes].sum()

# %% condorcet | right | sum with math.comb
def condorcet(n, p):
    return sum(math.comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(n // 2 + 1, n + 1))

# %% condorcet | right | loop over all with a question
def condorcet(n, p):
    total = 0
    for k in range(n + 1):
        if 2 * k > n:
            total = total + math.comb(n, k) * p ** k * (1 - p) ** (n - k)
    return total

# %% condorcet | right | scipy's binomial, survival function
from scipy.stats import binom

def condorcet(n, p):
    return float(binom.sf(n // 2, n, p))

# %% condorcet | right | one voter after another, no binomial numbers
def condorcet(n, p):
    right = np.zeros(n + 1)
    right[0] = 1
    for _ in range(n):
        more = right * (1 - p)
        more[1:] += right[:-1] * p
        right = more
    return right[np.arange(n + 1) > n / 2].sum()

# %% condorcet | right | one minus at most half
def condorcet(n, p):
    rest = 0.0
    for k in range(0, n // 2 + 1):
        rest += math.comb(n, k) * p**k * (1 - p) ** (n - k)
    return 1 - rest

# %% condorcet | right | arrays and scipy's comb
from scipy.special import comb

def condorcet(n, p):
    k = np.arange(n + 1)
    k = k[k > n / 2]
    return np.sum(comb(n, k) * p ** k * (1.0 - p) ** (n - k))

# %% condorcet | wrong | range stops before n
def condorcet(n, p):
    return sum(math.comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(n // 2 + 1, n))

# %% condorcet | wrong | a tie counts as a majority
def condorcet(n, p):
    start = math.ceil(n / 2)
    return sum(math.comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(start, n + 1))

# %% condorcet | wrong | starts one too low
def condorcet(n, p):
    return sum(math.comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(n // 2, n + 1))

# %% condorcet | wrong | the number of ways left out
def condorcet(n, p):
    return sum(p**k * (1 - p) ** (n - k) for k in range(n // 2 + 1, n + 1))

# %% condorcet | wrong | only those who are right
def condorcet(n, p):
    return sum(math.comb(n, k) * p**k for k in range(n // 2 + 1, n + 1))

# %% condorcet | wrong | exponent n in place of n - k
def condorcet(n, p):
    return sum(math.comb(n, k) * p**k * (1 - p) ** n for k in range(n // 2 + 1, n + 1))

# %% condorcet | wrong | just one term: exactly the smallest majority
def condorcet(n, p):
    k = n // 2 + 1
    return math.comb(n, k) * p**k * (1 - p) ** (n - k)

# %% condorcet | wrong | return inside the loop
def condorcet(n, p):
    total = 0
    for k in range(n // 2 + 1, n + 1):
        total += math.comb(n, k) * p**k * (1 - p) ** (n - k)
        return total

# %% condorcet | wrong | half of the ties is added
def condorcet(n, p):
    total = 0
    for k in range(n + 1):
        term = math.comb(n, k) * p**k * (1 - p) ** (n - k)
        if k > n / 2:
            total += term
        elif k == n / 2:
            total += term / 2
    return total

# %% condorcet | wrong | the bell curve in place of the sum
from scipy.stats import norm

def condorcet(n, p):
    spread = math.sqrt(n * p * (1 - p)) + 1e-12
    return 1 - norm.cdf((n / 2 - n * p) / spread)

# %% condorcet | wrong | p and 1 - p exchanged
def condorcet(n, p):
    return sum(math.comb(n, k) * p ** (n - k) * (1 - p) ** k for k in range(n // 2 + 1, n + 1))

# %% condorcet | wrong | at least one is right
def condorcet(n, p):
    return 1 - (1 - p) ** n

# %% condorcet | wrong | simulates a few hundred elections
def condorcet(n, p):
    rng = np.random.default_rng(0)
    votes = rng.random((300, n)) < p
    return np.mean(votes.sum(axis=1) > n / 2)

# %% condorcet | wrong | per cent
def condorcet(n, p):
    P = sum(math.comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(n // 2 + 1, n + 1))
    return 100 * P

# %% condorcet | wrong | 101 voters written in
def condorcet(n, p):
    return sum(math.comb(101, k) * p**k * (1 - p) ** (101 - k) for k in range(51, 102))

# %% condorcet | wrong | ways counted in order, permutations
def condorcet(n, p):
    return sum(math.perm(n, k) * p**k * (1 - p) ** (n - k) for k in range(n // 2 + 1, n + 1))

# %% condorcet | wrong | range with a fraction
def condorcet(n, p):
    return sum(math.comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(n / 2 + 1, n + 1))

# %% condorcet | wrong | the share of voters expected right
def condorcet(n, p):
    total = 0
    for k in range(n // 2 + 1, n + 1):
        total += k / n * math.comb(n, k) * p**k * (1 - p) ** (n - k)
    return total

# %% soft_vote | right | Platt for the table, rows divided, mean by area
def soft_vote(scores, areas, a, b):
    chances = 1 / (1 + np.exp(-(a * scores + b)))
    chances = chances / chances.sum(axis=1, keepdims=True)
    return areas @ chances / areas.sum()

# %% soft_vote | right | loops
def soft_vote(scores, areas, a, b):
    result = np.zeros(len(scores[0]))
    for i in range(len(scores)):
        p = []
        for c in range(len(scores[i])):
            p.append(1 / (1 + np.exp(-(a[c] * scores[i][c] + b[c]))))
        total = sum(p)
        for c in range(len(p)):
            result[c] += areas[i] * p[c] / total
    return result / sum(areas)

# %% soft_vote | right | expit and np.average
from scipy.special import expit

def soft_vote(scores, areas, a, b):
    p = expit(scores * a + b)
    return np.average(p / p.sum(1)[:, None], axis=0, weights=areas)

# %% soft_vote | right | transposed table, shares of area first
def soft_vote(scores, areas, a, b):
    share = np.asarray(areas) / np.sum(areas)
    p = (1 / (1 + np.exp(-(scores * a[None, :] + b[None, :])))).T
    return (p / p.sum(axis=0)) @ share

# %% soft_vote | right | a helper for one region
def one_region(s, a, b):
    p = 1 / (1 + np.exp(-a * s - b))
    return p / p.sum()

def soft_vote(scores, areas, a, b):
    votes = np.array([one_region(s, a, b) for s in scores])
    return (votes * areas[:, np.newaxis]).sum(axis=0) / areas.sum()

# %% soft_vote | wrong | left as it was found
def soft_vote(scores, areas, a, b):
    mean = areas @ scores / areas.sum()
    chances = 1 / (1 + np.exp(-(a * mean + b)))
    return chances / chances.sum()

# %% soft_vote | wrong | chances are averaged first and divided last
def soft_vote(scores, areas, a, b):
    chances = 1 / (1 + np.exp(-(a * scores + b)))
    mean = areas @ chances / areas.sum()
    return mean / mean.sum()

# %% soft_vote | wrong | never divided to add up to 1
def soft_vote(scores, areas, a, b):
    chances = 1 / (1 + np.exp(-(a * scores + b)))
    return areas @ chances / areas.sum()

# %% soft_vote | wrong | divides the columns
def soft_vote(scores, areas, a, b):
    chances = 1 / (1 + np.exp(-(a * scores + b)))
    chances = chances / chances.sum(axis=0)
    return areas @ chances / areas.sum()

# %% soft_vote | wrong | divides by the sum of the whole table
def soft_vote(scores, areas, a, b):
    chances = 1 / (1 + np.exp(-(a * scores + b)))
    chances = chances / chances.sum()
    return areas @ chances / areas.sum()

# %% soft_vote | wrong | plain mean, areas forgotten
def soft_vote(scores, areas, a, b):
    chances = 1 / (1 + np.exp(-(a * scores + b)))
    return (chances / chances.sum(axis=1, keepdims=True)).mean(axis=0)

# %% soft_vote | wrong | softmax of a s + b in place of sigmoids
def soft_vote(scores, areas, a, b):
    e = np.exp(a * scores + b)
    chances = e / e.sum(axis=1, keepdims=True)
    return areas @ chances / areas.sum()

# %% soft_vote | wrong | hard votes by area
def soft_vote(scores, areas, a, b):
    chances = 1 / (1 + np.exp(-(a * scores + b)))
    names = np.eye(scores.shape[1])[chances.argmax(axis=1)]
    return areas @ names / areas.sum()

# %% soft_vote | wrong | minus belongs to a alone
def soft_vote(scores, areas, a, b):
    chances = 1 / (1 + np.exp(-a * scores + b))
    chances = chances / chances.sum(axis=1, keepdims=True)
    return areas @ chances / areas.sum()

# %% soft_vote | wrong | the sigmoid without a and b
def soft_vote(scores, areas, a, b):
    chances = 1 / (1 + np.exp(-scores))
    chances = chances / chances.sum(axis=1, keepdims=True)
    return areas @ chances / areas.sum()

# %% soft_vote | wrong | a and b of the first class for all
def soft_vote(scores, areas, a, b):
    chances = 1 / (1 + np.exp(-(a[0] * scores + b[0])))
    chances = chances / chances.sum(axis=1, keepdims=True)
    return areas @ chances / areas.sum()

# %% soft_vote | wrong | areas into the scores, before the sigmoid
def soft_vote(scores, areas, a, b):
    w = areas / areas.sum()
    chances = 1 / (1 + np.exp(-(a * (scores * w[:, None]) + b)))
    chances = chances / chances.sum(axis=1, keepdims=True)
    return chances.mean(axis=0)

# %% soft_vote | wrong | first column dropped as background
def soft_vote(scores, areas, a, b):
    chances = 1 / (1 + np.exp(-(a * scores + b)))
    chances = chances[:, 1:] / chances[:, 1:].sum(axis=1, keepdims=True)
    return areas @ chances / areas.sum()

# %% soft_vote | wrong | divides by the number of regions
def soft_vote(scores, areas, a, b):
    chances = 1 / (1 + np.exp(-(a * scores + b)))
    chances = chances / chances.sum(axis=1, keepdims=True)
    return areas @ chances / len(areas)

# %% soft_vote | wrong | a row of chances for each region, no vote yet
def soft_vote(scores, areas, a, b):
    chances = 1 / (1 + np.exp(-(a * scores + b)))
    return chances / chances.sum(axis=1, keepdims=True)

# %% soft_vote | wrong | forgot to make the sums a column
def soft_vote(scores, areas, a, b):
    chances = 1 / (1 + np.exp(-(a * scores + b)))
    chances = chances / chances.sum(axis=1)
    return areas @ chances / areas.sum()

# %% soft_vote | wrong | sharpens the scores to -1 and 1 before averaging, then as found
def soft_vote(scores, areas, a, b):
    clipped = np.clip(scores, -1, 1)
    mean = areas @ clipped / areas.sum()
    chances = 1 / (1 + np.exp(-(a * mean + b)))
    return chances / chances.sum()
