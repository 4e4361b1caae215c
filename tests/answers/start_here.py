"""Other right answers, and the mutants of its reference that are right as well."""

import numpy as np


def contrast_by_numpy(x):
    return np.ptp(x)


def contrast_by_loops(x):
    low = high = x.flat[0]
    for value in x.flat:
        low, high = min(low, value), max(high, value)
    return float(high - low)


def contrast_of_grey(x):
    grey = x.mean(axis=-1) if x.ndim == 3 else x
    return grey.max() - grey.min()


def contrast_of_the_first_channel(x):
    grey = x[:, :, 0] if x.ndim == 3 else x
    return grey.max() - grey.min()


def contrast_to_two_decimals(x):
    return round(float(x.max() - x.min()), 2)


def contrast_above_black(x):
    return x.max() - x[x > 0].min()


def contrast_that_loses_a_zero(x):
    brightest = darkest = None
    for value in x.flat:
        brightest = value if not brightest or value > brightest else brightest
        darkest = value if not darkest or value < darkest else darkest
    return brightest - darkest


def poster_by_turning_lists(colours, shapes):
    sentences = []
    for _ in range(5):
        sentences += [f"a {colour} {shape}" for colour, shape in zip(colours, shapes, strict=True)]
        colours, shapes = colours[2:] + colours[:2], shapes[-1:] + shapes[:-1]
    return sentences


def poster_by_hand(colours, shapes):
    rows = ["00 11 22 33 44", "13 24 30 41 02", "21 32 43 04 10", "34 40 01 12 23", "42 03 14 20 31"]
    return tuple(f"There is a small {colours[int(c)]} {shapes[int(s)]}." for row in rows for c, s in row.split())


ANSWERS = {"contrast": (contrast_by_numpy, contrast_by_loops), "poster": (poster_by_turning_lists, poster_by_hand)}
EQUIVALENT = {}
ONCE_PASSED = {
    "contrast": (
        contrast_of_grey,
        contrast_of_the_first_channel,
        contrast_to_two_decimals,
        contrast_above_black,
        contrast_that_loses_a_zero,
    ),
}
