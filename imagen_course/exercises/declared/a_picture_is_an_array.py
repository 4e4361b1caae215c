"""A picture is an array: its exercises, the slips they know, and the questions later lessons ask."""

from functools import cache

import numpy as np

from imagen_course.exercises.declare import Recall, built, exercise, same


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
        "Take the pixel (0.2, 0.6, 0.4) and the weights (0.25, 0.5, 0.25). What is its grey value, and which two steps do you take to get it?",
        "By hand: the products are 0.05, 0.3 and 0.1, and their sum is 0.45. `image * weights` makes all the products at once, because NumPy lines up the last axes, both of length 3.",
        "Then add up the three products. They lie along the last axis, `axis=-1`.",
        "Put the product into `np.sum(..., axis=-1)`, and write `return` in front.",
    ],
    why="The product has the shape (rows, columns, 3), and summing over the last axis leaves one number for each pixel. `image @ weights` gives the same result.",
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
    ("one number for the whole picture", lambda image, weights: np.sum(image * weights), "How many grey values does a picture of 2 rows and 3 columns have? Along which axis should you add the numbers?"),
    ("summed over the rows", lambda image, weights: np.sum(image * weights, axis=0), "The shape is (rows, columns, channels). Which axis holds the channels, counted from 0, and along which axis do you add?"),
    ("blue comes first", lambda image, weights: np.sum(image * weights[::-1], axis=-1), "Which channel do you multiply by the first weight, and which should you multiply by it?"),
    ("multiplied, but not added up", lambda image, weights: image * weights, "How many numbers does each pixel of your result have? What is still to be done with its three products?"),
    *(("weights other than those given", function, "What should change in your result when somebody calls your function with other weights?") for function in (_grey_of_a_library, _grey_of_a_library_in_fractions)),
    ("rows are taken for channels", lambda image, weights: weights[0] * image[0] + weights[1] * image[1] + weights[2] * image[2], "Which axis of the picture holds the channels, the first or the last? From which axis do you take your three parts?"),
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
        ([[240, 250]], [[240, 251]], 20),  # 240 + 20 is 4 in a type that ends at 255
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
        "Try two numbers first: `np.array([90], 'uint8') - np.array([100], 'uint8')`.",
        "The subtraction needs a type that holds negative numbers, so convert the pictures before you subtract.",
        "The difference is `after.astype(int) - before.astype(int)`. The other line can stay.",
    ],
    why="An `int` can hold every difference from -255 to 255, so `abs` is applied to the true difference. It is too late to convert afterwards, because the sign is lost by then.",
)
def changed(before, after, threshold):
    difference = after.astype(int) - before.astype(int)
    return abs(difference) > threshold


changed.slips(
    ("the difference wraps round below zero", _changed_wraps, "What is the type of the difference when it is computed? Can that type hold -10?"),
    ("what became darker is missed", lambda before, after, threshold: after.astype(int) - before.astype(int) > threshold, "Somebody in a dark coat passes a bright wall. Which sign does the difference have there?"),
    ("a change of exactly the threshold counts", lambda before, after, threshold: np.abs(after.astype(int) - before.astype(int)) >= threshold, "*More* than the threshold: what is expected for a change of 20 at a threshold of 20?"),
    ("the type is still too small", lambda before, after, threshold: np.abs(after.astype("int8") - before.astype("int8")) > threshold, "Does a type that ends at 127 hold a grey value of 255, or a difference of 255?"),
    ("one answer for the whole picture", lambda before, after, threshold: bool(changed(before, after, threshold).any()), "What shape should a picture have that shows *where* something changed?"),
    ("fractions are compared with a threshold in grey levels", lambda before, after, threshold: np.abs(after / 255 - before / 255) > threshold, "Is the threshold given in grey levels or in fractions? And your difference?"),
    ("compared as fractions, which are rounded", lambda before, after, threshold: np.abs(after / 255 - before / 255) > threshold / 255, "Is 33/255 - 13/255 exactly 20/255 to a computer? Which type holds differences of grey levels exactly?"),
    ("the smaller of two differences is taken, after one of them has wrapped round", lambda before, after, threshold: np.minimum(after - before, before - after) > threshold, "In `uint8`, what is 0 - 255, and what is 255 - 0? Which of the two says how far apart the grey values are?"),
    ("the difference wraps round where it got brighter", lambda before, after, threshold: abs(before - after) > threshold, "What is 90 - 100 in a type without negative numbers? Does it help to call `abs` afterwards?"),
    ("what became brighter is missed", lambda before, after, threshold: before.astype(int) - after.astype(int) > threshold, "At night somebody switches on a lamp. Which sign does the difference have there?"),
    ("the larger type has no negative numbers either", lambda before, after, threshold: abs(after.astype("uint16") - before.astype("uint16")) > threshold, "What does the `u` in a type's name stand for, as in `uint16`, and what is 90 - 100 in such a type?"),
    ("it never says True", lambda before, after, threshold: np.zeros(before.shape, bool), "With a threshold of 20, what should the answer be for a difference of 40, and for -40? Can your condition ever be true?"),
    ("the threshold is added in a type that ends at 255", lambda before, after, threshold: (after > before + threshold) | (before > after + threshold), "What is 240 + 20 in `uint8`, and is a grey value of 240 larger than that?"),
    ("the threshold is always 20", lambda before, after, threshold: changed(before, after, 20), "What should change in your answer when somebody asks for a threshold of 60?"),
)


# Whole numbers to fractions ------------------------------------------------------------------------------------------------
def _fractions_as_they_were(value, due, args):
    """Whole numbers may become fractions of any type; fractions keep theirs."""
    (image,) = args
    dtype = np.asarray(value).dtype
    return same(value, due) and (dtype.kind == "f" if image.dtype == np.uint8 else dtype == image.dtype)


@exercise(
    cases=lambda: [
        (np.array([[51]], dtype="uint8"),),
        (np.array([[0.5]], dtype="float32"),),
        (np.array([[0, 1]], dtype="uint8"),),
        (np.array([[255, 102, 0]], dtype="uint8"),),
        (np.array([[0.25, 0.75], [0.5, 0.0]]),),
        (np.array([[0.0, 1.0]]),),  # a drawing in black and white
        (np.array([[0.0, 1.0]], dtype="float32"),),
        (np.zeros((2, 2), "uint8"),),
        (np.array([[0.0, 0.004], [0.002, 0.001]], dtype="float32"),),
        (np.arange(24, dtype="uint8").reshape(2, 4, 3) * 9,),
    ],
    accepts=_fractions_as_they_were,
    hints=[
        "The values do not tell you whether a picture was divided already. What else does an array know about itself?",
        "`image.dtype == np.uint8` is true for a picture of whole numbers from 0 to 255.",
        "If so, return `image.astype('float32') / 255`; if not, return the picture unchanged.",
    ],
    why="The type says in which form the picture is stored; the values do not tell you, because a real picture may be very dark. Applied twice, the function does no harm.",
)
def to_float(image):
    if image.dtype == np.uint8:
        return image.astype("float32") / 255
    return image


to_float.slips(
    ("fractions are divided once more", lambda image: image / 255, "What should happen to a picture that holds fractions already?"),
    ("divided by 256", lambda image: image / 256 if image.dtype == np.uint8 else image, "Which number should the brightest value, 255, become?"),
    ("divided by the picture's own maximum", lambda image: image / image.max(), "Does a dark picture stay dark? What happens to a picture that is 51 everywhere?"),
    ("the function looks at the values, not at the type", lambda image: image / 255 if image.max() > 1 else image, "A nearly black uint8 picture may hold only 0 and 1. How bright is it afterwards?"),
    ("the fractions are cut off", lambda image: image // 255 if image.dtype == np.uint8 else image, "What is 51 / 255, and what is 51 // 255?"),
    ("whole numbers are divided by their own maximum", lambda image: image / image.max() if image.dtype == np.uint8 else image, "One photograph is half as bright as the other. Is it still half as bright after your division?"),
    ("one type of fractions is divided once more", lambda image: image / 255 if image.dtype != np.float32 else image, "Fractions come in two types here, `float32` and `float64`: what does your function do with each of them?"),
    ("0.0 and 1.0 are taken for whole numbers of one byte", lambda image: image / 255 if np.all(image == np.trunc(image)) else image, "A black and white drawing in fractions may hold only 0.0 and 1.0. Does your function divide it?"),
    ("fractions come back in another type", lambda image: to_float(image).astype("float32"), "The picture of fractions was of type `float64`. What is the type of your result?"),
)


# The studio: one photograph, twenty-five times ------------------------------------------------------------------------------
_CALLS = (((427, 640, 3), 106), ((640, 427, 3), 90))  # as large as the lesson's photograph; and an upright one


@cache
def _scene(number):
    """A picture in which no two numbers are alike, so that a crop tells where it comes from."""
    shape, _ = _CALLS[number]
    return np.random.default_rng(2).permutation(np.prod(shape)).reshape(shape) / np.prod(shape)


def _tiles(grid):
    side = np.shape(grid)[0] // 5
    return np.asarray(grid, float).reshape(5, side, 5, side, 3).swapaxes(1, 2)  # row, column, then the tile


def _alike(one, other):
    """Whether tiles differ nowhere, or at so few places that nobody sees it."""
    return np.shape(one) == np.shape(other) and np.mean(np.abs(one - other) > 1e-6) < 0.01


def _pieces(grid, number):
    """How many tiles of the first row lie in the scene as they are."""
    scene, (shape, side) = _scene(number), _CALLS[number]
    places = [divmod(int(np.abs(scene[..., 0] - tile[0, 0, 0]).argmin()), shape[1]) for tile in _tiles(grid)[0]]
    crops = [scene[row : row + side, column : column + side] for row, column in places]
    return sum(_alike(tile, crop) for tile, crop in zip(_tiles(grid)[0], crops, strict=True))


def _new(tiles, old):
    """How many of the tiles are like none of the old ones, nor like one before them."""
    seen, count = list(old), 0
    for tile in tiles:
        count += not any(_alike(tile, other) for other in seen)
        seen.append(tile)
    return count


def _in_row(row, *turns):
    """Count the tiles of a row that are the tile on top of their column, turned in one of these ways."""

    def count(grid):
        tiles = _tiles(grid)
        return sum(any(_alike(tile, turn(crop)) for turn in turns) for crop, tile in zip(tiles[0], tiles[row], strict=True))

    return _fewest(count)


def _fewest(count):
    """What is counted in each grid, where it is fewest."""
    return lambda grids: min(map(count, grids))


@built(
    budget=10,
    cases=lambda: [(_scene(number).copy(), side) for number, (_, side) in enumerate(_CALLS)],
    hints=[
        "Draw the grid for a side of 100: which rows and which columns of the result does the tile in row 1, column 2 take up?",
        "Begin with zeros, `grid = np.zeros((5 * side, 5 * side, 3))`, and go through the five columns: one crop for each.",
        "Write a tile into its place as we wrote 0 into the sky: `grid[top : top + side, left : left + side] = tile`. `image.shape[:2]` limits how far down and to the right a crop may begin.",
        "`crop[:, ::-1]` is mirrored, `crop[::-1]` is upside down, `np.rot90(crop)` is turned; the last row may hold `1 - crop`.",
    ],
    why="Each column has one crop, and each row changes it in one way. A slice on the left of `=` is a place to write to: the tile's numbers are copied into it.",
)
def five_by_five(image, side):
    grid = np.zeros((5 * side, 5 * side, 3))
    for c in range(5):
        top, left = c * (image.shape[0] - side) // 4, c * (image.shape[1] - side) // 4
        crop = image[top : top + side, left : left + side]
        for r, tile in enumerate([crop, crop[:, ::-1], crop[::-1], np.rot90(crop), 1 - crop]):
            grid[r * side : (r + 1) * side, c * side : (c + 1) * side] = tile
    return grid


def _but(row, turn):
    """Build the grid as the reference does, but for one row."""

    def build(image, side):
        grid = five_by_five(image, side)
        for c in range(5):
            place = np.s_[row * side : (row + 1) * side, c * side : (c + 1) * side]
            grid[place] = turn(grid[:side, c * side : (c + 1) * side])
        return grid

    return build


def _one_crop(image, side):
    crop = image[:side, :side]
    return np.vstack([np.hstack([tile] * 5) for tile in (crop, crop[:, ::-1], crop[::-1], np.rot90(crop), 1 - crop)])


def _brightened(image, side):
    grid = five_by_five(image, side)
    grid[4 * side :] += 1.5
    return grid


five_by_five.properties(
    ("rows, columns, channels", lambda grids: [[*np.shape(grid)] for grid in grids], [[5 * side, 5 * side, 3] for _, side in _CALLS], lambda image, side: _tiles(five_by_five(image, side)), "Each row has five tiles, and each tile is `side` pixels wide. How many rows and columns of pixels does the whole picture have?"),
    ("row 0: tiles cropped from the photograph", lambda grids: min(map(_pieces, grids, range(len(_CALLS)))), 5, lambda image, side: five_by_five(image, side) * 0.5, "Can each tile of row 0 be found in the photograph, pixel for pixel? Or did you turn it, change it, or round it down to whole numbers?"),
    ("row 0: tiles that differ", _fewest(lambda grid: _new(_tiles(grid)[0], [])), 5, _one_crop, "What must change from column to column, so that five different places are cropped?"),
    ("row 1: mirrored left to right", _in_row(1, lambda crop: crop[:, ::-1]), 5, _but(1, lambda crop: crop), "Which axis runs from left to right, and which slice goes through it backwards?"),
    ("row 2: upside down", _in_row(2, lambda crop: crop[::-1]), 5, _but(2, lambda crop: crop[::-1, ::-1]), "The crop should only be upside down. Is its left part still on the left?"),
    ("row 3: turned by a quarter", _in_row(3, np.rot90, lambda crop: np.rot90(crop, 3)), 5, _but(3, lambda crop: crop.swapaxes(0, 1)), "Which side of the crop should be on top after a quarter turn? If you swap rows and columns, is the crop turned or mirrored?"),
    ("row 4: tiles like none before", _fewest(lambda grid: _new(_tiles(grid)[4], _tiles(grid)[:4].reshape(20, *_tiles(grid).shape[2:]))), 5, _but(4, lambda crop: crop), "What is your own rule for the last row? Do its tiles look different from all those in the four rows above?"),
    ("numbers that are not from 0 to 1", lambda grids: sum(int(np.sum(~((np.asarray(grid) >= 0) & (np.asarray(grid) <= 1)))) for grid in grids), 0, _brightened, "The numbers must stay between 0 and 1. Which of your rows breaks this rule or holds `nan`, and how could `np.clip` help?"),
)


RECALL = (
    Recall("wrap", "Two pictures of type uint8 are added. A pixel has 200 in one and 100 in the other. What comes out?", ("300", "255", "44"), "c", "uint8 ends at 255 and then begins again at 0: 300 - 256 = 44."),
    Recall(
        "alias",
        "You keep every fourth pixel of a photograph of a finely tiled roof. What may appear?",
        ("stripes that are not on the roof", "the same stripes, only smaller", "an even grey, always"),
        "a",
        "There are too few pixels for each stripe, so the pixels that are left show a different, false pattern. A mean of blocks makes it weaker.",
    ),
    Recall("shuffle", "You shuffle all pixels of a photograph. What happens to its histogram?", ("it becomes flat", "nothing", "it is shuffled too"), "b", "A histogram counts values and does not ask where they stand."),
    Recall("rows", "`photo` has shape (427, 640, 3). Which pixel is `photo[0, 639]`?", ("bottom left", "top right", "top left"), "b", "Row first, counted from the top; then the column, counted from the left."),
)
