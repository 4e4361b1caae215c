"""Text 004's network on ten groups of drawings: what is held out, how a drawing is enlarged, what the file holds."""

import numpy as np
import pytest
import train_drawing_network as script
from scipy.ndimage import map_coordinates
from tolerances import close

from imagen_course import drawing_network
from imagen_course.arrays import load_keras
from imagen_course.drawing_network import CLASSES, batch, enlarged, examples, load, unpacked
from imagen_course.worlds import drawings


def test_of_each_class_ten_things_are_held_out_and_ten_further_ones_in_one_artist_s_hand():
    found, table = examples(), drawings.table()
    parts = found.training, found.new_things, found.new_drawings
    assert len(np.unique(np.concatenate(parts))) == sum(map(len, parts))
    assert not set(table.thing[found.new_things]) & set(table.thing[found.training])
    for label in range(len(CLASSES)):
        things, drawn = (part[found.labels[part] == label] for part in parts[1:])
        assert set(np.unique(table.thing[things], return_counts=True)[1]) == {2}
        assert [len(np.unique(table.thing[part])) for part in (things, drawn)] == [10, 10]
        assert len(drawn) == 10
    for number in found.new_drawings:
        same = found.training[table.thing[found.training] == table.thing[number]]
        assert set(table.artist[same]) == {1 - table.artist[number]}
    assert (table.tone[np.concatenate(parts[1:])] == 0).all()
    with pytest.raises(ValueError, match="read-only"):
        found.training[0] = 3


@pytest.mark.parametrize(
    ("thing", "name"),
    [
        ("fox", "animals"),
        ("pizza", "food"),
        ("castle", "buildings"),
        ("bicycle", "vehicles"),
        ("rainbow", "sky"),
        ("alarm clock", "clocks"),
        ("infinity", "signs"),
        ("waving hand", "hands"),
        ("detective", "people"),
        ("ghost", "faces"),
        ("tulip", None),
        ("guitar", None),
        ("socks", None),
    ],
)
def test_a_thing_is_in_the_class_where_one_would_look_for_it(thing, name):
    labels = examples().labels[drawings.table().where(name=thing)]
    assert set(labels) == {CLASSES.index(name) if name else -1}


def test_a_drawing_is_enlarged_as_scipy_does_it():
    number = drawings.table().where(name="fox")[:1]
    drawn = drawings.draw(number)[0].astype(float)
    places = 31.5 + (np.arange(224) - 111.5) * 64 / 216  # 216 pixels of the picture are the 64 of the drawing
    grid = np.meshgrid(places, places, indexing="ij")
    cover = drawn[..., 3]
    layers = [*np.moveaxis(drawn[..., :3] * cover[..., None], -1, 0), cover]
    *shown, ground = (map_coordinates(layer, grid, order=1, mode="grid-constant") for layer in layers)
    found = enlarged(number)
    assert found.shape == (1, 224, 224, 3)
    assert found.dtype == "float32"
    np.testing.assert_allclose(found[0], np.stack(shown, axis=-1) + 1 - ground[..., None], **close())


def test_a_batch_is_drawn_by_its_step_alone_and_every_class_comes_as_often():
    (pictures, labels), (again, _), (others, _) = batch(5), batch(5), batch(6)
    np.testing.assert_array_equal(pictures, again)
    assert np.abs(pictures - others).mean() > 0.05
    assert pictures.shape == (32, 224, 224, 3)
    assert pictures.dtype == "float32"
    assert 0 <= pictures.min() < pictures.max() <= 1
    assert set(np.bincount(labels, minlength=len(CLASSES))) <= {2, 3, 4}
    assert pictures[:, [0, -1]].min() > 0.2  # of most drawings nothing reaches the edge, and none is cut off by much


@pytest.mark.parametrize(("step", "error"), [(-1, ValueError), (1.5, TypeError), ("1", TypeError), (None, TypeError)])
def test_a_step_is_a_whole_number(step, error):
    with pytest.raises(error, match="step must"):
        batch(step)


def test_weights_come_back_as_near_as_eight_bits_hold_them(rng):
    kernels = [rng.normal(size=(3, 3, 2, 4)), rng.normal(size=(5, 3))]
    weights = [kernels[0], rng.normal(size=4), kernels[1], rng.normal(size=3)]
    found = unpacked(script.packed([array.astype("float32") for array in weights]))
    for kernel, mine in zip(kernels, found[::2], strict=True):
        largest = np.abs(kernel).reshape(-1, kernel.shape[-1]).max(axis=0)
        assert (np.abs(kernel - mine) <= 0.501 * largest / 127).all()
    for bias, mine in zip(weights[1::2], found[1::2], strict=True):
        np.testing.assert_allclose(mine, bias, **close("float16"))


def test_what_ships_fits_the_network_of_the_script_and_says_how_well_it_did():
    weights, curves = load()
    network = script.build(load_keras())
    assert [array.shape for array in weights] == [tuple(variable.shape) for variable in network.weights]
    assert {array.dtype.name for array in weights} == {"float32"}
    assert set(curves) == {"loss", "accuracy", "val_loss", "val_accuracy", "seconds"}
    assert {len(curve) for curve in curves.values()} == {6}
    assert curves["val_accuracy"][-1] > 0.7
    assert (np.diff(curves["seconds"]) > 0).all()
    assert drawing_network.load().curves["seconds"][-1] < 20 * 60
