"""Files are written whole or not at all, and archives of arrays and plain values are read or refused, never run."""

import os
import pickle
import zipfile

import numpy as np
import pytest

from imagen_course import files


def test_a_file_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    target = tmp_path / "result.json"
    target.write_text("before")

    def full(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space left on device: .*result.json"):
        files.write(target, b"after")
    assert target.read_text() == "before"
    assert os.listdir(tmp_path) == ["result.json"]


def test_what_is_in_place_is_on_the_disk(tmp_path, monkeypatch):
    order, sync, replace = [], os.fsync, os.replace
    monkeypatch.setattr(os, "fsync", lambda file: order.append("sync") or sync(file))
    monkeypatch.setattr(os, "replace", lambda *paths: order.append("replace") or replace(*paths))
    files.write(tmp_path / "a", b"1")
    assert order == ["sync", "replace"]
    assert (tmp_path / "a").read_bytes() == b"1"


@pytest.mark.parametrize("name", ["x" * 250 + ".json", "\N{SNOWMAN}" * 80 + ".png"])
def test_the_longest_names_have_a_draft(name, tmp_path):
    files.write(tmp_path / name, b"1")
    assert os.listdir(tmp_path) == [name]


def test_a_block_that_fails_leaves_what_was_there(tmp_path):
    (tmp_path / "a").write_text("before")
    with pytest.raises(KeyboardInterrupt), files.draft(tmp_path / "a") as part:
        part.write_text("half")
        raise KeyboardInterrupt
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("a", "before")]


def test_an_archive_says_what_was_put_in(tmp_path):
    arrays = {"a": np.arange(6.0).reshape(2, 3), "b": np.array(["x", "long"])}
    files.write_archive(tmp_path / "mine", {"version": 1, "name": "é"}, arrays)
    header, read = files.read_archive(tmp_path / "mine")
    assert header == {"version": 1, "name": "é"}
    assert set(read) == {"a", "b"}
    for name, array in arrays.items():
        np.testing.assert_array_equal(read[name], array)
        assert read[name].dtype == array.dtype
    files.write_archive(tmp_path / "twin", header, read)
    assert (tmp_path / "twin").read_bytes() == (tmp_path / "mine").read_bytes()
    with pytest.raises(TypeError, match="b must hold numbers or text, got an array of objects"):
        files.write_archive(tmp_path / "mine", {}, {"a": np.zeros(2), "b": np.array([{}])})


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
        files.write_archive(path, [1, 2], {})
    elif how == "huge":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for number in range(17):
                archive.writestr(f"{number}.npy", bytes(2**26))


HOW = ["cut off", "a bit flipped", "empty", "pickle", "pickle inside", "no header", "a list", "huge"]


@pytest.mark.parametrize("how", HOW)
def test_archives_that_are_none(how, tmp_path):
    path = tmp_path / "mine"
    files.write_archive(path, {}, {"a": np.random.default_rng(0).random(1000)})
    spoilt(path, how)
    with pytest.raises(ValueError, match="mine is no whole archive of arrays and plain values"):
        files.read_archive(path)
    with pytest.raises(FileNotFoundError):
        files.read_archive(tmp_path / "missing")
