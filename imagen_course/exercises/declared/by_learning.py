"""By learning: its exercises, the slips they know, and the questions later lessons ask."""

import numpy as np

from imagen_course.exercises.declare import Recall, exercise


def _numbers(*shape, seed=13):
    """Numbers without order, no two alike, some negative."""
    return np.random.default_rng([seed, *shape]).normal(0.4, 1.0, shape).round(3)


# Directions ----------------------------------------------------------------------------------------------------------------
def _some_rows():
    for n, d, k in ((3, 2, 1), (4, 3, 2), (3, 5, 1), (6, 4, 1), (6, 4, 3), (8, 6, 2)):
        yield _numbers(n, d) * np.arange(1, d + 1) + np.arange(d), k
    yield _numbers(10, 6) * np.arange(1, 7), 4
    yield _numbers(5, 3) / 1000 + 0.01, 2


@exercise(
    cases=_some_rows,
    hints=[
        "Draw a cloud of points far from the origin. Where do its directions begin, at the origin or in the middle of the cloud?",
        "Take the mean row off, and put it back at the very end.",
        "`np.linalg.svd(rows - mean, full_matrices=False)[2]` has a direction in each row; keep the first k.",
        "`(rows - mean) @ directions.T` is the code; `code @ directions` leads back.",
    ],
    why="The first k directions span the plane through the mean that lies nearest to all rows: project, and come back.",
)
def rebuild(rows, k):
    mean = rows.mean(axis=0)
    directions = np.linalg.svd(rows - mean, full_matrices=False)[2][:k]
    return mean + (rows - mean) @ directions.T @ directions


def _directions(rows):
    return np.linalg.svd(rows, full_matrices=False)[2]


def _along(rows, mean, directions):
    return mean + (rows - mean) @ directions.T @ directions


def _rebuild_mean_not_taken_off(rows, k):
    directions = _directions(rows - rows.mean(axis=0))[:k]
    return rows.mean(axis=0) + rows @ directions.T @ directions


def _rebuild_mean_of_rows(rows, k):
    mean = rows.mean(axis=1, keepdims=True)
    return _along(rows, mean, _directions(rows - mean)[:k])


def _rebuild_standardised(rows, k):
    widths = rows.std(axis=0)
    return rebuild(rows / widths, k) * widths


rebuild.slips(
    ("the mean plays no part", lambda rows, k: _along(rows, 0, _directions(rows)[:k]), "The directions start at a picture. At which?"),
    ("directions of the rows as they are", lambda rows, k: _along(rows, rows.mean(axis=0), _directions(rows)[:k]), "The first direction should be the one in which the rows *differ*. From what must they be measured?"),
    ("the mean is not added", lambda rows, k: rebuild(rows, k) - rows.mean(axis=0), "With k = 0, what should come back: zeros, or the mean?"),
    ("the mean is not taken off", _rebuild_mean_not_taken_off, "The mean is added at the end. Was it taken off before the row was projected?"),
    ("one direction too many", lambda rows, k: rebuild(rows, k + 1), "How many directions does k = 1 ask for, and how many do you use?"),
    ("the last directions", lambda rows, k: _along(rows, rows.mean(axis=0), _directions(rows - rows.mean(axis=0))[-k:]), "In which order does the function you use give the directions: the largest differences first, or the smallest?"),
    ("columns for rows", lambda rows, k: _along(rows, rows.mean(axis=0), _directions(rows - rows.mean(axis=0))[:, :k].T), "Where is the first direction in what you computed: is it a row, or a column?"),
    ("the mean of all numbers", lambda rows, k: _along(rows, rows.mean(), _directions(rows - rows.mean())[:k]), "Is the mean a number here, or a picture?"),
    ("the mean of each row", _rebuild_mean_of_rows, "Do you want a picture's mean, or the mean of the pictures?"),
    ("the code is returned", lambda rows, k: (rows - rows.mean(axis=0)) @ _directions(rows - rows.mean(axis=0))[:k].T, "That is where each row lies along the directions. How do you get back to rows?"),
    ("cut off at 0 and 1", lambda rows, k: np.clip(rebuild(rows, k), 0, 1), "Are these rows pictures? May a number in a table be below 0?"),
    ("the k-th direction alone", lambda rows, k: _along(rows, rows.mean(axis=0), _directions(rows - rows.mean(axis=0))[k - 1 : k]), "Which directions does k = 2 ask for: one of them, or two?"),
    ("the directions are taken from the columns", lambda rows, k: rows.mean(axis=0) + (rows - rows.mean(axis=0)) @ (columns := np.linalg.svd(rows - rows.mean(axis=0))[2][:, :k]) @ columns.T, "In what `svd` gives last, does a direction stand in a row or in a column?"),
    ("each column is divided by its spread first", _rebuild_standardised, "What is to be as near as can be: the pictures, or pictures in which every pixel varies alike?"),
)


# What a cloud costs --------------------------------------------------------------------------------------------------------
def _latents():
    for d in (1, 2, 3, 5):
        yield _numbers(d), _numbers(d, seed=4)
    yield np.zeros(4), np.zeros(4)
    yield np.zeros(3), np.full(3, 0.7)
    yield np.array([-8.0, 0.5]), np.array([4.0, -6.0])
    yield _numbers(8), _numbers(8, seed=4)


@exercise(
    cases=_latents,
    hints=[
        "Which cloud costs nothing? What does the formula give for its mean and its log variance?",
        "For each number: mean squared, plus variance, minus its logarithm, minus 1.",
        "The variance is `np.exp(log_variance)`. Add up all numbers, and halve the sum.",
    ],
    why="Each number of a latent has its own term, 0 only for mean 0 and variance 1; independent costs add up.",
)
def kl_divergence(mean, log_variance):
    return np.sum(mean**2 + np.exp(log_variance) - log_variance - 1) / 2


kl_divergence.slips(
    ("not halved", lambda mean, log_variance: 2 * kl_divergence(mean, log_variance), "By what is the sum divided?"),
    ("the mean over the numbers", lambda mean, log_variance: kl_divergence(mean, log_variance) / len(mean), "Does a latent of twice as many numbers cost as much, or twice as much?"),
    ("one divergence for each number", lambda mean, log_variance: (mean**2 + np.exp(log_variance) - log_variance - 1) / 2, "How many numbers should come back for one picture?"),
    ("the logarithm is added", lambda mean, log_variance: np.sum(mean**2 + np.exp(log_variance) + log_variance - 1) / 2, "For mean 0, at which variance should the cost be least?"),
    ("the 1 is missing", lambda mean, log_variance: np.sum(mean**2 + np.exp(log_variance) - log_variance) / 2, "What should a cloud cost that *is* the standard one?"),
    ("1 taken off once", lambda mean, log_variance: (np.sum(mean**2 + np.exp(log_variance) - log_variance) - 1) / 2, "Is the 1 inside the sum or outside?"),
    ("the mean is not squared", lambda mean, log_variance: np.sum(mean + np.exp(log_variance) - log_variance - 1) / 2, "Should a cloud to the left cost less than one to the right?"),
    ("the width instead of the variance", lambda mean, log_variance: np.sum(mean**2 + np.exp(log_variance / 2) - log_variance - 1) / 2, "Which power of the width does the formula hold?"),
    ("the logarithm instead of the variance", lambda mean, log_variance: np.sum(mean**2 + log_variance - log_variance - 1) / 2, "What undoes the logarithm?"),
    ("the two are exchanged", lambda mean, log_variance: np.sum((mean**2 + 1) * np.exp(-log_variance) + log_variance - 1) / 2, "From which of the two clouds to the other do you measure?"),
    ("the mean is missing", lambda mean, log_variance: kl_divergence(0 * mean, log_variance), "Does it cost nothing to lie far out?"),
    ("taken as the variance", lambda mean, log_variance: np.sum(mean**2 + log_variance - np.log(log_variance) - 1) / 2, "The name says `log_variance`. Which of the formula's two terms does it stand for as it is?"),
    ("squared instead of the exponential", lambda mean, log_variance: np.sum(mean**2 + log_variance**2 - log_variance - 1) / 2, "Does a square undo a logarithm?"),
    ("taken as a width's logarithm", lambda mean, log_variance: np.sum(mean**2 + np.exp(2 * log_variance) - 2 * log_variance - 1) / 2, "Is it the width whose logarithm is given?"),
    ("the variance squared", lambda mean, log_variance: np.sum(mean**2 + np.exp(2 * log_variance) - log_variance - 1) / 2, "What is the exponential of the logarithm of a number?"),
    ("measured in bits", lambda mean, log_variance: kl_divergence(mean, log_variance) / np.log(2), "In which unit is the divergence asked for, nats or bits?"),
    ("the sign is wrong", lambda mean, log_variance: -kl_divergence(mean, log_variance), "May a divergence be below 0?"),
)


# The bug hunt: has the player collapsed? -----------------------------------------------------------------------------------
def _spread_as_found(images):
    pixels = images.reshape(len(images), -1)
    return pixels.std(axis=1).mean()


def _batches():
    for shape in ((2, 1, 2, 1), (2, 2, 2, 1), (3, 2, 3, 1), (5, 3, 2, 3), (4, 4, 4, 1)):
        yield (np.random.default_rng([13, *shape]).random(shape).round(3),)
    yield (np.random.default_rng(13).random((3, 1, 3, 1)).round(3) / 100,)  # a trace of noise
    yield (np.random.default_rng(13).normal(size=(8, 2, 2, 1)).round(3),)
    yield (np.repeat(np.random.default_rng(13).integers(0, 5, (1, 4, 4, 1)) / 4, 6, axis=0),)  # due: 0, without rounding


@exercise(
    cases=_batches,
    given=_spread_as_found,
    hints=[
        "Try it on six copies of one picture: what should come out?",
        "Two pictures differ at a pixel. Compare the same pixel in all pictures: axis 0.",
    ],
    why="Collapse is a lack of difference between pictures. The contrast inside a picture says nothing of that.",
)
def batch_spread(images):
    return images.std(axis=0).mean()


batch_spread.slips(
    ("the spread within each picture", _spread_as_found, "Hand it one picture six times. What should it say, and over which axis do the six lie?"),
    ("the spread of all numbers together", lambda images: images.std(), "Does your function give 0 for a batch of six equal pictures?"),
    ("the variance, not the standard deviation", lambda images: images.var(axis=0).mean(), "Which unit does your result have: brightness, or brightness squared?"),
    ("the spread within the mean picture", lambda images: images.mean(axis=0).std(), "Which comes first: the spread, or the mean?"),
    ("the spread of the pictures' mean brightness", lambda images: images.reshape(len(images), -1).mean(axis=1).std(), "Are two pictures alike that are equally bright?"),
    ("a map instead of one number", lambda images: images.std(axis=0), "How many numbers should come out?"),
    ("the sum over the pixels, not the mean", lambda images: images.std(axis=0).sum(), "Should pictures of twice as many pixels get twice as much?"),
    ("the largest spread, not the mean", lambda images: images.std(axis=0).max(), "Is one lively pixel enough?"),
    ("the range, not the standard deviation", lambda images: np.ptp(images, axis=0).mean(), "Is that a standard deviation, or the distance from the least to the most?"),
    ("the spread down the rows", lambda images: images.std(axis=1).mean(), "Over which axis do the pictures of a batch lie?"),
    ("n - 1 instead of n", lambda images: images.std(axis=0, ddof=1).mean(), "By what does the standard deviation divide here, n or n - 1?"),
    ("the root at the end", lambda images: np.sqrt(images.var(axis=0).mean()), "Which is averaged over the pixels, variances or their roots?"),
    ("the colours are made grey first", lambda images: images.mean(axis=-1).std(axis=0).mean(), "Two pictures equally bright, one red and one blue: do they differ?"),
    ("the spread within each channel", lambda images: images.std(axis=(1, 2)).mean(), "Over which axis do the pictures of a batch lie?"),
    ("the spread of all numbers of a channel", lambda images: images.std(axis=(0, 1, 2)).mean(), "Is the same pixel compared in all pictures, or every pixel?"),
    ("the spread of the spreads", lambda images: images.std(axis=0).std(), "What if every pixel varies by 0.3: is the spread then 0?"),
    ("only the first channel is looked at", lambda images: batch_spread(images[..., :1]), "How many channels does a picture have, and which of them do you look at?"),
    ("the mean distance from the mean, not the standard deviation", lambda images: np.abs(images - images.mean(axis=0)).mean(), "What is done to the distances in a standard deviation, before and after their mean is taken?"),
)


# Two clouds of vectors -----------------------------------------------------------------------------------------------------
def _two_clouds():
    yield np.array([[0.0], [2.0]]), np.array([[3.0], [7.0]])
    for n, m, d in ((3, 2, 1), (4, 4, 2), (5, 3, 3), (6, 8, 4)):
        yield _numbers(n, d), 1.5 * _numbers(m, d, seed=8) - 0.6
    yield _numbers(4, 2) / 100, _numbers(5, 2, seed=8) / 100
    yield 50 * _numbers(4, 6), 90 * _numbers(5, 6, seed=8)


@exercise(
    cases=_two_clouds,
    hints=[
        "Two sets of numbers, (1, 3) and (2, 6): which are their means and their standard deviations, and how far are these apart?",
        "`a.mean(axis=0)` is the middle, one number for each column.",
        "`a.std(axis=0, ddof=1)` is the width. Square the differences, and add up everything.",
    ],
    why="For columns that are not correlated the matrices are diagonal, and the trace is a sum of squared differences.",
)
def frechet(a, b):
    middles = a.mean(axis=0) - b.mean(axis=0)
    widths = a.std(axis=0, ddof=1) - b.std(axis=0, ddof=1)
    return np.sum(middles**2) + np.sum(widths**2)


def _middles(a, b, axis=0):
    return np.sum((a.mean(axis=axis) - b.mean(axis=axis)) ** 2)


def _frechet_no_squares(a, b):
    middles, widths = a.mean(axis=0) - b.mean(axis=0), a.std(axis=0, ddof=1) - b.std(axis=0, ddof=1)
    return np.sum(abs(middles)) + np.sum(abs(widths))


def _frechet_in_full(a, b):
    s, t = (np.atleast_2d(np.cov(points, rowvar=False)) for points in (a, b))
    roots = np.sqrt(np.linalg.eigvals(s @ t).real.clip(0))
    return _middles(a, b) + np.trace(s + t) - 2 * roots.sum()


frechet.slips(
    ("a root is taken of the whole", lambda a, b: np.sqrt(frechet(a, b)), "Does the formula hold a root over everything?"),
    ("divided by n", lambda a, b: _middles(a, b) + np.sum((a.std(axis=0) - b.std(axis=0)) ** 2), "By what are squares divided, n or n - 1? See `ddof`."),
    ("variances instead of widths", lambda a, b: _middles(a, b) + np.sum((a.var(axis=0, ddof=1) - b.var(axis=0, ddof=1)) ** 2), "Which unit does each part have? Is a variance a width?"),
    ("the middles only", lambda a, b: _middles(a, b), "Is the distance of a cloud from the same cloud shrunk to its middle 0? What does your function say?"),
    ("the widths only", lambda a, b: frechet(a, b) - _middles(a, b), "Is the distance of a cloud from the same cloud moved away 0? What does your function say?"),
    ("the mean over the columns", lambda a, b: frechet(a, b) / a.shape[1], "Does the formula add up, or average?"),
    ("one number for each column", lambda a, b: (a.mean(axis=0) - b.mean(axis=0)) ** 2 + (a.std(axis=0, ddof=1) - b.std(axis=0, ddof=1)) ** 2, "How many numbers should come back?"),
    ("all columns are taken together", lambda a, b: (a.mean() - b.mean()) ** 2 + (a.std(ddof=1) - b.std(ddof=1)) ** 2, "Does each column have a middle of its own?"),
    ("the difference of the variances is taken", lambda a, b: _middles(a, b) + abs(np.sum(a.var(axis=0, ddof=1) - b.var(axis=0, ddof=1))), "What is squared: the width, or the difference?"),
    ("both variances in full", lambda a, b: _middles(a, b) + np.sum(a.var(axis=0, ddof=1) + b.var(axis=0, ddof=1)), "How far should a cloud be from itself?"),
    ("summed, then squared", lambda a, b: np.sum(a.mean(axis=0) - b.mean(axis=0)) ** 2 + np.sum(a.std(axis=0, ddof=1) - b.std(axis=0, ddof=1)) ** 2, "May +1 in one column undo -1 in another?"),
    ("the differences are not squared", _frechet_no_squares, "What is done to each difference before it is added up?"),
    ("widths not squared", lambda a, b: _middles(a, b) + np.sum(abs(a.std(axis=0, ddof=1) - b.std(axis=0, ddof=1))), "The middles' differences are squared. And the widths'?"),
    ("differences of variances, not squared", lambda a, b: _middles(a, b) + np.sum(abs(a.var(axis=0, ddof=1) - b.var(axis=0, ddof=1))), "Does the second sum hold variances or widths, and what is done to each difference?"),
    ("along the rows", lambda a, b: _middles(a, b, axis=1) + np.sum((a.std(axis=1, ddof=1) - b.std(axis=1, ddof=1)) ** 2), "Is the middle of a cloud taken over its points, or over the columns?"),
    ("with correlations", _frechet_in_full, "Does one column ask about another here?"),
    ("widths added up", lambda a, b: _middles(a, b) + abs(np.sum((a.std(axis=0, ddof=1) + b.std(axis=0, ddof=1)) ** 2)), "Is it a sum or a difference that is squared?"),
    ("the product of the variances without its root", lambda a, b: np.sum((a.mean(axis=0) - b.mean(axis=0)) ** 2) + np.sum(a.var(axis=0, ddof=1) + b.var(axis=0, ddof=1) - 2 * a.var(axis=0, ddof=1) * b.var(axis=0, ddof=1)), "For two clouds of one width, which number should the widths add? Which do yours?"),
    ("divided by n - 1 in one and by n in the other", lambda a, b: np.sum((a.mean(axis=0) - b.mean(axis=0)) ** 2) + np.sum((a.std(axis=0, ddof=1) - b.std(axis=0)) ** 2), "By what do you divide in the one width, and by what in the other?"),
)


# Along the sphere ----------------------------------------------------------------------------------------------------------
def _ways():
    yield np.array([1.0, 0.0]), np.array([0.6, 0.8]), 0.5
    yield np.array([1.0, 0.0]), np.array([0.0, 1.0]), 0.5
    yield np.array([2.0, 0.0]), np.array([1.0, 1.0]), 0.25
    yield np.array([0.5, 0.0]), np.array([0.6, 0.8]), 0.25
    yield np.array([1.0, 0.0]), np.array([-0.6, 0.8]), 0.5  # more than a right angle
    yield np.array([1.0, 0.0]), np.array([1.0, 0.02]), 0.5  # hardly any
    yield np.array([0.003, 0.0]), np.array([0.001, 0.002]), 0.75
    for d, t in ((2, 0.0), (3, 0.3), (3, 1.0), (4, 0.8), (6, 0.5)):
        yield _numbers(d), 2 * _numbers(d, seed=6), t


@exercise(
    cases=_ways,
    hints=[
        "Draw two arrows of length 1 and the arc between them. Where on the arc is t = 0.5, and how long is the point half way on the straight line?",
        "The cosine of the angle is `a @ b` over the product of the two lengths.",
        "`np.arccos` gives the angle; the weight of `a` is `np.sin((1 - t) * angle) / np.sin(angle)`.",
    ],
    why="The two sines are the weights that turn a into b by equal angles for equal steps.",
)
def slerp(a, b, t):
    angle = np.arccos(a @ b / np.sqrt(a @ a * (b @ b)))
    return (np.sin((1 - t) * angle) * a + np.sin(t * angle) * b) / np.sin(angle)


def _angle(a, b):
    return np.arccos(a @ b / np.sqrt(a @ a * (b @ b)))


def _slerp_lengths_forgotten(a, b, t):
    with np.errstate(invalid="ignore"):
        angle = np.arccos(a @ b)
    return (np.sin((1 - t) * angle) * a + np.sin(t * angle) * b) / np.sin(angle)


def _slerp_cosine_for_angle(a, b, t):
    angle = np.cos(_angle(a, b))  # as who forgets arccos
    return (np.sin((1 - t) * angle) * a + np.sin(t * angle) * b) / np.sin(angle)


def _slerp_degrees(a, b, t):
    angle = np.degrees(_angle(a, b))
    return (np.sin((1 - t) * angle) * a + np.sin(t * angle) * b) / np.sin(angle)


def _slerp_cosines(a, b, t):
    angle = _angle(a, b)
    return (np.cos(t * angle) * a + np.cos((1 - t) * angle) * b) / np.sin(angle)


def _slerp_length_1(a, b, t):
    return slerp(a / np.sqrt(a @ a), b / np.sqrt(b @ b), t)


def _slerp_pushed_out(a, b, t):
    straight = (1 - t) * a + t * b
    return straight / np.sqrt(straight @ straight) * ((1 - t) * np.sqrt(a @ a) + t * np.sqrt(b @ b))


def _slerp_share_outside(a, b, t):
    angle = _angle(a, b)
    return ((1 - t) * np.sin(angle) * a + np.sin(t * angle) * b) / np.sin(angle)


def _slerp_minus(a, b, t):
    angle = _angle(a, b)
    return (np.sin((1 - t) * angle) * a - np.sin(t * angle) * b) / np.sin(angle)


def _slerp_b_alone_divided(a, b, t):
    angle = _angle(a, b)
    return np.sin((1 - t) * angle) * a + np.sin(t * angle) * b / np.sin(angle)


def _slerp_length_of_products(a, b, t):
    angle = np.arccos(a @ b / np.linalg.norm(a * b))
    return (np.sin((1 - t) * angle) * a + np.sin(t * angle) * b) / np.sin(angle)


def _slerp_angle_outside(a, b, t):
    angle = _angle(a, b)
    return (np.sin(1 - t) * angle * a + np.sin(t) * angle * b) / np.sin(angle)


def _slerp_times_the_length(a, b, t):
    with np.errstate(invalid="ignore"):
        angle = np.arccos(a @ b / np.sqrt(a @ a) * np.sqrt(b @ b))
    return (np.sin((1 - t) * angle) * a + np.sin(t * angle) * b) / np.sin(angle)


def _slerp_times_the_length_cut(a, b, t):
    angle = np.arccos(np.clip(a @ b / np.sqrt(a @ a) * np.sqrt(b @ b), -1, 1))
    return (np.sin((1 - t) * angle) * a + np.sin(t * angle) * b) / np.sin(angle)


def _slerp_cut_to_a_cosine(a, b, t):
    angle = np.arccos(np.clip(a @ b, -1, 1))
    return (np.sin((1 - t) * angle) * a + np.sin(t * angle) * b) / np.sin(angle)


slerp.slips(
    ("the straight line", lambda a, b, t: (1 - t) * a + t * b, "How long is your middle of two vectors of length 1 at a right angle?"),
    ("the ends are swapped", lambda a, b, t: slerp(b, a, t), "Where are you at t = 0?"),
    ("the weights are not divided", lambda a, b, t: slerp(a, b, t) * np.sin(_angle(a, b)), "Do you start at `a` itself, or at a shorter vector?"),
    ("divided by the angle", lambda a, b, t: slerp(a, b, t) * np.sin(_angle(a, b)) / _angle(a, b), "At t = 0, what is sin(angle) divided by?"),
    ("the lengths are not divided out", _slerp_lengths_forgotten, "Make `a` twice as long: does the angle change? Does yours?"),
    ("the cosine instead of the angle", _slerp_cosine_for_angle, "That is a cosine. How do you get the angle?"),
    ("the angle is in degrees", _slerp_degrees, "In which unit does `np.sin` want its angle?"),
    ("cosines instead of sines", _slerp_cosines, "At t = 0, what should the weight of `b` be?"),
    ("the result is made length 1", _slerp_length_1, "Is the way to lead to `b`, or to a shorter one in its direction?"),
    ("straight, then pushed out", _slerp_pushed_out, "Is a third of the straight way a third of the angle?"),
    ("t outside the sine", _slerp_share_outside, "Is the share of the angle taken inside the sine or outside?"),
    ("only b is divided", _slerp_b_alone_divided, "At t = 0, how long is what comes out, and how long is `a`?"),
    ("the length of the products", _slerp_length_of_products, "Is the product of two lengths the length of the products?"),
    ("the angle outside the sine", _slerp_angle_outside, "Of what is the sine taken: of t, or of a part of the angle?"),
    ("the lengths by themselves", lambda a, b, t: _slerp_length_1(a, b, t) * ((1 - t) * np.sqrt(a @ a) + t * np.sqrt(b @ b)), "The formula has two weights. Is there a third one, for the lengths?"),
    ("the lengths are not divided out", _slerp_cut_to_a_cosine, "Make `a` twice as long: does the angle change? And does yours?"),
    *(("multiplied by one of the lengths", function, "`x / p * q`: by which of the two does Python divide, and by which does it multiply?") for function in (_slerp_times_the_length, _slerp_times_the_length_cut)),
    ("a minus stands between the two terms", _slerp_minus, "Where do you arrive at t = 1?"),
    ("the straight line, made as long as the first vector", lambda a, b, t: (line := (1 - t) * a + t * b) / np.linalg.norm(line) * np.linalg.norm(a), "Is the point at t = 0.25 after a quarter of the angle? Measure it."),
    ("the angle is always a right one", lambda a, b, t: np.cos(t * np.pi / 2) * a + np.sin(t * np.pi / 2) * b, "What if the two vectors lie close together: which angle do you walk?"),
)


RECALL = (
    Recall("beta 0", "An autoencoder is trained without the KL term. What can it not do?", ("give a picture back", "draw from standard normal latents", "squeeze a picture into few numbers"), "b", "Nothing said where its codes should lie."),
    Recall("best blur", "Of ten equally likely pictures, which answer has the least mean squared error?", ("their mean", "the likeliest one", "any of the ten"), "a", "The mean; and it is blurred. A discriminator asks whether it is real, instead."),
    Recall("the copier", "A generator hands out its training pictures. Its Fréchet ratio is...", ("about 0", "very large", "about 1"), "c", "Training pictures are real ones, so only a question about copies finds it out."),
    Recall("all alike", "Every picture that a generator makes is the same good one. Which falls to nothing?", ("precision", "recall", "neither"), "b", "What it makes is real, but it leaves out all the rest."),
)
