"""A small network taught by a large one: it learns what the teacher makes of each picture, not only its label.

A teacher who says "a 7, a little like a 1" says more than "7". A temperature makes that little heard; no label is needed, so
pictures without one teach as well. Probabilities are ``(n, classes)``.
"""

from imagen_course.arrays import is_tensor, namespace
from imagen_course.checks import check_array, check_number, check_numbers

__all__ = ["distillation_loss", "soften"]


def soften(probabilities, temperature):
    r"""Return the probabilities that a softmax would give, were its logits divided by a temperature.

    .. math:: p_i^{1/T} / \sum_j p_j^{1/T}

    Parameters
    ----------
    probabilities : array_like or tensor, shape (..., classes)
        In [0, 1]; those under a ten millionth count as that.
    temperature : float
        Above 0: 1 leaves them, more brings them nearer to each other.

    Returns
    -------
    numpy.ndarray or tensor, shape (..., classes)

    Raises
    ------
    TypeError, ValueError
        If an argument is of another kind, or out of range.

    Examples
    --------
    >>> soften([0.8, 0.2], 2.0).round(3).tolist()
    [0.667, 0.333]
    """
    check_number(temperature, "(0, inf)", name="temperature", hint="2 to 10 are usual")
    probabilities = check_array(probabilities, name="probabilities", kind="float", shape=("...",))
    if not is_tensor(probabilities):  # within a compiled function no value can be looked at
        check_numbers(probabilities, name="probabilities", within="[0, 1]", hint="give what a softmax makes of the logits")
    xp = namespace(probabilities)
    powers = xp.clip(probabilities, 1e-7, 1.0) ** (1 / temperature)
    return powers / xp.sum(powers, axis=-1, keepdims=True)


def distillation_loss(temperature=4.0):
    r"""Make the loss by which a network of Keras learns from its teacher's probabilities [1]_.

    .. math:: -T^2 \sum_i q_i(T) \log p_i(T)

    Both are softened, the teacher's q and the student's p; T^2 keeps the gradients as large as they are without.

    Parameters
    ----------
    temperature : float
        Above 0.

    Returns
    -------
    callable
        Takes the teacher's probabilities and the student's, each (n, classes), and returns n losses. It raises where their
        shapes do not fit each other.

    Raises
    ------
    TypeError, ValueError
        If the temperature is none.

    References
    ----------
    .. [1] G. Hinton, O. Vinyals and J. Dean, "Distilling the knowledge in a neural network", 2015, arXiv:1503.02531.

    Examples
    --------
    >>> loss = distillation_loss(2.0)
    >>> loss([[0.8, 0.2]], [[0.8, 0.2]]).round(3).tolist()
    [2.546]
    >>> student.compile("adam", loss)                                       # doctest: +SKIP
    >>> student.fit(images, teacher.predict(images))                        # doctest: +SKIP
    """
    check_number(temperature, "(0, inf)", name="temperature", hint="2 to 10 are usual")

    def loss(teacher, student):
        teacher = check_array(teacher, name="teacher", kind="float", shape=("n", "classes"))
        alike = tuple(side or "n" for side in teacher.shape)  # a compiled function may not know how many pictures there are
        student = check_array(student, name="student", kind="float", shape=alike, hint="the shape of the teacher's")
        xp = namespace(teacher, student)
        return -(temperature**2) * xp.sum(soften(teacher, temperature) * xp.log(soften(student, temperature)), axis=-1)

    return loss
