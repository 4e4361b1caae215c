"""What regions, masks and votes are worth: the pipeline beside the same network and HOG on whole pictures.

    python benchmarks/pipeline.py [--train 1500] [--test 2000] [--quick]

Every contender learns from the same pictures and is asked about the same others, drawn from other seeds. The network has one
recipe wherever it is used, and is trained from nothing on those pictures, but for the row that says it is the shipped one.
The SVM's C on HOG features is chosen by cross-validation. Digits, of 8 x 8 pixels, have no masks to learn from or be judged
by; for regions they are enlarged four times.
"""

import argparse
import time

import numpy as np
from protocol import report
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from imagen_course import datasets, metrics, scenes
from imagen_course.features import CNNFeatures, HOGFeatures
from imagen_course.pipeline import ImagenPipeline
from imagen_course.svm import LinearSVM

MODES = {
    "scenes": {},
    "scenes, hard": {"background": "texture", "contrast": 0.6, "texture": 0.5, "occlusion": 0.3, "noise": 0.02},
}
WHOLE_CNN, HOG = "same CNN, whole picture, its softmax", "HOG + SVM, whole picture"


class WholeCNN(CNNFeatures):
    """The network by itself as a classifier of whole pictures."""

    def predict(self, X):
        return self.classes_[self.predict_proba(X).argmax(axis=1)]


def hog(cells):
    machine = make_pipeline(HOGFeatures(cells=cells), StandardScaler(), LinearSVM())
    return GridSearchCV(machine, {"linearsvm__C": [0.0001, 0.001, 0.01, 0.1]}, cv=3)


def judge(data, name, model, train, targets, test):
    """Fit one contender and judge it by picture, by pixel and by box, as far as it answers and ``test`` knows."""
    start = time.perf_counter()
    model.fit(train, targets)
    fitted = time.perf_counter()
    predicted = model.predict(test["images"])
    answered = time.perf_counter()
    row = {"data": data, "contender": name, "accuracy": float(np.mean(predicted == test["labels"]))}
    row |= {"mean IoU": "-", "AP50": "-"}
    if "masks" in test and hasattr(model, "segment"):
        found = [[each[i] for each in model.detect(test["images"])] for i in range(3)]
        row["mean IoU"] = metrics.mean_iou(test["masks"], model.segment(test["images"]))
        row["AP50"] = metrics.average_precision(test["boxes"], test["box_labels"], *found)
    row |= {"fit s": round(fitted - start, 1), "ms a picture": 1e3 * (answered - fitted) / len(predicted)}
    print(" | ".join(f"{value:.4g}" if isinstance(value, float) else str(value) for value in row.values()), flush=True)
    return row


def on_digits(epochs):
    digits = datasets.load("digits")
    enlarged = [images.repeat(4, axis=1).repeat(4, axis=2) for images in (digits.train_images, digits.test_images)]
    small = {"images": digits.test_images, "labels": digits.test_labels}
    large = {"images": enlarged[1], "labels": digits.test_labels}
    whole = ImagenPipeline(n_segments=1, features=CNNFeatures(epochs=epochs))
    regions = ImagenPipeline(n_segments=36, merge_threshold=45.0, features=CNNFeatures(epochs=epochs))
    labels = digits.train_labels
    yield judge("digits", "regions, labels", regions, enlarged[0], labels, large)
    yield judge("digits", "one region, labels", whole, digits.train_images, labels, small)
    yield judge("digits", WHOLE_CNN, WholeCNN(epochs=epochs), digits.train_images, labels, small)
    yield judge("digits", HOG, hog(4), digits.train_images, labels, small)


def on_scenes(data, n_train, n_test, epochs):
    train, test = (scenes.generate(n, seed=seed, **MODES[data]) for n, seed in ((n_train, 1), (n_test, 2)))
    asked = {name: getattr(test, name) for name in ("images", "labels", "masks", "boxes", "box_labels")}
    network = CNNFeatures(epochs=epochs)
    yield judge(data, "regions, masks", ImagenPipeline(features=network), train.images, train.masks, asked)
    yield judge(data, "regions, labels", ImagenPipeline(features=network), train.images, train.labels, asked)
    shipped = ImagenPipeline(features=CNNFeatures(weights="scenes"))
    yield judge(data, "regions, masks, shipped CNN", shipped, train.images, train.masks, asked)
    yield judge(data, WHOLE_CNN, WholeCNN(epochs=epochs), train.images, train.labels, asked)
    yield judge(data, HOG, hog(8), train.images, train.labels, asked)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--train", type=int, default=1500)
    parser.add_argument("--test", type=int, default=2000)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--quick", action="store_true", help="200 pictures, 2 epochs: to see that it runs")
    arguments = parser.parse_args()
    sizes = (200, 200, 2) if arguments.quick else (arguments.train, arguments.test, arguments.epochs)
    rows = list(on_digits(sizes[2]))
    for data in MODES:
        rows += on_scenes(data, *sizes)
    protocol = (
        f"{sizes[0]} scenes to learn from, {sizes[1]} others to answer for (digits: 1,438 and 359); {sizes[2]} epochs; one "
        "seed. Settings tried on other seeds: 4 learning rates for the network, 4 of SLIC and merging; HOG: 4 of C."
    )
    report("pipeline_quick" if arguments.quick else "pipeline", rows, protocol=protocol)


if __name__ == "__main__":
    main()
