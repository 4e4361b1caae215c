"""Other right answers, and the mutants of its references that are right as well."""

import functools
import math

import numpy as np


def stack_by_shapes(shape, layers):
    shape, weights = tuple(shape), []
    for kind, number in layers:
        if kind == "conv":
            weights += [(3, 3, shape[2], number), (number,)]
            shape = (shape[0] - 2, shape[1] - 2, number)
        if kind == "pool":
            shape = (*(side // number for side in shape[:2]), shape[2])
        if kind == "flatten":
            shape = (math.prod(shape),)
        if kind == "dense":
            weights += [(shape[-1], number), (number,)]
            shape = (number,)
    return sum(math.prod(weight) for weight in weights)


def stack_by_the_course(shape, layers):
    from imagen_course import formulas

    (h, w, c), total = shape, 0
    for kind, n in layers:
        if kind == "conv":
            total += 9 * c * n + n
            h, w, c = formulas.output_size(h, 3), formulas.output_size(w, 3), n
        elif kind == "pool":
            h, w = formulas.output_size(h, n, stride=n), formulas.output_size(w, n, stride=n)
        elif kind == "flatten":
            h, w, c = 1, 1, h * w * c
        else:
            total, c = total + c * n + n, n
    return total


def stack_folded(shape, layers):
    def after(state, layer):
        (h, w, c), total = state
        kind, n = layer
        return {
            "conv": lambda: ((h - 2, w - 2, n), total + 9 * c * n + n),
            "pool": lambda: ((h // n, w // n, c), total),
            "flatten": lambda: ((1, 1, h * w * c), total),
            "dense": lambda: ((1, 1, n), total + c * n + n),
        }[kind]()

    return float(functools.reduce(after, layers, (tuple(shape), 0))[1])


def typed_as_printed(images, labels, test_images, test_labels, watch):
    import keras
    from keras.layers import Conv2D, Dense, Flatten, MaxPooling2D

    model = keras.Sequential()
    model.add(keras.Input((28, 28, 1)))
    for filters in (32, 64, 64):
        model.add(Conv2D(filters, 3, activation="relu"))
        if len(model.layers) < 5:
            model.add(MaxPooling2D())
    for layer in (Flatten(), Dense(64, "relu"), Dense(10, "softmax")):
        model.add(layer)
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(images, labels, 32, 5, 0, [watch], validation_data=(test_images, test_labels))
    return model, model.evaluate(test_images, test_labels, verbose=0, return_dict=True)["accuracy"]


def typed_as_a_function_of_its_input(images, labels, test_images, test_labels, watch):
    import keras

    layers, pictures = keras.layers, keras.Input(images.shape[1:])
    x = layers.MaxPooling2D(2)(layers.ReLU()(layers.Conv2D(32, 3)(pictures)))
    x = layers.MaxPooling2D(2)(layers.ReLU()(layers.Conv2D(64, 3)(x)))
    x = layers.Flatten()(layers.ReLU()(layers.Conv2D(64, 3)(x)))
    x = layers.Dense(10)(layers.Dense(64, "relu")(x))
    model = keras.Model(pictures, layers.Softmax()(x))
    model.compile(keras.optimizers.Adam(2e-3), keras.losses.SparseCategoricalCrossentropy(), metrics=["accuracy"])
    for _ in range(5):
        model.fit(images, labels, verbose=0, callbacks=[watch])
    return [model, float(np.mean(np.argmax(model(test_images), axis=1) == test_labels))]


def pick_from_gpus(names):
    gpus = [name for name in names if "gpu" in name]
    return gpus[0] if gpus else "cpu:0"


def pick_in_the_loop(names):
    device = "cpu:0"
    for name in names:
        if name[:3] == "gpu" and device == "cpu:0":
            device = name
    return device


ANSWERS = {
    "stack_parameters": (stack_by_shapes, stack_folded, stack_by_the_course),
    "train_cnn": (typed_as_printed, typed_as_a_function_of_its_input),
    "pick_device": (pick_from_gpus, pick_in_the_loop),
}
EQUIVALENT = {}


# What once passed ----------------------------------------------------------------------------------------------------------


def stack_by_reduce(shape, layers):
    counts = [
        stack_by_the_course(shape, layers[: i + 1]) - stack_by_the_course(shape, layers[:i]) for i in range(len(layers))
    ]
    return functools.reduce(lambda a, b: a + b, counts)  # of no layers there is nothing to reduce


ONCE_PASSED = {
    "stack_parameters": (stack_by_reduce,),
}
