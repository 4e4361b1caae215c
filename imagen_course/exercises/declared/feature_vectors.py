"""Feature vectors: its exercises, the slips they know, and the questions later lessons ask."""

import numpy as np

from imagen_course.exercises.declare import Recall, exercise


# How far apart -------------------------------------------------------------------------------------------------------------
def _points(n, d, seed):
    return np.random.default_rng([n, d, seed]).normal(size=(n, d)).round(2)


def _queries():
    for n, d in [(1, 2), (2, 3), (4, 3), (5, 7), (20, 12)]:
        yield _points(n, d, 0), _points(1, d, 1)[0]
        if d == 3 and n == 2:
            yield _points(n, d, 0), _points(n, d, 0)[1]  # the query is one of them
    yield _points(3, 30, 0) / 300, _points(1, 30, 1)[0] / 300


@exercise(
    cases=_queries,
    hints=[
        "For the query (0, 0) and the point (3, 4), by hand: which steps lead to 5?",
        "`points - query` subtracts the query from every row at once.",
        "Square it, and add up along the row: `axis=1`.",
        "`np.sqrt(((points - query) ** 2).sum(axis=1))`.",
    ],
    why="It is Pythagoras with as many sides as there are coordinates: each row's squares are added up, and the root is taken of each row's sum.",
)
def distances(points, query):
    return np.sqrt(((points - query) ** 2).sum(axis=1))


distances.slips(
    ("the root is missing", lambda points, query: ((points - query) ** 2).sum(axis=1), "In which unit is a square? What did Pythagoras do last?"),
    ("absolute differences are added", lambda points, query: np.abs(points - query).sum(axis=1), "From one corner of a square to the opposite one: is the way along two sides the shortest?"),
    ("summed down the columns", lambda points, query: np.sqrt(((points - query) ** 2).sum(axis=0)), "How many points came in, and how many numbers came out? Along which axis do the coordinates of one point lie?"),
    ("a mean instead of a sum", lambda points, query: np.sqrt(((points - query) ** 2).mean(axis=1)), "How far is (3, 4) from (0, 0)? By what does your line divide?"),
    ("differences of either sign cancel", lambda points, query: (points - query).sum(axis=1), "Can a distance be 0 between two different points?"),
    ("one number for all points together", lambda points, query: np.sqrt(((points - query) ** 2).sum()), "How many distances are asked for? Over which axes do you add up?"),
    ("lengths are compared, not places", lambda points, query: np.linalg.norm(points, axis=1) - np.linalg.norm(query), "Two points are equally far from zero. Must they be the same point?"),
    ("half the square, not its root", lambda points, query: ((points - query) ** 2).sum(axis=1) ** 1 / 2, "Is your result a root, or half of what should stand under it? Which does Python take first, `**` or `/`?"),
)


# Counting words ------------------------------------------------------------------------------------------------------------
def _bags():
    for n, k, d in [(1, 2, 2), (2, 3, 2), (4, 3, 3), (3, 6, 4), (9, 5, 8), (30, 7, 16)]:
        yield _points(n, d, 2), _points(k, d, 3)
    yield 60 * _points(6, 20, 2), 60 * _points(12, 20, 3)
    yield 1e6 * _points(4, 3, 2), 1e6 * _points(3, 3, 3)


@exercise(
    cases=_bags,
    hints=[
        "Begin with one zero for each word, and go over the descriptors.",
        "The nearest word of one descriptor: `np.argmin(((words - descriptor) ** 2).sum(axis=1))`. Add 1 there.",
        "At the end divide by the number of descriptors.",
    ],
    why="Every descriptor votes for its nearest word. Where it lay is forgotten, and how many there were is divided out: that is why the vector has the same length for every picture.",
)
def bag_of_words(descriptors, words):
    counts = np.zeros(len(words))
    for descriptor in descriptors:
        counts[np.argmin(((words - descriptor) ** 2).sum(axis=1))] += 1
    return counts / len(descriptors)


def _bag_farthest(descriptors, words):
    counts = np.zeros(len(words))
    for descriptor in descriptors:
        counts[np.argmax(((words - descriptor) ** 2).sum(axis=1))] += 1
    return counts / len(descriptors)


def _bag_angles(descriptors, words):
    counts = np.zeros(len(words))
    for descriptor in descriptors:
        counts[np.argmax(words @ descriptor)] += 1
    return counts / len(descriptors)


def _words_to_descriptors(descriptors, words):
    return ((descriptors[:, None] - words) ** 2).sum(axis=2)  # (descriptors, words)


def _bag_over_the_largest(descriptors, words):
    shares = bag_of_words(descriptors, words)
    return shares / shares.max()


bag_of_words.slips(
    ("counts instead of shares", lambda descriptors, words: bag_of_words(descriptors, words) * len(descriptors), "A picture with twice as many keypoints: should its vector be twice as long?"),
    ("the farthest word", _bag_farthest, "Is the word for a patch the most like it, or the most unlike?"),
    ("divided by the number of words", lambda descriptors, words: bag_of_words(descriptors, words) * len(descriptors) / len(words), "What should the shares of one picture add up to? How many things were counted?"),
    ("present or absent only", lambda descriptors, words: (bag_of_words(descriptors, words) > 0).astype(float), "A word that is met ten times and one that is met once: should they look the same?"),
    ("each word asks for its nearest descriptor", lambda descriptors, words: bag_of_words(words, descriptors), "Which of the two votes, and which is voted for? How long must the vector be?"),
    ("words after the last one met are missing", lambda descriptors, words: np.trim_zeros(bag_of_words(descriptors, words), "b"), "How long must the vectors of two pictures be, to be compared? How long is yours, if nobody votes for the last word?"),
    ("the largest product instead of the least distance", _bag_angles, "A product grows with the length of the word. Is a long word near to everything?"),
    ("the least along the wrong axis", lambda descriptors, words: np.bincount(_words_to_descriptors(descriptors, words).argmin(axis=0), minlength=len(words)) / len(descriptors), "One vote for each descriptor: how many votes do you count, and how many descriptors came in?"),
    ("words that nobody chose are missing", lambda descriptors, words: np.unique(_words_to_descriptors(descriptors, words).argmin(axis=1), return_counts=True)[1] / len(descriptors), "If nobody votes for word 1, at which place of your answer does word 2 stand?"),
    ("divided by the largest", _bag_over_the_largest, "What do all your numbers add up to?"),
)


# The bug hunt --------------------------------------------------------------------------------------------------------------
def _precision_with_itself(points, labels, k):
    shares = []
    for i in range(len(points)):
        far = np.linalg.norm(points - points[i], axis=1)
        nearest = np.argsort(far)[:k]
        shares.append(np.mean(labels[nearest] == labels[i]))
    return np.mean(shares)


def _collections():
    for n, k in [(3, 1), (4, 2), (6, 2), (8, 3), (12, 5), (20, 4)]:
        yield _points(n, 3, 4), np.random.default_rng([n, k]).integers(3, size=n), k
    yield 3e4 * _points(5, 3, 4), np.array([0, 1, 1, 0, 1]), 4  # all the others
    yield _points(24, 3, 4), np.random.default_rng(24).integers(3, size=24), 5
    twins = np.array([[0.0, 0.0], [0.0, 0.0], [5.0, 5.0], [5.0, 5.0], [20.0, 20.0], [21.0, 20.0]])
    yield twins, np.array([0, 1, 2, 2, 3, 3]), 1


@exercise(
    cases=_collections,
    given=_precision_with_itself,
    hints=[
        "Print `far` for the first query. Which entry is the smallest, every time?",
        "The query stands in the collection too, at distance 0 from itself.",
        "`far[i] = np.inf` before the sorting sends it to the end.",
    ],
    why="A collection that holds the query answers with the query, and that find is always right. Sent to the end of the order, it is out of the way, even when a twin of it lies at distance 0 as well.",
)
def precision_at(points, labels, k):
    shares = []
    for i in range(len(points)):
        far = np.linalg.norm(points - points[i], axis=1)
        far[i] = np.inf
        nearest = np.argsort(far)[:k]
        shares.append(np.mean(labels[nearest] == labels[i]))
    return np.mean(shares)


def _precision_one_short(points, labels, k):
    shares = []
    for i in range(len(points)):
        far = np.linalg.norm(points - points[i], axis=1)
        shares.append(np.mean(labels[np.argsort(far)[1:k]] == labels[i]))
    return np.mean(shares)


def _precision_farthest(points, labels, k):
    shares = []
    for i in range(len(points)):
        far = np.linalg.norm(points - points[i], axis=1)
        shares.append(np.mean(labels[np.argsort(-far)[:k]] == labels[i]))
    return np.mean(shares)


def _precision_of(points, labels, k, i):
    far = np.linalg.norm(points - points[i], axis=1)
    far[i] = np.inf
    return np.mean(labels[np.argsort(far)[:k]] == labels[i])


def _precision_first_cut(points, labels, k):
    shares = []
    for i in range(len(points)):
        far = np.linalg.norm(points - points[i], axis=1)
        shares.append(np.mean(labels[np.argsort(far)[1 : k + 1]] == labels[i]))
    return np.mean(shares)


def _precision_without_twins(points, labels, k):
    shares = []
    for i in range(len(points)):
        far = np.linalg.norm(points - points[i], axis=1)
        far[far == 0] = np.inf
        shares.append(np.mean(labels[np.argsort(far)[:k]] == labels[i]))
    return np.mean(shares)


def _precision_moved_up(points, labels, k):
    shares = []
    for i in range(len(points)):
        far = np.delete(np.linalg.norm(points - points[i], axis=1), i)
        shares.append(np.mean(labels[np.argsort(far)[:k]] == labels[i]))
    return np.mean(shares)


precision_at.slips(
    ("the query is among its own neighbours", _precision_with_itself, "Which point lies at distance 0 from the query? Is it a find?"),
    ("one neighbour too few", _precision_one_short, "How many neighbours are left, once the query is taken out? Must you ask for one more?"),
    ("the first of the order is cut, whoever it is", _precision_first_cut, "Two pictures are equal to the last pixel: both lie at distance 0. Is it sure which of them comes first?"),
    ("twins of the query are taken out too", _precision_without_twins, "Another picture lies at distance 0 as well. Is it the query?"),
    ("the labels no longer belong to the distances", _precision_moved_up, "After an entry is deleted, which picture does number 7 mean? And in `labels`?"),
    ("the farthest instead of the nearest", _precision_farthest, "If pictures are sorted by their distance, at which end are the near ones? Which end do you take?"),
    ("divided by one too many", lambda points, labels, k: precision_at(points, labels, k) * k / (k + 1), "How many neighbours are counted, and by how many do you divide?"),
    ("a count instead of a share", lambda points, labels, k: precision_at(points, labels, k) * k, "What is the result when every neighbour is of the right class?"),
    ("one number for each query", lambda points, labels, k: np.array([_precision_of(points, labels, k, i) for i in range(len(points))]), "How many numbers came, and how many are asked for?"),
)


RECALL = (
    Recall("itself", "A retrieval test reports 100 % for the nearest neighbour. What do you look at first?", ("whether the query itself was found", "whether the distance is squared", "whether there are enough classes"), "a", "The query lies at distance 0 from itself. Take it out of the collection."),
    Recall("map", "t-SNE draws two groups far apart. What does that say of their distance?", ("that it is large", "very little", "that it is small"), "b", "t-SNE keeps neighbours together. Sizes of groups and gaps between them are not kept."),
    Recall("bag", "What does a bag of visual words forget?", ("where the patches lay", "how often a word was met", "which words were met"), "a", "It counts words, each as often as it is met. Where they lay is lost."),
)
