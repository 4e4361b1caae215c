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
        "Take the picture [[0.25, 0.5]]. Which two of its numbers does the contrast need, and what must you do with them?",
        "`x.max()` is the brightest value of the whole picture.",
        "The darkest value is `x.min()`. Subtract it from `x.max()`, and put `return` in front of the difference.",
    ],
    why="Without an axis, `max` and `min` look at all values, so the result is one number, whatever the picture's shape.",
)
def contrast(x):
    return x.max() - x.min()


contrast.slips(
    ("the difference has the wrong sign", lambda x: x.min() - x.max(), "Can a contrast be negative? Which of the two values must be subtracted from the other?"),
    ("the darkest value is not subtracted", lambda x: x.max(), "What is the contrast of a picture that is 0.5 everywhere, and what does your function return?"),
    ("the last value minus the first", lambda x: x.flat[-1] - x.flat[0], "Is the brightest value always the last one?"),
    ("one contrast for each column", lambda x: x.max(axis=0) - x.min(axis=0), "How many numbers should the function return, and how many does it return for a picture of three columns?"),
    ("rows are compared, not numbers", lambda x: max(x) - min(x), "Python's own `max` and `min` compare whole rows of a picture. Which `max` and `min` look at every number?"),
    ("divided, not subtracted", lambda x: x.max() / x.min(), "What is the contrast of a picture that is 0.5 everywhere: 1 or 0?"),
    ("the picture is made grey first", lambda x: np.ptp(x.mean(axis=-1) if x.ndim == 3 else x), "One pixel holds 0.2, 0.5 and 0.9. What is their contrast? What is the contrast after these three have been averaged?"),
    ("only the first channel is looked at", lambda x: np.ptp(x[..., 0] if x.ndim == 3 else x), "A pixel of a colour picture holds three numbers. How many of them does your function look at?"),
    ("1 is taken for the brightest value", lambda x: 1 - x.min(), "Does every picture contain a 1? What is the brightest value of a picture that is 0.5 everywhere?"),
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
        "Write the five shapes on paper as row 0, and draw row 1 under it. By how many places must the shapes move, so that no column holds the same shape twice? And in row 2?",
        "In row r and column c put shape number r + c, and start again at 0 after 4. For this, use `%`, the remainder of a division: `7 % 5` is 2. What goes wrong if the colours move in the same way?",
        "Let the colours move the *other* way, or by two places a row. Then a shape meets a different colour in each row.",
        "Write two loops, one over rows and, inside it, one over columns. In the inner loop, write `sentences.append(f'a large {colour} {shape}')`.",
    ],
    why="From row to row the shapes move to the left and the colours to the right, so each pair meets once. A table in which nothing occurs twice in a row or column is a Latin square. In 1782 Leonhard Euler laid one Latin square on top of another, as you did.",
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
    ("sentences in the list", len, 25, lambda colours, shapes: [f"a {colour} {shape}" for colour, shape in zip(colours, shapes, strict=True)], "How many sentences do five rows of five pictures need? Are they all in one list?"),
    ("sentences that the world can draw", _drawn, 25, lambda colours, shapes: [f"a {shape} {colour}" for colour in colours for shape in shapes], "Print your first sentence and give it to `captions.parse`. Which word stands in the wrong place, or which word does the world not know?"),
    ("sentences that name one shape in one of the given colours", _coloured, 25, lambda colours, shapes: [f"a {shape}" for _ in colours for shape in shapes], "Does every sentence name one shape, and one of the colours that your function was given?"),
    ("rows with a shape twice", lambda sentences: _twice(_table(sentences, "label")), 0, _laid(lambda r, c: c, lambda r, c: r), "Read the shapes of one row aloud, from left to right. Which of them occurs twice?"),
    ("columns with a shape twice", lambda sentences: _twice(_table(sentences, "label").T), 0, _laid(lambda r, c: r + c, lambda r, c: c), "Read the shapes of one column aloud, from top to bottom. By how many places do the shapes move from one row to the next?"),
    ("rows with a colour twice", lambda sentences: _twice(_table(sentences, "colour")), 0, _laid(lambda r, c: r, lambda r, c: r + c), "The shapes are in order. Read the colours of one row aloud, from left to right. Which of them occurs twice?"),
    ("columns with a colour twice", lambda sentences: _twice(_table(sentences, "colour").T), 0, _laid(lambda r, c: c, lambda r, c: r + c), "The shapes are in order. Read the colours of one column aloud, from top to bottom. Which of them occurs twice?"),
    ("different pairs of shape and colour", _different, 25, _laid(lambda r, c: r + c, lambda r, c: r + c), "Rows and columns are in order. Where does the first shape occur again, and what colour does it have there?"),
)


RECALL = (
    Recall("numbers", "How many numbers does a colour picture of 10 rows and 20 columns hold?", ("200", "600", "30"), "b", "There are 10 x 20 places, and three channels at each place."),
    Recall("seed", "You call the same generator twice with the same seed. What comes out the second time?", ("the same pictures", "different pictures of the same kind", "it depends on the time of day"), "a", "The seed is the number that the generator starts from."),
    Recall("close", "The loops and NumPy's `mean` both gave 0.4213, but `==` said False. Why?", ("one of them is wrong", "they round at different steps", "`==` cannot compare fractions"), "b", "Two ways of computing round differently in the last digits: ask whether results are close, not whether they are equal."),
)
