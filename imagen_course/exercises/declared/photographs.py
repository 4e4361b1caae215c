"""Photographs: its exercises, the slips they know, and the questions later lessons ask."""

import functools

import numpy as np

from imagen_course import photographs, pictures
from imagen_course.exercises.declare import Recall, at_least, at_most, built, exercise
from imagen_course.worlds import drawings


# The bug hunt --------------------------------------------------------------------------------------------------------------
def _square_by_the_height(photo):
    height, width = photo.shape[:2]
    side = min(height, width)
    top = (height - side) // 2
    left = (height - side) // 2
    return photo[top : top + side, left : left + side]


def _photos():
    for height, width, channels in [(1, 3, 1), (2, 4, 1), (3, 3, 1), (5, 1, 1), (4, 2, 3), (3, 7, 3), (8, 3, 1), (5, 8, 3), (8, 5, 3), (9, 4, 1)]:
        n = height * width * channels
        yield (((np.arange(n) * 7 + 3) % 101 / 101).reshape(height, width, channels),)
    yield (np.arange(6 * 11.0).reshape(6, 11, 1) - 30,)
    yield (np.arange(300 * 500).reshape(300, 500, 1) % 1009 / 1009,)


@exercise(
    cases=_photos,
    given=_square_by_the_height,
    hints=[
        "A photograph is 400 pixels high and 600 wide. Where does its middle square begin, counted from the top, and counted from the left? Which numbers does `square` compute?",
        "For a wide photograph nothing is left over at the top and at the bottom. So what is left over at the sides, and which of the two lengths does it come from?",
        "Compare the lines for `top` and `left` word by word.",
    ],
    why="What is left over of the height is shared between top and bottom, and what is left over of the width between left and right. The line had been copied, and half of it was changed.",
)
def square(photo):
    height, width = photo.shape[:2]
    side = min(height, width)
    top = (height - side) // 2
    left = (width - side) // 2
    return photo[top : top + side, left : left + side]


def _at(photo, top, left):
    side = min(photo.shape[:2])
    return photo[top : top + side, left : left + side]


def _spare(photo):
    height, width = photo.shape[:2]
    return height - min(height, width), width - min(height, width)


square.slips(
    ("the left edge still comes from the height", lambda photo: _square_by_the_height(photo), "Take a photograph that is 2 pixels high and 4 wide. Where should its middle square begin, counted from the left, and where does yours begin?"),
    ("the square in the corner", lambda photo: _at(photo, 0, 0), "Does your square lie in the middle, or at the edge of the photograph?"),
    ("the square at the other end", lambda photo: _at(photo, *_spare(photo)), "Does your square lie in the middle, or at the edge of the photograph?"),
    ("both edges come from the width", lambda photo: _at(photo, (photo.shape[1] - min(photo.shape[:2])) // 2, (photo.shape[1] - min(photo.shape[:2])) // 2), "What is left over of the height belongs to the top. Which length does your `top` come from?"),
    ("the left edge stays at the border", lambda photo: _at(photo, _spare(photo)[0] // 2, 0), "A photograph is 2 pixels high and 4 wide. How many columns should stay outside on the left, and how many do in yours?"),
    ("the right edge stays at the border", lambda photo: _at(photo, _spare(photo)[0] // 2, _spare(photo)[1]), "A photograph is 2 pixels high and 4 wide. How many columns should stay outside on the right, and how many do in yours?"),
    ("height and width are exchanged", lambda photo: _at(photo, _spare(photo)[1] // 2, _spare(photo)[0] // 2), "The first number of a shape counts the rows. Does the height belong to `top` or to `left`?"),
    ("half of the middle is added twice", lambda photo: _at(photo, photo.shape[0] // 2, photo.shape[1] // 2), "Your square begins in the middle. Where must it begin so that it *lies* in the middle?"),
)  # fmt: skip


# The studio ----------------------------------------------------------------------------------------------------------------
_FIRST = "monkey", "turkey", "grapes", "locomotive", "hut", "lab coat"


@functools.lru_cache(maxsize=1)
def _embedded():
    """Embeddings of the lesson's drawings (class, thing, 1280): Noto's, and Fluent's in a mirror, which the lesson does not show."""
    table = drawings.table()
    things = [table.things[table.find(first) + i].name for first in _FIRST for i in range(18)]
    made = []
    for artist in drawings.ARTISTS:
        numbers = [table.where(name=thing, artist=artist)[0] for thing in things]
        images = drawings.on_ground(drawings.draw(numbers))
        images = images if artist == "noto" else np.ascontiguousarray(images[:, :, ::-1])
        rows = photographs.embed(np.stack([pictures.resized(image, 2) for image in images]))
        made.append((rows / np.linalg.norm(rows, axis=1, keepdims=True)).reshape(6, 18, -1))
    return made


@functools.lru_cache(maxsize=8)
def _drawn(classes, n, seed, shuffled=False, silent=None):
    """What a head learns from, and what it is asked about: ``n`` drawings of each class, and eight others.

    Numbers that are ``silent`` (start, stop, step) say nothing: each comes from any of the drawings.
    """
    (noto, fluent), rng = _embedded(), np.random.default_rng(seed)
    orders = [rng.permutation(18) for _ in classes]
    x = np.concatenate([noto[c][order[:n]] for c, order in zip(classes, orders, strict=True)])
    asked = np.concatenate([fluent[c][order[10:]] for c, order in zip(classes, orders, strict=True)])
    y, truth = (np.repeat(np.arange(len(classes)), each) for each in (n, 8))
    order = rng.permutation(len(y)) if shuffled else np.arange(len(y))
    places = rng.permutation(len(truth))  # where a drawing stands among those asked about says nothing
    x, asked = (some if silent is None else _silenced(some, slice(*silent), rng) for some in (x[order], asked[places]))
    return x, y[order], asked, truth[places]


def _silenced(rows, silent, rng):
    """Permute each of some columns by itself; the rows stay unit vectors."""
    rows = rows.copy()
    rows[:, silent] = rng.permuted(rows[:, silent], axis=0)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


_SIX, _HALVES = (0, 1, 2, 3, 4, 5), ((0, 640, 1), (640, 1280, 1), (0, 1280, 2), (1, 1280, 2))
_TAUGHT = (_SIX, 3, 3), ((5, 2, 0, 3), 5, 3, True), (_SIX, 10, 3), *((_SIX, 10, 3, False, half) for half in _HALVES)
_THREE, _FOUR, _TEN, *_SILENCED = range(7)


def _answers(thing, which):
    """What a head says of drawings that it has not seen, and their labels."""
    *_, asked, truth = _drawn(*_TAUGHT[which])
    if not callable(thing[which]):
        raise TypeError(f"what head returns is no function but a {type(thing[which]).__name__}")
    given = asked.copy()
    answers = np.asarray(thing[which](given), float)
    if not np.array_equal(given, asked):
        raise ValueError("the function changes the embeddings that it is asked about")
    return answers, truth


def _tables(thing):
    """Rows, columns, and the sums of the rows where all are alike; a number below 0 is no probability."""
    tables = [_answers(thing, which)[0] for which in (_TEN, _FOUR, _THREE)]
    sums = [table.sum(axis=-1) for table in tables]
    if any(np.any(table < 0) for table in tables):
        raise ValueError(f"a probability is {min(table.min() for table in tables):.2f}, below 0")
    return [[*table.shape, round(float(each[abs(each - 1).argmax()]), 2)] for table, each in zip(tables, sums, strict=True)]


def _moved_by_others(thing):
    moved = []
    for which in (_TEN, _FOUR, _THREE):
        table, asked = _answers(thing, which)[0], _drawn(*_TAUGHT[which])[2]
        alone = np.concatenate([np.asarray(thing[which](asked[i : i + 1].copy()), float) for i in range(0, len(asked), 7)])
        moved.append(abs(alone - table[::7]).max())
    return round(float(max(moved)), 3)


def _right(which):
    def share(thing):
        table, truth = _answers(thing, which)
        return round(100 * float(np.mean(table.argmax(axis=1) == truth)), 1)

    return share


def _right_by_half(thing):
    return min(_right(which)(thing) for which in _SILENCED)


def _loss(which):
    def mean(thing):
        table, truth = _answers(thing, which)
        return round(float(-np.log(np.maximum(table[np.arange(len(truth)), truth], 1e-9)).mean()), 2)

    return mean


@built(
    budget=30,
    cases=lambda: [_drawn(*taught)[:2] for taught in _TAUGHT],
    hints=[
        "Take the nearest mean from section 4. What is a score there, which scores does one picture get, and what turns scores into probabilities?",
        "With scikit-learn, `model = LogisticRegression(max_iter=1000).fit(embeddings, labels)` learns. Which method of `model` gives a table of probabilities? Return the method itself, without calling it.",
        "If the loss is too high although enough answers are right, look at the largest probability of each row. Is it too small, as with `C=1`, or too large?",
        "Try a few values of `C`, each ten times as large as the one before. With a softmax, multiply the cosines by 20 first.",
    ],
    why="The embeddings separate the classes well already, so a linear model and ten pictures of each class are enough. `C` decides how sure it may be: with 1, no probability reaches one half.",
)
def head(embeddings, labels):
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=100, max_iter=1000).fit(embeddings, labels).predict_proba


def _means(x, y, columns=slice(None), sharpness=20.0):
    """The nearest mean, and a softmax of its cosines."""
    means = np.array([x[y == c].mean(axis=0) for c in range(y.max() + 1)])[:, columns]
    means /= np.linalg.norm(means, axis=1, keepdims=True)

    def probabilities(new):
        scores = np.exp(sharpness * (new[:, columns] @ means.T))
        return scores / scores.sum(axis=1, keepdims=True)

    return probabilities


def _names_only(x, y):
    return lambda new: _means(x, y)(new).argmax(axis=1)


def _centred_on_what_is_asked(x, y):
    known = _means(x - x.mean(axis=0), y)
    return lambda new: known(new - new.mean(axis=0))


def _one_of_three(x, y):
    few = len(x) < 20
    first = np.array([np.flatnonzero(y == c)[0] for c in range(y.max() + 1)])
    return _means(x[:1].repeat(len(first), axis=0), y[first]) if few else _means(x, y)


def _certain_of_few(x, y):
    known = _means(x, y)
    return (lambda new: np.eye(y.max() + 1)[known(new).argmax(axis=1)]) if len(x) < 20 else known


def _in_blocks(x, y):
    return _means(x, np.sort(y))


head.properties(
    ("rows, columns and sums of the three tables", _tables, [[48, 6, 1.0], [32, 4, 1.0], [48, 6, 1.0]], _names_only, "One row for each new picture, one column for each class, and each row adds up to 1. What does the function that you return give back?"),
    ("change of a probability when a picture is asked about alone", _moved_by_others, at_most(0.01), _centred_on_what_is_asked, "Ask your function about one picture alone. Why should its answer depend on the pictures that were asked about with it?"),
    ("right after ten drawings of each class, %", _right(_TEN), at_least(65), lambda x, y: _means(x, y, columns=slice(40)), "Does your head use all numbers of an embedding, and all drawings of a class?"),
    ("right where one half of the numbers says nothing, %", _right_by_half, at_least(40), lambda x, y: _means(x, y, columns=slice(640)), "Here one half of each embedding says nothing, and the other half says enough. Does your head use all 1280 numbers, or some of them only?"),
    ("mean loss after ten drawings of each class", _loss(_TEN), at_most(0.85), lambda x, y: _means(x, y, sharpness=1.0), "Enough answers are right, but the probabilities do not say so. Look at the largest probability of each row: is your head too unsure, or too sure?"),
    ("right after three drawings of each class, %", _right(_THREE), at_least(45), _one_of_three, "With ten drawings of each class your head is good, with three it is not. Which part of it needs many drawings?"),
    ("mean loss after three drawings of each class", _loss(_THREE), at_most(6), _certain_of_few, "After three drawings no head can be certain, and a true class with a probability of 0 costs a very large loss. How sure is yours?"),
    ("right with four classes in any order, %", _right(_FOUR), at_least(60), _in_blocks, "Here the drawings of the four classes are mixed. Does your head read each label, or does it count on the order of the rows?"),
)  # fmt: skip


# Top losses ----------------------------------------------------------------------------------------------------------------
def _judged():
    yield np.array([[0.9, 0.1], [0.2, 0.8], [0.7, 0.3]]), np.array([0, 0, 1]), 1
    yield np.array([[0.9, 0.1], [0.2, 0.8], [0.7, 0.3]]), np.array([0, 0, 1]), 2
    yield np.array([[0.6, 0.4], [0.55, 0.45], [0.05, 0.95]]), np.array([0, 1, 1]), 3
    yield np.array([[0.5, 0.3, 0.2], [0.1, 0.2, 0.7], [0.4, 0.35, 0.25], [0.01, 0.98, 0.01]]), np.array([1, 2, 2, 1]), 2
    yield np.array([[0.02, 0.9, 0.08], [0.36, 0.34, 0.3], [0.15, 0.7, 0.15]]), np.array([0, 0, 2]), 2
    for n, k in [(8, 3), (20, 6), (40, 4), (90, 5)]:
        rng = np.random.default_rng([11, n, k])
        yield rng.dirichlet(np.ones(k), n).round(6), rng.integers(0, k, n), n // 2
    yield np.array([[0.99997, 0.00003], [0.999, 0.001], [0.99999, 0.00001]]), np.array([1, 1, 1]), 3
    yield np.array([[0.5, 0.25, 0.25], [0.0, 0.4, 0.6], [0.3, 0.3, 0.4]]), np.array([1, 0, 2]), 3


def _places(value, due, args):
    return np.array_equal(value, due) and np.asarray(value).dtype.kind in "iu"  # 2.0 is equal to 2, but no place


@exercise(
    cases=_judged,
    accepts=_places,
    hints=[
        "Three pictures give their true class the probabilities 0.9, 0.05 and 0.4. Which of the three has the largest loss? Do you need the logarithm to see it?",
        "`probabilities[np.arange(len(labels)), labels]` takes one number from each row: the probability of the true class.",
        "`np.argsort` puts the smallest first. The smallest probability has the largest loss.",
    ],
    why="The logarithm grows with its argument. So the smallest probability of the true class has the largest loss, and sorting the probabilities is enough.",
)
def top_losses(probabilities, labels, n):
    losses = 1 - probabilities[np.arange(len(labels)), labels]  # in the same order as with the logarithm
    return np.argsort(-losses)[:n]


def _true(probabilities, labels):
    return probabilities[np.arange(len(labels)), labels]


def _losses(probabilities, labels, n):
    with np.errstate(divide="ignore"):
        return np.sort(-np.log(_true(probabilities, labels)))[::-1][:n]


def _surest_mistakes(probabilities, labels, n):
    wrong = probabilities.argmax(axis=1) != labels
    return np.argsort(np.where(wrong, -1, 1) * probabilities.max(axis=1))[:n]


top_losses.slips(
    ("the smallest losses", lambda probabilities, labels, n: np.argsort(-_true(probabilities, labels))[:n], "A picture gives its true class a probability of 0.9. Is its loss large or small? Does it come first in your list?"),
    ("the worst one last", lambda probabilities, labels, n: np.argsort(_true(probabilities, labels))[:n][::-1], "Which of the pictures that you return should stand first?"),
    ("places with a decimal point", lambda probabilities, labels, n: top_losses(probabilities, labels, n).astype(float), "The right pictures, but can a number with a decimal point stand in brackets, as in `labels[2.0]`? Which step makes whole numbers into others?"),
    ("the losses instead of their places", _losses, "Are the losses asked for, or the places where the pictures stand?"),
    ("the least sure pictures", lambda probabilities, labels, n: np.argsort(probabilities.max(axis=1))[:n], "Your list would be the same with any other labels. Which number of a row does the loss look at?"),
    ("the smallest probability in a row", lambda probabilities, labels, n: np.argsort(probabilities.min(axis=1))[:n], "Your list would be the same with any other labels. Which number of a row does the loss look at?"),
    ("the surest pictures", lambda probabilities, labels, n: np.argsort(-probabilities.max(axis=1))[:n], "Your list would be the same with any other labels. Which number of a row does the loss look at?"),
    ("the surest mistakes", _surest_mistakes, "The loss looks at one number of each row only: the probability of the true class. Which number do you sort by?"),
    ("all pictures", lambda probabilities, labels, n: np.argsort(_true(probabilities, labels)), "How many places should you return?"),
    ("one picture more", lambda probabilities, labels, n: np.argsort(_true(probabilities, labels))[: n + 1], "How many places should you return?"),
    ("the worst one alone", lambda probabilities, labels, n: np.argmin(_true(probabilities, labels)), "How many places should you return?"),
    ("the worst one is left out", lambda probabilities, labels, n: np.argsort(_true(probabilities, labels))[1 : n + 1], "Which place does the first element of an array have, 0 or 1?"),
    ("the pictures with a wrong answer", lambda probabilities, labels, n: np.flatnonzero(probabilities.argmax(axis=1) != labels)[:n], "Two pictures are both classified wrong. What decides which one comes first?"),
    ("the first column", lambda probabilities, labels, n: np.argsort(probabilities[:, 0])[:n], "You look at the same column in each row. In which column does a picture's true class stand?"),
)  # fmt: skip


RECALL = (
    Recall(
        "head",
        "You have ten photographs of each of three classes, and a pretrained network. What should learn first?",
        ("all weights of the network", "a new head on its embeddings", "a network of your own, from random weights"),
        "b",
        "The backbone has learned from a million photographs already. Ten pictures are enough for a head, and far too few for millions of weights.",
    ),
    Recall("baseline", "Your head is right about 70 %. What do you need to know before you call this good?", ("the number of its weights", "what a simple method reaches on the same pictures", "the size of the pictures"), "b", "70 % is a lot where a simple method reaches 43 %, and little where it reaches 80 %."),
    Recall(
        "top losses",
        "Which pictures are the top losses of a classifier?",
        ("those whose true class gets the smallest probability", "those that it is least sure about", "those with the largest probability of any class"),
        "a",
        "The loss is minus the logarithm of the probability of the true class, so it needs the label.",
    ),
    Recall(
        "unknown",
        "A head knows six classes of drawings. What does it say about a photograph of a screw?",
        ("a probability of 0 for each class", "that it is unknown", "one of its six classes, and perhaps it is sure"),
        "c",
        "The probabilities always add up to 1 over its classes. To refuse, it needs a measure of novelty as well.",
    ),
)
