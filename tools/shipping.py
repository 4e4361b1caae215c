"""What every script here ends with: a file written whole, and the line about it that ``data/README.md`` repeats."""

import hashlib

import numpy as np

from imagen_course import files


def ship(path, **arrays):
    """Write arrays by name, compressed."""
    with files.draft(path) as part:
        np.savez_compressed(part, **arrays)
    tell(path)


def ship_network(path, network):
    """Write a fitted ``CNNFeatures`` in float16, and leave it with the weights that the file holds."""
    weights = {f"{i:02d}": array.astype("float16") for i, array in enumerate(network.weights_)}
    ship(path, classes=network.classes_.astype("int16"), **weights)
    network.weights_ = [array.astype("float32") for array in weights.values()]


def tell(path):
    """Print how long a file is and its hash."""
    print(f"{path.name}: {path.stat().st_size:,} bytes, sha256 {hashlib.sha256(path.read_bytes()).hexdigest()}")
