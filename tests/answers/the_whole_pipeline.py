"""Other right answers, and the mutants of its references that are right as well."""

import numpy as np
from scipy import ndimage
from sklearn.neighbors import KNeighborsClassifier

from imagen_course import features, metrics, regions, segment, targets
from imagen_course.pipeline import ImagenPipeline


def box_overlap_of_pixels(a, b):
    pixels = [{(row, column) for row in range(box[0], box[2]) for column in range(box[1], box[3])} for box in (a, b)]
    return len(pixels[0] & pixels[1]) / len(pixels[0] | pixels[1])


def box_overlap_of_masks(a, b):
    masks = np.zeros((2, max(a[2], b[2]), max(a[3], b[3])), bool)
    for mask, (top, left, bottom, right) in zip(masks, (a, b), strict=True):
        mask[top:bottom, left:right] = True
    return np.float32(np.sum(masks[0] & masks[1])) / np.sum(masks[0] | masks[1])


def box_overlap_by_the_package(a, b):
    return metrics.box_iou([a], [b])[0, 0]


def box_overlap_with_arrays(a, b):
    a, b = np.array(a), np.array(b)
    sides = np.clip(np.minimum(a[2:], b[2:]) - np.maximum(a[:2], b[:2]), 0, None)
    return sides.prod() / ((a[2:] - a[:2]).prod() + (b[2:] - b[:2]).prod() - sides.prod())


def hits_of_a_set(overlaps):
    found, right = set(), []
    for row in overlaps:
        best = int(row.argmax())
        right.append(bool(row[best] >= 0.5) and best not in found)
        if right[-1]:
            found.add(best)
    return right


def hits_by_first_occurrence(overlaps):
    claims = np.where(overlaps.max(axis=1) >= 0.5, overlaps.argmax(axis=1), -1)
    first = np.zeros(len(claims), bool)
    first[np.unique(claims, return_index=True)[1]] = True
    return first & (claims >= 0)


def hits_of_a_table_that_is_emptied(overlaps):
    overlaps, right = overlaps.copy(), []
    for i in range(len(overlaps)):
        best = overlaps[i].argmax()
        right.append(bool(overlaps[i, best] >= 0.5))
        if right[-1]:
            overlaps[i + 1 :, best] = 0
    return np.array(right)


def _described(pictures, network):
    superpixels = segment.slic(pictures, n_segments=64, compactness=20)
    segments = regions.refine_borders(pictures, regions.merge_regions(pictures, superpixels, threshold=14))
    crops, groups, _ = features.region_crops(pictures, segments)
    return segments, groups, network.fit(crops).transform(crops)


def _boxes(mask):
    found = []
    for code in range(1, 6):
        pieces = ndimage.find_objects(ndimage.label(mask == code)[0])
        found += [[rows.start, columns.start, rows.stop, columns.stop, code] for rows, columns in pieces]
    return np.array(found)


def _of_largest(mask):
    pieces = [ndimage.label(mask == code)[0] for code in range(1, 6)]
    return 1 + int(np.argmax([np.bincount(piece.ravel(), minlength=2)[1:].max() for piece in pieces]))


def answers_by_neighbours(images, masks, new):
    network = features.CNNFeatures(weights="scenes")
    segments, _, vectors = _described(images, network)
    new_segments, groups, new_vectors = _described(new, network)
    codes = KNeighborsClassifier(3).fit(vectors, targets.codes_of_masks(masks, segments)).predict(new_vectors)
    found = [codes[groups == i][regions_of_one].astype(float) for i, regions_of_one in enumerate(new_segments)]
    return [_of_largest(mask) for mask in found], found, [_boxes(mask) for mask in found]


def answers_by_the_package(images, masks, new):
    pipeline = ImagenPipeline(features=features.CNNFeatures(weights="scenes")).fit(images, masks)
    boxes = [np.column_stack([found.boxes, 1 + found.labels]) for found in pipeline.detect(new)]
    return [1 + pipeline.predict(new), pipeline.segment(new), boxes]


def box_overlap_of_one_digit(a, b):
    return round(box_overlap_with_arrays(a, b), 1)


def box_overlap_below_100(a, b):
    return box_overlap_with_arrays(np.minimum(a, 100), np.minimum(b, 100))


def hits_of_eight_boxes(overlaps):
    return np.array([*hits_of_a_set(overlaps)[:8], *[False] * (len(overlaps) - 8)])


def hits_of_an_overlap_of_0_51(overlaps):
    return hits_of_a_set(np.where(overlaps < 0.51, 0, overlaps))


def box_overlap_of_boxes_with_a_corner_inside(a, b):
    corners = [(row, column) for row in (b[0], b[2]) for column in (b[1], b[3])]
    others = [(row, column) for row in (a[0], a[2]) for column in (a[1], a[3])]
    inside = [a[0] <= row <= a[2] and a[1] <= column <= a[3] for row, column in corners]
    inside += [b[0] <= row <= b[2] and b[1] <= column <= b[3] for row, column in others]
    return box_overlap_with_arrays(a, b) if any(inside) else 0.0


def box_overlap_above_0_05(a, b):
    overlap = box_overlap_with_arrays(a, b)
    return overlap if overlap >= 0.05 else 0.0


def box_overlap_on_180_pixels(a, b):
    return box_overlap_of_masks(np.minimum(a, 180), np.minimum(b, 180)) if max(*a, *b) <= 180 else 0.0


def _hits_by(overlaps, choose):
    free, right = np.ones(overlaps.shape[1], bool), []
    for row in overlaps:
        best = choose(row, free)
        right.append(bool(row[best] >= 0.5 and free[best]))
        free[best] &= not right[-1]
    return np.array(right)


def hits_of_the_best_free_object(overlaps):
    return _hits_by(overlaps, lambda row, free: np.argmax(row * free))


def hits_of_the_first_object(overlaps):
    return _hits_by(overlaps, lambda row, free: np.argmax(row >= 0.5))


def hits_of_the_last_object(overlaps):
    return _hits_by(overlaps, lambda row, free: len(row) - 1 - np.argmax(row[::-1] >= 0.5))


def hits_that_take_all_they_overlap(overlaps):
    free, right = np.ones(overlaps.shape[1], bool), []
    for row in overlaps:
        best = row.argmax()
        right.append(bool(row[best] >= 0.5 and free[best]))
        free &= row < 0.5
    return np.array(right)


def hits_of_an_overlap_of_0_46(overlaps):
    return hits_of_a_set(np.where(overlaps >= 0.46, np.maximum(overlaps, 0.5), overlaps))


ANSWERS = {
    "box_overlap": [box_overlap_of_pixels, box_overlap_of_masks, box_overlap_by_the_package, box_overlap_with_arrays],
    "hits": [hits_of_a_set, hits_by_first_occurrence],
    "three_answers": [answers_by_neighbours, answers_by_the_package],
}

EQUIVALENT = {}
ONCE_PASSED = {
    "box_overlap": (
        box_overlap_of_one_digit,
        box_overlap_below_100,
        box_overlap_of_boxes_with_a_corner_inside,
        box_overlap_above_0_05,
        box_overlap_on_180_pixels,
    ),
    "hits": (
        hits_of_eight_boxes,
        hits_of_an_overlap_of_0_51,
        hits_of_an_overlap_of_0_46,
        hits_of_the_best_free_object,
        hits_of_a_table_that_is_emptied,
        hits_of_the_first_object,
        hits_of_the_last_object,
        hits_that_take_all_they_overlap,
    ),
}
