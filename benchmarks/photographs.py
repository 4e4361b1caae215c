"""How well a network's features, support vectors and regions read real pictures: MNIST, and ten classes of photographs.

    python benchmarks/photographs.py [--data mnist|cifar10_small] [--seeds 1] [--validate] [--quick]

``mnist.npz`` and ``cifar10_small.npz`` (10,000 pictures of CIFAR-10 to learn from, 2,000 for the test) lie in the data
directory. ``--validate`` judges every C of the SVMs instead: it learns from some of the training pictures and is asked about
the others, with every setting of the SVMs; the test set is left alone.
"""

import argparse
import dataclasses
import time

import numpy as np
from protocol import report
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.cluster import MiniBatchKMeans
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

from imagen_course import datasets
from imagen_course.features import CNNFeatures, HOGFeatures
from imagen_course.pipeline import ImagenPipeline
from imagen_course.svm import LinearSVM

PROTOCOL = """\
{asked} ({seen}); {seeds} seed(s), which draw first weights, order and augmentation. A vector is the mean of
those of a picture and of its mirror image, where that is of the same class (photographs); SVMs read standardised vectors.
Accuracy is the mean over the seeds; plus or minus: 95 % of the binomial distribution, which speaks of these pictures.
Seconds, the network's training among them, are the wall's and all cores' on a machine that others used: two idle cores need
about half the CPU seconds where both can work. {tried}"""
TRIED = """\
Tried on validation pictures cut from the training set: one network for each data set. mnist: 3 of C for the linear and 3 for
the RBF SVM (the largest, 3, was best). cifar10_small: 9 linear SVMs on CNN vectors (3 of C; a picture, both views as
examples, their mean), 5 RBF SVMs (C, gamma, views), with and without mirror image for the softmax, 3 of C on HOG. The
patches, their C and the region pipeline were set once and not validated."""


class KMeansPatches(TransformerMixin, BaseEstimator):
    """How near each patch of a picture is to each of ``n_words`` patches found by k-means, summed in each quarter.

    References
    ----------
    Coates, Lee, Ng 2011, *An analysis of single-layer networks in unsupervised feature learning*, PMLR 15:215-223.
    """

    def __init__(self, *, n_words=800, side=6, n_patches=100_000, random_state=0):
        self.n_words = n_words
        self.side = side
        self.n_patches = n_patches
        self.random_state = random_state

    def fit(self, X, y=None):
        rng, windows = np.random.default_rng(self.random_state), self._windows(X)
        chosen = tuple(rng.integers(length, size=self.n_patches) for length in windows.shape[:3])
        patches = _even(windows[chosen].reshape(self.n_patches, -1))
        self.mean_ = patches.mean(axis=0)
        values, directions = np.linalg.eigh(np.cov(patches.T))
        self.whitening_ = ((directions / np.sqrt(values + 0.1)) @ directions.T).astype("float32")  # ZCA
        means = MiniBatchKMeans(self.n_words, batch_size=4096, n_init=1, random_state=self.random_state)
        self.words_ = means.fit((patches - self.mean_) @ self.whitening_).cluster_centers_
        return self

    def transform(self, X):
        windows = self._windows(X)
        return np.concatenate([self._quarters(windows[start : start + 16]) for start in range(0, len(X), 16)])

    def _windows(self, X):
        return np.lib.stride_tricks.sliding_window_view(X, (self.side, self.side), axis=(1, 2))  # (n, h, w, c, 6, 6)

    def _quarters(self, windows):
        n, h, w = windows.shape[:3]
        patches = (_even(windows.reshape(n * h * w, -1)) - self.mean_) @ self.whitening_
        squares = patches @ (-2 * self.words_.T)  # (n * h * w, k)
        squares += (patches**2).sum(axis=1, keepdims=True) + (self.words_**2).sum(axis=1)
        distances = np.sqrt(np.maximum(squares, 0))
        near = np.maximum(distances.mean(axis=1, keepdims=True) - distances, 0).reshape(n, h, w, -1)
        rows, columns = ((slice(side // 2), slice(side // 2, None)) for side in (h, w))
        return np.hstack([near[:, row, column].sum(axis=(1, 2)) for row in rows for column in columns])  # (n, 4 * k)


def _even(patches):
    """Brightness and contrast taken out; the 10 is Coates's, for pixels of 0 to 255."""
    centred = patches - patches.mean(axis=1, keepdims=True)
    return centred / np.sqrt(patches.var(axis=1, keepdims=True) + 10 / 255**2)


class Softmax(BaseEstimator):
    """The layer that trained the network, reading the same vectors as the SVMs."""

    def __init__(self, network):
        self.network = network

    def fit(self, vectors, labels):
        return self

    def predict(self, vectors):
        kernel, bias = self.network.weights_[-2:]
        return self.network.classes_[(vectors @ kernel + bias).argmax(axis=1)]


def linear(C):
    return make_pipeline(StandardScaler(), LinearSVM(C=C))


def rbf(C):
    return make_pipeline(StandardScaler(), SVC(C=C))  # gamma: 1 / the length of the vectors


KINDS = {linear: "linear SVM", rbf: "RBF SVM"}
C_TRIED = {linear: (0.0001, 0.001, 0.01), rbf: (0.3, 1, 3)}


@dataclasses.dataclass(frozen=True)
class Setting:
    """What is run on a data set; TRIED says which of it was chosen on validation pictures."""

    network: dict
    n_validation: int
    chosen: dict  # (features, kind of SVM): C
    regions: dict | None = None


SETTINGS = {
    "mnist": Setting(
        network={"widths": (32, 64, 128), "epochs": 6, "learning_rate": 0.004, "augment": ("shift",)},
        n_validation=10_000,
        chosen={("CNN", linear): 0.01, ("CNN", rbf): 3},
    ),
    "cifar10_small": Setting(
        network={"widths": (32, 64, 128, 256), "epochs": 25, "learning_rate": 0.004, "augment": ("shift", "flip")},
        n_validation=2_000,
        chosen={
            ("CNN", linear): 0.001,
            ("CNN", rbf): 1,
            ("HOG", linear): 0.001,
            ("k-means patches", linear): 0.001,
        },
        regions={"n_segments": 25, "merge_threshold": 30.0},
    ),
}


def timed(action, *arguments):
    """Return what the action returns, and the seconds of the wall and of the cores that it took."""
    start = time.perf_counter(), time.process_time()
    result = action(*arguments)
    return result, np.subtract((time.perf_counter(), time.process_time()), start)


def vectors(features, images, mirror):
    """Return the vector of each picture, or the mean of its own and its mirror image's."""
    views = [images, images[:, :, ::-1]] if mirror else [images]
    return sum(features.transform(view) for view in views) / np.float32(len(views))


def judge(name, data, predicted, fit, answer):
    """Return a row of the table."""
    n, accuracy = len(predicted), accuracy_score(data.test_labels, predicted)
    row = {"data": data.name, "contender": name, "accuracy": accuracy}
    row |= {"plus or minus": 1.96 * np.sqrt(accuracy * (1 - accuracy) / n)}
    row |= {"fit s": float(fit[0]), "fit CPU s": float(fit[1]), "ms a picture": float(1e3 * answer[0] / n)}
    print(" | ".join(f"{value:.4g}" if isinstance(value, float) else str(value) for value in row.values()), flush=True)
    return row


def with_features(data, name, features, heads, *, mirror):
    """Fit features once, and judge each classifier on them as if it had fitted them by itself."""
    _, learning = timed(features.fit, data.train_images, data.train_labels)
    train, train_time = timed(vectors, features, data.train_images, mirror)
    test, test_time = timed(vectors, features, data.test_images, mirror)
    for kind, head in heads.items():
        _, fit = timed(head.fit, train, data.train_labels)
        predicted, answer = timed(head.predict, test)
        reading = 0 if isinstance(head, Softmax) else train_time
        yield judge(f"{name}, {kind}", data, predicted, learning + reading + fit, test_time + answer)


def rows_of(data, setting, seed, *, validate):
    """Yield the row of each contender on one data set."""
    network = CNNFeatures(**setting.network, random_state=seed)
    contenders = {
        "CNN": network,
        "HOG": HOGFeatures(cells=data.train_images.shape[1] // 4),
        "k-means patches": KMeansPatches(random_state=seed),
    }
    mirror = "flip" in setting.network["augment"]  # a mirror image is of the same class
    for name, features in contenders.items():
        heads = {"softmax": Softmax(network)} if features is network else {}
        for (of, kind), chosen in setting.chosen.items():
            tried = C_TRIED[kind] if validate else [chosen]
            heads |= {f"{KINDS[kind]}, C = {C:g}": kind(C) for C in tried if of == name}
        if heads:
            yield from with_features(data, name, features, heads, mirror=mirror)
    if setting.regions:
        yield with_regions(data, setting, seed)


def with_regions(data, setting, seed):
    """Judge the region pipeline, which learns from labels, on pictures enlarged twice.

    Its regions are described by HOG: to fit a network on several regions a picture, seven times, would take an hour.
    """
    pipeline = ImagenPipeline(features=HOGFeatures(), random_state=seed, **setting.regions)
    train, test = (images.repeat(2, axis=1).repeat(2, axis=2) for images in (data.train_images, data.test_images))
    _, fit = timed(pipeline.fit, train, data.train_labels)
    predicted, answer = timed(pipeline.predict, test)
    return judge("regions, HOG, linear SVM, vote", data, predicted, fit, answer)


def some(data, n_train, n_test):
    """Keep the first pictures of each split."""
    first = {f"train_{part}": getattr(data, f"train_{part}")[:n_train] for part in ("images", "labels")}
    return dataclasses.replace(data, **first, test_images=data.test_images[:n_test], test_labels=data.test_labels[:n_test])


def held_out(data, n):
    """Put ``n`` of the training pictures, as many of each class, in the place of the test set."""
    options = {"test_size": n, "random_state": 0, "stratify": data.train_labels}
    train, test, train_labels, test_labels = train_test_split(data.train_images, data.train_labels, **options)
    parts = {"train_images": train, "train_labels": train_labels, "test_images": test, "test_labels": test_labels}
    return dataclasses.replace(data, **parts)


def over_seeds(rows):
    """Put the rows of one contender together."""
    first, numbers = rows[0], {key: [row[key] for row in rows] for key in rows[0] if isinstance(rows[0][key], float)}
    row = first | {key: float(np.mean(values)) for key, values in numbers.items()}
    return row | {"from": min(numbers["accuracy"]), "to": max(numbers["accuracy"])}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", choices=SETTINGS, help="one of them instead of both")
    parser.add_argument("--seeds", type=int, default=1, help="how many times all is fitted anew")
    parser.add_argument(
        "--validate", action="store_true", help="judge every setting of the SVMs on training pictures held out"
    )
    parser.add_argument("--quick", action="store_true", help="500 pictures, 1 epoch: to see that it runs")
    arguments = parser.parse_args()
    table, asked = {}, []
    for name in [arguments.data] if arguments.data else SETTINGS:
        data, setting = datasets.load(name), SETTINGS[name]
        data = held_out(data, setting.n_validation) if arguments.validate else data
        if arguments.quick:
            regions = setting.regions and setting.regions | {"epochs": 1}
            data = some(data, 500, 200)
            setting = dataclasses.replace(setting, network=setting.network | {"epochs": 1}, regions=regions)
        asked.append(f"{name}: {len(data.train_images):,} to learn from, {len(data.test_images):,} to answer for")
        for seed in range(arguments.seeds):
            for row in rows_of(data, setting, seed, validate=arguments.validate):
                table.setdefault((name, row["contender"]), []).append(row)
    seen = "validation pictures cut from the training set" if arguments.validate else "the test set, looked at once a seed"
    protocol = PROTOCOL.format(asked="; ".join(asked), seen=seen, seeds=arguments.seeds, tried=TRIED)
    parts = ["photographs", arguments.data, "validation" * arguments.validate, "quick" * arguments.quick]
    report("_".join(filter(None, parts)), [over_seeds(rows) for rows in table.values()], protocol=protocol)


if __name__ == "__main__":
    main()
