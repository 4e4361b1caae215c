"""Muon [1]_: momentum SGD whose step, for kernels, is orthogonalised (Newton-Schulz); other variables learn by Adam.

A step of momentum SGD is led by the few directions in which the numbers of a matrix move together. Orthogonalised, its
singular vectors stay and its singular values become about 1: a weak direction is learned as fast as a strong one. The step
is then made about as long as one of Adam is [2]_, for the same learning rate. Keras's own Muon leaves kernels of
convolutions and of attention, which have more than two dimensions, to AdamW; here they are matrices, too.

References
----------
.. [1] K. Jordan et al., "Muon: an optimizer for hidden layers in neural networks", 2024,
   https://kellerjordan.github.io/posts/muon/.
.. [2] J. Liu et al., "Muon is scalable for LLM training", 2025, arXiv:2502.16982.
"""

import math

from imagen_course.arrays import load_keras
from imagen_course.checks import check_number

__all__ = ["muon", "orthogonal"]


def muon(learning_rate, **options):
    """Make the optimizer.

    Kernels, those of convolutions and of attention too, are taken as matrices, from all that goes into a unit to all
    units; biases, scales and whatever else is no kernel learn by Adam.

    Parameters
    ----------
    learning_rate : float or keras.optimizers.schedules.LearningRateSchedule
    **options
        Of ``keras.optimizers.Adam``.

    Returns
    -------
    keras.optimizers.Optimizer

    Raises
    ------
    TypeError, ValueError
        If the learning rate is neither a number above 0 nor a schedule.

    Examples
    --------
    >>> model.compile(muon(3e-3), "mse")                        # doctest: +SKIP
    """
    if not hasattr(learning_rate, "get_config"):  # a schedule of Keras
        learning_rate = float(check_number(learning_rate, "(0, inf)", name="learning_rate", hint="0.003 is usual"))
    keras = load_keras()

    class Muon(keras.optimizers.Adam):
        def build(self, variables):
            super().build(variables)
            self._is_kernel = [v.path.endswith("kernel") for v in variables]

        def update_step(self, gradient, variable, learning_rate):
            index, shape = self._get_variable_index(variable), variable.shape
            if not self._is_kernel[index]:
                super().update_step(gradient, variable, learning_rate)
                return
            momentum = self._momentums[index]
            self.assign(momentum, gradient + 0.95 * momentum)
            ahead = gradient + 0.95 * momentum
            heads_last = len(shape) == 3 and shape[0] > shape[-1]  # attention's, on the way in
            matrix = keras.ops.reshape(ahead, (shape[0], -1) if heads_last else (-1, shape[-1]))
            step = 0.2 * math.sqrt(max(matrix.shape)) * orthogonal(matrix)  # 0.2: as long as a step of Adam
            self.assign_sub(variable, learning_rate * keras.ops.reshape(step, shape))

    return Muon(learning_rate, **options)


def orthogonal(matrix):
    """Bring a matrix's singular values near 1, and keep its singular vectors.

    Five rounds of a polynomial that draws what lies between 0 and 1 to about 1: multiplications alone, no decomposition.

    Parameters
    ----------
    matrix : array_like or tensor, shape (m, n)

    Returns
    -------
    tensor, shape (m, n)
        Singular values of at least 0.003 times the matrix's norm, the root of its sum of squares, become 0.6 to 1.3.

    Examples
    --------
    >>> orthogonal([[3.0, 0.0], [0.0, -1.0]])                   # doctest: +SKIP
    [[0.753, 0], [0, -1.134]]
    """
    ops = load_keras().ops
    x = ops.convert_to_tensor(matrix)
    tall = x.shape[0] > x.shape[1]
    x = ops.transpose(x) if tall else x
    x = x / (ops.norm(x) + 1e-7)
    for _ in range(5):
        square = x @ ops.transpose(x)
        x = 3.4445 * x + (2.0315 * square @ square - 4.7750 * square) @ x
    return ops.transpose(x) if tall else x
