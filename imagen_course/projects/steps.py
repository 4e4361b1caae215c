"""What each step of a project asks for: sentences, and whether they hold of a student's values.

A step is a function of these values. It yields pairs: what must be so, in words that do not tell the answer, and whether it
is. Masks are bool ``(n, h, w)``, pictures ``(n, h, w, c)`` in [0, 1], intervals ``(low, high)`` of shares.
"""

import re
from pathlib import Path

import numpy as np

from imagen_course import compress, metrics

__all__ = ["STEPS"]

_NUMBER = re.compile(r"\d")
_FROM_THE_WEB = re.compile(r"""(src|href)\s*=\s*["']https?:""")
_REPEATABLE = "the same seed draws the same pictures, and another seed others"
_CONCLUDED = "`conclusion` is a whole sentence, with the number that bears it"


def _share_judged(predicted, truth, interval, *, least):
    """What holds for every share that is told: enough pictures, and Wilson's interval of just this count."""
    right = np.asarray(predicted) == np.asarray(truth)
    yield f"{least} or more pictures are judged, each once", right.ndim == 1 and len(right) >= least
    exact = metrics.wilson_interval(int(right.sum()), len(right))
    yield "`interval` is the 95 % interval of this very count", np.allclose(interval, exact, atol=0.005)


def _is_a_sentence(sentence):
    """Whether a sentence has something to say, and a number in it."""
    return isinstance(sentence, str) and len(sentence.split()) >= 8 and bool(_NUMBER.search(sentence))


# --- own pictures -----------------------------------------------------------------------------------------------------


def _collect(labels, origins):
    labels, origins = np.asarray(labels), np.asarray(origins)
    yield "`labels` and `origins` have an entry for each picture", labels.shape == origins.shape
    kinds, counts = np.unique(labels, return_counts=True)
    yield "there are 3 to 5 kinds", 3 <= len(kinds) <= 5
    yield "each kind has 20 pictures or more", counts.min() >= 20
    of_each = [len(np.unique(origins[labels == kind])) for kind in kinds]
    yield "each kind comes from six or more origins: different things, places or days", min(of_each) >= 6


def _hold_out(labels, origins, train, test):
    labels, origins, train, test = map(np.asarray, (labels, origins, train, test))
    yield "no picture is in both `train` and `test`", not set(train.tolist()) & set(test.tolist())
    yield "no picture is named twice", all(len(np.unique(some)) == len(some) for some in (train, test))
    yield "all pictures of one origin are on one side", not set(origins[train].tolist()) & set(origins[test].tolist())
    yield "every kind is in `train`", set(labels[train].tolist()) == set(labels.tolist())
    of_each = [np.sum(labels[test] == kind) for kind in np.unique(labels)]
    yield "eight or more pictures of each kind are held out", min(of_each) >= 8


def _sort(truth, predicted, interval, baseline):
    yield from _share_judged(predicted, truth, interval, least=24)
    kinds = np.isin(baseline, truth).all()
    yield "`baseline` has an answer for each of these pictures, too", np.shape(baseline) == np.shape(truth) and kinds


def _segment(masks, truth, overlaps):
    masks, truth = np.asarray(masks, bool), np.asarray(truth, bool)
    yield "`masks` and `truth` are of the same pictures, (n, h, w)", masks.shape == truth.shape and masks.ndim == 3
    yield "ten or more pictures have a true mask", len(masks) >= 10
    areas = truth.mean(axis=(1, 2))
    yield "no true mask is empty, and none is the whole picture", areas.min() > 0 and areas.max() < 1
    either = (masks | truth).sum(axis=(1, 2))
    exact = (masks & truth).sum(axis=(1, 2)) / either
    yield "`overlaps` is the IoU of each pair", np.allclose(overlaps, exact, atol=1e-3)


def _explain(maps, truth, shares):
    maps, truth = np.asarray(maps, float), np.asarray(truth, bool)
    yield "`maps` and `truth` are of the same pictures, (n, h, w)", maps.shape == truth.shape and maps.ndim == 3
    yield "three or more answers are explained", len(maps) >= 3
    positive = np.maximum(maps, 0)
    exact = (positive * truth).sum(axis=(1, 2)) / np.maximum(positive.sum(axis=(1, 2)), 1e-12)
    words = "`shares` says of each map how much of what speaks for the answer lies on the thing"
    yield words, np.allclose(shares, exact, atol=1e-3)


def _experiment(before, after, conclusion):
    before, after = np.asarray(before), np.asarray(after)
    yield "`before` and `after` say right or wrong, True or False", before.dtype == bool == after.dtype
    yield "one thing was changed: there are as many pictures after it as before", before.shape == after.shape
    yield "24 or more pictures were asked about", before.size >= 24
    yield _CONCLUDED, _is_a_sentence(conclusion)


# --- a world of one's own ---------------------------------------------------------------------------------------------


def _world(draw, read):
    pictures, again, others = np.asarray(draw(300, 1)), draw(300, 1), draw(300, 2)
    yield "`draw(n, seed)` gives n pictures, (n, h, w, c), from 0 to 1", _are_pictures(pictures, 300)
    yield _REPEATABLE, _same(pictures, again) and not _same(pictures, others)
    yield "`read` takes every picture of the world", np.shape(read(pictures)) == (300,) and np.all(read(pictures))
    yield "of 300 pictures 250 or more are different", len(np.unique(pictures.reshape(300, -1), axis=0)) >= 250
    shuffled = np.random.default_rng(0).permuted(pictures.reshape(300, -1), axis=1).reshape(pictures.shape)
    yield "`read` refuses pictures whose pixels are shuffled", np.mean(read(shuffled)) < 0.05
    blur = np.repeat(pictures.mean(axis=0, keepdims=True), 300, axis=0)
    yield "`read` refuses the mean of all pictures", not np.any(read(blur))


def _train(training, held_out, generate):
    training, held_out = np.asarray(training), np.asarray(held_out)
    yield "500 or more pictures are learned from", len(training) >= 500
    yield "200 or more pictures are held out", len(held_out) >= 200
    known = {picture.tobytes() for picture in training}
    seen = np.mean([picture.tobytes() in known for picture in held_out])
    yield "nine of ten held-out pictures are not in the training set: the world is large enough", seen <= 0.1
    drawn, again, others = generate(50, 1), generate(50, 1), generate(50, 2)
    is_picture = _are_pictures(drawn, 50, training.shape[1:])
    yield "`generate(n, seed)` gives n pictures of the same shape, from 0 to 1", is_picture
    yield _REPEATABLE, _same(drawn, again) and not _same(drawn, others)


def _judge(drawn, training, held_out, read, interval, card):
    drawn = np.asarray(drawn)
    predicted = np.asarray(read(drawn), bool)
    yield from _share_judged(predicted, np.ones(len(predicted), bool), interval, least=200)
    yield "`card` is what `metrics.scorecard` says: four numbers", len(card) == 4 and hasattr(card, "frechet_ratio")
    usual = np.quantile(metrics.nearest(held_out, training)[0], 0.01)
    copies = np.mean(metrics.nearest(drawn, training)[0] <= usual)
    yield "its copies are those of just these pictures", abs(copies - card.copies) < 0.005


def _deceive(pictures, read, card, honest):
    yield "200 or more pictures try to deceive your rules", len(pictures) >= 200
    yield "your rules take nine of ten of them", np.mean(read(np.asarray(pictures))) >= 0.9
    seen = card.recall < honest.recall / 2, card.copies > 0.5, card.frechet_ratio > 2 * honest.frechet_ratio
    yield "another number sees through them", any(seen)


def _failure(failed, kept, conclusion):
    are_counts = all(len(pair) == 2 and 0 <= pair[0] <= pair[1] for pair in (failed, kept))
    yield "`failed` and `kept` are pairs: pictures that your rules take, of how many", are_counts
    yield "both were judged on 200 pictures or more", min(failed[1], kept[1]) >= 200
    yield "what failed is worse than what you kept", failed[0] / failed[1] < kept[0] / kept[1]
    yield _CONCLUDED, _is_a_sentence(conclusion)


def _are_pictures(pictures, n, shape=None):
    pictures = np.asarray(pictures)
    fits = pictures.ndim == 4 and len(pictures) == n and shape in (None, pictures.shape[1:])
    return fits and pictures.min() >= 0 and pictures.max() <= 1


def _same(one, other):
    return np.array_equal(np.asarray(one), np.asarray(other))


# --- a small page -----------------------------------------------------------------------------------------------------


def _network(truth, predicted, interval):
    yield from _share_judged(predicted, truth, interval, least=300)
    yield "the interval is no wider than 0.06", interval[1] - interval[0] <= 0.06


def _shrink(path, weights, choices):
    shapes = {name: np.shape(array) for name, array in weights.items()}
    fits = {name: array.shape for name, array in compress.load(path).items()} == shapes
    yield "the file holds an array for each of the network's, of its shape", fits
    n = sum(np.size(array) for array in weights.values())
    yield "it takes a fifth of the bytes of 32-bit weights, or less", Path(path).stat().st_size <= 4 * n / 5
    different = len(set(map(tuple, choices)))
    yield "`choices` has (bytes, share right) of three settings or more that were tried", different >= 3


def _compare(truth, whole, small, difference, interval):
    truth, whole, small = map(np.asarray, (truth, whole, small))
    yield "300 or more pictures were read by both", truth.shape == whole.shape == small.shape and len(truth) >= 300
    each = (whole == truth).astype(float) - (small == truth)
    words = "`difference` is the share that the whole network reads, less the share that the small one reads"
    yield words, abs(each.mean() - difference) < 1e-6
    half = 1.96 * each.std() / np.sqrt(len(each))
    near = np.allclose(interval, (difference - half, difference + half), atol=max(0.25 * half, 1e-3))
    yield "`interval` is that of a paired difference: pictures that both read, or neither, say nothing", near


def _mistake(score, picture, changed, random, conclusion):
    picture, changed = np.asarray(picture), np.asarray(changed)
    yield "`changed` is `picture` with at most a fifth of its pixels changed", 0 < np.mean(changed != picture) <= 0.2
    before, after = (float(score(image[None])[0]) for image in (picture, changed))
    yield (
        "`score` is above 0 for the picture, where the network is wrong, and no more once it is changed",
        before > 0 >= after,
    )
    yield "`random` has the scores of 50 or more changes of as many pixels, at random", len(random) >= 50
    yield "fewer than half of those turn the answer: it matters which pixels", np.mean(np.asarray(random) <= 0) < 0.5
    yield _CONCLUDED, _is_a_sentence(conclusion)


def _page(path, agreement):
    text = Path(path).read_text(encoding="utf-8")
    yield "it is one page of HTML", text.startswith("<!doctype html>")
    yield "it weighs 300,000 bytes at the most", len(text.encode()) <= 300_000
    yield "it loads nothing from an address on the web", not _FROM_THE_WEB.search(text)
    yield "its answers were compared with the network's on 100 pictures or more", agreement.n >= 100
    yield "they agree on 98 of 100", agreement.same >= 0.98 * agreement.n


def _named(*steps):
    return {step.__name__.strip("_").replace("_", " "): step for step in steps}


STEPS = {
    "own_pictures": _named(_collect, _hold_out, _sort, _segment, _explain, _experiment),
    "own_world": _named(_world, _train, _judge, _deceive, _failure),
    "small_page": _named(_network, _shrink, _compare, _mistake, _page),
}
