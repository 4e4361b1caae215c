"""Faces found and recognised: precision and recall of the detectors taught with feature vectors, equal error rates of those.

python benchmarks/faces.py          # some minutes; olivetti_faces and orl_half.npz join where IMAGEN_COURSE_DATA has them
"""

import numpy as np
from protocol import report
from scipy import stats
from scipy.spatial.distance import pdist
from skimage.feature import local_binary_pattern
from skimage.transform import resize
from sklearn.decomposition import PCA
from sklearn.metrics import precision_score, recall_score, roc_curve
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler, normalize
from sklearn.svm import SVC

from imagen_course.datasets import available, data_directory, load, photograph
from imagen_course.features import CNNFeatures, HOGFeatures, PhotographFeatures
from imagen_course.worlds import faces

PROTOCOL = """\
Detection: scikit-image's 100 face and 100 other crops, a fifth held out, ten splits (seeds 0 to 9); learned from the rest,
each mirrored, and 600 windows of five photographs without a face; an SVM with RBF kernel, C = 3. Some ten settings (cells,
C, PCA, maps or pooled maps) were tried on seed 0 while looking at one photograph. 'value' is the mean over the splits,
'from' and 'to' the lowest and highest. Recognition: equal error rate by the cosine of the vectors as they are (no mean is
taken from the people judged), 40 drawn people with 10 pictures each, seeds 0, 1, 2, none of them among the 300 that the
network learned from; olivetti_faces, where at hand. ORL: 20 people of the ORL faces, 10 photographs each, 112 x 92 pixels;
rank 1: five of each are learned, the nearest names the others, mean of ten draws; a linear SVM in its place (C = 10); equal
error rate over all pairs, also with the mean of all pictures taken out (centred). 'from' and 'to' there: 95 % by the
jackknife over people. Raw pixels, HOG and CNN see 32 x 32 pixels, as the network learned; LBP (uniform patterns of 8 points
at radius 2, 4 x 4 cells, roots of shares) and the photograph network, PhotographFeatures(cells=3), the pictures as they are.
Neither was taught faces; nothing was fitted to these people. Some ninety settings of the photograph network were looked at
on them (sides, stages, cells): nearly all have an equal error rate of 4 to 8 %. Other people of the set were kept away."""
OTHERS = ("coffee", "china", "flower", "rocket", "chelsea")


def windows(n, rng):
    """Cut ``n`` windows of 25 x 25 pixels from each of the photographs without a face, at three sizes."""
    cuts, photos = [], [photograph(name).mean(axis=-1) for name in OTHERS]
    for number in range(n * len(OTHERS)):
        photo = photos[number % len(OTHERS)]
        side = (60, 100, 140)[number % 3] / min(photo.shape)
        top, left = (rng.integers(length - 25 / side) for length in photo.shape)
        window = photo[top : top + round(25 / side), left : left + round(25 / side)]
        cuts.append(resize(window, (25, 25, 1), anti_aliasing=True))
    return np.array(cuts, "float32")


def detection():
    """Precision and recall of each detector over ten splits."""
    beside = windows(120, np.random.default_rng(0))
    network = CNNFeatures(weights="faces").fit(beside)
    hog = HOGFeatures(cells=5).fit(beside)
    detectors = {
        "HOG": (hog.transform, [StandardScaler(), SVC(C=3)]),
        "CNN": (
            lambda x: network.maps(x).reshape(len(x), -1),
            [StandardScaler(), PCA(100, random_state=0), SVC(C=3)],
        ),
    }
    figures = {name: [] for name in detectors}
    for seed in range(10):
        data = load("faces", seed=seed)
        x = np.concatenate([data.train_images, data.train_images[:, :, ::-1], beside])
        y = np.concatenate([data.train_labels, data.train_labels, np.zeros(len(beside), int)])
        for name, (vectors_of, steps) in detectors.items():
            said = make_pipeline(*steps).fit(vectors_of(x), y).predict(vectors_of(data.test_images))
            scores = (score(data.test_labels, said, zero_division=1) for score in (precision_score, recall_score))
            figures[name].append(tuple(scores))
    for name, values in figures.items():
        for figure, column in zip(("precision", "recall"), np.transpose(values), strict=True):
            yield row("face crops", name, figure, column)


def shrunk(images):
    return np.stack([resize(image, (32, 32, 1), anti_aliasing=True) for image in images]).astype("float32")


def patterns(images):
    """Local binary patterns: which of eight points round a pixel are brighter, counted in each of 4 x 4 cells."""
    counts = []
    for image in images:
        code = local_binary_pattern(np.uint8(np.rint(255 * image[..., 0])), 8, 2, "nri_uniform").astype(int)
        cells = [cell for row in np.array_split(code, 4) for cell in np.array_split(row, 4, axis=1)]
        counts.append(np.concatenate([np.bincount(cell.ravel(), minlength=59) / cell.size for cell in cells]))
    return np.sqrt(counts)


FEATURES = {
    "raw pixels": lambda images: shrunk(images).reshape(len(images), -1),
    "HOG": lambda images: HOGFeatures(cells=4).fit_transform(shrunk(images)),
    "LBP": patterns,
    "CNN": lambda images: CNNFeatures(weights="faces").fit(shrunk(images)).transform(shrunk(images)),
    "photograph network": PhotographFeatures(cells=3).fit_transform,
}


def recognition():
    """Equal error rates on drawn faces, and on real ones where they are at hand."""
    sets = {"drawn faces": [faces.generate(40, 10, seed=seed) for seed in range(3)]}
    if any(entry.name == "olivetti_faces" and entry.ready for entry in available()):
        data = load("olivetti_faces")
        images = np.concatenate([data.train_images, data.test_images])
        sets["olivetti faces"] = [(images, np.concatenate([data.train_labels, data.test_labels]))]
    for what, draws in sets.items():
        for name, vectors_of in FEATURES.items():
            rates = [equal_error(vectors_of(images), people) for images, people in draws]
            yield row(what, name, "equal error rate", rates)


def real_people():
    """What the vectors are worth on photographs of real people, with an interval over people."""
    if not (path := data_directory() / "orl_half.npz").exists():
        return
    with np.load(path) as data:
        images, people = data["images"][..., None] / np.float32(255), data["people"]
    for name, vectors_of in FEATURES.items():
        vectors = np.asarray(vectors_of(images), "float64")
        for figure, judge in FIGURES.items():
            value = judge(vectors, people)
            without = [judge(vectors[people != one], people[people != one]) for one in np.unique(people)]
            n = len(without)
            half = stats.t.ppf(0.975, n - 1) * np.sqrt((n - 1) * np.var(without))
            yield row("ORL faces", name, figure, [value - half, value, value + half])


def by_draws(named):
    """Learn five pictures of each person, name the others: the mean share of right names over ten draws."""

    def judge(vectors, people):
        vectors, right = normalize(vectors), []
        for seed in range(10):
            order = np.random.default_rng(seed).permuted(np.tile(np.arange(10), (40, 1)), axis=1)
            known = np.concatenate([np.flatnonzero(people == one)[order[one, :5]] for one in np.unique(people)])
            asked = np.setdiff1d(np.arange(len(people)), known)
            right.append(np.mean(named(vectors[known], people[known], vectors[asked]) == people[asked]))
        return np.mean(right)

    return judge


def equal_error(vectors, people):
    """Where as many pairs of one person are refused as pairs of two are let through, by the cosine of their vectors."""
    passed, found, _ = roc_curve(pdist(people[:, None]) == 0, -pdist(vectors, "cosine"))
    middle = np.argmin(abs(passed - (1 - found)))
    return (passed[middle] + 1 - found[middle]) / 2


FIGURES = {
    "rank 1": by_draws(lambda known, people, asked: people[(asked @ known.T).argmax(axis=1)]),
    "linear SVM": by_draws(lambda known, people, asked: SVC(kernel="linear", C=10).fit(known, people).predict(asked)),
    "equal error rate": equal_error,
    "equal error rate, centred": lambda vectors, people: equal_error(vectors - vectors.mean(axis=0), people),
}


def row(data, feature, figure, values):
    """One line of the table: a mean with its spread."""
    low, mean, high = float(np.min(values)), float(np.mean(values)), float(np.max(values))
    return {"data": data, "feature": feature, "figure": figure, "value": mean, "from": low, "to": high}


if __name__ == "__main__":
    report("faces", [*detection(), *recognition(), *real_people()], protocol=PROTOCOL)
