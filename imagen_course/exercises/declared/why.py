"""Why: its exercises, the slips they know, and the questions later lessons ask."""

import numpy as np

from imagen_course import explain
from imagen_course.exercises.declare import Recall, at_least, at_most, built, exercise


def _numbers(*shape, seed=25):
    """Numbers without order, no two alike, some negative."""
    return np.random.default_rng([seed, *shape]).normal(0.2, 1.0, shape).round(2)


def _pictures(*shape, seed=25):
    return np.random.default_rng([seed, *shape]).random(shape).round(2)


# How much of a map lies on the reason --------------------------------------------------------------------------------------
def _maps():
    yield np.array([[3.0, 1.0]]), np.array([[True, False]])
    yield np.array([[0.2, -0.4], [0.6, 0.0]]), np.array([[False, True], [True, False]])
    yield np.array([[-2.0, 5.0, 1.0]]), np.array([[True, True, False]])
    for h, w in ((2, 3), (3, 3), (4, 3), (5, 6)):
        yield _numbers(h, w), _numbers(h, w, seed=1) > 0
    yield 100 * _numbers(6, 6), _numbers(6, 6, seed=2) > 1


@exercise(
    cases=_maps,
    hints=[
        "A map of two pixels holds 3 and 1, and the reason is the first. How much of the map lies on it? What if the second were -1?",
        "First set to 0 what speaks against the class. Which sum is the whole now, and which is the part?",
        "`above[reason]` holds the pixels of the reason alone.",
    ],
    why="What speaks for the class is the whole, and its share on the reason is the part: 1 if all of it lies there.",
)
def relevance_mass(heatmap, reason):
    above = np.maximum(heatmap, 0)
    return above[reason].sum() / above.sum()


relevance_mass.slips(
    ("what is below 0 counts, too", lambda heatmap, reason: heatmap[reason].sum() / heatmap.sum(), "Let a pixel of the reason hold -2. Does it make your share smaller?"),
    ("signs are dropped", lambda heatmap, reason: np.abs(heatmap)[reason].sum() / np.abs(heatmap).sum(), "A pixel speaks against the class with -4. Does it speak for it in your sum?"),
    ("means in place of sums", lambda heatmap, reason: np.maximum(heatmap, 0)[reason].mean() / np.maximum(heatmap, 0).mean(), "Your result can be larger than 1. Which share can?"),
    ("pixels are counted", lambda heatmap, reason: np.mean(heatmap[reason] > 0), "Make one pixel ten times as high. Does your result change?"),
    ("pixels above 0 are counted", lambda heatmap, reason: np.sum((heatmap > 0) & reason) / np.sum(heatmap > 0), "Make one pixel ten times as high. Does your result change?"),
    ("the rest in place of the reason", lambda heatmap, reason: 1 - relevance_mass(heatmap, reason), "Which pixels does `reason` mark with True: those you add up, or the others?"),
    ("divided by the rest", lambda heatmap, reason: np.maximum(heatmap, 0)[reason].sum() / np.maximum(heatmap, 0)[~reason].sum(), "Is your whole all of the map, or only what lies elsewhere?"),
    ("a mean over all pixels", lambda heatmap, reason: (np.maximum(heatmap, 0) * reason).mean(), "What does the map hold in all? Where is that in your formula?"),
    ("divided by the reason's pixels", lambda heatmap, reason: np.maximum(heatmap, 0)[reason].sum() / reason.sum(), "Double all numbers of the map. May the share change?"),
    ("the highest pixel alone", lambda heatmap, reason: float(reason.ravel()[heatmap.argmax()]), "Does the second highest pixel matter to your result?"),
    ("only the part is cut at 0", lambda heatmap, reason: np.maximum(heatmap, 0)[reason].sum() / heatmap.sum(), "You left out what lies below 0 from the part. And from the whole?"),
    ("all is lifted above 0", lambda heatmap, reason: (heatmap - heatmap.min())[reason].sum() / (heatmap - heatmap.min()).sum(), "A pixel holds 0: it speaks neither for the class nor against it. Does it count in your sum?"),
    ("only the whole is cut at 0", lambda heatmap, reason: heatmap[reason].sum() / np.maximum(heatmap, 0).sum(), "You left out what lies below 0 from the whole. And from the part?"),
)  # fmt: skip


# Integrated gradients: a bug hunt ------------------------------------------------------------------------------------------
def _of_squares(image):
    return 2 * image


def _of_cubes(image):
    return 3 * image**2


def _of_a_limit(image):
    """Of the least of 1 and twice the sum."""
    return np.where(2 * image.sum() < 1, 2.0, 0.0) + np.zeros_like(image)


def _of_products(image):
    """Of the sum, squared, and a difference of channels."""
    return 2 * image.sum() - np.linspace(-1, 1, image.shape[-1]) + np.zeros_like(image)


def _ways():
    yield _of_squares, np.full((1, 1, 1), 0.8), np.full((1, 1, 1), 0.5), 1
    yield _of_squares, np.array([[[0.9], [0.2]]]), np.full((1, 2, 1), 0.4), 4
    yield _of_cubes, np.array([[[0.9], [0.2]]]), np.full((1, 2, 1), 0.4), 3
    yield _of_a_limit, _pictures(2, 2, 1), np.full((2, 2, 1), 0.1), 7
    for h, w, c, steps in ((2, 2, 3, 2), (2, 3, 3, 5), (3, 3, 3, 10)):
        yield _of_products, _pictures(h, w, c), np.full((h, w, c), 0.5), steps
        yield _of_cubes, _pictures(h, w, c, seed=1), _pictures(h, w, c, seed=2), steps


def _gradient_times_input(gradient, image, baseline, steps):
    total = np.zeros_like(image)
    for step in range(steps):
        share = (step + 0.5) / steps  # the middle of a step
        total += gradient(baseline + share * (image - baseline))
    return (image * total / steps).sum(axis=-1)


@exercise(
    cases=_ways,
    given=_gradient_times_input,
    hints=[
        "The picture has one pixel, which goes from 0.5 to 0.8, and the slope on that way is always 2. By how much does the score grow? And what does the function return?",
        "Let a pixel be as bright as the baseline. It never changes on the way. What must it get, and what does it get here?",
        "The mean slope is multiplied by how far the pixel goes. Which difference is that?",
    ],
    why="A slope times the length of the way is the growth. The way of a pixel is its difference from the baseline, not its brightness.",
)
def integrated(gradient, image, baseline, steps):
    total = np.zeros_like(image)
    for step in range(steps):
        share = (step + 0.5) / steps  # the middle of a step
        total += gradient(baseline + share * (image - baseline))
    return ((image - baseline) * total / steps).sum(axis=-1)


def _along(shares, way, gradient, image, baseline):
    total = sum(gradient(baseline + share * (image - baseline)) for share in shares)
    return (way * total / len(shares)).sum(axis=-1)


def _from_black(gradient, image, baseline, steps):
    shares = (np.arange(steps) + 0.5) / steps
    return ((image - baseline) * sum(gradient(share * image) for share in shares) / steps).sum(axis=-1)


integrated.slips(
    ("the gradient at the picture alone", lambda gradient, image, baseline, steps: ((image - baseline) * gradient(image)).sum(axis=-1), "How many pictures on the way does your function look at?"),
    ("the beginnings of the steps", lambda gradient, image, baseline, steps: _along(np.arange(steps) / steps, image - baseline, gradient, image, baseline), "With one step, at which picture do you take the gradient? Where is the middle of the way?"),
    ("the ends of the steps", lambda gradient, image, baseline, steps: _along(np.arange(1, steps + 1) / steps, image - baseline, gradient, image, baseline), "With one step, at which picture do you take the gradient? Where is the middle of the way?"),
    ("a sum, not a mean", lambda gradient, image, baseline, steps: steps * integrated(gradient, image, baseline, steps), "Double `steps`. Does your map double?"),
    ("the way turned round", lambda gradient, image, baseline, steps: -integrated(gradient, image, baseline, steps), "Where does the way begin, and where does it end? Which sign has a pixel that gets brighter?"),
    ("the way begins at black", _from_black, "At which picture is your first gradient taken? Is it near the baseline?"),
    ("beginnings of the steps, and the picture for the way", lambda gradient, image, baseline, steps: _along(np.arange(steps) / steps, image, gradient, image, baseline), "Were the middles of the steps wrong? And what must a pixel get that is as bright as the baseline?"),
    ("the baseline is taken off the product", lambda gradient, image, baseline, steps: _along((np.arange(steps) + 0.5) / steps, image, gradient, image, baseline) - baseline.sum(axis=-1), "Multiply the slope of 2 by 0.8, and take off 0.5: is that what 2 times the way of 0.3 comes to?"),
    ("sizes of the way", lambda gradient, image, baseline, steps: _along((np.arange(steps) + 0.5) / steps, np.abs(image - baseline), gradient, image, baseline), "A pixel gets darker, and the score falls with it. Which sign has its share of the growth?"),
    ("multiplied by the baseline", lambda gradient, image, baseline, steps: _along((np.arange(steps) + 0.5) / steps, baseline, gradient, image, baseline), "A pixel of the picture is as bright as the baseline. How far does it go?"),
    ("the way left out", lambda gradient, image, baseline, steps: _along((np.arange(steps) + 0.5) / steps, 1.0, gradient, image, baseline), "A slope of 2, and a way of 0.3: by how much does the score grow?"),
    ("a mean over channels", lambda gradient, image, baseline, steps: integrated(gradient, image, baseline, steps) / image.shape[-1], "Do your numbers still add up to the growth of the score?"),
    ("the largest channel", lambda gradient, image, baseline, steps: ((image - baseline) * sum(gradient(baseline + (i + 0.5) / steps * (image - baseline)) for i in range(steps)) / steps).max(axis=-1), "Do your numbers still add up to the growth of the score?"),
    ("channels are kept apart", lambda gradient, image, baseline, steps: (image - baseline) * sum(gradient(baseline + (i + 0.5) / steps * (image - baseline)) for i in range(steps)) / steps, "How many axes has a map?"),
)  # fmt: skip


# Shared out fairly ---------------------------------------------------------------------------------------------------------
def _games():
    yield (np.array([0.0, 0, 0, 0, 6, 0, 0, 6]).reshape(2, 2, 2),)
    yield (np.array([0.0, 0, 0, 0, 0, 0, 0, 6]).reshape(2, 2, 2),)
    yield (np.array([0.0, 20, 30, 40, 10, 70, 70, 90]).reshape(2, 2, 2),)
    yield (np.array([5.0, 5, 5, 5, 5, 5, 8, 5]).reshape(2, 2, 2),)
    for seed in range(4):
        yield (10 * _numbers(2, 2, 2, seed=seed),)


@exercise(
    cases=_games,
    hints=[
        "Write down the six orders of Ann, Ben and Cem. Before whom does Ann come in each: before both, before one, before none?",
        "`values[1]` holds what is gained with Ann, and `values[0]` the same coalitions without Ann. Their difference has four numbers: what Ann adds to nobody, to Cem, to Ben, to both.",
        "In two of six orders Ann comes first, and in two Ann comes last. How often does Ann find Ben alone, and how often Cem?",
        "So two of the four gains count twice, and two count once. What do you divide by?",
    ],
    why="This is the mean over the six orders: Ann comes first in two of them, last in two, second after Ben in one, second after Cem in one.",
)
def shapley_of_first(values):
    gains = values[1] - values[0]
    return (2 * gains[0, 0] + gains[0, 1] + gains[1, 0] + 2 * gains[1, 1]) / 6


shapley_of_first.slips(
    ("all coalitions count alike", lambda values: (values[1] - values[0]).mean(), "In how many of the six orders does Ann come first? And in how many does Ann find Ben alone?"),
    ("what Ann gains alone", lambda values: values[1, 0, 0], "What does Ann add where others are there already?"),
    ("what Ann adds to nobody", lambda values: values[1, 0, 0] - values[0, 0, 0], "What does Ann add where others are there already?"),
    ("what is lost without Ann", lambda values: values[1, 1, 1] - values[0, 1, 1], "In how many of the six orders does Ann come last?"),
    ("a third of all", lambda values: values[1, 1, 1] / 3, "Ben and Cem gain nothing, with Ann or without. Does your rule still give them a part?"),
    ("a third of what all add", lambda values: (values[1, 1, 1] - values[0, 0, 0]) / 3, "Ben and Cem gain nothing, with Ann or without. Does your rule still give them a part?"),
    ("only first and last", lambda values: (values[1, 0, 0] - values[0, 0, 0] + values[1, 1, 1] - values[0, 1, 1]) / 2, "In how many of the six orders is Ann the second who comes?"),
    ("once each, of six", lambda values: (values[1] - values[0]).sum() / 6, "Let each coalition with Ann gain 6 more. What does your rule give to Ann?"),
    ("nothing is taken off", lambda values: (2 * values[1, 0, 0] + values[1, 0, 1] + values[1, 1, 0] + 2 * values[1, 1, 1]) / 6, "What would Ben and Cem have gained without Ann?"),
    ("the last in place of the first", lambda values: shapley_of_first(np.moveaxis(values, 2, 0)), "Which axis of `values` says whether Ann is there?"),
    ("the mean with Ann", lambda values: values[1].mean(), "Let Ann add nothing to anybody. What does your rule still give her?"),
    ("second after Ben alone", lambda values: (values[1, 0, 0] - values[0, 0, 0] + values[1, 1, 0] - values[0, 1, 0] + values[1, 1, 1] - values[0, 1, 1]) / 3, "Ann is the second who comes in two of the six orders. After whom in each?"),
    ("weights turned round", lambda values: float(np.sum((values[1] - values[0]) * [[1, 2], [2, 1]]) / 6), "In how many of the six orders does Ann find Ben alone: in one, or in two?"),
)  # fmt: skip


# The studio: one picture, three lies ---------------------------------------------------------------------------------------
def _unlike(images):
    """How far each quarter of pictures (n, 8, 8, 1) differs from a grey wall: (n, 2, 2)."""
    return np.abs(2 * images - 1).reshape(-1, 2, 4, 2, 4).sum(axis=(2, 4))


def house(images):
    """Score pictures (n, 8, 8, 1) of a wall with four windows: a window gives 1 at the most."""
    return np.minimum(_unlike(images), 1).sum(axis=(1, 2))


def house_slope(images):
    """The gradient of `house`: none in a window that gives 1 already."""
    open_ = np.repeat(np.repeat(_unlike(images) < 1, 4, axis=1), 4, axis=2)[..., None]
    return 2 * np.sign(2 * images - 1) * open_


def _picture(answer):
    """What was returned as pictures (1, 8, 8, 1), or a wall."""
    try:
        picture = np.asarray(answer, float)
    except (TypeError, ValueError):
        picture = np.zeros(0)
    fits = picture.shape == (8, 8) and bool(np.all((picture >= 0) & (picture <= 1)))
    return picture.reshape(1, 8, 8, 1) if fits else np.full((1, 8, 8, 1), 0.5)


def _of_the_house(answer):
    return np.shape(answer) == (8, 8) and _picture(answer).ravel().tolist() == np.ravel(answer).tolist()


def _windows(answer):
    return np.minimum(_unlike(_picture(answer)), 1)[0]


def _main_share(answer):
    """The share of the score that the window gives which gives most."""
    return round(float(_windows(answer).max() / max(_windows(answer).sum(), 1e-9)), 3)


def _on_the_reason(method):
    """How much of a method's map lies on the window that gives most."""

    def share(answer):
        reason = np.kron(_windows(answer) == _windows(answer).max(), np.ones((4, 4))) > 0
        return round(float(explain.agreement(method(_picture(answer)), reason[None])[0][0]), 3)

    return share


_gradient = _on_the_reason(lambda images: explain.saliency(house_slope, images))
_occlusion = _on_the_reason(lambda images: explain.occlusion(house, images, size=2, stride=1, fill=0.5))
_integrated = _on_the_reason(lambda images: explain.integrated_gradients(house_slope, images, baseline=0.0))


def _wall(**pixels):
    """A grey wall with some pixels of other brightness; ``_07`` is row 0, column 7."""
    picture = np.full((8, 8), 0.5)
    for place, value in pixels.items():
        picture[int(place[1]), int(place[2])] = value
    return picture


@built(
    budget=10,
    cases=lambda: [(house, house_slope)],
    hints=[
        "One window gives 1 already. You make it darker still. By how much does the score change? What does the gradient say there?",
        "To lie, a map needs another place to point to: a window that gives very little, but where a small change does count.",
        "Occlusion hides four pixels at a time. The window should give 1 all the same. So how many strong pixels does it need, and how far apart?",
        "Integrated gradients begin at black here, where every window gives 1 already. What has a full window gained at the end of the way? And a decoy: on which side of grey does a pixel add to the score as it gets brighter?",
    ],
    why="Saturation blinds the gradient, and a second cause blinds occlusion. From black, where every window gives 1 already, a full window has gained nothing.",
)
def trap(score, gradient):
    picture = np.full((8, 8), 0.5)  # a grey wall
    picture[0, 0] = picture[3, 3] = 0.0  # each of them gives 1, alone; hiding one changes nothing
    picture[6, 6] = 0.53  # the decoy gives 0.06, but it is all that a change can change
    return picture


trap.properties(
    ("a picture of 8 x 8 numbers from 0 to 1", _of_the_house, True, lambda score, gradient: np.full((8, 8), 2.0), "Which shape has your picture, and which are its smallest and its largest number?"),
    ("its score", lambda answer: round(float(house(_picture(answer))[0]), 3), at_least(0.9), lambda score, gradient: _wall(), "How far must a pixel be from the grey of the wall to give a window 1?"),
    ("the share of the score that one window gives", _main_share, at_least(0.9), lambda score, gradient: _wall(_00=0.0, _77=0.0), "How many of your windows give a large part of the score? Which one is the reason?"),
    ("the share of the gradient's map on that window", _gradient, at_most(0.1), lambda score, gradient: _wall(_00=0.02), "Where can a small change of a pixel still change the score: in the window that is the reason, or in another?"),
    ("the share of the occlusion's map on it", _occlusion, at_most(0.1), lambda score, gradient: _wall(_00=0.0, _01=0.0, _66=0.53), "Which places of the 2 x 2 square make the score fall? What else in this window could keep it up?"),
    ("the share of the map of integrated gradients on it", _integrated, at_most(0.1), lambda score, gradient: _wall(_00=0.0, _33=0.0, _66=0.47), "Does this map say anything at all? On the way from black, a decoy must add to the score as it gets brighter. Is yours far enough on that side of grey?"),
)  # fmt: skip


RECALL = (
    Recall("what a gradient says", "A map of gradients is 0 on the thing that the network named. What does that say?", ("the thing is not the reason", "a small change there changes the score little", "the network did not see it"), "b", "A saturated score has a gradient of 0, and the thing may be the whole reason."),
    Recall("a map with no network", "A map looks right on a picture with one thing alone. What has been shown?", ("that it explains the network", "that the network sees the thing", "little: an edge filter does the same"), "c", "Only where several things could be the reason can a map point at a wrong one."),
    Recall("completeness", "What do the numbers of integrated gradients add up to?", ("1", "the score less the score of the baseline", "the probability of the class"), "b", "That is completeness, and it can be checked where nobody knows the reason."),
)  # fmt: skip
