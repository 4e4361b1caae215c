"""Pictures along straight lines: the mean picture, and the few directions in which the pictures differ most.

Principal component analysis [1]_ as a generator: a latent holds how far to go along each direction, and is drawn from a
normal distribution with the variances of the pictures learned from. NumPy only.

References
----------
.. [1] K. Pearson, "On lines and planes of closest fit to systems of points in space", Philosophical Magazine 2, 1901,
   doi:10.1080/14786440109462720.
"""

import numpy as np
from scipy import linalg

from imagen_course.checks import check_whole
from imagen_course.generate.learned import Learned, check_latents, check_shape, draw_noise

__all__ = ["PCA"]


class PCA(Learned):
    """The straight-line generator: a picture is the mean plus a weighted sum of components.

    Parameters
    ----------
    shape : tuple of int
        ``(h, w, c)`` of the pictures.
    n_components : int
        Numbers in a latent, at most ``h * w * c``.

    Attributes
    ----------
    mean : numpy.ndarray, shape (h * w * c,)
    components : numpy.ndarray, shape (n_components, h * w * c)
        Of length 1 and at right angles, that of the largest variance first; the largest entry of each is positive.
    variances : numpy.ndarray, shape (n_components,)
        Of the pictures learned from, along each component.

    Raises
    ------
    TypeError, ValueError
        If a number is not whole or out of range.

    Examples
    --------
    >>> images = np.random.default_rng(0).random((50, 4, 4, 1), dtype=np.float32)
    >>> pca = PCA((4, 4, 1), n_components=16).fit(images)
    >>> bool(abs(pca.decode(pca.encode(images)) - images).max() < 1e-5)
    True
    >>> pca.sample(2).shape
    (2, 4, 4, 1)
    """

    def __init__(self, shape, *, n_components=32):
        check_whole(n_components=n_components)
        n_numbers = int(np.prod(shape := check_shape(shape)))
        if n_components > n_numbers:
            raise ValueError(f"n_components must be {n_numbers} or fewer, the numbers in a picture, got {n_components}")
        super().__init__(shape=shape, n_components=n_components)
        self.networks = {"pca": self}  # what is saved
        self.set_weights([np.zeros(n_numbers), np.zeros((n_components, n_numbers)), np.zeros(n_components)])

    @property
    def weights(self):
        """Mean, components and variances."""
        return [self.mean, self.components, self.variances]

    def set_weights(self, weights):
        """Put mean, components and variances."""
        self.mean, self.components, self.variances = (np.asarray(array, np.float32) for array in weights)

    def fit(self, images):
        """Find the directions: eigenvectors of the covariance of the pixels.

        Parameters
        ----------
        images : array_like, shape (n, h, w, c)
            Floating point in [0, 1]; two or more.

        Returns
        -------
        PCA
            Itself.

        Raises
        ------
        TypeError, ValueError
            If the pictures are not of the generator's shape, or too few.
        """
        rows = self._check(images).reshape(len(images), -1).astype(float)  # (n, d)
        if len(rows) < 2:
            raise ValueError("images must be two or more, got one: a single picture does not vary")
        mean, d = rows.mean(axis=0), rows.shape[1]
        last = d - self.settings["n_components"], d - 1
        variances, components = linalg.eigh(np.cov(rows, rowvar=False), subset_by_index=last)  # rising; (d, k)
        components = components.T[::-1]  # (k, d)
        components *= np.sign(np.take_along_axis(components, abs(components).argmax(axis=1)[:, None], axis=1))
        self.set_weights([mean, components, np.maximum(variances[::-1], 0)])
        return self

    def encode(self, images):
        """Measure how far pictures lie along each component.

        Parameters
        ----------
        images : array_like, shape (n, h, w, c)

        Returns
        -------
        numpy.ndarray, shape (n, n_components)
            float32.

        Raises
        ------
        TypeError, ValueError
            If the pictures are not of the generator's shape.
        """
        return (self._check(images).reshape(len(images), -1) - self.mean) @ self.components.T

    def decode(self, latents):
        """Draw the pictures of latents; what falls outside [0, 1] is clipped.

        Parameters
        ----------
        latents : array_like, shape (n, n_components)

        Returns
        -------
        numpy.ndarray, shape (n, h, w, c)
            float32 in [0, 1].

        Raises
        ------
        ValueError
            If the latents are not of that shape, or nothing has been learned yet.
        """
        if not self.components.any():
            raise ValueError("the generator has learned nothing yet: call fit first, or PCA.load")
        latents = check_latents(latents, self.settings["n_components"])
        return np.clip(self.mean + latents @ self.components, 0, 1).reshape(-1, *self.settings["shape"])

    def sample(self, n, *, seed=0):
        """Draw pictures.

        Parameters
        ----------
        n : int
        seed : int

        Returns
        -------
        numpy.ndarray, shape (n, h, w, c)
            float32 in [0, 1].

        Raises
        ------
        TypeError, ValueError
            If a number is not whole or too small.
        """
        n_components = self.settings["n_components"]
        return self.decode(draw_noise(n, (n_components,), seed) * np.sqrt(self.variances))
