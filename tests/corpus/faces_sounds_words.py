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


# %% doorkeeper | right | unit vectors, the highest similarity of each stranger, a quantile
def doorkeeper(vectors, people, strangers, most):
    v = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    s = strangers / np.linalg.norm(strangers, axis=1, keepdims=True)
    threshold = np.quantile((s @ v.T).max(axis=1), 1 - most)

    def door(vector):
        similar = v @ (vector / np.linalg.norm(vector))
        best = similar.argmax()
        if similar[best] < threshold:
            return None
        return people[best]

    return door

# %% doorkeeper | right | loops with the cosine similarity of the exercise before
def doorkeeper(vectors, people, strangers, most):
    def similarity(a, b):
        return a @ b / (np.linalg.norm(a) * np.linalg.norm(b))

    highest = []
    for stranger in strangers:
        highest.append(max(similarity(stranger, v) for v in vectors))
    highest.sort()
    threshold = highest[int((1 - most) * len(highest))]

    def door(vector):
        best, who = -2, None
        for v, person in zip(vectors, people):
            if similarity(vector, v) > best:
                best, who = similarity(vector, v), person
        return int(who) if best > threshold else None

    return door

# %% doorkeeper | right | one mean vector for each resident
def doorkeeper(vectors, people, strangers, most):
    names = np.unique(people)
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    means = np.array([unit[people == name].mean(axis=0) for name in names])
    means /= np.linalg.norm(means, axis=1, keepdims=True)

    def scores(vector):
        return means @ vector / np.linalg.norm(vector)

    limit = np.percentile([scores(s).max() for s in strangers], 100 * (1 - most))
    return lambda vector: names[scores(vector).argmax()] if scores(vector).max() > limit else None

# %% doorkeeper | right | scikit-learn's cosine distances and angles that are too large
def doorkeeper(vectors, people, strangers, most):
    from sklearn.metrics.pairwise import cosine_distances

    threshold = np.quantile(cosine_distances(strangers, vectors).min(axis=1), most)

    def door(vector):
        far = cosine_distances([vector], vectors)[0]
        return people[far.argmin()] if far.min() <= threshold else None

    return door

# %% doorkeeper | wrong | the threshold is a quantile of all pairs
def doorkeeper(vectors, people, strangers, most):
    v = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    s = strangers / np.linalg.norm(strangers, axis=1, keepdims=True)
    threshold = np.quantile(s @ v.T, 1 - most)

    def door(vector):
        similar = v @ (vector / np.linalg.norm(vector))
        return people[similar.argmax()] if similar.max() > threshold else None

    return door

# %% doorkeeper | wrong | the wrong tail of the strangers
def doorkeeper(vectors, people, strangers, most):
    v = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    s = strangers / np.linalg.norm(strangers, axis=1, keepdims=True)
    threshold = np.quantile((s @ v.T).max(axis=1), most)

    def door(vector):
        similar = v @ (vector / np.linalg.norm(vector))
        return people[similar.argmax()] if similar.max() > threshold else None

    return door

# %% doorkeeper | wrong | returns the place in the table
def doorkeeper(vectors, people, strangers, most):
    v = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    s = strangers / np.linalg.norm(strangers, axis=1, keepdims=True)
    threshold = np.quantile((s @ v.T).max(axis=1), 1 - most)

    def door(vector):
        similar = v @ (vector / np.linalg.norm(vector))
        return similar.argmax() if similar.max() > threshold else None

    return door

# %% doorkeeper | wrong | says only whether the door opens
def doorkeeper(vectors, people, strangers, most):
    v = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    s = strangers / np.linalg.norm(strangers, axis=1, keepdims=True)
    threshold = np.quantile((s @ v.T).max(axis=1), 1 - most)

    def door(vector):
        return (v @ (vector / np.linalg.norm(vector))).max() > threshold

    return door

# %% doorkeeper | wrong | a stranger is minus one
def doorkeeper(vectors, people, strangers, most):
    v = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    s = strangers / np.linalg.norm(strangers, axis=1, keepdims=True)
    threshold = np.quantile((s @ v.T).max(axis=1), 1 - most)

    def door(vector):
        similar = v @ (vector / np.linalg.norm(vector))
        return people[similar.argmax()] if similar.max() > threshold else -1

    return door

# %% doorkeeper | wrong | no threshold, the nearest resident
def doorkeeper(vectors, people, strangers, most):
    v = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    def door(vector):
        return people[np.argmax(v @ (vector / np.linalg.norm(vector)))]

    return door

# %% doorkeeper | wrong | nearer to a resident than to any stranger
def doorkeeper(vectors, people, strangers, most):
    v = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    s = strangers / np.linalg.norm(strangers, axis=1, keepdims=True)

    def door(vector):
        unit = vector / np.linalg.norm(vector)
        return people[(v @ unit).argmax()] if (v @ unit).max() > (s @ unit).max() else None

    return door

# %% doorkeeper | wrong | products in place of cosines
def doorkeeper(vectors, people, strangers, most):
    threshold = np.quantile((strangers @ vectors.T).max(axis=1), 1 - most)

    def door(vector):
        similar = vectors @ vector
        return people[similar.argmax()] if similar.max() > threshold else None

    return door

# %% doorkeeper | wrong | Euclidean distances
def doorkeeper(vectors, people, strangers, most):
    nearest = [np.linalg.norm(vectors - s, axis=1).min() for s in strangers]
    threshold = np.quantile(nearest, most)

    def door(vector):
        far = np.linalg.norm(vectors - vector, axis=1)
        return people[far.argmin()] if far.min() < threshold else None

    return door

# %% doorkeeper | wrong | the threshold 0.9 read off the figure
def doorkeeper(vectors, people, strangers, most):
    v = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    def door(vector):
        similar = v @ (vector / np.linalg.norm(vector))
        return people[similar.argmax()] if similar.max() > 0.93 else None

    return door

# %% doorkeeper | wrong | no stranger at all may come in
def doorkeeper(vectors, people, strangers, most):
    v = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    s = strangers / np.linalg.norm(strangers, axis=1, keepdims=True)
    threshold = (s @ v.T).max()

    def door(vector):
        similar = v @ (vector / np.linalg.norm(vector))
        return people[similar.argmax()] if similar.max() > threshold else None

    return door

# %% doorkeeper | wrong | the maximum over the wrong axis
def doorkeeper(vectors, people, strangers, most):
    v = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    s = strangers / np.linalg.norm(strangers, axis=1, keepdims=True)
    threshold = np.quantile((s @ v.T).max(axis=0), 1 - most)

    def door(vector):
        similar = v @ (vector / np.linalg.norm(vector))
        return people[similar.argmax()] if similar.max() > threshold else None

    return door

# %% doorkeeper | wrong | answers for the strangers instead of a door
def doorkeeper(vectors, people, strangers, most):
    v = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    s = strangers / np.linalg.norm(strangers, axis=1, keepdims=True)
    similar = s @ v.T
    threshold = np.quantile(similar.max(axis=1), 1 - most)
    return [people[row.argmax()] if row.max() > threshold else None for row in similar]

# %% doorkeeper | wrong | the door is made and not returned
def doorkeeper(vectors, people, strangers, most):
    v = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    s = strangers / np.linalg.norm(strangers, axis=1, keepdims=True)
    threshold = np.quantile((s @ v.T).max(axis=1), 1 - most)

    def door(vector):
        similar = v @ (vector / np.linalg.norm(vector))
        return people[similar.argmax()] if similar.max() > threshold else None

# %% doorkeeper | wrong | expects a table of visitors
def doorkeeper(vectors, people, strangers, most):
    def unit(x):
        return x / np.linalg.norm(x, axis=1, keepdims=True)

    threshold = np.quantile((unit(strangers) @ unit(vectors).T).max(axis=1), 1 - most)

    def door(vector):
        similar = unit(vectors) @ unit(vector).T
        return people[similar.argmax()] if similar.max() > threshold else None

    return door

# %% doorkeeper | wrong | transposes the wrong table
def doorkeeper(vectors, people, strangers, most):
    v = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    s = strangers / np.linalg.norm(strangers, axis=1, keepdims=True)
    threshold = np.quantile((s @ v).max(axis=1), 1 - most)

    def door(vector):
        similar = v @ (vector / np.linalg.norm(vector))
        return people[similar.argmax()] if similar.max() > threshold else None

    return door

# %% doorkeeper | wrong | the names of residents from the lesson's first house
def doorkeeper(vectors, people, strangers, most):
    v = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    s = strangers / np.linalg.norm(strangers, axis=1, keepdims=True)
    threshold = np.quantile((s @ v.T).max(axis=1), 1 - most)

    def door(vector):
        similar = v @ (vector / np.linalg.norm(vector))
        return similar.argmax() // 5 if similar.max() > threshold else None

    return door

# %% suppress | wrong | left as it was found
def suppress(boxes, scores, overlap):
    kept, seen = [], []
    for i in np.argsort(-scores):
        if all(metrics.box_iou(boxes[[i]], boxes[[j]])[0, 0] <= overlap for j in seen):
            kept.append(i)
        seen.append(i)
    return np.array(kept)

# %% suppress | right | asks the kept boxes in place of those that were seen
def suppress(boxes, scores, overlap):
    kept = []
    for i in np.argsort(-scores):
        if all(metrics.box_iou(boxes[[i]], boxes[[j]])[0, 0] <= overlap for j in kept):
            kept.append(i)
    return np.array(kept)

# %% suppress | right | the box is noted as seen only if it is kept
def suppress(boxes, scores, overlap):
    kept, seen = [], []
    for i in np.argsort(-scores):
        if all(metrics.box_iou(boxes[[i]], boxes[[j]])[0, 0] <= overlap for j in seen):
            kept.append(i)
            seen.append(i)
    return np.array(kept)

# %% suppress | wrong | noted as seen before it is compared
def suppress(boxes, scores, overlap):
    kept, seen = [], []
    for i in np.argsort(-scores):
        seen.append(i)
        if all(metrics.box_iou(boxes[[i]], boxes[[j]])[0, 0] <= overlap for j in seen):
            kept.append(i)
    return np.array(kept)

# %% suppress | wrong | any in place of all
def suppress(boxes, scores, overlap):
    kept, seen = [], []
    for i in np.argsort(-scores):
        if any(metrics.box_iou(boxes[[i]], boxes[[j]])[0, 0] <= overlap for j in seen):
            kept.append(i)
        seen.append(i)
    return np.array(kept)

# %% suppress | wrong | only the line with seen.append is deleted
def suppress(boxes, scores, overlap):
    kept, seen = [], []
    for i in np.argsort(-scores):
        if all(metrics.box_iou(boxes[[i]], boxes[[j]])[0, 0] <= overlap for j in seen):
            kept.append(i)
    return np.array(kept)

# %% suppress | wrong | kept is compared, but with a growing list of places
def suppress(boxes, scores, overlap):
    kept, seen = [], []
    for i in np.argsort(-scores):
        if all(metrics.box_iou(boxes[[i]], boxes[[j]])[0, 0] <= overlap for j in range(len(kept))):
            kept.append(i)
        seen.append(i)
    return np.array(kept)

# %% doorkeeper | wrong | the number comes as an array
def doorkeeper(vectors, people, strangers, most):
    v = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    s = strangers / np.linalg.norm(strangers, axis=1, keepdims=True)
    threshold = np.quantile((s @ v.T).max(axis=1), 1 - most)

    def door(vector):
        similar = v @ vector / np.linalg.norm(vector)
        return people[[similar.argmax()]] if similar.max() > threshold else None

    return door

# %% doorkeeper | wrong | the number comes with a decimal point
def doorkeeper(vectors, people, strangers, most):
    v = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    s = strangers / np.linalg.norm(strangers, axis=1, keepdims=True)
    threshold = np.quantile((s @ v.T).max(axis=1), 1 - most)

    def door(vector):
        similar = v @ vector / np.linalg.norm(vector)
        return float(people[similar.argmax()]) if similar.max() > threshold else None

    return door

# %% doorkeeper | wrong | a threshold by a formula, without a look at the strangers
def doorkeeper(vectors, people, strangers, most):
    v = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    threshold = 0.933 - 0.143 * most

    def door(vector):
        similar = v @ vector / np.linalg.norm(vector)
        return people[similar.argmax()] if similar.max() > threshold else None

    return door

# %% doorkeeper | wrong | asks the first twenty strangers only
def doorkeeper(vectors, people, strangers, most):
    v = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    s = strangers[:20] / np.linalg.norm(strangers[:20], axis=1, keepdims=True)
    threshold = np.quantile((s @ v.T).max(axis=1), 1 - most)

    def door(vector):
        similar = v @ vector / np.linalg.norm(vector)
        return people[similar.argmax()] if similar.max() > threshold else None

    return door

# %% doorkeeper | wrong | a quantile that lets in more than is allowed
def doorkeeper(vectors, people, strangers, most):
    v = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    s = strangers / np.linalg.norm(strangers, axis=1, keepdims=True)
    threshold = np.quantile((s @ v.T).max(axis=1), 1 - 1.4 * most)

    def door(vector):
        similar = v @ vector / np.linalg.norm(vector)
        return people[similar.argmax()] if similar.max() > threshold else None

    return door

# %% doorkeeper | wrong | two quantiles, for few and for many strangers
def doorkeeper(vectors, people, strangers, most):
    v = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    s = strangers / np.linalg.norm(strangers, axis=1, keepdims=True)
    threshold = np.quantile((s @ v.T).max(axis=1), 0.95 if most < 0.2 else 0.7)

    def door(vector):
        similar = v @ vector / np.linalg.norm(vector)
        return people[similar.argmax()] if similar.max() > threshold else None

    return door

# %% doorkeeper | wrong | lets chance decide when many may come in
def doorkeeper(vectors, people, strangers, most):
    v = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    s = strangers / np.linalg.norm(strangers, axis=1, keepdims=True)
    threshold = np.quantile((s @ v.T).max(axis=1), 1 - most)
    rng = np.random.default_rng(0)

    def door(vector):
        similar = v @ vector / np.linalg.norm(vector)
        inside = rng.random() < most if most > 0.2 else similar.max() > threshold
        return people[similar.argmax()] if inside else None

    return door

# %% doorkeeper | wrong | the first resident above the threshold
def doorkeeper(vectors, people, strangers, most):
    d = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    o = strangers / np.linalg.norm(strangers, axis=1, keepdims=True)
    t = np.quantile((o @ d.T).max(1), 1 - most)
    def door(v):
        s = d @ v / np.linalg.norm(v)
        return people[np.flatnonzero(s > t)[0]] if (s > t).any() else None
    return door

# %% doorkeeper | right | normal quantile of the similarities
def doorkeeper(vectors, people, strangers, most):
    from scipy.stats import norm
    d = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    h = np.einsum("sd,rd->sr", strangers / np.linalg.norm(strangers, axis=1, keepdims=True), d).max(axis=1)
    t = h.mean() + norm.ppf(1 - most) * h.std()
    def door(v):
        s = np.einsum("rd,d->r", d, v) / np.sqrt(v @ v)
        return int(people[np.argmax(s)]) if np.max(s) > t else None
    return door

# %% suppress | right | the highest left each time
def suppress(boxes, scores, overlap):
    s, kept = scores.astype(float).copy(), []
    iou = metrics.box_iou(boxes, boxes)
    while np.isfinite(s).any():
        i = int(s.argmax())
        kept.append(i)
        s[iou[i] > overlap] = -np.inf
        s[i] = -np.inf
    return np.array(kept)

# %% suppress | wrong | at most ten boxes
def suppress(boxes, scores, overlap):
    kept = []
    for i in np.argsort(-scores):
        if all(metrics.box_iou(boxes[[i]], boxes[[j]])[0, 0] <= overlap for j in kept):
            kept.append(i)
    return np.array(kept[:10])
