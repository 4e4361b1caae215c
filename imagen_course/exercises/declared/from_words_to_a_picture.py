"""From words to a picture: its exercises, the slips they know, and the questions later lessons ask."""

from functools import cache

import numpy as np

from imagen_course.exercises.declare import Recall, at_least, at_most, built, exercise
from imagen_course.worlds import drawings


def _numbers(*shape, seed=14):
    """Numbers without order, no two alike, some negative."""
    return np.random.default_rng([seed, *shape]).normal(0.3, 1.0, shape).round(3)


# Looking up words ----------------------------------------------------------------------------------------------------------
def _some_words():
    yield np.array([[1.0]]), np.array([[0.0], [1.0]]), np.array([[0.0], [1.0]]), np.array([True, True])
    yield np.array([[1.0]]), np.array([[0.0], [1.0], [2.0]]), np.array([[0.0], [1.0], [5.0]]), np.array([True, True, False])
    for places, words, d, v, kept in ((3, 3, 2, 1, 3), (2, 4, 3, 2, 3), (2, 5, 4, 3, 2), (4, 6, 2, 5, 1), (5, 4, 6, 2, 4), (7, 9, 8, 2, 8)):
        mask = np.arange(words) < kept
        yield _numbers(places, d), _numbers(words, d, seed=4), _numbers(words, v, seed=9), mask
    yield 40 * _numbers(3, 4), 40 * _numbers(5, 4, seed=4), _numbers(5, 2, seed=9), np.arange(5) < 4
    yield np.array([[1.0]]), np.array([[0.0], [1.0], [2.0]]), np.array([[0.0], [1.0], [5.0]]), np.array([True, False, True])
    # padding has by far the largest score
    for keys in ([0, 1, 300], [-300, -301, 0], [0, 1, 2e5], [-2e5, -2e5 - 1, 0]):
        yield (
            np.array([[1.0]]),
            np.array(keys, float)[:, None],
            np.array([[0.0], [1.0], [5.0]]),
            np.array([True, True, False]),
        )


@exercise(
    cases=_some_words,
    hints=[
        "One query and two words: which number says how well a word fits, and how do two such numbers become two shares?",
        "Scores: `queries @ keys.T / np.sqrt(d)`, one row for each place, one column for each word.",
        "Where the mask is 0 the score becomes `-np.inf`: its exponential is 0.",
        "The softmax along each row gives the weights; times `values` they give the means.",
    ],
    why="A softmax over the real words, by how well key and query fit, and a mean of the values with these weights.",
)
def look_up(queries, keys, values, mask):
    scores = queries @ keys.T / np.sqrt(keys.shape[1])
    scores = np.where(mask, scores, -np.inf)
    weights = np.exp(scores - scores.max(axis=1, keepdims=True))
    return weights / weights.sum(axis=1, keepdims=True) @ values


def _shared(scores, axis=1, shift=True):
    with np.errstate(over="ignore", invalid="ignore"):
        weights = np.exp(scores - shift * scores.max(axis=axis, keepdims=True))
        return weights / weights.sum(axis=axis, keepdims=True)


def _scores(queries, keys):
    return queries @ keys.T / np.sqrt(keys.shape[1])


def _masked(queries, keys, mask):
    return np.where(mask, _scores(queries, keys), -np.inf)


def _look_no_exponential(queries, keys, values, mask):
    scores = _scores(queries, keys) * mask
    return scores / scores.sum(axis=1, keepdims=True) @ values


def _look_one_maximum(queries, keys, values, mask):
    with np.errstate(invalid="ignore"):
        weights = np.exp(_masked(queries, keys, mask) - _masked(queries, keys, mask).max())
        return weights / weights.sum(axis=1, keepdims=True) @ values


def _look_lowered(by):
    return lambda queries, keys, values, mask: _shared(_scores(queries, keys) - by * np.logical_not(mask)) @ values


def _look_low_for_masked(low):
    return lambda queries, keys, values, mask: _shared(np.where(mask, _scores(queries, keys), low)) @ values


def _look_shifted_by_masked(queries, keys, values, mask):
    scores = _scores(queries, keys)
    with np.errstate(invalid="ignore"):
        weights = np.exp(scores - scores.max(axis=1, keepdims=True)) * mask
        return weights / weights.sum(axis=1, keepdims=True) @ values


def _look_at_the_first(queries, keys, values, mask):
    n = np.count_nonzero(mask)
    return _shared(_scores(queries, keys[:n])) @ values[:n]


def _look_not_shared(queries, keys, values, mask):
    scores = _masked(queries, keys, mask)
    return np.exp(scores - scores.max(axis=1, keepdims=True)) @ values


look_up.slips(
    ("not divided by the root", lambda queries, keys, values, mask: _shared(np.where(mask, queries @ keys.T, -np.inf)) @ values, "By what are the products divided before the softmax?"),
    ("divided by d itself", lambda queries, keys, values, mask: _shared(np.where(mask, queries @ keys.T / keys.shape[1], -np.inf)) @ values, "Is it d, or its root?"),
    ("the root of the wrong number", lambda queries, keys, values, mask: _shared(np.where(mask, queries @ keys.T / np.sqrt(len(keys)), -np.inf)) @ values, "Is d how many words there are, or how long a key is?"),
    ("shares over the places", lambda queries, keys, values, mask: _shared(_masked(queries, keys, mask), axis=0) @ values, "Do the weights of one word add up to 1, or those of one place?"),
    ("shares over everything", lambda queries, keys, values, mask: _shared(_masked(queries, keys, mask), axis=None) @ values, "Does each place have shares of its own, that add up to 1?"),
    ("the mask is not used", lambda queries, keys, values, mask: _shared(_scores(queries, keys)) @ values, "Which tokens are padding? What weight do they get in your function?"),
    ("masked after the softmax", lambda queries, keys, values, mask: (_shared(_scores(queries, keys)) * mask) @ values, "What do the weights of the real words add up to, if the others were counted in?"),
    ("zero for a masked score", lambda queries, keys, values, mask: _shared(_scores(queries, keys) * mask) @ values, "What is the exponential of 0? Is it 0?"),
    ("the mask is turned round", lambda queries, keys, values, mask: _shared(_masked(queries, keys, np.logical_not(mask))) @ values, "Does the mask say which words are there, or which are not?"),
    ("keys instead of values", lambda queries, keys, values, mask: _shared(_masked(queries, keys, mask)) @ keys, "What is added up in the end: what words are found by, or what they say?"),
    ("the weights are returned", lambda queries, keys, values, mask: _shared(_masked(queries, keys, mask)), "Those are the weights. Of what do they make a mean?"),
    ("the best alone", lambda queries, keys, values, mask: values[_masked(queries, keys, mask).argmax(axis=1)], "If two words fit almost equally well, may one be left out?"),
    ("all words alike", lambda queries, keys, values, mask: np.repeat(values[np.asarray(mask, bool)].mean(axis=0, keepdims=True), len(queries), axis=0), "Where do the queries come in?"),
    ("no exponential", _look_no_exponential, "May a weight be negative?"),
    ("the scores instead of weights", lambda queries, keys, values, mask: (_scores(queries, keys) * mask) @ values, "What should the weights of a place add up to?"),
    ("the exponential overflows", lambda queries, keys, values, mask: _shared(_masked(queries, keys, mask), shift=False) @ values, "What does the exponential of 1,000 come to in a computer?"),
    ("not divided by the root, and the exponential overflows", lambda queries, keys, values, mask: _shared(np.where(mask, queries @ keys.T, -np.inf), shift=False) @ values, "By what are the products divided before the softmax?"),
    ("no mask, and the exponential overflows", lambda queries, keys, values, mask: _shared(_scores(queries, keys), shift=False) @ values, "Which tokens are padding?"),
    ("shares over everything, and the exponential overflows", lambda queries, keys, values, mask: _shared(_masked(queries, keys, mask), axis=None, shift=False) @ values, "Does each place have shares of its own, that add up to 1?"),
    ("one maximum for all places", _look_one_maximum, "If the largest score of one place is 1,000 below that of another, what is left of its exponentials?"),
    ("not divided by their sum", _look_not_shared, "What do your weights add up to?"),
    ("the root of the values' length", lambda queries, keys, values, mask: _shared(np.where(mask, queries @ keys.T / np.sqrt(values.shape[1]), -np.inf)) @ values, "Is d how long a key is, or how long a value?"),
    *(("a masked score is made lower, but not low enough", _look_lowered(by), f"A masked score may lie {10 * by:,} above the others. After your change, is it below them?") for by in (100, 1000, 10000)),
    *(("a low number for a masked score, but not the lowest", _look_low_for_masked(-low), f"If all scores of real words lie at -{10 * low:,}, is what you put in for the others lower?") for low in (100, 1000, 10000)),
    ("shifted by a masked score", _look_shifted_by_masked, "A masked word has by far the largest score. After the shift, what is left of the others' exponentials?"),
    ("the first words", _look_at_the_first, "Must the words that are there be the first ones?"),
)


# The bug hunt: guidance ---------------------------------------------------------------------------------------------------
def _some_guidance():
    yield np.array([0.5]), np.array([1.5]), 2.0
    for shape, guidance in (((2,), 0.0), ((3,), 1.0), ((2, 2), 0.5), ((2, 3, 1), 3.0), ((2, 3, 3, 3), 7.5), ((2,), -0.5), ((3,), 20.0)):
        yield _numbers(*shape), _numbers(*shape, seed=6), guidance


def _guided_as_found(without, with_words, guidance):
    return with_words + guidance * (without - with_words)


@exercise(
    cases=_some_guidance,
    given=_guided_as_found,
    hints=[
        "Which of the two answers should come out at guidance 0, and which at guidance 1? Where does guidance 2 lead?",
        "The way from one answer to the other is their difference.",
        "Start without words, and go `guidance` times that way.",
    ],
    why="A point on the line through both answers: 0 is without words, 1 with, and beyond 1 the difference is enlarged.",
)
def guided(without, with_words, guidance):
    return without + guidance * (with_words - without)


guided.slips(
    ("the two are exchanged", _guided_as_found, "With guidance 0, whose answer is expected: with words, or without?"),
    ("from the answer with words", lambda without, with_words, guidance: with_words + guidance * (with_words - without), "Ho and Salimans write it so; their w is our guidance minus 1. With guidance 0, whose answer is expected here?"),
    ("away from the words", lambda without, with_words, guidance: without + guidance * (without - with_words), "With guidance 1, where should you arrive?"),
    ("the difference is returned alone", lambda without, with_words, guidance: guidance * (with_words - without), "With guidance 0, should nothing be left?"),
    ("the words' answer, enlarged", lambda without, with_words, guidance: guidance * with_words, "Multiplied out: does `guidance` multiply the difference in your line, or one of the two answers?"),
    ("one added to the other", lambda without, with_words, guidance: without + guidance * with_words, "With guidance 1, should anything be left of the answer without words?"),
    ("the difference is without its brackets", lambda without, with_words, guidance: guidance * with_words - without, "What is multiplied: the answer with words, or the difference?"),
    ("a weighted mean", lambda without, with_words, guidance: (without + guidance * with_words) / (1 + guidance), "Can a mean go beyond the answer with words? Should it?"),
    ("the result is clipped", lambda without, with_words, guidance: np.clip(guided(without, with_words, guidance), -1, 1), "Who clips: the line asked for here, or the sampler after it?"),
    ("the guess never goes beyond the words'", lambda without, with_words, guidance: guided(without, with_words, min(guidance, 1)), "What should guidance 2 do beyond guidance 1?"),
)

# The studio ----------------------------------------------------------------------------------------------------------------
_SORTS = "noise", "mirrored", "moved", "both", "new", "tone", "shuffled", "recoloured", "balanced"


@cache
def _gallery():
    """Return pictures, known drawings, and of what sort each picture is."""
    table, random = drawings.table(), np.random.default_rng(2101)
    order = random.permutation(table.where(artist="noto"))
    known_numbers, rest = order[:120], order[120:]
    known, fresh = _on_white(known_numbers), _on_white(rest[:80])
    whole = known[_far(known, _moved(known, 2, -2)) < 0.02]  # nothing of them is cut off where they are moved
    toned = rest[np.isin(table.thing[rest], table.thing[known_numbers[table.tone[known_numbers] > 0]])]
    tones = _on_white(toned[:90])
    far = _far(known, tones)
    steps = [(2, 1), (-2, 0), (1, -2), (0, 2), (-1, -1), (2, -2)]
    groups = {
        "noise": np.clip(known[8:20] + random.normal(0, 0.02, (12, 32, 32, 3)), 0, 1),
        "mirrored": known[24:32, :, ::-1],
        "moved": np.concatenate([_moved(whole[i : i + 1], *steps[i % 6]) for i in range(11)]),
        "both": np.concatenate([_moved(whole[i : i + 1, :, ::-1], *steps[i % 6]) for i in range(11, 22)]),
        "new": fresh[(_far(known, fresh) > 0.12) & ~_same_colours(fresh, known)][:30],
        "tone": tones[(far > 0.08) & (far < 0.12)][:12],
        "shuffled": _shuffled(known, random),
        "recoloured": _recoloured(known),
        "balanced": _balanced(known, random),
    }
    sorts = np.repeat(_SORTS, [len(groups[sort]) for sort in _SORTS])
    order = random.permutation(len(sorts))
    return np.concatenate([groups[sort] for sort in _SORTS])[order].astype(np.float32), known, sorts[order]


def _shuffled(known, random):
    """Four drawings each: all pixels permuted, rows, columns, pixels within a row, within blocks of 4 x 4; and turned by half."""
    images = known[:24]
    blocks = images.reshape(24, 8, 4, 8, 4, 3).swapaxes(2, 3)
    ways = [
        random.permuted(images.reshape(24, -1, 3), axis=1).reshape(images.shape),
        images[:, random.permutation(32)],
        images[:, :, random.permutation(32)],
        np.take_along_axis(images, random.random(images.shape[:3]).argsort(axis=2)[..., None], axis=2),
        random.permuted(blocks.reshape(24, 8, 8, 16, 3), axis=3).reshape(blocks.shape).swapaxes(2, 3).reshape(images.shape),
        images[:, ::-1, ::-1],
    ]
    return np.concatenate([_first_far(known, way[4 * i :], 4) for i, way in enumerate(ways)])


def _recoloured(known):
    """Three each: two channels exchanged, each taken from another, exchanged but not in the middle, or at equal luminance."""
    exchanged, *others = (known[..., channels] for channels in ([2, 1, 0], [0, 1, 1], [0, 0, 2], [1, 1, 2]))
    outside, as_bright = exchanged[::-1].copy(), exchanged.copy()
    outside[:, 8:24, 8:24] = known[::-1, 8:24, 8:24]
    as_bright[..., 1] += (0.30 - 0.11) / 0.59 * (known[..., 0] - known[..., 2])
    ways = exchanged, *others, outside, np.clip(as_bright, 0, 1)
    return np.concatenate([_first_far(known, images[:40], 3) for images in ways])


def _balanced(known, random):
    """Drawings of which each row and each column keeps its mean: what two places gain, the two across from them lose."""
    changed = known[:24].copy()
    for _ in range(40):
        rows, columns = (random.permutation(32).reshape(2, 16) for _ in range(2))
        one, below, beside, across = (np.ix_(range(24), r, c) for c in columns for r in rows)
        most = np.minimum(1 - np.maximum(changed[one], changed[across]), np.minimum(changed[below], changed[beside]))
        for place, step in ((one, most), (across, most), (below, -most), (beside, -most)):
            changed[place] += step
    return _first_far(known, changed, 6)


def _first_far(known, images, n):
    """The first that are far from all known drawings, however these are moved."""
    return images[_far(known, images) > 0.12][:n]


def _on_white(numbers):
    return drawings.on_ground(drawings.draw(numbers, size=32))


def _moved(images, down, right):
    """Move pictures by two pixels at the most; what comes in is white."""
    padded = np.pad(images, ((0, 0), (2, 2), (2, 2), (0, 0)), constant_values=1)
    return padded[:, 2 - down : 34 - down, 2 - right : 34 - right]


def _apart(images, known):
    """The root mean square of the differences to the nearest known one."""
    rows, columns = (np.reshape(some, (len(some), -1)) for some in (images, known))
    squares = (rows**2).sum(axis=1)[:, None] - 2 * rows @ columns.T + (columns**2).sum(axis=1)
    return np.sqrt(np.maximum(squares.min(axis=1), 0) / rows.shape[1])


def _far(known, images, steps=2, mirrored=True, of=np.asarray):
    """The same where the pictures may be moved back and mirrored, of what is made of them."""
    both = (images, images[:, :, ::-1]) if mirrored else (images,)
    places = [(r - steps, c - steps) for r, c in np.ndindex(2 * steps + 1, 2 * steps + 1)]
    return np.min([_apart(of(_moved(some, *place)), of(known)) for some in both for place in places], axis=0)


def _some_pictures():
    """The new drawings of the gallery by themselves, and the whole gallery."""
    pictures, known, sorts = _gallery()
    return [(pictures[sorts == "new"], known.copy()), (pictures.copy(), known.copy())]


def _kind(answers):
    values = np.asarray(answers[1])
    n = len(_gallery()[2])
    return "as many" if values.shape == (n,) and np.isin(values, (0, 1)).all() else f"shape {values.shape}, or other values"


def _share(*sorts):
    """Measure the share of pictures of some sorts that are called copies."""
    return lambda answers: round(100 * float(np.mean(np.asarray(answers[1], bool)[np.isin(_gallery()[2], sorts)])), 1)


def _found_among_new(answers):
    return round(100 * float(np.mean(np.asarray(answers[0], bool))), 1)


@built(
    budget=90,
    cases=_some_pictures,
    hints=[
        "Take one picture and one known drawing. Which number says how far apart they are, and how large is it for a copy with a little noise?",
        "A moved copy lies far from its original, pixel by pixel. What could you do with the picture before you compare?",
        "Go through all 25 moves and both mirrorings, and keep the smallest distance for each picture.",
        "`np.roll(picture, (down, right), axis=(0, 1))` moves a picture. The root mean square of the differences to a copy is below 0.05 here, to all others above 0.08.",
    ],
    why="Each picture is moved back and mirrored in every way that a copy may have been changed, and the smallest distance decides.",
)
def copies(pictures, known):
    nearest = np.full(len(pictures), np.inf)
    drawn = known.reshape(len(known), -1)
    for flip in (1, -1):
        for down, right in np.ndindex(5, 5):
            moved = np.roll(pictures[:, :, ::flip], (down - 2, right - 2), axis=(1, 2)).reshape(len(pictures), -1)
            squares = (moved**2).sum(axis=1)[:, None] - 2 * moved @ drawn.T + (drawn**2).sum(axis=1)
            nearest = np.minimum(nearest, squares.min(axis=1) / drawn.shape[1])
    return nearest < 0.05**2


def _same_colours(pictures, known):
    """Compare the colours alone, wherever they lie."""
    rows = [np.sort(some.reshape(len(some), -1, 3), axis=1) for some in (pictures, known)]
    return _apart(*rows) < 0.02


def _same_grey(pictures, known):
    """Compare the brightness alone, moved and mirrored as it should be."""
    return _far(*(np.repeat(some.mean(axis=3, keepdims=True), 3, axis=3) for some in (known, pictures))) < 0.04


def _margins(images):
    """The means of rows and of columns, one above the other."""
    return np.concatenate([images.mean(axis=1), images.mean(axis=2)], axis=1)


def _the_nearest_third(pictures, known):
    far = _far(known, pictures)
    return far <= np.quantile(far, 1 / 3)


copies.properties(
    ("a True or False for each picture", _kind, "as many", lambda pictures, known: _far(known, pictures), "Is your answer a distance, or a decision? Is there one for each picture?"),
    ("copies with a little noise that are found, %", _share("noise"), at_least(90), lambda pictures, known: np.array([(one == known).all(axis=(1, 2, 3)).any() for one in pictures]), "Are the numbers of a copy with noise *equal* to those of its original, or near to them?"),
    ("mirrored copies that are found, %", _share("mirrored"), at_least(90), lambda pictures, known: _far(known, pictures, mirrored=False) < 0.05, "A face looks to the left, its copy to the right. Did you compare the mirrored picture, too?"),
    ("moved copies that are found, %", _share("moved"), at_least(90), lambda pictures, known: _far(known, pictures, steps=0) < 0.05, "A copy lies two pixels further down. Do you compare it only with the original where it stood?"),
    ("mirrored and moved copies that are found, %", _share("both"), at_least(90), lambda pictures, known: (_far(known, pictures, mirrored=False) < 0.05) | (_far(known, pictures, steps=0) < 0.05), "You try moves, and you try mirroring. Do you also try a move of the mirrored picture?"),
    ("new drawings that are called copies, %", _share("new"), at_most(5), lambda pictures, known: np.ones(len(pictures), bool), "How far from the nearest known drawing may a picture lie before you call it new?"),
    ("new drawings that are called copies where all are new, %", _found_among_new, at_most(5), _the_nearest_third, "Here no picture is a copy. Does your limit depend on the other pictures?"),
    ("people in a new skin tone that are called copies, %", _share("tone"), at_most(10), lambda pictures, known: _far(known, pictures) < 0.11, "The same person in a different skin tone is a new drawing. Is your limit small enough to see that?"),
    ("pictures of the same pixels at other places that are called copies, %", _share("shuffled"), at_most(5), _same_colours, "Two pictures have the same colours, at different places. Does your distance see the places?"),
    ("recoloured drawings that are called copies, %", _share("recoloured"), at_most(5), _same_grey, "A red hat has become blue. Does your distance see all three channels, everywhere?"),
    ("pictures of the same means of rows and columns that are called copies, %", _share("balanced"), at_most(5), lambda pictures, known: _far(known, pictures, of=_margins) < 0.02, "Two pictures have the same mean in each row and in each column. Does your distance compare each pixel with one pixel?"),
)


RECALL = (
    Recall("guidance 0", "Guidance 0 with a prompt draws...", ("the prompt, weakly", "nothing", "some picture, whatever the prompt says"), "c", "At 0 the answer without words is all there is."),
    Recall("who obeys", "A text-to-image model obeys 30 of 30 prompts. From which figure do you learn that this is not luck?", ("from the ceiling", "from chance: pictures read against other prompts", "from the loss"), "b", "The ceiling says what could be reached at best, and chance what is reached without listening."),
    Recall("who chooses", "Four pictures are drawn for a prompt, and one is shown. Who may choose it, if its examination is to count?", ("whoever has not seen the examiner's answers", "the examiner", "nobody"), "a", "A picture chosen by the examiner's answers is no longer tested by them."),
    Recall("padding", "In cross-attention, padding must get no weight. Where is it left out?", ("before the softmax: its score becomes minus infinity", "after the softmax: its weight becomes 0", "in the values: they become 0"), "a", "Afterwards, padding has taken its share: the words' weights no longer add up to 1."),
)
