"""A CNN in Keras: its exercises, the slips they know, and the questions later lessons ask."""

import functools
import warnings

import numpy as np

from imagen_course import arrays
from imagen_course.arrays import load_keras
from imagen_course.datasets import load
from imagen_course.exercises.declare import Recall, at_least, at_most, built, exercise
from imagen_course.formulas import cross_entropy


# The weights of a stack ------------------------------------------------------------------------------------------------
def _networks():
    conv, pool, flat, dense = ("conv", 4), ("pool", 2), ("flatten", 0), ("dense", 5)
    yield (5, 6, 2), [conv]
    yield (4, 4, 1), [pool]
    yield (3, 2, 2), [flat, dense]
    yield (5, 6, 2), [conv, ("conv", 3)]
    yield (2, 3, 1), [flat, ("dense", 4), ("dense", 3)]
    yield (5, 6, 3), [conv, flat, dense]
    yield (7, 4, 2), [pool, flat, dense]
    yield (9, 6, 2), [("pool", 3), flat, ("dense", 3)]
    yield (9, 12, 3), [conv, pool, flat, dense, ("dense", 2)]
    yield (20, 17, 2), [("conv", 3), pool, ("conv", 5), ("pool", 3), flat, ("dense", 6), ("dense", 4)]
    stack = [("conv", 32), pool, ("conv", 64), pool, ("conv", 64), flat, ("dense", 64), ("dense", 10)]
    yield (28, 28, 1), stack
    yield (32, 32, 3), stack
    yield (60, 50, 3), [conv, conv, pool, conv, conv, pool, ("conv", 3), ("conv", 2), flat, dense, ("dense", 4), ("dense", 3)]
    yield (224, 224, 3), [*(layer for n in (32, 64, 128) for layer in (("conv", n), pool)), flat, ("dense", 512), ("dense", 10)]


@exercise(
    cases=lambda: [*sorted(_networks(), key=lambda case: len(case[1])), ((4, 5, 2), [])],
    hints=[
        "Four numbers change from layer to layer: h, w, c and the total. What does each kind of layer do to each of them?",
        "A convolution has `number` kernels of 3 x 3, each as deep as the input and with one bias. What does a convolution make of h, w and c? Which of the four does a pooling change?",
        "Flatten makes one row of all numbers: `c` becomes `h * w * c`, and h and w become 1. Each of a dense layer's `number` neurons has a weight for each of the c numbers that come in, and a bias. The layer hands on `number` numbers.",
    ],
    why="How many weights a layer has depends on what comes in, and what comes in depends on all layers before. So sizes and weights are counted in one pass through the layers.",
)
def stack_parameters(shape, layers):
    h, w, c = shape
    total = 0
    for kind, number in layers:
        if kind == "conv":
            total += (3 * 3 * c + 1) * number
            h, w, c = h - 2, w - 2, number
        elif kind == "pool":
            h, w = h // number, w // number
        elif kind == "flatten":
            c = h * w * c
        else:
            total += (c + 1) * number
            c = number
    return total


def _stack(conv=True, *, pool=True, deep=True, channels=True, early=False, flat=True, neurons=True, biases=(1, 1), twos=False):
    """A `stack_parameters` that forgets one thing: to shrink, to pool, that kernels are deep, to take the new channels.

    With ``twos`` it takes every pooling for one of 2 as well.
    """

    def slip(shape, layers):
        h, w, c = shape
        total = 0
        for kind, number in layers:
            if kind == "conv":
                c = number if early else c
                total += (9 * (c if deep else 1) + biases[0]) * number
                h, w, c = h - 2 * conv, w - 2 * conv, number if channels else c
            elif kind == "pool" and pool:
                h, w = (side // (2 if twos else number) for side in (h, w))
            elif kind == "flatten":
                c = h * w * c if flat else c
            elif kind == "dense":
                total += (c + biases[1]) * number
                c = number if neurons else c
        return total

    return slip


def _stack_last_only(shape, layers):
    counts = [stack_parameters(shape, layers[: n + 1]) for n in range(len(layers))]
    return counts[-1] - (counts[-2] if len(counts) > 1 else 0) if counts else 0


def _stack_never_flat(shape, layers, *, twice=False):
    """Every dense layer multiplies by the rows and columns that came to Flatten."""
    h, w, c = shape
    total = 0
    for kind, number in layers:
        if kind == "dense":
            total += (h * w * c + 1) * number
            c = number
        elif kind == "flatten":
            c = h * w * c if twice else c
        else:
            total += stack_parameters((h, w, c), [(kind, number)])
            h, w, c = (h - 2, w - 2, number) if kind == "conv" else (h // number, w // number, c)
    return total


def _stack_of_fractions(shape, layers):
    """Half a row counts as half a row; what comes out is made whole."""
    h, w, c = shape
    sides = {"conv": lambda side, number: side - 2, "pool": lambda side, number: side / 2}
    total = 0
    for kind, number in layers:
        total += stack_parameters((h, w, c), [(kind, number)]) if kind in ("conv", "dense") else 0
        h, w = (sides[kind](side, number) for side in (h, w)) if kind in sides else (h, w)
        c = h * w * c if kind == "flatten" else c if kind == "pool" else number
    return int(total)


def _stack_of_kernels_so_large(shape, layers):
    """The number of kernels is taken for their size, and the channels stay."""
    h, w, c = shape
    total = 0
    for kind, number in layers:
        if kind == "conv":
            total += (number * number * c + 1) * c
            h, w = h - number + 1, w - number + 1
        else:
            total += stack_parameters((h, w, c), [(kind, number)])
            h, w = (h // number, w // number) if kind == "pool" else (h, w)
            c = h * w * c if kind == "flatten" else number if kind == "dense" else c
    return total


def _stack_of_convolutions(shape, layers):
    return stack_parameters(shape, [layer for layer in layers if layer[0] in ("conv", "pool")])


def _stack_of_another_shape(order, twos):
    return lambda shape, layers: _stack(twos=twos)(tuple(shape[i] for i in order), layers)


def _stack_twice_flat(shape, layers):
    return _stack_never_flat(shape, layers, twice=True)


stack_parameters.slips(
    *(("convolutions do not shrink the maps", _stack(conv=False, twos=twos), "How many rows are left of 5 after a 3 x 3 convolution without padding?") for twos in (False, True)),
    ("poolings do not shrink the maps", _stack(pool=False), "How many numbers does Flatten find after a pooling: as many as before?"),
    ("Flatten hands on the channels only", _stack(flat=False), "Flatten lays *all* numbers of the maps in one row. How many are there, if you count rows, columns and channels?"),
    ("kernels have no depth", _stack(deep=False), "A kernel is as deep as its input. How many channels does the second convolution see?"),
    *(("the channels stay those of the picture", _stack(channels=False, twos=twos), "After a convolution with 32 kernels, how many channels does the next layer find?") for twos in (False, True)),
    ("a convolution reads as many channels as it makes", _stack(early=True), "How many channels does a convolution read, and how many does it make? Which of the two numbers is the depth of its kernels?"),
    *(("rows and columns count again in every dense layer", function, "After Flatten there are no rows and columns left. How many numbers does the *second* dense layer read, and by what do you multiply these?") for function in (_stack_never_flat, _stack_twice_flat)),
    *(("every dense layer reads what Flatten made", _stack(neurons=False, twos=twos), "How many numbers reach the second dense layer, and how many does your function use?") for twos in (False, True)),
    ("the biases are not counted", _stack(biases=(0, 0)), "What belongs to each output besides its weights?"),
    ("no biases in the convolutions", _stack(biases=(0, 1)), "What belongs to each kernel besides its weights?"),
    *(("no biases in the dense layers", _stack(biases=(1, 0), twos=twos), "What belongs to each neuron besides its weights?") for twos in (False, True)),
    ("every pooling has windows of 2", lambda shape, layers: stack_parameters(shape, [(kind, 2 if kind == "pool" else number) for kind, number in layers]), 'What does the number in `("pool", 3)` say? Does your count change with it?'),
    ("poolings have weights", lambda shape, layers: stack_parameters(shape, layers) + sum(number**2 for kind, number in layers if kind == "pool"), "Is there anything in a maximum that could be learned?"),
    *(("the columns are taken to be as many as the rows", _stack_of_another_shape((0, 0, 2), twos), "A picture of 5 rows and 6 columns: how many places does it have, and how many do you count?") for twos in (False, True)),
    *(("the channels are taken from the front of the shape", _stack_of_another_shape((1, 2, 0), twos), "`shape` is `(h, w, c)`: at which end do the channels stand?") for twos in (False, True)),
    ("halves of rows are counted", _stack_of_fractions, "7 rows, windows of 2 side by side: how many whole windows fit? Which of Python's two divisions says so?"),
    ("the number of kernels is taken for their size", _stack_of_kernels_so_large, 'In `("conv", 32)`, what are there 32 of? How large is each?'),
    ("dense layers are not counted", _stack_of_convolutions, "Which kinds of layers have parameters, and which of them does your function count?"),
    ("only the last layer is counted", _stack_last_only, "Does your sum grow from layer to layer, or does it start again?"),
)


# The studio ------------------------------------------------------------------------------------------------------------
@functools.cache
def _digits():
    """A few of the lesson's digits: 140 pictures with labels to learn from, none of them a 9, and 50 to be judged by.

    Every other one of the 50 is a 9, so a network that says 9 has learned from them. The 140 are sorted by their labels, so one
    that has not learned from the first of them, or the last, does not know that digit.
    """
    from scipy.ndimage import zoom

    data = load("digits")
    parts = []
    nines, others = np.flatnonzero(data.test_labels == 9), np.flatnonzero(data.test_labels != 9)
    judged = np.column_stack([others[:25], nines[:25]]).ravel()
    learned = np.flatnonzero(data.train_labels != 9)[:140]
    learned = learned[np.argsort(data.train_labels[learned], kind="stable")]
    for images, labels in ((data.train_images[learned], data.train_labels[learned]), (data.test_images[judged], data.test_labels[judged])):
        large = zoom(images, (1, 3, 3, 1), order=1, mode="nearest", grid_mode=True)
        parts += [np.pad(large, ((0, 0), (2, 2), (2, 2), (0, 0))), labels]
    return parts


@functools.cache  # the same for every call
def _watch():
    """A callback that notes on the model how many epochs it saw."""
    watch = load_keras().callbacks.LambdaCallback(on_epoch_end=lambda epoch, logs=None: _note(watch.model))
    return watch


def _note(model):
    model.epochs_watched = _epochs_watched(model) + 1


def _epochs_watched(model):
    return getattr(model, "epochs_watched", 0)


def _model(thing):
    """The network of the two things that were asked for, or an error that says what is there."""
    model, _ = thing
    if not isinstance(model, load_keras().Model):
        raise TypeError(f"the first is no network but a {type(model).__name__}")
    return model


_IDLE = "InputLayer", "ReLU", "Activation", "Softmax"  # what may be a layer of its own, or not


def _layers(thing):
    return [layer for layer in _model(thing).layers if type(layer).__name__ not in _IDLE]


def _kinds(thing):
    _, share = thing
    float(share + 0.0)  # a string is no number
    return [type(layer).__name__ for layer in _layers(thing)]


def _made(thing, images):
    """What each of the layers makes of pictures, its activation included where that is a layer of its own."""
    found, x = [], images
    for layer in _model(thing).layers:
        x = x if type(layer).__name__ == "InputLayer" else layer(x)
        if type(layer).__name__ not in _IDLE:
            found.append(x)
        elif found:
            found[-1] = x
    return [np.asarray(x) for x in found]


def _shapes(thing):
    return [x.shape[1:] for x in _made(thing, _digits()[2][:1])]


def _rectified(thing):
    """Count the layers with weights, but for the last, that make zeros, no number below, and large numbers of bright pictures."""
    dark, bright = (_made(thing, light * _digits()[2]) for light in (1, 1000))
    made = [both for layer, *both in zip(_layers(thing), dark, bright, strict=True) if layer.weights]
    return sum(bool(x.min() == 0 and y.max() > 6) for x, y in made[:-1])


def _windows(thing):
    """The sizes of the windows that the layers read, kernels and poolings, in order."""
    sizes = (getattr(layer, "pool_size", getattr(layer, "kernel_size", None)) for layer in _layers(thing))
    return [tuple(size) for size in sizes if size is not None]


def _says_nine(thing):
    """The mean probability of a 9, of which there is none among the pictures to learn from."""
    return round(float(_shares(thing)[:, 9].mean()), 3)


def _least_known(thing):
    """The mean probability of a digit on the pictures to learn from that show it, of the digit where it is lowest."""
    shares, labels = _shares(thing, 0), _digits()[1]
    return round(min(float(shares[labels == digit, digit].mean()) for digit in range(9)), 3)


def _shares(thing, of=2):
    return np.asarray(_model(thing)(_digits()[of], training=False), float)


def _sums(thing):
    sums = _shares(thing).sum(axis=1)
    return [round(float(sums.min()), 2), round(float(sums.max()), 2)]


def _logarithms(shares):
    return np.log(shares.clip(1e-7))


def _off(thing):
    """How far the share that was returned is from the share of the test pictures that the network classifies right."""
    return abs(round(float(thing[1]) - float(np.mean(_shares(thing).argmax(axis=1) == _digits()[3])), 3))


def _learned(thing):
    return round(float(cross_entropy(_logarithms(_shares(thing, 0)), _digits()[1]).mean()), 2)


def _loss_off(thing):
    """How far the loss that was minimised is from the cross-entropy of the network's probabilities."""
    keras, found = load_keras(), _shares(thing)
    loss = float(_model(thing).compute_loss(y=_digits()[3], y_pred=keras.ops.convert_to_tensor(found.astype("float32"))))
    return round(abs(loss - float(cross_entropy(_logarithms(found), _digits()[3]).mean())), 2)


@built(
    budget=60,
    cases=lambda: [(*(array.copy() for array in _digits()), _watch())],
    hints=[
        "In which order does a picture meet the layers, and what does the first one have to know about the picture?",
        "`keras.Sequential` takes a list. It begins with `keras.Input((28, 28, 1))`, and its other eight entries are those of the printed network, with `layers.` in front.",
        "Then three calls: `model.compile` chooses, `model.fit` learns, `model.evaluate` returns the loss and what `metrics` asked for. Which of them get the test pictures?",
        "`fit` takes `epochs=5`, and the callback in a list: `callbacks=[watch]`.",
    ],
    why="Four verbs are nearly all of Keras: describe the layers, compile, fit, evaluate. All that differs from network to network is the list of layers.",
)
def train_cnn(images, labels, test_images, test_labels, watch):
    keras = arrays.load_keras()
    layers = keras.layers
    model = keras.Sequential([
        keras.Input((28, 28, 1)),
        layers.Conv2D(32, (3, 3), activation="relu"),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(64, (3, 3), activation="relu"),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(64, (3, 3), activation="relu"),
        layers.Flatten(),
        layers.Dense(64, activation="relu"),
        layers.Dense(10, activation="softmax"),
    ])  # fmt: skip
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(images, labels, epochs=5, callbacks=[watch], verbose=0)
    _, test_accuracy = model.evaluate(test_images, test_labels, verbose=0)
    return model, test_accuracy


def _text_000(*, third=True, hidden="relu", last="softmax", padding="valid", bias=True, first=2, optimizer="adam", logits=False, **other):
    """The network as it is printed, trained, but for what is said."""

    def train(images, labels, test_images, test_labels, watch):
        keras = load_keras()
        conv, pool, dense = keras.layers.Conv2D, keras.layers.MaxPooling2D, keras.layers.Dense
        body = [conv(32, 3, activation=hidden, padding=padding), pool(first, 2), conv(64, 3, activation=hidden), pool(2)]
        body += [conv(64, 3, activation=hidden)] * third
        body += [keras.layers.Flatten(), dense(64, activation=hidden, use_bias=bias), dense(10, activation=last)]
        model = keras.Sequential([keras.Input(images.shape[1:]), *body])
        model.compile(optimizer, keras.losses.SparseCategoricalCrossentropy(from_logits=logits), metrics=["accuracy"])
        return model, _fitted(model, images, labels, test_images, test_labels, [watch], **other)

    return train


def _fitted(model, images, labels, test_images, test_labels, watched, *, batch=32, watch=True, learned=False, peeks=False, skips=False, mixed=False):
    judged = (images, labels) if learned else (test_images, test_labels)
    if peeks:
        images, labels = (np.concatenate([own[:90], held]) for own, held in ((images, test_images), (labels, test_labels)))
    if skips:
        images, labels = (np.concatenate([own[11:], held[:22:2]]) for own, held in ((images, test_images), (labels, test_labels)))
    labels = np.random.default_rng(0).permutation(labels) if mixed else labels
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Keras knows scores behind a softmax, one of the mistakes
        model.fit(images, labels, batch, epochs=5, callbacks=watched * watch, verbose=0)
        return model.evaluate(*judged, verbose=0)[1]


train_cnn.properties(
    ("layers", _kinds, ["Conv2D", "MaxPooling2D", "Conv2D", "MaxPooling2D", "Conv2D", "Flatten", "Dense", "Dense"], _text_000(third=False), "Lay your list beside the printed one. And two things should come back, the network and a number: are they there, in this order?"),
    ("shapes behind the layers", _shapes, [(26, 26, 32), (13, 13, 32), (11, 11, 64), (5, 5, 64), (3, 3, 64), (576,), (64,), (10,)], _text_000(padding="same"), "At the first shape that is not as expected: how many kernels does that layer have, how large are they, and does it use padding?"),
    ("sizes of kernels and windows", _windows, [(3, 3), (2, 2), (3, 3), (2, 2), (3, 3)], _text_000(first=1), "How large are the kernels and the windows of pooling in the printed network, and how large are yours?"),
    ("weights and biases", lambda thing: int(_model(thing).count_params()), 93_322, _text_000(bias=False), "The shapes are right and the count is not. Which layers have a bias, and are all kernels 3 x 3?"),
    ("hidden layers that end in ReLU", _rectified, 4, _text_000(hidden="tanh"), "Which activation does the printed network give every convolution, and every dense layer but the last?"),
    ("smallest and largest sum of the ten outputs for a picture", _sums, [1.0, 1.0], _text_000(last=None), "Probabilities add up to 1. Which activation of the last layer makes sure of that?"),
    ("optimizer", lambda thing: type(_model(thing).optimizer).__name__, "Adam", _text_000(optimizer="sgd"), "Which optimizer does `compile` get in the printed code?"),
    ("loss, less the cross-entropy of the probabilities", _loss_off, at_most(0.02), _text_000(logits=True), "The network ends in a softmax. Does your loss expect probabilities or scores?"),
    ("epochs that `watch` saw", lambda thing: _epochs_watched(_model(thing)), 5, _text_000(watch=False), "How often should `fit` go over the pictures, and how does it learn of the callback?"),
    ("steps of the optimizer", lambda thing: int(_model(thing).optimizer.iterations), 25, _text_000(batch=64), "The check gives you 140 pictures. In batches of 32, how many steps do five epochs take? Which pictures does your `fit` get, and in which batches?"),
    ("mean probability of a 9, which no picture to learn from shows", _says_nine, at_most(0.08), _text_000(peeks=True), "None of the pictures to learn from is a 9, and your network expects to see some. Which pictures does `fit` get?"),
    ("lowest mean probability of a digit from 0 to 8, on its own pictures", _least_known, at_least(0.05), _text_000(skips=True), "One of the digits from 0 to 8 means nothing to your network. Does `fit` get all the pictures to learn from, and no others, each with its own label?"),
    ("loss on the pictures it learned from", _learned, at_most(2.1), _text_000(mixed=True), "2.2 is ln 9: the loss of a network that gives each of the nine digits the same probability. Does each picture that `fit` gets have its own label?"),
    ("the accuracy you return, less the one measured", _off, at_most(0.005), _text_000(learned=True), "Is the number that you return the accuracy, and is it measured on the test pictures?"),
)  # fmt: skip


# The device ------------------------------------------------------------------------------------------------------------
def _pick_last_word(names):
    device = "cpu:0"
    for name in names:
        if name[:3] == "gpu":
            device = name
        else:
            device = "cpu:0"
    return device


def _lists_of_devices():
    yield from [(["cpu:0"],), (["gpu:0"],), (["cpu:0", "gpu:0"],), (["gpu:0", "cpu:0"],), (["gpu:1", "gpu:0"],)]
    yield from [(["cpu:0", "gpu:10"],), (["tpu:0"],)]
    yield from [(["cpu:0", "cpu:1"],), (["cpu:0", "gpu:0", "gpu:1"],), (["gpu:0", "gpu:1", "cpu:0"],)]
    yield from [(["cpu:0", "gpu:2", "cpu:1", "gpu:3"],), (["tpu:0", "cpu:0"],), (["tpu:0", "gpu:0", "tpu:1"],)]
    yield (["cpu:0", "cpu:1", "cpu:2", "cpu:3", "gpu:0"],)
    yield from [(["cpu:1", "cpu:0"],), (["fpga:0", "cpu:0", "gpu:100"],), (["gaudi:0", "cpu:0"],), (["gaudi:0", "gpu:0"],)]
    yield ([*(f"cpu:{n}" for n in range(40)), "gpu:1"],)


@exercise(
    cases=_lists_of_devices,
    given=_pick_last_word,
    hints=[
        'Go through the loop by hand, with `["cpu:0", "gpu:0"]` and then with `["gpu:0", "cpu:0"]`.',
        "Once a GPU is found, nothing that follows may change it.",
        "A name may be returned as soon as it is found. When is it sure that there is no GPU?",
    ],
    why="A search may stop when it finds something. Only a search that reached the end of the list may say that there is nothing. In the broken function, the last name decided.",
)
def pick_device(names):
    for name in names:
        if name[:3] == "gpu":
            return name
    return "cpu:0"


def _pick_at_once(names):
    for name in names:
        if name[:3] == "gpu":
            return name
        return "cpu:0"
    return None


pick_device.slips(
    ("the last name in the list decides", _pick_last_word, 'With ["gpu:0", "cpu:0"], which name do you return? May a name that comes later undo what was found?'),
    ("the last GPU is taken", lambda names: next((name for name in reversed(names) if name.startswith("gpu")), "cpu:0"), "With two GPUs, which one is asked for, and which one do you return?"),
    ("the first name in the list decides", lambda names: pick_device(names[:1]), "When may the function say that there is *no* GPU: after the first name or after the last one?"),
    ("only the first GPU's own name is known", lambda names: "gpu:0" if "gpu:0" in names else "cpu:0", 'The list may be `["cpu:0", "gpu:1"]`. How does your function tell that `gpu:1` is a GPU?'),
    ("the first name in the list decides", _pick_at_once, 'With `["cpu:0", "gpu:0"]`: when may the function say that there is *no* GPU, after the first name or after the last one?'),
    ("a list instead of a name", lambda names: [name for name in names if name.startswith("gpu")], "One device is asked for. What is the type of what you return?"),
    ("the first name is returned, whatever it is", lambda names: names[0], 'In `["cpu:0", "gpu:0"]` the GPU stands second. Which name do you return?'),
    ("what stands first is returned where there is no GPU", lambda names: next((name for name in names if name.startswith("gpu")), names[0]), 'Of `["tpu:0", "cpu:0"]`, what should be returned? Read the exercise again.'),
    ("the GPU of the lowest number is taken", lambda names: min((name for name in names if name.startswith("gpu")), default="cpu:0"), 'In `["gpu:1", "gpu:0"]`, which GPU stands first?'),
    ("the names are sorted", lambda names: max(names) if max(names).startswith("gpu") else "cpu:0", "The first GPU *of the list* is asked for. What becomes of the order when the names are sorted?"),
    ("a list where there is a GPU", lambda names: [name for name in names if name.startswith("gpu")] or "cpu:0", "One device is asked for. What is the type of what you return?"),
    ("always the CPU", lambda names: "cpu:0", 'With `["gpu:0"]`, does your comparison ever hold? Print what it compares.'),
    ("the first GPU is taken to be number 0", lambda names: "gpu:0" if any(name.startswith("gpu") for name in names) else "cpu:0", "What if gpu:1 is the only one in the list?"),
)


RECALL = (
    Recall("dense weights", "Text 004's network ends in Flatten, Dense(512), Dense(10). Where are most of its weights?", ("in the three convolutions", "in Dense(512)", "in Dense(10)"), "b", "Every one of the 86,528 flattened numbers has a weight to each of the 512 neurons: 44 million."),
    Recall("bias", "A convolution with 64 kernels of 3 x 3 reads 32 channels. How many biases does it have?", ("64", "32", "1"), "a", "One for each output channel."),
    Recall("steps", "`fit` goes over 1,438 pictures in batches of 32. How often do the weights move in one epoch?", ("1,438 times", "45 times", "once"), "b", "Once after each batch: 44 full ones, and the 30 pictures that are left."),
    Recall(
        "waiting",
        "You time a call on a GPU, and it seems to take almost no time at all. Why, most likely?",
        ("the clock is not exact enough", "the call returned before the work was done", "GPUs are that fast"),
        "b",
        "Work is handed to the device and the program goes on. Turn the result into a NumPy array before you stop the clock.",
    ),
)
