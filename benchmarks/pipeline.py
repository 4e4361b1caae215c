"""What regions, masks and votes are worth: the pipeline beside the same network and HOG on whole pictures, and an FCN.

    python benchmarks/pipeline.py [--seeds 3] [--quick]

Scenes of 64 x 64 pixels with 1 to 4 objects of 5 classes, clutter and noise; the class of a picture is that of its largest
object. In each round every contender learns from the same pictures and answers for the same others; a round has its own
training pictures and its own first weights. The network has one recipe wherever it is used, and is trained from nothing on
those pictures, but for the row that says it is the shipped one. The fully convolutional network learns masks for as many
CPU seconds as the pipeline took to. The SVM's C on HOG features is chosen by cross-validation.
"""

import argparse
import time

import numpy as np
from protocol import interval, report
from scipy import ndimage
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from imagen_course import metrics
from imagen_course.arrays import load_keras
from imagen_course.features import CNNFeatures, HOGFeatures
from imagen_course.pipeline import ImagenPipeline
from imagen_course.svm import LinearSVM
from imagen_course.worlds import scenes

PLAIN = {"n_objects": (1, 4), "clutter": 3, "noise": 0.02}
HARD = PLAIN | {"background": "texture", "contrast": 0.6, "texture": 0.5, "occlusion": 0.3}
PROTOCOL = """\
{n_train} scenes to learn from ({few} in the rows that say so), {n_test} others to answer for; 5 classes, 1 to 4 objects,
clutter 3, noise 0.02; hard: textured backgrounds and objects, contrast 0.6, up to 30 % of an object hidden. Mean of
{seeds} rounds with the 95 % interval of Student's t. Percent; CPU s of fit, both cores together. {epochs} epochs
({few_epochs} for few pictures). Settings tried, on other seeds: learning rate 4, SLIC and merging 18, refinement of
borders 6, epochs for few 2; HOG: 3 of C in each round; FCN: 2."""


class WholeCNN(CNNFeatures):
    """The network by itself as a classifier of whole pictures."""

    def predict(self, X):
        return self.classes_[self.predict_proba(X).argmax(axis=1)]


class Pipeline(ImagenPipeline):
    """The pipeline, which cuts the pictures it is asked about once for its three answers."""

    asked = None

    def _classified(self, X):
        if X is not self.asked:
            self.asked, self.found = X, list(super()._classified(X))
        return self.found


class FCN:
    """A fully convolutional network: a softmax for each pixel, from maps of half, a quarter and an eighth of its size."""

    def __init__(self, cpu_seconds, seed):
        self.cpu_seconds, self.seed = cpu_seconds, seed

    def fit(self, images, masks):
        keras = load_keras()
        layers = keras.layers
        random, deadline = np.random.RandomState(self.seed), time.process_time() + self.cpu_seconds

        def block(x, width, stride=1):
            kernel = keras.initializers.HeNormal(int(random.randint(2**31 - 1)))
            x = layers.Conv2D(width, 3, stride, padding="same", use_bias=False, kernel_initializer=kernel)(x)
            return layers.ReLU()(layers.BatchNormalization(momentum=0.9)(x))

        pictures = keras.Input((None, None, 3))
        half = block(pictures, 32, stride=2)
        quarter = block(block(half, 48, stride=2), 64)
        x = block(block(block(quarter, 96, stride=2), 96), 96)
        x = block(layers.Concatenate()([layers.UpSampling2D()(x), quarter]), 64)
        x = block(layers.Concatenate()([layers.UpSampling2D()(x), half]), 48)
        x = layers.UpSampling2D(interpolation="bilinear")(x)
        self.network = keras.Model(pictures, layers.Conv2D(int(masks.max()) + 1, 1, activation="softmax")(x))
        rate = keras.optimizers.Adam(0.003)
        self.network.compile(rate, "sparse_categorical_crossentropy")
        while (left := deadline - time.process_time()) > 0:
            rate.learning_rate = 0.003 * max(0.02, min(1, 2 * left / self.cpu_seconds))  # falls in the second half
            for part in np.array_split(random.permutation(len(images)), max(1, len(images) // 32)):
                self.network.train_on_batch(images[part], masks[part])
        return self

    def _probabilities(self, images):
        return self.network.predict(images, batch_size=64, verbose=0)

    def segment(self, images):
        return self._probabilities(images).argmax(axis=-1)

    def detect(self, images):
        return [self._objects(p)[:3] for p in self._probabilities(images)]

    def predict(self, images):
        found = [self._objects(p) for p in self._probabilities(images)]
        return np.array([labels[np.argmax(areas)] if len(areas) else 0 for _, labels, _, areas in found])

    def _objects(self, probabilities):
        codes, boxes, labels, scores, areas = probabilities.argmax(axis=-1), [], [], [], []
        for code in np.unique(codes[codes > 0]):
            pieces, _ = ndimage.label(codes == code)
            for number, (rows, columns) in enumerate(ndimage.find_objects(pieces), start=1):
                boxes.append((rows.start, columns.start, rows.stop, columns.stop))
                labels.append(code - 1)
                scores.append(probabilities[..., code][pieces == number].mean())
                areas.append((pieces == number).sum())
        return np.array(boxes, int).reshape(-1, 4), np.array(labels, int), np.array(scores), np.array(areas)


def hog():
    machine = make_pipeline(StandardScaler(), LinearSVM())
    return make_pipeline(HOGFeatures(cells=8), GridSearchCV(machine, {"linearsvm__C": [0.0001, 0.001, 0.01]}, cv=3))


def judge(data, name, model, train, targets, test):
    """Fit one contender and judge it by picture, by pixel and by box, as far as it answers."""
    start = time.process_time()
    model.fit(train.images, targets)
    row = {"data": data, "contender": name, "CPU s": time.process_time() - start}
    row["accuracy"] = 100 * np.mean(model.predict(test.images) == test.labels)
    if hasattr(model, "segment"):
        found = [[each[i] for each in model.detect(test.images)] for i in range(3)]
        row["mean IoU"] = 100 * metrics.mean_iou(test.masks, model.segment(test.images))
        row["AP50"] = 100 * metrics.average_precision(test.boxes, test.box_labels, *found)
    print(" | ".join(f"{value:.1f}" if isinstance(value, float) else str(value) for value in row.values()), flush=True)
    return row


def regions(seed, epochs, **options):
    return Pipeline(vote="largest", features=CNNFeatures(epochs=epochs, random_state=seed), **options)


def one_round(data, mode, n_train, test, epochs, seed):
    train = scenes.generate(n_train, seed=100 + seed, **mode)
    asked = [
        ("regions, masks", regions(seed, epochs), train.masks),
        ("regions, labels", regions(seed, epochs), train.labels),
        ("same CNN, whole picture, labels", WholeCNN(epochs=epochs, random_state=seed), train.labels),
        ("HOG + SVM, whole picture, labels", hog(), train.labels),
    ]
    rows = [judge(data, name, model, train, targets, test) for name, model, targets in asked]
    rows.append(judge(data, "FCN, masks, CPU time of the first", FCN(rows[0]["CPU s"], seed), train, train.masks, test))
    if n_train >= 1000:
        shipped = Pipeline(vote="largest", features=CNNFeatures(weights="scenes"))
        rows.append(judge(data, "regions, masks, shipped CNN", shipped, train, train.masks, test))
    return rows


def summed_up(rounds):
    """A row for each contender: mean and half-width of the interval over the rounds."""
    for same in zip(*rounds, strict=True):
        row = {"data": same[0]["data"], "contender": same[0]["contender"]}
        row["CPU s"] = round(float(np.mean([each["CPU s"] for each in same])))
        for name in ("accuracy", "mean IoU", "AP50"):
            row[name] = interval([each[name] for each in same]) if name in same[0] else "-"
        yield row


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="200 pictures, 2 epochs, 2 rounds: to see that it runs")
    arguments = parser.parse_args()
    n_train, n_test, epochs, few, few_epochs, seeds = 1500, 2000, 8, 100, 40, arguments.seeds
    if arguments.quick:
        n_train, n_test, epochs, few, few_epochs, seeds = 200, 200, 2, 60, 4, 2
    protocol = PROTOCOL.format(n_train=n_train, n_test=n_test, few=few, epochs=epochs, few_epochs=few_epochs, seeds=seeds)
    rows = []
    cases = (
        ("scenes", PLAIN, n_train, epochs),
        (f"scenes, {few}", PLAIN, few, few_epochs),
        ("hard scenes", HARD, n_train, epochs),
    )
    load_keras()  # 10 s that are nobody's
    for data, mode, n, passes in cases:
        test = scenes.generate(n_test, seed=2, **mode)
        rows += summed_up([one_round(data, mode, n, test, passes, seed) for seed in range(seeds)])
        report("pipeline_quick" if arguments.quick else "pipeline", rows, protocol=protocol)


if __name__ == "__main__":
    main()
