# %% box_overlap | right | sides cut off at 0
def box_overlap(a, b):
    h = max(min(a[2], b[2]) - max(a[0], b[0]), 0)
    w = max(min(a[3], b[3]) - max(a[1], b[1]), 0)
    both = h * w
    area_a = (a[2] - a[0]) * (a[3] - a[1])
    area_b = (b[2] - b[0]) * (b[3] - b[1])
    return both / (area_a + area_b - both)

# %% box_overlap | right | unpacked, returns early
def box_overlap(a, b):
    top1, left1, bottom1, right1 = a
    top2, left2, bottom2, right2 = b
    if bottom1 <= top2 or bottom2 <= top1 or right1 <= left2 or right2 <= left1:
        return 0
    shared = (min(bottom1, bottom2) - max(top1, top2)) * (min(right1, right2) - max(left1, left2))
    union = (bottom1 - top1) * (right1 - left1) + (bottom2 - top2) * (right2 - left2) - shared
    return shared / union

# %% box_overlap | right | counts pixels
def box_overlap(a, b):
    size = max(a[2], b[2]), max(a[3], b[3])
    one, two = np.zeros(size), np.zeros(size)
    one[a[0]:a[2], a[1]:a[3]] = 1
    two[b[0]:b[2], b[1]:b[3]] = 1
    return (one * two).sum() / np.maximum(one, two).sum()

# %% box_overlap | right | asks the package
def box_overlap(a, b):
    return float(metrics.box_iou([a], [b])[0][0])

# %% box_overlap | right | rows and columns as sets
def box_overlap(a, b):
    rows = set(range(a[0], a[2])) & set(range(b[0], b[2]))
    columns = set(range(a[1], a[3])) & set(range(b[1], b[3]))
    inter = len(rows) * len(columns)
    return inter / ((a[2]-a[0])*(a[3]-a[1]) + (b[2]-b[0])*(b[3]-b[1]) - inter)

# %% box_overlap | wrong | no cut at 0
def box_overlap(a, b):
    h = min(a[2], b[2]) - max(a[0], b[0])
    w = min(a[3], b[3]) - max(a[1], b[1])
    shared = h * w
    return shared / ((a[2]-a[0])*(a[3]-a[1]) + (b[2]-b[0])*(b[3]-b[1]) - shared)

# %% box_overlap | wrong | cuts the product at 0
def box_overlap(a, b):
    shared = max(0, (min(a[2], b[2]) - max(a[0], b[0])) * (min(a[3], b[3]) - max(a[1], b[1])))
    return shared / ((a[2]-a[0])*(a[3]-a[1]) + (b[2]-b[0])*(b[3]-b[1]) - shared)

# %% box_overlap | wrong | union without taking the shared part off
def box_overlap(a, b):
    h = max(0, min(a[2], b[2]) - max(a[0], b[0]))
    w = max(0, min(a[3], b[3]) - max(a[1], b[1]))
    return h * w / ((a[2]-a[0])*(a[3]-a[1]) + (b[2]-b[0])*(b[3]-b[1]))

# %% box_overlap | wrong | one pixel more, as if the ends were inside
def box_overlap(a, b):
    h = max(0, min(a[2], b[2]) - max(a[0], b[0]) + 1)
    w = max(0, min(a[3], b[3]) - max(a[1], b[1]) + 1)
    s = h * w
    return s / ((a[2]-a[0]+1)*(a[3]-a[1]+1) + (b[2]-b[0]+1)*(b[3]-b[1]+1) - s)

# %% box_overlap | wrong | divides by the box round both
def box_overlap(a, b):
    h = max(0, min(a[2], b[2]) - max(a[0], b[0]))
    w = max(0, min(a[3], b[3]) - max(a[1], b[1]))
    return h * w / ((max(a[2], b[2]) - min(a[0], b[0])) * (max(a[3], b[3]) - min(a[1], b[1])))

# %% box_overlap | wrong | share of the first box
def box_overlap(a, b):
    h = max(0, min(a[2], b[2]) - max(a[0], b[0]))
    w = max(0, min(a[3], b[3]) - max(a[1], b[1]))
    return h * w / ((a[2]-a[0])*(a[3]-a[1]))

# %% box_overlap | wrong | the shared area only
def box_overlap(a, b):
    h = max(0, min(a[2], b[2]) - max(a[0], b[0]))
    w = max(0, min(a[3], b[3]) - max(a[1], b[1]))
    return h * w

# %% box_overlap | wrong | bottom and right as height and width
def box_overlap(a, b):
    top, left = max(a[0], b[0]), max(a[1], b[1])
    bottom, right = min(a[0]+a[2], b[0]+b[2]), min(a[1]+a[3], b[1]+b[3])
    s = max(0, bottom - top) * max(0, right - left)
    return s / (a[2]*a[3] + b[2]*b[3] - s)

# %% box_overlap | wrong | Dice
def box_overlap(a, b):
    h = max(0, min(a[2], b[2]) - max(a[0], b[0]))
    w = max(0, min(a[3], b[3]) - max(a[1], b[1]))
    return 2 * h * w / ((a[2]-a[0])*(a[3]-a[1]) + (b[2]-b[0])*(b[3]-b[1]))

# %% box_overlap | wrong | absolute values
def box_overlap(a, b):
    h = abs(min(a[2], b[2]) - max(a[0], b[0]))
    w = abs(min(a[3], b[3]) - max(a[1], b[1]))
    s = h * w
    return s / ((a[2]-a[0])*(a[3]-a[1]) + (b[2]-b[0])*(b[3]-b[1]) - s)

# %% box_overlap | wrong | larger and smaller confused
def box_overlap(a, b):
    h = max(0, max(a[2], b[2]) - min(a[0], b[0]))
    w = max(0, max(a[3], b[3]) - min(a[1], b[1]))
    s = h * w
    return s / ((a[2]-a[0])*(a[3]-a[1]) + (b[2]-b[0])*(b[3]-b[1]) - s)

# %% box_overlap | wrong | in per cent
def box_overlap(a, b):
    h = max(0, min(a[2], b[2]) - max(a[0], b[0]))
    w = max(0, min(a[3], b[3]) - max(a[1], b[1]))
    s = h * w
    return 100 * s / ((a[2]-a[0])*(a[3]-a[1]) + (b[2]-b[0])*(b[3]-b[1]) - s)

# %% box_overlap | wrong | sets of corners
def box_overlap(a, b):
    return len(set(a) & set(b)) / len(set(a) | set(b))

# %% box_overlap | wrong | takes the boxes for masks
def box_overlap(a, b):
    return np.sum(a & b) / np.sum(a | b)

# %% box_overlap | wrong | boxes as the smaller area over the larger
def box_overlap(a, b):
    area_a = (a[2]-a[0])*(a[3]-a[1])
    area_b = (b[2]-b[0])*(b[3]-b[1])
    return min(area_a, area_b) / max(area_a, area_b)

# %% hits | right | remembers a set
def hits(overlaps):
    found = set()
    result = []
    for row in overlaps:
        best = np.argmax(row)
        if row[best] >= 0.5 and best not in found:
            found.add(best)
            result.append(True)
        else:
            result.append(False)
    return np.array(result)

# %% hits | right | a counter for each object
def hits(overlaps):
    times = np.zeros(overlaps.shape[1])
    out = np.zeros(len(overlaps), dtype=bool)
    for i in range(len(overlaps)):
        j = overlaps[i].argmax()
        if overlaps[i, j] >= 0.5:
            times[j] += 1
            out[i] = times[j] == 1
    return out

# %% hits | right | the first box of each object
def hits(overlaps):
    result = np.zeros(len(overlaps), bool)
    good = overlaps.max(axis=1) >= 0.5
    for j in range(overlaps.shape[1]):
        boxes = np.flatnonzero(good & (overlaps.argmax(axis=1) == j))
        if len(boxes):
            result[boxes[0]] = True
    return result

# %% hits | right | a running sum
def hits(overlaps):
    claims = (overlaps >= 0.5) & (overlaps == overlaps.max(axis=1, keepdims=True))
    return (claims & (np.cumsum(claims, axis=0) == 1)).any(axis=1)

# %% hits | right | a list of yes and no
def hits(overlaps):
    taken, answer = [], []
    for row in overlaps:
        row = list(row)
        best = row.index(max(row))
        yes = max(row) >= .5 and not best in taken
        if yes:
            taken += [best]
        answer += [bool(yes)]
    return answer

# %% hits | wrong | a larger threshold
def hits(overlaps):
    return overlaps.max(axis=1) > 0.5

# %% hits | wrong | exactly one object must overlap
def hits(overlaps):
    return (overlaps >= 0.5).sum(axis=1) == 1

# %% hits | wrong | the best box of each object
def hits(overlaps):
    best = overlaps.argmax(axis=0)
    right = np.zeros(len(overlaps), bool)
    for j, i in enumerate(best):
        right[i] = overlaps[i, j] >= 0.5
    return right

# %% hits | wrong | asks for each object
def hits(overlaps):
    return overlaps.max(axis=0) >= 0.5

# %% hits | wrong | every box takes its object
def hits(overlaps):
    taken, right = set(), []
    for row in overlaps:
        j = row.argmax()
        right.append(bool(row[j] >= 0.5 and j not in taken))
        taken.add(j)
    return np.array(right)

# %% hits | wrong | never remembers
def hits(overlaps):
    taken, right = set(), []
    for row in overlaps:
        j = row.argmax()
        right.append(bool(row[j] >= 0.5 and j not in taken))
    return np.array(right)

# %% hits | wrong | remembers the box, not the object
def hits(overlaps):
    taken, right = set(), []
    for i, row in enumerate(overlaps):
        j = row.argmax()
        ok = bool(row[j] >= 0.5 and i not in taken)
        right.append(ok)
        if ok:
            taken.add(i)
    return np.array(right)

# %% hits | wrong | compares with the box before
def hits(overlaps):
    best = overlaps.argmax(axis=1)
    right = overlaps.max(axis=1) >= 0.5
    right[1:] &= best[1:] != best[:-1]
    return right

# %% hits | wrong | one flag for all objects
def hits(overlaps):
    found, right = False, []
    for row in overlaps:
        ok = bool(row.max() >= 0.5 and not found)
        right.append(ok)
        found = found or ok
    return np.array(right)

# %% hits | wrong | goes from the last box
def hits(overlaps):
    taken, right = set(), np.zeros(len(overlaps), bool)
    for i in range(len(overlaps) - 1, -1, -1):
        j = overlaps[i].argmax()
        if overlaps[i, j] >= 0.5 and j not in taken:
            right[i] = True
            taken.add(j)
    return right

# %% hits | wrong | any overlap
def hits(overlaps):
    taken, right = set(), []
    for row in overlaps:
        j = row.argmax()
        ok = bool(row[j] > 0 and j not in taken)
        right.append(ok)
        if ok:
            taken.add(j)
    return np.array(right)

# %% hits | wrong | above one half, once each
def hits(overlaps):
    taken, right = set(), []
    for row in overlaps:
        j = row.argmax()
        ok = bool(row[j] > 0.5 and j not in taken)
        right.append(ok)
        if ok:
            taken.add(j)
    return np.array(right)

# %% hits | wrong | as many True as objects
def hits(overlaps):
    right = overlaps.max(axis=1) >= 0.5
    right[overlaps.shape[1]:] = False
    return right

# %% hits | wrong | returns how many
def hits(overlaps):
    taken = set()
    for row in overlaps:
        if row.max() >= 0.5:
            taken.add(row.argmax())
    return len(taken)

# %% hits | wrong | returns the objects
def hits(overlaps):
    return np.unique(overlaps.argmax(axis=1)[overlaps.max(axis=1) >= 0.5])

# %% hits | wrong | wrong ones are True
def hits(overlaps):
    taken, wrong = set(), []
    for row in overlaps:
        j = row.argmax()
        ok = row[j] >= 0.5 and j not in taken
        wrong.append(not ok)
        if ok:
            taken.add(j)
    return np.array(wrong)

# %% hits | wrong | return inside the loop
def hits(overlaps):
    taken, right = set(), []
    for row in overlaps:
        j = row.argmax()
        ok = bool(row[j] >= 0.5 and j not in taken)
        right.append(ok)
        if ok:
            taken.add(j)
        return np.array(right)

# %% three_answers | right | SVM, pieces one by one
def three_answers(images, masks, new):
    def vectors_of(pictures):
        cells = segment.slic(pictures, n_segments=64, compactness=20)
        parts = regions.merge_regions(pictures, cells, threshold=14)
        crops, groups, _ = features.region_crops(pictures, parts)
        return parts, groups, features.CNNFeatures(weights="scenes").fit(crops).transform(crops)

    parts, _, x = vectors_of(images)
    new_parts, groups, new_x = vectors_of(new)
    model = make_pipeline(StandardScaler(), svm.LinearSVM(C=0.01))
    model.fit(x, targets.codes_of_masks(masks, parts))
    codes = model.predict(new_x)
    names, found, boxes = [], [], []
    for i in range(len(new)):
        mask = codes[groups == i][new_parts[i]]
        rows, sizes = [], []
        for k in range(1, 6):
            numbered, n = ndimage.label(mask == k)
            for j in range(1, n + 1):
                where = np.argwhere(numbered == j)
                (top, left), (bottom, right) = where.min(axis=0), where.max(axis=0) + 1
                rows.append((top, left, bottom, right, k))
                sizes.append(len(where))
        names.append(rows[np.argmax(sizes)][4] if rows else 1)
        found.append(mask)
        boxes.append(rows)
    return np.array(names), np.array(found), boxes

# %% three_answers | right | regions with refined borders, five neighbours
def three_answers(images, masks, new):
    def vectors_of(pictures):
        cells = segment.slic(pictures, n_segments=64, compactness=20)
        parts = regions.merge_regions(pictures, cells, threshold=14)
        parts = regions.refine_borders(pictures, parts)
        crops, groups, _ = features.region_crops(pictures, parts)
        return parts, groups, features.CNNFeatures(weights="scenes").fit(crops).transform(crops)

    parts, _, x = vectors_of(images)
    new_parts, groups, new_x = vectors_of(new)
    from sklearn.neighbors import KNeighborsClassifier
    codes = KNeighborsClassifier(5).fit(x, targets.codes_of_masks(masks, parts)).predict(new_x)
    names, found, boxes = [], [], []
    for i in range(len(new)):
        mask = codes[groups == i][new_parts[i]]
        rows, sizes = [], []
        for k in range(1, 6):
            numbered, n = ndimage.label(mask == k)
            for j in range(1, n + 1):
                where = np.argwhere(numbered == j)
                (top, left), (bottom, right) = where.min(axis=0), where.max(axis=0) + 1
                rows.append((top, left, bottom, right, k))
                sizes.append(len(where))
        names.append(rows[np.argmax(sizes)][4] if rows else 1)
        found.append(mask)
        boxes.append(rows)
    return np.array(names), np.array(found), boxes

# %% three_answers | right | lists returned
def three_answers(images, masks, new):
    def vectors_of(pictures):
        cells = segment.slic(pictures, n_segments=64, compactness=20)
        parts = regions.merge_regions(pictures, cells, threshold=14)
        crops, groups, _ = features.region_crops(pictures, parts)
        return parts, groups, features.CNNFeatures(weights="scenes").fit(crops).transform(crops)

    parts, _, x = vectors_of(images)
    new_parts, groups, new_x = vectors_of(new)
    model = make_pipeline(StandardScaler(), svm.LinearSVM(C=0.01))
    model.fit(x, targets.codes_of_masks(masks, parts))
    codes = model.predict(new_x)
    names, found, boxes = [], [], []
    for i in range(len(new)):
        mask = codes[groups == i][new_parts[i]]
        rows, sizes = [], []
        for k in range(1, 6):
            numbered, n = ndimage.label(mask == k)
            for j in range(1, n + 1):
                where = np.argwhere(numbered == j)
                (top, left), (bottom, right) = where.min(axis=0), where.max(axis=0) + 1
                rows.append((top, left, bottom, right, k))
                sizes.append(len(where))
        names.append(int(rows[np.argmax(sizes)][4]) if rows else 1)
        found.append(mask)
        boxes.append(rows)
    return names, found, [np.array(rows) for rows in boxes]

# %% three_answers | right | HOG in place of the network
def three_answers(images, masks, new):
    def vectors_of(pictures):
        cells = segment.slic(pictures, n_segments=64, compactness=20)
        parts = regions.merge_regions(pictures, cells, threshold=14)
        crops, groups, _ = features.region_crops(pictures, parts)
        return parts, groups, features.HOGFeatures().fit(crops).transform(crops)

    parts, _, x = vectors_of(images)
    new_parts, groups, new_x = vectors_of(new)
    model = make_pipeline(StandardScaler(), svm.LinearSVM(C=0.01))
    model.fit(x, targets.codes_of_masks(masks, parts))
    codes = model.predict(new_x)
    names, found, boxes = [], [], []
    for i in range(len(new)):
        mask = codes[groups == i][new_parts[i]]
        rows, sizes = [], []
        for k in range(1, 6):
            numbered, n = ndimage.label(mask == k)
            for j in range(1, n + 1):
                where = np.argwhere(numbered == j)
                (top, left), (bottom, right) = where.min(axis=0), where.max(axis=0) + 1
                rows.append((top, left, bottom, right, k))
                sizes.append(len(where))
        names.append(rows[np.argmax(sizes)][4] if rows else 1)
        found.append(mask)
        boxes.append(rows)
    return np.array(names), np.array(found), boxes

# %% three_answers | right | the package's pipeline
def three_answers(images, masks, new):
    model = ImagenPipeline(features=features.CNNFeatures(weights="scenes"))
    model.fit(images, masks)
    boxes = [[(*box, k + 1) for box, k in zip(d.boxes, d.labels)] for d in model.detect(new)]
    return model.predict(new) + 1, model.segment(new), boxes

# %% three_answers | wrong | classes counted from 0
def three_answers(images, masks, new):
    def vectors_of(pictures):
        cells = segment.slic(pictures, n_segments=64, compactness=20)
        parts = regions.merge_regions(pictures, cells, threshold=14)
        crops, groups, _ = features.region_crops(pictures, parts)
        return parts, groups, features.CNNFeatures(weights="scenes").fit(crops).transform(crops)

    parts, _, x = vectors_of(images)
    new_parts, groups, new_x = vectors_of(new)
    model = make_pipeline(StandardScaler(), svm.LinearSVM(C=0.01))
    model.fit(x, targets.codes_of_masks(masks, parts))
    codes = model.predict(new_x)
    names, found, boxes = [], [], []
    for i in range(len(new)):
        mask = codes[groups == i][new_parts[i]]
        rows, sizes = [], []
        for k in range(1, 6):
            numbered, n = ndimage.label(mask == k)
            for j in range(1, n + 1):
                where = np.argwhere(numbered == j)
                (top, left), (bottom, right) = where.min(axis=0), where.max(axis=0) + 1
                rows.append((top, left, bottom, right, k))
                sizes.append(len(where))
        names.append(rows[np.argmax(sizes)][4] if rows else 1)
        found.append(mask)
        boxes.append(rows)
    return np.array(names) - 1, np.array(found), boxes

# %% three_answers | wrong | the first object names the picture
def three_answers(images, masks, new):
    def vectors_of(pictures):
        cells = segment.slic(pictures, n_segments=64, compactness=20)
        parts = regions.merge_regions(pictures, cells, threshold=14)
        crops, groups, _ = features.region_crops(pictures, parts)
        return parts, groups, features.CNNFeatures(weights="scenes").fit(crops).transform(crops)

    parts, _, x = vectors_of(images)
    new_parts, groups, new_x = vectors_of(new)
    model = make_pipeline(StandardScaler(), svm.LinearSVM(C=0.01))
    model.fit(x, targets.codes_of_masks(masks, parts))
    codes = model.predict(new_x)
    names, found, boxes = [], [], []
    for i in range(len(new)):
        mask = codes[groups == i][new_parts[i]]
        rows, sizes = [], []
        for k in range(1, 6):
            numbered, n = ndimage.label(mask == k)
            for j in range(1, n + 1):
                where = np.argwhere(numbered == j)
                (top, left), (bottom, right) = where.min(axis=0), where.max(axis=0) + 1
                rows.append((top, left, bottom, right, k))
                sizes.append(len(where))
        names.append(rows[0][4] if rows else 1)
        found.append(mask)
        boxes.append(rows)
    return np.array(names), np.array(found), boxes

# %% three_answers | wrong | a box for each class
def three_answers(images, masks, new):
    def vectors_of(pictures):
        cells = segment.slic(pictures, n_segments=64, compactness=20)
        parts = regions.merge_regions(pictures, cells, threshold=14)
        crops, groups, _ = features.region_crops(pictures, parts)
        return parts, groups, features.CNNFeatures(weights="scenes").fit(crops).transform(crops)

    parts, _, x = vectors_of(images)
    new_parts, groups, new_x = vectors_of(new)
    model = make_pipeline(StandardScaler(), svm.LinearSVM(C=0.01))
    model.fit(x, targets.codes_of_masks(masks, parts))
    codes = model.predict(new_x)
    names, found, boxes = [], [], []
    for i in range(len(new)):
        mask = codes[groups == i][new_parts[i]]
        rows = []
        for k in np.unique(mask[mask > 0]):
            where = np.argwhere(mask == k)
            rows.append((*where.min(axis=0), *(where.max(axis=0) + 1), k))
        counts = np.bincount(mask.ravel(), minlength=6)
        names.append(1 + counts[1:].argmax())
        found.append(mask)
        boxes.append(rows)
    return np.array(names), np.array(found), boxes

# %% three_answers | wrong | only the largest object gets a box
def three_answers(images, masks, new):
    def vectors_of(pictures):
        cells = segment.slic(pictures, n_segments=64, compactness=20)
        parts = regions.merge_regions(pictures, cells, threshold=14)
        crops, groups, _ = features.region_crops(pictures, parts)
        return parts, groups, features.CNNFeatures(weights="scenes").fit(crops).transform(crops)

    parts, _, x = vectors_of(images)
    new_parts, groups, new_x = vectors_of(new)
    model = make_pipeline(StandardScaler(), svm.LinearSVM(C=0.01))
    model.fit(x, targets.codes_of_masks(masks, parts))
    codes = model.predict(new_x)
    names, found, boxes = [], [], []
    for i in range(len(new)):
        mask = codes[groups == i][new_parts[i]]
        rows, sizes = [], []
        for k in range(1, 6):
            numbered, n = ndimage.label(mask == k)
            for j in range(1, n + 1):
                where = np.argwhere(numbered == j)
                (top, left), (bottom, right) = where.min(axis=0), where.max(axis=0) + 1
                rows.append((top, left, bottom, right, k))
                sizes.append(len(where))
        names.append(rows[np.argmax(sizes)][4] if rows else 1)
        found.append(mask)
        boxes.append([rows[np.argmax(sizes)]] if rows else [])
    return np.array(names), np.array(found), boxes

# %% three_answers | wrong | boxes end at their last pixel
def three_answers(images, masks, new):
    def vectors_of(pictures):
        cells = segment.slic(pictures, n_segments=64, compactness=20)
        parts = regions.merge_regions(pictures, cells, threshold=14)
        crops, groups, _ = features.region_crops(pictures, parts)
        return parts, groups, features.CNNFeatures(weights="scenes").fit(crops).transform(crops)

    parts, _, x = vectors_of(images)
    new_parts, groups, new_x = vectors_of(new)
    model = make_pipeline(StandardScaler(), svm.LinearSVM(C=0.01))
    model.fit(x, targets.codes_of_masks(masks, parts))
    codes = model.predict(new_x)
    names, found, boxes = [], [], []
    for i in range(len(new)):
        mask = codes[groups == i][new_parts[i]]
        rows, sizes = [], []
        for k in range(1, 6):
            numbered, n = ndimage.label(mask == k)
            for j in range(1, n + 1):
                where = np.argwhere(numbered == j)
                (top, left), (bottom, right) = where.min(axis=0), where.max(axis=0)
                rows.append((top, left, bottom, right, k))
                sizes.append(len(where))
        names.append(rows[np.argmax(sizes)][4] if rows else 1)
        found.append(mask)
        boxes.append(rows)
    return np.array(names), np.array(found), boxes

# %% three_answers | wrong | height and width in place of bottom and right
def three_answers(images, masks, new):
    def vectors_of(pictures):
        cells = segment.slic(pictures, n_segments=64, compactness=20)
        parts = regions.merge_regions(pictures, cells, threshold=14)
        crops, groups, _ = features.region_crops(pictures, parts)
        return parts, groups, features.CNNFeatures(weights="scenes").fit(crops).transform(crops)

    parts, _, x = vectors_of(images)
    new_parts, groups, new_x = vectors_of(new)
    model = make_pipeline(StandardScaler(), svm.LinearSVM(C=0.01))
    model.fit(x, targets.codes_of_masks(masks, parts))
    codes = model.predict(new_x)
    names, found, boxes = [], [], []
    for i in range(len(new)):
        mask = codes[groups == i][new_parts[i]]
        rows, sizes = [], []
        for k in range(1, 6):
            numbered, n = ndimage.label(mask == k)
            for j in range(1, n + 1):
                where = np.argwhere(numbered == j)
                (top, left), (bottom, right) = where.min(axis=0), where.max(axis=0) + 1
                rows.append((top, left, bottom - top, right - left, k))
                sizes.append(len(where))
        names.append(rows[np.argmax(sizes)][4] if rows else 1)
        found.append(mask)
        boxes.append(rows)
    return np.array(names), np.array(found), boxes

# %% three_answers | wrong | left before top
def three_answers(images, masks, new):
    def vectors_of(pictures):
        cells = segment.slic(pictures, n_segments=64, compactness=20)
        parts = regions.merge_regions(pictures, cells, threshold=14)
        crops, groups, _ = features.region_crops(pictures, parts)
        return parts, groups, features.CNNFeatures(weights="scenes").fit(crops).transform(crops)

    parts, _, x = vectors_of(images)
    new_parts, groups, new_x = vectors_of(new)
    model = make_pipeline(StandardScaler(), svm.LinearSVM(C=0.01))
    model.fit(x, targets.codes_of_masks(masks, parts))
    codes = model.predict(new_x)
    names, found, boxes = [], [], []
    for i in range(len(new)):
        mask = codes[groups == i][new_parts[i]]
        rows, sizes = [], []
        for k in range(1, 6):
            numbered, n = ndimage.label(mask == k)
            for j in range(1, n + 1):
                where = np.argwhere(numbered == j)
                (top, left), (bottom, right) = where.min(axis=0), where.max(axis=0) + 1
                rows.append((left, top, right, bottom, k))
                sizes.append(len(where))
        names.append(rows[np.argmax(sizes)][4] if rows else 1)
        found.append(mask)
        boxes.append(rows)
    return np.array(names), np.array(found), boxes

# %% three_answers | wrong | the boxes have no class
def three_answers(images, masks, new):
    def vectors_of(pictures):
        cells = segment.slic(pictures, n_segments=64, compactness=20)
        parts = regions.merge_regions(pictures, cells, threshold=14)
        crops, groups, _ = features.region_crops(pictures, parts)
        return parts, groups, features.CNNFeatures(weights="scenes").fit(crops).transform(crops)

    parts, _, x = vectors_of(images)
    new_parts, groups, new_x = vectors_of(new)
    model = make_pipeline(StandardScaler(), svm.LinearSVM(C=0.01))
    model.fit(x, targets.codes_of_masks(masks, parts))
    codes = model.predict(new_x)
    names, found, boxes = [], [], []
    for i in range(len(new)):
        mask = codes[groups == i][new_parts[i]]
        rows, sizes = [], []
        for k in range(1, 6):
            numbered, n = ndimage.label(mask == k)
            for j in range(1, n + 1):
                where = np.argwhere(numbered == j)
                (top, left), (bottom, right) = where.min(axis=0), where.max(axis=0) + 1
                rows.append((top, left, bottom, right))
                sizes.append(len(where))
        names.append(1 + np.bincount(mask.ravel(), minlength=6)[1:].argmax())
        found.append(mask)
        boxes.append(rows)
    return np.array(names), np.array(found), boxes

# %% three_answers | wrong | superpixels are not merged
def three_answers(images, masks, new):
    def vectors_of(pictures):
        cells = segment.slic(pictures, n_segments=64, compactness=20)
        parts = cells
        crops, groups, _ = features.region_crops(pictures, parts)
        return parts, groups, features.CNNFeatures(weights="scenes").fit(crops).transform(crops)

    parts, _, x = vectors_of(images)
    new_parts, groups, new_x = vectors_of(new)
    model = make_pipeline(StandardScaler(), svm.LinearSVM(C=0.01))
    model.fit(x, targets.codes_of_masks(masks, parts))
    codes = model.predict(new_x)
    names, found, boxes = [], [], []
    for i in range(len(new)):
        mask = codes[groups == i][new_parts[i]]
        rows, sizes = [], []
        for k in range(1, 6):
            numbered, n = ndimage.label(mask == k)
            for j in range(1, n + 1):
                where = np.argwhere(numbered == j)
                (top, left), (bottom, right) = where.min(axis=0), where.max(axis=0) + 1
                rows.append((top, left, bottom, right, k))
                sizes.append(len(where))
        names.append(rows[np.argmax(sizes)][4] if rows else 1)
        found.append(mask)
        boxes.append(rows)
    return np.array(names), np.array(found), boxes

# %% three_answers | wrong | masks as large as those learned from
def three_answers(images, masks, new):
    def vectors_of(pictures):
        cells = segment.slic(pictures, n_segments=64, compactness=20)
        parts = regions.merge_regions(pictures, cells, threshold=14)
        crops, groups, _ = features.region_crops(pictures, parts)
        return parts, groups, features.CNNFeatures(weights="scenes").fit(crops).transform(crops)

    parts, _, x = vectors_of(images)
    new_parts, groups, new_x = vectors_of(new)
    model = make_pipeline(StandardScaler(), svm.LinearSVM(C=0.01))
    model.fit(x, targets.codes_of_masks(masks, parts))
    codes = model.predict(new_x)
    names, found, boxes = [], [], []
    for i in range(len(new)):
        mask = codes[groups == i][new_parts[i]]
        rows, sizes = [], []
        for k in range(1, 6):
            numbered, n = ndimage.label(mask == k)
            for j in range(1, n + 1):
                where = np.argwhere(numbered == j)
                (top, left), (bottom, right) = where.min(axis=0), where.max(axis=0) + 1
                rows.append((top, left, bottom, right, k))
                sizes.append(len(where))
        names.append(rows[np.argmax(sizes)][4] if rows else 1)
        found.append(mask)
        boxes.append(rows)
    padded = np.zeros((len(new), *masks.shape[1:]), int)
    padded[:, 8:] = found
    return np.array(names), padded, boxes

# %% three_answers | wrong | the pipeline that comes with the course
def three_answers(images, masks, new):
    from imagen_course.pipeline import load_default
    model = load_default()
    boxes = [[(*box, k + 1) for box, k in zip(d.boxes, d.labels)] for d in model.detect(new)]
    return model.predict(new) + 1, model.segment(new), boxes

# %% three_answers | wrong | background and one object is all there is
def three_answers(images, masks, new):
    def vectors_of(pictures):
        cells = segment.slic(pictures, n_segments=64, compactness=20)
        parts = regions.merge_regions(pictures, cells, threshold=14)
        crops, groups, _ = features.region_crops(pictures, parts)
        return parts, groups, features.CNNFeatures(weights="scenes").fit(crops).transform(crops)

    parts, _, x = vectors_of(images)
    new_parts, groups, new_x = vectors_of(new)
    model = make_pipeline(StandardScaler(), svm.LinearSVM(C=0.01))
    model.fit(x, targets.codes_of_masks(masks, parts))
    codes = model.predict(new_x)
    names, found, boxes = [], [], []
    for i in range(len(new)):
        mask = codes[groups == i][new_parts[i]]
        rows, sizes = [], []
        for k in range(1, 6):
            numbered, n = ndimage.label(mask == k)
            for j in range(1, n + 1):
                where = np.argwhere(numbered == j)
                (top, left), (bottom, right) = where.min(axis=0), where.max(axis=0) + 1
                rows.append((top, left, bottom, right, k))
                sizes.append(len(where))
        names.append(rows[np.argmax(sizes)][4] if rows else 1)
        found.append(np.where(mask > 0, names[-1], 0))
        boxes.append(rows)
    return np.array(names), np.array(found), boxes

# %% three_answers | wrong | returns a dictionary
def three_answers(images, masks, new):
    def vectors_of(pictures):
        cells = segment.slic(pictures, n_segments=64, compactness=20)
        parts = regions.merge_regions(pictures, cells, threshold=14)
        crops, groups, _ = features.region_crops(pictures, parts)
        return parts, groups, features.CNNFeatures(weights="scenes").fit(crops).transform(crops)

    parts, _, x = vectors_of(images)
    new_parts, groups, new_x = vectors_of(new)
    model = make_pipeline(StandardScaler(), svm.LinearSVM(C=0.01))
    model.fit(x, targets.codes_of_masks(masks, parts))
    codes = model.predict(new_x)
    names, found, boxes = [], [], []
    for i in range(len(new)):
        mask = codes[groups == i][new_parts[i]]
        rows, sizes = [], []
        for k in range(1, 6):
            numbered, n = ndimage.label(mask == k)
            for j in range(1, n + 1):
                where = np.argwhere(numbered == j)
                (top, left), (bottom, right) = where.min(axis=0), where.max(axis=0) + 1
                rows.append((top, left, bottom, right, k))
                sizes.append(len(where))
        names.append(rows[np.argmax(sizes)][4] if rows else 1)
        found.append(mask)
        boxes.append(rows)
    return {"class": names, "mask": found, "boxes": boxes}

# %% three_answers | wrong | forgets the boxes
def three_answers(images, masks, new):
    def vectors_of(pictures):
        cells = segment.slic(pictures, n_segments=64, compactness=20)
        parts = regions.merge_regions(pictures, cells, threshold=14)
        crops, groups, _ = features.region_crops(pictures, parts)
        return parts, groups, features.CNNFeatures(weights="scenes").fit(crops).transform(crops)

    parts, _, x = vectors_of(images)
    new_parts, groups, new_x = vectors_of(new)
    model = make_pipeline(StandardScaler(), svm.LinearSVM(C=0.01))
    model.fit(x, targets.codes_of_masks(masks, parts))
    codes = model.predict(new_x)
    names, found, boxes = [], [], []
    for i in range(len(new)):
        mask = codes[groups == i][new_parts[i]]
        rows, sizes = [], []
        for k in range(1, 6):
            numbered, n = ndimage.label(mask == k)
            for j in range(1, n + 1):
                where = np.argwhere(numbered == j)
                (top, left), (bottom, right) = where.min(axis=0), where.max(axis=0) + 1
                rows.append((top, left, bottom, right, k))
                sizes.append(len(where))
        names.append(rows[np.argmax(sizes)][4] if rows else 1)
        found.append(mask)
        boxes.append(rows)
    return np.array(names), np.array(found)

# %% three_answers | wrong | learns from the wrong side
def three_answers(images, masks, new):
    def vectors_of(pictures):
        cells = segment.slic(pictures, n_segments=64, compactness=20)
        parts = regions.merge_regions(pictures, cells, threshold=14)
        crops, groups, _ = features.region_crops(pictures, parts)
        return parts, groups, features.CNNFeatures(weights="scenes").fit(crops).transform(crops)

    parts, _, x = vectors_of(images)
    new_parts, groups, new_x = vectors_of(new)
    model = make_pipeline(StandardScaler(), svm.LinearSVM(C=0.01))
    model.fit(x, targets.codes_of_masks(masks, parts))
    codes = model.predict(x)[:len(new_x)]
    names, found, boxes = [], [], []
    for i in range(len(new)):
        mask = codes[groups == i][new_parts[i]]
        rows, sizes = [], []
        for k in range(1, 6):
            numbered, n = ndimage.label(mask == k)
            for j in range(1, n + 1):
                where = np.argwhere(numbered == j)
                (top, left), (bottom, right) = where.min(axis=0), where.max(axis=0) + 1
                rows.append((top, left, bottom, right, k))
                sizes.append(len(where))
        names.append(rows[np.argmax(sizes)][4] if rows else 1)
        found.append(mask)
        boxes.append(rows)
    return np.array(names), np.array(found), boxes

# %% three_answers | wrong | nothing found, every picture is a 1
def three_answers(images, masks, new):
    return np.ones(len(new), int), np.zeros(new.shape[:3], int), [[] for _ in new]

# %% three_answers | wrong | the class with most pixels
def three_answers(images, masks, new):
    def vectors_of(pictures):
        cells = segment.slic(pictures, n_segments=64, compactness=20)
        parts = regions.merge_regions(pictures, cells, threshold=14)
        crops, groups, _ = features.region_crops(pictures, parts)
        return parts, groups, features.CNNFeatures(weights="scenes").fit(crops).transform(crops)

    parts, _, x = vectors_of(images)
    new_parts, groups, new_x = vectors_of(new)
    model = make_pipeline(StandardScaler(), svm.LinearSVM(C=0.01))
    model.fit(x, targets.codes_of_masks(masks, parts))
    codes = model.predict(new_x)
    names, found, boxes = [], [], []
    for i in range(len(new)):
        mask = codes[groups == i][new_parts[i]]
        rows, sizes = [], []
        for k in range(1, 6):
            numbered, n = ndimage.label(mask == k)
            for j in range(1, n + 1):
                where = np.argwhere(numbered == j)
                (top, left), (bottom, right) = where.min(axis=0), where.max(axis=0) + 1
                rows.append((top, left, bottom, right, k))
                sizes.append(len(where))
        names.append(int(np.bincount(mask[mask > 0], minlength=6)[1:].argmax()) + 1)
        found.append(mask)
        boxes.append(rows)
    return names, found, [np.array(rows) for rows in boxes]

# %% three_answers | wrong | the class of the largest box
def three_answers(images, masks, new):
    def vectors_of(pictures):
        cells = segment.slic(pictures, n_segments=64, compactness=20)
        parts = regions.merge_regions(pictures, cells, threshold=14)
        crops, groups, _ = features.region_crops(pictures, parts)
        return parts, groups, features.CNNFeatures(weights="scenes").fit(crops).transform(crops)

    parts, _, x = vectors_of(images)
    new_parts, groups, new_x = vectors_of(new)
    model = make_pipeline(StandardScaler(), svm.LinearSVM(C=0.01))
    model.fit(x, targets.codes_of_masks(masks, parts))
    codes = model.predict(new_x)
    names, found, boxes = [], [], []
    for i in range(len(new)):
        mask = codes[groups == i][new_parts[i]]
        rows, sizes = [], []
        for k in range(1, 6):
            numbered, n = ndimage.label(mask == k)
            for j in range(1, n + 1):
                where = np.argwhere(numbered == j)
                (top, left), (bottom, right) = where.min(axis=0), where.max(axis=0) + 1
                rows.append((top, left, bottom, right, k))
                sizes.append(len(where))
        names.append(max(rows, key=lambda r: (r[2] - r[0]) * (r[3] - r[1]))[4] if rows else 1)
        found.append(mask)
        boxes.append(rows)
    return names, found, [np.array(rows) for rows in boxes]

# %% three_answers | wrong | the class of the widest object
def three_answers(images, masks, new):
    def vectors_of(pictures):
        cells = segment.slic(pictures, n_segments=64, compactness=20)
        parts = regions.merge_regions(pictures, cells, threshold=14)
        crops, groups, _ = features.region_crops(pictures, parts)
        return parts, groups, features.CNNFeatures(weights="scenes").fit(crops).transform(crops)

    parts, _, x = vectors_of(images)
    new_parts, groups, new_x = vectors_of(new)
    model = make_pipeline(StandardScaler(), svm.LinearSVM(C=0.01))
    model.fit(x, targets.codes_of_masks(masks, parts))
    codes = model.predict(new_x)
    names, found, boxes = [], [], []
    for i in range(len(new)):
        mask = codes[groups == i][new_parts[i]]
        rows, sizes = [], []
        for k in range(1, 6):
            numbered, n = ndimage.label(mask == k)
            for j in range(1, n + 1):
                where = np.argwhere(numbered == j)
                (top, left), (bottom, right) = where.min(axis=0), where.max(axis=0) + 1
                rows.append((top, left, bottom, right, k))
                sizes.append(len(where))
        names.append(max(rows, key=lambda r: r[3] - r[1])[4] if rows else 1)
        found.append(mask)
        boxes.append(rows)
    return names, found, [np.array(rows) for rows in boxes]

# %% box_overlap | wrong | painted on 220 x 220 pixels
def box_overlap(a, b):
    first, second = np.zeros((220, 220), bool), np.zeros((220, 220), bool)
    first[a[0]:a[2], a[1]:a[3]] = True
    second[b[0]:b[2], b[1]:b[3]] = True
    return (first & second).sum() / (first | second).sum()

# %% box_overlap | wrong | less than half a per cent is nothing
def box_overlap(a, b):
    height = max(0, min(a[2], b[2]) - max(a[0], b[0]))
    width = max(0, min(a[3], b[3]) - max(a[1], b[1]))
    shared = height * width
    iou = shared / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - shared)
    return iou if iou > 0.005 else 0.0

# %% hits | wrong | 0.495 is rounded to one half
def hits(overlaps):
    found, right = set(), []
    for row in overlaps:
        best = row.argmax()
        ok = round(row[best], 2) >= 0.5 and best not in found
        right.append(ok)
        if ok:
            found.add(best)
    return np.array(right)

# %% hits | wrong | only the first twelve boxes
def hits(overlaps):
    found, right = set(), np.zeros(len(overlaps), bool)
    for i in range(min(12, len(overlaps))):
        best = overlaps[i].argmax()
        if overlaps[i, best] >= 0.5 and best not in found:
            right[i] = True
            found.add(best)
    return right

# %% hits | wrong | looks back over eight boxes
def hits(overlaps):
    best, high = overlaps.argmax(axis=1), overlaps.max(axis=1) >= 0.5
    right = []
    for i in range(len(overlaps)):
        before = [j for j in range(max(0, i - 8), i) if high[j] and best[j] == best[i]]
        right.append(high[i] and not before)
    return np.array(right)
