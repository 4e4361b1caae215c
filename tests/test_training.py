"""Trainings that survive being stopped and what befalls their files; layers and batches that a seed says. Without Keras."""

import os
import subprocess
import sys

import numpy as np
import pytest

from imagen_course import archives, training
from imagen_course.training import Checkpoints


class Variable:
    """In place of one of Keras's: an array that is put in place."""

    def __init__(self, shape):
        self.array = np.zeros(shape)

    shape = property(lambda self: self.array.shape)

    def __array__(self, dtype=None, copy=None):
        return self.array

    def assign(self, array):
        self.array = np.array(array)


class Walk:
    """The tiniest training: a place that goes by chance, where to is said by the number of the step and by the place."""

    def __init__(self, shape=(3,)):
        self.place, self.steps = Variable(shape), Variable(())

    def run(self, folder, steps=12, every=2):
        def step(i):
            assert self.steps.array == i, "a step is left out, or made twice"
            self.place.assign(0.9 * self.place.array + np.random.default_rng(i).normal(size=self.place.shape))
            self.steps.assign(self.steps.array + 1)
            return {"loss": float(self.place.array.sum())}

        return training.run(step, [self.place, self.steps], steps=steps, checkpoints=folder, every=every)


def straight(steps=12):
    walk = Walk()
    losses = [state["loss"] for state in walk.run(None, steps)]
    return losses, walk.place.array


def files(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_training_that_was_stopped_ends_where_it_would_have_ended(tmp_path):
    losses, place = straight()
    stopped = Walk().run(tmp_path / "kept")
    assert [next(stopped)["loss"] for _ in range(5)] == losses[:5]  # four steps are kept, one is lost
    assert files(tmp_path / "kept") == ["step_000002.npz", "step_000004.npz"]
    again = Walk()
    assert [state["loss"] for state in again.run(tmp_path / "kept")] == losses[4:]
    np.testing.assert_array_equal(again.place.array, place)
    assert list(Walk().run(tmp_path / "kept")) == []  # done
    assert files(tmp_path / "kept") == ["step_000010.npz", "step_000012.npz"]  # the last two
    assert Checkpoints(tmp_path / "kept", unit="step").done() == 12


def test_a_training_that_diverges_says_so_and_keeps_its_checkpoint(tmp_path):
    losses = iter([0.5, 0.4, np.nan])
    run = training.run(lambda i: {"loss": next(losses)}, [], steps=5, checkpoints=tmp_path, every=2)
    with pytest.raises(ValueError, match="diverged at step 3: lower learning_rate"):
        list(run)
    assert Checkpoints(tmp_path, unit="step").done() == 2


# A training dies 20 times, each time somewhere else: as it makes a step, has written a draft, puts it in place, drops the
# state before. It says where it is and waits there to be killed; nothing is planned by the clock.
KILLER = """
import os, pathlib, signal, sys
from test_training import Walk

def dying(at, folder, pipe):
    said = 0
    def saying(action):
        def act(*args, **options):
            nonlocal said
            said += 1
            if said == at:
                os.write(pipe, b"here")
                signal.pause()
            return action(*args, **options)
        return act
    os.fsync, os.replace = saying(os.fsync), saying(os.replace)
    pathlib.Path.unlink = saying(pathlib.Path.unlink)
    walk = Walk()
    walk.place.assign = saying(walk.place.assign)
    list(walk.run(folder, steps=100))

for at in range(3, 23):
    ear, pipe = os.pipe()
    if not (pid := os.fork()):
        try:
            dying(at, sys.argv[1], pipe)
        finally:
            os._exit(1)
    os.close(pipe)
    assert os.read(ear, 4) == b"here", f"a training ended by itself before its {at}th word"
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    os.close(ear)
walk = Walk()
list(walk.run(sys.argv[1], steps=100))
print(walk.place.array.tolist())
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_a_training_survives_20_kills(tmp_path):
    path = os.pathsep.join([os.path.dirname(__file__), *sys.path])
    options = {"capture_output": True, "text": True, "env": os.environ | {"PYTHONPATH": path}}
    done = subprocess.run([sys.executable, "-c", KILLER, tmp_path / "kept"], check=False, **options)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip() == str(straight(100)[1].tolist())
    assert files(tmp_path / "kept") == ["step_000098.npz", "step_000100.npz"]  # and no drafts


# What may befall a file. First those after which the state before is taken, and that is said.


def cut(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flip(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0x40
    path.write_bytes(content)


def of_an_earlier_version(path):
    np.savez(path, np.zeros(3), np.zeros(()))


def of_another_step(path):
    other = Checkpoints(path.parent / "other", unit="step")
    other.keep(2, [np.zeros(3), np.zeros(())])
    (other.folder / "step_000002.npz").replace(path)


DAMAGES = {
    "cut": cut,
    "empty": lambda path: path.write_bytes(b""),
    "a bit flipped": flip,
    "another kind of file": lambda path: path.write_text("shopping list"),
    "of an earlier version": of_an_earlier_version,
    "of another step": of_another_step,
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_checkpoint_gives_way_to_the_one_before(damage, tmp_path):
    losses, place = straight()
    folder = tmp_path / "kept"
    list(Walk().run(folder, steps=8))
    damage(folder / "step_000008.npz")
    walk = Walk()
    with pytest.warns(UserWarning, match=r"step_000008.npz in .*kept is damaged: going on after step 6"):
        assert [state["loss"] for state in walk.run(folder)] == losses[6:]
    np.testing.assert_array_equal(walk.place.array, place)
    for path in folder.glob("*.npz"):
        damage(path)
    text = r"every checkpoint in .*kept is damaged or of another version: remove the folder to begin anew"
    with pytest.raises(ValueError, match=text):
        next(Walk().run(folder))


# And those where a sentence says what to remove.


def of_another_network(folder):
    list(Walk((4,)).run(folder))


def a_stray_file(folder):
    list(Walk().run(folder))
    (folder / "step_x.npz").touch()


def a_stray_folder(folder):
    list(Walk().run(folder))
    (folder / "step_000014.npz").mkdir()


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (of_another_network, r"step_000012.npz is of another network: remove .*kept to begin anew"),
        (a_stray_file, r"step_x.npz is no checkpoint of a training: remove it, or all of .*kept to begin anew"),
        (a_stray_folder, r"step_000014.npz is no checkpoint of a training: remove it, or all of .*kept to begin anew"),
        (lambda folder: folder.touch(), r"checkpoints must be a folder, but .*kept is a file: give the name of a new"),
    ],
)
def test_what_cannot_be_gone_on_from_says_what_to_remove(spoil, message, tmp_path):
    spoil(tmp_path / "kept")
    with pytest.raises(ValueError, match=message):
        next(Walk().run(tmp_path / "kept"))


def test_what_lies_beside_the_checkpoints_is_left_alone(tmp_path):
    (tmp_path / "settings.json").write_text("{}")
    list(Walk().run(tmp_path))
    assert files(tmp_path) == ["settings.json", "step_000010.npz", "step_000012.npz"]


def test_a_damaged_state_that_is_far_ahead_takes_no_place(tmp_path):
    list(Walk().run(tmp_path, steps=6))
    (tmp_path / "step_000900.npz").write_text("no state")
    with pytest.warns(UserWarning, match="step_000900.npz in .* is damaged"):
        list(Walk().run(tmp_path))
    assert files(tmp_path) == ["step_000010.npz", "step_000012.npz", "step_000900.npz"]


def test_a_state_may_be_larger_than_what_a_stranger_sends(tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "_LARGEST", 10)
    list(Walk().run(tmp_path))
    assert Checkpoints(tmp_path, unit="step").done() == 12


def test_every_epoch_shows_every_example_once_in_the_order_given():
    random = np.random.default_rng(0)
    orders = [random.permutation(7) for _ in range(2)]
    rows = list(training.batches(orders, 3))
    assert [len(some) for some in rows] == [3, 3, 1, 3, 3, 1]
    np.testing.assert_array_equal(np.concatenate(rows), np.concatenate(orders))
