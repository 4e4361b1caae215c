"""The whole pipeline: its exercises, the slips they know, and the questions later lessons ask."""

from functools import cache

import numpy as np
from scipy import ndimage
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from imagen_course import features, metrics, regions, segment, svm, targets
from imagen_course.exercises.declare import Recall, at_least, built, exercise
from imagen_course.worlds import scenes


# The overlap of two boxes --------------------------------------------------------------------------------------------------
def _pairs_of_boxes():
    yield (0, 0, 2, 2), (0, 0, 2, 2)
    yield (0, 0, 2, 2), (0, 1, 2, 3)
    yield (0, 0, 4, 4), (1, 1, 3, 2)  # one inside the other
    yield (1, 1, 3, 2), (0, 0, 4, 4)
    yield (0, 0, 2, 2), (0, 3, 2, 6)  # side by side
    yield (0, 0, 2, 2), (4, 0, 6, 2)
    yield (0, 0, 2, 2), (5, 7, 9, 8)  # apart in both directions
    yield (5, 7, 9, 8), (0, 0, 2, 2)
    yield (2, 3, 5, 9), (5, 3, 8, 9)  # they touch
    yield (3, 10, 8, 30), (5, 14, 20, 24)
    yield (10, 2, 40, 12), (20, 5, 35, 50)
    yield (100, 40, 180, 60), (90, 50, 130, 70)
    yield (7, 60, 9, 61), (7, 60, 10, 65)
    yield (0, 4, 12, 6), (4, 0, 6, 12)  # a cross: no corner of one lies in the other
    yield (0, 0, 8, 8), (7, 7, 15, 15)  # one pixel shared
    yield (190, 210, 202, 214), (186, 212, 198, 216)
    yield (600, 700, 630, 730), (629, 729, 659, 759)


@exercise(
    cases=_pairs_of_boxes,
    hints=[
        "Draw two boxes that overlap, and then two that lie apart in both directions. Where does the shared part begin in each direction, and where does it end?",
        "The shared part begins at the larger of the two tops, and ends at the smaller of the two bottoms. What does your difference become if the boxes lie apart?",
        "Cut each of the two sides off at 0 *before* you multiply them: `max(0, ...)`.",
        "The union is the sum of both areas, less the shared area, which would otherwise count twice.",
    ],
    why="Two sides that are both negative have a positive product. So each side is cut off at 0 before they are multiplied.",
)
def box_overlap(a, b):
    height = max(0, min(a[2], b[2]) - max(a[0], b[0]))
    width = max(0, min(a[3], b[3]) - max(a[1], b[1]))
    areas = (a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1])
    return height * width / (areas - height * width)


def _sides(a, b, add=0):
    return [min(a[i + 2], b[i + 2]) - max(a[i], b[i]) + add for i in (0, 1)]


def _area(box, add=0):
    return (box[2] - box[0] + add) * (box[3] - box[1] + add)


def _of(shared, a, b):
    return shared / ((_area(a) + _area(b) - shared) or 1)


def _shared(a, b):
    height, width = _sides(a, b)
    return max(0, height) * max(0, width)


def _box_closed(a, b):
    height, width = _sides(a, b, 1)
    shared = max(0, height) * max(0, width)
    return shared / (_area(a, 1) + _area(b, 1) - shared)


def _box_sizes(a, b):
    ends = [(box[0], box[1], box[0] + box[2], box[1] + box[3]) for box in (a, b)]
    return box_overlap(*ends)


def _box_round_both(a, b):
    height, width = (max(a[i + 2], b[i + 2]) - min(a[i], b[i]) for i in (0, 1))
    return _shared(a, b) / (height * width)


def _box_absolute(a, b):
    height, width = map(abs, _sides(a, b))
    return _of(height * width, a, b)


box_overlap.slips(
    ("the sides are never cut off at 0", lambda a, b: _of(np.prod(_sides(a, b)), a, b), "Two boxes lie apart. What is the difference of the smaller bottom and the larger top then, and what should the shared height be?"),
    ("the product is cut off at 0, not each side", lambda a, b: _of(max(0, np.prod(_sides(a, b))), a, b), "Two boxes lie apart in both directions. Which sign does each of the two differences have, and which sign does their product have?"),
    ("the sides lose their signs", _box_absolute, "Two boxes lie apart. Is the gap between them a part that they share?"),
    ("the shared area is counted twice below", lambda a, b: _shared(a, b) / (_area(a) + _area(b)), "What should two equal boxes score, and what does your function return for them?"),
    ("Dice's measure", lambda a, b: 2 * _shared(a, b) / (_area(a) + _area(b)), "Is there a 2 in the text? What stands below the line?"),
    ("the share of the first box", lambda a, b: _shared(a, b) / _area(a), "The first box lies inside a much larger one. What does your function return, and what should it return?"),
    ("the share of the second box", lambda a, b: _shared(a, b) / _area(b), "The second box lies inside a much larger one. What does your function return, and what should it return?"),
    ("the last row and column count as inside", _box_closed, "A box ends *before* `bottom` and `right`. How many rows do the boxes with top 0 and bottom 2 have?"),
    ("bottom and right are taken for height and width", _box_sizes, "How high is the box (5, 7, 9, 8): 9 rows, or 4?"),
    ("divided by the box round both", _box_round_both, "Does every pixel of the box round both lie in at least one of the two?"),
    ("divided by the larger of the two", lambda a, b: _shared(a, b) / max(_area(a), _area(b)), "Two boxes of four pixels share two. How many pixels lie in at least one of them?"),
    ("divided by the smaller of the two", lambda a, b: _shared(a, b) / min(_area(a), _area(b)), "One box lies inside the other. What does your function return, and what should it return?"),
    ("only the shared area", _shared, "What should two equal boxes score, and what does your function return for them?"),
    ("the part that is not shared", lambda a, b: 1 - box_overlap(a, b), "What should two equal boxes score, and what does your function return for them?"),
    ("in per cent", lambda a, b: 100 * box_overlap(a, b), "The score runs from 0 to 1. How far does yours run?"),
    ("the heights alone", lambda a, b: max(0, _sides(a, b)[0]) / (a[2] - a[0] + b[2] - b[0] - max(0, _sides(a, b)[0])), "Two boxes stand in the same rows, far apart. What does your function return?"),
    ("union over intersection", lambda a, b: (_area(a) + _area(b)) / _shared(a, b) - 1 if _shared(a, b) else 0.0, "Which of the two areas is larger, and can the score be above 1?"),
)


# Which boxes are right -----------------------------------------------------------------------------------------------------
def _hits_as_found(overlaps):
    return overlaps.max(axis=1) >= 0.5


def _overlaps():
    yield (np.array([[0.8]]),)
    yield (np.array([[0.3]]),)
    yield (np.array([[0.1, 0.0, 0.9]]),)  # more objects than boxes
    yield (np.array([[0.9], [0.7]]),)  # the same object twice
    yield (np.array([[0.6], [0.9]]),)  # the surer box fits worse, and counts
    yield (np.array([[0.4], [0.8]]),)  # a box that fits badly takes nothing away
    yield (np.array([[0.5], [0.1]]),)  # half is enough
    yield (np.array([[0.4999]]),)
    yield (np.array([[0.9, 0.0], [0.8, 0.6], [0.0, 0.7]]),)  # a box claims its best object only, free or not
    yield (np.array([[0.55, 0.7], [0.6, 0.0]]),)
    yield (np.array([[0.1, 0.8], [0.7, 0.0]]),)
    yield (np.array([[0.9, 0.0], [0.0, 0.8], [0.6, 0.1]]),)
    yield (np.array([[0.0, 0.9, 0.2], [0.6, 0.1, 0.0], [0.3, 0.55, 0.0], [0.0, 0.0, 0.0], [0.0, 0.2, 0.7]]),)
    yield (np.array([[0.55, 0.0], [0.45, 0.3], [0.95, 0.0], [0.0, 0.75], [0.0, 0.6], [0.65, 0.2]]),)
    for n, k in ((6, 3), (9, 4), (12, 5)):
        rng = np.random.default_rng([17, n])
        overlaps = rng.random((n, k)).round(2) * 0.4
        overlaps[np.arange(n), rng.integers(k, size=n)] = rng.choice([0.45, 0.5, 0.64, 0.77, 0.9, 0.98], n)
        yield (overlaps,)
    far = np.tile([0.0, 0.6, 0.2], (40, 1))
    far[[0, 10, 20, 39]] = [0.9, 0, 0], [0.8, 0, 0], [0, 0, 0.7], [0.7, 0, 0]  # one object, found long before
    yield (far,)


@exercise(
    cases=_overlaps,
    given=_hits_as_found,
    hints=[
        "One object, and two boxes that lie on it, one surer than the other. Which of the two finds something that nobody has found before?",
        "Go through the boxes one by one, the surest first. What must your function remember from one box to the next?",
        "`row.argmax()` says which object a box overlaps most. Is this object found already?",
        "Add an object to those that are found only when a box is right about it.",
    ],
    why="There is one object, so it can be found once. A second box on it is a false positive, and counting it as a hit could lift recall above 1.",
)
def hits(overlaps):
    free, right = np.ones(overlaps.shape[1], dtype=bool), []
    for row in overlaps:
        best = row.argmax()
        right.append(row[best] >= 0.5 and free[best])
        free[best] &= ~right[-1]
    return np.array(right)


def _walked(overlaps, is_hit, takes):
    """Go through the boxes with other rules: what is a hit, and when an object is taken."""
    found, right = [], []
    for row in overlaps:
        best = int(row.argmax())
        right.append(bool(is_hit(row, best, found)))
        if takes(row, best, right[-1]):
            found.append(best)
    return np.array(right)


def _best_fit_wins(overlaps):
    best = overlaps.argmax(axis=0)[overlaps.argmax(axis=1)]
    return (best == np.arange(len(overlaps))) & (overlaps.max(axis=1) >= 0.5)


def _unlike_the_one_before(overlaps):
    best, high = overlaps.argmax(axis=1), overlaps.max(axis=1) >= 0.5
    return high & ~np.r_[False, (best[1:] == best[:-1]) & high[:-1]]


hits.slips(
    ("an object is found more than once", _hits_as_found, "Two boxes lie on one object. How many objects does your function say are found?"),
    ("the box that fits best counts, not the surest", _best_fit_wins, "Boxes come one by one, the surest first. When the first one comes, does anybody know that a better one will follow?"),
    ("a box that fits badly takes the object away", lambda overlaps: _walked(overlaps, lambda row, best, found: row[best] >= 0.5 and best not in found, lambda *_: True), "A box overlaps an object by 0.4. Is the object found then? Is it still there for the next box?"),
    ("an overlap of one half is not enough", lambda overlaps: _walked(overlaps, lambda row, best, found: row[best] > 0.5 and best not in found, lambda row, best, right: right), "Is an overlap of exactly 0.5 at least 0.5?"),
    ("a single object is found in all", lambda overlaps: _walked(overlaps, lambda row, best, found: row[best] >= 0.5 and not found, lambda row, best, right: right), "There are two objects. What does your function remember when a box has found one of them?"),
    ("the last box counts, not the first", lambda overlaps: hits(overlaps[::-1])[::-1], "In which order do you go through the boxes, and which box is the surest?"),
    ("any overlap will do", lambda overlaps: _walked(overlaps, lambda row, best, found: row[best] > 0 and best not in found, lambda row, best, right: right), "A box touches an object with one corner. Has it found the object?"),
    ("only the box before is looked at", _unlike_the_one_before, "The first and the third box lie on one object, the second on a different one. What does your function compare the third box with?"),
    ("one answer for each object", lambda overlaps: overlaps.max(axis=0) >= 0.5, "Is an answer asked for about each box, or about each object? Which of them are the rows?"),
    ("right and wrong are swapped", lambda overlaps: ~hits(overlaps), "Is your answer True for a box that has found an object?"),
)


# The studio ----------------------------------------------------------------------------------------------------------------
_CODES = np.array([0, 3, 5, 1, 2, 4])  # in these masks a circle is 3, a square 5: nobody has learned that before
_WORLD = {"n_objects": (1, 3), "clutter": 3, "noise": 0.02}


@cache
def _worlds():
    """Return scenes to learn from, and new ones without their first eight rows, with what is true of them."""
    known, new = scenes.generate(90, seed=1701, **_WORLD), scenes.generate(1200, seed=1702, **_WORLD)
    clear = _chosen(new, np.flatnonzero(~(new.masks[:, :8] > 0).any(axis=(1, 2))))
    truth = _CODES[new.masks[clear, 8:]]
    boxes = [_true_boxes(new, i) for i in clear]
    arrays = known.images, _CODES[known.masks], np.ascontiguousarray(new.images[clear, 8:])
    return arrays, _CODES[1 + new.labels[clear]], truth, boxes


def _chosen(new, clear):
    """Choose 30 scenes, and 18 in which other rules than the largest object give another class."""
    rest = clear[30:]
    misled = np.array([_misled(new, i) for i in rest])
    return np.sort(np.r_[clear[:30], rest[misled == "class"][:6], rest[misled == "box"][:12]])


def _misled(new, i):
    """Say what misleads about an object that is clearly the largest: a class of several others, or the sizes of the boxes."""
    *_, second, first = np.sort(np.bincount(new.instances[i].ravel(), minlength=3)[1:])
    if first < 1.08 * second:
        return ""
    if np.bincount(new.masks[i].ravel(), minlength=6)[1:].argmax() != new.labels[i]:
        return "class"
    sides = np.transpose([(bottom - top, right - left) for top, left, bottom, right in new.boxes[i]])
    longest = np.array(new.box_labels[i])[[sides[0].argmax(), sides[1].argmax(), sides.prod(axis=0).argmax()]]
    return "box" if (longest != new.labels[i]).all() else ""


def _true_boxes(drawn, i):
    boxes, codes = np.array(drawn.boxes[i]), _CODES[1 + np.array(drawn.box_labels[i])]
    return np.column_stack([boxes - [8, 0, 8, 0], codes])


def _kind(answers):
    return len(answers) if isinstance(answers, tuple | list) else type(answers).__name__


def _classes(answers):
    labels = np.asarray(answers[0])
    return f"{len(labels)} numbers" if labels.ndim == 1 and np.isin(labels, range(1, 6)).all() else f"shape {labels.shape}, or other values"


def _shape(answers):
    mask = np.asarray(answers[1])
    return mask.shape if np.isin(mask, range(6)).all() else "other values than 0 to 5"


def _strange(answers):
    """Count what is no row (top, left, bottom, right, class) of a box that lies in its picture."""
    rows = [row for boxes in answers[2] for row in boxes]
    top, left, bottom, right, code = np.reshape([row for row in rows if np.shape(row) == (5,)], (-1, 5)).T
    _, h, w = _worlds()[2].shape
    inside = (top >= 0) & (left >= 0) & (bottom > top) & (right > left) & (bottom <= h) & (right <= w)
    return len(rows) - int(np.sum(inside & np.isin(code, range(1, 6)))) + abs(len(answers[2]) - len(_worlds()[3]))


def _matched(answers):
    """Match the boxes of each picture with true ones: overlaps of the matches, whether each object has a twin, boxes in all."""
    overlaps, twins, total = [], [], 0
    for boxes, truth in zip(answers[2], _worlds()[3], strict=True):
        boxes = np.asarray(boxes, float).reshape(-1, 5)
        total += len(boxes)
        free = metrics.box_iou(truth[:, :4], boxes[:, :4]) * (truth[:, 4:] == boxes[:, 4]) if len(boxes) else np.zeros((len(truth), 1))
        for row, code in zip(free, truth[:, 4], strict=True):
            overlaps.append(row.max())
            twins.append(np.sum(truth[:, 4] == code) > 1)
            free[:, row.argmax()] = 0 if row.max() >= 0.5 else free[:, row.argmax()]
    return np.array(overlaps), np.array(twins), total


def _per_cent(share):
    return round(100 * float(share), 1)


def _accuracy(answers):
    return _per_cent(np.mean(np.asarray(answers[0]) == _worlds()[1]))


def _mean_iou(answers):
    return _per_cent(metrics.mean_iou(_worlds()[2], np.nan_to_num(np.asarray(answers[1], float)).astype(int)))


def _found(answers):
    overlaps, twins, _ = _matched(answers)
    return _per_cent(np.mean(overlaps[~twins] >= 0.5))


def _twins_found(answers):
    overlaps, twins, _ = _matched(answers)
    return _per_cent(np.mean(overlaps[twins] >= 0.5))


def _boxes_right(answers):
    overlaps, _, total = _matched(answers)
    return _per_cent(np.sum(overlaps >= 0.5) / max(total, 1))


def _fit(answers):
    overlaps, _, _ = _matched(answers)
    right = overlaps[overlaps >= 0.5]
    return round(float(right.mean()), 2) if len(right) else 0.0


@built(
    budget=60,
    cases=lambda: [tuple(array.copy() for array in _worlds()[0])],
    hints=[
        "Which cells of section 1 do you need for the known pictures, and which for the new ones? Which steps must be the same for both?",
        "`targets.codes_of_masks(masks, segments)` says what each region is: with its help the SVM can learn. Which regions should the SVM then name?",
        "`codes[groups == i]` are the codes of the regions of picture i. What does `codes[groups == i][segments[i]]` give you for each pixel?",
        "For each code above 0, `ndimage.label(mask == code)` numbers the pieces, and `ndimage.find_objects` gives the rows and columns of each. Which piece has the most pixels?",
    ],
    why="All three answers are read from one label map: a class for each pixel, a box round each connected piece, and the class of the largest piece for the picture.",
)
def three_answers(images, masks, new):
    network, seen = features.CNNFeatures(weights="scenes"), []
    for pictures in (images, new):
        superpixels = segment.slic(pictures, n_segments=64, compactness=20)
        segments = regions.merge_regions(pictures, superpixels, threshold=14)
        crops, groups, _ = features.region_crops(pictures, segments)
        seen.append((segments, groups, network.fit(crops).transform(crops)))
    (segments, groups, vectors), (new_segments, new_groups, new_vectors) = seen
    model = make_pipeline(StandardScaler(), svm.LinearSVM(C=0.01))
    codes = model.fit(vectors, targets.codes_of_masks(masks, segments)).predict(new_vectors)
    labels, new_masks, boxes = [], [], []
    for i, regions_of_one in enumerate(new_segments):
        mask, found = codes[new_groups == i][regions_of_one], []
        for code in np.unique(mask[mask > 0]):
            pieces, _ = ndimage.label(mask == code)
            for number, (rows, columns) in enumerate(ndimage.find_objects(pieces), 1):
                box = rows.start, columns.start, rows.stop, columns.stop, code
                found.append((np.sum(pieces == number), *box))
        labels.append(max(found)[-1] if found else 1)
        new_masks.append(mask)
        boxes.append([box[1:] for box in found])
    return np.array(labels), np.array(new_masks), boxes


def _with(**changes):
    """Spoil one of the reference's three answers."""

    def wrong(images, masks, new):
        answers = dict(zip(("labels", "masks", "boxes"), three_answers(images, masks, new), strict=True))
        return tuple(changes.get(name, lambda answer, _: answer)(answer, answers) for name, answer in answers.items())

    return wrong


def _of_first_box(labels, answers):
    return np.array([boxes[0][-1] if boxes else 1 for boxes in answers["boxes"]])


def _largest_box(boxes, _):
    return [sorted(of_one, key=lambda box: (box[2] - box[0]) * (box[3] - box[1]))[-1:] for of_one in boxes]


def _one_box_a_class(boxes, _):
    joined = []
    for of_one in boxes:
        of_class = [[box for box in of_one if box[-1] == code] for code in {box[-1] for box in of_one}]
        joined.append([(*np.min(same, axis=0)[:2], *np.max(same, axis=0)[2:]) for same in of_class])
    return joined


three_answers.properties(
    ("answers", _kind, 3, lambda *args: three_answers(*args)[0], "Do you return three things: classes, masks and boxes?"),
    ("classes of the pictures", _classes, "48 numbers", _with(labels=lambda labels, _: labels - 1), "Is there one number for each new picture? Are they counted as in the masks, where 0 is background?"),
    ("shape of the masks", _shape, (48, 56, 64), _with(masks=lambda masks, _: masks[:, :, :56]), "A mask has a number for each pixel. How many rows and columns do the new pictures have?"),
    ("rows that are no box", _strange, 0, _with(boxes=lambda boxes, _: [[(t, c, b - t, d - c, code) for t, c, b, d, code in of_one] for of_one in boxes]), "Does each row hold five numbers: top, left, bottom, right, class? Where does a box begin, and where does it end? Is there a list for each new picture?"),
    ("mean IoU, in per cent", _mean_iou, at_least(80), _with(masks=lambda masks, _: masks[:, ::-1]), "Show one of your masks beside its new picture. Does each object have its right class, as the known masks number it, in the right place?"),
    ("pictures named rightly, in per cent", _accuracy, at_least(85), _with(labels=_of_first_box), "A picture has the class of its *largest* object. How does your function choose among several?"),
    ("objects that have a box, where each is of a class of its own, in per cent", _found, at_least(80), _with(boxes=_largest_box), "How many boxes does your function return for a picture with three objects? Which objects are left out?"),
    ("objects with a box, where two are of one class, in per cent", _twins_found, at_least(80), _with(boxes=_one_box_a_class), "A picture shows two circles that do not touch. How many boxes does it get from your function?"),
    ("boxes that are right, in per cent", _boxes_right, at_least(90), _with(boxes=lambda boxes, _: [of_one * 2 for of_one in boxes]), "How many boxes does your function return in all, and how many objects are there? Which boxes lie on nothing, or on an object that has a box already?"),
    ("overlap of the boxes that are right, on average", _fit, at_least(0.9), _with(boxes=lambda boxes, _: [[(t, c, b - 1, d - 1, code) for t, c, b, d, code in of_one] for of_one in boxes]), "Does your box end at its last row, or at the row after it? What do `start` and `stop` of a slice say?"),
)  # fmt: skip


RECALL = (
    Recall("linear votes", "Each region gets a linear score from feature maps averaged in it. The mean of these scores by area is...", ("better than the whole picture's score", "worse", "the whole picture's score"), "c", "A mean of linear scores is the linear score of the mean."),
    Recall("weak labels", "A pipeline learns from the names of pictures, without any mask. Where do the borders of its objects come from?", ("the segmentation", "the names", "the vote"), "a", "The segmentation finds borders in the picture itself; the names only say what lies inside them."),
    Recall("one object twice", "A detector puts two boxes on one object, both well placed. How many of them count as right?", ("none", "one", "two"), "b", "An object can be found once. The second box is a false positive."),
    Recall("average precision", "Average precision is the area under a curve. Which one?", ("the ROC curve", "the learning curve", "the precision-recall curve"), "c", "Boxes come one by one, the surest first, and each adds a point to the curve."),
)
