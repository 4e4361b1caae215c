"""A folder of pictures: each looked at once, a page of all whatever ends it, and nothing of a name taken for markup."""

import json
import re
from html.parser import HTMLParser
from urllib.parse import unquote

import numpy as np
import pytest
from PIL import Image

from imagen_course import album, analyze, cli, datasets, gallery, overlays


class Page(HTMLParser):
    """What a page asks for, what it links to, and its words."""

    def __init__(self, text):
        super().__init__()
        self.images, self.links, self.words, self.tags = [], [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.tags.append(tag)
        if tag == "img":
            self.images.append(attributes)
        if tag == "a":
            self.links.append(attributes["href"])

    def handle_data(self, data):
        self.words.append(data)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with a cat, a flower in a folder of its own, what is no picture, and what is hidden."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine" / "garden").mkdir(parents=True)
    for name, path in (("chelsea", "cat & <b>dog.png"), ("flower", "garden/flower.JPG")):
        Image.fromarray(np.uint8(255 * datasets.photograph(name))).save(tmp_path / "mine" / path)
    (tmp_path / "mine" / "torn.png").write_text("no picture")
    (tmp_path / "mine" / "notes.txt").write_text("no picture, and not called so")
    (tmp_path / "mine" / ".hidden.png").write_text("hidden")
    return tmp_path / "mine"


def read(results):
    return Page((results / "index.html").read_text("utf-8"))


def test_a_page_of_a_folder(folder, tmp_path, capsys):
    assert cli.main(["analyze", "mine", "--out", "found"]) == 1  # one of them is torn
    out, err = (lines.splitlines() for lines in capsys.readouterr())
    assert [re.sub(r" 0\.\d\d.*", "", line) for line in out] == [
        "mine/cat & <b>dog.png: cat",
        "mine/garden/flower.JPG: perhaps daisy",
        "found/index.html: 3 pictures",
    ]
    assert "torn.png cannot be read as a picture" in err[0]
    page = read(tmp_path / "found")
    text = " ".join(page.words)
    assert "3 pictures, 1 with a sure name" in text
    assert "cat & <b>dog.png" in text
    assert "b" not in page.tags
    assert "script" not in page.tags
    assert text.index("cat 0.88") < text.index("perhaps daisy") < text.index("torn.png")
    assert [image["alt"] for image in page.images] == [
        "cat & <b>dog.png: cat 0.88",
        "garden/flower.JPG: " + page.images[1]["alt"][19:],
    ]
    assert all(image["loading"] == "lazy" for image in page.images)
    for link in [*page.links, *(image["src"] for image in page.images)]:
        assert link.startswith("#") or (tmp_path / "found" / unquote(link)).is_file()
    assert sum(link.endswith(".json") for link in page.links) == 2


def test_what_is_done_is_kept_and_what_is_new_is_added(folder, tmp_path, capsys, monkeypatch):
    cli.main(["analyze", "mine", "--out", "found"])
    (folder / "torn.png").unlink()
    Image.fromarray(np.uint8(255 * datasets.photograph("coffee"))).save(folder / "new.png")
    looked, real = [], analyze._read
    monkeypatch.setattr(analyze, "_read", lambda path, *rest: looked.append(path.name) or real(path, *rest))
    assert cli.main(["analyze", "mine", "--out", "found"]) == 0
    assert looked == ["new.png"]
    assert "3 pictures, 2 with a sure name" in " ".join(read(tmp_path / "found").words)
    assert cli.main(["analyze", "mine", "--out", "found", "--force"]) == 0
    assert len(looked) == 4


def test_stopped_midway_there_is_a_whole_page_of_what_was_done(folder, tmp_path, capsys, monkeypatch):
    real = analyze._read

    def stopped(path, *rest):
        if path.name == "flower.JPG":
            raise KeyboardInterrupt
        return real(path, *rest)

    monkeypatch.setattr(analyze, "_read", stopped)
    assert cli.main(["analyze", "mine"]) == 1
    err = capsys.readouterr().err.splitlines()
    assert err == ["imagen-course: stopped: mine_analyzed/index.html shows what was done; the same command goes on"]
    text = (tmp_path / "mine_analyzed" / "index.html").read_text("utf-8")
    assert text.endswith("</html>\n")
    assert "1 of 3 pictures looked at, 1 with a sure name" in text


def test_results_in_the_folder_itself_are_no_pictures_of_it(folder):
    for _ in range(2):
        cli.main(["analyze", "mine", "--out", "mine/found"])
        assert len(album.pictures_in(folder, without=folder / "found")) == 3
        assert "3 pictures" in (folder / "found" / "index.html").read_text("utf-8")


def test_a_page_that_somebody_else_wrote_is_left_alone(folder, tmp_path, capsys):
    (tmp_path / "found").mkdir()
    (tmp_path / "found" / "index.html").write_text("my own page")
    assert cli.main(["analyze", "mine", "--out", "found"]) == 1
    assert "index.html is another page: --force replaces it" in capsys.readouterr().err
    assert (tmp_path / "found" / "index.html").read_text() == "my own page"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["mine", "mine/notes.txt"], "mine is a folder: name it alone, or name pictures"),
        (["empty"], "no picture in empty: it has no file that ends in .bmp"),
        (["mine", "--out", "mine/notes.txt"], "notes.txt"),
    ],
)
def test_what_is_no_folder_of_pictures(folder, tmp_path, capsys, words, message):
    (tmp_path / "empty").mkdir()
    assert cli.main(["analyze", *words]) == 1
    err = capsys.readouterr().err
    assert message in err
    assert err.count("\n") == 1


def test_json_of_a_folder_is_one_document(folder, capsys):
    (folder / "torn.png").unlink()
    assert cli.main(["analyze", "mine", "--out", "found", "--json"]) == 0
    assert [found["label"] for found in json.loads(capsys.readouterr().out)] == ["Egyptian cat", "daisy"]


def test_results_that_are_not_whole_are_named(folder, tmp_path):
    cli.main(["analyze", "mine", "--out", "found"])
    (tmp_path / "found" / "flower.regions.json").write_text("{")
    list(album.look(folder, tmp_path / "found"))
    assert "flower.regions.json is not whole" in " ".join(read(tmp_path / "found").words)


def test_with_a_model_of_ones_own_the_page_names_it(folder, tmp_path, monkeypatch):
    """What is unlike all it learned from has no label, and stands apart."""

    def look(path, image):
        label = "cat" if "cat" in path.name else None
        return (
            lambda height, width: {"label": label},
            overlays.spotlight(image, np.zeros((1, 1), int), [""]),
            label or "unknown: x",
        )

    (tmp_path / "mine.keras").touch()
    monkeypatch.setattr(analyze, "_looker", lambda model: look)
    list(album.look(folder, tmp_path / "found", model=tmp_path / "mine.keras"))
    text = " ".join(read(tmp_path / "found").words)
    assert "3 pictures, looked at with mine.keras." in text
    assert text.index("cat &") < text.index("unknown: x") < text.index("torn.png")


def test_ten_thousand_pictures_are_a_few_megabytes():
    cards = (
        gallery.Card(
            f"IMG_{i:05}.jpg", f"thing {i % 90}", ["thing 0.88", "perhaps"], f"thumbnails/{i}.jpg", [("picture", f"{i}.png")]
        )
        for i in range(10_000)
    )
    text = gallery.page("mine", cards)
    assert len(text) < 6e6
    assert text.count("<img ") == text.count('loading="lazy"') == 10_000
    assert text.count("<h2 ") == 90
