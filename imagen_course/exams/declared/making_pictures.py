"""Questions on the part Making pictures: noise in octaves, what generators learn by, noise levels, guidance, attention."""

import numpy as np

from imagen_course.exams.arithmetic import terms, written
from imagen_course.exams.drawing import code, number
from imagen_course.exams.texts import listed
from imagen_course.exercises.declared.by_learning import negative_elbo
from imagen_course.exercises.declared.from_words_to_a_picture import guided, look_up
from imagen_course.generate.diffusion import add_noise, sampling
from imagen_course.metrics import frechet_distance


def _picture(value):
    return np.full((1, 1, 1, 1), float(value))


__all__ = ["KINDS"]

KINDS = []  # the decorators fill it


@number("by_chance_and_by_rule", steps=2)
def height_of_three_octaves(draw, way):
    """Fractal noise at one place."""
    values = [draw.randint(5, 98) / 100 for _ in range(3)]
    persistence = draw.randint(35, 80) / 100
    total = way(f"{values[0]} + {persistence} * {values[1]} + {persistence} * {persistence} * {values[2]}")
    way(f"{total} / (1 + {persistence} + {persistence} * {persistence})")
    text = f"Fractal noise adds up three octaves with a persistence of {persistence}; its weights add up to 1. At one place the octaves have the values {listed(values)}, the coarsest first.\n\nWhat value does the fractal noise have there?"
    weights = persistence ** np.arange(3)
    wrong = {
        "the weights do not add up to 1": float(weights @ values),
        "all octaves have the same weight": float(np.mean(values)),
        "the finest octave has the largest weight": float(np.average(values, weights=weights[::-1])),
        "it is divided by the number of octaves": float(weights @ values / 3),
    }
    return text, float(np.average(values, weights=weights)), wrong


@number("by_learning", steps=2)
def negative_elbo_of_two_pixels(draw, way):
    """The loss of a VAE: reconstruction and KL divergence."""
    x, drawn = ([draw.randint(0, 20) / 10 for _ in range(2)] for _ in range(2))
    mean, variance, s2 = draw.randint(-19, 19) / 10, draw.randint(2, 30) / 10, draw.choice([0.1, 0.2, 0.4, 0.5])
    squares = " + ".join(f"({one} - {other}) ** 2" for one, other in zip(x, drawn, strict=True))
    reconstruction = way(f"({squares}) / (2 * {s2})")
    way(f"{reconstruction} + ({written(mean)} ** 2 + {variance} - log({variance}) - 1) / 2")
    text = f"A VAE reads a picture of two pixels, {listed(x)}. Its encoder gives the one latent the mean {mean} and the variance {variance}; its decoder draws the pixels {listed(drawn)}. The pixels are taken to have the variance $s^2 = {s2}$, and constants are left out.\n\nWhat is the negative ELBO of this picture?"

    def loss(latent):
        return float(negative_elbo(np.array([x]), np.array([drawn]), np.array([[mean]]), np.array([[latent]]), s2))

    right, squared = loss(np.log(variance)), sum((one - other) ** 2 for one, other in zip(x, drawn, strict=True))
    kl = right - squared / (2 * s2)
    wrong = {
        "the KL divergence is forgotten": squared / (2 * s2),
        "the reconstruction loss is forgotten": kl,
        "the squared error is not divided by twice the variance": squared + kl,
        "the logarithm is added": right + np.log(variance),
        "the half of the KL divergence is forgotten": right + kl,
        "the KL divergence is taken off": squared / (2 * s2) - kl,
    }
    return text, right, wrong


@number("by_learning", steps=2)
def frechet_distance_of_two_normals(draw, way):
    """The Fréchet distance in one dimension."""
    means = [draw.randint(-30, 30) / 10 for _ in range(2)]
    variances = draw.sample([0.25, 0.49, 0.81, 1.21, 1.69, 2.25, 2.89, 3.61, 4.41, 5.29, 6.25, 7.29], 2)
    centres = way(f"({means[0]} - {written(means[1])}) ** 2")
    way(f"{written(centres)} + (sqrt({variances[0]}) - sqrt({variances[1]})) ** 2")
    text = f"One feature of real pictures has the mean {means[0]} and the variance {variances[0]}; in pictures of a generator it has the mean {means[1]} and the variance {variances[1]}.\n\nWhat is the Fréchet distance of the two normal distributions?"
    clouds = [np.array([[mean - root], [mean + root]]) for mean, root in zip(means, np.sqrt(np.array(variances) / 2), strict=True)]
    apart = (means[0] - means[1]) ** 2
    wrong = {
        "the variances are compared, not their roots": apart + (variances[0] - variances[1]) ** 2,
        "the means are forgotten": float((np.sqrt(variances[0]) - np.sqrt(variances[1])) ** 2),
        "the spreads are forgotten": apart,
        "the root is taken at the end": float(np.sqrt(frechet_distance(*clouds))),
        "the distance of the means is not squared": float(frechet_distance(*clouds) - apart + abs(means[0] - means[1])),
    }
    return text, float(frechet_distance(*clouds)), wrong


@number("from_noise_to_a_picture", steps=3)
def step_of_a_sampler(draw, way):
    """A step of DDIM, from one level of noise to a lower one."""
    level, following = draw.randint(50, 95) / 100, draw.randint(10, 45) / 100
    noisy, clean = draw.choice([-1, 1]) * draw.randint(20, 150) / 100, draw.choice([-1, 1]) * draw.randint(10, 95) / 100
    rest = way(f"{written(noisy)} - (1 - {level}) * {written(clean)}")
    noise = way(f"{written(rest)} / {level}")
    way(f"(1 - {following}) * {written(clean)} + {following} * {written(noise)}")
    text = f"At level $t$ a noisy picture is $(1 - t) x + t n$, with the clean picture $x$ and the noise $n$. At the level {level} a pixel has the value {noisy}, and the denoiser guesses {clean} for the clean one. A sampler (DDIM, no fresh noise) goes to the level {following}.\n\nWhat value does the pixel have then?"
    ((right, _),) = sampling(lambda x, t: _picture(clean), _picture(noisy), [level, following])
    noise = (noisy - (1 - level) * clean) / level
    wrong = {
        "the guess keeps the weight of the level before": float((1 - level) * clean + following * noise),
        "the noisy value is taken for the noise": (1 - following) * clean + following * noisy,
        "the guess is less noisy, but the noise stays": (1 - following) * clean + level * noise,
        "clean and noise are swapped": following * clean + (1 - following) * noise,
        "it is the noise": noise,
        "the noise is not divided by its level": (1 - following) * clean + following * level * noise,
    }
    return text, float(right.item()), wrong


@number("from_words_to_a_picture", steps=2)
def guided_and_noised(draw, way):
    """Classifier-free guidance, and the guess mixed with noise again."""
    silent, prompted = (draw.choice([-1, 1]) * draw.randint(5, 60) / 100 for _ in range(2))
    guidance, level, noise = draw.randint(13, 40) / 10, draw.randint(15, 80) / 100, draw.choice([-1, 1]) * draw.randint(30, 180) / 100
    guess = way(f"{written(silent)} + {guidance} * ({written(prompted)} - {written(silent)})")
    way(f"(1 - {level}) * {written(guess)} + {level} * {written(noise)}")
    text = f"A denoiser guesses the clean value of a pixel: {silent} without the prompt, {prompted} with it. The guidance is {guidance}. The sampler then mixes this guess with the noise {noise} for the level {level} (level 0 is no noise).\n\nWhat value does the pixel have?"

    def mixed(guess, at=level):
        return float(add_noise(_picture(guess), at, _picture(noise)).item())

    guess = guided(silent, prompted, guidance)
    wrong = {
        "the guidance starts from the guess with the prompt": mixed(prompted + guidance * (prompted - silent)),
        "the two guesses are swapped": mixed(guided(prompted, silent, guidance)),
        "the guidance multiplies the guess with the prompt": mixed(silent + guidance * prompted),
        "there is no guidance": mixed(prompted),
        "picture and noise are swapped": mixed(guess, 1 - level),
        "the noise is forgotten": guess,
    }
    return text, mixed(guess), wrong


@number("from_words_to_a_picture", steps=3)
def weight_of_a_word(draw, way):
    """An attention weight under a mask."""
    query, *keys = ([draw.choice([-1, 1]) * draw.randint(1, 15) / 10 for _ in range(4)] for _ in range(4))
    one, other = (way(f"({terms(query, key)}) / 2") for key in keys[:2])
    way(f"exp({written(one)}) / (exp({written(one)}) + exp({written(other)}))")
    rows = "\n".join(f"- key of word {place}: ({', '.join(map(str, key))})" for place, key in enumerate(keys, 1))
    text = f"A place of a picture has the query ({', '.join(map(str, query))}) and looks at three words:\n\n{rows}\n\nThe third one is padding, and the attention mask leaves it out. What weight does word 1 get?"
    queries, keys = np.array([query]), np.array(keys)

    def weight(word, mask=(True, True, False), scale=1.0):
        return float(look_up(scale * queries, keys, np.eye(3), np.array(mask))[0, word])

    scores = (queries @ keys.T)[0]
    wrong = {
        "the padding is not masked": weight(0, (True, True, True)),
        "the scores are not divided by the root of their width": weight(0, scale=2.0),
        "the scores are divided by the width": weight(0, scale=0.5),
        "it is the weight of the second word": weight(1),
        "the shares of the scores are taken": float(scores[0] / (scores[0] + scores[1] or np.nan)),
    }
    return text, weight(0), wrong


@code("from_words_to_a_picture")
def guess(draw):
    """Classifier-free guidance, and what is out of range is clipped."""
    guidance, most = draw.randint(15, 75) / 10, draw.choice([0.8, 1.0, 1.2, 1.5])

    def guess(silent, prompted):
        difference = prompted - silent
        further = silent + guidance * difference
        return np.clip(further, -most, most)

    def cases():
        rng = np.random.default_rng(21)
        first = [(np.array([0.1]), np.array([0.15])), (np.array([0.5]), np.array([0.3]))]
        return first + [(rng.normal(0, 1, shape), rng.normal(0, 1, shape)) for shape in [(4,), (3, 3), (2, 4, 4, 3)]]

    text = f"Write `guess(silent, prompted)`. Both are arrays of one shape: what a denoiser guesses without a prompt and with it. It returns the guess with a guidance of {guidance}, and brings what is below {-most} or above {most} back to {-most} or {most}."
    slips = [
        ("it starts from the guess with the prompt", lambda a, b: np.clip(b + guidance * (b - a), -most, most), "What comes out at a guidance of 0?"),
        ("the two are swapped", lambda a, b: np.clip(b + guidance * (a - b), -most, most), "Towards which of the two does guidance go?"),
        ("it is not clipped", lambda a, b: a + guidance * (b - a), "What may be out of range?"),
        ("it is clipped too early", lambda a, b: a + np.clip(guidance * (b - a), -most, most), "What is to lie in the range?"),
        ("the prompted guess is multiplied", lambda a, b: np.clip(a + guidance * b, -most, most), "What comes out if both are equal?"),
    ]
    return text, guess, cases, slips


@code("by_chance_and_by_rule")
def fractal(draw):
    """Octaves of noise, added up with weights that add up to 1."""
    persistence = draw.randint(30, 85) / 100

    def fractal(octaves):
        weights = persistence ** np.arange(len(octaves))
        summed = np.tensordot(weights, octaves, axes=1)
        return summed / weights.sum()

    def cases():
        rng = np.random.default_rng(18)
        return [(rng.random(shape),) for shape in [(1, 1, 2), (2, 1, 2), (3, 2, 2), (5, 4, 4)]]

    def of(weights, *, whole=True):
        def answer(octaves):
            w = weights(np.arange(len(octaves)))
            return np.tensordot(w, octaves, axes=1) / (w.sum() if whole else 1)

        return answer

    text = f"Write `fractal(octaves)`. It takes maps of noise, shape `(octaves, h, w)`, the coarsest first, and adds them up, each with {persistence} times the weight of the one before. The weights add up to 1. It returns one map, shape `(h, w)`."
    slips = [
        ("the weights do not add up to 1", of(lambda k: persistence**k, whole=False), "What comes out of maps that are 1 everywhere?"),
        ("all octaves weigh the same", of(lambda k: persistence**0 + 0 * k), "Which octave makes the mountains, which the pebbles?"),
        ("the finest octave weighs most", of(lambda k: persistence ** (k.max() - k)), "Which map stands first?"),
        ("it is divided by the number of octaves", lambda maps: of(lambda k: persistence**k, whole=False)(maps) / len(maps), "What do the weights add up to?"),
        ("the weights are divided, not multiplied", of(lambda k: 1 / (1 + k)), "By which factor does each weight differ from the one before?"),
    ]
    return text, fractal, cases, slips
