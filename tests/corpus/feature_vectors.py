# %% distances | right | one line with broadcasting
def distances(points, query):
    return np.sqrt(((points - query) ** 2).sum(axis=1))

# %% distances | right | norm along the rows
def distances(points, query):
    return np.linalg.norm(np.asarray(points) - np.asarray(query), axis=1)

# %% distances | right | two plain loops and a list
def distances(points, query):
    result = []
    for point in points:
        total = 0.0
        for i in range(len(query)):
            total += (float(point[i]) - float(query[i])) ** 2
        result.append(total ** 0.5)
    return result

# %% distances | right | math.dist row by row
import math

def distances(points, query):
    return np.array([math.dist(p, query) for p in points])

# %% distances | right | scipy's cdist, first column
from scipy.spatial.distance import cdist

def distances(points, query):
    return cdist(points, [query])[:, 0]

# %% distances | right | einsum on the differences
def distances(points, query):
    d = np.asarray(points, dtype=float) - query
    return np.einsum("ij,ij->i", d, d) ** 0.5

# %% distances | wrong | forgot the root
def distances(points, query):
    return np.sum((points - query) ** 2, axis=1)

# %% distances | wrong | city-block distance
def distances(points, query):
    return np.abs(points - query).sum(axis=1)

# %% distances | wrong | sums along the wrong axis
def distances(points, query):
    return np.sqrt(np.sum((points - query) ** 2, axis=0))

# %% distances | wrong | one norm for the whole table
def distances(points, query):
    return np.linalg.norm(points - query)

# %% distances | wrong | mean square difference, as for an error
def distances(points, query):
    return np.sqrt(((points - query) ** 2).mean(axis=1))

# %% distances | wrong | root of each term before the sum
def distances(points, query):
    result = np.zeros(len(points))
    for i in range(len(points)):
        for j in range(len(query)):
            result[i] += np.sqrt((points[i, j] - query[j]) ** 2)
    return result

# %% distances | wrong | return stands inside the loop
def distances(points, query):
    far = []
    for p in points:
        far.append(np.sqrt(np.sum((p - query) ** 2)))
        return far

# %% distances | wrong | returns a column from pairwise_distances
from sklearn.metrics import pairwise_distances

def distances(points, query):
    return pairwise_distances(points, [query])

# %% distances | wrong | difference of the lengths of the two vectors
def distances(points, query):
    return np.abs(np.linalg.norm(points, axis=1) - np.linalg.norm(query))

# %% distances | wrong | subtracts in place, so the points are changed
def distances(points, query):
    points -= query
    return np.sqrt((points ** 2).sum(axis=1))

# %% distances | wrong | writes 2 as on the blackboard, with a hat
def distances(points, query):
    return np.sqrt(np.sum((points - query) ^ 2, axis=1))

# %% distances | wrong | sorts the distances, as for neighbours
def distances(points, query):
    d = np.sqrt(((points - query) ** 2).sum(axis=1))
    return np.sort(d)

# %% distances | wrong | total is not set back for the next row
def distances(points, query):
    result = []
    total = 0
    for p in points:
        for i in range(len(p)):
            total += (p[i] - query[i]) ** 2
        result.append(total ** 0.5)
    return np.array(result)

# %% distances | wrong | takes the first row as the query
def distances(points, query):
    q = points[0]
    return np.sqrt(((points - q) ** 2).sum(axis=1))

# %% distances | wrong | whole numbers
def distances(points, query):
    d = np.zeros(len(points), dtype=int)
    for i, p in enumerate(points):
        d[i] = np.sqrt(np.sum((p - query) ** 2))
    return d

# %% bag_of_words | right | table of distances, argmin, bincount
def bag_of_words(descriptors, words):
    far = ((descriptors[:, None, :] - words[None, :, :]) ** 2).sum(axis=2)
    votes = np.bincount(far.argmin(axis=1), minlength=len(words))
    return votes / votes.sum()

# %% bag_of_words | right | loops with the best word so far
def bag_of_words(descriptors, words):
    counts = [0] * len(words)
    for d in descriptors:
        best, smallest = 0, float("inf")
        for w in range(len(words)):
            far = sum((float(a) - float(b)) ** 2 for a, b in zip(d, words[w]))
            if far < smallest:
                best, smallest = w, far
        counts[best] += 1
    return [c / len(descriptors) for c in counts]

# %% bag_of_words | right | cdist and one-hot rows averaged
from scipy.spatial.distance import cdist

def bag_of_words(descriptors, words):
    nearest = cdist(descriptors, words).argmin(1)
    return np.eye(len(words))[nearest].mean(axis=0)

# %% bag_of_words | right | reuses distances-style norm, one descriptor at a time
def bag_of_words(descriptors, words):
    share = np.zeros(len(words), dtype="float32")
    for d in descriptors:
        share[np.argmin(np.linalg.norm(words - d, axis=1))] += 1
    return share / len(descriptors)

# %% bag_of_words | right | a KD tree and a share for each word
from scipy.spatial import cKDTree

def bag_of_words(descriptors, words):
    _, which = cKDTree(words).query(descriptors)
    return np.array([np.mean(which == n) for n in range(len(words))])

# %% bag_of_words | wrong | counts instead of shares
def bag_of_words(descriptors, words):
    far = np.linalg.norm(descriptors[:, None] - words[None], axis=2)
    return np.bincount(far.argmin(axis=1), minlength=len(words))

# %% bag_of_words | wrong | words that nobody chose are left out
def bag_of_words(descriptors, words):
    far = np.linalg.norm(descriptors[:, None] - words[None], axis=2)
    _, counts = np.unique(far.argmin(axis=1), return_counts=True)
    return counts / counts.sum()

# %% bag_of_words | wrong | no minlength, so too short when the last words are unused
def bag_of_words(descriptors, words):
    nearest = [np.argmin(((words - d) ** 2).sum(axis=1)) for d in descriptors]
    counts = np.bincount(nearest)
    return counts / len(descriptors)

# %% bag_of_words | wrong | each word votes for its nearest descriptor
def bag_of_words(descriptors, words):
    counts = np.zeros(len(words))
    for w in words:
        d = np.argmin(np.linalg.norm(descriptors - w, axis=1))
        counts[d % len(words)] += 1
    return counts / counts.sum()

# %% bag_of_words | wrong | divides by the number of words
def bag_of_words(descriptors, words):
    counts = np.zeros(len(words))
    for d in descriptors:
        counts[np.linalg.norm(words - d, axis=1).argmin()] += 1
    return counts / len(words)

# %% bag_of_words | wrong | highest dot product is taken for nearest
def bag_of_words(descriptors, words):
    likeness = descriptors @ words.T
    nearest = likeness.argmax(axis=1)
    return np.bincount(nearest, minlength=len(words)) / len(nearest)

# %% bag_of_words | wrong | the root is taken here already
def bag_of_words(descriptors, words):
    far = ((descriptors[:, None] - words) ** 2).sum(-1)
    share = np.bincount(far.argmin(1), minlength=len(words)) / len(descriptors)
    return np.sqrt(share)

# %% bag_of_words | wrong | shares scaled to length 1 instead of sum 1
def bag_of_words(descriptors, words):
    far = ((descriptors[:, None] - words) ** 2).sum(-1)
    share = np.bincount(far.argmin(1), minlength=len(words)).astype(float)
    return share / np.linalg.norm(share)

# %% bag_of_words | wrong | soft votes by distance
def bag_of_words(descriptors, words):
    far = np.linalg.norm(descriptors[:, None] - words[None], axis=2)
    soft = np.exp(-far)
    soft = soft / soft.sum(axis=1, keepdims=True)
    return soft.mean(axis=0)

# %% bag_of_words | wrong | the lesson's 32 words fixed
def bag_of_words(descriptors, words):
    far = np.linalg.norm(descriptors[:, None] - words[None], axis=2)
    return np.bincount(far.argmin(axis=1), minlength=32) / len(descriptors)

# %% bag_of_words | wrong | counts only descriptors that equal a word
def bag_of_words(descriptors, words):
    share = []
    for word in words:
        same = [np.array_equal(d, word) for d in descriptors]
        share.append(sum(same) / len(descriptors))
    return np.array(share)

# %% bag_of_words | wrong | fancy indexing with += counts each word once
def bag_of_words(descriptors, words):
    nearest = ((descriptors[:, None] - words) ** 2).sum(-1).argmin(1)
    counts = np.zeros(len(words))
    counts[nearest] += 1
    return counts / counts.sum()

# %% bag_of_words | wrong | argmin over the wrong axis
def bag_of_words(descriptors, words):
    far = np.linalg.norm(descriptors[:, None] - words[None], axis=2)
    nearest = far.argmin(axis=0)
    return np.bincount(nearest, minlength=len(words))[: len(words)] / len(descriptors)

# %% bag_of_words | wrong | returns the number of each descriptor's word
def bag_of_words(descriptors, words):
    return np.array([np.argmin(np.linalg.norm(words - d, axis=1)) for d in descriptors])

# %% precision_at | right | own distance set to infinity
def precision_at(points, labels, k):
    shares = []
    for i in range(len(points)):
        far = np.linalg.norm(points - points[i], axis=1)
        far[i] = np.inf
        nearest = np.argsort(far)[:k]
        shares.append(np.mean(labels[nearest] == labels[i]))
    return np.mean(shares)

# %% precision_at | right | deletes the query from points and labels
def precision_at(points, labels, k):
    shares = []
    for i in range(len(points)):
        others = np.delete(points, i, axis=0)
        their = np.delete(labels, i)
        far = np.sqrt(((others - points[i]) ** 2).sum(axis=1))
        shares.append(np.mean(their[np.argsort(far)[:k]] == labels[i]))
    return float(np.mean(shares))

# %% precision_at | right | whole table with infinity on the diagonal
def precision_at(points, labels, k):
    far = np.linalg.norm(points[:, None] - points[None], axis=-1)
    np.fill_diagonal(far, np.inf)
    near = far.argsort(axis=1)[:, :k]
    return (labels[near] == labels[:, None]).mean()

# %% precision_at | right | removes i from the sorted numbers, pure Python
def precision_at(points, labels, k):
    hits = 0
    n = len(points)
    for i in range(n):
        order = sorted(range(n), key=lambda j: sum((points[j] - points[i]) ** 2))
        order.remove(i)
        for j in order[:k]:
            if labels[j] == labels[i]:
                hits += 1
    return hits / (n * k)

# %% precision_at | right | scikit-learn's neighbours of the training points themselves
from sklearn.neighbors import NearestNeighbors

def precision_at(points, labels, k):
    near = NearestNeighbors(n_neighbors=k).fit(points).kneighbors(return_distance=False)
    return np.mean(labels[near] == labels[:, None])

# %% precision_at | wrong | left as it was found
def precision_at(points, labels, k):
    shares = []
    for i in range(len(points)):
        far = np.linalg.norm(points - points[i], axis=1)
        nearest = np.argsort(far)[:k]
        shares.append(np.mean(labels[nearest] == labels[i]))
    return np.mean(shares)

# %% precision_at | wrong | drops the first but then has one too few
def precision_at(points, labels, k):
    shares = []
    for i in range(len(points)):
        far = np.linalg.norm(points - points[i], axis=1)
        nearest = np.argsort(far)[1:k]
        shares.append(np.mean(labels[nearest] == labels[i]))
    return np.mean(shares)

# %% precision_at | wrong | takes places 1 to k, whoever stands in place 0
def precision_at(points, labels, k):
    shares = []
    for i in range(len(points)):
        far = np.linalg.norm(points - points[i], axis=1)
        nearest = np.argsort(far)[1:k + 1]
        shares.append(np.mean(labels[nearest] == labels[i]))
    return np.mean(shares)

# %% precision_at | wrong | throws away everything at distance 0
def precision_at(points, labels, k):
    shares = []
    for i in range(len(points)):
        far = np.linalg.norm(points - points[i], axis=1)
        far[far == 0] = np.inf
        nearest = np.argsort(far)[:k]
        shares.append(np.mean(labels[nearest] == labels[i]))
    return np.mean(shares)

# %% precision_at | wrong | skips k places instead of one
def precision_at(points, labels, k):
    shares = []
    for i in range(len(points)):
        far = np.linalg.norm(points - points[i], axis=1)
        nearest = np.argsort(far)[k:2 * k]
        shares.append(np.mean(labels[nearest] == labels[i]))
    return np.mean(shares)

# %% precision_at | wrong | subtracts one hit but still divides by k
def precision_at(points, labels, k):
    shares = []
    for i in range(len(points)):
        far = np.linalg.norm(points - points[i], axis=1)
        nearest = np.argsort(far)[:k]
        shares.append((np.sum(labels[nearest] == labels[i]) - 1) / k)
    return np.mean(shares)

# %% precision_at | wrong | deletes the query from the points only, so the numbers shift
def precision_at(points, labels, k):
    shares = []
    for i in range(len(points)):
        others = np.delete(points, i, axis=0)
        far = np.linalg.norm(others - points[i], axis=1)
        nearest = np.argsort(far)[:k]
        shares.append(np.mean(labels[nearest] == labels[i]))
    return np.mean(shares)

# %% precision_at | wrong | own distance set to 0 in place of infinity
def precision_at(points, labels, k):
    shares = []
    for i in range(len(points)):
        far = np.linalg.norm(points - points[i], axis=1)
        far[i] = 0
        nearest = np.argsort(far)[:k]
        shares.append(np.mean(labels[nearest] == labels[i]))
    return np.mean(shares)

# %% precision_at | wrong | thinks the nearest stand at the end
def precision_at(points, labels, k):
    shares = []
    for i in range(len(points)):
        far = np.linalg.norm(points - points[i], axis=1)
        nearest = np.argsort(far)[-k:]
        shares.append(np.mean(labels[nearest] == labels[i]))
    return np.mean(shares)

# %% precision_at | wrong | k-nearest-neighbour accuracy: the majority decides
def precision_at(points, labels, k):
    right = []
    for i in range(len(points)):
        far = np.linalg.norm(points - points[i], axis=1)
        far[i] = np.inf
        nearest = np.argsort(far)[:k]
        kinds, counts = np.unique(labels[nearest], return_counts=True)
        right.append(kinds[counts.argmax()] == labels[i])
    return np.mean(right)

# %% precision_at | wrong | is any of the k right? (recall at k)
def precision_at(points, labels, k):
    found = []
    for i in range(len(points)):
        far = np.linalg.norm(points - points[i], axis=1)
        far[i] = np.inf
        nearest = np.argsort(far)[:k]
        found.append((labels[nearest] == labels[i]).any())
    return np.mean(found)

# %% precision_at | wrong | sets infinity after sorting
def precision_at(points, labels, k):
    shares = []
    for i in range(len(points)):
        far = np.linalg.norm(points - points[i], axis=1)
        nearest = np.argsort(far)[:k]
        far[i] = np.inf
        shares.append(np.mean(labels[nearest] == labels[i]))
    return np.mean(shares)

# %% precision_at | wrong | returns the list of shares
def precision_at(points, labels, k):
    shares = []
    for i in range(len(points)):
        far = np.linalg.norm(points - points[i], axis=1)
        far[i] = np.inf
        nearest = np.argsort(far)[:k]
        shares.append(np.mean(labels[nearest] == labels[i]))
    return shares

# %% precision_at | wrong | drops the query from the found ones but does not fill up
def precision_at(points, labels, k):
    shares = []
    for i in range(len(points)):
        far = np.linalg.norm(points - points[i], axis=1)
        nearest = [j for j in np.argsort(far)[:k] if j != i]
        shares.append(np.mean(labels[nearest] == labels[i]))
    return np.mean(shares)

