"""A CNN in Keras: its exercises, the slips they know, and the questions later lessons ask."""

import math

from imagen_course.exercises.declare import Recall, exercise, growing


# Sizes -----------------------------------------------------------------------------------------------------------------
def _stacks():
    texts = ["conv", "pool", "conv", "pool", "conv"]
    yield from [(5, ["conv"]), (3, ["conv"]), (6, ["pool"]), (7, ["pool"]), (9, ["conv", "conv"]), (9, ["pool", "conv"])]
    yield from [(10, ["conv", "pool"]), (9, ["conv", "pool", "pool"]), (15, ["pool", "pool"]), (28, texts), (31, texts)]
    yield from [(224, [*texts, "pool"]), (99, texts), (64, ["conv", "conv", "pool", "conv", "conv", "pool"])]
    yield from [(511, ["conv", "pool"]), (511, ["conv", "pool"] * 4), (7, [])]


@exercise(
    cases=_stacks,
    hints=[
        'A side of 9 goes through `["pool", "conv"]`. What does the pooling hand on, and what does the convolution make of *that*?',
        "A convolution of 3 without padding: at how many places does a window of 3 lie on `side` pixels? `output_size` of the lesson on convolution counts them.",
        "A pooling of 2 has stride 2: as many windows as fit whole, `side // 2`. Anything else is a pooling layer.",
    ],
    why="Each layer sees only what the one before it made, so the same name can carry the side from layer to layer.",
)
def side_after(side, layers):
    for layer in layers:
        if layer == "conv":
            side = side - 2
        else:
            side = side // 2
    return side


def _sides(convolved, pooled):
    """A `side_after` with other rules for the two kinds of layer."""

    def slip(side, layers):
        for layer in layers:
            side = convolved(side) if layer == "conv" else pooled(side)
        return side

    return slip


def _side_of_the_last(side, layers):
    for layer in layers:
        output = side - 2 if layer == "conv" else side // 2
    return output


def _side_of_the_last_or_all(side, layers):
    return side_after(side, layers[-1:])


side_after.slips(
    ("the convolution keeps the size", _sides(lambda side: side, lambda side: side // 2), "That would take padding, and the texts ask for none. At how many places does a window of 3 fit on 5 pixels?"),
    ("three pixels are taken away", _sides(lambda side: side - 3, lambda side: side // 2), "At how many places does a window of 3 stand on a row of 3 pixels?"),
    ("one pixel is taken away", _sides(lambda side: side - 1, lambda side: side // 2), "A window of 3 lies on a row of 4 pixels. At how many places can it stand?"),
    ("half a place is counted", _sides(lambda side: side - 2, lambda side: side / 2), "7 pixels, windows of 2, side by side: what becomes of the seventh, and which of Python's two divisions says so?"),
    ("the pooling rounds up", _sides(lambda side: side - 2, lambda side: -(-side // 2)), "A pooling window that hangs out over the edge: is it counted without padding? Floor or ceiling?"),
    ("the pooling moves by one pixel", _sides(lambda side: side - 2, lambda side: side - 1), "How far does a pooling window of 2 move, if nothing else is said: to the next pixel or to the next window?"),
    ("the pooling rounds to the nearest", _sides(lambda side: side - 2, lambda side: round(side / 2)), "How many windows of 2, side by side, fit whole on 7 pixels, and how many do you count?"),
    *(("each layer sees the picture as it came", function, "What does the second layer get: the picture, or what the first one made of it? Which name carries that from layer to layer?") for function in (_side_of_the_last, _side_of_the_last_or_all)),
    ("all convolutions first", lambda side, layers: (side - 2 * layers.count("conv")) // 2 ** layers.count("pool"), 'Do `["pool", "conv"]` and `["conv", "pool"]` make the same of 9 pixels? In which order does your function go?'),
    ("all poolings first", lambda side, layers: side // 2 ** layers.count("pool") - 2 * layers.count("conv"), 'Do `["conv", "pool"]` and `["pool", "conv"]` make the same of 9 pixels? Which layer comes first in your function?'),
)


# Weights ---------------------------------------------------------------------------------------------------------------
@exercise(
    cases=lambda: [
        *growing(range(1, 4), range(1, 4), range(1, 4), range(1, 4), range(1, 4)),
        (26, 13, 5, 32, 64),
        (112, 112, 7, 32, 64),
    ],
    hints=[
        "Begin with one output channel: how many numbers does its kernel have, and how many biases belong to it?",
        "Its kernel is a square of `kernel_size`, as deep as the input, and there is one bias.",
        "There are `c_out` such channels. Two of the arguments are not needed.",
    ],
    why="The same kernel is used at every place, so the picture's rows and columns do not matter. That is what makes a convolution cheap in weights.",
)
def conv_parameters(rows, columns, kernel_size, c_in, c_out):
    return (kernel_size * kernel_size * c_in + 1) * c_out


conv_parameters.slips(
    ("the bias is not counted", lambda rows, columns, kernel_size, c_in, c_out: kernel_size**2 * c_in * c_out, "What shifts an output channel up or down? Is that number learned too?"),
    ("one bias for the whole layer", lambda rows, columns, kernel_size, c_in, c_out: kernel_size**2 * c_in * c_out + 1, "Does each output channel have a bias of its own, or do all share one?"),
    ("a bias for each input channel", lambda rows, columns, kernel_size, c_in, c_out: kernel_size**2 * c_in * c_out + c_in, "To which side does the bias belong, to what goes in or to what comes out?"),
    ("a bias for each slice of a kernel", lambda rows, columns, kernel_size, c_in, c_out: (kernel_size**2 + 1) * c_in * c_out, "The products of *all* input channels are added up to one number. How often is a bias added to it?"),
    ("new weights at each place", lambda rows, columns, kernel_size, c_in, c_out: conv_parameters(rows, columns, kernel_size, c_in, c_out) * rows * columns, "When the window moves on, does it take the same kernel along or a new one?"),
    ("multiplications are counted, not weights", lambda rows, columns, kernel_size, c_in, c_out: rows * columns * kernel_size**2 * c_in * c_out, "When the window moves on, does it take the same kernel along or a new one? And is there a bias?"),
    ("multiplications and biases are counted", lambda rows, columns, kernel_size, c_in, c_out: rows * columns * kernel_size**2 * c_in * c_out + c_out, "When the window moves on, does it take the same kernel along or a new one?"),
    ("neither depth nor bias", lambda rows, columns, kernel_size, c_in, c_out: kernel_size**2 * c_out, "How deep is a kernel that is laid on a stack of c_in channels, and what is added to its sum?"),
    ("the kernel has no depth", lambda rows, columns, kernel_size, c_in, c_out: (kernel_size**2 + 1) * c_out, "How deep is a kernel that is laid on a stack of c_in channels?"),
    ("the kernel's numbers are counted once, for all output channels", lambda rows, columns, kernel_size, c_in, c_out: kernel_size**2 * c_in + c_out, "Each output channel has a kernel of its own. How often must the numbers of one kernel be counted?"),
    ("only one side of the kernel", lambda rows, columns, kernel_size, c_in, c_out: (kernel_size * c_in + 1) * c_out, "How many pixels does a window of 2 by 2 have?"),
)


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


@exercise(
    cases=lambda: [*sorted(_networks(), key=lambda case: len(case[1])), ((4, 5, 2), [])],
    hints=[
        "Four names go along with the layers: h, w, c and the total. What does each kind of layer do to each of them?",
        "A convolution has `number` kernels of 3 x 3, each as deep as its input, and a bias each. What does it make of h, w and c? Which of the four does a pooling change?",
        "Flatten makes one row of all numbers: `c` becomes `h * w * c`, and h and w become 1. A dense layer has a weight for each of the c numbers that come in and a bias, `number` times over, and hands on `number`.",
    ],
    why="A layer's weights depend on what comes in, and what comes in depends on all layers before. So sizes and weights are counted in one pass through the layers.",
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


def _stack(conv=True, *, pool=True, deep=True, channels=True, early=False, flat=True, neurons=True, biases=(1, 1)):
    """A `stack_parameters` that forgets one thing: to shrink, to pool, that kernels are deep, to take the new channels."""

    def slip(shape, layers):
        h, w, c = shape
        total = 0
        for kind, number in layers:
            if kind == "conv":
                c = number if early else c
                total += (9 * (c if deep else 1) + biases[0]) * number
                h, w, c = h - 2 * conv, w - 2 * conv, number if channels else c
            elif kind == "pool" and pool:
                h, w = h // number, w // number
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


def _stack_twice_flat(shape, layers):
    return _stack_never_flat(shape, layers, twice=True)


stack_parameters.slips(
    ("convolutions do not shrink the maps", _stack(conv=False), "How many rows are left of 5 after a 3 x 3 convolution without padding?"),
    ("poolings do not shrink the maps", _stack(pool=False), "How many numbers does Flatten find after a pooling: as many as before?"),
    ("Flatten hands on the channels only", _stack(flat=False), "Flatten lays *all* numbers of the maps in one row. How many are there, with rows and columns?"),
    ("kernels have no depth", _stack(deep=False), "A kernel is as deep as its input. How many channels does the second convolution see?"),
    ("the channels stay those of the picture", _stack(channels=False), "After a convolution with 32 kernels, how many channels does the next layer find?"),
    ("a convolution reads as many channels as it makes", _stack(early=True), "How many channels does a convolution read, and how many does it make? Which of the two numbers is the depth of its kernels?"),
    *(("rows and columns count again in every dense layer", function, "After Flatten there is one row of numbers. How many of them does the *second* dense layer read, and by what do you multiply these?") for function in (_stack_never_flat, _stack_twice_flat)),
    ("every dense layer reads what Flatten made", _stack(neurons=False), "How many numbers reach the second dense layer, and how many does your function use?"),
    ("the biases are not counted", _stack(biases=(0, 0)), "What belongs to each output besides its weights?"),
    ("no biases in the convolutions", _stack(biases=(0, 1)), "What belongs to each kernel besides its weights?"),
    ("no biases in the dense layers", _stack(biases=(1, 0)), "What belongs to each neuron besides its weights?"),
    ("every pooling has windows of 2", lambda shape, layers: stack_parameters(shape, [(kind, 2 if kind == "pool" else number) for kind, number in layers]), 'What does the number in `("pool", 3)` say? Does your count change with it?'),
    ("poolings have weights", lambda shape, layers: stack_parameters(shape, layers) + sum(number**2 for kind, number in layers if kind == "pool"), "Is there anything in a maximum that could be learned?"),
    ("only the last layer is counted", _stack_last_only, "Is the sum carried on from layer to layer, or begun anew?"),
)


# Memory ----------------------------------------------------------------------------------------------------------------
@exercise(
    cases=lambda: [
        (1, [(1, 1, 1)]),
        (1, [(2, 3, 1)]),
        (2, [(2, 3, 1)]),
        (2, [(2, 2, 3)]),
        (3, [(4, 3, 2), (2, 1, 5)]),
        (3, [(1, 2, 4), (5, 3, 2), (1, 1, 7)]),
        (32, [(26, 26, 32), (13, 13, 32), (11, 11, 64)]),
        (32, [(26, 13, 8), (26, 13, 8), (13, 5, 16), (13, 5, 16)]),  # small enough to be built, all of them at once
    ],
    hints=[
        "First one picture: how many numbers are in a stack of maps of shape (h, w, c)?",
        "Add `h * w * c` over all shapes. Each picture of the batch has as many.",
        "Each number takes 4 bytes.",
    ],
    why="Every map of every picture of the batch is kept for the backward pass. Halve the batch and this memory halves; the weights stay.",
)
def activation_bytes(batch, shapes):
    total = 0
    for h, w, c in shapes:
        total += h * w * c
    return batch * total * 4


activation_bytes.slips(
    ("numbers are counted, not bytes", lambda batch, shapes: activation_bytes(batch, shapes) // 4, "How many bytes does one float32 take?"),
    ("bits are counted, not bytes", lambda batch, shapes: activation_bytes(batch, shapes) * 8, "How many bits does a byte have? And how many bytes are 32 bits?"),
    ("eight bytes a number", lambda batch, shapes: activation_bytes(batch, shapes) * 2, "That is float64. How many bits does float32 have, and how many bytes are they?"),
    ("a batch of one", lambda batch, shapes: activation_bytes(1, shapes), "Do the pictures of a batch share their maps?"),
    ("only the last layer", lambda batch, shapes: activation_bytes(batch, shapes[-1:]), "Whose maps does the backward pass need: the last layer's alone?"),
    ("only the largest layer", lambda batch, shapes: max(activation_bytes(batch, [shape]) for shape in shapes), "Are the maps of the other layers thrown away before the backward pass?"),
    ("the columns are taken to be as many as the rows", lambda batch, shapes: activation_bytes(batch, [(h, h, c) for h, _, c in shapes]), "A map of 2 rows and 3 columns: how many places does it have, and how many do you count?"),
    ("the channels are forgotten", lambda batch, shapes: activation_bytes(batch, [(h, w, 1) for h, w, _ in shapes]), "How many numbers stand at one place of a stack of 32 maps?"),
)


# Steps -----------------------------------------------------------------------------------------------------------------
@exercise(
    cases=lambda: [
        *growing(range(1, 11), range(1, 6)),
        (33, 32),
        (100, 32),
        (1438, 32),
        (1440, 32),
        (60000, 32),
        (60000, 128),
        (10001, 10000),
    ],
    hints=[
        "7 pictures in batches of 3: how many batches are full, and is anything left?",
        "What is left makes one batch more, and if nothing is left, none.",
        "`//` counts the full batches and `%` what is left; or there is a function that rounds a quotient up.",
    ],
    why="Every picture is seen once in an epoch. What is left after the full batches makes one smaller batch.",
)
def steps_per_epoch(examples, batch_size):
    full = examples // batch_size
    left = examples - full * batch_size
    return full + 1 if left > 0 else full


steps_per_epoch.slips(
    ("the last, smaller batch is left out", lambda examples, batch_size: examples // batch_size, "5 pictures in batches of 2: in which batch is the fifth?"),
    ("one is added even where nothing is left over", lambda examples, batch_size: examples // batch_size + 1, "4 pictures in batches of 2: what would be in the third batch?"),
    ("no rounding", lambda examples, batch_size: examples / batch_size, "Can there be half a step? A smaller batch takes a whole one: which way must be rounded?"),
    ("rounded to the nearest", lambda examples, batch_size: math.floor(examples / batch_size + 0.5), "9 pictures in batches of 4: the third batch holds one picture. Is it a step or not?"),
    ("rounded to the nearest, from half-way to the even number", lambda examples, batch_size: round(examples / batch_size), "5 pictures in batches of 2: how many steps do you count, and in which one is the fifth picture?"),
    ("each picture left over is a step", lambda examples, batch_size: examples // batch_size + examples % batch_size, "5 pictures in batches of 3: how many are left, and into how many batches must they go?"),
    ("pictures and batch size exchanged", lambda examples, batch_size: math.ceil(batch_size / examples), "If there are more pictures, must the number of steps grow or fall?"),
)


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


@exercise(
    cases=_lists_of_devices,
    given=_pick_last_word,
    hints=[
        'Go through the loop by hand, with `["cpu:0", "gpu:0"]` and then with `["gpu:0", "cpu:0"]`.',
        "Once a GPU is found, nothing that follows may change it.",
        "A name may be returned as soon as it is found. When is it sure that there is no GPU?",
    ],
    why="A search ends when it has found; only a search that came to the end of the list may say that there is nothing. In the broken one the last name decided.",
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
    ("the first GPU is taken to be number 0", lambda names: "gpu:0" if any(name.startswith("gpu") for name in names) else "cpu:0", "What if gpu:1 is the only one in the list?"),
)


RECALL = (
    Recall("dense weights", "Text 004's network ends in Flatten, Dense(512), Dense(10). Where are most of its weights?", ("in the three convolutions", "in Dense(512)", "in Dense(10)"), "b", "Every one of the 86,528 flattened numbers has a weight to each of the 512 neurons: 44 million."),
    Recall("bias", "A convolution with 64 kernels of 3 x 3 reads 32 channels. How many biases does it have?", ("64", "32", "1"), "a", "One for each output channel."),
    Recall("half precision", "In float16, what is 2048 + 1?", ("2049", "infinity", "2048"), "c", "From 2048 on float16 holds even numbers only; halfway between two it takes the one whose last digit is even."),
    Recall(
        "waiting",
        "You time a call on a GPU, and it seems to take almost no time at all. Why, most likely?",
        ("the clock is not exact enough", "the call returned before the work was done", "GPUs are that fast"),
        "b",
        "Work is handed to the device and the program goes on. Turn the result into a NumPy array before you stop the clock.",
    ),
)
