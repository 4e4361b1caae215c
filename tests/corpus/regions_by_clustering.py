# %% nearest_centroid | right | broadcasting and argmin
def nearest_centroid(points, centroids):
    d = ((points[:, None, :] - centroids[None, :, :]) ** 2).sum(axis=2)
    return d.argmin(axis=1)

# %% nearest_centroid | right | three loops and a list
def nearest_centroid(points, centroids):
    labels = []
    for x in points:
        best, best_distance = 0, float("inf")
        for number, c in enumerate(centroids):
            distance = 0
            for j in range(len(x)):
                distance += (x[j] - c[j]) ** 2
            if distance < best_distance:
                best, best_distance = number, distance
        labels.append(best)
    return labels

# %% nearest_centroid | right | SciPy's cdist
from scipy.spatial.distance import cdist

def nearest_centroid(points, centroids):
    return cdist(points, centroids, "sqeuclidean").argmin(axis=1)

# %% nearest_centroid | right | one column of distances for each centroid
def nearest_centroid(points, centroids):
    columns = [np.sum((points - c) ** 2, axis=1) for c in centroids]
    return np.argmin(np.column_stack(columns), axis=1)

# %% nearest_centroid | right | min with a key
def nearest_centroid(points, centroids):
    def far(x, k):
        return float(np.dot(x - centroids[k], x - centroids[k]))
    return np.array([min(range(len(centroids)), key=lambda k: far(x, k)) for x in points])

# %% nearest_centroid | wrong | argmin along the points
def nearest_centroid(points, centroids):
    d = ((points[:, None] - centroids) ** 2).sum(axis=-1)
    return d.argmin(axis=0)

# %% nearest_centroid | wrong | Manhattan distance
def nearest_centroid(points, centroids):
    return np.abs(points[:, None] - centroids).sum(axis=-1).argmin(axis=1)

# %% nearest_centroid | wrong | points of two numbers only
def nearest_centroid(points, centroids):
    labels = np.zeros(len(points), dtype=int)
    for i in range(len(points)):
        d = []
        for c in centroids:
            d.append((points[i, 0] - c[0]) ** 2 + (points[i, 1] - c[1]) ** 2)
        labels[i] = d.index(min(d))
    return labels

# %% nearest_centroid | wrong | returns the distances
def nearest_centroid(points, centroids):
    return ((points[:, None] - centroids) ** 2).sum(axis=-1).min(axis=1)

# %% nearest_centroid | wrong | returns the centroids themselves
def nearest_centroid(points, centroids):
    d = ((points[:, None] - centroids) ** 2).sum(axis=-1)
    return centroids[d.argmin(axis=1)]

# %% nearest_centroid | wrong | counted from 1 as in R
def nearest_centroid(points, centroids):
    d = ((points[:, None] - centroids) ** 2).sum(axis=-1)
    return d.argmin(axis=1) + 1

# %% nearest_centroid | wrong | of equally near ones the last
def nearest_centroid(points, centroids):
    labels = []
    for p in points:
        best, smallest = 0, np.inf
        for k, c in enumerate(centroids):
            d = np.sum((p - c) ** 2)
            if d <= smallest:
                best, smallest = k, d
        labels.append(best)
    return np.array(labels)

# %% nearest_centroid | wrong | sums first, then squares
def nearest_centroid(points, centroids):
    d = (points[:, None] - centroids).sum(axis=-1) ** 2
    return d.argmin(axis=1)

# %% nearest_centroid | wrong | smallest distance so far starts at 100
def nearest_centroid(points, centroids):
    labels = np.zeros(len(points), int)
    for i, p in enumerate(points):
        smallest = 100
        for k, c in enumerate(centroids):
            d = ((p - c) ** 2).sum()
            if d < smallest:
                smallest = d
                labels[i] = k
    return labels

# %% nearest_centroid | wrong | likeness by dot product
def nearest_centroid(points, centroids):
    return (points @ centroids.T).argmax(axis=1)

# %% nearest_centroid | wrong | compares the lengths of the vectors
def nearest_centroid(points, centroids):
    p = np.linalg.norm(points, axis=1)
    c = np.linalg.norm(centroids, axis=1)
    return np.abs(p[:, None] - c[None]).argmin(axis=1)

# %% nearest_centroid | wrong | axis of the norm forgotten
def nearest_centroid(points, centroids):
    return [np.argmin(np.linalg.norm(points[i] - centroids)) for i in range(len(points))]

# %% nearest_centroid | wrong | subtracts tables of different length
def nearest_centroid(points, centroids):
    d = ((points - centroids) ** 2).sum(axis=1)
    return d.argmin()

# %% nearest_centroid | wrong | uses the heaps of the notebook's example
def nearest_centroid(points, centroids):
    heaps = np.array([[1, 1], [1, 5], [5, 1], [5, 5], [9, 3]])
    return np.array([((p - heaps) ** 2).sum(axis=1).argmin() for p in points])

# %% nearest_centroid | wrong | a column instead of a row
def nearest_centroid(points, centroids):
    d = ((points[:, None] - centroids) ** 2).sum(axis=-1)
    return d.argmin(axis=1, keepdims=True)

# %% move_centroids | right | copy, mask and mean
def move_centroids(points, labels, centroids):
    new = np.array(centroids, dtype=float)
    for k in range(len(new)):
        mine = points[labels == k]
        if len(mine) > 0:
            new[k] = mine.mean(axis=0)
    return new

# %% move_centroids | right | sums with np.add.at
def move_centroids(points, labels, centroids):
    sums = np.zeros(centroids.shape)
    np.add.at(sums, labels, points)
    n = np.bincount(labels, minlength=len(centroids))[:, None]
    return np.where(n > 0, sums / np.maximum(n, 1), centroids)

# %% move_centroids | right | plain loops over numbers
def move_centroids(points, labels, centroids):
    k, d = len(centroids), len(centroids[0])
    total = [[0.0] * d for _ in range(k)]
    count = [0] * k
    for x, l in zip(points, labels):
        count[l] += 1
        for j in range(d):
            total[l][j] += x[j]
    for c in range(k):
        for j in range(d):
            if count[c] == 0:
                total[c][j] = centroids[c][j]
            else:
                total[c][j] /= count[c]
    return np.array(total)

# %% move_centroids | right | matrix product with a membership table
def move_centroids(points, labels, centroids):
    member = (np.arange(len(centroids))[:, None] == np.asarray(labels)[None, :]).astype(float)
    n = member.sum(axis=1, keepdims=True)
    alone = n[:, 0] == 0
    n[alone] = 1
    new = member @ points / n
    new[alone] = centroids[alone]
    return new

# %% move_centroids | right | stacks a list of rows
def move_centroids(points, labels, centroids):
    return np.stack([points[labels == k].mean(axis=0) if (labels == k).any() else c
                     for k, c in enumerate(centroids)])

# %% move_centroids | wrong | mean of nothing becomes nan
def move_centroids(points, labels, centroids):
    return np.array([points[labels == k].mean(axis=0) for k in range(len(centroids))])

# %% move_centroids | wrong | an empty cluster goes to zero
def move_centroids(points, labels, centroids):
    new = np.zeros(centroids.shape)
    for k in range(len(centroids)):
        if np.any(labels == k):
            new[k] = points[labels == k].mean(axis=0)
    return new

# %% move_centroids | wrong | only the clusters that occur
def move_centroids(points, labels, centroids):
    return np.array([points[labels == k].mean(axis=0) for k in np.unique(labels)])

# %% move_centroids | wrong | overwrites the argument
def move_centroids(points, labels, centroids):
    for k in range(len(centroids)):
        mine = points[labels == k]
        if len(mine):
            centroids[k] = mine.mean(axis=0)
    return centroids

# %% move_centroids | wrong | medians
def move_centroids(points, labels, centroids):
    new = centroids.astype(float).copy()
    for k in range(len(new)):
        if (labels == k).sum() > 0:
            new[k] = np.median(points[labels == k], axis=0)
    return new

# %% move_centroids | wrong | sum, never divided
def move_centroids(points, labels, centroids):
    new = centroids.astype(float).copy()
    for k in range(len(new)):
        if np.sum(labels == k) > 0:
            new[k] = points[labels == k].sum(axis=0)
    return new

# %% move_centroids | wrong | one mean for all coordinates
def move_centroids(points, labels, centroids):
    new = centroids.astype(float).copy()
    for k in range(len(new)):
        if np.sum(labels == k) > 0:
            new[k] = points[labels == k].mean()
    return new

# %% move_centroids | wrong | divides by the number of all points
def move_centroids(points, labels, centroids):
    new = centroids.astype(float).copy()
    for k in range(len(new)):
        mine = points[labels == k]
        if len(mine) > 0:
            new[k] = mine.sum(axis=0) / len(points)
    return new

# %% move_centroids | wrong | the old centroid is one of the points
def move_centroids(points, labels, centroids):
    new = []
    for k in range(len(centroids)):
        members = np.vstack([centroids[k], points[labels == k]])
        new.append(members.mean(axis=0))
    return np.array(new)

# %% move_centroids | wrong | half a step, like a learning rate
def move_centroids(points, labels, centroids):
    new = centroids.astype(float).copy()
    for k in range(len(new)):
        mine = points[labels == k]
        if len(mine) > 0:
            new[k] += 0.5 * (mine.mean(axis=0) - new[k])
    return new

# %% move_centroids | wrong | labels not used, asks for the nearest again
def move_centroids(points, labels, centroids):
    d = ((points[:, None] - centroids) ** 2).sum(axis=-1)
    nearest = d.argmin(axis=1)
    new = centroids.astype(float).copy()
    for k in range(len(new)):
        if (nearest == k).any():
            new[k] = points[nearest == k].mean(axis=0)
    return new

# %% move_centroids | wrong | clusters of one point are left alone
def move_centroids(points, labels, centroids):
    new = centroids.astype(float).copy()
    for k in range(len(new)):
        if (labels == k).sum() > 1:
            new[k] = points[labels == k].mean(axis=0)
    return new

# %% move_centroids | wrong | empty clusters go to the middle of all points
def move_centroids(points, labels, centroids):
    new = np.zeros(centroids.shape)
    for k in range(len(centroids)):
        mine = points[labels == k]
        new[k] = mine.mean(axis=0) if len(mine) else points.mean(axis=0)
    return new

# %% move_centroids | wrong | the member nearest to the mean (medoid)
def move_centroids(points, labels, centroids):
    new = centroids.astype(float).copy()
    for k in range(len(new)):
        mine = points[labels == k]
        if len(mine) > 0:
            d = ((mine - mine.mean(axis=0)) ** 2).sum(axis=1)
            new[k] = mine[d.argmin()]
    return new

# %% move_centroids | wrong | misspelt function name
def move_centroids(points, labels, centroids):
    new = centroids.copy()
    for k in range(len(centroids)):
        if np.any(labels == k):
            new[k] = mean(points[labels == k], axis=0)
    return new

# %% inertia | right | fancy indexing
def inertia(points, labels, centroids):
    return ((points - centroids[labels]) ** 2).sum()

# %% inertia | right | loops
def inertia(points, labels, centroids):
    total = 0
    for i in range(len(points)):
        c = centroids[labels[i]]
        for j in range(len(c)):
            total += (points[i][j] - c[j]) ** 2
    return total

# %% inertia | right | cluster by cluster
def inertia(points, labels, centroids):
    return sum(float(np.sum((points[labels == k] - c) ** 2)) for k, c in enumerate(centroids))

# %% inertia | right | square of the Frobenius norm
def inertia(points, labels, centroids):
    return np.linalg.norm(points - np.take(centroids, labels, axis=0)) ** 2

# %% inertia | right | dot product of the flattened differences
def inertia(points, labels, centroids):
    off = np.ravel(points - centroids[labels])
    return float(off @ off)

# %% inertia | wrong | distances with their roots
def inertia(points, labels, centroids):
    return np.linalg.norm(points - centroids[labels], axis=1).sum()

# %% inertia | wrong | mean instead of sum
def inertia(points, labels, centroids):
    return np.mean(((points - centroids[labels]) ** 2).sum(axis=1))

# %% inertia | wrong | to the nearest centroid, labels not used
def inertia(points, labels, centroids):
    d = ((points[:, None] - centroids) ** 2).sum(axis=-1)
    return d.min(axis=1).sum()

# %% inertia | wrong | one number for each point
def inertia(points, labels, centroids):
    return ((points - centroids[labels]) ** 2).sum(axis=1)

# %% inertia | wrong | to all centroids
def inertia(points, labels, centroids):
    total = 0
    for p in points:
        for c in centroids:
            total += np.sum((p - c) ** 2)
    return total

# %% inertia | wrong | absolute values
def inertia(points, labels, centroids):
    return np.sum(np.abs(points - centroids[labels]))

# %% inertia | wrong | around the clusters' own means
def inertia(points, labels, centroids):
    total = 0.0
    for k in range(len(centroids)):
        mine = points[labels == k]
        if len(mine):
            total += ((mine - mine.mean(axis=0)) ** 2).sum()
    return total

# %% inertia | wrong | square of the sum
def inertia(points, labels, centroids):
    return np.sum(points - centroids[labels]) ** 2

# %% inertia | wrong | root of the sum, like a norm
def inertia(points, labels, centroids):
    return np.sqrt(((points - centroids[labels]) ** 2).sum())

# %% inertia | wrong | mean of each cluster, summed over the clusters
def inertia(points, labels, centroids):
    total = 0
    for k, c in enumerate(centroids):
        mine = points[labels == k]
        if len(mine):
            total += ((mine - c) ** 2).sum() / len(mine)
    return total

# %% inertia | wrong | return in the loop
def inertia(points, labels, centroids):
    total = 0
    for x, l in zip(points, labels):
        total += ((x - centroids[l]) ** 2).sum()
        return total

# %% inertia | wrong | subtracts in place
def inertia(points, labels, centroids):
    points -= centroids[labels]
    points **= 2
    return points.sum()

# %% inertia | wrong | indices of points and centroids mixed up
def inertia(points, labels, centroids):
    return ((points[labels] - centroids[labels]) ** 2).sum()

# %% inertia | wrong | no indexing with the labels
def inertia(points, labels, centroids):
    return ((points - centroids) ** 2).sum()

# %% inertia | wrong | labels counted from 1
def inertia(points, labels, centroids):
    return sum(np.sum((x - centroids[l - 1]) ** 2) for x, l in zip(points, labels))

# %% colour_and_place | right | divided by the longer side
def colour_and_place(image, place):
    h, w, c = image.shape
    rows, columns = np.indices((h, w))
    where = place * np.stack([rows, columns], axis=-1) / max(h, w)
    return np.concatenate([image, where], axis=-1).reshape(h * w, c + 2)

# %% colour_and_place | right | pixel by pixel
def colour_and_place(image, place):
    h, w, c = image.shape
    longer = h if h > w else w
    table = []
    for r in range(h):
        for s in range(w):
            table.append(list(image[r, s]) + [place * r / longer, place * s / longer])
    return np.array(table)

# %% colour_and_place | right | repeat and tile for the columns
def colour_and_place(image, place):
    h, w, c = image.shape
    step = place / max(image.shape[:2])
    row = np.repeat(np.arange(h), w) * step
    column = np.tile(np.arange(w), h) * step
    return np.column_stack([image.reshape(-1, c), row, column])

# %% colour_and_place | right | fills an empty table
def colour_and_place(image, place):
    h, w, c = image.shape
    out = np.empty((h, w, c + 2))
    out[..., :c] = image
    out[..., c] = np.arange(h)[:, None]
    out[..., c + 1] = np.arange(w)[None, :]
    out[..., c:] *= place / max(h, w)
    return out.reshape(-1, c + 2)

# %% colour_and_place | right | mgrid, image flattened first
def colour_and_place(image, place):
    h, w, c = image.shape
    where = np.mgrid[:h, :w].reshape(2, -1).T
    scale = np.max([h, w])
    return np.hstack([image.reshape(h * w, c), where / scale * place])

# %% colour_and_place | wrong | left as it was
def colour_and_place(image, place):
    h, w, c = image.shape
    rows, columns = np.indices((h, w))
    where = place * np.stack([rows, columns], axis=-1)
    return np.concatenate([image, where], axis=-1).reshape(h * w, c + 2)

# %% colour_and_place | wrong | rows by height, columns by width
def colour_and_place(image, place):
    h, w, c = image.shape
    rows, columns = np.indices((h, w))
    where = place * np.stack([rows / h, columns / w], axis=-1)
    return np.concatenate([image, where], axis=-1).reshape(h * w, c + 2)

# %% colour_and_place | wrong | last row at exactly 1
def colour_and_place(image, place):
    h, w, c = image.shape
    rows, columns = np.indices((h, w))
    where = place * np.stack([rows, columns], axis=-1) / max(h - 1, w - 1, 1)
    return np.concatenate([image, where], axis=-1).reshape(h * w, c + 2)

# %% colour_and_place | wrong | divided by 255
def colour_and_place(image, place):
    h, w, c = image.shape
    rows, columns = np.indices((h, w))
    where = place * np.stack([rows, columns], axis=-1) / 255
    return np.concatenate([image, where], axis=-1).reshape(h * w, c + 2)

# %% colour_and_place | wrong | divided by the number of all pixels
def colour_and_place(image, place):
    h, w, c = image.shape
    rows, columns = np.indices((h, w))
    where = place * np.stack([rows, columns], axis=-1) / (h * w)
    return np.concatenate([image, where], axis=-1).reshape(h * w, c + 2)

# %% colour_and_place | wrong | height taken for the longer side
def colour_and_place(image, place):
    h, w, c = image.shape
    rows, columns = np.indices((h, w))
    where = place * np.stack([rows, columns], axis=-1) / h
    return np.concatenate([image, where], axis=-1).reshape(h * w, c + 2)

# %% colour_and_place | wrong | the shorter side
def colour_and_place(image, place):
    h, w, c = image.shape
    rows, columns = np.indices((h, w))
    where = place * np.stack([rows, columns], axis=-1) / min(h, w)
    return np.concatenate([image, where], axis=-1).reshape(h * w, c + 2)

# %% colour_and_place | wrong | floor division
def colour_and_place(image, place):
    h, w, c = image.shape
    rows, columns = np.indices((h, w))
    where = place * np.stack([rows, columns], axis=-1) // max(h, w)
    return np.concatenate([image, where], axis=-1).reshape(h * w, c + 2)

# %% colour_and_place | wrong | column before row, x and y
def colour_and_place(image, place):
    h, w, c = image.shape
    x, y = np.meshgrid(np.arange(w), np.arange(h))
    where = place * np.stack([x, y], axis=-1) / max(h, w)
    return np.concatenate([image, where], axis=-1).reshape(h * w, c + 2)

# %% colour_and_place | wrong | place first, colour behind
def colour_and_place(image, place):
    h, w, c = image.shape
    where = place * np.moveaxis(np.indices((h, w)), 0, -1) / max(h, w)
    return np.concatenate([where, image], axis=-1).reshape(h * w, c + 2)

# %% colour_and_place | wrong | a mixture, colours fade as place grows
def colour_and_place(image, place):
    h, w, c = image.shape
    rows, columns = np.indices((h, w))
    where = place * np.stack([rows, columns], axis=-1) / max(h, w)
    colour = (1 - place) * image
    return np.concatenate([colour, where], axis=-1).reshape(h * w, c + 2)

# %% colour_and_place | wrong | place is not used any more
def colour_and_place(image, place):
    h, w, c = image.shape
    rows, columns = np.indices((h, w))
    where = np.stack([rows, columns], axis=-1) / max(h, w)
    return np.concatenate([image, where], axis=-1).reshape(h * w, c + 2)

# %% colour_and_place | wrong | stretches the colours instead
def colour_and_place(image, place):
    h, w, c = image.shape
    rows, columns = np.indices((h, w))
    where = place * np.stack([rows, columns], axis=-1)
    return np.concatenate([image * max(h, w), where], axis=-1).reshape(h * w, c + 2)

# %% colour_and_place | wrong | divided by the diagonal
def colour_and_place(image, place):
    h, w, c = image.shape
    rows, columns = np.indices((h, w))
    where = place * np.stack([rows, columns], axis=-1) / np.hypot(h, w)
    return np.concatenate([image, where], axis=-1).reshape(h * w, c + 2)

# %% colour_and_place | wrong | pixels column by column
def colour_and_place(image, place):
    h, w, c = image.shape
    size = max(h, w)
    out = []
    for j in range(w):
        for i in range(h):
            out.append([*image[i, j], place * i / size, place * j / size])
    return np.array(out)

# %% colour_and_place | wrong | five numbers left in the picture's shape
def colour_and_place(image, place):
    h, w, c = image.shape
    rows, columns = np.indices((h, w))
    where = place * np.stack([rows, columns], axis=-1) / max(h, w)
    return np.concatenate([image, where], axis=-1)

# %% covering | right | loops over both maps' regions
def covering(segments, truth):
    total = 0
    for j in np.unique(truth):
        t = truth == j
        best = 0
        for i in np.unique(segments):
            s = segments == i
            overlap = np.sum(s & t) / np.sum(s | t)
            if overlap > best:
                best = overlap
        total += np.sum(t) * best
    return total / truth.size

# %% covering | right | contingency table
def covering(segments, truth):
    _, s = np.unique(np.ravel(segments), return_inverse=True)
    _, t = np.unique(np.ravel(truth), return_inverse=True)
    both = np.zeros((s.max() + 1, t.max() + 1))
    np.add.at(both, (s, t), 1)
    a, b = both.sum(axis=1, keepdims=True), both.sum(axis=0)
    return float(((both / (a + b - both)).max(axis=0) * b).sum() / both.sum())

# %% covering | right | sets of places
def covering(segments, truth):
    def regions(m):
        groups = {}
        for place, name in np.ndenumerate(m):
            groups.setdefault(int(name), set()).add(place)
        return list(groups.values())
    ours, theirs = regions(segments), regions(truth)
    n = sum(len(t) for t in theirs)
    return sum(len(t) * max(len(s & t) / len(s | t) for s in ours) for t in theirs) / n

# %% covering | right | only the regions that touch, sizes from a Counter
from collections import Counter

def covering(segments, truth):
    s, t = np.ravel(segments).tolist(), np.ravel(truth).tolist()
    size_s, size_t, pairs = Counter(s), Counter(t), Counter(zip(s, t))
    best = {}
    for (i, j), n in pairs.items():
        iou = n / (size_s[i] + size_t[j] - n)
        best[j] = max(best.get(j, 0), iou)
    return sum(size_t[j] * best[j] for j in size_t) / len(t)

# %% covering | right | a weighted average of the best overlaps
def covering(segments, truth):
    names, sizes = np.unique(truth, return_counts=True)
    S = [segments == i for i in set(segments.flatten())]
    best = [max((s & (truth == j)).sum() / (s | (truth == j)).sum() for s in S) for j in names]
    return np.average(best, weights=sizes)

# %% covering | wrong | the two maps exchanged
def covering(segments, truth):
    total = 0
    for i in np.unique(segments):
        s = segments == i
        best = max(np.sum(s & (truth == j)) / np.sum(s | (truth == j)) for j in np.unique(truth))
        total += s.sum() * best
    return total / segments.size

# %% covering | wrong | plain mean over the regions
def covering(segments, truth):
    best = []
    for j in np.unique(truth):
        t = truth == j
        best.append(max(np.sum((segments == i) & t) / np.sum((segments == i) | t)
                        for i in np.unique(segments)))
    return np.mean(best)

# %% covering | wrong | share of the person's region only
def covering(segments, truth):
    total = 0
    for j in np.unique(truth):
        t = truth == j
        inside = [np.sum((segments == i) & t) / t.sum() for i in np.unique(segments)]
        total += t.sum() * max(inside)
    return total / truth.size

# %% covering | wrong | labels are taken to be 0, 1, 2 without gaps
def covering(segments, truth):
    total = 0
    for j in range(len(np.unique(truth))):
        t = truth == j
        best = 0
        for i in range(len(np.unique(segments))):
            s = segments == i
            both, either = np.sum(s & t), np.sum(s | t)
            if either > 0:
                best = max(best, both / either)
        total += t.sum() * best
    return total / truth.size

# %% covering | wrong | compares regions of the same number
def covering(segments, truth):
    total = 0
    for j in np.unique(truth):
        s, t = segments == j, truth == j
        total += t.sum() * np.sum(s & t) / np.sum(s | t)
    return total / truth.size

# %% covering | wrong | union as the sum of both sizes
def covering(segments, truth):
    total = 0
    for j in np.unique(truth):
        t = truth == j
        overlaps = []
        for i in np.unique(segments):
            s = segments == i
            overlaps.append((s & t).sum() / (s.sum() + t.sum()))
        total += t.sum() * max(overlaps)
    return total / truth.size

# %% covering | wrong | Dice instead of intersection over union
def covering(segments, truth):
    n = truth.size
    result = 0.0
    for j in np.unique(truth):
        t = truth == j
        dice = [2 * np.sum(t & (segments == i)) / (t.sum() + np.sum(segments == i))
                for i in np.unique(segments)]
        result += t.sum() / n * max(dice)
    return result

# %% covering | wrong | all overlaps added, no maximum
def covering(segments, truth):
    total = 0
    for j in np.unique(truth):
        for i in np.unique(segments):
            s, t = segments == i, truth == j
            total += t.sum() * np.sum(s & t) / np.sum(s | t)
    return total / truth.size

# %% covering | wrong | 0 is background and left out
def covering(segments, truth):
    total = 0
    for j in np.unique(truth):
        if j == 0:
            continue
        t = truth == j
        best = 0
        for i in np.unique(segments):
            if i == 0:
                continue
            s = segments == i
            best = max(best, np.sum(s & t) / np.sum(s | t))
        total += t.sum() * best
    return total / truth.size

# %% covering | wrong | square maps only
def covering(segments, truth):
    n = len(truth)
    total = 0
    for j in np.unique(truth):
        t = truth == j
        best = max(np.sum((segments == i) & t) / np.sum((segments == i) | t)
                   for i in np.unique(segments))
        total += np.count_nonzero(t) * best
    return total / n ** 2

# %% covering | wrong | achievable accuracy
def covering(segments, truth):
    right = 0
    for i in np.unique(segments):
        inside = truth[segments == i]
        right += max(np.sum(inside == j) for j in np.unique(inside))
    return right / truth.size

# %% covering | wrong | the best found is not reset for the next region
def covering(segments, truth):
    total, best = 0, 0
    for j in np.unique(truth):
        t = truth == j
        for i in np.unique(segments):
            s = segments == i
            iou = np.sum(s & t) / np.sum(s | t)
            best = iou if iou > best else best
        total += t.sum() * best
    return total / truth.size

# %% covering | wrong | the last label is missed
def covering(segments, truth):
    total = 0
    for j in range(truth.max()):
        t = truth == j
        best = 0
        for i in range(segments.max()):
            s = segments == i
            if (s | t).any():
                best = max(best, (s & t).sum() / (s | t).sum())
        total += t.sum() * best
    return total / truth.size

# %% covering | wrong | not divided by the number of pixels
def covering(segments, truth):
    total = 0
    for j in np.unique(truth):
        t = truth == j
        total += t.sum() * max(np.sum((segments == i) & t) / np.sum((segments == i) | t)
                               for i in np.unique(segments))
    return total

# %% covering | wrong | picks the partner by the largest intersection
def covering(segments, truth):
    total = 0
    for j in np.unique(truth):
        t = truth == j
        names, n = np.unique(segments[t], return_counts=True)
        s = segments == names[n.argmax()]
        total += t.sum() * np.sum(s & t) / np.sum(s | t)
    return total / truth.size
