"""How long a convolution layer takes, forward and backward: ours in NumPy beside TensorFlow, on one thread."""

import os
import time
from functools import partial

os.environ |= {"TF_ENABLE_ONEDNN_OPTS": "1", "TF_CPP_MIN_LOG_LEVEL": "3"}

import numpy as np
from protocol import race, ratios, report
from threadpoolctl import threadpool_limits

from imagen_course.network import Conv2D

PROTOCOL = """\
A convolution layer with biases, stride 1, padding 'same', float32, on one thread of the CPU: TensorFlow's two pools and
NumPy's BLAS set to 1. Forward; backward (the gradients of kernel, bias and pictures, given that of the outputs); and both.
All results were compared first. In each of 30 rounds every contender runs once, in a new order, as many calls in a row as
make about 10 ms, each dropping its results; times are of the processor, of one call. 'ratio' is the median over the rounds
of a contender's time over that of TensorFlow called eagerly, oneDNN on; 'from' and 'to' hold the middle half. TensorFlow's
backward is a persistent tape's gradient. Tried: of ours, while it was written, fourteen ways to form the gradient of the
kernel, six that of the pictures and three that of the bias; of TensorFlow, the two ways in the table."""

SHAPES = [  # pictures, rows, columns, channels, kernels, their side
    (32, 28, 28, 1, 8, 3),
    (32, 14, 14, 16, 32, 3),
    (8, 64, 64, 16, 32, 3),
    (8, 224, 224, 3, 32, 3),
    (4, 56, 56, 64, 64, 5),
]


def ours(layer, images, gradient):
    """Return what is timed: for each task a function that returns arrays."""

    def backward():
        return layer.backward(gradient), *layer.gradients.values()

    return {
        "forward": lambda: [layer.forward(images)],
        "backward": backward,
        "both": lambda: (layer.forward(images), *backward()),
    }


def theirs(tf, tensors, gradient):
    def forward():
        return tf.nn.bias_add(tf.nn.conv2d(tensors[0], tensors[1], 1, "SAME"), tensors[2])

    def record():
        with tf.GradientTape(persistent=True) as tape:
            tape.watch(tensors)
            outputs = forward()
        return tape, outputs

    def both():
        tape, outputs = record()
        return outputs, *tape.gradient(outputs, tensors, gradient)  # without the outputs a graph would leave them out

    tape, outputs = record()
    calls = {"forward": lambda: [forward()], "backward": lambda: tape.gradient(outputs, tensors, gradient), "both": both}
    compiled = {"forward": tf.function(calls["forward"]), "both": tf.function(both)}
    return [{task: to_numpy(call) for task, call in some.items()} for some in (calls, compiled)]


def to_numpy(call):
    return lambda: [tensor.numpy() for tensor in call()]


def repeat(call, times):
    for _ in range(times):
        call()


def measure(tf, n, h, w, c_in, c_out, side):
    """Return the rows of the table for one shape."""
    rng, layer = np.random.default_rng(0), Conv2D(c_in, c_out, side, padding="same", seed=0)
    images, gradient = rng.random((n, h, w, c_in), dtype="float32"), rng.normal(size=(n, h, w, c_out)).astype("float32")
    tensors = [tf.constant(array) for array in (images, *layer.parameters.values())]
    mine, (eager, compiled) = ours(layer, images, gradient), theirs(tf, tensors, tf.constant(gradient))
    calls = max(1, round(3e7 / (n * h * w * c_in * c_out * side**2)))
    rows = []
    for task in mine:
        contenders = {"imagen_course, NumPy": mine[task], "TensorFlow": eager[task]}
        if task in compiled:
            contenders["TensorFlow, tf.function"] = compiled[task]
        expected = eager[task]()
        for call in contenders.values():
            for array, other in zip(call(), expected, strict=True):
                np.testing.assert_allclose(array, other, rtol=1e-3, atol=1e-4 * np.abs(other).max())
        repeated = {name: partial(repeat, call, calls) for name, call in contenders.items()}
        race_times = race(repeated, rounds=30, clock=time.process_time)
        times = {name: [s / calls for s in seconds] for name, seconds in race_times.items()}
        shape = f"{n} x {h} x {w} x {c_in} by {side} x {side} x {c_out}"
        rows += [{"shape": shape, "task": task} | row for row in ratios(times, to="TensorFlow")]
    return rows


def main():
    import tensorflow as tf

    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    with threadpool_limits(1):
        rows = [row for shape in SHAPES for row in measure(tf, *shape)]
    report("network", rows, protocol=PROTOCOL)


if __name__ == "__main__":
    main()
