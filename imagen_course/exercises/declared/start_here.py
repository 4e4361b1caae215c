"""Start here: one exercise to see how exercises work, and the questions later lessons ask."""

import numpy as np

from imagen_course.exercises.engine import Exercise, Recall, Slip


def contrast(x):
    return x.max() - x.min()


def _contrast_turned(x):
    return x.min() - x.max()


def _contrast_brightest(x):
    return x.max()


def _contrast_ends(x):
    return x.flat[-1] - x.flat[0]


def _contrast_by_column(x):
    return x.max(axis=0) - x.min(axis=0)


def _contrast_of_rows(x):
    return max(x) - min(x)


def _contrast_quotient(x):
    return x.max() / x.min()


def _contrast_from_one(x):
    return 1 - x.min()


def _pictures():
    yield (np.array([[0.25, 0.5]]),)
    yield (np.array([[0.75], [0.5]]),)
    yield (np.array([[0.5, 0.25, 0.75]]),)
    yield (np.array([[0.25, 0.5], [0.75, 0.25]]),)
    yield (np.array([[[0.5], [0.9]], [[0.2], [0.3]]]),)


EXERCISES = (
    Exercise(
        contrast,
        _pictures,
        slips=(
            Slip(
                "the difference is turned round",
                _contrast_turned,
                "Can a contrast be negative? Which of the two is taken from the other?",
            ),
            Slip(
                "the darkest value is not taken away",
                _contrast_brightest,
                "In a picture that is 0.5 everywhere, what is the contrast, and what does your function take for its darkest value?",
            ),
            Slip("the last value minus the first", _contrast_ends, "Does the brightest value always stand at the end?"),
            Slip(
                "one contrast for each column",
                _contrast_by_column,
                "How many numbers are asked for, and how many does a picture of three columns give in yours?",
            ),
            Slip(
                "rows are compared, not numbers",
                _contrast_of_rows,
                "To plain Python a picture is a list of rows, and it compares these. What looks at every number?",
            ),
            Slip(
                "divided, not subtracted",
                _contrast_quotient,
                "What is the contrast of a picture that is 0.5 everywhere: 1 or 0?",
            ),
            Slip(
                "1 is taken for the brightest value",
                _contrast_from_one,
                "Is 1 in every picture? What is the brightest value of one that is 0.5 everywhere?",
            ),
        ),
        hints=(
            "`x.max()` is the brightest value of the whole picture.",
            "The darkest is `x.min()`. Subtract it, and put `return` in front.",
        ),
        why="Without an axis, `max` and `min` look at all values, so one number comes out whatever the picture's shape.",
    ),
)

RECALL = (
    Recall(
        "numbers",
        "How many numbers does a colour picture of 10 rows and 20 columns hold?",
        ("200", "600", "30"),
        "b",
        "10 x 20 places, and three channels at each.",
    ),
    Recall(
        "seed",
        "You call the same generator twice with the same seed. What comes out the second time?",
        ("the same pictures", "other pictures of the same kind", "it depends on the time of day"),
        "a",
        "The seed is the number that the generator starts from.",
    ),
    Recall(
        "close",
        "Loops and NumPy's `mean` gave 0.4213 both, and `==` said False. Why?",
        ("one of them is wrong", "they round in other places", "a mean has no equal"),
        "b",
        "Two ways of computing round differently in the last digits: ask for close, not for equal.",
    ),
)
