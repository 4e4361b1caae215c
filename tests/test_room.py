"""The machines of a room: what the doctor keeps of each, and the table of all."""

import json
import platform

import pytest

from imagen_course import cli, syllabus
from imagen_course.cli import doctor


@pytest.fixture
def room(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path / "room"


def machine(room, name, *faults, monkeypatch, lessons="all"):
    """Let the doctor of a machine find some faults, and keep them."""

    def found():
        yield "Python 3.12", ""
        yield from faults

    for check in ("_software", "_lessons", "_kernel", "_hardware"):
        monkeypatch.setattr(doctor, check, found if check == "_software" else lambda: iter(()))
    monkeypatch.setattr(doctor, "_readiness", lambda: dict.fromkeys(map(syllabus.name, ("pooling", "votes")), lessons))
    monkeypatch.setattr(platform, "node", lambda: name)
    assert cli.main(["doctor", "--quick", "--into", str(room)]) == bool(faults)


def lines(capsys):
    captured = capsys.readouterr()
    return captured.out.splitlines(), captured.err.splitlines()


def test_a_table_of_all_machines_begins_with_those_that_are_not_ready(room, monkeypatch, capsys):
    machine(room, "pc01", monkeypatch=monkeypatch)
    machine(room, "pc02", ("no kernel", "install one"), ("0.1 GB are free", "make room"), monkeypatch=monkeypatch)
    machine(room, "pc3", monkeypatch=monkeypatch, lessons="none")
    lines(capsys)
    assert cli.main(["room", str(room)]) == 1
    n = len(syllabus.LESSONS)
    assert lines(capsys) == (
        [
            "NOT OK  pc02  no kernel: install one",
            "NOT OK        0.1 GB are free: make room",
            f"OK      pc01  2 of {n} lessons ready",
            f"OK      pc3   0 of {n} lessons ready",
            "2 of 3 computers are ready",
        ],
        [],
    )


def test_a_machine_that_was_mended_is_asked_again_and_counts_once(room, monkeypatch, capsys):
    machine(room, "pc01", ("no kernel", "install one"), monkeypatch=monkeypatch)
    machine(room, "pc01", monkeypatch=monkeypatch)
    lines(capsys)
    assert cli.main(["room", str(room)]) == 0
    assert lines(capsys)[0][-1] == "1 of 1 computers are ready"


def test_what_is_kept_names_the_machine_and_neither_people_nor_folders(room, monkeypatch, tmp_path):
    here = str(tmp_path)
    fault = f"8 GB are free here, in {here}", f"make room in {here}/it, or elsewhere"
    machine(room, "room 7/pc ä", fault, monkeypatch=monkeypatch)
    (path,) = room.iterdir()
    assert path.name == "room_7_pc_ä.json"
    told = json.loads(path.read_bytes())
    assert told["computer"] == "room_7_pc_ä"
    assert here not in path.read_text("utf-8")
    assert told["checks"][1]["state"] == "8 GB are free here, in <here>"


def test_what_was_found_is_printed_as_ever_and_kept_beside(room, monkeypatch, capsys):
    machine(room, "pc01", monkeypatch=monkeypatch)
    assert lines(capsys)[0] == ["OK      Python 3.12"]
    assert cli.main(["doctor", "--quick", "--json", "--into", str(room)]) == 0
    told = json.loads(capsys.readouterr().out)
    kept = json.loads((room / "pc01.json").read_bytes())
    assert {key: kept[key] for key in told} == told
    assert kept["ok"] is True


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"{", b'{"ok": true}', b'{"ok": true, "computer": "x", "checks": 3, "lessons": {}}', b" " * 1_000_001],
)
def test_a_file_that_is_none_of_a_machine_is_named_and_left_out(room, monkeypatch, capsys, content):
    machine(room, "pc01", monkeypatch=monkeypatch)
    (room / "other.json").write_bytes(content)
    lines(capsys)
    assert cli.main(["room", str(room)]) == 1
    out, err = lines(capsys)
    assert out[-1] == "1 of 1 computers are ready"
    assert err == [err[0]]
    assert err[0].startswith("imagen-course: other.json: left out, it is ")


def test_a_machine_that_says_it_is_ready_and_names_a_fault_is_not(room, monkeypatch, capsys):
    machine(room, "pc01", ("no kernel", "install one"), monkeypatch=monkeypatch)
    told = json.loads((room / "pc01.json").read_bytes())
    (room / "pc01.json").write_text(json.dumps(told | {"ok": True}))
    assert cli.main(["room", str(room)]) == 1


def test_a_room_without_files_or_that_is_not_there_is_told_what_to_do(room, capsys):
    assert cli.main(["room", str(room)]) == 1
    assert "there is no folder" in lines(capsys)[1][0]
    room.mkdir()
    assert cli.main(["room", str(room)]) == 1
    assert "run imagen-course doctor --into it, on each computer" in lines(capsys)[1][0]
