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

# %% suppress | right | loop over sorted numbers, compares with the kept ones
def suppress(boxes, scores, overlap):
    kept = []
    for i in np.argsort(-scores):
        if all(metrics.box_iou(boxes[[i]], boxes[[j]])[0, 0] <= overlap for j in kept):
            kept.append(i)
    return kept

# %% suppress | right | the whole table first
def suppress(boxes, scores, overlap):
    table = metrics.box_iou(boxes, boxes)
    order = np.argsort(scores)[::-1]
    stay = []
    for i in order:
        if not stay or table[i, stay].max() <= overlap:
            stay.append(int(i))
    return np.array(stay, dtype=int)

# %% suppress | right | takes the best and filters the rest until none is left
def suppress(boxes, scores, overlap):
    left = list(np.argsort(-np.asarray(scores, dtype=float)))
    result = []
    while left:
        best = left.pop(0)
        result.append(best)
        left = [i for i in left
                if not metrics.box_iou(boxes[[best]], boxes[[i]])[0, 0] > overlap]
    return result

# %% suppress | right | own intersection over union with a flag
def iou(a, b):
    high = max(0, min(a[2], b[2]) - max(a[0], b[0]))
    wide = max(0, min(a[3], b[3]) - max(a[1], b[1]))
    both = high * wide
    area_a = (a[2] - a[0]) * (a[3] - a[1])
    area_b = (b[2] - b[0]) * (b[3] - b[1])
    return both / (area_a + area_b - both)

def suppress(boxes, scores, overlap):
    kept = []
    order = sorted(range(len(scores)), key=lambda i: scores[i], reverse=True)
    for i in order:
        ok = True
        for j in kept:
            if iou(boxes[i], boxes[j]) > overlap:
                ok = False
                break
        if ok:
            kept.append(i)
    return kept

# %% suppress | right | a mask of those still alive
def suppress(boxes, scores, overlap):
    alive = np.ones(len(boxes), bool)
    order = np.argsort(scores)[::-1]
    table = metrics.box_iou(boxes, boxes)
    out = []
    for i in order:
        if alive[i]:
            out.append(i)
            alive &= table[i] <= overlap
    return np.array(out)

# %% suppress | wrong | compares with every higher box, kept or not
def suppress(boxes, scores, overlap):
    order = np.argsort(-scores)
    kept = []
    for n, i in enumerate(order):
        if all(metrics.box_iou(boxes[[i]], boxes[[j]])[0, 0] <= overlap for j in order[:n]):
            kept.append(i)
    return kept

# %% suppress | wrong | compares with the last kept box only
def suppress(boxes, scores, overlap):
    order = np.argsort(-scores)
    kept = [order[0]]
    for i in order[1:]:
        if metrics.box_iou(boxes[[i]], boxes[[kept[-1]]])[0, 0] <= overlap:
            kept.append(i)
    return kept

# %% suppress | wrong | starts at the lowest score
def suppress(boxes, scores, overlap):
    kept = []
    for i in np.argsort(scores):
        if all(metrics.box_iou(boxes[[i]], boxes[[j]])[0, 0] <= overlap for j in kept):
            kept.append(i)
    return kept

# %% suppress | wrong | returns the boxes themselves
def suppress(boxes, scores, overlap):
    kept = []
    for i in np.argsort(-scores):
        if all(metrics.box_iou(boxes[[i]], boxes[[j]])[0, 0] <= overlap for j in kept):
            kept.append(i)
    return boxes[kept]

# %% suppress | wrong | returns a mask of the boxes that stay
def suppress(boxes, scores, overlap):
    stay = np.zeros(len(boxes), bool)
    for i in np.argsort(-scores):
        if not np.any(metrics.box_iou(boxes[[i]], boxes[stay]) > overlap):
            stay[i] = True
    return stay

# %% suppress | wrong | numbers in order of the list, not of the score
def suppress(boxes, scores, overlap):
    kept = []
    for i in np.argsort(-scores):
        if all(metrics.box_iou(boxes[[i]], boxes[[j]])[0, 0] <= overlap for j in kept):
            kept.append(i)
    return sorted(kept)

# %% suppress | wrong | drops a box that overlaps by exactly the share
def suppress(boxes, scores, overlap):
    kept = []
    for i in np.argsort(-scores):
        if all(metrics.box_iou(boxes[[i]], boxes[[j]])[0, 0] < overlap for j in kept):
            kept.append(i)
    return kept

# %% suppress | wrong | one kept box without overlap is enough
def suppress(boxes, scores, overlap):
    kept = []
    for i in np.argsort(-scores):
        if not kept or any(metrics.box_iou(boxes[[i]], boxes[[j]])[0, 0] <= overlap
                           for j in kept):
            kept.append(i)
    return kept

# %% suppress | wrong | intersection over the smaller box, from another course
def suppress(boxes, scores, overlap):
    def share(a, b):
        h = max(0, min(a[2], b[2]) - max(a[0], b[0]))
        w = max(0, min(a[3], b[3]) - max(a[1], b[1]))
        return h * w / min((a[2] - a[0]) * (a[3] - a[1]), (b[2] - b[0]) * (b[3] - b[1]))
    kept = []
    for i in np.argsort(-scores):
        if all(share(boxes[i], boxes[j]) <= overlap for j in kept):
            kept.append(i)
    return kept

# %% suppress | wrong | Pascal VOC boxes with the last pixel included
def suppress(boxes, scores, overlap):
    y1, x1, y2, x2 = boxes.T
    areas = (y2 - y1 + 1) * (x2 - x1 + 1)
    order = scores.argsort()[::-1]
    keep = []
    while order.size > 0:
        i = order[0]
        keep.append(i)
        h = np.maximum(0, np.minimum(y2[i], y2[order[1:]]) - np.maximum(y1[i], y1[order[1:]]) + 1)
        w = np.maximum(0, np.minimum(x2[i], x2[order[1:]]) - np.maximum(x1[i], x1[order[1:]]) + 1)
        iou = h * w / (areas[i] + areas[order[1:]] - h * w)
        order = order[1:][iou <= overlap]
    return keep

# %% suppress | wrong | stops at the first box that overlaps
def suppress(boxes, scores, overlap):
    kept = []
    for i in np.argsort(-scores):
        if any(metrics.box_iou(boxes[[i]], boxes[[j]])[0, 0] > overlap for j in kept):
            break
        kept.append(i)
    return kept

# %% suppress | wrong | sorts the boxes and returns places in the sorted list
def suppress(boxes, scores, overlap):
    order = np.argsort(-scores)
    boxes = boxes[order]
    kept = []
    for i in range(len(boxes)):
        if all(metrics.box_iou(boxes[[i]], boxes[[j]])[0, 0] <= overlap for j in kept):
            kept.append(i)
    return kept

# %% suppress | wrong | goes over the boxes as they stand
def suppress(boxes, scores, overlap):
    kept = []
    for i in range(len(boxes)):
        if all(metrics.box_iou(boxes[[i]], boxes[[j]])[0, 0] <= overlap for j in kept):
            kept.append(i)
    return kept

# %% suppress | wrong | deletes from the list while walking over it
def suppress(boxes, scores, overlap):
    order = list(np.argsort(-scores))
    for i in order:
        for j in order:
            if i != j and metrics.box_iou(boxes[[i]], boxes[[j]])[0, 0] > overlap:
                order.remove(j)
    return order

# %% suppress | wrong | the 0.2 of the next cell written in
def suppress(boxes, scores, overlap):
    kept = []
    for i in np.argsort(-scores):
        if all(metrics.box_iou(boxes[[i]], boxes[[j]])[0, 0] <= 0.2 for j in kept):
            kept.append(i)
    return kept

# %% suppress | wrong | gives rows, not tables, to box_iou
def suppress(boxes, scores, overlap):
    kept = []
    for i in np.argsort(-scores):
        if all(metrics.box_iou(boxes[i], boxes[j]) <= overlap for j in kept):
            kept.append(i)
    return kept

# %% cosine_similarity | right | dot over both norms
def cosine_similarity(a, b):
    return np.dot(a, b) / (np.linalg.norm(a) * np.linalg.norm(b))

# %% cosine_similarity | right | plain loop
def cosine_similarity(a, b):
    top = aa = bb = 0.0
    for x, y in zip(a, b):
        top += float(x) * float(y)
        aa += float(x) ** 2
        bb += float(y) ** 2
    return top / (aa ** 0.5 * bb ** 0.5)

# %% cosine_similarity | right | makes both vectors one long first
def cosine_similarity(a, b):
    a = np.asarray(a, float)
    b = np.asarray(b, float)
    return float((a / np.sqrt(np.sum(a**2))) @ (b / np.sqrt(np.sum(b**2))))

# %% cosine_similarity | right | law of cosines
def cosine_similarity(a, b):
    a, b = np.asarray(a, float), np.asarray(b, float)
    p, q = np.linalg.norm(a), np.linalg.norm(b)
    c = np.linalg.norm(a - b)
    return (p * p + q * q - c * c) / (2 * p * q)

# %% cosine_similarity | right | scipy's distance taken from 1
from scipy.spatial.distance import cosine as cosine_distance

def cosine_similarity(a, b):
    return 1 - cosine_distance(a, b)

# %% cosine_similarity | right | scikit-learn with tables of one row
from sklearn.metrics.pairwise import cosine_similarity as from_sklearn

def cosine_similarity(a, b):
    return from_sklearn([a], [b])[0, 0]

# %% cosine_similarity | wrong | the plain dot product
def cosine_similarity(a, b):
    return np.sum(a * b)

# %% cosine_similarity | wrong | the cosine distance instead
def cosine_similarity(a, b):
    return 1 - a @ b / (np.linalg.norm(a) * np.linalg.norm(b))

# %% cosine_similarity | wrong | squared lengths below
def cosine_similarity(a, b):
    return np.dot(a, b) / (np.sum(a**2) * np.sum(b**2))

# %% cosine_similarity | wrong | missing brackets, multiplies by the second length
def cosine_similarity(a, b):
    return np.dot(a, b) / np.linalg.norm(a) * np.linalg.norm(b)

# %% cosine_similarity | wrong | Pearson's correlation, means taken off
def cosine_similarity(a, b):
    return np.corrcoef(a, b)[0, 1]

# %% cosine_similarity | wrong | the angle itself
def cosine_similarity(a, b):
    c = np.dot(a, b) / (np.linalg.norm(a) * np.linalg.norm(b))
    return np.arccos(np.clip(c, -1, 1))

# %% cosine_similarity | wrong | cosine of the dot product
def cosine_similarity(a, b):
    return np.cos(np.dot(a, b))

# %% cosine_similarity | wrong | absolute value, opposite counts as alike
def cosine_similarity(a, b):
    return abs(np.sum(a * b)) / np.sqrt(np.sum(a * a) * np.sum(b * b))

# %% cosine_similarity | wrong | only positive: negative ones are cut to 0
def cosine_similarity(a, b):
    s = a @ b / np.sqrt((a @ a) * (b @ b))
    return max(0, s)

# %% cosine_similarity | wrong | divides by the number of entries
def cosine_similarity(a, b):
    return np.sum(a * b) / (len(a) * len(b))

# %% cosine_similarity | wrong | length as the sum of absolute values
def cosine_similarity(a, b):
    return np.sum(a * b) / (np.abs(a).sum() * np.abs(b).sum())

# %% cosine_similarity | wrong | forgot to sum above
def cosine_similarity(a, b):
    return a * b / (np.linalg.norm(a) * np.linalg.norm(b))

# %% cosine_similarity | wrong | divides by the square of one length only
def cosine_similarity(a, b):
    return np.dot(a, b) / np.linalg.norm(a) ** 2

# %% cosine_similarity | wrong | prints it
def cosine_similarity(a, b):
    s = np.dot(a, b) / (np.linalg.norm(a) * np.linalg.norm(b))
    print("similarity:", s)

# %% cosine_similarity | wrong | scales the vectors in place
def cosine_similarity(a, b):
    a /= np.linalg.norm(a)
    b /= np.linalg.norm(b)
    return a @ b

# %% cosine_similarity | wrong | norm is looked for in numpy itself
def cosine_similarity(a, b):
    return np.dot(a, b) / (np.norm(a) * np.norm(b))

# %% equal_error_rate | right | loop over sorted thresholds
def equal_error_rate(same, different):
    best = None
    for t in np.sort(np.concatenate([same, different])):
        refused = np.mean(same > t)
        passed = np.mean(different <= t)
        if best is None or abs(refused - passed) < best[0]:
            best = abs(refused - passed), (refused + passed) / 2
    return best[1]

# %% equal_error_rate | right | broadcasting and argmin
def equal_error_rate(same, different):
    t = np.unique(np.concatenate([same, different]))
    refused = (same[None, :] > t[:, None]).mean(axis=1)
    passed = (different[None, :] <= t[:, None]).mean(axis=1)
    at = np.abs(refused - passed).argmin()
    return (refused[at] + passed[at]) / 2

# %% equal_error_rate | right | min with a key over sorted tries
def equal_error_rate(same, different):
    tries = []
    for t in sorted(list(same) + list(different)):
        r = sum(s > t for s in same) / len(same)
        p = sum(d <= t for d in different) / len(different)
        tries.append((r, p))
    r, p = min(tries, key=lambda pair: abs(pair[0] - pair[1]))
    return float(r + p) / 2

# %% equal_error_rate | right | searchsorted as for many pairs
def equal_error_rate(same, different):
    s, d = np.sort(same), np.sort(different)
    t = np.sort(np.r_[s, d])
    refused = (len(s) - np.searchsorted(s, t, side="right")) / len(s)
    passed = np.searchsorted(d, t, side="right") / len(d)
    i = np.argmin(abs(refused - passed))
    return np.mean([refused[i], passed[i]])

# %% equal_error_rate | right | plain counters, thresholds as they come
def equal_error_rate(same, different):
    smallest = 2
    rate = None
    for group in (same, different):
        for t in group:
            above = 0
            for s in same:
                if s > t:
                    above += 1
            below = 0
            for d in different:
                if d <= t:
                    below += 1
            refused = above / len(same)
            passed = below / len(different)
            if abs(refused - passed) < smallest:
                smallest = abs(refused - passed)
                rate = (refused + passed) / 2
    return rate

# %% equal_error_rate | wrong | the grid of the cell above as thresholds
def equal_error_rate(same, different):
    t = np.linspace(0, 0.8, 81)
    refused = np.array([np.mean(same > x) for x in t])
    passed = np.array([np.mean(different <= x) for x in t])
    i = np.argmin(np.abs(refused - passed))
    return (refused[i] + passed[i]) / 2

# %% equal_error_rate | wrong | returns the threshold
def equal_error_rate(same, different):
    t = np.sort(np.concatenate([same, different]))
    gaps = [abs(np.mean(same > x) - np.mean(different <= x)) for x in t]
    return t[np.argmin(gaps)]

# %% equal_error_rate | wrong | only the distances of one person are tried
def equal_error_rate(same, different):
    best, rate = 9, 0
    for t in sorted(same):
        r, p = np.mean(same > t), np.mean(different <= t)
        if abs(r - p) < best:
            best, rate = abs(r - p), (r + p) / 2
    return rate

# %% equal_error_rate | wrong | the smallest mean of the two mistakes
def equal_error_rate(same, different):
    t = np.concatenate([same, different])
    return min((np.mean(same > x) + np.mean(different <= x)) / 2 for x in t)

# %% equal_error_rate | wrong | forgot the absolute value
def equal_error_rate(same, different):
    t = np.sort(np.concatenate([same, different]))
    r = np.array([np.mean(same > x) for x in t])
    p = np.array([np.mean(different <= x) for x in t])
    i = np.argmin(r - p)
    return (r[i] + p[i]) / 2

# %% equal_error_rate | wrong | counts in place of shares for the gap
def equal_error_rate(same, different):
    t = np.sort(np.concatenate([same, different]))
    r = np.array([np.sum(same > x) for x in t])
    p = np.array([np.sum(different <= x) for x in t])
    i = np.argmin(np.abs(r - p))
    return (r[i] / len(same) + p[i] / len(different)) / 2

# %% equal_error_rate | wrong | all mistakes over all pairs
def equal_error_rate(same, different):
    t = np.sort(np.concatenate([same, different]))
    r = np.array([np.mean(same > x) for x in t])
    p = np.array([np.mean(different <= x) for x in t])
    x = t[np.argmin(np.abs(r - p))]
    wrong = np.sum(same > x) + np.sum(different <= x)
    return wrong / (len(same) + len(different))

# %% equal_error_rate | wrong | takes distances for similarities
def equal_error_rate(same, different):
    t = np.sort(np.concatenate([same, different]))
    r = np.array([np.mean(same < x) for x in t])
    p = np.array([np.mean(different >= x) for x in t])
    i = np.argmin(np.abs(r - p))
    return (r[i] + p[i]) / 2

# %% equal_error_rate | wrong | a pair exactly at the threshold counts as refused and as passed
def equal_error_rate(same, different):
    t = np.sort(np.concatenate([same, different]))
    r = np.array([np.mean(same >= x) for x in t])
    p = np.array([np.mean(different <= x) for x in t])
    i = np.argmin(np.abs(r - p))
    return (r[i] + p[i]) / 2

# %% equal_error_rate | wrong | stops at the first threshold past the crossing
def equal_error_rate(same, different):
    for t in np.sort(np.concatenate([same, different])):
        refused = np.mean(same > t)
        passed = np.mean(different <= t)
        if passed >= refused:
            return (refused + passed) / 2

# %% equal_error_rate | wrong | uses the curves of the cell before
def equal_error_rate(same, different):
    middle = np.argmin(np.abs(np.subtract(refused, passed)))
    return (refused[middle] + passed[middle]) / 2

# %% equal_error_rate | wrong | the share refused alone
def equal_error_rate(same, different):
    t = np.sort(np.concatenate([same, different]))
    r = np.array([np.mean(same > x) for x in t])
    p = np.array([np.mean(different <= x) for x in t])
    return r[np.argmin(np.abs(r - p))]

# %% equal_error_rate | wrong | tries the middle between the two means as the threshold
def equal_error_rate(same, different):
    t = (np.mean(same) + np.mean(different)) / 2
    return (np.mean(same > t) + np.mean(different <= t)) / 2

# %% equal_error_rate | wrong | tries pairs of distances side by side only
def equal_error_rate(same, different):
    best, rate = 9, 0
    for s, d in zip(same, different):
        for t in (s, d):
            r, p = np.mean(same > t), np.mean(different <= t)
            if abs(r - p) < best:
                best, rate = abs(r - p), (r + p) / 2
    return rate

# %% equal_error_rate | wrong | adds the arrays with + to join them
def equal_error_rate(same, different):
    t = np.sort(same + different)
    r = np.array([np.mean(same > x) for x in t])
    p = np.array([np.mean(different <= x) for x in t])
    i = np.argmin(np.abs(r - p))
    return (r[i] + p[i]) / 2
