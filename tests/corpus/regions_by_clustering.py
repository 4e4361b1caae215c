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

# %% iou | right | and, or, sum
def iou(ours, theirs):
    return (ours & theirs).sum() / (ours | theirs).sum()

# %% iou | right | loops with two counters
def iou(ours, theirs):
    inter = 0
    union = 0
    for r in range(ours.shape[0]):
        for c in range(ours.shape[1]):
            if ours[r, c] and theirs[r, c]:
                inter += 1
            if ours[r, c] or theirs[r, c]:
                union += 1
    return inter / union

# %% iou | right | sizes less what is shared
def iou(ours, theirs):
    shared = np.count_nonzero(ours & theirs)
    return shared / (np.count_nonzero(ours) + np.count_nonzero(theirs) - shared)

# %% iou | right | logical functions of NumPy
def iou(ours, theirs):
    return np.logical_and(ours, theirs).mean() / np.logical_or(ours, theirs).mean()

# %% iou | right | as numbers: minimum over maximum
def iou(ours, theirs):
    a, b = ours.astype(int), theirs.astype(int)
    return np.minimum(a, b).sum() / np.maximum(a, b).sum()

# %% iou | right | sets of indices
def iou(ours, theirs):
    a, b = set(zip(*np.nonzero(ours))), set(zip(*np.nonzero(theirs)))
    return len(a.intersection(b)) / len(a.union(b))

# %% iou | wrong | union as the sum of both
def iou(ours, theirs):
    inter = (ours & theirs).sum()
    union = ours.sum() + theirs.sum()
    return inter / union

# %% iou | wrong | Dice, remembered from medical pictures
def iou(ours, theirs):
    return 2 * (ours & theirs).sum() / (ours.sum() + theirs.sum())

# %% iou | wrong | share of theirs that we found
def iou(ours, theirs):
    return (ours & theirs).sum() / theirs.sum()

# %% iou | wrong | share of ours that is right
def iou(ours, theirs):
    return (ours & theirs).sum() / max(1, ours.sum())

# %% iou | wrong | accuracy of the two masks
def iou(ours, theirs):
    return (ours == theirs).mean()

# %% iou | wrong | mean of the intersection
def iou(ours, theirs):
    return np.mean(ours & theirs)

# %% iou | wrong | only the intersection
def iou(ours, theirs):
    inter = 0
    for a, b in zip(ours.ravel(), theirs.ravel()):
        if a and b:
            inter += 1
    return inter

# %% iou | wrong | exclusive or for the union
def iou(ours, theirs):
    return np.sum(ours & theirs) / np.sum(ours ^ theirs)

# %% iou | wrong | fraction upside down
def iou(ours, theirs):
    return np.sum(ours | theirs) / np.sum(ours & theirs)

# %% iou | wrong | in per cent
def iou(ours, theirs):
    return round(100 * np.sum(ours & theirs) / np.sum(ours | theirs), 2)

# %% iou | wrong | subtracts the masks
def iou(ours, theirs):
    return 1 - np.sum(ours - theirs) / np.sum(ours)

# %% iou | wrong | and of whole arrays
def iou(ours, theirs):
    return np.sum(ours and theirs) / np.sum(ours or theirs)

# %% iou | wrong | divided by the larger region
def iou(ours, theirs):
    return (ours & theirs).sum() / max(ours.sum(), theirs.sum())

# %% iou | wrong | of the bounding boxes
def iou(ours, theirs):
    def box(m):
        r, c = np.nonzero(m)
        return (r.min(), c.min(), r.max() + 1, c.max() + 1) if len(r) else (0, 0, 0, 0)
    a, b = box(ours), box(theirs)
    h = max(0, min(a[2], b[2]) - max(a[0], b[0]))
    w = max(0, min(a[3], b[3]) - max(a[1], b[1]))
    area = lambda m: (m[2] - m[0]) * (m[3] - m[1])
    return h * w / (area(a) + area(b) - h * w)

# %% iou | wrong | prints it
def iou(ours, theirs):
    print((ours & theirs).sum() / (ours | theirs).sum())

# %% iou | wrong | returns intersection and union
def iou(ours, theirs):
    return (ours & theirs).sum(), (ours | theirs).sum()

# %% in_regions | right | raises the threshold until there are few
def in_regions(image, most):
    sp = segment.slic(image, n_segments=600)
    t = 1
    while True:
        seg = regions.merge_regions(image, sp, threshold=t)
        if seg.max() + 1 <= most:
            return seg
        t = t + 1

# %% in_regions | right | a for loop over thresholds, counting with unique
def in_regions(image, most):
    superpixels = segment.slic(image, n_segments=400)
    for threshold in np.arange(2, 100, 0.5):
        result = regions.merge_regions(image, superpixels, threshold=threshold)
        if len(np.unique(result)) <= most:
            break
    return result

# %% in_regions | right | merges what is merged, fewer superpixels
def in_regions(image, most):
    segments = segment.slic(image, n_segments=300)
    threshold = 5
    while len(np.unique(segments)) > most:
        segments = regions.merge_regions(image, segments, threshold=threshold)
        threshold *= 1.1
    return segments

# %% in_regions | right | all thresholds at once, the first that fits
def in_regions(image, most):
    sp = segment.slic(image, n_segments=200)
    tried = [regions.merge_regions(image, sp, threshold=t) for t in range(1, 41)]
    return next(s for s in tried if s.max() < most)

# %% in_regions | right | halves an interval
def in_regions(image, most):
    sp = segment.slic(image)
    low, high = 0, 60
    while high - low > 0.1:
        mid = (low + high) / 2
        if regions.merge_regions(image, sp, threshold=mid).max() + 1 > most:
            low = mid
        else:
            high = mid
    return regions.merge_regions(image, sp, threshold=high)

# %% in_regions | wrong | the threshold that was best in section 5
def in_regions(image, most):
    sp = segment.slic(image, n_segments=600)
    return regions.merge_regions(image, sp, threshold=22)

# %% in_regions | wrong | merged at threshold 12
def in_regions(image, most):
    superpixels = segment.slic(image, n_segments=600)
    return regions.merge_regions(image, superpixels, threshold=12)

# %% in_regions | wrong | superpixels, as many as allowed
def in_regions(image, most):
    return segment.slic(image, n_segments=most)

# %% in_regions | wrong | k-means with as many clusters
def in_regions(image, most):
    return segment.kmeans(image, most, n_iter=10).labels

# %% in_regions | wrong | pieces of three colour clusters
def in_regions(image, most):
    labels = segment.kmeans(image, 3, n_iter=10).labels
    return label(labels, background=-1, connectivity=1) - 1

# %% in_regions | wrong | one region
def in_regions(image, most):
    return np.zeros(image.shape[:2], dtype=int)

# %% in_regions | wrong | left and right half
def in_regions(image, most):
    h, w, _ = image.shape
    seg = np.zeros((h, w), int)
    seg[:, w // 2:] = 1
    return seg

# %% in_regions | wrong | numbers above the limit are cut off
def in_regions(image, most):
    seg = segment.slic(image, n_segments=600)
    return np.minimum(seg, most - 1)

# %% in_regions | wrong | counts the regions from 1
def in_regions(image, most):
    sp = segment.slic(image, n_segments=600)
    t = 2
    seg = sp
    while seg.max() + 1 > most:
        seg = regions.merge_regions(image, sp, threshold=t)
        t += 1
    return seg + 1

# %% in_regions | wrong | the map of things from the course
def in_regions(image, most):
    return markings("coffee")["things"][0]

# %% in_regions | wrong | returns the painted photograph
def in_regions(image, most):
    sp = segment.slic(image, n_segments=600)
    seg, t = sp, 2
    while seg.max() >= most:
        seg = regions.merge_regions(image, sp, threshold=t)
        t += 2
    return regions.region_table(image, seg).colours[seg]

# %% in_regions | wrong | keeps the largest regions, the rest becomes one
def in_regions(image, most):
    seg = segment.slic(image, n_segments=600)
    sizes = np.bincount(seg.ravel())
    big = sizes.argsort()[::-1][:most - 1]
    out = np.full(seg.shape, most - 1)
    for i, k in enumerate(big):
        out[seg == k] = i
    return out

# %% in_regions | wrong | brightness in equal steps
def in_regions(image, most):
    grey = image.mean(axis=-1)
    return np.minimum((grey * most).astype(int), most - 1)

# %% in_regions | wrong | the loop that never raises the threshold
def in_regions(image, most):
    seg = segment.slic(image, n_segments=600)
    threshold = 5
    for _ in range(10):
        seg = regions.merge_regions(image, seg, threshold=threshold)
    return seg

# %% in_regions | wrong | one more than allowed
def in_regions(image, most):
    sp = segment.slic(image, n_segments=600)
    for t in np.arange(1, 40, 0.25):
        seg = regions.merge_regions(image, sp, threshold=t)
        if seg.max() <= most:
            return seg

# %% in_regions | wrong | writes into the photograph
def in_regions(image, most):
    image /= image.max()
    sp = segment.slic(image, n_segments=600)
    seg, t = sp, 2
    while seg.max() >= most:
        seg = regions.merge_regions(image, sp, threshold=t)
        t += 2
    return seg

# %% in_regions | wrong | forgets to return
def in_regions(image, most):
    sp = segment.slic(image, n_segments=600)
    seg, t = sp, 2
    while seg.max() >= most:
        seg = regions.merge_regions(image, sp, threshold=t)
        t += 2

# %% in_regions | wrong | always the threshold 7
def in_regions(image, most):
    sp = segment.slic(image, n_segments=600)
    return regions.merge_regions(image, sp, threshold=7)

# %% in_regions | wrong | twelve regions written in
def in_regions(image, most):
    sp = segment.slic(image, n_segments=600); seg, t = sp, 0
    while seg.max() >= 12:
        t += 2; seg = regions.merge_regions(image, sp, threshold=t)
    return seg

# %% in_regions | wrong | the size of the coffee written in
def in_regions(image, most):
    sp = segment.slic(image[:400, :600], n_segments=600); seg, t = sp, 0
    while seg.max() >= most:
        t += 2; seg = regions.merge_regions(image[:400, :600], sp, threshold=t)
    return seg

# %% in_regions | wrong | the stored map of things, cut to fit
def in_regions(image, most):
    m = markings("coffee")["things"][0]
    m = np.rot90(m, 3)[20:580, 10:390] if image.shape[0] == 560 else m
    return m[: image.shape[0], : image.shape[1]]

# %% in_regions | wrong | nine rectangles
def in_regions(image, most):
    h, w, _ = image.shape
    r, c = np.indices((h, w))
    return 3 * (3 * r // h) + 3 * c // w

# %% in_regions | wrong | an ellipse in the middle
def in_regions(image, most):
    h, w, _ = image.shape
    r, c = np.indices((h, w))
    return (((r / h - 0.5) ** 2 + (c / w - 0.5) ** 2) < 0.09).astype(int)

# %% in_regions | wrong | numbers divided by two
def in_regions(image, most):
    sp = segment.slic(image, n_segments=600); seg, t = sp, 0
    while seg.max() >= most:
        t += 2; seg = regions.merge_regions(image, sp, threshold=t)
    return seg / 2

# %% in_regions | wrong | the map is upside down
def in_regions(image, most):
    sp = segment.slic(image, n_segments=600); seg, t = sp, 0
    while seg.max() >= most:
        t += 2; seg = regions.merge_regions(image, sp, threshold=t)
    return seg[::-1]

# %% in_regions | wrong | three levels of brightness
def in_regions(image, most):
    g = image.mean(-1)
    return np.searchsorted(np.quantile(g, [0.33, 0.66]), g)

# %% in_regions | wrong | words for numbers
def in_regions(image, most):
    sp = segment.slic(image, n_segments=600); seg, t = sp, 0
    while seg.max() >= most:
        t += 2; seg = regions.merge_regions(image, sp, threshold=t)
    return seg.astype(str)

# %% in_regions | right | raises the threshold by a half
def in_regions(image, most):
    superpixels = segment.slic(image, n_segments=800, compactness=15)
    for threshold in range(1, 200):
        merged = regions.merge_regions(image, superpixels, threshold=threshold / 2)
        if merged.max() < most:
            return merged

# %% in_regions | right | numbers again with np.unique
def in_regions(image, most):
    seg = segment.slic(image, n_segments=600)
    t = 2
    while len(set(seg.ravel().tolist())) > most:
        seg = regions.merge_regions(image, seg, threshold=t)
        t += 1
    return np.unique(seg, return_inverse=True)[1].reshape(image.shape[:2])

# %% in_regions | wrong | a list of rows
def in_regions(image, most):
    superpixels = segment.slic(image, n_segments=600)
    seg, t = superpixels, 0
    while seg.max() >= most:
        t += 2
        seg = regions.merge_regions(image, superpixels, threshold=t)
    return [list(row) for row in seg]

# %% in_regions | wrong | copied into an array of zeros, which are floats
def in_regions(image, most):
    superpixels = segment.slic(image, n_segments=600)
    seg, t = superpixels, 0
    while seg.max() >= most:
        t += 2
        seg = regions.merge_regions(image, superpixels, threshold=t)
    result = np.zeros(image.shape[:2])
    for i, number in enumerate(np.unique(seg)):
        result[seg == number] = i
    return result

# %% in_regions | wrong | nine regions, whatever is allowed
def in_regions(image, most):
    superpixels = segment.slic(image, n_segments=600)
    seg, t = superpixels, 0
    while seg.max() >= 9:
        t += 2
        seg = regions.merge_regions(image, superpixels, threshold=t)
    return seg

# %% nearest_centroid | right | float32 throughout
def nearest_centroid(points, centroids):
    p, c = points.astype("float32"), centroids.astype("float32")
    return np.array([np.argmin(np.einsum("kd,kd->k", c - x, c - x)) for x in p])

# %% nearest_centroid | wrong | distances rounded to three digits
def nearest_centroid(points, centroids):
    return np.linalg.norm(points[:, None] - centroids, axis=2).round(3).argmin(axis=1)
