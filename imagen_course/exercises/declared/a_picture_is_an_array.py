"""A picture is an array: its exercises, the slips they know, and the questions later lessons ask."""

import numpy as np

from imagen_course.exercises.declare import Recall, exercise, same


def _picture(rows, columns, seed=0):
    """A small grey picture in [0, 1] whose values are all different."""
    values = np.random.default_rng([seed, rows, columns]).permutation(rows * columns)
    return values.reshape(rows, columns) / (rows * columns)


# Colour to grey ------------------------------------------------------------------------------------------------------------
def _colours():
    rng = np.random.default_rng(1)
    for rows, columns in [(1, 1), (1, 2), (2, 1), (2, 3), (4, 3)]:
        image = rng.integers(0, 11, (rows, columns, 3)) / 10
        for weights in [(0.25, 0.5, 0.25), (0.2, 0.7, 0.1), (0.5, 0.25, 0.125), (0.5, 1.0, 0.25)]:
            yield image, np.array(weights)
    yield np.array([[[200, 100, 50], [0, 5, 255]]], dtype="uint8"), np.array([0.25, 0.5, 0.25])


@exercise(
    cases=_colours,
    hints=[
        "One pixel, (0.2, 0.6, 0.4), with the weights (0.5, 0.25, 0.25): which number comes out by hand, and in which two steps?",
        "`image * weights` multiplies each channel by its own weight: the last sides, of length 3, are laid on each other.",
        "Then add up along the channels, the last side: `axis=-1`.",
        "`np.sum(..., axis=-1)` of that product, and `return` in front.",
    ],
    why="The product keeps the shape (h, w, 3); summing over the last side leaves one number at each place. `image @ weights` is the same sum.",
)
def to_grey(image, weights):
    return np.sum(image * weights, axis=-1)


def _grey_of_a_library(image, weights):
    return image @ np.array([0.2125, 0.7154, 0.0721])


def _grey_of_a_library_in_fractions(image, weights):
    return _grey_of_a_library(image / 255 if image.dtype == np.uint8 else image, weights)


to_grey.slips(
    ("a plain mean of the channels", lambda image, weights: image.mean(axis=-1), "Where do the weights come in? Does green count more than blue in your result?"),
    ("weighted, then divided by three", lambda image, weights: np.mean(image * weights, axis=-1), "With weights that add up to 1, what does white, (1, 1, 1), become?"),
    ("a plain sum of the channels", lambda image, weights: image.sum(axis=-1), "What does white become, and is that still in [0, 1]?"),
    ("one number for the whole picture", lambda image, weights: np.sum(image * weights), "How many grey values does a picture of 2 rows and 3 columns have? Along which axis are the numbers to be added up?"),
    ("summed over the rows", lambda image, weights: np.sum(image * weights, axis=0), "The shape is (rows, columns, channels). Counted from 0, which axis are the channels, and along which one do you add up?"),
    ("blue comes first", lambda image, weights: np.sum(image * weights[::-1], axis=-1), "Which channel does the first weight meet, and which should it meet?"),
    ("multiplied, but not added up", lambda image, weights: image * weights, "How many numbers does each pixel of your result have? Which sign of the formula is not in your function yet?"),
    *(("other weights than those given", function, "What should change in your result when somebody calls it with other weights?") for function in (_grey_of_a_library, _grey_of_a_library_in_fractions)),
    ("rows are taken for channels", lambda image, weights: weights[0] * image[0] + weights[1] * image[1] + weights[2] * image[2], "Which axis of the picture counts the channels, the first or the last? From which one do you pick?"),
    ("divided by the sum of the weights", lambda image, weights: np.average(image, axis=-1, weights=weights), "What does white become with the weights 0.5, 0.25 and 0.125? Does the formula divide by anything?"),
)


# The bug hunt --------------------------------------------------------------------------------------------------------------
def _changed_wraps(before, after, threshold):
    difference = after - before
    return abs(difference) > threshold


def _moments():
    for before, after, threshold in [
        ([[100]], [[90]], 20),
        ([[90]], [[100]], 20),
        ([[90]], [[130]], 20),
        ([[130]], [[90]], 20),
        ([[250]], [[0]], 220),
        ([[100]], [[120]], 20),
        ([[120]], [[100]], 20),
        ([[110, 95]], [[100, 100]], 5),
        ([[5]], [[6]], 0),
        ([[13]], [[33]], 20),  # as fractions these differ by a little more than 20 / 255
        ([[128]], [[0]], 100),  # abs(-128) is -128 in a type that ends at 127
        ([[100, 0]], [[160, 61]], 60),
        ([[255, 0]], [[0, 255]], 20),
        ([[5, 250, 7], [40, 0, 128]], [[9, 200, 0], [61, 0, 255]], 20),
        ([[0, 10, 20, 30], [200, 210, 220, 230]], [[21, 20, 10, 0], [180, 255, 221, 0]], 20),
    ]:
        yield np.array(before, dtype="uint8"), np.array(after, dtype="uint8"), threshold


@exercise(
    cases=_moments,
    given=_changed_wraps,
    hints=[
        "Check two numbers first: `np.array([90], 'uint8') - np.array([100], 'uint8')`.",
        "The subtraction needs a type that holds negative numbers, so the pictures must be converted before it.",
        "`after.astype(int) - before.astype(int)`; the other line stays.",
    ],
    why="With `int`, differences from -255 to 255 all have room, so `abs` gets the true ones. Converting afterwards is too late: the sign is lost by then.",
)
def changed(before, after, threshold):
    difference = after.astype(int) - before.astype(int)
    return abs(difference) > threshold


changed.slips(
    ("the difference wraps round below zero", _changed_wraps, "Of which type is the difference at the moment it is computed, and can that type hold -10?"),
    ("what became darker is missed", lambda before, after, threshold: after.astype(int) - before.astype(int) > threshold, "Somebody in a dark coat passes a bright wall. Which sign does the difference have there?"),
    ("a change of exactly the threshold counts", lambda before, after, threshold: np.abs(after.astype(int) - before.astype(int)) >= threshold, "*More* than the threshold: what is expected for a change of 20 at a threshold of 20?"),
    ("the type is still too small", lambda before, after, threshold: np.abs(after.astype("int8") - before.astype("int8")) > threshold, "Does a type that ends at 127 hold a grey value of 255, or a difference of 255?"),
    ("one answer for the whole picture", lambda before, after, threshold: bool(changed(before, after, threshold).any()), "Of which shape is a picture that says where something changed?"),
    ("fractions are compared with a threshold in grey levels", lambda before, after, threshold: np.abs(after / 255 - before / 255) > threshold, "In which units is the threshold, and in which is your difference?"),
    ("compared as fractions, which are rounded", lambda before, after, threshold: np.abs(after / 255 - before / 255) > threshold / 255, "Is 33/255 - 13/255 exactly 20/255 to a computer? Which type holds differences of grey levels exactly?"),
    ("one of the two differences wraps round, and the smaller one counts", lambda before, after, threshold: np.minimum(after - before, before - after) > threshold, "In `uint8`, what is 0 - 255, and what is 255 - 0? Which of the two says how far the grey values lie apart?"),
    ("the difference wraps round where it got brighter", lambda before, after, threshold: abs(before - after) > threshold, "What is 90 - 100 in a type without negative numbers, and can a magnitude that is taken afterwards help?"),
    ("what became brighter is missed", lambda before, after, threshold: before.astype(int) - after.astype(int) > threshold, "At night somebody lights a lamp. Which sign does the difference have there?"),
    ("the larger type has no negative numbers either", lambda before, after, threshold: abs(after.astype("uint16") - before.astype("uint16")) > threshold, "What does the `u` in a type's name stand for, as in `uint16`, and what is 90 - 100 in such a type?"),
    ("it never says True", lambda before, after, threshold: np.zeros(before.shape, bool), "At a threshold of 20, what should be said of a difference of 40, and of one of -40? Can your condition ever hold?"),
    ("the threshold is always 20", lambda before, after, threshold: changed(before, after, 20), "What should change in your answer when somebody asks for a threshold of 60?"),
)


# Whole numbers to fractions ------------------------------------------------------------------------------------------------
def _fractions_as_they_were(value, due, args):
    """Whole numbers may become fractions of any type; fractions keep theirs."""
    (image,) = args
    return same(value, due) and (image.dtype == np.uint8 or np.asarray(value).dtype == image.dtype)


@exercise(
    cases=lambda: [
        (np.array([[51]], dtype="uint8"),),
        (np.array([[0.5]], dtype="float32"),),
        (np.array([[0, 1]], dtype="uint8"),),
        (np.array([[255, 102, 0]], dtype="uint8"),),
        (np.array([[0.25, 0.75], [0.5, 0.0]]),),
        (np.array([[0.0, 1.0]]),),  # a drawing in black and white
        (np.array([[0.0, 0.004], [0.002, 0.001]], dtype="float32"),),
        (np.arange(24, dtype="uint8").reshape(2, 4, 3) * 9,),
    ],
    accepts=_fractions_as_they_were,
    hints=[
        "The values do not tell whether a picture was divided already. What else does an array know about itself?",
        "`image.dtype == np.uint8` is true for a picture of whole numbers from 0 to 255.",
        "If so, return `image.astype('float32') / 255`; if not, return the picture as it came.",
    ],
    why="The type says in which form the picture is stored; the values cannot, because a dark picture is a legal picture. Applied twice, the function does no harm.",
)
def to_float(image):
    if image.dtype == np.uint8:
        return image.astype("float32") / 255
    return image


to_float.slips(
    ("fractions are divided once more", lambda image: image / 255, "What should become of a picture that holds fractions already?"),
    ("divided by 256", lambda image: image / 256 if image.dtype == np.uint8 else image, "Which number should the brightest value, 255, become?"),
    ("divided by the picture's own maximum", lambda image: image / image.max(), "Does a dark picture stay dark? What becomes of one that is 51 everywhere?"),
    ("the values are asked, not the type", lambda image: image / 255 if image.max() > 1 else image, "A nearly black uint8 picture holds 0 and 1 only. How bright is it afterwards?"),
    ("the fractions are cut off", lambda image: image // 255 if image.dtype == np.uint8 else image, "What is 51 / 255, and what is left of it in a whole number?"),
    ("whole numbers are divided by their own maximum", lambda image: image / image.max() if image.dtype == np.uint8 else image, "Of two photographs one is twice as dark. Is it still, after your division?"),
    ("one type of fractions is divided once more", lambda image: image / 255 if image.dtype != np.float32 else image, "Fractions come in two types here, `float32` and `float64`: what becomes of either?"),
    ("whole values are taken for whole numbers", lambda image: image / 255 if np.all(image == np.trunc(image)) else image, "A drawing in fractions may hold 0.0 and 1.0 alone. Does your function divide it?"),
    ("fractions come back in another type", lambda image: to_float(image).astype("float32"), "The picture of fractions was of type `float64`. Of which type is what you return?"),
)


# Fewer pixels --------------------------------------------------------------------------------------------------------------
def _pictures_and_factors():
    for rows, columns, factor in [(1, 2, 1), (2, 2, 2), (2, 4, 2), (3, 5, 2), (4, 6, 2), (6, 3, 3), (7, 11, 3), (9, 8, 4)]:
        yield _picture(rows, columns), factor
        if factor == 2 and rows == columns:
            yield np.array([[200, 101], [100, 50]]), 2  # grey levels, whole numbers
    yield _picture(10, 11), 5


@exercise(
    cases=_pictures_and_factors,
    hints=[
        "Draw a picture of 4 rows and 6 columns, and shrink it by 2: which four pixels make the number in row 1, column 2?",
        "How many whole blocks fit? `image.shape[0] // factor` in height, likewise in width. Begin with zeros of that shape.",
        "The block of row r begins at row `factor * r` of the picture and is `factor` rows high; columns likewise.",
        "`image[top : top + factor, left : left + factor].mean()` is the number for row r, column c.",
    ],
    why="Each pixel of the picture is in one block, and only in one, so all of them count equally. Two loops visit the blocks; the slice and its mean are the two sums.",
)
def shrink(image, factor):
    rows, columns = image.shape[0] // factor, image.shape[1] // factor
    result = np.zeros((rows, columns))
    for r in range(rows):
        for c in range(columns):
            top, left = factor * r, factor * c
            result[r, c] = image[top : top + factor, left : left + factor].mean()
    return result


def _shrink_sum(image, factor):
    return shrink(image, factor) * factor**2


def _shrink_sliding(image, factor):
    rows, columns = image.shape[0] // factor, image.shape[1] // factor
    return np.array([[image[r : r + factor, c : c + factor].mean() for c in range(columns)] for r in range(rows)])


def _shrink_reshaped(image, factor):
    rows, columns = image.shape[0] // factor, image.shape[1] // factor
    return image[: rows * factor, : columns * factor].reshape(factor, rows, factor, columns).mean(axis=(0, 2))


def _shrink_with_rests(image, factor):
    starts = [range(0, side, factor) for side in image.shape]
    return np.array([[image[r : r + factor, c : c + factor].mean() for c in starts[1]] for r in starts[0]])


def _shrink_in_runs(image, factor):
    rows, columns = image.shape[0] // factor, image.shape[1] // factor
    return image[: rows * factor, : columns * factor].reshape(rows, columns, factor, factor).mean(axis=(2, 3))


def _shrink_uncut(image, factor):
    rows, columns = image.shape[0] // factor, image.shape[1] // factor
    return image.reshape(rows, factor, columns, factor).mean(axis=(1, 3))


def _shrink_rim_added(image, factor):
    result = np.zeros((image.shape[0] // factor, image.shape[1] // factor))
    for r, c in np.ndindex(image.shape):
        result[r // factor, c // factor] += image[r, c] / factor**2
    return result


shrink.slips(
    ("one pixel of each block instead of its mean", lambda image, factor: image[::factor, ::factor], "Which pixels of the picture have no influence at all on your result?"),
    ("a corner is cut out instead of shrinking the whole", lambda image, factor: image[: image.shape[0] // factor, : image.shape[1] // factor], "Does your small picture still show everything that the large one shows?"),
    ("a sum instead of a mean", _shrink_sum, "What does an evenly grey wall of 0.5 become?"),
    ("divided by the factor only once", lambda image, factor: shrink(image, factor) * factor, "How many pixels does a block of 3 rows and 3 columns have?"),
    ("the blocks overlap", _shrink_sliding, "In which row of the picture does the block for row 1 of the result begin?"),
    ("far pixels are averaged, not neighbours", _shrink_reshaped, "Are the pixels that you average neighbours in the picture?"),
    ("the incomplete blocks are kept", _shrink_with_rests, "How many whole blocks of 2 fit into 5 columns? What was asked about the rest?"),
    ("rows and columns are swapped", lambda image, factor: shrink(image, factor).T, "Of which shape is the result of a wide picture: wide or tall?"),
    ("pixels in a run are averaged, not blocks", _shrink_in_runs, "Which pixels do you average: those of a square, or those that follow each other in a row?"),
    ("the rest at the rim is not cut off", _shrink_uncut, "How many pixels does a picture of 3 rows and 5 columns have, and how many do whole blocks of 2 take up?"),
    ("the rim goes into blocks that do not exist", _shrink_rim_added, "By a factor of 2, into which block does the third of 3 rows go, and how many are there?"),
    ("the factor is always 2", lambda image, factor: shrink(image, 2), "Where in your function does `factor` come in?"),
    ("the factor is always 4", lambda image, factor: shrink(image, 4), "How should the result change when `factor` is 2?"),
    ("always divided by 4", lambda image, factor: _shrink_sum(image, factor) / 4, "How many pixels does a block have when the factor is 3?"),
    ("always divided by 16", lambda image, factor: _shrink_sum(image, factor) / 16, "How many pixels does a block have when the factor is 2?"),
)


# Counting grey levels ------------------------------------------------------------------------------------------------------
@exercise(
    cases=lambda: [
        (np.array([[0.25]]), 2),
        (np.array([[0.25, 0.25]]), 2),
        (np.array([[0.0, 0.75]]), 2),
        (np.array([[1.0, 0.25]]), 2),
        (np.array([[0.49999, 0.75]]), 2),
        (np.array([[0.5, 0.0]]), 2),
        (np.array([[0.5, 0.25], [0.125, 0.5]]), 4),
        (np.array([[1.0, 0.75, 0.25], [1.0, 0.3, 0.55]]), 4),
        (_picture(3, 5) / 2 + 0.01, 3),
        (np.linspace(0, 1, 12).reshape(4, 3) * 0.7 + 0.13, 5),
        (np.linspace(0, 1, 17).reshape(1, 17), 8),
        (np.full((15, 20), 0.75), 2),
        (np.array([[1.0, 0.9985, 0.5]]), 2000),  # white is not 0.999
    ],
    hints=[
        "With 4 bins, into which does 0.3 go, and how does one compute that from 0.3 and 4?",
        "One loop over the pixels, `for value in image.ravel()`, and one more count in the bin of each.",
        "The bin of a value is `int(value * bins)`; `int` cuts off what stands behind the point.",
        "For white that is `bins`, one too many: take `min(..., bins - 1)`.",
    ],
    why="Multiplying by the number of bins turns each edge into a whole number, and cutting off finds the edge below. White is the one value on the last edge; `min` puts it into the last bin.",
)
def histogram(image, bins):
    counts = np.zeros(bins, dtype=int)
    for value in image.ravel():
        b = min(int(value * bins), bins - 1)
        counts[b] += 1
    return counts


def _histogram_top_raises(image, bins):
    counts = np.zeros(bins, dtype=int)
    for value in image.ravel():
        counts[int(value * bins)] += 1
    return counts


def _histogram_rounded(image, bins):
    counts = np.zeros(bins, dtype=int)
    for value in image.ravel():
        counts[min(round(float(value * bins)), bins - 1)] += 1
    return counts


def _histogram_white_alone(image, bins):
    counts = np.zeros(bins, dtype=int)
    for value in image.ravel():
        counts[int(value * (bins - 1))] += 1
    return counts


def _histogram_nearest(image, bins):
    counts = np.zeros(bins, dtype=int)
    for value in image.ravel():
        counts[round(float(value * (bins - 1)))] += 1
    return counts


def _histogram_one_more(image, bins):
    counts = np.zeros(bins + 1, dtype=int)
    for value in image.ravel():
        counts[int(value * bins)] += 1
    return counts


def _histogram_from_one(image, bins):
    counts = np.zeros(bins, dtype=int)
    for value in image.ravel():
        counts[int(value * bins) + 1] += 1
    return counts


histogram.slips(
    ("white has no bin", _histogram_top_raises, "Into which bin does your formula put the value 1.0, and is there one of that number?"),
    ("white is not counted", lambda image, bins: histogram(image[image < 1], bins), "Add up your counts: do you get the number of pixels? Which pixel is missing?"),
    ("a value on an edge is counted twice", lambda image, bins: np.array([np.sum((image * bins >= b) & (image * bins <= b + 1)) for b in range(bins)]), "To which of its two neighbouring bins does a value on their edge belong, and how often may it count?"),
    ("rounded instead of cut off", _histogram_rounded, "With two bins, into which should 0.3 go, and into which does your function put it?"),
    ("the bins follow the picture's own range", lambda image, bins: np.histogram(image, bins=bins)[0], "Where does the first bin begin: at black, or at the picture's darkest value?"),
    ("the bins go from 0 to 255", lambda image, bins: np.histogram(image, bins=bins, range=(0, 255))[0], "In which range do the values of a picture of fractions lie?"),
    ("shares instead of counts", lambda image, bins: histogram(image, bins) / image.size, "How many pixels are in a bin: is your answer to that a whole number?"),
    ("a density instead of counts", lambda image, bins: np.histogram(image, bins=bins, range=(0, 1), density=True)[0], "How many pixels are in a bin: is your answer to that a whole number? By what does a density divide?"),
    ("seen or not seen, instead of how often", lambda image, bins: np.minimum(histogram(image, bins), 1), "If two pixels fall into a bin, what must its count be?"),
    ("white alone has the last bin", _histogram_white_alone, "With two bins, into which should 0.75 go?"),
    ("the first and the last bin are half as wide", _histogram_nearest, "With three bins, which values get into your first one, and which should?"),
    ("one bin too many", _histogram_one_more, "How many counts do you return, and into which should white go?"),
    ("empty bins at the bright end are missing", lambda image, bins: np.bincount(np.minimum((image.ravel() * bins).astype(int), bins - 1)), "How many counts are expected when every pixel is dark?"),
    ("white is made a little darker", lambda image, bins: histogram(np.where(image == 1, 0.999, image), bins), "With 2,000 bins, into which does 0.999 go, and into which should white?"),
    ("every pixel is one bin too far", _histogram_from_one, "Which number does the first bin have here, and from which number does your formula count?"),
)


RECALL = (
    Recall("wrap", "Two pictures of type uint8 are added. A pixel has 200 in one and 100 in the other. What comes out?", ("300", "255", "44"), "c", "uint8 ends at 255 and then begins again at 0: 300 - 256 = 44."),
    Recall(
        "alias",
        "You keep every fourth pixel of a photograph of a finely tiled roof. What may appear?",
        ("stripes that are not on the roof", "the same stripes, only smaller", "an even grey, always"),
        "a",
        "Too few pixels for each stripe: what is left belongs to another pattern, an alias. A mean of blocks makes it weaker.",
    ),
    Recall("shuffle", "You shuffle all pixels of a photograph. What happens to its histogram?", ("it becomes flat", "nothing", "it is shuffled too"), "b", "A histogram counts values and does not ask where they stand."),
    Recall("rows", "`photo` has shape (427, 640, 3). Which pixel is `photo[0, 639]`?", ("bottom left", "top right", "top left"), "b", "Row first, counted from the top; then the column, counted from the left."),
)
