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

