"""Faces, sounds, words: its exercises, the slips they know, and the questions later lessons ask."""

from functools import cache

import numpy as np

from imagen_course import metrics
from imagen_course.exercises.declare import Bound, Recall, at_least, at_most, built, exercise


# Angles --------------------------------------------------------------------------------------------------------------------
def _points(n, d, seed):
    return np.random.default_rng([n, d, seed]).normal(size=(n, d)).round(2)


def _pairs():
    yield np.array([3.0, 4.0]), np.array([1.0, 0.0])
    for d in (2, 3, 5, 40):
        yield _points(1, d, 5)[0], 3 * _points(1, d, 6)[0]
    yield np.array([0.003, -0.004]), np.array([0.0, 0.002])
    yield _points(1, 50, 5)[0], _points(1, 50, 6)[0]


@exercise(
    cases=_pairs,
    hints=[
        "Draw two arrows at a right angle, and two of different lengths in one direction: which numbers should come out?",
        "`a @ b` is the sum of the products.",
        "`np.linalg.norm(a)` is the length of `a`.",
        "Divide by both lengths: `a @ b / (np.linalg.norm(a) * np.linalg.norm(b))`.",
    ],
    why="Dividing by both lengths leaves the direction alone: the result is 1 for vectors that point the same way, however long they are.",
)
def cosine_similarity(a, b):
    return a @ b / (np.linalg.norm(a) * np.linalg.norm(b))


cosine_similarity.slips(
    ("the lengths are not divided out", lambda a, b: a @ b, "Make one vector ten times as long. Should the angle change?"),
    ("only one length is divided out", lambda a, b: a @ b / np.linalg.norm(a), "Make `b` ten times as long. Should the angle change?"),
    ("divided by squares", lambda a, b: a @ b / ((a @ a) * (b @ b)), "What is the similarity of a vector of length 2 with itself? And with your function?"),
    ("divided by a sum of lengths", lambda a, b: a @ b / (np.linalg.norm(a) + np.linalg.norm(b)), "A vector with itself should give 1. What does length times length, over length plus length, give?"),
    ("a distance instead of a similarity", lambda a, b: 1 - cosine_similarity(a, b), "For two equal vectors, is 1 or 0 asked for?"),
    ("multiplied by the second length", lambda a, b: a @ b / np.linalg.norm(a) * np.linalg.norm(b), "Make `b` ten times as long: does your result change? In which order does Python take `/` and `*`?"),
    ("the sign is lost", lambda a, b: abs(cosine_similarity(a, b)), "What is expected for two vectors that point opposite ways?"),
    ("the length of the products, not their sum", lambda a, b: np.linalg.norm(a * b) / (np.linalg.norm(a) * np.linalg.norm(b)), "Which sum is the numerator? Are its terms squared?"),
    ("centred first, a correlation", lambda a, b: cosine_similarity(a - a.mean(), b - b.mean()), "Is anything subtracted in the formula before the products are taken?"),
    ("the products are not added up", lambda a, b: a * b / (np.linalg.norm(a) * np.linalg.norm(b)), "How many numbers came back, and how many are asked for?"),
)


# One face, one box ---------------------------------------------------------------------------------------------------------
def _detections():
    half = np.array([[0, 0, 2, 2], [0, 0, 2, 1]])  # they overlap by exactly 0.5
    yield half, np.array([0.25, 0.75]), 0.5
    yield half[::-1], np.array([0.5, 0.75]), 0.4
    for n, overlap in [(3, 0.3), (5, 0.2), (8, 0.3), (12, 0.4), (20, 0.25)]:
        rng = np.random.default_rng([n, 9])
        corners, sides = rng.integers(0, 10, (n, 2)), rng.integers(3, 9, (n, 2))
        yield np.hstack([corners, corners + sides]), rng.permutation(n) / n - 0.25, overlap
    # without what stands behind the point the first two are one box; the third is best by a thousandth
    yield np.array([[0.0, 0.4, 2.9, 1.4], [0.0, 0.9, 2.1, 1.9], [5.0, 5.0, 7.5, 7.5]]), np.array([0.502, 0.501, 0.503]), 0.5
    rng = np.random.default_rng(9)
    corners = rng.integers(0, 12, (24, 2))
    yield np.hstack([corners, corners + 4]), rng.permutation(24) / 24, 0.2
    chain = np.array([[0, 0, 4, 4], [0, 2, 4, 6], [0, 4, 4, 8], [0, 6, 4, 10]])
    yield chain, np.array([0.4, 0.3, 0.2, 0.1]), 0.2
    yield 5 * np.arange(15)[:, None] + [0, 0, 4, 4], rng.permutation(15) / 15, 0.2  # fifteen faces, all apart


def _suppress_by_all(boxes, scores, overlap):
    kept, seen = [], []
    for i in np.argsort(-scores):
        if all(metrics.box_iou(boxes[[i]], boxes[[j]])[0, 0] <= overlap for j in seen):
            kept.append(i)
        seen.append(i)
    return np.array(kept)


@exercise(
    cases=_detections,
    given=_suppress_by_all,
    hints=[
        "In a row of three boxes, each overlaps the next. Go through the function by hand: what stands in `seen` and in `kept` when the third box comes?",
        "The second box is dropped. Which line still compares the third box with it?",
        "A dropped box stands for no face. Only the boxes in `kept` may push others out.",
    ],
    why="The best box cannot be pushed out; each later one has to keep its distance only from those that stayed. So each box that is dropped overlaps a better one that stays.",
)
def suppress(boxes, scores, overlap):
    kept = []
    for i in np.argsort(-scores):
        if all(metrics.box_iou(boxes[[i]], boxes[[j]])[0, 0] <= overlap for j in kept):
            kept.append(i)
    return np.array(kept)


def _suppress_any(boxes, scores, overlap):
    kept = []
    for i in np.argsort(-scores):
        if not kept or any(metrics.box_iou(boxes[[i]], boxes[[j]])[0, 0] <= overlap for j in kept):
            kept.append(i)
    return np.array(kept)


def _suppress_turned(boxes, scores, overlap):
    kept = []
    for i in np.argsort(-scores):
        if all(metrics.box_iou(boxes[[i]], boxes[[j]])[0, 0] > overlap for j in kept):
            kept.append(i)
    return np.array(kept)


def _suppress_by_the_best(boxes, scores, overlap):
    order = np.argsort(-scores)
    iou = metrics.box_iou(boxes, boxes[order[:1]])[:, 0]
    return np.array([i for i in order if i == order[0] or iou[i] <= overlap])


def _suppress_by_the_last(boxes, scores, overlap):
    kept = []
    for i in np.argsort(-scores):
        if not kept or metrics.box_iou(boxes[[i]], boxes[[kept[-1]]])[0, 0] <= overlap:
            kept.append(i)
    return np.array(kept)


suppress.slips(
    ("the lowest score goes first", lambda boxes, scores, overlap: suppress(boxes, -scores, overlap), "Which box should be safe from all others, and which one do you take first?"),
    ("taken in the order they came", lambda boxes, scores, overlap: suppress(boxes, -np.arange(len(boxes)), overlap), "Of two boxes on one face, which should stay? Do you take that one first?"),
    ("a box that is gone still pushes others out", _suppress_by_all, "The first box pushes the second out, and the third overlaps only the second. Which faces are left without a box?"),
    ("one kept box at a distance is enough", _suppress_any, "Two faces, two kept boxes. A third box lies on the first face and far from the second: should it stay?"),
    ("the comparison is turned", _suppress_turned, "Boxes with a large overlap: are they one face or two?"),
    ("boxes instead of their numbers", lambda boxes, scores, overlap: boxes[suppress(boxes, scores, overlap)], "What is asked for, the boxes or where they stand in the list?"),
    ("compared with the best box only", _suppress_by_the_best, "Two boxes on a second face, both far from the best of all: how many of them should stay?"),
    ("compared with the last kept box only", _suppress_by_the_last, "A box lies far from the one kept last, and on one kept before. Should it stay?"),
    ("sorted by place in the list", lambda boxes, scores, overlap: np.sort(suppress(boxes, scores, overlap)), "In which order are the numbers asked for?"),
    ("scores instead of numbers", lambda boxes, scores, overlap: scores[suppress(boxes, scores, overlap)], "What is asked for: how high the boxes score, or which they are?"),
    ("an overlap of exactly the share pushes out", lambda boxes, scores, overlap: suppress(boxes, scores, np.nextafter(overlap, 0)), 'The rule says "by more than a given share". What about exactly that share?'),
    ("only the best box of all", lambda boxes, scores, overlap: np.array([np.argmax(scores)]), "How many faces may a photograph have?"),
    ("each box is compared with itself", lambda boxes, scores, overlap: np.array([]), "How much does a box overlap itself? Is the box in the list already when you compare it with those on the list?"),
    ("any overlap at all pushes out", lambda boxes, scores, overlap: suppress(boxes, scores, 0), "What is the argument `overlap` for?"),
)


# The studio ----------------------------------------------------------------------------------------------------------------
def _embeddings(n_people, n_each, seed):
    from imagen_course.features import CNNFeatures
    from imagen_course.worlds import faces

    images, people = faces.generate(n_people, n_each, size=32, seed=seed)
    return CNNFeatures(weights="faces").fit(images).transform(images), people


@cache
def _household():
    """Residents to learn and to let in, strangers to learn from and others to keep out: people of the check alone."""
    vectors, people = _embeddings(12, 10, seed=31)
    strangers = _embeddings(240, 5, seed=32)[0]
    order = (_directions(strangers[:600]) @ _directions(vectors[::2]).T).max(axis=1).argsort()
    return vectors[::2], people[::2], strangers[order], vectors[1::2], strangers[600:]  # the first are not like the others


def _lengths(vectors):
    return vectors * np.random.default_rng(5).uniform(0.2, 5, len(vectors)).astype("float32")[:, None]


def _other(vectors):
    """The same people as seen from elsewhere: at larger angles, more numbers each, in another order, of other lengths."""
    seen = vectors - _household()[2].mean(axis=0) / 2  # so no formula of `most` fits both houses
    return _lengths(np.pad(seen[:, ::-1], ((0, 0), (0, 21))))


_NUMBERS = 7 * np.arange(12)[::-1] + 40  # what the residents of the other house are called


def _houses():
    vectors, people, strangers, *_ = _household()
    yield vectors, people, strangers, 0.05
    yield vectors, people, strangers, 0.3
    yield _other(vectors), _NUMBERS[people], _other(strangers), 0.15


def _answers(door, visitors):
    return [door(visitor.copy()) for visitor in visitors]


def _kinds(doors):
    return ["a function" if callable(door) else type(door).__name__ for door in doors]


def _let_in(door, visitors):
    return round(float(np.mean([answer is not None for answer in _answers(door, visitors)])), 3)


def _called(door, visitors, people):
    """The share of visitors that are called by their number."""
    right = [answer is not None and np.array_equal(np.ravel(answer), [who]) for answer, who in zip(_answers(door, visitors), people, strict=True)]
    return round(float(np.mean(right)), 3)


def _other_answers(doors):
    """How many answers are nobody's number; True, an array of one number and 3.0 are none, and index nothing later."""
    _, people, strangers, visitors, others = _household()
    answers = [answer for answer in _answers(doors[0], np.concatenate([visitors, strangers[::6], others[:100]])) if answer is not None]
    return sum(np.ndim(answer) > 0 or np.asarray(answer).dtype.kind not in "iu" or answer not in people for answer in answers)


def _own_pictures(doors):
    vectors, people, *_ = _household()
    return _called(doors[0], vectors, people)


def _residents(doors):
    return min(_called(door, _household()[3], _household()[1]) for door in doors[:2])


def _by_other_numbers(doors):
    """Of the residents that are let in at 0.3, the share that is called by somebody else's number."""
    _, people, _, visitors, _ = _household()
    return round(1 - _called(doors[1], visitors, people) / max(_let_in(doors[1], visitors), 1e-9), 3)


def _strangers(doors):
    return _let_in(doors[0], _household()[4])


def _strangers_at_30(doors):
    return _let_in(doors[1], _household()[4])


def _strangers_elsewhere(doors):
    return _let_in(doors[2], _other(_household()[4]))


def _residents_elsewhere(doors):
    return _called(doors[2], _other(_household()[3]), _NUMBERS[_household()[1]])


def _directions(vectors):
    return vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)


@built(
    budget=30,
    cases=_houses,
    hints=[
        "With how many vectors do you compare a visitor, and which of these similarities decides?",
        "Take the strangers one after the other. Write down, for each, the highest similarity to any resident. Which of these numbers must the threshold exceed, so that one in twenty gets in?",
        "`np.quantile(highest, 1 - most)` is the number that the share `most` of them exceeds.",
        "Inside `doorkeeper`, write `def door(vector):`, which uses the threshold, and end with `return door`.",
    ],
    why="A stranger gets in if *any* of the residents' pictures is similar enough, so the highest similarity is what the threshold must be chosen for. The threshold was chosen with people who do not live here, and it is judged on others.",
)
def doorkeeper(vectors, people, strangers, most):
    directions = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    others = strangers / np.linalg.norm(strangers, axis=1, keepdims=True)
    highest = (others @ directions.T).max(axis=1)  # of each stranger, to any resident
    threshold = np.quantile(highest, 1 - most)

    def door(vector):
        similar = directions @ vector / np.linalg.norm(vector)
        return people[similar.argmax()] if similar.max() > threshold else None

    return door


def _door_at(threshold, vectors, people):
    directions = _directions(vectors)

    def door(vector):
        similar = directions @ _directions(vector)
        return people[similar.argmax()] if similar.max() > threshold else None

    return door


def _door_of_places(vectors, people, strangers, most):
    return doorkeeper(vectors, np.arange(len(people)), strangers, most)


def _door_of_products(vectors, people, strangers, most):
    threshold = np.quantile((strangers @ vectors.T).max(axis=1), 1 - most)
    return lambda vector: people[(vectors @ vector).argmax()] if (vectors @ vector).max() > threshold else None


def _door_for_pairs(vectors, people, strangers, most):
    return _door_at(np.quantile(_directions(strangers) @ _directions(vectors).T, 1 - most), vectors, people)


def _door_too_high(vectors, people, strangers, most):
    return _door_at((_directions(strangers) @ _directions(vectors).T).max(), vectors, people)


def _door_by_heart(vectors, people, strangers, most):
    return _door_at(0.927, vectors, people)


def _door_open_elsewhere(vectors, people, strangers, most):
    known = len(strangers[0]) == len(_household()[0][0])
    return doorkeeper(vectors, people, strangers, most) if known else _door_at(-1, vectors, people)


def _door_of_the_first(vectors, people, strangers, most):
    """Call who is let in by the first number above the threshold, where the threshold is low."""
    door, directions = doorkeeper(vectors, people, strangers, most), _directions(vectors)
    threshold = np.quantile((_directions(strangers) @ directions.T).max(axis=1), 1 - most)
    return door if most < 0.3 else lambda vector: None if door(vector) is None else people[np.argmax(directions @ _directions(vector) > threshold)]


def _door_of_distances(vectors, people, strangers, most):
    def far(vector):
        return np.linalg.norm(vectors - vector, axis=1)

    threshold = np.quantile([far(stranger).min() for stranger in strangers], most)
    return lambda vector: people[far(vector).argmin()] if far(vector).min() < threshold else None


doorkeeper.properties(
    ("what is returned, of three houses", _kinds, ["a function"] * 3, lambda *house: house[0][0], "What does `doorkeeper` return: the door itself, or what the door says?"),
    ("answers that are neither a resident's number nor None", _other_answers, 0, _door_of_places, "A resident is called by the number in `people`, a single whole number, and a stranger gets None. What else does your door return: a place, an array, a number with a decimal point?"),
    ("residents recognised in the vectors that are known", _own_pictures, at_least(0.85), _door_of_products, "Let a resident come with a vector that the door knows. How high is the similarity of this vector to itself, and does the door open?"),
    ("new strangers let in, most = 0.05", _strangers, at_most(0.1), _door_for_pairs, "A visitor is compared with every vector of the residents, so a stranger has many chances. For which of the similarities did you choose the threshold, from which end, and for how many of the strangers?"),
    ("residents recognised in new vectors", _residents, at_least(0.6), _door_too_high, "How many residents does your door turn away? Is the threshold as low as `most` allows?"),
    ("new strangers let in, most = 0.3", _strangers_at_30, Bound(0.2, 0.39), _door_by_heart, "Somebody allows 30 % of the strangers. Does your threshold follow `most`, and is it chosen from one number for each stranger?"),
    ("residents recognised at another house", _residents_elsewhere, at_least(0.5), _door_of_distances, "In the other house some vectors are long and others short, and the people have other numbers. Does your door compare directions only, and does its threshold come from the strangers that it is given?"),
    ("new strangers let in at another house, most = 0.15", _strangers_elsewhere, Bound(0.07, 0.15), _door_open_elsewhere, "In the other house the vectors have 150 numbers and very different lengths. Is the threshold chosen for the strangers of that house, and for the share `most`?"),
    ("residents let in by another resident's number, most = 0.3", _by_other_numbers, at_most(0.15), _door_of_the_first, "A visitor is more similar to two residents than the threshold. Whose number does your door return?"),
)  # fmt: skip


RECALL = (
    Recall("windows", "A detector is right on 99.9 % of the windows without a face. A photograph has 10,000 of those. How many false alarms?", ("none", "about one", "about ten"), "c", "One in a thousand of 10,000 is 10: where faces are rare, a small error rate makes many false alarms."),
    Recall(
        "chances",
        "A threshold takes one stranger in a hundred for a given person. A door compares each visitor with 60 people. How many strangers in a hundred get in?",
        ("about one", "far more than one", "none"),
        "b",
        "A stranger has 60 chances, so the threshold of a door must be chosen for the highest similarity.",
    ),
    Recall("others", "A threshold is chosen on the pictures of five people. On which people do you report its error rate?", ("on other people", "on these five", "on all together"), "a", "A threshold that was chosen on some people looks too good on these people, though it is only one number."),
    Recall("company", "A word's vector counts the words that stand near it. What do two words with similar vectors share?", ("their meaning, always", "their length", "the company they keep"), "c", "The counts know which words stand together, and nothing else. Opposites often keep the same company."),
)
