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

# %% orientation_histogram | right | loops over rows and columns
def orientation_histogram(down, right, bins):
    histogram = np.zeros(bins)
    h, w = down.shape
    for r in range(h):
        for c in range(w):
            angle = np.degrees(np.arctan2(down[r, c], right[r, c])) % 180
            histogram[int(angle // (180 / bins))] += np.sqrt(down[r, c] ** 2 + right[r, c] ** 2)
    return histogram

# %% orientation_histogram | right | np.histogram with weights
def orientation_histogram(down, right, bins):
    angles = np.degrees(np.arctan2(down, right)) % 180
    lengths = np.hypot(down, right)
    return np.histogram(angles, bins=bins, range=(0, 180), weights=lengths)[0]

# %% orientation_histogram | right | a mask for each bin
def orientation_histogram(down, right, bins):
    angle = np.degrees(np.arctan2(down, right)) % 180
    length = np.sqrt(down**2 + right**2)
    width = 180 / bins
    return [length[(angle >= b * width) & (angle < (b + 1) * width)].sum() for b in range(bins)]

# %% orientation_histogram | right | np.add.at
def orientation_histogram(down, right, bins):
    direction = np.degrees(np.arctan2(down, right)) % 180
    which = np.floor(direction / (180 / bins)).astype(int)
    result = np.zeros(bins)
    np.add.at(result, which, np.hypot(down, right))
    return result

# %% orientation_histogram | right | works in radians
def orientation_histogram(down, right, bins):
    angle = np.arctan2(down, right) % np.pi
    k = np.minimum((angle / np.pi * bins).astype(int), bins - 1)
    return np.bincount(k.flatten(), weights=np.hypot(down, right).flatten(), minlength=bins)

# %% orientation_histogram | right | complex numbers and a dictionary
def orientation_histogram(down, right, bins):
    import math
    sums = {b: 0.0 for b in range(bins)}
    for d, r in zip(down.ravel().tolist(), right.ravel().tolist()):
        angle = math.degrees(math.atan2(d, r)) % 180
        sums[int(angle * bins / 180)] += abs(complex(r, d))
    return list(sums.values())

# %% orientation_histogram | wrong | counts the pixels
def orientation_histogram(down, right, bins):
    angles = np.degrees(np.arctan2(down, right)) % 180
    return np.histogram(angles, bins=bins, range=(0, 180))[0]

# %% orientation_histogram | wrong | no range, so the bins follow the data
def orientation_histogram(down, right, bins):
    angles = np.degrees(np.arctan2(down, right)) % 180
    return np.histogram(angles, bins=bins, weights=np.hypot(down, right))[0]

# %% orientation_histogram | wrong | fancy indexing with += keeps one
def orientation_histogram(down, right, bins):
    angles = np.degrees(np.arctan2(down, right)) % 180
    histogram = np.zeros(bins)
    histogram[(angles // (180 / bins)).astype(int)] += np.hypot(down, right)
    return histogram

# %% orientation_histogram | wrong | over the whole turn
def orientation_histogram(down, right, bins):
    angles = np.degrees(np.arctan2(down, right)) % 360
    return np.histogram(angles, bins=bins, range=(0, 360), weights=np.hypot(down, right))[0]

# %% orientation_histogram | wrong | returns what np.histogram returns
def orientation_histogram(down, right, bins):
    angles = np.degrees(np.arctan2(down, right)) % 180
    return np.histogram(angles, bins=bins, range=(0, 180), weights=np.hypot(down, right))

# %% orientation_histogram | wrong | degrees with the radians kept
def orientation_histogram(down, right, bins):
    angles = np.arctan2(down, right) % 180
    return np.histogram(angles, bins=bins, range=(0, 180), weights=np.hypot(down, right))[0]

# %% orientation_histogram | wrong | arctan2 the other way round
def orientation_histogram(down, right, bins):
    angles = np.degrees(np.arctan2(right, down)) % 180
    return np.histogram(angles, bins=bins, range=(0, 180), weights=np.hypot(down, right))[0]

# %% orientation_histogram | wrong | forgets the root
def orientation_histogram(down, right, bins):
    angles = np.degrees(np.arctan2(down, right)) % 180
    lengths = down**2 + right**2
    return np.histogram(angles, bins=bins, range=(0, 180), weights=lengths)[0]

# %% orientation_histogram | wrong | rounds in place of cutting off
def orientation_histogram(down, right, bins):
    angles = np.degrees(np.arctan2(down, right)) % 180
    number = np.round(angles / (180 / bins)).astype(int) % bins
    return np.bincount(number.ravel(), weights=np.hypot(down, right).ravel(), minlength=bins)

# %% orientation_histogram | wrong | no minlength
def orientation_histogram(down, right, bins):
    angles = np.degrees(np.arctan2(down, right)) % 180
    number = (angles * bins / 180).astype(int)
    return np.bincount(number.ravel(), weights=np.hypot(down, right).ravel())

# %% orientation_histogram | wrong | shares, as in a histogram of grey values
def orientation_histogram(down, right, bins):
    angles = np.degrees(np.arctan2(down, right)) % 180
    lengths = np.hypot(down, right)
    histogram = np.histogram(angles, bins=bins, range=(0, 180), weights=lengths)[0]
    return histogram / histogram.sum() if histogram.sum() else histogram

# %% orientation_histogram | wrong | the mean length in each bin
def orientation_histogram(down, right, bins):
    angles = np.degrees(np.arctan2(down, right)) % 180
    lengths, width = np.hypot(down, right), 180 / bins
    out = []
    for b in range(bins):
        inside = lengths[(angles >= b * width) & (angles < (b + 1) * width)]
        out.append(inside.mean() if len(inside) else 0.0)
    return out

# %% orientation_histogram | wrong | nine bins of 20 degrees, whatever is asked
def orientation_histogram(down, right, bins):
    angles = np.degrees(np.arctan2(down, right)) % 180
    histogram = np.zeros(9)
    np.add.at(histogram, (angles // 20).astype(int), np.hypot(down, right))
    return histogram

# %% orientation_histogram | wrong | the absolute angle in place of the remainder
def orientation_histogram(down, right, bins):
    angles = np.abs(np.degrees(np.arctan2(down, right)))
    angles[angles == 180] = 0
    return np.histogram(angles, bins=bins, range=(0, 180), weights=np.hypot(down, right))[0]

# %% orientation_histogram | wrong | the lengths as |down| + |right|
def orientation_histogram(down, right, bins):
    angles = np.degrees(np.arctan2(down, right)) % 180
    return np.histogram(angles, bins=bins, range=(0, 180), weights=abs(down) + abs(right))[0]

# %% orientation_histogram | wrong | one too many bins by linspace
def orientation_histogram(down, right, bins):
    angles = np.degrees(np.arctan2(down, right)) % 180
    edges = np.linspace(0, 180, bins)
    return np.histogram(angles, bins=edges, weights=np.hypot(down, right))[0]

# %% match_keypoints | right | loops with the two smallest
def match_keypoints(descriptors, others, ratio):
    result = []
    for d in descriptors:
        far = [np.sqrt(np.sum((d - o) ** 2)) for o in others]
        order = np.argsort(far)
        best, second = order[0], order[1]
        result.append(best if far[best] < ratio * far[second] else -1)
    return result

# %% match_keypoints | right | cdist and argsort
def match_keypoints(descriptors, others, ratio):
    far = cdist(descriptors, others)
    order = far.argsort(axis=1)
    rows = np.arange(len(far))
    clear = far[rows, order[:, 0]] < ratio * far[rows, order[:, 1]]
    return np.where(clear, order[:, 0], -1)

# %% match_keypoints | right | squared distances and a squared ratio
def match_keypoints(descriptors, others, ratio):
    squares = ((descriptors[:, None] - others[None]) ** 2).sum(axis=2)
    low = np.partition(squares, 1, axis=1)
    matches = squares.argmin(axis=1)
    matches[low[:, 0] >= ratio**2 * low[:, 1]] = -1
    return matches

# %% match_keypoints | right | a tree
def match_keypoints(descriptors, others, ratio):
    from scipy.spatial import KDTree
    far, index = KDTree(others).query(descriptors, k=2)
    index = index[:, 0].copy()
    index[far[:, 0] >= ratio * far[:, 1]] = -1
    return index

# %% match_keypoints | right | scikit-learn's neighbours, filled into an array of -1
def match_keypoints(descriptors, others, ratio):
    from sklearn.neighbors import NearestNeighbors
    far, index = NearestNeighbors(n_neighbors=2).fit(others).kneighbors(descriptors)
    matches = np.full(len(descriptors), -1)
    for i in range(len(descriptors)):
        if far[i][0] < ratio * far[i][1]:
            matches[i] = index[i][0]
    return matches

# %% match_keypoints | wrong | no ratio test at all
def match_keypoints(descriptors, others, ratio):
    return cdist(descriptors, others).argmin(axis=1)

# %% match_keypoints | wrong | squared distances with the plain ratio
def match_keypoints(descriptors, others, ratio):
    far = ((descriptors[:, None] - others[None]) ** 2).sum(axis=2)
    near = np.sort(far, axis=1)
    return np.where(near[:, 0] < ratio * near[:, 1], far.argmin(axis=1), -1)

# %% match_keypoints | wrong | larger than in place of less than
def match_keypoints(descriptors, others, ratio):
    far = cdist(descriptors, others)
    near = np.sort(far, axis=1)
    return np.where(near[:, 0] > ratio * near[:, 1], far.argmin(axis=1), -1)

# %% match_keypoints | wrong | the ratio as a threshold for the distance
def match_keypoints(descriptors, others, ratio):
    far = cdist(descriptors, others)
    return np.where(far.min(axis=1) < ratio, far.argmin(axis=1), -1)

# %% match_keypoints | wrong | pairs, as other libraries return them
def match_keypoints(descriptors, others, ratio):
    far = cdist(descriptors, others)
    pairs = []
    for i in range(len(far)):
        a, b = np.argsort(far[i])[:2]
        if far[i, a] < ratio * far[i, b]:
            pairs.append((i, a))
    return pairs

# %% match_keypoints | wrong | only the indices of those that match
def match_keypoints(descriptors, others, ratio):
    far = cdist(descriptors, others)
    near = np.sort(far, axis=1)
    return far.argmin(axis=1)[near[:, 0] < ratio * near[:, 1]]

# %% match_keypoints | wrong | sorts the rows, then argmin of the sorted ones
def match_keypoints(descriptors, others, ratio):
    far = np.sort(cdist(descriptors, others), axis=1)
    return np.where(far[:, 0] < ratio * far[:, 1], far.argmin(axis=1), -1)

# %% match_keypoints | wrong | sorts along the wrong axis
def match_keypoints(descriptors, others, ratio):
    far = cdist(descriptors, others)
    near = np.sort(far, axis=0)
    return np.where(near[:, 0] < ratio * near[:, 1], far.argmin(axis=1), -1)

# %% match_keypoints | wrong | compares the first two columns
def match_keypoints(descriptors, others, ratio):
    far = cdist(descriptors, others)
    return np.where(far[:, 0] < ratio * far[:, 1], 0, -1)

# %% match_keypoints | wrong | None for no match
def match_keypoints(descriptors, others, ratio):
    result = []
    for d in descriptors:
        far = np.linalg.norm(others - d, axis=1)
        a, b = np.sort(far)[:2]
        result.append(int(far.argmin()) if a < ratio * b else None)
    return result

# %% match_keypoints | wrong | 0 for no match
def match_keypoints(descriptors, others, ratio):
    far = cdist(descriptors, others)
    near = np.sort(far, axis=1)
    return far.argmin(axis=1) * (near[:, 0] < ratio * near[:, 1])

# %% match_keypoints | wrong | True where there is a match
def match_keypoints(descriptors, others, ratio):
    near = np.sort(cdist(descriptors, others), axis=1)
    return near[:, 0] < ratio * near[:, 1]

# %% match_keypoints | wrong | returns the distance
def match_keypoints(descriptors, others, ratio):
    near = np.sort(cdist(descriptors, others), axis=1)
    return np.where(near[:, 0] < ratio * near[:, 1], near[:, 0], -1)

# %% match_keypoints | wrong | 0.8 written in
def match_keypoints(descriptors, others, ratio):
    far = cdist(descriptors, others)
    near = np.sort(far, axis=1)
    return np.where(near[:, 0] < 0.8 * near[:, 1], far.argmin(axis=1), -1)

# %% match_keypoints | wrong | each of the others looks for its nearest
def match_keypoints(descriptors, others, ratio):
    far = cdist(others, descriptors)
    near = np.sort(far, axis=1)
    return np.where(near[:, 0] < ratio * near[:, 1], far.argmin(axis=1), -1)

# %% match_keypoints | wrong | the largest product is the nearest
def match_keypoints(descriptors, others, ratio):
    alike = descriptors @ others.T
    order = np.sort(alike, axis=1)[:, ::-1]
    return np.where(order[:, 1] < ratio * order[:, 0], alike.argmax(axis=1), -1)

# %% match_keypoints | wrong | return inside the loop
def match_keypoints(descriptors, others, ratio):
    matches = []
    for d in descriptors:
        far = np.linalg.norm(others - d, axis=1)
        a, b = np.sort(far)[:2]
        matches.append(far.argmin() if a < ratio * b else -1)
        return matches

# %% describe | right | HOG and centred colours, each of length 1
def describe(images):
    squares = images.reshape(len(images), 8, 8, 8, 8, 3).mean(axis=(2, 4)).reshape(len(images), -1)
    squares = squares - squares.mean(axis=1, keepdims=True)
    squares = squares / np.linalg.norm(squares, axis=1, keepdims=True)
    edges = HOGFeatures(cells=6).fit_transform(images)
    edges = edges / np.linalg.norm(edges, axis=1, keepdims=True)
    return np.hstack([edges, squares])

# %% describe | right | finer HOG, colours as a share of white
def describe(images):
    edges = HOGFeatures(cells=8).fit_transform(images)
    white = images.max(axis=(1, 2, 3), keepdims=True)
    squares = (images / white).reshape(-1, 8, 8, 8, 8, 3).mean(axis=(2, 4)).reshape(len(images), -1)
    return np.hstack([edges / 10, squares / 8])

# %% describe | right | a loop over the pictures, one at a time
def describe(images):
    hog, rows = HOGFeatures(cells=7).fit(images), []
    for image in images:
        light = image.max()
        small = np.array([[image[r:r + 8, c:c + 8].mean(axis=(0, 1)) for c in range(0, 64, 8)] for r in range(0, 64, 8)])
        edges = hog.transform(image[None])[0]
        rows.append(np.concatenate([edges / np.linalg.norm(edges), 0.15 * small.ravel() / light]))
    return np.array(rows)

# %% describe | right | own orientation histograms, each picture divided by its brightest value
def describe(images):
    images = images / images.max(axis=(1, 2, 3), keepdims=True)
    grey = images.mean(axis=3)
    down, right = np.gradient(grey, axis=(1, 2))
    bins = (np.degrees(np.arctan2(down, right)) % 180 // 20).astype(int)
    lengths = np.hypot(down, right)
    cells = np.stack([(lengths * (bins == b)).reshape(-1, 8, 8, 8, 8).sum(axis=(2, 4)) for b in range(9)], axis=-1)
    edges = np.sqrt(cells.reshape(len(images), -1))
    colours = images.reshape(-1, 8, 8, 8, 8, 3).mean(axis=(2, 4)).reshape(len(images), -1)
    edges = edges / np.linalg.norm(edges, axis=1, keepdims=True)
    colours = colours - colours.mean(axis=1, keepdims=True)
    colours = colours / np.linalg.norm(colours, axis=1, keepdims=True)
    return np.concatenate([edges, colours], axis=1)

# %% describe | wrong | colours alone
def describe(images):
    return images.reshape(len(images), 8, 8, 8, 8, 3).mean(axis=(2, 4)).reshape(len(images), -1)

# %% describe | wrong | HOG alone
def describe(images):
    return HOGFeatures(cells=4).fit_transform(images)

# %% describe | wrong | both side by side as they are
def describe(images):
    squares = images.reshape(len(images), 8, 8, 8, 8, 3).mean(axis=(2, 4)).reshape(len(images), -1)
    return np.hstack([HOGFeatures(cells=6).fit_transform(images), squares])

# %% describe | wrong | all pixels
def describe(images):
    return images.reshape(len(images), -1)

# %% describe | wrong | one long row
def describe(images):
    return HOGFeatures(cells=6).fit_transform(images).ravel()

# %% describe | wrong | standardised over the pictures that come
def describe(images):
    squares = images.reshape(len(images), 8, 8, 8, 8, 3).mean(axis=(2, 4)).reshape(len(images), -1)
    both = np.hstack([HOGFeatures(cells=6).fit_transform(images), squares])
    return (both - both.mean(axis=0)) / (both.std(axis=0) + 1e-6)

# %% describe | wrong | the mean colour of each row
def describe(images):
    return images.mean(axis=2).reshape(len(images), -1)

# %% describe | wrong | the number of the drawing
def describe(images):
    return np.eye(len(images))

# %% describe | wrong | the same vector for all
def describe(images):
    return np.ones((len(images), 10))

# %% describe | wrong | a list of one vector for the first picture
def describe(images):
    for image in images:
        return [image[::8, ::8].ravel()]

# %% describe | wrong | divides by a spread that can be 0
def describe(images):
    grey = images.mean(axis=3)
    rows = grey[:, :1].reshape(len(images), -1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return (rows - rows.mean(axis=1, keepdims=True)) / rows.std(axis=1, keepdims=True)

# %% describe | wrong | a histogram of the colours
def describe(images):
    red, green, blue = (np.minimum(images[..., c] * 4, 3).astype(int) for c in range(3))
    numbers = (16 * red + 4 * green + blue).reshape(len(images), -1)
    return np.array([np.bincount(row, minlength=64) / row.size for row in numbers])

# %% describe | wrong | forgets the return
def describe(images):
    edges = HOGFeatures(cells=6).fit_transform(images)
    squares = images[:, ::8, ::8].reshape(len(images), -1)
    both = np.hstack([edges, squares])

# %% describe | wrong | grey means alone
def describe(images):
    grey = images.mean(axis=3)
    squares = grey.reshape(len(images), 16, 4, 16, 4).mean(axis=(2, 4)).reshape(len(images), -1)
    return squares / np.linalg.norm(squares, axis=1, keepdims=True)

# %% describe | wrong | HOG alone, with the cells and directions that find most
def describe(images):
    return HOGFeatures(cells=7, orientations=6).fit_transform(images)

# %% describe | wrong | HOG alone, each vector divided by its length
def describe(images):
    edges = HOGFeatures(cells=6).fit_transform(images)
    return edges / np.linalg.norm(edges, axis=1, keepdims=True)

# %% match_keypoints | wrong | a thousandth at the least below the line
def match_keypoints(descriptors, others, ratio):
    far = cdist(descriptors, others)
    near = np.partition(far, 1, axis=1)
    return np.where(near[:, 0] / np.maximum(near[:, 1], 1e-3) < ratio, far.argmin(1), -1)

# %% match_keypoints | wrong | a quotient, with a tiny number below the line
def match_keypoints(descriptors, others, ratio):
    far = cdist(descriptors, others)
    near = np.partition(far, 1, axis=1)
    return np.where(near[:, 0] / (near[:, 1] + 1e-12) < ratio, far.argmin(1), -1)

# %% match_keypoints | right | a quotient, 0 / 0 is not a number and less than none
def match_keypoints(descriptors, others, ratio):
    far = cdist(descriptors, others)
    near = np.partition(far, 1, axis=1)
    return np.where(near[:, 0] / near[:, 1] < ratio, far.argmin(1), -1)

# %% orientation_histogram | right | searchsorted and add.at
def orientation_histogram(down, right, bins):
    a = np.degrees(np.arctan2(down, right)) % 180
    edges = 180 * np.arange(1, bins) / bins
    h = np.zeros(bins)
    np.add.at(h, np.searchsorted(edges, a.ravel(), side="right"), np.abs(right + 1j * down).ravel())
    return h
