# %% margin | right | the formula in one line
def margin(points, signs, w, b):
    return np.min(signs * (points @ w + b)) / np.linalg.norm(w)

# %% margin | right | loops with the smallest so far
def margin(points, signs, w, b):
    length = sum(v ** 2 for v in w) ** 0.5
    smallest = float("inf")
    for i in range(len(points)):
        score = b
        for j in range(len(w)):
            score += w[j] * points[i][j]
        smallest = min(smallest, signs[i] * score / length)
    return smallest

# %% margin | right | unit vector first, distances, then min
def margin(points, signs, w, b):
    w = np.asarray(w, dtype=float)
    length = np.sqrt(w @ w)
    unit, shift = w / length, b / length
    far = (np.asarray(points) * unit).sum(axis=1) + shift
    return float((far * signs).min())

# %% margin | right | the smaller of the two sides
def margin(points, signs, w, b):
    far = (np.dot(points, w) + b) / np.sqrt(np.sum(np.square(w)))
    round_ones = far[signs == 1]
    square_ones = -far[signs == -1]
    return min(np.concatenate([round_ones, square_ones]))

# %% margin | right | builtin min over a generator
def margin(points, signs, w, b):
    return min(y * (np.dot(x, w) + b) for x, y in zip(points, signs)) / np.dot(w, w) ** 0.5

# %% margin | wrong | forgot the length of w
def margin(points, signs, w, b):
    return np.min(signs * (points @ w + b))

# %% margin | wrong | absolute value instead of the sign
def margin(points, signs, w, b):
    return np.min(np.abs(points @ w + b)) / np.linalg.norm(w)

# %% margin | wrong | all distances, no minimum
def margin(points, signs, w, b):
    return signs * (points @ w + b) / np.linalg.norm(w)

# %% margin | wrong | the width of the street from w alone
def margin(points, signs, w, b):
    return 2 / np.sqrt(w @ w)

# %% margin | wrong | one over the length of w, good only for the SVM's own line
def margin(points, signs, w, b):
    return 1 / np.linalg.norm(w)

# %% margin | wrong | squared length below
def margin(points, signs, w, b):
    return np.min(signs * (points @ w + b)) / np.sum(w ** 2)

# %% margin | wrong | b stays outside of the brackets
def margin(points, signs, w, b):
    return np.min(signs * (points @ w) + b) / np.linalg.norm(w)

# %% margin | wrong | the line is w x - b, as in another book
def margin(points, signs, w, b):
    return np.min(signs * (points @ w - b)) / np.linalg.norm(w)

# %% margin | wrong | divides only b by the length
def margin(points, signs, w, b):
    return np.min(signs * (points @ w + b / np.linalg.norm(w)))

# %% margin | wrong | cut off at 0, since a distance is not negative
def margin(points, signs, w, b):
    far = signs * (points @ w + b) / np.linalg.norm(w)
    return max(0, far.min())

# %% margin | wrong | sum of absolute values as the length
def margin(points, signs, w, b):
    return np.min(signs * (points @ w + b)) / np.abs(w).sum()

# %% margin | wrong | the mean distance
def margin(points, signs, w, b):
    return np.mean(signs * (points @ w + b)) / np.linalg.norm(w)

# %% margin | wrong | two coordinates only
def margin(points, signs, w, b):
    far = []
    for (x, y), s in zip(points[:, :2], signs):
        far.append(s * (w[0] * x + w[1] * y + b) / (w[0] ** 2 + w[1] ** 2) ** 0.5)
    return min(far)

# %% margin | wrong | only the points on the right side
def margin(points, signs, w, b):
    far = signs * (points @ w + b) / np.linalg.norm(w)
    return far[far > 0].min()

# %% margin | wrong | counts b into the length
def margin(points, signs, w, b):
    return np.min(signs * (points @ w + b)) / np.sqrt(np.sum(w ** 2) + b ** 2)

# %% margin | wrong | the number of the nearest point
def margin(points, signs, w, b):
    return np.argmin(signs * (points @ w + b) / np.linalg.norm(w))

# %% margin | wrong | return inside the loop
def margin(points, signs, w, b):
    smallest = 1e9
    for p, s in zip(points, signs):
        far = s * (p @ w + b) / np.linalg.norm(w)
        if far < smallest:
            smallest = far
        return smallest

# %% margin | wrong | matrix product the wrong way round
def margin(points, signs, w, b):
    return np.min(signs @ (w @ points + b)) / np.linalg.norm(w)

# %% hinge | right | np.maximum
def hinge(scores, signs):
    return np.maximum(0, 1 - signs * scores)

# %% hinge | right | where the product is short of 1
def hinge(scores, signs):
    product = np.asarray(scores) * np.asarray(signs)
    return np.where(product < 1, 1 - product, 0)

# %% hinge | right | list comprehension with builtin max
def hinge(scores, signs):
    return np.array([max(0, 1 - y * s) for s, y in zip(scores, signs)])

# %% hinge | right | loop into an array of zeros
def hinge(scores, signs):
    cost = np.zeros(len(scores))
    for i in range(len(scores)):
        missing = 1 - signs[i] * scores[i]
        if missing > 0:
            cost[i] = missing
    return cost

# %% hinge | right | half of x plus its absolute value
def hinge(scores, signs):
    x = 1.0 - signs * scores
    return (x + np.abs(x)) / 2

# %% hinge | right | clip from below
def hinge(scores, signs):
    return (1 - signs * scores).clip(min=0)

# %% hinge | wrong | no cut at 0
def hinge(scores, signs):
    return 1 - signs * scores

# %% hinge | wrong | the squared hinge
def hinge(scores, signs):
    return np.maximum(0, 1 - signs * scores) ** 2

# %% hinge | wrong | the perceptron's cost without the 1
def hinge(scores, signs):
    return np.maximum(0, -signs * scores)

# %% hinge | wrong | np.max with two arguments, the second taken as axis
def hinge(scores, signs):
    return np.max(1 - signs * scores, 0)

# %% hinge | wrong | the sum of all costs
def hinge(scores, signs):
    return np.maximum(0, 1 - signs * scores).sum()

# %% hinge | wrong | the mean cost, a loss as in Keras
def hinge(scores, signs):
    return np.mean(np.maximum(0, 1 - signs * scores))

# %% hinge | wrong | matrix product, so one number is left
def hinge(scores, signs):
    return np.maximum(0, 1 - signs @ scores)

# %% hinge | wrong | takes the sign of the score: only the distance counts
def hinge(scores, signs):
    return np.maximum(0, 1 - np.abs(scores))

# %% hinge | wrong | pays only where the answer is wrong
def hinge(scores, signs):
    product = signs * scores
    return np.where(product < 0, 1 - product, 0)

# %% hinge | wrong | difference between sign and score
def hinge(scores, signs):
    return np.maximum(0, np.abs(signs - scores))

# %% hinge | wrong | minimum for maximum
def hinge(scores, signs):
    return np.minimum(0, 1 - signs * scores)

# %% hinge | wrong | cut at 1 as well
def hinge(scores, signs):
    return np.clip(1 - signs * scores, 0, 1)

# %% hinge | wrong | 0 or 1: mistakes are counted
def hinge(scores, signs):
    return (signs * scores < 1).astype(float)

# %% hinge | wrong | ignores the signs
def hinge(scores, signs):
    return np.maximum(0, 1 - scores)

# %% hinge | wrong | builtin max on an array
def hinge(scores, signs):
    return max(0, 1 - signs * scores)

# %% hinge | wrong | every score against every sign
def hinge(scores, signs):
    return np.maximum(0, 1 - np.outer(signs, scores))

# %% hinge | wrong | keeps only those who pay
def hinge(scores, signs):
    cost = []
    for s, y in zip(scores, signs):
        if y * s < 1:
            cost.append(1 - y * s)
    return np.array(cost)

# %% one_against_rest | right | compare by broadcasting
def one_against_rest(labels, n_classes):
    return np.where(np.asarray(labels)[:, None] == np.arange(n_classes), 1, -1)

# %% one_against_rest | right | rows of the unit matrix
def one_against_rest(labels, n_classes):
    return 2 * np.eye(n_classes)[labels] - 1

# %% one_against_rest | right | full of -1, then 1 at the places
def one_against_rest(labels, n_classes):
    table = np.full((len(labels), n_classes), -1)
    table[np.arange(len(labels)), labels] = 1
    return table

# %% one_against_rest | right | nested lists
def one_against_rest(labels, n_classes):
    rows = []
    for label in labels:
        rows.append([1 if label == c else -1 for c in range(n_classes)])
    return rows

# %% one_against_rest | right | a column for each class, stacked
def one_against_rest(labels, n_classes):
    columns = []
    for c in range(n_classes):
        y = -np.ones(len(labels), dtype="float32")
        y[labels == c] = 1
        columns.append(y)
    return np.column_stack(columns)

# %% one_against_rest | wrong | one-hot with 0 for the rest
def one_against_rest(labels, n_classes):
    return np.eye(n_classes)[labels]

# %% one_against_rest | wrong | a row for each class
def one_against_rest(labels, n_classes):
    return np.array([np.where(labels == c, 1, -1) for c in range(n_classes)])

# %% one_against_rest | wrong | Booleans
def one_against_rest(labels, n_classes):
    return labels[:, None] == np.arange(n_classes)[None, :]

# %% one_against_rest | wrong | signs turned round
def one_against_rest(labels, n_classes):
    return 1 - 2 * np.eye(n_classes)[labels]

# %% one_against_rest | wrong | classes counted from 1
def one_against_rest(labels, n_classes):
    result = -np.ones((len(labels), n_classes))
    for i in range(len(labels)):
        for c in range(1, n_classes + 1):
            if labels[i] == c:
                result[i, c - 1] = 1
    return result

# %% one_against_rest | wrong | only the classes that occur
def one_against_rest(labels, n_classes):
    kinds = np.unique(labels)
    return np.where(labels[:, None] == kinds[None], 1, -1)

# %% one_against_rest | wrong | takes the number of classes from the highest label
def one_against_rest(labels, n_classes):
    n = max(labels) + 1
    return np.where(labels[:, None] == np.arange(n), 1, -1)

# %% one_against_rest | wrong | three classes and the notebook's labels
def one_against_rest(labels, n_classes):
    y = -np.ones((len(labels), 3), int)
    for i, k in enumerate(labels):
        y[i, k] = 1
    return y

# %% one_against_rest | wrong | unsigned bytes, -1 becomes 255
def one_against_rest(labels, n_classes):
    hot = np.eye(n_classes, dtype="uint8")[labels]
    return hot * 2 - np.uint8(1)

# %% one_against_rest | wrong | the indexing picks whole rows and columns
def one_against_rest(labels, n_classes):
    y = np.full((len(labels), n_classes), -1)
    y[:, labels] = 1
    return y

# %% one_against_rest | wrong | [row] * n shares one list
def one_against_rest(labels, n_classes):
    y = [[-1] * n_classes] * len(labels)
    for i, k in enumerate(labels):
        y[i][k] = 1
    return y

# %% one_against_rest | wrong | one against one: a column for each pair of classes
def one_against_rest(labels, n_classes):
    columns = []
    for i in range(n_classes):
        for j in range(i + 1, n_classes):
            columns.append(np.where(labels == i, 1, np.where(labels == j, -1, 0)))
    return np.column_stack(columns)

# %% one_against_rest | wrong | a flat list
def one_against_rest(labels, n_classes):
    out = []
    for k in labels:
        for c in range(n_classes):
            out.append(1 if k == c else -1)
    return np.array(out)

# %% one_against_rest | wrong | last column left out as it follows from the others
def one_against_rest(labels, n_classes):
    return np.where(labels[:, None] == np.arange(n_classes - 1), 1, -1)

# %% one_against_rest | wrong | class 0 or not
def one_against_rest(labels, n_classes):
    return np.where(labels == 0, 1, -1)

# %% one_against_rest | wrong | compares arrays of two lengths directly
def one_against_rest(labels, n_classes):
    return np.where(labels == np.arange(n_classes), 1, -1)

# %% rbf | right | broadcasting
def rbf(a, b, gamma):
    return np.exp(-gamma * ((a[:, None, :] - b[None, :, :]) ** 2).sum(axis=-1))

# %% rbf | right | three loops
def rbf(a, b, gamma):
    result = np.zeros((len(a), len(b)))
    for i in range(len(a)):
        for j in range(len(b)):
            total = 0
            for k in range(len(a[i])):
                total += (a[i][k] - b[j][k]) ** 2
            result[i, j] = np.exp(-gamma * total)
    return result

# %% rbf | right | cdist squared
from scipy.spatial.distance import cdist

def rbf(a, b, gamma):
    return np.exp(-gamma * cdist(a, b, "sqeuclidean"))

# %% rbf | right | the binomial formula with a matrix product
def rbf(a, b, gamma):
    a, b = np.asarray(a, float), np.asarray(b, float)
    square = (a * a).sum(1)[:, None] + (b * b).sum(1) - 2 * a @ b.T
    return np.exp(-gamma * np.maximum(square, 0))

# %% rbf | right | a row at a time, product of one-dimensional bells
def rbf(a, b, gamma):
    return np.array([np.prod(np.exp(-gamma * (x - np.asarray(b)) ** 2), axis=1) for x in a])

# %% rbf | right | scikit-learn's function
from sklearn.metrics.pairwise import rbf_kernel

def rbf(a, b, gamma):
    return rbf_kernel(a, b, gamma=gamma)

# %% rbf | wrong | the distance without the square
def rbf(a, b, gamma):
    far = np.sqrt(((a[:, None] - b[None]) ** 2).sum(-1))
    return np.exp(-gamma * far)

# %% rbf | wrong | forgot the minus
def rbf(a, b, gamma):
    return np.exp(gamma * ((a[:, None] - b[None]) ** 2).sum(-1))

# %% rbf | wrong | rows and columns exchanged
def rbf(a, b, gamma):
    return np.exp(-gamma * ((b[:, None] - a[None]) ** 2).sum(-1))

# %% rbf | wrong | gamma as the width sigma of a bell
def rbf(a, b, gamma):
    square = ((a[:, None] - b[None]) ** 2).sum(-1)
    return np.exp(-square / (2 * gamma ** 2))

# %% rbf | wrong | divides by gamma
def rbf(a, b, gamma):
    square = ((a[:, None] - b[None]) ** 2).sum(-1)
    return np.exp(-square / gamma)

# %% rbf | wrong | minus gamma is squared along
def rbf(a, b, gamma):
    far = np.linalg.norm(a[:, None] - b[None], axis=-1)
    return np.exp(-(gamma * far) ** 2)

# %% rbf | wrong | the notebook's gamma of 0.5
def rbf(a, b, gamma):
    return np.exp(-0.5 * ((a[:, None] - b[None]) ** 2).sum(-1))

# %% rbf | wrong | sum of the differences squared afterwards
def rbf(a, b, gamma):
    return np.exp(-gamma * (a[:, None] - b[None]).sum(-1) ** 2)

# %% rbf | wrong | sum of exponentials instead of exponential of the sum
def rbf(a, b, gamma):
    return np.exp(-gamma * (a[:, None] - b[None]) ** 2).sum(-1)

# %% rbf | wrong | the inner product as the likeness
def rbf(a, b, gamma):
    return np.exp(gamma * (a @ b.T))

# %% rbf | wrong | absolute differences, the Laplace kernel
def rbf(a, b, gamma):
    return np.exp(-gamma * np.abs(a[:, None] - b[None]).sum(-1))

# %% rbf | wrong | first point with first, second with second
def rbf(a, b, gamma):
    return np.array([np.exp(-gamma * np.sum((x - z) ** 2)) for x, z in zip(a, b)])

# %% rbf | wrong | all the likenesses in one row
def rbf(a, b, gamma):
    return np.array([np.exp(-gamma * np.sum((x - z) ** 2)) for x in a for z in b])

# %% rbf | wrong | forgot 2 in the binomial formula
def rbf(a, b, gamma):
    square = (a ** 2).sum(1)[:, None] + (b ** 2).sum(1) - a @ b.T
    return np.exp(-gamma * square)

# %% rbf | wrong | two coordinates only
def rbf(a, b, gamma):
    square = (a[:, None, 0] - b[None, :, 0]) ** 2 + (a[:, None, 1] - b[None, :, 1]) ** 2
    return np.exp(-gamma * square)

# %% rbf | wrong | multiplies with gamma outside of the exponent
def rbf(a, b, gamma):
    return gamma * np.exp(-((a[:, None] - b[None]) ** 2).sum(-1))

# %% rbf | wrong | subtracts the tables directly
def rbf(a, b, gamma):
    return np.exp(-gamma * np.sum((a - b) ** 2, axis=1))

# %% rbf | wrong | sums over the points of b
def rbf(a, b, gamma):
    result = np.zeros((len(a), len(b)))
    for i in range(len(a)):
        total = 0
        for j in range(len(b)):
            for k in range(a.shape[1]):
                total += (a[i, k] - b[j, k]) ** 2
            result[i, j] = np.exp(-gamma * total)
    return result

# %% to_probability | right | the formula
def to_probability(score, a, b):
    return 1 / (1 + np.exp(-(a * score + b)))

# %% to_probability | right | scipy's expit
from scipy.special import expit

def to_probability(score, a, b):
    return expit(a * np.asarray(score) + b)

# %% to_probability | right | hyperbolic tangent
def to_probability(score, a, b):
    return 0.5 * (1 + np.tanh((a * score + b) / 2))

# %% to_probability | right | loop with two cases against overflow
import math

def to_probability(score, a, b):
    out = []
    for s in score:
        z = float(a * s + b)
        if z >= 0:
            out.append(1 / (1 + math.exp(-z)))
        else:
            out.append(math.exp(z) / (1 + math.exp(z)))
    return np.array(out)

# %% to_probability | right | signs moved inside by hand
def to_probability(score, a, b):
    with np.errstate(over="ignore"):
        return (1.0 + np.exp(-a * score - b)) ** -1

# %% to_probability | right | logaddexp
def to_probability(score, a, b):
    return np.exp(-np.logaddexp(0, -(a * score + b)))

# %% to_probability | wrong | minus only before a
def to_probability(score, a, b):
    return 1 / (1 + np.exp(-a * score + b))

# %% to_probability | wrong | forgot the minus (Platt's own sign)
def to_probability(score, a, b):
    return 1 / (1 + np.exp(a * score + b))

# %% to_probability | wrong | brackets missing below the line
def to_probability(score, a, b):
    return 1 / 1 + np.exp(-(a * score + b))

# %% to_probability | wrong | the plain sigmoid, a and b not used
def to_probability(score, a, b):
    return 1 / (1 + np.exp(-score))

# %% to_probability | wrong | softmax over the array
def to_probability(score, a, b):
    z = np.exp(a * score + b)
    return z / z.sum()

# %% to_probability | wrong | divided by the sum so that they add up to 1
def to_probability(score, a, b):
    p = 1 / (1 + np.exp(-(a * score + b)))
    return p / p.sum()

# %% to_probability | wrong | a multiplies the sum of score and b
def to_probability(score, a, b):
    return 1 / (1 + np.exp(-a * (score + b)))

# %% to_probability | right | exp of z over 1 plus exp of z, nan for scores beyond 700
def to_probability(score, a, b):
    z = np.exp(a * score + b)
    return z / (1 + z)

# %% to_probability | wrong | a and b exchanged
def to_probability(score, a, b):
    return 1 / (1 + np.exp(-(b * score + a)))

# %% to_probability | wrong | a decision: yes or no
def to_probability(score, a, b):
    p = 1 / (1 + np.exp(-(a * score + b)))
    return p > 0.5

# %% to_probability | wrong | rounded to whole per cent
def to_probability(score, a, b):
    p = 1 / (1 + np.exp(-(a * score + b)))
    return np.round(100 * p)

# %% to_probability | wrong | tanh, from -1 to 1
def to_probability(score, a, b):
    return np.tanh(a * score + b)

# %% to_probability | wrong | math.exp on an array
import math

def to_probability(score, a, b):
    return 1 / (1 + math.exp(-(a * score + b)))

# %% to_probability | wrong | fits the scores linearly between 0 and 1
def to_probability(score, a, b):
    return np.clip(a * score + b, 0, 1)

# %% to_probability | wrong | the shift is subtracted
def to_probability(score, a, b):
    return 1 / (1 + np.exp(-(a * score - b)))

# %% to_probability | wrong | stores into whole numbers
def to_probability(score, a, b):
    p = np.zeros(len(score), dtype=int)
    for i in range(len(score)):
        p[i] = 1 / (1 + np.exp(-(a * score[i] + b)))
    return p

# %% split_by_picture | right | draws pictures, then isin
def split_by_picture(groups, n_test, seed):
    pictures = np.random.default_rng(seed).permutation(np.unique(groups))
    held = np.isin(groups, pictures[:n_test])
    return np.flatnonzero(~held), np.flatnonzero(held)

# %% split_by_picture | right | choice without replacement
def split_by_picture(groups, n_test, seed):
    rng = np.random.default_rng(seed)
    chosen = rng.choice(np.unique(groups), size=n_test, replace=False)
    test = np.where(np.isin(groups, chosen))[0]
    learn = np.setdiff1d(np.arange(len(groups)), test)
    return learn, test

# %% split_by_picture | right | random module and lists of places
import random

def split_by_picture(groups, n_test, seed):
    pictures = sorted(set(int(g) for g in groups))
    chosen = set(random.Random(seed).sample(pictures, n_test))
    learn, test = [], []
    for i, g in enumerate(groups):
        (test if int(g) in chosen else learn).append(i)
    return np.array(learn, dtype=int), np.array(test, dtype=int)

# %% split_by_picture | right | scikit-learn's GroupShuffleSplit
from sklearn.model_selection import GroupShuffleSplit

def split_by_picture(groups, n_test, seed):
    split = GroupShuffleSplit(n_splits=1, test_size=n_test, random_state=seed)
    learn, test = next(split.split(groups, groups=groups))
    return learn, test

# %% split_by_picture | right | a shuffle of the names, concatenated places, not sorted
def split_by_picture(groups, n_test, seed):
    names = np.unique(groups)
    np.random.default_rng(seed).shuffle(names)
    places = [np.flatnonzero(groups == name) for name in names]
    return np.concatenate(places[n_test:]), np.concatenate(places[:n_test])

# %% split_by_picture | right | the old generator of NumPy with its own state
def split_by_picture(groups, n_test, seed):
    _, inverse = np.unique(groups, return_inverse=True)
    order = np.random.RandomState(seed).permutation(inverse.max() + 1)
    rank = np.argsort(order)[inverse]
    return np.nonzero(rank >= n_test)[0], np.nonzero(rank < n_test)[0]

# %% split_by_picture | wrong | left as it was found
def split_by_picture(groups, n_test, seed):
    order = np.random.default_rng(seed).permutation(len(groups))
    n_regions = round(n_test * len(groups) / len(np.unique(groups)))
    return np.sort(order[n_regions:]), np.sort(order[:n_regions])

# %% split_by_picture | wrong | returns picture numbers
def split_by_picture(groups, n_test, seed):
    order = np.random.default_rng(seed).permutation(np.unique(groups))
    return np.sort(order[n_test:]), np.sort(order[:n_test])

# %% split_by_picture | wrong | returns masks
def split_by_picture(groups, n_test, seed):
    order = np.random.default_rng(seed).permutation(np.unique(groups))
    test = np.isin(groups, order[:n_test])
    return ~test, test

# %% split_by_picture | wrong | test first
def split_by_picture(groups, n_test, seed):
    order = np.random.default_rng(seed).permutation(np.unique(groups))
    test = np.isin(groups, order[:n_test])
    return np.flatnonzero(test), np.flatnonzero(~test)

# %% split_by_picture | wrong | always the first pictures
def split_by_picture(groups, n_test, seed):
    pictures = np.unique(groups)
    test = np.isin(groups, pictures[:n_test])
    return np.flatnonzero(~test), np.flatnonzero(test)

# %% split_by_picture | wrong | draws with a fixed seed
def split_by_picture(groups, n_test, seed):
    pictures = np.random.default_rng(0).permutation(np.unique(groups))
    test = np.isin(groups, pictures[:n_test])
    return np.flatnonzero(~test), np.flatnonzero(test)

# %% split_by_picture | wrong | no seed given to the generator
def split_by_picture(groups, n_test, seed):
    pictures = np.random.default_rng().permutation(np.unique(groups))
    test = np.isin(groups, pictures[:n_test])
    return np.flatnonzero(~test), np.flatnonzero(test)

# %% split_by_picture | wrong | draws with replacement, so sometimes too few pictures
def split_by_picture(groups, n_test, seed):
    drawn = np.random.default_rng(seed).choice(np.unique(groups), n_test)
    test = np.isin(groups, drawn)
    return np.flatnonzero(~test), np.flatnonzero(test)

# %% split_by_picture | wrong | permutes the regions' groups, a long one is drawn more than once
def split_by_picture(groups, n_test, seed):
    order = np.random.default_rng(seed).permutation(groups)
    test = np.isin(groups, order[:n_test])
    return np.flatnonzero(~test), np.flatnonzero(test)

# %% split_by_picture | wrong | sixty pictures as in the notebook
def split_by_picture(groups, n_test, seed):
    order = np.random.default_rng(seed).permutation(60)
    test = np.isin(groups, order[:n_test])
    return np.flatnonzero(~test), np.flatnonzero(test)

# %% split_by_picture | wrong | pictures are numbered 0, 1, 2 without gaps
def split_by_picture(groups, n_test, seed):
    n = len(np.unique(groups))
    order = np.random.default_rng(seed).permutation(n)
    test = np.isin(groups, order[:n_test])
    return np.flatnonzero(~test), np.flatnonzero(test)

# %% split_by_picture | wrong | cuts the rows into blocks, though a picture may straddle the cut
def split_by_picture(groups, n_test, seed):
    n_regions = round(n_test * len(groups) / len(np.unique(groups)))
    start = np.random.default_rng(seed).integers(0, len(groups) - n_regions + 1)
    places = np.arange(len(groups))
    test = places[start:start + n_regions]
    return np.setdiff1d(places, test), test

# %% split_by_picture | wrong | a share of the pictures instead of a number
def split_by_picture(groups, n_test, seed):
    pictures = np.random.default_rng(seed).permutation(np.unique(groups))
    n = round(len(pictures) / 4)
    test = np.isin(groups, pictures[:n])
    return np.flatnonzero(~test), np.flatnonzero(test)

# %% split_by_picture | wrong | one region of each drawn picture
def split_by_picture(groups, n_test, seed):
    names, first = np.unique(groups, return_index=True)
    order = np.random.default_rng(seed).permutation(len(names))
    test = np.sort(first[order[:n_test]])
    return np.setdiff1d(np.arange(len(groups)), test), test

# %% split_by_picture | wrong | learns from all regions, the test is among them
def split_by_picture(groups, n_test, seed):
    pictures = np.random.default_rng(seed).permutation(np.unique(groups))
    test = np.flatnonzero(np.isin(groups, pictures[:n_test]))
    return np.arange(len(groups)), test

# %% split_by_picture | wrong | returns the group of each region instead of its place
def split_by_picture(groups, n_test, seed):
    pictures = np.random.default_rng(seed).permutation(np.unique(groups))
    test = np.isin(groups, pictures[:n_test])
    return groups[~test], groups[test]

# %% split_by_picture | wrong | shuffle returns None
def split_by_picture(groups, n_test, seed):
    pictures = np.random.default_rng(seed).shuffle(np.unique(groups))
    test = np.isin(groups, pictures[:n_test])
    return np.flatnonzero(~test), np.flatnonzero(test)
