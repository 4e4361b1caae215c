"""How long a convolution takes: ours in NumPy, TensorFlow's, SciPy's and plain loops; on one thread and on two."""

import json
import os
import subprocess
import sys
import time

import numpy as np
from protocol import race, ratios, report

from imagen_course import formulas

PROTOCOL = """\
Convolution of (32, 28, 28, 16) with 3 x 3 x 16 x 32, stride 1, padding 'same', float32, on the CPU; one process for each
number of threads, with TensorFlow's two pools and NumPy's BLAS set to it. All results were compared first. In each of 40
rounds every contender runs once, in a new order: ours and TensorFlow ten calls in a row, SciPy one picture and the loops two
rows of one picture, whose times are scaled up by 32 and by 448. Ratios are to TensorFlow called eagerly, oneDNN on. "The
products alone" are the matrix products of ours, of the same sizes, over and over on two pictures that stay in the cache.
Results are dropped at once. On one thread times are of the processor, on two of the clock.
Tried: of ours, while it was written, about fifteen ways to form the sum and five sizes of block; of TensorFlow and SciPy,
the two ways in the table."""

OURS, PRODUCTS = "imagen_course, NumPy", "the products alone"


def loops(padded, kernel, n_rows):
    """The formula with a loop for each of its letters, for the first rows of one picture."""
    kh, kw, c_in, c_out = kernel.shape
    padded, kernel = padded.tolist(), kernel.tolist()
    width = len(padded[0]) - kw + 1
    result = [[[0.0] * c_out for _ in range(width)] for _ in range(n_rows)]
    for r in range(n_rows):
        for c in range(width):
            for o in range(c_out):
                total = 0.0
                for i in range(kh):
                    for j in range(kw):
                        for k in range(c_in):
                            total += padded[r + i][c + j][k] * kernel[i][j][k][o]
                result[r][c][o] = total
    return result


def products(images, kernel):
    """What ours multiplies and nothing else, block by block on the same few pictures: a function to call."""
    (n, h, w, c_in), (kh, kw, _, c_out) = images.shape, kernel.shape
    some, kernel = max(1, formulas._BLOCK // ((h + 2) * (w + 2) * c_in * kw + h * w * c_out)), kernel.reshape(kh, -1, c_out)
    wide = np.random.default_rng(0).random((some, h + kh - 1, w, kw * c_in), dtype="float32")
    rows, result = [wide[:, i : i + h] for i in range(kh)], np.empty((some, h, w, c_out), "float32")
    times = -(-n // some)

    def multiply():
        for _ in range(times):
            for seen, row in zip(rows, kernel, strict=True):
                np.matmul(seen, row, out=result)

    return multiply


def by_correlate2d(padded, kernel):
    """One picture; SciPy knows no channels, so each pair of them is a picture of its own."""
    from scipy.signal import correlate2d

    channels_in, channels_out = range(kernel.shape[2]), range(kernel.shape[3])
    maps = [sum(correlate2d(padded[..., k], kernel[..., k, o], "valid") for k in channels_in) for o in channels_out]
    return np.stack(maps, -1)


def by_correlate(padded, kernel):
    """One picture; the input channels are a third axis."""
    from scipy.signal import correlate

    return np.concatenate([correlate(padded, kernel[..., o], "valid", "direct") for o in range(kernel.shape[-1])], -1)


def measure(n_threads):
    """Return the rows of the table for one number of threads."""
    import tensorflow as tf
    import threadpoolctl

    tf.config.threading.set_intra_op_parallelism_threads(n_threads)
    tf.config.threading.set_inter_op_parallelism_threads(n_threads)
    rng = np.random.default_rng(0)
    images = rng.random((32, 28, 28, 16), dtype="float32")
    kernel = rng.normal(size=(3, 3, 16, 32)).astype("float32")
    padded = np.pad(images[0], [(1, 1), (1, 1), (0, 0)])
    tf_images, tf_kernel = tf.constant(images), tf.constant(kernel)
    function = tf.function(lambda: tf.nn.conv2d(tf_images, tf_kernel, 1, "SAME"))
    contenders = {  # how many times 32 pictures one run convolves, and a call
        OURS: (10, lambda: formulas.conv2d(images, kernel, padding="same")),
        "TensorFlow": (10, lambda: tf.nn.conv2d(tf_images, tf_kernel, 1, "SAME").numpy()),
        "TensorFlow, tf.function": (10, lambda: function().numpy()),
        "SciPy correlate2d": (1 / 32, lambda: by_correlate2d(padded, kernel)[None]),
        "SciPy correlate": (1 / 32, lambda: by_correlate(padded, kernel)[None]),
        "Python loops": (1 / 448, lambda: np.array([loops(padded, kernel, n_rows=2)])),
    }
    expected = tf.nn.conv2d(tf_images, tf_kernel, 1, "SAME").numpy()
    for _, call in contenders.values():
        result = call()
        np.testing.assert_allclose(result, expected[: result.shape[0], : result.shape[1]], rtol=1e-4, atol=1e-4)

    contenders[PRODUCTS] = 10, products(images, kernel)

    def run(share, call):
        def repeat():
            for _ in range(max(1, share)):
                call()

        return repeat

    with threadpoolctl.threadpool_limits(n_threads):
        clock = time.process_time if n_threads == 1 else time.perf_counter
        times = race({name: run(*contender) for name, contender in contenders.items()}, rounds=40, clock=clock)
    times = {name: [seconds / contenders[name][0] for seconds in times[name]] for name in times}
    own = ratios({name: times[name] for name in (OURS, PRODUCTS)}, to=PRODUCTS)[0]
    rows = [*ratios(times, to="TensorFlow"), own | {"name": f"{OURS}, over {PRODUCTS}"}]
    return [{"threads": n_threads} | row for row in rows]


def main():
    if len(sys.argv) == 2:
        print(json.dumps(measure(int(sys.argv[1]))))
        return
    rows, environment = [], os.environ | {"TF_ENABLE_ONEDNN_OPTS": "1", "TF_CPP_MIN_LOG_LEVEL": "3"}
    for n_threads in ("1", "2"):
        child = subprocess.run([sys.executable, __file__, n_threads], env=environment, stdout=subprocess.PIPE, check=True)
        rows += json.loads(child.stdout.splitlines()[-1])
    report("conv2d", rows, protocol=PROTOCOL)


if __name__ == "__main__":
    main()
