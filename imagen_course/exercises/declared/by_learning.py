"""By learning: its exercises, the slips they know, and the questions later lessons ask."""

import numpy as np

from imagen_course.exercises.engine import Exercise, Recall, Slip


def _numbers(*shape, seed=13):
    """Numbers without order, no two alike, some negative."""
    return np.random.default_rng([seed, *shape]).normal(0.4, 1.0, shape).round(3)


# Directions ----------------------------------------------------------------------------------------------------------------


def rebuild(rows, k):
    mean = rows.mean(axis=0)
    directions = np.linalg.svd(rows - mean, full_matrices=False)[2][:k]
    return mean + (rows - mean) @ directions.T @ directions


def _directions(rows):
    return np.linalg.svd(rows, full_matrices=False)[2]


def _along(rows, mean, directions):
    return mean + (rows - mean) @ directions.T @ directions


def _rebuild_uncentred(rows, k):
    return _along(rows, 0, _directions(rows)[:k])


def _rebuild_directions_uncentred(rows, k):
    return _along(rows, rows.mean(axis=0), _directions(rows)[:k])


def _rebuild_mean_lost(rows, k):
    return rebuild(rows, k) - rows.mean(axis=0)


def _rebuild_mean_not_taken_off(rows, k):
    directions = _directions(rows - rows.mean(axis=0))[:k]
    return rows.mean(axis=0) + rows @ directions.T @ directions


def _rebuild_one_more(rows, k):
    return rebuild(rows, k + 1)


def _rebuild_last(rows, k):
    return _along(rows, rows.mean(axis=0), _directions(rows - rows.mean(axis=0))[-k:])


def _rebuild_columns(rows, k):
    return _along(rows, rows.mean(axis=0), _directions(rows - rows.mean(axis=0))[:, :k].T)


def _rebuild_mean_of_all(rows, k):
    return _along(rows, rows.mean(), _directions(rows - rows.mean())[:k])


def _rebuild_mean_of_rows(rows, k):
    mean = rows.mean(axis=1, keepdims=True)
    return _along(rows, mean, _directions(rows - mean)[:k])


def _rebuild_codes(rows, k):
    return (rows - rows.mean(axis=0)) @ _directions(rows - rows.mean(axis=0))[:k].T


def _rebuild_clipped(rows, k):
    return np.clip(rebuild(rows, k), 0, 1)


def _rebuild_the_kth(rows, k):
    return _along(rows, rows.mean(axis=0), _directions(rows - rows.mean(axis=0))[k - 1 : k])


def _some_rows():
    for n, d, k in ((3, 2, 1), (4, 3, 2), (3, 5, 1), (6, 4, 1), (6, 4, 3), (8, 6, 2)):
        yield _numbers(n, d) * np.arange(1, d + 1) + np.arange(d), k


# What a cloud costs --------------------------------------------------------------------------------------------------------


def kl_divergence(mean, log_variance):
    return np.sum(mean**2 + np.exp(log_variance) - log_variance - 1) / 2


def _kl_no_half(mean, log_variance):
    return 2 * kl_divergence(mean, log_variance)


def _kl_mean(mean, log_variance):
    return kl_divergence(mean, log_variance) / len(mean)


def _kl_not_added(mean, log_variance):
    return (mean**2 + np.exp(log_variance) - log_variance - 1) / 2


def _kl_log_added(mean, log_variance):
    return np.sum(mean**2 + np.exp(log_variance) + log_variance - 1) / 2


def _kl_without_1(mean, log_variance):
    return np.sum(mean**2 + np.exp(log_variance) - log_variance) / 2


def _kl_one_for_all(mean, log_variance):
    return (np.sum(mean**2 + np.exp(log_variance) - log_variance) - 1) / 2


def _kl_mean_not_squared(mean, log_variance):
    return np.sum(mean + np.exp(log_variance) - log_variance - 1) / 2


def _kl_deviation(mean, log_variance):
    return np.sum(mean**2 + np.exp(log_variance / 2) - log_variance - 1) / 2


def _kl_no_exponential(mean, log_variance):
    return np.sum(mean**2 + log_variance - log_variance - 1) / 2


def _kl_turned_round(mean, log_variance):
    return np.sum((mean**2 + 1) * np.exp(-log_variance) + log_variance - 1) / 2


def _kl_no_mean(mean, log_variance):
    return kl_divergence(0 * mean, log_variance)


def _kl_negative(mean, log_variance):
    return -kl_divergence(mean, log_variance)


def _kl_taken_as_variance(mean, log_variance):
    return np.sum(mean**2 + log_variance - np.log(log_variance) - 1) / 2


def _kl_squared(mean, log_variance):
    return np.sum(mean**2 + log_variance**2 - log_variance - 1) / 2


def _kl_taken_as_log_width(mean, log_variance):
    return np.sum(mean**2 + np.exp(2 * log_variance) - 2 * log_variance - 1) / 2


def _kl_doubled(mean, log_variance):
    return np.sum(mean**2 + np.exp(2 * log_variance) - log_variance - 1) / 2


def _kl_bits(mean, log_variance):
    return kl_divergence(mean, log_variance) / np.log(2)


def _latents():
    for d in (1, 2, 3, 5):
        yield _numbers(d), _numbers(d, seed=4)
    yield np.zeros(4), np.zeros(4)
    yield np.zeros(3), np.full(3, 0.7)


# The bug hunt: has the player collapsed? -----------------------------------------------------------------------------------


def batch_spread(images):
    return images.std(axis=0).mean()


def _spread_as_found(images):
    pixels = images.reshape(len(images), -1)
    return pixels.std(axis=1).mean()


def _spread_of_all(images):
    return images.std()


def _spread_variance(images):
    return images.var(axis=0).mean()


def _spread_of_the_mean_picture(images):
    return images.mean(axis=0).std()


def _spread_of_brightness(images):
    return images.reshape(len(images), -1).mean(axis=1).std()


def _spread_map(images):
    return images.std(axis=0)


def _spread_sum(images):
    return images.std(axis=0).sum()


def _spread_largest(images):
    return images.std(axis=0).max()


def _spread_range(images):
    return np.ptp(images, axis=0).mean()


def _spread_by_rows(images):
    return images.std(axis=1).mean()


def _spread_of_spreads(images):
    return images.std(axis=0).std()


def _spread_of_a_sample(images):
    return images.std(axis=0, ddof=1).mean()


def _spread_root_last(images):
    return np.sqrt(images.var(axis=0).mean())


def _spread_in_grey(images):
    return images.mean(axis=-1).std(axis=0).mean()


def _spread_of_each_channel(images):
    return images.std(axis=(1, 2)).mean()


def _spread_of_channels(images):
    return images.std(axis=(0, 1, 2)).mean()


def _batches():
    for shape in ((2, 1, 2, 1), (2, 2, 2, 1), (3, 2, 3, 1), (5, 3, 2, 3), (4, 4, 4, 1)):
        yield (np.random.default_rng([13, *shape]).random(shape).round(3),)
    yield (np.repeat(np.random.default_rng(13).integers(0, 5, (1, 4, 4, 1)) / 4, 6, axis=0),)  # due: 0, without rounding


# Two clouds of vectors -----------------------------------------------------------------------------------------------------


def frechet(a, b):
    middles = a.mean(axis=0) - b.mean(axis=0)
    widths = a.std(axis=0, ddof=1) - b.std(axis=0, ddof=1)
    return np.sum(middles**2) + np.sum(widths**2)


def _middles(a, b, axis=0):
    return np.sum((a.mean(axis=axis) - b.mean(axis=axis)) ** 2)


def _frechet_root(a, b):
    return np.sqrt(frechet(a, b))


def _frechet_by_n(a, b):
    return _middles(a, b) + np.sum((a.std(axis=0) - b.std(axis=0)) ** 2)


def _frechet_variances(a, b):
    return _middles(a, b) + np.sum((a.var(axis=0, ddof=1) - b.var(axis=0, ddof=1)) ** 2)


def _frechet_middles(a, b):
    return _middles(a, b)


def _frechet_widths(a, b):
    return frechet(a, b) - _middles(a, b)


def _frechet_mean(a, b):
    return frechet(a, b) / a.shape[1]


def _frechet_not_added(a, b):
    return (a.mean(axis=0) - b.mean(axis=0)) ** 2 + (a.std(axis=0, ddof=1) - b.std(axis=0, ddof=1)) ** 2


def _frechet_pooled(a, b):
    return (a.mean() - b.mean()) ** 2 + (a.std(ddof=1) - b.std(ddof=1)) ** 2


def _frechet_variances_differ(a, b):
    return _middles(a, b) + abs(np.sum(a.var(axis=0, ddof=1) - b.var(axis=0, ddof=1)))


def _frechet_all_variance(a, b):
    return _middles(a, b) + np.sum(a.var(axis=0, ddof=1) + b.var(axis=0, ddof=1))


def _frechet_sums_squared(a, b):
    return np.sum(a.mean(axis=0) - b.mean(axis=0)) ** 2 + np.sum(a.std(axis=0, ddof=1) - b.std(axis=0, ddof=1)) ** 2


def _frechet_no_squares(a, b):
    middles, widths = a.mean(axis=0) - b.mean(axis=0), a.std(axis=0, ddof=1) - b.std(axis=0, ddof=1)
    return np.sum(abs(middles)) + np.sum(abs(widths))


def _frechet_product_forgotten(a, b):
    return _middles(a, b) + abs(np.sum((a.std(axis=0, ddof=1) + b.std(axis=0, ddof=1)) ** 2))


def _frechet_widths_not_squared(a, b):
    return _middles(a, b) + np.sum(abs(a.std(axis=0, ddof=1) - b.std(axis=0, ddof=1)))


def _frechet_variances_not_squared(a, b):
    return _middles(a, b) + np.sum(abs(a.var(axis=0, ddof=1) - b.var(axis=0, ddof=1)))


def _frechet_rows(a, b):
    return _middles(a, b, axis=1) + np.sum((a.std(axis=1, ddof=1) - b.std(axis=1, ddof=1)) ** 2)


def _frechet_in_full(a, b):
    s, t = (np.atleast_2d(np.cov(points, rowvar=False)) for points in (a, b))
    roots = np.sqrt(np.linalg.eigvals(s @ t).real.clip(0))
    return _middles(a, b) + np.trace(s + t) - 2 * roots.sum()


def _two_clouds():
    yield np.array([[0.0], [2.0]]), np.array([[3.0], [7.0]])
    for n, m, d in ((3, 2, 1), (4, 4, 2), (5, 3, 3), (6, 8, 4)):
        yield _numbers(n, d), 1.5 * _numbers(m, d, seed=8) - 0.6


# Along the sphere ----------------------------------------------------------------------------------------------------------


def slerp(a, b, t):
    angle = np.arccos(a @ b / np.sqrt(a @ a * (b @ b)))
    return (np.sin((1 - t) * angle) * a + np.sin(t * angle) * b) / np.sin(angle)


def _angle(a, b):
    return np.arccos(a @ b / np.sqrt(a @ a * (b @ b)))


def _slerp_straight(a, b, t):
    return (1 - t) * a + t * b


def _slerp_swapped(a, b, t):
    return slerp(b, a, t)


def _slerp_not_divided(a, b, t):
    return slerp(a, b, t) * np.sin(_angle(a, b))


def _slerp_by_the_angle(a, b, t):
    return slerp(a, b, t) * np.sin(_angle(a, b)) / _angle(a, b)


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


def _slerp_lengths_apart(a, b, t):
    return _slerp_length_1(a, b, t) * ((1 - t) * np.sqrt(a @ a) + t * np.sqrt(b @ b))


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


def _ways():
    yield np.array([1.0, 0.0]), np.array([0.6, 0.8]), 0.5
    yield np.array([1.0, 0.0]), np.array([0.0, 1.0]), 0.5
    yield np.array([2.0, 0.0]), np.array([1.0, 1.0]), 0.25
    yield np.array([0.5, 0.0]), np.array([0.6, 0.8]), 0.25
    for d, t in ((2, 0.0), (3, 0.3), (3, 1.0), (4, 0.8), (6, 0.5)):
        yield _numbers(d), 2 * _numbers(d, seed=6), t


EXERCISES = (
    Exercise(
        rebuild,
        _some_rows,
        slips=(
            Slip("the mean plays no part", _rebuild_uncentred, "The directions start at a picture. At which?"),
            Slip(
                "directions of the rows as they are",
                _rebuild_directions_uncentred,
                "The first direction should be the one in which the rows *differ*. From what must they be measured?",
            ),
            Slip("the mean is not added", _rebuild_mean_lost, "With k = 0, what should come back: zeros, or the mean?"),
            Slip(
                "the mean is not taken off",
                _rebuild_mean_not_taken_off,
                "The mean is added at the end. Was it taken off before the row was projected?",
            ),
            Slip(
                "one direction too many",
                _rebuild_one_more,
                "How many directions does k = 1 ask for, and how many do you use?",
            ),
            Slip(
                "the last directions",
                _rebuild_last,
                "In which order does the function you use give the directions: the largest differences first, or the smallest?",
            ),
            Slip(
                "columns for rows",
                _rebuild_columns,
                "Where is the first direction in what you computed: is it a row, or a column?",
            ),
            Slip("the mean of all numbers", _rebuild_mean_of_all, "Is the mean a number here, or a picture?"),
            Slip(
                "the mean of each row", _rebuild_mean_of_rows, "Do you want a picture's mean, or the mean of the pictures?"
            ),
            Slip(
                "the code is returned", _rebuild_codes, "That is where each row lies along the directions. How to go back?"
            ),
            Slip("cut off at 0 and 1", _rebuild_clipped, "Are these rows pictures? May a number in a table be below 0?"),
            Slip("the k-th direction alone", _rebuild_the_kth, "Which directions does k = 2 ask for: one of them, or two?"),
        ),
        hints=(
            "Take the mean row off, and put it back at the very end.",
            "`np.linalg.svd(rows - mean, full_matrices=False)[2]` has a direction in each row; keep the first k.",
            "`(rows - mean) @ directions.T` is the code; `code @ directions` leads back.",
        ),
        why="The first k directions span the plane through the mean that lies nearest to all rows: project, and come back.",
    ),
    Exercise(
        kl_divergence,
        _latents,
        slips=(
            Slip("not halved", _kl_no_half, "By what is the sum divided?"),
            Slip(
                "the mean over the numbers",
                _kl_mean,
                "Does a latent of twice as many numbers cost as much, or twice as much?",
            ),
            Slip("one divergence for each number", _kl_not_added, "How many numbers should come back for one picture?"),
            Slip("the logarithm is added", _kl_log_added, "For mean 0, at which variance should the cost be least?"),
            Slip("the 1 is missing", _kl_without_1, "What should a cloud cost that *is* the standard one?"),
            Slip("1 taken off once", _kl_one_for_all, "Is the 1 inside the sum or outside?"),
            Slip(
                "the mean is not squared",
                _kl_mean_not_squared,
                "Should a cloud to the left cost less than one to the right?",
            ),
            Slip("the width instead of the variance", _kl_deviation, "Which power of the width does the formula hold?"),
            Slip("the logarithm for the variance", _kl_no_exponential, "What undoes the logarithm?"),
            Slip("the two are exchanged", _kl_turned_round, "From which of the two clouds to the other do you measure?"),
            Slip("the mean is missing", _kl_no_mean, "Does it cost nothing to lie far out?"),
            Slip(
                "taken as the variance",
                _kl_taken_as_variance,
                "The name says `log_variance`. Which of the formula's two terms does it stand for as it is?",
            ),
            Slip("squared for the exponential", _kl_squared, "Does a square undo a logarithm?"),
            Slip("taken as a width's logarithm", _kl_taken_as_log_width, "Is it the width whose logarithm is given?"),
            Slip("the variance squared", _kl_doubled, "What is the exponential of the logarithm of a number?"),
            Slip("measured in bits", _kl_bits, "In which unit is the divergence asked for, nats or bits?"),
            Slip("the sign is turned", _kl_negative, "May a divergence be below 0?"),
        ),
        hints=(
            "For each number: mean squared, plus variance, minus its logarithm, minus 1.",
            "The variance is `np.exp(log_variance)`. Add up all numbers, and halve the sum.",
        ),
        why="Each number of a latent has its own term, 0 only for mean 0 and variance 1; independent costs add up.",
    ),
    Exercise(
        batch_spread,
        _batches,
        given=_spread_as_found,
        slips=(
            Slip(
                "the spread within each picture",
                _spread_as_found,
                "Hand it one picture six times. What should it say, and over which axis do the six lie?",
            ),
            Slip("the spread of all numbers together", _spread_of_all, "Does a batch of six equal pictures get 0 from you?"),
            Slip(
                "the variance, not the standard deviation",
                _spread_variance,
                "Which unit has your result: brightness, or brightness squared?",
            ),
            Slip(
                "the spread within the mean picture",
                _spread_of_the_mean_picture,
                "Which comes first: the spread, or the mean?",
            ),
            Slip(
                "the spread of the pictures' mean brightness",
                _spread_of_brightness,
                "Are two pictures alike that are equally bright?",
            ),
            Slip("a map instead of one number", _spread_map, "How many numbers should come out?"),
            Slip(
                "the sum over the pixels, not the mean",
                _spread_sum,
                "Should pictures of twice as many pixels get twice as much?",
            ),
            Slip("the largest spread, not the mean", _spread_largest, "Is one lively pixel enough?"),
            Slip(
                "the range, not the standard deviation",
                _spread_range,
                "Is that a standard deviation, or the distance from the least to the most?",
            ),
            Slip("the spread down the rows", _spread_by_rows, "Over which axis do the pictures of a batch lie?"),
            Slip("n - 1 instead of n", _spread_of_a_sample, "By what does the standard deviation divide here, n or n - 1?"),
            Slip("the root at the end", _spread_root_last, "Which is averaged over the pixels, variances or their roots?"),
            Slip(
                "the colours are made grey first",
                _spread_in_grey,
                "Two pictures equally bright, one red and one blue: do they differ?",
            ),
            Slip(
                "the spread within each channel", _spread_of_each_channel, "Over which axis do the pictures of a batch lie?"
            ),
            Slip(
                "the spread of all numbers of a channel",
                _spread_of_channels,
                "Is the same pixel compared in all pictures, or every pixel?",
            ),
            Slip(
                "the spread of the spreads", _spread_of_spreads, "What if every pixel varies by 0.3: is the spread then 0?"
            ),
        ),
        hints=(
            "Try it on six copies of one picture: what should come out?",
            "Two pictures differ at a pixel. Compare the same pixel in all pictures: axis 0.",
        ),
        why="Collapse is a lack of difference between pictures. The contrast inside a picture says nothing of that.",
    ),
    Exercise(
        frechet,
        _two_clouds,
        slips=(
            Slip("a root is taken of the whole", _frechet_root, "Does the formula hold a root over everything?"),
            Slip("divided by n", _frechet_by_n, "By what are squares divided, n or n - 1? See `ddof`."),
            Slip("variances instead of widths", _frechet_variances, "Which unit has each part? Is a variance a width?"),
            Slip(
                "the middles only",
                _frechet_middles,
                "A cloud, and the same cloud shrunk to its middle: is the distance of the two 0? And in yours?",
            ),
            Slip(
                "the widths only",
                _frechet_widths,
                "A cloud, and the same cloud moved away: is the distance of the two 0? And in yours?",
            ),
            Slip("the mean over the columns", _frechet_mean, "Does the formula add up, or average?"),
            Slip("one number for each column", _frechet_not_added, "How many numbers should come back?"),
            Slip("all columns are taken together", _frechet_pooled, "Does each column have a middle of its own?"),
            Slip(
                "the difference of the variances is taken",
                _frechet_variances_differ,
                "What is squared: the width, or the difference?",
            ),
            Slip("both variances in full", _frechet_all_variance, "What should a cloud be from itself?"),
            Slip("summed, then squared", _frechet_sums_squared, "May +1 in one column undo -1 in another?"),
            Slip(
                "the differences are not squared",
                _frechet_no_squares,
                "What is done to each difference before it is added up?",
            ),
            Slip(
                "widths not squared", _frechet_widths_not_squared, "The middles' differences are squared. And the widths'?"
            ),
            Slip(
                "differences of variances, not squared",
                _frechet_variances_not_squared,
                "Does the second sum hold variances or widths, and what is done to each difference?",
            ),
            Slip("along the rows", _frechet_rows, "Is the middle of a cloud taken over its points, or over the columns?"),
            Slip("with correlations", _frechet_in_full, "Does one column ask about another here?"),
            Slip("widths added up", _frechet_product_forgotten, "Is it a sum or a difference that is squared?"),
        ),
        hints=(
            "`a.mean(axis=0)` is the middle, one number for each column.",
            "`a.std(axis=0, ddof=1)` is the width. Square the differences, and add up everything.",
        ),
        why="For columns that are not correlated the matrices are diagonal, and the trace is a sum of squared differences.",
    ),
    Exercise(
        slerp,
        _ways,
        slips=(
            Slip(
                "the straight line", _slerp_straight, "How long is your middle of two vectors of length 1 at a right angle?"
            ),
            Slip("the ends are swapped", _slerp_swapped, "Where are you at t = 0?"),
            Slip("the weights are not divided", _slerp_not_divided, "Do you start at `a` itself, or at a shorter vector?"),
            Slip("divided by the angle", _slerp_by_the_angle, "At t = 0, what is sin(angle) divided by?"),
            Slip(
                "the lengths are not divided out",
                _slerp_lengths_forgotten,
                "Make `a` twice as long: does the angle change? And does yours?",
            ),
            Slip("the cosine for the angle", _slerp_cosine_for_angle, "That is a cosine. How do you get the angle?"),
            Slip("the angle is in degrees", _slerp_degrees, "In which unit does `np.sin` want its angle?"),
            Slip("cosines for sines", _slerp_cosines, "At t = 0, what should the weight of `b` be?"),
            Slip(
                "the result is made length 1",
                _slerp_length_1,
                "Is the way to lead to `b`, or to a shorter one in its direction?",
            ),
            Slip("straight, then pushed out", _slerp_pushed_out, "Is a third of the straight way a third of the angle?"),
            Slip("t outside the sine", _slerp_share_outside, "Is the share of the angle taken inside the sine or outside?"),
            Slip("only b is divided", _slerp_b_alone_divided, "At t = 0, how long is what comes out, and how long is `a`?"),
            Slip(
                "the length of the products",
                _slerp_length_of_products,
                "Is the product of two lengths the length of the products?",
            ),
            Slip(
                "the angle outside the sine",
                _slerp_angle_outside,
                "Of what is the sine taken: of t, or of a part of the angle?",
            ),
            Slip(
                "the lengths by themselves",
                _slerp_lengths_apart,
                "The formula has two weights. Is there a third one, for the lengths?",
            ),
            Slip(
                "the lengths are not divided out",
                _slerp_cut_to_a_cosine,
                "Make `a` twice as long: does the angle change? And does yours?",
            ),
            *(
                Slip(
                    "multiplied by one of the lengths",
                    function,
                    "`x / p * q`: by which of the two does Python divide, and by which does it multiply?",
                )
                for function in (_slerp_times_the_length, _slerp_times_the_length_cut)
            ),
            Slip("a minus stands between the two terms", _slerp_minus, "Where do you arrive at t = 1?"),
        ),
        hints=(
            "The cosine of the angle is `a @ b` over the product of the two lengths.",
            "`np.arccos` gives the angle; the weight of `a` is `np.sin((1 - t) * angle) / np.sin(angle)`.",
        ),
        why="The two sines are the weights that turn a into b by equal angles for equal steps.",
    ),
)

RECALL = (
    Recall(
        "beta 0",
        "An autoencoder is trained without the KL term. What can it not do?",
        ("give a picture back", "draw from standard normal latents", "squeeze a picture into few numbers"),
        "b",
        "Nothing said where its codes should lie.",
    ),
    Recall(
        "best blur",
        "Of ten equally likely pictures, which answer has the least mean squared error?",
        ("their mean", "the likeliest one", "any of the ten"),
        "a",
        "The mean; and it is blurred. A judge asks whether it is real, instead.",
    ),
    Recall(
        "the copier",
        "A generator hands out its training pictures. Its Fréchet ratio is...",
        ("about 0", "very large", "about 1"),
        "c",
        "Training pictures are real ones, so only a question about copies finds it out.",
    ),
    Recall(
        "all alike",
        "Every picture that a generator makes is the same good one. Which falls to nothing?",
        ("precision", "recall", "neither"),
        "b",
        "What it makes is real, but it leaves out all the rest.",
    ),
)
