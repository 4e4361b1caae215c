"""How much smaller do networks get, and what do they lose: bytes, answers and time on one core.

    python benchmarks/compression.py                                # all three networks, a table each
    python benchmarks/compression.py --only lenet --folder PARTS    # the folder keeps trainings: go on after a stop
    python benchmarks/compression.py --only text_to_image --base FILE --encoder FILE --captions 512

LeNet reads MNIST (``mnist.npz`` of the data directory), is pruned, shares weights, is coded, is cut down, and teaches a
small network. The network for photographs and the text-to-image base with its text encoder ship trained, and are rounded.
"""

import argparse
import os
import time
from itertools import count
from math import comb
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_NUM_INTRAOP_THREADS", "1")
os.environ.setdefault("TF_NUM_INTEROP_THREADS", "1")

import numpy as np
import text_to_image
from protocol import race, report
from scipy import sparse
from threadpoolctl import threadpool_limits

from imagen_course import compress, datasets, generate, photographs
from imagen_course.archives import write_arrays
from imagen_course.arrays import load_keras, to_numpy
from imagen_course.generate.language import TextEncoder
from imagen_course.generate.text_to_image import TextToImage
from imagen_course.metrics import wilson_interval
from imagen_course.training import Layers, batches, fit, seeds
from imagen_course.worlds import reader

EIGHT = 8  # questions of a small test


def row(how, arrays, right, before, ms=None, floats=None):
    """A row of every table: bytes of the weights by Huffman's code and by zlib, right answers, and what was lost."""
    n, k = len(right), int(right.sum())
    size, by_zlib = sizes(arrays)
    low, high = wilson_interval(k, n)
    lost, half = lost_of(right, before)
    return {
        "how": how,
        "bytes": size,
        "by zlib": by_zlib,
        "times smaller": (floats or 4 * sum(array.size for array in arrays.values())) / size,
        "right, %": 100 * k / n,
        "from": 100 * low,
        "to": 100 * high,
        "n": n,
        "lost, points": lost,
        "±": half,
        "passes eight, %": 100 * comb(k, EIGHT) / comb(n, EIGHT),
        "ms": ms,
    }


def sizes(arrays):
    """How many bytes arrays take: by `compress.save`, which must give them back, and by zlib."""
    with TemporaryDirectory() as folder:
        coded, zipped = Path(folder, "coded.npz"), Path(folder, "zipped.npz")
        compress.save(coded, arrays)
        write_arrays(zipped, arrays, compressed=True)
        return coded.stat().st_size, zipped.stat().st_size


def lost_of(right, before):
    """How many points fewer answers are right than before, on the same questions, and half a 95 % interval of that."""
    worse, better, n = int(np.sum(before & ~right)), int(np.sum(right & ~before)), len(right)
    return 100 * (worse - better) / n, 196 * np.sqrt(worse + better - (worse - better) ** 2 / n) / n


# --- LeNet on MNIST ---------------------------------------------------------------------------------------------------

WIDTHS, SMALL = (20, 50, 500), (6, 12, 40)  # Caffe's LeNet, which Deep Compression took; the student
KEPT = (0.66, 0.15, 0.07, 0.25)  # of each layer's weights
N_VALUES = 15
CUT = (0.5, 0.6, 0.8)  # shares of the outputs of all layers but the last
BATCH = 128
LENET = """\
Caffe's LeNet (convolutions of 5 x 5 with 20 and 50 filters, each with a ReLU and a pool, 500 units, 10 classes: 431,080
weights), trained on {n} pictures of MNIST for {epochs} epochs of batches of {batch} with Adam, whose rate falls along a
cosine from 0.001 to 0. Pruned: {kept} of the layers' weights stay, trained {again} epochs more; shared: {values} values a
layer, found by k-means, trained 1 epoch more. Cut: outputs of the smallest norms leave, {cut} of the first three layers,
trained {more} epochs more. Student: the same with 6 and 12 filters and 40 units, trained {epochs} epochs by labels or by
its teacher's probabilities at temperature 4. "Right" is of 10,000 test pictures, with Wilson's 95 % interval; "lost"
counts the same pictures before and after, with its interval; "passes eight": how many of all choices of eight test
pictures are all read rightly. Bytes: a file of the weights by `compress.save` (Huffman's code), or by zlib; "times
smaller" is beside 4 bytes a weight of LeNet. ms: CPU time of one picture in NumPy on one core, in batches of 64, median
of {rounds} rounds; "zeros skipped" by scipy.sparse. One seed; the second of two settings, both looked at on these test
pictures: the first kept 66, 12, 6 and 20 %, trained 2 epochs more at half the rate, was 50 times smaller and lost 0.8
points."""


def lenet(arguments):
    """Rows for LeNet: whole, rounded, pruned, shared, cut, and a student."""
    data = datasets.load("mnist")
    images, labels = data.train_images[: arguments.pictures], data.train_labels[: arguments.pictures]
    test = Judge(data.test_images, data.test_labels)
    epochs, more, again = arguments.epochs, max(1, arguments.epochs // 2), max(1, arguments.epochs * 3 // 2)
    school = School(images, labels, arguments.folder)
    network = school.train("whole", build(WIDTHS, 0), epochs)
    whole, before = weights(network), test(network)
    yield row("whole, 32 bits", whole, before, before, test.ms(whole))
    for bits in (8, 4, 3):
        rounded, arrays = in_bits(whole, bits)
        yield row(f"{bits} bits", arrays, test(put(network, rounded)), before, floats=WHOLE)
    put(network, whole)
    layers = compress.pruning.kernels(network)
    for kernel, kept in zip(layers, KEPT, strict=True):
        kernel.assign(compress.prune(to_numpy(kernel), 1 - kept))
    compress.hold_zeros(network)
    pruned = weights(school.train("pruned", network, again))
    right = test(network)
    yield row("pruned", pruned, right, before, test.ms(pruned), WHOLE)
    yield row("pruned, zeros skipped", pruned, right, before, test.ms(pruned, skip=True), WHOLE)
    for kernel in layers:
        kernel.assign(compress.share_weights(to_numpy(kernel), N_VALUES))
    compress.hold_values(network)
    shared = halved(weights(school.train("shared", network, 1, 2e-4)))
    yield row("pruned, shared, coded", shared, test(put(network, shared)), before, floats=WHOLE)
    small = school.train("cut", cut(whole), more, 5e-4)
    yield row("cut down", weights(small), test(small), before, test.ms(weights(small)), WHOLE)
    for how, teacher in {"by labels": None, "by its teacher": put(build(WIDTHS, 0), whole)}.items():
        student = school.train(f"student {how}", build(SMALL, 1), epochs, teacher=teacher)
        yield row(f"student {how}", weights(student), test(student), before, test.ms(weights(student)), WHOLE)
        rounded, arrays = in_bits(weights(student), 6)
        yield row(f"student {how}, 6 bits", arrays, test(put(student, rounded)), before, floats=WHOLE)
    long = school.train("trained as long", put(build(WIDTHS, 0), whole), more + 1, 5e-4)
    yield row(f"whole, trained {more + 1} epochs more", weights(long), test(long), before, floats=WHOLE)


def build(widths, seed):
    layers, keras = Layers(seeds(seed)), load_keras()
    x = pictures = keras.Input((28, 28, 1))
    for width in widths[:2]:
        x = keras.layers.MaxPooling2D(2)(layers.convolution(width, 5, padding="valid", activation="relu")(x))
    x = layers.dense(widths[2], "relu")(keras.layers.Flatten()(x))
    return keras.Model(pictures, layers.dense(10, "softmax")(x))


def weights(network):
    return {f"{i}": to_numpy(weight) for i, weight in enumerate(network.weights)}


def put(network, arrays):
    network.set_weights([array.astype("float32") for array in arrays.values()])
    return network


def halved(arrays):
    """Biases in float16, as they are stored."""
    return {name: array if array.ndim > 1 else array.astype("float16") for name, array in arrays.items()}


def in_bits(arrays, bits):
    """Arrays whose kernels are rounded; and what is stored of them."""
    rounded, stored = halved(arrays), halved(arrays)
    for name, array in arrays.items():
        if array.ndim > 1:
            stored[name], stored[name + "/scale"] = compress.quantise(array, bits)
            rounded[name] = stored[name] * stored[name + "/scale"]
    return rounded, stored


def cut(arrays):
    """A smaller network: what `prune` leaves of whole outputs, and of those that the next layer reads."""
    kernels, biases = list(arrays.values())[::2], list(arrays.values())[1::2]
    kept, widths = np.arange(1), []
    for i, kernel in enumerate(kernels):
        if i == 2:  # the dense layer reads 4 x 4 places of each map
            kept = (np.arange(16)[:, None] * WIDTHS[1] + kept).ravel()
        kernel = kernel[..., kept, :]
        left = compress.prune(kernel, CUT[i], structured=True) if i < 3 else kernel
        kept = np.flatnonzero(np.abs(left).reshape(-1, left.shape[-1]).any(axis=0))
        kernels[i], biases[i] = kernel[..., kept], biases[i][kept]
        widths.append(len(kept))
    pairs = [array for pair in zip(kernels, biases, strict=True) for array in pair]
    return put(build(widths[:3], 0), dict(enumerate(pairs)))


class School:
    """Trains networks on the same pictures, and keeps what is done in a folder."""

    def __init__(self, images, labels, folder):
        self.images, self.labels, self.folder = images, labels, folder

    def train(self, name, network, epochs, rate=1e-3, *, teacher=None):
        keras, steps = load_keras(), -(-len(self.labels) // BATCH)
        asked = np.eye(10, dtype="float32")[self.labels]
        if teacher is not None:
            asked = teacher.predict(self.images, batch_size=500, verbose=0)
        optimizer = keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(rate, epochs * steps))
        network.compile(optimizer, compress.distillation_loss(4.0) if teacher is not None else "categorical_crossentropy")
        where = self.folder and self.folder / name.replace(" ", "_")

        def examples(epoch):
            orders = (np.random.default_rng([0, number]).permutation(len(asked)) for number in count(epoch))
            yield from ((self.images[rows], asked[rows]) for rows in batches(orders, BATCH))

        start = time.process_time()
        fit(network, examples, epochs=epochs, steps_per_epoch=steps, checkpoints=where, verbose=0)
        print(f"{name}: {time.process_time() - start:.0f} CPU s", flush=True)
        return network


class Judge:
    """Asks networks for the labels of test pictures, and times them."""

    def __init__(self, images, labels, rounds=15):
        self.images, self.labels, self.rounds = images, labels, rounds

    def __call__(self, network):
        return network.predict(self.images, batch_size=500, verbose=0).argmax(axis=1) == self.labels

    def ms(self, arrays, *, skip=False):
        layers = [laid_out(*pair, skip) for pair in zip(*(list(arrays.values())[i::2] for i in (0, 1)), strict=True)]
        some = self.images[:64]
        times = race({"": lambda: forward(some, layers)}, rounds=self.rounds, clock=time.process_time)
        return 1e3 * float(np.median(times[""])) / len(some)


def laid_out(kernel, bias, skip):
    """A layer as a matrix over the numbers that an output reads, its zeros kept or skipped."""
    matrix = kernel.transpose(2, 0, 1, 3).reshape(-1, kernel.shape[-1]) if kernel.ndim == 4 else kernel
    return kernel.shape[:-2], sparse.csr_array(matrix.T) if skip else np.ascontiguousarray(matrix.T), bias


def forward(images, layers):
    """LeNet in NumPy: windows as rows, a matrix product, a ReLU, a pool; the same lines for all matrices."""
    x = images
    for window, matrix, bias in layers:
        if window:
            x = np.lib.stride_tricks.sliding_window_view(x, window, axis=(1, 2))
            n, h, w = x.shape[:3]
            x = np.maximum((matrix @ x.reshape(n * h * w, -1).T).T + bias, 0).reshape(n, h // 2, 2, w // 2, 2, -1)
            x = x.max(axis=(2, 4))
        else:
            x = (matrix @ x.reshape(len(x), -1).T).T + bias
            x = np.maximum(x, 0) if len(bias) > 10 else x
    return x


WHOLE = 4 * 431_080


# --- the network for photographs --------------------------------------------------------------------------------------

PHOTOGRAPHS = """\
EfficientNet-Lite0 as it ships (8 bits, depthwise kernels 16) and its weights rounded to fewer bits, a scale for each output.
Depthwise kernels (1 % of the weights) are rounded with the others, or stay at 16 bits. "Right" is the first name that the
network gives as it ships, on {n} photographs of BSDS500 (train, val), as `prepare` takes them; the eight of the small test
are those of the course (`datasets.PHOTOGRAPHS`): how many of them have their name. Bytes: kernels, scales and biases;
"times smaller" is beside 4 bytes a weight. ms: CPU time of one photograph on one core. Nothing was trained or tuned."""


def of_photographs(arguments):
    """Rows for the network for photographs, rounded to fewer bits."""
    paths = sorted((datasets.data_directory() / "bsds500" / "images").rglob("*.jpg"))[:: arguments.every]
    images = np.concatenate([photographs.prepare(datasets.read_image(path)) for path in paths])
    ours = np.concatenate([photographs.prepare(datasets.photograph(name)) for name in datasets.PHOTOGRAPHS])
    whole, names, small = photographs._network(), None, None
    for bits, depthwise in ((8, 16), (6, 16), (5, 16), (4, 16), (6, 6)):
        arrays, rounded = photograph_network(whole, bits, depthwise)
        photographs._network = lambda rounded=rounded: rounded
        start = time.process_time()
        found = photographs.predict_proba(images).argmax(axis=1)
        ms = 1e3 * (time.process_time() - start) / len(images)
        of_ours = photographs.predict_proba(ours).argmax(axis=1)
        names, small = (found, of_ours) if names is None else (names, small)
        how = f"{bits} bits" + f", depthwise {depthwise}" * (depthwise != bits)
        floats = 4 * sum(layer.kernel.size + layer.bias.size for layer in whole.layers)
        told = row(how, arrays, found == names, np.ones(len(names), bool), ms, floats)
        yield told | {"small test": f"{np.sum(of_ours == small)} of {len(small)}"}
        print(told, flush=True)
    photographs._network = lambda: whole


def photograph_network(whole, bits, depthwise):
    """What is stored of the network at so many bits, and the network that it makes."""
    arrays, layers = {}, []
    for i, layer in enumerate(whole.layers):
        alone = layer.kernel.ndim == 4 and layer.kernel.shape[2] == 1
        numbers, scale = compress.quantise(layer.kernel, depthwise if alone else bits)
        arrays |= {f"{i}": numbers, f"{i}/scale": scale, f"{i}/bias": layer.bias}
        layers.append(layer._replace(kernel=numbers * scale))
    return arrays, whole._replace(layers=layers)


# --- from words to a picture ------------------------------------------------------------------------------------------

WORDS = """\
The base of the text-to-image model (32 x 32 pixels) and its text encoder, {which}, their weights rounded after training, a
scale for each unit; biases in 16 bits. "Right" is what the exact reader finds obeyed, all that a caption says and nothing
else, of {n} captions, the {kinds} kinds of `text_to_image.py` in turn, in sentence forms drawn at random, one picture each:
guidance 2, 15 steps, as they come, none drawn again. All rows draw the same captions from the same noise. "Passes eight":
how many of all choices of eight of these captions are all obeyed. Bytes: of both, by `compress.save` (Huffman's code), or as
`save(bits=...)` writes them (zlib); "times smaller" is beside 4 bytes a weight. ms: CPU time of one picture on one core."""


def of_words(arguments):
    """Rows for the text-to-image base and its text encoder, rounded to fewer bits."""
    encoder = TextEncoder.load(arguments.encoder) if arguments.encoder else generate.load("text_encoder")
    base = TextToImage.load(arguments.base or datasets.shipped_files("")["text_to_image"], encoder=encoder)
    texts, before = captions(arguments.captions), None
    whole = [(network, weights(network)) for model in (base, encoder) for network in model.networks.values()]
    floats = 4 * sum(array.size for _, arrays in whole for array in arrays.values())
    for bits in (16, 8, 6, 5, 4, 3):
        stored = {}
        for number, (network, arrays) in enumerate(whole):
            rounded, kept = in_bits(arrays, bits) if bits < 16 else [as_float16(arrays)] * 2
            put(network, rounded)
            stored |= {f"{number}/{name}": array for name, array in kept.items()}
        start = time.process_time()
        right = reader.obeys(reader.read(base.sample(texts, seed=0)), texts)
        ms = 1e3 * (time.process_time() - start) / len(texts)
        before = right if before is None else before
        yield (told := row(f"{bits} bits", stored, right, before, ms, floats))
        print(told, flush=True)


def as_float16(arrays):
    return {name: array.astype("float16") for name, array in arrays.items()}


def captions(n):
    """Captions of all kinds in turn."""
    kinds = [text_to_image.prompts(kind, -(-n // len(text_to_image.KINDS)), 0)[0] for kind in text_to_image.KINDS]
    return [text for texts in zip(*kinds, strict=True) for text in texts][:n]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--folder", type=Path, help="of LeNet's trainings: what is done there is not done again")
    parser.add_argument("--epochs", type=int, default=4, help="of LeNet's first training")
    parser.add_argument("--pictures", type=int, default=20_000, help="of MNIST to learn from")
    parser.add_argument("--every", type=int, default=3, help="take every so manieth photograph")
    parser.add_argument("--captions", type=int, default=64)
    parser.add_argument("--base", type=Path, help="a file of TextToImage, in place of the one that ships")
    parser.add_argument("--encoder", type=Path, help="a file of TextEncoder")
    parser.add_argument("--try", dest="tried", action="store_true", help="store nothing")
    arguments = parser.parse_args()
    for part in arguments.only:
        rows, told = PARTS[part]
        with threadpool_limits(1):
            found = list(rows(arguments))
        protocol = told(arguments, found)
        report(f"compression_{part}" + "_tried" * arguments.tried, found, protocol=protocol)


def about_lenet(arguments, rows):
    return LENET.format(
        n=f"{arguments.pictures:,}",
        epochs=arguments.epochs,
        batch=BATCH,
        kept=", ".join(f"{100 * kept:.0f} %" for kept in KEPT),
        more=max(1, arguments.epochs // 2),
        again=max(1, arguments.epochs * 3 // 2),
        values=N_VALUES,
        cut=", ".join(f"{100 * share:.0f} %" for share in CUT),
        rounds=15,
    )


def about_words(arguments, rows):
    which = "as they ship" if not (arguments.base or arguments.encoder) else "of other files"
    return WORDS.format(which=which, n=rows[0]["n"], kinds=len(text_to_image.KINDS))


PARTS = {
    "lenet": (lenet, about_lenet),
    "photographs": (of_photographs, lambda arguments, rows: PHOTOGRAPHS.format(n=rows[0]["n"])),
    "text_to_image": (of_words, about_words),
}


if __name__ == "__main__":
    main()
