"""Other right answers, and the mutants of its references that are right as well."""

import functools
import math

import numpy as np


def side_recursive(side, layers):
    if not layers:
        return side
    return side_recursive(side - 2 if layers[0] == "conv" else math.floor(side / 2), layers[1:])


def side_by_windows(side, layers):
    for layer in layers:
        window, stride = (3, 1) if layer == "conv" else (2, 2)
        side = len(range(0, side - window + 1, stride))
    return side


def conv_by_counting(rows, columns, kernel_size, c_in, c_out):
    return sum(1 for _ in np.ndindex(kernel_size, kernel_size, c_in, c_out)) + c_out


def conv_by_arrays(rows, columns, kernel_size, c_in, c_out):
    return np.zeros((kernel_size, kernel_size, c_in, c_out)).size + np.zeros(c_out).size


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


def bytes_of_arrays(batch, shapes):
    return sum(np.zeros((batch, *shape), "float32").nbytes for shape in shapes)


def bytes_of_all_arrays_at_once(batch, shapes):
    maps = [np.zeros((batch, *shape), "float32") for shape in shapes]
    return sum(each.nbytes for each in maps)


def bytes_by_prod(batch, shapes):
    return 4 * batch * int(np.prod(shapes, axis=1).sum())


def steps_by_ceil(examples, batch_size):
    return math.ceil(examples / batch_size)


def steps_by_slices(examples, batch_size):
    return len(range(0, examples, batch_size))


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
    "side_after": (side_recursive, side_by_windows),
    "conv_parameters": (conv_by_counting, conv_by_arrays),
    "stack_parameters": (stack_by_shapes, stack_folded, stack_by_the_course),
    "activation_bytes": (bytes_of_arrays, bytes_of_all_arrays_at_once, bytes_by_prod),
    "steps_per_epoch": (steps_by_ceil, steps_by_slices),
    "pick_device": (pick_from_gpus, pick_in_the_loop),
}
EQUIVALENT = {}


# What once passed ----------------------------------------------------------------------------------------------------------


def stack_by_reduce(shape, layers):
    counts = [
        stack_by_the_course(shape, layers[: i + 1]) - stack_by_the_course(shape, layers[:i]) for i in range(len(layers))
    ]
    return functools.reduce(lambda a, b: a + b, counts)  # of no layers there is nothing to reduce


def steps_plus_nine_tenths(examples, batch_size):
    return int(examples / batch_size + 0.9)


def steps_of_a_rounded_quotient(examples, batch_size):
    return math.ceil(round(examples / batch_size, 1))


ONCE_PASSED = {
    "stack_parameters": (stack_by_reduce,),
    "steps_per_epoch": (steps_plus_nine_tenths, steps_of_a_rounded_quotient),
}
