"""Files are written whole or not at all."""

import ast
import os
from pathlib import Path

import pytest

from imagen_course import files

ROOT = Path(__file__).parents[1]
# Whose results are of these very lines: a change would ask for hours of measuring. One writes a part of a measurement, one
# what a student would have handed in.
AS_THEY_ARE = {"benchmarks/class_report.py", "benchmarks/text_to_image.py"}


def writes_by_itself(path):
    """Whether a script writes a file otherwise than through ``files``."""
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    return any(getattr(call.func, "attr", "") in ("write_text", "write_bytes") for call in calls)


def test_nothing_else_writes_a_file():
    scripts = [path for folder in ("imagen_course", "benchmarks", "tools") for path in sorted((ROOT / folder).rglob("*.py"))]
    found = {path.relative_to(ROOT).as_posix() for path in scripts if writes_by_itself(path)}
    assert found == AS_THEY_ARE


def test_a_file_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    target = tmp_path / "result.json"
    target.write_text("before")

    def full(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match=r"No space left on device: .*result.json"):
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
    with files.draft(tmp_path / "a") as part:
        part.write_bytes(b"2")
    assert order == ["sync", "replace"] * 2
    assert (tmp_path / "a").read_bytes() == b"2"


@pytest.mark.parametrize("name", ["x" * 250 + ".json", "\N{SNOWMAN}" * 80 + ".png"])
def test_the_longest_names_have_a_draft(name, tmp_path):
    files.write(tmp_path / name, b"1")
    with files.draft(tmp_path / name) as part:
        part.write_bytes(b"2")
    assert os.listdir(tmp_path) == [name]


def test_a_block_that_fails_leaves_what_was_there(tmp_path):
    (tmp_path / "a").write_text("before")
    with pytest.raises(KeyboardInterrupt), files.draft(tmp_path / "a") as part:  # noqa: PT012
        part.write_text("half")
        raise KeyboardInterrupt
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("a", "before")]


def test_a_draft_ends_as_the_file_does_and_is_none_of_its_kind(tmp_path):
    with files.draft(tmp_path / "epoch_1.npz") as part:
        assert part.suffix == ".npz"
        assert not list(tmp_path.glob("epoch_*"))
        part.touch()


def test_another_file_that_is_missing_is_named_itself(tmp_path):
    with pytest.raises(FileNotFoundError, match="other"), files.draft(tmp_path / "a"):
        (tmp_path / "other").read_text()


def test_a_place_where_nothing_can_be_written_is_told_beforehand_by_the_file_s_name(tmp_path):
    files.check_writable(tmp_path / "mine.head")
    assert not os.listdir(tmp_path)
    (tmp_path / "mine.head").write_text("kept")
    files.check_writable(tmp_path / "mine.head")
    assert (tmp_path / "mine.head").read_text() == "kept"
    with pytest.raises(FileNotFoundError) as caught:
        files.check_writable(tmp_path / "none" / "mine.head")
    assert caught.value.filename == str(tmp_path / "none" / "mine.head")
