"""How networks are made and trained here: layers with seeds of their own, batches in seeded orders, states that are kept.

The same seeds make the same network and show it the same batches; no global seed is touched. A training that was stopped
goes on from the last state that is whole (`Checkpoints`), and ends where it would have ended.
"""

import ctypes
import re
import sys
import warnings
from pathlib import Path

import numpy as np

from imagen_course.archives import read_archive, write_archive
from imagen_course.arrays import load_keras, to_numpy
from imagen_course.checks import check_number, check_seed

__all__ = ["Checkpoints", "Layers", "batches", "fit", "run", "seeds"]

_KEPT = 2  # the last state, and the one before, for when a power cut damages the last
_FORMAT = {"format": "imagen_course checkpoint", "version": 1}


def seeds(seed):
    """Draw seeds for ever.

    Parameters
    ----------
    seed : int

    Yields
    ------
    int
        In [0, 2**31).

    Examples
    --------
    >>> drawn = seeds(0)
    >>> next(drawn), next(drawn)
    (1826701615, 1367864807)
    """
    random = np.random.default_rng(check_seed(seed))
    while True:
        yield int(random.integers(2**31))


class Layers:
    """Makes Keras layers, each of which draws its first weights from a seed of its own.

    Parameters
    ----------
    seeds : iterable of int
        Taken one by one, in the order in which the layers are made.

    Attributes
    ----------
    keras : module
        Which is loaded here.

    Examples
    --------
    >>> layers = Layers(seeds(0))                       # doctest: +SKIP
    >>> layers.dense(10, "softmax")(x).shape            # doctest: +SKIP
    (None, 10)
    """

    def __init__(self, seeds):
        self.keras, self._seeds = load_keras(), iter(seeds)

    def seed(self):
        """Take the next seed."""
        return next(self._seeds)

    def initializer(self, scale=1.0, mode="fan_avg", distribution="uniform"):
        """Draw weights of variance ``scale / fan``; as it stands Glorot and Bengio's [1]_, and for scale 0 all but zero.

        References
        ----------
        .. [1] X. Glorot and Y. Bengio, "Understanding the difficulty of training deep feedforward neural networks",
           AISTATS 2010.
        """
        return self.keras.initializers.VarianceScaling(max(scale, 1e-10), mode, distribution, seed=self.seed())

    def dense(self, units, activation=None, *, scale=1.0, **options):
        """Make a dense layer."""
        return self.keras.layers.Dense(units, activation, kernel_initializer=self.initializer(scale), **options)

    def convolution(self, filters, size=3, *, scale=1.0, padding="same", **options):
        """Make a convolution."""
        options |= {"padding": padding, "kernel_initializer": self.initializer(scale)}
        return self.keras.layers.Conv2D(filters, size, **options)


def batches(orders, size):
    """Cut orders into batches, the last of each shorter where it must be.

    Parameters
    ----------
    orders : iterable of array_like
        Of each epoch: the numbers of all examples, in the order in which they are shown.
    size : int
        Examples in a batch.

    Yields
    ------
    array_like
        The numbers of a batch's examples.

    Examples
    --------
    >>> [rows.tolist() for rows in batches([np.array([2, 0, 1]), np.array([1, 2, 0])], 2)]
    [[2, 0], [1], [1, 2], [0]]
    """
    for order in orders:
        for start in range(0, len(order), size):
            yield order[start : start + size]


class Checkpoints:
    """The last two states of a training, in a folder of their own.

    Parameters
    ----------
    folder : str or os.PathLike
        Made when the first state is kept.
    unit : str
        What is counted, such as "epoch": the files are called ``epoch_000001.npz`` and so on.

    Raises
    ------
    ValueError
        If ``folder`` is a file.

    Examples
    --------
    >>> Checkpoints("no such folder", unit="epoch").done()
    0
    """

    def __init__(self, folder, unit):
        self.folder, self.unit = Path(folder), unit
        if self.folder.exists() and not self.folder.is_dir():
            raise ValueError(f"checkpoints must be a folder, but {folder} is a file: give the name of a new folder")

    def done(self):
        """Count the epochs or steps up to the last state that is whole."""
        return next((number for number, _, arrays in self._states() if arrays is not None), 0)

    def keep(self, number, variables):
        """Write the state after ``number`` epochs or steps, and drop all but this one and the one before."""
        self.folder.mkdir(parents=True, exist_ok=True)
        arrays = {f"{i:04}": to_numpy(variable) for i, variable in enumerate(variables)}
        write_archive(self._path(number), {**_FORMAT, self.unit: number}, arrays)
        for past in sorted(past for past in self._numbers() if past < number)[: 1 - _KEPT]:
            self._path(past).unlink()

    def resume(self, variables):
        """Put the last state that is whole back into Keras's ``variables``, and return its number, or 0 if there is none.

        A state that is damaged is passed over with a warning. A ValueError says which folder to remove where no state is
        whole, or the states are of another network.
        """
        damaged = []
        for number, path, arrays in self._states():
            if arrays is None:
                damaged.append(path.name)
                continue
            if [array.shape for array in arrays] != [tuple(variable.shape) for variable in variables]:
                raise ValueError(f"{path} is of another network: remove {self.folder} to begin anew")
            for variable, array in zip(variables, arrays, strict=True):
                variable.assign(array)
            if damaged:
                text = f"{damaged[0]} in {self.folder} is damaged: going on after {self.unit} {number}"
                warnings.warn(text, stacklevel=4)
            return number
        if damaged:
            text = "is damaged or of another version: remove the folder to begin anew"
            raise ValueError(f"every checkpoint in {self.folder} {text}")
        return 0

    def _path(self, number):
        return self.folder / f"{self.unit}_{number:06}.npz"

    def _numbers(self):
        for path in self.folder.glob(f"{self.unit}_*.npz"):
            found = path.stem.removeprefix(f"{self.unit}_")
            if not (re.fullmatch("[0-9]+", found) and path == self._path(int(found)) and path.is_file()):
                raise ValueError(f"{path} is no checkpoint of a training: remove it, or all of {self.folder} to begin anew")
            yield int(found)

    def _states(self):
        """Yield number, path and arrays of each state, the last one first; of one that is damaged, None for the arrays."""
        for number in sorted(self._numbers(), reverse=True):
            try:
                header, arrays = read_archive(path := self._path(number))
            except ValueError:
                header = None
            whole = header == {**_FORMAT, self.unit: number}
            yield number, path, [arrays[name] for name in sorted(arrays)] if whole else None


def fit(model, batches, *, epochs, checkpoints=None, callbacks=(), **options):
    """Fit a compiled model by Keras's own loop, and go on where an earlier call was stopped.

    Parameters
    ----------
    model : keras.Model
    batches : callable
        Takes the number of epochs that are done, and returns an iterator of batches that does not end.
    epochs : int
        Those done counted in.
    checkpoints : str or os.PathLike, optional
        A folder for the states after the last two epochs: see `Checkpoints`.
    callbacks : iterable of keras.callbacks.Callback
    **options
        Of ``keras.Model.fit``; ``steps_per_epoch`` is one of them.

    Returns
    -------
    dict of list
        Losses and metrics of each epoch of this call.

    Raises
    ------
    ValueError
        If the checkpoints are of another network, or none is whole.

    Examples
    --------
    >>> fit(model, lambda epoch: batches, epochs=3, steps_per_epoch=10)["loss"]         # doctest: +SKIP
    [0.9, 0.5, 0.3]
    """
    done = 0
    if checkpoints is not None:
        kept = Checkpoints(checkpoints, unit="epoch")
        model.optimizer.build(model.trainable_variables)  # or it would have nothing yet to put back
        done = kept.resume(_state(model))
        callbacks = [_keeper(model, kept), *callbacks]
    options |= {"initial_epoch": done, "epochs": epochs, "callbacks": list(callbacks), "shuffle": False}
    try:
        return model.fit(batches(done), **options).history
    finally:
        _keep_freed_memory()


def _keep_freed_memory():
    """Let freed arrays be used again, as glibc does of itself.

    On Python 3.11 TensorFlow, once it is fed by a generator, has it give back to the system what is larger than 128 KB
    (``ApplyPython311MemoryPatch`` in ``generator_dataset_op.cc``); NumPy then takes two to three times as long.
    """
    if mallopt := getattr(ctypes.CDLL(None), "mallopt", None) if sys.platform == "linux" else None:
        for option, size in ((-3, 2**25), (-1, 2**26)):  # M_MMAP_THRESHOLD and M_TRIM_THRESHOLD of malloc.h
            mallopt(option, size)


def _state(model):
    """All that a step of training changes: the weights, where dropout's random numbers are, what the optimizer remembers."""
    return [variable for layer in model.layers for variable in layer.variables] + model.optimizer.variables


def _keeper(model, kept):
    """A callback that keeps the state after each epoch.

    Keras's own, BackupAndRestore, forgets where dropout was, leaves half a file when killed as it writes, and puts the
    weights of one network into another with no more than a warning.
    """

    def keep(epoch, logs=None):
        kept.keep(epoch + 1, _state(model))

    return load_keras().callbacks.LambdaCallback(on_epoch_end=keep)


def run(step, variables, *, steps, checkpoints=None, every=200):
    """Make the steps of a training one by one, and go on where an earlier call was stopped.

    Parameters
    ----------
    step : callable
        Takes the number of the step, from 0, and returns a dict of what it measured. What it does is fixed by that number
        and by ``variables``.
    variables : sequence of keras.Variable
        All that a step changes, what the optimizer remembers included.
    steps : int
        Those done counted in.
    checkpoints : str or os.PathLike, optional
        A folder for the last two states: see `Checkpoints`.
    every : int
        How many steps lie between two states that are kept; the last step's is kept, too.

    Yields
    ------
    dict
        "step", from 1, and what was measured.

    Raises
    ------
    TypeError, ValueError
        If a number is out of range, the checkpoints are of another network or none is whole, or what was measured is not
        finite.

    Examples
    --------
    >>> list(run(lambda i: {"loss": 1 / (1 + i)}, [], steps=2))
    [{'step': 1, 'loss': 1.0}, {'step': 2, 'loss': 0.5}]
    """
    check_number(steps, "[1, inf)", name="steps", whole=True, hint="how many batches to learn from, those done counted in")
    kept = None if checkpoints is None else Checkpoints(checkpoints, unit="step")
    for i in range(kept.resume(variables) if kept else 0, steps):
        state = {"step": i + 1, **step(i)}
        if not np.isfinite(list(state.values())).all():
            raise ValueError(f"the training has diverged at step {i + 1}: lower learning_rate, and begin anew")
        yield state
        if kept and ((i + 1) % every == 0 or i + 1 == steps):
            kept.keep(i + 1, variables)
