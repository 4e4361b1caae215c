"""A word that is none of those there are: what comes near, or all of them."""

from difflib import get_close_matches

__all__ = ["Unknown"]

_LIKENESS = 0.7  # of 1: below, 'cat' comes near to 'pca'


class Unknown(ValueError):
    """Somebody named what is not there; the message says what comes near, else what there is.

    Parameters
    ----------
    sentence : str
        What is wrong, without a full stop.
    word : str
        What was named.
    choices : iterable of str
        What there is.
    there : str
        What joins the sentence to what there is.

    Attributes
    ----------
    sentence : str
        With what comes near, if anything does; else it ends where the choices begin.
    choices : list of str
        What there is; empty where something comes near.

    Examples
    --------
    >>> raise Unknown("there is no shape 'sqare'", "sqare", ["circle", "square"])
    Traceback (most recent call last):
    imagen_course.choices.Unknown: there is no shape 'sqare': did you mean 'square'?
    >>> str(Unknown("there is no shape 'cat'", "cat", ["circle", "square"]))
    "there is no shape 'cat', there are circle, square"
    """

    def __init__(self, sentence, word, choices, *, there=", there are"):
        choices = list(choices)
        spelt = {choice.casefold(): choice for choice in choices}
        near = get_close_matches(word.casefold(), spelt, n=1, cutoff=_LIKENESS)
        self.choices = [] if near else choices
        hint = f": did you mean {spelt[near[0]]!r}?" if near else there if choices else ""
        self.sentence = f"{sentence}{hint}"
        super().__init__(" ".join(filter(None, [self.sentence, ", ".join(self.choices)])))
