"""What a student's guess means: a letter or the words of a choice, a number written as a word, a share in per cent."""

import difflib

import numpy as np

from imagen_course.exercises.calls import short

__all__ = ["chosen", "equal", "in_other_units", "letter", "number"]


def letter(answer, choices):
    """Return the letter of an answer, which is one or the words of a choice.

    Parameters
    ----------
    answer : object
    choices : sequence of str

    Returns
    -------
    str or None
        None where it is neither.

    Examples
    --------
    >>> letter(" B ", ["yes", "no"]), letter("No", ["yes", "no"]), letter("c", ["yes", "no"])
    ('b', 'b', None)
    """
    letters, words = "abcdef"[: len(choices)], str(answer).strip().lower()
    if len(words) == 1 and words in letters:
        return words
    return next((sign for sign, choice in zip(letters, choices, strict=True) if words == choice.strip().lower()), None)


def chosen(guess, choices):
    """Return the choice that was meant, and what is wrong where none is clear.

    Parameters
    ----------
    guess : object
    choices : sequence

    Returns
    -------
    (object, str)

    Examples
    --------
    >>> chosen("LEFT", ["left", "right"]), chosen("lft", ["left", "right"])
    (('left', ''), ('lft', "did you mean 'left'?"))
    """
    for choice in choices:
        if equal(guess, choice, 0):
            return choice, ""
    words = {str(choice).strip().lower(): choice for choice in choices}
    said = str(guess).strip().lower()
    if said in words:
        return words[said], ""
    if close := difflib.get_close_matches(said, words, n=1, cutoff=0.6):
        return guess, f"did you mean {words[close[0]]!r}?"
    return guess, f"{short(guess, 60)} is none of the choices"


def in_other_units(guess, truth, within):
    """Return a share said in per cent, or per cent said as a share, in the units of the truth, if that makes it right.

    Parameters
    ----------
    guess, truth : object
    within : float

    Returns
    -------
    float or None

    Examples
    --------
    >>> in_other_units(25, 0.25, 0), in_other_units(26, 0.25, 0)
    (0.25, None)
    """
    kinds = (int, float, np.number)
    if isinstance(guess, bool) or not isinstance(guess, kinds) or not isinstance(truth, kinds):
        return None
    if 0 <= truth <= 1 < guess <= 100 and equal(guess / 100, truth, within):
        return guess / 100
    if 1 < truth <= 100 and 0 < guess < 1 and equal(guess * 100, truth, within):
        return guess * 100
    return None


def number(guess):
    """Return a number that was written as a word as a number: ``"4"`` is no other answer than 4.

    Parameters
    ----------
    guess : object

    Returns
    -------
    object
        The guess itself where it is no such word.

    Examples
    --------
    >>> number("4"), number("four")
    (4.0, 'four')
    """
    try:
        return float(guess) if isinstance(guess, str) else guess
    except ValueError:
        return guess


def equal(guess, truth, within):
    """Tell whether a guess is the truth: words whatever their case, numbers up to a share of the truth.

    Parameters
    ----------
    guess, truth : object
    within : float

    Returns
    -------
    bool

    Examples
    --------
    >>> equal("Left", "left", 0), equal(28, 26, 0.1), equal(28, 26, 0), equal((1, 2), 1, 0)
    (True, True, False, False)
    """
    if isinstance(guess, str) or isinstance(truth, str):
        return isinstance(guess, str) and isinstance(truth, str) and guess.strip().lower() == truth.strip().lower()
    try:
        return np.shape(guess) == np.shape(truth) and bool(np.allclose(guess, truth, rtol=within, atol=1e-9))
    except (ValueError, TypeError):  # a list of lists of unequal lengths, or of words
        return guess == truth
