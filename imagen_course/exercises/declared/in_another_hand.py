"""In another hand: its exercises, the slips they know, and the questions later lessons ask."""

import functools

import numpy as np

from imagen_course.exercises.declare import Recall, at_most, built, exercise


def _maps(*shape, seed=23):
    """Maps without order, no two numbers alike, some negative; the means of the maps differ."""
    random = np.random.default_rng([seed, *shape])
    return (random.normal(size=shape) + random.normal(0.3, 1.0, shape[-1])).round(3)


# The Gram matrix -----------------------------------------------------------------------------------------------------------
@exercise(
    cases=lambda: [(np.array([[[1.0, 0.0], [1.0, 2.0]]]),), *((_maps(*shape),) for shape in ((1, 2, 3), (2, 3, 1), (2, 2, 4), (3, 5, 2), (4, 3, 5)))],
    hints=[
        "Say that one place has the numbers 2 and 3 in two maps. What does this place add to the entry of these two maps?",
        "Where a place lies does not matter. So make a table of `maps` with a row for each place and a column for each map: which `reshape` does that?",
        "In a product of two matrices, a row meets a column. Which two tables have to be multiplied, so that a map meets a map, and the sum runs over places?",
        "`places.T @ places` is the sum. By what must it be divided to be a mean over places?",
    ],
    why="A row of the table is a place. The product of the transposed table and the table adds up, over all rows, the products of each column with each.",
)
def gram_matrix(maps):
    places = maps.reshape(-1, maps.shape[-1])
    return places.T @ places / len(places)


def _places(maps):
    return maps.reshape(-1, maps.shape[-1])


def _by_places(maps):
    return _places(maps) @ _places(maps).T / len(_places(maps))


def _gram_of(change, divide=len):
    """The Gram matrix of a changed table of places, divided by something."""

    def wrong(maps):
        table = change(_places(maps))
        with np.errstate(all="ignore"):
            return table.T @ table / divide(table)

    return wrong


def _gram_scrambled(maps):
    rows = maps.reshape(maps.shape[-1], -1)
    return rows @ rows.T / rows.shape[1]


gram_matrix.slips(
    ("the sum over all places", _gram_of(lambda p: p, lambda _: 1), "A picture twice as wide has twice as many places. Should its style be twice as large?"),
    ("places with places", _by_places, "How many rows should the result have: as many as there are places, or maps?"),
    ("a reshape that scrambles", _gram_scrambled, "What does `maps.reshape(c, -1)` put into one row: one map, or whatever comes next in the memory?"),
    ("the means are taken away", _gram_of(lambda p: p - p.mean(axis=0)), "That is a covariance. If a map is bright everywhere, is this part of the style here?"),
    ("each map brought to length 1", _gram_of(lambda p: p / np.linalg.norm(p, axis=0), lambda _: 1), "Those are cosines. How high a map is counts, too. Which step took that out?"),
    ("divided by places less one", _gram_of(lambda p: p, lambda p: len(p) - 1), "That is how a variance is estimated. What is the mean over all places?"),
    ("divided by all numbers", _gram_of(lambda p: p, np.size), "You divide by places times maps. Over what is the mean taken?"),
    ("divided by the maps", _gram_of(lambda p: p, lambda p: p.shape[1]), "You divide by the number of maps. Over what is the mean taken?"),
    ("divided by the rows alone", lambda maps: _places(maps).T @ _places(maps) / len(maps), "`len(maps)` counts the rows of the picture. How many places are there?"),
    ("the squares alone", lambda maps: (_places(maps) ** 2).mean(axis=0), "That says how high each map is by itself. Which maps are high together?"),
    ("the means multiplied", lambda maps: np.outer(_places(maps).mean(axis=0), _places(maps).mean(axis=0)), "Two maps can both be high on average, and never at the same place. Multiply first, or take the mean first?"),
    ("multiplied place by place", lambda maps: maps * maps, "That multiplies each map with itself. Where does a map meet another?"),
)  # fmt: skip


# The bug hunt: a loss that grows with the picture --------------------------------------------------------------------------
def _loss_as_found(maps, wanted):
    ours, theirs = (part.reshape(-1, part.shape[-1]) for part in (maps, wanted))
    ours, theirs = ours.T @ ours, theirs.T @ theirs
    return np.sum((ours - theirs) ** 2) / np.sum(theirs**2)


@exercise(
    cases=lambda: [
        (np.ones((1, 1, 1)), np.ones((1, 2, 1))),
        (2 * np.ones((1, 2, 1)), np.ones((1, 1, 1))),
        *((_maps(*one), _maps(*other, seed=5)) for one, other in (((2, 2, 2), (2, 2, 2)), ((2, 3, 2), (3, 4, 2)), ((4, 4, 3), (2, 1, 3)), ((3, 5, 4), (5, 3, 4)))),
        (np.tile(_maps(2, 3, 3), (3, 2, 1)), _maps(2, 3, 3)),
    ],
    given=_loss_as_found,
    hints=[
        "Print the two matrices for the wall and for its quarter. What is the ratio of their entries, and what else has this ratio?",
        "Which of your two functions, `gram_matrix` or the one here, does not change when a picture is laid beside itself?",
        "Divide each of the products by the number of rows of its own table, before they are subtracted.",
    ],
    why="A sum over places grows with the picture, a mean does not. Each matrix must be divided by its own number of places.",
)
def style_loss(maps, wanted):
    ours, theirs = (part.reshape(-1, part.shape[-1]) for part in (maps, wanted))
    ours, theirs = ours.T @ ours / len(ours), theirs.T @ theirs / len(theirs)
    return np.sum((ours - theirs) ** 2) / np.sum(theirs**2)


def _loss(ours_by, theirs_by, of=lambda a, b: np.sum((a - b) ** 2) / np.sum(b**2)):
    """The loss of the two products, each divided by something."""

    def wrong(maps, wanted):
        a, b = _places(maps), _places(wanted)
        return of(a.T @ a / ours_by(a, b), b.T @ b / theirs_by(a, b))

    return wrong


def _own(which):
    return lambda *tables: len(tables[which])


style_loss.slips(
    ("sums, not means", _loss_as_found, "The same wall, four times as large: is its style a different one? What in these lines grows with the size?"),
    ("only the first is divided", _loss(_own(0), lambda *_: 1), "One of the two is a mean now. What is the other?"),
    ("only the second is divided", _loss(lambda *_: 1, _own(1)), "One of the two is a mean now. What is the other?"),
    ("divided by rows of the picture", lambda maps, wanted: _loss(lambda *_: len(maps), lambda *_: len(wanted))(maps, wanted), "`len` of maps counts their rows. How many places do they have?"),
    ("divided by all numbers of one", lambda maps, wanted: _loss(lambda *_: maps.size, _own(1))(maps, wanted), "Are both divided by the same kind of number?"),
    ("the whole divided at the end", lambda maps, wanted: _loss_as_found(maps, wanted) / len(_places(maps)), "The two matrices are of different size already when they are subtracted. Can one division at the end mend both?"),
    ("divided by the places of both", lambda maps, wanted: _loss_as_found(maps, wanted) / len(_places(maps)) / len(_places(wanted)), "The two matrices are of different size already when they are subtracted. What has to happen before?"),
    ("a share no more", _loss(_own(0), _own(1), lambda a, b: np.sum((a - b) ** 2)), "The size is mended. But of what is the loss a share?"),
    ("a mean of the squares", _loss(_own(0), _own(1), lambda a, b: np.mean((a - b) ** 2)), "The size is mended. But what stood in the denominator, and where is it now?"),
    ("a share of its own squares", _loss(_own(0), _own(1), lambda a, b: np.sum((a - b) ** 2) / np.sum(a**2)), "Of whose matrix is the loss a share: the picture's, or the wanted one's?"),
    ("not squared", _loss(_own(0), _own(1), lambda a, b: np.sum(np.abs(a - b)) / np.sum(np.abs(b))), "The size is mended. Where have the squares gone?"),
    ("a root at the end", _loss(_own(0), _own(1), lambda a, b: np.sqrt(np.sum((a - b) ** 2) / np.sum(b**2))), "The size is mended. Who asked for a root?"),
    ("the same for every size of sum", _loss(lambda a, b: np.linalg.norm(a.T @ a), lambda a, b: np.linalg.norm(b.T @ b)), "Now a dim picture has the same style as a bright one. What was to be taken out: the number of places, or the brightness?"),
)  # fmt: skip


# Instance normalisation ----------------------------------------------------------------------------------------------------
@exercise(
    cases=lambda: [
        (np.array([1.0, 3.0]).reshape(1, 1, 2, 1), 1e-5),
        (np.array([2.0, 2.0]).reshape(1, 1, 2, 1), 1e-5),
        *((_maps(*shape), epsilon) for shape, epsilon in (((2, 2, 2, 1), 1e-5), ((1, 3, 2, 2), 0.5), ((3, 2, 4, 3), 1e-3), ((4, 3, 3, 2), 0.1))),
    ],
    hints=[
        "How many means do two pictures of three channels have, if each channel of each picture has one of its own?",
        "Over which of the axes n, h, w, c does such a mean run? `axis` takes several at once, and `keepdims=True` keeps their places.",
        "Subtract the mean first. The variance is the mean of the squares of what is left; add `epsilon` to it before you take the root.",
    ],
    why="The mean and the variance run over the places, axes 1 and 2. So each channel of each picture gets its own, whatever else is in the batch.",
)
def instance_norm(maps, epsilon):
    mean = maps.mean(axis=(1, 2), keepdims=True)
    variance = maps.var(axis=(1, 2), keepdims=True)
    return (maps - mean) / np.sqrt(variance + epsilon)


def _normalised(axis, scale=lambda variance, epsilon: np.sqrt(variance + epsilon), centre=True):
    """Normalise over some axes, by some scale."""

    def wrong(maps, epsilon):
        mean, variance = maps.mean(axis=axis, keepdims=True), maps.var(axis=axis, keepdims=True)
        with np.errstate(all="ignore"):
            return (maps - mean * centre) / scale(variance, epsilon)

    return wrong


_PLACES = 1, 2
instance_norm.slips(
    ("over the batch as well", _normalised((0, 1, 2)), "That is batch normalisation. Should the other pictures of the batch change this one?"),
    ("over the batch alone", _normalised(0), "Each place has a mean of its own now, over the pictures. Over what should it run?"),
    ("over the channels as well", _normalised((1, 2, 3)), "That is layer normalisation. A red cast lifts one channel: what happens to it if all channels share a mean?"),
    ("over the channels alone", _normalised(3), "Each place has a mean of its own now. Which axes are the places?"),
    ("over everything", _normalised(None), "There is one mean for all pictures and channels. How many should there be?"),
    ("over the rows alone", _normalised(1), "Each column has a mean of its own now. Which axes are the places?"),
    ("over the columns alone", _normalised(2), "Each row has a mean of its own now. Which axes are the places?"),
    ("divided by the variance", _normalised(_PLACES, lambda v, e: v + e), "What becomes of a channel that is multiplied by 2: does your result stay as it was?"),
    ("no epsilon", _normalised(_PLACES, lambda v, e: np.sqrt(v)), "What do you divide by where a channel is the same everywhere?"),
    ("epsilon outside the root", _normalised(_PLACES, lambda v, e: np.sqrt(v) + e), "Is epsilon added to the variance, or to its root?"),
    ("epsilon squared", _normalised(_PLACES, lambda v, e: np.sqrt(v + e**2)), "Where does the square of epsilon come from?"),
    ("the mean stays", _normalised(_PLACES, centre=False), "What is the mean of each channel afterwards?"),
    ("the contrast stays", _normalised(_PLACES, lambda v, e: 1), "The mean is 0 now. What is the variance?"),
    ("to [0, 1]", lambda maps, epsilon: (maps - maps.min(axis=_PLACES, keepdims=True)) / (np.ptp(maps, axis=_PLACES, keepdims=True) + epsilon), "That stretches each channel between its ends. Which two numbers should be 0 and 1?"),
)  # fmt: skip


# The studio: another hand --------------------------------------------------------------------------------------------------
@functools.cache
def _network():
    from imagen_course import photographs

    return photographs.first_stages()


@functools.cache
def _pictures():
    """Pairs of a photograph and a painting, 64 x 64."""
    from imagen_course import datasets, pictures

    cat, coffee, stars = (datasets.photograph(name) for name in ("chelsea", "coffee", "hubble_deep_field"))
    cut = cat[20:276, 90:346], coffee[40:296, 150:406], stars[:256, :256]
    cat, coffee, stars = (pictures.resized(part, 0.25)[:64, :64].astype("float32") for part in cut)
    return (cat, coffee), (coffee, stars)


def _distances(picture, photograph, painting):
    """How much of the style distance is left, and how far the content has gone, in per cent."""
    from imagen_course import style
    from imagen_course.arrays import to_numpy

    network, picture = _network(), np.asarray(picture, "float32")
    grams = style.gram_matrices(network, painting[None])
    ours, before = (network(one[None]) for one in (picture, photograph))
    left, start = (to_numpy(style.style_distance(maps, grams))[0] for maps in (ours, before))
    return 100 * float(left / start), 100 * float(to_numpy(style.content_distance(ours[-1:], before[-1:]))[0])


def _worst(which):
    def measure(drawn):
        found = [_distances(picture, *pair)[which] for picture, pair in zip(drawn, _pictures(), strict=True)]
        return round(max(found), 1)

    return measure


def _shapes(drawn):
    return [list(np.shape(picture)) for picture in drawn]


def _outside(drawn):
    """Count the numbers outside [0, 1], or none at all."""
    return int(sum(np.sum(~((np.asarray(each) >= 0) & (np.asarray(each) <= 1))) for each in drawn))


@built(
    budget=60,  # of computing: some ten seconds of one core are enough
    cases=lambda: [(_network(), *(part.copy() for part in pair)) for pair in _pictures()],
    hints=[
        "In `redrawn`, near the top of the lesson, which three functions lead from a photograph and a painting to the redrawn cat, and what does each of them need?",
        "The functions of `style` take batches, and you have one picture: `painting[None]` is a batch of one. `redraw` gives a picture after each step; you want the last.",
        "If too much of the style distance is left, let style weigh more, or take more steps. If the content has gone too far, let style weigh less.",
        "`loss = style.perceptual_loss(network, grams, style_weight=6.0)`, and then `*_, last = style.redraw(loss, photograph[None], steps=40)`.",
    ],
    why="The Gram matrices of the painting are the goal, the photograph is the start and the content, and the weight decides between them.",
)
def another_hand(network, photograph, painting):
    from imagen_course import style

    grams = style.gram_matrices(network, painting[None])
    loss = style.perceptual_loss(network, grams, style_weight=6.0)
    *_, last = style.redraw(loss, photograph[None], steps=40)
    return last[0]


another_hand.properties(
    ("height, width and channels", _shapes, [[64, 64, 3], [64, 64, 3]], lambda network, photograph, painting: photograph[None], "You were given one picture. Do you return one, or a batch of one?"),
    ("numbers outside [0, 1]", _outside, 0, lambda network, photograph, painting: 3 * photograph - 1, "Which step keeps the pixels of a picture between 0 and 1?"),
    ("style distance left, %", _worst(0), at_most(30), lambda network, photograph, painting: photograph, "Too much of the style distance is left. Does the style weigh enough, and are there enough steps?"),
    ("content distance, %", _worst(1), at_most(80), lambda network, photograph, painting: painting, "The style is there, but what the photograph shows is not. Where do your steps begin, and does the content weigh enough?"),
)  # fmt: skip


RECALL = (
    Recall("gram", "All places of a network's maps are shuffled, each with all its numbers. What happens to their Gram matrix?", ("it stays as it is", "only its diagonal stays", "it becomes 0"), "a", "A mean over places does not ask where they lie."),
    Recall("instance normalisation", "Over what do the mean and the variance of instance normalisation run?", ("the whole batch", "the places of one channel of one picture", "the channels of one place"), "b", "So each picture is normalised by itself, whatever else is in the batch."),
    Recall("style transfer", "What changes in neural style transfer by optimisation?", ("the pixels of the picture", "the weights of the network", "both"), "a", "The network stays as it is, and gradient descent moves the pixels."),
    Recall("perceptual loss", "What does a perceptual loss compare?", ("pixels", "maps of a network", "names that a network gives"), "b", "Two pictures may differ in every pixel and still have maps that are alike."),
)
