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
