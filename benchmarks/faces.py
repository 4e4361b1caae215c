"""Faces found and recognised: precision and recall of the detectors taught with feature vectors, equal error rates of those.

python benchmarks/faces.py          # some minutes; olivetti_faces joins where IMAGEN_COURSE_DATA has it
"""

import numpy as np
from protocol import report
from scipy.spatial.distance import pdist
from skimage.transform import resize
from sklearn.decomposition import PCA
from sklearn.metrics import precision_score, recall_score, roc_curve
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

from imagen_course.datasets import available, load, photograph
from imagen_course.features import CNNFeatures, HOGFeatures
from imagen_course.worlds import faces

PROTOCOL = """\
Detection: scikit-image's 100 face and 100 other crops, a fifth held out, ten splits (seeds 0 to 9); learned from the rest,
each mirrored, and 600 windows of five photographs without a face; an SVM with RBF kernel, C = 3. Some ten settings (cells,
C, PCA, maps or pooled maps) were tried on seed 0 while looking at one photograph. 'value' is the mean over the splits,
'from' and 'to' the lowest and highest. Recognition: equal error rate by the cosine of the vectors as they are (no mean is
taken from the people judged), 40 drawn people with 10 pictures each, seeds 0, 1, 2, none of them among the 300 that the
network learned from; olivetti_faces shrunk to 32 x 32 pixels, where at hand."""
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


def recognition():
    """Equal error rates on drawn faces, and on real ones where they are at hand."""
    sets = {"drawn faces": [faces.generate(40, 10, seed=seed) for seed in range(3)]}
    if any(entry.name == "olivetti_faces" and entry.ready for entry in available()):
        data = load("olivetti_faces")
        images = np.concatenate([data.train_images, data.test_images])
        small = np.stack([resize(image, (32, 32, 1), anti_aliasing=True) for image in images]).astype("float32")
        sets["olivetti faces"] = [(small, np.concatenate([data.train_labels, data.test_labels]))]
    network = CNNFeatures(weights="faces").fit(sets["drawn faces"][0][0])
    features = {
        "raw pixels": lambda x: x.reshape(len(x), -1),
        "HOG": HOGFeatures(cells=4).fit_transform,
        "CNN": network.transform,
    }
    for what, draws in sets.items():
        for name, vectors_of in features.items():
            rates = [equal_error(vectors_of(images), people) for images, people in draws]
            yield row(what, name, "equal error rate", rates)


def equal_error(vectors, people):
    """Where as many pairs of one person are refused as pairs of two are let through, by the cosine of their vectors."""
    passed, found, _ = roc_curve(pdist(people[:, None]) == 0, -pdist(vectors, "cosine"))
    middle = np.argmin(abs(passed - (1 - found)))
    return (passed[middle] + 1 - found[middle]) / 2


def row(data, feature, figure, values):
    """One line of the table: a mean with its spread."""
    low, mean, high = float(np.min(values)), float(np.mean(values)), float(np.max(values))
    return {"data": data, "feature": feature, "figure": figure, "value": mean, "from": low, "to": high}


if __name__ == "__main__":
    report("faces", [*detection(), *recognition()], protocol=PROTOCOL)
