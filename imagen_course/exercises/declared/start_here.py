"""Start here: an exercise to see how exercises work, a studio, and the questions later lessons ask."""

import numpy as np

from imagen_course.exercises.declare import Recall, built, exercise
from imagen_course.worlds import captions
from imagen_course.worlds.scenes import CLASSES


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


# The studio: a poster of sentences -----------------------------------------------------------------------------------------
_COLOURS, _SHAPES = ["white", "red", "green", "blue", "black"], [*CLASSES]


def _things(sentence):
    """The things that a sentence names; none where the world does not know it."""
    try:
        return captions.parse(sentence).things
    except (TypeError, ValueError):
        return ()


def _drawn(sentences):
    return sum(bool(_things(sentence)) for sentence in sentences)


def _coloured(sentences):
    """How many sentences name one thing, in a colour that was given."""
    every = map(_things, sentences)
    return sum([thing.count for thing in things] == [1] and things[0].colour in _COLOURS for things in every)


def _table(sentences, feature):
    return np.array([getattr(_things(sentence)[0], feature) for sentence in sentences]).reshape(5, 5)


def _twice(table):
    """How many rows of a table hold something twice."""
    return sum(len(set(row)) < len(row) for row in table)


def _different(sentences):
    return len({(thing.colour, thing.label) for sentence in sentences for thing in _things(sentence)})


@built(
    budget=10,
    cases=lambda: [(list(_COLOURS), list(_SHAPES))],
    hints=[
        "Write the five shapes on paper as row 0, and draw row 1 under it. By how many places must the shapes move, so that no column holds one twice? And in row 2?",
        "In row r and column c put shape number (r + c), and begin at 0 again after 4: `%` gives the remainder of a division, so `7 % 5` is 2. What becomes of the poster if the colours move in the same way?",
        "Let the colours move the *other* way, or by two places a row. Then a shape meets a different colour in each row.",
        "Two loops, over rows and over columns; in the inner one, `sentences.append(f'a large {colour} {shape}')`.",
    ],
    why="Shapes move to the left from row to row, and colours to the right, so each pair meets once. A table in which nothing stands twice in a row or column is a Latin square; Leonhard Euler laid two of them on each other in 1782, as you did.",
)
def poster(colours, shapes):
    sentences = []
    for row in range(5):
        for column in range(5):
            colour, shape = colours[(row - column) % 5], shapes[(row + column) % 5]
            sentences.append(f"a large {colour} {shape}")
    return sentences


def _laid(colour, shape):
    """Build a poster in which two rules say which colour and which shape stand in a row and a column."""

    def build(colours, shapes):
        return [f"a {colours[colour(r, c) % 5]} {shapes[shape(r, c) % 5]}" for r in range(5) for c in range(5)]

    return build


poster.properties(
    ("sentences in the list", len, 25, lambda colours, shapes: [f"a {colour} {shape}" for colour, shape in zip(colours, shapes, strict=True)], "Five rows of five pictures: how many sentences are that, and do they all stand in one list?"),
    ("sentences that the world can draw", _drawn, 25, lambda colours, shapes: [f"{colour} {shape}" for colour in colours for shape in shapes], "Print your first sentence and give it to `captions.parse`: which word does it miss, or which one does it not know?"),
    ("sentences of one thing in a colour given", _coloured, 25, lambda colours, shapes: [f"a {shape}" for _ in colours for shape in shapes], "Does every sentence name one thing, and with it one of the colours that your function was given?"),
    ("rows with a shape twice", lambda sentences: _twice(_table(sentences, "label")), 0, _laid(lambda r, c: c, lambda r, c: r), "Read the shapes of one row aloud, from left to right. Which of them comes again?"),
    ("columns with a shape twice", lambda sentences: _twice(_table(sentences, "label").T), 0, _laid(lambda r, c: r + c, lambda r, c: c), "Read the shapes of one column aloud, from top to bottom. By how many places do they move from a row to the next?"),
    ("rows with a colour twice", lambda sentences: _twice(_table(sentences, "colour")), 0, _laid(lambda r, c: r, lambda r, c: r + c), "The shapes are in order. Which colours has one row, from left to right?"),
    ("columns with a colour twice", lambda sentences: _twice(_table(sentences, "colour").T), 0, _laid(lambda r, c: c, lambda r, c: r + c), "The shapes are in order. Which colours has one column, from top to bottom?"),
    ("different pairs of shape and colour", _different, 25, _laid(lambda r, c: r + c, lambda r, c: r + c), "Rows and columns are in order. Where does the first shape come again, and has it the same colour there?"),
)


RECALL = (
    Recall("numbers", "How many numbers does a colour picture of 10 rows and 20 columns hold?", ("200", "600", "30"), "b", "10 x 20 places, and three channels at each."),
    Recall("seed", "You call the same generator twice with the same seed. What comes out the second time?", ("the same pictures", "different pictures of the same kind", "it depends on the time of day"), "a", "The seed is the number that the generator starts from."),
    Recall("close", "The loops and NumPy's `mean` both gave 0.4213, but `==` said False. Why?", ("one of them is wrong", "they round at different steps", "`==` cannot compare fractions"), "b", "Two ways of computing round differently in the last digits: ask whether results are close, not whether they are equal."),
)
