"""Pictures by chance and by rule: one contract for every generator, and the laws of each."""

from functools import partial

import numpy as np
import pytest
from scipy import ndimage, stats
from tolerances import close

from imagen_course.generate import noise, rules

GREY = [noise.uniform, noise.gaussian, noise.smoothed, noise.power_law, noise.fractal, noise.perlin]
GENERATORS = {f"noise.{f.__name__}": f for f in GREY}
GENERATORS |= {f"noise.{f.__name__}, colour": partial(f, channels=3) for f in GREY}
GENERATORS |= {f"rules.{name}": partial(rules.sample, name) for name in rules._FAMILIES}
every_generator = pytest.mark.parametrize("generate", GENERATORS.values(), ids=GENERATORS.keys())


# The contract.


@every_generator
def test_a_seed_draws_n_pictures_in_range_and_the_same_ones_whatever_n(generate):
    images = generate(3, size=33, seed=5)
    assert images.shape[:3] == (3, 33, 33)
    assert images.shape[3] in (1, 3)
    assert images.dtype == np.float32
    assert images.min() >= 0
    assert images.max() <= 1
    assert images.std(axis=(1, 2, 3)).min() > 0.01  # none is empty
    np.testing.assert_array_equal(generate(1, size=33, seed=5), images[:1])
    np.testing.assert_array_equal(generate(3, size=33, seed=5), images)
    pairs = [images[0] - images[1], images[1] - images[2], images[0] - generate(1, size=33, seed=6)[0]]
    assert min(abs(pair).mean() for pair in pairs) > 0.01


@every_generator
@pytest.mark.parametrize("size", [1, 2, 7])
def test_small_sizes_are_pictures_too(generate, size):
    images = generate(2, size=size)
    assert images.shape[:3] == (2, size, size)
    assert np.isfinite(images).all()


@every_generator
@pytest.mark.parametrize(
    ("spoilt", "error", "message"),
    [
        ({"n": 0}, ValueError, r"n must be a whole number in \[1, inf\), got 0: write n=16"),
        ({"n": 2.5}, TypeError, r"n must be a whole number in \[1, inf\), got 2.5"),
        ({"size": -4}, ValueError, r"size must be a whole number in \[1, inf\), got -4: write size=64"),
        ({"size": "64"}, TypeError, r"size must be a whole number in \[1, inf\), got '64'"),
        ({"seed": -1}, ValueError, r"seed must be a whole number in \[0, inf\), got -1: write seed=0"),
        ({"seed": None}, TypeError, r"seed must be a whole number in \[0, inf\), got None"),
    ],
)
def test_bad_input_is_named(generate, spoilt, error, message):
    with pytest.raises(error, match=message):
        generate(**({"n": 1} | spoilt))


def test_no_global_random_state_is_touched():
    before = np.random.get_state()[1].copy()  # noqa: NPY002
    for generate in GENERATORS.values():
        generate(1, size=8)
    np.testing.assert_array_equal(np.random.get_state()[1], before)  # noqa: NPY002


# Noise.


def slope(images):
    """The exponent of the power law that fits the radially averaged spectrum: least squares of its logarithms."""
    frequency, power = noise.radial_power(images)
    return np.polyfit(np.log(frequency), np.log(power), 1)[0]


def test_uniform_noise_has_the_moments_and_the_flat_spectrum_of_its_law():
    images = noise.uniform(8)
    np.testing.assert_allclose(images.mean(), 1 / 2, atol=0.01)
    np.testing.assert_allclose(images.var(), 1 / 12, atol=0.001)
    assert abs(slope(images)) < 0.1
    assert stats.kstest(images.ravel(), "uniform").pvalue > 0.01


@pytest.mark.parametrize("deviation", [0.1, 0.2, 1.0])
def test_gaussian_noise_has_the_variance_of_the_clipped_law(deviation):
    images = noise.gaussian(8, deviation=deviation)
    law = stats.norm(0.5, deviation)
    variance = law.expect(lambda x: (np.clip(x, 0, 1) - 0.5) ** 2, lb=-10, ub=11)
    np.testing.assert_allclose(images.mean(), 1 / 2, atol=0.01)
    np.testing.assert_allclose(images.var(), variance, rtol=0.03)
    assert abs(slope(images)) < 0.1


@pytest.mark.parametrize("generate", [noise.smoothed, noise.power_law])
def test_ranks_give_every_channel_each_value_once(generate):
    images = generate(2, size=16, channels=3)
    for channel in np.moveaxis(images, -1, 1).reshape(6, -1):
        np.testing.assert_allclose(np.sort(channel), (np.arange(256) + 0.5) / 256, **close("float32"))


@pytest.mark.parametrize("distance", [1, 2, 4, 8])
def test_smoothed_noise_correlates_as_the_blur_says(distance):
    images = noise.smoothed(12, sigma=2, size=96)
    normal = np.exp(-((distance / 4) ** 2))
    expected = 6 / np.pi * np.arcsin(normal / 2)  # of the ranks of two normal numbers that correlate by that much
    for axis in (1, 2):
        moved = np.roll(images, distance, axis=axis)  # opposite sides fit together
        np.testing.assert_allclose(np.corrcoef(images.ravel(), moved.ravel())[0, 1], expected, atol=0.03)


def test_smoothed_noise_is_white_noise_blurred():
    white = np.random.default_rng([0, 0]).standard_normal((1, 32, 32))[0]
    blurred = ndimage.gaussian_filter(white, 2, mode="wrap", truncate=6)
    ranks = blurred.ravel().argsort().argsort().reshape(32, 32)
    np.testing.assert_allclose(noise.smoothed(1, sigma=2, size=32)[0, ..., 0], (ranks + 0.5) / 1024, atol=3e-3)


@pytest.mark.parametrize("sigma", [0, 1e3])
def test_no_blur_and_a_blur_far_wider_than_the_picture(sigma):
    images = noise.smoothed(1, sigma=sigma, size=16)
    assert len(np.unique(images)) == 256
    power = noise.radial_power(images)[1]
    assert (power[0] > 10 * power[1:].max()) == (sigma > 0)


@pytest.mark.parametrize(("rows", "columns", "ring"), [(0, 3, 3), (3, 4, 5), (1, 1, 1), (2, 2, 3), (2, 3, 4), (1, 5, 5)])
def test_a_wave_s_power_lies_in_the_ring_its_frequency_rounds_to(rows, columns, ring):
    phase = 2 * np.pi * (rows * np.arange(32)[:, None] + columns * np.arange(32)) / 32
    frequency, power = noise.radial_power((0.5 + 0.5 * np.cos(phase))[None, ..., None])
    assert frequency[power > 1e-6].tolist() == [ring]
    assert frequency.tolist() == list(range(1, 17))


@pytest.mark.parametrize("exponent", [0, 0.5, 1, 2, 3])
def test_a_spectrum_to_order_has_the_slope_ordered(exponent):
    np.testing.assert_allclose(slope(noise.power_law(12, exponent=exponent)), -exponent, atol=0.2)


def test_one_octave_of_value_noise_by_hand():
    """At 3 cells and 3 pixels a side, each pixel is the middle of a cell: the mean of its four corners."""
    corners = np.random.default_rng([0, 0]).random((1, 4, 4))[0]
    expected = (corners[1:, 1:] + corners[1:, :-1] + corners[:-1, 1:] + corners[:-1, :-1]) / 4
    np.testing.assert_allclose(noise.fractal(1, cells=3, octaves=1, size=3)[0, ..., 0], expected, **close("float32"))


def test_fractal_noise_is_smooth_in_one_octave_and_rougher_with_each():
    steps = [abs(np.diff(noise.fractal(4, octaves=k), axis=1)).mean() for k in (1, 3, 5)]
    assert steps == sorted(steps)
    assert steps[0] < 0.03
    np.testing.assert_allclose(noise.fractal(40, size=32).mean(), 0.5, atol=0.02)


@pytest.mark.parametrize(("cells", "size"), [(1, 1), (3, 7), (5, 4)])
def test_perlin_s_noise_is_the_slopes_of_four_corners_blended(cells, size):
    angle = 2 * np.pi * np.random.default_rng([0, 0]).random((1, cells + 1, cells + 1))[0]

    def rise(y, x, r, c):
        return np.sin(angle[r, c]) * (y - r) + np.cos(angle[r, c]) * (x - c)

    def blended(t, start, end):
        return start + (6 * t**5 - 15 * t**4 + 10 * t**3) * (end - start)

    expected = np.empty((size, size))
    for i, j in np.ndindex(size, size):
        y, x = (i + 0.5) * cells / size, (j + 0.5) * cells / size
        r, c = int(y), int(x)
        above, below = (blended(x - c, rise(y, x, row, c), rise(y, x, row, c + 1)) for row in (r, r + 1))
        expected[i, j] = 0.5 + blended(y - r, above, below) / np.sqrt(2)
    np.testing.assert_allclose(noise.perlin(1, cells=cells, size=size)[0, ..., 0], expected, **close("float32"))


def test_perlin_s_noise_is_one_half_at_corners_and_lacks_the_waves_that_are_longer_than_its_cells():
    np.testing.assert_allclose(noise.perlin(1, cells=12, size=6), 0.5, **close("float32"))
    power = noise.radial_power(noise.perlin(20, cells=8))[1]
    assert power[2:5].min() > 2 * power[0]
    value = noise.radial_power(noise.fractal(20, cells=8, octaves=1))[1]
    assert value[0] > 2 * value[2:5].max()


# Functions of place.


def test_rows_run_downwards_and_values_are_clipped():
    np.testing.assert_allclose(rules.plot(lambda u, v: v, 4)[:, 0, 0], [0, 0, 0.25, 0.75])
    np.testing.assert_allclose(rules.plot(lambda u, v: 3 * u, 4)[0, :, 0], [0, 0, 0.75, 1])
    assert rules.plot(lambda u, v: np.stack([u, v, 0 * u], axis=-1), 5).shape == (5, 5, 3)
    assert rules.plot(lambda u, v: u > 0, 2)[..., 0].tolist() == [[0, 1], [0, 1]]


@pytest.mark.parametrize(
    ("function", "error", "message"),
    [
        (3, TypeError, "function must be a function, got 3"),
        (lambda u, v: None, TypeError, r"function\(u, v\) must hold numbers, got None"),
        (lambda u, v: u + 1j * v, TypeError, r"function\(u, v\) must hold numbers, got complex128"),
        (lambda u, v: 1.0, ValueError, r"function\(u, v\) must have shape \(8, 8\), got \(\)"),
        (lambda u, v: u[1:], ValueError, r"function\(u, v\) must have shape \(8, 8\), got \(7, 8\)"),
        (lambda u, v: np.log(u), ValueError, r"function\(u, v\) must be finite, got NaN"),
        (lambda u, v: [[1], [1, 2]], ValueError, r"function\(u, v\) must be an array, got lists of unlike lengths"),
    ],
)
def test_what_a_function_gives_is_checked(function, error, message):
    with pytest.raises(error, match=message):
        rules.plot(function, 8)


def test_gradients_waves_and_checkers_keep_their_laws():
    np.testing.assert_allclose(rules.gradient(8, angle=90), rules.gradient(8).transpose(1, 0, 2), **close("float32"))
    np.testing.assert_allclose(rules.gradient(8, angle=45)[[0, 7], [0, 7], 0], [1 / 16, 15 / 16], **close("float32"))
    np.testing.assert_allclose(rules.checkers(64, cells=4, angle=90), 1 - rules.checkers(64, cells=4), atol=1e-6)
    two = rules.waves(32, sources=[(-0.5, 0), (0.5, 0)])
    ones = [rules.waves(32, sources=[source]) for source in ((-0.5, 0), (0.5, 0))]
    np.testing.assert_allclose(two, np.mean(ones, axis=0), **close("float32"))  # waves add up


# Fractals.


def test_escape_times_by_hand():
    """From c = 2: 2, 6, 38, 1446, which is the first beyond 256. -1 and 0 stay, for they come back to where they were."""
    time = rules._escape_time(np.array([2, -1, 0j]), 50)
    np.testing.assert_allclose(time, [4 - np.log2(np.log(1446) / np.log(256)), np.inf, np.inf])


def test_the_mandelbrot_set_has_its_symmetry_and_its_area():
    image = rules.mandelbrot(256, width=3)
    np.testing.assert_array_equal(image, image[::-1])  # of c and its conjugate
    np.testing.assert_allclose(9 * (image == 0).mean(), 1.5066, rtol=0.03)
    u, v = rules.plane(256)
    c = -0.75 + 1.5 * (u - 1j * v)
    assert (image[abs(c) > 2] > 0).all()
    assert (image[abs(c) < 0.25] == 0).all()


def test_the_imaginary_axis_points_up():
    assert rules.mandelbrot(1, centre=-0.12 + 0.75j, width=1e-3) == 0  # in the bulb above
    up = rules.mandelbrot(64, centre=0.5j, width=1, n_iterations=50)[..., 0]
    assert (up[:8] > 0).mean() > (up[-8:] > 0).mean()  # far from the set above, inside it below


def test_a_point_escapes_in_no_time_that_jumps():
    row = rules.mandelbrot(128, centre=1.5, width=1.4)[64, :, 0]  # from 0.8 to 2.2, far from the set
    assert row.min() > 0
    assert abs(np.diff(row)).max() < 0.03


# Automata.


def as_numbers(image):
    return [int("".join(str(int(cell)) for cell in row), 2) for row in image[..., 0]]


def test_rules_90_and_110_by_hand():
    ninety = [0b0000100000, 0b0001010000, 0b0010001000, 0b0101010100]  # of ten cells, the one at 5 from the right
    first = [0, 0, 0, 0, 1, 0, 0, 0, 0, 0]
    assert as_numbers(rules.automaton(90, 10, first=first))[:4] == ninety
    one_hundred_and_ten = [0b0000000001, 0b0000000011, 0b0000000111, 0b0000001101, 0b0000011111, 0b0000110001]
    assert as_numbers(rules.automaton(110, 10, first=[0] * 9 + [1]))[:6] == one_hundred_and_ten


def test_rule_170_shifts_204_stays_and_0_and_255_fill():
    first = np.array([1, 1, 0, 1, 0])
    for rule, second in (
        (170, np.roll(first, -1)),
        (240, np.roll(first, 1)),
        (204, first),
        (0, 0 * first),
        (255, 0 * first + 1),
    ):
        np.testing.assert_array_equal(rules.automaton(rule, 5, first=first)[1, :, 0], second)


# L-systems and distances.


def test_a_word_grows_and_a_turtle_walks_it():
    assert [len(rules.expand("A", {"A": "AB", "B": "A"}, generations=k)) for k in (1, 2, 3, 4, 5)] == [2, 3, 5, 8, 13]
    steps = rules.turtle("F[+F]-f-F", angle=90)
    np.testing.assert_allclose(steps, [[(0, 0), (0, -1)], [(0, -1), (-1, -1)], [(1, -1), (1, 0)]], atol=1e-12)
    koch = rules.turtle(rules.expand("F", {"F": "F+F--F+F"}, generations=3), angle=60)
    assert len(koch) == 4**3
    np.testing.assert_allclose(np.hypot(*koch[-1, 1]), 3**3)  # each generation is three times as far


def test_lines_cover_what_a_brush_would():
    image = rules.lines([[(0, 0), (0, 1)], [(0, 1), (1, 1)]], 100, thickness=4)[..., 0]
    np.testing.assert_allclose(image.sum(), 2 * 92 * 4, rtol=0.03)
    assert image[40, 4] == 1  # upright, at the left
    assert image[96, 40] == 1  # level, at the bottom
    assert image[40, 40] == 0
    fan = [[(0, 0), (np.cos(t), np.sin(t))] for t in np.linspace(0, 6, 30)]
    whole = rules.lines(fan, 64)
    np.testing.assert_array_equal(rules.lines([fan[7], *fan], 64), whole)  # a line drawn twice is no darker


def test_distances_by_hand_and_their_slope_is_one(rng):
    u, v = rules.plane(200)
    np.testing.assert_allclose(rules.box(np.array([2.0]), np.array([3.0]), half=(1, 1)), [5**0.5])
    for distance in (rules.circle(u, v, centre=(0.1, 0.2), radius=0.3), rules.box(u, v, half=(0.3, 0.6))):
        slopes = np.hypot(*np.gradient(distance, 0.01))
        np.testing.assert_allclose(np.median(slopes), 1, atol=1e-3)
    area = 4 * rules.shade(lambda u, v: rules.box(u, v, centre=(0.1, 0), half=(0.3, 0.6)), 200).mean()
    np.testing.assert_allclose(area, 4 * 0.3 * 0.6, rtol=1e-3)
    both = rules.shade(lambda u, v: rules.union(rules.circle(u, v, radius=0.2), rules.box(u, v)), 50)
    np.testing.assert_array_equal(both, rules.shade(rules.box, 50))  # one lies inside the other


# Bad input.


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (
            lambda: noise.uniform(1, channels=0),
            ValueError,
            r"channels must be .*, got 0: write channels=1 for grey, 3 for colour",
        ),
        (lambda: noise.gaussian(1, deviation=-1), ValueError, r"deviation must be a number in \[0, inf\), got -1"),
        (lambda: noise.smoothed(1, sigma=np.nan), ValueError, r"sigma must be a number in \[0, 1000\], got nan"),
        (lambda: noise.power_law(1, exponent=9), ValueError, r"exponent must be a number in \[-1, 4\], got 9"),
        (lambda: noise.fractal(1, octaves=0), ValueError, r"octaves must be a whole number in \[1, 16\], got 0"),
        (lambda: noise.fractal(1, cells=1.5), TypeError, r"cells must be a whole number in \[1, inf\), got 1.5"),
        (lambda: noise.fractal(1, persistence=0), ValueError, r"persistence must be a number in \(0, 1\], got 0"),
        (
            lambda: noise.radial_power(np.zeros((1, 4, 6, 1))),
            ValueError,
            r"images must be .* square .*, got shape \(1, 4, 6, 1\)",
        ),
        (lambda: rules.sample("fern", 1), ValueError, "name must be 'gradient', .* 'shapes', got 'fern'"),
        (lambda: rules.sample([], 1), TypeError, r"name must be .*, got \[\]"),
        (lambda: rules.gradient(angle="up"), TypeError, "angle must be a number"),
        (lambda: rules.waves(sources=[1, 2]), ValueError, r"sources must have shape \(k, 2\)"),
        (lambda: rules.waves(frequency=0), ValueError, r"frequency must be a number in \(0, inf\), got 0"),
        (lambda: rules.checkers(cells=0), ValueError, "cells must be a whole number"),
        (
            lambda: rules.mandelbrot(4, centre="0"),
            TypeError,
            "centre must be a complex number, got '0'",
        ),
        (lambda: rules.mandelbrot(4, width=0), ValueError, r"width must be a number in \[1e-12, 1000\], got 0"),
        (lambda: rules.mandelbrot(4, n_iterations=0), ValueError, "n_iterations must be a whole number"),
        (lambda: rules.automaton(256), ValueError, r"rule must be a whole number in \[0, 255\], got 256"),
        (
            lambda: rules.automaton(90, 4, first=[0, 1]),
            ValueError,
            r"first must have shape \(4,\), got \(2,\)",
        ),
        (lambda: rules.expand("F", ["F"], generations=1), TypeError, "rules must be a dict"),
        (lambda: rules.expand("F", {"FF": "F"}, generations=1), TypeError, "rules must be a dict of single symbols"),
        (lambda: rules.expand("F", {"F": "FF"}, generations=30), ValueError, "generations must keep the word at 1000000"),
        (lambda: rules.turtle(3, angle=90), TypeError, "word must be a word or more, got 3"),
        (lambda: rules.turtle("F]", angle=90), ValueError, r"word must have a '\[' before every '\]'"),
        (lambda: rules.turtle("X", angle=90), ValueError, "word must hold an F or a G.*, got 'X'"),
        (lambda: rules.lines([(0, 0), (1, 1)]), ValueError, r"segments must have shape \(k, 2, 2\), got \(2, 2\)"),
        (
            lambda: rules.lines([[(0, 0), (1, 1)]], 8, thickness=0),
            ValueError,
            r"thickness must be a number in \(0, 8\], got 0",
        ),
        (lambda: rules.shade(3), TypeError, "distance must be a function, got 3"),
    ],
)
def test_bad_options_are_named(call, error, message):
    with pytest.raises(error, match=message):
        call()
