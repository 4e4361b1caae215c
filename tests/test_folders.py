"""A model from a folder of one's own pictures: what is learned, said and written; what is broken, and what is large."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageOps

import imagen_course
from imagen_course import analyze, archives, cli, datasets, folders, photographs, pipeline, plots, transfer
from imagen_course.features import HOGFeatures

MOST = 1.5e6  # kilobytes


@pytest.fixture(autouse=True)
def directory(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def crops(name, n, first=0):
    """Crops of a photograph that share no pixel, as pictures of Pillow's."""
    image = (255 * datasets.photograph(name)).astype("uint8")
    places = [(r, c) for r in range(0, image.shape[0] - 63, 64) for c in range(0, image.shape[1] - 63, 64)]
    return [Image.fromarray(image[r : r + 64, c : c + 64]) for r, c in places[first : first + n]]


def album(root, n=8, **classes):
    for name, photograph in (classes or {"cats": "chelsea", "stars": "hubble_deep_field"}).items():
        (root / name).mkdir(parents=True)
        for i, picture in enumerate(crops(photograph, n)):
            picture.save(root / name / f"{chr(97 + i)}.png")
    return root


def said(capsys):
    captured = capsys.readouterr()
    return captured.out.splitlines(), captured.err.splitlines()


def command(capsys, *words, status=0):
    capsys.readouterr()
    assert cli.main(list(map(str, words))) == status
    return said(capsys)


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    """A folder, and the head that the command made of it, with what it wrote beside."""
    root = tmp_path_factory.mktemp("trained")
    album(root / "mine", n=12)
    assert cli.main(["train", str(root / "mine"), "--out", str(root / "new" / "mine.head"), "--json"]) == 0
    return root


# --- what is written and said -----------------------------------------------------------------------------------------


def test_a_head_a_confusion_matrix_the_mistakes_and_what_was_found(trained):
    assert sorted(os.listdir(trained / "new")) == ["mine.confusion.png", "mine.head", "mine.json", "mine.mistakes.png"]
    found = json.loads((trained / "new" / "mine.json").read_text())
    assert found["classes"] == {"cats": 12, "stars": 12}
    assert (found["n"], found["right"]) == (24, np.trace(found["confusion"]))
    assert found["accuracy"] == found["right"] / 24 > 0.8
    assert found["interval"][0] < found["accuracy"] <= found["interval"][1]
    assert len(found["mistakes"]) == 24 - found["right"]
    assert found["unknown"] <= 0.05
    assert np.sum(found["confusion"], axis=1).tolist() == [12, 12]


def test_analyze_asks_the_head(trained, capsys):
    crops("hubble_deep_field", 1, first=20)[0].save("star.png")
    Image.fromarray(np.random.default_rng(0).integers(0, 256, (64, 64, 3), "uint8")).save("noise.png")
    words = ["analyze", "star.png", "noise.png", "--model", trained / "new" / "mine.head", "--out", "found", "--json"]
    star, strange = json.loads("\n".join(command(capsys, *words)[0]))
    assert (star["label"], strange["label"], strange["probability"]) == ("stars", None, None)
    assert star["novelty"] <= star["limit"] < strange["novelty"]
    assert sum(strange["probabilities"].values()) == pytest.approx(1)
    assert sorted(os.listdir("found")) == [f"{name}.label.{end}" for name in ("noise", "star") for end in ("json", "png")]
    out, _ = command(capsys, *words[:-1], "--force")
    assert out[1].startswith("noise.png: unknown: this picture is unlike those it learned from (else ")


def test_what_is_printed(tmp_path, capsys):
    album(tmp_path / "mine")
    out, err = command(capsys, "train", "mine", "--out", "mine.head")
    pattern = (
        r"mine.head: 2 classes; held-out accuracy \d\.\d{3} \(\d+ of n = 16 pictures, 95 % interval 0\.\d{3} to "
        r"[01]\.\d{3}\); \d+\.\d % of them would be called unknown"
    )
    assert re.fullmatch(pattern, out[0])
    assert out[1:] == ["-> mine.head, mine.confusion.png, mine.mistakes.png"]
    assert not err


def sheets(monkeypatch):
    """What is drawn: the panels of each sheet."""
    drawn, show = [], plots.show
    monkeypatch.setattr(plots, "show", lambda *panels, **options: drawn.append(panels) or show(*panels, **options))
    return drawn


def of_answers(probabilities, labels, names=("cats", "stars")):
    """An album of grey pictures, and a model that answered so."""
    n = len(labels)
    items = [np.full((8, 8, 3), i / n) for i in range(n)]
    read = folders.Album(items, [f"{i}.png" for i in range(n)], np.array(labels), names, None, None, np.arange(n), [])
    model = folders.Trained(None, np.arange(n), np.array(probabilities), np.ones(n, bool), [], Path.touch)
    return read, model


def test_the_worst_mistakes_come_first(monkeypatch, tmp_path):
    drawn = sheets(monkeypatch)
    read, model = of_answers([[0.9, 0.1], [0.4, 0.6], [0.2, 0.8], [0.3, 0.7]], [0, 0, 0, 1])
    found, warnings = folders.results(read, model)
    assert [(row["picture"], row["called"]) for row in found["mistakes"]] == [("2.png", "stars"), ("1.png", "stars")]
    assert (found["confusion"], found["right"], warnings) == ([[1, 2], [0, 1]], 2, [])
    folders.write(read, model, found, tmp_path / "mine.head")
    titles = [panel.title for panel in drawn[1]]
    assert titles == ["called stars, 0.80\nshows cats", "called stars, 0.60\nshows cats", "stars, 0.70", "cats, 0.90"]
    assert drawn[0][0].alt == "confusion matrix, a row for each class: cats 1 2, stars 0 1"


def test_where_nothing_is_wrong_the_least_sure_are_shown(monkeypatch, tmp_path):
    drawn = sheets(monkeypatch)
    read, model = of_answers([[1 - i / 20, i / 20] for i in range(9)], [0] * 9)
    folders.write(read, model, folders.results(read, model)[0], tmp_path / "mine.head")
    assert [panel.title for panel in drawn[1]] == ["cats, 0.60", "cats, 0.65", "cats, 0.70", "cats, 0.75"]


def test_names_in_any_script_and_with_a_dollar(tmp_path, capsys):
    album(tmp_path / "mine", **{"5 $ bills": "chelsea", "动物": "hubble_deep_field"})
    out, err = command(capsys, "train", "mine", "--out", "mine.head")
    assert out[0].startswith("mine.head: 2 classes")
    assert not err


# --- what is trained --------------------------------------------------------------------------------------------------


def test_the_four_steps_learn_from_a_folder_and_analyze_asks_them(tmp_path, capsys, monkeypatch):
    album(tmp_path / "mine", n=10)
    monkeypatch.setattr(pipeline, "CNNFeatures", lambda random_state: HOGFeatures())
    monkeypatch.setattr(pipeline.ImagenPipeline, "certainty", lambda self, X: np.full(len(X), 0.7))
    out, _ = command(capsys, "train", "mine", "--out", "mine.pipeline")
    assert re.match(r"mine.pipeline: 2 classes; held-out accuracy \d\.\d{3} \(\d of n = 4 pictures", out[0])
    model = pipeline.load("mine.pipeline")
    assert (model.classes_.tolist(), model.min_certainty) == (["cats", "stars"], 0.7)
    out, _ = command(capsys, "analyze", "mine/cats/a.png", "--model", "mine.pipeline")
    assert "regions" in out[0]
    head = transfer.load("mine.pipeline")  # which guards what the four steps have not seen
    assert (head.classes_.tolist(), head.false_alarms) == (["cats", "stars"], 0.025)


def test_the_head_in_a_pipeline_s_file_says_what_is_unlike_all_it_learned_from(trained, tmp_path):
    archives.write_archive("mine.pipeline", {}, {})
    transfer.add(transfer.load(trained / "new" / "mine.head"), "mine.pipeline")
    look = analyze._guarded(lambda path, image, like: (path, like), "mine.pipeline")
    Image.fromarray(np.random.default_rng(0).integers(0, 256, (64, 64, 3), "uint8")).save("noise.png")
    crops("hubble_deep_field", 1, first=20)[0].save("star.png")
    assert [look(path, None) for path in ("noise.png", "star.png")] == [("noise.png", False), ("star.png", True)]


def test_a_data_set_can_be_given_too(monkeypatch, tmp_path, capsys):
    digits = datasets.load("digits")
    some = {
        f"{part}_{what}": getattr(digits, f"{part}_{what}")[::20]
        for part in ("train", "test")
        for what in ("images", "labels")
    }
    monkeypatch.setattr(
        datasets, "load", lambda name, seed: datasets.Dataset("digits", **some, class_names=digits.class_names, credit="")
    )
    out, _ = command(capsys, "train", "digits", "--out", "mine.head", "--model", "head")
    assert "of n = 18 pictures" in out[-2]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--out", "mine.head", "--epochs", "3"], "--epochs is for networks, 'head' has no such setting: leave it out"),
        (["--out", "mine.head", "--batch-size", "3"], "--batch-size is for networks"),
        (["--out", "mine.keras", "--model", "head"], "--out must not end in .keras, which is for networks: mine.head"),
        (["--out", "mine.keras", "--model", "pipeline"], "which is for networks: mine.pipeline"),
        (
            ["--out", "mine.keras", "--json"],
            "--json tells of a head or of the four steps, a network has no report: leave it out",
        ),
        (["--out", "mine.h5", "--model", "vgg"], "--out must end in .keras, got mine.h5"),
    ],
)
def test_what_does_not_fit_together(words, message, tmp_path, capsys):
    album(tmp_path / "mine")
    assert message in command(capsys, "train", "mine", *words, status=1)[1][0]
    assert os.listdir() == ["mine"]


@pytest.mark.parametrize(
    ("data", "out", "expected"),
    [
        ("mine", "mine.head", "head"),
        ("mine", "mine", "head"),
        ("mine", "mine.pipeline", "pipeline"),
        ("mine", "mine.keras", "text_000"),
        ("digits", "mine.keras", "text_000"),
        ("digits", "mine.head", "head"),
        ("mistyped", "mine.pipeline", "pipeline"),
        ("mistyped", "mine", "text_000"),
    ],
)
def test_what_is_trained_if_that_is_not_said(data, out, expected):
    from types import SimpleNamespace

    from imagen_course.cli import train

    Path("mine").mkdir()
    assert train._usual(SimpleNamespace(data=data, out=Path(out))) == expected


# --- one origin on both sides -----------------------------------------------------------------------------------------


COPIES = [("cats", name) for name in ("c.png", "larger.jpg", "mirrored.png")]


def test_copies_are_kept_on_one_side_and_told(tmp_path, capsys):
    root = album(tmp_path / "mine")
    picture = Image.open(root / "cats" / "c.png")
    picture.resize((200, 200)).save(root / "cats" / "larger.jpg", quality=80)
    ImageOps.mirror(picture).save(root / "cats" / "mirrored.png")
    read = folders.read(root)
    copies = [i for i, name in enumerate(read.names) if Path(name).parts[-2:] in COPIES]
    assert len(set(read.groups[copies].tolist())) == 1
    assert len(set(read.groups.tolist())) == 16
    out, _ = command(capsys, "train", "mine", "--out", "mine.head")
    assert out[0].startswith(
        "note: 3 pictures are near duplicates or of a burst, each group kept on one side: such as mine/cats/"
    )


def test_one_picture_in_two_classes_is_told(tmp_path, capsys):
    root = album(tmp_path / "mine")
    Image.open(root / "cats" / "c.png").save(root / "stars" / "z.png")
    out, _ = command(capsys, "train", "mine", "--out", "mine.head")
    assert "note: pictures of two classes look the same in 1 groups: mine/cats/c.png and mine/stars/z.png" in out


def test_a_split_of_ones_own_is_kept_and_copies_on_both_sides_are_told(tmp_path, capsys):
    album(tmp_path / "mine" / "train")
    root = tmp_path / "mine" / "val"
    for name, photograph in (("cats", "chelsea"), ("stars", "hubble_deep_field")):
        (root / name).mkdir(parents=True)
        for i, picture in enumerate(crops(photograph, 3, first=16)):
            picture.save(root / name / f"{i}.png")
    out, _ = command(capsys, "train", "mine", "--out", "mine.head")
    assert "of n = 6 pictures" in out[-2]
    assert not any("flatters" in line for line in out)
    Image.open("mine/train/cats/a.png").save(root / "cats" / "copy.png")
    out, _ = command(capsys, "train", "mine", "--out", "mine.head", "--force")
    told = "note: 1 pictures held out have near duplicates among those learned from, so the accuracy flatters: "
    assert f"{told}mine/train/cats/a.png and mine/val/cats/copy.png" in out


def test_a_class_of_one_origin_is_told(tmp_path, capsys):
    root = album(tmp_path / "mine", n=4)
    for path in sorted((root / "cats").iterdir())[1:]:
        Image.open(root / "cats" / "a.png").resize((80, 80)).save(path)
    out, _ = command(capsys, "train", "mine", "--out", "mine.head")
    assert out[0].startswith("note: cats: nearly all pictures are of one origin")


# --- what is broken ---------------------------------------------------------------------------------------------------


def test_the_same_names_in_two_folders_are_fine(trained):
    found = json.loads((trained / "new" / "mine.json").read_text())
    assert sorted(os.listdir(trained / "mine" / "cats")) == sorted(os.listdir(trained / "mine" / "stars"))
    assert sum(found["classes"].values()) == 24


def test_broken_pictures_are_left_out_and_named(tmp_path, capsys):
    root = album(tmp_path / "mine")
    (root / "cats" / "broken.png").write_text("no picture")
    whole = (root / "stars" / "a.png").read_bytes()
    (root / "stars" / "half.png").write_bytes(whole[: len(whole) // 2])
    out, err = command(capsys, "train", "mine", "--out", "mine.head")
    assert out[0].startswith("left out: mine/cats/broken.png cannot be read as a picture")
    assert out[1].startswith("left out: mine/stars/half.png cannot be read as a picture")
    assert "of n = 16 pictures" in out[2]
    assert not err


def test_of_many_broken_pictures_ten_are_named(tmp_path, capsys):
    root = album(tmp_path / "mine")
    for i in range(13):
        (root / "cats" / f"broken{i}.png").write_text("no picture")
    out, _ = command(capsys, "train", "mine", "--out", "mine.head")
    assert sum(line.startswith("left out: mine/cats/broken") for line in out) == 10
    assert "left out: 3 more" in out


def empty(root):
    for path in root.iterdir():
        path.unlink()


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (
            lambda root: [empty(root / "cats"), (root / "cats").rmdir()],
            "mine must have two sub-folders or more.*only 'stars'",
        ),
        (lambda root: empty(root / "cats"), "cats holds no picture: there must be files ending in"),
        (lambda root: [path.unlink() for path in sorted((root / "cats").iterdir())[1:]], "two pictures or more of 'cats'"),
        (
            lambda root: [path.write_text("no") for path in sorted((root / "cats").iterdir())[1:]],
            "two pictures or more of 'cats' are needed to learn from, got 1; mine/cats/b.png cannot be read",
        ),
    ],
)
def test_folders_that_nothing_can_be_learned_from(spoil, message, tmp_path, capsys):
    spoil(album(tmp_path / "mine", n=3))
    out, err = command(capsys, "train", "mine", "--out", "mine.head", status=1)
    assert not out
    assert re.search(message, err[0])
    assert os.listdir() == ["mine"]


def test_a_folder_with_one_picture_and_no_class(tmp_path, capsys):
    Path("mine").mkdir()
    crops("hubble_deep_field", 1)[0].save("mine/star.png")
    _, err = command(capsys, "train", "mine", "--out", "mine.head", status=1)
    assert "mine must have two sub-folders or more, each with the pictures of the class it names; got none" in err[0]


def test_a_file_that_is_there_is_kept_and_nothing_is_read_first(tmp_path, capsys, monkeypatch):
    album(tmp_path / "mine")
    monkeypatch.setattr(folders, "read", lambda *_, **__: pytest.fail("read"))
    for name in ("mine.head", "mine.mistakes.png"):
        Path(name).write_text("kept")
        _, err = command(capsys, "train", "mine", "--out", "mine.head", status=1)
        assert err[0].endswith(f"{name} exists already: --force replaces it, --out writes elsewhere")
        assert Path(name).read_text() == "kept"
        Path(name).unlink()


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="no place where nobody may write")
@pytest.mark.parametrize("out", ["/proc/mine.head", "/proc/new/mine.head"])
def test_where_nothing_can_be_written_it_is_said_before_anything_is_read(tmp_path, capsys, monkeypatch, out):
    album(tmp_path / "mine")
    monkeypatch.setattr(folders, "read", lambda *_, **__: pytest.fail("read"))
    _, err = command(capsys, "train", "mine", "--out", out, status=1)
    assert re.search(r"/proc/(mine.head|new)", err[0])
    assert "Traceback" not in err[0]


def test_a_picture_that_may_not_be_read_is_left_out(tmp_path, capsys, monkeypatch):
    album(tmp_path / "mine")
    reads = transfer.read

    def refused(path):
        if path.name == "b.png" and path.parent.name == "cats":
            raise PermissionError(13, "Permission denied", str(path))
        return reads(path)

    monkeypatch.setattr(transfer, "read", refused)
    out, _ = command(capsys, "train", "mine", "--out", "mine.head")
    assert "Permission denied" in out[0]
    assert "of n = 15 pictures" in out[-2]


@pytest.mark.parametrize("where", ["describe", "write"])
def test_interrupted_nothing_is_half_written_and_what_was_there_stays(where, tmp_path, capsys, monkeypatch):
    album(tmp_path / "mine")
    Path("mine.head").write_text("the one before")
    calls = []

    def stop(*arguments, **options):
        calls.append(1)
        if len(calls) > 3 or where == "write":
            raise KeyboardInterrupt
        return describe(*arguments, **options)

    describe = photographs.describe
    if where == "describe":
        monkeypatch.setattr(photographs, "describe", stop)
    else:
        monkeypatch.setattr(os, "replace", stop)
    _, err = command(capsys, "train", "mine", "--out", "mine.head", "--force", status=1)
    assert err == ["imagen-course: stopped"]
    assert Path("mine.head").read_text() == "the one before"
    assert sorted(os.listdir()) == ["mine", "mine.head"]


# --- what is small, large or many -------------------------------------------------------------------------------------


def test_pictures_of_ten_pixels_a_side(tmp_path, capsys, rng):
    for name, tint in (("cold", 2), ("warm", 0)):
        (tmp_path / "mine" / name).mkdir(parents=True)
        for i in range(6):
            pixels = rng.integers(0, 100, (10, 10, 3))
            pixels[..., tint] += 150
            Image.fromarray(pixels.astype("uint8")).save(tmp_path / "mine" / name / f"{i}.png")
    out, err = command(capsys, "train", "mine", "--out", "mine.head")
    assert not err
    assert float(re.search(r"accuracy (\d\.\d+)", out[-2])[1]) > 0.8


# On Linux ru_maxrss would count the parent, as large as a whole run of the tests, before exec.
MEASURED = """
import re, resource, sys
from imagen_course import cli
status = cli.main(sys.argv[1:])
if sys.platform == "linux":
    print(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1])
else:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
sys.exit(status)
"""


def measured(*words):
    """Run a command in a process of its own; what it printed, and the most memory it held, in kilobytes."""
    environment = os.environ | {"PYTHONPATH": str(Path(imagen_course.__file__).parents[1])}
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, *map(str, words)], capture_output=True, text=True, env=environment, check=False
    )
    assert done.returncode == 0, done.stderr
    *out, most = done.stdout.splitlines()
    return out, int(most) / (1000 if sys.platform == "darwin" else 1)


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["jpg", "png"])
def test_a_picture_of_a_hundred_megapixels(tmp_path, ending):
    root = album(tmp_path / "mine", n=4)
    Image.open(root / "cats" / "a.png").resize((12_000, 9_000), Image.Resampling.NEAREST).save(
        root / "cats" / f"large.{ending}", **({"compress_level": 1} if ending == "png" else {})
    )
    out, most = measured("train", "mine", "--out", "mine.head")
    assert "of n = 9 pictures" in out[-2]
    assert "a.png" in out[0]  # a copy of another, larger
    assert most < MOST


@pytest.mark.exhaustive
def test_ten_thousand_pictures(tmp_path):
    for k, name in enumerate(("cold", "warm")):
        (tmp_path / "mine" / name).mkdir(parents=True)
        for i in range(5000):
            pixels = np.random.default_rng([k, i]).integers(0, 100, (16, 16, 3))
            pixels[..., 2 * k] += 150
            Image.fromarray(pixels.astype("uint8")).save(tmp_path / "mine" / name / f"{i}.png")
    out, most = measured("train", "mine", "--out", "mine.head")
    assert "of n = 10000 pictures" in out[-2]
    assert most < MOST
    pictures = sorted((tmp_path / "mine" / "cold").iterdir())[:200]
    assert measured("analyze", *pictures, "--model", "mine.head", "--out", "found")[1] < MOST


# --- the page about it ------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_page_on_ones_own_pictures_tells_what_happens(tmp_path, capsys):
    page = (Path(imagen_course.__file__).parents[1] / "docs" / "own_pictures.md").read_text(encoding="utf-8")
    exec(re.search(r"(?s)```python\n(.*?)```", page)[1], {})
    told = "\n".join(command(capsys, "train", "drawn", "--out", "drawn.head")[0])
    assert told in page.replace("\n    ", "\n")
    for artist, part in (("fluent", "train"), ("noto", "val")):
        for path in Path("drawn").glob(f"*/*, {artist}.png"):
            target = Path("split", part, path.parent.name, path.name)
            target.parent.mkdir(parents=True, exist_ok=True)
            path.rename(target)
    right, n, share = re.search(
        r"\((\d+) of n = (\d+) .*; (\d\.\d %) of them", command(capsys, "train", "split", "--out", "split.head")[0][-2]
    ).groups()
    assert re.search(rf"{right} of {n} drawings are called\s+right, and {share} of them would be called unknown", page)
