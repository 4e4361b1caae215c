"""What the figures of `plots` draw: positions, numbers, colours, counts; read from their SVG."""

import base64
import io
import re
import xml.etree.ElementTree as ET
from itertools import combinations, pairwise, permutations
from urllib.parse import unquote

import contact_sheet
import numpy as np
import pytest
from PIL import Image
from scipy import signal
from sklearn import metrics, svm

from imagen_course import formulas, network, plots, segment, widgets
from imagen_course.plots import axes, canvas, colours, networks

NS = "{http://www.w3.org/2000/svg}"
SMALL = np.arange(30.0).reshape(5, 6) % 7
KERNEL = np.array([[-1.0, 0, 2], [1, 3, 0], [0, -2, 1]])


class Element:
    """An element of a figure: what it is called, its numbers, its text."""

    def __init__(self, node):
        self.tag, self.part, self.text, self.data = node.tag.removeprefix(NS), node.get("data-part"), node.text, node.attrib

    def __getattr__(self, name):
        value = self.data.get(name.replace("_", "-"))
        try:
            return float(value)
        except (TypeError, ValueError):
            return value

    @property
    def ends(self):
        return [tuple(map(float, pair.split(","))) for pair in self.data["points"].split()]

    @property
    def box(self):
        return self.x, self.y, self.x + self.width, self.y + self.height

    @property
    def pixels(self):
        return np.asarray(Image.open(io.BytesIO(base64.b64decode(self.href.partition(",")[2]))).convert("RGB")) / 255


def elements(figure, part=None, tag=None):
    """The elements of a figure in the order in which they are drawn; some of them by what they are."""
    found = [Element(node) for node in ET.fromstring(figure.svg) if node.tag != f"{NS}style"]
    return [each for each in found if (part is None or each.part == part) and (tag is None or each.tag == tag)]


def one(figure, part, tag=None):
    (found,) = elements(figure, part, tag)
    return found


def words(figure, part=None):
    return [each.text for each in elements(figure, part, "text")]


def value(text):
    return float(re.sub(r"[^\d.e-]", "", text.replace("−", "-")))


def values(figure, part):
    """The numbers that stand in the cells of one part of a figure: each cell is followed by its number."""
    found = elements(figure)
    return [value(found[i + 1].text) for i, each in enumerate(found) if each.part == part and each.tag == "rect"]


# --- arrays -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("axis", "expected"), [(0, [4, 12, 6]), (1, [7, 15])])
def test_a_sum_along_an_axis_has_the_tints_of_what_it_adds_up(axis, expected):
    array = np.array([[1, 2, 4], [3, 10, 2]])
    figure = plots.array_axes(array, axis=axis)
    assert values(figure, "cell") == array.ravel().tolist()
    assert values(figure, "result") == expected
    fills = np.array([each.fill for each in elements(figure, "cell", "rect")]).reshape(2, 3)
    for part, result in zip(np.moveaxis(fills, axis, 1), elements(figure, "result", "rect"), strict=True):
        assert set(part) == {result.fill}
    down, right = (np.subtract(*each.ends[::-1]) for each in elements(figure, "axis", "polyline"))
    assert (down[0], right[1]) == (0, 0)
    assert down[1] > 0 < right[0]
    assert words(figure, "index") == ["0", "1", "0", "1", "2"]


def test_what_broadcasting_repeats_is_dashed():
    figure = plots.broadcasting([[0], [10]], [1, 2, 3], operation="-")
    assert values(figure, "own") == [0, 10, 1, 2, 3, -1, -2, -3, 9, 8, 7]
    assert values(figure, "repeated") == [0, 0, 10, 10, 1, 2, 3]
    with pytest.raises(ValueError, match=r"one and other must have shapes that fit: .* got \(2, 1\) and \(3, 2\)"):
        plots.broadcasting([[0], [10]], np.zeros((3, 2)))


@pytest.mark.parametrize(
    ("index", "expected", "kind"),
    [(np.s_[1:, ::2], [3, 5], "shape (1, 2), a view"), ([[True, False, True]] * 2, [0, 2, 3, 5], "shape (4,), a copy"),
     (1, [3, 4, 5], "shape (3,), a view"), ([0], [0, 1, 2], "shape (1, 3), a copy")],
)  # fmt: skip
def test_the_cells_that_an_index_takes_are_lit(index, expected, kind):
    figure = plots.indexing(np.arange(6).reshape(2, 3), np.array(index) if isinstance(index, list) else index)
    assert values(figure, "result") == values(figure, "taken") == expected
    assert len(elements(figure, "left")) == 6 - len(expected)
    assert words(figure, "kind") == [kind]


# --- a window on a picture ----------------------------------------------------------------------------------------------


def test_the_zeros_of_the_padding_are_as_dark_as_those_of_the_picture():
    figure = plots.correlation(np.array([[0.0, 2.0], [2.0, 4.0]]), np.ones((2, 2)), padding=1)
    dark = elements(figure, "pixel", "rect")[0].fill
    assert {cell.fill for cell in elements(figure, "padding", "rect")} == {dark}
    assert dark != elements(figure, "pixel", "rect")[3].fill


@pytest.mark.parametrize(("stride", "padding", "dilation"), [(1, 0, 1), (2, 1, 1), (1, 2, 2)])
def test_a_window_lies_where_it_is_computed_and_its_sum_is_the_lit_cell(stride, padding, dilation):
    spread = np.zeros([dilation * 2 + 1] * 2)
    spread[::dilation, ::dilation] = KERNEL
    padded = np.pad(SMALL, padding)
    result = signal.correlate2d(padded, spread, mode="valid")[::stride, ::stride]
    options = {"stride": stride, "padding": padding, "dilation": dilation}
    for place in range(result.size):
        figure = plots.correlation(SMALL, KERNEL, place=place, **options)
        top, left = (stride * n for n in np.unravel_index(place, result.shape))
        window = padded[top : top + len(spread), left : left + len(spread)]
        np.testing.assert_allclose(values(figure, "product"), (window * spread)[::dilation, ::dilation].ravel())
        assert value(words(figure, "sum")[0]) == window.ravel() @ spread.ravel()
        np.testing.assert_allclose(values(figure, "result"), result.ravel()[: place + 1], rtol=0.005)
        cells = [each for each in elements(figure, tag="rect") if each.part in ("pixel", "padding")]
        side, first = cells[0].width, cells[0]
        assert {each.width for p in ("product", "result", "to come") for each in elements(figure, p, "rect")} == {side}
        assert one(figure, "window").box == pytest.approx(
            [
                first.x + left * side,
                first.y + top * side,
                first.x + (left + len(spread)) * side,
                first.y + (top + len(spread)) * side,
            ],
            abs=0.1,
        )
        grid = elements(figure, "result", "rect") + elements(figure, "to come", "rect")
        assert one(figure, "lit").box == pytest.approx(grid[place].box, abs=0.1)
        assert len(grid) == result.size


def test_the_kernel_lies_on_the_pixels_under_the_window_in_the_colours_of_its_signs():
    figure = plots.correlation(SMALL, KERNEL, place=5)
    taps, (left, top, right, bottom) = elements(figure, "kernel", "rect"), one(figure, "window").box
    assert [each.fill for each in taps] == [colours.of_number(w, 3.0) for w in KERNEL.ravel()]
    assert all(left < each.x < each.x + each.width < right and top < each.y < each.y + each.height < bottom for each in taps)


def test_the_path_leads_on_from_the_lit_cell_along_the_rows():
    figure = plots.correlation(SMALL, KERNEL, place=2)
    grid = elements(figure, "result", "rect") + elements(figure, "to come", "rect")
    centres = [(each.x + each.width / 2, each.y + each.height / 2) for each in grid[2:]]
    np.testing.assert_allclose(one(figure, "path").ends, centres, atol=0.1)


@pytest.mark.parametrize("kind", ["max", "min", "mean"])
def test_a_pooled_number_has_the_tint_of_its_window(kind):
    figure = plots.pooling(SMALL[:4], 2, kind=kind)
    pixels, results = elements(figure, "pixel", "rect"), elements(figure, "result", "rect")
    np.testing.assert_allclose(
        values(figure, "result"), formulas.pool2d(SMALL[None, :4, :, None], 2, kind=kind).ravel(), rtol=0.01
    )
    fills = np.array([each.fill for each in pixels]).reshape(4, 6)
    for (row, column), result in zip(np.ndindex(2, 3), results, strict=True):
        assert set(fills[2 * row : 2 * row + 2, 2 * column : 2 * column + 2].ravel()) == {result.fill}
    tints = np.array([each.fill for each in results]).reshape(2, 3)
    assert (tints[:, 1:] != tints[:, :-1]).all()
    assert (tints[1:] != tints[:-1]).all()
    winners = [pixels[[p.box for p in pixels].index(each.box)] for each in elements(figure, "winner")]
    assert len(winners) == (0 if kind == "mean" else 6)
    if winners:
        numbers = values(figure, "pixel")
        assert [numbers[pixels.index(p)] for p in winners] == values(figure, "result")


@pytest.mark.parametrize("kind", ["max", "mean"])
def test_a_gradient_goes_back_through_pooling_as_a_small_step_says(rng, kind):
    array, gradient = rng.permutation(24).reshape(4, 6).astype(float), np.array([[1.0, -2, 0.5], [3, 1, -1]])
    figure = plots.pooling_gradient(array, gradient, kind=kind)

    def loss(x):
        return (formulas.pool2d(x[None, ..., None], 2, kind=kind)[0, ..., 0] * gradient).sum()

    expected = [(loss(array + 1e-3 * unit.reshape(4, 6)) - loss(array)) / 1e-3 for unit in np.eye(24)]
    shares = elements(figure, "share", "rect")
    np.testing.assert_allclose([value(t) for t in shares_of(figure)], [x for x in expected if abs(x) > 1e-9], rtol=0.01)
    assert [each.fill for each in shares] == [colours.of_number(round(x, 6), 3.0) for x in expected]
    assert len(elements(figure, "winner")) == (6 if kind == "max" else 0)
    assert len(elements(figure, "border")) == 12


def shares_of(figure):
    found = elements(figure)
    return [b.text for a, b in pairwise(found) if a.part == "share" and b.tag == "text"]


def test_pooling_up_to_a_place_leaves_the_rest_to_come():
    figure = plots.pooling(SMALL[:4], 2, place=1)
    assert len(elements(figure, "result", "rect")) == 2
    assert len(elements(figure, "to come")) == 4
    assert one(figure, "lit").box == elements(figure, "result", "rect")[1].box
    assert one(figure, "window").box[:2] == elements(figure, "pixel", "rect")[2].box[:2]


def test_slices_of_a_filter_add_up_to_its_feature_map(rng):
    image, kernel = rng.integers(0, 6, (4, 5, 3)).astype(float), rng.integers(-2, 3, (2, 3, 3, 2)).astype(float)
    figure = plots.channels(image, kernel, place=4)
    maps = formulas.conv2d(image[None], kernel)[0]
    row, column = divmod(4, maps.shape[1])
    parts = (image[row : row + 2, column : column + 3, :, None] * kernel).sum(axis=(0, 1))
    assert [value(text.removeprefix("+ ")) for text in words(figure, "partial sum")] == parts.T.ravel().tolist()
    assert [value(text) for text in words(figure, "sum")] == maps[row, column].tolist()
    np.testing.assert_allclose(values(figure, "result"), np.concatenate([maps[..., o].ravel()[:5] for o in (0, 1)]))
    assert len(elements(figure, "window")) == 3


# --- maps and networks --------------------------------------------------------------------------------------------------


def test_signed_numbers_go_from_blue_through_white_to_orange_on_one_scale():
    figure = plots.signed_maps([[[-4.0, 0.0], [2.0, 4.0]], [[1.0, 1.0], [1.0, 1.0]]], limit=2)
    first, second = (each.pixels for each in elements(figure, "map"))
    expected = [colours.rgb(c) for c in (colours.BLUE, "#ffffff", colours.ORANGE, colours.ORANGE)]
    np.testing.assert_allclose(first.reshape(4, 3), expected, atol=1 / 255)
    np.testing.assert_allclose(second, np.broadcast_to((1 + colours.rgb(colours.ORANGE)) / 2, (2, 2, 3)), atol=1 / 255)
    assert words(figure, "key number") == ["≤ −2", "0", "≥ 2"]
    key = one(figure, "key").pixels[0]
    np.testing.assert_allclose(key[[0, 40, 80]], expected[:3], atol=1 / 255)


def test_of_each_depth_those_maps_are_drawn_that_vary_most(rng):
    maps = rng.normal(size=(3, 4, 6)) * [1, 5, 0, 3, 0, 2]
    figure = plots.feature_maps(rng.random((6, 8, 3)), [maps], names=["stage 1"], n=3)
    assert figure.description.startswith("stage 1: 6 maps of 3 x 4, shown 1, 3, 5, from ")
    shown = [each.pixels for each in elements(figure, "map")]
    for pixels, channel in zip(shown, (1, 3, 5), strict=True):
        redder = pixels[..., 0] > pixels[..., 2]
        assert (redder == (maps[..., channel] > 0)).mean() > 0.9


def test_an_explanation_lies_on_its_picture_its_highest_pixel_ringed_and_the_reason_outlined():
    maps = np.zeros((2, 4, 6))
    maps[0, 1, 2], maps[0, 3, 5], maps[1, 3, 0] = 3, 1, -2
    figure = plots.attributions(np.ones((4, 6)), maps, titles=["ours", "theirs"], reason=np.arange(24).reshape(4, 6) == 8)
    _, first, second = elements(figure, "map")
    np.testing.assert_allclose(first.pixels[1, 2], colours.rgb(colours.ORANGE), atol=1 / 255)
    np.testing.assert_allclose(second.pixels[3, 0], colours.rgb(colours.BLUE), atol=1 / 255)
    np.testing.assert_allclose(second.pixels[0], 1, atol=1 / 255)
    assert words(figure) == ["the picture", "ours: 75 %", "theirs: 4 %"]  # what says nothing gets the share of one in 24
    ring, pixel = elements(figure, "highest")[0], first.width / 6
    np.testing.assert_allclose([ring.cx, ring.cy], [first.x + 2.5 * pixel, first.y + 1.5 * pixel], rtol=1e-3)
    outline = elements(figure, "reason")[-1].d
    assert outline.count("h") == outline.count("v") == 2
    dark = plots.attributions(np.zeros((4, 6)), maps)
    assert words(dark) == ["the picture", "map 1", "map 2"]
    np.testing.assert_allclose(elements(dark, "map")[1].pixels[0], 0.7, atol=1 / 255)
    assert elements(dark, "reason") == []


LAYERS = [network.Conv2D(3, 8, seed=0), network.ReLU(), network.Pool2D(2), network.Flatten(), network.Dense(392, 10, seed=1)]


def test_weights_and_products_are_those_of_the_layers():
    net = network.Network(LAYERS)
    sizes = networks.layer_sizes(net, (16, 16, 3))
    assert [size.shape for size in sizes] == [(16, 16, 3), (14, 14, 8), (14, 14, 8), (7, 7, 8), (392,), (10,)]
    assert [size.weights for size in sizes] == [0, 27 * 8 + 8, 0, 0, 0, 3930]
    assert [size.products for size in sizes] == [0, 14 * 14 * 27 * 8, 0, 0, 0, 3920]
    assert sum(p.size for p in net.parameters().values()) == sum(size.weights for size in sizes)
    with pytest.raises(RuntimeError):
        LAYERS[0].backward(np.zeros(1))  # nothing was remembered: a copy went forward


def test_a_network_is_drawn_to_scale_and_an_activation_at_the_foot_of_its_layer():
    figure = plots.architecture(network.Network(LAYERS), input_shape=(16, 16, 3))
    boxes = elements(figure, "depth")
    assert [each.height / boxes[0].height for each in boxes] == pytest.approx([1, 14 / 16, 7 / 16], rel=0.01)
    assert [each.width / boxes[1].width for each in boxes] == pytest.approx([3 / 8, 1, 1], rel=0.01)
    assert words(figure, "name") == ["input", "Conv2D", "Pool2D", "Flatten", "Dense"]
    assert words(figure, "tag") == ["+ ReLU"]
    assert words(figure, "total") == ["4,154 weights", "46,256 products a picture"]
    shares = [each.width for each in elements(figure, "share") if each.fill == colours.BLUE]
    assert shares[0] / shares[-1] == pytest.approx(224 / 3930, rel=0.02)


def test_a_sum_ends_in_its_box_and_what_is_added_comes_in_a_bow():
    size, shape = networks.LayerSize, (8, 8, 4)
    sizes = [size("input", (8, 8, 1), 0, 0), size("Conv2D 3 × 3", shape, 40, 100), size("Conv2D 3 × 3", shape, 148, 400)]
    sizes += [
        size("BatchNormalization", shape, 16, 0),
        size("Conv2D 3 × 3", shape, 148, 400),
        size("Add", shape, 0, 0, (4, 1)),
    ]
    figure = plots.architecture([*sizes, size("ReLU", shape, 0, 0), size("Flatten", (256,), 0, 0)])
    assert words(figure, "name") == ["input", "Conv2D", "Conv2D", "Conv2D", "Flatten"]
    assert words(figure, "tag") == ["+ BatchNorm", "+ Add, ReLU"]
    names = [each.x for each in elements(figure, "name")]
    (bow, down), plus = elements(figure, "added", "polyline"), one(figure, "sum")
    assert (bow.ends[0][0], bow.ends[-1][0], down.ends[0][0]) == pytest.approx((names[1], names[3], names[3]), abs=0.1)
    assert plus.cx == pytest.approx(names[3], abs=0.1)
    assert "164" in words(figure, "count")  # the second convolution, and what normalises it
    assert len(elements(figure, "way", "polyline")) == 4


@pytest.mark.keras
def test_a_network_of_keras_is_drawn_from_its_own_layers():
    from imagen_course import models

    model = models.build("text_000", (28, 28, 1), 10)
    sizes = networks.layer_sizes(model)
    assert sum(size.weights for size in sizes) == model.count_params()
    assert sizes[1] == networks.LayerSize("Conv2D 3 × 3", (26, 26, 32), 320, 26 * 26 * 9 * 32)
    assert "93,322 weights" in words(plots.architecture(model), "total")
    residual = models.build("residual", (28, 28, 1), 10)
    figure = plots.architecture(residual)
    assert len(elements(figure, "sum")) == sum(type(layer).__name__ == "Add" for layer in residual.layers) == 3
    assert words(figure, "total")[0] == f"{residual.count_params():,} weights"


def test_a_way_into_a_later_row_has_one_letter_where_it_leaves_and_where_it_comes_in():
    """Two nested skip connections over rows of seven boxes: the inner one is A, each letter stands over its two boxes."""
    sizes = [networks.LayerSize("input", (16, 16, 3), 0, 0)]
    sizes += [networks.LayerSize("Conv2D 3 × 3", (16, 16, 1 + i), 9, 9) for i in range(12)]
    for at, source in (8, 5), (11, 2):
        sizes[at] = networks.LayerSize("Concatenate", (16, 16, 20 + at), 0, 0, (at - 1, source))
    figure = plots.architecture(sizes)
    names = elements(figure, "name")
    letters = {letter: [each for each in elements(figure, "letter") if each.text == letter] for letter in "AB"}
    assert {letter: [(e.x, e.y > names[0].y) for e in found] for letter, found in letters.items()} == {
        "A": [(names[5].x, False), (names[8].x, True)],
        "B": [(names[2].x, False), (names[11].x, True)],
    }
    assert {each.tag for each in elements(figure, "jump")} == {"polyline"}
    assert len(elements(plots.architecture(sizes[:7]), "letter")) == 0


def test_what_goes_out_of_a_residual_block_is_the_sum(rng):
    x, change = rng.normal(size=(2, 4, 6))
    figure = plots.residual_block(x, change, layers=("conv", "ReLU"))
    limit = max(np.abs(x).max(), np.abs(x + change).max())
    for each, array in zip(elements(figure, "map"), (x, change, x + change), strict=True):
        np.testing.assert_allclose(each.pixels, colours.of_number(array, limit), atol=1 / 255)
    skip, plus = one(figure, "skip").ends, one(figure, "sum")
    assert skip[-1][0] == plus.cx
    first = elements(figure, "map")[0]
    assert first.x < skip[0][0] < first.x + first.width
    assert words(figure, "layer name") == ["conv", "ReLU"]


@pytest.mark.parametrize("sizes", [[(3, 1), (3, 1)], [(3, 1), (2, 2), (3, 1)], [(5, 2), (3, 2), (3, 1)]])
def test_a_receptive_field_holds_the_pixels_that_a_number_depends_on(sizes):
    figure = plots.receptive_field([plots.Window(f"layer {i}", *size) for i, size in enumerate(sizes)])
    seen = np.eye(64)[:, :, None, None]  # one picture for each pixel of a row: which of them changes the number at the top?
    fields = []
    for size, stride in sizes:
        seen = formulas.conv2d(seen, np.ones((size, 1, 1, 1)), stride=(stride, 1))
        fields.append(np.count_nonzero(seen[:, 2]))
    assert [int(text.split()[1]) for text in words(figure, "field")[:-1]] == fields[::-1]
    pixels = elements(figure, "map 0")
    assert len(pixels) == fields[-1]
    assert pixels[0].x < elements(figure, f"map {len(sizes)}")[0].x < pixels[-1].x


def test_fields_lie_round_one_point_of_the_picture_to_scale(rng):
    layers = [plots.Window("conv", 3), plots.Window("pool", 2, 2), plots.Window("conv", 3)]
    figure = plots.receptive_field(layers, image=rng.random((20, 20)))
    picture, squares = one(figure, "picture"), elements(figure, "square")
    assert [20 * each.width / picture.width for each in squares] == pytest.approx([8, 4, 3], rel=0.01)
    assert len({round(each.x + each.width / 2) for each in squares}) == 1
    assert len(elements(plots.receptive_field(layers, image=rng.random((20, 20)), depth=1), "square")) == 1


# --- learning -----------------------------------------------------------------------------------------------------------


def steps(x, w=0.5, b=0.5, v=-2.0):
    """A chain with its values and slopes: (relu(x w + b) v)²."""
    h, y = x * w + b, max(x * w + b, 0) * v
    forward = [("× w", x * w, w, "w", x), ("+ b", h, 1.0, "b", 1.0), ("ReLU", max(h, 0), float(h > 0))]
    return [plots.Operation(*step) for step in [*forward, ("× v", y, v, "v", max(h, 0)), ("square", y * y, 2 * y)]]


def test_gradients_of_a_chain_are_those_that_a_small_step_gives():
    figure = plots.chain(2.0, steps(2.0))
    assert [value(text) for text in plates(figure, "value")] == [2, *(step.value for step in steps(2.0))]
    slope = (steps(2.0 + 1e-6)[-1].value - steps(2.0 - 1e-6)[-1].value) / 2e-6
    assert value(plates(figure, "gradient")[-1]) == 1
    gradients = {
        round(each.x): value(text)
        for each, text in zip(elements(figure, "gradient"), plates(figure, "gradient"), strict=True)
    }
    assert gradients[min(gradients)] == pytest.approx(slope, rel=0.01)
    small = {"w": {"w": 0.5 + 1e-6}, "b": {"b": 0.5 + 1e-6}, "v": {"v": -2.0 + 1e-6}}
    for text, change in zip(words(figure, "parameter gradient"), small.values(), strict=True):
        expected = (steps(2.0, **change)[-1].value - steps(2.0)[-1].value) / 1e-6
        assert value(text.partition(":")[2]) == pytest.approx(expected, rel=0.01)


def plates(figure, part):
    """What stands on the plates of one part."""
    found = elements(figure)
    return [found[i + 1].text for i, each in enumerate(found) if each.part == part and each.tag == "rect"]


@pytest.mark.parametrize(("step", "forward", "back"), [(0, 1, 0), (3, 4, 0), (5, 6, 0), (6, 6, 2), (10, 6, 6)])
def test_a_chain_goes_forward_and_then_back_step_by_step(step, forward, back):
    figure = plots.chain(2.0, steps(2.0), step=step)
    assert len(plates(figure, "value")) == forward
    assert len(plates(figure, "gradient")) == back
    assert {each.fill for each in elements(figure, "value")} == {colours.BLUE}
    assert {each.fill for each in elements(figure, "gradient")} <= {colours.ORANGE}


@pytest.mark.parametrize(("activation", "function"), [("relu", lambda x: max(x, 0)), ("tanh", np.tanh), ("none", float)])
def test_a_neuron_adds_up_its_products(activation, function):
    figure = plots.neuron([0.5, 1.0, -0.5], [2.0, -1.0, 0.0], bias=-0.25, activation=activation)
    assert [value(text) for text in plates(figure, "product")] == [1, -1, 0]
    assert value(words(figure, "total")[0]) == -0.25
    assert figure.description.endswith(f"{activation} makes {function(-0.25):.3g} of it")
    up, down, none = elements(figure, "weight")
    assert (up.stroke, down.stroke) == (colours.ORANGE, colours.AZURE)
    assert [each.stroke_width for each in (up, down, none)] == [8, 4.5, 1]


def test_a_dense_unit_adds_up_the_products_of_picture_and_template(rng):
    image, weights, bias = rng.random((4, 5)), rng.normal(size=(4, 5, 3)), np.array([0.5, -1.0, 2.0])
    figure = plots.dense(image, weights, bias=bias, names=["star", "cross", "circle"], unit=1)
    scores = (image[..., None] * weights).sum(axis=(0, 1)) + bias
    for part, array in (("template", weights[..., 1]), ("products", image * weights[..., 1])):
        np.testing.assert_allclose(
            one(figure, part, "image").pixels, colours.of_number(array, np.abs(array).max()), atol=1 / 255
        )
    assert words(figure, "score")[0].endswith(f"score {canvas.number(scores[1])}")
    bars = elements(figure, "score bar")
    zero = bars[np.argmax(scores)].x  # where a bar above zero begins
    for each, score in zip(bars, scores, strict=True):
        assert (each.x if score > 0 else each.x + each.width) == pytest.approx(zero, abs=0.1)
        assert each.width == pytest.approx(45 * abs(score) / np.abs(scores).max(), abs=0.1)
        assert each.fill == (colours.ORANGE if score > 0 else colours.AZURE)
    expected = [f"{share:.0%}".replace("%", " %") for share in formulas.softmax(scores[None])[0]]
    assert words(figure, "probability") == expected
    assert [each.fill for each in elements(figure, "class")] == [colours.of_class(n) for n in ("star", "cross", "circle")]
    lit, name = one(figure, "lit"), elements(figure, "name")[1]
    assert lit.y < name.y < lit.y + lit.height


@pytest.mark.parametrize("temperature", [1, 0.25, 4])
def test_softmax_lays_powers_on_top_of_each_other_as_parts_of_a_whole(temperature):
    scores, names = np.array([1.35, -3.0, 0.96]), ["star", "cross", "circle"]
    figure = plots.softmax(scores, names=names, temperature=temperature, title="three classes")
    logits, shares = scores / temperature, formulas.softmax(scores / temperature)
    assert words(figure, "score") == [canvas.number(each) for each in logits]
    zero = min(bar.x for bar in elements(figure, "score bar") if bar.fill == colours.ORANGE)
    for bar, logit in zip(elements(figure, "score bar"), logits, strict=True):
        assert (bar.x if logit > 0 else bar.x + bar.width) == pytest.approx(zero, abs=0.1)
        assert bar.width == pytest.approx(64 * abs(logit) / np.abs(logits).max(), abs=0.1)
        assert bar.fill == (colours.ORANGE if logit > 0 else colours.AZURE)
    bars, parts, whole = elements(figure, "power bar"), elements(figure, "share"), one(figure, "whole")
    widths = np.array([bar.width for bar in bars])
    np.testing.assert_allclose(widths / widths.max(), np.exp(logits - logits.max()), atol=0.001)
    assert [each.fill for each in bars] == [each.fill for each in parts] == [colours.of_class(name) for name in names]
    np.testing.assert_allclose([part.height / whole.height for part in parts], shares, atol=0.001)
    ends = [whole.y, *(part.y + part.height for part in parts)]
    np.testing.assert_allclose([part.y for part in parts], ends[:-1], atol=0.02)
    assert ends[-1] == pytest.approx(whole.y + whole.height, abs=0.02)
    assert words(figure, "probability")[0] == f"star: {shares[0]:.0%}".replace("%", " %")
    assert words(figure, "title") == ["three classes"]


def test_powers_of_softmax_are_written_short():
    figure = plots.softmax([-20.0, 0.0, 2.0, 30.0])
    assert words(figure, "power") == ["≈ 0", "1", "7.39", "1.1e+13"]
    assert words(plots.softmax([-20.0, -40.0, -19.0]), "power") == ["2.1e−09", "≈ 0", "5.6e−09"]
    assert figure.description.startswith("0: score -20, power 2.06e-09, 0 %; 1: score 0, power 1, 0 %; ")


def test_softmax_is_of_a_few_scores_whose_powers_are_numbers():
    with pytest.raises(ValueError, match="scores must be at most 700 once divided by temperature, got 800"):
        plots.softmax([8.0, 1.0], temperature=0.01)
    with pytest.raises(ValueError, match="scores must be of at most 12 classes to be drawn, got 13"):
        plots.softmax(np.zeros(13))
    with pytest.raises(ValueError, match="names"):
        plots.softmax([1.0, 2.0], names=["a"])
    with pytest.raises(ValueError, match="temperature must be a number in"):
        plots.softmax([1.0, 2.0], temperature=0)


def test_steps_of_gradient_descent_lie_on_the_loss():
    path = np.array([0.0, 1.5, 2.25, 3.0])
    figure = plots.loss_landscape(lambda w: (w - 3) ** 2, path, across=(-1, 7), step=2)
    curve, places = np.array(one(figure, "curve").ends), elements(figure, "step")
    assert len(places) == 3
    for each in places:
        np.testing.assert_allclose(np.interp(each.cx, *curve.T), each.cy, atol=1)
    assert np.diff([each.cx for each in places]) == pytest.approx([1.5 * 85, 0.75 * 85], rel=0.01)  # 680 pixels for 8


def test_a_landscape_is_dark_where_the_loss_is_high_and_the_path_lies_on_it():
    figure = plots.loss_landscape(lambda a, b: a**2 + b**2, [[2.0, 2.0], [-1.0, 0.0]], across=(-4, 4), up=(-2, 2))
    picture, (start, end) = one(figure, "loss"), elements(figure, "step")
    pixels = picture.pixels.mean(axis=-1)
    assert pixels[len(pixels) // 2, pixels.shape[1] // 2] > 0.9 > 0.5 > pixels[0, 0]
    assert (start.cx - picture.x) / picture.width == pytest.approx(6 / 8, abs=0.01)
    assert start.cy == pytest.approx(picture.y, abs=1)
    assert (end.cx - picture.x) / picture.width == pytest.approx(3 / 8, abs=0.01)
    assert end.cy == pytest.approx(picture.y + picture.height / 2, abs=1)


@pytest.mark.parametrize(("label", "sign"), [("loss", 1), ("accuracy", -1)])
def test_overfitting_begins_after_the_best_epoch(label, sign):
    training, validation = np.array([3, 2, 1, 0.5, 0.2]), np.array([3, 2.5, 2, 2.2, 2.4])
    figure = plots.learning_curves(sign * training, sign * validation, label=label)
    curve, best, shade = one(figure, "validation").ends, one(figure, "best"), one(figure, "overfitting")
    assert (best.cx, best.cy) == pytest.approx(curve[2], abs=0.1)
    assert shade.box[::2] == pytest.approx((curve[2][0], curve[4][0]), abs=0.1)
    assert words(figure, "best words") == [f"best: epoch 3, {'−' * (sign < 0)}2"]
    assert not elements(plots.learning_curves(sign * training, sign * validation, label=label, epoch=3), "overfitting")


@pytest.mark.parametrize(
    ("training", "validation"),
    [
        ([1.9, 3.0, 2.3, 2.3], [1.8, 2.9, 2.3, 2.3]),  # it learns nothing, and both get worse
        ([2.0, 1.0, 0.9, 0.8], [2.0, 1.1, 1.0, 1.03]),  # a wobble
        ([2.302, 2.301, 2.3], [2.302, 2.303, 2.305]),  # nothing is learned, and the curves span next to nothing
        ([2.0, 1.5, 1.2, 1.0], [2.0, 1.6, 1.3, 1.2]),
    ],
)
def test_a_curve_that_does_not_overfit_is_not_said_to(training, validation):
    figure = plots.learning_curves(training, validation)
    assert not elements(figure, "overfitting")
    assert "overfitting" not in figure.description
    assert one(figure, "best")


# --- judging ------------------------------------------------------------------------------------------------------------

COUNTS = [[9, 1, 0], [4, 5, 1], [0, 2, 8]]


def test_errors_are_the_brighter_the_more_often_they_are_made():
    figure = plots.confusion(COUNTS, ["cat", "dog", "fox"])
    right, errors = elements(figure, "right", "rect"), elements(figure, "error", "rect")
    assert values(figure, "right") == [9, 5, 8]
    assert len({each.fill for each in right}) == 1
    order = sorted(zip(values(figure, "error"), (colours.rgb(each.fill)[2] for each in errors), strict=True))
    assert [count for count, _ in order] == [1, 1, 2, 4]
    assert [blue for _, blue in order] == sorted((blue for _, blue in order), reverse=True)  # less blue is more orange
    corner, side = right[0], right[0].width
    assert (errors[1].x, errors[1].y) == pytest.approx(
        (corner.x, corner.y + side)
    )  # 4 dogs were called cats: row 1, column 0
    assert words(figure, "recall") == ["90 %", "50 %", "80 %"]
    assert words(figure, "precision") == ["69 %", "62 %", "89 %"]


def scored(rng):
    labels = np.repeat([0, 1], [60, 25])
    return labels, np.round(rng.normal(labels, 0.8), 1)


def test_a_roc_curve_is_scikit_learn_s(rng):
    labels, scores = scored(rng)
    figure = plots.roc_curve(labels, scores, threshold=0.5)
    assert words(figure, "area") == [f"AUC {metrics.roc_auc_score(labels, scores):.3f}"]
    tn, fp, fn, tp = metrics.confusion_matrix(labels, scores >= 0.5).ravel().tolist()
    assert [int(text.split()[0]) for text in words(figure, "outcome")] == [tp, fp, fn, tn]
    point = one(figure, "at the threshold")
    assert ((point.cx - 440) / (canvas.WIDTH - 460), (294 - point.cy) / 260) == pytest.approx((fp / 60, tp / 25), abs=0.01)
    np.testing.assert_allclose(np.array(one(figure, "curve").ends)[[0, -1]], [(440, 294), (740, 34)], atol=0.1)


def test_a_precision_recall_curve_is_scikit_learn_s(rng):
    labels, scores = scored(rng)
    figure = plots.precision_recall_curve(labels, scores, threshold=0.9)
    assert words(figure, "area") == [f"AP {metrics.average_precision_score(labels, scores):.3f}"]
    point, called = one(figure, "at the threshold"), scores >= 0.9
    expected = metrics.recall_score(labels, called), metrics.precision_score(labels, called)
    assert ((point.cx - 440) / 300, (294 - point.cy) / 260) == pytest.approx(expected, abs=0.01)
    curve = np.array(one(figure, "curve").ends)
    assert np.min(np.hypot(*(curve - [point.cx, point.cy]).T)) < 0.5


def test_a_curve_of_boxes_grows_as_the_threshold_falls_and_ends_where_objects_are_missed():
    right, scores = [1, 0, 1, 1, 0], [0.9, 0.8, 0.7, 0.6, 0.5]
    drawn = [plots.precision_recall_curve(right, scores, threshold=threshold, missed=1) for threshold in (1, *scores)]
    assert [words(figure, "area") for figure in drawn] == [
        ["AP 0.000"],
        ["AP 0.250"],
        ["AP 0.250"],
        ["AP 0.417"],
        ["AP 0.604"],
        ["AP 0.604"],
    ]
    assert not elements(drawn[0], "curve")
    assert not elements(drawn[0], "at the threshold")
    last = drawn[-1]
    assert [int(text.split()[0]) for text in words(last, "outcome")] == [3, 2, 1]  # nobody counts where there is no box
    point = one(last, "at the threshold")
    assert ((point.cx - 440) / 300, (294 - point.cy) / 260) == pytest.approx((3 / 4, 3 / 5), abs=0.01)
    assert np.array(one(last, "curve").ends)[-1] == pytest.approx((point.cx, point.cy), abs=0.1)
    assert "by luck" not in last.description


def test_boxes_that_are_all_right_have_a_curve_and_those_that_find_nothing_of_nothing_have_none():
    assert words(plots.precision_recall_curve([1, 1], [0.9, 0.8], missed=0), "area") == ["AP 1.000"]
    assert words(plots.precision_recall_curve([0, 0], [0.9, 0.8], missed=3), "area") == ["AP 0.000"]
    with pytest.raises(ValueError, match="labels must hold positives"):
        plots.precision_recall_curve([0, 0], [0.9, 0.8], missed=0)


def test_sets_are_as_wide_as_they_are_large_and_each_fold_is_held_out_once():
    figure = plots.data_split([60, 20, 20], ["training set", "validation set", "test set"], folds=4)
    assert [each.width + 2 for each in elements(figure, "set", "rect")] == pytest.approx([456, 152, 152])
    held, learned = elements(figure, "held out", "rect"), elements(figure, "learned from", "rect")
    assert [each.x for each in held] == pytest.approx([1, 115, 229, 343])
    assert len({each.y for each in held}) == 4
    assert (len(learned), max(each.x + each.width for each in learned) + 1) == (12, 456)


def test_a_place_looks_at_words_with_its_own_weights_and_the_map_is_of_the_first_among_them():
    weights = np.array([[0.5, 0.25, 0.25, 0.0], [0.1, 0.7, 0.15, 0.05], [0.3, 0.3, 0.4, 0.0], [0.0, 1.0, 0.0, 0.0]])
    figure = plots.attention(np.zeros((8, 8, 3)), weights, ["red", "star"], place=1)
    bars, full = elements(figure, "weight"), [each for each in elements(figure, tag="rect") if each.fill_opacity == 0.12]
    assert [bar.width / full[0].width for bar in bars] == pytest.approx([0.1, 0.7, 0.2], abs=0.01)
    assert words(figure, "word") == ["red", "star", "2 of padding"]
    assert words(figure, "share") == ["10 %", "70 %", "20 %"]
    assert words(figure, "map of") == ["who looks at “star”"]
    place, picture = one(figure, "place"), one(figure, "picture")
    assert (place.x - picture.x, place.y - picture.y) == (picture.width / 2, 0)
    np.testing.assert_allclose(one(figure, "map").pixels, colours.of_number(weights[:, 1].reshape(2, 2)), atol=0.005)


def test_a_dot_plot_has_a_dot_for_each_run_and_the_mean_among_them():
    figure = plots.dot_plot({"none": [20.0, 30.0], "L2": [10.0, 12.0, 14.0]}, label="errors, %")
    dots, means = elements(figure, "run"), [np.array(each.ends)[:, 0].mean() for each in elements(figure, "mean")]
    assert means == pytest.approx([(dots[0].cx + dots[1].cx) / 2, dots[3].cx], abs=0.1)
    assert (dots[4].cx - dots[3].cx) / (dots[1].cx - dots[0].cx) == pytest.approx(2 / 10, abs=0.01)
    assert np.array(one(figure, "first").ends)[:, 0] == pytest.approx(means[0], abs=0.1)
    assert words(figure, "number") == ["25", "12"]
    assert dots[0].cy < dots[2].cy


def test_an_interval_that_misses_the_truth_is_bright():
    figure = plots.confidence_intervals([[0.1, 0.4], [0.3, 0.9]], values=[0.2, 0.5], names=["a", "b"], truth=0.5)
    missed, held, truth = one(figure, "misses"), one(figure, "holds"), one(figure, "truth")
    assert (missed.stroke, held.stroke) == (colours.ORANGE, colours.AZURE)
    (left, y), (right, _) = held.ends
    assert (truth.ends[0][0] - left) / (right - left) == pytest.approx(2 / 6, abs=0.01)
    assert missed.ends[0][1] < y
    assert [point.cx for point in elements(figure, "point")][1] == pytest.approx(truth.ends[0][0], abs=0.1)
    assert words(figure, "ends") == ["0.1 to 0.4", "0.3 to 0.9"]


def test_an_interval_of_one_number_is_printed_as_one():
    figure = plots.confidence_intervals([[0.1, 0.4], [0.5, 0.5]], names=["a", "b"], label="IoU")
    assert words(figure, "ends") == ["0.1 to 0.4", "0.5"]
    assert figure.description == "IoU: 1 interval and 1 single number; a 0.1 to 0.4, b 0.5"


def test_scores_are_piled_up_on_their_sides_of_the_threshold(rng):
    labels, scores = scored(rng)
    figure = plots.roc_curve(labels, scores, threshold=0.25)
    line = one(figure, "threshold").ends[0][0]
    for part, count in (("positive", 25), ("negative", 60)):
        bars = elements(figure, part)
        heights = np.array([each.height for each in bars])
        left = np.array([each.x + each.width / 2 < line for each in bars])
        wrong = np.array([each.fill_opacity is not None for each in bars])
        np.testing.assert_array_equal(wrong, left if part == "positive" else ~left)
        share = heights[left].sum() / heights.sum()
        assert share == pytest.approx(np.sum(scores[labels == (part == "positive")] < 0.25) / count, abs=0.01)


def test_a_jury_s_wrong_votes_are_ringed_and_its_majority_is_counted():
    votes, truth = [[0, 1, 2], [0, 0, 2], [1, 1, 2]], [0, 1, 1]
    figure = plots.jury(votes, truth, ["cat", "dog", "fox"])
    assert [each.fill for each in elements(figure, "wrong vote")] == [
        colours.of_class(n) for n in ("fox", "cat", "fox", "dog", "fox", "fox")
    ]
    assert words(figure, "share") == ["67 %", "33 %", "33 %", "67 %"]
    assert len(elements(figure, "right vote")) == 3 + 4 + 2


def test_a_verdict_on_a_jury_is_no_vote_of_its_own():
    votes, truth = [[0, 1], [0, 2], [1, 2]], [1, 1]
    alone = plots.jury(votes, truth, ["cat", "dog", "fox"])
    figure = plots.jury(votes, truth, ["cat", "dog", "fox"], verdict=[1, 1])
    assert words(alone, "share") == ["50 %", "0 %", "50 %", "0 %"]
    assert words(figure, "share") == [*words(alone, "share"), "100 %"]
    assert figure.description == alone.description + "; the verdict 100 %"


# --- made smaller -------------------------------------------------------------------------------------------------------


def test_weights_that_a_threshold_leaves_out_are_pale_and_counted(rng):
    weights = rng.normal(size=(40, 30))
    figure = plots.weight_histogram(weights, threshold=0.7, levels=[-1, 0, 2])
    scale = 150 / np.histogram(weights, np.linspace(-abs(weights).max(), abs(weights).max(), 62))[0].max()
    out = np.sum(abs(weights) < 0.7)
    assert sum(each.height for each in elements(figure, "left out")) == pytest.approx(scale * out, rel=0.01)
    assert sum(each.height for each in elements(figure, "kept")) == pytest.approx(scale * (1200 - out), rel=0.01)
    assert all(each.fill_opacity == 0.3 for each in elements(figure, "left out"))
    left, right = (each.ends[0][0] for each in elements(figure, "threshold"))
    bars = elements(figure, "left out")
    assert left - 12 < min(each.x for each in bars) < max(each.x + each.width for each in bars) < right + 12
    assert words(figure, "share") == [f"left out: {100 * out / 1200:.0f} %"]
    places = [each.ends[0][0] for each in elements(figure, "level")]
    assert np.diff(places)[1] == pytest.approx(2 * np.diff(places)[0], rel=1e-3)


def test_without_a_threshold_no_weight_is_left_out():
    figure = plots.weight_histogram([-1.0, 0.0, 0.5, 1.0])
    assert [elements(figure, part) for part in ("left out", "threshold", "level", "share")] == [[], [], [], []]
    assert figure.description == "4 weights from -1 to 1"


def test_a_code_tree_s_words_are_read_down_its_branches_and_as_short_as_huffman_s():
    counts = [45, 13, 12, 16, 9, 5]
    figure = plots.code_tree(counts, names=list("abcdef"))
    said = dict(pair.split() for pair in figure.description.partition("; ")[2].split(", "))
    assert [len(said[name]) for name in "abcdef"] == [1, 3, 3, 3, 4, 4]
    assert not any(other.startswith(word) for word, other in permutations(said.values(), 2))
    assert len(words(figure, "word")) == 18
    assert sorted(map(int, words(figure, "sum"))) == [14, 25, 30, 55, 100]
    assert "2.24 a symbol" in figure.description
    bits = {each.text: [] for each in elements(figure, "bit")}
    for each in elements(figure, "bit"):
        bits[each.text].append(each.x)
    assert all(zero < one for zero, one in zip(sorted(bits["0"]), sorted(bits["1"]), strict=True))


@pytest.mark.parametrize("step", [0, 1, 4])
def test_a_code_tree_grows_by_a_join_a_step_and_marks_the_last(step):
    figure = plots.code_tree([45, 13, 12, 16, 9, 5], step=step)
    branches = elements(figure, "branch")
    assert [each.stroke for each in branches] == ["currentColor"] * max(2 * step - 2, 0) + [colours.LIT] * min(2 * step, 2)
    assert (len(words(figure, "bit")), len(words(figure, "word")), len(words(figure, "sum"))) == (0, 0, step)
    leaves = {each.text: each.x for each in elements(figure, "name")}
    assert sorted(leaves) == list("012345")
    if step:  # 9 and 5 come first, symbols 4 and 5
        assert {branches[0].ends[0][0], branches[1].ends[0][0]} == {leaves["4"], leaves["5"]}


# --- diffusion ----------------------------------------------------------------------------------------------------------

SPIRAL = np.stack([np.linspace(0, 2, 30) * np.cos(np.linspace(0, 9, 30)), np.linspace(-2, 2, 30)], axis=1)


def on_plane(figure, part, points):
    """Where points of the plane from -2.6 to 2.6 lie, in the panel of such elements."""
    left = 392 if part != "score" else 4
    return left + 364 * (points[:, 0] + 2.6) / 5.2, 30 + 364 * (2.6 - points[:, 1]) / 5.2


def test_paths_end_where_the_points_are_and_begin_where_they_began():
    levels, paths = np.linspace(1, 0, 5), np.random.default_rng(0).normal(size=(5, 6, 2))
    figure = plots.reverse_process(SPIRAL, levels, paths, step=3)
    for place, when in (("now", 3), ("path", 0)):
        x, y = on_plane(figure, place, paths[when])
        found = [(e.cx, e.cy) if place == "now" else e.ends[0] for e in elements(figure, place)]
        np.testing.assert_allclose(found, np.stack([x, y], axis=1), atol=0.02)
    assert {len(e.ends) for e in elements(figure, "path")} == {4}
    long = np.linalg.norm(np.diff(paths[:4], axis=0), axis=-1).sum(axis=0).mean()
    assert words(figure, "length") == [f"a path is {long:.3g} long on average"]
    assert len(elements(figure, "example")) == 30


def test_the_score_s_arrows_point_to_a_single_example_and_the_density_is_highest_there():
    example = np.array([[1.0, -0.5]])
    figure = plots.reverse_process(example, [1.0, 0.2, 0.0], np.zeros((3, 2, 2)), step=1)
    (x,), (y,) = on_plane(figure, "score", 0.8 * example)
    for arrow in elements(figure, "score"):
        start, neck = np.array(arrow.ends)
        along, there = neck - start, np.array([x, y]) - start
        assert along @ there / np.hypot(*along) / np.hypot(*there) == pytest.approx(1, abs=0.01)
    pixels = one(figure, "density").pixels.sum(axis=-1)
    row, column = np.unravel_index(pixels.argmin(), pixels.shape)
    assert (column + 0.5) / 81 * 364 + 4 == pytest.approx(x, abs=5)
    assert (row + 0.5) / 81 * 364 + 30 == pytest.approx(y, abs=5)


@pytest.mark.parametrize(("schedule", "shares"), [("straight", (0.7, 0.3)), ("cosine", (0.891, 0.454))])
def test_the_four_answers_start_where_the_shares_put_the_noisy_point(schedule, shares):
    clean, noise = np.array([-1.0, 0.5]), np.array([1.5, 1.0])
    figure = plots.four_answers(clean, noise, 0.3, schedule=schedule)
    x, y = on_plane(figure, "noisy", np.stack([clean, noise, shares[0] * clean + shares[1] * noise]))
    for i, part in enumerate(("x", "ε", "noisy")):
        assert (one(figure, part).cx, one(figure, part).cy) == pytest.approx((x[i], y[i]), abs=0.5)
    for part in ("velocity", "score"):
        assert one(figure, part).ends[0] == pytest.approx((x[2], y[2]), abs=0.5)
    way = np.array(one(figure, "way").ends)
    np.testing.assert_allclose(way[[0, -1]], np.stack([x[:2], y[:2]], axis=1), atol=0.02)
    assert np.hypot(*(way - (x[2], y[2])).T).min() < 4, "the noisy point is on its way"
    velocity = np.diff(one(figure, "velocity").ends, axis=0)[0]
    along = np.array([x[1] - x[0], y[1] - y[0]])
    turn = velocity @ along / np.linalg.norm(velocity) / np.linalg.norm(along)
    assert (turn > 0.999) == (schedule == "straight")
    score = np.diff(one(figure, "score").ends, axis=0)[0] * [1, -1]
    np.testing.assert_allclose(score / np.linalg.norm(score), -noise / np.linalg.norm(noise), atol=0.02)


# --- vectors ------------------------------------------------------------------------------------------------------------


def test_the_street_ends_where_the_score_is_one_and_support_vectors_lie_on_it_or_within(rng):
    points = np.concatenate([rng.normal([-1, 0], 0.7, (20, 2)), rng.normal([1, 0.5], 0.7, (20, 2))])
    signs = np.repeat([-1, 1], 20)
    fitted = svm.SVC(kernel="linear", C=1).fit(points, signs)
    figure = plots.margin(points, signs, fitted.coef_[0], float(fitted.intercept_[0]))
    ringed = {(round(each.cx), round(each.cy)) for each in elements(figure, "support vector")}
    score, at = signs * fitted.decision_function(points), [(round(x), round(y)) for x, y in plane(figure, points)]
    assert ringed == {at[i] for i in np.flatnonzero(score <= 1.01)} >= {at[i] for i in fitted.support_}
    assert len(elements(figure, "slack")) == np.sum(score < 0.99)
    for edge in elements(figure, "edge"):
        np.testing.assert_allclose(np.abs(fitted.decision_function(back(figure, points, edge.ends))), 1, atol=0.02)
    np.testing.assert_allclose(fitted.decision_function(back(figure, points, one(figure, "line").ends)), 0, atol=0.02)
    assert f"street {2 / np.hypot(*fitted.coef_[0]):.3g} wide" in words(figure, "width")


def test_a_curved_street_lies_where_the_score_says(rng):
    points, signs = rng.normal(size=(40, 2)), np.repeat([-1, 1], 20)

    def score(places):  # 0 on the unit circle, 1 at the middle, -1 at the root of two
        return 1 - np.sum(np.square(places), axis=1)

    figure = plots.decision_boundary(points, signs, score)
    (line,) = elements(figure, "line")
    assert len(line.ends) > 100
    assert words(figure, "right") == [f"{np.sum(signs * score(points) > 0)} of 40 right"]
    np.testing.assert_allclose(np.hypot(*np.transpose(back(figure, points, line.ends))), 1, atol=0.01)
    for edge in elements(figure, "edge"):
        np.testing.assert_allclose(np.abs(score(back(figure, points, edge.ends))), 1, atol=0.02)
    ringed = {(round(each.cx), round(each.cy)) for each in elements(figure, "support vector")}
    at = [(round(x), round(y)) for x, y in plane(figure, points)]
    assert ringed == {at[i] for i in np.flatnonzero(signs * score(points) <= 1.01)}
    new = plots.decision_boundary(points, signs, score, learned=False)
    assert not elements(new, "support vector")
    crossed = [tuple(np.round(np.mean(each.ends, axis=0))) for each in elements(new, "mistake")]
    assert set(crossed) >= {at[i] for i in np.flatnonzero(signs * score(points) <= 0)}
    assert len(crossed) == 2 * (1 + np.sum(signs * score(points) <= 0))  # two strokes each, and the key


def test_no_slack_leads_out_of_the_frame(rng):
    points, signs = rng.normal(size=(40, 2)), np.repeat([-1, 1], 20)
    figure = plots.margin(points, signs, [0.3, 0.0], 0.5)
    box, slacks = frame(figure), elements(figure, "slack")
    assert 0 < len(slacks) < np.sum(signs * (0.3 * points[:, 0] + 0.5) < 0.99)
    assert all(box.x <= x <= box.x + box.width and box.y <= y <= box.y + box.height for each in slacks for x, y in each.ends)


def frame(figure):
    """The frame of a figure's axes."""
    return [each for each in elements(figure, tag="rect") if each.stroke_opacity == 0.35][-1]


def fit(figure, points):
    """The linear maps from numbers to pixels, from the points that are drawn."""
    drawn = [e for e in elements(figure) if e.part in ("point -1", "point 1") and e.tag in ("circle", "rect")]
    inside = [e for e in drawn if (e.cx if e.tag == "circle" else e.x) < frame(figure).x + frame(figure).width]
    at = np.array([(e.cx, e.cy) if e.tag == "circle" else (e.x + 5.5, e.y + 5.5) for e in inside])
    return [np.polyfit(points[:, k], at[:, k], 1) for k in (0, 1)]


def plane(figure, points):
    (a, b), (c, d) = fit(figure, points)
    return np.stack([a * points[:, 0] + b, c * points[:, 1] + d], axis=1)


def back(figure, points, ends):
    (a, b), (c, d) = fit(figure, points)
    return [((x - b) / a, (y - d) / c) for x, y in ends]


@pytest.mark.parametrize(("turn", "angle"), [(0, 90), (1, 0)])
def test_strokes_run_along_the_edges(turn, angle):
    image = np.zeros((16, 16))
    image[:, 4:] = 1  # an upright edge, in the cells on the left
    figure = plots.gradient_histograms(np.rot90(image, turn), cell=8, orientations=9)
    lines = np.array([[float(n) for n in re.findall(r"-?[\d.]+", e.d)] for e in elements(figure, "strokes") if e.d])
    assert len(lines) == 2  # of four cells two hold the edge
    for x, y, end, foot in lines:
        found = np.degrees(np.arctan2(y - foot, end - x)) % 180
        assert abs((found - angle + 90) % 180 - 90) <= 10.1  # within half a bin
    assert f"run mostly at {80 if angle else 0} degrees" in figure.description
    assert len(elements(figure, "bar")) == 9


def test_a_keypoint_is_as_wide_as_its_scale_and_its_hand_points_along_its_orientation():
    figure = plots.keypoints(np.zeros((50, 100)), [[10, 30], [20, 70]], [2.0, 4.0], [0.0, np.pi / 2])
    large, small = elements(figure, "keypoint")  # the larger one first
    scale = one(figure, "picture").width / 100
    assert (large.r, small.r) == pytest.approx((8 * scale, 4 * scale))
    assert (small.cx, small.cy) == pytest.approx((30.5 * scale, 10.5 * scale), abs=0.1)
    right, down = (np.diff(each.ends, axis=0)[0] for each in elements(figure, "hand"))
    np.testing.assert_allclose(right, [8 * scale, 0], atol=0.1)  # along the columns
    np.testing.assert_allclose(down, [0, 4 * scale], atol=0.1)  # along the rows


def test_a_match_joins_its_two_keypoints():
    figure = plots.matches(np.zeros((10, 20)), np.zeros((10, 20)), [[1, 2], [3, 4]], [[5, 6], [7, 8]], right=[1, 0])
    first, second = elements(figure, "picture")
    scale = first.width / 20
    expected = [(2.5 * scale, 1.5 * scale), (second.x + 6.5 * scale, 5.5 * scale)]
    np.testing.assert_allclose(one(figure, "right").ends, expected, atol=0.1)
    assert one(figure, "wrong").stroke_dasharray
    assert words(figure, "count") == ["2 matches, 1 right"]


# --- regions ------------------------------------------------------------------------------------------------------------

POINTS = np.array([[0.0, 0], [0, 2], [1, 1], [8, 0], [8, 2]])
STATES = list(segment.kmeans_steps(POINTS, 2, seed=3))


def test_k_means_is_drawn_step_by_step_each_point_in_the_form_of_its_cluster():
    start, joined, moved, last = (plots.clusters(POINTS, STATES[:2], step=step) for step in range(4))
    assert len(elements(start, "point -1")) == 5
    assert not elements(start, "distance")
    assert words(start, "inertia") == []
    for figure, state in ((joined, STATES[0]), (last, STATES[1])):
        for i in (0, 1):
            assert len(elements(figure, f"point {i}")) == (state.labels == i).sum()
        ends = np.array([each.ends for each in elements(figure, "distance")])
        away = np.hypot(*(ends[:, 0] - ends[:, 1]).T)
        np.testing.assert_allclose(away**2 / (away**2).sum(), distances(state) / state.inertia, atol=1e-3)
        assert value(words(figure, "inertia")[-1]) == pytest.approx(state.inertia, rel=1e-2)
    assert len(elements(moved, "move", "polyline")) == (STATES[0].centroids != STATES[1].centroids).any(axis=1).sum()
    assert len(elements(last, "changed")) == (STATES[0].labels != STATES[1].labels).sum()
    bars = elements(last, "inertia", "rect")
    assert bars[1].width / bars[0].width == pytest.approx(STATES[1].inertia / STATES[0].inertia, abs=0.01)


def distances(state):
    return ((POINTS - state.centroids[state.labels]) ** 2).sum(axis=1)


def test_points_are_drawn_at_one_scale():
    figure = plots.clusters(POINTS, STATES, step=0)
    places = np.array([(each.cx, each.cy) for each in elements(figure, "point -1")])
    scale = (places[3, 0] - places[0, 0]) / 8
    np.testing.assert_allclose(places[1] - places[0], [0, -2 * scale], atol=0.1)  # numbers grow upwards


def test_an_overlap_shows_what_is_shared_as_it_is_and_counts_the_rest():
    image = np.full((60, 90, 3), [0.2, 0.6, 0.3])
    ours, theirs = np.zeros((2, 60, 90), bool)
    ours[:, :60], theirs[:, 40:] = True, True
    figure = plots.overlap(image, ours, theirs, names=("a", "b"))
    pixels = one(figure, "picture", "image").pixels
    np.testing.assert_allclose(pixels[30, 50], image[0, 0], atol=0.02)
    np.testing.assert_allclose(pixels[30, 20], 0.35 * image[0, 0] + 0.65 * colours.rgb(colours.AZURE), atol=0.04)
    striped = np.abs(pixels[:, 65:] - 1).max(axis=-1) < 0.1
    assert 0.15 < striped.mean() < 0.35
    assert words(figure, "count") == ["shared: 1,200 pixels", "only a: 2,400 pixels", "only b: 1,800 pixels"]
    assert words(figure, "iou") == ["1,200 / 5,400 = 0.22"]
    shares = [each.width for each in elements(figure, "share")]
    np.testing.assert_allclose(np.array(shares) / sum(shares), [2 / 9, 4 / 9, 3 / 9], atol=0.01)


# --- names --------------------------------------------------------------------------------------------------------------

HALVES = np.repeat([[0, 1]], 100, axis=0).repeat(100, axis=1)


def test_a_region_bears_its_colour_along_its_rim_and_the_picture_shows_inside():
    image = np.full((100, 200, 3), [0.2, 0.6, 0.3])
    figure = plots.named_regions(image, HALVES, ["star", ""])
    pixels = one(figure, "regions").pixels
    factor = len(pixels) // 100
    colour = colours.rgb(colours.of_class("star"))
    np.testing.assert_allclose(pixels[50 * factor, 50 * factor], 0.84 * image[0, 0] + 0.16 * colour, atol=0.03)
    np.testing.assert_allclose(pixels[50 * factor, 100 * factor - 3], 0.1 * image[0, 0] + 0.9 * colour, atol=0.08)
    np.testing.assert_allclose(pixels[50 * factor, 150 * factor], image[0, 0], atol=0.02)
    assert plates(figure, "name") == ["star"]
    assert one(figure, "name").fill == colours.of_class("star")


def test_boxes_lie_on_their_pixels_and_their_names_on_no_other_name(rng):
    boxes = [[10, 10, 50, 60], [12, 12, 52, 62], [10, 14, 48, 58], [60, 60, 90, 90]]
    figure = plots.named_boxes(
        rng.random((100, 100)), boxes, ["star", "star", "cross", "circle"], scores=[0.9, 0.8, 0.7, 0.6]
    )
    picture, drawn = one(figure, "picture"), elements(figure, "box")
    scale = picture.width / 100
    for each, (top, left, bottom, right) in zip(drawn, boxes, strict=True):
        expected = [picture.x + scale * left, scale * top, picture.x + scale * right, scale * bottom]
        assert each.box == pytest.approx(expected, abs=0.1)
    names = elements(figure, "name")
    assert [each.fill for each in names] == [each.stroke for each in drawn]
    for a, b in combinations(names, 2):
        (left, top, right, bottom), (start, high, end, low) = a.box, b.box
        assert right <= start or end <= left or bottom <= high or low <= top


def test_what_has_changed_in_a_round_is_counted_and_outlined():
    image, rounds = np.full((100, 200), 0.5), [[1, 1], [0, 1], [0, 1]]
    figure = plots.weak_labels(image, HALVES, rounds, ["", "star"], truth=[0, 1])
    assert words(figure, "score") == ["50 % right", "1 changed, 100 % right", "0 changed, 100 % right"]
    lit = [np.isclose(each.pixels, colours.rgb(colours.LIT), atol=0.1).all(axis=-1) for each in elements(figure, "round")]
    assert [mask.any() for mask in lit] == [False, True, False]
    assert np.nonzero(lit[1])[1].max() <= lit[1].shape[1] // 2
    assert len(elements(plots.weak_labels(image, HALVES, rounds, ["", "star"], step=0), "round")) == 1


# --- colours ------------------------------------------------------------------------------------------------------------


def test_a_class_has_one_colour_in_all_figures():
    names = ["circle", "square", "triangle", "star", "cross"]
    drawn = {}
    for order in (names, names[::-1]):
        figures = [
            plots.confusion(np.eye(5, dtype=int), order),
            plots.jury(np.zeros((1, 5), int) + np.arange(5), np.arange(5), order),
            plots.named_boxes(np.zeros((50, 50)), [[i, 0, i + 5, 5] for i in range(0, 25, 5)], order),
        ]
        dots = [elements(figures[0], "class")[::2], elements(figures[1], "key"), elements(figures[2], "name")]
        regions = plots.named_regions(np.zeros((10, 100)), np.arange(100)[None].repeat(10, axis=0) // 20, order)
        by_name = dict(zip(plates(regions, "name"), elements(regions, "name"), strict=True))
        dots.append([by_name[name] for name in order])
        for name, *shown in zip(order, *dots, strict=True):
            drawn.setdefault(name, set()).update(each.fill for each in shown)
    assert drawn == {name: {colours.of_class(name)} for name in names}
    assert len({colours.of_class(name) for name in names}) == 5
    assert len({colours.of_class(digit) for digit in range(10)}) == 10


def distance(one, other):
    """How far two colours lie apart in Lab; one can tell them apart from 2 on, in a chart without effort from 10."""
    from skimage.color import rgb2lab

    return float(np.linalg.norm(rgb2lab(colours.rgb(one)) - rgb2lab(colours.rgb(other))))


@pytest.mark.parametrize("kind", ["usual", *colours.MISSING])
def test_colours_are_told_apart_by_all_eyes(kind):
    def seen(colour):
        return colour if kind == "usual" else colours.simulated(colour, kind)

    families = [map(colours.of_class, names) for names in (("circle", "square", "triangle", "star", "cross"), range(10))]
    pairs = [pair for family in families for pair in combinations(family, 2)]
    pairs += combinations((colours.BLUE, "#ffffff", colours.ORANGE), 2)
    pairs += [(colours.AZURE, colours.ORANGE)]
    assert min(distance(seen(a), seen(b)) for a, b in pairs) > 10


def test_red_and_green_of_one_brightness_are_nearly_one_colour_without_one_kind_of_cones():
    red, green = "#c04040", "#5d7a2a"
    assert distance(red, green) > 60
    assert distance(*(colours.simulated(each, "deuteranopia") for each in (red, green))) < 30
    assert colours.simulated("#808080", "protanopia") == "#808080"


def test_a_simulated_figure_has_other_colours_in_lines_and_in_pictures(rng):
    figure = plots.signed_maps(rng.normal(size=(1, 6, 6)))
    seen = contact_sheet.simulated(plots.confusion(COUNTS, ["a", "b", "c"]).svg, "protanopia")
    assert colours.ORANGE not in seen
    assert colours.simulated(colours.ORANGE, "protanopia") in seen
    before, after = (
        one(plots.Drawing(svg, "", 1), "map").pixels
        for svg in (figure.svg, contact_sheet.simulated(figure.svg, "protanopia"))
    )
    np.testing.assert_allclose(colours.simulated(before, "protanopia"), after, atol=1 / 255)


# --- every figure -------------------------------------------------------------------------------------------------------

FIGURES = {draw.__name__: draw for draw in contact_sheet.FIGURES}


@pytest.fixture(scope="module")
def figures():
    return {name: draw() for name, draw in FIGURES.items()}


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_is_as_wide_as_the_text_says_what_is_seen_and_holds_nothing_that_a_page_has_once(name, figures):
    figure = figures[name]
    assert figure.width == canvas.WIDTH
    assert 20 < len(figure.alt) <= 300
    assert not re.match(r"(colour|grey) picture|\d+ x \d+ (numbers|pixels)|\d+ regions? ", f"{figure.seen}: {figure.alt}")
    page = figure._repr_html_()
    assert page.startswith('<img class="figure" alt="')
    assert unquote(re.search(r' src="data:image/svg\+xml,([^"]+)">', page)[1]) == figure.svg
    for forbidden in (" id=", "<script", "url(", "nan", "inf"):
        assert forbidden not in re.sub(r"href='[^']*'|<text.*?</text>", "", figure.svg)
    assert FIGURES[name]().svg == figure.svg


def background(under, x, y, at):
    """The colour that covers a point at last: of the boxes and circles drawn before, if any."""
    for each in reversed(under[:at]):
        if each.fill and each.fill.startswith("#") and each.fill_opacity in (None, 1):
            inside = each.tag == "rect" and each.x <= x <= each.x + each.width and each.y <= y <= each.y + each.height
            inside |= each.tag == "circle" and np.hypot(each.cx - x, each.cy - y) <= each.r
            if inside:
                return each.fill
        if each.tag == "image" and each.x <= x <= each.x + each.width and each.y <= y <= each.y + each.height:
            return "picture"
    return None


def test_text_has_contrast_on_the_ground_of_both_themes_and_the_svg_says_which():
    assert all(colours.contrast(text, ground) > 12 for text, ground in canvas.THEMES.values())
    light, dark = (f"svg{{color:{text};background:{ground}}}" for text, ground in canvas.THEMES.values())
    assert f"<style>{light}@media(prefers-color-scheme:dark){{{dark}}}</style>" in plots.neuron([1.0], [1.0]).svg


@pytest.mark.parametrize("name", FIGURES)
def test_text_is_large_lies_within_and_has_contrast_in_both_themes(name, figures):
    found = elements(figures[name])
    _, _, width, height = map(float, ET.fromstring(figures[name].svg).get("viewBox").split())
    for i, each in enumerate(found):
        if each.tag != "text":
            continue
        assert each.font_size >= 11
        long = 0.56 * each.font_size * len(each.text)
        start = each.x - long * {"start": 0, "middle": 0.5, "end": 1}[each.text_anchor]
        assert -8 <= start <= start + long <= width + 8, each.text
        assert 0 < each.y < height + 1, each.text
        middle = each.x if each.text_anchor == "middle" else start + long / 2
        under = background(found, middle, each.y - 0.35 * each.font_size, i)
        if each.fill == "currentColor":
            assert under is None, (each.text, under)  # it takes the theme's colour, and stands on its ground
        else:
            assert under not in (None, "picture"), each.text
            assert colours.contrast(each.fill, under) >= 4.5, (each.text, under)


def test_the_contact_sheet_shows_every_figure():
    old = {
        "show",
        "caption",
        "confusion_matrix",
        "histogram",
        "bars",
        "boxes",
        "lines",
        "mask",
        "numbers",
        "picture",
        "regions",
        "signed",
        "tiles",
        "votes",
        "windows",
    }
    drawn = {contact_sheet.name(draw) for draw in contact_sheet.FIGURES}
    functions = {name for name in plots.__all__ if name.islower()} - old
    assert drawn == functions
    page = contact_sheet.PAGE.read_text(encoding="utf-8")
    assert len(page) < 1_000_000
    assert re.findall(r"<code>plots\.(\w+)</code>", page) == [contact_sheet.name(draw) for draw in contact_sheet.FIGURES]
    assert page.count('<img class="figure" alt="') == len(contact_sheet.FIGURES)


# What is found in photographs, and what was trained, may differ by a hair from one machine to another.
FOUND = {
    "decision_boundary",
    "feature_maps",
    "gradient_histograms",
    "keypoints",
    "margin",
    "matches",
    "named_regions",
    "overlap",
    "weak_labels",
}


def test_the_contact_sheet_shows_figures_as_they_are_drawn_today(figures):
    stored = re.findall(r' src="data:image/svg\+xml,([^"]+)">', contact_sheet.PAGE.read_text(encoding="utf-8"))

    def lines(svg):
        return contact_sheet.DATA.sub("", svg)

    shown = {name: lines(unquote(svg)) for name, svg in zip(FIGURES, stored, strict=True)}
    old = [name for name in set(FIGURES) - FOUND if shown[name] != lines(figures[name].svg)]
    assert not old, "run python tools/contact_sheet.py"


def test_a_figure_moves_in_a_control_and_is_a_strip_in_print():
    control = widgets.control(lambda place: plots.correlation(SMALL, KERNEL, place=place), place=range(12))
    view = control.view()
    field, picture = view.children[0].children[0], view.children[1]
    assert picture.value == plots.correlation(SMALL, KERNEL, place=0)._repr_html_()
    field.value = 7
    assert picture.value == plots.correlation(SMALL, KERNEL, place=7)._repr_html_()
    strip = control.strip()
    assert strip.count('<img class="figure"') == 5
    assert "width: 608px" in strip


MOVING = {
    "correlation": ("place", lambda place: plots.correlation(SMALL, KERNEL, place=place), range(12)),
    "pooling": ("place", lambda place: plots.pooling(SMALL[:4], 2, place=place), range(6)),
    "channels": ("place", lambda place: plots.channels(np.ones((4, 4, 2)), np.ones((3, 3, 2, 2)), place=place), range(4)),
    "dense": ("unit", lambda unit: plots.dense(np.ones((2, 2)), np.arange(12.0).reshape(2, 2, 3), unit=unit), range(3)),
    "softmax": ("temperature", lambda temperature: plots.softmax([1.0, 0.0, -2.0], temperature=temperature), (1, 0.1, 9)),
    "signed_maps": ("limit", lambda limit: plots.signed_maps([SMALL - 3], limit=limit), (1, 2, 4)),
    "receptive_field": ("depth", lambda depth: plots.receptive_field([plots.Window("conv", 3)] * 3, depth=depth), (1, 2, 3)),
    "neuron": ("bias", lambda bias: plots.neuron([1.0, 2.0], [0.5, -1.0], bias=bias), (-1.0, 0.0, 2.5)),
    "chain": ("step", lambda step: plots.chain(2.0, steps(2.0), step=step), range(11)),
    "loss_landscape": ("step", lambda step: plots.loss_landscape(np.square, [4, 2, 1], across=(-5, 5), step=step), range(3)),
    "learning_curves": ("epoch", lambda epoch: plots.learning_curves([3, 2, 1, 0], [3, 2, 2.5, 3], epoch=epoch), (2, 3, 4)),
    "roc_curve": (
        "threshold",
        lambda threshold: plots.roc_curve([0, 1, 0, 1], [1, 2, 3, 4], threshold=threshold),
        (1, 2, 3),
    ),
    "precision_recall_curve": (
        "threshold",
        lambda threshold: plots.precision_recall_curve([0, 1, 0, 1], [1, 2, 3, 4], threshold=threshold),
        (1, 2, 3),
    ),
    "margin": ("bias", lambda bias: plots.margin([[0, 0], [2, 2]], [-1, 1], [1.0, 1.0], bias), (-3.0, -2.0, -1.0)),
    "decision_boundary": (
        "level",
        lambda level: plots.decision_boundary([[0, 0], [2, 2]], [-1, 1], lambda points: points.sum(axis=1) - level),
        (1.0, 2.0, 3.0),
    ),
    "gradient_histograms": ("place", lambda place: plots.gradient_histograms(np.tri(16), place=place), range(4)),
    "clusters": ("step", lambda step: plots.clusters(POINTS, STATES[:2], step=step), range(4)),
    "weak_labels": (
        "step",
        lambda step: plots.weak_labels(np.ones((100, 200)), HALVES, [[1, 1], [0, 1], [0, 0]], ["", "a"], step=step),
        range(3),
    ),
}


@pytest.mark.parametrize("name", MOVING)
def test_a_figure_moves_without_growing_or_shrinking(name):
    option, draw, settings = MOVING[name]
    control = widgets.control(draw, **{option: settings})
    drawn = [control.sheet({option: f"{each:g}"}) for each in settings]
    assert len({figure.svg for figure in drawn}) == len(settings)
    assert len({re.search("viewBox='.*?'", figure.svg)[0] for figure in drawn}) == 1
    assert len({figure.alt for figure in drawn}) == len(settings)


def test_a_drawing_is_written_as_svg_and_is_laid_out_at_another_width(tmp_path):
    figure = plots.neuron([1.0], [2.0])
    assert figure.save(tmp_path / "neuron.svg").read_text(encoding="utf-8") == figure.svg
    assert "width: 100px" in figure.at(100)._repr_html_()
    assert "width: 760px" in figure._repr_html_()


def test_text_is_escaped():
    figure = plots.confusion([[1, 0], [0, 1]], ["<b>", '"&'])
    assert words(figure, "name") == ["<b>", '"&']


@pytest.mark.parametrize(("low", "high"), [(0, 1), (-3, 9), (0.001, 0.0042), (0, 120), (5, 5)])
def test_ticks_are_round_and_lie_within(low, high):
    found = axes.ticks(low, high)
    assert all(low - 1e-9 <= x <= high + 1e-9 for x in found)
    assert len(found) <= 11


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: plots.correlation(np.zeros((13, 3)), KERNEL), "image must have at most 12 cells"),
        (lambda: plots.correlation(SMALL, KERNEL, place=12), r"place must .*\[0, 11\]"),
        (lambda: plots.pooling(SMALL, 2, place=-1), "place must"),
        (lambda: plots.channels(np.zeros((4, 4, 3)), np.zeros((3, 3, 2, 1))), "kernel must have shape"),
        (lambda: plots.signed_maps([]), "maps must hold one map"),
        (lambda: plots.attributions(np.zeros((2, 2)), np.zeros((1, 2, 3))), r"maps\[0\] must have shape"),
        (lambda: plots.architecture(3), "model must have layers"),
        (lambda: plots.architecture(network.Network(LAYERS)), "input_shape must be given"),
        (lambda: plots.receptive_field([plots.Window("conv", 101)]), "at most 100 pixels"),
        (lambda: plots.chain(1.0, steps(1.0) * 2), "operations must be at most 6"),
        (lambda: plots.loss_landscape(lambda w: w, np.zeros((3, 3)), across=(0, 1)), "path must have shape"),
        (lambda: plots.loss_landscape(lambda w: w, np.zeros(3), across=(1, 0)), "across must be the lower end"),
        (lambda: plots.confusion(np.zeros((2, 3), int), ["a", "b"]), "counts must have shape"),
        (lambda: plots.data_split([1, 2, 3, 4], ["a", "b", "c", "d"]), "sizes must be 2 or 3 numbers above 0"),
        (lambda: plots.data_split([1, 2], ["a", "b"], folds=11), r"folds must .*\[0, 10\]"),
        (lambda: plots.dot_plot({}), "runs must be 1 to 12"),
        (lambda: plots.confidence_intervals([[1, 0], [0, 1]]), "a lower end and an upper"),
        (lambda: plots.roc_curve([1, 1], [0.1, 0.2]), "labels must hold positives and negatives"),
        (lambda: plots.margin([[0, 0]], [2], [1, 1], 0.0), "signs must be -1 or 1"),
        (lambda: plots.margin([[0, 0]], [1], [0, 0], 0.0), "weights must not all be 0"),
        (lambda: plots.decision_boundary([[0, 0]], [2], np.prod), "signs must be -1 or 1"),
        (lambda: plots.decision_boundary([[0, 0]], [1], np.prod), "score must have shape"),
        (lambda: plots.gradient_histograms(np.zeros((4, 4))), "choose another cell"),
        (lambda: plots.named_boxes(np.zeros((9, 9)), [[0, 0, 10, 3]], ["a"]), "they lie in image"),
        (lambda: plots.weak_labels(np.zeros((100, 200)), HALVES, [[0, 1, 0]] * 9, ["", "a"]), "rounds must be at most 8"),
        (lambda: plots.clusters(POINTS, STATES, step=99), "step must"),
        (lambda: plots.clusters(POINTS, STATES[:1] * 13), "states must be at most 12"),
        (lambda: plots.clusters(POINTS[:2], STATES), "labels must have shape"),
        (lambda: plots.overlap(np.zeros((2, 2)), [[0, 0]] * 2, [[0, 0]] * 2), "both empty"),
        (lambda: plots.overlap(np.zeros((2, 2)), [[0, 1]], [[0, 0]] * 2), "ours must have shape"),
        (lambda: plots.jury(np.zeros((13, 2), int), [0, 0], ["a"]), "at most 12 jurors"),
        (lambda: plots.code_tree([1] * 17), "2 to 16 symbols"),
        (lambda: plots.code_tree([0, 3]), "2 to 16 symbols"),
        (lambda: plots.code_tree([1, 3], names=["a"]), "got 2 and 1 names"),
        (lambda: plots.code_tree([1, 3], step=2), r"step must .*\[0, 1\]"),
        (lambda: plots.weight_histogram([1.0, 2.0], threshold=-1), "threshold must"),
        (lambda: plots.weight_histogram([1.0]), "weights must have shape"),
        (lambda: plots.jury([[0, 0]], [0, 0], ["a"], verdict=[0]), "verdict must have shape"),
    ],
)
def test_what_cannot_be_drawn_is_refused_and_says_what_to_do(make, says):
    with pytest.raises((TypeError, ValueError), match=says):
        make()
