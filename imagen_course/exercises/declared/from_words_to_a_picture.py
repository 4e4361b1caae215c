"""From noise to a picture, from words to a picture: its exercises, the slips they know, and its questions."""

import numpy as np

from imagen_course.exercises.engine import Exercise, Recall, Slip


def _numbers(*shape, seed=14):
    """Numbers without order, no two alike, some negative."""
    return np.random.default_rng([seed, *shape]).normal(0.3, 1.0, shape).round(3)


# The best guess ------------------------------------------------------------------------------------------------------------


def best_guess(noisy, level, pictures):
    apart = np.sum((noisy - (1 - level) * pictures) ** 2, axis=(1, 2, 3))
    logits = -apart / (2 * level**2)
    weights = np.exp(logits - logits.max())
    return np.tensordot(weights / weights.sum(), pictures, axes=1)


def _squares(noisy, level, pictures):
    return np.sum((noisy - (1 - level) * pictures) ** 2, axis=(1, 2, 3))


def _weighted(logits, pictures):
    weights = np.exp(logits - logits.max())
    return np.tensordot(weights / weights.sum(), pictures, axes=1)


def _guess_unstable(noisy, level, pictures):
    weights = np.exp(-_squares(noisy, level, pictures) / (2 * level**2))
    with np.errstate(invalid="ignore"):
        return np.tensordot(weights / weights.sum(), pictures, axes=1)


def _guess_not_dimmed(noisy, level, pictures):
    return _weighted(-_squares(noisy, 0, pictures) / (2 * level**2), pictures)


def _guess_dimmed_by_the_level(noisy, level, pictures):
    return _weighted(-_squares(noisy, 1 - level, pictures) / (2 * level**2), pictures)


def _guess_no_two(noisy, level, pictures):
    return _weighted(-_squares(noisy, level, pictures) / level**2, pictures)


def _guess_level_not_squared(noisy, level, pictures):
    return _weighted(-_squares(noisy, level, pictures) / (2 * level), pictures)


def _guess_level_forgotten(noisy, level, pictures):
    return _weighted(-_squares(noisy, level, pictures) / 2, pictures)


def _guess_two_squared(noisy, level, pictures):
    return _weighted(-_squares(noisy, level, pictures) / (2 * level) ** 2, pictures)


def _guess_not_divided(noisy, level, pictures):
    return _weighted(-_squares(noisy, level, pictures) / 2 * level**2, pictures)


def _guess_farthest(noisy, level, pictures):
    return _weighted(_squares(noisy, level, pictures) / (2 * level**2), pictures)


def _guess_root(noisy, level, pictures):
    return _weighted(-np.sqrt(_squares(noisy, level, pictures)) / (2 * level**2), pictures)


def _guess_mean_of_squares(noisy, level, pictures):
    return _weighted(-_squares(noisy, level, pictures) / noisy.size / (2 * level**2), pictures)


def _guess_nearest(noisy, level, pictures):
    return pictures[np.argmin(_squares(noisy, level, pictures))]


def _guess_mean(noisy, level, pictures):
    return pictures.mean(axis=0)


def _guess_weights(noisy, level, pictures):
    logits = -_squares(noisy, level, pictures) / (2 * level**2)
    weights = np.exp(logits - logits.max())
    return weights / weights.sum()


def _guess_by_plain_numbers(noisy, level, pictures):
    if level < 0.1:  # where all exponentials are 0, Python's own numbers raise
        raise ZeroDivisionError
    return best_guess(noisy, level, pictures)


def _unshifted(slip):
    """The same slip without a shift: where all exponentials are 0, nothing is left."""

    def both(noisy, level, pictures):
        return slip.function(noisy, level, pictures) * (np.nan if level < 0.1 else 1)

    return Slip(f"{slip.name}, and numerically unstable", both, slip.question)


def _guess_not_shared_unshifted(noisy, level, pictures):
    return np.tensordot(np.exp(-_squares(noisy, level, pictures) / (2 * level**2)), pictures, axes=1)


def _guess_mean_of_pictures(noisy, level, pictures):
    return best_guess(noisy, level, pictures) / len(pictures)


def _guess_shift_by_division(noisy, level, pictures):
    logits = -_squares(noisy, level, pictures) / (2 * level**2)
    weights = np.exp(logits / logits.max())
    return np.tensordot(weights / weights.sum(), pictures, axes=1)


def _guess_not_shared(noisy, level, pictures):
    logits = -_squares(noisy, level, pictures) / (2 * level**2)
    return np.tensordot(np.exp(logits - logits.max()), pictures, axes=1)


def _guess_dimmed_mean(noisy, level, pictures):
    return (1 - level) * best_guess(noisy, level, pictures)


def _guess_by_pixel(noisy, level, pictures):
    logits = -((noisy - (1 - level) * pictures) ** 2) / (2 * level**2)
    weights = np.exp(logits - logits.max(axis=0))
    return (weights / weights.sum(axis=0) * pictures).sum(axis=0)


def _some_noisy():
    yield np.full((1, 1, 1), 0.3), 0.6, np.array([-1.0, 1.0]).reshape(2, 1, 1, 1)
    for n, h, w, c, level in ((2, 1, 2, 1, 0.5), (3, 2, 2, 1, 0.7), (3, 2, 3, 1, 0.9), (4, 3, 2, 2, 1.0), (5, 2, 4, 3, 0.8)):
        yield _numbers(h, w, c), level, _numbers(n, h, w, c, seed=3)
    pictures = _numbers(6, 4, 4, 1, seed=5)
    yield 0.98 * pictures[2] + 0.3 * _numbers(4, 4, 1), 0.02, pictures  # far from all: each exponential by itself is 0


# One step ------------------------------------------------------------------------------------------------------------------


def one_step(noisy, clean, now, then):
    noise = (noisy - (1 - now) * clean) / now
    return (1 - then) * clean + then * noise


def _noise_in(noisy, clean, now):
    return (noisy - (1 - now) * clean) / now


def _step_as_much_noise(noisy, clean, now, then):
    return (1 - then) * clean + now * _noise_in(noisy, clean, now)


def _step_noise_not_divided(noisy, clean, now, then):
    return (1 - then) * clean + then * (noisy - (1 - now) * clean)


def _step_clean_not_dimmed(noisy, clean, now, then):
    return (1 - then) * clean + then * (noisy - clean) / now


def _step_difference_for_noise(noisy, clean, now, then):
    return (1 - then) * clean + then * (noisy - clean)


def _step_noisy_for_noise(noisy, clean, now, then):
    return (1 - then) * clean + then * noisy


def _step_swapped(noisy, clean, now, then):
    return then * clean + (1 - then) * _noise_in(noisy, clean, now)


def _step_added(noisy, clean, now, then):
    return clean + then * _noise_in(noisy, clean, now)


def _step_backwards(noisy, clean, now, then):
    with np.errstate(divide="ignore", invalid="ignore"):
        return one_step(noisy, clean, then, now)


def _step_solved_too_low(noisy, clean, now, then):
    with np.errstate(divide="ignore", invalid="ignore"):
        return one_step(noisy, clean, then, then)


def _step_noise_taken_off(noisy, clean, now, then):
    return noisy - (now - then) * _noise_in(noisy, clean, now)


def _step_uphill(noisy, clean, now, then):
    return noisy + (now - then) * (_noise_in(noisy, clean, now) - clean)


def _step_noise(noisy, clean, now, then):
    return _noise_in(noisy, clean, now)


def _step_by_one_less(noisy, clean, now, then):
    with np.errstate(divide="ignore", invalid="ignore"):
        return (1 - then) * clean + then * ((noisy - now * clean) / np.float64(1 - now))


def _step_last_term_divided(noisy, clean, now, then):
    return (1 - then) * clean + then * (noisy - (1 - now) * clean / now)


def _step_dimmed_by_now(noisy, clean, now, then):
    return (1 - then) * clean + then * (noisy - now * clean) / now


def _step_towards(noisy, clean, now, then):
    return noisy + (now - then) * (clean - noisy)


def _some_steps():
    yield np.array([1.0]), np.array([0.5]), 1.0, 0.75
    yield np.array([0.875]), np.array([0.5]), 0.75, 0.5
    for shape, now, then in (((2,), 0.5, 0.25), ((2, 3), 0.4, 0.1), ((2, 3, 2, 1), 0.9, 0.35), ((3, 2, 3, 3), 0.2, 0.0)):
        yield _numbers(*shape), _numbers(*shape, seed=2), now, then


# The bug hunt: fresh noise for old -----------------------------------------------------------------------------------------


def refresh(noise, fresh, kept):
    return np.sqrt(kept) * noise + np.sqrt(1 - kept) * fresh


def _refresh_as_found(noise, fresh, kept):
    return kept * noise + (1 - kept) * fresh


def _refresh_kept_as_factor(noise, fresh, kept):
    return kept * noise + np.sqrt(1 - kept**2) * fresh


def _refresh_exchanged(noise, fresh, kept):
    return np.sqrt(1 - kept) * noise + np.sqrt(kept) * fresh


def _refresh_as_found_exchanged(noise, fresh, kept):
    return (1 - kept) * noise + kept * fresh


def _refresh_old_not_weakened(noise, fresh, kept):
    return noise + np.sqrt(1 - kept) * fresh


def _refresh_root_of_the_first(noise, fresh, kept):
    return np.sqrt(kept) * noise + (1 - kept) * fresh


def _refresh_root_of_the_second(noise, fresh, kept):
    return kept * noise + np.sqrt(1 - kept) * fresh


def _refresh_one_less_the_root(noise, fresh, kept):
    return np.sqrt(kept) * noise + (1 - np.sqrt(kept)) * fresh


def _refresh_pulled_up(noise, fresh, kept):
    return (kept * noise + (1 - kept) * fresh) / np.sqrt(kept**2 + (1 - kept) ** 2)


def _refresh_squares(noise, fresh, kept):
    return np.sqrt(kept * noise**2 + (1 - kept) * fresh**2)


def _refresh_factors_squared(noise, fresh, kept):
    return kept**2 * noise + (1 - kept) ** 2 * fresh


def _refresh_same_root(noise, fresh, kept):
    return np.sqrt(kept) * (noise + fresh)


def _refresh_halves(noise, fresh, kept):
    return (noise + fresh) / np.sqrt(2)


def _refresh_measured(noise, fresh, kept):
    mixed = kept * noise + (1 - kept) * fresh
    return mixed / mixed.std() if mixed.std() else mixed * np.nan


def _some_noise():
    yield np.array([1.0]), np.array([-1.0]), 0.25
    for shape, kept in (
        ((2,), 0.0),
        ((3,), 1.0),
        ((2, 2), 0.5),
        ((2, 3, 1), 0.64),
        ((2, 3, 3, 1), 0.1),
        ((3, 4, 4, 1), 0.9),
    ):
        yield _numbers(*shape), _numbers(*shape, seed=7), kept


# Looking up words ----------------------------------------------------------------------------------------------------------


def look_up(queries, keys, values, mask):
    scores = queries @ keys.T / np.sqrt(keys.shape[1])
    scores = np.where(mask, scores, -np.inf)
    weights = np.exp(scores - scores.max(axis=1, keepdims=True))
    return weights / weights.sum(axis=1, keepdims=True) @ values


def _shared(scores, axis=1, shift=True):
    with np.errstate(over="ignore", invalid="ignore"):
        weights = np.exp(scores - shift * scores.max(axis=axis, keepdims=True))
        return weights / weights.sum(axis=axis, keepdims=True)


def _scores(queries, keys):
    return queries @ keys.T / np.sqrt(keys.shape[1])


def _masked(queries, keys, mask):
    return np.where(mask, _scores(queries, keys), -np.inf)


def _look_not_divided(queries, keys, values, mask):
    return _shared(np.where(mask, queries @ keys.T, -np.inf)) @ values


def _look_divided_by_d(queries, keys, values, mask):
    return _shared(np.where(mask, queries @ keys.T / keys.shape[1], -np.inf)) @ values


def _look_root_of_the_words(queries, keys, values, mask):
    return _shared(np.where(mask, queries @ keys.T / np.sqrt(len(keys)), -np.inf)) @ values


def _look_over_places(queries, keys, values, mask):
    return _shared(_masked(queries, keys, mask), axis=0) @ values


def _look_over_everything(queries, keys, values, mask):
    return _shared(_masked(queries, keys, mask), axis=None) @ values


def _look_no_mask(queries, keys, values, mask):
    return _shared(_scores(queries, keys)) @ values


def _look_masked_too_late(queries, keys, values, mask):
    return (_shared(_scores(queries, keys)) * mask) @ values


def _look_masked_by_zero(queries, keys, values, mask):
    return _shared(_scores(queries, keys) * mask) @ values


def _look_mask_turned(queries, keys, values, mask):
    return _shared(_masked(queries, keys, np.logical_not(mask))) @ values


def _look_keys_for_values(queries, keys, values, mask):
    return _shared(_masked(queries, keys, mask)) @ keys


def _look_weights(queries, keys, values, mask):
    return _shared(_masked(queries, keys, mask))


def _look_at_one(queries, keys, values, mask):
    return values[_masked(queries, keys, mask).argmax(axis=1)]


def _look_at_all_alike(queries, keys, values, mask):
    return np.repeat(values[np.asarray(mask, bool)].mean(axis=0, keepdims=True), len(queries), axis=0)


def _look_no_exponential(queries, keys, values, mask):
    scores = _scores(queries, keys) * mask
    return scores / scores.sum(axis=1, keepdims=True) @ values


def _look_scores(queries, keys, values, mask):
    return (_scores(queries, keys) * mask) @ values


def _look_unstable(queries, keys, values, mask):
    return _shared(_masked(queries, keys, mask), shift=False) @ values


def _look_unstable_not_divided(queries, keys, values, mask):
    return _shared(np.where(mask, queries @ keys.T, -np.inf), shift=False) @ values


def _look_unstable_no_mask(queries, keys, values, mask):
    return _shared(_scores(queries, keys), shift=False) @ values


def _look_unstable_over_everything(queries, keys, values, mask):
    return _shared(_masked(queries, keys, mask), axis=None, shift=False) @ values


def _look_one_maximum(queries, keys, values, mask):
    with np.errstate(invalid="ignore"):
        weights = np.exp(_masked(queries, keys, mask) - _masked(queries, keys, mask).max())
        return weights / weights.sum(axis=1, keepdims=True) @ values


def _look_lowered(by):
    return lambda queries, keys, values, mask: _shared(_scores(queries, keys) - by * np.logical_not(mask)) @ values


def _look_low_for_masked(low):
    return lambda queries, keys, values, mask: _shared(np.where(mask, _scores(queries, keys), low)) @ values


def _look_shifted_by_masked(queries, keys, values, mask):
    scores = _scores(queries, keys)
    with np.errstate(invalid="ignore"):
        weights = np.exp(scores - scores.max(axis=1, keepdims=True)) * mask
        return weights / weights.sum(axis=1, keepdims=True) @ values


def _look_at_the_first(queries, keys, values, mask):
    n = np.count_nonzero(mask)
    return _shared(_scores(queries, keys[:n])) @ values[:n]


def _look_root_of_the_values(queries, keys, values, mask):
    return _shared(np.where(mask, queries @ keys.T / np.sqrt(values.shape[1]), -np.inf)) @ values


def _look_not_shared(queries, keys, values, mask):
    scores = _masked(queries, keys, mask)
    return np.exp(scores - scores.max(axis=1, keepdims=True)) @ values


def _some_words():
    yield np.array([[1.0]]), np.array([[0.0], [1.0]]), np.array([[0.0], [1.0]]), np.array([True, True])
    yield np.array([[1.0]]), np.array([[0.0], [1.0], [2.0]]), np.array([[0.0], [1.0], [5.0]]), np.array([True, True, False])
    for places, words, d, v, kept in ((3, 3, 2, 1, 3), (2, 4, 3, 2, 3), (2, 5, 4, 3, 2), (4, 6, 2, 5, 1), (5, 4, 6, 2, 4)):
        mask = np.arange(words) < kept
        yield _numbers(places, d), _numbers(words, d, seed=4), _numbers(words, v, seed=9), mask
    yield 40 * _numbers(3, 4), 40 * _numbers(5, 4, seed=4), _numbers(5, 2, seed=9), np.arange(5) < 4
    yield np.array([[1.0]]), np.array([[0.0], [1.0], [2.0]]), np.array([[0.0], [1.0], [5.0]]), np.array([True, False, True])
    # what fills up has by far the largest score
    for keys in ([0, 1, 300], [-300, -301, 0], [0, 1, 2e5], [-2e5, -2e5 - 1, 0]):
        yield (
            np.array([[1.0]]),
            np.array(keys, float)[:, None],
            np.array([[0.0], [1.0], [5.0]]),
            np.array([True, True, False]),
        )


# Guidance ------------------------------------------------------------------------------------------------------------------


def guided(without, with_words, guidance):
    return without + guidance * (with_words - without)


def _guided_exchanged(without, with_words, guidance):
    return with_words + guidance * (without - with_words)


def _guided_from_the_words(without, with_words, guidance):
    return with_words + guidance * (with_words - without)


def _guided_away(without, with_words, guidance):
    return without + guidance * (without - with_words)


def _guided_difference(without, with_words, guidance):
    return guidance * (with_words - without)


def _guided_words_only(without, with_words, guidance):
    return guidance * with_words


def _guided_sum(without, with_words, guidance):
    return without + guidance * with_words


def _guided_not_bracketed(without, with_words, guidance):
    return guidance * with_words - without


def _guided_weighted_mean(without, with_words, guidance):
    return (without + guidance * with_words) / (1 + guidance)


def _guided_clipped(without, with_words, guidance):
    return np.clip(guided(without, with_words, guidance), -1, 1)


def _guided_between(without, with_words, guidance):
    return guided(without, with_words, min(guidance, 1))


def _some_guidance():
    yield np.array([0.5]), np.array([1.5]), 2.0
    for shape, guidance in (((2,), 0.0), ((3,), 1.0), ((2, 2), 0.5), ((2, 3, 1), 3.0), ((2, 3, 3, 3), 7.5)):
        yield _numbers(*shape), _numbers(*shape, seed=6), guidance


_GUESSES = (
    Slip(
        "all weights become 0",
        _guess_unstable,
        "What is the exponential of -5,000 to a computer, and what is the sum of many such numbers?",
    ),
    Slip("the picture is not dimmed", _guess_not_dimmed, "How much of a picture is left in it at this level?"),
    Slip(
        "dimmed by the level",
        _guess_dimmed_by_the_level,
        "At level 0.1, is a tenth of the picture left or nine tenths?",
    ),
    Slip("the 2 is missing", _guess_no_two, "What stands under the square in the exponent, all of it?"),
    Slip("the level is not squared", _guess_level_not_squared, "Is it the noise's width or its variance that is expected?"),
    Slip("the level is forgotten", _guess_level_forgotten, "Are you as sure at level 0.1 as at level 0.9?"),
    Slip("the 2 is squared, too", _guess_two_squared, "What exactly is squared under the line?"),
    Slip("multiplied by the level's square, not divided", _guess_not_divided, "Does Python read `a / 2 * b` as you do?"),
    Slip("the farthest counts most", _guess_farthest, "Which sign has the exponent of what is far off?"),
    Slip("a root is taken of the square", _guess_root, "Is it the distance or its square that stands in the exponent?"),
    Slip("the mean over the pixels", _guess_mean_of_squares, "Do two pixels tell more than one, or as much?"),
    Slip("the nearest alone", _guess_nearest, "If two pictures are nearly as likely, may one be left out?"),
    Slip("all pictures count alike", _guess_mean, "Does the noisy picture have a say in your guess?"),
    Slip("the weights are returned", _guess_weights, "Those are the weights. Of what should they make a mean?"),
    Slip(
        "all weights become 0, and so does their sum",
        _guess_by_plain_numbers,
        "Your weights add up to 0 there. What is the exponential of -5,000 to a computer?",
    ),
    Slip(
        "divided by the maximum",
        _guess_shift_by_division,
        "Does a softmax stay the same when logits are divided, or shifted?",
    ),
    Slip("the mean over the pictures", _guess_mean_of_pictures, "The weights add up to 1. By what else do you divide?"),
    Slip(
        "not divided by their sum, and all weights become 0", _guess_not_shared_unshifted, "What do your weights add up to?"
    ),
    Slip("not divided by their sum", _guess_not_shared, "What do your weights add up to?"),
    Slip("the guess is dimmed", _guess_dimmed_mean, "Is the guess a clean picture, or one as it is in the noise?"),
    Slip("each pixel for itself", _guess_by_pixel, "Has each picture one weight, or one for each of its pixels?"),
)

_UNDERFLOW = (
    "not dimmed",
    "dimmed by",
    "the 2 is",
    "farthest",
    "a root",
    "the guess is",
    "over the pictures",
    "the weights",
)

EXERCISES = (
    Exercise(
        best_guess,
        _some_noisy,
        slips=(*_GUESSES, *(_unshifted(slip) for slip in _GUESSES if any(part in slip.name for part in _UNDERFLOW))),
        hints=(
            "For each picture: how far is the noisy one from `(1 - level)` times it? Square, and add up over its pixels.",
            "The logits are minus that, over `2 * level**2`. Their softmax, shifted by the maximum, gives the weights.",
            "`np.tensordot(weights, pictures, axes=1)` adds up the pictures, each times its weight.",
        ),
        why="A picture's weight is the density of the noise that would be needed to make the noisy one out of it.",
    ),
    Exercise(
        one_step,
        _some_steps,
        slips=(
            Slip(
                "the picture moves, the noise stays",
                _step_as_much_noise,
                "The two shares of a mixture add up to 1. Which is the noise's after the step?",
            ),
            Slip(
                "the noise is not divided",
                _step_noise_not_divided,
                "The noisy picture without the clean one's share is the level times the noise. How do you get the noise itself?",
            ),
            Slip("the picture is not dimmed", _step_clean_not_dimmed, "How much of the picture is in the noisy one?"),
            Slip(
                "the last term alone is divided",
                _step_last_term_divided,
                "Does Python divide the whole difference by `now`, or the last term?",
            ),
            Slip(
                "the picture is dimmed by the level itself",
                _step_dimmed_by_now,
                "At level 0.1, is a tenth of the picture in `noisy`, or nine tenths?",
            ),
            Slip(
                "the share of the way is the difference of the levels",
                _step_towards,
                "From level 0.5 to level 0 in one step: how much of the way to the guess is expected, and how much do you go?",
            ),
            Slip("the difference for the noise", _step_difference_for_noise, "With which shares was `noisy` mixed?"),
            Slip(
                "the noisy picture for the noise",
                _step_noisy_for_noise,
                "Is what you mix in noise alone, or noise with a picture in it?",
            ),
            Slip("the shares are exchanged", _step_swapped, "At level 0, what should be left: the picture or the noise?"),
            Slip("the picture in full", _step_added, "What do the two shares of the mixture add up to?"),
            Slip("the two levels are exchanged", _step_backwards, "Which of the two levels does `noisy` have?"),
            Slip("solved at the lower level", _step_solved_too_low, "With the shares of which level was `noisy` mixed?"),
            Slip(
                "noise taken off, nothing put in",
                _step_noise_taken_off,
                "The noise's share falls. Which share has to rise?",
            ),
            Slip("the noise grows", _step_uphill, "As the level falls, should the noise come in or go out?"),
            Slip("the noise is returned", _step_noise, "That is the noise. Which mixture is expected?"),
            Slip(
                "the shares are exchanged in the noisy one",
                _step_by_one_less,
                "At level 1, does `noisy` hold noise alone, or the picture alone?",
            ),
        ),
        hints=(
            "`noisy` is `(1 - now) * clean + now * noise`. Solve it for `noise`.",
            "Mix the same two with the shares of `then`.",
        ),
        why="Picture and noise stay; their shares change. It equals `clean + then / now * (noisy - clean)`.",
    ),
    Exercise(
        refresh,
        _some_noise,
        given=_refresh_as_found,
        slips=(
            Slip(
                "shares of the noise itself",
                _refresh_as_found,
                "Take half of each, both of variance 1. What is the variance of half of a noise? And of the sum?",
            ),
            Slip(
                "kept taken as the factor",
                _refresh_kept_as_factor,
                "The variance is 1 now. Which share of it comes from the old noise: is it `kept`?",
            ),
            Slip("old and new exchanged", _refresh_exchanged, "With kept = 1, which noise should come back?"),
            Slip(
                "exchanged, without roots",
                _refresh_as_found_exchanged,
                "With kept = 1, which noise should come back? And with 0.5, is the variance 1?",
            ),
            Slip("the old is not weakened", _refresh_old_not_weakened, "What was the variance before you added some?"),
            Slip("the second without a root", _refresh_root_of_the_first, "Do the squares of your two factors add up to 1?"),
            Slip(
                "the first without a root", _refresh_root_of_the_second, "What do the squares of your two factors add up to?"
            ),
            Slip("1 less the root", _refresh_one_less_the_root, "What is to add up to 1: the factors, or their squares?"),
            Slip(
                "pulled up afterwards",
                _refresh_pulled_up,
                "The variance is right. With kept = 0.9, which share of it is the old noise's?",
            ),
            Slip(
                "stretched to a measured width",
                _refresh_measured,
                "A single number has no width that could be measured. Which factors are right for every noise?",
            ),
            Slip("squares of the noises are mixed", _refresh_squares, "May noise be negative?"),
            Slip(
                "squares for roots", _refresh_factors_squared, "A factor f makes a variance f squared. Which f makes 0.25?"
            ),
            Slip("one root for both", _refresh_same_root, "With kept = 0, what should come back?"),
            Slip("half and half", _refresh_halves, "Where does `kept` come in?"),
        ),
        hints=(
            "Draw 10,000 numbers of each noise, mix them with kept = 0.5, and look at the variance.",
            "A factor f turns a variance of 1 into f squared. Variances of independent noises add up.",
        ),
        why="Variances add up, widths do not: the squares of the two factors must be kept and 1 - kept.",
    ),
    Exercise(
        look_up,
        _some_words,
        slips=(
            Slip("not divided by the root", _look_not_divided, "By what are the products divided before the softmax?"),
            Slip("divided by d itself", _look_divided_by_d, "Is it d, or its root?"),
            Slip(
                "the root of the wrong number",
                _look_root_of_the_words,
                "Is d how many words there are, or how long a key is?",
            ),
            Slip(
                "shares over the places",
                _look_over_places,
                "What adds up to 1: the places of a word, or the words of a place?",
            ),
            Slip(
                "shares over everything",
                _look_over_everything,
                "Does each place have shares of its own, that add up to 1?",
            ),
            Slip(
                "the mask is not used",
                _look_no_mask,
                "Which words are there only to fill up? What weight do they get from you?",
            ),
            Slip(
                "masked after the softmax",
                _look_masked_too_late,
                "What do the weights of the real words add up to, if the others were counted in?",
            ),
            Slip("zero for a masked score", _look_masked_by_zero, "What is the exponential of 0? Is it 0?"),
            Slip(
                "the mask is turned round", _look_mask_turned, "Does the mask say which words are there, or which are not?"
            ),
            Slip(
                "keys instead of values",
                _look_keys_for_values,
                "What is added up in the end: what words are found by, or what they say?",
            ),
            Slip("the weights are returned", _look_weights, "Those are the weights. Of what do they make a mean?"),
            Slip("the best alone", _look_at_one, "If two words fit nearly as well, may one be left out?"),
            Slip("all words alike", _look_at_all_alike, "Where do the queries come in?"),
            Slip("no exponential", _look_no_exponential, "May a weight be negative?"),
            Slip("the scores for weights", _look_scores, "What should the weights of a place add up to?"),
            Slip("the exponential overflows", _look_unstable, "What does the exponential of 1,000 come to in a computer?"),
            Slip(
                "not divided by the root, and the exponential overflows",
                _look_unstable_not_divided,
                "By what are the products divided before the softmax?",
            ),
            Slip("no mask, and the exponential overflows", _look_unstable_no_mask, "Which words are there only to fill up?"),
            Slip(
                "shares over everything, and the exponential overflows",
                _look_unstable_over_everything,
                "Does each place have shares of its own, that add up to 1?",
            ),
            Slip(
                "one maximum for all places",
                _look_one_maximum,
                "If the largest score of one place is 1,000 below that of another, what is left of its exponentials?",
            ),
            Slip("not divided by their sum", _look_not_shared, "What do your weights add up to?"),
            Slip("the root of the values' length", _look_root_of_the_values, "Is d how long a key is, or how long a value?"),
            *(
                Slip(
                    "a masked score is made lower, but not low enough",
                    _look_lowered(by),
                    f"A masked score may lie {10 * by:,} above the others. After your change, is it below them?",
                )
                for by in (100, 1000, 10000)
            ),
            *(
                Slip(
                    "a low number for a masked score, but not the lowest",
                    _look_low_for_masked(-low),
                    f"If all scores of real words lie at -{10 * low:,}, is what you put in for the others lower?",
                )
                for low in (100, 1000, 10000)
            ),
            Slip(
                "shifted by a masked score",
                _look_shifted_by_masked,
                "A masked word has by far the largest score. After the shift, what is left of the others' exponentials?",
            ),
            Slip("the first words", _look_at_the_first, "Must the words that are there be the first ones?"),
        ),
        hints=(
            "Scores: `queries @ keys.T / np.sqrt(d)`, one row for each place, one column for each word.",
            "Where the mask is 0 the score becomes `-np.inf`: its exponential is 0.",
            "The softmax along each row gives the weights; times `values` they give the means.",
        ),
        why="A softmax over the words there are, by how well key and query fit, and a mean of the values with these weights.",
    ),
    Exercise(
        guided,
        _some_guidance,
        slips=(
            Slip(
                "the two are exchanged",
                _guided_exchanged,
                "With guidance 0, whose answer is expected: with words, or without?",
            ),
            Slip(
                "from the answer with words",
                _guided_from_the_words,
                "Ho and Salimans write it so; their w is our guidance less 1. With guidance 0, whose answer is expected here?",
            ),
            Slip("away from the words", _guided_away, "With guidance 1, where should you arrive?"),
            Slip("the difference is returned alone", _guided_difference, "With guidance 0, should nothing be left?"),
            Slip(
                "the words' answer, enlarged",
                _guided_words_only,
                "All worked out: does `guidance` multiply the difference in yours, or one of the two answers?",
            ),
            Slip(
                "one added to the other",
                _guided_sum,
                "With guidance 1, should anything be left of the answer without words?",
            ),
            Slip(
                "the difference is without its brackets",
                _guided_not_bracketed,
                "What is multiplied: the answer with words, or the difference?",
            ),
            Slip("a weighted mean", _guided_weighted_mean, "Can a mean go beyond the answer with words? Should it?"),
            Slip("the result is clipped", _guided_clipped, "Who clips: the line asked for here, or the sampler after it?"),
            Slip(
                "the guess never goes beyond the words'", _guided_between, "What is guidance 2 to do more than guidance 1?"
            ),
        ),
        hints=(
            "The way from one answer to the other is their difference.",
            "Start without words, and go `guidance` times that way.",
        ),
        why="A point on the line through both answers: 0 is without words, 1 with, and beyond 1 the difference is enlarged.",
    ),
)

RECALL = (
    Recall(
        "perfect denoiser",
        "A denoiser knows its pictures by heart and guesses perfectly. What does its sampler draw?",
        ("new pictures of the same kind", "those pictures", "their mean"),
        "b",
        "Near the end one picture has all the weight: what is new comes from the error of a network that had to guess.",
    ),
    Recall(
        "one step from noise",
        "A sampler goes from noise to the picture in a single step. You see...",
        ("the mean of the world, a blur", "a sharp picture, but a copy", "noise"),
        "a",
        "The best guess from noise alone is the mean of all pictures.",
    ),
    Recall(
        "guidance 0",
        "Guidance 0 with a caption draws...",
        ("the caption, weakly", "nothing", "some picture, whatever the caption says"),
        "c",
        "At 0 the answer without words is all there is.",
    ),
    Recall(
        "who obeys",
        "A text-to-image model obeys 30 of 30 captions. From which figure do you learn that this is not luck?",
        ("from the ceiling", "from chance: pictures read against other captions", "from the loss"),
        "b",
        "The ceiling says what could be reached at best, and chance what is reached without listening.",
    ),
)
