"""What runs on a GPU gives what NumPy gives. Skipped, with the reason, where Keras's backend sees none."""

import numpy as np
import pytest
from tolerances import close

from imagen_course import arrays, formulas, models, photographs, segment, svm
from imagen_course.arrays import to_numpy

pytestmark = [pytest.mark.gpu, pytest.mark.keras]


@pytest.fixture(autouse=True)
def gpu():
    """Full float32 on the GPU: TensorFlow would round to 10 bits of mantissa by default."""
    found = [name for name in arrays.devices() if not name.startswith("cpu")]
    if not found:
        pytest.skip(f"Keras's backend sees no GPU, only {', '.join(arrays.devices())}")
    if arrays.load_keras().backend.backend() == "tensorflow":
        import tensorflow as tf

        tf.config.experimental.enable_tensor_float_32_execution(False)


def tensor(array):
    made = arrays.load_keras().ops.convert_to_tensor(array)
    assert "GPU" in arrays.runs_on(made)
    return made


def test_the_formulas(rng):
    images, kernel = rng.random((4, 32, 32, 3), dtype="float32"), rng.normal(size=(3, 3, 3, 8)).astype("float32")
    for formula in (
        lambda x, k: formulas.conv2d(x, k, padding="same", stride=2),
        lambda x, k: formulas.pool2d(x, 3, kind="mean", padding="same"),
        lambda x, k: formulas.softmax(x, axis=-1),
    ):
        np.testing.assert_allclose(
            to_numpy(formula(tensor(images), tensor(kernel))), formula(images, kernel), **close("float32", "gpu")
        )


def test_the_network_for_photographs(rng):
    images = rng.random((4, 64, 96, 3), dtype="float32")
    for ours, theirs in zip(photographs.maps(tensor(images)), photographs.maps(images), strict=True):
        np.testing.assert_allclose(to_numpy(ours), theirs, rtol=1e-3, atol=1e-3 * np.abs(theirs).max())


def test_a_pipeline_learns_from_maps(rng):
    from imagen_course.pipeline import ImagenPipeline
    from imagen_course.region_features import MapFeatures

    horizons = rng.integers(20, 44, 8)
    masks = (np.arange(64)[:, None] >= horizons[:, None, None]).repeat(80, axis=2).astype(int)
    images = np.where(masks[..., None], (0.5, 0.4, 0.2), (0.3, 0.5, 0.9)) + rng.normal(0, 0.05, (8, 64, 80, 3))
    images = np.clip(images, 0, 1).astype("float32")
    found = []
    for backend in ("keras", "numpy"):
        features = MapFeatures(side=128, backend=backend)
        found.append(ImagenPipeline(features=features, n_segments=60, context=()).fit(images[:6], masks[:6]).segment(images))
    assert np.mean(found[0] == found[1]) > 0.99
    assert np.mean(found[0] == masks) > 0.95


def test_superpixels(rng):
    from imagen_course.worlds import scenes

    images = scenes.generate(8, seed=1, size=64).images
    options = {"n_segments": 36, "connected": False}  # connected regions are numbered anew: one tie renumbers the rest
    ours, theirs = segment.slic(images, **options), to_numpy(segment.slic(tensor(images), **options))
    assert np.mean(ours == theirs) > 0.99


def test_the_support_vector_machine(rng):
    X = np.concatenate([rng.normal(size=(60, 5)), rng.normal(size=(60, 5)) + 2]).astype("float32")
    y = np.repeat([0, 1], 60)
    on_gpu = svm.LinearSVM().fit(tensor(X), y)
    assert np.mean(to_numpy(on_gpu.predict(tensor(X))) == svm.LinearSVM().fit(X, y).predict(X)) > 0.98


def test_a_network_learns(rng):
    images = rng.random((64, 28, 28, 1), dtype="float32")
    images[32:] *= 0.2
    model = models.build("text_000", (28, 28, 1), 2)
    history = models.train(model, images, np.repeat([0, 1], 32), epochs=15, batch_size=8)
    assert history["loss"][-1] < 0.2 < history["loss"][0]
