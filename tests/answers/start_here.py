"""Other right answers, and the mutants of its reference that are right as well."""

import numpy as np


def contrast_by_numpy(x):
    return np.ptp(x)


def contrast_by_loops(x):
    low = high = x.flat[0]
    for value in x.flat:
        low, high = min(low, value), max(high, value)
    return float(high - low)


ANSWERS = {"contrast": (contrast_by_numpy, contrast_by_loops)}
EQUIVALENT = {}
