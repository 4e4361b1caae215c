"""Pictures to cut, and the laws of every label map."""

import numpy as np
from scipy import ndimage

from imagen_course.worlds import scenes


def noisy_scenes():
    """Six scenes of 48 x 60 with noise, two objects and a textured background."""
    return scenes.generate(6, size=60, seed=3, n_objects=2, noise=0.05, background="texture").images[:, 6:54]


def assert_lawful(segments):
    """Labels run from 0 without a gap, and each is one piece that hangs together along edges."""
    labels = np.unique(segments)
    np.testing.assert_array_equal(labels, np.arange(len(labels)))
    np.testing.assert_array_equal([ndimage.label(segments == label)[1] for label in labels], 1)
