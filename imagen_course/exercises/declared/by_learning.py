"""By learning: its exercises, the slips they know, and the questions later lessons ask."""

import contextlib
import functools

import numpy as np

from imagen_course.autodiff import gradients
from imagen_course.exercises.declare import Recall, at_least, built, exercise
from imagen_course.generate import dense
from imagen_course.generate.dense import Adam, mlp, ring
from imagen_course.network import Dense, Network, ReLU


# What a picture costs ------------------------------------------------------------------------------------------------------
def _numbers(*shape, seed=13):
    """Numbers without order, no two alike, some negative."""
    return np.random.default_rng([seed, *shape]).normal(0.4, 1.0, shape).round(3)


def _encoded():
    for n, d, k, s2 in ((1, 1, 1, 0.5), (1, 2, 1, 0.5), (1, 1, 2, 0.5), (2, 2, 1, 0.5), (2, 3, 2, 0.1), (3, 2, 2, 2.0), (4, 5, 3, 0.02)):
        yield _numbers(n, d), _numbers(n, d, seed=5), _numbers(n, k), _numbers(n, k, seed=4), s2
    yield np.ones((2, 2)), np.ones((2, 2)), np.zeros((2, 3)), np.zeros((2, 3)), 0.5
    yield np.ones((2, 2)), np.zeros((2, 2)), np.zeros((2, 1)), np.zeros((2, 1)), 0.25
    yield np.zeros((1, 2)), np.zeros((1, 2)), np.array([[-8.0, 0.5]]), np.array([[4.0, -6.0]]), 1.0


@exercise(
    cases=_encoded,
    hints=[
        "Take one picture of two pixels, (1, 1), drawn as (0, 0), with s2 = 0.5. How large is its reconstruction loss? And which mean and log variance cost nothing?",
        "Begin with one number for each picture: `((x - drawn) ** 2).sum(axis=1) / (2 * s2)`.",
        "The variance is `np.exp(log_variance)`. The KL divergence of a picture is a sum over its latent's numbers, halved.",
        "Add the two, and average over the pictures.",
    ],
    why="Both terms are sums, over the pixels and over the numbers of the latent. Only the pictures are averaged.",
)
def negative_elbo(x, drawn, mean, log_variance, s2):
    reconstruction = np.sum((x - drawn) ** 2, axis=1) / (2 * s2)
    kl = np.sum(mean**2 + np.exp(log_variance) - log_variance - 1, axis=1) / 2
    return np.mean(reconstruction + kl)


def _reconstruction(x, drawn, s2):
    return np.sum((x - drawn) ** 2, axis=1) / (2 * s2)


def _kl(mean, log_variance):
    return np.sum(mean**2 + np.exp(log_variance) - log_variance - 1, axis=1) / 2


def _with_kl(kl):
    """The loss with a divergence of another kind: what is added up over the numbers of a latent, and halved."""
    return lambda x, drawn, mean, log_variance, s2: np.mean(_reconstruction(x, drawn, s2) + np.sum(kl(mean, log_variance), axis=1) / 2)


def _with_error(error):
    return lambda x, drawn, mean, log_variance, s2: np.mean(error(x, drawn, s2) + _kl(mean, log_variance))


negative_elbo.slips(
    ("the error is averaged over the pixels", _with_error(lambda x, drawn, s2: np.mean((x - drawn) ** 2, axis=1) / (2 * s2)), "A picture of twice as many pixels: is its reconstruction loss as large, or twice as large?"),
    ("the KL divergence is averaged over the latent", lambda x, drawn, mean, log_variance, s2: np.mean(_reconstruction(x, drawn, s2) + _kl(mean, log_variance) / mean.shape[1]), "A latent of twice as many numbers: does it cost as much, or twice as much?"),
    ("summed over the pictures", lambda *args: len(args[0]) * negative_elbo(*args), "Four equal pictures: is their loss that of one picture, or four times as large?"),
    ("one loss for each picture", lambda x, drawn, mean, log_variance, s2: _reconstruction(x, drawn, s2) + _kl(mean, log_variance), "How many numbers should come back for a whole batch?"),
    ("everything is averaged", lambda x, drawn, mean, log_variance, s2: np.mean((x - drawn) ** 2) / (2 * s2) + np.mean(mean**2 + np.exp(log_variance) - log_variance - 1) / 2, "Over which axes does the formula add up, and over which do you average?"),
    ("the 2 is missing under the error", _with_error(lambda x, drawn, s2: 2 * _reconstruction(x, drawn, s2)), "By what is the squared error divided: by s2, or by twice s2?"),
    ("s instead of s squared", _with_error(lambda x, drawn, s2: np.sum((x - drawn) ** 2, axis=1) / (2 * np.sqrt(s2))), "`s2` is already the square. Do you take its root?"),
    ("s2 is squared once more", _with_error(lambda x, drawn, s2: np.sum((x - drawn) ** 2, axis=1) / (2 * s2**2)), "`s2` is already the square. Do you square it again?"),
    ("s2 is multiplied", _with_error(lambda x, drawn, s2: np.sum((x - drawn) ** 2, axis=1) / 2 * s2), "`a / 2 * s2`: by what does Python divide here?"),
    ("s2 plays no part", _with_error(lambda x, drawn, s2: np.sum((x - drawn) ** 2, axis=1) / 2), "Which of your terms grows when s2 shrinks?"),
    ("the errors are not squared", _with_error(lambda x, drawn, s2: np.sum(np.abs(x - drawn), axis=1) / (2 * s2)), "What happens to an error of 2 before it is added up?"),
    ("the errors are added up before they are squared", _with_error(lambda x, drawn, s2: np.sum(x - drawn, axis=1) ** 2 / (2 * s2)), "May an error of +1 in one pixel undo an error of -1 in another?"),
    ("the KL divergence is missing", lambda x, drawn, mean, log_variance, s2: np.mean(_reconstruction(x, drawn, s2)), "If nothing but the error counts, what keeps the codes where you will draw them?"),
    ("the error is missing", lambda x, drawn, mean, log_variance, s2: np.mean(_kl(mean, log_variance)), "If nothing but the KL divergence counts, does the drawing have to look like the picture?"),
    ("the KL divergence is subtracted", lambda x, drawn, mean, log_variance, s2: np.mean(_reconstruction(x, drawn, s2) - _kl(mean, log_variance)), "Should the loss fall when the codes run away from the prior?"),
    ("the ELBO, not its negative", lambda *args: -negative_elbo(*args), "A loss is made small. Should the bound be made small, or large?"),
    ("the KL divergence is not halved", _with_kl(lambda mean, log_variance: 2 * (mean**2 + np.exp(log_variance) - log_variance - 1)), "By what is the sum over the latent divided?"),
    ("the logarithm is added", _with_kl(lambda mean, log_variance: mean**2 + np.exp(log_variance) + log_variance - 1), "For mean 0, at which variance should the divergence be least?"),
    ("the 1 is missing", _with_kl(lambda mean, log_variance: mean**2 + np.exp(log_variance) - log_variance), "What should a posterior cost that *is* the prior?"),
    ("1 is taken off once", lambda x, drawn, mean, log_variance, s2: np.mean(_reconstruction(x, drawn, s2) + (np.sum(mean**2 + np.exp(log_variance) - log_variance, axis=1) - 1) / 2), "Is the 1 inside the sum over the latent, or outside?"),
    ("1 is taken off after the half", lambda x, drawn, mean, log_variance, s2: np.mean(_reconstruction(x, drawn, s2) + np.sum(mean**2 + np.exp(log_variance) - log_variance, axis=1) / 2 - 1), "Is the 1 inside the sum over the latent, or outside?"),
    ("the mean is not squared", _with_kl(lambda mean, log_variance: mean + np.exp(log_variance) - log_variance - 1), "Should a posterior on the left cost less than one on the right?"),
    ("the mean is missing", _with_kl(lambda mean, log_variance: np.exp(log_variance) - log_variance - 1 + 0 * mean), "Does it cost nothing to lie far from the middle?"),
    ("the standard deviation instead of the variance", _with_kl(lambda mean, log_variance: mean**2 + np.exp(log_variance / 2) - log_variance - 1), "Is the variance $e^v$ or $e^{v/2}$, if $v$ is its logarithm?"),
    ("the log variance is taken for the variance", _with_kl(lambda mean, log_variance: mean**2 + log_variance - np.log(np.abs(log_variance) + 1e-9) - 1), "The network gives the *logarithm* of the variance. Which of the two terms does it stand for as it is?"),
    ("the log variance in place of the variance", _with_kl(lambda mean, log_variance: mean**2 + log_variance - log_variance - 1), "What undoes the logarithm?"),
    ("the log variance is squared", _with_kl(lambda mean, log_variance: mean**2 + log_variance**2 - log_variance - 1), "Does a square undo a logarithm?"),
    ("the log variance is taken for that of the standard deviation", _with_kl(lambda mean, log_variance: mean**2 + np.exp(2 * log_variance) - 2 * log_variance - 1), "Is it the standard deviation whose logarithm is given, or the variance?"),
    ("the variance is squared", _with_kl(lambda mean, log_variance: mean**2 + np.exp(2 * log_variance) - log_variance - 1), "What is the exponential of the logarithm of a number?"),
    ("the divergence the other way round", _with_kl(lambda mean, log_variance: (mean**2 + 1) * np.exp(-log_variance) + log_variance - 1), "Does the divergence lead from the posterior to the prior, or back?"),
    ("the root of the squared error", _with_error(lambda x, drawn, s2: np.sqrt(np.sum((x - drawn) ** 2, axis=1)) / (2 * s2)), "Does the formula hold a root?"),
    ("measured in bits", lambda *args: negative_elbo(*args) / np.log(2), "In which unit is the loss asked for: nats or bits?"),
)


# Two losses ----------------------------------------------------------------------------------------------------------------
def _logits():
    yield np.array([[0.0]]), np.array([[0.0]])
    yield np.array([[1.0]]), np.array([[-2.0]])
    for n in (2, 3, 6):
        yield 2 * _numbers(n, 1), 2 * _numbers(n, 1, seed=6) - 0.5
    yield 2 * _numbers(2, 1), 2 * _numbers(5, 1, seed=6)  # a mean for each, however many there are
    yield np.array([[30.0], [-35.0]]), np.array([[-30.0], [25.0]])


def _two_numbers(value, due, args):
    if not isinstance(value, tuple | list | np.ndarray) or len(np.atleast_1d(value)) != 2:
        return False
    shapes = [np.shape(each) for each in value]
    return shapes == [(), ()] and np.allclose(np.array(value, float), np.array(due, float), rtol=1e-6, atol=1e-9)


@exercise(
    cases=_logits,
    accepts=_two_numbers,
    hints=[
        'The discriminator gives a real point the logit 0. Which probability is that, and how large is the cross-entropy with the label "real"?',
        "The probability of *drawn* is 1 - sigmoid(u), which is sigmoid(-u).",
        "-ln sigmoid(u) is ln(1 + e^-u), in NumPy `np.logaddexp(0, -u)`.",
        'The discriminator\'s loss is the mean over the real points plus the mean over the drawn ones. The generator wants its points to get the label "real".',
    ],
    why="Both are the cross-entropy of two classes. The generator's loss is that of its own points with the wrong label: what the discriminator calls a mistake, the generator calls a success.",
)
def gan_losses(real, fake):
    discriminator = np.mean(np.logaddexp(0, -real)) + np.mean(np.logaddexp(0, fake))
    generator = np.mean(np.logaddexp(0, -fake))
    return discriminator, generator


def _softplus(u):
    return np.logaddexp(0, u).mean()


def _sigmoid(u):
    return np.exp(-np.logaddexp(0, -u))


gan_losses.slips(
    ("the labels are swapped", lambda real, fake: (_softplus(real) + _softplus(-fake), _softplus(fake)), "Real points get the logit 5, drawn ones -5. Is this discriminator good, and how large is your loss?"),
    ("the discriminator's labels are swapped", lambda real, fake: (_softplus(real) + _softplus(-fake), _softplus(-fake)), "Real points get the logit 5, drawn ones -5. Is this discriminator good, and how large is your loss?"),
    ("the generator wants to be found out", lambda real, fake: (gan_losses(real, fake)[0], _softplus(fake)), "Which label does the *generator* want for its points?"),
    ("the minimax loss", lambda real, fake: (gan_losses(real, fake)[0], -_softplus(fake)), "That is the loss of the minimax game. How steep is it where the discriminator is sure that a point is drawn, and how steep is -ln sigmoid(u)?"),
    ("the drawn half is forgotten", lambda real, fake: (_softplus(-real), _softplus(-fake)), "What would a discriminator learn that only ever sees real points?"),
    ("the real half is forgotten", lambda real, fake: (_softplus(fake), _softplus(-fake)), "What would a discriminator learn that only ever sees drawn points?"),
    ("the generator's loss looks at the real points", lambda real, fake: (gan_losses(real, fake)[0], _softplus(-fake) + _softplus(real)), "Can the generator change what the discriminator says of real points?"),
    ("the discriminator's loss is halved", lambda real, fake: (gan_losses(real, fake)[0] / 2, _softplus(-fake)), "Is it the sum of two means, or their mean?"),
    ("the logits are taken for probabilities", lambda real, fake: (np.mean(-real) + np.mean(fake), np.mean(-fake)), "Logits are no probabilities. Where is the logarithm? (Without it, the losses are those of a WGAN.)"),
    ("the sum over the points", lambda real, fake: (np.logaddexp(0, -real).sum() + np.logaddexp(0, fake).sum(), np.logaddexp(0, -fake).sum()), "Should twice as many points cost twice as much?"),
    ("the probability instead of its logarithm", lambda real, fake: (np.mean(_sigmoid(-real)) + np.mean(_sigmoid(fake)), np.mean(_sigmoid(-fake))), "Cross-entropy is minus the logarithm of a probability. Where is yours?"),
    ("the sign of the logarithm", lambda real, fake: tuple(-each for each in gan_losses(real, fake)), "Can a cross-entropy be below 0?"),
    ("one loss for both", lambda real, fake: (gan_losses(real, fake)[0], -gan_losses(real, fake)[0]), "That is one loss with two signs. What should the generator make small?"),
    ("one loss for each point", lambda real, fake: (np.logaddexp(0, -real) + np.logaddexp(0, fake), np.logaddexp(0, -fake)), "How many numbers should each loss be?"),
    ("a squared error instead", lambda real, fake: (np.mean((_sigmoid(real) - 1) ** 2) + np.mean(_sigmoid(fake) ** 2), np.mean((_sigmoid(fake) - 1) ** 2)), "Which loss belongs to two classes: the squared error, or the cross-entropy?"),
    ("bits", lambda real, fake: tuple(each / np.log(2) for each in gan_losses(real, fake)), "Do you take the natural logarithm?"),
)


# The bug hunt: has the generator collapsed? --------------------------------------------------------------------------------
def _spread_as_found(images):
    pixels = images.reshape(len(images), -1)
    return pixels.std(axis=1).mean()


def _batches():
    for shape in ((2, 1, 2, 1), (2, 2, 2, 1), (3, 2, 3, 1), (5, 3, 2, 3), (4, 4, 4, 1)):
        yield (np.random.default_rng([13, *shape]).random(shape).round(3),)
    yield (np.random.default_rng(13).random((3, 1, 3, 1)).round(3) / 100,)  # a trace of noise
    corner = np.random.default_rng(17).random((4, 2, 3, 1)).round(3)
    corner[:, 0, 0] = 0.5  # alike in all pictures
    yield (corner,)
    yield (np.random.default_rng(13).normal(size=(8, 2, 2, 1)).round(3),)
    yield (np.repeat(np.random.default_rng(13).integers(0, 5, (1, 4, 4, 1)) / 4, 6, axis=0),)  # 0 is expected, without rounding


@exercise(
    cases=_batches,
    given=_spread_as_found,
    hints=[
        "Try it on six copies of one picture: what should come out?",
        "Two pictures differ at a pixel. Compare the same pixel in all pictures: axis 0.",
    ],
    why="Collapse is a lack of difference between pictures. The contrast inside a picture says nothing of that.",
)
def batch_spread(images):
    return images.std(axis=0).mean()


def _spread_of_what_varies(images):
    spread = images.std(axis=0)
    return spread[spread > 0].mean() if spread.any() else 0.0


batch_spread.slips(
    ("the spread within each picture", _spread_as_found, "Hand it one picture six times. What should it say, and over which axis do the six lie?"),
    ("the spread of all numbers together", lambda images: images.std(), "Does your function give 0 for a batch of six equal pictures?"),
    ("the variance, not the standard deviation", lambda images: images.var(axis=0).mean(), "Which unit does your result have: brightness, or brightness squared?"),
    ("the spread within the mean picture", lambda images: images.mean(axis=0).std(), "Which comes first: the spread, or the mean?"),
    ("the spread of the pictures' mean brightness", lambda images: images.reshape(len(images), -1).mean(axis=1).std(), "Are two pictures alike that are equally bright?"),
    ("a map instead of one number", lambda images: images.std(axis=0), "How many numbers should come out?"),
    ("the sum over the pixels, not the mean", lambda images: images.std(axis=0).sum(), "Should pictures of twice as many pixels get twice as much?"),
    ("pixels that do not vary are left out", _spread_of_what_varies, "The corners of digits are black in all pictures. Do they count in the mean?"),
    ("the largest spread, not the mean", lambda images: images.std(axis=0).max(), "Is one lively pixel enough?"),
    ("the range, not the standard deviation", lambda images: np.ptp(images, axis=0).mean(), "Is that a standard deviation, or the distance from the least to the most?"),
    ("the spread down the rows", lambda images: images.std(axis=1).mean(), "Over which axis do the pictures of a batch lie?"),
    ("n - 1 instead of n", lambda images: images.std(axis=0, ddof=1).mean(), "By what does the standard deviation divide here, n or n - 1?"),
    ("the root at the end", lambda images: np.sqrt(images.var(axis=0).mean()), "Which is averaged over the pixels, variances or their roots?"),
    ("the colours are made grey first", lambda images: images.mean(axis=-1).std(axis=0).mean(), "Two pictures equally bright, one red and one blue: do they differ?"),
    ("the spread within each channel", lambda images: images.std(axis=(1, 2)).mean(), "Over which axis do the pictures of a batch lie?"),
    ("the spread of all numbers of a channel", lambda images: images.std(axis=(0, 1, 2)).mean(), "Is the same pixel compared in all pictures, or every pixel?"),
    ("the spread of the spreads", lambda images: images.std(axis=0).std(), "What if every pixel varies by 0.3: is the spread then 0?"),
    ("only the first channel is looked at", lambda images: batch_spread(images[..., :1]), "How many channels does a picture have, and which of them do you look at?"),
    ("the mean distance from the mean, not the standard deviation", lambda images: np.abs(images - images.mean(axis=0)).mean(), "What is done to the distances in a standard deviation, before and after their mean is taken?"),
)


# The studio ----------------------------------------------------------------------------------------------------------------
_TURN = 0.3  # radians: what has been learned by heart from the lesson's ring fits nowhere


@functools.lru_cache(maxsize=1)
def _ring():
    """A ring that the lesson does not have: turned, moved, larger, in an order of its own."""
    return _on_the_page(ring(2000, turn=_TURN, seed=19))


def _on_the_page(points):
    return (1.2 * points + [0.2, -0.1]).astype("float32")


def _centres():
    angle = 2 * np.pi * np.arange(8) / 8 + _TURN
    return _on_the_page(np.stack([np.cos(angle), np.sin(angle)], axis=1))


def _generator(thing):
    if type(thing) is not Network:
        raise TypeError(f"a generator is wanted, a Network, and this is a {type(thing).__name__}")
    for layer in thing.layers:
        if type(layer).__module__ != Network.__module__:
            raise TypeError(f"layers of imagen_course.network are wanted, got a {type(layer).__name__}")
    return thing


def _drawn(thing):
    """Let a generator draw 2,000 points from latents that it has not met, by its layers alone."""
    layers = _generator(thing).layers
    latents = np.random.default_rng(1919).normal(size=(2000, len(layers[0].parameters["kernel"])))
    points = latents.astype("float32")
    for layer in layers:
        points = type(layer).forward(layer, points)
    if points.shape != (2000, 2) or not np.isfinite(points).all():
        raise ValueError(f"2,000 points of two finite numbers are wanted, got {points.shape}")
    return points


def _near(thing):
    """For each drawn point its distance from the nearest cluster, and which one that is."""
    points = _drawn(thing)
    distances = np.linalg.norm(points[:, None] - _centres()[None], axis=2)
    return points, distances.min(axis=1), distances.argmin(axis=1)


def _share_near(thing):
    return round(float(np.mean(_near(thing)[1] < 0.25)), 2)


def _reached(thing):
    """Count the clusters that get 3 % of all points or more."""
    _, far, which = _near(thing)
    return int(np.sum(np.bincount(which[far < 0.25], minlength=8) >= 60))


def _width(thing):
    """The median over the clusters of how wide the drawn points lie about their own mean, beside the real ones' 0.06."""
    points, far, which = _near(thing)
    kept = [points[(which == i) & (far < 0.25)] for i in range(8)]
    return round(float(np.median([each.std(axis=0).mean() for each in kept if len(each) > 1] or [0])), 3)


def _sizes(thing):
    return len(_drawn(thing).T)


def _pinned(points):
    """A generator that gives one point, whatever the latent: the last of all mode collapses."""
    network = mlp(2, 2)
    network.layers[-1].parameters["kernel"][:] = 0
    network.layers[-1].parameters["bias"][:] = points[0]
    return network


def _eight_steps(points, spread=0.0):
    """A generator that knows the centres, and learns nothing: a staircase over the first number of the latent.

    The second number moves a point to and fro on its step.
    """
    centres, steep, cuts = _centres(), 2000.0, np.array([-1.15, -0.67, -0.32, 0.0, 0.32, 0.67, 1.15])
    first, last = Dense(2, 16, seed=0), Dense(16, 2, seed=0)
    first.parameters["kernel"][:] = np.r_[np.full((14, 2), [steep, 0.0]), [[0.0, 1.0], [0.0, -1.0]]].T
    first.parameters["bias"][:] = np.r_[-steep * cuts, 1 - steep * cuts, 0, 0]
    last.parameters["kernel"][:] = np.r_[-np.diff(centres, axis=0), np.diff(centres, axis=0), [[spread, spread], [-spread, -spread]]]
    last.parameters["bias"][:] = centres[0]
    return Network([first, ReLU(), last])


_DONE = []  # by the answer that was called last: ("backward", 1), ("step", 2), ...; a discriminator gives 1 number, a generator 2


@contextlib.contextmanager
def _watched():
    """Note what an answer does with its networks, for as long as it runs."""

    def noted(kind, function, layers_of):
        def call(first, *args, **options):
            kernels = [layer.parameters["kernel"] for layer in layers_of(first) if "kernel" in layer.parameters]
            _DONE.append((kind, kernels[-1].shape[-1] if kernels else 0))
            return function(first, *args, **options)

        return call

    kept = Dense.backward, Adam.step, dense.train_gan
    _DONE.clear()
    Dense.backward = noted("backward", kept[0], lambda layer: [layer])
    Adam.step = noted("step", kept[1], lambda adam: adam.network.layers)
    dense.train_gan = noted("train_gan", kept[2], lambda losses: [])
    try:
        yield
    finally:
        Dense.backward, Adam.step, dense.train_gan = kept


def _moved_together(thing):
    """Count the backward passes through the discriminator after which both networks took a step."""
    count, stepped = 0, set()
    for done in _DONE:
        stepped = set() if done == ("backward", 1) else stepped | {done} & {("step", 1), ("step", 2)}
        if len(stepped) == 2:
            count, stepped = count + 1, set()
    return count


def _times(kind, outputs):
    return lambda thing: _DONE.count((kind, outputs))


def _one_loss_for_both(points):
    discriminator, generator = mlp(2, 1), mlp(2, 2)
    discriminator.forward(generator.forward(np.ones((1, 2), "float32")))
    generator.backward(discriminator.backward(np.ones((1, 1), "float32")))
    for network in (generator, discriminator):
        Adam(network).step()
    return generator


@built(
    budget=30,
    cases=lambda: [(_ring(),)],
    watch=_watched,
    hints=[
        "In which order do things happen in one update? Draw the two networks and the way of a latent through both. Whose weights move in the first half, and whose in the second?",
        "The generator is only ever changed through the discriminator: `discriminator.backward(slope)` gives the slope with respect to the drawn points, and `generator.backward` takes it from there.",
        "If clusters are missing, try a smaller learning rate, more updates, or another seed. Let the rate fall to 0 in the end: `step(1 - update / updates)`.",
        "`_, (slope,) = gradients(lambda u: gan_losses(u[:n], u[n:])[0], logits)` is the slope for the discriminator, if the first n logits are those of real points.",
    ],
    why="Each network moves down its own loss, by its own optimizer. The second backward pass leaves gradients in the discriminator as well, but nobody takes a step with them.",
)
def learn_ring(points):
    generator, discriminator = mlp(2, 2, seed=0), mlp(2, 1, seed=1)
    adam_g, adam_d = Adam(generator, 5e-3), Adam(discriminator, 5e-3)
    rng, n = np.random.default_rng(0), 128
    for update in range(2000):
        real = points[rng.integers(len(points), size=n)]
        fake = generator.forward(rng.normal(size=(n, 2)).astype("float32"))
        logits = discriminator.forward(np.concatenate([real, fake]))
        _, (slope,) = gradients(lambda u: gan_losses(u[:n], u[n:])[0], logits)
        discriminator.backward(slope)
        adam_d.step(1 - update / 2000)
        _, (slope,) = gradients(lambda u: gan_losses(u, u)[1], discriminator.forward(fake))
        generator.backward(discriminator.backward(slope))
        adam_g.step(1 - update / 2000)
    return generator


learn_ring.properties(
    ("numbers in a drawn point", _sizes, 2, lambda points: mlp(2, 3), "A latent goes in. What should come out, and how many numbers is that?"),
    ("calls of `train_gan`", _times("train_gan", 0), 0, lambda points: dense.train_gan(gan_losses, points, 2, steps=1), "`train_gan` makes all updates for you. How do you write the two halves of one yourself?"),
    ("times one loss moved both networks", _moved_together, 0, _one_loss_for_both, "Each half of an update has a loss of its own. Whose `Adam` takes a step after the first backward pass, and whose after the second?"),
    ("the share of drawn points that lie near a cluster", _share_near, at_least(0.8), lambda points: mlp(2, 2, seed=3), "Look at the drawn points: do they leave the middle? Does the discriminator's loss move away from 2 ln 2, and is the generator moved *against* its slope, for long enough?"),
    ("clusters reached, of 8", _reached, 8, _pinned, "Mode collapse: which clusters are missing? Does every latent give a point of its own? Try a smaller rate, more updates, another seed."),
    ("the width of a drawn cluster", _width, at_least(0.012), _eight_steps, "The real clusters are 0.06 wide. Are yours clusters, or eight single points?"),
    ("backward passes through the generator", _times("backward", 2), at_least(100), lambda points: _eight_steps(points, spread=0.03), "Where does your generator learn? Do slopes go backward through it?"),
)


RECALL = (
    Recall("reconstruction only", "An autoencoder is trained on the reconstruction loss alone. What can it not do?", ("give a picture back", "draw pictures from latents of the standard normal distribution", "write a picture as a few numbers"), "b", "Nothing told the training where the codes should lie."),
    Recall("best blur", "Of ten equally likely pictures, which answer has the least mean squared error?", ("their mean", "the likeliest one", "any of the ten"), "a", "The mean, and it is blurred. A discriminator refuses it, because no real picture looks like that."),
    Recall("the copier", "A generator hands out its training pictures. Its Fréchet ratio is...", ("about 0", "very large", "about 1"), "c", "Training pictures are real ones. Only a question about copies finds this out."),
    Recall("all alike", "Every picture that a generator makes is the same good one. Which falls to nothing?", ("precision", "recall", "neither"), "b", "What it makes is real, but it leaves out all the rest. That is mode collapse."),
)
