"""Support vectors: its exercises, the slips they know, and the questions later lessons ask."""

from copy import copy
from functools import cache, partial

import numpy as np

from imagen_course.exercises.declare import Recall, at_least, at_most, built, exercise


# The margin ----------------------------------------------------------------------------------------------------------------
def _lines():
    yield np.array([[3.0], [-1.0]]), np.array([1, -1]), np.array([2.0]), 1.0
    yield np.array([[6.0], [-9.0]]), np.array([1, -1]), np.array([2.0]), 1.0
    yield np.array([[-0.5], [3.0]]), np.array([1, 1]), np.array([2.0]), 1.0  # one lies on the line
    yield np.array([[1.0, 2.0], [-2.0, 1.0]]), np.array([1, -1]), np.array([3.0, 4.0]), -1.0
    yield np.array([[2.0, 1.0], [0.5, 0.0], [0.0, -3.0]]), np.array([1, 1, -1]), np.array([0.6, 0.8]), 0.5
    for n in (5, 8):
        rng = np.random.default_rng([10, n])
        points, w = rng.normal(size=(n, 3)), rng.normal(size=3)
        signs = np.where(points @ w > 0, 1, -1)
        yield points, signs, w, 0.0
        signs[2] *= -1  # one of them on the wrong side
        yield points, signs, w, -0.75
    signs[:] = np.where(points @ w > 0, 1, -1)
    signs[-1] *= -1
    yield points, signs, w, 0.5
    rng = np.random.default_rng(10)
    yield rng.normal(size=(12, 5)), rng.choice([-1, 1], 12), rng.normal(size=5), 0.25
    yield np.array([[4e12], [-3e12]]), np.array([1, -1]), np.array([2.0]), 1.0  # no number that is merely large will do


@exercise(
    cases=_lines,
    hints=[
        "Draw a line and three points. Which of the points decides how wide the street is, and what changes if that point lies on the wrong side?",
        "`points @ w + b` gives the scores of all points at once.",
        "`signs * scores` is positive where a point is on its own side; the smallest of these decides.",
        "Divide by the length of w: `np.sqrt(np.sum(w**2))`, or `np.linalg.norm(w)`.",
    ],
    why="The score grows by |w| for each unit walked away from the line, so dividing by |w| turns the score into a distance. The sign makes this negative on the wrong side.",
)
def margin(points, signs, w, b):
    return np.min(signs * (points @ w + b)) / np.sqrt(np.sum(w**2))


margin.slips(
    ("the score is not yet a distance", lambda points, signs, w, b: np.min(signs * (points @ w + b)), "Double w and b: the line stays where it is. Does your margin stay the same?"),
    ("divided by the squared length", lambda points, signs, w, b: np.min(signs * (points @ w + b)) / np.sum(w**2), "For w = (3, 4): how long is w? By what do you divide?"),
    ("multiplied by the length", lambda points, signs, w, b: np.min(signs * (points @ w + b)) * np.sqrt(np.sum(w**2)), "Double w and b: the line stays where it is. Does your margin stay the same, or is it four times as large?"),
    ("the mean distance, not the smallest", lambda points, signs, w, b: np.mean(signs * (points @ w + b)) / np.sqrt(np.sum(w**2)), "How many points decide how wide the street may be: all of them, or one?"),
    ("the farthest point, not the nearest", lambda points, signs, w, b: np.max(signs * (points @ w + b)) / np.sqrt(np.sum(w**2)), "Which point does a widening street meet first?"),
    ("a point on the wrong side counts as right", lambda points, signs, w, b: np.min(abs(points @ w + b)) / np.sqrt(np.sum(w**2)), "One point lies on the wrong side. Can your margin tell?"),
    ("the signs are left out", lambda points, signs, w, b: np.min(points @ w + b) / np.sqrt(np.sum(w**2)), "A point with y = -1 should have a score below 0. What does your minimum do with such scores?"),
    ("b is forgotten", lambda points, signs, w, b: np.min(signs * (points @ w)) / np.sqrt(np.sum(w**2)), "Does your line have to go through the origin?"),
    ("b counts as a part of the length", lambda points, signs, w, b: np.min(signs * (points @ w + b)) / np.sqrt(np.sum(w**2) + b**2), "Change b, which moves the line: does w become longer?"),
    ("b is left out of the brackets", lambda points, signs, w, b: np.min(signs * (points @ w) + b) / np.sqrt(np.sum(w**2)), "What is the score of a point? Does your sign multiply all of it?"),
    ("the whole street", lambda points, signs, w, b: 2 * np.min(signs * (points @ w + b)) / np.sqrt(np.sum(w**2)), "Is the margin the distance from the line to the nearest point, or from one side of the street to the other?"),
    ("the sizes of the entries of w are added up", lambda points, signs, w, b: np.min(signs * (points @ w + b)) / np.sum(np.abs(w)), "For w = (3, 4) the length is 5. Which number do you divide by?"),
    ("true of the widest street alone", lambda points, signs, w, b: 1 / np.sqrt(np.sum(w**2)), "For a different line, the nearest point has a different score. Where does your margin use the points?"),
    ("a negative margin is cut off at 0", lambda points, signs, w, b: max(0.0, margin(points, signs, w, b)), "Where a point lies on the wrong side, what should the margin be?"),
    ("one number for each point", lambda points, signs, w, b: signs * (points @ w + b) / np.sqrt(np.sum(w**2)), "The margin is one number. Which of these is it?"),
)


# The hinge -----------------------------------------------------------------------------------------------------------------
def _scored():
    yield np.array([0.5]), np.array([1])
    yield np.array([2.0, 0.5]), np.array([1, 1])
    yield np.array([2.0, -3.0]), np.array([1, 1])
    yield np.array([-0.25, 1.5, 0.75]), np.array([-1, -1, 1])
    yield np.array([-400.0, 0.995, 12.25]), np.array([1, 1, -1])
    yield np.array([0.0, 1.0, -1.0, 3.0, -2.5]), np.array([1, 1, -1, -1, 1])
    rng = np.random.default_rng(10)
    yield rng.normal(size=9) * 2, rng.choice([-1, 1], 9)


@exercise(
    cases=_scored,
    hints=[
        "Three points with y = 1 have the scores 0.5, 1 and 3. What does each of them cost?",
        "`signs * scores` says how far on its own side each point is.",
        "A point falls short of 1 by `1 - signs * scores`, and where this is negative the cost is 0.",
        "`np.maximum(0, ...)` compares number by number.",
    ],
    why="Only what is short of 1 pays, in proportion to what is missing. A point beyond its edge pays nothing, so it has no say.",
)
def hinge(scores, signs):
    return np.maximum(0, 1 - signs * scores)


hinge.slips(
    ("the cost is squared", lambda scores, signs: hinge(scores, signs) ** 2, "That is the squared hinge. For a score of 0.5 with y = 1: what does the plain one cost?"),
    ("the margin is forgotten", lambda scores, signs: np.maximum(0, -signs * scores), "A score of 0.5 with y = 1 is right, but short of 1. What should it cost?"),
    ("beyond the margin it goes below 0", lambda scores, signs: 1 - signs * scores, "Does a point beyond its margin earn something?"),
    ("the smaller of 0 and the shortfall, not the larger", lambda scores, signs: np.minimum(0, 1 - signs * scores), "What does a point on the wrong side cost in your function? And one far beyond its margin?"),
    ("the sign is wrong", lambda scores, signs: np.maximum(0, 1 + signs * scores), "A score of 2 with y = 1 is fine. What does it cost in your function?"),
    ("y is left out", lambda scores, signs: np.maximum(0, 1 - scores), "For a point with y = -1, which scores are good?"),
    ("beyond the margin it rises again", lambda scores, signs: abs(1 - signs * scores), "Does a point pay for lying far on its own side?"),
    ("the costs are added up", lambda scores, signs: hinge(scores, signs).sum(), "How many costs were asked for?"),
    ("the mean of the costs", lambda scores, signs: hinge(scores, signs).mean(), "One for each point, or one for all?"),
    ("only what is wrong pays", lambda scores, signs: np.where(signs * scores < 0, 1 - signs * scores, 0), "A score of 0.5 with y = 1 is right, but short of 1. Is it free?"),
    ("mistakes are counted", lambda scores, signs: np.where(signs * scores < 0, 1, 0), "A score of -3 with y = 1: is it no worse than one of -0.1?"),
    ("every point pays the largest cost", lambda scores, signs: np.full(len(scores), max(0, np.max(1 - signs * scores))), "Do two points pay different costs in your function? Which function compares number by number?"),
    ("arrays are compared like single numbers", lambda scores, signs: max(0, 1 - signs * scores), "To plain Python, which of two arrays is the larger one? What compares number by number?"),
    ("y minus the score", lambda scores, signs: np.maximum(0, signs - scores), "y = -1 with score -3 is fine. And y = -1 with score 3: what is expected?"),
    ("the score without its sign", lambda scores, signs: np.maximum(0, 1 - abs(scores)), "Do the scores 3 and -3 cost a point with y = 1 the same?"),
)


# Regions of one picture belong together ------------------------------------------------------------------------------------
def _split_leaky(groups, n_test, seed):
    order = np.random.default_rng(seed).permutation(len(groups))
    n_regions = round(n_test * len(groups) / len(np.unique(groups)))
    return np.sort(order[n_regions:]), np.sort(order[:n_regions])


_UNEQUAL = np.random.default_rng(10).permutation(30) + 2


def _pictures():
    yield np.array([0, 1, 2, 3]), 2, 5
    yield np.array([0, 0, 1, 1, 2]), 1, 1
    yield np.array([3, 3, 3, 5, 5, 8, 8, 8, 8]), 2, 0
    yield np.repeat([4, 1, 7, 2, 0], [3, 1, 2, 5, 2]), 3, 2
    yield np.array([7, 2, 7, 5, 2, 5, 7]), 1, 6  # the regions of a picture need not stand together
    yield np.repeat(np.arange(12), np.arange(2, 14)), 4, 3
    for seed in (1, 2, 3):  # picture 0 has most of the regions: `_Apart` asks whether it is ever tested
        yield np.random.default_rng(seed).permutation(np.repeat(np.arange(12), [80, *[1] * 11])), 11, seed
    for seed in (4, 4, 5, 9, 10, 11, 12):  # twice the same, then others: `_Apart` compares
        yield np.repeat(np.arange(30), _UNEQUAL), 10, seed  # and no picture is drawn because it has many regions


class _Apart:
    """Two parts, by whole pictures, n_test of them: the same for the same seed, others for another one, any, and not in a row."""

    def __init__(self):
        self.drawn, self.spared = {}, set()

    def __call__(self, value, due, args):
        groups, n_test, seed = args
        if len(groups) == 4:  # the first case: another function
            self.drawn, self.spared = {}, set()
        if not isinstance(value, (tuple, list)) or len(value) != 2:
            return False
        learn, test = (np.asarray(part) for part in value)
        if learn.dtype.kind not in "iu" or test.dtype.kind not in "iu" or learn.ndim != 1 or test.ndim != 1:
            return False
        whole = np.array_equal(np.sort(np.concatenate([learn, test])), np.arange(len(groups)))
        held = np.unique(groups[test])
        if not whole or len(held) != n_test or np.isin(groups[learn], held).any():
            return False
        if len(groups) == 91 and held[0] != 0:
            self.spared.add(seed)
        if len(self.spared) == 3:  # by chance once in 1,728
            return False
        if len(groups) < 120:  # few pictures: two seeds may draw the same
            return True
        before = self.drawn.setdefault(seed, held.tolist())
        others = [pictures for other, pictures in self.drawn.items() if other != seed]
        in_a_row = [names for names in self.drawn.values() if np.bincount(np.diff(names)).max() > 7]  # of 9 steps
        return before == held.tolist() and before not in others and len(in_a_row) < 2


@exercise(
    cases=_pictures,
    given=_split_leaky,
    accepts=_Apart(),
    hints=[
        "Three regions belong to one picture. May they go into different parts? So what should be drawn at random, regions or pictures?",
        "Shuffle pictures, not regions: `np.unique(groups)` names each picture once.",
        "`np.isin(groups, some_pictures)` is True at every region of those pictures.",
        "`np.flatnonzero(mask)` gives the places where a mask is True; `~mask` is its opposite.",
    ],
    why="The whole picture goes to one side. Draw at random what will be new in use: that will be pictures, not regions of known pictures.",
)
def split_by_picture(groups, n_test, seed):
    pictures = np.random.default_rng(seed).permutation(np.unique(groups))
    held = np.any(groups[:, None] == pictures[:n_test], axis=1)
    return np.flatnonzero(~held), np.flatnonzero(held)


def _shuffled(groups, n_test, seed):
    return np.random.default_rng(seed).permutation(np.unique(groups))[:n_test]


def _chosen(groups, n_test, seed):
    return np.random.default_rng(seed).choice(np.unique(groups), n_test, replace=False)


def _places(groups, held):
    """Places of the other pictures, and of those held out."""
    held = np.isin(groups, held)
    return np.flatnonzero(~held), np.flatnonzero(held)


_WHERE = "Your arrays hold numbers of pictures. Which places in `groups` have those? (Any draw of whole pictures will do.)"


_NAMES = "The pictures may have the numbers 3, 5 and 8. Which numbers does your draw contain, and is each of them the number of a picture?"


_DEAF = "With seed 4 and with seed 9: does your draw hold out the same pictures?"


def _by_both_draws(name, function, question):
    """One slip for either of the two usual draws of pictures: ``function(groups, pictures)`` says what comes of it."""
    return [(name, partial(_after, draw, function), question) for draw in (_shuffled, _chosen)]


def _after(draw, function, groups, n_test, seed):
    return function(groups, draw(groups, n_test, seed))


def _split_masks(groups, held):
    held = np.isin(groups, held)
    return ~held, held


def _split_one_region(groups, held):
    learn, test = _places(groups, held)
    return learn, test[np.unique(groups[test], return_index=True)[1]]


def _split_names_unsorted(groups, n_test, seed):
    pictures = np.random.default_rng(seed).permutation(np.unique(groups))
    return pictures[n_test:], pictures[:n_test]


def _split_cut(groups, n_test, seed):
    order = np.argsort(groups, kind="stable")
    n_regions = round(n_test * len(groups) / len(np.unique(groups)))
    return order[n_regions:], order[:n_regions]


def _split_rolled(groups, n_test, seed):
    return _places(groups, np.roll(np.unique(groups), seed)[:n_test])


def _split_runs(groups, n_test, seed):
    runs = np.cumsum(np.r_[0, np.diff(groups) != 0])
    return _places(runs, _shuffled(runs, n_test, seed))


split_by_picture.slips(
    ("regions of one picture are still in both", _split_leaky, "Take one picture. Can some of its regions be in `learn` and others in `test`?"),
    ("drawn among the regions", lambda groups, n_test, seed: _places(groups, np.random.default_rng(seed).permutation(groups)[:n_test]), "A picture with many regions stands in `groups` many times. How many *different* pictures do your first n_test entries name?"),
    *_by_both_draws("pictures for places", lambda groups, held: (np.setdiff1d(groups, held), np.sort(held)), _WHERE),
    ("pictures for places", _split_names_unsorted, _WHERE),
    # drawn as the course does, it is seen at once that the right values come in the other order
    ("the pair is turned round", partial(_after, _chosen, lambda groups, held: _places(groups, held)[::-1]), "Which of the two parts comes first, and how many pictures does the test have?"),
    *_by_both_draws("the groups at the places", lambda groups, held: tuple(groups[part] for part in _places(groups, held)), "Are your entries places in `groups`, or what stands there?"),
    *_by_both_draws("masks for places", _split_masks, "Places are asked for. Which function gives the places where a mask is True?"),
    *_by_both_draws("what is tested is learned from, too", lambda groups, held: (np.arange(len(groups)), _places(groups, held)[1]), "Do your two parts share a place?"),
    *_by_both_draws("one region of each picture", _split_one_region, "Where are the other regions of the pictures that are held out?"),
    *_by_both_draws("only one part", lambda groups, held: _places(groups, held)[1], "How many arrays are expected?"),
    ("one picture too few", lambda groups, n_test, seed: _places(groups, np.random.default_rng(seed).permutation(np.unique(groups))[: n_test - 1]), "How many different pictures are in your test?"),
    ("the pictures are counted, not named", lambda groups, n_test, seed: _places(groups, np.random.default_rng(seed).choice(len(np.unique(groups)), n_test, replace=False)), _NAMES),
    ("the pictures are counted, not named", lambda groups, n_test, seed: _places(groups, np.random.default_rng(seed).permutation(len(np.unique(groups)))[:n_test]), _NAMES),
    ("drawn with replacement", lambda groups, n_test, seed: _places(groups, np.random.default_rng(seed).choice(np.unique(groups), n_test)), "Can your draw name the same picture twice?"),
    ("always the first pictures", lambda groups, n_test, seed: _places(groups, np.unique(groups)[:n_test]), "Does your draw depend on the seed? What if the pictures are in order of their class?"),
    ("always the last pictures", lambda groups, n_test, seed: _places(groups, np.unique(groups)[-n_test:]), "What does the seed change in your draw? What if the pictures are in order of their class?"),
    ("the draw does not listen to the seed", lambda groups, n_test, seed: _places(groups, _shuffled(groups, n_test, 0)), _DEAF),
    ("the draw does not listen to the seed", lambda groups, n_test, seed: _places(groups, _chosen(groups, n_test, 0)), _DEAF),
    ("the first picture is never tested", lambda groups, n_test, seed: _places(groups, np.random.default_rng(seed).permutation(np.unique(groups)[len(groups) > 4 :])[:n_test]), "Which pictures may your draw choose from: all of them?"),
    ("the pictures of the test stand in a row", _split_rolled, "With each seed, which pictures are in your test: any of them, or neighbours? What if the pictures are in order of their class?"),
    ("runs for pictures", _split_runs, "`groups` may hold 7, 2, 7. How many pictures are these, and into how many parts does your function cut them?"),
    ("cut in the middle of a picture", _split_cut, "Where one part ends and the other begins: do the regions left and right of the split belong to different pictures?"),
)


# The studio ----------------------------------------------------------------------------------------------------------------
_PARTS = ["lake", "sky", "temple", "trees"]


@cache
def _photograph():
    """A teacher of the photograph that nobody has clicked on, and for each pixel the name that a person drew there."""
    from imagen_course.datasets import photograph
    from imagen_course.teach import Teacher, hand_mask

    mask, names = hand_mask("china")
    return Teacher(photograph("china")), np.array(names)[mask]


def _kind(clicks):
    return "a list" if isinstance(clicks, list | tuple) else type(clicks).__name__


def _is_click(entry):
    if not isinstance(entry, list | tuple) or len(entry) != 3 or any(isinstance(n, bool) for n in entry):
        return False
    row, column, name = entry
    whole = isinstance(row, int | np.integer) and isinstance(column, int | np.integer)
    height, width = _photograph()[1].shape
    return whole and 0 <= row < height and 0 <= column < width and isinstance(name, str) and name.strip() in _PARTS


def _no_clicks(clicks):
    return sum(not _is_click(entry) for entry in clicks)


def _named(clicks):
    return sorted({name.strip() for *_, name in clicks})


def _as_drawn(clicks):
    fresh, drawn = _photograph()
    teacher = copy(fresh)
    teacher.clicks = []
    for row, column, name in clicks:
        teacher.click(row, column, name)
    return round(100 * float(np.mean(np.array(["", *teacher.names])[teacher.labels] == drawn)), 2)


@built(
    budget=60,
    hints=[
        "Which part looks alike everywhere, and which one has pieces that look different, such as a dark roof and a pale wall? Where does one click tell most?",
        "After four clicks, one for each part: which is the largest piece that still has a wrong name, and what does it look like? What happens when you click in its middle?",
        "When a click makes the share fall, `undo` it and click on a different region of the same piece.",
    ],
    why="A click tells most where the classifier is wrong about many regions that look alike. A click where it is right already tells it next to nothing.",
)
def eight_clicks():
    return [
        (175, 402, "sky"), (224, 373, "lake"), (273, 198, "temple"), (357, 473, "trees"),
        (178, 278, "temple"), (331, 18, "trees"), (66, 118, "sky"), (311, 339, "temple"),
    ]  # fmt: skip


eight_clicks.properties(
    ("what is returned", _kind, "a list", lambda: {"sky": (101, 420)}, "Are your clicks in a list, one after the other?"),
    ("entries that are no click on one of the four parts", _no_clicks, 0, lambda: [("sky", 101, 420), ("lake", 258, 405)], "Is each click (row, column, name), with a row from 0 to 426, a column from 0 to 639, both whole, and one of the four names?"),
    ("number of clicks", lambda clicks: sum(1 for _ in clicks), at_most(8), lambda: [*eight_clicks(), (121, 270, "temple")], "Which of your clicks tells the classifier least: what happens to the share if you leave it out?"),
    ("parts that are named", _named, _PARTS, lambda: [(101, 420, "sky"), (238, 209, "temple"), (353, 554, "trees")], "Which of the four parts did you never click on?"),
    ("pixels named as drawn, in per cent", _as_drawn, at_least(90), lambda: [(101, 420, "sky"), (258, 405, "lake"), (238, 209, "temple"), (353, 554, "trees")], "Which is the largest piece that is still wrong, and which of your clicks is on a region that looks like it?"),
)  # fmt: skip


RECALL = (
    Recall("support vectors", "A separating line has been found by an SVM. You delete a point that lies far on its own side, and train again. The line...", ("moves away from that point", "stays where it is", "moves towards that point"), "b", "The hinge costs nothing there, so the point had no say."),
    Recall("C", "C is made ten times as large. The street between the two classes...", ("gets narrower, or stays", "gets wider", "turns by a right angle"), "a", "C is the price of a point short of its margin: a high price leaves fewer of those, but makes w longer."),
    Recall("gamma", "An SVM with an RBF kernel is right on every point it learned from and poor on new ones. What do you change?", ("a smaller gamma", "a larger gamma", "a larger C"), "a", "With a large gamma each point is like itself only, so the street closes round every single point."),
    Recall("by picture", "You split the regions of 100 pictures into a training set and a test set. What do you draw at random?", ("regions", "pictures", "classes"), "b", "Regions of one picture are like each other: with some in training, the others are no test."),
)
