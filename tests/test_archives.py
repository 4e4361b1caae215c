"""Archives of arrays and plain values are read or refused, never run."""

import os
import pickle
import zipfile

import numpy as np
import pytest

from imagen_course import archives


def test_an_archive_says_what_was_put_in(tmp_path):
    arrays = {"a": np.arange(6.0).reshape(2, 3), "b": np.array(["x", "long"])}
    archives.write_archive(tmp_path / "mine", {"version": 1, "name": "é"}, arrays)
    header, read = archives.read_archive(tmp_path / "mine")
    assert header == {"version": 1, "name": "é"}
    assert set(read) == {"a", "b"}
    for name, array in arrays.items():
        np.testing.assert_array_equal(read[name], array)
        assert read[name].dtype == array.dtype
    archives.write_archive(tmp_path / "twin", header, read)
    assert (tmp_path / "twin").read_bytes() == (tmp_path / "mine").read_bytes()
    with pytest.raises(TypeError, match="b must hold numbers or text, got an array of objects"):
        archives.write_archive(tmp_path / "mine", {}, {"a": np.zeros(2), "b": np.array([{}])})


class Bomb:
    def __reduce__(self):
        return (pytest.fail, ("it was run",))


def spoilt(path, how):
    if how == "cut off":
        path.write_bytes(path.read_bytes()[:-60])
    elif how == "a bit flipped":
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
    elif how == "empty":
        path.write_bytes(b"")
    elif how == "pickle":
        path.write_bytes(pickle.dumps(Bomb()))
    elif how == "pickle inside":
        np.savez(path.with_suffix(".npz"), header=np.array([Bomb()], dtype=object))
        os.replace(path.with_suffix(".npz"), path)
    elif how == "no header":
        np.savez(path.with_suffix(".npz"), a=np.zeros(3))
        os.replace(path.with_suffix(".npz"), path)
    elif how == "a list":
        archives.write_archive(path, [1, 2], {})
    elif how == "huge":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for number in range(17):
                archive.writestr(f"{number}.npy", bytes(2**16))


HOW = ["cut off", "a bit flipped", "empty", "pickle", "pickle inside", "no header", "a list", "huge"]


@pytest.mark.parametrize("how", HOW)
def test_archives_that_are_none(how, tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "_LARGEST", 2**20)
    path = tmp_path / "mine"
    archives.write_archive(path, {}, {"a": np.random.default_rng(0).random(1000)})
    spoilt(path, how)
    why = "it holds more than 1,048,576 bytes" if how == "huge" else ""
    with pytest.raises(ValueError, match=rf"mine is no whole archive of arrays and plain values \({why}"):
        archives.read_archive(path)
    with pytest.raises(FileNotFoundError):
        archives.read_archive(tmp_path / "missing")
