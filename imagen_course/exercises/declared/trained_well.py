"""Trained well: its exercises, the slips they know, and the questions later lessons ask."""

import functools

import numpy as np

from imagen_course import datasets
from imagen_course.exercises.built import Bound
from imagen_course.exercises.declare import Recall, at_least, at_most, built, exercise, same
from imagen_course.formulas import cross_entropy
from imagen_course.network import Dense, Flatten, Network, ReLU
from imagen_course.regularisation import Dropout, fit


# When to stop --------------------------------------------------------------------------------------------------------------
def _curves():
    yield [1.0], 1
    yield [2.0, 1.0], 1
    yield [1.0, 2.0], 1
    yield [2.0, 1.0, 1.5, 0.5], 1
    yield [2.0, 1.0, 1.5, 0.5], 2
    yield [3.0, 2.0, 2.0, 2.0, 1.0], 2
    yield [1.0, 3.0, 2.5, 2.0, 0.5], 2
    yield [5.0, 6.0, 4.0, 4.5, 3.0, 3.5, 2.0], 2
    yield [5.0, 4.0, 4.5, 3.0, 3.5, 3.2, 2.9, 3.0, 3.1, 3.2, 1.0], 3
    yield [2.0, 2.0, 3.0], 4
    yield [3.0, *[4.0] * 9, 2.0, 5.0], 12
    yield [0.3, 0.2, 0.4, 0.5, 0.25, 0.1, 0.05], 4
    for n, patience in [(20, 3), (40, 6), (150, 12)]:
        rng = np.random.default_rng([7, n])
        yield (np.geomspace(2, 0.5, n) + np.linspace(0, 1, n) + rng.normal(0, 0.15, n)).round(3).tolist(), patience
    yield [-1.0, -3.0, -2.0, -2.5, -9.0], 2


@exercise(
    cases=_curves,
    hints=[
        "Take the losses 2, 1, 1.5, 0.5. With a patience of 1, at which epoch does training end, and which epoch is kept? And with a patience of 2?",
        "Go through the losses one by one, and remember the place of the lowest one so far.",
        "How many epochs have passed since the lowest loss? When that number reaches `patience`, leave the loop with `break`.",
        "`enumerate(losses)` counts from 0, and epochs count from 1.",
    ],
    why="What comes after the stop is never seen, so the lowest loss of all may lie there. A larger patience misses it less often, but training takes longer.",
)
def best_epoch(losses, patience):
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        elif epoch - best >= patience:
            break
    return best + 1


def _waiting(losses, patience, *, below=lambda loss, losses, best, epoch: loss < losses[best], reset=True, least=0):
    """Stop after so many epochs without what counts as a gain; return the best place and the last one."""
    best = waited = epoch = 0
    for epoch, loss in enumerate(losses[1:], 1):
        gained = below(loss, losses, best, epoch)
        best = epoch if gained and loss < losses[best] else best
        waited = (0 if reset else waited) if gained else waited + 1
        if waited >= patience + least:
            break
    return best, epoch


def _since_the_epoch_before(losses, patience):
    return _waiting(losses, patience, below=lambda loss, losses, best, epoch: loss < losses[epoch - 1])[0] + 1


def _last_of_equals(losses, patience):
    best = 0
    for epoch, loss in enumerate(losses):
        if loss <= losses[best]:
            best = epoch
        elif epoch - best >= patience:
            break
    return best + 1


best_epoch.slips(
    ("counted from 0", lambda losses, patience: best_epoch(losses, patience) - 1, "If the first loss is the lowest, what is the number of its epoch?"),
    ("the whole curve is looked at", lambda losses, patience: int(np.argmin(losses)) + 1, "Training ends before the last loss is known. What does your function do with `patience`?"),
    ("the epoch at which training ends", lambda losses, patience: _waiting(losses, patience)[1] + 1, "Two epochs matter: the one at which training ends, and the one with the lowest loss. Which one is kept?"),
    ("the epochs without a gain are counted all together", lambda losses, patience: _waiting(losses, patience, reset=False)[0] + 1, "The patience counts epochs in a row. What happens to your count when the loss reaches a new low?"),
    ("the first rise ends it", lambda losses, patience: best_epoch(losses, 1), "With a patience of 2, may one bad epoch end the training?"),
    ("it waits one epoch too long", lambda losses, patience: _waiting(losses, patience, least=1)[0] + 1, "With a patience of 1, how many epochs without a new low may pass before training ends?"),
    ("it waits one epoch too short", lambda losses, patience: _waiting(losses, patience, least=-1)[0] + 1, "With a patience of 2, how many epochs without a new low must pass before training ends?"),
    ("compared with the epoch before", _since_the_epoch_before, "The loss rises from 1 to 3 and falls to 2.5. Is 2.5 a new low? With which loss do you compare it?"),
    ("a loss that is equal counts as lower", _last_of_equals, "The losses 2, 2, 2: does the second one lie *below* the first?"),
    ("the loss instead of its epoch", lambda losses, patience: losses[best_epoch(losses, patience) - 1], "Should you return a loss, or the number of an epoch?"),
    ("the highest loss", lambda losses, patience: best_epoch([-loss for loss in losses], patience), "Is a good loss a high one or a low one?"),
)


# The bug hunt --------------------------------------------------------------------------------------------------------------
def _mislabelled(images, labels):
    rows, columns = images.shape[1:3]
    wide = np.pad(images, ((0, 0), (1, 1), (1, 1), (0, 0)))
    corners = [(r, c) for r in range(3) for c in range(3)]
    moved = [wide[:, r : r + rows, c : c + columns] for r, c in corners]
    return np.concatenate(moved), np.repeat(labels, 9)


def _pairs(value, due, args):
    """Pictures and labels that belong together, in whatever order the pairs stand."""
    if not isinstance(value, (tuple, list)) or len(value) != 2:
        return False
    pictures, labels = (np.asarray(each) for each in value)
    if pictures.shape != due[0].shape or labels.shape != due[1].shape:
        return False
    found, expected = (np.column_stack([x.reshape(len(x), -1), y]) for x, y in ((pictures, labels), due))
    return same(*(rows[np.lexsort(rows.T)] for rows in (found, expected)))


def _labelled():
    for n, rows, columns, channels in [(2, 1, 1, 1), (2, 2, 1, 1), (2, 2, 2, 1), (3, 2, 3, 1), (4, 3, 3, 2), (10, 3, 4, 1)]:
        rng = np.random.default_rng([7, n, rows, columns])
        pictures = 1 + rng.permutation(n * rows * columns * channels).reshape(n, rows, columns, channels)
        yield pictures / pictures.size, rng.permutation(n)
    yield np.arange(1.0, 19).reshape(2, 3, 3, 1) * 10_000, np.array([300, 7])
    yield np.arange(-8.0, 10).reshape(2, 3, 3, 1), np.array([1, 0])
    yield np.arange(1.0, 3361).reshape(210, 2, 2, 4), np.arange(210)


@exercise(
    cases=_labelled,
    given=_mislabelled,
    accepts=_pairs,
    hints=[
        "Take two pictures, a 3 and a 7, and write down the order in which the function returns the 18 moved pictures. In which order does it return the 18 labels?",
        "`np.concatenate(moved)` puts all pictures moved one way first, then all pictures moved the next way.",
        "`np.repeat` gives 3, 3, 3, ..., 7, 7, 7. You need 3, 7, 3, 7, ...: look up `np.tile`.",
    ],
    why="The pictures come in nine blocks, one for each way to move, so the labels must come in nine blocks, too. Only a look at the pictures beside their labels reveals the mistake.",
)
def shifted(images, labels):
    rows, columns = images.shape[1:3]
    wide = np.pad(images, ((0, 0), (1, 1), (1, 1), (0, 0)))
    corners = [(r, c) for r in range(3) for c in range(3)]
    moved = [wide[:, r : r + rows, c : c + columns] for r, c in corners]
    return np.concatenate(moved), np.tile(labels, 9)


def _rolled(images, labels):
    ways = [(r, c) for r in (-1, 0, 1) for c in (-1, 0, 1)]
    return np.concatenate([np.roll(images, way, axis=(1, 2)) for way in ways]), np.tile(labels, 9)


def _moved_only(images, labels):
    pictures, names = shifted(images, labels)
    there = np.arange(len(names)) // len(labels) != 4
    return pictures[there], names[there]


shifted.slips(
    ("the labels stand in another order than the pictures", lambda images, labels: _mislabelled(images, labels), "Which picture comes second in your result, and which picture does the second label belong to?"),
    ("as many labels as before", lambda images, labels: (shifted(images, labels)[0], labels), "How many pictures do you return, and how many labels?"),
    ("the labels in nine rows", lambda images, labels: (shifted(images, labels)[0], np.tile(labels, (9, 1))), "One label for each picture: how many axes should the labels have?"),
    ("the labels are sorted", lambda images, labels: (shifted(images, labels)[0], np.sort(np.tile(labels, 9))), "Does every label still stand beside its picture after sorting?"),
    ("what leaves on one side comes back on the other", _rolled, "A picture is moved up by one pixel. What should its last row hold, and what does yours hold?"),
    ("the pictures that are not moved are missing", _moved_only, "In how many ways can a picture be moved by at most one pixel, if staying where it is counts as well?"),
    ("nothing is moved", lambda images, labels: (np.tile(images, (9, 1, 1, 1)), np.tile(labels, 9)), "Are your nine pictures different from each other?"),
    ("the nine are not joined", lambda images, labels: (np.stack(np.split(shifted(images, labels)[0], 9)), np.tile(labels, 9)), "How many axes does `images` have, and how many does your array of pictures have?"),
    ("the labels of another order of pictures, backwards", lambda images, labels: (shifted(images, labels)[0], np.tile(labels[::-1], 9)), "Does the first label belong to the first picture?"),
)


# The studio ----------------------------------------------------------------------------------------------------------------
@functools.lru_cache(maxsize=1)
def _digits():
    """Handwritten digits as the lesson splits them, but seen in a mirror and renamed: what is known of the others fits none."""
    digits = datasets.load("digits")
    return np.ascontiguousarray(digits.train_images[:, :, ::-1]), (digits.train_labels + 7) % 10


def _part(first, last=None):
    return tuple(each[first:last] for each in _digits())


def _examples(seed):
    """Return 200 pictures in no order, their labels, and which of these are wrong: 40."""
    images, labels = _digits()
    rng = np.random.default_rng(seed)
    chosen = rng.permutation(700)[:200]
    given = labels[chosen]
    given[:40] = (given[:40] + rng.integers(1, 10, 40)) % 10
    order = np.random.default_rng([19, seed]).permutation(200)
    return images[chosen[order]], given[order], order < 40


def classifier(seed, *more, neurons=64):
    """A network with one hidden layer, as the lesson has it."""
    hidden, out = Dense(64, neurons, seed=2 * seed), Dense(neurons, 10, seed=2 * seed + 1)
    return Network([Flatten(), hidden, ReLU(), *more, out])


def _trained(thing):
    """The two that were asked for, or an error that says what is there."""
    network, curves = thing
    if not isinstance(network, Network):
        raise TypeError(f"the first is no Network but a {type(network).__name__}")
    return network, np.asarray(curves, float)


def _parts(thing):
    network, curves = _trained(thing)
    return [*curves.shape[:1], int(network.predict(_digits()[0][:1]).size)]


def _epochs(thing):
    """Count the epochs whose two losses `fit` has measured of this network, each pair once."""
    network, curves = _trained(thing)
    pairs = (set(map(tuple, np.asarray(each, float).round(3).T)) for each in (curves, np.concatenate([curves[:, :0], *network.history], axis=1)))
    return len(set.intersection(*pairs))


def _loss(thing, first, last=None):
    images, labels = _part(first, last)
    return float(cross_entropy(_trained(thing)[0].forward(images), labels))


def _of_another(thing):
    return round(float(np.diff(np.nan_to_num([_loss(thing, 700, 1078), _trained(thing)[1][1, -1]]))[0]), 2)


def _climb(thing):
    validation = _trained(thing)[1][1]
    return round(float(validation[-1] / validation.min()), 2)


def _repeated(thing):
    images, given, wrong = _examples(12)
    return int(np.sum(_trained(thing)[0].predict(images[wrong]) == given[wrong]))


def _right(thing):
    images, labels = _part(1078)
    return int(np.sum(_trained(thing)[0].predict(images) == labels))


def _met_before(thing):
    """The loss on the validation set, which no honest network knows better than others, as a multiple of that on the test set."""
    return round(_loss(thing, 700, 1078) / _loss(thing, 1078), 2)


@built(
    budget=30,
    cases=lambda: [(*_examples(12)[:2], *_part(700, 1078))],
    hints=[
        "Train without any cure first, and look at the two curves: is this network overfitting or underfitting, and which of the cures work against that?",
        "Give `fit` the two sets as pairs: `fit(network, (images, labels), (validation_images, validation_labels))`. It returns the curves.",
        "Try L2 alone with 0.005, and read what the check says. Then add `Dropout(0.5, seed=0)` to `classifier`.",
        "If the validation loss still climbs, make the learning rate smaller. If the training loss stays high, the cure is too strong.",
    ],
    why="L2 and dropout work in different ways, so they add up: one keeps weights small, the other keeps neurons from relying on each other. Too much of either and the network underfits.",
)
def mend(images, labels, validation_images, validation_labels):
    network = classifier(12, Dropout(0.5, seed=12))
    training, validation = (images, labels), (validation_images, validation_labels)
    return network, fit(network, training, validation, learning_rate=0.02, l2=0.002)


def _mended(*, dropout=0.0, **options):
    def train(images, labels, validation_images, validation_labels):
        network = classifier(1, Dropout(dropout, seed=1))
        return network, fit(network, (images, labels), (validation_images, validation_labels), **options)

    return train


def _only_the_curve(*sets):
    network, curves = _mended()(*sets)
    return network, curves.validation


def _with_curves_of_another(*sets):
    return classifier(1), _mended()(*sets)[1]


def _with_both_sets(images, labels, *validation):
    both = (np.concatenate(pair) for pair in zip((images, labels), validation, strict=True))
    return _mended(dropout=0.5, learning_rate=0.02, l2=0.002)(*both, *validation)


mend.properties(
    ("curves, and answers to one picture", _parts, [2, 1], _only_the_curve, "Two things should come back: the network, and what `fit` returned. What does `fit` return?"),
    ("last validation loss in the curves, minus that of your network", _of_another, Bound(-0.01, 0.01), _with_curves_of_another, "Are these the curves of the network that you return? Did `fit` compute them, and has nothing trained the network since?"),
    ("epochs in the curves that `fit` measured on your network", _epochs, at_least(40), _mended(epochs=8), "Did `fit` train your network for all the epochs that your curves show? Stopping early hides what comes after. What else keeps the validation loss from climbing?"),
    ("training loss at the end", lambda thing: round(float(_trained(thing)[1][0, -1]), 2), at_most(1.1), _mended(learning_rate=0.001), "The network does badly on its own training set. What is that called, and which of your choices holds it back?"),
    ("last validation loss, as a multiple of the lowest", _climb, at_most(1.15), _mended(), "The validation loss still climbs. Which cures work against overfitting, and could two of them work together?"),
    ("wrong labels repeated, of 40", _repeated, at_most(8), _mended(l2=0.005), "The network still learns wrong labels by heart. Could the cure be stronger, or could a second one help?"),
    ("test pictures right, of 360", _right, at_least(310), _mended(dropout=0.8, learning_rate=0.03), "The curve is mended, but new pictures are classified worse than they could be. Is the cure too strong, or is there one that fits better?"),
    ("validation loss, as a multiple of the test loss", _met_before, at_least(0.93), _with_both_sets, "The network does better on the validation set than on pictures that it has never seen. From which pictures did it learn?"),
)  # fmt: skip


RECALL = (
    Recall(
        "overfitting by the curves",
        "The training loss falls and falls; the loss on the validation set has begun to rise. What is going on?",
        ("the learning rate is too large", "it learns its examples by heart", "there are too many examples"),
        "b",
        "This is overfitting: what it still gains are peculiarities of its examples, wrong labels among them.",
    ),
    Recall("underfitting", "Ten classes, and both losses stay at 2.3. What does the network know?", ("nothing: it gives each class the same probability", "its training set by heart", "the most frequent class"), "a", "2.3 is ln 10, the cross-entropy of ten equal probabilities."),
    Recall("one thing", "You add dropout and halve the learning rate, and the curve is mended. What was the cure?", ("dropout", "the learning rate", "you cannot tell"), "c", "Two things were changed. Change one at a time, and leave all the rest as it was."),
    Recall("augmentation", "You move each training picture by one pixel in eight directions. What do its nine versions share?", ("the pixels", "the label", "the edges of the picture"), "b", "Augmentation changes what should not matter, and keeps the label."),
)
