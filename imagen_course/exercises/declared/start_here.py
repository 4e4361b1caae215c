"""Start here: one exercise to see how exercises work, and the questions later lessons ask."""

import numpy as np

from imagen_course.exercises.declare import Recall, exercise


@exercise(
    cases=lambda: [
        (np.array([[0.25, 0.5]]),),
        (np.array([[0.75], [0.5]]),),
        (np.array([[0.5, 0.25, 0.75]]),),
        (np.array([[0.5, 0.0, 0.25]]),),
        (np.array([[[0.2, 0.5, 0.9]]]),),  # one pixel, three channels
        (np.array([[0.25, 0.5], [0.75, 0.25]]),),
        (np.array([[0.5, 0.1], [0.6, 0.7]]),),
        (np.array([[[0.5], [0.9]], [[0.2], [0.3]]]),),
        (np.random.default_rng(0).random((2, 3, 3)).round(4),),
    ],
    hints=[
        "Take the picture [[0.25, 0.5]]. Which two of its numbers does the contrast need, and what is done with them?",
        "`x.max()` is the brightest value of the whole picture.",
        "The darkest is `x.min()`. Subtract it, and put `return` in front.",
    ],
    why="Without an axis, `max` and `min` look at all values, so one number comes out whatever the picture's shape.",
)
def contrast(x):
    return x.max() - x.min()


contrast.slips(
    ("the difference is turned round", lambda x: x.min() - x.max(), "Can a contrast be negative? Which of the two is taken from the other?"),
    ("the darkest value is not taken away", lambda x: x.max(), "In a picture that is 0.5 everywhere, what is the contrast, and what does your function take for its darkest value?"),
    ("the last value minus the first", lambda x: x.flat[-1] - x.flat[0], "Does the brightest value always stand at the end?"),
    ("one contrast for each column", lambda x: x.max(axis=0) - x.min(axis=0), "How many numbers are asked for, and how many does your function give for a picture of three columns?"),
    ("rows are compared, not numbers", lambda x: max(x) - min(x), "To plain Python a picture is a list of rows, and it compares these. What looks at every number?"),
    ("divided, not subtracted", lambda x: x.max() / x.min(), "What is the contrast of a picture that is 0.5 everywhere: 1 or 0?"),
    ("it is made grey first", lambda x: np.ptp(x.mean(axis=-1) if x.ndim == 3 else x), "One pixel holds 0.2, 0.5 and 0.9. What is the contrast of these three, and what is left of it once they are averaged?"),
    ("only the first channel is looked at", lambda x: np.ptp(x[..., 0] if x.ndim == 3 else x), "A pixel of a colour picture holds three numbers. How many of them does your function look at?"),
    ("1 is taken for the brightest value", lambda x: 1 - x.min(), "Is 1 in every picture? What is the brightest value of one that is 0.5 everywhere?"),
)


RECALL = (
    Recall("numbers", "How many numbers does a colour picture of 10 rows and 20 columns hold?", ("200", "600", "30"), "b", "10 x 20 places, and three channels at each."),
    Recall("seed", "You call the same generator twice with the same seed. What comes out the second time?", ("the same pictures", "other pictures of the same kind", "it depends on the time of day"), "a", "The seed is the number that the generator starts from."),
    Recall("close", "Loops and NumPy's `mean` gave 0.4213 both, and `==` said False. Why?", ("one of them is wrong", "they round in other places", "a mean has no equal"), "b", "Two ways of computing round differently in the last digits: ask for close, not for equal."),
)
