"""Half a megabyte that draws from words: the text-to-image base and its text encoder, rounded where it hurts least.

    python benchmarks/half_a_megabyte.py [--captions 512] [--kilobytes 560 510 460]    # half an hour of one core
    python benchmarks/half_a_megabyte.py --base FILE --encoder FILE --keep FOLDER      # other files; keep the small ones

A pass over pictures notes what every layer reads. Each array is rounded by `compress.quantise` with these inputs; how many
bits it gets follows from how much the guess of the clean picture moves when it alone has four. Nothing is trained.
"""

import argparse
import os
from functools import cached_property
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_NUM_INTRAOP_THREADS", "1")
os.environ.setdefault("TF_NUM_INTEROP_THREADS", "1")

import numpy as np
from compression import as_float16, captions, row, sizes
from protocol import report
from threadpoolctl import threadpool_limits

from imagen_course import compress, datasets, generate
from imagen_course.arrays import load_keras, to_numpy
from imagen_course.generate.language import TextEncoder, tokenize
from imagen_course.generate.text_to_image import Pool, TextToImage
from imagen_course.worlds import reader

BITS = range(2, 9)
N_BATCHES, ROWS = 16, 20_000  # of 32 pictures; of inputs, for each call of a layer
PROTOCOL = """\
The base of the text-to-image model (32 x 32 pixels) and its text encoder, {which}. Kernels are rounded to whole numbers
with a scale for each output; other weights have 16 bits. "Made up for": rounded one input after another, those to come
making up for what was lost (`compress.quantise` with the inputs of 512 noisy scenes). "Bits chosen": so, with 2 to 8 bits
for each of {n_arrays} kernels, where the guess of the clean picture moves least for the bytes: how far it moves is measured
with 4 bits for one kernel alone (64 scenes) and goes with the square of the step, bytes are those of the numbers' entropy.
"Right": all that a caption says and nothing else, by the exact reader, of {n} captions of all kinds in turn, one picture
each, as they come, with Wilson's 95 % interval; "lost" is beside 16 bits, on the same captions and noise. Bytes: one file
of both by `compress.save`. One calibration; nothing is trained."""


def layers_of(network):
    """The layers of a network whose weights are a matrix over what they read."""
    keras = load_keras()
    kinds = keras.layers.Conv2D, keras.layers.Dense, keras.layers.EinsumDense
    return [layer for layer in network._flatten_layers() if isinstance(layer, kinds)]


def what_it_reads(layer, x):
    """The inputs of a layer as rows, in the order of its kernel."""
    keras, shape = load_keras(), tuple(layer.kernel.shape)
    if isinstance(layer, keras.layers.Conv2D):
        x = keras.ops.image.extract_patches(x, shape[:2], strides=layer.strides, padding=layer.padding)
        return to_numpy(x).reshape(-1, int(np.prod(shape[:3])))
    heads_first = isinstance(layer, keras.layers.EinsumDense) and len(x.shape) == 4
    return to_numpy(x).reshape(-1, shape[0] * shape[1] if heads_first else shape[0])


def root_of_moments(network, calls):
    """For each layer so many rows of inputs that their squares and products are those of all that it has read."""
    layers, moments = layers_of(network), {}

    def noting(layer, call, random):
        def noted(x, *arguments, **options):
            rows = what_it_reads(layer, x).astype(float)
            rows = rows[random.permutation(len(rows))[:ROWS]]
            moments[layer.path] = moments.get(layer.path, 0) + rows.T @ rows
            return call(x, *arguments, **options)

        return noted

    calls_of = [layer.call for layer in layers]
    for layer, call in zip(layers, calls_of, strict=True):
        layer.call = noting(layer, call, np.random.default_rng(0))
    for inputs in calls:
        network(inputs, training=False)
    for layer, call in zip(layers, calls_of, strict=True):
        layer.call = call
    return {path: _root(moment) for path, moment in moments.items()}


def _root(moment):
    values, vectors = np.linalg.eigh(moment)
    return np.sqrt(np.maximum(values, 0))[:, None] * vectors.T


class Small:
    """A base and its text encoder, whose kernels can be rounded and put back."""

    def __init__(self, base, encoder):
        self.base, self.encoder = base, encoder
        self.networks = base.networks["denoiser"], encoder.networks["words"]
        random, pool, calls = np.random.default_rng(0), Pool(77, 32, sides=(32,)), []
        for i in range(N_BATCHES):
            images, ids = pool[i]
            ids = np.where(random.random((len(ids), 1)) < 0.15, tokenize([None]), ids)
            level = random.beta(2, 1.2, size=(len(ids), 1)).astype("float32")
            noise = random.standard_normal(images.shape, "float32")
            noisy = (1 - level[:, None, None]) * (2 * images - 1) + level[:, None, None] * noise
            calls.append([noisy, level, encoder.vectors(ids), ids])
        read = [root_of_moments(self.networks[0], calls), root_of_moments(self.networks[1], [ids for *_, ids in calls])]
        self.kernels = [
            (layer.kernel, to_numpy(layer.kernel).reshape(rows[layer.path].shape[1], -1), rows[layer.path])
            for network, rows in zip(self.networks, read, strict=True)
            for layer in layers_of(network)
        ]
        self.calls = calls[:2]
        self.rest = self.others()
        self.hurt = self.measured()

    @property
    def whole(self):
        """All weights in 16 bits."""
        return self.rest | as_float16({f"{i}": weights for i, (_, weights, _) in enumerate(self.kernels)})

    def others(self):
        """What is not rounded, in 16 bits."""
        mine = {id(kernel) for kernel, *_ in self.kernels}
        models = (*self.base.networks.values(), *self.encoder.networks.values())
        weights = [weight for network in models for weight in network.weights if id(weight) not in mine]
        kept = as_float16({f"other {i}": to_numpy(weight) for i, weight in enumerate(weights)})
        for weight, array in zip(weights, kept.values(), strict=True):
            weight.assign(array.astype("float32"))
        return kept

    def guess(self):
        """The clean pictures that the base sees in noisy ones."""
        return np.concatenate(
            [to_numpy(self.networks[0]([x, level, self.encoder.vectors(ids), ids])) for x, level, _, ids in self.calls]
        )

    def measured(self):
        """How far the guess moves, squared, when one kernel alone has four bits."""
        before, found = self.guess(), []
        for (kernel, weights, _), choices in zip(self.kernels, self.choices, strict=True):
            put(kernel, *choices[4])
            found.append(np.square(self.guess() - before).mean())
            kernel.assign(weights.reshape(kernel.shape))
        return np.array(found)

    @cached_property
    def choices(self):
        """Each kernel's numbers and scale at each number of bits."""
        return [{b: compress.quantise(weights, b, inputs=rows) for b in BITS} for _, weights, rows in self.kernels]

    def rounded(self, bits, *, made_up_for=True):
        """Give every kernel its bits, and return what is stored."""
        stored = dict(self.rest)
        for i, ((kernel, weights, _), n) in enumerate(zip(self.kernels, bits, strict=True)):
            numbers, scale = self.choices[i][n] if made_up_for else compress.quantise(weights, n)
            scale = scale.astype("float16")
            put(kernel, numbers, scale.astype("float32"))
            stored |= {f"{i}": numbers, f"{i}/scale": scale}
        return stored

    def chosen(self, kilobytes):
        """The bits of every kernel for which the guess moves least, at so many bytes."""
        costs = np.array([[hurt * (7 / (2 ** (b - 1) - 1)) ** 2 for b in BITS] for hurt in self.hurt])
        lengths = np.array([[length(numbers) for numbers, _ in of_bits.values()] for of_bits in self.choices])
        low, high = 1e-16, 1.0
        for _ in range(12):
            price = np.sqrt(low * high)
            bits = np.array(BITS)[(costs + price * lengths).argmin(axis=1)]
            too_large = sizes(self.rounded(bits))[0] > 1000 * kilobytes
            low, high = (price, high) if too_large else (low, price)
        return np.array(BITS)[(costs + high * lengths).argmin(axis=1)]


def put(kernel, numbers, scale):
    kernel.assign((numbers * scale).reshape(kernel.shape))


def length(numbers):
    """Bytes of numbers by their entropy."""
    counts = np.unique(numbers, return_counts=True)[1]
    return numbers.size * compress.entropy(counts) / 8


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--captions", type=int, default=512)
    parser.add_argument("--kilobytes", type=float, nargs="+", default=[560, 510, 460])
    parser.add_argument("--base", type=Path, help="a file of TextToImage, in place of the one that ships")
    parser.add_argument("--encoder", type=Path, help="a file of TextEncoder")
    parser.add_argument("--keep", type=Path, help="a folder for the files that are judged")
    arguments = parser.parse_args()
    encoder = TextEncoder.load(arguments.encoder) if arguments.encoder else generate.load("text_encoder")
    base = TextToImage.load(arguments.base or datasets.shipped_files("")["text_to_image"], encoder=encoder)
    texts, rows, answers = captions(arguments.captions), [], []
    which = "of other files" if arguments.base or arguments.encoder else "as they ship"

    def judge(how, stored):
        right = reader.obeys(reader.read(base.sample(texts, seed=0)), texts)
        answers.append(right)
        rows.append(row(how, stored, right, answers[0], floats=4 * sum(array.size for array in small.whole.values())))
        print(rows[-1], flush=True)
        report("half_a_megabyte", rows, protocol=PROTOCOL.format(which=which, n=len(texts), n_arrays=len(small.kernels)))

    with threadpool_limits(1):
        small = Small(base, encoder)
        judge("16 bits", small.whole)
        for how, made_up_for in (("4 bits", False), ("4 bits, made up for", True)):
            judge(how, small.rounded([4] * len(small.kernels), made_up_for=made_up_for))
        for kilobytes in arguments.kilobytes:
            bits = small.chosen(kilobytes)
            stored = small.rounded(bits)
            if arguments.keep:
                compress.save(arguments.keep / f"text_to_image_{kilobytes:.0f}.npz", stored)
            mean = np.average(bits, weights=[weights.size for _, weights, _ in small.kernels])
            judge(f"bits chosen, mean {mean:.2f}", stored)


if __name__ == "__main__":
    main()
