import functools
import itertools
import subprocess
import sys

import numpy as np
import pytest
from scipy.signal import correlate2d
from scipy.special import log_softmax
from scipy.special import softmax as scipy_softmax
from tolerances import close

from imagen_course import formulas
from imagen_course.arrays import compiled, namespace
from imagen_course.formulas import conv2d, cross_entropy, output_size, pool2d, softmax

REDUCE = {"max": np.nanmax, "mean": np.nanmean, "min": np.nanmin, "sum": np.nansum}


def places(size, span, stride):
    """Where a window can start: counted, not computed."""
    return [start for start in range(0, size, stride) if start + span <= size]


def cells(size, span, stride, padding):
    """The cells added before and after; for "same" the fewest that give ceil(size / stride) places, found by trying."""
    if padding == "valid":
        return 0, 0
    if padding == "same":
        added = next(m for m in itertools.count() if len(places(size + m, span, stride)) >= -(-size // stride))
        return added // 2, added - added // 2
    return padding, padding


def frame(images, spans, strides, paddings, fill):
    sides = [cells(*side) for side in zip(images.shape[1:3], spans, strides, paddings, strict=True)]
    return np.pad(images, [(0, 0), *sides, (0, 0)], constant_values=fill)


def both(value):
    return value if isinstance(value, tuple) else (value, value)


def conv_by_scipy(images, kernel, stride, padding, dilation):
    """Every place and every pair of channels by ``correlate2d`` with a kernel full of holes; then every stride-th place."""
    (step_r, step_c), (gap_r, gap_c) = both(stride), both(dilation)
    kh, kw, c_in, c_out = kernel.shape
    holes = np.zeros(((kh - 1) * gap_r + 1, (kw - 1) * gap_c + 1, c_in, c_out))
    holes[::gap_r, ::gap_c] = kernel
    padded = frame(images, holes.shape[:2], (step_r, step_c), both(padding), 0)
    maps = [
        [sum(correlate2d(image[..., k], holes[..., k, o], "valid") for k in range(c_in)) for o in range(c_out)]
        for image in padded
    ]
    return np.moveaxis(maps, 1, -1)[:, ::step_r, ::step_c]


def pool_by_windows(images, size, kind, stride, padding):
    """Cut every window out and reduce it without the cells of padding, which are NaN."""
    padded = frame(images, size, stride, both(padding), np.nan)
    rows, columns = (places(padded.shape[1 + i], size[i], stride[i]) for i in (0, 1))
    windows = [[padded[:, r : r + size[0], c : c + size[1]] for c in columns] for r in rows]
    return np.stack([np.stack([REDUCE[kind](w, axis=(1, 2)) for w in row], 1) for row in windows], 1)


# Sizes: the formula against counting, and against what really comes out.

SIZES = list(itertools.product(range(1, 9), range(1, 5), (1, 2, 3, 4), ("valid", "same", 0, 1, 2), (1, 2, 3)))


def test_output_size_by_hand():
    assert output_size(28, 5) == 24
    assert output_size(28, 5, padding="same") == 28
    assert output_size(28, 5, padding=2, stride=2) == 14
    assert output_size(7, 3, stride=2, dilation=3) == 1
    assert output_size(7, 2, stride=4) == 2
    assert output_size(224, 7, stride=2, padding=3) == 112  # the first layer of ResNet
    assert type(output_size(np.int64(28), np.int32(5))) is int


def test_output_size_is_what_comes_out():
    checked = 0
    for size, taps, stride, padding, dilation in SIZES:
        span = dilation * (taps - 1) + 1
        before, after = cells(size, span, stride, padding)
        expected = len(places(size + before + after, span, stride))
        options = {"stride": stride, "padding": padding, "dilation": dilation}
        images, kernel = np.ones((1, size, 4, 1)), np.ones((taps, 1, 1, 1))
        if expected == 0:
            with pytest.raises(ValueError, match="covers"):
                output_size(size, taps, **options)
            with pytest.raises(ValueError, match="covers"):
                conv2d(images, kernel, **{name: (value, 1) for name, value in options.items() if name != "padding"})
            continue
        assert output_size(size, taps, **options) == expected
        options["padding"] = (padding, "valid")
        assert conv2d(images, kernel, **options).shape[1] == expected
        if dilation == 1 and (isinstance(padding, str) or padding < taps):
            assert pool2d(images, (taps, 1), stride=stride, padding=(padding, 0)).shape[1] == expected
        checked += 1
    assert checked > 1000


# Convolution on NumPy arrays.


def test_conv2d_by_hand():
    image = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0]])[None, :, :, None]
    kernel = np.array([[1.0, 10.0], [100.0, 1000.0]])[:, :, None, None]
    np.testing.assert_array_equal(conv2d(image, kernel)[0, ..., 0], [[5421, 6532], [8754, 9865]])
    same = conv2d(image, kernel, padding="same")[0, ..., 0]  # the cells added are at the bottom and on the right
    np.testing.assert_array_equal(same, [[5421, 6532, 603], [8754, 9865, 906], [87, 98, 9]])
    np.testing.assert_array_equal(conv2d(image, kernel, padding=1, stride=3)[0, ..., 0], [[1000, 300], [70, 9]])
    np.testing.assert_array_equal(conv2d(image, kernel, dilation=2)[0, ..., 0], [[9731]])
    channels = np.concatenate([image, 10 * image], -1)
    mixed = conv2d(channels, np.array([[1.0, 2.0], [3.0, 5.0]])[None, None], bias=np.array([0.5, -0.5]))
    np.testing.assert_array_equal(mixed[0, 0, 0], [31.5, 51.5])


@pytest.mark.parametrize("kernel_size", [(1, 1), (3, 3), (2, 4), (5, 1)])
@pytest.mark.parametrize("padding", ["valid", "same", 1, (2, 0)])
def test_conv2d_equals_scipy(rng, kernel_size, padding):
    kernel = rng.normal(size=(*kernel_size, 2, 3))
    for size, stride, dilation in itertools.product([(11, 13), (14, 10)], [1, 2, 3, (3, 1)], [1, 2, (1, 3)]):
        images = rng.normal(size=(2, *size, 2))
        ours = conv2d(images, kernel, stride=stride, padding=padding, dilation=dilation)
        np.testing.assert_allclose(ours, conv_by_scipy(images, kernel, stride, padding, dilation), **close("float64"))


def test_conv2d_is_linear_in_pictures_and_in_kernels(rng):
    x, y, k, m = rng.normal(size=(2, 3, 9, 8, 4)), rng.normal(size=(3, 9, 8, 4)), *rng.normal(size=(2, 3, 2, 4, 5))
    options = {"stride": 2, "padding": "same"}
    mixed = conv2d(2 * x[0] - 3 * y, k, **options)
    np.testing.assert_allclose(mixed, 2 * conv2d(x[0], k, **options) - 3 * conv2d(y, k, **options), **close("float64"))
    mixed = conv2d(x[1], 2 * k - 3 * m, **options)
    np.testing.assert_allclose(mixed, 2 * conv2d(x[1], k, **options) - 3 * conv2d(x[1], m, **options), **close("float64"))


def test_conv2d_of_a_shifted_picture_is_the_shifted_result(rng):
    images, kernel = rng.normal(size=(2, 12, 14, 3)), rng.normal(size=(3, 4, 3, 2))
    np.testing.assert_array_equal(conv2d(images[:, 2:, 5:], kernel), conv2d(images, kernel)[:, 2:, 5:])
    strided = conv2d(images, kernel, stride=(2, 3))
    np.testing.assert_array_equal(conv2d(images[:, 4:, 3:], kernel, stride=(2, 3)), strided[:, 2:, 1:])


def test_conv2d_with_a_delta_is_the_picture(rng):
    images, delta = rng.normal(size=(2, 7, 9, 3)), np.zeros((3, 5, 3, 3))
    delta[1, 2] = np.eye(3)
    np.testing.assert_array_equal(conv2d(images, delta, padding="same"), images)
    np.testing.assert_array_equal(conv2d(images, delta, padding="same", stride=2), images[:, ::2, ::2])


def test_conv2d_of_one_pixel_is_the_dense_layer(rng):
    images, kernel = rng.normal(size=(5, 1, 1, 7)), rng.normal(size=(1, 1, 7, 4))
    np.testing.assert_allclose(conv2d(images, kernel)[:, 0, 0], images[:, 0, 0] @ kernel[0, 0], **close("float64"))


def test_groups_are_convolutions_of_their_own(rng):
    images, kernel, bias = rng.normal(size=(2, 6, 7, 6)), rng.normal(size=(3, 2, 2, 9)), rng.normal(size=9)
    grouped = conv2d(images, kernel, bias=bias, groups=3, stride=2)
    for g in range(3):
        own = slice(3 * g, 3 * g + 3)
        alone = conv2d(images[..., 2 * g : 2 * g + 2], kernel[..., own], bias=bias[own], stride=2)
        np.testing.assert_array_equal(grouped[..., own], alone)


@pytest.mark.parametrize("options", [{}, {"stride": (2, 3), "padding": "same"}, {"dilation": 2, "padding": 1}])
def test_a_kernel_for_each_channel_is_a_convolution_of_its_own(rng, options):
    images, kernel, bias = rng.normal(size=(2, 9, 8, 4)), rng.normal(size=(3, 2, 1, 4)), rng.normal(size=4)
    depthwise = conv2d(images, kernel, bias=bias, groups=4, **options)
    for g in range(4):
        alone = conv2d(images[..., g : g + 1], kernel[..., g : g + 1], bias=bias[g : g + 1], **options)
        np.testing.assert_allclose(depthwise[..., g : g + 1], alone, **close("float64"))


@pytest.mark.parametrize("n_images", [0, 1, 5])
def test_the_size_of_the_blocks_changes_nothing(rng, monkeypatch, n_images):
    images, kernel = rng.normal(size=(n_images, 6, 5, 2)), rng.normal(size=(3, 3, 2, 4))
    whole = conv2d(images, kernel)
    assert whole.shape == (n_images, 4, 3, 4)
    one = 6 * 5 * 2 * 3 + 4 * 3 * 4  # numbers one picture takes
    for numbers in (1, one, 2 * one, 3 * one):
        monkeypatch.setattr(formulas, "_BLOCK", numbers)
        np.testing.assert_array_equal(conv2d(images, kernel), whole)


def test_the_layout_in_memory_changes_nothing_and_nothing_is_written_to(rng):
    images, kernel = rng.normal(size=(2, 6, 5, 3)), rng.normal(size=(3, 2, 3, 4))
    expected = conv2d(images, kernel), pool2d(images, 2)
    turned, backwards = np.asfortranarray(images), images[:, ::-1, ::-1].copy()[:, ::-1, ::-1]
    for other in (turned, backwards):
        other.flags.writeable = False
        np.testing.assert_allclose(conv2d(other, np.asfortranarray(kernel)), expected[0], **close("float64"))
        np.testing.assert_array_equal(pool2d(other, 2), expected[1])
    assert not np.shares_memory(pool2d(images, 1), images)


# Pooling on NumPy arrays.


def test_pool2d_by_hand():
    image = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 12.0]])[None, :, :, None]
    for kind, valid, same in [
        ("max", [[5]], [[5, 6], [8, 12]]),
        ("min", [[1]], [[1, 3], [7, 12]]),
        ("sum", [[12]], [[12, 9], [15, 12]]),
        ("mean", [[3]], [[3, 4.5], [7.5, 12]]),
    ]:
        np.testing.assert_array_equal(pool2d(image, kind=kind)[0, ..., 0], valid)
        np.testing.assert_array_equal(pool2d(image, 2, kind=kind, padding="same")[0, ..., 0], same)
    np.testing.assert_array_equal(pool2d(-image, 2, padding=1, stride=2)[0, ..., 0], [[-1, -2], [-4, -5]])


@pytest.mark.parametrize("kind", REDUCE)
def test_pool2d_equals_cutting_out_the_windows(rng, kind):
    for size, stride, padding in itertools.product(
        [(2, 2), (3, 2), (1, 4)], [(1, 1), (2, 3), (4, 2)], ["valid", "same", (0, 1)]
    ):
        images = rng.normal(size=(2, 9, 7, 3))
        ours = pool2d(images, size, kind=kind, stride=stride, padding=padding)
        np.testing.assert_allclose(ours, pool_by_windows(images, size, kind, stride, padding), **close("float64"))


def test_pools_are_kin(rng):
    images = rng.normal(size=(2, 9, 8, 3))
    options = {"size": 3, "stride": 2, "padding": "same"}
    np.testing.assert_array_equal(pool2d(images, kind="min", **options), -pool2d(-images, kind="max", **options))
    box = np.ones((3, 3, 1, 3))
    summed = conv2d(images, box, stride=2, padding="same", groups=3)
    np.testing.assert_allclose(pool2d(images, kind="sum", **options), summed, **close("float64"))
    np.testing.assert_allclose(pool2d(images, (9, 8), kind="mean")[:, 0, 0], images.mean((1, 2)), **close("float64"))
    np.testing.assert_array_equal(pool2d(pool2d(images, 2), 2), pool2d(images, 4))
    np.testing.assert_array_equal(pool2d(images, 2), pool2d(images, 2, stride=2))


# Softmax and cross-entropy on NumPy arrays.


def test_softmax_by_hand():
    np.testing.assert_allclose(softmax(np.log([1.0, 2.0, 5.0])), [0.125, 0.25, 0.625], **close("float64"))
    np.testing.assert_array_equal(softmax(np.array([-np.inf, 0.0])), [0, 1])


def test_softmax_laws(rng):
    logits = 10 * rng.normal(size=(4, 5, 6))
    for axis in (-1, 0, 1):
        probabilities = softmax(logits, axis=axis)
        np.testing.assert_allclose(probabilities, scipy_softmax(logits, axis), **close("float64"))
        np.testing.assert_allclose(probabilities.sum(axis), np.ones_like(probabilities.sum(axis)), **close("float64"))
    np.testing.assert_allclose(softmax(logits + 1000), softmax(logits), rtol=1e-9)  # adding 1000 itself rounds
    np.testing.assert_allclose(softmax(np.array([1e30, -1e30], "float32")), [1, 0], **close())


def test_cross_entropy_by_hand():
    logits = np.log([[1.0, 3.0], [1.0, 1.0]])
    np.testing.assert_allclose(cross_entropy(logits, [0, 1]), (np.log(4) + np.log(2)) / 2, **close("float64"))
    np.testing.assert_allclose(cross_entropy(np.array([[0.0, 1e4]]), [0]), 1e4, **close("float64"))  # a probability of 0
    assert cross_entropy(np.array([[0.0, 1e4]]), [1]) == 0


def test_cross_entropy_laws(rng):
    logits, labels = 10 * rng.normal(size=(3, 4, 5)), rng.integers(5, size=(3, 4))
    expected = -np.mean(np.take_along_axis(log_softmax(logits, -1), labels[..., None], -1))
    for kind in (np.int64, np.int32, np.uint8):
        np.testing.assert_allclose(cross_entropy(logits, labels.astype(kind)), expected, **close("float64"))
    np.testing.assert_allclose(cross_entropy(logits + 1000, labels), expected, rtol=1e-9)
    np.testing.assert_allclose(cross_entropy(np.zeros((7, 5)), np.arange(7) % 5), np.log(5), **close("float64"))


# Dtypes, NaN, what is loaded.


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
def test_the_dtype_stays(rng, dtype):
    images, kernel = rng.normal(size=(1, 5, 5, 2)).astype(dtype), rng.normal(size=(3, 3, 2, 2)).astype(dtype)
    results = [conv2d(images, kernel, bias=kernel[0, 0, 0]), conv2d(images, kernel[:, :, :1], groups=2), softmax(images)]
    results += [pool2d(images, kind=kind, padding="same") for kind in REDUCE]
    results += [cross_entropy(images, np.zeros((1, 5, 5), int))]
    assert [result.dtype for result in results] == [dtype] * len(results)
    assert conv2d(images, kernel.astype("float64")).dtype == "float64"


def test_nan_stays_and_stays_where_it_is(rng):
    images, kernel = rng.normal(size=(1, 6, 6, 1)), np.ones((3, 3, 1, 1))
    images[0, 1, 1] = np.nan
    touched = np.zeros((4, 4), bool)
    touched[:2, :2] = True
    np.testing.assert_array_equal(np.isnan(conv2d(images, kernel)[0, ..., 0]), touched)
    for kind in REDUCE:
        np.testing.assert_array_equal(np.isnan(pool2d(images, 3, kind=kind, stride=1)[0, ..., 0]), touched)
    assert np.isnan(softmax(np.array([1.0, np.nan]))).all()


def test_formulas_on_arrays_load_no_framework():
    code = (
        "import sys, numpy as np; from imagen_course import formulas as f; x = np.ones((1, 4, 4, 1));"
        "f.conv2d(x, x[0, ..., None]); f.pool2d(x, kind='mean'); f.softmax(x); f.cross_entropy(x[0, 0], [0] * 4);"
        "print([m for m in ('keras', 'tensorflow', 'jax', 'torch', 'sklearn', 'matplotlib', 'scipy') if m in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


# Bad input: which argument, what came, what was expected.

IMAGES, KERNEL, LOGITS = np.zeros((1, 4, 5, 3)), np.zeros((3, 3, 3, 2)), np.zeros((2, 3))


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: conv2d(IMAGES.astype("uint8"), KERNEL), TypeError, r"images must be .*, got uint8: .*'float32'\) / 255"),
        (lambda: conv2d(IMAGES, KERNEL.astype(int)), TypeError, r"kernel must be floating point, got int64: .*'float32'\)$"),
        (lambda: conv2d(IMAGES, KERNEL, bias=[1, 2]), TypeError, "bias must be floating point, got int64"),
        (lambda: conv2d([["a"]], KERNEL), TypeError, "images must be floating point, got text"),
        (
            lambda: conv2d(IMAGES[0], KERNEL),
            ValueError,
            r"images must have shape \(n, h, w, c\), got \(4, 5, 3\).*images\[None\]",
        ),
        (lambda: conv2d(IMAGES, KERNEL[0]), ValueError, r"kernel must have shape \(kh, kw, c_in, c_out\), got \(3, 3, 2\)$"),
        (lambda: conv2d(IMAGES, KERNEL, bias=np.zeros((1, 2))), ValueError, r"bias must have shape \(2,\), got \(1, 2\)"),
        (lambda: conv2d(IMAGES[:, :0], KERNEL), ValueError, r"images must have shape \(n, h, w, c\), got \(1, 0, 5, 3\)"),
        (lambda: conv2d(IMAGES, KERNEL[:0]), ValueError, r"kernel must have shape .*, got \(0, 3, 3, 2\)"),
        (lambda: conv2d(IMAGES[..., :2], KERNEL), ValueError, "kernel takes 3 channels, but the images have 2"),
        (
            lambda: conv2d(IMAGES, KERNEL, groups=2),
            ValueError,
            "takes 3 channels in each of 2 groups, 6 in all, but .* have 3",
        ),
        (
            lambda: conv2d(IMAGES, KERNEL[:, :, :1], groups=3),
            ValueError,
            "groups must divide the 2 output channels .* got 3",
        ),
        (lambda: conv2d(IMAGES, KERNEL, groups=0), ValueError, r"groups must be a whole number in \[1, inf\), got 0"),
        (
            lambda: conv2d(IMAGES, KERNEL, bias=np.zeros(3)),
            ValueError,
            r"bias must have shape \(2,\), got \(3,\): one value for each",
        ),
        (
            lambda: conv2d(IMAGES[:, :2], KERNEL),
            ValueError,
            "a window of 3 with dilation 1 covers 3 pixels, .* has 2 with 0 of",
        ),
        (
            lambda: conv2d(IMAGES, KERNEL, dilation=3, padding=1),
            ValueError,
            "dilation 3 covers 7 pixels, .* has 4 with 2 of",
        ),
        (lambda: conv2d(IMAGES, KERNEL, stride=0), ValueError, r"stride must be a whole number in \[1, inf\), got 0"),
        (lambda: conv2d(IMAGES, KERNEL, stride=(1, -2)), ValueError, r"stride must be a whole number in \[1, inf\), got -2"),
        (lambda: conv2d(IMAGES, KERNEL, stride=1.5), TypeError, r"stride must be a whole number in \[1, inf\), got 1.5"),
        (
            lambda: conv2d(IMAGES, KERNEL, stride=(1, 2, 3)),
            TypeError,
            r"stride must be a whole number in .*, got \(1, 2, 3\)",
        ),
        (lambda: conv2d(IMAGES, KERNEL, dilation=0), ValueError, r"dilation must be a whole number in \[1, inf\), got 0"),
        (lambda: conv2d(IMAGES, KERNEL, padding=-1), ValueError, r"padding must be a whole number in \[0, inf\), got -1"),
        (lambda: conv2d(IMAGES, KERNEL, padding="full"), ValueError, "padding must be 'valid' or 'same', got 'full'"),
        (lambda: conv2d(IMAGES, KERNEL, padding=None), TypeError, r"padding must be a whole number in \[0, inf\), got None"),
        (lambda: output_size(0, 1), ValueError, r"size must be a whole number in \[1, inf\), got 0"),
        (lambda: output_size(4, 0), ValueError, r"kernel_size must be a whole number in \[1, inf\), got 0"),
        (lambda: output_size(4.0, 2), TypeError, r"size must be a whole number in \[1, inf\), got 4.0"),
        (lambda: output_size(4, 5), ValueError, "covers 5 pixels, but the picture has 4 with 0 of padding: take a smaller"),
        (lambda: pool2d(IMAGES.astype("uint8")), TypeError, "images must be floating point, got uint8"),
        (lambda: pool2d(IMAGES[0]), ValueError, r"images must have shape \(n, h, w, c\)"),
        (lambda: pool2d(IMAGES, kind="median"), ValueError, "kind must be 'max', 'min', 'sum' or 'mean', got 'median'"),
        (lambda: pool2d(IMAGES, 0), ValueError, r"size must be a whole number in \[1, inf\), got 0"),
        (lambda: pool2d(IMAGES, 6), ValueError, "covers 6 pixels, but the picture has 4"),
        (lambda: pool2d(IMAGES, 2, stride=0), ValueError, r"stride must be a whole number in \[1, inf\), got 0"),
        (lambda: pool2d(IMAGES, 2, padding=2), ValueError, "padding must be smaller than the window, got 2 for a size of 2"),
        (lambda: softmax(np.array([1, 2])), TypeError, "logits must be floating point, got int64"),
        (lambda: cross_entropy(LOGITS.astype(int), [0, 1]), TypeError, "logits must be floating point, got int64"),
        (
            lambda: cross_entropy(LOGITS, np.eye(2, 3)),
            TypeError,
            r"labels must hold whole numbers, got float64: .*argmax\(-1\)",
        ),
        (
            lambda: cross_entropy(LOGITS, [0, 1, 2]),
            ValueError,
            r"labels must have shape \(2,\), got \(3,\): the shape of logits but",
        ),
        (lambda: cross_entropy(np.zeros(()), 0), ValueError, "logits must hold at least one sample"),
        (lambda: cross_entropy(LOGITS[:0], np.zeros(0, int)), ValueError, r"at least one sample .* shape \(0, 3\)"),
        (lambda: cross_entropy(LOGITS, [0, 3]), ValueError, "labels must lie in 0 to 2, got 0 to 3"),
        (lambda: cross_entropy(LOGITS, [-1, 2]), ValueError, "labels must lie in 0 to 2, got -1 to 2"),
    ],
)
def test_bad_input_is_named(call, error, message):
    with pytest.raises(error, match=message):
        call()


# Against Keras, for arrays and for tensors.

GEOMETRY = [  # kernel size, stride, dilation; Keras takes a stride or a dilation, not both
    *itertools.product([(1, 1), (3, 3), (2, 5)], [1, 2], [1]),
    *itertools.product([(3, 3), (2, 4)], [1], [2, (1, 3)]),
    ((3, 3), 3, 1),
    ((3, 2), (2, 1), 1),
]


def tensor(array):
    import keras

    return keras.ops.convert_to_tensor(array)


def assert_equal_on_both(formula, *arrays, expected):
    """The formula gives ``expected`` for arrays, as an array, and for tensors, compiled, as a tensor."""
    import keras

    expected = keras.ops.convert_to_numpy(expected)
    on_arrays, on_tensors = formula(*arrays), jitted(formula)(*map(tensor, arrays))
    assert isinstance(on_arrays, np.ndarray | np.floating)
    assert keras.ops.is_tensor(on_tensors)
    np.testing.assert_allclose(on_arrays, expected, **close())
    np.testing.assert_allclose(keras.ops.convert_to_numpy(on_tensors), expected, **close())


def jitted(formula):
    """JAX compiles each step of each shape on its own where the whole is not compiled: ten times slower."""
    import keras

    return compiled(formula) if keras.backend.backend() == "jax" else formula


@pytest.mark.keras
@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize(("kernel_size", "stride", "dilation"), GEOMETRY)
def test_conv2d_equals_the_layer(rng, kernel_size, stride, dilation, padding):
    import keras

    images, kernel = (
        rng.normal(size=(2, 9, 12, 3)).astype("float32"),
        rng.normal(size=(*kernel_size, 3, 4)).astype("float32"),
    )
    bias = rng.normal(size=4).astype("float32")
    given = {"kernel_initializer": lambda *_, **__: tensor(kernel), "bias_initializer": lambda *_, **__: tensor(bias)}
    layer = keras.layers.Conv2D(4, kernel_size, strides=stride, padding=padding, dilation_rate=dilation, **given)
    options = {"stride": stride, "padding": padding, "dilation": dilation}
    assert_equal_on_both(lambda i, k, b: conv2d(i, k, bias=b, **options), images, kernel, bias, expected=layer(images))


@pytest.mark.keras
@pytest.mark.parametrize(("stride", "padding"), [(1, "same"), (2, "same"), (2, "valid"), (3, "same")])
@pytest.mark.parametrize("times", [1, 2])
def test_a_group_for_each_channel_is_the_depthwise_layer(rng, stride, padding, times):
    import keras

    images = rng.normal(size=(2, 8, 11, 3)).astype("float32")
    kernel = rng.normal(size=(3, 3, 1, 3 * times)).astype("float32")
    given = {"depthwise_initializer": lambda *_, **__: tensor(kernel.reshape(3, 3, 3, times)), "use_bias": False}
    layer = keras.layers.DepthwiseConv2D(3, strides=stride, padding=padding, depth_multiplier=times, **given)
    formula = lambda i, k: conv2d(i, k, groups=3, stride=stride, padding=padding)  # noqa: E731
    assert_equal_on_both(formula, images, kernel, expected=layer(images))


@pytest.mark.keras
def test_groups_equal_the_layer(rng):
    import keras

    images, kernel = rng.normal(size=(2, 8, 7, 6)).astype("float32"), rng.normal(size=(3, 3, 3, 4)).astype("float32")
    layer = keras.layers.Conv2D(4, 3, groups=2, kernel_initializer=lambda *_, **__: tensor(kernel), use_bias=False)
    assert_equal_on_both(lambda i, k: conv2d(i, k, groups=2), images, kernel, expected=layer(images))


@pytest.mark.keras
def test_stride_and_dilation_at_once_on_tensors(rng):
    import keras

    images, kernel = rng.normal(size=(2, 11, 14, 2)).astype("float32"), rng.normal(size=(3, 2, 2, 3)).astype("float32")
    for padding in ("valid", "same", (1, 2)):
        ours = conv2d(tensor(images), tensor(kernel), stride=(2, 3), dilation=(3, 2), padding=padding)
        expected = conv_by_scipy(images, kernel, (2, 3), padding, (3, 2))
        np.testing.assert_allclose(keras.ops.convert_to_numpy(ours), expected, **close())


@pytest.mark.keras
@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize(("size", "stride"), [(2, None), (3, 2), (2, 1), (2, 3), ((3, 2), (1, 2))])
def test_pool2d_equals_the_layers(rng, size, stride, padding):
    import keras

    images = rng.normal(size=(2, 7, 10, 3)).astype("float32") - 3  # below 0, so that a cell of padding would win
    options = {"strides": stride, "padding": padding}
    for kind, layer in ("max", keras.layers.MaxPooling2D), ("mean", keras.layers.AveragePooling2D):
        if (keras.backend.backend(), kind, padding, size) == ("torch", "mean", "same", 3):
            continue  # there Keras's own layer averages the padding in; the other backends and SciPy's windows say as we do
        formula = functools.partial(pool2d, size=size, kind=kind, stride=stride, padding=padding)
        assert_equal_on_both(formula, images, expected=layer(size, **options)(images))


@pytest.mark.keras
def test_min_and_sum_on_tensors(rng):
    images = rng.normal(size=(2, 7, 10, 3)).astype("float32") + 3
    for kind in ("min", "sum"):
        formula = functools.partial(pool2d, size=3, kind=kind, stride=2, padding="same")
        assert_equal_on_both(formula, images, expected=pool_by_windows(images, (3, 3), kind, (2, 2), "same"))


@pytest.mark.keras
def test_softmax_and_cross_entropy_equal_keras(rng):
    import keras

    logits, labels = 10 * rng.normal(size=(6, 5)).astype("float32"), rng.integers(5, size=6).astype("int32")
    for axis in (-1, 0):
        expected = keras.ops.softmax(logits, axis=axis)
        assert_equal_on_both(functools.partial(softmax, axis=axis), logits, expected=expected)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    assert_equal_on_both(cross_entropy, logits, labels, expected=loss(labels, logits))
    maps, pixels = rng.normal(size=(2, 3, 4, 5)).astype("float32"), rng.integers(5, size=(2, 3, 4)).astype("uint8")
    assert_equal_on_both(cross_entropy, maps, pixels, expected=loss(pixels, maps))


@pytest.mark.keras
def test_variables_and_mixtures_are_tensors_too(rng):
    import keras

    images, kernel = rng.normal(size=(2, 5, 5, 2)).astype("float32"), rng.normal(size=(3, 3, 1, 4)).astype("float32")
    expected = conv2d(images, kernel, groups=2)
    for pictures, weights in (images, keras.Variable(kernel)), (tensor(images), kernel), (keras.Variable(images), kernel):
        result = conv2d(pictures, weights, groups=2)
        assert keras.ops.is_tensor(result)
        np.testing.assert_allclose(keras.ops.convert_to_numpy(result), expected, **close())


@pytest.mark.keras
def test_compiled_formulas_give_the_same(rng):
    import keras

    images, kernel = rng.normal(size=(3, 8, 8, 2)).astype("float32"), rng.normal(size=(3, 3, 2, 5)).astype("float32")
    labels = np.array([0, 4, 2], "int32")

    def network(images, kernel, labels):
        maps = pool2d(conv2d(images, kernel, padding="same"), 8, kind="mean")[:, 0, 0]
        return cross_entropy(maps, labels)

    ours = compiled(network)(*map(tensor, (images, kernel, labels)))
    np.testing.assert_allclose(keras.ops.convert_to_numpy(ours), network(images, kernel, labels), **close())


@pytest.mark.keras
def test_bad_tensors_are_named_as_bad_arrays_are():
    with pytest.raises(TypeError, match="images must be floating point, got uint8"):
        conv2d(tensor(IMAGES.astype("uint8")), tensor(KERNEL.astype("float32")))
    with pytest.raises(ValueError, match="kernel takes 3 channels, but the images have 2"):
        conv2d(tensor(IMAGES[..., :2].astype("float32")), tensor(KERNEL.astype("float32")))
    with pytest.raises(TypeError, match="labels must hold whole numbers, got float32"):
        cross_entropy(tensor(LOGITS.astype("float32")), tensor(np.zeros(2, "float32")))


# Gradients, in float64: one random direction checks the whole Jacobian.


def directional_derivative(function, point, direction):
    """The derivative of a scalar function along a direction, from the gradient that Keras's backend works out."""
    import keras

    if keras.backend.backend() == "tensorflow":
        import tensorflow as tf

        variables = [tf.constant(p) for p in point]
        with tf.GradientTape() as tape:
            tape.watch(variables)
            value = function(*variables)
        gradients = tape.gradient(value, variables)
    elif keras.backend.backend() == "jax":
        import jax

        with jax.enable_x64(True):
            gradients = jax.jit(jax.grad(function, tuple(range(len(point)))))(*map(jax.numpy.asarray, point))
    else:
        import torch

        variables = [torch.tensor(p, requires_grad=True) for p in point]
        gradients = torch.autograd.grad(function(*variables), variables)
    gradients = [keras.ops.convert_to_numpy(g) for g in gradients]
    assert {g.dtype for g in gradients} == {np.dtype("float64")}
    return sum(np.vdot(g, d) for g, d in zip(gradients, direction, strict=True))


DIFFERENTIABLE = {
    "conv2d": lambda i, k, b: conv2d(i, k, bias=b, stride=2, padding="same"),
    "conv2d, dilated": lambda i, k, b: conv2d(i, k, bias=b, dilation=(2, 1), padding=1),
    "conv2d, groups": lambda i, k, b: conv2d(i, k[:, :, :1], bias=b, groups=2),
    **{f"pool2d, {kind}": lambda i, k, b, kind=kind: pool2d(i, 3, kind=kind, stride=2, padding="same") for kind in REDUCE},
    "softmax": lambda i, k, b: softmax(i, axis=1),
    "cross_entropy": lambda i, k, b: cross_entropy(i, np.arange(60).reshape(2, 6, 5) % 2),
}


@pytest.mark.keras
@pytest.mark.parametrize("name", DIFFERENTIABLE)
def test_gradients_equal_finite_differences(rng, name):
    formula = DIFFERENTIABLE[name]
    point = rng.normal(size=(2, 6, 5, 2)), rng.normal(size=(3, 2, 2, 4)), rng.normal(size=4)
    direction = [rng.normal(size=p.shape) for p in point]
    weights = rng.normal(size=np.shape(formula(*point)))

    def total(*arrays):
        xp = namespace(*arrays)
        return xp.sum(xp.multiply(formula(*arrays), weights)) + sum(
            xp.sum(a * a) for a in arrays
        )  # each argument has a gradient

    step = 1e-6
    ahead, behind = (total(*[p + s * d for p, d in zip(point, direction, strict=True)]) for s in (step, -step))
    import keras

    rtol = 1e-6 if keras.backend.backend() == "torch" else 1e-7  # Keras's matmul of two float64 is float32 on PyTorch
    np.testing.assert_allclose(directional_derivative(total, point, direction), (ahead - behind) / (2 * step), rtol=rtol)
