"""A photograph taught in the browser, without one: what is kept, what the server answers and to whom, what is applied."""

import csv
import http.client
import json
import os
import signal
import subprocess
import sys
import threading

import numpy as np
import pytest
from PIL import Image

from imagen_course import cli, datasets, files
from imagen_course.teaching import Server, Taught, apply
from imagen_course.teaching.taught import colours, look_at


@pytest.fixture
def picture(tmp_path, monkeypatch):
    """Three stripes, dark, green and bright, with a little noise, 60 x 90."""
    monkeypatch.chdir(tmp_path)
    stripes = np.repeat([[40, 40, 50], [60, 170, 70], [240, 230, 220]], 30, axis=0)[None].repeat(60, axis=0)
    noisy = np.uint8(stripes + np.random.default_rng(0).integers(0, 12, stripes.shape))
    Image.fromarray(noisy).save(tmp_path / "stripes.png")
    return tmp_path / "stripes.png"


CLICKS = [(30, 5, "night"), (30, 45, "grass"), (30, 85, "day")]


def teach(picture, **options):
    taught = Taught(picture, **options)
    for click in CLICKS:
        taught.click(*click)
    return taught


# --- what is kept -----------------------------------------------------------------------------------------------------


def test_every_click_is_in_the_file_and_there_the_next_time(picture):
    taught = teach(picture)
    kept = json.loads(taught.file.read_text())
    assert taught.file.name == "stripes.png.taught.json"
    assert [tuple(click) for click in kept["clicks"]] == CLICKS
    again = Taught(picture)
    assert again.state()["regions"] == taught.state()["regions"]
    again.undo()
    assert len(json.loads(taught.file.read_text())["clicks"]) == 2
    assert Taught(picture).teacher.names == ("night", "grass")


def test_what_is_said_of_it(picture):
    taught = Taught(picture)
    assert taught.state()["sentence"].startswith("Nothing is named yet")
    taught.click(*CLICKS[0])
    assert taught.state()["sentence"].endswith("Give a second name, and the rest gets names, too.")
    state = teach(picture).state()
    assert state["sentence"].startswith("4 clicks: night 33 %, grass 33 %, day 33 %.")
    assert state["colours"] == ["#1845fb", "#ff5e02", "#c91f16"]
    assert set(state["regions"]) == {1, 2, 3}


def test_a_file_that_cannot_be_written_loses_nothing_and_says_so(picture, monkeypatch):
    taught, real = Taught(picture), files.write

    def full(path, content):
        raise OSError(28, "No space left on device", str(path))

    taught.click(*CLICKS[0])
    before = taught.file.read_bytes()
    monkeypatch.setattr(files, "write", full)
    taught.click(*CLICKS[1])
    assert "not saved" in taught.state()["problem"]
    assert "No space left" in taught.state()["problem"]
    assert taught.file.read_bytes() == before
    monkeypatch.setattr(files, "write", real)
    taught.save()
    assert taught.problem == ""
    assert len(Taught(picture).teacher.clicks) == 2


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "is no file of clicks"),
        ("[]", "is no file of clicks"),
        ('{"format": "other", "clicks": [], "sha256": ""}', "its format is 'other'"),
        ('{"format": "imagen-course taught", "clicks": 5, "sha256": ""}', "is no file of clicks"),
        ('{"format": "imagen-course taught", "clicks": [], "sha256": "0"}', "was taught with another picture"),
    ],
)
def test_a_file_of_something_else_is_refused_and_left_alone(picture, content, message):
    file = picture.with_name("stripes.png.taught.json")
    file.write_text(content)
    with pytest.raises(ValueError, match=message):
        Taught(picture)
    assert file.read_text() == content


def test_a_click_of_the_file_outside_of_the_picture_is_refused(picture):
    taught = teach(picture)
    kept = json.loads(taught.file.read_text())
    kept["clicks"][0][0] = 99999
    taught.file.write_text(json.dumps(kept))
    with pytest.raises(ValueError, match="row must be a whole number"):
        Taught(picture)


def test_names_are_short_and_not_too_many(picture):
    taught = Taught(picture)
    with pytest.raises(ValueError, match="60 characters at most, got 61"):
        taught.click(1, 1, "x" * 61)
    for number in range(50):
        taught.click(1, 1, f"name {number}")
        taught.teacher.clicks[-1] = (number, number, f"name {number}")
    with pytest.raises(ValueError, match="there are 50 names already"):
        taught.click(1, 1, "one more")
    assert len(set(colours(taught.teacher.names).values())) == 50


@pytest.mark.parametrize("shape", [(10, 10), (1, 30), (1, 1), (3, 2000)])
def test_tiny_pictures_can_be_taught(shape, tmp_path):
    Image.fromarray(np.zeros((*shape, 3), "uint8")).save(tmp_path / "tiny.png")
    taught = Taught(tmp_path / "tiny.png")
    taught.click(0, 0, "dark")
    assert 1 in taught.state()["regions"]


def test_a_huge_picture_is_shrunk(tmp_path):
    Image.new("L", (12_000, 9_000), 90).save(tmp_path / "huge.png")
    taught = Taught(tmp_path / "huge.png")
    assert taught.teacher.segments.shape == (576, 768)


# --- the server -------------------------------------------------------------------------------------------------------


@pytest.fixture
def server(picture):
    with Server(Taught(picture)) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield server
        server.shutdown()


def ask(server, path, body=None, *, host=None, raw=None):
    """Status, kind and content of an answer."""
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=60)
    content = raw if raw is not None else None if body is None else json.dumps(body)
    headers = {"Host": host} if host else {}
    connection.request("GET" if content is None else "POST", path, content, headers)
    answer = connection.getresponse()
    found = answer.status, answer.headers, answer.read()
    connection.close()
    return found


def post(server, what, **asked):
    status, _, content = ask(server, f"/{server.token}/{what}", asked)
    return status, json.loads(content)


def test_the_page_and_what_it_shows(server):
    for name, kind, begins in (
        ("", "text/html", b"<!doctype html>"),
        ("page.js", "text/javascript", b"//"),
        ("page.css", "text/css", b"/*"),
        ("picture.jpg", "image/jpeg", b"\xff\xd8"),
    ):
        status, headers, content = ask(server, f"/{server.token}/{name}")
        assert (status, headers["Content-Type"].partition(";")[0]) == (200, kind)
        assert content.startswith(begins)
        assert "default-src 'none'" in headers["Content-Security-Policy"]
    _, _, content = ask(server, f"/{server.token}/regions")
    height, width, *regions = np.frombuffer(content, "<u2").tolist()
    assert (height, width) == (60, 90)
    assert regions == server.taught.teacher.segments.ravel().tolist()


def test_clicks_name_regions_and_are_taken_back(server):
    for version, (row, column, name) in enumerate(CLICKS):
        status, state = post(server, "click", version=version, row=row, column=column, name=name)
        assert status == 200
    assert state["names"] == ["night", "grass", "day"]
    assert state["regions"][server.taught.teacher.segments[10, 88]] == 3
    assert len(json.loads(server.taught.file.read_text())["clicks"]) == 3
    status, state = post(server, "undo", version=3)
    assert (status, state["names"]) == (200, ["night", "grass"])
    assert post(server, "save", version=4)[0] == 200
    assert json.loads(ask(server, f"/{server.token}/state")[2])["version"] == 4


def test_of_two_tabs_the_one_that_has_not_seen_is_told(server):
    assert post(server, "click", version=0, row=1, column=1, name="night")[0] == 200
    status, state = post(server, "undo", version=0)
    assert status == 409
    assert state["error"].startswith("Another tab was first")
    assert state["clicks"] == 1


@pytest.mark.parametrize(
    "asked",
    [
        {"row": 60, "column": 0, "name": "x"},
        {"row": -1, "column": 0, "name": "x"},
        {"row": 1.5, "column": 0, "name": "x"},
        {"row": None, "column": 0, "name": "x"},
        {"row": 1, "column": 1, "name": " "},
        {"row": 1, "column": 1, "name": 5},
        {"row": 1, "column": 1, "name": "x" * 1000},
        {},
    ],
)
def test_a_click_that_is_none_changes_nothing_and_is_answered_in_a_sentence(server, asked):
    status, state = post(server, "click", version=0, **asked)
    assert (status, state["clicks"]) == (400, 0)
    assert len(state["error"]) > 20
    assert not server.taught.file.exists()


@pytest.mark.parametrize("raw", ["", "{", "[]", "5", "null", '"x"', "[" * 5000, "x" * 20_000])
def test_what_is_no_request_is_refused_and_the_server_lives(server, raw):
    assert ask(server, f"/{server.token}/click", raw=raw)[0] == 400
    assert ask(server, f"/{server.token}/state")[0] == 200


def test_without_the_token_there_is_nothing(server):
    known = server.token
    for path in (
        "/",
        "/state",
        "/wrong/state",
        f"/{known}",
        f"/{known[:-1]}/state",
        f"/{known}x/",
        "/%C3%A9/",
    ):
        assert ask(server, path)[0] == 404, path
        assert ask(server, path, {"version": 0})[0] == 404
    for name in ("../taught.py", "server.py", "%2e%2e/server.py", "page.html/..", "__init__.py"):
        assert ask(server, f"/{known}/{name}")[0] == 404
    assert ask(server, f"/{known}/state", host="evil.example")[0] == 404  # a name that was made to point here


def test_it_is_of_this_computer_alone(server):
    assert server.server_address[0] == "127.0.0.1"


def test_a_port_that_is_taken_is_told_in_a_sentence(server, picture, capsys):
    assert cli.main(["teach", str(picture), "--no-browser", "--port", str(server.server_port)]) == 1
    assert f"port {server.server_port} cannot be had" in capsys.readouterr().err


# --- the command ------------------------------------------------------------------------------------------------------


def test_ctrl_c_ends_it_with_what_was_saved(picture):
    """A process of its own, interrupted once it has said where the page is."""
    taught = teach(picture)
    code = "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    code += "from imagen_course import cli; sys.exit(cli.main(sys.argv[1:]))"
    command = [sys.executable, "-u", "-c", code, "teach", "stripes.png", "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        first = process.stdout.readline()
        process.send_signal(signal.SIGINT)
        rest = process.stdout.read()
    assert first.startswith("Teach stripes.png at http://127.0.0.1:")
    assert "stripes.png.taught.json: 3 clicks: night 33 %, grass 33 %, day 33 %." in rest
    assert "imagen-course teach stripes.png --apply FOLDER" in rest
    assert process.returncode == 0
    assert len(Taught(picture).teacher.clicks) == len(taught.teacher.clicks)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["missing.jpg"], "there is no missing.jpg"),
        (["torn.jpg"], "torn.jpg cannot be read as a picture"),
        (["stripes.png", "stripes.png"], "one photograph is taught at a time"),
        (["stripes.png", "--out", "here"], "--out is where --apply writes: --file names where clicks are kept"),
        (["stripes.png", "--apply", "empty"], "no picture in empty"),
        (["stripes.png", "--apply", "more"], "teachers must know two names or more"),
        (["stripes.png", "--no-browser", "--port", "99999"], "port 99999 cannot be had"),
        (["stripes.png", "--no-browser", "--port", "-1"], "port -1 cannot be had"),
    ],
)
def test_what_cannot_be_done_is_a_sentence(picture, capsys, words, message):
    for name in ("empty", "more"):
        picture.with_name(name).mkdir()
    Image.new("RGB", (20, 20)).save(picture.with_name("more") / "a.png")
    picture.with_name("torn.jpg").write_text("no picture")
    assert cli.main(["teach", *words]) == 1
    err = capsys.readouterr().err
    assert message in err
    assert err.count("\n") == 1


# --- for a folder -----------------------------------------------------------------------------------------------------


@pytest.fixture
def others(picture):
    """A folder with the stripes the other way round, at twice the size, and a file that is no picture."""
    folder = picture.with_name("others")
    (folder / "sub").mkdir(parents=True)
    turned = Image.open(picture).transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    turned.resize((180, 120)).save(folder / "sub" / "turned <b>.png")
    (folder / "torn.png").write_text("no picture")
    return folder


def test_what_was_taught_is_applied_to_a_folder(picture, others, capsys):
    teach(picture)
    assert cli.main(["teach", "stripes.png", "--apply", "others", "--out", "named"]) == 1  # one is torn
    out, err = capsys.readouterr()
    assert "turned <b>.png: night 0.3" in out
    assert "torn.png cannot be read" in err
    named = picture.with_name("named")
    with Image.open(named / "turned <b>.labels.png") as labels:
        assert (labels.mode, labels.size) == ("P", (180, 120))
        assert np.asarray(labels)[60, [170, 90, 10]].tolist() == [1, 2, 3]
        assert labels.getpalette()[3:6] == list(colours(["night"])["night"])
    with Image.open(named / "turned <b>.named.png") as sheet:
        assert sheet.width >= 180
    with open(named / "shares.csv", encoding="utf-8-sig", newline="") as table:
        rows = list(csv.DictReader(table))
    assert [float(rows[0][name]) for name in ("night", "grass", "day")] == pytest.approx([1 / 3] * 3, abs=0.04)
    page = (named / "index.html").read_text("utf-8")
    assert "turned &lt;b&gt;.png" in page
    assert "<h1>As taught with stripes.png</h1>" in page
    assert "<b>" not in page
    assert "torn.png" in page


def test_results_are_replaced_when_that_is_asked_for(picture, others, capsys):
    teach(picture)
    command = ["teach", "stripes.png", "--apply", "others"]
    cli.main(command)
    assert cli.main(command) == 1
    assert "others_taught holds what was named before: --force replaces it" in capsys.readouterr().err
    (others / "torn.png").unlink()
    assert cli.main([*command, "--force"]) == 0


def test_stopped_midway_there_is_a_table_of_what_was_named(picture, others, tmp_path):
    steps = apply([teach(picture)], {"a": others / "sub" / "turned <b>.png", "b": picture}, tmp_path / "named")
    next(steps)
    steps.close()
    assert (tmp_path / "named" / "shares.csv").read_text("utf-8-sig").count("\n") == 2
    assert "1 of 2 pictures named" in (tmp_path / "named" / "index.html").read_text("utf-8")


def test_a_label_map_has_the_size_of_the_picture_as_it_is_held(picture, tmp_path):
    tag = Image.Exif()
    tag[0x0112] = 6
    with Image.open(picture) as small:
        small.resize((1200, 800)).save(tmp_path / "held.jpg", exif=tag, quality=95)  # larger than what is worked with
    list(apply([teach(picture)], {"held": tmp_path / "held.jpg"}, tmp_path / "named"))
    with Image.open(tmp_path / "named" / "held.labels.png") as labels:
        assert labels.size == (800, 1200)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_where_nothing_may_be_written_it_is_said(picture, capsys):
    picture.parent.chmod(0o500)
    taught = teach(picture)
    picture.parent.chmod(0o700)
    assert "not saved" in taught.problem


def test_a_photograph_that_comes_with_the_libraries_is_taught_by_five_clicks(tmp_path):
    Image.fromarray(np.uint8(255 * datasets.photograph("china"))).save(tmp_path / "china.png")
    taught = Taught(tmp_path / "china.png")
    assert taught.teacher.image.shape == (427, 640, 3)
    for click in [(101, 420, "sky"), (258, 405, "lake"), (238, 209, "temple"), (353, 554, "trees"), (381, 127, "trees")]:
        taught.click(*click)
    assert look_at(taught.teacher.image).described.shape == taught.teacher.described.shape
    assert (
        0.3
        < dict(zip(taught.teacher.names, np.bincount(taught.teacher.labels.ravel())[1:] / 427 / 640, strict=True))["sky"]
        < 0.42
    )
