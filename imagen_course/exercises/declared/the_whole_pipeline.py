"""The whole pipeline: its exercises, the slips they know, and the questions later lessons ask."""

import numpy as np

from imagen_course.exercises.declare import Recall, exercise


# Majority ------------------------------------------------------------------------------------------------------------------
def _voters():
    yield np.array([1]), 2
    yield np.array([0, 1, 1]), 2
    yield np.array([2, 2, 0, 1]), 5
    yield np.array([3, 3, 1]), 6
    rng = np.random.default_rng(11)
    yield rng.integers(0, 4, 9), 4
    yield rng.integers(0, 6, 14), 7
    yield np.array([11, 1, 11, 10, 0]), 12
    yield rng.permutation(np.repeat([0, 1], [280, 20])), 2


@exercise(
    cases=_voters,
    hints=[
        "Five voters say 2, 0, 2, 1, 2. Which numbers come out by hand, for the classes 0, 1 and 2?",
        "How often does each class occur? `np.sum(labels == k)` counts the votes for class k.",
        "All at once: compare `labels[:, None]` with `np.arange(n_classes)`, and sum over the voters.",
        "A share is a count divided by the number of votes.",
    ],
    why="A count for each class, those without a vote too, and a division by the number of voters: the shares add up to 1.",
)
def majority_vote(labels, n_classes):
    counts = np.sum(labels[:, None] == np.arange(n_classes), axis=0)
    return counts / len(labels)


def _majority_of_largest(labels, n_classes):
    counts = np.bincount(labels, minlength=n_classes)
    return counts / counts.max()


majority_vote.slips(
    ("counts instead of shares", lambda labels, n_classes: np.bincount(labels, minlength=n_classes).astype(float), "Three votes and three hundred: can your numbers be compared?"),
    ("the winner alone", lambda labels, n_classes: int(np.bincount(labels, minlength=n_classes).argmax()), "Who came second, and by how much? Can your answer say it?"),
    ("classes after the last vote are cut off", lambda labels, n_classes: np.bincount(labels) / len(labels), "How many shares are expected, if nobody votes for the last class?"),
    ("classes without a vote are left out", lambda labels, n_classes: np.unique(labels, return_counts=True)[1] / len(labels), "Nobody votes for class 0. What stands at place 0 then?"),
    ("divided by the classes", lambda labels, n_classes: np.bincount(labels, minlength=n_classes) / n_classes, "What do shares add up to? And what do your numbers add up to?"),
    ("shares of the winner", _majority_of_largest, "The winner has two votes of four. Which share is that?"),
    ("the winner takes all", lambda labels, n_classes: np.eye(n_classes)[np.bincount(labels, minlength=n_classes).argmax()], "Did the others get no vote at all?"),
    ("class 0 is left out", lambda labels, n_classes: np.bincount(labels, minlength=n_classes)[1:] / len(labels), "How many classes can be voted for?"),
    ("percent instead of a share", lambda labels, n_classes: 100 * majority_vote(labels, n_classes), "What do shares add up to, if all of them are a whole: 1 or 100?"),
    ("whole numbers only", lambda labels, n_classes: np.bincount(labels, minlength=n_classes) // len(labels), "Two votes of three: which share is that, and which number do you give?"),
    ("classes counted from 1", lambda labels, n_classes: np.sum(labels[:, None] == np.arange(1, n_classes + 1), axis=0) / len(labels), "Which class does column 0 of your result stand for?"),
    ("votes for class 0 do not count", lambda labels, n_classes: majority_vote(labels[labels > 0], n_classes), "How many votes are cast, if one of three is for class 0?"),
)


# The weighted mean ---------------------------------------------------------------------------------------------------------
def _scored():
    yield np.array([[1.0, 0.0]]), np.array([2.0])
    yield np.array([[0.8, 0.2], [0.4, 0.6]]), np.array([3.0, 1.0])
    yield np.array([[1, 0], [0, 1]]), np.array([3, 1])  # whole numbers: two regions that are sure
    yield np.array([[0.8, 0.2], [0.4, 0.6], [0.1, 0.9]]), np.array([30.0, 0.0, 1.0])
    yield np.array([[0.5, -2.0, 1.5], [1.0, 0.25, 0.0]]), np.array([0.5, 2.0])
    for n, k in ((4, 3), (6, 2), (5, 5)):
        rng = np.random.default_rng([11, n, k])
        yield rng.normal(size=(n, k)), rng.integers(1, 9, n).astype(float)


@exercise(
    cases=_scored,
    hints=[
        "Two voters, one with three times the weight of the other: where between their two answers does the mean lie?",
        "Multiply each row by its weight and add the rows up.",
        "`weights @ scores` does that in one go.",
        "Divide by the sum of the weights.",
    ],
    why="A weight of 3 counts as if the region had voted three times; the sum of the weights is the number of votes then.",
)
def weighted_average(scores, weights):
    return weights @ scores / np.sum(weights)


def _average_to_one(scores, weights):
    sums = weights @ scores
    return sums / np.sum(sums)


weighted_average.slips(
    ("everyone weighs the same", lambda scores, weights: np.mean(scores, axis=0), "Double one weight. Does your result change?"),
    ("a sum, not an average", lambda scores, weights: weights @ scores, "All regions say 0.5. Does your average?"),
    ("divided by the number of regions", lambda scores, weights: weights @ scores / len(scores), "Double all weights: should the average change? Does yours?"),
    ("divided by the length of the vector of weights", lambda scores, weights: weights @ scores / np.linalg.norm(weights), "All regions say 0.5. Does your average? What is the denominator of the formula?"),
    ("divided by the largest weight", lambda scores, weights: weights @ scores / np.max(weights), "All regions say 0.5. Does your average?"),
    ("a number for each region", lambda scores, weights: np.sum(scores * weights[:, None], axis=1) / np.sum(weights), "Over what does the sum in the formula run: regions or classes?"),
    ("one number in all", lambda scores, weights: np.sum(scores * weights[:, None]) / np.sum(weights), "How many numbers are expected for three classes?"),
    ("the weights are squared", lambda scores, weights: weights**2 @ scores / np.sum(weights**2), "Weights 3 and 1: how many times as much does the first count?"),
    ("made to add up to 1", _average_to_one, "What if the scores are no shares, and one of them is negative?"),
    ("the heaviest alone", lambda scores, weights: scores[np.argmax(weights)], "Does the second largest region have a say?"),
    ("divided by the number of classes", lambda scores, weights: weights @ scores / scores.shape[1], "Which sum is the denominator?"),
    ("weights one place off", lambda scores, weights: np.roll(weights, 1) @ scores / np.sum(weights), "Whose weight meets whose row?"),
    ("a weight for each class", lambda scores, weights: np.sum(scores * weights, axis=0) / np.sum(weights), "NumPy lays `weights` along the columns: does a class have a weight, or a region?"),
    ("regions meet classes", lambda scores, weights: scores @ weights / np.sum(weights), "Does a class have a weight, or a region? Which of the two meets the weights in your product?"),
)


# Those who are objects vote ------------------------------------------------------------------------------------------------
def _looked_at():
    yield np.array([[0.2, 0.6, 0.2]]), np.array([4.0])
    yield np.array([[0.7, 0.2, 0.1], [0.1, 0.3, 0.6]]), np.array([9.0, 2.0])
    yield np.array([[0.4, 0.35, 0.25], [0.2, 0.7, 0.1], [0.0, 0.4, 0.6]]), np.array([50.0, 3.0, 5.0])
    yield np.array([[0.4, 0.5, 0.1, 0.0], [0.45, 0.1, 0.4, 0.05], [0.3, 0.2, 0.1, 0.4]]), np.array([2.0, 8.0, 3.0])
    yield np.array([[0.55, 0.15, 0.3], [0.3, 0.5, 0.2], [0.35, 0.25, 0.4]]), np.array([6.0, 7.0, 9.0])
    yield np.array([[0.1, 0.7, 0.2], [0.2, 0.3, 0.5]]), np.array([4000.0, 30.0])
    yield np.array([[0.1, 0.7, 0.2], [0.2, 0.3, 0.5]]), np.array([0.5, 1.5])  # shares of the picture, perhaps
    for n, k in ((5, 4), (7, 6), (4, 9)):
        rng = np.random.default_rng([11, n, k])
        yield rng.dirichlet(np.full(k, 0.7), n), rng.integers(1, 40, n).astype(float)


def _object_everyone(chances, areas):
    # No `np.`: where a module imports a name, calls through it compile otherwise than in a cell.
    kinds = chances[:, 1:] / chances[:, 1:].sum(axis=1, keepdims=True)
    return areas @ kinds / areas.sum()


@exercise(
    cases=_looked_at,
    given=_object_everyone,
    hints=[
        "Draw three regions, one of which says that it is background. Which of them have a vote, and how much does each vote count?",
        "`chances.argmax(axis=1) > 0` is True for regions that say they are objects.",
        "Of those, keep the columns from 1 on, and divide each row by its sum.",
        "Then it is your `weighted_average`, with areas as weights.",
    ],
    why="Whether a region votes and for what are two questions: column 0 answers the first, the others the second.",
)
def object_vote(chances, areas):
    votes = chances.argmax(axis=1) > 0
    kinds = chances[votes, 1:] / chances[votes, 1:].sum(axis=1, keepdims=True)
    return areas[votes] @ kinds / areas[votes].sum()


def _object_share_kept(chances, areas):
    votes = chances.argmax(axis=1) > 0
    return areas[votes] @ chances[votes, 1:] / areas[votes].sum()


def _object_background_column(chances, areas):
    votes = chances.argmax(axis=1) > 0
    return areas[votes] @ chances[votes] / areas[votes].sum()


def _object_hard(chances, areas):
    votes = chances.argmax(axis=1) > 0
    kinds = np.eye(chances.shape[1] - 1)[chances[votes, 1:].argmax(axis=1)]
    return areas[votes] @ kinds / areas[votes].sum()


def _object_above_half(chances, areas):
    votes = chances[:, 0] < 0.5
    kinds = chances[votes, 1:] / chances[votes, 1:].sum(axis=1, keepdims=True)
    return areas[votes] @ kinds / areas[votes].sum()


def _object_all_areas(chances, areas):
    votes = chances.argmax(axis=1) > 0
    kinds = chances[votes, 1:] / chances[votes, 1:].sum(axis=1, keepdims=True)
    return areas[votes] @ kinds / areas.sum()


def _object_background_only(chances, areas):
    votes = chances.argmax(axis=1) == 0
    kinds = chances[votes, 1:] / chances[votes, 1:].sum(axis=1, keepdims=True)
    return areas[votes] @ kinds / areas[votes].sum()


def _object_unsummed(chances, areas):
    votes = chances.argmax(axis=1) > 0
    return areas[votes] @ (chances[votes, 1:] / chances[votes, 1:].sum(axis=1, keepdims=True))


def _object_divided_last(chances, areas):
    votes = chances.argmax(axis=1) > 0
    sums = areas[votes] @ chances[votes, 1:]
    return sums / sums.sum()


def _object_everyone_divided_last(chances, areas):
    sums = areas @ chances[:, 1:]
    return sums / sums.sum()


def _object_last_column_off(chances, areas):
    votes = chances.argmax(axis=1) > 0
    kinds = chances[votes, :-1] / chances[votes, :-1].sum(axis=1, keepdims=True)
    return areas[votes] @ kinds / areas[votes].sum()


def _object_columns(chances, areas):
    votes = chances.argmax(axis=1) > 0
    kinds = chances[votes, 1:] / chances[votes, 1:].sum(axis=0)
    return areas[votes] @ kinds / areas[votes].sum()


object_vote.slips(
    ("background votes too", _object_everyone, "A region whose likeliest class is column 0: does it have a vote?"),
    ("a region's vote is less than one", _object_share_kept, "What do the chances of the kinds add up to, in a region that votes?"),
    ("background stands for election", _object_background_column, "How many shares are expected, and is background a kind of object?"),
    ("areas do not count", lambda chances, areas: object_vote(chances, np.ones(len(areas))), "A speck and a large shape: do they weigh the same?"),
    ("each region gives its vote to one class", _object_hard, "A region is 51 % a star. What becomes of the other 49 %?"),
    ("more than half for an object", _object_above_half, "Chances 0.4, 0.35, 0.25: which is the likeliest single class?"),
    ("divided by the area of all", _object_all_areas, "What do your shares add up to?"),
    ("the largest alone", lambda chances, areas: object_vote(chances, areas * (areas == areas[chances.argmax(axis=1) > 0].max())), "Does the second region that says object have a vote?"),
    ("only background votes", _object_background_only, "Which column is background, and who is to vote?"),
    ("a sum, not an average", _object_unsummed, "What do your shares add up to?"),
    ("the winner alone", lambda chances, areas: int(object_vote(chances, areas).argmax()), "Shares are asked for: how many numbers?"),
    ("divided after the vote", _object_divided_last, "One region has 0.6 left without background, another 1.0: do they have one vote each?"),
    ("background votes a little", _object_everyone_divided_last, "A large region is background with 0.9: how much may its other 0.1 say?"),
    ("the wrong column is dropped", _object_last_column_off, "Which column is background: the first or the last?"),
    ("columns made to add up to 1", _object_columns, "Which numbers add up to 1: a region's, or a class's?"),
)


RECALL = (
    Recall("linear votes", "Each region gets a linear score from feature maps averaged in it. The mean of these scores by area is...", ("better than the whole picture's score", "worse", "the whole picture's score"), "c", "A mean of linear scores is the linear score of the mean."),
    Recall(
        "largest object",
        "A circle of 100 pixels, two stars of 60 each. The class of the largest object is asked for, and objects vote by area. The count says...",
        ("star, which is wrong", "star, which is right", "circle, which is right"),
        "a",
        "Two stars outvote the circle: a count answers the question of who has most area in all.",
    ),
    Recall("weak labels", "A pipeline learns from the names of pictures, without any mask. Where do the borders of its objects come from?", ("the segmentation", "the names", "the vote"), "a", "The segmentation finds borders in the picture itself; the names only say what lies inside them."),
)
