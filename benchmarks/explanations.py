"""Which explanation of a network lies on the pixels that are the reason: two worlds, shuffled weights, a watermark.

    python benchmarks/explanations.py [--pictures 500]       # three minutes of one core

Nothing is downloaded; the networks are trained here. Another number of pictures is a trial: nothing is stored.
"""

import argparse
from functools import partial

import numpy as np
from protocol import report
from scipy import ndimage, stats

from imagen_course import explain, segment
from imagen_course.arrays import load_keras
from imagen_course.training import Layers, seeds
from imagen_course.worlds import composites, scenes

N, SIDE, MARK, REGIONS = 500, 48, 6, 12
DRAWN = ("fox", "banana", "owl", "rocket", "cactus", "umbrella")
ROUGH = {"size": SIDE, "clutter": 3, "noise": 0.02}
WORLDS = {  # how pictures are drawn, how many classes, how many to learn from, how often
    "drawings": (partial(composites.generate, names=DRAWN, **ROUGH), len(DRAWN), 2000, 8),
    "scenes": (partial(scenes.generate, **ROUGH), len(scenes.CLASSES), 8000, 6),
}
PROTOCOL = f"""\
Scenes and scenes of drawings of {SIDE} x {SIDE} pixels, three strokes of clutter, noise of 0.02. A network for each world,
four convolutions, global average pooling and one output a class, learns from pictures of one to four things which classes
are there: 8,000 scenes six times, 2,000 scenes of drawings eight times, half a minute and ten seconds of one core.
Explained are unseen pictures, of each one class at random that is there and that the network says is there; the reason
are the pixels of the things of this class, and of no other thing. Said: how often the network says so. Mass: share of
what is above 0 in a map that lies on the reason; rank: of the highest pixels, as many as the reason has, the share on it
(both Arras et al. 2022); pointing: is the highest pixel on it (Zhang et al. 2016). Per cent, with half a 95 % interval
over pictures. SmoothGrad: 8 samples, noise 0.1; integrated gradients: from the picture's mean colour, 12 steps;
occlusion by that colour, windows of 12 pixels, every 6; Grad-CAM of the last maps, 12 x 12; exact Shapley values of
{REGIONS} superpixels at the most, on every twenty-fifth picture, beside the fall when one of the same regions is left out.
Beside them: a Sobel filter of the picture, a blob in its middle (a Gaussian), chance. Weights shuffled: those of each
array among themselves, a fifth of the pictures; "like before" is the rank correlation of sizes with the map of the
trained network. Watermark: a network of drawings learned from pictures with a half transparent checked mark of {MARK} x
{MARK} pixels in the corner wherever a fox is, and nowhere else; explained is "fox" on pictures with fox and mark, and the
reason is the mark."""


def there(drawn, n_classes):
    """Which classes each picture shows: (n, n_classes)."""
    return np.stack([(drawn.masks == 1 + label).any(axis=(1, 2)) for label in range(n_classes)], axis=1)


def built(n_classes, seed):
    """A small network whose last maps are averaged: outputs above 0 say that a class is there."""
    layers = Layers(seeds(seed))
    keras = layers.keras
    x = pictures = keras.Input((SIDE, SIDE, 3))
    for number, (filters, stride) in enumerate(((16, 2), (32, 2), (48, 1), (48, 1))):
        x = keras.layers.BatchNormalization(momentum=0.9)(layers.convolution(filters, strides=stride, use_bias=False)(x))
        x = keras.layers.ReLU(name=f"maps_{number}")(x)
    x = keras.layers.GlobalAveragePooling2D()(x)
    return keras.Model(pictures, layers.dense(n_classes)(x))


def trained(images, labels, epochs):
    """A network that says of each class whether it is there."""
    keras = load_keras()
    network, random, steps = built(labels.shape[1], 0), np.random.default_rng(0), -(-len(images) // 32)
    rate = keras.optimizers.schedules.CosineDecay(5e-3, epochs * steps)
    network.compile(keras.optimizers.Adam(rate), keras.losses.BinaryCrossentropy(from_logits=True))
    for _ in range(epochs):
        order = random.permutation(len(images))
        network.fit(images[order], labels[order].astype("float32"), batch_size=32, shuffle=False, verbose=0)
    return network


def said(network, images):
    """Which classes the network says are there."""
    return network.predict(images, verbose=0, batch_size=256) > 0


def marked(images, which):
    """Lay the watermark on some pictures; return them and its pixels."""
    place = (slice(-MARK - 2, -2),) * 2
    checks = (np.indices((MARK, MARK)) // 2).sum(axis=0)[..., None] % 2
    images, reason = images.copy(), np.zeros(images.shape[:3], bool)
    images[which, *place] = (images[which, *place] + checks) / 2
    reason[:, *place] = True
    return images, reason


def methods(network, label):
    """What explains a class by pixels: functions from images to maps."""
    score, slope = explain.score_of(network, label), explain.gradient_of(network, label)
    features, head = explain.cut(network, "maps_3")
    through = explain.gradient_of(head, label)

    def from_mean(images):
        return {"baseline": images.mean(axis=(1, 2), keepdims=True)}

    return {
        "gradient": partial(explain.saliency, slope),
        "SmoothGrad": partial(explain.smooth_grad, slope, n_samples=8),
        "integrated gradients": lambda x: explain.integrated_gradients(slope, x, steps=12, **from_mean(x)),
        "occlusion": lambda x: explain.occlusion(score, x, size=12, stride=6, fill=x.mean(axis=(1, 2), keepdims=True)),
        "Grad-CAM": lambda x: explain.grad_cam(features, through, x),
    }


def explained(network, images, labels):
    """Maps (n, h, w) by the method, each picture's of its own class."""
    found = {}
    for label in np.unique(labels):
        where = labels == label
        for name, method in methods(network, int(label)).items():
            found.setdefault(name, np.empty(images.shape[:3]))[where] = method(images[where])
    return found


def by_regions(network, images, labels):
    """Maps by Shapley values of superpixels, and by what the score falls when one is left out."""
    fair, alone = [], []
    for image, label in zip(images, labels, strict=True):
        n = REGIONS
        while (regions := segment.slic(image[None], n_segments=n)[0]).max() >= REGIONS:
            n -= 1
        values = explain.coalitions(explain.score_of(network, int(label)), image, regions, fill=image.mean(axis=(0, 1)))
        without = [values[tuple(1 - row)] for row in np.eye(values.ndim, dtype=int)]
        fair.append(explain.shapley_values(values)[regions])
        alone.append((values.ravel()[-1] - np.array(without))[regions])
    return {"Shapley values of regions": np.array(fair), "one region left out": np.array(alone)}


def without_a_network(images):
    """What knows nothing of the network."""
    grey, (rows, columns) = images.mean(axis=-1), np.indices((SIDE, SIDE)) - (SIDE - 1) / 2
    edges = np.hypot(ndimage.sobel(grey, axis=1), ndimage.sobel(grey, axis=2))
    middle = np.exp(-(rows**2 + columns**2) / (SIDE / 2) ** 2 * 4)
    chance = np.random.default_rng(0).random(images.shape[:3])
    return {"Sobel filter": edges, "blob in the middle": np.broadcast_to(middle, images.shape[:3]), "chance": chance}


def told(values):
    """Mean and half a 95 % interval, in per cent."""
    return round(100 * float(values.mean()), 1), round(196 * float(values.std(ddof=1)) / len(values) ** 0.5, 1)


def judged(part, maps, reasons, before=None):
    """A row for each method: how far its maps agree with the reason, and how like those of before they are."""
    rows = []
    for name, some in maps.items():
        figures = explain.agreement(some, reasons)._asdict()
        row = {"part": part, "method": name, "n": len(some)}
        for figure, values in figures.items():
            row[figure], row[f"{figure} ±"] = told(values)
        pairs = zip(some, before[name], strict=True) if before else ()
        like = [alike(np.abs(a).ravel(), np.abs(b).ravel()) for a, b in pairs]
        row["like before"], row["like before ±"] = told(np.array(like)) if before else (None, None)
        rows.append(row)
        print(row, flush=True)
    return rows


def alike(one, other):
    """Rank correlation; 0 where a map says nothing."""
    return stats.spearmanr(one, other).statistic if np.ptp(one) and np.ptp(other) else 0.0


def seen(network, drawn, n_classes, n):
    """The first ``n`` pictures with a class that is there and said to be, which of these, and its pixels."""
    right, random = said(network, drawn.images) & there(drawn, n_classes), np.random.default_rng(5)
    which = np.flatnonzero(right.any(axis=1))[:n]
    labels = np.array([random.choice(np.flatnonzero(right[i])) for i in which])
    return drawn.images[which], labels, drawn.masks[which] == 1 + labels[:, None, None]


def hidden(world, network, images, labels, reasons):
    """Is the reason one? How often the network still says the class where it, or as much elsewhere, has the mean colour."""
    elsewhere = np.roll(reasons, SIDE // 2, axis=(1, 2)) & ~reasons
    for name, where in {"the class, its pixels hidden": reasons, "the class, others hidden": elsewhere}.items():
        filled = np.where(where[..., None], images.mean(axis=(1, 2), keepdims=True), images)
        says = said(network, filled)[np.arange(len(images)), labels]
        yield {"part": world, "method": name, "n": len(images), "said": told(says)[0]}


def of_world(world, n):
    """Rows of one world: several things, one thing, weights shuffled."""
    draw, n_classes, n_train, epochs = WORLDS[world]
    learned = draw(n=n_train, seed=1, n_objects=(1, 4))
    network = trained(learned.images, there(learned, n_classes), epochs)
    test = draw(n=n + n // 4, seed=2, n_objects=(2, 4))
    right = 100 * (said(network, test.images) == there(test, n_classes)).mean()
    images, labels, reasons = seen(network, test, n_classes, n)
    maps = explained(network, images, labels)
    maps["gradient, blurred"] = ndimage.gaussian_filter(maps["gradient"], (0, 2, 2))
    rows = [{"part": world, "method": "what is there, of all classes", "n": len(test), "said": round(right, 1)}]
    rows += hidden(world, network, images, labels, reasons)
    rows += judged(f"{world}, two to four things", maps | without_a_network(images), reasons)
    few = slice(0, n // 5)
    shuffled = explain.with_random_weights(network, seed=1)
    after = explained(shuffled, images[few], labels[few])
    rows += judged(f"{world}, weights shuffled", after, reasons[few], {name: maps[name][few] for name in after})
    some = slice(None, None, 25)
    rows += judged(f"{world}, two to four things", by_regions(network, images[some], labels[some]), reasons[some])
    alone = seen(network, draw(n=n // 4, seed=3, n_objects=1), n_classes, n // 5)
    return rows + judged(f"{world}, one thing", explained(network, *alone[:2]) | without_a_network(alone[0]), alone[2])


def of_watermark(n):
    """Rows of the network that learned from marked pictures."""
    draw, n_classes, n_train, epochs = WORLDS["drawings"]
    learned, test = draw(n=n_train, seed=1, n_objects=(1, 4)), draw(n=2 * n, seed=4, n_objects=(2, 4))
    shown, fox = there(learned, n_classes), there(test, n_classes)[:, 0]
    network = trained(marked(learned.images, shown[:, 0])[0], shown, epochs)
    both, reason = marked(test.images, slice(None))
    cases = {"fox and mark": both[fox], "mark, no fox": both[~fox], "fox, no mark": test.images[fox]}
    rows = []
    for name, images in cases.items():
        says = said(network, images)[:, 0]
        rows.append({"part": "watermark", "method": f'"fox" is said of: {name}', "n": len(images), "said": told(says)[0]})
        print(rows[-1])
    images, few = both[fox][: n // 2], slice(None, None, 25)
    labels, reasons = np.zeros(len(images), int), reason[: len(images)]
    maps = explained(network, images, labels) | without_a_network(images)
    rows += judged("watermark", maps, reasons)
    return rows + judged("watermark", by_regions(network, images[few], labels[few]), reasons[few])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--pictures", type=int, default=N)
    parser.add_argument("--only", choices=[*WORLDS, "watermark"], help="one part alone; nothing is stored")
    arguments = parser.parse_args()
    n, rows = arguments.pictures, []
    for part in [arguments.only] if arguments.only else [*WORLDS, "watermark"]:
        rows += of_watermark(n) if part == "watermark" else of_world(part, n)
    if n == N and not arguments.only:
        columns = dict.fromkeys(key for row in rows for key in row)
        report("explanations", [{key: row.get(key) for key in columns} for row in rows], protocol=PROTOCOL)


if __name__ == "__main__":
    main()
