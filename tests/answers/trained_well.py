"""Other right answers, and the mutants of its references that are right as well."""

import math

import numpy as np

from imagen_course.exercises.declared.trained_well import classifier
from imagen_course.network import Dense, Flatten, Network, ReLU
from imagen_course.regularisation import Dropout, fit


def epoch_by_a_count(losses, patience):
    lowest, kept, waited = math.inf, 0, 0
    for epoch, loss in enumerate(losses, start=1):
        waited += 1
        if loss < lowest:
            lowest, kept, waited = loss, epoch, 0
        if waited == patience:
            break
    return kept


def epoch_by_windows(losses, patience):
    for stop in range(patience, len(losses)):
        if min(losses[stop - patience + 1 : stop + 1]) >= min(losses[: stop - patience + 1]):
            return int(np.argmin(losses[: stop + 1])) + 1
    return int(np.argmin(losses)) + 1


def epoch_by_recursion(losses, patience):
    def kept(best, epoch):
        if epoch == len(losses) or epoch - best > patience:
            return best + 1
        return kept(epoch if losses[epoch] < losses[best] else best, epoch + 1)

    return kept(0, 0)


def shifted_picture_by_picture(images, labels):
    _, rows, columns, channels = images.shape
    pictures, names = [], []
    for image, label in zip(images, labels, strict=True):
        wide = np.zeros((rows + 2, columns + 2, channels))
        wide[1:-1, 1:-1] = image
        for r, c in np.ndindex(3, 3):
            pictures.append(wide[r : r + rows, c : c + columns])
            names.append(label)
    return np.array(pictures), np.array(names)


def shifted_with_repeated_pictures(images, labels):
    rows, columns = images.shape[1:3]
    wide = np.pad(images, ((0, 0), (1, 1), (1, 1), (0, 0)))
    moved = np.stack([wide[:, r : r + rows, c : c + columns] for r in range(3) for c in range(3)], axis=1)
    return moved.reshape(-1, *images.shape[1:]), np.repeat(labels, 9)


def shifted_with_joined_labels(images, labels):
    rows, columns = images.shape[1:3]
    wide = np.pad(images, ((0, 0), (1, 1), (1, 1), (0, 0)))
    moved = [wide[:, r : r + rows, c : c + columns] for r in (2, 1, 0) for c in range(3)]
    return [np.concatenate(moved), np.concatenate([labels] * 9)]


def mended_by_l2_and_a_small_rate(images, labels, validation_images, validation_labels):
    network = classifier(0, Dropout(0.5, seed=0))
    return network, fit(network, (images, labels), (validation_images, validation_labels), learning_rate=0.02, l2=0.003)


def mended_with_more_neurons(images, labels, validation_images, validation_labels):
    layers = [Flatten(), Dense(64, 128, seed=3), ReLU(), Dropout(0.5, seed=3), Dense(128, 10, seed=4)]
    network = Network(layers)
    sets = (images, labels), (validation_images, validation_labels)
    curves = fit(network, *sets, epochs=50, learning_rate=0.02, l2=0.002)
    return [network, curves]


def epoch_of_ten_at_most(losses, patience):
    return epoch_by_a_count(losses[:10], patience)


def epoch_of_positive_losses(losses, patience):
    return epoch_by_a_count([max(loss, 0) for loss in losses], patience)


def epoch_with_a_patience_of_five_at_most(losses, patience):
    return epoch_by_a_count(losses, min(patience, 5))


def shifted_grey_pictures(images, labels):
    pictures, names = shifted_with_repeated_pictures(images[..., :1], labels)
    return np.repeat(pictures, images.shape[-1], axis=-1), names


def shifted_bright_pictures(images, labels):
    return shifted_with_repeated_pictures(np.maximum(images, 0), labels)


def shifted_with_labels_of_a_byte(images, labels):
    return shifted_with_repeated_pictures(images, labels.astype("uint8"))


ANSWERS = {
    "best_epoch": (epoch_by_a_count, epoch_by_windows, epoch_by_recursion),
    "shifted": (shifted_picture_by_picture, shifted_with_repeated_pictures, shifted_with_joined_labels),
    "mend": (mended_by_l2_and_a_small_rate, mended_with_more_neurons),
}
_PAD = "wide = np.pad(images, ((0, 0), {}, {}, (0, 0)))"
EQUIVALENT = {
    "shifted": {
        _PAD.format("(1, 2)", "(1, 1)"): "no window reaches the second row below",
        _PAD.format("(1, 1)", "(1, 2)"): "no window reaches the second column on the right",
    }
}
ONCE_PASSED = {
    "best_epoch": (
        epoch_of_ten_at_most,
        epoch_of_positive_losses,
        epoch_with_a_patience_of_five_at_most,
    ),
    "shifted": (
        shifted_grey_pictures,
        shifted_bright_pictures,
        shifted_with_labels_of_a_byte,
    ),
}
