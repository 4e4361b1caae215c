"""Every pixel and every box: its exercises, the slips they know, and the questions later lessons ask."""

import numpy as np

from imagen_course.exercises.declare import Recall, at_least, at_most, built, exercise
from imagen_course.formulas import pool2d


def _numbers(*shape, seed=22):
    """Numbers without order, no two alike."""
    return np.random.default_rng([seed, *shape]).permutation(np.prod(shape)).reshape(shape) / 10 + 0.1


# A dense layer as a kernel -------------------------------------------------------------------------------------------------
def _some_weights():
    for shape, units in (((1, 1, 1), 1), ((1, 2, 1), 1), ((2, 1, 1), 2), ((2, 2, 1), 2), ((2, 3, 1), 2), ((1, 2, 3), 2), ((2, 2, 3), 4), ((4, 3, 2), 5), ((3, 5, 4), 3), ((4, 4, 8), 6)):
        yield _numbers(shape[0] * shape[1] * shape[2], units), shape


@exercise(
    cases=_some_weights,
    hints=[
        "A feature map of 2 x 2 with one channel is flattened. Which of the four numbers meets the second row of the weights?",
        "`Flatten` goes through the columns of a row, and for each of them through the channels, as `reshape` does.",
        "The kernel has shape `(height, width, channels, units)`. Which axis of the weights becomes the first three?",
    ],
    why="Flattening does not move a number, so reshaping the weights undoes it: each weight meets the number that it met before.",
)
def as_kernel(weights, shape):
    return weights.reshape(shape[0], shape[1], shape[2], -1)


as_kernel.slips(
    ("the weights are transposed first", lambda weights, shape: weights.T.reshape(*shape, -1), "Is it the rows of the weights, or the columns, that belong to the numbers of the maps?"),
    ("each unit has its kernel, and the units come first", lambda weights, shape: weights.T.reshape(-1, *shape), "A kernel is `(height, width, channels, units)`. Where do the units stand in yours?"),
    ("the channels come first", lambda weights, shape: weights.reshape(shape[2], shape[0], shape[1], -1).transpose(1, 2, 0, 3), "In flattened maps, is the second number the next channel of the same place, or the next place of the same channel?"),
    ("height and width are exchanged", lambda weights, shape: weights.reshape(shape[1], shape[0], shape[2], -1).transpose(1, 0, 2, 3), "`Flatten` goes through a row before it begins the next one. Does your reshape do so, too?"),
    ("columns come first in the order of the numbers", lambda weights, shape: weights.reshape(*shape, -1, order="F"), "`order=\"F\"` lets the first axis run fastest. Which axis runs fastest when maps are flattened?"),
    ("the kernel is turned round", lambda weights, shape: weights.reshape(*shape, -1)[::-1, ::-1], "A convolution in a network is a cross-correlation. Is its kernel turned round?"),
    ("only the first unit is taken", lambda weights, shape: weights[:, :1].reshape(*shape, -1), "How many units has the layer, and how many has your kernel?"),
    ("units and channels are exchanged", lambda weights, shape: weights.reshape(*shape, -1).swapaxes(2, 3), "Which axis of a kernel meets the channels that come in: the third, or the last?"),
)  # fmt: skip


# Suppression by a 3 x 3 maximum --------------------------------------------------------------------------------------------
def _some_heat():
    yield (np.array([[0.5]]),)
    yield (np.array([[0.2, 0.9, 0.1]]),)
    yield (np.array([[0.2, 0.9, 0.8, 0.1, 0.3]]),)
    yield (np.array([[0.9, 0.1], [0.1, 0.8]]),)  # one is a neighbour of the other by a corner
    yield (np.array([[0.9, 0.1, 0.8], [0.1, 0.2, 0.1], [0.7, 0.1, 0.6]]),)
    yield (np.array([[0.3, 0.1, 0.1, 0.1, 0.4], [0.1, 0.1, 0.1, 0.1, 0.1]]),)  # first and last column are no neighbours
    yield (np.array([[0.1, 0.3, 0.1], [0.1, 0.1, 0.1], [0.1, 0.1, 0.1], [0.1, 0.4, 0.1]]),)
    yield (np.array([[0.1, 0.2, 0.3, 0.4, 0.5, 0.6]]),)  # a slope has one peak
    yield (np.array([[0.6, 0.1, 0.5, 0.1, 0.7]]),)  # two apart is no neighbour
    yield (np.array([[0.1, 0.1, 0.1, 0.1], [0.1, 0.3, 0.8, 0.1], [0.1, 0.1, 0.1, 0.1], [0.9, 0.1, 0.1, 0.1]]),)
    yield (np.array([[0.6, 0.6, 0.2, 0.1, 0.3]]),)  # no neighbour has more
    yield (np.array([[0.02, 0.05, 0.01, 0.03]]),)  # little heat has peaks, too
    for shape in ((4, 4), (5, 7), (8, 6), (16, 16)):
        yield (np.random.default_rng([22, *shape]).permutation(np.prod(shape)).reshape(shape) / np.prod(shape),)


@exercise(
    cases=_some_heat,
    hints=[
        "In the row 0.2, 0.9, 0.8, 0.1, 0.3: which numbers have no larger neighbour?",
        "For each cell, find the largest number of the 3 x 3 cells round it. When is the cell itself that number?",
        "At the rim, take only the cells that are there: `heat[max(i - 1, 0) : i + 2, max(j - 1, 0) : j + 2]`.",
        'Or ask `pool2d`, which takes pictures `(n, h, w, c)`: a window of 3, a stride of 1, padding `"same"`.',
    ],
    why="A cell that equals the maximum of its window is a peak. One pooling finds all peaks at once, with no list of boxes to go through.",
)
def peaks(heat):
    highest = pool2d(heat[None, :, :, None], 3, stride=1, padding="same").reshape(heat.shape)
    return np.where(heat == highest, heat, 0)


def _shifted(heat, moves, fill=0.0):
    padded = np.pad(heat, 2, constant_values=fill)
    rows, columns = heat.shape
    return np.max([padded[2 + i : 2 + i + rows, 2 + j : 2 + j + columns] for i, j in moves], axis=0)


_ROUND = [(i, j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
_CROSS = [(0, 0), (-1, 0), (1, 0), (0, -1), (0, 1)]
_WIDE = [(i, j) for i in (-2, -1, 0, 1, 2) for j in (-2, -1, 0, 1, 2)]


def _where_highest(moves):
    return lambda heat: np.where(heat == _shifted(heat, moves), heat, 0)


def _peaks_rolled(heat):
    highest = np.max([np.roll(heat, move, axis=(0, 1)) for move in _ROUND], axis=0)
    return np.where(heat == highest, heat, 0)


def _peaks_inside(heat):
    kept = peaks(heat)
    inside = np.zeros(heat.shape, bool)
    inside[1:-1, 1:-1] = True
    return np.where(inside, kept, 0)


def _peaks_cut_at_negative(heat):
    kept = np.zeros_like(heat)
    for i, j in np.ndindex(heat.shape):
        window = heat[i - 1 : i + 2, j - 1 : j + 2]  # from -1 on, at the rim
        if window.size and heat[i, j] == window.max():
            kept[i, j] = heat[i, j]
    return kept


def _peaks_by_blocks(heat):
    kept = np.zeros_like(heat)
    for i in range(0, heat.shape[0], 3):
        for j in range(0, heat.shape[1], 3):
            block = heat[i : i + 3, j : j + 3]
            kept[i : i + 3, j : j + 3] = np.where(block == block.max(), block, 0)
    return kept


def _peaks_one_by_one(heat):
    left, kept = heat.copy(), np.zeros_like(heat)
    while left.max() > 0:
        i, j = np.unravel_index(left.argmax(), left.shape)
        kept[i, j] = heat[i, j]
        left[max(i - 1, 0) : i + 2, max(j - 1, 0) : j + 2] = 0
    return kept


peaks.slips(
    ("the maxima are returned", lambda heat: _shifted(heat, _ROUND), "Should a cell beside a peak get the peak's heat, or 0?"),
    ("only the cells above, below, left and right are asked", _where_highest(_CROSS), "How many neighbours has a cell inside: four, or eight?"),
    ("only the cells left and right are asked", _where_highest([(0, 0), (0, -1), (0, 1)]), "A cell has more heat than those left and right of it. What of those above and below?"),
    ("only the cells above and below are asked", _where_highest([(0, 0), (-1, 0), (1, 0)]), "A cell has more heat than those above and below it. What of those left and right?"),
    ("a window of 5 x 5", _where_highest(_WIDE), "How many cells away is the farthest that your function asks?"),
    ("the rim on one side is the neighbour of the other", _peaks_rolled, "`np.roll` moves the last column before the first. Are they neighbours?"),
    ("nothing is found at the rim", _peaks_inside, "Can the centre of a thing lie in the first row?"),
    ("an index below 0 counts from the end", _peaks_cut_at_negative, "In the first row, `i - 1` is -1. Which rows does `heat[-1:2]` take?"),
    ("one maximum in each block of 3 x 3", _peaks_by_blocks, "Two neighbours lie in two blocks. Which stride do your windows have?"),
    ("the highest is kept, its neighbours struck out, and so on", _peaks_one_by_one, "A slope of 0.1, 0.2, 0.3: the third is kept, the second struck out. Which neighbour of the first has more heat than the first?"),
    ("the highest alone", lambda heat: np.where(heat == heat.max(), heat, 0), "A scene with two foxes has two peaks. How many does your function keep?"),
    ("what has a higher neighbour is kept", lambda heat: np.where(heat < _shifted(heat, _ROUND), heat, 0), "Do you keep the peaks, or everything else?"),
    ("cells as high as a neighbour are struck out", lambda heat: np.where(heat > _shifted(heat, [m for m in _ROUND if m != (0, 0)]), heat, 0), "Two neighbours have 0.6 each. Does either have a neighbour with *more* heat?"),
)  # fmt: skip


# The bug hunt: from cells to pixels ----------------------------------------------------------------------------------------
def _boxes_as_found(cells, sides, offsets, stride):
    centres = (cells + offsets) * stride
    return np.hstack([centres - sides / 2, centres + sides / 2])


def _some_cells():
    yield np.array([[0, 0]]), np.array([[2.0, 2.0]]), np.array([[0.0, 0.0]]), 1
    yield np.array([[2, 3]]), np.array([[2.0, 3.0]]), np.array([[0.0, 0.5]]), 4
    yield np.array([[1, 5]]), np.array([[4.0, 1.0]]), np.array([[0.25, 0.75]]), 2
    yield np.array([[1, 5], [3, 0]]), np.array([[4.0, 1.0], [0.5, 2.0]]), np.array([[0.25, 0.75], [0.5, 0.0]]), 8
    for k, stride in ((3, 4), (4, 3), (6, 16), (9, 4)):
        rng = np.random.default_rng([22, k])
        yield rng.integers(0, 16, (k, 2)), rng.uniform(0.5, 6, (k, 2)).round(2), rng.uniform(0, 1, (k, 2)).round(2), stride


@exercise(
    cases=_some_cells,
    given=_boxes_as_found,
    hints=[
        "The centre of a drawn box is right. What is wrong with the box, and by which factor?",
        "In which unit is `sides`, and in which is `centres`, after the first line?",
        "A cell is `stride` pixels a side. What has to be multiplied by it, and how often?",
    ],
    why="The network counts everything in cells. A box in pixels needs its place *and* its sides times the stride.",
)
def boxes_of(cells, sides, offsets, stride):
    centres = cells + offsets
    return np.hstack([centres - sides / 2, centres + sides / 2]) * stride


boxes_of.slips(
    ("the sides stay in cells", _boxes_as_found, "A fox is three cells high, and a cell has four pixels. How many pixels high is the fox, and how many is your box?"),
    ("the sides are not halved", lambda cells, sides, offsets, stride: np.hstack([cells + offsets - sides, cells + offsets + sides]) * stride, "The centre lies in the middle. How far is it from there to the top: the whole height?"),
    ("the offsets are left out", lambda cells, sides, offsets, stride: np.hstack([cells - sides / 2, cells + sides / 2]) * stride, "Does every centre lie in the upper left corner of its cell?"),
    ("the offsets stay in cells", lambda cells, sides, offsets, stride: np.hstack([cells * stride + offsets - sides * stride / 2, cells * stride + offsets + sides * stride / 2]), "An offset of 0.5 is half a cell. How many pixels is it?"),
    ("the cells stay in cells", lambda cells, sides, offsets, stride: np.hstack([cells + (offsets - sides / 2) * stride, cells + (offsets + sides / 2) * stride]), "The third row of cells begins at which row of pixels?"),
    ("scaled twice", lambda cells, sides, offsets, stride: np.hstack([(cells + offsets) * stride - sides / 2, (cells + offsets) * stride + sides / 2]) * stride, "`centres` is in pixels already. What happens to it in your last line?"),
    ("nothing is scaled", lambda cells, sides, offsets, stride: np.hstack([cells + offsets - sides / 2, cells + offsets + sides / 2]), "The scene has 64 rows of pixels, and 16 of cells. In which unit are your boxes?"),
    ("divided by the stride", lambda cells, sides, offsets, stride: np.hstack([cells + offsets - sides / 2, cells + offsets + sides / 2]) / stride, "Are there more pixels than cells, or fewer?"),
    ("the sides are divided by the stride", lambda cells, sides, offsets, stride: np.hstack([(cells + offsets) * stride - sides / stride / 2, (cells + offsets) * stride + sides / stride / 2]), "A thing is three cells high. Has it more pixels than three, or fewer?"),
    ("rows and columns are exchanged", lambda cells, sides, offsets, stride: boxes_of(cells, sides, offsets, stride)[:, [1, 0, 3, 2]], "A box is `(top, left, bottom, right)`. Which of your columns comes from the rows of the cells?"),
    ("height and width instead of bottom and right", lambda cells, sides, offsets, stride: np.hstack([cells + offsets - sides / 2, sides]) * stride, "A box ends at bottom and right. Are these its height and its width?"),
    ("the corner is taken for the centre", lambda cells, sides, offsets, stride: np.hstack([cells + offsets, cells + offsets + sides]) * stride, "The offsets lead to the centre. Where does the box begin?"),
    ("centres lie in the middle of their cells", lambda cells, sides, offsets, stride: np.hstack([cells + 0.5 - sides / 2, cells + 0.5 + sides / 2]) * stride, "The network says where in its cell a centre lies. Do you ask it?"),
)  # fmt: skip


# The studio: what a network should learn from ------------------------------------------------------------------------------
_STRIDE, _CLASSES = 4, 3
_FAR = [
    (np.array([(9, 6, 27, 20)]), np.array([1])),
    (np.array([(4, 5, 18, 21), (37, 40, 61, 52), (31, 3, 44, 24)]), np.array([0, 2, 1])),
    (np.array([(3, 40, 17, 63), (44, 2, 62, 19)]), np.array([2, 2])),
    (np.array([(0, 0, 11, 13), (2, 4, 58, 50)]), np.array([0, 1])),  # a small one, and one so large that it covers its centre
]
_NEAR = np.array([(10, 10, 26, 26), (10, 22, 26, 38)]), np.array([1, 1])  # two of one class, three cells apart
_ALONE = _NEAR[0][:1], _NEAR[1][:1]
_NONE = np.zeros((0, 4), int), np.zeros(0, int)
_SCENES = [_NONE, *_FAR, _NEAR, _ALONE]
_ASKED = [5] + [_CLASSES] * 6  # classes: a number written into an answer fits one scene alone


@built(
    budget=20,
    cases=lambda: [(boxes, labels, n_classes) for (boxes, labels), n_classes in zip(_SCENES, _ASKED, strict=True)],
    hints=[
        "Draw a box on the grid of section 3. In which cell does its centre lie, and how many cells high is it?",
        "Divide the boxes by 4 first. The centre's cell is the whole part of its row and column, and the offsets are the rest.",
        "`np.mgrid[:16, :16]` gives the row and the column of each cell. The heat falls with the squares of the distances, each divided by a share of the height or of the width.",
        "Where two of one class are near to each other, `np.maximum` of what was there and of the new heat keeps both centres at 1.",
    ],
    why="The cell of a centre says 1; its neighbours say nearly so, for a box that is one cell off is nearly right. A Gaussian as wide as a sixth of the box is lost within it.",
)
def my_targets(boxes, labels, n_classes):
    maps = np.zeros((16, 16, n_classes + 4))
    rows, columns = np.mgrid[:16, :16]
    for (top, left, bottom, right), label in zip(boxes / 4, labels, strict=True):
        height, width = bottom - top, right - left
        row, column = (top + bottom) / 2, (left + right) / 2
        i, j = int(row), int(column)
        heat = np.exp(-18 * (((rows - i) / height) ** 2 + ((columns - j) / width) ** 2))
        maps[..., label] = np.maximum(maps[..., label], heat)
        maps[i, j, n_classes:] = height, width, row - i, column - j
    return maps


def _all(maps, scenes=_SCENES):
    """Each picture's maps, with what is known of it."""
    for one, (boxes, labels) in zip(maps, scenes, strict=False):
        one, centres = np.asarray(one, float), (boxes[:, :2] + boxes[:, 2:]) / 2 / _STRIDE
        yield one, boxes / _STRIDE, labels, centres, centres.astype(int)


def _right_shapes(maps):
    return sum(np.shape(one) == (16, 16, n_classes + 4) for one, n_classes in zip(maps, _ASKED, strict=False))


def _centres_at_1(maps):
    return sum(abs(one[i, j, label] - 1) < 1e-6 for one, _, labels, _, cells in _all(maps) for (i, j), label in zip(cells, labels, strict=True))


def _others_at_1(maps):
    return sum(int(np.sum(one[..., :_CLASSES] > 1 - 1e-6)) for one, *_ in _all(maps)) - sum(len(labels) for _, labels in _SCENES)


def _off_classes(maps):
    """How far from 0, at the most, the heat of a class is that the picture does not show."""
    return max(float(np.abs(one[..., [k for k in range(_CLASSES) if k not in labels]]).max(initial=0)) for one, _, labels, *_ in _all(maps))


def _heat_at(maps, share):
    """The heat of cells so far from the nearest centre of a class, as a share of the way to its box's rim."""
    for one, boxes, labels, _, cells in _all(maps[1:], _FAR):
        for label in set(labels):
            sides = (boxes[:, 2:] - boxes[:, :2])[labels == label]
            away = np.min([np.hypot((np.arange(16) - i)[:, None] / height, (np.arange(16) - j) / width) * 2 for (i, j), (height, width) in zip(cells[labels == label], sides, strict=True)], axis=0)
            yield from one[..., label][(away > share[0]) & (away < share[1])]


def _near_heat(maps):
    return float(min(_heat_at(maps, (0.2, 0.5))))


def _far_heat(maps):
    """How far from 0, at the most: heat below 0 is as wrong as heat above."""
    return float(np.abs(list(_heat_at(maps, (1.3, np.inf)))).max())


def _near_each_other(maps):
    """Two alike stand three cells apart: how far their heat is from the greater of both, each as it is alone."""
    both, alone = (np.asarray(maps[1 + len(_FAR) + k], float)[..., 1] for k in (0, 1))
    return float(np.abs(both[:, 3:] - np.maximum(alone[:, 3:], alone[:, :-3])).max())


def _sizes_apart(maps):
    """How far off sizes are, at the most, in cells."""
    return max(float(np.abs(one[i, j, -4:-2] - (box[2:] - box[:2])).max()) for one, boxes, _, _, cells in _all(maps) for box, (i, j) in zip(boxes, cells, strict=True))


def _offsets_apart(maps):
    return max(float(np.abs(one[i, j, -2:] - (centre - (i, j))).max()) for one, _, _, centres, cells in _all(maps) for centre, (i, j) in zip(centres, cells, strict=True))


def _with(change):
    """Targets that are right but for one change of a picture's maps."""

    def wrong(boxes, labels, n_classes):
        maps = my_targets(boxes, labels, n_classes)
        changed = change(maps, boxes / _STRIDE, labels)
        return maps if changed is None else changed

    return wrong


def _rounded(boxes, labels, n_classes):
    """The nearest cell, not the one in which the centre lies."""
    moved = np.where((boxes[:, :2] + boxes[:, 2:]) / 8 % 1 >= 0.5, 2, 0)
    return my_targets(boxes + np.tile(moved, 2), labels, n_classes)


def _filled(maps, boxes, labels):
    for (top, left, bottom, right), label in zip(boxes.round().astype(int), labels, strict=True):
        maps[top:bottom, left:right, label] = 1


def _all_classes(maps, boxes, labels):
    maps[..., :_CLASSES] = maps[..., :_CLASSES].max(axis=-1, keepdims=True) * 0.9 + 0.1 * maps[..., :_CLASSES]


def _only_centres(maps, boxes, labels):
    maps[..., :_CLASSES] = maps[..., :_CLASSES] == 1


def _too_wide(maps, boxes, labels):
    maps[..., :_CLASSES] **= 0.1


def _summed(boxes, labels, n_classes):
    alone = [my_targets(boxes[i : i + 1], labels[i : i + 1], n_classes) for i in range(len(boxes))]
    maps = my_targets(boxes, labels, n_classes)
    if alone:
        total = sum(alone)[..., :n_classes]
        maps[..., :n_classes] = np.where(maps[..., :n_classes] < 1, np.minimum(total, 0.999), maps[..., :n_classes])
    return maps


def _in_pixels(maps, boxes, labels):
    maps[..., -4:-2] *= _STRIDE


def _middle(maps, boxes, labels):
    maps[..., -2:] = np.where(maps[..., -4:-2] > 0, 0.5, 0)


my_targets.properties(
    ("maps of shape (16, 16, n_classes + 4), of 7", _right_shapes, 7, lambda boxes, labels, n_classes: my_targets(boxes, labels, n_classes)[None], "16 x 16 cells, the heat of each of `n_classes` classes and four more. Which shape has your result?"),
    ("centres whose cell says 1, of 11", _centres_at_1, 11, _rounded, "A centre lies at row 4.75, in cells: which cell says 1, the one that begins at row 4 or at 5? And does it still say exactly 1 when a second thing has been drawn?"),
    ("other cells that say 1", _others_at_1, 0, _with(_filled), "Where does your heat reach 1: at the centre alone? Two maxima on one thing would be two boxes."),
    ("most heat of a class that is not there", _off_classes, at_most(0.001), _with(_all_classes), "Each class has a map of its own. Whose map do you draw in, and is every other one 0?"),
    ("least heat near a centre", _near_heat, at_least(0.1), _with(_only_centres), "A box that is one cell off is nearly right. What does your heat say of the cells beside the centre?"),
    ("most heat outside of a box", _far_heat, at_most(0.1), _with(_too_wide), "How far from its centre does the heat of a thing reach? Is it lost where the box ends, in height and in width, and everywhere farther away? Heat below 0 is as wrong as heat above."),
    ("difference that a near thing of the same class makes", _near_each_other, at_most(0.005), _summed, "Two foxes stand side by side. Does the second change the heat at the first one, where the first has more?"),
    ("error of the sizes at the centres, in cells", _sizes_apart, at_most(0.01), _with(_in_pixels), "A box of 16 pixels: how many cells high is it?"),
    ("error of the offsets at the centres, in cells", _offsets_apart, at_most(0.01), _with(_middle), "A centre lies at row 2.25, in cells. How far below the corner of its cell is it?"),
)  # fmt: skip


RECALL = (
    Recall("dense as convolution", "The dense layer of a classifier is read as a convolution, and a larger picture comes in. You get...", ("one answer", "an error", "a map of answers, one for each window"), "c", "Its kernel is as large as the maps, and a convolution slides."),
    Recall("skip connections of a U-Net", "What do the skip connections of a U-Net bring to the way up?", ("finer feature maps", "the names of the classes", "the masks"), "a", "The coarse maps have seen far, but one of their cells is many pixels wide. The finer maps still know where things end."),
    Recall("peaks of a heat map", "A detector says which cells hold a centre. How is one thing found only once?", ("by its largest box", "by the cells that no neighbour surpasses", "by a second network"), "b", "A cell that equals the maximum of the 3 x 3 cells round it is a peak."),
)  # fmt: skip
